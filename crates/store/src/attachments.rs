//! The folder of pictures: encrypted files, each named by the hash of its bytes, so that a file is
//! either what its name says or damaged. One that arrives grows piece by piece under another name and
//! takes its own once it is whole. What opens them is in the store; a file whose key is gone is noise.

use crate::error::StoreError;
use crate::files::{make_private_folder, private_file, write_whole};
use passerelle_sync::attachment::{AttachmentHash, PIECE_BYTES, hash, piece_bytes, pieces};
use passerelle_sync::digest::{hex, unhex};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A folder of pictures, which need not exist.
#[derive(Clone, Debug)]
pub struct Attachments {
    folder: PathBuf,
}

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// So many pieces are held now; a piece that is not the next changes nothing.
    Pieces(u32),
    /// That was the last, and the whole is what its name says.
    Whole,
    /// The whole is not what its name says: it was thrown away, to begin anew.
    Wrong,
}

/// A picture that lies in the folder.
#[derive(Clone, Debug)]
pub struct Lying {
    /// Its name.
    pub hash: AttachmentHash,
    /// Its size.
    pub bytes: u64,
    /// When it was put there, by the system's clock.
    pub since: SystemTime,
    /// Whether all of it is there.
    pub is_whole: bool,
}

impl Attachments {
    /// The pictures in `folder`.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Keeps a picture whole; durable when this returns. Gives its name.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`, `Io`.
    pub fn keep(&self, sealed: &[u8]) -> Result<AttachmentHash, StoreError> {
        let name = hash(sealed);
        make_private_folder(&self.folder)?;
        write_whole(&self.file(&name), sealed)?;
        Ok(name)
    }

    /// Whether a file of this name is there; not whether it can be read.
    pub fn has(&self, name: &AttachmentHash) -> bool {
        self.file(name).exists()
    }

    /// How many pieces are there of one that is on its way.
    pub fn pieces_held(&self, name: &AttachmentHash) -> u32 {
        let length = fs::metadata(self.coming(name)).map_or(0, |found| found.len());
        u32::try_from(length / PIECE_BYTES as u64).unwrap_or(0)
    }

    /// Adds the next piece of a picture of so many bytes; durable when this returns. What is not the
    /// next piece, or not of its length, changes nothing. One writer at a time.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`, `Io`.
    pub fn add_piece(
        &self,
        name: &AttachmentHash,
        total_bytes: u64,
        piece: u32,
        bytes: &[u8],
    ) -> Result<Added, StoreError> {
        if self.has(name) {
            return Ok(Added::Whole);
        }
        let held = self.pieces_held(name);
        if piece != held || piece_bytes(total_bytes, piece) != Some(bytes.len()) {
            return Ok(Added::Pieces(held));
        }
        make_private_folder(&self.folder)?;
        let coming = self.coming(name);
        let mut file = private_file(&coming, false)?;
        // A cut may have left part of a piece behind the whole ones.
        file.set_len(u64::from(held) * PIECE_BYTES as u64)?;
        file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        if piece + 1 < pieces(total_bytes) {
            return Ok(Added::Pieces(piece + 1));
        }
        if hash(&fs::read(&coming)?) != *name {
            remove(&coming)?;
            return Ok(Added::Wrong);
        }
        fs::rename(&coming, self.file(name))?;
        fs::File::open(&self.folder)?.sync_all()?;
        Ok(Added::Whole)
    }

