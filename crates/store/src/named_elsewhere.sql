SELECT w.device, h.n FROM (
  SELECT id FROM enrolment WHERE learner_id = ?1 OR cohort_id = ?1
  UNION SELECT id FROM attendance WHERE learner_id = ?1 OR session_id = ?1
  UNION SELECT id FROM presence WHERE volunteer_id = ?1 OR session_id = ?1
  UNION SELECT id FROM session WHERE cohort_id = ?1
  UNION SELECT a.id FROM attendance a JOIN session s ON s.id = a.session_id WHERE s.cohort_id = ?1
) r
JOIN history h ON h.record = r.id
JOIN writer w ON w.id = h.writer
WHERE w.device <> ?2
ORDER BY h.hlc DESC LIMIT 1
