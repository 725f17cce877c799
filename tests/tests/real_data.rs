//! Files that nobody tidied: the spreadsheets beside the workspace, read in place, and one as bad
//! made here, so that the story runs everywhere. People are imported, enrolled, marked, exchanged and
//! exported by another laptop; social-security numbers are nowhere; what is private stays so.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::fs;
use std::path::{Path, PathBuf};

use passerelle_tests::centre::{array, joined, names, text};
use passerelle_tests::source::files_under;
use passerelle_tests::{Headquarters, Laptop, workspace};
use serde_json::Value;

const SITE: &str = "Centre";
/// Social-security numbers of the files, as written there.
const NUMBERS: [&str; 5] =
    ["185077505612324", "12345678901234", "200000000000094", "100000000000047", "284029912345678"];

/// A mark, quotes inside quotes, four ways to write a date, several telephones, spaces around a
/// name, an impossible date, a number where none may be, a row without a name and one too long.
const MESSY: &str = "\u{feff}Prénom*;Nom*;Date de naissance*;NIR;Téléphone;Adresse;Remarque\r\n\
    Amína;Ben Saïd;1998-05-25;284029912345678;\"06 01 23 45 67, 07.12.34.56.78\";\
    \"Lieu-dit \"\"Le sandwich\"\"\";x\r\n\
    Борис;Петренко;25/05/1998;;0601234568;\"12, rue\nd'en haut\";\r\n\
     Chen ;Li;25-05-1998;;;;\r\n\
    Dénia;O'Neil;25.05.1998;;;;\r\n\
    Erreur;Date;31/02/1998;;;;\r\n\
    Numéro;Caché;1998-05-25;;284029912345678;;\r\n\
    ;;1998-05-25;;;;\r\n\
    Fazil;Trop;1998-05-25;;;;;en trop\r\n";

/// What a file should come to: people, and rows left out with their reasons.
struct Expected<'a> {
    people: &'a [&'a str],
    problems: &'a [(u64, &'a str, &'a str)],
}

/// A coordinator's laptop, that of a colleague and one of a classroom, of the same centre.
struct Centre {
    hq: Headquarters,
    a: Laptop,
    b: Laptop,
}

impl Centre {
    fn new() -> Centre {
        let hq = Headquarters::start(&[SITE]).unwrap();
        let join =
            |name| joined(&hq, hq.url(), SITE, ("coordinator", "coordinator"), name).unwrap();
        let (a, b) = (join("Aïcha"), join("Bertrand"));
        Centre { hq, a, b }
    }

    /// The whole story of a file.
    fn check(&self, file: &Path, code: &str, expected: &Expected<'_>) {
        let path = file.display().to_string();
        let add = ["cohort", "add", "--level", "DIG-1", "--code", code, "--sessions", "1"];
        self.a.cmd(&add).unwrap();
        let mut seen = vec![self.a.cmd(&["import", "learners", &path, "--cohort", code]).unwrap()];
        let known = self.a.json(&["import", "learners", &path]).unwrap();
        assert!(array(&known["imported"]).unwrap().is_empty(), "{path}: imported twice");
        let already = array(&known["already"]).unwrap();
        assert_eq!(already.len(), expected.people.len(), "{path}");
        check_problems(&known, expected.problems);
        seen.push(known.to_string());
        let session = self.session(code);
        let enrolled = names(&self.a, &session).unwrap();
        for person in expected.people {
            assert!(enrolled.iter().any(|name| name == person), "{person} is not in {enrolled:?}");
        }
        self.mark_all(&session, enrolled.len());
        for laptop in [&self.a, &self.b] {
            laptop.cmd(&["exchange"]).unwrap();
        }
        self.check_equal();
        for laptop in [&self.a, &self.b] {
            for args in [&["register", &session][..], &["history", &session], &["status"]] {
                seen.push(laptop.cmd(&[args, &["--json"]].concat()).unwrap());
            }
        }
        let export = ["export", "attendance", "--format", "csv"];
        let exports = [&self.a, &self.b].map(|laptop| laptop.cmd(&export).unwrap());
        assert_eq!(exports[0], exports[1]);
        let lines: Vec<_> = exports[0].lines().filter(|line| line.contains(code)).collect();
        assert_eq!(lines.len(), enrolled.len(), "{lines:?}");
        assert!(lines.iter().all(|line| line.contains(";present;")), "{lines:?}");
        seen.extend(exports);
        for said in &seen {
            let number = NUMBERS.iter().find(|number| said.contains(*number));
            assert_eq!(number, None, "in {said}");
        }
        self.check_held();
    }

