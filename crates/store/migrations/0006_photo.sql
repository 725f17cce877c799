-- Photographs of sheets of paper: see `kinds::PHOTO`. The pictures are files (`attachments.rs`).
CREATE TABLE photo (
  id BLOB PRIMARY KEY, session_id BLOB, hash BLOB, bytes INTEGER, added_ms INTEGER,
  content_key TEXT, removed_reason TEXT, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_session ON photo (session_id);
CREATE INDEX photo_hash ON photo (hash);

-- What headquarters holds whole, and in which epoch it said so; what somebody here asked to see.
CREATE TABLE photo_received (hash BLOB PRIMARY KEY, epoch TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE photo_wanted (photo BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

-- At headquarters: pictures of people who were erased, until they lie in the vault.
CREATE TABLE kept_photo (
  photo BLOB PRIMARY KEY, session BLOB NOT NULL, day INTEGER NOT NULL, hash BLOB NOT NULL,
  bytes INTEGER NOT NULL, content_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
