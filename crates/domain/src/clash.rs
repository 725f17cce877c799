//! What stands in the way of sessions that are about to be planned, or were planned on two laptops
//! that could not hear each other: a room or a person in two places, too few seats or computers, a
//! closed day, a volunteer who is away, too few of them, a room that is not lent on that day. Each
//! clash names both sides; where else a session could go is asked here too. It decides nothing:
//! whoever plans does.

use crate::calendar::{Day, weekday_of};
use crate::planning::{Opening, Why};
use crate::record::RecordId;
use std::collections::{BTreeSet, HashMap};

/// The day of the week on which nobody is sent anywhere.
const SUNDAY: u8 = 7;

/// A stretch of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The day.
    pub day: Day,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
}

impl Slot {
    /// Whether both need the same minute.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.day == other.day && self.start < other.end && other.start < self.end
    }
}

/// The first of these times at which somebody is wanted at one of the others too, and how many there are.
pub fn at_once(these: &[Slot], others: &[Slot]) -> Option<(Slot, usize)> {
    let both: Vec<&Slot> =
        these.iter().filter(|one| others.iter().any(|other| one.overlaps(other))).collect();
    both.iter().min().map(|first| (**first, both.len()))
}

/// A session, as far as it can be in somebody's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// Its id.
    pub session: RecordId,
    /// Its cohort.
    pub cohort: RecordId,
    /// When.
    pub slot: Slot,
    /// Where, if that is a room with a record.
    pub venue: Option<RecordId>,
}

/// A room, as far as it can be too small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// Its id.
    pub id: RecordId,
    /// How many people it holds, if that was said.
    pub places: Option<u16>,
    /// How many computers are in it, if that was said.
    pub computers: Option<u16>,
    /// The first and the last day on which it is lent, if there is an agreement.
    pub lent: Option<(Day, Day)>,
}

/// Who is wanted at a cohort's sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Learners with a seat, by cohort.
    pub learners: HashMap<RecordId, BTreeSet<RecordId>>,
    /// Volunteers who are expected, by session.
    pub volunteers: HashMap<RecordId, BTreeSet<RecordId>>,
    /// Those of them who do not train, by session: interpreters and observers.
    pub beside: HashMap<RecordId, BTreeSet<RecordId>>,
    /// Volunteers who were asked and have not answered, by session.
    pub asked: HashMap<RecordId, BTreeSet<RecordId>>,
    /// First and last days on which volunteers are away; empty where nobody here may know.
    pub away: HashMap<RecordId, Vec<(Day, Day)>>,
}

impl People {
    fn is_away(&self, person: RecordId, day: Day) -> bool {
        let away = self.away.get(&person).map(Vec::as_slice).unwrap_or_default();
        away.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }
}

/// Everything that is known of what is planned, ready to be asked by day.
#[derive(Debug, Default)]
pub struct Known {
    bookings: Vec<Booking>,
    by_day: HashMap<Day, Vec<usize>>,
    rooms: Vec<Room>,
    people: People,
}

/// What is to be planned: sessions of one cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Sessions.
    pub wanted: Vec<Wanted>,
    /// Seats of the cohort.
    pub seats: u16,
    /// Volunteers that each of its sessions wants; none for a plan of which nobody was asked yet.
    pub helpers: Option<u32>,
    /// Its cohort, when it has one already: its own other sessions are asked too.
    pub cohort: Option<RecordId>,
    /// Sessions that will not be there any more: those that are moved.
    pub instead_of: BTreeSet<RecordId>,
}

/// One session that is to be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// When.
    pub slot: Slot,
    /// Where, if that is a room with a record.
    pub venue: Option<RecordId>,
    /// The session that it takes the place of.
    pub instead_of: Option<RecordId>,
}

