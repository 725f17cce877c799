//! What a message that asks somebody to come has to say. It holds no sentence: these are the words'
//! affair.

use crate::centre::App;
use crate::error::AppError;
use passerelle_domain::calendar::Day;
use passerelle_domain::kinds::PARTS;
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, Refusal};

/// What a message says that asks a volunteer to come to a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    /// How they are called.
    pub name: String,
    /// Who asks.
    pub from: String,
    /// The centre.
    pub centre: String,
    /// The day.
    pub day: Day,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// The group's code.
    pub code: String,
    /// The group's title.
    pub title: String,
    /// What is taught.
    pub module: Option<String>,
    /// Where, in words, with its address when that is known.
    pub place: Option<String>,
    /// The part they would play: a name of `kinds::PARTS`.
    pub part: String,
}

impl App {
    /// What a message says that asks a volunteer to come to a session.
    ///
    /// # Errors
    /// `permission.role_too_low`, `session.unknown`, `volunteer.unknown`, or the store's.
    pub fn asking(&self, session: RecordId, person: RecordId) -> Result<Asking, AppError> {
        self.allow(Deed::Plan)?;
        let view = self.store.view();
        let known = view.session(session)?.ok_or(Refusal::new("session.unknown"))?;
        let volunteer = view.volunteer(person)?.ok_or(Refusal::new("volunteer.unknown"))?;
        let asked = view.asked_of(session)?.into_iter().find(|one| one.volunteer == person);
        let part = asked.and_then(|one| one.part).and_then(|code| usize::try_from(code).ok());
        let part = part.and_then(|code| PARTS.get(code)).unwrap_or(&PARTS[1]);
        let mut planned = view.calendar_of(known.cohort)?.into_iter();
        let venue = planned.find(|one| one.id == session).and_then(|one| one.venue);
        let venue = view.venues()?.into_iter().find(|one| Some(one.id) == venue);
        let address = venue.and_then(|venue| venue.address).filter(|text| !text.is_empty());
        let address = address.map(|text| text.lines().collect::<Vec<_>>().join(", "));
        let place: Vec<_> = known.room.iter().cloned().chain(address).collect();
        Ok(Asking {
            name: volunteer.given,
            from: self.name_of(self.person)?.unwrap_or_default(),
            centre: view.centre()?.unwrap_or_default(),
            day: known.day,
            start: known.start,
            end: known.end,
            code: known.code,
            title: known.title,
            module: known.module,
            place: (!place.is_empty()).then(|| place.join(", ")),
            part: (*part).to_owned(),
        })
    }
}
