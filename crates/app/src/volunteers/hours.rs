//! What volunteers gave in a period, by person and by company, and what it is worth in the centre's
//! accounts (864 and 875). Only hours that a signature proves are worth anything: the others stand
//! apart.

use super::{Duties, Roll};
use crate::attendance::label;
use crate::audit::{Entry, Noted};
use crate::centre::{App, read_day};
use crate::dto::{HoursOfCompany, HoursOfPerson, HoursView};
use crate::error::AppError;
use crate::export::row;
use crate::undo::label_text;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::permission::Deed;
use passerelle_domain::planning::DAYS_MAX;
use passerelle_domain::rota::{Given, is_no_show, minutes_given, sums, value_cents};
use passerelle_domain::signature::Standing;
use passerelle_domain::value::Fit;
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::{Act, Draft, Gesture, StoreError, View};
use std::collections::{BTreeMap, BTreeSet};

/// What an hour may be worth at most, in euros.
pub const HOUR_EUROS_MAX: u32 = 10_000;

const HEADINGS: [&str; 7] = [
    "name",
    "company",
    "sessions",
    "signed_minutes",
    "unsigned_minutes",
    "no_shows",
    "value_euros",
];

impl App {
    /// What volunteers gave between two days, both included.
    ///
    /// # Errors
    /// `permission.role_too_low`, `calendar.day_unreadable`, `calendar.too_long`, or the store's.
    pub fn volunteer_hours(&mut self, first: &str, last: &str) -> Result<HoursView, AppError> {
        self.allow(Deed::Plan)?;
        let days = (read_day(first)?, read_day(last)?);
        if days.1 < days.0 || days.1 - days.0 > DAYS_MAX {
            return Err(Refusal::new("calendar.too_long").with("max", DAYS_MAX).into());
        }
        let (roll, now) = (self.roll()?, self.around.today());
        self.store.snapshot(|view| {
            let duties = Duties::read(view, days.0, days.1, now)?;
            hours(view, &roll, &duties, days)
        })
    }

    /// Says what an hour of voluntary work is worth, in cents; none takes it back.
    ///
    /// # Errors
    /// `permission.role_too_low`, `hours.value`, or the store's.
    pub fn set_hour_value(&mut self, cents: Option<u32>) -> Result<(), AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::SITE])?;
        let value = Value::int_or_null(cents.map(i64::from));
        let fits = kinds::SITE.named("hour_value").map(|register| register.fit(&value));
        if fits != Some(Fit::Valid) {
            return Err(Refusal::new("hours.value").with("max", HOUR_EUROS_MAX).into());
        }
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let site = view.site_id()?.ok_or(StoreError::Incomplete("site"))?;
            let values = vec![("hour_value", value)];
            let drafts = match view.hour_value()? == cents {
                true => vec![],
                false => vec![Draft::new(&kinds::SITE, RecordRef::Own(site.into()), values)],
            };
            Ok(Gesture { label: label_text(&label("hour-value-set", &[])), act: Act::Do, drafts })
        })?;
        Ok(())
    }

    /// The same hours as a table that spreadsheets open, a line for each person. It is noted.
    ///
    /// # Errors
    /// Those of `volunteer_hours`.
    pub fn export_hours_csv(&mut self, first: &str, last: &str) -> Result<Vec<u8>, AppError> {
        self.allow(Deed::Export)?;
        let view = self.volunteer_hours(first, last)?;
        let amount = Some(view.people.len() as u64);
        self.note_deed(Noted::Export, &Entry { amount, ..Entry::default() })?;
        let mut table = vec![0xEF, 0xBB, 0xBF];
        table.extend(row(HEADINGS.iter().map(|heading| (*heading).to_owned())));
        for one in &view.people {
            let cents = view.hour_value_cents.map(|rate| value_cents(one.signed_minutes, rate));
            let cells = [
                one.name.clone(),
                one.company.clone().unwrap_or_default(),
                one.sessions.to_string(),
                one.signed_minutes.to_string(),
                one.unsigned_minutes.to_string(),
                one.no_shows.to_string(),
                cents.map_or_else(String::new, euros),
            ];
            table.extend(row(cells.into_iter()));
        }
        Ok(table)
    }
}

