//! What no honest laptop sends, over TCP, with the real binary: each is refused or set aside, told
//! and logged, and none is in another's way.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{Hq, Laptop, id};
use passerelle_domain::attendance::Status;
use passerelle_domain::{KindId, RecordRef, RegisterId, Stream, Value, kinds};
use passerelle_sync::identity::{Key, Purpose};
use passerelle_sync::sealed::{ChainHash, NoNames, Sealed, seal};
use passerelle_sync::wire::{
    Author, Carried, Channel, FRAME_BYTES_MAX, Have, Hello, TRANSFER_BYTES_MAX, Up, frame,
};
use passerelle_sync::{DeviceId, Hlc, Op, Vector, Write};

fn network() -> (Hq, Laptop, Laptop) {
    let hq = Hq::start();
    hq.site("A");
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    a.join(&hq, &hq.code(&["--site", "A"], "coordinator"), None);
    b.join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
    (hq, a, b)
}

fn op(laptop: &Laptop, kind: KindId, record: u128, value: Value) -> Op {
    let writes = vec![Write { register: RegisterId(3), value, replaces: vec![] }];
    let (actor, record) = (laptop.person, RecordRef::Own(id(record)));
    Op { hlc: Hlc::at(1), actor, kind, record, writes }
}

fn room(laptop: &Laptop, session: u128) -> Op {
    op(laptop, kinds::SESSION.id, session, Value::Text("salle 2".into()))
}

/// What a device seals, and the chain after it.
fn sealed(
    (device, key): (DeviceId, &Key),
    stream: Stream,
    (first, tip): (u64, &ChainHash),
    ops: &[Op],
) -> (Sealed, ChainHash) {
    let segment = seal(stream, device, first, ops, tip, key, &NoNames).unwrap();
    let tip = segment.chained(tip);
    (segment, tip)
}

/// Sends segments as they are; what was refused.
fn send(hq: &Hq, laptop: &mut Laptop, segments: &[Sealed]) -> Vec<String> {
    laptop.refused.clear();
    let body = laptop.frames(laptop.hello(), segments);
    let reply = hq.post("/v1/exchange", body);
    assert_eq!(reply.outcome(), "200");
    let mut frames = passerelle_sync::wire::Frames::default();
    frames.push(&reply.body);
    match frames.take().unwrap() {
        Some(passerelle_sync::wire::Down::Welcome(welcome)) => {
            welcome.refused.into_iter().map(|(_, _, _, code)| code).collect()
        }
        other => vec![format!("{other:?}")],
    }
}

#[test]
fn segments_that_are_not_believed_are_told_kept_and_stop_nobody() {
    let (hq, mut a, mut b) = network();
    let site = Stream::Site(a.site.unwrap());
    let (me, key) = (a.device, a.key.clone());
    let own = (me, &key);
    let start = (1, &ChainHash::START);
    let (good, tip) = sealed(own, site, start, &[room(&a, 1), room(&a, 2)]);
    let (next, _) = sealed(own, site, (3, &tip), &[room(&a, 3)]);
    let (fork, forked) = sealed(own, site, start, &[room(&a, 8), room(&a, 9)]);
    let (after_fork, _) = sealed(own, site, (3, &forked), &[room(&a, 9)]);
    let (gap, _) = sealed(own, site, (9, &tip), &[room(&a, 9)]);
    let stranger = Key::from_seed([99; 32]);
    let nobody = (DeviceId(id(77).0), &stranger);
    let (uncertified, _) = sealed(nobody, site, start, &[room(&a, 1)]);
    let (forged, _) = sealed((b.device, &stranger), site, start, &[room(&a, 1)]);
    let all = [gap, good.clone(), uncertified, forged, fork, after_fork, next.clone()];
    let told = send(&hq, &mut a, &all);
    let expected = ["gap", "not_certified", "not_verified", "fork", "not_verified"];
    assert_eq!(told, expected.map(|code| format!("exchange.{code}")));
    for _ in 0..50 {
        assert!(send(&hq, &mut a, &[good.clone(), next.clone()]).is_empty(), "the same again");
    }
    let kept: serde_json::Value = serde_json::from_str(&hq.ask(&["refused", "--json"])).unwrap();
    let codes: Vec<_> =
        kept.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(codes.len(), 4, "all but the gap: {codes:?}");
    assert!(hq.ask(&["refused"]).contains("exchange.fork\tfrom 00000000\tby 00000000\tsite/"));
    b.exchange_all(&hq);
    let held = b.store.view().holdings(&[site]).unwrap()[0].1.held(me);
    assert_eq!((held, b.refused.is_empty()), (3, true));
    assert_eq!(hq.digest()[..2], b.digest());
}

