//! What crosses to the screens of a register's end: where it stands, an interruption, what is worth a
//! second look, whoever walks in.

use super::{Half, Label, Register};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;

/// Where a register stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SheetState {
    /// It can be written.
    Open,
    /// Its people are done with it.
    Closed,
    /// Headquarters keeps it: nobody writes it any more.
    Sealed,
}

/// A stretch in which a session was interrupted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Pause {
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// Why.
    pub reason: Option<String>,
}

/// What became of a session's register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Sheet {
    /// Where it stands.
    pub state: SheetState,
    /// Why it was closed with blanks, or opened again.
    pub reason: Option<String>,
    /// Who closed it, or opened it again.
    pub by: Option<String>,
    /// Its interruption.
    pub pause: Option<Pause>,
    /// Whether it was entered from paper.
    pub paper: bool,
    /// Photographs of its paper sheet.
    pub photos: u32,
    /// Whether the person at the keys may open it again.
    pub may_reopen: bool,
    /// What is signed for on its own.
    pub halves: Vec<Half>,
    /// Which version it is, from 1.
    pub version: u32,
    /// People of whom something is shown that was not written so; the session's own id for the sheet
    /// as a whole. Looked for when a register is opened.
    pub suspect: Vec<String>,
    /// The ISO day on which headquarters sealed it.
    pub sealed_on: Option<String>,
}

/// Something about a register that is worth a second look before it is closed; it never stops anybody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Warning {
    /// Its stable code.
    pub code: String,
    /// What its sentence names.
    pub args: BTreeMap<String, String>,
}

/// What a register lacks before it is closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Closing {
    /// Learners without a mark.
    pub unmarked: Vec<String>,
    /// Learners who were here and have not signed, or must sign again.
    pub unsigned: Vec<String>,
    /// What is worth a second look.
    pub warnings: Vec<Warning>,
}

/// A warning that was right all the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct KeptWarning {
    /// The warning's code.
    pub code: String,
    /// Why.
    pub reason: String,
}

/// What an interruption would make of everybody's minutes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PauseEffect {
    /// Minutes of the session that would count.
    pub minutes: u16,
    /// Whose minutes would change.
    pub rows: Vec<PauseRow>,
}

/// What an interruption would make of one person's minutes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PauseRow {
    /// Learner or volunteer id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Minutes now.
    pub before: u16,
    /// Minutes then.
    pub after: u16,
}

/// Somebody known whose name may be the one that is being typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Suggestion {
    /// Learner id.
    pub id: String,
    /// Name to call.
    pub name: String,
    /// Name in the person's own script.
    pub own_name: Option<String>,
    /// Codes of their groups.
    pub cohorts: Vec<String>,
    /// Why it was thought of.
    pub why: Label,
}

/// Who comes in without having been expected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WalkIn {
    /// Somebody who is known.
    Known {
        /// Learner id.
        id: String,
    },
    /// Somebody of whom only the name was asked.
    New {
        /// The whole name, as typed.
        name: String,
    },
}

/// What came of a gesture on a register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Marked {
    /// The register as it now stands.
    pub register: Register,
    /// What was done, for the toast.
    pub label: Label,
    /// How many records were written.
    pub count: u32,
}
