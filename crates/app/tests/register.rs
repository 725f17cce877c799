//! A register to its end: somebody who was not expected, an interruption, closing with what is worth a
//! second look, opening again. On a clock that the test holds.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::class::{Class, class, code, newcomer, session_of};
use passerelle_app::dto::{
    KeptWarning, LevelInput, MarkInput, Pause, SheetState, VenueInput, WalkIn, Warning,
};
use passerelle_app::{NewSession, record_id};
use passerelle_domain::calendar::parse_day;
use passerelle_store::Local;
use std::collections::BTreeMap;

#[test]
fn only_a_name_is_asked_at_the_door() {
    let mut class = class();
    let came = class.app.walk_in(class.session, &newcomer("  Tigist "), false).unwrap();
    assert_eq!((came.label.key.as_str(), came.label.args["name"].as_str()), ("walk-in", "Tigist"));
    let row = came.register.learners.iter().find(|row| row.name == "Tigist").unwrap();
    assert!(row.guest && row.provisional && row.mark.is_some());
    let known = came.register.learners.iter().find(|row| row.name.starts_with("Amina")).unwrap();
    assert!(!known.guest && !known.provisional);
    assert_eq!(
        code(class.app.walk_in(class.session, &newcomer("  "), false)),
        "person.name_missing"
    );
    // One undo takes both back: the mark and the person.
    class.app.undo().unwrap();
    assert_eq!(class.register().learners.len(), 2);
    assert!(class.app.people().unwrap().iter().all(|row| row.name != "Tigist"));
    class.app.redo().unwrap();
    assert_eq!(class.register().learners.len(), 3);
}

#[test]
fn people_who_are_known_are_proposed_in_any_spelling_and_script() {
    let mut class = class();
    let mut why = |typed: &str| {
        let found = class.app.suggest(class.session, typed).unwrap();
        found.into_iter().map(|one| (one.name, one.cohorts, one.why.key)).collect::<Vec<_>>()
    };
    let mohamed =
        |key: &str| vec![("Mohamed Karimi".to_owned(), vec!["B".to_owned()], key.to_owned())];
    assert_eq!(why("moh"), mohamed("why-begins-so"));
    assert_eq!(why("Muhammad"), mohamed("why-sounds-alike"));
    assert_eq!(why("محمد"), mohamed("why-begins-so"));
    assert_eq!(why("MOHAMED karimi"), mohamed("why-same-name"));
    assert_eq!(why("m"), []);
    assert_eq!(why("Amina"), [], "she is in this register already");
    let known = class.app.suggest(class.session, "moh").unwrap().remove(0);
    let came = class.app.walk_in(class.session, &WalkIn::Known { id: known.id }, false).unwrap();
    let row = came.register.learners.iter().find(|row| row.name == "Mohamed Karimi").unwrap();
    assert!(row.guest && !row.provisional);
    assert_eq!(class.app.people().unwrap().iter().filter(|row| !row.is_volunteer).count(), 3);
}

#[test]
fn a_full_room_offers_the_list_or_lets_in_anyway() {
    let mut class = class();
    class.app.walk_in(class.session, &newcomer("Tigist"), false).unwrap();
    let refused = class.app.walk_in(class.session, &newcomer("Nour"), false).unwrap_err();
    assert_eq!(refused.code(), "session.full");
    assert_eq!(class.register().learners.len(), 3, "a refusal changes nothing");
    let waits = class.app.wait_instead(class.session, &newcomer("Nour")).unwrap();
    assert_eq!(waits.label.key, "wait-listed");
    assert_eq!(waits.register.learners.len(), 3, "who waits is not in the register");
    let known = class.app.suggest(class.session, "Nour").unwrap().remove(0);
    assert!(known.cohorts.is_empty());
    let came = class.app.walk_in(class.session, &WalkIn::Known { id: known.id }, true).unwrap();
    assert_eq!(came.register.learners.len(), 4);
    // Who is in the room already is no one more.
    let amina = came.register.learners.iter().find(|row| row.name.starts_with("Amina")).unwrap();
    let again = WalkIn::Known { id: amina.id.clone() };
    class.app.walk_in(class.session, &again, false).unwrap();
}