    fn session(&self, code: &str) -> String {
        let sessions = self.a.json(&["session", "list"]).unwrap();
        let found = array(&sessions).unwrap().iter().find(|session| session["code"] == code);
        text(&found.unwrap()["id"]).unwrap()
    }

    /// Each late by as many minutes as their rank.
    fn mark_all(&self, session: &str, count: usize) {
        for rank in 1..=count {
            let (row, late) = (format!("#{rank}"), format!("late:{rank}"));
            self.a.cmd(&["mark", session, &row, &late]).unwrap();
        }
    }

    fn check_equal(&self) {
        self.a.cmd(&["exchange"]).unwrap();
        let (a, held) = (self.a.digest().unwrap(), self.hq.digest().unwrap());
        assert_eq!(a, self.b.digest().unwrap());
        assert!(a.iter().all(|(stream, hash)| held.get(stream) == Some(hash)));
    }

    /// No number is in what the laptops keep, once decrypted; what may be kept is.
    fn check_held(&self) {
        for laptop in [&self.a, &self.b] {
            let held = decrypted(laptop);
            let holds = |text: &str| held.windows(text.len()).any(|part| part == text.as_bytes());
            assert!(holds("0601234568"), "the search finds nothing at all");
            assert_eq!(NUMBERS.iter().find(|number| holds(number)), None);
        }
    }
}

/// Every op that a laptop holds, as bytes.
fn decrypted(laptop: &Laptop) -> Vec<u8> {
    let mut app = laptop.open().unwrap();
    let mut values = app.view().plain_values().unwrap();
    if let Some(private) = app.private_for_tests() {
        values.extend(private.view().plain_values().unwrap());
    }
    values
}

/// The rows that were left out: line, column, reason.
fn check_problems(report: &Value, expected: &[(u64, &str, &str)]) {
    let problem = |problem: &Value| {
        let (row, column) = (problem["row"].as_u64().unwrap(), text(&problem["column"]).unwrap());
        (row, column, text(&problem["problem"]["code"]).unwrap())
    };
    let found: Vec<_> = array(&report["problems"]).unwrap().iter().map(problem).collect();
    let found: Vec<_> = found.iter().map(|(row, a, b)| (*row, a.as_str(), b.as_str())).collect();
    assert_eq!(found, expected);
}

/// What became of each column.
fn fates(report: &Value, fate: &str) -> Vec<String> {
    let columns = array(&report["columns"]).unwrap().iter();
    let of_fate = columns.filter(|column| column["fate"] == fate);
    of_fate.map(|column| text(&column["heading"]).unwrap()).collect()
}

/// The folder of files that nobody here wrote, if it is beside the workspace.
fn real_files() -> Option<PathBuf> {
    let folder = workspace::root().join("../shared/data/import");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("NOTHING WAS CHECKED: there is no {}", folder.display());
    None
}

#[test]
fn real_files_are_imported_marked_exchanged_and_exported() {
    let Some(folder) = real_files() else { return };
    let centre = Centre::new();
    let check = |name: &str, code: &str, expected: Expected<'_>| {
        centre.check(&folder.join(name), code, &expected);
    };
    let everybody = ["Charlotte Fondue", "Charlie Fondue", "charlie fondue", "charlot fondue"];
    let all = || Expected { people: &everybody, problems: &[] };
    check("cdb_import_beneficiaires.csv", "REEL-1", all());
    check("cdb_import_beneficiaires_partial.csv", "REEL-2", all());
    check("cdb_import_beneficiaires_with_all_date_formats.csv", "REEL-3", all());
    let wrong = [(3, "Date de naissance*", "import.date_unreadable")];
    let people = ["Charlotte Fondue", "charlie fondue"];
    let buggy = Expected { people: &people, problems: &wrong };
    check("cdb_import_beneficiaires_buggy.csv", "REEL-4", buggy);
}

