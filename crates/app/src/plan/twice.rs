//! What was planned twice: two coordinators who could not hear each other took the same room, or the
//! same people; and who is expected at a session on a day on which they are away. Found anew from the file whenever it is asked, so that it is there as soon as an
//! exchange has brought the other half, on both laptops alike.

use super::clash::author_of_slot;
use super::heard_ms;
use super::known::{Away, Ground};
use crate::centre::App;
use crate::dto::{Twice, TwiceSide, TwiceView, TwiceWhat};
use crate::error::AppError;
use crate::undo::{device_name, person_name};
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::clash::{Booking, Double, Shared};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, Refusal};
use passerelle_store::View;

/// Pairs that are told at once.
const TWICE_MAX: usize = 50;

impl App {
    /// Sessions from today on that cannot both be, with who planned each, where and when.
    ///
    /// # Errors
    /// The store's.
    pub fn planned_twice(&mut self) -> Result<TwiceView, AppError> {
        self.allow(Deed::Plan)?;
        let (today, away) = (self.around.today().0, self.away()?);
        self.store.snapshot(|view| {
            let known = Ground::read(view)?.known(view, today, away)?;
            let (moved, doubles) = (view.moved_and_held()?, known.doubles(today));
            let absent = known.absent(today);
            let more = (moved.len() + doubles.len() + absent.len()).saturating_sub(TWICE_MAX);
            // What was held and is said to be elsewhere comes first: people have worked there.
            let moved =
                moved.iter().map(|(held, instead)| held_all_the_same(view, *held, *instead));
            let absent = absent.iter().map(|(booking, person)| expected(view, booking, *person));
            let shown = moved.chain(doubles.iter().map(|double| told(view, double))).chain(absent);
            Ok(TwiceView {
                twice: shown.take(TWICE_MAX).collect::<Result<_, AppError>>()?,
                more: u32::try_from(more).unwrap_or(u32::MAX),
                heard_ms: heard_ms(view)?,
            })
        })
    }
}

/// How many pairs of sessions there are that cannot both be.
pub(crate) fn how_many_twice(view: &View<'_>, today: Day) -> Result<usize, AppError> {
    Ok(view.moved_and_held()?.len() + doubles(view, today)?.len())
}

fn doubles(view: &View<'_>, today: Day) -> Result<Vec<Double>, AppError> {
    Ok(Ground::read(view)?.known(view, today, Away::new())?.doubles(today))
}

fn held_all_the_same(
    view: &View<'_>,
    held: RecordId,
    instead: RecordId,
) -> Result<Twice, AppError> {
    let sides = [held, instead].map(|session| side_of(view, session));
    let [held, instead] = sides;
    let (held, instead) = (held?, instead?);
    Ok(Twice {
        what: TwiceWhat::Moved,
        name: held.code.clone(),
        date: held.date.clone(),
        sides: vec![held, instead],
    })
}

fn told(view: &View<'_>, double: &Double) -> Result<Twice, AppError> {
    let first = view.session(double.first.session)?;
    let code = first.as_ref().map(|one| one.code.clone()).unwrap_or_default();
    let (what, name) = match double.what {
        // The place as the sheet says it: a room in words has no record.
        Shared::Room(_) => (TwiceWhat::Room, first.and_then(|one| one.room).unwrap_or_default()),
        Shared::Cohort => (TwiceWhat::Cohort, code),
        Shared::Learner(person) => {
            let name = view.learner(person)?.map(|one| one.name()).unwrap_or_default();
            (TwiceWhat::Learner, name)
        }
        Shared::Volunteer(person) => (TwiceWhat::Volunteer, person_name(view, person)?),
    };
    Ok(Twice {
        what,
        name,
        date: format_day(double.first.slot.day),
        sides: vec![side_of(view, double.first.session)?, side_of(view, double.second.session)?],
    })
}

fn expected(view: &View<'_>, booking: &Booking, person: RecordId) -> Result<Twice, AppError> {
    Ok(Twice {
        what: TwiceWhat::Away,
        name: person_name(view, person)?,
        date: format_day(booking.slot.day),
        sides: vec![side_of(view, booking.session)?],
    })
}

fn side_of(view: &View<'_>, session: RecordId) -> Result<TwiceSide, AppError> {
    let known = view.session(session)?.ok_or(Refusal::new("session.unknown"))?;
    let author = author_of_slot(view, session)?;
    let by = author.as_ref().map(|op| person_name(view, op.op.actor)).transpose()?;
    let device = author.as_ref().map(|op| device_name(view, op.dot.device)).transpose()?;
    Ok(TwiceSide {
        session: session.to_string(),
        code: known.code,
        date: format_day(known.day),
        start: known.start,
        end: known.end,
        by: by.filter(|name| !name.is_empty()),
        device: device.unwrap_or_default(),
        planned_ms: author.map_or(0.0, |op| op.op.hlc.ms() as f64),
    })
}
