//! The real window: a question that two laptops made, settled with one key and taken back; a place
//! given twice, told in words; a first contact that shows how far it is and can be worked in. Pictures
//! are written to `shots/`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use anyhow::{Context, Result, ensure};
use passerelle_app::{Surroundings, System};
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::{RecordId, RecordRef, Stream, Value, kinds};
use passerelle_store::{Act, Author, Draft, Gesture, StoreError};
use passerelle_sync::identity::Key;
use passerelle_sync::sealed::{ChainHash, NoNames, seal};
use passerelle_sync::{DeviceId, Hlc, Op};
use passerelle_tests::centre::{array, joined, names, session_now, shown};
use passerelle_tests::proxy::{Proxy, Way};
use passerelle_tests::webdriver::key;
use passerelle_tests::window::{Options, Window};
use passerelle_tests::{Headquarters, Laptop, PATIENCE, wait_for, workspace};
use serde_json::Value as Json;
use std::path::PathBuf;
use std::time::Duration;
use uuid::Uuid;

const SITE: &str = "Bègles";
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");
/// The window's own schedule.
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

fn questions(laptop: &Laptop) -> Result<Vec<Json>> {
    Ok(array(&laptop.json(&["conflicts"])?)?.clone())
}

/// Two laptops of one centre that have marked one learner differently, and heard of each other.
fn two_answers() -> Result<(Headquarters, Laptop, Laptop, String)> {
    let headquarters = Headquarters::start(&[SITE])?;
    let a = joined(&headquarters, headquarters.url(), SITE, COORDINATOR, "Inès")?;
    a.cmd(&["demo", "--ordinary"])?;
    a.cmd(&["exchange"])?;
    let b = joined(&headquarters, headquarters.url(), SITE, COORDINATOR, "Karim")?;
    b.cmd(&["exchange"])?;
    a.cmd(&["exchange"])?;
    a.cmd(&["mark", "now", "#3", "present"])?;
    b.cmd(&["mark", "now", "#3", "late:15"])?;
    for laptop in [&a, &b, &a] {
        laptop.cmd(&["exchange"])?;
    }
    let session = session_now(&a)?;
    let name = names(&a, &session)?.remove(2);
    Ok((headquarters, a, b, name))
}

fn status_of(laptop: &Laptop, name: &str) -> Result<Option<String>> {
    Ok(shown(laptop, &session_now(laptop)?)?.remove(name))
}

#[test]
fn a_question_is_settled_with_one_key_and_taken_back() -> Result<()> {
    let (_headquarters, a, b, name) = two_answers()?;
    assert_eq!(questions(&a)?.len(), 1);
    for (lang, theme) in [("fr", "light"), ("en", "dark")] {
        let window = Window::open(&a, &options(lang, theme))?;
        painted(&window, "today")?;
        window.save_picture(&shot(&format!("look-{lang}-{theme}-0-today")))?;
        window.click("[data-testid=status-look]")?;
        painted(&window, "exchange")?;
        let focused = window.active()?;
        let focused = window.attribute(&focused, "data-testid")?;
        assert_eq!(focused.as_deref(), Some("looks"), "the card takes the keys");
        let card = window.text("[data-testid=looks]")?;
        for word in [name.as_str(), "Inès", "Karim", "15"] {
            assert!(card.contains(word), "{word} is not in {card:?}");
        }
        window.save_picture(&shot(&format!("look-{lang}-{theme}-1-question")))?;
        window.keys("2")?;
        wait_for("the question to be settled", PATIENCE, || {
            Ok(questions(&a)?.is_empty().then_some(()))
        })?;
        window.find("[data-testid=look-none]")?;
        window.save_picture(&shot(&format!("look-{lang}-{theme}-2-settled")))?;
        assert_eq!(status_of(&a, &name)?.as_deref(), Some("present late:15"));
        window.chord(&[key::CONTROL, "z"])?;
        wait_for("both answers to be back", PATIENCE, || {
            Ok((questions(&a)?.len() == 1).then_some(()))
        })?;
        window.find("[data-testid=look-side]")?;
    }
    // Settled for good, it is settled on the other laptop too.
    a.cmd(&["resolve", "#1", "1"])?;
    for laptop in [&a, &b] {
        laptop.cmd(&["exchange"])?;
    }
    assert!(questions(&b)?.is_empty());
    assert_eq!(status_of(&b, &name)?.as_deref(), Some("present"));
    Ok(())
}

