//! What crosses to the planner: a rule and what would come of it, rooms, the calendar, moving.

use super::{CohortRow, Problem};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a new cohort is to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct NewCohort {
    /// Level id, or its code.
    pub level: String,
    /// Code; empty takes the level's.
    pub code: String,
    /// Its room, by id.
    pub venue: Option<String>,
    /// A place in words, when there is no record of it.
    pub room: Option<String>,
    /// Seats.
    pub capacity: u16,
    /// First day, ISO.
    pub first: String,
    /// Weekdays, Monday = 1; empty means the first day's own.
    pub weekdays: Vec<u8>,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// How many sessions; none means until `last`.
    pub sessions: Option<u16>,
    /// Last day, ISO, when no number is given.
    pub last: Option<String>,
    /// Whether public holidays are days without session.
    pub holidays: bool,
    /// What was changed by hand.
    pub changes: Vec<PlanChange>,
    /// Whom it is for: a name of `kinds::AUDIENCES`; empty is learners.
    #[serde(default)]
    pub audience: String,
}

/// What a group is to be from now on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct CohortChange {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Seats: never fewer than are taken or offered.
    pub capacity: u16,
    /// Volunteers wanted at each session; none keeps those that were chosen, or follows the seats.
    pub volunteers: Option<u32>,
}

/// A group as it was changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct CohortChanged {
    /// As it is now.
    pub cohort: CohortRow,
    /// Seats that were added and are offered to those who waited.
    pub offered: u32,
}

/// A workshop without a group: one session, to which whoever wants to comes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct NewWorkshop {
    /// Level id, or its code.
    pub level: String,
    /// What it is called; empty takes the level's title.
    pub title: String,
    /// ISO day.
    pub date: String,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// Its room, by id.
    pub venue: Option<String>,
    /// A place in words, when there is no record of it.
    pub room: Option<String>,
    /// Seats.
    pub capacity: u16,
    /// Whom it is for: a name of `kinds::AUDIENCES`; empty is learners.
    pub audience: String,
}

/// What was changed by hand of what the rule gives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct PlanChange {
    /// The day that the rule gave, ISO.
    pub from: String,
    /// The day to which it goes, ISO; none leaves it out.
    pub date: Option<String>,
    /// Minutes after midnight; none of both means as that day allows.
    pub start: Option<u16>,
    /// Minutes after midnight; none of both means as that day allows.
    pub end: Option<u16>,
    /// Another room, by id.
    pub venue: Option<String>,
}

/// What would be created. Nothing is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PlanPreview {
    /// In time order, days that are left out among them.
    pub days: Vec<PlannedDay>,
    /// How many sessions.
    pub sessions: u32,
    /// Their minutes.
    pub minutes: u32,
    /// Minutes that the level asks for.
    pub planned_minutes: u32,
    /// The day of the last one, ISO.
    pub last: Option<String>,
    /// What stands in the way, in time order.
    pub clashes: Vec<Clash>,
    /// How many more there are.
    pub more_clashes: u32,
    /// When this computer last heard headquarters; milliseconds since 1970.
    pub heard_ms: Option<f64>,
}

/// What became of a day that the rule gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// As the rule gives it.
    Kept,
    /// On another day: its own is closed.
    Moved,
    /// No session.
    Skipped,
    /// Other hours, or changed by hand.
    Changed,
}

/// A day that the rule gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PlannedDay {
    /// From 1; none when there is no session.
    pub number: Option<u32>,
    /// ISO day.
    pub date: String,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// What became of it.
    pub fate: Fate,
    /// The day that the rule gave, ISO.
    pub from: String,
    /// Why it is not kept.
    pub reason: Option<PlanReason>,
    /// What is taught.
    pub module: Option<String>,
    /// Its room, by id.
    pub venue: Option<String>,
    /// Whether something stands in its way.
    pub is_clash: bool,
}

/// Why a session is not where the rule puts it: `holiday` (with the holiday's name), `closure`,
/// `venue_closed` (with what was written of it), `by_hand`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlanReason {
    /// Stable code.
    pub code: String,
    /// A holiday's name, or what was written.
    pub name: Option<String>,
}

