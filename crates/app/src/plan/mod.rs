//! Planning a cohort: from what a coordinator asks to what would be created, and then, in one gesture,
//! to the cohort with its sessions. What is shown before is what is written after: both are drawn by
//! the same function from the same file.

mod cancel;
mod change;
mod clash;
mod known;
mod moves;
mod twice;
mod workshop;

use clash::Asked;
use known::Away;
pub(crate) use known::Ground;
pub(crate) use twice::how_many_twice;

use crate::attendance::label;
use crate::centre::{App, optional, read_day, required, text, within_calendar};
use crate::cohort::{cohort_row, find_level};
use crate::dto::{
    Clash, CohortRow, Fate as FateDto, NewCohort, PlanPreview, PlanReason, PlannedDay,
};
use crate::error::AppError;
use crate::exchange::Log;
use crate::surroundings::new_id;
use crate::undo::label_text;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::clash::{Known, Proposal, Slot, Wanted};
use passerelle_domain::permission::Deed;
use passerelle_domain::planning::{
    Change, Fate, Planned, Rule, SESSIONS_MAX, Until, Why, plan, taught,
};
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds, rota};
use passerelle_store::catalogue::Level;
use passerelle_store::{Act, Draft, Gesture, View};
use std::collections::BTreeSet;

/// Longest code of a group, in bytes.
const CODE_BYTES_MAX: usize = 40;
/// Most seats of a group.
const SEATS_MAX: u16 = 1000;
/// Changes by hand of one plan.
const CHANGES_MAX: usize = 400;

/// A plan as drawn from the file.
struct Drawn {
    level: Level,
    modules: Vec<(u32, String)>,
    planned: Vec<Planned>,
    ground: Ground,
    known: Known,
    proposal: Proposal,
    /// The day of the rule behind each wanted session.
    from: Vec<Day>,
}

impl App {
    /// What a new cohort would be: its sessions, days that are left out, what stands in the way.
    /// Nothing is written.
    ///
    /// # Errors
    /// `permission.role_too_low`, `level.unknown`, `cohort.*`, `session.times`, `calendar.*`,
    /// `venue.unknown`, or the store's.
    pub fn preview_cohort(&mut self, new: &NewCohort) -> Result<PlanPreview, AppError> {
        self.allow(Deed::Plan)?;
        let today = self.around.today().0;
        self.store.snapshot(|view| {
            let drawn = draw(view, new)?;
            drawn.preview(view, today, new.holidays)
        })
    }

    /// Makes a cohort and its sessions: one gesture, one undo.
    ///
    /// # Errors
    /// Those of `preview_cohort`; `plan.clash` while a room is taken; `cohort.none_planned` when there
    /// would be no session.
    pub fn add_cohort(&mut self, new: &NewCohort) -> Result<CohortRow, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::COHORT, &kinds::SESSION])?;
        let (id, today) = (new_id(&*self.around)?, self.around.today().0);
        let (author, around) = (self.author()?, self.around.clone());
        self.store.write::<AppError>(author, |view| {
            let drawn = draw(view, new)?;
            let preview = drawn.preview(view, today, new.holidays)?;
            no_block(&preview.clashes)?;
            let mut drafts = vec![cohort_draft(id, new, &drawn)?];
            for one in preview.days.iter().filter(|one| one.number.is_some()) {
                drafts.push(drawn.session(new_id(&*around)?, id, one)?);
            }
            let count = (drafts.len() - 1).to_string();
            let args = [("code", code_of(new, &drawn.level)), ("count", count)];
            let label = label_text(&label("cohort-added", &args));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        let made = self.store.view().cohort(id, today)?;
        Ok(cohort_row(made.ok_or(Refusal::new("cohort.unknown"))?))
    }
}

/// Draws what is asked from what is known.
fn draw(view: &View<'_>, new: &NewCohort) -> Result<Drawn, AppError> {
    let ground = Ground::read(view)?;
    let levels = view.levels()?;
    let level = find_level(&levels, &new.level)?.clone();
    let rule = rule_of(new)?;
    let venue = venue_of(&ground, new.venue.as_deref())?;
    seats_within(new.capacity)?;
    let changes = changes_of(&ground, new)?;
    let words = new.room.as_deref();
    let room = ground.room(venue, words);
    let planned = plan(&rule, |day| ground.opening(day, room, new.holidays), &changes);
    let sessions: Vec<_> = planned.iter().filter(|one| one.is_session()).collect();
    let last = sessions.last().ok_or(Refusal::new("cohort.none_planned"))?.day;
    within_calendar(rule.first).and(within_calendar(last))?;
    let wanted = sessions.iter().map(|one| Wanted {
        slot: Slot { day: one.day, start: one.hours.0, end: one.hours.1 },
        venue: ground.room(one.venue.or(venue), words),
        instead_of: None,
    });
    let proposal = Proposal {
        wanted: wanted.collect(),
        seats: new.capacity,
        helpers: None,
        cohort: None,
        instead_of: BTreeSet::new(),
    };
    let from = sessions.iter().map(|one| one.from).collect();
    // Nobody was asked for a group that is not there yet.
    let known = ground.known(view, rule.first.min(sessions[0].day), Away::new())?;
    let modules = view.modules(level.id)?.into_iter();
    let modules = modules.map(|module| (module.minutes, module.title)).collect();
    Ok(Drawn { level, modules, planned, ground, known, proposal, from })
}

