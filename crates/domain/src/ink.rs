//! A drawn signature: what a hand drew, reduced to the few points that carry its shape and written in
//! one short text. It travels with every exchange, so each byte counts; nothing an eye could miss is
//! kept. Coordinates are whole units of a pad 1000 wide and 500 high.

use crate::refusal::Refusal;

/// Width of the pad.
pub const WIDTH: u16 = 1000;
/// Height of the pad.
pub const HEIGHT: u16 = 500;
/// Bytes of a kept drawing: with what encryption adds it stays within 2 KB.
pub const INK_BYTES_MAX: usize = 1_900;
/// Points that a pad may send: minutes of scribbling.
const POINTS_MAX: usize = 20_000;
/// Strokes that a pad may send.
const STROKES_MAX: usize = 200;
/// A drawing shorter than this is a slip of the hand.
const LENGTH_MIN: f64 = 40.0;
/// How far, in units, a point may lie off the line that replaces it: half the pen's width.
const OFF_LINE: f64 = 1.6;

/// Digits of the text, six bits each: five of a number and one that says that more follow.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Ends a stroke.
const END: char = '.';

/// A stroke: where the pen went without leaving the pad.
pub type Stroke = Vec<(u16, u16)>;

/// A drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ink(pub Vec<Stroke>);

impl Ink {
    /// What a pad gave, reduced to what is kept.
    ///
    /// # Errors
    /// `signing.empty` when next to nothing was drawn, `signing.too_long` when it was more than anybody
    /// signs with.
    pub fn drawn(strokes: &[Stroke]) -> Result<Self, Refusal> {
        let points: usize = strokes.iter().map(Vec::len).sum();
        if points > POINTS_MAX || strokes.len() > STROKES_MAX {
            return Err(Refusal::new("signing.too_long"));
        }
        let inside = |&(x, y): &(u16, u16)| (x.min(WIDTH), y.min(HEIGHT));
        let strokes = strokes.iter().filter(|stroke| !stroke.is_empty());
        let strokes: Vec<Stroke> = strokes.map(|s| s.iter().map(inside).collect()).collect();
        if strokes.iter().map(|stroke| length(stroke)).sum::<f64>() < LENGTH_MIN {
            return Err(Refusal::new("signing.empty"));
        }
        // A long signature is drawn a little coarser; one that never fits is no signature.
        let mut off = OFF_LINE;
        while off < f64::from(HEIGHT) / 10.0 {
            let ink = Self(strokes.iter().map(|stroke| simplified(stroke, off)).collect());
            if ink.text().len() <= INK_BYTES_MAX {
                return Ok(ink);
            }
            off *= 1.5;
        }
        Err(Refusal::new("signing.too_long"))
    }

    /// How it is kept: each point as the way from the one before.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut at = (0, 0);
        for (rank, stroke) in self.0.iter().enumerate() {
            if rank > 0 {
                text.push(END);
            }
            for point in stroke {
                let (x, y) = (i32::from(point.0), i32::from(point.1));
                write_number(&mut text, x - at.0);
                write_number(&mut text, y - at.1);
                at = (x, y);
            }
        }
        text
    }

    /// The drawing in a text; none when no pad could have made it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut at = (0_i32, 0_i32);
        let mut strokes = Vec::new();
        for part in text.split(END) {
            let mut digits = part.bytes();
            let mut stroke = Vec::new();
            while digits.len() > 0 {
                let (dx, dy) = (read_number(&mut digits)?, read_number(&mut digits)?);
                at = (at.0.checked_add(dx)?, at.1.checked_add(dy)?);
                let (x, y) = (u16::try_from(at.0).ok()?, u16::try_from(at.1).ok()?);
                if x > WIDTH || y > HEIGHT {
                    return None;
                }
                stroke.push((x, y));
            }
            if stroke.is_empty() {
                return None;
            }
            strokes.push(stroke);
        }
        Some(Self(strokes))
    }
}

fn write_number(text: &mut String, number: i32) {
    let sign = u32::from(number < 0);
    let mut rest = (number.unsigned_abs() << 1) | sign;
    loop {
        let more = u32::from(rest > 31) << 5;
        text.push(char::from(DIGITS[((rest & 31) | more) as usize]));
        rest >>= 5;
        if rest == 0 {
            return;
        }
    }
}

fn read_number(digits: &mut std::str::Bytes<'_>) -> Option<i32> {
    let (mut number, mut shift) = (0_u32, 0);
    loop {
        let byte = digits.next()?;
        let digit = DIGITS.iter().position(|digit| *digit == byte)? as u32;
        number |= (digit & 31) << shift;
        shift += 5;
        if digit < 32 {
            break;
        }
        if shift > 15 {
            return None;
        }
    }
    let size = i32::try_from(number >> 1).ok()?;
    Some(if number & 1 == 1 { -size } else { size })
}

