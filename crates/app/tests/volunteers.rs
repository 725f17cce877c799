//! A coordinator and the volunteers: files that a class never sees, a rota that tells who comes, days
//! away that a move hears of, hours that count once somebody signed for them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::class::{Class, class, code, session_of};
use common::{DAY, around, setup};
use passerelle_app::dto::{
    AbsenceInput, AssignInput, FindQuery, MarkInput, MoveInput, MoveScope, NewCohort, NewPerson,
    PlanFix, RotaHindered, RotaQuery, RotaState, RotaView, TwiceWhat, VenueInput, VolunteerInput,
    WeekTime,
};
use passerelle_app::{App, Pass, Pin, record_id};
use passerelle_domain::calendar::parse_day;
use passerelle_domain::{RecordId, RecordRef, Value, kinds};
use passerelle_store::{Act, Author, Draft, Gesture};

fn id(text: &str) -> RecordId {
    record_id(text).unwrap()
}

/// A class with two more volunteers, Claire and Youssef, beside Inès who runs it.
fn staffed() -> (Class, String, String) {
    let mut class = class();
    for (given, family) in [("Claire", "Fabre"), ("Youssef", "Benali")] {
        let (given, family) = (given.to_owned(), family.to_owned());
        let (own_name, language, cohort) = (None, None, None);
        let new = NewPerson { given, family, own_name, language, cohort, volunteer: true };
        class.app.add_person(&new).unwrap();
    }
    let (claire, youssef) = (named(&mut class.app, "Claire"), named(&mut class.app, "Youssef"));
    (class, claire, youssef)
}

fn named(app: &mut App, name: &str) -> String {
    let rows = app.volunteers().unwrap().rows;
    rows.into_iter().find(|row| row.name.starts_with(name)).unwrap().id
}

fn file(person: &str) -> VolunteerInput {
    VolunteerInput {
        id: person.to_owned(),
        state: "active".into(),
        company: "Axa".into(),
        skills: vec!["Tableur".into(), "Écoute".into()],
        languages: vec!["ar".into()],
        levels: vec!["DIG-1".into()],
        availability: vec![WeekTime { weekday: 2, start: 780, end: 1080 }],
        phones: vec!["06 11 22 33 44".into()],
        email: "claire@exemple.org".into(),
        note: "Vient en train".into(),
        charter: Some("2027-01-12".into()),
    }
}

fn span() -> RotaQuery {
    RotaQuery { first: "2027-04-01".into(), last: "2027-05-31".into(), cohort: None }
}

fn on(session: RecordId, person: &str, part: &str, answer: &str) -> AssignInput {
    AssignInput {
        session: session.to_string(),
        volunteer: person.to_owned(),
        part: Some(part.to_owned()),
        answer: Some(answer.to_owned()),
    }
}

fn off(session: RecordId, person: &str) -> AssignInput {
    AssignInput { part: None, answer: None, ..on(session, person, "lead", "asked") }
}

/// How somebody stands towards a group's session.
fn stands(rota: &RotaView, person: &str, code: &str) -> (RotaState, Option<String>) {
    let at = rota.sessions.iter().position(|one| one.code == code).unwrap();
    let row = rota.people.iter().find(|one| one.id == person).unwrap();
    (row.cells[at].state, row.cells[at].part.clone())
}

/// Why somebody who is on a group's session cannot come after all.
fn hindered(rota: &RotaView, person: &str, code: &str) -> Option<RotaHindered> {
    let at = rota.sessions.iter().position(|one| one.code == code).unwrap();
    rota.people.iter().find(|one| one.id == person).unwrap().cells[at].hindered
}

fn away(person: &str, first: &str, last: &str) -> AbsenceInput {
    let (first, last) = (first.to_owned(), last.to_owned());
    AbsenceInput { id: None, volunteer: person.to_owned(), first, last }
}

/// Records of a kind in the class's file: nothing private may be among them.
fn in_class(app: &App) -> usize {
    app.view().volunteer_files().unwrap().len() + app.view().absences().unwrap().len()
}