#[test]
fn every_altered_byte_is_noticed() {
    let (hq, mut a, _b) = network();
    let site = Stream::Site(a.site.unwrap());
    let own = (a.device, &a.key.clone());
    let (good, _) = sealed(own, site, (1, &ChainHash::START), &[room(&a, 1)]);
    let mut parsed = Vec::new();
    for at in 0..good.bytes().len() {
        let mut bytes = good.bytes().to_vec();
        bytes[at] ^= 1;
        // One that is no segment at all ends the exchange.
        match Sealed::parse(site, a.device, bytes.clone()) {
            Ok(altered) => parsed.push(altered),
            Err(_) => {
                let carried = Carried { channel: Channel::Site, author: Author::Laptop, bytes };
                let mut body = frame(&Up::Hello(a.hello())).unwrap();
                body.extend(frame(&Up::Segment(carried)).unwrap());
                let outcome = hq.post("/v1/exchange", body).outcome();
                assert_eq!(outcome, "400 exchange.not_understood", "byte {at}");
            }
        }
    }
    assert!(parsed.len() > 64);
    let told = send(&hq, &mut a, &parsed);
    assert_eq!(told.len(), parsed.len().min(100));
    let honest = ["exchange.not_verified", "exchange.gap"];
    assert!(told.iter().all(|code| honest.contains(&code.as_str())), "{told:?}");
    assert!(send(&hq, &mut a, &[good]).is_empty());
}

/// Signed by a laptop that should know better: a few bytes that stand for a thousand times as many.
fn bomb(laptop: &Laptop, stream: Stream) -> Sealed {
    let mut bytes = vec![1, 1, 1];
    // The length declared: the highest that is opened, seven bits to a byte.
    bytes.extend([0x80, 0x80, 0x80, 0x08]);
    // A frame of zstd without its magic bytes: a window, then blocks of one byte repeated.
    bytes.extend([0x00, 0x70]);
    let block = (0x2_0000u32 << 3) | (1 << 1);
    for _ in 0..1_000 {
        bytes.extend(&block.to_le_bytes()[..3]);
        bytes.push(7);
    }
    bytes.extend([0; 64]);
    let unsigned = Sealed::parse(stream, laptop.device, bytes.clone()).unwrap();
    let hash = unsigned.chained(&ChainHash::START);
    bytes.truncate(bytes.len() - 64);
    bytes.extend(laptop.key.sign(Purpose::Segment, &hash.0));
    Sealed::parse(stream, laptop.device, bytes).unwrap()
}

#[test]
fn a_decompression_bomb_harms_nobody_else() {
    let (mut hq, mut a, mut b) = network();
    let site = Stream::Site(a.site.unwrap());
    let bomb = bomb(&a, site);
    assert_eq!(send(&hq, &mut a, &[bomb]), ["exchange.not_understood"]);
    assert!(hq.ask(&["refused"]).contains("exchange.not_understood"), "kept for a person to see");
    b.mark(1, 5, Status::Present);
    b.exchange_all(&hq);
    assert!(b.refused.is_empty(), "it goes no further: {:?}", b.refused);
    let mut late = Laptop::new(3);
    late.join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
    late.mark(1, 6, Status::Present);
    late.exchange_all(&hq);
    b.exchange_all(&hq);
    assert_eq!(hq.digest()[1], b.digest()[1]);
    assert_eq!(b.pending(), 0);
    let (exit, ..) = hq.stop();
    assert_eq!(exit, Some(0));
}

