//! Exchanges, over TCP, with the real binary: both directions, what they cost, cuts at any byte,
//! and what a laptop may not do.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{Hq, Laptop, answer_on, body_of, id, pause};
use passerelle_domain::attendance::Status;
use passerelle_domain::{RecordRef, Stream, Value, kinds};
use passerelle_store::Local;
use passerelle_sync::Vector;
use passerelle_sync::wire::{
    About, Beside, Channel, Down, Frames, Have, Hello, Same, Up, Welcome, frame,
};

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

fn downs(bytes: &[u8]) -> Vec<Down> {
    let mut frames = Frames::default();
    frames.push(bytes);
    std::iter::from_fn(|| frames.take().unwrap()).collect()
}

#[test]
fn two_laptops_and_headquarters_end_with_the_same_digests() {
    let (hq, mut a, mut b) = network();
    a.mark(1, 5, Status::Present);
    b.mark(1, 5, Status::Absent);
    b.mark(1, 6, Status::Excused);
    a.name(5, "Amina");
    phone(&mut a, 5);
    for laptop in [&mut b, &mut a] {
        laptop.exchange_all(&hq);
        assert_eq!(laptop.pending(), 0);
    }
    b.exchange_all(&hq);
    assert_eq!(hq.digest(), a.digest());
    assert_eq!(b.digest(), a.digest()[..2]);
    assert_eq!(a.store.view().disagreements(9).unwrap().len(), 1, "both marks are kept");
    assert_eq!(a.store.view().device_name(b.device).unwrap().unwrap(), "Portable bleu");
    assert_eq!(b.name_of(5).as_deref(), Some("Amina"), "her key came too");
    assert!(a.refused.is_empty() && b.refused.is_empty());
    let mut looks = 0;
    while a.agreed.is_none() {
        a.exchange(&hq);
        looks += 1;
        assert!(looks < 100, "not folded after 10 s");
        pause(100);
    }
    assert_eq!(a.agreed, Some(true), "headquarters folded the same from the same");
    a.mark(1, 7, Status::Present);
    assert_ne!(hq.digest(), a.digest());
}

/// What SYNC.md allows, headers and credentials included, on a connection that stays open.
#[test]
fn little_news_costs_little() {
    let (hq, mut a, mut b) = network();
    for learner in 0..20 {
        a.mark(1, learner, Status::Present);
    }
    a.exchange_all(&hq);
    b.exchange_all(&hq);
    a.exchange_all(&hq);
    hq.digest();
    let mut socket = hq.connect();
    let mut cost = |a: &mut Laptop| {
        let body = a.upload();
        let up = hq.measured_on(&mut socket, "/v1/exchange", &body);
        let answer = answer_on(&mut socket);
        assert!(answer.starts_with(b"HTTP/1.1 200"));
        assert!(!answer.windows(5).any(|part| part == b"date:"));
        assert_eq!(a.take(body_of(&answer)), (true, false));
        (up, answer.len())
    };
    let nothing = cost(&mut a);
    for learner in 0..10 {
        a.mark(2, learner, Status::Present);
    }
    let ten = cost(&mut a);
    assert_eq!(a.pending(), 0);
    eprintln!("nothing new: {nothing:?}, ten marks: {ten:?} bytes up and down");
    assert!(nothing.0 + nothing.1 <= 400, "{nothing:?}");
    assert!(ten.0 + ten.1 <= 900, "{ten:?}");
}

#[test]
fn a_cut_upload_keeps_what_arrived_and_the_next_one_completes_it() {
    let (hq, mut a, mut b) = network();
    for learner in 0..20 {
        a.mark_alone(1, learner, Status::Present);
    }
    phone(&mut a, 5);
    let body = a.upload();
    for cut in (0..body.len()).step_by(body.len() / 50).chain([3, body.len() - 1]) {
        hq.post_cut("/v1/exchange", &body, cut);
    }
    // The last cut fell within the last frame: every segment before it was kept.
    let hello = frame(&Up::Hello(a.hello())).unwrap();
    let reply = hq.post("/v1/exchange", hello);
    assert_eq!(reply.outcome(), "400 exchange.cut", "a hello alone is a cut upload too");
    let reply = hq.post("/v1/exchange", a.frames(a.hello(), &[]));
    assert_eq!(a.take(&reply.body), (true, false));
    assert_eq!(a.pending(), 0);
    b.exchange_all(&hq);
    a.exchange_all(&hq);
    assert_eq!((hq.digest(), b.digest()), (a.digest(), a.digest()[..2].to_vec()));
}

