//! Kinds of who pays, and of whom to call there.

use super::planning::days_are_ordered;
use super::{CODE, TITLE, field, optional, personal, register};
use crate::kind::{Identity, Kind, KindId, Register, RegisterId, Whose};
use crate::permission::Role;
use crate::stream::StreamClass::{Network, Private};
use crate::value::Type;

/// What money comes by; the position is the code.
pub const FUNDING_KINDS: &[&str] = &["grant", "convention", "call", "other"];
/// What money may be spent on; the position is the code.
pub const FUNDING_NATURES: &[&str] = &["operating", "investment"];

/// Somebody at a partner. Their name and how to reach them are theirs: erased like anybody's.
pub static PARTNER_CONTACT: Kind = Kind {
    id: KindId(45),
    name: "partner_contact",
    stream: Private,
    identity: Identity::Own,
    writer: Role::Coordinator,
    whose: Whose::Itself,
    registers: &[
        personal(1, "name", &[field("given", TITLE), optional("family", TITLE)]),
        register(2, "partner", &[field("partner_id", Type::Ref)]),
        personal(3, "post", &[field("post", TITLE)]),
        personal(4, "reach", &[field("phones", Type::Texts(5, 60)), optional("email", TITLE)]),
        register(5, "archived", &[field("is_archived", Type::Bool)]),
    ],
};

/// A line of money: a grant, a convention, what a call for projects brought. The network's: one line
/// may pay for groups of several centres.
pub static FUNDING: Kind = Kind {
    id: KindId(47),
    name: "funding",
    stream: Network,
    identity: Identity::Own,
    writer: Role::Coordinator,
    whose: Whose::Nobody,
    registers: &[
        register(1, "title", &[field("title", TITLE), optional("reference", CODE)]),
        register(
            2,
            "nature",
            &[
                field("funding_kind", Type::Choice(FUNDING_KINDS)),
                field("nature", Type::Choice(FUNDING_NATURES)),
            ],
        ),
        register(3, "partner", &[field("partner_id", Type::Ref)]),
        register(4, "amount", &[field("amount_cents", Type::Int(0, 1_000_000_000_000))]),
        Register {
            id: RegisterId(5),
            name: "period",
            fields: &[field("first_day", Type::Day), field("last_day", Type::Day)],
            personal: false,
            rule: Some(days_are_ordered),
            once: false,
        },
        register(6, "archived", &[field("is_archived", Type::Bool)]),
    ],
};
