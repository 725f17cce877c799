//! Attendance sheets and week grids: what each must say, how many pages, names of every kind, and the
//! same bytes from the same data.

mod samples;

use passerelle_documents::*;
use samples::{AT_SESSION, blank, blank_week, filled, week, whole_day};
use std::sync::LazyLock;

/// Forty learners, and all that can be wrong: laid out once for those who look at it.
static LONG: LazyLock<Result<Pages, DocumentError>> = LazyLock::new(|| {
    let mut sheet = filled(40);
    (sheet.proof.tampered, sheet.proof.paper) = (true, true);
    self::sheet(sheet)
});

/// All words of a document; the runs of a line are joined by spaces.
fn words(pages: &Pages) -> String {
    (0..pages.count()).map(|page| page_words(pages, page)).collect::<Vec<_>>().join("\n")
}

fn page_words(pages: &Pages, page: usize) -> String {
    pages.text(page).replace('\n', " ").replace(['\u{a0}', '\u{202f}'], " ")
}

fn sheet(sheet: Sheet) -> Result<Pages, DocumentError> {
    sheet_pages(&[sheet], Language::French)
}

fn has(words: &str, all: &[&str]) {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let words = squeezed(words);
    for one in all {
        assert!(words.contains(&squeezed(one)), "{one:?} is not in the document");
    }
}

fn drawn(strokes: Vec<Vec<(u16, u16)>>) -> SignatureCell {
    SignatureCell::Strokes { strokes, when: AT_SESSION }
}

#[test]
fn what_was_signed_on_another_day_says_the_day() {
    let mut sheet = filled(5);
    let later = When { day: Some(sheet.day + 2), minute: 9 * 60 + 5 };
    let strokes = vec![vec![(0, 0), (9, 9)]];
    let cells = [
        SignatureCell::Strokes { strokes, when: later },
        SignatureCell::Given { how: How::Code, when: later },
        SignatureCell::Given { how: How::Account, when: AT_SESSION },
        SignatureCell::Again { when: later },
        SignatureCell::Witnessed { by: "Inès Moreau".to_owned(), when: later },
    ];
    for (line, cell) in sheet.learners.iter_mut().zip(cells) {
        line.signatures = vec![cell];
    }
    let said = words(&self::sheet(sheet.clone()).expect("a sheet"));
    has(
        &said,
        &[
            "Signé par son code le 22/04/2027 à 9:05",
            "Signé par son accès à 14:12",
            "Signé le 22/04/2027 à 9:05, modifié depuis",
            "Témoin : Inès Moreau, le 22/04/2027 à 9:05",
        ],
    );
    assert_eq!(said.matches("22/04").count(), 4, "the drawing says its day too");
    let english = sheet_pages(&[sheet], Language::English).expect("a sheet");
    has(&words(&english), &["Signed by code on 22 Apr 2027 at 9:05"]);
}

#[test]
fn a_filled_sheet_says_all_that_it_must() {
    let pages = sheet(whole_day(10)).expect("a sheet");
    has(
        &words(&pages),
        &[
            "Passerelle numérique – Bègles",
            "NDA) 75 33 12345 33",
            "SIRET 812 345 678 00019",
            "DIGITAL Initiation (débutant) – compétences numériques de base",
            "DIG-1-2027-04",
            "Navigateur et recherche",
            "Salle 2, Médiathèque",
            "mardi 20 avril 2027",
            "9:30 – 17:00",
            "matin, après-midi",
            "Durée prévue 6 h 30",
            "Amina Haidari",
            "Arrivée 9:45",
            "Départ 16:30",
            "signé par code à 14:12",
            "Témoin : Inès Moreau, à 14:12",
            "Signature annulée",
            "Signature non conforme",
            "Inès Moreau Anime",
            "Karim Benali",
            "Assiste",
            "Présents : 8 sur 10",
            "14 h 45 sur 65 h prévues",
            "Feuille BEG-7F3K-2M",
            "version 2",
            "corrige la version 1",
            "page 1 sur 1",
            "0b30557a 9fc4e90e",
            "Version corrigée de la version 1",
            "Dernier changement le 20 avril 2027 à 18:02.",
            "PC-04 Léa",
            "Signatures données presque à la suite : une tablette par table",
            "Séance un jour férié.",
            "rien n’est arrivé depuis la fin de la séance",
        ],
    );
}