/// Something in the way. `at` is the place of the wanted session in the proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// Another session has the room.
    RoomTaken {
        /// Which wanted session.
        at: usize,
        /// Whose session.
        other: Booking,
    },
    /// Two of the proposal's own sessions, or another of the same cohort, at one time.
    Itself {
        /// Which wanted session.
        at: usize,
        /// The other's time.
        other: Slot,
    },
    /// A learner of the cohort is expected elsewhere.
    LearnerTwice {
        /// Which wanted session.
        at: usize,
        /// Who.
        person: RecordId,
        /// Where.
        other: Booking,
    },
    /// A volunteer is expected elsewhere.
    VolunteerTwice {
        /// Which wanted session.
        at: usize,
        /// Who.
        person: RecordId,
        /// Where.
        other: Booking,
    },
    /// Nobody should be there that day; only a hand puts a session there.
    ClosedDay {
        /// Which wanted session.
        at: usize,
        /// Why.
        why: Why,
    },
    /// More seats than the room holds. Said once for each room.
    OverCapacity {
        /// Which wanted session, the first of this room.
        at: usize,
        /// What the room holds.
        places: u16,
    },
    /// More seats than the room has computers. Said once for each room.
    FewComputers {
        /// Which wanted session, the first of this room.
        at: usize,
        /// Computers in the room.
        computers: u16,
    },
    /// A volunteer who was asked for the session, or said yes, is away on that day.
    VolunteerAway {
        /// Which wanted session.
        at: usize,
        /// Who.
        person: RecordId,
    },
    /// Fewer volunteers said yes and could come than are wanted, though some were asked. Said once, of the
    /// first session.
    FewVolunteers {
        /// Which wanted session, the first of them.
        at: usize,
        /// How many said yes and could come.
        sure: u32,
        /// How many are wanted.
        wanted: u32,
    },
    /// The room is not lent on that day.
    NotLent {
        /// Which wanted session.
        at: usize,
        /// The first day on which it is lent.
        first: Day,
        /// The last one.
        last: Day,
    },
}

impl Clash {
    /// The wanted session that it is about.
    pub fn at(&self) -> usize {
        match self {
            Self::RoomTaken { at, .. }
            | Self::Itself { at, .. }
            | Self::LearnerTwice { at, .. }
            | Self::VolunteerTwice { at, .. }
            | Self::ClosedDay { at, .. }
            | Self::OverCapacity { at, .. }
            | Self::FewComputers { at, .. }
            | Self::VolunteerAway { at, .. }
            | Self::FewVolunteers { at, .. }
            | Self::NotLent { at, .. } => *at,
        }
    }

    /// Whether it has to be settled first: two groups do not fit into one room, nor one group into
    /// two times; everything else is for whoever plans to weigh.
    pub fn is_block(&self) -> bool {
        matches!(self, Self::RoomTaken { .. } | Self::Itself { .. })
    }
}

/// What two sessions at one time both want.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// A room.
    Room(RecordId),
    /// They are the same group's.
    Cohort,
    /// Somebody who learns in both.
    Learner(RecordId),
    /// Somebody who said that they come to both.
    Volunteer(RecordId),
}

/// Two sessions that were planned and cannot both be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Double {
    /// The one that begins first.
    pub first: Booking,
    /// The other.
    pub second: Booking,
    /// What both want.
    pub what: Shared,
}

impl Known {
    /// Makes what is known ready to be asked.
    pub fn new(bookings: Vec<Booking>, rooms: Vec<Room>, people: People) -> Self {
        let mut by_day: HashMap<Day, Vec<usize>> = HashMap::new();
        for (place, booking) in bookings.iter().enumerate() {
            by_day.entry(booking.slot.day).or_default().push(place);
        }
        Self { bookings, by_day, rooms, people }
    }