/// Cents as spreadsheets in France read them: `40,00`.
fn euros(cents: u64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

/// What one person gave.
#[derive(Default)]
struct Gave {
    sessions: u32,
    signed: u32,
    unsigned: u32,
    no_shows: u32,
}

fn hours(
    view: &View<'_>,
    roll: &Roll,
    duties: &Duties,
    (first, last): (Day, Day),
) -> Result<HoursView, AppError> {
    let signed = signed(view, first, last)?;
    let mut gave: BTreeMap<RecordId, Gave> = BTreeMap::new();
    for row in &duties.rows {
        let no_show = row.is_on && is_no_show(&row.duty, duties.stage(row));
        let minutes = minutes_given(&row.duty, &row.hours());
        if !no_show && !row.duty.took_part() {
            continue;
        }
        let one = gave.entry(row.volunteer).or_default();
        one.no_shows += u32::from(no_show);
        one.sessions += u32::from(row.duty.took_part());
        match signed.contains(&(row.session, row.volunteer)) {
            true => one.signed += minutes,
            false => one.unsigned += minutes,
        }
    }
    let (mut people, mut given) = (Vec::new(), Vec::new());
    for (person, one) in gave {
        let company = roll.file(person).company.clone();
        given.push(Given {
            company: company.clone().unwrap_or_default(),
            signed: one.signed,
            unsigned: one.unsigned,
        });
        people.push(HoursOfPerson {
            id: person.to_string(),
            name: crate::undo::person_name(view, person)?,
            company,
            sessions: one.sessions,
            signed_minutes: one.signed,
            unsigned_minutes: one.unsigned,
            no_shows: one.no_shows,
        });
    }
    people.sort_by_cached_key(|one| (one.name.to_lowercase(), one.id.clone()));
    let rate = view.hour_value()?;
    let (companies, all) = sums(&given, rate.unwrap_or(0));
    let value = |cents: u64| rate.map(|_| cents as f64);
    let companies = companies.into_iter().map(|(name, sum)| HoursOfCompany {
        name,
        people: sum.people,
        signed_minutes: sum.signed,
        unsigned_minutes: sum.unsigned,
        value_cents: value(sum.value_cents),
    });
    let mut companies: Vec<_> = companies.collect();
    companies.sort_by_cached_key(|one| (one.name.is_empty(), one.name.to_lowercase()));
    Ok(HoursView {
        first: format_day(first),
        last: format_day(last),
        people,
        companies,
        signed_minutes: all.signed,
        unsigned_minutes: all.unsigned,
        hour_value_cents: rate,
        value_cents: value(all.value_cents),
    })
}

/// Sessions and volunteers whose signature there stands: what they signed has not changed since.
fn signed(
    view: &View<'_>,
    first: Day,
    last: Day,
) -> Result<BTreeSet<(RecordId, RecordId)>, AppError> {
    let mut stand = BTreeSet::new();
    let put = view.volunteers_signed(first, last)?;
    for of_session in put.chunk_by(|one, other| one.0 == other.0) {
        let Some((id, _)) = of_session.first() else { continue };
        let Some(session) = view.session(*id)? else { continue };
        let sheet = view.signed_sheet(&session)?;
        for (_, person) in of_session {
            let mut own = sheet.signatures.iter().filter(|found| found.person == *person);
            if own.any(|found| sheet.standing(found) == Standing::Signed) {
                stand.insert((*id, *person));
            }
        }
    }
    Ok(stand)
}

#[cfg(test)]
mod tests {
    use super::euros;

    #[test]
    fn cents_as_they_are_read() {
        assert_eq!(euros(4_000), "40,00");
        assert_eq!(euros(5), "0,05");
    }
}
