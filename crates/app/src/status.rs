//! The status bar and the exchange screen: what is only here, what headquarters has, how long ago.
//! Nothing is stored as a state; "received" is computed from acknowledged numbers every time.

use crate::backup::small;
use crate::centre::{App, role_dto};
use crate::dto::{Apart, Concern, ExchangeView, Link, Progress, StatusBar, Waiting};
use crate::error::AppError;
use crate::exchange::{Live, Log};
use crate::undo::{device_name, person_name};
use passerelle_domain::kinds;
use passerelle_domain::permission::Deed;
use passerelle_store::{Local, View};

const DAY_MS: u64 = 24 * 3600 * 1000;
/// From here on, somebody should look: days since the last exchange, and changes that wait.
const AMBER: (u64, u32) = (7 * DAY_MS, 300);
/// From here on, somebody should find a connection.
const RED_MS: u64 = 21 * DAY_MS;
/// Waiting changes read for the exchange screen.
const WAITING_OPS_MAX: u32 = 5_000;
/// Lines of what is kept apart.
const APART_MAX: u32 = 20;

impl App {
    /// The status bar, as far as the file tells; `exchange_view` knows of an exchange under way.
    ///
    /// # Errors
    /// The store's.
    pub fn status(&self) -> Result<StatusBar, AppError> {
        let view = self.store.view();
        let pending = self.pending()?;
        let log = Log::read(&view)?;
        let joined = view.local(Local::Headquarters)?.is_some();
        let demo = self.is_demo()?;
        let looks = crate::look::count(&view, (self.around.today().0, self.around.now_ms()))?;
        let link = match (joined, log.tried_ms, &log.failure) {
            (false, ..) => Link::None,
            (true, Some(_), None) => Link::Online,
            (true, ..) => Link::Offline,
        };
        let since = log.succeeded_ms.or(pending.since_ms);
        Ok(StatusBar {
            person: self.name_of(self.person)?,
            role: Some(role_dto(self.role()?)),
            demo,
            joined,
            pending: if demo { 0 } else { pending.count },
            pending_bytes: if demo { 0 } else { pending.bytes },
            photos: if joined && !demo { small(self.photos_to_send()?.len() as u64) } else { 0 },
            received_at: log.succeeded_ms.map(|ms| ms as f64),
            look: looks,
            link,
            concern: match since.filter(|_| joined) {
                Some(since) => concern(self.around.now_ms().saturating_sub(since), pending.count),
                None => Concern::Calm,
            },
        })
    }

    /// The exchange screen; `live` tells of an exchange under way in this process.
    ///
    /// # Errors
    /// The store's.
    pub fn exchange_view(&self, live: Option<&Live>) -> Result<ExchangeView, AppError> {
        self.allow(Deed::ReadRoster)?;
        let view = self.store.view();
        let log = Log::read(&view)?;
        let progress: Option<Progress> = live.and_then(Live::progress);
        let mut status = self.status()?;
        if progress.is_some() {
            status.link = Link::Exchanging;
        }
        let (deferred, quarantined) = view.set_aside()?;
        Ok(ExchangeView {
            device: view.local(Local::DeviceName)?.unwrap_or_default(),
            centre: view.centre()?.unwrap_or_default(),
            headquarters: view.local(Local::Headquarters)?,
            tried_at: log.tried_ms.map(|ms| ms as f64),
            failure: log.failure.clone(),
            next_at: live.and_then(Live::next_ms).map(|ms| ms as f64),
            progress,
            waiting: if status.demo { Vec::new() } else { self.unsent_by(&view)? },
            month_bytes: log.bytes_in_month(self.around.today().0) as f64,
            photos: self.photos_on_the_way(&log)?,
            clock_minutes: log.clock_minutes(),
            deferred,
            quarantined,
            apart: apart(&view)?,
            status,
        })
    }
}

impl App {
    fn unsent_by(&self, view: &View<'_>) -> Result<Vec<Waiting>, AppError> {
        let mut rows = waiting(view, view)?;
        if let Some(private) = &self.private {
            rows.extend(waiting(&private.view(), view)?);
        }
        merge(&mut rows);
        Ok(rows)
    }
}

/// What is kept apart: single changes that are not valid, then whole segments that were not believed,
/// which are cut off last.
fn apart(view: &View<'_>) -> Result<Vec<Apart>, AppError> {
    let strange = view.strange()?.into_iter().map(|one| (one.device, one.first, one.code));
    let invalid = view.quarantined(APART_MAX)?;
    let invalid = invalid.into_iter().map(|(_, dot, code)| (dot.device, dot.n, code));
    let mut rows = Vec::new();
    for (device, first, code) in invalid.chain(strange) {
        let why = match code.split_once('.') {
            Some(("segment", "fork")) => "fork",
            Some(("segment", _)) => "unproved",
            _ => "invalid",
        };
        let device = device_name(view, device)?;
        let first = u32::try_from(first).unwrap_or(u32::MAX);
        rows.push(Apart { why: why.to_owned(), code, device, first });
    }
    let surplus = rows.len().saturating_sub(APART_MAX as usize);
    rows.drain(..surplus);
    Ok(rows)
}

/// What waits in one file; the second view knows people and sessions.
fn waiting(view: &View<'_>, names: &View<'_>) -> Result<Vec<Waiting>, AppError> {
    let mut rows = Vec::new();
    for group in view.waiting(WAITING_OPS_MAX)? {
        let about = if group.kind == kinds::ATTENDANCE.id || group.kind == kinds::PRESENCE.id {
            names.session(group.record)?.map(|session| session.code)
        } else if group.count == 1 {
            names.learner(group.record)?.map(|learner| learner.name())
        } else {
            None
        };
        rows.push(Waiting {
            kind: group.kind_name().to_owned(),
            count: group.count,
            about,
            who: person_name(names, group.actor)?,
            since: group.since_ms as f64,
            bytes: group.bytes,
        });
    }
    Ok(rows)
}

/// Groups that read the same are one line.
fn merge(rows: &mut Vec<Waiting>) {
    let mut merged: Vec<Waiting> = Vec::with_capacity(rows.len());
    for row in rows.drain(..) {
        let same = |other: &&mut Waiting| {
            other.kind == row.kind && other.about == row.about && other.who == row.who
        };
        match merged.iter_mut().find(same) {
            Some(line) => {
                line.count += row.count;
                line.bytes += row.bytes;
                line.since = line.since.min(row.since);
            }
            None => merged.push(row),
        }
    }
    *rows = merged;
}

/// By age and amount, never by connectivity.
fn concern(age_ms: u64, pending: u32) -> Concern {
    if age_ms >= RED_MS {
        Concern::Red
    } else if age_ms >= AMBER.0 || pending >= AMBER.1 {
        Concern::Amber
    } else {
        Concern::Calm
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concern_grows_with_age_and_amount() {
        assert_eq!(concern(0, 299), Concern::Calm);
        assert_eq!(concern(0, 300), Concern::Amber);
        assert_eq!(concern(7 * DAY_MS, 0), Concern::Amber);
        assert_eq!(concern(21 * DAY_MS, 0), Concern::Red);
    }
}