    /// Everything in the way of a proposal, in its order; `opening` says what a day allows in a room.
    pub fn clashes(
        &self,
        proposal: &Proposal,
        opening: impl Fn(Day, Option<RecordId>) -> Opening,
    ) -> Vec<Clash> {
        let mut clashes = Vec::new();
        let mut rooms = BTreeSet::new();
        for (at, wanted) in proposal.wanted.iter().enumerate() {
            if let Opening::Closed(why) = opening(wanted.slot.day, wanted.venue) {
                clashes.push(Clash::ClosedDay { at, why });
            }
            self.others(proposal, at, wanted, &mut clashes);
            let mut before = proposal.wanted[..at].iter();
            if let Some(other) = before.find(|other| other.slot.overlaps(&wanted.slot)) {
                clashes.push(Clash::Itself { at, other: other.slot });
            }
            if let Some(venue) = wanted.venue
                && rooms.insert(venue)
            {
                clashes.extend(self.too_small(at, venue, proposal.seats));
            }
            clashes.extend(self.not_lent(at, wanted));
            self.helpers_away(at, wanted, &mut clashes);
        }
        clashes.extend(self.too_few(proposal));
        clashes
    }

    /// The room, on a day on which it is not lent.
    fn not_lent(&self, at: usize, wanted: &Wanted) -> Option<Clash> {
        let room = wanted.venue.and_then(|id| self.rooms.iter().find(|room| room.id == id))?;
        let (first, last) = room.lent?;
        let is_lent = (first..=last).contains(&wanted.slot.day);
        (!is_lent).then_some(Clash::NotLent { at, first, last })
    }

    /// Volunteers who were asked for the session that is moved, and are away on its new day.
    fn helpers_away(&self, at: usize, wanted: &Wanted, clashes: &mut Vec<Clash>) {
        let Some(old) = wanted.instead_of else { return };
        let people = &self.people;
        let helpers = [&people.volunteers, &people.asked].into_iter();
        let helpers: BTreeSet<_> = helpers.filter_map(|of| of.get(&old)).flatten().collect();
        let away = helpers.into_iter().filter(|one| people.is_away(**one, wanted.slot.day));
        clashes.extend(away.map(|person| Clash::VolunteerAway { at, person: *person }));
    }

    /// The first session for which too few said yes, of those for which anybody was asked: one whose
    /// volunteers nobody has begun to look for lacks nothing by being moved.
    fn too_few(&self, proposal: &Proposal) -> Option<Clash> {
        let wanted = proposal.helpers?;
        let people = [&self.people.volunteers, &self.people.asked];
        let is_begun = |one: &Wanted| {
            one.instead_of.is_some_and(|old| people.iter().any(|of| of.contains_key(&old)))
        };
        let mut all = proposal.wanted.iter().enumerate().filter(|(_, one)| is_begun(one));
        all.find_map(|(at, one)| {
            let sure = self.sure(one, one.slot, &proposal.instead_of);
            (sure < wanted).then_some(Clash::FewVolunteers { at, sure, wanted })
        })
    }

    /// How many of those who said yes to the session that is moved, to train there, could come at another
    /// time: they are neither away nor at another session.
    pub fn sure(&self, wanted: &Wanted, slot: Slot, but: &BTreeSet<RecordId>) -> u32 {
        let yes = wanted.instead_of.and_then(|old| self.people.volunteers.get(&old));
        let beside = wanted.instead_of.and_then(|old| self.people.beside.get(&old));
        let trains = |person: &RecordId| !beside.is_some_and(|beside| beside.contains(person));
        let busy = |person: &RecordId| {
            let there = |other: &Booking| self.people.volunteers.get(&other.session);
            self.at(slot, but).filter_map(there).any(|people| people.contains(person))
        };
        let come = yes.into_iter().flatten().filter(|one| trains(one));
        let come = come.filter(|one| !self.people.is_away(**one, slot.day) && !busy(one));
        u32::try_from(come.count()).unwrap_or(u32::MAX)
    }

    /// Whether nobody who was asked for the session that is moved is away on a day.
    pub fn all_there(&self, wanted: &Wanted, day: Day) -> bool {
        let mut clashes = Vec::new();
        let moved = Wanted { slot: Slot { day, ..wanted.slot }, ..*wanted };
        self.helpers_away(0, &moved, &mut clashes);
        clashes.is_empty()
    }

