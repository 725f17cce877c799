//! Clashes as people read them: what stands in whose way, who planned it, what would settle it.

use super::known::Ground;
use crate::dto::{Clash as ClashDto, PlanFix, Problem};
use crate::error::AppError;
use crate::undo::person_name;
use passerelle_domain::calendar::{Day, format_day, format_minute};
use passerelle_domain::clash::{Booking, Clash, Known, Proposal, Slot, Wanted};
use passerelle_domain::planning::{Opening, Why};
use passerelle_domain::{RecordId, RecordRef, kinds};
use passerelle_store::View;
use passerelle_store::history::HistoryOp;
use std::collections::BTreeSet;

/// Clashes that are shown; how many more there are is said.
const SHOWN_MAX: usize = 50;
/// Rooms offered for one clash.
const ROOMS_OFFERED: usize = 2;

/// What a proposal is asked against.
pub(super) struct Asked<'a> {
    pub view: &'a View<'a>,
    pub ground: &'a Ground,
    pub known: &'a Known,
    pub proposal: &'a Proposal,
    /// The day of the rule behind each wanted session.
    pub from: &'a [Day],
    /// Before this day nothing is offered.
    pub not_before: Day,
    pub holidays: bool,
}

/// What stands in a proposal's way.
pub(super) struct Clashes {
    /// The first of them.
    pub shown: Vec<ClashDto>,
    /// Which wanted sessions they are about, each of all of them.
    pub at: BTreeSet<usize>,
    /// How many are not shown.
    pub more: u32,
}

