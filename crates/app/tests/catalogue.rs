//! The catalogue: a level is edited whole, each change of what is taught is an edition, cohorts keep
//! theirs. Workshops without a group stand among the sessions.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{DAY, around, setup};
use passerelle_app::dto::{
    CatalogueLevel, CatalogueModule, LevelInput, NewCohort, NewWorkshop, ProgrammeInput,
    ReferralInput, VenueInput,
};
use passerelle_app::{App, AppError, record_id};
use passerelle_domain::kinds;

fn centre() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let app = App::init(folder.path(), around(), "Bègles", "Inès", &setup()).unwrap().0;
    (folder, app)
}

fn code<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
    result.unwrap_err().code().to_owned()
}

/// A level and the id of its programme.
fn level(app: &App, code: &str) -> (CatalogueLevel, String) {
    for programme in app.catalogue().unwrap().programmes {
        if let Some(level) = programme.levels.into_iter().find(|level| level.code == code) {
            return (level, programme.id);
        }
    }
    unreachable!("{code}")
}

/// The level as a form gives it back.
fn input(app: &App, code: &str) -> LevelInput {
    let (level, programme) = level(app, code);
    LevelInput {
        id: Some(level.id),
        programme,
        code: level.code,
        title: level.title,
        sessions: level.sessions,
        objectives: level.objectives,
        entry_french: level.entry_french,
        previous_level: level.previous_level,
        audience: level.audience,
        form: level.form,
        is_archived: level.is_archived,
        modules: level.modules,
    }
}

fn spring(level: &str) -> NewCohort {
    NewCohort {
        level: level.into(),
        code: format!("AVRIL {level}"),
        capacity: 10,
        first: "2027-04-22".into(),
        weekdays: vec![1, 4],
        start: 570,
        end: 690,
        sessions: Some(10),
        ..NewCohort::default()
    }
}

#[test]
fn the_catalogue_is_there_from_the_first_start() {
    let (_folder, app) = centre();
    let catalogue = app.catalogue().unwrap();
    let levels: Vec<_> = catalogue.programmes.iter().flat_map(|one| &one.levels).collect();
    let codes: Vec<_> = levels.iter().map(|level| level.code.as_str()).collect();
    let expected =
        ["DIG-1", "DIG-2", "DIG-3", "DIG-C", "COD-0", "COD-1", "COD-2", "SOFT", "PASS-A", "ACC-1"];
    assert_eq!(codes, expected);
    let listed: Vec<_> = app.levels().unwrap().into_iter().map(|level| level.code).collect();
    assert_eq!(listed, expected);
    let of = |code: &str| *levels.iter().find(|level| level.code == code).unwrap();
    assert!(levels.iter().all(|level| !level.objectives.is_empty() && level.version == 1));
    let minutes = |level: &CatalogueLevel| level.modules.iter().map(|one| one.minutes).sum::<u32>();
    assert!(levels.iter().all(|level| level.minutes == minutes(level)));
    assert_eq!((of("DIG-1").entry_french.as_deref(), &of("DIG-1").previous_level), (None, &None));
    assert_eq!(of("DIG-2").previous_level.as_ref(), Some(&of("DIG-1").id));
    assert_eq!(of("COD-2").entry_french.as_deref(), Some("b1"));
    assert_eq!(of("PASS-A").form, "workshop");
    assert_eq!(of("ACC-1").audience, "helpers");
    let taught: Vec<_> = of("SOFT").modules.iter().map(|one| one.discipline.as_str()).collect();
    assert_eq!(taught, ["french", "french", "french", "social_codes", "social_codes"]);
    assert_eq!(of("DIG-1").modules[6].competences, ["4.1", "4.2"]);
}

