//! From a referral to a seat: who was sent is written where only coordinators read, an offer that
//! nobody answers passes on with the clock, and every step is taken back by name.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::class::{Class, class, code, person};
use common::{DAY, around, setup};
use passerelle_app::dto::{
    MarkInput, NewCohort, PipelineView, PositioningInput, ReferralDetail, ReferralInput,
    ReferralRow, Seat, WaitingView, WalkIn,
};
use passerelle_app::{App, Pass, Pin, record_id};
use passerelle_domain::{RecordId, RecordRef, Value, catalogue, kinds};
use passerelle_store::pipeline::Place;
use passerelle_store::{Act, Author, Draft, Gesture};

const HOUR_MS: u64 = 3_600_000;

fn id(text: &str) -> RecordId {
    record_id(text).unwrap()
}

fn sent(given: &str, family: &str) -> ReferralInput {
    ReferralInput {
        given: given.into(),
        family: family.into(),
        phones: vec!["0601020304".into()],
        email: "z@exemple.fr".into(),
        language: Some("ti".into()),
        partner: Some("Mission locale".into()),
        received: "2027-04-12".into(),
        answer_day: Some("2027-04-19".into()),
        note: "Ne vient pas le mardi".into(),
        ..ReferralInput::default()
    }
}

fn accepted(app: &mut App, input: &ReferralInput) -> RecordId {
    let id = id(&app.save_referral(input).unwrap().row.id);
    app.move_referral(id, "accepted").unwrap();
    id
}

fn row(view: &PipelineView, wanted: RecordId) -> ReferralRow {
    view.rows.iter().find(|row| row.id == wanted.to_string()).cloned().unwrap()
}

fn cohort(app: &App, code: &str) -> RecordId {
    app.find_cohort(code).unwrap()
}

/// What is written of somebody in a cohort.
fn place(app: &App, cohort: RecordId, learner: RecordId) -> Place {
    let places = app.view().places_in(cohort).unwrap();
    places.into_iter().find(|place| place.learner == learner).unwrap()
}

/// Everybody of a view: the beginning of their name, where they stand, their rank.
fn people(view: &WaitingView) -> Vec<String> {
    let told = |one: &passerelle_app::dto::SeatRow| {
        let name = one.name.split(' ').next().unwrap_or_default();
        let rank = one.rank.map(|rank| format!(" {rank}")).unwrap_or_default();
        format!("{name} {:?}{rank}", one.seat).to_lowercase()
    };
    view.people.iter().map(told).collect()
}

/// A class whose first group of three seats is full, and three people who wait for it.
fn full() -> (Class, RecordId, [RecordId; 3]) {
    let mut class = class();
    class.app.add_person(&person("Cyrine", "B", None, Some("A"))).unwrap();
    let waits = ["Dana", "Ebo", "Farid"].map(|name| {
        let row = class.app.add_person(&person(name, "X", None, Some("A"))).unwrap();
        id(&row.id)
    });
    let group = cohort(&class.app, "A");
    (class, group, waits)
}

#[test]
fn from_a_referral_to_a_seat_and_back_to_the_partner() {
    let mut class = class();
    let app = &mut class.app;
    let detail = app.save_referral(&sent("zuri", "de la Cruz")).unwrap();
    let referral = id(&detail.row.id);
    assert_eq!(detail.row.name, "zuri de la Cruz", "never recased");
    assert_eq!((detail.row.days, detail.row.is_late), (8, true));
    assert_eq!(detail.row.may[0], "contacted");
    assert_eq!(code(app.move_referral(referral, "enrolled")), "referral.state");
    assert_eq!(code(app.move_referral(referral, "lost")), "referral.state");
    for state in ["contacted", "no_answer", "contacted", "interview", "accepted"] {
        app.move_referral(referral, state).unwrap();
    }
    assert_eq!(code(app.move_referral(referral, "enrolled")), "referral.enrol_first");
    let answers = PositioningInput { answers: "0112--3210".into(), french: Some("a1".into()) };
    let detail = app.position(referral, &answers).unwrap();
    assert_eq!((detail.row.answered, detail.row.points), (8, Some(10)));
    assert_eq!((detail.row.advice.as_deref(), detail.row.french.as_deref()), (None, Some("a1")));
    let wrong = PositioningInput { answers: "01".into(), french: None };
    assert_eq!(code(app.position(referral, &wrong)), "referral.answers");
    let group = cohort(app, "A");
    let view = app.enrol_referral(referral, group, None).unwrap();
    let told = row(&view, referral);
    assert_eq!((told.state.as_str(), told.cohort_code.as_deref()), ("enrolled", Some("A")));
    let learner = id(told.learner.as_deref().unwrap());
    let file = app.person_detail(learner).unwrap();
    let value = |name: &str| file.fields.iter().find(|field| field.name == name).unwrap();
    assert_eq!(file.person.name, "zuri de la Cruz");
    assert_eq!(
        (value("phones").value.as_str(), value("email").value.as_str()),
        ("0601020304", "z@exemple.fr")
    );
    assert_eq!(value("language").value, "ti");
    assert!(file.fields.iter().all(|field| field.name != "is_provisional"));
    let seats = app.waiting(group).unwrap();
    assert_eq!((seats.free, seats.people.len()), (0, 3));
    let mine = seats.people.iter().find(|one| one.learner == learner.to_string()).unwrap();
    assert_eq!((mine.seat, mine.state.as_str()), (Seat::Seated, "confirmed"));
    assert_eq!(mine.partner.as_deref(), Some("Mission locale"));
    assert_eq!(mine.referral, Some(referral.to_string()));
    let letter = app.feedback_text(referral).unwrap();
    let keys: Vec<_> = letter.paragraphs.iter().map(|label| label.key.as_str()).collect();
    assert!(keys.contains(&"letter-feedback-enrolled") && keys.contains(&"letter-feedback-group"));
    let told = format!("{letter:?}");
    assert!(!told.contains("0601020304") && !told.contains("mardi"), "{told}");
    let told = row(&app.feedback_sent(referral).unwrap(), referral);
    assert_eq!((told.state.as_str(), told.feedback.as_deref()), ("closed", Some(DAY)));
}

