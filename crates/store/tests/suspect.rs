//! A mark or a signature that somebody with the file and its key changes behind the program's back is
//! found, wherever they change it: in the row that is shown, in the heads, in the segment.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::signature::{Half, Signed, Standing, Way};
use passerelle_domain::{RecordRef, Value, kinds};
use passerelle_store::tamper::{Tampering, tamper, tamper_row};
use passerelle_store::{Draft, Store};
use std::collections::BTreeSet;

const SESSION: u128 = 2;
const LEARNER: u128 = 5;

/// A register of two learners, one of whom has signed. Its log is the longest in the file: each thing
/// is sealed on its own.
fn class() -> Laptop {
    let mut laptop = laptop(1);
    let slot = Value::List(vec![Value::Int(20_000), Value::Int(840), Value::Int(960)]);
    let title = Value::List(vec![Value::Text("A".into()), Value::Text("Initiation".into())]);
    let cohort = RecordRef::Own(id(30));
    write(&mut laptop, 1, vec![Draft::new(&kinds::COHORT, cohort, vec![("title", title)])]);
    let values = vec![("slot", slot), ("cohort", Value::Ref(id(30).0))];
    write(&mut laptop, 1, vec![Draft::new(&kinds::SESSION, RecordRef::Own(id(SESSION)), values)]);
    for learner in [LEARNER, 6] {
        let name = Value::List(vec![Value::Text(format!("Learner {learner}")), Value::Null]);
        let record = RecordRef::Own(id(learner));
        write(&mut laptop, 2, vec![Draft::new(&kinds::LEARNER, record, vec![("name", name)])]);
    }
    laptop.store.seal().unwrap();
    for learner in [LEARNER, 6] {
        let value = Mark::plain(Status::Present).to_value();
        let record = attendance(SESSION, learner);
        let draft = Draft::new(&kinds::ATTENDANCE, record, vec![("mark", value)]);
        write(&mut laptop, 3, vec![draft]);
        laptop.store.seal().unwrap();
    }
    for minutes in 1..8 {
        let mark = Mark { late: Some(minutes), ..Mark::plain(Status::Present) };
        let record = attendance(SESSION, 6);
        let draft = Draft::new(&kinds::ATTENDANCE, record, vec![("mark", mark.to_value())]);
        write(&mut laptop, 3, vec![draft]);
        laptop.store.seal().unwrap();
    }
    let view = laptop.store.view();
    let sheet = view.signed_sheet(&view.session(id(SESSION)).unwrap().unwrap()).unwrap();
    drop(view);
    let (half, way) = (Half::Afternoon, Way::Drawn);
    let hash = sheet.line_hash(id(LEARNER), half);
    let signed = Signed { half, way, hash, at_ms: 4, witness: None };
    let record = RecordRef::Derived(vec![id(SESSION), id(LEARNER), id(77)]);
    let writes = vec![("signed", signed.to_value()), ("ink", Value::Text("AAgBgB".into()))];
    write(&mut laptop, 4, vec![Draft::new(&kinds::SIGNATURE, record, writes)]);
    laptop.store.seal().unwrap();
    laptop
}

fn suspects(laptop: &Laptop) -> BTreeSet<u128> {
    let found = laptop.store.view().suspects(id(SESSION)).unwrap();
    found.into_iter().map(|id| id.0.as_u128()).collect()
}

fn row(laptop: &mut Laptop, sql: &str) {
    tamper_row(&laptop.folder.path().join("passerelle.db"), &KEY, sql).unwrap();
}

#[test]
fn nothing_is_suspect_of_what_the_program_wrote() {
    let laptop = class();
    assert!(suspects(&laptop).is_empty());
    let view = laptop.store.view();
    let sheet = view.signed_sheet(&view.session(id(SESSION)).unwrap().unwrap()).unwrap();
    let (standing, _) = sheet.signature(id(LEARNER), Half::Afternoon).unwrap();
    assert_eq!(standing, Standing::Signed);
}

