//! What crosses from the app to a screen, a script or a test: plain data, ready to draw.
//! It holds no rule and no text for people: words are message keys, names are as given, dates are
//! ISO days (`2027-04-20`), times of day are minutes after midnight, instants are milliseconds since
//! 1970 (UTC). The types of the window are generated from this file.

mod catalogue;
mod paper;
mod partners;
mod photo;
mod pipeline;
mod planning;
mod register;
mod sheet;
mod sign;
mod trust;
mod volunteers;

pub use catalogue::{
    CatalogueLevel, CatalogueModule, CatalogueProgramme, CatalogueView, LevelInput, ProgrammeInput,
};
pub use paper::{CalendarAsk, FoundPerson, PackAsk};
pub use partners::{
    AllocationInput, AllocationLine, AllocationView, FundedCohort, FundingInput, FundingRow,
    PartnerContact, PartnerContactInput, PartnerInput, PartnerRow, PartnersView,
};
pub use photo::{Photo, PhotoState, PhotosMoving, PhotosOnTheWay};
pub use pipeline::{
    EntryGap, Letter, PipelineView, PositioningInput, ReferralDetail, ReferralInput, ReferralRow,
    Seat, SeatRow, WaitingView,
};
pub use planning::{
    CalendarSession, CalendarView, Clash, ClosureInput, ClosureRow, CohortChange, CohortChanged,
    Convention, DayOff, DaysOff, Fate, MoveApart, MoveInput, MoveScope, NewCohort, NewWorkshop,
    PlanChange, PlanFix, PlanPreview, PlanReason, PlannedDay, SessionState, Twice, TwiceSide,
    TwiceView, TwiceWhat, VenueInput, VenueRow, Wifi,
};
pub use register::{LearnerRow, Register, VolunteerRow};
pub use sheet::{
    Closing, KeptWarning, Marked, Pause, PauseEffect, PauseRow, Sheet, SheetState, Suggestion,
    WalkIn, Warning,
};
pub use sign::{
    Half, SheetVersion, SignChoices, SignCode, SignInput, SignMeans, SignTile, SignWay, SignedHalf,
    SignedState, Signing, TableFormat, Weeks, WeeksLearner, WeeksSession,
};
pub use trust::{
    AttendedLine, AuditView, BackupRow, BackupView, DamageView, Erasure, ErasureDone, Exported,
    Missing, PersonDetail, PersonField, PersonFile, RestoreView, Verified,
};
pub use volunteers::{
    AbsenceInput, AbsenceRow, AssignInput, FindQuery, Found, HoursOfCompany, HoursOfPerson,
    HoursView, RotaCell, RotaHindered, RotaPerson, RotaQuery, RotaSession, RotaState, RotaView,
    VolunteerDetail, VolunteerFileRow, VolunteerInput, VolunteersView, WeekTime,
};

use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;

/// A refusal or failure: a stable code, and what its sentence needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Problem {
    /// Stable, dotted, never shown alone: `store.disk_full`. The sentence is `error-store-disk_full`.
    pub code: String,
    /// What the sentence names: counts, minutes, an address.
    pub args: BTreeMap<String, String>,
}

/// What a gesture did, as a message key and its arguments: `mark-absent {name: "Reza Ahmadi"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Label {
    /// The key: the sentence is `gesture-<key>`.
    pub key: String,
    /// What the sentence names.
    pub args: BTreeMap<String, String>,
}

/// Whether this computer has a centre yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Nothing here: the three doors.
    FirstRun,
    /// An earlier version left the files' key in clear: a PIN has to be chosen.
    Unprotected,
    /// The start phrase has to be typed, once after each start of the computer.
    Phrase,
    /// The system's keyring has no secret of this computer any more: a code opens.
    NoSecret,
    /// Somebody's PIN.
    Locked,
    /// A centre is open.
    Ready,
    /// There is a centre, and it cannot be opened: `problem` says why.
    Refused,
    /// Its files are damaged: `damage` says what a backup would bring back.
    Damaged,
}