/// What the partner is told, and the board shows, is what became of the seat.
#[test]
fn a_seat_that_is_not_taken_is_told_to_the_partner() {
    let (mut class, group, _) = full();
    let app = &mut class.app;
    let referral = accepted(app, &sent("Hana", "Girma"));
    let told = row(&app.enrol_referral(referral, group, None).unwrap(), referral);
    assert_eq!((told.seat, told.rank), (Some(Seat::Waiting), Some(4)));
    let learner = id(told.learner.as_deref().unwrap());
    let says = |app: &mut App, key: &str| {
        let letter = app.feedback_text(referral).unwrap();
        letter.paragraphs.iter().any(|label| label.key == key)
    };
    assert!(says(app, "letter-feedback-waiting") && !says(app, "letter-feedback-enrolled"));
    app.answer_offer(group, learner, false, Some("hours"), false).unwrap();
    let told = row(&app.pipeline().unwrap(), referral);
    assert_eq!((told.seat, told.rank), (Some(Seat::Gone), None));
    assert!(says(app, "letter-feedback-declined") && !says(app, "letter-feedback-group"));
    app.enrol(group, learner, false).unwrap();
    app.cancel_enrolment(group, learner).unwrap();
    assert!(says(app, "letter-feedback-closed") && !says(app, "letter-feedback-enrolled"));
}

#[test]
fn an_end_stays_to_be_read_once_the_partner_is_told() {
    let mut class = class();
    let referral = id(&class.app.save_referral(&sent("Zuri", "C")).unwrap().row.id);
    assert_eq!(code(class.app.feedback_sent(referral)), "referral.not_decided");
    class.app.move_referral(referral, "not_eligible").unwrap();
    let told = row(&class.app.feedback_sent(referral).unwrap(), referral);
    assert_eq!((told.state.as_str(), told.is_late), ("not_eligible", false));
    let alone = ReferralInput { partner: None, ..sent("Yara", "C") };
    let alone = id(&class.app.save_referral(&alone).unwrap().row.id);
    assert_eq!(code(class.app.feedback_text(alone)), "referral.no_partner");
}

#[test]
fn what_is_typed_is_held_to_its_limits_and_changes_nothing_else() {
    let mut class = class();
    let app = &mut class.app;
    let no = |app: &mut App, input: ReferralInput| code(app.save_referral(&input));
    assert_eq!(no(app, sent(" ", "")), "person.name_missing");
    let phones = vec!["1".to_owned(); 6];
    assert_eq!(no(app, ReferralInput { phones, ..sent("Z", "") }), "referral.phones");
    let email = "amina at example".into();
    assert_eq!(no(app, ReferralInput { email, ..sent("Z", "") }), "volunteer.email");
    let early = Some("2027-04-01".to_owned());
    assert_eq!(no(app, ReferralInput { answer_day: early, ..sent("Z", "") }), "referral.days");
    let level = Some(catalogue::level_id("DIG-9").to_string());
    assert_eq!(no(app, ReferralInput { level, ..sent("Z", "") }), "level.unknown");
    let unknown = Some(uuid::Uuid::from_u128(7).to_string());
    assert_eq!(
        no(app, ReferralInput { cohort: unknown.clone(), ..sent("Z", "") }),
        "cohort.unknown"
    );
    assert_eq!(no(app, ReferralInput { id: unknown, ..sent("Z", "") }), "referral.unknown");
    assert!(app.pipeline().unwrap().rows.is_empty());
    let detail = app.save_referral(&sent("Z", "")).unwrap();
    let again = ReferralInput { id: Some(detail.row.id.clone()), ..sent("Z", "") };
    let before = digests(app);
    app.save_referral(&again).unwrap();
    assert_eq!(digests(app), before, "what is so already is not written again");
    let moved = ReferralInput { note: String::new(), phones: Vec::new(), ..again };
    let detail = app.save_referral(&moved).unwrap();
    assert_eq!((detail.note.as_str(), detail.email.as_str()), ("", "z@exemple.fr"));
}

