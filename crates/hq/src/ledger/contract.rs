//! What every ledger must do, written against the trait. A second engine passes the same cases.

use super::{
    Delivery, Enrolled, Ledger, NewCode, Outcome, Part, REFUSED_OF_DEVICE_MAX, SiteRow,
    SqliteLedger, hash,
};
use crate::scope::{Scope, authenticate};
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, RecordId, RecordRef, RegisterId, SiteId, Stream, Value, kinds};
use passerelle_store::StoreKey;
use passerelle_sync::dot::GENESIS;
use passerelle_sync::identity::Key;
use passerelle_sync::join::JoinRequest;
use passerelle_sync::person::{KeyState, PersonKey};
use passerelle_sync::sealed::{ChainHash, NoNames, Sealed, seal};
use passerelle_sync::wire::{About, Have, Hello, PROTOCOL, Report};
use passerelle_sync::{DeviceId, Hlc, Op, Vector, Write};
use std::path::Path;
use uuid::Uuid;

const SITE: SiteId = SiteId(Uuid::from_u128(1));
const OTHER: SiteId = SiteId(Uuid::from_u128(2));
const HERE: Stream = Stream::Site(SITE);
const TOKEN: [u8; 32] = [9; 32];

struct Fixture {
    ledger: Box<dyn Ledger>,
    folder: tempfile::TempDir,
}

fn open(folder: &Path) -> Box<dyn Ledger> {
    Box::new(SqliteLedger::open(folder, 1).unwrap())
}

fn fixture() -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    for (site, name) in [(SITE, "Ici"), (OTHER, "Ailleurs")] {
        ledger.add_site(&SiteRow { site, name: name.into() }, 1).unwrap();
    }
    Fixture { ledger, folder }
}

fn key(number: u8) -> Key {
    Key::from_seed([number; 32])
}

fn device(number: u8) -> DeviceId {
    DeviceId(Uuid::from_u128(100 + u128::from(number)))
}

fn person(number: u8) -> RecordId {
    RecordId(Uuid::from_u128(200 + u128::from(number)))
}

fn code(ledger: &dyn Ledger, name: &str, site: SiteId, grant: Grant) {
    let hash = hash(name.as_bytes());
    let code = NewCode { hash, site: Some(site), grant, role: Role::Volunteer, expires_ms: 1_000 };
    ledger.add_code(&code).unwrap();
}

fn redeem(ledger: &dyn Ledger, name: &str, number: u8) -> Result<Enrolled, &'static str> {
    let (id, person, key) = (device(number), person(number), key(number));
    let request = JoinRequest::new(name.into(), id, "x".into(), person, &key, None, None);
    let enrolled = ledger.redeem(&hash(name.as_bytes()), &request, &hash(&TOKEN), 10);
    enrolled.map_err(|error| error.code())
}

/// A laptop that has joined and been authenticated.
fn scope(ledger: &dyn Ledger, number: u8, site: SiteId, grant: Grant) -> Scope {
    let name = format!("code {number}");
    code(ledger, &name, site, grant);
    redeem(ledger, &name, number).unwrap();
    authenticate(ledger, &hello(number), 11).unwrap().scope
}

fn hello(number: u8) -> Hello {
    let have = Have::Digest { digest: [0; 16], cursor: 0 };
    let (device, proof) = (device(number), Vec::new());
    let (protocol, token, epoch, report) = (PROTOCOL, TOKEN, [0; 4], Report::default());
    let about = About::All;
    Hello { protocol, device, token, proof, now_ms: 0, epoch, about, have, beside: None, report }
}

fn op(number: u64) -> Op {
    Op {
        hlc: Hlc::at(number),
        actor: person(0),
        kind: kinds::SESSION.id,
        record: RecordRef::Own(RecordId(Uuid::from_u128(u128::from(number)))),
        writes: vec![Write {
            register: RegisterId(3),
            value: Value::Text(format!("room {number}")),
            replaces: vec![],
        }],
    }
}

/// A writer that seals as a laptop does.
struct Log {
    number: u8,
    stream: Stream,
    n: u64,
    tip: ChainHash,
}

impl Log {
    fn of(number: u8, stream: Stream) -> Self {
        Self { number, stream, n: 0, tip: ChainHash::START }
    }

