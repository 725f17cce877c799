//! Codes that headquarters reads out to somebody who forgot their PIN: this computer makes them, keeps
//! only what they open, and hands them over locked. It makes others when headquarters has none left,
//! and only while somebody is in who opens every file that is here.

use crate::centre::App;
use crate::error::AppError;
use crate::surroundings::chance;
use passerelle_domain::code::typed;
use passerelle_store::Local;
use passerelle_store::keys::{KeyBook, Slots};
use passerelle_sync::digest::unhex;
use passerelle_sync::identity::PublicEncryptionKey;
use passerelle_sync::telephone::{Level, SLOTS_MAX, UnlockBatch, code};

/// New codes, locked for headquarters, if it holds none that open this computer.
///
/// # Errors
/// The book's.
pub(super) fn offer(app: &App, held: Option<[u8; 8]>) -> Result<Option<Vec<u8>>, AppError> {
    let opens_all = app.opening.keys.private.is_some() || !app.files.private().exists();
    if app.opening.person.is_none() || !opens_all {
        return Ok(None);
    }
    if let Some(held) = held {
        let known = |book: &mut KeyBook| Ok::<_, AppError>(book.confirm_telephone(held));
        if KeyBook::change(&app.files, known)? {
            return Ok(None);
        }
    }
    let recipient = app.store.view().local(Local::Encryption)?.and_then(|text| unhex(&text));
    let Some(recipient) = recipient.and_then(|bytes| bytes.try_into().ok()) else {
        return Ok(None);
    };
    let mut chance = chance(&*app.around)?;
    let slots = (0..SLOTS_MAX).map(|_| chance.bytes()).collect();
    let batch = UnlockBatch { batch: chance.bytes(), slots };
    let digits = |slot: &[u8; 32], level| typed(&code(slot, level));
    let codes = batch
        .slots
        .iter()
        .map(|slot| Ok((digits(slot, Level::Class)?, digits(slot, Level::Private)?)));
    let codes = codes.collect::<Result<_, passerelle_domain::Refusal>>()?;
    let slots = Slots { batch: batch.batch, codes };
    KeyBook::change::<_, AppError>(&app.files, |book| {
        Ok(book.set_telephone(&slots, &app.opening.keys, &mut chance)?)
    })?;
    Ok(Some(batch.lock(&PublicEncryptionKey(recipient), chance.bytes())))
}

/// Headquarters holds codes of this name.
///
/// # Errors
/// The book's.
pub(super) fn confirmed(app: &App, held: Option<[u8; 8]>) -> Result<(), AppError> {
    if let Some(held) = held {
        KeyBook::change::<_, AppError>(&app.files, |book| {
            book.confirm_telephone(held);
            Ok(())
        })?;
    }
    Ok(())
}
