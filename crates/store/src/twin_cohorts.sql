SELECT a.id, b.id FROM cohort a
JOIN cohort b ON b.code = a.code AND a.id < b.id
WHERE NOT EXISTS (
  SELECT 1 FROM "distinct" d WHERE d.first_id = a.id AND d.second_id = b.id AND d.is_distinct)
ORDER BY a.code, a.id, b.id
LIMIT 100
