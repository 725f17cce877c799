//! Values that registers hold, and the types that a kind declares for them. A value knows nothing
//! of its meaning; a type decides whether a value may stand in a register, or belongs to a version
//! of the program that this one does not know yet.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A value, as it is encoded in ops.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Outer")]
pub enum Value {
    /// Cleared. Also a field of a compound register that is not given.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A count, a number of minutes, a day (days since 1970-01-01), a choice's code.
    Int(i64),
    /// Text, kept exactly as given.
    Text(String),
    /// Another record.
    Ref(Uuid),
    /// The fields of a compound register in declared order, or a list.
    List(Vec<Value>),
    /// Bytes: a key, or a personal value encrypted under its person's key.
    Bytes(Vec<u8>),
}

/// A value as it is read: a list may hold lists, and those hold no more. Nesting without end would
/// exhaust the stack of whoever reads it, so that it must not be readable at all. The variants stand
/// in the order of `Value`'s.
#[derive(Deserialize)]
enum Outer {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    Ref(Uuid),
    List(Vec<Inner>),
    Bytes(Vec<u8>),
}

#[derive(Deserialize)]
enum Inner {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    Ref(Uuid),
    List(Vec<Single>),
    Bytes(Vec<u8>),
}

#[derive(Deserialize)]
enum Single {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    Ref(Uuid),
    /// Never written at this depth; it keeps the codes of the variants in step.
    List(Never),
    Bytes(Vec<u8>),
}

/// What cannot be.
#[derive(Deserialize)]
enum Never {}

impl From<Outer> for Value {
    fn from(value: Outer) -> Self {
        match value {
            Outer::Null => Self::Null,
            Outer::Bool(yes) => Self::Bool(yes),
            Outer::Int(number) => Self::Int(number),
            Outer::Text(text) => Self::Text(text),
            Outer::Ref(id) => Self::Ref(id),
            Outer::List(items) => Self::List(items.into_iter().map(Self::from).collect()),
            Outer::Bytes(bytes) => Self::Bytes(bytes),
        }
    }
}

impl From<Inner> for Value {
    fn from(value: Inner) -> Self {
        match value {
            Inner::Null => Self::Null,
            Inner::Bool(yes) => Self::Bool(yes),
            Inner::Int(number) => Self::Int(number),
            Inner::Text(text) => Self::Text(text),
            Inner::Ref(id) => Self::Ref(id),
            Inner::List(items) => Self::List(items.into_iter().map(Self::from).collect()),
            Inner::Bytes(bytes) => Self::Bytes(bytes),
        }
    }
}

impl From<Single> for Value {
    fn from(value: Single) -> Self {
        match value {
            Single::Null => Self::Null,
            Single::Bool(yes) => Self::Bool(yes),
            Single::Int(number) => Self::Int(number),
            Single::Text(text) => Self::Text(text),
            Single::Ref(id) => Self::Ref(id),
            Single::List(never) => match never {},
            Single::Bytes(bytes) => Self::Bytes(bytes),
        }
    }
}

impl Value {
    /// Text, or null when empty: what an optional form field becomes.
    pub fn text_or_null(text: Option<&str>) -> Self {
        match text {
            Some(text) if !text.is_empty() => Self::Text(text.to_owned()),
            _ => Self::Null,
        }
    }

    /// An integer, or null.
    pub fn int_or_null(number: Option<i64>) -> Self {
        number.map_or(Self::Null, Self::Int)
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The integer, if it is one.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The bytes, if it is that.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The record it names, if it names one.
    pub fn as_ref_id(&self) -> Option<Uuid> {
        match self {
            Self::Ref(id) => Some(*id),
            _ => None,
        }
    }

    /// The items of a list or the fields of a compound value; none otherwise.
    pub fn items(&self) -> &[Value] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }
}

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// An integer within bounds, both included.
    Int(i64, i64),
    /// Text of at most this many bytes (UTF-8).
    Text(usize),
    /// A day, as days since 1970-01-01.
    Day,
    /// A time of day, as minutes after midnight, 0 to 1440.
    Minute,
    /// Another record.
    Ref,
    /// One of these; the code is the position. Codes are only ever added at the end.
    Choice(&'static [&'static str]),
    /// At most this many texts, each of at most this many bytes.
    Texts(usize, usize),
    /// Exactly this many bytes.
    Bytes(usize),
}

