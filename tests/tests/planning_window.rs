//! A coordinator plans in the real window: a group of 24 sessions over holidays in eight inputs or
//! fewer, a room that is taken and the way out of it, one undo; then a session moved by keys alone.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use anyhow::Result;
use passerelle_app::{Surroundings, System};
use passerelle_domain::calendar::{Day, format_day, monday_of};
use passerelle_domain::holidays::{Territory, holiday_in};
use passerelle_tests::centre::{array, text, two_laptops};
use passerelle_tests::webdriver::key;
use passerelle_tests::window::Options;
use passerelle_tests::{Headquarters, Laptop, PATIENCE, Window, axe, wait_for, workspace};
use serde_json::Value;

/// What a hand does at most: a key that types a field, a click, a choice.
const INPUTS_MAX: u32 = 8;

/// A window before a centre with two rooms, and how many inputs it has had.
struct Planner {
    window: Window,
    laptop: Laptop,
    inputs: u32,
}

impl Planner {
    fn open() -> Result<Planner> {
        let laptop = Laptop::new()?;
        laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"])?;
        for room in ["Salle A", "Salle B"] {
            laptop.cmd(&["venue", "add", room, "--places", "12"])?;
        }
        let window = Window::open(&laptop, &Options { unlock: true, ..Options::default() })?;
        window.run("location.hash = '#/cohorts'", &[])?;
        Ok(Planner { window, laptop, inputs: 0 })
    }

    fn choose(&mut self, field: &str, option: &str) -> Result<()> {
        self.inputs += 1;
        let script = "const field = document.querySelector(arguments[0]);
            const option = [...field.options].find(one => one.text.includes(arguments[1]));
            field.value = option.value;
            field.dispatchEvent(new Event('change', { bubbles: true }))";
        self.window.find(field)?;
        self.window.run(script, &[field.into(), option.into()])?;
        Ok(())
    }

    fn fill(&mut self, field: &str, value: &str) -> Result<()> {
        self.inputs += 1;
        // What stands there is chosen as a whole, as it is for whoever comes with the tab key.
        self.window.click(field)?;
        self.window.chord(&[key::CONTROL, "a"])?;
        self.window.keys(value)
    }

    fn click(&mut self, what: &str) -> Result<()> {
        self.inputs += 1;
        self.window.click(what)
    }

    fn sessions(&self, code: &str) -> Result<Vec<Value>> {
        let view = self.laptop.json(&["cohort", "sessions", code])?;
        Ok(array(&view["sessions"])?.clone())
    }

    fn wait_until(&self, what: &str, script: &str) -> Result<()> {
        wait_for(what, PATIENCE, || {
            Ok((self.window.run(script, &[])? == Value::Bool(true)).then_some(()))
        })
    }

    fn picture(&self, name: &str) -> Result<()> {
        self.window.save_picture(&workspace::root().join("shots").join(format!("{name}.png")))
    }
}

/// The same weekday week after week, but for holidays: counted here anew.
fn expected(first: Day, count: usize) -> Vec<String> {
    let weeks = (0..).map(|week| first + 7 * week);
    weeks
        .filter(|day| holiday_in(Territory::Metropole, *day).is_none())
        .take(count)
        .map(format_day)
        .collect()
}

/// A working day to come, two weeks before one that is a holiday.
fn two_weeks_before_a_holiday() -> Day {
    let soon = System.today().0 + 7 * 3;
    let is_off = |day: &Day| {
        let works = *day < monday_of(*day) + 5;
        works && holiday_in(Territory::Metropole, *day).is_some()
    };
    (soon..).find(is_off).unwrap() - 14
}

