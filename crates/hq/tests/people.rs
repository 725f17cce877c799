//! People on laptops, with the real binary: who is enrolled by themselves and as what, whose changes
//! count from when, and what a laptop that was sent away brought once more, in words.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{Hq, Laptop, id};
use passerelle_domain::attendance::Status;
use passerelle_domain::{RecordId, RecordRef, Value, kinds};
use serde_json::Value as Json;

fn network() -> (Hq, Laptop, Laptop) {
    let hq = Hq::start();
    hq.site("A");
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    a.join(&hq, &hq.code(&["--site", "A"], "coordinator"), None);
    b.join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
    (hq, a, b)
}

fn json(hq: &Hq, args: &[&str]) -> Json {
    serde_json::from_str(&hq.ask(&[args, &["--json"]].concat())).unwrap()
}

fn refused(hq: &Hq, args: &[&str]) -> String {
    let output = hq.run(args);
    assert_eq!(output.status.code(), Some(3), "{args:?}: {output:?}");
    String::from_utf8(output.stderr).unwrap().split(':').next().unwrap().to_owned()
}

/// Somebody who signs, as the laptop knows them.
fn person(laptop: &mut Laptop, number: u128, name: &str, role: i64) -> RecordId {
    let person = id(number);
    let name = Value::List(vec![Value::Text(name.into()), Value::Null]);
    let values = vec![("name", name), ("role", Value::Int(role))];
    laptop.write(&kinds::VOLUNTEER, RecordRef::Own(person), values);
    person
}

fn cohort(laptop: &mut Laptop, number: u128) {
    let title = vec![Value::Text(format!("C{number}")), Value::Text("Cours".into())];
    let values = vec![("title", Value::List(title))];
    laptop.write(&kinds::COHORT, RecordRef::Own(id(number)), values);
}

/// Folds, and hears what headquarters decided: how many ops are void, for which reasons.
fn void(hq: &Hq, laptop: &mut Laptop) -> Vec<i64> {
    laptop.exchange_all(hq);
    // Twice: verdicts are folded in their turn.
    hq.digest();
    hq.digest();
    laptop.exchange_all(hq);
    let mut rows = laptop.store.view().voids(99).unwrap();
    rows.sort_by_key(|row| row.dot);
    rows.into_iter().map(|row| row.reason).collect()
}

#[test]
fn a_name_that_a_laptop_brings_is_a_volunteers_until_headquarters_says_otherwise() {
    let (hq, mut a, _b) = network();
    let device = a.device.to_string();
    // Whatever role they are typed in with.
    let karim = person(&mut a, 4001, "Karim", 1);
    let coordinator = std::mem::replace(&mut a.person, karim);
    a.mark(1, 5, Status::Present);
    assert!(void(&hq, &mut a).is_empty(), "what a volunteer writes stands");
    let people = json(&hq, &["person", "list", &device]);
    let roles: Vec<_> = people.as_array().unwrap().iter().map(|one| one["role"].clone()).collect();
    assert_eq!(roles, ["coordinator", "volunteer"]);
    assert_eq!(people[1]["name"], "Karim");
    cohort(&mut a, 9001);
    assert_eq!(void(&hq, &mut a), [kinds::ROLE_TOO_LOW]);
    hq.ask(&["person", "role", &device, "Karim", "coordinator"]);
    cohort(&mut a, 9002);
    assert_eq!(void(&hq, &mut a), [kinds::ROLE_TOO_LOW], "from then on");
    // Somebody of whom nothing is known is nobody.
    a.person = id(4444);
    a.mark(1, 6, Status::Present);
    assert_eq!(void(&hq, &mut a), [kinds::ROLE_TOO_LOW, kinds::NOT_ENROLLED]);
    a.person = coordinator;
    cohort(&mut a, 9003);
    assert_eq!(void(&hq, &mut a).len(), 2);
    assert_eq!(hq.digest(), a.digest());
}

