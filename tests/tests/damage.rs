//! A disk that goes bad: bytes flipped, files cut or gone, a log lost, another centre's file in its
//! place. Whatever it is, it is told and never taken for an answer; the newest good backup is offered
//! with what it lacks; what was damaged is kept, and what can be read of it is taken over.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use passerelle_app::{App, Phrase, Pin, Rescue, RescuePass, System, is_damage};
use passerelle_domain::RecordId;
use passerelle_store::keys::KeyBook;
use passerelle_store::{Files, Store, StoreKey};
use passerelle_tests::laptop::{PHRASE, PIN};
use passerelle_tests::seed::{Chance, count};
use passerelle_tests::{Laptop, open};

/// Damages of one run; `PASSERELLE_DAMAGES` says more.
const DAMAGES: u64 = 200;
/// Marks before the backup, and after it.
const KEPT: usize = 6;
const SINCE: usize = 4;
const PAGE: u64 = 4_096;

/// A centre as it lies on a disk that lost its power, and what it must know.
struct Before {
    folder: PathBuf,
    files: BTreeMap<PathBuf, Vec<u8>>,
    key: StoreKey,
    /// Another centre's file, under another key.
    other: Vec<u8>,
    marked: Vec<(RecordId, RecordId)>,
}

/// What is done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Damage {
    ByteOfStore,
    PageOfStore,
    StoreCut,
    StoreGone,
    OtherStore,
    ByteOfLog,
    LogCut,
    LogGone,
    ByteOfBook,
    BookGone,
}

const ALL: [Damage; 10] = [
    Damage::ByteOfStore,
    Damage::PageOfStore,
    Damage::StoreCut,
    Damage::StoreGone,
    Damage::OtherStore,
    Damage::ByteOfLog,
    Damage::LogCut,
    Damage::LogGone,
    Damage::ByteOfBook,
    Damage::BookGone,
];

impl Before {
    fn new(laptop: &Laptop) -> Self {
        laptop.cmd(&["demo", "--ordinary"]).unwrap();
        let mut app = laptop.open().unwrap();
        let session = app.view().sessions_between(0, i32::MAX).unwrap()[0].id;
        let key = laptop.key().unwrap();
        let learners = app.register(session).unwrap().learners;
        let learners: Vec<RecordId> =
            learners.iter().map(|row| passerelle_app::record_id(&row.id).unwrap()).collect();
        let mut marked = Vec::new();
        for (turn, learner) in learners.iter().take(KEPT + SINCE).enumerate() {
            if turn == KEPT {
                app.back_up(None).unwrap();
            }
            app.note(session, *learner, &format!("mot {turn}")).unwrap();
            marked.push((session, *learner));
        }
        // Taken while it is open: the last changes are in the log only.
        let mut files = BTreeMap::new();
        read_below(laptop.data(), &mut files);
        drop(app);
        let other = Laptop::new().unwrap();
        other.cmd(&["init", "--name", "Ailleurs"]).unwrap();
        other.cmd(&["backup"]).unwrap();
        let other = fs::read(Files::at(other.data()).store()).unwrap();
        Self { folder: laptop.data().to_owned(), files, key, other, marked }
    }

    /// Puts everything back, so that each file is known for what it is.
    fn put_back(&self) {
        fs::remove_dir_all(&self.folder).unwrap();
        for (path, bytes) in &self.files {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let files = Files::at(&self.folder);
        drop(Store::open(&files, &self.key).unwrap());
        // Closing it emptied the log: both are again what they were, and the note is this file's.
        for path in [files.store(), log(&files)] {
            let mut file =
                OpenOptions::new().write(true).create(true).truncate(true).open(&path).unwrap();
            file.write_all(&self.files[&path]).unwrap();
        }
    }

    fn damage(&self, damage: Damage, chance: &mut Chance) {
        let files = Files::at(&self.folder);
        let flip = |path: &Path, chance: &mut Chance, from: u64| {
            let mut bytes = fs::read(path).unwrap();
            let at = from + chance.below(bytes.len() as u64 - from);
            bytes[usize::try_from(at).unwrap()] ^= 1 << chance.below(8);
            fs::write(path, bytes).unwrap();
        };
        let cut = |path: &Path, chance: &mut Chance| {
            let file = OpenOptions::new().write(true).open(path).unwrap();
            let length = file.metadata().unwrap().len();
            file.set_len(chance.below(length)).unwrap();
        };
        match damage {
            Damage::ByteOfStore => flip(&files.store(), chance, 0),
            Damage::PageOfStore => {
                let mut bytes = fs::read(files.store()).unwrap();
                let page = chance.below(bytes.len() as u64 / PAGE) * PAGE;
                let page = usize::try_from(page).unwrap();
                bytes[page..page + usize::try_from(PAGE).unwrap()].fill(0);
                fs::write(files.store(), bytes).unwrap();
            }
            Damage::StoreCut => cut(&files.store(), chance),
            Damage::StoreGone => fs::remove_file(files.store()).unwrap(),
            Damage::OtherStore => fs::write(files.store(), &self.other).unwrap(),
            Damage::ByteOfLog => flip(&log(&files), chance, 32),
            Damage::LogCut => cut(&log(&files), chance),
            Damage::LogGone => fs::remove_file(log(&files)).unwrap(),
            Damage::ByteOfBook => flip(&files.book(), chance, 0),
            Damage::BookGone => fs::remove_file(files.book()).unwrap(),
        }
    }

    /// Notes that stand, in the order in which they were written.
    fn notes(&self, app: &mut App) -> Vec<bool> {
        let of = |app: &mut App, (session, learner): &(RecordId, RecordId)| {
            let rows = app.register(*session).unwrap().learners;
            rows.iter().any(|row| row.id == learner.to_string() && row.note.is_some())
        };
        self.marked.iter().map(|mark| of(app, mark)).collect()
    }
}

fn log(files: &Files) -> PathBuf {
    let mut name = files.store().into_os_string();
    name.push("-wal");
    name.into()
}

fn read_below(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_below(&path, files);
        } else {
            files.insert(path.clone(), fs::read(path).unwrap());
        }
    }
}

