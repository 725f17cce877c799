//! Writing what is known of a volunteer, and the days on which they are away. Both are in the file of
//! contacts alone; only what changed is written.

use crate::attendance::label;
use crate::centre::{App, email_of, optional, read_day, text};
use crate::cohort::find_level;
use crate::dto::{AbsenceInput, VolunteerDetail, VolunteerInput};
use crate::error::AppError;
use crate::surroundings::new_id;
use crate::undo::label_text;
use passerelle_domain::kinds::{
    NAME_BYTES_MAX, NOTE_BYTES_MAX, SKILLS_MAX, TIMES_MAX, VOLUNTEER_STATES,
};
use passerelle_domain::permission::Deed;
use passerelle_domain::rota::Time;
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::rota::VolunteerFile;
use passerelle_store::{Act, Draft, Gesture, View};

/// Longest skill, in bytes.
const SKILL_BYTES_MAX: usize = 60;
/// Longest code of a language, in bytes.
const LANGUAGE_BYTES_MAX: usize = 35;
/// Telephones of one person.
const PHONES_MAX: usize = 5;
/// Longest telephone, in bytes.
const PHONE_BYTES_MAX: usize = 60;
/// Days of one absence: a year and some.
const ABSENCE_DAYS_MAX: i32 = 400;
/// Absences of one person that stand.
const ABSENCES_MAX: usize = 100;

impl App {
    /// Writes a volunteer's file: what of it is not so already.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `volunteer.*`, `level.unknown`, `text.*`,
    /// `calendar.day_unreadable`, or the store's.
    pub fn save_volunteer(&mut self, input: &VolunteerInput) -> Result<VolunteerDetail, AppError> {
        self.allow(Deed::Plan)?;
        self.allow_writing(Deed::ReadContacts, &[&kinds::VOLUNTEER_FILE])?;
        let person = person_of(&input.id)?;
        self.write_both(|class, private| {
            let name = named(class, person)?;
            let after = file_of(class, input)?;
            let files = private.volunteer_files()?;
            let before = files.into_iter().find(|(id, _)| *id == person).map(|(_, file)| file);
            let draft = file_draft(person, &before.unwrap_or_default(), &after);
            Ok(gesture("volunteer-saved", name, draft))
        })?;
        self.volunteer(person)
    }

    /// Writes days on which a volunteer is away.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `volunteer.unknown`, `absence.*`,
    /// `calendar.day_unreadable`, or the store's.
    pub fn save_absence(&mut self, input: &AbsenceInput) -> Result<VolunteerDetail, AppError> {
        self.allow(Deed::Plan)?;
        self.allow_writing(Deed::ReadContacts, &[&kinds::ABSENCE])?;
        let person = person_of(&input.volunteer)?;
        let (first, last) = (read_day(&input.first)?, read_day(&input.last)?);
        if last < first || last - first >= ABSENCE_DAYS_MAX {
            return Err(Refusal::new("absence.days").with("max", ABSENCE_DAYS_MAX).into());
        }
        let known = input.id.as_deref().map(crate::record_id).transpose()?;
        let id = known.map_or_else(|| new_id(&*self.around), Ok)?;
        self.write_both(|class, private| {
            let name = named(class, person)?;
            let absences = private.absences()?;
            let own: Vec<_> = absences.iter().filter(|one| one.volunteer == person).collect();
            if known.is_some() && own.iter().all(|one| one.id != id) {
                return Err(Refusal::new("absence.unknown").into());
            }
            if known.is_none() && own.len() >= ABSENCES_MAX {
                return Err(Refusal::new("absence.too_many").with("max", ABSENCES_MAX).into());
            }
            let mut draft = absence_draft(person, id);
            let is_so = |one: &&&passerelle_store::rota::Absence| {
                one.id == id && (one.first, one.last) == (first, last)
            };
            if own.iter().find(is_so).is_none() {
                let days = [first, last].map(|day| Value::Int(i64::from(day)));
                draft.write("days", Value::List(days.to_vec()));
            }
            Ok(gesture("absence-saved", name, draft))
        })?;
        self.volunteer(person)
    }

