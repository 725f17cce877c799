//! Contacts and rights lie in a file of their own: a volunteer's PIN does not open it, the class's file
//! holds none of it, and both exchange, undo and are erased as one would.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::fs;

use passerelle_app::{App, Pass, Phrase, Pin, System};
use passerelle_domain::Stream;
use passerelle_store::{Files, Store, StoreKey};
use passerelle_sync::wire::{About, Same};
use passerelle_tests::centre::{array, joined, pending, text};
use passerelle_tests::laptop::{PHRASE, PIN};
use passerelle_tests::process::{COMMAND_LIMIT, Ended, run};
use passerelle_tests::{Headquarters, Laptop, pages};
use std::sync::Arc;

const SITE: &str = "Maison de quartier";
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");
const VOLUNTEER_PIN: &str = "530162";
const NAME: &str = "Zqoxlu";
const PRIVATE: [&str; 2] = ["06 98 13 57 42", "zqv@kanari.example"];

fn import(laptop: &Laptop) {
    let file = laptop.folder().join("people.csv");
    let [phone, mail] = PRIVATE;
    let rows = format!("Prénom;Nom;Téléphone;Email\n{NAME};Nom;{phone};{mail}\n");
    fs::write(&file, rows).unwrap();
    laptop.cmd(&["import", "learners", file.to_str().unwrap()]).unwrap();
}

fn volunteer(laptop: &Laptop, args: &[&str]) -> Ended {
    let mut command = laptop.command(&[&["--as", "Paul"], args].concat()).unwrap();
    command.env("PASSERELLE_PIN", VOLUNTEER_PIN);
    run(command, COMMAND_LIMIT).unwrap()
}

fn coordinator(laptop: &Laptop) -> App {
    let pass = Pass {
        person: Some("Aïcha".to_owned()),
        pin: Some(Pin::parse(PIN).unwrap()),
        phrase: Some(Phrase::parse(PHRASE).unwrap()),
    };
    App::open(laptop.data(), Arc::new(System), &pass).unwrap()
}

fn holds(bytes: &[u8], canary: &str) -> bool {
    bytes.windows(canary.len()).any(|part| part == canary.as_bytes())
}

/// What each canary is in: the class's file, and the private one, both decrypted.
fn found(laptop: &Laptop) -> Vec<(bool, bool)> {
    let app = coordinator(laptop);
    let class = pages::of_file(&Files::at(laptop.data()).store(), app.opening().key_for_tests());
    let private = app.opening().private_key_for_tests().unwrap();
    let private = pages::of_file(&Files::at(laptop.data()).private(), private).unwrap();
    let (class, all) = (class.unwrap(), [NAME, PRIVATE[0], PRIVATE[1]]);
    all.iter().map(|canary| (holds(&class, canary), holds(&private, canary))).collect()
}

