//! Single ops: what decodes is read, encodes again to the same op, and its values survive their
//! person's encryption.

use super::seeds;
use crate::kit::{seen, size, stream};
use passerelle_sync::Op;
use passerelle_sync::op::{OP_BYTES_MAX, Reading};
use passerelle_sync::person::{PersonKey, Place};

/// A byte for the stream, then an op.
pub fn run(bytes: &[u8]) -> u64 {
    let Some((class, bytes)) = bytes.split_first() else { return 0 };
    let Some(op) = Op::decode(bytes) else { return 1 };
    check(&op);
    let reading = match op.read(stream(*class).class()) {
        Reading::Foldable(kind) => kind.name,
        Reading::Deferred => "deferred",
        Reading::Quarantined(code) => code,
    };
    let key = PersonKey([9; 32]);
    for write in &op.writes {
        let place = Place { kind: op.kind, record: &op.record, register: write.register };
        let sealed = key.seal(place, &write.value);
        assert_eq!(key.open(place, &sealed).as_ref(), Some(&write.value));
        assert!(
            PersonKey([8; 32]).open(place, &write.value).is_none_or(|value| value == write.value)
        );
    }
    seen((reading, op.kind, size(op.writes.len())))
}

/// What is kept encodes to what is read again.
pub(super) fn check(op: &Op) {
    let encoded = op.encode().expect("an op of values always encodes");
    assert!(encoded.len() <= OP_BYTES_MAX, "{} bytes", encoded.len());
    assert_eq!(Op::decode(&encoded).as_ref(), Some(op));
}

/// An op of every kind.
pub fn seeds() -> anyhow::Result<Vec<Vec<u8>>> {
    let mut inputs = Vec::new();
    for op in seeds::every_kind().into_iter().chain(seeds::odd()) {
        inputs.push([vec![1], op.encode()?].concat());
    }
    Ok(inputs)
}