fn length(stroke: &[(u16, u16)]) -> f64 {
    let far = |a: &(u16, u16), b: &(u16, u16)| {
        (f64::from(b.0) - f64::from(a.0)).hypot(f64::from(b.1) - f64::from(a.1))
    };
    stroke.windows(2).map(|two| far(&two[0], &two[1])).sum()
}

/// The points without which the line would pass more than `off` from where the pen went, after
/// Ramer, Douglas and Peucker; without recursion, for a stroke may have thousands of points.
fn simplified(stroke: &[(u16, u16)], off: f64) -> Stroke {
    let Some(last) = stroke.len().checked_sub(1).filter(|last| *last > 0) else {
        return stroke.to_vec();
    };
    let mut kept = vec![false; stroke.len()];
    (kept[0], kept[last]) = (true, true);
    let mut open = vec![(0, last)];
    while let Some((from, to)) = open.pop() {
        let between = from + 1..to;
        let far = between.map(|at| (at, off_line(stroke[at], stroke[from], stroke[to])));
        let farthest = far.max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((at, distance)) = farthest
            && distance > off
        {
            kept[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    stroke.iter().zip(kept).filter_map(|(point, kept)| kept.then_some(*point)).collect()
}

/// How far a point lies from the stretch between two others.
fn off_line(point: (u16, u16), from: (u16, u16), to: (u16, u16)) -> f64 {
    let at = |(x, y): (u16, u16)| (f64::from(x), f64::from(y));
    let ((px, py), (ax, ay), (bx, by)) = (at(point), at(from), at(to));
    let (dx, dy) = (bx - ax, by - ay);
    let square = dx * dx + dy * dy;
    let along = if square == 0.0 { 0.0 } else { ((px - ax) * dx + (py - ay) * dy) / square };
    let along = along.clamp(0.0, 1.0);
    (px - ax - along * dx).hypot(py - ay - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hand: loops along a line, at a pad's hundred points a second.
    fn scrawl(points: u32) -> Stroke {
        let at = |i: u32| {
            let t = f64::from(i) / 16.0;
            let x = 100.0 + f64::from(i) * 700.0 / f64::from(points) + 40.0 * t.cos();
            (x as u16, (250.0 + 120.0 * t.sin() * (t / 7.0).cos()) as u16)
        };
        (0..points).map(at).collect()
    }

    #[test]
    fn a_signature_fits_in_a_few_hundred_bytes_and_keeps_its_shape() {
        let drawn = vec![scrawl(400), vec![(500, 40), (501, 41)], scrawl(90)];
        let ink = Ink::drawn(&drawn).unwrap();
        assert!(ink.text().len() < 700, "{} bytes", ink.text().len());
        for (stroke, kept) in drawn.iter().zip(&ink.0) {
            for point in stroke {
                let off = kept.windows(2).map(|two| off_line(*point, two[0], two[1]));
                assert!(off.fold(f64::MAX, f64::min) <= OFF_LINE, "{point:?}");
            }
        }
    }

    #[test]
    fn it_is_read_back_as_it_was_written() {
        let ink = Ink::drawn(&[scrawl(300), vec![(0, 0), (1000, 500), (0, 500)]]).unwrap();
        assert_eq!(Ink::parse(&ink.text()), Some(ink));
    }

    #[test]
    fn minutes_of_scribbling_are_drawn_coarser_and_still_fit() {
        let long: Vec<_> = (0..30).map(|_| scrawl(600)).collect();
        let ink = Ink::drawn(&long).unwrap();
        assert!(ink.text().len() <= INK_BYTES_MAX);
        let endless: Vec<_> = (0..60).map(|_| scrawl(600)).collect();
        assert_eq!(Ink::drawn(&endless).unwrap_err().code(), "signing.too_long");
    }

    #[test]
    fn a_slip_of_the_hand_is_no_signature() {
        for strokes in [vec![], vec![vec![]], vec![vec![(9, 9)]], vec![vec![(9, 9), (20, 9)]]] {
            assert_eq!(Ink::drawn(&strokes).unwrap_err().code(), "signing.empty");
        }
        assert!(Ink::drawn(&[vec![(9, 9), (60, 60)], vec![(60, 9), (9, 60)]]).is_ok());
    }

    #[test]
    fn no_text_can_draw_outside_the_pad() {
        for text in ["", ".", "A", "D", "__", "____________AA", "AA.", "é", "DA", "A!"] {
            assert_eq!(Ink::parse(text), None, "{text}");
        }
        assert_eq!(Ink::parse("AA"), Some(Ink(vec![vec![(0, 0)]])));
    }
}
