//! What is told of backups, damage, one person's rights.

use super::{HistoryLine, PersonRow};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What is known of this computer's backups.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct BackupView {
    /// When the last one was made, in milliseconds since 1970.
    pub last_at: Option<f64>,
    /// How many are kept.
    pub count: u32,
    /// Their size.
    pub bytes: f64,
    /// Whether the last one was read back and found whole.
    pub verified: bool,
    /// Where they are.
    pub folder: String,
}

/// A backup in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct BackupRow {
    /// Its name: the moment at which it was made.
    pub name: String,
    /// Its folder.
    pub folder: String,
    /// When it was made, in milliseconds since 1970.
    pub made_at: f64,
    /// Its size.
    pub bytes: f64,
    /// Changes that it holds.
    pub changes: u32,
    /// Whether it was read back and found whole.
    pub verified: bool,
}

/// What reading everything back found: nothing that is not as it was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Verified {
    /// The backup that was read; none for the centre's own files.
    pub set: Option<BackupRow>,
    /// Changes held.
    pub changes: u32,
    /// Whether contacts and rights were read too: not when the person may not.
    pub private: bool,
    /// Backups of this computer.
    pub backups: u32,
}

/// Changes of a kind that a backup lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Missing {
    /// `marks`, `people`, `others`.
    pub kind: String,
    /// How many.
    pub count: u32,
}

/// What stands before a centre whose files are damaged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct DamageView {
    /// How it was noticed: `store.damaged`.
    pub code: String,
    /// When the newest good backup was made, in milliseconds since 1970; none when there is none.
    pub newest_at: Option<f64>,
    /// What this computer wrote since then, as far as the damaged file can still be read: it is taken
    /// over.
    pub missing: Vec<Missing>,
    /// When the first of that was written.
    pub since: Option<f64>,
    /// How many changes that is.
    pub salvageable: u32,
    /// Changes that nothing could read.
    pub unread: u32,
    /// Whether who is at the keys may put a backup back.
    pub may_restore: bool,
}

/// What putting a backup back does, or did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct RestoreView {
    /// Whether it was done.
    pub done: bool,
    /// The backup.
    pub set: BackupRow,
    /// What this computer wrote since then and can be taken over.
    pub missing: Vec<Missing>,
    /// When the first of that was written, in milliseconds since 1970.
    pub since: Option<f64>,
    /// How many changes that is.
    pub salvageable: u32,
    /// Changes that nothing could read.
    pub unread: u32,
    /// Where what stood in its place is kept.
    pub kept: Option<String>,
    /// Everybody's personal fields stay hidden until the first exchange: it is another computer's.
    pub hidden: bool,
}

/// What erasing a person does, and which devices have done it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Erasure {
    /// Record id.
    pub person: String,
    /// The name; none once erased.
    pub name: Option<String>,
    /// Whether it is done here.
    pub erased: bool,
    /// Marks that stay as anonymous counts.
    pub marks: u32,
    /// Devices that have erased the person.
    pub done: Vec<ErasureDone>,
    /// Lines of sealed sheets that the law keeps, in headquarters' vault and nowhere else.
    pub kept: u32,
    /// Names of the centre's computers that are not known to have done it yet.
    pub waiting: Vec<String>,
    /// Photographs of paper sheets on which they stand: they go with the person.
    pub photos: u32,
    /// Of these, those that headquarters does not hold yet: nobody would.
    pub photos_unsent: u32,
    /// Referrals by which they came, as far as this computer knows: they go with the person.
    pub referrals: u32,
}

/// A device that has erased a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct ErasureDone {
    /// The device's name.
    pub device: String,
    /// When, milliseconds since 1970.
    pub at: f64,
}

/// What is known of a person, as this computer can read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PersonDetail {
    /// As in the list.
    pub person: PersonRow,
    /// What is written of them, field by field.
    pub fields: Vec<PersonField>,
    /// Whether there is more, which whoever is at the keys may not read.
    pub locked: bool,
}

/// One field of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PersonField {
    /// The field's name in records: `given`, `phone`, `birth_year`.
    pub name: String,
    /// Its value, as text.
    pub value: String,
}

/// Files that were written of a person, for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Exported {
    /// Where.
    pub folder: String,
    /// Their names.
    pub files: Vec<String>,
}

/// What is known of a person, written out for them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonFile {
    /// The day on which it was written.
    pub day: String,
    /// The centre's name.
    pub centre: String,
    /// As in the list.
    pub person: PersonRow,
    /// What is written of them, field by field.
    pub fields: Vec<PersonField>,
    /// Sessions in which they were marked, or have a note.
    pub attendance: Vec<AttendedLine>,
    /// Who wrote what, when and on which computer, oldest first.
    pub history: Vec<HistoryLine>,
}

/// A session of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendedLine {
    /// The day.
    pub day: String,
    /// The group's code.
    pub group: String,
    /// `present`, `absent`, `unmarked`.
    pub status: String,
    /// Minutes late, if any.
    pub late: Option<u16>,
    /// Minutes left early, if any.
    pub left: Option<u16>,
    /// The note.
    pub note: String,
}

/// What comparing this computer's chains with headquarters' came to: all that could be compared is the
/// same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditView {
    /// Chains in this computer's files, each hashed again.
    pub chains: u32,
    /// Those whose end was compared with headquarters' mark.
    pub compared: u32,
    /// Changes that headquarters has not received yet.
    pub waiting: u32,
    /// Entries of the audit log on this computer.
    pub entries: u32,
}
