//! The way in to a shared laptop, by the real program: who opens it and with what, what a wrong PIN
//! costs, and the ways back when a PIN or the computer's secret is gone, with nothing lost.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::fs;

use passerelle_store::Files;
use passerelle_store::keys::WRONG_PINS_FREE;
use passerelle_tests::centre::{array, joined, pending, text};
use passerelle_tests::laptop::{PHRASE, PIN};
use passerelle_tests::process::{COMMAND_LIMIT, Ended, run};
use passerelle_tests::{Headquarters, Laptop};

const SITE: &str = "Maison de quartier";
const OTHER_PIN: &str = "530162";
const OTHER_PHRASE: &str = "abrasif abreuver abriter abroger abrupt absence";

/// A command with these variables set; an empty one is unset.
fn with(laptop: &Laptop, args: &[&str], set: &[(&str, &str)]) -> Ended {
    let mut command = laptop.command(args).unwrap();
    for (name, value) in set {
        match *value {
            "" => command.env_remove(name),
            value => command.env(name, value),
        };
    }
    run(command, COMMAND_LIMIT).unwrap()
}

fn check(ended: &Ended, code: &str) {
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stderr.contains(&format!("[{code}]")), "{code}: {ended:?}");
}

/// A centre of its own, and the recovery code that it showed.
fn centre() -> (Laptop, String) {
    let laptop = Laptop::new().unwrap();
    let home = laptop.json(&["init", "--name", "Bègles", "--person", "Inès Faure"]).unwrap();
    let recovery = text(&home["shown"]["recovery"]).unwrap();
    laptop.cmd(&["cohort", "add", "--level", "DIG-1", "--code", "A"]).unwrap();
    (laptop, recovery)
}

#[test]
fn a_pin_and_the_start_phrase_open_and_neither_alone() {
    let (laptop, _) = centre();
    let asked = |set: &[(&str, &str)]| with(&laptop, &["digest"], set);
    assert_eq!(asked(&[]).code, Some(0));
    check(&asked(&[("PASSERELLE_PIN", "")]), "pin.needed");
    check(&asked(&[("PASSERELLE_PHRASE", "")]), "phrase.needed");
    check(&asked(&[("PASSERELLE_PHRASE", OTHER_PHRASE)]), "phrase.wrong");
    check(&asked(&[("PASSERELLE_PHRASE", "abaisser abandon")]), "phrase.words");
    check(&asked(&[("PASSERELLE_PIN", OTHER_PIN)]), "pin.wrong");
    check(&asked(&[("PASSERELLE_PIN", "27491")]), "pin.digits");
    assert_eq!(asked(&[]).code, Some(0));
}

#[test]
fn wrong_pins_wait_and_the_wait_outlives_the_program() {
    let (laptop, _) = centre();
    let asked = |pin: &str| with(&laptop, &["digest"], &[("PASSERELLE_PIN", pin)]);
    for _ in 0..WRONG_PINS_FREE {
        check(&asked(OTHER_PIN), "pin.wrong");
    }
    // The right one too, until the time has passed.
    check(&asked(PIN), "pin.wait");
}

#[test]
fn people_of_one_laptop_have_their_own_pins_and_names() {
    let (laptop, _) = centre();
    let second = [("PASSERELLE_NEW_PIN", OTHER_PIN)];
    let added = with(&laptop, &["people", "add", "Paul Roux"], &second);
    assert_eq!(added.code, Some(0), "{added:?}");
    check(&with(&laptop, &["digest"], &[]), "person.needed");
    let paul = [("PASSERELLE_PIN", OTHER_PIN)];
    let marked = ["--as", "paul", "session", "list"];
    assert_eq!(with(&laptop, &marked, &paul).code, Some(0));
    check(&with(&laptop, &["--as", "paul", "digest"], &[]), "pin.wrong");
    let plans = ["--as", "Paul Roux", "cohort", "add", "--level", "DIG-2", "--code", "B"];
    check(&with(&laptop, &plans, &paul), "permission.role_too_low");
    let leads = ["--as", "Paul", "people", "add", "Zoé", "--role", "coordinator"];
    let both = [("PASSERELLE_PIN", OTHER_PIN), ("PASSERELLE_NEW_PIN", "916273")];
    check(&with(&laptop, &leads, &both), "permission.role_too_low");
    // A volunteer hands over to a volunteer, without a network.
    assert_eq!(with(&laptop, &["--as", "Paul", "people", "add", "Zoé"], &both).code, Some(0));
    let removed = with(&laptop, &["--as", "Inès", "people", "remove", "Paul"], &[]);
    assert_eq!(removed.code, Some(0), "{removed:?}");
    check(&with(&laptop, &["--as", "Paul", "digest"], &paul), "person.unknown");
    let zoe = [("PASSERELLE_PIN", "916273")];
    assert_eq!(with(&laptop, &["--as", "Zoé", "digest"], &zoe).code, Some(0));
}

