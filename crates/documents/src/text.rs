//! Texts as a page takes them: what people wrote, without what would disturb the lines around it, and
//! days, times and durations in words.

use crate::error::DocumentError;
use crate::labels::{Language, months, weekdays};
use chrono::Datelike;
use passerelle_domain::calendar::{Day, date_of};

/// The longest text that a document takes, in characters; far above what records keep.
pub const TEXT_CHARS_MAX: usize = 2_000;

/// What stands for a character that no font of the document has.
pub(crate) const UNPRINTABLE: char = '\u{FFFD}';

/// Whether the fonts have a character.
pub(crate) type Known = fn(char) -> bool;

/// Reads texts for one document, and remembers whether all of it could be printed.
pub(crate) struct Reader {
    known: Known,
    pub(crate) unprintable: bool,
}

impl Reader {
    pub(crate) fn new(known: Known) -> Self {
        Self { known, unprintable: false }
    }

    /// One line: controls and line ends are spaces, marks that turn the direction of writing are
    /// gone, and what no font has is [`UNPRINTABLE`].
    ///
    /// # Errors
    /// [`DocumentError::TextTooLong`].
    pub(crate) fn line(&mut self, text: &str) -> Result<String, DocumentError> {
        if text.chars().count() > TEXT_CHARS_MAX {
            return Err(DocumentError::TextTooLong);
        }
        let mut line = String::with_capacity(text.len());
        for c in text.chars().filter(|c| !invisible(*c)) {
            if c.is_whitespace() || c.is_control() {
                if !line.is_empty() && !line.ends_with([' ', '\u{a0}', '\u{202f}']) {
                    // The spaces that keep words together stay what they are.
                    line.push(if matches!(c, '\u{a0}' | '\u{202f}') { c } else { ' ' });
                }
            } else if joins(c) || (self.known)(c) {
                line.push(c);
            } else {
                self.unprintable = true;
                line.push(UNPRINTABLE);
            }
        }
        line.truncate(line.trim_end().len());
        Ok(line)
    }

    /// A text inside a sentence: its direction does not turn the words around it.
    ///
    /// # Errors
    /// As [`Reader::line`].
    pub(crate) fn inside(&mut self, text: &str) -> Result<String, DocumentError> {
        Ok(format!("\u{2068}{}\u{2069}", self.line(text)?))
    }
}

/// Letters are joined, or kept apart, by these in several scripts.
fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Marks without a shape: directions, soft hyphens, variants, tags.
fn invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a text is read from right to left, by its first letter that has a direction.
pub(crate) fn right_to_left(text: &str) -> bool {
    let rtl = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    text.chars().find(|c| c.is_alphabetic()).is_some_and(rtl)
}

/// `mardi 20 avril 2027`, `Tuesday 20 April 2027`.
pub(crate) fn long_day(day: Day, language: Language) -> Result<String, DocumentError> {
    let date = date_of(day).ok_or(DocumentError::Day)?;
    let weekday = weekdays(language)[date.weekday().num_days_from_monday() as usize];
    Ok(format!("{weekday}\u{a0}{}", plain_day(day, language)?))
}

/// `20 avril 2027`.
pub(crate) fn plain_day(day: Day, language: Language) -> Result<String, DocumentError> {
    let date = date_of(day).ok_or(DocumentError::Day)?;
    let first = if language == Language::French && date.day() == 1 { "er" } else { "" };
    let month = months(language)[date.month0() as usize];
    Ok(format!("{}{first}\u{a0}{month} {}", date.day(), date.year()))
}

/// `mardi` and `20/04`; `Tuesday` and `20 Apr`.
pub(crate) fn short_day(day: Day, language: Language) -> Result<(String, String), DocumentError> {
    let date = date_of(day).ok_or(DocumentError::Day)?;
    let weekday = weekdays(language)[date.weekday().num_days_from_monday() as usize];
    let short = match language {
        Language::French => format!("{:02}/{:02}", date.day(), date.month()),
        Language::English => {
            let month: String = months(language)[date.month0() as usize].chars().take(3).collect();
            format!("{}\u{a0}{month}", date.day())
        }
    };
    Ok((weekday.to_owned(), short))
}

/// `20/04/2027`, `20 Apr 2027`.
pub(crate) fn numeric_day(day: Day, language: Language) -> Result<String, DocumentError> {
    let date = date_of(day).ok_or(DocumentError::Day)?;
    let (_, short) = short_day(day, language)?;
    let between = if language == Language::French { '/' } else { '\u{a0}' };
    Ok(format!("{short}{between}{}", date.year()))
}

/// `9:30`, minutes after midnight.
pub(crate) fn time(minute: u16) -> String {
    passerelle_domain::calendar::format_minute(minute)
}

/// `14:00 – 16:00`.
pub(crate) fn times(start: u16, end: u16) -> String {
    format!("{}\u{a0}–\u{a0}{}", time(start), time(end))
}

/// `45 min`, `2 h`, `1 h 30`.
pub(crate) fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => format!("{hours}\u{a0}h\u{a0}{minutes:02}"),
    }
}

/// 64 digits in groups of eight, so that an eye can compare them.
pub(crate) fn hash(bytes: &[u8; 32]) -> String {
    let groups: Vec<String> = bytes
        .chunks(4)
        .map(|four| four.iter().map(|byte| format!("{byte:02x}")).collect())
        .collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(Reader::new(|c| c != '漢').line(text).as_deref(), Ok(expected), "{text:?}");
    }

    #[test]
    fn a_line_is_what_was_written() {
        check("#panic() *bold* $x$ \"quote`", "#panic() *bold* $x$ \"quote`");
        check("  Jean\n\tPierre \u{0} ", "Jean Pierre");
        check("a\u{202e}b\u{2066}c\u{200f}d", "abcd");
        check("می\u{200c}خواهم", "می\u{200c}خواهم");
        check("漢字", "\u{fffd}字");
        check("Nom\u{202f}: x", "Nom\u{202f}: x");
        check("", "");
    }

    #[test]
    fn too_long_is_told() {
        let mut reader = Reader::new(|_| true);
        assert_eq!(reader.line(&"x".repeat(2_001)), Err(DocumentError::TextTooLong));
        assert!(reader.line(&"x".repeat(2_000)).is_ok());
    }

    #[test]
    fn days_and_durations() {
        let day = passerelle_domain::calendar::parse_day("2027-04-01").unwrap_or(0);
        assert_eq!(
            long_day(day, Language::French).as_deref(),
            Ok("jeudi\u{a0}1er\u{a0}avril 2027")
        );
        assert_eq!(
            long_day(day, Language::English).as_deref(),
            Ok("Thursday\u{a0}1\u{a0}April 2027")
        );
        assert_eq!(long_day(Day::MAX, Language::French), Err(DocumentError::Day));
        let durations = [0, 45, 120, 65].map(duration);
        assert_eq!(durations, ["0\u{a0}min", "45\u{a0}min", "2\u{a0}h", "1\u{a0}h\u{a0}05"]);
    }

    #[test]
    fn the_first_letter_tells_the_direction() {
        assert!(right_to_left("1. محمد"));
        assert!(right_to_left("יעל"));
        assert!(!right_to_left("Yaël محمد"));
        assert!(!right_to_left("ሰላም") && !right_to_left("") && !right_to_left("123"));
    }
}
