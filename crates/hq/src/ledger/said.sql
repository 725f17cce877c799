UPDATE device
SET last_exchange_ms = ?2, version = ?3, pending = ?4, clock_ms = ?5, backup_ms = ?6
WHERE id = ?1
