//! A coordinator works in the real window by keys alone: somebody who was sent goes from column to column
//! of the board, and a volunteer is asked, says yes and leads. What the screen says, the file holds.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use anyhow::Result;
use passerelle_tests::centre::{array, text};
use passerelle_tests::coordination::{fill, volunteer};
use passerelle_tests::webdriver::key;
use passerelle_tests::window::Options;
use passerelle_tests::{Laptop, PATIENCE, Window, wait_for};
use serde_json::Value;

fn open() -> Result<(Laptop, Window)> {
    let laptop = Laptop::new()?;
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"])?;
    laptop.cmd(&["demo", "--ordinary"])?;
    fill(&laptop)?;
    let window = Window::open(&laptop, &Options { lang: "fr".into(), ..Options::default() })?;
    Ok((laptop, window))
}

/// Waits until a region that is only heard has said something.
fn said(window: &Window, region: &str, words: &str) {
    let script = "return document.querySelector(`[data-testid=${arguments[0]}]`).textContent";
    wait_for(&format!("{region} to say {words}"), PATIENCE, || {
        let told = window.run(script, &[region.into()])?;
        Ok(told.as_str().is_some_and(|told| told.contains(words)).then_some(()))
    })
    .unwrap();
}

/// The state of the referral of this name, as the file holds it.
fn state_of(laptop: &Laptop, name: &str) -> Result<String> {
    let view = laptop.json(&["referral", "list"])?;
    let row = array(&view["rows"])?.iter().find(|row| row["name"] == name).cloned();
    text(&row.unwrap()["state"])
}

#[test]
fn somebody_goes_from_column_to_column_by_keys() {
    let (laptop, window) = open().unwrap();
    window.run("location.hash = '#/referrals'", &[]).unwrap();
    window.find("[data-column=received] [data-card]").unwrap();
    let olena = "const card = [...document.querySelectorAll('[data-card]')]
        .find((card) => card.textContent.includes('Olena'));
        card.focus(); return document.activeElement === card";
    assert_eq!(window.run(olena, &[]).unwrap(), true);
    // Lifted, carried one column on, put down; each step is said.
    window.keys(" ").unwrap();
    said(&window, "ref-said", "Olena");
    window.keys(key::RIGHT).unwrap();
    window.keys(key::ENTER).unwrap();
    wait_for("the card in its column", PATIENCE, || {
        Ok((state_of(&laptop, "Olena Shevchuk")? == "contacted").then_some(()))
    })
    .unwrap();
    wait_for("the card on the screen", PATIENCE, || {
        let there = "return [...document.querySelectorAll('[data-column=contacted] [data-card]')]
            .some((card) => card.textContent.includes('Olena'))";
        Ok((window.run(there, &[])? == true).then_some(()))
    })
    .unwrap();
    // Escape gives up: nothing is written.
    assert_eq!(window.run(olena, &[]).unwrap(), true);
    window.keys(" ").unwrap();
    window.keys(key::RIGHT).unwrap();
    window.keys(key::ESCAPE).unwrap();
    assert_eq!(state_of(&laptop, "Olena Shevchuk").unwrap(), "contacted");
    // And what was done is undone by name.
    window.chord(&[key::CONTROL, "z"]).unwrap();
    wait_for("the step back", PATIENCE, || {
        Ok((state_of(&laptop, "Olena Shevchuk")? == "received").then_some(()))
    })
    .unwrap();
    window.assert_alive().unwrap();
}

/// The cell of a person at the first session to come of the group, as the file holds it.
fn cell_of(laptop: &Laptop, name: &str, session: &str) -> Result<Value> {
    let view = laptop.json(&["rota", "list", "--cohort", "PETIT"])?;
    let at = array(&view["sessions"])?.iter().position(|one| one["id"] == session).unwrap();
    let person = array(&view["people"])?.iter().find(|one| one["name"] == name).cloned().unwrap();
    Ok(person["cells"][at].clone())
}

#[test]
fn a_volunteer_is_asked_says_yes_and_leads_by_keys() {
    let (laptop, window) = open().unwrap();
    let name = volunteer(&laptop).unwrap();
    window.run("location.hash = '#/volunteers'", &[]).unwrap();
    window.find("[data-testid=rota]").unwrap();
    let script = "const name = arguments[0];
        const rows = [...document.querySelectorAll('[data-testid=rota] tbody tr')];
        const heads = [...document.querySelectorAll('[data-testid=rota] th[data-session]')];
        const at = heads.findLastIndex((head) => head.textContent.includes('PETIT'));
        const row = rows.find((row) => row.textContent.includes(name));
        row.querySelectorAll('[data-at]')[at].focus();
        return heads[at].dataset.session";
    let session = window.run(script, &[name.clone().into()]).unwrap();
    let session = session.as_str().unwrap().to_owned();
    let becomes = |what: &str, state: &str, part: &str| {
        wait_for(what, PATIENCE, || {
            let cell = cell_of(&laptop, &name, &session)?;
            Ok((cell["state"] == state && cell["part"] == part).then_some(()))
        })
        .unwrap();
    };
    window.keys(key::ENTER).unwrap();
    becomes("asked", "asked", "assistant");
    window.keys("y").unwrap();
    becomes("a yes", "confirmed", "assistant");
    window.keys("l").unwrap();
    becomes("the lead", "confirmed", "lead");
    said(&window, "rota-said", &name);
    window.chord(&[key::CONTROL, "z"]).unwrap();
    becomes("an assistant again", "confirmed", "assistant");
    window.assert_alive().unwrap();
}
