//! Every route in one table, from which the server is built and against which it is tested: what it is
//! called, how much it may be sent, who answers. What exceeds its size is refused before it is read,
//! when its length is told, and while it is read otherwise.

use super::{Server, Shared, exchange, first, health, join, photos, upload};
use crate::error::HqError;
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// How long somebody waits for the answer that they ask too often: a loop becomes a slow one.
const TOO_MANY_PAUSE_MS: u64 = 1_000;

type Answering = Pin<Box<dyn Future<Output = Result<Response, HqError>> + Send>>;

/// A route.
pub struct Route {
    /// Its method.
    pub method: &'static str,
    /// Its path.
    pub path: &'static str,
    /// Bytes of a request's body.
    pub bytes_max: usize,
    /// The code when there are more.
    pub too_large: &'static str,
    answer: fn(Shared, IpAddr, Request) -> Answering,
}

/// Every route.
pub const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/health",
        bytes_max: 0,
        too_large: "http.too_large",
        answer: |server, _, _| Box::pin(health(server)),
    },
    Route {
        method: "POST",
        path: "/v1/join",
        bytes_max: join::JOIN_BYTES_MAX,
        too_large: "join.too_large",
        answer: |server, asker, request| Box::pin(join::join(server, asker, request)),
    },
    Route {
        method: "POST",
        path: "/v1/exchange",
        bytes_max: upload::UPLOAD_BYTES_MAX,
        too_large: "exchange.too_large",
        answer: |server, asker, request| Box::pin(exchange::exchange(server, asker, request)),
    },
    Route {
        method: "POST",
        path: "/v1/first",
        bytes_max: first::FIRST_BYTES_MAX,
        too_large: "exchange.too_large",
        answer: |server, asker, request| Box::pin(first::first(server, asker, request)),
    },
    Route {
        method: "POST",
        path: "/v1/photos",
        bytes_max: photos::PHOTOS_BYTES_MAX,
        too_large: "exchange.too_large",
        answer: |server, asker, request| Box::pin(photos::photos(server, asker, request)),
    },
];

/// The router over the table.
pub(super) fn router(server: Shared) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let method = match route.method {
            "GET" => MethodFilter::GET,
            _ => MethodFilter::POST,
        };
        router = router.route(
            route.path,
            on(method, move |state, peer, request| answered(route, state, peer, request)),
        );
    }
    router
        .fallback(async || HqError::refused("http.unknown_route"))
        .method_not_allowed_fallback(async || HqError::refused("http.method"))
        .with_state(server)
}

async fn answered(
    route: &'static Route,
    State(server): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let declared = request.headers().get(header::CONTENT_LENGTH);
    let declared = declared.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > route.bytes_max as u64) {
        tracing::info!(outcome = route.too_large, path = route.path, "declared");
        upload::hear_out(request.into_body()).await;
        return HqError::refused(route.too_large).into_response();
    }
    let asker = asker(&server, peer, request.headers());
    match (route.answer)(Arc::clone(&server), asker, request).await {
        Ok(response) => response,
        Err(error) => {
            if error.status() == 429 {
                sleep(Duration::from_millis(TOO_MANY_PAUSE_MS)).await;
            }
            error.into_response()
        }
    }
}

/// Who asks: whoever connects, or whom the proxy before us names last, which is who connected to it.
fn asker(server: &Server, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
    let told = || {
        let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        last.rsplit(',').next()?.trim().parse().ok()
    };
    server.behind_proxy.then(told).flatten().unwrap_or(peer.ip())
}
