//! From a rule (these weekdays, from that day, so many times) to the days of a group's sessions: each
//! day that the rule gives is kept, moved, left out or changed, and says why. It writes nothing, knows
//! no clock, and decides no clash with other groups (`clash`). Times are the centre's own clock, so
//! that no change of the clocks in spring or autumn moves a session.

use crate::calendar::{Day, monday_of, weekday_of};
use crate::record::RecordId;
use std::collections::BTreeSet;

/// Sessions of one rule.
pub const SESSIONS_MAX: u16 = 400;
/// Days after the first on which a session may still be: three years.
pub const DAYS_MAX: Day = 1100;
/// A week without Sunday: sessions move within it.
const SATURDAY: Day = 5;

/// When a group meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The first day on which it may meet.
    pub first: Day,
    /// Weekdays, Monday = 1; empty means the first day's own.
    pub weekdays: Vec<u8>,
    /// From when to when, in minutes after midnight.
    pub hours: (u16, u16),
    /// Until when.
    pub until: Until,
}

/// Where a rule ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// After this many sessions.
    Sessions(u16),
    /// On this day, included.
    Day(Day),
}

/// Why a session is not where the rule puts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A public holiday, by its name (`holidays`).
    Holiday(&'static str),
    /// The centre is closed, or keeps other hours: what was written of it.
    Closure(String),
    /// Its room is closed: what was written of it.
    VenueClosed(String),
    /// Somebody decided it.
    ByHand,
}

/// What a day allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Anything.
    Open,
    /// Other hours than usual, in minutes after midnight: exams, Ramadan.
    Hours((u16, u16), Why),
    /// Nothing.
    Closed(Why),
}

/// What somebody changed of what the rule gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The day that the rule gave.
    pub from: Day,
    /// Where the session goes; none leaves it out.
    pub to: Option<Day>,
    /// Other hours, in minutes after midnight; none takes what the day allows of the rule's.
    pub hours: Option<(u16, u16)>,
    /// Another room.
    pub venue: Option<RecordId>,
}

/// What became of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// As the rule gives it.
    Kept,
    /// On another day of the week: its own is closed.
    Moved,
    /// No session.
    Skipped,
    /// Other hours, or changed by hand.
    Changed,
}

/// A day that the rule gives, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Where the session is; for one that was left out, where it would have been.
    pub day: Day,
    /// Minutes after midnight.
    pub hours: (u16, u16),
    /// What became of it.
    pub fate: Fate,
    /// The day that the rule gave.
    pub from: Day,
    /// Why it is not kept.
    pub why: Option<Why>,
    /// Its own room, when it was changed by hand.
    pub venue: Option<RecordId>,
}

impl Opening {
    /// Whether a session may be there from when to when it is.
    pub fn admits(&self, hours: (u16, u16)) -> bool {
        match self {
            Self::Open => true,
            Self::Hours((open, close), _) => *open <= hours.0 && hours.1 <= *close,
            Self::Closed(_) => false,
        }
    }
}

impl Planned {
    /// Whether there is a session.
    pub fn is_session(&self) -> bool {
        self.fate != Fate::Skipped
    }
}

/// The days of a rule, in time order, with those that were left out among them. A session is never
/// put on a closed day nor after the rule's end, unless somebody did so by hand. Fewer sessions than
/// were asked for come back when three years do not hold them.
pub fn plan(rule: &Rule, opening: impl Fn(Day) -> Opening, changes: &[Change]) -> Vec<Planned> {
    let week = Week::of(rule);
    let last = match rule.until {
        Until::Sessions(_) => rule.first.saturating_add(DAYS_MAX),
        Until::Day(day) => day.min(rule.first.saturating_add(DAYS_MAX)),
    };
    let wanted = match rule.until {
        Until::Sessions(count) => usize::from(count.min(SESSIONS_MAX)),
        Until::Day(_) => usize::from(SESSIONS_MAX),
    };
    let (mut planned, mut sessions, mut taken) = (Vec::new(), 0, BTreeSet::new());
    for day in (rule.first..=last).filter(|day| week.has(*day)) {
        if sessions == wanted {
            break;
        }
        let change = changes.iter().find(|change| change.from == day);
        let one = match change {
            Some(change) => by_hand(rule, change, &opening),
            None => by_rule(rule, &week, day, last, &opening, &mut taken),
        };
        sessions += usize::from(one.is_session());
        planned.push(one);
    }
    planned.sort_by_key(|one| (one.day, one.hours, one.from));
    planned
}

