//! The way in: who has a place on this computer, and what opens it. A PIN and the computer's secret
//! open what is a person's; the recovery code, or one that headquarters reads out, opens when either
//! is gone, and gives another PIN. The demo centre, which holds nobody, has no lock.

mod prepare;
mod return_way;
mod team;

pub use prepare::{Prepared, Setup, prepared_book};
pub use return_way::Typed;

use crate::centre::{App, role_dto};
use crate::dto::Tile as TileDto;
use crate::error::AppError;
use crate::surroundings::{Around, chance};
use passerelle_domain::permission::Role;
use passerelle_domain::pin::Pin;
use passerelle_domain::{RecordId, Refusal};
use passerelle_store::keys::{DeviceSecret, KeyBook, Keys, Phrase, Source, Tile};
use passerelle_store::{Files, StoreError};
use passerelle_sync::digest::hex;
use std::path::Path;

/// What somebody brings to open a centre.
#[derive(Clone, Debug)]
pub struct Pass {
    /// Their name, the beginnings of its words, or their id; the only person if there is one.
    pub person: Option<String>,
    /// Their PIN.
    pub pin: Option<Pin>,
    /// The start phrase, where the system keeps no secret and it has not been typed yet.
    pub phrase: Option<Phrase>,
}

/// What opens a centre's files in this program, for as long as a person works. It is overwritten when
/// it goes.
#[derive(Clone, Debug)]
pub struct Opening {
    pub(crate) files: Files,
    pub(crate) keys: Keys,
    /// Who; none in the demo centre, whose one person needs no PIN.
    pub(crate) person: Option<RecordId>,
    pub(crate) secret: Option<DeviceSecret>,
    pub(crate) came: Came,
}

/// How somebody came in, until it is noted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Came {
    /// Wrong PINs before the right one.
    pub wrong: u32,
    /// By a code.
    pub by_code: bool,
}

impl Opening {
    /// The same for a copy of the files elsewhere: for a simulation.
    #[doc(hidden)]
    #[must_use]
    pub fn at_for_simulation(&self, folder: &Path) -> Self {
        Self { files: Files::at(folder), ..self.clone() }
    }

    /// What the computer's secret is kept under, in hexadecimal.
    pub(crate) fn book_id(&self) -> Result<String, AppError> {
        let book = KeyBook::read(&self.files)?;
        Ok(book.map(|book| hex(book.id())).unwrap_or_default())
    }

    /// The key of the private file: for tests that look into it.
    #[doc(hidden)]
    pub fn private_key_for_tests(&self) -> Option<&passerelle_store::StoreKey> {
        self.keys.private.as_ref()
    }

    /// The key of the file that runs a class: for tests that look into it.
    #[doc(hidden)]
    pub fn key_for_tests(&self) -> &passerelle_store::StoreKey {
        &self.keys.class
    }
}

/// What stands before the centre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// Nothing: the demo centre.
    None,
    /// An earlier version left the key in clear: a PIN must be chosen.
    Unprotected,
    /// The start phrase must be typed.
    Phrase,
    /// The system's keyring has no secret of this computer any more: a code opens.
    NoSecret,
    /// Somebody's PIN.
    People(Vec<Tile>),
}

/// The way in to one centre.
pub struct Gate {
    files: Files,
    around: Around,
    book: Option<KeyBook>,
    secret: Option<DeviceSecret>,
}

impl Gate {
    /// The way in to the centre in these files; the computer's secret is taken from where it lies.
    ///
    /// # Errors
    /// `store.missing`, `store.key_unreadable`, `store.newer_schema`.
    pub(crate) fn at(files: Files, around: Around) -> Result<Self, AppError> {
        if !files.exist() {
            return Err(StoreError::Missing(files.folder().to_owned()).into());
        }
        Self::for_rescue(files, around)
    }

    /// The same where the files themselves may be damaged or gone.
    ///
    /// # Errors
    /// `store.key_unreadable`, `store.newer_schema`.
    pub(crate) fn for_rescue(files: Files, around: Around) -> Result<Self, AppError> {
        let book = book_of(&files, &around)?;
        let secret = book.as_ref().and_then(|book| {
            let id = hex(book.id());
            let ring = around.keyring();
            let found = match book.source() {
                Source::Keyring => ring.read(&id).ok().flatten(),
                Source::Phrase => ring.until_off(&id),
            };
            found.filter(|secret| book.is_of(secret))
        });
        Ok(Self { files, around, book, secret })
    }

    /// The way in to the centre of a folder, or to its demo.
    ///
    /// # Errors
    /// As `at`.
    pub fn of(folder: &Path, around: Around) -> Result<Self, AppError> {
        Self::at(crate::centre::place(folder), around)
    }

