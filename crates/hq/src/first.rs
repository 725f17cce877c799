//! First contacts: a snapshot of each centre's newest part, made from its projection when somebody asks,
//! kept in memory for a while so that a transfer that was cut goes on where it was, and signed by
//! headquarters' log. A centre that is small has none: it comes whole just as fast.

use crate::chance;
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::ledger::Part;
use crate::scope::Scope;
use passerelle_domain::calendar::Day;
use passerelle_domain::{SiteId, Stream};
use passerelle_sync::snapshot::{Manifest, SignedManifest, hash_of};
use passerelle_sync::wire::Channel;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// Ops below which a centre comes whole.
const OPS_MIN: u64 = 20_000;
/// Days before today that a snapshot reaches.
const DAYS: Day = 90;
/// Snapshots kept at hand.
const SNAPSHOTS_MAX: usize = 4;
/// How old one may be that is given to somebody new.
const AGE_MS_MAX: u64 = 10 * 60_000;
const DAY_MS: u64 = 24 * 3600 * 1000;

/// A snapshot at hand.
pub(crate) struct Snapshot {
    site: SiteId,
    id: Uuid,
    made_ms: u64,
    ops: u64,
    /// Its manifest, signed.
    pub manifest: SignedManifest,
    /// Its pieces as they travel.
    pub pieces: Vec<Vec<u8>>,
}

/// The snapshots at hand, the newest last.
#[derive(Default)]
pub(crate) struct Snapshots(Mutex<Vec<Arc<Snapshot>>>);

impl Snapshots {
    /// The snapshot that was begun, if it is still at hand; else the newest of the scope's centre,
    /// made anew when there is none or it is old. None for a scope without a centre.
    ///
    /// # Errors
    /// The ledger's or the store's.
    pub fn of(
        &self,
        hq: &Headquarters,
        scope: &Scope,
        begun: Option<Uuid>,
        now_ms: u64,
    ) -> Result<Option<Arc<Snapshot>>, HqError> {
        let Some(site) = scope.site() else { return Ok(None) };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = all.iter().find(|one| one.site == site && Some(one.id) == begun);
        let ops = ops(hq, scope)?;
        // A centre that has grown by a quarter deserves another.
        let fresh = |one: &&Arc<Snapshot>| {
            now_ms.saturating_sub(one.made_ms) < AGE_MS_MAX && ops / 5 * 4 <= one.ops
        };
        let newest = all.iter().rev().find(|one| one.site == site).filter(fresh);
        if let Some(found) = same.or(newest) {
            return Ok(Some(Arc::clone(found)));
        }
        let made = Arc::new(make(hq, ops, site, now_ms)?);
        if all.len() >= SNAPSHOTS_MAX {
            all.remove(0);
        }
        all.push(Arc::clone(&made));
        Ok(Some(made))
    }
}

/// Ops that the ledger holds of the streams of a scope.
fn ops(hq: &Headquarters, scope: &Scope) -> Result<u64, HqError> {
    let standing = hq.ledger().standing(scope, &scope.streams())?;
    let tips = standing.tips.iter().flat_map(|(_, tips)| tips.values());
    Ok(tips.map(|tip| tip.n).sum())
}

fn make(hq: &Headquarters, ops: u64, site: SiteId, now_ms: u64) -> Result<Snapshot, HqError> {
    let ledger = hq.ledger();
    let identity = ledger.identity()?;
    let (mut pieces, mut covered) = (Vec::new(), Vec::new());
    if ops >= OPS_MIN {
        let today = Day::try_from(now_ms / DAY_MS).unwrap_or(Day::MAX);
        (pieces, covered) = hq.projections().snapshot(ledger, site, today - DAYS, now_ms)?;
    }
    let manifest = Manifest {
        id: chance::id()?,
        epoch: identity.epoch,
        log: identity.log,
        covered: vec![(Channel::Site, covered)],
        pieces: pieces.iter().map(|piece| hash_of(piece)).collect(),
        bytes: pieces.iter().map(|piece| piece.len() as u64).sum(),
        ops,
    };
    let signed = SignedManifest::new(&manifest, &identity.network.log(identity.log));
    Ok(Snapshot { site, id: manifest.id, made_ms: now_ms, ops, manifest: signed, pieces })
}

/// The keys of the persons of the scope's centre, as far as its roster: what a snapshot's names need.
///
/// # Errors
/// The ledger's.
pub(crate) fn keys(
    hq: &Headquarters,
    scope: &Scope,
    part: &Part,
    count_max: usize,
) -> Result<Vec<(u64, passerelle_sync::person::KeyState)>, HqError> {
    let streams: Vec<Stream> = scope.site().map(Stream::Site).into_iter().collect();
    hq.ledger().keys(scope, &streams, part, count_max)
}
