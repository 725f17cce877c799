//! Trust in one laptop, from its first token to its end, with the real binary where an operator acts and
//! with a clock of the test's own where time must pass: tokens that end, how each laptop is, sending
//! one away, having one erase itself, codes read out by telephone.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{Hq, Laptop};
use passerelle_domain::attendance::Status;
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, SiteId};
use passerelle_hq::command::{self, For};
use passerelle_hq::ledger::TOKEN_MS;
use passerelle_hq::{Headquarters, door};
use passerelle_sync::identity::PublicKey;
use passerelle_sync::telephone::{Level, UnlockBatch, code, typed};
use passerelle_sync::wipe;
use passerelle_sync::wire::{Hello, Report, Up, frame};
use serde_json::Value;

fn network() -> (Hq, Laptop, Laptop) {
    let hq = Hq::start();
    hq.site("A");
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    a.join(&hq, &hq.code(&["--site", "A"], "coordinator"), None);
    b.join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
    (hq, a, b)
}

fn json(hq: &Hq, args: &[&str]) -> Value {
    serde_json::from_str(&hq.ask(&[args, &["--json"]].concat())).unwrap()
}

fn refused(hq: &Hq, args: &[&str]) -> String {
    let output = hq.run(args);
    assert_eq!(output.status.code(), Some(3), "{args:?}: {output:?}");
    String::from_utf8(output.stderr).unwrap().split(':').next().unwrap().to_owned()
}

/// A headquarters without a server, to which the test tells the time.
fn at_hand(now_ms: u64) -> (tempfile::TempDir, Headquarters, Laptop, SiteId) {
    let folder = tempfile::tempdir().unwrap();
    let hq = Headquarters::open(folder.path(), now_ms).unwrap();
    let site = command::site_add(&hq, "A", now_ms).unwrap();
    let target = For::Site("A".into());
    let what = (Grant::Coordinator, Role::Coordinator);
    let made = command::code(&hq, &target, what, 1_000, now_ms).unwrap();
    let mut laptop = Laptop::new(1);
    let body = postcard::to_stdvec(&laptop.join_request(&made.code, None)).unwrap();
    let answer = door::join(&hq, &body, now_ms).unwrap();
    laptop.joined(&common::Reply { status: 200, retry_after: None, body: answer });
    (folder, hq, laptop, SiteId(site.site.parse().unwrap()))
}

#[test]
fn a_token_ends_after_a_day_and_the_key_gets_another_in_the_same_exchange() {
    let now_ms = 1_800_000_000_000;
    let (_folder, hq, mut a, _) = at_hand(now_ms);
    a.mark(1, 5, Status::Present);
    let ask = |hello: Hello, a: &Laptop, now_ms: u64| {
        door::exchange(&hq, &a.frames(hello, &[]), now_ms).map_err(|error| error.refusal())
    };
    assert!(ask(a.hello(), &a, now_ms + TOKEN_MS - 1).is_ok());
    let late_ms = now_ms + TOKEN_MS;
    let refusal = ask(a.hello(), &a, late_ms).unwrap_err();
    assert_eq!(
        (refusal.code(), refusal.args()["expired"].as_str()),
        ("exchange.bad_token", "true")
    );
    let stranger = Hello { token: [3; 32], ..a.hello() };
    assert!(ask(stranger, &a, late_ms).unwrap_err().args().is_empty(), "nothing about another's");
    let before = a.token;
    let answer = ask(a.hello().proved(&a.key), &a, late_ms).unwrap();
    a.take(&answer);
    assert_ne!(a.token, before);
    assert!(ask(a.hello(), &a, late_ms + TOKEN_MS - 1).is_ok(), "another day");
    assert!(ask(Hello { token: before, ..a.hello() }, &a, late_ms).is_err(), "the old one is gone");
    assert!(ask(a.hello(), &a, late_ms + TOKEN_MS).is_err());
}

#[test]
fn how_each_laptop_is_is_listed_as_it_said() {
    let now_ms = 1_800_000_000_000;
    let (_folder, hq, mut a, _) = at_hand(now_ms);
    let line = |now_ms| command::devices(&hq, now_ms).unwrap().remove(0);
    let new = line(now_ms);
    assert_eq!((new.last_exchange_ms, new.version, new.state), (None, None, "active"));
    a.report = Report { version: (1, 2, 3), pending: 7, backup_min: Some(90) };
    let hello = Hello { now_ms: now_ms - 120_000, ..a.hello() };
    door::exchange(&hq, &a.frames(hello, &[]), now_ms).unwrap();
    let told = line(now_ms + 60_000);
    assert_eq!((told.version.as_deref(), told.pending), (Some("1.2.3"), Some(7)));
    assert_eq!((told.last_exchange_ms, told.clock_ms), (Some(now_ms), Some(-120_000)));
    assert_eq!(told.backup_age_ms, Some(91 * 60_000), "and older by now");
    a.report.backup_min = None;
    let hello = Hello { now_ms: u64::MAX, ..a.hello() };
    door::exchange(&hq, &a.frames(hello, &[]), now_ms).unwrap();
    assert_eq!(line(now_ms).backup_age_ms, None);
}