    /// Whether everybody of a session could come at another time: no learner of the cohort and nobody who
    /// said yes is at another session then, and nobody who was asked is away.
    pub fn suits_all(&self, wanted: &Wanted, proposal: &Proposal, slot: Slot) -> bool {
        let mut clashes = Vec::new();
        // Where it is, is asked elsewhere: this is about people.
        let moved = Wanted { slot, venue: None, ..*wanted };
        self.others(proposal, 0, &moved, &mut clashes);
        clashes.is_empty() && self.all_there(wanted, slot.day)
    }

    /// Sessions that are planned at the same time, in the same room or with the same people.
    fn others(&self, proposal: &Proposal, at: usize, wanted: &Wanted, clashes: &mut Vec<Clash>) {
        let nobody = BTreeSet::new();
        let ours = proposal.cohort.and_then(|cohort| self.people.learners.get(&cohort));
        let helpers = wanted.instead_of.and_then(|old| self.people.volunteers.get(&old));
        for other in self.at(wanted.slot, &proposal.instead_of) {
            if proposal.cohort == Some(other.cohort) {
                clashes.push(Clash::Itself { at, other: other.slot });
                continue;
            }
            if wanted.venue.is_some() && wanted.venue == other.venue {
                clashes.push(Clash::RoomTaken { at, other: other.clone() });
            }
            let theirs = self.people.learners.get(&other.cohort).unwrap_or(&nobody);
            for person in ours.unwrap_or(&nobody).intersection(theirs) {
                clashes.push(Clash::LearnerTwice { at, person: *person, other: other.clone() });
            }
            let there = self.people.volunteers.get(&other.session).unwrap_or(&nobody);
            for person in helpers.unwrap_or(&nobody).intersection(there) {
                clashes.push(Clash::VolunteerTwice { at, person: *person, other: other.clone() });
            }
        }
    }

