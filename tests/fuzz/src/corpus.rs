//! The kept inputs, a folder for each target: seeds that the tests write, inputs that reached
//! something new, and inputs that once failed. Reading and writing files; it runs nothing.

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::PathBuf;

/// The folder of a target's inputs.
pub fn folder(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target)
}

/// A target's inputs with their names, in the order of the names.
///
/// # Errors
/// When the folder cannot be read.
pub fn inputs(target: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let folder = folder(target);
    let entries = fs::read_dir(&folder).with_context(|| format!("no corpus of `{target}`"))?;
    let mut inputs = Vec::new();
    for entry in entries {
        let entry = entry?;
        inputs.push((entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?));
    }
    inputs.sort();
    Ok(inputs)
}

/// Keeps an input under a name that begins so and ends with what its bytes are; gives the name.
///
/// # Errors
/// When it cannot be written.
pub fn keep(target: &str, beginning: &str, bytes: &[u8]) -> Result<String> {
    let hash: String =
        Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{beginning}-{hash}");
    let folder = folder(target);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(&name), bytes).with_context(|| format!("cannot keep {name}"))?;
    Ok(name)
}
