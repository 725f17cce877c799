//! What crosses to the volunteers' screens: files, days away, the rota, hours.

use super::Label;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Everybody who teaches here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct VolunteersView {
    /// By name, those who left last.
    pub rows: Vec<VolunteerFileRow>,
    /// Whether this computer holds what is private: without it there are names and hours only.
    pub is_private_here: bool,
}

/// A volunteer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct VolunteerFileRow {
    /// Person id.
    pub id: String,
    /// Their whole name.
    pub name: String,
    /// A name of `kinds::VOLUNTEER_STATES`.
    pub state: String,
    /// The company that lends them.
    pub company: Option<String>,
    /// In words.
    pub skills: Vec<String>,
    /// Codes of languages.
    pub languages: Vec<String>,
    /// Levels they can teach, by id.
    pub levels: Vec<String>,
    /// Minutes given in the last twelve months, by the registers.
    pub minutes: u32,
    /// Sessions given in the last twelve months.
    pub sessions: u32,
    /// Sessions to come for which they said yes.
    pub coming: u32,
    /// Sessions of the last twelve months to which they had said yes and did not come.
    pub no_shows: u32,
    /// The last day of the absence they are in, ISO.
    pub away_until: Option<String>,
}

/// One volunteer, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct VolunteerDetail {
    /// As in the list.
    pub row: VolunteerFileRow,
    /// Times of the week at which they can come; empty when it is not known.
    pub availability: Vec<WeekTime>,
    /// Telephones.
    pub phones: Vec<String>,
    /// E-mail address; may be empty.
    pub email: String,
    /// A note; may be empty.
    pub note: String,
    /// When they signed the charter, ISO day.
    pub charter: Option<String>,
    /// Days away, those to come first.
    pub absences: Vec<AbsenceRow>,
}

/// A time of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WeekTime {
    /// Monday = 1.
    pub weekday: u8,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
}

/// Days away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AbsenceRow {
    /// Its id.
    pub id: String,
    /// ISO day.
    pub first: String,
    /// ISO day.
    pub last: String,
    /// Sessions on these days for which they had said yes, or were asked.
    pub sessions: u32,
}

/// A volunteer's file to be written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct VolunteerInput {
    /// Person id.
    pub id: String,
    /// A name of `kinds::VOLUNTEER_STATES`.
    pub state: String,
    /// The company that lends them; may be empty.
    pub company: String,
    /// In words.
    pub skills: Vec<String>,
    /// Codes of languages.
    pub languages: Vec<String>,
    /// Levels, by id.
    pub levels: Vec<String>,
    /// Times of the week.
    pub availability: Vec<WeekTime>,
    /// Telephones.
    pub phones: Vec<String>,
    /// E-mail address; may be empty.
    pub email: String,
    /// A note; may be empty.
    pub note: String,
    /// ISO day.
    pub charter: Option<String>,
}

/// Days away to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AbsenceInput {
    /// Its id; none for new ones.
    pub id: Option<String>,
    /// Person id.
    pub volunteer: String,
    /// ISO day.
    pub first: String,
    /// ISO day.
    pub last: String,
}

/// Which part of the rota.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RotaQuery {
    /// ISO day.
    pub first: String,
    /// ISO day, included.
    pub last: String,
    /// Only this cohort's sessions, by id.
    pub cohort: Option<String>,
}

/// Sessions by people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct RotaView {
    /// Which part it is.
    pub query: RotaQuery,
    /// Sessions that take place, in time order.
    pub sessions: Vec<RotaSession>,
    /// People, those who are on a session first, then by name. Nobody who left, unless they are on one.
    pub people: Vec<RotaPerson>,
}

/// A session of the rota.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct RotaSession {
    /// Session id.
    pub id: String,
    /// ISO day.
    pub date: String,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// Cohort id.
    pub cohort: String,
    /// The cohort's code.
    pub code: String,
    /// Its place, in words.
    pub place: Option<String>,
    /// Rank among the cohort's sessions.
    pub number: u32,
    /// How many there are.
    pub of: u32,
    /// Volunteers wanted.
    pub target: u32,
    /// Volunteers who train and said yes, or were there.
    pub confirmed: u32,
    /// Volunteers who were asked to train, and could.
    pub asked: u32,
    /// Volunteers who were asked to train or said yes, and cannot come after all.
    pub hindered: u32,
    /// Interpreters and observers who come, or were there: they are not among those who are wanted.
    pub beside: u32,
    /// Learners enrolled.
    pub learners: u32,
    /// Whether somebody leads it who can come.
    pub has_lead: bool,
    /// Whether it has been.
    pub is_past: bool,
    /// Whether nobody can be put on it or taken off: it is over, and how it was is written.
    pub is_over: bool,
}