    /// What is planned within a slot, but for these.
    fn at<'k>(
        &'k self,
        slot: Slot,
        but: &'k BTreeSet<RecordId>,
    ) -> impl Iterator<Item = &'k Booking> + 'k {
        let of_day = self.by_day.get(&slot.day).map(Vec::as_slice).unwrap_or_default();
        of_day
            .iter()
            .filter_map(|place| self.bookings.get(*place))
            .filter(move |other| other.slot.overlaps(&slot) && !but.contains(&other.session))
    }

    fn too_small(&self, at: usize, venue: RecordId, seats: u16) -> Vec<Clash> {
        let Some(room) = self.rooms.iter().find(|room| room.id == venue) else {
            return Vec::new();
        };
        let places = room.places.filter(|places| *places < seats);
        let computers = room.computers.filter(|computers| *computers < seats);
        let over = places.map(|places| Clash::OverCapacity { at, places });
        over.into_iter()
            .chain(computers.map(|computers| Clash::FewComputers { at, computers }))
            .collect()
    }

    /// Volunteers who were asked for a session from a day on, or said yes to it, and are away that day, in
    /// time order.
    pub fn absent(&self, from: Day) -> Vec<(Booking, RecordId)> {
        let mut to_come: Vec<_> =
            self.bookings.iter().filter(|booking| booking.slot.day >= from).collect();
        to_come.sort_by_key(|one| (one.slot, one.session));
        let people = &self.people;
        let absent = to_come.into_iter().flat_map(|one| {
            let on = [&people.volunteers, &people.asked].into_iter();
            let on: BTreeSet<_> = on.filter_map(|of| of.get(&one.session)).flatten().collect();
            let away = on.into_iter().filter(|person| people.is_away(**person, one.slot.day));
            away.map(|person| (one.clone(), *person))
        });
        absent.collect()
    }

    /// Sessions from a day on that were planned at the same time in the same room or with the same
    /// people, in time order: each pair once for a room, once for each person.
    pub fn doubles(&self, from: Day) -> Vec<Double> {
        let mut days: Vec<_> = self.by_day.iter().filter(|(day, _)| **day >= from).collect();
        days.sort();
        let mut doubles = Vec::new();
        for (_, places) in days {
            let mut of_day: Vec<_> =
                places.iter().filter_map(|place| self.bookings.get(*place)).collect();
            of_day.sort_by_key(|one| (one.slot, one.session));
            for (at, first) in of_day.iter().enumerate() {
                let later = of_day[at + 1..].iter();
                for second in later.filter(|other| other.slot.overlaps(&first.slot)) {
                    doubles.extend(self.doubles_of(first, second));
                }
            }
        }
        doubles
    }

    fn doubles_of(&self, first: &Booking, second: &Booking) -> Vec<Double> {
        let nobody = BTreeSet::new();
        let of = |what| Double { first: first.clone(), second: second.clone(), what };
        let mut doubles = Vec::new();
        if let Some(venue) = first.venue.filter(|_| first.venue == second.venue) {
            doubles.push(of(Shared::Room(venue)));
        }
        if first.cohort == second.cohort {
            // The same people by nature: said once, by the group.
            doubles.push(of(Shared::Cohort));
            return doubles;
        }
        let learners = |one: &Booking| self.people.learners.get(&one.cohort).unwrap_or(&nobody);
        let both = learners(first).intersection(learners(second));
        doubles.extend(both.map(|person| of(Shared::Learner(*person))));
        let volunteers =
            |one: &Booking| self.people.volunteers.get(&one.session).unwrap_or(&nobody);
        let both = volunteers(first).intersection(volunteers(second));
        doubles.extend(both.map(|person| of(Shared::Volunteer(*person))));
        doubles
    }

    /// Rooms that are free at that time and hold that many, the smallest first.
    pub fn free_rooms(&self, slot: Slot, seats: u16, but: &BTreeSet<RecordId>) -> Vec<RecordId> {
        let taken: BTreeSet<_> = self.at(slot, but).filter_map(|other| other.venue).collect();
        let mut free: Vec<_> = self
            .rooms
            .iter()
            .filter(|room| !taken.contains(&room.id))
            .filter(|room| room.lent.is_none_or(|(first, last)| (first..=last).contains(&slot.day)))
            .filter(|room| room.places.is_some_and(|places| places >= seats))
            .map(|room| (room.places, room.id))
            .collect();
        free.sort();
        free.into_iter().map(|(_, id)| id).collect()
    }

    /// The nearest other day, within a week and never before `not_before`, on which the room is free at
    /// the same hours, the later of two that are as near. A Sunday is nobody's way out: whoever meets on
    /// Sundays says so.
    pub fn free_day(
        &self,
        wanted: &Wanted,
        proposal: &Proposal,
        not_before: Day,
        opening: impl Fn(Day) -> Opening,
    ) -> Option<Slot> {
        let near = (1..=7).flat_map(|far| [wanted.slot.day + far, wanted.slot.day - far]);
        near.map(|day| Slot { day, ..wanted.slot }).find(|slot| {
            slot.day >= not_before
                && weekday_of(slot.day) != Some(SUNDAY)
                && opening(slot.day) == Opening::Open
                && !proposal.wanted.iter().any(|own| own.slot.day == slot.day)
                && !self.at(*slot, &proposal.instead_of).any(|other| {
                    Some(other.cohort) == proposal.cohort
                        || (wanted.venue.is_some() && other.venue == wanted.venue)
                })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ROOM_A: RecordId = RecordId(Uuid::from_u128(1));
    const ROOM_B: RecordId = RecordId(Uuid::from_u128(2));

    fn id(n: u128) -> RecordId {
        RecordId(Uuid::from_u128(n))
    }

    fn slot(day: Day, start: u16, end: u16) -> Slot {
        Slot { day, start, end }
    }

    fn known() -> Known {
        let booking = |n, slot, venue| Booking { session: id(n), cohort: id(90), slot, venue };
        let bookings = vec![
            booking(10, slot(100, 540, 720), Some(ROOM_B)),
            booking(11, slot(107, 540, 720), Some(ROOM_B)),
        ];
        let room = |id, places, computers| Room { id, places, computers, lent: None };
        let rooms = vec![room(ROOM_A, Some(20), Some(8)), room(ROOM_B, Some(12), None)];
        let mut people = People::default();
        people.learners.insert(id(90), BTreeSet::from([id(70), id(71)]));
        people.learners.insert(id(91), BTreeSet::from([id(71), id(72)]));
        people.volunteers.insert(id(10), BTreeSet::from([id(60)]));
        people.volunteers.insert(id(20), BTreeSet::from([id(60), id(61)]));
        Known::new(bookings, rooms, people)
    }

    fn proposal(slots: &[Slot], venue: Option<RecordId>) -> Proposal {
        let wanted = slots.iter().map(|slot| Wanted { slot: *slot, venue, instead_of: None });
        let wanted = wanted.collect();
        Proposal { wanted, seats: 10, helpers: None, cohort: None, instead_of: BTreeSet::new() }
    }

    fn codes(known: &Known, proposal: &Proposal) -> Vec<String> {
        let opening = |day, _| match day {
            105 => Opening::Closed(Why::Holiday("labour_day")),
            _ => Opening::Open,
        };
        let clashes = known.clashes(proposal, opening).into_iter();
        let name = |clash: Clash| format!("{clash:?}").split(' ').next().unwrap().to_owned();
        clashes.map(name).collect()
    }

    #[test]
    fn what_meets_at_once_is_counted_and_the_first_is_named() {
        let (early, late) = (slot(100, 540, 660), slot(107, 540, 660));
        let others = [slot(107, 600, 720), slot(100, 650, 700), slot(101, 540, 660)];
        assert_eq!(at_once(&[late, early, slot(108, 540, 660)], &others), Some((early, 2)));
        assert_eq!(at_once(&[slot(100, 700, 720), slot(102, 0, 1440)], &others), None);
        assert_eq!(at_once(&[], &others), None);
    }

    #[test]
    fn a_room_is_taken_only_while_it_is() {
        let check = |start, end, venue, expected: &[&str]| {
            let wanted = proposal(&[slot(100, start, end)], venue);
            assert_eq!(codes(&known(), &wanted), expected, "{start} {end}");
        };
        check(570, 690, Some(ROOM_B), &["RoomTaken"]);
        check(719, 800, Some(ROOM_B), &["RoomTaken"]);
        check(720, 800, Some(ROOM_B), &[]);
        check(480, 540, Some(ROOM_B), &[]);
        check(570, 690, None, &[]);
    }

    #[test]
    fn what_is_moved_is_not_in_its_own_way() {
        let mut wanted = proposal(&[slot(100, 570, 690)], Some(ROOM_B));
        wanted.instead_of = BTreeSet::from([id(10)]);
        assert_eq!(codes(&known(), &wanted), [""; 0]);
    }

    #[test]
    fn people_are_in_one_place() {
        let mut wanted = proposal(&[slot(100, 570, 690)], None);
        wanted.cohort = Some(id(91));
        wanted.wanted[0].instead_of = Some(id(20));
        assert_eq!(codes(&known(), &wanted), ["LearnerTwice", "VolunteerTwice"]);
    }

    #[test]
    fn a_group_is_at_one_time_once() {
        let mut wanted = proposal(&[slot(101, 570, 690), slot(101, 600, 660)], None);
        assert_eq!(codes(&known(), &wanted), ["Itself"]);
        wanted = proposal(&[slot(100, 570, 690)], None);
        wanted.cohort = Some(id(90));
        assert_eq!(codes(&known(), &wanted), ["Itself"]);
    }

    #[test]
    fn rooms_are_measured_once() {
        let mut wanted = proposal(&[slot(101, 570, 690), slot(102, 570, 690)], Some(ROOM_A));
        assert_eq!(codes(&known(), &wanted), ["FewComputers"]);
        wanted.seats = 21;
        assert_eq!(codes(&known(), &wanted), ["OverCapacity", "FewComputers"]);
    }

    #[test]
    fn a_hand_on_a_holiday_is_told() {
        let wanted = proposal(&[slot(105, 570, 690)], None);
        assert_eq!(codes(&known(), &wanted), ["ClosedDay"]);
    }

    /// Of two who said yes to a session that moves, one is at another session then; one who was asked is
    /// away.
    #[test]
    fn volunteers_who_cannot_come_are_told() {
        let mut known = known();
        known.people.asked.insert(id(20), BTreeSet::from([id(62)]));
        known.people.away.insert(id(62), vec![(90, 95), (100, 102)]);
        let mut wanted = proposal(&[slot(100, 570, 690)], None);
        wanted.wanted[0].instead_of = Some(id(20));
        assert_eq!(codes(&known, &wanted), ["VolunteerTwice", "VolunteerAway"]);
        assert!(
            known.all_there(&wanted.wanted[0], 103) && !known.all_there(&wanted.wanted[0], 102)
        );
        let told = |helpers| {
            let wanted = Proposal { helpers: Some(helpers), ..wanted.clone() };
            let few = |clash: &Clash| matches!(clash, Clash::FewVolunteers { .. });
            known.clashes(&wanted, |_, _| Opening::Open).into_iter().find(few)
        };
        assert_eq!(told(1), None);
        assert_eq!(told(2), Some(Clash::FewVolunteers { at: 0, sure: 1, wanted: 2 }));
        let nobody = Proposal { helpers: Some(2), ..proposal(&[slot(100, 570, 690)], None) };
        let few = |clash: &Clash| matches!(clash, Clash::FewVolunteers { .. });
        assert!(!known.clashes(&nobody, |_, _| Opening::Open).iter().any(few), "nobody was asked");
        let later = slot(101, 570, 690);
        assert_eq!(known.sure(&wanted.wanted[0], later, &BTreeSet::new()), 2);
    }

    /// Two said yes to a session that moves, and one of them observes.
    #[test]
    fn whoever_observes_is_nobody_to_train() {
        let mut known = known();
        let mut wanted = proposal(&[slot(101, 570, 690)], None);
        wanted.wanted[0].instead_of = Some(id(20));
        let sure =
            |known: &Known| known.sure(&wanted.wanted[0], slot(101, 570, 690), &BTreeSet::new());
        assert_eq!(sure(&known), 2);
        known.people.beside.insert(id(20), BTreeSet::from([id(61)]));
        assert_eq!(sure(&known), 1);
    }

    #[test]
    fn whoever_is_expected_and_away_is_told() {
        let mut known = known();
        known.people.asked.insert(id(11), BTreeSet::from([id(62)]));
        known.people.away.insert(id(60), vec![(100, 100)]);
        known.people.away.insert(id(62), vec![(101, 120)]);
        let told = |from| {
            let absent = known.absent(from).into_iter();
            absent.map(|(booking, person)| (booking.session, person)).collect::<Vec<_>>()
        };
        assert_eq!(told(100), [(id(10), id(60)), (id(11), id(62))]);
        assert_eq!(told(101), [(id(11), id(62))]);
    }

    #[test]
    fn a_room_is_lent_on_some_days() {
        let mut known = known();
        known.rooms[0].lent = Some((50, 102));
        let wanted = proposal(&[slot(102, 570, 690), slot(103, 570, 690)], Some(ROOM_A));
        let told = known.clashes(&wanted, |_, _| Opening::Open);
        assert_eq!(told[1..], [Clash::NotLent { at: 1, first: 50, last: 102 }]);
        assert!(!told.iter().any(Clash::is_block));
        // A room that is not lent is no way out.
        let none = BTreeSet::new();
        assert_eq!(known.free_rooms(slot(103, 570, 690), 10, &none), [ROOM_B]);
    }

    #[test]
    fn what_was_planned_twice_is_found_from_a_day_on() {
        let booking =
            |n, cohort, slot, venue| Booking { session: id(n), cohort: id(cohort), slot, venue };
        let bookings = vec![
            booking(20, 91, slot(100, 600, 700), Some(ROOM_B)),
            booking(10, 90, slot(100, 540, 720), Some(ROOM_B)),
            booking(11, 90, slot(107, 540, 720), Some(ROOM_B)),
            booking(12, 90, slot(107, 600, 660), Some(ROOM_A)),
            booking(13, 92, slot(108, 600, 660), Some(ROOM_A)),
        ];
        let known = Known::new(bookings, Vec::new(), known().people);
        let told = |from| {
            let doubles = known.doubles(from).into_iter();
            doubles.map(|one| (one.first.session, one.second.session, one.what)).collect::<Vec<_>>()
        };
        let of_day_100 = [
            (id(10), id(20), Shared::Room(ROOM_B)),
            (id(10), id(20), Shared::Learner(id(71))),
            (id(10), id(20), Shared::Volunteer(id(60))),
        ];
        assert_eq!(told(100)[..3], of_day_100);
        assert_eq!(told(100)[3..], [(id(11), id(12), Shared::Cohort)]);
        assert_eq!(told(108), []);
    }

    #[test]
    fn elsewhere_is_found() {
        let (known, none) = (known(), BTreeSet::new());
        let at = slot(100, 570, 690);
        assert_eq!(known.free_rooms(at, 10, &none), [ROOM_A]);
        assert_eq!(known.free_rooms(slot(101, 570, 690), 10, &none), [ROOM_B, ROOM_A]);
        assert_eq!(known.free_rooms(at, 30, &none), []);
        let wanted = proposal(&[at], Some(ROOM_B));
        let open = |_| Opening::Open;
        // Day 100 is a Saturday: the next one is no way out.
        let day = known.free_day(&wanted.wanted[0], &wanted, 0, open);
        assert_eq!(day, Some(slot(99, 570, 690)));
        let day = known.free_day(&wanted.wanted[0], &wanted, 100, open);
        assert_eq!(day, Some(slot(102, 570, 690)));
        let shut = |day| match day {
            97 | 101 | 106 => Opening::Open,
            _ => Opening::Closed(Why::ByHand),
        };
        let day = known.free_day(&wanted.wanted[0], &wanted, 0, shut);
        assert_eq!(day, Some(slot(97, 570, 690)));
        let day = known.free_day(&wanted.wanted[0], &wanted, 100, shut);
        assert_eq!(day, Some(slot(106, 570, 690)));
    }

    /// A learner of the other group, and a volunteer who said yes there, are free where that one does not
    /// meet; one who was asked is there where she is not away.
    #[test]
    fn a_day_suits_all_or_it_does_not() {
        let mut known = known();
        known.people.volunteers.insert(id(11), BTreeSet::from([id(60)]));
        known.people.asked.insert(id(20), BTreeSet::from([id(62)]));
        known.people.away.insert(id(62), vec![(103, 104)]);
        let check = |cohort, instead_of, day, expected| {
            let mut wanted = proposal(&[slot(100, 570, 690)], Some(ROOM_A));
            (wanted.cohort, wanted.wanted[0].instead_of) = (cohort, instead_of);
            let suits = known.suits_all(&wanted.wanted[0], &wanted, slot(day, 570, 690));
            assert_eq!(suits, expected, "{cohort:?} {instead_of:?} {day}");
        };
        check(Some(id(91)), None, 107, false);
        check(Some(id(91)), None, 106, true);
        check(Some(id(92)), Some(id(20)), 107, false);
        check(Some(id(92)), Some(id(20)), 104, false);
        check(Some(id(92)), Some(id(20)), 105, true);
        check(Some(id(92)), None, 107, true);
    }
}
