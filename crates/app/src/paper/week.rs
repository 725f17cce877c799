//! The grid of a week: the sessions of a group from Monday to Sunday, and behind each column its own
//! sheet, from which every cell is taken.

use super::{
    Document, Said, base, document, heard, moment, named, names_of, order, safe, said, words_of,
};
use crate::audit::{Entry, Noted};
use crate::centre::App;
use crate::error::AppError;
use passerelle_documents::{
    Line, Proof, TrainerLine, Week, WeekCell, WeekLine, WeekSession, WeekSheet, WeekTrainer,
    week_pages, week_pdf,
};
use passerelle_domain::calendar::{Day, format_day, monday_of, parse_day};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, Refusal};
use passerelle_store::View;
use passerelle_store::session::Session;
use std::collections::{BTreeMap, BTreeSet};

impl App {
    /// The grid of the week of a day (`2027-04-20`), as a PDF. It is noted as an export.
    ///
    /// # Errors
    /// `calendar.day_unreadable`, `cohort.unknown`, `document.no_session` when there is none in that week, `document.*`, or the
    /// store's.
    pub fn week_document(
        &mut self,
        cohort: RecordId,
        date: &str,
        language: &str,
    ) -> Result<Document, AppError> {
        let week = self.week_on_paper(cohort, date)?;
        let people = week.learners.len() as u64;
        let name = format!("{}.pdf", safe(&week.proof.id));
        let language = super::language_of(language);
        let bytes = document(week_pdf(&[week], language))?;
        self.note_deed(Noted::Export, &Entry { amount: Some(people), ..Entry::default() })?;
        Ok(Document { name, bytes })
    }

    /// The words of the same pages: for tests that read what a week says.
    ///
    /// # Errors
    /// As `week_document`.
    #[doc(hidden)]
    pub fn week_words_for_tests(
        &mut self,
        cohort: RecordId,
        date: &str,
        language: &str,
    ) -> Result<String, AppError> {
        let week = self.week_on_paper(cohort, date)?;
        Ok(words_of(&document(week_pages(&[week], super::language_of(language)))?))
    }

    fn week_on_paper(&mut self, cohort: RecordId, date: &str) -> Result<Week, AppError> {
        self.allow(Deed::PrintRegister)?;
        let day = parse_day(date)
            .ok_or_else(|| Refusal::new("calendar.day_unreadable").with("value", date))?;
        let today = self.around.today().0;
        self.store.snapshot(|view| {
            view.cohort(cohort, today)?.ok_or(Refusal::new("cohort.unknown"))?;
            week(view, cohort, day)
        })
    }
}

/// A session of the week with what its sheet says.
struct Column {
    session: Session,
    said: Said,
    version: u32,
    hash: [u8; 32],
}

fn week(view: &View<'_>, cohort: RecordId, day: Day) -> Result<Week, AppError> {
    let first = monday_of(day);
    let sessions = view.sessions_of(cohort)?.into_iter();
    let mut columns = Vec::new();
    let (mut suspects, mut unheard, mut changed_ms) = (BTreeSet::new(), Vec::new(), None);
    for session in sessions.filter(|session| (first..first + 7).contains(&session.day)) {
        let of_it = view.suspects(session.id)?;
        for name in heard::unheard(view, &session)? {
            if !unheard.contains(&name) {
                unheard.push(name);
            }
        }
        let versions = view.versions(&session)?;
        let Some(version) = versions.last() else { continue };
        changed_ms = changed_ms.max(version.changed_ms);
        let said = said(view, &session, &version.sheet, (true, &of_it))?;
        suspects.extend(of_it);
        columns.push(Column { session, said, version: version.number, hash: version.sheet.hash() });
    }
    let one = columns.first().ok_or(Refusal::new("document.no_session"))?;
    let head = base(view, &one.session.heading())?;
    let same_place = columns.iter().all(|column| column.said.sheet.place == head.place);
    let id = format!("{}-{}", head.code, format_day(first));
    Ok(Week {
        organisation: head.organisation,
        title: head.title,
        code: head.code,
        place: head.place.filter(|_| same_place),
        sessions: columns.iter().map(|column| heading(column, same_place)).collect(),
        learners: learners(&columns),
        trainers: trainers(&columns),
        proof: Proof {
            id,
            version: 1,
            link: named(&one.session).link,
            tampered: !suspects.is_empty(),
            suspects: names_of(view, &suspects)?,
            unheard,
            changed_at: changed_ms.and_then(moment),
            ..Proof::default()
        },
    })
}

fn heading(column: &Column, same_place: bool) -> WeekSession {
    let sheet = &column.said.sheet;
    WeekSession {
        day: sheet.day,
        start: sheet.start,
        end: sheet.end,
        halves: sheet.halves.clone(),
        module: sheet.module.clone(),
        place: sheet.place.clone().filter(|_| !same_place),
        planned_minutes: sheet.planned_minutes,
        sheet: Some(WeekSheet {
            id: named(&column.session).id,
            version: column.version,
            corrects: column.version.checked_sub(1).filter(|before| *before > 0),
            hash: Some(column.hash),
            paper: sheet.proof.paper,
        }),
    }
}

/// Everybody who is on one of the sheets, by name.
fn learners(columns: &[Column]) -> Vec<WeekLine> {
    let on = |column: &Column| -> BTreeMap<RecordId, Line> {
        let lines = column.said.sheet.learners.iter().cloned();
        column.said.learners.iter().copied().zip(lines).collect()
    };
    let columns: Vec<_> = columns.iter().map(on).collect();
    let everybody: BTreeMap<&RecordId, &Line> = columns.iter().flatten().collect();
    let mut lines: Vec<_> = everybody
        .into_iter()
        .map(|(id, line)| {
            let cell = |column: &BTreeMap<RecordId, Line>| {
                column.get(id).map_or_else(WeekCell::default, |line| WeekCell {
                    expected: true,
                    mark: line.mark,
                    minutes: line.minutes,
                    signatures: line.signatures.clone(),
                })
            };
            let (name, own_name) = (line.name.clone(), line.own_name.clone());
            WeekLine { name, own_name, cells: columns.iter().map(cell).collect() }
        })
        .collect();
    lines.sort_by_cached_key(|line| line.name.to_lowercase());
    lines
}

/// Everybody who taught in one of them, whoever leads first.
fn trainers(columns: &[Column]) -> Vec<WeekTrainer> {
    let on = |column: &Column| -> BTreeMap<RecordId, TrainerLine> {
        let lines = column.said.sheet.trainers.iter().cloned();
        column.said.trainers.iter().copied().zip(lines).collect()
    };
    let columns: Vec<_> = columns.iter().map(on).collect();
    let everybody: BTreeMap<&RecordId, &TrainerLine> = columns.iter().flatten().collect();
    let mut everybody: Vec<_> = everybody.into_iter().collect();
    everybody.sort_by_cached_key(|(_, line)| order(line));
    everybody
        .into_iter()
        .map(|(id, line)| {
            let cell = |column: &BTreeMap<RecordId, TrainerLine>| {
                column.get(id).map_or_else(WeekCell::default, |line| WeekCell {
                    expected: true,
                    mark: None,
                    minutes: line.minutes,
                    signatures: line.signatures.clone(),
                })
            };
            WeekTrainer {
                name: line.name.clone(),
                own_name: line.own_name.clone(),
                role: line.role,
                cells: columns.iter().map(cell).collect(),
            }
        })
        .collect()
}
