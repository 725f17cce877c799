//! Sheets for people: what a register says, as a document that an auditor can hold in hand, or empty, for
//! a day without a computer. It gathers; `documents` draws.

use crate::audit::{Entry, Noted};
use crate::centre::App;
use crate::error::AppError;
use crate::undo::device_name;
use passerelle_documents::{
    Half, Language, Line, Moment, Organisation, Proof, Role, Sheet, TrainerLine, sheet_pdf,
};
use passerelle_domain::attendance::Mark;
use passerelle_domain::calendar::{format_day, format_minute};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, Refusal, kinds};
use passerelle_store::session::Session;
use passerelle_store::{StoreError, View};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Where the morning ends and the evening begins, in minutes after midnight.
const NOON: u16 = 13 * 60;
const EVENING: u16 = 18 * 60;
/// A session that has so much on both sides of noon is signed for twice.
const HALF_MINUTES_MIN: u16 = 60;
/// Lines for whoever comes unannounced, on a sheet that is filled by hand.
const SPARE_LINES: u8 = 3;

impl App {
    /// The sheet of a session as a PDF: as its register stands, or to be filled by hand. It is noted as
    /// an export. `language` is `fr` or `en`.
    ///
    /// # Errors
    /// `session.unknown`, `document.*`, or the store's.
    pub fn sheet_document(
        &mut self,
        session: RecordId,
        blank: bool,
        language: &str,
    ) -> Result<Document, AppError> {
        self.allow(Deed::PrintRegister)?;
        let (day, minute) = self.around.today();
        let now = Moment { day, minute };
        let sheet = self.store.snapshot(|view| {
            let session = crate::attendance::known_session(view, session)?;
            match blank {
                true => blank_sheet(view, &session),
                false => filled_sheet(view, &session, now),
            }
        })?;
        let people = sheet.learners.len() as u64;
        let language = language_of(language);
        // Beside the filled one, not in its place.
        let end = match (blank, language) {
            (false, _) => "",
            (true, Language::French) => "-vide",
            (true, Language::English) => "-blank",
        };
        let name = format!("{}{end}.pdf", safe(&sheet.proof.id));
        let bytes = sheet_pdf(&[sheet], language).map_err(|error| {
            tracing::error!(code = error.code(), "a document could not be made");
            AppError::from(Refusal::new(error.code()))
        })?;
        self.note_deed(Noted::Export, &Entry { amount: Some(people), ..Entry::default() })?;
        Ok(Document { name, bytes })
    }
}

