//! A workshop without a group: one session to which whoever wants to comes. It is a cohort of its own,
//! so that its register, its sheets and its seats are those of any session; what stands in its way is
//! found by the same code.

use super::clash::Clashes;
use super::{
    Asked, Away, CODE_BYTES_MAX, Ground, heard_ms, no_block, number, put_in, seats_within,
    session_draft, venue_of,
};
use crate::attendance::label;
use crate::centre::{App, optional, read_day, required, text};
use crate::cohort::{cohort_row, find_level};
use crate::dto::{CohortRow, NewWorkshop, PlanPreview};
use crate::error::AppError;
use crate::surroundings::new_id;
use crate::undo::label_text;
use passerelle_domain::calendar::{Day, format_day, year_month_day};
use passerelle_domain::clash::{Proposal, Slot, Wanted};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::catalogue::Level;
use passerelle_store::{Act, Draft, Gesture, View};
use std::collections::BTreeSet;

/// Where and when a workshop is to be.
struct Place {
    ground: Ground,
    slot: Slot,
    venue: Option<RecordId>,
    room: Option<RecordId>,
}

impl App {
    /// What stands in the way of a workshop, and what to know before it is made. Nothing is written.
    ///
    /// # Errors
    /// As `add_workshop`, but for `plan.clash`.
    pub fn preview_workshop(&self, new: &NewWorkshop) -> Result<PlanPreview, AppError> {
        self.allow(Deed::Plan)?;
        let view = self.store.view();
        find_level(&view.levels()?, &new.level)?;
        let place = place(&view, new)?;
        let clashes = clashes(&view, &place, new.capacity, self.around.today().0)?;
        let minutes = u32::from(new.end - new.start);
        Ok(PlanPreview {
            days: Vec::new(),
            sessions: 1,
            minutes,
            planned_minutes: minutes,
            last: Some(format_day(place.slot.day)),
            clashes: clashes.shown,
            more_clashes: clashes.more,
            heard_ms: heard_ms(&view)?,
        })
    }

    /// Makes a workshop: a cohort with one session, in one gesture.
    ///
    /// # Errors
    /// `permission.role_too_low`, `level.unknown`, `level.nature`, `cohort.capacity`,
    /// `session.times`, `calendar.*`, `venue.unknown`, `plan.clash` while its room is taken, `text.*`,
    /// or the store's.
    pub fn add_workshop(&mut self, new: &NewWorkshop) -> Result<CohortRow, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::COHORT, &kinds::SESSION])?;
        let (cohort, session) = (new_id(&*self.around)?, new_id(&*self.around)?);
        let today = self.around.today().0;
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let levels = view.levels()?;
            let level = find_level(&levels, &new.level)?;
            let place = place(view, new)?;
            no_block(&clashes(view, &place, new.capacity, today)?.shown)?;
            let taken = view.cohorts(today)?.into_iter().map(|one| one.code.to_lowercase());
            let code = code_of(level, place.slot, &taken.collect());
            let mut group = group(cohort, new, level, &code)?;
            write_place(&mut group, &place, new)?;
            let hours = (place.slot.start, place.slot.end);
            let mut one = session_draft(session, cohort, place.slot.day, hours)?;
            write_place(&mut one, &place, new)?;
            let label = label_text(&label("workshop-added", &[("code", code)]));
            Ok(Gesture { label, act: Act::Do, drafts: vec![group, one] })
        })?;
        let made = self.store.view().cohort(cohort, today)?;
        Ok(cohort_row(made.ok_or(Refusal::new("cohort.unknown"))?))
    }
}

/// For whom a group meets, and what it is, as its register holds it; nothing for learners' courses.
pub(super) fn nature(audience: &str, form: &str) -> Result<Option<Value>, Refusal> {
    let audience = if audience.is_empty() { "learners" } else { audience };
    let code = |names: &[&str], name: &str| {
        let code = crate::partners::code_of(names, name);
        code.ok_or(Refusal::new("level.nature").with("name", name))
    };
    let codes = [code(kinds::AUDIENCES, audience)?, code(kinds::FORMS, form)?];
    Ok((codes != [0, 0]).then(|| Value::List(codes.map(Value::Int).into())))
}

