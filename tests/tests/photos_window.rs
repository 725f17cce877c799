//! Photographs of a paper sheet in the real window: a sheet that was signed on paper is missed at closing,
//! shown before it is kept, seen from the closed register, held back by the month's limit, and received.
//! In both languages, with a picture of each step.

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use passerelle_tests::centre::{array, joined};
use passerelle_tests::class::Class;
use passerelle_tests::place::SHEET;
use passerelle_tests::webdriver::key;
use passerelle_tests::{Headquarters, PATIENCE, wait_for};
use serde_json::Value;

const SITE: &str = "Bègles";
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");

/// The states of the session's photographs, as another program on this laptop tells them.
fn states(class: &Class) -> Result<Vec<Value>> {
    let photos = class.laptop.json(&["photo", "list", &class.session, "--as", "Inès"])?;
    Ok(array(&photos)?.iter().map(|photo| photo["state"].clone()).collect())
}

/// Chooses a file as the system's own dialog would.
fn choose(class: &Class, file: &[u8]) -> Result<()> {
    let script = "const bytes = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], 'IMG_0042.jpg', { type: 'image/jpeg' }));
        const input = document.querySelector('[data-testid=photo-file]');
        input.files = data.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    class.window.run(script, &[BASE64.encode(file).into()])?;
    Ok(())
}

#[test]
fn a_sheet_that_was_signed_on_paper() -> Result<()> {
    story("fr", "light")?;
    story("en", "dark")
}

fn story(lang: &'static str, theme: &'static str) -> Result<()> {
    let hq = Headquarters::start(&[SITE])?;
    let laptop = joined(&hq, hq.url(), SITE, COORDINATOR, "Inès")?;
    laptop.cmd(&["demo", "--ordinary"])?;
    laptop.cmd(&["photo", "limit", "0"])?;
    laptop.cmd(&["exchange"])?;
    let class = &Class::open(laptop, "photos", (lang, theme))?;
    let window = &class.window;
    window.chord(&[key::SHIFT, "p"])?;
    class.until("everybody marked", |register| register["session"]["tally"]["unmarked"] == 0)?;
    window.click("[data-testid=more]")?;
    window.click("[data-testid=paper]")?;
    class.until("a register from paper", |register| register["sheet"]["paper"] == true)?;
    if window.find_now("[data-testid=more-back]")?.is_some() {
        window.click("[data-testid=more-back]")?;
    }
    window.chord(&[key::CONTROL, key::ENTER])?;
    window.find("[data-testid=closing-photo]")?;
    class.picture("1-missed")?;
    window.click("[data-testid=closing-photo-add]")?;
    window.find("[data-testid=photos-bar]")?;
    choose(class, SHEET)?;
    window.find("[data-testid=photo-keep]")?;
    class.drawn("[data-testid=photo-picture]")?;
    class.picture("2-before-it-is-kept")?;
    assert!(states(class)?.is_empty(), "nothing is kept before somebody says so");
    window.click("[data-testid=photo-keep]")?;
    window.find("[data-photo]")?;
    assert_eq!(states(class)?, ["here"]);
    class.picture("3-kept")?;
    // No picture at all: it is said, and what was kept stays.
    choose(class, b"%PDF-1.7")?;
    wait_for("a refusal", PATIENCE, || {
        Ok(window.text("[data-testid=photos-said]")?.contains("JPEG").then_some(()))
    })?;
    class.picture("4-no-picture")?;
    assert_eq!(states(class)?, ["here"]);
    closes(class)?;
    leaves(class)
}

/// The way back to the closing, and the closed register from which the sheet is seen.
fn closes(class: &Class) -> Result<()> {
    let window = &class.window;
    wait_for("the closing", PATIENCE, || {
        if window.find_now("[data-testid=close]")?.is_some() {
            return Ok(Some(()));
        }
        window.keys(key::ESCAPE)?;
        Ok(None)
    })?;
    assert!(window.find_now("[data-testid=closing-photo]")?.is_none(), "it is there by now");
    while window.find_now("[data-testid=warning-note]")?.is_some() {
        window.click("[data-testid=warning-note]")?;
    }
    window.click("[data-testid=close]")?;
    class.until("the closing", |register| register["sheet"]["state"] == "closed")?;
    window.find("[data-testid=closed-photos]")?;
    class.picture("5-closed")?;
    window.click("[data-testid=closed-photos]")?;
    window.click("[data-testid=photo-see]")?;
    class.drawn("[data-testid=photo-picture]")?;
    class.picture("6-seen")?;
    window.keys(key::ESCAPE)?;
    window.find("[data-testid=photo-see]")?;
    Ok(())
}

/// Held by the month's limit until there is none; then headquarters has it.
fn leaves(class: &Class) -> Result<()> {
    let window = &class.window;
    window.run("location.hash = '#/exchange'", &[])?;
    window.find("[data-testid=exchange-photos]")?;
    class.picture("7-held")?;
    assert_eq!(states(class)?, ["here"]);
    let script = "const select = document.querySelector('[data-testid=photo-limit]');
        select.value = ''; select.dispatchEvent(new Event('change', { bubbles: true }));";
    window.run(script, &[])?;
    wait_for("no limit", PATIENCE, || {
        let status = class.laptop.json(&["status", "--as", "Inès"])?;
        Ok(status["photos"]["limit_mb"].is_null().then_some(()))
    })?;
    window.click("[data-testid=exchange-now]")?;
    wait_for("headquarters to have it", PATIENCE, || {
        Ok((states(class)? == ["received"]).then_some(()))
    })?;
    class.picture("8-received")
}
