//! A backup that is put back on another computer shows nobody's personal fields before its first
//! exchange: who was erased since is known only there. The keys of all persons are set aside, the
//! columns that they opened are emptied, and whatever reads finds no key.

use crate::access::{Store, View};
use crate::error::StoreError;
use crate::local::Local;
use crate::person::{insert, is_erased, show_person_again};
use crate::rows::{record, stream_of, stream_row};
use passerelle_domain::{RecordId, Stream};
use passerelle_sync::digest::{hex, unhex};
use passerelle_sync::person::{KeyState, PersonKey};
use rusqlite::Connection;
use std::collections::BTreeSet;
use uuid::Uuid;

impl Store {
    /// Hides everybody until `show_persons`. A centre that knows no headquarters hides nobody: there
    /// is nothing to ask.
    ///
    /// # Errors
    /// The store's; nothing is hidden then.
    pub fn hide_persons(&mut self) -> Result<(), StoreError> {
        self.change(|conn| {
            let view = View::of(conn);
            if view.local(Local::Headquarters)?.is_none() {
                return Ok(());
            }
            let mut text = view.local(Local::Hidden)?.unwrap_or_default();
            let keys = all(conn)?;
            for (stream, person, key, sent) in &keys {
                text.push_str(&line(stream_of(conn, *stream)?, *person, key, *sent));
            }
            view.settle(Local::Hidden, Some(&text))?;
            conn.execute("DELETE FROM person_key", [])?;
            let persons: BTreeSet<_> = keys.iter().map(|(_, person, ..)| *person).collect();
            persons.into_iter().try_for_each(|person| show_person_again(conn, person))?;
            // The undo list names people.
            conn.execute_batch("DELETE FROM gesture_part; DELETE FROM gesture;")?;
            Ok::<_, StoreError>(())
        })?;
        self.sweep()
    }

    /// Shows again whom nobody has erased: headquarters has been heard.
    ///
    /// # Errors
    /// The store's; everybody stays hidden then.
    pub fn show_persons(&mut self) -> Result<(), StoreError> {
        if !self.view().hides_persons()? {
            return Ok(());
        }
        self.change(|conn| {
            let view = View::of(conn);
            let text = view.local(Local::Hidden)?.unwrap_or_default();
            let mut persons = BTreeSet::new();
            for line in text.lines() {
                let (stream, person, key, sent) = parse(line).ok_or(StoreError::Damaged)?;
                if !is_erased(conn, person)? {
                    insert(conn, stream_row(conn, stream)?, person, &key, sent)?;
                    persons.insert(person);
                }
            }
            view.settle(Local::Hidden, None)?;
            persons.into_iter().try_for_each(|person| show_person_again(conn, person))?;
            Ok::<_, StoreError>(())
        })?;
        self.sweep()
    }
}

/// Adds keys to those that are set aside.
pub(crate) fn add(conn: &Connection, keys: &[KeyState]) -> Result<(), StoreError> {
    let view = View::of(conn);
    let mut text = view.local(Local::Hidden)?.unwrap_or_default();
    for state in keys {
        if let Some(key) = &state.key
            && !is_erased(conn, state.person)?
        {
            text.push_str(&line(state.stream, state.person, key, false));
        }
    }
    view.settle(Local::Hidden, Some(&text))
}

/// Forgets a person among those whose keys are set aside.
pub(crate) fn forget(conn: &Connection, person: RecordId) -> Result<(), StoreError> {
    let view = View::of(conn);
    let Some(text) = view.local(Local::Hidden)? else { return Ok(()) };
    let others = text.lines().filter(|line| parse(line).is_none_or(|(_, one, ..)| one != person));
    let others: String = others.map(|line| format!("{line}\n")).collect();
    view.settle(Local::Hidden, Some(&others))
}

fn line(stream: Stream, person: RecordId, key: &PersonKey, sent: bool) -> String {
    format!("{stream} {person} {} {}\n", hex(&key.0), u8::from(sent))
}

impl View<'_> {
    /// Whether everybody is hidden until the next exchange.
    ///
    /// # Errors
    /// The store's.
    pub fn hides_persons(&self) -> Result<bool, StoreError> {
        Ok(self.local(Local::Hidden)?.is_some())
    }
}

fn parse(line: &str) -> Option<(Stream, RecordId, PersonKey, bool)> {
    let mut parts = line.split(' ');
    let stream = parts.next()?.parse().ok()?;
    let person = RecordId(Uuid::parse_str(parts.next()?).ok()?);
    let key = PersonKey(unhex(parts.next()?)?.try_into().ok()?);
    Some((stream, person, key, parts.next()? == "1"))
}

type KeyRow = (i64, RecordId, PersonKey, bool);

fn all(conn: &Connection) -> Result<Vec<KeyRow>, StoreError> {
    let sql = "SELECT stream, person, key, sent FROM person_key ORDER BY stream, person, key";
    let mut select = conn.prepare(sql)?;
    let rows = select.query_map([], |row| {
        Ok((row.get(0)?, record(row, 1)?, PersonKey(row.get(2)?), row.get(3)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