    fn seal(&mut self, ops: &[u64]) -> Sealed {
        let ops: Vec<Op> = ops.iter().map(|number| op(*number)).collect();
        let (id, key) = (device(self.number), key(self.number));
        let segment = seal(self.stream, id, self.n + 1, &ops, &self.tip, &key, &NoNames).unwrap();
        (self.n, self.tip) = (segment.last(), segment.chained(&self.tip));
        segment
    }
}

fn deliver(scope: &Scope, segments: &[&Sealed]) -> Delivery {
    let segments = segments.iter().map(|segment| (*segment).clone()).collect();
    let (scope, keys) = (scope.clone(), vec![]);
    Delivery { scope, segments, keys, codes: None, token: None, said: None }
}

fn commit(ledger: &dyn Ledger, scope: &Scope, segments: &[&Sealed]) -> Vec<&'static str> {
    let mut outcomes = ledger.commit(&[deliver(scope, segments)], 5).unwrap();
    let told = |outcome| match outcome {
        Outcome::Committed => "committed",
        Outcome::Repeated => "repeated",
        Outcome::Refused(code) => code,
    };
    outcomes.remove(0).into_iter().map(told).collect()
}

fn held(ledger: &dyn Ledger, stream: Stream, number: u8) -> u64 {
    let standing = ledger.standing(&Scope::headquarters(), &[stream]).unwrap();
    standing.tips[0].1.get(&device(number)).map_or(0, |tip| tip.n)
}

fn everything() -> Part {
    Part { after: 0, to: u64::MAX >> 1, lacking: None, except: None }
}

fn all(ledger: &dyn Ledger, streams: &[Stream], part: &Part) -> Vec<(u64, Sealed)> {
    ledger.segments(&Scope::headquarters(), streams, part, 1 << 20).unwrap()
}

fn own_ops(ledger: &dyn Ledger, stream: Stream) -> Vec<Op> {
    let log = ledger.identity().unwrap().log;
    let own = all(ledger, &[stream], &everything()).into_iter();
    let own = own.filter(|(_, segment)| segment.device == log);
    own.flat_map(|(_, segment)| segment.decode(&NoNames).unwrap().ops).collect()
}

#[test]
fn headquarters_is_the_same_after_it_is_opened_again() {
    let Fixture { ledger, folder } = fixture();
    let again = open(folder.path());
    let (a, b) = (ledger.identity().unwrap(), again.identity().unwrap());
    assert_eq!((a.epoch, a.log, a.network.seed()), (b.epoch, b.log, b.network.seed()));
    assert_eq!(again.sites().unwrap().len(), 2);
    let logs = again.logs().unwrap();
    assert_eq!(logs.iter().map(|log| log.log).collect::<Vec<_>>(), [a.log]);
    assert!(logs[0].is_vouched_by(&a.network.public()));
}

#[test]
fn a_name_is_given_once_and_a_site_is_a_record_of_the_network() {
    let Fixture { ledger, folder: _folder } = fixture();
    let again = SiteRow { site: SiteId(Uuid::from_u128(3)), name: "Ici".into() };
    assert_eq!(ledger.add_site(&again, 2).unwrap_err().code(), "site.name_taken");
    let ops = own_ops(&*ledger, Stream::Network);
    let found: Vec<_> = ops.iter().map(|op| (op.kind, op.record_id())).collect();
    assert_eq!(found, [(kinds::SITE.id, SITE.into()), (kinds::SITE.id, OTHER.into())]);
}

#[test]
fn a_code_is_used_once_and_asked_again_by_who_used_it() {
    let Fixture { ledger, folder: _folder } = fixture();
    let told = |name: &str, number| redeem(&*ledger, name, number).err().unwrap_or("ok");
    code(&*ledger, "c", SITE, Grant::Classroom);
    assert_eq!(told("other", 1), "join.unknown_code");
    assert_eq!(told("c", 1), "ok");
    let written = || own_ops(&*ledger, HERE).len();
    let before = written();
    assert_eq!(told("c", 1), "ok");
    assert_eq!(written(), before, "no second certificate");
    assert_eq!(told("c", 2), "join.used_code");
    assert_eq!(ledger.devices().unwrap().len(), 1);
    code(&*ledger, "d", SITE, Grant::Coordinator);
    assert_eq!(told("d", 1), "ok", "a new code changes the grant");
    assert_eq!(ledger.device(device(1)).unwrap().unwrap().grant, Grant::Coordinator);
    let last = own_ops(&*ledger, HERE).split_off(before);
    let replaced = last.iter().map(|op| op.writes[0].replaces.iter().map(|dot| dot.n).collect());
    let replaced: Vec<Vec<u64>> = replaced.collect();
    assert_eq!(replaced, [vec![], vec![2], vec![3]], "certificate, name, person");
    code(&*ledger, "e", OTHER, Grant::Classroom);
    assert_eq!(told("e", 1), "join.site_already");
    assert_eq!(told("e", 3), "ok", "a refusal does not use the code");
}