#[test]
fn a_week_says_all_that_it_must() {
    let pages = week_pages(&[week(5, 10, &[Half::Afternoon])], Language::French).expect("a week");
    has(
        &words(&pages),
        &[
            "Passerelle numérique – Bègles",
            "75 33 12345 33",
            "812 345 678 00019",
            "DIGITAL Initiation (débutant)",
            "DIG-1-2027-04",
            "Navigateur et recherche",
            "Salle 2, Médiathèque",
            "du 19 avril 2027 au 23 avril 2027",
            "lundi 19/04",
            "14:00 – 16:00",
            "après-midi",
            "Durée prévue 10 h",
            "Arrivée 14:15",
            "Léa Fontaine",
            "Interprète",
            "8 sur 10",
            "14 h 45 sur 20 h",
            "BEG-7F3K-4",
            "sur papier",
            "empreinte 01010101",
            "Feuille BEG-S16-DIG1",
            "Empreinte SHA-256 de chaque séance : voir les feuilles de la semaine.",
            "rien n’est arrivé depuis la fin d’une de ces séances",
        ],
    );
    assert!(!words(&pages).contains("Rien n’est encore signé"));
}

#[test]
fn what_is_wrong_is_said_on_every_page() {
    let pages = LONG.as_ref().expect("a sheet");
    for page in 0..pages.count() {
        let words = page_words(pages, page);
        has(&words, &["n’est plus ce qui a été signé", "d’après une feuille signée sur papier"]);
    }
}

#[test]
fn a_long_list_repeats_its_head_and_counts_its_pages() {
    let (none, ten) = (sheet(blank(0)), sheet(filled(10)));
    for (pages, expected) in [(&none, 1), (&ten, 1), (&*LONG, 3)] {
        let pages = pages.as_ref().expect("a sheet");
        assert_eq!(pages.count(), expected);
        for page in 0..expected {
            let words = page_words(pages, page);
            let place = format!("page {} sur {expected}", page + 1);
            has(&words, &[&place, "mardi 20 avril 2027", "DIG-1-2027-04", "Apprenants"]);
            assert_eq!(words.contains("Inès Moreau Anime"), page + 1 == expected);
        }
    }
}

#[test]
fn each_sheet_of_a_file_counts_its_own_pages() {
    let pages = sheet_pages(&[blank(3), blank(18), blank(0)], Language::English).expect("sheets");
    let places: Vec<_> = (0..pages.count())
        .map(|page| {
            let words = page_words(&pages, page);
            words.rsplit_once("page ").map(|(_, rest)| rest[..6].to_owned()).unwrap_or_default()
        })
        .collect();
    assert_eq!(places, ["1 of 1", "1 of 2", "2 of 2", "1 of 1"]);
}

#[test]
fn more_sessions_than_fit_abreast_go_on_further_pages() {
    let pages = week_pages(&[week(14, 3, &[Half::Afternoon])], Language::French).expect("a week");
    let first = page_words(&pages, 0);
    has(&first, &["vendredi 23/04", "Amina Haidari"]);
    assert!(!first.contains("samedi"));
    has(&page_words(&pages, 1), &["samedi 24/04", "dimanche 25/04", "Amina Haidari"]);
}

