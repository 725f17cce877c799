//! `POST /v1/join`: a laptop with a code, or one that takes a new name and whose former key speaks for
//! it, becomes a device with a certificate. The request and the
//! answer are `sync::join`'s, encoded; who may join is decided in `enrol`.

use super::{Shared, ask, upload};
use crate::chance::random;
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::ledger::hash;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use passerelle_domain::code::Code;
use passerelle_sync::identity::{Certificate, LogCertificate, SignedCertificate};
use passerelle_sync::join::{JoinAnswer, JoinRequest};
use std::net::SocketAddr;

/// Bytes of a request.
pub(crate) const JOIN_BYTES_MAX: usize = 16 * 1024;

/// Answers a request to join.
pub(super) async fn join(
    State(server): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Result<Response, HqError> {
    let now_ms = (server.now_ms)();
    server.joins.attempt(peer.ip(), now_ms)?;
    let outcome = answer(&server, request, now_ms).await;
    match &outcome {
        Ok(_) => {
            server.joins.succeeded(peer.ip());
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
    let not_understood = || HqError::refused("join.not_understood");
    let (request, rest) =
        postcard::take_from_bytes::<JoinRequest>(&body).map_err(|_| not_understood())?;
    if !rest.is_empty() {
        return Err(not_understood());
    }
    if !request.is_signed() {
        return Err(HqError::refused("join.bad_signature"));
    }
    let code = match &request.formerly {
        Some(_) => None,
        None => {
            let code = Code::parse(&request.code);
            Some(code.map_err(|_| HqError::refused("join.unknown_code"))?)
        }
    };
    let answer = ask(server, move |hq| enrol(hq, code.as_ref(), &request, now_ms)).await?;
    postcard::to_stdvec(&answer).map_err(|_| HqError::Stopped)
}

fn enrol(
    hq: &Headquarters,
    code: Option<&Code>,
    request: &JoinRequest,
    now_ms: u64,
) -> Result<JoinAnswer, HqError> {
    let token: [u8; 32] = random()?;
    let enrolled = match code {
        Some(code) => {
            let code = hash(code.plain().as_bytes());
            hq.ledger().redeem(&code, request, &hash(&token), now_ms)?
        }
        None => hq.ledger().renew(request, &hash(&token), now_ms)?,
    };
    let identity = hq.ledger().identity()?;
    let device = enrolled.device;
    let certificate = Certificate {
        device: device.device,
        key: device.key,
        site: device.site,
        grant: device.grant,
        role: device.role,
        issued_ms: now_ms,
        epoch: identity.epoch,
    };
    let certificate = SignedCertificate::issue(&certificate, &identity.network);
    Ok(JoinAnswer {
        centre: enrolled.centre,
        certificate: certificate.map_err(|_| HqError::Stopped)?,
        network: identity.network.public(),
        encryption: identity.network.encryption().public(),
        log: LogCertificate::issue(identity.log, &identity.network),
        token,
        epoch: identity.epoch,
        now_ms,
    })
}