/// A person of the rota.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct RotaPerson {
    /// Person id.
    pub id: String,
    /// Their whole name.
    pub name: String,
    /// The company that lends them.
    pub company: Option<String>,
    /// Minutes given in the last twelve months.
    pub minutes: u32,
    /// One for each session, in the sessions' order.
    pub cells: Vec<RotaCell>,
}

/// One person at one session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RotaCell {
    /// How it stands.
    pub state: RotaState,
    /// Their part, when they have one: a name of `kinds::PARTS`.
    pub part: Option<String>,
    /// Why they cannot come after all, whatever they said.
    pub hindered: Option<RotaHindered>,
}

/// Why somebody who is on a session that is still to come cannot be at it after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RotaHindered {
    /// They are away on its day.
    Away,
    /// They said yes to another session at its time, or were at it.
    Elsewhere,
}

/// How somebody stands towards a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RotaState {
    /// Not on it, and could be.
    Free,
    /// Not on it: away on that day.
    Away,
    /// Not on it: at another session at that time.
    Elsewhere,
    /// Not on it: not at one of the times they gave.
    Unavailable,
    /// Asked, no answer yet.
    Asked,
    /// They come.
    Confirmed,
    /// They do not come.
    Declined,
    /// They were there.
    Present,
    /// They had said yes and were not there.
    NoShow,
}

/// What a volunteer has to do with a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AssignInput {
    /// Session id.
    pub session: String,
    /// Person id.
    pub volunteer: String,
    /// A name of `kinds::PARTS`; none takes them off the session.
    pub part: Option<String>,
    /// A name of `kinds::ANSWERS`; none means asked.
    pub answer: Option<String>,
}

/// Somebody who could help at a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Found {
    /// Who.
    pub volunteer: VolunteerFileRow,
    /// How they stand towards it.
    pub state: RotaState,
    /// Why they cannot come after all, when they are on it.
    pub hindered: Option<RotaHindered>,
    /// What speaks for them: `fit-level`, `fit-language`, `fit-skill`, `fit-time`, `fit-knows-group`.
    pub fits: Vec<Label>,
    /// What was asked for and they do not have: `lack-level`, `lack-language`. Whoever lacks nothing
    /// comes before all others.
    pub lacks: Vec<Label>,
}

/// Whom to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FindQuery {
    /// Letters of a name, a company or a skill; may be empty.
    pub text: String,
    /// A language, as a code.
    pub language: Option<String>,
    /// A level, by id.
    pub level: Option<String>,
}

/// Hours of volunteers between two days, by the registers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct HoursView {
    /// ISO day.
    pub first: String,
    /// ISO day, included.
    pub last: String,
    /// By name.
    pub people: Vec<HoursOfPerson>,
    /// By name; those whom no company lends stand under an empty one, last.
    pub companies: Vec<HoursOfCompany>,
    /// Minutes of everybody that a signature proves.
    pub signed_minutes: u32,
    /// Minutes of everybody that nobody signed for: they are not valued.
    pub unsigned_minutes: u32,
    /// What an hour is worth in the accounts, in cents; none until somebody says so.
    pub hour_value_cents: Option<u32>,
    /// What the signed hours are worth, in cents (accounts 864 and 875).
    pub value_cents: Option<f64>,
}

/// Hours of one volunteer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct HoursOfPerson {
    /// Person id.
    pub id: String,
    /// Their whole name.
    pub name: String,
    /// The company that lends them.
    pub company: Option<String>,
    /// Sessions at which they were.
    pub sessions: u32,
    /// Minutes that a signature proves.
    pub signed_minutes: u32,
    /// Minutes that nobody signed for.
    pub unsigned_minutes: u32,
    /// Sessions to which they had said yes and did not come.
    pub no_shows: u32,
}

/// Hours of one company's people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct HoursOfCompany {
    /// Its name; empty for those whom nobody lends.
    pub name: String,
    /// How many people.
    pub people: u32,
    /// Minutes that a signature proves.
    pub signed_minutes: u32,
    /// Minutes that nobody signed for.
    pub unsigned_minutes: u32,
    /// What the signed ones are worth, in cents.
    pub value_cents: Option<f64>,
}