#[test]
fn the_list_is_for_people_and_for_programs() {
    let (hq, mut a, _b) = network();
    a.report = Report { version: (0, 1, 0), pending: 3, backup_min: Some(300) };
    a.exchange(&hq);
    let listed = json(&hq, &["devices"]);
    let keys: Vec<_> = listed[0].as_object().unwrap().keys().map(String::as_str).collect();
    let told = ["version", "pending", "clock_ms", "backup_age_ms", "state", "last_exchange_ms"];
    assert!(told.iter().all(|key| keys.contains(key)), "{keys:?}");
    let lines = hq.ask(&["devices"]);
    let of_a = lines.lines().next().unwrap();
    assert!(of_a.contains("\t0.1.0\t3 pending\tclock -"), "{of_a}");
    assert!(of_a.ends_with("\tbackup 5 h\tactive"), "{of_a}");
    assert!(lines.lines().nth(1).unwrap().ends_with("\tnever\t-\t-\t-\tno backup\tactive"));
}

/// What a laptop is told that was sent away; its unsent work has been brought.
fn sent_away(hq: &Hq, laptop: &mut Laptop) -> Value {
    let reply = hq.post("/v1/exchange", laptop.upload());
    assert_eq!(reply.status, 403);
    reply.json()
}

#[test]
fn a_revoked_laptop_is_heard_once_more_and_gets_nothing() {
    let (hq, mut a, mut b) = network();
    b.mark_alone(1, 5, Status::Present);
    b.exchange_all(&hq);
    let before = hq.digest();
    hq.ask(&["revoke", &b.device.to_string()]);
    b.mark_alone(1, 6, Status::Absent);
    b.mark_alone(1, 7, Status::Excused);
    a.mark(2, 5, Status::Present);
    let told = sent_away(&hq, &mut b);
    assert_eq!(told["code"], "exchange.revoked");
    sent_away(&hq, &mut b);
    let kept = json(&hq, &["refused"]);
    let kept: Vec<_> = kept.as_array().unwrap().iter().collect();
    assert_eq!(kept.len(), 2, "its own that was not here, once: {kept:?}");
    for row in kept {
        assert_eq!(row["code"], "exchange.revoked");
        assert_eq!(
            (row["sender"].clone(), row["writer"].clone()),
            (row["writer"].clone(), row["sender"].clone())
        );
    }
    let stream = |lines: &[String]| lines[2].clone();
    assert_eq!(stream(&hq.digest()), stream(&before), "and nothing of it is committed");
    assert_eq!(hq.post("/v1/first", first(&b)).outcome(), "403 exchange.revoked");
    // Somebody who only says to be that laptop is not heard.
    let wrong = Hello { token: [1; 32], ..b.hello() };
    let segments = b.store.view().segments_to_send(&b.streams(), 1 << 20).unwrap();
    let body = b.frames(wrong, &segments);
    assert_eq!(hq.post("/v1/exchange", body).outcome(), "401 exchange.bad_token");
    a.exchange_all(&hq);
    assert_eq!(hq.digest(), a.digest());
    assert!(hq.ask(&["devices"]).contains("\trevoked"));
}

fn first(laptop: &Laptop) -> Vec<u8> {
    let ups = [Up::Hello(laptop.hello()), Up::First { snapshot: None, piece: 0 }, Up::End];
    ups.iter().flat_map(|up| frame(up).unwrap()).collect()
}

#[test]
fn a_wiped_laptop_is_given_an_order_that_only_headquarters_can_give() {
    let (hq, a, mut b) = network();
    let state = || json(&hq, &["devices"])[1]["state"].clone();
    assert_eq!(state(), "active");
    hq.ask(&["wipe", &b.device.to_string()]);
    assert_eq!(state(), "wipe ordered");
    b.mark_alone(1, 6, Status::Absent);
    let told = sent_away(&hq, &mut b);
    assert_eq!(told["code"], "exchange.wipe");
    let local = passerelle_store::Local::Network;
    let network = b.store.view().local(local).unwrap().unwrap();
    let network = passerelle_sync::digest::unhex(&network).unwrap();
    let network = PublicKey(network.try_into().unwrap());
    let order = told["args"]["order"].as_str().unwrap();
    assert!(wipe::is_ordered(order, b.device, &network));
    assert!(!wipe::is_ordered(order, a.device, &network), "another laptop obeys it not");
    assert_eq!(state(), "wiped");
    assert_eq!(json(&hq, &["refused"]).as_array().unwrap().len(), 1, "what it brought is kept");
    assert_eq!(sent_away(&hq, &mut b)["code"], "exchange.wipe", "until it obeys");
    assert_eq!(hq.post("/v1/first", first(&b)).outcome(), "403 exchange.wipe");
    hq.ask(&["revoke", &b.device.to_string()]);
    assert_eq!(state(), "wiped", "the lesser act takes nothing back");
    let code = hq.code(&["--site", "A"], "classroom");
    assert_eq!(b.try_join(&hq, &code, None).outcome(), "403 join.revoked");
}

