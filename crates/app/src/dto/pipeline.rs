//! What crosses to the pipeline: who was sent to us, what they can do already, who has a seat in a
//! cohort, who is offered one and who waits.

use super::Suggestion;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Everybody on the way into a cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PipelineView {
    /// The oldest first, whatever their state.
    pub rows: Vec<ReferralRow>,
    /// Whether this computer holds what is private: without it there is nobody to show.
    pub is_private_here: bool,
}

/// Somebody who was sent to us, or who came by themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct ReferralRow {
    /// Its id.
    pub id: String,
    /// The person's whole name; empty once they are erased.
    pub name: String,
    /// How far it is: a name of `kinds::REFERRAL_STATES`.
    pub state: String,
    /// To which states it may go from there, the usual next one first.
    pub may: Vec<String>,
    /// The partner's name; none when they came by themselves.
    pub partner: Option<String>,
    /// The partner, by id.
    pub partner_id: Option<String>,
    /// ISO day.
    pub received: String,
    /// Days since then.
    pub days: u32,
    /// Until when the partner is owed an answer, ISO day.
    pub answer_day: Option<String>,
    /// Whether that day has passed and nothing is decided.
    pub is_late: bool,
    /// The level that is wanted, by id.
    pub level: Option<String>,
    /// Its code.
    pub level_code: Option<String>,
    /// The cohort that is wanted, or got, by id.
    pub cohort: Option<String>,
    /// Its code.
    pub cohort_code: Option<String>,
    /// The learner they became, by id.
    pub learner: Option<String>,
    /// Where the learner stands in that cohort now.
    pub seat: Option<Seat>,
    /// Their place among those who wait there, from 1.
    pub rank: Option<u32>,
    /// Language, as a code.
    pub language: Option<String>,
    /// Telephones.
    pub phones: Vec<String>,
    /// How many of the ten questions are answered.
    pub answered: u8,
    /// Points of thirty, once any is answered.
    pub points: Option<u8>,
    /// What the answers suggest, once all are there: `first`, `second`, `third`, `beyond`.
    pub advice: Option<String>,
    /// Spoken French: a name of `positioning::FRENCH`.
    pub french: Option<String>,
    /// When the partner was told how it ended, ISO day.
    pub feedback: Option<String>,
}

/// One referral, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct ReferralDetail {
    /// As in the list.
    pub row: ReferralRow,
    /// Given name.
    pub given: String,
    /// Family name; may be empty.
    pub family: String,
    /// E-mail address; may be empty.
    pub email: String,
    /// Who at the partner follows them, by id.
    pub advisor: Option<String>,
    /// That person's name.
    pub advisor_name: Option<String>,
    /// A note; may be empty.
    pub note: String,
    /// Answers to the ten questions: `0` to `3` each, `-` where there is none.
    pub answers: String,
    /// Learners of this computer who may be the same person, the likeliest first.
    pub alike: Vec<Suggestion>,
    /// What they lack for the level that is wanted. It warns and never stops.
    pub gaps: Vec<EntryGap>,
    /// The cohort that they were sent for, as written: they may have gone to another since.
    pub wanted: Option<String>,
}

/// What somebody lacks to enter a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EntryGap {
    /// `french`, `french_unknown`, `previous_level`.
    pub code: String,
    /// What is asked: a name of `positioning::FRENCH`, or the code of a level.
    pub wanted: String,
    /// What they have, when it is known.
    pub has: Option<String>,
}

/// A referral to be written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct ReferralInput {
    /// Its id; none for a new one.
    pub id: Option<String>,
    /// Given name, or the whole name.
    pub given: String,
    /// Family name; may be empty.
    pub family: String,
    /// Telephones.
    pub phones: Vec<String>,
    /// E-mail address; may be empty.
    pub email: String,
    /// Language, as a code.
    pub language: Option<String>,
    /// The partner's name; one that is not known yet is made. None: they came by themselves.
    pub partner: Option<String>,
    /// Who at the partner follows them, by id.
    pub advisor: Option<String>,
    /// ISO day.
    pub received: String,
    /// Until when the partner is owed an answer, ISO day.
    pub answer_day: Option<String>,
    /// The level that is wanted, by id.
    pub level: Option<String>,
    /// The cohort that is wanted, by id.
    pub cohort: Option<String>,
    /// A note; may be empty.
    pub note: String,
}

/// What somebody can do already.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PositioningInput {
    /// `0` to `3` for each of the ten questions, `-` where there is no answer.
    pub answers: String,
    /// Spoken French: a name of `positioning::FRENCH`.
    pub french: Option<String>,
}

/// A text to copy or print: no network is needed to send it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Letter {
    /// What it is about: the subject of an e-mail.
    pub subject: String,
    /// Its paragraphs, a blank line between them.
    pub text: String,
}

/// Who has a seat in a cohort, who is offered one, who waits. Computed at the moment of asking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct WaitingView {
    /// Cohort id.
    pub cohort: String,
    /// The cohort's code.
    pub code: String,
    /// Seats.
    pub capacity: u32,
    /// Seats that nobody has and nobody is offered.
    pub free: u32,
    /// How long an offer holds.
    pub offer_hours: u32,
    /// The moment it was computed for, milliseconds since 1970.
    pub now_ms: f64,
    /// Seated, then offered, then waiting by rank, then lapsed, then those who are gone.
    pub people: Vec<SeatRow>,
}

/// Where somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// They have a seat.
    Seated,
    /// A seat is held for them until a moment.
    Offered,
    /// They wait.
    Waiting,
    /// Their offer ended without an answer.
    Lapsed,
    /// They said no, left, or went to another cohort.
    Gone,
}

/// Somebody who has a seat, or wants one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct SeatRow {
    /// Learner id.
    pub learner: String,
    /// Their whole name.
    pub name: String,
    /// Where they stand.
    pub seat: Seat,
    /// What is written: a name of `kinds::ENROLMENT_STATES`.
    pub state: String,
    /// Their place among those who wait, from 1.
    pub rank: Option<u32>,
    /// Whether they come before the others.
    pub is_first: bool,
    /// When they asked, milliseconds since 1970; none for those who were always there.
    pub asked_ms: Option<f64>,
    /// Until when the seat is held for them, milliseconds since 1970.
    pub until_ms: Option<f64>,
    /// Why they said no: a name of `kinds::REFUSALS`.
    pub refusal: Option<String>,
    /// The cohort they went to, by code.
    pub went_to: Option<String>,
    /// The referral they came by, by id, where it is known here.
    pub referral: Option<String>,
    /// The partner who sent them.
    pub partner: Option<String>,
    /// What they lack for the level.
    pub gaps: Vec<EntryGap>,
}