fn digests(app: &App) -> Vec<(String, String)> {
    let view = app.view();
    let streams = view.streams().unwrap().into_iter();
    let own = streams.filter(|stream| !stream.to_string().ends_with("audit"));
    let mut all: Vec<_> =
        own.map(|stream| (stream.to_string(), view.digest(stream).unwrap())).collect();
    all.extend(app.private_digests().unwrap());
    all
}

#[test]
fn somebody_who_is_known_already_is_enrolled_as_who_they_are() {
    let mut class = class();
    let referral = accepted(&mut class.app, &sent("Amina", "DIALLO"));
    let detail: ReferralDetail = class.app.referral(referral).unwrap();
    assert_eq!(detail.alike[0].name, "Amina Diallo");
    let amina = id(&detail.alike[0].id);
    let (a, b) = (cohort(&class.app, "A"), cohort(&class.app, "B"));
    class.app.enrol_referral(referral, b, Some(amina)).unwrap();
    class.app.undo_on_plan().unwrap();
    // The place that somebody has already is what became of the referral.
    let before = place(&class.app, a, amina);
    let told = row(&class.app.enrol_referral(referral, a, Some(amina)).unwrap(), referral);
    assert_eq!((told.state.as_str(), told.seat), ("enrolled", Some(Seat::Seated)));
    let mine = place(&class.app, a, amina);
    let joined = Place { referral: Some(referral), ..before };
    assert_eq!(mine, joined, "as it was, and whence");
    class.app.undo_on_plan().unwrap();
    class.app.enrol_referral(referral, b, Some(amina)).unwrap();
    assert_eq!(
        class.app.people().unwrap().iter().filter(|row| row.name.starts_with("Amina")).count(),
        1
    );
    assert_eq!(class.app.referral(referral).unwrap().row.learner, Some(amina.to_string()));
    assert_eq!(class.app.waiting(b).unwrap().people.len(), 2);
}

#[test]
fn those_who_wait_have_ranks_without_a_gap_and_an_offer_passes_on_by_itself() {
    let (mut class, group, [dana, ebo, _]) = full();
    let app = &mut class.app;
    let view = app.waiting(group).unwrap();
    assert_eq!(people(&view)[3..], ["dana waiting 1", "ebo waiting 2", "farid waiting 3"]);
    assert_eq!((view.free, view.offer_hours), (0, 72));
    assert_eq!(code(app.offer_seat(group, dana)), "seat.none_free");
    app.set_priority(group, ebo, true).unwrap();
    let view = app.waiting(group).unwrap();
    assert_eq!(people(&view)[3..], ["ebo waiting 1", "dana waiting 2", "farid waiting 3"]);
    app.set_priority(group, ebo, false).unwrap();
    // Somebody gives their seat back.
    let cyrine = id(&app
        .waiting(group)
        .unwrap()
        .people
        .iter()
        .find(|one| one.name.starts_with("Cyrine"))
        .unwrap()
        .learner);
    app.set_offer_hours(group, 48).unwrap();
    let view = app.cancel_enrolment(group, cyrine).unwrap();
    assert_eq!((view.free, people(&view)[2].as_str()), (0, "dana offered"));
    let before = digests(app);
    class.clock.jump_ms(49 * HOUR_MS);
    let view = app.waiting(group).unwrap();
    let told = ["ebo offered", "farid waiting 1", "dana lapsed", "cyrine gone"];
    assert_eq!(people(&view)[2..], told);
    class.clock.jump_ms(48 * HOUR_MS);
    let view = app.waiting(group).unwrap();
    let told = ["farid offered", "dana lapsed", "ebo lapsed", "cyrine gone"];
    assert_eq!(people(&view)[2..], told);
    assert_eq!(digests(app), before, "nobody wrote anything for it");
    // Who was told of an offer keeps it, whatever is done about the others.
    let until = view.people[2].until_ms;
    app.set_priority(group, ebo, true).unwrap();
    let view = app.set_offer_hours(group, 1).unwrap();
    assert_eq!((people(&view)[2].as_str(), view.people[2].until_ms), ("farid offered", until));
}

