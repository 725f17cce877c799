//! What arrives in a request, read as it comes and never held whole: frames for an exchange, a few
//! bytes for the rest. Each wait and each size has a limit.

use crate::error::HqError;
use axum::body::{Body, BodyDataStream, Bytes};
use passerelle_sync::wire::{Frames, TRANSFER_BYTES_MAX, Up, WireError};
use std::time::Duration;
use tokio::time::timeout;
use tokio_stream::StreamExt;

/// Bytes of one exchange's upload: a full transfer, and as much again for what frames cost around
/// the smallest ops.
pub(crate) const UPLOAD_BYTES_MAX: usize = 2 * TRANSFER_BYTES_MAX;
/// Longest silence within an upload.
const SILENCE_MS_MAX: u64 = 60_000;
/// How long to go on listening to somebody who has been refused.
const DRAIN_MS_MAX: u64 = 5_000;

/// An upload under way.
pub(crate) struct Upload {
    body: BodyDataStream,
    frames: Frames,
    received_bytes: usize,
}

impl Upload {
    /// The upload in this body.
    pub fn new(body: Body) -> Self {
        Self { body: body.into_data_stream(), frames: Frames::default(), received_bytes: 0 }
    }

    /// The next whole frame; it must come.
    ///
    /// # Errors
    /// `exchange.cut`, `exchange.too_large`, `exchange.not_understood`, `http.timeout`.
    pub async fn next(&mut self) -> Result<Up, HqError> {
        loop {
            match self.frames.take::<Up>() {
                Ok(Some(up)) => return Ok(up),
                Ok(None) => {}
                Err(WireError::TooLong) => return Err(HqError::refused("exchange.too_large")),
                Err(WireError::NotUnderstood) => {
                    return Err(HqError::refused("exchange.not_understood"));
                }
            }
            let chunk = chunk(&mut self.body).await?;
            let chunk = chunk.ok_or_else(|| HqError::refused("exchange.cut"))?;
            self.received_bytes += chunk.len();
            if self.received_bytes > UPLOAD_BYTES_MAX {
                return Err(HqError::refused("exchange.too_large"));
            }
            self.frames.push(&chunk);
        }
    }

    /// Bytes received so far.
    pub fn received_bytes(&self) -> usize {
        self.received_bytes
    }

    /// Hears out somebody who has been refused.
    pub async fn drain(mut self) {
        drain(&mut self.body).await;
    }
}

/// A small body, whole.
///
/// # Errors
/// `too_large`, `http.timeout`, `exchange.cut`.
pub(crate) async fn whole(
    body: Body,
    bytes_max: usize,
    too_large: &'static str,
) -> Result<Vec<u8>, HqError> {
    let mut body = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = chunk(&mut body).await? {
        if bytes.len() + chunk.len() > bytes_max {
            drain(&mut body).await;
            return Err(HqError::refused(too_large));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

async fn chunk(body: &mut BodyDataStream) -> Result<Option<Bytes>, HqError> {
    let chunk = timeout(Duration::from_millis(SILENCE_MS_MAX), body.next()).await;
    let chunk = chunk.map_err(|_| HqError::refused("http.timeout"))?;
    chunk.transpose().map_err(|_| HqError::refused("exchange.cut"))
}

/// Hears out somebody who has been refused, within limits: most clients read no answer before they
/// have sent everything, and lose it when the connection is closed under them.
async fn drain(body: &mut BodyDataStream) {
    let rest = async {
        let mut heard_bytes = 0;
        while let Ok(Some(chunk)) = chunk(body).await {
            heard_bytes += chunk.len();
            if heard_bytes > 2 * UPLOAD_BYTES_MAX {
                break;
            }
        }
    };
    // Too long is one more reason to stop.
    let _ = timeout(Duration::from_millis(DRAIN_MS_MAX), rest).await;
}
