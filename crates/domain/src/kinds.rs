//! Every kind of record, declared once. A declaration drives encoding, validation and projection;
//! the rules that need more than one op are elsewhere. Ids of kinds, registers and choices are only
//! ever added, and a kind never changes stream: contact data, birth dates and rights are therefore
//! in the private stream from the first day.

mod catalogue;
mod funding;
mod pipeline;
mod planning;
mod volunteers;

pub use catalogue::{AUDIENCES, DISCIPLINES, FORMS, LEVEL, MODULE, PROGRAMME};
pub use funding::{FUNDING, FUNDING_KINDS, FUNDING_NATURES, PARTNER_CONTACT};
pub use pipeline::{REFERRAL, REFERRAL_STATES, REFUSALS};
pub use planning::{
    ANSWERS, ASKED, CANCELLED, CLOSURE, CONFIRMED, DECLINED, FATES, MODULES_MAX, MOVED, PARTNER,
    PARTNER_KINDS, PARTNER_ROLES, PLANNED, VENUE, WIFI,
};
pub use volunteers::{
    ABSENCE, ACTIVE, LEFT, SKILLS_MAX, TIMES_MAX, VOLUNTEER_FILE, VOLUNTEER_STATES,
};

use crate::allocation;
use crate::attendance;
use crate::holidays::Territory;
use crate::ink::INK_BYTES_MAX;
use crate::kind::{Field, Identity, Kind, KindId, Register, RegisterId, Whose};
use crate::permission::Role;
use crate::signature;
use crate::stream::StreamClass::{Audit, Every, Network, Private, Site};
use crate::value::{Type, Value};

const fn field(column: &'static str, ty: Type) -> Field {
    Field { column, ty, optional: false }
}

const fn optional(column: &'static str, ty: Type) -> Field {
    Field { column, ty, optional: true }
}

const fn register(id: u16, name: &'static str, fields: &'static [Field]) -> Register {
    Register { id: RegisterId(id), name, fields, personal: false, rule: None, once: false }
}

const fn personal(id: u16, name: &'static str, fields: &'static [Field]) -> Register {
    Register { id: RegisterId(id), name, fields, personal: true, rule: None, once: false }
}

/// A register that is written once.
const fn once(register: Register) -> Register {
    Register { once: true, ..register }
}

/// Longest name or title, in bytes.
pub const NAME_BYTES_MAX: usize = 200;
/// Longest note, in bytes.
pub const NOTE_BYTES_MAX: usize = 1000;
const CODE: Type = Type::Text(40);
const TITLE: Type = Type::Text(NAME_BYTES_MAX);

/// States of an enrolment; the position is the code. Who is offered a seat at the moment is not
/// among what is written: it is computed (`waiting::standing`), and passes on by itself.
pub const ENROLMENT_STATES: &[&str] = &[
    "confirmed",
    "active",
    "completed",
    "dropped",
    "waitlisted",
    "declined",
    "transferred",
    "cancelled",
];
/// Parts a volunteer plays in a session; the position is the code.
pub const PARTS: &[&str] = &["lead", "assistant", "interpreter", "observer"];
/// The code of whoever leads a session.
pub const LEAD: i64 = 0;
/// The code of whoever helps.
pub const ASSISTANT: i64 = 1;

/// A centre.
pub static SITE: Kind = Kind {
    id: KindId(1),
    name: "site",
    stream: Network,
    identity: Identity::Own,
    writer: Role::Coordinator,
    whose: Whose::Nobody,
    registers: &[
        register(1, "name", &[field("name", TITLE)]),
        register(2, "zone", &[field("zone", Type::Text(64))]),
        // How its people sign, and in which languages besides the interface's.
        register(3, "sign_ways", &[field("sign_ways", Type::Texts(signature::WAYS.len(), 20))]),
        register(4, "sign_languages", &[field("sign_languages", Type::Texts(20, 35))]),
        // Whose public holidays it keeps.
        register(5, "territory", &[field("territory", Type::Choice(Territory::NAMES))]),
        // What an hour of voluntary work is worth in its accounts, in cents.
        register(6, "hour_value", &[field("hour_value_cents", Type::Int(0, 1_000_000))]),
    ],
};

