//! Somebody who is given a seat at hours at which they have one in another group. Nothing forbids it, for
//! two groups may share an hour once; whoever gives the seat says that they know.

use crate::error::AppError;
use passerelle_domain::calendar::{Day, format_day, format_minute};
use passerelle_domain::clash::{Slot, at_once};
use passerelle_domain::{RecordId, Refusal};
use passerelle_store::View;

/// Refuses a seat in a cohort to whoever has one in another that meets at the same time from now on. The
/// one that they `leave` for it stands in nobody's way.
///
/// # Errors
/// `seat.elsewhere`, or the store's.
pub(crate) fn not_elsewhere(
    view: &View<'_>,
    (cohort, learner): (RecordId, RecordId),
    leave: Option<RecordId>,
    now: (Day, u16),
) -> Result<(), AppError> {
    let wanted = to_come(view, cohort, now)?;
    for other in view.seated_in(learner)? {
        if other == cohort || Some(other) == leave {
            continue;
        }
        if let Some((first, count)) = at_once(&wanted, &to_come(view, other, now)?) {
            let refusal = Refusal::new("seat.elsewhere")
                .with("code", view.thing_named(other)?.unwrap_or_default())
                .with("count", count)
                .with("date", format_day(first.day))
                .with("time", format_minute(first.start));
            return Err(refusal.into());
        }
    }
    Ok(())
}

/// When a cohort meets, from now on.
fn to_come(view: &View<'_>, cohort: RecordId, now: (Day, u16)) -> Result<Vec<Slot>, AppError> {
    let sessions = view.sessions_of(cohort)?.into_iter();
    let slots = sessions.map(|one| Slot { day: one.day, start: one.start, end: one.end });
    Ok(slots.filter(|slot| (slot.day, slot.end) > now).collect())
}
