//! Pictures on their way, after every op: what headquarters lacks goes up piece by piece, from where it
//! was cut; what is worth having here comes down. A month's limit holds pictures back, and never
//! anything else. `PhotoTalk` is the conversation without the wire.

use super::door::{Line, converse};
use super::first::hello;
use super::log::{Live, Log};
use crate::centre::App;
use crate::dto::PhotosMoving;
use crate::error::AppError;
use passerelle_store::photo::Photo;
use passerelle_store::{Added, StoreError};
use passerelle_sync::attachment::{AttachmentHash, pieces};
use passerelle_sync::wire::{AttachmentPart, Done, Down, Frames, Held, Up, WireError, frame};
use reqwest::Url;
use std::collections::VecDeque;

/// Pictures that headquarters is asked about in one request.
const ASKED_MAX: usize = 100;
/// Bytes of pictures in one request, either way: what has arrived is told this often.
const BATCH_BYTES_MAX: u64 = 1024 * 1024;
/// How often headquarters is asked for pictures that nobody waits for and that it did not have.
const ASK_AGAIN_MS: u64 = 60 * 60 * 1000;

/// A picture under way.
struct Moving {
    photo: Photo,
    /// The first piece that is still to move.
    next: u32,
    /// What that was before the last request: what does not move is left for another time.
    from: u32,
}

impl Moving {
    fn of(photo: Photo, next: u32) -> Self {
        Self { photo, next, from: next }
    }

    /// The same from this piece on, if it has moved and there is more.
    fn on_from(self, next: u32) -> Option<Self> {
        let goes_on = next > self.from && next < pieces(self.photo.bytes);
        goes_on.then(|| Self::of(self.photo, next))
    }
}

/// What a request was about, until its answer is whole.
#[derive(Default)]
struct Asked {
    /// Pictures that were asked about.
    about: Vec<Moving>,
    /// The picture that was brought.
    brought: Option<Moving>,
    /// Pictures that were asked for.
    wanted: Vec<Moving>,
}

/// The conversation about pictures, request by request.
pub struct PhotoTalk {
    to_ask: VecDeque<Moving>,
    to_send: VecDeque<Moving>,
    to_fetch: VecDeque<Moving>,
    asked: Asked,
    frames: Frames,
    total_bytes: u64,
    moved_bytes: u64,
}

impl PhotoTalk {
    /// What there is to move; none when there is nothing, or nothing may move this month. `fetching`
    /// for pictures that nobody waits for, too.
    ///
    /// # Errors
    /// The store's.
    pub fn begin(app: &App, left: Option<u64>, fetching: bool) -> Result<Option<Self>, AppError> {
        let mut spare = left.unwrap_or(u64::MAX);
        let mut within = |photo: &Photo| {
            let fits = photo.bytes <= spare;
            spare = spare.saturating_sub(photo.bytes);
            fits
        };
        let send = app.photos_to_send()?.into_iter().take_while(&mut within);
        let to_ask: VecDeque<_> = send.map(|photo| Moving::of(photo, 0)).collect();
        let folder = app.files.photos();
        let mut fetch = app.photos_to_fetch()?;
        if !fetching {
            fetch.retain(|photo| photo.is_wanted);
        }
        let fetch = fetch.into_iter().take_while(&mut within);
        let to_fetch: VecDeque<_> = fetch
            .map(|photo| {
                let held = folder.pieces_held(&photo.hash);
                Moving::of(photo, held)
            })
            .collect();
        if to_ask.is_empty() && to_fetch.is_empty() {
            return Ok(None);
        }
        let all = to_ask.iter().chain(&to_fetch);
        let total_bytes = all.map(|moving| moving.photo.bytes).sum();
        Ok(Some(Self {
            to_ask,
            to_send: VecDeque::new(),
            to_fetch,
            asked: Asked::default(),
            frames: Frames::default(),
            total_bytes,
            moved_bytes: 0,
        }))
    }

    /// The frames of the next request; none once there is nothing more to do.
    ///
    /// # Errors
    /// The store's.
    pub fn request(&mut self, app: &App) -> Result<Option<Vec<u8>>, AppError> {
        let mut ups = Vec::new();
        self.asked = Asked::default();
        self.frames = Frames::default();
        if !self.to_ask.is_empty() {
            let count = self.to_ask.len().min(ASKED_MAX);
            self.asked.about = self.to_ask.drain(..count).collect();
            ups.extend(self.asked.about.iter().map(|moving| Up::Ask(moving.photo.hash)));
        } else if let Some(moving) = self.to_send.pop_front() {
            ups.extend(self.parts(app, moving)?);
        } else {
            let mut bytes = 0;
            while let Some(moving) = self.to_fetch.front()
                && (bytes == 0 || bytes + moving.photo.bytes <= BATCH_BYTES_MAX)
            {
                bytes += moving.photo.bytes;
                ups.push(Up::Want { hash: moving.photo.hash, piece: moving.next });
                self.asked.wanted.extend(self.to_fetch.pop_front());
            }
        }
        if ups.is_empty() {
            return Ok(None);
        }
        let mut body = Vec::new();
        let opening = Up::Hello(hello(app, false)?);
        for up in std::iter::once(opening).chain(ups).chain([Up::End]) {
            body.extend(frame(&up).map_err(|_| StoreError::InvalidOp("frame"))?);
        }
        Ok(Some(body))
    }

