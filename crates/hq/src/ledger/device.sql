SELECT id, public_key, site, grant_code, role_code, name, token_hash, certified_n,
       last_exchange_ms, revoked, encryption, person, certified_by, enrolled_n,
       token_expires_ms, version, pending, clock_ms, backup_ms, wipe_ordered_ms, wiped_ms
FROM device
WHERE ?1 IS NULL OR id = ?1
ORDER BY site, name, id
