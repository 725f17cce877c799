//! A centre as a person uses it, on a clock that the test holds: marking, undo and redo, the demo,
//! imports of messy files, refusals that change nothing.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{DAY, around, setup};
use passerelle_app::dto::{Mark, MarkInput, NewCohort, NewPerson, Place, Shape, Status};
use passerelle_app::{App, AppError, Pass, record_id};
use passerelle_domain::RecordId;
use std::path::Path;

/// Opens the demo centre, which asks for nothing.
fn opened(folder: &Path) -> Result<App, AppError> {
    App::open(folder, around(), &Pass { person: None, pin: None, phrase: None })
}

fn demo(folder: &Path) -> App {
    App::demo(folder, around()).unwrap()
}

fn centre(folder: &Path) -> App {
    App::init(folder, around(), "Bègles", "Inès", &setup()).unwrap().0
}

fn now(app: &App) -> RecordId {
    app.find_session("now").unwrap()
}

fn marks(app: &mut App) -> Vec<Option<Mark>> {
    let session = now(app);
    app.register(session).unwrap().learners.into_iter().map(|row| row.mark).collect()
}

fn mark(app: &mut App, rank: usize, input: MarkInput) {
    let session = now(app);
    let id = app.register(session).unwrap().learners[rank].id.clone();
    app.mark(session, record_id(&id).unwrap(), input).unwrap();
}

fn code<T: std::fmt::Debug>(result: Result<T, passerelle_app::AppError>) -> String {
    result.unwrap_err().code().to_owned()
}

const PRESENT: Option<Mark> = Some(Mark { status: Status::Present, late: None, left: None });
const LATE: Option<Mark> = Some(Mark { status: Status::Present, late: Some(15), left: None });

#[test]
fn the_demo_is_a_session_now_with_ten_learners_four_volunteers_and_a_past() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = demo(folder.path());
    let today = app.today(None).unwrap();
    let session = now(&app);
    assert_eq!(today.current.as_deref(), Some(session.to_string().as_str()));
    let register = app.register(session).unwrap();
    assert_eq!((register.learners.len(), register.volunteers.len()), (10, 4));
    assert_eq!((register.session.number, register.session.of), (7, 10));
    assert!(register.learners.iter().all(|row| row.mark.is_none() && row.last_five.len() == 5));
    assert!(register.learners.iter().any(|row| row.last_five.contains(&Shape::Late)));
    let scripts = ["ተ", "ن", "О", "გ"];
    let names: String = register.learners.iter().filter_map(|row| row.own_name.clone()).collect();
    assert!(scripts.iter().all(|letter| names.contains(letter)));
    assert!(register.undo.is_none(), "what the demo was made of is not offered for undo");
    assert!(today.needs.iter().any(|need| need.key == "absent_twice"));
    assert!(today.needs.iter().any(|need| need.key == "register_incomplete"));
    assert_eq!(app.status().unwrap().pending, 0, "nothing of a demo waits to leave");
}

#[test]
fn undo_and_redo_walk_the_whole_way_back_and_forth_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = demo(folder.path());
    mark(&mut app, 0, MarkInput::Present);
    mark(&mut app, 0, MarkInput::Late { minutes: 15 });
    mark(&mut app, 0, MarkInput::Left { minutes: 30 });
    drop(app);
    let mut app = opened(folder.path()).unwrap();
    let first = |app: &mut App| marks(app)[0];
    app.undo().unwrap();
    assert_eq!(first(&mut app), LATE);
    app.undo().unwrap();
    assert_eq!(first(&mut app), PRESENT);
    app.redo().unwrap();
    assert_eq!(first(&mut app), LATE);
    app.undo().unwrap();
    assert_eq!(first(&mut app), PRESENT);
    app.undo().unwrap();
    assert_eq!(first(&mut app), None);
    assert_eq!(code(app.undo()), "undo.nothing");
    for expected in [PRESENT, LATE] {
        app.redo().unwrap();
        assert_eq!(first(&mut app), expected);
    }
    mark(&mut app, 1, MarkInput::Present);
    assert_eq!(code(app.redo()), "redo.nothing", "a new gesture ends the way forward");
    let row = app.register(now(&app)).unwrap().learners[0].clone();
    assert_eq!(row.place, Place::Here);
}

