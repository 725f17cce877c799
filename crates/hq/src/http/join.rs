//! `POST /v1/join`: a laptop with a code, or one that takes a new name and whose former key speaks for
//! it, becomes a device with a certificate. The request and the
//! answer are `sync::join`'s, encoded; who may join is decided in `enrol`.

use super::{Shared, ask, upload};
use crate::error::HqError;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;

/// Bytes of a request.
pub(crate) const JOIN_BYTES_MAX: usize = 16 * 1024;

/// Answers a request to join.
pub(super) async fn join(
    server: Shared,
    asker: IpAddr,
    request: Request,
) -> Result<Response, HqError> {
    let (asker, now_ms) = (asker.into(), (server.now_ms)());
    server.rates.joins.take(asker, now_ms)?;
    let outcome = answer(&server, request, now_ms).await;
    match &outcome {
        Ok(_) => {
            server.rates.joins.give_back(asker);
            server.folding.wake();
            tracing::info!(outcome = "ok", "join");
        }
        Err(error) => tracing::info!(outcome = error.code(), "join"),
    }
    let body = outcome?;
    let headers = [(header::CONTENT_TYPE, "application/vnd.passerelle.join")];
    Ok((headers, Body::from(body)).into_response())
}

async fn answer(server: &Shared, request: Request, now_ms: u64) -> Result<Vec<u8>, HqError> {
    let body = upload::whole(request.into_body(), JOIN_BYTES_MAX, "join.too_large").await?;
    ask(server, move |hq| crate::door::join(hq, &body, now_ms)).await
}
