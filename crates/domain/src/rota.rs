//! Volunteers and sessions: how somebody stands towards one, how many are wanted, who fits best, what
//! they gave and what it is worth. Only hours that a signature proves are ever worth anything. It knows
//! no clock and no file: whoever asks says what is over, and what was written.

use crate::attendance::{Hours, Mark, Status};
use crate::calendar::weekday_of;
use crate::clash::Slot;
use crate::kinds::{ASSISTANT, CONFIRMED, DECLINED, LEAD};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Volunteers wanted for ten learners: a lead and three assistants.
pub const VOLUNTEERS_PER_TEN: u32 = 4;
/// Minutes of an hour.
const HOUR: u64 = 60;

/// Volunteers that so many learners ask for: one for each two and a half.
pub fn for_learners(learners: u32) -> u32 {
    learners.saturating_mul(VOLUNTEERS_PER_TEN).div_ceil(10)
}

/// Volunteers wanted at a session: as many as its group wants, and never fewer than its learners ask for.
pub fn wanted(target: u32, learners: u32) -> u32 {
    target.max(for_learners(learners))
}

/// How somebody stands towards a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not on it, and could be.
    Free,
    /// Not on it: away on that day.
    Away,
    /// Not on it: at another session at that time.
    Elsewhere,
    /// Not on it: not at one of the times they gave.
    Unavailable,
    /// Asked, no answer yet.
    Asked,
    /// They come.
    Confirmed,
    /// They do not come.
    Declined,
    /// They were there.
    Present,
    /// They had said yes and were not there.
    NoShow,
}

impl Standing {
    /// Whether they count among those who come, or came.
    pub fn counts(self) -> bool {
        matches!(self, Self::Confirmed | Self::Present)
    }

    /// Whether they are on it, whatever they said.
    pub fn is_on(self) -> bool {
        !matches!(self, Self::Free | Self::Away | Self::Elsewhere | Self::Unavailable)
    }
}

/// What is written of somebody at a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duty {
    /// The code of their part (`kinds::PARTS`).
    pub part: Option<i64>,
    /// The code of what they said (`kinds::ANSWERS`).
    pub answer: Option<i64>,
    /// Their mark.
    pub mark: Option<Mark>,
}

impl Duty {
    /// Whether somebody wants them there.
    pub fn is_asked(&self) -> bool {
        self.part.is_some() || self.answer.is_some()
    }

    /// Whether they were there.
    pub fn took_part(&self) -> bool {
        self.mark.is_some_and(|mark| mark.status.took_part())
    }

    /// Whether they train.
    pub fn trains(&self) -> bool {
        trains(self.part)
    }
}

/// Whether a part is one of those that a session wants so many of: whoever interprets or observes is
/// welcome, and teaches nobody. Of whom no part is written assists.
pub fn trains(part: Option<i64>) -> bool {
    part.is_none_or(|part| part == LEAD || part == ASSISTANT)
}

/// What is known of a session, as far as it says what a missing mark means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// It has ended, or its register is closed.
    pub is_over: bool,
    /// Another volunteer was marked there: who was not, was looked for.
    pub others_marked: bool,
}

/// What keeps somebody from a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hindrance {
    /// They are away on its day.
    pub is_away: bool,
    /// They are at another session at its time.
    pub is_elsewhere: bool,
    /// It is at none of the times that they gave.
    pub is_outside_times: bool,
}

/// How somebody stands: what was seen wins over what was said, and that over what could be.
pub fn standing(duty: &Duty, stage: Stage, hindrance: Hindrance) -> Standing {
    if duty.took_part() {
        return Standing::Present;
    }
    if is_no_show(duty, stage) {
        return Standing::NoShow;
    }
    if duty.is_asked() || duty.mark.is_some() {
        return match (duty.answer, duty.mark) {
            // Whoever was marked and was not there did not come, whatever was said before.
            (Some(DECLINED), _) | (_, Some(_)) => Standing::Declined,
            (Some(CONFIRMED), None) => Standing::Confirmed,
            _ => Standing::Asked,
        };
    }
    match hindrance {
        Hindrance { is_away: true, .. } => Standing::Away,
        Hindrance { is_elsewhere: true, .. } => Standing::Elsewhere,
        Hindrance { is_outside_times: true, .. } => Standing::Unavailable,
        _ => Standing::Free,
    }
}