#[test]
fn a_cohort_keeps_its_edition_when_its_level_is_edited() {
    let (_folder, mut app) = centre();
    let cohort = app.add_cohort(&spring("DIG-1")).unwrap();
    let mut edited = input(&app, "DIG-1");
    let unchanged = edited.clone();
    let pending = |app: &App| app.view().pending().unwrap().count;
    let before = pending(&app);
    app.save_level(&unchanged).unwrap();
    assert_eq!(pending(&app), before, "what is so already is not written again");
    let gone = edited.modules.remove(0);
    edited.modules.swap(0, 1);
    edited.modules.push(CatalogueModule {
        title: "Téléphone".into(),
        minutes: 60,
        competences: vec!["5.1".into(), "1.1".into()],
        discipline: "digital".into(),
        ..CatalogueModule::default()
    });
    app.save_level(&edited).unwrap();
    let (after, _) = level(&app, "DIG-1");
    assert_eq!((after.version, after.version_day.as_deref()), (2, Some(DAY)));
    assert_eq!((after.minutes, after.cohorts), (1_140, 1));
    assert!(!after.modules.iter().any(|module| module.title == gone.title));
    assert_eq!(after.modules.last().unwrap().competences, ["1.1", "5.1"]);
    let first = after.modules[0].title.clone();
    // The cohort that was there shows what it was planned with; the next one takes the new edition.
    let kept = app.cohort_sessions(record_id(&cohort.id).unwrap()).unwrap();
    assert_eq!(kept.sessions[0].module.as_deref(), Some(gone.title.as_str()));
    let next = app.add_cohort(&NewCohort { code: "MAI".into(), ..spring("DIG-1") }).unwrap();
    let taught = app.cohort_sessions(record_id(&next.id).unwrap()).unwrap();
    assert_eq!(taught.sessions[0].module.as_deref(), Some(first.as_str()));
    let edition = |app: &App, id: &str| {
        let register = kinds::COHORT.named("frozen_version").unwrap().id;
        let record = passerelle_domain::RecordRef::Own(record_id(id).unwrap());
        let heads = app.view().heads(&kinds::COHORT, &record, register).unwrap();
        heads.shown().and_then(|head| head.value.as_int())
    };
    assert_eq!((edition(&app, &cohort.id), edition(&app, &next.id)), (Some(1), Some(2)));
    app.undo_on_plan().unwrap();
    app.undo_on_plan().unwrap();
    let (back, _) = level(&app, "DIG-1");
    assert_eq!((back.version, back.version_day), (1, None));
    assert_eq!(back.modules, unchanged.modules, "one undo takes the whole edition back");
}

#[test]
fn what_is_put_away_is_not_proposed_and_is_still_named() {
    let (_folder, mut app) = centre();
    let cohort = app.add_cohort(&spring("DIG-3")).unwrap();
    let put_away = LevelInput { is_archived: true, ..input(&app, "DIG-3") };
    app.save_level(&put_away).unwrap();
    assert!(!app.levels().unwrap().iter().any(|level| level.code == "DIG-3"));
    let (there, _) = level(&app, "DIG-3");
    assert!(there.is_archived);
    assert_eq!(there.version, 1, "putting away teaches nothing else");
    let row = app.cohorts().unwrap().into_iter().find(|row| row.id == cohort.id).unwrap();
    assert_eq!(row.level.as_deref(), Some("DIG-3"));
    assert_eq!(code(app.add_cohort(&spring("DIG-3"))), "level.unknown");
    let sent = ReferralInput {
        given: "Zuri".into(),
        received: "2027-04-12".into(),
        level: Some(app.find_level("dig-3").unwrap().to_string()),
        ..ReferralInput::default()
    };
    assert!(app.save_referral(&sent).is_ok(), "somebody was sent for it, maybe long ago");
    let (_, code_programme) = level(&app, "COD-1");
    let programme = ProgrammeInput {
        id: Some(code_programme),
        code: "CODE".into(),
        title: "CODE".into(),
        is_archived: true,
    };
    app.save_programme(&programme).unwrap();
    assert!(!app.levels().unwrap().iter().any(|level| level.code.starts_with("COD-")));
}

