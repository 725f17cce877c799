//! Why something cannot be done, decided by the rules alone: a stable code and what its sentence
//! names. It holds no sentence: the screens and the command line translate the code.

use std::collections::BTreeMap;
use std::fmt;

/// A refusal with a stable code. Nothing has been changed when one is returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    code: &'static str,
    args: BTreeMap<&'static str, String>,
}

impl Refusal {
    /// A refusal without arguments.
    pub fn new(code: &'static str) -> Self {
        Self { code, args: BTreeMap::new() }
    }

    /// Adds what the sentence names.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.insert(name, value.to_string());
        self
    }

    /// The stable code, `attendance.minutes_beyond_session`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What the sentence names.
    pub fn args(&self) -> &BTreeMap<&'static str, String> {
        &self.args
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.code, self.args)
    }
}

impl std::error::Error for Refusal {}