#[test]
fn filling_the_rest_never_touches_a_mark_and_is_one_gesture() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = demo(folder.path());
    mark(&mut app, 3, MarkInput::Absent);
    mark(&mut app, 4, MarkInput::Late { minutes: 15 });
    let session = now(&app);
    let filled = app.mark_rest_present(session).unwrap();
    assert_eq!((filled.count, filled.register.session.tally.unmarked), (8, 0));
    assert_eq!((filled.register.session.tally.absent, filled.register.session.tally.late), (1, 1));
    app.undo().unwrap();
    assert_eq!(marks(&mut app).iter().flatten().count(), 2);
}

#[test]
fn a_refused_mark_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = demo(folder.path());
    let session = now(&app);
    let learner = record_id(&app.register(session).unwrap().learners[0].id).unwrap();
    let before = digests(&app);
    let refused = |app: &mut App, input| code(app.mark(session, learner, input));
    assert_eq!(
        refused(&mut app, MarkInput::Late { minutes: 120 }),
        "attendance.minutes_beyond_session"
    );
    assert_eq!(refused(&mut app, MarkInput::Late { minutes: 0 }), "attendance.minutes_zero");
    assert_eq!(code(app.mark(learner, learner, MarkInput::Present)), "session.unknown");
    assert_eq!(code(app.mark(session, session, MarkInput::Present)), "learner.unknown");
    assert_eq!(digests(&app), before);
}

fn digests(app: &App) -> Vec<String> {
    let view = app.view();
    let streams = view.streams().unwrap();
    streams.into_iter().map(|stream| view.digest(stream).unwrap()).collect()
}

#[test]
fn leaving_the_demo_deletes_it_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    drop(demo(folder.path()));
    assert!(App::exists(folder.path()));
    App::delete_demo(folder.path()).unwrap();
    assert!(!App::exists(folder.path()));
    assert_eq!(code(opened(folder.path()).map(|_| ())), "store.missing");
}

#[test]
fn a_centre_is_founded_planned_and_filled_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = centre(folder.path());
    assert_eq!(
        code(App::init(folder.path(), around(), "B", "I", &setup()).map(|_| ())),
        "store.exists"
    );
    let level = app.levels().unwrap().into_iter().find(|level| level.code == "DIG-1").unwrap();
    assert_eq!((level.minutes, level.sessions), (1200, 10));
    let new = NewCohort {
        level: level.id,
        code: "Bègles-1".into(),
        room: Some("Salle B".into()),
        capacity: 10,
        first: DAY.into(),
        weekdays: vec![2, 4],
        start: 840,
        end: 960,
        sessions: Some(10),
        ..Default::default()
    };
    let cohort = app.add_cohort(&new).unwrap();
    assert_eq!((cohort.sessions, cohort.last.as_deref()), (10, Some("2027-05-20")));
    let person = NewPerson {
        given: "de la  Cruz".into(),
        family: "McDONALD".into(),
        own_name: Some("نور".into()),
        language: Some("ar".into()),
        cohort: Some("Bègles-1".into()),
        volunteer: false,
    };
    let row = app.add_person(&person).unwrap();
    assert_eq!(row.name, "de la  Cruz McDONALD", "names exactly as given");
    let register = app.register(now(&app)).unwrap();
    assert_eq!(register.learners.len(), 1);
    assert_eq!(register.session.module.as_deref(), Some("Accueil, positionnement, règlement"));
    let volunteers: Vec<_> = register.volunteers.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(volunteers, ["Inès"], "whoever is known may be marked when nobody was planned");
    app.undo().unwrap();
    assert_eq!(app.register(now(&app)).unwrap().learners.len(), 0);
    app.undo().unwrap();
    assert!(app.cohorts().unwrap().is_empty());
    app.redo().unwrap();
    assert_eq!(app.cohorts().unwrap()[0].sessions, 10);
    for wrong in
        [NewCohort { sessions: Some(0), ..new.clone() }, NewCohort { end: 840, ..new.clone() }]
    {
        assert!(app.add_cohort(&wrong).is_err());
    }
    assert_eq!(code(app.add_cohort(&NewCohort { level: "X".into(), ..new })), "level.unknown");
}

/// Traits of real files: a mark at the start, semicolons, quoted quotes, several dates, several
/// numbers in one cell, a row that is wrong, a column that may never be kept.
const MESSY: &str = "\u{feff}Identifiant dans le SI*;Prénom*;Nom*;Date de naissance*;NIR;Téléphone;Adresse;Droits RSA;Accompagnateurs;\r\n\
1;Aïssatou ;N'DIAYE;25/05/1998;185077505612324;0601020304, 07 01 02 03 04;\"Lieu-dit \"\"Le moulin\"\"\";oui;x@y.fr;\r\n\
2;Жанна;Іваненко;1997-04-22;;;;;;\r\n\
3;Ошибка;Дата;19970-04-22;;;;;;\r\n\
4;;;22/04/1997;;;;;;\r\n\
5;Tel;Faux;22-04-1997;;2 85 07 75 056 123 24;;;;\r\n";

