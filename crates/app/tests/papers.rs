//! The papers of a group, the calendar that is asked for by what crossed, and finding a person: what is in them,
//! what is refused, what is noted, and the same bytes from the same data.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::class::{Class, class, code, person};
use passerelle_app::dto::{CalendarAsk, NewCohort, NewPerson, PackAsk, VenueInput};
use passerelle_app::{App, CalendarOf};

fn cohort(app: &mut App, code: &str) -> String {
    app.cohorts().unwrap().into_iter().find(|row| row.code == code).unwrap().id
}

fn all(class: &mut Class) -> PackAsk {
    PackAsk {
        cohort: cohort(&mut class.app, "A"),
        roster: true,
        sheets: true,
        convocations: vec!["fr".into(), "en".into()],
        contact: Some("Inès, 05 56 00 00 00".into()),
        ..PackAsk::default()
    }
}

#[test]
fn a_pack_is_a_list_a_sheet_and_a_page_for_each_learner() {
    let mut class = class();
    let ask = all(&mut class);
    // One list, one session in that week, two learners.
    assert_eq!(class.app.pack_preview(&ask, "fr").unwrap().len(), 1 + 1 + 2);
    let only = PackAsk { roster: false, sheets: false, ..ask.clone() };
    assert_eq!(class.app.pack_preview(&only, "fr").unwrap().len(), 2);
    let list = PackAsk { sheets: false, convocations: vec![], ..ask };
    assert_eq!(class.app.pack_preview(&list, "en").unwrap().len(), 1);
}

#[test]
fn what_is_written_or_printed_is_noted_and_what_is_looked_at_is_not() {
    let mut class = class();
    let ask = all(&mut class);
    let noted = |class: &Class| class.app.view().audit_entries().unwrap();
    let before = noted(&class);
    class.app.pack_preview(&ask, "fr").unwrap();
    assert_eq!(noted(&class), before);
    let file = class.app.pack_document(&ask, "fr").unwrap();
    assert_eq!(noted(&class), before + 1);
    class.app.pack_printed(&ask).unwrap();
    assert_eq!(noted(&class), before + 2);
    assert_eq!(file.name, "A-dossier.pdf");
    assert!(file.bytes == class.app.pack_document(&ask, "fr").unwrap().bytes);
    let only = PackAsk { roster: false, sheets: false, ..ask };
    assert_eq!(class.app.pack_document(&only, "en").unwrap().name, "A-convocations.pdf");
}

#[test]
fn what_cannot_be_printed_is_refused_by_name() {
    let mut class = class();
    let ask = all(&mut class);
    let mut refused = |change: fn(&mut PackAsk)| {
        let mut ask = ask.clone();
        change(&mut ask);
        code(class.app.pack_preview(&ask, "fr"))
    };
    assert_eq!(refused(|ask| ask.convocations = vec!["ar".into()]), "convocation.language_unknown");
    assert_eq!(refused(|ask| ask.first = Some("hier".into())), "calendar.day_unreadable");
    assert_eq!(refused(|ask| ask.first = Some("2031-01-01".into())), "document.no_session");
    assert_eq!(refused(|ask| ask.contact = Some("x".repeat(500))), "text.too_long");
    assert_eq!(
        refused(|ask| ask.cohort = ask.cohort.replace(char::is_numeric, "0")),
        "cohort.unknown"
    );
    let nothing = |ask: &mut PackAsk| {
        (ask.roster, ask.sheets) = (false, false);
        ask.convocations.clear();
    };
    assert_eq!(refused(nothing), "document.nothing");
}

#[test]
fn who_is_asked_to_come_is_told_of_the_days_that_are_left() {
    let mut class = class();
    let new = NewCohort {
        level: "DIG-1".into(),
        code: "C".into(),
        capacity: 3,
        first: "2027-04-22".into(),
        weekdays: vec![4],
        start: 570,
        end: 690,
        sessions: Some(2),
        ..NewCohort::default()
    };
    let cohort = class.app.add_cohort(&new).unwrap().id;
    class.app.add_person(&person("Amina", "Sow", None, Some("C"))).unwrap();
    let ask = PackAsk { cohort, roster: false, sheets: false, ..all(&mut class) };
    let mut on = |day: &str, minute: u16| {
        class.clock.turn_to(day, minute);
        class.app.pack_document(&ask, "fr").map(|file| file.bytes)
    };
    let both = on("2027-04-20", 600).unwrap();
    assert!(on("2027-04-22", 1_000).unwrap() == both, "today is a day to come on");
    let last = on("2027-04-23", 600).unwrap();
    assert!(last != both, "days gone by are not told");
    assert!(on("2027-04-29", 600).unwrap() == last);
    assert_eq!(code(on("2027-04-30", 600)), "convocation.no_day_left");
    let list = PackAsk { roster: true, convocations: vec![], ..ask };
    class.app.pack_document(&list, "fr").unwrap();
}

#[test]
fn a_place_that_is_known_is_told_with_the_way_in() {
    let mut class = class();
    let ask = PackAsk { roster: false, sheets: false, ..all(&mut class) };
    let bytes = |class: &mut Class| class.app.pack_document(&ask, "fr").unwrap().bytes;
    let before = bytes(&mut class);
    let input = VenueInput {
        name: "Salle B".into(),
        address: Some("12 rue des Glacières".into()),
        ..VenueInput::default()
    };
    let venue = class.app.save_venue(&input).unwrap().remove(0).id;
    let day = common::DAY.to_owned();
    let to = passerelle_app::dto::MoveInput {
        date: day,
        venue: Some(venue.clone()),
        reason: "salle".into(),
        ..Default::default()
    };
    class.app.move_session(class.session, &to).unwrap();
    let bare = bytes(&mut class);
    assert!(bare != before);
    let way_in = VenueInput { id: Some(venue.clone()), access: Some("Sonner".into()), ..input };
    class.app.save_venue(&way_in).unwrap();
    let told = bytes(&mut class);
    assert!(told != bare, "the way in is told");
    class.app.save_venue(&VenueInput { is_step_free: Some(true), ..way_in }).unwrap();
    assert!(bytes(&mut class) != told, "and whether there is a step");
    let calendar = CalendarOf::try_from(&CalendarAsk::Venue { id: venue }).unwrap();
    assert!(class.app.calendar_document(calendar).is_ok());
    let wrong = CalendarOf::try_from(&CalendarAsk::Cohort { id: "x".into() });
    assert_eq!(code(wrong), "record.unknown");
}

#[test]
fn a_person_is_found_in_any_script_the_likeliest_first() {
    let mut class = class();
    let helper = NewPerson { volunteer: true, ..person("Mohand", "Koval", None, None) };
    class.app.add_person(&helper).unwrap();
    let mut names = |typed: &str| -> Vec<String> {
        let found = class.app.find_people(typed).unwrap();
        found.into_iter().map(|one| format!("{} {}", one.name, one.cohorts.join(","))).collect()
    };
    assert_eq!(names("amin"), ["Amina Diallo A"]);
    assert_eq!(names("koval"), ["Mohand Koval ", "Oleksandr Koval A"]);
    assert_eq!(names("محمد")[0], "Mohamed Karimi B");
    assert_eq!(names("muhammad")[0], "Mohamed Karimi B");
    // Somewhere inside, as the list of people finds it.
    assert_eq!(names("iall"), ["Amina Diallo A"]);
    assert!(names("  ").is_empty() && names("zzzz").is_empty());
    assert_eq!(code(class.app.find_people(&"x".repeat(5_000))), "text.too_long");
}
