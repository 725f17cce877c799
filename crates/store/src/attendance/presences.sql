SELECT p.volunteer_id, p.status, p.late_minutes, p.left_minutes, NULL, p.part,
  EXISTS (SELECT 1 FROM disagreement d WHERE d.record = p.id),
  (SELECT max(h.n > coalesce(v.acknowledged, 0)) FROM head h
    LEFT JOIN vector v ON v.stream = h.stream AND v.writer = h.writer
    WHERE h.record = p.id AND h.register = 1)
FROM presence p WHERE p.session_id = ?1