#[test]
fn a_laptop_is_certified_in_every_stream_that_it_is_granted() {
    let Fixture { ledger, folder: _folder } = fixture();
    let certified = |stream| {
        let ops = own_ops(&*ledger, stream);
        ops.iter().filter(|op| op.kind == kinds::CERTIFICATE.id).count()
    };
    let streams = [Stream::Network, HERE, Stream::Private(SITE), Stream::Audit(SITE)];
    scope(&*ledger, 1, SITE, Grant::Classroom);
    assert_eq!(streams.map(certified), [1, 1, 0, 1]);
    scope(&*ledger, 2, SITE, Grant::Coordinator);
    assert_eq!(streams.map(certified), [2, 2, 1, 2]);
    for op in own_ops(&*ledger, HERE) {
        let reading = op.read(HERE.class());
        assert!(matches!(reading, passerelle_sync::op::Reading::Foldable(_)), "{reading:?}");
    }
}

#[test]
fn a_laptop_takes_a_new_name_with_its_former_key() {
    let Fixture { ledger, folder: _folder } = fixture();
    scope(&*ledger, 1, SITE, Grant::Coordinator);
    let renew = |old: u8| {
        let (new, old) = (key(4), key(old));
        let formerly = Some((device(1), &old));
        let name = "y".to_owned();
        let request =
            JoinRequest::new(String::new(), device(4), name, person(4), &new, None, formerly);
        ledger.renew(&request, &hash(&TOKEN), 10).map_err(|error| error.code())
    };
    assert_eq!(renew(2).unwrap_err(), "join.unknown_device");
    let renewed = renew(1).unwrap().device;
    assert_eq!(
        (renewed.site, renewed.grant, renewed.name.as_str()),
        (SITE, Grant::Coordinator, "x")
    );
    assert_eq!(renewed.person, Some(person(1)), "the same person");
    assert!(renew(1).is_ok(), "asked again");
    assert_eq!(ledger.devices().unwrap().len(), 2);
    assert!([1, 4].iter().all(|number| authenticate(&*ledger, &hello(*number), 11).is_ok()));
}

#[test]
fn what_is_held_is_passed_over_and_a_gap_stops_nobody() {
    let Fixture { ledger, folder: _folder } = fixture();
    let scope = scope(&*ledger, 1, SITE, Grant::Classroom);
    let mut log = Log::of(1, HERE);
    let [a, b, c] = [log.seal(&[1, 2]), log.seal(&[3]), log.seal(&[4])];
    let other = Log::of(1, Stream::Network).seal(&[5]);
    let ledger = &*ledger;
    let told = commit(ledger, &scope, &[&b, &a, &c, &other]);
    assert_eq!(told, ["exchange.gap", "committed", "exchange.gap", "committed"]);
    assert!(ledger.refused().unwrap().is_empty(), "a gap comes again");
    assert_eq!(commit(ledger, &scope, &[&a, &b, &c]), ["repeated", "committed", "committed"]);
    for _ in 0..1_000 {
        assert_eq!(commit(ledger, &scope, &[&b]), ["repeated"]);
    }
    assert_eq!(held(ledger, HERE, 1), 4);
    let found = all(ledger, &[HERE], &everything());
    let mine = found.into_iter().map(|(_, segment)| segment);
    let mine: Vec<_> = mine.filter(|segment| segment.device == device(1)).collect();
    assert_eq!(mine, [a, b, c], "byte for byte");
}

