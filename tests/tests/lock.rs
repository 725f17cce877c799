//! A laptop that several people share, in the real window: prepared with its sheet, locked, opened by
//! another person in the middle of a register, refused to a wrong PIN, and opened again by the printed
//! code when a PIN is forgotten. Each step in both languages, with a picture to look at.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use passerelle_tests::laptop::PIN;
use passerelle_tests::webdriver::key;
use passerelle_tests::window::Options;
use passerelle_tests::{Laptop, PATIENCE, Window, wait_for, workspace};

const OTHER_PIN: &str = "530162";
const THIRD_PIN: &str = "916273";

fn painted(window: &Window, screen: &str) -> Result<()> {
    wait_for(&format!("the {screen} screen"), PATIENCE, || {
        let shown = window.run("return document.documentElement.dataset.painted", &[])?;
        Ok((shown == screen).then_some(()))
    })
}

fn shot(name: &str) -> PathBuf {
    workspace::root().join("shots").join(format!("{name}.png"))
}

fn options(lang: &str, theme: &str) -> Options {
    Options { lang: lang.into(), theme: theme.into(), ..Options::default() }
}

#[test]
fn a_shared_laptop_is_passed_on_and_come_back_to() -> Result<()> {
    for (lang, theme) in [("fr", "light"), ("en", "dark")] {
        let laptop = Laptop::new()?;
        let recovery = prepared(&laptop, lang, theme)?;
        shared(&laptop, lang, theme, &recovery)?;
    }
    Ok(())
}

/// A new centre; the code on its sheet.
fn prepared(laptop: &Laptop, lang: &str, theme: &str) -> Result<String> {
    let picture = |window: &Window, step: &str| {
        window.save_picture(&shot(&format!("lock-{lang}-{theme}-{step}")))
    };
    let window = Window::open(laptop, &options(lang, theme))?;
    painted(&window, "first-run")?;
    window.fill("#centre", "Bègles")?;
    window.fill("#founder", "Inès Faure")?;
    window.click("[data-testid=door-new] button[type=submit]")?;
    window.fill("[data-testid=new-pin]", "123456")?;
    window.fill("[data-testid=new-pin-again]", "123456")?;
    window.click("[data-testid=pin-done]")?;
    window.find("form [role=alert], form .said, form .problem")?;
    picture(&window, "1-pin-too-simple")?;
    window.chord(&[key::CONTROL, "a"])?;
    window.run(
        "for (const f of document.querySelectorAll('input[type=password]')) {\
           f.value = ''; f.dispatchEvent(new Event('input', { bubbles: true })); }",
        &[],
    )?;
    window.choose_pin()?;
    picture(&window, "2-pin")?;
    window.click("[data-testid=pin-done]")?;
    painted(&window, "shown")?;
    picture(&window, "3-shown-once")?;
    let recovery = window.text("[data-testid=shown-recovery]")?;
    ensure!(recovery.split_whitespace().count() == 5, "{recovery}");
    window.write_down(laptop)?;
    painted(&window, "today")?;
    picture(&window, "4-today")?;
    Ok(recovery)
}