fn batch(name: u8, slots: usize) -> UnlockBatch {
    let slots = (0..slots).map(|slot| [name + slot as u8; 32]).collect();
    UnlockBatch { batch: [name; 8], slots }
}

/// Brings a batch; the one that headquarters then says it holds.
fn bring(hq: &Hq, laptop: &mut Laptop, batch: &UnlockBatch) -> Option<[u8; 8]> {
    let mut body = frame(&Up::Hello(laptop.hello())).unwrap();
    let locked = batch.lock(&laptop.encryption.unwrap(), [5; 32]);
    body.extend(frame(&Up::Codes(locked)).unwrap());
    body.extend(frame(&Up::End).unwrap());
    let reply = hq.post("/v1/exchange", body);
    assert_eq!(reply.outcome(), "200");
    laptop.take(&reply.body);
    laptop.codes
}

#[test]
fn a_telephone_code_is_read_out_once_and_is_what_the_laptop_wrapped_under() {
    let (hq, mut a, _b) = network();
    let id = a.device.to_string();
    let ask = |role: &str| hq.ask(&["unlock", &id, "--role", role]);
    assert_eq!(refused(&hq, &["unlock", &id, "--role", "volunteer"]), "unlock.none_left");
    a.exchange(&hq);
    assert_eq!(a.codes, None, "headquarters asks for a batch");
    let first = batch(1, 8);
    assert_eq!(bring(&hq, &mut a, &first), Some([1; 8]));
    let told = ask("volunteer");
    let mut lines = told.lines();
    let heard = lines.next().unwrap();
    assert_eq!(heard.split(' ').map(str::len).collect::<Vec<_>>(), [4, 4, 4]);
    assert_eq!(lines.next(), Some("7 left"));
    assert_eq!(typed(heard).unwrap(), code(&first.slots[0], Level::Class));
    let json = json(&hq, &["unlock", &id, "--role", "coordinator"]);
    let heard = json["code"].as_str().unwrap();
    assert_eq!(typed(heard).unwrap(), code(&first.slots[1], Level::Private));
    assert_eq!(json["left"], 6);
    // The same batch again, as after a lost answer, brings back nothing that was read out.
    assert_eq!(bring(&hq, &mut a, &first), Some([1; 8]));
    assert!(ask("volunteer").ends_with("5 left\n"));
    // The newest replaces what was left of the one before.
    let second = batch(101, 2);
    assert_eq!(bring(&hq, &mut a, &second), Some([101; 8]));
    let heard = ask("volunteer");
    assert_eq!(typed(heard.lines().next().unwrap()).unwrap(), code(&second.slots[0], Level::Class));
    assert_eq!(bring(&hq, &mut a, &first), Some([101; 8]), "an old one does not come back");
    assert!(ask("volunteer").ends_with("0 left\n"));
    assert_eq!(refused(&hq, &["unlock", &id, "--role", "volunteer"]), "unlock.none_left");
    a.exchange(&hq);
    assert_eq!(a.codes, None, "and asks for another batch");
}

#[test]
fn no_code_is_read_out_for_whom_it_would_harm() {
    let (hq, mut a, mut b) = network();
    for laptop in [&mut a, &mut b] {
        bring(&hq, laptop, &batch(1, 8)).unwrap();
    }
    let unlock = |id: &str, role: &str| refused(&hq, &["unlock", id, "--role", role]);
    let (of_a, of_b) = (a.device.to_string(), b.device.to_string());
    assert_eq!(unlock("ffff", "volunteer"), "device.unknown");
    assert_eq!(unlock("0000", "volunteer"), "device.ambiguous");
    assert_eq!(unlock(&of_b, "coordinator"), "unlock.not_granted");
    hq.ask(&["unlock", &of_b, "--role", "volunteer"]);
    hq.ask(&["revoke", &of_b]);
    assert_eq!(unlock(&of_b, "volunteer"), "unlock.revoked");
    hq.ask(&["wipe", &of_a]);
    assert_eq!(unlock(&of_a, "volunteer"), "unlock.wiped");
    // What is not locked for headquarters, or by whom it was sent away, is not kept.
    let mut c = Laptop::new(3);
    c.join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
    let locked = batch(1, 8).lock(&c.key.encryption().public(), [5; 32]);
    let ups = [Up::Hello(c.hello()), Up::Codes(locked), Up::End];
    let body = ups.iter().flat_map(|up| frame(up).unwrap()).collect();
    assert_eq!(hq.post("/v1/exchange", body).outcome(), "400 exchange.not_understood");
}
