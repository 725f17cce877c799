//! Signing: a laptop that changes hands, what a signature says and how long it stands, the versions of a
//! sheet, and what is too late to write. On a clock that the test holds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::class::{Class, class, code, says, session_of};
use passerelle_app::dto::{
    Half, MarkInput, NewPerson, Newcomer, Role, SheetState, SignChoices, SignCode, SignInput,
    SignMeans, SignWay, SignedState, Signing,
};
use passerelle_app::{App, Pass, Pin, record_id};

const ROLE_TOO_LOW: &str = "permission.role_too_low";
const PM: Half = Half::Afternoon;

fn drawn() -> SignInput {
    let line = (0..200).flat_map(|i| [100 + i * 3, 250 + (i % 20) * 5]).collect();
    SignInput::Drawn { strokes: vec![line, vec![500, 100, 520, 140, 560, 90]] }
}

fn state(class: &mut Class, name: &str) -> SignedState {
    class.row(name).signed[0].state
}

fn tile<'s>(signing: &'s Signing, name: &str) -> &'s passerelle_app::dto::SignTile {
    signing.people.iter().find(|tile| tile.name.starts_with(name)).unwrap()
}

#[test]
fn while_the_laptop_is_in_the_learners_hands_nothing_else_is_answered() {
    let mut class = class();
    class.complete();
    let signing = class.app.begin_signing(class.session).unwrap();
    assert_eq!((signing.trainer.as_str(), signing.pin), ("Inès", true));
    assert_eq!((&signing.halves[..], signing.half), (&[PM][..], PM));
    let names: Vec<_> = signing.people.iter().map(|tile| tile.name.as_str()).collect();
    assert_eq!(names, ["Amina D.", "Oleksandr K.", "Inès"]);
    assert!(signing.people.iter().all(|tile| tile.here) && signing.people[2].trainer);
    let home = class.app.home().unwrap();
    assert_eq!(home.signing, Some(class.session.to_string()), "also once the page is loaded again");
    let app = &mut class.app;
    let session = class.session;
    let refused = [
        code(app.register(session)),
        code(app.people()),
        code(app.today(None)),
        code(app.undo()),
        code(app.mark_rest_present(session)),
        code(app.close_session(session, Some("x"), &[])),
        code(app.cohorts()),
        code(app.history(None)),
        code(app.sign_choices()),
    ];
    assert!(refused.iter().all(|code| code == "signing.leave_first"), "{refused:?}");
    assert_eq!(code(app.leave_signing("111111")), "pin.wrong");
    assert_eq!(code(app.register(session)), "signing.leave_first");
    app.leave_signing("274918").unwrap();
    assert_eq!(app.home().unwrap().signing, None);
    app.register(session).unwrap();
    assert_eq!(code(app.signing()), "signing.not_begun");
}

#[test]
fn each_signs_their_own_line_once() {
    let mut class = class();
    class.mark("Amina", MarkInput::Present).unwrap();
    class.mark("Oleksandr", MarkInput::Absent).unwrap();
    let (amina, oleksandr) = (class.id("Amina"), class.id("Oleksandr"));
    assert_eq!(class.app.closing(class.session).unwrap().unsigned, [amina.to_string()]);
    class.app.begin_signing(class.session).unwrap();
    let app = &mut class.app;
    assert_eq!(code(app.sign(oleksandr, PM, &drawn())), "signing.not_here");
    assert_eq!(code(app.sign(amina, Half::Morning, &drawn())), "signing.half_unknown");
    let nothing = SignInput::Drawn { strokes: vec![vec![3, 4]] };
    assert_eq!(code(app.sign(amina, PM, &nothing)), "signing.empty");
    let signing = app.sign(amina, PM, &drawn()).unwrap();
    let signed = &tile(&signing, "Amina").signed[0];
    assert_eq!((signed.state, signed.way), (SignedState::Signed, Some(SignWay::Drawn)));
    assert_eq!(code(app.sign(amina, PM, &drawn())), "signing.signed");
    app.leave_signing("274918").unwrap();
    assert_eq!(class.app.closing(class.session).unwrap().unsigned, Vec::<String>::new());
    // No undo takes a signature back: it reaches the mark below it, and the signature says so.
    class.app.undo_on_register(None).unwrap();
    assert_eq!(class.row("Oleksandr").mark, None);
    assert_eq!(state(&mut class, "Amina"), SignedState::Signed);
}

