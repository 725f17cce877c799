//! How long a photograph of twelve megapixels takes, and what is left of it:
//! `cargo run --release -p passerelle-pictures --example telephone`.

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use passerelle_pictures::prepare;
use std::error::Error;
use std::time::Instant;

/// A sheet of paper as a telephone sees it: lines, letters, and the grain of its sensor.
fn paper(width: u32, height: u32) -> RgbImage {
    let mut seed = 7_u32;
    RgbImage::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (seed >> 28) as u8;
        let letter = y % 120 < 40 && (x / 9) % 3 == 0 && (y / 7) % 2 == 0 && x % 1500 < 1100;
        let shade = if letter || y % 240 < 4 { 40 } else { 222 };
        Rgb([shade + grain, shade + grain, shade + grain / 2])
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut taken = Vec::new();
    JpegEncoder::new_with_quality(&mut taken, 92).encode_image(&paper(3000, 4000))?;
    let mut times = Vec::new();
    let mut kept = 0;
    for _ in 0..5 {
        let began = Instant::now();
        kept = prepare(&taken, 1024 * 1024)?.len();
        times.push(began.elapsed());
    }
    times.sort();
    println!("{} bytes taken, {kept} kept, median {:?}", taken.len(), times[times.len() / 2]);
    Ok(())
}
