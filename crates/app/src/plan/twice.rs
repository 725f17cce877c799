//! What was planned twice: two coordinators who could not hear each other took the same room, or the
//! same people. Found anew from the file whenever it is asked, so that it is there as soon as an
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
        let today = self.around.today().0;
        self.store.snapshot(|view| {
            let doubles = planned_twice(view, today)?;
            let more = doubles.len().saturating_sub(TWICE_MAX);
            let shown = doubles.iter().take(TWICE_MAX).map(|double| told(view, double));
            Ok(TwiceView {
                twice: shown.collect::<Result<_, AppError>>()?,
                more: u32::try_from(more).unwrap_or(u32::MAX),
                heard_ms: heard_ms(view)?,
            })
        })
    }
}

/// Pairs of sessions from a day on that cannot both be.
pub(crate) fn planned_twice(view: &View<'_>, today: Day) -> Result<Vec<Double>, AppError> {
    Ok(Ground::read(view)?.known(view, today, Away::new())?.doubles(today))
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
        sides: vec![side(view, &double.first)?, side(view, &double.second)?],
    })
}

fn side(view: &View<'_>, booking: &Booking) -> Result<TwiceSide, AppError> {
    let author = author_of_slot(view, booking.session)?;
    let by = author.as_ref().map(|op| person_name(view, op.op.actor)).transpose()?;
    let device = author.as_ref().map(|op| device_name(view, op.dot.device)).transpose()?;
    Ok(TwiceSide {
        session: booking.session.to_string(),
        code: view.session(booking.session)?.map(|one| one.code).unwrap_or_default(),
        start: booking.slot.start,
        end: booking.slot.end,
        by: by.filter(|name| !name.is_empty()),
        device: device.unwrap_or_default(),
        planned_ms: author.map_or(0.0, |op| op.op.hlc.ms() as f64),
    })
}