#[test]
fn twenty_four_sessions_in_eight_inputs_and_one_undo() -> Result<()> {
    let mut planner = Planner::open()?;
    planner.click("[data-testid=add-cohort]")?;
    planner.choose("#level", "DIG-1")?;
    planner.choose("#venue", "Salle B")?;
    planner.fill("#sessions", "24")?;
    planner.wait_until(
        "a preview of 24 sessions",
        "return document.querySelectorAll('[data-testid=plan-days] [data-fate]').length >= 24
           || [...document.querySelectorAll('[data-testid=plan-days] li')].length >= 24",
    )?;
    planner.picture("planner-24")?;
    planner.click("form .button.primary")?;
    wait_for("the sessions on the disk", PATIENCE, || {
        let list = planner.laptop.json(&["session", "list"])?;
        Ok((array(&list)?.len() == 24).then_some(()))
    })?;
    assert!(planner.inputs <= INPUTS_MAX, "{} inputs", planner.inputs);
    eprintln!("a group of 24 sessions: {} inputs", planner.inputs);
    let sessions = planner.sessions("DIG-1")?;
    assert!(sessions.iter().all(|one| one["room"] == "Salle B"));
    let days: Vec<_> = sessions.iter().map(|one| text(&one["date"]).unwrap()).collect();
    assert!(
        days.iter().all(|day| holiday_in(Territory::Metropole, day_of(day)).is_none()),
        "{days:?}"
    );
    planner.picture("planner-made")?;
    planner.window.chord(&[key::CONTROL, "z"])?;
    wait_for("nothing left", PATIENCE, || {
        let list = planner.laptop.json(&["session", "list"])?;
        Ok(array(&list)?.is_empty().then_some(()))
    })?;
    planner.window.assert_alive()
}

fn day_of(text: &str) -> Day {
    passerelle_domain::calendar::parse_day(text).unwrap()
}

#[test]
fn a_room_that_is_taken_says_by_whom_and_a_session_moves_by_keys() -> Result<()> {
    let mut planner = Planner::open()?;
    let first = two_weeks_before_a_holiday();
    let day = format_day(first);
    let add = |level, code, more: [&str; 8]| {
        let args = ["cohort", "add", "--level", level, "--code", code, "--first", &day];
        planner.laptop.cmd(&[&args[..], &more].concat())
    };
    let all_day = ["--start", "9:00", "--end", "18:00", "--venue", "Salle B", "--sessions", "2"];
    add("DIG-2", "AVANT", all_day)?;
    let morning = ["--start", "9:30", "--end", "11:30", "--venue", "Salle A", "--sessions", "6"];
    add("DIG-1", "ICI", morning)?;
    let days = planner.sessions("ICI")?;
    let days: Vec<_> = days.iter().map(|one| text(&one["date"]).unwrap()).collect();
    assert_eq!(days, expected(first, 6));
    assert!(!days.contains(&format_day(first + 14)), "the holiday is left out: {days:?}");
    planner.window.run("location.reload()", &[])?;
    let cohorts = planner.laptop.json(&["cohort", "list"])?;
    let group = array(&cohorts)?.iter().find(|row| row["code"] == "ICI").unwrap()["id"].clone();
    planner.window.click(&format!("[data-group='{}']", group.as_str().unwrap()))?;
    planner.window.find("[data-testid=sessions-table]")?;
    planner.picture("planner-group")?;
    move_by_keys(&mut planner)?;
    wait_for("the session on its other day", PATIENCE, || {
        Ok((planner.sessions("ICI")?.len() == 7).then_some(()))
    })?;
    let sessions = planner.sessions("ICI")?;
    let gone = sessions.iter().find(|one| one["state"] == "moved").unwrap();
    assert_eq!(gone["reason"], "travaux");
    assert_eq!(gone["date"], days[0].as_str());
    let there = sessions.iter().find(|one| one["date"] == gone["moved_to"]).unwrap();
    assert_eq!(there["room"], "Salle B");
    planner.picture("planner-moved")?;
    planner.window.assert_alive()
}

/// M begins; the room that was chosen is another's all day, and the last way out is another day.
fn move_by_keys(planner: &mut Planner) -> Result<()> {
    planner.window.run("document.querySelector('[data-session] a').focus()", &[])?;
    planner.window.keys("m")?;
    planner.window.find("[data-testid=move]")?;
    planner.choose("[data-testid=move] #venue", "Salle B")?;
    planner.wait_until(
        "who has the room",
        "return (document.querySelector('[data-testid=move] [data-testid=clash]')?.innerText ?? '')
           .includes('AVANT')",
    )?;
    planner.picture("planner-move-clash")?;
    let create = "return document.querySelector('[data-testid=move] [type=submit]').disabled";
    assert_eq!(planner.window.run(create, &[])?, Value::Bool(true));
    let ways = "[...document.querySelectorAll('[data-testid=move] [data-testid=clash] button')]";
    planner.window.run(&format!("{ways}.at(-1).focus()"), &[])?;
    planner.window.keys(key::ENTER)?;
    planner.wait_until(
        "no clash",
        "return !document.querySelector('[data-testid=move] [data-testid=clash] .clash-fix')",
    )?;
    planner.window.run("document.querySelector('#session-reason').focus()", &[])?;
    planner.window.keys("travaux")?;
    planner.window.keys(key::ENTER)
}

