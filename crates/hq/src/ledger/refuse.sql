INSERT INTO refused (hash, sender, stream, writer, first, code, refused_ms, bytes)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
WHERE (SELECT count(*) FROM refused WHERE sender = ?2) < ?9
ON CONFLICT (hash) DO NOTHING
