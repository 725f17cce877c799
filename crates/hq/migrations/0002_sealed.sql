-- Segments are sealed by their writers and kept as they are: signed, chained, compressed. What an
-- earlier version kept stays beside it, unread: laptops offer their ops again, sealed, and
-- headquarters begins a new epoch.
DROP INDEX segment_of_writer;
ALTER TABLE segment RENAME TO segment_1;
DROP TABLE vector;
DROP INDEX refused_of_device;
ALTER TABLE refused RENAME TO refused_1;

-- position: the last one given. Segments and keys of persons take theirs from one row, so that one
-- number says how far somebody has been told.
ALTER TABLE meta ADD COLUMN position INTEGER NOT NULL DEFAULT 0;

-- Headquarters' own logs, one for each epoch; epoch is null for one that was lost and came back
-- from the laptops.
CREATE TABLE log (
  log BLOB PRIMARY KEY CHECK (length(log) = 16),
  epoch BLOB,
  begun_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- adopted: founded on a laptop, which wrote its record.
ALTER TABLE site ADD COLUMN adopted INTEGER NOT NULL DEFAULT 0 CHECK (adopted IN (0, 1));
UPDATE site SET adopted = 1 WHERE id IN (
  SELECT device.site FROM code JOIN device ON device.id = code.redeemed_by WHERE code.site IS NULL);

-- encryption: null for a laptop that joined an earlier version. certified_by: the log whose ops
-- certified_n (its DEVICE) and enrolled_n (its ENROLLED) are.
ALTER TABLE device ADD COLUMN encryption BLOB;
ALTER TABLE device ADD COLUMN person BLOB;
ALTER TABLE device ADD COLUMN certified_by BLOB;
ALTER TABLE device ADD COLUMN enrolled_n INTEGER NOT NULL DEFAULT 0;

-- hash: of the chain up to here. bytes come last, so that a scan does not read them.
CREATE TABLE segment (
  position INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  first INTEGER NOT NULL CHECK (first >= 1),
  last INTEGER NOT NULL CHECK (last >= first),
  committed_ms INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX segment_of_writer ON segment (stream, writer, last);
CREATE INDEX segment_of_stream ON segment (stream, position);

-- tip: the hash of the segment that ends at held.
CREATE TABLE vector (
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  held INTEGER NOT NULL CHECK (held >= 1),
  tip BLOB NOT NULL CHECK (length(tip) = 32),
  PRIMARY KEY (stream, writer)
) STRICT, WITHOUT ROWID;

-- Segments that were not committed, kept for a person to look at; never acknowledged, never sent.
CREATE TABLE refused (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  sender BLOB NOT NULL,
  stream TEXT NOT NULL,
  writer BLOB NOT NULL,
  first INTEGER NOT NULL,
  code TEXT NOT NULL,
  refused_ms INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX refused_of_sender ON refused (sender);

-- Keys of persons, to hand over to whoever is granted the stream. sender: who brought it.
CREATE TABLE person_key (
  position INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES stream (id),
  person BLOB NOT NULL CHECK (length(person) = 16),
  key BLOB NOT NULL CHECK (length(key) = 32),
  sender INTEGER NOT NULL REFERENCES writer (id),
  kept_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX person_key_of_person ON person_key (person, stream, key);

-- Persons whose keys were destroyed, for ever. stream: their centre's.
CREATE TABLE erased (
  position INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES stream (id),
  person BLOB NOT NULL CHECK (length(person) = 16),
  erased_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX erased_person ON erased (person, stream);

-- Up to which position verdicts on a centre's ops have been given: none is given twice.
CREATE TABLE judged (
  site BLOB PRIMARY KEY CHECK (length(site) = 16),
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