/// Something that stands in a session's way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Clash {
    /// ISO day.
    pub date: String,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// Whether it has to be settled before anything is created.
    pub is_block: bool,
    /// What it is: `plan.room_taken`, `plan.over_capacity` and others.
    pub problem: Problem,
    /// The session that is in the way.
    pub session: Option<String>,
    /// Who planned that one.
    pub by: Option<String>,
    /// The day of the rule that a fix changes, ISO; none when it is about all of them.
    pub from: Option<String>,
    /// The sessions that a fix changes, by id, while sessions are moved.
    pub about: Vec<String>,
    /// What would settle it.
    pub fixes: Vec<PlanFix>,
}

/// What would settle a clash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PlanFix {
    /// Another room.
    Venue {
        /// Its id.
        venue: String,
        /// Its name.
        name: String,
    },
    /// Another day.
    Day {
        /// ISO day.
        date: String,
        /// Minutes after midnight.
        start: u16,
        /// Minutes after midnight.
        end: u16,
    },
}

/// What the internet is like in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Wifi {
    /// There is none.
    None,
    /// For little.
    Poor,
    /// For everybody.
    Ok,
}

/// A room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct VenueRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: Option<String>,
    /// People that it holds.
    pub capacity: Option<u16>,
    /// Computers in it.
    pub computers: Option<u16>,
    /// What the internet is like.
    pub wifi: Option<Wifi>,
    /// Whether one gets in without a step.
    pub is_step_free: Option<bool>,
    /// Who lends it.
    pub partner: Option<String>,
    /// What an hour there is worth, in cents.
    pub value_cents: Option<u32>,
    /// How to get in.
    pub access: Option<String>,
    /// Whether nobody plans there any more.
    pub is_archived: bool,
    /// The agreement under which it is lent.
    pub convention: Option<Convention>,
    /// Who opens the door there, by id.
    pub contact: Option<String>,
    /// Their name; none on a computer that does not hold what is private.
    pub contact_name: Option<String>,
}

/// The agreement under which a room is lent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Convention {
    /// The first day on which it holds, ISO.
    pub first: String,
    /// The last one, ISO.
    pub last: String,
    /// What it is called by those who signed it; may be empty.
    pub reference: String,
}

/// A room as it is written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct VenueInput {
    /// The one that is changed; none for a new one.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: Option<String>,
    /// People that it holds.
    pub capacity: Option<u16>,
    /// Computers in it.
    pub computers: Option<u16>,
    /// What the internet is like.
    pub wifi: Option<Wifi>,
    /// Whether one gets in without a step.
    pub is_step_free: Option<bool>,
    /// Who lends it, by name.
    pub partner: Option<String>,
    /// What an hour there is worth, in cents.
    pub value_cents: Option<u32>,
    /// How to get in.
    pub access: Option<String>,
    /// Whether nobody plans there any more.
    pub is_archived: bool,
    /// The agreement under which it is lent.
    pub convention: Option<Convention>,
    /// Who opens the door there: the id of somebody at a partner.
    pub contact: Option<String>,
}

/// What has become of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// To come, or nobody was marked.
    Planned,
    /// It does not take place.
    Cancelled,
    /// It takes place at another time.
    Moved,
    /// Somebody was marked.
    Open,
    /// Its register is closed.
    Closed,
    /// Headquarters keeps its register.
    Sealed,
}

/// A session in the calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct CalendarSession {
    /// Its id.
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
    /// The cohort's title.
    pub title: String,
    /// Rank among the sessions that take place.
    pub number: u32,
    /// How many of them there are.
    pub of: u32,
    /// Its room, by id.
    pub venue: Option<String>,
    /// Its place in words.
    pub room: Option<String>,
    /// What is taught.
    pub module: Option<String>,
    /// Volunteers who train, and said that they come and can, or came.
    pub volunteers: u32,
    /// Volunteers wanted.
    pub target: u32,
    /// Learners with a seat.
    pub learners: u32,
    /// What has become of it.
    pub state: SessionState,
    /// The day to which it was moved, ISO.
    pub moved_to: Option<String>,
    /// Why it was moved or cancelled.
    pub reason: Option<String>,
}

/// A day without sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct DayOff {
    /// ISO day.
    pub date: String,
    /// Why: `holiday` or `closure`.
    pub code: String,
    /// A holiday's name, or what was written.
    pub name: Option<String>,
}

