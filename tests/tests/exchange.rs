//! Two laptops and a headquarters as three real processes: whatever the order of exchanges, wherever
//! one is cut, whenever headquarters is killed, all three end with the same digest, nothing is lost,
//! nothing is there twice, and "received" is never said before it is true.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::time::Duration;

use passerelle_domain::{RecordRef, Value, kinds};
use passerelle_store::{Act, Author, Draft, Gesture, Store, StoreError};
use passerelle_sync::digest;
use passerelle_tests::centre::{
    MarkLine, array, copy_of, device, joined, marks, names, pending, session_now, shown, text,
    two_laptops,
};
use passerelle_tests::interrupt::{disturb, usual_time};
use passerelle_tests::process::Background;
use passerelle_tests::proxy::{Proxy, Way};
use passerelle_tests::seed::Chance;
use passerelle_tests::{Headquarters, Laptop, PATIENCE, wait_for};

const SITE: &str = "Maison de quartier";
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");
/// Cuts in each direction, at other bytes in each run.
const CUTS: u64 = 30;
/// Times that headquarters is killed.
const KILLS: u32 = 20;

/// The digest of a stream in which nothing was ever written.
fn nothing() -> String {
    digest::line(&digest::Tips::default(), digest::HeadSum::default(), &[])
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Who {
    A,
    B,
}

/// Two laptops of one centre; A exchanges through the proxy.
struct Trio {
    hq: Headquarters,
    proxy: Proxy,
    a: Laptop,
    b: Laptop,
    devices: [String; 2],
    names: Vec<String>,
    session: String,
    made: Vec<MarkLine>,
}

impl Trio {
    fn new() -> Trio {
        let hq = Headquarters::start(&[SITE]).unwrap();
        let proxy = Proxy::start(hq.url()).unwrap();
        let [a, b] = two_laptops(&hq, &proxy.url(), SITE).unwrap();
        a.cmd(&["exchange"]).unwrap();
        let session = session_now(&a).unwrap();
        let names = names(&a, &session).unwrap();
        let devices = [device(&a).unwrap(), device(&b).unwrap()];
        let trio = Trio { hq, proxy, a, b, devices, names, session, made: Vec::new() };
        trio.check_equal("at the start");
        trio
    }

    fn laptop(&self, who: Who) -> &Laptop {
        match who {
            Who::A => &self.a,
            Who::B => &self.b,
        }
    }

    /// Marks a learner late by minutes that this trio has not used for them yet.
    fn mark(&mut self, who: Who, learner: usize) {
        let row = learner % self.names.len();
        let about = self.names[row].clone();
        let minutes = 1 + self.made.iter().filter(|line| line.about == about).count();
        let (row, late) = (format!("#{}", row + 1), format!("late:{minutes}"));
        self.laptop(who).cmd(&["mark", &self.session, &row, &late]).unwrap();
        let (device, value) = (self.devices[who as usize].clone(), format!("present {late}"));
        self.made.push(MarkLine { device, about, value });
    }

    fn exchange(&self, who: Who) {
        self.laptop(who).cmd(&["exchange"]).unwrap();
    }

    fn check_equal(&self, when: &str) {
        let [a, b] = [Who::A, Who::B].map(|who| self.laptop(who).digest().unwrap());
        assert!(a.len() == 3 && !a.values().all(|hash| *hash == nothing()), "{a:?}");
        assert_eq!(a, b, "{when}");
        let hq = self.hq.digest().unwrap();
        for (stream, hash) in a {
            assert_eq!(hq.get(&stream), Some(&hash), "{stream} {when}");
        }
    }

    /// What A may call received has been: a witness that never spoke to A finds it at headquarters.
    fn check_received(&self, when: &str) -> u64 {
        let waiting = pending(&self.a).unwrap();
        self.exchange(Who::B);
        let of_a = |line: &&MarkLine| line.device == self.devices[0];
        let there = marks(&self.b, &self.session).unwrap().iter().filter(of_a).count() as u64;
        let made = self.made.iter().filter(of_a).count() as u64;
        assert!(there + waiting >= made, "{there} received, {waiting} wait, of {made}: {when}");
        waiting
    }

    /// Every mark is in both histories once, nothing waits, and a laptop that comes now gets all.
    fn check_whole(&mut self) {
        self.made.sort();
        let late = joined(&self.hq, self.hq.url(), SITE, COORDINATOR, "Chloé").unwrap();
        late.cmd(&["exchange"]).unwrap();
        for laptop in [&self.a, &self.b] {
            laptop.cmd(&["exchange"]).unwrap();
            assert_eq!(pending(laptop).unwrap(), 0);
        }
        for laptop in [&self.a, &self.b, &late] {
            assert_eq!(marks(laptop, &self.session).unwrap(), self.made);
        }
        assert_eq!(late.digest().unwrap(), self.a.digest().unwrap());
        self.check_equal("at the end");
    }
}

#[test]
fn every_order_of_exchanges_ends_equal() {
    let mut trio = Trio::new();
    let mut converged = 0;
    for length in 1..=4 {
        for word in 0..1 << length {
            let at = |turn: u32| if word >> turn & 1 == 0 { Who::A } else { Who::B };
            let order: Vec<_> = (0..length).map(at).collect();
            converged += u32::from(check_order(&mut trio, &order));
        }
    }
    assert_eq!(converged, 10, "orders in which each hears the other");
    trio.check_whole();
}

/// Both mark on their own, the same learner among others, then exchange in this order. They agree
/// if one exchanged before and after the other, and not before that.
fn check_order(trio: &mut Trio, order: &[Who]) -> bool {
    for (who, learner) in [(Who::A, 0), (Who::A, 1), (Who::B, 1), (Who::B, 2)] {
        trio.mark(who, learner);
    }
    for who in order {
        trio.exchange(*who);
    }
    let [a, b] = [Who::A, Who::B].map(|who| trio.laptop(who).digest().unwrap());
    let mut turns = order.to_vec();
    turns.dedup();
    assert_eq!(a == b, turns.len() >= 3, "{order:?}");
    if turns.len() >= 3 {
        trio.check_equal(&format!("after {order:?}"));
    }
    for who in [Who::A, Who::B, Who::A] {
        trio.exchange(who);
    }
    trio.check_equal(&format!("long after {order:?}"));
    let looks = [Who::A, Who::B].map(|who| {
        let status = trio.laptop(who).json(&["status"]).unwrap();
        status["status"]["look"].as_u64().unwrap()
    });
    assert_eq!(looks, [1, 1], "both answers are kept, and both laptops say so");
    let [a, b] = [Who::A, Who::B].map(|who| shown(trio.laptop(who), &trio.session).unwrap());
    assert_eq!(a, b);
    turns.len() >= 3
}

#[test]
fn an_exchange_cut_on_the_way_up_loses_nothing() {
    cut(Way::Up, "cut on the way up");
}

#[test]
fn an_exchange_cut_on_the_way_down_loses_nothing() {
    cut(Way::Down, "cut on the way down");
}

/// News for both sides, as at each cut.
fn news(trio: &mut Trio, turn: usize) {
    trio.mark(Who::A, 2 * turn);
    trio.mark(Who::A, 2 * turn + 1);
    for learner in 0..3 {
        trio.mark(Who::B, 3 * turn + learner);
    }
    trio.exchange(Who::B);
}

fn cut(way: Way, test: &str) {
    let mut chance = Chance::announced(test);
    let mut trio = Trio::new();
    news(&mut trio, 0);
    trio.proxy.pass();
    trio.exchange(Who::A);
    let (up, down) = trio.proxy.carried();
    let length = if way == Way::Up { up } else { down };
    assert!(up > 200 && down > 200, "{up} up, {down} down");
    let (mut cut, mut unacknowledged) = (0, 0);
    for (turn, offset) in (1..).zip(chance.spread(CUTS, length)) {
        news(&mut trio, turn);
        let when = format!("{test}, {offset} of {length}");
        // Sometimes the next try, which is more careful, is cut too.
        let again = (chance.below(4) == 0).then(|| chance.below(length));
        for offset in [Some(offset), again].into_iter().flatten() {
            trio.proxy.cut_after(way, offset);
            let ended = trio.a.run(&["exchange"]).unwrap();
            trio.proxy.pass();
            if ended.code != Some(0) {
                cut += 1;
                check_cut(ended.code, &ended.stderr, &when);
            }
        }
        unacknowledged += u64::from(trio.check_received(&when) > 0);
        trio.exchange(Who::A);
        trio.exchange(Who::B);
        trio.check_equal(&when);
        assert_eq!(pending(&trio.a).unwrap(), 0, "{when}");
    }
    eprintln!("{test}: {length} bytes, {cut} exchanges cut, {unacknowledged} left marks waiting");
    assert!(cut >= CUTS * 4 / 5, "only {cut} were cut");
    assert!(unacknowledged > 0, "none was cut before headquarters answered");
    trio.check_whole();
}

/// A cut is told as what it is, in one sentence and with its code.
fn check_cut(code: Option<i32>, stderr: &str, when: &str) {
    assert_eq!(code, Some(5), "{when}: {stderr}");
    let told = stderr.lines().last().unwrap_or_default();
    assert!(["[exchange.cut]", "[exchange.unreachable]"].contains(&told), "{when}: {stderr}");
}

#[test]
fn a_first_exchange_is_cut_again_and_again_and_still_ends() {
    let mut chance = Chance::announced("first exchange");
    let trio = Trio::new();
    let measured = joined(&trio.hq, &trio.proxy.url(), SITE, COORDINATOR, "Dalia").unwrap();
    trio.proxy.pass();
    measured.cmd(&["exchange"]).unwrap();
    let (_, length) = trio.proxy.carried();
    let fresh = joined(&trio.hq, &trio.proxy.url(), SITE, COORDINATOR, "Elias").unwrap();
    for offset in chance.spread(10, length) {
        trio.proxy.cut_after(Way::Down, offset);
        let ended = fresh.run(&["exchange"]).unwrap();
        trio.proxy.pass();
        if ended.code != Some(0) {
            check_cut(ended.code, &ended.stderr, &format!("{offset} of {length}"));
        }
    }
    for laptop in [&fresh, &measured, &trio.a, &trio.b] {
        laptop.cmd(&["exchange"]).unwrap();
    }
    assert_eq!(fresh.digest().unwrap(), trio.a.digest().unwrap());
    assert_eq!(measured.digest().unwrap(), trio.a.digest().unwrap());
    trio.check_equal("after the first exchange of two more");
}

#[test]
fn headquarters_killed_in_the_middle_keeps_what_it_acknowledged() {
    let mut chance = Chance::announced("headquarters killed");
    let mut trio = Trio::new();
    news(&mut trio, 0);
    let usual = usual_time(3, || trio.a.command(&["exchange"])).unwrap();
    let (mut failed, mut waited) = (0, 0);
    for turn in 1..=KILLS {
        news(&mut trio, turn as usize);
        let code = match turn % 2 {
            0 => kill_at(&mut trio, chance.within(usual * 5 / 4)),
            _ => kill_after(&mut trio, chance.below(200)),
        };
        trio.hq.restart().unwrap();
        trio.proxy.pass();
        failed += u32::from(code != Some(0));
        waited += u32::from(trio.check_received(&format!("kill {turn}")) > 0);
        trio.exchange(Who::A);
        trio.exchange(Who::B);
        trio.check_equal(&format!("after kill {turn}"));
    }
    eprintln!("headquarters killed: {failed} of {KILLS} exchanges failed, {waited} left marks");
    assert!(failed > 0, "no exchange was under way when headquarters was killed");
    trio.check_whole();
}

/// Kills headquarters a moment after an exchange has begun.
fn kill_at(trio: &mut Trio, delay: Duration) -> Option<i32> {
    trio.proxy.pass();
    let (command, hq) = (trio.a.command(&["exchange"]).unwrap(), &mut trio.hq);
    let ended = disturb(command, delay, |_| hq.kill()).unwrap();
    trio.hq.kill().unwrap();
    if ended.code != Some(0) {
        check_cut(ended.code, &ended.stderr, &format!("killed after {delay:?}"));
    }
    ended.code
}

/// Kills headquarters when it has received so many bytes and waits for more.
fn kill_after(trio: &mut Trio, bytes: u64) -> Option<i32> {
    trio.proxy.hold_after(Way::Up, bytes);
    let mut exchange = Background::start(trio.a.command(&["exchange"]).unwrap()).unwrap();
    trio.proxy.wait_held().unwrap();
    trio.hq.kill().unwrap();
    trio.proxy.close();
    let code = exchange
        .wait_line("the error's code", PATIENCE, |line| line.starts_with('[').then_some(5))
        .unwrap();
    wait_for("its end", PATIENCE, || Ok(exchange.has_ended()?.then_some(()))).unwrap();
    Some(code)
}

#[test]
fn a_centre_made_alone_is_taken_over_with_its_marks() {
    let hq = Headquarters::start(&["Autre centre"]).unwrap();
    let laptop = Laptop::new().unwrap();
    laptop.cmd(&["init", "--name", "La Passerelle", "--person", "Aïcha"]).unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    laptop.cmd(&["mark", "now", "#3", "late:7"]).unwrap();
    let session = session_now(&laptop).unwrap();
    let before = laptop.digest().unwrap();
    let other = hq.code("Autre centre", "coordinator", "coordinator").unwrap();
    let ask = |code: &str| {
        let refused = laptop.refused(&["join", "--hq", hq.url(), "--code", code]).unwrap();
        assert_eq!(refused.code, Some(3));
        refused.stderr.lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(ask(&other), "[join.site_already]");
    assert_eq!(laptop.digest().unwrap(), before);
    let adopt = ["code", "--adopt", "--grant", "coordinator", "--role", "coordinator"];
    let code = hq.cmd(&adopt).unwrap();
    laptop.cmd(&["join", "--hq", hq.url(), "--code", code.trim()]).unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    assert_eq!(pending(&laptop).unwrap(), 0);
    assert!(hq.cmd(&["site", "list"]).unwrap().contains("La Passerelle"));
    assert_eq!(ask(hq.cmd(&adopt).unwrap().trim()), "[join.already_joined]");
    let second = joined(&hq, hq.url(), "La Passerelle", COORDINATOR, "Bertrand").unwrap();
    second.cmd(&["exchange"]).unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    let (ours, theirs) = (laptop.digest().unwrap(), second.digest().unwrap());
    assert_eq!(ours, theirs);
    let held = hq.digest().unwrap();
    assert!(ours.iter().all(|(stream, hash)| held.get(stream) == Some(hash)), "{held:?}");
    assert_eq!(shown(&second, &session).unwrap(), shown(&laptop, &session).unwrap());
    assert_eq!(marks(&second, &session).unwrap(), marks(&laptop, &session).unwrap());
    assert_eq!(marks(&second, &session).unwrap().len(), 1);
}

#[test]
fn a_classroom_laptop_never_receives_what_is_private() {
    let trio = Trio::new();
    let file = trio.a.folder().join("people.csv");
    std::fs::write(&file, "Prénom;Nom;Téléphone\nAnouk;Durand;06 12 34 56 78\n").unwrap();
    let file = file.to_str().unwrap();
    trio.a.cmd(&["import", "learners", file]).unwrap();
    trio.exchange(Who::A);
    let classroom =
        joined(&trio.hq, trio.hq.url(), SITE, ("classroom", "coordinator"), "Salle B").unwrap();
    classroom.cmd(&["exchange"]).unwrap();
    trio.exchange(Who::A);
    let (held, all) = (classroom.digest().unwrap(), trio.a.digest().unwrap());
    let private: Vec<_> = all.iter().filter(|(name, _)| name.ends_with("/private")).collect();
    assert!(
        private.len() == 1 && *private[0].1 != nothing(),
        "there is something to receive: {all:?}"
    );
    let public = all.iter().filter(|(name, _)| !name.ends_with("/private"));
    assert!(held.iter().eq(public), "{held:?}");
    let report = classroom.json(&["import", "learners", file]).unwrap();
    let columns = array(&report["columns"]).unwrap();
    let fate =
        |heading: &str| columns.iter().find(|c| c["heading"] == heading).unwrap()["fate"].clone();
    assert_eq!((fate("Téléphone"), fate("Nom")), ("not_granted".into(), "kept".into()));
    assert_eq!(classroom.digest().unwrap().len(), 2);
    // Nor does it write what every centre reads; a room of its own it does.
    classroom.cmd(&["venue", "add", "Salle B"]).unwrap();
    for shared in
        [&["partner", "add", "CCAS"][..], &["venue", "add", "Salle C", "--partner", "CCAS"]]
    {
        let refused = classroom.refused(&[shared, &["--json"]].concat()).unwrap();
        assert!(refused.stderr.contains("permission.classroom"), "{}", refused.stderr);
    }
}

#[test]
fn one_more_write_changes_the_digest_and_only_there() {
    let trio = Trio::new();
    let copy = copy_of(&trio.a).unwrap();
    let open = |laptop: &Laptop| laptop.store().unwrap();
    let (kept, mut changed) = (open(&trio.a), open(&copy));
    let streams = kept.view().streams().unwrap();
    let digests = |store: &Store| -> Vec<String> {
        streams.iter().map(|stream| store.view().digest(*stream).unwrap()).collect()
    };
    let before = digests(&kept);
    assert_eq!(before, digests(&changed));
    let site = changed.view().site_id().unwrap().unwrap();
    let author = Author { actor: changed.view().actor().unwrap(), now_ms: 0, chance: [1; 32] };
    let name = Value::Text("Autre nom".to_owned());
    let draft = Draft::new(&kinds::SITE, RecordRef::Own(site.into()), vec![("name", name)]);
    let gesture = Gesture { label: String::new(), act: Act::Do, drafts: vec![draft] };
    changed.write::<StoreError>(author, |_| Ok(gesture)).unwrap().unwrap();
    assert_eq!(digests(&kept), before);
    let after = digests(&changed);
    let differs: Vec<_> = before.iter().zip(&after).map(|(one, other)| one != other).collect();
    assert_eq!(differs.iter().filter(|differs| **differs).count(), 1, "{streams:?} {differs:?}");
    assert_ne!(trio.a.digest().unwrap(), copy.digest().unwrap(), "the command sees it too");
}

/// A copied folder is another computer: it takes a new name before its first write, what it had not
/// sent goes on under that name, and neither loses or doubles anything.
#[test]
fn a_copied_folder_takes_a_name_of_its_own_and_loses_nothing() {
    let mut trio = Trio::new();
    trio.exchange(Who::A);
    // Not sent yet when the folder is copied: the original still has it too.
    trio.mark(Who::A, 1);
    let copy = copy_of(&trio.a).unwrap();
    trio.mark(Who::A, 2);
    trio.exchange(Who::A);
    copy.cmd(&["mark", "now", "#4", "absent"]).unwrap();
    let renamed = device(&copy).unwrap();
    assert_ne!(renamed, trio.devices[0], "it goes by another name");
    assert!(pending(&copy).unwrap() > 0);
    copy.cmd(&["exchange"]).unwrap();
    assert_eq!(pending(&copy).unwrap(), 0);
    trio.exchange(Who::B);
    trio.exchange(Who::A);
    copy.cmd(&["exchange"]).unwrap();
    trio.check_equal("after a copy");
    assert_eq!(copy.digest().unwrap(), trio.a.digest().unwrap());
    let session = &trio.session;
    let [of_a, of_copy] = [&trio.a, &copy].map(|laptop| shown(laptop, session).unwrap());
    assert_eq!(of_a, of_copy);
    assert_eq!(of_a[&trio.names[3]], "absent");
    let told = looks(&copy);
    assert!(told.iter().any(|look| look["notice"]["key"] == "copied"), "{told:?}");
    assert!(looks(&trio.a).is_empty(), "the same answer twice is no question");
}

/// Two answers are one question on every laptop, settled once, and undone as it was.
#[test]
fn a_question_is_the_same_everywhere_and_settled_once() {
    let mut trio = Trio::new();
    trio.mark(Who::A, 2);
    trio.mark(Who::A, 2);
    trio.mark(Who::B, 2);
    for who in [Who::A, Who::B, Who::A] {
        trio.exchange(who);
    }
    let [of_a, of_b] = [looks(&trio.a), looks(&trio.b)];
    assert_eq!(of_a.len(), 1);
    assert_eq!((&of_a[0]["id"], &of_a[0]["kind"]), (&of_b[0]["id"], &"answers".into()));
    assert_eq!(of_a[0]["about"], trio.names[2]);
    let sides = array(&of_a[0]["sides"]).unwrap();
    let who: Vec<_> = sides.iter().map(|side| text(&side["by"]).unwrap()).collect();
    assert_eq!(who, ["Aïcha", "Bertrand"]);
    let said = trio.a.cmd(&["conflicts"]).unwrap();
    assert!(said.contains(&trio.names[2]) && said.contains("Bertrand"), "{said}");
    trio.a.cmd(&["resolve", "#1", "2"]).unwrap();
    assert!(looks(&trio.a).is_empty());
    for who in [Who::A, Who::B] {
        trio.exchange(who);
    }
    assert!(looks(&trio.b).is_empty());
    trio.check_equal("once settled");
    let stale = trio.b.refused(&["resolve", "#1", "1"]).unwrap();
    assert!(stale.stderr.contains("look.unknown"), "{}", stale.stderr);
    trio.a.cmd(&["undo"]).unwrap();
    let back = looks(&trio.a);
    assert_eq!(back.len(), 1, "both answers are back");
    let who: Vec<_> = array(&back[0]["sides"]).unwrap().iter().map(|side| &side["by"]).collect();
    assert_eq!(who, ["Aïcha", "Bertrand"], "each with its own author");
    for who in [Who::A, Who::B] {
        trio.exchange(who);
    }
    assert_eq!(looks(&trio.b), back.iter().map(seen_from_b).collect::<Vec<_>>());
    trio.b.cmd(&["resolve", "#1", "1"]).unwrap();
    for who in [Who::B, Who::A] {
        trio.exchange(who);
    }
    assert!(looks(&trio.a).is_empty());
    trio.check_equal("settled again");
}

/// Several questions of one kind are answered by the latest in one gesture; one undo brings all back.
#[test]
fn the_latest_answers_every_question_of_a_kind_and_one_undo_brings_them_back() {
    let mut trio = Trio::new();
    for (who, learner) in [(Who::A, 0), (Who::A, 1), (Who::B, 0), (Who::B, 1)] {
        trio.mark(who, learner);
    }
    for who in [Who::A, Who::B, Who::A] {
        trio.exchange(who);
    }
    let before = looks(&trio.a);
    assert_eq!(before.len(), 2);
    trio.a.cmd(&["resolve", "#1", "latest"]).unwrap();
    assert!(looks(&trio.a).is_empty());
    trio.a.cmd(&["undo"]).unwrap();
    assert_eq!(looks(&trio.a).len(), 2, "they are asked again");
    trio.a.cmd(&["redo"]).unwrap();
    assert!(looks(&trio.a).is_empty(), "and settled again by one redo");
    for who in [Who::A, Who::B] {
        trio.exchange(who);
    }
    assert!(looks(&trio.b).is_empty());
    let told = |learner: usize| {
        let of = |line: &&MarkLine| line.about == trio.names[learner];
        let marks = marks(&trio.b, &trio.session).unwrap();
        marks.iter().filter(of).count()
    };
    // Two answers, one that settles, both brought back, one that settles again.
    assert_eq!((told(0), told(1)), (6, 6), "what did not stand is in the history");
    trio.check_equal("after the latest was taken");
}

fn looks(laptop: &Laptop) -> Vec<serde_json::Value> {
    array(&laptop.json(&["conflicts"]).unwrap()).unwrap().clone()
}

/// The same question on another laptop: only what is "here" differs.
fn seen_from_b(look: &serde_json::Value) -> serde_json::Value {
    let mut look = look.clone();
    for side in look["sides"].as_array_mut().unwrap() {
        side["here"] = (side["by"] == "Bertrand").into();
    }
    look
}

/// The last seat given on two laptops that had not heard of each other: the first that reached
/// headquarters stands, the other goes to the waiting list, and both laptops say so in words.
#[test]
fn the_last_seat_given_twice_goes_to_the_first_that_arrives() {
    let trio = Trio::new();
    let add = ["cohort", "add", "--level", "DIG-2", "--code", "PETIT", "--capacity", "1"];
    trio.a.cmd(&add).unwrap();
    for who in [Who::A, Who::B] {
        trio.exchange(who);
    }
    let enrol = |laptop: &Laptop, name: &str| {
        let file = laptop.folder().join("one.csv");
        std::fs::write(&file, format!("Prénom;Nom\n{name};Unique\n")).unwrap();
        laptop.cmd(&["import", "learners", file.to_str().unwrap(), "--cohort", "PETIT"]).unwrap();
    };
    enrol(&trio.a, "Amina");
    enrol(&trio.b, "Yusuf");
    trio.exchange(Who::B);
    trio.exchange(Who::A);
    let notices = |laptop: &Laptop| {
        let looks = laptop.json(&["conflicts"]).unwrap();
        let looks = array(&looks).unwrap().clone();
        looks.into_iter().filter(|look| look["notice"]["key"] == "seat_taken").collect::<Vec<_>>()
    };
    wait_for("the verdict", PATIENCE, || {
        trio.a.cmd(&["exchange"])?;
        trio.b.cmd(&["exchange"])?;
        Ok((notices(&trio.a).len() == 1 && notices(&trio.b).len() == 1).then_some(()))
    })
    .unwrap();
    trio.a.cmd(&["exchange"]).unwrap();
    trio.check_equal("after the verdict");
    for laptop in [&trio.a, &trio.b] {
        let notice = &notices(laptop)[0];
        assert_eq!(notice["about"], "Amina Unique");
        assert_eq!(notice["notice"]["args"]["other"], "Yusuf Unique");
        assert_eq!(notice["notice"]["args"]["code"], "PETIT");
        let cohorts = laptop.json(&["cohort", "list"]).unwrap();
        let row =
            array(&cohorts).unwrap().iter().find(|row| row["code"] == "PETIT").unwrap().clone();
        assert_eq!(row["learners"], 1, "{row}");
    }
    trio.a.cmd(&["resolve", "#1", "seen"]).unwrap();
    assert!(notices(&trio.a).is_empty());
}

/// A person erased on one laptop is erased on every other and at headquarters; the marks stay as
/// counts, a late laptop and a copy from before bring nothing back.
#[test]
fn an_erased_person_is_erased_everywhere() {
    let mut trio = Trio::new();
    trio.mark(Who::A, 2);
    for who in [Who::A, Who::B, Who::A] {
        trio.exchange(who);
    }
    let name = trio.names[2].clone();
    let before = copy_of(&trio.b).unwrap();
    let would = trio.a.json(&["erase", &name]).unwrap();
    assert_eq!((&would["erased"], &would["name"]), (&false.into(), &name.as_str().into()));
    let person = text(&would["person"]).unwrap();
    let done = trio.a.json(&["erase", &name, "--yes"]).unwrap();
    assert_eq!(done["erased"], true);
    assert_eq!(done["marks"], would["marks"]);
    for who in [Who::A, Who::B, Who::B, Who::A] {
        trio.exchange(who);
    }
    let list = trio.a.json(&["erase", &person]).unwrap();
    let devices: Vec<_> =
        array(&list["done"]).unwrap().iter().map(|one| text(&one["device"]).unwrap()).collect();
    assert!(trio.devices.iter().all(|device| devices.contains(device)), "{devices:?}");
    let knows = |laptop: &Laptop| {
        let store = laptop.store().unwrap();
        let plain = store.view().plain_values().unwrap();
        let given = name.split(' ').next().unwrap();
        let shown = store.view().learners().unwrap().iter().any(|one| one.name() == name);
        shown || plain.windows(given.len()).any(|part| part == given.as_bytes())
    };
    assert!(knows(&before), "the search can find what is there");
    before.cmd(&["exchange"]).unwrap();
    before.cmd(&["exchange"]).unwrap();
    let late = joined(&trio.hq, trio.hq.url(), SITE, COORDINATOR, "Chloé").unwrap();
    late.cmd(&["exchange"]).unwrap();
    for laptop in [&trio.a, &trio.b, &before, &late] {
        assert!(!knows(laptop));
    }
    for who in [Who::A, Who::B] {
        trio.exchange(who);
    }
    trio.check_equal("after an erasure");
}

#[test]
fn undo_leaves_what_another_laptop_has_changed_and_says_who() {
    let mut trio = Trio::new();
    trio.mark(Who::A, 2);
    trio.exchange(Who::A);
    trio.exchange(Who::B);
    trio.mark(Who::B, 2);
    trio.exchange(Who::B);
    trio.exchange(Who::A);
    let before = trio.a.digest().unwrap();
    let undone = trio.a.json(&["undo"]).unwrap();
    assert_eq!(undone["restored"], 0);
    let blocked = array(&undone["blocked"]).unwrap();
    assert_eq!(blocked.len(), 1, "{undone}");
    let told = ["what", "by", "device"].map(|part| text(&blocked[0][part]).unwrap());
    let expected = [trio.names[2].clone(), "Bertrand".to_owned(), trio.devices[1].clone()];
    assert_eq!(told, expected);
    assert_eq!(trio.a.digest().unwrap(), before);
    trio.check_whole();
    trio.mark(Who::A, 4);
    trio.exchange(Who::A);
    trio.exchange(Who::B);
    trio.mark(Who::B, 4);
    trio.exchange(Who::B);
    trio.exchange(Who::A);
    let said = trio.a.cmd(&["undo"]).unwrap();
    for word in [&trio.names[4], "Bertrand", &trio.devices[1]] {
        assert!(said.contains(word), "{word} is not in {said:?}");
    }
}

#[test]
fn undo_does_not_take_back_a_person_whom_another_laptop_has_marked() {
    let trio = Trio::new();
    let file = trio.a.folder().join("one.csv");
    std::fs::write(&file, "Prénom;Nom\nZoé;Zed\n").unwrap();
    let file = file.to_str().unwrap();
    trio.a.cmd(&["import", "learners", file, "--cohort", "DIG-1"]).unwrap();
    trio.exchange(Who::A);
    trio.exchange(Who::B);
    trio.b.cmd(&["mark", "now", "Zoé Zed", "present"]).unwrap();
    trio.exchange(Who::B);
    trio.exchange(Who::A);
    let before = trio.a.digest().unwrap();
    let undone = trio.a.json(&["undo"]).unwrap();
    assert_eq!(undone["restored"], 0);
    assert_eq!(undone["blocked"][0]["by"], "Bertrand");
    assert_eq!(trio.a.digest().unwrap(), before);
    let redone = trio.a.refused(&["redo"]).unwrap();
    assert!(redone.stderr.contains("redo.nothing"), "{}", redone.stderr);
}