#[test]
fn what_is_not_believed_is_told_apart_and_kept_for_review() {
    let Fixture { ledger, folder: _folder } = fixture();
    let ledger = &*ledger;
    let laptop = scope(ledger, 1, SITE, Grant::Classroom);
    let elsewhere = scope(ledger, 2, OTHER, Grant::Classroom);
    let mut log = Log::of(1, HERE);
    let good = log.seal(&[1, 2]);
    let mut altered = good.bytes().to_vec();
    let at = altered.len() - 70;
    altered[at] ^= 1;
    if let Ok(altered) = Sealed::parse(HERE, device(1), altered) {
        assert_eq!(commit(ledger, &laptop, &[&altered]), ["exchange.not_verified"]);
    }
    let stranger = Log::of(9, HERE).seal(&[1]);
    assert_eq!(commit(ledger, &laptop, &[&stranger]), ["exchange.not_certified"]);
    let foreign = Log::of(2, HERE).seal(&[1]);
    assert_eq!(commit(ledger, &laptop, &[&foreign]), ["exchange.not_certified"], "its writer");
    assert_eq!(commit(ledger, &elsewhere, &[&good]), ["exchange.not_granted"], "its sender");
    let forged = seal(HERE, GENESIS, 1, &[op(1)], &ChainHash::START, &key(1), &NoNames).unwrap();
    assert_eq!(commit(ledger, &laptop, &[&forged]), ["exchange.not_certified"]);
    assert_eq!(commit(ledger, &laptop, &[&good]), ["committed"], "none stops another");
    // The chain goes on from another segment than the one that is held.
    let mut copied = Log::of(1, HERE);
    let fork = copied.seal(&[7, 8]);
    let after = copied.seal(&[9]);
    assert_eq!(commit(ledger, &laptop, &[&after]), ["exchange.not_verified"]);
    assert_eq!(commit(ledger, &laptop, &[&fork]), ["exchange.fork"]);
    assert_eq!(commit(ledger, &laptop, &[&log.seal(&[3])]), ["committed"]);
    assert_eq!(held(ledger, HERE, 1), 3);
    let kept = ledger.refused().unwrap();
    let codes: Vec<_> = kept.iter().map(|row| (row.code.as_str(), row.writer)).collect();
    assert!(codes.contains(&("exchange.fork", device(1))), "{codes:?}");
    assert!(codes.contains(&("exchange.not_certified", device(9))));
    assert_eq!(all(ledger, &[HERE], &everything()).len(), 1 + 2, "one certificate, two segments");
}

#[test]
fn refused_segments_are_kept_once_and_bounded() {
    let Fixture { ledger, folder: _folder } = fixture();
    let ledger = &*ledger;
    let laptop = scope(ledger, 1, SITE, Grant::Classroom);
    let stranger = |number: u64| Log::of(9, HERE).seal(&[1 + number / 2]);
    let many: Vec<Sealed> = (0..2 * u64::from(REFUSED_OF_DEVICE_MAX)).map(stranger).collect();
    commit(ledger, &laptop, &many.iter().collect::<Vec<_>>());
    assert_eq!(ledger.refused().unwrap().len(), REFUSED_OF_DEVICE_MAX as usize);
    commit(ledger, &laptop, &[&stranger(10_000)]);
    assert_eq!(ledger.refused().unwrap().len(), REFUSED_OF_DEVICE_MAX as usize);
}

#[test]
fn any_laptop_carries_what_another_wrote() {
    let Fixture { ledger, folder: _folder } = fixture();
    let [a, b] = [1, 2].map(|number| scope(&*ledger, number, SITE, Grant::Classroom));
    let mut log = Log::of(1, HERE);
    let [first, second] = [log.seal(&[1]), log.seal(&[2])];
    assert_eq!(commit(&*ledger, &b, &[&first]), ["committed"]);
    assert_eq!(commit(&*ledger, &a, &[&first, &second]), ["repeated", "committed"]);
    let part = Part { except: Some(device(1)), ..everything() };
    let found = all(&*ledger, &[HERE], &part);
    assert!(found.iter().all(|(_, segment)| segment.device != device(1)));
}

