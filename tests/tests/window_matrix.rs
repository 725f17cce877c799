//! Who may do what from the window: every command that the window declares, asked over its own bridge in
//! every situation that whoever sits before it can be in. Each row tells the answer, and what of the
//! centre changed; a command without a row fails.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

#[path = "window_matrix/coordination.rs"]
mod coordination;

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use passerelle_domain::code::RecoveryCode;
use passerelle_tests::laptop::PIN;
use passerelle_tests::place::{ANOTHER, Place, VOLUNTEER_PIN};
use passerelle_tests::window::Options;
use passerelle_tests::workspace::window_commands;
use passerelle_tests::{Headquarters, Laptop, Window};
use serde_json::Value;

const SITE: &str = "Maison de quartier";
const OTHER_SITE: &str = "Ailleurs";

/// Who sits before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Nobody has founded anything yet.
    FirstRun,
    /// Nobody has come in.
    Locked,
    /// A volunteer.
    Volunteer,
    /// A coordinator who asks for what is another centre's.
    Foreign,
    /// A coordinator.
    Right,
}

const EVERYBODY: [Who; 5] = [Who::FirstRun, Who::Locked, Who::Volunteer, Who::Foreign, Who::Right];

/// A row: the command, its arguments, and the answer to each of `EVERYBODY`: `ok` or a code, then what
/// changed. What has no object of its own is the same for who asks for another centre's: `-`.
type Row = (&'static str, &'static str, [&'static str; 5]);

/// The answers to what only coordinators do: to one who asks for another centre's, to one.
const fn led(foreign: &'static str, right: &'static str) -> [&'static str; 5] {
    ["store.missing", "keys.locked", "permission.role_too_low", foreign, right]
}

/// In the order in which they are tried, one after the other on the same laptop.
fn rows() -> impl Iterator<Item = &'static Row> {
    BEFORE.iter().chain(coordination::ROWS).chain(AFTER)
}

const BEFORE: &[Row] = &[
    ("home", r#"{}"#, ["ok", "ok", "ok", "-", "ok"]),
    ("open_demo", r#"{}"#, ["ok", "store.exists", "store.exists", "-", "store.exists"]),
    ("leave_demo", r#"{}"#, ["ok", "demo.not_open", "demo.not_open", "-", "demo.not_open"]),
    ("today", r#"{"date": null}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "register",
        r#"{"session": "{session}"}"#,
        ["store.missing", "keys.locked", "ok", "session.unknown", "ok"],
    ),
    ("close_register", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "mark",
        r#"{"session": "{session}", "person": "{learner}", "input": {"kind": "late", "minutes": {minutes}}}"#,
        ["store.missing", "keys.locked", "ok records", "session.unknown", "ok records"],
    ),
    (
        "mark_rest_present",
        r#"{"session": "{session}"}"#,
        ["store.missing", "keys.locked", "ok records", "session.unknown", "ok records"],
    ),
    (
        "mark_volunteer",
        r#"{"session": "{session}", "person": "{taught}", "input": {"kind": "absent"}}"#,
        ["store.missing", "keys.locked", "ok records", "session.unknown", "ok records"],
    ),
    (
        "note",
        r#"{"session": "{session}", "person": "{learner}", "text": "mot {minutes}"}"#,
        ["store.missing", "keys.locked", "ok records", "session.unknown", "ok records"],
    ),
    (
        "closing",
        r#"{"session": "{session}"}"#,
        ["store.missing", "keys.locked", "ok", "session.unknown", "ok"],
    ),
    (
        "pause_effect",
        r#"{"session": "{session}", "start": {begun}, "end": {paused}}"#,
        ["store.missing", "keys.locked", "ok", "session.unknown", "ok"],
    ),
    (
        "set_pause",
        r#"{"session": "{session}", "pause": {"start": {begun}, "end": {paused}, "reason": null}}"#,
        ["store.missing", "keys.locked", "ok records", "session.unknown", "ok records"],
    ),
    (
        "set_paper",
        r#"{"session": "{session}", "paper": true}"#,
        ["store.missing", "keys.locked", "ok records", "session.unknown", "ok records"],
    ),
    (
        "suggest",
        r#"{"session": "{session}", "text": "Sam"}"#,
        ["store.missing", "keys.locked", "ok", "session.unknown", "ok"],
    ),
    (
        "walk_in",
        r#"{"session": "{session}", "who": {"kind": "new", "name": "Salma"}, "anyway": true}"#,
        ["store.missing", "keys.locked", "ok records", "session.unknown", "ok records"],
    ),
    (
        "wait_instead",
        r#"{"session": "{session}", "who": {"kind": "new", "name": "Tigist"}}"#,
        ["store.missing", "keys.locked", "ok records", "session.unknown", "ok records"],
    ),
    (
        "witness",
        r#"{"session": "{session}", "person": "{learner}", "half": "{half}", "reason": "main bandée"}"#,
        ["store.missing", "keys.locked", "ok records", "session.unknown", "ok records"],
    ),
    (
        "photos",
        r#"{"session": "{session}"}"#,
        ["store.missing", "keys.locked", "ok", "session.unknown", "ok"],
    ),
    (
        "photo",
        r#"{"photo": "{photo}"}"#,
        ["store.missing", "keys.locked", "ok", "photo.unknown", "ok"],
    ),
    (
        "add_photo",
        r#"{"session": "{session}", "picture": "{picture}"}"#,
        [
            "store.missing",
            "keys.locked",
            "ok pictures records",
            "session.unknown",
            "ok pictures records",
        ],
    ),
    (
        "remove_photo",
        r#"{"photo": "{photo}", "reason": "floue"}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "photo.unknown",
            "ok audit pictures records",
        ],
    ),
    ("set_photo_limit", r#"{"limitMb": 50}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "void_signature",
        r#"{"session": "{session}", "signature": "{learner}", "reason": "essai"}"#,
        [
            "store.missing",
            "keys.locked",
            "signature.unknown",
            "session.unknown",
            "signature.unknown",
        ],
    ),
    (
        "sheet_versions",
        r#"{"session": "{session}"}"#,
        ["store.missing", "keys.locked", "ok", "session.unknown", "ok"],
    ),
    ("sign_choices", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "set_sign_choices",
        r#"{"choices": {"ways": ["drawn", "code"], "languages": ["ar"]}}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok"],
    ),
    (
        "begin_signing",
        r#"{"session": "{session}"}"#,
        ["store.missing", "keys.locked", "ok", "session.unknown", "ok"],
    ),
    ("signing", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "choose_code",
        r#"{"person": "{learner}", "way": "pictures", "code": "07b"}"#,
        ["store.missing", "keys.locked", "ok records", "signing.not_begun", "signing.way_off"],
    ),
    (
        "sign",
        r#"{"person": "{learner}", "half": "{half}", "input": {"way": "drawn", "strokes": [[100, 100, 300, 300, 500, 100]]}}"#,
        ["store.missing", "keys.locked", "signing.signed", "signing.not_begun", "signing.signed"],
    ),
    ("leave_signing", r#"{"pin": "{pin}"}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "close_session",
        r#"{"session": "{session}", "reason": "une panne", "kept": []}"#,
        ["store.missing", "keys.locked", "ok records", "session.unknown", "ok records"],
    ),
    (
        "reopen_session",
        r#"{"session": "{session}", "reason": "une erreur"}"#,
        ["store.missing", "keys.locked", "ok records", "session.unknown", "ok records"],
    ),
    (
        "undo",
        r#"{"session": null}"#,
        ["store.missing", "keys.locked", "ok records", "-", "ok records"],
    ),
    (
        "redo",
        r#"{"session": null}"#,
        ["store.missing", "keys.locked", "ok records", "-", "ok records"],
    ),
    ("people", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "add_person",
        r#"{"person": {"given": "Ada{minutes}", "family": "B", "own_name": null, "language": null, "cohort": null, "volunteer": false}}"#,
        ["store.missing", "keys.locked", "ok records", "-", "ok records"],
    ),
    ("cohorts", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    ("levels", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
];

const AFTER: &[Row] = &[
    ("status", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    ("exchange", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    ("exchange_stop", r#"{}"#, ["ok", "ok", "ok", "-", "ok"]),
    ("exchange_now", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "history",
        r#"{"session": "{session}"}"#,
        ["store.missing", "keys.locked", "ok", "session.unknown", "ok"],
    ),
    (
        "person",
        r#"{"person": "{learner}"}"#,
        ["store.missing", "keys.locked", "ok", "learner.unknown", "ok audit"],
    ),
    (
        "person_history",
        r#"{"person": "{erased}"}"#,
        ["store.missing", "keys.locked", "ok", "learner.unknown", "ok audit"],
    ),
    (
        "export_sheet",
        r#"{"session": "{session}", "blank": false, "version": null, "language": "fr"}"#,
        ["store.missing", "keys.locked", "ok audit", "session.unknown", "ok audit"],
    ),
    (
        "preview_sheet",
        r#"{"session": "{session}", "blank": false, "version": null, "language": "fr"}"#,
        ["store.missing", "keys.locked", "ok", "session.unknown", "ok"],
    ),
    (
        "print_sheet",
        r#"{"session": "{session}", "blank": true, "version": null}"#,
        ["store.missing", "keys.locked", "ok audit", "session.unknown", "ok audit"],
    ),
    ("find_people", r#"{"typed": "a"}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "save_calendar",
        r#"{"of": {"kind": "cohort", "id": "{cohort}"}}"#,
        ["store.missing", "keys.locked", "ok", "cohort.unknown", "ok"],
    ),
    (
        "export_pack",
        r#"{"ask": {"cohort": "{cohort}", "roster": true, "sheets": true, "first": null, "last": null, "convocations": ["fr"], "contact": null}, "language": "fr"}"#,
        ["store.missing", "keys.locked", "ok audit", "cohort.unknown", "ok audit"],
    ),
    (
        "preview_pack",
        r#"{"ask": {"cohort": "{cohort}", "roster": true, "sheets": false, "first": null, "last": null, "convocations": [], "contact": null}, "language": "fr"}"#,
        ["store.missing", "keys.locked", "ok", "cohort.unknown", "ok"],
    ),
    (
        "print_pack",
        r#"{"ask": {"cohort": "{cohort}", "roster": true, "sheets": false, "first": null, "last": null, "convocations": [], "contact": null}}"#,
        ["store.missing", "keys.locked", "ok audit", "cohort.unknown", "ok audit"],
    ),
    (
        "export_week",
        r#"{"cohort": "{cohort}", "date": "{date}", "language": "fr"}"#,
        ["store.missing", "keys.locked", "ok audit", "cohort.unknown", "ok audit"],
    ),
    (
        "export_attendance",
        r#"{"cohort": "{cohort}", "format": "xlsx", "purpose": "essai", "language": "fr"}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "cohort.unknown", "ok audit"],
    ),
    (
        "attendance_weeks",
        r#"{"cohort": "{cohort}"}"#,
        ["store.missing", "keys.locked", "ok", "cohort.unknown", "ok"],
    ),
    (
        "complete_person",
        r#"{"person": "{learner}", "input": {"given": "Samira", "family": "B", "own_name": null, "language": null, "cohort": null, "volunteer": false}}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "learner.unknown",
            "ok records",
        ],
    ),
    (
        "export_person",
        r#"{"person": "{learner}", "purpose": "essai", "language": "fr"}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "learner.unknown", "ok audit"],
    ),
    (
        "erasure",
        r#"{"person": "{learner}"}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "learner.unknown", "ok"],
    ),
    ("looks", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "settle_look",
        r#"{"id": "none", "choice": "seen"}"#,
        ["store.missing", "keys.locked", "look.changed", "-", "look.changed"],
    ),
    ("team", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    (
        "admit",
        r#"{"newcomer": {"person": null, "name": "Chedid{minutes}", "role": "volunteer", "pin": "528163"}}"#,
        ["store.missing", "keys.locked", "ok audit book records", "-", "ok audit book records"],
    ),
    (
        "dismiss",
        r#"{"person": "{other}"}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "person.unknown",
            "ok audit book",
        ],
    ),
    (
        "change_pin",
        r#"{"old": "{pin}", "pin": "{pin}"}"#,
        ["store.missing", "keys.locked", "ok book", "-", "ok book"],
    ),
    (
        "new_recovery",
        r#"{}"#,
        ["store.missing", "keys.locked", "permission.role_too_low", "-", "ok book"],
    ),
    ("backups", r#"{}"#, ["store.missing", "keys.locked", "ok", "-", "ok"]),
    ("back_up_now", r#"{}"#, ["store.missing", "keys.locked", "ok backups", "-", "ok backups"]),
    (
        "people_by_code",
        r#"{"code": "{code}"}"#,
        ["store.missing", "recovery.wrong", "recovery.wrong", "-", "recovery.wrong"],
    ),
    (
        "come_back",
        r#"{"code": "{code}", "person": "{volunteer}", "pin": "528163", "language": "fr"}"#,
        ["store.missing", "recovery.wrong", "recovery.wrong", "recovery.wrong", "recovery.wrong"],
    ),
    (
        "protect",
        r#"{"pin": "528163", "language": "fr"}"#,
        [
            "store.key_unreadable",
            "store.key_unreadable",
            "store.key_unreadable",
            "-",
            "store.key_unreadable",
        ],
    ),
    (
        "erase",
        r#"{"person": "{erased}"}"#,
        [
            "store.missing",
            "keys.locked",
            "permission.role_too_low",
            "learner.unknown",
            "ok audit pictures records",
        ],
    ),
    (
        "restore_newest",
        r#"{}"#,
        ["backup.not_needed", "backup.not_needed", "backup.not_needed", "-", "backup.not_needed"],
    ),
    ("still_here", r#"{}"#, ["ok", "ok", "ok", "-", "ok"]),
    ("lock", r#"{}"#, ["ok", "ok", "ok", "-", "ok"]),
    ("say_phrase", r#"{"words": "{phrase}"}"#, ["store.missing", "ok", "ok", "-", "ok"]),
    (
        "unlock",
        r#"{"person": "{me}", "pin": "{pin}"}"#,
        ["store.missing", "ok", "ok", "person.unknown", "ok"],
    ),
    (
        "join",
        r#"{"code": "CW43PDKAXR", "headquarters": "http://127.0.0.1:9", "person": "X", "pin": "528163", "language": "fr"}"#,
        ["ok", "join.already_joined", "permission.role_too_low", "-", "join.already_joined"],
    ),
    (
        "create_centre",
        r#"{"centre": "X", "person": "Y", "pin": "528163", "language": "fr"}"#,
        ["store.exists", "store.exists", "store.exists", "-", "store.exists"],
    ),
];

/// The objects that a row names.
const OBJECTS: [&str; 9] = [
    "{cohort}",
    "{session}",
    "{learner}",
    "{erased}",
    "{volunteer}",
    "{taught}",
    "{other}",
    "{me}",
    "{photo}",
];

#[test]
fn each_command_has_a_row() {
    let told: BTreeSet<String> = rows().map(|row| row.0.to_owned()).collect();
    let declared: BTreeSet<String> = window_commands().unwrap().into_iter().collect();
    assert_eq!(declared, told);
    for (command, args, answers) in rows() {
        let has_object = OBJECTS.iter().any(|name| args.contains(name));
        let foreign = answers[Who::Foreign as usize];
        assert_eq!(foreign == "-", !has_object, "{command}: a foreign object is tried");
    }
}

/// The arguments of a row, as this person would give them.
fn arguments(row: &Row, who: Who, here: &Place, foreign: &Place) -> Value {
    let place = if who == Who::Foreign { foreign } else { here };
    let mut text = row.1.to_owned();
    for (name, id) in &place.names {
        text = text.replace(&format!("{{{name}}}"), id);
    }
    let volunteer = who == Who::Volunteer;
    let me = if volunteer { "volunteer" } else { "coordinator" };
    // Whoever is to be dismissed: not oneself.
    let other = if volunteer { "coordinator" } else { "volunteer" };
    let pin = if volunteer { VOLUNTEER_PIN } else { PIN };
    let own = [
        ("{minutes}", (5 + who as usize).to_string()),
        ("{pin}", pin.to_owned()),
        // A code that is well formed and no computer's.
        ("{code}", RecoveryCode::from_random([9; 24]).to_string()),
        ("{phrase}", here.laptop.phrase()),
        ("{picture}", BASE64.encode(ANOTHER)),
        ("{me}", place.names[me].clone()),
        ("{other}", place.names[other].clone()),
        ("{taught}", place.names["taught"].clone()),
    ];
    for (name, value) in own {
        text = text.replace(name, &value);
    }
    serde_json::from_str(&text).unwrap()
}

/// Asks over the bridge as the page would, and gives `ok` or the code.
fn ask(window: &Window, command: &str, arguments: &Value) -> String {
    let script = "const [command, args, done] = arguments;
        window.__TAURI_INTERNALS__.invoke(command, args)
            .then(() => done('ok'), (e) => done(e && e.code ? e.code : `? ${JSON.stringify(e)}`));";
    let told = window.run_async(script, &[command.into(), arguments.clone()]).unwrap();
    told.as_str().unwrap_or("nothing").to_owned()
}

#[test]
fn everybody_gets_what_the_table_says() {
    let mut hq = Headquarters::start(&[SITE, OTHER_SITE]).unwrap();
    let foreign = Place::new(&hq, OTHER_SITE).unwrap();
    let places = EVERYBODY.map(|_| Place::new(&hq, SITE).unwrap());
    // A window exchanges by itself, and what it receives is no command's doing.
    hq.stop().unwrap();
    let mut wrong = Vec::new();
    for (who, here) in EVERYBODY.into_iter().zip(&places) {
        let bare = Laptop::new().unwrap();
        let laptop = if who == Who::FirstRun { &bare } else { &here.laptop };
        let options = Options { unlock: false, ..Options::default() };
        let window = Window::open(laptop, &options).unwrap();
        window.find("main").unwrap();
        if !matches!(who, Who::FirstRun | Who::Locked) {
            for command in ["say_phrase", "unlock"] {
                let row = rows().find(|row| row.0 == command).unwrap();
                let as_here = if who == Who::Foreign { Who::Right } else { who };
                let told = ask(&window, command, &arguments(row, as_here, here, &foreign));
                assert_eq!(told, "ok", "{command}");
            }
        }
        for row in rows() {
            let expected = row.2[who as usize];
            if expected == "-" {
                continue;
            }
            let before = here.standing().unwrap();
            let told = ask(&window, row.0, &arguments(row, who, here, &foreign));
            let found = told + &here.changed_since(&before).unwrap();
            if found != expected {
                wrong.push(format!("{} {who:?}: {found}, not {expected}", row.0));
            }
        }
        window.assert_alive().unwrap();
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// What is answered while the laptop is in the learners' hands: the way in and out, signing, and what tells
/// nothing of anybody.
const WHILE_SIGNING: [&str; 19] = [
    "home",
    "open_demo",
    "leave_demo",
    "signing",
    "sign",
    "choose_code",
    "leave_signing",
    "status",
    "exchange_now",
    "exchange_stop",
    "still_here",
    "lock",
    "say_phrase",
    "unlock",
    "people_by_code",
    "come_back",
    "protect",
    "create_centre",
    "restore_newest",
];

#[test]
fn in_the_learners_hands_nothing_else_is_answered() {
    let mut hq = Headquarters::start(&[SITE]).unwrap();
    let here = Place::new(&hq, SITE).unwrap();
    hq.stop().unwrap();
    let window =
        Window::open(&here.laptop, &Options { unlock: false, ..Options::default() }).unwrap();
    window.find("main").unwrap();
    let row = |command: &str| rows().find(|row| row.0 == command).unwrap();
    for command in ["say_phrase", "unlock", "begin_signing"] {
        let args = arguments(row(command), Who::Right, &here, &here);
        assert_eq!(ask(&window, command, &args), "ok", "{command}");
    }
    let before = here.standing().unwrap();
    for row in rows().filter(|row| !WHILE_SIGNING.contains(&row.0)) {
        let told = ask(&window, row.0, &arguments(row, Who::Right, &here, &here));
        assert_eq!(told, "signing.leave_first", "{}", row.0);
    }
    assert_eq!(here.changed_since(&before).unwrap(), "");
    // Nor once the page is loaded again: it comes back to the same tiles.
    window.run("location.reload()", &[]).unwrap();
    window.find("[data-tile]").unwrap();
    assert_eq!(ask(&window, "people", &serde_json::json!({})), "signing.leave_first");
}
