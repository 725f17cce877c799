-- Partners' people, lines of money, referrals, volunteers' files and absences: see `kinds`.
CREATE TABLE partner_contact (
  id BLOB PRIMARY KEY, given TEXT, family TEXT, partner_id BLOB, post TEXT, phones TEXT, email TEXT,
  is_archived INTEGER, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE funding (
  id BLOB PRIMARY KEY, title TEXT, reference TEXT, funding_kind INTEGER, nature INTEGER,
  partner_id BLOB, amount_cents INTEGER, first_day INTEGER, last_day INTEGER, is_archived INTEGER,
  heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE referral (
  id BLOB PRIMARY KEY, given TEXT, family TEXT, phones TEXT, email TEXT, language TEXT,
  partner_id BLOB, received_day INTEGER, advisor_id BLOB, level_id BLOB, state INTEGER,
  learner_id BLOB, answers TEXT, french INTEGER, answer_day INTEGER, feedback_day INTEGER, note TEXT,
  cohort_id BLOB, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX referral_of_learner ON referral (learner_id) WHERE learner_id IS NOT NULL;
CREATE TABLE volunteer_file (
  volunteer_id BLOB PRIMARY KEY, state INTEGER, company TEXT, skills TEXT,
  languages TEXT, levels TEXT, availability TEXT, phones TEXT, email TEXT, note TEXT,
  charter_day INTEGER, heads BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE absence (
  volunteer_id BLOB NOT NULL, absence_id BLOB NOT NULL, first_day INTEGER, last_day INTEGER,
  is_removed INTEGER, heads BLOB NOT NULL, PRIMARY KEY (volunteer_id, absence_id)
) STRICT, WITHOUT ROWID;

-- The agreement under which a room is lent, and who opens its door.
ALTER TABLE venue ADD COLUMN convention_first_day INTEGER;
ALTER TABLE venue ADD COLUMN convention_last_day INTEGER;
ALTER TABLE venue ADD COLUMN convention_reference TEXT;
ALTER TABLE venue ADD COLUMN contact_id BLOB;
-- What an hour of voluntary work is worth.
ALTER TABLE site ADD COLUMN hour_value_cents INTEGER;
-- Editions of the catalogue.
ALTER TABLE programme ADD COLUMN is_archived INTEGER;
ALTER TABLE level ADD COLUMN objectives TEXT;
ALTER TABLE level ADD COLUMN entry_french INTEGER;
ALTER TABLE level ADD COLUMN previous_level_id BLOB;
ALTER TABLE level ADD COLUMN audience INTEGER;
ALTER TABLE level ADD COLUMN form INTEGER;
ALTER TABLE level ADD COLUMN version INTEGER;
ALTER TABLE level ADD COLUMN version_day INTEGER;
ALTER TABLE level ADD COLUMN is_archived INTEGER;
ALTER TABLE module ADD COLUMN objectives TEXT;
ALTER TABLE module ADD COLUMN competences TEXT;
ALTER TABLE module ADD COLUMN discipline INTEGER;
ALTER TABLE module ADD COLUMN is_archived INTEGER;
-- Who pays for a group, how long its offers hold, whom it is for.
ALTER TABLE cohort ADD COLUMN funding TEXT;
ALTER TABLE cohort ADD COLUMN offer_hours INTEGER;
ALTER TABLE cohort ADD COLUMN audience INTEGER;
ALTER TABLE cohort ADD COLUMN form INTEGER;
ALTER TABLE cohort ADD COLUMN level_version INTEGER;
-- The way into a group.
ALTER TABLE enrolment ADD COLUMN asked_ms INTEGER;
ALTER TABLE enrolment ADD COLUMN priority INTEGER;
ALTER TABLE enrolment ADD COLUMN offer_from_ms INTEGER;
ALTER TABLE enrolment ADD COLUMN offer_until_ms INTEGER;
ALTER TABLE enrolment ADD COLUMN answered_ms INTEGER;
ALTER TABLE enrolment ADD COLUMN refusal INTEGER;
ALTER TABLE enrolment ADD COLUMN referral_id BLOB;
ALTER TABLE enrolment ADD COLUMN transfer_id BLOB;

-- Instead of which session it takes place. Of several that took the place of one session, the one to
-- which that session says that it went is the one: the others are gone, and whatever took their place.
ALTER TABLE session ADD COLUMN origin_id BLOB;
CREATE INDEX session_of_origin ON session (origin_id) WHERE origin_id IS NOT NULL;
CREATE VIEW session_gone AS
  WITH RECURSIVE gone (id, instead_id) AS (
    SELECT s.id, o.moved_to_id FROM session s JOIN session o ON o.id = s.origin_id
      WHERE s.origin_id IS NOT NULL AND o.fate = 2 AND o.moved_to_id <> s.id
    UNION
    SELECT s.id, g.instead_id FROM gone g JOIN session s ON s.origin_id = g.id
      WHERE s.origin_id IS NOT NULL)
  SELECT id, instead_id FROM gone;
-- The sessions that take place: neither cancelled, nor moved, nor gone.
CREATE VIEW session_planned AS SELECT s.* FROM session s
  WHERE coalesce(s.fate, 0) = 0
    AND (s.origin_id IS NULL OR s.id NOT IN (SELECT id FROM session_gone));
-- Coordinators write the catalogue now: what of theirs came before this version, and was set aside as
-- nobody's to write, is judged again.
INSERT OR REPLACE INTO local (key, value)
  SELECT 'rebuild', 'yes' WHERE EXISTS (SELECT 1 FROM aside WHERE code = 'op.not_permitted');
