//! Limits of the door, over TCP, with the real binary: how much at once, how often; and that whoever
//! keeps within them notices nothing of whoever does not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{Hq, Laptop, Reply};
use passerelle_domain::attendance::Status;
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
    let (count, reply) = hammer(4_000, || hq.post("/v1/exchange", body.clone()), "200");
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
    let (count, reply) = hammer(1_000, ask, "401 exchange.bad_token");
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
    let body = postcard::to_stdvec(&Laptop::new(1).join_request("K7M2QK7M2Q", None)).unwrap();
    let guess = |hq: &Hq, from: &str| {
        hq.request_with(Method::POST, "/v1/join", body.clone(), &[("x-forwarded-for", from)])
    };
    let unknown = "404 join.unknown_code";
    let hq = Hq::start_with(&["--behind-proxy"]);
    let (count, _) = hammer(1_000, || guess(&hq, "10.0.0.1"), unknown);
    assert!(count >= 20, "{count}");
    assert_eq!(guess(&hq, "10.0.0.2").outcome(), unknown);
    // What whoever asks says of itself comes first, and counts nothing. Another name each time: were it
    // believed, nobody would ever be told that this is too often. (A slow machine lets some in again.)
    let mut names = (1..).map(|name| format!("10.0.1.{name}, 10.0.0.1"));
    hammer(20, || guess(&hq, &names.next().unwrap()), unknown);
    let direct = Hq::start();
    let mut names = (1..).map(|name| format!("10.{}.{}.1", name / 250, name % 250));
    let (count, _) = hammer(1_000, || guess(&direct, &names.next().unwrap()), unknown);
    assert!(count >= 20, "without a proxy nobody is believed about others: {count}");
}
