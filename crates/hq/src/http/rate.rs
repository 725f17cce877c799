//! How often one address may try to join. Attempts that succeed are given back: a room of laptops
//! behind one address joins in one morning, and a guesser never succeeds. It holds a bounded number
//! of addresses and no reason why they failed.

use crate::error::HqError;
use passerelle_domain::Refusal;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Attempts of one address in one window.
pub(crate) const JOINS_MAX: u32 = 20;
/// Length of a window.
const WINDOW_MS: u64 = 60_000;
/// Addresses remembered.
const ADDRESSES_MAX: usize = 10_000;
/// When to come back to a server that is busy, in seconds.
pub(crate) const BUSY_RETRY_S: u64 = 5;

/// Attempts by address.
#[derive(Default)]
pub(crate) struct Joins(Mutex<HashMap<IpAddr, Window>>);

#[derive(Clone, Copy)]
struct Window {
    began_ms: u64,
    attempts: u32,
}

impl Joins {
    /// Counts an attempt.
    ///
    /// # Errors
    /// `join.too_many` with `retry_after_s`.
    pub fn attempt(&self, address: IpAddr, now_ms: u64) -> Result<(), HqError> {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_open = |window: &Window| now_ms.saturating_sub(window.began_ms) < WINDOW_MS;
        if windows.len() >= ADDRESSES_MAX && !windows.contains_key(&address) {
            windows.retain(|_, window| is_open(window));
            if windows.len() >= ADDRESSES_MAX {
                return Err(too_many(WINDOW_MS));
            }
        }
        let fresh = Window { began_ms: now_ms, attempts: 0 };
        let window = windows.entry(address).or_insert(fresh);
        if !is_open(window) {
            *window = fresh;
        }
        if window.attempts >= JOINS_MAX {
            return Err(too_many(WINDOW_MS - now_ms.saturating_sub(window.began_ms)));
        }
        window.attempts += 1;
        Ok(())
    }

    /// Gives back an attempt that succeeded.
    pub fn succeeded(&self, address: IpAddr) {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = windows.get_mut(&address) {
            window.attempts = window.attempts.saturating_sub(1);
        }
    }
}

fn too_many(wait_ms: u64) -> HqError {
    let seconds = wait_ms.div_ceil(1000).max(1);
    HqError::Refused(Refusal::new("join.too_many").with("retry_after_s", seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    fn address(last: u8) -> IpAddr {
        Ipv4Addr::new(10, 0, 0, last).into()
    }

    #[test]
    fn twenty_failures_a_minute_for_each_address() {
        let joins = Joins::default();
        for _ in 0..JOINS_MAX {
            assert!(joins.attempt(address(1), 1_000).is_ok());
        }
        let refused = joins.attempt(address(1), 31_000).unwrap_err().refusal();
        assert_eq!(refused.args()["retry_after_s"], "30");
        assert!(joins.attempt(address(2), 31_000).is_ok());
        assert!(joins.attempt(address(1), 61_000).is_ok());
    }

    #[test]
    fn a_room_that_joins_is_not_a_guesser() {
        let joins = Joins::default();
        for _ in 0..10 * JOINS_MAX {
            assert!(joins.attempt(address(1), 0).is_ok());
            joins.succeeded(address(1));
        }
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let joins = Joins::default();
        for number in 0..ADDRESSES_MAX as u32 {
            assert!(joins.attempt(Ipv4Addr::from(number).into(), 0).is_ok());
        }
        assert!(joins.attempt(address(1), 1).is_err());
        assert!(joins.attempt(address(1), WINDOW_MS).is_ok(), "old windows make room");
    }
}
