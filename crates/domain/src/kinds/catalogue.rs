//! Kinds of the catalogue: programmes, their levels, the modules of a level. They are the network's,
//! there from the first start, and edited by coordinators; what a cohort froze of them does not move.

use super::{CODE, NOTE_BYTES_MAX, TITLE, field, optional, register};
use crate::digcomp::COMPETENCES;
use crate::kind::{Identity, Kind, KindId, Whose};
use crate::permission::Role;
use crate::positioning::FRENCH;
use crate::stream::StreamClass::Network;
use crate::value::Type;

/// For whom a level is taught, or a group meets; the position is the code. Unwritten is learners.
pub const AUDIENCES: &[&str] = &["learners", "helpers"];
/// What a level is; the position is the code. Unwritten is a course.
pub const FORMS: &[&str] = &["course", "workshop"];
/// What a module teaches; the position is the code. Unwritten is digital.
pub const DISCIPLINES: &[&str] = &["digital", "french", "social_codes"];

/// A programme: DIGITAL, CODE.
pub static PROGRAMME: Kind = Kind {
    id: KindId(2),
    name: "programme",
    stream: Network,
    identity: Identity::Own,
    writer: Role::Coordinator,
    whose: Whose::Nobody,
    registers: &[
        register(1, "title", &[field("code", CODE), field("title", TITLE)]),
        register(2, "archived", &[field("is_archived", Type::Bool)]),
    ],
};

/// A level of a programme.
pub static LEVEL: Kind = Kind {
    id: KindId(3),
    name: "level",
    stream: Network,
    identity: Identity::Own,
    writer: Role::Coordinator,
    whose: Whose::Nobody,
    registers: &[
        register(1, "title", &[field("code", CODE), field("title", TITLE)]),
        register(2, "programme", &[field("programme_id", Type::Ref)]),
        register(
            3,
            "plan",
            &[
                field("minutes", Type::Int(0, 100_000)),
                field("sessions", Type::Int(1, 1000)),
                field("rank", Type::Int(0, 1000)),
            ],
        ),
        register(4, "objectives", &[field("objectives", Type::Text(NOTE_BYTES_MAX))]),
        // What somebody needs before they enter: spoken French, the level before.
        register(
            5,
            "entry",
            &[
                optional("entry_french", Type::Choice(FRENCH)),
                optional("previous_level_id", Type::Ref),
            ],
        ),
        register(
            6,
            "nature",
            &[field("audience", Type::Choice(AUDIENCES)), field("form", Type::Choice(FORMS))],
        ),
        // Which edition of the level this is, and since when: each change of it or of its modules
        // writes the next.
        register(
            7,
            "version",
            &[field("version", Type::Int(1, 100_000)), field("version_day", Type::Day)],
        ),
        register(8, "archived", &[field("is_archived", Type::Bool)]),
    ],
};

/// A module of a level, in its usual order.
pub static MODULE: Kind = Kind {
    id: KindId(4),
    name: "module",
    stream: Network,
    identity: Identity::Own,
    writer: Role::Coordinator,
    whose: Whose::Nobody,
    registers: &[
        register(1, "title", &[field("title", TITLE)]),
        register(2, "level", &[field("level_id", Type::Ref)]),
        register(
            3,
            "plan",
            &[field("minutes", Type::Int(0, 100_000)), field("rank", Type::Int(0, 1000))],
        ),
        register(4, "objectives", &[field("objectives", Type::Text(NOTE_BYTES_MAX))]),
        // Codes of DigComp: `1.1`.
        register(5, "competences", &[field("competences", Type::Texts(COMPETENCES.len(), 10))]),
        register(6, "discipline", &[field("discipline", Type::Choice(DISCIPLINES))]),
        register(7, "archived", &[field("is_archived", Type::Bool)]),
    ],
};
