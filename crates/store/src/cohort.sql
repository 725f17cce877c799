SELECT c.id, c.code, c.title,
  (SELECT l.code FROM level l WHERE l.id = c.level_id),
  c.room, coalesce(c.capacity, 0),
  (SELECT min(s.day) FROM session_planned s WHERE s.cohort_id = c.id),
  (SELECT count(*) FROM session_planned s WHERE s.cohort_id = c.id
    AND s.day < ?1),
  (SELECT max(s.day) FROM session_planned s WHERE s.cohort_id = c.id),
  (SELECT count(*) FROM session_planned s WHERE s.cohort_id = c.id
    AND s.day IS NOT NULL),
  (SELECT count(*) FROM enrolment e WHERE e.cohort_id = c.id AND e.state IN (0, 1)),
  (SELECT s.id FROM session_planned s WHERE s.cohort_id = c.id
    AND s.day >= ?1
    ORDER BY s.day, s.start_minute LIMIT 1),
  coalesce(c.audience, 0), coalesce(c.form, 0), coalesce(c.volunteer_target, 0)
FROM cohort c
WHERE c.code IS NOT NULL
