//! Sheets for people: what a register says, as a document that an auditor can hold in hand, or empty, for
//! a day without a computer. It gathers; `documents` draws.

mod calendar;
mod heard;
mod pack;
mod table;
mod week;

pub use calendar::CalendarOf;
pub use table::TableOf;

use crate::audit::{Entry, Noted};
use crate::centre::App;
use crate::error::AppError;
use crate::session::SHEET_LINK;
use passerelle_documents::{
    About, DocumentError, Half, How, Kept, Language, Line, Moment, Organisation, Pages, Proof,
    Role, Sheet, SignatureCell, TrainerLine, When, sheet_pages, sheet_pdf,
};
use passerelle_domain::attendance::Mark;
use passerelle_domain::calendar::{Day, format_day, parse_day, parse_minute};
use passerelle_domain::ink::Ink;
use passerelle_domain::permission::Deed;
use passerelle_domain::signature::{
    Found, Half as SignedHalf, Heading, Sheet as SignedSheet, Standing, Way, halves,
};
use passerelle_domain::{RecordId, Refusal};
use passerelle_store::session::Session;
use passerelle_store::{StoreError, View};
use std::collections::{BTreeMap, BTreeSet};

/// Lines for whoever comes unannounced, on a sheet that is filled by hand.
const SPARE_LINES: u8 = 3;

impl App {
    /// The sheet of a session as a PDF: as its register stands, or to be filled by hand. It is noted as
    /// an export. `version` is an earlier one of it, if one is asked for. `language` is `fr` or `en`.
    ///
    /// # Errors
    /// `session.unknown`, `document.*`, or the store's.
    pub fn sheet_document(
        &mut self,
        session: RecordId,
        (blank, version): (bool, Option<u32>),
        language: &str,
    ) -> Result<Document, AppError> {
        let sheet = self.sheet_on_paper(session, (blank, version))?;
        let people = sheet.learners.len() as u64;
        let language = language_of(language);
        // Beside the filled one that stands, not in its place.
        let end = match (blank, version, language) {
            (false, None, _) => String::new(),
            (false, Some(version), _) => format!("-v{version}"),
            (true, _, Language::French) => "-vide".to_owned(),
            (true, _, Language::English) => "-blank".to_owned(),
        };
        let name = format!("{}{end}.pdf", safe(&sheet.proof.id));
        let bytes = document(sheet_pdf(&[sheet], language))?;
        self.note_deed(Noted::Export, &Entry { amount: Some(people), ..Entry::default() })?;
        Ok(Document { name, bytes })
    }

    /// The pages of the same as pictures (SVG), to be looked at. Nothing leaves this computer by it, so
    /// it is not noted.
    ///
    /// # Errors
    /// As `sheet_document`.
    pub fn sheet_preview(
        &mut self,
        session: RecordId,
        which: (bool, Option<u32>),
        language: &str,
    ) -> Result<Vec<String>, AppError> {
        let sheet = self.sheet_on_paper(session, which)?;
        Ok(document(sheet_pages(&[sheet], language_of(language)))?.svg())
    }

    /// The words of the same pages: for tests that read what a sheet says.
    ///
    /// # Errors
    /// As `sheet_document`.
    #[doc(hidden)]
    pub fn sheet_words_for_tests(
        &mut self,
        session: RecordId,
        which: (bool, Option<u32>),
        language: &str,
    ) -> Result<String, AppError> {
        let sheet = self.sheet_on_paper(session, which)?;
        Ok(words_of(&document(sheet_pages(&[sheet], language_of(language)))?))
    }

    /// Notes that somebody prints it, before they do.
    ///
    /// # Errors
    /// As `sheet_document`.
    pub fn sheet_printed(
        &mut self,
        session: RecordId,
        which: (bool, Option<u32>),
    ) -> Result<(), AppError> {
        let people = self.sheet_on_paper(session, which)?.learners.len() as u64;
        self.note_deed(Noted::Export, &Entry { amount: Some(people), ..Entry::default() })
    }

    fn sheet_on_paper(
        &mut self,
        session: RecordId,
        (blank, version): (bool, Option<u32>),
    ) -> Result<Sheet, AppError> {
        self.allow(Deed::PrintRegister)?;
        self.store.snapshot(|view| {
            let session = crate::attendance::known_session(view, session)?;
            match blank {
                true => blank_sheet(view, &session),
                false => filled_sheet(view, &session, version),
            }
        })
    }
}

