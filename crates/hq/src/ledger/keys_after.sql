SELECT k.position, s.name, k.person, k.key
FROM person_key k JOIN stream s ON s.id = k.stream JOIN writer w ON w.id = k.sender
WHERE k.stream IN (?1, ?2, ?3) AND k.position > ?4 AND k.position <= ?5
  AND (?6 IS NULL OR w.device <> ?6)
UNION ALL
SELECT e.position, s.name, e.person, NULL
FROM erased e JOIN stream s ON s.id = e.stream
WHERE e.stream IN (?1, ?2, ?3) AND e.position > ?4 AND e.position <= ?5
ORDER BY 1
LIMIT ?7
