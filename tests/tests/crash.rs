//! `kill -9` at any moment of marking, importing, founding and exchanging: what was acknowledged is
//! there, what was not is there whole or not at all, and the centre opens again at once. A killed
//! program leaves its writes to the system, so that this says nothing of power cuts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

use passerelle_domain::RecordId;
use passerelle_store::{Files, create_encrypted};
use passerelle_tests::centre::{
    MarkLine, array, copy_of, device, joined, marks, names, pending, session_now, shown,
};
use passerelle_tests::desk::{KEY, SESSION};
use passerelle_tests::interrupt::{interrupt, usual_time};
use passerelle_tests::laptop::put_book;
use passerelle_tests::process::Ended;
use passerelle_tests::schema_1::{self, MARKS as OLD_MARKS, late, learner};
use passerelle_tests::seed::Chance;
use passerelle_tests::{Headquarters, Laptop, PATIENCE};
use serde_json::Value;
use uuid::Uuid;

/// Marks killed while they are made.
const MARKS: usize = 200;
/// Marks and signatures killed while they are made.
const SIGNED: usize = 60;
/// Kills of everything else.
const KILLS: usize = 25;
/// Rows of the imported file.
const ROWS: usize = 300;
/// Opening again takes less.
const REOPEN_MAX: Duration = Duration::from_secs(2);
/// Marks are killed up to this long after their start, or longer on a slower machine.
const MARK_DELAY: Duration = Duration::from_millis(12);

/// What the kills of a test came to.
#[derive(Debug, Default)]
struct Tally {
    killed: usize,
    acknowledged: usize,
    /// Not acknowledged, and there.
    kept: usize,
    slowest: Duration,
}

impl Tally {
    /// Asks the centre something, as the first thing after a kill.
    fn reopen(&mut self, laptop: &Laptop, args: &[&str]) -> Ended {
        let start = Instant::now();
        let ended = laptop.run(args).unwrap();
        self.slowest = self.slowest.max(start.elapsed());
        ended
    }

    /// Counts how a program ended, and says whether it had acknowledged what it did.
    fn count(&mut self, ended: &Ended) -> bool {
        let whole =
            ended.stdout.ends_with('\n') && serde_json::from_str::<Value>(&ended.stdout).is_ok();
        let acknowledged = whole || ended.code == Some(0);
        assert!(matches!(ended.code, None | Some(0)), "it was not killed: {ended:?}");
        self.killed += usize::from(ended.code.is_none());
        self.acknowledged += usize::from(acknowledged);
        acknowledged
    }

    fn finish(&self, what: &str, times: usize) {
        eprintln!("{what}: {times} times, {self:?}");
        assert!(self.slowest < REOPEN_MAX, "{:?} to open again", self.slowest);
        assert!(self.killed >= times / 20, "only {} of {times} were killed", self.killed);
    }
}

