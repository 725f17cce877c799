INSERT OR IGNORE INTO kept_evidence
SELECT a.learner_id, a.session_id, s.day, s.start_minute, s.end_minute,
  coalesce(c.code, ''), coalesce(c.title, ''), l.given, l.family,
  a.status, a.late_minutes, a.left_minutes
FROM attendance a
JOIN session s ON s.id = a.session_id AND s.day IS NOT NULL
JOIN learner l ON l.id = a.learner_id AND l.given IS NOT NULL
LEFT JOIN cohort c ON c.id = s.cohort_id
WHERE a.learner_id = ?1 AND a.status IS NOT NULL
