//! `POST /v1/exchange`: both directions in one request. The laptop is authenticated by its first
//! frame before anything else is read; whatever is whole is committed as it arrives, so that a cut
//! costs at most one segment, and one that is refused stops no other; the answer is in `answer`.

use super::upload::{UPLOAD_BYTES_MAX, Upload};
use super::{Server, Shared, answer, ask};
use crate::error::HqError;
use crate::heard::{Heard, Opened, Sorted, open_boxes};
use crate::ledger::Outcome;
use crate::scope::EXPIRED;
use axum::extract::Request;
use axum::response::Response;
use passerelle_sync::wire::{Hello, Up};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

/// Longest wait for a turn.
const TURN_MS_MAX: u64 = 10_000;
/// Answers an exchange.
pub(super) async fn exchange(
    server: Shared,
    asker: IpAddr,
    request: Request,
) -> Result<Response, HqError> {
    let turn = turn(&server).await?;
    let mut upload = Upload::new(request.into_body(), UPLOAD_BYTES_MAX);
    let outcome = receive(&server, asker, &mut upload).await;
    let up_bytes = upload.received_bytes();
    match outcome {
        Ok(heard) => {
            let (segments, refused) = (heard.segments, heard.refused.len());
            tracing::info!(outcome = "ok", segments, refused, up_bytes, "exchange");
            answer::answer(&server, heard, turn).await
        }
        Err(error) => {
            tracing::info!(outcome = error.code(), up_bytes, "exchange");
            // Others need the turn more than somebody who has been refused.
            drop(turn);
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
async fn receive(server: &Shared, asker: IpAddr, upload: &mut Upload) -> Result<Heard, HqError> {
    let opened = open(server, upload).await;
    let (mut heard, mut frames) = opened.map_err(|error| not_believed(server, asker, error))?;
    not_too_often(server, &heard)?;
    loop {
        let mut sorted = heard.sort(frames);
        let (is_last, error) = (sorted.is_last, sorted.error.take());
        deliver(server, &mut heard, sorted).await?;
        match error {
            Some(error) => return Err(error),
            None if is_last => return not_sent_away(server, heard).await,
            None => frames = upload.frames().await?,
        }
    }
}

/// Who asks, and the frames that came with the hello.
async fn open(server: &Shared, upload: &mut Upload) -> Result<(Heard, Vec<Up>), HqError> {
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
    Ok((believe(server, hello).await?, frames.collect()))
}

/// Believes a hello, or does not.
pub(super) async fn believe(server: &Shared, hello: Hello) -> Result<Heard, HqError> {
    let now_ms = (server.now_ms)();
    ask(server, move |hq| Heard::believe(hq, hello, now_ms)).await
}

/// Lets those go on who were not sent away.
pub(super) async fn not_sent_away(server: &Shared, heard: Heard) -> Result<Heard, HqError> {
    if !heard.believed.scope.is_sent_away() {
        return Ok(heard);
    }
    let now_ms = (server.now_ms)();
    ask(server, move |hq| heard.not_sent_away(hq, now_ms).map(|()| heard)).await
}

/// What somebody is told who was not believed: why, or that they ask too often.
pub(super) fn not_believed(server: &Server, asker: IpAddr, error: HqError) -> HqError {
    // A fault of ours is not theirs, and a token that was good until today proves itself next.
    if error.status() >= 500 || error.refusal().args().contains_key(EXPIRED) {
        return error;
    }
    let now_ms = (server.now_ms)();
    server.rates.failures.take(asker.into(), now_ms).err().unwrap_or(error)
}

/// Whether a laptop that is believed may ask once more.
pub(super) fn not_too_often(server: &Server, heard: &Heard) -> Result<(), HqError> {
    server.rates.exchanges.take(heard.believed.device.device, (server.now_ms)())
}

/// Has a part of the upload committed.
async fn deliver(server: &Shared, heard: &mut Heard, sorted: Sorted) -> Result<(), HqError> {
    let Sorted { segments, boxes, codes, is_last, .. } = sorted;
    let locked = !boxes.is_empty() || codes.is_some();
    if segments.is_empty() && !locked && !is_last {
        return Ok(());
    }
    let opened = match locked {
        true => ask(server, move |hq| open_boxes(hq, boxes, codes)).await?,
        false => Opened::default(),
    };
    let has_keys = !opened.keys.is_empty();
    let (delivery, named) = heard.delivery(segments, opened, is_last);
    let outcomes = server.committer.commit(delivery).await?;
    if has_keys || outcomes.contains(&Outcome::Committed) {
        server.folding.wake();
    }
    heard.note(named, &outcomes);
    Ok(())
}
