//! A register as evidence: who is on it, and who is not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::class::{Class, class, newcomer, person, session_of};
use passerelle_app::dto::{MarkInput, WalkIn};
use passerelle_app::{NewSession, record_id};
use passerelle_domain::RecordId;
use passerelle_domain::calendar::parse_day;

fn cohort(class: &Class, code: &str) -> RecordId {
    let rows = class.app.cohorts().unwrap();
    record_id(&rows.into_iter().find(|row| row.code == code).unwrap().id).unwrap()
}

/// One more session of a group, from 14:00 to 16:00.
fn session_on(class: &mut Class, code: &str, day: &str) -> RecordId {
    let (cohort, day) = (cohort(class, code), parse_day(day).unwrap());
    let new = NewSession { cohort, day, start: 840, end: 960, room: None };
    record_id(&class.app.add_session(&new).unwrap().id).unwrap()
}

fn names(class: &mut Class, session: RecordId) -> Vec<String> {
    let learners = class.app.register(session).unwrap().learners;
    learners.into_iter().map(|row| row.name).collect()
}

/// Who has no mark, as headquarters sees it before it seals.
fn unmarked(class: &Class, session: RecordId) -> usize {
    let view = class.app.view();
    view.unmarked(&view.session(session).unwrap().unwrap()).unwrap().len()
}

#[test]
fn whoever_joins_later_is_on_no_earlier_register() {
    let mut class = class();
    let first = class.session;
    class.complete();
    class.all_sign();
    class.app.close_session(first, None, &[]).unwrap();
    class.clock.turn_to("2027-04-22", 600);
    let second = session_on(&mut class, "A", "2027-04-22");
    class.app.add_person(&person("Salma", "Haddad", None, Some("A"))).unwrap();
    let both = ["Amina Diallo", "Oleksandr Koval"];
    assert_eq!(names(&mut class, first), both);
    assert_eq!(names(&mut class, second), [both[0], both[1], "Salma Haddad"]);
    assert_eq!((unmarked(&class, first), unmarked(&class, second)), (0, 3));
    let today = class.app.today(Some(common::DAY)).unwrap();
    let card = today.sessions.iter().find(|card| card.code == "A").unwrap();
    assert_eq!((card.expected, card.tally.unmarked), (2, 0));
    let incomplete = |need: &&passerelle_app::dto::Need| {
        need.key == "register_incomplete" && need.args["code"] == "A"
    };
    assert_eq!(today.needs.iter().filter(incomplete).count(), 0);
    let day = parse_day(common::DAY).unwrap();
    let csv = class.app.export_attendance_csv((day, day), "").unwrap();
    assert!(!String::from_utf8(csv).unwrap().contains("Salma"));
    // Nobody is made present at what they had not joined yet, and no reason is asked for them.
    class.app.reopen_session(first, "une erreur").unwrap();
    assert_eq!(class.app.mark_rest_present(first).unwrap().count, 0);
    assert!(class.app.closing(first).unwrap().unmarked.is_empty());
    class.app.close_session(first, None, &[]).unwrap();
}

#[test]
fn whoever_was_there_before_they_joined_is_a_guest_there() {
    let mut class = class();
    let first = class.session;
    class.clock.turn_to("2027-04-22", 600);
    let second = session_on(&mut class, "A", "2027-04-22");
    class.app.add_person(&person("Salma", "Haddad", None, Some("A"))).unwrap();
    let known = class.app.suggest(first, "salma").unwrap().remove(0);
    class.app.walk_in(first, &WalkIn::Known { id: known.id }, true).unwrap();
    assert!(class.row("Salma").guest && class.row("Salma").mark.is_some());
    class.session = second;
    assert!(!class.row("Salma").guest, "on the day they come in they are one of the group");
    // A mark that is taken back takes the guest along, and nobody else.
    class.session = first;
    class.mark("Salma", MarkInput::Clear).unwrap();
    assert_eq!(names(&mut class, first).len(), 2);
}

#[test]
fn whoever_left_stays_where_they_were_and_is_expected_no_more() {
    let mut class = class();
    let first = class.session;
    class.mark("Amina", MarkInput::Present).unwrap();
    class.mark("Oleksandr", MarkInput::Absent).unwrap();
    let mohamed = class.app.people().unwrap().into_iter().find(|row| row.name.starts_with("Moh"));
    let mohamed = record_id(&mohamed.unwrap().id).unwrap();
    let (amina, oleksandr) = (class.id("Amina"), class.id("Oleksandr"));
    let second = session_on(&mut class, "A", "2027-04-21");
    let third = session_on(&mut class, "A", "2027-04-22");
    let other = session_on(&mut class, "B", "2027-04-23");
    let other_before = session_of(&mut class.app, "B");
    class.clock.turn_to("2027-04-22", 600);
    let (a, b) = (cohort(&class, "A"), cohort(&class, "B"));
    class.app.cancel_enrolment(a, amina).unwrap();
    class.app.transfer(a, oleksandr, b).unwrap();
    let both = ["Amina Diallo", "Oleksandr Koval"];
    assert_eq!(names(&mut class, first), both);
    // They were of the group that day: whoever forgot to mark them is still told so.
    assert_eq!(names(&mut class, second), both);
    assert_eq!(unmarked(&class, second), 2);
    assert!(names(&mut class, third).is_empty());
    assert_eq!(names(&mut class, other), ["Mohamed Karimi", "Oleksandr Koval"]);
    assert_eq!(names(&mut class, other_before), ["Mohamed Karimi"]);
    // Whoever is taken off before they had ever come never was of the group.
    class.app.cancel_enrolment(b, mohamed).unwrap();
    assert!(names(&mut class, other_before).is_empty());
    assert!(!class.row("Amina").guest, "she was no guest then");
}

#[test]
fn whoever_signed_stays_on_the_sheet_until_that_is_made_void() {
    let mut class = class();
    let session = class.session;
    class.app.walk_in(session, &newcomer("Tigist"), false).unwrap();
    class.all_sign();
    class.mark("Tigist", MarkInput::Clear).unwrap();
    assert!(names(&mut class, session).contains(&"Tigist".to_owned()));
    let id = record_id(class.row("Tigist").signed[0].id.as_deref().unwrap()).unwrap();
    class.app.void_signature(session, id, "ce n’était pas elle").unwrap();
    assert!(!names(&mut class, session).contains(&"Tigist".to_owned()));
}
