SELECT p.session_id, p.volunteer_id, s.cohort_id, s.day, s.start_minute, s.end_minute,
  h.pause_start, h.pause_end, EXISTS (SELECT 1 FROM session_planned q WHERE q.id = s.id),
  coalesce(h.state, 0), p.part, p.answer,
  p.status, p.late_minutes, p.left_minutes
FROM presence p JOIN session s ON s.id = p.session_id LEFT JOIN sheet h ON h.session_id = s.id
WHERE s.day BETWEEN ?1 AND ?2
  AND (p.part IS NOT NULL OR p.answer IS NOT NULL OR p.status IS NOT NULL)
ORDER BY s.day, s.start_minute, s.id, p.volunteer_id