fn by_hand(rule: &Rule, change: &Change, opening: &impl Fn(Day) -> Opening) -> Planned {
    // Whoever changes the day or the room leaves the hours to the day, exceptional ones too.
    let day = change.to.unwrap_or(change.from);
    let of_day = || match opening(day) {
        Opening::Hours(open, _) => within(rule.hours, open),
        Opening::Open | Opening::Closed(_) => rule.hours,
    };
    let fate = if change.to.is_some() { Fate::Changed } else { Fate::Skipped };
    Planned {
        day,
        hours: change.hours.unwrap_or_else(of_day),
        fate,
        from: change.from,
        why: Some(Why::ByHand),
        venue: change.venue,
    }
}

fn by_rule(
    rule: &Rule,
    week: &Week,
    day: Day,
    last: Day,
    opening: &impl Fn(Day) -> Opening,
    taken: &mut BTreeSet<Day>,
) -> Planned {
    let one = |day_of, hours, fate, why| Planned {
        day: day_of,
        hours,
        fate,
        from: day,
        why,
        venue: None,
    };
    match opening(day) {
        Opening::Open => one(day, rule.hours, Fate::Kept, None),
        Opening::Hours(open, why) => match within(rule.hours, open) {
            hours if hours == rule.hours => one(day, hours, Fate::Kept, None),
            hours => one(day, hours, Fate::Changed, Some(why)),
        },
        // A room that is closed is a reason to meet on another day; a holiday is a holiday.
        Opening::Closed(why @ Why::VenueClosed(_)) => {
            let near = week.around(day).find(|other| {
                (rule.first..=last).contains(other)
                    && !taken.contains(other)
                    && opening(*other) == Opening::Open
            });
            match near {
                Some(other) => {
                    taken.insert(other);
                    one(other, rule.hours, Fate::Moved, Some(why))
                }
                None => one(day, rule.hours, Fate::Skipped, Some(why)),
            }
        }
        Opening::Closed(why) => one(day, rule.hours, Fate::Skipped, Some(why)),
    }
}

/// The same hours within others: as they are where they fit, else as near and as long as may be.
fn within((start, end): (u16, u16), (open, close): (u16, u16)) -> (u16, u16) {
    let minutes = end.saturating_sub(start).min(close.saturating_sub(open));
    let start = start.clamp(open, close.saturating_sub(minutes).max(open));
    (start, start + minutes)
}

/// What each session teaches: modules in order, each over as many sessions as its minutes fill; a
/// session is named after the module that begins it. `modules` are minutes and titles, `sessions` the
/// minutes of each; those after the last module have none.
pub fn taught<'m>(modules: &'m [(u32, String)], sessions: &[u16]) -> Vec<Option<&'m str>> {
    let mut started = 0u32;
    let mut titles = Vec::with_capacity(sessions.len());
    for minutes in sessions {
        let mut until = 0u32;
        let module = modules.iter().find(|(minutes, _)| {
            until = until.saturating_add(*minutes);
            started < until
        });
        titles.push(module.map(|(_, title)| title.as_str()));
        started = started.saturating_add(u32::from(*minutes));
    }
    titles
}

/// The weekdays of a rule, Monday = 0.
struct Week(BTreeSet<Day>);

impl Week {
    fn of(rule: &Rule) -> Self {
        let chosen: BTreeSet<Day> = rule
            .weekdays
            .iter()
            .filter(|day| (1..=7).contains(*day))
            .map(|day| Day::from(*day) - 1)
            .collect();
        match rule.weekdays.is_empty() {
            true => Self(BTreeSet::from([weekday(rule.first)])),
            false => Self(chosen),
        }
    }

    fn has(&self, day: Day) -> bool {
        self.0.contains(&weekday(day))
    }

    /// The other days of the same week on which the group does not meet, the nearest first and the
    /// later of two that are as near; Sunday only for who meets on Sundays.
    fn around(&self, day: Day) -> impl Iterator<Item = Day> + '_ {
        let monday = monday_of(day);
        (1..=SATURDAY)
            .flat_map(move |far| [day + far, day - far])
            .filter(move |other| (monday..=monday + SATURDAY).contains(other))
            .filter(|other| !self.has(*other))
    }
}

