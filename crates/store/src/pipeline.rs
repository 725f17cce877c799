//! The way into a cohort as read from the files: referrals from the private one, enrolments with what
//! was asked, offered and answered from the class's.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::{lines, number_or_none, record};
use crate::venue::record_or_none;
use crate::volunteer::full_name;
use passerelle_domain::RecordId;
use passerelle_domain::calendar::Day;
use passerelle_domain::kinds::ENROLMENT_STATES;
use rusqlite::{OptionalExtension, Row, params};

/// Somebody who was sent to the centre, or came by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// Its id.
    pub id: RecordId,
    /// Given name; empty once they are erased.
    pub given: String,
    /// Family name; may be empty.
    pub family: String,
    /// Telephones.
    pub phones: Vec<String>,
    /// E-mail address; may be empty.
    pub email: String,
    /// Language, as a code.
    pub language: Option<String>,
    /// Who sent them.
    pub partner: Option<RecordId>,
    /// The day they were sent.
    pub received: Day,
    /// Who at the partner follows them.
    pub advisor: Option<RecordId>,
    /// The level that is wanted.
    pub level: Option<RecordId>,
    /// The code of its state (`kinds::REFERRAL_STATES`).
    pub state: Option<i64>,
    /// The learner they became.
    pub learner: Option<RecordId>,
    /// Answers to the ten questions, as they are kept.
    pub answers: Option<String>,
    /// Spoken French: a place in `positioning::FRENCH`.
    pub french: Option<usize>,
    /// Until when the partner is owed an answer.
    pub answer_day: Option<Day>,
    /// When the partner was told how it ended.
    pub feedback_day: Option<Day>,
    /// A note; may be empty.
    pub note: String,
    /// The cohort that is wanted, or got.
    pub cohort: Option<RecordId>,
}

impl Referral {
    /// The whole name exactly as given; empty once they are erased.
    pub fn name(&self) -> String {
        full_name(&self.given, Some(&self.family))
    }
}

/// A learner in a cohort, with what led there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Who.
    pub learner: RecordId,
    /// The code of their state (`kinds::ENROLMENT_STATES`).
    pub state: i64,
    /// Since when they are in the cohort.
    pub entry: Option<Day>,
    /// Since when they are not in it any more.
    pub exit: Option<Day>,
    /// When they asked, milliseconds since 1970.
    pub asked_ms: Option<u64>,
    /// Before whom they come: the smaller first.
    pub priority: Option<i64>,
    /// A seat that was offered by hand: from and until, milliseconds since 1970.
    pub offer: Option<(u64, u64)>,
    /// When they took the seat or did not, milliseconds since 1970.
    pub answered_ms: Option<u64>,
    /// Why not (`kinds::REFUSALS`).
    pub refusal: Option<usize>,
    /// The referral they came by.
    pub referral: Option<RecordId>,
    /// The cohort they went to.
    pub went_to: Option<RecordId>,
}

/// How a cohort gives its seats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offering {
    /// How many hours an offer holds, if that was said.
    pub hours: Option<u32>,
    /// Its level.
    pub level: Option<RecordId>,
    /// What its level asks for before: spoken French, as a place in `positioning::FRENCH`.
    pub french: Option<usize>,
    /// What its level asks for before: another level.
    pub before: Option<RecordId>,
}

/// Where and when a cohort meets first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstMeeting {
    /// The day.
    pub day: Day,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// The room, and where it is.
    pub place: String,
}

const REFERRAL: &str =
    "SELECT id, coalesce(given, ''), coalesce(family, ''), phones, coalesce(email, ''), language,
   partner_id, received_day, advisor_id, level_id, state, learner_id, answers, french, answer_day,
   feedback_day, coalesce(note, ''), cohort_id FROM referral WHERE received_day IS NOT NULL";