    /// With a secret that is known already.
    pub(crate) fn with(mut self, secret: &DeviceSecret) -> Self {
        self.secret = Some(secret.clone());
        self
    }

    /// A person's role as their tile says: the files cannot be asked.
    pub(crate) fn role_in_book(&self, person: RecordId) -> Result<Role, AppError> {
        let tiles = self.book()?.tiles(self.secret()?)?;
        let tile = tiles.into_iter().find(|tile| tile.person == person);
        Ok(tile.ok_or_else(|| AppError::refused("person.unknown"))?.role)
    }

    /// What stands before the centre.
    ///
    /// # Errors
    /// `store.key_unreadable` when neither a book nor a key is there.
    pub fn barrier(&self) -> Result<Barrier, AppError> {
        let Some(book) = &self.book else {
            let demo = self.files.folder().ends_with(crate::centre::DEMO);
            self.files.read_key()?;
            return Ok(if demo { Barrier::None } else { Barrier::Unprotected });
        };
        Ok(match (&self.secret, book.source()) {
            (Some(secret), _) => Barrier::People(book.tiles(secret)?),
            (None, Source::Phrase) => Barrier::Phrase,
            (None, Source::Keyring) => Barrier::NoSecret,
        })
    }

    /// The people of this computer, as a window shows them; none while the secret is missing.
    ///
    /// # Errors
    /// `keys.secret_missing`.
    pub fn tiles(&self) -> Result<Vec<TileDto>, AppError> {
        let (Some(book), Some(secret)) = (&self.book, &self.secret) else { return Ok(Vec::new()) };
        Ok(book.tiles(secret)?.into_iter().map(|tile| self.tile(tile, None)).collect())
    }

    /// One of them; `me` is at the keys.
    pub(crate) fn tile(&self, tile: Tile, me: Option<RecordId>) -> TileDto {
        TileDto {
            id: tile.person.to_string(),
            has_pin: self.book.as_ref().is_some_and(|book| book.has_pin(tile.person)),
            is_me: me == Some(tile.person),
            name: tile.name,
            role: role_dto(tile.role),
        }
    }

    /// Takes over the secret that another way in was told.
    pub(crate) fn remember(&mut self, told: &Self) {
        if let (None, Some(secret), Some(book)) = (&self.secret, &told.secret, &self.book)
            && book.is_of(secret)
        {
            self.secret = Some(secret.clone());
        }
    }

    /// Hears the start phrase; it holds until the computer is switched off, where the system can
    /// keep it so.
    ///
    /// # Errors
    /// `phrase.wrong`.
    pub fn say(&mut self, phrase: &Phrase, keep: bool) -> Result<(), AppError> {
        let book = self.book()?;
        let secret = phrase.secret(book.id(), book.cost())?;
        if !book.is_of(&secret) {
            return Err(AppError::refused("phrase.wrong"));
        }
        if keep {
            self.around.keyring().keep_until_off(&hex(book.id()), &secret);
        }
        self.secret = Some(secret);
        Ok(())
    }

    /// The person that people mean: the only one, or a name, or a part of the id.
    ///
    /// # Errors
    /// `keys.secret_missing`, `phrase.needed`, `person.needed`, `person.unknown`, `person.ambiguous`.
    pub fn find(&self, text: Option<&str>) -> Result<RecordId, AppError> {
        let tiles = self.book()?.tiles(self.secret()?)?;
        pick(&tiles, text)
    }

    /// Opens with a PIN. Wrong ones in a row make the next wait.
    ///
    /// # Errors
    /// `pin.wrong` with `seconds` to wait, `pin.wait`, `pin.gone` when only a code opens,
    /// `person.unknown`, or the store's.
    pub fn unlock(&self, person: RecordId, pin: &Pin) -> Result<Opening, AppError> {
        let secret = self.secret()?;
        if self.book()?.is_away() {
            return Err(AppError::refused("keys.away"));
        }
        if !self.book()?.has_pin(person) && self.book()?.people().contains(&person) {
            return Err(AppError::refused("pin.gone"));
        }
        let now_ms = self.around.now_ms();
        // Counted on the disk before it is tried: pulling the plug does not give tries back.
        self.note(|book| book.begin_try(person, now_ms).map_err(AppError::from))?;
        let opened = self.book()?.unlock(secret, person, pin)?;
        if opened.is_some() {
            // Left by a protection that was cut short.
            self.files.forget_key()?;
        }
        self.note(|book| {
            let Some(opened) = &opened else {
                book.fail(person);
                return Err(wrong(book, person));
            };
            let wrong = book.failed_pins(person);
            book.succeeded(person);
            Ok(Opening {
                files: self.files.clone(),
                keys: opened.keys.clone(),
                person: Some(person),
                secret: Some(secret.clone()),
                came: Came { wrong, by_code: false },
            })
        })
    }

