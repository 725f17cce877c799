//! The pages of the product's encrypted files, decrypted one by one with their key and without SQLite:
//! what lies in free pages and in the log is read too, as somebody with the key and a disk could.

use std::fs;
use std::path::Path;

use aes::Aes256;
use aes::cipher::{Block, BlockCipherDecrypt, KeyInit};
use anyhow::{Context, Result, ensure};
use passerelle_store::StoreKey;
use passerelle_sync::digest::unhex;

/// Bytes of a page, of its end that the cipher keeps for itself, and of a block.
const PAGE: usize = 4096;
const KEPT: usize = 80;
const BLOCK: usize = 16;
/// Bytes before the first page of a log, and before each of its pages.
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// Every page of every database and log in a folder, and below it.
///
/// # Errors
/// A file that cannot be read, or that the key does not open.
pub fn of_folder(folder: &Path, keys: &[&StoreKey]) -> Result<Vec<u8>> {
    let mut pages = Vec::new();
    gather(folder, keys, &mut pages)?;
    Ok(pages)
}

/// Every page of one database and of its log.
///
/// # Errors
/// As `of_folder`.
pub fn of_file(file: &Path, key: &StoreKey) -> Result<Vec<u8>> {
    let mut pages = Vec::new();
    of_database(&fs::read(file)?, &key.0, &mut pages)?;
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    if let Ok(bytes) = fs::read(Path::new(&log)) {
        of_log(&bytes, &key.0, &mut pages);
    }
    Ok(pages)
}

/// A key that lies in a file.
///
/// # Errors
/// When it cannot be read.
pub fn key_in(file: &Path) -> Result<StoreKey> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let key = unhex(text.trim()).and_then(|key| key.try_into().ok());
    Ok(StoreKey(key.context("no key in the file")?))
}

fn gather(folder: &Path, keys: &[&StoreKey], pages: &mut Vec<u8>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            gather(&path, keys, pages)?;
        } else if name.ends_with(".db") {
            let bytes = fs::read(&path)?;
            let opens = |key: &&&StoreKey| of_database(&bytes, &key.0, &mut Vec::new()).is_ok();
            let key = keys.iter().find(opens).with_context(|| format!("no key for {name}"))?;
            of_database(&bytes, &key.0, pages)?;
            if let Ok(log) = fs::read(format!("{name}-wal")) {
                of_log(&log, &key.0, pages);
            }
        }
    }
    Ok(())
}

fn of_database(bytes: &[u8], key: &[u8; 32], pages: &mut Vec<u8>) -> Result<()> {
    for (at, page) in bytes.chunks_exact(PAGE).enumerate() {
        let begun = pages.len();
        decrypt(page, at == 0, key, pages);
        if at == 0 {
            // After the sixteen bytes that are salt here, SQLite's header says how long a page is.
            let told = u16::from_be_bytes([pages[begun], pages[begun + 1]]);
            ensure!(usize::from(told) == PAGE, "the key does not open it");
        }
    }
    Ok(())
}

fn of_log(bytes: &[u8], key: &[u8; 32], pages: &mut Vec<u8>) {
    let frames = bytes.get(LOG_HEADER..).unwrap_or_default();
    for frame in frames.chunks_exact(FRAME_HEADER + PAGE) {
        let (header, page) = frame.split_at(FRAME_HEADER);
        decrypt(page, header.starts_with(&[0, 0, 0, 1]), key, pages);
    }
}

/// Cipher block chaining, backwards; the salt of a first page is left out.
fn decrypt(page: &[u8], first: bool, key: &[u8; 32], pages: &mut Vec<u8>) {
    let cipher = Aes256::new(key.into());
    let (content, kept) = page.split_at(PAGE - KEPT);
    let mut before = &kept[..BLOCK];
    for encrypted in content[if first { BLOCK } else { 0 }..].chunks_exact(BLOCK) {
        let mut block = Block::<Aes256>::default();
        block.copy_from_slice(encrypted);
        cipher.decrypt_block(&mut block);
        pages.extend(block.iter().zip(before).map(|(plain, mask)| plain ^ mask));
        before = encrypted;
    }
}