/// A laptop with two groups in one room that is known by words alone, at one time.
fn booked_twice() -> Result<Laptop> {
    let laptop = Laptop::new()?;
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"])?;
    let day = format_day(monday_of(System.today().0) + 7 * 3 + 3);
    for (code, start) in [("UN", "9:00"), ("DEUX", "10:00")] {
        let who = ["cohort", "add", "--level", "DIG-1", "--code", code, "--sessions", "1"];
        let when = ["--first", &day, "--start", start, "--end", "12:00", "--holidays"];
        laptop.cmd(&[&who[..], &when, &["--room", "Médiathèque"]].concat())?;
    }
    Ok(laptop)
}

/// Today says so, the groups' screen names both sides, and leads to moving one of them; when it has
/// gone, nothing is said any more.
#[test]
fn what_is_booked_twice_is_told_and_leads_to_moving_it() -> Result<()> {
    for (lang, theme, moves) in [("fr", "light", "Déplacer UN"), ("en", "dark", "Move UN")] {
        let laptop = booked_twice()?;
        let picture = |window: &Window, name: &str| {
            let file = format!("twice-{lang}-{theme}-{name}.png");
            window.save_picture(&workspace::root().join("shots").join(file))
        };
        let (lang, theme) = (lang.to_owned(), theme.to_owned());
        let options = Options { lang, theme, unlock: true, ..Options::default() };
        let window = Window::open(&laptop, &options)?;
        window.find("[data-need=planned_twice]")?;
        picture(&window, "today")?;
        window.click("[data-need=planned_twice] a")?;
        window.find("[data-testid=twice] li")?;
        axe::install(&window)?;
        assert_eq!(axe::violations(&window)?, [""; 0]);
        picture(&window, "groups")?;
        let told = "return document.querySelector('[data-testid=twice]').innerText";
        let told = text(&window.run(told, &[])?)?;
        for word in ["Médiathèque", "UN", "DEUX", "Inès", moves] {
            assert!(told.contains(word), "{word} is not in {told}");
        }
        window.click("[data-testid=twice] li button")?;
        window.find("[data-testid=move]")?;
        picture(&window, "move")?;
        let first = laptop.json(&["cohort", "sessions", "UN"])?;
        let id = text(&array(&first["sessions"])?[0]["id"])?;
        let earlier = ["session", "move", &id, "--start", "7:00", "--end", "8:00"];
        laptop.cmd(&[&earlier[..], &["--because", "x"]].concat())?;
        wait_for("nothing to be told any more", PATIENCE, || {
            Ok(window.find_now("[data-testid=twice] li")?.is_none().then_some(()))
        })?;
        window.assert_alive()?;
    }
    Ok(())
}

/// What another coordinator booked meanwhile is told in an open window as soon as its exchange has brought
/// it: nobody opens anything again. How long that took is said; it is an aim, not a condition.
#[test]
fn what_an_exchange_brings_is_told_at_once() -> Result<()> {
    let site = "Maison de quartier";
    let hq = Headquarters::start(&[site])?;
    let [here, there] = two_laptops(&hq, hq.url(), site)?;
    here.cmd(&["venue", "add", "Salle B", "--places", "12"])?;
    for laptop in [&here, &there] {
        laptop.cmd(&["exchange"])?;
    }
    let day = format_day(monday_of(System.today().0) + 7 * 30);
    let book = |laptop: &Laptop, code: &str| {
        let who = ["cohort", "add", "--level", "DIG-1", "--code", code, "--sessions", "1"];
        let when = ["--first", &day, "--start", "9:00", "--end", "12:00", "--holidays"];
        laptop.cmd(&[&who[..], &when, &["--venue", "Salle B"]].concat())
    };
    let window = Window::open(&here, &Options::default())?;
    window.run("location.hash = '#/cohorts'", &[])?;
    window.find("[data-testid=add-cohort]")?;
    book(&here, "ICI")?;
    book(&there, "AILLEURS")?;
    there.cmd(&["exchange"])?;
    assert!(window.find_now("[data-testid=twice] li")?.is_none());
    let script = "const done = arguments[arguments.length - 1], since = performance.now();
        const look = () => document.querySelector('[data-testid=twice] li')
            ? done(performance.now() - since) : requestAnimationFrame(look);
        window.__TAURI_INTERNALS__.invoke('exchange_now').then(look, (problem) => done(String(problem)))";
    let ms = window.run_async(script, &[])?;
    let told = "return document.querySelector('[data-testid=twice]').innerText";
    let told = text(&window.run(told, &[])?)?;
    for word in ["Salle B", "ICI", "AILLEURS", "Aïcha", "Bertrand"] {
        assert!(told.contains(word), "{word} is not in {told}");
    }
    eprintln!("from asking for the exchange to what it brought being told: {ms} ms");
    Ok(())
}

