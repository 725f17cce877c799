//! `POST /v1/photos`: pictures, after every op. A laptop asks what is held of some, brings pieces of
//! others, or asks for some; each piece is kept as it arrives, and given as fast as it is taken.

use super::exchange::{believe, not_believed, not_sent_away, not_too_often, turn};
use super::upload::Upload;
use super::{Shared, ask};
use crate::error::HqError;
use crate::heard::Heard;
use crate::photos::{NAMED_MAX, Pictures};
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use passerelle_store::Attachments;
use passerelle_sync::attachment::{AttachmentHash, PIECE_BYTES};
use passerelle_sync::wire::{AttachmentPart, Done, Down, Held, Up, frame};
use std::collections::BTreeMap;
use std::io::Error;
use std::net::IpAddr;
use tokio::sync::OwnedSemaphorePermit;

/// Bytes of a request: a hello, and eight pieces.
pub(super) const PHOTOS_BYTES_MAX: usize = 8 * (PIECE_BYTES + 64) + 16 * 1024;
/// Pieces in one answer; the rest is asked for again.
const PIECES_MAX: usize = 16;

/// What was asked.
#[derive(Default)]
struct Asked {
    held: BTreeMap<AttachmentHash, Held>,
    wanted: Vec<(AttachmentHash, u32)>,
}

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
            let (about, wanted) = (asked.held.len(), asked.wanted.len());
            tracing::info!(outcome = "ok", about, wanted, up_bytes, "pictures");
            let opening = answer(&asked)?;
            let pieces = wanted_of(&server, pictures, asked).await?;
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
        let is_last = frames.iter().any(|up| matches!(up, Up::End));
        let now_ms = (server.now_ms)();
        state = ask(server, move |hq| {
            let (mut pictures, mut asked) = state;
            for up in frames {
                match up {
                    Up::Ask(hash) => {
                        asked.held.insert(hash, pictures.held(hq, &hash, now_ms)?);
                    }
                    Up::Part(part) => {
                        asked.held.insert(part.hash, pictures.add(hq, &part, now_ms)?);
                    }
                    Up::Want { hash, piece } if asked.wanted.len() < NAMED_MAX => {
                        asked.wanted.push((hash, piece));
                    }
                    Up::End => break,
                    _ => return Err(HqError::refused("exchange.not_understood")),
                }
            }
            Ok((pictures, asked))
        })
        .await?;
        if is_last {
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

/// How much is held of each that was asked about or brought.
fn answer(asked: &Asked) -> Result<Vec<u8>, HqError> {
    let mut out = Vec::new();
    for (hash, held) in &asked.held {
        let told = Down::Held { hash: *hash, held: *held };
        out.extend(frame(&told).map_err(|_| HqError::Stopped)?);
    }
    Ok(out)
}

/// The pieces of what was asked for and may be seen, as far as they are here.
async fn wanted_of(
    server: &Shared,
    mut pictures: Pictures,
    asked: Asked,
) -> Result<(Attachments, Vec<(AttachmentHash, u32)>), HqError> {
    let now_ms = (server.now_ms)();
    ask(server, move |hq| {
        let folder = hq.pictures().clone();
        let mut pieces = Vec::new();
        for (hash, from) in asked.wanted {
            if pictures.held(hq, &hash, now_ms)? != Held::Whole {
                continue;
            }
            let count = folder.pieces(&hash)?;
            pieces.extend((from..count).map(|piece| (hash, piece)));
        }
        pieces.truncate(PIECES_MAX);
        Ok((folder, pieces))
    })
    .await
}

/// Pieces are read as the laptop takes them, so that a slow line holds one and not all.
fn respond(
    opening: Vec<u8>,
    (folder, pieces): (Attachments, Vec<(AttachmentHash, u32)>),
    turn: OwnedSemaphorePermit,
) -> Response {
    let pieces = pieces.into_iter().map(move |(hash, piece)| {
        let _until_sent = &turn;
        let bytes = folder.piece(&hash, piece).map_err(Error::other)?.unwrap_or_default();
        frame(&Down::Part(AttachmentPart { hash, piece, bytes })).map_err(Error::other)
    });
    let done = frame(&Down::Done(Done { more: false, cursor: 0, folded: None }));
    let done = std::iter::once(done.map_err(Error::other));
    let all = std::iter::once(Ok(opening)).chain(pieces).chain(done);
    let body = Body::from_stream(tokio_stream::iter(all.map(|one| one.map(Bytes::from))));
    ([(header::CONTENT_TYPE, "application/vnd.passerelle.frames")], body).into_response()
}
