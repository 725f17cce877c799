//! What a person or a script can ask for: authorise, decide by the domain's rules, commit in one
//! transaction, tell what changed. The window and the command line call nothing else. Its answers
//! are plain data (`dto`); its refusals have stable codes; the exchange driver and its door live
//! here too, since this is the lowest crate that may touch the network or read a clock.

mod attendance;
mod centre;
mod cohort;
mod demo;
mod erasure;
mod error;
mod exchange;
mod export;
mod history;
mod identity;
mod import;
mod look;
mod people;
mod session;
mod status;
mod surroundings;
mod undo;
mod window;

pub mod dto;

pub use centre::App;
pub use cohort::NewSession;
pub use error::AppError;
pub use exchange::{
    Ask, Carry, Driver, ExchangeReport, FirstTalk, JoinInput, Line, Live, Log, Outcome, Talk,
    join_by, renew, run_exchange, run_exchange_on,
};
pub use import::{ColumnReport, ImportReport, Imported, RowProblem};
pub use people::Person;
pub use surroundings::{Surroundings, System, local_time};
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

/// Joins a headquarters with a code, and opens the centre.
///
/// # Errors
/// `code.*`, `join.*`, `exchange.unreachable`, `exchange.not_headquarters`, or the store's; the
/// computer is as it was then.
pub async fn join(
    folder: &Path,
    around: Arc<dyn Surroundings>,
    input: &JoinInput,
) -> Result<App, AppError> {
    exchange::join(folder, around, input).await
}
