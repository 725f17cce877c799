//! A register and its sheet as evidence: who is on it and who is not, when it was signed, what was kept
//! when it was closed, which laptops nothing has come from, and the same bytes from the same data.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::class::{Class, class, newcomer, person, says, session_of};
use passerelle_app::dto::{
    Half, KeptWarning, MarkInput, NewCohort, Shape, SignCode, SignInput, WalkIn,
};
use passerelle_app::{AppError, NewSession, Surroundings, record_id};
use passerelle_domain::calendar::parse_day;
use passerelle_domain::{RecordId, RecordRef, Value, kinds};
use passerelle_store::{Act, Author, Draft, Gesture};
use uuid::Uuid;

const FILLED: (bool, Option<u32>) = (false, None);

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

fn sheet(class: &mut Class) -> String {
    class.app.sheet_words_for_tests(class.session, FILLED, "fr").unwrap()
}

fn week(class: &mut Class) -> String {
    let cohort = cohort(class, "A");
    class.app.week_words_for_tests(cohort, common::DAY, "fr").unwrap()
}

/// A centre begins to use the program in spring: the list of a group that has met since autumn is of its
/// first sessions, whose papers are entered afterwards; whoever comes after that list is not.
#[test]
fn whoever_a_group_was_written_down_with_is_of_its_first_session() {
    let mut class = class();
    let level = "DIG-1".into();
    let new =
        NewCohort { level, code: "C".into(), first: "2027-04-20".into(), ..NewCohort::default() };
    let new = NewCohort { start: 540, end: 600, sessions: Some(1), capacity: 9, ..new };
    class.app.add_cohort(&new).unwrap();
    let third = session_on(&mut class, "C", "2027-04-22");
    let first = session_of(&mut class.app, "C");
    class.clock.turn_to("2027-04-22", 600);
    class.app.add_person(&person("Salma", "Haddad", None, Some("C"))).unwrap();
    class.clock.turn_to("2027-04-23", 600);
    class.app.add_person(&person("Tarek", "Nasser", None, Some("C"))).unwrap();
    assert!(names(&mut class, first).contains(&"Salma Haddad".to_owned()));
    assert!(names(&mut class, third).contains(&"Salma Haddad".to_owned()));
    for before in [first, third] {
        assert!(!names(&mut class, before).contains(&"Tarek Nasser".to_owned()));
    }
}

