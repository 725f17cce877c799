//! Folding everything again: columns, heads, names and what is set aside are thrown away and made
//! anew from the segments and from what waits to be sealed. Asked for when a digest tells that what
//! was folded is not what the ops say, when an older file is brought up, and when a copied store takes
//! a new name. The ops themselves are not touched.

use crate::access::{Store, View};
use crate::error::StoreError;
use crate::fold::{Folder, Standing};
use crate::local::Local;
use crate::names::{born, is_born};
use crate::person::sealed;
use crate::project::clear;
use crate::receive::{fold_whole_segments, refold_segment};
use crate::rows::{stream_of, stream_row, writer_row};
use crate::write::{Act, Author, Draft, DraftWrite, Gesture};
use passerelle_domain::{RecordRef, SiteId, StreamClass, kinds};
use passerelle_sync::digest::hex;
use passerelle_sync::op::Reading;
use passerelle_sync::planted::{self, Bug};
use passerelle_sync::sealed::Sealed;
use passerelle_sync::{DeviceId, Dot, Op};
use rusqlite::{Connection, params};
use uuid::Uuid;

impl Store {
    /// Folds everything again.
    ///
    /// # Errors
    /// The store's; what was folded before stays then.
    pub fn rebuild(&mut self, chance: &[u8; 32]) -> Result<(), StoreError> {
        self.change(|conn| rebuild(conn, chance))
    }

    /// Folds everything again if that was asked for.
    pub(crate) fn rebuild_if_asked(&mut self, chance: &[u8; 32]) -> Result<(), StoreError> {
        if self.view().local(Local::Rebuild)?.is_some() {
            self.rebuild(chance)?;
        }
        Ok(())
    }
}

/// Folds everything again within a transaction.
pub(crate) fn rebuild(conn: &Connection, chance: &[u8; 32]) -> Result<(), StoreError> {
    for kind in kinds::ALL.iter().filter(|kind| !kind.is_control()) {
        clear(conn, kind)?;
    }
    conn.execute_batch(
        "DELETE FROM disagreement; DELETE FROM aside; DELETE FROM birth; DELETE FROM covered;
         UPDATE stream SET sum = NULL; UPDATE void SET kind = NULL, record = NULL;
         UPDATE vector SET held = 0;",
    )?;
    crate::open::fold_genesis(conn)?;
    let mut position = 0;
    while let Some((at, segment)) = next_segment(conn, position)? {
        position = at;
        let row = stream_row(conn, segment.stream)?;
        let folder = Folder::new(conn, segment.stream, row)?;
        if segment.decode(&crate::names::StoredNames::new(conn, segment.stream)).is_ok() {
            refold_segment(&folder, &segment)?;
            conn.execute("UPDATE segment SET fate = 0 WHERE position = ?1", [at])?;
        } else {
            conn.execute("UPDATE segment SET fate = 1 WHERE position = ?1", [at])?;
        }
        folder.finish()?;
        let writer = writer_row(conn, segment.device)?;
        crate::rows::hold(conn, row, writer, segment.last())?;
    }
    // What came before the names that it uses.
    fold_whole_segments(conn)?;
    if !planted::is(Bug::RebuildForgets) {
        fold_unsealed(conn, chance)?;
    }
    View::of(conn).settle(Local::Rebuild, None)
}

fn next_segment(conn: &Connection, after: i64) -> Result<Option<(i64, Sealed)>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT g.position, g.stream, w.device, g.bytes FROM segment g
         JOIN writer w ON w.id = g.writer WHERE g.position > ?1 ORDER BY g.position LIMIT 1",
    )?;
    let mut rows = select.query([after])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let stream = stream_of(conn, row.get(1)?)?;
    let segment = Sealed::parse(stream, crate::rows::device(row, 2)?, row.get(3)?);
    Ok(Some((row.get(0)?, segment.map_err(|_| StoreError::Damaged)?)))
}