/// The first thing a window asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Home {
    /// First run, ready, or refused.
    pub phase: Phase,
    /// Why the centre cannot be opened.
    pub problem: Option<Problem>,
    /// The demo centre: nothing leaves this computer.
    pub demo: bool,
    /// The centre's name.
    pub centre: Option<String>,
    /// The person who uses this computer.
    pub person: Option<String>,
    /// Their role.
    pub role: Option<Role>,
    /// The computer's own name, as others see it.
    pub device: Option<String>,
    /// Language asked for on the command line (`fr`, `en`); otherwise the window's own choice.
    pub language: Option<String>,
    /// Theme asked for on the command line (`light`, `dark`); otherwise the window's own choice.
    pub theme: Option<String>,
    /// The register that was open when the window last closed, and when it was last written.
    pub reopen: Option<Reopen>,
    /// While the computer is locked: who can open it.
    pub tiles: Vec<Tile>,
    /// What a backup would bring back, when the files are damaged.
    pub damage: Option<DamageView>,
    /// What is shown once, to be printed and written down.
    pub shown: Option<Shown>,
    /// The session at which people sign: nothing else is shown until somebody's PIN.
    pub signing: Option<String>,
    /// The session of the printed sheet whose link the window was started with, if it is here.
    pub link: Option<String>,
}

/// A person who opens this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Tile {
    /// Who.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Whether their PIN opens it; otherwise a code does, and they choose another.
    pub has_pin: bool,
    /// Whether it is the person at the keys.
    pub is_me: bool,
}

/// Somebody to let in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Newcomer {
    /// A person of the centre, or of this computer who gets another PIN.
    pub person: Option<String>,
    /// The name of somebody who is not in the centre yet.
    pub name: String,
    /// Their role; what headquarters says counts more.
    pub role: Role,
    /// The PIN that they choose.
    pub pin: String,
}

impl std::fmt::Debug for Newcomer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Newcomer(…)")
    }
}

/// What is shown once: it is kept nowhere.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Shown {
    /// The recovery code, in groups, for the sheet that is printed.
    pub recovery: Option<String>,
    /// The start phrase, to be written down and typed after each start of the computer.
    pub phrase: Option<String>,
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shown(…)")
    }
}

/// The register to return to after a crash or a restart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Reopen {
    /// The session.
    pub session: String,
    /// The last mark kept, in milliseconds since 1970.
    pub kept_until: f64,
}

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Takes attendance.
    Volunteer,
    /// Runs a centre.
    Coordinator,
    /// Sees the network.
    Headquarters,
}

/// A mark's state; late and left early are minutes beside `present` or `remote`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In the room.
    Present,
    /// Did not come.
    Absent,
    /// Did not come, and had said why.
    Excused,
    /// Followed from elsewhere.
    Remote,
}

/// A mark. Unmarked is the absence of a mark, never "absent".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Mark {
    /// The state.
    pub status: Status,
    /// Minutes after the planned start, when late.
    pub late: Option<u16>,
    /// Minutes before the planned end, when left early.
    pub left: Option<u16>,
}

/// What a key press asks of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MarkInput {
    /// Present, on time, to the end.
    Present,
    /// Present, late; keeps "left early".
    Late {
        /// Minutes after the planned start.
        minutes: u16,
    },
    /// Present, left early; keeps "late".
    Left {
        /// Minutes before the planned end.
        minutes: u16,
    },
    /// Absent.
    Absent,
    /// Excused.
    Excused,
    /// Remote.
    Remote,
    /// Back to unmarked.
    Clear,
}

/// A mark reduced to the shape that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Filled disc.
    Present,
    /// Half disc.
    Late,
    /// Square.
    Absent,
    /// Diamond.
    Excused,
    /// Dashed ring.
    Unmarked,
}

