//! Backups of a laptop that are put back, as one would in earnest: made while somebody writes, put back
//! over damage, over a centre that is whole, and on another computer by the printed sheet; killed at any
//! moment of either. What headquarters had acknowledged since comes back from there, what it had not is
//! taken over from the original, and all agree in the end. Five rounds, or `PASSERELLE_DRILLS`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use passerelle_store::Files;
use passerelle_tests::centre::{copy_of, joined, marks, names, pending, session_now};
use passerelle_tests::interrupt::{interrupt, usual_time};
use passerelle_tests::laptop::PIN;
use passerelle_tests::process::{COMMAND_LIMIT, run};
use passerelle_tests::seed::{Chance, count};
use passerelle_tests::{Headquarters, Laptop, open};

const SITE: &str = "Maison de quartier";
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");
/// Rounds of the drill, and kills of each program.
const DRILLS: u64 = 5;
const KILLS: usize = 25;

static STOP: AtomicBool = AtomicBool::new(false);

/// Marks one learner late by more and more minutes until it is told to stop; how often.
fn writer(laptop: &Laptop, session: &str, from: u16) -> JoinHandle<u16> {
    STOP.store(false, Ordering::Release);
    let (folder, session) = (laptop.data().to_owned(), session.to_owned());
    thread::spawn(move || {
        let mut app = open(&folder).unwrap();
        let session = passerelle_app::record_id(&session).unwrap();
        let learner = app.find_learner(session, "#1").unwrap();
        let mut minutes = from;
        while !STOP.load(Ordering::Acquire) || minutes == from {
            minutes += 1;
            app.note(session, learner, &format!("n° {minutes}")).unwrap();
        }
        minutes
    })
}

fn note(laptop: &Laptop, session: &str) -> String {
    let register = laptop.json(&["register", session]).unwrap();
    register["learners"][0]["note"].as_str().unwrap_or_default().to_owned()
}

fn agree(hq: &Headquarters, laptop: &Laptop, when: &str) {
    let held = hq.digest().unwrap();
    for (stream, hash) in laptop.digest().unwrap() {
        assert_eq!(held.get(&stream), Some(&hash), "{stream} {when}");
    }
    assert_eq!(pending(laptop).unwrap(), 0, "{when}");
}

#[test]
fn what_was_written_since_a_backup_comes_back() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let laptop = joined(&hq, hq.url(), SITE, COORDINATOR, "Aïcha").unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    let session = session_now(&laptop).unwrap();
    let files = Files::at(laptop.data());
    let mut written = 0;
    for round in 0..count("PASSERELLE_DRILLS", DRILLS) {
        let at_work = writer(&laptop, &session, written);
        let made = laptop.json(&["backup"]).unwrap();
        assert_eq!(made["verified"], true);
        laptop.cmd(&["verify", made["name"].as_str().unwrap()]).unwrap();
        STOP.store(true, Ordering::Release);
        written = at_work.join().unwrap();
        let exchanged = round % 2 == 0;
        if exchanged {
            laptop.cmd(&["exchange"]).unwrap();
        }
        match round % 3 {
            // The disk forgot the file: only what was acknowledged can come back.
            0 if exchanged => fs::remove_file(files.store()).unwrap(),
            1 => {
                let mut bytes = fs::read(files.store()).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 255;
                fs::write(files.store(), bytes).unwrap();
                let refused = laptop.refused(&["verify"]).unwrap();
                assert!(refused.stderr.contains("abîmé"), "{refused:?}");
            }
            // Somebody puts it back over a centre that is whole.
            _ => {}
        }
        let told = laptop.json(&["restore"]).unwrap();
        assert_eq!(told["done"], false, "nothing is done without --yes");
        let done = laptop.json(&["restore", "--yes"]).unwrap();
        assert_eq!(done["done"], true);
        laptop.cmd(&["verify"]).unwrap();
        laptop.cmd(&["exchange"]).unwrap();
        agree(&hq, &laptop, &format!("round {round}"));
        assert_eq!(note(&laptop, &session), format!("n° {written}"), "round {round}: {done}");
        let looks = laptop.json(&["conflicts"]).unwrap();
        let asks = looks.as_array().unwrap().iter().find(|look| look["kind"] != "notice");
        assert_eq!(asks, None, "nothing was written twice, under two names");
    }
    // A witness that never saw the restored files.
    let witness = joined(&hq, hq.url(), SITE, COORDINATOR, "Bertrand").unwrap();
    witness.cmd(&["exchange"]).unwrap();
    assert_eq!(note(&witness, &session), format!("n° {written}"));
}

