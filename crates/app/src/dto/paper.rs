//! What crosses for the palette, and for whoever wants a calendar or papers.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Somebody who may be meant by what is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct FoundPerson {
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
}

/// What a calendar file is of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CalendarAsk {
    /// A group's sessions.
    Cohort {
        /// Its id.
        id: String,
    },
    /// What is held in a place.
    Venue {
        /// Its id.
        id: String,
    },
    /// What a volunteer was asked for and has not refused.
    Volunteer {
        /// Their id.
        id: String,
    },
}

/// What of a cohort is to be on paper.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct PackAsk {
    /// Cohort id.
    pub cohort: String,
    /// Whether the list of its people begins it.
    pub roster: bool,
    /// Whether blank sheets are in it.
    pub sheets: bool,
    /// First day of the sheets, ISO; without a last one either, those of the week of the next session.
    pub first: Option<String>,
    /// Last day of the sheets, ISO.
    pub last: Option<String>,
    /// The languages of the convocations, the first above; none for no convocations.
    pub convocations: Vec<String>,
    /// Whom learners may call, as it is to be printed.
    pub contact: Option<String>,
}
