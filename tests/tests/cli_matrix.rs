//! Who may do what from the command line: every command that the program knows, in every situation that
//! whoever types it can be in. Each row tells the answer, and what of the centre changed; a command
//! without a row fails.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

#[path = "cli_matrix/coordination.rs"]
mod coordination;

use std::collections::BTreeSet;
use std::fs;

use passerelle_store::Files;
use passerelle_tests::centre::{array, text};
use passerelle_tests::laptop::PIN;
use passerelle_tests::place::{Place, VOLUNTEER_PIN};
use passerelle_tests::process::{COMMAND_LIMIT, Ended, run};
use passerelle_tests::{Headquarters, Laptop};

const SITE: &str = "Maison de quartier";
const OTHER_SITE: &str = "Ailleurs";

/// Who types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    /// Nobody: no PIN.
    NoSession,
    /// A coordinator whose place headquarters took back.
    Disabled,
    /// A volunteer.
    Volunteer,
    /// A coordinator who asks for what is another centre's.
    Foreign,
    /// A coordinator on a laptop that was sent away.
    Revoked,
    /// A coordinator.
    Right,
}

const EVERYBODY: [Who; 6] =
    [Who::NoSession, Who::Disabled, Who::Volunteer, Who::Foreign, Who::Revoked, Who::Right];

/// A row: the command, what follows it, and the answer to each of `EVERYBODY`: `ok` or a code, then what
/// changed. What has no object of its own is the same for who asks for another centre's: `-`.
type Row = (&'static str, &'static str, [&'static str; 6]);

/// The answers to what only coordinators do: to one who asks for another centre's, to one on a laptop that
/// was sent away, to one.
const fn led(
    foreign: &'static str,
    revoked: &'static str,
    right: &'static str,
) -> [&'static str; 6] {
    ["pin.needed", "person.disabled book", "permission.role_too_low", foreign, revoked, right]
}

/// In the order in which they are tried, one after the other on the same laptop.
fn rows() -> impl Iterator<Item = &'static Row> {
    BEFORE.iter().chain(coordination::ROWS).chain(AFTER)
}

const BEFORE: &[Row] = &[
    ("status", "", ["pin.needed", "person.disabled book", "ok", "-", "ok", "ok"]),
    ("digest", "", ["pin.needed", "person.disabled book", "ok", "-", "ok", "ok"]),
    ("cohort list", "", ["pin.needed", "person.disabled book", "ok", "-", "ok", "ok"]),
    ("session list", "", ["pin.needed", "person.disabled book", "ok", "-", "ok", "ok"]),
    (
        "register",
        "{session}",
        ["pin.needed", "person.disabled book", "ok", "session.unknown", "ok", "ok"],
    ),
    (
        "history",
        "{session}",
        ["pin.needed", "person.disabled book", "ok", "session.unknown", "ok", "ok"],
    ),
    ("conflicts", "", ["pin.needed", "person.disabled book", "ok", "-", "ok", "ok"]),
    ("people list", "", ["pin.needed", "person.disabled book", "ok", "-", "ok", "ok"]),
    ("backups", "", ["ok", "ok", "ok", "-", "ok", "ok"]),
    ("verify", "", ["pin.needed", "person.disabled book", "ok", "-", "ok", "ok"]),
    (
        "audit verify",
        "",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "-",
            "exchange.revoked",
            "ok",
        ],
    ),
    (
        "exchange",
        "",
        ["pin.needed", "person.disabled book", "ok records", "-", "exchange.revoked", "ok private"],
    ),
    (
        "mark",
        "{session} {learner} {late}",
        [
            "pin.needed",
            "person.disabled book",
            "ok records",
            "session.unknown",
            "ok records",
            "ok records",
        ],
    ),
    (
        "undo",
        "",
        ["pin.needed", "person.disabled book", "ok records", "-", "ok records", "ok records"],
    ),
    (
        "redo",
        "",
        ["pin.needed", "person.disabled book", "ok records", "-", "ok records", "ok records"],
    ),
    (
        "resolve",
        "#1 both",
        ["pin.needed", "person.disabled book", "ok records", "-", "ok records", "ok records"],
    ),
];