impl Asked<'_> {
    /// Everything in the way: the first in words, those that have to be settled before others, in time
    /// order.
    pub fn clashes(&self) -> Result<Clashes, AppError> {
        let mut found = self.known.clashes(self.proposal, |day, room| self.opening(day, room));
        let at = found.iter().map(Clash::at).collect();
        let more = found.len().saturating_sub(SHOWN_MAX);
        // What is not shown stops nobody, so that whatever stops somebody is shown.
        found.sort_by_key(|clash| !self.is_block(clash));
        found.truncate(SHOWN_MAX);
        found.sort_by_key(Clash::at);
        let shown = found.iter().map(|clash| self.told(clash));
        let shown = shown.collect::<Result<_, _>>()?;
        Ok(Clashes { shown, at, more: u32::try_from(more).unwrap_or(u32::MAX) })
    }

    fn opening(&self, day: Day, venue: Option<RecordId>) -> Opening {
        self.ground.opening(day, venue, self.holidays)
    }

    fn told(&self, clash: &Clash) -> Result<ClashDto, AppError> {
        let at = clash.at();
        let none = Slot { day: 0, start: 0, end: 0 };
        let wanted = self.proposal.wanted.get(at);
        let slot = wanted.map_or(none, |wanted| wanted.slot);
        let (problem, other) = self.problem(clash, wanted)?;
        let by = match other {
            Some(other) => planned_by(self.view, other.session)?,
            None => None,
        };
        // Too small is too small for all of them; everything else is one session's affair.
        let all = matches!(clash, Clash::OverCapacity { .. } | Clash::FewComputers { .. });
        Ok(ClashDto {
            date: format_day(slot.day),
            start: slot.start,
            end: slot.end,
            is_block: self.is_block(clash),
            problem,
            session: other.map(|other| other.session.to_string()),
            by,
            from: (!all).then(|| self.from.get(at).copied().map(format_day)).flatten(),
            about: self.about(at, all),
            fixes: self.fixes(clash, wanted),
        })
    }

    /// The sessions that a way out would change: the one at this place, or all in its room.
    fn about(&self, at: usize, all: bool) -> Vec<String> {
        let wanted = &self.proposal.wanted;
        let room = wanted.get(at).map(|one| one.venue);
        let with = wanted.iter().enumerate().filter(|(place, one)| match all {
            true => Some(one.venue) == room,
            false => *place == at,
        });
        with.filter_map(|(_, one)| one.instead_of).map(|id| id.to_string()).collect()
    }

    /// Whether it has to be settled first. A room that is known by words alone may be another of that
    /// name: nobody is stopped by it.
    fn is_block(&self, clash: &Clash) -> bool {
        let room = self.proposal.wanted.get(clash.at()).and_then(|wanted| wanted.venue);
        let is_known = room.is_some_and(|room| self.ground.venue(room).is_some());
        clash.is_block() && (is_known || !matches!(clash, Clash::RoomTaken { .. }))
    }

    fn problem<'c>(
        &self,
        clash: &'c Clash,
        wanted: Option<&Wanted>,
    ) -> Result<(Problem, Option<&'c Booking>), AppError> {
        let room = wanted.and_then(|wanted| wanted.venue);
        let room = room.and_then(|id| self.ground.venue(id)).map(|venue| venue.name.clone());
        let seats = self.proposal.seats.to_string();
        Ok(match clash {
            Clash::RoomTaken { other, .. } => {
                let session = self.view.session(other.session)?;
                let room = room.or_else(|| session.as_ref().and_then(|one| one.room.clone()));
                let args = [("venue", room.unwrap_or_default())].into_iter();
                let args = args.chain(self.whose(other)?);
                (problem("plan.room_taken", args), Some(other))
            }
            Clash::Itself { other, .. } => {
                let hours =
                    [("from", format_minute(other.start)), ("to", format_minute(other.end))];
                (problem("plan.itself_twice", hours), None)
            }
            Clash::LearnerTwice { person, other, .. } => {
                let name = self.view.learner(*person)?.map(|one| one.name()).unwrap_or_default();
                let args = [("name", name)].into_iter().chain(self.whose(other)?);
                (problem("plan.learner_twice", args), Some(other))
            }
            Clash::VolunteerTwice { person, other, .. } => {
                let name = [("name", person_name(self.view, *person)?)].into_iter();
                (problem("plan.volunteer_twice", name.chain(self.whose(other)?)), Some(other))
            }
            Clash::ClosedDay { why, .. } => (closed_day(why), None),
            Clash::OverCapacity { places, .. } => {
                let args = [
                    ("venue", room.unwrap_or_default()),
                    ("seats", seats),
                    ("places", places.to_string()),
                ];
                (problem("plan.over_capacity", args), None)
            }
            Clash::FewComputers { computers, .. } => {
                let args = [
                    ("venue", room.unwrap_or_default()),
                    ("seats", seats),
                    ("computers", computers.to_string()),
                ];
                (problem("plan.few_computers", args), None)
            }
            Clash::VolunteerAway { person, .. } => {
                let name = [("name", person_name(self.view, *person)?)];
                (problem("plan.volunteer_away", name), None)
            }
            Clash::FewVolunteers { sure, wanted, .. } => {
                let args = [("confirmed", sure.to_string()), ("wanted", wanted.to_string())];
                (problem("plan.ratio_low", args), None)
            }
            Clash::NotLent { first, last, .. } => (self.not_lent(wanted, (*first, *last)), None),
        })
    }

    /// A room that is not lent on that day: under which agreement, and on which days it is.
    fn not_lent(&self, wanted: Option<&Wanted>, (first, last): (Day, Day)) -> Problem {
        let id = wanted.and_then(|wanted| wanted.venue);
        let venue = id.and_then(|id| self.ground.venue(id));
        let convention = venue.and_then(|venue| venue.convention.as_ref());
        let reference = convention.and_then(|one| one.reference.clone());
        let args = [
            ("venue", venue.map(|venue| venue.name.clone()).unwrap_or_default()),
            ("reference", reference.unwrap_or_default()),
            ("first", format_day(first)),
            ("last", format_day(last)),
        ];
        problem("plan.outside_convention", args)
    }

    /// The other group, and from when to when it is there.
    fn whose(&self, other: &Booking) -> Result<[(&'static str, String); 3], AppError> {
        let session = self.view.session(other.session)?;
        Ok([
            ("code", session.map(|session| session.code).unwrap_or_default()),
            ("from", format_minute(other.slot.start)),
            ("to", format_minute(other.slot.end)),
        ])
    }

    fn fixes(&self, clash: &Clash, wanted: Option<&Wanted>) -> Vec<PlanFix> {
        let Some(wanted) = wanted else { return Vec::new() };
        let proposal = self.proposal;
        let room = |id: RecordId| {
            let venue = self.ground.venue(id)?;
            Some(PlanFix::Venue { venue: id.to_string(), name: venue.name.clone() })
        };
        let rooms = || {
            let free = self.known.free_rooms(wanted.slot, proposal.seats, &proposal.instead_of);
            let hours = (wanted.slot.start, wanted.slot.end);
            let open = free.into_iter().filter(|id| {
                Some(*id) != wanted.venue && self.opening(wanted.slot.day, Some(*id)).admits(hours)
            });
            open.filter_map(room).take(ROOMS_OFFERED).collect::<Vec<_>>()
        };
        let room_of = wanted.venue.and_then(|id| self.ground.venue(id));
        let lent = room_of.and_then(|venue| venue.convention.as_ref());
        let is_lent = |day| lent.is_none_or(|one| (one.first..=one.last).contains(&day));
        let day_on = |fits: &dyn Fn(Slot) -> bool| {
            let opening = |day| match fits(Slot { day, ..wanted.slot }) && is_lent(day) {
                true => self.opening(day, wanted.venue),
                false => Opening::Closed(Why::ByHand),
            };
            let slot = self.known.free_day(wanted, proposal, self.not_before, opening)?;
            let (date, start, end) = (format_day(slot.day), slot.start, slot.end);
            Some(PlanFix::Day { date, start, end })
        };
        // On a day that suits everybody nothing new stands in the way.
        let for_all = || day_on(&|slot| self.known.suits_all(wanted, proposal, slot));
        let day = || for_all().or_else(|| day_on(&|_| true));
        match clash {
            Clash::RoomTaken { .. } => rooms().into_iter().chain(day()).collect(),
            Clash::OverCapacity { .. } | Clash::FewComputers { .. } => {
                let seats = proposal.seats;
                let enough = |id: &RecordId| {
                    let venue = self.ground.venue(*id);
                    venue.is_some_and(|venue| venue.computers.is_none_or(|n| n >= seats))
                };
                let free = self.known.free_rooms(wanted.slot, seats, &proposal.instead_of);
                let free = free.into_iter().filter(|id| Some(*id) != wanted.venue && enough(id));
                free.filter_map(room).take(ROOMS_OFFERED).collect()
            }
            Clash::NotLent { .. } => rooms(),
            // Another day is a way out for people if it is theirs too.
            Clash::LearnerTwice { .. }
            | Clash::VolunteerTwice { .. }
            | Clash::VolunteerAway { .. } => for_all().into_iter().collect(),
            // Another day helps only where those who said yes are enough.
            Clash::FewVolunteers { wanted: helpers, .. } => {
                let sure = |slot| self.known.sure(wanted, slot, &proposal.instead_of);
                day_on(&|slot| sure(slot) >= *helpers).into_iter().collect()
            }
            _ => day().into_iter().collect(),
        }
    }
}