#[test]
fn a_messy_file_is_imported_told_row_by_row_and_undone_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = centre(folder.path());
    let report = app.import_learners(MESSY.as_bytes(), None).unwrap();
    let names: Vec<_> = report.imported.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Aïssatou N'DIAYE", "Жанна Іваненко"]);
    let problems: Vec<_> = report
        .problems
        .iter()
        .map(|row| (row.row, row.column.as_str(), row.problem.code.as_str()))
        .collect();
    assert_eq!(
        problems,
        [
            (4, "Date de naissance*", "import.date_unreadable"),
            (5, "Prénom*", "import.name_missing"),
            (6, "Téléphone", "import.looks_like_nir"),
        ]
    );
    let fate = |heading: &str| {
        report.columns.iter().find(|column| column.heading == heading).map(|column| column.fate)
    };
    assert_eq!(fate("NIR"), Some("refused"));
    assert_eq!(fate("Accompagnateurs"), Some("unknown"));
    assert_eq!(fate("Téléphone"), Some("kept"));
    assert_eq!(report.trimmed, [(2, "Prénom*".to_owned())]);
    let again = app.import_learners(MESSY.as_bytes(), None).unwrap();
    assert_eq!((again.imported.len(), again.already.len()), (0, 2), "nobody is made twice");
    app.undo().unwrap();
    assert!(app.people().unwrap().iter().all(|person| person.is_volunteer));
}

#[test]
fn no_byte_of_a_social_security_number_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = centre(folder.path());
    app.import_learners(MESSY.as_bytes(), None).unwrap();
    let held = everything(&mut app);
    assert!(contains(&held, b"0601020304"), "the search can find what is there");
    assert!(contains(&held, "Lieu-dit \"Le moulin\"".as_bytes()));
    for number in [&b"185077505612324"[..], b"28507", b"056 123"] {
        assert!(!contains(&held, number));
    }
}

/// Every value that is held, decrypted.
fn everything(app: &mut App) -> Vec<u8> {
    let mut values = app.view().plain_values().unwrap();
    values.extend(app.private_for_tests().unwrap().view().plain_values().unwrap());
    values
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn cohort_row(app: &mut App) {
    let new = NewCohort {
        level: "DIG-1".into(),
        code: "A".into(),
        room: None,
        capacity: 10,
        first: DAY.into(),
        weekdays: vec![],
        start: 840,
        end: 960,
        sessions: Some(2),
        ..Default::default()
    };
    app.add_cohort(&new).unwrap();
}

#[test]
fn importing_again_leaves_everybody_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = centre(folder.path());
    cohort_row(&mut app);
    let twice = "Prénom;Nom\nAna;Roy\nAna;Roy\n".as_bytes();
    let report = app.import_learners(twice, Some("A")).unwrap();
    assert_eq!((report.imported.len(), report.already.len()), (1, 1), "twice in one file is once");
    let before = digests(&app);
    let again = app.import_learners(twice, Some("A")).unwrap();
    assert_eq!((again.imported.len(), again.already.len()), (0, 2));
    assert_eq!(digests(&app), before, "not one op more");
}

#[test]
fn a_quotation_mark_too_many_loses_no_row_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = centre(folder.path());
    let open = "Prénom;Nom;Accompagnateurs\nAna;Roy;\"x\nBea;Sy;\nCid;Aw;\n";
    assert_eq!(code(app.import_learners(open.as_bytes(), None)), "import.quotes");
    let swallowed = "Prénom;Nom;Accompagnateurs\nAna;Roy;\"x\nBea;Sy;\"\nCid;Aw;\n";
    let report = app.import_learners(swallowed.as_bytes(), None).unwrap();
    assert_eq!(report.imported.len(), 1);
    let told: Vec<_> =
        report.problems.iter().map(|row| (row.row, row.problem.code.as_str())).collect();
    assert_eq!(told, [(2, "import.line_break")]);
}