#[test]
fn a_cut_answer_keeps_what_arrived_and_the_next_one_completes_it() {
    let (hq, mut a, mut b) = network();
    for learner in 0..30 {
        a.mark_alone(1, learner, Status::Present);
    }
    a.exchange_all(&hq);
    for part in 1..30 {
        let reply = hq.post("/v1/exchange", b.upload());
        let cut = reply.body.len() * part / 30;
        assert_eq!(b.take(&reply.body[..cut]), (false, false));
    }
    b.exchange_all(&hq);
    a.exchange_all(&hq);
    assert_eq!(b.digest(), a.digest()[..2]);
}

#[test]
fn a_stream_that_is_not_granted_is_neither_sent_nor_taken() {
    let (hq, mut a, mut b) = network();
    phone(&mut a, 5);
    a.exchange_all(&hq);
    let private = Stream::Private(a.site.unwrap());
    let hello =
        Hello { have: Have::Vectors(vec![(Channel::Private, Vector::default())]), ..b.hello() };
    let reply = hq.post("/v1/exchange", b.frames(hello, &[]));
    assert_eq!(reply.status, 200);
    let is_private = |down: &Down| match down {
        Down::Segment(carried) => carried.channel == Channel::Private,
        Down::Welcome(Welcome { news: Some(news), .. }) => {
            news.committed.iter().any(|(channel, _)| *channel == Channel::Private)
        }
        Down::Keys(keys) => {
            let keys = keys.open(&b.key.encryption()).unwrap();
            keys.iter().any(|key| key.stream == private)
        }
        _ => false,
    };
    assert!(!downs(&reply.body).iter().any(is_private));
    let hello = Hello { have: Have::Vectors(vec![]), ..a.hello() };
    let reply = hq.post("/v1/exchange", a.frames(hello, &[]));
    let sent = |down: &Down| matches!(down, Down::Segment(one) if one.channel == Channel::Private);
    assert!(downs(&reply.body).iter().any(sent), "which whoever is granted gets");
    // What its grant does not cover is refused, and the rest is taken.
    let foreign = a.store.view().segments_to_send(&[private], 1 << 20).unwrap();
    assert!(foreign.is_empty(), "all of it was received");
    let all = a.store.view().all_segments(&[private]).unwrap();
    b.mark(1, 5, Status::Present);
    b.store.seal().unwrap();
    let own = b.store.view().segments_to_send(&b.streams(), 1 << 20).unwrap();
    let reply = hq.post("/v1/exchange", b.frames(b.hello(), &[&all[..1], &own[..]].concat()));
    assert!(b.take(&reply.body).0);
    assert_eq!(b.refused, ["exchange.not_granted"]);
    assert_eq!(b.pending(), 0);
}

/// A request about the class's file asks beside whether there is anything to say of the private one.
#[test]
fn nothing_new_of_the_other_file_is_said_beside_to_whoever_is_granted_it() {
    let (hq, mut a, b) = network();
    let mut c = Laptop::new(3);
    c.join(&hq, &hq.code(&["--site", "A"], "coordinator"), None);
    phone(&mut a, 5);
    for _ in 0..2 {
        a.exchange_all(&hq);
        c.exchange_all(&hq);
    }
    let private = Stream::Private(a.site.unwrap());
    let told = |laptop: &Laptop| Beside {
        digest: laptop.store.view().held_digest(&[private]).unwrap(),
        cursor: laptop.store.view().local(Local::Cursor).unwrap().unwrap().parse().unwrap(),
    };
    let class = |laptop: &Laptop| Hello { about: About::Class, ..laptop.hello() };
    let said = |laptop: &Laptop, hello: Hello| -> Option<Same> {
        let reply = hq.post("/v1/exchange", laptop.frames(hello, &[]));
        match downs(&reply.body).pop() {
            Some(Down::Done(done)) => done.beside,
            other => panic!("{other:?}"),
        }
    };
    let of_c = told(&c);
    let ask = |beside: Beside| Hello { beside: Some(beside), ..class(&c) };
    assert!(said(&c, ask(of_c)).is_some());
    assert_eq!(said(&c, class(&c)), None, "nothing was asked");
    assert_eq!(said(&c, ask(Beside { digest: [1; 16], ..of_c })), None, "it holds something else");
    assert_eq!(said(&c, ask(Beside { cursor: 0, ..of_c })), None, "keys came since");
    assert_eq!(said(&c, Hello { epoch: [9; 4], ..ask(of_c) }), None, "of another ledger");
    assert_eq!(said(&c, Hello { about: About::All, ..ask(of_c) }), None, "there is no other");
    let curious = Hello { beside: Some(of_c), ..class(&b) };
    assert_eq!(said(&b, curious), None, "a classroom's laptop learns nothing of it");
    phone(&mut a, 6);
    a.exchange_all(&hq);
    assert_eq!(said(&c, ask(of_c)), None, "something came");
}

