//! Shapes: everything of an op but its numbers, names, texts and bytes. A segment writes each shape
//! once and then its rank, so that a mark's kind, register and status are one small number. A shape
//! says which columns its op takes from, in which order, to the writer and to the reader alike.

use super::SegmentError;
use super::bytes::{Reader, put_varint};
use crate::op::Op;
use passerelle_domain::value::Type;
use passerelle_domain::{KindId, RecordRef, RegisterId, Value, kinds};
use std::collections::BTreeMap;

/// Writes, values, parents and replaced heads of all shapes together. One op of the greatest size
/// has fewer.
const SHAPE_ITEMS_MAX: usize = 128 * 1024;

/// Codes of value forms; a small integer kept in the shape is `LITERAL` and itself.
const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const INT: u8 = 3;
const TEXT: u8 = 4;
const REF: u8 = 5;
const BYTES: u8 = 6;
const LIST: u8 = 7;
const LITERAL: u8 = 8;
/// The greatest integer that is kept in a shape.
const LITERAL_MAX: u8 = 63;

/// Codes of record forms; one derived from k parents is `DERIVED` + k.
const BIRTH: u64 = 0;
const OWN: u64 = 1;
const DERIVED: u64 = 2;

/// Lists in lists that a value may have: what values are read with.
const DEPTH_MAX: usize = 2;
/// Positions of one register that have a column of their own; what follows shares the last.
const PLACES: usize = 16;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Content {
    /// Ranks in the table of records: the op's own record, or its parents.
    Record,
    /// Ranks in the table of records: values.
    Ref,
    /// Integers.
    Int,
    /// Lengths, and elsewhere the texts.
    Text,
    /// Lengths, and elsewhere the bytes.
    Bytes,
}

/// How the op names its record.
pub(super) enum Form {
    /// It creates it: the id is among the births.
    Birth,
    /// By its own id, of this column.
    Own(usize),
    /// By parents, each of its column.
    Derived(Vec<usize>),
}

/// The form of a value; a number is a column.
pub(super) enum Skeleton {
    Null,
    Bool(bool),
    Literal(i64),
    Int(usize),
    Text(usize),
    Ref(usize),
    Bytes(usize),
    List(Vec<Skeleton>),
}

/// The form of a write.
pub(super) struct Slot {
    pub(super) register: RegisterId,
    pub(super) value: Skeleton,
    /// How many heads it replaces.
    pub(super) replaces: usize,
}

/// The form of an op.
pub(super) struct Shape {
    pub(super) kind: KindId,
    pub(super) form: Form,
    pub(super) slots: Vec<Slot>,
    /// The columns it takes from, once for each time.
    pub(super) columns: Vec<usize>,
    /// Heads it replaces, in all.
    pub(super) replaces: usize,
    /// Writes, values, parents and replaced heads.
    pub(super) items: usize,
}

/// The shapes of a segment and the columns they need, both in order of first appearance.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) shapes: Vec<Shape>,
    pub(super) contents: Vec<Content>,
    ranks: BTreeMap<(Content, KindId, RegisterId, usize), usize>,
    items: usize,
}

impl Plan {
    /// Reads one more shape.
    ///
    /// # Errors
    /// `NotUnderstood` when no writer made it, or the shapes alone are over the limit of items.
    pub(super) fn add(&mut self, reader: &mut Reader<'_>) -> Result<(), SegmentError> {
        let kind = KindId(reader.short()?);
        let mut shape = Shape {
            kind,
            form: Form::Birth,
            slots: Vec::new(),
            columns: Vec::new(),
            replaces: 0,
            items: 0,
        };
        shape.form = match reader.varint()? {
            BIRTH => Form::Birth,
            OWN => Form::Own(self.record(&mut shape, 0)),
            code => {
                let parents = usize::try_from(code - DERIVED).unwrap_or(usize::MAX);
                self.spend(&mut shape, parents)?;
                Form::Derived((0..parents).map(|at| self.record(&mut shape, at)).collect())
            }
        };
        for _ in 0..reader.count()? {
            let register = RegisterId(reader.short()?);
            self.spend(&mut shape, 1)?;
            let value = self.skeleton(&mut shape, reader, (register, &mut 0), DEPTH_MAX)?;
            let replaces = usize::try_from(reader.varint()?).unwrap_or(usize::MAX);
            self.spend(&mut shape, replaces)?;
            shape.replaces += replaces;
            shape.slots.push(Slot { register, value, replaces });
        }
        self.shapes.push(shape);
        Ok(())
    }