/// Monday = 0.
fn weekday(day: Day) -> Day {
    weekday_of(day).map_or(0, |weekday| Day::from(weekday) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{format_day, parse_day};
    use crate::holidays::{Territory, holiday_in};
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        parse_day(text).unwrap()
    }

    fn rule(first: &str, weekdays: &[u8], until: Until) -> Rule {
        Rule { first: day(first), weekdays: weekdays.to_vec(), hours: (570, 690), until }
    }

    fn french(day: Day) -> Opening {
        holiday_in(Territory::Metropole, day)
            .map_or(Opening::Open, |name| Opening::Closed(Why::Holiday(name)))
    }

    fn shown(planned: &[Planned]) -> Vec<String> {
        planned.iter().map(|one| format!("{} {:?}", format_day(one.day), one.fate)).collect()
    }

    /// The preview of the mock-up: Mondays and Thursdays of spring 2027.
    #[test]
    fn a_spring_with_its_holidays() {
        let closed = |at| match format_day(at).as_str() {
            "2027-05-27" => Opening::Closed(Why::VenueClosed("Inventaire".into())),
            _ => french(at),
        };
        let planned = plan(&rule("2027-04-22", &[1, 4], Until::Sessions(10)), closed, &[]);
        let expected = [
            "2027-04-22 Kept",
            "2027-04-26 Kept",
            "2027-04-29 Kept",
            "2027-05-03 Kept",
            "2027-05-06 Skipped",
            "2027-05-10 Kept",
            "2027-05-13 Kept",
            "2027-05-17 Skipped",
            "2027-05-20 Kept",
            "2027-05-24 Kept",
            "2027-05-28 Moved",
            "2027-05-31 Kept",
        ];
        assert_eq!(shown(&planned), expected);
        assert_eq!(planned[4].why, Some(Why::Holiday("ascension")));
        assert_eq!(planned[10].from, day("2027-05-27"));
    }

    #[test]
    fn an_end_day_is_the_last_one() {
        let until = Until::Day(day("2027-05-04"));
        let planned = plan(&rule("2027-04-20", &[2], until), french, &[]);
        assert_eq!(shown(&planned), ["2027-04-20 Kept", "2027-04-27 Kept", "2027-05-04 Kept"]);
    }

    #[test]
    fn what_is_left_out_by_hand_comes_at_the_end_and_what_is_moved_goes() {
        let from = day("2027-04-20");
        let change = |to| Change { from, to, hours: None, venue: None };
        let rule = rule("2027-04-20", &[], Until::Sessions(2));
        let planned = plan(&rule, french, &[change(None)]);
        assert_eq!(shown(&planned), ["2027-04-20 Skipped", "2027-04-27 Kept", "2027-05-04 Kept"]);
        let planned = plan(&rule, french, &[change(Some(from + 1))]);
        assert_eq!(shown(&planned), ["2027-04-21 Changed", "2027-04-27 Kept"]);
    }

    /// Of a session from 9:30 to 11:30.
    #[test]
    fn other_hours_of_a_day_are_kept_to() {
        let check = |open, hours, fate| {
            let ramadan = |_| Opening::Hours(open, Why::Closure("Ramadan".into()));
            let planned = plan(&rule("2027-02-09", &[], Until::Sessions(1)), ramadan, &[]);
            assert_eq!((planned[0].hours, planned[0].fate), (hours, fate), "{open:?}");
        };
        check((480, 1020), (570, 690), Fate::Kept);
        check((600, 900), (600, 720), Fate::Changed);
        check((480, 660), (540, 660), Fate::Changed);
        check((600, 660), (600, 660), Fate::Changed);
        check((1080, 1200), (1080, 1200), Fate::Changed);
    }

    /// During Ramadan a session that takes another room keeps that day's hours, unless they are said.
    #[test]
    fn a_change_by_hand_leaves_the_hours_to_the_day() {
        let from = day("2027-02-09");
        let ramadan = |at| match at == from {
            true => Opening::Hours((600, 660), Why::Closure("Ramadan".into())),
            false => Opening::Open,
        };
        let check = |to, hours, expected| {
            let venue = Some(RecordId(uuid::Uuid::from_u128(1)));
            let change = Change { from, to: Some(to), hours, venue };
            let planned = plan(&rule("2027-02-09", &[], Until::Sessions(1)), ramadan, &[change]);
            assert_eq!((planned[0].day, planned[0].hours), (to, expected));
        };
        check(from, None, (600, 660));
        check(from, Some((570, 690)), (570, 690));
        check(from + 1, None, (570, 690));
        let hours = Opening::Hours((600, 660), Why::ByHand);
        assert!(hours.admits((600, 660)) && !hours.admits((600, 661)) && !hours.admits((599, 660)));
        assert!(
            Opening::Open.admits((0, 1440)) && !Opening::Closed(Why::ByHand).admits((600, 660))
        );
    }

    #[test]
    fn no_day_and_no_end_give_nothing_rather_than_never_coming_back() {
        let never = |_| Opening::Closed(Why::Closure(String::new()));
        let planned = plan(&rule("2027-04-20", &[2], Until::Sessions(10)), never, &[]);
        assert!(planned.iter().all(|one| !one.is_session()));
        assert_eq!(plan(&rule("2027-04-20", &[9], Until::Sessions(10)), french, &[]), []);
        assert_eq!(plan(&rule("2027-04-20", &[2], Until::Sessions(0)), french, &[]), []);
        let before = Until::Day(day("2027-01-01"));
        assert_eq!(plan(&rule("2027-04-20", &[2], before), french, &[]), []);
    }

    /// The clocks go forward on 28 March 2027 and back on 31 October.
    #[test]
    fn changes_of_the_clocks_move_no_session() {
        for first in ["2027-03-27", "2027-10-30"] {
            let planned =
                plan(&rule(first, &[1, 2, 3, 4, 5, 6, 7], Until::Sessions(4)), french, &[]);
            let kept: Vec<_> = planned.iter().filter(|one| one.is_session()).collect();
            assert!(kept.iter().all(|one| one.hours == (570, 690)));
            assert_eq!(kept.len(), 4);
        }
    }

    #[test]
    fn a_session_is_named_after_the_module_that_begins_it() {
        let modules = [(120, "Accueil".to_owned()), (240, "Souris".into()), (60, "Bilan".into())];
        let names = |sessions: &[u16]| {
            taught(&modules, sessions)
                .into_iter()
                .map(|name| name.unwrap_or("-").to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&[120, 120, 120, 120]), ["Accueil", "Souris", "Souris", "Bilan"]);
        assert_eq!(names(&[180, 180, 180]), ["Accueil", "Souris", "Bilan"]);
        assert_eq!(names(&[500, 60]), ["Accueil", "-"]);
        assert_eq!(taught(&[], &[60]), [None]);
    }

    fn openings() -> impl Strategy<Value = Vec<u8>> {
        prop::collection::vec(0u8..6, 60)
    }

    proptest! {
        /// Whatever is closed, no session is put there, none after the end, none twice on a day, and
        /// never more than were asked for.
        #[test]
        fn sessions_stand_on_open_days_within_the_rule(
            first in 19_000..22_000i32,
            weekdays in prop::collection::vec(1u8..=7, 0..4),
            count in 1u16..60,
            end in prop::option::of(0..200i32),
            closed in openings(),
        ) {
            let opening = |at: Day| match closed[at.rem_euclid(60) as usize] {
                0 => Opening::Closed(Why::Closure("".into())),
                1 => Opening::Closed(Why::VenueClosed("".into())),
                2 => Opening::Hours((600, 660), Why::Closure("".into())),
                _ => french(at),
            };
            let until = end.map_or(Until::Sessions(count), |end| Until::Day(first + end));
            let rule = Rule { first, weekdays, hours: (570, 690), until };
            let planned = plan(&rule, opening, &[]);
            let sessions: Vec<_> = planned.iter().filter(|one| one.is_session()).collect();
            for one in &sessions {
                prop_assert!(!matches!(opening(one.day), Opening::Closed(_)));
                prop_assert!(one.day >= first);
                prop_assert!(end.is_none_or(|end| one.day <= first + end));
            }
            let days: BTreeSet<_> = sessions.iter().map(|one| one.day).collect();
            prop_assert_eq!(days.len(), sessions.len());
            if end.is_none() {
                prop_assert!(sessions.len() <= usize::from(count));
            }
            prop_assert!(planned.windows(2).all(|two| two[0].day <= two[1].day));
        }
    }
}
