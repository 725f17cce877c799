//! The grid of a week as the words and shapes of its template.

use crate::error::DocumentError;
use crate::labels::{Label, Language};
use crate::sheet::{Half, Moment};
use crate::sheet_view::PEOPLE_MAX;
use crate::text;
use crate::typeset::{Pages, Template, lay_out};
use crate::view::{Of, Writer, date, list};
use crate::week::{Week, WeekCell, WeekSession};
use passerelle_domain::calendar::{format_day, monday_of};
use typst::foundations::{Dict, Value, dict};

/// Weeks of one document.
pub const WEEKS_MAX: usize = 100;
/// Sessions of one week.
pub const SESSIONS_MAX: usize = 60;

/// Columns side by side on a page; what comes after goes on a page of its own.
const ABREAST_MAX: usize = 10;

/// A4 lying, without its margins; the names' part of it. Millimetres.
const WIDTH: f64 = 271.0;
const NAMES: f64 = 53.0;
/// Wider than this, a column is only emptier.
const COLUMN_MAX: f64 = 80.0;
/// A mark left of its signature takes this; narrower columns have it above.
const MARK: f64 = 22.0;
const BESIDE_MIN: f64 = 50.0;

/// How the columns of one part of a week are drawn.
#[derive(Clone, Copy)]
struct Columns {
    /// Millimetres.
    width: f64,
    beside: bool,
}

impl Columns {
    fn of(sessions: &[WeekSession]) -> Self {
        let width = ((WIDTH - NAMES) / sessions.len().max(1) as f64).min(COLUMN_MAX);
        let signed_once = sessions.iter().all(|session| session.halves.len() <= 1);
        Self { width, beside: signed_once && width >= BESIDE_MIN }
    }

    /// Room for one of so many signatures in a cell.
    fn ink(self, halves: usize) -> (f64, f64) {
        let mark = if self.beside { MARK } else { 0.0 };
        ((self.width - mark) / halves.max(1) as f64 - 4.0, if self.beside { 8.2 } else { 7.0 })
    }
}

/// Lays out weeks, one after the other, each from a new page.
pub(crate) fn pages(weeks: &[Week], language: Language) -> Result<Pages, DocumentError> {
    let first = weeks.first().ok_or(DocumentError::Nothing)?;
    if weeks.len() > WEEKS_MAX || weeks.iter().any(too_much) {
        return Err(DocumentError::TooMuch);
    }
    let mut writer = Writer::new(language, (0.0, 0.0));
    let kind = Label::WeekTitle.text(language);
    let begin = first.sessions.first().ok_or(DocumentError::Nothing)?.day;
    let week = format_day(monday_of(begin));
    let title =
        writer.reader.line(&format!("{kind} – {} – {} – {week}", first.title, first.code))?;
    let ids: Vec<&str> = weeks.iter().map(|week| week.proof.id.as_str()).collect();
    let values: Result<Vec<_>, _> = weeks.iter().map(|week| one(week, language)).collect();
    let moments = weeks.iter().filter_map(|week| {
        let ends = week.sessions.iter().map(|s| Moment { day: s.day, minute: s.end });
        week.proof.changed_at.or(ends.max_by_key(|moment| (moment.day, moment.minute)))
    });
    let latest = moments.max_by_key(|moment| (moment.day, moment.minute));
    let values = dict! {
        "lang" => language.code(),
        "title" => title,
        "author" => writer.reader.line(&first.organisation.name)?,
        "date" => date(latest.ok_or(DocumentError::Nothing)?)?,
        "weeks" => list(values?),
    };
    lay_out(Template::Week, &ids.join(" "), values)
}

fn too_much(week: &Week) -> bool {
    week.learners.len().max(week.trainers.len()) > PEOPLE_MAX || week.sessions.len() > SESSIONS_MAX
}

