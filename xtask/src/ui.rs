//! The screens: Node's version, npm's packages, the type check, the tests and the built pages that
//! the window embeds. Work is skipped when a stamp says that its inputs have not changed. It knows
//! npm's script names (`check`, `test`, `build`) and nothing of what they do.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell::{capture, root, run};

/// The oldest major version of Node that the build tools accept.
const NODE_MAJOR_MIN: u32 = 20;

/// Both stamps live here: `npm ci` empties the folder, and what it held is then stale anyway.
/// Not in `dist`, since all of `dist` is embedded in the window.
const STAMPS: &str = "node_modules";

/// Checks Node, and installs the packages of the lock file if they are not the ones present.
pub fn ensure_packages() -> Result<()> {
    check_node()?;
    let ui = folder()?;
    let wanted = digest(&[ui.join("package.json"), ui.join("package-lock.json")])?;
    let stamp = ui.join(STAMPS).join(".packages-stamp");
    if is_stamped(&stamp, &wanted) {
        println!("Nothing to install: the packages are those of the lock file.");
        return Ok(());
    }
    npm(&["ci", "--no-audit", "--no-fund"])?;
    write_stamp(&stamp, &wanted)
}

/// The type check.
pub fn check() -> Result<()> {
    npm(&["run", "check"])
}

/// The fast tests.
pub fn test() -> Result<()> {
    npm(&["test"])
}

/// Builds the pages unless they are already those of the present sources.
pub fn build() -> Result<()> {
    let ui = folder()?;
    let wanted = digest(&inputs(&ui)?)?;
    let stamp = ui.join(STAMPS).join(".pages-stamp");
    if ui.join("dist/index.html").is_file() && is_stamped(&stamp, &wanted) {
        println!("Nothing to build: the sources have not changed.");
        return Ok(());
    }
    npm(&["run", "build"])?;
    write_stamp(&stamp, &wanted)
}

fn folder() -> Result<PathBuf> {
    Ok(root()?.join("ui"))
}

fn npm(args: &[&str]) -> Result<()> {
    // CI: the test runner then runs once instead of watching, also in a terminal.
    run(Command::new("npm").args(args).current_dir(folder()?).env("CI", "true"))
}

fn check_node() -> Result<()> {
    let said = capture(Command::new("node").arg("--version")).unwrap_or_default();
    match node_major(&said) {
        Some(major) if major >= NODE_MAJOR_MIN => {}
        Some(_) => bail!(
            "Node {NODE_MAJOR_MIN} or later builds the screens, and this is {}: install a newer \
             one with your version manager or your system's packages",
            said.trim()
        ),
        None => bail!(
            "Node {NODE_MAJOR_MIN} or later builds the screens, and `node --version` did not \
             answer: install Node with your version manager or your system's packages"
        ),
    }
    capture(Command::new("npm").arg("--version"))
        .context("npm installs the packages of the screens: install it beside Node")?;
    Ok(())
}

/// `v20.11.1` is 20.
fn node_major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// What the pages are made of: the sources, the messages, and each configuration file of `ui/`.
fn inputs(ui: &Path) -> Result<Vec<PathBuf>> {
    let mut inputs = vec![ui.join("src"), ui.join("public"), root()?.join("locales")];
    for entry in fs::read_dir(ui).with_context(|| format!("cannot read {}", ui.display()))? {
        let path = entry?.path();
        if path.is_file() {
            inputs.push(path);
        }
    }
    Ok(inputs)
}

fn write_stamp(stamp: &Path, digest: &str) -> Result<()> {
    if let Some(folder) = stamp.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(stamp, digest).with_context(|| format!("cannot write {}", stamp.display()))
}

fn is_stamped(stamp: &Path, wanted: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|found| found == wanted)
}

/// A digest of the names and contents of files and folders; what is absent counts for nothing.
/// Not a cryptographic one, nor the same in every version of Rust: a wrong answer would need a
/// collision, and a new Rust only costs one more build.
fn digest(paths: &[PathBuf]) -> Result<String> {
    let mut files = BTreeSet::new();
    for path in paths {
        collect(path, &mut files)?;
    }
    let mut hasher = DefaultHasher::new();
    for file in files {
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        for part in [file.as_os_str().as_encoded_bytes(), &bytes] {
            hasher.write_usize(part.len());
            hasher.write(part);
        }
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}

fn collect(path: &Path, files: &mut BTreeSet<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.insert(path.to_path_buf());
    } else if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| format!("cannot read {path:?}"))? {
            collect(&entry?.path(), files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_read() {
        assert_eq!(node_major("v20.11.1\n"), Some(20));
        assert_eq!(node_major("v8.0.0"), Some(8));
        assert_eq!(node_major(""), None);
    }

    #[test]
    fn a_digest_changes_with_a_name_a_byte_and_a_new_file_only() -> Result<()> {
        let dir = tempfile::tempdir()?;
        let folder = [dir.path().to_path_buf(), dir.path().join("absent")];
        fs::create_dir(dir.path().join("sub"))?;
        fs::write(dir.path().join("sub/a"), "1")?;
        let first = digest(&folder)?;
        assert_eq!(first, digest(&folder)?);
        fs::write(dir.path().join("sub/a"), "2")?;
        let second = digest(&folder)?;
        fs::rename(dir.path().join("sub/a"), dir.path().join("sub/b"))?;
        let third = digest(&folder)?;
        assert!(first != second && second != third && third != first);
        Ok(())
    }

    #[test]
    fn a_stamp_is_good_for_the_same_digest_only() -> Result<()> {
        let dir = tempfile::tempdir()?;
        let stamp = dir.path().join("folder/stamp");
        assert!(!is_stamped(&stamp, "x"));
        write_stamp(&stamp, "x")?;
        assert!(is_stamped(&stamp, "x") && !is_stamped(&stamp, "y"));
        Ok(())
    }
}
