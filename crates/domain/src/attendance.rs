//! What a mark is and what it means in minutes: present, absent, excused or remote, with minutes
//! late and minutes left early. Unmarked is the absence of a mark. It knows one session's length
//! and nothing else of the world.

use crate::refusal::Refusal;
use crate::value::Value;

/// States of a mark; the position is the code.
pub const STATUSES: &[&str] = &["present", "absent", "excused", "remote"];

/// The state of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In the room.
    Present,
    /// Did not come.
    Absent,
    /// Did not come, and had said why.
    Excused,
    /// Followed from elsewhere.
    Remote,
}

/// When a session takes place: minutes after midnight, and a stretch in which it was interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Start.
    pub start: u16,
    /// End.
    pub end: u16,
    /// From when to when nothing took place, if it was interrupted.
    pub pause: Option<(u16, u16)>,
}

impl Hours {
    /// Without an interruption.
    pub fn whole(start: u16, end: u16) -> Self {
        Self { start, end, pause: None }
    }

    /// Minutes that took place.
    pub fn minutes(&self) -> u16 {
        self.minutes_between(self.start, self.end)
    }

    /// Minutes that took place between two moments; none when they are in the wrong order.
    fn minutes_between(&self, from: u16, to: u16) -> u16 {
        let (from, to) = (from.max(self.start), to.min(self.end));
        let (pause_from, pause_to) = self.pause.unwrap_or_default();
        let missed = pause_to.min(to).saturating_sub(pause_from.max(from));
        to.saturating_sub(from).saturating_sub(missed)
    }
}

/// An interruption as somebody asks for it.
///
/// # Errors
/// `pause.empty` when it ends before it begins, `pause.outside_session`, `pause.leaves_nothing` when
/// it is the whole session: that session did not take place.
pub fn interrupt(hours: Hours, from: u16, to: u16) -> Result<Hours, Refusal> {
    if from >= to {
        return Err(Refusal::new("pause.empty"));
    }
    if from < hours.start || to > hours.end {
        return Err(Refusal::new("pause.outside_session")
            .with("start", crate::calendar::format_minute(hours.start))
            .with("end", crate::calendar::format_minute(hours.end)));
    }
    let paused = Hours { pause: Some((from, to)), ..hours };
    if paused.minutes() == 0 {
        return Err(Refusal::new("pause.leaves_nothing"));
    }
    Ok(paused)
}

/// A mark: a state, and minutes that only make sense for somebody who took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The state.
    pub status: Status,
    /// Minutes after the planned start.
    pub late: Option<u16>,
    /// Minutes before the planned end.
    pub left: Option<u16>,
}

/// What a person asks for: a key press, a tap, a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// Present, on time, to the end.
    Present,
    /// Late by so many minutes; keeps "left early" and "remote".
    Late(u16),
    /// Left so many minutes before the end; keeps "late" and "remote".
    Left(u16),
    /// Absent.
    Absent,
    /// Excused.
    Excused,
    /// Remote.
    Remote,
    /// Back to unmarked.
    Clear,
}

impl Status {
    /// The code kept in records.
    pub fn code(self) -> i64 {
        self as i64
    }

    /// The state kept under this code, if this version knows it.
    pub fn from_code(code: i64) -> Option<Self> {
        match code {
            0 => Some(Self::Present),
            1 => Some(Self::Absent),
            2 => Some(Self::Excused),
            3 => Some(Self::Remote),
            _ => None,
        }
    }

    /// Whether the person took part.
    pub fn took_part(self) -> bool {
        matches!(self, Self::Present | Self::Remote)
    }
}

impl Mark {
    /// A state without minutes.
    pub fn plain(status: Status) -> Self {
        Self { status, late: None, left: None }
    }

    /// The register's value: `[status, late, left]`.
    pub fn to_value(self) -> Value {
        let minutes = |minutes: Option<u16>| Value::int_or_null(minutes.map(i64::from));
        Value::List(vec![Value::Int(self.status.code()), minutes(self.late), minutes(self.left)])
    }