#[test]
fn no_acknowledged_mark_is_lost() {
    let mut chance = Chance::announced("marks killed");
    let laptop = Laptop::new().unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    let session = session_now(&laptop).unwrap();
    let names = names(&laptop, &session).unwrap();
    let device = device(&laptop).unwrap();
    let mark = |learner: usize, minutes: usize| {
        let (row, late) = (format!("#{}", learner + 1), format!("late:{minutes}"));
        laptop.command(&["mark", &session, &row, &late, "--json"])
    };
    // Each with other minutes: the same mark twice writes nothing.
    let minutes = Cell::new(100);
    let usual = usual_time(5, || mark(0, minutes.replace(minutes.get() + 1))).unwrap();
    let limit = MARK_DELAY.max(usual * 5 / 4);
    let mut expected = marks(&laptop, &session).unwrap();
    assert_eq!(expected.len(), 5);
    let before = pending(&laptop).unwrap() - 5;
    let mut tally = Tally::default();
    for turn in 0..MARKS {
        let (learner, minutes) = (turn % names.len(), 1 + turn / names.len());
        let earlier = shown(&laptop, &session).unwrap();
        // Now and then it is left alone, for a machine too busy to be ever faster than the killer.
        let delay = if turn % 10 == 9 { PATIENCE } else { chance.within(limit) };
        let ended = interrupt(mark(learner, minutes).unwrap(), delay).unwrap();
        let acknowledged = tally.count(&ended);
        let reopened = tally.reopen(&laptop, &["register", &session, "--json"]);
        reopened.success().unwrap();
        let line = MarkLine {
            device: device.clone(),
            about: names[learner].clone(),
            value: format!("present late:{minutes}"),
        };
        let mut wanted = earlier.clone();
        wanted.insert(line.about.clone(), line.value.clone());
        let now = shown(&laptop, &session).unwrap();
        assert!(now == wanted || (!acknowledged && now == earlier), "mark {turn}: {now:?}");
        if now == wanted {
            tally.kept += usize::from(!acknowledged);
            expected.push(line);
        }
        assert_eq!(pending(&laptop).unwrap(), before + expected.len() as u64, "mark {turn}");
        if turn % 10 == 9 {
            expected.sort();
            assert_eq!(marks(&laptop, &session).unwrap(), expected, "mark {turn}");
        }
    }
    tally.finish(&format!("marks killed within {limit:?}"), MARKS);
    assert!(tally.acknowledged >= MARKS / 10, "some were left alone");
    check_folds_alike(&laptop);
}

/// Headquarters folds what survived into the same state: ops and projection agree.
fn check_folds_alike(laptop: &Laptop) {
    let hq = Headquarters::start(&[]).unwrap();
    let adopt = ["code", "--adopt", "--grant", "coordinator", "--role", "coordinator"];
    let code = hq.cmd(&adopt).unwrap();
    laptop.cmd(&["join", "--hq", hq.url(), "--code", code.trim()]).unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    assert_eq!(pending(laptop).unwrap(), 0);
    let held = hq.digest().unwrap();
    for (stream, hash) in laptop.digest().unwrap() {
        assert_eq!(held.get(&stream), Some(&hash), "{stream}");
    }
}

/// Kills of register work with signatures, or as many as a longer run asks for.
fn signed_kills() -> usize {
    let asked = std::env::var("PASSERELLE_KILLS").ok().and_then(|text| text.parse().ok());
    asked.unwrap_or(SIGNED)
}

/// What the register shows: each learner's minutes late, and whether they have signed that.
fn signed(laptop: &Laptop, session: &str) -> Vec<(Option<u64>, bool)> {
    let register = laptop.json(&["register", session]).unwrap();
    let row = |row: &Value| (row["mark"]["late"].as_u64(), row["signed"][0]["state"] == "signed");
    array(&register["learners"]).unwrap().iter().map(row).collect()
}

#[test]
fn no_acknowledged_signature_is_lost_and_no_chain_is_broken() {
    let mut chance = Chance::announced("signatures killed");
    let laptop = Laptop::new().unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    let session = session_now(&laptop).unwrap();
    let (count, kills) = (names(&laptop, &session).unwrap().len(), signed_kills());
    let late = Cell::new(0);
    let mark = |learner: usize| {
        late.set(late.get() % 100 + 1);
        let (row, late) = (format!("#{}", learner + 1), format!("late:{}", late.get()));
        laptop.command(&["mark", &session, &row, &late, "--json"])
    };
    let witness = |learner: usize, turn: usize| {
        let (row, why) = (format!("#{}", learner + 1), format!("main bandée {turn}"));
        laptop.command(&["witness", &session, &row, "--because", &why, "--json"])
    };
    let usual = usual_time(5, || mark(0)).unwrap();
    let limit = MARK_DELAY.max(usual * 5 / 4);
    let mut tally = Tally::default();
    // What was signed once stands again when a mark comes back to it: signatures are never taken away.
    let mut ever = BTreeSet::new();
    for turn in 0..kills {
        let (learner, before) = (turn / 2 % count, signed(&laptop, &session));
        // A line that is signed as it stands is not signed again: it is marked anew.
        let signs = turn % 2 == 1 && before[learner].0.is_some() && !before[learner].1;
        let asked = if signs { witness(learner, turn) } else { mark(learner) };
        let delay = if turn % 7 == 6 { PATIENCE } else { chance.within(limit) };
        let ended = interrupt(asked.unwrap(), delay).unwrap();
        let acknowledged = tally.count(&ended);
        let now = signed(&laptop, &session);
        let mut wanted = before.clone();
        wanted[learner] = match signs {
            true => (before[learner].0, true),
            false => (Some(late.get()), ever.contains(&(learner, Some(late.get())))),
        };
        assert!(now == wanted || (!acknowledged && now == before), "kill {turn}: {now:?}");
        tally.kept += usize::from(now == wanted && !acknowledged);
        ever.extend(now[learner].1.then_some((learner, now[learner].0)));
    }
    tally.finish(&format!("signatures killed within {limit:?}"), kills);
    let app = laptop.open().unwrap();
    let of = session.parse().map(RecordId).unwrap();
    assert!(app.view().suspects(of).unwrap().is_empty());
    drop(app);
    check_folds_alike(&laptop);
}

