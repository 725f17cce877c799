//! Whether everybody can use the screens, as far as axe-core can tell: run inside the real window, in the
//! engine that people have, over a real centre, in states and not in pages. Each in French, in English
//! and in a mirrored page, light and dark; no violation is let pass. What a tool cannot tell, the order
//! of the focus and the keyboard path, is tried elsewhere.

use std::fs;

use anyhow::Result;
use passerelle_tests::centre::{joined, session_now};
use passerelle_tests::laptop::PIN;
use passerelle_tests::place::SHEET;
use passerelle_tests::webdriver::key;
use passerelle_tests::window::Options;
use passerelle_tests::{Headquarters, Laptop, PATIENCE, Window, axe, wait_for, workspace};

/// How a page looks: its language, its theme, whether it is mirrored.
#[derive(Clone, Copy, Debug)]
struct Looks {
    lang: &'static str,
    theme: &'static str,
    mirrored: bool,
}

const fn looks(lang: &'static str, theme: &'static str, mirrored: bool) -> Looks {
    Looks { lang, theme, mirrored }
}

/// Every state is seen in all of these.
const ALL: [Looks; 6] = [
    looks("fr", "light", false),
    looks("fr", "dark", false),
    looks("en", "light", false),
    looks("en", "dark", false),
    looks("fr", "light", true),
    looks("en", "dark", true),
];

/// A window in which states are looked at, and what was found.
struct Looked {
    window: Window,
    looks: Looks,
    states: usize,
    found: Vec<String>,
}

impl Looked {
    fn open(laptop: &Laptop, looks: Looks, unlock: bool) -> Result<Looked> {
        let (lang, theme) = (looks.lang.to_owned(), looks.theme.to_owned());
        let window = Window::open(laptop, &Options { lang, theme, unlock, ..Options::default() })?;
        axe::install(&window)?;
        if looks.mirrored {
            window.run("document.documentElement.dir = 'rtl'", &[])?;
        }
        Ok(Looked { window, looks, states: 0, found: Vec::new() })
    }

    /// Goes to an address and waits until its screen is painted.
    fn go(&self, hash: &str, screen: &str) -> Result<()> {
        self.window.run("location.hash = arguments[0]", &[hash.into()])?;
        self.painted(screen)
    }

    fn painted(&self, screen: &str) -> Result<()> {
        wait_for(&format!("the screen {screen}"), PATIENCE, || {
            let painted =
                self.window.run("return document.documentElement.dataset.painted", &[])?;
            Ok((painted == screen).then_some(()))
        })
    }

    /// A picture, for whoever asks for them.
    fn picture(&self, state: &str) -> Result<()> {
        let Looks { lang, theme, mirrored } = self.looks;
        if std::env::var_os("PASSERELLE_SHOTS").is_none() {
            return Ok(());
        }
        let side = if mirrored { "-mirrored" } else { "" };
        let state = state.replace([' ', ':'], "-");
        let file = format!("state-{lang}-{theme}{side}-{state}.png");
        self.window.save_picture(&workspace::root().join("shots").join(file))
    }

    /// What axe finds in this state, and whether a mirrored page is wider than the window.
    fn look(&mut self, state: &str) -> Result<()> {
        self.picture(state)?;
        let mut found = axe::violations(&self.window)?;
        let script = "const { scrollWidth, clientWidth } = document.documentElement;
            return scrollWidth > clientWidth ? `wider than the window: ${scrollWidth}` : null";
        let wide = self.window.run(script, &[])?;
        found.extend(wide.as_str().map(str::to_owned));
        self.states += 1;
        let looks = self.looks;
        self.found.extend(found.into_iter().map(|one| format!("{looks:?} {state}: {one}")));
        Ok(())
    }

    fn state(&mut self, state: &str, hash: &str, screen: &str) -> Result<()> {
        self.go(hash, screen)?;
        self.look(state)
    }
}

/// Looks in every language, direction and theme, and fails with all that was found.
fn everywhere(states: impl Fn(Looks) -> Result<Looked>) -> Result<()> {
    let (mut seen, mut found) = (0, Vec::new());
    for looks in ALL {
        let looked = states(looks)?;
        looked.window.assert_alive()?;
        seen += looked.states;
        found.extend(looked.found);
    }
    eprintln!("axe: {seen} states looked at");
    assert!(found.is_empty(), "{} violations\n{}", found.len(), found.join("\n"));
    Ok(())
}

