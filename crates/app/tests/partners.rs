//! Partners and whom to call there, rooms that are lent, lines of money: a name once, never more than the
//! whole of a cohort, and whoever is erased is gone.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{DAY, around, setup};
use passerelle_app::dto::{
    AllocationInput, Convention, FundingInput, NewCohort, PartnerContactInput, PartnerInput,
    PartnersView, VenueInput,
};
use passerelle_app::{App, AppError, record_id};
use passerelle_domain::RecordId;

fn centre() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let app = App::init(folder.path(), around(), "Bègles", "Inès", &setup()).unwrap().0;
    (folder, app)
}

fn refusal<T: std::fmt::Debug>(result: Result<T, AppError>) -> (String, String) {
    let error = result.unwrap_err();
    let problem = error.problem();
    (error.code().to_owned(), problem.args.into_values().collect::<Vec<_>>().join(" "))
}

fn code<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
    refusal(result).0
}

fn partner(name: &str) -> PartnerInput {
    PartnerInput {
        name: name.into(),
        kind: Some("mission_locale".into()),
        roles: vec!["host".into(), "referrer".into()],
        ..PartnerInput::default()
    }
}

fn contact(partner: &str, given: &str) -> PartnerContactInput {
    PartnerContactInput {
        partner: partner.into(),
        given: given.into(),
        family: "Diop".into(),
        post: "Conseillère".into(),
        phones: vec!["05 56 00 00 00".into(), " ".into()],
        ..PartnerContactInput::default()
    }
}

fn line(title: &str) -> FundingInput {
    FundingInput {
        title: title.into(),
        kind: "grant".into(),
        nature: "operating".into(),
        partner: "Région".into(),
        amount_cents: Some(1_200_000.0),
        first: Some("2027-01-01".into()),
        last: Some("2027-04-30".into()),
        ..FundingInput::default()
    }
}

fn cohort(app: &mut App) -> RecordId {
    let new = NewCohort {
        level: "DIG-1".into(),
        code: "AVRIL".into(),
        capacity: 10,
        first: "2027-04-22".into(),
        weekdays: vec![1, 4],
        start: 570,
        end: 690,
        sessions: Some(10),
        ..NewCohort::default()
    };
    record_id(&app.add_cohort(&new).unwrap().id).unwrap()
}

fn pays(funding: &str, percent: u32) -> AllocationInput {
    AllocationInput { funding: funding.into(), percent }
}

fn pending(app: &App) -> u32 {
    app.view().pending().unwrap().count
}

#[test]
fn a_partner_has_a_name_of_its_own_and_only_what_changed_is_written() {
    let (_folder, mut app) = centre();
    let view = app.save_partner(&partner("Mission locale")).unwrap();
    let row = &view.rows[0];
    assert_eq!(
        (row.name.as_str(), row.kind.as_deref()),
        ("Mission locale", Some("mission_locale"))
    );
    assert_eq!(row.roles, ["referrer", "host"], "in one order");
    let twice = refusal(app.save_partner(&partner(" mission LOCALE ")));
    assert_eq!(twice, ("partner.taken".into(), "Mission locale".into()));
    let before = pending(&app);
    let same = PartnerInput { id: Some(row.id.clone()), ..partner("Mission locale") };
    app.save_partner(&same).unwrap();
    assert_eq!(pending(&app), before);
    let view = app.save_partner(&PartnerInput { is_archived: true, ..same.clone() }).unwrap();
    assert!(view.rows[0].is_archived);
    app.undo_on_plan().unwrap();
    assert!(!app.partners().unwrap().rows[0].is_archived);
    assert_eq!(code(app.save_partner(&PartnerInput::default())), "partner.name");
    let role = PartnerInput { roles: vec!["boss".into()], ..partner("X") };
    assert_eq!(code(app.save_partner(&role)), "partner.kind");
    let unknown = PartnerInput { id: Some(row.id.replace(&row.id[..4], "0000")), ..same };
    assert_eq!(code(app.save_partner(&unknown)), "partner.unknown");
}