#[test]
fn a_blank_sheet_has_room_and_claims_nothing() {
    let mut by_hand = blank(2);
    by_hand.spare_lines = 5;
    let pages = sheet(by_hand).expect("a sheet");
    let words = words(&pages);
    has(&words, &["si autres que prévu", "7", "Rien n’est encore signé"]);
    for claim in ["Présents", "Non noté", "Arrivée 1"] {
        assert!(!words.contains(claim), "{claim}");
    }
    let pages = week_pages(&[blank_week(2, 2, &[])], Language::French).expect("a week");
    assert!(!self::words(&pages).contains("Non noté"));
}

#[test]
fn every_script_has_its_glyphs_and_comes_back_as_written() {
    let sheets = sheet_pages(&[whole_day(10)], Language::French).expect("a sheet");
    let weeks = week_pages(&[week(2, 10, &[])], Language::English).expect("a week");
    for pages in [sheets, weeks] {
        assert_eq!(pages.missing_glyphs(), 0);
        let words = words(&pages);
        has(&words, &["أمينة", "حیدری", "ሰላም ተስፋዬ", "ნინო ბერიძე", "Оксана Шевченко", "پژمان"]);
        assert!(!words.contains('\u{fffd}'));
    }
}

#[test]
fn what_people_write_is_never_run_nor_turns_the_page() {
    let hostile = [
        "#panic()",
        "*bold* _it_",
        "$x$",
        "\"quote` \\",
        "a\nb",
        "\u{202e}drow",
        "\u{2066}x",
        "{0} {1}",
        "<script>",
        "= Title",
        "#read(\"/etc/passwd\")",
        "@ref",
        "]]]",
        "",
        " ",
        "\u{0}",
        "\u{1F600}漢字\u{E000}",
        "e\u{301}\u{323}",
        "\u{301}",
        "ZZZZ\u{fffe}",
        "ا\u{0301}",
        "\u{200d}\u{200c}",
    ];
    let mut sheet = filled(hostile.len());
    for (line, name) in sheet.learners.iter_mut().zip(hostile) {
        line.name = name.to_owned();
        line.own_name = Some(format!("{name}’"));
        line.signatures = vec![SignatureCell::Words(name.to_owned())];
    }
    sheet.title = "#panic() <x> \u{202e}".to_owned();
    sheet.place = Some("#import \"x\"".to_owned());
    sheet.code = "\u{301}".to_owned();
    let kept = |text: &str| Kept { about: About::Other, reason: text.to_owned() };
    sheet.proof.warnings = hostile.iter().map(|text| kept(text)).collect();
    sheet.proof.unheard = hostile.iter().map(|text| (*text).to_owned()).collect();
    let pages = self::sheet(sheet).expect("a sheet");
    assert_eq!(pages.missing_glyphs(), 0);
    let words = words(&pages);
    has(
        &words,
        &["#panic()", "*bold* _it_", "$x$", "\"quote` \\", "a b", "drow", "#read(\"/etc/passwd\")"],
    );
    has(&words, &["� les remplace"]);
    assert!(!words.contains('\u{202e}'));
    assert!(pages.pdf().is_ok());
}

#[test]
fn a_name_without_a_space_is_broken_and_not_cut() {
    let name = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewisse";
    let mut sheet = whole_day(2);
    sheet.learners[0].name = name.to_owned();
    let pages = self::sheet(sheet).expect("a sheet");
    has(&words(&pages), &[name]);
}

#[test]
fn the_same_data_are_the_same_bytes_in_any_thread() {
    let make = || {
        let sheet = sheet_pdf(&[whole_day(5)], Language::French).expect("a sheet");
        let week = week_pdf(&[week(2, 2, &[])], Language::French).expect("a week");
        (sheet, week)
    };
    let threads = [std::thread::spawn(make), std::thread::spawn(make)];
    let here = make();
    for thread in threads {
        assert!(thread.join().expect("a thread") == here);
    }
}