/// Why somebody who is on a session cannot be at it after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindered {
    /// They are away on its day.
    Away,
    /// They said yes to another session at its time, or were at it.
    Elsewhere,
}

/// Why somebody who is on a session that is still to come cannot be at it after all. What they said
/// stands beside it: days away that are written later, or on another laptop, take nothing back. Times
/// that they gave hinder nobody who was asked all the same.
pub fn hindered(standing: Standing, stage: Stage, hindrance: Hindrance) -> Option<Hindered> {
    let is_open = matches!(standing, Standing::Asked | Standing::Confirmed | Standing::Declined);
    match hindrance {
        _ if !is_open || stage.is_over => None,
        Hindrance { is_away: true, .. } => Some(Hindered::Away),
        Hindrance { is_elsewhere: true, .. } => Some(Hindered::Elsewhere),
        _ => None,
    }
}

/// How a session is staffed: only those who train, and can come, fill the places that it has for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Staff {
    /// They come, or came.
    pub confirmed: u32,
    /// They were asked, and could come.
    pub asked: u32,
    /// They were asked or said yes, and cannot come after all.
    pub hindered: u32,
    /// They come, or came, and do not train: interpreters and observers.
    pub beside: u32,
    /// Whether somebody leads who comes, or was asked and could.
    pub has_lead: bool,
}

impl Staff {
    /// Counts somebody who is on the session.
    pub fn add(&mut self, duty: &Duty, standing: Standing, hindered: Option<Hindered>) {
        let is_asked = standing == Standing::Asked;
        if !standing.counts() && !is_asked {
            return;
        }
        match (duty.trains(), hindered) {
            (true, Some(_)) => self.hindered += 1,
            (true, None) if is_asked => self.asked += 1,
            (true, None) => self.confirmed += 1,
            (false, None) if !is_asked => self.beside += 1,
            (false, _) => {}
        }
        self.has_lead |= duty.part == Some(LEAD) && hindered.is_none();
    }
}

/// Whether somebody had said yes and did not come: once it is over, absent without having said so, or
/// not marked where others were.
pub fn is_no_show(duty: &Duty, stage: Stage) -> bool {
    duty.answer == Some(CONFIRMED)
        && stage.is_over
        && match duty.mark {
            Some(mark) => mark.status == Status::Absent,
            None => stage.others_marked,
        }
}

/// Minutes that somebody gave, of a session at these hours.
pub fn minutes_given(duty: &Duty, hours: &Hours) -> u32 {
    duty.mark.map_or(0, |mark| u32::from(mark.minutes_effective(hours)))
}

/// A time of the week at which somebody can come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// Monday = 1.
    pub weekday: u8,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
}

impl Time {
    /// Whether there is such a time.
    pub fn is_one(&self) -> bool {
        (1..=7).contains(&self.weekday) && self.start < self.end && self.end <= 1440
    }

    /// As its record keeps it: `1 540 720`.
    pub fn to_text(&self) -> String {
        format!("{} {} {}", self.weekday, self.start, self.end)
    }

    /// The time in a record's text, if it is one.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let weekday = parts.next()?.parse().ok()?;
        let (start, end) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let time = Self { weekday, start, end };
        (parts.next().is_none() && time.is_one()).then_some(time)
    }

    fn holds(&self, slot: &Slot) -> bool {
        weekday_of(slot.day) == Some(self.weekday)
            && self.start <= slot.start
            && slot.end <= self.end
    }
}