const AFTER: &[Row] = &[
    (
        "import learners",
        "{csv}",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "-",
            "ok private records",
            "ok private records",
        ],
    ),
    (
        "witness",
        "{session} {learner} --because malade",
        [
            "pin.needed",
            "person.disabled book",
            "ok records",
            "session.unknown",
            "ok records",
            "signing.signed",
        ],
    ),
    (
        "versions",
        "{session}",
        ["pin.needed", "person.disabled book", "ok", "session.unknown", "ok", "ok"],
    ),
    (
        "photo list",
        "{session}",
        ["pin.needed", "person.disabled book", "ok", "session.unknown", "ok", "ok"],
    ),
    (
        "photo save",
        "{photo} {saved}",
        ["pin.needed", "person.disabled book", "ok audit", "photo.unknown", "ok audit", "ok audit"],
    ),
    (
        "photo add",
        "{session} {picture}",
        [
            "pin.needed",
            "person.disabled book",
            "ok pictures records",
            "session.unknown",
            "ok pictures records",
            "photo.twice",
        ],
    ),
    ("photo limit", "50", ["pin.needed", "person.disabled book", "ok", "-", "ok", "ok"]),
    (
        "photo remove",
        "{photo} --because floue",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "photo.unknown",
            "ok audit pictures records",
            "ok audit pictures records",
        ],
    ),
    (
        "close",
        "{session} --because panne",
        [
            "pin.needed",
            "person.disabled book",
            "ok records",
            "session.unknown",
            "ok records",
            "session.closed",
        ],
    ),
    (
        "reopen",
        "{session} --because erreur",
        [
            "pin.needed",
            "person.disabled book",
            "ok records",
            "session.unknown",
            "ok records",
            "session.open",
        ],
    ),
    (
        "export attendance",
        "",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "-",
            "ok audit",
            "ok audit",
        ],
    ),
    (
        "export sheet",
        // The same data give the same bytes: what a volunteer wrote stands there already.
        "{session} --blank --to {out}",
        [
            "pin.needed",
            "person.disabled book",
            "ok audit files",
            "session.unknown",
            "ok audit files",
            "ok audit",
        ],
    ),
    (
        "export week",
        "{cohort} {date} --to {out}",
        [
            "pin.needed",
            "person.disabled book",
            "ok audit files",
            "cohort.unknown",
            "ok audit files",
            "ok audit",
        ],
    ),
    (
        "export pack",
        "{cohort} --convocations both --to {out}",
        [
            "pin.needed",
            "person.disabled book",
            "ok audit files",
            "cohort.unknown",
            "ok audit files",
            "ok audit",
        ],
    ),
    (
        "export convocations",
        "{cohort} --to {out}",
        [
            "pin.needed",
            "person.disabled book",
            "ok audit files",
            "cohort.unknown",
            "ok audit files",
            "ok audit",
        ],
    ),
    (
        "export table",
        "{cohort} --purpose essai --to {out}",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "cohort.unknown",
            "ok audit files",
            "ok audit files",
        ],
    ),
    (
        "export person",
        "{learner} --purpose essai --to {out}",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "learner.unknown",
            "ok audit files",
            "ok audit files",
        ],
    ),
    (
        "people add",
        "Chedid",
        [
            "pin.needed",
            "person.disabled book",
            "ok audit book records",
            "-",
            "ok audit book records",
            "ok audit book",
        ],
    ),
    (
        "people remove",
        "Chedid",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "-",
            "ok audit book",
            "ok audit book",
        ],
    ),
    ("pin", "", ["pin.needed", "person.disabled book", "ok book", "-", "ok book", "ok book"]),
    (
        "recovery-code",
        "",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "-",
            "ok book",
            "ok book",
        ],
    ),
    (
        "backup",
        "",
        ["pin.needed", "person.disabled book", "ok backups", "-", "ok backups", "ok backups"],
    ),
    ("phrase", "", ["ok", "ok", "ok", "-", "ok", "ok"]),
    (
        "join",
        "--hq http://127.0.0.1:9 --code CW43PDKAXR",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "-",
            "join.already_joined",
            "join.already_joined",
        ],
    ),
    (
        "protect",
        "",
        [
            "pin.needed",
            "store.key_unreadable",
            "store.key_unreadable",
            "-",
            "store.key_unreadable",
            "store.key_unreadable",
        ],
    ),
    (
        "recover",
        "",
        [
            "recovery.needed",
            "recovery.needed",
            "recovery.needed",
            "-",
            "recovery.needed",
            "recovery.needed",
        ],
    ),
    (
        "init",
        "--name X",
        ["pin.needed", "store.exists", "store.exists", "-", "store.exists", "store.exists"],
    ),
    (
        "demo",
        "--ordinary",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "-",
            "demo.centre_in_use",
            "demo.centre_in_use",
        ],
    ),
    (
        "erase",
        "{erased} --yes",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "learner.unknown",
            "ok audit pictures records",
            "ok audit pictures records",
        ],
    ),
    (
        "restore",
        "latest --yes",
        [
            "pin.needed",
            "person.disabled",
            "permission.role_too_low",
            "-",
            "ok audit originals",
            "ok audit originals",
        ],
    ),
];

