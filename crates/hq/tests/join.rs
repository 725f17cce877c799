//! Joining, over TCP, with the real binary: what each code opens, and what is told otherwise.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{Hq, Laptop};
use passerelle_domain::Grant;
use passerelle_domain::code::Code;

fn check(hq: &Hq, laptop: &Laptop, code: &str, founded: Option<&str>, outcome: &str) {
    assert_eq!(laptop.try_join(hq, code, founded).outcome(), outcome);
}

#[test]
fn a_code_enrols_one_laptop_with_its_grant() {
    let hq = Hq::start();
    let site = hq.site("Maison de quartier");
    let code = hq.code(&["--site", "Maison de quartier"], "coordinator");
    let mut laptop = Laptop::new(1);
    let answer = laptop.join(&hq, &code, None);
    assert_eq!(answer.centre, "Maison de quartier");
    assert_eq!((laptop.site, laptop.grant), (Some(site), Grant::Coordinator));
    check(&hq, &Laptop::new(2), &code, None, "409 join.used_code");
    assert!(!laptop.exchange(&hq));
    let devices = hq.ask(&["devices"]);
    assert!(devices.contains("Portable bleu\tMaison de quartier\tcoordinator\tcoordinator\t20"));
}

#[test]
fn a_lost_answer_is_asked_for_again() {
    let hq = Hq::start();
    hq.site("A");
    let code = hq.code(&["--site", "A"], "classroom");
    let mut laptop = Laptop::new(1);
    let first = laptop.join(&hq, &code, None);
    let second = laptop.join(&hq, &code, None);
    assert_ne!(first.token, second.token);
    assert!(!laptop.exchange(&hq), "the new token opens");
    laptop.token = first.token;
    let reply = hq.post("/v1/exchange", laptop.upload());
    assert_eq!(reply.outcome(), "401 exchange.bad_token", "the old one no longer does");
    assert_eq!(hq.ask(&["devices"]).lines().count(), 1);
}

#[test]
fn codes_that_open_nothing() {
    let hq = Hq::start();
    hq.site("A");
    let laptop = Laptop::new(1);
    let unknown = Code::from_random([7; 9]).plain();
    check(&hq, &laptop, &unknown, None, "404 join.unknown_code");
    check(&hq, &laptop, "K7M2Q", None, "404 join.unknown_code");
    let rest = ["--grant", "classroom", "--role", "volunteer", "--minutes", "0"];
    let expired = hq.ask(&[&["code", "--site", "A"], &rest[..]].concat());
    let reply = laptop.try_join(&hq, expired.trim(), None);
    assert_eq!(reply.outcome(), "410 join.expired_code");
    let expired_at: u64 = reply.json()["args"]["expired_at"].as_str().unwrap().parse().unwrap();
    assert!(expired_at > 1_600_000_000_000);
}

#[test]
fn a_centre_made_on_a_laptop_is_taken_over_under_its_id() {
    let hq = Hq::start();
    let mut laptop = Laptop::with_centre(1, "Centre d'avant");
    let own = laptop.site;
    hq.site("A");
    let for_site = hq.code(&["--site", "A"], "classroom");
    check(&hq, &laptop, &for_site, Some("Centre d'avant"), "409 join.site_already");
    let adopt = hq.code(&["--adopt"], "coordinator");
    check(&hq, &Laptop::new(2), &adopt, None, "409 join.no_centre_to_adopt");
    laptop.join(&hq, &adopt, Some("Centre d'avant"));
    assert_eq!(laptop.site, own);
    assert!(hq.ask(&["site", "list"]).contains(&format!("{} Centre d'avant", own.unwrap())));
    laptop.exchange(&hq);
    assert_eq!(laptop.pending(), 0);
    let mut thief = Laptop::with_centre(3, "x");
    thief.site = own;
    let adopt = hq.code(&["--adopt", "--site", "A"], "coordinator");
    check(&hq, &thief, &adopt, Some("x"), "409 join.centre_known");
    let mut second = Laptop::new(4);
    second.join(&hq, &hq.code(&["--site", "Centre d'avant"], "coordinator"), None);
    second.exchange(&hq);
    laptop.exchange(&hq);
    assert_eq!(second.digest(), laptop.digest());
}

#[test]
fn requests_that_are_not_honest() {
    let hq = Hq::start();
    hq.site("A");
    let code = hq.code(&["--site", "A"], "classroom");
    let laptop = Laptop::new(1);
    let mut forged = laptop.join_request(&code, None);
    forged.key = Laptop::new(2).key.public();
    let forged = postcard::to_stdvec(&forged).unwrap();
    assert_eq!(hq.post("/v1/join", forged).outcome(), "400 join.bad_signature");
    assert_eq!(hq.post("/v1/join", b"hello".to_vec()).outcome(), "400 join.not_understood");
    assert_eq!(hq.post("/v1/join", vec![0; 16 * 1024 + 1]).outcome(), "413 join.too_large");
    assert_eq!(hq.post("/v1/nothing", vec![]).outcome(), "404 http.unknown_route");
    let get = hq.request(reqwest::Method::GET, "/v1/join", vec![]);
    assert_eq!(get.outcome(), "405 http.method");
}

#[test]
fn somebody_who_guesses_is_slowed_down() {
    let hq = Hq::start();
    hq.site("A");
    let code = hq.code(&["--site", "A"], "classroom");
    for number in 1..=20 {
        let guess = Code::from_random([number; 9]).plain();
        check(&hq, &Laptop::new(1), &guess, None, "404 join.unknown_code");
    }
    let reply = Laptop::new(1).try_join(&hq, &code, None);
    assert_eq!(reply.outcome(), "429 join.too_many");
    assert!((1..=60).contains(&reply.retry_after.unwrap()));
    assert_eq!(hq.request(reqwest::Method::GET, "/health", vec![]).status, 200);
}
