INSERT INTO device (id, public_key, site, grant_code, role_code, name, token_hash, certified_n,
                    enrolled_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (id) DO UPDATE SET
  grant_code = excluded.grant_code,
  role_code = excluded.role_code,
  name = excluded.name,
  token_hash = excluded.token_hash,
  certified_n = excluded.certified_n
