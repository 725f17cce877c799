//! The answer to an exchange on its way: as fast as the laptop takes it and no faster. A small answer
//! goes in one piece. Whatever goes wrong after the first byte of a large one cuts it, which the
//! laptop notices by the missing `Done`.

use super::{Shared, ask};
use crate::answer::Answer;
use crate::error::HqError;
use crate::heard::Heard;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::io::{Error, ErrorKind};
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{Sender, channel};
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;

/// Batches read ahead of a laptop that takes its time.
const BATCHES_AHEAD_MAX: usize = 2;
/// Longest wait for a laptop to take a batch.
const SLOWNESS_MS_MAX: u64 = 120_000;

type Out = Sender<Result<Bytes, Error>>;

/// Begins the answer; `turn` is held until it has been sent.
pub(super) async fn answer(
    server: &Shared,
    heard: Heard,
    turn: OwnedSemaphorePermit,
) -> Result<Response, HqError> {
    let now_ms = (server.now_ms)();
    let (answer, first) = ask(server, move |hq| {
        let mut answer = Answer::new(hq, heard)?;
        let first = answer.next(hq, now_ms)?;
        Ok((answer, first))
    })
    .await?;
    let headers = [(header::CONTENT_TYPE, "application/vnd.passerelle.frames")];
    if answer.is_over() {
        return Ok((headers, Body::from(first)).into_response());
    }
    let (out, sent) = channel(BATCHES_AHEAD_MAX);
    let server = Shared::clone(server);
    tokio::spawn(async move {
        let _turn = turn;
        if let Err(error) = send(&server, &out, answer, first).await {
            tracing::warn!(outcome = error.code(), "answer cut");
            // Ends the connection without its last chunk; nobody may be listening any more.
            let _ = out.send(Err(Error::from(ErrorKind::Interrupted))).await;
        }
    });
    Ok((headers, Body::from_stream(ReceiverStream::new(sent))).into_response())
}

async fn send(
    server: &Shared,
    out: &Out,
    mut answer: Answer,
    first: Vec<u8>,
) -> Result<(), HqError> {
    put(out, first).await?;
    while !answer.is_over() {
        let now_ms = (server.now_ms)();
        let (rest, batch) = ask(server, move |hq| {
            let batch = answer.next(hq, now_ms)?;
            Ok((answer, batch))
        })
        .await?;
        answer = rest;
        put(out, batch).await?;
    }
    Ok(())
}

async fn put(out: &Out, bytes: Vec<u8>) -> Result<(), HqError> {
    let sent = timeout(Duration::from_millis(SLOWNESS_MS_MAX), out.send(Ok(bytes.into()))).await;
    match sent {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(HqError::refused("exchange.cut")),
        Err(_) => Err(HqError::refused("http.timeout")),
    }
}
