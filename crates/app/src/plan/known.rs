//! What planning has to know: which days are open, which rooms there are, who is where. Read once for
//! each question, and asked many times.

use crate::centre::App;
use crate::error::AppError;
use passerelle_domain::RecordId;
use passerelle_domain::calendar::Day;
use passerelle_domain::clash::{Booking, Known, People, Room};
use passerelle_domain::holidays::{Territory, holiday_in};
use passerelle_domain::permission::Deed;
use passerelle_domain::planning::{DAYS_MAX, Opening, Why};
use passerelle_store::View;
use passerelle_store::planning::Place;
use passerelle_store::venue::{Closure, Venue};
use std::collections::HashMap;
use uuid::Uuid;

/// First and last days on which volunteers are away.
pub(crate) type Away = HashMap<RecordId, Vec<(Day, Day)>>;

impl App {
    /// Who is away when, as far as the person at the keys may know: it is in the file of contacts.
    pub(crate) fn away(&self) -> Result<Away, AppError> {
        let mut away = Away::new();
        if self.allow(Deed::ReadContacts).is_err() {
            return Ok(away);
        }
        let Some(view) = self.private_view()? else { return Ok(away) };
        for one in view.absences()? {
            away.entry(one.volunteer).or_default().push((one.first, one.last));
        }
        Ok(away)
    }
}

/// Days and rooms of a centre.
pub(crate) struct Ground {
    territory: Territory,
    closures: Vec<Closure>,
    /// Rooms with a record.
    pub venues: Vec<Venue>,
}

impl Ground {
    pub fn read(view: &View<'_>) -> Result<Self, AppError> {
        Ok(Self {
            territory: view.territory()?,
            closures: view.closures()?,
            venues: view.venues()?,
        })
    }

    /// What a day allows in a room; `holidays` says whether public holidays close it.
    pub fn opening(&self, day: Day, venue: Option<RecordId>, holidays: bool) -> Opening {
        if let Some(name) = self.holiday(day).filter(|_| holidays) {
            return Opening::Closed(Why::Holiday(name));
        }
        let of_day = self.closures.iter().filter(|one| (one.first..=one.last).contains(&day));
        let mut hours = Opening::Open;
        for closure in of_day {
            match (closure.venue, closure.hours) {
                (Some(room), _) if Some(room) != venue => {}
                (_, Some(open)) => {
                    hours = Opening::Hours(open, Why::Closure(closure.title.clone()));
                }
                (Some(_), None) => {
                    return Opening::Closed(Why::VenueClosed(closure.title.clone()));
                }
                (None, None) => return Opening::Closed(Why::Closure(closure.title.clone())),
            }
        }
        hours
    }

    /// The public holiday that a day is.
    pub fn holiday(&self, day: Day) -> Option<&'static str> {
        holiday_in(self.territory, day)
    }

    /// The room with this id.
    pub fn venue(&self, id: RecordId) -> Option<&Venue> {
        self.venues.iter().find(|venue| venue.id == id)
    }

    /// The room that is meant by a record or by words. Words are a room too: the one of that name, or
    /// one that nobody has written down, and which two groups still cannot share.
    pub fn room(&self, venue: Option<RecordId>, words: Option<&str>) -> Option<RecordId> {
        let named = |words: &str| {
            let same = |venue: &&Venue| venue.name.to_lowercase() == words.to_lowercase();
            self.venues.iter().find(same).map_or_else(|| unwritten(words), |venue| venue.id)
        };
        venue.or_else(|| words.filter(|words| !words.trim().is_empty()).map(named))
    }

    /// Everything planned in the three years from a day, for `clashes`; `away` is who is not there when.
    pub fn known(&self, view: &View<'_>, first: Day, away: Away) -> Result<Known, AppError> {
        let last = first.saturating_add(DAYS_MAX);
        let bookings = view.places(first, last)?;
        let bookings = bookings.into_iter().map(|one| self.booking(one)).collect();
        let rooms = self.venues.iter().filter(|venue| !venue.is_archived).map(|venue| Room {
            id: venue.id,
            places: venue.places,
            computers: venue.computers,
            lent: venue.convention.as_ref().map(|one| (one.first, one.last)),
        });
        let people = People { away, ..view.expected(first, last)? };
        Ok(Known::new(bookings, rooms.collect(), people))
    }

    fn booking(&self, one: Place) -> Booking {
        let venue = self.room(one.venue, one.room.as_deref());
        Booking { session: one.id, cohort: one.cohort, slot: one.slot, venue }
    }
}

/// The id of a room that has no record: the same for the same words.
fn unwritten(words: &str) -> RecordId {
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    RecordId(Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("passerelle room {name}").as_bytes()))
}
