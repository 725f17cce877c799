//! An op: one change to one record, immutable once written. The bytes made here are what is stored,
//! exchanged and hashed; the stream and the dot are told by whoever carries them.

use crate::clock::Hlc;
use crate::dot::Dot;
use passerelle_domain::value::Fit;
use passerelle_domain::{Kind, KindId, RecordId, RecordRef, RegisterId, StreamClass, Value, kinds};
use serde::{Deserialize, Serialize};

/// Registers in one op, heads replaced in one write, bytes of one op: no honest op comes near.
pub const WRITES_MAX: usize = 64;
/// Heads that one write may replace.
pub const REPLACES_MAX: usize = 256;
/// Bytes of one encoded op.
pub const OP_BYTES_MAX: usize = 64 * 1024;

/// One change to one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Op {
    /// When, by the writer's clock. All ops of one gesture share it: with the device it is the
    /// gesture's name, across streams too.
    pub hlc: Hlc,
    /// The person at the keys.
    pub actor: RecordId,
    /// Kind of record.
    pub kind: KindId,
    /// Which record.
    pub record: RecordRef,
    /// What it writes.
    pub writes: Vec<Write>,
}

/// A register written, and the heads this replaces: those that stood where it was committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Write {
    /// The register.
    pub register: RegisterId,
    /// Its new value; null clears it.
    pub value: Value,
    /// The heads replaced; none on a first write.
    pub replaces: Vec<Dot>,
}

