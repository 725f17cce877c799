//! One person: what is written of them, who wrote it, and giving it to them. Contacts, birth and rights
//! are for those who may read them, and each reading is noted before it is shown.

use crate::audit::{Entry, Noted};
use crate::centre::App;
use crate::dto::{AttendedLine, HistoryLine, PersonDetail, PersonField, PersonFile, PersonRow};
use crate::error::AppError;
use crate::history::history_lines;
use passerelle_domain::attendance::STATUSES;
use passerelle_domain::calendar::format_day;
use passerelle_domain::permission::Deed;
use passerelle_domain::{Kind, RecordId, RecordRef, Type, Value, kinds};
use passerelle_store::View;

/// Kinds of which a person's file is made, in the order in which it is read.
const PUBLIC: [&Kind; 2] = [&kinds::LEARNER, &kinds::VOLUNTEER];
const PRIVATE: [&Kind; 3] = [&kinds::CONTACT, &kinds::CIVIL, &kinds::RIGHTS];
/// Longest purpose, in bytes.
const PURPOSE_BYTES_MAX: usize = kinds::NOTE_BYTES_MAX;

impl App {
    /// What is known of a person here.
    ///
    /// # Errors
    /// `learner.unknown`, `person.erased`, or the store's.
    pub fn person_detail(&mut self, person: RecordId) -> Result<PersonDetail, AppError> {
        self.allow(Deed::ReadRoster)?;
        let row = self.row_of(person)?;
        let may_read = self.allow(Deed::ReadContacts).is_ok() && self.private_view()?.is_some();
        if may_read && !row.is_volunteer {
            self.note_reading(person)?;
        }
        let fields = self.fields_of(person, may_read)?;
        Ok(PersonDetail { locked: !may_read && !row.is_volunteer, person: row, fields })
    }

    /// Who wrote what about a person, oldest first.
    ///
    /// # Errors
    /// `learner.unknown`, `person.erased`, or the store's.
    pub fn person_history(&mut self, person: RecordId) -> Result<Vec<HistoryLine>, AppError> {
        self.allow(Deed::ReadRoster)?;
        self.row_of(person)?;
        let may_read = self.allow(Deed::ReadContacts).is_ok();
        if may_read && self.private_view()?.is_some() {
            self.note_reading(person)?;
        }
        self.history_of(person, may_read)
    }

    /// Everything that is known of a learner, for them: noted with its purpose before it is given out.
    ///
    /// # Errors
    /// `permission.role_too_low`, `export.purpose_needed`, `keys.private_missing`, `learner.unknown`,
    /// `person.erased`, or the store's.
    pub fn export_person(
        &mut self,
        person: RecordId,
        purpose: &str,
    ) -> Result<PersonFile, AppError> {
        self.allow(Deed::ExportPerson)?;
        let purpose = purpose.trim();
        if purpose.is_empty() || purpose.len() > PURPOSE_BYTES_MAX {
            return Err(AppError::refused("export.purpose_needed"));
        }
        let row = self.row_of(person)?;
        if self.private_view()?.is_none() && self.files.private().exists() {
            // Half of what is known would be given out as all of it.
            return Err(AppError::refused("keys.private_missing"));
        }
        self.note_deed(Noted::Export, &Entry { purpose, ..Entry::about(person) })?;
        let lines = self.store.snapshot(|view| view.attendance_lines(i32::MIN, i32::MAX))?;
        let of_them = lines.into_iter().filter(|line| line.learner == person);
        let attendance = of_them
            .map(|line| AttendedLine {
                day: format_day(line.day),
                group: line.code,
                status: line.mark.map_or("unmarked", |mark| STATUSES[mark.status as usize]).into(),
                late: line.mark.and_then(|mark| mark.late),
                left: line.mark.and_then(|mark| mark.left),
                note: line.note.unwrap_or_default(),
            })
            .collect();
        Ok(PersonFile {
            day: format_day(self.around.today().0),
            centre: self.store.view().centre()?.unwrap_or_default(),
            fields: self.fields_of(person, true)?,
            history: self.history_of(person, true)?,
            person: row,
            attendance,
        })
    }

