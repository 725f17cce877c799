//! What a hostile writer could put inside a segment. Round trips, sizes and the golden corpus are
//! in the crate's `tests/segment.rs`, which sees only what others see.

use super::bytes::put_varint;
use super::*;
use crate::clock::Hlc;
use crate::dot::Dot;
use crate::op::Write;
use passerelle_domain::{KindId, RecordRef, RegisterId, SiteId, Value};
use proptest::prelude::*;
use std::sync::LazyLock;
use uuid::Uuid;

fn place() -> (Stream, DeviceId) {
    (Stream::Site(SiteId(Uuid::from_u128(7))), DeviceId(Uuid::from_u128(8)))
}

fn id(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

/// A few ops that have something of everything.
fn ops() -> Vec<Op> {
    let (_, device) = place();
    let leaves = || {
        vec![
            Value::Null,
            Value::Bool(true),
            Value::Int(-5),
            Value::Text("été".into()),
            Value::Ref(Uuid::from_u128(3)),
            Value::Bytes(vec![1, 2, 3]),
        ]
    };
    let replaces = vec![Dot { device, n: 1 }, Dot { device: DeviceId(Uuid::max()), n: 9 }];
    let write = |register, value| Write {
        register: RegisterId(register),
        value,
        replaces: replaces.clone(),
    };
    let lists = Value::List(vec![Value::List(leaves()), Value::List(vec![])]);
    let records =
        [RecordRef::Own(id(1)), RecordRef::Own(id(1)), RecordRef::Derived(vec![id(1); 3])];
    let op = |(at, record)| Op {
        hlc: Hlc::at(1000 * at as u64),
        actor: id(2),
        kind: KindId(at as u16),
        record,
        writes: vec![write(1, lists.clone()), write(2, Value::List(leaves()))],
    };
    records.into_iter().cycle().take(6).enumerate().map(op).collect()
}

fn sealed(format: u8, count: u64, body: &[u8]) -> Result<Sealed, SegmentError> {
    let mut bytes = vec![format];
    put_varint(&mut bytes, 5);
    put_varint(&mut bytes, count);
    bytes.extend(body);
    bytes.extend([0; SIGNATURE_BYTES]);
    let (stream, device) = place();
    Sealed::parse(stream, device, bytes)
}

/// A segment whose columns are these bytes, uncompressed.
fn stored(count: usize, raw: &[u8]) -> Sealed {
    let mut body = Vec::new();
    put_varint(&mut body, (raw.len() as u64) << 1 | 1);
    body.extend(raw);
    sealed(FORMAT, count as u64, &body).unwrap()
}

/// The columns of `ops`.
fn raw() -> Vec<u8> {
    static RAW: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let (stream, device) = place();
        encode::columns(stream.class(), device, 5, &ops(), &NoNames).unwrap().bytes
    });
    RAW.clone()
}

/// A frame that says little and stands for a gigabyte: blocks that repeat one byte.
fn bomb(declared: u64) -> Result<Sealed, SegmentError> {
    let mut body = Vec::new();
    put_varint(&mut body, declared << 1);
    body.extend([0, 0x70]);
    let repeat: u32 = (128 << 10 << 3) | 0b010;
    for _ in 0..8191 {
        body.extend(&repeat.to_le_bytes()[..3]);
        body.push(0);
    }
    body.extend(&(repeat | 1).to_le_bytes()[..3]);
    body.push(0);
    sealed(FORMAT, 1, &body)
}

#[test]
fn a_bomb_is_refused_at_the_length_it_declares() {
    assert_eq!(bomb(1 << 30), Err(SegmentError::TooLarge));
    assert_eq!(bomb(u64::MAX >> 1), Err(SegmentError::TooLarge));
    for declared in [0, 100, RAW_BYTES_MAX as u64] {
        assert_eq!(bomb(declared).unwrap().decode(&NoNames), Err(SegmentError::NotUnderstood));
    }
}

#[test]
fn a_length_that_lies_is_refused() {
    for (declared, stored) in [(3, 1), (5, 1), (4, 0), (9, 0)] {
        let mut body = Vec::new();
        put_varint(&mut body, declared << 1 | stored);
        body.extend([1, 2, 3, 4]);
        let lie = sealed(FORMAT, 1, &body).unwrap();
        assert_eq!(lie.decode(&NoNames), Err(SegmentError::NotUnderstood));
    }
}