/// Where a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Nothing written yet.
    Nowhere,
    /// Committed on this computer only.
    Here,
    /// Covered by headquarters' acknowledged number.
    Received,
    /// Two computers wrote different values.
    Look,
}

/// Counts of a register. `present` includes nobody late; remote people count in `present`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Tally {
    /// On time, or remote.
    pub present: u32,
    /// Late.
    pub late: u32,
    /// Absent.
    pub absent: u32,
    /// Excused.
    pub excused: u32,
    /// Not marked.
    pub unmarked: u32,
}

/// A session as a card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct SessionCard {
    /// Session id.
    pub id: String,
    /// Cohort code: `DIG-1`.
    pub code: String,
    /// Cohort title: `DIGITAL Initiation`.
    pub title: String,
    /// Rank of the session in its cohort, from 1.
    pub number: u32,
    /// Sessions in the cohort.
    pub of: u32,
    /// Module taught, when known.
    pub module: Option<String>,
    /// Room, when known.
    pub room: Option<String>,
    /// ISO day.
    pub date: String,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// Learners expected.
    pub expected: u32,
    /// The register's counts.
    pub tally: Tally,
    /// One shape for each learner, in register order.
    pub strip: Vec<Shape>,
    /// Volunteers marked present who train.
    pub volunteers: u32,
    /// Volunteers wanted.
    pub volunteers_target: u32,
    /// Where its register stands.
    pub state: SheetState,
    /// At the previous session of the cohort: came, of expected.
    pub last_time: Option<(u32, u32)>,
}

/// A day of the week strip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct WeekDay {
    /// ISO day.
    pub date: String,
    /// Sessions that day.
    pub sessions: u32,
    /// Of them, with every learner marked.
    pub complete: u32,
}

/// Something that needs a person, with its one action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Need {
    /// `register_incomplete`, `absent_twice`, `two_answers`, `exchange_late`, `to_complete`,
    /// `planned_twice`, `seats_passed`, `seats_ending`, `seats_ended`.
    pub key: String,
    /// What the sentence names.
    pub args: BTreeMap<String, String>,
    /// Session to open, when the action is to open one.
    pub session: Option<String>,
    /// Person to open, when the action is to open one.
    pub person: Option<String>,
    /// Group whose seats to open, when the action is to open them.
    pub cohort: Option<String>,
}

/// The Today screen, also for another day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Today {
    /// ISO day shown.
    pub date: String,
    /// Whether it is today.
    pub is_today: bool,
    /// Centre's name.
    pub centre: String,
    /// Sessions of the day in time order.
    pub sessions: Vec<SessionCard>,
    /// Which of them is on, or next.
    pub current: Option<String>,
    /// The week of the day, Monday to Saturday (Sunday too when it has a session).
    pub week: Vec<WeekDay>,
    /// At most five.
    pub needs: Vec<Need>,
    /// The next session after the day, for the empty screen.
    pub next: Option<SessionCard>,
    /// Whether the centre has any cohort at all.
    pub has_cohorts: bool,
}

/// Why a part of an undo was not possible.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Blocked {
    /// Whose record.
    pub what: String,
    /// Who has changed it since.
    pub by: String,
    /// On which computer.
    pub device: String,
    /// When, milliseconds since 1970.
    pub at: f64,
}

/// What came of undo or redo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Undone {
    /// What was undone or redone.
    pub label: Label,
    /// Registers restored.
    pub restored: u32,
    /// Registers left alone because somebody changed them since.
    pub blocked: Vec<Blocked>,
}