fn one(week: &Week, language: Language) -> Result<Dict, DocumentError> {
    let mut writer = Writer::new(language, (0.0, 0.0));
    let (Some(first), Some(last)) = (week.sessions.first(), week.sessions.last()) else {
        return Err(DocumentError::Nothing);
    };
    let blank = week.is_blank();
    let mut parts = Vec::new();
    for (at, sessions) in week.sessions.chunks(ABREAST_MAX).enumerate() {
        parts.push(part(&mut writer, week, at * ABREAST_MAX, sessions, blank)?);
    }
    let span = [text::plain_day(first.day, language)?, text::plain_day(last.day, language)?];
    let planned = week.sessions.iter().map(|session| u32::from(session.planned_minutes)).sum();
    let mut facts = vec![
        writer.said(Label::Week, writer.say(Label::WeekSpan, &[&span[0], &span[1]]), 1.3),
        writer.said(Label::Planned, text::duration(planned), 0.6),
    ];
    facts.extend(writer.fact(Label::Cohort, Some(&week.code), 0.8)?);
    facts.extend(writer.fact(Label::Place, week.place.as_deref(), 2.4)?);
    let sheets = sheets(&mut writer, week)?;
    let has_hashes = week.sessions.iter().flat_map(|one| &one.sheet).any(|one| one.hash.is_some());
    Ok(dict! {
        "organisation" => writer.organisation(&week.organisation)?,
        "kind" => writer.label(Label::WeekTitle),
        "course" => writer.fact(Label::Course, Some(&week.title), 1.0)?.unwrap_or(Value::None),
        "facts" => list([list(facts)]),
        "code" => writer.code(&week.proof)?,
        "banners" => writer.banners(&week.proof),
        "foot" => writer.foot(&week.proof, &week.code, Of::Week { has_hashes })?,
        "blank" => blank,
        "heads" => dict! {
            "learner" => writer.label(Label::Learner),
            "trainer" => writer.label(Label::Trainer),
            "came" => writer.label(Label::Came),
            "sheets" => writer.label(Label::Sheets),
            "no-learner" => writer.label(Label::NoLearner),
            "no-trainer" => writer.label(Label::NoTrainer),
            "gap" => writer.label(Label::Gap),
            "look" => writer.label(Label::Look),
        },
        "parts" => list(parts),
        "sheets" => list(sheets),
        "remarks" => writer.remarks(&week.proof)?,
    })
}

/// Up to [`ABREAST_MAX`] sessions, from the one at `from`, and everybody's cells in them.
fn part(
    writer: &mut Writer,
    week: &Week,
    from: usize,
    sessions: &[WeekSession],
    blank: bool,
) -> Result<Value, DocumentError> {
    let columns = Columns::of(sessions);
    let heads: Result<Vec<_>, _> = sessions.iter().map(|one| session(writer, one)).collect();
    let mut learners = Vec::new();
    for line in &week.learners {
        let person = writer.person(&line.name, line.own_name.as_deref())?;
        let cells = cells(writer, columns, sessions, line.cells.get(from..))?;
        learners.push(dict! { "person" => person, "cells" => cells });
    }
    let mut trainers = Vec::new();
    for line in &week.trainers {
        let person = writer.person(&line.name, line.own_name.as_deref())?;
        let cells = cells(writer, columns, sessions, line.cells.get(from..))?;
        let role = writer.role(line.role);
        trainers.push(dict! { "person" => person, "role" => role, "cells" => cells });
    }
    let mut totals = Vec::new();
    for (at, session) in sessions.iter().enumerate().filter(|_| !blank) {
        let cells = week.learners.iter().filter_map(|line| line.cells.get(from + at));
        totals.push(total(writer, session, cells));
    }
    let all = week.learners.iter().map(|line| &line.cells);
    let mut all = all.chain(week.trainers.iter().map(|line| &line.cells));
    let here = from..from + sessions.len();
    let expected =
        |cells: &Vec<WeekCell>, at: usize| cells.get(at).is_some_and(|cell| cell.expected);
    let gaps = all.any(|cells| here.clone().any(|at| !expected(cells, at)));
    Ok(Value::Dict(dict! {
        "gaps" => gaps,
        "width" => columns.width,
        "beside" => columns.beside,
        "sessions" => list(heads?),
        "learners" => list(learners),
        "trainers" => list(trainers),
        "totals" => list(totals),
    }))
}

