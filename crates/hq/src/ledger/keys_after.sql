SELECT k.position, s.name, k.person, k.key
FROM person_key k JOIN stream s ON s.id = k.stream JOIN writer w ON w.id = k.sender
WHERE k.stream IN (?1, ?2, ?3, ?4) AND k.position > ?5 AND k.position <= ?6
  AND (?7 IS NULL OR w.device <> ?7)
UNION ALL
SELECT e.position, s.name, e.person, NULL
FROM erased e JOIN stream s ON s.id = e.stream
WHERE e.stream IN (?1, ?2, ?3, ?4) AND e.position > ?5 AND e.position <= ?6
ORDER BY 1
LIMIT ?8
