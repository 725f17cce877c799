SELECT a.learner_id, a.status, a.late_minutes, a.left_minutes, a.note, NULL,
  EXISTS (SELECT 1 FROM disagreement d WHERE d.record = a.id),
  (SELECT max(h.n > coalesce(v.acknowledged, 0)) FROM head h
    LEFT JOIN vector v ON v.stream = h.stream AND v.writer = h.writer
    WHERE h.record = a.id)
FROM attendance a WHERE a.session_id = ?1