fn type_in(place: &Place, row: &Row, who: Who, foreign: &Place) -> Ended {
    let names = if who == Who::Foreign { &foreign.names } else { &place.names };
    let folder = place.laptop.folder().display().to_string();
    let of = |word: &str| match word {
        "{csv}" => format!("{folder}/people.csv"),
        // Another mark from each: the same one twice writes nothing.
        "{late}" => format!("late:{}", 5 + who as usize),
        "{out}" => format!("{folder}/out"),
        "{saved}" => format!("{folder}/saved.jpg"),
        "{picture}" => format!("{folder}/another.png"),
        word => match word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
            Some(name) => names[name].clone(),
            None => word.to_owned(),
        },
    };
    let args: Vec<String> = row.0.split(' ').chain(row.1.split_whitespace()).map(of).collect();
    let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
    let person = if who == Who::Volunteer { "Bakary" } else { "Aïcha" };
    args.extend(["--as", person]);
    let mut command = place.laptop.command(&args).unwrap();
    let own = if who == Who::Volunteer { VOLUNTEER_PIN } else { PIN };
    command.env("PASSERELLE_NEW_PIN", if row.0 == "pin" { own } else { "528163" });
    match who {
        Who::NoSession => command.env_remove("PASSERELLE_PIN"),
        Who::Volunteer => command.env("PASSERELLE_PIN", VOLUNTEER_PIN),
        _ => command.env("PASSERELLE_PIN", PIN),
    };
    run(command, COMMAND_LIMIT).unwrap()
}

/// The answer, and what changed.
fn outcome(place: &Place, row: &Row, who: Who, foreign: &Place) -> String {
    if who == Who::Disabled {
        // Who was found out once has no place any more: they try with the book of before.
        fs::write(Files::at(place.laptop.data()).book(), &place.book).unwrap();
    }
    let before = place.standing().unwrap();
    let ended = type_in(place, row, who, foreign);
    let code = ended
        .stderr
        .lines()
        .rev()
        .find_map(|line| line.trim().strip_prefix('[').and_then(|line| line.strip_suffix(']')));
    let answer = match (ended.code, code) {
        (Some(0), _) => "ok".to_owned(),
        (_, Some(code)) => code.to_owned(),
        (code, None) => format!("{code:?} {}", ended.stderr),
    };
    answer + &place.changed_since(&before).unwrap()
}

/// Every command, as the program itself tells them.
fn commands() -> BTreeSet<String> {
    let laptop = Laptop::new().unwrap();
    let below = |path: &[&str]| -> Vec<String> {
        let help = laptop.cmd(&[path, &["--help"]].concat()).unwrap();
        let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
        let lines = lines.take_while(|line| line.starts_with("  "));
        let names = lines.filter(|line| !line.starts_with("   "));
        let names = names.filter_map(|line| line.split_whitespace().next());
        names.filter(|name| *name != "help").map(str::to_owned).collect()
    };
    let mut all = BTreeSet::new();
    for one in below(&[]) {
        match below(&[&one]) {
            none if none.is_empty() => {
                all.insert(one);
            }
            more => all.extend(more.iter().map(|more| format!("{one} {more}"))),
        }
    }
    all
}

#[test]
fn each_command_has_a_row() {
    let told: BTreeSet<String> = rows().map(|row| row.0.to_owned()).collect();
    assert_eq!(commands(), told);
    for (command, args, answers) in rows() {
        let names = ["{session}", "{learner}", "{erased}", "{cohort}", "{photo}"];
        let has_object = names.iter().any(|name| args.contains(name));
        let foreign = answers[Who::Foreign as usize];
        assert_eq!(foreign == "-", !has_object, "{command}: a foreign object is tried");
    }
}

#[test]
fn everybody_gets_what_the_table_says() {
    let hq = Headquarters::start(&[SITE, OTHER_SITE]).unwrap();
    let here = Place::new(&hq, SITE).unwrap();
    let foreign = Place::new(&hq, OTHER_SITE).unwrap();
    let disabled = Place::new(&hq, SITE).unwrap();
    let revoked = Place::new(&hq, SITE).unwrap();
    let device = |place: &Place| {
        let status = place.laptop.json(&["status", "--as", "Aïcha"]).unwrap();
        text(&status["device"]).unwrap()
    };
    send_away(&hq, &device(&disabled), &device(&revoked), &disabled);
    let mut wrong = Vec::new();
    for row in rows() {
        for who in EVERYBODY {
            let expected = row.2[who as usize];
            if expected == "-" {
                continue;
            }
            let place = match who {
                Who::Disabled => &disabled,
                Who::Revoked => &revoked,
                _ => &here,
            };
            let found = outcome(place, row, who, &foreign);
            if found != expected {
                wrong.push(format!("{} {who:?}: {found}, not {expected}", row.0));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// One laptop's coordinator is disabled, another laptop is revoked.
fn send_away(hq: &Headquarters, disabled: &str, revoked: &str, place: &Place) {
    let devices = hq.json(&["devices"]).unwrap();
    let id = |name: &str| {
        let row = array(&devices).unwrap().iter().find(|row| row["name"] == name).unwrap();
        text(&row["device"]).unwrap()
    };
    hq.cmd(&["revoke", &id(revoked)]).unwrap();
    let device = id(disabled);
    let people = hq.json(&["person", "list", &device]).unwrap();
    let is_theirs = |row: &&serde_json::Value| row["name"] == "Aïcha";
    let person = array(&people).unwrap().iter().find(is_theirs).unwrap();
    hq.cmd(&["person", "disable", &device, person["person"].as_str().unwrap()]).unwrap();
    place.laptop.run(&["exchange", "--as", "Aïcha"]).unwrap();
}