#[test]
fn a_forgotten_pin_is_replaced_by_the_recovery_sheet() {
    let (laptop, recovery) = centre();
    let before = laptop.digest().unwrap();
    let set = [("PASSERELLE_CODE", recovery.as_str()), ("PASSERELLE_PIN", OTHER_PIN)];
    let home = with(&laptop, &["recover"], &set);
    assert_eq!(home.code, Some(0), "{home:?}");
    check(&with(&laptop, &["digest"], &[]), "pin.wrong");
    let opened = with(&laptop, &["digest"], &[("PASSERELLE_PIN", OTHER_PIN)]);
    assert_eq!(passerelle_tests::digests(&opened.success().unwrap()).unwrap(), before);
    let other = Laptop::new().unwrap();
    let told = other.json(&["init", "--name", "B", "--person", "C"]).unwrap();
    let foreign = text(&told["shown"]["recovery"]).unwrap();
    let set = [("PASSERELLE_CODE", foreign.as_str()), ("PASSERELLE_PIN", OTHER_PIN)];
    check(&with(&laptop, &["recover"], &set), "recovery.wrong");
}

#[test]
fn a_lost_secret_costs_no_change_and_everybody_chooses_a_pin_again() {
    let (laptop, recovery) = centre();
    with(&laptop, &["people", "add", "Paul"], &[("PASSERELLE_NEW_PIN", OTHER_PIN)])
        .success()
        .unwrap();
    let digest = |set: &[(&str, &str)]| {
        let told = with(&laptop, &["--as", "Inès", "digest"], set).success().unwrap();
        passerelle_tests::digests(&told).unwrap()
    };
    let before = digest(&[]);
    // The paper with the words is gone: other words are chosen while coming back by the code.
    let new = [
        ("PASSERELLE_PHRASE", OTHER_PHRASE),
        ("PASSERELLE_CODE", recovery.as_str()),
        ("PASSERELLE_PIN", PIN),
    ];
    let home = with(&laptop, &["--as", "Inès", "recover", "--lost-phrase"], &new);
    assert_eq!(home.code, Some(0), "{home:?}");
    check(&with(&laptop, &["--as", "Inès", "digest"], &[]), "phrase.wrong");
    let words = ("PASSERELLE_PHRASE", OTHER_PHRASE);
    assert_eq!(digest(&[words]), before, "nothing is lost");
    let paul = [words, ("PASSERELLE_PIN", OTHER_PIN)];
    check(&with(&laptop, &["--as", "Paul", "digest"], &paul), "pin.gone");
    let again = [words, ("PASSERELLE_NEW_PIN", OTHER_PIN)];
    with(&laptop, &["--as", "Inès", "people", "add", "Paul"], &again).success().unwrap();
    assert_eq!(with(&laptop, &["--as", "Paul", "digest"], &paul).code, Some(0));
}

/// A code typed where there is no connection: the laptop works at once, and what it wrote is the
/// centre's once headquarters has been met.
#[test]
fn a_code_waits_for_the_first_connection() {
    let mut hq = Headquarters::start(&[SITE]).unwrap();
    let code = hq.code(SITE, "coordinator", "coordinator").unwrap();
    hq.stop().unwrap();
    let laptop = Laptop::new().unwrap();
    laptop.join(hq.url(), &code, "Aïcha").unwrap();
    laptop.cmd(&["cohort", "add", "--level", "DIG-1", "--code", "A", "--sessions", "1"]).unwrap();
    let people = laptop.folder().join("people.csv");
    fs::write(&people, "Prénom;Nom\nNour;Al-Hassan\n").unwrap();
    laptop.cmd(&["import", "learners", people.to_str().unwrap(), "--cohort", "A"]).unwrap();
    let refused = laptop.refused(&["exchange"]).unwrap();
    assert!(refused.stderr.contains("exchange.unreachable"), "{refused:?}");
    hq.restart().unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    assert_eq!(pending(&laptop).unwrap(), 0);
    let other = joined(&hq, hq.url(), SITE, ("coordinator", "coordinator"), "Bea").unwrap();
    other.cmd(&["exchange"]).unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    assert_eq!(other.digest().unwrap(), laptop.digest().unwrap());
    let sessions = other.json(&["session", "list"]).unwrap();
    let session = text(&array(&sessions).unwrap()[0]["id"]).unwrap();
    let register = other.json(&["register", &session]).unwrap().to_string();
    assert!(register.contains("Nour"), "{register}");
}

