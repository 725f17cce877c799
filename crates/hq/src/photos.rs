//! Pictures at headquarters: encrypted files beside the ledger, taken in piece by piece and given out to
//! those who are granted the stream of the record that names them. A picture that no record names is
//! not taken. Those on which somebody stands who was erased are erased here, once they are whole; what
//! the law keeps of them is in the vault.

use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::ledger::Ledger;
use crate::scope::Scope;
use crate::seal::day_of;
use passerelle_domain::{RecordId, RecordRef, RegisterId, SiteId, Stream, Value, kinds};
use passerelle_store::photo::Photo;
use passerelle_store::{Added, Attachments, Store};
use passerelle_sync::attachment::{self, AttachmentHash};
use passerelle_sync::wire::{AttachmentPart, Done, Down, Held, Up, frame};
use passerelle_sync::{Hlc, Op, Write};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use uuid::Uuid;

/// Pictures that one request may name.
const NAMED_MAX: usize = 200;
/// Pieces in one answer; the rest is asked for again.
const PIECES_MAX: usize = 16;
/// How long the picture of somebody who was erased is waited for: then it is erased unseen.
const WAITED_MS: u64 = 30 * 24 * 3600 * 1000;

/// The pictures in headquarters' folder.
pub(crate) fn pictures_in(folder: &Path) -> Attachments {
    Attachments::at(folder.join("photos"))
}

/// The pictures that one request is about.
pub(crate) struct Pictures {
    scope: Scope,
    /// How long each is; none for one that the asker may not bring or see, told apart from no other.
    named: HashMap<AttachmentHash, Option<u64>>,
}

impl Pictures {
    /// Those that a laptop may bring or see.
    ///
    /// # Errors
    /// `exchange.not_granted` where it is not granted its centre's stream.
    pub fn of(scope: Scope) -> Result<Self, HqError> {
        let refused = || HqError::refused("exchange.not_granted");
        scope.require(Stream::Site(scope.site().ok_or_else(refused)?))?;
        Ok(Self { scope, named: HashMap::new() })
    }

    /// How much of a picture is held.
    ///
    /// # Errors
    /// `exchange.not_understood` for one too many, the ledger's or the store's.
    pub fn held(
        &mut self,
        hq: &Headquarters,
        hash: &AttachmentHash,
        now_ms: u64,
    ) -> Result<Held, HqError> {
        if self.bytes(hq, hash, now_ms)?.is_none() {
            return Ok(Held::Unnamed);
        }
        let pictures = hq.pictures();
        Ok(match pictures.has(hash) {
            true => Held::Whole,
            false => Held::Pieces(pictures.pieces_held(hash)),
        })
    }

    /// Takes in a piece.
    ///
    /// # Errors
    /// As `held`, and the disk's.
    pub fn add(
        &mut self,
        hq: &Headquarters,
        part: &AttachmentPart,
        now_ms: u64,
    ) -> Result<Held, HqError> {
        let Some(bytes) = self.bytes(hq, &part.hash, now_ms)? else { return Ok(Held::Unnamed) };
        let _one = hq.writing_pictures();
        let added = hq.pictures().add_piece(&part.hash, bytes, part.piece, &part.bytes)?;
        Ok(match added {
            Added::Pieces(count) => Held::Pieces(count),
            Added::Whole => Held::Whole,
            Added::Wrong => {
                tracing::warn!("a picture was not what its name says");
                Held::Pieces(0)
            }
        })
    }

    /// How long a picture is that a record of the asker's centre names.
    fn bytes(
        &mut self,
        hq: &Headquarters,
        hash: &AttachmentHash,
        now_ms: u64,
    ) -> Result<Option<u64>, HqError> {
        if let Some(known) = self.named.get(hash) {
            return Ok(*known);
        }
        if self.named.len() >= NAMED_MAX {
            return Err(HqError::refused("exchange.not_understood"));
        }
        let found = hq.projections().look(hq.ledger(), self.scope.site(), now_ms, |view| {
            Ok(view.photo_of_picture(hash)?)
        })?;
        let bytes = found.map(|photo| photo.bytes);
        self.named.insert(*hash, bytes);
        Ok(bytes)
    }
}

/// What one request asks, as it is heard.
#[derive(Default)]
pub(crate) struct Asked {
    /// How much is held of each picture that was asked about or brought.
    pub held: BTreeMap<AttachmentHash, Held>,
    wanted: Vec<(AttachmentHash, u32)>,
    /// Whether that was all.
    pub is_whole: bool,
}

