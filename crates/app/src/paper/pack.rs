//! The papers of a group: its list, its sheets to be filled by hand, and what each learner is given before the
//! first day. They hold names and languages, and nothing else of anybody.

use super::{Document, blank_sheet, document, language_of, safe};
use crate::audit::{Entry, Noted};
use crate::centre::{App, optional, read_day};
use crate::dto::PackAsk;
use crate::error::AppError;
use crate::record_id;
use passerelle_documents::{
    Convocations, Invited, Language, Meeting, Organisation, Pack, RosterLine, Sheet, Tongue, Venue,
    pack_pages, pack_pdf,
};
use passerelle_domain::calendar::{Day, monday_of};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, Refusal, kinds};
use passerelle_store::View;
use passerelle_store::learner::Learner;
use passerelle_store::planning::CalendarSession;
use std::collections::HashMap;

impl App {
    /// The papers of a group as a PDF. They are noted as an export.
    ///
    /// # Errors
    /// `cohort.unknown`, `calendar.day_unreadable`, `convocation.language_unknown`, `text.too_long`,
    /// `document.no_session` when nothing is held on those days, `convocation.no_day_left` when there
    /// is no day left to come on, `document.nothing` when nothing is wanted or nobody is in it,
    /// `document.*`, or the store's.
    pub fn pack_document(&mut self, ask: &PackAsk, language: &str) -> Result<Document, AppError> {
        let pack = self.pack_on_paper(ask)?;
        let language = language_of(language);
        let alone = !ask.roster && !ask.sheets;
        let end = match (alone, language) {
            (true, _) => "convocations",
            (false, Language::French) => "dossier",
            (false, Language::English) => "pack",
        };
        let name = format!("{}-{end}.pdf", safe(&pack.code));
        let bytes = document(pack_pdf(&pack, language))?;
        self.note_pack(&pack)?;
        Ok(Document { name, bytes })
    }

    /// The pages of the same as pictures (SVG), to be looked at. Nothing leaves this computer by it, so
    /// it is not noted.
    ///
    /// # Errors
    /// As `pack_document`.
    pub fn pack_preview(&mut self, ask: &PackAsk, language: &str) -> Result<Vec<String>, AppError> {
        let pack = self.pack_on_paper(ask)?;
        Ok(document(pack_pages(&pack, language_of(language)))?.svg())
    }

    /// Notes that somebody prints it, before they do.
    ///
    /// # Errors
    /// As `pack_document`.
    pub fn pack_printed(&mut self, ask: &PackAsk) -> Result<(), AppError> {
        let pack = self.pack_on_paper(ask)?;
        self.note_pack(&pack)
    }

    fn note_pack(&mut self, pack: &Pack) -> Result<(), AppError> {
        let listed = pack.roster.as_ref().map_or(0, Vec::len);
        let invited = pack.convocations.as_ref().map_or(0, |all| all.people.len());
        let signing = pack.sheets.iter().map(|sheet| sheet.learners.len()).max().unwrap_or(0);
        let amount = Some(listed.max(invited).max(signing) as u64);
        self.note_deed(Noted::Export, &Entry { amount, ..Entry::default() })
    }

    fn pack_on_paper(&mut self, ask: &PackAsk) -> Result<Pack, AppError> {
        self.allow(Deed::PrintRegister)?;
        let cohort = record_id(&ask.cohort)?;
        let days = [&ask.first, &ask.last].map(|day| day.as_deref().map(read_day).transpose());
        let [first, last] = days;
        let days = (first?, last?);
        let tongues = tongues(&ask.convocations)?;
        let contact = optional(ask.contact.as_deref().unwrap_or_default(), kinds::NAME_BYTES_MAX)?;
        let contact = (!contact.is_empty()).then_some(contact);
        let today = self.around.today().0;
        self.store.snapshot(|view| {
            let group = view.cohort(cohort, today)?.ok_or(Refusal::new("cohort.unknown"))?;
            let sessions = view.calendar_of(cohort)?.into_iter();
            let held: Vec<_> = sessions.filter(|one| one.is_on() || one.has_marks).collect();
            let people = view.members(cohort)?;
            let on = told(&held, None);
            let left = told(&held, Some(today));
            let usual = usual_venue(&left);
            let sheets = match ask.sheets {
                true => sheets(view, cohort, stretch(days, &held, today))?,
                false => Vec::new(),
            };
            if left.is_empty() && !tongues.is_empty() {
                return Err(Refusal::new("convocation.no_day_left").into());
            }
            let convocations = match tongues.is_empty() {
                true => None,
                false => Some(Convocations {
                    tongues,
                    people: people.iter().map(invited).collect(),
                    meetings: left.iter().map(|one| meeting(one, usual)).collect(),
                    venue: venue(view, usual, &left)?,
                    contact,
                }),
            };
            Ok(Pack {
                organisation: Organisation {
                    name: view.centre()?.unwrap_or_default(),
                    ..Organisation::default()
                },
                title: group.title,
                code: group.code,
                meetings: on.iter().map(|one| meeting(one, usual)).collect(),
                roster: ask.roster.then(|| people.iter().map(listed).collect()),
                sheets,
                convocations,
            })
        })
    }
}