    /// One piece; none where it is not there.
    ///
    /// # Errors
    /// `Io`.
    pub fn piece(&self, name: &AttachmentHash, piece: u32) -> Result<Option<Vec<u8>>, StoreError> {
        let mut file = match OpenOptions::new().read(true).open(self.file(name)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let Some(length) = piece_bytes(file.metadata()?.len(), piece) else { return Ok(None) };
        file.seek(SeekFrom::Start(u64::from(piece) * PIECE_BYTES as u64))?;
        let mut bytes = vec![0; length];
        file.read_exact(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// A picture as it lies, if it is what its name says.
    ///
    /// # Errors
    /// `Damaged` when it is not, `Missing` when it is not there, `Io`.
    pub fn read(&self, name: &AttachmentHash) -> Result<Vec<u8>, StoreError> {
        let sealed = fs::read(self.file(name)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => StoreError::Missing(self.folder.clone()),
            _ => error.into(),
        })?;
        if hash(&sealed) == *name { Ok(sealed) } else { Err(StoreError::Damaged) }
    }

    /// Removes a picture, and what there is of it.
    ///
    /// # Errors
    /// `ReadOnly`, `Io`.
    pub fn remove(&self, name: &AttachmentHash) -> Result<(), StoreError> {
        remove(&self.file(name))?;
        remove(&self.file(name).with_extension("new"))?;
        remove(&self.coming(name))
    }

    /// Copies what the folder `to` lacks of these pictures. What cannot be read is left out. Gives how
    /// many were copied.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`, `Io`.
    pub fn copy_to(&self, to: &Self, names: &[AttachmentHash]) -> Result<usize, StoreError> {
        let mut copied = 0;
        for name in names.iter().filter(|name| !to.has(name)) {
            match self.read(name) {
                Ok(sealed) => {
                    to.keep(&sealed)?;
                    copied += 1;
                }
                Err(StoreError::Damaged | StoreError::Missing(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(copied)
    }

    /// Everything that lies there.
    ///
    /// # Errors
    /// `Io`.
    pub fn all(&self) -> Result<Vec<Lying>, StoreError> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let mut all = Vec::new();
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // What is on its way, or was being written when the program ended.
            let unfinished = [".coming", ".new"].iter().find_map(|end| name.strip_suffix(end));
            let (name, is_whole) = unfinished.map_or((name.as_str(), true), |name| (name, false));
            let Some(hash) = unhex(name).and_then(|bytes| bytes.try_into().ok()) else { continue };
            let found = entry.metadata()?;
            let since = found.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            all.push(Lying { hash, bytes: found.len(), since, is_whole });
        }
        all.sort_by_key(|lying| (lying.since, lying.hash));
        Ok(all)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn file(&self, name: &AttachmentHash) -> PathBuf {
        self.folder.join(hex(name))
    }

    fn coming(&self, name: &AttachmentHash) -> PathBuf {
        self.folder.join(format!("{}.coming", hex(name)))
    }
}

fn remove(file: &Path) -> Result<(), StoreError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(pieces: usize) -> Vec<u8> {
        (0..pieces * PIECE_BYTES - 100).map(|at| (at % 251) as u8).collect()
    }

    fn add(at: &Attachments, sealed: &[u8], piece: usize) -> Added {
        let end = sealed.len().min((piece + 1) * PIECE_BYTES);
        let bytes = &sealed[piece * PIECE_BYTES..end];
        at.add_piece(&hash(sealed), sealed.len() as u64, piece as u32, bytes).unwrap()
    }

    #[test]
    fn a_picture_that_comes_in_pieces_is_there_once_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let (at, sealed) = (Attachments::at(folder.path().join("photos")), picture(3));
        let name = hash(&sealed);
        assert_eq!(add(&at, &sealed, 1), Added::Pieces(0), "not the next");
        assert_eq!(add(&at, &sealed, 0), Added::Pieces(1));
        assert_eq!(add(&at, &sealed, 0), Added::Pieces(1), "twice");
        // Cut within a piece: what is half there does not count and is written over.
        let coming = at.coming(&name);
        let mut half = fs::read(&coming).unwrap();
        half.extend([9; 77]);
        fs::write(&coming, &half).unwrap();
        assert_eq!(at.pieces_held(&name), 1);
        assert_eq!(add(&at, &sealed, 1), Added::Pieces(2));
        assert!(!at.has(&name));
        assert_eq!(add(&at, &sealed, 2), Added::Whole);
        assert_eq!(at.read(&name).unwrap(), sealed);
        assert_eq!(at.piece(&name, 2).unwrap().unwrap(), sealed[2 * PIECE_BYTES..]);
        assert_eq!(at.piece(&name, 3).unwrap(), None);
    }

    #[test]
    fn what_is_not_what_its_name_says_is_thrown_away_or_told() {
        let folder = tempfile::tempdir().unwrap();
        let (at, sealed) = (Attachments::at(folder.path()), picture(1));
        let (name, total) = (hash(&sealed), sealed.len() as u64);
        let wrong = vec![0; sealed.len()];
        assert_eq!(at.add_piece(&name, total, 0, &wrong).unwrap(), Added::Wrong);
        assert_eq!(at.add_piece(&name, total, 0, &sealed[1..]).unwrap(), Added::Pieces(0));
        assert_eq!(at.keep(&sealed).unwrap(), name);
        fs::write(at.file(&name), &wrong).unwrap();
        assert!(matches!(at.read(&name), Err(StoreError::Damaged)));
        let to = Attachments::at(folder.path().join("copy"));
        assert_eq!(at.copy_to(&to, &[name]).unwrap(), 0, "damage is not copied");
        at.keep(&sealed).unwrap();
        assert_eq!(at.copy_to(&to, &[name]).unwrap(), 1);
        assert_eq!(at.copy_to(&to, &[name]).unwrap(), 0);
        at.remove(&name).unwrap();
        assert!(at.all().unwrap().is_empty() && to.all().unwrap().len() == 1);
    }
}
