//! Sealing: a register that is closed and complete is sealed a week after its session, by headquarters
//! alone; what comes after that is void everywhere; one that lacks something waits, and is listed. With
//! a clock of the test's own.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{Laptop, id};
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::kinds::{self, SHEET_CLOSED};
use passerelle_domain::permission::Role;
use passerelle_domain::signature::{Half, Signed, Way};
use passerelle_domain::{Grant, RecordId, RecordRef, SiteId, Stream, Value};
use passerelle_hq::command::{self, For};
use passerelle_hq::{Headquarters, door};
use std::path::Path;
use uuid::Uuid;

/// 20 April 2027, and its midnight.
const DAY: i32 = 20_928;
const DAY_MS: u64 = 24 * 3600 * 1000;
const NOW_MS: u64 = DAY as u64 * DAY_MS + 15 * 3600 * 1000;
const SESSION: u128 = 7;
const COHORT: u128 = 8;
const LEARNER: u128 = 9;

struct Network {
    folder: tempfile::TempDir,
    hq: Headquarters,
    site: SiteId,
    now_ms: u64,
}

/// A headquarters that the test tells the time, and a laptop with a class of one.
fn network() -> (Network, Laptop) {
    let folder = tempfile::tempdir().unwrap();
    let hq = Headquarters::open(folder.path(), NOW_MS).unwrap();
    let site = command::site_add(&hq, "A", NOW_MS).unwrap();
    let site = SiteId(site.site.parse().unwrap());
    let network = Network { folder, hq, site, now_ms: NOW_MS };
    let mut laptop = network.laptop(1);
    let session = RecordRef::Own(id(SESSION));
    let slot = [Value::Int(DAY.into()), Value::Int(840), Value::Int(960)].to_vec();
    let title = [Value::Text("A".into()), Value::Text("Initiation".into())].to_vec();
    laptop.write(&kinds::COHORT, RecordRef::Own(id(COHORT)), vec![("title", Value::List(title))]);
    let values = vec![("slot", Value::List(slot)), ("cohort", Value::Ref(id(COHORT).0))];
    laptop.write(&kinds::SESSION, session, values);
    laptop.name(LEARNER, "Amina");
    let enrolment = RecordRef::Derived(vec![id(COHORT), id(LEARNER)]);
    laptop.write(&kinds::ENROLMENT, enrolment, vec![("state", Value::Int(1))]);
    (network, laptop)
}

impl Network {
    fn laptop(&self, number: u8) -> Laptop {
        let what = (Grant::Coordinator, Role::Coordinator);
        let made = command::code(&self.hq, &For::Site("A".into()), what, 10_000, self.now_ms);
        let mut laptop = Laptop::new(number);
        let body = postcard::to_stdvec(&laptop.join_request(&made.unwrap().code, None)).unwrap();
        let answer = door::join(&self.hq, &body, self.now_ms).unwrap();
        laptop.joined(&common::Reply { status: 200, retry_after: None, body: answer });
        laptop
    }

    /// Exchanges until neither side has more.
    fn exchange(&self, laptop: &mut Laptop) {
        for _ in 0..20 {
            let body = laptop.upload();
            let renewed = laptop.hello().proved(&laptop.key);
            let answer = door::exchange(&self.hq, &body, self.now_ms);
            let answer = answer
                .or_else(|_| door::exchange(&self.hq, &laptop.frames(renewed, &[]), self.now_ms));
            let (_, more) = laptop.take(&answer.unwrap());
            if !more && laptop.pending() == 0 {
                return;
            }
        }
    }

    fn days_pass(&mut self, days: u64) {
        self.now_ms += days * DAY_MS;
        self.hq.projections().fold_all(self.hq.ledger(), self.now_ms).unwrap();
    }

    /// A copy of the ledger takes its place: what came since is forgotten, until laptops offer it again.
    fn restored(self, copy: &Path) -> Self {
        let Self { folder, hq, site, now_ms } = self;
        drop(hq);
        Headquarters::restore(folder.path(), None, copy, now_ms).unwrap();
        let hq = Headquarters::open(folder.path(), now_ms).unwrap();
        Self { folder, hq, site, now_ms }
    }

    fn lacks(&self) -> Vec<(bool, usize, usize)> {
        let lines = command::sheets(&self.hq, Some("A"), self.now_ms).unwrap();
        lines.iter().map(|line| (line.closed, line.unmarked, line.unsigned)).collect()
    }
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
    assert!(network.lacks().is_empty());
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
    assert_eq!(network.lacks(), [(false, 1, 0)]);
    close(&mut a);
    network.exchange(&mut a);
    network.days_pass(0);
    assert_eq!(network.lacks(), [(true, 1, 0)]);
    a.mark(SESSION, LEARNER, Status::Present);
    network.exchange(&mut a);
    network.days_pass(0);
    assert_eq!(network.lacks(), [(true, 0, 1)]);
    sign(&mut a, id(LEARNER), false);
    network.exchange(&mut a);
    network.days_pass(0);
    assert_eq!(network.lacks(), [(true, 0, 0)], "no trainer has signed it");
    assert_eq!(sealed_on(&a), None);
    sign(&mut a, trainer, true);
    network.exchange(&mut a);
    network.days_pass(0);
    network.exchange(&mut a);
    assert_eq!((sealed_on(&a), network.lacks()), (Some(DAY + 8), vec![]));
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
