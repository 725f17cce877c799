//! The hybrid logical clock: 48 bits of milliseconds and a 16-bit counter. It orders heads for
//! display and ties, nothing else: causality rests on the heads that an op names, so a wrong laptop
//! clock warns and never blocks.

use serde::{Deserialize, Serialize};

/// A stamp: milliseconds since 1970 in the upper 48 bits, a counter in the lower 16.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Hlc(pub u64);

/// How far a received stamp may pull this clock ahead of the laptop's own time.
pub const DRIFT_MS_MAX: u64 = 5 * 60 * 1000;

impl Hlc {
    /// A stamp at `ms` milliseconds since 1970.
    pub fn at(ms: u64) -> Self {
        Self(ms.min((1 << 48) - 1) << 16)
    }

    /// Its milliseconds since 1970.
    pub fn ms(self) -> u64 {
        self.0 >> 16
    }
}

/// The clock's state: the highest stamp given or accepted. It is kept in the transaction that wrote
/// or folded the ops which moved it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    last: Hlc,
}

impl Clock {
    /// A clock that has reached `last`.
    pub fn new(last: Hlc) -> Self {
        Self { last }
    }

    /// The highest stamp given or accepted.
    pub fn last(self) -> Hlc {
        self.last
    }

    /// The next stamp: above every earlier one, at `now_ms` when that is ahead.
    pub fn tick(&mut self, now_ms: u64) -> Hlc {
        self.last = Hlc::at(now_ms).max(Hlc(self.last.0 + 1));
        self.last
    }

    /// Takes note of a received stamp. One far in the future is kept with its op, but drags this
    /// clock no more than `DRIFT_MS_MAX` ahead of `now_ms`.
    pub fn observe(&mut self, stamp: Hlc, now_ms: u64) {
        let limit = Hlc::at(now_ms.saturating_add(DRIFT_MS_MAX));
        self.last = self.last.max(stamp.min(limit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stamps_always_rise(steps in prop::collection::vec((any::<bool>(), 0u64..1 << 47), 1..50)) {
            let mut clock = Clock::default();
            let mut given = Hlc::default();
            for (tick, ms) in steps {
                let before = clock.last();
                if tick {
                    let stamp = clock.tick(ms);
                    prop_assert!(stamp > given);
                    given = stamp;
                } else {
                    clock.observe(Hlc::at(ms), ms / 2);
                }
                prop_assert!(clock.last() >= before);
            }
        }

        #[test]
        fn a_received_stamp_is_below_the_next_own(ms in 0u64..1 << 40, ahead in 0u64..DRIFT_MS_MAX) {
            let mut clock = Clock::default();
            let theirs = Hlc::at(ms + ahead);
            clock.observe(theirs, ms);
            prop_assert!(clock.tick(ms) > theirs);
        }

        #[test]
        fn a_far_future_stamp_drags_a_few_minutes_only(ms in 0u64..1 << 40, far in 1u64 << 41..1 << 47) {
            let mut clock = Clock::default();
            clock.observe(Hlc::at(far), ms);
            prop_assert!(clock.last() <= Hlc::at(ms + DRIFT_MS_MAX));
        }
    }
}
