SELECT a.id, b.id FROM learner a
JOIN learner b ON b.given = a.given AND b.family IS a.family AND a.id < b.id
JOIN birth ba ON ba.record = a.id
JOIN birth bb ON bb.record = b.id AND bb.writer <> ba.writer
WHERE NOT EXISTS (
  SELECT 1 FROM "distinct" d WHERE d.first_id = a.id AND d.second_id = b.id AND d.is_distinct)
GROUP BY a.id, b.id
ORDER BY a.given, a.family, a.id, b.id
LIMIT 100
