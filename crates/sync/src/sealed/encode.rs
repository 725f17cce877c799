//! Ops into columns: every op is a shape, and takes its turn in the columns of its shape. The order
//! here is that of `decode.rs`.

use super::bytes::put_varint;
use super::frame::Raw;
use super::names::{CLASSES, class_code};
use super::shape::{Content, Form, Plan, Shape, Skeleton};
use super::{ITEMS_MAX, Name, Names, SegmentError, births, ints, shape};
use crate::dot::{DeviceId, Dot};
use crate::op::{OP_BYTES_MAX, Op};
use passerelle_domain::{RecordId, RecordRef, StreamClass, Value};
use std::collections::{BTreeMap, HashMap};

/// Bytes at most of an encoded op beside its texts and bytes: so many, and so many for each item.
pub(super) const OP_BASE: usize = 64;
pub(super) const OP_ITEM: usize = 32;

/// The columns of the ops `first..` of `device`.
///
/// # Errors
/// `TooLarge` over a limit of items or of one op, `NotUnderstood` when a value is nested too deep.
pub(super) fn columns(
    class: StreamClass,
    device: DeviceId,
    first: u64,
    ops: &[Op],
    names: &dyn Names,
) -> Result<Raw, SegmentError> {
    let mut devices = Devices::new(device);
    let table = Table::of((class, device, first), ops, names, &mut devices);
    let mut columns = Columns { devices, ..Columns::default() };
    for (index, op) in ops.iter().enumerate() {
        columns.op(op, first.wrapping_add(index as u64), &table)?;
    }
    Ok(columns.finish(&table, ops))
}

/// The devices that a segment names: its own is 0, the others follow.
#[derive(Default)]
struct Devices {
    ranks: HashMap<DeviceId, u64>,
    others: Vec<DeviceId>,
}

impl Devices {
    fn new(own: DeviceId) -> Self {
        Self { ranks: HashMap::from([(own, 0)]), others: Vec::new() }
    }

    fn rank(&mut self, device: DeviceId) -> u64 {
        let next = self.others.len() as u64 + 1;
        let rank = *self.ranks.entry(device).or_insert(next);
        if rank == next {
            self.others.push(device);
        }
        rank
    }
}

/// The records that a segment names: those it creates, those that have a name, the others.
#[derive(Default)]
struct Table {
    ranks: HashMap<RecordId, u64>,
    /// The index of the op that creates each record.
    births: Vec<(usize, RecordId)>,
    /// Of each class and device, the n's of the ops that created what is named.
    sources: Vec<(u64, Vec<u64>)>,
    nameless: Vec<RecordId>,
}

impl Table {
    fn of(
        (class, device, first): (StreamClass, DeviceId, u64),
        ops: &[Op],
        names: &dyn Names,
        devices: &mut Devices,
    ) -> Self {
        let mut table = Self::default();
        // A name may be a search in a file: each is asked for once.
        let mut known: HashMap<RecordId, Option<Name>> = HashMap::new();
        for (index, op) in ops.iter().enumerate() {
            let RecordRef::Own(id) = op.record else { continue };
            let own = Dot { device, n: first.wrapping_add(index as u64) };
            if table.ranks.contains_key(&id) {
                continue;
            }
            let name = known.entry(id).or_insert_with(|| names.name_of(id));
            if name.is_none_or(|name| name == Name { class, dot: own }) {
                table.ranks.insert(id, table.births.len() as u64);
                table.births.push((index, id));
            }
        }
        let mut others = BTreeMap::new();
        ops.iter().for_each(|op| {
            mentions(op, &mut |id| {
                if !table.ranks.contains_key(&id) {
                    let known = || *known.entry(id).or_insert_with(|| names.name_of(id));
                    others.entry(id).or_insert_with(known);
                }
            });
        });
        table.name(others, devices);
        table
    }

    /// Gives every other record that is mentioned its rank.
    fn name(&mut self, others: BTreeMap<RecordId, Option<Name>>, devices: &mut Devices) {
        let mut named: BTreeMap<u64, BTreeMap<u64, RecordId>> = BTreeMap::new();
        for (id, name) in others {
            match name.filter(|name| class_code(name.class) < CLASSES) {
                Some(Name { class, dot }) => {
                    let device = devices.rank(dot.device) * u64::from(CLASSES);
                    let source = device + u64::from(class_code(class));
                    // Two records of one name cannot both have it.
                    if let Some(other) = named.entry(source).or_default().insert(dot.n, id) {
                        self.nameless.push(other);
                    }
                }
                None => self.nameless.push(id),
            }
        }
        let mut rank = self.births.len() as u64;
        let mut next = |id, ranks: &mut HashMap<RecordId, u64>| {
            ranks.insert(id, rank);
            rank += 1;
        };
        for (source, records) in named {
            records.values().for_each(|id| next(*id, &mut self.ranks));
            self.sources.push((source, records.into_keys().collect()));
        }
        self.nameless.iter().for_each(|id| next(*id, &mut self.ranks));
    }

