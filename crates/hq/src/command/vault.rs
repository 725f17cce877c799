//! The vault, as an operator lists it.

use super::find;
use crate::error::HqError;
use crate::headquarters::Headquarters;
use passerelle_domain::calendar::{Day, format_day, format_minute};
use serde::Serialize;

const DAY_MS: u64 = 24 * 3600 * 1000;

/// A line of a sealed sheet, of somebody who was erased, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct VaultLine {
    /// The centre.
    pub site: String,
    /// Whose: the id that anonymous counts still have.
    pub person: String,
    /// The name, as the sheet has it.
    pub name: String,
    /// The session's day.
    pub day: String,
    /// From when.
    pub start: String,
    /// Until when.
    pub end: String,
    /// The group: its code and title.
    pub group: String,
    /// `present`, `absent`.
    pub status: String,
    /// Minutes late.
    pub late: Option<u16>,
    /// Minutes left early.
    pub left: Option<u16>,
    /// The last day on which it is kept.
    pub until: String,
}

/// What is kept of a centre, by its name or id, or of all.
///
/// # Errors
/// `site.unknown`, `site.ambiguous`, or the ledger's.
pub fn vault(
    hq: &Headquarters,
    site: Option<&str>,
    now_ms: u64,
) -> Result<Vec<VaultLine>, HqError> {
    let site = site.map(|name| find(hq, name)).transpose()?;
    let today = Day::try_from(now_ms / DAY_MS).unwrap_or(Day::MAX);
    let rows = hq.ledger().vault(site, today)?.into_iter();
    let lines = rows.map(|row| {
        let line = row.line;
        let family = line.family.map(|family| format!(" {family}")).unwrap_or_default();
        VaultLine {
            site: row.site.to_string(),
            person: row.person.to_string(),
            name: line.given + &family,
            day: format_day(line.day),
            start: format_minute(line.start),
            end: format_minute(line.end),
            group: format!("{} {}", line.code, line.title),
            status: line.status,
            late: line.late,
            left: line.left,
            until: format_day(row.until),
        }
    });
    Ok(lines.collect())
}
