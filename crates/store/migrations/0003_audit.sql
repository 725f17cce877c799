-- What is noted of deeds with people's data: see `kinds::NOTE_OF_AUDIT`.
CREATE TABLE audit (
  id BLOB PRIMARY KEY, deed INTEGER, about_id BLOB, amount INTEGER, purpose TEXT, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- At headquarters: lines of sheets of people who were just erased, on their way to its vault.
CREATE TABLE kept_evidence (
  person BLOB NOT NULL, session BLOB NOT NULL, day INTEGER NOT NULL, start_minute INTEGER NOT NULL,
  end_minute INTEGER NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL, given TEXT NOT NULL,
  family TEXT, status INTEGER NOT NULL, late_minutes INTEGER, left_minutes INTEGER,
  PRIMARY KEY (person, session)
) STRICT, WITHOUT ROWID;
