//! What can still be read of a damaged file: segments that the restored one lacks, changes that were
//! never sealed, keys of persons. It is read from a copy, row by row, over a new connection after each
//! page that cannot be read; what is taken over is verified as if it had come from afar.

use super::manifest::Manifest;
use super::{copy_file, remove_folder, with_suffix};
use crate::access::{Store, View};
use crate::error::StoreError;
use crate::files::make_private_folder;
use crate::keys::StoreKey;
use crate::local::Local;
use crate::names::StoredNames;
use crate::open::connect;
use crate::witness::{Amount, Witness};
use passerelle_domain::{KindId, RecordId, Stream, kinds};
use passerelle_sync::digest::unhex;
use passerelle_sync::identity::Key;
use passerelle_sync::person::{KeyState, PersonKey};
use passerelle_sync::sealed::Sealed;
use passerelle_sync::{DeviceId, Op};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Rows that are tried after the last one that was found.
const BEYOND_LAST: i64 = 64;
/// Pages that may fail before the rest is given up: each costs a new connection.
const FAILURES_MAX: u32 = 20_000;
/// Keys read at a time.
const KEYS: i64 = 200;

/// The numbers up to which a backup holds each writer of each stream: what lies beyond is salvaged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beyond(BTreeMap<(String, String), u64>);

impl Beyond {
    /// Those of one file of a set.
    pub fn of(manifest: &Manifest, name: &str) -> Self {
        let mut numbers = BTreeMap::new();
        for (stream, held) in manifest.files.get(name).into_iter().flat_map(|file| &file.streams) {
            for (device, n) in &held.held {
                numbers.insert((stream.clone(), device.clone()), *n);
            }
        }
        Self(numbers)
    }

    fn held(&self, stream: Stream, device: DeviceId) -> u64 {
        self.0.get(&(stream.to_string(), device.to_string())).copied().unwrap_or(0)
    }

    /// Where the original is, and these numbers, a line each: what a restored file keeps until it has
    /// taken over what it lacks.
    pub(crate) fn text(&self, aside: &str) -> String {
        let lines = self.0.iter().map(|((stream, device), n)| format!("{stream} {device} {n}\n"));
        format!("{aside}\n{}", lines.collect::<String>())
    }

    fn parse(text: &str) -> Option<(&str, Self)> {
        let (aside, lines) = text.split_once('\n')?;
        let number = |line: &str| {
            let mut parts = line.split(' ');
            let key = (parts.next()?.to_owned(), parts.next()?.to_owned());
            Some((key, parts.next()?.parse().ok()?))
        };
        Some((aside, Self(lines.lines().filter_map(number).collect())))
    }
}

/// A damaged file, read from a copy.
pub struct Wreck {
    file: PathBuf,
    key: StoreKey,
    conn: Option<Connection>,
    failures: u32,
    noted: Option<Amount>,
}

/// What was read of it and a backup lacks.
#[derive(Debug, Default)]
pub struct Finds {
    /// Segments of every writer, those of the computer itself last.
    segments: Vec<Sealed>,
    own: BTreeSet<DeviceId>,
    unsealed: Vec<(Stream, Op)>,
    keys: Vec<KeyState>,
    erased: Vec<RecordId>,
    former: Option<(DeviceId, Key)>,
    /// What of it this computer wrote, by kind.
    pub kinds: BTreeMap<KindId, u32>,
    /// When the first of that was written, milliseconds since 1970.
    pub since_ms: Option<u64>,
    /// Changes that this computer made and that nothing could read.
    pub unread: u64,
}

/// What a salvage brought back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Changes that came in segments, as their writers sealed them.
    pub received: u32,
    /// Changes that were written again.
    pub written: u32,
}

impl Finds {
    /// Changes of this computer that can be read.
    pub fn own(&self) -> u32 {
        self.kinds.values().sum()
    }
}

impl Wreck {
    /// Opens a copy, in `scratch`, of a damaged file and its log.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`, `Io`.
    pub fn of(file: &Path, key: &StoreKey, scratch: &Path) -> Result<Self, StoreError> {
        remove_folder(scratch)?;
        make_private_folder(scratch)?;
        let copy = scratch.join(file.file_name().unwrap_or_default());
        for suffix in ["", "-wal"] {
            let original = with_suffix(file, suffix);
            if original.exists() {
                copy_file(&original, &with_suffix(&copy, suffix))?;
            }
        }
        let noted = Witness::beside(file).noted();
        Ok(Self { file: copy, key: key.clone(), conn: None, failures: 0, noted })
    }

    /// Whether everything in it reads well: what it lacks, if anything, lies beyond its end.
    pub fn is_whole(&self) -> bool {
        let older = self.file.with_extension("older");
        let opened = Store::open_at(&self.file, &self.key, &older);
        opened.and_then(|store| store.check().and_then(|()| store.close())).is_ok()
    }

