//! Photographs of paper sheets, as they cross to a screen.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Where a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PhotoState {
    /// On this computer; headquarters has not said that it holds the whole of it.
    Here,
    /// On this computer and at headquarters.
    Received,
    /// Not on this computer: it comes with an exchange.
    Elsewhere,
    /// Its file on this computer cannot be read.
    Damaged,
}

/// A photograph of a session's sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Photo {
    /// Record id.
    pub id: String,
    /// When it was added, milliseconds since 1970.
    pub added_at: f64,
    /// Who added it.
    pub by: String,
    /// Bytes of the picture.
    pub bytes: u32,
    /// Where the picture is.
    pub state: PhotoState,
    /// Whether the person at the keys may take it away.
    pub may_remove: bool,
}

/// Photographs in the exchange.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct PhotosOnTheWay {
    /// Pictures that headquarters lacks.
    pub waiting: u32,
    /// Their bytes.
    pub waiting_bytes: f64,
    /// Pictures that are still to come.
    pub lacking: u32,
    /// Bytes of pictures both ways since the first of the month.
    pub month_bytes: f64,
    /// Megabytes a month that pictures may take; none for as many as there are.
    pub limit_mb: Option<u32>,
    /// Whether pictures wait because the month's limit is reached.
    pub held: bool,
}

/// How far pictures are that move.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PhotosMoving {
    /// Bytes that have moved.
    pub done: u32,
    /// Bytes to move, as known when it began.
    pub total: u32,
}
