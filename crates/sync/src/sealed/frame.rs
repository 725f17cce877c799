//! The compressed frame around the columns: how long they are, then zstd or the bytes themselves,
//! whichever is shorter. Nothing is decompressed beyond the length declared, nor is any length
//! accepted beyond the limit.

use super::bytes::{Reader, put_varint};
use super::{RAW_BYTES_MAX, SegmentError};
use std::io::Write;
use zstd::bulk::Decompressor;
use zstd::stream::write::Encoder;
use zstd::zstd_safe::{DParameter, FrameFormat};

/// Measured on marks: the highest levels gain 1 % and take three to eight times as long.
const LEVEL: i32 = 9;
/// A part of at least this many bytes has its own statistics: a tenth less on thousands of marks.
const PART_BYTES_MIN: usize = 512;

/// The columns before compression, and where their statistics change.
#[derive(Default)]
pub(super) struct Raw {
    pub(super) bytes: Vec<u8>,
    cuts: Vec<usize>,
}

impl Raw {
    /// What follows differs from what precedes.
    pub(super) fn cut(&mut self) {
        if self.cuts.last() != Some(&self.bytes.len()) {
            self.cuts.push(self.bytes.len());
        }
    }

    /// The pieces to compress apart: every long part, and the short ones between them together.
    fn pieces(&self) -> Vec<&[u8]> {
        let mut pieces = Vec::new();
        let (mut from, mut at) = (0, 0);
        for cut in self.cuts.iter().copied().chain([self.bytes.len()]) {
            if cut - at >= PART_BYTES_MIN {
                pieces.extend(self.bytes.get(from..at));
                pieces.extend(self.bytes.get(at..cut));
                from = cut;
            }
            at = cut;
        }
        pieces.extend(self.bytes.get(from..));
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }
}

/// Appends the frame of `raw`.
///
/// # Errors
/// `TooLarge` over the limit of columns.
pub(super) fn put(out: &mut Vec<u8>, raw: &Raw) -> Result<(), SegmentError> {
    if raw.bytes.len() > RAW_BYTES_MAX {
        return Err(SegmentError::TooLarge);
    }
    let length = (raw.bytes.len() as u64) << 1;
    // Compression fails for want of memory only, and is not needed.
    match compressed(raw) {
        Some(frame) if frame.len() < raw.bytes.len() => {
            put_varint(out, length);
            out.extend(frame);
        }
        _ => {
            put_varint(out, length | 1);
            out.extend(&raw.bytes);
        }
    }
    Ok(())
}

fn compressed(raw: &Raw) -> Option<Vec<u8>> {
    let whole = compress(&[&raw.bytes]);
    let pieces = raw.pieces();
    if pieces.len() < 2 {
        return whole.ok();
    }
    let apart = compress(&pieces);
    whole.into_iter().chain(apart).min_by_key(Vec::len)
}

fn compress(pieces: &[&[u8]]) -> std::io::Result<Vec<u8>> {
    let mut encoder = Encoder::new(Vec::new(), LEVEL)?;
    // The length is in the header already, and the signature guards better than a checksum.
    encoder.include_magicbytes(false)?;
    encoder.include_contentsize(false)?;
    encoder.include_checksum(false)?;
    let length: usize = pieces.iter().map(|piece| piece.len()).sum();
    encoder.set_pledged_src_size(Some(length as u64))?;
    for (index, piece) in pieces.iter().enumerate() {
        encoder.write_all(piece)?;
        if index + 1 < pieces.len() {
            encoder.flush()?;
        }
    }
    encoder.finish()
}

/// Whether the length declared is one that may be opened.
///
/// # Errors
/// `TooLarge` over the limit of columns, `NotUnderstood` when there is none.
pub(super) fn check(mut reader: Reader<'_>) -> Result<(), SegmentError> {
    length(&mut reader).map(|_| ())
}

/// The columns in a frame.
///
/// # Errors
/// As `check`; `NotUnderstood` when they are not exactly as long as declared.
pub(super) fn open(mut reader: Reader<'_>) -> Result<Vec<u8>, SegmentError> {
    let (length, stored) = length(&mut reader)?;
    let raw = if stored { reader.rest().to_vec() } else { decompress(reader.rest(), length)? };
    if raw.len() == length { Ok(raw) } else { Err(SegmentError::NotUnderstood) }
}

fn length(reader: &mut Reader<'_>) -> Result<(usize, bool), SegmentError> {
    let declared = reader.varint()?;
    let length = usize::try_from(declared >> 1).map_err(|_| SegmentError::TooLarge)?;
    if length > RAW_BYTES_MAX {
        return Err(SegmentError::TooLarge);
    }
    Ok((length, declared & 1 == 1))
}

/// Stops with an error, not with more memory, when there is more than `length`.
fn decompress(frame: &[u8], length: usize) -> Result<Vec<u8>, SegmentError> {
    let refused = |_| SegmentError::NotUnderstood;
    let mut decompressor = Decompressor::new().map_err(refused)?;
    let magicless = DParameter::Format(FrameFormat::Magicless);
    decompressor.set_parameter(magicless).map_err(refused)?;
    let mut raw = Vec::with_capacity(length);
    decompressor.decompress_to_buffer(frame, &mut raw).map_err(refused)?;
    Ok(raw)
}