/// A group that is thought out, one that is there with a session about to move, the calendar in its
/// three looks, the places.
fn planning(looked: &mut Looked) -> Result<()> {
    looked.window.click("[data-testid=add-cohort]")?;
    let level = "const field = document.querySelector('#level');
        field.value = [...field.options].at(1).value;
        field.dispatchEvent(new Event('change', { bubbles: true }))";
    looked.window.find("#level")?;
    looked.window.run(level, &[])?;
    looked.window.find("[data-testid=plan-days] [data-fate]")?;
    looked.look("new group")?;
    looked.window.click("[data-testid=give-up]")?;
    looked.window.click("[data-group]")?;
    looked.window.find("[data-testid=sessions-table]")?;
    looked.look("sessions of a group")?;
    looked.window.click("[data-testid=open-pack]")?;
    looked.window.find("[data-testid=pack]")?;
    looked.look("papers of a group")?;
    looked.window.keys(key::ESCAPE)?;
    looked.window.find("[data-testid=sessions-table]")?;
    looked.window.run("[...document.querySelectorAll('[data-session] a')].at(-1).focus()", &[])?;
    looked.window.keys("m")?;
    looked.window.click("[data-testid=move] #end")?;
    looked.window.chord(&[key::CONTROL, "a"])?;
    // Within the hour in which it begins: the demo's day follows the clock, and this runs at any time.
    let later = "const [hour, minute] = document.querySelector('[data-testid=move] #start').value.split(':');
        return `${hour}:${minute === '58' ? '59' : '58'}`";
    let end = looked.window.run(later, &[])?;
    looked.window.keys(end.as_str().unwrap_or_default())?;
    looked.window.find("[data-testid=move] [data-testid=plan-days]")?;
    looked.look("a session about to move")?;
    looked.window.keys(key::ESCAPE)?;
    looked.window.click("[data-testid=part-weeks]")?;
    for (place, look) in [(1, "week"), (2, "month"), (3, "table")] {
        looked.window.click(&format!(".calendar .look button:nth-of-type({place})"))?;
        looked.window.find(&format!("[data-shown={look}]"))?;
        looked.look(&format!("calendar {look}"))?;
    }
    looked.window.click("[data-testid=open-places]")?;
    looked.window.click("[data-testid=add-venue]")?;
    looked.window.find("[data-testid=venue-form]")?;
    looked.look("a place")?;
    looked.go("#/today", "today")?;
    looked.go("#/cohorts", "cohorts")?;
    for (shown, chord) in [("palette", &[key::CONTROL, "k"][..]), ("key-sheet", &["?"])] {
        looked.window.chord(chord)?;
        looked.window.find(&format!("[data-testid={shown}]"))?;
        looked.look(shown)?;
        looked.window.keys(key::ESCAPE)?;
    }
    Ok(())
}

/// Who was sent, who has a seat, who comes, who pays, what is taught.
fn coordination(looked: &mut Looked) -> Result<()> {
    looked.state("referrals", "#/referrals", "referrals")?;
    looked.window.click("[data-card]")?;
    for part in ["positioning", "enrol", "partner"] {
        looked.window.click(&format!("[data-testid=ref-part-{part}]"))?;
        looked.look(&format!("a referral: {part}"))?;
    }
    looked.window.click("[data-testid=ref-close]")?;
    looked.window.click("[data-testid=ref-new]")?;
    looked.window.find("[data-testid=ref-form]")?;
    looked.look("a new referral")?;
    looked.go("#/today", "today")?;
    looked.state("rota", "#/volunteers", "volunteers")?;
    for part in ["people", "hours"] {
        looked.window.click(&format!("[data-testid=volunteers-{part}]"))?;
        let there = if part == "people" { "volunteers-table" } else { "hours" };
        looked.window.find(&format!("[data-testid={there}]"))?;
        looked.look(&format!("volunteers: {part}"))?;
    }
    looked.window.click("[data-testid=volunteers-people]")?;
    looked.window.click(
        "[data-testid=volunteers-table] tbody button, [data-testid=volunteers-table] tbody a",
    )?;
    looked.window.find("[data-testid=volunteer-form]")?;
    looked.look("a volunteer")?;
    looked.state("partners", "#/partners", "partners")?;
    looked.window.click("[data-partner] button")?;
    looked.window.find("[data-testid=contacts]")?;
    looked.look("a partner")?;
    looked.go("#/today", "today")?;
    looked.state("funding", "#/partners/funding", "partners")?;
    looked.go("#/today", "today")?;
    looked.state("catalogue", "#/catalogue", "catalogue")?;
    looked.window.click("[data-level] a")?;
    looked.window.find("[data-testid=level-form]")?;
    looked.look("a level")?;
    looked.go("#/cohorts", "cohorts")?;
    let small = "const group = [...document.querySelectorAll('[data-group]')]
        .find((one) => one.textContent.includes('PETIT'));
        group.click()";
    looked.window.find("[data-group]")?;
    looked.window.run(small, &[])?;
    for (part, there) in [("seating", "seats"), ("volunteers", "rota"), ("funding", "allocation")] {
        looked.window.click(&format!("[data-testid=part-{part}]"))?;
        looked.window.find(&format!("[data-testid={there}]"))?;
        looked.look(&format!("a group: {part}"))?;
    }
    Ok(())
}

