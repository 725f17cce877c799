//! What leaves the ledger's file: segments and positions, in the order of their commit, in which
//! everything that a segment names comes before it. Who may ask has been settled by the scope.

use super::enrolment::id;
use super::{Part, Standing, epoch, segments};
use passerelle_domain::Stream;
use passerelle_store::StoreError;
use passerelle_sync::DeviceId;
use passerelle_sync::sealed::Sealed;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// What is held of these streams, read at one moment.
pub(super) fn standing(conn: &Connection, streams: &[Stream]) -> Result<Standing, StoreError> {
    let moment = conn.unchecked_transaction()?;
    let (epoch, log) = epoch::current(&moment)?;
    let one = |stream: &Stream| Ok((*stream, segments::tips(&moment, *stream)?));
    let tips = streams.iter().map(one).collect::<Result<_, StoreError>>()?;
    let position = epoch::position(&moment)?;
    Ok(Standing { epoch, log, position, tips })
}

/// The numbers of at most four streams in this file; 0 is nobody's.
pub(super) fn numbers(conn: &Connection, streams: &[Stream]) -> Result<[i64; 4], StoreError> {
    let mut numbers = [0; 4];
    for (number, stream) in numbers.iter_mut().zip(streams) {
        *number = segments::find_stream(conn, *stream)?.unwrap_or(0);
    }
    Ok(numbers)
}

/// Segments of at most four streams: at least one if there is any, then as many as stay within
/// `bytes_max`.
pub(super) fn after(
    conn: &Connection,
    streams: &[Stream],
    part: &Part,
    bytes_max: usize,
) -> Result<Vec<(u64, Sealed)>, StoreError> {
    let numbers @ [a, b, c, d] = numbers(conn, streams)?;
    let of_number: HashMap<i64, Stream> =
        numbers.into_iter().zip(streams.iter().copied()).collect();
    let except = part.except.map(|DeviceId(device)| device.into_bytes());
    let mut select = conn.prepare_cached(include_str!("segments_after.sql"))?;
    let (after, to) = (part.after.cast_signed(), part.to.cast_signed());
    let mut rows = select.query(params![a, b, c, d, after, to, except])?;
    let (mut found, mut total) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let position = row.get::<_, i64>(0)?.cast_unsigned();
        let stream = of_number.get(&row.get(1)?).copied().ok_or(StoreError::Damaged)?;
        let device = DeviceId(id(row, 2)?);
        let last = row.get::<_, i64>(3)?.cast_unsigned();
        if part.lacking.as_ref().is_some_and(|have| {
            have.iter().any(|(of, vector)| *of == stream && vector.held(device) >= last)
        }) {
            continue;
        }
        let bytes = bytes(conn, position)?;
        total += bytes.len();
        if total > bytes_max && !found.is_empty() {
            break;
        }
        let segment = Sealed::parse(stream, device, bytes).map_err(|_| StoreError::Damaged)?;
        found.push((position, segment));
    }
    Ok(found)
}

/// Read apart from the rest: what is passed over costs no page of it.
fn bytes(conn: &Connection, position: u64) -> Result<Vec<u8>, StoreError> {
    let mut select = conn.prepare_cached("SELECT bytes FROM segment WHERE position = ?1")?;
    Ok(select.query_row([position.cast_signed()], |row| row.get(0))?)
}

/// Streams of which something was committed after a position.
pub(super) fn streams_after(conn: &Connection, position: u64) -> Result<Vec<Stream>, StoreError> {
    let mut select = conn.prepare_cached(include_str!("streams_after.sql"))?;
    let mut rows = select.query([position.cast_signed()])?;
    let mut streams = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        streams.push(name.parse().map_err(|_| StoreError::Damaged)?);
    }
    Ok(streams)
}

/// When the first commit after a position happened.
pub(super) fn committed_after_ms(
    conn: &Connection,
    position: u64,
) -> Result<Option<u64>, StoreError> {
    let mut select = conn.prepare_cached(include_str!("committed_after.sql"))?;
    let found: Option<i64> =
        select.query_row([position.cast_signed()], |row| row.get(0)).optional()?;
    Ok(found.map(i64::cast_unsigned))
}
