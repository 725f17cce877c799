-- Ops live in segments: sealed by their writers, kept as they are. Only what this computer wrote and
-- has not sealed yet is a row. A record keeps the heads of its registers beside its columns, so that
-- folding touches one row; no table tells again what the segments tell.

ALTER TABLE writer ADD COLUMN key BLOB CHECK (key IS NULL OR length(key) = 32);
-- authority: 0 not certified yet, 1 a device, 2 headquarters.
ALTER TABLE writer ADD COLUMN authority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE writer ADD COLUMN site BLOB;
ALTER TABLE writer ADD COLUMN grant_code INTEGER;
-- The stamp of the certificate: the latest one counts.
ALTER TABLE writer ADD COLUMN certified INTEGER NOT NULL DEFAULT 0;

-- sum: over the folded heads, see the digest.
ALTER TABLE stream ADD COLUMN sum BLOB;

-- sealed: highest n in segments; tip: the hash of the segment that ends there; last: once the writer
-- is revoked, the last of its ops that counts.
ALTER TABLE vector ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE vector ADD COLUMN tip BLOB;
ALTER TABLE vector ADD COLUMN last INTEGER;

-- position: the order of arrival, in which every name is known before it is used. fate: 0 folded,
-- 1 deferred as a whole.
CREATE TABLE segment (
  position INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  first INTEGER NOT NULL CHECK (first >= 1),
  last INTEGER NOT NULL CHECK (last >= first),
  fate INTEGER NOT NULL DEFAULT 0 CHECK (fate IN (0, 1)),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX segment_of_writer ON segment (stream, writer, last);
CREATE INDEX segment_deferred ON segment (fate) WHERE fate <> 0;

CREATE TABLE unsealed (
  stream INTEGER NOT NULL REFERENCES stream (id),
  n INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (stream, n)
) STRICT, WITHOUT ROWID;

-- Single ops set aside: 1 deferred (a later version knows it), 2 quarantined (and why).
CREATE TABLE aside (
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  n INTEGER NOT NULL,
  fate INTEGER NOT NULL CHECK (fate IN (1, 2)),
  code TEXT NOT NULL,
  PRIMARY KEY (stream, writer, n)
) STRICT, WITHOUT ROWID;

-- The op that created a record names it in segments.
CREATE TABLE birth (
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  n INTEGER NOT NULL,
  record BLOB NOT NULL CHECK (length(record) = 16),
  PRIMARY KEY (stream, writer, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX birth_of_record ON birth (record);

-- Ops that headquarters voided. record: the record's name, once the op is here. seen: whether the
-- person at the keys has been told.
CREATE TABLE void (
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  n INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  kind INTEGER,
  record BLOB,
  seen INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1)),
  PRIMARY KEY (stream, writer, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX void_of_record ON void (kind, record);

-- Segments that were not taken: another under the same number (a fork), or one that nobody
-- certified signed. Kept for a person to look at, so many and no more.
CREATE TABLE strange (
  hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  first INTEGER NOT NULL,
  code TEXT NOT NULL,
  received_ms INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  seen INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1))
) STRICT, WITHOUT ROWID;

-- sent: whether headquarters has it.
CREATE TABLE person_key (
  stream INTEGER NOT NULL REFERENCES stream (id),
  person BLOB NOT NULL CHECK (length(person) = 16),
  key BLOB NOT NULL CHECK (length(key) = 32),
  sent INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1)),
  PRIMARY KEY (stream, person, key)
) STRICT, WITHOUT ROWID;

-- Persons whose keys were destroyed, for ever.
CREATE TABLE erased_person (
  person BLOB NOT NULL PRIMARY KEY CHECK (length(person) = 16)
) STRICT, WITHOUT ROWID;

-- What a snapshot covered of each writer, while the segments behind it are on their way.
CREATE TABLE covered (
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  n INTEGER NOT NULL,
  PRIMARY KEY (stream, writer)
) STRICT, WITHOUT ROWID;

-- What an earlier version kept: this computer's ops go into segments as if written now; those of
-- others come again from headquarters.
INSERT INTO unsealed (stream, n, bytes)
SELECT o.stream, o.n, o.bytes FROM op o JOIN writer w ON w.id = o.writer
WHERE w.device = (SELECT unhex(replace(value, '-', '')) FROM local WHERE key = 'device');
UPDATE vector SET acknowledged = 0;
DELETE FROM vector WHERE writer NOT IN (
  SELECT id FROM writer
  WHERE device = (SELECT unhex(replace(value, '-', '')) FROM local WHERE key = 'device'));
INSERT INTO local (key, value) VALUES ('rebuild', 'yes')
ON CONFLICT (key) DO UPDATE SET value = excluded.value;

DROP TABLE history;
DROP TABLE disagreement;
DROP TABLE awaited;
DROP TABLE head;
DROP TABLE op;

-- record: the record's name within its kind, its id or its parents' ids in a row.
CREATE TABLE disagreement (
  kind INTEGER NOT NULL,
  record BLOB NOT NULL,
  register INTEGER NOT NULL,
  PRIMARY KEY (kind, record, register)
) STRICT, WITHOUT ROWID;