/// A document, ready to be written.
pub struct Document {
    /// A file's name, of letters and digits that every system takes.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

fn language_of(tag: &str) -> Language {
    if tag.starts_with("en") { Language::English } else { Language::French }
}

/// A file's name of it: a group's code is whatever people typed.
fn safe(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}

/// A sheet without marks: who is expected, and room to sign.
fn blank_sheet(view: &View<'_>, session: &Session) -> Result<Sheet, AppError> {
    let learners = view.roster(session.cohort, Some(session.id))?.into_iter().map(|learner| Line {
        name: learner.whole_name(),
        own_name: learner.own_name,
        mark: None,
        minutes: None,
        signatures: Vec::new(),
    });
    let learners = learners.collect();
    let mut trainers = Vec::new();
    for presence in view.presences(session.id)?.into_iter().filter(|row| row.part.is_some()) {
        trainers.extend(trainer(view, presence.person, presence.part, None)?);
    }
    let mut sheet = base(view, session)?;
    sheet.learners = learners;
    sheet.trainers = sorted(trainers);
    sheet.spare_lines = SPARE_LINES;
    sheet.proof = Proof { version: 1, ..named(session) };
    Ok(sheet)
}

/// A sheet as the register stands.
fn filled_sheet(view: &View<'_>, session: &Session, now: Moment) -> Result<Sheet, AppError> {
    let hours = session.hours();
    let minutes = |mark: Option<Mark>| mark.map(|mark| mark.minutes_effective(&hours));
    let marks: HashMap<_, _> =
        view.marks(session.id)?.into_iter().map(|row| (row.person, row.mark)).collect();
    let mut digest = Sha256::new();
    let mut sheet = base(view, session)?;
    digest.update(canonical_head(session, &sheet));
    for learner in view.roster(session.cohort, Some(session.id))? {
        let mark = marks.get(&learner.id).copied().flatten();
        digest.update(canonical_line(learner.id, mark));
        sheet.learners.push(Line {
            name: learner.whole_name(),
            own_name: learner.own_name,
            mark,
            minutes: minutes(mark),
            signatures: Vec::new(),
        });
    }
    let mut trainers = Vec::new();
    for presence in view.presences(session.id)? {
        let came = presence.mark.is_some_and(|mark| mark.status.took_part());
        if came || presence.part.is_some() {
            digest.update(canonical_line(presence.person, presence.mark));
            let minutes = minutes(presence.mark);
            trainers.extend(trainer(view, presence.person, presence.part, minutes)?);
        }
    }
    sheet.trainers = sorted(trainers);
    sheet.proof = Proof {
        version: 1,
        hash: Some(digest.finalize().into()),
        paper: view.sheet(session.id)?.is_paper,
        unheard: unheard(view, session)?,
        known_at: Some(now),
        ..named(session)
    };
    Ok(sheet)
}

fn base(view: &View<'_>, session: &Session) -> Result<Sheet, AppError> {
    let name = view.centre()?.unwrap_or_default();
    Ok(Sheet {
        organisation: Organisation { name, nda: None, siret: None },
        title: session.title.clone(),
        code: session.code.clone(),
        module: session.module.clone(),
        place: session.room.clone(),
        day: session.day,
        start: session.start,
        end: session.end,
        halves: halves(session.start, session.end),
        planned_minutes: session.hours().minutes(),
        learners: Vec::new(),
        trainers: Vec::new(),
        spare_lines: 0,
        proof: Proof::default(),
    })
}

/// How a sheet is called, and the link that opens its session.
fn named(session: &Session) -> Proof {
    let id = session.id.to_string();
    let end = id.get(id.len() - 8..).unwrap_or(&id).to_uppercase();
    let name = format!("{}-{}-{end}", session.code, format_day(session.day));
    Proof { id: name, link: format!("passerelle:session/{id}"), ..Proof::default() }
}

/// What is signed for on its own: each half of the day on which something takes place.
fn halves(start: u16, end: u16) -> Vec<Half> {
    let morning = NOON.saturating_sub(start).min(end.saturating_sub(start));
    let afternoon = end.saturating_sub(NOON.max(start));
    if morning >= HALF_MINUTES_MIN && afternoon >= HALF_MINUTES_MIN {
        return vec![Half::Morning, Half::Afternoon];
    }
    let of = if start >= EVENING {
        Half::Evening
    } else if afternoon > morning {
        Half::Afternoon
    } else {
        Half::Morning
    };
    vec![of]
}

fn trainer(
    view: &View<'_>,
    person: RecordId,
    part: Option<i64>,
    minutes: Option<u16>,
) -> Result<Option<TrainerLine>, StoreError> {
    let role = match part.and_then(|code| usize::try_from(code).ok()) {
        Some(0) => Role::Lead,
        Some(2) => Role::Interpreter,
        Some(3) => Role::Observer,
        _ => Role::Assistant,
    };
    Ok(view.volunteer(person)?.map(|volunteer| TrainerLine {
        name: volunteer.name(),
        own_name: volunteer.own_name,
        role,
        minutes,
        signatures: Vec::new(),
    }))
}

/// The lead first, then by name.
fn sorted(mut trainers: Vec<TrainerLine>) -> Vec<TrainerLine> {
    trainers.sort_by_cached_key(|line| (line.role != Role::Lead, line.name.to_lowercase()));
    trainers
}

/// The other laptops of the centre of which nothing is known that was written after the session's end.
fn unheard(view: &View<'_>, session: &Session) -> Result<Vec<String>, AppError> {
    let Some(stream) = view.stream_of_kind(&kinds::ATTENDANCE)? else { return Ok(Vec::new()) };
    let (me, tips) = (view.device()?, view.tips(stream)?);
    let end = format!("{} {}", format_day(session.day), format_minute(session.end));
    let mut unheard = Vec::new();
    for device in view.devices()?.into_iter().filter(|device| Some(*device) != me) {
        let heard = match tips.get(&device) {
            Some(tip) => view.op(stream, passerelle_sync::Dot { device, n: tip.n })?,
            None => None,
        };
        let after = |op: passerelle_sync::Op| crate::local_time(op.hlc.ms().cast_signed()) >= end;
        if !heard.is_some_and(after) {
            unheard.push(device_name(view, device)?);
        }
    }
    Ok(unheard)
}

/// What a sheet says of its session, in one form only: what its hash is made of.
fn canonical_head(session: &Session, sheet: &Sheet) -> String {
    let (from, to) = session.pause.unwrap_or_default();
    let texts = [
        Some(sheet.organisation.name.as_str()),
        Some(&sheet.title),
        Some(&sheet.code),
        sheet.module.as_deref(),
        sheet.place.as_deref(),
    ];
    let mut head = format!("sheet 1\n{}\n", session.id);
    for text in texts {
        // Lengths, so that no text can pass for two.
        let text = text.unwrap_or_default();
        head.push_str(&format!("{} {text}\n", text.len()));
    }
    head.push_str(&format!(
        "{} {} {} {from} {to}\n",
        format_day(session.day),
        session.start,
        session.end
    ));
    head
}

/// What a sheet says of one person.
fn canonical_line(person: RecordId, mark: Option<Mark>) -> String {
    let Some(mark) = mark else { return format!("{person} -\n") };
    let minutes = |minutes: Option<u16>| minutes.unwrap_or(0);
    format!("{person} {} {} {}\n", mark.status.code(), minutes(mark.late), minutes(mark.left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_a_day() {
        let check = |start: u16, end: u16, of: &[Half]| assert_eq!(halves(start, end), of);
        check(9 * 60, 12 * 60, &[Half::Morning]);
        check(14 * 60, 16 * 60, &[Half::Afternoon]);
        check(18 * 60, 20 * 60, &[Half::Evening]);
        check(9 * 60 + 30, 17 * 60, &[Half::Morning, Half::Afternoon]);
        check(11 * 60, 13 * 60 + 30, &[Half::Morning]);
        check(12 * 60 + 30, 16 * 60, &[Half::Afternoon]);
    }
}
