-- What is noted of deeds with people's data: see `kinds::NOTE_OF_AUDIT`.
CREATE TABLE audit (
  id BLOB PRIMARY KEY, deed INTEGER, about_id BLOB, amount INTEGER, purpose TEXT, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
