//! Two coordinators plan offline on two laptops, as real processes with a real headquarters: the same
//! room twice, the last seat twice, a session moved here and held there. After the exchange both see
//! the same, nothing is lost, and each is told in words.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use passerelle_app::{Surroundings, System};
use passerelle_domain::calendar::{Day, format_day, monday_of};
use passerelle_tests::centre::{array, joined, text, two_laptops};
use passerelle_tests::{Headquarters, Laptop, PATIENCE, wait_for};
use serde_json::Value;

const SITE: &str = "Maison de quartier";
/// Far from whatever the demo has.
const WEEKS_AHEAD: Day = 20;

/// A Thursday to come, or a day some days later.
fn day(later: Day) -> String {
    format_day(monday_of(System.today().0) + 7 * WEEKS_AHEAD + 3 + later)
}

/// Six Thursdays in room B, holidays or not.
fn plan(laptop: &Laptop, code: &str, more: &[&str]) {
    let (level, first) = (["--level", "DIG-1", "--code", code], day(0));
    let when = ["--first", first.as_str(), "--sessions", "6", "--holidays", "--venue", "Salle B"];
    laptop.cmd(&[&["cohort", "add"], &level[..], &when[..], more].concat()).unwrap();
}

fn clashes(laptop: &Laptop) -> Vec<Value> {
    let view = laptop.json(&["cohort", "clashes"]).unwrap();
    assert!(view["heard_ms"].is_number(), "how fresh it is, is said: {view}");
    array(&view["twice"]).unwrap().clone()
}

fn exchange_all(laptops: [&Laptop; 2]) {
    for laptop in laptops.into_iter().chain(laptops) {
        laptop.cmd(&["exchange"]).unwrap();
    }
}

fn sessions(laptop: &Laptop, code: &str) -> Vec<Value> {
    array(&laptop.json(&["cohort", "sessions", code]).unwrap()["sessions"]).unwrap().clone()
}

#[test]
fn two_coordinators_plan_apart_and_are_told_the_same() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let [a, b] = two_laptops(&hq, hq.url(), SITE).unwrap();
    a.cmd(&["venue", "add", "Salle B", "--places", "12"]).unwrap();
    a.cmd(&["venue", "add", "Salle A", "--places", "12"]).unwrap();
    exchange_all([&a, &b]);
    // Apart: each finds the room free.
    plan(&a, "DE-A", &["--start", "9:00", "--end", "12:00"]);
    plan(&b, "DE-B", &["--start", "11:00", "--end", "13:00"]);
    assert!(clashes(&a).is_empty() && clashes(&b).is_empty());
    exchange_all([&a, &b]);
    // Together: both name both sides, who planned each and on which computer.
    let (here, there) = (clashes(&a), clashes(&b));
    assert_eq!(here, there);
    assert_eq!(here.len(), 6);
    let first = &here[0];
    assert_eq!((&first["what"], &first["name"]), (&"room".into(), &"Salle B".into()));
    assert_eq!(first["date"], day(0).as_str());
    let told = |side: &Value| (text(&side["code"]).unwrap(), text(&side["by"]).unwrap());
    assert_eq!(told(&first["sides"][0]), ("DE-A".into(), "Aïcha".into()));
    assert_eq!(told(&first["sides"][1]), ("DE-B".into(), "Bertrand".into()));
    assert_ne!(first["sides"][0]["device"], first["sides"][1]["device"]);
    let today = |laptop: &Laptop| {
        let words = laptop.cmd(&["cohort", "clashes", "--lang", "fr"]).unwrap();
        assert!(words.contains("Salle B est pris deux fois"), "{words}");
    };
    today(&a);
    today(&b);
    // Nothing is lost: every session of both is there, on both.
    for laptop in [&a, &b] {
        assert_eq!(sessions(laptop, "DE-A").len() + sessions(laptop, "DE-B").len(), 12);
    }
    // One of them gives way; the other sees it settled.
    let session = text(&sessions(&b, "DE-B")[0]["id"]).unwrap();
    let because = "la salle B est à DE-A";
    let all = ["session", "move", &session, "--venue", "Salle A", "--scope", "all"];
    b.cmd(&[&all[..], &["--because", because]].concat()).unwrap();
    exchange_all([&b, &a]);
    assert!(clashes(&a).is_empty() && clashes(&b).is_empty());
    // A room that is known to be taken stops whoever asks for it.
    let refused = a
        .refused(&[
            "cohort",
            "add",
            "--level",
            "DIG-1",
            "--code",
            "DE-C",
            "--first",
            &day(0),
            "--sessions",
            "1",
            "--venue",
            "Salle B",
            "--start",
            "10:00",
            "--end",
            "11:00",
            "--json",
        ])
        .unwrap();
    assert!(refused.stderr.contains("plan.clash"), "{}", refused.stderr);
}