#[test]
fn a_part_is_in_the_order_of_commits_and_never_nothing() {
    let Fixture { ledger, folder: _folder } = fixture();
    let laptop = scope(&*ledger, 1, SITE, Grant::Classroom);
    let before = ledger.position().unwrap();
    let (mut site, mut network) = (Log::of(1, HERE), Log::of(1, Stream::Network));
    let order = [site.seal(&[1]), network.seal(&[2]), site.seal(&[3])];
    commit(&*ledger, &laptop, &order.iter().collect::<Vec<_>>());
    let streams = [Stream::Network, HERE];
    let part = Part { after: before, ..everything() };
    let found: Vec<_> =
        all(&*ledger, &streams, &part).into_iter().map(|(_, segment)| segment).collect();
    assert_eq!(found, order);
    let give =
        |part: &Part, bytes_max| ledger.segments(&laptop, &streams, part, bytes_max).unwrap().len();
    assert_eq!((give(&part, 0), give(&part, 1 << 20)), (1, 3));
    assert_eq!(give(&Part { to: before, ..part.clone() }, 1 << 20), 0);
    let mut have = Vector::default();
    have.advance(device(1), 1);
    let lacking = Some(vec![(HERE, have)]);
    assert_eq!(give(&Part { lacking, ..part }, 1 << 20), 2);
}

#[test]
fn a_scope_ends_where_its_grant_ends() {
    let Fixture { ledger, folder: _folder } = fixture();
    let classroom = scope(&*ledger, 1, SITE, Grant::Classroom);
    let coordinator = scope(&*ledger, 2, SITE, Grant::Coordinator);
    let check = |scope: &Scope, stream, reads: bool, writes: bool| {
        assert_eq!(ledger.standing(scope, &[stream]).is_ok(), reads, "{stream}");
        assert_eq!(ledger.segments(scope, &[stream], &everything(), 1).is_ok(), reads, "{stream}");
        assert_eq!(ledger.keys(scope, &[stream], &everything(), 1).is_ok(), reads, "{stream}");
        let number = if scope.device() == Some(device(1)) { 1 } else { 2 };
        let told = commit(&*ledger, scope, &[&Log::of(number, stream).seal(&[1])]);
        assert_eq!(told == ["committed"], writes, "{stream}: {told:?}");
        assert_eq!(held(&*ledger, stream, number) > 0, writes, "{stream}");
    };
    for covered in [Stream::Network, HERE] {
        check(&classroom, covered, true, true);
    }
    check(&classroom, Stream::Private(SITE), false, false);
    check(&coordinator, Stream::Private(SITE), true, true);
    check(&coordinator, Stream::Audit(SITE), false, true);
    for foreign in [Stream::Site(OTHER), Stream::Private(OTHER), Stream::Audit(OTHER)] {
        check(&coordinator, foreign, false, false);
    }
}

#[test]
fn only_a_known_device_with_its_token_or_key_gets_a_scope() {
    let Fixture { ledger, folder: _folder } = fixture();
    scope(&*ledger, 1, SITE, Grant::Classroom);
    let check = |hello: &Hello, outcome: &str| {
        let found = authenticate(&*ledger, hello, 11);
        let told = found.as_ref().err().map_or("ok", |error| error.code());
        assert_eq!(told, outcome);
        found.is_ok_and(|believed| believed.needs_token)
    };
    assert!(!check(&hello(1), "ok"));
    check(&hello(2), "exchange.bad_token");
    check(&hello(2).proved(&key(2)), "exchange.unknown_device");
    let wrong = Hello { token: [8; 32], ..hello(1) };
    check(&wrong, "exchange.bad_token");
    assert!(check(&wrong.clone().proved(&key(1)), "ok"), "its key speaks for it");
    check(&wrong.clone().proved(&key(2)), "exchange.unknown_device");
    check(&Hello { now_ms: 7, ..wrong.clone().proved(&key(1)) }, "exchange.unknown_device");
    check(&Hello { protocol: 1, ..hello(1) }, "exchange.protocol");
    ledger.revoke(device(1), 20).unwrap();
    let away = authenticate(&*ledger, &hello(1), 21).unwrap().scope;
    assert!(away.is_sent_away() && away.streams().is_empty(), "known, and given nothing");
    check(&wrong, "exchange.bad_token");
    assert_eq!(ledger.revoke(device(7), 20).unwrap_err().code(), "device.unknown");
}

#[test]
fn once_revoked_the_last_that_counts_is_told_in_every_stream() {
    let Fixture { ledger, folder: _folder } = fixture();
    let laptop = scope(&*ledger, 1, SITE, Grant::Classroom);
    commit(&*ledger, &laptop, &[&Log::of(1, HERE).seal(&[1, 2])]);
    ledger.revoke(device(1), 20).unwrap();
    for (stream, last) in [(Stream::Network, 0), (HERE, 2), (Stream::Audit(SITE), 0)] {
        let op = own_ops(&*ledger, stream).pop().unwrap();
        assert_eq!(op.kind, kinds::CERTIFICATE.id);
        assert_eq!(
            (op.writes[0].register, op.writes[0].value.clone()),
            (RegisterId(3), Value::Int(last))
        );
    }
    let position = ledger.position().unwrap();
    ledger.revoke(device(1), 21).unwrap();
    assert_eq!(ledger.position().unwrap(), position, "said once");
}

