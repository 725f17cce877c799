//! What is known of past exchanges (kept in the store, so that the command line and the window tell
//! the same) and of the one under way (in memory, for the progress bar).

use crate::dto::{Problem, Progress};
use crate::error::AppError;
use passerelle_domain::calendar::{Day, date_of};
use passerelle_store::{Local, Store, View};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A clock further off than this is worth a word.
const CLOCK_MINUTES_MAX: i64 = 10;

/// How often a screen is told while an exchange moves.
const TOLD_EVERY: Duration = Duration::from_millis(250);

/// Past exchanges.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Log {
    /// Last try, milliseconds since 1970.
    pub tried_ms: Option<u64>,
    /// Last one that got through.
    pub succeeded_ms: Option<u64>,
    /// Why the last try failed, if it did.
    pub failure: Option<Problem>,
    /// Month of `month_bytes`, `2027-04`.
    pub month: String,
    /// Bytes both ways in that month.
    pub month_bytes: u64,
    /// Of these, those of pictures.
    #[serde(default)]
    pub photo_bytes: u64,
    /// When headquarters was last asked for pictures that nobody waits for, milliseconds since 1970.
    #[serde(default)]
    pub photos_asked_ms: Option<u64>,
    /// This computer's clock less headquarters', in milliseconds.
    pub clock_ms: i64,
}

impl Log {
    pub(crate) fn read(view: &View<'_>) -> Result<Self, AppError> {
        let text = view.local(Local::Exchange)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    pub(crate) fn keep(&self, store: &mut Store) -> Result<(), AppError> {
        let text = serde_json::to_string(self).unwrap_or_default();
        store.settle(&[(Local::Exchange, Some(&text))])?;
        Ok(())
    }

    pub(crate) fn count(&mut self, bytes: u64, today: Day) {
        let month = month_of(today);
        if self.month != month {
            self.month = month;
            (self.month_bytes, self.photo_bytes) = (0, 0);
        }
        self.month_bytes += bytes;
    }

    /// Counts bytes of pictures.
    pub(crate) fn count_photos(&mut self, bytes: u64, today: Day) {
        self.count(bytes, today);
        self.photo_bytes += bytes;
    }

    pub(crate) fn photo_bytes_in_month(&self, today: Day) -> u64 {
        if self.month == month_of(today) { self.photo_bytes } else { 0 }
    }

    pub(crate) fn bytes_in_month(&self, today: Day) -> u64 {
        if self.month == month_of(today) { self.month_bytes } else { 0 }
    }

    pub(crate) fn clock_minutes(&self) -> Option<i32> {
        let minutes = self.clock_ms / 60_000;
        (minutes.abs() > CLOCK_MINUTES_MAX).then(|| i32::try_from(minutes).ok()).flatten()
    }
}

fn month_of(day: Day) -> String {
    date_of(day).map_or_else(String::new, |date| date.format("%Y-%m").to_string())
}

/// The exchange under way in this process, and when the next one is due.
#[derive(Debug, Default)]
pub struct Live {
    progress: Mutex<Option<Progress>>,
    next_ms: Mutex<Option<u64>>,
    stop: AtomicBool,
    heard: Mutex<Option<Heard>>,
}

/// Who is told while an exchange moves, and when they were last.
struct Heard {
    tell: Box<dyn Fn() + Send>,
    last: Option<Instant>,
    /// Something has changed since.
    waits: bool,
}

impl fmt::Debug for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Heard")
    }
}

impl Live {
    /// Tells `tell` while an exchange moves, a few times a second at most.
    pub(crate) fn hear(&self, tell: impl Fn() + Send + 'static) {
        if let Ok(mut heard) = self.heard.lock() {
            *heard = Some(Heard { tell: Box::new(tell), last: None, waits: false });
        }
    }

    /// How far the exchange under way is.
    pub fn progress(&self) -> Option<Progress> {
        self.progress.lock().map_or(None, |progress| *progress)
    }

    /// When the next one is due, milliseconds since 1970.
    pub fn next_ms(&self) -> Option<u64> {
        self.next_ms.lock().map_or(None, |next| *next)
    }

    /// Asks the exchange under way to stop; what has been committed stays.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub(crate) fn must_stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub(crate) fn begin(&self, to_send: u32) {
        self.set(Some(Progress {
            sent: 0,
            to_send,
            received: 0,
            bytes: 0,
            first: None,
            photos: None,
        }));
    }

    pub(crate) fn end(&self) {
        // A stop that came just before the end was for this exchange, not for the next.
        self.stop.store(false, Ordering::Relaxed);
        self.set(None);
    }

    pub(crate) fn update(&self, change: impl FnOnce(&mut Progress)) {
        if let Ok(mut progress) = self.progress.lock() {
            progress.as_mut().map(change);
        }
        self.tell(TOLD_EVERY);
    }

    /// Tells what has not been told yet, unless something was told too shortly before.
    fn tell(&self, every: Duration) {
        if let Ok(mut heard) = self.heard.lock()
            && let Some(heard) = heard.as_mut()
        {
            heard.waits = heard.last.is_some_and(|last| last.elapsed() < every);
            if !heard.waits {
                heard.last = Some(Instant::now());
                (heard.tell)();
            }
        }
    }

    /// Looked at now and then while nothing moves: what waits to be told is told. Whether to stop.
    pub(crate) fn pulse(&self) -> bool {
        if self.heard.lock().is_ok_and(|heard| heard.as_ref().is_some_and(|heard| heard.waits)) {
            self.tell(Duration::ZERO);
        }
        self.must_stop()
    }

    pub(crate) fn due(&self, next_ms: Option<u64>) {
        if let Ok(mut next) = self.next_ms.lock() {
            *next = next_ms;
        }
    }

    fn set(&self, value: Option<Progress>) {
        if let Ok(mut progress) = self.progress.lock() {
            *progress = value;
        }
    }
}
