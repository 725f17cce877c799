//! Connections: accepted while there is room, kept open between requests, ended in order when the
//! server stops. Answers carry no header that no laptop reads.

use super::tls::Tls;
use axum::extract::ConnectInfo;
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

/// Connections open at the same time; the others wait to be accepted.
const CONNECTIONS_MAX: usize = 2_000;
/// Longest wait for the head of a request, the pause since the last one included.
const HEAD_MS_MAX: u64 = 120_000;
/// Pause when the system gives no connection, for want of something that will be freed.
const ACCEPT_PAUSE_MS: u64 = 500;

/// Longest wait for TLS to be agreed on.
const HANDSHAKE_MS_MAX: u64 = 10_000;

/// Where laptops come in.
pub struct Door {
    /// What listens.
    pub listener: TcpListener,
    /// The certificate that is shown; none for plain HTTP.
    pub tls: Option<Tls>,
    /// Whether whoever connects is a proxy, which says who asks.
    pub behind_proxy: bool,
}

/// Serves `router` behind `door` until `stopped`, then until every request that has begun is answered.
pub(super) async fn accept(door: Door, router: Router, mut stopped: watch::Receiver<bool>) {
    let Door { listener, tls, .. } = door;
    let room = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut open = JoinSet::new();
    loop {
        let next = async {
            // Never closed.
            let place = Arc::clone(&room).acquire_owned().await.ok();
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            next = next => next,
            () = told_to_stop(&mut stopped) => break,
        };
        // Those that have ended are forgotten.
        while open.try_join_next().is_some() {}
        match accepted {
            Ok((stream, peer)) => {
                let (router, stopped) = (router.clone(), stopped.clone());
                let acceptor = tls.as_ref().map(Tls::acceptor);
                open.spawn(async move {
                    let _place = place;
                    // Answers are short and awaited; without it they are only slower.
                    let _ = stream.set_nodelay(true);
                    match acceptor {
                        None => converse(stream, peer, router, stopped).await,
                        Some(acceptor) => shake(acceptor, stream, peer, router, stopped).await,
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "no connection");
                sleep(Duration::from_millis(ACCEPT_PAUSE_MS)).await;
            }
        }
    }
    drop(listener);
    while open.join_next().await.is_some() {}
}

async fn told_to_stop(stopped: &mut watch::Receiver<bool>) {
    // Whoever would tell is gone only with the whole server.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Agrees on TLS first. Whoever speaks none, or believes another certificate, is left alone.
async fn shake(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) {
    let agreed = timeout(Duration::from_millis(HANDSHAKE_MS_MAX), acceptor.accept(stream));
    let agreed = tokio::select! {
        agreed = agreed => agreed,
        () = told_to_stop(&mut stopped) => return,
    };
    match agreed {
        Ok(Ok(stream)) => converse(stream, peer, router, stopped).await,
        Ok(Err(error)) => tracing::debug!(%error, "no TLS"),
        Err(_) => tracing::debug!("no TLS in time"),
    }
}

async fn converse(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) {
    let service = TowerToHyperService::new(router.layer(Extension(ConnectInfo(peer))));
    let connection = http1::Builder::new()
        .auto_date_header(false)
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_millis(HEAD_MS_MAX))
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        () = told_to_stop(&mut stopped) => None,
    };
    let ended = match ended {
        Some(ended) => ended,
        None => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // A line that was cut, or somebody who speaks no HTTP.
        tracing::debug!(%error, "connection ended");
    }
}