/// The status bar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct StatusBar {
    /// Who.
    pub person: Option<String>,
    /// As what.
    pub role: Option<Role>,
    /// The demo centre.
    pub demo: bool,
    /// Whether this computer belongs to a headquarters.
    pub joined: bool,
    /// Changes that headquarters has not acknowledged.
    pub pending: u32,
    /// Their size.
    pub pending_bytes: u32,
    /// Photographs of sheets whose pictures headquarters lacks and that lie here.
    pub photos: u32,
    /// When headquarters last answered.
    pub received_at: Option<f64>,
    /// Records written differently on two computers.
    pub look: u32,
    /// Link to headquarters.
    pub link: Link,
    /// How alarming the wait is: by age and amount, never by connectivity.
    pub concern: Concern,
}

/// The link to headquarters as last known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// No headquarters: a centre on its own, or the demo.
    None,
    /// The last try did not get through, or none was made.
    Offline,
    /// An exchange is under way.
    Exchanging,
    /// The last try got through.
    Online,
}

/// Amber at 7 days or 300 changes, red at 21 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// Nothing to say.
    Calm,
    /// Worth a look.
    Amber,
    /// Somebody should find a connection.
    Red,
}

/// A group of changes that wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Waiting {
    /// Kind of record: `attendance`, `learner`.
    pub kind: String,
    /// How many.
    pub count: u32,
    /// Cohort code, or a person's name when there is one record.
    pub about: Option<String>,
    /// Who wrote them.
    pub who: String,
    /// When the first was written.
    pub since: f64,
    /// Bytes.
    pub bytes: u32,
}

/// How far an exchange is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Progress {
    /// Changes sent and acknowledged in this exchange.
    pub sent: u32,
    /// Changes to send when it began.
    pub to_send: u32,
    /// Changes received so far.
    pub received: u32,
    /// Bytes both ways so far.
    pub bytes: u32,
    /// How far a first contact is; none at any other time.
    pub first: Option<FirstContact>,
    /// How far pictures are, which move last; none at any other time.
    pub photos: Option<PhotosMoving>,
}

/// How far a computer is that receives its centre for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct FirstContact {
    /// What is on its way.
    pub stage: Stage,
    /// How much of it is here: bytes at the start, changes after that.
    pub done: u32,
    /// Of how much.
    pub total: u32,
}

/// The part of a first contact that is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// People and the last 90 days.
    Start,
    /// Everything older.
    Rest,
}

/// The Exchange screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct ExchangeView {
    /// The same facts as the status bar.
    pub status: StatusBar,
    /// This computer's name.
    pub device: String,
    /// Centre's name.
    pub centre: String,
    /// Headquarters' address.
    pub headquarters: Option<String>,
    /// Last try.
    pub tried_at: Option<f64>,
    /// Why it failed, if it did.
    pub failure: Option<Problem>,
    /// Next try.
    pub next_at: Option<f64>,
    /// While one is under way.
    pub progress: Option<Progress>,
    /// What waits.
    pub waiting: Vec<Waiting>,
    /// Bytes both ways since the first of the month.
    pub month_bytes: f64,
    /// Photographs of sheets, which travel after everything else.
    pub photos: PhotosOnTheWay,
    /// Minutes by which this computer's clock is ahead of headquarters' (behind when negative),
    /// when that is more than ten.
    pub clock_minutes: Option<i32>,
    /// Changes kept aside because this version cannot read them.
    pub deferred: u32,
    /// Changes kept aside because they are not valid.
    pub quarantined: u32,
    /// What is kept apart: changes that are not valid, then what was not believed, the latest last.
    /// The first are left out when there is much.
    pub apart: Vec<Apart>,
}

/// Something received that is neither applied nor thrown away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Apart {
    /// Why, as the end of a message key: `fork`, `unproved`, `invalid`.
    pub why: String,
    /// The code behind it, for whoever is called.
    pub code: String,
    /// The computer that wrote it, or claimed to.
    pub device: String,
    /// The number of the change, or of the first one.
    pub first: u32,
}

