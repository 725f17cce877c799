//! The grid of a week: the sessions of a group from Monday to Sunday, and behind each column its own
//! sheet, from which every cell is taken.

use super::{Document, base, document, named, safe, said};
use crate::audit::{Entry, Noted};
use crate::centre::App;
use crate::error::AppError;
use passerelle_documents::{
    Moment, Organisation, Proof, Sheet, Week, WeekCell, WeekLine, WeekSession, WeekSheet,
    WeekTrainer, week_pdf,
};
use passerelle_domain::calendar::{Day, format_day, monday_of, parse_day};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, Refusal};
use passerelle_store::View;
use passerelle_store::session::Session;
use std::collections::BTreeSet;

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
        self.allow(Deed::PrintRegister)?;
        let day = parse_day(date)
            .ok_or_else(|| Refusal::new("calendar.day_unreadable").with("value", date))?;
        let (today, minute) = self.around.today();
        let now = Moment { day: today, minute };
        let week = self.store.snapshot(|view| {
            view.cohort(cohort, today)?.ok_or(Refusal::new("cohort.unknown"))?;
            week(view, cohort, day, now)
        })?;
        let people = week.learners.len() as u64;
        let name = format!("{}.pdf", safe(&week.proof.id));
        let language = super::language_of(language);
        let bytes = document(week_pdf(&[week], language))?;
        self.note_deed(Noted::Export, &Entry { amount: Some(people), ..Entry::default() })?;
        Ok(Document { name, bytes })
    }
}

/// A session of the week with what its sheet says.
struct Column {
    session: Session,
    sheet: Sheet,
    version: u32,
    hash: [u8; 32],
}

fn week(view: &View<'_>, cohort: RecordId, day: Day, now: Moment) -> Result<Week, AppError> {
    let first = monday_of(day);
    let sessions = view.sessions_of(cohort)?.into_iter();
    let mut columns = Vec::new();
    let mut tampered = false;
    for session in sessions.filter(|session| (first..first + 7).contains(&session.day)) {
        let suspects = view.suspects(session.id)?;
        tampered |= !suspects.is_empty();
        let signed = view.signed_sheet(&session)?;
        let version = view.versions(&session)?.last().map_or(1, |version| version.number);
        let sheet = said(view, &session, &signed, (true, &suspects))?;
        columns.push(Column { session, sheet, version, hash: signed.hash() });
    }
    let one = columns.first().ok_or(Refusal::new("document.no_session"))?;
    let head = base(view, &one.session)?;
    let same_place = columns.iter().all(|column| column.sheet.place == head.place);
    let id = format!("{}-{}", head.code, format_day(first));
    Ok(Week {
        organisation: Organisation { ..head.organisation },
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
            tampered,
            known_at: Some(now),
            ..Proof::default()
        },
    })
}

fn heading(column: &Column, same_place: bool) -> WeekSession {
    let sheet = &column.sheet;
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

/// Everybody who is on one of the sheets, by name: two of one name and script are two lines only where
/// one sheet has both.
fn learners(columns: &[Column]) -> Vec<WeekLine> {
    let key = |line: &passerelle_documents::Line| (line.name.clone(), line.own_name.clone());
    let mut names: Vec<_> = Vec::new();
    for line in columns.iter().flat_map(|column| &column.sheet.learners) {
        if !names.contains(&key(line)) {
            names.push(key(line));
        }
    }
    names.sort_by_cached_key(|(name, _)| name.to_lowercase());
    let mut lines = Vec::new();
    for name in names {
        let of = |column: &Column| -> Vec<WeekCell> {
            let found = column.sheet.learners.iter().filter(|line| key(line) == name);
            found
                .map(|line| WeekCell {
                    expected: true,
                    mark: line.mark,
                    minutes: line.minutes,
                    signatures: line.signatures.clone(),
                })
                .collect()
        };
        let cells: Vec<Vec<WeekCell>> = columns.iter().map(of).collect();
        let times = cells.iter().map(Vec::len).max().unwrap_or(0);
        for rank in 0..times {
            let cells = cells.iter().map(|all| all.get(rank).cloned().unwrap_or_default());
            let (name, own_name) = name.clone();
            lines.push(WeekLine { name, own_name, cells: cells.collect() });
        }
    }
    lines
}

fn trainers(columns: &[Column]) -> Vec<WeekTrainer> {
    let all = columns.iter().flat_map(|column| &column.sheet.trainers);
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for line in all.filter(|line| seen.insert((line.name.clone(), line.own_name.clone()))) {
        let cell = |column: &Column| {
            let mut here = column.sheet.trainers.iter();
            let here = here.find(|t| t.name == line.name && t.own_name == line.own_name);
            here.map_or_else(WeekCell::default, |line| WeekCell {
                expected: true,
                mark: None,
                minutes: line.minutes,
                signatures: line.signatures.clone(),
            })
        };
        lines.push(WeekTrainer {
            name: line.name.clone(),
            own_name: line.own_name.clone(),
            role: line.role,
            cells: columns.iter().map(cell).collect(),
        });
    }
    lines
}
