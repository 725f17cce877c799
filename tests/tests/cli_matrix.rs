//! Who may do what from the command line: every command that the program knows, in every situation that
//! whoever types it can be in. Each row tells the answer, and what of the centre changed; a command
//! without a row fails.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use passerelle_store::{Files, Store, StoreKey};
use passerelle_sync::digest::hex;
use passerelle_tests::centre::{array, joined, text};
use passerelle_tests::laptop::PIN;
use passerelle_tests::process::{COMMAND_LIMIT, Ended, run};
use passerelle_tests::{Headquarters, Laptop};
use sha2::{Digest, Sha256};

const SITE: &str = "Maison de quartier";
const OTHER_SITE: &str = "Ailleurs";
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");
const VOLUNTEER_PIN: &str = "385712";

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

const ROWS: &[Row] = &[
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
    (
        "cohort add",
        "--level DIG-1",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "-",
            "ok records",
            "ok records",
        ],
    ),
    (
        "session add",
        "--cohort {cohort} --start 18:00 --end 19:00",
        [
            "pin.needed",
            "person.disabled book",
            "permission.role_too_low",
            "cohort.unknown",
            "ok records",
            "ok records",
        ],
    ),
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
        [
            "pin.needed",
            "person.disabled book",
            "ok audit backups records",
            "-",
            "ok audit backups private records",
            "ok backups private",
        ],
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
            "ok audit records",
            "ok audit records",
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
            "ok audit originals records",
            "ok audit originals records",
        ],
    ),
];

/// A laptop, what opens it, and the objects that a row may name.
struct Place {
    laptop: Laptop,
    keys: [StoreKey; 2],
    book: Vec<u8>,
    names: BTreeMap<&'static str, String>,
}

impl Place {
    fn new(hq: &Headquarters, site: &str) -> Place {
        let laptop = joined(hq, hq.url(), site, COORDINATOR, "Aïcha").unwrap();
        laptop.cmd(&["demo", "--ordinary"]).unwrap();
        laptop.cmd(&["exchange"]).unwrap();
        let mut admit = laptop.command(&["people", "add", "Bakary"]).unwrap();
        admit.env("PASSERELLE_NEW_PIN", VOLUNTEER_PIN);
        run(admit, COMMAND_LIMIT).unwrap().success().unwrap();
        let as_right = |args: &[&str]| laptop.json(&[args, &["--as", "Aïcha"]].concat()).unwrap();
        as_right(&["backup"]);
        let register = as_right(&["register", "now"]);
        let session = text(&register["session"]["id"]).unwrap();
        let learners = array(&register["learners"]).unwrap();
        let cohorts = as_right(&["cohort", "list"]);
        let id = |value: &serde_json::Value| text(&value["id"]).unwrap();
        let names = BTreeMap::from([
            ("session", session),
            ("learner", id(&learners[0])),
            ("erased", id(&learners[learners.len() - 1])),
            ("cohort", id(&array(&cohorts).unwrap()[0])),
        ]);
        let opening = passerelle_tests::laptop::open_as(laptop.data(), "Aïcha").unwrap();
        let opening = opening.opening();
        let private = opening.private_key_for_tests().unwrap().clone();
        let keys = [opening.key_for_tests().clone(), private];
        let csv = laptop.folder().join("people.csv");
        fs::write(&csv, "Prénom;Nom;Téléphone\nNour;Haddad;06 98 13 57 42\n").unwrap();
        let book = fs::read(Files::at(laptop.data()).book()).unwrap();
        Place { laptop, keys, book, names }
    }

