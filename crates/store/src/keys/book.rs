//! The book of keys: a small file beside a centre's files. Every change reads it anew under a lock,
//! writes it whole under another name and renames it, so that a window and a command line lose
//! nothing of each other's and a power cut leaves the one before.

use super::telephone::{self, Level, Slots};
use super::wrap::{Chance, Cost, DeviceSecret, Grown, Keys, Wrapped, grow};
use crate::error::StoreError;
use crate::files::{Files, make_private_folder, write_whole};
use passerelle_domain::code::RecoveryCode;
use passerelle_domain::permission::Role;
use passerelle_domain::pin::Pin;
use passerelle_domain::{RecordId, Refusal};
use passerelle_sync::digest::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;

/// What stands between the book and the sum over it: a page that went bad is told from a wrong PIN.
const SUM: &str = "\nsha256 ";
/// The version of the file's shape.
const VERSION: u32 = 1;
/// Wrong PINs in a row that cost nothing.
pub const WRONG_PINS_FREE: u32 = 2;
/// How long to wait after each further one, in seconds; the last counts from there on.
const DELAYS_S: [u64; 6] = [5, 15, 60, 300, 900, 1_800];

/// Where the computer's secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// In the system's keyring.
    Keyring,
    /// In the words that a person types when the computer starts.
    Phrase,
}

/// A person who opens this computer, as their tile shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tile {
    /// Who.
    pub person: RecordId,
    /// Their name.
    pub name: String,
    /// Their role when it was last known.
    pub role: Role,
}

/// Who opened, and what.
#[derive(Clone, Debug)]
pub struct Unlocked {
    /// Who.
    pub person: RecordId,
    /// The keys that are theirs.
    pub keys: Keys,
}

/// The book.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeyBook {
    version: u32,
    #[serde(with = "super::hexed")]
    id: Vec<u8>,
    source: Source,
    /// Tells the computer's secret from another one.
    #[serde(with = "super::hexed")]
    check: Vec<u8>,
    cost: Cost,
    tiles: Wrapped,
    people: Vec<Row>,
    recovery: Option<Coded>,
    telephone: Option<telephone::Batch>,
    /// Codes that headquarters has not confirmed yet: those before open until it has.
    #[serde(default)]
    telephone_next: Option<telephone::Batch>,
    /// The computer was away from headquarters for too many days of use.
    #[serde(default)]
    away: bool,
}

/// A person of the book. Without keys, their PIN opens nothing until they choose another.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Row {
    person: RecordId,
    #[serde(with = "super::hexed")]
    salt: Vec<u8>,
    cost: Cost,
    keys: Option<Wrapped>,
    wrong: u32,
    /// Of those, the ones that were seen to be wrong: a try may also have been cut short.
    #[serde(default)]
    failed: u32,
    tried_ms: u64,
}

/// Keys under a code.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Coded {
    #[serde(with = "super::hexed")]
    salt: Vec<u8>,
    cost: Cost,
    keys: Wrapped,
}

/// The book in these bytes, and the sum over it.
fn parts(bytes: &[u8]) -> (&[u8], Option<&[u8]>) {
    let at = bytes.windows(SUM.len()).rposition(|part| part == SUM.as_bytes());
    match at.and_then(|at| bytes.split_at_checked(at)) {
        Some((book, sum)) => (book, sum.get(SUM.len()..)),
        None => (bytes, None),
    }
}

impl KeyBook {
    /// An empty book for a computer with this secret.
    pub fn new(id: [u8; 16], source: Source, secret: &DeviceSecret, cost: Cost) -> Self {
        let mut book = Self {
            version: VERSION,
            id: id.to_vec(),
            source,
            check: Vec::new(),
            cost,
            tiles: Wrapped::none(),
            people: Vec::new(),
            recovery: None,
            telephone: None,
            telephone_next: None,
            away: false,
        };
        book.check = book.check_of(secret);
        book
    }

