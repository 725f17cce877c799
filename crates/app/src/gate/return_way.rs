//! The way back in when a PIN is forgotten, the computer has locked itself, or its secret is gone: by
//! the recovery code of the printed sheet, or by a code that headquarters reads out. Either opens the
//! files as they are and gives one person another PIN; nothing in them is lost.

use super::prepare::{Setup, secret};
use super::{Came, Gate, Opening, pick};
use crate::error::AppError;
use crate::standing::role_of;
use passerelle_domain::code::{RECOVERY_LENGTH, RecoveryCode, typed};
use passerelle_domain::permission::Role;
use passerelle_store::Store;
use passerelle_store::keys::{KeyBook, Keys, Level, Phrase, Source, Tile};

/// Characters of a code that headquarters reads out.
const TELEPHONE_LENGTH: usize = 12;

/// A code that somebody typed.
#[derive(Clone)]
pub enum Typed {
    /// The printed sheet's.
    Recovery(RecoveryCode),
    /// Headquarters', by its characters' values.
    Telephone(Vec<u8>),
}

impl Typed {
    /// The code in `text`: its length tells which.
    ///
    /// # Errors
    /// `code.length`, `code.character`, `code.mistyped`.
    pub fn parse(text: &str) -> Result<Self, AppError> {
        let digits = typed(text)?;
        if digits.len() == TELEPHONE_LENGTH && digits.len() != RECOVERY_LENGTH {
            return Ok(Self::Telephone(digits));
        }
        Ok(Self::Recovery(RecoveryCode::parse(text)?))
    }
}

impl Gate {
    /// The people who can come back in by this code, which is not spent by asking.
    ///
    /// # Errors
    /// `recovery.wrong`, or the store's.
    pub fn people_by(&self, code: &Typed) -> Result<Vec<Tile>, AppError> {
        let (_, keys) = opened(&mut self.book()?.clone(), code)?;
        let store = Store::open(&self.files, &keys.class)?;
        self.tiles_of(&store)
    }

    /// What the printed sheet's code opens, where the files are damaged or gone. A code that
    /// headquarters reads out is for one person of a centre that opens, and is not spent here.
    ///
    /// # Errors
    /// `recovery.wrong`, `recovery.needed`.
    pub(crate) fn keys_by(&self, code: &Typed) -> Result<Keys, AppError> {
        match code {
            Typed::Recovery(_) => Ok(opened(&mut self.book()?.clone(), code)?.1),
            Typed::Telephone(_) => Err(AppError::refused("recovery.needed")),
        }
    }

    /// Gives a person another PIN by a code, which is spent if it is headquarters', and opens. Where
    /// the computer's secret is gone it takes another; everybody else then needs a code too, or
    /// somebody who is in. Gives back the start phrase if there is a new one.
    ///
    /// # Errors
    /// `recovery.wrong`, `person.*`, or the store's; nothing is changed then.
    pub fn come_back(
        &mut self,
        code: &Typed,
        person: Option<&str>,
        setup: &Setup,
    ) -> Result<(Opening, Option<Phrase>), AppError> {
        let mut chance = self.chance()?;
        let (_, keys) = opened(&mut self.book()?.clone(), code)?;
        let store = Store::open(&self.files, &keys.class)?;
        let tiles = self.tiles_of(&store)?;
        drop(store);
        let person = pick(&tiles, person)?;
        let tile = tiles.into_iter().find(|tile| tile.person == person);
        let tile = tile.ok_or_else(|| AppError::refused("person.unknown"))?;
        let all = self.tiles_by(&keys)?;
        let known = self.secret.clone();
        let id = self.book()?.id().to_vec();
        let new = match &known {
            Some(_) => None,
            None => Some(secret(&self.around, &id, setup, &mut chance)?),
        };
        let files = self.files.clone();
        let (keys, secret) = KeyBook::change::<_, AppError>(&files, |book| {
            // Spent here, under the lock: a code opens once.
            let (level, keys) = opened(book, code)?;
            let keys = theirs(tile.role, level, keys);
            let secret = match (&known, &new) {
                (Some(secret), _) => secret.clone(),
                (None, Some((source, secret, _))) => {
                    book.renew_secret(*source, secret, &all, &mut chance);
                    secret.clone()
                }
                (None, None) => return Err(AppError::refused("keys.secret_missing")),
            };
            book.admit(&secret, tile, &setup.pin, &keys, &mut chance)?;
            Ok((keys, secret))
        })?;
        self.secret = Some(secret.clone());
        self.book = KeyBook::read(&files)?;
        let came = Came { wrong: 0, by_code: true };
        let opening = Opening { files, keys, person: Some(person), secret: Some(secret), came };
        let shown = new.filter(|(source, ..)| *source == Source::Phrase);
        Ok((opening, shown.and_then(|(.., phrase)| phrase)))
    }

    fn tiles_by(&self, keys: &Keys) -> Result<Vec<Tile>, AppError> {
        self.tiles_of(&Store::open(&self.files, &keys.class)?)
    }

    /// The people who have a place here, by what the file says of them: the tiles may be sealed with
    /// a secret that is gone.
    fn tiles_of(&self, store: &Store) -> Result<Vec<Tile>, AppError> {
        let view = store.view();
        // In a backup on another computer nobody has a name before the first exchange.
        let hidden = view.hides_persons()?;
        let mut tiles = Vec::new();
        for person in self.book()?.people() {
            let Some(role) = role_of(&view, person)? else { continue };
            let name = match hidden {
                true => format!("#{}", tiles.len() + 1),
                false => crate::undo::person_name(&view, person)?,
            };
            tiles.push(Tile { person, name, role });
        }
        Ok(tiles)
    }
}

/// The keys that a code opens in this book; it is spent if it is headquarters'.
fn opened(book: &mut KeyBook, code: &Typed) -> Result<(Level, Keys), AppError> {
    let opened = match code {
        Typed::Recovery(code) => book.recover(code)?.map(|keys| (Level::Private, keys)),
        Typed::Telephone(digits) => book.spend(digits)?,
    };
    opened.ok_or_else(|| AppError::refused("recovery.wrong"))
}

/// What of these keys is a person's: the private file is not for volunteers.
pub(crate) fn theirs(role: Role, level: Level, keys: Keys) -> Keys {
    match level {
        Level::Private if role >= Role::Coordinator => keys,
        _ => keys.of_class(),
    }
}

/// Whose private key may be wrapped for this person.
pub(crate) fn for_role(role: Role, keys: &Keys) -> Keys {
    theirs(role, Level::Private, keys.clone())
}