fn session(writer: &mut Writer, session: &WeekSession) -> Result<Value, DocumentError> {
    let (weekday, day) = text::short_day(session.day, writer.language)?;
    let halves: Vec<_> = halves(session).iter().map(|half| writer.half(*half)).collect();
    let mut more = vec![halves.join(", ")];
    for text in [&session.module, &session.place].into_iter().flatten() {
        more.push(writer.reader.line(text)?);
    }
    Ok(Value::Dict(dict! {
        "day" => format!("{weekday} {day}"),
        "times" => text::times(session.start, session.end),
        "more" => list(more),
    }))
}

fn halves(session: &WeekSession) -> Vec<Half> {
    if session.halves.is_empty() { vec![Half::Whole] } else { session.halves.clone() }
}

fn cells(
    writer: &mut Writer,
    columns: Columns,
    sessions: &[WeekSession],
    cells: Option<&[WeekCell]>,
) -> Result<Value, DocumentError> {
    let nobody = WeekCell::default();
    let mut values = Vec::new();
    for (at, session) in sessions.iter().enumerate() {
        let cell = cells.and_then(|cells| cells.get(at)).unwrap_or(&nobody);
        let halves = halves(session).len();
        writer.ink = columns.ink(halves);
        values.push(dict! {
            "expected" => cell.expected,
            "mark" => writer.mark(cell.mark, (session.start, session.end)),
            "minutes" => cell.minutes.map(|minutes| text::duration(u32::from(minutes))),
            "signatures" => writer.signatures(&cell.signatures, halves)?,
        });
    }
    Ok(list(values))
}

/// How many came to a session, and what was done of what was planned.
fn total<'a>(
    writer: &Writer,
    session: &WeekSession,
    cells: impl Iterator<Item = &'a WeekCell>,
) -> Value {
    let cells: Vec<_> = cells.filter(|cell| cell.expected).collect();
    let took_part = |cell: &&&WeekCell| cell.mark.is_some_and(|mark| mark.status.took_part());
    let came = cells.iter().filter(took_part).count().to_string();
    let done = cells.iter().filter_map(|cell| cell.minutes).map(u32::from).sum();
    let planned = u32::from(session.planned_minutes) * cells.len() as u32;
    list([
        writer.say(Label::CameOf, &[&came, &cells.len().to_string()]),
        writer.say(Label::CameOf, &[&text::duration(done), &text::duration(planned)]),
    ])
}

/// A line for each session's own sheet.
fn sheets(writer: &mut Writer, week: &Week) -> Result<Vec<String>, DocumentError> {
    let mut lines = Vec::new();
    for session in &week.sessions {
        let Some(sheet) = &session.sheet else { continue };
        let (weekday, day) = text::short_day(session.day, writer.language)?;
        let mut parts = vec![
            format!("{weekday} {day}, {}", text::times(session.start, session.end)),
            writer.reader.line(&sheet.id)?,
            writer.say(Label::Version, &[&sheet.version.to_string()]),
        ];
        let corrects = |before: u32| writer.say(Label::Corrects, &[&before.to_string()]);
        parts.extend(sheet.corrects.map(corrects));
        parts.extend(sheet.paper.then(|| writer.say(Label::OnPaper, &[])));
        let hash = |hash: &[u8; 32]| writer.say(Label::SheetHash, &[&text::hash(hash)]);
        parts.extend(sheet.hash.as_ref().map(hash));
        lines.push(parts.join(" · "));
    }
    Ok(lines)
}
