SELECT s.id, s.day, s.start_minute, s.end_minute, s.cohort_id,
  c.code, c.title, coalesce(s.room, c.room), s.module_title,
  coalesce(c.volunteer_target, 0),
  (SELECT count(*) FROM session p WHERE p.cohort_id = s.cohort_id
    AND (p.day, p.start_minute) <= (s.day, s.start_minute)),
  (SELECT count(*) FROM session p WHERE p.cohort_id = s.cohort_id AND p.day IS NOT NULL)
FROM session s JOIN cohort c ON c.id = s.cohort_id
WHERE s.day IS NOT NULL AND c.code IS NOT NULL