#[test]
fn a_change_after_signing_makes_a_version_and_names_who_signs_again() {
    let mut class = class();
    class.complete();
    class.all_sign();
    assert_eq!(class.register().sheet.version, 1);
    class.mark("Amina", MarkInput::Late { minutes: 15 }).unwrap();
    assert_eq!(state(&mut class, "Amina"), SignedState::Again);
    assert_eq!(state(&mut class, "Oleksandr"), SignedState::Signed);
    assert_eq!(class.register().sheet.version, 2);
    let versions = class.app.sheet_versions(class.session).unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0].again, ["Amina Diallo"]);
    let change = versions[0].change.clone().unwrap();
    assert_eq!((change.key.as_str(), &*change.args["name"]), ("mark-changed", "Amina Diallo"));
    assert_eq!(versions[0].by.as_deref(), Some("Inès"));
    assert!(versions[0].hash != versions[1].hash && versions[1].until_ms.is_none());
    // The old one stays readable, in what it said.
    let old = class.app.sheet_document(class.session, (false, Some(1)), "fr").unwrap();
    let new = class.app.sheet_document(class.session, (false, None), "fr").unwrap();
    assert!(old.bytes != new.bytes && old.bytes.starts_with(b"%PDF"));
    assert_ne!(old.name, new.name, "one is not written over the other");
    let none = class.app.sheet_document(class.session, (false, Some(9)), "fr");
    assert_eq!(code(none.map(|_| ())), "document.version_unknown");
    // Whoever must, signs again; a mark that changes of somebody who signs nothing makes no version.
    class.all_sign();
    assert_eq!(state(&mut class, "Amina"), SignedState::Signed);
    assert_eq!(class.register().sheet.version, 2);
}

#[test]
fn whoever_closes_signs_the_whole_and_a_correction_asks_them_again() {
    let mut class = class();
    class.complete();
    assert_eq!(code(class.app.close_session(class.session, None, &[])), "closing.reason_missing");
    class.all_sign();
    let closed = class.app.close_session(class.session, None, &[]).unwrap().register;
    let signed = &closed.volunteers[0].signed[0];
    assert_eq!((signed.state, signed.way), (SignedState::Signed, Some(SignWay::Account)));
    // Undoing the closing takes no signature back; closing again writes no second one.
    class.app.undo_on_register(None).unwrap();
    assert_eq!(class.register().sheet.state, SheetState::Open);
    let before = class.app.history(Some(class.session)).unwrap().len();
    class.app.close_session(class.session, None, &[]).unwrap();
    assert_eq!(class.app.history(Some(class.session)).unwrap().len(), before + 1);
    // That was a slip. In another register nothing of this one is taken back, and once it has been closed
    // for a while it is opened again with a reason alone.
    let other = session_of(&mut class.app, "B");
    assert_eq!(code(class.app.undo_on_register(Some(other))), "undo.nothing_here");
    class.clock.jump_ms(11 * 60 * 1000);
    assert_eq!(code(class.app.undo_on_register(Some(class.session))), "undo.closed");
    assert_eq!(code(class.app.undo()), "undo.closed");
    assert_eq!(class.register().sheet.state, SheetState::Closed);
    class.app.reopen_session(class.session, "une erreur").unwrap();
    class.mark("Oleksandr", MarkInput::Left { minutes: 10 }).unwrap();
    let register = class.register();
    assert_eq!(register.volunteers[0].signed[0].state, SignedState::Again);
    let again = class.app.sheet_versions(class.session).unwrap().remove(0).again;
    assert_eq!(again.len(), 2, "{again:?}");
}

#[test]
fn a_signature_is_made_void_with_a_reason_and_never_mended() {
    let mut class = class();
    class.complete();
    class.all_sign();
    let id = record_id(class.row("Amina").signed[0].id.as_deref().unwrap()).unwrap();
    let session = class.session;
    assert_eq!(code(class.app.void_signature(session, id, " ")), "signing.reason_missing");
    let voided = class.app.void_signature(session, id, "la voisine a signé").unwrap();
    assert_eq!(voided.label.key, "signature-voided");
    assert_eq!(state(&mut class, "Amina"), SignedState::Void);
    assert_eq!(code(class.app.void_signature(session, id, "encore")), "signature.void");
    assert_eq!(code(class.app.void_signature(session, session, "x")), "signature.unknown");
    assert_eq!(class.app.closing(session).unwrap().unsigned.len(), 1);
    class.all_sign();
    assert_eq!(state(&mut class, "Amina"), SignedState::Signed);
    let lines = class.app.history(Some(session)).unwrap();
    let told: Vec<_> = lines.iter().filter(|line| line.kind == "signature").collect();
    assert!(told.iter().any(|line| line.value == "la voisine a signé"), "{told:?}");
    assert!(told.iter().any(|line| line.value == "afternoon witnessed"));
    assert!(told.iter().all(|line| ["Amina Diallo", "Oleksandr Koval"].contains(&&*line.about)));
}

