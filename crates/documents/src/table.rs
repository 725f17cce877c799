//! Attendance as a table: one row for a learner in a session, as a spreadsheet and as text. Both have
//! the same columns; what a cell is, a day or a time or a phone, is decided here once.

use crate::error::DocumentError;
use crate::labels::{Label, Language};
use crate::sheet::{Moment, Organisation};
use chrono::{Datelike, NaiveDate};
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::calendar::{Day, date_of, format_day, format_minute};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

/// Rows of one table; a spreadsheet has room for a million.
pub const ROWS_MAX: usize = 500_000;

/// A learner in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The day.
    pub day: Day,
    /// Start, minutes after midnight.
    pub start: u16,
    /// End, minutes after midnight.
    pub end: u16,
    /// The cohort's code.
    pub code: String,
    /// The exact title of the course.
    pub title: String,
    /// What is taught.
    pub module: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: Option<String>,
    /// The name in its own script.
    pub own_name: Option<String>,
    /// The phone, as kept: a text, whatever it looks like.
    pub phone: Option<String>,
    /// The mark; none when nobody has marked.
    pub mark: Option<Mark>,
    /// Minutes planned.
    pub planned_minutes: u16,
    /// Minutes attended.
    pub minutes: Option<u16>,
    /// What was noted.
    pub note: Option<String>,
}

/// Rows in the order to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Who gives the courses.
    pub organisation: Organisation,
    /// The rows.
    pub rows: Vec<Row>,
    /// When these were known; also the date of the file.
    pub known_at: Moment,
}

/// What a cell holds.
enum Cell<'a> {
    Text(&'a str),
    /// Never a number: the first zero, or the plus, would be lost.
    Phone(&'a str),
    Day(Day),
    /// Minutes after midnight.
    Time(u16),
    Count(u16),
    Empty,
}

/// A column: its heading, its width in characters, what it holds.
type Column = (Label, f64, fn(&Row, Language) -> Cell<'_>);

const COLUMNS: [Column; 17] = [
    (Label::Date, 11.0, |row, _| Cell::Day(row.day)),
    (Label::ColumnStart, 7.0, |row, _| Cell::Time(row.start)),
    (Label::ColumnEnd, 7.0, |row, _| Cell::Time(row.end)),
    (Label::Cohort, 16.0, |row, _| Cell::Text(&row.code)),
    (Label::Course, 34.0, |row, _| Cell::Text(&row.title)),
    (Label::Module, 26.0, |row, _| text(row.module.as_deref())),
    (Label::Place, 26.0, |row, _| text(row.place.as_deref())),
    (Label::ColumnGiven, 18.0, |row, _| Cell::Text(&row.given)),
    (Label::ColumnFamily, 20.0, |row, _| text(row.family.as_deref())),
    (Label::ColumnOwn, 22.0, |row, _| text(row.own_name.as_deref())),
    (Label::ColumnPhone, 18.0, |row, _| row.phone.as_deref().map_or(Cell::Empty, Cell::Phone)),
    (Label::Presence, 12.0, |row, language| Cell::Text(state(row.mark).text(language))),
    (Label::ColumnLate, 12.0, |row, _| count(row.mark.and_then(|mark| mark.late))),
    (Label::ColumnLeft, 18.0, |row, _| count(row.mark.and_then(|mark| mark.left))),
    (Label::ColumnPlanned, 12.0, |row, _| Cell::Count(row.planned_minutes)),
    (Label::ColumnDone, 13.0, |row, _| count(row.minutes)),
    (Label::ColumnNote, 30.0, |row, _| text(row.note.as_deref())),
];

fn text(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Empty, Cell::Text)
}

fn count(minutes: Option<u16>) -> Cell<'static> {
    minutes.map_or(Cell::Empty, Cell::Count)
}

fn state(mark: Option<Mark>) -> Label {
    mark.map_or(Label::Unmarked, |mark| match mark.status {
        Status::Present => Label::Present,
        Status::Absent => Label::Absent,
        Status::Excused => Label::Excused,
        Status::Remote => Label::Remote,
    })
}

fn check(table: &Table) -> Result<(), DocumentError> {
    if table.rows.len() > ROWS_MAX { Err(DocumentError::TooMuch) } else { Ok(()) }
}

/// The table as a spreadsheet: days and times are Excel's own, texts are never formulas.
pub(crate) fn xlsx(table: &Table, language: Language) -> Result<Vec<u8>, DocumentError> {
    check(table)?;
    let mut book = Workbook::new();
    let known = date_time(table.known_at)?;
    let properties = DocProperties::new()
        .set_title(Label::Attendance.text(language))
        .set_author(&table.organisation.name)
        .set_creation_datetime(&known);
    book.set_properties(&properties);
    write(book.add_worksheet(), table, language)?;
    book.save_to_buffer().map_err(said)
}

