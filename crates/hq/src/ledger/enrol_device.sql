INSERT INTO device (id, public_key, site, grant_code, role_code, name, token_hash, certified_n,
                    enrolled_ms, encryption, person, certified_by, enrolled_n,
                    token_expires_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT (id) DO UPDATE SET
  grant_code = excluded.grant_code,
  role_code = excluded.role_code,
  name = excluded.name,
  token_hash = excluded.token_hash,
  token_expires_ms = excluded.token_expires_ms,
  certified_n = excluded.certified_n,
  encryption = excluded.encryption,
  person = excluded.person,
  certified_by = excluded.certified_by,
  enrolled_n = excluded.enrolled_n
