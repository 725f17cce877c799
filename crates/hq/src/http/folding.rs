//! Folding behind the exchanges: at start, soon after each commit, and when another process has
//! written. An exchange never waits for it; how far it is behind is logged and told by `/health`.

use super::{Shared, ask};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::time::{sleep, timeout};

/// Quiet after a commit before it is folded, so that one exchange is folded once.
pub const FOLD_DEBOUNCE_MS: u64 = 300;
const DAY_MS: u64 = 24 * 3600 * 1000;
/// How often to look for what another process has written.
const LOOK_MS: u64 = 5_000;

/// What the server knows of its folding.
#[derive(Default)]
pub(crate) struct Folding {
    position: AtomicU64,
    changed: Notify,
    /// The day on which every centre was last looked at, days since 1970.
    day: AtomicU64,
}

impl Folding {
    /// Something was committed.
    pub fn wake(&self) {
        self.changed.notify_one();
    }

    /// Everything up to here is folded.
    pub fn position(&self) -> u64 {
        self.position.load(Ordering::Relaxed)
    }
}

/// Folds until the server stops.
pub(super) async fn run(server: Shared, mut stopped: watch::Receiver<bool>) {
    let mut pause = Duration::ZERO;
    loop {
        let work = async {
            // Either way there may be something to fold.
            let _ = timeout(pause, server.folding.changed.notified()).await;
            sleep(Duration::from_millis(FOLD_DEBOUNCE_MS)).await;
        };
        tokio::select! {
            () = work => {}
            _ = stopped.wait_for(|stopped| *stopped) => return,
        }
        fold(&server).await;
        pause = Duration::from_millis(LOOK_MS);
    }
}

async fn fold(server: &Shared) {
    let (before, now_ms) = (server.folding.position(), (server.now_ms)());
    let day = now_ms / DAY_MS;
    let is_new = server.folding.day.swap(day, Ordering::Relaxed) != day;
    let folded = ask(server, move |hq| {
        if is_new {
            // A register is sealed a week after its session, whoever is heard that day.
            hq.projections().fold_all(hq.ledger(), now_ms)?;
        }
        let Some(since_ms) = hq.ledger().committed_after_ms(before)? else { return Ok(None) };
        let reached = hq.projections().fold(hq.ledger(), before, now_ms)?;
        Ok(Some((reached, since_ms)))
    })
    .await;
    match folded {
        Ok(None) => {}
        Ok(Some((reached, since_ms))) => {
            server.folding.position.store(reached, Ordering::Relaxed);
            let lag_ms = (server.now_ms)().saturating_sub(since_ms);
            tracing::info!(position = reached, lag_ms, "folded");
        }
        Err(error) => tracing::error!(outcome = error.code(), "folding"),
    }
}
