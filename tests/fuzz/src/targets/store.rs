//! A store that receives segments whose signatures are right, whatever they hold: several in a row,
//! of several writers and streams. Each is taken, refused with a code, or deferred; the sums over
//! heads hold after each; the same again is known; folding everything again changes nothing.

use super::snapshot::sums_hold;
use super::{framed, seeds};
use crate::kit::{LOG, Small, certificates, device, key_of, seen, size, stream, streams};
use crate::mutate::varint;
use passerelle_domain::{RecordId, Stream, kinds};
use passerelle_store::Received;
use passerelle_sync::identity::Purpose;
use passerelle_sync::sealed::{ChainHash, FORMAT, Name, Names, Sealed, seal};
use passerelle_sync::{DeviceId, Dot, Op};
use std::cell::RefCell;
use std::collections::HashMap;

/// Segments of one input.
const SEGMENTS_MAX: usize = 12;

/// In a segment's first byte, beside its stream: columns instead of ops, a later format, records by
/// the names they have, a first n that is taken already.
const COLUMNS: u8 = 4;
const LATER: u8 = 8;
const NAMED: u8 = 16;
const FORKED: u8 = 32;

/// A byte of options, then segments: a byte for the stream and the mode, one for the writer, two for
/// the length, then ops or a count and columns.
pub fn run(bytes: &[u8]) -> u64 {
    thread_local! {
        static SMALL: RefCell<Option<Small>> = const { RefCell::new(None) };
    }
    let Some((options, mut rest)) = bytes.split_first() else { return 0 };
    let mut chains = Chains::new();
    SMALL.with_borrow_mut(|kept| {
        let mut small = kept.take().unwrap_or_else(|| Small::new().expect("a small store"));
        let mut told = Vec::new();
        for _ in 0..SEGMENTS_MAX {
            let Some((part, later)) = part(rest) else { break };
            rest = later;
            let Some(segment) = chains.sealed(&part) else { continue };
            let (is_taken, what) = receive(&mut small, &segment);
            told.push(what);
            if is_taken {
                chains.note(&segment);
            }
        }
        if options & 1 == 1 && !told.is_empty() {
            fold_again(&mut small);
        }
        if told.is_empty() {
            // It holds what it held: good enough for the next. Any other input has one of its own,
            // so that whatever fails fails alone.
            *kept = Some(small);
        }
        seen(told)
    })
}

/// A segment as an input tells it.
struct Part<'a> {
    how: u8,
    device: DeviceId,
    body: &'a [u8],
}

fn part(bytes: &[u8]) -> Option<(Part<'_>, &[u8])> {
    let [how, who, low, high, rest @ ..] = bytes else { return None };
    let length = usize::from(u16::from_le_bytes([*low, *high])).min(rest.len());
    let (body, rest) = rest.split_at(length);
    Some((Part { how: *how, device: device(*who), body }, rest))
}

/// Receives it, and again; whether it was new, and what happened.
fn receive(small: &mut Small, segment: &Sealed) -> (bool, (Option<&'static str>, [u32; 3])) {
    let one = std::slice::from_ref(segment);
    let first = small.store.receive(one, 2_000).expect("a segment is taken or refused");
    sums_hold(small);
    let again = small.store.receive(one, 2_000).expect("a segment is taken or refused");
    sums_hold(small);
    let Received { folded, deferred, quarantined, repeated, refused } = &first;
    let code = refused.first().map(|refused| refused.code);
    let is_taken = code.is_none() && *repeated == 0;
    if is_taken {
        let known = Received { repeated: segment.count(), ..Received::default() };
        assert_eq!(again, known, "received again");
        assert!(folded + deferred + quarantined >= segment.count(), "{first:?}");
    } else {
        assert_eq!(again, first, "refused again");
    }
    let counts = [folded, deferred, quarantined].map(|count| size(*count as usize));
    (is_taken, (code, counts))
}

/// Folds everything again: the same comes out.
fn fold_again(small: &mut Small) {
    let digests = |small: &Small| {
        streams().map(|stream| small.store.view().digest(stream).expect("a digest"))
    };
    let before = digests(small);
    small.store.rebuild(&[5; 32]).expect("what was folded can be folded again");
    sums_hold(small);
    assert_eq!(digests(small), before, "folded again");
}

/// How far each writer is in each stream, and what it created there.
struct Chains {
    tips: HashMap<(Stream, DeviceId), (u64, ChainHash)>,
    names: HashMap<RecordId, Name>,
}

/// Records are not named by anybody but the writer, or as `Chains` knows them.
struct Told<'a>(Option<&'a HashMap<RecordId, Name>>);

