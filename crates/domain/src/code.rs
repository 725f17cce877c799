//! Codes that a person reads out and another types, in Crockford's base 32: no I, L, O, U; case and
//! spaces do not matter. Enrolment codes have ten characters, of which the tenth checks the others,
//! so that a slip of one character is told as such and never asked of headquarters. Recovery codes
//! are the same at greater length.

use crate::refusal::Refusal;
use std::fmt;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters in a code, check character included.
pub const LENGTH: usize = 10;

/// A well-formed enrolment code. Knowing one is enough to enrol: it is never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// A code from random bytes, one for each of the nine characters.
    pub fn from_random(random: [u8; LENGTH - 1]) -> Self {
        let mut digits = [0; LENGTH];
        for (digit, random) in digits.iter_mut().zip(random) {
            *digit = random % 32;
        }
        digits[LENGTH - 1] = check_digit(&digits[..LENGTH - 1]);
        Self(digits)
    }

    /// The code in `text`, as people type it: lower case, spaces and hyphens, O for 0, I or L for 1.
    ///
    /// # Errors
    /// `code.length` (with `count`), `code.character` (with `character`), `code.mistyped`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let count = text.chars().filter(|c| !c.is_whitespace() && *c != '-').count();
        if count != LENGTH {
            return Err(Refusal::new("code.length").with("count", count));
        }
        let typed = typed(text)?;
        let digits: [u8; LENGTH] =
            typed.try_into().map_err(|_| Refusal::new("code.length").with("count", count))?;
        if check_digit(&digits[..LENGTH - 1]) != digits[LENGTH - 1] {
            return Err(Refusal::new("code.mistyped"));
        }
        Ok(Self(digits))
    }

    /// As it is sent and stored: ten characters, no space.
    pub fn plain(&self) -> String {
        printed(&self.0)
    }
}

/// As it is read out: two groups of five.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.plain();
        let (first, second) = plain.split_at(LENGTH / 2);
        write!(f, "{first} {second}")
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

/// Characters in a recovery code, check character included.
pub const RECOVERY_LENGTH: usize = 25;

/// The code on the sheet that is printed when a computer is prepared: 120 bits, which open its files
/// when nothing else does.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; RECOVERY_LENGTH]);

impl RecoveryCode {
    /// A code from random bytes.
    pub fn from_random(random: [u8; RECOVERY_LENGTH - 1]) -> Self {
        let mut digits = [0; RECOVERY_LENGTH];
        for (digit, random) in digits.iter_mut().zip(random) {
            *digit = random % 32;
        }
        digits[RECOVERY_LENGTH - 1] = check_digit(&digits[..RECOVERY_LENGTH - 1]);
        Self(digits)
    }

    /// The code in `text`, as people type it.
    ///
    /// # Errors
    /// `code.length` (with `count`), `code.character` (with `character`), `code.mistyped`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let typed = typed(text)?;
        let count = typed.len();
        let digits: [u8; RECOVERY_LENGTH] =
            typed.try_into().map_err(|_| Refusal::new("code.length").with("count", count))?;
        if check_digit(&digits[..RECOVERY_LENGTH - 1]) != digits[RECOVERY_LENGTH - 1] {
            return Err(Refusal::new("code.mistyped"));
        }
        Ok(Self(digits))
    }

    /// The 25 values of its characters.
    pub fn digits(&self) -> &[u8] {
        &self.0
    }
}

/// As it is printed: five groups of five.
impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = printed(&self.0);
        for (group, first) in (0..RECOVERY_LENGTH).step_by(5).enumerate() {
            let space = if group > 0 { " " } else { "" };
            write!(f, "{space}{}", &plain[first..first + 5])?;
        }
        Ok(())
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

/// The characters of these values, 0 to 31 each; higher bits do not count.
pub fn printed(digits: &[u8]) -> String {
    digits.iter().map(|digit| char::from(ALPHABET[usize::from(digit % 32)])).collect()
}

/// The values of the characters typed, whatever their case, spaces and hyphens.
///
/// # Errors
/// `code.character` (with `character`).
pub fn typed(text: &str) -> Result<Vec<u8>, Refusal> {
    let characters = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let digits = characters.map(|character| {
        value_of(character)
            .ok_or_else(|| Refusal::new("code.character").with("character", character))
    });
    digits.collect()
}

fn value_of(character: char) -> Option<u8> {
    let upper = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let position = ALPHABET.iter().position(|letter| char::from(*letter) == upper)?;
    u8::try_from(position).ok()
}

/// Weights 1 to 9 modulo 31 would miss 0 against 31; odd weights modulo 32 catch every single slip.
/// Neighbours' weights differ by 2, so a swap of neighbours passes only when they differ by 16.
fn check_digit(digits: &[u8]) -> u8 {
    let sum: u32 = digits.iter().zip(0u32..).map(|(d, i)| u32::from(*d) * (2 * i + 1)).sum();
    (sum % 32) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> Code {
        Code::from_random([3, 14, 15, 92, 65, 35, 89, 79, 32])
    }

    #[test]
    fn what_is_read_out_can_be_typed() {
        let plain = code().plain();
        assert_eq!(plain.len(), LENGTH);
        for typed in [plain.clone(), plain.to_lowercase(), code().to_string(), format!(" {plain}-")]
        {
            assert_eq!(Code::parse(&typed), Ok(code()));
        }
    }

    #[test]
    fn one_wrong_character_is_always_noticed() {
        let plain = code().plain();
        for position in 0..LENGTH {
            for letter in ALPHABET {
                let mut wrong = plain.clone().into_bytes();
                if wrong[position] == *letter {
                    continue;
                }
                wrong[position] = *letter;
                let typed = String::from_utf8_lossy(&wrong).into_owned();
                assert_eq!(Code::parse(&typed).map_err(|r| r.code()), Err("code.mistyped"));
            }
        }
    }

    #[test]
    fn a_recovery_code_is_read_as_it_is_printed() {
        let code = RecoveryCode::from_random(std::array::from_fn(|at| at as u8 * 11));
        assert_eq!(code.to_string().split(' ').map(str::len).collect::<Vec<_>>(), [5; 5]);
        assert_eq!(RecoveryCode::parse(&code.to_string().to_lowercase()), Ok(code.clone()));
        let swapped = code.to_string().replacen(&code.to_string()[..1], "Z", 1);
        assert_eq!(RecoveryCode::parse(&swapped).map_err(|r| r.code()), Err("code.mistyped"));
        assert_eq!(RecoveryCode::parse("ABC").map_err(|r| r.code()), Err("code.length"));
        assert_eq!(format!("{code:?}"), "RecoveryCode(…)");
    }

    #[test]
    fn other_texts_are_told_apart() {
        assert_eq!(Code::parse("K7M2Q").map_err(|r| r.code()), Err("code.length"));
        assert_eq!(Code::parse("K7M2Q K7M2U").map_err(|r| r.code()), Err("code.character"));
    }
}
