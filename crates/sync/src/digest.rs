//! The digest of a stream: one hash over the ops held and over the folded heads. Two devices that
//! hold the same ops print the same line; one altered op or head changes it.

use crate::dot::Dot;
use passerelle_domain::{KindId, RecordId, RegisterId};
use sha2::{Digest as _, Sha256};

/// A digest under way. Ops are added in the order of (device, n), heads in the order of (record,
/// kind, register, dot): the caller sorts, by the bytes of the ids.
#[derive(Default)]
pub struct StreamDigest(Sha256);

impl StreamDigest {
    /// Adds an op that is held, folded or not.
    pub fn op(&mut self, dot: Dot, bytes: &[u8]) {
        self.0.update(b"op");
        self.dot(dot);
        self.sized(bytes);
    }

    /// Adds a folded head, its value as stored.
    pub fn head(
        &mut self,
        record: RecordId,
        (kind, register): (KindId, RegisterId),
        dot: Dot,
        value: &[u8],
    ) {
        self.0.update(b"head");
        self.0.update(record.0.as_bytes());
        self.0.update(kind.0.to_be_bytes());
        self.0.update(register.0.to_be_bytes());
        self.dot(dot);
        self.sized(value);
    }

    /// The hash, in hexadecimal.
    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }

    fn dot(&mut self, dot: Dot) {
        self.0.update(dot.device.0.as_bytes());
        self.0.update(dot.n.to_be_bytes());
    }

    fn sized(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes written in hexadecimal; none when the text is anything else.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect()
}
