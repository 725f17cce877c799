//! The store as the app uses it: gestures committed whole, ops exchanged in any order, digests that
//! agree, and files that cannot be opened or written told apart.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::{Grant, RecordId, RecordRef, SiteId, Stream, Value, kinds};
use passerelle_store::{Act, Author, Draft, Files, Gesture, Local, Store, StoreError, StoreKey};
use passerelle_sync::DeviceId;
use uuid::Uuid;

const SITE: SiteId = SiteId(Uuid::from_u128(1));
const KEY: StoreKey = StoreKey([7; 32]);

struct Laptop {
    folder: tempfile::TempDir,
    store: Store,
    device: DeviceId,
}

fn laptop(number: u128) -> Laptop {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::at(folder.path());
    let device = DeviceId(Uuid::from_u128(100 + number));
    Store::found::<_, StoreError>(&files, &KEY, |store| {
        store.settle(&[
            (Local::Device, Some(&device.to_string())),
            (Local::Site, Some(&SITE.to_string())),
            (Local::Grant, Some("coordinator")),
        ])
    })
    .unwrap();
    Laptop { store: Store::open(&files).unwrap(), folder, device }
}

fn id(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

fn author(now_ms: u64) -> Author {
    Author { actor: id(9), now_ms }
}

fn attendance(session: u128, learner: u128) -> RecordRef {
    RecordRef::Derived(vec![id(session), id(learner)])
}

fn mark(laptop: &mut Laptop, now_ms: u64, learner: u128, status: Status) {
    let value = Mark::plain(status).to_value();
    let draft = Draft::new(&kinds::ATTENDANCE, attendance(1, learner), vec![("mark", value)]);
    let gesture = Gesture { label: String::new(), act: Act::Do, drafts: vec![draft] };
    laptop.store.write::<StoreError>(author(now_ms), |_| Ok(gesture)).unwrap();
}

/// Carries everything of `from` that `to` lacks, a few ops at a time.
fn carry(from: &Laptop, to: &mut Laptop) {
    for stream in Grant::Coordinator.streams(SITE) {
        let holdings = to.store.view().holdings(&[stream]).unwrap();
        let theirs = from.store.view().holdings(&[stream]).unwrap();
        for device in theirs[0].1.0.keys() {
            let held = holdings[0].1.held(*device);
            for segment in from.store.view().segments_after(stream, *device, held, 1 << 20).unwrap()
            {
                to.store.receive(&segment, 0).unwrap();
            }
        }
    }
}

fn digests(laptop: &Laptop) -> Vec<String> {
    let streams = Grant::Coordinator.streams(SITE);
    streams.iter().map(|stream| laptop.store.view().digest(*stream).unwrap()).collect()
}

fn shown(laptop: &Laptop, learner: u128) -> Option<Status> {
    let marks = laptop.store.view().marks(id(1)).unwrap();
    marks.iter().find(|row| row.person == id(learner)).and_then(|row| row.mark).map(|m| m.status)
}

#[test]
fn laptops_that_hold_the_same_ops_agree_in_any_order() {
    let [mut a, mut b, mut c] = [laptop(1), laptop(2), laptop(3)];
    assert_eq!(digests(&a), digests(&b), "the default catalogue is the same everywhere");
    mark(&mut a, 1_000, 5, Status::Present);
    mark(&mut b, 2_000, 5, Status::Absent);
    mark(&mut b, 3_000, 6, Status::Excused);
    carry(&a, &mut b);
    carry(&b, &mut a);
    assert_ne!(digests(&a), digests(&c));
    mark(&mut a, 500, 5, Status::Remote);
    carry(&a, &mut c);
    carry(&a, &mut b);
    carry(&b, &mut c);
    assert_eq!(digests(&a), digests(&b));
    assert_eq!(digests(&a), digests(&c));
    assert_eq!(shown(&b, 5), Some(Status::Remote), "a later write stands whatever its clock says");
    assert_eq!(shown(&c, 6), Some(Status::Excused));
}

#[test]
fn two_answers_are_both_kept_until_one_is_written_over_both() {
    let [mut a, mut b] = [laptop(1), laptop(2)];
    mark(&mut a, 1_000, 5, Status::Present);
    mark(&mut b, 2_000, 5, Status::Absent);
    carry(&a, &mut b);
    carry(&b, &mut a);
    assert_eq!(a.store.view().disagreements(9).unwrap().len(), 1);
    assert_eq!(shown(&a, 5), shown(&b, 5));
    mark(&mut a, 3_000, 5, Status::Present);
    carry(&a, &mut b);
    assert!(b.store.view().disagreements(9).unwrap().is_empty());
    assert_eq!(shown(&b, 5), Some(Status::Present));
    let record = attendance(1, 5).id(kinds::ATTENDANCE.id);
    assert_eq!(b.store.view().history_of(record).unwrap().len(), 3, "the losing value stays");
}

#[test]
fn a_write_that_changes_nothing_is_no_op() {
    let mut a = laptop(1);
    mark(&mut a, 1_000, 5, Status::Present);
    mark(&mut a, 2_000, 5, Status::Present);
    assert_eq!(a.store.view().pending().unwrap().count, 1);
}

#[test]
fn a_gap_is_refused_and_a_repetition_passed_over() {
    let [mut a, mut b] = [laptop(1), laptop(2)];
    for learner in 1..=3 {
        mark(&mut a, 1_000, learner, Status::Present);
    }
    let stream = Stream::Site(SITE);
    let late = a.store.view().segments_after(stream, a.device, 1, 1 << 20).unwrap();
    let refused = b.store.receive(&late[0], 0);
    assert!(matches!(refused, Err(StoreError::Gap { first: 2, held: 0 })));
    let all = a.store.view().segments_after(stream, a.device, 0, 1 << 20).unwrap();
    assert_eq!(b.store.receive(&all[0], 0).unwrap().folded, 3);
    assert_eq!(b.store.receive(&all[0], 0).unwrap().repeated, 3);
    carry(&a, &mut b);
    assert_eq!(digests(&a), digests(&b));
}

#[test]
fn ops_nobody_understands_are_kept_counted_and_relayed() {
    let [mut a, mut b] = [laptop(1), laptop(2)];
    mark(&mut a, 1_000, 5, Status::Present);
    let stream = Stream::Site(SITE);
    let mut segment =
        a.store.view().segments_after(stream, a.device, 0, 1 << 20).unwrap().remove(0);
    let mut later = passerelle_sync::Op::decode(&segment.ops[0]).unwrap();
    later.kind = passerelle_domain::KindId(900);
    segment.ops.push(later.encode().unwrap());
    segment.ops.push(b"not an op".to_vec());
    let received = b.store.receive(&segment, 0).unwrap();
    assert_eq!((received.folded, received.deferred, received.quarantined), (1, 1, 1));
    assert_eq!(b.store.view().set_aside().unwrap(), (1, 1));
    let relayed = b.store.view().segments_after(stream, a.device, 0, 1 << 20).unwrap();
    assert_eq!(relayed[0].ops, segment.ops);
}

/// Nothing stops a broken laptop from giving one id to two kinds: both stand, neither disturbs.
#[test]
fn one_id_under_two_kinds_disturbs_neither() {
    let [mut a, mut b] = [laptop(1), laptop(2)];
    let record = RecordRef::Own(id(77));
    let learner = Value::Text("نور".into());
    let drafts = vec![
        Draft::new(&kinds::LEARNER, record.clone(), vec![("own_name", learner)]),
        Draft::new(&kinds::VOLUNTEER, record, vec![("role", Value::Int(1))]),
    ];
    let gesture = Gesture { label: String::new(), act: Act::Do, drafts };
    a.store.write::<StoreError>(author(1_000), |_| Ok(gesture)).unwrap();
    mark(&mut a, 2_000, 5, Status::Present);
    carry(&a, &mut b);
    assert_eq!(digests(&a), digests(&b));
    assert_eq!(shown(&b, 5), Some(Status::Present));
}

#[test]
fn a_full_disk_changes_nothing_and_is_told_apart() {
    let mut a = laptop(1);
    mark(&mut a, 1_000, 5, Status::Present);
    let before = digests(&a);
    let pages = a.store.limit_pages_for_tests(0).unwrap();
    a.store.limit_pages_for_tests(pages).unwrap();
    let mut refused = None;
    for learner in 10..2_000 {
        let value = Value::Text("x".repeat(900));
        let draft = Draft::new(&kinds::ATTENDANCE, attendance(1, learner), vec![("note", value)]);
        let gesture = Gesture { label: String::new(), act: Act::Do, drafts: vec![draft] };
        let kept = digests(&a);
        if let Err(error) = a.store.write::<StoreError>(author(2_000), |_| Ok(gesture)) {
            assert_eq!(digests(&a), kept);
            refused = Some(error.code());
            break;
        }
    }
    assert_eq!(refused, Some("store.disk_full"));
    assert_ne!(before, Vec::<String>::new());
}

#[test]
fn files_that_cannot_be_opened_are_told_apart_and_untouched() {
    let Laptop { folder, store, .. } = laptop(1);
    drop(store);
    let files = Files::at(folder.path());
    let code = |files: &Files| Store::open(files).map(|_| ()).map_err(|error| error.code());
    let bytes = || std::fs::read(files.store()).unwrap();
    let before = bytes();
    assert!(!before.windows(6).any(|part| part == b"SQLite"), "the file is encrypted");
    std::fs::write(files.key(), "00".repeat(32)).unwrap();
    assert_eq!(code(&files), Err("store.wrong_key"));
    std::fs::write(files.key(), "not a key").unwrap();
    assert_eq!(code(&files), Err("store.key_unreadable"));
    assert_eq!(bytes(), before);
    assert_eq!(code(&Files::at(folder.path().join("elsewhere"))), Err("store.missing"));
}