#[test]
fn what_a_level_cannot_be_changes_nothing() {
    let (_folder, mut app) = centre();
    let good = input(&app, "DIG-2");
    let before = app.catalogue().unwrap();
    let first = || good.modules[0].clone();
    let with = |module: CatalogueModule| LevelInput { modules: vec![module], ..good.clone() };
    let last = level(&app, "DIG-3").0.id;
    let own = Some(DAY.to_owned());
    let bad = [
        (LevelInput { code: " ".into(), ..good.clone() }, "level.code"),
        (LevelInput { code: "dig-1".into(), ..good.clone() }, "level.taken"),
        (LevelInput { title: String::new(), ..good.clone() }, "level.title"),
        (LevelInput { sessions: 0, ..good.clone() }, "level.numbers"),
        (LevelInput { entry_french: Some("d1".into()), ..good.clone() }, "level.entry"),
        (LevelInput { form: "party".into(), ..good.clone() }, "level.nature"),
        (LevelInput { previous_level: good.id.clone(), ..good.clone() }, "level.previous"),
        (LevelInput { previous_level: Some(last), ..good.clone() }, "level.previous"),
        (LevelInput { programme: good.id.clone().unwrap(), ..good.clone() }, "programme.unknown"),
        (with(CatalogueModule { title: String::new(), ..first() }), "level.module_title"),
        (with(CatalogueModule { competences: vec!["6.1".into()], ..first() }), "level.competence"),
        (with(CatalogueModule { discipline: "magic".into(), ..first() }), "level.nature"),
        (with(CatalogueModule { id: own, ..first() }), "record.unknown"),
        (with(CatalogueModule { id: good.id.clone(), ..first() }), "level.module_unknown"),
        (LevelInput { modules: vec![first(), first()], ..good.clone() }, "level.module_unknown"),
        (LevelInput { modules: vec![first(); 61], ..good.clone() }, "level.modules"),
    ];
    for (input, expected) in bad {
        assert_eq!(code(app.save_level(&input)), expected);
    }
    assert_eq!(app.catalogue().unwrap(), before);
}

#[test]
fn a_level_of_ones_own_stands_at_the_end() {
    let (_folder, mut app) = centre();
    let programme =
        ProgrammeInput { code: "MOB".into(), title: "Mobile".into(), ..Default::default() };
    let made = app.save_programme(&programme).unwrap();
    let id = made.programmes.last().unwrap().id.clone();
    assert_eq!(code(app.save_programme(&programme)), "programme.taken");
    let new = LevelInput {
        programme: id,
        code: "MOB-1".into(),
        title: "Son téléphone".into(),
        sessions: 3,
        audience: "learners".into(),
        form: "course".into(),
        modules: vec![CatalogueModule {
            title: "Applications".into(),
            minutes: 360,
            discipline: "digital".into(),
            ..CatalogueModule::default()
        }],
        ..LevelInput::default()
    };
    app.save_level(&new).unwrap();
    let last = app.levels().unwrap().pop().unwrap();
    assert_eq!((last.code.as_str(), last.minutes), ("MOB-1", 360));
    assert_eq!(level(&app, "MOB-1").0.version, 1);
    app.add_cohort(&spring("MOB-1")).unwrap();
}

/// What is in the way is said before, with a way out; what only warns stops nobody.
fn a_taken_room_is_told(app: &App, new: &NewWorkshop) {
    let told = app.preview_workshop(new).unwrap();
    let taken = &told.clashes[0];
    assert!(taken.is_block && taken.session.is_some() && !taken.fixes.is_empty(), "{taken:?}");
    let free = NewWorkshop { start: 1_080, end: 1_140, ..new.clone() };
    assert_eq!(app.preview_workshop(&free).unwrap().clashes, []);
    let crowd = NewWorkshop { date: "2027-07-14".into(), capacity: 30, ..free };
    let told = app.preview_workshop(&crowd).unwrap().clashes;
    let codes: Vec<_> =
        told.iter().map(|clash| (clash.problem.code.as_str(), clash.is_block)).collect();
    assert_eq!(codes, [("plan.holiday", false), ("plan.over_capacity", false)]);
    let nobody = NewWorkshop { level: "NONE-1".into(), ..new.clone() };
    assert_eq!(code(app.preview_workshop(&nobody)), "level.unknown");
}