fn problem(code: &str, args: impl IntoIterator<Item = (&'static str, String)>) -> Problem {
    let args = args.into_iter().map(|(name, value)| (name.to_owned(), value));
    Problem { code: code.to_owned(), args: args.collect() }
}

fn closed_day(why: &Why) -> Problem {
    match why {
        Why::Holiday(name) => problem("plan.holiday", [("name", (*name).to_owned())]),
        Why::Closure(title) | Why::VenueClosed(title) => {
            problem("plan.closed", [("title", title.clone())])
        }
        Why::ByHand => problem("plan.closed", [("title", String::new())]),
    }
}

/// Who put a session where it is.
fn planned_by(view: &View<'_>, session: RecordId) -> Result<Option<String>, AppError> {
    let author = author_of_slot(view, session)?;
    let name = author.map(|op| person_name(view, op.op.actor)).transpose()?;
    Ok(name.filter(|name| !name.is_empty()))
}

/// The last op that put a session where it is.
pub(super) fn author_of_slot(
    view: &View<'_>,
    session: RecordId,
) -> Result<Option<HistoryOp>, AppError> {
    let slot = kinds::SESSION.registers[0].id;
    let history = view.history_of(&kinds::SESSION, &RecordRef::Own(session))?;
    let wrote = |op: &HistoryOp| op.op.writes.iter().any(|write| write.register == slot);
    Ok(history.into_iter().rev().find(wrote))
}
