//! What is only this computer's: who it is, where headquarters is, when the last exchange was. None
//! of it is a record; none of it is ever sent as one.

use crate::access::{Store, View};
use crate::error::StoreError;
use rusqlite::OptionalExtension;

/// A fact that is only this computer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    /// This device's id.
    Device,
    /// Its name, for people.
    DeviceName,
    /// The seed of its signing key, in hexadecimal.
    Seed,
    /// The site's id.
    Site,
    /// The site's name as headquarters gave it at joining, until its record arrives.
    Centre,
    /// `classroom` or `coordinator`.
    Grant,
    /// Which of the computer's two files this is: `class` or `private`; neither where one file holds
    /// everything, as in the demo centre and at headquarters.
    Holds,
    /// The role of the person at the keys.
    Role,
    /// The record of the person at the keys.
    Actor,
    /// `yes` in the demo centre, which refuses every door.
    Demo,
    /// The highest stamp of the clock.
    Clock,
    /// Headquarters' address.
    Headquarters,
    /// A code that waits for the first connection.
    Code,
    /// The network's public key, pinned at joining.
    Network,
    /// The certificate and its signature.
    Certificate,
    /// Opens exchanges.
    Token,
    /// Headquarters' log in this epoch.
    Log,
    /// The ledger's epoch.
    Epoch,
    /// The place in headquarters' ledger up to which everything is here.
    Cursor,
    /// The network's public encryption key.
    Encryption,
    /// `yes` when everything must be folded again at the next opening.
    Rebuild,
    /// How often this file came to hold less by a deed of the program.
    Era,
    /// Keys of persons that are set aside until headquarters has been heard: this is a backup that was
    /// put back on another computer.
    Hidden,
    /// When the whole file was last read and found as it was written, milliseconds since 1970.
    Checked,
    /// `yes` where what sheets say of people who are erased is kept aside: at headquarters.
    Evidence,
    /// Distinct days on which it was used since headquarters was last heard, and the last of them.
    Away,
    /// What a restored file still has to take over from the original that it replaced.
    Salvage,
    /// Where this file was made: another place means that it was copied.
    Place,
    /// Ids that this computer went by before, one to a line.
    Formerly,
    /// `yes` once the person has been told that this computer took a new name.
    Told,
    /// How far a first contact is.
    First,
    /// What is known of past and coming exchanges.
    Exchange,
    /// The register that is open in the window.
    OpenRegister,
    /// Megabytes a month that pictures may take on this computer's line.
    PhotoLimit,
    /// What waits in the private file, as it was when somebody last had it open: count, bytes, since.
    PrivatePending,
}

impl Local {
    fn key(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::DeviceName => "device_name",
            Self::Seed => "seed",
            Self::Site => "site",
            Self::Centre => "centre",
            Self::Grant => "grant",
            Self::Holds => "holds",
            Self::Role => "role",
            Self::Actor => "actor",
            Self::Demo => "demo",
            Self::Clock => "clock",
            Self::Headquarters => "headquarters",
            Self::Code => "code",
            Self::Network => "network",
            Self::Certificate => "certificate",
            Self::Token => "token",
            Self::Log => "log",
            Self::Epoch => "epoch",
            Self::Cursor => "cursor",
            Self::Encryption => "encryption",
            Self::Rebuild => "rebuild",
            Self::Era => "era",
            Self::Checked => "checked",
            Self::Hidden => "hidden",
            Self::Salvage => "salvage",
            Self::Away => "away",
            Self::Evidence => "evidence",
            Self::Place => "place",
            Self::Formerly => "formerly",
            Self::Told => "told",
            Self::First => "first",
            Self::Exchange => "exchange",
            Self::PrivatePending => "private_pending",
            Self::OpenRegister => "open_register",
            Self::PhotoLimit => "photo_limit",
        }
    }
}

impl View<'_> {
    /// A local fact, if it has been settled.
    ///
    /// # Errors
    /// The store's.
    pub fn local(&self, local: Local) -> Result<Option<String>, StoreError> {
        let mut select = self.conn.prepare_cached("SELECT value FROM local WHERE key = ?1")?;
        Ok(select.query_row([local.key()], |row| row.get(0)).optional()?)
    }

    /// Settles a local fact within a transaction; none forgets it.
    pub(crate) fn settle(&self, local: Local, value: Option<&str>) -> Result<(), StoreError> {
        match value {
            Some(value) => {
                let sql = "INSERT INTO local (key, value) VALUES (?1, ?2)
                           ON CONFLICT (key) DO UPDATE SET value = excluded.value";
                self.conn.prepare_cached(sql)?.execute([local.key(), value])?;
            }
            None => {
                let sql = "DELETE FROM local WHERE key = ?1";
                self.conn.prepare_cached(sql)?.execute([local.key()])?;
            }
        }
        Ok(())
    }
}

impl Store {
    /// Settles local facts together; none forgets one.
    ///
    /// # Errors
    /// The store's; nothing is settled then.
    pub fn settle(&mut self, facts: &[(Local, Option<&str>)]) -> Result<(), StoreError> {
        self.change(|conn| {
            facts.iter().try_for_each(|(local, value)| View::of(conn).settle(*local, *value))
        })
    }
}
