//! What coordinators know of volunteers beyond their names: how to reach them, what they can do, when
//! they can come. None of it is on a classroom laptop.

use super::planning::days_are_ordered;
use super::{NOTE_BYTES_MAX, TITLE, field, optional, personal, register};
use crate::kind::{Identity, Kind, KindId, Register, RegisterId, Whose};
use crate::permission::Role;
use crate::stream::StreamClass::Private;
use crate::value::Type;

/// How a volunteer stands with the association; the position is the code. Unwritten is active.
pub const VOLUNTEER_STATES: &[&str] = &["candidate", "active", "paused", "left"];
/// The code of a volunteer who can be asked.
pub const ACTIVE: i64 = 1;
/// The code of a volunteer who left.
pub const LEFT: i64 = 3;
/// Skills that a volunteer may have.
pub const SKILLS_MAX: usize = 20;
/// Times of a week at which a volunteer can come.
pub const TIMES_MAX: usize = 21;

/// A volunteer's file. Named by the volunteer.
pub static VOLUNTEER_FILE: Kind = Kind {
    id: KindId(49),
    name: "volunteer_file",
    stream: Private,
    identity: Identity::Derived(&["volunteer_id"]),
    writer: Role::Coordinator,
    whose: Whose::Parent(0),
    registers: &[
        register(1, "state", &[field("state", Type::Choice(VOLUNTEER_STATES))]),
        // The company that lends them. Not personal: its hours are counted when its people are gone.
        register(2, "company", &[field("company", TITLE)]),
        personal(3, "skills", &[field("skills", Type::Texts(SKILLS_MAX, 60))]),
        // Codes of languages (BCP 47) that they speak with learners.
        personal(4, "languages", &[field("languages", Type::Texts(SKILLS_MAX, 35))]),
        // Ids of the levels they can teach.
        personal(5, "levels", &[field("levels", Type::Texts(SKILLS_MAX, 40))]),
        // Each is `WEEKDAY FROM UNTIL`: Monday is 1, times are minutes of the day.
        personal(6, "availability", &[field("availability", Type::Texts(TIMES_MAX, 12))]),
        personal(7, "reach", &[field("phones", Type::Texts(5, 60)), optional("email", TITLE)]),
        personal(8, "note", &[field("note", Type::Text(NOTE_BYTES_MAX))]),
        personal(9, "charter", &[field("charter_day", Type::Day)]),
    ],
};

/// Days on which a volunteer is away. Why is nobody's business.
pub static ABSENCE: Kind = Kind {
    id: KindId(50),
    name: "absence",
    stream: Private,
    identity: Identity::Derived(&["volunteer_id", "absence_id"]),
    writer: Role::Coordinator,
    whose: Whose::Parent(0),
    registers: &[
        Register {
            id: RegisterId(1),
            name: "days",
            fields: &[field("first_day", Type::Day), field("last_day", Type::Day)],
            personal: true,
            rule: Some(days_are_ordered),
            once: false,
        },
        register(2, "removed", &[field("is_removed", Type::Bool)]),
    ],
};
