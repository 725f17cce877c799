//! Names of records inside segments, looked up in the file: the dot that created a record, and the
//! record that a dot created. Only names of streams that every reader of this stream holds are used.

use crate::access::View;
use crate::rows::{find_stream, writer_row};
use passerelle_domain::{RecordId, Stream, StreamClass};
use passerelle_sync::sealed::{Name, Names};
use passerelle_sync::{DeviceId, Dot};
use rusqlite::{Connection, OptionalExtension, params};
use std::cell::RefCell;
use std::collections::HashMap;
use uuid::Uuid;

/// The rows of a stream and of a writer.
type LogRow = (i64, i64);

impl View<'_> {
    /// The names that a segment of this stream may use.
    pub fn names(&self, stream: Stream) -> impl Names + '_ {
        StoredNames::new(self.conn, stream)
    }
}

/// The names that a segment of one stream may use.
pub(crate) struct StoredNames<'c> {
    conn: &'c Connection,
    stream: Stream,
    rows: RefCell<HashMap<(u8, DeviceId), Option<LogRow>>>,
}

impl<'c> StoredNames<'c> {
    pub fn new(conn: &'c Connection, stream: Stream) -> Self {
        Self { conn, stream, rows: RefCell::default() }
    }

    /// The stream of a class, if segments of this stream may name its records.
    fn readable(&self, class: StreamClass) -> Option<Stream> {
        let site = match self.stream {
            Stream::Network => None,
            Stream::Site(site) | Stream::Private(site) | Stream::Audit(site) => Some(site),
        };
        match class {
            StreamClass::Network => Some(Stream::Network),
            StreamClass::Site => site.map(Stream::Site),
            class if class == self.stream.class() => Some(self.stream),
            _ => None,
        }
    }

    fn row(&self, class: StreamClass, device: DeviceId) -> Option<(i64, i64)> {
        let stream = self.readable(class)?;
        let key = (class as u8, device);
        if let Some(found) = self.rows.borrow().get(&key) {
            return *found;
        }
        // A file that cannot be read says so at the next statement.
        let found = find_stream(self.conn, stream)
            .ok()
            .flatten()
            .and_then(|stream| Some((stream, writer_row(self.conn, device).ok()?)));
        self.rows.borrow_mut().insert(key, found);
        found
    }
}

impl Names for StoredNames<'_> {
    fn name_of(&self, record: RecordId) -> Option<Name> {
        let mut select = self
            .conn
            .prepare_cached(
                "SELECT s.name, w.device, b.n FROM birth b JOIN stream s ON s.id = b.stream
                 JOIN writer w ON w.id = b.writer WHERE b.record = ?1
                 ORDER BY b.stream, b.writer, b.n",
            )
            .ok()?;
        let mut rows = select.query([record.0.as_bytes()]).ok()?;
        while let Some(row) = rows.next().ok()? {
            let name: String = row.get(0).ok()?;
            let stream: Stream = name.parse().ok()?;
            if self.readable(stream.class()) == Some(stream) {
                let device: [u8; 16] = row.get(1).ok()?;
                let n = row.get::<_, i64>(2).ok()?.cast_unsigned();
                let dot = Dot { device: DeviceId(Uuid::from_bytes(device)), n };
                return Some(Name { class: stream.class(), dot });
            }
        }
        None
    }

    fn record_of(&self, name: Name) -> Option<RecordId> {
        let (stream, writer) = self.row(name.class, name.dot.device)?;
        let sql = "SELECT record FROM birth WHERE stream = ?1 AND writer = ?2 AND n = ?3";
        let mut select = self.conn.prepare_cached(sql).ok()?;
        let key = params![stream, writer, name.dot.n.cast_signed()];
        let found = select.query_row(key, |row| crate::rows::record(row, 0)).optional();
        found.ok().flatten()
    }
}

/// Notes which op created a record.
pub(crate) fn born(
    conn: &Connection,
    (stream, writer): (i64, i64),
    n: u64,
    record: RecordId,
) -> Result<(), crate::StoreError> {
    let sql = "INSERT OR IGNORE INTO birth (stream, writer, n, record) VALUES (?1, ?2, ?3, ?4)";
    let row = params![stream, writer, n.cast_signed(), record.0.as_bytes()];
    conn.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

/// Whether some op here created a record.
pub(crate) fn is_born(conn: &Connection, record: RecordId) -> Result<bool, crate::StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM birth WHERE record = ?1)";
    Ok(conn.prepare_cached(sql)?.query_row([record.0.as_bytes()], |row| row.get(0))?)
}
