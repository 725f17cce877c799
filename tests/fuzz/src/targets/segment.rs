//! Sealed segments: what parses and decodes is sealed again, and decodes to the same ops.

use super::{ops, seeds};
use crate::kit::{Known, device, key_of, seen, size, stream};
use crate::mutate::varint;
use passerelle_domain::RecordRef;
use passerelle_sync::sealed::{
    ChainHash, Decoded, FORMAT, Names, NoNames, Sealed, SegmentError, seal,
};

/// In the first byte: what follows is columns before compression, framed here.
const COLUMNS: u8 = 4;

/// A byte for the stream and the mode, one for the writer, then the bytes of a segment, or its first
/// n, its count and its columns.
pub fn run(bytes: &[u8]) -> u64 {
    let [how, who, rest @ ..] = bytes else { return 0 };
    let (stream, device) = (stream(*how), device(*who));
    let bytes = if how & COLUMNS == 0 { rest.to_vec() } else { framed(FORMAT, rest) };
    let segment = match Sealed::parse(stream, device, bytes) {
        Ok(segment) => segment,
        Err(error) => return seen(error.code()),
    };
    assert!(segment.count() > 0 && segment.last() >= segment.first());
    assert!(
        segment
            .verify(&ChainHash::START, &key_of(device).public())
            .is_none_or(|hash| { hash == segment.chained(&ChainHash::START) })
    );
    let unnamed = decoded(&segment, &NoNames);
    seen((unnamed, decoded(&segment, Known::of_the_centre())))
}

/// What happens when it is decoded with these names.
fn decoded(segment: &Sealed, names: &dyn Names) -> (&'static str, u32, u32) {
    let read = match segment.decode(names) {
        Ok(read) => read,
        Err(error) => return (error.code(), 0, 0),
    };
    assert_eq!(read.ops.len(), segment.count() as usize);
    read.ops.iter().for_each(ops::check);
    for (n, record) in &read.births {
        let op = n.checked_sub(segment.first()).and_then(|at| read.ops.get(at as usize));
        assert_eq!(op.map(|op| &op.record), Some(&RecordRef::Own(*record)));
    }
    let kinds = read.ops.iter().map(|op| op.kind).max().map_or(0, |kind| kind.0);
    (again(segment, &read, names), size(read.ops.len()), u32::from(kinds))
}

/// The same ops sealed here.
fn again(segment: &Sealed, read: &Decoded, names: &dyn Names) -> &'static str {
    let (stream, device) = (segment.stream, segment.device);
    let key = key_of(device);
    let sealed = seal(stream, device, segment.first(), &read.ops, &ChainHash::START, &key, names);
    let sealed = match sealed {
        Ok(sealed) => sealed,
        // Another writer may know names that these are not, and compress better.
        Err(SegmentError::TooLarge) => return "too large again",
        Err(error) => panic!("what was read cannot be sealed: {error}"),
    };
    let parsed =
        Sealed::parse(stream, device, sealed.bytes().to_vec()).expect("it was just sealed");
    assert_eq!(parsed, sealed);
    assert!(parsed.verify(&ChainHash::START, &key.public()).is_some());
    let reread = parsed.decode(names).expect("it was just sealed");
    assert_eq!(reread.ops, read.ops);
    "read"
}

/// A whole segment, unsigned, around its first n, its count and its columns as they are.
pub fn framed(format: u8, rest: &[u8]) -> Vec<u8> {
    let ends = rest.iter().enumerate().filter(|(_, byte)| **byte < 0x80);
    let header = ends.map(|(at, _)| at + 1).nth(1).unwrap_or(rest.len());
    let (header, columns) = rest.split_at(header);
    let stored = varint((columns.len() as u64) << 1 | 1);
    [&[format], header, &stored, columns, &[0; 64]].concat()
}

/// Ops of every kind, marks of a class, values that are odd, and what a few bytes can ask for.
pub fn seeds() -> anyhow::Result<Vec<Vec<u8>>> {
    let mut inputs = Vec::new();
    for segment in seeds::segments()? {
        inputs.push([&[1, 0], segment.bytes()].concat());
        inputs.push([vec![1 | COLUMNS, 0], seeds::columns(&segment)?].concat());
    }
    for bomb in seeds::bombs()? {
        inputs.push([vec![1, 0], bomb].concat());
    }
    Ok(inputs)
}