impl Asked {
    /// Hears more frames, and keeps the pieces that they bring.
    ///
    /// # Errors
    /// `exchange.not_understood`; those of `Pictures`. Pieces that were kept stay.
    pub fn hear(
        &mut self,
        hq: &Headquarters,
        pictures: &mut Pictures,
        frames: impl IntoIterator<Item = Up>,
        now_ms: u64,
    ) -> Result<(), HqError> {
        for up in frames {
            match up {
                Up::Ask(hash) => {
                    self.held.insert(hash, pictures.held(hq, &hash, now_ms)?);
                }
                Up::Part(part) => {
                    self.held.insert(part.hash, pictures.add(hq, &part, now_ms)?);
                }
                Up::Want { hash, piece } if self.wanted.len() < NAMED_MAX => {
                    self.wanted.push((hash, piece));
                }
                Up::End => {
                    self.is_whole = true;
                    break;
                }
                _ => return Err(HqError::refused("exchange.not_understood")),
            }
        }
        Ok(())
    }

    /// How the answer begins: how much is held of each that was asked about or brought.
    ///
    /// # Errors
    /// None that happens.
    pub fn opening(&self) -> Result<Vec<u8>, HqError> {
        let mut out = Vec::new();
        for (hash, held) in &self.held {
            let told = Down::Held { hash: *hash, held: *held };
            out.extend(frame(&told).map_err(|_| HqError::Stopped)?);
        }
        Ok(out)
    }

    /// The pieces that follow: of what was asked for and may be seen, as far as it is here.
    ///
    /// # Errors
    /// Those of `Pictures`.
    pub fn pieces(
        &self,
        hq: &Headquarters,
        pictures: &mut Pictures,
        now_ms: u64,
    ) -> Result<Vec<(AttachmentHash, u32)>, HqError> {
        let mut pieces = Vec::new();
        for (hash, from) in &self.wanted {
            if pictures.held(hq, hash, now_ms)? != Held::Whole {
                continue;
            }
            match hq.pictures().read(hash) {
                Ok(sealed) => {
                    let count = attachment::pieces(sealed.len() as u64);
                    pieces.extend((*from..count).map(|piece| (*hash, piece)));
                }
                // Nobody is given what is not what its name says.
                Err(error) => tracing::error!(code = error.code(), "a picture cannot be read"),
            }
        }
        pieces.truncate(PIECES_MAX);
        Ok(pieces)
    }
}

/// A piece as it travels.
///
/// # Errors
/// The disk's.
pub(crate) fn piece_frame(
    pictures: &Attachments,
    (hash, piece): (AttachmentHash, u32),
) -> Result<Vec<u8>, HqError> {
    let bytes = pictures.piece(&hash, piece)?.unwrap_or_default();
    frame(&Down::Part(AttachmentPart { hash, piece, bytes })).map_err(|_| HqError::Stopped)
}

/// How the answer ends.
///
/// # Errors
/// None that happens.
pub(crate) fn ending() -> Result<Vec<u8>, HqError> {
    let done = Done { more: false, cursor: 0, folded: None, beside: None };
    frame(&Down::Done(done)).map_err(|_| HqError::Stopped)
}

/// Erases the photographs of a centre on which somebody stands who was erased: each once its picture is
/// here, so that what the law keeps can be kept. Whether there was any.
///
/// # Errors
/// The ledger's or the store's.
pub(crate) fn erase_with_people(
    ledger: &dyn Ledger,
    pictures: &Attachments,
    site: SiteId,
    store: &Store,
    now_ms: u64,
) -> Result<bool, HqError> {
    let is_due = |photo: &Photo| {
        let waited_ms = now_ms.saturating_sub(photo.added_ms);
        (pictures.has(&photo.hash) && photo.key.is_some()) || waited_ms > WAITED_MS
    };
    let due = store.view().photos_with_erased()?.into_iter().filter(is_due);
    let day = Value::Int(i64::from(day_of(now_ms)));
    let ops: Vec<_> = due.map(|photo| erasure(photo.id, day.clone())).collect();
    if ops.is_empty() {
        return Ok(false);
    }
    tracing::info!(count = ops.len(), "photographs erased with people");
    ledger.judge(site, ledger.judged(site)?, vec![(Stream::Site(site), ops)], now_ms)?;
    Ok(true)
}

fn erasure(photo: RecordId, day: Value) -> Op {
    let writes = vec![Write { register: RegisterId(1), value: day, replaces: Vec::new() }];
    let record = RecordRef::Derived(vec![photo]);
    let actor = RecordId(Uuid::nil());
    Op { hlc: Hlc::default(), actor, kind: kinds::ERASURE.id, record, writes }
}

/// Removes the pictures of erased photographs that the vault does not keep.
///
/// # Errors
/// The ledger's, the store's or the disk's.
pub(crate) fn tidy(
    ledger: &dyn Ledger,
    pictures: &Attachments,
    site: SiteId,
    store: &Store,
    now_ms: u64,
) -> Result<(), HqError> {
    let mut photos = store.view().all_photos()?;
    photos.retain(|photo| photo.is_erased && pictures.has(&photo.hash));
    if photos.is_empty() {
        return Ok(());
    }
    let kept = ledger.vault_photos(Some(site), day_of(now_ms))?;
    for photo in photos.iter().filter(|photo| !kept.iter().any(|row| row.photo == photo.id)) {
        pictures.remove(&photo.hash)?;
    }
    Ok(())
}