    /// Notes a try in the book, whatever comes of it. On a disk that is full the try counts for
    /// nothing and is made all the same: somebody has to come in to make room.
    fn note<T>(
        &self,
        mut tried: impl FnMut(&mut KeyBook) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        match KeyBook::change::<_, StoreError>(&self.files, |book| Ok(tried(book))) {
            Err(StoreError::DiskFull) => tried(&mut self.book()?.clone()),
            noted => noted?,
        }
    }

    /// Opens with what somebody brings.
    ///
    /// # Errors
    /// `keys.unprotected`, `phrase.needed`, `pin.needed`, those of `find` and `unlock`.
    pub fn pass(mut self, pass: &Pass) -> Result<App, AppError> {
        match self.barrier()? {
            Barrier::None => return App::enter(self.open_demo()?, self.around),
            Barrier::Unprotected => return Err(AppError::refused("keys.unprotected")),
            Barrier::Phrase => {
                let phrase = pass.phrase.as_ref();
                let phrase = phrase.ok_or_else(|| AppError::refused("phrase.needed"))?;
                self.say(phrase, false)?;
            }
            Barrier::NoSecret => return Err(AppError::refused("keys.secret_missing")),
            Barrier::People(_) => {}
        }
        let person = self.find(pass.person.as_deref())?;
        let pin = pass.pin.as_ref().ok_or_else(|| AppError::refused("pin.needed"))?;
        let opening = self.unlock(person, pin)?;
        App::enter_with(opening, pin, self.around)
    }

    /// Opens the demo centre.
    pub(crate) fn open_demo(&self) -> Result<Opening, AppError> {
        let keys = Keys { class: self.files.read_key()?, private: None };
        let files = self.files.clone();
        Ok(Opening { files, keys, person: None, secret: None, came: Came::default() })
    }

    fn book(&self) -> Result<&KeyBook, AppError> {
        let missing = || StoreError::KeyUnreadable(self.files.book());
        Ok(self.book.as_ref().ok_or_else(missing)?)
    }

    fn secret(&self) -> Result<&DeviceSecret, AppError> {
        let missing = match self.book()?.source() {
            Source::Phrase => "phrase.needed",
            Source::Keyring => "keys.secret_missing",
        };
        self.secret.as_ref().ok_or_else(|| AppError::refused(missing))
    }

    fn chance(&self) -> Result<passerelle_store::keys::Chance, AppError> {
        Ok(chance(&*self.around)?)
    }
}

/// One of these people by name, by the beginnings of its words, or by a part of the id.
pub(crate) fn pick(tiles: &[Tile], text: Option<&str>) -> Result<RecordId, AppError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return match tiles {
            [one] => Ok(one.person),
            _ => Err(AppError::refused("person.needed")),
        };
    };
    let exact = tiles.iter().filter(|tile| tile.name.to_lowercase() == text.to_lowercase());
    let mut found: Vec<RecordId> = exact.map(|tile| tile.person).collect();
    if found.is_empty() {
        let part = |tile: &&Tile| passerelle_domain::import::names(text, &tile.name);
        found = tiles.iter().filter(part).map(|tile| tile.person).collect();
    }
    match found[..] {
        [one] => Ok(one),
        [_, _, ..] => Err(Refusal::new("person.ambiguous").with("text", text).into()),
        [] => {
            let ids: Vec<_> = tiles.iter().map(|tile| tile.person).collect();
            let id = crate::session::find_id(&ids, text, "person.unknown", "person.ambiguous");
            Ok(id?)
        }
    }
}

/// A wrong PIN, and how long to wait before the next.
fn wrong(book: &KeyBook, person: RecordId) -> AppError {
    Refusal::new("pin.wrong").with("seconds", book.wait_ms(person) / 1_000).into()
}

/// The book beside these files. A page of it that went bad must not lock everybody out: the newest
/// backup's book takes its place, and what is damaged is kept.
fn book_of(files: &Files, around: &Around) -> Result<Option<KeyBook>, AppError> {
    let read = KeyBook::read(files);
    let gone = match &read {
        Ok(None) => files.store().exists() && !files.key().exists(),
        Err(StoreError::KeyUnreadable(_)) => true,
        _ => false,
    };
    if gone && files.recover_book(around.now_ms())? {
        tracing::warn!("the book of keys was damaged: the newest backup's took its place");
        return Ok(KeyBook::read(files)?);
    }
    Ok(read?)
}