/// A volunteer, or anybody who signs as an actor. People who run a class are known by name to the
/// class; whatever reaches them elsewhere belongs in `private`.
pub static VOLUNTEER: Kind = Kind {
    id: KindId(10),
    name: "volunteer",
    stream: Site,
    identity: Identity::Own,
    writer: Role::Volunteer,
    whose: Whose::Itself,
    registers: &[
        personal(1, "name", &[field("given", TITLE), optional("family", TITLE)]),
        register(2, "role", &[field("role", Type::Choice(Role::NAMES))]),
        personal(3, "own_name", &[field("own_name", TITLE)]),
        register(4, "language", &[field("language", Type::Text(35))]),
    ],
};

/// A learner: the roster minimum that a classroom needs. Names exactly as given, never recased.
pub static LEARNER: Kind = Kind {
    id: KindId(11),
    name: "learner",
    stream: Site,
    identity: Identity::Own,
    writer: Role::Volunteer,
    whose: Whose::Itself,
    registers: &[
        personal(1, "name", &[field("given", TITLE), optional("family", TITLE)]),
        personal(2, "own_name", &[field("own_name", TITLE)]),
        personal(3, "preferred_name", &[field("preferred_name", TITLE)]),
        personal(4, "language", &[field("language", Type::Text(35))]),
        // Somebody of whom only a name was asked at the door.
        register(5, "provisional", &[field("is_provisional", Type::Bool)]),
        // What they sign with, if not by drawing: which way, and the digest of what only they know.
        personal(
            6,
            "sign_code",
            &[
                field("sign_way", Type::Choice(signature::WAYS)),
                field("sign_digest", Type::Text(64)),
            ],
        ),
    ],
};

/// A cohort: a group that follows a level.
pub static COHORT: Kind = Kind {
    id: KindId(12),
    name: "cohort",
    stream: Site,
    identity: Identity::Own,
    writer: Role::Coordinator,
    whose: Whose::Nobody,
    registers: &[
        register(1, "title", &[field("code", CODE), field("title", TITLE)]),
        register(2, "level", &[field("level_id", Type::Ref)]),
        register(3, "room", &[field("room", TITLE)]),
        register(4, "capacity", &[field("capacity", Type::Int(1, 1000))]),
        register(5, "volunteer_target", &[field("volunteer_target", Type::Int(0, 1000))]),
        register(6, "planned_minutes", &[field("planned_minutes", Type::Int(0, 100_000))]),
        register(7, "venue", &[field("venue_id", Type::Ref)]),
        // What its level was when it was planned: each module's minutes, a space, its title. A level
        // that is edited afterwards changes no cohort.
        register(8, "frozen", &[field("modules", Type::Texts(MODULES_MAX, NAME_BYTES_MAX + 8))]),
        // Which lines of money pay for it, and how much: see `allocation`.
        Register {
            id: RegisterId(9),
            name: "funding",
            fields: &[field("funding", Type::Texts(allocation::LINES_MAX, 44))],
            personal: false,
            rule: Some(allocation::is_within_the_whole),
            once: false,
        },
        // How long a seat that is offered is held.
        register(10, "offers", &[field("offer_hours", Type::Int(1, 8760))]),
        register(
            11,
            "nature",
            &[field("audience", Type::Choice(AUDIENCES)), field("form", Type::Choice(FORMS))],
        ),
        // Which edition of its level it keeps.
        register(12, "frozen_version", &[field("level_version", Type::Int(1, 100_000))]),
    ],
};

/// Register rule: an offer ends after it begins.
fn offer_is_ordered(fields: &[Value]) -> bool {
    matches!(fields, [Value::Int(from), Value::Int(until)] if from < until)
}