fn write(sheet: &mut Worksheet, table: &Table, language: Language) -> Result<(), DocumentError> {
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let days = Format::new().set_num_format(match language {
        Language::French => "dd/mm/yyyy",
        Language::English => "yyyy-mm-dd",
    });
    let times = Format::new().set_num_format("hh:mm");
    let texts = Format::new().set_num_format("@");
    let name = Label::Attendance.text(language);
    sheet.set_name(name).and_then(|sheet| sheet.set_freeze_panes(1, 0)).map_err(said)?;
    for (number, (label, width, _)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(number, width).map_err(said)?;
        sheet.write_string_with_format(0, number, label.text(language), &head).map_err(said)?;
    }
    for (line, row) in (1..).zip(&table.rows) {
        for (number, (_, _, of)) in (0..).zip(COLUMNS) {
            let written = match of(row, language) {
                Cell::Empty => continue,
                // An empty string would be a cell that is not empty.
                Cell::Text("") | Cell::Phone("") => continue,
                Cell::Text(text) => sheet.write_string(line, number, fit(text)?),
                Cell::Phone(text) => {
                    sheet.write_string_with_format(line, number, fit(text)?, &texts)
                }
                Cell::Day(day) => sheet.write_number_with_format(line, number, serial(day)?, &days),
                Cell::Time(minute) => {
                    let part = f64::from(minute) / 1440.0;
                    sheet.write_number_with_format(line, number, part, &times)
                }
                Cell::Count(count) => sheet.write_number(line, number, count),
            };
            written.map_err(said)?;
        }
    }
    let last = u16::try_from(COLUMNS.len() - 1).unwrap_or_default();
    let lines = u32::try_from(table.rows.len()).unwrap_or_default();
    sheet.autofilter(0, 0, lines, last).map_err(said)?;
    Ok(())
}

/// Longer than Excel takes is longer than a record keeps.
fn fit(text: &str) -> Result<&str, DocumentError> {
    let fits = text.chars().count() <= crate::TEXT_CHARS_MAX;
    fits.then_some(text).ok_or(DocumentError::TextTooLong)
}

/// Excel counts days from the last of 1899, as far as a table of attendance goes back.
fn serial(day: Day) -> Result<f64, DocumentError> {
    let date = date_of(day).filter(|date| (1901..=9999).contains(&date.year()));
    let first = NaiveDate::from_ymd_opt(1899, 12, 30);
    let days = date.zip(first).map(|(date, first)| (date - first).num_days());
    days.map(|days| days as f64).ok_or(DocumentError::Day)
}

fn date_time(moment: Moment) -> Result<ExcelDateTime, DocumentError> {
    let date = date_of(moment.day).ok_or(DocumentError::Day)?;
    let year = u16::try_from(date.year()).map_err(|_| DocumentError::Day)?;
    let (hour, minute) = (moment.minute / 60 % 24, (moment.minute % 60) as u8);
    ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8)
        .and_then(|day| day.and_hms(hour, minute, 0))
        .map_err(|_| DocumentError::Day)
}

fn said(error: XlsxError) -> DocumentError {
    DocumentError::Spreadsheet(error.to_string())
}

/// The table as text that a spreadsheet opens by itself: UTF-8 with its mark, `;` in French as
/// French spreadsheets want it and `,` in English, lines that end as on Windows, days as
/// `2027-04-20`.
pub(crate) fn csv(table: &Table, language: Language) -> Result<String, DocumentError> {
    check(table)?;
    let separator = match language {
        Language::French => ";",
        Language::English => ",",
    };
    let mut text = "\u{feff}".to_owned();
    let heads: Vec<_> = COLUMNS.iter().map(|(label, ..)| quoted(label.text(language))).collect();
    text.push_str(&heads.join(separator));
    text.push_str("\r\n");
    for row in &table.rows {
        let cells: Result<Vec<_>, _> =
            COLUMNS.iter().map(|(_, _, of)| written(&of(row, language))).collect();
        text.push_str(&cells?.join(separator));
        text.push_str("\r\n");
    }
    Ok(text)
}

fn written(cell: &Cell<'_>) -> Result<String, DocumentError> {
    Ok(match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => quoted(&unrun(fit(text)?)),
        // Bare digits would be read as a number, and lose their first zero.
        Cell::Phone(phone) if !phone.is_empty() && phone.chars().all(|c| c.is_ascii_digit()) => {
            format!("'{}", fit(phone)?)
        }
        Cell::Phone(phone) => quoted(&unrun(fit(phone)?)),
        Cell::Day(day) if date_of(*day).is_none() => return Err(DocumentError::Day),
        Cell::Day(day) => format_day(*day),
        Cell::Time(minute) => format_minute(*minute),
        Cell::Count(count) => count.to_string(),
    })
}

/// A text that a spreadsheet would run gets an apostrophe, also behind spaces.
fn unrun(text: &str) -> String {
    let runs = text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if runs { format!("'{text}") } else { text.to_owned() }
}

fn quoted(text: &str) -> String {
    if text.contains([';', ',', '"', '\n', '\r', '\t']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{quoted, unrun};

    #[test]
    fn no_cell_is_run() {
        for text in ["=1+1", "+33 6", "-2", "@a", "  =1", "\t=1", "＝1"] {
            assert_eq!(unrun(text), format!("'{text}"));
        }
        assert_eq!(unrun("a=1"), "a=1");
    }

    #[test]
    fn cells_are_quoted_when_they_must() {
        assert_eq!(quoted("a;b"), "\"a;b\"");
        assert_eq!(quoted("le \"sandwich\""), "\"le \"\"sandwich\"\"\"");
        assert_eq!(quoted("Нур"), "Нур");
    }
}
