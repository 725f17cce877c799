//! Chance that can be played again: every random test prints the seed it began with, and takes it
//! from `PASSERELLE_SEED` to repeat a failure.

use std::env;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Where a seed is given.
const VARIABLE: &str = "PASSERELLE_SEED";

/// The seed of the environment, else one of the clock; printed either way.
pub fn announced(test: &str) -> u64 {
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seed = given(VARIABLE).unwrap_or_else(|| clock().as_nanos() as u64);
    eprintln!("{test}: {VARIABLE}={seed}");
    seed
}

/// How many times: as the environment says, else as usual.
pub fn count(variable: &str, usual: u64) -> u64 {
    given(variable).unwrap_or(usual)
}

fn given(variable: &str) -> Option<u64> {
    env::var(variable).ok().and_then(|text| text.parse().ok())
}

/// A source of numbers that are the same for the same seed (SplitMix64).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// A source that begins at the announced seed.
    pub fn announced(test: &str) -> Chance {
        Chance(announced(test))
    }

    /// A source that begins at this seed.
    pub fn of(seed: u64) -> Chance {
        Chance(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when there is none.
    pub fn below(&mut self, end: u64) -> u64 {
        self.number().checked_rem(end).unwrap_or(0)
    }

    /// A time below `end`, to the microsecond.
    pub fn within(&mut self, end: Duration) -> Duration {
        let micros = u64::try_from(end.as_micros()).unwrap_or(u64::MAX);
        Duration::from_micros(self.below(micros))
    }

    /// `count` numbers below `end`, one in each equal part of the whole, so that none is left out.
    pub fn spread(&mut self, count: u64, end: u64) -> Vec<u64> {
        let bound = |part: u64| part * end / count.max(1);
        (0..count).map(|part| bound(part) + self.below(bound(part + 1) - bound(part))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let numbers = |seed| {
            let mut chance = Chance::of(seed);
            [chance.number(), chance.below(10), chance.below(0)]
        };
        assert_eq!(numbers(7), numbers(7));
        assert_ne!(numbers(7)[0], numbers(8)[0]);
        assert!(numbers(7)[1] < 10 && numbers(7)[2] == 0);
    }

    #[test]
    fn spread_numbers_cover_the_whole() {
        let spread = Chance::of(3).spread(10, 1_000);
        for (part, number) in (0..).zip(&spread) {
            assert!((part * 100..(part + 1) * 100).contains(number), "{spread:?}");
        }
        assert_eq!(Chance::of(3).spread(3, 0), [0, 0, 0]);
    }
}