/// Folds this computer's own ops that are in no segment yet. Those that an earlier version wrote for
/// everybody to read are encrypted first: nobody has seen them.
fn fold_unsealed(conn: &Connection, chance: &[u8; 32]) -> Result<(), StoreError> {
    let Some(device) = View::of(conn).device()? else { return Ok(()) };
    let writer = writer_row(conn, device)?;
    let mut select = conn.prepare("SELECT stream, n, bytes FROM unsealed ORDER BY stream, n")?;
    let rows = select.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, Vec<u8>>(2)?))
    })?;
    for row in rows.collect::<Result<Vec<_>, _>>()? {
        let (row, n, bytes) = row;
        let stream = stream_of(conn, row)?;
        let mut op = Op::decode(&bytes).ok_or(StoreError::Damaged)?;
        if op.read(stream.class()) == Reading::Quarantined("op.personal_in_clear") {
            encrypt(conn, row, &mut op, chance)?;
            let bytes = op.encode().map_err(|_| StoreError::InvalidOp("encoding"))?;
            let sql = "UPDATE unsealed SET bytes = ?3 WHERE stream = ?1 AND n = ?2";
            conn.prepare_cached(sql)?.execute(params![row, n, bytes])?;
        }
        let n = n.cast_unsigned();
        if let RecordRef::Own(id) = op.record
            && !is_born(conn, id)?
        {
            born(conn, (row, writer), n, id)?;
        }
        if let Reading::Foldable(kind) = op.read(stream.class()) {
            let folder = Folder::new(conn, stream, row)?;
            folder.fold(Standing { writer, dot: Dot { device, n } }, &op, kind)?;
            folder.finish()?;
        }
        crate::rows::hold(conn, row, writer, n)?;
    }
    Ok(())
}

fn encrypt(
    conn: &Connection,
    stream: i64,
    op: &mut Op,
    chance: &[u8; 32],
) -> Result<(), StoreError> {
    let Some(kind) = kinds::by_id(op.kind) else { return Ok(()) };
    for write in &mut op.writes {
        if let Some(register) = kind.register(write.register) {
            let place = (conn, stream, kind, &op.record, register);
            write.value = sealed(place, &write.value, chance)?;
        }
    }
    Ok(())
}

/// Who a computer becomes: its id, the seed of its key, its name for people.
pub type NewName<'n> = (DeviceId, &'n [u8; 32], &'n str);

impl Store {
    /// Gives this computer a new name, whose file now stands at `place`. What is in segments stays
    /// under the old one; what no segment holds is folded back and written again under the new one, by
    /// the same people, so that it is never under two.
    ///
    /// # Errors
    /// The store's; nothing changes then.
    pub fn renew(
        &mut self,
        (device, seed, name): NewName<'_>,
        place: &str,
        now_ms: u64,
        chance: &[u8; 32],
    ) -> Result<(), StoreError> {
        self.change(|conn| {
            let view = View::of(conn);
            if view.local(Local::Place)?.as_deref() == Some(place) {
                // Another program was first.
                return Ok(());
            }
            view.settle(Local::Place, Some(place))?;
            let (Some(old), Some(old_seed)) = (view.device()?, view.local(Local::Seed)?) else {
                return Ok(());
            };
            write_again(conn, now_ms, chance, |view| {
                let formerly = view.local(Local::Formerly)?.unwrap_or_default();
                view.settle(Local::Formerly, Some(&format!("{formerly}{old} {old_seed}\n")))?;
                view.settle(Local::Device, Some(&device.to_string()))?;
                view.settle(Local::Seed, Some(&hex(seed)))?;
                view.settle(Local::DeviceName, Some(name))?;
                view.settle(Local::Token, None)?;
                view.settle(Local::Told, None)
            })
        })
    }

    /// Makes the private file follow the one beside it: who the computer is, where it belongs, what
    /// opens exchanges. After the computer took another name, what no segment holds is written again
    /// under that.
    ///
    /// # Errors
    /// The store's; nothing changes then.
    pub fn follow(
        &mut self,
        facts: &[(Local, Option<String>)],
        now_ms: u64,
        chance: &[u8; 32],
    ) -> Result<(), StoreError> {
        self.change(|conn| {
            let view = View::of(conn);
            let settle = |view: &View<'_>| {
                facts.iter().try_for_each(|(local, value)| view.settle(*local, value.as_deref()))
            };
            let differs = |local: Local| -> Result<bool, StoreError> {
                let told = facts.iter().find(|(other, _)| *other == local);
                let here = view.local(local)?;
                Ok(here.is_some() && told.is_some_and(|(_, value)| *value != here))
            };
            if differs(Local::Site)? {
                let read = |text: Option<&String>| text.and_then(|text| Uuid::parse_str(text).ok());
                let site = facts.iter().find(|(local, _)| *local == Local::Site);
                let site = site.and_then(|(_, value)| read(value.as_ref())).map(SiteId);
                let former = view.site_id()?.zip(site);
                let (former, site) = former.ok_or(StoreError::Incomplete("site"))?;
                return move_site(conn, (former, site), now_ms, chance, settle);
            }
            if differs(Local::Device)? {
                return write_again(conn, now_ms, chance, settle);
            }
            settle(&view)
        })
    }
}