impl Drawn {
    fn preview(
        &self,
        view: &View<'_>,
        today: Day,
        holidays: bool,
    ) -> Result<PlanPreview, AppError> {
        let asked = Asked {
            view,
            ground: &self.ground,
            known: &self.known,
            proposal: &self.proposal,
            from: &self.from,
            not_before: today,
            holidays,
        };
        let clashes = asked.clashes()?;
        let minutes: Vec<u16> = self.sessions().map(|one| one.hours.1 - one.hours.0).collect();
        let titles = taught(&self.modules, &minutes);
        let mut at = 0;
        let days = self.planned.iter().map(|one| {
            let place = one.is_session().then(|| {
                at += 1;
                at - 1
            });
            planned_day(
                one,
                place,
                place.and_then(|at| titles.get(at).copied().flatten()),
                &clashes.at,
            )
        });
        Ok(PlanPreview {
            days: days.collect(),
            sessions: u32::try_from(minutes.len()).unwrap_or(u32::MAX),
            minutes: minutes.iter().map(|minutes| u32::from(*minutes)).sum(),
            planned_minutes: self.level.minutes,
            last: self.sessions().last().map(|one| format_day(one.day)),
            clashes: clashes.shown,
            more_clashes: clashes.more,
            heard_ms: heard_ms(view)?,
        })
    }

    fn sessions(&self) -> impl Iterator<Item = &Planned> {
        self.planned.iter().filter(|one| one.is_session())
    }

    /// The draft of a session as it was shown.
    fn session(&self, id: RecordId, cohort: RecordId, one: &PlannedDay) -> Result<Draft, AppError> {
        let day = read_day(&one.date)?;
        let mut draft = session_draft(id, cohort, day, (one.start, one.end))?;
        if let Some(title) = &one.module {
            draft.write("module", text(title));
        }
        if let Some(venue) = venue_of(&self.ground, one.venue.as_deref())? {
            put_in(&mut draft, &self.ground, venue);
        }
        Ok(draft)
    }
}

fn planned_day(
    one: &Planned,
    place: Option<usize>,
    module: Option<&str>,
    clashes: &BTreeSet<usize>,
) -> PlannedDay {
    PlannedDay {
        number: place.and_then(|at| u32::try_from(at + 1).ok()),
        date: format_day(one.day),
        start: one.hours.0,
        end: one.hours.1,
        fate: match one.fate {
            Fate::Kept => FateDto::Kept,
            Fate::Moved => FateDto::Moved,
            Fate::Skipped => FateDto::Skipped,
            Fate::Changed => FateDto::Changed,
        },
        from: format_day(one.from),
        reason: one.why.as_ref().map(reason),
        module: module.map(str::to_owned),
        venue: one.venue.map(|id| id.to_string()),
        is_clash: place.is_some_and(|at| clashes.contains(&at)),
    }
}

/// Why a session is not where the rule puts it, as the screens name it.
pub(crate) fn reason(why: &Why) -> PlanReason {
    let (code, name) = match why {
        Why::Holiday(name) => ("holiday", Some((*name).to_owned())),
        Why::Closure(title) => ("closure", Some(title.clone())),
        Why::VenueClosed(title) => ("venue_closed", Some(title.clone())),
        Why::ByHand => ("by_hand", None),
    };
    PlanReason { code: code.to_owned(), name: name.filter(|name| !name.is_empty()) }
}

/// Refuses while something has to be settled first.
fn no_block(clashes: &[Clash]) -> Result<(), Refusal> {
    match clashes.iter().find(|clash| clash.is_block) {
        Some(clash) => Err(Refusal::new("plan.clash").with("date", &clash.date)),
        None => Ok(()),
    }
}

fn rule_of(new: &NewCohort) -> Result<Rule, Refusal> {
    let first = read_day(&new.first)?;
    if new.start >= new.end || new.end > 1440 {
        return Err(Refusal::new("session.times"));
    }
    if !new.weekdays.iter().all(|day| (1..=7).contains(day)) {
        return Err(Refusal::new("cohort.weekdays"));
    }
    let count = |count| Refusal::new("cohort.sessions_count").with("max", count);
    let until = match (new.sessions, new.last.as_deref()) {
        (Some(wanted), _) if (1..=SESSIONS_MAX).contains(&wanted) => Until::Sessions(wanted),
        (None, Some(last)) if read_day(last)? >= first => Until::Day(read_day(last)?),
        (None, Some(_)) => return Err(Refusal::new("cohort.last_before_first")),
        _ => return Err(count(SESSIONS_MAX)),
    };
    within_calendar(first)?;
    Ok(Rule { first, weekdays: new.weekdays.clone(), hours: (new.start, new.end), until })
}

