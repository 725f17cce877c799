//! What a backup says of itself: a small file in clear beside the copies, with numbers and hashes only.
//! Nothing in it is believed before the copies have been opened and counted again.

use crate::access::View;
use crate::error::StoreError;
use passerelle_domain::calendar::format_day;
use passerelle_sync::digest::hex;
use passerelle_sync::dot::GENESIS;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

/// Its name in a set.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The version of its shape.
const FORMAT: u32 = 1;
const MINUTE_MS: u64 = 60_000;
const DAY_MINUTES: u64 = 24 * 60;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// When it was made, milliseconds since 1970.
    pub made_ms: u64,
    /// The schema of its files.
    pub schema: u32,
    /// The computer that it was made of: its id.
    pub device: String,
    /// The files, by name.
    pub files: BTreeMap<String, Copied>,
}

/// One file of a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// Whether it was read back, opened and counted. The book of keys opens only with a PIN.
    pub verified: bool,
    /// What each stream in it holds.
    #[serde(default)]
    pub streams: BTreeMap<String, Held>,
}

/// What a file holds of a stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The stream's digest.
    pub digest: String,
    /// The highest n held of each writer, by the writer's id.
    pub held: BTreeMap<String, u64>,
}

impl Manifest {
    /// One of nothing yet.
    pub(crate) fn new(made_ms: u64, schema: u32) -> Self {
        let (device, files) = (String::new(), BTreeMap::new());
        Self { format: FORMAT, made_ms, schema, device, files }
    }

    /// That of the set in a folder.
    ///
    /// # Errors
    /// `NotABackup`, `NewerSchema`.
    pub(crate) fn read(folder: &Path) -> Result<Self, StoreError> {
        let wrong = || StoreError::NotABackup(folder.to_owned());
        let bytes = fs::read(folder.join(MANIFEST)).map_err(|_| wrong())?;
        let manifest: Self = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
        if manifest.format > FORMAT {
            return Err(StoreError::NewerSchema { found: manifest.format, known: FORMAT });
        }
        Ok(manifest)
    }

    pub(crate) fn write(&self, folder: &Path) -> Result<(), StoreError> {
        let text =
            serde_json::to_vec_pretty(self).map_err(|_| StoreError::Incomplete("manifest"))?;
        crate::files::write_whole(&folder.join(MANIFEST), &text)
    }

    /// Whether the centre's own file was read back and found whole.
    pub fn verified(&self) -> bool {
        self.files.get("passerelle.db").is_some_and(|file| file.verified)
    }

    /// The size of all files.
    pub fn bytes(&self) -> u64 {
        self.files.values().map(|file| file.bytes).sum()
    }

    /// What each stream holds, whichever file it lies in.
    pub fn streams(&self) -> impl Iterator<Item = (&String, &Held)> {
        self.files.values().flat_map(|file| &file.streams)
    }

    /// Changes held, by whomever they were made.
    pub fn ops(&self) -> u64 {
        self.streams().flat_map(|(_, held)| held.held.values()).sum()
    }
}

/// What an open file holds, stream by stream.
pub(crate) fn held(view: &View<'_>) -> Result<BTreeMap<String, Held>, StoreError> {
    let mut streams = BTreeMap::new();
    for stream in view.kept_streams()? {
        // The catalogue that every file begins with is nobody's work.
        let held = view.vector(stream)?.0.into_iter().filter(|(device, _)| *device != GENESIS);
        let held = held.map(|(device, n)| (device.to_string(), n)).collect();
        streams.insert(stream.to_string(), Held { digest: view.digest(stream)?, held });
    }
    Ok(streams)
}

/// The size and hash of a file.
pub(crate) fn measured(file: &Path) -> Result<(u64, String), StoreError> {
    let (mut file, mut hash) = (fs::File::open(file)?, Sha256::new());
    let (mut piece, mut bytes) = (vec![0; 256 * 1024], 0);
    loop {
        let length = file.read(&mut piece)?;
        if length == 0 {
            return Ok((bytes, hex(&hash.finalize())));
        }
        bytes += length as u64;
        hash.update(piece.get(..length).unwrap_or_default());
    }
}

/// `2027-04-20T12-00-00.000Z`: sorts as time does, and every file system takes it.
pub(crate) fn stamp(ms: u64) -> String {
    let (minutes, rest) = (ms / MINUTE_MS, ms % MINUTE_MS);
    let day = i32::try_from(minutes / DAY_MINUTES).unwrap_or(i32::MAX);
    let minute = minutes % DAY_MINUTES;
    let (hour, minute, second) = (minute / 60, minute % 60, rest / 1_000);
    format!("{}T{hour:02}-{minute:02}-{second:02}.{:03}Z", format_day(day), rest % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_reads_as_time() {
        assert_eq!(stamp(0), "1970-01-01T00-00-00.000Z");
        assert_eq!(stamp(1_808_222_400_000 + 3_723_004), "2027-04-20T13-02-03.004Z");
    }
}
