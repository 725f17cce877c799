//! The six digits that open a shared computer to one person. They are never enough alone: a secret
//! of the computer stands beside them. Here is only what makes a PIN.

use crate::refusal::Refusal;
use std::fmt;

/// Digits in a PIN.
pub const PIN_DIGITS: usize = 6;

/// A well-formed PIN, as ASCII digits. It is overwritten when it goes.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin([u8; PIN_DIGITS]);

impl Pin {
    /// The PIN in `text`, in whatever digits the keyboard writes.
    ///
    /// # Errors
    /// `pin.digits` when it is not six digits.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let wrong = || Refusal::new("pin.digits").with("count", PIN_DIGITS);
        let mut digits = [0; PIN_DIGITS];
        let mut characters = text.trim().chars();
        for digit in &mut digits {
            *digit = characters.next().and_then(ascii_digit).ok_or_else(wrong)?;
        }
        if characters.next().is_some() { Err(wrong()) } else { Ok(Self(digits)) }
    }

    /// The same for a PIN that is being chosen: not the first that anybody would try.
    ///
    /// # Errors
    /// `pin.digits`, `pin.too_simple` for one digit six times or a run of neighbours.
    pub fn choose(text: &str) -> Result<Self, Refusal> {
        let pin = Self::parse(text)?;
        let steps: Vec<i16> =
            pin.0.windows(2).map(|two| i16::from(two[1]) - i16::from(two[0])).collect();
        let runs = [0, 1, -1].iter().any(|step| steps.iter().all(|other| other == step));
        let pairs = pin.0[..2] == pin.0[2..4] && pin.0[2..4] == pin.0[4..];
        let halves = pin.0[..3] == pin.0[3..];
        if runs || pairs || halves { Err(Refusal::new("pin.too_simple")) } else { Ok(pin) }
    }

    /// Its digits, in ASCII.
    pub fn digits(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Pin {
    fn drop(&mut self) {
        // Through `black_box`, so that writing what nobody reads again is not left out.
        self.0 = [0; PIN_DIGITS];
        std::hint::black_box(&self.0);
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// Arabic-Indic, Persian and full-width digits are digits: keyboards of the people here write them.
fn ascii_digit(character: char) -> Option<u8> {
    let code = u32::from(character);
    let value = [0x30, 0x660, 0x6f0, 0xff10]
        .iter()
        .find_map(|zero| code.checked_sub(*zero).filter(|value| *value < 10));
    u8::try_from(value?).ok().map(|value| b'0' + value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, outcome: Result<&[u8], &str>) {
        let found = Pin::choose(text);
        let digits = found.as_ref().map(Pin::digits).map_err(Refusal::code);
        assert_eq!(digits, outcome, "{text}");
    }

    #[test]
    fn six_digits_of_any_script() {
        check("274918", Ok(b"274918"));
        check(" 274918 ", Ok(b"274918"));
        check("٢٧٤٩١٨", Ok(b"274918"));
        check("۲۷۴۹۱۸", Ok(b"274918"));
        for wrong in ["", "27491", "2749180", "27491a", "27 491"] {
            check(wrong, Err("pin.digits"));
        }
    }

    #[test]
    fn what_anybody_would_try_first_is_refused() {
        for simple in ["000000", "123456", "987654", "272727", "123123"] {
            check(simple, Err("pin.too_simple"));
        }
    }

    #[test]
    fn it_is_never_shown() {
        assert_eq!(format!("{:?}", Pin::parse("274918")), "Ok(Pin(…))");
    }
}