/// Whether a value may stand where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It may.
    Valid,
    /// A later version may know it: keep it, relay it, fold it after the update.
    Unknown,
    /// No version would accept it.
    Invalid,
}

/// First and last day accepted: 1900-01-01 and 2199-12-31.
const DAYS: std::ops::RangeInclusive<i64> = -25_567..=84_005;

impl Type {
    /// Whether `value` fits; null is decided by whoever knows if the field is optional.
    pub fn fit(self, value: &Value) -> Fit {
        let ok = match (self, value) {
            (Self::Bool, Value::Bool(_)) | (Self::Ref, Value::Ref(_)) => true,
            (Self::Bytes(length), Value::Bytes(bytes)) => bytes.len() == length,
            (Self::Int(min, max), Value::Int(n)) => (min..=max).contains(n),
            (Self::Text(max), Value::Text(text)) => text.len() <= max && !has_control(text),
            (Self::Day, Value::Int(n)) => DAYS.contains(n),
            (Self::Minute, Value::Int(n)) => (0..=1440).contains(n),
            (Self::Choice(names), Value::Int(n)) => {
                let known = usize::try_from(*n).is_ok_and(|n| n < names.len());
                // A choice added by a later version is not an error of its writer.
                return match (known, (0..1000).contains(n)) {
                    (true, _) => Fit::Valid,
                    (false, true) => Fit::Unknown,
                    (false, false) => Fit::Invalid,
                };
            }
            (Self::Texts(count, max), Value::List(items)) => {
                items.len() <= count
                    && items.iter().all(|item| Self::Text(max).fit(item) == Fit::Valid)
            }
            _ => false,
        };
        if ok { Fit::Valid } else { Fit::Invalid }
    }
}

/// Control characters have no place in a name or a note, and confuse whatever prints them.
fn has_control(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && c != '\n' && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ty: Type, value: Value, fit: Fit) {
        assert_eq!(ty.fit(&value), fit, "{ty:?} {value:?}");
    }

    #[test]
    fn values_fit_their_type() {
        check(Type::Bool, Value::Bool(true), Fit::Valid);
        check(Type::Int(0, 5), Value::Int(5), Fit::Valid);
        check(Type::Int(0, 5), Value::Int(6), Fit::Invalid);
        check(Type::Text(3), Value::Text("été".into()), Fit::Invalid);
        check(Type::Text(5), Value::Text("été".into()), Fit::Valid);
        check(Type::Text(9), Value::Text("a\u{7}".into()), Fit::Invalid);
        check(Type::Minute, Value::Int(1441), Fit::Invalid);
        check(Type::Day, Value::Int(20_000), Fit::Valid);
        check(Type::Ref, Value::Int(1), Fit::Invalid);
    }

    #[test]
    fn a_later_choice_is_unknown_and_not_wrong() {
        check(Type::Choice(&["a", "b"]), Value::Int(1), Fit::Valid);
        check(Type::Choice(&["a", "b"]), Value::Int(2), Fit::Unknown);
        check(Type::Choice(&["a", "b"]), Value::Int(-1), Fit::Invalid);
    }

    #[test]
    fn lists_are_bounded() {
        let two = Value::List(vec![Value::Text("06".into()), Value::Text("07".into())]);
        check(Type::Texts(2, 4), two.clone(), Fit::Valid);
        check(Type::Texts(1, 4), two, Fit::Invalid);
    }
}
