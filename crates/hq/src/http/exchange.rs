//! `POST /v1/exchange`: both directions in one request. The laptop is authenticated by its first
//! frame before anything else is read; each whole segment is committed as it arrives, so that a cut
//! costs at most one; the answer is in `answer`.

use super::upload::Upload;
use super::{Shared, answer, ask};
use crate::admit::{Admission, admit};
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::scope::{Scope, authenticate};
use axum::extract::{Request, State};
use axum::response::Response;
use passerelle_sync::Segment;
use passerelle_sync::wire::{Hello, Up};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

/// Streams that a hello may name; a device is granted three.
const STREAMS_MAX: usize = 16;
/// Longest wait for a turn.
const TURN_MS_MAX: u64 = 10_000;

/// Answers an exchange.
pub(super) async fn exchange(
    State(server): State<Shared>,
    request: Request,
) -> Result<Response, HqError> {
    let turn = turn(&server).await?;
    let mut upload = Upload::new(request.into_body());
    let outcome = receive(&server, &mut upload).await;
    let up_bytes = upload.received_bytes();
    let (scope, hello, segments) = match outcome {
        Ok(received) => received,
        Err(error) => {
            tracing::info!(outcome = error.code(), up_bytes, "exchange");
            upload.drain().await;
            return Err(error);
        }
    };
    tracing::info!(outcome = "ok", segments, up_bytes, "exchange");
    answer::answer(&server, scope, hello, turn).await
}

/// Waits for a turn, which lasts until the answer has been sent.
async fn turn(server: &Shared) -> Result<OwnedSemaphorePermit, HqError> {
    let turn = Arc::clone(&server.exchanges).acquire_owned();
    let turn = timeout(Duration::from_millis(TURN_MS_MAX), turn).await;
    turn.ok().and_then(Result::ok).ok_or_else(|| HqError::refused("http.busy"))
}

/// Takes in the upload: who asks, then segments, then the end. Also how many segments there were.
async fn receive(server: &Shared, upload: &mut Upload) -> Result<(Scope, Hello, u32), HqError> {
    let Up::Hello(signed) = upload.next().await? else {
        return Err(HqError::refused("exchange.not_understood"));
    };
    let (scope, hello) = ask(server, move |hq| authenticate(hq.ledger(), &signed)).await?;
    if hello.have.len() > STREAMS_MAX {
        return Err(HqError::refused("exchange.too_large"));
    }
    let mut segments = 0;
    loop {
        match upload.next().await? {
            Up::End => return Ok((scope, hello, segments)),
            Up::Hello(_) => return Err(HqError::refused("exchange.not_understood")),
            Up::Segment(segment) => {
                let (scope, now_ms) = (scope.clone(), (server.now_ms)());
                ask(server, move |hq| commit(hq, &scope, &segment, now_ms)).await?;
                server.folding.wake();
                segments += 1;
            }
        }
    }
}

/// Commits one segment, or keeps a forbidden one aside and ends the exchange.
fn commit(hq: &Headquarters, scope: &Scope, segment: &Segment, now_ms: u64) -> Result<(), HqError> {
    match admit(scope, segment)? {
        Admission::Permitted => match hq.ledger().append(scope, segment, now_ms) {
            Err(error) if error.code() == "exchange.fork" => {
                hq.ledger().refuse(scope, segment, "exchange.fork", now_ms)?;
                Err(error)
            }
            outcome => outcome.map(|_| ()),
        },
        Admission::Forbidden => {
            let reason = "exchange.not_permitted";
            hq.ledger().refuse(scope, segment, reason, now_ms)?;
            Err(HqError::refused(reason))
        }
    }
}