/// A learner in a cohort. Named by both, so that two laptops enrol the same person once.
pub static ENROLMENT: Kind = Kind {
    id: KindId(13),
    name: "enrolment",
    stream: Site,
    identity: Identity::Derived(&["cohort_id", "learner_id"]),
    writer: Role::Volunteer,
    whose: Whose::Nobody,
    registers: &[
        register(1, "state", &[field("state", Type::Choice(ENROLMENT_STATES))]),
        register(2, "entry", &[field("entry_day", Type::Day)]),
        register(3, "exit", &[field("exit_day", Type::Day), optional("exit_reason", TITLE)]),
        // When they asked for a seat, and before whom they come: the smaller first.
        register(
            4,
            "wish",
            &[field("asked_ms", Type::Int(0, i64::MAX)), optional("priority", Type::Int(0, 9))],
        ),
        // A seat that somebody offered them by hand, from and until.
        Register {
            id: RegisterId(5),
            name: "offer",
            fields: &[
                field("offer_from_ms", Type::Int(0, i64::MAX)),
                field("offer_until_ms", Type::Int(0, i64::MAX)),
            ],
            personal: false,
            rule: Some(offer_is_ordered),
            once: false,
        },
        // When they took the seat or did not, and why not.
        register(
            6,
            "answer",
            &[
                field("answered_ms", Type::Int(0, i64::MAX)),
                optional("refusal", Type::Choice(REFUSALS)),
            ],
        ),
        register(7, "source", &[field("referral_id", Type::Ref)]),
        // The cohort they went to instead.
        register(8, "transfer", &[field("transfer_id", Type::Ref)]),
    ],
};

/// A session of a cohort.
pub static SESSION: Kind = Kind {
    id: KindId(14),
    name: "session",
    stream: Site,
    identity: Identity::Own,
    writer: Role::Coordinator,
    whose: Whose::Nobody,
    registers: &[
        Register {
            id: RegisterId(1),
            name: "slot",
            fields: &[
                field("day", Type::Day),
                field("start_minute", Type::Minute),
                field("end_minute", Type::Minute),
            ],
            personal: false,
            rule: Some(attendance::slot_is_ordered),
            once: false,
        },
        register(2, "cohort", &[field("cohort_id", Type::Ref)]),
        register(3, "room", &[field("room", TITLE)]),
        register(4, "module", &[field("module_title", TITLE)]),
        register(5, "venue", &[field("venue_id", Type::Ref)]),
        register(
            6,
            "fate",
            &[
                field("fate", Type::Choice(FATES)),
                optional("moved_to_id", Type::Ref),
                optional("fate_reason", Type::Text(NOTE_BYTES_MAX)),
            ],
        ),
        // The session instead of which it takes place. Two laptops that move one session to two days
        // make two; the one to which that session says that it went is the one that takes place.
        register(7, "origin", &[field("origin_id", Type::Ref)]),
    ],
};

/// The compound mark: status, minutes late, minutes left early.
const MARK: &[Field] = &[
    field("status", Type::Choice(attendance::STATUSES)),
    optional("late_minutes", Type::Int(1, 1440)),
    optional("left_minutes", Type::Int(1, 1440)),
];

const fn mark_register(personal: bool) -> Register {
    Register {
        id: RegisterId(1),
        name: "mark",
        fields: MARK,
        personal,
        rule: Some(attendance::mark_is_coherent),
        once: false,
    }
}

/// A volunteer at a session. Named by both.
pub static PRESENCE: Kind = Kind {
    id: KindId(15),
    name: "presence",
    stream: Site,
    identity: Identity::Derived(&["session_id", "volunteer_id"]),
    writer: Role::Volunteer,
    whose: Whose::Nobody,
    registers: &[
        mark_register(false),
        register(2, "part", &[field("part", Type::Choice(PARTS))]),
        register(3, "answer", &[field("answer", Type::Choice(ANSWERS))]),
    ],
};

/// A learner at a session. Named by both: two laptops meet in one record. Unmarked is the absence
/// of a value, never "absent"; a cleared mark is null.
pub static ATTENDANCE: Kind = Kind {
    id: KindId(16),
    name: "attendance",
    stream: Site,
    identity: Identity::Derived(&["session_id", "learner_id"]),
    writer: Role::Volunteer,
    whose: Whose::Parent(1),
    registers: &[
        mark_register(false),
        personal(2, "note", &[field("note", Type::Text(NOTE_BYTES_MAX))]),
    ],
};

