//! Of which laptops a sheet says that something of them may be missing. Headquarters tells a laptop when
//! it itself was heard, and never when another one was: of others only what they wrote is known. Whoever
//! reads the sheet is told exactly that, and of no laptop that has nothing to bring any more.

use crate::calendar::Day;

/// A day, and minutes after midnight, on the centre's own clock.
pub type At = (Day, u16);

/// What is known here of another laptop of the centre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Laptop {
    /// Since when it belongs to the centre; none if that was long ago.
    pub since: Option<At>,
    /// The newest of what it wrote.
    pub newest: Option<At>,
    /// Whether headquarters takes nothing from it any more.
    pub is_revoked: bool,
}

impl Laptop {
    /// Whether it may have been at a session that ended then, and may hold what nobody has seen.
    pub fn may_hold_more(&self, end: At) -> bool {
        let was_there = self.since.is_none_or(|since| since < end);
        was_there && !self.is_revoked && self.newest.is_none_or(|newest| newest < end)
    }
}

#[cfg(test)]
mod tests {
    use super::{At, Laptop};

    const END: At = (20_000, 960);

    fn check(laptop: Laptop, may_hold_more: bool) {
        assert_eq!(laptop.may_hold_more(END), may_hold_more, "{laptop:?}");
    }

    #[test]
    fn a_laptop_is_told_of_while_it_may_still_bring_something() {
        let (before, after) = (Some((20_000, 959)), Some((20_000, 960)));
        check(Laptop::default(), true);
        check(Laptop { newest: before, ..Laptop::default() }, true);
        check(Laptop { newest: after, ..Laptop::default() }, false);
        check(Laptop { newest: Some((20_001, 0)), ..Laptop::default() }, false);
        check(Laptop { since: before, ..Laptop::default() }, true);
        check(Laptop { since: after, ..Laptop::default() }, false);
        check(Laptop { is_revoked: true, ..Laptop::default() }, false);
    }
}
