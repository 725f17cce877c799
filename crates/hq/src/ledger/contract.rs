//! What every ledger must do, written against the trait. A second engine passes the same cases.

use super::{Ledger, NewCode, SiteRow, SqliteLedger, hash, segments::REFUSED_OF_DEVICE_MAX};
use crate::scope::{Scope, authenticate};
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, SiteId, Stream, kinds};
use passerelle_sync::dot::GENESIS;
use passerelle_sync::identity::Key;
use passerelle_sync::join::JoinRequest;
use passerelle_sync::wire::{Hello, PROTOCOL, SignedHello};
use passerelle_sync::{DeviceId, Op, Segment, Vector};
use uuid::Uuid;

const SITE: SiteId = SiteId(Uuid::from_u128(1));
const OTHER: SiteId = SiteId(Uuid::from_u128(2));
const TOKEN: [u8; 32] = [9; 32];

struct Fixture {
    ledger: Box<dyn Ledger>,
    folder: tempfile::TempDir,
}

fn fixture() -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let ledger = SqliteLedger::open(folder.path()).unwrap();
    for (site, name) in [(SITE, "Ici"), (OTHER, "Ailleurs")] {
        ledger.add_site(&SiteRow { site, name: name.into() }, 1).unwrap();
    }
    Fixture { ledger: Box::new(ledger), folder }
}

fn key(number: u8) -> Key {
    Key::from_seed([number; 32])
}

fn device(number: u8) -> DeviceId {
    DeviceId(Uuid::from_u128(100 + u128::from(number)))
}

fn code(ledger: &dyn Ledger, name: &str, site: SiteId, grant: Grant) {
    let hash = hash(name.as_bytes());
    let code = NewCode { hash, site: Some(site), grant, role: Role::Volunteer, expires_ms: 1_000 };
    ledger.add_code(&code).unwrap();
}

fn redeem(ledger: &dyn Ledger, name: &str, number: u8) -> Result<u64, &'static str> {
    let request = JoinRequest::new(name.into(), device(number), "x".into(), &key(number), None);
    let enrolled = ledger.redeem(&hash(name.as_bytes()), &request, &hash(&TOKEN), 10);
    enrolled.map(|enrolled| enrolled.device.certified_n).map_err(|error| error.code())
}

/// A laptop that has joined and been authenticated.
fn scope(ledger: &dyn Ledger, number: u8, site: SiteId, grant: Grant) -> Scope {
    let name = format!("code {number}");
    code(ledger, &name, site, grant);
    redeem(ledger, &name, number).unwrap();
    let hello = hello(number);
    authenticate(ledger, &SignedHello::new(&hello, &key(number)).unwrap()).unwrap().0
}

fn hello(number: u8) -> Hello {
    Hello { protocol: PROTOCOL, device: device(number), token: TOKEN, now_ms: 0, have: vec![] }
}

fn segment(stream: Stream, number: u8, first: u64, ops: &[&str]) -> Segment {
    let ops = ops.iter().map(|op| op.as_bytes().to_vec()).collect();
    Segment { stream, device: device(number), first, ops }
}

fn append(fixture: &Fixture, scope: &Scope, segment: &Segment) -> Result<u64, &'static str> {
    fixture.ledger.append(scope, segment, 5).map_err(|error| error.code())
}

#[test]
fn headquarters_is_the_same_after_it_is_opened_again() {
    let Fixture { ledger, folder } = fixture();
    let again = SqliteLedger::open(folder.path()).unwrap();
    let (a, b) = (ledger.identity().unwrap(), again.identity().unwrap());
    assert_eq!((a.epoch, a.log, a.network.seed()), (b.epoch, b.log, b.network.seed()));
    assert_eq!(again.sites().unwrap().len(), 2);
}

#[test]
fn a_name_is_given_once_and_a_site_is_a_record_of_the_network() {
    let Fixture { ledger, folder: _folder } = fixture();
    let again = SiteRow { site: SiteId(Uuid::from_u128(3)), name: "Ici".into() };
    assert_eq!(ledger.add_site(&again, 2).unwrap_err().code(), "site.name_taken");
    let scope = Scope::headquarters();
    let found =
        ledger.segments_after(&scope, Stream::Network, &Vector::default(), 1 << 20).unwrap();
    let log = ledger.identity().unwrap().log;
    assert!(found.iter().all(|segment| segment.device == log));
    assert_eq!(found.iter().map(|segment| segment.first).collect::<Vec<_>>(), [1, 2]);
    let op = Op::decode(&found[0].ops[0]).unwrap();
    assert_eq!((op.kind, op.record_id()), (kinds::SITE.id, SITE.into()));
}