    fn skeleton(
        &mut self,
        shape: &mut Shape,
        reader: &mut Reader<'_>,
        (register, place): (RegisterId, &mut usize),
        depth: usize,
    ) -> Result<Skeleton, SegmentError> {
        self.spend(shape, 1)?;
        let code = reader.byte()?;
        if code == LIST {
            let count = reader.count()?;
            let deeper = depth.checked_sub(1).ok_or(SegmentError::NotUnderstood)?;
            let items = (0..count).map(|_| self.skeleton(shape, reader, (register, place), deeper));
            return Ok(Skeleton::List(items.collect::<Result<_, _>>()?));
        }
        let at = *place;
        *place += 1;
        let mut column = |content| self.column(shape, content, register, at);
        Ok(match code {
            NULL => Skeleton::Null,
            FALSE => Skeleton::Bool(false),
            TRUE => Skeleton::Bool(true),
            INT => Skeleton::Int(column(Content::Int)),
            TEXT => Skeleton::Text(column(Content::Text)),
            REF => Skeleton::Ref(column(Content::Ref)),
            BYTES => Skeleton::Bytes(column(Content::Bytes)),
            code if code <= LITERAL + LITERAL_MAX => Skeleton::Literal((code - LITERAL).into()),
            _ => return Err(SegmentError::NotUnderstood),
        })
    }

    fn record(&mut self, shape: &mut Shape, at: usize) -> usize {
        self.column(shape, Content::Record, RegisterId(0), at)
    }

    /// The column of this position, made when it is first met.
    fn column(
        &mut self,
        shape: &mut Shape,
        content: Content,
        register: RegisterId,
        at: usize,
    ) -> usize {
        let next = self.contents.len();
        let key = (content, shape.kind, register, at.min(PLACES - 1));
        let column = *self.ranks.entry(key).or_insert(next);
        if column == next {
            self.contents.push(content);
        }
        shape.columns.push(column);
        column
    }

    fn spend(&mut self, shape: &mut Shape, items: usize) -> Result<(), SegmentError> {
        self.items = self.items.saturating_add(items);
        shape.items = shape.items.saturating_add(items);
        if self.items > SHAPE_ITEMS_MAX { Err(SegmentError::NotUnderstood) } else { Ok(()) }
    }
}

/// Appends the shape of an op.
///
/// # Errors
/// `NotUnderstood` when a value is nested deeper than values are read.
pub(super) fn put(out: &mut Vec<u8>, op: &Op, birth: bool) -> Result<(), SegmentError> {
    put_varint(out, op.kind.0.into());
    put_varint(
        out,
        match &op.record {
            RecordRef::Own(_) if birth => BIRTH,
            RecordRef::Own(_) => OWN,
            RecordRef::Derived(parents) => DERIVED + parents.len() as u64,
        },
    );
    put_varint(out, op.writes.len() as u64);
    let literal = literal_place(op);
    for write in &op.writes {
        put_varint(out, write.register.0.into());
        put_value(out, &write.value, (literal, &mut 0), DEPTH_MAX)?;
        put_varint(out, write.replaces.len() as u64);
    }
    Ok(())
}

/// The field whose value goes into the shape: the first choice of a lone register, a mark's status.
/// Choices of several registers together would make too many shapes.
fn literal_place(op: &Op) -> Option<usize> {
    let [write] = op.writes.as_slice() else { return None };
    let register = kinds::by_id(op.kind)?.register(write.register)?;
    register.fields.iter().position(|field| matches!(field.ty, Type::Choice(_)))
}

fn put_value(
    out: &mut Vec<u8>,
    value: &Value,
    (literal, place): (Option<usize>, &mut usize),
    depth: usize,
) -> Result<(), SegmentError> {
    if let Value::List(items) = value {
        let deeper = depth.checked_sub(1).ok_or(SegmentError::NotUnderstood)?;
        out.push(LIST);
        put_varint(out, items.len() as u64);
        return items.iter().try_for_each(|item| put_value(out, item, (literal, place), deeper));
    }
    let kept = if literal == Some(*place) { value.as_int() } else { None };
    let kept = kept.and_then(|number| u8::try_from(number).ok()).filter(|n| *n <= LITERAL_MAX);
    *place += 1;
    out.push(match value {
        Value::Null => NULL,
        Value::Bool(false) => FALSE,
        Value::Bool(true) => TRUE,
        Value::Int(_) => kept.map_or(INT, |number| LITERAL + number),
        Value::Text(_) => TEXT,
        Value::Ref(_) => REF,
        Value::Bytes(_) => BYTES,
        Value::List(_) => LIST,
    });
    Ok(())
}
