//! What crosses to the screens of a register: a session, its learners and its volunteers.

use super::{Label, Mark, Place, SessionCard, Shape, Sheet, SignedHalf};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A learner's row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct LearnerRow {
    /// Learner id.
    pub id: String,
    /// Name to call: preferred first, exactly as given.
    pub name: String,
    /// Name in the person's own script.
    pub own_name: Option<String>,
    /// Language tag of the person: `ti`, `ar`.
    pub language: Option<String>,
    /// The last five sessions of the cohort, oldest first.
    pub last_five: Vec<Shape>,
    /// The mark, or none.
    pub mark: Option<Mark>,
    /// The note.
    pub note: Option<String>,
    /// Where the mark is.
    pub place: Place,
    /// Absent at each of the two sessions before this one.
    pub absent_twice: bool,
    /// Marked here without a place in this group.
    pub guest: bool,
    /// Only the name is known yet.
    pub provisional: bool,
    /// Their signatures, one for each half of the session.
    pub signed: Vec<SignedHalf>,
}

/// A volunteer's row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct VolunteerRow {
    /// Volunteer id.
    pub id: String,
    /// Name.
    pub name: String,
    /// `lead`, `assistant`, `interpreter`, `observer`.
    pub part: String,
    /// The mark, or none.
    pub mark: Option<Mark>,
    /// Minutes given, set-up included, once marked present.
    pub minutes: u32,
    /// Where the mark is.
    pub place: Place,
    /// Their signatures, one for each half of the session.
    pub signed: Vec<SignedHalf>,
}

/// A register: one session, its learners and its volunteers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Register {
    /// The session.
    pub session: SessionCard,
    /// Learners in register order.
    pub learners: Vec<LearnerRow>,
    /// Volunteers.
    pub volunteers: Vec<VolunteerRow>,
    /// Minutes of the session that count: without its interruption.
    pub minutes: u16,
    /// What became of the register.
    pub sheet: Sheet,
    /// What Ctrl+Z would undo.
    pub undo: Option<Label>,
    /// What Ctrl+Shift+Z would redo.
    pub redo: Option<Label>,
}
