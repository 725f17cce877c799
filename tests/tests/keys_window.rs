//! The register by real keys: their places on the keyboard, under the layouts of three languages, as the
//! hardware sends them. How many it takes, in which order they are kept, what a kill in the middle
//! loses; and a whole session, from the PIN to the closed register, without a mouse.

use anyhow::{Context, Result, ensure};
use passerelle_tests::centre::{array, session_now};
use passerelle_tests::keyboard::{Keyboard, place};
use passerelle_tests::laptop::PIN;
use passerelle_tests::seed::Chance;
use passerelle_tests::window::Options;
use passerelle_tests::{Laptop, PATIENCE, Window, wait_for};
use serde_json::Value;
use std::time::Duration;

/// Keys in which ten learners are marked: eight here, one absent, one a quarter of an hour late.
const KEYS_MAX: usize = 13;
/// Windows killed while they are written in.
const KILLS: usize = 4;

/// A centre whose session that is on has ten learners, none of them marked.
fn unmarked() -> Result<(Laptop, String)> {
    let laptop = Laptop::new()?;
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"])?;
    laptop.cmd(&["demo", "--ordinary"])?;
    let session = session_now(&laptop)?;
    let register = laptop.json(&["register", &session])?;
    let learners = array(&register["learners"])?;
    ensure!(learners.len() == 10, "ten learners");
    for (rank, row) in (1..).zip(learners) {
        if !row["mark"].is_null() {
            laptop.cmd(&["mark", &session, &format!("#{rank}"), "clear"])?;
        }
    }
    Ok((laptop, session))
}

/// What the register on the disk says of each learner: `present`, `present 15`, nothing.
fn marks(laptop: &Laptop, session: &str) -> Result<Vec<String>> {
    let register = laptop.json(&["register", session])?;
    let rows = array(&register["learners"])?.iter();
    Ok(rows.map(|row| said(&row["mark"])).collect())
}

fn said(mark: &Value) -> String {
    let late = mark["late"].as_u64().map(|late| format!(" {late}")).unwrap_or_default();
    mark["status"].as_str().map(|status| format!("{status}{late}")).unwrap_or_default()
}

/// The scenario, by the places that the keys have under a layout: three here, one absent, three here,
/// one late, two here.
fn scenario(absent: u8) -> Vec<u8> {
    use place::{DIGIT_1, DIGIT_5, ENTER, P, R};
    let mut keys = vec![P, P, P, absent, P, P, P, R, DIGIT_1, DIGIT_5, ENTER];
    keys.extend([P, P]);
    keys
}

fn in_the_grid(window: &Window) -> Result<()> {
    window.find("[data-testid=open-register]")?;
    window.click("[data-testid=open-register]")?;
    wait_for("the focus in the grid", PATIENCE, || {
        let script =
            "return Boolean(document.activeElement?.closest('[data-testid=register-grid]'))";
        Ok((window.run(script, &[])? == true).then_some(()))
    })
}

#[test]
fn ten_learners_in_thirteen_keys_on_three_keyboards() -> Result<()> {
    // The letters are the interface's, where they are Latin; where they are not, their places are.
    let layouts =
        [("fr", place::LEFT_OF_W), ("ara", place::RIGHT_OF_CAPS), ("us", place::RIGHT_OF_CAPS)];
    for (layout, absent) in layouts {
        let (laptop, session) = unmarked()?;
        let before = history(&laptop, &session)?.len();
        let window = Window::open(&laptop, &Options::default())?;
        in_the_grid(&window)?;
        let keyboard = Keyboard::new(window.display(), layout)?;
        let keys = scenario(absent);
        assert!(keys.len() <= KEYS_MAX, "{} keys", keys.len());
        keyboard.press(&keys)?;
        let wanted: Vec<_> = (1..=10)
            .map(|rank| match rank {
                4 => "absent",
                8 => "present 15",
                _ => "present",
            })
            .collect();
        wait_for("ten marks on the disk", PATIENCE, || {
            Ok((marks(&laptop, &session)? == wanted).then_some(()))
        })
        .with_context(|| format!("{layout}: {:?}", marks(&laptop, &session)))?;
        assert!(window.find_now("[role=dialog], dialog")?.is_none(), "no dialog");
        // Kept in the order of the keys: the history tells row after row.
        let told = history(&laptop, &session)?;
        let names = array(&laptop.json(&["register", &session])?["learners"])?.clone();
        let mut rows: Vec<_> = told[before..].iter().map(|line| rank_of(line, &names)).collect();
        rows.dedup();
        assert_eq!(rows, (0..10).map(Some).collect::<Vec<_>>(), "{layout}");
        eprintln!("{layout}: {} keys", keys.len());
    }
    Ok(())
}

