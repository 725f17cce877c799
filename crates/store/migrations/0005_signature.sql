-- Who signed for what: see `kinds::SIGNATURE`; and what headquarters has sealed.
CREATE TABLE signature (
  session_id BLOB NOT NULL, person_id BLOB NOT NULL, signature_id BLOB NOT NULL,
  half INTEGER, way INTEGER, hash BLOB, signed_ms INTEGER, witness_id BLOB,
  ink TEXT, why TEXT, is_void INTEGER, void_reason TEXT, heads BLOB NOT NULL,
  PRIMARY KEY (session_id, person_id, signature_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX signature_person ON signature (person_id);

CREATE TABLE seal (
  session_id BLOB PRIMARY KEY, sealed_day INTEGER, sealed_hash BLOB, covers TEXT, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What somebody signs with, if not by drawing; how a centre's people sign.
ALTER TABLE learner ADD COLUMN sign_way INTEGER;
ALTER TABLE learner ADD COLUMN sign_digest TEXT;
ALTER TABLE site ADD COLUMN sign_ways TEXT;
ALTER TABLE site ADD COLUMN sign_languages TEXT;