/// States of a register; the position is the code. Unwritten is open.
pub const SHEET_STATES: &[&str] = &["open", "closed"];
/// The code of a register that can be written.
pub const SHEET_OPEN: i64 = 0;
/// The code of a register that its session's people have closed.
pub const SHEET_CLOSED: i64 = 1;
/// Warnings kept at a closing.
pub const KEPT_MAX: usize = 12;

/// What becomes of a session's register. Named by the session: two laptops close the same one.
pub static SHEET: Kind = Kind {
    id: KindId(38),
    name: "sheet",
    stream: Site,
    identity: Identity::Derived(&["session_id"]),
    writer: Role::Volunteer,
    whose: Whose::Nobody,
    registers: &[
        register(
            1,
            "state",
            &[
                field("state", Type::Choice(SHEET_STATES)),
                optional("state_reason", Type::Text(NOTE_BYTES_MAX)),
            ],
        ),
        Register {
            id: RegisterId(2),
            name: "pause",
            fields: &[
                field("pause_start", Type::Minute),
                field("pause_end", Type::Minute),
                optional("pause_reason", TITLE),
            ],
            personal: false,
            rule: Some(attendance::pause_is_ordered),
            once: false,
        },
        register(3, "paper", &[field("is_paper", Type::Bool)]),
        // Each is the warning's code, a colon, and why it was right all the same.
        register(4, "kept", &[field("kept_warnings", Type::Texts(KEPT_MAX, NOTE_BYTES_MAX))]),
    ],
};

/// That somebody signed for a half of a session, or could not. Written once, and named by what it is
/// about and an id of its own: whoever signs again, after a change, signs beside it. Only the drawing
/// and what is said of the person are personal: what was signed outlives their erasure.
pub static SIGNATURE: Kind = Kind {
    id: KindId(39),
    name: "signature",
    stream: Site,
    identity: Identity::Derived(&["session_id", "person_id", "signature_id"]),
    writer: Role::Volunteer,
    whose: Whose::Parent(1),
    registers: &[
        once(register(
            1,
            "signed",
            &[
                field("half", Type::Choice(signature::HALVES)),
                field("way", Type::Choice(signature::WAYS)),
                field("hash", Type::Bytes(32)),
                field("signed_ms", Type::Int(0, i64::MAX)),
                optional("witness_id", Type::Ref),
            ],
        )),
        once(personal(2, "ink", &[field("ink", Type::Text(INK_BYTES_MAX))])),
        // Why they could not sign.
        once(personal(3, "why", &[field("why", Type::Text(NOTE_BYTES_MAX))])),
        once(register(4, "void", &[field("is_void", Type::Bool)])),
        once(personal(5, "void_reason", &[field("void_reason", Type::Text(NOTE_BYTES_MAX))])),
    ],
};

/// Laptops that may have written about one session.
pub const COVERS_MAX: usize = 500;

/// That headquarters sealed a session's register: nobody writes it any more.
pub static SEAL: Kind = Kind {
    id: KindId(40),
    name: "seal",
    stream: Site,
    identity: Identity::Derived(&["session_id"]),
    writer: Role::Headquarters,
    whose: Whose::Nobody,
    registers: &[once(register(
        1,
        "sealed",
        &[
            field("sealed_day", Type::Day),
            field("sealed_hash", Type::Bytes(32)),
            // Of each laptop that wrote about the session, the last of its ops that the seal is over:
            // `DEVICE N`. What comes again after a restore is told from what comes too late.
            field("covers", Type::Texts(COVERS_MAX, 60)),
        ],
    ))],
};

/// Bytes of a photograph as it travels: an A4 sheet of which every name can be read, encrypted.
pub const PHOTO_BYTES_MAX: usize = 1024 * 1024;
/// Photographs that a session may have: a sheet has rarely more than two pages.
pub const PHOTOS_MAX: usize = 12;