#[test]
fn a_file_is_kept_where_the_class_does_not_see_it_and_comes_back_as_it_was_written() {
    let (mut class, claire, _) = staffed();
    let app = &mut class.app;
    let view = app.volunteers().unwrap();
    assert!(view.is_private_here && view.rows.iter().all(|row| row.state == "active"));
    let saved = app.save_volunteer(&file(&claire)).unwrap();
    assert_eq!(saved.row.company.as_deref(), Some("Axa"));
    assert_eq!(saved.row.skills, ["Tableur", "Écoute"]);
    assert_eq!(saved.row.levels.len(), 1);
    assert_eq!(saved.availability, [WeekTime { weekday: 2, start: 780, end: 1080 }]);
    assert_eq!((saved.phones.len(), saved.email.as_str()), (1, "claire@exemple.org"));
    assert_eq!(saved.charter.as_deref(), Some("2027-01-12"));
    assert_eq!(in_class(app), 0);
    let waits = app.pending().unwrap().count;
    app.save_volunteer(&file(&claire)).unwrap();
    assert_eq!(app.pending().unwrap().count, waits, "what is so already is not written");
    let emptied = VolunteerInput { id: claire.clone(), state: "left".into(), ..Default::default() };
    let after = app.save_volunteer(&emptied).unwrap();
    assert_eq!((after.row.company, after.email.as_str(), after.phones.len()), (None, "", 0));
    let last = app.volunteers().unwrap().rows.pop().unwrap();
    assert_eq!((last.id, last.state.as_str()), (claire.clone(), "left"));
    assert_eq!(app.undo_on_plan().unwrap().label.key, "volunteer-saved");
    assert_eq!(app.volunteer(id(&claire)).unwrap().email, "claire@exemple.org");
}

#[test]
fn a_file_that_makes_no_sense_changes_nothing() {
    let (mut class, claire, _) = staffed();
    let app = &mut class.app;
    let mut check = |change: &dyn Fn(&mut VolunteerInput), expected: &str| {
        let mut input = file(&claire);
        change(&mut input);
        assert_eq!(code(app.save_volunteer(&input)), expected);
    };
    check(&|one| one.id = "x".into(), "volunteer.unknown");
    check(&|one| one.id = RecordId(uuid::Uuid::from_u128(5)).to_string(), "volunteer.unknown");
    check(&|one| one.state = "gone".into(), "volunteer.state");
    check(&|one| one.company = "a".repeat(201), "text.too_long");
    check(&|one| one.company = "a\nb".into(), "text.unreadable");
    check(&|one| one.skills = (0..21).map(|n| n.to_string()).collect(), "volunteer.too_many");
    check(&|one| one.skills = vec!["é".repeat(31)], "text.too_long");
    check(&|one| one.languages = vec!["arabe".into()], "volunteer.language");
    check(&|one| one.levels = vec!["DIG-9".into()], "level.unknown");
    check(&|one| one.availability[0].weekday = 8, "volunteer.times");
    check(&|one| one.availability[0].end = 780, "volunteer.times");
    check(&|one| one.phones = (0..6).map(|n| n.to_string()).collect(), "volunteer.too_many");
    check(&|one| one.email = "claire".into(), "volunteer.email");
    check(&|one| one.note = "a".repeat(1001), "text.too_long");
    check(&|one| one.charter = Some("hier".into()), "calendar.day_unreadable");
    let view = class.app.volunteers().unwrap();
    assert!(view.rows.iter().all(|row| row.company.is_none()));
}

#[test]
fn days_away_show_everywhere_and_go() {
    let (mut class, claire, _) = staffed();
    let (app, session) = (&mut class.app, class.session);
    app.assign(&on(session, &claire, "assistant", "confirmed"), &span()).unwrap();
    assert_eq!(code(app.save_absence(&away(&claire, "2027-04-22", "2027-04-21"))), "absence.days");
    assert_eq!(code(app.save_absence(&away(&claire, "2027-04-22", "2029-04-21"))), "absence.days");
    let lost = AbsenceInput { id: Some(claire.clone()), ..away(&claire, DAY, DAY) };
    assert_eq!(code(app.save_absence(&lost)), "absence.unknown");
    let told = app.save_absence(&away(&claire, "2027-04-19", "2027-04-25")).unwrap();
    assert_eq!(told.row.away_until.as_deref(), Some("2027-04-25"));
    assert_eq!(told.absences[0].sessions, 1, "she had said yes on that day");
    let b = session_of(app, "B");
    let rota = app.rota(&span()).unwrap();
    // What was said stays, with why it cannot be; what could be is not offered.
    assert_eq!(stands(&rota, &claire, "A").0, RotaState::Confirmed);
    assert_eq!(hindered(&rota, &claire, "A"), Some(RotaHindered::Away));
    assert_eq!((rota.sessions[0].confirmed, rota.sessions[0].hindered), (0, 1));
    assert_eq!(stands(&rota, &claire, "B").0, RotaState::Away);
    let first = told.absences[0].id.clone();
    let longer = AbsenceInput { id: Some(first.clone()), ..away(&claire, DAY, DAY) };
    let told = app.save_absence(&longer).unwrap();
    assert_eq!((told.absences.len(), told.absences[0].last.as_str()), (1, DAY));
    assert_eq!(in_class(app), 0);
    let gone = app.remove_absence(id(&claire), id(&first)).unwrap();
    assert!(gone.absences.is_empty());
    assert_eq!(code(app.remove_absence(id(&claire), id(&first))), "absence.unknown");
    assert_eq!(app.undo_on_plan().unwrap().label.key, "absence-removed");
    assert_eq!(app.volunteer(id(&claire)).unwrap().absences.len(), 1);
    app.undo_on_plan().unwrap();
    let found = app.helpers_for(b, &FindQuery::default()).unwrap();
    assert_eq!(found.iter().find(|one| one.volunteer.id == claire).unwrap().state, RotaState::Away);
}

