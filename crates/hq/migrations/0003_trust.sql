-- Tokens end; laptops tell how they are; erasing is ordered and told; telephone codes are kept until
-- they are read out.

-- token_expires_ms: 0 for one given by an earlier version, which is too old: its laptop proves itself.
ALTER TABLE device ADD COLUMN token_expires_ms INTEGER NOT NULL DEFAULT 0;
-- What it told last: its program's version, changes not acknowledged, its clock less this one's, when
-- its newest backup was made.
ALTER TABLE device ADD COLUMN version TEXT;
ALTER TABLE device ADD COLUMN pending INTEGER;
ALTER TABLE device ADD COLUMN clock_ms INTEGER;
ALTER TABLE device ADD COLUMN backup_ms INTEGER;
-- wiped_ms: when it was last given the order, which it obeys.
ALTER TABLE device ADD COLUMN wipe_ordered_ms INTEGER;
ALTER TABLE device ADD COLUMN wiped_ms INTEGER;

-- secret: null once its code has been read out, at told_ms.
CREATE TABLE unlock_slot (
  device BLOB NOT NULL REFERENCES device (id),
  batch BLOB NOT NULL CHECK (length(batch) = 8),
  slot INTEGER NOT NULL,
  secret BLOB CHECK (length(secret) = 32),
  received_ms INTEGER NOT NULL,
  told_ms INTEGER,
  CHECK ((secret IS NULL) = (told_ms IS NOT NULL)),
  PRIMARY KEY (device, batch, slot)
) STRICT, WITHOUT ROWID;