#[test]
fn a_yes_takes_the_seat_and_a_no_passes_it_on_at_once() {
    let (mut class, group, [dana, ebo, farid]) = full();
    let app = &mut class.app;
    let amina = app.find_known_learner("Amina Diallo").unwrap();
    assert_eq!(code(app.answer_offer(group, dana, true, None, false)), "seat.no_offer");
    // The seat that somebody leaves is offered to whoever comes next, by itself.
    let view = app.transfer(group, amina, cohort(app, "B"), false).unwrap();
    assert_eq!(people(&view)[2..4], ["dana offered", "ebo waiting 1"]);
    assert_eq!(code(app.offer_seat(group, dana)), "seat.not_waiting");
    assert_eq!(code(app.answer_offer(group, dana, false, Some("tired"), false)), "seat.refusal");
    let view = app.answer_offer(group, dana, false, Some("hours"), false).unwrap();
    assert_eq!(people(&view)[2..4], ["ebo offered", "farid waiting 1"]);
    let gone = view.people.iter().find(|one| one.learner == dana.to_string()).unwrap();
    assert_eq!((gone.seat, gone.refusal.as_deref()), (Seat::Gone, Some("hours")));
    let went = view.people.iter().find(|one| one.learner == amina.to_string()).unwrap();
    assert_eq!((went.state.as_str(), went.went_to.as_deref()), ("transferred", Some("B")));
    let letter = app.offer_text(group, ebo).unwrap();
    let keys: Vec<_> = letter.paragraphs.iter().map(|label| label.key.as_str()).collect();
    assert!(
        keys.contains(&"letter-offer-when") && keys.contains(&"letter-offer-until"),
        "{keys:?}"
    );
    assert_eq!(code(app.offer_text(group, farid)), "seat.no_offer");
    let view = app.answer_offer(group, ebo, true, None, false).unwrap();
    assert_eq!((view.free, people(&view)[3].as_str()), (0, "farid waiting 1"));
    assert_eq!(app.cohorts().unwrap().iter().find(|row| row.code == "A").unwrap().learners, 3);
    let names: Vec<_> = class.register().learners.into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Cyrine B", "Ebo X", "Oleksandr Koval"], "who is gone is on no register");
    let other = cohort(&class.app, "B");
    let app = &mut class.app;
    assert!(people(&app.waiting(other).unwrap()).contains(&"amina seated".to_owned()));
    // Somebody who said no asks again, and comes after whoever waits.
    let view = app.enrol(group, dana, false).unwrap();
    assert_eq!(people(&view)[3..5], ["farid waiting 1", "dana waiting 2"]);
    assert_eq!(code(app.enrol(group, dana, false)), "seat.already");
}

/// The offer that somebody took ended then: that they leave a month later was no offer to others
/// meanwhile. It is one from then on.
#[test]
fn a_seat_that_is_given_back_later_was_offered_to_nobody_meanwhile() {
    let (mut class, group, [dana, ..]) = full();
    let app = &mut class.app;
    let amina = app.find_known_learner("Amina Diallo").unwrap();
    app.cancel_enrolment(group, amina).unwrap();
    app.answer_offer(group, dana, true, None, false).unwrap();
    class.clock.jump_ms(30 * 24 * HOUR_MS);
    class.clock.turn_to("2027-05-20", 600);
    let app = &mut class.app;
    let view = app.transfer(group, dana, cohort(app, "B"), false).unwrap();
    assert_eq!(view.free, 0);
    let told = ["cyrine seated", "oleksandr seated", "ebo offered", "farid waiting 1"];
    let ebo = view.people.iter().find(|one| one.name == "Ebo X").unwrap();
    let left = ebo.until_ms.unwrap() - view.now_ms;
    assert!((left - (72 * HOUR_MS) as f64).abs() < 60_000.0, "from now on: {left}");
    assert_eq!(people(&view)[..4], told);
    assert!(people(&view)[4..].iter().all(|one| one.ends_with("gone")), "{view:?}");
}

#[test]
fn whoever_has_begun_drops_out_and_their_marks_stay() {
    let (mut class, group, [dana, ..]) = full();
    class.mark("Amina", MarkInput::Present).unwrap();
    let amina = class.app.find_known_learner("Amina Diallo").unwrap();
    let referral = accepted(&mut class.app, &sent("Amina", "Diallo"));
    class.app.enrol_referral(referral, group, Some(amina)).unwrap();
    let view = class.app.cancel_enrolment(group, amina).unwrap();
    let gone = view.people.iter().find(|one| one.learner == amina.to_string()).unwrap();
    assert_eq!((gone.seat, gone.state.as_str()), (Seat::Gone, "dropped"));
    assert!(place(&class.app, group, amina).exit.is_some());
    let next = view.people.iter().find(|one| one.learner == dana.to_string()).unwrap();
    assert_eq!(next.seat, Seat::Offered, "the seat passes on");
    assert!(class.row("Amina").mark.is_some());
    let mut says = |key: &str| {
        let letter = class.app.feedback_text(referral).unwrap();
        letter.paragraphs.iter().any(|label| label.key == key)
    };
    assert!(says("letter-feedback-dropped") && !says("letter-feedback-enrolled"));
    assert_eq!(class.app.undo_on_plan().unwrap().label.key, "seat-dropped");
    let view = class.app.waiting(group).unwrap();
    assert!(people(&view).contains(&"amina seated".to_owned()));
}

#[test]
fn whoever_is_let_wait_at_the_door_has_a_rank() {
    let (mut class, group, _) = full();
    let session = class.session;
    class.app.wait_instead(session, &WalkIn::New { name: "Gita".into() }).unwrap();
    let view = class.app.waiting(group).unwrap();
    let gita = view.people.iter().find(|one| one.name == "Gita").unwrap();
    assert!(gita.rank == Some(4) && gita.asked_ms.is_some());
    // Who waits keeps their turn when they come to the door again.
    class.app.wait_instead(session, &WalkIn::Known { id: gita.learner.clone() }).unwrap();
    let again = class.app.waiting(group).unwrap();
    let after = again.people.iter().find(|one| one.name == "Gita").unwrap();
    assert_eq!(after.asked_ms, gita.asked_ms);
}

