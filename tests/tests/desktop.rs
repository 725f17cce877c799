//! The real window under a display of its own, driven as a person would: the whole story from the
//! first run to a register that survives a power cut, what it looks like beside the mockups, and
//! what it hears from the command line and from headquarters. Pictures are written to `shots/`.

use anyhow::{Result, ensure};
use passerelle_tests::webdriver::key;
use passerelle_tests::window::{Options, Window};
use passerelle_tests::{Headquarters, Laptop, PATIENCE, wait_for, workspace};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::{Duration, Instant};

const GRID: &str = "[data-testid=register-grid]";
/// A change made elsewhere is on screen within a second.
const REPAINT: Duration = Duration::from_secs(1);
/// The window's own schedule: first tries, back-off, and the quiet after a change.
const BY_ITSELF: Duration = Duration::from_secs(60);

fn shot(name: &str) -> PathBuf {
    workspace::root().join("shots").join(format!("{name}.png"))
}

fn options(lang: &str, theme: &str) -> Options {
    Options { lang: lang.into(), theme: theme.into(), ..Options::default() }
}

fn painted(window: &Window, screen: &str) -> Result<()> {
    wait_for(&format!("the {screen} screen"), PATIENCE, || {
        let shown = window.run("return document.documentElement.dataset.painted", &[])?;
        Ok((shown == screen).then_some(()))
    })
}

/// Marks on screen, in register order: `present`, `late`, …, and whether any is still being saved.
fn marks(window: &Window) -> Result<(Vec<String>, bool)> {
    let script = "return [...document.querySelectorAll('[data-learner]')]
        .map(row => [row.dataset.mark, row.dataset.saving === 'true'])";
    let rows = window.run(script, &[])?;
    let rows: Vec<(String, bool)> = serde_json::from_value(rows)?;
    let saving = rows.iter().any(|(_, saving)| *saving);
    Ok((rows.into_iter().map(|(mark, _)| mark).collect(), saving))
}

fn saved(window: &Window, expected: &[&str]) -> Result<()> {
    wait_for("every mark on disk", PATIENCE, || {
        let (marks, saving) = marks(window)?;
        Ok((!saving && marks == expected).then_some(()))
    })
}

fn count(marks: &[String], mark: &str) -> usize {
    marks.iter().filter(|shown| *shown == mark).count()
}

/// A laptop with the demo centre in it.
fn demo() -> Result<Laptop> {
    let laptop = Laptop::new()?;
    laptop.cmd(&["demo"])?;
    Ok(laptop)
}

/// From nothing to ten marks in thirteen keys or fewer, through a power cut; in both languages and
/// both themes, with a picture of each step.
#[test]
fn first_run_to_ten_marks_that_survive_a_power_cut() -> Result<()> {
    for (lang, late) in [("fr", "r"), ("en", "l")] {
        for theme in ["light", "dark"] {
            story(lang, theme, late)?;
        }
    }
    Ok(())
}

fn story(lang: &str, theme: &str, late: &str) -> Result<()> {
    let laptop = Laptop::new()?;
    let picture = |window: &Window, step: &str| {
        window.save_picture(&shot(&format!("story-{lang}-{theme}-{step}")))
    };
    let window = Window::open(&laptop, &options(lang, theme))?;
    painted(&window, "first-run")?;
    picture(&window, "1-first-run")?;
    window.click("[data-testid=door-demo] button")?;
    painted(&window, "today")?;
    picture(&window, "2-today")?;
    let focused = window.active()?;
    let focused = window.attribute(&focused, "data-testid")?;
    assert_eq!(focused.as_deref(), Some("open-register"), "Enter opens the register");
    window.keys(key::ENTER)?;
    painted(&window, "register")?;
    picture(&window, "3-register")?;
    // Eight present, one absent, one late by fifteen: each letter moves to the next unmarked row.
    let keys = ["p", "p", "p", "a", late, "1", "5", key::ENTER, "p", "p", "p", "p", "p"];
    assert!(keys.len() <= 13, "{} keys", keys.len());
    keys.iter().try_for_each(|key| window.keys(key))?;
    let expected = [
        "present", "present", "present", "absent", "late", "present", "present", "present",
        "present", "present",
    ];
    saved(&window, &expected)?;
    picture(&window, "4-marked")?;
    window.kill()?;
    let window = Window::open(&laptop, &options(lang, theme))?;
    painted(&window, "register")?;
    saved(&window, &expected)?;
    picture(&window, "5-after-the-power-cut")?;
    let register = laptop.json(&["register", "now"])?;
    let late = &register["learners"][4]["mark"];
    assert_eq!(late, &json!({ "status": "present", "late": 15, "left": null }));
    assert_eq!(register["session"]["tally"]["unmarked"], 0);
    Ok(())
}

