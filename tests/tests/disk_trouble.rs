//! An I/O error at every call of a story of opening, marking, sealing and moving the log, and a disk
//! that fills up at every size: each is told by an error that says so, nothing is half there, what
//! was acknowledged is there, and work resumes where it stopped once the disk is well again.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::collections::BTreeMap;

use passerelle_disk::{Disk, Trouble};
use passerelle_store::{Store, StoreError};
use passerelle_tests::desk::{Account, open, settled, template};
use passerelle_tests::seed::{Chance, count};

/// Calls that fail, one after another, or as many as `PASSERELLE_CALLS` says.
const CALLS: u64 = 500;
/// Gestures of the story.
const GESTURES: usize = 16;
/// Bytes that are added to the room, from one full disk to the next.
const ROOM_STEP: u64 = 2_048;

/// A user who goes on after every error where they stopped.
struct Story {
    disk: Disk,
    store: Option<Store>,
    account: Account,
    chance: Chance,
    at: usize,
    failed: bool,
}

impl Story {
    fn on(disk: Disk) -> Self {
        let (account, chance) = (Account::default(), Chance::of(7));
        Self { disk, store: None, account, chance, at: 0, failed: false }
    }

    /// From where it stopped to the end, or to the next error.
    fn go_on(&mut self) -> Result<(), StoreError> {
        while self.at < GESTURES {
            let store = match &mut self.store {
                Some(store) => store,
                closed => closed.insert(open(&self.disk)?),
            };
            // A gesture that failed is made again; its minutes are the same.
            if self.failed {
                self.account.repeat(store)?;
                self.failed = false;
            } else if self.account.acknowledged() == self.at {
                self.failed = true;
                self.account.mark(store, &mut self.chance)?;
                self.failed = false;
            }
            match self.at % 8 {
                2 => store.checkpoint_for_tests()?,
                4 => drop(store.seal()?),
                6 => self.store = None,
                _ => {}
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Opens it anew, as another program would, and compares it with what was acknowledged.
    fn look(&self) {
        let store = open(&self.disk).unwrap();
        let shown = self.account.compare(&store).unwrap();
        assert_eq!(shown.lost, 0);
        self.account.compare_history(&store).unwrap();
    }

    /// To the end, and everything is there. Gives whether the program had to be started again.
    fn finish(mut self) -> bool {
        let resumed = self.go_on();
        // The cipher never trusts a connection again that failed to read a page: what it says of the
        // file then, only another connection can tell.
        let distrusted = matches!(resumed, Err(StoreError::Damaged));
        if distrusted {
            self.store = None;
            self.go_on().unwrap();
        } else {
            resumed.unwrap();
        }
        self.store = None;
        let store = open(&self.disk).unwrap();
        let shown = self.account.compare(&store).unwrap();
        assert_eq!((shown.gestures, shown.lost), (GESTURES, 0));
        self.account.compare_history(&store).unwrap();
        assert_eq!(store.integrity_for_tests().unwrap(), "ok");
        distrusted
    }
}

#[test]
fn an_io_error_at_any_call_is_told_and_passes() {
    let template = template().unwrap();
    let (mut told, mut distrusted) = (BTreeMap::new(), 0);
    let mut whole = Story::on(Disk::copy_of(&template));
    whole.go_on().unwrap();
    let calls = whole.disk.calls().all;
    eprintln!("a story of {calls} calls");
    assert!(calls >= CALLS, "a story of {calls} calls");
    for call in 1..=count("PASSERELLE_CALLS", CALLS) {
        let mut story = Story::on(Disk::copy_of(&template));
        story.disk.fail_at(call, Trouble::Io);
        let code = story.go_on().map_or_else(|error| error.code(), |()| "no error");
        *told.entry(code).or_insert(0) += 1;
        let expected = ["store.io", "store.read_only", "no error"];
        assert!(expected.contains(&code), "call {call}: {code}");
        story.disk.heal();
        story.look();
        // Half of the users close the program first.
        if call % 2 == 0 {
            story.store = None;
        }
        distrusted += u64::from(story.finish());
    }
    eprintln!("the errors were told as {told:?}; {distrusted} connections were of no use after");
    assert!(told["store.io"] > CALLS / 2);
}

#[test]
fn a_power_cut_after_an_io_error_loses_nothing() {
    let template = template().unwrap();
    let mut chance = Chance::announced("power cuts after an I/O error");
    for call in (1..=CALLS).step_by(3) {
        let mut story = Story::on(Disk::copy_of(&template));
        story.disk.fail_at(call, Trouble::Io);
        let _ = story.go_on();
        story.store = None;
        story.disk.heal();
        story.disk.cut(|end| chance.below(end));
        story.look();
        story.finish();
    }
}

#[test]
fn a_full_disk_of_any_size_is_told_and_resumes_when_there_is_room() {
    let template = template().unwrap();
    let mut told = BTreeMap::new();
    let mut room = template.used_bytes();
    loop {
        let mut story = Story::on(Disk::copy_of(&template));
        story.disk.limit_bytes(Some(room));
        let Err(error) = story.go_on() else { break };
        assert_eq!(error.code(), "store.disk_full", "{room} bytes: {error:?}");
        *told.entry(story.account.acknowledged()).or_insert(0) += 1;
        // It is as full when the program is started again.
        if room.is_multiple_of(2 * ROOM_STEP) {
            story.store = None;
            let code = story.go_on().map_err(|error| error.code());
            assert_eq!(code, Err("store.disk_full"), "{room} bytes, again");
        }
        story.disk.limit_bytes(None);
        story.look();
        story.finish();
        room += ROOM_STEP;
    }
    eprintln!("full disks, by gestures that went before: {told:?}");
    assert!(told.len() > 2, "it was full at several places of the story: {told:?}");
}

#[test]
fn a_disk_that_takes_no_write_at_all_is_told_and_heals() {
    let template = template().unwrap();
    for call in (1..=CALLS).step_by(5) {
        let mut story = Story::on(Disk::copy_of(&template));
        story.disk.fail_at(call, Trouble::Full);
        let code = story.go_on().map_err(|error| error.code());
        assert_eq!(code, Err("store.disk_full"), "call {call}");
        story.disk.heal();
        story.look();
        story.finish();
    }
}

#[test]
fn a_store_is_created_whole_or_not_at_all() {
    let whole = Disk::new(1);
    drop(settled(&whole).unwrap());
    let calls = whole.calls().all;
    let (mut failed, mut call) = (0, 1);
    while call <= calls {
        let disk = Disk::new(1);
        disk.fail_at(call, if call % 2 == 0 { Trouble::Io } else { Trouble::Full });
        if let Err(error) = settled(&disk) {
            let expected = ["store.io", "store.read_only", "store.disk_full"];
            assert!(expected.contains(&error.code()), "call {call}: {error:?}");
            failed += 1;
        }
        disk.heal();
        drop(settled(&disk).unwrap());
        Story::on(disk).finish();
        call += 1 + calls / 150;
    }
    eprintln!("a store created in {calls} calls, {failed} of which failed");
    assert!(failed > 50);
}