/// The languages that were asked for, each once.
fn tongues(codes: &[String]) -> Result<Vec<Tongue>, AppError> {
    let mut tongues = Vec::new();
    for code in codes {
        let unknown = || Refusal::new("convocation.language_unknown").with("value", code);
        let tongue = Tongue::of(code).ok_or_else(unknown)?;
        if !tongues.contains(&tongue) {
            tongues.push(tongue);
        }
    }
    Ok(tongues)
}

/// The sessions that take place: one that was cancelled or moved is nobody's to come to, whatever was
/// marked there. Whoever is asked to come is told only of those `from` a day on.
fn told(held: &[CalendarSession], from: Option<Day>) -> Vec<&CalendarSession> {
    let is_left = |one: &&CalendarSession| from.is_none_or(|from| one.day >= from);
    held.iter().filter(|one| one.is_on()).filter(is_left).collect()
}

/// The days of the sheets: those that were said, or the week of the next session, or of the last one.
fn stretch(
    (first, last): (Option<Day>, Option<Day>),
    held: &[CalendarSession],
    today: Day,
) -> (Day, Day) {
    if first.is_some() || last.is_some() {
        return (first.unwrap_or(Day::MIN), last.unwrap_or(Day::MAX));
    }
    let next = held.iter().find(|one| one.day >= today).or(held.last());
    let monday = monday_of(next.map_or(today, |one| one.day));
    (monday, monday + 6)
}

fn sheets(
    view: &View<'_>,
    cohort: RecordId,
    (first, last): (Day, Day),
) -> Result<Vec<Sheet>, AppError> {
    let sessions = view.sessions_of(cohort)?.into_iter();
    let within = sessions.filter(|one| (first..=last).contains(&one.day));
    let sheets: Vec<_> = within.map(|one| blank_sheet(view, &one)).collect::<Result<_, _>>()?;
    if sheets.is_empty() {
        return Err(Refusal::new("document.no_session").into());
    }
    Ok(sheets)
}

/// The place, in words, where most sessions are; of two, the one that comes first.
fn usual_venue<'s>(told: &[&'s CalendarSession]) -> Option<&'s str> {
    let mut count: HashMap<&str, usize> = HashMap::new();
    for room in told.iter().filter_map(|one| one.room.as_deref()) {
        *count.entry(room).or_default() += 1;
    }
    let most = count.values().copied().max()?;
    told.iter().filter_map(|one| one.room.as_deref()).find(|room| count.get(room) == Some(&most))
}

/// That place, with what is known of it.
fn venue(
    view: &View<'_>,
    usual: Option<&str>,
    told: &[&CalendarSession],
) -> Result<Option<Venue>, AppError> {
    let Some(name) = usual else { return Ok(None) };
    let id = told.iter().find(|one| one.room.as_deref() == Some(name)).and_then(|one| one.venue);
    let known = view.venues()?.into_iter().find(|venue| Some(venue.id) == id);
    Ok(Some(match known {
        Some(known) => Venue {
            name: known.name,
            address: known.address,
            access: known.access,
            is_step_free: known.is_step_free,
        },
        None => Venue { name: name.to_owned(), ..Venue::default() },
    }))
}

fn meeting(one: &CalendarSession, usual: Option<&str>) -> Meeting {
    let place = one.room.clone().filter(|room| Some(room.as_str()) != usual);
    Meeting { day: one.day, start: one.start, end: one.end, place }
}

fn listed(learner: &Learner) -> RosterLine {
    RosterLine {
        name: learner.whole_name(),
        own_name: learner.own_name.clone(),
        language: learner.language.clone(),
    }
}

fn invited(learner: &Learner) -> Invited {
    Invited { name: learner.whole_name(), own_name: learner.own_name.clone() }
}
