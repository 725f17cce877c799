//! How much a file is known to hold, noted beside it after each commit: a log that is cut or gone leaves
//! a file that reads well and lacks its end, which nothing inside the file can tell. The note is not
//! waited for, so that it may say less than the file holds after a power cut, and never more.

use crate::backup::with_suffix;
use crate::error::StoreError;
use crate::files::private_file;
use passerelle_domain::catalogue::FIRST_EDITION;
use passerelle_sync::dot::GENESIS;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What the note's name ends in.
pub(crate) const SUFFIX: &str = "-held";
/// Eras, ops, where the file stands twice, and a sum over them.
const BYTES: usize = 40;
/// After that, which of the ops are the catalogue's, and a sum over it and what is before; a note of an
/// earlier version ends before it.
const BYTES_GIVEN: usize = 16;

/// How much a file holds: ops of every writer, in this era of the file. An era ends when the file comes
/// to hold less by a deed of the program: that is no loss.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Amount {
    pub era: u64,
    pub ops: u64,
    /// How many of them every file is given with the catalogue: nobody's work.
    pub given: u64,
}

impl Amount {
    /// What a file holds at this moment.
    pub fn of(conn: &Connection) -> Result<Self, StoreError> {
        let sql = "SELECT (SELECT coalesce(sum(held), 0) FROM vector),
                          (SELECT value FROM local WHERE key = 'era'),
                          (SELECT coalesce(sum(v.held), 0) FROM vector v
                           JOIN writer w ON w.id = v.writer WHERE w.device = ?1)";
        let mut select = conn.prepare_cached(sql)?;
        let (ops, era, given): (i64, Option<String>, i64) = select
            .query_row([GENESIS.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let era = era.and_then(|era| era.parse().ok()).unwrap_or(0);
        Ok(Self { era, ops: ops.cast_unsigned(), given: given.cast_unsigned() })
    }

    /// What people wrote of it.
    pub fn by_people(self) -> u64 {
        self.ops.saturating_sub(self.given)
    }
}

/// The note beside a file.
pub(crate) struct Witness {
    path: PathBuf,
    place: [u64; 2],
    told: Option<Amount>,
}

impl Witness {
    /// The note beside this file.
    pub fn beside(file: &Path) -> Self {
        Self { path: with_suffix(file, SUFFIX), place: place(file), told: None }
    }

    /// What was noted of this very file; nothing of a copy, nor when the note cannot be read.
    pub fn noted(&self) -> Option<Amount> {
        self.read().filter(|(_, place)| *place == self.place).map(|(amount, _)| amount)
    }

    /// What was noted of the file that was here, which is gone.
    pub fn noted_of_what_is_gone(&self) -> Option<Amount> {
        self.read().map(|(amount, _)| amount)
    }

    fn read(&self) -> Option<(Amount, [u64; 2])> {
        let mut bytes = [0; BYTES];
        let mut file = fs::File::open(&self.path).ok()?;
        file.read_exact(&mut bytes).ok()?;
        let mut rest = Vec::with_capacity(BYTES_GIVEN + 1);
        file.take(BYTES_GIVEN as u64 + 1).read_to_end(&mut rest).ok()?;
        let given = match rest.first_chunk() {
            Some(given) => u64::from_be_bytes(*given),
            None if rest.is_empty() => FIRST_EDITION as u64,
            None => return None,
        };
        if !rest.is_empty() && rest != encoded_given(&bytes, given) {
            return None;
        }
        let mut numbers =
            bytes.chunks_exact(8).map(|number| number.try_into().map_or(0, u64::from_be_bytes));
        let mut next = || numbers.next().unwrap_or(0);
        let amount = Amount { era: next(), ops: next(), given };
        let place = [next(), next()];
        (bytes == encoded(amount, place)).then_some((amount, place))
    }

    /// Notes what the file holds. A disk that takes no more leaves the note as it was.
    pub fn note(&mut self, amount: Amount) {
        if self.told == Some(amount) {
            return;
        }
        let write = || -> std::io::Result<()> {
            let mut file = private_file(&self.path, false)?;
            file.seek(SeekFrom::Start(0))?;
            let bytes = encoded(amount, self.place);
            file.write_all(&bytes)?;
            file.write_all(&encoded_given(&bytes, amount.given))
        };
        if write().is_ok() {
            self.told = Some(amount);
        }
    }
}

/// Forgets what was noted of a file that is no more: a new one may come to stand where it stood.
pub(crate) fn forget(file: &Path) -> Result<(), StoreError> {
    match fs::remove_file(with_suffix(file, SUFFIX)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn encoded(amount: Amount, place: [u64; 2]) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    let numbers = [amount.era, amount.ops, place[0], place[1]];
    for (part, number) in bytes.chunks_exact_mut(8).zip(numbers) {
        part.copy_from_slice(&number.to_be_bytes());
    }
    let hash: [u8; 32] = Sha256::digest(bytes.get(..BYTES - 8).unwrap_or_default()).into();
    let (content, sum) = bytes.split_at_mut(BYTES - 8);
    debug_assert_eq!(content.len(), BYTES - 8);
    sum.copy_from_slice(hash.get(..8).unwrap_or_default());
    bytes
}

/// Which file it is: on a system that numbers files, a copy has another number.
#[cfg(unix)]
fn place(file: &Path) -> [u64; 2] {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(file).map_or([0; 2], |found| [found.dev(), found.ino()])
}

#[cfg(not(unix))]
fn place(_: &Path) -> [u64; 2] {
    [0; 2]
}

/// What of the ops is the catalogue's, with a sum that no other note's beginning fits.
fn encoded_given(before: &[u8; BYTES], given: u64) -> [u8; BYTES_GIVEN] {
    let mut bytes = [0; BYTES_GIVEN];
    let (content, sum) = bytes.split_at_mut(BYTES_GIVEN - 8);
    content.copy_from_slice(&given.to_be_bytes());
    let hash = Sha256::new().chain_update(before).chain_update(&content).finalize();
    sum.copy_from_slice(hash.get(..8).unwrap_or_default());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_of_one_file_and_reads_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        fs::write(&file, "x").unwrap();
        let amount = Amount { era: 1, ops: 70, given: 50 };
        let mut witness = Witness::beside(&file);
        assert_eq!(witness.noted(), None);
        witness.note(amount);
        assert_eq!(Witness::beside(&file).noted(), Some(amount));
        let other = folder.path().join("b.db");
        fs::copy(&file, &other).unwrap();
        fs::copy(with_suffix(&file, SUFFIX), with_suffix(&other, SUFFIX)).unwrap();
        assert_eq!(Witness::beside(&other).noted(), None, "it is of another file");
        let path = with_suffix(&file, SUFFIX);
        let mut bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..BYTES]).unwrap();
        let earlier = Witness::beside(&file).noted().unwrap();
        assert_eq!(earlier.by_people(), 70 - FIRST_EDITION as u64, "of an earlier version");
        for altered in [15, BYTES + 7, BYTES + BYTES_GIVEN - 1] {
            bytes[altered] ^= 1;
            fs::write(&path, &bytes).unwrap();
            assert_eq!(Witness::beside(&file).noted(), None, "altered at {altered}");
            bytes[altered] ^= 1;
        }
        fs::write(&path, &bytes[..BYTES + 3]).unwrap();
        assert_eq!(Witness::beside(&file).noted(), None, "cut");
        assert!(Amount { era: 2, ops: 1, given: 1 } > amount, "another era tells nothing of loss");
    }
}