/// Claire leads A and said yes; days away were written later. Nothing is green any more.
#[test]
fn whoever_said_yes_and_is_away_is_told_and_not_counted() {
    let (mut class, claire, youssef) = staffed();
    let (session, b) = (class.session, session_of(&mut class.app, "B"));
    let app = &mut class.app;
    app.assign(&on(session, &claire, "lead", "confirmed"), &span()).unwrap();
    app.assign(&on(session, &youssef, "assistant", "confirmed"), &span()).unwrap();
    let shown = |app: &mut App| {
        let all = app.calendar(DAY, DAY).unwrap().sessions;
        all.into_iter().find(|one| one.id == session.to_string()).unwrap().volunteers
    };
    assert_eq!(shown(app), 2);
    assert!(app.planned_twice().unwrap().twice.is_empty());
    app.save_absence(&away(&claire, DAY, DAY)).unwrap();
    let rota = app.rota(&span()).unwrap();
    assert_eq!(stands(&rota, &claire, "A"), (RotaState::Confirmed, Some("lead".into())));
    let bar = &rota.sessions[0];
    assert_eq!((bar.confirmed, bar.asked, bar.hindered, bar.has_lead), (1, 0, 1, false));
    assert_eq!(shown(app), 1, "the calendar says what the rota does");
    let told = app.planned_twice().unwrap().twice;
    let [one] = &told[..] else { unreachable!("{told:?}") };
    assert_eq!((one.what, one.name.as_str()), (TwiceWhat::Away, "Claire Fabre"));
    assert_eq!((one.sides.len(), one.sides[0].session.clone()), (1, session.to_string()));
    let found = app.helpers_for(session, &FindQuery::default()).unwrap();
    let found = found.into_iter().find(|one| one.volunteer.id == claire).unwrap();
    assert_eq!((found.state, found.hindered), (RotaState::Confirmed, Some(RotaHindered::Away)));
    // The other group meets at the same time: whoever said yes to both is sure of neither.
    let rota = app.assign(&on(b, &youssef, "lead", "confirmed"), &span()).unwrap();
    for code in ["A", "B"] {
        assert_eq!(hindered(&rota, &youssef, code), Some(RotaHindered::Elsewhere), "{code}");
    }
    assert!(rota.sessions.iter().all(|one| (one.confirmed, one.has_lead) == (0, false)));
    // What has been is told by the register, and its marks.
    app.mark_volunteer(session, id(&claire), MarkInput::Present).unwrap();
    let rota = app.rota(&span()).unwrap();
    assert_eq!(stands(&rota, &claire, "A").0, RotaState::Present);
    assert_eq!((hindered(&rota, &claire, "A"), rota.sessions[0].confirmed), (None, 1));
}

#[test]
fn whoever_interprets_or_observes_is_shown_and_not_counted() {
    let (mut class, claire, youssef) = staffed();
    let session = class.session;
    let app = &mut class.app;
    let ines = named(app, "Inès");
    app.assign(&on(session, &claire, "lead", "confirmed"), &span()).unwrap();
    app.assign(&on(session, &youssef, "observer", "confirmed"), &span()).unwrap();
    let rota = app.assign(&on(session, &ines, "interpreter", "confirmed"), &span()).unwrap();
    assert_eq!(stands(&rota, &youssef, "A"), (RotaState::Confirmed, Some("observer".into())));
    let bar = &rota.sessions[0];
    assert_eq!((bar.target, bar.confirmed, bar.beside, bar.has_lead), (2, 1, 2, true));
    let all = app.calendar(DAY, DAY).unwrap().sessions;
    let shown = all.iter().find(|one| one.id == session.to_string()).unwrap();
    assert_eq!(shown.volunteers, 1);
    let to = MoveInput { date: "2027-04-21".into(), reason: "x".into(), ..MoveInput::default() };
    let clashes = app.preview_move(session, &to).unwrap().clashes;
    let codes: Vec<_> = clashes.iter().map(|one| one.problem.code.as_str()).collect();
    assert_eq!(codes, ["plan.ratio_low"], "one who trains is not two");
    assert_eq!(clashes[0].problem.args["confirmed"], "1");
    // The register's own count of the day is the same.
    for person in [&claire, &youssef, &ines] {
        app.mark_volunteer(session, id(person), MarkInput::Present).unwrap();
    }
    assert_eq!(app.register(session).unwrap().session.volunteers, 1);
}

