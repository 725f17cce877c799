//! What the grid of a week says: learners by sessions, as plain data.

use crate::sheet::{Half, Organisation, Proof, Role, SignatureCell};
use passerelle_domain::attendance::Mark;
use passerelle_domain::calendar::Day;

/// A column of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekSession {
    /// The day.
    pub day: Day,
    /// Start, minutes after midnight.
    pub start: u16,
    /// End, minutes after midnight.
    pub end: u16,
    /// What is signed for.
    pub halves: Vec<Half>,
    /// What is taught.
    pub module: Option<String>,
    /// Where, if not where the week says.
    pub place: Option<String>,
    /// Minutes planned for a learner.
    pub planned_minutes: u16,
    /// The session's own sheet, its version, and the hash of what was signed.
    pub sheet: Option<WeekSheet>,
}

/// The sheet behind a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekSheet {
    /// Its name.
    pub id: String,
    /// Version, from 1.
    pub version: u32,
    /// The version that this one corrects.
    pub corrects: Option<u32>,
    /// SHA-256 of what was signed.
    pub hash: Option<[u8; 32]>,
    /// Entered from a sheet that was signed on paper.
    pub paper: bool,
}

/// Where a learner's line and a session's column meet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeekCell {
    /// Whether the person belonged to this session; a cell of somebody who did not is crossed out.
    pub expected: bool,
    /// The mark.
    pub mark: Option<Mark>,
    /// Minutes attended.
    pub minutes: Option<u16>,
    /// One for each of the session's halves; missing ones are empty.
    pub signatures: Vec<SignatureCell>,
}

/// A learner's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekLine {
    /// Given and family name, exactly as kept.
    pub name: String,
    /// The name in its own script.
    pub own_name: Option<String>,
    /// One for each session.
    pub cells: Vec<WeekCell>,
}

/// A trainer's or volunteer's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekTrainer {
    /// Given and family name, exactly as kept.
    pub name: String,
    /// The name in its own script.
    pub own_name: Option<String>,
    /// Their part.
    pub role: Role,
    /// One for each session; the mark is not shown.
    pub cells: Vec<WeekCell>,
}

/// The sessions of one cohort in one week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Who gives the course.
    pub organisation: Organisation,
    /// The exact title of the course.
    pub title: String,
    /// The cohort's code.
    pub code: String,
    /// Where, if it is the same for all.
    pub place: Option<String>,
    /// The sessions, in order. More than ten go on further pages.
    pub sessions: Vec<WeekSession>,
    /// The learners, in the order to print.
    pub learners: Vec<WeekLine>,
    /// The trainers and volunteers, in the order to print.
    pub trainers: Vec<WeekTrainer>,
    /// Identity, hash and the rest, of the grid as a whole.
    pub proof: Proof,
}

impl Week {
    /// Whether it is to be filled by hand: nobody is marked and nobody has signed.
    pub fn is_blank(&self) -> bool {
        let learners = self.learners.iter().flat_map(|line| &line.cells);
        let trainers = self.trainers.iter().flat_map(|line| &line.cells);
        learners.chain(trainers).all(|cell| {
            cell.mark.is_none() && cell.signatures.iter().all(|c| *c == SignatureCell::Empty)
        })
    }
}
