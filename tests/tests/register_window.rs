//! A register to its end, in the real window: somebody who was not expected, an interruption, the sheet
//! as a document, closing with what is worth a second look, opening again. In both languages, by keys
//! where there is a key, with a picture of each step.

use std::fs;

use anyhow::{Context, Result, ensure};
use passerelle_tests::class::Class;
use passerelle_tests::laptop::PIN;
use passerelle_tests::webdriver::key;
use passerelle_tests::{Laptop, PATIENCE, wait_for};
use serde_json::{Value, json};

fn class(looks: (&'static str, &'static str)) -> Result<Class> {
    let laptop = Laptop::new()?;
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"])?;
    laptop.cmd(&["demo", "--ordinary"])?;
    Class::open(laptop, "register", looks)
}

fn learner(class: &Class, name: &str) -> Result<Option<Value>> {
    let register = class.register()?;
    let rows = register["learners"].as_array().context("no learners")?;
    Ok(rows.iter().find(|row| row["name"] == name).cloned())
}

/// The focus is in the grid, where single keys act.
fn in_the_grid(class: &Class) -> Result<()> {
    wait_for("the focus in the grid", PATIENCE, || {
        let script =
            "return Boolean(document.activeElement?.closest('[data-testid=register-grid]'))";
        Ok((class.window.run(script, &[])? == true).then_some(()))
    })
}

#[test]
fn a_register_to_its_end() -> Result<()> {
    story("fr", "light")?;
    story("en", "dark")
}

fn story(lang: &'static str, theme: &'static str) -> Result<()> {
    let class = &class((lang, theme))?;
    let window = &class.window;
    in_the_grid(class)?;
    window.chord(&[key::SHIFT, "p"])?;
    class.until("everybody marked", |register| register["session"]["tally"]["unmarked"] == 0)?;
    walks_in(class)?;
    is_interrupted(class)?;
    prints(class)?;
    signs(class)?;
    closes(class)?;
    opens_again(class)
}

/// W, a name, Enter: three gestures for somebody whom nobody knows; the room is full.
fn walks_in(class: &Class) -> Result<()> {
    let window = &class.window;
    in_the_grid(class)?;
    window.keys("w")?;
    window.find("[data-testid=walk-in-name]")?;
    window.keys("Tsegaye")?;
    class.picture("1-walk-in")?;
    window.keys(key::ENTER)?;
    // The demo's group has a seat for each of its ten.
    wait_for("an answer", PATIENCE, || {
        let full = window.find_now("[data-testid=walk-in-full]")?.is_some();
        Ok((full || learner(class, "Tsegaye")?.is_some()).then_some(()))
    })?;
    if window.find_now("[data-testid=walk-in-full]")?.is_some() {
        class.picture("2-full")?;
        window.chord(&[key::CONTROL, key::ENTER])?;
    }
    class.until("the newcomer", |register| {
        register["learners"].as_array().is_some_and(|rows| rows.len() == 11)
    })?;
    let row = learner(class, "Tsegaye")?.context("nobody came in")?;
    assert_eq!((&row["guest"], &row["provisional"]), (&json!(true), &json!(true)));
    assert_eq!(row["mark"]["status"], "present");
    in_the_grid(class)?;
    class.picture("3-came-in")
}

/// I, from when to when: everybody's minutes are shown, and then kept.
fn is_interrupted(class: &Class) -> Result<()> {
    let window = &class.window;
    let start = class.register()?["session"]["start"].as_u64().context("no start")?;
    let hour = |minute: u64| format!("{:02}:{:02}", minute / 60, minute % 60);
    let before = class.register()?["minutes"].as_u64().context("no minutes")?;
    window.keys("i")?;
    for (field, minute) in [("pause-start", start + 20), ("pause-end", start + 35)] {
        let css = format!("[data-testid={field}]");
        window.find(&css)?;
        window.run("document.querySelector(arguments[0]).select()", &[css.into()])?;
        window.keys(&hour(minute))?;
    }
    let left = (before - 15).to_string();
    window.wait_text("[data-testid=pause-effect]", &left)?;
    class.picture("4-interruption")?;
    assert_eq!(class.register()?["minutes"], before, "nothing is kept yet");
    window.click("[data-testid=pause-keep]")?;
    class.until("the interruption", |register| register["minutes"] == before - 15)?;
    window.find("[data-testid=pause-chip]")?;
    class.picture("5-interrupted")
}

/// The sheet of the register is a document that stands where the window says.
fn prints(class: &Class) -> Result<()> {
    let window = &class.window;
    window.click("[data-testid=more]")?;
    let blank = if class.looks.0 == "fr" { "-vide.pdf" } else { "-blank.pdf" };
    // The system's dialog would stand before everything: that it is asked for is all that is seen here.
    window.run("window.asked = 0; window.print = () => { window.asked += 1; }", &[])?;
    let mut folder = String::new();
    for (button, end) in [("sheet-filled", ".pdf"), ("sheet-blank", blank)] {
        window.click(&format!("[data-testid={button}]"))?;
        class.drawn("[data-testid=sheet-page]")?;
        class.picture(&format!("6-preview-{button}"))?;
        window.click("[data-testid=sheet-save]")?;
        window.wait_text("[data-testid=sheet-written]", end)?;
        folder = window.text("[data-testid=sheet-preview] .path")?;
        window.click("[data-testid=sheet-print]")?;
        let asked = "return window.asked";
        let printed = if button == "sheet-filled" { 1 } else { 2 };
        wait_for("the print dialog", PATIENCE, || {
            Ok((window.run(asked, &[])? == printed).then_some(()))
        })?;
        window.click("[data-testid=sheet-back]")?;
        window.gone("[data-testid=sheet-preview]")?;
    }
    let mut found = 0;
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "pdf") {
            ensure!(fs::read(path)?.starts_with(b"%PDF-"), "not a document");
            found += 1;
        }
    }
    assert_eq!(found, 2, "filled, and to be filled");
    window.click("[data-testid=more-back]")
}