impl View<'_> {
    /// Every referral, the oldest first; of a file that holds what is private.
    ///
    /// # Errors
    /// The store's.
    pub fn referrals(&self) -> Result<Vec<Referral>, StoreError> {
        let sql = format!("{REFERRAL} ORDER BY received_day, id");
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([], referral)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One referral, if known.
    ///
    /// # Errors
    /// The store's.
    pub fn referral(&self, id: RecordId) -> Result<Option<Referral>, StoreError> {
        let mut select = self.conn.prepare_cached(&format!("{REFERRAL} AND id = ?1"))?;
        Ok(select.query_row([id.0.as_bytes()], referral).optional()?)
    }

    /// The referrals that became these learners, as this file knows them: the private one from the
    /// referrals, the class's from the enrolments.
    ///
    /// # Errors
    /// The store's.
    pub fn referrals_of(&self, learner: RecordId) -> Result<Vec<RecordId>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT id FROM referral WHERE learner_id = ?1
             UNION SELECT referral_id FROM enrolment
               WHERE learner_id = ?1 AND referral_id IS NOT NULL",
        )?;
        let rows = select.query_map([learner.0.as_bytes()], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Referrals of learners who were erased, that were not: of a file that holds what is private.
    ///
    /// # Errors
    /// The store's.
    pub fn referrals_left_behind(&self) -> Result<Vec<RecordId>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT r.id FROM referral r JOIN erased_person e ON e.person = r.learner_id
             WHERE NOT EXISTS (SELECT 1 FROM erased_person f WHERE f.person = r.id)",
        )?;
        let rows = select.query_map([], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The name of somebody at a partner; of a file that holds what is private.
    ///
    /// # Errors
    /// The store's.
    pub fn advisor_name(&self, id: RecordId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT given, family FROM partner_contact WHERE id = ?1 AND given IS NOT NULL";
        let mut select = self.conn.prepare_cached(sql)?;
        let found = select.query_row([id.0.as_bytes()], |row| {
            let (given, family): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            Ok(full_name(&given, family.as_deref()))
        });
        Ok(found.optional()?)
    }

    /// Everybody whom a cohort has an enrolment for, whatever its state.
    ///
    /// # Errors
    /// The store's.
    pub fn places_in(&self, cohort: RecordId) -> Result<Vec<Place>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT learner_id, state, entry_day, asked_ms, priority, offer_from_ms, offer_until_ms,
               answered_ms, refusal, referral_id, transfer_id, exit_day
             FROM enrolment WHERE cohort_id = ?1 AND state IS NOT NULL ORDER BY learner_id",
        )?;
        let rows = select.query_map([cohort.0.as_bytes()], place)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Cohorts in which somebody waits to whom a seat was offered by hand.
    ///
    /// # Errors
    /// The store's.
    pub fn cohorts_with_offers(&self) -> Result<Vec<RecordId>, StoreError> {
        let waits = ENROLMENT_STATES.iter().position(|state| *state == "waitlisted");
        let waits = waits.and_then(|state| i64::try_from(state).ok());
        let mut select = self.conn.prepare_cached(
            "SELECT DISTINCT cohort_id FROM enrolment
             WHERE state = ?1 AND offer_from_ms IS NOT NULL AND cohort_id IS NOT NULL
             ORDER BY cohort_id",
        )?;
        let rows = select.query_map([waits], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Cohorts that are not over on a day, in which a seat was offered to somebody and somebody waits or is
    /// offered one: those alone whose seats may pass on by themselves.
    ///
    /// # Errors
    /// The store's.
    pub fn cohorts_that_offer(&self, today: Day) -> Result<Vec<RecordId>, StoreError> {
        let mut select = self.conn.prepare_cached(include_str!("cohorts_that_offer.sql"))?;
        let rows = select.query_map([today], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The cohorts in which somebody has a seat.
    ///
    /// # Errors
    /// The store's.
    pub fn seated_in(&self, learner: RecordId) -> Result<Vec<RecordId>, StoreError> {
        let sql = "SELECT cohort_id FROM enrolment WHERE learner_id = ?1 AND state IN (0, 1)";
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([learner.0.as_bytes()], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How a cohort gives its seats, and what its level asks for.
    ///
    /// # Errors
    /// The store's.
    pub fn offering(&self, cohort: RecordId) -> Result<Offering, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT c.offer_hours, c.level_id, l.entry_french, l.previous_level_id
             FROM cohort c LEFT JOIN level l ON l.id = c.level_id WHERE c.id = ?1",
        )?;
        let found = select.query_row([cohort.0.as_bytes()], |row| {
            Ok(Offering {
                hours: number_or_none(row, 0)?,
                level: record_or_none(row, 1)?,
                french: number_or_none(row, 2)?,
                before: record_or_none(row, 3)?,
            })
        });
        Ok(found.optional()?.unwrap_or_default())
    }

    /// What a level asks for before: spoken French, another level.
    ///
    /// # Errors
    /// The store's.
    pub fn entry_of(&self, level: RecordId) -> Result<Offering, StoreError> {
        let sql = "SELECT entry_french, previous_level_id FROM level WHERE id = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let found = select.query_row([level.0.as_bytes()], |row| {
            let (french, before) = (number_or_none(row, 0)?, record_or_none(row, 1)?);
            Ok(Offering { level: Some(level), french, before, hours: None })
        });
        Ok(found.optional()?.unwrap_or_default())
    }

    /// Whether somebody has finished a level, or is in a group that follows it.
    ///
    /// # Errors
    /// The store's.
    pub fn has_followed(&self, learner: RecordId, level: RecordId) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM enrolment e JOIN cohort c ON c.id = e.cohort_id
                   WHERE e.learner_id = ?1 AND c.level_id = ?2 AND e.state IN (0, 1, 2))";
        let mut select = self.conn.prepare_cached(sql)?;
        let key = params![learner.0.as_bytes(), level.0.as_bytes()];
        Ok(select.query_row(key, |row| row.get(0))?)
    }

    /// Whether anything was marked of somebody at a session of a cohort.
    ///
    /// # Errors
    /// The store's.
    pub fn has_begun(&self, cohort: RecordId, learner: RecordId) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM attendance a JOIN session s ON s.id = a.session_id
                   WHERE s.cohort_id = ?1 AND a.learner_id = ?2 AND a.status IS NOT NULL)";
        let mut select = self.conn.prepare_cached(sql)?;
        let key = params![cohort.0.as_bytes(), learner.0.as_bytes()];
        Ok(select.query_row(key, |row| row.get(0))?)
    }

    /// Where and when a cohort meets first, on a day or after it.
    ///
    /// # Errors
    /// The store's.
    pub fn first_meeting(
        &self,
        cohort: RecordId,
        from: Day,
    ) -> Result<Option<FirstMeeting>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT s.day, s.start_minute, s.end_minute, coalesce(s.room, v.name, c.room, w.name, ''),
               CASE WHEN s.room IS NOT NULL THEN v.address ELSE coalesce(v.address, w.address) END
             FROM session_planned s JOIN cohort c ON c.id = s.cohort_id
               LEFT JOIN venue v ON v.id = s.venue_id
               LEFT JOIN venue w ON w.id = c.venue_id AND s.venue_id IS NULL
             WHERE s.cohort_id = ?1 AND s.day >= ?2
             ORDER BY s.day, s.start_minute LIMIT 1",
        )?;
        let found = select.query_row(params![cohort.0.as_bytes(), from], |row| {
            let (room, address): (String, Option<String>) = (row.get(3)?, row.get(4)?);
            let parts = [room, address.unwrap_or_default()];
            let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let (day, start, end) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(FirstMeeting { day, start, end, place: parts.join(", ") })
        });
        Ok(found.optional()?)
    }
}

