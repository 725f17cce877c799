-- Headquarters' ledger: what devices sent as they sent it, and what only one place can decide. Names
-- of streams and ids of writers are small numbers here and only here.

-- One row: who this headquarters is in this epoch. clock: the highest stamp given in its own log.
CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch BLOB NOT NULL CHECK (length(epoch) = 16),
  log BLOB NOT NULL CHECK (length(log) = 16),
  network_seed BLOB NOT NULL CHECK (length(network_seed) = 32),
  clock INTEGER NOT NULL
) STRICT;

-- Names are not unique: a centre that is adopted keeps the one it was given.
CREATE TABLE site (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  added_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A code is kept as its SHA-256. site: null for one that adopts. grant and role: their positions.
CREATE TABLE code (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  site BLOB REFERENCES site (id),
  grant_code INTEGER NOT NULL,
  role_code INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  redeemed_by BLOB REFERENCES device (id)
) STRICT, WITHOUT ROWID;

-- certified_n: rank of the op of headquarters' log that last certified it.
CREATE TABLE device (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  site BLOB NOT NULL REFERENCES site (id),
  grant_code INTEGER NOT NULL,
  role_code INTEGER NOT NULL,
  name TEXT NOT NULL,
  token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
  certified_n INTEGER NOT NULL,
  enrolled_ms INTEGER NOT NULL,
  last_exchange_ms INTEGER,
  revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE stream (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE writer (
  id INTEGER PRIMARY KEY,
  device BLOB NOT NULL UNIQUE CHECK (length(device) = 16)
) STRICT;

-- position: the order in which headquarters committed. bytes: the segment, encoded.
CREATE TABLE segment (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  first INTEGER NOT NULL CHECK (first >= 1),
  last INTEGER NOT NULL CHECK (last >= first),
  committed_ms INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX segment_of_writer ON segment (stream, writer, last);

CREATE TABLE vector (
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  held INTEGER NOT NULL CHECK (held >= 1),
  PRIMARY KEY (stream, writer)
) STRICT, WITHOUT ROWID;

-- Segments that no grant permits, kept for a person to look at; never acknowledged, never sent.
CREATE TABLE refused (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  device BLOB NOT NULL,
  reason TEXT NOT NULL,
  refused_ms INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX refused_of_device ON refused (device);