/// A segment that claims to be of a computer that nobody certified.
fn forged(laptop: &Laptop) -> Result<()> {
    let mut app = laptop.open()?;
    let site = app.view().site_id()?.context("no centre")?;
    let (device, key) = (DeviceId(Uuid::from_u128(0xabcd)), Key::from_seed([5; 32]));
    let op = Op {
        hlc: Hlc::at(1),
        actor: app.view().actor()?,
        kind: kinds::LEARNER.id,
        record: RecordRef::Own(RecordId(Uuid::from_u128(3))),
        writes: Vec::new(),
    };
    let stream = Stream::Site(site);
    let segment = seal(stream, device, 1, &[op], &ChainHash::START, &key, &NoNames)?;
    let received = app.store().receive(&[segment], System.now_ms())?;
    ensure!(received.refused.len() == 1, "it was believed: {received:?}");
    Ok(())
}

#[test]
fn questions_of_one_kind_are_answered_at_once_and_what_is_kept_apart_is_listed() -> Result<()> {
    let (_headquarters, a, b, _) = two_answers()?;
    a.cmd(&["mark", "now", "#4", "present"])?;
    b.cmd(&["mark", "now", "#4", "absent"])?;
    for laptop in [&a, &b, &a] {
        laptop.cmd(&["exchange"])?;
    }
    forged(&a)?;
    assert_eq!(questions(&a)?.len(), 2);
    for (lang, theme) in [("fr", "light"), ("en", "dark")] {
        let window = Window::open(&a, &options(lang, theme))?;
        painted(&window, "today")?;
        window.click("[data-testid=status-look]")?;
        painted(&window, "exchange")?;
        window.find("[data-testid=look-latest]")?;
        let apart = window.text("ul.apart")?;
        assert!(apart.contains("PC-ABCD") && apart.contains("segment.not_certified"), "{apart}");
        window.save_picture(&shot(&format!("look-{lang}-{theme}-3-alike-and-apart")))?;
        window.keys("a")?;
        wait_for("both questions to be settled", PATIENCE, || {
            Ok(questions(&a)?.is_empty().then_some(()))
        })?;
        window.find("[data-testid=look-none]")?;
        window.chord(&[key::CONTROL, "z"])?;
        wait_for("both to be back", PATIENCE, || Ok((questions(&a)?.len() == 2).then_some(())))?;
    }
    Ok(())
}

/// A centre of so many classes that a new laptop receives its newest part first.
fn large_centre(laptop: &Laptop) -> Result<()> {
    const SESSIONS: usize = 1_050;
    let mut app = laptop.open()?;
    let actor = app.view().actor()?;
    let (today, now_ms) = (System.today().0, 1_700_000_000_000);
    let id = |n: usize| RecordId(Uuid::from_u128((1 << 100) + n as u128));
    let people = app.people()?.into_iter().filter(|person| !person.is_volunteer).take(10);
    let people: Vec<_> =
        people.map(|person| passerelle_app::record_id(&person.id)).collect::<Result<_, _>>()?;
    let cohort = passerelle_app::record_id(&app.cohorts()?[0].id)?;
    for number in 0..SESSIONS {
        let day = Value::Int(i64::from(today) - 2 - number as i64);
        let slot = Value::List(vec![day, Value::Int(840), Value::Int(960)]);
        let values = vec![("slot", slot), ("cohort", Value::Ref(cohort.0))];
        let session = id(number);
        let mut drafts = vec![Draft::new(&kinds::SESSION, RecordRef::Own(session), values)];
        for round in 0..2 {
            for (seat, learner) in people.iter().enumerate() {
                let minutes = u16::try_from(1 + (seat + round + number) % 50)?;
                let mark = Mark { late: Some(minutes), ..Mark::plain(Status::Present) };
                let record = RecordRef::Derived(vec![session, *learner]);
                let values = vec![("mark", mark.to_value())];
                drafts.push(Draft::new(&kinds::ATTENDANCE, record, values));
            }
        }
        let gesture = Gesture { label: String::new(), act: Act::Settle, drafts };
        let author = Author { actor, now_ms, chance: [3; 32] };
        app.store().write::<StoreError>(author, |_| Ok(gesture))?;
        if number % 100 == 99 {
            app.store().seal()?;
        }
    }
    Ok(())
}

