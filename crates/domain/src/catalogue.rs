//! The default catalogue: programmes, levels and modules with fixed ids, so that every centre,
//! founded apart, already agrees. It is data; what a cohort freezes of it is the cohort's affair.
//! Titles are French because that is what is printed; hours are those of the public course pages.

mod later;

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

/// Writes of the first edition: the first of `defaults`. Centres that were founded before there was
/// more hold these, and are given the others when they are opened.
pub const FIRST_EDITION: usize = 40;

/// Every record of the default catalogue, parents first, always in the same order: each store
/// writes them as the same ops, so that no exchange ever carries them. What stands here never changes
/// and stays where it is; what is new comes after it.
pub fn defaults() -> Vec<Default> {
    let mut records = Vec::new();
    for (code, title) in PROGRAMMES {
        records.push(record(&kinds::PROGRAMME, code, &[("title", coded(code, title))]));
    }
    for (rank, level) in (0i64..).zip(LEVELS) {
        level.write(rank, &mut records);
    }
    debug_assert_eq!(records.len(), FIRST_EDITION);
    records.extend(later::later());
    records
}

impl Level {
    /// Writes the level and its modules.
    fn write(&self, rank: i64, records: &mut Vec<Default>) {
        let minutes = self.modules.iter().map(|(_, minutes)| minutes).sum();
        let plan = [minutes, self.sessions, rank].map(Value::Int).to_vec();
        records.push(record(
            &kinds::LEVEL,
            self.code,
            &[
                ("title", coded(self.code, self.title)),
                ("programme", Value::Ref(fixed_id("programme", self.programme).0)),
                ("plan", Value::List(plan)),
            ],
        ));
        for (rank, (title, minutes)) in (0i64..).zip(self.modules) {
            records.push(module(self.code, rank, title, *minutes));
        }
    }
}

fn module(level: &str, rank: i64, title: &str, minutes: i64) -> Default {
    record(
        &kinds::MODULE,
        &format!("{level}/{rank}"),
        &[
            ("title", Value::Text(title.to_owned())),
            ("level", Value::Ref(level_id(level).0)),
            ("plan", Value::List(vec![Value::Int(minutes), Value::Int(rank)])),
        ],
    )
}

/// The fixed id of the level with this code.
pub fn level_id(code: &str) -> RecordId {
    fixed_id("level", code)
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
    use std::collections::BTreeSet;

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
    fn every_default_is_valid() {
        for default in defaults() {
            assert!(default.kind.accepts(&default.record));
            assert!(!default.writes.is_empty());
            for (register, value) in &default.writes {
                assert_eq!(register.fit(value), Fit::Valid, "{} {value:?}", register.name);
            }
        }
    }

    /// Nothing replaces what came before: two defaults of one register would be a conflict that
    /// nobody made.
    #[test]
    fn no_register_is_written_twice_and_every_record_has_a_name() {
        let (mut written, mut named) = (BTreeSet::new(), BTreeSet::new());
        for default in defaults() {
            let id = default.record.id(default.kind.id);
            for (register, _) in &default.writes {
                assert!(
                    written.insert((id, register.id)),
                    "{} {}",
                    default.kind.name,
                    register.name
                );
                if register.id == default.kind.registers[0].id {
                    named.insert(id);
                }
            }
            assert!(named.contains(&id), "{}: written before it is named", default.kind.name);
        }
    }

    #[test]
    fn competences_are_those_of_the_frame() {
        let mut modules = 0;
        for default in defaults() {
            let of_it =
                default.writes.iter().filter(|(register, _)| register.name == "competences");
            for (_, value) in of_it {
                modules += 1;
                for text in value.items() {
                    let Value::Text(code) = text else { panic!("{text:?}") };
                    assert!(crate::digcomp::is_competence(code), "{code}");
                }
            }
        }
        let all = defaults().into_iter().filter(|default| {
            default.kind == &kinds::MODULE && default.writes.iter().any(|(r, _)| r.name == "title")
        });
        assert_eq!(modules, all.count(), "each module works on something");
    }
}
