//! Laptops, as an operator sees and handles them: how each is, sending one away, ordering one to erase
//! itself, reading out a telephone code.

use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::ledger::DeviceRow;
use passerelle_domain::SiteId;
use passerelle_domain::permission::Role;
use passerelle_sync::DeviceId;
use passerelle_sync::telephone::{Level, groups};
use serde::Serialize;
use zeroize::Zeroize;

/// A laptop, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct DeviceLine {
    /// Its id.
    pub device: String,
    /// Its name.
    pub name: String,
    /// Its centre's name.
    pub site: String,
    /// `classroom` or `coordinator`.
    pub grant: &'static str,
    /// The role of the person enrolled on it.
    pub role: &'static str,
    /// Its last exchange, milliseconds since 1970.
    pub last_exchange_ms: Option<u64>,
    /// Its program's version, as it said then.
    pub version: Option<String>,
    /// Changes that headquarters had not acknowledged when it began that exchange.
    pub pending: Option<u32>,
    /// Its clock less headquarters', in milliseconds.
    pub clock_ms: Option<i64>,
    /// How old its newest backup is by now, in milliseconds; none when it told of none.
    pub backup_age_ms: Option<u64>,
    /// `active`, `revoked`, `wipe ordered`, `wiped`.
    pub state: &'static str,
    /// Whether it may no longer exchange.
    pub revoked: bool,
}

/// A telephone code, as printed: once.
#[derive(Serialize)]
pub struct UnlockLine {
    /// The laptop's id.
    pub device: String,
    /// The code, in three groups of four, as it is read out.
    pub code: String,
    /// How many are left.
    pub left: u32,
}

impl Drop for UnlockLine {
    fn drop(&mut self) {
        self.code.zeroize();
    }
}

/// Every laptop, by centre and name.
///
/// # Errors
/// The ledger's.
pub fn devices(hq: &Headquarters, now_ms: u64) -> Result<Vec<DeviceLine>, HqError> {
    let sites = hq.ledger().sites()?;
    let name_of = |site: SiteId| {
        let row = sites.iter().find(|row| row.site == site);
        row.map_or_else(|| site.to_string(), |row| row.name.clone())
    };
    let rows = hq.ledger().devices()?.into_iter();
    let mut lines: Vec<_> = rows.map(|row| line(name_of(row.site), row, now_ms)).collect();
    lines.sort_by(|a, b| (&a.site, &a.name, &a.device).cmp(&(&b.site, &b.name, &b.device)));
    Ok(lines)
}

fn line(site: String, row: DeviceRow, now_ms: u64) -> DeviceLine {
    let said = row.contact.said;
    DeviceLine {
        device: row.device.to_string(),
        name: row.name,
        site,
        grant: row.grant.name(),
        role: row.role.name(),
        last_exchange_ms: row.last_exchange_ms,
        version: said.as_ref().map(|said| said.version.clone()),
        pending: said.as_ref().map(|said| said.pending),
        clock_ms: said.as_ref().map(|said| said.clock_ms),
        backup_age_ms: said.and_then(|said| said.backup_ms).map(|at| now_ms.saturating_sub(at)),
        state: match (row.revoked, row.contact.wipe_ordered_ms, row.contact.wiped_ms) {
            (_, Some(_), Some(_)) => "wiped",
            (_, Some(_), None) => "wipe ordered",
            (true, None, _) => "revoked",
            (false, None, _) => "active",
        },
        revoked: row.revoked,
    }
}

/// Ends the exchanges of the laptop whose id begins like this. What it brings once more is kept for
/// review.
///
/// # Errors
/// `device.unknown`, `device.ambiguous`, or the ledger's.
pub fn revoke(hq: &Headquarters, id: &str, now_ms: u64) -> Result<DeviceLine, HqError> {
    let device = find(hq, id)?;
    hq.ledger().revoke(device, now_ms)?;
    one(hq, device, now_ms)
}

/// The same, and orders it to erase itself when it next asks.
///
/// # Errors
/// `device.unknown`, `device.ambiguous`, or the ledger's.
pub fn wipe(hq: &Headquarters, id: &str, now_ms: u64) -> Result<DeviceLine, HqError> {
    let device = find(hq, id)?;
    hq.ledger().order_wipe(device, now_ms)?;
    one(hq, device, now_ms)
}

/// Reads out the next telephone code of a laptop, for somebody of a role: once, whatever becomes of it.
///
/// # Errors
/// `device.unknown`, `device.ambiguous`, those of `Ledger::tell_code`.
pub fn unlock(hq: &Headquarters, id: &str, role: Role, now_ms: u64) -> Result<UnlockLine, HqError> {
    let device = find(hq, id)?;
    let told = hq.ledger().tell_code(device, Level::of(role), now_ms)?;
    let code = groups(&told.code).to_string();
    Ok(UnlockLine { device: device.to_string(), code, left: told.left })
}

/// The laptop whose id begins like this.
///
/// # Errors
/// `device.unknown`, `device.ambiguous`, or the ledger's.
pub(super) fn find(hq: &Headquarters, id: &str) -> Result<DeviceId, HqError> {
    let id = id.trim().to_lowercase();
    let rows = hq.ledger().devices()?.into_iter().map(|row| row.device);
    let mut found = rows.filter(|row| !id.is_empty() && row.to_string().starts_with(&id));
    match (found.next(), found.next()) {
        (Some(device), None) => Ok(device),
        (Some(_), Some(_)) => Err(HqError::refused("device.ambiguous")),
        (None, _) => Err(HqError::refused("device.unknown")),
    }
}

fn one(hq: &Headquarters, device: DeviceId, now_ms: u64) -> Result<DeviceLine, HqError> {
    let id = device.to_string();
    let found = devices(hq, now_ms)?.into_iter().find(|line| line.device == id);
    found.ok_or_else(|| HqError::refused("device.unknown"))
}
