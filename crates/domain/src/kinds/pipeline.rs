//! Kinds of the way into a cohort: who was sent to us by whom, and what became of it. People who are
//! not learners yet are as private as those who are.

use super::{NOTE_BYTES_MAX, TITLE, field, optional, personal, register};
use crate::kind::{Identity, Kind, KindId, Register, RegisterId, Whose};
use crate::permission::Role;
use crate::positioning::{Answers, FRENCH, QUESTIONS};
use crate::stream::StreamClass::Private;
use crate::value::{Type, Value};

/// How far a referral is; the position is the code. Unwritten is received.
pub const REFERRAL_STATES: &[&str] = &[
    "received",
    "contacted",
    "interview",
    "accepted",
    "enrolled",
    "closed",
    "no_answer",
    "declined_by_person",
    "not_eligible",
    "redirected",
];

/// Why a seat was not taken; the position is the code. A choice, because a word of somebody's own
/// would be a fact about a person that nothing could erase.
pub const REFUSALS: &[&str] =
    &["hours", "place", "found_other", "level", "no_answer", "moved_away", "other"];

/// Somebody whom a partner sent to us, or who came by themselves. A person of their own until they
/// are a learner: erased with the learner they became.
pub static REFERRAL: Kind = Kind {
    id: KindId(48),
    name: "referral",
    stream: Private,
    identity: Identity::Own,
    writer: Role::Coordinator,
    whose: Whose::Itself,
    registers: &[
        personal(1, "name", &[field("given", TITLE), optional("family", TITLE)]),
        personal(2, "reach", &[field("phones", Type::Texts(5, 60)), optional("email", TITLE)]),
        personal(3, "language", &[field("language", Type::Text(35))]),
        register(
            4,
            "source",
            &[optional("partner_id", Type::Ref), field("received_day", Type::Day)],
        ),
        // Who at the partner follows them.
        register(5, "advisor", &[field("advisor_id", Type::Ref)]),
        register(6, "wanted", &[field("level_id", Type::Ref)]),
        register(7, "state", &[field("state", Type::Choice(REFERRAL_STATES))]),
        // The learner they became.
        register(8, "learner", &[field("learner_id", Type::Ref)]),
        Register {
            id: RegisterId(9),
            name: "answers",
            fields: &[field("answers", Type::Text(QUESTIONS))],
            personal: true,
            rule: Some(answers_are_read),
            once: false,
        },
        personal(10, "french", &[field("french", Type::Choice(FRENCH))]),
        // Until when the partner is owed an answer.
        register(11, "deadline", &[field("answer_day", Type::Day)]),
        // When the partner was told how it ended.
        register(12, "feedback", &[field("feedback_day", Type::Day)]),
        personal(13, "note", &[field("note", Type::Text(NOTE_BYTES_MAX))]),
        // The cohort they want, or got.
        register(14, "cohort", &[field("cohort_id", Type::Ref)]),
    ],
};

fn answers_are_read(fields: &[Value]) -> bool {
    matches!(fields, [Value::Text(text)] if Answers::read(text).is_some())
}
