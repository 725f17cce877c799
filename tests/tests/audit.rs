//! The audit log: what people do with others' data is noted, reaches headquarters and is read there
//! alone; and whoever edits, removes or reorders what a laptop keeps, were it with every hash made
//! anew, is found by comparing with what headquarters has.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use passerelle_store::Files;
use passerelle_store::tamper::Tampering::{Deleted, Edited, Recomputed, Reordered};
use passerelle_store::tamper::tamper;
use passerelle_tests::centre::{joined, names, pending, session_now, text};
use passerelle_tests::laptop::PIN;
use passerelle_tests::process::{COMMAND_LIMIT, run};
use passerelle_tests::{Headquarters, Laptop};
use serde_json::Value;
use std::fs;

const SITE: &str = "Maison de quartier";
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");

/// A laptop that has done what is noted, and exchanged.
fn centre() -> (Headquarters, Laptop) {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let laptop = joined(&hq, hq.url(), SITE, COORDINATOR, "Aïcha").unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    (hq, laptop)
}

fn deeds(hq: &Headquarters) -> Vec<String> {
    hq.digest().unwrap();
    let entries = hq.json(&["audit"]).unwrap();
    let deed = |entry: &Value| entry["values"]["deed"].as_str().unwrap().to_owned();
    entries.as_array().unwrap().iter().map(deed).collect()
}

fn two_learners(laptop: &Laptop) -> (String, String) {
    let names = names(laptop, &session_now(laptop).unwrap()).unwrap();
    (names[0].clone(), names[1].clone())
}

#[test]
fn what_is_done_with_peoples_data_is_noted_and_reaches_headquarters_alone() {
    let (hq, laptop) = centre();
    let session = session_now(&laptop).unwrap();
    let (amina, reza) = two_learners(&laptop);
    let out = laptop.folder().join("out");
    let to = out.to_str().unwrap().to_owned();
    // A wrong PIN, then the right one.
    let mut wrong = laptop.command(&["status"]).unwrap();
    wrong.env("PASSERELLE_PIN", "918273");
    run(wrong, COMMAND_LIMIT).unwrap().failure().unwrap();
    laptop.cmd(&["status"]).unwrap();
    let before = deeds(&hq).len();
    laptop.cmd(&["export", "attendance", "--purpose", "Bilan du trimestre"]).unwrap();
    laptop.cmd(&["history", "--person", &amina]).unwrap();
    let purpose = "Demande de la personne";
    let args = ["export", "person", &amina, "--purpose", purpose, "--to", &to];
    let exported = laptop.json(&args).unwrap();
    let folder = text(&exported["folder"]).unwrap();
    let page = fs::read_to_string(format!("{folder}/page.html")).unwrap();
    let data: Value =
        serde_json::from_slice(&fs::read(format!("{folder}/donnees.json")).unwrap()).unwrap();
    assert!(page.contains(&amina) && data["person"]["name"].as_str().unwrap().contains(&amina));
    assert!(!data["attendance"].as_array().unwrap().is_empty());
    let mut admit = laptop.command(&["people", "add", "Bakary"]).unwrap();
    admit.env("PASSERELLE_NEW_PIN", "385712");
    run(admit, COMMAND_LIMIT).unwrap().success().unwrap();
    laptop.cmd(&["people", "remove", "Bakary", "--as", "Aïcha"]).unwrap();
    laptop.cmd(&["backup"]).unwrap();
    laptop.cmd(&["restore", "--yes"]).unwrap();
    laptop.cmd(&["erase", &reza, "--yes"]).unwrap();
    assert!(pending(&laptop).unwrap() > 0);
    laptop.cmd(&["exchange"]).unwrap();
    assert_eq!(pending(&laptop).unwrap(), 0, "the log is received like anything else");
    let noted = deeds(&hq)[before..].to_vec();
    let has = |what: &str| noted.iter().any(|deed| deed.starts_with(&format!("deed {what}")));
    for what in ["failed_unlocks", "export", "read", "role", "dismissed", "restore", "erased"] {
        assert!(has(what), "{what}: {noted:?}");
    }
    let told = hq.cmd(&["audit"]).unwrap();
    assert!(told.contains(purpose) && told.contains("Bilan du trimestre"), "{told}");
    assert!(told.contains("Aïcha") && !told.contains(PIN), "{told}");
    // Another laptop of the centre gets none of it, nor does history tell it.
    let other = joined(&hq, hq.url(), SITE, COORDINATOR, "Bertrand").unwrap();
    other.cmd(&["exchange"]).unwrap();
    let own = other.json(&["audit", "verify"]).unwrap()["entries"].clone();
    assert_eq!(own, 1, "that it erased somebody, and nothing of the other's");
    for one in [&laptop, &other] {
        let history = one.json(&["history"]).unwrap();
        assert!(history.as_array().unwrap().iter().all(|line| line["kind"] != "audit"));
    }
    assert!(laptop.cmd(&["register", &session]).is_ok());
}

#[test]
fn an_export_without_its_purpose_is_refused_and_leaves_nothing() {
    let (_hq, laptop) = centre();
    let (amina, _) = two_learners(&laptop);
    let out = laptop.folder().join("out");
    let args = ["export", "person", &amina, "--purpose", "  ", "--to", out.to_str().unwrap()];
    let refused = laptop.refused(&args).unwrap();
    assert!(refused.stderr.contains("[export.purpose_needed]"), "{refused:?}");
    assert!(!out.exists() && pending(&laptop).unwrap() == 0);
}

#[test]
fn whatever_was_done_to_the_log_is_found() {
    for tampering in [Edited, Deleted, Reordered, Recomputed] {
        let (_hq, laptop) = centre();
        for _ in 0..3 {
            laptop.cmd(&["export", "attendance"]).unwrap();
            laptop.cmd(&["exchange"]).unwrap();
        }
        let verified = laptop.json(&["audit", "verify"]).unwrap();
        assert!(verified["compared"].as_u64().unwrap() >= 3 && verified["waiting"] == 0);
        assert_eq!(verified["entries"], 3);
        let (file, key) = (Files::at(laptop.data()).store(), laptop.key().unwrap());
        // What tells at the opening that something is gone goes too.
        fs::remove_file(laptop.data().join("passerelle.db-held")).unwrap();
        tamper(&file, &key, "audit", tampering).unwrap();
        let refused = laptop.refused(&["audit", "verify"]).unwrap();
        assert!(refused.stderr.contains("[audit.broken]"), "{tampering:?}: {refused:?}");
        assert!(refused.stderr.contains("audit"), "it says which: {refused:?}");
    }
}