#[test]
fn a_social_security_number_hides_in_no_column() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = centre(folder.path());
    let file = "Prénom;Téléphone;Adresse\n\
        Ana;0601020304, 185077505612324;\n\
        Bea;;SS 185077505612324\n\
        Cid;1\u{a0}85\u{202f}07\u{202f}75\u{202f}056\u{202f}123\u{a0}24;\n";
    let report = app.import_learners(file.as_bytes(), None).unwrap();
    assert_eq!((report.imported.len(), report.problems.len()), (0, 3));
    assert!(!contains(&everything(&mut app), b"18507"));
}

#[test]
fn texts_that_do_not_fit_are_refused_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = demo(folder.path());
    let session = now(&app);
    let learner = record_id(&app.register(session).unwrap().learners[0].id).unwrap();
    assert_eq!(code(app.note(session, learner, &"x".repeat(2000))), "text.too_long");
    assert_eq!(code(app.note(session, learner, "a\u{7}b")), "text.unreadable");
    assert_eq!(app.note(session, learner, "deux\r\nlignes").unwrap().count, 1);
    let new = |room: &str, first: &str| NewCohort {
        level: "DIG-1".into(),
        code: "Z".into(),
        room: Some(room.into()),
        capacity: 10,
        first: first.into(),
        weekdays: vec![],
        start: 840,
        end: 960,
        sessions: Some(2),
        ..Default::default()
    };
    assert_eq!(code(app.add_cohort(&new(&"x".repeat(300), DAY))), "text.too_long");
    assert_eq!(code(app.add_cohort(&new("B", "2500-01-01"))), "calendar.day_unreadable");
    assert_eq!(code(app.fill_with_demo()), "demo.centre_in_use");
}

#[test]
fn a_file_that_is_no_table_of_names_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = centre(folder.path());
    let before = digests(&app);
    for (bytes, expected) in [
        (&b""[..], "import.empty"),
        (b"\n \n", "import.empty"),
        (b"Nom;Prenom\n", "import.empty"),
        (b"PK\x03\x04\x00\x00", "import.binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import.binary"),
        (b"Couleur;Taille\nbleu;12\n", "import.no_names"),
    ] {
        assert_eq!(code(app.import_learners(bytes, None)), expected);
    }
    assert_eq!(code(app.import_learners(b"Nom\nA\n", Some("none"))), "cohort.unknown");
    assert_eq!(digests(&app), before);
}

#[test]
fn an_old_spreadsheet_in_its_own_encoding_is_read_as_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = centre(folder.path());
    let report = app.import_learners(b"Pr\xe9nom,Nom\nZo\xeb,B\xe9langer\n", None).unwrap();
    assert_eq!(report.imported[0].name, "Zoë Bélanger");
}

/// The files that nobody here wrote, read where they lie; elsewhere the test says so.
#[test]
fn real_files_are_imported_without_a_silent_change() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/import");
    if !files.is_dir() {
        eprintln!("no real files on this machine: nothing was checked");
        return;
    }
    let import = |name: &str| {
        let folder = tempfile::tempdir().unwrap();
        let mut app = centre(folder.path());
        let result = app.import_learners(&std::fs::read(files.join(name)).unwrap(), None);
        (folder, app, result)
    };
    for name in
        ["cdb_import_beneficiaires.csv", "cdb_import_beneficiaires_with_all_date_formats.csv"]
    {
        let (_folder, mut app, report) = import(name);
        let report = report.unwrap();
        assert_eq!((report.imported.len(), report.problems.len()), (4, 0), "{name}");
        let names: Vec<_> = report.imported.iter().map(|person| person.name.clone()).collect();
        assert_eq!(names[2..], ["charlie fondue", "charlot fondue"], "never recased");
        let held = everything(&mut app);
        for cell in ["0601234567", "071234567", "Lieu-dit \"Le sandwich\"", "rsa_droit_ouvert"] {
            assert!(contains(&held, cell.as_bytes()), "{cell}");
        }
    }
    let (_folder, _, buggy) = import("cdb_import_beneficiaires_buggy.csv");
    let buggy = buggy.unwrap();
    assert_eq!((buggy.imported.len(), buggy.problems.len()), (2, 1));
    assert_eq!(
        (buggy.problems[0].row, buggy.problems[0].column.as_str()),
        (3, "Date de naissance*")
    );
    let (_folder, mut app, partial) = import("cdb_import_beneficiaires_partial.csv");
    assert_eq!(partial.unwrap().imported.len(), 4);
    assert!(
        !contains(&everything(&mut app), b"18507"),
        "the numbers of the NIR column are not kept"
    );
    assert_eq!(code(import("cdb_charges.xls").2), "import.binary");
}
