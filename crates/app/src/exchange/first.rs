//! A first contact: people and the newest sessions come as a snapshot, piece by piece, so that work
//! starts before the rest has arrived. A transfer that was cut goes on where it was; a centre that is
//! small comes whole in the exchange that follows.

use super::door::{Line, converse, not_headquarters};
use super::log::Live;
use super::report::report;
use crate::centre::App;
use crate::dto::{FirstContact, Stage};
use crate::error::AppError;
use passerelle_domain::{Refusal, SiteId, Stream};
use passerelle_store::{Local, StoreError};
use passerelle_sync::digest::unhex;
use passerelle_sync::snapshot::{Manifest, Piece};
use passerelle_sync::wire::{Down, Frames, Have, Hello, PROTOCOL, Up, WireError, frame};
use reqwest::Url;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How far a first contact is, as it is kept between tries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct First {
    /// The snapshot that is being received.
    snapshot: Option<Uuid>,
    /// The first piece that is lacking.
    next: u32,
    /// Pieces in all.
    pieces: u32,
    /// Whether every piece is here.
    pub whole: bool,
    /// Ops that headquarters held then.
    pub ops: u32,
}

impl First {
    pub(crate) fn read(app: &App) -> Result<Self, AppError> {
        let text = app.store.view().local(Local::First)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    fn keep(&self, app: &mut App) -> Result<(), AppError> {
        let text = serde_json::to_string(self).unwrap_or_default();
        app.store.settle(&[(Local::First, Some(&text))])?;
        Ok(())
    }
}

/// Who asks, in a request that tells nothing of what is held. `prove` for one whose token is no longer
/// taken.
pub(super) fn hello(app: &App, prove: bool) -> Result<Hello, AppError> {
    let view = app.store.view();
    let device = view.device()?.ok_or(StoreError::Incomplete("device"))?;
    let token = view.local(Local::Token)?.and_then(|text| unhex(&text)?.try_into().ok());
    let hello = Hello {
        protocol: PROTOCOL,
        device,
        token: token.unwrap_or_default(),
        proof: Vec::new(),
        now_ms: app.around.now_ms(),
        epoch: [0; 4],
        about: view.holds()?,
        have: Have::Vectors(Vec::new()),
        beside: None,
        report: report(app)?,
    };
    Ok(if prove || token.is_none() { hello.proved(&view.signing_key()?) } else { hello })
}

/// One request of a first contact, without the wire.
pub struct FirstTalk {
    site: SiteId,
    first: First,
    manifest: Option<Manifest>,
    frames: Frames,
    received_bytes: u64,
}

impl FirstTalk {
    /// The frames of a request; none when this computer has had its first contact, or holds
    /// something already. `prove` for one whose token is no longer taken.
    ///
    /// # Errors
    /// The store's.
    pub fn begin(app: &App, prove: bool) -> Result<Option<(Self, Vec<u8>)>, AppError> {
        let view = app.store.view();
        let first = First::read(app)?;
        if first.whole || view.local(Local::Cursor)?.is_some() {
            return Ok(None);
        }
        let site = view.site_id()?.ok_or(StoreError::Incomplete("site"))?;
        if first.snapshot.is_none() && !view.tips(Stream::Site(site))?.is_empty() {
            // A centre that was made here, or an earlier exchange that needed no snapshot.
            return Ok(None);
        }
        let hello = hello(app, prove)?;
        let ask = Up::First { snapshot: first.snapshot, piece: first.next };
        let mut body = Vec::new();
        for up in [Up::Hello(hello), ask, Up::End] {
            body.extend(frame(&up).map_err(|_| StoreError::InvalidOp("frame"))?);
        }
        let frames = Frames::default();
        Ok(Some((Self { site, first, manifest: None, frames, received_bytes: 0 }, body)))
    }