#[test]
fn a_first_contact_shows_how_far_it_is_and_can_be_worked_in() -> Result<()> {
    let headquarters = Headquarters::start(&[SITE])?;
    let a = joined(&headquarters, headquarters.url(), SITE, COORDINATOR, "Inès")?;
    a.cmd(&["demo", "--ordinary"])?;
    large_centre(&a)?;
    a.cmd(&["exchange"])?;
    for (lang, theme, name) in [("fr", "light", "Karim"), ("en", "dark", "Chloé")] {
        first_contact(&headquarters, &a, name, (lang, theme))?;
    }
    Ok(())
}

fn first_contact(
    headquarters: &Headquarters,
    a: &Laptop,
    name: &str,
    (lang, theme): (&str, &str),
) -> Result<()> {
    let picture = |step: &str| shot(&format!("first-contact-{lang}-{theme}-{step}"));
    let proxy = Proxy::start(headquarters.url())?;
    let fresh = joined(headquarters, &proxy.url(), SITE, COORDINATOR, name)?;
    // The line stops within the snapshot, then within what follows it.
    proxy.hold_after(Way::Down, 6_000);
    let window = Window::open(&fresh, &options(lang, theme))?;
    proxy.wait_held()?;
    let bar = window.find("[data-testid=arrival]")?;
    assert_eq!(window.attribute(&bar, "data-stage")?.as_deref(), Some("start"));
    window.save_picture(&picture("1-start"))?;
    let whole = total_down(headquarters)?;
    proxy.hold_after(Way::Down, whole * 3 / 4);
    proxy.wait_held()?;
    wait_for("the second stage", BY_ITSELF, || {
        let Some(bar) = window.find_now("[data-testid=arrival]")? else { return Ok(None) };
        Ok((window.attribute(&bar, "data-stage")?.as_deref() == Some("rest")).then_some(()))
    })?;
    window.save_picture(&picture("2-rest"))?;
    // Work goes on meanwhile.
    fresh.cmd(&["mark", "now", "#1", "present"])?;
    proxy.pass();
    wait_for("the rest", BY_ITSELF, || {
        fresh.cmd(&["exchange"])?;
        a.cmd(&["exchange"])?;
        Ok((fresh.digest()? == a.digest()?).then_some(()))
    })?;
    let session = session_now(a)?;
    ensure!(shown(a, &session)?.values().any(|mark| mark == "present"), "the mark arrived");
    window.save_picture(&picture("3-whole"))?;
    Ok(())
}

/// Bytes that a first contact carries down, measured on a laptop that nobody looks at.
fn total_down(headquarters: &Headquarters) -> Result<u64> {
    let proxy = Proxy::start(headquarters.url())?;
    let measured = joined(headquarters, &proxy.url(), SITE, COORDINATOR, "Mesure")?;
    proxy.pass();
    measured.cmd(&["exchange"]).context("a first contact")?;
    Ok(proxy.carried().1)
}
