//! Attendance as a table for a spreadsheet: one line for each learner and session.

use super::{Document, document, language_of, safe};
use crate::audit::{Entry, Noted};
use crate::centre::App;
use crate::dto::TableFormat;
use crate::error::AppError;
use passerelle_documents::{Moment, Organisation, Row, Table, attendance_csv, attendance_xlsx};
use passerelle_domain::attendance::Hours;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, Refusal};
use passerelle_store::attendance::AttendanceLine;
use std::collections::HashMap;

/// Longest purpose, in bytes.
const PURPOSE_BYTES_MAX: usize = passerelle_domain::kinds::NOTE_BYTES_MAX;

/// What a table is of.
#[derive(Clone, Copy, Debug)]
pub struct TableOf {
    /// The group; none for all.
    pub cohort: Option<RecordId>,
    /// First and last day, both included.
    pub days: (Day, Day),
    /// A spreadsheet, or text for one.
    pub format: TableFormat,
}

impl TableOf {
    /// Everything of a group.
    pub fn cohort(cohort: RecordId, format: TableFormat) -> Self {
        Self { cohort: Some(cohort), days: (Day::MIN, Day::MAX), format }
    }
}

impl App {
    /// Attendance as a spreadsheet or as text for one. It is noted, with what it is for.
    ///
    /// # Errors
    /// `permission.role_too_low`, `export.purpose_needed`, `cohort.unknown`, `document.*`, or the store's.
    pub fn table_document(
        &mut self,
        of: &TableOf,
        purpose: &str,
        language: &str,
    ) -> Result<Document, AppError> {
        self.allow(Deed::Export)?;
        let purpose = purpose.trim();
        if purpose.is_empty() || purpose.len() > PURPOSE_BYTES_MAX {
            return Err(AppError::refused("export.purpose_needed"));
        }
        let (today, minute) = self.around.today();
        let (code, organisation, mut lines) = self.store.snapshot(|view| {
            let code = match of.cohort {
                None => None,
                Some(cohort) => {
                    let cohort = view.cohort(cohort, today)?;
                    Some(cohort.ok_or(Refusal::new("cohort.unknown"))?.code)
                }
            };
            let name = view.centre()?.unwrap_or_default();
            let organisation = Organisation { name, nda: None, siret: None };
            let lines = view.attendance_lines(of.days.0, of.days.1)?;
            Ok::<_, AppError>((code, organisation, lines))
        })?;
        lines.retain(|line| code.as_ref().is_none_or(|code| line.code == *code));
        let phones = match self.allow(Deed::ReadContacts) {
            Ok(()) => self.private_view()?.map(|view| view.phones()).transpose()?,
            Err(_) => None,
        };
        let phones = phones.unwrap_or_default();
        let rows = lines.into_iter().map(|line| row(line, &phones)).collect::<Vec<_>>();
        let amount = Some(rows.len() as u64);
        let known_at = Moment { day: today, minute };
        let table = Table { organisation, rows, known_at };
        let language = language_of(language);
        let bytes = match of.format {
            TableFormat::Xlsx => document(attendance_xlsx(&table, language))?,
            TableFormat::Csv => document(attendance_csv(&table, language))?.into_bytes(),
        };
        self.note_deed(Noted::Export, &Entry { amount, purpose, ..Entry::default() })?;
        let end = if of.format == TableFormat::Xlsx { "xlsx" } else { "csv" };
        let code = code.map_or_else(|| "passerelle".to_owned(), |code| safe(&code));
        Ok(Document { name: format!("{code}-{}.{end}", format_day(today)), bytes })
    }
}

fn row(line: AttendanceLine, phones: &HashMap<RecordId, String>) -> Row {
    let hours = Hours { start: line.start, end: line.end, pause: line.pause };
    Row {
        day: line.day,
        start: line.start,
        end: line.end,
        code: line.code,
        title: line.title,
        module: line.module,
        place: line.room,
        given: line.given,
        family: line.family,
        own_name: line.own_name,
        phone: phones.get(&line.learner).cloned(),
        minutes: line.mark.map(|mark| mark.minutes_effective(&hours)),
        mark: line.mark,
        planned_minutes: hours.minutes(),
        note: line.note,
    }
}