    /// The mark in a register's value; none when cleared or unknown to this version.
    pub fn from_value(value: &Value) -> Option<Self> {
        let [status, late, left] = value.items() else { return None };
        let minutes = |value: &Value| value.as_int().and_then(|n| u16::try_from(n).ok());
        Some(Self {
            status: Status::from_code(status.as_int()?)?,
            late: minutes(late),
            left: minutes(left),
        })
    }

    /// Minutes that count, of a session at these hours: never negative, never more than took place.
    pub fn minutes_effective(self, hours: &Hours) -> u16 {
        if !self.status.took_part() {
            return 0;
        }
        let came = hours.start.saturating_add(self.late.unwrap_or(0));
        let went = hours.end.saturating_sub(self.left.unwrap_or(0));
        hours.minutes_between(came, went)
    }
}

/// The mark after `gesture`, in a session at these hours.
///
/// # Errors
/// `attendance.minutes_zero`, `attendance.minutes_beyond_session` when nothing would be left of the
/// session: somebody who was not there for a minute is absent, and should be marked so.
pub fn decide(now: Option<Mark>, gesture: Gesture, hours: &Hours) -> Result<Option<Mark>, Refusal> {
    let there = now.filter(|mark| mark.status.took_part());
    let base = there.unwrap_or(Mark::plain(Status::Present));
    let mark = match gesture {
        Gesture::Clear => return Ok(None),
        Gesture::Present => Mark::plain(Status::Present),
        Gesture::Absent => Mark::plain(Status::Absent),
        Gesture::Excused => Mark::plain(Status::Excused),
        Gesture::Remote => Mark::plain(Status::Remote),
        Gesture::Late(minutes) => Mark { late: Some(minutes), ..base },
        Gesture::Left(minutes) => Mark { left: Some(minutes), ..base },
    };
    if mark.late == Some(0) || mark.left == Some(0) {
        return Err(Refusal::new("attendance.minutes_zero"));
    }
    if mark.status.took_part() && mark.minutes_effective(hours) == 0 {
        return Err(Refusal::new("attendance.minutes_beyond_session")
            .with("minutes", mark.late.unwrap_or(0).max(mark.left.unwrap_or(0)))
            .with("session", hours.minutes()));
    }
    Ok(Some(mark))
}

/// Register rule: minutes only beside a state in which the person took part.
pub(crate) fn mark_is_coherent(fields: &[Value]) -> bool {
    let [status, late, left] = fields else { return false };
    let took_part = status.as_int().and_then(Status::from_code).is_some_and(Status::took_part);
    took_part || (*late == Value::Null && *left == Value::Null)
}

/// Register rule: an interruption ends after it begins.
pub(crate) fn pause_is_ordered(fields: &[Value]) -> bool {
    matches!(fields, [Value::Int(from), Value::Int(to), _] if from < to)
}

