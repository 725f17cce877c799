//! The letter that tells a partner what became of somebody they sent: short, and with no more about the
//! person than the partner gave. Neither why, nor their level, nor their telephone stands in it.

use super::known;
use crate::centre::App;
use crate::error::AppError;
use crate::letter::{Draft, Named, letter};
use passerelle_domain::RecordId;
use passerelle_domain::calendar::format_day;
use passerelle_domain::permission::Deed;
use passerelle_domain::pipeline::State;

impl App {
    /// What tells the partner how it ended, or how far it is.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `referral.unknown`, `referral.no_partner`,
    /// `person.erased`, or the store's.
    pub fn feedback_text(&mut self, id: RecordId) -> Result<Draft, AppError> {
        self.allow(Deed::ReadContacts)?;
        self.allow(Deed::Plan)?;
        let missing = || AppError::refused("keys.private_missing");
        let referral = known(&self.private_view()?.ok_or_else(missing)?, id)?;
        let partner = referral.partner.ok_or_else(|| AppError::refused("referral.no_partner"))?;
        let name = referral.name();
        if name.is_empty() {
            return Err(AppError::refused("person.erased"));
        }
        self.note_reading(id)?;
        let view = self.store.view();
        let thing = |id: Option<RecordId>| id.map(|id| view.thing_named(id)).transpose();
        let cohort = match referral.cohort {
            Some(cohort) => view.cohort(cohort, self.around.today().0)?,
            None => None,
        };
        let mut named = Named::from([
            ("name".to_owned(), name),
            ("partner".to_owned(), thing(Some(partner))?.flatten().unwrap_or_default()),
            ("centre".to_owned(), view.centre()?.unwrap_or_default()),
            ("received_day".to_owned(), format_day(referral.received)),
        ]);
        let mut paragraphs = vec!["letter-hello-partner", "letter-feedback-sent"];
        paragraphs.push(outcome(&referral, State::from_code(referral.state)));
        if let Some(cohort) = cohort.filter(|_| referral.learner.is_some()) {
            named.insert("title".to_owned(), cohort.title);
            if let Some(first) = cohort.first {
                named.insert("day".to_owned(), format_day(first));
                paragraphs.push("letter-feedback-group");
            }
        }
        paragraphs.extend(["letter-feedback-thanks", "letter-bye"]);
        Ok(letter("letter-feedback-subject", &paragraphs, &named))
    }
}

/// The sentence about what became of them. One that is closed says how it ended as far as that is
/// still written: with a place, or without.
fn outcome(referral: &passerelle_store::pipeline::Referral, state: State) -> &'static str {
    match state {
        State::Received | State::Contacted | State::Interview => "letter-feedback-under-way",
        State::Accepted => "letter-feedback-accepted",
        State::Enrolled => "letter-feedback-enrolled",
        State::Closed if referral.learner.is_some() => "letter-feedback-enrolled",
        State::Closed => "letter-feedback-closed",
        State::NoAnswer => "letter-feedback-no-answer",
        State::DeclinedByPerson => "letter-feedback-declined",
        State::NotEligible => "letter-feedback-not-eligible",
        State::Redirected => "letter-feedback-redirected",
    }
}
