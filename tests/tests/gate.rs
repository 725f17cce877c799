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