fn referral(row: &Row<'_>) -> rusqlite::Result<Referral> {
    Ok(Referral {
        id: record(row, 0)?,
        given: row.get(1)?,
        family: row.get(2)?,
        phones: lines(row, 3)?,
        email: row.get(4)?,
        language: row.get(5)?,
        partner: record_or_none(row, 6)?,
        received: row.get(7)?,
        advisor: record_or_none(row, 8)?,
        level: record_or_none(row, 9)?,
        state: row.get(10)?,
        learner: record_or_none(row, 11)?,
        answers: row.get(12)?,
        french: number_or_none(row, 13)?,
        answer_day: row.get(14)?,
        feedback_day: row.get(15)?,
        note: row.get(16)?,
        cohort: record_or_none(row, 17)?,
    })
}

fn place(row: &Row<'_>) -> rusqlite::Result<Place> {
    Ok(Place {
        learner: record(row, 0)?,
        state: row.get(1)?,
        entry: row.get(2)?,
        asked_ms: number_or_none(row, 3)?,
        priority: row.get(4)?,
        offer: number_or_none(row, 5)?.zip(number_or_none(row, 6)?),
        answered_ms: number_or_none(row, 7)?,
        refusal: number_or_none(row, 8)?,
        referral: record_or_none(row, 9)?,
        went_to: record_or_none(row, 10)?,
        exit: row.get(11)?,
    })
}
