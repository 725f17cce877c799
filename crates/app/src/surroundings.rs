//! The clock, chance and the system's keyring, as the rest of the app sees them: one trait, so that a
//! test can say what time it is. Nothing below this crate reads any of them.

use crate::keyring::{Bare, Keyring, SystemKeyring};
use chrono::{Local, Timelike};
use passerelle_domain::RecordId;
use passerelle_domain::calendar::{Day, day_of};
use passerelle_store::keys::Chance;
use std::sync::Arc;

/// The time, the day on the wall, and random bytes.
pub trait Surroundings: Send + Sync {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> u64;
    /// Today on this computer's calendar, and minutes after its midnight.
    fn today(&self) -> (Day, u16);
    /// Fills `bytes` with chance that nobody can guess.
    ///
    /// # Errors
    /// When the system has none to give.
    fn random(&self, bytes: &mut [u8]) -> Result<(), getrandom::Error>;

    /// The places beside the disk where a secret can lie; a computer has none unless it says so.
    fn keyring(&self) -> &dyn Keyring {
        &Bare
    }
}

/// The computer's own clock and chance.
#[derive(Clone, Copy, Debug, Default)]
pub struct System;

impl Surroundings for System {
    fn now_ms(&self) -> u64 {
        u64::try_from(Local::now().timestamp_millis()).unwrap_or(0)
    }

    fn today(&self) -> (Day, u16) {
        let now = Local::now();
        (day_of(now.date_naive()), u16::try_from(now.hour() * 60 + now.minute()).unwrap_or(0))
    }

    fn random(&self, bytes: &mut [u8]) -> Result<(), getrandom::Error> {
        getrandom::fill(bytes)
    }

    fn keyring(&self) -> &dyn Keyring {
        &SystemKeyring
    }
}

/// Shared surroundings.
pub(crate) type Around = Arc<dyn Surroundings>;

/// Chance for whatever must be made up and kept secret.
pub(crate) fn chance(around: &dyn Surroundings) -> Result<Chance, getrandom::Error> {
    let mut seed = [0; 32];
    around.random(&mut seed)?;
    Ok(Chance::from_seed(seed))
}

/// A new record id: the time first, so that ids made together lie together on disk.
pub(crate) fn new_id(around: &dyn Surroundings) -> Result<RecordId, getrandom::Error> {
    let mut random = [0; 10];
    around.random(&mut random)?;
    let id = uuid::Builder::from_unix_timestamp_millis(around.now_ms(), &random).into_uuid();
    Ok(RecordId(id))
}

/// Day and time on this computer's clock, for a terminal: `2027-04-20 14:03`.
pub fn local_time(ms: i64) -> String {
    let time = chrono::DateTime::from_timestamp_millis(ms).map(|utc| utc.with_timezone(&Local));
    time.map_or_else(String::new, |time| time.format("%Y-%m-%d %H:%M").to_string())
}