    /// What stands in this centre: each stream, who opens it, what is beside.
    fn state(&self) -> BTreeMap<&'static str, String> {
        let files = Files::at(self.laptop.data());
        let mut state = BTreeMap::new();
        for (file, key) in [files.store(), files.private()].into_iter().zip(&self.keys) {
            let store = Store::open_at(&file, key, self.laptop.folder()).unwrap();
            let view = store.view();
            for stream in view.kept_streams().unwrap() {
                let class = match stream {
                    passerelle_domain::Stream::Network => continue,
                    passerelle_domain::Stream::Site(_) => "records",
                    passerelle_domain::Stream::Private(_) => "private",
                    passerelle_domain::Stream::Audit(_) => "audit",
                };
                let lies_here = (class == "private") == file.ends_with("private.db");
                if lies_here {
                    state.insert(class, view.digest(stream).unwrap());
                }
            }
        }
        let count = |folder: &std::path::Path| {
            fs::read_dir(folder).map_or(0, |entries| entries.count()).to_string()
        };
        state.insert("book", book(&files));
        state.insert("backups", count(&files.backups()));
        state.insert("originals", count(&files.damaged()));
        state.insert("files", count(&self.laptop.folder().join("out")));
        state
    }

    fn run(&self, row: &Row, who: Who, foreign: &Place) -> Ended {
        let names = if who == Who::Foreign { &foreign.names } else { &self.names };
        let folder = self.laptop.folder().display().to_string();
        let of = |word: &str| match word {
            "{csv}" => format!("{folder}/people.csv"),
            // Another mark from each: the same one twice writes nothing.
            "{late}" => format!("late:{}", 5 + who as usize),
            "{out}" => format!("{folder}/out"),
            word => match word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
                Some(name) => names[name].clone(),
                None => word.to_owned(),
            },
        };
        let args: Vec<String> = row.0.split(' ').chain(row.1.split_whitespace()).map(of).collect();
        let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
        let person = if who == Who::Volunteer { "Bakary" } else { "Aïcha" };
        args.extend(["--as", person]);
        let mut command = self.laptop.command(&args).unwrap();
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
    fn outcome(&self, row: &Row, who: Who, foreign: &Place) -> String {
        if who == Who::Disabled {
            // Who was found out once has no place any more: they try with the book of before.
            fs::write(Files::at(self.laptop.data()).book(), &self.book).unwrap();
        }
        let before = self.state();
        let ended = self.run(row, who, foreign);
        let after = self.state();
        let code =
            ended.stderr.lines().rev().find_map(|line| {
                line.trim().strip_prefix('[').and_then(|line| line.strip_suffix(']'))
            });
        let mut words = vec![match (ended.code, code) {
            (Some(0), _) => "ok".to_owned(),
            (_, Some(code)) => code.to_owned(),
            (code, None) => format!("{code:?} {}", ended.stderr),
        }];
        let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        let changed = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
        words.extend(changed.map(|name| (*name).to_owned()));
        words.join(" ")
    }
}

/// Who opens the centre and how, without what each try counts.
fn book(files: &Files) -> String {
    let text = fs::read_to_string(files.book()).unwrap();
    let text = text.split("\nsha256 ").next().unwrap();
    let mut book: serde_json::Value = serde_json::from_str(text).unwrap();
    for row in book["people"].as_array_mut().unwrap() {
        row["wrong"].take();
        row["tried_ms"].take();
    }
    hex(&Sha256::digest(book.to_string()))
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
    let told: BTreeSet<String> = ROWS.iter().map(|row| row.0.to_owned()).collect();
    assert_eq!(commands(), told);
    for (command, args, answers) in ROWS {
        let names = ["{session}", "{learner}", "{erased}", "{cohort}"];
        let has_object = names.iter().any(|name| args.contains(name));
        let foreign = answers[Who::Foreign as usize];
        assert_eq!(foreign == "-", !has_object, "{command}: a foreign object is tried");
    }
}

#[test]
fn everybody_gets_what_the_table_says() {
    let hq = Headquarters::start(&[SITE, OTHER_SITE]).unwrap();
    let here = Place::new(&hq, SITE);
    let foreign = Place::new(&hq, OTHER_SITE);
    let disabled = Place::new(&hq, SITE);
    let revoked = Place::new(&hq, SITE);
    let device = |place: &Place| {
        let status = place.laptop.json(&["status", "--as", "Aïcha"]).unwrap();
        text(&status["device"]).unwrap()
    };
    send_away(&hq, &device(&disabled), &device(&revoked), &disabled);
    let mut wrong = Vec::new();
    for row in ROWS {
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
            let found = place.outcome(row, who, &foreign);
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
