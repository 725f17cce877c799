//! A laptop's real store on a simulated disk, and beside it an account of what its user did and was
//! told: after any trouble the store must hold every gesture that was acknowledged, none of them in
//! part, and nothing that nobody did.

use std::collections::BTreeMap;
use std::path::Path;

use passerelle_disk::Disk;
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::{RecordId, RecordRef, SiteId, Stream, Value, kinds};
use passerelle_store::{Act, Author, Draft, Gesture, Local, Store, StoreError, StoreKey};
use passerelle_sync::DeviceId;
use passerelle_sync::digest::hex;
use uuid::Uuid;

use crate::seed::Chance;

/// The key of the store.
pub const KEY: StoreKey = StoreKey([7; 32]);
/// The laptop.
pub const DEVICE: DeviceId = DeviceId(Uuid::from_u128(100));
/// Its site.
pub const SITE: SiteId = SiteId(Uuid::from_u128(1));
/// The session that is marked.
pub const SESSION: RecordId = RecordId(Uuid::from_u128(2));
/// The name of the store on its disk.
pub const FILE: &str = "passerelle.db";

/// Learners of the session.
const LEARNERS: u64 = 12;
/// Most marks in a gesture of some size.
const MARKS_MAX: u64 = 4;

/// A disk with a store that its user has not touched yet.
pub fn template() -> Result<Disk, StoreError> {
    let disk = Disk::new(1);
    settled(&disk)?;
    Ok(disk)
}

/// Creates the store, or opens it if it is there, and says whose it is.
pub fn settled(disk: &Disk) -> Result<Store, StoreError> {
    // A store that is created climbs the whole ladder; its backups are not on the disk.
    let folder = tempfile::tempdir()?;
    let mut store = Store::create_at(&disk.path(FILE), &KEY, folder.path())?;
    store.settle(&[
        (Local::Device, Some(&DEVICE.to_string())),
        (Local::Seed, Some(&hex(&[5; 32]))),
        (Local::Site, Some(&SITE.to_string())),
        (Local::Grant, Some("coordinator")),
    ])?;
    Ok(store)
}

/// Opens the store.
pub fn open(disk: &Disk) -> Result<Store, StoreError> {
    // Its schema is the latest: there is nothing to back up.
    Store::open_at(&disk.path(FILE), &KEY, Path::new("no-backups"))
}

/// Writes how to reach somebody, in a store that holds every stream.
pub fn write_contact(store: &mut Store, phone: &str) -> Result<(), StoreError> {
    let phones = Value::List(vec![Value::Text(phone.to_owned())]);
    let record = RecordRef::Derived(vec![person(1)]);
    let drafts = vec![Draft::new(&kinds::CONTACT, record, vec![("phones", phones)])];
    let gesture = Gesture { label: String::new(), act: Act::Do, drafts };
    let author = Author { actor: person(99), now_ms: 1_000, chance: [3; 32] };
    store.write::<StoreError>(author, |_| Ok(gesture))?;
    Ok(())
}

/// Marks made together: learners, and how late each came.
type Marks = Vec<(u64, u16)>;

/// What the user did, in order.
#[derive(Clone, Debug, Default)]
pub struct Account {
    gestures: Vec<Marks>,
    acknowledged: usize,
}

/// What a store shows of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Gestures that are there: the first so many.
    pub gestures: usize,
    /// Gestures that were acknowledged and are not.
    pub lost: usize,
    /// Whether a gesture is there that was not acknowledged.
    pub unasked: bool,
}

impl Account {
    /// Gestures that were acknowledged.
    pub fn acknowledged(&self) -> usize {
        self.acknowledged
    }

    /// Marks a few learners, now and then all of them.
    pub fn mark(&mut self, store: &mut Store, chance: &mut Chance) -> Result<(), StoreError> {
        let count = if chance.below(16) == 0 { LEARNERS } else { 1 + chance.below(MARKS_MAX) };
        let first = chance.below(LEARNERS);
        // Minutes that nobody had before: each mark changes something.
        let late = u16::try_from(self.gestures.len() + 1).unwrap_or(u16::MAX);
        self.gestures.push((0..count).map(|at| ((first + at) % LEARNERS, late)).collect());
        self.repeat(store)
    }

