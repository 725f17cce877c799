-- Pictures of sealed sheets on which somebody stands who was erased: what opens each, until a day.
CREATE TABLE vault_photo (
  photo BLOB PRIMARY KEY, session BLOB NOT NULL, site BLOB NOT NULL, day INTEGER NOT NULL,
  until_day INTEGER NOT NULL, kept_ms INTEGER NOT NULL, hash BLOB NOT NULL, bytes INTEGER NOT NULL,
  content_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
