//! Shapes made here and handed to the page as they are: drawn signatures and the QR code. Nothing of
//! them passes through the page's own language, which would be slow for thousands of points.

use crate::error::DocumentError;
use qrcode::{Color, EcLevel, QrCode};
use typst::foundations::{Content, NativeElement, Packed, Smart};
use typst::layout::{Abs, Axes, Length, Rel};
use typst::visualize::{
    CloseMode, Color as Ink, CurveClose, CurveComponent, CurveElem, CurveLine, CurveMove, LineCap,
    LineJoin, Paint, Stroke,
};

/// Points of one signature; a hand makes a few hundred.
pub const POINTS_MAX: usize = 10_000;

/// Points nearer than this to the one before are left out: no eye sees them. Millimetres.
const STEP: f64 = 0.12;

/// A drawing fitted into a box, in millimetres.
///
/// # Errors
/// [`DocumentError::TooMuch`] beyond [`POINTS_MAX`].
pub(crate) fn strokes(
    strokes: &[Vec<(u16, u16)>],
    (width, height): (f64, f64),
) -> Result<Option<Content>, DocumentError> {
    if strokes.iter().map(Vec::len).sum::<usize>() > POINTS_MAX {
        return Err(DocumentError::TooMuch);
    }
    let points = || strokes.iter().flatten();
    let span = |of: fn(&(u16, u16)) -> u16| {
        let (low, high) = (points().map(of).min(), points().map(of).max());
        low.zip(high).map(|(low, high)| (f64::from(low), f64::from(high) - f64::from(low)))
    };
    let (Some((left, wide)), Some((top, high))) = (span(|point| point.0), span(|point| point.1))
    else {
        return Ok(None);
    };
    // A line that is quite straight has no height; a dot has neither.
    let scale = (width / wide.max(1.0)).min(height / high.max(1.0));
    let scale = scale.min(width / 20.0);
    let place =
        |&(x, y): &(u16, u16)| ((f64::from(x) - left) * scale, (f64::from(y) - top) * scale);
    let mut parts = Vec::new();
    for stroke in strokes {
        let mut placed = stroke.iter().map(place);
        let Some(first) = placed.next() else { continue };
        parts.push(begin(first));
        let (mut before, mut drawn, mut last) = (first, 0, None);
        for point in placed {
            let far = (point.0 - before.0).hypot(point.1 - before.1) >= STEP;
            last = (!far).then_some(point);
            if far {
                parts.push(line(point));
                (before, drawn) = (point, drawn + 1);
            }
        }
        if let Some(point) = last.or((drawn == 0).then_some(first)) {
            // The end of a stroke is kept; a dot is a line so short that only its round ends show.
            parts.push(line((point.0 + 0.01, point.1)));
        }
    }
    let stroke = Stroke {
        paint: Smart::Custom(Paint::Solid(Ink::from_u8(27, 31, 35, 255))),
        thickness: Smart::Custom(Length::from(Abs::pt(0.75))),
        cap: Smart::Custom(LineCap::Round),
        join: Smart::Custom(LineJoin::Round),
        ..Stroke::default()
    };
    let curve = CurveElem::new(parts).with_fill(None).with_stroke(Smart::Custom(Some(stroke)));
    Ok(Some(curve.pack()))
}

/// A QR code with this side in millimetres, without the quiet zone; nothing for an empty link.
///
/// # Errors
/// [`DocumentError::LinkTooLong`].
pub(crate) fn code(link: &str, side: f64) -> Result<Option<Content>, DocumentError> {
    if link.is_empty() {
        return Ok(None);
    }
    // Printed small, folded, photographed by old phones: a quarter more squares is worth it.
    let code = QrCode::with_error_correction_level(link, EcLevel::M)
        .map_err(|_| DocumentError::LinkTooLong)?;
    let width = code.width();
    let square = side / width as f64;
    let mut parts = Vec::new();
    for (row, colors) in code.to_colors().chunks(width).enumerate() {
        let dark = |at: usize| colors.get(at) == Some(&Color::Dark);
        let mut at = 0;
        while at < width {
            let run = (at..width).take_while(|at| dark(*at)).count();
            if run > 0 {
                rectangle(&mut parts, (at, row), run, square);
            }
            at += run.max(1);
        }
    }
    let curve = CurveElem::new(parts)
        .with_fill(Some(Paint::Solid(Ink::BLACK)))
        .with_stroke(Smart::Custom(None));
    Ok(Some(curve.pack()))
}

fn rectangle(parts: &mut Vec<CurveComponent>, (x, y): (usize, usize), run: usize, square: f64) {
    let at = |x: usize, y: usize| (x as f64 * square, y as f64 * square);
    parts.push(begin(at(x, y)));
    parts.extend([at(x + run, y), at(x + run, y + 1), at(x, y + 1)].map(line));
    let close = CurveClose::new().with_mode(CloseMode::Straight);
    parts.push(CurveComponent::Close(Packed::new(close)));
}

fn begin(point: (f64, f64)) -> CurveComponent {
    CurveComponent::Move(Packed::new(CurveMove::new(axes(point))))
}

fn line(point: (f64, f64)) -> CurveComponent {
    CurveComponent::Line(Packed::new(CurveLine::new(axes(point))))
}

fn axes((x, y): (f64, f64)) -> Axes<Rel<Length>> {
    Axes::new(x, y).map(|mm| Rel::from(Length::from(Abs::mm(mm))))
}