    fn rank(&self, id: RecordId) -> u64 {
        // Every id was ranked: `mentions` and `Columns::op` look at the same ones.
        self.ranks.get(&id).copied().unwrap_or(u64::MAX)
    }
}

/// Every record that an op names.
fn mentions(op: &Op, note: &mut impl FnMut(RecordId)) {
    note(op.actor);
    match &op.record {
        RecordRef::Own(id) => note(*id),
        RecordRef::Derived(parents) => parents.iter().for_each(|id| note(*id)),
    }
    op.writes.iter().for_each(|write| refs(&write.value, note));
}

fn refs(value: &Value, note: &mut impl FnMut(RecordId)) {
    match value {
        Value::Ref(id) => note(RecordId(*id)),
        Value::List(items) => items.iter().for_each(|item| refs(item, note)),
        _ => {}
    }
}

/// Columns being filled.
#[derive(Default)]
struct Columns {
    plan: Plan,
    /// Ranks of the shapes, by their bytes.
    ranks: HashMap<Vec<u8>, u64>,
    dictionary: Vec<u8>,
    scratch: Vec<u8>,
    devices: Devices,
    born: usize,
    items: usize,
    shapes: Vec<u64>,
    millis: Vec<u64>,
    counters: Vec<u64>,
    actors: Vec<u64>,
    numbers: Vec<Vec<u64>>,
    blobs: Vec<Vec<u8>>,
    replaced_devices: Vec<u64>,
    replaced: Vec<u64>,
    /// The last n replaced, of each device.
    last_replaced: Vec<u64>,
}

impl Columns {
    fn op(&mut self, op: &Op, n: u64, table: &Table) -> Result<(), SegmentError> {
        let at = self.shapes.len();
        let birth = table.births.get(self.born).is_some_and(|(index, _)| *index == at);
        self.born += usize::from(birth);
        let rank = self.shape(op, birth)?;
        self.shapes.push(rank as u64);
        self.millis.push(op.hlc.ms());
        self.counters.push(op.hlc.0 & 0xFFFF);
        self.actors.push(table.rank(op.actor));
        let Self { plan, numbers, blobs, .. } = self;
        let Some(shape) = plan.shapes.get(rank) else { return Err(SegmentError::NotUnderstood) };
        self.items += shape.items;
        if self.items > ITEMS_MAX {
            return Err(SegmentError::TooLarge);
        }
        let mut filling = Filling { numbers, blobs, table, blob_bytes: 0 };
        filling.fill(op, shape);
        let bound = OP_BASE + OP_ITEM * shape.items + filling.blob_bytes;
        if bound > OP_BYTES_MAX && is_too_long(op) {
            return Err(SegmentError::TooLarge);
        }
        op.writes.iter().flat_map(|write| &write.replaces).for_each(|dot| self.replace(*dot, n));
        Ok(())
    }

    /// The rank of the op's shape, written out when it is new.
    fn shape(&mut self, op: &Op, birth: bool) -> Result<usize, SegmentError> {
        self.scratch.clear();
        shape::put(&mut self.scratch, op, birth)?;
        if let Some(rank) = self.ranks.get(self.scratch.as_slice()) {
            return usize::try_from(*rank).map_err(|_| SegmentError::TooLarge);
        }
        let rank = self.plan.shapes.len();
        // Its own shape is understood unless there is too much of it.
        let mut reader = super::Reader::new(&self.scratch);
        self.plan.add(&mut reader).map_err(|_| SegmentError::TooLarge)?;
        self.numbers.resize_with(self.plan.contents.len(), Vec::new);
        self.blobs.resize_with(self.plan.contents.len(), Vec::new);
        self.dictionary.extend(&self.scratch);
        self.ranks.insert(self.scratch.clone(), rank as u64);
        Ok(rank)
    }

