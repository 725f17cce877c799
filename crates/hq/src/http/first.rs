//! `POST /v1/first`: a new laptop asks for the newest part of its centre. What follows its hello is
//! which piece it lacks; the answer is the manifest, the keys of the people, the pieces, the end.

use super::exchange::{believe, not_believed, not_sent_away, not_too_often, turn};
use super::upload::Upload;
use super::{Shared, ask};
use crate::chance::random;
use crate::error::HqError;
use crate::first::{Snapshot, keys};
use crate::heard::Heard;
use crate::ledger::Part;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use passerelle_sync::person::{KEYS_MAX, KeyBox};
use passerelle_sync::wire::{Done, Down, Up, frame};
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

/// Bytes of a request: a hello that tells nothing held, and which piece is lacking.
pub(super) const FIRST_BYTES_MAX: usize = 4 * 1024;

/// Answers a first contact.
pub(super) async fn first(
    server: Shared,
    asker: IpAddr,
    request: Request,
) -> Result<Response, HqError> {
    let turn = turn(&server).await?;
    let mut upload = Upload::new(request.into_body(), FIRST_BYTES_MAX);
    let received = receive(&server, asker, &mut upload).await;
    let (heard, begun, piece) = match received {
        Ok(received) => received,
        Err(error) => {
            tracing::info!(outcome = error.code(), "first contact");
            drop(turn);
            upload.drain().await;
            return Err(error);
        }
    };
    let now_ms = (server.now_ms)();
    let shared = Shared::clone(&server);
    let (opening, snapshot) = ask(&server, move |hq| {
        let scope = &heard.believed.scope;
        let snapshot = shared.snapshots.of(hq, scope, begun, now_ms)?;
        let mut opening = Vec::new();
        if let Some(snapshot) = &snapshot {
            push(&mut opening, &Down::Manifest(snapshot.manifest.clone()))?;
        }
        let mut part = Part { after: 0, to: u64::MAX >> 1, lacking: None, except: None };
        while let Some(encryption) = &heard.believed.device.encryption {
            let found = keys(hq, scope, &part, KEYS_MAX)?;
            let Some((last, _)) = found.last() else { break };
            part.after = *last;
            let found: Vec<_> = found.into_iter().map(|(_, key)| key).collect();
            push(&mut opening, &Down::Keys(KeyBox::lock(&found, encryption, random()?)))?;
        }
        Ok((opening, snapshot))
    })
    .await?;
    tracing::info!(outcome = "ok", piece, "first contact");
    let body = body(opening, snapshot, piece, turn);
    let headers = [(header::CONTENT_TYPE, "application/vnd.passerelle.frames")];
    Ok((headers, body).into_response())
}

/// Pieces are encoded as the laptop takes them, so that a slow line holds one and not all.
fn body(
    opening: Vec<u8>,
    snapshot: Option<Arc<Snapshot>>,
    piece: u32,
    turn: tokio::sync::OwnedSemaphorePermit,
) -> Body {
    let count = snapshot.as_ref().map_or(0, |snapshot| snapshot.pieces.len());
    let from = usize::try_from(piece).unwrap_or(usize::MAX).min(count);
    let pieces = (from..count).map(move |at| {
        let _until_sent = &turn;
        let bytes = snapshot.as_ref().and_then(|snapshot| snapshot.pieces.get(at).cloned());
        frame(&Down::Piece(bytes.unwrap_or_default()))
    });
    let done = frame(&Down::Done(Done { more: true, cursor: 0, folded: None, beside: None }));
    let all = std::iter::once(Ok(opening)).chain(pieces).chain(std::iter::once(done));
    let all = all.map(|frame| frame.map(Bytes::from).map_err(std::io::Error::other));
    Body::from_stream(tokio_stream::iter(all))
}

/// Who asks, the snapshot that they have begun, and the first piece that they lack.
async fn receive(
    server: &Shared,
    asker: IpAddr,
    upload: &mut Upload,
) -> Result<(Heard, Option<Uuid>, u32), HqError> {
    let opened = open(server, upload).await;
    let opened = opened.map_err(|error| not_believed(server, asker, error))?;
    not_too_often(server, &opened.0)?;
    let (heard, begun, piece) = opened;
    Ok((not_sent_away(server, heard).await?, begun, piece))
}

async fn open(server: &Shared, upload: &mut Upload) -> Result<(Heard, Option<Uuid>, u32), HqError> {
    let mut frames = Vec::new();
    while frames.len() < 3 {
        frames.extend(upload.frames().await?);
    }
    let mut frames = frames.into_iter();
    match (frames.next(), frames.next(), frames.next()) {
        (Some(Up::Hello(hello)), Some(Up::First { snapshot, piece }), Some(Up::End)) => {
            Ok((believe(server, hello).await?, snapshot, piece))
        }
        _ => Err(HqError::refused("exchange.not_understood")),
    }
}

fn push(out: &mut Vec<u8>, down: &Down) -> Result<(), HqError> {
    out.extend(frame(down).map_err(|_| HqError::Stopped)?);
    Ok(())
}
