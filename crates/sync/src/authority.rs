//! What a writer may write, as far as its certificate alone tells: the streams it is granted, and the
//! kinds that only headquarters writes. What depends on state, such as a person's role over time, is
//! headquarters' to undo by verdict.

use crate::op::Op;
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, RecordId, SiteId, Stream, StreamClass, kinds};

/// Who a writer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// Headquarters' log of some epoch, certified by the network key; also the default catalogue.
    Headquarters,
    /// A certified device.
    Device {
        /// Its centre.
        site: SiteId,
        /// What it holds.
        grant: Grant,
    },
}

impl Authority {
    /// Whether this writer is a device of another centre than this one.
    pub fn is_elsewhere(self, here: Option<SiteId>) -> bool {
        matches!((self, here), (Self::Device { site, .. }, Some(here)) if site != here)
    }

    /// Whether this writer may have segments in `stream`.
    pub fn writes_in(self, stream: Stream) -> bool {
        match self {
            Self::Headquarters => true,
            Self::Device { site, grant } => {
                stream == Stream::Audit(site) || grant.streams(site).contains(&stream)
            }
        }
    }

    /// Whether this writer may have written `op` in `stream`.
    pub fn permits(self, stream: Stream, op: &Op) -> bool {
        let Self::Device { site, grant } = self else { return true };
        let kind = kinds::by_id(op.kind);
        if stream == Stream::Network {
            // Every device of the network reads this stream: of centres a laptop writes its own. What
            // coordinators share beside that, partners, lines of money, the catalogue, comes from
            // their laptops: one that stands in a classroom changes nothing for the others.
            if op.kind == kinds::SITE.id {
                return op.record_id() == RecordId::from(site);
            }
            // What only a later version knows waits for the update, and is asked again then.
            return grant == Grant::Coordinator
                && kind.is_none_or(|kind| {
                    kind.stream == StreamClass::Network && kind.writer < Role::Headquarters
                });
        }
        kind.is_none_or(|kind| kind.writer < Role::Headquarters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Hlc;
    use crate::op::Write;
    use passerelle_domain::{KindId, RecordRef, RegisterId, Value};
    use uuid::Uuid;

    const HERE: SiteId = SiteId(Uuid::from_u128(1));
    const ELSEWHERE: SiteId = SiteId(Uuid::from_u128(2));
    const LAPTOP: Authority = Authority::Device { site: HERE, grant: Grant::Classroom };
    const LEADS: Authority = Authority::Device { site: HERE, grant: Grant::Coordinator };

    fn check(stream: Stream, kind: KindId, record: SiteId, permitted: bool) {
        check_of(LAPTOP, stream, kind, record, permitted);
    }

    fn check_of(laptop: Authority, stream: Stream, kind: KindId, record: SiteId, permitted: bool) {
        let write = Write { register: RegisterId(1), value: Value::Null, replaces: vec![] };
        let op = Op {
            hlc: Hlc::at(1),
            actor: RecordId(Uuid::from_u128(9)),
            kind,
            record: RecordRef::Own(record.into()),
            writes: vec![write],
        };
        assert_eq!(laptop.permits(stream, &op), permitted, "{stream} kind {}", kind.0);
        assert!(Authority::Headquarters.permits(stream, &op));
    }

    #[test]
    fn a_laptop_writes_its_own_centre_and_what_is_shared_in_the_network_and_nothing_else() {
        check(Stream::Network, kinds::SITE.id, HERE, true);
        check(Stream::Network, kinds::SITE.id, ELSEWHERE, false);
        check_of(LEADS, Stream::Network, kinds::SITE.id, ELSEWHERE, false);
        let catalogue = [&kinds::PROGRAMME, &kinds::LEVEL, &kinds::MODULE];
        for shared in catalogue.into_iter().chain([&kinds::PARTNER, &kinds::FUNDING]) {
            check(Stream::Network, shared.id, ELSEWHERE, false);
            check_of(LEADS, Stream::Network, shared.id, ELSEWHERE, true);
        }
        for laptop in [LAPTOP, LEADS] {
            check_of(laptop, Stream::Network, kinds::COHORT.id, HERE, false);
            check_of(laptop, Stream::Network, kinds::DEVICE.id, HERE, false);
        }
        check(Stream::Network, KindId(900), HERE, false);
        check_of(LEADS, Stream::Network, KindId(900), HERE, true);
    }

    #[test]
    fn certificates_and_verdicts_are_headquarters_alone() {
        let stream = Stream::Site(HERE);
        check(stream, kinds::DEVICE.id, HERE, false);
        check(stream, kinds::CERTIFICATE.id, HERE, false);
        check(stream, kinds::VERDICT.id, HERE, false);
        check(stream, kinds::LEARNER.id, HERE, true);
        check(stream, KindId(900), HERE, true);
    }

    #[test]
    fn a_grant_bounds_the_streams() {
        assert!(LAPTOP.writes_in(Stream::Site(HERE)));
        assert!(LAPTOP.writes_in(Stream::Audit(HERE)));
        assert!(!LAPTOP.writes_in(Stream::Private(HERE)));
        assert!(!LAPTOP.writes_in(Stream::Site(ELSEWHERE)));
    }
}
