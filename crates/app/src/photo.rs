//! Photographs of paper sheets: taken in, listed, shown, taken away. The op says which picture it is;
//! the picture lies beside the store, encrypted under a key that goes with the op, and travels by
//! itself (`exchange/photos.rs`).

use crate::attendance::{known_session, label};
use crate::audit::{Entry, Noted};
use crate::backup::small;
use crate::centre::App;
use crate::dto::{Photo as PhotoDto, PhotoState, PhotosOnTheWay};
use crate::erasure::erasure_draft;
use crate::error::AppError;
use crate::exchange::Log;
use crate::surroundings::new_id;
use crate::undo::{label_text, person_name};
use passerelle_domain::calendar::Day;
use passerelle_domain::kinds::{ERASURE, NOTE_BYTES_MAX, PHOTO, PHOTO_BYTES_MAX, PHOTOS_MAX};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, Refusal, Value};
use passerelle_store::photo::Photo;
use passerelle_store::{Act, Attachments, Draft, Files, Gesture, Local, StoreError};
use passerelle_sync::attachment::{AttachmentHash, AttachmentKey};
use passerelle_sync::digest::hex;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

/// What encryption adds to a picture.
const SEAL_BYTES: usize = 16;
/// Bytes of a picture before it is encrypted.
pub const PICTURE_BYTES_MAX: usize = PHOTO_BYTES_MAX - SEAL_BYTES;
/// Bytes of recent pictures that come to a laptop, and as many of others that stay there although
/// headquarters holds them.
const KEPT_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// How far back pictures come by themselves, in days; older ones when somebody asks to see them.
const RECENT_DAYS: Day = 14;
/// How long a picture lies here that no record names: a record may come back from headquarters.
const UNNAMED_MAX: Duration = Duration::from_secs(30 * 24 * 3600);
/// The highest limit that can be chosen, in megabytes a month.
const LIMIT_MB_MAX: u32 = 100_000;
const MEGABYTE: u64 = 1_000_000;

impl App {
    /// The photographs of a session, the oldest first.
    ///
    /// # Errors
    /// `session.unknown`, or the store's.
    pub fn photos(&self, session: RecordId) -> Result<Vec<PhotoDto>, AppError> {
        self.allow(Deed::ReadRoster)?;
        let may_remove = self.role()?.may(Deed::Erase).is_ok();
        let view = self.store.view();
        known_session(&view, session)?;
        let mut rows = Vec::new();
        for photo in view.photos(session)? {
            let by = view.photo_by(photo.id)?.map(|by| person_name(&view, by)).transpose()?;
            rows.push(PhotoDto {
                id: photo.id.to_string(),
                added_at: photo.added_ms as f64,
                by: by.unwrap_or_default(),
                bytes: small(photo.bytes),
                state: self.state_of_picture(&photo),
                may_remove,
            });
        }
        Ok(rows)
    }

    /// Keeps a photograph of a session's sheet, from the file as it was chosen.
    ///
    /// # Errors
    /// `photo.too_large`, `photo.not_a_picture`, and those of `keep_picture`.
    #[cfg(feature = "documents")]
    pub fn add_photo(&mut self, session: RecordId, file: &[u8]) -> Result<Vec<PhotoDto>, AppError> {
        // Asked first: nobody who may not add one has a large file gone through.
        self.allow_writing(Deed::TakeAttendance, &[&PHOTO])?;
        let picture = passerelle_pictures::prepare(file, PICTURE_BYTES_MAX);
        let picture = picture.map_err(|error| Refusal::new(error.code()))?;
        self.keep_picture(session, &picture)
    }