#[test]
fn who_is_not_believed_gets_nothing() {
    let (hq, mut a, b) = network();
    a.mark(1, 5, Status::Present);
    let check = |laptop: &Laptop, hello: Hello, outcome: &str| {
        assert_eq!(hq.post("/v1/exchange", laptop.frames(hello, &[])).outcome(), outcome);
    };
    let wrong = Hello { token: [1; 32], ..a.hello() };
    check(&a, wrong.clone(), "401 exchange.bad_token");
    check(&a, Hello { token: a.token, ..b.hello() }, "401 exchange.bad_token");
    check(&a, wrong.clone().proved(&b.key), "401 exchange.unknown_device");
    let unknown = passerelle_sync::DeviceId(id(5).0);
    let stranger = Hello { device: unknown, ..a.hello() };
    check(&a, stranger.clone(), "401 exchange.bad_token");
    check(&a, stranger.proved(&a.key), "401 exchange.unknown_device");
    check(&a, Hello { protocol: 9, ..a.hello() }, "426 exchange.protocol");
    let not_hello = frame(&Up::End).unwrap();
    assert_eq!(hq.post("/v1/exchange", not_hello).outcome(), "400 exchange.not_understood");
    let noise = vec![5, 200, 200, 200, 200, 200];
    assert_eq!(hq.post("/v1/exchange", noise).outcome(), "400 exchange.not_understood");
    // A hello of the first version: a length of four bytes, then what was signed.
    let mut first = 180u32.to_le_bytes().to_vec();
    first.extend([0, 113, 1]);
    first.extend([7; 177]);
    assert_eq!(hq.post("/v1/exchange", first).outcome(), "426 exchange.protocol");
    hq.ask(&["revoke", &b.device.to_string()[..]]);
    check(&b, b.hello(), "403 exchange.revoked");
    let code = hq.code(&["--site", "A"], "classroom");
    assert_eq!(b.try_join(&hq, &code, None).outcome(), "403 join.revoked");
    a.exchange_all(&hq);
    assert_eq!(hq.digest(), a.digest());
}

#[test]
fn a_lost_token_is_replaced_for_who_has_the_key() {
    let (hq, mut a, _b) = network();
    a.mark(1, 5, Status::Present);
    let lost = std::mem::replace(&mut a.token, [1; 32]);
    assert_eq!(hq.post("/v1/exchange", a.upload()).outcome(), "401 exchange.bad_token");
    let proved = a.hello().proved(&a.key);
    let reply = hq.post("/v1/exchange", a.frames(proved, &[]));
    a.take(&reply.body);
    assert!(a.token != lost && a.token != [1; 32]);
    a.exchange_all(&hq);
    assert_eq!(a.pending(), 0);
    a.token = lost;
    assert_eq!(hq.post("/v1/exchange", a.upload()).outcome(), "401 exchange.bad_token");
}

#[test]
fn a_copied_laptop_takes_a_new_name_and_goes_on() {
    let (hq, mut a, mut b) = network();
    b.mark(1, 5, Status::Present);
    b.exchange_all(&hq);
    let mut copy = Laptop::new(12);
    assert_eq!(copy.try_renew(&hq, &Laptop::new(33)).outcome(), "404 join.unknown_device");
    let mut forged = Laptop::new(13);
    forged.device = b.device;
    assert_eq!(copy.try_renew(&hq, &forged).outcome(), "404 join.unknown_device");
    let reply = copy.try_renew(&hq, &b);
    copy.joined(&reply);
    assert_eq!((copy.site, copy.grant), (b.site, b.grant));
    // The person is who they were; whoever marks on the copy is enrolled on it.
    copy.person = b.person;
    copy.mark(1, 6, Status::Present);
    for laptop in [&mut copy, &mut b, &mut a] {
        laptop.exchange_all(&hq);
    }
    copy.exchange_all(&hq);
    assert_eq!(hq.digest(), a.digest());
    assert_eq!(copy.digest(), a.digest()[..2]);
    assert!(
        hq.ask(&["devices"]).lines().filter(|line| line.contains("Portable bleu")).count() == 3
    );
}