/// The lines about marks, oldest first.
fn history(laptop: &Laptop, session: &str) -> Result<Vec<Value>> {
    let lines = laptop.json(&["history", session])?;
    let marks = array(&lines)?.iter().filter(|line| line["register"] == "mark");
    Ok(marks.filter(|line| line["kind"] == "attendance").cloned().collect())
}

fn rank_of(line: &Value, rows: &[Value]) -> Option<usize> {
    rows.iter().position(|row| row["name"] == line["about"])
}

#[test]
fn a_kill_in_the_middle_loses_only_what_was_still_being_saved() -> Result<()> {
    let mut chance = Chance::announced("windows killed");
    for _ in 0..KILLS {
        let (laptop, session) = unmarked()?;
        let window = Window::open(&laptop, &Options::default())?;
        in_the_grid(&window)?;
        let keyboard = Keyboard::new(window.display(), "fr")?;
        let few = 1 + usize::try_from(chance.within(Duration::from_millis(9)).as_millis())?;
        keyboard.press(&vec![place::P; few])?;
        // What the screen says at this moment, and then nothing more.
        let shown = window.run(
            "return [...document.querySelectorAll('[data-learner]')].map((row) =>
                row.dataset.saving !== 'true' && row.dataset.place !== 'nowhere')",
            &[],
        )?;
        window.kill()?;
        let kept = marks(&laptop, &session)?;
        for (row, saved) in array(&shown)?.iter().enumerate() {
            assert!(*saved != true || kept[row] == "present", "row {row} of {few}: {kept:?}");
        }
    }
    Ok(())
}

#[test]
fn a_whole_session_without_a_mouse() -> Result<()> {
    let (laptop, session) = unmarked()?;
    let options = Options { unlock: false, ..Options::default() };
    let window = Window::open(&laptop, &options)?;
    window.find("[data-testid=phrase], [data-testid=pin], [data-testid=tile-0]")?;
    let keyboard = Keyboard::new(window.display(), "us")?;
    if window.find_now("[data-testid=phrase]")?.is_some() {
        keyboard.write(&laptop.phrase())?;
        keyboard.press(&[place::ENTER])?;
        window.find("[data-testid=pin]")?;
    }
    keyboard.write(PIN)?;
    // The session that is on has the focus: one key opens its register.
    window.find("[data-testid=open-register]")?;
    wait_for("the focus", PATIENCE, || {
        let script = "return document.activeElement?.dataset.testid";
        Ok((window.run(script, &[])? == "open-register").then_some(()))
    })?;
    keyboard.press(&[place::ENTER])?;
    window.find("[data-testid=register-grid]")?;
    wait_for("the focus in the grid", PATIENCE, || {
        let script =
            "return Boolean(document.activeElement?.closest('[data-testid=register-grid]'))";
        Ok((window.run(script, &[])? == true).then_some(()))
    })?;
    keyboard.press(&scenario(place::RIGHT_OF_CAPS))?;
    wait_for("ten marks", PATIENCE, || {
        Ok(marks(&laptop, &session)?.iter().all(|mark| !mark.is_empty()).then_some(()))
    })?;
    keyboard.chord(place::CONTROL, place::ENTER)?;
    window.find("[data-testid=closing-bar]")?;
    closes(&window, &keyboard, || {
        Ok(laptop.json(&["register", &session])?["sheet"]["state"] == "closed")
    })
}

/// Goes on by Tab and Enter as the screen asks, which is only looked at.
fn closes(
    window: &Window,
    keyboard: &Keyboard<'_>,
    is_closed: impl Fn() -> Result<bool>,
) -> Result<()> {
    for _ in 0..60 {
        if is_closed()? {
            return Ok(());
        }
        let script = "const at = document.activeElement;
            return [at?.dataset.testid, at?.dataset.way, at?.tagName].map((word) => word ?? '')";
        let at = window.run(script, &[])?;
        let word = |rank: usize| at[rank].as_str().unwrap_or_default().to_owned();
        match (word(0).as_str(), word(1).as_str(), word(2).as_str()) {
            (_, "paper", _) | ("close" | "warning-note", ..) => keyboard.press(&[place::ENTER])?,
            (_, _, "INPUT") => {
                keyboard.write("vu")?;
                keyboard.press(&[place::ENTER])?;
            }
            _ => keyboard.press(&[place::TAB])?,
        }
        std::thread::park_timeout(Duration::from_millis(250));
    }
    anyhow::bail!("still open after sixty keys");
}