#[test]
fn each_step_is_taken_back_by_name() {
    let (mut class, group, [dana, ..]) = full();
    let app = &mut class.app;
    let b = cohort(app, "B");
    // Does a step, takes it back and brings it back: all stands as before it, then as after it.
    let step = |app: &mut App, key: &str, act: &dyn Fn(&mut App)| {
        let before = stands(app, [group, b]);
        act(app);
        let after = stands(app, [group, b]);
        let undone = app.undo_on_plan().unwrap();
        assert_eq!((undone.label.key.as_str(), undone.blocked.len()), (key, 0));
        assert_eq!(stands(app, [group, b]), before, "{key} taken back");
        let redone = app.redo_on_plan().unwrap();
        assert_eq!((redone.label.key.as_str(), redone.blocked), (key, vec![]));
        assert_eq!(stands(app, [group, b]), after, "{key} brought back");
    };
    step(app, "referral-saved", &|app| drop(app.save_referral(&sent("Zuri", "C")).unwrap()));
    let referral = id(&app.pipeline().unwrap().rows[0].id);
    step(app, "referral-moved", &|app| drop(app.move_referral(referral, "accepted").unwrap()));
    let answers = PositioningInput { answers: "3333333333".into(), french: None };
    step(app, "referral-positioned", &|app| drop(app.position(referral, &answers).unwrap()));
    assert_eq!(app.referral(referral).unwrap().row.advice.as_deref(), Some("beyond"));
    app.enrol_referral(referral, b, None).unwrap();
    app.undo_on_plan().unwrap();
    assert_eq!(app.referral(referral).unwrap().row.state, "accepted");
    assert!(app.people().unwrap().iter().all(|row| !row.name.starts_with("Zuri")));
    assert_eq!(app.waiting(b).unwrap().people.len(), 1);
    assert_eq!(app.redo_on_plan().unwrap().label.key, "referral-enrolled");
    assert_eq!(app.waiting(b).unwrap().people.len(), 2);
    step(app, "referral-told", &|app| drop(app.feedback_sent(referral).unwrap()));
    let amina = app.find_known_learner("Amina Diallo").unwrap();
    step(app, "seat-cancelled", &|app| drop(app.cancel_enrolment(group, amina).unwrap()));
    // Nobody answers: the seat is free, and whoever has not answered may be asked again.
    class.clock.jump_ms(3 * 73 * HOUR_MS);
    assert_eq!(app.waiting(group).unwrap().free, 1);
    step(app, "seat-offered", &|app| drop(app.offer_seat(group, dana).unwrap()));
    step(app, "seat-taken", &|app| drop(app.answer_offer(group, dana, true, None, false).unwrap()));
    step(app, "seat-transferred", &|app| drop(app.transfer(group, dana, b, false).unwrap()));
    step(app, "seat-hours", &|app| drop(app.set_offer_hours(group, 24).unwrap()));
    step(app, "seat-given", &|app| drop(app.enrol(group, amina, false).unwrap()));
    step(app, "seat-cancelled", &|app| drop(app.cancel_enrolment(group, amina).unwrap()));
}

/// Both groups and the board, without what moves with the clock.
fn stands(app: &mut App, groups: [RecordId; 2]) -> ([WaitingView; 2], PipelineView) {
    let still = |mut view: WaitingView| {
        view.now_ms = 0.0;
        view
    };
    (groups.map(|group| still(app.waiting(group).unwrap())), app.pipeline().unwrap())
}

/// Somebody gave their seat back; whoever was offered it did not answer, and the next is offered it by
/// now though nobody wrote that.
fn passed_on() -> (Class, RecordId, [RecordId; 3]) {
    let (mut class, group, waits) = full();
    let amina = class.app.find_known_learner("Amina Diallo").unwrap();
    class.app.cancel_enrolment(group, amina).unwrap();
    class.clock.jump_ms(73 * HOUR_MS);
    let told = people(&class.app.waiting(group).unwrap());
    assert_eq!(told[2..5], ["ebo offered", "farid waiting 1", "dana lapsed"]);
    assert_eq!(place(&class.app, group, waits[1]).offer, None);
    (class, group, waits)
}

#[test]
fn whatever_is_done_about_a_queue_keeps_the_offers_that_passed_on() {
    let csv = "Prénom;Nom\nGita;N\n".as_bytes();
    let door = |class: &mut Class| {
        class.app.wait_instead(class.session, &WalkIn::New { name: "Gita".into() }).unwrap();
    };
    let file = |class: &mut Class| {
        assert_eq!(class.app.import_learners(csv, Some("A")).unwrap().imported.len(), 1);
    };
    let plain = |class: &mut Class| {
        class.app.add_person(&person("Gita", "N", None, Some("A"))).unwrap();
    };
    let complete = |class: &mut Class| {
        let mohamed = class.app.find_known_learner("Mohamed Karimi").unwrap();
        let new = person("Mohamed", "Karimi", None, Some("A"));
        class.app.complete_person(mohamed, &new).unwrap();
    };
    let acts: [&dyn Fn(&mut Class); 4] = [&door, &file, &plain, &complete];
    for act in acts {
        let (mut class, group, [_, ebo, _]) = passed_on();
        act(&mut class);
        assert!(place(&class.app, group, ebo).offer.is_some());
    }
}

