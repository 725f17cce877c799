//! Photographs of paper sheets, as an operator lists them and writes one into a file: what a funder asks
//! to see.

use super::find;
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::seal::day_of;
use passerelle_domain::calendar::format_day;
use passerelle_domain::{RecordId, SiteId};
use passerelle_store::{StoreError, View, write_whole};
use passerelle_sync::attachment::{AttachmentHash, AttachmentKey};
use passerelle_sync::digest::unhex;
use serde::Serialize;
use std::path::Path;

/// How far back is looked for sheets without a photograph, in days.
const LOOKED_DAYS: i32 = 400;

/// A photograph, or a paper sheet that has none, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct PhotoLine {
    /// The centre's name.
    pub site: String,
    /// The photograph's id; none for a sheet that has none.
    pub photo: Option<String>,
    /// The session's id.
    pub session: String,
    /// Its day.
    pub day: String,
    /// The group's code; none where somebody on it was erased.
    pub group: Option<String>,
    /// Bytes of the picture.
    pub bytes: u64,
    /// `here`, `coming`, `vault` for one that the law keeps, or `missing`.
    pub state: &'static str,
    /// The last day on which it is kept, in the vault.
    pub until: Option<String>,
}

/// What opens a picture, and its name.
struct Found {
    hash: AttachmentHash,
    key: AttachmentKey,
}

/// The photographs of a centre or of all, the newest session's first, then what the vault keeps. With
/// `missing`, registers that were entered from paper and have none instead.
///
/// # Errors
/// `site.unknown`, the ledger's or the store's.
pub fn photos(
    hq: &Headquarters,
    site: Option<&str>,
    missing: bool,
    now_ms: u64,
) -> Result<Vec<PhotoLine>, HqError> {
    let only = site.map(|name| find(hq, name)).transpose()?;
    let sites = hq.ledger().sites()?.into_iter();
    let sites = sites.filter(|row| only.is_none_or(|only| row.site == only));
    let mut lines = Vec::new();
    for row in sites {
        let of = (row.site, row.name.as_str());
        let found = hq.projections().look(hq.ledger(), Some(row.site), now_ms, |view| {
            let lines = if missing { without(view, of.1, now_ms) } else { of_site(hq, view, of.1) };
            Ok(lines?)
        })?;
        lines.extend(found);
        if !missing {
            lines.extend(of_vault(hq, of, now_ms)?);
        }
    }
    Ok(lines)
}

fn of_site(hq: &Headquarters, view: &View<'_>, site: &str) -> Result<Vec<PhotoLine>, StoreError> {
    let mut lines = Vec::new();
    for photo in view.all_photos()?.into_iter().filter(|photo| !photo.is_erased) {
        let session = view.session(photo.session)?;
        lines.push(PhotoLine {
            site: site.to_owned(),
            photo: Some(photo.id.to_string()),
            session: photo.session.to_string(),
            day: session.as_ref().map(|session| format_day(session.day)).unwrap_or_default(),
            group: session.map(|session| session.code),
            bytes: photo.bytes,
            state: if hq.pictures().has(&photo.hash) { "here" } else { "coming" },
            until: None,
        });
    }
    Ok(lines)
}

fn of_vault(
    hq: &Headquarters,
    (site, name): (SiteId, &str),
    now_ms: u64,
) -> Result<Vec<PhotoLine>, HqError> {
    let rows = hq.ledger().vault_photos(Some(site), day_of(now_ms))?;
    let lines = rows.into_iter().map(|row| PhotoLine {
        site: name.to_owned(),
        photo: Some(row.photo.to_string()),
        session: row.session.to_string(),
        day: format_day(row.day),
        group: None,
        bytes: row.bytes,
        state: "vault",
        until: Some(format_day(row.until)),
    });
    Ok(lines.collect())
}

/// Registers entered from paper of which there is no photograph.
fn without(view: &View<'_>, site: &str, now_ms: u64) -> Result<Vec<PhotoLine>, StoreError> {
    let today = day_of(now_ms);
    let mut lines = Vec::new();
    for session in view.sessions_between(today - LOOKED_DAYS, today)? {
        if view.sheet(session.id)?.is_paper && view.photos(session.id)?.is_empty() {
            lines.push(PhotoLine {
                site: site.to_owned(),
                photo: None,
                session: session.id.to_string(),
                day: format_day(session.day),
                group: Some(session.code),
                bytes: 0,
                state: "missing",
                until: None,
            });
        }
    }
    Ok(lines)
}

/// Writes a photograph into a file, as a JPEG: by its id, or how that begins.
///
/// # Errors
/// `photo.unknown`, `photo.coming` when the picture is not here yet, `photo.damaged`, or the disk's.
pub fn save_photo(
    hq: &Headquarters,
    id: &str,
    file: &Path,
    now_ms: u64,
) -> Result<PhotoLine, HqError> {
    let begins = |line: &PhotoLine| {
        line.photo.as_deref().is_some_and(|photo| photo.starts_with(&id.to_lowercase()))
    };
    let mut named = photos(hq, None, false, now_ms)?.into_iter().filter(begins);
    let line = match (named.next(), named.next()) {
        (Some(line), None) => line,
        _ => return Err(HqError::refused("photo.unknown")),
    };
    let found = find_picture(hq, &line, now_ms)?;
    let sealed = hq.pictures().read(&found.hash).map_err(|error| match error {
        StoreError::Missing(_) => HqError::refused("photo.coming"),
        StoreError::Damaged => HqError::refused("photo.damaged"),
        error => error.into(),
    })?;
    let picture = found.key.open(&sealed).ok_or_else(|| HqError::refused("photo.damaged"))?;
    write_whole(file, &picture)?;
    Ok(line)
}

fn find_picture(hq: &Headquarters, line: &PhotoLine, now_ms: u64) -> Result<Found, HqError> {
    let unknown = || HqError::refused("photo.unknown");
    let id = line.photo.as_deref().and_then(|text| uuid::Uuid::parse_str(text).ok());
    let id = RecordId(id.ok_or_else(unknown)?);
    if line.until.is_some() {
        let rows = hq.ledger().vault_photos(None, day_of(now_ms))?;
        let row = rows.into_iter().find(|row| row.photo == id).ok_or_else(unknown)?;
        let key = unhex(&row.key).and_then(|key| key.try_into().ok());
        let key = AttachmentKey(key.ok_or_else(|| HqError::refused("photo.damaged"))?);
        return Ok(Found { hash: row.hash, key });
    }
    for site in hq.ledger().sites()? {
        let found = hq
            .projections()
            .look(hq.ledger(), Some(site.site), now_ms, |view| Ok(view.photo(id)?))?;
        if let Some(photo) = found {
            // Its key comes with the op's laptop, in the same exchange or the next.
            let key = photo.key.ok_or_else(|| HqError::refused("photo.coming"))?;
            return Ok(Found { hash: photo.hash, key });
        }
    }
    Err(unknown())
}
