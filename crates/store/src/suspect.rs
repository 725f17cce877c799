//! Whether what is shown of a session is what was written: each row against its heads, each head against
//! its op, each segment against its writer's signature. Somebody with the file and its key can change
//! any of them; not all at once. What was not sealed yet has no signature but its own.

use crate::access::View;
use crate::control::authority;
use crate::error::StoreError;
use crate::heads::RecordHeads;
use crate::project::{Row, kept, records_with, shows};
use crate::rows::{Writers, find_stream, stream_of, writer_row};
use passerelle_domain::{Kind, RecordId, RecordRef, kinds};
use passerelle_sync::Dot;
use passerelle_sync::identity::PublicKey;
use passerelle_sync::sealed::{ChainHash, Sealed};
use rusqlite::{OptionalExtension, params};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What was found of segments so far: a writer's segment by its last number, and whether it is whole.
type Looked = BTreeMap<(i64, i64), bool>;

impl View<'_> {
    /// The people of whom a session's register shows something that was not written so: a mark, a
    /// presence, a signature. The session itself stands for what its sheet says as a whole.
    ///
    /// # Errors
    /// The store's.
    pub fn suspects(&self, session: RecordId) -> Result<BTreeSet<RecordId>, StoreError> {
        let (mut suspects, mut looked) = (BTreeSet::new(), Looked::new());
        let by_session = [&kinds::ATTENDANCE, &kinds::PRESENCE, &kinds::SIGNATURE, &kinds::SHEET];
        for kind in by_session {
            for record in records_with(self.conn, kind, &["session_id"], session)? {
                if !self.is_as_written(kind, &record, &mut looked)? {
                    suspects.insert(match &record {
                        RecordRef::Derived(parents) => parents.get(1).copied().unwrap_or(session),
                        RecordRef::Own(id) => *id,
                    });
                }
            }
        }
        let mut whole =
            self.is_as_written(&kinds::SESSION, &RecordRef::Own(session), &mut looked)?;
        if let (Some(seal), Some(row)) = (self.seal(session)?, self.session(session)?) {
            // Nobody writes what is sealed.
            whole &= self.signed_sheet(&row)?.hash() == seal.hash;
        }
        if !whole {
            suspects.insert(session);
        }
        Ok(suspects)
    }

    fn is_as_written(
        &self,
        kind: &'static Kind,
        record: &RecordRef,
        looked: &mut Looked,
    ) -> Result<bool, StoreError> {
        let Some(bytes) = kept(self.conn, kind, record)? else { return Ok(true) };
        let Ok(heads) = RecordHeads::read(self.conn, &Writers::default(), &bytes) else {
            return Ok(false);
        };
        let Some(name) = self.stream_of_kind(kind)? else { return Ok(true) };
        let Some(stream) = find_stream(self.conn, name)? else { return Ok(true) };
        let row = Row::of(kind, record, |register| {
            let shown = heads.shown(register.id);
            match self.reveal(name, kind, record, register, shown) {
                Ok(plain) => Cow::Owned(plain),
                Err(_) => Cow::Borrowed(shown),
            }
        });
        if !shows(self.conn, kind, record, &row)? {
            return Ok(false);
        }
        for (register, state) in &heads.registers {
            for head in &state.heads {
                let Some(op) = self.reader.op(stream, head.dot)? else {
                    if heads.covered {
                        // It came with a snapshot, and the op is on its way.
                        continue;
                    }
                    return Ok(false);
                };
                let mut writes = op.writes.iter().filter(|write| write.register == *register);
                let same = writes.next().is_some_and(|write| write.value == head.value);
                let named = op.kind == kind.id && op.record == *record && op.hlc == head.hlc;
                if !(same && named && self.is_signed(stream, head.dot, looked)?) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Whether the segment in which an op lies is what its writer signed.
    fn is_signed(&self, stream: i64, dot: Dot, looked: &mut Looked) -> Result<bool, StoreError> {
        if dot.device == passerelle_sync::dot::GENESIS {
            return Ok(true);
        }
        let writer = writer_row(self.conn, dot.device)?;
        let sql = "SELECT first, last, bytes, hash FROM segment
                   WHERE stream = ?1 AND writer = ?2 AND last >= ?3 ORDER BY last LIMIT 1";
        let mut select = self.conn.prepare_cached(sql)?;
        let found = select.query_row(params![stream, writer, dot.n.cast_signed()], |row| {
            let hash: [u8; 32] = row.get(3)?;
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, Vec<u8>>(2)?, hash))
        });
        let Some((first, last, bytes, hash)) = found.optional()? else {
            // It waits to be sealed.
            return Ok(true);
        };
        if let Some(whole) = looked.get(&(writer, last)) {
            return Ok(*whole);
        }
        let before = self.chain_before(stream, writer, first)?;
        let key = match self.device()? == Some(dot.device) {
            true => Some(self.signing_key()?.public()),
            false => authority(self.conn, writer)?.map(|(key, _)| key),
        };
        let whole = match (Sealed::parse(stream_of(self.conn, stream)?, dot.device, bytes), key) {
            (Ok(segment), Some(key)) => verified(&segment, before, &key, hash),
            // Whoever wrote it is not certified here any more: nothing to compare with.
            (Ok(_), None) => true,
            (Err(_), _) => false,
        };
        looked.insert((writer, last), whole);
        Ok(whole)
    }

    /// The hash of the segment before one; none when a snapshot stands in its place.
    fn chain_before(
        &self,
        stream: i64,
        writer: i64,
        first: i64,
    ) -> Result<Option<ChainHash>, StoreError> {
        if first == 1 {
            return Ok(Some(ChainHash::START));
        }
        let sql = "SELECT hash FROM segment WHERE stream = ?1 AND writer = ?2 AND last = ?3";
        let mut select = self.conn.prepare_cached(sql)?;
        let hash = select.query_row(params![stream, writer, first - 1], |row| row.get(0));
        Ok(hash.optional()?.map(ChainHash))
    }
}

fn verified(segment: &Sealed, before: Option<ChainHash>, key: &PublicKey, hash: [u8; 32]) -> bool {
    match before {
        Some(before) => segment.verify(&before, key) == Some(ChainHash(hash)),
        None => true,
    }
}
