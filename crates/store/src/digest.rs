//! The digests of a stream, as kept beside it and as computed anew from what is in the file at that
//! moment: where the two differ, the file is not what was written.

use crate::access::View;
use crate::error::StoreError;
use crate::heads::{RecordHeads, value_bytes};
use crate::project::scan;
use crate::rows::{Writers, device, find_stream};
use passerelle_domain::catalogue::FIRST_EDITION;
use passerelle_domain::{KindId, RegisterId, Stream, StreamClass, kinds};
use passerelle_sync::Dot;
use passerelle_sync::digest::{HeadSum, Tip, Tips, line};
use passerelle_sync::dot::GENESIS;
use passerelle_sync::sealed::ChainHash;
use rusqlite::OptionalExtension;

impl View<'_> {
    /// The digest of `stream`, computed anew: equal on devices that hold the same ops and fold them
    /// alike.
    ///
    /// # Errors
    /// The store's.
    pub fn digest(&self, stream: Stream) -> Result<String, StoreError> {
        let heads = self.heads_anew(stream)?;
        Ok(line(&self.tips(stream)?, heads, &self.unsealed_of(stream)?))
    }

    /// How far each writer's segments go in a stream, and where their chains stand.
    ///
    /// # Errors
    /// The store's.
    pub fn tips(&self, stream: Stream) -> Result<Tips, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT w.device, v.sealed, v.tip FROM vector v JOIN writer w ON w.id = v.writer
             JOIN stream s ON s.id = v.stream
             WHERE s.name = ?1 AND v.sealed > 0 AND v.tip IS NOT NULL",
        )?;
        let rows = select.query_map([stream.to_string()], |row| {
            let n = row.get::<_, i64>(1)?.cast_unsigned();
            Ok((device(row, 0)?, Tip { n, hash: ChainHash(row.get(2)?) }))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The sum over the folded heads of a stream, as it was kept while folding.
    ///
    /// # Errors
    /// The store's.
    pub fn heads_kept(&self, stream: Stream) -> Result<HeadSum, StoreError> {
        let sql = "SELECT sum FROM stream WHERE name = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let sum = select.query_row([stream.to_string()], |row| row.get(0)).optional()?;
        let sum: Option<[u8; 32]> = sum.flatten();
        Ok(sum.map_or_else(HeadSum::default, |sum| HeadSum::from_bytes(&sum)))
    }

    /// The same sum, computed anew from every record.
    ///
    /// # Errors
    /// The store's.
    pub fn heads_anew(&self, stream: Stream) -> Result<HeadSum, StoreError> {
        let mut sum = HeadSum::default();
        let writers = Writers::default();
        let of_stream = |class: StreamClass| class.at_class() == stream.class();
        let own = kinds::ALL.iter().filter(|kind| !kind.is_control() && of_stream(kind.stream));
        for kind in own {
            scan(self.conn, kind, |key, heads| {
                let heads = RecordHeads::read(self.conn, &writers, heads)?;
                for (register, state) in &heads.registers {
                    for head in &state.heads {
                        let value = value_bytes(&head.value);
                        sum = sum.plus(one_head((kind.id, key, *register), head.dot, &value));
                    }
                }
                Ok(())
            })?;
        }
        Ok(sum)
    }

    fn unsealed_of(&self, stream: Stream) -> Result<Vec<(Dot, Vec<u8>)>, StoreError> {
        let (Some(row), Some(device)) = (find_stream(self.conn, stream)?, self.device()?) else {
            return Ok(Vec::new());
        };
        let sql = "SELECT n, bytes FROM unsealed WHERE stream = ?1 ORDER BY n";
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([row], |row| {
            Ok((Dot { device, n: row.get::<_, i64>(0)?.cast_unsigned() }, row.get(1)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// What a head adds to a stream's sum. What the catalogue was given after its first edition adds
/// nothing: a computer of the version before, which has not got it yet, would find itself in
/// disagreement with everybody and fold everything again at each exchange.
pub(crate) fn one_head(
    (kind, key, register): (KindId, &[u8], RegisterId),
    dot: Dot,
    value: &[u8],
) -> HeadSum {
    if dot.device == GENESIS && dot.n > FIRST_EDITION as u64 {
        return HeadSum::default();
    }
    HeadSum::of(kind, key, register, dot, value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Store;
    use crate::keys::StoreKey;

    #[test]
    fn one_byte_of_one_head_changes_the_digest() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let open = || Store::create_at(&file, &StoreKey([7; 32]), folder.path()).unwrap();
        let digest = |store: &Store| store.view().digest(Stream::Network).unwrap();
        let before = digest(&open());
        let store = open();
        let (id, heads): (Vec<u8>, Vec<u8>) = store
            .conn
            .query_row("SELECT id, heads FROM programme WHERE code = 'CODE'", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        let write = |heads: &[u8]| {
            let sql = "UPDATE programme SET heads = ?2 WHERE id = ?1";
            assert_eq!(store.conn.execute(sql, (&id, heads)).unwrap(), 1);
        };
        let mut altered = heads.clone();
        // The last byte is the number of writes awaited; before it stands the value.
        let last = altered.len() - 2;
        altered[last] ^= 1;
        write(&altered);
        assert_ne!(digest(&store), before);
        assert_ne!(digest(&open()), before, "as read again from the file");
        let kept = store.view().heads_kept(Stream::Network).unwrap();
        assert_ne!(kept, store.view().heads_anew(Stream::Network).unwrap());
        write(&heads);
        assert_eq!(digest(&open()), before);
        assert_eq!(kept, store.view().heads_anew(Stream::Network).unwrap());
    }
}