#[test]
fn a_far_future_stamp_is_kept_and_drags_nobody() {
    let (hq, mut a, mut b) = network();
    let site = Stream::Site(a.site.unwrap());
    let mut future = room(&a, 1);
    future.hlc = Hlc::at(7_000_000_000_000);
    let own = (a.device, &a.key.clone());
    let (segment, _) = sealed(own, site, (1, &ChainHash::START), &[future]);
    assert!(send(&hq, &mut a, &[segment]).is_empty());
    b.exchange_all(&hq);
    b.mark(1, 5, Status::Present);
    b.exchange_all(&hq);
    assert_eq!(b.pending(), 0);
    assert_eq!(hq.digest()[..2], b.digest());
    let clock = b.store.view().local(passerelle_store::Local::Clock).unwrap().unwrap();
    assert!(Hlc(clock.parse().unwrap()).ms() < 7_000_000_000_000, "its clock is its own");
}

#[test]
fn what_only_headquarters_writes_is_set_aside_by_whoever_folds() {
    let (hq, mut a, mut b) = network();
    let site = Stream::Site(a.site.unwrap());
    let mut certificate = op(&a, kinds::CERTIFICATE.id, 77, Value::Int(0));
    certificate.record = RecordRef::Own(id(b.device.0.as_u128()));
    let mut centre = op(&a, kinds::SITE.id, 5, Value::Null);
    centre.writes[0].register = RegisterId(1);
    let own = (a.device, &a.key.clone());
    let start = (1, &ChainHash::START);
    let ops = [certificate, room(&a, 1)];
    let segments =
        [sealed(own, site, start, &ops).0, sealed(own, Stream::Network, start, &[centre]).0];
    assert!(send(&hq, &mut a, &segments).is_empty());
    b.mark(1, 5, Status::Present);
    b.exchange_all(&hq);
    assert_eq!((b.store.view().set_aside().unwrap(), b.pending()), ((0, 2), 0));
    // Folding ends in a verdict on what no role reaches, which laptops hear of.
    hq.digest();
    b.exchange_all(&hq);
    assert_eq!(hq.digest()[..2], b.digest());
}

/// Bytes that do not compress, the same in every run.
fn noise(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    })
    .take(count)
    .collect()
}

#[test]
fn sizes_have_limits_and_what_does_not_fit_follows() {
    let (hq, a, mut b) = network();
    let mut long = frame(&Up::Hello(a.hello())).unwrap();
    long.extend([0xff, 0xff, 0xff, 0x7f]);
    const { assert!(FRAME_BYTES_MAX < 1 << 27) };
    assert_eq!(hq.post("/v1/exchange", long).outcome(), "413 exchange.too_large");
    let have = Have::Vectors(vec![(Channel::Network, Vector::default()); 17]);
    let hello = Hello { have, ..a.hello() };
    assert_eq!(hq.post("/v1/exchange", a.frames(hello, &[])).outcome(), "413 exchange.too_large");
    // Ops that nobody understands are kept and relayed: bytes are bytes.
    let site = Stream::Site(a.site.unwrap());
    let own = (a.device, &a.key.clone());
    let (mut segments, mut tip, mut bytes) = (Vec::new(), ChainHash::START, 0);
    while bytes <= 2 * TRANSFER_BYTES_MAX {
        let first = 1 + 4 * segments.len() as u64;
        let later = |n| op(&a, KindId(900), 1, Value::Bytes(noise(n, 60 * 1024)));
        let ops: Vec<Op> = (first..first + 4).map(later).collect();
        let (segment, next) = sealed(own, site, (first, &tip), &ops);
        bytes += segment.bytes().len();
        tip = next;
        segments.push(segment);
    }
    let count = segments.len() as u64;
    let body = a.frames(a.hello(), &segments);
    assert_eq!(hq.post("/v1/exchange", body.clone()).outcome(), "413 exchange.too_large");
    b.exchange_all(&hq);
    let held = |b: &Laptop| b.store.view().holdings(&[site]).unwrap()[0].1.held(a.device);
    assert_eq!(held(&b), 0, "a length that is told is refused before anything is read");
    assert_eq!(hq.post_in_pieces("/v1/exchange", &body).outcome(), "413 exchange.too_large");
    // All but the last few were committed before the limit was reached.
    let rest = a.frames(a.hello(), &segments[segments.len() - 6..]);
    assert_eq!(hq.post("/v1/exchange", rest).outcome(), "200");
    assert_eq!(b.exchange_all(&hq), 2);
    assert_eq!(held(&b), 4 * count);
    assert_eq!(b.store.view().set_aside().unwrap().0, u32::try_from(4 * count).unwrap());
}
