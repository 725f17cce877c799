//! Sealed segments as others see them: they round trip, nothing altered verifies, marks stay within
//! their budget of bytes, and segments of every released format are read for ever.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::{
    KindId, RecordId, RecordRef, RegisterId, SiteId, Stream, StreamClass, Value, kinds,
};
use passerelle_sync::identity::Key;
use passerelle_sync::sealed::{
    ChainHash, Decoded, Name, Names, NoNames, Sealed, SegmentError, seal,
};
use passerelle_sync::{DeviceId, Dot, Hlc, Op, Write};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

const DEVICE: DeviceId = DeviceId(Uuid::from_u128(0xD1));
const DESK: DeviceId = DeviceId(Uuid::from_u128(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835));
const SITE: Stream = Stream::Site(SiteId(Uuid::from_u128(0x51)));

/// Names that are known because a test says so.
#[derive(Debug, Default)]
struct Known {
    names: BTreeMap<RecordId, Name>,
    records: BTreeMap<Name, RecordId>,
}

impl Known {
    fn add(&mut self, record: RecordId, name: Name) {
        if !self.names.contains_key(&record) && !self.records.contains_key(&name) {
            self.names.insert(record, name);
            self.records.insert(name, record);
        }
    }
}

impl Names for Known {
    fn name_of(&self, record: RecordId) -> Option<Name> {
        self.names.get(&record).copied()
    }

    fn record_of(&self, name: Name) -> Option<RecordId> {
        self.records.get(&name).copied()
    }
}

fn key() -> Key {
    Key::from_seed([7; 32])
}

fn id(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

fn name(class: StreamClass, device: DeviceId, n: u64) -> Name {
    Name { class, dot: Dot { device, n } }
}

fn sealed(first: u64, ops: &[Op], names: &dyn Names) -> Sealed {
    seal(SITE, DEVICE, first, ops, &ChainHash::START, &key(), names).unwrap()
}

/// Read again from nothing but bytes.
fn reread(segment: &Sealed, names: &dyn Names) -> Result<Decoded, SegmentError> {
    let bytes = segment.bytes().to_vec();
    let parsed = Sealed::parse(segment.stream, segment.device, bytes).unwrap();
    assert_eq!(parsed, *segment);
    parsed.decode(names)
}

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// An id of version 7 at `ms`.
    fn id(&mut self, ms: u64) -> RecordId {
        let random = (u128::from(self.next()) << 64) | u128::from(self.next());
        let random = random & !((0xF << 76) | (0b11 << 62)) & ((1 << 80) - 1);
        id((u128::from(ms) << 80) | (7 << 76) | (0b10 << 62) | random)
    }
}

/// Classes of 20 of 400 learners, one mark after another: 80 % present, 10 % absent, 10 % late.
fn marks(classes: usize) -> (Vec<Op>, Known) {
    let (mut chance, mut known) = (Chance(1), Known::default());
    let mut ms = 1_790_000_000_000;
    let mut born = |n: u64, chance: &mut Chance| {
        let record = chance.id(ms - 100_000_000 + n * 5000);
        known.add(record, name(StreamClass::Site, DESK, n));
        record
    };
    let actor = born(3, &mut chance);
    let learners: Vec<_> = (0..400).map(|n| born(10 + 3 * n, &mut chance)).collect();
    let sessions: Vec<_> = (0..classes as u64).map(|n| born(2000 + n, &mut chance)).collect();
    let mut ops = Vec::new();
    for session in sessions {
        let mut roster = learners.clone();
        for at in 0..20 {
            let other = at + chance.below((roster.len() - at) as u64) as usize;
            roster.swap(at, other);
            ms += 1 + chance.below(3000);
            let mark = match chance.below(10) {
                0 => Mark::plain(Status::Absent),
                1 => Mark { status: Status::Present, late: Some(15), left: None },
                _ => Mark::plain(Status::Present),
            };
            ops.push(Op {
                hlc: Hlc::at(ms),
                actor,
                kind: kinds::ATTENDANCE.id,
                record: RecordRef::Derived(vec![session, roster[at]]),
                writes: vec![Write {
                    register: RegisterId(1),
                    value: mark.to_value(),
                    replaces: vec![],
                }],
            });
        }
    }
    (ops, known)
}