#[test]
fn the_last_seat_and_a_session_that_moved_under_a_register() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let [a, b] = two_laptops(&hq, hq.url(), SITE).unwrap();
    a.cmd(&["venue", "add", "Salle B", "--places", "12"]).unwrap();
    plan(&a, "PETIT", &["--capacity", "1"]);
    exchange_all([&a, &b]);
    let enrol = |laptop: &Laptop, name: &str| {
        let file = laptop.folder().join("one.csv");
        std::fs::write(&file, format!("Prénom;Nom\n{name};Unique\n")).unwrap();
        laptop.cmd(&["import", "learners", file.to_str().unwrap(), "--cohort", "PETIT"]).unwrap();
    };
    // The last seat twice, and the second session moved on one laptop while the other holds it.
    enrol(&a, "Amina");
    enrol(&b, "Yusuf");
    let second = text(&sessions(&a, "PETIT")[1]["id"]).unwrap();
    let elsewhere = day(8);
    a.cmd(&["session", "move", &second, "--date", &elsewhere, "--because", "travaux"]).unwrap();
    b.cmd(&["mark", &second, "Yusuf", "present"]).unwrap();
    exchange_all([&b, &a]);
    let notices = |laptop: &Laptop| {
        let looks = laptop.json(&["conflicts"]).unwrap();
        let looks = array(&looks).unwrap().clone();
        looks.into_iter().filter(|look| look["notice"]["key"] == "seat_taken").count()
    };
    wait_for("the verdict", PATIENCE, || {
        exchange_all([&a, &b]);
        Ok((notices(&a) == 1 && notices(&b) == 1).then_some(()))
    })
    .unwrap();
    exchange_all([&a, &b]);
    for laptop in [&a, &b] {
        let all = sessions(laptop, "PETIT");
        // The mark is where it was made, the session is in sight again, and the other date is there.
        let held = all.iter().find(|one| one["id"] == second.as_str()).unwrap();
        assert_eq!((&held["date"], &held["state"]), (&day(7).into(), &"open".into()));
        assert_eq!(
            (&held["reason"], &held["moved_to"]),
            (&"travaux".into(), &elsewhere.clone().into())
        );
        assert_eq!(all.len(), 7);
        let register = laptop.json(&["register", &second]).unwrap();
        let marked =
            array(&register["learners"]).unwrap().iter().filter(|row| !row["mark"].is_null());
        assert_eq!(marked.count(), 1, "{register}");
    }
    assert_eq!(sessions(&a, "PETIT"), sessions(&b, "PETIT"));
    // Whoever lost the seat waits in the first place, on both.
    for laptop in [&a, &b] {
        let view = laptop.json(&["waitlist", "show", "PETIT"]).unwrap();
        let people = array(&view["people"]).unwrap();
        let told: Vec<_> = people.iter().map(|one| (&one["seat"], &one["rank"])).collect();
        assert_eq!(told, [(&"seated".into(), &Value::Null), (&"waiting".into(), &1.into())]);
        assert!(people[1]["asked_ms"].is_number(), "{view}");
    }
    // It is asked, alike on both: was it held on its old date, or are there two?
    let asked = clashes(&a);
    assert_eq!(asked, clashes(&b));
    assert_eq!((asked.len(), &asked[0]["what"]), (1, &"moved".into()));
    let dates = |side: usize| text(&asked[0]["sides"][side]["date"]).unwrap();
    assert_eq!((dates(0), dates(1)), (day(7), elsewhere));
    b.cmd(&["session", "held", &second]).unwrap();
    exchange_all([&b, &a]);
    for laptop in [&a, &b] {
        assert!(clashes(laptop).is_empty());
        let all = sessions(laptop, "PETIT");
        let held = all.iter().find(|one| one["id"] == second.as_str()).unwrap();
        assert_eq!((&held["number"], &held["moved_to"]), (&2.into(), &Value::Null));
        assert_eq!(all.iter().filter(|one| one["state"] == "cancelled").count(), 1);
    }
}