/// Register rule: a session ends after it starts.
pub(crate) fn slot_is_ordered(fields: &[Value]) -> bool {
    match fields {
        [_, Value::Int(start), Value::Int(end)] => start < end,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(now: Option<Mark>, gesture: Gesture, expected: Result<Option<Mark>, &str>) {
        let decided = decide(now, gesture, &TWO_HOURS).map_err(|refusal| refusal.code());
        assert_eq!(decided, expected, "{now:?} {gesture:?}");
    }

    const TWO_HOURS: Hours = Hours { start: 840, end: 960, pause: None };

    fn mark(status: Status, late: Option<u16>, left: Option<u16>) -> Option<Mark> {
        Some(Mark { status, late, left })
    }

    #[test]
    fn a_first_mark() {
        check(None, Gesture::Present, Ok(mark(Status::Present, None, None)));
        check(None, Gesture::Late(15), Ok(mark(Status::Present, Some(15), None)));
        check(None, Gesture::Left(30), Ok(mark(Status::Present, None, Some(30))));
        check(None, Gesture::Clear, Ok(None));
    }

    #[test]
    fn left_combines_with_late_and_with_remote() {
        let late = mark(Status::Present, Some(15), None);
        check(late, Gesture::Left(30), Ok(mark(Status::Present, Some(15), Some(30))));
        let remote = mark(Status::Remote, None, None);
        check(remote, Gesture::Late(5), Ok(mark(Status::Remote, Some(5), None)));
    }

    #[test]
    fn another_state_forgets_the_minutes() {
        let both = mark(Status::Present, Some(15), Some(30));
        check(both, Gesture::Present, Ok(mark(Status::Present, None, None)));
        check(both, Gesture::Absent, Ok(mark(Status::Absent, None, None)));
        check(mark(Status::Absent, None, None), Gesture::Late(5), {
            Ok(mark(Status::Present, Some(5), None))
        });
    }

    #[test]
    fn minutes_stay_within_the_session() {
        check(None, Gesture::Late(119), Ok(mark(Status::Present, Some(119), None)));
        check(None, Gesture::Late(120), Err("attendance.minutes_beyond_session"));
        check(None, Gesture::Late(u16::MAX), Err("attendance.minutes_beyond_session"));
        check(None, Gesture::Late(0), Err("attendance.minutes_zero"));
        let late = mark(Status::Present, Some(100), None);
        check(late, Gesture::Left(20), Err("attendance.minutes_beyond_session"));
    }

    #[test]
    fn minutes_count_only_for_who_took_part() {
        let effective = |gesture| {
            let mark = decide(None, gesture, &TWO_HOURS).ok().flatten();
            mark.map(|mark| mark.minutes_effective(&TWO_HOURS))
        };
        assert_eq!(effective(Gesture::Present), Some(120));
        assert_eq!(effective(Gesture::Late(15)), Some(105));
        assert_eq!(effective(Gesture::Remote), Some(120));
        assert_eq!(effective(Gesture::Excused), Some(0));
    }

    /// 14:00 to 16:00, interrupted from 15:00 to 15:30: what each was there for of the rest.
    #[test]
    fn an_interruption_counts_for_nobody() {
        let paused = interrupt(TWO_HOURS, 900, 930).unwrap();
        assert_eq!(paused.minutes(), 90);
        let effective = |late, left| {
            let mark = Mark { status: Status::Present, late, left };
            mark.minutes_effective(&paused)
        };
        assert_eq!(effective(None, None), 90);
        assert_eq!(effective(Some(15), None), 75, "late before it");
        assert_eq!(effective(Some(75), None), 30, "came in the middle of it");
        assert_eq!(effective(None, Some(60)), 60, "left when it began");
        assert_eq!(effective(Some(70), Some(40)), 0, "there only while it lasted");
        assert_eq!(Mark::plain(Status::Absent).minutes_effective(&paused), 0);
    }

    #[test]
    fn an_interruption_lies_within_its_session_and_leaves_some_of_it() {
        let refused = |from, to| interrupt(TWO_HOURS, from, to).unwrap_err().code();
        assert_eq!(refused(900, 900), "pause.empty");
        assert_eq!(refused(930, 900), "pause.empty");
        assert_eq!(refused(839, 900), "pause.outside_session");
        assert_eq!(refused(900, 961), "pause.outside_session");
        assert_eq!(refused(840, 960), "pause.leaves_nothing");
        assert_eq!(interrupt(TWO_HOURS, 930, 960).unwrap().minutes(), 90, "stopped early");
    }

    #[test]
    fn values_round_trip() {
        let full = Mark { status: Status::Remote, late: Some(5), left: Some(7) };
        assert_eq!(Mark::from_value(&full.to_value()), Some(full));
        assert_eq!(Mark::from_value(&Value::Null), None);
    }
}
