//! The way into a cohort: which state of a referral may follow which, and what somebody lacks to enter
//! a level. Nothing here stops anybody: whoever talks with the person decides.

use crate::kinds::REFERRAL_STATES;

/// How far a referral is; the position is the code kept in records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It came in.
    Received,
    /// Somebody has spoken with the person.
    Contacted,
    /// They come, or came, to talk.
    Interview,
    /// They may come to a cohort.
    Accepted,
    /// They have a place, or wait for one.
    Enrolled,
    /// The partner was told, and nothing is left to do.
    Closed,
    /// Nobody answers.
    NoAnswer,
    /// The person does not want to.
    DeclinedByPerson,
    /// It is not for them.
    NotEligible,
    /// They were sent to somebody else.
    Redirected,
}

use State::{
    Accepted, Closed, Contacted, DeclinedByPerson, Enrolled, Interview, NoAnswer, NotEligible,
    Received, Redirected,
};

impl State {
    /// Every state, in the order of its codes.
    pub const ALL: [Self; 10] = [
        Received,
        Contacted,
        Interview,
        Accepted,
        Enrolled,
        Closed,
        NoAnswer,
        DeclinedByPerson,
        NotEligible,
        Redirected,
    ];

    /// The state kept under a code; unwritten is received, and so is one of a later version.
    pub fn from_code(code: Option<i64>) -> Self {
        let at = code.and_then(|code| usize::try_from(code).ok());
        at.and_then(|at| Self::ALL.get(at).copied()).unwrap_or(Received)
    }

    /// The state of this name.
    pub fn named(name: &str) -> Option<Self> {
        let at = REFERRAL_STATES.iter().position(|one| *one == name)?;
        Self::ALL.get(at).copied()
    }

    /// Its name, as in `kinds::REFERRAL_STATES`.
    pub fn name(self) -> &'static str {
        REFERRAL_STATES[self as usize]
    }

    /// Which may follow, the usual next one first. Who called back after an end is contacted again.
    pub fn may(self) -> &'static [Self] {
        match self {
            Received => &[
                Contacted,
                Interview,
                Accepted,
                NoAnswer,
                DeclinedByPerson,
                NotEligible,
                Redirected,
            ],
            Contacted => {
                &[Interview, Accepted, NoAnswer, DeclinedByPerson, NotEligible, Redirected]
            }
            Interview => {
                &[Accepted, Contacted, NotEligible, DeclinedByPerson, NoAnswer, Redirected]
            }
            Accepted => &[Enrolled, Interview, DeclinedByPerson, NoAnswer, Redirected],
            Enrolled => &[Closed],
            Closed => &[Contacted],
            NoAnswer | DeclinedByPerson | NotEligible | Redirected => &[Closed, Contacted],
        }
    }

    /// Whether it is settled what becomes of the person: the partner is owed nothing but the word.
    pub fn is_decided(self) -> bool {
        self >= Enrolled
    }

    /// Whether it ended without a place.
    pub fn is_end(self) -> bool {
        self > Closed
    }
}

/// What somebody lacks to enter a level. Levels of French are places in `positioning::FRENCH`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Less spoken French than is asked.
    French {
        /// What is asked.
        wanted: usize,
        /// What they have.
        has: usize,
    },
    /// Nobody has asked yet how much French they speak.
    FrenchUnknown {
        /// What is asked.
        wanted: usize,
    },
    /// The level before was neither finished nor is it being followed.
    PreviousLevel,
}

/// What somebody who speaks `has` lacks for a level that asks for `wanted` and, where it has a level
/// before it, for that one: `before` says whether they finished it or are in it.
pub fn gaps(wanted: Option<usize>, has: Option<usize>, before: Option<bool>) -> Vec<Gap> {
    let french = match (wanted, has) {
        // No French at all is asked of nobody.
        (None | Some(0), _) => None,
        (Some(wanted), None) => Some(Gap::FrenchUnknown { wanted }),
        (Some(wanted), Some(has)) => (has < wanted).then_some(Gap::French { wanted, has }),
    };
    let before = before.is_some_and(|done| !done).then_some(Gap::PreviousLevel);
    french.into_iter().chain(before).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_and_names_are_those_of_the_kind() {
        assert_eq!(State::ALL.len(), REFERRAL_STATES.len());
        for (code, state) in (0..).zip(State::ALL) {
            assert_eq!(State::from_code(Some(code)), state);
            assert_eq!(State::named(state.name()), Some(state));
        }
        assert_eq!(State::from_code(None), Received);
        assert_eq!(State::named("lost"), None);
    }

    #[test]
    fn every_state_is_reached_and_none_is_the_last() {
        let mut reached = BTreeSet::from([Received]);
        let mut open = vec![Received];
        while let Some(state) = open.pop() {
            open.extend(state.may().iter().filter(|next| reached.insert(**next)));
        }
        assert_eq!(reached.len(), State::ALL.len());
        for state in State::ALL {
            assert!(!state.may().is_empty() && !state.may().contains(&state));
            assert!(!state.is_end() || state.may() == [Closed, Contacted]);
        }
    }

    /// Nobody gets a place without having been accepted.
    #[test]
    fn the_usual_way_is_the_first_choice() {
        let mut way = vec![Received];
        while way.last() != Some(&Closed) {
            way.push(way[way.len() - 1].may()[0]);
        }
        assert_eq!(way, [Received, Contacted, Interview, Accepted, Enrolled, Closed]);
        let before: Vec<_> =
            State::ALL.into_iter().filter(|state| state.may().contains(&Enrolled)).collect();
        assert_eq!(before, [Accepted]);
    }

    #[test]
    fn french_is_asked_at_least_and_the_level_before_counts_while_it_is_followed() {
        assert_eq!(gaps(None, None, None), []);
        assert_eq!(gaps(Some(0), None, Some(true)), []);
        assert_eq!(gaps(Some(2), Some(2), None), []);
        assert_eq!(gaps(Some(2), Some(4), Some(true)), []);
        assert_eq!(gaps(Some(2), Some(1), None), [Gap::French { wanted: 2, has: 1 }]);
        let both = [Gap::FrenchUnknown { wanted: 3 }, Gap::PreviousLevel];
        assert_eq!(gaps(Some(3), None, Some(false)), both);
    }
}
