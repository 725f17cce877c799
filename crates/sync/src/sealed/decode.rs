//! Columns into ops. Every count is checked against what is left or a limit before anything is
//! allocated for it, and what remains at the end is an error. The order here is that of
//! `encode.rs`.

use super::bytes::Reader;
use super::encode::{OP_BASE, OP_ITEM, is_too_long};
use super::names::{CLASSES, class_of};
use super::shape::{Content, Form, Plan, Shape, Skeleton};
use super::{Decoded, ITEMS_MAX, Name, Names, Sealed, SegmentError, births, ints};
use crate::clock::Hlc;
use crate::dot::{DeviceId, Dot};
use crate::op::{OP_BYTES_MAX, Op, Write};
use passerelle_domain::{RecordId, RecordRef, Value};
use uuid::Uuid;

const WRONG: SegmentError = SegmentError::NotUnderstood;

/// The ops in the decompressed columns of `sealed`.
///
/// # Errors
/// `NotUnderstood` when no writer made them, `Unresolved` when a record's op is not held.
pub(super) fn columns(
    sealed: &Sealed,
    raw: &[u8],
    names: &dyn Names,
) -> Result<Decoded, SegmentError> {
    let mut reader = Reader::new(raw);
    let others = reader.count()?;
    let (plan, shapes) = shapes(&mut reader, sealed.count as usize)?;
    let sizes = Sizes::of(&plan, &shapes)?;
    let sources = sources(&mut reader, sizes.mentions)?;
    let nameless = reader.count()?;
    let millis = ints::take(&mut reader, shapes.len())?;
    let counters = ints::take(&mut reader, shapes.len())?;
    let actors = ints::take(&mut reader, shapes.len())?;
    let mut columns = Vec::with_capacity(sizes.columns.len());
    for count in &sizes.columns {
        columns.push(Column::new(ints::take(&mut reader, *count)?));
    }
    let replaced_devices = ints::take(&mut reader, sizes.replaces)?;
    let replaced = ints::take(&mut reader, sizes.replaces)?;
    blobs(&mut reader, &plan, &mut columns, Content::Text)?;
    let births = born(&mut reader, sealed, &plan, &shapes, &millis)?;
    let mut records: Vec<RecordId> = births.iter().map(|(_, id)| *id).collect();
    let nameless = ids(&mut reader, nameless)?;
    let mut devices = vec![sealed.device];
    devices.extend(ids(&mut reader, others)?.into_iter().map(DeviceId));
    blobs(&mut reader, &plan, &mut columns, Content::Bytes)?;
    if reader.left() != 0 {
        return Err(WRONG);
    }
    resolve(&mut records, &sources, &devices, names)?;
    records.extend(nameless.into_iter().map(RecordId));
    let last_replaced = vec![0; devices.len()];
    let heads = Heads {
        devices: &devices,
        ranks: Column::new(replaced_devices),
        steps: Column::new(replaced),
        last: last_replaced,
    };
    let mut ops = Ops { births: births.iter(), records: &records, columns, heads, blob_bytes: 0 };
    let clocks = millis.iter().zip(&counters).map(|(ms, counter)| clock(*ms, *counter));
    let rows = shapes.iter().zip(clocks).zip(&actors);
    let mut decoded = Vec::with_capacity(shapes.len());
    for (n, ((shape, hlc), actor)) in (sealed.first..=sealed.last()).zip(rows) {
        let shape = plan.shapes.get(*shape as usize).ok_or(WRONG)?;
        decoded.push(ops.next(shape, hlc?, *actor, n)?);
    }
    Ok(Decoded { ops: decoded, births })
}

/// The shapes, and the rank of each op's.
fn shapes(reader: &mut Reader<'_>, count: usize) -> Result<(Plan, Vec<u64>), SegmentError> {
    let mut plan = Plan::default();
    for _ in 0..reader.count()? {
        plan.add(reader)?;
    }
    let ranks = match plan.shapes.len() {
        0 => return Err(WRONG),
        1 => vec![0; count],
        _ => ints::take(reader, count)?,
    };
    Ok((plan, ranks))
}

/// How much there is of everything.
struct Sizes {
    /// Numbers in each column.
    columns: Vec<usize>,
    replaces: usize,
    /// How often records are named.
    mentions: usize,
}

