//! Names of records: an id made when the record is created, or one derived from what the record is
//! about, so that two laptops that never met write the same record. Ids are never secrets.

use crate::kind::KindId;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// The id of any record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordId(pub Uuid);

/// The id of a site: also part of the names of its streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SiteId(pub Uuid);

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for SiteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<SiteId> for RecordId {
    fn from(site: SiteId) -> Self {
        Self(site.0)
    }
}

/// How an op names its record. A derived id is never sent: both ends compute it from its parents,
/// so it cannot disagree with them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RecordRef {
    /// An id made on the device that created the record.
    Own(RecordId),
    /// The records this one is about, in the order its kind declares: (session, learner).
    Derived(Vec<RecordId>),
}

/// Name space of derived ids. Changing it would orphan every mark ever written.
const DERIVED: Uuid = Uuid::from_u128(0x7061_7373_6572_656c_6c65_2064_6572_6976);

impl RecordRef {
    /// The record's id within `kind`.
    pub fn id(&self, kind: KindId) -> RecordId {
        match self {
            Self::Own(id) => *id,
            Self::Derived(parents) => {
                let mut name = Vec::with_capacity(2 + 16 * parents.len());
                name.extend_from_slice(&kind.0.to_be_bytes());
                for parent in parents {
                    name.extend_from_slice(parent.0.as_bytes());
                }
                RecordId(Uuid::new_v5(&DERIVED, &name))
            }
        }
    }

    /// The parents of a derived record, none for one with an id of its own.
    pub fn parents(&self) -> &[RecordId] {
        match self {
            Self::Own(_) => &[],
            Self::Derived(parents) => parents,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> RecordId {
        RecordId(Uuid::from_u128(n))
    }

    #[test]
    fn two_laptops_derive_the_same_id() {
        let mark = RecordRef::Derived(vec![id(1), id(2)]);
        assert_eq!(mark.id(KindId(16)), RecordRef::Derived(vec![id(1), id(2)]).id(KindId(16)));
    }

    #[test]
    fn kind_and_order_of_parents_matter() {
        let mark = RecordRef::Derived(vec![id(1), id(2)]);
        assert_ne!(mark.id(KindId(16)), mark.id(KindId(15)));
        assert_ne!(mark.id(KindId(16)), RecordRef::Derived(vec![id(2), id(1)]).id(KindId(16)));
    }
}