/// Whether a session is at one of the times that somebody gave; none when they gave none.
pub fn is_at(times: &[Time], slot: &Slot) -> Option<bool> {
    (!times.is_empty()).then(|| times.iter().any(|time| time.holds(slot)))
}

/// Somebody who could help, as far as it says who comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// How they stand.
    pub standing: Standing,
    /// How much of what was asked for by name they do not have.
    pub lacks: usize,
    /// How many things speak for them.
    pub fits: usize,
    /// Minutes that they gave already.
    pub minutes: u32,
    /// Their name.
    pub name: String,
}

impl Candidate {
    /// Who comes first: whoever has all that was asked for, then whoever can come, then whoever fits
    /// best, then whoever has given least.
    pub fn order(&self, other: &Self) -> Ordering {
        let rank = |one: &Self| match one.standing {
            Standing::Free => 0,
            Standing::Unavailable => 1,
            Standing::Away | Standing::Elsewhere => 2,
            // Nobody needs to find whoever is on it already.
            _ => 3,
        };
        (self.lacks.cmp(&other.lacks))
            .then(rank(self).cmp(&rank(other)))
            .then(other.fits.cmp(&self.fits))
            .then(self.minutes.cmp(&other.minutes))
            .then_with(|| self.name.to_lowercase().cmp(&other.name.to_lowercase()))
    }
}

/// What somebody gave in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The company that lends them; empty when none does.
    pub company: String,
    /// Minutes that a signature proves.
    pub signed: u32,
    /// Minutes that nobody signed for.
    pub unsigned: u32,
}

/// What several people gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many people.
    pub people: u32,
    /// Minutes that a signature proves.
    pub signed: u32,
    /// Minutes that nobody signed for.
    pub unsigned: u32,
    /// What the signed ones are worth, in cents.
    pub value_cents: u64,
}

impl Sum {
    fn add(&mut self, given: &Given, hour_cents: u32) {
        self.people += 1;
        self.signed = self.signed.saturating_add(given.signed);
        self.unsigned = self.unsigned.saturating_add(given.unsigned);
        self.value_cents += value_cents(given.signed, hour_cents);
    }
}

/// What minutes are worth at so many cents an hour, rounded half up to a cent.
pub fn value_cents(minutes: u32, hour_cents: u32) -> u64 {
    (u64::from(minutes) * u64::from(hour_cents) + HOUR / 2) / HOUR
}

