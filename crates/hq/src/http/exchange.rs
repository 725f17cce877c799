//! `POST /v1/exchange`: both directions in one request. The laptop is authenticated by its first
//! frame before anything else is read; whatever is whole is committed as it arrives, so that a cut
//! costs at most one segment, and one that is refused stops no other; the answer is in `answer`.

use super::upload::Upload;
use super::{Shared, answer, ask};
use crate::chance::random;
use crate::error::HqError;
use crate::ledger::{Delivery, Outcome, hash};
use crate::scope::{Believed, authenticate};
use axum::extract::{Request, State};
use axum::response::Response;
use passerelle_sync::DeviceId;
use passerelle_sync::person::{KeyBox, KeyState, lock};
use passerelle_sync::sealed::Sealed;
use passerelle_sync::wire::{Channel, Have, Hello, Passing, Up, WRITERS_MAX};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

/// Streams that a hello may name; a device is granted three.
const STREAMS_MAX: usize = 16;
/// Longest wait for a turn.
const TURN_MS_MAX: u64 = 10_000;
/// Refused segments that one answer tells.
const REFUSED_TOLD_MAX: usize = 100;

/// What was heard of a laptop.
pub(super) struct Heard {
    /// Who it is.
    pub believed: Believed,
    /// What it asked.
    pub hello: Hello,
    /// A new token, encrypted for it; empty when it needs none.
    pub token: Vec<u8>,
    /// Segments that were not committed.
    pub refused: Vec<(Channel, DeviceId, u64, String)>,
    token_hash: Option<[u8; 32]>,
    passing: Passing,
    segments: u32,
}

/// Frames, sorted.
#[derive(Default)]
struct Sorted {
    segments: Vec<Sealed>,
    boxes: Vec<KeyBox>,
    is_last: bool,
    error: Option<HqError>,
}

/// Answers an exchange.
pub(super) async fn exchange(
    State(server): State<Shared>,
    request: Request,
) -> Result<Response, HqError> {
    let turn = turn(&server).await?;
    let mut upload = Upload::new(request.into_body());
    let outcome = receive(&server, &mut upload).await;
    let up_bytes = upload.received_bytes();
    match outcome {
        Ok(heard) => {
            let (segments, refused) = (heard.segments, heard.refused.len());
            tracing::info!(outcome = "ok", segments, refused, up_bytes, "exchange");
            answer::answer(&server, heard, turn).await
        }
        Err(error) => {
            tracing::info!(outcome = error.code(), up_bytes, "exchange");
            upload.drain().await;
            Err(error)
        }
    }
}

/// Waits for a turn, which lasts until the answer has been sent.
pub(super) async fn turn(server: &Shared) -> Result<OwnedSemaphorePermit, HqError> {
    let turn = Arc::clone(&server.exchanges).acquire_owned();
    let turn = timeout(Duration::from_millis(TURN_MS_MAX), turn).await;
    turn.ok().and_then(Result::ok).ok_or_else(|| HqError::refused("http.busy"))
}

/// Takes in the upload: who asks, then segments and keys, then the end.
async fn receive(server: &Shared, upload: &mut Upload) -> Result<Heard, HqError> {
    let frames = upload.frames().await.map_err(|error| match error.code() {
        "exchange.not_understood" if upload.is_of_another_version() => {
            HqError::refused("exchange.protocol")
        }
        _ => error,
    })?;
    let mut frames = frames.into_iter();
    let Some(Up::Hello(hello)) = frames.next() else {
        return Err(HqError::refused("exchange.not_understood"));
    };
    let mut heard = believe(server, hello).await?;
    let mut frames: Vec<Up> = frames.collect();
    loop {
        let sorted = sort(&mut heard, frames);
        let (is_last, error) = (sorted.is_last, sorted.error);
        deliver(server, &mut heard, sorted.segments, sorted.boxes, is_last).await?;
        match error {
            Some(error) => return Err(error),
            None if is_last => return Ok(heard),
            None => frames = upload.frames().await?,
        }
    }
}

