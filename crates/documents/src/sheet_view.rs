//! An attendance sheet as the words and shapes of its template.

use crate::error::DocumentError;
use crate::labels::{Label, Language};
use crate::sheet::{Half, Line, Moment, Sheet, TrainerLine};
use crate::text;
use crate::typeset::{Pages, Template, lay_out};
use crate::view::{Of, Writer, date, list};
use typst::foundations::{Dict, IntoValue, Value, dict};

/// Sheets of one document.
pub const SHEETS_MAX: usize = 400;
/// People of one sheet, learners and trainers each.
pub const PEOPLE_MAX: usize = 500;

/// Room for one signature in millimetres: as wide as the cell of a sheet with two halves.
const INK: (f64, f64) = (34.0, 8.4);

/// Lays out sheets, one after the other, each from a new page.
pub(crate) fn pages(sheets: &[Sheet], language: Language) -> Result<Pages, DocumentError> {
    let first = sheets.first().ok_or(DocumentError::Nothing)?;
    let people = |sheet: &Sheet| sheet.learners.len().max(sheet.trainers.len());
    if sheets.len() > SHEETS_MAX || sheets.iter().any(|sheet| people(sheet) > PEOPLE_MAX) {
        return Err(DocumentError::TooMuch);
    }
    let mut writer = Writer::new(language, INK);
    let day = passerelle_domain::calendar::format_day(first.day);
    let kind = Label::SheetTitle.text(language);
    let title =
        writer.reader.line(&format!("{kind} – {} – {} – {day}", first.title, first.code))?;
    let ids: Vec<&str> = sheets.iter().map(|sheet| sheet.proof.id.as_str()).collect();
    let values: Result<Vec<Value>, DocumentError> =
        sheets.iter().map(|sheet| one(sheet, language).map(IntoValue::into_value)).collect();
    // The latest: what a file shows cannot be younger than the file.
    let moments = sheets.iter().map(|sheet| {
        let end = Moment { day: sheet.day, minute: sheet.end };
        sheet.proof.changed_at.unwrap_or(end)
    });
    let latest = moments.max_by_key(|moment| (moment.day, moment.minute));
    let changed_at = latest.ok_or(DocumentError::Nothing)?;
    let values = dict! {
        "lang" => language.code(),
        "title" => title,
        "author" => writer.reader.line(&first.organisation.name)?,
        "date" => date(changed_at)?,
        "sheets" => list(values?),
    };
    lay_out(Template::Sheet, &ids.join(" "), values)
}

/// What the template of a sheet takes.
pub(crate) fn one(sheet: &Sheet, language: Language) -> Result<Dict, DocumentError> {
    let mut writer = Writer::new(language, INK);
    let blank = sheet.is_blank();
    let halves = if sheet.halves.is_empty() { vec![Half::Whole] } else { sheet.halves.clone() };
    let mut learners = Vec::new();
    for line in &sheet.learners {
        learners.push(learner(&mut writer, sheet, line, halves.len())?);
    }
    let mut trainers = Vec::new();
    for line in &sheet.trainers {
        trainers.push(trainer(&mut writer, line, halves.len())?);
    }
    let facts = facts(&mut writer, sheet, &halves)?;
    let signature = Label::Signature.text(language);
    let signatures = halves.iter().map(|half| match half {
        Half::Whole if halves.len() == 1 => signature.to_owned(),
        half => format!("{signature}\n{}", writer.half(*half)),
    });
    let signatures = list(signatures);
    let presence = if blank { Label::PresenceByHand } else { Label::Presence };
    Ok(dict! {
        "organisation" => writer.organisation(&sheet.organisation)?,
        "kind" => writer.label(Label::SheetTitle),
        "course" => writer.fact(Label::Course, Some(&sheet.title), 1.0)?.unwrap_or(Value::None),
        "facts" => list(facts),
        "code" => writer.code(&sheet.proof)?,
        "banners" => writer.banners(&sheet.proof),
        "foot" => writer.foot(&sheet.proof, &sheet.code, Of::Session)?,
        "blank" => blank,
        "heads" => dict! {
            "learner" => writer.label(Label::Learner),
            "trainer" => writer.label(Label::Trainer),
            "role" => writer.label(Label::Role),
            "presence" => writer.label(presence),
            "duration" => writer.label(Label::Duration),
            "signatures" => signatures,
            "no-learner" => writer.label(Label::NoLearner),
            "no-trainer" => writer.label(Label::NoTrainer),
            "look" => writer.label(Label::Look),
        },
        "learners" => list(learners),
        "spare" => i64::from(sheet.spare_lines),
        "trainers" => list(trainers),
        "totals" => list(totals(&writer, sheet, blank)),
        "remarks" => writer.remarks(&sheet.proof)?,
    })
}

/// When, for how long, for whom; and below what and where, which may be long.
fn facts(writer: &mut Writer, sheet: &Sheet, halves: &[Half]) -> Result<[Value; 2], DocumentError> {
    let day = text::long_day(sheet.day, writer.language)?;
    let halves: Vec<_> = halves.iter().map(|half| writer.half(*half)).collect();
    let times = format!("{} ({})", text::times(sheet.start, sheet.end), halves.join(", "));
    let planned = text::duration(u32::from(sheet.planned_minutes));
    let mut first = vec![
        writer.said(Label::Date, day, 1.15),
        writer.said(Label::Times, times, 1.4),
        writer.said(Label::Planned, planned, 0.8),
    ];
    first.extend(writer.fact(Label::Cohort, Some(&sheet.code), 1.1)?);
    let module = writer.fact(Label::Module, sheet.module.as_deref(), 1.0)?;
    let place = writer.fact(Label::Place, sheet.place.as_deref(), 1.0)?;
    Ok([list(first), list(module.into_iter().chain(place))])
}

fn learner(
    writer: &mut Writer,
    sheet: &Sheet,
    line: &Line,
    halves: usize,
) -> Result<Value, DocumentError> {
    let minutes = line.minutes.map(|minutes| text::duration(u32::from(minutes)));
    Ok(Value::Dict(dict! {
        "person" => writer.person(&line.name, line.own_name.as_deref())?,
        "mark" => writer.mark(line.mark, (sheet.start, sheet.end)),
        "minutes" => minutes,
        "cells" => writer.signatures(&line.signatures, halves)?,
    }))
}

fn trainer(writer: &mut Writer, line: &TrainerLine, halves: usize) -> Result<Value, DocumentError> {
    let minutes = line.minutes.map(|minutes| text::duration(u32::from(minutes)));
    Ok(Value::Dict(dict! {
        "person" => writer.person(&line.name, line.own_name.as_deref())?,
        "role" => writer.role(line.role),
        "minutes" => minutes,
        "cells" => writer.signatures(&line.signatures, halves)?,
    }))
}

/// How many came, and what was done of what was planned.
fn totals(writer: &Writer, sheet: &Sheet, blank: bool) -> Vec<String> {
    if blank || sheet.learners.is_empty() {
        return Vec::new();
    }
    let took_part = |line: &&Line| line.mark.is_some_and(|mark| mark.status.took_part());
    let came = sheet.learners.iter().filter(took_part).count().to_string();
    let all = sheet.learners.len();
    let done: u32 = sheet.learners.iter().filter_map(|line| line.minutes).map(u32::from).sum();
    let planned = u32::from(sheet.planned_minutes) * all as u32;
    vec![
        writer.say(Label::HowMany, &[&came, &all.to_string()]),
        writer.say(Label::HowLong, &[&text::duration(done), &text::duration(planned)]),
    ]
}
