//! Days on which the centre or a room is closed or keeps other hours, and whose public holidays count.

use crate::attendance::label;
use crate::centre::{App, optional, read_day, text};
use crate::dto::{ClosureInput, ClosureRow, DaysOff};
use crate::error::AppError;
use crate::plan::{Ground, venue_of};
use crate::surroundings::new_id;
use crate::undo::label_text;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::holidays::Territory;
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::venue::Closure;
use passerelle_store::{Act, Draft, Gesture, View};

/// Closures of one centre.
const CLOSURES_MAX: usize = 500;
/// Days of one closure: more than a year is a mistyped year.
const DAYS_MAX: Day = 400;

impl App {
    /// Closed days and whose public holidays the centre keeps.
    ///
    /// # Errors
    /// The store's.
    pub fn days_off(&self) -> Result<DaysOff, AppError> {
        self.allow(Deed::ReadRoster)?;
        let (view, today) = (self.store.view(), self.around.today().0);
        let mut closures = view.closures()?;
        closures.sort_by_key(|one| (one.last < today, one.first, one.id));
        Ok(DaysOff {
            closures: closures.into_iter().map(row).collect(),
            territory: view.territory()?.name().to_owned(),
            territories: Territory::NAMES.iter().map(|name| (*name).to_owned()).collect(),
        })
    }

    /// Writes closed days: new ones, or what changed of some. Sessions that are there already stay.
    ///
    /// # Errors
    /// `permission.role_too_low`, `closure.unknown`, `closure.days`, `closure.hours`,
    /// `closure.too_many`, `venue.unknown`, `calendar.day_unreadable`, `text.*`, or the store's.
    pub fn save_closure(&mut self, input: &ClosureInput) -> Result<DaysOff, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::CLOSURE])?;
        let known = input.id.as_deref().map(crate::record_id).transpose()?;
        let id = known.map_or_else(|| new_id(&*self.around), Ok)?;
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let all = view.closures()?;
            let before = all.iter().find(|one| one.id == id);
            if known.is_some() && before.is_none() {
                return Err(Refusal::new("closure.unknown").into());
            }
            if before.is_none() && all.len() >= CLOSURES_MAX {
                return Err(Refusal::new("closure.too_many").with("max", CLOSURES_MAX).into());
            }
            let draft = closure_draft(view, id, input, before)?;
            let drafts = if draft.writes.is_empty() { vec![] } else { vec![draft] };
            let args = [("title", input.title.trim().to_owned())];
            let label = label_text(&label("closure-saved", &args));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.days_off()
    }

    /// Takes closed days away.
    ///
    /// # Errors
    /// `permission.role_too_low`, `closure.unknown`, or the store's.
    pub fn remove_closure(&mut self, id: RecordId) -> Result<DaysOff, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::CLOSURE])?;
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let all = view.closures()?;
            let one = all.into_iter().find(|one| one.id == id);
            let one = one.ok_or(Refusal::new("closure.unknown"))?;
            let gone = vec![("removed", Value::Bool(true))];
            let drafts = vec![Draft::new(&kinds::CLOSURE, RecordRef::Own(id), gone)];
            let label = label_text(&label("closure-removed", &[("title", one.title)]));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.days_off()
    }

    /// Says whose public holidays the centre keeps.
    ///
    /// # Errors
    /// `permission.role_too_low`, `holidays.territory`, or the store's.
    pub fn set_territory(&mut self, name: &str) -> Result<DaysOff, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::SITE])?;
        let territory = Territory::from_name(name).ok_or(Refusal::new("holidays.territory"))?;
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let site = view.site_id()?.ok_or(passerelle_store::StoreError::Incomplete("site"))?;
            let value = vec![("territory", Value::Int(territory.code()))];
            let drafts = vec![Draft::new(&kinds::SITE, RecordRef::Own(site.into()), value)];
            Ok(Gesture { label: label_text(&label("territory-set", &[])), act: Act::Do, drafts })
        })?;
        self.days_off()
    }
}

fn closure_draft(
    view: &View<'_>,
    id: RecordId,
    input: &ClosureInput,
    before: Option<&Closure>,
) -> Result<Draft, AppError> {
    let (first, last) = (read_day(&input.first)?, read_day(&input.last)?);
    if last < first || last - first > DAYS_MAX {
        return Err(Refusal::new("closure.days").with("max", DAYS_MAX).into());
    }
    let hours = match (input.start, input.end) {
        (Some(start), Some(end)) if start < end && end <= 1440 => Some((start, end)),
        (None, None) => None,
        _ => return Err(Refusal::new("closure.hours").into()),
    };
    let title = optional(&input.title, kinds::NAME_BYTES_MAX)?;
    let venue = venue_of(&Ground::read(view)?, input.venue.as_deref())?;
    let mut draft = Draft::new(&kinds::CLOSURE, RecordRef::Own(id), vec![]);
    let numbers = |one: i64, other: i64| Value::List(vec![Value::Int(one), Value::Int(other)]);
    if before.is_none_or(|one| (one.first, one.last) != (first, last)) {
        draft.write("days", numbers(i64::from(first), i64::from(last)));
    }
    if before.is_none_or(|one| one.title != title) && (before.is_some() || !title.is_empty()) {
        draft.write("title", if title.is_empty() { Value::Null } else { text(&title) });
    }
    if before.and_then(|one| one.venue) != venue {
        draft.write("venue", venue.map_or(Value::Null, |id| Value::Ref(id.0)));
    }
    if before.and_then(|one| one.hours) != hours {
        let value = hours.map_or(Value::Null, |(from, to)| numbers(from.into(), to.into()));
        draft.write("hours", value);
    }
    Ok(draft)
}

fn row(closure: Closure) -> ClosureRow {
    ClosureRow {
        id: closure.id.to_string(),
        first: format_day(closure.first),
        last: format_day(closure.last),
        title: closure.title,
        venue: closure.venue.map(|id| id.to_string()),
        start: closure.hours.map(|(from, _)| from),
        end: closure.hours.map(|(_, to)| to),
    }
}