#[test]
fn a_rota_keeps_one_lead_and_a_mark_stays() {
    let (mut class, claire, youssef) = staffed();
    let (session, b) = (class.session, session_of(&mut class.app, "B"));
    let app = &mut class.app;
    let rota = app.assign(&on(session, &claire, "lead", "confirmed"), &span()).unwrap();
    assert_eq!(stands(&rota, &claire, "A"), (RotaState::Confirmed, Some("lead".into())));
    // The other group meets at the same time.
    assert_eq!(stands(&rota, &claire, "B").0, RotaState::Elsewhere);
    assert_eq!(rota.people[0].id, claire, "who is on a session comes first");
    let one = &rota.sessions[0];
    assert!(!one.is_over);
    assert_eq!((one.target, one.confirmed, one.asked, one.has_lead), (2, 1, 0, true));
    let rota = app.assign(&on(session, &youssef, "lead", "asked"), &span()).unwrap();
    assert_eq!(stands(&rota, &youssef, "A"), (RotaState::Asked, Some("lead".into())));
    assert_eq!(stands(&rota, &claire, "A"), (RotaState::Confirmed, Some("assistant".into())));
    assert_eq!(app.undo_on_plan().unwrap().label.key, "rota-asked");
    assert_eq!(stands(&app.rota(&span()).unwrap(), &claire, "A").1.as_deref(), Some("lead"));
    app.redo_on_plan().unwrap();
    app.mark_volunteer(session, id(&youssef), MarkInput::Present).unwrap();
    let rota = app.assign(&off(session, &youssef), &span()).unwrap();
    assert_eq!(stands(&rota, &youssef, "A"), (RotaState::Present, None));
    // Once it is over and somebody was marked, who was there is the register's affair.
    class.clock.turn_to(DAY, 16 * 60);
    assert_eq!(code(app.assign(&off(session, &claire), &span())), "rota.over");
    // She said yes, others were marked and she was not.
    let rota = app.rota(&span()).unwrap();
    assert_eq!(stands(&rota, &claire, "A").0, RotaState::NoShow);
    let over = |code: &str| rota.sessions.iter().any(|one| one.code == code && one.is_over);
    assert!(over("A") && !over("B"), "what is refused is told before");
    assert_eq!(app.volunteer(id(&claire)).unwrap().row.no_shows, 1);
    // What nobody was marked at can still be set right.
    class.clock.turn_to(DAY, 18 * 60);
    app.assign(&on(b, &youssef, "assistant", "confirmed"), &span()).unwrap();
    assert_eq!(stands(&app.rota(&span()).unwrap(), &youssef, "B").0, RotaState::Confirmed);
}

#[test]
fn a_rota_that_makes_no_sense_changes_nothing() {
    let (mut class, claire, _) = staffed();
    let (session, b) = (class.session, session_of(&mut class.app, "B"));
    let app = &mut class.app;
    let before = app.rota(&span()).unwrap();
    let nobody = RecordId(uuid::Uuid::from_u128(7)).to_string();
    let mut check = |input: AssignInput, query: RotaQuery, expected: &str| {
        assert_eq!(code(app.assign(&input, &query)), expected);
    };
    check(on(session, &nobody, "lead", "asked"), span(), "volunteer.unknown");
    check(on(id(&nobody), &claire, "lead", "asked"), span(), "session.unknown");
    check(on(session, &claire, "boss", "asked"), span(), "rota.part");
    check(on(session, &claire, "lead", "perhaps"), span(), "rota.answer");
    let far = RotaQuery { last: "2027-09-01".into(), ..span() };
    check(on(session, &claire, "lead", "asked"), far, "calendar.too_long");
    let other = RotaQuery { cohort: Some(nobody), ..span() };
    check(on(session, &claire, "lead", "asked"), other, "cohort.unknown");
    assert_eq!(app.rota(&span()).unwrap(), before);
    app.cancel_session(b, MoveScope::One, "grève").unwrap();
    assert_eq!(code(app.assign(&on(b, &claire, "lead", "asked"), &span())), "session.not_on");
    assert_eq!(
        app.rota(&span()).unwrap().sessions.len(),
        1,
        "what does not take place is not there"
    );
}

