//! Who may do what: the roles, lowest first, and the one table that says which role each deed needs.
//! It decides by role only; which streams a device holds is its grant's affair, and what a record's
//! kind asks of its writer is asked beside it.

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

    /// Refuses unless this role may do this.
    ///
    /// # Errors
    /// `permission.role_too_low`, naming the deed and the role it needs.
    pub fn may(self, deed: Deed) -> Result<(), Refusal> {
        let needs = deed.needs();
        if self >= needs {
            return Ok(());
        }
        Err(Refusal::new("permission.role_too_low")
            .with("deed", format!("{deed:?}"))
            .with("needs", needs.name()))
    }
}

/// What people do with the program: every use-case of the app is one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// See sessions, registers, groups, names, and how the computer stands.
    ReadRoster,
    /// Mark, note, undo.
    TakeAttendance,
    /// Hand the laptop over to be signed on, and take it back.
    Sign,
    /// Close a register, interrupt a session, open a register again within the week.
    CloseRegister,
    /// Write a register of more than a week ago.
    CorrectOldRegister,
    /// Open a register again after that.
    ReopenOldRegister,
    /// Print the sheet of a register, empty or filled; each is noted.
    PrintRegister,
    /// Add a person, and enrol them.
    Welcome,
    /// Choose between two answers.
    Settle,
    /// Exchange with headquarters, and stop it.
    Exchange,
    /// Make a backup among this computer's, and read everything back.
    KeepBackup,
    /// Choose another PIN of one's own.
    ChangeOwnPin,
    /// Give a volunteer a place on this computer. Another role is given by whoever has it.
    LetIn,
    /// See contacts, birth, rights; each reading is noted.
    ReadContacts,
    /// Make groups and sessions.
    Plan,
    /// Take people in from a file.
    Import,
    /// Write lists to a file; each export is noted.
    Export,
    /// Write what is known of one person, for them; noted with its purpose.
    ExportPerson,
    /// Erase a person.
    Erase,
    /// Take somebody's place away.
    Dismiss,
    /// Print another recovery sheet.
    PrintSheet,
    /// Take a backup elsewhere, or put one back: it holds whatever the computer holds.
    CarryBackup,
    /// Bind a centre to headquarters.
    Connect,
    /// Compare this computer's chain with headquarters'.
    VerifyAudit,
}

/// The table: the lowest role that may, deed by deed.
pub const TABLE: &[(Deed, Role)] = &[
    (Deed::ReadRoster, Role::Volunteer),
    (Deed::TakeAttendance, Role::Volunteer),
    (Deed::Sign, Role::Volunteer),
    (Deed::CloseRegister, Role::Volunteer),
    (Deed::CorrectOldRegister, Role::Coordinator),
    (Deed::ReopenOldRegister, Role::Coordinator),
    (Deed::PrintRegister, Role::Volunteer),
    (Deed::Welcome, Role::Volunteer),
    (Deed::Settle, Role::Volunteer),
    (Deed::Exchange, Role::Volunteer),
    (Deed::KeepBackup, Role::Volunteer),
    (Deed::ChangeOwnPin, Role::Volunteer),
    (Deed::LetIn, Role::Volunteer),
    (Deed::ReadContacts, Role::Coordinator),
    (Deed::Plan, Role::Coordinator),
    (Deed::Import, Role::Coordinator),
    (Deed::Export, Role::Coordinator),
    (Deed::ExportPerson, Role::Coordinator),
    (Deed::Erase, Role::Coordinator),
    (Deed::Dismiss, Role::Coordinator),
    (Deed::PrintSheet, Role::Coordinator),
    (Deed::CarryBackup, Role::Coordinator),
    (Deed::Connect, Role::Coordinator),
    (Deed::VerifyAudit, Role::Coordinator),
];

impl Deed {
    /// The lowest role that may. What the table does not name is headquarters' alone.
    pub fn needs(self) -> Role {
        let line = TABLE.iter().find(|(deed, _)| *deed == self);
        line.map_or(Role::Headquarters, |(_, role)| *role)
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
    fn a_volunteer_runs_a_class_and_takes_nothing_away() {
        let may = |deed: Deed| Role::Volunteer.may(deed).is_ok();
        assert!([Deed::TakeAttendance, Deed::Welcome, Deed::ReadRoster].into_iter().all(may));
        let away = [Deed::ReadContacts, Deed::Export, Deed::Erase, Deed::CarryBackup, Deed::Plan];
        assert!(!away.into_iter().any(may));
        let refusal = Role::Volunteer.may(Deed::Erase).unwrap_err();
        assert_eq!(refusal.args().get("needs").map(String::as_str), Some("coordinator"));
    }

    #[test]
    fn each_deed_has_one_line() {
        for (at, (deed, role)) in TABLE.iter().enumerate() {
            assert!(!TABLE.iter().skip(at + 1).any(|(other, _)| other == deed), "{deed:?}");
            assert_eq!(deed.needs(), *role);
            assert!(Role::Headquarters.may(*deed).is_ok());
        }
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
