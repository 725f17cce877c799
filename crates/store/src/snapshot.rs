//! Snapshots: the newest part of a centre as it is folded. A headquarters makes them from its
//! projections; a new computer applies them piece by piece and works, while the segments behind them
//! arrive. Each record that came this way says so: what the snapshot covered of it is not folded again.

use crate::access::{Store, View};
use crate::error::StoreError;
use crate::fold::Folder;
use crate::heads::RecordHeads;
use crate::project::{kept, key_columns, record_of};
use crate::rows::{Writers, stream_row, writer_row};
use passerelle_domain::calendar::Day;
use passerelle_domain::value::{Fit, Value};
use passerelle_domain::{Kind, RegisterId, SiteId, Stream, StreamClass, kinds};
use passerelle_sync::DeviceId;
use passerelle_sync::register::{Head, Register};
use passerelle_sync::snapshot::{Piece, SnapshotHead, SnapshotRecord, SnapshotRegister};
use passerelle_sync::wire::Channel;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// Records in one piece: they compress to well under what a piece may weigh.
const PIECE_RECORDS_MAX: usize = 3_000;
/// Kinds that a snapshot carries whole: people, groups and who is in them.
const WHOLE: &[&Kind] = &[
    &kinds::VOLUNTEER,
    &kinds::LEARNER,
    &kinds::COHORT,
    &kinds::DEVICE,
    &kinds::ENROLMENT,
    &kinds::SEAT,
];
/// Kinds that it carries for the newest sessions, with the column that tells the session.
const RECENT: &[(&Kind, &str)] = &[
    (&kinds::SESSION, "id"),
    (&kinds::ATTENDANCE, "session_id"),
    (&kinds::PRESENCE, "session_id"),
    (&kinds::SHEET, "session_id"),
    (&kinds::SIGNATURE, "session_id"),
    (&kinds::SEAL, "session_id"),
    (&kinds::PHOTO, "session_id"),
];

/// What a snapshot covers of a stream.
pub type Covered = Vec<(DeviceId, u64)>;

/// What a snapshot covered of each writer of a stream, while the rest is on its way.
pub(crate) fn covered(
    conn: &Connection,
    stream: i64,
) -> Result<HashMap<DeviceId, u64>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT w.device, c.n FROM covered c JOIN writer w ON w.id = c.writer
         WHERE c.stream = ?1",
    )?;
    let rows = select.query_map([stream], |row| {
        Ok((crate::rows::device(row, 0)?, row.get::<_, i64>(1)?.cast_unsigned()))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl View<'_> {
    /// The pieces of a snapshot of a centre's stream, with every session from `from` on, as they
    /// travel.
    ///
    /// # Errors
    /// The store's.
    pub fn snapshot_pieces(&self, from: Day) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut pieces = Vec::new();
        let mut open = Open::default();
        let writers = Writers::default();
        for kind in WHOLE {
            let sql = format!("SELECT {} FROM \"{}\"", columns(kind), kind.name);
            self.gather(kind, (&sql, None), &writers, &mut open, &mut pieces)?;
        }
        for (kind, session) in RECENT {
            let sql = format!(
                "SELECT {} FROM \"{}\" WHERE \"{session}\" IN (SELECT id FROM session WHERE day >= ?1)",
                columns(kind),
                kind.name
            );
            self.gather(kind, (&sql, Some(from)), &writers, &mut open, &mut pieces)?;
        }
        open.close(&mut pieces)?;
        Ok(pieces)
    }

    fn gather(
        &self,
        kind: &Kind,
        (sql, from): (&str, Option<Day>),
        writers: &Writers,
        open: &mut Open,
        pieces: &mut Vec<Vec<u8>>,
    ) -> Result<(), StoreError> {
        let mut select = self.conn.prepare_cached(sql)?;
        let mut rows = select.query(rusqlite::params_from_iter(from))?;
        let width = key_columns(kind).len();
        while let Some(row) = rows.next()? {
            let mut key = Vec::with_capacity(32);
            for at in 1..=width {
                key.extend_from_slice(row.get_ref(at)?.as_blob().map_err(rusqlite::Error::from)?);
            }
            let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            let heads = RecordHeads::read(self.conn, writers, bytes)?;
            open.add(kind, key, &heads);
            if open.piece.records.len() >= PIECE_RECORDS_MAX {
                open.close(pieces)?;
            }
        }
        Ok(())
    }

    /// Whether a first contact is under way: a snapshot stands where its segments will.
    ///
    /// # Errors
    /// The store's.
    pub fn is_filling(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM covered)";
        Ok(self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }
}

fn columns(kind: &Kind) -> String {
    let key: Vec<_> = key_columns(kind).iter().map(|name| format!("\"{name}\"")).collect();
    format!("heads, {}", key.join(", "))
}

/// The piece that is being filled.
#[derive(Default)]
struct Open {
    piece: Piece,
    places: HashMap<DeviceId, u32>,
}

impl Open {
    fn add(&mut self, kind: &Kind, key: Vec<u8>, heads: &RecordHeads) {
        let mut registers = Vec::with_capacity(heads.registers.len());
        for (register, state) in &heads.registers {
            let heads = state.heads.iter().map(|head| SnapshotHead {
                writer: self.place(head.dot.device),
                n: head.dot.n,
                hlc: head.hlc,
                value: crate::heads::value_bytes(&head.value),
            });
            let heads = heads.collect();
            registers.push(SnapshotRegister { register: *register, heads });
        }
        self.piece.records.push(SnapshotRecord { kind: kind.id, key, registers });
    }

