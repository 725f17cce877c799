//! The documents of a training centre, from plain data to bytes: attendance sheets as PDF, tables as
//! XLSX and CSV. Pure: no file, no clock, no network; the same data give the same bytes. It reads no
//! record and decides nothing: whoever calls has done both.

mod calendar;
mod convocation;
mod error;
mod ink;
mod labels;
mod languages;
mod pack;
mod pack_view;
mod sheet;
mod sheet_view;
mod table;
mod text;
mod typeset;
mod view;
mod week;
mod week_view;

pub use calendar::{Calendar, EVENTS_MAX, Event, Standing};
pub use convocation::Tongue;
pub use error::DocumentError;
pub use ink::POINTS_MAX;
pub use labels::Language;
pub use pack::{Convocations, Invited, Meeting, Pack, RosterLine, Venue};
pub use pack_view::INVITED_MAX;
pub use sheet::{
    About, Half, How, Kept, Line, Moment, Organisation, Proof, Role, Sheet, SignatureCell,
    TrainerLine, When,
};
pub use sheet_view::{PEOPLE_MAX, SHEETS_MAX};
pub use table::{ROWS_MAX, Row, Table};
pub use text::TEXT_CHARS_MAX;
pub use typeset::Pages;
pub use week::{Week, WeekCell, WeekLine, WeekSession, WeekSheet, WeekTrainer};
pub use week_view::{SESSIONS_MAX, WEEKS_MAX};

/// The attendance sheets of one or more sessions, laid out; each begins on a new page and counts its
/// own pages. A sheet without a mark or a signature is one to be filled by hand.
///
/// # Errors
/// [`DocumentError`]; of a caller's making are `Nothing`, `TextTooLong`, `TooMuch`, `LinkTooLong` and
/// `Day`.
pub fn sheet_pages(sheets: &[Sheet], language: Language) -> Result<Pages, DocumentError> {
    sheet_view::pages(sheets, language)
}

/// [`sheet_pages`] as a file.
///
/// # Errors
/// As [`sheet_pages`].
pub fn sheet_pdf(sheets: &[Sheet], language: Language) -> Result<Vec<u8>, DocumentError> {
    sheet_pages(sheets, language)?.pdf()
}

/// The grids of one or more weeks, laid out; each begins on a new page and counts its own pages. A
/// week without a mark or a signature is one to be filled by hand.
///
/// # Errors
/// As [`sheet_pages`].
pub fn week_pages(weeks: &[Week], language: Language) -> Result<Pages, DocumentError> {
    week_view::pages(weeks, language)
}

/// [`week_pages`] as a file.
///
/// # Errors
/// As [`sheet_pages`].
pub fn week_pdf(weeks: &[Week], language: Language) -> Result<Vec<u8>, DocumentError> {
    week_pages(weeks, language)?.pdf()
}

/// What of a group is kept on paper, laid out: its list, its sheets, and what each learner is given.
///
/// # Errors
/// As [`sheet_pages`]; `Nothing` when no part has anything.
pub fn pack_pages(pack: &Pack, language: Language) -> Result<Pages, DocumentError> {
    pack_view::pages(pack, language)
}

/// [`pack_pages`] as a file.
///
/// # Errors
/// As [`sheet_pages`].
pub fn pack_pdf(pack: &Pack, language: Language) -> Result<Vec<u8>, DocumentError> {
    pack_pages(pack, language)?.pdf()
}

/// Attendance as a spreadsheet (XLSX): days and times are Excel's own, phones are text, the headings
/// stay in sight.
///
/// # Errors
/// [`DocumentError`]: `TextTooLong`, `TooMuch` or `Day`.
pub fn attendance_xlsx(table: &Table, language: Language) -> Result<Vec<u8>, DocumentError> {
    table::xlsx(table, language)
}

/// Attendance as text for a spreadsheet (CSV), with its mark of UTF-8; `;` in French, `,` in English.
/// No cell is one that a spreadsheet would run.
///
/// # Errors
/// As [`attendance_xlsx`].
pub fn attendance_csv(table: &Table, language: Language) -> Result<String, DocumentError> {
    table::csv(table, language)
}

/// Sessions as a calendar file (iCalendar), for telephones and other calendars.
///
/// # Errors
/// [`DocumentError`]: `Nothing`, `TooMuch` or `Day`.
pub fn calendar_ics(calendar: &Calendar) -> Result<String, DocumentError> {
    calendar::ics(calendar)
}