/// S: the laptop is the learner's. A drawing, three pictures chosen and given, and the trainer's PIN.
fn signs(class: &Class) -> Result<()> {
    let window = &class.window;
    let first = class.register()?["learners"][0].clone();
    in_the_grid(class)?;
    window.keys(key::HOME)?;
    window.keys("s")?;
    window.find(".paper")?;
    class.picture("6a-sign-pad")?;
    window.run(DRAW, &[])?;
    class.picture("6b-sign-drawn")?;
    window.click("[data-do=sign]")?;
    class.until("the signature", |register| {
        let row = &register["learners"][0]["signed"][0];
        row["state"] == "signed" && row["way"] == "drawn"
    })?;
    class.picture("6c-sign-thanks")?;
    // Whatever is pressed, nothing else shows.
    window.chord(&[key::CONTROL, "k"])?;
    window.run("location.hash = '#/people'", &[])?;
    let second = class.register()?["learners"][1]["id"].clone();
    let tile = format!("[data-tile=\"{}\"]", second.as_str().context("no second learner")?);
    window.click(&tile)?;
    window.click("[data-way=pictures]")?;
    window.find("[data-picture]")?;
    class.picture("6d-sign-pictures")?;
    // Chosen, chosen once more, and given.
    wait_for("the pictures", PATIENCE, || {
        if window.find_now("[data-picture]")?.is_none() {
            return Ok(Some(()));
        }
        for picture in ["0", "7", "b"] {
            if let Some(button) = window.find_now(&format!("[data-picture=\"{picture}\"]"))? {
                window.click_on(&button)?;
            }
        }
        if let Some(button) = window.find_now("[data-do=sign]")? {
            window.click_on(&button)?;
        }
        Ok(None)
    })?;
    class.until("the pictures", |register| {
        let row = &register["learners"][1]["signed"][0];
        row["state"] == "signed" && row["way"] == "pictures"
    })?;
    class.picture("6e-sign-tiles")?;
    window.click("[data-do=leave]")?;
    class.picture("6f-sign-leave")?;
    window.fill("[data-testid=pin]", PIN)?;
    window.find("[data-testid=register-grid]")?;
    let row = learner(class, first["name"].as_str().unwrap_or_default())?;
    assert_eq!(row.context("gone")?["mark"], first["mark"], "nothing else was written");
    class.picture("6g-signed")
}

/// What a hand would do on the pad.
const DRAW: &str =
    "const pad = document.querySelector('.paper'), box = pad.getBoundingClientRect();
    const at = (i) => ({ clientX: box.left + box.width * (0.2 + i / 100),
        clientY: box.top + box.height * (0.5 + 0.25 * Math.sin(i / 3)), pointerId: 1, bubbles: true,
        isPrimary: true, button: 0, buttons: 1, pointerType: 'mouse' });
    pad.dispatchEvent(new PointerEvent('pointerdown', at(0)));
    for (let i = 1; i < 60; i += 1) pad.dispatchEvent(new PointerEvent('pointermove', at(i)));
    pad.dispatchEvent(new PointerEvent('pointerup', at(60)));";

/// Ctrl+Enter: who has not signed is named; what is worth a second look is noted, and then nobody writes
/// here.
fn closes(class: &Class) -> Result<()> {
    let window = &class.window;
    in_the_grid(class)?;
    window.chord(&[key::CONTROL, key::ENTER])?;
    window.find("[data-testid=closing-bar]")?;
    window.find("[data-missing=unsigned]")?;
    class.picture("6h-unsigned")?;
    window.click("[data-way=reason]")?;
    window.fill("[data-testid=closing-reason]", "Partis avant la fin")?;
    wait_for("what is worth a second look", PATIENCE, || {
        Ok(window.find_now("[data-testid=warning-note]")?.map(|_| ()))
    })?;
    class.picture("7-closing")?;
    while window.find_now("[data-testid=warning-note]")?.is_some() {
        window.click("[data-testid=warning-note]")?;
    }
    assert!(window.find_now("[role=dialog]")?.is_none(), "no dialog");
    window.click("[data-testid=close]")?;
    class.until("the closing", |register| register["sheet"]["state"] == "closed")?;
    window.find("[data-testid=closed]")?;
    class.picture("8-closed")?;
    let marks = class.register()?["learners"].clone();
    window.keys("a")?;
    std::thread::park_timeout(std::time::Duration::from_millis(300));
    assert_eq!(class.register()?["learners"], marks, "a closed register is not written");
    // Its sheet is for those who printed nothing before.
    window.click("[data-testid=sheet-filled]")?;
    window.find("[data-testid=sheet-page]")?;
    class.picture("8b-sheet")?;
    window.click("[data-testid=sheet-back]")?;
    window.gone("[data-testid=sheet-preview]")
}

fn opens_again(class: &Class) -> Result<()> {
    let window = &class.window;
    window.click("[data-testid=reopen-begin]")?;
    window.fill("[data-testid=reopen-reason]", "Une erreur de ligne")?;
    class.picture("9-reason")?;
    window.click("[data-testid=reopen]")?;
    class.until("the register open again", |register| register["sheet"]["state"] == "open")?;
    window.find("[data-testid=close-open]")?;
    Ok(())
}
