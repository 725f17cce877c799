//! The digest of a stream: one hash over the ops held and the heads they fold into, computed from
//! what is in the file at that moment.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::{device, find_stream, record};
use passerelle_domain::{KindId, RegisterId, Stream};
use passerelle_sync::Dot;
use passerelle_sync::digest::StreamDigest;
use rusqlite::Row;

impl View<'_> {
    /// The digest of `stream`: equal on devices that hold the same ops and fold them alike.
    ///
    /// # Errors
    /// The store's.
    pub fn digest(&self, stream: Stream) -> Result<String, StoreError> {
        let mut digest = StreamDigest::default();
        let Some(stream) = find_stream(self.conn, stream)? else { return Ok(digest.finish()) };
        let mut ops = self.conn.prepare_cached(
            "SELECT w.device, o.n, o.bytes FROM op o JOIN writer w ON w.id = o.writer
             WHERE o.stream = ?1 ORDER BY w.device, o.n",
        )?;
        let mut rows = ops.query([stream])?;
        while let Some(row) = rows.next()? {
            digest.op(dot(row, 0)?, row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?);
        }
        let mut heads = self.conn.prepare_cached(
            "SELECT w.device, h.n, h.value, h.record, h.kind, h.register
             FROM head h JOIN writer w ON w.id = h.writer
             WHERE h.stream = ?1 ORDER BY h.record, h.kind, h.register, w.device, h.n",
        )?;
        let mut rows = heads.query([stream])?;
        while let Some(row) = rows.next()? {
            let value = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
            let register = (KindId(row.get(4)?), RegisterId(row.get(5)?));
            digest.head(record(row, 3)?, register, dot(row, 0)?, value);
        }
        Ok(digest.finish())
    }
}

/// The dot in two neighbouring columns.
pub(crate) fn dot(row: &Row<'_>, index: usize) -> rusqlite::Result<Dot> {
    let n: i64 = row.get(index + 1)?;
    Ok(Dot { device: device(row, index)?, n: n.cast_unsigned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Store;
    use crate::files::StoreKey;

    #[test]
    fn one_byte_of_one_head_changes_the_digest() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let open = || Store::create_at(&file, &StoreKey([7; 32]), folder.path()).unwrap();
        let digest = |store: &Store| store.view().digest(Stream::Network).unwrap();
        let before = digest(&open());
        let store = open();
        let (record, value): (Vec<u8>, Vec<u8>) = store
            .conn
            .query_row("SELECT record, value FROM head WHERE register = 1 LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        let write = |value: &[u8]| {
            let sql = "UPDATE head SET value = ?2 WHERE record = ?1 AND register = 1";
            assert_eq!(store.conn.execute(sql, (&record, value)).unwrap(), 1);
        };
        let mut altered = value.clone();
        *altered.last_mut().unwrap() ^= 1;
        write(&altered);
        assert_ne!(digest(&store), before);
        assert_ne!(digest(&open()), before, "as read again from the file");
        write(&value);
        assert_eq!(digest(&open()), before);
    }
}
