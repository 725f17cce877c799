//! What the default catalogue was given after its first edition: levels that it lacked, what people
//! can do after each, what they need before, the competences that each module works on. It is written
//! after the first edition and never into it: centres that are at work have that one already. Whatever
//! is added next is added after the end of `later`, for the same reason.

use super::{Default, Level, coded, level_id, record};
use crate::kinds;
use crate::value::Value;

const PROGRAMMES: &[(&str, &str)] = &[
    ("SOFT", "Français et codes sociaux"),
    ("PASS", "Ateliers Pass numérique"),
    ("ACC", "Accompagner le numérique"),
];

/// The level stands in the list after the one of the same rank whose code comes before its own.
const LEVELS: &[(i64, Level)] = &[
    (
        2,
        Level {
            programme: "DIGITAL",
            code: "DIG-C",
            title: "DIGITAL Certification",
            sessions: 4,
            modules: &[
                ("Positionnement et plan de révision", 60),
                ("Entraînements par domaine", 240),
                ("Examen blanc", 60),
                ("Passage de la certification", 120),
            ],
        },
    ),
    (
        3,
        Level {
            programme: "CODE",
            code: "COD-0",
            title: "Atelier découverte du métier de développeur",
            sessions: 1,
            modules: &[("Le métier et ses parcours", 60), ("Écrire un premier programme", 120)],
        },
    ),
    (
        5,
        Level {
            programme: "SOFT",
            code: "SOFT",
            title: "Codes sociaux et français professionnel",
            sessions: 5,
            modules: &[
                ("Se présenter et parler de son parcours", 120),
                ("Écrire un message professionnel", 120),
                ("Comprendre une offre et un contrat", 120),
                ("Les codes sociaux au travail", 120),
                ("Entretien et réseau professionnel", 120),
            ],
        },
    ),
    (
        6,
        Level {
            programme: "PASS",
            code: "PASS-A",
            title: "Atelier Pass numérique",
            sessions: 1,
            modules: &[("Imprimante, messagerie, démarche en ligne", 120)],
        },
    ),
    (
        7,
        Level {
            programme: "ACC",
            code: "ACC-1",
            title: "Accompagner le numérique",
            sessions: 3,
            modules: &[
                ("Comprendre les besoins d’une personne", 120),
                ("Faire avec, sans faire à la place", 120),
                ("Comptes, mandats et données personnelles", 120),
            ],
        },
    ),
];

/// Modules that a level of the first edition lacked, after those it has: level, rank, title. Their time
/// is taken within the hours of the others.
const MODULES: &[(&str, i64, &str)] =
    &[("COD-2", 8, "Savoir-être professionnels"), ("COD-2", 9, "Français professionnel")];

/// What people can do after a level.
const OBJECTIVES: &[(&str, &str)] = &[
    (
        "DIG-1",
        "Se servir seul d’un ordinateur pour chercher, écrire un message et faire une démarche.",
    ),
    (
        "DIG-2",
        "Écrire un CV, chercher un emploi en ligne, partager des documents et vérifier ce qu’on lit.",
    ),
    (
        "DIG-3",
        "Tenir un tableau, faire une présentation et travailler à plusieurs en protégeant ses données.",
    ),
    ("DIG-C", "Passer une certification reconnue : Pix, CléA numérique ou ICDL."),
    ("COD-0", "Savoir ce que fait un développeur et avoir écrit un premier programme."),
    ("COD-1", "Construire et publier une page web personnelle."),
    ("COD-2", "Développer un site web complet en équipe, jusqu’au stage et au premier emploi."),
    (
        "SOFT",
        "Se présenter, écrire et se comporter comme on l’attend dans le monde du travail en France.",
    ),
    ("PASS-A", "Imprimer, envoyer un message et faire une démarche en ligne."),
    (
        "ACC-1",
        "Aider une personne réfugiée dans ses démarches en ligne pour qu’elle sache les faire seule.",
    ),
];

/// What people need before a level: spoken French by the European frame, the level before.
const ENTRY: &[(&str, &str, Option<&str>)] = &[
    ("DIG-2", "a1", Some("DIG-1")),
    ("DIG-3", "a2", Some("DIG-2")),
    ("DIG-C", "a2", Some("DIG-3")),
    ("COD-0", "a2", None),
    ("COD-1", "a2", None),
    ("COD-2", "b1", Some("COD-1")),
    ("SOFT", "a1", None),
];

/// Levels that are not a course for learners: for whom, and what they are.
const NATURES: &[(&str, &str, &str)] = &[
    ("COD-0", "learners", "workshop"),
    ("PASS-A", "learners", "workshop"),
    ("ACC-1", "helpers", "course"),
];