#[test]
fn an_undo_keeps_the_offers_that_passed_on() {
    let (mut class, group, [.., farid]) = full();
    let app = &mut class.app;
    let amina = app.find_known_learner("Amina Diallo").unwrap();
    app.cancel_enrolment(group, amina).unwrap();
    app.set_priority(group, farid, true).unwrap();
    class.clock.jump_ms(73 * HOUR_MS);
    let offered = |app: &App| {
        let view = app.waiting(group).unwrap();
        let one = view.people.iter().find(|one| one.seat == Seat::Offered).cloned().unwrap();
        (one.name, one.until_ms)
    };
    let told = offered(app);
    assert_eq!(told.0, "Farid X");
    assert_eq!(app.undo_on_plan().unwrap().label.key, "seat-first");
    assert_eq!(offered(app), told, "who was told of a seat keeps it");
    assert_eq!(app.redo_on_plan().unwrap().label.key, "seat-first");
    assert_eq!(offered(app), told);
}

/// What passed on is no part of what was done meanwhile, and is not taken back with it.
#[test]
fn what_passed_on_stays_when_something_else_is_taken_back() {
    let (mut class, group, [_, ebo, farid]) = passed_on();
    class.app.set_priority(group, farid, true).unwrap();
    let told = place(&class.app, group, ebo).offer;
    assert!(told.is_some());
    assert_eq!(class.app.undo_on_plan().unwrap().label.key, "seat-first");
    assert_eq!(place(&class.app, group, ebo).offer, told);
}

/// A seat that is given by the plain way in is had from that moment, and not since midnight.
#[test]
fn a_seat_that_is_given_undoes_no_offer_of_the_morning() {
    let (mut class, group, _) = full();
    let app = &mut class.app;
    app.set_offer_hours(group, 1).unwrap();
    let amina = app.find_known_learner("Amina Diallo").unwrap();
    app.cancel_enrolment(group, amina).unwrap();
    class.clock.jump_ms(3 * HOUR_MS + 60_000);
    assert_eq!(app.waiting(group).unwrap().free, 1);
    app.add_person(&person("Gita", "N", None, Some("A"))).unwrap();
    let told = people(&app.waiting(group).unwrap());
    assert!(told.contains(&"gita seated".to_owned()));
    for name in ["dana lapsed", "ebo lapsed", "farid lapsed"] {
        assert!(told.contains(&name.to_owned()), "{told:?}");
    }
}

#[test]
fn what_a_fast_clock_offered_is_offered_now() {
    let (mut class, group, [_, ebo, _]) = full();
    let app = &mut class.app;
    let amina = app.find_known_learner("Amina Diallo").unwrap();
    class.clock.jump_ms(3 * HOUR_MS);
    app.cancel_enrolment(group, amina).unwrap();
    class.clock.jump_ms((3 * HOUR_MS).wrapping_neg());
    let view = app.waiting(group).unwrap();
    assert_eq!((view.free, people(&view)[2].as_str()), (0, "dana offered"));
    assert_eq!(code(app.offer_seat(group, ebo)), "seat.none_free");
    app.add_person(&person("Gita", "N", None, Some("A"))).unwrap();
    let told = people(&app.waiting(group).unwrap());
    assert!(
        told.contains(&"dana offered".to_owned()) && told.contains(&"gita waiting 3".to_owned())
    );
}

/// "I decline, and please delete me": the next keeps what they were offered.
#[test]
fn whoever_is_erased_takes_no_offer_along() {
    let (mut class, group, [dana, ebo, farid]) = full();
    let app = &mut class.app;
    let amina = app.find_known_learner("Amina Diallo").unwrap();
    app.cancel_enrolment(group, amina).unwrap();
    app.answer_offer(group, dana, false, None, false).unwrap();
    let until = |app: &App, wanted: RecordId| {
        let view = app.waiting(group).unwrap();
        let one = view.people.iter().find(|one| one.learner == wanted.to_string()).unwrap();
        assert_eq!(one.seat, Seat::Offered, "{:?}", people(&view));
        one.until_ms
    };
    let told = until(app, ebo);
    // By a computer that thinks of no queue.
    let day = Value::Int(20_928);
    write(app, Draft::new(&kinds::ERASURE, RecordRef::Derived(vec![dana]), vec![("erased", day)]));
    assert_eq!(until(app, ebo), told);
    assert!(app.waiting(group).unwrap().people.iter().all(|one| one.learner != dana.to_string()));
    // Whoever holds an offer and is erased holds it no more.
    app.erase(ebo).unwrap();
    let told = until(app, farid);
    class.clock.jump_ms(HOUR_MS);
    assert_eq!(until(app, farid), told);
}