#[test]
fn the_spreadsheet_of_an_older_program_is_refused() {
    let Some(folder) = real_files() else { return };
    let centre = Centre::new();
    let before = centre.a.digest().unwrap();
    for file in files_under(&folder, &["xls"]).unwrap() {
        let ended = centre.a.refused(&["import", "learners", &file.display().to_string()]).unwrap();
        assert_eq!(ended.code, Some(3));
        assert!(ended.stderr.ends_with("[import.binary]\n"), "{ended:?}");
    }
    assert_eq!(centre.a.digest().unwrap(), before);
}

#[test]
fn a_messy_file_is_imported_marked_exchanged_and_exported() {
    let centre = Centre::new();
    let file = centre.a.folder().join("messy.csv");
    fs::write(&file, MESSY).unwrap();
    // The second row has a line feed in a cell, and lines are counted as an editor does.
    let wrong = [
        (7, "Date de naissance*", "import.date_unreadable"),
        (8, "Téléphone", "import.looks_like_nir"),
        (9, "Prénom*", "import.name_missing"),
        (10, "", "import.too_many_cells"),
    ];
    let people = ["Amína Ben Saïd", "Борис Петренко", "Chen Li", "Dénia O'Neil"];
    centre.check(&file, "MESSY", &Expected { people: &people, problems: &wrong });
    let report = centre.b.json(&["import", "learners", &file.display().to_string()]).unwrap();
    assert_eq!(fates(&report, "refused"), ["NIR"]);
    assert_eq!(fates(&report, "unknown"), ["Remarque"]);
    assert_eq!(report["trimmed"].to_string(), r#"[[5,"Prénom*"]]"#);
    assert!(array(&report["imported"]).unwrap().is_empty(), "they came with the exchange");
    let held = decrypted(&centre.b);
    let holds = |text: &str| held.windows(text.len()).any(|part| part == text.as_bytes());
    let kept =
        ["06 01 23 45 67", "07.12.34.56.78", "Lieu-dit \"Le sandwich\"", "12, rue\nd'en haut"];
    for text in kept {
        assert!(holds(text), "{text:?} was changed on the way");
    }
}

#[test]
fn a_classroom_laptop_refuses_private_columns_and_lists_them() {
    let centre = Centre::new();
    let classroom =
        joined(&centre.hq, centre.hq.url(), SITE, ("classroom", "coordinator"), "Salle").unwrap();
    let messy = classroom.folder().join("messy.csv");
    fs::write(&messy, MESSY).unwrap();
    let mut files = vec![(messy, vec!["Date de naissance*", "Téléphone", "Adresse"])];
    if let Some(folder) = real_files() {
        let partial = folder.join("cdb_import_beneficiaires_partial.csv");
        files.push((partial, vec!["Identifiant dans le SI*", "Date de naissance*"]));
    }
    for (file, private) in files {
        let path = file.display().to_string();
        let report = classroom.json(&["import", "learners", &path]).unwrap();
        assert_eq!(fates(&report, "not_granted"), private);
        assert_eq!(fates(&report, "refused"), ["NIR"]);
        assert_eq!(fates(&report, "kept"), ["Prénom*", "Nom*"]);
        let said = classroom.cmd(&["import", "learners", &path, "--lang", "fr"]).unwrap();
        assert!(said.contains(&private.join(", ")), "{said}");
    }
    classroom.cmd(&["exchange"]).unwrap();
    let held = decrypted(&classroom);
    let holds = |text: &str| held.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("Amína") && !holds("06 01 23 45 67") && !holds("sandwich"));
    assert_eq!(NUMBERS.iter().find(|number| holds(number)), None);
    let streams = classroom.digest().unwrap();
    assert!(streams.keys().all(|stream| !stream.ends_with("/private")), "{streams:?}");
}
