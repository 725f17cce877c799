-- Rooms, closed days, partners: see `kinds::VENUE`, `kinds::CLOSURE`, `kinds::PARTNER`.
CREATE TABLE venue (
  id BLOB PRIMARY KEY, name TEXT, address TEXT, places INTEGER, computers INTEGER, wifi INTEGER,
  is_step_free INTEGER, partner_id BLOB, value_cents INTEGER, access TEXT, is_archived INTEGER,
  heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE closure (
  id BLOB PRIMARY KEY, first_day INTEGER, last_day INTEGER, title TEXT, venue_id BLOB,
  open_minute INTEGER, close_minute INTEGER, is_removed INTEGER, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE partner (
  id BLOB PRIMARY KEY, name TEXT, partner_kind INTEGER, roles TEXT, siret TEXT, address TEXT,
  is_archived INTEGER, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose public holidays a centre keeps; where a group meets, and what its level was then.
ALTER TABLE site ADD COLUMN territory INTEGER;
ALTER TABLE cohort ADD COLUMN venue_id BLOB;
ALTER TABLE cohort ADD COLUMN modules TEXT;
-- What became of a session.
ALTER TABLE session ADD COLUMN venue_id BLOB;
ALTER TABLE session ADD COLUMN fate INTEGER;
ALTER TABLE session ADD COLUMN moved_to_id BLOB;
ALTER TABLE session ADD COLUMN fate_reason TEXT;
-- What a volunteer who was asked for a session has said.
ALTER TABLE presence ADD COLUMN answer INTEGER;
