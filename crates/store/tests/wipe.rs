//! Erasing everything of a centre: the keys first, then what they open; whatever was interrupted ends
//! the same when it is done again, and what is not the centre's stays.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use passerelle_store::{Files, Local, Store, StoreError, StoreKey};
use std::fs;
use std::path::Path;

const ALSO: [&str; 13] = [
    "joining.json",
    "private.key",
    "store.key.new",
    "private.db",
    "passerelle.db.new-wal",
    "backups/2027-04-01.db",
    "backups/older/2027-01-01.db",
    "backups/2027-04-02/people.keys",
    "damaged/2027-04-03/private.db",
    "passerelle.db-held",
    "photos/7f00",
    "backups/photos/7f00",
    "centre.lock",
];

fn centre(folder: &Path) -> Files {
    let files = Files::at(folder);
    Store::found::<_, StoreError>(&files, &StoreKey([7; 32]), |store| {
        store.settle(&[(Local::Centre, Some("Maison"))])
    })
    .unwrap();
    for inside in
        ["backups/older", "backups/2027-04-02", "backups/photos", "damaged/2027-04-03", "photos"]
    {
        fs::create_dir_all(folder.join(inside)).unwrap();
    }
    for name in ALSO {
        fs::write(folder.join(name), "what is kept").unwrap();
    }
    fs::write(folder.join("notes.txt"), "somebody else's").unwrap();
    files
}

/// What is no file of the centre itself.
const KEPT: [&str; 4] = ["notes.txt", "backups", "damaged", "photos"];

fn left(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn nothing_of_the_centre_is_left_and_nothing_else_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let files = centre(folder.path());
    assert!(files.exist());
    // A laptop is erased while it is at work: another connection is open.
    let open = Store::open(&files, &StoreKey([7; 32])).unwrap();
    for _ in 0..2 {
        files.wipe().unwrap();
        assert_eq!(left(folder.path()), ["notes.txt"]);
    }
    drop(open);
    assert_eq!(left(folder.path()), ["notes.txt"], "closing brings nothing back");
    assert!(!files.exist());
    Files::at(folder.path().join("nowhere")).wipe().unwrap();
}

/// Killed after any number of files: the keys are the first to go, and the rest goes next time.
#[test]
fn what_was_interrupted_ends_the_same() {
    let names = |folder: &Path| {
        let names = left(folder).into_iter();
        names.filter(|name| !KEPT.contains(&name.as_str())).collect::<Vec<_>>()
    };
    let count = {
        let folder = tempfile::tempdir().unwrap();
        centre(folder.path());
        names(folder.path()).len()
    };
    for killed_after in 0..count {
        let folder = tempfile::tempdir().unwrap();
        let files = centre(folder.path());
        let mut order = names(folder.path());
        order.sort_by_key(|name| !(name.contains(".key") || name.ends_with("json")));
        for name in &order[..killed_after] {
            fs::remove_file(folder.path().join(name)).unwrap();
        }
        if killed_after > 0 {
            // Cut while a key was being overwritten.
            fs::write(folder.path().join("store.key"), [0; 10]).unwrap();
        }
        files.wipe().unwrap();
        assert_eq!(left(folder.path()), ["notes.txt"], "killed after {killed_after}");
    }
}
