SELECT at_ms
FROM (
  SELECT * FROM (SELECT position, committed_ms AS at_ms FROM segment
                 WHERE position > ?1 ORDER BY position LIMIT 1)
  UNION ALL
  SELECT * FROM (SELECT position, kept_ms FROM person_key
                 WHERE position > ?1 ORDER BY position LIMIT 1)
  UNION ALL
  SELECT * FROM (SELECT position, erased_ms FROM erased
                 WHERE position > ?1 ORDER BY position LIMIT 1)
)
ORDER BY position
LIMIT 1
