//! The door over HTTP: the server, and what is common to its routes. It serves until it is told to
//! stop, then finishes what it has begun. What it logs names neither people nor centres, codes or tokens.

mod answer;
mod committer;
mod connections;
mod exchange;
mod first;
mod folding;
mod join;
mod photos;
mod rate;
mod routes;
mod tls;
mod upload;

pub use connections::Door;
pub use folding::FOLD_DEBOUNCE_MS;
pub use routes::{ROUTES, Route};
pub use tls::Tls;

use crate::error::HqError;
use crate::first::Snapshots;
use crate::headquarters::Headquarters;
use crate::ledger::Delivery;
use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use committer::Committer;
use folding::Folding;
use rate::Rates;
use routes::router;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};

/// Exchanges answered at the same time; the others wait, and not for ever.
const EXCHANGES_MAX: usize = 256;
/// How long requests that have begun may take after the order to stop.
const STOP_MS_MAX: u64 = 20_000;
/// How long the last commits may take after that.
const CLOSE_MS_MAX: u64 = 5_000;

/// What every request shares.
pub(crate) struct Server {
    hq: Headquarters,
    rates: Rates,
    behind_proxy: bool,
    exchanges: Arc<Semaphore>,
    committer: Committer,
    folding: Folding,
    snapshots: Snapshots,
    now_ms: fn() -> u64,
}

type Shared = Arc<Server>;

/// Serves `hq` behind `door` until `stop` ends. `now_ms` tells the time, milliseconds since 1970.
///
/// # Errors
/// `Stopped` when a part of the server ended by itself.
pub async fn serve(
    hq: Headquarters,
    door: Door,
    now_ms: fn() -> u64,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), HqError> {
    let ledger = hq.shared_ledger();
    let commit = move |deliveries: &[Delivery]| ledger.commit(deliveries, now_ms());
    let (committer, committing) = Committer::start(Box::new(commit));
    let server = Arc::new(Server {
        hq,
        rates: Rates::default(),
        behind_proxy: door.behind_proxy,
        exchanges: Arc::new(Semaphore::new(EXCHANGES_MAX)),
        committer,
        folding: Folding::default(),
        snapshots: Snapshots::default(),
        now_ms,
    });
    let (stopping, stopped) = watch::channel(false);
    let folding = tokio::spawn(folding::run(Arc::clone(&server), stopped.clone()));
    let serving = connections::accept(door, router(Arc::clone(&server)), stopped.clone());
    let serving = tokio::spawn(serving);
    stop.await;
    tracing::info!("stopping");
    // Whoever listened has ended already when nobody does.
    let _ = stopping.send(true);
    tokio::select! {
        served = serving => served.map_err(|_| HqError::Stopped)?,
        () = tokio::time::sleep(Duration::from_millis(STOP_MS_MAX)) => {
            tracing::warn!("stopped with requests under way");
        }
    }
    // Ends after the batch under way; what is left is folded at the next start.
    folding.await.map_err(|_| HqError::Stopped)?;
    drop(server);
    // What waited is committed and the ledger closed in order: the one file holds everything then.
    let closed = tokio::task::spawn_blocking(move || committing.join());
    if tokio::time::timeout(Duration::from_millis(CLOSE_MS_MAX), closed).await.is_err() {
        tracing::warn!("stopped with the ledger open");
    }
    Ok(())
}

/// Whether the ledger answers, and how far folding is behind. Nothing about anybody.
async fn health(server: Shared) -> Result<Response, HqError> {
    let now_ms = (server.now_ms)();
    let position = server.folding.position();
    let (epoch, waiting_since) = ask(&server, move |hq| {
        Ok((hq.ledger().identity()?.epoch, hq.ledger().committed_after_ms(position)?))
    })
    .await?;
    let lag = waiting_since.map_or(0, |since| now_ms.saturating_sub(since));
    let body = serde_json::json!({
        "status": "ok",
        "epoch": epoch.to_string(),
        "version": env!("CARGO_PKG_VERSION"),
        "fold_lag_ms": lag,
    });
    Ok(json(StatusCode::OK, &body))
}

/// Work on the ledger, away from the threads that carry requests.
pub(crate) async fn ask<T: Send + 'static>(
    server: &Shared,
    work: impl FnOnce(&Headquarters) -> Result<T, HqError> + Send + 'static,
) -> Result<T, HqError> {
    let hq = server.hq.clone();
    let task = tokio::task::spawn_blocking(move || work(&hq));
    task.await.map_err(|_| HqError::Stopped)?
}

/// A refusal as it is sent: `{"code": ..., "args": {...}}`. A fault of ours keeps its details.
impl IntoResponse for HqError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status());
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let refusal = match &self {
            Self::Refused(refusal) => refusal.clone(),
            // What is wrong on this machine is nobody else's affair, and must not be taken for
            // trouble on theirs. It is in the log.
            other => {
                tracing::error!(code = other.code(), "trouble");
                passerelle_domain::Refusal::new("http.trouble")
            }
        };
        let body = serde_json::json!({ "code": refusal.code(), "args": refusal.args() });
        let mut response = json(status, &body);
        let wait = refusal.args().get("retry_after_s").and_then(|text| text.parse::<u64>().ok());
        let busy = status == StatusCode::SERVICE_UNAVAILABLE;
        if let Some(seconds) = wait.or(busy.then_some(rate::BUSY_RETRY_S)) {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

fn json(status: StatusCode, body: &serde_json::Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json")];
    (status, headers, Body::from(body.to_string())).into_response()
}