#[test]
fn each_file_holds_what_is_its_own() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let a = joined(&hq, hq.url(), SITE, COORDINATOR, "Aïcha").unwrap();
    import(&a);
    assert_eq!(found(&a), [(true, false), (false, true), (false, true)]);
    let waiting = pending(&a).unwrap();
    let mut add = a.command(&["people", "add", "Paul"]).unwrap();
    add.env("PASSERELLE_NEW_PIN", VOLUNTEER_PIN);
    run(add, COMMAND_LIMIT).unwrap().success().unwrap();
    // Paul may work, and does not open the private file: neither by the program nor by his keys.
    let digest = volunteer(&a, &["digest"]).success().unwrap();
    assert!(!digest.contains("private"), "{digest}");
    let pass = Pass {
        person: Some("Paul".to_owned()),
        pin: Some(Pin::parse(VOLUNTEER_PIN).unwrap()),
        phrase: Some(Phrase::parse(PHRASE).unwrap()),
    };
    let paul = App::open(a.data(), Arc::new(System), &pass).unwrap();
    assert!(paul.opening().private_key_for_tests().is_none());
    let class_key: StoreKey = paul.opening().key_for_tests().clone();
    let nowhere = a.folder().join("nowhere");
    let opened = Store::open_at(&Files::at(a.data()).private(), &class_key, &nowhere);
    assert_eq!(opened.map(|_| ()).map_err(|error| error.code()), Err("store.wrong_key"));
    drop(paul);
    // What waits in the file that he cannot open is counted all the same.
    let told = volunteer(&a, &["status", "--json"]).success().unwrap();
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(
        told["status"]["pending"].as_u64().unwrap(),
        waiting + 2,
        "Paul's own record, and the note of his role"
    );
    // He sends what is the class's; the rest goes when a coordinator is in.
    volunteer(&a, &["exchange"]).success().unwrap();
    let status = volunteer(&a, &["status", "--json"]).success().unwrap();
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    assert!(status["status"]["pending"].as_u64().unwrap() > 0, "not all is received: {status}");
    let exchanged = run(as_aicha(&a, &["exchange"]), COMMAND_LIMIT).unwrap();
    exchanged.success().unwrap();
    let b = joined(&hq, hq.url(), SITE, COORDINATOR, "Bea").unwrap();
    b.cmd(&["exchange"]).unwrap();
    b.cmd(&["exchange"]).unwrap();
    let ours = run(as_aicha(&a, &["exchange"]), COMMAND_LIMIT).unwrap();
    ours.success().unwrap();
    let of_a = run(as_aicha(&a, &["digest"]), COMMAND_LIMIT).unwrap().success().unwrap();
    let of_a = passerelle_tests::digests(&of_a).unwrap();
    assert_eq!(of_a, b.digest().unwrap());
    assert!(of_a.keys().any(|stream| stream.ends_with("/private")), "{of_a:?}");
    let history = b.json(&["history"]).unwrap().to_string();
    assert!(PRIVATE.iter().all(|canary| history.contains(canary)), "{history}");
}

/// Each file exchanges for itself, and one of which there is nothing to say needs no request.
#[test]
fn a_request_is_made_for_the_private_file_only_when_there_is_something_to_say() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let a = joined(&hq, hq.url(), SITE, COORDINATOR, "Aïcha").unwrap();
    let b = joined(&hq, hq.url(), SITE, COORDINATOR, "Bea").unwrap();
    let requests =
        |laptop: &Laptop| laptop.json(&["exchange"]).unwrap()["requests"].as_u64().unwrap();
    let settle = || {
        let rounds = (0..8).find(|_| requests(&a) + requests(&b) == 2);
        assert!(rounds.is_some(), "it never comes to one request each");
    };
    import(&a);
    settle();
    assert_eq!((requests(&a), requests(&b)), (1, 1), "nothing new");
    let file = a.folder().join("class.csv");
    fs::write(&file, "Prénom;Nom\nWqalia;Nom\n").unwrap();
    a.cmd(&["import", "learners", file.to_str().unwrap()]).unwrap();
    assert_eq!((requests(&a), requests(&b)), (1, 1), "news of the class alone");
    assert_eq!(b.digest().unwrap(), a.digest().unwrap());
    // Nobody's file but the private one changes.
    let mut app = coordinator(&a);
    passerelle_tests::desk::write_contact(app.private_for_tests().unwrap(), "06 00 11 22 33")
        .unwrap();
    drop(app);
    assert_ne!(b.digest().unwrap(), a.digest().unwrap());
    assert!(requests(&a) > 1 && requests(&b) > 1, "news of the private file");
    assert_eq!(b.digest().unwrap(), a.digest().unwrap());
    settle();
    // Headquarters holds the same and folded something else: the private file hears of that for itself.
    let mut app = coordinator(&a);
    let told = app.beside(About::Class).unwrap();
    assert!(told.is_some() && app.beside(About::Private).unwrap().is_none());
    let same = |folded| told.map(|told| (told, Same { folded }));
    assert!(app.is_same(same(None)).unwrap());
    assert!(!app.is_same(same(Some([7; 8]))).unwrap());
    assert!(!app.is_same(None).unwrap(), "of nothing that was said nothing follows");
    // What is written meanwhile makes what was said of no use.
    passerelle_tests::desk::write_contact(app.private_for_tests().unwrap(), "06 44 55 66 77")
        .unwrap();
    assert!(!app.is_same(same(None)).unwrap());
    assert_eq!(app.beside(About::Class).unwrap(), None, "there is something to bring");
}