/// A photograph of a sheet of paper. The op says which picture it is, by the hash of its encrypted
/// bytes; these travel by themselves, after every op. Everybody on the sheet is in the picture: it is
/// personal as a whole, has a key of its own like a person, and is erased like one.
pub static PHOTO: Kind = Kind {
    id: KindId(41),
    name: "photo",
    stream: Site,
    identity: Identity::Own,
    writer: Role::Volunteer,
    whose: Whose::Itself,
    registers: &[
        once(register(
            1,
            "photo",
            &[
                field("session_id", Type::Ref),
                field("hash", Type::Bytes(32)),
                field("bytes", Type::Int(1, PHOTO_BYTES_MAX as i64)),
                field("added_ms", Type::Int(0, i64::MAX)),
            ],
        )),
        // What the picture is encrypted with, in hexadecimal.
        once(personal(2, "content_key", &[field("content_key", Type::Text(64))])),
        // Why it was taken away. It outlives the picture: it names nobody.
        once(register(3, "removed", &[field("removed_reason", Type::Text(NOTE_BYTES_MAX))])),
    ],
};

/// A laptop of the site, written by headquarters when it enrols.
pub static DEVICE: Kind = Kind {
    id: KindId(17),
    name: "device",
    stream: Site,
    identity: Identity::Own,
    writer: Role::Headquarters,
    whose: Whose::Nobody,
    registers: &[
        register(1, "name", &[field("name", TITLE)]),
        register(
            2,
            "certificate",
            &[
                field("signing_key", Type::Text(64)),
                field("grant_code", Type::Choice(&["classroom", "coordinator"])),
            ],
        ),
    ],
};

/// What headquarters vouches for: a device, its keys, what it may hold and write, and, once it is
/// revoked, the last of its ops that counts. Written in each stream granted.
pub static CERTIFICATE: Kind = Kind {
    id: KindId(30),
    name: "certificate",
    stream: Every,
    identity: Identity::Own,
    writer: Role::Headquarters,
    whose: Whose::Nobody,
    registers: &[
        register(
            1,
            "keys",
            &[field("signing", Type::Bytes(32)), field("encryption", Type::Bytes(32))],
        ),
        register(
            2,
            "grant",
            &[
                field("site_id", Type::Ref),
                field("grant_code", Type::Choice(&["classroom", "coordinator"])),
                field("role", Type::Choice(Role::NAMES)),
            ],
        ),
        register(3, "last", &[field("last", Type::Int(0, i64::MAX))]),
    ],
};

/// A person enrolled on a device, and their role there.
pub static ENROLLED: Kind = Kind {
    id: KindId(31),
    name: "enrolled",
    stream: Site,
    identity: Identity::Derived(&["device_id", "person_id"]),
    writer: Role::Headquarters,
    whose: Whose::Nobody,
    registers: &[register(1, "role", &[field("role", Type::Choice(Role::NAMES))])],
};

/// Why headquarters undoes an op; the position is the code.
pub const VERDICT_REASONS: &[&str] =
    &["seat_taken", "not_enrolled", "role_too_low", "revoked", "by_hand", "sealed"];
/// The code of an op that claimed a seat which was no longer free.
pub const SEAT_TAKEN: i64 = 0;
/// The code of an op whose author is not enrolled on its device.
pub const NOT_ENROLLED: i64 = 1;
/// The code of an op whose author's role does not reach.
pub const ROLE_TOO_LOW: i64 = 2;
/// The code of an op after a revoked device's last accepted one.
pub const REVOKED: i64 = 3;

/// The code of an op about a register that was sealed when it came.
pub const SEALED: i64 = 5;

/// Headquarters' word on one op: it is void, everywhere.
pub static VERDICT: Kind = Kind {
    id: KindId(32),
    name: "verdict",
    stream: Every,
    identity: Identity::Own,
    writer: Role::Headquarters,
    whose: Whose::Nobody,
    registers: &[register(
        1,
        "void",
        &[
            field("device_id", Type::Ref),
            field("n", Type::Int(1, i64::MAX)),
            field("reason", Type::Choice(VERDICT_REASONS)),
        ],
    )],
};