#[test]
fn a_session_that_two_laptops_move_to_two_days_takes_place_once() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let [a, b] = two_laptops(&hq, hq.url(), SITE).unwrap();
    a.cmd(&["venue", "add", "Salle B", "--places", "12"]).unwrap();
    plan(&a, "DOUBLE", &[]);
    exchange_all([&a, &b]);
    let third = text(&sessions(&a, "DOUBLE")[2]["id"]).unwrap();
    let to = |laptop: &Laptop, date: String| {
        laptop.cmd(&["session", "move", &third, "--date", &date, "--because", "travaux"]).unwrap();
    };
    to(&a, day(15));
    to(&b, day(16));
    exchange_all([&a, &b]);
    let on = |laptop: &Laptop| -> Vec<String> {
        let all = sessions(laptop, "DOUBLE");
        let on = all.iter().filter(|one| one["state"] == "planned");
        on.map(|one| text(&one["date"]).unwrap()).collect()
    };
    // Six sessions, on both laptops the same: one of the two days, and which is asked.
    assert_eq!((on(&a).len(), on(&a)), (6, on(&b)));
    let shown = on(&a).iter().position(|date| *date == day(15) || *date == day(16)).unwrap();
    let before = on(&a)[shown].clone();
    let looks = a.json(&["conflicts"]).unwrap();
    let look = array(&looks).unwrap().iter().find(|look| look["what"] == "session.fate").unwrap();
    // Whoever chooses the other day has the other session, without writing one.
    let author = if before == day(15) { "Bertrand" } else { "Aïcha" };
    let other = array(&look["sides"]).unwrap().iter().position(|side| side["by"] == author);
    let (id, at) = (text(&look["id"]).unwrap(), (other.unwrap() + 1).to_string());
    a.cmd(&["resolve", &id, &at]).unwrap();
    exchange_all([&a, &b]);
    assert_eq!((on(&a).len(), on(&a)), (6, on(&b)));
    assert_ne!(on(&a)[shown], before);
}

/// One of the two is moved on before anybody hears of the other; then it turns out that the session was held
/// where it was: it takes place once all the same, each time.
#[test]
fn what_follows_from_a_day_that_does_not_count_does_not_count_either() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let [a, b] = two_laptops(&hq, hq.url(), SITE).unwrap();
    a.cmd(&["venue", "add", "Salle B", "--places", "12"]).unwrap();
    plan(&a, "SUITE", &[]);
    let file = a.folder().join("one.csv");
    std::fs::write(&file, "Prénom;Nom\nYusuf;Unique\n").unwrap();
    a.cmd(&["import", "learners", file.to_str().unwrap(), "--cohort", "SUITE"]).unwrap();
    exchange_all([&a, &b]);
    // A third laptop holds it and hears of nothing before the end.
    let c = joined(&hq, hq.url(), SITE, ("coordinator", "coordinator"), "Chloé").unwrap();
    c.cmd(&["exchange"]).unwrap();
    let third = text(&sessions(&a, "SUITE")[2]["id"]).unwrap();
    let to = |laptop: &Laptop, session: &str, date: String| {
        laptop.cmd(&["session", "move", session, "--date", &date, "--because", "travaux"]).unwrap();
    };
    let planned = |laptop: &Laptop| -> Vec<(String, String)> {
        let all = sessions(laptop, "SUITE");
        let on = all.iter().filter(|one| one["state"] == "planned" || one["state"] == "open");
        on.map(|one| (text(&one["date"]).unwrap(), text(&one["id"]).unwrap())).collect()
    };
    let on_day = |laptop: &Laptop, day: &str| {
        let found = planned(laptop).into_iter().find(|(date, _)| date == day);
        found.unwrap().1
    };
    // The first to move it is the one whose day counts less: the later write is shown.
    to(&b, &third, day(15));
    to(&b, &on_day(&b, &day(15)), day(17));
    to(&a, &third, day(16));
    exchange_all([&a, &b]);
    let dates =
        |laptop: &Laptop| planned(laptop).into_iter().map(|(date, _)| date).collect::<Vec<_>>();
    assert_eq!(dates(&a), dates(&b));
    assert_eq!(dates(&a).len(), 6, "{:?}", dates(&a));
    assert!(dates(&a).contains(&day(16)) && !dates(&a).contains(&day(17)));
    c.cmd(&["mark", &third, "Yusuf", "present"]).unwrap();
    c.cmd(&["exchange"]).unwrap();
    exchange_all([&a, &b]);
    a.cmd(&["session", "held", &third]).unwrap();
    exchange_all([&a, &b]);
    c.cmd(&["exchange"]).unwrap();
    for laptop in [&a, &b, &c] {
        assert_eq!(dates(laptop).len(), 6, "{:?}", dates(laptop));
        assert!(dates(laptop).contains(&day(14)) && clashes(laptop).is_empty());
    }
}