/// What everybody gave, by company and in all. Each person is rounded alone, so that companies and
/// the whole agree to a cent.
pub fn sums(given: &[Given], hour_cents: u32) -> (BTreeMap<String, Sum>, Sum) {
    let (mut companies, mut all) = (BTreeMap::<String, Sum>::new(), Sum::default());
    for one in given {
        companies.entry(one.company.clone()).or_default().add(one, hour_cents);
        all.add(one, hour_cents);
    }
    (companies, all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_day;
    use crate::kinds::ASKED;
    use proptest::prelude::*;

    const OVER: Stage = Stage { is_over: true, others_marked: true };
    const YES: Duty = Duty { part: Some(1), answer: Some(CONFIRMED), mark: None };

    fn marked(duty: Duty, status: Status) -> Duty {
        Duty { mark: Some(Mark::plain(status)), ..duty }
    }

    #[test]
    fn four_for_ten() {
        let check = |learners, volunteers| assert_eq!(for_learners(learners), volunteers);
        check(0, 0);
        check(1, 1);
        check(5, 2);
        check(6, 3);
        check(10, 4);
        check(11, 5);
        assert_eq!((wanted(4, 3), wanted(2, 10), wanted(0, 0)), (4, 4, 0));
    }

    #[test]
    fn what_was_seen_wins_over_what_was_said() {
        let check = |duty: Duty, stage, expected| {
            let nothing = Hindrance { is_away: true, is_elsewhere: true, is_outside_times: true };
            assert_eq!(standing(&duty, stage, nothing), expected, "{duty:?}");
        };
        let said = |answer| Duty { answer: Some(answer), ..YES };
        check(marked(said(DECLINED), Status::Present), OVER, Standing::Present);
        check(marked(YES, Status::Remote), OVER, Standing::Present);
        check(marked(YES, Status::Absent), OVER, Standing::NoShow);
        check(marked(YES, Status::Excused), OVER, Standing::Declined);
        check(marked(said(ASKED), Status::Absent), OVER, Standing::Declined);
        check(YES, OVER, Standing::NoShow);
        check(YES, Stage { others_marked: false, ..OVER }, Standing::Confirmed);
        check(YES, Stage { is_over: false, ..OVER }, Standing::Confirmed);
        check(said(ASKED), OVER, Standing::Asked);
        check(Duty { part: Some(0), ..Duty::default() }, OVER, Standing::Asked);
        check(said(DECLINED), OVER, Standing::Declined);
        check(Duty::default(), OVER, Standing::Away);
    }

    #[test]
    fn what_keeps_somebody_away_is_told_in_order() {
        let check = |is_away, is_elsewhere, is_outside_times, expected| {
            let hindrance = Hindrance { is_away, is_elsewhere, is_outside_times };
            assert_eq!(standing(&Duty::default(), OVER, hindrance), expected);
        };
        check(true, true, true, Standing::Away);
        check(false, true, true, Standing::Elsewhere);
        check(false, false, true, Standing::Unavailable);
        check(false, false, false, Standing::Free);
    }

    #[test]
    fn times_of_a_week() {
        let tuesday = parse_day("2027-04-20").unwrap();
        let time = Time { weekday: 2, start: 540, end: 720 };
        let at = |start, end| is_at(&[time], &Slot { day: tuesday, start, end });
        assert_eq!(at(540, 720), Some(true));
        assert_eq!(at(539, 720), Some(false));
        assert_eq!(is_at(&[time], &Slot { day: tuesday + 1, start: 540, end: 720 }), Some(false));
        assert_eq!(is_at(&[], &Slot { day: tuesday, start: 540, end: 720 }), None);
        assert_eq!(Time::from_text(&time.to_text()), Some(time));
        for wrong in ["", "2 540", "8 540 720", "2 720 540", "2 540 1441", "2 540 720 1", "x 1 2"] {
            assert_eq!(Time::from_text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn who_comes_first() {
        let one = |standing, fits, minutes, name: &str| Candidate {
            standing,
            lacks: 0,
            fits,
            minutes,
            name: name.to_owned(),
        };
        let mut found = [
            one(Standing::Confirmed, 5, 0, "A"),
            one(Standing::Away, 5, 0, "B"),
            one(Standing::Free, 1, 60, "éva"),
            one(Standing::Free, 1, 60, "D"),
            one(Standing::Free, 1, 30, "E"),
            one(Standing::Free, 2, 900, "F"),
            one(Standing::Unavailable, 3, 0, "G"),
        ];
        found.sort_by(Candidate::order);
        let names: Vec<_> = found.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["F", "E", "D", "éva", "G", "B", "A"]);
    }

    /// The only one who speaks what was asked for has given much, fits less otherwise, and is away.
    #[test]
    fn what_was_asked_for_comes_before_all_that_speaks_for_somebody() {
        let speaks = Candidate {
            standing: Standing::Away,
            lacks: 0,
            fits: 1,
            minutes: 900,
            name: "S".into(),
        };
        let fits =
            Candidate { standing: Standing::Free, lacks: 1, fits: 4, minutes: 0, name: "F".into() };
        assert_eq!(speaks.order(&fits), Ordering::Less);
        assert_eq!(Candidate { lacks: 0, ..fits }.order(&speaks), Ordering::Less);
    }

    #[test]
    fn what_was_said_stays_beside_what_hinders() {
        let away = Hindrance { is_away: true, is_elsewhere: true, is_outside_times: true };
        let check = |standing, stage, hindrance, expected| {
            assert_eq!(hindered(standing, stage, hindrance), expected, "{standing:?}");
        };
        let to_come = Stage::default();
        for standing in [Standing::Asked, Standing::Confirmed, Standing::Declined] {
            check(standing, to_come, away, Some(Hindered::Away));
            let elsewhere = Hindrance { is_away: false, ..away };
            check(standing, to_come, elsewhere, Some(Hindered::Elsewhere));
            let outside = Hindrance { is_elsewhere: false, ..elsewhere };
            check(standing, to_come, outside, None);
            // What has been is told by the register.
            check(standing, OVER, away, None);
        }
        for standing in [Standing::Free, Standing::Away, Standing::Present, Standing::NoShow] {
            check(standing, to_come, away, None);
        }
    }

    #[test]
    fn only_those_who_train_and_can_come_fill_a_session() {
        let mut staff = Staff::default();
        let part = |code: i64| Duty { part: Some(code), ..YES };
        for duty in [part(LEAD), part(2), part(3), part(3)] {
            staff.add(&duty, Standing::Confirmed, None);
        }
        let expected = Staff { confirmed: 1, beside: 3, has_lead: true, ..Staff::default() };
        assert_eq!(staff, expected, "a lead, an interpreter and two observers are one of four");
        let mut staff = Staff::default();
        staff.add(&part(LEAD), Standing::Confirmed, Some(Hindered::Away));
        staff.add(&part(ASSISTANT), Standing::Asked, Some(Hindered::Elsewhere));
        staff.add(&part(ASSISTANT), Standing::Asked, None);
        staff.add(&part(3), Standing::Asked, None);
        staff.add(&part(ASSISTANT), Standing::Declined, Some(Hindered::Away));
        staff.add(&Duty::default(), Standing::Present, None);
        let expected = Staff { confirmed: 1, asked: 1, hindered: 2, ..Staff::default() };
        assert_eq!(staff, expected, "nobody leads while the lead is away");
    }

    #[test]
    fn a_value_is_rounded_half_up() {
        let check = |minutes, rate, cents| assert_eq!(value_cents(minutes, rate), cents);
        check(120, 2_000, 4_000);
        check(30, 1, 1);
        check(29, 1, 0);
        check(90, 1_151, 1_727);
        check(0, 5_000, 0);
        check(u32::MAX, 1_000_000, 71_582_788_250_000);
    }

    fn people() -> impl Strategy<Value = Vec<Given>> {
        let one = ("[ab]?", 0u32..20_000, 0u32..20_000);
        let given = one.prop_map(|(company, signed, unsigned)| Given { company, signed, unsigned });
        prop::collection::vec(given, 0..30)
    }

    proptest! {
        #[test]
        fn companies_and_the_whole_agree(given in people(), rate in 0u32..10_000) {
            let (companies, all) = sums(&given, rate);
            prop_assert_eq!(companies.values().map(|one| one.value_cents).sum::<u64>(), all.value_cents);
            prop_assert_eq!(companies.values().map(|one| one.signed).sum::<u32>(), all.signed);
            prop_assert_eq!(companies.values().map(|one| one.unsigned).sum::<u32>(), all.unsigned);
            prop_assert_eq!(companies.values().map(|one| one.people).sum::<u32>(), all.people);
        }

        #[test]
        fn what_nobody_signed_is_worth_nothing(given in people(), rate in 0u32..10_000) {
            let proved: Vec<_> =
                given.iter().map(|one| Given { unsigned: 0, ..one.clone() }).collect();
            prop_assert_eq!(sums(&given, rate).1.value_cents, sums(&proved, rate).1.value_cents);
        }

        #[test]
        fn more_is_never_worth_less(minutes in 0u32..100_000, more in 0u32..1_000, rate in 0u32..10_000) {
            prop_assert!(value_cents(minutes + more, rate) >= value_cents(minutes, rate));
            prop_assert!(value_cents(minutes, rate + more) >= value_cents(minutes, rate));
        }
    }
}
