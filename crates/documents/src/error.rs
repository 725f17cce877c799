//! Why a document could not be made: a stable code each; the sentence is the screen's.

use std::fmt;

/// What stops a document. Nothing was made when one is returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// There is no sheet, or no session in the week.
    Nothing,
    /// A text is longer than [`TEXT_CHARS_MAX`](crate::TEXT_CHARS_MAX).
    TextTooLong,
    /// More people, sessions, sheets or points of a signature than a document takes.
    TooMuch,
    /// A link that no QR code holds.
    LinkTooLong,
    /// A day outside the calendar.
    Day,
    /// The pages could not be laid out or written. It is a bug; the text is for the log.
    Layout(String),
    /// The spreadsheet could not be written. It is a bug; the text is for the log.
    Spreadsheet(String),
}

impl DocumentError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "document.nothing",
            Self::TextTooLong => "document.text_too_long",
            Self::TooMuch => "document.too_much",
            Self::LinkTooLong => "document.link_too_long",
            Self::Day => "document.day",
            Self::Layout(_) => "document.layout",
            Self::Spreadsheet(_) => "document.spreadsheet",
        }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Layout(why) | Self::Spreadsheet(why) => write!(f, "{}: {why}", self.code()),
            _ => f.write_str(self.code()),
        }
    }
}

impl std::error::Error for DocumentError {}
