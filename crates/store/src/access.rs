//! The two ways in: a `Store` owns a connection and may change the file; a `View` reads it, within a
//! transaction or without.

use crate::error::StoreError;
use crate::history::OpReader;
use crate::local::Local;
use crate::witness::{Amount, Witness};
use rusqlite::{Connection, TransactionBehavior};
use std::fs::File;

/// An open store. Several may be open on the same file, in one process or many.
pub struct Store {
    pub(crate) conn: Connection,
    /// What it holds is noted beside it.
    pub(crate) witness: Option<Witness>,
    /// While it is open nobody takes its files away.
    pub(crate) _hold: Option<File>,
}

/// A reader of the file.
pub struct View<'c> {
    pub(crate) conn: &'c Connection,
    pub(crate) reader: OpReader<'c>,
}

impl<'c> View<'c> {
    /// A reader of this connection.
    pub(crate) fn of(conn: &'c Connection) -> Self {
        Self { conn, reader: OpReader::new(conn) }
    }
}

impl Store {
    /// A store over a connection, with nothing around it.
    pub(crate) fn of(conn: Connection) -> Self {
        Self { conn, witness: None, _hold: None }
    }

    /// The same, with its centre held open.
    pub(crate) fn holding(self, hold: Option<File>) -> Self {
        Self { _hold: hold, ..self }
    }

    /// Reads what is committed, statement by statement.
    pub fn view(&self) -> View<'_> {
        View::of(&self.conn)
    }

    /// Reads one consistent state, whatever others commit meanwhile.
    ///
    /// # Errors
    /// The closure's own, or the store's.
    pub fn snapshot<T, E: From<StoreError>>(
        &mut self,
        read: impl FnOnce(&View<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx = self.conn.transaction().map_err(StoreError::from)?;
        read(&View::of(&tx))
    }

    /// A number that changes when another connection, here or in another program, has committed.
    ///
    /// # Errors
    /// The store's.
    pub fn data_version(&self) -> Result<u32, StoreError> {
        Ok(self.conn.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// One transaction that may write; it commits only if `change` succeeds.
    pub(crate) fn change<T, E: From<StoreError>>(
        &mut self,
        change: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let Some(witness) = &mut self.witness else {
            let value = change(&tx)?;
            tx.commit().map_err(StoreError::from)?;
            return Ok(value);
        };
        let before = Amount::of(&tx)?;
        let value = change(&tx)?;
        let mut after = Amount::of(&tx)?;
        if after < before {
            // Ops were set aside, or written again under another name: nothing is lost.
            after.era += 1;
            View::of(&tx).settle(Local::Era, Some(&after.era.to_string()))?;
        }
        tx.commit().map_err(StoreError::from)?;
        witness.note(after);
        Ok(value)
    }

    /// Caps the file's size as a small disk would: 0 only asks. For tests of a full disk.
    ///
    /// # Errors
    /// The store's.
    #[doc(hidden)]
    pub fn limit_pages_for_tests(&self, pages: u32) -> Result<u32, StoreError> {
        if pages > 0 {
            self.conn.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
        }
        Ok(self.conn.pragma_query_value(None, "page_count", |row| row.get(0))?)
    }

    /// Says that another version of the program wrote the file. For tests of a newer one.
    ///
    /// # Errors
    /// The store's.
    #[doc(hidden)]
    pub fn set_schema_version_for_tests(&self, version: u32) -> Result<(), StoreError> {
        Ok(self.conn.pragma_update(None, "user_version", version)?)
    }
}
