//! A letter under way: what it says, as message keys with what they name. The words, in the reader's
//! language, are another crate's.

use crate::dto::Label;
use std::collections::BTreeMap;

/// A letter that has no words yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is about.
    pub subject: Label,
    /// Its paragraphs, in their order.
    pub paragraphs: Vec<Label>,
}

/// What a letter names. A day is written `2027-04-20`, a moment `2027-04-20 14:03`: whoever finds the
/// words spells them out.
pub(crate) type Named = BTreeMap<String, String>;

/// A letter whose sentences all may name the same things.
pub(crate) fn letter(subject: &str, paragraphs: &[&str], named: &Named) -> Draft {
    let label = |key: &str| Label { key: key.to_owned(), args: named.clone() };
    Draft { subject: label(subject), paragraphs: paragraphs.iter().map(|key| label(key)).collect() }
}