#[test]
fn a_row_that_was_changed_is_found() {
    let check = |sql: &str| {
        let mut laptop = class();
        row(&mut laptop, sql);
        assert_eq!(suspects(&laptop), BTreeSet::from([LEARNER]), "{sql}");
    };
    let of = format!("learner_id = x'{:032x}'", LEARNER);
    check(&format!("UPDATE attendance SET status = 1 WHERE {of}"));
    check(&format!("UPDATE attendance SET late_minutes = 90 WHERE {of}"));
    check("UPDATE signature SET ink = 'AACC'");
    check("UPDATE signature SET way = 2");
    check("UPDATE signature SET signed_ms = signed_ms - 60000");
    check("UPDATE signature SET is_void = 1");
    check("UPDATE signature SET hash = zeroblob(32)");
}

#[test]
fn heads_that_were_changed_with_their_row_are_found() {
    let mut laptop = class();
    // The heads of somebody else's mark, and a row to match.
    let other = format!("SELECT heads FROM attendance WHERE learner_id = x'{:032x}'", 6);
    let of = format!("learner_id = x'{:032x}'", LEARNER);
    row(&mut laptop, &format!("UPDATE attendance SET heads = ({other}) WHERE {of}"));
    assert_eq!(suspects(&laptop), BTreeSet::from([LEARNER]));
}

#[test]
fn a_segment_that_was_changed_is_found_even_with_every_hash_made_anew() {
    for tampering in [Tampering::Edited, Tampering::Recomputed] {
        let laptop = class();
        let file = laptop.folder.path().join("passerelle.db");
        tamper(&file, &KEY, &SITE.to_string(), tampering).unwrap();
        assert!(!suspects(&laptop).is_empty(), "{tampering:?}");
    }
}

#[test]
fn a_mark_written_by_the_program_after_signing_is_no_forgery_and_asks_again() {
    let mut laptop = class();
    let value = Mark::plain(Status::Absent).to_value();
    let draft = Draft::new(&kinds::ATTENDANCE, attendance(SESSION, LEARNER), vec![("mark", value)]);
    write(&mut laptop, 9, vec![draft]);
    assert!(suspects(&laptop).is_empty());
    let store: &Store = &laptop.store;
    let view = store.view();
    let sheet = view.signed_sheet(&view.session(id(SESSION)).unwrap().unwrap()).unwrap();
    let (standing, _) = sheet.signature(id(LEARNER), Half::Afternoon).unwrap();
    assert_eq!(standing, Standing::Again);
}

#[test]
fn a_room_of_its_own_hides_the_groups_and_makes_no_version() {
    let mut laptop = class();
    let room = |name: &str| vec![("room", Value::Text(name.into()))];
    let session = RecordRef::Own(id(SESSION));
    write(&mut laptop, 10, vec![Draft::new(&kinds::SESSION, session, room("salle B"))]);
    let versions = |laptop: &Laptop| {
        let view = laptop.store.view();
        view.versions(&view.session(id(SESSION)).unwrap().unwrap()).unwrap().len()
    };
    assert_eq!(versions(&laptop), 2, "whoever had signed did so for another place");
    let cohort = RecordRef::Own(id(30));
    write(&mut laptop, 11, vec![Draft::new(&kinds::COHORT, cohort, room("salle A"))]);
    assert_eq!(versions(&laptop), 2);
    let view = laptop.store.view();
    let session = view.session(id(SESSION)).unwrap().unwrap();
    let last = view.versions(&session).unwrap().pop().unwrap();
    assert_eq!(last.sheet.heading.place.as_deref(), Some("salle B"));
}

#[test]
fn an_earlier_version_says_what_the_sheet_said() {
    let mut laptop = class();
    let hash = |laptop: &Laptop| {
        let view = laptop.store.view();
        view.signed_sheet(&view.session(id(SESSION)).unwrap().unwrap()).unwrap().hash()
    };
    let before = hash(&laptop);
    let value = Mark::plain(Status::Excused).to_value();
    let record = attendance(SESSION, LEARNER);
    let draft = Draft::new(&kinds::ATTENDANCE, record, vec![("mark", value)]);
    write(&mut laptop, 9, vec![draft]);
    let view = laptop.store.view();
    let versions = view.versions(&view.session(id(SESSION)).unwrap().unwrap()).unwrap();
    assert_eq!((versions.len(), &versions[0].again[..]), (2, &[id(LEARNER)][..]));
    // Folded from the ops, not read from the rows.
    assert_eq!(versions[0].sheet.hash(), before);
    assert_ne!(hash(&laptop), before);
}