    /// Keeps a picture that is small already. The picture is on the disk before the op says so.
    ///
    /// # Errors
    /// `session.unknown`, `register.old`, `photo.too_many`, `photo.twice`, `photo.too_large`, or the
    /// store's; nothing was kept then.
    pub fn keep_picture(
        &mut self,
        session: RecordId,
        picture: &[u8],
    ) -> Result<Vec<PhotoDto>, AppError> {
        self.allow_writing(Deed::TakeAttendance, &[&PHOTO])?;
        if picture.len() > PICTURE_BYTES_MAX {
            return Err(AppError::refused("photo.too_large"));
        }
        self.is_new_picture(session, picture)?;
        let mut key = [0; 32];
        self.around.random(&mut key)?;
        let sealed = AttachmentKey(key).seal(picture);
        let (id, old) = (new_id(&*self.around)?, self.old_registers()?);
        let author = self.author()?;
        let hash = self.files.photos().keep(&sealed)?;
        let written = self.store.write::<AppError>(author, |view| {
            old.allow_beside(&known_session(view, session)?)?;
            if view.photos(session)?.len() >= PHOTOS_MAX {
                return Err(Refusal::new("photo.too_many").with("max", PHOTOS_MAX).into());
            }
            let bytes = i64::try_from(sealed.len()).unwrap_or(i64::MAX);
            let value = Value::List(vec![
                Value::Ref(session.0),
                Value::Bytes(hash.to_vec()),
                Value::Int(bytes),
                Value::Int(author.now_ms.cast_signed()),
            ]);
            let writes = vec![("photo", value), ("content_key", Value::Text(hex(&key)))];
            let drafts = vec![Draft::new(&PHOTO, RecordRef::Own(id), writes)];
            let label = label_text(&label("photo-added", &[]));
            Ok(Gesture { label, act: Act::Settle, drafts })
        });
        if written.is_err() {
            // What no op names is of no use; what cannot be removed now is tidied later.
            let _ = self.files.photos().remove(&hash);
        }
        written?;
        self.photos(session)
    }