#[test]
fn a_workshop_is_one_session_that_stands_apart_and_takes_its_room() {
    let (_folder, mut app) = centre();
    let room = VenueInput { name: "Salle A".into(), capacity: Some(20), ..VenueInput::default() };
    let venue = Some(app.save_venue(&room).unwrap()[0].id.clone());
    let new = NewWorkshop {
        level: "PASS-A".into(),
        date: DAY.into(),
        start: 900,
        end: 1_020,
        venue: venue.clone(),
        capacity: 8,
        ..NewWorkshop::default()
    };
    let made = app.add_workshop(&new).unwrap();
    assert_eq!((made.code.as_str(), made.sessions, made.capacity), ("PASS-A 20/04", 1, 8));
    assert_eq!((made.form.as_str(), made.audience.as_str()), ("workshop", "learners"));
    assert_eq!(
        (made.title.as_str(), made.room.as_deref()),
        ("Atelier Pass numérique", Some("Salle A"))
    );
    let today = app.today(None).unwrap().sessions;
    assert_eq!(today.iter().filter(|card| card.code == "PASS-A 20/04").count(), 1);
    assert_eq!(code(app.add_workshop(&new)), "plan.clash", "the room is taken");
    a_taken_room_is_told(&app, &new);
    let course = NewCohort { venue, first: DAY.into(), start: 960, end: 1_080, ..spring("DIG-1") };
    let course = NewCohort { weekdays: vec![2], sessions: Some(1), ..course };
    assert_eq!(code(app.add_cohort(&course)), "plan.clash");
    let elsewhere = NewWorkshop {
        venue: None,
        room: Some("Hall".into()),
        title: "Imprimer".into(),
        audience: "helpers".into(),
        ..new.clone()
    };
    let other = app.add_workshop(&elsewhere).unwrap();
    assert_eq!((other.title.as_str(), other.audience.as_str()), ("Imprimer", "helpers"));
    assert_eq!(other.code, "PASS-A 20/04 15h", "the day's code is taken");
    let third = NewWorkshop { room: Some("Cour".into()), ..elsewhere.clone() };
    assert_eq!(app.add_workshop(&third).unwrap().code, "PASS-A 20/04 15h 2");
    app.undo_on_plan().unwrap();
    let later = NewWorkshop { start: 1_050, end: 1_110, ..elsewhere };
    assert_eq!(app.add_workshop(&later).unwrap().code, "PASS-A 20/04 17h30");
    app.undo_on_plan().unwrap();
    for (bad, expected) in [
        (NewWorkshop { end: 900, ..new.clone() }, "session.times"),
        (NewWorkshop { capacity: 0, ..new.clone() }, "cohort.capacity"),
        (NewWorkshop { level: "X".into(), ..new.clone() }, "level.unknown"),
        (NewWorkshop { audience: "all".into(), venue: None, ..new.clone() }, "level.nature"),
        (NewWorkshop { date: "demain".into(), ..new }, "calendar.day_unreadable"),
    ] {
        assert_eq!(code(app.add_workshop(&bad)), expected);
    }
    let helpers = NewCohort { audience: "helpers".into(), ..spring("ACC-1") };
    let row = app.add_cohort(&helpers).unwrap();
    assert_eq!((row.form.as_str(), row.audience.as_str()), ("course", "helpers"));
    app.undo_on_plan().unwrap();
    app.undo_on_plan().unwrap();
    assert_eq!(app.cohorts().unwrap().len(), 1, "a workshop is one undo");
}
