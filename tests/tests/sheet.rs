//! The attendance sheet that the terminal writes: of the register as it stands, and to be filled by hand;
//! noted, in a file of its owner's alone.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use passerelle_tests::Laptop;

fn written(laptop: &Laptop, arguments: &[&str], to: &Path) -> Result<PathBuf> {
    let to = to.to_str().context("no path")?;
    let told = laptop.json(&[&["export", "sheet", "now", "--to", to], arguments].concat())?;
    let name = told["files"][0].as_str().context("no file")?;
    Ok(Path::new(told["folder"].as_str().context("no folder")?).join(name))
}

#[test]
fn a_sheet_is_written_filled_and_to_be_filled() -> Result<()> {
    let laptop = Laptop::new()?;
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"])?;
    laptop.cmd(&["demo", "--ordinary"])?;
    laptop.cmd(&["mark", "now", "#1", "present"])?;
    let out = laptop.folder().join("sheets");
    let filled = written(&laptop, &[], &out)?;
    let blank = written(&laptop, &["--blank"], &out)?;
    assert_ne!(filled, blank, "the one does not take the other's place");
    for file in [&filled, &blank] {
        ensure!(fs::read(file)?.starts_with(b"%PDF-"), "not a document");
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(file)?.permissions());
            assert_eq!(mode & 0o077, 0, "for its owner only");
        }
    }
    let first = fs::read(&blank)?;
    written(&laptop, &["--blank"], &out)?;
    ensure!(fs::read(&blank)? == first, "the same data, other bytes");
    // What cannot be written leaves what was there.
    let nowhere = laptop.folder().join("file");
    fs::write(&nowhere, "in the way")?;
    let to = nowhere.to_str().context("no path")?;
    let refused = laptop.refused(&["export", "sheet", "now", "--to", to, "--json"])?;
    assert!(refused.stderr.contains("export.unwritable"), "{}", refused.stderr);
    assert_eq!(fs::read_to_string(&nowhere)?, "in the way");
    Ok(())
}
