//! Who has a seat, who is offered one, who waits and in which place. Computed from what was written of each
//! person and from the time: an offer that nobody answered passes to the next by itself, on every
//! laptop alike, and nobody writes anything for it. Places are counted, never kept, so that there is no
//! gap and nobody stands twice, whatever two laptops wrote apart.

use crate::record::RecordId;
use std::collections::{BTreeMap, BTreeSet};

/// What was written of a person who wants a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Who.
    pub person: RecordId,
    /// Before whom they come: the smaller first, then whoever asked first.
    pub priority: i64,
    /// When they asked, milliseconds since 1970.
    pub asked_ms: u64,
    /// When a seat was offered, if it was, and until when.
    pub offer: Option<Offer>,
    /// What became of it.
    pub answer: Answer,
}

/// A seat offered until a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// From then on, milliseconds since 1970.
    pub from_ms: u64,
    /// Until then, not included.
    pub until_ms: u64,
}

/// What a person said, or what was said of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    None,
    /// They took the seat, at that moment.
    Confirmed(u64),
    /// They do not want it, since that moment.
    Declined(u64),
    /// They took the seat, and gave it back.
    Left {
        /// Since when they had it.
        taken_ms: u64,
        /// Since when they have it no more: after they took it.
        left_ms: u64,
    },
}

impl Answer {
    /// When they said something of what they were offered.
    fn said(self) -> Option<u64> {
        match self {
            Self::None => None,
            Self::Confirmed(at) | Self::Declined(at) | Self::Left { taken_ms: at, .. } => Some(at),
        }
    }

    /// Since when they had a seat.
    fn seated(self) -> Option<u64> {
        match self {
            Self::Confirmed(at) | Self::Left { taken_ms: at, .. } => Some(at),
            Self::None | Self::Declined(_) => None,
        }
    }

    /// Whether they had a seat at a moment.
    fn has_seat(self, at: u64) -> bool {
        let left = matches!(self, Self::Left { left_ms, .. } if left_ms <= at);
        !left && self.seated().is_some_and(|taken| taken <= at)
    }
}

/// How a cohort stands at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Those who have a seat.
    pub seated: BTreeSet<RecordId>,
    /// Those who are offered one now, and until when: never more than there are free seats.
    pub offered: Vec<(RecordId, Offer)>,
    /// Those who wait, the first first: a place is a position here.
    pub waiting: Vec<RecordId>,
    /// Those whose offer ended without an answer, and that offer: they come after whoever waits, and
    /// are told.
    pub lapsed: Vec<(RecordId, Offer)>,
}

impl Standing {
    /// The place of somebody who waits, from 1.
    pub fn rank(&self, person: RecordId) -> Option<usize> {
        self.waiting.iter().position(|one| *one == person).map(|at| at + 1)
    }

    /// How many seats nobody has and nobody is offered.
    pub fn free(&self, seats: u32) -> u32 {
        let taken = self.seated.len() + self.offered.len();
        seats.saturating_sub(u32::try_from(taken).unwrap_or(u32::MAX))
    }

    /// The same, once some of those who wait are offered a seat.
    fn inviting(&self, invited: &[RecordId], offer: Offer) -> Self {
        let mut after = self.clone();
        after.waiting.retain(|person| !invited.contains(person));
        after.offered.extend(invited.iter().map(|person| (*person, offer)));
        after
    }
}

/// How a cohort of `seats` stands at `now_ms`. An offer that passes by itself lasts `offer_ms`.
pub fn standing(seats: u32, wishes: &[Wish], now_ms: u64, offer_ms: u64) -> Standing {
    let mut queue: Vec<&Wish> = wishes.iter().collect();
    queue.sort_by_key(|wish| (wish.priority, wish.asked_ms, wish.person));
    let mut course = Course { seats, now_ms, offer_ms, queue, had: BTreeMap::new() };
    let held = course.run();
    let lapsed_or_held: BTreeSet<_> = held.iter().map(|(person, _)| *person).collect();
    let mut standing = Standing { offered: held, ..Standing::default() };
    for wish in &course.queue {
        match wish.answer {
            answer if answer.has_seat(now_ms) => {
                standing.seated.insert(wish.person);
            }
            answer if answer.said().is_some_and(|at| at <= now_ms) => {}
            _ if lapsed_or_held.contains(&wish.person) => {}
            _ if wish.asked_ms > now_ms => {}
            _ => match course.had.get(&wish.person) {
                Some(offer) => standing.lapsed.push((wish.person, *offer)),
                None => standing.waiting.push(wish.person),
            },
        }
    }
    standing
}

