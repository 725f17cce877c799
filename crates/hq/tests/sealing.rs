//! Sealing: a register that is closed and complete is sealed a week after its session, by headquarters
//! alone; what comes after that is void everywhere; one that lacks something waits, and is listed. With
//! a clock of the test's own.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::clock::{DAY, LEARNER, Network, SESSION, network};
use common::{Laptop, id};
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::kinds::{self, SHEET_CLOSED};
use passerelle_domain::signature::{Half, Signed, Way};
use passerelle_domain::{RecordId, RecordRef, Stream, Value};
use passerelle_hq::command;
use uuid::Uuid;

/// Whether it is closed, unmarked learners and unsigned ones, of each register that waits.
fn lacks(network: &Network) -> Vec<(bool, usize, usize)> {
    let lines = command::sheets(&network.hq, Some("A"), network.now_ms).unwrap();
    lines.iter().map(|line| (line.closed, line.unmarked, line.unsigned)).collect()
}

fn sign(laptop: &mut Laptop, person: RecordId, is_trainer: bool) {
    let view = laptop.store.view();
    let session = view.session(id(SESSION)).unwrap().unwrap();
    let sheet = view.signed_sheet(&session).unwrap();
    drop(view);
    let (half, way) = (Half::Afternoon, Way::Witnessed);
    let hash = sheet.hash_for(person, half, is_trainer);
    let signed = Signed { half, way, hash, at_ms: 1, witness: Some(laptop.person) };
    let record = RecordRef::Derived(vec![
        id(SESSION),
        person,
        RecordId(Uuid::from_u128(person.0.as_u128() ^ 0xA5A5)),
    ]);
    laptop.write(&kinds::SIGNATURE, record, vec![("signed", signed.to_value())]);
}

fn close(laptop: &mut Laptop) {
    let state = Value::List(vec![Value::Int(SHEET_CLOSED), Value::Null]);
    let record = RecordRef::Derived(vec![id(SESSION)]);
    laptop.write(&kinds::SHEET, record, vec![("state", state)]);
}

fn sealed_on(laptop: &Laptop) -> Option<i32> {
    laptop.store.view().session(id(SESSION)).unwrap().unwrap().sealed_on
}

#[test]
fn a_complete_register_is_sealed_after_a_week_and_what_comes_later_is_void() {
    let (mut network, mut a) = network();
    a.mark(SESSION, LEARNER, Status::Present);
    sign(&mut a, id(LEARNER), false);
    let trainer = a.person;
    sign(&mut a, trainer, true);
    close(&mut a);
    let mut b = network.laptop(2);
    network.exchange(&mut a);
    network.exchange(&mut b);
    network.days_pass(6);
    network.exchange(&mut a);
    assert_eq!(sealed_on(&a), None, "the sixth day");
    network.days_pass(1);
    network.exchange(&mut a);
    assert_eq!(sealed_on(&a), Some(DAY + 7));
    assert!(lacks(&network).is_empty());
    // A laptop that was away marks somebody absent who had signed: headquarters lets it not stand.
    b.mark(SESSION, LEARNER, Status::Absent);
    network.exchange(&mut b);
    network.days_pass(0);
    network.exchange(&mut b);
    network.exchange(&mut a);
    for laptop in [&a, &b] {
        let view = laptop.store.view();
        let marks = view.marks(id(SESSION)).unwrap();
        assert_eq!(marks[0].mark, Some(Mark::plain(Status::Present)));
        assert!(view.suspects(id(SESSION)).unwrap().is_empty());
        let stream = Stream::Site(network.site);
        assert!(view.heads_kept(stream).unwrap() == view.heads_anew(stream).unwrap());
    }
    let told = b.store.view().untold_voids(10).unwrap();
    assert_eq!(told[0].reason, kinds::SEALED);
}

#[test]
fn what_lacks_a_mark_or_a_signature_waits_and_is_listed() {
    let (mut network, mut a) = network();
    let trainer = a.person;
    network.exchange(&mut a);
    network.days_pass(8);
    assert_eq!(lacks(&network), [(false, 1, 0)]);
    close(&mut a);
    network.exchange(&mut a);
    network.days_pass(0);
    assert_eq!(lacks(&network), [(true, 1, 0)]);
    a.mark(SESSION, LEARNER, Status::Present);
    network.exchange(&mut a);
    network.days_pass(0);
    assert_eq!(lacks(&network), [(true, 0, 1)]);
    sign(&mut a, id(LEARNER), false);
    network.exchange(&mut a);
    network.days_pass(0);
    assert_eq!(lacks(&network), [(true, 0, 0)], "no trainer has signed it");
    assert_eq!(sealed_on(&a), None);
    sign(&mut a, trainer, true);
    network.exchange(&mut a);
    network.days_pass(0);
    network.exchange(&mut a);
    assert_eq!((sealed_on(&a), lacks(&network)), (Some(DAY + 8), vec![]));
}

#[test]
fn what_is_offered_again_to_a_restored_headquarters_was_there_before_the_seal() {
    let (mut network, mut a) = network();
    let mut b = network.laptop(2);
    network.exchange(&mut a);
    network.exchange(&mut b);
    let copy = tempfile::tempdir().unwrap();
    command::backup(&network.hq, copy.path()).unwrap();
    // Two laptops marked and signed; the seal is made, and heard.
    a.mark(SESSION, LEARNER, Status::Present);
    sign(&mut a, id(LEARNER), false);
    network.exchange(&mut a);
    network.exchange(&mut b);
    b.mark(SESSION, LEARNER + 1, Status::Absent);
    let trainer = b.person;
    sign(&mut b, trainer, true);
    close(&mut b);
    network.exchange(&mut b);
    network.days_pass(7);
    network.exchange(&mut a);
    network.exchange(&mut b);
    assert_eq!(sealed_on(&a), Some(DAY + 7));
    let mut network = network.restored(copy.path());
    for _ in 0..3 {
        network.exchange(&mut a);
        network.days_pass(0);
        network.exchange(&mut b);
        network.days_pass(0);
    }
    for laptop in [&a, &b] {
        let view = laptop.store.view();
        assert_eq!(view.marks(id(SESSION)).unwrap().len(), 2);
        assert!(view.marks(id(SESSION)).unwrap().iter().all(|row| row.mark.is_some()));
        assert!(view.untold_voids(10).unwrap().is_empty());
        assert!(view.suspects(id(SESSION)).unwrap().is_empty());
        assert!(sealed_on(laptop).is_some());
    }
}