#[test]
fn whoever_joins_later_is_on_no_earlier_register() {
    let mut class = class();
    let first = class.session;
    class.complete();
    class.all_sign();
    class.app.close_session(first, None, &[]).unwrap();
    let before = sheet(&mut class);
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
    assert_eq!(sheet(&mut class), before, "a closed sheet says what it said");
    // On the grid of the week she has a line, and is told to belong to the second session alone.
    assert!(says(&week(&mut class), "Salma Haddad"));
    assert!(says(&week(&mut class), "pas prévu dans cette séance"));
    let weeks = class.app.attendance_weeks(cohort(&class, "A")).unwrap();
    let salma = weeks.learners.iter().find(|row| row.name == "Salma Haddad").unwrap();
    assert_eq!(salma.shapes, [None, Some(Shape::Unmarked)]);
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
    class.app.transfer(a, oleksandr, b, true).unwrap();
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
    let weeks = class.app.attendance_weeks(a).unwrap();
    let shapes: Vec<_> = weeks.learners.iter().map(|row| row.shapes.clone()).collect();
    let [came, away, none] = [Some(Shape::Present), Some(Shape::Absent), Some(Shape::Unmarked)];
    assert_eq!(shapes, [[came, none, None], [away, none, None]], "they do not vanish");
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

#[test]
fn what_is_signed_on_another_day_says_so() {
    let mut class = class();
    class.complete();
    let (amina, oleksandr) = (class.id("Amina"), class.id("Oleksandr"));
    let trainer = record_id(&class.register().volunteers[0].id).unwrap();
    class.app.witness(class.session, trainer, Half::Afternoon, "main bandée").unwrap();
    assert!(says(&sheet(&mut class), "Témoin : Inès, à "));
    assert!(!says(&sheet(&mut class), "22/04/2027"));
    class.clock.jump_ms(2 * 24 * 3600 * 1000);
    class.app.begin_signing(class.session).unwrap();
    class.app.choose_code(amina, SignCode::Pictures, "07b").unwrap();
    let pictures = SignInput::Pictures { code: "07b".into() };
    class.app.sign(amina, Half::Afternoon, &pictures).unwrap();
    let strokes = vec![(0..200).flat_map(|i| [100 + i * 3, 250 + (i % 20) * 5]).collect()];
    class.app.sign(oleksandr, Half::Afternoon, &SignInput::Drawn { strokes }).unwrap();
    class.app.leave_signing("274918").unwrap();
    let words = sheet(&mut class);
    assert!(says(&words, "Signé par ses images le 22/04/2027 à "), "{words}");
    assert_eq!(words.matches("22/04/2027").count(), 2, "under the drawing too: {words}");
    assert!(says(&week(&mut class), "Signé par ses images le 22/04/2027 à "));
}

#[test]
fn what_was_kept_at_closing_is_on_the_sheet_until_it_is_opened_again() {
    let mut class = class();
    class.complete();
    class.all_sign();
    let kept = [
        KeptWarning { code: "ratio".into(), reason: " une bénévole : malade ".into() },
        KeptWarning { code: "holiday".into(), reason: String::new() },
    ];
    class.app.close_session(class.session, None, &kept).unwrap();
    let words = sheet(&mut class);
    assert!(says(&words, "ce nombre d’apprenants : une bénévole : malade"), "{words}");
    assert!(says(&words, "Séance un jour férié."), "{words}");
    class.app.reopen_session(class.session, "une erreur").unwrap();
    assert!(!says(&sheet(&mut class), "malade"));
}

#[test]
fn the_same_data_are_the_same_bytes_whatever_the_clock() {
    let mut class = class();
    class.complete();
    class.all_sign();
    let cohort = cohort(&class, "A");
    let both = |class: &mut Class| {
        let sheet = class.app.sheet_document(class.session, FILLED, "fr").unwrap().bytes;
        let week = class.app.week_document(cohort, common::DAY, "fr").unwrap().bytes;
        (sheet, week)
    };
    let then = both(&mut class);
    class.clock.jump_ms(26 * 3600 * 1000);
    class.clock.turn_to("2027-04-21", 975);
    assert!(both(&mut class) == then, "nothing was written in between");
    class.mark("Amina", MarkInput::Late { minutes: 5 }).unwrap();
    let now = both(&mut class);
    assert!(now.0 != then.0 && now.1 != then.1);
    assert!(says(&sheet(&mut class), "Dernier changement le 21 avril 2027 à "));
}

#[test]
fn a_week_that_is_signed_says_where_its_hashes_are() {
    let mut class = class();
    class.complete();
    class.all_sign();
    let words = week(&mut class);
    assert!(says(&words, "Empreinte SHA-256 de chaque séance"), "{words}");
    assert!(!says(&words, "Rien n’est encore signé"), "{words}");
    let sheet = sheet(&mut class);
    let hash = sheet.split("SHA-256 du contenu").nth(1).unwrap();
    let first = hash.split_whitespace().find(|word| word.len() == 8).unwrap();
    assert!(says(&words, &format!("empreinte {first}")), "{first}: {words}");
}

/// What headquarters writes of another laptop of the centre.
fn enrolled(class: &mut Class, id: u128, name: &str) {
    let now_ms = class.clock.now_ms();
    let author = Author { actor: RecordId(Uuid::from_u128(1)), now_ms, chance: [7; 32] };
    let record = RecordRef::Own(RecordId(Uuid::from_u128(id)));
    let draft = Draft::new(&kinds::DEVICE, record, vec![("name", Value::Text(name.to_owned()))]);
    let gesture = Gesture { label: String::new(), act: Act::Settle, drafts: vec![draft] };
    class.app.store().write::<AppError>(author, |_| Ok(gesture)).unwrap();
}

#[test]
fn laptops_that_nothing_has_come_from_are_named_if_they_may_have_been_there() {
    let mut class = class();
    enrolled(&mut class, 77, "Portable bleu");
    class.clock.jump_ms(24 * 3600 * 1000);
    enrolled(&mut class, 78, "Portable neuf");
    class.complete();
    let (sheet, week) = (sheet(&mut class), week(&mut class));
    assert!(says(&sheet, "depuis la fin de la séance : Portable bleu."), "{sheet}");
    assert!(says(&week, "depuis la fin d’une de ces séances : Portable bleu."), "{week}");
}