    /// A photograph, as a JPEG.
    ///
    /// # Errors
    /// `photo.unknown`, `photo.elsewhere` when its picture is not here (it comes with the next
    /// exchange), `photo.damaged`, or the store's.
    pub fn photo(&mut self, id: RecordId) -> Result<Vec<u8>, AppError> {
        self.allow(Deed::ReadRoster)?;
        let found = self.store.view().photo(id)?.filter(|photo| !photo.is_erased);
        let photo = found.ok_or_else(|| AppError::refused("photo.unknown"))?;
        let key = photo.key.clone();
        match self.picture(&photo.hash) {
            Ok(sealed) => {
                let key = key.ok_or_else(|| AppError::refused("photo.elsewhere"))?;
                key.open(&sealed).ok_or_else(|| AppError::refused("photo.damaged"))
            }
            Err(StoreError::Missing(_)) => {
                self.store.want_photo(id)?;
                Err(AppError::refused("photo.elsewhere"))
            }
            Err(StoreError::Damaged) => {
                if photo.is_received {
                    // Headquarters has it: it comes again.
                    self.files.photos().remove(&photo.hash)?;
                    self.store.want_photo(id)?;
                }
                Err(AppError::refused("photo.damaged"))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The same, to leave this computer: it is noted.
    ///
    /// # Errors
    /// As `photo`.
    pub fn export_photo(&mut self, id: RecordId) -> Result<Vec<u8>, AppError> {
        self.allow(Deed::PrintRegister)?;
        let picture = self.photo(id)?;
        self.note_deed(Noted::Export, &Entry { amount: Some(1), ..Entry::default() })?;
        Ok(picture)
    }

    /// The photograph whose id begins so.
    ///
    /// # Errors
    /// `photo.unknown` for none, or for several.
    pub fn find_photo(&self, text: &str) -> Result<RecordId, AppError> {
        self.allow(Deed::ReadRoster)?;
        let text = text.to_lowercase();
        let photos = self.store.view().all_photos()?.into_iter();
        let mut named = photos.filter(|photo| photo.id.to_string().starts_with(&text));
        match (named.next(), named.next()) {
            (Some(photo), None) => Ok(photo.id),
            _ => Err(AppError::refused("photo.unknown")),
        }
    }

    /// Takes a photograph away, everywhere and for good: it was the wrong one.
    ///
    /// # Errors
    /// `permission.role_too_low`, `photo.reason_missing`, `photo.unknown`, or the store's.
    pub fn remove_photo(&mut self, id: RecordId, reason: &str) -> Result<Vec<PhotoDto>, AppError> {
        self.allow_writing(Deed::Erase, &[&PHOTO, &ERASURE])?;
        let reason = reason.trim();
        if reason.is_empty() || reason.len() > NOTE_BYTES_MAX {
            return Err(AppError::refused("photo.reason_missing"));
        }
        let (author, today) = (self.author()?, self.around.today().0);
        let mut session = None;
        self.store.write::<AppError>(author, |view| {
            let photo = view.photo(id)?.filter(|photo| !photo.is_erased);
            session = photo.map(|photo| photo.session);
            if session.is_none() {
                return Err(Refusal::new("photo.unknown").into());
            }
            let why = vec![("removed", Value::Text(reason.to_owned()))];
            // In this order: what was taken away by itself is kept nowhere.
            let taken = Draft::new(&PHOTO, RecordRef::Own(id), why);
            let label = label_text(&label("photo-removed", &[]));
            let drafts = vec![taken, erasure_draft(id, today)];
            Ok(Gesture { label, act: Act::Settle, drafts })
        })?;
        self.confirm_erasures()?;
        match session {
            Some(session) => self.photos(session),
            None => Ok(Vec::new()),
        }
    }

    /// Chooses how many megabytes a month pictures may take; none for as many as there are.
    ///
    /// # Errors
    /// The store's.
    pub fn set_photo_limit(&mut self, limit_mb: Option<u32>) -> Result<(), AppError> {
        self.allow(Deed::Exchange)?;
        let text = limit_mb.map(|limit| limit.min(LIMIT_MB_MAX).to_string());
        Ok(self.store.settle(&[(Local::PhotoLimit, text.as_deref())])?)
    }

    /// Bytes of pictures that may still move this month; none without a limit.
    pub(crate) fn photo_allowance(&self, log: &Log) -> Result<Option<u64>, AppError> {
        let used = log.photo_bytes_in_month(self.around.today().0);
        let limit = self.photo_limit()?;
        Ok(limit.map(|limit| (u64::from(limit) * MEGABYTE).saturating_sub(used)))
    }

    fn photo_limit(&self) -> Result<Option<u32>, AppError> {
        let text = self.store.view().local(Local::PhotoLimit)?;
        Ok(text.and_then(|text| text.parse().ok()))
    }

    /// Photographs whose pictures headquarters may lack and that lie here, the oldest first.
    pub(crate) fn photos_to_send(&self) -> Result<Vec<Photo>, AppError> {
        let (mut photos, folder) = (self.store.view().photos_not_received()?, self.files.photos());
        photos.retain(|photo| folder.has(&photo.hash));
        Ok(photos)
    }

    /// Photographs whose pictures are worth having here, those first that somebody asked to see, as many
    /// as stay on a laptop.
    fn photos_worth_having(&self) -> Result<Vec<Photo>, AppError> {
        let from = self.around.today().0 - RECENT_DAYS;
        let mut bytes = 0;
        let mut photos = self.store.view().photos_worth_having(from)?;
        photos.retain(|photo| {
            bytes += photo.bytes;
            bytes <= KEPT_BYTES_MAX
        });
        Ok(photos)
    }

    /// Those of them that are not here.
    pub(crate) fn photos_to_fetch(&self) -> Result<Vec<Photo>, AppError> {
        let (mut photos, folder) = (self.photos_worth_having()?, self.files.photos());
        photos.retain(|photo| !folder.has(&photo.hash));
        Ok(photos)
    }

    pub(crate) fn photos_on_the_way(&self, log: &Log) -> Result<PhotosOnTheWay, AppError> {
        if self.store.view().local(Local::Headquarters)?.is_none() {
            return Ok(PhotosOnTheWay::default());
        }
        let waiting = self.photos_to_send()?;
        let waiting_bytes: u64 = waiting.iter().map(|photo| photo.bytes).sum();
        let lacking = self.photos_to_fetch()?;
        let allowance = self.photo_allowance(log)?;
        let next = waiting.first().or(lacking.first()).map(|photo| photo.bytes);
        Ok(PhotosOnTheWay {
            waiting: small(waiting.len() as u64),
            waiting_bytes: waiting_bytes as f64,
            lacking: small(lacking.len() as u64),
            month_bytes: log.photo_bytes_in_month(self.around.today().0) as f64,
            limit_mb: self.photo_limit()?,
            held: next.zip(allowance).is_some_and(|(next, left)| next > left),
        })
    }

    /// Copies the pictures that are nowhere else beside the backups in a folder.
    pub(crate) fn back_up_pictures(&self, backups: &Path) -> Result<(), StoreError> {
        let photos = self.store.view().photos_not_received()?;
        let names: Vec<_> = photos.into_iter().map(|photo| photo.hash).collect();
        self.files.photos().copy_to(&Files::pictures_beside(backups), &names)?;
        Ok(())
    }

    /// Removes pictures that nobody may see any more, copies of what headquarters holds, and the oldest
    /// of what headquarters holds when there are many.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn tidy_pictures(&self) -> Result<(), AppError> {
        let photos = self.store.view().all_photos()?;
        let known: HashMap<AttachmentHash, &Photo> =
            photos.iter().map(|photo| (photo.hash, photo)).collect();
        let now = UNIX_EPOCH + Duration::from_millis(self.around.now_ms());
        let (folder, copies) = (self.files.photos(), self.copies());
        // What would be fetched again stays; of the rest, the latest.
        let worth = self.photos_worth_having()?;
        let worth: HashSet<AttachmentHash> = worth.into_iter().map(|photo| photo.hash).collect();
        let mut may_go = Vec::new();
        for lying in folder.all()?.into_iter().rev() {
            match known.get(&lying.hash) {
                Some(photo) if photo.is_erased => folder.remove(&lying.hash)?,
                Some(photo) if photo.is_received && !worth.contains(&lying.hash) => {
                    may_go.push((lying.hash, lying.bytes));
                }
                Some(_) => {}
                None if now.duration_since(lying.since).unwrap_or_default() > UNNAMED_MAX => {
                    folder.remove(&lying.hash)?;
                }
                None => {}
            }
        }
        for hash in beyond(may_go, KEPT_BYTES_MAX) {
            folder.remove(&hash)?;
        }
        for lying in copies.all()? {
            if known.get(&lying.hash).is_some_and(|photo| photo.is_erased || photo.is_received) {
                copies.remove(&lying.hash)?;
            }
        }
        Ok(())
    }

    /// A picture as it lies here. One that is gone or damaged is taken back from the backups.
    fn picture(&self, hash: &AttachmentHash) -> Result<Vec<u8>, StoreError> {
        let folder = self.files.photos();
        folder.read(hash).or_else(|error| {
            let Ok(copy) = self.copies().read(hash) else { return Err(error) };
            folder.keep(&copy)?;
            Ok(copy)
        })
    }

    fn copies(&self) -> Attachments {
        Files::pictures_beside(&self.files.backups())
    }

    fn state_of_picture(&self, photo: &Photo) -> PhotoState {
        match (self.picture(&photo.hash), photo.is_received) {
            (Ok(_), _) if photo.key.is_none() => PhotoState::Elsewhere,
            (Ok(_), true) => PhotoState::Received,
            (Ok(_), false) => PhotoState::Here,
            (Err(StoreError::Missing(_)), _) => PhotoState::Elsewhere,
            (Err(_), _) => PhotoState::Damaged,
        }
    }

    /// Refuses a picture that is among the session's already.
    fn is_new_picture(&self, session: RecordId, picture: &[u8]) -> Result<(), AppError> {
        for photo in self.store.view().photos(session)? {
            let same = self.picture(&photo.hash).ok().zip(photo.key);
            if same.and_then(|(sealed, key)| key.open(&sealed)).is_some_and(|one| one == picture) {
                return Err(AppError::refused("photo.twice"));
            }
        }
        Ok(())
    }
}

/// Those, in their order, for which there is no room any more.
fn beyond<T>(sized: Vec<(T, u64)>, bytes_max: u64) -> impl Iterator<Item = T> {
    let mut bytes = 0;
    let outside = sized.into_iter().filter(move |(_, size)| {
        bytes += size;
        bytes > bytes_max
    });
    outside.map(|(one, _)| one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_stay_as_long_as_there_is_room() {
        let check = |sizes: &[u64], gone: &[usize]| {
            let sized = sizes.iter().copied().enumerate().collect();
            assert_eq!(beyond(sized, 10).collect::<Vec<_>>(), gone);
        };
        check(&[], &[]);
        check(&[4, 6], &[]);
        check(&[4, 6, 1], &[2]);
        check(&[11, 1], &[0, 1]);
    }
}
