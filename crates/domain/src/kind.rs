//! The declaration of a record kind: its stream, its registers, which of them are personal, who may
//! write it. One declaration drives encoding, validation and projection, so that a new record is a
//! declaration, a migration and its rules. The kinds themselves are in `kinds.rs`.

use crate::permission::Role;
use crate::record::{RecordId, RecordRef};
use crate::stream::StreamClass;
use crate::value::{Fit, Type, Value};
use serde::{Deserialize, Serialize};

/// Bytes of an encrypted personal value: the longest plain one and what encryption adds.
pub const SEALED_BYTES_MAX: usize = 2048;

/// Numeric id of a kind. Additive only: an id is never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct KindId(pub u16);

/// Numeric id of a register within its kind. Additive only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RegisterId(pub u16);

/// How records of a kind are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// By an id of their own, made at creation.
    Own,
    /// By the records they are about; the names are the projection's columns.
    Derived(&'static [&'static str]),
}

/// A field of a register: one column of the projection.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Column name.
    pub column: &'static str,
    /// What it may hold.
    pub ty: Type,
    /// Whether it may be null while the register is not.
    pub optional: bool,
}

/// A register: what is written, replaced and settled as a whole. Fields that only make sense
/// together are one register; different registers never conflict.
#[derive(Clone, Copy, Debug)]
pub struct Register {
    /// Numeric id.
    pub id: RegisterId,
    /// Name in code and history.
    pub name: &'static str,
    /// One field, or the fields of a compound value in their order on the wire.
    pub fields: &'static [Field],
    /// Whether it says something about a person: encrypted under the person's key, erased with it.
    pub personal: bool,
    /// A rule over the whole value, beyond the types of its fields.
    pub rule: Option<fn(&[Value]) -> bool>,
    /// Whether it is written once and never again: not replaced, not cleared.
    pub once: bool,
}

/// Whose personal values a record's personal registers hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Nobody's: no register is personal.
    Nobody,
    /// The record is the person.
    Itself,
    /// The parent at this position is the person.
    Parent(usize),
}

/// The declaration of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Numeric id.
    pub id: KindId,
    /// Name: also the projection's table.
    pub name: &'static str,
    /// The stream its records live in, for life.
    pub stream: StreamClass,
    /// How records are named.
    pub identity: Identity,
    /// The lowest role that may write it.
    pub writer: Role,
    /// Whose personal values it holds.
    pub whose: Whose,
    /// The registers; the first is the one without which a record does not exist.
    pub registers: &'static [Register],
}

/// A kind is its id: there is one declaration of each.
impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Kind {}

/// Registers are the same when they are the same declaration: ids repeat from kind to kind.
impl PartialEq for Register {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.name == other.name
    }
}

impl Register {
    /// Whether `value` may stand in this register.
    pub fn fit(&self, value: &Value) -> Fit {
        if *value == Value::Null {
            return Fit::Valid;
        }
        if let (true, Value::Bytes(sealed)) = (self.personal, value) {
            // Encrypted: what is inside is looked at by whoever has the key.
            return if sealed.len() <= SEALED_BYTES_MAX { Fit::Valid } else { Fit::Invalid };
        }
        let fields = self.values(value);
        if fields.len() != self.fields.len() {
            // A later version may have added a field at the end.
            return if fields.len() > self.fields.len() { Fit::Unknown } else { Fit::Invalid };
        }
        let fits = self.fields.iter().zip(fields).map(|(field, value)| match value {
            Value::Null if field.optional => Fit::Valid,
            value => field.ty.fit(value),
        });
        match fits.max().unwrap_or(Fit::Valid) {
            Fit::Valid if self.rule.is_some_and(|rule| !rule(fields)) => Fit::Invalid,
            fit => fit,
        }
    }

    /// Whether a personal value stands here for everybody to read, where erasing could not reach it.
    pub fn is_in_clear(&self, value: &Value) -> bool {
        self.personal && !matches!(value, Value::Null | Value::Bytes(_))
    }

    /// The fields of a value in declared order: the value itself when there is only one.
    pub fn values<'v>(&self, value: &'v Value) -> &'v [Value] {
        if self.fields.len() == 1 { std::slice::from_ref(value) } else { value.items() }
    }
}

impl Kind {
    /// The register with this id.
    pub fn register(&self, id: RegisterId) -> Option<&'static Register> {
        self.registers.iter().find(|register| register.id == id)
    }

    /// The register with this name.
    pub fn named(&self, name: &str) -> Option<&'static Register> {
        self.registers.iter().find(|register| register.name == name)
    }

    /// Whether it steers the folding itself instead of being folded into a table: certificates
    /// and verdicts, which headquarters writes in any stream.
    pub fn is_control(&self) -> bool {
        self.stream == StreamClass::Every
    }

    /// The person whose values the personal registers of this record hold.
    pub fn person(&self, record: &RecordRef) -> Option<RecordId> {
        match (self.whose, record) {
            (Whose::Itself, RecordRef::Own(id)) => Some(*id),
            (Whose::Parent(at), RecordRef::Derived(parents)) => parents.get(at).copied(),
            _ => None,
        }
    }

    /// Whether a record may be named this way.
    pub fn accepts(&self, record: &RecordRef) -> bool {
        match (self.identity, record) {
            (Identity::Own, RecordRef::Own(_)) => true,
            (Identity::Derived(names), RecordRef::Derived(ids)) => names.len() == ids.len(),
            _ => false,
        }
    }

    /// Columns of the projection after `id`: parents, then fields.
    pub fn columns(&self) -> Vec<&'static str> {
        let parents = match self.identity {
            Identity::Own => &[][..],
            Identity::Derived(names) => names,
        };
        let fields = self.registers.iter().flat_map(|r| r.fields.iter().map(|f| f.column));
        parents.iter().copied().chain(fields).collect()
    }
}
