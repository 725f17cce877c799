//! What arrives in a request, read as it comes and never held whole: frames for an exchange, a few
//! bytes for the rest. Each wait and each size has a limit.

use crate::error::HqError;
use axum::body::{Body, BodyDataStream, Bytes};
use passerelle_sync::wire::{Frames, PROTOCOL, TRANSFER_BYTES_MAX, Up, WireError};
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

/// Bytes kept of the beginning, to tell another version from noise.
const OPENING_BYTES: usize = 16;

/// An upload under way.
pub(crate) struct Upload {
    body: BodyDataStream,
    bytes_max: usize,
    frames: Frames,
    opening: Vec<u8>,
    received_bytes: usize,
}

impl Upload {
    /// The upload in this body, of at most so many bytes.
    pub fn new(body: Body, bytes_max: usize) -> Self {
        let (frames, opening) = (Frames::default(), Vec::new());
        Self { body: body.into_data_stream(), bytes_max, frames, opening, received_bytes: 0 }
    }

    /// Every frame that is whole by now; at least one must come.
    ///
    /// # Errors
    /// `exchange.cut`, `exchange.too_large`, `exchange.not_understood`, `http.timeout`; the frames
    /// before were given already.
    pub async fn frames(&mut self) -> Result<Vec<Up>, HqError> {
        loop {
            let mut whole = Vec::new();
            let error = loop {
                match self.frames.take::<Up>() {
                    Ok(Some(up)) => whole.push(up),
                    Ok(None) => break None,
                    Err(error) => break Some(error),
                }
            };
            // What is wrong comes again at the next call.
            match error {
                _ if !whole.is_empty() => return Ok(whole),
                Some(WireError::TooLong) => return Err(HqError::refused("exchange.too_large")),
                Some(WireError::NotUnderstood) => {
                    return Err(HqError::refused("exchange.not_understood"));
                }
                None => self.receive().await?,
            }
        }
    }

    async fn receive(&mut self) -> Result<(), HqError> {
        let chunk = chunk(&mut self.body).await?;
        let chunk = chunk.ok_or_else(|| HqError::refused("exchange.cut"))?;
        self.received_bytes += chunk.len();
        if self.received_bytes > self.bytes_max {
            return Err(HqError::refused("exchange.too_large"));
        }
        let missing = OPENING_BYTES.saturating_sub(self.opening.len());
        self.opening.extend(chunk.iter().take(missing));
        self.frames.push(&chunk);
        Ok(())
    }

    /// Whether it begins like a hello of another version of the protocol, whose rest may have any
    /// shape.
    pub fn is_of_another_version(&self) -> bool {
        let length = self.opening.iter().take_while(|byte| **byte & 0x80 != 0).count() + 1;
        let Some([0, version @ ..]) = self.opening.get(length..) else { return false };
        postcard::take_from_bytes::<u16>(version).is_ok_and(|(version, _)| version != PROTOCOL)
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

/// Hears out somebody who has been refused before their body was looked at.
pub(crate) async fn hear_out(body: Body) {
    drain(&mut body.into_data_stream()).await;
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
