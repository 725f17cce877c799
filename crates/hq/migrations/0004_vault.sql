-- What the law keeps of people who were erased: lines of sealed sheets, until a day.
CREATE TABLE vault (
  person BLOB NOT NULL, session BLOB NOT NULL, site BLOB NOT NULL, until_day INTEGER NOT NULL,
  kept_ms INTEGER NOT NULL, line TEXT NOT NULL,
  PRIMARY KEY (person, session)
) STRICT, WITHOUT ROWID;