#[test]
fn who_fits_comes_first_and_why_is_told() {
    let (mut class, claire, youssef) = staffed();
    let app = &mut class.app;
    let b = session_of(app, "B");
    app.save_volunteer(&file(&claire)).unwrap();
    let paused = VolunteerInput {
        company: "Orange".into(),
        skills: vec!["Tableur".into()],
        languages: vec![],
        levels: vec![],
        availability: vec![],
        state: "paused".into(),
        ..file(&youssef)
    };
    app.save_volunteer(&paused).unwrap();
    assert_eq!(stands(&app.rota(&span()).unwrap(), &youssef, "B").0, RotaState::Unavailable);
    let found = |app: &mut App, query: &FindQuery| {
        let found = app.helpers_for(b, query).unwrap();
        let told = found.into_iter().map(|one| {
            let fits = one.fits.into_iter().map(|fit| fit.key.replace("fit-", ""));
            let name = one.volunteer.name.split(' ').next().unwrap().to_owned();
            format!("{name} {:?} {}", one.state, fits.collect::<Vec<_>>().join(" "))
        });
        told.collect::<Vec<_>>()
    };
    let all = ["Claire Free level time", "Inès Free ", "Youssef Unavailable "];
    assert_eq!(found(app, &FindQuery::default()), all);
    let arabic = FindQuery { language: Some("ar".into()), ..FindQuery::default() };
    assert_eq!(found(app, &arabic)[0], "Claire Free level language time");
    let skilled = FindQuery { text: "tableur".into(), ..FindQuery::default() };
    assert_eq!(found(app, &skilled), ["Claire Free level skill time", "Youssef Unavailable skill"]);
    let lent = FindQuery { text: "orange".into(), ..FindQuery::default() };
    assert_eq!(found(app, &lent), ["Youssef Unavailable "]);
    let other = FindQuery { level: Some("COD-1".into()), ..FindQuery::default() };
    assert_eq!(found(app, &other)[0], "Claire Free time");
    let wrong = FindQuery { level: Some("X".into()), ..FindQuery::default() };
    assert_eq!(code(app.helpers_for(b, &wrong)), "level.unknown");
    let wrong = FindQuery { language: Some("Arabe".into()), ..FindQuery::default() };
    assert_eq!(code(app.helpers_for(b, &wrong)), "volunteer.language");
    let asking = app.asking(b, id(&claire)).unwrap();
    assert_eq!((asking.name.as_str(), asking.from.as_str()), ("Claire", "Inès"));
    assert_eq!((asking.code.as_str(), asking.start, asking.part.as_str()), ("B", 900, "assistant"));
}

/// Claire teaches the level at that hour, and speaks no Pashto; Youssef alone does, and nothing else speaks
/// for him.
#[test]
fn whoever_has_what_was_asked_for_comes_first_and_others_say_what_they_lack() {
    let (mut class, claire, youssef) = staffed();
    let app = &mut class.app;
    let b = session_of(app, "B");
    app.save_volunteer(&file(&claire)).unwrap();
    let speaks = VolunteerInput {
        languages: vec!["ps".into()],
        levels: vec![],
        skills: vec![],
        availability: vec![],
        ..file(&youssef)
    };
    app.save_volunteer(&speaks).unwrap();
    app.save_absence(&away(&youssef, DAY, DAY)).unwrap();
    let found = |app: &mut App, query: &FindQuery| {
        let found = app.helpers_for(b, query).unwrap();
        let told = found.into_iter().map(|one| {
            let lacks = one.lacks.into_iter().map(|lack| lack.key);
            let name = one.volunteer.name.split(' ').next().unwrap().to_owned();
            (name, lacks.collect::<Vec<_>>().join(" "))
        });
        told.collect::<Vec<_>>()
    };
    let line = |name: &str, lacks: &str| (name.to_owned(), lacks.to_owned());
    let pashto = FindQuery { language: Some("ps".into()), ..FindQuery::default() };
    let expected =
        [line("Youssef", ""), line("Claire", "lack-language"), line("Inès", "lack-language")];
    assert_eq!(found(app, &pashto), expected);
    let both = FindQuery { level: Some("DIG-1".into()), ..pashto };
    let expected = [
        line("Claire", "lack-language"),
        line("Youssef", "lack-level"),
        line("Inès", "lack-level lack-language"),
    ];
    assert_eq!(found(app, &both), expected, "nobody has all of it: whoever lacks least");
    // What the group's own level is was not asked for by name.
    assert!(found(app, &FindQuery::default()).iter().all(|(_, lacks)| lacks.is_empty()));
}