#[test]
fn an_interruption_is_shown_before_it_is_kept_and_counts_for_nobody() {
    let mut class = class();
    class.mark("Amina", MarkInput::Late { minutes: 15 }).unwrap();
    class.complete();
    let effect = class.app.pause_effect(class.session, 900, 930).unwrap();
    let rows: BTreeMap<_, _> =
        effect.rows.iter().map(|row| (row.name.as_str(), (row.before, row.after))).collect();
    assert_eq!(rows["Amina Diallo"], (105, 75));
    assert_eq!(rows["Oleksandr Koval"], (120, 90));
    assert_eq!(rows["Inès"], (120, 90), "a volunteer's hours too");
    assert_eq!(effect.minutes, 90);
    assert_eq!(class.register().minutes, 120, "nothing was kept");
    let pause = Pause { start: 900, end: 930, reason: Some("alerte incendie".into()) };
    let kept = class.app.set_pause(class.session, Some(&pause)).unwrap();
    assert_eq!((kept.register.minutes, kept.register.sheet.pause), (90, Some(pause)));
    let day = passerelle_domain::calendar::parse_day(common::DAY).unwrap();
    let csv = class.app.export_attendance_csv((day, day), "");
    let csv = String::from_utf8(csv.unwrap()).unwrap();
    assert!(csv.lines().any(|line| line.contains("Amina") && line.contains(";120;75;")), "{csv}");
    class.app.undo().unwrap();
    assert_eq!(class.register().minutes, 120);
    let wrong = Pause { start: 800, end: 930, reason: None };
    assert_eq!(code(class.app.set_pause(class.session, Some(&wrong))), "pause.outside_session");
    assert_eq!(code(class.app.pause_effect(class.session, 840, 960)), "pause.leaves_nothing");
}

#[test]
fn blanks_are_closed_with_a_reason_and_a_closed_register_is_not_written() {
    let mut class = class();
    class.mark("Amina", MarkInput::Present).unwrap();
    assert_eq!(class.app.closing(class.session).unwrap().unmarked.len(), 1);
    assert_eq!(code(class.app.close_session(class.session, None, &[])), "closing.reason_missing");
    assert_eq!(class.register().sheet.state, SheetState::Open);
    let kept = [KeptWarning { code: "ratio".into(), reason: "une bénévole malade".into() }];
    let closed = class.app.close_session(class.session, Some("parti sans signer"), &kept).unwrap();
    let sheet = closed.register.sheet;
    assert_eq!((sheet.state, sheet.by.as_deref()), (SheetState::Closed, Some("Inès")));
    assert_eq!(sheet.reason.as_deref(), Some("parti sans signer"));
    assert_eq!(closed.register.session.state, SheetState::Closed);
    let before = class.register();
    assert_eq!(code(class.mark("Amina", MarkInput::Absent)), "session.closed");
    assert_eq!(code(class.app.mark_rest_present(class.session)), "session.closed");
    assert_eq!(code(class.app.walk_in(class.session, &newcomer("Nour"), true)), "session.closed");
    assert_eq!(code(class.app.set_pause(class.session, None)), "session.closed");
    assert_eq!(code(class.app.close_session(class.session, Some("x"), &[])), "session.closed");
    assert_eq!(class.register(), before);
    assert_eq!(code(class.app.reopen_session(class.session, " ")), "reopening.reason_missing");
    let open = class.app.reopen_session(class.session, "une erreur").unwrap().register.sheet;
    assert_eq!((open.state, open.reason.as_deref()), (SheetState::Open, Some("une erreur")));
    assert_eq!(code(class.app.reopen_session(class.session, "encore")), "session.open");
    class.mark("Amina", MarkInput::Absent).unwrap();
    let history = class.app.history(Some(class.session)).unwrap();
    let told = history.iter().filter(|line| line.kind == "sheet").count();
    assert_eq!(told, 3, "closed, what was kept, opened again");
    // Closed once more with nothing to keep: what was kept before says nothing of this closing.
    class.complete();
    class.all_sign();
    class.app.close_session(class.session, None, &[]).unwrap();
    let kept = class.app.history(Some(class.session)).unwrap();
    let stands = kept.iter().filter(|line| line.register == "kept" && !line.value.is_empty());
    assert!(stands.clone().count() == 1 && stands.into_iter().all(|line| !line.stands));
}

#[test]
fn what_is_worth_a_second_look_is_told_and_stops_nobody() {
    let mut class = class();
    class.complete();
    assert_eq!(class.codes(), Vec::<String>::new(), "two learners, one volunteer, in time");
    class.app.walk_in(class.session, &newcomer("Tigist"), false).unwrap();
    assert_eq!(class.codes(), ["ratio"]);
    class.app.walk_in(class.session, &newcomer("Nour"), true).unwrap();
    assert_eq!(class.codes(), ["over_capacity", "ratio"]);
    // The same volunteer in the other room, at half past three.
    let other = session_of(&mut class.app, "B");
    let helper = record_id(&class.register().volunteers[0].id).unwrap();
    class.app.mark_volunteer(other, helper, MarkInput::Present).unwrap();
    let closing = class.app.closing(class.session).unwrap();
    let place = closing.warnings.iter().find(|warning| warning.code == "two_places").unwrap();
    assert_eq!((place.args["name"].as_str(), place.args["code"].as_str()), ("Inès", "B"));
    class.all_sign();
    class.app.close_session(class.session, None, &[]).unwrap();
}

