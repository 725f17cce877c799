//! Keys of persons in the ledger's file: brought by laptops, handed over to those that are granted the
//! stream, destroyed for ever when a person is erased. They open nothing here.

use super::epoch::next_position;
use super::segments::{find_stream, stream_row, writer_row};
use super::{Part, reading::numbers};
use crate::scope::Scope;
use passerelle_domain::{RecordId, SiteId, Stream};
use passerelle_store::StoreError;
use passerelle_sync::DeviceId;
use passerelle_sync::person::{KeyState, PersonKey};
use rusqlite::{Connection, params};
use uuid::Uuid;

/// Keys of one person in one stream: two laptops may each have made one before they met.
const KEYS_OF_PERSON_MAX: u32 = 8;

/// The stream under which a person's erasure is kept.
fn home(stream: Stream) -> Stream {
    match stream {
        Stream::Site(site) | Stream::Private(site) | Stream::Audit(site) => Stream::Site(site),
        Stream::Network => Stream::Network,
    }
}

/// Keeps the keys that a laptop may bring: of streams it is granted, of persons not erased. That a
/// person is erased is not theirs to say: the op says it.
pub(super) fn keep(
    conn: &Connection,
    scope: &Scope,
    keys: &[KeyState],
    now_ms: u64,
) -> Result<(), StoreError> {
    let Some(sender) = scope.device() else { return Ok(()) };
    for state in keys {
        let Some(key) = &state.key else { continue };
        if scope.require(state.stream).is_err() || is_known(conn, state, key)? {
            continue;
        }
        let (stream, writer) = (stream_row(conn, state.stream)?, writer_row(conn, sender)?);
        let position = next_position(conn)?;
        let person = state.person.0.as_bytes();
        let sql = "INSERT INTO person_key (position, stream, person, key, sender, kept_ms)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let row = params![position, stream, person, key.0, writer, now_ms.cast_signed()];
        conn.prepare_cached(sql)?.execute(row)?;
    }
    Ok(())
}

/// Whether a key is here already, may not be here any more, or is one too many.
fn is_known(conn: &Connection, state: &KeyState, key: &PersonKey) -> Result<bool, StoreError> {
    let mut select = conn.prepare_cached(include_str!("key_known.sql"))?;
    let person = state.person.0.as_bytes();
    let (stream, home) = (state.stream.to_string(), home(state.stream).to_string());
    let row = params![person, stream, key.0, home, KEYS_OF_PERSON_MAX];
    Ok(select.query_row(row, |row| row.get(0))?)
}

/// Those of these persons of a centre who have not been erased.
pub(super) fn not_erased(
    conn: &Connection,
    site: SiteId,
    persons: &[RecordId],
) -> Result<Vec<RecordId>, StoreError> {
    let home = find_stream(conn, Stream::Site(site))?;
    let sql = "SELECT EXISTS (SELECT 1 FROM erased WHERE person = ?1 AND stream = ?2)";
    let mut select = conn.prepare_cached(sql)?;
    let mut left = Vec::new();
    for person in persons {
        let known: bool = select.query_row(params![person.0.as_bytes(), home], |row| row.get(0))?;
        if !known {
            left.push(*person);
        }
    }
    Ok(left)
}

/// Destroys the keys of persons of a centre, for ever.
pub(super) fn erase(
    conn: &Connection,
    site: SiteId,
    persons: &[RecordId],
    now_ms: u64,
) -> Result<(), StoreError> {
    let home = stream_row(conn, Stream::Site(site))?;
    let private = find_stream(conn, Stream::Private(site))?;
    for person in persons {
        let id = person.0.as_bytes();
        let sql = "DELETE FROM person_key WHERE person = ?1 AND (stream = ?2 OR stream = ?3)";
        conn.prepare_cached(sql)?.execute(params![id, home, private])?;
        let position = next_position(conn)?;
        let sql = "INSERT INTO erased (position, stream, person, erased_ms)
                   VALUES (?1, ?2, ?3, ?4)";
        conn.prepare_cached(sql)?.execute(params![position, home, id, now_ms.cast_signed()])?;
    }
    Ok(())
}

/// Keys and erasures, in the order in which they came.
pub(super) fn after(
    conn: &Connection,
    streams: &[Stream],
    part: &Part,
    count_max: usize,
) -> Result<Vec<(u64, KeyState)>, StoreError> {
    let [a, b, c, d] = numbers(conn, streams)?;
    let except = part.except.map(|DeviceId(device)| device.into_bytes());
    let (after, to) = (part.after.cast_signed(), part.to.cast_signed());
    let count = i64::try_from(count_max).unwrap_or(i64::MAX);
    let mut select = conn.prepare_cached(include_str!("keys_after.sql"))?;
    let mut rows = select.query(params![a, b, c, d, after, to, except, count])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(1)?;
        let key: Option<[u8; 32]> = row.get(3)?;
        let state = KeyState {
            stream: name.parse().map_err(|_| StoreError::Damaged)?,
            person: RecordId(Uuid::from_bytes(row.get(2)?)),
            key: key.map(PersonKey),
        };
        found.push((row.get::<_, i64>(0)?.cast_unsigned(), state));
    }
    Ok(found)
}
