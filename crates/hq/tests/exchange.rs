//! Exchanges, over TCP, with the real binary: both directions, cuts at any byte, and what a laptop
//! may not do.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{Hq, Laptop, id};
use passerelle_domain::attendance::Status;
use passerelle_domain::{RecordId, RecordRef, Stream, Value, kinds};
use passerelle_store::StoreKey;
use passerelle_sync::identity::Key;
use passerelle_sync::wire::{FRAME_BYTES_MAX, Hello, TRANSFER_BYTES_MAX, Up, frame};
use passerelle_sync::{Hlc, Op, Segment, Vector, Write};

/// A headquarters with one centre and two of its laptops: a coordinator's and a classroom's.
fn network() -> (Hq, Laptop, Laptop) {
    let hq = Hq::start();
    hq.site("A");
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    a.join(&hq, &hq.code(&["--site", "A"], "coordinator"), None);
    b.join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
    (hq, a, b)
}

fn phone(laptop: &mut Laptop, learner: u128) {
    let phones = Value::List(vec![Value::Text("06 00 00 00 00".into())]);
    let record = RecordRef::Derived(vec![id(learner)]);
    laptop.write(&kinds::CONTACT, record, vec![("phones", phones)]);
}

fn send(hq: &Hq, laptop: &Laptop, hello: &Hello, segments: &[Segment]) -> String {
    let mut bytes = laptop.signed(hello);
    for segment in segments {
        bytes.extend(frame(&Up::Segment(segment.clone())).unwrap());
    }
    bytes.extend(frame(&Up::End).unwrap());
    hq.post("/v1/exchange", bytes).outcome()
}

fn own(laptop: &Laptop, stream: Stream, first: u64, ops: Vec<Vec<u8>>) -> Segment {
    Segment { stream, device: laptop.device, first, ops }
}

#[test]
fn two_laptops_and_headquarters_end_with_the_same_digests() {
    let (hq, mut a, mut b) = network();
    a.mark(1, 5, Status::Present);
    b.mark(1, 5, Status::Absent);
    b.mark(1, 6, Status::Excused);
    phone(&mut a, 5);
    for laptop in [&mut b, &mut a] {
        laptop.exchange(&hq);
        assert_eq!(laptop.pending(), 0);
    }
    b.exchange(&hq);
    assert_eq!(hq.digest(), a.digest());
    assert_eq!(b.digest(), a.digest()[..2]);
    assert_eq!(a.store.view().disagreements(9).unwrap().len(), 1, "both marks are kept");
    assert_eq!(a.store.view().device_name(b.device).unwrap().unwrap(), "Portable bleu");
    a.mark(1, 7, Status::Present);
    assert_ne!(hq.digest(), a.digest());
}

#[test]
fn a_cut_upload_keeps_what_arrived_and_the_next_one_completes_it() {
    let (hq, mut a, mut b) = network();
    for learner in 0..40 {
        a.mark(1, learner, Status::Present);
    }
    phone(&mut a, 5);
    let length = a.upload(3).len();
    for cut in (0..length).step_by(length / 50).chain([3, length - 1]) {
        hq.post_cut("/v1/exchange", &a.upload(3), cut);
    }
    // The last cut fell within the last frame: every segment before it was kept.
    let reply = hq.post("/v1/exchange", a.signed(&a.hello()));
    assert_eq!(reply.outcome(), "400 exchange.cut", "a hello alone is a cut upload too");
    let mut quiet = a.signed(&a.hello());
    quiet.extend(frame(&Up::End).unwrap());
    let reply = hq.post("/v1/exchange", quiet);
    assert_eq!(a.take(&reply.body), (true, false));
    assert_eq!(a.pending(), 0);
    b.exchange(&hq);
    a.exchange(&hq);
    assert_eq!((hq.digest(), b.digest()), (a.digest(), a.digest()[..2].to_vec()));
}