/// A code that headquarters does not know leaves nothing behind, were it typed at the first start.
#[test]
fn a_code_that_is_refused_leaves_no_centre() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let laptop = Laptop::new().unwrap();
    let unknown = passerelle_domain::code::Code::from_random([9; 9]).plain();
    let args = ["join", "--hq", hq.url(), "--code", &unknown];
    check(&laptop.refused(&args).unwrap(), "join.unknown_code");
    let left: Vec<_> = fs::read_dir(laptop.data()).into_iter().flatten().collect();
    assert!(left.is_empty(), "{left:?}");
    laptop.cmd(&["init", "--name", "B", "--person", "C"]).unwrap();
}

/// What guards the files costs what the design says, unless a test asked for less in a build that is
/// made for tests.
#[test]
fn guessing_is_cheap_in_tests_alone() {
    let laptop = Laptop::new().unwrap();
    let standard = [("PASSERELLE_TEST_COST", ""), ("PASSERELLE_PHRASE", PHRASE)];
    with(&laptop, &["init", "--name", "B", "--person", "C"], &standard).success().unwrap();
    let book = fs::read_to_string(Files::at(laptop.data()).book()).unwrap();
    let costs = book.matches("\"memory_kib\": 65536").count();
    assert_eq!((costs, book.matches("memory_kib").count()), (3, 3), "{book}");
    assert_eq!(with(&laptop, &["digest"], &standard).code, Some(0));
}

/// A code that headquarters reads out opens once, and only what the caller's role may read.
#[test]
fn a_code_by_telephone_lets_somebody_back_in_once() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let laptop = joined(&hq, hq.url(), SITE, ("coordinator", "coordinator"), "Aïcha").unwrap();
    with(&laptop, &["people", "add", "Paul"], &[("PASSERELLE_NEW_PIN", OTHER_PIN)])
        .success()
        .unwrap();
    with(&laptop, &["--as", "Aïcha", "exchange"], &[]).success().unwrap();
    let devices = hq.json(&["devices"]).unwrap();
    let device = text(&array(&devices).unwrap()[0]["device"]).unwrap();
    let read = |role: &str| {
        let told = hq.json(&["unlock", &device, "--role", role]).unwrap();
        text(&told["code"]).unwrap()
    };
    let (class, private) = (read("volunteer"), read("coordinator"));
    let by = |code: &str, who: &str| {
        let set = [("PASSERELLE_CODE", code), ("PASSERELLE_PIN", "916273")];
        with(&laptop, &["--as", who, "recover"], &set)
    };
    by(&class.to_lowercase(), "Paul").success().unwrap();
    check(&by(&class, "Paul"), "recovery.wrong");
    let opened = with(&laptop, &["--as", "Paul", "digest"], &[("PASSERELLE_PIN", "916273")]);
    assert!(!opened.success().unwrap().contains("private"));
    by(&private, "Aïcha").success().unwrap();
    let opened = with(&laptop, &["--as", "Aïcha", "digest"], &[("PASSERELLE_PIN", "916273")]);
    assert!(opened.success().unwrap().contains("private"));
}

/// What a day is, in a test that lives through many.
struct Day(std::sync::atomic::AtomicI32);

impl passerelle_app::Surroundings for Day {
    fn now_ms(&self) -> u64 {
        let days = self.0.load(std::sync::atomic::Ordering::Acquire);
        passerelle_app::System.now_ms() + u64::try_from(days).unwrap() * 24 * 3_600_000
    }

    fn today(&self) -> (i32, u16) {
        let (day, minute) = passerelle_app::System.today();
        (day + self.0.load(std::sync::atomic::Ordering::Acquire), minute)
    }

    fn random(&self, bytes: &mut [u8]) -> Result<(), getrandom::Error> {
        passerelle_app::System.random(bytes)
    }
}