#[test]
fn three_pictures_that_only_they_know() {
    let mut class = class();
    class.complete();
    let amina = class.id("Amina");
    class.app.begin_signing(class.session).unwrap();
    let app = &mut class.app;
    let pictures = |code: &str| SignInput::Pictures { code: code.into() };
    assert_eq!(code(app.sign(amina, PM, &pictures("07b"))), "signing.code_none");
    assert_eq!(code(app.choose_code(amina, SignCode::Pictures, "777")), "signing.code_weak");
    assert_eq!(code(app.choose_code(amina, SignCode::Pictures, "07z")), "signing.code_weak");
    assert_eq!(code(app.choose_code(amina, SignCode::Code, "1234")), "signing.way_off");
    let chosen = app.choose_code(amina, SignCode::Pictures, "07b").unwrap();
    assert_eq!(tile(&chosen, "Amina").code, Some(SignCode::Pictures));
    assert_eq!(code(app.choose_code(amina, SignCode::Pictures, "123")), "signing.code_exists");
    for left in ["4", "3", "2", "1", "0"] {
        let wrong = app.sign(amina, PM, &pictures("0b7")).unwrap_err().problem();
        assert_eq!((wrong.code.as_str(), &*wrong.args["left"]), ("signing.code_wrong", left));
    }
    assert_eq!(code(app.sign(amina, PM, &pictures("07b"))), "signing.code_wrong", "too many tries");
    app.leave_signing("274918").unwrap();
    app.begin_signing(class.session).unwrap();
    let signed = app.sign(amina, PM, &pictures("07b")).unwrap();
    assert_eq!(tile(&signed, "Amina").signed[0].way, Some(SignWay::Pictures));
    app.leave_signing("274918").unwrap();
    // Nobody reads the code again, whatever they ask.
    let told = serde_json::to_string(&class.app.person_detail(amina).unwrap()).unwrap();
    let told = told + &serde_json::to_string(&class.app.person_history(amina).unwrap()).unwrap();
    assert!(!told.contains("07b") && !told.contains("sign_digest"), "{told}");
}

#[test]
fn a_centre_chooses_how_its_people_sign() {
    let mut class = class();
    let usual = class.app.sign_choices().unwrap();
    assert_eq!(
        (usual.ways, usual.languages),
        (vec![SignMeans::Drawn, SignMeans::Pictures], vec![])
    );
    let none = SignChoices { ways: vec![], languages: vec![] };
    assert_eq!(code(class.app.set_sign_choices(&none)), "signing.way_missing");
    let ways = vec![SignMeans::Code];
    let chosen = SignChoices { ways, languages: vec!["ar".into(), "ti".into()] };
    assert_eq!(class.app.set_sign_choices(&chosen).unwrap(), chosen);
    class.complete();
    let amina = class.id("Amina");
    let signing = class.app.begin_signing(class.session).unwrap();
    assert_eq!((signing.ways, signing.languages), (chosen.ways, chosen.languages));
    assert_eq!(code(class.app.sign(amina, PM, &drawn())), "signing.way_off");
}

#[test]
fn signatures_that_came_in_a_row_or_late_are_told() {
    let mut class = class();
    for name in ["Tigist", "Nour", "Salma"] {
        class.app.walk_in(class.session, &common::class::newcomer(name), true).unwrap();
    }
    class.complete();
    class.app.begin_signing(class.session).unwrap();
    let learners: Vec<_> = class.app.signing().unwrap().people;
    for tile in learners.iter().filter(|tile| !tile.trainer) {
        class.app.sign(record_id(&tile.id).unwrap(), PM, &drawn()).unwrap();
    }
    class.app.leave_signing("274918").unwrap();
    assert!(class.codes().contains(&"in_a_row".to_owned()), "{:?}", class.codes());
    class.clock.jump_ms(24 * 3600 * 1000);
    class.mark("Nour", MarkInput::Late { minutes: 5 }).unwrap();
    let nour = class.id("Nour");
    class.app.begin_signing(class.session).unwrap();
    class.app.sign(nour, PM, &drawn()).unwrap();
    class.app.leave_signing("274918").unwrap();
    assert!(class.codes().contains(&"signed_late".to_owned()), "{:?}", class.codes());
}