/// Shift+P, undo after a restart, redo, clearing: the keys of a correction.
#[test]
fn keys_correct_what_keys_have_done() -> Result<()> {
    let laptop = demo()?;
    let window = Window::open(&laptop, &options("en", "light"))?;
    painted(&window, "today")?;
    window.keys(key::ENTER)?;
    painted(&window, "register")?;
    window.keys("a")?;
    window.chord(&[key::SHIFT, "p"])?;
    wait_for("everybody marked", PATIENCE, || {
        let (marks, saving) = marks(&window)?;
        Ok((!saving && count(&marks, "present") == 9 && count(&marks, "absent") == 1).then_some(()))
    })?;
    window.chord(&[key::CONTROL, "z"])?;
    saved(&window, &[&["absent"][..], &["none"; 9]].concat())?;
    window.kill()?;
    let window = Window::open(&laptop, &options("en", "light"))?;
    painted(&window, "register")?;
    window.chord(&[key::CONTROL, "z"])?;
    saved(&window, &["none"; 10])?;
    window.chord(&[key::CONTROL, key::SHIFT, "z"])?;
    saved(&window, &[&["absent"][..], &["none"; 9]].concat())?;
    window.click(&format!("{GRID} [data-learner] .mark.present"))?;
    window.keys("u")?;
    saved(&window, &["none"; 10])?;
    Ok(())
}

/// What is measured of an element: its height.
fn height(window: &Window, css: &str) -> Result<f64> {
    let script = "return document.querySelector(arguments[0]).getBoundingClientRect().height";
    Ok(window.run(script, &[json!(css)])?.as_f64().unwrap_or_default())
}

/// Heights and colours are the mockups', and ten rows fit without scrolling.
#[test]
fn the_register_has_the_measures_of_the_mockup() -> Result<()> {
    for (theme, tokens) in [
        ("light", [("--bg", "#fafaf7"), ("--brand", "#0b5c7a"), ("--present", "#12633a")]),
        ("dark", [("--bg", "#14181b"), ("--brand", "#6fc3e0"), ("--present", "#7bd6a0")]),
    ] {
        let laptop = demo()?;
        let window = Window::open(&laptop, &options("fr", theme))?;
        painted(&window, "today")?;
        window.keys(key::ENTER)?;
        painted(&window, "register")?;
        let measures =
            [("[data-learner]", 52.0), (".head", 48.0), (".session", 56.0), (".status", 28.0)];
        for (css, expected) in measures {
            let measured = height(&window, css)?;
            assert!((measured - expected).abs() < 0.6, "{css}: {measured} for {expected}");
        }
        for (name, colour) in tokens {
            let script = "return getComputedStyle(document.documentElement)
                .getPropertyValue(arguments[0]).trim().toLowerCase()";
            assert_eq!(window.run(script, &[json!(name)])?, colour, "{name} {theme}");
        }
        let fits = "const grid = document.querySelector(arguments[0]);
            const rows = [...document.querySelectorAll('[data-learner]')];
            const bottom = document.querySelector('.status').getBoundingClientRect().top;
            return rows.length === 10 && grid.scrollTop === 0
                && rows.every(row => row.getBoundingClientRect().bottom <= bottom)";
        assert_eq!(window.run(fits, &[json!(GRID)])?, true, "ten rows without scrolling");
    }
    Ok(())
}

/// Every screen, in both languages and both themes, to be looked at beside the mockups.
#[test]
fn pictures_of_every_screen() -> Result<()> {
    let laptop = demo()?;
    for (rank, mark) in [(1, "present"), (2, "late:15"), (3, "absent"), (4, "excused")] {
        laptop.cmd(&["mark", "now", &format!("#{rank}"), mark])?;
    }
    for lang in ["fr", "en"] {
        for theme in ["light", "dark"] {
            let window = Window::open(&laptop, &options(lang, theme))?;
            pictures(&window, &format!("{lang}-{theme}"))?;
        }
    }
    for lang in ["fr", "en"] {
        let empty = Laptop::new()?;
        let window = Window::open(&empty, &options(lang, "dark"))?;
        painted(&window, "first-run")?;
        window.save_picture(&shot(&format!("{lang}-dark-first-run")))?;
        empty.cmd(&["init", "--name", "Bègles", "--person", "Inès"])?;
        let window = Window::open(&empty, &options(lang, "light"))?;
        painted(&window, "today")?;
        window.save_picture(&shot(&format!("{lang}-light-today-empty")))?;
        drop(window);
        std::fs::write(empty.data().join("people.keys"), "{")?;
        let window = Window::open(&empty, &options(lang, "light"))?;
        let sentence = if lang == "fr" { "Le fichier de clé" } else { "The key file" };
        painted(&window, "refused")?;
        window.find_text(sentence)?;
        window.save_picture(&shot(&format!("{lang}-light-wrong-key")))?;
    }
    beside_the_mockups()
}