#[test]
fn a_header_over_a_limit_is_refused() {
    assert_eq!(sealed(FORMAT, 0, &[1]), Err(SegmentError::Empty));
    let many = SEGMENT_OPS_MAX as u64 + 1;
    assert_eq!(sealed(FORMAT, many, &[1]), Err(SegmentError::TooManyOps));
    assert_eq!(sealed(0, 1, &[1]), Err(SegmentError::NotUnderstood));
    assert_eq!(sealed(1, 1, &[]), Err(SegmentError::NotUnderstood));
    assert_eq!(sealed(2, 1, &[0; SEGMENT_BYTES_MAX]), Err(SegmentError::TooLarge));
}

#[test]
fn a_later_format_is_kept_and_not_read() {
    let later = sealed(FORMAT + 1, 7, &[0xFF; 40]).unwrap();
    assert!(later.is_later());
    assert_eq!((later.first(), later.last(), later.count()), (5, 11, 7));
    assert_eq!(later.decode(&NoNames), Err(SegmentError::LaterFormat));
}

#[test]
fn nothing_may_follow_the_columns() {
    let mut raw = raw();
    assert_eq!(stored(6, &raw).decode(&NoNames).unwrap().ops, ops());
    raw.push(0);
    assert_eq!(stored(6, &raw).decode(&NoNames), Err(SegmentError::NotUnderstood));
}

#[test]
fn few_bytes_do_not_stand_for_many_ops_and_writes() {
    // One shape of 4,000 writes, used by 16,384 ops whose columns are constant.
    let mut raw = vec![0, 1, 1, 1];
    put_varint(&mut raw, 4000);
    raw.extend([1, 0, 0].repeat(4000));
    raw.extend([0, 1, 4, 0, 4, 0, 4, 0, 4, 0]);
    raw.extend([0; 16]);
    assert_eq!(stored(2, &raw).decode(&NoNames).unwrap().ops[1].writes.len(), 4000);
    let decoded = stored(SEGMENT_OPS_MAX, &raw).decode(&NoNames);
    assert_eq!(decoded, Err(SegmentError::NotUnderstood));
}

#[test]
fn an_op_too_long_to_be_read_again_is_refused() {
    let (stream, device) = place();
    let mut op = ops().remove(0);
    op.writes[0].value = Value::Bytes(vec![0; crate::op::OP_BYTES_MAX]);
    let key = Key::from_seed([1; 32]);
    let sealed = seal(stream, device, 1, &[op], &ChainHash::START, &key, &NoNames);
    assert_eq!(sealed, Err(SegmentError::TooLarge));
}

#[test]
fn values_nested_deeper_than_they_are_read_are_refused() {
    let (stream, device) = place();
    let mut op = ops().remove(0);
    let deep = Value::List(vec![Value::List(vec![Value::List(vec![])])]);
    op.writes[0].value = deep;
    let key = Key::from_seed([1; 32]);
    let sealed = seal(stream, device, 1, &[op], &ChainHash::START, &key, &NoNames);
    assert_eq!(sealed, Err(SegmentError::NotUnderstood));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_columns_make_decoding_panic(
        bytes in prop::collection::vec(prop_oneof![0u8..10, any::<u8>()], 0..200),
        count in 1usize..50,
    ) {
        let _ = stored(count, &bytes).decode(&NoNames);
    }

    #[test]
    fn altered_columns_never_panic_and_make_ops_that_can_be_kept(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut raw = raw();
        for (at, byte) in changes {
            let at = at.index(raw.len());
            raw[at] = byte;
        }
        if let Ok(decoded) = stored(6, &raw).decode(&NoNames) {
            for op in decoded.ops {
                prop_assert_eq!(Op::decode(&op.encode().unwrap()), Some(op));
            }
        }
    }

    #[test]
    fn cut_columns_are_not_columns(at in any::<prop::sample::Index>()) {
        let raw = raw();
        let cut = stored(6, &raw[..at.index(raw.len())]);
        prop_assert_eq!(cut.decode(&NoNames), Err(SegmentError::NotUnderstood));
    }
}
