//! Keys of persons: kept beside the segments, made where a person is first written, handed over, and
//! destroyed for ever when the person is erased. What they open is shown in the columns; the heads
//! keep what travelled. Chance comes in as an argument.

use crate::access::{Store, View};
use crate::error::StoreError;
use crate::fold::Folder;
use crate::project::records_with;
use crate::rows::{record, stream_of, stream_row};
use passerelle_domain::kind::Whose;
use passerelle_domain::{Kind, RecordId, RecordRef, Register, Stream, StreamClass, Value, kinds};
use passerelle_sync::Op;
use passerelle_sync::person::{KeyState, PersonKey, Place};
use passerelle_sync::planted::{self, Bug};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::HashMap;

/// Where a personal value stands, and where its key is looked for.
pub(crate) type KeyPlace<'a> = (&'a Connection, i64, &'a Kind, &'a RecordRef, &'a Register);

/// Keys of one stream, looked up once.
#[derive(Default)]
pub(crate) struct Keys(RefCell<HashMap<RecordId, Vec<PersonKey>>>);

impl Keys {
    /// The value inside, if a key that opens it is here.
    pub fn open(&self, place: KeyPlace<'_>, value: &Value) -> Option<Value> {
        let (conn, stream, kind, reference, register) = place;
        let person = kind.person(reference)?;
        if !self.0.borrow().contains_key(&person) {
            // A file that cannot be read says so at the next statement.
            let found = keys_of(conn, stream, person).unwrap_or_default();
            self.0.borrow_mut().insert(person, found);
        }
        let keys = self.0.borrow();
        open_with(keys.get(&person)?, kind, reference, register, value)
    }

    /// What was looked up is not there any more.
    fn forget(&self, person: RecordId) {
        self.0.borrow_mut().insert(person, Vec::new());
    }
}

fn open_with(
    keys: &[PersonKey],
    kind: &Kind,
    reference: &RecordRef,
    register: &Register,
    value: &Value,
) -> Option<Value> {
    let place = Place { kind: kind.id, record: reference, register: register.id };
    let opened = keys.iter().find_map(|key| key.open(place, value))?;
    // What was encrypted is held to the declaration only now that it can be read.
    (register.fit(&opened) == passerelle_domain::value::Fit::Valid).then_some(opened)
}

/// The keys of a person in a stream, always in the same order.
fn keys_of(conn: &Connection, stream: i64, person: RecordId) -> Result<Vec<PersonKey>, StoreError> {
    let sql = "SELECT key FROM person_key WHERE stream = ?1 AND person = ?2 ORDER BY key";
    let mut select = conn.prepare_cached(sql)?;
    let rows = select.query_map(params![stream, person.0.as_bytes()], |row| row.get(0))?;
    Ok(rows.map(|key| key.map(PersonKey)).collect::<Result<_, _>>()?)
}

/// A value as it is written: encrypted when it is personal, with the person's key, which is made
/// from `chance` when this is the first value of theirs in this stream.
pub(crate) fn sealed(
    place: KeyPlace<'_>,
    value: &Value,
    chance: &[u8; 32],
) -> Result<Value, StoreError> {
    let (conn, stream, kind, reference, register) = place;
    if !register.personal || matches!(value, Value::Null | Value::Bytes(_)) {
        return Ok(value.clone());
    }
    let person = kind.person(reference).ok_or(StoreError::InvalidOp("person"))?;
    if is_erased(conn, person)? {
        return Err(StoreError::PersonErased);
    }
    let key = match keys_of(conn, stream, person)?.into_iter().next() {
        Some(key) => key,
        None => make(conn, stream, person, chance)?,
    };
    Ok(key.seal(Place { kind: kind.id, record: reference, register: register.id }, value))
}