pub(super) async fn believe(server: &Shared, hello: Hello) -> Result<Heard, HqError> {
    if let Have::Vectors(holdings) = &hello.have {
        let writers: usize = holdings.iter().map(|(_, vector)| vector.0.len()).sum();
        if holdings.len() > STREAMS_MAX || writers > WRITERS_MAX {
            return Err(HqError::refused("exchange.too_large"));
        }
    }
    ask(server, move |hq| {
        let believed = authenticate(hq.ledger(), &hello)?;
        let (mut token, mut token_hash) = (Vec::new(), None);
        if believed.needs_token {
            let fresh: [u8; 32] = random()?;
            let encryption = believed.device.encryption.as_ref();
            // One that joined an earlier version has no key to encrypt for: it asks for its renewal.
            let encryption = encryption.ok_or_else(|| HqError::refused("exchange.bad_token"))?;
            token = lock(&fresh, encryption, random()?);
            token_hash = Some(hash(&fresh));
        }
        let passing = Passing::of(believed.device.device, believed.device.site);
        let refused = Vec::new();
        Ok(Heard { believed, hello, token, refused, token_hash, passing, segments: 0 })
    })
    .await
}

/// Sorts frames, up to the end or to what is not understood.
fn sort(heard: &mut Heard, frames: Vec<Up>) -> Sorted {
    let mut sorted = Sorted::default();
    for up in frames {
        match up {
            Up::Segment(carried) => match heard.passing.unpack(carried) {
                Ok(segment) => sorted.segments.push(segment),
                Err(error) => {
                    tracing::warn!(code = error.code(), "not a segment");
                    sorted.error = Some(HqError::refused("exchange.not_understood"));
                    break;
                }
            },
            Up::Keys(keys) => sorted.boxes.push(keys),
            Up::End => {
                sorted.is_last = true;
                break;
            }
            Up::Hello(_) | Up::First { .. } => {
                sorted.error = Some(HqError::refused("exchange.not_understood"));
                break;
            }
        }
    }
    sorted
}

/// Has a part of the upload committed.
async fn deliver(
    server: &Shared,
    heard: &mut Heard,
    segments: Vec<Sealed>,
    boxes: Vec<KeyBox>,
    is_last: bool,
) -> Result<(), HqError> {
    if segments.is_empty() && boxes.is_empty() && !is_last {
        return Ok(());
    }
    let keys = open(server, boxes).await?;
    let named: Vec<_> =
        segments.iter().map(|segment| (segment.stream, segment.device, segment.first())).collect();
    let token = heard.token_hash.filter(|_| is_last);
    let has_keys = !keys.is_empty();
    let scope = heard.believed.scope.clone();
    let delivery = Delivery { scope, segments, keys, token, is_last };
    let outcomes = server.committer.commit(delivery).await?;
    if has_keys || outcomes.contains(&Outcome::Committed) {
        server.folding.wake();
    }
    for ((stream, device, first), outcome) in named.into_iter().zip(outcomes) {
        heard.segments += 1;
        if let Outcome::Refused(code) = outcome
            && heard.refused.len() < REFUSED_TOLD_MAX
        {
            heard.refused.push((Channel::of(stream), device, first, code.to_owned()));
        }
    }
    Ok(())
}

/// Opens boxes of keys that were locked for headquarters.
async fn open(server: &Shared, boxes: Vec<KeyBox>) -> Result<Vec<KeyState>, HqError> {
    if boxes.is_empty() {
        return Ok(Vec::new());
    }
    ask(server, move |hq| {
        let own = hq.ledger().identity()?.network.encryption();
        let mut keys = Vec::new();
        for one in boxes {
            // The laptop must not believe that what cannot be opened has been kept.
            let opened = one.open(&own);
            keys.extend(opened.ok_or_else(|| HqError::refused("exchange.not_understood"))?);
        }
        Ok(keys)
    })
    .await
}