/// A document, ready to be written.
pub struct Document {
    /// A file's name, of letters and digits that every system takes.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Every word of some pages, spaces alike.
fn words_of(pages: &Pages) -> String {
    let text: String = (0..pages.count()).map(|page| pages.text(page)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What `documents` made, or why it could not.
fn document<T>(made: Result<T, DocumentError>) -> Result<T, AppError> {
    made.map_err(|error| {
        tracing::error!(code = error.code(), "a document could not be made");
        Refusal::new(error.code()).into()
    })
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
    let learners = view.roster(session)?.into_iter().map(|learner| Line {
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
    let mut sheet = base(view, &session.heading())?;
    sheet.learners = learners;
    trainers.sort_by_cached_key(order);
    sheet.trainers = trainers;
    sheet.spare_lines = SPARE_LINES;
    sheet.proof = Proof { version: 1, ..named(session) };
    Ok(sheet)
}

/// A sheet as the register stands, or as an earlier version of it stood.
fn filled_sheet(
    view: &View<'_>,
    session: &Session,
    version: Option<u32>,
) -> Result<Sheet, AppError> {
    let versions = view.versions(session)?;
    let found = match version {
        None => versions.last(),
        Some(number) => versions.iter().find(|version| version.number == number),
    };
    let version = found.ok_or(Refusal::new("document.version_unknown"))?;
    let stands = version.ended_by.is_none();
    let suspects = if stands { view.suspects(session.id)? } else { BTreeSet::new() };
    let mut sheet = said(view, session, &version.sheet, (stands, &suspects))?.sheet;
    sheet.proof = Proof {
        version: version.number,
        corrects: version.number.checked_sub(1).filter(|before| *before > 0),
        hash: Some(version.sheet.hash()),
        paper: version.sheet.is_paper,
        tampered: !suspects.is_empty(),
        suspects: names_of(view, &suspects)?,
        warnings: if stands { kept(view, session.id)? } else { Vec::new() },
        unheard: heard::unheard(view, session)?,
        changed_at: version.changed_ms.and_then(moment),
        ..named(session)
    };
    Ok(sheet)
}

/// What a version says: everybody on it with their signatures; and beside it who each line is.
struct Said {
    sheet: Sheet,
    learners: Vec<RecordId>,
    trainers: Vec<RecordId>,
}

/// What a version says. One that stands has also a line for whoever is expected and not marked.
fn said(
    view: &View<'_>,
    session: &Session,
    signed: &SignedSheet,
    (stands, suspects): (bool, &BTreeSet<RecordId>),
) -> Result<Said, AppError> {
    let hours = signed.heading.hours();
    let minutes = |mark: Option<Mark>| mark.map(|mark| mark.minutes_effective(&hours));
    let mut sheet = base(view, &signed.heading)?;
    sheet.proof.paper = signed.is_paper;
    let cells = |person: RecordId| cells(view, signed, person, suspects.contains(&person));
    let mut people = view.roster(session)?;
    if !stands {
        // Whoever came later was not on it.
        people.retain(|learner| signed.learners.contains_key(&learner.id));
    }
    let learners = people.iter().map(|learner| learner.id).collect();
    for learner in people {
        let mark = signed.learners.get(&learner.id).copied();
        sheet.learners.push(Line {
            signatures: cells(learner.id)?,
            name: learner.whole_name(),
            own_name: learner.own_name,
            mark,
            minutes: minutes(mark),
        });
    }
    let mut lines = Vec::new();
    for (person, part) in trainers_of(view, signed)? {
        let mark = signed.trainers.get(&person).copied();
        let came = mark.is_some_and(|mark| mark.status.took_part());
        let given = cells(person)?;
        let signs = given.iter().any(|cell| *cell != SignatureCell::Empty);
        if came || part.is_some() || signs {
            let line = trainer(view, person, part, minutes(mark))?;
            lines.extend(line.map(|line| (person, TrainerLine { signatures: given, ..line })));
        }
    }
    lines.sort_by_cached_key(|(_, line)| order(line));
    let (trainers, lines) = lines.into_iter().unzip();
    sheet.trainers = lines;
    Ok(Said { sheet, learners, trainers })
}

/// Who was planned or marked to teach, and whoever else signed the whole.
fn trainers_of(
    view: &View<'_>,
    signed: &SignedSheet,
) -> Result<BTreeMap<RecordId, Option<i64>>, AppError> {
    let mut parts: BTreeMap<RecordId, Option<i64>> =
        view.presences(signed.session)?.into_iter().map(|row| (row.person, row.part)).collect();
    for found in &signed.signatures {
        if !signed.learners.contains_key(&found.person) {
            parts.entry(found.person).or_default();
        }
    }
    Ok(parts)
}

/// What stands where somebody signs, half by half.
fn cells(
    view: &View<'_>,
    signed: &SignedSheet,
    person: RecordId,
    is_suspect: bool,
) -> Result<Vec<SignatureCell>, AppError> {
    let mut cells = Vec::new();
    for half in signed.halves() {
        cells.push(match signed.signature(person, half) {
            None => SignatureCell::Empty,
            Some(_) if is_suspect => SignatureCell::Broken,
            Some((standing, found)) => cell(view, standing, found, signed.heading.day)?,
        });
    }
    Ok(cells)
}

fn cell(
    view: &View<'_>,
    standing: Standing,
    found: &Found,
    day: Day,
) -> Result<SignatureCell, AppError> {
    let (Some(signed), false) = (found.signed, standing == Standing::Broken) else {
        return Ok(SignatureCell::Broken);
    };
    let when = when(signed.at_ms, day);
    let given = |how: How| SignatureCell::Given { how, when };
    Ok(match (standing, signed.way) {
        (Standing::Void, _) => SignatureCell::Void,
        (Standing::Again, _) => SignatureCell::Again { when },
        (_, Way::Drawn) => match found.ink.as_deref().and_then(Ink::parse) {
            Some(ink) => SignatureCell::Strokes { strokes: ink.0, when },
            // That they signed stays, their hand does not.
            None => given(How::Erased),
        },
        (_, Way::Pictures) => given(How::Pictures),
        (_, Way::Code) => given(How::Code),
        (_, Way::Account) => given(How::Account),
        (_, Way::Witnessed) => {
            let by = signed.witness.map(|id| named_person(view, id)).transpose()?.flatten();
            SignatureCell::Witnessed { by: by.unwrap_or_default(), when }
        }
    })
}

fn named_person(view: &View<'_>, person: RecordId) -> Result<Option<String>, AppError> {
    if let Some(learner) = view.learner(person)? {
        return Ok(Some(learner.whole_name()));
    }
    Ok(view.volunteer(person)?.map(|volunteer| volunteer.name()))
}

fn names_of(view: &View<'_>, people: &BTreeSet<RecordId>) -> Result<Vec<String>, AppError> {
    let mut names = Vec::with_capacity(people.len());
    for person in people {
        names.extend(named_person(view, *person)?);
    }
    Ok(names)
}

/// What whoever closed the register saw, and why it was right all the same.
fn kept(view: &View<'_>, session: RecordId) -> Result<Vec<Kept>, AppError> {
    let kept = view.sheet(session)?.kept.into_iter().map(|text| {
        let (code, reason) = text.split_once(':').unwrap_or((text.as_str(), ""));
        Kept { about: About::of(code.trim()), reason: reason.trim().to_owned() }
    });
    Ok(kept.collect())
}

/// A day and minutes after midnight on this computer's clock.
fn at(ms: i64) -> Option<(Day, u16)> {
    let text = crate::local_time(ms);
    let (day, minute) = text.split_once(' ')?;
    parse_day(day).zip(parse_minute(minute))
}

fn moment(ms: u64) -> Option<Moment> {
    at(ms.cast_signed()).map(|(day, minute)| Moment { day, minute })
}

/// When somebody signed for a session of that day.
fn when(ms: i64, session: Day) -> When {
    let (day, minute) = at(ms).unwrap_or((session, 0));
    When { day: (day != session).then_some(day), minute }
}

fn half(half: SignedHalf) -> Half {
    match half {
        SignedHalf::Morning => Half::Morning,
        SignedHalf::Afternoon => Half::Afternoon,
        SignedHalf::Evening => Half::Evening,
    }
}

/// A sheet of which nobody is on yet.
fn base(view: &View<'_>, heading: &Heading) -> Result<Sheet, AppError> {
    let name = view.centre()?.unwrap_or_default();
    Ok(Sheet {
        organisation: Organisation { name, nda: None, siret: None },
        title: heading.title.clone(),
        code: heading.code.clone(),
        module: heading.module.clone(),
        place: heading.place.clone(),
        day: heading.day,
        start: heading.start,
        end: heading.end,
        halves: halves(heading.start, heading.end).into_iter().map(half).collect(),
        planned_minutes: heading.hours().minutes(),
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
    Proof { id: name, link: format!("{SHEET_LINK}{id}"), ..Proof::default() }
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
fn order(line: &TrainerLine) -> (bool, String) {
    (line.role != Role::Lead, line.name.to_lowercase())
}