fn make(
    conn: &Connection,
    stream: i64,
    person: RecordId,
    chance: &[u8; 32],
) -> Result<PersonKey, StoreError> {
    let mut hash = Sha256::new();
    hash.update(b"passerelle person 1\0");
    hash.update(chance);
    hash.update(stream.to_be_bytes());
    hash.update(person.0.as_bytes());
    let key = PersonKey(hash.finalize().into());
    insert(conn, stream, person, &key, false)?;
    Ok(key)
}

pub(crate) fn insert(
    conn: &Connection,
    stream: i64,
    person: RecordId,
    key: &PersonKey,
    sent: bool,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO person_key (stream, person, key, sent) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (stream, person, key) DO UPDATE SET sent = max(sent, excluded.sent)";
    let known = keys_of(conn, stream, person)?.contains(key);
    let row = params![stream, person.0.as_bytes(), key.0, sent];
    conn.prepare_cached(sql)?.execute(row)?;
    Ok(!known)
}

/// Whether a person's keys were destroyed.
pub(crate) fn is_erased(conn: &Connection, person: RecordId) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM erased_person WHERE person = ?1)";
    Ok(conn.prepare_cached(sql)?.query_row([person.0.as_bytes()], |row| row.get(0))?)
}

/// Erases whom an op says to erase.
pub(crate) fn after_fold(folder: &Folder<'_>, op: &Op, kind: &Kind) -> Result<(), StoreError> {
    if *kind != kinds::ERASURE {
        return Ok(());
    }
    let shown = folder.load(kind, &op.record)?;
    if let Some(person) = op.record.parents().first()
        && *shown.shown(kinds::ERASURE.registers[0].id) != Value::Null
    {
        erase(folder.conn, *person)?;
        // What is folded later in this run must not open with what was looked up earlier in it.
        folder.keys.forget(*person);
    }
    Ok(())
}

/// Destroys a person's keys and empties the columns that they opened. Pages that become free are
/// overwritten (`secure_delete`); the undo list, which names people, is forgotten.
pub(crate) fn erase(conn: &Connection, person: RecordId) -> Result<(), StoreError> {
    let id = person.0.as_bytes();
    crate::evidence::keep_aside(conn, person)?;
    conn.execute("INSERT OR IGNORE INTO erased_person (person) VALUES (?1)", [id])?;
    conn.execute("DELETE FROM person_key WHERE person = ?1", [id])?;
    crate::hidden::forget(conn, person)?;
    crate::photo::forget(conn, person)?;
    show_person_again(conn, person)?;
    conn.execute("DELETE FROM gesture_part", [])?;
    conn.execute("DELETE FROM gesture", [])?;
    Ok(())
}

/// Writes the columns of everything about a person anew.
pub(crate) fn show_person_again(conn: &Connection, person: RecordId) -> Result<(), StoreError> {
    for stream in streams(conn)? {
        let folder = Folder::new(conn, stream, stream_row(conn, stream)?)?;
        for kind in kinds::ALL.iter().filter(|kind| kind.stream == stream.class()) {
            for reference in records_of(conn, kind, person)? {
                folder.show_again(kind, &reference)?;
            }
        }
    }
    Ok(())
}

/// The records of a kind that hold personal values of this person.
fn records_of(
    conn: &Connection,
    kind: &Kind,
    person: RecordId,
) -> Result<Vec<RecordRef>, StoreError> {
    let key = crate::project::key_columns(kind);
    let at = match kind.whose {
        Whose::Nobody => return Ok(Vec::new()),
        Whose::Itself => 0,
        Whose::Parent(at) => at,
    };
    let Some(column) = key.get(at) else { return Ok(Vec::new()) };
    records_with(conn, kind, &[column], person)
}

fn streams(conn: &Connection) -> Result<Vec<Stream>, StoreError> {
    let mut select = conn.prepare_cached("SELECT id FROM stream")?;
    let rows: Vec<i64> = select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let all = rows.into_iter().map(|row| stream_of(conn, row));
    let all: Vec<_> = all.collect::<Result<_, _>>()?;
    Ok(all.into_iter().filter(|stream| stream.class() != StreamClass::Network).collect())
}