/// A laptop that hears nothing of headquarters counts the days on which it is used, and locks itself;
/// nothing is erased, and a code by telephone opens it. The clock put back takes no day back.
#[test]
fn a_laptop_that_stays_away_locks_itself_until_a_code() {
    const DAYS: i32 = 40;
    let mut hq = Headquarters::start(&[SITE]).unwrap();
    let laptop = joined(&hq, hq.url(), SITE, ("coordinator", "coordinator"), "Aïcha").unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    let device = text(&hq.json(&["devices"]).unwrap()[0]["device"]).unwrap();
    let code = hq.json(&["unlock", &device, "--role", "coordinator"]).unwrap();
    hq.stop().unwrap();
    let around = std::sync::Arc::new(Day(std::sync::atomic::AtomicI32::new(0)));
    let on = |day: i32| {
        around.0.store(day, std::sync::atomic::Ordering::Release);
        passerelle_tests::open_with(laptop.data(), around.clone()).map(drop)
    };
    for day in 1..=DAYS {
        on(day).unwrap();
        on(day).unwrap();
    }
    // A day that was counted already opens still; one more does not, nor does any after it.
    on(DAYS).unwrap();
    for day in [DAYS + 1, DAYS + 1, 3] {
        let error = on(day).unwrap_err().downcast::<passerelle_app::AppError>().unwrap();
        assert_eq!(error.code(), "keys.away", "day {day}");
    }
    check(&laptop.refused(&["status"]).unwrap(), "keys.away");
    assert!(Files::at(laptop.data()).store().exists(), "it erases nothing");
    let code = text(&code["code"]).unwrap();
    let come =
        with(&laptop, &["recover"], &[("PASSERELLE_CODE", &code), ("PASSERELLE_PIN", OTHER_PIN)]);
    assert_eq!(come.code, Some(0), "{come:?}");
    let status = with(&laptop, &["status"], &[("PASSERELLE_PIN", OTHER_PIN)]);
    assert_eq!(status.code, Some(0), "{status:?}");
    // Headquarters heard, the days begin anew.
    hq.restart().unwrap();
    let exchanged = with(&laptop, &["exchange"], &[("PASSERELLE_PIN", OTHER_PIN)]);
    assert_eq!(exchanged.code, Some(0), "{exchanged:?}");
}

/// Who was disabled stays so when a backup of before is put back, before and after the exchange; who
/// had a role keeps it under the laptop's new name.
#[test]
fn a_backup_put_back_gives_nobody_a_place_back() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let laptop = joined(&hq, hq.url(), SITE, ("coordinator", "coordinator"), "Aïcha").unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    let device = text(&hq.json(&["devices"]).unwrap()[0]["device"]).unwrap();
    let mut add = laptop.command(&["people", "add", "Bakary", "--role", "volunteer"]).unwrap();
    add.env("PASSERELLE_NEW_PIN", OTHER_PIN);
    run(add, COMMAND_LIMIT).unwrap().success().unwrap();
    let as_aicha = |args: &[&str]| laptop.run(&[args, &["--as", "Aïcha"]].concat()).unwrap();
    assert_eq!(as_aicha(&["exchange"]).code, Some(0));
    hq.digest().unwrap();
    hq.cmd(&["person", "role", &device, "Bakary", "coordinator"]).unwrap();
    assert_eq!(as_aicha(&["exchange"]).code, Some(0));
    let as_bakary = |args: &[&str]| {
        with(&laptop, &[args, &["--as", "Bakary"]].concat(), &[("PASSERELLE_PIN", OTHER_PIN)])
    };
    assert_eq!(as_bakary(&["cohort", "add", "--level", "DIG-1"]).code, Some(0));
    assert_eq!(as_aicha(&["backup"]).code, Some(0));
    assert_eq!(as_aicha(&["restore", "--yes"]).code, Some(0));
    // Under the new name, before headquarters has spoken and after.
    assert_eq!(as_bakary(&["cohort", "add", "--level", "DIG-1"]).code, Some(0));
    assert_eq!(as_aicha(&["exchange"]).code, Some(0));
    assert_eq!(as_bakary(&["cohort", "add", "--level", "DIG-1"]).code, Some(0));
    let devices = hq.json(&["devices"]).unwrap();
    let renewed = array(&devices).unwrap().iter().find(|row| row["device"] != device.as_str());
    let renewed = text(&renewed.unwrap()["device"]).unwrap();
    let people = hq.json(&["person", "list", &renewed]).unwrap();
    let role = |name: &str| {
        let row = array(&people).unwrap().iter().find(|row| row["name"] == name).cloned();
        row.unwrap()["role"].clone()
    };
    assert_eq!((role("Bakary"), role("Aïcha")), ("coordinator".into(), "coordinator".into()));
    hq.cmd(&["person", "disable", &renewed, "Bakary"]).unwrap();
    assert_eq!(as_aicha(&["exchange"]).code, Some(0));
    assert_eq!(as_aicha(&["backup"]).code, Some(0));
    assert_eq!(as_aicha(&["restore", "--yes"]).code, Some(0));
    check(&as_bakary(&["status"]), "person.disabled");
    assert_eq!(as_aicha(&["exchange"]).code, Some(0));
    check(&as_bakary(&["status"]), "person.unknown");
}