#[test]
fn a_code_is_used_once_and_asked_again_by_who_used_it() {
    let Fixture { ledger, folder: _folder } = fixture();
    code(&*ledger, "c", SITE, Grant::Classroom);
    assert_eq!(redeem(&*ledger, "other", 1), Err("join.unknown_code"));
    assert_eq!(redeem(&*ledger, "c", 1), Ok(1));
    assert_eq!(redeem(&*ledger, "c", 1), Ok(1), "no second certificate");
    assert_eq!(redeem(&*ledger, "c", 2), Err("join.used_code"));
    assert_eq!(ledger.devices().unwrap().len(), 1);
    code(&*ledger, "d", SITE, Grant::Coordinator);
    assert_eq!(redeem(&*ledger, "d", 1), Ok(2), "a new code changes the grant");
    assert_eq!(ledger.device(device(1)).unwrap().unwrap().grant, Grant::Coordinator);
    code(&*ledger, "e", OTHER, Grant::Classroom);
    assert_eq!(redeem(&*ledger, "e", 1), Err("join.site_already"));
    assert_eq!(redeem(&*ledger, "e", 3), Ok(1), "a refusal does not use the code");
}

#[test]
fn ranks_have_no_gap_and_what_is_held_is_passed_over() {
    let fixture = fixture();
    let scope = scope(&*fixture.ledger, 1, SITE, Grant::Classroom);
    let stream = Stream::Site(SITE);
    assert_eq!(append(&fixture, &scope, &segment(stream, 1, 2, &["b"])), Err("exchange.gap"));
    assert_eq!(append(&fixture, &scope, &segment(stream, 1, 1, &["a", "b"])), Ok(2));
    assert_eq!(append(&fixture, &scope, &segment(stream, 1, 1, &["a"])), Ok(2));
    assert_eq!(append(&fixture, &scope, &segment(stream, 1, 2, &["b", "c"])), Ok(3));
    let mut have = Vector::default();
    let all = |have: &Vector| {
        let found = fixture.ledger.segments_after(&scope, stream, have, 1 << 20).unwrap();
        let mine = found.into_iter().filter(|segment| segment.device == device(1));
        mine.map(|segment| (segment.first, segment.ops.concat())).collect::<Vec<_>>()
    };
    assert_eq!(all(&have), [(1, b"ab".to_vec()), (3, b"c".to_vec())]);
    have.advance(device(1), 2);
    assert_eq!(all(&have), [(3, b"c".to_vec())]);
    assert_eq!(fixture.ledger.vector(&scope, stream).unwrap().held(device(1)), 3);
}

#[test]
fn little_is_given_at_a_time_but_never_nothing() {
    let fixture = fixture();
    let scope = scope(&*fixture.ledger, 1, SITE, Grant::Classroom);
    let stream = Stream::Site(SITE);
    for n in 1..=3 {
        append(&fixture, &scope, &segment(stream, 1, n, &["0123456789"])).unwrap();
    }
    let mut have = fixture.ledger.vector(&scope, stream).unwrap();
    have.0.remove(&device(1));
    let give = |have: &Vector, bytes_max| {
        fixture.ledger.segments_after(&scope, stream, have, bytes_max).unwrap().len()
    };
    assert_eq!((give(&have, 0), give(&have, 1 << 20)), (1, 3));
    have.advance(device(1), 3);
    assert_eq!(give(&have, 1 << 20), 0);
}

#[test]
fn a_scope_ends_where_its_grant_ends() {
    let fixture = fixture();
    let classroom = scope(&*fixture.ledger, 1, SITE, Grant::Classroom);
    let coordinator = scope(&*fixture.ledger, 2, SITE, Grant::Coordinator);
    let check = |scope: &Scope, stream, covered: bool| {
        let ledger = &fixture.ledger;
        assert_eq!(ledger.vector(scope, stream).is_ok(), covered, "{stream}");
        let asked = ledger.segments_after(scope, stream, &Vector::default(), 1);
        assert_eq!(asked.is_ok(), covered, "{stream}");
        let number = if scope.device() == Some(device(1)) { 1 } else { 2 };
        let sent = ledger.append(scope, &segment(stream, number, 1, &["a"]), 5);
        assert_eq!(sent.is_ok(), covered, "{stream}");
    };
    for covered in [Stream::Network, Stream::Site(SITE)] {
        check(&classroom, covered, true);
    }
    check(&classroom, Stream::Private(SITE), false);
    check(&coordinator, Stream::Private(SITE), true);
    for foreign in [Stream::Site(OTHER), Stream::Private(OTHER), Stream::Audit(SITE)] {
        check(&coordinator, foreign, false);
    }
}