#[test]
fn a_provisional_person_is_completed_and_a_whole_group_is_seen_by_weeks() {
    let mut class = class();
    class.app.walk_in(class.session, &common::class::newcomer("Tigist"), false).unwrap();
    class.mark("Amina", MarkInput::Late { minutes: 15 }).unwrap();
    let need = class.app.today(None).unwrap().needs;
    let need = need.iter().find(|need| need.key == "to_complete").unwrap();
    let id = record_id(need.person.as_deref().unwrap()).unwrap();
    let new = NewPerson {
        given: "Tigist".into(),
        family: "Haile".into(),
        own_name: Some("ትዕግስት".into()),
        language: Some("ti".into()),
        cohort: Some("A".into()),
        volunteer: false,
    };
    let detail = class.app.complete_person(id, &new).unwrap();
    assert_eq!(detail.person.name, "Tigist Haile");
    assert!(!class.row("Tigist").provisional && !class.row("Tigist").guest);
    assert!(class.app.today(None).unwrap().needs.iter().all(|need| need.key != "to_complete"));
    let cohort = class.app.cohorts().unwrap().into_iter().find(|row| row.code == "A").unwrap();
    let cohort = record_id(&cohort.id).unwrap();
    let weeks = class.app.attendance_weeks(cohort).unwrap();
    assert_eq!((weeks.sessions.len(), weeks.learners.len()), (1, 3));
    let late = weeks.learners.iter().find(|row| row.name.starts_with("Amina")).unwrap();
    assert_eq!(late.shapes, [Some(passerelle_app::dto::Shape::Late)]);
    let grid = class.app.week_document(cohort, common::DAY, "fr").unwrap();
    assert!(grid.bytes.starts_with(b"%PDF") && grid.name.ends_with("2027-04-19.pdf"));
    let far = class.app.week_document(cohort, "2027-06-01", "fr");
    assert_eq!(code(far.map(|_| ())), "document.no_session");
    let other = session_of(&mut class.app, "B");
    class.app.register(other).unwrap();
}

/// A hand that is never twice the same: loops along a line, as a pad gives them.
fn hand(seed: u32) -> SignInput {
    let at = |i: u32| {
        let t = f64::from(i) / 11.0 + f64::from(seed) * 0.7;
        let wide = 2.0 + f64::from(seed % 5) / 4.0;
        let x = 120.0 + f64::from(i) * wide + 30.0 * t.cos();
        let y = 250.0 + 90.0 * t.sin() * (t / (3.0 + f64::from(seed % 7))).cos();
        [x as u16, y as u16]
    };
    let strokes = vec![(0..260).flat_map(at).collect(), (30..70).flat_map(at).collect()];
    SignInput::Drawn { strokes }
}

/// Bytes that a laptop would send of everything since the last time.
fn to_send(class: &mut Class) -> usize {
    let store = class.app.store();
    store.seal().unwrap();
    let streams = store.view().kept_streams().unwrap();
    let segments = store.view().segments_to_send(&streams, usize::MAX).unwrap();
    segments.iter().map(|segment| segment.bytes().len()).sum()
}

#[test]
fn a_week_of_a_class_with_every_signature_is_small_on_the_wire() {
    let mut class = class();
    let cohort = passerelle_app::dto::NewCohort {
        level: "DIG-1".into(),
        code: "W".into(),
        room: None,
        capacity: 12,
        first: "2027-04-12".into(),
        weekdays: vec![1, 2, 3, 4, 5],
        start: 570,
        end: 1020,
        sessions: Some(5),
        ..Default::default()
    };
    class.app.add_cohort(&cohort).unwrap();
    class.clock.turn_to("2027-04-12", 540);
    for learner in 0..10 {
        let given = format!("Learner{learner}");
        let new = common::class::person(&given, "Name", None, Some("W"));
        class.app.add_person(&new).unwrap();
    }
    class.clock.turn_to(common::DAY, 852);
    let before = to_send(&mut class);
    let day = |text| passerelle_domain::calendar::parse_day(text).unwrap();
    let cards = class.app.sessions(day("2027-04-12"), day("2027-04-16")).unwrap();
    let sessions: Vec<_> = cards.iter().map(|card| record_id(&card.id).unwrap()).collect();
    assert_eq!(sessions.len(), 5);
    for session in &sessions {
        class.session = *session;
        class.complete();
        class.mark("Learner3", MarkInput::Late { minutes: 15 }).unwrap();
    }
    let marks = to_send(&mut class) - before;
    let mut seed = 0;
    for session in sessions {
        class.session = session;
        for half in [Half::Morning, Half::Afternoon] {
            class.app.begin_signing(session).unwrap();
            for tile in class.app.signing().unwrap().people {
                seed += 1;
                class.app.sign(record_id(&tile.id).unwrap(), half, &hand(seed)).unwrap();
            }
            class.app.leave_signing("274918").unwrap();
        }
        class.app.close_session(session, None, &[]).unwrap();
    }
    let all = to_send(&mut class) - before;
    eprintln!("{seed} signatures: marks {marks} bytes, with signatures {all}");
    assert!(marks <= 10_000 && all <= 150_000, "marks {marks}, with signatures {all}");
    assert!(all / seed as usize > 200, "the hands are there");
}

