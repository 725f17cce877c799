//! Photographs of sheets of paper: from whatever a telephone gives to a small upright JPEG, on which
//! every name can be read and which says nothing of where, when or by which telephone it was taken:
//! only the pixels are carried over. It reads and writes no file.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Bytes of a file that is looked at.
pub const FILE_BYTES_MAX: usize = 25 * 1024 * 1024;
/// Pixels of a picture that is decoded: telephones of 50 megapixels, and no bomb.
const PIXELS_MAX: u64 = 52_000_000;
/// Bytes that decoding may take.
const DECODED_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// What is tried until it fits: pixels of the longer side, and JPEG's quality. The first lets the
/// smallest print of an A4 sheet be read.
const TRIES: [(u32, u8); 4] = [(1800, 76), (1800, 60), (1400, 55), (1000, 45)];

/// Why a file is no picture that can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The file, or what is in it, is larger than any photograph of a sheet.
    #[error("the picture is too large")]
    TooLarge,
    /// It is no JPEG, PNG or WebP, or it cannot be read.
    #[error("not a picture that can be read")]
    NotAPicture,
}

impl PictureError {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "photo.too_large",
            Self::NotAPicture => "photo.not_a_picture",
        }
    }
}

/// An upright JPEG of at most `bytes_max` bytes from a JPEG, PNG or WebP file. The same file gives the
/// same bytes.
///
/// # Errors
/// `TooLarge`, `NotAPicture`.
pub fn prepare(file: &[u8], bytes_max: usize) -> Result<Vec<u8>, PictureError> {
    if file.len() > FILE_BYTES_MAX {
        return Err(PictureError::TooLarge);
    }
    let picture = decode(file)?;
    for (side, quality) in TRIES {
        let jpeg = encode(&picture, side, quality)?;
        if jpeg.len() <= bytes_max {
            return Ok(jpeg);
        }
    }
    Err(PictureError::TooLarge)
}

fn decode(file: &[u8]) -> Result<DynamicImage, PictureError> {
    let unreadable = |_| PictureError::NotAPicture;
    let format = image::guess_format(file).map_err(unreadable)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(PictureError::NotAPicture);
    }
    let reader = ImageReader::with_format(Cursor::new(file), format);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX
        || decoder.total_bytes() > DECODED_BYTES_MAX
    {
        return Err(PictureError::TooLarge);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODED_BYTES_MAX);
    decoder.set_limits(limits).map_err(|_| PictureError::TooLarge)?;
    // A telephone held sideways says so beside the pixels; one that says nothing sensible is upright.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn encode(picture: &DynamicImage, side: u32, quality: u8) -> Result<Vec<u8>, PictureError> {
    let (width, height) = picture.dimensions();
    let smaller = (width.max(height) > side)
        .then(|| picture.resize(side, side, FilterType::Triangle).to_rgb8());
    let pixels = smaller.unwrap_or_else(|| picture.to_rgb8());
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality)
        .encode_image(&pixels)
        .map_err(|_| PictureError::NotAPicture)?;
    Ok(jpeg)
}