#[test]
fn a_centre_that_is_coordinated() -> Result<()> {
    let laptop = Laptop::new()?;
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"])?;
    laptop.cmd(&["demo", "--ordinary"])?;
    passerelle_tests::coordination::fill(&laptop)?;
    everywhere(|looks| {
        let mut looked = Looked::open(&laptop, looks, true)?;
        coordination(&mut looked)?;
        Ok(looked)
    })
}

#[test]
fn an_empty_centre() -> Result<()> {
    let laptop = Laptop::new()?;
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"])?;
    let nobody = Laptop::new()?;
    everywhere(|looks| {
        let mut first = Looked::open(&nobody, looks, false)?;
        first.painted("first-run")?;
        first.look("first run")?;
        let mut looked = Looked::open(&laptop, looks, false)?;
        looked.painted("lock")?;
        looked.look("locked")?;
        if looked.window.find_now("[data-testid=phrase]")?.is_some() {
            looked.window.fill("[data-testid=phrase]", "not the words at all")?;
            looked.window.keys(key::ENTER)?;
            looked.look("wrong words")?;
            let words = "document.querySelector('[data-testid=phrase]').select()";
            looked.window.run(words, &[])?;
        }
        looked.window.unlock(&laptop)?;
        looked.state("nothing today", "#/today", "today")?;
        looked.state("no group", "#/cohorts", "cohorts")?;
        looked.state("nobody but me", "#/people", "people")?;
        looked.state("no headquarters", "#/exchange", "exchange")?;
        looked.state("settings", "#/settings", "settings")?;
        looked.states += first.states;
        looked.found.extend(first.found);
        Ok(looked)
    })
}

#[test]
fn a_full_centre_that_signs_and_closes() -> Result<()> {
    let laptop = Laptop::new()?;
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"])?;
    laptop.cmd(&["demo", "--ordinary"])?;
    let session = session_now(&laptop)?;
    laptop.cmd(&["mark", &session, "#1", "late:15"])?;
    laptop.cmd(&["witness", &session, "#1", "--because", "main bandée"])?;
    laptop.cmd(&["mark", &session, "#1", "late:20"])?;
    laptop.cmd(&["mark", &session, "#2", "absent"])?;
    laptop.cmd(&["mark", &session, "#3", "present"])?;
    let sheet = laptop.folder().join("sheet.jpg");
    fs::write(&sheet, SHEET)?;
    laptop.cmd(&["photo", "add", &session, &sheet.display().to_string()])?;
    everywhere(|looks| {
        let mut looked = Looked::open(&laptop, looks, true)?;
        looked.state("today", "#/today", "today")?;
        looked.state("people", "#/people", "people")?;
        looked.state("groups", "#/cohorts", "cohorts")?;
        planning(&mut looked)?;
        looked.window.click("tr[data-cohort]:last-child button.link")?;
        looked.window.find("[data-testid=weeks]")?;
        looked.look("attendance of a group")?;
        looked.state("history", &format!("#/history/session/{session}"), "history")?;
        looked.state("register", &format!("#/register/{session}"), "register")?;
        looked.window.chord(&[key::CONTROL, key::ENTER])?;
        looked.window.find("[data-missing=unsigned]")?;
        looked.look("closing")?;
        // Not without a reason: what stopped it is said.
        looked.window.click("[data-testid=close]")?;
        looked.window.find("[data-testid=closing-stopped]")?;
        looked.look("closing refused")?;
        looked.window.click("[data-testid=closing-back]")?;
        photographs(&mut looked)?;
        signs(&mut looked)?;
        Ok(looked)
    })
}

