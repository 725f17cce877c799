SELECT a.learner_id, a.status, a.late_minutes, a.left_minutes, a.note, NULL, a.heads
FROM attendance a WHERE a.session_id = ?1
