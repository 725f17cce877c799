//! `POST /v1/photos`: pictures, after every op. A laptop asks what is held of some, brings pieces of
//! others, or asks for some; each piece is kept as it arrives, and given as fast as it is taken.

use super::exchange::{believe, not_believed, not_sent_away, not_too_often, turn};
use super::upload::Upload;
use super::{Shared, ask};
use crate::error::HqError;
use crate::heard::Heard;
use crate::photos::{Asked, Pictures, ending, piece_frame};
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use passerelle_store::Attachments;
use passerelle_sync::attachment::{AttachmentHash, PIECE_BYTES};
use passerelle_sync::wire::Up;
use std::io::{Error, ErrorKind};
use std::net::IpAddr;
use tokio::sync::OwnedSemaphorePermit;

/// Bytes of a request: a hello, and eight pieces.
pub(super) const PHOTOS_BYTES_MAX: usize = 8 * (PIECE_BYTES + 64) + 16 * 1024;

/// Answers about pictures.
pub(super) async fn photos(
    server: Shared,
    asker: IpAddr,
    request: Request,
) -> Result<Response, HqError> {
    let turn = turn(&server).await?;
    let mut upload = Upload::new(request.into_body(), PHOTOS_BYTES_MAX);
    let received = receive(&server, asker, &mut upload).await;
    let up_bytes = upload.received_bytes();
    match received {
        Ok((pictures, asked)) => {
            let about = asked.held.len();
            let now_ms = (server.now_ms)();
            let (opening, pieces) = ask(&server, move |hq| {
                let pieces = asked.pieces(hq, &mut { pictures }, now_ms)?;
                Ok((asked.opening()?, (hq.pictures().clone(), pieces)))
            })
            .await?;
            tracing::info!(outcome = "ok", about, given = pieces.1.len(), up_bytes, "pictures");
            Ok(respond(opening, pieces, turn))
        }
        Err(error) => {
            tracing::info!(outcome = error.code(), up_bytes, "pictures");
            drop(turn);
            upload.drain().await;
            Err(error)
        }
    }
}

async fn receive(
    server: &Shared,
    asker: IpAddr,
    upload: &mut Upload,
) -> Result<(Pictures, Asked), HqError> {
    let opened = open(server, upload).await;
    let (heard, mut frames) = opened.map_err(|error| not_believed(server, asker, error))?;
    not_too_often(server, &heard)?;
    let heard = not_sent_away(server, heard).await?;
    let mut state = (Pictures::of(heard.believed.scope)?, Asked::default());
    loop {
        let now_ms = (server.now_ms)();
        state = ask(server, move |hq| {
            let (mut pictures, mut asked) = state;
            asked.hear(hq, &mut pictures, frames, now_ms)?;
            Ok((pictures, asked))
        })
        .await?;
        if state.1.is_whole {
            return Ok(state);
        }
        frames = upload.frames().await?;
    }
}

async fn open(server: &Shared, upload: &mut Upload) -> Result<(Heard, Vec<Up>), HqError> {
    let mut frames = upload.frames().await?.into_iter();
    match frames.next() {
        Some(Up::Hello(hello)) => Ok((believe(server, hello).await?, frames.collect())),
        _ => Err(HqError::refused("exchange.not_understood")),
    }
}

/// Pieces are read as the laptop takes them, so that a slow line holds one and not all.
fn respond(
    opening: Vec<u8>,
    (folder, pieces): (Attachments, Vec<(AttachmentHash, u32)>),
    turn: OwnedSemaphorePermit,
) -> Response {
    let pieces = pieces.into_iter().map(move |piece| {
        let _until_sent = &turn;
        piece_frame(&folder, piece)
    });
    let all = std::iter::once(Ok(opening)).chain(pieces).chain(std::iter::once(ending()));
    let all = all.map(|one| one.map(Bytes::from).map_err(|_| Error::from(ErrorKind::Other)));
    let body = Body::from_stream(tokio_stream::iter(all));
    ([(header::CONTENT_TYPE, "application/vnd.passerelle.frames")], body).into_response()
}
