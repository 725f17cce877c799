SELECT s.id, s.day, s.start_minute, s.end_minute, s.cohort_id, c.code, c.title,
  coalesce(s.room, c.room),
  CASE WHEN s.room IS NOT NULL THEN s.venue_id ELSE coalesce(s.venue_id, c.venue_id) END,
  s.module_title, coalesce(c.volunteer_target, 0),
  CASE WHEN x.id IS NULL THEN coalesce(s.fate, 0) ELSE 2 END,
  (SELECT m.day FROM session m WHERE m.id = coalesce(x.instead_id, s.moved_to_id)),
  coalesce(s.fate_reason, o.fate_reason),
  coalesce(h.state, 0), g.sealed_day IS NOT NULL,
  EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = s.id AND a.status IS NOT NULL)
    OR EXISTS (SELECT 1 FROM presence p WHERE p.session_id = s.id AND p.status IS NOT NULL)
    OR EXISTS (SELECT 1 FROM signature n WHERE n.session_id = s.id),
  (SELECT count(*) FROM session_planned p WHERE p.cohort_id = s.cohort_id
    AND (p.day, p.start_minute) <= (s.day, s.start_minute)),
  (SELECT count(*) FROM session_planned p WHERE p.cohort_id = s.cohort_id AND p.day IS NOT NULL),
  (SELECT count(*) FROM enrolment e WHERE e.cohort_id = s.cohort_id AND e.state IN (0, 1))
FROM session s JOIN cohort c ON c.id = s.cohort_id LEFT JOIN sheet h ON h.session_id = s.id
  LEFT JOIN seal g ON g.session_id = s.id
  LEFT JOIN session_gone x ON x.id = s.id LEFT JOIN session o ON o.id = s.origin_id
WHERE s.day IS NOT NULL AND c.code IS NOT NULL
