//! A first contact: work starts on a snapshot of the newest sessions while the segments behind it
//! arrive, in whatever parts; in the end the file is what the segments alone would have made of it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::{Kind, RecordId, RecordRef, Stream, Value, kinds};
use passerelle_store::Draft;
use passerelle_sync::Hlc;
use passerelle_sync::snapshot::{Piece, SnapshotHead, SnapshotRecord, SnapshotRegister, hash_of};
use passerelle_sync::wire::Channel;

const TODAY: i32 = 20_000;

/// A centre of two sessions, an old one and a new one, of three learners; one mark is disputed.
fn centre() -> (Laptop, Laptop) {
    let [mut a, mut b] = [laptop(1), laptop(2)];
    for (session, day) in [(1, TODAY - 200), (2, TODAY)] {
        let slot = Value::List(vec![Value::Int(i64::from(day)), Value::Int(840), Value::Int(960)]);
        let cohort = Value::Ref(id(30).0);
        let values = vec![("slot", slot), ("cohort", cohort)];
        write(&mut a, 1, vec![Draft::new(&kinds::SESSION, RecordRef::Own(id(session)), values)]);
    }
    for learner in 5..8 {
        let name = Value::List(vec![Value::Text(format!("Learner {learner}")), Value::Null]);
        let record = RecordRef::Own(id(learner));
        write(&mut a, 2, vec![Draft::new(&kinds::LEARNER, record, vec![("name", name)])]);
        mark_at(&mut a, 1, learner, Status::Present);
        mark_at(&mut a, 2, learner, Status::Present);
    }
    carry(&mut a, &mut b);
    mark_at(&mut a, 2, 5, Status::Excused);
    mark_at(&mut b, 2, 5, Status::Absent);
    carry(&mut b, &mut a);
    (a, b)
}

fn mark_at(laptop: &mut Laptop, session: u128, learner: u128, status: Status) {
    let value = Mark::plain(status).to_value();
    let record = attendance(session, learner);
    write(laptop, 9, vec![Draft::new(&kinds::ATTENDANCE, record, vec![("mark", value)])]);
}

fn covered(laptop: &Laptop) -> Vec<(Channel, Vec<(passerelle_sync::DeviceId, u64)>)> {
    let tips = laptop.store.view().tips(Stream::Site(SITE)).unwrap();
    vec![(Channel::Site, tips.into_iter().map(|(device, tip)| (device, tip.n)).collect())]
}

fn apply(from: &Laptop, to: &mut Laptop) -> u32 {
    let pieces = from.store.view().snapshot_pieces(TODAY - 90).unwrap();
    let covered = covered(from);
    let keys = from.store.view().all_keys().unwrap();
    to.store.keep_keys(&keys).unwrap();
    let mut applied = 0;
    for piece in pieces {
        let piece = Piece::unpack(&piece, &hash_of(&piece)).unwrap();
        applied += to.store.apply_piece(&piece, SITE, &covered).unwrap();
    }
    applied
}

fn marks(laptop: &Laptop, session: u128) -> usize {
    let marks = laptop.store.view().marks(id(session)).unwrap();
    marks.iter().filter(|row| row.mark.is_some()).count()
}

#[test]
fn the_newest_is_here_first_and_the_rest_makes_it_whole() {
    let (mut a, _b) = centre();
    a.store.seal().unwrap();
    let mut c = laptop(3);
    assert!(apply(&a, &mut c) > 0);
    assert_eq!((marks(&c, 2), marks(&c, 1)), (3, 0));
    assert_eq!(c.store.view().learners().unwrap().len(), 3);
    assert_eq!(c.store.view().disagreements(9).unwrap().len(), 1, "every head, not the shown one");
    assert!(c.store.view().is_filling().unwrap());
    // Work goes on meanwhile: over a record of the snapshot, and on a new one.
    mark_at(&mut c, 2, 6, Status::Remote);
    mark_at(&mut c, 2, 9, Status::Present);
    assert_eq!(apply(&a, &mut c), 0, "again changes nothing");
    carry(&mut a, &mut c);
    c.store.filled(&[1; 32]).unwrap();
    assert!(!c.store.view().is_filling().unwrap());
    assert_eq!((marks(&c, 2), marks(&c, 1)), (4, 3));
    carry(&mut c, &mut a);
    assert_eq!(digests(&a), digests(&c));
    c.store.rebuild(&[1; 32]).unwrap();
    assert_eq!(digests(&a), digests(&c), "as the segments alone make it");
    let history = c.store.view().history_of(&kinds::ATTENDANCE, &attendance(2, 6)).unwrap();
    assert_eq!(history.len(), 2);
}

#[test]
fn a_verdict_on_the_way_is_done_in_the_end() {
    let (mut a, mut b) = centre();
    let disputed = attendance(2, 5);
    let mut c = laptop(3);
    a.store.seal().unwrap();
    apply(&a, &mut c);
    let n = b.store.view().vector(Stream::Site(SITE)).unwrap().held(b.device);
    let verdict = log_segments(Stream::Site(SITE), &[verdict(b.device, n)]);
    for laptop in [&mut a, &mut b, &mut c] {
        laptop.store.receive(&verdict, 0).unwrap();
    }
    carry(&mut a, &mut b);
    carry(&mut a, &mut c);
    c.store.filled(&[1; 32]).unwrap();
    assert_eq!(digests(&a), digests(&c));
    assert_eq!(digests(&a), digests(&b));
    assert!(c.store.view().disagreements(9).unwrap().is_empty());
    assert_eq!(c.store.view().history_of(&kinds::ATTENDANCE, &disputed).unwrap().len(), 3);
}

/// A piece of one record, whose one value is this.
fn piece_of(kind: &Kind, record: RecordId, register: &str, value: &Value) -> Piece {
    let head = SnapshotHead {
        writer: 0,
        n: 1,
        hlc: Hlc::at(1_790_000_000_000),
        value: postcard::to_stdvec(value).unwrap(),
    };
    let register = kind.named(register).unwrap().id;
    let registers = vec![SnapshotRegister { register, heads: vec![head] }];
    let key = record.0.as_bytes().to_vec();
    let records = vec![SnapshotRecord { kind: kind.id, key, registers }];
    Piece { writers: vec![device_of(9)], records }
}

#[test]
fn a_value_that_nobody_could_have_written_is_refused_and_one_of_a_later_version_waits() {
    let mut laptop = laptop(1);
    let name = Value::List(vec![Value::Text("Salma".into()), Value::Null]);
    for (kind, register, value) in [
        (&kinds::ERASURE, "erased", Value::Bytes(vec![1; 8])),
        (&kinds::SEAT, "claim", Value::Text("a seat".into())),
        (&kinds::LEARNER, "name", name),
    ] {
        let piece = piece_of(kind, id(7), register, &value);
        let refused = laptop.store.apply_piece(&piece, SITE, &[]).unwrap_err();
        assert_eq!(refused.code(), "snapshot.not_understood", "{}", kind.name);
    }
    let slot = Value::List(vec![Value::Int(TODAY.into()), Value::Int(1), Value::Int(2)]);
    let mut longer = slot.items().to_vec();
    longer.push(Value::Text("a field of tomorrow".into()));
    let piece = piece_of(&kinds::SESSION, id(8), "slot", &Value::List(longer));
    assert_eq!(laptop.store.apply_piece(&piece, SITE, &[]).unwrap(), 1);
}