#[test]
fn only_a_known_device_with_its_token_and_key_gets_a_scope() {
    let Fixture { ledger, folder: _folder } = fixture();
    scope(&*ledger, 1, SITE, Grant::Classroom);
    let check = |hello: &Hello, signer: u8, outcome: &str| {
        let signed = SignedHello::new(hello, &key(signer)).unwrap();
        let found = authenticate(&*ledger, &signed).err().map_or("ok", |error| error.code());
        assert_eq!(found, outcome);
    };
    check(&hello(1), 1, "ok");
    check(&hello(2), 2, "exchange.unknown_device");
    check(&hello(1), 2, "exchange.bad_token");
    check(&Hello { token: [8; 32], ..hello(1) }, 1, "exchange.bad_token");
    check(&Hello { protocol: 2, ..hello(1) }, 1, "exchange.protocol");
    let later = SignedHello { bytes: vec![2, 255], signature: vec![] };
    assert_eq!(authenticate(&*ledger, &later).unwrap_err().code(), "exchange.protocol");
    let nothing = SignedHello { bytes: vec![], signature: vec![] };
    assert_eq!(authenticate(&*ledger, &nothing).unwrap_err().code(), "exchange.not_understood");
}

#[test]
fn the_default_catalogue_never_enters() {
    let fixture = fixture();
    let genesis = Segment { device: GENESIS, ..segment(Stream::Network, 1, 1, &["a"]) };
    let refused = append(&fixture, &Scope::headquarters(), &genesis);
    assert_eq!(refused, Err("exchange.not_granted"));
}

#[test]
fn commits_are_in_an_order_that_folding_can_follow() {
    let fixture = fixture();
    let scope = scope(&*fixture.ledger, 1, SITE, Grant::Classroom);
    let (ledger, all) = (&fixture.ledger, Scope::headquarters());
    let before = ledger.position().unwrap();
    assert_eq!(ledger.committed_after_ms(before).unwrap(), None);
    append(&fixture, &scope, &segment(Stream::Site(SITE), 1, 1, &["a"])).unwrap();
    assert_eq!(ledger.committed_after_ms(before).unwrap(), Some(5));
    assert_eq!(ledger.streams_after(&all, before).unwrap(), [Stream::Site(SITE)]);
    assert!(ledger.streams_after(&all, 0).unwrap().contains(&Stream::Network));
    assert!(ledger.position().unwrap() > before);
}

#[test]
fn forbidden_segments_are_kept_once_and_bounded() {
    let fixture = fixture();
    let scope = scope(&*fixture.ledger, 1, SITE, Grant::Classroom);
    let refuse = |text: &str| {
        let segment = segment(Stream::Site(SITE), 1, 1, &[text]);
        fixture.ledger.refuse(&scope, &segment, "exchange.not_permitted", 5).unwrap();
    };
    for number in 0..2 * REFUSED_OF_DEVICE_MAX {
        refuse(&format!("{}", number / 2));
    }
    let kept = || {
        let folder = fixture.folder.path();
        let key = super::key::read_or_make(&folder.join("ledger.key"), &folder.join("ledger.db"));
        let file = folder.join("ledger.db");
        let conn = passerelle_store::create_encrypted(&file, &key.unwrap()).unwrap();
        conn.query_row("SELECT count(*) FROM refused", [], |row| row.get::<_, u32>(0)).unwrap()
    };
    assert_eq!(kept(), REFUSED_OF_DEVICE_MAX);
    refuse("one too many");
    assert_eq!(kept(), REFUSED_OF_DEVICE_MAX);
    let stream = Stream::Site(SITE);
    assert_eq!(fixture.ledger.vector(&scope, stream).unwrap().held(device(1)), 0);
}

#[test]
fn files_that_cannot_be_opened_are_told_apart() {
    let Fixture { ledger, folder } = fixture();
    drop(ledger);
    let open = || SqliteLedger::open(folder.path()).map(|_| ()).map_err(|error| error.code());
    let key_file = folder.path().join("ledger.key");
    let key = std::fs::read_to_string(&key_file).unwrap();
    std::fs::write(&key_file, "00".repeat(32)).unwrap();
    assert_eq!(open(), Err("store.wrong_key"));
    std::fs::remove_file(&key_file).unwrap();
    assert_eq!(open(), Err("store.key_unreadable"), "a ledger is never given another key");
    std::fs::write(&key_file, key).unwrap();
    assert_eq!(open(), Ok(()));
    let key = super::key::read_or_make(&key_file, &folder.path().join("ledger.db")).unwrap();
    let file = folder.path().join("ledger.db");
    let conn = passerelle_store::create_encrypted(&file, &key).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    assert_eq!(open(), Err("store.newer_schema"));
}