/// What has to be written of offers when a cohort of `from` seats is to have `to`, more or at least as many
/// as are taken: the seats that are added are offered to whoever waits first, and everybody else stands as
/// before. The number of seats counts for all that was ever offered; where what happened would not come
/// out as it did, it is written down as it stands now: offers that hold begin anew and end when they
/// were to, and those that are over are forgotten.
pub fn resized(
    (from, to): (u32, u32),
    wishes: &[Wish],
    now_ms: u64,
    offer_ms: u64,
) -> Vec<(RecordId, Option<Offer>)> {
    let before = standing(from, wishes, now_ms, offer_ms);
    let added = to.saturating_sub(from).min(before.free(to));
    let added = usize::try_from(added).unwrap_or(usize::MAX);
    let invited: Vec<RecordId> = before.waiting.iter().take(added).copied().collect();
    let new = Offer { from_ms: now_ms, until_ms: now_ms.saturating_add(offer_ms.max(1)) };
    let invitations: Vec<_> = invited.iter().map(|person| (*person, Some(new))).collect();
    let after = standing(to, &written(wishes, &invitations), now_ms, offer_ms);
    if after == before.inviting(&invited, new) {
        return invitations;
    }
    let held = |person| before.offered.iter().find(|(one, _)| *one == person);
    let anew = wishes.iter().filter_map(|wish| {
        let offer = match held(wish.person) {
            Some((_, offer)) => Some(Offer { from_ms: now_ms, until_ms: offer.until_ms }),
            None => Some(new).filter(|_| invited.contains(&wish.person)),
        };
        (wish.offer != offer).then_some((wish.person, offer))
    });
    anew.collect()
}

/// What was wished, once these offers are written.
fn written(wishes: &[Wish], offers: &[(RecordId, Option<Offer>)]) -> Vec<Wish> {
    let of = |wish: &Wish| {
        let offer = offers.iter().find(|(person, _)| *person == wish.person);
        Wish { offer: offer.map_or(wish.offer, |(_, offer)| *offer), ..wish.clone() }
    };
    wishes.iter().map(of).collect()
}

/// What happened to the free seats up to now, one moment after the other.
struct Course<'w> {
    seats: u32,
    now_ms: u64,
    offer_ms: u64,
    queue: Vec<&'w Wish>,
    /// Who has had an offer, and the last they had.
    had: BTreeMap<RecordId, Offer>,
}