#[test]
fn whoever_is_erased_after_their_offer_passed_on_leaves_it_to_the_next() {
    let (mut class, group, [_, ebo, farid]) = passed_on();
    class.clock.jump_ms(73 * HOUR_MS);
    let app = &mut class.app;
    let offered = |app: &App| {
        let view = app.waiting(group).unwrap();
        let one = view.people.iter().find(|one| one.seat == Seat::Offered).cloned();
        one.map(|one| (one.learner, one.until_ms))
    };
    let told = offered(app);
    assert_eq!(told.as_ref().map(|one| one.0.clone()), Some(farid.to_string()));
    app.erase(ebo).unwrap();
    assert_eq!(offered(app), told);
}

/// What a cut between the two files leaves: a learner and a place, and a referral that knows of neither.
#[test]
fn a_referral_finds_the_place_that_was_made_for_it() {
    let mut class = class();
    let app = &mut class.app;
    let referral = accepted(app, &sent("Amina", "Diallo"));
    let (a, amina) = (cohort(app, "A"), app.find_known_learner("Amina Diallo").unwrap());
    let source = vec![("source", Value::Ref(referral.0))];
    write(app, Draft::new(&kinds::ENROLMENT, RecordRef::Derived(vec![a, amina]), source));
    let count = app.people().unwrap().len();
    let told = row(&app.enrol_referral(referral, a, None).unwrap(), referral);
    assert_eq!((told.learner, told.seat), (Some(amina.to_string()), Some(Seat::Seated)));
    assert_eq!(app.people().unwrap().len(), count, "nobody is made twice");
}

#[test]
fn whoever_went_to_another_group_is_told_of_there() {
    let (mut class, group, _) = full();
    let app = &mut class.app;
    let new = NewCohort {
        level: "DIG-1".into(),
        code: "MAI".into(),
        capacity: 2,
        first: "2027-05-04".into(),
        start: 840,
        end: 960,
        sessions: Some(1),
        ..NewCohort::default()
    };
    let may = id(&app.add_cohort(&new).unwrap().id);
    let referral = accepted(app, &sent("Hana", "Girma"));
    let told = row(&app.enrol_referral(referral, group, None).unwrap(), referral);
    let learner = id(told.learner.as_deref().unwrap());
    let b = cohort(app, "B");
    app.transfer(group, learner, b, false).unwrap();
    app.transfer(b, learner, may, false).unwrap();
    let told = row(&app.pipeline().unwrap(), referral);
    assert_eq!((told.seat, told.cohort_code.as_deref()), (Some(Seat::Seated), Some("MAI")));
    let wanted = app.referral(referral).unwrap().wanted;
    assert_eq!(wanted, Some(group.to_string()), "what was written is not changed by a form");
    let letter = format!("{:?}", app.feedback_text(referral).unwrap());
    assert!(
        letter.contains("letter-feedback-enrolled") && letter.contains("2027-05-04"),
        "{letter}"
    );
    app.cancel_enrolment(may, learner).unwrap();
    assert_eq!(row(&app.pipeline().unwrap(), referral).seat, Some(Seat::Gone));
    // Who comes back later has no place because they had one once.
    app.feedback_sent(referral).unwrap();
    for state in ["contacted", "accepted"] {
        app.move_referral(referral, state).unwrap();
    }
    assert_eq!(code(app.move_referral(referral, "enrolled")), "referral.enrol_first");
    app.enrol(may, learner, false).unwrap();
    app.move_referral(referral, "enrolled").unwrap();
}

#[test]
fn nothing_personal_of_a_referral_stands_in_the_class_s_file() {
    let mut class = class();
    let app = &mut class.app;
    let referral = id(&app.save_referral(&sent("Zuri", "Quatremère")).unwrap().row.id);
    app.move_referral(referral, "accepted").unwrap();
    let answers = PositioningInput { answers: "3210321032".into(), french: Some("b1".into()) };
    app.position(referral, &answers).unwrap();
    let personal = ["Zuri", "Quatremère", "0601020304", "z@exemple.fr", "vient pas", "3210321032"];
    let holds = |app: &mut App, text: &str| {
        let of_class = app.view().plain_values().unwrap();
        let labels = app.view().undoable().unwrap().map(|gesture| gesture.label);
        let private = app.private_for_tests().unwrap().view().plain_values().unwrap();
        let is_in = |bytes: &[u8]| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        (is_in(&of_class) || labels.is_some_and(|label| label.contains(text)), is_in(&private))
    };
    for text in personal {
        assert_eq!(holds(app, text), (false, true), "{text}");
    }
    // A learner is known to their class by name, and by nothing else.
    let group = cohort(app, "A");
    app.enrol_referral(referral, group, None).unwrap();
    for (text, in_class) in personal.iter().zip([true, true, false, false, false, false]) {
        assert_eq!(holds(app, text), (in_class, true), "{text}");
    }
}