#[test]
fn an_import_is_there_whole_or_not_at_all() {
    let mut chance = Chance::announced("imports killed");
    let template = Laptop::new().unwrap();
    template.cmd(&["init", "--name", "Centre", "--person", "Aïcha"]).unwrap();
    let add = [
        "cohort",
        "add",
        "--level",
        "DIG-1",
        "--code",
        "GROUPE",
        "--sessions",
        "2",
        "--capacity",
        "400",
    ];
    template.cmd(&add).unwrap();
    let rows = (0..ROWS).map(|row| format!("Prénom{row};Nom{row};06 00 00 {row:04}\n"));
    let text = "Prénom;Nom;Téléphone\n".to_owned() + &rows.collect::<String>();
    let file = template.folder().join("people.csv");
    fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let import = ["import", "learners", file, "--cohort", "GROUPE", "--json"];
    let learners = |laptop: &Laptop| {
        let cohorts = laptop.json(&["cohort", "list"]).unwrap();
        usize::try_from(cohorts[0]["learners"].as_u64().unwrap()).unwrap()
    };
    let measured = [copy_of(&template).unwrap(), copy_of(&template).unwrap()];
    let spans =
        measured.each_ref().map(|laptop| usual_time(1, || laptop.command(&import)).unwrap());
    let limit = spans[0].max(spans[1]) * 5 / 4;
    let mut tally = Tally::default();
    for turn in 0..KILLS {
        let laptop = copy_of(&template).unwrap();
        let before = pending(&laptop).unwrap();
        let ended = interrupt(laptop.command(&import).unwrap(), chance.within(limit)).unwrap();
        let acknowledged = tally.count(&ended);
        tally.reopen(&laptop, &["cohort", "list", "--json"]).success().unwrap();
        let there = learners(&laptop);
        assert!(there == ROWS || (there == 0 && !acknowledged), "import {turn}: {there}");
        // A learner, an enrolment and its seat for each row; then, in the private file, a telephone
        // number: whole or not at all too, and made whole by the same import.
        let written = || (pending(&laptop).unwrap() - before) as usize;
        let cut_between = written() == 3 * there && !acknowledged;
        assert!(written() == 4 * there || cut_between, "import {turn}: {}", written());
        tally.kept += usize::from(there == ROWS && !acknowledged);
        laptop.cmd(&import).unwrap();
        assert_eq!((learners(&laptop), written()), (ROWS, 4 * ROWS), "import {turn}, again");
    }
    tally.finish(&format!("imports killed within {limit:?}"), KILLS);
}

#[test]
fn a_centre_is_founded_whole_or_not_at_all() {
    let init = ["init", "--name", "Centre", "--person", "Aïcha", "--json"];
    let whole = |laptop: &Laptop| {
        let status = laptop.json(&["status"]).unwrap();
        let (centre, person) = (&status["centre"], &status["status"]["person"]);
        assert_eq!((centre.as_str(), person.as_str()), (Some("Centre"), Some("Aïcha")));
        let add = ["cohort", "add", "--level", "DIG-1"];
        laptop.cmd(&add).unwrap();
    };
    founded("init killed", &init, whole);
}

