//! How records are named inside segments: by the dot that created them. It holds no names: whoever
//! keeps the ops answers.

use crate::dot::Dot;
use passerelle_domain::{RecordId, Stream, StreamClass};
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// The name of a record: the dot that created it, in a stream of this class at the same centre.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    /// The class of the stream; never `Every`.
    pub class: StreamClass,
    /// The op that created the record.
    pub dot: Dot,
}

impl Name {
    fn order(&self) -> (u8, Dot) {
        (class_code(self.class), self.dot)
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.order().hash(state);
    }
}

/// The names that are known where segments are sealed and read. Both ways must agree: the record
/// that has a name is the one whose creation the named op is.
pub trait Names {
    /// The name of a record, if an op that created it is held.
    fn name_of(&self, record: RecordId) -> Option<Name>;
    /// The record that has this name, if that op is held.
    fn record_of(&self, name: Name) -> Option<RecordId>;
}

/// Knows nothing: every record that is not created in the segment travels as its id.
pub struct NoNames;

impl Names for NoNames {
    fn name_of(&self, _: RecordId) -> Option<Name> {
        None
    }

    fn record_of(&self, _: Name) -> Option<RecordId> {
        None
    }
}

/// Codes below this one are of classes that streams have.
pub(super) const CLASSES: u8 = 4;

/// The code of a class on the wire; `Every` is no stream's class and has none.
pub(super) fn class_code(class: StreamClass) -> u8 {
    match class {
        StreamClass::Network => 0,
        StreamClass::Site => 1,
        StreamClass::Private => 2,
        StreamClass::Audit => 3,
        StreamClass::Every => CLASSES,
    }
}

/// The class with this code.
pub(super) fn class_of(code: u64) -> Option<StreamClass> {
    match code {
        0 => Some(StreamClass::Network),
        1 => Some(StreamClass::Site),
        2 => Some(StreamClass::Private),
        3 => Some(StreamClass::Audit),
        _ => None,
    }
}

/// The code of a stream's class.
pub(super) fn stream_code(stream: Stream) -> u8 {
    class_code(stream.class())
}

/// The id of a stream's centre, nil for the network's.
pub(super) fn site_bytes(stream: Stream) -> [u8; 16] {
    match stream {
        Stream::Network => [0; 16],
        Stream::Site(site) | Stream::Private(site) | Stream::Audit(site) => site.0.into_bytes(),
    }
}

/// A reader to whom every name means something: for whoever asks only whether a segment can be read.
#[derive(Clone, Copy, Debug)]
pub struct AnyNames;

impl Names for AnyNames {
    fn name_of(&self, _: RecordId) -> Option<Name> {
        None
    }

    fn record_of(&self, name: Name) -> Option<RecordId> {
        let spread = u128::from(name.dot.n).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
        Some(RecordId(uuid::Uuid::from_u128(name.dot.device.0.as_u128() ^ spread)))
    }
}
