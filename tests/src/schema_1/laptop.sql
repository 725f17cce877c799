-- A laptop as the first version left it, before its ops: who it is, its stream, what it holds.
INSERT INTO local (key, value) VALUES
  ('device', '00000000-0000-0000-0000-000000000064'),
  ('seed', '0505050505050505050505050505050505050505050505050505050505050505'),
  ('site', '00000000-0000-0000-0000-000000000001'),
  ('grant', 'coordinator'),
  ('role', 'coordinator'),
  ('actor', '00000000-0000-0000-0000-000000000009'),
  ('clock', '131072000000');
INSERT INTO stream (id, name) VALUES (1, 'site/00000000-0000-0000-0000-000000000001');
INSERT INTO writer (id, device) VALUES (1, x'00000000000000000000000000000064');
INSERT INTO vector (stream, writer, held, acknowledged) VALUES (1, 1, 12, 3);
