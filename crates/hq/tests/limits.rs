//! Limits of the door, over TCP, with the real binary: how much at once, how often; and that whoever
//! keeps within them notices nothing of whoever does not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{Hq, Laptop, Reply};
use passerelle_domain::attendance::Status;
use passerelle_domain::code::Code;
use passerelle_hq::http::ROUTES;
use passerelle_sync::wire::Hello;
use reqwest::Method;

fn network() -> (Hq, Laptop, Laptop) {
    let hq = Hq::start();
    hq.site("A");
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    a.join(&hq, &hq.code(&["--site", "A"], "coordinator"), None);
    b.join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
    (hq, a, b)
}

/// Asks until told that this is too often; after how many times, and by which answer.
fn hammer(most: u32, mut ask: impl FnMut() -> Reply, otherwise: &str) -> (u32, Reply) {
    for count in 0..most {
        let reply = ask();
        if reply.status == 429 {
            return (count, reply);
        }
        assert_eq!(reply.outcome(), otherwise);
    }
    panic!("asked {most} times, and never too often");
}

#[test]
fn a_body_beyond_its_route_is_refused_unread_and_in_pieces_too() {
    let (hq, ..) = network();
    for route in ROUTES {
        let method = Method::from_bytes(route.method.as_bytes()).unwrap();
        let body = vec![0; route.bytes_max + 1];
        let reply = hq.request(method, route.path, body.clone());
        assert_eq!(reply.outcome(), format!("413 {}", route.too_large), "{}", route.path);
        // What is no frame is refused for that first.
        if route.path == "/v1/join" {
            let reply = hq.post_in_pieces(route.path, &body);
            assert_eq!(reply.outcome(), format!("413 {}", route.too_large), "{}", route.path);
        }
    }
}

#[test]
fn a_device_that_asks_in_a_loop_is_told_when_to_come_back_and_others_are_served() {
    let (hq, a, mut b) = network();
    let body = a.frames(a.hello(), &[]);
    let (count, reply) = hammer(400, || hq.post("/v1/exchange", body.clone()), "200");
    assert!(count >= 240, "{count}");
    assert_eq!(reply.outcome(), "429 exchange.too_many");
    assert!((1..=5).contains(&reply.retry_after.unwrap()));
    b.mark(1, 5, Status::Present);
    b.exchange_all(&hq);
    assert_eq!(b.pending(), 0);
    common::pause(1_000 * reply.retry_after.unwrap());
    assert_eq!(hq.post("/v1/exchange", body).outcome(), "200", "after the time it was told");
}

#[test]
fn an_address_that_is_never_believed_is_slowed_down_and_a_laptop_behind_it_is_not() {
    let (hq, mut a, _b) = network();
    let wrong = a.frames(Hello { token: [1; 32], ..a.hello() }, &[]);
    let ask = || hq.post("/v1/exchange", wrong.clone());
    let (count, reply) = hammer(120, ask, "401 exchange.bad_token");
    assert!(count >= 60, "{count}");
    assert_eq!(reply.outcome(), "429 exchange.too_many");
    assert!(reply.retry_after.unwrap() >= 1);
    a.mark(1, 5, Status::Present);
    a.exchange_all(&hq);
    assert_eq!(a.pending(), 0);
    let noise = || hq.post("/v1/first", vec![1, 200]);
    hammer(20, noise, "400 exchange.not_understood");
}

#[test]
fn behind_a_proxy_each_address_has_its_own_limit() {
    let hq = Hq::start_with(&["--behind-proxy"]);
    let guess = |from: &str| {
        let code = Code::from_random([7; 9]).plain();
        let body = postcard::to_stdvec(&Laptop::new(1).join_request(&code, None)).unwrap();
        hq.request_with(Method::POST, "/v1/join", body, &[("x-forwarded-for", from)])
    };
    let (count, _) = hammer(60, || guess("10.0.0.1"), "404 join.unknown_code");
    assert!(count >= 20, "{count}");
    assert_eq!(guess("10.0.0.2").outcome(), "404 join.unknown_code");
    let forged = guess("10.0.0.2, 10.0.0.1");
    assert_eq!(
        forged.status, 429,
        "what whoever asks says of itself comes first, and counts nothing"
    );
    let direct = Hq::start();
    let body = postcard::to_stdvec(&Laptop::new(1).join_request("K7M2QK7M2Q", None)).unwrap();
    let ask = |from| {
        let headers = [("x-forwarded-for", from)];
        direct.request_with(Method::POST, "/v1/join", body.clone(), &headers)
    };
    for _ in 0..20 {
        assert_eq!(ask("10.0.0.1").status, 404);
    }
    assert_eq!(ask("10.0.0.2").status, 429, "without a proxy nobody is believed about others");
}