/// Competences of DigComp that the modules of a level work on, module by module.
const COMPETENCES: &[(&str, &[&[&str]])] = &[
    (
        "DIG-1",
        &[
            &["5.4"],
            &["5.1"],
            &["1.3"],
            &["1.1"],
            &["2.1", "2.2"],
            &["2.3", "4.2"],
            &["4.1", "4.2"],
            &["5.4"],
        ],
    ),
    (
        "DIG-2",
        &[
            &["3.1"],
            &["2.2", "3.1"],
            &["2.3", "5.2"],
            &["2.2", "2.4"],
            &["2.1", "2.4"],
            &["1.2"],
            &["5.4"],
        ],
    ),
    ("DIG-3", &[&["1.3", "3.1"], &["3.1", "3.2", "3.3"], &["2.4"], &["2.6", "4.2"], &["5.4"]]),
    ("DIG-C", &[&["5.4"], ALL, ALL, ALL]),
    ("COD-0", &[&["5.4"], &["3.4"]]),
    ("COD-1", &[&["3.1", "3.4"], &["3.2"], &["3.1"], &["3.2"], &["3.4", "5.3"]]),
    (
        "COD-2",
        &[
            &["3.2"],
            &["3.4"],
            &["2.4"],
            &["3.4"],
            &["1.3", "3.4"],
            &["3.4"],
            &["4.2", "5.1"],
            &["5.2", "5.3", "5.4"],
            &["2.5"],
            &["2.1"],
        ],
    ),
    ("SOFT", &[&["2.1"], &["2.1"], &["2.1"], &["2.5"], &["2.1", "2.5"]]),
    ("PASS-A", &[&["2.3", "5.1"]]),
    ("ACC-1", &[&["5.2", "5.4"], &["2.3", "2.5"], &["4.1", "4.2"]]),
];

/// Modules that do not teach the digital: level, rank, what they teach.
const DISCIPLINES: &[(&str, i64, &str)] = &[
    ("COD-2", 8, "social_codes"),
    ("COD-2", 9, "french"),
    ("SOFT", 0, "french"),
    ("SOFT", 1, "french"),
    ("SOFT", 2, "french"),
    ("SOFT", 3, "social_codes"),
    ("SOFT", 4, "social_codes"),
];

/// A certification asks for all of them.
const ALL: &[&str] = crate::digcomp::COMPETENCES;

/// What follows the first edition, always in the same order.
pub(super) fn later() -> Vec<Default> {
    let mut records = Vec::new();
    for (code, title) in PROGRAMMES {
        records.push(record(&kinds::PROGRAMME, code, &[("title", coded(code, title))]));
    }
    for (rank, level) in LEVELS {
        level.write(*rank, &mut records);
    }
    for (code, rank, title) in MODULES {
        records.push(super::module(code, *rank, title, 0));
    }
    for (code, objectives) in OBJECTIVES {
        let value = Value::Text((*objectives).to_owned());
        records.push(record(&kinds::LEVEL, code, &[("objectives", value)]));
    }
    for (code, french, previous) in ENTRY {
        let french = choice(crate::positioning::FRENCH, french);
        let previous = previous.map_or(Value::Null, |code| Value::Ref(level_id(code).0));
        let value = Value::List(vec![french, previous]);
        records.push(record(&kinds::LEVEL, code, &[("entry", value)]));
    }
    for (code, audience, form) in NATURES {
        let value =
            Value::List(vec![choice(kinds::AUDIENCES, audience), choice(kinds::FORMS, form)]);
        records.push(record(&kinds::LEVEL, code, &[("nature", value)]));
    }
    for (code, modules) in COMPETENCES {
        for (rank, competences) in (0i64..).zip(*modules) {
            let texts = competences.iter().map(|code| Value::Text((*code).to_owned()));
            let value = Value::List(texts.collect());
            let name = format!("{code}/{rank}");
            records.push(record(&kinds::MODULE, &name, &[("competences", value)]));
        }
    }
    for (code, rank, discipline) in DISCIPLINES {
        let value = choice(kinds::DISCIPLINES, discipline);
        records.push(record(&kinds::MODULE, &format!("{code}/{rank}"), &[("discipline", value)]));
    }
    records
}

/// The code of a name among the choices.
fn choice(names: &[&str], name: &str) -> Value {
    let at = names.iter().position(|one| *one == name);
    Value::int_or_null(at.and_then(|at| i64::try_from(at).ok()))
}