#[test]
fn a_cut_answer_keeps_what_arrived_and_the_next_one_completes_it() {
    let (hq, mut a, mut b) = network();
    for learner in 0..30 {
        a.mark(1, learner, Status::Present);
        if learner % 10 == 0 {
            a.exchange(&hq);
        }
    }
    a.exchange(&hq);
    for part in 1..30 {
        let reply = hq.post("/v1/exchange", b.upload(9));
        let cut = reply.body.len() * part / 30;
        assert_eq!(b.take(&reply.body[..cut]), (false, false));
    }
    b.exchange(&hq);
    assert_eq!(b.digest(), a.digest()[..2]);
}

#[test]
fn a_stream_that_is_not_granted_is_neither_sent_nor_taken() {
    let (hq, mut a, b) = network();
    phone(&mut a, 5);
    a.exchange(&hq);
    let private = Stream::Private(a.site.unwrap());
    let mut hello = b.hello();
    hello.have.push((private, Vector::default()));
    let mut bytes = b.signed(&hello);
    bytes.extend(frame(&Up::End).unwrap());
    let reply = hq.post("/v1/exchange", bytes);
    assert_eq!(reply.status, 200);
    let has_phone = |body: &[u8]| body.windows(5).any(|part| part == b"06 00");
    assert!(!has_phone(&reply.body), "no private byte");
    let mut bytes = a.signed(&Hello { have: vec![], ..a.hello() });
    bytes.extend(frame(&Up::End).unwrap());
    assert!(has_phone(&hq.post("/v1/exchange", bytes).body), "which whoever is granted gets");
    let segment = own(&b, private, 1, vec![vec![1]]);
    assert_eq!(send(&hq, &b, &b.hello(), &[segment]), "403 exchange.not_granted");
    let other = Stream::Site(passerelle_domain::SiteId(id(77).0));
    let segment = own(&b, other, 1, vec![vec![1]]);
    assert_eq!(send(&hq, &b, &b.hello(), &[segment]), "403 exchange.not_granted");
    let segment = own(&a, Stream::Network, 1, vec![vec![1]]);
    assert_eq!(send(&hq, &b, &b.hello(), &[segment]), "403 exchange.not_granted");
}

#[test]
fn who_is_not_believed_gets_nothing() {
    let (hq, mut a, b) = network();
    a.mark(1, 5, Status::Present);
    let check = |laptop: &Laptop, hello: &Hello, outcome: &str| {
        assert_eq!(send(&hq, laptop, hello, &[]), outcome);
    };
    check(&a, &Hello { token: [1; 32], ..a.hello() }, "401 exchange.bad_token");
    check(&a, &Hello { token: a.token, ..b.hello() }, "401 exchange.bad_token");
    check(&b, &a.hello(), "401 exchange.bad_token");
    check(
        &a,
        &Hello { device: passerelle_sync::DeviceId(id(5).0), ..a.hello() },
        "401 exchange.unknown_device",
    );
    check(&a, &Hello { protocol: 9, ..a.hello() }, "426 exchange.protocol");
    let not_hello = frame(&Up::End).unwrap();
    assert_eq!(hq.post("/v1/exchange", not_hello).outcome(), "400 exchange.not_understood");
    let mut noise = 5u32.to_le_bytes().to_vec();
    noise.extend([200; 5]);
    assert_eq!(hq.post("/v1/exchange", noise).outcome(), "400 exchange.not_understood");
    a.key = Key::from_seed([50; 32]);
    check(&a, &a.hello(), "401 exchange.bad_token");
    revoke(&hq, &b);
    check(&b, &b.hello(), "403 exchange.revoked");
    let code = hq.code(&["--site", "A"], "classroom");
    assert_eq!(b.try_join(&hq, &code, None).outcome(), "403 join.revoked");
}

/// The command comes with its own issue; the ledger already knows the state.
fn revoke(hq: &Hq, laptop: &Laptop) {
    let folder = hq.folder.path();
    let key = std::fs::read_to_string(folder.join("ledger.key")).unwrap();
    let key = passerelle_sync::digest::unhex(&key).unwrap().try_into().unwrap();
    let file = folder.join("ledger.db");
    let conn = passerelle_store::create_encrypted(&file, &StoreKey(key)).unwrap();
    let sql = "UPDATE device SET revoked = 1 WHERE id = ?1";
    assert_eq!(conn.execute(sql, [laptop.device.0.as_bytes()]).unwrap(), 1);
}