#[test]
fn hours_count_once_somebody_signed_for_them() {
    let (mut class, claire, youssef) = staffed();
    class.app.save_volunteer(&file(&claire)).unwrap();
    class.app.mark_rest_present(class.session).unwrap();
    let ines = named(&mut class.app, "Inès");
    for person in [&ines, &claire] {
        class.app.mark_volunteer(class.session, id(person), MarkInput::Present).unwrap();
    }
    let late = MarkInput::Late { minutes: 30 };
    class.app.mark_volunteer(class.session, id(&youssef), late).unwrap();
    class.all_sign();
    let (first, last) = ("2027-01-01", "2027-12-31");
    let before = class.app.volunteer_hours(first, last).unwrap();
    assert_eq!((before.signed_minutes, before.unsigned_minutes), (0, 330));
    assert_eq!((before.hour_value_cents, before.value_cents), (None, None));
    // Whoever closes signs the whole.
    class.app.close_session(class.session, Some("une panne"), &[]).unwrap();
    class.app.set_hour_value(Some(1_151)).unwrap();
    let hours = class.app.volunteer_hours(first, last).unwrap();
    assert_eq!((hours.signed_minutes, hours.unsigned_minutes), (120, 210));
    assert_eq!(hours.value_cents, Some(2302.0));
    let names: Vec<_> = hours.companies.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Axa", ""], "those whom nobody lends come last");
    assert_eq!(hours.companies[0].value_cents, Some(0.0));
    assert_eq!(hours.companies[1].signed_minutes, 120);
    let table = String::from_utf8(class.app.export_hours_csv(first, last).unwrap()).unwrap();
    assert!(table.contains("Claire Fabre;Axa;1;0;120;0;\"0,00\"\r\n"), "{table}");
    // A correction after the signature: nobody has signed that.
    class.app.reopen_session(class.session, "une erreur").unwrap();
    class.mark("Amina", MarkInput::Absent).unwrap();
    assert_eq!(class.app.volunteer_hours(first, last).unwrap().signed_minutes, 0);
    assert_eq!(code(class.app.set_hour_value(Some(1_000_001))), "hours.value");
    class.app.set_hour_value(None).unwrap();
    assert_eq!(class.app.volunteer_hours(first, last).unwrap().value_cents, None);
    assert_eq!(code(class.app.volunteer_hours(last, first)), "calendar.too_long");
}

/// Three sessions of a group on Tuesdays; Claire said yes to the first, and is away on the Thursday.
#[test]
fn a_move_tells_who_is_away_and_who_is_missing() {
    let (mut class, claire, youssef) = staffed();
    let app = &mut class.app;
    let new = NewCohort {
        level: "DIG-1".into(),
        code: "MAI".into(),
        capacity: 4,
        first: "2027-05-04".into(),
        start: 840,
        end: 960,
        sessions: Some(3),
        ..NewCohort::default()
    };
    assert!(app.preview_cohort(&new).unwrap().clashes.is_empty(), "nobody was asked yet");
    let cohort = id(&app.add_cohort(&new).unwrap().id);
    let session = id(&app.cohort_sessions(cohort).unwrap().sessions[0].id);
    app.assign(&on(session, &claire, "lead", "confirmed"), &span()).unwrap();
    app.assign(&on(session, &youssef, "assistant", "confirmed"), &span()).unwrap();
    app.save_absence(&away(&claire, "2027-05-06", "2027-05-07")).unwrap();
    let to =
        |date: &str| MoveInput { date: date.into(), reason: "x".into(), ..MoveInput::default() };
    assert!(app.preview_move(session, &to("2027-05-05")).unwrap().clashes.is_empty());
    let preview = app.preview_move(session, &to("2027-05-07")).unwrap();
    let codes: Vec<_> = preview.clashes.iter().map(|one| one.problem.code.as_str()).collect();
    assert_eq!(codes, ["plan.volunteer_away", "plan.ratio_low"]);
    assert!(preview.clashes.iter().all(|clash| !clash.is_block));
    assert_eq!(preview.clashes[0].problem.args["name"], "Claire Fabre");
    let few = &preview.clashes[1].problem.args;
    assert_eq!((few["confirmed"].as_str(), few["wanted"].as_str()), ("1", "2"));
    // 8 May is a holiday, the next day a Sunday; on the Wednesday everybody is there.
    let day = |date: &str| PlanFix::Day { date: date.into(), start: 840, end: 960 };
    assert_eq!(preview.clashes[0].fixes, [day("2027-05-05")]);
    assert_eq!(preview.clashes[1].fixes, [day("2027-05-05")]);
    app.move_session(session, &to("2027-05-07")).unwrap();
}

