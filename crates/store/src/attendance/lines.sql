SELECT s.day, s.start_minute, s.end_minute, c.code, c.title, coalesce(s.room, c.room),
  l.id, l.given, l.family, l.own_name,
  a.status, a.late_minutes, a.left_minutes, a.note, h.pause_start, h.pause_end, s.module_title
FROM session s
JOIN cohort c ON c.id = s.cohort_id AND c.code IS NOT NULL
JOIN learner l ON l.given IS NOT NULL AND l.id IN ({roster})
LEFT JOIN attendance a ON a.session_id = s.id AND a.learner_id = l.id
LEFT JOIN sheet h ON h.session_id = s.id
WHERE s.day BETWEEN ?1 AND ?2
ORDER BY s.day, s.start_minute, c.code, l.given, l.family, l.id