#[test]
fn a_late_entry_is_told_unless_it_is_from_paper() {
    let mut class = class();
    class.complete();
    class.clock.turn_to("2027-04-21", 600);
    let closing = class.app.closing(class.session).unwrap();
    let late = closing.warnings.iter().find(|warning| warning.code == "after_end").unwrap();
    assert_eq!(late.args["minutes"], (24 * 60 - 960 + 600).to_string());
    class.app.set_paper(class.session, true).unwrap();
    assert_eq!(class.codes(), Vec::<String>::new());
    class.app.close_session(class.session, None, &[]).unwrap();
    // After a week it takes a coordinator, who is at the keys here.
    class.clock.turn_to("2027-04-28", 600);
    assert!(class.register().sheet.may_reopen);
    class.app.reopen_session(class.session, "la feuille signée est arrivée").unwrap();
    // Nobody closes a session before its day: the clock is wrong, or the day is.
    class.clock.turn_to("2027-04-19", 600);
    assert_eq!(class.codes(), ["before_start"]);
}

/// One more session of group A, whose register is the open one from now on.
fn goes_to(class: &mut Class, day: &str, start: u16, room: Option<&str>) {
    let rows = class.app.cohorts().unwrap();
    let cohort = record_id(&rows.iter().find(|row| row.code == "A").unwrap().id).unwrap();
    let day = parse_day(day).unwrap();
    let room = room.map(str::to_owned);
    let new = NewSession { cohort, day, start, end: start + 120, room };
    class.session = record_id(&class.app.add_session(&new).unwrap().id).unwrap();
}

fn told(class: &mut Class, code: &str) -> Option<Warning> {
    let warnings = class.app.closing(class.session).unwrap().warnings;
    warnings.into_iter().find(|warning| warning.code == code)
}

#[test]
fn a_room_is_full_by_its_own_places_and_with_those_who_are_in_it() {
    let mut class = class();
    let mut room = VenueInput { name: "Salle B".into(), capacity: Some(2), ..Default::default() };
    room.id = Some(class.app.save_venue(&room).unwrap()[0].id.clone());
    goes_to(&mut class, common::DAY, 600, Some("salle b"));
    class.complete();
    assert_eq!(told(&mut class, "over_capacity"), None);
    // The group has three seats, the room two places.
    class.app.walk_in(class.session, &newcomer("Nour"), false).unwrap();
    let over = told(&mut class, "over_capacity").unwrap();
    assert_eq!((&*over.args["count"], &*over.args["capacity"]), ("3", "2"));
    class.mark("Nour", MarkInput::Remote).unwrap();
    assert_eq!(told(&mut class, "over_capacity"), None, "she is not in the room");
    class.mark("Nour", MarkInput::Present).unwrap();
    assert!(told(&mut class, "over_capacity").is_some());
    // A room with more places than the group has seats takes whoever comes.
    room.capacity = Some(10);
    class.app.save_venue(&room).unwrap();
    class.app.walk_in(class.session, &newcomer("Tigist"), true).unwrap();
    assert_eq!(told(&mut class, "over_capacity"), None);
    // Of a room that nobody has measured, the group's seats are what is known.
    room.capacity = None;
    class.app.save_venue(&room).unwrap();
    let over = told(&mut class, "over_capacity").unwrap();
    assert_eq!((&*over.args["count"], &*over.args["capacity"]), ("4", "3"));
}

#[test]
fn a_public_holiday_is_told() {
    let mut class = class();
    goes_to(&mut class, "2027-05-01", 840, None);
    class.clock.turn_to("2027-05-01", 850);
    class.complete();
    assert!(told(&mut class, "holiday").is_some_and(|one| !one.args["name"].is_empty()));
    goes_to(&mut class, "2027-05-03", 840, None);
    class.clock.turn_to("2027-05-03", 850);
    assert_eq!(told(&mut class, "holiday"), None);
}

#[test]
fn a_title_that_is_not_the_catalogues_is_told() {
    let mut class = class();
    assert_eq!(told(&mut class, "title"), None);
    let programmes = class.app.catalogue().unwrap().programmes;
    let found = programmes.into_iter().find_map(|programme| {
        let level = programme.levels.into_iter().find(|level| level.code == "DIG-1")?;
        Some((programme.id, level))
    });
    let (programme, level) = found.unwrap();
    let input = LevelInput {
        id: Some(level.id),
        programme,
        code: level.code,
        title: "Le numérique pas à pas".into(),
        sessions: level.sessions,
        objectives: level.objectives,
        entry_french: level.entry_french,
        previous_level: level.previous_level,
        audience: level.audience,
        form: level.form,
        is_archived: level.is_archived,
        modules: level.modules,
    };
    class.app.save_level(&input).unwrap();
    let one = told(&mut class, "title").unwrap();
    assert_eq!((&*one.args["title"], &*one.args["expected"]), (&*level.title, &*input.title));
}

#[test]
fn a_clock_that_is_off_is_told() {
    let mut class = class();
    let mut off = |minutes: i64| {
        let log = format!(r#"{{"month":"","month_bytes":0,"clock_ms":{}}}"#, minutes * 60_000);
        class.app.store().settle(&[(Local::Exchange, Some(&log))]).unwrap();
        told(&mut class, "clock").map(|one| one.args["minutes"].clone())
    };
    assert_eq!(off(9), None);
    assert_eq!(off(25).as_deref(), Some("25"));
    assert_eq!(off(-25).as_deref(), Some("25"), "slow or fast");
}