/// Claire said yes and Youssef no. Another room is none of their affair; other hours are, and so is
/// another day: they are asked again, in the part they had.
#[test]
fn whoever_answered_is_asked_again_for_another_time() {
    let (mut class, claire, youssef) = staffed();
    let (app, session) = (&mut class.app, class.session);
    app.assign(&on(session, &claire, "lead", "confirmed"), &span()).unwrap();
    app.assign(&on(session, &youssef, "assistant", "declined"), &span()).unwrap();
    let input = VenueInput { name: "Salle A".into(), capacity: Some(12), ..VenueInput::default() };
    let venue = app.save_venue(&input).unwrap().remove(0).id;
    let to =
        |date: &str| MoveInput { date: date.into(), reason: "x".into(), ..MoveInput::default() };
    let said = |app: &App, session: RecordId| {
        let asked = app.view().asked_of(session).unwrap();
        let of = |person: &str| {
            let one = asked.iter().find(|one| one.volunteer == id(person)).unwrap();
            (one.part.unwrap(), one.answer.unwrap())
        };
        [of(&claire), of(&youssef)]
    };
    let (yes, no, asked) = (kinds::CONFIRMED, kinds::DECLINED, kinds::ASKED);
    let (lead, helps) = (kinds::LEAD, kinds::ASSISTANT);
    assert_eq!(said(app, session), [(lead, yes), (helps, no)]);
    app.move_session(session, &MoveInput { venue: Some(venue), ..to(DAY) }).unwrap();
    assert_eq!(said(app, session), [(lead, yes), (helps, no)]);
    let later = MoveInput { start: Some(870), end: Some(990), ..to(DAY) };
    app.move_session(session, &later).unwrap();
    assert_eq!(said(app, session), [(lead, asked), (helps, asked)]);
    let rota = app.rota(&span()).unwrap();
    assert_eq!(stands(&rota, &claire, "A"), (RotaState::Asked, Some("lead".into())));
    app.undo_on_plan().unwrap();
    assert_eq!(said(app, session), [(lead, yes), (helps, no)], "one undo takes both back");
    let view = app.move_session(session, &to("2027-04-21")).unwrap();
    let there = id(&view.sessions.iter().find(|one| one.date == "2027-04-21").unwrap().id);
    assert_eq!(said(app, there), [(lead, asked), (helps, asked)]);
}

/// Two groups on 4 and 5 May at one time, with a learner and a volunteer in both: a session of the one
/// that is moved onto the other's is offered no day on which they are not free either.
#[test]
fn a_day_that_is_offered_is_free_for_the_people_too() {
    let (mut class, claire, _) = staffed();
    let (app, a) = (&mut class.app, class.session);
    let learner = id(&app.register(a).unwrap().learners[0].id);
    let mut group = |code: &str, first: &str, weekdays: &[u8], count| {
        let new = NewCohort {
            level: "DIG-1".into(),
            code: code.into(),
            capacity: 4,
            first: first.into(),
            weekdays: weekdays.to_vec(),
            start: 840,
            end: 960,
            sessions: Some(count),
            ..NewCohort::default()
        };
        let cohort = id(&app.add_cohort(&new).unwrap().id);
        app.enrol(cohort, learner, true).unwrap();
        let sessions = app.cohort_sessions(cohort).unwrap().sessions;
        let sessions: Vec<_> = sessions.iter().map(|one| id(&one.id)).collect();
        for session in &sessions {
            app.assign(&on(*session, &claire, "lead", "confirmed"), &span()).unwrap();
        }
        sessions
    };
    let one = group("UN", "2027-05-11", &[], 1)[0];
    group("DEUX", "2027-05-04", &[2, 3], 2);
    let to = MoveInput { date: "2027-05-04".into(), ..MoveInput::default() };
    let ways = |app: &mut App| {
        let clashes = app.preview_move(one, &to).unwrap().clashes.into_iter();
        let twice = clashes.filter(|clash| clash.problem.code.ends_with("_twice"));
        twice.map(|clash| (clash.problem.code, clash.fixes)).collect::<Vec<_>>()
    };
    let day = |date: &str| vec![PlanFix::Day { date: date.into(), start: 840, end: 960 }];
    let both = |date: &str| {
        ["plan.learner_twice", "plan.volunteer_twice"].map(|code| (code.to_owned(), day(date)))
    };
    assert_eq!(ways(app), both("2027-05-03"));
    app.save_absence(&away(&claire, "2027-05-01", "2027-05-03")).unwrap();
    // The 6th and the 8th are holidays, the 2nd is a Sunday.
    assert_eq!(ways(app), both("2027-05-07"));
}

