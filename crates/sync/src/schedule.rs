//! When the window exchanges by itself: at start, 20 seconds after the last change (60 after the
//! first), every 15 minutes, when the network returns; after a failure it backs off with jitter.
//! Time and chance are arguments; performing the exchange is the driver's.

/// Quiet after a change before it leaves.
pub const QUIET_MS: u64 = 20_000;
/// Longest wait of a change while others keep coming.
pub const QUIET_MS_MAX: u64 = 60_000;
/// Between exchanges when nothing happens.
pub const INTERVAL_MS: u64 = 15 * 60_000;
/// First wait after a failure; doubles each time.
pub const RETRY_DELAY_MS_MIN: u64 = 5_000;
/// Longest wait after a failure.
pub const RETRY_DELAY_MS_MAX: u64 = 5 * 60_000;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// Something was written on this computer.
    Changed,
    /// The network came back, or changed.
    NetworkReturned,
    /// A person asked.
    Asked,
    /// An exchange got through; `more` means there is more to carry.
    Succeeded {
        /// Ask again at once.
        more: bool,
    },
    /// An exchange failed; `chance` in 0..1 spreads the laptops of a room apart.
    Failed {
        /// Evenly spread between 0 and 1.
        chance: f64,
    },
}

/// When the next exchange is due.
#[derive(Clone, Debug)]
pub struct Schedule {
    regular_ms: u64,
    first_change_ms: Option<u64>,
    change_due_ms: Option<u64>,
    blocked_until_ms: u64,
    failures: u32,
}

impl Schedule {
    /// A schedule that starts now, with an exchange.
    pub fn new(now_ms: u64) -> Self {
        Self {
            regular_ms: now_ms,
            first_change_ms: None,
            change_due_ms: None,
            blocked_until_ms: 0,
            failures: 0,
        }
    }

    /// Takes note of what happened at `now_ms`.
    pub fn note(&mut self, event: Event, now_ms: u64) {
        match event {
            Event::Changed => {
                let first = *self.first_change_ms.get_or_insert(now_ms);
                self.change_due_ms = Some((now_ms + QUIET_MS).min(first + QUIET_MS_MAX));
            }
            Event::NetworkReturned | Event::Asked => {
                self.failures = 0;
                self.blocked_until_ms = 0;
                self.regular_ms = now_ms;
            }
            Event::Succeeded { more } => {
                self.failures = 0;
                self.blocked_until_ms = 0;
                self.first_change_ms = None;
                self.change_due_ms = None;
                self.regular_ms = if more { now_ms } else { now_ms + INTERVAL_MS };
            }
            Event::Failed { chance } => {
                let delay = RETRY_DELAY_MS_MIN << self.failures.min(16);
                let delay = delay.min(RETRY_DELAY_MS_MAX);
                // Between half and the whole of the delay.
                let spread = (delay as f64 * (0.5 + chance.clamp(0.0, 1.0) / 2.0)) as u64;
                self.failures += 1;
                self.blocked_until_ms = now_ms + spread;
                self.regular_ms = self.regular_ms.min(self.blocked_until_ms);
            }
        }
    }

    /// Takes note of the time itself: a clock that was set back must not leave an exchange waiting
    /// for years, so that no wait from `now_ms` is longer than the schedule ever makes one.
    pub fn look(&mut self, now_ms: u64) {
        self.blocked_until_ms = self.blocked_until_ms.min(now_ms + RETRY_DELAY_MS_MAX);
        self.regular_ms = self.regular_ms.min(now_ms + INTERVAL_MS);
        self.first_change_ms = self.first_change_ms.map(|first| first.min(now_ms));
        self.change_due_ms = self.change_due_ms.map(|due| due.min(now_ms + QUIET_MS_MAX));
    }

    /// When the next exchange is due, milliseconds since 1970.
    pub fn due_ms(&self) -> u64 {
        let wanted = self.change_due_ms.map_or(self.regular_ms, |due| due.min(self.regular_ms));
        wanted.max(self.blocked_until_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(events: &[(Event, u64)]) -> u64 {
        let mut schedule = Schedule::new(0);
        for (event, now) in events {
            schedule.note(*event, *now);
        }
        schedule.due_ms()
    }

    const DONE: Event = Event::Succeeded { more: false };
    const FAILED: Event = Event::Failed { chance: 1.0 };

    #[test]
    fn at_start_then_every_fifteen_minutes() {
        assert_eq!(after(&[]), 0);
        assert_eq!(after(&[(DONE, 100)]), 100 + INTERVAL_MS);
        assert_eq!(after(&[(Event::Succeeded { more: true }, 100)]), 100);
    }

    #[test]
    fn twenty_seconds_after_the_last_change_sixty_after_the_first() {
        let changed = Event::Changed;
        assert_eq!(after(&[(DONE, 0), (changed, 1_000)]), 21_000);
        assert_eq!(after(&[(DONE, 0), (changed, 1_000), (changed, 9_000)]), 29_000);
        let steady: Vec<_> = (0..10).map(|n| (changed, 1_000 + n * 10_000)).collect();
        assert_eq!(after(&[&[(DONE, 0)], &steady[..]].concat()), 61_000);
    }

    #[test]
    fn failures_back_off_with_jitter_and_a_limit() {
        assert_eq!(after(&[(FAILED, 0)]), 5_000);
        assert_eq!(after(&[(Event::Failed { chance: 0.0 }, 0)]), 2_500);
        assert_eq!(after(&[(FAILED, 0), (FAILED, 5_000)]), 15_000);
        let many: Vec<_> = (0..40).map(|n| (FAILED, n)).collect();
        assert_eq!(after(&many), 39 + RETRY_DELAY_MS_MAX);
        assert_eq!(after(&[(FAILED, 0), (Event::Changed, 1)]), 5_000, "a change does not hammer");
    }

    #[test]
    fn a_clock_that_is_set_back_delays_by_no_more_than_usual() {
        let year_2099 = 4_070_908_800_000;
        let mut schedule = Schedule::new(year_2099);
        schedule.note(FAILED, year_2099);
        schedule.note(Event::Changed, year_2099);
        schedule.look(1_000);
        assert!(schedule.due_ms() <= 1_000 + RETRY_DELAY_MS_MAX);
        schedule.note(DONE, year_2099);
        schedule.look(1_000);
        assert_eq!(schedule.due_ms(), 1_000 + INTERVAL_MS);
    }

    #[test]
    fn a_person_and_a_returning_network_are_served_at_once() {
        assert_eq!(after(&[(FAILED, 0), (FAILED, 1), (Event::Asked, 2)]), 2);
        assert_eq!(after(&[(FAILED, 0), (Event::NetworkReturned, 7)]), 7);
    }
}