/// Photographs of the paper sheet: the list, one that is seen, one that is about to go.
fn photographs(looked: &mut Looked) -> Result<()> {
    looked.window.find("[data-testid=register-grid]")?;
    looked.window.click("[data-testid=more]")?;
    looked.window.click("[data-testid=photos-open]")?;
    looked.window.find("[data-photo]")?;
    looked.look("photographs")?;
    looked.window.click("[data-testid=photo-see]")?;
    wait_for("the picture", PATIENCE, || {
        let script = "const picture = document.querySelector('[data-testid=photo-picture]');
            return !!picture && picture.complete && picture.naturalWidth > 0";
        Ok((looked.window.run(script, &[])? == true).then_some(()))
    })?;
    looked.look("photograph seen")?;
    looked.window.click("[data-testid=photo-back]")?;
    looked.window.click("[data-testid=photo-remove]")?;
    looked.window.find("[data-testid=photo-why]")?;
    looked.look("photograph about to go")?;
    looked.window.click("[data-testid=photo-remove-back]")?;
    looked.window.click("[data-testid=photos-back]")?;
    looked.window.find("[data-testid=register-grid]")?;
    Ok(())
}

/// Sign mode: tiles, the pad, pictures, a wrong PIN on the way out.
fn signs(looked: &mut Looked) -> Result<()> {
    let window = &looked.window;
    window.find("[data-testid=register-grid]")?;
    window.click("[data-cell=sign]")?;
    looked.painted("sign")?;
    looked.look("sign: pad")?;
    looked.window.click("[data-way=pictures]")?;
    looked.window.find("[data-picture]")?;
    looked.look("sign: pictures")?;
    looked.window.click("[data-do=back]")?;
    looked.look("sign: tiles")?;
    looked.window.click("[data-do=leave]")?;
    looked.window.fill("[data-testid=pin]", "111111")?;
    looked.window.wait_text("[data-testid=pin-error]", "PIN")?;
    looked.look("sign: wrong PIN")?;
    // A wrong one makes the next wait.
    wait_for("the way out", PATIENCE, || {
        if looked.window.find_now("[data-testid=pin]")?.is_none() {
            return Ok(Some(()));
        }
        looked.window.run("document.querySelector('[data-testid=pin]').select()", &[])?;
        looked.window.fill("[data-testid=pin]", PIN)?;
        std::thread::park_timeout(std::time::Duration::from_millis(700));
        Ok(None)
    })
}

#[test]
fn a_laptop_that_hears_no_headquarters() -> Result<()> {
    let mut hq = Headquarters::start(&["Bègles"])?;
    let laptop = joined(&hq, hq.url(), "Bègles", ("coordinator", "coordinator"), "Inès")?;
    laptop.cmd(&["demo", "--ordinary"])?;
    laptop.cmd(&["exchange"])?;
    hq.stop()?;
    let session = session_now(&laptop)?;
    laptop.cmd(&["mark", &session, "#1", "present"])?;
    laptop.run(&["exchange"])?;
    everywhere(|looks| {
        let mut looked = Looked::open(&laptop, looks, true)?;
        looked.state("offline", "#/exchange", "exchange")?;
        looked.state("offline register", &format!("#/register/{session}"), "register")?;
        Ok(looked)
    })
}

#[test]
fn a_planted_violation_is_found() -> Result<()> {
    let laptop = Laptop::new()?;
    let mut looked = Looked::open(&laptop, ALL[0], false)?;
    looked.painted("first-run")?;
    let script = "const spoilt = document.querySelector('main, body').appendChild(
            document.createElement('section'));
        spoilt.append(document.createElement('button'), document.createElement('p'));
        spoilt.lastChild.textContent = 'on ne me lit pas';
        Object.assign(spoilt.lastChild.style, { color: '#888', background: '#999' });";
    looked.window.run(script, &[])?;
    looked.look("spoilt")?;
    let rules = ["button-name", "color-contrast"];
    let found = |rule: &str| looked.found.iter().any(|one| one.contains(rule));
    assert!(rules.into_iter().all(found), "{:?}", looked.found);
    Ok(())
}