    fn place(&mut self, device: DeviceId) -> u32 {
        let next = u32::try_from(self.piece.writers.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(device).or_insert(next);
        if place == next {
            self.piece.writers.push(device);
        }
        place
    }

    /// Ends the piece; one that is heavier than a piece may be becomes two.
    fn close(&mut self, pieces: &mut Vec<Vec<u8>>) -> Result<(), StoreError> {
        let whole = std::mem::take(self).piece;
        let mut waiting = vec![whole];
        while let Some(mut piece) = waiting.pop() {
            if piece.records.is_empty() {
                continue;
            }
            if let Some(packed) = piece.pack() {
                pieces.push(packed);
                continue;
            }
            if piece.records.len() == 1 {
                return Err(StoreError::InvalidOp("snapshot"));
            }
            let second = piece.records.split_off(piece.records.len() / 2);
            waiting.push(Piece { writers: piece.writers.clone(), records: second });
            waiting.push(piece);
        }
        Ok(())
    }
}

impl Store {
    /// Applies a piece whose hash has been verified. `covered` is what the whole snapshot covers.
    /// Applying it again changes nothing; what is here already and newer stays.
    ///
    /// # Errors
    /// The store's; nothing of the piece is applied then.
    pub fn apply_piece(
        &mut self,
        piece: &Piece,
        site: SiteId,
        covered: &[(Channel, Covered)],
    ) -> Result<u32, StoreError> {
        self.change(|conn| {
            for (channel, vector) in covered {
                let stream = stream_row(conn, channel.at(site))?;
                for (device, n) in vector {
                    let sql = "INSERT INTO covered (stream, writer, n) VALUES (?1, ?2, ?3)
                               ON CONFLICT (stream, writer) DO UPDATE SET n = excluded.n";
                    let writer = writer_row(conn, *device)?;
                    conn.prepare_cached(sql)?.execute(params![stream, writer, n.cast_signed()])?;
                }
            }
            let stream = Stream::Site(site);
            let folder = Folder::new(conn, stream, stream_row(conn, stream)?)?;
            let mut applied = 0;
            for record in &piece.records {
                applied += u32::from(apply(&folder, piece, record)?);
            }
            folder.finish()?;
            Ok(applied)
        })
    }

    /// Gives up a snapshot that another one replaces: what is here in ops is folded again.
    ///
    /// # Errors
    /// The store's.
    pub fn drop_snapshot(&mut self, chance: &[u8; 32]) -> Result<(), StoreError> {
        self.rebuild(chance)
    }

    /// Ends a first contact whose segments are all here: from now on nothing is covered. What a
    /// verdict could not do meanwhile, for want of the ops behind it, is done by folding again.
    ///
    /// # Errors
    /// The store's.
    pub fn filled(&mut self, chance: &[u8; 32]) -> Result<(), StoreError> {
        self.change(|conn| {
            let sql = "SELECT EXISTS (SELECT 1 FROM covered c
                 LEFT JOIN vector v ON v.stream = c.stream AND v.writer = c.writer
                 WHERE coalesce(v.sealed, 0) < c.n)";
            if conn.query_row(sql, [], |row| row.get::<_, bool>(0))? {
                return Ok(());
            }
            conn.execute("DELETE FROM covered", [])?;
            Ok::<_, StoreError>(())
        })?;
        self.rebuild_if_asked(chance)
    }
}

/// Whether this or a later version could have written the value there: a piece is held to what its
/// ops would be held to.
fn may_stand(kind: &Kind, register: RegisterId, value: &Value) -> bool {
    kind.register(register)
        .is_none_or(|declared| declared.fit(value) != Fit::Invalid && !declared.is_in_clear(value))
}

/// Puts a record in place, unless ops of it are folded here already.
fn apply(folder: &Folder<'_>, piece: &Piece, record: &SnapshotRecord) -> Result<bool, StoreError> {
    // A snapshot is of the centre's own stream: nothing of another belongs into it.
    let of_site = |kind: &&Kind| kind.stream == StreamClass::Site;
    let Some(kind) = kinds::by_id(record.kind).filter(of_site) else { return Ok(false) };
    let Some(reference) = record_of(kind, &record.key) else { return Ok(false) };
    let before = match kept(folder.conn, kind, &reference)? {
        Some(bytes) => RecordHeads::read(folder.conn, &folder.writers, &bytes)?,
        None => RecordHeads::default(),
    };
    if before != RecordHeads::default() {
        // Applied before, and perhaps written over since; or folded from ops that are here already.
        return Ok(false);
    }
    let mut after = RecordHeads { covered: true, ..RecordHeads::default() };
    for register in &record.registers {
        let mut state = Register::default();
        for head in &register.heads {
            let device = usize::try_from(head.writer).ok().and_then(|at| piece.writers.get(at));
            let device = *device.ok_or(StoreError::NotTaken("snapshot.not_understood"))?;
            let value = postcard::from_bytes(&head.value)
                .map_err(|_| StoreError::NotTaken("snapshot.not_understood"))?;
            if !may_stand(kind, register.register, &value) {
                return Err(StoreError::NotTaken("snapshot.not_understood"));
            }
            let dot = passerelle_sync::Dot { device, n: head.n };
            state.heads.push(Head { dot, hlc: head.hlc, value });
        }
        after.registers.insert(register.register, state);
    }
    folder.save(kind, &reference, &before, &after)?;
    Ok(true)
}
