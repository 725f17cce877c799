//! Registers that should have been sealed by now: which, and what each lacks.

use super::find;
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::seal::day_of;
use passerelle_domain::calendar::format_day;
use passerelle_domain::evidence::last_sealed_day;
use serde::Serialize;

/// How far back is looked, in days: older ones are the archive's affair.
const LOOKED_DAYS: i32 = 400;

/// A register that waits, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct SheetLine {
    /// The centre's name.
    pub site: String,
    /// The session's id.
    pub session: String,
    /// Its day.
    pub day: String,
    /// The group's code.
    pub group: String,
    /// Whether somebody has closed it.
    pub closed: bool,
    /// Learners without a mark.
    pub unmarked: usize,
    /// Learners who were there and have not signed.
    pub unsigned: usize,
}

/// Registers of more than a week ago that are not sealed, the oldest first.
///
/// # Errors
/// `site.unknown`, the ledger's or the store's.
pub fn sheets(
    hq: &Headquarters,
    site: Option<&str>,
    now_ms: u64,
) -> Result<Vec<SheetLine>, HqError> {
    let only = site.map(|name| find(hq, name)).transpose()?;
    let sites = hq.ledger().sites()?.into_iter();
    let sites = sites.filter(|row| only.is_none_or(|only| row.site == only));
    let last = last_sealed_day(day_of(now_ms));
    let mut lines = Vec::new();
    for site in sites {
        hq.projections().look(hq.ledger(), Some(site.site), now_ms, |view| {
            for session in view.sessions_between(last - LOOKED_DAYS, last)? {
                if session.is_sealed() {
                    continue;
                }
                let sheet = view.signed_sheet(&session)?;
                lines.push(SheetLine {
                    site: site.name.clone(),
                    session: session.id.to_string(),
                    day: format_day(session.day),
                    group: session.code.clone(),
                    closed: session.is_closed,
                    unmarked: view.unmarked(&session)?.len(),
                    unsigned: sheet.unsigned().len(),
                });
            }
            Ok(())
        })?;
    }
    Ok(lines)
}