fn as_aicha(laptop: &Laptop, args: &[&str]) -> std::process::Command {
    laptop.command(&[&["--as", "Aïcha"], args].concat()).unwrap()
}

#[test]
fn one_undo_takes_an_import_back_in_both_files() {
    let laptop = Laptop::new().unwrap();
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Aïcha"]).unwrap();
    import(&laptop);
    let stands = |laptop: &Laptop| -> Vec<String> {
        let history = laptop.json(&["history"]).unwrap();
        let lines = array(&history).unwrap().iter().filter(|line| line["stands"] == true);
        lines.filter_map(|line| text(&line["value"]).ok()).filter(|text| !text.is_empty()).collect()
    };
    let there = |all: &[String]| PRIVATE.map(|canary| all.iter().any(|value| value == canary));
    assert_eq!(there(&stands(&laptop)), [true, true]);
    laptop.cmd(&["undo"]).unwrap();
    assert_eq!(there(&stands(&laptop)), [false, false]);
    assert!(!stands(&laptop).iter().any(|value| value.contains(NAME)));
    laptop.cmd(&["redo"]).unwrap();
    assert_eq!(there(&stands(&laptop)), [true, true]);
    assert!(stands(&laptop).iter().any(|value| value.contains(NAME)));
}

#[test]
fn a_person_is_erased_in_both_files() {
    let laptop = Laptop::new().unwrap();
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Aïcha"]).unwrap();
    import(&laptop);
    laptop.cmd(&["erase", &format!("{NAME} Nom"), "--yes"]).unwrap();
    assert_eq!(found(&laptop), [(false, false); 3]);
}

/// A file of an earlier version held everything: protecting it divides it.
#[test]
fn a_file_that_held_everything_is_divided_once() {
    let laptop = Laptop::new().unwrap();
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Aïcha"]).unwrap();
    let files = Files::at(laptop.data());
    let key = laptop.key().unwrap();
    // As it was: one file, its key in clear.
    fs::remove_file(files.private()).unwrap();
    fs::remove_file(files.book()).unwrap();
    files.keep_key(&key).unwrap();
    let mut store = Store::open(&files, &key).unwrap();
    store.settle(&[(passerelle_store::Local::Holds, None)]).unwrap();
    passerelle_tests::desk::write_contact(&mut store, PRIVATE[0]).unwrap();
    let view = store.view();
    let before: Vec<(Stream, String)> =
        view.streams().unwrap().iter().map(|s| (*s, view.digest(*s).unwrap())).collect();
    drop(view);
    store.checkpoint_for_tests().unwrap();
    drop(store);
    let bytes = pages::of_file(&files.store(), &key).unwrap();
    assert!(holds(&bytes, PRIVATE[0]), "the search finds what is there");
    assert!(laptop.refused(&["digest"]).unwrap().stderr.contains("[keys.unprotected]"));
    let home = laptop.json(&["protect"]).unwrap();
    assert!(text(&home["shown"]["recovery"]).is_ok());
    assert!(!files.key().exists(), "the key lies in clear no more");
    let bytes = pages::of_file(&files.store(), &key).unwrap();
    assert!(!holds(&bytes, PRIVATE[0]), "nothing private is left in the class's file");
    let after = laptop.digest().unwrap();
    for (stream, digest) in before {
        assert_eq!(after.get(&stream.to_string()), Some(&digest), "{stream}");
    }
}
