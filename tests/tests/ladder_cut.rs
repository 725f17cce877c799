//! The power goes at every change that climbing the ladder makes, of the file and of its backup: the
//! file is as before a step or as after it, climbing again succeeds, and the facts are the same.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::collections::BTreeMap;

use passerelle_disk::Disk;
use passerelle_domain::Stream;
use passerelle_store::{Store, StoreError, climb, create_encrypted};
use passerelle_tests::desk::{FILE, KEY, SESSION, SITE, open};
use passerelle_tests::schema_1::{self, MARKS, late, learner};
use passerelle_tests::seed::Chance;

/// A disk with a laptop of the first version.
fn laptop_of_schema_1() -> Disk {
    let disk = Disk::new(1);
    schema_1::make(&disk.path(FILE)).unwrap();
    disk
}

/// Climbs to the top, with the backups on the same disk.
fn climb_up(disk: &Disk) -> Result<(), StoreError> {
    let folder = tempfile::tempdir()?;
    let mut conn = create_encrypted(&disk.path(FILE), &KEY)?;
    climb(&mut conn, Store::ladder_for_tests(), folder.path(), |copy| {
        create_encrypted(&disk.path(copy.file_name().unwrap().to_str().unwrap()), &KEY)
    })
}

/// The version of the file, and its schema.
fn state(disk: &Disk) -> (u32, String) {
    let conn = create_encrypted(&disk.path(FILE), &KEY).unwrap();
    let version = conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let schema = conn.query_row(include_str!("ladder_cut/schema.sql"), [], |row| row.get(0));
    (version, schema.unwrap())
}

/// The states that the file goes through, step by step.
fn steps(template: &Disk) -> BTreeMap<u32, String> {
    let ladder = Store::ladder_for_tests();
    (1..=ladder.len())
        .map(|steps| {
            let disk = Disk::copy_of(template);
            let folder = tempfile::tempdir().unwrap();
            let mut conn = create_encrypted(&disk.path(FILE), &KEY).unwrap();
            let backup = |_: &std::path::Path| create_encrypted(&disk.path("copy.db"), &KEY);
            climb(&mut conn, &ladder[..steps], folder.path(), backup).unwrap();
            state(&disk)
        })
        .collect()
}

/// The marks, as anybody sees them once the store is opened, and a digest of all of it.
fn facts(disk: &Disk) -> (Vec<String>, String) {
    let store = open(disk).unwrap();
    assert_eq!(store.integrity_for_tests().unwrap(), "ok");
    let view = store.view();
    assert_eq!(view.history_of_session(SESSION).unwrap().len() as u64, MARKS);
    assert_eq!(u64::from(view.pending().unwrap().count), MARKS, "all of it is sent again");
    let rows = view.marks(SESSION).unwrap();
    let mut marks: Vec<_> =
        rows.iter().map(|row| format!("{:?}", (row.person, row.mark))).collect();
    marks.sort();
    (marks, view.digest(Stream::Site(SITE)).unwrap())
}

#[test]
fn a_power_cut_while_climbing_leaves_a_step_whole_or_unmade() {
    cut_while_climbing(0);
}

/// The other half of the changes: both cores of a machine have something to do.
#[test]
fn a_power_cut_at_any_other_change_does_so_too() {
    cut_while_climbing(1);
}

/// Cuts at every fourth change, beginning at one of two that chance chooses: over some runs at each. What
/// survives is chance's too.
fn cut_while_climbing(half: u64) {
    let mut chance = Chance::announced("power cuts while climbing");
    let template = laptop_of_schema_1();
    let steps = steps(&template);
    let whole = Disk::copy_of(&template);
    let before = whole.calls().changes;
    climb_up(&whole).unwrap();
    let changes = whole.calls().changes - before;
    let expected = facts(&whole);
    let marks: Vec<_> = (1..=MARKS).map(|n| format!("{:?}", (learner(n), Some(late(n))))).collect();
    assert_eq!(expected.0, marks);
    let mut found = BTreeMap::new();
    let begin = half + 2 * chance.below(2);
    for change in (1..=changes).filter(|change| change % 4 == begin) {
        let disk = Disk::copy_of(&template);
        disk.cut_at(change);
        let climbed = climb_up(&disk);
        assert!(disk.is_off(), "change {change} of {changes}: {climbed:?}");
        disk.cut(|end| chance.below(end));
        let (version, schema) = state(&disk);
        assert_eq!(steps.get(&version), Some(&schema), "change {change}: version {version}");
        *found.entry(version).or_insert(0) += 1;
        climb_up(&disk).unwrap();
        assert_eq!(facts(&disk), expected, "change {change}: version {version}");
    }
    eprintln!("{changes} changes, the file's version after a cut: {found:?}");
    assert!(found.len() >= steps.len(), "cuts fell on both sides of a step: {found:?}");
}

#[test]
fn a_power_cut_while_a_store_is_created_leaves_one_that_can_be_created() {
    let mut chance = Chance::announced("power cuts while a store is created");
    let folder = tempfile::tempdir().unwrap();
    let create = |disk: &Disk| Store::create_at(&disk.path(FILE), &KEY, folder.path());
    let whole = Disk::new(1);
    let digest = create(&whole).unwrap().view().digest(Stream::Network).unwrap();
    let changes = whole.calls().changes;
    for change in 1..=changes {
        let disk = Disk::new(1);
        disk.cut_at(change);
        let _ = create(&disk);
        disk.cut(|end| chance.below(end));
        let store = create(&disk).unwrap();
        assert_eq!(store.view().digest(Stream::Network).unwrap(), digest, "change {change}");
    }
    eprintln!("a store created in {changes} changes");
}
