SELECT here.volunteer_id, c.code
FROM presence here
JOIN presence there ON there.volunteer_id = here.volunteer_id AND there.session_id <> here.session_id
JOIN session s ON s.id = there.session_id
JOIN cohort c ON c.id = s.cohort_id
WHERE here.session_id = ?1 AND here.status IN (0, 3) AND there.status IN (0, 3)
  AND s.day = ?2 AND s.start_minute < ?4 AND s.end_minute > ?3 AND c.code IS NOT NULL
ORDER BY c.code, here.volunteer_id
