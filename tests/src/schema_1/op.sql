INSERT INTO op (stream, writer, n, fate, bytes) VALUES (1, 1, ?1, 0, ?2)