fn rescue(folder: &Path) -> Rescue {
    let pass = RescuePass {
        person: None,
        pin: Some(Pin::parse(PIN).unwrap()),
        phrase: Some(Phrase::parse(PHRASE).unwrap()),
        code: None,
    };
    Rescue::begin(folder, Path::new("latest"), Arc::new(System), &pass).unwrap()
}

/// How it was told: at the opening, or when everything was read.
fn told(folder: &Path) -> Result<App, String> {
    let app = open(folder).map_err(|error| {
        let error = error.downcast::<passerelle_app::AppError>().unwrap();
        error.code().to_owned()
    })?;
    match app.verify() {
        Ok(_) => Ok(app),
        Err(error) => Err(error.code().to_owned()),
    }
}

#[test]
fn damage_is_told_and_the_newest_backup_brings_back_what_can_be_read() {
    damages(0);
}

#[test]
fn damage_of_every_other_kind_is_told_too() {
    damages(1);
}

/// Every other damage, so that two halves are tried at a time.
fn damages(half: u64) {
    let mut chance = Chance::announced("damages");
    let laptop = Laptop::new().unwrap();
    let before = Before::new(&laptop);
    let damages = count("PASSERELLE_DAMAGES", DAMAGES);
    let (mut restored, mut healed, mut harmless) = (0, 0, 0);
    let mut salvaged: BTreeMap<Damage, (usize, usize)> = BTreeMap::new();
    for turn in (half..damages).step_by(2) {
        let damage = ALL[usize::try_from(turn).unwrap() % ALL.len()];
        before.put_back();
        before.damage(damage, &mut chance);
        let is_book = matches!(damage, Damage::ByteOfBook | Damage::BookGone);
        let code = match told(&before.folder) {
            Ok(mut app) => {
                // Nothing is told only where nothing is amiss: the newest backup's book took the
                // place of the damaged one, or a byte of a log that nobody reads.
                assert!(before.notes(&mut app).iter().all(|stands| *stands), "{turn}: {damage:?}");
                let book = Files::at(&before.folder);
                assert!(KeyBook::read(&book).unwrap().is_some());
                let kept = fs::read_dir(book.damaged()).is_ok_and(|mut kept| kept.next().is_some());
                assert_eq!(kept, damage == Damage::ByteOfBook, "{turn}: {damage:?}");
                healed += usize::from(is_book);
                harmless += usize::from(!is_book);
                assert!(is_book || damage == Damage::ByteOfLog, "{turn}: {damage:?} is not told");
                continue;
            }
            Err(code) => code,
        };
        assert!(is_damage(&code) && !is_book, "{turn}: {damage:?} is told as {code}");
        let original = fs::read(Files::at(&before.folder).store()).ok();
        let rescue = rescue(&before.folder);
        let set = rescue.find("latest").unwrap();
        let plan = rescue.plan(&set).unwrap();
        let done = rescue.restore(&set).unwrap();
        assert_eq!((plan.salvageable, plan.unread), (done.salvageable, done.unread), "{damage:?}");
        drop(rescue);
        // The damaged original is kept, byte by byte.
        if let Some(original) = original {
            let kept = PathBuf::from(done.kept.as_ref().unwrap()).join("passerelle.db");
            assert!(fs::read(kept).unwrap() == original, "{turn}: {damage:?}");
        }
        let mut app = told(&before.folder).unwrap();
        let stands = before.notes(&mut app);
        assert!(stands[..KEPT].iter().all(|stands| *stands), "{turn}: {damage:?}: {stands:?}");
        let back = stands[KEPT..].iter().filter(|stands| **stands).count();
        let known = back + usize::try_from(done.unread).unwrap();
        assert!(known >= SINCE, "{turn}: {damage:?}: {back} came back, {done:?}");
        let line = salvaged.entry(damage).or_default();
        *line = (line.0 + back, line.1 + SINCE);
        restored += 1;
        // It works: one more change, and one more backup.
        let (session, learner) = before.marked[0];
        app.note(session, learner, "et après").unwrap();
        app.back_up(None).unwrap();
    }
    eprintln!("of {damages} damages: {restored} restored, {healed} books, {harmless} harmless");
    eprintln!("came back, of what the backup lacked: {salvaged:?}");
    if let Some((back, of)) = salvaged.get(&Damage::ByteOfStore) {
        assert!(back * 2 > *of, "one byte of the file must not cost what lies in its log");
    }
}
