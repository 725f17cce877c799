//! What crosses to the screens where people sign, and to those that show what was signed.

use super::{Label, Shape};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A part of a day that is signed for on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
    /// After work.
    Evening,
}

/// A way to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SignWay {
    /// On the pad.
    Drawn,
    /// By three pictures.
    Pictures,
    /// By four digits.
    Code,
    /// Somebody saw that they could not.
    Witnessed,
    /// A trainer, by the account that they had unlocked.
    Account,
}

/// A way to sign that a centre chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SignMeans {
    /// On the pad.
    Drawn,
    /// By three pictures.
    Pictures,
    /// By four digits.
    Code,
}

/// What only somebody knows, to sign with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SignCode {
    /// Three pictures.
    Pictures,
    /// Four digits.
    Code,
}

/// What is shown of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SignedState {
    /// Nobody signed.
    None,
    /// It is what is on the sheet.
    Signed,
    /// What was signed has changed since.
    Again,
    /// Made void.
    Void,
    /// It is not what was written.
    Broken,
}

/// Somebody's signature for one half.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct SignedHalf {
    /// Which half.
    pub half: Half,
    /// What is shown of it.
    pub state: SignedState,
    /// How.
    pub way: Option<SignWay>,
    /// When, milliseconds since 1970.
    pub at_ms: Option<f64>,
    /// Its id, to make it void.
    pub id: Option<String>,
}

/// Somebody who may sign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct SignTile {
    /// Learner or volunteer id.
    pub id: String,
    /// First name and initial: `Nour A.`.
    pub name: String,
    /// Name in the person's own script.
    pub own_name: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Signs the whole sheet rather than a line.
    pub trainer: bool,
    /// Whether they were there: whoever was not does not sign.
    pub here: bool,
    /// What they have chosen to sign with, if not drawing.
    pub code: Option<SignCode>,
    /// Their signatures, one for each half.
    pub signed: Vec<SignedHalf>,
}

/// Sign mode: what is on screen while a laptop is in the learners' hands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Signing {
    /// The session.
    pub session: String,
    /// Its title.
    pub title: String,
    /// The cohort's code.
    pub code: String,
    /// What is taught.
    pub module: Option<String>,
    /// ISO day.
    pub date: String,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// What is signed for on its own.
    pub halves: Vec<Half>,
    /// The one that is proposed now.
    pub half: Half,
    /// Who gives their PIN to leave.
    pub trainer: String,
    /// Whether a PIN is asked at all: the demo centre has none.
    pub pin: bool,
    /// The ways that the centre uses.
    pub ways: Vec<SignMeans>,
    /// Languages that the centre has turned on besides the interface's.
    pub languages: Vec<String>,
    /// Learners, then trainers.
    pub people: Vec<SignTile>,
}

/// A signature as it comes from the screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum SignInput {
    /// Strokes, each `x0, y0, x1, y1, …` on a pad of 1000 by 500.
    Drawn {
        /// The strokes.
        strokes: Vec<Vec<u16>>,
    },
    /// Three of twelve pictures, `0` to `9`, `a`, `b`, in order.
    Pictures {
        /// Which.
        code: String,
    },
    /// Four digits.
    Code {
        /// Which.
        code: String,
    },
}

/// How a centre's people sign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct SignChoices {
    /// The ways: at least one.
    pub ways: Vec<SignMeans>,
    /// Language tags besides French and English.
    pub languages: Vec<String>,
}

/// A version of a sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct SheetVersion {
    /// From 1.
    pub version: u32,
    /// Its hash, in hexadecimal.
    pub hash: String,
    /// When it began, milliseconds since 1970.
    pub from_ms: f64,
    /// When it ended; none for the one that stands.
    pub until_ms: Option<f64>,
    /// What ended it.
    pub change: Option<Label>,
    /// Who wrote that.
    pub by: Option<String>,
    /// Names of those who had signed it and must sign again.
    pub again: Vec<String>,
}

/// A table for a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TableFormat {
    /// A spreadsheet.
    Xlsx,
    /// Text for one.
    Csv,
}

/// A cohort's attendance, session by session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Weeks {
    /// Its sessions in time order.
    pub sessions: Vec<WeeksSession>,
    /// Its learners.
    pub learners: Vec<WeeksLearner>,
}

/// A session of a cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct WeeksSession {
    /// Session id.
    pub id: String,
    /// ISO day.
    pub date: String,
    /// Rank in the cohort, from 1.
    pub number: u32,
}

/// A learner of a cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct WeeksLearner {
    /// Learner id.
    pub id: String,
    /// Name.
    pub name: String,
    /// A shape for each session; none where they were not expected and did not come.
    pub shapes: Vec<Option<Shape>>,
}
