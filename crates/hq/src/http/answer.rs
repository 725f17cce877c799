//! The answer to an exchange: what headquarters has committed, then segments that the laptop lacks,
//! read from the ledger as fast as the laptop takes them and no faster. Whatever goes wrong after
//! the first byte cuts the answer, which the laptop notices by the missing `Done`.

use super::{Shared, ask};
use crate::error::HqError;
use crate::scope::Scope;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use passerelle_sync::Vector;
use passerelle_sync::wire::{Down, Hello, OpMark, TRANSFER_BYTES_MAX, Welcome, frame};
use std::io::{Error, ErrorKind};
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{Sender, channel};
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;

/// Bytes of segments read at a time.
const BATCH_BYTES_MAX: usize = 256 * 1024;
/// Batches read ahead of a laptop that takes its time.
const BATCHES_AHEAD_MAX: usize = 2;
/// Longest wait for a laptop to take a batch.
const SLOWNESS_MS_MAX: u64 = 120_000;

type Out = Sender<Result<Bytes, Error>>;

/// Begins the answer; `turn` is held until it has been sent.
pub(super) async fn answer(
    server: &Shared,
    scope: Scope,
    hello: Hello,
    turn: OwnedSemaphorePermit,
) -> Result<Response, HqError> {
    let welcome = welcome(server, &scope).await?;
    let (out, sent) = channel(BATCHES_AHEAD_MAX);
    let server = Shared::clone(server);
    tokio::spawn(async move {
        let _turn = turn;
        if let Err(error) = send(&server, &out, scope, hello, welcome).await {
            tracing::warn!(outcome = error.code(), "answer cut");
            // Ends the connection without its last chunk; nobody may be listening any more.
            let _ = out.send(Err(Error::from(ErrorKind::Interrupted))).await;
        }
    });
    let headers = [(header::CONTENT_TYPE, "application/vnd.passerelle.frames")];
    Ok((headers, Body::from_stream(ReceiverStream::new(sent))).into_response())
}

async fn welcome(server: &Shared, scope: &Scope) -> Result<Welcome, HqError> {
    let (scope, now_ms) = (scope.clone(), (server.now_ms)());
    ask(server, move |hq| {
        let ledger = hq.ledger();
        ledger.note_exchange(&scope, now_ms)?;
        let identity = ledger.identity()?;
        let acknowledged = scope
            .streams()
            .into_iter()
            .map(|stream| Ok((stream, ledger.vector(&scope, stream)?)))
            .collect::<Result<_, HqError>>()?;
        let mut marks = Vec::new();
        for stream in scope.streams() {
            marks.extend(ledger.last_op(&scope, stream)?.map(|op| (stream, OpMark::of(&op))));
        }
        Ok(Welcome { epoch: identity.epoch, log: identity.log, now_ms, acknowledged, marks })
    })
    .await
}

async fn send(
    server: &Shared,
    out: &Out,
    scope: Scope,
    hello: Hello,
    welcome: Welcome,
) -> Result<(), HqError> {
    put(out, encode(&Down::Welcome(welcome))?).await?;
    let mut sent_bytes = 0;
    for stream in scope.streams() {
        let mut have = Vector::default();
        for (_, vector) in hello.have.iter().filter(|(named, _)| *named == stream) {
            vector.0.iter().for_each(|(device, n)| have.advance(*device, *n));
        }
        loop {
            let (scope, known) = (scope.clone(), have.clone());
            let segments = ask(server, move |hq| {
                hq.ledger().segments_after(&scope, stream, &known, BATCH_BYTES_MAX)
            })
            .await?;
            if segments.is_empty() {
                break;
            }
            if sent_bytes >= TRANSFER_BYTES_MAX {
                return put(out, encode(&Down::Done { more: true })?).await;
            }
            let mut batch = Vec::new();
            for segment in segments {
                have.advance(segment.device, segment.last());
                sent_bytes += segment.bytes();
                batch.extend(encode(&Down::Segment(segment))?);
            }
            put(out, batch).await?;
        }
    }
    put(out, encode(&Down::Done { more: false })?).await
}

fn encode(down: &Down) -> Result<Vec<u8>, HqError> {
    frame(down).map_err(|_| HqError::Stopped)
}

async fn put(out: &Out, bytes: Vec<u8>) -> Result<(), HqError> {
    let sent = timeout(Duration::from_millis(SLOWNESS_MS_MAX), out.send(Ok(bytes.into()))).await;
    match sent {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(HqError::refused("exchange.cut")),
        Err(_) => Err(HqError::refused("http.timeout")),
    }
}