#[test]
fn a_room_is_used_on_the_days_of_its_agreement() {
    let mut class = class();
    let app = &mut class.app;
    let mut room = |name: &str| {
        let input = VenueInput { name: name.into(), capacity: Some(12), ..VenueInput::default() };
        let rooms = app.save_venue(&input).unwrap();
        rooms.into_iter().find(|room| room.name == name).unwrap().id
    };
    let (lent, free) = (room("Salle prêtée"), room("Salle libre"));
    let days = ["2027-01-01", "2027-05-05"].map(|day| i64::from(parse_day(day).unwrap()));
    let convention = days.map(Value::Int).into_iter().chain([Value::Text("CV-12".into())]);
    let values = vec![("convention", Value::List(convention.collect()))];
    let drafts = vec![Draft::new(&kinds::VENUE, RecordRef::Own(id(&lent)), values)];
    let author = Author { actor: app.person(), now_ms: 1_808_222_400_000, chance: [3; 32] };
    let gesture = Gesture { label: String::new(), act: Act::Settle, drafts };
    app.store().write::<passerelle_app::AppError>(author, |_| Ok(gesture)).unwrap();
    let new = NewCohort {
        level: "DIG-1".into(),
        code: "MAI".into(),
        venue: Some(lent),
        capacity: 10,
        first: "2027-05-04".into(),
        start: 840,
        end: 960,
        sessions: Some(2),
        ..NewCohort::default()
    };
    let preview = app.preview_cohort(&new).unwrap();
    let [clash] = &preview.clashes[..] else { unreachable!("{:?}", preview.clashes) };
    assert_eq!((clash.problem.code.as_str(), clash.is_block), ("plan.outside_convention", false));
    assert_eq!(clash.from.as_deref(), Some("2027-05-11"));
    let args = &clash.problem.args;
    assert_eq!((args["reference"].as_str(), args["last"].as_str()), ("CV-12", "2027-05-05"));
    let name = "Salle libre".to_owned();
    assert_eq!(clash.fixes, [PlanFix::Venue { venue: free, name }]);
    app.add_cohort(&new).unwrap();
}

/// A volunteer of the class comes in: the same laptop shows neither files nor days away.
#[test]
fn whoever_may_not_read_contacts_sees_names_and_presence() {
    let folder = tempfile::tempdir().unwrap();
    let init = App::init(folder.path(), around(), "Bègles", "Inès", &setup());
    let (mut app, prepared) = init.unwrap();
    let cohort = NewCohort {
        level: "DIG-1".into(),
        capacity: 3,
        first: DAY.into(),
        start: 840,
        end: 960,
        sessions: Some(1),
        ..NewCohort::default()
    };
    app.add_cohort(&cohort).unwrap();
    let role = passerelle_domain::permission::Role::Volunteer;
    app.admit((None, "Bakary"), role, "528163").unwrap();
    let bakary = named(&mut app, "Bakary");
    app.save_volunteer(&file(&bakary)).unwrap();
    app.save_absence(&away(&bakary, DAY, DAY)).unwrap();
    assert_eq!(app.rota(&span()).unwrap().people[0].cells[0].state, RotaState::Away);
    drop(app);
    let pass = Pass {
        person: Some("Bakary".into()),
        pin: Some(Pin::parse("528163").unwrap()),
        phrase: prepared.phrase,
    };
    let mut app = App::open(folder.path(), around(), &pass).unwrap();
    let rota = app.rota(&span()).unwrap();
    assert!(rota.people.iter().all(|one| one.company.is_none()));
    assert!(rota.people.iter().all(|one| one.cells[0].state == RotaState::Free));
    assert_eq!(code(app.volunteers()), "permission.role_too_low");
    assert_eq!(code(app.volunteer(id(&bakary))), "permission.role_too_low");
    assert_eq!(code(app.save_volunteer(&file(&bakary))), "permission.role_too_low");
    assert_eq!(code(app.volunteer_hours(DAY, DAY)), "permission.role_too_low");
}