    /// A head of this device is told by how far back it is, another by the step from the last one.
    fn replace(&mut self, dot: Dot, n: u64) {
        let device = self.devices.rank(dot.device);
        self.replaced_devices.push(device);
        let at = device as usize;
        self.last_replaced.resize(self.last_replaced.len().max(at + 1), 0);
        let Some(last) = self.last_replaced.get_mut(at) else { return };
        let step = if at == 0 { n.wrapping_sub(dot.n) } else { dot.n.wrapping_sub(*last) };
        *last = dot.n;
        self.replaced.push(step);
    }

    fn finish(self, table: &Table, ops: &[Op]) -> Raw {
        let mut raw = Raw::default();
        put_varint(&mut raw.bytes, self.devices.others.len() as u64);
        put_varint(&mut raw.bytes, self.plan.shapes.len() as u64);
        raw.bytes.extend(&self.dictionary);
        if self.plan.shapes.len() > 1 {
            ints::put(&mut raw, &self.shapes);
        }
        put_varint(&mut raw.bytes, table.sources.len() as u64);
        for (source, ns) in &table.sources {
            put_varint(&mut raw.bytes, *source);
            put_varint(&mut raw.bytes, ns.len() as u64);
            ints::put(&mut raw, ns);
        }
        put_varint(&mut raw.bytes, table.nameless.len() as u64);
        for column in [&self.millis, &self.counters, &self.actors] {
            ints::put(&mut raw, column);
        }
        self.numbers.iter().for_each(|column| ints::put(&mut raw, column));
        ints::put(&mut raw, &self.replaced_devices);
        ints::put(&mut raw, &self.replaced);
        let blobs = || self.plan.contents.iter().zip(&self.blobs);
        for (_, texts) in blobs().filter(|(content, _)| **content == Content::Text) {
            raw.cut();
            raw.bytes.extend(texts);
        }
        raw.cut();
        // Random from here on.
        let ms = |index: usize| ops.get(index).map_or(0, |op| op.hlc.ms());
        let births = table.births.iter().map(|(index, id)| (*id, ms(*index)));
        births::put(&mut raw, &births.collect::<Vec<_>>());
        raw.cut();
        raw.bytes.extend(table.nameless.iter().flat_map(|id| id.0.into_bytes()));
        raw.bytes.extend(self.devices.others.iter().flat_map(|id| id.0.into_bytes()));
        for (_, bytes) in blobs().filter(|(content, _)| **content == Content::Bytes) {
            raw.bytes.extend(bytes);
        }
        raw
    }
}

/// One op going into the columns of its shape.
struct Filling<'a> {
    numbers: &'a mut [Vec<u64>],
    blobs: &'a mut [Vec<u8>],
    table: &'a Table,
    blob_bytes: usize,
}

impl Filling<'_> {
    fn fill(&mut self, op: &Op, shape: &Shape) {
        match (&shape.form, &op.record) {
            (Form::Own(column), RecordRef::Own(id)) => self.number(*column, self.table.rank(*id)),
            (Form::Derived(columns), RecordRef::Derived(parents)) => {
                for (column, parent) in columns.iter().zip(parents) {
                    self.number(*column, self.table.rank(*parent));
                }
            }
            _ => {}
        }
        for (slot, write) in shape.slots.iter().zip(&op.writes) {
            self.value(&slot.value, &write.value);
        }
    }

    fn value(&mut self, skeleton: &Skeleton, value: &Value) {
        match (skeleton, value) {
            (Skeleton::Int(column), Value::Int(number)) => self.number(*column, *number as u64),
            (Skeleton::Ref(column), Value::Ref(id)) => {
                self.number(*column, self.table.rank(RecordId(*id)));
            }
            (Skeleton::Text(column), Value::Text(text)) => self.blob(*column, text.as_bytes()),
            (Skeleton::Bytes(column), Value::Bytes(bytes)) => self.blob(*column, bytes),
            (Skeleton::List(skeletons), Value::List(items)) => {
                skeletons.iter().zip(items).for_each(|(skeleton, item)| self.value(skeleton, item));
            }
            _ => {}
        }
    }

    fn number(&mut self, column: usize, number: u64) {
        if let Some(numbers) = self.numbers.get_mut(column) {
            numbers.push(number);
        }
    }

    fn blob(&mut self, column: usize, bytes: &[u8]) {
        self.number(column, bytes.len() as u64);
        self.blob_bytes += bytes.len();
        if let Some(blob) = self.blobs.get_mut(column) {
            blob.extend(bytes);
        }
    }
}

/// Whether the op is longer than ops are read.
pub(super) fn is_too_long(op: &Op) -> bool {
    op.encode().map_or(true, |bytes| bytes.len() > OP_BYTES_MAX)
}
