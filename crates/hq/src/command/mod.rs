//! What an operator asks on the command line, apart from serving: each command does one thing and
//! gives back what to print. It parses no argument and prints nothing.

mod devices;
mod people;
mod photos;
mod review;
mod sheets;
mod vault;

pub use devices::{DeviceLine, UnlockLine, devices, revoke, unlock, wipe};
pub use people::{Among, PersonLine, person_enable, person_list, person_role};
pub use photos::{PhotoLine, photos, save_photo};
pub use review::{RefusedLine, ReviewLine, audit, refused, review};
pub use sheets::{SheetLine, sheets};
pub use vault::{VaultLine, vault};

use crate::chance::{id_at, random};
use crate::enrol::is_name;
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::ledger::{Copied, NewCode, SiteRow, hash};
use passerelle_domain::code::Code;
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, SiteId};
use serde::Serialize;
use std::path::Path;

/// First characters of an id.
const SHORT_ID: usize = 8;

/// A centre, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct SiteLine {
    /// Its id.
    pub site: String,
    /// Its name.
    pub name: String,
}

/// A code, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct CodeLine {
    /// Ten characters, no space.
    pub code: String,
    /// As it is read out.
    #[serde(skip)]
    pub groups: String,
    /// The centre it opens; none for one that adopts.
    pub site: Option<String>,
    /// Whether it takes over the laptop's own centre.
    pub adopt: bool,
    /// `classroom` or `coordinator`.
    pub grant: &'static str,
    /// The role of the person it enrols.
    pub role: &'static str,
    /// From when it is refused, milliseconds since 1970.
    pub expires_ms: u64,
}

/// A stream's digest, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct DigestLine {
    /// The stream's name.
    pub stream: String,
    /// The hash, in hexadecimal.
    pub hash: String,
}

/// An epoch, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct EpochLine {
    /// Its id.
    pub epoch: String,
    /// Headquarters' log in it.
    pub log: String,
}

/// Which centre a code is for.
#[derive(Clone, Debug)]
pub enum For {
    /// The centre with this name or id.
    Site(String),
    /// The laptop's own.
    Adopt,
}

/// Adds a centre.
///
/// # Errors
/// `site.name_invalid`, `site.name_taken`, or the ledger's.
pub fn site_add(hq: &Headquarters, name: &str, now_ms: u64) -> Result<SiteLine, HqError> {
    let name = name.trim();
    if !is_name(name) {
        return Err(HqError::refused("site.name_invalid"));
    }
    let row = SiteRow { site: SiteId(id_at(now_ms)?), name: name.to_owned() };
    hq.ledger().add_site(&row, now_ms)?;
    Ok(site_line(row))
}

/// Every centre, by name.
///
/// # Errors
/// The ledger's.
pub fn site_list(hq: &Headquarters) -> Result<Vec<SiteLine>, HqError> {
    Ok(hq.ledger().sites()?.into_iter().map(site_line).collect())
}

/// Makes an enrolment code that is refused from `valid_ms` on.
///
/// # Errors
/// `site.unknown`, `site.ambiguous`, `code.adopt_needs_coordinator`, or the ledger's.
pub fn code(
    hq: &Headquarters,
    target: &For,
    (grant, role): (Grant, Role),
    valid_ms: u64,
    now_ms: u64,
) -> Result<CodeLine, HqError> {
    let site = match target {
        For::Site(name) => Some(find(hq, name)?),
        // What a centre was founded with includes its private stream.
        For::Adopt if grant != Grant::Coordinator => {
            return Err(HqError::refused("code.adopt_needs_coordinator"));
        }
        For::Adopt => None,
    };
    let code = Code::from_random(random()?);
    let expires_ms = now_ms.saturating_add(valid_ms);
    let kept = NewCode { hash: hash(code.plain().as_bytes()), site, grant, role, expires_ms };
    hq.ledger().add_code(&kept)?;
    Ok(CodeLine {
        code: code.plain(),
        groups: code.to_string(),
        site: site.map(|site| site.to_string()),
        adopt: site.is_none(),
        grant: grant.name(),
        role: role.name(),
        expires_ms,
    })
}

/// Folds what is not folded yet, then the digest of every stream.
///
/// # Errors
/// The ledger's or the store's.
pub fn digest(hq: &Headquarters, now_ms: u64) -> Result<Vec<DigestLine>, HqError> {
    let digests = hq.projections().digest(hq.ledger(), now_ms)?;
    Ok(digests
        .into_iter()
        .map(|digest| DigestLine { stream: digest.stream.to_string(), hash: digest.hash })
        .collect())
}

/// Throws projections away and folds them anew: those of the centre with this name or id, or all.
///
/// # Errors
/// `site.unknown`, `site.ambiguous`, the ledger's or the store's.
pub fn rebuild(hq: &Headquarters, site: Option<&str>, now_ms: u64) -> Result<(), HqError> {
    let site = site.map(|name| find(hq, name)).transpose()?;
    hq.projections().rebuild(hq.ledger(), site, now_ms)
}

/// A copy, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct BackupLine {
    /// The last position given in it.
    pub position: u64,
    /// Segments in it, each of which was read.
    pub segments: u64,
    /// Its size.
    pub bytes: u64,
    /// Where what it replaced is kept; none unless it was put back.
    pub replaced: Option<String>,
}

impl BackupLine {
    /// A copy that was read whole, and where what it replaced is kept.
    pub fn of(copied: Copied, replaced: Option<&Path>) -> Self {
        let Copied { position, segments, bytes } = copied;
        let replaced = replaced.map(|folder| folder.display().to_string());
        Self { position, segments, bytes, replaced }
    }
}

/// Copies the ledger into a folder. The key is not in it.
///
/// # Errors
/// The ledger's.
pub fn backup(hq: &Headquarters, folder: &Path) -> Result<BackupLine, HqError> {
    Ok(BackupLine::of(hq.backup(folder)?, None))
}

/// Begins an epoch: after an older copy of the files was put back, every laptop offers again what
/// it holds.
///
/// # Errors
/// The ledger's.
pub fn epoch_new(hq: &Headquarters, now_ms: u64) -> Result<EpochLine, HqError> {
    let identity = hq.ledger().begin_epoch(now_ms)?;
    Ok(EpochLine { epoch: identity.epoch.to_string(), log: identity.log.to_string() })
}

/// The centre with this name, or this id.
fn find(hq: &Headquarters, text: &str) -> Result<SiteId, HqError> {
    let text = text.trim();
    let sites = hq.ledger().sites()?;
    let id = |row: &&SiteRow| row.site.to_string() == text.to_lowercase();
    if let Some(row) = sites.iter().find(id) {
        return Ok(row.site);
    }
    let mut named = sites.iter().filter(|row| row.name == text);
    match (named.next(), named.next()) {
        (Some(row), None) => Ok(row.site),
        (Some(_), Some(_)) => Err(HqError::refused("site.ambiguous")),
        (None, _) => Err(HqError::refused("site.unknown")),
    }
}

/// How an id begins: enough for people to tell laptops and persons apart.
pub fn short(id: &str) -> &str {
    id.get(..SHORT_ID).unwrap_or(id)
}

fn site_line(row: SiteRow) -> SiteLine {
    SiteLine { site: row.site.to_string(), name: row.name }
}
