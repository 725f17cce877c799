//! Kinds of planning: rooms, days on which the centre is closed or keeps other hours, partners. What
//! they hold is known to everybody who runs a class; names of people to reach are not among it.

use super::{NAME_BYTES_MAX, NOTE_BYTES_MAX, TITLE, field, optional, register};
use crate::kind::{Identity, Kind, KindId, Register, RegisterId, Whose};
use crate::permission::Role;
use crate::stream::StreamClass::{Network, Site};
use crate::value::{Type, Value};

/// What the internet is like in a room; the position is the code.
pub const WIFI: &[&str] = &["none", "poor", "ok"];
/// What a session has become; the position is the code. Unwritten is planned.
pub const FATES: &[&str] = &["planned", "cancelled", "moved"];
/// The code of a session that is where it was planned.
pub const PLANNED: i64 = 0;
/// The code of a session that does not take place.
pub const CANCELLED: i64 = 1;
/// The code of a session that takes place at another time, as another record: what was written of
/// the old date stays with it.
pub const MOVED: i64 = 2;

/// What a volunteer who was asked for a session has said; the position is the code.
pub const ANSWERS: &[&str] = &["asked", "confirmed", "declined"];
/// The code of a volunteer who has not answered yet.
pub const ASKED: i64 = 0;
/// The code of a volunteer who will come.
pub const CONFIRMED: i64 = 1;
/// The code of a volunteer who will not come.
pub const DECLINED: i64 = 2;

/// Modules that a cohort keeps of its level.
pub const MODULES_MAX: usize = 60;

/// A room that groups meet in.
pub static VENUE: Kind = Kind {
    id: KindId(42),
    name: "venue",
    stream: Site,
    identity: Identity::Own,
    writer: Role::Coordinator,
    whose: Whose::Nobody,
    registers: &[
        register(1, "name", &[field("name", TITLE)]),
        register(2, "address", &[field("address", Type::Text(300))]),
        register(
            3,
            "room",
            &[optional("places", Type::Int(1, 1000)), optional("computers", Type::Int(0, 1000))],
        ),
        register(
            4,
            "comfort",
            &[optional("wifi", Type::Choice(WIFI)), optional("is_step_free", Type::Bool)],
        ),
        register(5, "partner", &[field("partner_id", Type::Ref)]),
        // What an hour there is worth when it is lent, in cents.
        register(6, "value", &[field("value_cents", Type::Int(0, 10_000_000))]),
        register(7, "access", &[field("access", Type::Text(NOTE_BYTES_MAX))]),
        register(8, "archived", &[field("is_archived", Type::Bool)]),
        // Under which agreement it is lent, and on which days that holds.
        Register {
            id: RegisterId(9),
            name: "convention",
            fields: &[
                field("convention_first_day", Type::Day),
                field("convention_last_day", Type::Day),
                optional("convention_reference", TITLE),
            ],
            personal: false,
            rule: Some(days_are_ordered),
            once: false,
        },
        // Who opens the door and answers the telephone there.
        register(10, "contact", &[field("contact_id", Type::Ref)]),
    ],
};

/// Days on which the centre, or one of its rooms, is closed or keeps other hours.
pub static CLOSURE: Kind = Kind {
    id: KindId(43),
    name: "closure",
    stream: Site,
    identity: Identity::Own,
    writer: Role::Coordinator,
    whose: Whose::Nobody,
    registers: &[
        Register {
            id: RegisterId(1),
            name: "days",
            fields: &[field("first_day", Type::Day), field("last_day", Type::Day)],
            personal: false,
            rule: Some(days_are_ordered),
            once: false,
        },
        register(2, "title", &[field("title", TITLE)]),
        // The room that is closed; without one, the centre is.
        register(3, "venue", &[field("venue_id", Type::Ref)]),
        // Hours that are kept instead: exams, Ramadan.
        Register {
            id: RegisterId(4),
            name: "hours",
            fields: &[field("open_minute", Type::Minute), field("close_minute", Type::Minute)],
            personal: false,
            rule: Some(hours_are_ordered),
            once: false,
        },
        register(5, "removed", &[field("is_removed", Type::Bool)]),
    ],
};

/// What a partner is; the position is the code.
pub const PARTNER_KINDS: &[&str] = &[
    "mission_locale",
    "ccas",
    "cada",
    "local_authority",
    "company",
    "school",
    "france_travail",
    "association",
    "other",
];
/// What a partner does for the network.
pub const PARTNER_ROLES: &[&str] =
    &["referrer", "host", "funder", "pass_sponsor", "employer", "donor"];

/// An organisation that refers people, lends rooms, funds or gives. The network's: two centres have
/// the same ones.
pub static PARTNER: Kind = Kind {
    id: KindId(44),
    name: "partner",
    stream: Network,
    identity: Identity::Own,
    writer: Role::Coordinator,
    whose: Whose::Nobody,
    registers: &[
        register(1, "name", &[field("name", TITLE)]),
        register(2, "kind", &[field("partner_kind", Type::Choice(PARTNER_KINDS))]),
        register(3, "roles", &[field("roles", Type::Texts(PARTNER_ROLES.len(), 20))]),
        register(4, "siret", &[field("siret", Type::Text(20))]),
        register(5, "address", &[field("address", Type::Text(NAME_BYTES_MAX))]),
        register(6, "archived", &[field("is_archived", Type::Bool)]),
    ],
};

/// The last day is not before the first.
pub(super) fn days_are_ordered(fields: &[Value]) -> bool {
    matches!(fields, [Value::Int(first), Value::Int(last), ..] if first <= last)
}

fn hours_are_ordered(fields: &[Value]) -> bool {
    matches!(fields, [Value::Int(from), Value::Int(to)] if from < to)
}