    /// Asks once; a page that cannot be read spoils the connection, and only that.
    fn ask<T>(&mut self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Option<T> {
        if self.failures > FAILURES_MAX {
            return None;
        }
        if self.conn.is_none() {
            self.conn = connect(&self.file, &self.key, OpenFlags::SQLITE_OPEN_READ_WRITE).ok();
        }
        let told = ask(self.conn.as_ref()?);
        if told.is_err() {
            self.failures += 1;
            self.conn = None;
        }
        told.ok()
    }

    fn local(&mut self, key: &str) -> Option<String> {
        let sql = "SELECT value FROM local WHERE key = ?1";
        self.ask(|conn| conn.query_row(sql, [key], |row| row.get(0)).optional())?
    }

    /// The names of a small table's rows; those that a backup knows where they cannot be read.
    fn rows<T>(
        &mut self,
        base: &View<'_>,
        sql: &str,
        read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<(i64, T)>,
    ) -> BTreeMap<i64, T> {
        let all = |conn: &Connection| -> rusqlite::Result<BTreeMap<i64, T>> {
            conn.prepare(sql)?.query_map([], &read)?.collect()
        };
        let known = all(base.conn).unwrap_or_default();
        self.ask(all).unwrap_or(known)
    }

    /// Reads what lies beyond a backup, which `base` is a view of.
    pub fn read(&mut self, base: &View<'_>, beyond: &Beyond) -> Finds {
        let streams = self.rows(base, "SELECT id, name FROM stream", |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?))
        });
        let streams: BTreeMap<i64, Stream> =
            streams.into_iter().filter_map(|(row, name)| Some((row, name.parse().ok()?))).collect();
        let writers = self.rows(base, "SELECT id, device FROM writer", |row| {
            Ok((row.get(0)?, crate::rows::device(row, 1)?))
        });
        let mut finds = Finds::default();
        self.identity(base, &mut finds);
        self.keys(&streams, &mut finds);
        self.segments(base, (&streams, &writers), beyond, &mut finds);
        self.unsealed(&streams, beyond, &mut finds);
        finds.unread = self.missing(base, &finds);
        finds
    }

    /// Who the computer was: it may have taken another name since the backup.
    fn identity(&mut self, base: &View<'_>, finds: &mut Finds) {
        let device =
            |text: Option<String>| text.and_then(|text| Uuid::parse_str(&text).ok()).map(DeviceId);
        let known = base.local(Local::Formerly).ok().flatten().unwrap_or_default();
        let former = self.local("formerly").unwrap_or_default();
        let names = former.lines().chain(known.lines());
        let names = names.filter_map(|line| line.split(' ').next().map(str::to_owned));
        finds.own = names.filter_map(|name| device(Some(name))).collect();
        let told = device(self.local("device"));
        finds.own.extend(told);
        let seed = self.local("seed").and_then(|text| unhex(&text)?.try_into().ok());
        finds.former = told.zip(seed.map(Key::from_seed));
    }

    fn keys(&mut self, streams: &BTreeMap<i64, Stream>, finds: &mut Finds) {
        let mut after = (0_i64, Vec::new(), Vec::new());
        loop {
            let sql = "SELECT stream, person, key FROM person_key
                       WHERE (stream, person, key) > (?1, ?2, ?3)
                       ORDER BY stream, person, key LIMIT ?4";
            let found = self.ask(|conn| {
                let key = params![after.0, after.1, after.2, KEYS];
                let mut select = conn.prepare(sql)?;
                let rows = select.query_map(key, |row| {
                    Ok((
                        row.get::<_, i64>(0)?,
                        row.get::<_, [u8; 16]>(1)?,
                        row.get::<_, [u8; 32]>(2)?,
                    ))
                })?;
                rows.collect::<rusqlite::Result<Vec<_>>>()
            });
            let Some(found) = found.filter(|found| !found.is_empty()) else { break };
            for (stream, person, key) in &found {
                let Some(stream) = streams.get(stream).copied() else { continue };
                let person = RecordId(Uuid::from_bytes(*person));
                finds.keys.push(KeyState { stream, person, key: Some(PersonKey(*key)) });
            }
            if let Some((stream, person, key)) = found.last() {
                after = (*stream, person.to_vec(), key.to_vec());
            }
        }
        let sql = "SELECT person FROM erased_person";
        let erased = self.ask(|conn| {
            let mut select = conn.prepare(sql)?;
            let rows = select.query_map([], |row| crate::rows::record(row, 0))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        finds.erased = erased.unwrap_or_default();
    }

    /// Segments one by one, from the first that the backup lacks.
    fn segments(
        &mut self,
        base: &View<'_>,
        (streams, writers): (&BTreeMap<i64, Stream>, &BTreeMap<i64, DeviceId>),
        beyond: &Beyond,
        finds: &mut Finds,
    ) {
        let highest = "SELECT coalesce(max(position), 0) FROM segment";
        let told = self.ask(|conn| conn.query_row(highest, [], |row| row.get::<_, i64>(0)));
        let known = base.conn.query_row(highest, [], |row| row.get::<_, i64>(0)).unwrap_or(0);
        let (mut position, mut end) = (0, told.unwrap_or(known + BEYOND_LAST));
        while position < end {
            position += 1;
            let sql = "SELECT stream, writer, last, bytes FROM segment WHERE position = ?1";
            let found = self.ask(|conn| {
                let mut select = conn.prepare_cached(sql)?;
                let mut rows = select.query([position])?;
                let Some(row) = rows.next()? else { return Ok(None) };
                let at = (row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?);
                let place = streams.get(&at.0).copied().zip(writers.get(&at.1).copied());
                let lacked = |(stream, device)| at.2.cast_unsigned() > beyond.held(stream, device);
                match place.filter(|place| lacked(*place)) {
                    Some(place) => Ok(Some((place, row.get::<_, Vec<u8>>(3)?))),
                    None => Ok(None),
                }
            });
            let Some(((stream, device), bytes)) = found.flatten() else { continue };
            let Ok(segment) = Sealed::parse(stream, device, bytes) else { continue };
            if told.is_none() {
                end = position + BEYOND_LAST;
            }
            self.count(&segment, beyond, finds);
            finds.segments.push(segment);
        }
        let own = finds.own.clone();
        // The certificate that lets its own be believed may have come after them.
        finds.segments.sort_by_key(|segment| own.contains(&segment.device));
    }

    /// Counts what a segment of this computer holds beyond a backup.
    fn count(&mut self, segment: &Sealed, beyond: &Beyond, finds: &mut Finds) {
        if !finds.own.contains(&segment.device) {
            return;
        }
        let held = beyond.held(segment.stream, segment.device);
        let decoded =
            self.ask(|conn| Ok(segment.decode(&StoredNames::new(conn, segment.stream)).ok()));
        match decoded.flatten() {
            Some(decoded) => {
                let ops = (segment.first()..).zip(&decoded.ops);
                ops.filter(|(n, _)| *n > held).for_each(|(_, op)| finds.note(op));
            }
            None => {
                let lacked = segment.last() - held.max(segment.first() - 1);
                let lacked = u32::try_from(lacked).unwrap_or(u32::MAX);
                *finds.kinds.entry(KindId(0)).or_default() += lacked;
            }
        }
    }

    /// What was never sealed, change by change.
    fn unsealed(&mut self, streams: &BTreeMap<i64, Stream>, beyond: &Beyond, finds: &mut Finds) {
        let device = finds.former.as_ref().map(|(device, _)| *device);
        for (row, stream) in streams {
            let held = device.map_or(0, |device| beyond.held(*stream, device)).cast_signed();
            let sql = "SELECT max(n) FROM unsealed WHERE stream = ?1";
            let told =
                self.ask(|conn| conn.query_row(sql, [row], |row| row.get::<_, Option<i64>>(0)));
            let (mut n, mut end) = match told {
                Some(None) => continue,
                Some(Some(last)) => {
                    let sql = "SELECT min(n) FROM unsealed WHERE stream = ?1";
                    let first =
                        self.ask(|conn| conn.query_row(sql, [row], |row| row.get::<_, i64>(0)));
                    (held.max(first.unwrap_or(1) - 1), last)
                }
                None => (held, held + BEYOND_LAST),
            };
            while n < end {
                n += 1;
                let sql = "SELECT bytes FROM unsealed WHERE stream = ?1 AND n = ?2";
                let bytes = self.ask(|conn| {
                    let mut select = conn.prepare_cached(sql)?;
                    select.query_row([*row, n], |row| row.get::<_, Vec<u8>>(0)).optional()
                });
                let Some(op) = bytes.flatten().and_then(|bytes| Op::decode(&bytes)) else {
                    continue;
                };
                if told.is_none() {
                    end = n + BEYOND_LAST;
                }
                finds.note(&op);
                finds.unsealed.push((*stream, op));
            }
        }
    }

    /// Changes of this computer that the file is known to have held and that were not found.
    fn missing(&mut self, base: &View<'_>, finds: &Finds) -> u64 {
        let own: Vec<Vec<u8>> =
            finds.own.iter().map(|device| device.0.as_bytes().to_vec()).collect();
        let count = |conn: &Connection| -> rusqlite::Result<u64> {
            let sql = "SELECT coalesce(sum(v.held), 0) FROM vector v
                       JOIN writer w ON w.id = v.writer WHERE w.device = ?1";
            let mut select = conn.prepare(sql)?;
            let one = |device| select.query_row([device], |row| row.get::<_, i64>(0));
            let held: Vec<i64> = own.iter().map(one).collect::<rusqlite::Result<_>>()?;
            Ok(held.iter().sum::<i64>().cast_unsigned())
        };
        let Ok(before) = count(base.conn) else { return 0 };
        let found = u64::from(finds.own());
        let told = self.ask(count).map(|held| held.saturating_sub(before + found));
        // What was noted beside the file counts everybody's changes: those of others come again.
        let all = |conn: &Connection| -> rusqlite::Result<i64> {
            conn.query_row("SELECT coalesce(sum(held), 0) FROM vector", [], |row| row.get(0))
        };
        let read = self.ask(all).map(i64::cast_unsigned);
        // A copy may have been given more of the catalogue since.
        let base = Amount::of(base.conn).map_or(0, Amount::by_people);
        let noted = self.noted.map(|noted| match read {
            Some(read) => noted.ops.saturating_sub(read),
            None => noted.by_people().saturating_sub(base + found),
        });
        told.unwrap_or(0).saturating_add(noted.unwrap_or(0))
    }
}

impl Finds {
    fn note(&mut self, op: &Op) {
        *self.kinds.entry(op.kind).or_default() += 1;
        self.since_ms = self.since_ms.into_iter().chain([op.hlc.ms()]).min();
    }
}

impl Store {
    /// What a restored file has to take over from the original that it replaced, if it has not yet:
    /// where that lies, and what is not lacking.
    ///
    /// # Errors
    /// The store's.
    pub fn to_salvage(&self) -> Result<Option<(String, Beyond)>, StoreError> {
        let text = self.view().local(Local::Salvage)?;
        Ok(text.and_then(|text| {
            let (aside, beyond) = Beyond::parse(&text)?;
            Some((aside.to_owned(), beyond))
        }))
    }

    /// Takes over what was found, under the name that this computer goes by now: segments as they are,
    /// what was never sealed written again. Done twice, it is done once.
    ///
    /// # Errors
    /// The store's; what was committed stays, and the rest is taken over at the next opening.
    pub fn salvage(
        &mut self,
        finds: Finds,
        now_ms: u64,
        chance: &[u8; 32],
    ) -> Result<Salvaged, StoreError> {
        self.take_keys_back(&finds.keys, &finds.erased)?;
        let received = self.receive(&finds.segments, now_ms)?;
        let mut again = finds.unsealed;
        for refused in &received.refused {
            if finds.own.contains(&refused.device) && refused.code == "segment.not_certified" {
                again.extend(self.ops_of(&finds.segments, refused));
            }
        }
        // Across streams too, as they were made.
        again.sort_by_key(|(_, op)| op.hlc);
        let mut salvaged = Salvaged { received: received.new_ops(), written: 0 };
        self.change(|conn| {
            for (_, op) in again {
                salvaged.written += 1;
                crate::rebuild::write_once_more(conn, op, now_ms, chance)?;
            }
            View::of(conn).settle(Local::Salvage, None)
        })?;
        Ok(salvaged)
    }

    /// The ops of a segment of this computer that nobody has certified yet: nobody else has it.
    fn ops_of(&self, segments: &[Sealed], refused: &crate::receive::Refused) -> Vec<(Stream, Op)> {
        let is_it = |segment: &&Sealed| {
            (segment.stream, segment.device, segment.first())
                == (refused.stream, refused.device, refused.first)
        };
        let Some(segment) = segments.iter().find(is_it) else { return Vec::new() };
        let decoded = segment.decode(&StoredNames::new(&self.conn, segment.stream));
        let ops = decoded.map(|decoded| decoded.ops).unwrap_or_default();
        ops.into_iter().map(|op| (segment.stream, op)).collect()
    }
}

/// How many changes, by whomever, a file that is gone is known to have held and a backup lacks.
pub fn gone_beyond(file: &Path, manifest: &Manifest) -> u64 {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let copied = manifest.files.get(&*name);
    let held = copied.into_iter().flat_map(|file| file.streams.values());
    let held: u64 = held.flat_map(|stream| stream.held.values()).sum();
    let noted = Witness::beside(file).noted_of_what_is_gone();
    noted.map_or(0, |noted| noted.by_people().saturating_sub(held))
}

/// Names of what was found, for people's counts: marks, notes and so on are told by the app.
impl Finds {
    /// How many changes of each kind, the kind's name first.
    pub fn by_kind(&self) -> Vec<(&'static str, u32)> {
        let name = |kind: &KindId| kinds::by_id(*kind).map_or("other", |kind| kind.name);
        self.kinds.iter().map(|(kind, count)| (name(kind), *count)).collect()
    }
}
