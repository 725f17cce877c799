//! Copies of headquarters under writes, and putting one back, with the real binary: what was acknowledged
//! since comes back from the laptops, everything agrees afterwards, and whatever is wrong with a copy
//! changes nothing. Five rounds, or as many as `PASSERELLE_DRILLS` says.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{Hq, Laptop};
use passerelle_domain::attendance::Status;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The copy's own words: segments that were read.
fn backup(hq: &Hq, folder: &Path) -> u64 {
    let printed = hq.ask(&["backup", &text(folder), "--json"]);
    serde_json::from_str::<serde_json::Value>(&printed).unwrap()["segments"].as_u64().unwrap()
}

fn epoch(hq: &Hq) -> String {
    let health = hq.request(reqwest::Method::GET, "/health", vec![]).json();
    health["epoch"].as_str().unwrap().to_owned()
}

/// One laptop writes and exchanges without a pause while copies are made; what it was acknowledged.
fn drill(hq: &mut Hq, laptops: &mut [Laptop; 2], round: u128) {
    let folder = tempfile::tempdir().unwrap();
    let [a, b] = laptops;
    let done = Arc::new(AtomicBool::new(false));
    let mut segments = Vec::new();
    thread::scope(|scope| {
        let (hq, shared, a) = (&*hq, Arc::clone(&done), &mut *a);
        let writing = scope.spawn(move || {
            let mut learner = 0;
            while !shared.load(Ordering::Relaxed) || learner == 0 {
                learner += 1;
                a.mark_alone(1_000 * (round + 1), learner, Status::Present);
                a.exchange(hq);
                // Within what a laptop may ask.
                common::pause(10);
            }
        });
        // A copy that is replaced by another is whole at every moment.
        for _ in 0..3 {
            segments.push(backup(hq, folder.path()));
        }
        done.store(true, Ordering::Relaxed);
        writing.join().unwrap();
    });
    assert!(segments.is_sorted() && segments[0] > 0, "{segments:?}");
    let before = epoch(hq);
    // Acknowledged after the last copy: a write of either, and a laptop that joins.
    b.mark(1_000 * (round + 1), 7_001, Status::Absent);
    b.exchange_all(hq);
    let mut late = Laptop::new(100 + u8::try_from(round).unwrap());
    late.join(hq, &hq.code(&["--site", "A"], "classroom"), None);
    late.mark(1_000 * (round + 1), 7_002, Status::Excused);
    late.exchange_all(hq);
    for laptop in [&mut *a, b] {
        laptop.exchange_all(hq);
        assert_eq!(laptop.pending(), 0);
    }
    let copy = text(folder.path());
    let refused = hq.run(&["restore", &copy]);
    assert!(String::from_utf8_lossy(&refused.stderr).starts_with("headquarters.serving: "));
    hq.stop();
    let folded = hq.digest();
    let printed = hq.ask(&["restore", &copy]);
    assert!(printed.contains("what it replaced is in "), "{printed}");
    assert_ne!(hq.digest(), folded, "it has forgotten something");
    hq.serve();
    assert_ne!(epoch(hq), before);
    a.exchange_all(hq);
    let proved = late.hello().proved(&late.key);
    let reply = hq.post("/v1/exchange", late.frames(proved, &[]));
    assert_eq!(reply.outcome(), "200", "it joined after the copy, and need not join anew");
    late.take(&reply.body);
    for laptop in [&mut late, b, a] {
        laptop.exchange_all(hq);
        assert_eq!(laptop.pending(), 0);
        assert!(laptop.refused.is_empty(), "{:?}", laptop.refused);
    }
    late.exchange_all(hq);
    b.exchange_all(hq);
    assert_eq!(hq.digest(), a.digest(), "round {round}");
    assert_eq!([b.digest(), late.digest()], [a.digest()[..2].to_vec(), a.digest()[..2].to_vec()]);
    let marks = a.store.view().marks(common::id(1_000 * (round + 1))).unwrap();
    let since = |learner| marks.iter().any(|row| row.person == common::id(learner));
    assert!(since(1) && since(7_001) && since(7_002), "what was acknowledged since is back");
}