    /// The book beside these files, if there is one.
    ///
    /// # Errors
    /// `KeyUnreadable` when it is no book, `NewerSchema` when a later version wrote it.
    pub fn read(files: &Files) -> Result<Option<Self>, StoreError> {
        let path = files.book();
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(_) => return Err(StoreError::KeyUnreadable(path)),
        };
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let unreadable = |_| StoreError::KeyUnreadable(path.clone());
        let (book, sum) = parts(&bytes);
        let head: Head = serde_json::from_slice(book).map_err(unreadable)?;
        if head.version > VERSION {
            return Err(StoreError::NewerSchema { found: head.version, known: VERSION });
        }
        // One of before has no sum.
        if sum.is_some_and(|sum| hex(&Sha256::digest(book)).as_bytes() != sum) {
            return Err(StoreError::KeyUnreadable(path));
        }
        Ok(Some(serde_json::from_slice(book).map_err(unreadable)?))
    }

    /// Keeps this book beside files that have none yet.
    ///
    /// # Errors
    /// `Exists`, `ReadOnly`, `DiskFull`, `Io`.
    pub fn keep(&self, files: &Files) -> Result<(), StoreError> {
        make_private_folder(files.folder())?;
        let _lock = files.lock_book()?;
        if files.book().exists() {
            return Err(StoreError::Exists(files.book()));
        }
        self.write(files)
    }

    /// Changes the book beside these files; nothing is written when `change` fails.
    ///
    /// # Errors
    /// `Missing` when there is none, those of `read`, those of `change`, `ReadOnly`, `DiskFull`, `Io`.
    pub fn change<T, E: From<StoreError>>(
        files: &Files,
        change: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let _lock = files.lock_book()?;
        let book = Self::read(files)?;
        let mut book = book.ok_or_else(|| StoreError::KeyUnreadable(files.book()))?;
        let value = change(&mut book)?;
        book.write(files)?;
        Ok(value)
    }

    fn write(&self, files: &Files) -> Result<(), StoreError> {
        let mut bytes =
            serde_json::to_vec_pretty(self).map_err(|_| StoreError::Incomplete("book"))?;
        let sum = hex(&Sha256::digest(&bytes));
        bytes.extend_from_slice(SUM.as_bytes());
        bytes.extend_from_slice(sum.as_bytes());
        write_whole(&files.book(), &bytes)
    }

    /// What the computer's secret is kept under, where it is kept.
    pub fn id(&self) -> &[u8] {
        &self.id
    }

    /// Where the computer's secret is.
    pub fn source(&self) -> Source {
        self.source
    }

    /// What one guess costs.
    pub fn cost(&self) -> Cost {
        self.cost
    }

    /// Whether this is the computer's secret.
    pub fn is_of(&self, secret: &DeviceSecret) -> bool {
        self.check == self.check_of(secret)
    }

    fn check_of(&self, secret: &DeviceSecret) -> Vec<u8> {
        secret.grown(&[b"check ", self.id.as_slice()].concat()).0[..16].to_vec()
    }

    fn place(&self, what: &str, person: Option<RecordId>) -> Vec<u8> {
        let person = person.map(|person| person.0.into_bytes());
        [what.as_bytes(), &self.id, person.as_ref().map_or(&[][..], |id| &id[..])].concat()
    }

    /// The people of this computer, in the order in which they came.
    ///
    /// # Errors
    /// `keys.secret_missing` when this is not the computer's secret.
    pub fn tiles(&self, secret: &DeviceSecret) -> Result<Vec<Tile>, Refusal> {
        if self.people.is_empty() {
            return Ok(Vec::new());
        }
        let key = secret.grown(b"tiles");
        let plain = self.tiles.open(&key.0, &self.place("tiles", None));
        let tiles = plain.and_then(|plain| postcard::from_bytes::<Vec<Tile>>(&plain).ok());
        tiles.ok_or_else(|| Refusal::new("keys.secret_missing"))
    }

    /// Who has a place here, whether or not their PIN opens anything.
    pub fn people(&self) -> Vec<RecordId> {
        self.people.iter().map(|row| row.person).collect()
    }

    /// Whether a person's PIN opens anything; not after the computer has locked itself, nor after it
    /// was opened by the recovery code because its secret was gone.
    pub fn has_pin(&self, person: RecordId) -> bool {
        self.row(person).is_some_and(|row| row.keys.is_some())
    }

    /// Gives a person these keys under a PIN, and a tile; whoever has a place already gets another
    /// PIN.
    ///
    /// # Errors
    /// `keys.secret_missing`, or `Incomplete`.
    pub fn admit(
        &mut self,
        secret: &DeviceSecret,
        tile: Tile,
        pin: &Pin,
        keys: &Keys,
        chance: &mut Chance,
    ) -> Result<(), Admission> {
        self.away = false;
        let mut tiles = self.tiles(secret)?;
        let person = tile.person;
        let salt: [u8; 16] = chance.bytes();
        let grown = grow(pin.digits(), Some(secret), &salt, self.cost)?;
        let place = self.place("person", Some(person));
        let row = Row {
            person,
            salt: salt.to_vec(),
            cost: self.cost,
            keys: Some(Wrapped::keys(keys, &grown, &place, chance)),
            wrong: 0,
            failed: 0,
            tried_ms: 0,
        };
        match self.people.iter_mut().find(|row| row.person == person) {
            Some(known) => *known = row,
            None => self.people.push(row),
        }
        match tiles.iter_mut().find(|known| known.person == person) {
            Some(known) => *known = tile,
            None => tiles.push(tile),
        }
        self.seal_tiles(secret, &tiles, chance);
        Ok(())
    }

    /// Takes a person's place and tile away.
    ///
    /// # Errors
    /// `keys.secret_missing`.
    pub fn dismiss(
        &mut self,
        secret: &DeviceSecret,
        person: RecordId,
        chance: &mut Chance,
    ) -> Result<(), Refusal> {
        let mut tiles = self.tiles(secret)?;
        tiles.retain(|tile| tile.person != person);
        self.people.retain(|row| row.person != person);
        self.seal_tiles(secret, &tiles, chance);
        Ok(())
    }

    fn seal_tiles(&mut self, secret: &DeviceSecret, tiles: &[Tile], chance: &mut Chance) {
        let plain = postcard::to_stdvec(tiles).unwrap_or_default();
        let place = self.place("tiles", None);
        self.tiles = Wrapped::bytes(&plain, &secret.grown(b"tiles").0, &place, chance);
    }

    /// Counts a try before it is made: one that is cut short has counted.
    ///
    /// # Errors
    /// `pin.wait` with `seconds` while the person has to wait; `person.unknown`.
    pub fn begin_try(&mut self, person: RecordId, now_ms: u64) -> Result<(), Refusal> {
        let row = self.people.iter_mut().find(|row| row.person == person);
        let row = row.ok_or_else(|| Refusal::new("person.unknown"))?;
        let wait_ms = delay_ms(row.wrong);
        // A clock that was put back waits from now on: it neither helps nor locks out for days.
        if now_ms < row.tried_ms {
            row.tried_ms = now_ms;
        }
        let left_ms = (row.tried_ms + wait_ms).saturating_sub(now_ms);
        if left_ms > 0 && row.wrong > 0 {
            return Err(Refusal::new("pin.wait").with("seconds", left_ms.div_ceil(1_000)));
        }
        row.wrong += 1;
        row.tried_ms = now_ms;
        Ok(())
    }

    /// The keys of a person with this PIN; none when it is wrong.
    ///
    /// # Errors
    /// `Incomplete`.
    pub fn unlock(
        &self,
        secret: &DeviceSecret,
        person: RecordId,
        pin: &Pin,
    ) -> Result<Option<Unlocked>, StoreError> {
        let Some(row) = self.row(person) else { return Ok(None) };
        let Some(wrapped) = &row.keys else { return Ok(None) };
        let grown = grow(pin.digits(), Some(secret), &salt_of(&row.salt)?, row.cost)?;
        let keys = wrapped.open_keys(&grown, &self.place("person", Some(person)));
        Ok(keys.map(|keys| Unlocked { person, keys }))
    }

    /// Wrong PINs since the last right one; the one under way counts.
    pub fn wrong_pins(&self, person: RecordId) -> u32 {
        self.row(person).map_or(0, |row| row.wrong)
    }

    /// Notes that a try was wrong, and not cut short.
    pub fn fail(&mut self, person: RecordId) {
        if let Some(row) = self.people.iter_mut().find(|row| row.person == person) {
            row.failed += 1;
        }
    }

    /// Tries that were seen to be wrong since the last right one.
    pub fn failed_pins(&self, person: RecordId) -> u32 {
        self.row(person).map_or(0, |row| row.failed)
    }

    /// How long the person has to wait after a wrong one, milliseconds.
    pub fn wait_ms(&self, person: RecordId) -> u64 {
        delay_ms(self.wrong_pins(person))
    }

    /// The try succeeded.
    pub fn succeeded(&mut self, person: RecordId) {
        if let Some(row) = self.people.iter_mut().find(|row| row.person == person) {
            (row.wrong, row.failed) = (0, 0);
        }
    }

    /// Puts the keys under another recovery code; the one before opens nothing any more.
    ///
    /// # Errors
    /// `Incomplete`.
    pub fn set_recovery(
        &mut self,
        code: &RecoveryCode,
        keys: &Keys,
        chance: &mut Chance,
    ) -> Result<(), StoreError> {
        let salt: [u8; 16] = chance.bytes();
        let grown = grow(code.digits(), None, &salt, self.cost)?;
        let keys = Wrapped::keys(keys, &grown, &self.place("recovery", None), chance);
        self.recovery = Some(Coded { salt: salt.to_vec(), cost: self.cost, keys });
        Ok(())
    }

    /// The keys under the recovery code; none when it is another computer's, or an older one.
    ///
    /// # Errors
    /// `Incomplete`.
    pub fn recover(&self, code: &RecoveryCode) -> Result<Option<Keys>, StoreError> {
        let Some(coded) = &self.recovery else { return Ok(None) };
        let grown = grow(code.digits(), None, &salt_of(&coded.salt)?, coded.cost)?;
        Ok(coded.keys.open_keys(&grown, &self.place("recovery", None)))
    }

    /// Takes the computer's new secret in place of one that is gone. Everybody keeps their place,
    /// and nobody's PIN opens anything until they have chosen another; names come as arguments,
    /// since the tiles went with the secret.
    pub fn renew_secret(
        &mut self,
        source: Source,
        secret: &DeviceSecret,
        tiles: &[Tile],
        chance: &mut Chance,
    ) {
        self.source = source;
        self.check = self.check_of(secret);
        self.lock_out();
        self.people.retain(|row| tiles.iter().any(|tile| tile.person == row.person));
        self.seal_tiles(secret, tiles, chance);
    }

    /// Nobody's PIN opens anything any more: a code does.
    pub fn lock_out(&mut self) {
        for row in &mut self.people {
            row.keys = None;
        }
    }

    /// The same because the computer was away from headquarters for too long; until somebody has come
    /// back by a code.
    pub fn lock_out_away(&mut self) {
        self.lock_out();
        self.away = true;
    }

    /// Whether the computer was away for too long.
    pub fn is_away(&self) -> bool {
        self.away
    }

    /// Puts the keys under new codes for headquarters; those before open until it confirms them.
    ///
    /// # Errors
    /// `Incomplete`.
    pub fn set_telephone(
        &mut self,
        slots: &Slots,
        keys: &Keys,
        chance: &mut Chance,
    ) -> Result<(), StoreError> {
        let place = self.place("telephone", None);
        let cost = self.cost.for_codes();
        self.telephone_next = Some(telephone::Batch::new(slots, keys, &place, cost, chance)?);
        Ok(())
    }

    /// The telephone codes here: their name, and how many are left.
    pub fn telephone(&self) -> Option<([u8; 8], usize)> {
        self.telephone.as_ref().and_then(telephone::Batch::left)
    }

    /// Headquarters holds codes of this name. True when they are this computer's newest; those before
    /// are dropped then.
    pub fn confirm_telephone(&mut self, batch: [u8; 8]) -> bool {
        let named = |batch: &telephone::Batch| batch.left().map(|(name, _)| name);
        if self.telephone_next.as_ref().and_then(named) == Some(batch) {
            self.telephone = self.telephone_next.take();
        }
        self.telephone.as_ref().and_then(named) == Some(batch)
    }

    /// The keys under a code that headquarters read out, and what the code is for; it is spent by
    /// that. None when it is none of them.
    ///
    /// # Errors
    /// `Incomplete`.
    pub fn spend(&mut self, code: &[u8]) -> Result<Option<(Level, Keys)>, StoreError> {
        let place = self.place("telephone", None);
        for batch in [&mut self.telephone, &mut self.telephone_next].into_iter().flatten() {
            if let Some(opened) = batch.spend(code, &place)? {
                return Ok(Some(opened));
            }
        }
        Ok(None)
    }

    fn row(&self, person: RecordId) -> Option<&Row> {
        self.people.iter().find(|row| row.person == person)
    }
}

