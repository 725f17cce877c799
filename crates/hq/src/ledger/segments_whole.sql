SELECT s.name, w.device, g.bytes, g.hash
FROM segment g JOIN stream s ON s.id = g.stream JOIN writer w ON w.id = g.writer
ORDER BY g.stream, g.writer, g.last