#[test]
fn ten_thousand_marks_take_at_most_six_bytes_each() {
    let (ops, known) = marks(500);
    let mut bytes = 0;
    for (run, ops) in ops.chunks(4096).enumerate() {
        let segment = sealed(1 + 4096 * run as u64, ops, &known);
        assert_eq!(reread(&segment, &known).unwrap().ops, ops);
        eprintln!("{} marks: {} bytes", ops.len(), segment.bytes().len());
        bytes += segment.bytes().len();
    }
    eprintln!("{} marks: {:.2} bytes each", ops.len(), bytes as f64 / ops.len() as f64);
    assert!(bytes <= 6 * ops.len(), "{bytes}");
}

#[test]
fn a_class_alone_takes_at_most_330_bytes() {
    let (ops, known) = marks(1);
    let segment = sealed(41, &ops, &known);
    assert_eq!(reread(&segment, &known).unwrap().ops, ops);
    eprintln!("a class of {}: {} bytes", ops.len(), segment.bytes().len());
    assert!(segment.bytes().len() <= 330, "{}", segment.bytes().len());
}

/// Learners, each created by an op with a personal name, already encrypted.
fn learners(count: u64) -> Vec<Op> {
    let mut chance = Chance(2);
    let mut ms = 1_790_000_000_000;
    let mut learner = || {
        ms += 2000 + chance.below(60_000);
        let sealed = (0..6).flat_map(|_| chance.next().to_le_bytes()).collect();
        let made = ms - chance.below(3);
        Op {
            hlc: Hlc::at(ms),
            actor: id(0),
            kind: kinds::LEARNER.id,
            record: RecordRef::Own(chance.id(made)),
            writes: vec![Write {
                register: RegisterId(1),
                value: Value::Bytes(sealed),
                replaces: vec![],
            }],
        }
    };
    (0..count).map(|_| learner()).collect()
}

#[test]
fn what_is_random_in_a_learner_is_nearly_all_that_travels() {
    let ops = learners(400);
    let segment = sealed(1, &ops, &NoNames);
    assert_eq!(reread(&segment, &NoNames).unwrap().ops, ops);
    let each = segment.bytes().len() as f64 / 400.0;
    eprintln!("400 learners: {each:.2} bytes each, of which 48 + 9.25 are random");
    assert!(each <= 61.0, "{each}");
}

#[test]
fn speed_is_told_in_release() {
    if cfg!(debug_assertions) {
        return;
    }
    let (ops, known) = marks(204);
    let ops = &ops[..4080];
    let start = std::time::Instant::now();
    for _ in 0..20 {
        sealed(1, ops, &known);
    }
    eprintln!("sealing {} marks: {:?}", ops.len(), start.elapsed() / 20);
    let segment = sealed(1, ops, &known);
    let start = std::time::Instant::now();
    for _ in 0..100 {
        std::hint::black_box(segment.decode(&known).unwrap());
    }
    let speed = 100.0 * ops.len() as f64 / start.elapsed().as_secs_f64();
    eprintln!("decoding marks: {:.2} M ops/s", speed / 1e6);
    let ops = learners(2000);
    let start = std::time::Instant::now();
    let segment = sealed(1, &ops, &NoNames);
    eprintln!("sealing 2000 learners, {} bytes: {:?}", segment.bytes().len(), start.elapsed());
}

#[test]
fn a_record_born_in_the_segment_is_named_by_it() {
    let mut ops = learners(2);
    let born = ops[0].record_id();
    ops.push(Op { hlc: Hlc::at(5), ..ops[0].clone() });
    let about = RecordRef::Derived(vec![born, id(99)]);
    ops.push(Op { kind: KindId(900), record: about, ..ops[0].clone() });
    let segment = sealed(11, &ops, &NoNames);
    let decoded = reread(&segment, &NoNames).unwrap();
    assert_eq!(decoded.ops, ops);
    assert_eq!(decoded.births, [(11, born), (12, ops[1].record_id())]);
}

