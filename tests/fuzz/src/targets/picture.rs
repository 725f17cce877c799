//! Pictures as they are chosen: whatever a file holds, it becomes a small JPEG that can be taken in
//! again, or it is refused.

use crate::kit::{seen, size};
use passerelle_pictures::{PictureError, prepare};

/// Bytes of what is kept.
const KEPT_BYTES_MAX: usize = 64 * 1024;

/// A file.
pub fn run(bytes: &[u8]) -> u64 {
    match prepare(bytes, KEPT_BYTES_MAX) {
        Ok(jpeg) => {
            assert!(jpeg.len() <= KEPT_BYTES_MAX);
            assert!(prepare(&jpeg, KEPT_BYTES_MAX).is_ok(), "what was kept is a picture");
            seen((1, size(jpeg.len())))
        }
        Err(PictureError::TooLarge) => 2,
        Err(PictureError::NotAPicture) => seen((3, bytes.first(), size(bytes.len()))),
    }
}

/// One of each format; a PNG that tells of more pixels than it has.
pub fn seeds() -> anyhow::Result<Vec<Vec<u8>>> {
    let png = include_bytes!("../../../src/pixel.png").to_vec();
    let jpeg = prepare(&png, KEPT_BYTES_MAX)?;
    // One white pixel, without loss.
    let webp = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0"
        .to_vec();
    let mut wide = png.clone();
    if let Some(size) = wide.get_mut(16..24) {
        size.copy_from_slice(&[0, 0, 0x20, 0, 0, 0, 0x20, 0]);
    }
    Ok(vec![png, jpeg, webp, wide])
}
