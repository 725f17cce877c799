//! The papers of a group as the words and shapes of their template.

use crate::convocation::{Tongue, Words};
use crate::error::DocumentError;
use crate::labels::{Label, Language};
use crate::languages::name_of;
use crate::pack::{Convocations, Invited, Meeting, Pack, RosterLine, Venue};
use crate::sheet::{Moment, Proof};
use crate::sheet_view::{self, PEOPLE_MAX, SHEETS_MAX};
use crate::text;
use crate::typeset::{Pages, Template, lay_out};
use crate::view::{Writer, date, list};
use chrono::Datelike;
use passerelle_domain::calendar::date_of;
use typst::foundations::{Array, Dict, IntoValue, Value, dict};

/// Pages for learners in one file.
pub const INVITED_MAX: usize = PEOPLE_MAX;

/// Nobody signs here.
const INK: (f64, f64) = (1.0, 1.0);

type Result<T> = std::result::Result<T, DocumentError>;

/// Lays out whatever of the pack is wanted.
pub(crate) fn pages(pack: &Pack, language: Language) -> Result<Pages> {
    let invited = pack.convocations.as_ref().map_or(&[][..], |all| &all.people);
    let listed = pack.roster.as_ref().map_or(0, Vec::len);
    if pack.roster.is_none() && pack.sheets.is_empty() && invited.is_empty() {
        return Err(DocumentError::Nothing);
    }
    let people = |sheet: &crate::Sheet| sheet.learners.len().max(sheet.trainers.len());
    let crowded = pack.sheets.iter().any(|sheet| people(sheet) > PEOPLE_MAX);
    let many = pack.sheets.len().max(pack.meetings.len()) > SHEETS_MAX;
    if crowded || many || invited.len().max(listed) > INVITED_MAX {
        return Err(DocumentError::TooMuch);
    }
    let mut writer = Writer::new(language, INK);
    let kind = if pack.roster.is_none() && pack.sheets.is_empty() {
        Label::ConvocationsTitle
    } else {
        Label::PackTitle
    };
    let title = format!("{} – {} – {}", kind.text(language), pack.title, pack.code);
    let roster =
        pack.roster.as_deref().map(|lines| roster(&mut writer, pack, lines)).transpose()?;
    let sheets: Result<Vec<Dict>> =
        pack.sheets.iter().map(|sheet| sheet_view::one(sheet, language)).collect();
    let invited: Result<Vec<Value>> = invited.iter().map(|one| person(&mut writer, one)).collect();
    let halves = match &pack.convocations {
        Some(all) => halves(&mut writer, pack, all)?,
        None => Vec::new(),
    };
    // Not of today: the same data give the same bytes.
    let first = pack.meetings.first().map(|one| Moment { day: one.day, minute: one.start });
    let values = dict! {
        "lang" => language.code(),
        "title" => writer.reader.line(&title)?,
        "author" => writer.reader.line(&pack.organisation.name)?,
        "date" => date(first.unwrap_or(Moment { day: 0, minute: 0 }))?,
        "roster" => roster.map_or(Value::None, IntoValue::into_value),
        "sheets" => list(sheets?),
        "invited" => list(invited?),
        "halves" => list(halves),
        "foot" => writer.reader.line(&pack.organisation.name)?,
    };
    lay_out(Template::Pack, &format!("{}-{}", pack.code, kind.text(Language::English)), values)
}

fn roster(writer: &mut Writer, pack: &Pack, lines: &[RosterLine]) -> Result<Dict> {
    let mut people = Vec::new();
    for line in lines {
        let language = line.language.as_deref().map(|tag| name_of(tag, writer.language));
        let language = writer.reader.line(language.unwrap_or_default())?;
        people.push(dict! {
            "person" => writer.person(&line.name, line.own_name.as_deref())?,
            "language" => language,
        });
    }
    let mut facts = Vec::new();
    facts.extend(writer.fact(Label::Cohort, Some(&pack.code), 1.0)?);
    if let (Some(first), Some(last)) = (pack.meetings.first(), pack.meetings.last()) {
        let days = [first.day, last.day].map(|day| text::plain_day(day, writer.language));
        let [first, last] = days;
        let span = writer.say(Label::WeekSpan, &[&first?, &last?]);
        facts.push(writer.said(Label::Date, span, 2.0));
        let count = pack.meetings.len().to_string();
        facts.push(writer.said(Label::Sessions, count, 0.6));
    }
    let remarks = writer.remarks(&Proof::default())?;
    let heads = dict! {
        "learner" => writer.label(Label::Learner),
        "language" => writer.label(Label::Language),
        "notes" => writer.label(Label::Notes),
        "nobody" => writer.label(Label::NoLearner),
        "look" => writer.label(Label::Look),
    };
    Ok(dict! {
        "organisation" => writer.organisation(&pack.organisation)?,
        "kind" => writer.label(Label::RosterTitle),
        "course" => writer.fact(Label::Course, Some(&pack.title), 1.0)?.unwrap_or(Value::None),
        "facts" => list([list(facts)]),
        "code" => dict! { "drawing" => Value::None, "alt" => "", "id" => "" },
        "banners" => Array::new(),
        "foot" => dict! {
            "identity" => writer.reader.line(&pack.code)?,
            "hash" => "",
            "known" => "",
            "page" => writer.label(Label::Page),
            "of" => writer.label(Label::Of),
        },
        "heads" => heads,
        "people" => list(people),
        "remarks" => remarks,
    })
}