#[test]
fn a_record_known_by_its_own_op_is_still_a_birth() {
    let ops = learners(1);
    let mut known = Known::default();
    known.add(ops[0].record_id(), name(StreamClass::Site, DEVICE, 3));
    let decoded = reread(&sealed(3, &ops, &known), &NoNames).unwrap();
    assert_eq!(decoded.births, [(3, ops[0].record_id())]);
    let later = sealed(4, &ops, &known);
    assert_eq!(later.decode(&NoNames), Err(SegmentError::Unresolved));
    assert_eq!(later.decode(&known), Ok(Decoded { ops, births: vec![] }));
}

#[test]
fn a_chain_holds_its_place() {
    let (ops, known) = marks(1);
    let first = sealed(1, &ops, &known);
    let hash = first.verify(&ChainHash::START, &key().public()).unwrap();
    let next = seal(SITE, DEVICE, 21, &ops, &hash, &key(), &known).unwrap();
    let public = key().public();
    assert!(next.verify(&hash, &public).is_some());
    assert_eq!(next.verify(&ChainHash::START, &public), None);
    assert_eq!(next.verify(&hash, &Key::from_seed([8; 32]).public()), None);
    let moved = |stream, device| Sealed::parse(stream, device, next.bytes().to_vec()).unwrap();
    assert_eq!(moved(SITE, DEVICE).verify(&hash, &public), next.verify(&hash, &public));
    assert_eq!(moved(SITE, DESK).verify(&hash, &public), None);
    assert_eq!(moved(Stream::Network, DEVICE).verify(&hash, &public), None);
    let elsewhere = Stream::Private(SiteId(Uuid::from_u128(0x51)));
    assert_eq!(moved(elsewhere, DEVICE).verify(&hash, &public), None);
    let elsewhere = Stream::Site(SiteId(Uuid::from_u128(0x52)));
    assert_eq!(moved(elsewhere, DEVICE).verify(&hash, &public), None);
}

#[test]
fn the_last_op_there_can_be() {
    let (ops, known) = marks(1);
    let ops = &ops[..2];
    let segment = sealed(u64::MAX - 1, ops, &known);
    assert_eq!((segment.first(), segment.last()), (u64::MAX - 1, u64::MAX));
    assert_eq!(reread(&segment, &known).unwrap().ops, ops);
    let seal = |first, ops: &[Op]| {
        seal(SITE, DEVICE, first, ops, &ChainHash::START, &key(), &known).map(|_| ())
    };
    assert_eq!(seal(u64::MAX, ops), Err(SegmentError::NotUnderstood));
    assert_eq!(seal(0, ops), Err(SegmentError::NotUnderstood));
    assert_eq!(seal(1, &[]), Err(SegmentError::Empty));
    assert_eq!(seal(1, &vec![ops[0].clone(); 16_385]), Err(SegmentError::TooLarge));
}

fn any_id() -> impl Strategy<Value = RecordId> {
    prop_oneof![(0u128..6).prop_map(id), any::<u128>().prop_map(id)]
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        (0i64..80).prop_map(Value::Int),
        ".{0,20}".prop_map(Value::Text),
        any_id().prop_map(|id| Value::Ref(id.0)),
        prop::collection::vec(any::<u8>(), 0..30).prop_map(Value::Bytes),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Value::List))
}

fn any_dot() -> impl Strategy<Value = Dot> {
    let device = prop_oneof![
        Just(DEVICE),
        Just(DESK),
        any::<u128>().prop_map(|n| DeviceId(Uuid::from_u128(n))),
    ];
    let n = prop_oneof![0u64..20, any::<u64>(), Just(u64::MAX)];
    (device, n).prop_map(|(device, n)| Dot { device, n })
}

