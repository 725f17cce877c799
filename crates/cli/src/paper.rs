//! The papers of a group from the command line: the pack, and the convocations alone.

use crate::print::Printed;
use clap::{Args, ValueEnum};
use passerelle_app::dto::PackAsk;
use passerelle_app::{App, AppError};
use passerelle_words::write_document;
use std::path::PathBuf;

/// The papers of a group.
#[derive(Debug, Args)]
pub struct Pack {
    /// The group's code, or its identifier.
    cohort: String,
    /// First day of the blank sheets; without a last one either, those of the week of the next session.
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Last day of the blank sheets.
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// A page for each learner, in these languages.
    #[arg(long, value_enum, value_name = "LANGUAGES")]
    convocations: Option<Tongues>,
    /// Whom learners may call, as it is to be printed.
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
    /// The folder to write into.
    #[arg(long, value_name = "DIR", default_value = ".")]
    to: PathBuf,
}

/// What each learner of a group is given.
#[derive(Debug, Args)]
pub struct Convocations {
    /// The group's code, or its identifier.
    cohort: String,
    /// The languages.
    #[arg(long, value_enum, value_name = "LANGUAGES", default_value_t = Tongues::Both)]
    languages: Tongues,
    /// Whom learners may call, as it is to be printed.
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
    /// The folder to write into.
    #[arg(long, value_name = "DIR", default_value = ".")]
    to: PathBuf,
}

/// The languages of a convocation.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Tongues {
    /// French.
    Fr,
    /// English.
    En,
    /// French, then English.
    Both,
}

impl Tongues {
    fn codes(self) -> Vec<String> {
        let codes: &[&str] = match self {
            Self::Fr => &["fr"],
            Self::En => &["en"],
            Self::Both => &["fr", "en"],
        };
        codes.iter().map(|&code| code.to_owned()).collect()
    }
}

pub fn pack(app: &mut App, asked: &Pack, print: &Printed<'_>) -> Result<Vec<u8>, AppError> {
    let ask = PackAsk {
        cohort: app.find_cohort(&asked.cohort)?.to_string(),
        roster: true,
        sheets: true,
        first: asked.from.clone(),
        last: asked.until.clone(),
        convocations: asked.convocations.map(Tongues::codes).unwrap_or_default(),
        contact: asked.contact.clone(),
    };
    write(app, &ask, &asked.to, print)
}

pub fn convocations(
    app: &mut App,
    asked: &Convocations,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    let ask = PackAsk {
        cohort: app.find_cohort(&asked.cohort)?.to_string(),
        convocations: asked.languages.codes(),
        contact: asked.contact.clone(),
        ..PackAsk::default()
    };
    write(app, &ask, &asked.to, print)
}

fn write(
    app: &mut App,
    ask: &PackAsk,
    to: &std::path::Path,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    let pack = app.pack_document(ask, print.messages.language())?;
    let written = write_document(&pack.name, &pack.bytes, to)?;
    Ok(print.exported("terminal-pack", &written))
}
