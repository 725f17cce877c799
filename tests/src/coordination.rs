//! What a coordinator has before them: partners, money, people who were sent, volunteers with files and
//! answers. Everybody is invented.

use crate::Laptop;
use crate::centre::{array, text};
use anyhow::{Context, Result};

/// A group of one seat, to which two people were sent, and all that stands beside it, on top of the
/// ordinary demo. The group's code is `PETIT`.
pub fn fill(laptop: &Laptop) -> Result<()> {
    laptop.cmd(&["venue", "add", "Salle B", "--places", "12", "--partner", "CCAS Belcier"])?;
    let group = ["cohort", "add", "--level", "DIG-1", "--code", "PETIT", "--capacity", "1"];
    laptop.cmd(&[&group[..], &["--venue", "Salle B", "--sessions", "6"]].concat())?;
    let partner = "Mission locale Talence";
    laptop.cmd(&["partner", "add", partner, "--kind", "mission_locale", "--role", "referrer"])?;
    laptop.cmd(&[
        "partner",
        "contact",
        partner,
        "Sylvie",
        "Castagnet",
        "--phone",
        "05 56 00 00 01",
    ])?;
    let money = ["funding", "add", "FSE+ inclusion", "--partner", "Région", "--cents", "1200000"];
    laptop.cmd(&[&money[..], &["--first", "2026-01-01", "--last", "2030-12-31"]].concat())?;
    laptop.cmd(&["funding", "allocate", "PETIT", "FSE+ inclusion", "60"])?;
    for (given, family) in [("Awet", "Tesfay"), ("Olena", "Shevchuk"), ("Mariam", "Sissoko")] {
        let who = ["referral", "add", given, family, "--partner", partner, "--level", "DIG-1"];
        laptop.cmd(&[&who[..], &["--phone", "06 00 00 00 02", "--cohort", "PETIT"]].concat())?;
    }
    for state in ["contacted", "interview", "accepted"] {
        laptop.cmd(&["referral", "move", "Awet Tesfay", state])?;
    }
    laptop.cmd(&["referral", "position", "Olena Shevchuk", "3210321032", "--french", "a2"])?;
    laptop.cmd(&["referral", "enrol", "Awet Tesfay", "PETIT"])?;
    laptop.cmd(&["referral", "move", "Mariam Sissoko", "accepted"])?;
    laptop.cmd(&["referral", "enrol", "Mariam Sissoko", "PETIT"])?;
    let who = volunteer(laptop)?;
    let file = ["volunteer", "file", &who, "--company", "Banque du Coin", "--skill", "tableur"];
    laptop.cmd(&[&file[..], &["--language", "ar", "--time", "2/13:00-18:00"]].concat())?;
    Ok(())
}

/// The name of a volunteer of the demo.
pub fn volunteer(laptop: &Laptop) -> Result<String> {
    let view = laptop.json(&["volunteer", "list"])?;
    let rows = array(&view["rows"])?;
    text(&rows.last().context("a volunteer")?["name"])
}