impl View<'_> {
    /// A value as people read it: decrypted when it is personal and its key is here, null when the
    /// key is not.
    ///
    /// # Errors
    /// The store's.
    pub fn reveal(
        &self,
        stream: Stream,
        kind: &Kind,
        reference: &RecordRef,
        register: &Register,
        value: &Value,
    ) -> Result<Value, StoreError> {
        if !register.personal {
            return Ok(value.clone());
        }
        let Some(person) = kind.person(reference) else { return Ok(Value::Null) };
        let keys = keys_of(self.conn, stream_row(self.conn, stream)?, person)?;
        let opened = open_with(&keys, kind, reference, register, value);
        Ok(opened.unwrap_or(Value::Null))
    }

    /// Keys that headquarters may lack, at most `limit`.
    ///
    /// # Errors
    /// The store's.
    pub fn unsent_keys(&self, limit: u32) -> Result<Vec<KeyState>, StoreError> {
        self.key_states("WHERE k.sent = 0", limit)
    }

    /// Every key that is here.
    ///
    /// # Errors
    /// The store's.
    pub fn all_keys(&self) -> Result<Vec<KeyState>, StoreError> {
        self.key_states("", u32::MAX)
    }

    fn key_states(&self, which: &str, limit: u32) -> Result<Vec<KeyState>, StoreError> {
        let sql = format!(
            "SELECT k.stream, k.person, k.key FROM person_key k {which}
             ORDER BY k.stream, k.person LIMIT ?1"
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        let mut rows = select.query([limit])?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            keys.push(KeyState {
                stream: stream_of(self.conn, row.get(0)?)?,
                person: record(row, 1)?,
                key: Some(PersonKey(row.get(2)?)),
            });
        }
        Ok(keys)
    }

    /// Whether a person was erased.
    ///
    /// # Errors
    /// The store's.
    pub fn is_erased(&self, person: RecordId) -> Result<bool, StoreError> {
        is_erased(self.conn, person)
    }

    /// Persons to erase of whom this computer has not said yet that it did.
    ///
    /// # Errors
    /// The store's.
    pub fn unconfirmed_erasures(&self) -> Result<Vec<RecordId>, StoreError> {
        let Some(me) = self.device()? else { return Ok(Vec::new()) };
        let mut select = self.conn.prepare_cached(
            "SELECT e.person_id FROM erasure e WHERE e.day IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM erased d WHERE d.person_id = e.person_id AND d.device_id = ?1
                 AND d.done_ms IS NOT NULL)",
        )?;
        let rows = select.query_map([me.0.as_bytes()], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Which devices have erased a person, and when, milliseconds since 1970.
    ///
    /// # Errors
    /// The store's.
    pub fn erased_by(
        &self,
        person: RecordId,
    ) -> Result<Vec<(passerelle_sync::DeviceId, u64)>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT device_id, done_ms FROM erased
             WHERE person_id = ?1 AND done_ms IS NOT NULL ORDER BY done_ms",
        )?;
        let rows = select.query_map([person.0.as_bytes()], |row| {
            Ok((crate::rows::device(row, 0)?, row.get::<_, i64>(1)?.cast_unsigned()))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Computers of the centre, as headquarters has enrolled them and not sent away, that have not said
    /// that they erased a person.
    ///
    /// # Errors
    /// The store's.
    pub fn erasure_waits_for(
        &self,
        person: RecordId,
    ) -> Result<Vec<passerelle_sync::DeviceId>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT d.id FROM device d WHERE NOT EXISTS (
               SELECT 1 FROM erased e WHERE e.person_id = ?1 AND e.device_id = d.id
                 AND e.done_ms IS NOT NULL)
             AND NOT EXISTS (SELECT 1 FROM writer w JOIN vector v ON v.writer = w.id
                             WHERE w.device = d.id AND v.last IS NOT NULL)
             ORDER BY d.name",
        )?;
        let rows = select.query_map([person.0.as_bytes()], |row| crate::rows::device(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Persons erased here, for ever.
    ///
    /// # Errors
    /// The store's.
    pub fn erased_persons(&self) -> Result<Vec<RecordId>, StoreError> {
        let mut select = self.conn.prepare_cached("SELECT person FROM erased_person")?;
        let rows = select.query_map([], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Store {
    /// Takes keys that were handed over: new ones show what was hidden, and a person who was erased
    /// anywhere is erased here. Gives how many were new.
    ///
    /// # Errors
    /// The store's.
    pub fn keep_keys(&mut self, keys: &[KeyState]) -> Result<u32, StoreError> {
        self.change(|conn| {
            let mut new = 0;
            for state in keys {
                let row = stream_row(conn, state.stream)?;
                match &state.key {
                    None if !is_erased(conn, state.person)? => erase(conn, state.person)?,
                    None => {}
                    Some(_)
                        if is_erased(conn, state.person)? && !planted::is(Bug::ErasedKeyBack) => {}
                    Some(key) => new += take_key(conn, row, state.person, key)?,
                }
            }
            Ok(new)
        })
    }

    /// Notes that headquarters has these keys.
    ///
    /// # Errors
    /// The store's.
    pub fn keys_sent(&mut self, keys: &[KeyState]) -> Result<(), StoreError> {
        self.change(|conn| {
            for state in keys {
                let row = stream_row(conn, state.stream)?;
                let sql = "UPDATE person_key SET sent = 1 WHERE stream = ?1 AND person = ?2";
                conn.prepare_cached(sql)?.execute(params![row, state.person.0.as_bytes()])?;
            }
            Ok(())
        })
    }

    /// Erases these persons, whatever the ops held say: a list kept beside a store outlives a backup
    /// that is older than it.
    ///
    /// # Errors
    /// The store's.
    pub fn erase_listed(&mut self, persons: &[RecordId]) -> Result<(), StoreError> {
        self.change(|conn| {
            for person in persons {
                if !is_erased(conn, *person)? {
                    erase(conn, *person)?;
                }
            }
            Ok(())
        })
    }

    /// Takes keys that were found in another file of this computer: headquarters may lack them. Whom
    /// either file knows to be erased stays so.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn take_keys_back(
        &mut self,
        keys: &[KeyState],
        erased: &[RecordId],
    ) -> Result<(), StoreError> {
        self.erase_listed(erased)?;
        self.change(|conn| {
            if View::of(conn).hides_persons()? {
                return crate::hidden::add(conn, keys);
            }
            for state in keys {
                let Some(key) = &state.key else { continue };
                let row = stream_row(conn, state.stream)?;
                if !is_erased(conn, state.person)?
                    && insert(conn, row, state.person, key, false)?
                    && has_records(conn, state.person)?
                {
                    show_person_again(conn, state.person)?;
                }
            }
            Ok(())
        })
    }

    /// Leaves nothing of what was erased outside the file's live pages: the log is emptied.
    ///
    /// # Errors
    /// `Busy` while another program reads; the store's.
    pub fn sweep(&self) -> Result<(), StoreError> {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let busy: i64 = self.conn.query_row(sql, [], |row| row.get(0))?;
        if busy == 0 { Ok(()) } else { Err(StoreError::Busy) }
    }
}

/// Takes a key that was handed over; 1 when it was not here yet.
fn take_key(
    conn: &Connection,
    stream: i64,
    person: RecordId,
    key: &PersonKey,
) -> Result<u32, StoreError> {
    if !insert(conn, stream, person, key, true)? {
        return Ok(0);
    }
    if has_records(conn, person)? {
        show_person_again(conn, person)?;
    }
    Ok(1)
}

/// Whether anything about a person is here already.
fn has_records(conn: &Connection, person: RecordId) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM birth WHERE record = ?1)";
    let born = conn.prepare_cached(sql)?.query_row([person.0.as_bytes()], |row| row.get(0));
    Ok(born.optional()?.unwrap_or(false))
}