#[test]
fn the_printed_sheet_and_a_usb_key_are_enough_on_another_computer() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let laptop = joined(&hq, hq.url(), SITE, COORDINATOR, "Aïcha").unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    let session = session_now(&laptop).unwrap();
    laptop.cmd(&["mark", &session, "#1", "late:7"]).unwrap();
    let name = names(&laptop, &session).unwrap().swap_remove(0);
    let sheet = laptop.json(&["recovery-code"]).unwrap();
    let code = sheet["recovery"].as_str().unwrap().to_owned();
    let key = laptop.folder().join("usb");
    let made = laptop.json(&["backup", "--to", key.to_str().unwrap()]).unwrap();
    let set = made["folder"].as_str().unwrap();
    let other = Laptop::new().unwrap();
    let words = other.phrase();
    other.write_phrase("abolir aborder abriter abroger absence absolu");
    other.refused(&["restore", set, "--yes"]).unwrap();
    assert!(!other.data().join("passerelle.db").exists(), "a PIN alone opens nothing");
    other.write_phrase(&words);
    let by_code = |args: &[&str]| {
        let mut command = other.command(args).unwrap();
        command.env("PASSERELLE_CODE", &code).env_remove("PASSERELLE_PIN");
        run(command, COMMAND_LIMIT).unwrap()
    };
    by_code(&["restore", set, "--yes"]).success().unwrap();
    // In by the same sheet, with a PIN of their own; nobody's name is shown before the first exchange.
    let mut command = other.command(&["recover", "--as", "#1"]).unwrap();
    command.env("PASSERELLE_CODE", &code).env("PASSERELLE_NEW_PIN", PIN);
    let come = run(command, COMMAND_LIMIT);
    let come = come.unwrap().success().unwrap();
    if let Some(words) = come.lines().find(|line| line.split(' ').count() == 6) {
        other.write_phrase(words.trim());
    }
    let register = other.cmd(&["register", &session]).unwrap();
    assert!(!register.contains(&name), "{register}");
    other.cmd(&["exchange"]).unwrap();
    agree(&hq, &other, "on the other computer");
    assert!(other.cmd(&["register", &session]).unwrap().contains(&name));
    // The laptop that was thought lost comes back: both are known, and agree.
    laptop.cmd(&["exchange"]).unwrap();
    other.cmd(&["exchange"]).unwrap();
    assert_eq!(laptop.digest().unwrap(), other.digest().unwrap());
}

#[test]
fn a_backup_or_a_restore_that_is_killed_leaves_what_was_there_or_what_was_asked() {
    let mut chance = Chance::announced("backups killed");
    let laptop = Laptop::new().unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    let session = session_now(&laptop).unwrap();
    laptop.cmd(&["mark", &session, "#1", "late:7"]).unwrap();
    laptop.cmd(&["backup"]).unwrap();
    laptop.cmd(&["mark", &session, "#2", "late:9"]).unwrap();
    for (args, times) in [(&["backup"][..], KILLS), (&["restore", "--yes"], KILLS)] {
        let copy = copy_of(&laptop).unwrap();
        let usual = usual_time(3, || copy.command(args)).unwrap();
        for turn in 0..times {
            let ended = interrupt(laptop.command(args).unwrap(), chance.within(usual)).unwrap();
            assert!(matches!(ended.code, None | Some(0)), "{ended:?}");
            let marks = marks(&laptop, &session).unwrap();
            let late = |minutes: &str| marks.iter().any(|mark| mark.value.ends_with(minutes));
            assert!(late("late:7") && late("late:9"), "{args:?} {turn}: {marks:?}");
            laptop.cmd(&["verify"]).unwrap();
            assert!(!Files::at(laptop.data()).restoring().exists(), "{args:?} {turn}");
        }
        laptop.cmd(args).unwrap();
        laptop.cmd(&["verify", "latest"]).unwrap();
    }
}
