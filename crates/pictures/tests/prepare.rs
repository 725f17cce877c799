//! What telephones give, and what does not come from one.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use image::{DynamicImage, GenericImageView, ImageFormat, RgbImage, Rgba, RgbaImage};
use passerelle_pictures::{FILE_BYTES_MAX, PictureError, prepare};
use std::io::Cursor;

const BYTES_MAX: usize = 1024 * 1024;

fn sheet(width: u32, height: u32) -> DynamicImage {
    // Ruled paper with a dark corner at the top left, so that one can tell which way is up.
    let paper = RgbImage::from_fn(width, height, |x, y| {
        let corner = x < width / 4 && y < height / 4;
        let line = y % 40 < 2;
        let shade = if corner || line { 20 } else { 235 };
        image::Rgb([shade, shade, shade])
    });
    DynamicImage::ImageRgb8(paper)
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with the orientation and a place that a telephone writes beside the pixels.
fn of_telephone(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let jpeg = file(picture, ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    exif.extend([0x01, 0x0f, 0, 2, 0, 0, 0, 16, 0, 0, 0, 38]);
    exif.extend([0; 4]);
    exif.extend(b"GPS-48.85N-2.35E");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// Where the dark corner is: left, top.
fn corner(jpeg: &[u8]) -> (bool, bool) {
    let picture = image::load_from_memory(jpeg).unwrap();
    let (width, height) = picture.dimensions();
    let dark = |x: u32, y: u32| picture.get_pixel(x, y).0[0] < 100;
    let (left, right) = (width / 8, width - width / 8);
    let (top, bottom) = (height / 8 + 10, height - height / 8 + 10);
    let found: Vec<_> = [(left, top), (right, top), (left, bottom), (right, bottom)]
        .into_iter()
        .filter(|(x, y)| dark(*x, *y))
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    (found[0].0 == left, found[0].1 == top)
}

#[test]
fn a_telephone_held_sideways_gives_an_upright_sheet_without_its_place() {
    // 1: as it is; 6: turned a quarter to the right when shown; 3: upside down.
    for (orientation, expected) in [(1, (true, true)), (6, (false, true)), (3, (false, false))] {
        let taken = of_telephone(&sheet(1200, 800), orientation);
        assert!(contains(&taken, b"GPS-48.85N"));
        let kept = prepare(&taken, BYTES_MAX).unwrap();
        assert_eq!(corner(&kept), expected, "{orientation}");
        assert!(!contains(&kept, b"GPS") && !contains(&kept, b"Exif"));
        let (width, height) = image::load_from_memory(&kept).unwrap().dimensions();
        let sides = if orientation == 6 { (800, 1200) } else { (1200, 800) };
        assert_eq!((width, height), sides);
    }
}

#[test]
fn each_format_becomes_a_small_jpeg_and_the_same_file_the_same_bytes() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let taken = file(&sheet(2400, 3200), format);
        let kept = prepare(&taken, BYTES_MAX).unwrap();
        assert_eq!(image::guess_format(&kept).unwrap(), ImageFormat::Jpeg);
        let kept_sides = image::load_from_memory(&kept).unwrap().dimensions();
        assert_eq!(kept_sides, (1350, 1800), "{format:?}");
        assert_eq!(prepare(&taken, BYTES_MAX).unwrap(), kept);
    }
}

#[test]
fn a_picture_that_does_not_compress_is_made_smaller_until_it_fits() {
    let mut seed = 1_u32;
    let noise = RgbaImage::from_fn(1800, 1800, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = seed.to_le_bytes();
        Rgba([a, b, c, 255])
    });
    let taken = file(&DynamicImage::ImageRgba8(noise), ImageFormat::Png);
    let kept = prepare(&taken, BYTES_MAX).unwrap();
    assert!(kept.len() <= BYTES_MAX, "{}", kept.len());
    assert_eq!(prepare(&taken, 1000), Err(PictureError::TooLarge));
}

#[test]
fn what_is_no_picture_is_refused() {
    let check = |file: &[u8], error| assert_eq!(prepare(file, BYTES_MAX), Err(error));
    check(b"", PictureError::NotAPicture);
    check(b"%PDF-1.7 a scanned sheet", PictureError::NotAPicture);
    check(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", PictureError::NotAPicture);
    check(&vec![0xff; FILE_BYTES_MAX + 1], PictureError::TooLarge);
    let jpeg = file(&sheet(400, 300), ImageFormat::Jpeg);
    check(&jpeg[..40], PictureError::NotAPicture);
    // Any cut or flip ends in a picture or in a refusal.
    for at in (0..jpeg.len()).step_by(97) {
        let _ = prepare(&jpeg[..at], BYTES_MAX);
        let mut altered = jpeg.clone();
        altered[at] ^= 0x55;
        let _ = prepare(&altered, BYTES_MAX);
    }
}

#[test]
fn a_picture_that_unpacks_to_more_than_a_telephone_takes_is_refused_before_it_is_unpacked() {
    let mut png = file(&sheet(8, 8), ImageFormat::Png);
    // Width and height in the first chunk, whose sum is then wrong as well: either is a refusal.
    png[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    assert!(prepare(&png, BYTES_MAX).is_err());
    // The same with a header that is right: 20,000 x 20,000 pixels in a few bytes.
    let mut jpeg = file(&sheet(8, 8), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x4e, 0x20, 0x4e, 0x20]);
    assert_eq!(prepare(&jpeg, BYTES_MAX), Err(PictureError::TooLarge));
}