/// A page that lays the pictures beside the mockups', where these are at hand.
fn beside_the_mockups() -> Result<()> {
    let mockups = workspace::root().join("../shared/design/mockups");
    if !mockups.is_dir() {
        println!("no mockups on this machine: the pictures stand alone in shots/");
        return Ok(());
    }
    let mut page = String::from("<!doctype html><meta charset=utf-8><title>Beside</title>");
    for (ours, theirs) in [
        ("fr-light-today", "today"),
        ("fr-dark-today", "today-dark"),
        ("fr-light-register", "register"),
        ("fr-dark-register", "register-dark"),
        ("fr-light-exchange-failed", "exchange"),
        ("story-fr-light-1-first-run", "first-run"),
        ("fr-light-wrong-key", "states"),
    ] {
        let theirs = mockups.join(format!("{theirs}.png"));
        ensure!(theirs.is_file(), "no mockup {}", theirs.display());
        page.push_str(&format!(
            "<p><img width=683 src='{ours}.png'> <img width=683 src='{}'></p>",
            theirs.display()
        ));
    }
    Ok(std::fs::write(workspace::root().join("shots/beside.html"), page)?)
}

fn pictures(window: &Window, name: &str) -> Result<()> {
    for (hash, screen) in [
        ("#/today", "today"),
        ("#/people", "people"),
        ("#/cohorts", "cohorts"),
        ("#/exchange", "exchange"),
        ("#/settings", "settings"),
    ] {
        window.run("location.hash = arguments[0]", &[json!(hash)])?;
        painted(window, screen)?;
        window.save_picture(&shot(&format!("{name}-{screen}")))?;
    }
    window.run("location.hash = '#/today'", &[])?;
    painted(window, "today")?;
    window.click("[data-testid=open-register]")?;
    painted(window, "register")?;
    window.save_picture(&shot(&format!("{name}-register")))?;
    window.run("location.hash = '#/today'", &[])?;
    painted(window, "today")
}

/// Chooses an option of a list by its text, as a person would.
fn choose(window: &Window, css: &str, text: &str) -> Result<()> {
    let script = "const list = document.querySelector(arguments[0]);
        const option = [...list.options].find(option => option.text.includes(arguments[1]));
        list.value = option.value;
        list.dispatchEvent(new Event('change', { bubbles: true }))";
    window.run(script, &[json!(css), json!(text)])?;
    Ok(())
}

/// A new centre by hand: a group, a person, a mark; then another laptop joins with a code.
#[test]
fn a_centre_is_made_and_joined_in_the_window() -> Result<()> {
    let laptop = Laptop::new()?;
    let window = Window::open(&laptop, &options("fr", "light"))?;
    painted(&window, "first-run")?;
    window.fill("#centre", "Bègles")?;
    window.fill("#founder", "Inès")?;
    window.click("[data-testid=door-new] button[type=submit]")?;
    window.prepare(&laptop)?;
    painted(&window, "today")?;
    window.run("location.hash = '#/cohorts'", &[])?;
    window.click("[data-testid=add-cohort]")?;
    choose(&window, "#level", "DIG-1")?;
    window.save_picture(&shot("fr-light-new-group"))?;
    window.click("form .button.primary")?;
    wait_for("ten sessions", PATIENCE, || {
        let sessions = laptop.json(&["session", "list"])?;
        Ok((sessions.as_array().map(Vec::len) == Some(10)).then_some(()))
    })?;
    window.run("location.hash = '#/people'", &[])?;
    window.click("[data-testid=add-person]")?;
    window.fill("#given", "Нур")?;
    window.fill("#family", "d’Almeida")?;
    choose(&window, "#group", "DIG-1")?;
    window.click("form .button.primary")?;
    let enrolled = || {
        let register = laptop.json(&["register", "now"])?;
        Ok((register["learners"][0]["name"] == "Нур d’Almeida").then_some(()))
    };
    wait_for("the new person in the register", PATIENCE, enrolled)?;
    let headquarters = Headquarters::start(&[])?;
    let code = headquarters.json(&[
        "code",
        "--adopt",
        "--grant",
        "coordinator",
        "--role",
        "coordinator",
    ])?;
    window.run("location.hash = '#/exchange'", &[])?;
    painted(&window, "exchange")?;
    window.save_picture(&shot("fr-light-exchange-alone"))?;
    window.fill("#code", code["code"].as_str().unwrap_or_default())?;
    window.fill("#headquarters", headquarters.url())?;
    window.click("[data-testid=door-join] button[type=submit]")?;
    wait_for("headquarters' receipt", BY_ITSELF, || Ok((pending(&laptop)? == 0).then_some(())))?;
    let other = Laptop::new()?;
    let code = headquarters.code("Bègles", "classroom", "volunteer")?;
    let window = Window::open(&other, &options("en", "light"))?;
    painted(&window, "first-run")?;
    window.fill("#code", &code.to_lowercase())?;
    window.fill("#headquarters", headquarters.url())?;
    window.fill("#joining", "Claire")?;
    window.click("[data-testid=door-join] button[type=submit]")?;
    window.prepare(&other)?;
    painted(&window, "today")?;
    wait_for("the register on the other laptop", BY_ITSELF, || {
        let register = other.json(&["register", "now"])?;
        Ok((register["learners"][0]["name"] == "Нур d’Almeida").then_some(()))
    })
}