    /// Notes that contacts are shown: once for each person while somebody is in, since one look at a page
    /// asks several times.
    pub(crate) fn note_reading(&mut self, person: RecordId) -> Result<(), AppError> {
        if !self.read.contains(&person) {
            self.note_deed(Noted::Read, &Entry::about(person))?;
            self.read.insert(person);
        }
        Ok(())
    }

    fn row_of(&mut self, person: RecordId) -> Result<PersonRow, AppError> {
        if self.store.view().is_erased(person)? {
            return Err(AppError::refused("person.erased"));
        }
        let id = person.to_string();
        let row = self.people()?.into_iter().find(|row| row.id == id);
        row.ok_or_else(|| AppError::refused("learner.unknown"))
    }

    fn fields_of(&self, person: RecordId, private: bool) -> Result<Vec<PersonField>, AppError> {
        let view = self.store.view();
        let mut fields = Vec::new();
        for kind in PUBLIC {
            add_fields(&view, kind, &RecordRef::Own(person), &mut fields)?;
        }
        if let (true, Some(view)) = (private, self.private_view()?) {
            for kind in PRIVATE {
                add_fields(&view, kind, &RecordRef::Derived(vec![person]), &mut fields)?;
            }
        }
        Ok(fields)
    }

    fn history_of(&self, person: RecordId, private: bool) -> Result<Vec<HistoryLine>, AppError> {
        let names = self.store.view();
        let mut lines = Vec::new();
        for op in names.history_of_person(person)? {
            lines.extend(history_lines((&names, &names), &op)?);
        }
        if let (true, Some(view)) = (private, self.private.as_ref().map(|store| store.view())) {
            for op in view.history_of_person(person)? {
                lines.extend(history_lines((&view, &names), &op)?);
            }
        }
        lines.sort_by(|one, other| one.at.total_cmp(&other.at));
        Ok(lines)
    }
}

/// The fields of a record that have a value, as text.
fn add_fields(
    view: &View<'_>,
    kind: &'static Kind,
    record: &RecordRef,
    fields: &mut Vec<PersonField>,
) -> Result<(), AppError> {
    let Some(stream) = view.stream_of_kind(kind)? else { return Ok(()) };
    for register in kind.registers {
        if register.name == "sign_code" {
            // Only they know it.
            continue;
        }
        let heads = view.heads(kind, record, register.id)?;
        let Some(head) = heads.shown() else { continue };
        let value = view.reveal(stream, kind, record, register, &head.value)?;
        let parts = match (&value, register.fields) {
            (Value::Null, _) => continue,
            (value, [_]) => vec![value.clone()],
            (Value::List(parts), _) => parts.clone(),
            _ => continue,
        };
        for (field, part) in register.fields.iter().zip(parts) {
            let value = text_of(field.ty, &part);
            if !value.is_empty() {
                fields.push(PersonField { name: field.column.to_owned(), value });
            }
        }
    }
    Ok(())
}

fn text_of(ty: Type, value: &Value) -> String {
    match (ty, value) {
        (Type::Day, Value::Int(day)) => i32::try_from(*day).map(format_day).unwrap_or_default(),
        (Type::Choice(names), Value::Int(at)) => {
            let name = usize::try_from(*at).ok().and_then(|at| names.get(at));
            (*name.unwrap_or(&"")).to_owned()
        }
        (_, Value::List(texts)) => {
            let texts = texts.iter().map(|text| text_of(ty, text));
            texts.collect::<Vec<_>>().join(", ")
        }
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Int(number)) => number.to_string(),
        (_, Value::Bool(yes)) => yes.to_string(),
        _ => String::new(),
    }
}