#[test]
fn a_disabled_person_s_changes_are_void_from_then_on_and_no_earlier() {
    let (hq, mut a, mut b) = network();
    let (device, who) = (b.device.to_string(), b.person.to_string());
    b.mark(1, 5, Status::Present);
    assert!(void(&hq, &mut b).is_empty());
    // Arrived before, and perhaps not folded yet.
    b.mark(1, 6, Status::Present);
    b.exchange_all(&hq);
    let line = hq.ask(&["person", "disable", &device, &who]);
    assert!(line.ends_with("\tdisabled\n"), "{line}");
    b.mark(1, 7, Status::Present);
    b.mark(1, 8, Status::Present);
    assert_eq!(void(&hq, &mut b), [kinds::NOT_ENROLLED; 2], "though nobody else is enrolled there");
    // A record of themselves changes nothing.
    let again = std::mem::replace(&mut b.person, a.person);
    person(&mut b, 0, "x", 0);
    b.person = again;
    b.mark(1, 9, Status::Present);
    assert_eq!(void(&hq, &mut b).iter().filter(|one| **one == kinds::NOT_ENROLLED).count(), 4);
    let line = hq.ask(&["person", "enable", &device, &who]);
    assert!(line.ends_with("\tcoordinator\n"), "what they were: {line}");
    b.mark(1, 10, Status::Present);
    assert_eq!(void(&hq, &mut b).len(), 4);
    a.exchange_all(&hq);
    assert_eq!(hq.digest(), a.digest());
    assert_eq!(b.digest(), a.digest()[..2]);
    // A person is disabled on one laptop, not on all.
    a.mark(1, 5, Status::Absent);
    assert_eq!(void(&hq, &mut a).len(), 4);
}

#[test]
fn people_are_named_as_an_operator_knows_them() {
    let (hq, mut a, b) = network();
    person(&mut a, 4001, "Karim", 0);
    person(&mut a, 4002, "Karim", 0);
    person(&mut a, 4003, "Inès", 0);
    a.exchange_all(&hq);
    let device = a.device.to_string();
    let role = |who: &str| ["person", "role", &device, who, "volunteer"].map(str::to_owned);
    let refuse = |who: &str| refused(&hq, &role(who).each_ref().map(String::as_str));
    assert_eq!(refuse("Karim"), "person.ambiguous");
    assert_eq!(refuse("Nobody"), "person.unknown");
    assert_eq!(refuse(""), "person.unknown");
    assert_eq!(refused(&hq, &["person", "enable", &device, "Inès"]), "person.never_enrolled");
    let line = hq.ask(&role("Inès").each_ref().map(String::as_str));
    assert!(line.contains("\tInès\t") && line.ends_with("\tvolunteer\n"), "{line}");
    let of_site = json(&hq, &["person", "list", "--site", "A"]);
    let devices: Vec<_> =
        of_site.as_array().unwrap().iter().map(|one| one["device"].clone()).collect();
    assert_eq!(devices.len(), 3, "{devices:?}");
    assert!(devices.contains(&b.device.to_string().into()));
    assert_eq!(refused(&hq, &["person", "list", "--site", "B"]), "site.unknown");
    assert_eq!(hq.run(&["person", "list"]).status.code(), Some(2));
}

#[test]
fn what_a_revoked_laptop_brought_is_told_in_words() {
    let (hq, mut a, mut b) = network();
    let karim = person(&mut a, 4001, "Karim", 0);
    a.name(5, "Amina");
    a.exchange_all(&hq);
    b.exchange_all(&hq);
    hq.ask(&["revoke", &b.device.to_string()]);
    b.person = karim;
    b.mark_alone(1, 5, Status::Excused);
    // A record born in one segment, named in the next.
    let room = vec![("room", Value::Text("salle 2".into()))];
    b.write(&kinds::SESSION, RecordRef::Own(id(77)), room);
    b.store.seal().unwrap();
    b.mark_alone(77, 5, Status::Present);
    b.name(88, "Secret");
    assert_eq!(hq.post("/v1/exchange", b.upload()).outcome(), "403 exchange.revoked");
    let told = json(&hq, &["refused", "--show"]);
    let told = told.as_array().unwrap();
    assert_eq!(told.len(), 4, "{told:?}");
    for line in told {
        assert_eq!(
            (line["who"].as_str(), line["laptop"].as_str()),
            (Some("Karim"), Some("Portable bleu"))
        );
        assert!(line["at_ms"].as_u64().unwrap() >= 1_000, "{line}");
    }
    assert!(told[0]["what"].as_str().unwrap().ends_with(" Amina"), "{}", told[0]);
    assert!(told[0]["values"]["mark"].as_str().unwrap().contains("excused"), "{}", told[0]);
    assert_eq!(told[1]["values"]["room"], "salle 2");
    assert!(told[2]["what"].as_str().unwrap().contains("00000000"), "{}", told[2]);
    assert_eq!(told[3]["values"]["name"], "(sealed)", "a key that is not taken opens nothing");
    let first = told[0]["id"].as_str().unwrap();
    let lines = hq.ask(&["refused", "--show", &first[..8]]);
    assert_eq!(lines.lines().count(), 1);
    assert!(lines.contains("\tKarim\ton Portable bleu\tattendance "), "{lines}");
    assert_eq!(refused(&hq, &["refused", "--show", "zz"]), "refused.unknown");
    assert_eq!(hq.ask(&["refused"]).lines().count(), 4);
}