#[test]
fn the_file_says_what_it_is() {
    let pdf = sheet_pdf(&[filled(1)], Language::French).expect("a sheet");
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.starts_with("%PDF-1.7"));
    for said in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "Feuille d’émargement – DIGITAL Initiation",
        "<rdf:li>fr</rdf:li>",
        "2027-04-20T18:02:00",
    ] {
        assert!(text.contains(said), "{said}");
    }
}

#[test]
fn limits_are_told_by_their_codes() {
    let code =
        |sheets: &[Sheet]| sheet_pages(sheets, Language::French).err().map(|error| error.code());
    assert_eq!(code(&[]), Some("document.nothing"));
    let with = |change: fn(&mut Sheet)| {
        let mut sheet = blank(1);
        change(&mut sheet);
        [sheet]
    };
    assert_eq!(code(&with(|s| s.title = "x".repeat(2_001))), Some("document.text_too_long"));
    assert_eq!(code(&with(|s| s.proof.link = "x".repeat(4_000))), Some("document.link_too_long"));
    assert_eq!(code(&with(|s| s.day = i32::MAX)), Some("document.day"));
    let strokes = |s: &mut Sheet| {
        s.learners[0].signatures = vec![drawn(vec![vec![(0, 0); 10_001]])];
    };
    assert_eq!(code(&with(strokes)), Some("document.too_much"));
    let mut people = blank(1);
    people.learners = vec![people.learners[0].clone(); PEOPLE_MAX + 1];
    assert_eq!(code(&[people]), Some("document.too_much"));
    let mut empty = week(1, 1, &[]);
    empty.sessions.clear();
    let error = week_pages(&[empty], Language::French).err();
    assert_eq!(error.map(|error| error.code()), Some("document.nothing"));
}

/// A dot, a straight line, nothing, far corners: each is drawn or left empty, none stops the page.
#[test]
fn every_drawing_can_be_drawn() {
    let mut sheet = blank(6);
    let drawings = [
        vec![],
        vec![vec![]],
        vec![vec![(5, 5)]],
        vec![vec![(0, 7), (u16::MAX, 7)]],
        vec![vec![(7, 0), (7, u16::MAX)]],
        vec![vec![(0, 0), (u16::MAX, u16::MAX)], vec![], vec![(9, 9), (9, 9)]],
    ];
    for (line, drawing) in sheet.learners.iter_mut().zip(drawings) {
        line.signatures = vec![drawn(drawing)];
    }
    let pages = self::sheet(sheet).expect("a sheet");
    assert_eq!(pages.count(), 1);
    assert!(pages.pdf().is_ok());
}

#[test]
fn no_links_no_people_no_numbers() {
    let mut sheet = blank(0);
    sheet.trainers.clear();
    (sheet.module, sheet.place) = (None, None);
    sheet.organisation = Organisation::default();
    sheet.proof = Proof::default();
    sheet.halves.clear();
    let pages = self::sheet(sheet).expect("a sheet");
    has(
        &words(&pages),
        &["Aucun apprenant n’est inscrit.", "Aucun formateur n’est noté.", "journée"],
    );
}

#[test]
fn what_is_seen_before_printing_is_each_page_as_a_picture_that_reaches_nowhere() {
    let pages = sheet(samples::filled(40)).unwrap();
    let drawn = pages.svg();
    assert_eq!(drawn.len(), pages.count());
    assert!(drawn.len() > 1);
    for page in &drawn {
        assert!(page.starts_with("<svg") && page.contains("<path"));
        // Letters are outlines: no font is asked for, nothing is run, nothing is fetched.
        for word in ["<text", "<script", "<foreignObject", "font-family", "@import"] {
            assert!(!page.contains(word), "{word}");
        }
        let outward = page.match_indices("href=\"").map(|(at, _)| &page[at + 6..at + 7]);
        assert!(outward.into_iter().all(|begins| begins == "#" || begins == "d"));
    }
    assert_eq!(sheet(samples::filled(40)).unwrap().svg(), drawn, "the same data, the same pages");
}
