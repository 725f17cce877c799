//! What of a group is kept on paper, as plain data: its list, its sheets, and a page for each learner that
//! says when and where to come. It holds names and languages, and nothing else of anybody.

use crate::convocation::Tongue;
use crate::sheet::{Organisation, Sheet};
use passerelle_domain::calendar::Day;

/// A line of the group's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterLine {
    /// Given and family name, exactly as kept.
    pub name: String,
    /// The name in its own script.
    pub own_name: Option<String>,
    /// The tag of the language that they prefer.
    pub language: Option<String>,
}

/// A session, as a learner has to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The day.
    pub day: Day,
    /// Start, minutes after midnight.
    pub start: u16,
    /// End, minutes after midnight.
    pub end: u16,
    /// Where, if not where the others are.
    pub place: Option<String>,
}

/// Where to come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Venue {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub address: Option<String>,
    /// How to get in, as somebody wrote it.
    pub access: Option<String>,
    /// Whether one gets in without a step.
    pub is_step_free: Option<bool>,
}

/// Who is given a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// Given and family name, exactly as kept.
    pub name: String,
    /// The name in its own script.
    pub own_name: Option<String>,
}

/// What learners are given: the same for all but the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Convocations {
    /// The languages, the first above.
    pub tongues: Vec<Tongue>,
    /// Who.
    pub people: Vec<Invited>,
    /// The sessions that they are asked to come to, in order.
    pub meetings: Vec<Meeting>,
    /// Where most of these are.
    pub venue: Option<Venue>,
    /// Whom to call: a name, a number, or both.
    pub contact: Option<String>,
}

/// The papers of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Who gives the course.
    pub organisation: Organisation,
    /// The exact title of the course.
    pub title: String,
    /// The group's code.
    pub code: String,
    /// The sessions that take place, in order.
    pub meetings: Vec<Meeting>,
    /// The list of the group; none when it is not wanted.
    pub roster: Option<Vec<RosterLine>>,
    /// Sheets to be filled by hand.
    pub sheets: Vec<Sheet>,
    /// What learners are given; none when it is not wanted.
    pub convocations: Option<Convocations>,
}