#[test]
fn a_gap_is_refused_with_what_is_held() {
    let (hq, a, _b) = network();
    let site = Stream::Site(a.site.unwrap());
    let good = own(&a, site, 1, vec![vec![1], vec![2]]);
    let gap = own(&a, site, 4, vec![vec![4]]);
    let mut bytes = a.signed(&a.hello());
    for segment in [good, gap] {
        bytes.extend(frame(&Up::Segment(segment)).unwrap());
    }
    let reply = hq.post("/v1/exchange", bytes);
    assert_eq!(reply.outcome(), "409 exchange.gap");
    let args = &reply.json()["args"];
    assert_eq!((args["first"].as_str(), args["held"].as_str()), (Some("4"), Some("2")));
}

#[test]
fn what_only_headquarters_decides_is_kept_for_review_and_not_acknowledged() {
    let (hq, mut a, mut b) = network();
    let op = |kind: &passerelle_domain::Kind, record: RecordId, value: Value| {
        let register = kind.registers[0].id;
        let writes = vec![Write { register, value, replaces: vec![] }];
        let record = RecordRef::Own(record);
        Op { hlc: Hlc::at(1), actor: id(9), kind: kind.id, record, writes }.encode().unwrap()
    };
    let site = Stream::Site(a.site.unwrap());
    let name = || Value::Text("x".into());
    let check = |stream, bytes: Vec<u8>, outcome: &str| {
        let segment = own(&b, stream, 1, vec![bytes]);
        assert_eq!(send(&hq, &b, &b.hello(), &[segment]), outcome);
    };
    let forbidden = "403 exchange.not_permitted";
    check(site, op(&kinds::DEVICE, id(1), name()), forbidden);
    check(Stream::Network, op(&kinds::SITE, id(1), name()), forbidden);
    let title = Value::List(vec![name(), name()]);
    check(Stream::Network, op(&kinds::PROGRAMME, id(1), title), forbidden);
    check(Stream::Network, op(&kinds::SITE, b.site.unwrap().into(), name()), "200");
    check(site, b"not an op".to_vec(), "200");
    b.exchange(&hq);
    a.exchange(&hq);
    assert_eq!(a.store.view().set_aside().unwrap(), (0, 1), "the unreadable op is relayed");
    assert_eq!(hq.digest(), a.digest());
}

#[test]
fn sizes_have_limits_and_what_does_not_fit_follows() {
    let (hq, a, mut b) = network();
    let mut long = a.signed(&a.hello());
    long.extend(u32::try_from(FRAME_BYTES_MAX + 1).unwrap().to_le_bytes());
    assert_eq!(hq.post("/v1/exchange", long).outcome(), "413 exchange.too_large");
    let site = Stream::Site(a.site.unwrap());
    // Ops that nobody understands are kept and relayed: bytes are bytes.
    let full = |first| own(&a, site, first, vec![vec![255; 60 * 1024]; 4]);
    let count = 2 * TRANSFER_BYTES_MAX / (4 * 60 * 1024) + 1;
    let segments: Vec<_> = (0..count as u64).map(|index| full(1 + 4 * index)).collect();
    assert_eq!(send(&hq, &a, &a.hello(), &segments), "413 exchange.too_large");
    let many = own(&a, site, 1, vec![vec![]; 16 * 1024 + 1]);
    assert_eq!(send(&hq, &a, &a.hello(), &[many]), "413 exchange.too_large");
    let hello = Hello { have: vec![(Stream::Network, Vector::default()); 17], ..a.hello() };
    assert_eq!(send(&hq, &a, &hello, &[]), "413 exchange.too_large");
    // All but the last of the two transfers' worth were committed before the limit was reached.
    let mut requests = 1;
    while b.exchange(&hq) {
        requests += 1;
    }
    assert_eq!(requests, 2);
    let held = b.store.view().holdings(&[site]).unwrap()[0].1.held(a.device);
    assert!(held * 60 * 1024 > 7 * TRANSFER_BYTES_MAX as u64 / 4, "{held}");
}
