SELECT g.position, g.stream, w.device, g.last
FROM segment g INDEXED BY segment_of_stream JOIN writer w ON w.id = g.writer
WHERE g.stream IN (?1, ?2, ?3, ?4) AND g.position > ?5 AND g.position <= ?6
  AND (?7 IS NULL OR w.device <> ?7)
ORDER BY g.position
