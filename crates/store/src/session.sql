SELECT s.id, s.day, s.start_minute, s.end_minute, s.cohort_id,
  c.code, c.title, coalesce(s.room, c.room), s.module_title,
  coalesce(c.volunteer_target, 0),
  (SELECT count(*) FROM session_planned p WHERE p.cohort_id = s.cohort_id
    AND (p.day, p.start_minute) <= (s.day, s.start_minute)),
  (SELECT count(*) FROM session_planned p WHERE p.cohort_id = s.cohort_id AND p.day IS NOT NULL),
  h.pause_start, h.pause_end, coalesce(h.state, 0), g.sealed_day,
  CASE WHEN s.room IS NOT NULL THEN s.venue_id ELSE coalesce(s.venue_id, c.venue_id) END
FROM session s JOIN cohort c ON c.id = s.cohort_id LEFT JOIN sheet h ON h.session_id = s.id
  LEFT JOIN seal g ON g.session_id = s.id
WHERE s.day IS NOT NULL AND c.code IS NOT NULL