#[test]
fn keys_go_to_whoever_is_granted_the_stream_until_the_person_is_erased() {
    let Fixture { ledger, folder: _folder } = fixture();
    let coordinator = scope(&*ledger, 1, SITE, Grant::Coordinator);
    let classroom = scope(&*ledger, 2, SITE, Grant::Classroom);
    let state = |stream, number: u8| KeyState {
        stream,
        person: person(number),
        key: Some(PersonKey([number; 32])),
    };
    let (here, private) = (state(HERE, 1), state(Stream::Private(SITE), 1));
    let (other, foreign) = (state(HERE, 2), state(Stream::Site(OTHER), 3));
    let keys = vec![here.clone(), private.clone(), other.clone(), foreign, here.clone()];
    let bring = |scope: &Scope, keys: &[KeyState]| {
        let delivery = Delivery { keys: keys.to_vec(), ..deliver(scope, &[]) };
        ledger.commit(&[delivery], 5).unwrap();
    };
    bring(&coordinator, &keys);
    bring(&classroom, &[private.clone(), KeyState { key: None, ..other.clone() }]);
    let given = |scope: &Scope, part: &Part| -> Vec<KeyState> {
        let found = ledger.keys(scope, &scope.streams(), part, 9).unwrap();
        found.into_iter().map(|(_, key)| key).collect()
    };
    assert_eq!(given(&coordinator, &everything()), [here, private, other.clone()]);
    assert_eq!(given(&classroom, &everything()).len(), 2, "and nothing private");
    let own = Part { except: Some(device(1)), ..everything() };
    assert!(given(&coordinator, &own).is_empty(), "who brought them has them");
    let before = ledger.position().unwrap();
    ledger.erase(SITE, &[person(1)], 6).unwrap();
    ledger.erase(SITE, &[person(1)], 7).unwrap();
    bring(&coordinator, &keys);
    let erased = KeyState { stream: HERE, person: person(1), key: None };
    assert_eq!(given(&coordinator, &everything()), [other, erased.clone()]);
    assert_eq!(given(&classroom, &Part { after: before, ..everything() }), [erased]);
    let elsewhere = scope(&*ledger, 3, OTHER, Grant::Classroom);
    bring(&elsewhere, &[state(Stream::Site(OTHER), 1)]);
    assert_eq!(given(&elsewhere, &everything()).len(), 1, "a centre erases its own");
}

#[test]
fn commits_are_in_an_order_that_folding_can_follow() {
    let Fixture { ledger, folder: _folder } = fixture();
    let laptop = scope(&*ledger, 1, SITE, Grant::Classroom);
    let all = Scope::headquarters();
    let before = ledger.position().unwrap();
    assert_eq!(ledger.committed_after_ms(before).unwrap(), None);
    commit(&*ledger, &laptop, &[&Log::of(1, HERE).seal(&[1])]);
    assert_eq!(ledger.committed_after_ms(before).unwrap(), Some(5));
    assert_eq!(ledger.streams_after(&all, before).unwrap(), [HERE]);
    assert!(ledger.streams_after(&all, 0).unwrap().contains(&Stream::Network));
    let after = ledger.position().unwrap();
    assert!(after > before);
    ledger.write_own(HERE, vec![op(1), op(2)], 6).unwrap();
    assert_eq!(ledger.position().unwrap(), after + 1, "one decision, one segment");
}