/// Settles who writes now, folds anew, and writes again what no segment holds.
fn write_again(
    conn: &Connection,
    now_ms: u64,
    chance: &[u8; 32],
    settle: impl FnOnce(&View<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let waiting = take_unsealed(conn)?;
    settle(&View::of(conn))?;
    // Undo would write in another name, or look for its ops where they were.
    conn.execute_batch("DELETE FROM gesture_part; DELETE FROM gesture;")?;
    rebuild(conn, chance)?;
    waiting.into_iter().try_for_each(|op| write_once_more(conn, op, now_ms, chance))
}

/// Writes an op again as this computer goes by now, by the person who wrote it.
pub(crate) fn write_once_more(
    conn: &Connection,
    op: Op,
    now_ms: u64,
    chance: &[u8; 32],
) -> Result<(), StoreError> {
    let author = Author { actor: op.actor, now_ms, chance: *chance };
    crate::write::commit(conn, author, None, &again(op))?;
    Ok(())
}

/// Moves the streams of a centre, nothing of which is sealed yet, to another.
fn move_site(
    conn: &Connection,
    (former, site): (SiteId, SiteId),
    now_ms: u64,
    chance: &[u8; 32],
    settle: impl FnOnce(&View<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    if conn.query_row("SELECT EXISTS (SELECT 1 FROM segment)", [], |row| row.get(0))? {
        return Err(StoreError::Incomplete("unsealed"));
    }
    write_again(conn, now_ms, chance, |view| {
        settle(view)?;
        view.settle(Local::Site, Some(&site.to_string()))?;
        // The streams of the centre take its name, with the keys of their persons.
        for class in [StreamClass::Site, StreamClass::Private, StreamClass::Audit] {
            let names = [class.at(site).to_string(), class.at(former).to_string()];
            conn.execute("UPDATE stream SET name = ?1 WHERE name = ?2", names)?;
        }
        Ok(())
    })
}

impl Store {
    /// Settles a computer that worked before it was anybody's at the centre that headquarters gave
    /// it, with what else its answer says. What was written meanwhile moves there with it.
    ///
    /// # Errors
    /// `Incomplete` when something was sealed already, or the store's; nothing changes then.
    pub fn take_site(
        &mut self,
        site: SiteId,
        facts: &[(Local, Option<&str>)],
        now_ms: u64,
        chance: &[u8; 32],
    ) -> Result<(), StoreError> {
        self.change(|conn| {
            let settle = |view: &View<'_>| {
                facts.iter().try_for_each(|(local, value)| view.settle(*local, *value))
            };
            let view = View::of(conn);
            match view.site_id()?.filter(|former| *former != site) {
                Some(former) => move_site(conn, (former, site), now_ms, chance, settle),
                None => settle(&view),
            }
        })
    }
}

/// Takes out what no segment holds, in the order in which it was written.
fn take_unsealed(conn: &Connection) -> Result<Vec<Op>, StoreError> {
    let mut select = conn.prepare("SELECT bytes FROM unsealed ORDER BY stream, n")?;
    let rows = select.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    let mut ops = Vec::new();
    for bytes in rows.collect::<Result<Vec<_>, _>>()? {
        ops.push(Op::decode(&bytes).ok_or(StoreError::Damaged)?);
    }
    conn.execute_batch("DELETE FROM unsealed; UPDATE vector SET held = sealed;")?;
    // Across streams too, as they were made.
    ops.sort_by_key(|op| op.hlc);
    Ok(ops)
}

/// The same act, written anew.
fn again(op: Op) -> Gesture {
    let drafts = kinds::by_id(op.kind).map(|kind| Draft {
        kind,
        record: op.record,
        writes: op
            .writes
            .into_iter()
            .filter_map(|write| {
                let register = kind.register(write.register)?;
                Some(DraftWrite { register, value: write.value, replaces: None })
            })
            .collect(),
    });
    Gesture { label: String::new(), act: Act::Settle, drafts: drafts.into_iter().collect() }
}