    /// Takes days away back: the volunteer is there.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `volunteer.unknown`, `absence.unknown`, or
    /// the store's.
    pub fn remove_absence(
        &mut self,
        person: RecordId,
        id: RecordId,
    ) -> Result<VolunteerDetail, AppError> {
        self.allow(Deed::Plan)?;
        self.allow_writing(Deed::ReadContacts, &[&kinds::ABSENCE])?;
        self.write_both(|class, private| {
            let name = named(class, person)?;
            let absences = private.absences()?;
            if !absences.iter().any(|one| (one.volunteer, one.id) == (person, id)) {
                return Err(Refusal::new("absence.unknown").into());
            }
            let mut draft = absence_draft(person, id);
            draft.write("removed", Value::Bool(true));
            Ok(gesture("absence-removed", name, draft))
        })?;
        self.volunteer(person)
    }
}

fn absence_draft(person: RecordId, id: RecordId) -> Draft {
    Draft::new(&kinds::ABSENCE, RecordRef::Derived(vec![person, id]), vec![])
}

fn gesture(key: &str, name: String, draft: Draft) -> Gesture {
    let drafts = if draft.writes.is_empty() { vec![] } else { vec![draft] };
    Gesture { label: label_text(&label(key, &[("name", name)])), act: Act::Do, drafts }
}

/// The person that a screen or a script means.
pub(super) fn person_of(id: &str) -> Result<RecordId, Refusal> {
    crate::record_id(id).map_err(|_| Refusal::new("volunteer.unknown"))
}

/// The name of a volunteer who is known here.
pub(super) fn named(view: &View<'_>, person: RecordId) -> Result<String, AppError> {
    let known = view.volunteer(person)?.ok_or(Refusal::new("volunteer.unknown"))?;
    Ok(known.name())
}

/// The file as it is to be.
fn file_of(view: &View<'_>, input: &VolunteerInput) -> Result<VolunteerFile, AppError> {
    let state = VOLUNTEER_STATES.iter().position(|name| *name == input.state);
    let state = state.ok_or(Refusal::new("volunteer.state"))?;
    let catalogue = view.levels()?;
    let mut levels = Vec::new();
    for level in &input.levels {
        levels.push(find_level(&catalogue, level)?.id.to_string());
    }
    let languages = texts(&input.languages, SKILLS_MAX, LANGUAGE_BYTES_MAX)?;
    languages.iter().try_for_each(|code| language_of(code).map(|_| ()))?;
    let or_none = |text: String| Some(text).filter(|text| !text.is_empty());
    Ok(VolunteerFile {
        state: i64::try_from(state).ok(),
        company: or_none(one_line(&input.company, NAME_BYTES_MAX)?),
        skills: texts(&input.skills, SKILLS_MAX, SKILL_BYTES_MAX)?,
        languages,
        levels: texts(&levels, SKILLS_MAX, SKILL_BYTES_MAX)?,
        times: times_of(input)?,
        phones: texts(&input.phones, PHONES_MAX, PHONE_BYTES_MAX)?,
        email: email_of(&input.email)?,
        note: or_none(optional(&input.note, NOTE_BYTES_MAX)?),
        charter: input.charter.as_deref().map(read_day).transpose()?,
    })
}

/// What of a file is to be written: only what is not so already.
fn file_draft(person: RecordId, before: &VolunteerFile, after: &VolunteerFile) -> Draft {
    let mut draft = Draft::new(&kinds::VOLUNTEER_FILE, RecordRef::Derived(vec![person]), vec![]);
    for ((register, old), (_, new)) in values(before).into_iter().zip(values(after)) {
        if old != new {
            draft.write(register, new);
        }
    }
    draft
}