#[test]
fn an_older_copy_begins_an_epoch_and_learns_again_what_it_forgot() {
    let Fixture { ledger, folder } = fixture();
    let a = scope(&*ledger, 1, SITE, Grant::Classroom);
    let first = ledger.identity().unwrap();
    drop(ledger);
    let files = ["ledger.db", "ledger.db-wal"];
    let copy = tempfile::tempdir().unwrap();
    for name in files.iter().filter(|name| folder.path().join(name).exists()) {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    let ledger = open(folder.path());
    assert_eq!(ledger.identity().unwrap().epoch, first.epoch, "no epoch without a reason");
    scope(&*ledger, 2, SITE, Grant::Coordinator);
    let later = ledger.begin_epoch(30).unwrap();
    scope(&*ledger, 3, SITE, Grant::Classroom);
    let lost: Vec<Sealed> = all(&*ledger, &[Stream::Network, HERE], &everything())
        .into_iter()
        .map(|(_, segment)| segment)
        .collect();
    let position = ledger.position().unwrap();
    drop(ledger);
    for name in files {
        let _ = std::fs::remove_file(folder.path().join(name));
        let _ = std::fs::copy(copy.path().join(name), folder.path().join(name));
    }
    let ledger = open(folder.path());
    let now = ledger.identity().unwrap();
    assert!(now.epoch != first.epoch && now.epoch != later.epoch);
    assert!(ledger.position().unwrap() >= position, "no place is given twice");
    assert!(ledger.device(device(2)).unwrap().is_none());
    let told = commit(&*ledger, &a, &lost.iter().collect::<Vec<_>>());
    assert!(told.iter().all(|told| ["committed", "repeated"].contains(told)), "{told:?}");
    for (number, grant) in [(2, Grant::Coordinator), (3, Grant::Classroom)] {
        let known = ledger.device(device(number)).unwrap().unwrap();
        assert_eq!(
            (known.grant, known.key, known.name.as_str()),
            (grant, key(number).public(), "x")
        );
        let proved = hello(number).proved(&key(number));
        assert!(authenticate(&*ledger, &proved, 40).unwrap().needs_token);
    }
    let logs: Vec<_> = ledger.logs().unwrap().into_iter().map(|log| log.log).collect();
    assert!([first.log, later.log, now.log].iter().all(|log| logs.contains(log)));
    drop(ledger);
    assert_eq!(open(folder.path()).identity().unwrap().epoch, now.epoch, "noticed once");
}

/// A ledger as the earlier version left it: its ops stay, its records are written again.
#[test]
fn a_ledger_of_the_earlier_version_begins_an_epoch() {
    let folder = tempfile::tempdir().unwrap();
    let key = StoreKey([5; 32]);
    std::fs::write(folder.path().join("ledger.key"), "05".repeat(32)).unwrap();
    let file = folder.path().join("ledger.db");
    let conn = passerelle_store::create_encrypted(&file, &key).unwrap();
    conn.execute_batch(include_str!("../../migrations/0001_ledger.sql")).unwrap();
    conn.execute_batch(include_str!("earlier.sql")).unwrap();
    conn.pragma_update(None, "user_version", 1).unwrap();
    drop(conn);
    let ledger = open(folder.path());
    assert_ne!(ledger.identity().unwrap().epoch, Uuid::from_bytes([1; 16]));
    let network = own_ops(&*ledger, Stream::Network);
    let sites: Vec<_> = network.iter().filter(|op| op.kind == kinds::SITE.id).collect();
    assert_eq!(sites.len(), 1, "an adopted centre's record is its own laptop's");
    let device = &ledger.devices().unwrap()[0];
    assert!(device.encryption.is_none() && device.written.is_some());
    let conn = passerelle_store::create_encrypted(&file, &key).unwrap();
    let kept: i64 = conn.query_row("SELECT count(*) FROM segment_1", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1);
}

#[test]
fn files_that_cannot_be_opened_are_told_apart() {
    let Fixture { ledger, folder } = fixture();
    drop(ledger);
    let open = || SqliteLedger::open(folder.path(), 1).map(|_| ()).map_err(|error| error.code());
    let key_file = folder.path().join("ledger.key");
    let key = std::fs::read_to_string(&key_file).unwrap();
    std::fs::write(&key_file, "00".repeat(32)).unwrap();
    assert_eq!(open(), Err("store.wrong_key"));
    std::fs::remove_file(&key_file).unwrap();
    assert_eq!(open(), Err("store.key_unreadable"), "a ledger is never given another key");
    std::fs::write(&key_file, key).unwrap();
    assert_eq!(open(), Ok(()));
    let key = super::KeyPlace::of(folder.path(), None);
    let key = key.read_or_make(&folder.path().join("ledger.db")).unwrap();
    let file = folder.path().join("ledger.db");
    let conn = passerelle_store::create_encrypted(&file, &key).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    assert_eq!(open(), Err("store.newer_schema"));
}