#[test]
fn whoever_is_erased_is_erased_as_a_referral_too() {
    let mut class = class();
    let app = &mut class.app;
    let referral = accepted(app, &sent("Zuri", "C"));
    let group = cohort(app, "A");
    let learner = app.enrol_referral(referral, group, None).unwrap();
    let learner = id(row(&learner, referral).learner.as_deref().unwrap());
    assert_eq!(code(app.erasure(referral)), "referral.is_learner");
    assert_eq!(code(app.erase(referral)), "referral.is_learner");
    assert_eq!(app.erasure(learner).unwrap().referrals, 1);
    app.erase(learner).unwrap();
    let told = row(&app.pipeline().unwrap(), referral);
    assert_eq!((told.name.as_str(), told.phones.len(), told.language), ("", 0, None));
    assert_eq!(told.state, "enrolled", "what is counted stays");
    let input = ReferralInput { id: Some(referral.to_string()), ..sent("Zuri", "C") };
    assert_eq!(code(app.save_referral(&input)), "person.erased");
    assert_eq!(code(app.feedback_text(referral)), "person.erased");
    // Somebody who never became a learner, by the same door.
    let other = id(&app.save_referral(&sent("Yara", "C")).unwrap().row.id);
    assert_eq!(app.find_erasable("yara c").unwrap(), other);
    let told = app.erasure(other).unwrap();
    assert_eq!((told.name.as_deref(), told.referrals, told.marks), (Some("Yara C"), 1, 0));
    assert!(app.erase(other).unwrap().erased);
    assert_eq!(code(app.erase(other)), "person.erased");
    let private = app.private_for_tests().unwrap().view().plain_values().unwrap();
    assert!(!private.windows(4).any(|part| part == b"Yara" || part == b"Zuri"));
}

#[test]
fn a_level_asks_for_french_and_for_the_level_before_and_only_warns() {
    let mut class = class();
    let (first, second) = (catalogue::level_id("DIG-1"), catalogue::level_id("DIG-2"));
    let entry = Value::List(vec![Value::Int(3), Value::Ref(first.0)]);
    write(
        &mut class.app,
        Draft::new(&kinds::LEVEL, RecordRef::Own(second), vec![("entry", entry)]),
    );
    let app = &mut class.app;
    let input = ReferralInput { level: Some(second.to_string()), ..sent("Amina", "Diallo") };
    let detail = app.save_referral(&input).unwrap();
    let referral = id(&detail.row.id);
    let codes = |detail: &ReferralDetail| {
        detail.gaps.iter().map(|gap| format!("{} {}", gap.code, gap.wanted)).collect::<Vec<_>>()
    };
    assert_eq!(codes(&detail), ["french_unknown a2", "previous_level DIG-1"]);
    let answers = PositioningInput { answers: "----------".into(), french: Some("b1".into()) };
    assert_eq!(codes(&app.position(referral, &answers).unwrap()), ["previous_level DIG-1"]);
    app.move_referral(referral, "accepted").unwrap();
    // Both groups of the class follow the first level.
    let (b, amina) = (cohort(app, "B"), app.find_known_learner("Amina Diallo").unwrap());
    app.enrol_referral(referral, b, Some(amina)).unwrap();
    assert_eq!(codes(&app.referral(referral).unwrap()), Vec::<String>::new());
}

fn write(app: &mut App, draft: Draft) {
    let author = Author { actor: app.person(), now_ms: 1_808_222_400_000, chance: [7; 32] };
    let gesture = Gesture { label: String::new(), act: Act::Settle, drafts: vec![draft] };
    app.store().write::<passerelle_app::AppError>(author, |_| Ok(gesture)).unwrap();
}

#[test]
fn a_volunteer_reads_and_writes_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let clock = around();
    let made = App::init(folder.path(), clock.clone(), "Bègles", "Inès", &setup());
    let (mut app, prepared) = made.unwrap();
    let referral = id(&app.save_referral(&sent("Zuri", "C")).unwrap().row.id);
    app.admit((None, "Bakary"), passerelle_domain::permission::Role::Volunteer, "528163").unwrap();
    drop(app);
    let pass = Pass {
        person: Some("Bakary".into()),
        pin: Some(Pin::choose("528163").unwrap()),
        phrase: prepared.phrase.clone(),
    };
    let mut app = App::open(folder.path(), clock, &pass).unwrap();
    let low = "permission.role_too_low";
    assert_eq!(code(app.pipeline()), low);
    assert_eq!(code(app.referral(referral)), low);
    assert_eq!(code(app.find_referral("Zuri")), low);
    assert_eq!(code(app.save_referral(&sent("Y", ""))), low);
    assert_eq!(code(app.move_referral(referral, "contacted")), low);
    assert_eq!(code(app.position(referral, &PositioningInput::default())), low);
    assert_eq!(code(app.enrol_referral(referral, referral, None)), low);
    assert_eq!(code(app.feedback_text(referral)), low);
    assert_eq!(code(app.feedback_sent(referral)), low);
    assert_eq!(code(app.waiting(referral)), low);
    assert_eq!(code(app.enrol(referral, referral, false)), low);
    assert_eq!(code(app.offer_seat(referral, referral)), low);
    assert_eq!(code(app.answer_offer(referral, referral, true, None, false)), low);
    assert_eq!(code(app.set_priority(referral, referral, true)), low);
    assert_eq!(code(app.transfer(referral, referral, referral, false)), low);
    assert_eq!(code(app.cancel_enrolment(referral, referral)), low);
    assert_eq!(code(app.set_offer_hours(referral, 1)), low);
    assert_eq!(code(app.offer_text(referral, referral)), low);
    assert_eq!(code(app.erase(referral)), low);
}