    /// Takes what has arrived of the answer. True once the answer is whole.
    ///
    /// # Errors
    /// `exchange.not_understood`, or the store's. Pieces that were applied stay.
    pub fn take(&mut self, app: &mut App, bytes: &[u8]) -> Result<bool, AppError> {
        self.frames.push(bytes);
        self.received_bytes += bytes.len() as u64;
        let wrong = |_: WireError| not_understood();
        while let Some(down) = self.frames.take::<Down>().map_err(wrong)? {
            match down {
                Down::Manifest(signed) => {
                    let log = app.store.view().log_key()?;
                    let log = log.ok_or(StoreError::Incomplete("log"))?;
                    let manifest = signed.verify(&log).ok_or_else(not_understood)?;
                    self.begin_snapshot(app, manifest)?;
                }
                Down::Keys(keys) => {
                    if let Some(keys) = keys.open(&app.store.view().signing_key()?.encryption()) {
                        app.store.keep_keys(&keys)?;
                    }
                }
                Down::Piece(bytes) => self.apply(app, &bytes)?,
                Down::Done(_) => {
                    self.first.whole = self.first.next >= self.first.pieces;
                    self.first.keep(app)?;
                    return Ok(true);
                }
                _ => return Err(not_understood()),
            }
        }
        Ok(false)
    }

    fn begin_snapshot(&mut self, app: &mut App, manifest: Manifest) -> Result<(), AppError> {
        if self.first.snapshot != Some(manifest.id) {
            if self.first.next > 0 {
                // Another snapshot: what the earlier one covered is not what this one does.
                let mut chance = [0; 32];
                app.around.random(&mut chance)?;
                app.store.drop_snapshot(&chance)?;
            }
            let pieces = u32::try_from(manifest.pieces.len()).unwrap_or(u32::MAX);
            let ops = u32::try_from(manifest.ops).unwrap_or(u32::MAX);
            let snapshot = Some(manifest.id);
            self.first = First { snapshot, next: 0, pieces, whole: false, ops };
            self.first.keep(app)?;
        }
        self.manifest = Some(manifest);
        Ok(())
    }

    fn apply(&mut self, app: &mut App, bytes: &[u8]) -> Result<(), AppError> {
        let manifest = self.manifest.as_ref().ok_or_else(not_understood)?;
        let at = usize::try_from(self.first.next).unwrap_or(usize::MAX);
        let hash = manifest.pieces.get(at).ok_or_else(not_understood)?;
        let piece = Piece::unpack(bytes, hash).ok_or_else(not_understood)?;
        app.store.apply_piece(&piece, self.site, &manifest.covered)?;
        self.first.next += 1;
        self.first.keep(app)
    }

    /// How far it is, in bytes.
    pub fn progress(&self) -> FirstContact {
        let small = |bytes: u64| u32::try_from(bytes).unwrap_or(u32::MAX);
        let total = self.manifest.as_ref().map_or(0, |manifest| manifest.bytes);
        let done = small(self.received_bytes.min(total));
        FirstContact { stage: Stage::Start, done, total: small(total) }
    }
}

fn not_understood() -> AppError {
    AppError::refused("exchange.not_understood")
}

/// The part of an exchange that comes first on a new computer. Gives the bytes it carried.
///
/// # Errors
/// As an exchange.
pub(crate) async fn receive(
    app: &mut App,
    line: &Line,
    url: &Url,
    live: &Live,
) -> Result<u64, AppError> {
    match ask(app, line, url, live, false).await {
        // The exchange that follows brings another token.
        Err(error) if error.code() == "exchange.bad_token" => ask(app, line, url, live, true).await,
        other => other,
    }
}

async fn ask(
    app: &mut App,
    line: &Line,
    url: &Url,
    live: &Live,
    prove: bool,
) -> Result<u64, AppError> {
    let Some((mut talk, body)) = FirstTalk::begin(app, prove)? else { return Ok(0) };
    let mut carried = body.len() as u64;
    let whole = converse(line, url, "v1/first", body, live, |chunk| {
        carried += chunk.len() as u64;
        let whole = talk.take(app, chunk)?;
        live.update(|progress| {
            progress.bytes += u32::try_from(chunk.len()).unwrap_or(0);
            progress.first = Some(talk.progress());
        });
        Ok(whole)
    });
    if whole.await? {
        return Ok(carried);
    }
    if !talk.frames.is_plausible() {
        return Err(not_headquarters(url).into());
    }
    Err(Refusal::new("exchange.cut").into())
}