#[test]
fn a_foundation_interrupted_at_its_very_end_is_made_again() {
    let init = ["init", "--name", "Centre", "--person", "Aïcha"];
    let hq = Headquarters::start(&["Centre"]).unwrap();
    let code = hq.code("Centre", "coordinator", "coordinator").unwrap();
    let join = ["join", "--hq", hq.url(), "--code", &code];
    // The book is kept, then the file takes its name; before that, each is written under another.
    for again in [&init[..], &join] {
        let laptop = Laptop::new().unwrap();
        laptop.cmd(&init).unwrap();
        let at = |name: &str| laptop.data().join(name);
        let book = fs::read(at("people.keys")).unwrap();
        fs::rename(at("passerelle.db"), at("passerelle.db.new")).unwrap();
        // The private file is made once the other stands.
        fs::remove_file(at("private.db")).unwrap();
        fs::write(at("people.keys.new"), "12").unwrap();
        laptop.cmd(again).unwrap();
        laptop.cmd(&["cohort", "list"]).unwrap();
        assert!(fs::read(at("people.keys")).unwrap() != book, "the book of a file that never was");
    }
}

#[test]
fn the_demo_is_made_whole_or_not_at_all() {
    let reference = Laptop::new().unwrap();
    reference.cmd(&["demo"]).unwrap();
    let expected = attendance(&reference);
    assert_eq!(expected.len(), 1 + 60 + 22, "the heading, six weeks of ten, four of six less two");
    founded("demo killed", &["demo", "--json"], |laptop| {
        let found = attendance(laptop);
        assert!(found == expected, "{} of {} lines", found.len(), expected.len());
    });
}

/// The marks of every session, without ids and times, sorted. What is not marked yet depends on the
/// time of day.
fn attendance(laptop: &Laptop) -> Vec<String> {
    let table = laptop.cmd(&["export", "attendance"]).unwrap();
    let cells = |line: &str| {
        let cells: Vec<_> = line.split(';').collect();
        [cells[3], cells[7], cells[8], cells[10], cells[11], cells[12]].join(";")
    };
    let marked = table.lines().filter(|line| !line.contains(";unmarked;"));
    let mut lines: Vec<_> = marked.map(cells).collect();
    lines.sort();
    lines
}

/// Kills a foundation; then there is nothing, and it is made again, or it is whole.
fn founded(what: &str, args: &[&str], whole: impl Fn(&Laptop)) {
    let mut chance = Chance::announced(what);
    let span = |_| {
        let laptop = Laptop::new().unwrap();
        usual_time(1, || laptop.command(args)).unwrap()
    };
    let limit = (0..3).map(span).max().unwrap() * 5 / 4;
    let mut tally = Tally::default();
    for _ in 0..KILLS {
        let laptop = Laptop::new().unwrap();
        let ended = interrupt(laptop.command(args).unwrap(), chance.within(limit)).unwrap();
        let acknowledged = tally.count(&ended);
        let reopened = tally.reopen(&laptop, &["status"]);
        if reopened.code != Some(0) {
            assert!(!acknowledged, "it said that it was done: {reopened:?}");
            assert_eq!(reopened.code, Some(4), "{reopened:?}");
            assert_eq!(reopened.stderr.lines().last(), Some("[store.missing]"));
            laptop.cmd(args).unwrap();
        } else {
            tally.kept += usize::from(!acknowledged);
        }
        whole(&laptop);
    }
    tally.finish(&format!("{what} within {limit:?}"), KILLS);
}

