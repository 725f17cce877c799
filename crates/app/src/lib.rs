//! What a person or a script can ask for: authorise, decide by the domain's rules, commit in one
//! transaction, tell what changed. The window and the command line call nothing else. Its answers
//! are plain data (`dto`); its refusals have stable codes; the exchange driver and its door live
//! here too, since this is the lowest crate that may touch the network or read a clock.

mod attendance;
mod audit;
mod away;
mod backup;
mod calendar;
mod catalogue;
mod centre;
mod closure;
mod cohort;
mod demo;
mod erasure;
mod error;
mod exchange;
mod export;
mod find;
mod funding;
mod gate;
mod history;
mod identity;
mod import;
mod keeper;
mod keyring;
mod letter;
mod look;
#[cfg(feature = "documents")]
mod paper;
mod partners;
mod people;
mod person;
mod photo;
mod pipeline;
mod plan;
mod private;
mod rescue;
mod session;
mod sheet;
mod sign;
mod sleep;
mod standing;
mod status;
mod surroundings;
mod undo;
mod venue;
mod versions;
mod volunteers;
mod waiting;
mod walk_in;
mod weeks;
mod window;

pub mod dto;

pub use backup::backups;
pub use centre::App;
pub use cohort::NewSession;
pub use error::AppError;
pub use exchange::{
    Ask, Carry, Driver, ExchangeReport, FirstTalk, JoinInput, Line, Live, Log, Outcome, Part,
    PhotoTalk, Talk, adopt, adopt_by, join_by, redeem, renew, run_exchange, run_exchange_on,
};
pub use gate::{Barrier, Gate, Opening, Pass, Prepared, Setup, Typed};
pub use import::{ColumnReport, ImportReport, Imported, RowProblem};
pub use keyring::{Bare, Keyring, NoKeyring, SystemKeyring};
pub use letter::Draft as LetterDraft;
#[cfg(feature = "documents")]
pub use paper::{CalendarOf, Document, TableOf};
pub use passerelle_domain::pin::Pin;
pub use passerelle_store::keys::Phrase;
pub use people::Person;
pub use rescue::{Rescue, RescuePass, is_damage};
pub use surroundings::{Surroundings, System, local_time};
pub use volunteers::{Asking, HOUR_EUROS_MAX};
pub use window::{Change, Desk};

use std::path::Path;
use std::sync::Arc;

/// The id in a text that crossed from a screen or a script.
///
/// # Errors
/// `record.unknown`.
pub fn record_id(text: &str) -> Result<passerelle_domain::RecordId, AppError> {
    let id = uuid::Uuid::parse_str(text).map(passerelle_domain::RecordId);
    id.map_err(|_| AppError::refused("record.unknown"))
}

/// New words for a start phrase, of a language.
///
/// # Errors
/// `system.no_randomness`.
pub fn new_phrase(around: &dyn Surroundings, language: &str) -> Result<Phrase, AppError> {
    Ok(Phrase::made(language, &mut surroundings::chance(around)?))
}

/// Joins a headquarters with a code and a new computer, and opens the centre. What is to be printed and
/// written down is given back once.
///
/// # Errors
/// `code.*`, `join.*`, `exchange.not_headquarters`, or the store's; the computer is as it was then.
pub async fn join(
    folder: &Path,
    around: Arc<dyn Surroundings>,
    input: &JoinInput,
    setup: &Setup,
) -> Result<(App, Prepared), AppError> {
    exchange::join(folder, around, input, setup).await
}
