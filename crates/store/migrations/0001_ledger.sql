-- What a laptop keeps: ops as their writers made them, the heads they fold into, one table for each
-- kind of record, and what is only this computer's. Ids of streams and devices are small numbers
-- here and only here; records and actors keep their 16 bytes.

CREATE TABLE local (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE stream (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE writer (
  id INTEGER PRIMARY KEY,
  device BLOB NOT NULL UNIQUE CHECK (length(device) = 16)
) STRICT;

-- fate: 0 folded, 1 deferred (a later version knows it), 2 quarantined (no version would accept it).
CREATE TABLE op (
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  n INTEGER NOT NULL CHECK (n >= 1),
  fate INTEGER NOT NULL CHECK (fate BETWEEN 0 AND 2),
  bytes BLOB NOT NULL,
  PRIMARY KEY (stream, writer, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX op_set_aside ON op (fate) WHERE fate <> 0;

-- held: highest n without gaps on this computer. acknowledged: what headquarters said it holds.
CREATE TABLE vector (
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  held INTEGER NOT NULL DEFAULT 0,
  acknowledged INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (stream, writer)
) STRICT, WITHOUT ROWID;

-- The kind is part of the key: nothing stops two kinds from being given one id.
CREATE TABLE head (
  record BLOB NOT NULL CHECK (length(record) = 16),
  kind INTEGER NOT NULL,
  register INTEGER NOT NULL,
  writer INTEGER NOT NULL REFERENCES writer (id),
  n INTEGER NOT NULL,
  stream INTEGER NOT NULL REFERENCES stream (id),
  hlc INTEGER NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (record, kind, register, writer, n)
) STRICT, WITHOUT ROWID;

-- Writes known to be replaced that have not arrived yet.
CREATE TABLE awaited (
  record BLOB NOT NULL,
  kind INTEGER NOT NULL,
  register INTEGER NOT NULL,
  writer INTEGER NOT NULL REFERENCES writer (id),
  n INTEGER NOT NULL,
  PRIMARY KEY (record, kind, register, writer, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE disagreement (
  record BLOB NOT NULL,
  kind INTEGER NOT NULL,
  register INTEGER NOT NULL,
  PRIMARY KEY (record, kind, register)
) STRICT, WITHOUT ROWID;

CREATE TABLE history (
  record BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  stream INTEGER NOT NULL REFERENCES stream (id),
  writer INTEGER NOT NULL REFERENCES writer (id),
  n INTEGER NOT NULL,
  PRIMARY KEY (record, hlc, writer, stream, n)
) STRICT, WITHOUT ROWID;

-- Gestures made on this computer, for undo. latest: the gesture that last expressed it (itself, or
-- its redo). undone: 1 when it has been taken back, 2 when somebody had changed all of it since and
-- there was nothing to take back.
CREATE TABLE gesture (
  hlc INTEGER PRIMARY KEY,
  act INTEGER NOT NULL CHECK (act BETWEEN 0 AND 2),
  label TEXT NOT NULL,
  latest INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone BETWEEN 0 AND 2)
) STRICT;

CREATE TABLE gesture_part (
  hlc INTEGER NOT NULL REFERENCES gesture (hlc),
  stream INTEGER NOT NULL REFERENCES stream (id),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (hlc, stream)
) STRICT, WITHOUT ROWID;

-- One table for each kind, as its declaration says: id, parents, fields. A record arrives in any
-- order, so nothing here refers to another table by key.

CREATE TABLE site (id BLOB PRIMARY KEY, name TEXT, zone TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE programme (id BLOB PRIMARY KEY, code TEXT, title TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE level (
  id BLOB PRIMARY KEY, code TEXT, title TEXT, programme_id BLOB,
  minutes INTEGER, sessions INTEGER, rank INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE module (
  id BLOB PRIMARY KEY, title TEXT, level_id BLOB, minutes INTEGER, rank INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE volunteer (
  id BLOB PRIMARY KEY, given TEXT, family TEXT, role INTEGER, own_name TEXT, language TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE learner (
  id BLOB PRIMARY KEY, given TEXT, family TEXT, own_name TEXT, preferred_name TEXT, language TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX learner_by_name ON learner (given, family);

CREATE TABLE cohort (
  id BLOB PRIMARY KEY, code TEXT, title TEXT, level_id BLOB, room TEXT, capacity INTEGER,
  volunteer_target INTEGER, planned_minutes INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolment (
  id BLOB PRIMARY KEY, cohort_id BLOB NOT NULL, learner_id BLOB NOT NULL, state INTEGER,
  entry_day INTEGER, exit_day INTEGER, exit_reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_of_cohort ON enrolment (cohort_id, learner_id);
CREATE INDEX enrolment_of_learner ON enrolment (learner_id);

CREATE TABLE session (
  id BLOB PRIMARY KEY, day INTEGER, start_minute INTEGER, end_minute INTEGER, cohort_id BLOB,
  room TEXT, module_title TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_day ON session (day, start_minute);
CREATE INDEX session_of_cohort ON session (cohort_id, day, start_minute);

CREATE TABLE presence (
  id BLOB PRIMARY KEY, session_id BLOB NOT NULL, volunteer_id BLOB NOT NULL, status INTEGER,
  late_minutes INTEGER, left_minutes INTEGER, part INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX presence_of_session ON presence (session_id, volunteer_id);
CREATE INDEX presence_of_volunteer ON presence (volunteer_id);

CREATE TABLE attendance (
  id BLOB PRIMARY KEY, session_id BLOB NOT NULL, learner_id BLOB NOT NULL, status INTEGER,
  late_minutes INTEGER, left_minutes INTEGER, note TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_of_session ON attendance (session_id, learner_id);
CREATE INDEX attendance_of_learner ON attendance (learner_id, session_id);

CREATE TABLE device (
  id BLOB PRIMARY KEY, name TEXT, signing_key TEXT, grant_code INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
  id BLOB PRIMARY KEY, learner_id BLOB NOT NULL, phones TEXT, email TEXT, street TEXT,
  street_more TEXT, postcode TEXT, town TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE civil (
  id BLOB PRIMARY KEY, learner_id BLOB NOT NULL, birth_day INTEGER, birth_place TEXT,
  source_number TEXT, caf_number TEXT, france_travail_number TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX civil_of_learner ON civil (learner_id);

CREATE TABLE rights (
  id BLOB PRIMARY KEY, learner_id BLOB NOT NULL, situation TEXT, rsa TEXT, "are" TEXT, ass TEXT,
  activity_bonus TEXT, rqth TEXT, mobility TEXT, job_sought TEXT, education TEXT
) STRICT, WITHOUT ROWID;