/// A seat claimed beside an enrolment: provisional until headquarters, which hears every laptop,
/// lets it stand or voids it. The first that reached its ledger stands.
pub static SEAT: Kind = Kind {
    id: KindId(33),
    name: "seat",
    stream: Site,
    identity: Identity::Own,
    writer: Role::Volunteer,
    whose: Whose::Nobody,
    registers: &[register(
        1,
        "claim",
        &[field("cohort_id", Type::Ref), field("learner_id", Type::Ref)],
    )],
};

/// A person to be erased: whoever folds it destroys the person's keys.
pub static ERASURE: Kind = Kind {
    id: KindId(34),
    name: "erasure",
    stream: Site,
    identity: Identity::Derived(&["person_id"]),
    writer: Role::Coordinator,
    whose: Whose::Nobody,
    registers: &[register(1, "erased", &[field("day", Type::Day)])],
};

/// A device that has erased a person.
pub static ERASED: Kind = Kind {
    id: KindId(35),
    name: "erased",
    stream: Site,
    identity: Identity::Derived(&["person_id", "device_id"]),
    writer: Role::Volunteer,
    whose: Whose::Nobody,
    registers: &[register(1, "done", &[field("done_ms", Type::Int(0, i64::MAX))])],
};

/// Two records that look alike and are not the same: the smaller id first.
pub static DISTINCT: Kind = Kind {
    id: KindId(36),
    name: "distinct",
    stream: Site,
    identity: Identity::Derived(&["first_id", "second_id"]),
    writer: Role::Volunteer,
    whose: Whose::Nobody,
    registers: &[register(1, "distinct", &[field("is_distinct", Type::Bool)])],
};

/// What is noted in the audit log; the position is the code.
pub const NOTED: &[&str] =
    &["read", "export", "failed_unlocks", "role", "dismissed", "restore", "erased", "code"];

/// What somebody did with people's data or with the way to it. Written once, never changed; laptops
/// write it and only headquarters reads it. A purpose is kept as written, also once the person is
/// erased: it names nobody.
pub static NOTE_OF_AUDIT: Kind = Kind {
    id: KindId(37),
    name: "audit",
    stream: Audit,
    identity: Identity::Own,
    writer: Role::Volunteer,
    whose: Whose::Nobody,
    registers: &[
        register(
            1,
            "deed",
            &[
                field("deed", Type::Choice(NOTED)),
                optional("about_id", Type::Ref),
                optional("amount", Type::Int(0, i64::MAX)),
            ],
        ),
        register(2, "purpose", &[field("purpose", Type::Text(NOTE_BYTES_MAX))]),
    ],
};

/// How to reach a learner. Named by the learner.
pub static CONTACT: Kind = Kind {
    id: KindId(20),
    name: "contact",
    stream: Private,
    identity: Identity::Derived(&["learner_id"]),
    writer: Role::Volunteer,
    whose: Whose::Parent(0),
    registers: &[
        personal(1, "phones", &[field("phones", Type::Texts(10, 60))]),
        personal(2, "email", &[field("email", TITLE)]),
        personal(
            3,
            "address",
            &[
                optional("street", Type::Text(300)),
                optional("street_more", Type::Text(300)),
                optional("postcode", Type::Text(20)),
                optional("town", TITLE),
            ],
        ),
    ],
};

/// Civil facts and file numbers of a learner. Never a social-security number.
pub static CIVIL: Kind = Kind {
    id: KindId(21),
    name: "civil",
    stream: Private,
    identity: Identity::Derived(&["learner_id"]),
    writer: Role::Volunteer,
    whose: Whose::Parent(0),
    registers: &[
        personal(1, "birth", &[field("birth_day", Type::Day)]),
        personal(2, "birth_place", &[field("birth_place", TITLE)]),
        personal(3, "source_number", &[field("source_number", TITLE)]),
        personal(4, "caf_number", &[field("caf_number", TITLE)]),
        personal(5, "france_travail_number", &[field("france_travail_number", TITLE)]),
    ],
};

