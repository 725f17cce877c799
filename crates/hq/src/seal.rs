//! Sealing: a week after its session, a register that is closed and complete is sealed, by itself and
//! here alone. From then on nobody writes it; what comes all the same is void. One that lacks something
//! stays closed, and is listed.

use crate::error::HqError;
use crate::ledger::Ledger;
use passerelle_domain::calendar::Day;
use passerelle_domain::evidence::last_sealed_day;
use passerelle_domain::signature::Hash;
use passerelle_domain::{RecordId, RecordRef, RegisterId, SiteId, Stream, Value, kinds};
use passerelle_store::Store;
use passerelle_sync::{DeviceId, Hlc, Op, Write};
use std::collections::BTreeMap;
use uuid::Uuid;

const DAY_MS: u64 = 24 * 3600 * 1000;

/// The day, as headquarters counts them.
pub(crate) fn day_of(now_ms: u64) -> Day {
    Day::try_from(now_ms / DAY_MS).unwrap_or(Day::MAX)
}

/// Seals what is due in a centre. Whether anything was.
///
/// # Errors
/// The ledger's or the store's.
pub(crate) fn seal(
    ledger: &dyn Ledger,
    site: SiteId,
    store: &Store,
    now_ms: u64,
) -> Result<bool, HqError> {
    let (view, today) = (store.view(), day_of(now_ms));
    let mut ops = Vec::new();
    for session in view.closed_until(last_sealed_day(today))? {
        if view.is_complete(&session)? {
            let hash = view.signed_sheet(&session)?.hash();
            ops.push(op(session.id, today, hash, &view.covers(session.id)?));
        }
    }
    if ops.is_empty() {
        return Ok(false);
    }
    tracing::info!(count = ops.len(), "registers sealed");
    ledger.judge(site, ledger.judged(site)?, vec![(Stream::Site(site), ops)], now_ms)?;
    Ok(true)
}

fn op(session: RecordId, today: Day, hash: Hash, covers: &BTreeMap<DeviceId, u64>) -> Op {
    let covers = covers.iter().take(kinds::COVERS_MAX);
    let covers = covers.map(|(device, n)| Value::Text(format!("{device} {n}"))).collect();
    let day = Value::Int(i64::from(today));
    let value = Value::List(vec![day, Value::Bytes(hash.to_vec()), Value::List(covers)]);
    let writes = vec![Write { register: RegisterId(1), value, replaces: Vec::new() }];
    let record = RecordRef::Derived(vec![session]);
    let actor = RecordId(Uuid::nil());
    Op { hlc: Hlc::default(), actor, kind: kinds::SEAL.id, record, writes }
}
