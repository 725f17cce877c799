//! Backups of a store: made while others write, read back, kept few, put into place whole or not at all,
//! with what the original still held. Damage of any kind is told, and never taken for an answer.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use passerelle_domain::attendance::Status;
use passerelle_domain::{RecordRef, Value, kinds};
use passerelle_store::keys::Keys;
use passerelle_store::{
    Act, Draft, Files, Gesture, Local, Restoring, Set, Staging, Store, StoreError, Wreck,
};
use passerelle_sync::digest::hex;
use std::fs;
use std::path::Path;

const NOW: u64 = 1_808_222_400_000;

fn keys() -> Keys {
    Keys { class: KEY, private: None }
}

fn files(laptop: &Laptop) -> Files {
    Files::at(laptop.folder.path())
}

fn make(laptop: &Laptop) -> Set {
    Set::make(&files(laptop), &keys(), &files(laptop).backups(), NOW).unwrap()
}

fn learner(laptop: &mut Laptop, number: u128, name: &str) {
    let values = vec![("name", Value::List(vec![Value::Text(name.into()), Value::Null]))];
    write(laptop, 1_000, vec![Draft::new(&kinds::LEARNER, RecordRef::Own(id(number)), values)]);
}

/// Closes a laptop; what it kept on the disk stays.
fn closed(laptop: Laptop) -> tempfile::TempDir {
    let Laptop { folder, store, .. } = laptop;
    drop(store);
    folder
}

/// Puts a set into place as the app does, and takes over what the original held.
fn restore(folder: &Path, set: &Set, elsewhere: bool) -> Store {
    let files = Files::at(folder);
    let restoring = Restoring::begin(&files, NOW).unwrap();
    restoring.stage(set, &Staging { keys: &keys(), erased: &[], elsewhere }).unwrap();
    restoring.finish().unwrap();
    settle(folder)
}

/// What the app does with a file that takes its place.
fn settle(folder: &Path) -> Store {
    let files = Files::at(folder);
    let mut store = Store::open(&files, &KEY).unwrap();
    if store.view().local(Local::Place).unwrap().is_some() {
        let name = (device_of(4), &key_of(4).seed(), "PC-4");
        store.renew(name, "here", NOW, &[5; 32]).unwrap();
    }
    if let Some((aside, beyond)) = store.to_salvage().unwrap() {
        let original = files.damaged().join(aside).join("passerelle.db");
        let mut wreck = Wreck::of(&original, &KEY, &files.folder().join("scratch")).unwrap();
        let finds = wreck.read(&store.view(), &beyond);
        store.salvage(finds, NOW, &[6; 32]).unwrap();
    }
    store
}