    /// Makes the last gesture, again if it failed.
    pub fn repeat(&mut self, store: &mut Store) -> Result<(), StoreError> {
        let number = self.gestures.len();
        let marks = self.gestures.last().map_or(&[][..], Vec::as_slice);
        let drafts = marks.iter().map(|(learner, late)| {
            let mark = Mark { late: Some(*late), ..Mark::plain(Status::Present) };
            let record = RecordRef::Derived(vec![SESSION, person(*learner)]);
            Draft::new(&kinds::ATTENDANCE, record, vec![("mark", mark.to_value())])
        });
        let drafts = drafts.collect();
        let gesture = Gesture { label: number.to_string(), act: Act::Do, drafts };
        let author = Author { actor: person(99), now_ms: 1_000 + number as u64, chance: [3; 32] };
        store.write::<StoreError>(author, |_| Ok(gesture))?;
        self.acknowledged = number;
        Ok(())
    }

    /// Compares the store with the account: what is held, shown, waiting and to be undone.
    ///
    /// # Errors
    /// The store's: it could not be read.
    ///
    /// # Panics
    /// When it shows what no number of whole gestures would.
    pub fn compare(&self, store: &Store) -> Result<Shown, StoreError> {
        let view = store.view();
        let held = view.vector(Stream::Site(SITE))?.held(DEVICE);
        let gestures = self.gestures_of(held);
        let done = &self.gestures[..gestures];

        let expected: BTreeMap<RecordId, Option<u16>> =
            done.iter().flatten().map(|(learner, late)| (person(*learner), Some(*late))).collect();
        let rows = view.marks(SESSION)?;
        let marks: BTreeMap<_, _> =
            rows.iter().map(|row| (row.person, row.mark.and_then(|mark| mark.late))).collect();
        assert_eq!(marks, expected, "the marks of {gestures} gestures");

        assert_eq!(u64::from(view.pending()?.count), held, "ops that wait to be sent");
        let last = view.undoable()?.map_or(0, |row| row.label.parse().unwrap_or(usize::MAX));
        assert_eq!(last, gestures, "the gesture that can be undone");
        Ok(Shown {
            gestures,
            lost: self.acknowledged.saturating_sub(gestures),
            unasked: gestures > self.acknowledged,
        })
    }

    /// Checks that the session's history tells every op once.
    ///
    /// # Errors
    /// The store's.
    ///
    /// # Panics
    /// When it does not.
    pub fn compare_history(&self, store: &Store) -> Result<(), StoreError> {
        let view = store.view();
        let held = view.vector(Stream::Site(SITE))?.held(DEVICE);
        let mut history: Vec<u64> =
            view.history_of_session(SESSION)?.iter().map(|op| op.dot.n).collect();
        history.sort_unstable();
        assert!(history.iter().copied().eq(1..=held), "{held} ops, and a history of {history:?}");
        Ok(())
    }

    /// The number of gestures that come to so many ops.
    fn gestures_of(&self, ops: u64) -> usize {
        let mut sum = 0;
        for (number, marks) in self.gestures.iter().enumerate() {
            if sum >= ops {
                assert_eq!(sum, ops, "half of gesture {number} is there");
                return number;
            }
            sum += marks.len() as u64;
        }
        assert_eq!(sum, ops, "more is there than was done, or half of the last gesture");
        self.gestures.len()
    }

    /// Goes on from what is there.
    pub fn settle(&mut self, shown: Shown) {
        self.gestures.truncate(shown.gestures);
        self.acknowledged = shown.gestures;
    }
}

fn person(number: u64) -> RecordId {
    RecordId(Uuid::from_u128(1_000 + u128::from(number)))
}
