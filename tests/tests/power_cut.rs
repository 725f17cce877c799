//! Ten thousand power cuts under the real store: what was not synced is lost, kept or torn, in any
//! order, and every acknowledged gesture is there whole when the power comes back. With commits that
//! do not wait for the disk the same cuts lose acknowledged gestures, or they would prove nothing.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use passerelle_disk::Disk;
use passerelle_store::{Store, StoreError};
use passerelle_tests::desk::{Account, open, template};
use passerelle_tests::seed::{Chance, announced, count};

/// Cuts, or as many as `PASSERELLE_CUTS` says.
const CUTS: u64 = 10_000;
/// Cuts of one disk, one after another.
const CUTS_OF_A_DISK: u64 = 10;
/// A cut falls within so many changes of the disk: several gestures.
const CHANGES_MAX: u64 = 72;
/// The history, which is long to read, is compared after one cut in so many.
const HISTORY_EVERY: u64 = 6;
/// The whole file is read through after one cut in so many.
const READ_THROUGH_EVERY: u64 = 40;

/// Whether a commit waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Commit {
    Full,
    Normal,
}

/// What the cuts came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    cuts: u64,
    acknowledged: u64,
    /// Cuts after which an acknowledged gesture was not there.
    lossy: u64,
    lost: u64,
    /// Not acknowledged, and there.
    unasked: u64,
    /// Calls that the disk saw.
    calls: u64,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.cuts += other.cuts;
        self.acknowledged += other.acknowledged;
        self.lossy += other.lossy;
        self.lost += other.lost;
        self.unasked += other.unasked;
        self.calls += other.calls;
    }
}

#[test]
fn no_power_cut_loses_an_acknowledged_gesture() {
    let tally = cut("power cuts", Commit::Full, count("PASSERELLE_CUTS", CUTS));
    assert_eq!(tally.lost, 0);
    assert!(tally.unasked > 0, "some cut fell between the sync and the answer");
}

#[test]
fn commits_that_do_not_wait_for_the_disk_lose_some() {
    let tally = cut("power cuts, commits that do not wait", Commit::Normal, CUTS / 25);
    assert!(tally.lost > 0, "these cuts test nothing");
}

#[test]
fn the_same_seed_gives_the_same_cuts() {
    let template = template().unwrap();
    let seed = announced("a disk cut twice over");
    let tally = || Life::new(&template, Commit::Full, seed).cut(CUTS_OF_A_DISK).unwrap();
    assert_eq!(tally(), tally());
}

/// Cuts as many disks as it takes, on every core.
fn cut(test: &str, commit: Commit, cuts: u64) -> Tally {
    let (seed, start) = (announced(test), Instant::now());
    let (template, next) = (template().unwrap(), AtomicU64::new(0));
    let disks = cuts.div_ceil(CUTS_OF_A_DISK);
    let work = || {
        let mut tally = Tally::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= disks {
                return tally;
            }
            let seed = seed.wrapping_add(number);
            let disk = || Life::new(&template, commit, seed).cut(CUTS_OF_A_DISK).unwrap();
            tally.add(catch_unwind(AssertUnwindSafe(disk)).unwrap_or_else(|panic| {
                let alone = format!("PASSERELLE_SEED={seed} PASSERELLE_CUTS={CUTS_OF_A_DISK}");
                eprintln!("{test}: disk {number}; alone with {alone}");
                resume_unwind(panic)
            }));
        }
    };
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads.into_iter().for_each(|thread| tally.add(thread.join().unwrap()));
    });
    let rate = tally.cuts as f64 / start.elapsed().as_secs_f64();
    eprintln!("{test}: {rate:.0} cuts/s, {tally:?}");
    tally
}

/// One disk, cut several times.
struct Life {
    disk: Disk,
    commit: Commit,
    chance: Chance,
    account: Account,
    tally: Tally,
}

impl Life {
    fn new(template: &Disk, commit: Commit, seed: u64) -> Self {
        let (disk, chance) = (Disk::copy_of(template), Chance::of(seed));
        Self { disk, commit, chance, account: Account::default(), tally: Tally::default() }
    }

    fn cut(mut self, cuts: u64) -> Result<Tally, StoreError> {
        let mut stores = vec![self.open()?];
        for _ in 0..cuts {
            self.disk.cut_at(1 + self.chance.below(CHANGES_MAX));
            let before = self.account.acknowledged();
            let stopped = self.work(&mut stores);
            assert!(self.disk.is_off(), "the power is on, and the store says {stopped:?}");
            self.tally.acknowledged += (self.account.acknowledged() - before) as u64;
            stores.clear();
            self.disk.cut(|end| self.chance.below(end));
            stores = vec![self.look()?];
        }
        self.tally.calls = self.disk.calls().all;
        Ok(self.tally)
    }

    /// Works until the power goes: a window, now and then a command line beside it.
    fn work(&mut self, stores: &mut Vec<Store>) -> Result<(), StoreError> {
        while !self.disk.is_off() {
            let wanted = 1 + usize::from(self.chance.below(8) == 0);
            while stores.len() < wanted {
                stores.push(self.open()?);
            }
            let at = self.chance.below(stores.len() as u64) as usize;
            match self.chance.below(20) {
                0 => drop(stores.swap_remove(at)),
                1 => stores.clear(),
                2 => stores[at].checkpoint_for_tests()?,
                3 => drop(stores[at].seal()?),
                _ => self.account.mark(&mut stores[at], &mut self.chance)?,
            }
        }
        Ok(())
    }

    fn open(&self) -> Result<Store, StoreError> {
        let store = open(&self.disk)?;
        if self.commit == Commit::Normal {
            store.commit_early_for_tests()?;
        }
        Ok(store)
    }

    /// The power is back: opens the store, and compares it with what its user was told.
    fn look(&mut self) -> Result<Store, StoreError> {
        // Now and then it goes again while the store is being opened.
        if self.chance.below(4) == 0 {
            self.disk.cut_at(1 + self.chance.below(8));
            let _ = self.open();
            self.disk.cut(|end| self.chance.below(end));
        }
        let store = self.open()?;
        let shown = self.account.compare(&store)?;
        if self.commit == Commit::Full {
            assert_eq!(shown.lost, 0, "acknowledged, and not there");
        }
        if self.chance.below(HISTORY_EVERY) == 0 {
            self.account.compare_history(&store)?;
        }
        if self.chance.below(READ_THROUGH_EVERY) == 0 {
            assert_eq!(store.integrity_for_tests()?, "ok");
        }
        self.tally.cuts += 1;
        self.tally.lossy += u64::from(shown.lost > 0);
        self.tally.lost += shown.lost as u64;
        self.tally.unasked += u64::from(shown.unasked);
        self.account.settle(shown);
        Ok(store)
    }
}