fn any_op() -> impl Strategy<Value = Op> {
    let record = prop_oneof![
        any_id().prop_map(RecordRef::Own),
        prop::collection::vec(any_id(), 0..4).prop_map(RecordRef::Derived),
    ];
    let register = prop_oneof![0u16..4, any::<u16>()];
    let write = (register, any_value(), prop::collection::vec(any_dot(), 0..3)).prop_map(
        |(register, value, replaces)| Write { register: RegisterId(register), value, replaces },
    );
    let kind = prop_oneof![10u16..20, any::<u16>()];
    let hlc = prop_oneof![any::<u64>(), (0u64..1 << 20).prop_map(|ms| ms << 16)];
    (hlc, any_id(), kind, record, prop::collection::vec(write, 0..4)).prop_map(
        |(hlc, actor, kind, record, writes)| Op {
            hlc: Hlc(hlc),
            actor,
            kind: KindId(kind),
            record,
            writes,
        },
    )
}

fn any_names() -> impl Strategy<Value = Known> {
    let class = prop_oneof![
        Just(StreamClass::Network),
        Just(StreamClass::Site),
        Just(StreamClass::Private),
        Just(StreamClass::Audit),
    ];
    prop::collection::vec((any_id(), class, any_dot()), 0..8).prop_map(|all| {
        let mut known = Known::default();
        all.into_iter().for_each(|(id, class, dot)| known.add(id, Name { class, dot }));
        known
    })
}

/// A first n for `count` ops.
fn any_first() -> impl Strategy<Value = u64> {
    prop_oneof![1u64..10, 1u64..u64::MAX - 100]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_ops_round_trip(
        ops in prop::collection::vec(any_op(), 1..30),
        known in any_names(),
        first in any_first(),
    ) {
        let segment = sealed(first, &ops, &known);
        let decoded = reread(&segment, &known).unwrap();
        prop_assert_eq!(&decoded.ops, &ops);
        for (n, record) in decoded.births {
            prop_assert_eq!(&ops[(n - first) as usize].record, &RecordRef::Own(record));
        }
        prop_assert!(segment.verify(&ChainHash::START, &key().public()).is_some());
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let read = |bytes| Sealed::parse(SITE, DEVICE, bytes).map(|segment| {
            let _ = segment.decode(&NoNames);
            segment.verify(&ChainHash::START, &key().public())
        });
        prop_assert!(!matches!(read(bytes.clone()), Ok(Some(_))));
        // And those that begin well.
        let started = [vec![1, 1, 2], bytes].concat();
        prop_assert!(!matches!(read(started), Ok(Some(_))));
    }

    #[test]
    fn cut_or_altered_bytes_never_verify(
        ops in prop::collection::vec(any_op(), 1..5),
        at in any::<prop::sample::Index>(),
        flip in 1u8..=255,
    ) {
        let bytes = sealed(1, &ops, &NoNames).into_bytes();
        let mut altered = bytes.clone();
        altered[at.index(bytes.len())] ^= flip;
        let cut = bytes[..at.index(bytes.len())].to_vec();
        let longer = [bytes, vec![flip]].concat();
        for bytes in [altered, cut, longer] {
            if let Ok(segment) = Sealed::parse(SITE, DEVICE, bytes) {
                prop_assert_eq!(segment.verify(&ChainHash::START, &key().public()), None);
                let _ = segment.decode(&NoNames);
            }
        }
    }
}

/// A record, the code of its name's class, and the dot.
type GoldenName = (RecordId, u8, Dot);

const CLASSES: [StreamClass; 4] =
    [StreamClass::Network, StreamClass::Site, StreamClass::Private, StreamClass::Audit];

