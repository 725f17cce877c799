//! How often somebody may ask: an address that fails to say who it is, and a device that is known. Each
//! limit is a bucket that empties with every try and fills with time. It holds a bounded number of
//! buckets and no reason why anybody failed.

use crate::error::HqError;
use passerelle_domain::Refusal;
use passerelle_sync::DeviceId;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Codes that one address may try: a guesser tries a code every three seconds. Attempts that succeed
/// are given back: a room of laptops behind one address joins in one morning.
const JOINS: Limit = Limit { burst: 20, every_ms: 3_000, code: "join.too_many" };
/// Requests of one address that did not say who asks, or not truly. Whoever does say it is served,
/// however many others behind the same address do not.
const FAILURES: Limit = Limit { burst: 60, every_ms: 1_000, code: "exchange.too_many" };
/// Requests of one device: far more than a long first contact makes, far fewer than a loop.
const EXCHANGES: Limit = Limit { burst: 240, every_ms: 250, code: "exchange.too_many" };
/// Buckets of each kind that are remembered.
const BUCKETS_MAX: usize = 10_000;
/// When to come back to a server that is busy, in seconds.
pub(crate) const BUSY_RETRY_S: u64 = 5;

/// How often.
#[derive(Clone, Copy)]
struct Limit {
    /// Tries at once, after a long pause.
    burst: u64,
    /// After which a try is given back.
    every_ms: u64,
    /// What whoever tries more often is told.
    code: &'static str,
}

/// Every limit of the server.
pub(crate) struct Rates {
    /// Attempts to join, by address.
    pub joins: Buckets<Address>,
    /// Requests that were not believed, by address.
    pub failures: Buckets<Address>,
    /// Requests that were believed, by device.
    pub exchanges: Buckets<DeviceId>,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            joins: Buckets::of(JOINS),
            failures: Buckets::of(FAILURES),
            exchanges: Buckets::of(EXCHANGES),
        }
    }
}

/// Who connects, as far as an address can tell people apart: of IPv6 the network, since one machine
/// there has as many addresses as it likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Address(u64, u64);

impl From<IpAddr> for Address {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(0, u64::from(u32::from(address))),
            IpAddr::V6(address) => Self(1, (u128::from(address) >> 64) as u64),
        }
    }
}

/// Buckets of one limit. Of each, only the time at which it will be full again is kept.
pub(crate) struct Buckets<K> {
    limit: Limit,
    full_at_ms: Mutex<HashMap<K, u64>>,
}

impl<K: Copy + Eq + Hash> Buckets<K> {
    fn of(limit: Limit) -> Self {
        Self { limit, full_at_ms: Mutex::default() }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// The limit's code, with `retry_after_s`.
    pub fn take(&self, key: K, now_ms: u64) -> Result<(), HqError> {
        let Limit { burst, every_ms, .. } = self.limit;
        let mut buckets = self.full_at_ms.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= BUCKETS_MAX && !buckets.contains_key(&key) {
            buckets.retain(|_, full_at_ms| *full_at_ms > now_ms);
            if buckets.len() >= BUCKETS_MAX {
                return Err(self.too_many(every_ms));
            }
        }
        let full_at_ms = buckets.entry(key).or_insert(now_ms);
        // A clock that was set back would make somebody wait who has done nothing.
        *full_at_ms = (*full_at_ms).clamp(now_ms, now_ms + burst * every_ms);
        let next_ms = *full_at_ms + every_ms;
        let wait_ms = next_ms.saturating_sub(now_ms + burst * every_ms);
        if wait_ms > 0 {
            return Err(self.too_many(wait_ms));
        }
        *full_at_ms = next_ms;
        Ok(())
    }

    /// Gives back a try that succeeded.
    pub fn give_back(&self, key: K) {
        let mut buckets = self.full_at_ms.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(full_at_ms) = buckets.get_mut(&key) {
            *full_at_ms = full_at_ms.saturating_sub(self.limit.every_ms);
        }
    }

    fn too_many(&self, wait_ms: u64) -> HqError {
        let seconds = wait_ms.div_ceil(1000).max(1);
        HqError::Refused(Refusal::new(self.limit.code).with("retry_after_s", seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    fn address(last: u8) -> Address {
        IpAddr::from(Ipv4Addr::new(10, 0, 0, last)).into()
    }

    fn joins() -> Buckets<Address> {
        Buckets::of(JOINS)
    }

    #[test]
    fn twenty_failures_at_once_then_one_every_three_seconds() {
        let joins = joins();
        for _ in 0..20 {
            assert!(joins.take(address(1), 1_000).is_ok());
        }
        let refused = joins.take(address(1), 1_500).unwrap_err().refusal();
        assert_eq!(
            (refused.code(), refused.args()["retry_after_s"].as_str()),
            ("join.too_many", "3")
        );
        assert!(joins.take(address(2), 1_500).is_ok());
        assert!(joins.take(address(1), 4_000).is_ok());
        assert!(joins.take(address(1), 4_000).is_err());
        for _ in 0..20 {
            assert!(joins.take(address(1), 64_000).is_ok(), "a minute later all are there again");
        }
        assert!(joins.take(address(1), 64_000).is_err());
    }

    #[test]
    fn a_room_that_joins_is_not_a_guesser() {
        let joins = joins();
        for _ in 0..200 {
            assert!(joins.take(address(1), 0).is_ok());
            joins.give_back(address(1));
        }
    }

    #[test]
    fn a_clock_that_is_set_back_makes_nobody_wait_longer() {
        let joins = joins();
        for _ in 0..20 {
            assert!(joins.take(address(1), 1_000_000).is_ok());
        }
        let refused = joins.take(address(1), 5_000).unwrap_err().refusal();
        assert_eq!(refused.args()["retry_after_s"], "3");
        assert!(joins.take(address(1), 8_000).is_ok());
    }

    #[test]
    fn an_address_is_told_by_what_its_owner_cannot_choose() {
        let of = |address: IpAddr| Address::from(address);
        let v6 = |last| of(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, last).into());
        assert_eq!(v6(1), v6(2));
        assert_ne!(v6(1), of(Ipv6Addr::new(0x2001, 0xdb8, 0, 2, 0, 0, 0, 1).into()));
        assert_eq!(of(Ipv4Addr::new(10, 0, 0, 1).to_ipv6_mapped().into()), address(1));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let joins = joins();
        for number in 0..BUCKETS_MAX as u32 {
            assert!(joins.take(IpAddr::from(Ipv4Addr::from(number)).into(), 0).is_ok());
        }
        let new = address(1);
        assert!(joins.take(new, 1).is_err());
        assert!(joins.take(new, JOINS.every_ms).is_ok(), "full buckets make room");
    }
}
