//! The default catalogue: programmes, levels and modules with fixed ids, so that every centre,
//! founded apart, already agrees. It is data; what a cohort freezes of it is the cohort's affair.
//! Titles are French because that is what is printed; hours are those of the public course pages.

use crate::kind::{Kind, Register};
use crate::kinds;
use crate::record::{RecordId, RecordRef};
use crate::value::Value;
use uuid::Uuid;

/// Name space of the catalogue's fixed ids.
const CATALOGUE: Uuid = Uuid::from_u128(0x7061_7373_6572_656c_6c65_2063_6174_616c);

/// A level of the default catalogue.
struct Level {
    programme: &'static str,
    code: &'static str,
    title: &'static str,
    sessions: i64,
    modules: &'static [(&'static str, i64)],
}

const PROGRAMMES: &[(&str, &str)] = &[("DIGITAL", "DIGITAL"), ("CODE", "CODE")];

const LEVELS: &[Level] = &[
    Level {
        programme: "DIGITAL",
        code: "DIG-1",
        title: "DIGITAL Initiation",
        sessions: 10,
        modules: &[
            ("Accueil, positionnement, règlement", 120),
            ("Ordinateur, souris, clavier", 240),
            ("Fichiers et dossiers", 120),
            ("Navigateur et recherche", 240),
            ("Messagerie", 240),
            ("Démarches en ligne et comptes", 120),
            ("Sécurité de base, mots de passe", 60),
            ("Bilan, remise d’attestation", 60),
        ],
    },
    Level {
        programme: "DIGITAL",
        code: "DIG-2",
        title: "DIGITAL Intermédiaire",
        sessions: 10,
        modules: &[
            ("Traitement de texte", 360),
            ("CV et lettre", 240),
            ("Recherche d’emploi, France Travail", 180),
            ("Partage et cloud", 120),
            ("Visioconférence", 60),
            ("Vérifier l’information", 120),
            ("Bilan", 120),
        ],
    },
    Level {
        programme: "DIGITAL",
        code: "DIG-3",
        title: "DIGITAL Avancé",
        sessions: 10,
        modules: &[
            ("Tableur", 480),
            ("Présentation", 240),
            ("Organisation et collaboration", 180),
            ("Données personnelles et réputation", 120),
            ("Préparation Pix et CléA numérique", 180),
        ],
    },
    Level {
        programme: "CODE",
        code: "COD-1",
        title: "CODE niveau 1",
        sessions: 10,
        modules: &[
            ("HTML", 360),
            ("Bootstrap", 360),
            ("CSS", 360),
            ("CSS avancé", 360),
            ("JavaScript et projet de page personnelle", 360),
        ],
    },
    Level {
        programme: "CODE",
        code: "COD-2",
        title: "CODE niveau 2",
        sessions: 60,
        modules: &[
            ("HTML et CSS", 2_520),
            ("JavaScript", 5_040),
            ("Git et méthode", 1_260),
            ("Node et API", 5_040),
            ("SQL et NoSQL", 3_360),
            ("React", 4_200),
            ("Tests, sécurité, données personnelles", 1_260),
            ("Projet", 2_520),
        ],
    },
];

/// One record of the default catalogue with the registers it writes.
pub struct Default {
    /// Its kind.
    pub kind: &'static Kind,
    /// Its fixed id.
    pub record: RecordRef,
    /// Registers and values, in declared order.
    pub writes: Vec<(&'static Register, Value)>,
}

/// Every record of the default catalogue, parents first, always in the same order: each store
/// writes them as the same ops, so that no exchange ever carries them.
pub fn defaults() -> Vec<Default> {
    let mut records = Vec::new();
    for (code, title) in PROGRAMMES {
        let writes = [("title", coded(code, title))];
        records.push(record(&kinds::PROGRAMME, code, &writes));
    }
    for (rank, level) in (0i64..).zip(LEVELS) {
        let minutes = level.modules.iter().map(|(_, minutes)| minutes).sum();
        let plan = [minutes, level.sessions, rank].map(Value::Int).to_vec();
        records.push(record(
            &kinds::LEVEL,
            level.code,
            &[
                ("title", coded(level.code, level.title)),
                ("programme", Value::Ref(fixed_id("programme", level.programme).0)),
                ("plan", Value::List(plan)),
            ],
        ));
        for (rank, (title, minutes)) in (0i64..).zip(level.modules) {
            let name = format!("{}/{rank}", level.code);
            records.push(record(
                &kinds::MODULE,
                &name,
                &[
                    ("title", Value::Text((*title).to_owned())),
                    ("level", Value::Ref(level_id(level.code).0)),
                    ("plan", Value::List(vec![Value::Int(*minutes), Value::Int(rank)])),
                ],
            ));
        }
    }
    records
}

/// The fixed id of the level with this code.
pub fn level_id(code: &str) -> RecordId {
    fixed_id("level", code)
}

/// Codes of the default levels, in order.
pub fn level_codes() -> impl Iterator<Item = &'static str> {
    LEVELS.iter().map(|level| level.code)
}

fn coded(code: &str, title: &str) -> Value {
    Value::List(vec![Value::Text(code.to_owned()), Value::Text(title.to_owned())])
}

fn fixed_id(kind: &str, code: &str) -> RecordId {
    RecordId(Uuid::new_v5(&CATALOGUE, format!("{kind}/{code}").as_bytes()))
}

fn record(kind: &'static Kind, code: &str, values: &[(&str, Value)]) -> Default {
    let id = fixed_id(kind.name, code);
    let writes = values
        .iter()
        .filter_map(|(name, value)| Some((kind.named(name)?, value.clone())))
        .collect();
    Default { kind, record: RecordRef::Own(id), writes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Fit;

    #[test]
    fn hours_are_those_of_the_programmes() {
        let hours = |code: &str| {
            let level = LEVELS.iter().find(|level| level.code == code);
            level.map(|level| level.modules.iter().map(|(_, m)| m).sum::<i64>() / 60)
        };
        let expected = [("DIG-1", 20), ("DIG-2", 20), ("DIG-3", 20), ("COD-1", 30), ("COD-2", 420)];
        for (code, hours_expected) in expected {
            assert_eq!(hours(code), Some(hours_expected), "{code}");
        }
    }

    #[test]
    fn every_default_is_valid_and_named_once() {
        let records = defaults();
        let mut ids: Vec<_> = records.iter().map(|r| r.record.id(r.kind.id)).collect();
        for record in &records {
            assert!(record.kind.accepts(&record.record));
            assert!(!record.writes.is_empty());
            for (register, value) in &record.writes {
                assert_eq!(register.fit(value), Fit::Valid, "{} {value:?}", register.name);
            }
        }
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), records.len());
    }
}
