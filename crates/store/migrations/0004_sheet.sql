-- What becomes of a session's register: see `kinds::SHEET`.
CREATE TABLE sheet (
  session_id BLOB PRIMARY KEY, state INTEGER, state_reason TEXT,
  pause_start INTEGER, pause_end INTEGER, pause_reason TEXT,
  is_paper INTEGER, kept_warnings TEXT, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Somebody of whom only a name was asked at the door.
ALTER TABLE learner ADD COLUMN is_provisional INTEGER;