/// Both laptops see the seat come free and offer it, each to somebody else: one of the two has it, and of
/// the other it is said, on both, that they have to be told.
#[test]
fn a_seat_that_two_laptops_offered_is_anothers_for_one_and_somebody_is_told() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let [a, b] = two_laptops(&hq, hq.url(), SITE).unwrap();
    a.cmd(&["venue", "add", "Salle B", "--places", "12"]).unwrap();
    plan(&a, "PETIT", &["--capacity", "1"]);
    for person in ["Zahra;Une", "Xavier;Deux", "Yusuf;Trois"] {
        let file = a.folder().join("one.csv");
        std::fs::write(&file, format!("Prénom;Nom\n{person}\n")).unwrap();
        a.cmd(&["import", "learners", file.to_str().unwrap(), "--cohort", "PETIT"]).unwrap();
    }
    exchange_all([&a, &b]);
    let seat = |laptop: &Laptop, name: &str| {
        let view = laptop.json(&["waitlist", "show", "PETIT"]).unwrap();
        let people = array(&view["people"]).unwrap().clone();
        let of = people.into_iter().find(|one| one["name"].as_str().unwrap().starts_with(name));
        text(&of.unwrap()["seat"]).unwrap()
    };
    assert_eq!(
        ["Zahra", "Xavier", "Yusuf"].map(|one| seat(&a, one)),
        ["seated", "waiting", "waiting"]
    );
    a.cmd(&["waitlist", "cancel", "PETIT", "Zahra Une"]).unwrap();
    b.cmd(&["waitlist", "first", "PETIT", "Yusuf Trois"]).unwrap();
    b.cmd(&["waitlist", "cancel", "PETIT", "Zahra Une"]).unwrap();
    assert_eq!((seat(&a, "Xavier"), seat(&b, "Yusuf")), ("offered".into(), "offered".into()));
    let promised = |laptop: &Laptop| {
        let looks = array(&laptop.json(&["conflicts"]).unwrap()).unwrap().clone();
        let of = |look: &Value| look["notice"]["key"] == "seat_promised";
        looks.into_iter().filter(of).collect::<Vec<_>>()
    };
    assert!(promised(&a).is_empty() && promised(&b).is_empty(), "apart, nobody knows");
    exchange_all([&a, &b]);
    let told = promised(&a);
    assert_eq!(told, promised(&b), "alike on both");
    assert_eq!((told.len(), &told[0]["about"]), (1, &"Yusuf Trois".into()));
    let args = &told[0]["notice"]["args"];
    assert_eq!((&args["other"], &args["rank"]), (&"Xavier Deux".into(), &"1".into()));
    assert_eq!((seat(&b, "Xavier"), seat(&b, "Yusuf")), ("offered".into(), "waiting".into()));
    let words = b.cmd(&["conflicts", "--lang", "fr"]).unwrap();
    assert!(words.contains("avait été proposée à Yusuf Trois"), "{words}");
    // Whoever told them says so, and it is not asked again anywhere.
    b.cmd(&["resolve", told[0]["id"].as_str().unwrap(), "seen"]).unwrap();
    exchange_all([&b, &a]);
    assert!(promised(&a).is_empty() && promised(&b).is_empty());
    assert_eq!((seat(&a, "Xavier"), seat(&a, "Yusuf")), ("offered".into(), "waiting".into()));
}