#[test]
fn somebody_at_a_partner_is_a_person_and_is_erased_like_one() {
    let (_folder, mut app) = centre();
    let id = app.save_partner(&partner("Mission locale")).unwrap().rows[0].id.clone();
    let view = app.save_partner_contact(&contact(&id, "Awa")).unwrap();
    assert!(view.is_private_here);
    let known = view.rows[0].contacts[0].clone();
    assert_eq!((known.given.as_str(), known.phones.len()), ("Awa", 1));
    // The label of the gesture names the partner, not the person.
    let undone = app.undo_on_plan().unwrap();
    assert!(!format!("{:?}", undone.label).contains("Awa"), "{:?}", undone.label);
    assert!(app.partners().unwrap().rows[0].contacts.is_empty());
    app.redo_on_plan().unwrap();
    let room = VenueInput {
        name: "Salle A".into(),
        contact: Some(known.id.clone()),
        partner: Some("mission locale".into()),
        ..VenueInput::default()
    };
    let rooms = app.save_venue(&room).unwrap();
    assert_eq!(rooms[0].contact_name.as_deref(), Some("Awa Diop"));
    assert_eq!(rooms[0].partner.as_deref(), Some("Mission locale"), "the one that is there");
    assert_eq!(app.partners().unwrap().rows[0].venues, ["Salle A"]);
    let address = PartnerContactInput { email: "awa".into(), ..contact(&id, "Awa") };
    assert_eq!(code(app.save_partner_contact(&address)), "volunteer.email");
    let other = PartnerContactInput { id: Some(DAY.into()), ..contact(&id, "X") };
    assert_eq!(code(app.save_partner_contact(&other)), "record.unknown");
    let nameless =
        PartnerContactInput { given: " ".into(), family: String::new(), ..contact(&id, "") };
    assert_eq!(code(app.save_partner_contact(&nameless)), "partner.contact_name");
    let person = record_id(&known.id).unwrap();
    let contacts = |view: &PartnersView| view.rows[0].contacts.len();
    assert_eq!(contacts(&app.erase_partner_contact(person).unwrap()), 0);
    let private = app.private_for_tests().unwrap();
    assert!(private.view().partner_contacts().unwrap().is_empty());
    assert!(app.view().is_erased(person).unwrap());
    assert_eq!(code(app.erase_partner_contact(person)), "partner.contact_unknown");
    let rooms = app.venues().unwrap();
    assert_eq!((&rooms[0].contact, &rooms[0].contact_name), (&None, &None));
    let room = VenueInput { id: Some(rooms[0].id.clone()), access: Some("Sonner".into()), ..room };
    assert_eq!(code(app.save_venue(&room)), "partner.contact_unknown");
    app.save_venue(&VenueInput { contact: None, ..room }).unwrap();
}

#[test]
fn that_people_at_partners_were_shown_is_noted_once() {
    let (_folder, mut app) = centre();
    let noted = |app: &App| app.view().audit_entries().unwrap();
    let id = app.save_partner(&partner("Mission locale")).unwrap().rows[0].id.clone();
    let before = noted(&app);
    assert_eq!(app.partners().unwrap().rows[0].referrals, Some(0));
    assert_eq!(noted(&app), before, "nobody is shown");
    app.save_partner_contact(&contact(&id, "Awa")).unwrap();
    assert_eq!(noted(&app), before + 1);
    app.partners().unwrap();
    app.pipeline().unwrap();
    assert_eq!(noted(&app), before + 1, "once for whoever is in");
}

#[test]
fn a_line_is_found_by_what_means_one_alone() {
    let (_folder, mut app) = centre();
    let line = |title: &str, reference: &str| FundingInput {
        reference: reference.into(),
        first: None,
        last: None,
        ..line(title)
    };
    let add = |app: &mut App, title: &str, reference: &str| {
        let rows = app.save_funding(&line(title, reference)).unwrap();
        rows.into_iter().find(|row| row.reference == reference).unwrap().id
    };
    let (one, other) = (add(&mut app, "CPER", "2027-1"), add(&mut app, "CPER", "2027-2"));
    assert_eq!(refusal(app.find_funding("cper")), ("funding.ambiguous".into(), "cper".into()));
    assert_eq!(app.find_funding(" 2027-2 ").unwrap(), other);
    assert_eq!(app.find_funding(&one).unwrap(), one);
    assert_eq!(code(app.find_funding(" ")), "funding.unknown");
    let archived =
        FundingInput { id: Some(one.clone()), is_archived: true, ..line("CPER", "2027-1") };
    app.save_funding(&archived).unwrap();
    assert_eq!(app.find_funding("CPER").unwrap(), other, "the other is not proposed any more");
    assert_eq!(code(app.find_funding("2027-1")), "funding.archived");
    assert_eq!(app.find_funding(&one).unwrap(), one);
}

#[test]
fn a_room_is_lent_from_a_day_to_another() {
    let (_folder, mut app) = centre();
    let lent = |first: &str, last: &str| VenueInput {
        name: "Salle A".into(),
        convention: Some(Convention {
            first: first.into(),
            last: last.into(),
            reference: "Convention 2027-3".into(),
        }),
        ..VenueInput::default()
    };
    assert_eq!(code(app.save_venue(&lent("2027-06-30", "2027-01-01"))), "venue.convention");
    assert_eq!(code(app.save_venue(&lent("hier", "2027-01-01"))), "calendar.day_unreadable");
    assert!(app.venues().unwrap().is_empty());
    let rooms = app.save_venue(&lent("2027-01-01", "2027-06-30")).unwrap();
    assert_eq!(rooms[0].convention, lent("2027-01-01", "2027-06-30").convention);
    let before = pending(&app);
    let same = VenueInput { id: Some(rooms[0].id.clone()), ..lent("2027-01-01", "2027-06-30") };
    app.save_venue(&same).unwrap();
    assert_eq!(pending(&app), before);
    let rooms = app.save_venue(&VenueInput { convention: None, ..same }).unwrap();
    assert_eq!(rooms[0].convention, None);
}