impl Names for Told<'_> {
    fn name_of(&self, record: RecordId) -> Option<Name> {
        self.0.and_then(|names| names.get(&record)).copied()
    }

    fn record_of(&self, name: Name) -> Option<RecordId> {
        let mut names = self.0.into_iter().flatten();
        names.find(|(_, known)| **known == name).map(|(record, _)| *record)
    }
}

impl Chains {
    fn new() -> Self {
        let tip = |stream| {
            let first = certificates(stream).expect("certificates");
            ((stream, LOG), (first.last(), first.chained(&ChainHash::START)))
        };
        Self { tips: streams().map(tip).into(), names: HashMap::new() }
    }

    /// The segment that its writer would send next, signed; none when no op can be read.
    fn sealed(&self, part: &Part<'_>) -> Option<Sealed> {
        let (stream, device) = (stream(part.how), part.device);
        let start = (0, ChainHash::START);
        let tip = *self.tips.get(&(stream, device)).unwrap_or(&start);
        let (held, tip) = if part.how & FORKED == 0 { tip } else { start };
        let key = key_of(device);
        let names = Told((part.how & NAMED != 0).then_some(&self.names));
        let ops = || seal(stream, device, held + 1, &ops(part.body), &tip, &key, &names).ok();
        let segment = if part.how & COLUMNS == 0 {
            ops()?
        } else {
            let rest = [&varint(held + 1), part.body].concat();
            Sealed::parse(stream, device, framed(FORMAT, &rest)).ok()?
        };
        let mut bytes = segment.into_bytes();
        if let (Some(format), true) = (bytes.first_mut(), part.how & LATER != 0) {
            *format = FORMAT + 1;
        }
        let unsigned = Sealed::parse(stream, device, bytes).ok()?;
        let signature = key.sign(Purpose::Segment, &unsigned.chained(&tip).0);
        let mut bytes = unsigned.into_bytes();
        bytes.truncate(bytes.len().checked_sub(signature.len())?);
        bytes.extend(signature);
        Sealed::parse(stream, device, bytes).ok()
    }

    /// It was taken: its writer goes on after it.
    fn note(&mut self, segment: &Sealed) {
        let (stream, device) = (segment.stream, segment.device);
        let tip = self.tips.entry((stream, device)).or_insert((0, ChainHash::START));
        *tip = (segment.last(), segment.chained(&tip.1));
        let names = Told(Some(&self.names));
        let Ok(read) = segment.decode(&names) else { return };
        for (n, record) in read.births {
            let name = Name { class: stream.class(), dot: Dot { device, n } };
            self.names.entry(record).or_insert(name);
        }
    }
}

/// Ops one after the other, up to what is not one.
fn ops(mut bytes: &[u8]) -> Vec<Op> {
    let mut ops = Vec::new();
    while let Ok((op, rest)) = postcard::take_from_bytes::<Op>(bytes) {
        ops.push(op);
        bytes = rest;
    }
    ops
}

/// A segment of an input.
fn told(how: u8, who: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap_or(u16::MAX).to_le_bytes();
    [&[how, who], &length[..], body].concat()
}

/// Ops of every kind in their streams, edits of one another's, certificates and verdicts.
pub fn seeds() -> anyhow::Result<Vec<Vec<u8>>> {
    let mut inputs = Vec::new();
    let encoded = |ops: &[Op]| -> anyhow::Result<Vec<u8>> {
        let ops = ops.iter().map(Op::encode).collect::<Result<Vec<_>, _>>()?;
        Ok(ops.concat())
    };
    let all = seeds::every_kind();
    for number in 0..4_u8 {
        let class = stream(number).class();
        let here: Vec<Op> = all
            .iter()
            .filter(|op| kinds::by_id(op.kind).is_some_and(|kind| kind.stream.admits(class)))
            .cloned()
            .collect();
        for who in [1, 4] {
            let first = told(number, who, &encoded(&here)?);
            let second = told(number | NAMED, 2, &encoded(&seeds::edits(&here, device(who)))?);
            inputs.push([vec![1], first, second].concat());
        }
    }
    for segment in seeds::segments()? {
        let columns = seeds::columns(&segment)?;
        // Without its first n: the target tells it.
        inputs.push(
            [vec![1], told(1 | COLUMNS, 1, &columns[varint(segment.first()).len()..])].concat(),
        );
    }
    let (made, steered) = (encoded(&seeds::marks(6))?, encoded(&seeds::verdicts())?);
    let fork = told(1 | FORKED, 1, &encoded(&seeds::marks(3))?);
    let later = told(1 | LATER, 1, &made);
    let parts = [told(1, 1, &made), told(1, 4, &steered), fork, told(1, 1, &made), later];
    inputs.push([vec![1], parts.concat()].concat());
    inputs.push([vec![1], told(1, 4, &steered), told(1, 1, &made), told(1, 4, &steered)].concat());
    Ok(inputs)
}