/// The command line marks while the window is open: the row changes within a second.
#[test]
fn the_window_shows_what_the_command_line_wrote() -> Result<()> {
    let laptop = demo()?;
    let window = Window::open(&laptop, &options("fr", "light"))?;
    painted(&window, "today")?;
    window.keys(key::ENTER)?;
    painted(&window, "register")?;
    for (rank, mark) in [(1, "present"), (2, "late:20"), (3, "absent")] {
        laptop.cmd(&["mark", "now", &format!("#{rank}"), mark])?;
        let written = Instant::now();
        let shown = mark.split(':').next().unwrap_or(mark);
        wait_for("the mark on screen", REPAINT, || {
            Ok((marks(&window)?.0[rank - 1] == shown).then_some(()))
        })?;
        println!("on screen {} ms after the command ended", written.elapsed().as_millis());
    }
    Ok(())
}

/// Two windows and nobody's click: headquarters starts late, the marks arrive, the other shows them.
#[test]
fn marks_arrive_by_themselves_though_headquarters_starts_late() -> Result<()> {
    let mut headquarters = Headquarters::start(&["Bègles"])?;
    let [a, b] = [Laptop::new()?, Laptop::new()?];
    let code = headquarters.code("Bègles", "coordinator", "coordinator")?;
    a.join(headquarters.url(), &code, "Inès")?;
    a.cmd(&["demo", "--ordinary"])?;
    a.cmd(&["exchange"])?;
    let code = headquarters.code("Bègles", "classroom", "volunteer")?;
    b.join(headquarters.url(), &code, "Claire")?;
    b.cmd(&["exchange"])?;
    headquarters.kill()?;
    let first = Window::open(&a, &options("fr", "light"))?;
    let second = Window::open(&b, &options("fr", "light"))?;
    second.run("location.hash = '#/exchange'", &[])?;
    painted(&second, "exchange")?;
    wait_for("the failure in words", PATIENCE, || {
        let sentence = second.text(".more")?;
        Ok(sentence.contains("Pas de réponse").then_some(()))
    })?;
    second.save_picture(&shot("fr-light-exchange-failed"))?;
    painted(&first, "today")?;
    first.keys(key::ENTER)?;
    painted(&first, "register")?;
    first.keys("p")?;
    first.keys("a")?;
    wait_for("two marks on disk", PATIENCE, || Ok((pending(&a)? == 2).then_some(())))?;
    headquarters.restart()?;
    let begun = Instant::now();
    wait_for("headquarters' receipt", BY_ITSELF, || Ok((pending(&a)? == 0).then_some(())))?;
    println!("received {} s after headquarters was back", begun.elapsed().as_secs());
    let places = "return [...document.querySelectorAll('[data-learner]')]
        .slice(0, 2).map(row => row.dataset.place)";
    wait_for("the receipt on screen", PATIENCE, || {
        Ok((first.run(places, &[])? == json!(["received", "received"])).then_some(()))
    })?;
    first.save_picture(&shot("received"))?;
    // The other laptop hears at its own next exchange; asking is one click on the same screen.
    second.click("[data-testid=exchange-now]")?;
    wait_for("the marks on the other laptop", BY_ITSELF, || {
        let register = b.json(&["register", "now"])?;
        Ok((register["session"]["tally"]["unmarked"] == 8).then_some(()))
    })?;
    let held = a.digest()?;
    let theirs = b.digest()?;
    ensure!(theirs.iter().all(|(stream, hash)| held.get(stream) == Some(hash)));
    Ok(())
}

fn pending(laptop: &Laptop) -> Result<i64> {
    let status: Value = laptop.json(&["status"])?;
    Ok(status["status"]["pending"].as_i64().unwrap_or(-1))
}
