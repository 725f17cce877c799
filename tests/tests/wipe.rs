//! Erasing a laptop from afar, with the real programs: only headquarters' own order does it, what was
//! not received yet is heard before, and nothing that opens the files is left.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use passerelle_tests::centre::{joined, names, pending, session_now};
use passerelle_tests::{Headquarters, Laptop};

const SITE: &str = "Maison de quartier";

fn centre() -> (Headquarters, Laptop, String) {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let laptop = joined(&hq, hq.url(), SITE, ("coordinator", "coordinator"), "Aïcha").unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    let device = hq.json(&["devices"]).unwrap()[0]["device"].as_str().unwrap().to_owned();
    (hq, laptop, device)
}

fn mark(laptop: &Laptop) {
    let session = session_now(laptop).unwrap();
    assert!(!names(laptop, &session).unwrap().is_empty());
    laptop.cmd(&["mark", &session, "#1", "late:7"]).unwrap();
}

fn check_exchange(laptop: &Laptop, code: &str) {
    let refused = laptop.refused(&["exchange", "--json"]).unwrap();
    assert!(refused.stderr.contains(&format!("\"{code}\"")), "{refused:?}");
}

fn review(hq: &Headquarters) -> usize {
    let kept = hq.json(&["refused"]).unwrap();
    kept.as_array().unwrap().iter().filter(|row| row["code"] == "exchange.revoked").count()
}

/// Answers a number of requests at headquarters' address as whoever stands on the way could.
fn impostor(hq: &Headquarters, order: &str, requests: usize) -> thread::JoinHandle<()> {
    let address = hq.url().strip_prefix("http://").unwrap();
    let listener = TcpListener::bind(address).unwrap();
    let body = format!("{{\"code\":\"exchange.wipe\",\"args\":{{\"order\":\"{order}\"}}}}");
    let answer = format!(
        "HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\nconnection: close\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    thread::spawn(move || {
        for _ in 0..requests {
            let (mut laptop, _) = listener.accept().unwrap();
            let _ = laptop.read(&mut [0; 1 << 16]);
            laptop.write_all(answer.as_bytes()).unwrap();
        }
    })
}

#[test]
fn an_order_that_is_not_headquarters_own_erases_nothing() {
    let (mut hq, laptop, _) = centre();
    mark(&laptop);
    hq.stop().unwrap();
    // Seals what waits, which the digest tells.
    check_exchange(&laptop, "exchange.unreachable");
    let before = (laptop.digest().unwrap(), pending(&laptop).unwrap());
    for forged in [String::new(), "00".repeat(64), "5a".repeat(64)] {
        // A laptop whose last exchange failed only asks first, and brings what it has when refused.
        let impostor = impostor(&hq, &forged, 2);
        check_exchange(&laptop, "exchange.wipe");
        impostor.join().unwrap();
        assert_eq!((laptop.digest().unwrap(), pending(&laptop).unwrap()), before);
    }
    hq.restart().unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    assert_eq!(pending(&laptop).unwrap(), 0, "headquarters itself ordered nothing");
}

#[test]
fn headquarters_order_erases_all_and_what_was_not_received_is_kept_for_review() {
    let (mut hq, laptop, device) = centre();
    mark(&laptop);
    hq.stop().unwrap();
    check_exchange(&laptop, "exchange.unreachable");
    hq.restart().unwrap();
    hq.cmd(&["wipe", &device]).unwrap();
    let state = || hq.json(&["devices"]).unwrap()[0]["state"].clone();
    assert_eq!((state(), review(&hq)), ("wipe ordered".into(), 0));
    check_exchange(&laptop, "exchange.wiped");
    assert_eq!((state(), review(&hq)), ("wiped".into(), 1));
    let left: Vec<_> = fs::read_dir(laptop.data()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    let again = laptop.refused(&["status", "--json"]).unwrap();
    assert!(again.stderr.contains("no_centre") || again.code != Some(0), "{again:?}");
    // The same computer may begin anew.
    let code = hq.code(SITE, "classroom", "volunteer").unwrap();
    laptop.join(hq.url(), &code, "Aïcha").unwrap();
}

#[test]
fn a_revoked_laptop_keeps_its_data_and_is_heard_even_after_a_failed_exchange() {
    let (mut hq, laptop, device) = centre();
    mark(&laptop);
    hq.stop().unwrap();
    check_exchange(&laptop, "exchange.unreachable");
    hq.restart().unwrap();
    hq.cmd(&["revoke", &device]).unwrap();
    let before = laptop.digest().unwrap();
    for _ in 0..2 {
        check_exchange(&laptop, "exchange.revoked");
        assert_eq!(review(&hq), 1);
    }
    assert_eq!(laptop.digest().unwrap(), before, "nothing here is lost");
    assert!(pending(&laptop).unwrap() > 0, "nor said to be received");
}