/// A file as its registers hold it.
fn values(file: &VolunteerFile) -> [(&'static str, Value); 9] {
    let list = |texts: &[String]| Value::List(texts.iter().map(|one| text(one)).collect());
    let or_null = |texts: &[String]| if texts.is_empty() { Value::Null } else { list(texts) };
    let words = |words: &Option<String>| Value::text_or_null(words.as_deref());
    let times: Vec<_> = file.times.iter().map(Time::to_text).collect();
    let reach = match (&file.phones[..], &file.email) {
        ([], None) => Value::Null,
        (phones, email) => Value::List(vec![list(phones), words(email)]),
    };
    [
        ("state", Value::Int(file.state.unwrap_or(kinds::ACTIVE))),
        ("company", words(&file.company)),
        ("skills", or_null(&file.skills)),
        ("languages", or_null(&file.languages)),
        ("levels", or_null(&file.levels)),
        ("availability", or_null(&times)),
        ("reach", reach),
        ("note", words(&file.note)),
        ("charter", Value::int_or_null(file.charter.map(i64::from))),
    ]
}

/// Text of one line, without outer spaces and within a limit.
fn one_line(text: &str, bytes_max: usize) -> Result<String, Refusal> {
    let plain = optional(text, bytes_max)?;
    // A list of texts is kept one to a line.
    if plain.chars().any(char::is_control) {
        return Err(Refusal::new("text.unreadable"));
    }
    Ok(plain)
}

/// Texts of one line, each once and none empty.
fn texts(given: &[String], count_max: usize, bytes_max: usize) -> Result<Vec<String>, Refusal> {
    let mut kept: Vec<String> = Vec::new();
    for text in given {
        let line = one_line(text, bytes_max)?;
        if !line.is_empty() && !kept.contains(&line) {
            kept.push(line);
        }
    }
    if kept.len() > count_max {
        return Err(Refusal::new("volunteer.too_many").with("max", count_max));
    }
    Ok(kept)
}

/// A language's code, as far as it has the form of one: `ar`, `prs`, `pt-BR`.
pub(super) fn language_of(code: &str) -> Result<&str, Refusal> {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    let is_first = (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_lowercase());
    let mut others = parts;
    let is_other = |part: &str| {
        (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    match is_first && others.all(is_other) && code.len() <= LANGUAGE_BYTES_MAX {
        true => Ok(code),
        false => Err(Refusal::new("volunteer.language").with("text", code)),
    }
}

fn times_of(input: &VolunteerInput) -> Result<Vec<Time>, Refusal> {
    let times = input.availability.iter();
    let times = times.map(|one| Time { weekday: one.weekday, start: one.start, end: one.end });
    let mut times: Vec<_> = times.collect();
    times.sort();
    times.dedup();
    if !times.iter().all(Time::is_one) {
        return Err(Refusal::new("volunteer.times"));
    }
    if times.len() > TIMES_MAX {
        return Err(Refusal::new("volunteer.too_many").with("max", TIMES_MAX));
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_languages() {
        for code in ["fr", "prs", "pt-BR", "zh-Hans-CN"] {
            assert!(language_of(code).is_ok(), "{code}");
        }
        for code in ["", "f", "français", "FR", "fr-", "fr_FR", "arabe du nord"] {
            assert!(language_of(code).is_err(), "{code}");
        }
    }

    #[test]
    fn addresses_and_lists() {
        assert_eq!(email_of(" a@b.org "), Ok(Some("a@b.org".to_owned())));
        assert_eq!(email_of("  "), Ok(None));
        for wrong in ["a", "a@", "@b", "a b@c"] {
            assert_eq!(email_of(wrong).map_err(|r| r.code()), Err("volunteer.email"), "{wrong}");
        }
        let given = ["a", " a ", "", "b"].map(str::to_owned);
        assert_eq!(texts(&given, 2, 5).unwrap(), ["a", "b"]);
        assert_eq!(texts(&given, 1, 5).map_err(|r| r.code()), Err("volunteer.too_many"));
        assert_eq!(texts(&["a\nb".to_owned()], 2, 5).map_err(|r| r.code()), Err("text.unreadable"));
    }
}