#[test]
fn lines_pay_for_a_cohort_and_never_for_more_than_the_whole() {
    let (_folder, mut app) = centre();
    let cohort = cohort(&mut app);
    let rows = app.save_funding(&line("Région 2027")).unwrap();
    let region = rows[0].id.clone();
    assert_eq!((rows[0].partner.as_str(), rows[0].amount_cents), ("Région", Some(1_200_000.0)));
    assert_eq!(app.partners().unwrap().rows[0].roles, ["funder"]);
    let rows =
        app.save_funding(&FundingInput { first: None, last: None, ..line("Ville") }).unwrap();
    let town = rows.iter().find(|row| row.title == "Ville").unwrap().id.clone();
    assert_eq!(app.allocation(cohort).unwrap().left, 100);
    let view = app.save_allocation(cohort, &[pays(&region, 60), pays(&town, 30)]).unwrap();
    assert_eq!(view.left, 10);
    assert!(view.lines[0].is_outside, "sessions in May, money until April");
    assert!(!view.lines[1].is_outside);
    let over = refusal(app.save_allocation(cohort, &[pays(&region, 60), pays(&town, 45)]));
    assert_eq!(over, ("funding.over".into(), "5".into()));
    assert_eq!(code(app.save_allocation(cohort, &[pays(&region, 0)])), "funding.percent");
    let unknown = cohort.to_string();
    assert_eq!(code(app.save_allocation(cohort, &[pays(&unknown, 1)])), "funding.unknown");
    assert_eq!(app.allocation(cohort).unwrap().left, 10, "bad input changes nothing");
    let row = app.fundings().unwrap().into_iter().find(|row| row.id == town).unwrap();
    assert_eq!((row.cohorts[0].code.as_str(), row.cohorts[0].percent), ("AVRIL", 30));
    let put_away = FundingInput {
        id: Some(town.clone()),
        first: None,
        last: None,
        is_archived: true,
        ..line("Ville")
    };
    app.save_funding(&put_away).unwrap();
    let more = refusal(app.save_allocation(cohort, &[pays(&region, 60), pays(&town, 31)]));
    assert_eq!(more, ("funding.archived".into(), "Ville".into()));
    app.save_allocation(cohort, &[pays(&region, 70), pays(&town, 30)]).unwrap();
    app.undo_on_plan().unwrap();
    assert_eq!(app.allocation(cohort).unwrap().left, 10);
    let days = FundingInput { last: None, ..line("X") };
    assert_eq!(code(app.save_funding(&days)), "funding.days");
    let cents = FundingInput { amount_cents: Some(0.5), ..line("X") };
    assert_eq!(code(app.save_funding(&cents)), "funding.amount");
    let kind = FundingInput { kind: "loan".into(), ..line("X") };
    assert_eq!(code(app.save_funding(&kind)), "funding.kind");
}

#[test]
fn whatever_is_asked_a_cohort_is_never_paid_for_more_than_once() {
    let (_folder, mut app) = centre();
    let cohort = cohort(&mut app);
    let mut lines = Vec::new();
    for title in ["A", "B", "C"] {
        let rows = app.save_funding(&line(title)).unwrap();
        lines.push(rows.into_iter().find(|row| row.title == title).unwrap().id);
    }
    let parts = [0, 1, 33, 50, 67, 100, 101];
    // The third amount goes to a line of its own, or to the first once more.
    for ((a, b), (c, third)) in pairs(&parts, &parts)
        .into_iter()
        .flat_map(|one| pairs(&parts, &[0, 2]).into_iter().map(move |other| (one, other)))
    {
        let wanted = [pays(&lines[0], a), pays(&lines[1], b), pays(&lines[third as usize], c)];
        let fits = a + b + c <= 100 && a > 0 && b > 0 && c > 0;
        let before = app.allocation(cohort).unwrap();
        match app.save_allocation(cohort, &wanted) {
            Ok(after) => assert_eq!((fits, after.left), (true, 100 - a - b - c)),
            Err(_) => {
                assert!(!fits, "{a} {b} {c}");
                assert_eq!(app.allocation(cohort).unwrap(), before);
            }
        }
        let paid: u32 = app.allocation(cohort).unwrap().lines.iter().map(|line| line.percent).sum();
        assert!(paid <= 100);
    }
}

fn pairs(one: &[u32], other: &[u32]) -> Vec<(u32, u32)> {
    one.iter().flat_map(|one| other.iter().map(move |other| (*one, *other))).collect()
}
