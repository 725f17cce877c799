//! `passerelle-hq serve`: what listens, with which certificate, until which signal.

use crate::arguments::ServeArgs;
use crate::now_ms;
use crate::print::print;
use passerelle_hq::http::{self, Door, Tls};
use passerelle_hq::{Headquarters, HqError};
use tokio::net::TcpListener;

/// Serves until told to stop.
///
/// # Errors
/// `headquarters.certificate_unreadable`, `headquarters.needs_certificate`, `headquarters.listen`, or the
/// server's.
pub(crate) fn serve(hq: Headquarters, args: &ServeArgs, json: bool) -> Result<(), HqError> {
    let tls = match (&args.certificate, &args.key) {
        (Some(certificate), Some(key)) => Some(Tls::read(certificate, key)?),
        _ => None,
    };
    tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::INFO)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(HqError::Listen)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(&args.listen).await.map_err(HqError::Listen)?;
        let address = listener.local_addr().map_err(HqError::Listen)?;
        // What laptops send names people: in the clear it goes no further than this machine.
        if tls.is_none() && !address.ip().is_loopback() && !args.behind_proxy {
            return Err(HqError::refused("headquarters.needs_certificate"));
        }
        let scheme = if tls.is_some() { "https" } else { "http" };
        let stop = stop_signal()?;
        let line = serde_json::json!({ "listening": format!("{scheme}://{address}") });
        print(json, &line, || vec![format!("listening on {scheme}://{address}")]);
        tracing::info!(port = address.port(), scheme, "listening");
        let door = Door { listener, tls, behind_proxy: args.behind_proxy };
        http::serve(hq, door, now_ms, stop).await
    })
}

/// Ends at the first SIGTERM or SIGINT. They are caught from the call on, not from the first wait.
#[cfg(unix)]
fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static, HqError> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(HqError::Listen)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(HqError::Listen)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ends at Ctrl+C.
#[cfg(not(unix))]
fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static, HqError> {
    Ok(async {
        // Without the signal there is nothing to wait for, and the server would never end.
        let _ = tokio::signal::ctrl_c().await;
    })
}