fn shared(laptop: &Laptop, lang: &str, theme: &str, recovery: &str) -> Result<()> {
    let picture = |window: &Window, step: &str| {
        window.save_picture(&shot(&format!("lock-{lang}-{theme}-{step}")))
    };
    laptop.cmd(&["cohort", "add", "--level", "DIG-1", "--code", "A", "--sessions", "1"])?;
    let people = laptop.folder().join("people.csv");
    std::fs::write(&people, "Prénom;Nom\nNour;Al-Hassan\nSelam;Haile\n")?;
    let people = people.to_str().context("a path")?;
    laptop.cmd(&["import", "learners", people, "--cohort", "A"])?;
    let mut add = laptop.command(&["people", "add", "Paul Roux"])?;
    add.env("PASSERELLE_NEW_PIN", OTHER_PIN);
    passerelle_tests::process::run(add, Duration::from_secs(60))?.success()?;

    let window = Window::open(laptop, &Options { unlock: false, ..options(lang, theme) })?;
    window.find("[data-testid=phrase], [data-testid=tile-0]")?;
    if window.find_now("[data-testid=phrase]")?.is_some() {
        picture(&window, "5-phrase")?;
        window.fill("[data-testid=phrase]", &laptop.phrase())?;
        window.keys(key::ENTER)?;
    }
    window.find("[data-testid=tile-1]")?;
    picture(&window, "6-tiles")?;
    // By keys alone: the second tile, a wrong PIN, then Inès.
    window.keys(key::ENTER)?;
    window.fill("[data-testid=pin]", OTHER_PIN)?;
    wait_for("the refusal", PATIENCE, || {
        Ok((!window.text("[data-testid=pin-error]")?.is_empty()).then_some(()))
    })?;
    picture(&window, "7-wrong-pin")?;
    window.fill("[data-testid=pin]", PIN)?;
    painted(&window, "today")?;
    let sessions = session_of(laptop)?;
    window.run("location.hash = arguments[0]", &[format!("#/register/{sessions}").into()])?;
    painted(&window, "register")?;

    // Passed on in the middle of the register: locked, opened by Paul, the register is there again.
    window.chord(&[key::CONTROL, "l"])?;
    window.find("[data-testid=tile-1]")?;
    ensure!(window.find_now("[data-testid=register-grid]")?.is_none(), "nothing is readable");
    let page = window.run("return document.body.innerText", &[])?.to_string();
    ensure!(!page.contains("Nour"), "nothing is readable: {page}");
    window.click("[data-testid=tile-1]")?;
    window.fill("[data-testid=pin]", OTHER_PIN)?;
    window.find("[data-testid=register-grid]")?;
    window.keys("p")?;
    wait_for("Paul's mark", PATIENCE, || {
        let history =
            window.run("return document.querySelector('[data-mark=present]') && 1", &[])?;
        Ok((history == 1).then_some(()))
    })?;
    picture(&window, "8-register-of-paul")?;
    let history = history_of(laptop)?;
    ensure!(history.contains("Paul Roux"), "the mark is Paul's: {history}");

    forgotten(&window, recovery, &picture)
}

/// A PIN is forgotten: the code of the sheet, who, another PIN.
fn forgotten(
    window: &Window,
    recovery: &str,
    picture: &dyn Fn(&Window, &str) -> Result<()>,
) -> Result<()> {
    window.click("[data-testid=lock-now]")?;
    window.click("[data-testid=tile-0]")?;
    window.click("[data-testid=forgot]")?;
    window.fill("[data-testid=code]", "7KQ2M 4XNPB")?;
    window.click("[data-testid=back-do]")?;
    window.find("[role=alert], .problem, .said")?;
    picture(window, "9-code-too-short")?;
    window.run(
        "const f = document.querySelector('[data-testid=code]'); f.value = '';\
         f.dispatchEvent(new Event('input', { bubbles: true }));",
        &[],
    )?;
    window.fill("[data-testid=code]", &recovery.to_lowercase())?;
    window.click("[data-testid=back-do]")?;
    window.click("[data-testid=who-0]")?;
    window.fill("[data-testid=new-pin]", THIRD_PIN)?;
    window.fill("[data-testid=new-pin-again]", THIRD_PIN)?;
    picture(window, "10-come-back")?;
    window.click("[data-testid=back-do]")?;
    window.find("[data-testid=register-grid]")?;
    window.run("location.hash = '#/settings'", &[])?;
    painted(window, "settings")?;
    window.find("[data-testid=team-add]")?;
    picture(window, "11-team")
}

/// The one session of the centre.
fn session_of(laptop: &Laptop) -> Result<String> {
    let mut command = laptop.command(&["--as", "Inès", "session", "list", "--json"])?;
    command.env("PASSERELLE_PIN", PIN);
    let told = passerelle_tests::process::run(command, Duration::from_secs(60))?.success()?;
    let sessions: serde_json::Value = serde_json::from_str(&told)?;
    Ok(sessions[0]["id"].as_str().context("no session")?.to_owned())
}

fn history_of(laptop: &Laptop) -> Result<String> {
    let mut command = laptop.command(&["--as", "Inès", "history"])?;
    command.env("PASSERELLE_PIN", PIN);
    passerelle_tests::process::run(command, Duration::from_secs(60))?.success()
}
