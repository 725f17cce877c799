//! What crosses to the catalogue's screen: programmes, levels, modules.

use serde::{Deserialize, Serialize};
use specta::Type;

/// The whole catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct CatalogueView {
    /// In their usual order.
    pub programmes: Vec<CatalogueProgramme>,
}

/// A programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct CatalogueProgramme {
    /// Its id.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whether it is not proposed any more.
    pub is_archived: bool,
    /// In their usual order.
    pub levels: Vec<CatalogueLevel>,
}

/// A level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct CatalogueLevel {
    /// Its id.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Its exact title, as every document prints it.
    pub title: String,
    /// Minutes of its modules.
    pub minutes: u32,
    /// Usual number of sessions.
    pub sessions: u32,
    /// What people can do afterwards; may be empty.
    pub objectives: String,
    /// Spoken French that is asked: a name of `positioning::FRENCH`.
    pub entry_french: Option<String>,
    /// The level that comes before, by id.
    pub previous_level: Option<String>,
    /// A name of `kinds::AUDIENCES`.
    pub audience: String,
    /// A name of `kinds::FORMS`.
    pub form: String,
    /// Its edition, from 1.
    pub version: u32,
    /// Since when, ISO day; none for the edition it came with.
    pub version_day: Option<String>,
    /// Whether it is not proposed any more.
    pub is_archived: bool,
    /// Cohorts that follow it, whatever edition.
    pub cohorts: u32,
    /// In their usual order.
    pub modules: Vec<CatalogueModule>,
}

/// A module of a level.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct CatalogueModule {
    /// Its id; none for a new one.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// Minutes.
    pub minutes: u32,
    /// What people can do afterwards; may be empty.
    pub objectives: String,
    /// Codes of DigComp, `1.1`.
    pub competences: Vec<String>,
    /// A name of `kinds::DISCIPLINES`.
    pub discipline: String,
}

/// A level to be written, with all its modules: those that are not named any more are put away.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct LevelInput {
    /// Its id; none for a new one.
    pub id: Option<String>,
    /// Programme id.
    pub programme: String,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Usual number of sessions.
    pub sessions: u32,
    /// May be empty.
    pub objectives: String,
    /// Spoken French that is asked: a name of `positioning::FRENCH`.
    pub entry_french: Option<String>,
    /// The level that comes before, by id.
    pub previous_level: Option<String>,
    /// A name of `kinds::AUDIENCES`.
    pub audience: String,
    /// A name of `kinds::FORMS`.
    pub form: String,
    /// Whether it is not proposed any more.
    pub is_archived: bool,
    /// In their order.
    pub modules: Vec<CatalogueModule>,
}

/// A programme to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProgrammeInput {
    /// Its id; none for a new one.
    pub id: Option<String>,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whether it is not proposed any more.
    pub is_archived: bool,
}