/// A stretch of the calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct CalendarView {
    /// Sessions in time order, moved and cancelled ones too.
    pub sessions: Vec<CalendarSession>,
    /// Days without sessions.
    pub off: Vec<DayOff>,
    /// When this computer last heard headquarters; milliseconds since 1970.
    pub heard_ms: Option<f64>,
}

/// Which sessions of a cohort a change is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MoveScope {
    /// This one.
    #[default]
    One,
    /// This one and those after it.
    Following,
    /// This one and every one to come.
    All,
}

/// Where a session goes, and which others with it. What is not said stays as each has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct MoveInput {
    /// ISO day of the session that is moved; the others go as many days further.
    pub date: String,
    /// Minutes after midnight, for all of them; none keeps each its own.
    pub start: Option<u16>,
    /// Minutes after midnight, for all of them; none keeps each its own.
    pub end: Option<u16>,
    /// The room, by id, for all of them; none keeps each its own.
    pub venue: Option<String>,
    /// Which sessions.
    pub scope: MoveScope,
    /// Why.
    pub reason: String,
    /// Those among them that go elsewhere than the others.
    #[serde(default)]
    pub apart: Vec<MoveApart>,
}

/// A session that goes elsewhere than those that are moved with it. What is not said is as for them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct MoveApart {
    /// Which one, by id.
    pub session: String,
    /// ISO day.
    pub date: Option<String>,
    /// Minutes after midnight.
    pub start: Option<u16>,
    /// Minutes after midnight.
    pub end: Option<u16>,
    /// The room, by id.
    pub venue: Option<String>,
}

/// What two sessions at one time both want, or why one cannot be as it was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TwiceWhat {
    /// A room.
    Room,
    /// They are the same group's.
    Cohort,
    /// A learner.
    Learner,
    /// A volunteer.
    Volunteer,
    /// One is the other, which was moved and held all the same.
    Moved,
    /// A volunteer who is expected at the one session, and away on its day.
    Away,
}

/// Two sessions that were planned and cannot both be: mostly by two people who could not hear each
/// other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Twice {
    /// What both want.
    pub what: TwiceWhat,
    /// The name of the room or the person; the code of the group.
    pub name: String,
    /// ISO day.
    pub date: String,
    /// Both, the one that begins first before the other; the one that was held before the one that was
    /// to take its place. Of somebody who is away, the one session.
    pub sides: Vec<TwiceSide>,
}

/// One of two sessions that cannot both be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct TwiceSide {
    /// The session.
    pub session: String,
    /// Its group's code.
    pub code: String,
    /// ISO day.
    pub date: String,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// Who planned it.
    pub by: Option<String>,
    /// On which computer.
    pub device: String,
    /// When, milliseconds since 1970.
    pub planned_ms: f64,
}

/// What was planned twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct TwiceView {
    /// In time order, at most 50.
    pub twice: Vec<Twice>,
    /// How many more there are.
    pub more: u32,
    /// When this computer last heard headquarters; milliseconds since 1970.
    pub heard_ms: Option<f64>,
}

/// Days on which the centre, or one of its rooms, is closed or keeps other hours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct ClosureRow {
    /// Its id.
    pub id: String,
    /// First day, ISO.
    pub first: String,
    /// Last day, ISO.
    pub last: String,
    /// What it is: summer, exams, Ramadan.
    pub title: String,
    /// The room that is closed, by id; none closes the centre.
    pub venue: Option<String>,
    /// Hours that are kept instead, in minutes after midnight: from.
    pub start: Option<u16>,
    /// Until.
    pub end: Option<u16>,
}

/// Closed days as they are written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct ClosureInput {
    /// Those that are changed; none for new ones.
    pub id: Option<String>,
    /// First day, ISO.
    pub first: String,
    /// Last day, ISO.
    pub last: String,
    /// What it is.
    pub title: String,
    /// The room, by id; none for the centre.
    pub venue: Option<String>,
    /// Hours that are kept instead, in minutes after midnight: from.
    pub start: Option<u16>,
    /// Until.
    pub end: Option<u16>,
}

/// Days on which a centre does not meet as usual.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct DaysOff {
    /// What was written, those to come first and the nearest of them before.
    pub closures: Vec<ClosureRow>,
    /// Whose public holidays it keeps: a name of `territories`.
    pub territory: String,
    /// Every territory that has a list of its own.
    pub territories: Vec<String>,
}