#[test]
fn an_exchange_killed_loses_nothing() {
    let mut chance = Chance::announced("exchanges killed");
    let hq = Headquarters::start(&["Centre"]).unwrap();
    let join =
        |name| joined(&hq, hq.url(), "Centre", ("coordinator", "coordinator"), name).unwrap();
    let (a, b) = (join("Aïcha"), join("Bertrand"));
    a.cmd(&["demo", "--ordinary"]).unwrap();
    a.cmd(&["exchange"]).unwrap();
    b.cmd(&["exchange"]).unwrap();
    let session = session_now(&a).unwrap();
    let limit = usual_time(3, || a.command(&["exchange"])).unwrap() * 5 / 4;
    let mut tally = Tally::default();
    for turn in 1..=KILLS {
        let late = format!("late:{turn}");
        a.cmd(&["mark", &session, "#1", &late]).unwrap();
        b.cmd(&["mark", &session, "#2", &late]).unwrap();
        b.cmd(&["exchange"]).unwrap();
        let exchange = a.command(&["exchange", "--json"]).unwrap();
        let acknowledged = tally.count(&interrupt(exchange, chance.within(limit)).unwrap());
        let reopened = tally.reopen(&a, &["status", "--json"]).success().unwrap();
        let status: Value = serde_json::from_str(&reopened).unwrap();
        let waiting = status["status"]["pending"].as_u64().unwrap();
        assert!(waiting == 0 || !acknowledged, "exchange {turn}: {waiting} wait");
        b.cmd(&["exchange"]).unwrap();
        let there =
            marks(&b, &session).unwrap().iter().filter(|line| line.value.ends_with(&late)).count();
        assert!(there == 2 || waiting == 1, "exchange {turn}: said to be received, and is not");
        tally.kept += usize::from(there == 2 && !acknowledged);
        a.cmd(&["exchange"]).unwrap();
        b.cmd(&["exchange"]).unwrap();
        assert_eq!(a.digest().unwrap(), b.digest().unwrap(), "exchange {turn}");
    }
    tally.finish(&format!("exchanges killed within {limit:?}"), KILLS);
    let all = marks(&a, &session).unwrap();
    assert_eq!(all.len(), 2 * KILLS);
    assert_eq!(marks(&b, &session).unwrap(), all);
    let held = hq.digest().unwrap();
    assert!(a.digest().unwrap().iter().all(|(stream, hash)| held.get(stream) == Some(hash)));
}

/// A file of the first version, opened by this one: it is copied, then climbs. Killed in either, it is
/// as it was or as it will be, and the copy that the climb left is whole.
#[test]
fn an_old_file_killed_while_it_is_brought_up_to_date_loses_nothing() {
    let mut chance = Chance::announced("climbs killed");
    let template = tempfile::tempdir().unwrap();
    let template = template.path().join("old.db");
    schema_1::make(&template).unwrap();
    let old = || {
        let laptop = Laptop::new().unwrap();
        let files = Files::at(laptop.data());
        files.make_folder().unwrap();
        fs::copy(&template, files.store()).unwrap();
        put_book(&files, &KEY, RecordId(Uuid::from_u128(9))).unwrap();
        laptop
    };
    // The last one made is what is looked at.
    let made = RefCell::new(old());
    let climb = || {
        *made.borrow_mut() = old();
        made.borrow().command(&["digest", "--json"])
    };
    let limit = usual_time(3, climb).unwrap() * 5 / 4;
    let mut tally = Tally::default();
    for turn in 1..=KILLS {
        let laptop = old();
        let command = laptop.command(&["digest", "--json"]).unwrap();
        tally.count(&interrupt(command, chance.within(limit)).unwrap());
        tally.reopen(&laptop, &["digest", "--json"]).success().unwrap();
        let store = laptop.store().unwrap();
        let view = store.view();
        let told = view.history_of_session(SESSION).unwrap().len() as u64;
        assert_eq!(
            (told, u64::from(view.pending().unwrap().count)),
            (OLD_MARKS, OLD_MARKS),
            "{turn}"
        );
        let shown = view.marks(SESSION).unwrap();
        for n in 1..=OLD_MARKS {
            let row = shown.iter().find(|row| row.person == learner(n)).unwrap();
            assert_eq!(row.mark, Some(late(n)), "climb {turn}");
        }
        let backups = Files::at(laptop.data()).backups();
        let copy = create_encrypted(&backups.join("before-schema-2.db"), &KEY).unwrap();
        let version: u32 = copy.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version, 1, "climb {turn}: the copy is of the file as it was");
    }
    tally.finish(&format!("climbs killed within {limit:?}"), KILLS);
}
