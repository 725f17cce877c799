//! The store as the app uses it: gestures committed whole, ops exchanged in any order, digests that
//! agree, and files that cannot be opened or written told apart.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::{RecordRef, Stream, Value, kinds};
use passerelle_store::{Act, Draft, Files, Gesture, Store, StoreError, StoreKey};
use passerelle_sync::sealed::{ChainHash, NoNames, seal};
use std::collections::HashSet;

#[test]
fn laptops_that_hold_the_same_ops_agree_in_any_order() {
    let [mut a, mut b, mut c] = [laptop(1), laptop(2), laptop(3)];
    assert_eq!(digests(&a), digests(&b), "the default catalogue is the same everywhere");
    mark(&mut a, 1_000, 5, Status::Present);
    mark(&mut b, 2_000, 5, Status::Absent);
    mark(&mut b, 3_000, 6, Status::Excused);
    carry(&mut a, &mut b);
    carry(&mut b, &mut a);
    assert_ne!(digests(&a), digests(&c));
    mark(&mut a, 500, 5, Status::Remote);
    carry(&mut a, &mut c);
    carry(&mut a, &mut b);
    carry(&mut b, &mut c);
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
    carry(&mut a, &mut b);
    carry(&mut b, &mut a);
    assert_eq!(a.store.view().disagreements(9).unwrap().len(), 1);
    assert_eq!(shown(&a, 5), shown(&b, 5));
    mark(&mut a, 3_000, 5, Status::Present);
    carry(&mut a, &mut b);
    assert!(b.store.view().disagreements(9).unwrap().is_empty());
    assert_eq!(shown(&b, 5), Some(Status::Present));
    let history = b.store.view().history_of(&kinds::ATTENDANCE, &attendance(1, 5)).unwrap();
    assert_eq!(history.len(), 3, "the losing value stays");
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
    mark(&mut a, 1_000, 1, Status::Present);
    a.store.seal().unwrap();
    mark(&mut a, 1_000, 2, Status::Present);
    let segments = lacking(&mut a, &b);
    assert_eq!(segments.len(), 2);
    let gap = b.store.receive(&segments[1..], 0).unwrap();
    assert_eq!(gap.refused[0].code, "segment.gap");
    assert_eq!(b.store.receive(&segments, 0).unwrap().folded, 2);
    assert_eq!(b.store.receive(&segments, 0).unwrap().repeated, 2);
    assert_eq!(digests(&a), digests(&b));
}

#[test]
fn ops_nobody_understands_are_kept_counted_and_relayed() {
    let [mut a, mut b, mut c] = [laptop(1), laptop(2), laptop(3)];
    mark(&mut a, 1_000, 5, Status::Present);
    let stream = Stream::Site(SITE);
    let known = lacking(&mut a, &b)[0].decode(&NoNames).unwrap().ops.remove(0);
    let later = passerelle_sync::Op { kind: passerelle_domain::KindId(900), ..known.clone() };
    let mut wrong = known.clone();
    wrong.writes[0].value = Value::Int(1);
    wrong.record = attendance(1, 6);
    let ops = [known, later, wrong];
    let device = device_of(4);
    let segment = seal(stream, device, 1, &ops, &ChainHash::START, &key_of(4), &NoNames).unwrap();
    let received = b.store.receive(std::slice::from_ref(&segment), 0).unwrap();
    assert_eq!((received.folded, received.deferred, received.quarantined), (1, 1, 1));
    assert_eq!(b.store.view().set_aside().unwrap(), (1, 1));
    assert_eq!(b.store.view().quarantined(9).unwrap()[0].2, "op.value_invalid");
    assert_eq!(lacking(&mut b, &c), [segment], "byte for byte");
    carry(&mut b, &mut c);
    assert_eq!(digests(&b), digests(&c));
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
    carry(&mut a, &mut b);
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
    let code = |files: &Files, key: &StoreKey| {
        Store::open(files, key).map(|_| ()).map_err(|error| error.code())
    };
    let bytes = || std::fs::read(files.store()).unwrap();
    let before = bytes();
    assert!(!before.windows(6).any(|part| part == b"SQLite"), "the file is encrypted");
    assert_eq!(code(&files, &StoreKey([0; 32])), Err("store.wrong_key"));
    assert_eq!(bytes(), before);
    assert_eq!(code(&Files::at(folder.path().join("elsewhere")), &KEY), Err("store.missing"));
}

/// What waits takes much more room than what is sealed: once it is, the file is short again.
#[test]
fn sealing_gives_back_the_pages_that_it_frees() {
    let mut a = laptop(1);
    let value = || vec![("mark", Mark::plain(Status::Present).to_value())];
    let drafts =
        (0..8_000).map(|learner| Draft::new(&kinds::ATTENDANCE, attendance(1, learner), value()));
    write(&mut a, 1, drafts.collect());
    a.store.sweep().unwrap();
    let file = Files::at(a.folder.path()).store();
    let before = std::fs::metadata(&file).unwrap().len();
    a.store.seal().unwrap();
    a.store.sweep().unwrap();
    let after = std::fs::metadata(&file).unwrap().len();
    assert!(after * 4 < before * 3, "{before} bytes, then {after}");
    assert_eq!(a.store.integrity_for_tests().unwrap(), "ok");
}

/// Found by the simulation (seed 1723): the name of an erased person came back with an older change
/// of it that arrived behind the erasure in the same answer.
#[test]
fn a_change_behind_an_erasure_in_one_answer_shows_no_name() {
    let (mut first, mut second, mut third) = (laptop(1), laptop(2), laptop(3));
    let (person, learner) = (id(30), RecordRef::Own(id(30)));
    let name = |given: &str| {
        let value = Value::List(vec![Value::Text(given.into()), Value::Null]);
        Draft::new(&kinds::LEARNER, learner.clone(), vec![("name", value)])
    };
    write(&mut first, 1_000, vec![name("Amina")]);
    carry(&mut first, &mut second);
    write(&mut second, 2_000, vec![name("Aminah")]);
    let keys = first.store.view().all_keys().unwrap();
    third.store.keep_keys(&keys).unwrap();
    let erasure = RecordRef::Derived(vec![person]);
    let day = vec![("erased", Value::Int(20_000))];
    write(&mut first, 3_000, vec![Draft::new(&kinds::ERASURE, erasure, day)]);

    let mut answer = lacking(&mut first, &third);
    let before: HashSet<_> = answer.iter().map(|one| (one.device, one.first())).collect();
    let later = lacking(&mut second, &third);
    answer.extend(later.into_iter().filter(|one| !before.contains(&(one.device, one.first()))));
    let received = third.store.receive(&answer, 0).unwrap();
    assert!(received.refused.is_empty(), "{received:?}");
    assert!(third.store.view().is_erased(person).unwrap());
    assert_eq!(third.store.view().learner(person).unwrap(), None);
}