impl Course<'_> {
    /// Who holds an offer now.
    fn run(&mut self) -> Vec<(RecordId, Offer)> {
        let mut written: Vec<(Offer, RecordId)> = Vec::new();
        for wish in &self.queue {
            written.extend(wish.offer.map(|offer| (offer, wish.person)));
        }
        // Of two that were written at one moment the first in the queue goes first.
        written.sort_by_key(|(offer, _)| offer.from_ms);
        let mut written = written.into_iter().peekable();
        let mut taken: Vec<u64> =
            self.queue.iter().filter_map(|wish| wish.answer.seated()).collect();
        taken.sort_unstable();
        let mut taken = taken.into_iter().peekable();
        let mut held: Vec<(RecordId, Offer)> = Vec::new();
        loop {
            let begins = written.peek().map(|(offer, _)| offer.from_ms);
            let ends = held.iter().map(|(person, offer)| self.end_of(*person, *offer)).min();
            let next = [begins, ends, taken.peek().copied()].into_iter().flatten().min();
            let Some(at) = next.filter(|at| *at <= self.now_ms) else { return held };
            let mut freed = 0;
            held.retain(|(person, offer)| {
                let is_over = self.end_of(*person, *offer) <= at;
                // Who takes the seat at that moment leaves none to the next.
                freed += usize::from(is_over && !self.takes(*person, at));
                !is_over
            });
            let kept = held.len();
            // A seat that was taken without an offer is one less to offer: whoever was offered last
            // waits again, as before.
            while taken.next_if_eq(&at).is_some() {}
            while held.len() > self.free(at) {
                if let Some((last, _)) = held.pop() {
                    self.had.remove(&last);
                }
            }
            while let Some((offer, person)) = written.next_if(|(offer, _)| offer.from_ms == at) {
                self.begin(person, offer, at, &mut held);
            }
            // What was written down of a seat that passed on holds before whatever would be computed
            // of it: who was told of an offer keeps it when the queue is put in another order.
            for _ in held.len().saturating_sub(kept)..freed {
                self.pass(at, &mut held);
            }
        }
    }

    /// When an offer is over: at its end, or when it was answered.
    fn end_of(&self, person: RecordId, offer: Offer) -> u64 {
        let wish = self.queue.iter().find(|wish| wish.person == person);
        let said = wish.and_then(|wish| wish.answer.said());
        said.map_or(offer.until_ms, |at| at.min(offer.until_ms))
    }

    /// Whether somebody took a seat at that very moment.
    fn takes(&self, person: RecordId, at: u64) -> bool {
        let wish = self.queue.iter().find(|wish| wish.person == person);
        wish.and_then(|wish| wish.answer.seated()) == Some(at)
    }

    /// Seats that nobody had at a moment.
    fn free(&self, at: u64) -> usize {
        let seated = self.queue.iter().filter(|wish| wish.answer.has_seat(at));
        usize::try_from(self.seats).unwrap_or(usize::MAX).saturating_sub(seated.count())
    }

    /// An offer that somebody wrote: it holds if a seat is free for it, and counts for nothing otherwise.
    fn begin(
        &mut self,
        person: RecordId,
        offer: Offer,
        at: u64,
        held: &mut Vec<(RecordId, Offer)>,
    ) {
        let has = held.iter().any(|(one, _)| *one == person);
        if has || held.len() >= self.free(at) || self.end_of(person, offer) <= at {
            return;
        }
        self.had.insert(person, offer);
        held.push((person, offer));
    }

    /// A seat that came free passes to the next who waits.
    fn pass(&mut self, at: u64, held: &mut Vec<(RecordId, Offer)>) {
        if held.len() >= self.free(at) {
            return;
        }
        let answered = |wish: &Wish| wish.answer.said().is_some_and(|when| when <= at);
        let next = self.queue.iter().find(|wish| {
            wish.asked_ms <= at
                && !answered(wish)
                && !self.had.contains_key(&wish.person)
                && !held.iter().any(|(one, _)| *one == wish.person)
        });
        // Whoever was offered a seat by hand after that moment stood in nobody's way until then: what
        // passed on meanwhile is written, and their earlier offer is not written any more.
        let next = next.filter(|wish| wish.offer.is_none_or(|offer| offer.from_ms <= at));
        if let Some(person) = next.map(|wish| wish.person) {
            let offer = Offer { from_ms: at, until_ms: at.saturating_add(self.offer_ms.max(1)) };
            self.had.insert(person, offer);
            held.push((person, offer));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const DAY: u64 = 24 * 3600 * 1000;

    fn id(n: u128) -> RecordId {
        RecordId(Uuid::from_u128(n))
    }

    fn wish(n: u128) -> Wish {
        Wish {
            person: id(n),
            priority: 0,
            asked_ms: u64::try_from(n).unwrap(),
            offer: None,
            answer: Answer::None,
        }
    }

    fn offered(n: u128, from_ms: u64, until_ms: u64) -> Wish {
        Wish { offer: Some(Offer { from_ms, until_ms }), ..wish(n) }
    }

    fn holders(standing: &Standing) -> Vec<RecordId> {
        standing.offered.iter().map(|(person, _)| *person).collect()
    }

    #[test]
    fn an_offer_that_nobody_answers_passes_on_by_itself() {
        let wishes = [offered(1, 100, 100 + 3 * DAY), wish(2), wish(3)];
        let at = |now| standing(1, &wishes, now, 3 * DAY);
        assert_eq!(holders(&at(100)), [id(1)]);
        assert_eq!(at(100).waiting, [id(2), id(3)]);
        let next = at(100 + 3 * DAY);
        assert_eq!(holders(&next), [id(2)]);
        let ended = Offer { from_ms: 100, until_ms: 100 + 3 * DAY };
        assert_eq!((next.lapsed.clone(), next.rank(id(3))), (vec![(id(1), ended)], Some(1)));
        assert_eq!(holders(&at(100 + 6 * DAY)), [id(3)]);
        assert_eq!(holders(&at(100 + 9 * DAY)), []);
    }

    #[test]
    fn a_refusal_passes_at_once_and_a_yes_keeps_the_seat() {
        let no = Wish { answer: Answer::Declined(500), ..offered(1, 100, 9_000) };
        let yes = Wish { answer: Answer::Confirmed(600), ..wish(2) };
        let wishes = [no.clone(), wish(2), wish(3)];
        assert_eq!(holders(&standing(1, &wishes, 500, DAY)), [id(2)]);
        let told = standing(1, &[no, yes, wish(3)], 700, DAY);
        assert_eq!((told.seated.len(), told.offered.len(), told.free(1)), (1, 0, 0));
        assert_eq!(told.waiting, [id(3)]);
    }

    /// Two seats, one of them offered: the yes takes that one, and nobody offered the other.
    #[test]
    fn a_yes_offers_no_other_seat() {
        let yes = Wish { answer: Answer::Confirmed(500), ..offered(1, 100, 9_000) };
        let told = standing(2, &[yes, wish(2)], 600, DAY);
        assert_eq!((told.free(2), told.offered, told.waiting), (1, vec![], vec![id(2)]));
    }

    #[test]
    fn one_seat_offered_twice_apart_is_held_by_one() {
        let wishes = [offered(2, 100, 9_000), offered(1, 100, 9_000)];
        let told = standing(1, &wishes, 200, DAY);
        assert_eq!(holders(&told), [id(1)], "the first in the queue");
        assert_eq!(told.waiting, [id(2)], "the other waits as before");
    }

    #[test]
    fn priority_comes_before_time() {
        let first = Wish { priority: -1, ..wish(9) };
        assert_eq!(standing(0, &[wish(1), first], 10_000, DAY).waiting, [id(9), id(1)]);
    }

    /// The offer that they took ended when they took it, and not again when they leave.
    #[test]
    fn a_seat_given_back_long_after_was_offered_to_nobody_meanwhile() {
        let left = Answer::Left { taken_ms: 500, left_ms: 30 * DAY };
        let wishes = [Wish { answer: left, ..offered(1, 100, 100 + DAY) }, wish(2), wish(3)];
        assert!(standing(1, &wishes, 20 * DAY, DAY).seated.contains(&id(1)));
        let told = standing(1, &wishes, 31 * DAY, DAY);
        assert_eq!((told.free(1), told.waiting), (1, vec![id(2), id(3)]));
        assert_eq!((told.offered, told.lapsed), (vec![], vec![]));
    }

    /// Somebody is put first, or offered again, after an offer has passed on: what was computed until
    /// then is written down, and whoever was told of an offer keeps it.
    #[test]
    fn an_offer_that_passed_on_is_kept_once_it_is_written() {
        let end = 100 + 3 * DAY;
        let passed = Offer { from_ms: end, until_ms: end + 3 * DAY };
        let before = [offered(1, 100, end), wish(2), wish(3)];
        assert_eq!(standing(1, &before, end + 5, 3 * DAY).offered, [(id(2), passed)]);
        let first = Wish { priority: -1, ..wish(3) };
        let moved = standing(1, &[offered(1, 100, end), wish(2), first.clone()], end + 5, 3 * DAY);
        assert_eq!(holders(&moved), [id(3)], "what is not written follows the queue");
        let written = Wish { offer: Some(passed), ..wish(2) };
        let kept = standing(1, &[offered(1, 100, end), written, first], end + 5, 3 * DAY);
        assert_eq!((kept.offered, kept.waiting), (vec![(id(2), passed)], vec![id(3)]));
    }

    /// What is written of somebody who is offered a seat again is the last offer alone: it holds as it
    /// was written, and the end of others' offers before it is no offer to them.
    #[test]
    fn an_offer_that_is_made_again_holds_as_it_was_written() {
        let (end, again) = (100 + 3 * DAY, 100 + 4 * DAY);
        let wishes = [offered(1, again, again + 3 * DAY), offered(2, 100, end)];
        assert_eq!(standing(1, &wishes, end + 5, 3 * DAY).offered, []);
        let held = Offer { from_ms: again, until_ms: again + 3 * DAY };
        assert_eq!(standing(1, &wishes, again + 5, 3 * DAY).offered, [(id(1), held)]);
    }

    #[test]
    fn a_seat_that_is_added_is_offered_to_whoever_waits_first() {
        let yes = Wish { answer: Answer::Confirmed(50), ..wish(1) };
        let wishes = [yes, wish(2), wish(3)];
        let new = Offer { from_ms: 100, until_ms: 100 + DAY };
        assert_eq!(resized((1, 2), &wishes, 100, DAY), [(id(2), Some(new))]);
        assert_eq!(resized((1, 9), &wishes, 100, DAY).len(), 2);
        assert_eq!(resized((1, 1), &wishes, 100, DAY), []);
    }

    /// The offer was made while all of three seats but one were taken; one was given back since. With two
    /// seats there was none to offer then, and it holds all the same.
    #[test]
    fn an_offer_holds_when_there_are_fewer_seats_than_when_it_was_made() {
        let left = Wish { answer: Answer::Left { taken_ms: 10, left_ms: 500 }, ..wish(1) };
        let yes = Wish { answer: Answer::Confirmed(20), ..wish(2) };
        let wishes = [left, yes, offered(3, 100, 9_000), wish(4)];
        assert_eq!(holders(&standing(3, &wishes, 600, DAY)), [id(3)]);
        assert_eq!(holders(&standing(2, &wishes, 600, DAY)), [], "nobody would hold it");
        let kept = Offer { from_ms: 600, until_ms: 9_000 };
        assert_eq!(resized((3, 2), &wishes, 600, DAY), [(id(3), Some(kept))]);
    }

    fn answers() -> impl Strategy<Value = Answer> {
        prop_oneof![
            3 => Just(Answer::None),
            1 => (0u64..2_000).prop_map(Answer::Confirmed),
            1 => (0u64..2_000).prop_map(Answer::Declined),
            1 => (0u64..2_000, 1u64..900).prop_map(|(taken_ms, long)| Answer::Left {
                taken_ms,
                left_ms: taken_ms + long,
            }),
        ]
    }

    fn wishes() -> impl Strategy<Value = Vec<Wish>> {
        let one = (-1i64..2, 0u64..500, prop::option::of((0u64..1_500, 1u64..400)), answers());
        prop::collection::vec(one, 0..14).prop_map(|all| {
            let wish = |(n, (priority, asked_ms, offer, answer)): (u128, _)| {
                let offer: Option<(u64, u64)> = offer;
                let offer =
                    offer.map(|(from_ms, long)| Offer { from_ms, until_ms: from_ms + long });
                Wish { person: id(n), priority, asked_ms, offer, answer }
            };
            (1..).zip(all).map(wish).collect()
        })
    }

    /// What is written has happened.
    fn until_now(wish: Wish, now: u64) -> Wish {
        let answer = match wish.answer {
            Answer::None => Answer::None,
            Answer::Confirmed(at) => Answer::Confirmed(at.min(now)),
            Answer::Declined(at) => Answer::Declined(at.min(now)),
            Answer::Left { taken_ms, left_ms } => {
                let taken_ms = taken_ms.min(now);
                Answer::Left { taken_ms, left_ms: left_ms.min(now).max(taken_ms + 1) }
            }
        };
        let offer = wish.offer.map(|one| Offer { from_ms: one.from_ms.min(now), ..one });
        Wish { answer, offer, asked_ms: wish.asked_ms.min(now), ..wish }
    }

    /// Offers that ended at a moment, without being taken then.
    fn ended(seats: u32, all: &[Wish], at: u64) -> usize {
        let before = at.checked_sub(1).map(|before| standing(seats, all, before, 150).offered);
        let is_ended = |(person, offer): &(RecordId, Offer)| {
            let answer = all.iter().find(|wish| wish.person == *person).unwrap().answer;
            let is_over = offer.until_ms <= at || answer.said().is_some_and(|when| when <= at);
            is_over && answer.seated() != Some(at)
        };
        before.iter().flatten().filter(|held| is_ended(held)).count()
    }

    /// Offers that nobody wrote and that begin at a moment.
    fn computed(seats: u32, all: &[Wish], at: u64) -> usize {
        let written = |person| all.iter().find(|wish| wish.person == person).unwrap().offer;
        let told = standing(seats, all, at, 150).offered.into_iter();
        told.filter(|(person, offer)| offer.from_ms == at && written(*person) != Some(*offer))
            .count()
    }

    proptest! {
        /// A seat is offered by itself only where an offer ended that was not taken.
        #[test]
        fn what_was_never_offered_passes_to_nobody(all in wishes(), seats in 0u32..5, now in 0u64..3_000) {
            let told = standing(seats, &all, now, 150);
            for (_, offer) in told.offered.iter().chain(&told.lapsed) {
                let at = offer.from_ms;
                prop_assert!(computed(seats, &all, at) <= ended(seats, &all, at), "at {at}");
            }
        }

        /// However the number of seats changes, nobody loses a seat or an offer, and those who wait are
        /// offered what was added, and nothing else.
        #[test]
        fn other_seats_move_nobody_but_the_first_who_wait(
            all in wishes(), from in 0u32..5, to in 0u32..9, now in 0u64..3_000,
        ) {
            let all: Vec<_> = all.into_iter().map(|wish| until_now(wish, now)).collect();
            let before = standing(from, &all, now, 150);
            let taken = u32::try_from(before.seated.len() + before.offered.len()).unwrap();
            let to = if to < from { to.max(taken) } else { to };
            let after = standing(to, &written(&all, &resized((from, to), &all, now, 150)), now, 150);
            let ends = |told: &Standing| -> BTreeSet<_> {
                told.offered.iter().map(|(person, offer)| (*person, offer.until_ms)).collect()
            };
            prop_assert_eq!(&after.seated, &before.seated);
            let added = to.saturating_sub(from.max(taken)) as usize;
            let invited = before.waiting.iter().take(added);
            let mut expected = ends(&before);
            expected.extend(invited.map(|person| (*person, now + 150)));
            prop_assert_eq!(ends(&after), expected);
            let here = |told: &Standing| -> BTreeSet<_> {
                let waits = told.waiting.iter().copied();
                waits.chain(holders(told)).chain(told.lapsed.iter().map(|(one, _)| *one)).collect()
            };
            prop_assert_eq!(here(&after), here(&before));
        }

        /// An offer is held by one person at a time and a seat is never offered that somebody has;
        /// ranks have no gap nor double; the order in which wishes are read changes nothing.
        #[test]
        fn seats_are_held_once(all in wishes(), seats in 0u32..5, now in 0u64..3_000) {
            let told = standing(seats, &all, now, 150);
            let free = (seats as usize).saturating_sub(told.seated.len());
            prop_assert!(told.offered.len() <= free);
            let mut everybody: Vec<_> = told.seated.iter().copied().collect();
            everybody.extend(holders(&told));
            everybody.extend(&told.waiting);
            everybody.extend(told.lapsed.iter().map(|(person, _)| *person));
            let each: BTreeSet<_> = everybody.iter().copied().collect();
            prop_assert_eq!(each.len(), everybody.len());
            let ranks: Vec<_> = told.waiting.iter().filter_map(|one| told.rank(*one)).collect();
            prop_assert_eq!(ranks, (1..=told.waiting.len()).collect::<Vec<_>>());
            let mut turned = all.clone();
            turned.reverse();
            prop_assert_eq!(standing(seats, &turned, now, 150), told);
        }
    }
}
