//! Whether a segment may enter the ledger, as far as the segment alone says: its writer, its size,
//! and the kinds of its ops. What depends on state, such as roles over time, is a verdict's to undo
//! later. It reads no ledger.

use crate::error::HqError;
use crate::scope::Scope;
use passerelle_domain::permission::Role;
use passerelle_domain::{RecordId, SiteId, Stream, kinds};
use passerelle_sync::op::Reading;
use passerelle_sync::{Op, Segment};

/// Ops in one segment: the smallest honest op has more than sixteen bytes.
pub(crate) const SEGMENT_OPS_MAX: usize = 16 * 1024;

/// What to do with a segment.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    /// Commit it.
    Permitted,
    /// Keep it for review and acknowledge nothing of it.
    Forbidden,
}

/// Decides on a segment that this scope sent.
///
/// # Errors
/// `exchange.not_granted` for a stream outside the scope or a device that is not the sender;
/// `exchange.too_large`.
pub(crate) fn admit(scope: &Scope, segment: &Segment) -> Result<Admission, HqError> {
    scope.require(segment.stream)?;
    let Some(site) = scope.site().filter(|_| scope.device() == Some(segment.device)) else {
        return Err(HqError::refused("exchange.not_granted"));
    };
    if !segment.is_within_limits() || segment.ops.len() > SEGMENT_OPS_MAX {
        return Err(HqError::refused("exchange.too_large"));
    }
    let permitted = segment.ops.iter().all(|bytes| is_permitted(site, segment.stream, bytes));
    Ok(if permitted { Admission::Permitted } else { Admission::Forbidden })
}

/// A quarantined op never folds, wherever it came from: it is kept like any other. A deferred one
/// will fold one day, so what is known of it already counts.
fn is_permitted(site: SiteId, stream: Stream, bytes: &[u8]) -> bool {
    let Some(op) = Op::decode(bytes) else { return true };
    if matches!(op.read(stream.class()), Reading::Quarantined(_)) {
        return true;
    }
    if stream == Stream::Network {
        // Every device of the network reads this stream: of a laptop, its own centre and no more.
        return op.kind == kinds::SITE.id && op.record_id() == RecordId::from(site);
    }
    kinds::by_id(op.kind).is_none_or(|kind| kind.writer < Role::Headquarters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_domain::{KindId, RecordRef, RegisterId, Value};
    use passerelle_sync::{Hlc, Write};
    use uuid::Uuid;

    const HERE: SiteId = SiteId(Uuid::from_u128(1));
    const ELSEWHERE: SiteId = SiteId(Uuid::from_u128(2));

    fn check(stream: Stream, kind: KindId, record: SiteId, register: u16, permitted: bool) {
        let op = Op {
            hlc: Hlc::at(1),
            actor: RecordId(Uuid::from_u128(9)),
            kind,
            record: RecordRef::Own(record.into()),
            writes: vec![Write {
                register: RegisterId(register),
                value: Value::Null,
                replaces: vec![],
            }],
        };
        let found = is_permitted(HERE, stream, &op.encode().unwrap());
        assert_eq!(found, permitted, "{stream} kind {} of {record}", kind.0);
    }

    #[test]
    fn a_laptop_writes_its_own_centre_in_the_network_and_nothing_else() {
        check(Stream::Network, kinds::SITE.id, HERE, 1, true);
        check(Stream::Network, kinds::SITE.id, ELSEWHERE, 1, false);
        check(Stream::Network, kinds::PROGRAMME.id, HERE, 1, false);
        check(Stream::Network, KindId(900), HERE, 1, false);
    }

    #[test]
    fn certificates_are_headquarters_alone() {
        let stream = Stream::Site(HERE);
        check(stream, kinds::DEVICE.id, HERE, 1, false);
        // A register of a later version: the op would fold after the update.
        check(stream, kinds::DEVICE.id, HERE, 99, false);
        check(stream, kinds::LEARNER.id, HERE, 1, true);
        check(stream, KindId(900), HERE, 1, true);
    }

    #[test]
    fn what_never_folds_is_kept() {
        assert!(is_permitted(HERE, Stream::Network, b"not an op"));
        check(Stream::Private(HERE), kinds::DEVICE.id, HERE, 1, true);
        check(Stream::Network, kinds::LEARNER.id, HERE, 1, true);
    }
}