/// Rights and situation of a learner, as written in the file they came from.
pub static RIGHTS: Kind = Kind {
    id: KindId(22),
    name: "rights",
    stream: Private,
    identity: Identity::Derived(&["learner_id"]),
    writer: Role::Volunteer,
    whose: Whose::Parent(0),
    registers: &[
        personal(1, "situation", &[field("situation", TITLE)]),
        personal(2, "rsa", &[field("rsa", TITLE)]),
        personal(3, "are", &[field("are", TITLE)]),
        personal(4, "ass", &[field("ass", TITLE)]),
        personal(5, "activity_bonus", &[field("activity_bonus", TITLE)]),
        personal(6, "rqth", &[field("rqth", TITLE)]),
        personal(7, "mobility", &[field("mobility", TITLE)]),
        personal(8, "job_sought", &[field("job_sought", TITLE)]),
        personal(9, "education", &[field("education", TITLE)]),
    ],
};

/// Every kind this version knows.
pub static ALL: &[&Kind] = &[
    &SITE,
    &PROGRAMME,
    &LEVEL,
    &MODULE,
    &VOLUNTEER,
    &LEARNER,
    &COHORT,
    &ENROLMENT,
    &SESSION,
    &PRESENCE,
    &ATTENDANCE,
    &DEVICE,
    &CONTACT,
    &CIVIL,
    &RIGHTS,
    &CERTIFICATE,
    &ENROLLED,
    &VERDICT,
    &SEAT,
    &ERASURE,
    &ERASED,
    &DISTINCT,
    &NOTE_OF_AUDIT,
    &SHEET,
    &SIGNATURE,
    &SEAL,
    &PHOTO,
    &VENUE,
    &CLOSURE,
    &PARTNER,
    &PARTNER_CONTACT,
    &FUNDING,
    &REFERRAL,
    &VOLUNTEER_FILE,
    &ABSENCE,
];

/// The kind with this id, if this version knows it.
pub fn by_id(id: KindId) -> Option<&'static Kind> {
    ALL.iter().copied().find(|kind| kind.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_of_verdicts_are_places_of_their_reasons() {
        let codes = [SEAT_TAKEN, NOT_ENROLLED, ROLE_TOO_LOW, REVOKED];
        let names = codes.map(|code| VERDICT_REASONS[usize::try_from(code).unwrap_or(usize::MAX)]);
        assert_eq!(names, ["seat_taken", "not_enrolled", "role_too_low", "revoked"]);
    }

    #[test]
    fn ids_and_names_are_unique() {
        let ids: BTreeSet<_> = ALL.iter().map(|kind| kind.id).collect();
        let names: BTreeSet<_> = ALL.iter().map(|kind| kind.name).collect();
        assert_eq!((ids.len(), names.len()), (ALL.len(), ALL.len()));
        for kind in ALL {
            let registers: BTreeSet<_> = kind.registers.iter().map(|r| r.id).collect();
            let columns: BTreeSet<_> = kind.columns().into_iter().collect();
            assert_eq!(registers.len(), kind.registers.len(), "{}", kind.name);
            assert_eq!(columns.len(), kind.columns().len(), "{}", kind.name);
        }
    }

    #[test]
    fn contact_birth_and_rights_are_private_from_the_start() {
        for kind in [&CONTACT, &CIVIL, &RIGHTS] {
            assert_eq!(kind.stream, Private);
            assert!(kind.registers.iter().all(|register| register.personal));
        }
    }

    #[test]
    fn every_personal_register_has_its_person() {
        for kind in ALL {
            let personal = kind.registers.iter().any(|register| register.personal);
            assert_eq!(personal, kind.whose != Whose::Nobody, "{}", kind.name);
            assert!(!kind.is_control() || kind.writer == Role::Headquarters, "{}", kind.name);
        }
    }

    #[test]
    fn nothing_can_hold_a_social_security_number() {
        let words = ["nir", "social_security", "secu"];
        for column in ALL.iter().flat_map(|kind| kind.columns()) {
            assert!(words.iter().all(|word| !column.split('_').any(|part| part == *word)));
        }
    }
}
