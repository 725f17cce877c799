//! A centre's surroundings that a test holds.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "each test file uses its part")]

pub mod class;

use passerelle_app::{Pin, Setup, Surroundings};
use passerelle_domain::calendar::{Day, parse_day};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, AtomicU16, AtomicU64, Ordering};

/// Tuesday 20 April 2027, 14:12, and a clock that moves a second at each look.
pub struct Pictured {
    ms: AtomicU64,
    day: AtomicI32,
    minute: AtomicU16,
}

pub const DAY: &str = "2027-04-20";

impl Surroundings for Pictured {
    fn now_ms(&self) -> u64 {
        self.ms.fetch_add(1_000, Ordering::Relaxed)
    }

    fn today(&self) -> (Day, u16) {
        (self.day.load(Ordering::Relaxed), self.minute.load(Ordering::Relaxed))
    }

    fn random(&self, bytes: &mut [u8]) -> Result<(), getrandom::Error> {
        getrandom::fill(bytes)
    }
}

pub fn around() -> Arc<Pictured> {
    Arc::new(Pictured {
        ms: AtomicU64::new(1_808_222_320_000),
        day: AtomicI32::new(parse_day(DAY).unwrap()),
        minute: AtomicU16::new(14 * 60 + 12),
    })
}

impl Pictured {
    /// Moves the clock on.
    pub fn jump_ms(&self, ms: u64) {
        self.ms.fetch_add(ms, Ordering::Relaxed);
    }

    /// Moves the calendar to another day and minute.
    pub fn turn_to(&self, day: &str, minute: u16) {
        self.day.store(parse_day(day).unwrap(), Ordering::Relaxed);
        self.minute.store(minute, Ordering::Relaxed);
    }
}

pub fn setup() -> Setup {
    Setup { pin: Pin::choose("274918").unwrap(), phrase: None, language: "fr".to_owned() }
}