#[test]
fn a_set_holds_what_the_centre_held_and_is_read_back() {
    let mut a = laptop(1);
    mark(&mut a, 1_000, 5, Status::Present);
    let set = make(&a);
    assert!(set.manifest.verified() && set.covers(&a.store.view()).unwrap());
    assert_eq!(set.name(), "2027-04-20T12-00-00.000Z");
    assert_eq!(Set::all(&files(&a).backups()), std::slice::from_ref(&set));
    let copy = Store::open_at(&set.files().store(), &KEY, a.folder.path()).unwrap();
    let all = |store: &Store| {
        let streams = streams().into_iter();
        streams.map(|stream| store.view().digest(stream).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(all(&copy), all(&a.store));
    mark(&mut a, 2_000, 6, Status::Absent);
    assert!(!set.covers(&a.store.view()).unwrap(), "more was written since");
    assert_ne!(all(&copy), all(&a.store));
    let second = make(&a);
    assert_eq!(second.name(), "2027-04-20T12-00-00.001Z", "two at one moment");
    assert_eq!(second.manifest.ops(), set.manifest.ops() + 1);
}

#[test]
fn a_set_that_was_altered_is_not_believed() {
    let mut a = laptop(1);
    mark(&mut a, 1_000, 5, Status::Present);
    let set = make(&a);
    let file = set.files().store();
    let whole = fs::read(&file).unwrap();
    let scratch = a.folder.path().join("scratch");
    let check = |bytes: &[u8], code: Option<&str>| {
        fs::write(&file, bytes).unwrap();
        let found = set.verify(&keys(), &scratch);
        assert_eq!(found.err().map(|error| error.code()), code);
        assert_eq!(fs::read(&file).unwrap(), bytes, "looking changes nothing");
        assert_eq!(fs::read_dir(&set.folder).unwrap().count(), 2, "nor leaves anything");
    };
    check(&whole, None);
    check(&whole[..whole.len() - 4_096], Some("backup.damaged"));
    check(&whole[..4_097], Some("backup.damaged"));
    check(&[], Some("backup.damaged"));
    for at in [0, 17, 4_000, 4_095, 4_096, whole.len() / 2, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        check(&bytes, Some("backup.damaged"));
    }
    let mut bytes = whole.clone();
    bytes[8_192..12_288].fill(0);
    check(&bytes, Some("backup.damaged"));
    // An older copy of the same file reads well, and is not what was counted.
    mark(&mut a, 2_000, 6, Status::Absent);
    let later = make(&a);
    fs::write(&file, fs::read(later.files().store()).unwrap()).unwrap();
    assert!(matches!(set.verify(&keys(), &scratch), Err(StoreError::BackupDamaged(_))));
    let wrong = Keys { class: passerelle_store::StoreKey([8; 32]), private: None };
    assert!(later.verify(&wrong, &scratch).is_err());
}

#[test]
fn a_log_that_is_gone_or_cut_is_told() {
    for keep in [0.0, 0.5, 0.99] {
        let mut a = laptop(1);
        a.store.checkpoint_for_tests().unwrap();
        for learner in 0..40 {
            mark(&mut a, 1_000, learner, Status::Present);
        }
        let file = files(&a).store();
        let log = file.with_file_name("passerelle.db-wal");
        let (whole, ended) = (fs::read(&file).unwrap(), fs::read(&log).unwrap());
        let folder = closed(a);
        let a = Laptop {
            store: Store::open(&Files::at(folder.path()), &KEY).unwrap(),
            folder,
            device: device_of(1),
        };
        // As a program that was killed leaves it.
        let Laptop { folder, store, .. } = a;
        drop(store);
        fs::write(&file, whole).unwrap();
        let kept = (ended.len() as f64 * keep) as usize;
        fs::write(&log, &ended[..kept]).unwrap();
        let opened = Store::open(&Files::at(folder.path()), &KEY).map(|_| ());
        assert_eq!(opened.map_err(|error| error.code()), Err("store.changes_lost"), "{keep}");
        assert_eq!(fs::read(&log).unwrap().len(), kept, "looking at it changed nothing");
        fs::write(&log, &ended).unwrap();
        Store::open(&Files::at(folder.path()), &KEY).unwrap();
    }
}

#[test]
fn a_restore_brings_back_what_the_original_held() {
    let mut a = laptop(1);
    learner(&mut a, 70, "نور");
    mark(&mut a, 1_000, 5, Status::Present);
    a.store.seal().unwrap();
    let set = make(&a);
    mark(&mut a, 2_000, 6, Status::Absent);
    learner(&mut a, 71, "Тарас");
    a.store.seal().unwrap();
    mark(&mut a, 3_000, 5, Status::Excused);
    let folder = closed(a);
    let original = fs::read(folder.path().join("passerelle.db")).unwrap();
    let store = restore(folder.path(), &set, false);
    assert_eq!(store.to_salvage().unwrap(), None);
    assert_eq!(store.view().device().unwrap(), Some(device_of(4)), "under a name of its own");
    let marks = store.view().marks(id(1)).unwrap();
    let of =
        |number| marks.iter().find(|row| row.person == id(number)).unwrap().mark.unwrap().status;
    assert_eq!((of(5), of(6)), (Status::Excused, Status::Absent));
    let name = |number| store.view().learner(id(number)).unwrap().unwrap().name();
    assert_eq!((name(70), name(71)), ("نور".to_owned(), "Тарас".to_owned()));
    // What was sealed came as it was; what was not is written again.
    assert_eq!(store.view().vector(streams()[1]).unwrap().held(device_of(4)), 1);
    store.check().unwrap();
    let aside = fs::read_dir(folder.path().join("damaged")).unwrap().next().unwrap().unwrap();
    assert_eq!(fs::read(aside.path().join("passerelle.db")).unwrap(), original, "kept as it was");
}

#[test]
fn a_restore_cut_anywhere_leaves_the_old_or_the_new() {
    let mut cut = 0;
    loop {
        let mut a = laptop(1);
        mark(&mut a, 1_000, 5, Status::Present);
        let set = make(&a);
        mark(&mut a, 2_000, 6, Status::Absent);
        let files = files(&a);
        let folder = closed(a);
        fs::write(files.store().with_file_name("passerelle.db-wal"), []).unwrap();
        let restoring = Restoring::begin(&files, NOW).unwrap();
        restoring.stage(&set, &Staging { keys: &keys(), erased: &[], elsewhere: false }).unwrap();
        let done = restoring.cut_for_tests(cut).unwrap();
        assert!(files.exist(), "cut {cut}: a centre is there");
        let store = settle(folder.path());
        assert!(!files.restoring().exists());
        let restored = store.view().local(Local::Formerly).unwrap().is_some();
        assert_eq!(restored, cut > 0 || done.is_some(), "cut {cut}");
        store.check().unwrap();
        let marks = store.view().marks(id(1)).unwrap();
        assert_eq!(marks.len(), 2, "cut {cut}: nothing is lost either way");
        if let Some(steps) = done {
            assert!(steps >= 3, "{steps} steps");
            return;
        }
        cut += 1;
    }
}

#[test]
fn nobody_restores_under_an_open_centre() {
    let a = laptop(1);
    assert!(matches!(Restoring::begin(&files(&a), NOW), Err(StoreError::Busy)));
    let folder = closed(a);
    let files = Files::at(folder.path());
    let restoring = Restoring::begin(&files, NOW).unwrap();
    assert!(matches!(Store::open(&files, &KEY), Err(StoreError::Busy)), "nor opens meanwhile");
    drop(restoring);
    Store::open(&files, &KEY).unwrap();
}

#[test]
fn a_backup_on_another_computer_shows_nobody_before_its_first_exchange() {
    let mut a = laptop(1);
    learner(&mut a, 70, "Zqoxlu");
    learner(&mut a, 71, "Vrathimbe");
    a.store.settle(&[(Local::Headquarters, Some("http://127.0.0.1:9"))]).unwrap();
    let set = make(&a);
    let elsewhere = tempfile::tempdir().unwrap();
    let mut store = restore(elsewhere.path(), &set, true);
    assert!(store.view().hides_persons().unwrap());
    let shown = |store: &Store| {
        let all = store.view().learners().unwrap();
        all.iter().map(|one| one.name()).collect::<String>()
            + &String::from_utf8_lossy(&store.view().plain_values().unwrap())
    };
    assert!(!shown(&store).contains("Zqoxlu") && store.view().all_keys().unwrap().is_empty());
    store.rebuild(&[1; 32]).unwrap();
    assert!(!shown(&store).contains("Vrathimbe"), "folding again shows nobody");
    store.erase_listed(&[id(71)]).unwrap();
    store.show_persons().unwrap();
    let shown = shown(&store);
    assert!(shown.contains("Zqoxlu") && !shown.contains("Vrathimbe"), "{shown}");
    assert_eq!(store.view().all_keys().unwrap().len(), 1);
    assert_eq!(store.view().local(Local::Hidden).unwrap(), None);
}

#[test]
fn erased_persons_leave_every_set() {
    let mut a = laptop(1);
    learner(&mut a, 70, "Zqoxlu");
    let key = a.store.view().all_keys().unwrap()[0].key.clone().unwrap();
    let (set, late) = (make(&a), make(&a));
    fs::write(late.files().store(), "no database").unwrap();
    let copy = |set: &Set| Store::open_at(&set.files().store(), &KEY, a.folder.path()).unwrap();
    assert_eq!(copy(&set).view().all_keys().unwrap().len(), 1);
    Set::erase_in_all(&files(&a), &[id(70)], &keys()).unwrap();
    assert_eq!(copy(&set).view().all_keys().unwrap(), []);
    assert!(
        !String::from_utf8_lossy(&copy(&set).view().plain_values().unwrap()).contains("Zqoxlu")
    );
    let sets = Set::all(&files(&a).backups());
    assert_eq!(sets.len(), 1, "one that cannot be opened is removed");
    sets[0].verify(&keys(), &a.folder.path().join("scratch")).unwrap();
    assert_ne!(sets[0].manifest, set.manifest, "it says what it is now");
    assert!(!hex(&fs::read(set.files().store()).unwrap()).contains(&hex(&key.0)));
}

#[test]
fn few_are_kept() {
    let mut a = laptop(1);
    let backups = files(&a).backups();
    for turn in 0..12 {
        mark(&mut a, 1_000, turn, Status::Present);
        let at = NOW + u64::from(u32::try_from(turn).unwrap()) * 1_800_000;
        Set::make(&files(&a), &keys(), &backups, at).unwrap();
        Set::thin_out(&backups).unwrap();
    }
    let sets = Set::all(&backups);
    assert_eq!(sets.len(), 8);
    assert!(sets[0].covers(&a.store.view()).unwrap(), "the latest first");
    fs::create_dir(backups.join("2030-01-01T00-00-00.000Z.unfinished")).unwrap();
    fs::create_dir(backups.join("something else")).unwrap();
    assert_eq!(Set::all(&backups).len(), 8, "what is not one is passed over");
    make(&a);
    assert!(!backups.join("2030-01-01T00-00-00.000Z.unfinished").exists());
    assert!(backups.join("something else").exists());
}

#[test]
fn the_label_of_a_gesture_is_not_lost_to_writers_during_a_backup() {
    let mut a = laptop(1);
    for learner in 0..200 {
        mark(&mut a, 1_000, learner, Status::Present);
    }
    let files = files(&a);
    let backups = files.backups();
    let made = std::thread::spawn(move || {
        let made = |turn| Set::make(&files, &keys(), &backups, NOW + turn).unwrap();
        (0..4).map(made).collect::<Vec<_>>()
    });
    let mut slowest = std::time::Duration::ZERO;
    let mut learner = 1_000;
    while !made.is_finished() {
        learner += 1;
        let begun = std::time::Instant::now();
        let mark = ("mark", passerelle_domain::attendance::Mark::plain(Status::Absent).to_value());
        let draft = Draft::new(&kinds::ATTENDANCE, attendance(1, learner), vec![mark]);
        let gesture = Gesture { label: "x".into(), act: Act::Do, drafts: vec![draft] };
        a.store.write::<StoreError>(author(2_000), |_| Ok(gesture)).unwrap();
        slowest = slowest.max(begun.elapsed());
    }
    let sets = made.join().unwrap();
    eprintln!("{} marks during 4 backups, the slowest took {slowest:?}", learner - 1_000);
    assert!(slowest < std::time::Duration::from_secs(2));
    assert!(sets.windows(2).all(|pair| pair[0].manifest.ops() <= pair[1].manifest.ops()));
}
