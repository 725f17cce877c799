//! Preparing a computer: the first person's PIN, the computer's secret in the system's keyring or in
//! words to be written down, and the recovery code to be printed. What is shown once is given back
//! once and kept nowhere.

use crate::error::AppError;
use crate::surroundings::{Around, chance};
use passerelle_domain::code::RecoveryCode;
use passerelle_domain::pin::Pin;
use passerelle_store::Files;
use passerelle_store::keys::{
    Admission, Chance, Cost, DeviceSecret, KeyBook, Keys, Phrase, Source, Tile,
};
use passerelle_sync::digest::hex;
use std::fs;

/// What the first person of a computer brings.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Their PIN.
    pub pin: Pin,
    /// A start phrase that the program gave, for a computer without a keyring; made up if none.
    pub phrase: Option<Phrase>,
    /// The language of the words that are made up: `fr` or another.
    pub language: String,
}

/// What is shown once, to be printed and written down.
#[derive(Debug)]
pub struct Prepared {
    /// Opens the files when nothing else does.
    pub recovery: RecoveryCode,
    /// The start phrase, where the system keeps no secret.
    pub phrase: Option<Phrase>,
}

/// What a guess costs on a computer that is prepared now. Programs that are shipped know one answer;
/// one that is built for tests takes a cheap one if it is told so.
pub(crate) fn cost() -> Cost {
    let cheap = cfg!(debug_assertions)
        && std::env::var_os("PASSERELLE_TEST_COST").is_some_and(|cost| cost == "cheap");
    if cheap { Cost::FOR_TESTS } else { Cost::STANDARD }
}

/// Writes the book of a new computer beside its files: what is theirs under the first person's PIN, and
/// all keys under a recovery code.
///
/// # Errors
/// `store.*`, `system.no_randomness`.
pub fn prepared_book(
    files: &Files,
    around: &Around,
    (tile, theirs): (Tile, &Keys),
    all: &Keys,
    setup: &Setup,
) -> Result<(Prepared, DeviceSecret), AppError> {
    let mut chance = chance(&**around)?;
    let id: [u8; 16] = chance.bytes();
    let (source, secret, phrase) = secret(around, &id, setup, &mut chance)?;
    let recovery = new_recovery(&mut chance);
    let mut book = KeyBook::new(id, source, &secret, cost());
    book.admit(&secret, tile, &setup.pin, theirs, &mut chance)?;
    book.set_recovery(&recovery, all, &mut chance)?;
    if !files.exist() {
        // Left by a foundation that was interrupted before there was a file to open.
        let _ = fs::remove_file(files.book());
    }
    book.keep(files)?;
    Ok((Prepared { recovery, phrase }, secret))
}

/// A new secret of the computer, kept where the system keeps secrets, or grown from words.
pub(crate) fn secret(
    around: &Around,
    id: &[u8],
    setup: &Setup,
    chance: &mut Chance,
) -> Result<(Source, DeviceSecret, Option<Phrase>), AppError> {
    let ring = around.keyring();
    let made = DeviceSecret(chance.bytes());
    if setup.phrase.is_none() && ring.keep(&hex(id), &made).is_ok() {
        // A keyring that forgets at once is none.
        if ring.read(&hex(id)) == Ok(Some(made.clone())) {
            return Ok((Source::Keyring, made, None));
        }
    }
    let phrase = match &setup.phrase {
        Some(phrase) => phrase.clone(),
        None => Phrase::made(&setup.language, chance),
    };
    let secret = phrase.secret(id, cost())?;
    if setup.phrase.is_none() {
        // Whoever has just been shown the words need not type them at once.
        ring.keep_until_off(&hex(id), &secret);
    }
    Ok((Source::Phrase, secret, Some(phrase)))
}

pub(crate) fn new_recovery(chance: &mut Chance) -> RecoveryCode {
    RecoveryCode::from_random(chance.bytes())
}

impl From<Admission> for AppError {
    fn from(admission: Admission) -> Self {
        match admission {
            Admission::Refused(refusal) => refusal.into(),
            Admission::Store(error) => error.into(),
        }
    }
}
