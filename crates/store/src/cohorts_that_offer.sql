SELECT c.id FROM cohort c
WHERE c.code IS NOT NULL
  AND EXISTS (SELECT 1 FROM enrolment e WHERE e.cohort_id = c.id AND e.state = 4)
  AND EXISTS (SELECT 1 FROM enrolment e WHERE e.cohort_id = c.id
    AND e.offer_until_ms IS NOT NULL)
  AND coalesce((SELECT max(s.day) FROM session_planned s WHERE s.cohort_id = c.id), ?1) >= ?1
ORDER BY c.id
