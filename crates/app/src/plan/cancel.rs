//! Sessions that do not take place: one, or the rest of a group. What has marks or signatures took
//! place, and what is over is left as it is.

use super::moves::{fate, movable};
use crate::attendance::label;
use crate::centre::{App, required};
use crate::dto::{CalendarView, MoveScope};
use crate::error::AppError;
use crate::undo::label_text;
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, kinds};
use passerelle_store::planning::CalendarSession;
use passerelle_store::{Act, Draft, Gesture};

impl App {
    /// Says that a session does not take place, or those of its cohort that are still to come after it,
    /// or all that are to come, and why: one gesture. The one that is named goes in any case.
    ///
    /// # Errors
    /// As for `move_session`.
    pub fn cancel_session(
        &mut self,
        session: RecordId,
        scope: MoveScope,
        reason: &str,
    ) -> Result<CalendarView, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::SESSION])?;
        let reason = required(reason, "plan.no_reason")?.to_owned();
        let (author, now) = (self.author()?, self.around.today());
        self.store.write::<AppError>(author, |view| {
            let (one, all) = movable(view, session)?;
            let goes = |other: &&CalendarSession| {
                let begins = (other.day, other.start);
                let is_meant = match scope {
                    MoveScope::One => false,
                    MoveScope::Following => begins >= (one.day, one.start),
                    MoveScope::All => true,
                };
                let is_open = other.is_on() && !other.is_evidence();
                other.id == one.id || (is_meant && is_open && begins > now)
            };
            let gone = all.iter().filter(goes).map(|other| {
                let fate = fate(kinds::CANCELLED, None, &reason);
                Draft::new(&kinds::SESSION, RecordRef::Own(other.id), vec![("fate", fate)])
            });
            let drafts: Vec<Draft> = gone.collect();
            let label = match drafts.len() {
                1 => {
                    let args = [("code", one.code), ("number", one.number.to_string())];
                    label("session-cancelled", &args)
                }
                count => {
                    let args = [("code", one.code), ("count", count.to_string())];
                    label("sessions-cancelled", &args)
                }
            };
            Ok(Gesture { label: label_text(&label), act: Act::Do, drafts })
        })?;
        self.sessions_like(session)
    }
}