impl Sizes {
    /// # Errors
    /// `NotUnderstood` over the limit of items, or with a shape that is not there.
    fn of(plan: &Plan, shapes: &[u64]) -> Result<Self, SegmentError> {
        let mut uses = vec![0_usize; plan.shapes.len()];
        for rank in shapes {
            let rank = usize::try_from(*rank).map_err(|_| WRONG)?;
            *uses.get_mut(rank).ok_or(WRONG)? += 1;
        }
        let mut sizes =
            Self { columns: vec![0; plan.contents.len()], replaces: 0, mentions: shapes.len() };
        let mut items = 0_usize;
        for (shape, uses) in plan.shapes.iter().zip(uses) {
            // A few bytes of shapes and constant columns can ask for anything here.
            items = items.saturating_add(shape.items.saturating_mul(uses));
            sizes.replaces = sizes.replaces.saturating_add(shape.replaces.saturating_mul(uses));
            for column in &shape.columns {
                *sizes.columns.get_mut(*column).ok_or(WRONG)? += uses;
            }
        }
        if items > ITEMS_MAX {
            return Err(WRONG);
        }
        let named = plan.contents.iter().zip(&sizes.columns);
        let named = named.filter(|(content, _)| matches!(content, Content::Record | Content::Ref));
        sizes.mentions += named.map(|(_, count)| count).sum::<usize>();
        Ok(sizes)
    }
}

/// The n's of each class and device; together no more than there are mentions of records.
fn sources(reader: &mut Reader<'_>, mentions: usize) -> Result<Vec<(u64, Vec<u64>)>, SegmentError> {
    let (mut sources, mut left) = (Vec::new(), mentions);
    for _ in 0..reader.count()? {
        let source = reader.varint()?;
        let count = usize::try_from(reader.varint()?).map_err(|_| WRONG)?;
        left = left.checked_sub(count).ok_or(WRONG)?;
        sources.push((source, ints::take(reader, count)?));
    }
    Ok(sources)
}

/// Gives the columns of this content their bytes.
fn blobs<'a>(
    reader: &mut Reader<'a>,
    plan: &Plan,
    columns: &mut [Column<'a>],
    wanted: Content,
) -> Result<(), SegmentError> {
    for (column, content) in columns.iter_mut().zip(&plan.contents) {
        if *content == wanted {
            let length = column.numbers.iter().fold(0_u64, |sum, next| sum.saturating_add(*next));
            let length = usize::try_from(length).map_err(|_| WRONG)?;
            column.blob = Reader::new(reader.bytes(length)?);
        }
    }
    Ok(())
}

/// The records that ops of this segment create, each with its op's n.
fn born(
    reader: &mut Reader<'_>,
    sealed: &Sealed,
    plan: &Plan,
    shapes: &[u64],
    millis: &[u64],
) -> Result<Vec<(u64, RecordId)>, SegmentError> {
    let is_birth: Vec<bool> =
        plan.shapes.iter().map(|shape| matches!(shape.form, Form::Birth)).collect();
    let rows = (sealed.first..=sealed.last()).zip(shapes).zip(millis);
    let rows = rows.filter(|((_, rank), _)| is_birth.get(**rank as usize) == Some(&true));
    let (ns, clocks): (Vec<u64>, Vec<u64>) = rows.map(|((n, _), ms)| (n, *ms)).unzip();
    let ids = births::take(reader, &clocks)?;
    Ok(ns.into_iter().zip(ids).collect())
}

fn ids(reader: &mut Reader<'_>, count: usize) -> Result<Vec<Uuid>, SegmentError> {
    let bytes = reader.bytes(count.checked_mul(16).ok_or(WRONG)?)?;
    let ids = bytes.chunks_exact(16).map(|id| Uuid::from_slice(id).map_err(|_| WRONG));
    ids.collect()
}

/// Adds the records that have names.
fn resolve(
    records: &mut Vec<RecordId>,
    sources: &[(u64, Vec<u64>)],
    devices: &[DeviceId],
    names: &dyn Names,
) -> Result<(), SegmentError> {
    for (source, ns) in sources {
        let class = class_of(source % u64::from(CLASSES)).ok_or(WRONG)?;
        let device = usize::try_from(source / u64::from(CLASSES)).map_err(|_| WRONG)?;
        let device = *devices.get(device).ok_or(WRONG)?;
        for n in ns {
            let name = Name { class, dot: Dot { device, n: *n } };
            records.push(names.record_of(name).ok_or(SegmentError::Unresolved)?);
        }
    }
    Ok(())
}

fn clock(ms: u64, counter: u64) -> Result<Hlc, SegmentError> {
    let fits = ms < 1 << 48 && counter < 1 << 16;
    if fits { Ok(Hlc((ms << 16) | counter)) } else { Err(WRONG) }
}

/// A column, and how much of it is taken.
struct Column<'a> {
    numbers: Vec<u64>,
    at: usize,
    blob: Reader<'a>,
}

impl<'a> Column<'a> {
    fn new(numbers: Vec<u64>) -> Self {
        Self { numbers, at: 0, blob: Reader::new(&[]) }
    }

