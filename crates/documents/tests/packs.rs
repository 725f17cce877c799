//! The papers of a group: what the list and the convocations say and do not say, names of every kind, how many
//! pages, and the same bytes from the same data.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod samples;

use passerelle_documents::*;
use samples::pack;

fn words(pages: &Pages, page: usize) -> String {
    pages.text(page).replace('\n', " ").replace(['\u{a0}', '\u{202f}'], " ")
}

fn laid_out(pack: &Pack) -> Pages {
    pack_pages(pack, Language::French).unwrap()
}

fn has(words: &str, all: &[&str]) {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let words = squeezed(words);
    for one in all {
        assert!(words.contains(&squeezed(one)), "{one:?} is not in {words}");
    }
}

/// The convocations alone.
fn only_convocations(learners: usize, sessions: usize, tongues: &[&str]) -> Pack {
    Pack { roster: None, sheets: Vec::new(), ..pack(learners, sessions, tongues) }
}

#[test]
fn a_pack_is_a_list_then_sheets_then_a_page_each() {
    let pages = laid_out(&pack(3, 10, &["fr"]));
    assert_eq!(pages.count(), 1 + 2 + 3);
    has(
        &words(&pages, 0),
        &[
            "Liste du groupe",
            "DIG-1-2027-04",
            "Passerelle numérique",
            "Amina Haidari",
            "أمينة",
            "dari",
            "tigrinya",
            "du 20 avril 2027 au",
            "Séances 10",
            "page 1 sur 1",
        ],
    );
    has(&words(&pages, 1), &["Feuille d’émargement", "si autres que prévu", "page 1 sur 1"]);
    has(&words(&pages, 3), &["Convocation", "Amina Haidari", "Vous avez une place"]);
    has(&words(&pages, 4), &["Selam Tesfaye", "ሰላም ተስፋዬ"]);
    assert_eq!(pages.missing_glyphs(), 0);
}

#[test]
fn a_convocation_says_when_where_and_whom_to_call() {
    let pages = laid_out(&only_convocations(1, 10, &["fr", "en"]));
    let said: String = (0..pages.count()).map(|page| words(&pages, page)).collect();
    has(
        &said,
        &[
            "DIGITAL Initiation (débutant) – compétences numériques de base",
            "mardi 20 avril 2027, de 14:00 à 16:00",
            "Salle B",
            "12 rue des Glacières, 33130 Bègles",
            "Sonner à « Passerelle », 2e étage.",
            "On entre sans monter de marche.",
            "Toutes les dates",
            "jeudi 22 avril",
            "Médiathèque, 4 place du Marché, Talence",
            "Un cahier et un stylo",
            "Inès Moreau, 05 56 00 00 00",
            "Vous avez un handicap",
            "Dites-le avant",
            "Your course",
            "Tuesday 20 April 2027",
            "All the dates",
            "Do you have a disability",
        ],
    );
    // Nothing of anybody but the name.
    for not in ["tigrinya", "Langue", "Présent", "Signature"] {
        assert!(!said.contains(not), "{not}");
    }
}

#[test]
fn what_is_not_known_is_left_out() {
    let mut bare = only_convocations(1, 1, &["fr"]);
    let all = bare.convocations.as_mut().unwrap();
    (all.venue, all.contact) = (None, None);
    let said = words(&laid_out(&bare), 0);
    for not in ["Lieu", "Pour entrer", "Qui appeler"] {
        assert!(!said.contains(not), "{not}");
    }
    all_of(&mut bare).venue = Some(Venue { name: "Salle B".to_owned(), ..Venue::default() });
    let said = words(&laid_out(&bare), 0);
    assert!(said.contains("Salle B") && !said.contains("Pour entrer"));
}

fn all_of(pack: &mut Pack) -> &mut Convocations {
    pack.convocations.as_mut().unwrap()
}

#[test]
fn one_language_is_one_page_and_two_are_no_more_than_two() {
    for (tongues, sessions, most) in [
        (&["fr"][..], 10, 1),
        (&["fr"], 24, 1),
        (&["fr", "en"], 4, 1),
        (&["fr", "en"], 10, 1),
        (&["fr", "en"], 24, 2),
    ] {
        let pages = laid_out(&only_convocations(14, sessions, tongues));
        assert!(pages.count() <= 14 * most, "{tongues:?} {sessions}: {}", pages.count());
    }
}

#[test]
fn nobody_has_a_list_that_says_so_and_no_page() {
    let pages = laid_out(&pack(0, 4, &["fr", "en"]));
    has(&words(&pages, 0), &["Liste du groupe", "Aucun apprenant n’est inscrit."]);
    assert_eq!(pages.count(), 3);
    let code = |pack: &Pack| pack_pages(pack, Language::French).err().map(|error| error.code());
    assert_eq!(code(&only_convocations(0, 4, &["fr"])), Some("document.nothing"));
    assert_eq!(code(&only_convocations(1, 0, &["fr"])), Some("document.nothing"));
    let mut none = only_convocations(1, 4, &["fr"]);
    all_of(&mut none).tongues.clear();
    assert_eq!(code(&none), Some("document.nothing"));
    assert_eq!(code(&only_convocations(INVITED_MAX + 1, 4, &["fr"])), Some("document.too_much"));
}

#[test]
fn names_are_as_given_in_every_script_and_never_run() {
    let hostile = [
        "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewisse",
        "#panic()",
        "*bold* $x$ @ref",
        "\u{202e}drow",
        "mohammad AL-hassan",
        "",
    ];
    let mut pack = pack(hostile.len(), 6, &["fr", "en"]);
    for (n, name) in hostile.iter().enumerate() {
        all_of(&mut pack).people[n].name = (*name).to_owned();
        pack.roster.as_mut().unwrap()[n].name = (*name).to_owned();
    }
    all_of(&mut pack).contact = Some("{0} {1} #panic()".to_owned());
    let pages = laid_out(&pack);
    let said: String = (0..pages.count()).map(|page| words(&pages, page)).collect();
    has(&said, &["#panic()", "*bold* $x$ @ref", "mohammad AL-hassan", hostile[0], "{0} {1}"]);
    assert_eq!(pages.missing_glyphs(), 0);
    assert!(pages.pdf().is_ok());
}

#[test]
fn the_same_data_are_the_same_bytes() {
    let make = || pack_pdf(&pack(14, 10, &["fr", "en"]), Language::French).unwrap();
    let other = std::thread::spawn(make);
    assert!(make() == other.join().unwrap());
}

#[test]
fn the_file_says_what_it_is() {
    let pdf = pack_pdf(&only_convocations(1, 4, &["en"]), Language::English).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    for said in ["<pdfaid:part>2</pdfaid:part>", "Convocations – DIGITAL", "<rdf:li>en</rdf:li>"]
    {
        assert!(text.contains(said), "{said}");
    }
}