-- One table for each kind: its id or its parents, its fields, and the heads of its registers.
DROP TABLE site;
CREATE TABLE site (id BLOB PRIMARY KEY, name TEXT, zone TEXT, heads BLOB NOT NULL)
STRICT, WITHOUT ROWID;
DROP TABLE programme;
CREATE TABLE programme (id BLOB PRIMARY KEY, code TEXT, title TEXT, heads BLOB NOT NULL)
STRICT, WITHOUT ROWID;
DROP TABLE level;
CREATE TABLE level (
  id BLOB PRIMARY KEY, code TEXT, title TEXT, programme_id BLOB,
  minutes INTEGER, sessions INTEGER, rank INTEGER, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
DROP TABLE module;
CREATE TABLE module (
  id BLOB PRIMARY KEY, title TEXT, level_id BLOB, minutes INTEGER, rank INTEGER,
  heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
DROP TABLE volunteer;
CREATE TABLE volunteer (
  id BLOB PRIMARY KEY, given TEXT, family TEXT, role INTEGER, own_name TEXT, language TEXT,
  heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
DROP TABLE learner;
CREATE TABLE learner (
  id BLOB PRIMARY KEY, given TEXT, family TEXT, own_name TEXT, preferred_name TEXT, language TEXT,
  heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX learner_by_name ON learner (given, family);
DROP TABLE cohort;
CREATE TABLE cohort (
  id BLOB PRIMARY KEY, code TEXT, title TEXT, level_id BLOB, room TEXT, capacity INTEGER,
  volunteer_target INTEGER, planned_minutes INTEGER, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
DROP TABLE enrolment;
CREATE TABLE enrolment (
  cohort_id BLOB NOT NULL, learner_id BLOB NOT NULL, state INTEGER,
  entry_day INTEGER, exit_day INTEGER, exit_reason TEXT, heads BLOB NOT NULL,
  PRIMARY KEY (cohort_id, learner_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_of_learner ON enrolment (learner_id);
DROP TABLE session;
CREATE TABLE session (
  id BLOB PRIMARY KEY, day INTEGER, start_minute INTEGER, end_minute INTEGER, cohort_id BLOB,
  room TEXT, module_title TEXT, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_day ON session (day, start_minute);
CREATE INDEX session_of_cohort ON session (cohort_id, day, start_minute);
DROP TABLE presence;
CREATE TABLE presence (
  session_id BLOB NOT NULL, volunteer_id BLOB NOT NULL, status INTEGER,
  late_minutes INTEGER, left_minutes INTEGER, part INTEGER, heads BLOB NOT NULL,
  PRIMARY KEY (session_id, volunteer_id)
) STRICT, WITHOUT ROWID;
DROP TABLE attendance;
-- By session, as it is read and as it arrives. An index by learner would touch a page for each learner
-- of each class received, for questions that are rare enough to read the table.
CREATE TABLE attendance (
  session_id BLOB NOT NULL, learner_id BLOB NOT NULL, status INTEGER,
  late_minutes INTEGER, left_minutes INTEGER, note TEXT, heads BLOB NOT NULL,
  PRIMARY KEY (session_id, learner_id)
) STRICT, WITHOUT ROWID;
DROP TABLE device;
CREATE TABLE device (
  id BLOB PRIMARY KEY, name TEXT, signing_key TEXT, grant_code INTEGER, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
DROP TABLE contact;
CREATE TABLE contact (
  learner_id BLOB PRIMARY KEY, phones TEXT, email TEXT, street TEXT,
  street_more TEXT, postcode TEXT, town TEXT, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
DROP TABLE civil;
CREATE TABLE civil (
  learner_id BLOB PRIMARY KEY, birth_day INTEGER, birth_place TEXT,
  source_number TEXT, caf_number TEXT, france_travail_number TEXT, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
DROP TABLE rights;
CREATE TABLE rights (
  learner_id BLOB PRIMARY KEY, situation TEXT, rsa TEXT, "are" TEXT, ass TEXT,
  activity_bonus TEXT, rqth TEXT, mobility TEXT, job_sought TEXT, education TEXT,
  heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE enrolled (
  device_id BLOB NOT NULL, person_id BLOB NOT NULL, role INTEGER, heads BLOB NOT NULL,
  PRIMARY KEY (device_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE seat (id BLOB PRIMARY KEY, cohort_id BLOB, learner_id BLOB, heads BLOB NOT NULL)
STRICT, WITHOUT ROWID;
CREATE INDEX seat_of_cohort ON seat (cohort_id, learner_id);
CREATE TABLE erasure (person_id BLOB PRIMARY KEY, day INTEGER, heads BLOB NOT NULL)
STRICT, WITHOUT ROWID;
CREATE TABLE erased (
  person_id BLOB NOT NULL, device_id BLOB NOT NULL, done_ms INTEGER, heads BLOB NOT NULL,
  PRIMARY KEY (person_id, device_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE "distinct" (
  first_id BLOB NOT NULL, second_id BLOB NOT NULL, is_distinct INTEGER, heads BLOB NOT NULL,
  PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;
