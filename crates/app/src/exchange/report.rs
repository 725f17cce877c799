//! How this computer is, in a few bytes of each request: what headquarters lists for whoever looks
//! after every laptop.

use crate::centre::App;
use crate::error::AppError;
use passerelle_sync::wire::Report;

const MINUTE_MS: u64 = 60_000;

/// The program's version, what waits, and how old the newest backup is.
///
/// # Errors
/// The store's.
pub(crate) fn report(app: &App) -> Result<Report, AppError> {
    let now_ms = app.around.now_ms();
    let minutes = |at_ms: u64| u32::try_from(now_ms.saturating_sub(at_ms) / MINUTE_MS);
    Ok(Report {
        version: Report::version_of(env!("CARGO_PKG_VERSION")),
        pending: app.pending()?.count,
        backup_min: app.files.newest_backup_ms().map(|at| minutes(at).unwrap_or(u32::MAX)),
    })
}