fn changes_of(ground: &Ground, new: &NewCohort) -> Result<Vec<Change>, Refusal> {
    if new.changes.len() > CHANGES_MAX {
        return Err(Refusal::new("cohort.sessions_count").with("max", CHANGES_MAX));
    }
    let mut changes = Vec::with_capacity(new.changes.len());
    for change in &new.changes {
        // No hours are those that the day allows: it may have its own.
        let hours = match (change.start, change.end) {
            (None, None) => None,
            (start, end) => Some(within_a_day(start.unwrap_or(new.start), end.unwrap_or(new.end))?),
        };
        changes.push(Change {
            from: read_day(&change.from)?,
            to: change.date.as_deref().map(read_day).transpose()?,
            hours,
            venue: venue_of(ground, change.venue.as_deref())?,
        });
    }
    Ok(changes)
}

/// From when to when, if that can be.
fn within_a_day(start: u16, end: u16) -> Result<(u16, u16), Refusal> {
    match start < end && end <= 1440 {
        true => Ok((start, end)),
        false => Err(Refusal::new("session.times")),
    }
}

/// A room that is known here, by id.
pub(crate) fn venue_of(ground: &Ground, id: Option<&str>) -> Result<Option<RecordId>, Refusal> {
    let Some(text) = id else { return Ok(None) };
    let found = crate::record_id(text).ok().and_then(|id| ground.venue(id));
    found.map(|venue| Some(venue.id)).ok_or(Refusal::new("venue.unknown"))
}

/// Puts a session or a cohort in a room: the link, and the name that its sheets keep whatever becomes
/// of the room's record.
fn put_in(draft: &mut Draft, ground: &Ground, venue: RecordId) {
    draft.write("venue", Value::Ref(venue.0));
    if let Some(venue) = ground.venue(venue) {
        draft.write("room", text(&venue.name));
    }
}

fn code_of(new: &NewCohort, level: &Level) -> String {
    match new.code.trim() {
        "" => level.code.clone(),
        code => code.to_owned(),
    }
}

fn cohort_draft(id: RecordId, new: &NewCohort, drawn: &Drawn) -> Result<Draft, Refusal> {
    let level = &drawn.level;
    let code = code_of(new, level);
    code_within(&code)?;
    let target = rota::for_learners(u32::from(new.capacity));
    let number = |number: u32| Value::Int(i64::from(number));
    let frozen = drawn.modules.iter().take(kinds::MODULES_MAX);
    let frozen = frozen.map(|(minutes, title)| text(&format!("{minutes} {title}"))).collect();
    let mut draft = Draft::new(
        &kinds::COHORT,
        RecordRef::Own(id),
        vec![
            ("title", Value::List(vec![text(&code), text(&level.title)])),
            ("level", Value::Ref(level.id.0)),
            ("capacity", number(u32::from(new.capacity))),
            ("volunteer_target", number(target)),
            ("planned_minutes", number(level.minutes)),
            ("frozen", Value::List(frozen)),
            ("frozen_version", number(level.version)),
        ],
    );
    if let Some(value) = workshop::nature(&new.audience, "course")? {
        draft.write("nature", value);
    }
    match venue_of(&drawn.ground, new.venue.as_deref())? {
        Some(venue) => put_in(&mut draft, &drawn.ground, venue),
        None => {
            let room = optional(new.room.as_deref().unwrap_or_default(), kinds::NAME_BYTES_MAX)?;
            draft.write("room", Value::text_or_null(Some(&room)));
        }
    }
    Ok(draft)
}

fn number(number: u32) -> Value {
    Value::Int(i64::from(number))
}

/// The code of a group, without outer spaces.
fn code_within(code: &str) -> Result<&str, Refusal> {
    let known = required(code, "cohort.code").ok().filter(|code| code.len() <= CODE_BYTES_MAX);
    known.ok_or(Refusal::new("cohort.code").with("max", CODE_BYTES_MAX))
}

fn seats_within(seats: u16) -> Result<(), Refusal> {
    let is_within = (1..=SEATS_MAX).contains(&seats);
    if is_within { Ok(()) } else { Err(Refusal::new("cohort.capacity").with("max", SEATS_MAX)) }
}

/// The draft of a session of a cohort.
pub(crate) fn session_draft(
    id: RecordId,
    cohort: RecordId,
    day: Day,
    (start, end): (u16, u16),
) -> Result<Draft, Refusal> {
    if start >= end || end > 1440 {
        return Err(Refusal::new("session.times"));
    }
    Ok(Draft::new(
        &kinds::SESSION,
        RecordRef::Own(id),
        vec![("slot", slot_value(day, start, end)), ("cohort", Value::Ref(cohort.0))],
    ))
}

/// When a session is, as its register holds it.
fn slot_value(day: Day, start: u16, end: u16) -> Value {
    Value::List([i64::from(day), i64::from(start), i64::from(end)].map(Value::Int).to_vec())
}

/// When this computer last heard headquarters.
pub(crate) fn heard_ms(view: &View<'_>) -> Result<Option<f64>, AppError> {
    Ok(Log::read(view)?.succeeded_ms.map(|ms| ms as f64))
}