fn person(writer: &mut Writer, one: &Invited) -> Result<Value> {
    Ok(Value::Dict(dict! {
        "person" => writer.person(&one.name, one.own_name.as_deref())?,
        "name-plain" => writer.reader.line(&one.name)?,
    }))
}

/// What is said, language by language.
fn halves(writer: &mut Writer, pack: &Pack, all: &Convocations) -> Result<Vec<Dict>> {
    if all.tongues.is_empty() || all.meetings.is_empty() {
        return Err(DocumentError::Nothing);
    }
    all.tongues.iter().map(|tongue| half(writer, (pack, all), *tongue)).collect()
}

fn half(writer: &mut Writer, (pack, all): (&Pack, &Convocations), tongue: Tongue) -> Result<Dict> {
    let words = tongue.words();
    let first = all.meetings.first().ok_or(DocumentError::Nothing)?;
    let day = words.day(first.day, true)?;
    let (start, end) = (text::time(first.start), text::time(first.end));
    let hours = words.first_day.replace("{1}", &start).replace("{2}", &end);
    let at = hours.replace("{0}", &day);
    let mut facts = vec![fact(words.first, vec![at])];
    if let Some(venue) = &all.venue {
        facts.extend(place(writer, words, venue)?);
    }
    facts.push(fact(words.bring, words.to_bring.iter().map(|&text| text.to_owned()).collect()));
    if let Some(contact) = &all.contact {
        facts.push(fact(words.call, vec![writer.reader.line(contact)?]));
    }
    let mut dates = Vec::new();
    let years = years(&all.meetings)?;
    for (rank, meeting) in (1..).zip(&all.meetings) {
        dates.push(line(writer, words, (rank, meeting), years)?);
    }
    Ok(dict! {
        "lang" => words.code,
        "rtl" => words.is_rtl,
        "title" => words.title,
        "seat" => words.seat,
        "course" => writer.reader.line(&pack.title)?,
        "facts" => list(facts),
        "strong" => words.first,
        "dates-heading" => words.dates,
        "dates" => list(dates),
        "asks" => list([words.absent, words.disability]),
    })
}

fn fact(heading: &str, lines: Vec<String>) -> Value {
    list([heading.into_value(), list(lines)])
}

/// Where it is, and how to get in.
fn place(writer: &mut Writer, words: &Words, venue: &Venue) -> Result<Vec<Value>> {
    let mut lines = vec![writer.reader.line(&venue.name)?];
    if let Some(address) = &venue.address {
        lines.push(writer.reader.line(address)?);
    }
    let mut way_in = Vec::new();
    if let Some(access) = &venue.access {
        way_in.push(writer.reader.line(access)?);
    }
    let steps = venue.is_step_free.map(|free| if free { words.step_free } else { words.steps });
    way_in.extend(steps.map(str::to_owned));
    let mut facts = vec![fact(words.place, lines)];
    if !way_in.is_empty() {
        facts.push(fact(words.way_in, way_in));
    }
    Ok(facts)
}

/// Whether the sessions are of more than one year.
fn years(meetings: &[Meeting]) -> Result<bool> {
    let year = |one: &Meeting| date_of(one.day).map(|date| date.year()).ok_or(DocumentError::Day);
    let years: Result<Vec<i32>> = meetings.iter().map(year).collect();
    Ok(years?.windows(2).any(|pair| pair[0] != pair[1]))
}

fn line(
    writer: &mut Writer,
    words: &Words,
    (rank, one): (usize, &Meeting),
    years: bool,
) -> Result<Dict> {
    let place = one.place.as_deref().map(|place| writer.reader.line(place)).transpose()?;
    Ok(dict! {
        "rank" => rank.to_string(),
        "day" => words.day(one.day, years)?,
        "times" => text::times(one.start, one.end),
        "place" => place.map_or(Value::None, IntoValue::into_value),
    })
}
