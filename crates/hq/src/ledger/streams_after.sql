SELECT s.name
FROM stream s
WHERE EXISTS (SELECT 1 FROM segment g WHERE g.stream = s.id AND g.position > ?1)
  OR EXISTS (SELECT 1 FROM person_key k WHERE k.stream = s.id AND k.position > ?1)
  OR EXISTS (SELECT 1 FROM erased e WHERE e.stream = s.id AND e.position > ?1)
ORDER BY s.name