#[test]
fn what_was_acknowledged_since_a_copy_comes_back() {
    let rounds = std::env::var("PASSERELLE_DRILLS").ok().and_then(|text| text.parse().ok());
    let mut hq = Hq::start();
    hq.site("A");
    let mut laptops = [Laptop::new(1), Laptop::new(2)];
    laptops[0].join(&hq, &hq.code(&["--site", "A"], "coordinator"), None);
    laptops[1].join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
    for round in 0..rounds.unwrap_or(5) {
        drill(&mut hq, &mut laptops, round);
    }
    assert!(hq.ask(&["refused"]).is_empty());
    let kept = fs::read_dir(hq.folder.path()).unwrap().flatten();
    let kept = kept.filter(|entry| entry.file_name().to_string_lossy().starts_with("replaced-"));
    assert!(kept.count() >= 1, "what was replaced is kept");
}

#[test]
fn a_copy_that_is_no_good_changes_nothing() {
    let mut hq = Hq::start();
    hq.site("A");
    let mut a = Laptop::new(1);
    a.join(&hq, &hq.code(&["--site", "A"], "coordinator"), None);
    for learner in 0..200 {
        a.mark_alone(1, learner, Status::Present);
    }
    a.exchange_all(&hq);
    let folder = tempfile::tempdir().unwrap();
    backup(&hq, folder.path());
    let file = folder.path().join("ledger.db");
    let good = fs::read(&file).unwrap();
    assert!(!good.windows(6).any(|part| part == b"SQLite"), "encrypted");
    assert!(!folder.path().join("ledger.key").exists(), "and its key is not beside it");
    hq.stop();
    let before = hq.digest();
    let check = |code: &str| {
        let output = hq.run(&["restore", &text(folder.path())]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.starts_with(code) && output.stdout.is_empty(), "{code}: {told}");
        assert_eq!(hq.digest(), before);
        let left = |name: &str| hq.folder.path().join(name).exists();
        assert!(!left("ledger.db.coming") && !left("ledger.db.coming-wal"));
    };
    for at in [5_000, good.len() / 2, good.len() - 100] {
        let mut damaged = good.clone();
        damaged[at] ^= 1;
        fs::write(&file, damaged).unwrap();
        check("store.damaged: ");
    }
    fs::write(&file, &good[..good.len() / 2]).unwrap();
    check("store.damaged: ");
    fs::write(&file, vec![7; 20_000]).unwrap();
    check("store.wrong_key: ");
    fs::remove_file(&file).unwrap();
    check("backup.missing: ");
    fs::write(&file, good).unwrap();
    hq.ask(&["restore", &text(folder.path())]);
    // On another machine, the key comes from where its owner kept it.
    let elsewhere = tempfile::tempdir().unwrap();
    let key = elsewhere.path().join("key");
    fs::copy(hq.folder.path().join("ledger.key"), &key).unwrap();
    let data = elsewhere.path().join("hq");
    let restore = ["--key-file", &text(&key), "restore", &text(folder.path())];
    let output = common::run(&data, &restore);
    assert!(output.status.success(), "{output:?}");
    let digest = common::run(&data, &["--key-file", &text(&key), "digest"]).stdout;
    let digest = String::from_utf8(digest).unwrap();
    assert_eq!(digest.lines().skip(2).collect::<Vec<_>>(), before[2..]);
}

#[test]
fn whoever_was_sent_away_since_a_copy_stays_away() {
    let mut hq = Hq::start();
    hq.site("A");
    let mut laptops = [Laptop::new(1), Laptop::new(2), Laptop::new(3)];
    for laptop in &mut laptops {
        laptop.join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
        laptop.exchange_all(&hq);
    }
    let folder = tempfile::tempdir().unwrap();
    backup(&hq, folder.path());
    let [a, b, c] = &mut laptops;
    c.mark(1, 5, Status::Present);
    c.exchange_all(&hq);
    hq.ask(&["revoke", &a.device.to_string()]);
    hq.ask(&["wipe", &b.device.to_string()]);
    // Killed, so that what it last wrote is in its log alone.
    hq.kill();
    hq.ask(&["restore", &text(folder.path())]);
    hq.serve();
    let outcome =
        |laptop: &Laptop| hq.post("/v1/exchange", laptop.frames(laptop.hello(), &[])).outcome();
    assert_eq!(outcome(a), "403 exchange.revoked");
    assert_eq!(outcome(b), "403 exchange.wipe");
    c.exchange_all(&hq);
    assert_eq!(c.pending(), 0);
    assert_eq!(hq.digest()[..2], c.digest());
}
