//! Attendance as a table that spreadsheets in French offices open as it is: UTF-8 with its mark,
//! semicolons, real dates, and no cell that a spreadsheet would run.

use crate::audit::{Entry, Noted};
use crate::centre::App;
use crate::error::AppError;
use passerelle_domain::attendance::{Hours, Mark, STATUSES};
use passerelle_domain::calendar::{Day, format_day, format_minute};
use passerelle_domain::permission::Deed;
use passerelle_store::attendance::AttendanceLine;

const HEADINGS: [&str; 16] = [
    "date",
    "start",
    "end",
    "cohort",
    "title",
    "room",
    "learner_id",
    "given_name",
    "family_name",
    "own_script_name",
    "mark",
    "late_minutes",
    "left_minutes",
    "planned_minutes",
    "attended_minutes",
    "note",
];

impl App {
    /// Attendance between two days, both included, unmarked learners too.
    ///
    /// # Errors
    /// The store's.
    pub fn export_attendance_csv(
        &mut self,
        (first, last): (Day, Day),
        purpose: &str,
    ) -> Result<Vec<u8>, AppError> {
        self.allow(Deed::Export)?;
        let lines = self.store.snapshot(|view| view.attendance_lines(first, last))?;
        let amount = Some(lines.len() as u64);
        self.note_deed(Noted::Export, &Entry { amount, purpose, ..Entry::default() })?;
        let mut table = vec![0xEF, 0xBB, 0xBF];
        table.extend(row(HEADINGS.iter().map(|heading| (*heading).to_owned())));
        for line in &lines {
            table.extend(row(cells(line).into_iter()));
        }
        Ok(table)
    }
}

fn cells(line: &AttendanceLine) -> [String; 16] {
    let hours = Hours { start: line.start, end: line.end, pause: line.pause };
    let planned = line.end.saturating_sub(line.start);
    let minutes = |minutes: Option<u16>| minutes.map_or(String::new(), |n| n.to_string());
    [
        format_day(line.day),
        format_minute(line.start),
        format_minute(line.end),
        line.code.clone(),
        line.title.clone(),
        line.room.clone().unwrap_or_default(),
        line.learner.to_string(),
        line.given.clone(),
        line.family.clone().unwrap_or_default(),
        line.own_name.clone().unwrap_or_default(),
        line.mark.map_or("unmarked", mark_word).to_owned(),
        minutes(line.mark.and_then(|mark| mark.late)),
        minutes(line.mark.and_then(|mark| mark.left)),
        planned.to_string(),
        line.mark.map_or(String::new(), |mark| mark.minutes_effective(&hours).to_string()),
        line.note.clone().unwrap_or_default(),
    ]
}

fn mark_word(mark: Mark) -> &'static str {
    STATUSES[mark.status as usize]
}

/// A line of a table.
pub(crate) fn row(cells: impl Iterator<Item = String>) -> Vec<u8> {
    let cells: Vec<_> = cells.map(|cell| quoted(&cell)).collect();
    format!("{}\r\n", cells.join(";")).into_bytes()
}

/// A cell that says what was written and is never run as a formula.
fn quoted(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = if runs { format!("'{cell}") } else { cell.to_owned() };
    if safe.contains([';', '"', '\n', '\r', ',']) {
        return format!("\"{}\"", safe.replace('"', "\"\""));
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn cells_survive_spreadsheets() {
        assert_eq!(quoted("Lieu-dit \"Le sandwich\""), "\"Lieu-dit \"\"Le sandwich\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("a;b"), "\"a;b\"");
        assert_eq!(quoted("Нур"), "Нур");
    }
}
