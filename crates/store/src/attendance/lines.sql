SELECT s.day, s.start_minute, s.end_minute, c.code, c.title, coalesce(s.room, c.room),
  l.id, l.given, l.family, l.own_name,
  a.status, a.late_minutes, a.left_minutes, a.note, h.pause_start, h.pause_end, s.module_title
FROM session s
JOIN cohort c ON c.id = s.cohort_id AND c.code IS NOT NULL
JOIN (
  SELECT cohort_id, learner_id, NULL AS session_id FROM enrolment WHERE state IN (0, 1)
  UNION
  SELECT s2.cohort_id, a2.learner_id, a2.session_id
  FROM attendance a2 JOIN session s2 ON s2.id = a2.session_id
  WHERE a2.status IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM enrolment e2 WHERE e2.cohort_id = s2.cohort_id
      AND e2.learner_id = a2.learner_id AND e2.state IN (0, 1))
) r ON r.cohort_id = s.cohort_id AND (r.session_id IS NULL OR r.session_id = s.id)
JOIN learner l ON l.id = r.learner_id AND l.given IS NOT NULL
LEFT JOIN attendance a ON a.session_id = s.id AND a.learner_id = l.id
LEFT JOIN sheet h ON h.session_id = s.id
WHERE s.day BETWEEN ?1 AND ?2
ORDER BY s.day, s.start_minute, c.code, l.given, l.family, l.id
