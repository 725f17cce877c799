SELECT p.volunteer_id, p.status, p.late_minutes, p.left_minutes, NULL, p.part, p.heads
FROM presence p WHERE p.session_id = ?1