    fn next(&mut self) -> Result<u64, SegmentError> {
        let number = self.numbers.get(self.at).ok_or(WRONG)?;
        self.at += 1;
        Ok(*number)
    }

    fn next_bytes(&mut self) -> Result<&'a [u8], SegmentError> {
        let length = usize::try_from(self.next()?).map_err(|_| WRONG)?;
        self.blob.bytes(length)
    }
}

/// The replaced heads.
struct Heads<'a> {
    devices: &'a [DeviceId],
    ranks: Column<'a>,
    steps: Column<'a>,
    /// The last n replaced, of each device.
    last: Vec<u64>,
}

impl Heads<'_> {
    fn next(&mut self, n: u64) -> Result<Dot, SegmentError> {
        let rank = usize::try_from(self.ranks.next()?).map_err(|_| WRONG)?;
        let step = self.steps.next()?;
        let device = *self.devices.get(rank).ok_or(WRONG)?;
        let last = self.last.get_mut(rank).ok_or(WRONG)?;
        *last = if rank == 0 { n.wrapping_sub(step) } else { last.wrapping_add(step) };
        Ok(Dot { device, n: *last })
    }
}

/// Ops being taken out of the columns.
struct Ops<'a> {
    births: std::slice::Iter<'a, (u64, RecordId)>,
    records: &'a [RecordId],
    columns: Vec<Column<'a>>,
    heads: Heads<'a>,
    blob_bytes: usize,
}

impl Ops<'_> {
    fn next(&mut self, shape: &Shape, hlc: Hlc, actor: u64, n: u64) -> Result<Op, SegmentError> {
        self.blob_bytes = 0;
        let actor = self.ranked(actor)?;
        let record = match &shape.form {
            Form::Birth => RecordRef::Own(self.births.next().ok_or(WRONG)?.1),
            Form::Own(column) => RecordRef::Own(self.record(*column)?),
            Form::Derived(columns) => {
                let mut parents = Vec::with_capacity(columns.len());
                for column in columns {
                    parents.push(self.record(*column)?);
                }
                RecordRef::Derived(parents)
            }
        };
        let mut writes = Vec::with_capacity(shape.slots.len());
        for slot in &shape.slots {
            let value = self.value(&slot.value)?;
            let mut replaces = Vec::with_capacity(slot.replaces);
            for _ in 0..slot.replaces {
                replaces.push(self.heads.next(n)?);
            }
            writes.push(Write { register: slot.register, value, replaces });
        }
        let op = Op { hlc, actor, kind: shape.kind, record, writes };
        // What is longer could be kept, but never read again.
        let bound = OP_BASE + OP_ITEM * shape.items + self.blob_bytes;
        if bound > OP_BYTES_MAX && is_too_long(&op) { Err(WRONG) } else { Ok(op) }
    }

    fn value(&mut self, skeleton: &Skeleton) -> Result<Value, SegmentError> {
        Ok(match skeleton {
            Skeleton::Null => Value::Null,
            Skeleton::Bool(yes) => Value::Bool(*yes),
            Skeleton::Literal(number) => Value::Int(*number),
            Skeleton::Int(column) => Value::Int(self.number(*column)? as i64),
            Skeleton::Ref(column) => Value::Ref(self.record(*column)?.0),
            Skeleton::Text(column) => {
                let text = str::from_utf8(self.blob(*column)?).map_err(|_| WRONG)?;
                Value::Text(text.to_owned())
            }
            Skeleton::Bytes(column) => Value::Bytes(self.blob(*column)?.to_vec()),
            Skeleton::List(skeletons) => {
                let mut items = Vec::with_capacity(skeletons.len());
                for skeleton in skeletons {
                    items.push(self.value(skeleton)?);
                }
                Value::List(items)
            }
        })
    }

    fn number(&mut self, column: usize) -> Result<u64, SegmentError> {
        self.columns.get_mut(column).ok_or(WRONG)?.next()
    }

    fn blob(&mut self, column: usize) -> Result<&[u8], SegmentError> {
        let bytes = self.columns.get_mut(column).ok_or(WRONG)?.next_bytes()?;
        self.blob_bytes = self.blob_bytes.saturating_add(bytes.len());
        Ok(bytes)
    }

    fn record(&mut self, column: usize) -> Result<RecordId, SegmentError> {
        let rank = self.number(column)?;
        self.ranked(rank)
    }

    fn ranked(&self, rank: u64) -> Result<RecordId, SegmentError> {
        let rank = usize::try_from(rank).map_err(|_| WRONG)?;
        self.records.get(rank).copied().ok_or(WRONG)
    }
}
