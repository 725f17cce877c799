//! Who may do what: the roles, lowest first, and the one table that says which role an act needs.
//! It decides by role only; which streams a device holds is its grant's affair.

use crate::kind::Kind;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A person's role. The order is the order of authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Takes attendance and welcomes people.
    Volunteer,
    /// Runs a centre.
    Coordinator,
    /// Sees and decides for the network.
    Headquarters,
}

impl Role {
    /// All roles; the position is the code kept in records.
    pub const NAMES: &'static [&'static str] = &["volunteer", "coordinator", "headquarters"];

    /// Its name in commands and messages.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The role kept under this code, if this version knows it.
    pub fn from_code(code: i64) -> Option<Self> {
        match code {
            0 => Some(Self::Volunteer),
            1 => Some(Self::Coordinator),
            2 => Some(Self::Headquarters),
            _ => None,
        }
    }

    /// Refuses unless this role may write records of `kind`.
    ///
    /// # Errors
    /// `permission.role_too_low`, naming the kind and the role it needs.
    pub fn may_write(self, kind: &Kind) -> Result<(), Refusal> {
        if self >= kind.writer {
            return Ok(());
        }
        Err(Refusal::new("permission.role_too_low")
            .with("kind", kind.name)
            .with("needs", kind.writer.name()))
    }

    /// Refuses unless this role may take a backup elsewhere, or put one back: it holds whatever the
    /// computer holds.
    ///
    /// # Errors
    /// `permission.role_too_low`, naming the role it needs.
    pub fn may_carry_backups(self) -> Result<(), Refusal> {
        if self >= Self::Coordinator {
            return Ok(());
        }
        Err(Refusal::new("permission.role_too_low")
            .with("kind", "backup")
            .with("needs", Self::Coordinator.name()))
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code = Self::NAMES.iter().position(|name| *name == text).ok_or(())?;
        Self::from_code(code as i64).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds;

    fn check(role: Role, kind: &Kind, allowed: bool) {
        assert_eq!(role.may_write(kind).is_ok(), allowed, "{role:?} {}", kind.name);
    }

    #[test]
    fn a_volunteer_marks_and_welcomes_but_does_not_plan() {
        check(Role::Volunteer, &kinds::ATTENDANCE, true);
        check(Role::Volunteer, &kinds::LEARNER, true);
        check(Role::Volunteer, &kinds::COHORT, false);
        check(Role::Coordinator, &kinds::COHORT, true);
        check(Role::Coordinator, &kinds::DEVICE, false);
        check(Role::Headquarters, &kinds::DEVICE, true);
    }

    #[test]
    fn a_volunteer_does_not_carry_backups() {
        let may = (0..3).filter_map(Role::from_code).map(|role| role.may_carry_backups().is_ok());
        assert_eq!(may.collect::<Vec<_>>(), [false, true, true]);
    }

    #[test]
    fn authority_is_a_lattice() {
        for kind in kinds::ALL {
            let allowed: Vec<bool> = (0..3)
                .filter_map(Role::from_code)
                .map(|role| role.may_write(kind).is_ok())
                .collect();
            assert!(allowed.is_sorted(), "{}: a higher role may do what a lower may", kind.name);
        }
    }
}
