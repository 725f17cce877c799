//! Laptops of one centre with a real store each, certified by a network key, and the carrying of
//! segments from one to another without any door.

#![allow(dead_code, reason = "each test file uses its part")]

use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::{
    Grant, KindId, RecordId, RecordRef, RegisterId, SiteId, Stream, Value, kinds,
};
use passerelle_store::{Act, Author, Draft, Files, Gesture, Local, Received, Store, StoreError};
use passerelle_store::{Draft as StoreDraft, StoreKey};
use passerelle_sync::digest::hex;
use passerelle_sync::identity::Key;
use passerelle_sync::sealed::{ChainHash, NoNames, Sealed, seal};
use passerelle_sync::wire::Channel;
use passerelle_sync::{DeviceId, Hlc, Op, Write};
use uuid::Uuid;

pub const SITE: SiteId = SiteId(Uuid::from_u128(1));
pub const KEY: StoreKey = StoreKey([7; 32]);
pub const LOG: DeviceId = DeviceId(Uuid::from_u128(50));
/// The laptops that headquarters certifies, by number.
pub const LAPTOPS: u128 = 5;

pub struct Laptop {
    pub folder: tempfile::TempDir,
    pub store: Store,
    pub device: DeviceId,
}

pub fn network() -> Key {
    Key::from_seed([77; 32])
}

pub fn key_of(number: u128) -> Key {
    Key::from_seed([u8::try_from(number).unwrap(); 32])
}

pub fn device_of(number: u128) -> DeviceId {
    DeviceId(Uuid::from_u128(100 + number))
}

/// Headquarters' log of a stream, as one segment: a certificate for each laptop, then these ops.
pub fn log_segments(stream: Stream, more: &[Op]) -> Vec<Sealed> {
    let mut ops: Vec<Op> = (1..=LAPTOPS)
        .map(|number| {
            let key = key_of(number);
            let keys = [key.public().0, key.encryption().public().0];
            let keys = keys.map(|key| Value::Bytes(key.to_vec())).to_vec();
            let grant = vec![Value::Ref(SITE.0), Value::Int(1), Value::Int(1)];
            let device = RecordId(device_of(number).0);
            own_op(kinds::CERTIFICATE.id, RecordRef::Own(device), vec![(1, keys), (2, grant)])
        })
        .collect();
    ops.extend_from_slice(more);
    let mut tip = ChainHash::START;
    let mut segments = Vec::new();
    for (n, op) in (1..).zip(&ops) {
        let key = network().log(LOG);
        let segment = seal(stream, LOG, n, std::slice::from_ref(op), &tip, &key, &NoNames).unwrap();
        tip = segment.chained(&tip);
        segments.push(segment);
    }
    segments
}

pub fn own_op(kind: KindId, record: RecordRef, writes: Vec<(u16, Vec<Value>)>) -> Op {
    let writes = writes.into_iter().map(|(register, fields)| {
        let value = Value::List(fields);
        Write { register: RegisterId(register), value, replaces: vec![] }
    });
    Op { hlc: Hlc::at(1), actor: id(0), kind, record, writes: writes.collect() }
}

/// The op by which headquarters voids another.
pub fn verdict(device: DeviceId, n: u64) -> Op {
    let fields = vec![Value::Ref(device.0), Value::Int(n.cast_signed()), Value::Int(4)];
    own_op(kinds::VERDICT.id, RecordRef::Own(id(1_000 + u128::from(n))), vec![(1, fields)])
}

pub fn laptop(number: u128) -> Laptop {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::at(folder.path());
    let device = device_of(number);
    Store::found::<_, StoreError>(&files, &KEY, |store| {
        store.settle(&[
            (Local::Device, Some(&device.to_string())),
            (Local::Seed, Some(&hex(&key_of(number).seed()))),
            (Local::Site, Some(&SITE.to_string())),
            (Local::Grant, Some("coordinator")),
        ])
    })
    .unwrap();
    let mut store = Store::open(&files, &KEY).unwrap();
    store.trust_logs(&[(LOG, network().log(LOG).public())]).unwrap();
    for stream in streams() {
        let received = store.receive(&log_segments(stream, &[]), 0).unwrap();
        assert!(received.refused.is_empty(), "{received:?}");
    }
    Laptop { store, folder, device }
}

pub fn streams() -> Vec<Stream> {
    Grant::Coordinator.streams(SITE)
}

pub fn id(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

pub fn author(now_ms: u64) -> Author {
    Author { actor: id(9), now_ms, chance: [3; 32] }
}

pub fn attendance(session: u128, learner: u128) -> RecordRef {
    RecordRef::Derived(vec![id(session), id(learner)])
}

pub fn write(laptop: &mut Laptop, now_ms: u64, drafts: Vec<StoreDraft>) {
    let gesture = Gesture { label: String::new(), act: Act::Do, drafts };
    laptop.store.write::<StoreError>(author(now_ms), |_| Ok(gesture)).unwrap();
}

pub fn mark(laptop: &mut Laptop, now_ms: u64, learner: u128, status: Status) {
    let value = Mark::plain(status).to_value();
    let draft = Draft::new(&kinds::ATTENDANCE, attendance(1, learner), vec![("mark", value)]);
    write(laptop, now_ms, vec![draft]);
}

/// What `from` has and `to` lacks, in the order in which it came to `from`.
pub fn lacking(from: &mut Laptop, to: &Laptop) -> Vec<Sealed> {
    from.store.seal().unwrap();
    let all = from.store.view().all_segments(&streams()).unwrap();
    let holdings = to.store.view().holdings(&streams()).unwrap();
    all.into_iter()
        .filter(|segment| {
            let channel = Channel::of(segment.stream);
            let held = holdings.iter().find(|(of, _)| *of == channel);
            held.is_none_or(|(_, vector)| vector.held(segment.device) < segment.last())
        })
        .collect()
}

/// Carries everything of `from` that `to` lacks, keys first.
pub fn carry(from: &mut Laptop, to: &mut Laptop) -> Received {
    let keys = from.store.view().all_keys().unwrap();
    to.store.keep_keys(&keys).unwrap();
    let segments = lacking(from, to);
    let received = to.store.receive(&segments, 0).unwrap();
    assert!(received.refused.is_empty(), "{:?}", received.refused);
    received
}

pub fn digests(laptop: &Laptop) -> Vec<String> {
    let view = laptop.store.view();
    streams()
        .iter()
        .map(|stream| {
            assert_eq!(view.heads_kept(*stream).unwrap(), view.heads_anew(*stream).unwrap());
            view.digest(*stream).unwrap()
        })
        .collect()
}

pub fn shown(laptop: &Laptop, learner: u128) -> Option<Status> {
    let marks = laptop.store.view().marks(id(1)).unwrap();
    marks.iter().find(|row| row.person == id(learner)).and_then(|row| row.mark).map(|m| m.status)
}
