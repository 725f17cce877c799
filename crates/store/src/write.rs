//! The one door for writes made on this computer: one gesture of a person, decided on the state it
//! is committed against, in one transaction. `n` is allocated inside it, so that the command line
//! may write while the window is open.

use crate::access::{Store, View};
use crate::error::StoreError;
use crate::fold::{Folder, Standing};
use crate::local::Local;
use crate::names::{born, is_born};
use crate::person::sealed;
use crate::rows::{held, hold, stream_row, writer_row};
use passerelle_domain::value::Fit;
use passerelle_domain::{Kind, RecordId, RecordRef, Register, SiteId, Value};
use passerelle_sync::planted::{self, Bug};
use passerelle_sync::{Clock, DeviceId, Dot, Hlc, Op, Write};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// Who writes, and what time their computer shows.
#[derive(Clone, Copy)]
pub struct Author {
    /// The person.
    pub actor: RecordId,
    /// Milliseconds since 1970.
    pub now_ms: u64,
    /// Random bytes, for whatever this gesture must make up: keys of new persons grow from them.
    pub chance: [u8; 32],
}

/// What a gesture is to undo and redo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A gesture of its own.
    Do,
    /// Founding, joining, filling the demo: not offered for undo.
    Settle,
    /// Takes back the gesture with this stamp.
    Undo(Hlc),
    /// Brings back the gesture with this stamp.
    Redo(Hlc),
}

/// One gesture: what is written, and what to call it when it is undone.
#[derive(Clone, Debug)]
pub struct Gesture {
    /// Opaque here: how the gesture is called on screen.
    pub label: String,
    /// What it is to undo and redo.
    pub act: Act,
    /// The records it writes.
    pub drafts: Vec<Draft>,
}

/// One record, about to be written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its kind.
    pub kind: &'static Kind,
    /// Its name.
    pub record: RecordRef,
    /// The registers.
    pub writes: Vec<DraftWrite>,
}

/// One register, about to be written.
#[derive(Clone, Debug)]
pub struct DraftWrite {
    /// The register.
    pub register: &'static Register,
    /// Its new value.
    pub value: Value,
    /// The heads it replaces; none means all that there are.
    pub replaces: Option<Vec<Dot>>,
}

impl Draft {
    /// A draft of registers by name.
    pub fn new(kind: &'static Kind, record: RecordRef, values: Vec<(&str, Value)>) -> Self {
        let mut draft = Self { kind, record, writes: Vec::with_capacity(values.len()) };
        values.into_iter().for_each(|(name, value)| draft.write(name, value));
        draft
    }

    /// Adds a register by name; every name in the program is one that its kind declares.
    pub fn write(&mut self, name: &str, value: Value) {
        let register = self.kind.named(name);
        debug_assert!(register.is_some(), "{} has no register {name}", self.kind.name);
        self.writes.extend(register.map(|register| DraftWrite { register, value, replaces: None }));
    }
}

/// What was committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The gesture's stamp.
    pub hlc: Hlc,
    /// Records written.
    pub records: u32,
}

/// Who this computer is, as far as the door needs.
struct Here {
    device: DeviceId,
    writer: i64,
    site: SiteId,
}