    /// The next pieces of a picture that headquarters lacks.
    fn parts(&mut self, app: &App, mut moving: Moving) -> Result<Vec<Up>, AppError> {
        let folder = app.files.photos();
        let (mut parts, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH_BYTES_MAX
            && let Some(part) = folder.piece(&moving.photo.hash, moving.next)?
        {
            bytes += part.len() as u64;
            let hash = moving.photo.hash;
            parts.push(Up::Part(AttachmentPart { hash, piece: moving.next, bytes: part }));
            moving.next += 1;
        }
        self.moved_bytes += bytes;
        self.asked.brought = Some(moving);
        Ok(parts)
    }

    /// Takes what has arrived of the answer. True once the answer is whole.
    ///
    /// # Errors
    /// `exchange.not_understood`, or the store's. Pieces that were kept stay.
    pub fn take(&mut self, app: &mut App, bytes: &[u8]) -> Result<bool, AppError> {
        self.frames.push(bytes);
        let wrong = |_: WireError| not_understood();
        while let Some(down) = self.frames.take::<Down>().map_err(wrong)? {
            match down {
                Down::Held { hash, held } => self.held(app, &hash, held)?,
                Down::Part(part) => self.part(app, &part)?,
                Down::Done(Done { .. }) => {
                    self.go_on_fetching();
                    return Ok(true);
                }
                _ => return Err(not_understood()),
            }
        }
        Ok(false)
    }

    /// Headquarters holds so much of a picture that was asked about or brought.
    fn held(&mut self, app: &mut App, hash: &AttachmentHash, held: Held) -> Result<(), AppError> {
        if held == Held::Whole {
            app.store.photo_received(hash)?;
        }
        let Held::Pieces(count) = held else {
            // Whole, or no record of it has been folded yet: the next exchange asks again.
            return Ok(());
        };
        let about = self.asked.about.iter().position(|moving| moving.photo.hash == *hash);
        if let Some(at) = about {
            let moving = self.asked.about.swap_remove(at);
            self.to_send.push_back(Moving::of(moving.photo, count));
        } else if let Some(moving) = self.asked.brought.take()
            && moving.photo.hash == *hash
            && let Some(rest) = moving.on_from(count)
        {
            self.to_send.push_front(rest);
        }
        Ok(())
    }

    fn part(&mut self, app: &mut App, part: &AttachmentPart) -> Result<(), AppError> {
        let wanted = self.asked.wanted.iter_mut().find(|moving| moving.photo.hash == part.hash);
        let Some(Moving { photo, next, .. }) = wanted else { return Err(not_understood()) };
        let folder = app.files.photos();
        match folder.add_piece(&photo.hash, photo.bytes, part.piece, &part.bytes)? {
            Added::Pieces(held) => *next = held,
            Added::Whole => {
                *next = pieces(photo.bytes);
                app.store.photo_received(&photo.hash)?;
                app.store.photo_came(photo.id)?;
            }
            // It begins anew another time; the others go on.
            Added::Wrong => {
                tracing::warn!("a picture that came was not what its name says");
                *next = 0;
            }
        }
        self.moved_bytes += part.bytes.len() as u64;
        Ok(())
    }

    /// A picture of which something came and not all is asked for again.
    fn go_on_fetching(&mut self) {
        let asked = std::mem::take(&mut self.asked.wanted).into_iter();
        let rest = asked.filter_map(|moving| {
            let next = moving.next;
            moving.on_from(next)
        });
        for moving in rest.collect::<Vec<_>>().into_iter().rev() {
            self.to_fetch.push_front(moving);
        }
    }

    /// How far it is.
    pub fn progress(&self) -> PhotosMoving {
        let small = |bytes: u64| u32::try_from(bytes).unwrap_or(u32::MAX);
        let done = small(self.moved_bytes.min(self.total_bytes));
        PhotosMoving { done, total: small(self.total_bytes) }
    }

    /// Bytes of pictures that have moved.
    pub fn moved_bytes(&self) -> u64 {
        self.moved_bytes
    }
}

fn not_understood() -> AppError {
    AppError::refused("exchange.not_understood")
}

/// Moves what there is to move, within the month's limit. A headquarters that knows nothing of pictures
/// is left in peace.
///
/// # Errors
/// As an exchange; what has moved stays.
pub(crate) async fn exchange(
    app: &mut App,
    line: &Line,
    url: &Url,
    live: &Live,
    log: &mut Log,
) -> Result<(), AppError> {
    let now_ms = app.around.now_ms();
    let asked_ms = log.photos_asked_ms.filter(|asked_ms| *asked_ms <= now_ms);
    let fetching = asked_ms.is_none_or(|asked_ms| now_ms - asked_ms >= ASK_AGAIN_MS);
    let left = app.photo_allowance(log)?;
    let Some(mut talk) = PhotoTalk::begin(app, left, fetching)? else { return Ok(()) };
    if fetching {
        log.photos_asked_ms = Some(now_ms);
    }
    let ended = requests(app, line, url, live, &mut talk).await;
    log.count_photos(talk.moved_bytes(), app.around.today().0);
    app.tidy_pictures()?;
    match ended {
        Err(error) if error.code() == "http.unknown_route" => Ok(()),
        ended => ended,
    }
}

async fn requests(
    app: &mut App,
    line: &Line,
    url: &Url,
    live: &Live,
    talk: &mut PhotoTalk,
) -> Result<(), AppError> {
    while let Some(body) = talk.request(app)? {
        if live.must_stop() {
            return Err(AppError::refused("exchange.stopped"));
        }
        live.update(|progress| progress.photos = Some(talk.progress()));
        let whole = converse(line, url, "v1/photos", body, live, |chunk| {
            let whole = talk.take(app, chunk)?;
            live.update(|progress| progress.photos = Some(talk.progress()));
            Ok(whole)
        });
        if !whole.await? {
            return Err(AppError::refused("exchange.cut"));
        }
    }
    Ok(())
}