/// What the op alone says of itself. Anything that depends on state is headquarters' to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Every register is known and valid.
    Foldable(&'static Kind),
    /// The kind, a register or a choice belongs to a later version: keep, relay, fold after the
    /// update.
    Deferred,
    /// No version would accept it: keep, count, never fold.
    Quarantined(&'static str),
}

impl Op {
    /// The bytes that are stored, exchanged and hashed.
    ///
    /// # Errors
    /// Only if the op cannot be encoded at all, which no op built from values can cause.
    pub fn encode(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(self)
    }

    /// The op in `bytes`; none when they are not exactly one op.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > OP_BYTES_MAX {
            return None;
        }
        let (op, rest) = postcard::take_from_bytes::<Self>(bytes).ok()?;
        rest.is_empty().then_some(op)
    }

    /// The record's id.
    pub fn record_id(&self) -> RecordId {
        self.record.id(self.kind)
    }

    /// Reads the op by the declarations this version knows, as found in a stream of `class`.
    pub fn read(&self, class: StreamClass) -> Reading {
        let Some(kind) = kinds::by_id(self.kind) else { return Reading::Deferred };
        if !kind.stream.admits(class) {
            return Reading::Quarantined("op.kind_in_wrong_stream");
        }
        if !kind.accepts(&self.record) {
            return Reading::Quarantined("op.record_misnamed");
        }
        if self.writes.is_empty() || self.writes.len() > WRITES_MAX {
            return Reading::Quarantined("op.writes_count");
        }
        let mut deferred = false;
        for (index, write) in self.writes.iter().enumerate() {
            if self.writes[..index].iter().any(|earlier| earlier.register == write.register) {
                return Reading::Quarantined("op.register_twice");
            }
            if write.replaces.len() > REPLACES_MAX {
                return Reading::Quarantined("op.replaces_count");
            }
            let Some(register) = kind.register(write.register) else {
                deferred = true;
                continue;
            };
            if register.once && (!write.replaces.is_empty() || write.value == Value::Null) {
                return Reading::Quarantined("op.written_once");
            }
            match register.fit(&write.value) {
                Fit::Unknown => deferred = true,
                Fit::Invalid => return Reading::Quarantined("op.value_invalid"),
                Fit::Valid if register.is_in_clear(&write.value) => {
                    return Reading::Quarantined("op.personal_in_clear");
                }
                Fit::Valid => {}
            }
        }
        if deferred { Reading::Deferred } else { Reading::Foldable(kind) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dot::DeviceId;
    use passerelle_domain::attendance::{Mark, Status};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn mark(value: Value) -> Op {
        Op {
            hlc: Hlc::at(1),
            actor: RecordId(Uuid::from_u128(9)),
            kind: kinds::ATTENDANCE.id,
            record: RecordRef::Derived(vec![RecordId(Uuid::from_u128(1)); 2]),
            writes: vec![Write { register: RegisterId(1), value, replaces: vec![] }],
        }
    }

    fn check(op: &Op, class: StreamClass, expected: &str) {
        let reading = match op.read(class) {
            Reading::Foldable(kind) => kind.name,
            Reading::Deferred => "deferred",
            Reading::Quarantined(code) => code,
        };
        assert_eq!(reading, expected);
    }

    #[test]
    fn an_op_alone_tells_valid_later_and_wrong_apart() {
        let present = Mark::plain(Status::Present).to_value();
        let good = mark(present.clone());
        check(&good, StreamClass::Site, "attendance");
        check(&mark(Value::Null), StreamClass::Site, "attendance");
        check(&good, StreamClass::Private, "op.kind_in_wrong_stream");
        check(&mark(Value::Int(1)), StreamClass::Site, "op.value_invalid");
        check(&Op { kind: KindId(999), ..good.clone() }, StreamClass::Site, "deferred");
        let absent_late = Mark { status: Status::Absent, late: Some(5), left: None };
        check(&mark(absent_late.to_value()), StreamClass::Site, "op.value_invalid");
        let mut later = good.clone();
        later.writes[0].register = RegisterId(99);
        check(&later, StreamClass::Site, "deferred");
        let mut twice = good.clone();
        twice.writes.push(twice.writes[0].clone());
        check(&twice, StreamClass::Site, "op.register_twice");
        let mut note = good.clone();
        note.writes[0] = Write {
            register: RegisterId(2),
            value: Value::Text("in clear".into()),
            replaces: vec![],
        };
        check(&note, StreamClass::Site, "op.personal_in_clear");
        note.writes[0].value = Value::Bytes(vec![0; 20]);
        check(&note, StreamClass::Site, "attendance");
        let own = Op { record: RecordRef::Own(RecordId(Uuid::nil())), ..good.clone() };
        check(&own, StreamClass::Site, "op.record_misnamed");
        check(&Op { writes: vec![], ..good }, StreamClass::Site, "op.writes_count");
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(Value::Int),
            ".{0,20}".prop_map(Value::Text),
            any::<u128>().prop_map(|n| Value::Ref(Uuid::from_u128(n))),
        ];
        leaf.prop_recursive(2, 8, 4, |inner| {
            prop::collection::vec(inner, 0..4).prop_map(Value::List)
        })
    }

    fn any_op() -> impl Strategy<Value = Op> {
        let id = || any::<u128>().prop_map(|n| RecordId(Uuid::from_u128(n)));
        let record = prop_oneof![
            id().prop_map(RecordRef::Own),
            prop::collection::vec(id(), 0..3).prop_map(RecordRef::Derived),
        ];
        let dot = (any::<u128>(), any::<u64>())
            .prop_map(|(device, n)| Dot { device: DeviceId(Uuid::from_u128(device)), n });
        let write = (any::<u16>(), any_value(), prop::collection::vec(dot, 0..3)).prop_map(
            |(register, value, replaces)| Write { register: RegisterId(register), value, replaces },
        );
        (any::<u64>(), id(), any::<u16>(), record, prop::collection::vec(write, 0..4)).prop_map(
            |(hlc, actor, kind, record, writes)| Op {
                hlc: Hlc(hlc),
                actor,
                kind: KindId(kind),
                record,
                writes,
            },
        )
    }

    proptest! {
        #[test]
        fn encoding_round_trips(op in any_op()) {
            let bytes = op.encode().unwrap();
            prop_assert_eq!(Op::decode(&bytes), Some(op));
        }

        #[test]
        fn no_bytes_make_decoding_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Some(op) = Op::decode(&bytes) {
                op.read(StreamClass::Site);
            }
        }

        #[test]
        fn nesting_without_end_is_not_an_op(op in any_op(), depth in 3usize..20_000) {
            // One list in another: the code of a list and its length, over and over.
            let mut deep = op;
            deep.writes = vec![Write { register: RegisterId(1), value: Value::Null, replaces: vec![] }];
            let mut bytes = deep.encode().unwrap();
            let end = bytes.split_off(bytes.len() - 2);
            bytes.extend(std::iter::repeat_n([5, 1], depth).flatten());
            bytes.extend(end);
            prop_assert_eq!(Op::decode(&bytes), None);
        }

        #[test]
        fn a_cut_op_is_not_an_op(op in any_op(), at in any::<prop::sample::Index>()) {
            let bytes = op.encode().unwrap();
            prop_assert_eq!(Op::decode(&bytes[..at.index(bytes.len())]), None);
        }
    }
}