impl Store {
    /// Decides and commits one gesture. `decide` sees the state that the gesture is committed
    /// against; writes that would change nothing are left out, and nothing at all is none.
    ///
    /// # Errors
    /// Those of `decide`, or the store's; nothing is written then.
    pub fn write<E: From<StoreError>>(
        &mut self,
        author: Author,
        decide: impl FnOnce(&View<'_>) -> Result<Gesture, E>,
    ) -> Result<Option<Committed>, E> {
        self.change(|conn| {
            let gesture = decide(&View::of(conn))?;
            Ok(commit(conn, author, None, &gesture)?)
        })
    }

    /// The same under a stamp that another file of this computer gave: one gesture, two actions.
    ///
    /// # Errors
    /// As `write`.
    pub fn write_beside<E: From<StoreError>>(
        &mut self,
        author: Author,
        stamp: Hlc,
        decide: impl FnOnce(&View<'_>) -> Result<Gesture, E>,
    ) -> Result<Option<Committed>, E> {
        self.change(|conn| {
            let gesture = decide(&View::of(conn))?;
            Ok(commit(conn, author, Some(stamp), &gesture)?)
        })
    }

    /// A stamp for a gesture that touches only another file of this computer: no other gesture has
    /// it.
    ///
    /// # Errors
    /// The store's.
    pub fn stamp(&mut self, now_ms: u64) -> Result<Hlc, StoreError> {
        self.change(|conn| {
            let mut clock = read_clock(conn)?;
            let hlc = clock.tick(now_ms);
            keep_clock(conn, clock)?;
            Ok(hlc)
        })
    }
}

pub(crate) fn commit(
    conn: &Connection,
    author: Author,
    stamp: Option<Hlc>,
    gesture: &Gesture,
) -> Result<Option<Committed>, StoreError> {
    let here = here(conn)?;
    let holds = View::of(conn).holds()?;
    let mut clock = read_clock(conn)?;
    let hlc = match stamp {
        Some(stamp) => {
            clock.observe(stamp, author.now_ms);
            stamp
        }
        None => clock.tick(author.now_ms),
    };
    let mut parts: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
    let mut folders: BTreeMap<i64, Folder<'_>> = BTreeMap::new();
    let mut records = 0;
    for draft in &gesture.drafts {
        let name = draft.kind.stream.at(here.site);
        if !holds.holds(name) {
            return Err(StoreError::InvalidOp("file"));
        }
        let stream = stream_row(conn, name)?;
        if let std::collections::btree_map::Entry::Vacant(free) = folders.entry(stream) {
            free.insert(Folder::new(conn, name, stream)?);
        }
        let Some(folder) = folders.get(&stream) else { continue };
        let writes = writes(folder, draft, &author.chance)?;
        if writes.is_empty() {
            continue;
        }
        let n = held(conn, stream, here.writer)? + 1;
        let record = draft.record.clone();
        if let RecordRef::Own(id) = record
            && !is_born(conn, id)?
        {
            born(conn, (stream, here.writer), n, id)?;
        }
        let op = Op { hlc, actor: author.actor, kind: draft.kind.id, record, writes };
        keep(conn, stream, n, &op)?;
        let dot = Dot { device: here.device, n };
        folder.fold(Standing { writer: here.writer, dot }, &op, draft.kind)?;
        hold(conn, stream, here.writer, n)?;
        parts.entry(stream).and_modify(|part| part.1 = n).or_insert((n, n));
        records += 1;
    }
    folders.into_values().try_for_each(Folder::finish)?;
    if records == 0 && matches!(gesture.act, Act::Do | Act::Settle) {
        return Ok(None);
    }
    keep_clock(conn, clock)?;
    if gesture.act != Act::Settle {
        crate::gesture::keep(conn, hlc, gesture, &parts)?;
    }
    Ok(Some(Committed { hlc, records }))
}

/// The writes of a draft that change something, each naming the heads it replaces.
fn writes(folder: &Folder<'_>, draft: &Draft, chance: &[u8; 32]) -> Result<Vec<Write>, StoreError> {
    if !draft.kind.accepts(&draft.record) {
        return Err(StoreError::InvalidOp("record"));
    }
    let now = folder.load(draft.kind, &draft.record)?;
    let mut writes = Vec::with_capacity(draft.writes.len());
    for write in &draft.writes {
        if write.register.fit(&write.value) != Fit::Valid {
            return Err(StoreError::InvalidOp(write.register.name));
        }
        let place = (folder.conn, folder.row, draft.kind, &draft.record, write.register);
        let value = sealed(place, &write.value, chance)?;
        let heads = now.register(write.register.id).heads;
        let same = match &heads[..] {
            [] => value == Value::Null,
            [head] => head.value == value,
            _ => false,
        };
        if same && write.replaces.is_none() {
            continue;
        }
        if write.register.once && (!heads.is_empty() || value == Value::Null) {
            return Err(StoreError::InvalidOp(write.register.name));
        }
        let replaces = match &write.replaces {
            Some(replaces) => replaces.clone(),
            None if planted::is(Bug::WallClock) => {
                let now = read_clock(folder.conn)?.last();
                let older = heads.iter().filter(|head| head.hlc.ms() + 60_000 < now.ms());
                older.map(|head| head.dot).collect()
            }
            None => heads.iter().map(|head| head.dot).collect(),
        };
        writes.push(Write { register: write.register.id, value, replaces });
    }
    Ok(writes)
}

/// Keeps an op until it is sealed.
fn keep(conn: &Connection, stream: i64, n: u64, op: &Op) -> Result<(), StoreError> {
    let bytes = op.encode().map_err(|_| StoreError::InvalidOp("encoding"))?;
    let sql = "INSERT INTO unsealed (stream, n, bytes) VALUES (?1, ?2, ?3)";
    conn.prepare_cached(sql)?.execute(params![stream, n.cast_signed(), bytes])?;
    Ok(())
}

fn here(conn: &Connection) -> Result<Here, StoreError> {
    let view = View::of(conn);
    let device = view.device()?.ok_or(StoreError::Incomplete("device"))?;
    let site = view.site_id()?.ok_or(StoreError::Incomplete("site"))?;
    Ok(Here { device, writer: writer_row(conn, device)?, site })
}

/// The clock as last committed.
pub(crate) fn read_clock(conn: &Connection) -> Result<Clock, StoreError> {
    let last = View::of(conn).local(Local::Clock)?;
    Ok(Clock::new(Hlc(last.and_then(|text| text.parse().ok()).unwrap_or(0))))
}

/// Commits the clock with whatever moved it.
pub(crate) fn keep_clock(conn: &Connection, clock: Clock) -> Result<(), StoreError> {
    View::of(conn).settle(Local::Clock, Some(&clock.last().0.to_string()))
}