/// One key again and again, until the focus is where this says.
fn press_to(planner: &Planner, pressed: &str, what: &str) -> Result<()> {
    let there = format!("return document.activeElement?.matches({what:?}) ?? false");
    for _ in 0..80 {
        if planner.window.run(&there, &[])? == Value::Bool(true) {
            return Ok(());
        }
        planner.window.keys(pressed)?;
    }
    anyhow::bail!("no such key leads to {what}")
}

fn tab_to(planner: &Planner, what: &str) -> Result<()> {
    press_to(planner, key::TAB, what)
}

/// From the palette to the calendar's week, and a session to the next day: no hand leaves the keys.
#[test]
fn a_session_moves_in_the_calendar_by_keys_alone() -> Result<()> {
    let planner = Planner::open()?;
    let tuesday = monday_of(System.today().0) + 7 + 1;
    let (before, after) = (format_day(tuesday), format_day(tuesday + 1));
    let level = ["cohort", "add", "--level", "DIG-1", "--code", "SEUL", "--holidays"];
    let when = ["--first", &before, "--sessions", "1", "--start", "9:30", "--end", "11:30"];
    planner.laptop.cmd(&[&level[..], &when, &["--venue", "Salle A"]].concat())?;
    planner.window.chord(&[key::CONTROL, "k"])?;
    planner.wait_until("the palette", "return document.activeElement?.role === 'combobox'")?;
    planner.window.keys("SEUL")?;
    planner.wait_until(
        "the group among what fits",
        "return document.querySelector('[role=option][aria-selected=true]')?.innerText
           .includes('SEUL') ?? false",
    )?;
    planner.window.keys(key::ENTER)?;
    planner.window.find("[data-testid=part-weeks]")?;
    tab_to(&planner, "[role=tab][aria-selected=true]")?;
    press_to(&planner, key::RIGHT, "[data-testid=part-weeks]")?;
    planner.window.keys(key::ENTER)?;
    planner.window.find(".calendar")?;
    let shown = "return document.querySelector('.calendar [role=grid] [data-item]') !== null";
    for _ in 0..3 {
        if planner.window.run(shown, &[])? == Value::Bool(true) {
            break;
        }
        let title = "return document.querySelector('.calendar h2').textContent";
        let before = planner.window.run(title, &[])?;
        tab_to(&planner, "[data-turn=after]")?;
        planner.window.keys(key::ENTER)?;
        wait_for("another week", PATIENCE, || {
            let now = planner.window.run(title, &[])?;
            let reading = planner
                .window
                .run("return document.querySelector('.calendar [aria-busy=true]') !== null", &[])?;
            Ok((now != before && reading == Value::Bool(false)).then_some(()))
        })?;
    }
    tab_to(&planner, ".calendar [role=grid] [data-item]")?;
    planner.window.keys("m")?;
    planner.window.keys(key::RIGHT)?;
    planner.picture("calendar-in-the-hand")?;
    planner.window.keys(key::ENTER)?;
    planner.window.find("[data-testid=move]")?;
    tab_to(&planner, "#session-reason")?;
    planner.window.keys("salle en travaux")?;
    planner.window.keys(key::ENTER)?;
    wait_for("the session on its other day", PATIENCE, || {
        let sessions = planner.sessions("SEUL")?;
        let dates: Vec<_> = sessions.iter().map(|one| (&one["date"], &one["state"])).collect();
        Ok(dates.contains(&(&after.as_str().into(), &"planned".into())).then_some(()))
    })?;
    let sessions = planner.sessions("SEUL")?;
    let gone = sessions.iter().find(|one| one["date"] == before.as_str()).unwrap();
    assert_eq!((&gone["state"], &gone["reason"]), (&"moved".into(), &"salle en travaux".into()));
    let there = sessions.iter().find(|one| one["date"] == after.as_str()).unwrap();
    assert_eq!((&there["start"], &there["room"]), (&570.into(), &"Salle A".into()));
    planner.window.assert_alive()
}