/// A person of this computer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PersonRow {
    /// Record id.
    pub id: String,
    /// Learner, or volunteer.
    pub is_volunteer: bool,
    /// Name as given.
    pub name: String,
    /// Name in own script.
    pub own_name: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Codes of the cohorts a learner is enrolled in.
    pub cohorts: Vec<String>,
    /// Sessions attended, of sessions marked.
    pub attended: Option<(u32, u32)>,
}

/// A new person, from the people list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct NewPerson {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Name in own script.
    pub own_name: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Cohort to enrol a learner in.
    pub cohort: Option<String>,
    /// A volunteer rather than a learner.
    pub volunteer: bool,
}

/// A cohort in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct CohortRow {
    /// Cohort id.
    pub id: String,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Level code: `DIG-1`.
    pub level: Option<String>,
    /// Room.
    pub room: Option<String>,
    /// First session, ISO day.
    pub first: Option<String>,
    /// Last session, ISO day.
    pub last: Option<String>,
    /// Sessions before today.
    pub held: u32,
    /// Sessions in all.
    pub sessions: u32,
    /// Learners enrolled.
    pub learners: u32,
    /// Seats.
    pub capacity: u32,
    /// Volunteers that it wants at each session.
    pub volunteers: u32,
    /// The session that is on or next.
    pub next: Option<String>,
    /// Whom it is for: a name of `kinds::AUDIENCES`.
    pub audience: String,
    /// What it is: a name of `kinds::FORMS`.
    pub form: String,
}

/// A level of the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct LevelRow {
    /// Level id.
    pub id: String,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Planned minutes.
    pub minutes: u32,
    /// Usual number of sessions.
    pub sessions: u32,
}

/// A line of history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct HistoryLine {
    /// When, milliseconds since 1970.
    pub at: f64,
    /// Who.
    pub by: String,
    /// On which computer.
    pub device: String,
    /// Kind of record.
    pub kind: String,
    /// Whose record.
    pub about: String,
    /// Register written.
    pub register: String,
    /// The value, as text.
    pub value: String,
    /// Whether the value stands now.
    pub stands: bool,
}

/// Something that needs a person: answers that differ, or something to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Look {
    /// Stands for the sides as they are: another answer arriving makes another id.
    pub id: String,
    /// What it asks.
    pub kind: LookKind,
    /// A person's, a group's or a computer's name.
    pub about: String,
    /// Kind and register, `attendance.mark`; for a notice, of the change it is about.
    pub what: String,
    /// The session's day and its group's code, when it is about a session.
    pub context: Option<LookContext>,
    /// In the order of their digits. A notice may have one: the change that did not stand.
    pub sides: Vec<Side>,
    /// Whether all the sides may be kept.
    pub both: bool,
    /// What is told.
    pub notice: Option<Notice>,
}

/// What a look asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LookKind {
    /// Which of several answers is right.
    Answers,
    /// Whether something removed on one side and changed on another stays.
    Removed,
    /// Whether two records are one.
    Twins,
    /// Nothing: it tells.
    Notice,
}

/// The session that a look is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct LookContext {
    /// Its day, `2027-04-20`.
    pub day: String,
    /// Its group's code.
    pub code: String,
}

/// One answer; neither mark nor text means removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Side {
    /// The value, when it is a mark.
    pub mark: Option<Mark>,
    /// The value, when it is anything else.
    pub text: Option<String>,
    /// Who wrote it.
    pub by: String,
    /// On which computer.
    pub device: String,
    /// Written on this computer.
    pub here: bool,
    /// When, milliseconds since 1970.
    pub at: f64,
}

/// What a notice tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Notice {
    /// Which sentence.
    pub key: String,
    /// What it names.
    pub args: BTreeMap<String, String>,
}

/// What a person says to a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LookChoice {
    /// This side, from 0.
    Take(u32),
    /// All of them.
    Both,
    /// The latest, here and in every other that asks the same of another record.
    Latest,
    /// It is known now.
    Seen,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Settled {
    /// What was done.
    pub label: Label,
    /// Looks that are left.
    pub left: u32,
}
