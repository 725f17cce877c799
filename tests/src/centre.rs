//! A centre as the tests of the command line see it: laptops that have joined, marks made and found
//! again, what waits. Everything is asked of the real program in JSON.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{Headquarters, Laptop};

/// A mark as history tells it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MarkLine {
    /// The computer that wrote it.
    pub device: String,
    /// The learner's name.
    pub about: String,
    /// `present late:15`.
    pub value: String,
}

/// A laptop that joins through `url` with a new code.
pub fn joined(
    hq: &Headquarters,
    url: &str,
    site: &str,
    (grant, role): (&str, &str),
    name: &str,
) -> Result<Laptop> {
    let laptop = Laptop::new()?;
    laptop.join(url, &hq.code(site, grant, role)?, name)?;
    Ok(laptop)
}

/// Two coordinators' laptops of one centre that have exchanged: the first, which reaches headquarters at
/// `url`, has the demo's groups.
pub fn two_laptops(hq: &Headquarters, url: &str, site: &str) -> Result<[Laptop; 2]> {
    let coordinator = ("coordinator", "coordinator");
    let a = joined(hq, url, site, coordinator, "Aïcha")?;
    a.cmd(&["demo", "--ordinary"])?;
    a.cmd(&["exchange"])?;
    let b = joined(hq, hq.url(), site, coordinator, "Bertrand")?;
    b.cmd(&["exchange"])?;
    Ok([a, b])
}

/// Another laptop with the same files: what a disk copied at this moment holds.
pub fn copy_of(laptop: &Laptop) -> Result<Laptop> {
    let copy = Laptop::new()?;
    copy_folder(laptop.data(), copy.data())?;
    Ok(copy)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy_folder(&entry.path(), &target)?,
            false => fs::copy(entry.path(), target).map(|_| ())?,
        }
    }
    Ok(())
}

/// The id of the session that is on.
pub fn session_now(laptop: &Laptop) -> Result<String> {
    text(&laptop.json(&["register", "now"])?["session"]["id"])
}

/// The computer's name.
pub fn device(laptop: &Laptop) -> Result<String> {
    text(&laptop.json(&["status"])?["device"])
}

/// Changes that headquarters has not acknowledged.
pub fn pending(laptop: &Laptop) -> Result<u64> {
    laptop.json(&["status"])?["status"]["pending"].as_u64().context("no count")
}

/// Learners' names in the register's order.
pub fn names(laptop: &Laptop, session: &str) -> Result<Vec<String>> {
    let register = laptop.json(&["register", session])?;
    array(&register["learners"])?.iter().map(|row| text(&row["name"])).collect()
}

/// The marks shown in a register, as history writes them, by learner; the unmarked are left out.
pub fn shown(laptop: &Laptop, session: &str) -> Result<BTreeMap<String, String>> {
    let register = laptop.json(&["register", session])?;
    let mut marks = BTreeMap::new();
    for row in array(&register["learners"])? {
        let mark = &row["mark"];
        if mark.is_null() {
            continue;
        }
        let mut value = text(&mark["status"])?;
        for part in ["late", "left"] {
            if let Some(minutes) = mark[part].as_u64() {
                value.push_str(&format!(" {part}:{minutes}"));
            }
        }
        marks.insert(text(&row["name"])?, value);
    }
    Ok(marks)
}

/// Every mark ever written in a session, sorted.
pub fn marks(laptop: &Laptop, session: &str) -> Result<Vec<MarkLine>> {
    let history = laptop.json(&["history", session])?;
    let mut lines = Vec::new();
    for line in array(&history)? {
        if line["kind"] == "attendance" && line["register"] == "mark" {
            let (device, about) = (text(&line["device"])?, text(&line["about"])?);
            lines.push(MarkLine { device, about, value: text(&line["value"])? });
        }
    }
    lines.sort();
    Ok(lines)
}

/// A list in an answer.
pub fn array(value: &Value) -> Result<&Vec<Value>> {
    value.as_array().with_context(|| format!("not a list: {value}"))
}

/// A text in an answer.
pub fn text(value: &Value) -> Result<String> {
    value.as_str().map(str::to_owned).with_context(|| format!("not a text: {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_holds_the_same_files() -> Result<()> {
        let laptop = Laptop::new()?;
        fs::create_dir_all(laptop.data().join("backups"))?;
        fs::write(laptop.data().join("backups/one"), "1")?;
        let copy = copy_of(&laptop)?;
        assert_eq!(fs::read_to_string(copy.data().join("backups/one"))?, "1");
        Ok(())
    }
}