#[test]
fn an_erased_person_is_erased_everywhere_and_their_key_never_comes_back() {
    let (hq, mut a, mut b) = network();
    a.name(5, "Amina");
    a.exchange_all(&hq);
    b.exchange_all(&hq);
    assert_eq!(b.name_of(5).as_deref(), Some("Amina"));
    let keys = a.store.view().all_keys().unwrap();
    let day = vec![("erased", Value::Int(20_000))];
    a.write(&kinds::ERASURE, RecordRef::Derived(vec![id(5)]), day);
    a.exchange_all(&hq);
    hq.digest();
    b.exchange_all(&hq);
    assert_eq!((a.name_of(5), b.name_of(5)), (None, None));
    let mut late = Laptop::new(3);
    late.join(&hq, &hq.code(&["--site", "A"], "coordinator"), None);
    late.exchange_all(&hq);
    let mut returned = frame(&Up::Hello(late.hello())).unwrap();
    let encryption = late.encryption.unwrap();
    let locked = passerelle_sync::person::KeyBox::lock(&keys, &encryption, [3; 32]);
    returned.extend(frame(&Up::Keys(locked)).unwrap());
    returned.extend(frame(&Up::End).unwrap());
    assert_eq!(hq.post("/v1/exchange", returned).outcome(), "200");
    let hello = Hello { have: Have::Vectors(vec![]), ..late.hello() };
    let reply = hq.post("/v1/exchange", late.frames(hello, &[]));
    let opened = downs(&reply.body).into_iter().filter_map(|down| match down {
        Down::Keys(keys) => keys.open(&late.key.encryption()),
        _ => None,
    });
    let states: Vec<_> = opened.flatten().collect();
    assert!(!states.is_empty() && states.iter().all(|state| state.key.is_none()), "{states:?}");
    assert!(late.name_of(5).is_none());
    a.exchange_all(&hq);
    assert_eq!(hq.digest(), a.digest());
}

#[test]
fn headquarters_restored_from_an_older_copy_is_offered_what_it_lost() {
    let (mut hq, mut a, mut b) = network();
    a.mark(1, 5, Status::Present);
    a.exchange_all(&hq);
    b.exchange_all(&hq);
    hq.stop();
    let backup = tempfile::tempdir().unwrap();
    let file = |name: &str| (hq.folder.path().join(name), backup.path().join(name));
    let (ledger, copy) = file("ledger.db");
    std::fs::copy(&ledger, &copy).unwrap();
    hq.serve();
    b.mark(1, 6, Status::Absent);
    b.exchange_all(&hq);
    a.mark(1, 7, Status::Present);
    // Joined after the copy was made: its certificate comes back with headquarters' own ops.
    let mut late = Laptop::new(3);
    late.join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
    late.mark(1, 8, Status::Present);
    late.exchange_all(&hq);
    a.exchange_all(&hq);
    hq.stop();
    for name in ["ledger.db-wal", "ledger.db-shm"] {
        let _ = std::fs::remove_file(hq.folder.path().join(name));
    }
    let ledger = hq.folder.path().join("ledger.db");
    std::fs::copy(backup.path().join("ledger.db"), ledger).unwrap();
    hq.serve();
    let refused = hq.post("/v1/exchange", late.upload());
    assert_eq!(refused.outcome(), "401 exchange.bad_token");
    let proved = late.hello().proved(&late.key);
    let refused = hq.post("/v1/exchange", late.frames(proved, &[]));
    assert_eq!(refused.outcome(), "401 exchange.unknown_device");
    assert!(a.exchange_all(&hq) > 1, "a new epoch: everything is told again");
    a.exchange_all(&hq);
    assert_eq!(a.pending(), 0);
    let proved = late.hello().proved(&late.key);
    let reply = hq.post("/v1/exchange", late.frames(proved, &[]));
    assert_eq!(reply.outcome(), "200");
    late.take(&reply.body);
    for laptop in [&mut late, &mut b, &mut a] {
        laptop.exchange_all(&hq);
        assert_eq!(laptop.pending(), 0);
    }
    assert_eq!(hq.digest(), a.digest());
    assert_eq!((b.digest(), late.digest()), (a.digest()[..2].to_vec(), a.digest()[..2].to_vec()));
    assert!(hq.ask(&["refused"]).is_empty());
}

#[test]
fn an_operator_begins_an_epoch_and_nobody_loses_anything() {
    let (hq, mut a, mut b) = network();
    a.mark(1, 5, Status::Present);
    a.exchange_all(&hq);
    hq.ask(&["epoch", "new"]);
    b.mark(1, 6, Status::Present);
    b.exchange_all(&hq);
    let mut late = Laptop::new(3);
    late.join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
    late.mark(1, 7, Status::Present);
    for laptop in [&mut late, &mut a, &mut b] {
        laptop.exchange_all(&hq);
    }
    late.exchange_all(&hq);
    assert_eq!(hq.digest(), a.digest());
    assert_eq!(late.digest(), a.digest()[..2]);
    hq.ask(&["rebuild", "--site", "A"]);
    hq.ask(&["rebuild"]);
    assert_eq!(hq.digest(), a.digest(), "folded anew");
    assert!([a, b, late].iter().all(|laptop| laptop.refused.is_empty()));
}