#[test]
fn what_was_changed_behind_the_programs_back_is_shown_on_the_register_and_on_the_sheet() {
    let mut class = class();
    class.complete();
    class.all_sign();
    let (session, amina) = (class.session, class.id("Amina"));
    assert!(class.app.open_register(session).unwrap().sheet.suspect.is_empty());
    let cards = class.app.cohorts().unwrap();
    let cohort = &cards.iter().find(|row| row.code == "A").unwrap().id;
    let cohort = record_id(cohort).unwrap();
    let printed = |class: &mut Class| {
        let sheet = class.app.sheet_words_for_tests(session, (false, None), "fr").unwrap();
        [sheet, class.app.week_words_for_tests(cohort, common::DAY, "fr").unwrap()]
    };
    let told = [
        "ce que montre cette feuille n’est plus ce qui a été signé",
        "Ne correspond pas à ce qui a été écrit : Amina Diallo",
        "Signature non conforme",
    ];
    for honest in printed(&mut class) {
        assert!(told.iter().all(|text| !says(&honest, text)), "{honest}");
    }
    let file = class.app.folder().join("passerelle.db");
    let key = class.app.opening().key_for_tests().clone();
    let sql =
        format!("UPDATE attendance SET status = 1 WHERE learner_id = x'{}'", amina.0.simple());
    passerelle_store::tamper::tamper_row(&file, &key, &sql).unwrap();
    for forged in printed(&mut class) {
        assert!(told.iter().all(|text| says(&forged, text)), "{forged}");
    }
    let register = class.app.open_register(session).unwrap();
    assert_eq!(register.sheet.suspect, [amina.to_string()]);
    // It says so for as long as the register is open, whatever is marked meanwhile.
    class.mark("Oleksandr", MarkInput::Late { minutes: 5 }).unwrap();
    assert_eq!(class.register().sheet.suspect, [amina.to_string()]);
}

#[test]
fn after_a_week_a_register_is_a_coordinators_to_correct() {
    let folder = tempfile::tempdir().unwrap();
    let (clock, setup) = (common::around(), common::setup());
    let init = App::init(folder.path(), clock.clone(), "Bègles", "Inès", &setup);
    let (mut app, prepared) = init.unwrap();
    let cohort = passerelle_app::dto::NewCohort {
        level: "DIG-1".into(),
        code: "A".into(),
        room: None,
        capacity: 3,
        first: common::DAY.into(),
        weekdays: vec![],
        start: 840,
        end: 960,
        sessions: Some(1),
        ..Default::default()
    };
    app.add_cohort(&cohort).unwrap();
    app.add_person(&common::class::person("Amina", "Diallo", None, Some("A"))).unwrap();
    let pin = "385712".to_owned();
    let newcomer = Newcomer { person: None, name: "Bakary".into(), role: Role::Volunteer, pin };
    app.admit_newcomer(&newcomer).unwrap();
    let session = session_of(&mut app, "A");
    let learner = record_id(&app.register(session).unwrap().learners[0].id).unwrap();
    let pass = |person: &str, pin: &str| Pass {
        person: Some(person.into()),
        pin: Some(Pin::parse(pin).unwrap()),
        phrase: prepared.phrase.clone(),
    };
    drop(app);
    let open = |person: &str, pin: &str| {
        App::open(folder.path(), clock.clone(), &pass(person, pin)).unwrap()
    };
    let mut bakary = open("Bakary", "385712");
    bakary.mark(session, learner, MarkInput::Present).unwrap();
    clock.turn_to("2027-04-27", 600);
    assert_eq!(code(bakary.mark(session, learner, MarkInput::Absent)), "register.old");
    assert_eq!(code(bakary.undo_on_register(None)), "register.old");
    assert_eq!(code(bakary.close_session(session, Some("x"), &[])), "register.old");
    assert_eq!(code(bakary.witness(session, learner, PM, "x")), "register.old");
    assert_eq!(code(bakary.set_sign_choices(&bakary.sign_choices().unwrap())), ROLE_TOO_LOW);
    drop(bakary);
    let mut ines = open("Inès", "274918");
    ines.mark(session, learner, MarkInput::Absent).unwrap();
}
