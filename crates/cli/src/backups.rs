//! The commands about backups: making one, listing them, reading one back, putting one back. The last
//! two need no open centre: it may be damaged.

use crate::asked::Asked;
use crate::print::Printed;
use passerelle_app::{AppError, backups};
use std::path::Path;

/// Makes a backup here, or in another folder.
pub fn make(
    folder: &Path,
    to: Option<&Path>,
    asked: &Asked<'_>,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    Ok(print.backed_up(&asked.open(folder)?.back_up(to)?))
}

/// Lists those of this computer.
pub fn list(folder: &Path, print: &Printed<'_>) -> Vec<u8> {
    let (view, rows) = backups(folder);
    print.backups(&view, &rows)
}

/// Reads everything back: the centre's own files, or a backup.
pub fn verify(
    folder: &Path,
    set: Option<&str>,
    asked: &Asked<'_>,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    let Some(set) = set else { return Ok(print.verified(&asked.open(folder)?.verify()?)) };
    let rescue = asked.rescue(folder, set)?;
    let set = rescue.find(set)?;
    Ok(print.verified(&rescue.verify(&set)?))
}

/// Puts a backup back, or says what that would do. Afterwards the centre is opened once: what the
/// original still held is taken over then.
pub fn restore(
    folder: &Path,
    (set, yes): (&str, bool),
    asked: &Asked<'_>,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    let rescue = asked.rescue(folder, set)?;
    let set = rescue.find(set)?;
    if !yes {
        return Ok(print.restored(&rescue.plan(&set)?));
    }
    let mut restored = rescue.restore(&set)?;
    drop(rescue);
    if !asked.has_code() {
        asked.open(folder)?;
    }
    restored.done = true;
    Ok(print.restored(&restored))
}