/// Why a person was not admitted.
#[derive(Debug, thiserror::Error)]
pub enum Admission {
    /// The computer's secret is another one.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The book cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn delay_ms(wrong: u32) -> u64 {
    let Some(further) = wrong.checked_sub(WRONG_PINS_FREE) else { return 0 };
    let at = usize::try_from(further).unwrap_or(usize::MAX).min(DELAYS_S.len() - 1);
    DELAYS_S[at] * 1_000
}

pub(crate) fn salt_of(bytes: &[u8]) -> Result<[u8; 16], StoreError> {
    bytes.try_into().map_err(|_| StoreError::Incomplete("salt"))
}

/// Grows a key from a code of many characters, beside which no secret is needed.
pub(crate) fn grow_code(code: &[u8], salt: &[u8], cost: Cost) -> Result<Grown, StoreError> {
    grow(code, None, &salt_of(salt)?, cost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const SECRET: DeviceSecret = DeviceSecret([7; 32]);
    const AMINA: RecordId = RecordId(Uuid::from_u128(1));
    const PAUL: RecordId = RecordId(Uuid::from_u128(2));

    fn tile(person: RecordId, role: Role) -> Tile {
        Tile { person, name: format!("N{}", person.0.as_u128()), role }
    }

    fn pin(text: &str) -> Pin {
        Pin::choose(text).unwrap()
    }

    /// A coordinator with 274918 and a volunteer with 530162.
    fn book() -> (KeyBook, Keys, Chance) {
        let mut chance = Chance::from_seed([1; 32]);
        let keys = Keys::made(&mut chance, true);
        let mut book = KeyBook::new([4; 16], Source::Phrase, &SECRET, Cost::FOR_TESTS);
        let one = tile(AMINA, Role::Coordinator);
        book.admit(&SECRET, one, &pin("274918"), &keys, &mut chance).unwrap();
        let two = tile(PAUL, Role::Volunteer);
        book.admit(&SECRET, two, &pin("530162"), &keys.of_class(), &mut chance).unwrap();
        (book, keys, chance)
    }

    fn opened(book: &KeyBook, secret: &DeviceSecret, person: RecordId, text: &str) -> Option<Keys> {
        book.unlock(secret, person, &pin(text)).unwrap().map(|unlocked| unlocked.keys)
    }

    #[test]
    fn each_person_opens_with_their_own_pin_what_is_theirs() {
        let (book, keys, _) = book();
        assert_eq!(opened(&book, &SECRET, AMINA, "274918"), Some(keys.clone()));
        assert_eq!(opened(&book, &SECRET, PAUL, "530162"), Some(keys.of_class()));
        assert_eq!(opened(&book, &SECRET, PAUL, "274918"), None);
        assert_eq!(opened(&book, &DeviceSecret([8; 32]), AMINA, "274918"), None);
        let names: Vec<_> =
            book.tiles(&SECRET).unwrap().into_iter().map(|tile| tile.name).collect();
        assert_eq!(names, ["N1", "N2"]);
        let other = book.tiles(&DeviceSecret([8; 32])).map_err(|refusal| refusal.code());
        assert_eq!(other, Err("keys.secret_missing"));
    }

    #[test]
    fn wrong_pins_wait_longer_and_longer() {
        let (mut book, ..) = book();
        let mut now = 1_700_000_000_000;
        for wait in [0, 0, 5, 15, 60, 300, 900, 1_800, 1_800] {
            if wait > 0 {
                let early = book.begin_try(PAUL, now + wait * 1_000 - 1).unwrap_err();
                assert_eq!((early.code(), early.args()["seconds"].as_str()), ("pin.wait", "1"));
            }
            now += wait * 1_000;
            book.begin_try(PAUL, now).unwrap();
        }
        assert!(book.begin_try(AMINA, now).is_ok(), "the others wait for nobody");
        // Put back by a day: the wait begins again, and no longer.
        let back = now - 86_400_000;
        assert_eq!(book.begin_try(PAUL, back).unwrap_err().args()["seconds"], "1800");
        assert!(book.begin_try(PAUL, back + 1_800_000).is_ok());
        book.succeeded(PAUL);
        assert!(book.begin_try(PAUL, back + 1_800_001).is_ok());
    }

    #[test]
    fn the_recovery_code_opens_whatever_became_of_the_secret() {
        let (mut book, keys, mut chance) = book();
        let code = |seed: u8| RecoveryCode::from_random([seed; 24]);
        book.set_recovery(&code(3), &keys, &mut chance).unwrap();
        assert_eq!(book.recover(&code(3)).unwrap(), Some(keys.clone()));
        assert_eq!(book.recover(&code(4)).unwrap(), None);
        let other = DeviceSecret([9; 32]);
        let tiles = book.tiles(&SECRET).unwrap();
        book.renew_secret(Source::Keyring, &other, &tiles, &mut chance);
        assert!(book.is_of(&other) && !book.is_of(&SECRET));
        assert_eq!(book.tiles(&other).unwrap(), tiles);
        assert!(!book.has_pin(AMINA) && opened(&book, &other, AMINA, "274918").is_none());
        book.admit(&other, tiles[0].clone(), &pin("916273"), &keys, &mut chance).unwrap();
        assert_eq!(opened(&book, &other, AMINA, "916273"), Some(keys));
        assert_eq!(book.people(), [AMINA, PAUL]);
    }

    #[test]
    fn a_telephone_code_opens_once_and_its_place_is_spent() {
        let (mut book, keys, mut chance) = book();
        let codes = (0..8).map(|at| (vec![at; 12], vec![at + 8; 12])).collect();
        let slots = Slots { batch: [6; 8], codes };
        book.set_telephone(&slots, &keys, &mut chance).unwrap();
        assert_eq!(book.telephone(), None, "not before headquarters has them");
        assert!(!book.confirm_telephone([5; 8]) && book.confirm_telephone([6; 8]));
        assert_eq!(book.telephone(), Some(([6; 8], 8)));
        assert_eq!(book.spend(&[2; 12]).unwrap(), Some((Level::Class, keys.of_class())));
        assert_eq!(book.spend(&[2; 12]).unwrap(), None, "once");
        assert_eq!(book.spend(&[10; 12]).unwrap(), None, "nor by its other code");
        assert_eq!(book.spend(&[11; 12]).unwrap(), Some((Level::Private, keys)));
        assert_eq!(book.spend(&[31; 12]).unwrap(), None);
        assert_eq!(book.telephone(), Some(([6; 8], 6)));
    }

    #[test]
    fn the_file_is_whole_names_nobody_and_refuses_a_later_version() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::at(folder.path());
        let (book, ..) = book();
        assert!(KeyBook::read(&files).unwrap().is_none());
        book.keep(&files).unwrap();
        assert!(matches!(book.keep(&files), Err(StoreError::Exists(_))));
        KeyBook::change::<_, StoreError>(&files, |book| {
            book.lock_out();
            Ok(())
        })
        .unwrap();
        let kept = KeyBook::read(&files).unwrap().unwrap();
        assert!(!kept.has_pin(AMINA) && kept.is_of(&SECRET));
        let text = fs::read_to_string(files.book()).unwrap();
        assert!(!text.contains("N1"), "{text}");
        fs::write(files.book(), text.replace("\"version\": 1", "\"version\": 2")).unwrap();
        assert_eq!(KeyBook::read(&files).map_err(|e| e.code()).err(), Some("store.newer_schema"));
        fs::write(files.book(), "{").unwrap();
        assert_eq!(KeyBook::read(&files).map_err(|e| e.code()).err(), Some("store.key_unreadable"));
    }
}