/// What is kept of each format: the case, its first n, its ops and the names they need.
fn golden_cases() -> Vec<(&'static str, u64, Vec<Op>, Vec<GoldenName>)> {
    let named = |known: Known| {
        let code = |class| CLASSES.iter().position(|other| *other == class).unwrap() as u8;
        known.names.into_iter().map(|(id, name)| (id, code(name.class), name.dot)).collect()
    };
    let (class, names) = marks(1);
    let (marks, many) = marks(30);
    let mut edited = class.clone();
    for (at, op) in edited.iter_mut().enumerate() {
        let own = Dot { device: DEVICE, n: at as u64 + 1 };
        op.writes[0].replaces = vec![own, Dot { device: DESK, n: 7 }];
        op.writes[0].value = if at % 3 == 0 { Value::Null } else { op.writes[0].value.clone() };
        op.hlc = Hlc(op.hlc.0 + at as u64);
    }
    let leaves = vec![
        Value::Null,
        Value::Bool(false),
        Value::Bool(true),
        Value::Int(i64::MIN),
        Value::Text("été 夏".into()),
        Value::Ref(Uuid::from_u128(5)),
        Value::Bytes(vec![0, 255]),
    ];
    let nested = Value::List(vec![Value::List(leaves.clone()), Value::Int(3), Value::List(vec![])]);
    let write = |register, value| Write { register: RegisterId(register), value, replaces: vec![] };
    let op =
        |hlc, kind, record, writes| Op { hlc, actor: id(0), kind: KindId(kind), record, writes };
    let everything = vec![
        op(Hlc(u64::MAX), 65_535, RecordRef::Own(id(5)), vec![write(65_535, nested)]),
        op(Hlc(0), 0, RecordRef::Derived(vec![]), vec![]),
        op(Hlc(1), 0, RecordRef::Derived(vec![id(5); 5]), vec![write(0, Value::List(leaves))]),
        op(Hlc(2), 65_535, RecordRef::Own(id(5)), vec![write(1, Value::Int(-1)); 3]),
    ];
    vec![
        ("class", 41, class, named(names)),
        ("marks", 1, marks, named(many)),
        ("edited", 21, edited, vec![]),
        ("learners", 1, learners(40), vec![]),
        ("everything", u64::MAX - 3, everything, vec![]),
    ]
}

#[test]
fn golden_segments_are_read_for_ever() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/segment-1");
    if std::env::var_os("PASSERELLE_WRITE_GOLDEN").is_some() {
        std::fs::create_dir_all(folder).unwrap();
        for (case, first, ops, names) in golden_cases() {
            let segment = sealed(first, &ops, &known(&names));
            std::fs::write(format!("{folder}/{case}.segment"), segment.bytes()).unwrap();
            let expected = postcard::to_stdvec(&(first, ops, names)).unwrap();
            std::fs::write(format!("{folder}/{case}.expected"), expected).unwrap();
        }
    }
    let mut read = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "segment") {
            let expected = std::fs::read(path.with_extension("expected")).unwrap();
            check_golden(&std::fs::read(&path).unwrap(), &expected);
            read += 1;
        }
    }
    assert_eq!(read, golden_cases().len());
}

fn known(names: &[GoldenName]) -> Known {
    let mut known = Known::default();
    for (record, class, dot) in names {
        known.add(*record, Name { class: CLASSES[usize::from(*class)], dot: *dot });
    }
    known
}

fn check_golden(bytes: &[u8], expected: &[u8]) {
    let (first, ops, names): (u64, Vec<Op>, Vec<GoldenName>) =
        postcard::from_bytes(expected).unwrap();
    let known = known(&names);
    let segment = Sealed::parse(SITE, DEVICE, bytes.to_vec()).unwrap();
    assert_eq!(segment.bytes(), bytes);
    assert_eq!((segment.first(), segment.count() as usize), (first, ops.len()));
    assert!(segment.verify(&ChainHash::START, &key().public()).is_some());
    let decoded = segment.decode(&known).unwrap();
    let encode = |ops: &[Op]| ops.iter().map(|op| op.encode().unwrap()).collect::<Vec<_>>();
    assert_eq!(encode(&decoded.ops), encode(&ops));
    // What is written today need not have the same bytes, only the same ops.
    let again = reread(&sealed(first, &ops, &known), &known).unwrap();
    assert_eq!(again, decoded);
}