fn place(view: &View<'_>, new: &NewWorkshop) -> Result<Place, AppError> {
    let day = read_day(&new.date)?;
    if new.start >= new.end || new.end > 1440 {
        return Err(Refusal::new("session.times").into());
    }
    seats_within(new.capacity)?;
    let ground = Ground::read(view)?;
    let venue = venue_of(&ground, new.venue.as_deref())?;
    let room = ground.room(venue, new.room.as_deref());
    let slot = Slot { day, start: new.start, end: new.end };
    Ok(Place { ground, slot, venue, room })
}

fn clashes(view: &View<'_>, place: &Place, seats: u16, today: Day) -> Result<Clashes, AppError> {
    // Nobody was asked for it yet.
    let known = place.ground.known(view, place.slot.day, Away::new())?;
    let wanted = Wanted { slot: place.slot, venue: place.room, instead_of: None };
    let instead_of = BTreeSet::new();
    let proposal =
        Proposal { wanted: vec![wanted], seats, helpers: None, cohort: None, instead_of };
    let asked = Asked {
        view,
        ground: &place.ground,
        known: &known,
        proposal: &proposal,
        from: &[place.slot.day],
        not_before: today,
        holidays: true,
    };
    asked.clashes()
}

/// The level and the day: `PASS-A 20/04`. While a group has that code, in small letters among those
/// `taken`, the hour too: `PASS-A 20/04 16h`; then a rank: `PASS-A 20/04 16h 2`.
fn code_of(level: &Level, slot: Slot, taken: &BTreeSet<String>) -> String {
    let (_, month, day) = year_month_day(slot.day).unwrap_or_default();
    let day = format!("{day:02}/{month:02}");
    let hour = match (slot.start / 60, slot.start % 60) {
        (hour, 0) => format!("{day} {hour}h"),
        (hour, minute) => format!("{day} {hour}h{minute:02}"),
    };
    let ranked = (2_u32..).map(|rank| format!("{hour} {rank}"));
    let mut codes = [day, hour.clone()].into_iter().chain(ranked).map(|end| {
        let room = CODE_BYTES_MAX.saturating_sub(end.len() + 1);
        let kept = level.code.char_indices().take_while(|(at, c)| at + c.len_utf8() <= room);
        let kept: String = kept.map(|(_, c)| c).collect();
        format!("{kept} {end}")
    });
    codes.find(|code| !taken.contains(&code.to_lowercase())).unwrap_or_default()
}

fn group(id: RecordId, new: &NewWorkshop, level: &Level, code: &str) -> Result<Draft, AppError> {
    let title = match new.title.trim() {
        "" => &level.title,
        title => required(title, "level.title")?,
    };
    let minutes = u32::from(new.end - new.start);
    let mut draft = Draft::new(
        &kinds::COHORT,
        RecordRef::Own(id),
        vec![
            ("title", Value::List(vec![text(code), text(title)])),
            ("level", Value::Ref(level.id.0)),
            ("capacity", number(u32::from(new.capacity))),
            ("planned_minutes", number(minutes)),
            ("frozen_version", number(level.version)),
        ],
    );
    if let Some(value) = nature(&new.audience, "workshop")? {
        draft.write("nature", value);
    }
    Ok(draft)
}

fn write_place(draft: &mut Draft, place: &Place, new: &NewWorkshop) -> Result<(), Refusal> {
    if let Some(venue) = place.venue {
        put_in(draft, &place.ground, venue);
        return Ok(());
    }
    let room = optional(new.room.as_deref().unwrap_or_default(), kinds::NAME_BYTES_MAX)?;
    if !room.is_empty() {
        draft.write("room", text(&room));
    }
    Ok(())
}
