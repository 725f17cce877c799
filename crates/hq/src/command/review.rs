//! What was not taken, in words: who wrote it, when, and what, as far as the centre's projection knows
//! the names. Personal values stay sealed: the keys of whoever was sent away are not taken either.

use super::short;
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::ledger::RefusedRow;
use passerelle_domain::calendar::format_day;
use passerelle_domain::kind::Field;
use passerelle_domain::{Kind, RecordId, Register, Stream, Type, Value, kinds};
use passerelle_store::View;
use passerelle_store::history::HistoryOp;
use passerelle_sync::sealed::{AnyNames, Name, Names, Sealed};
use passerelle_sync::{DeviceId, Dot, Op};
use serde::Serialize;
use std::collections::BTreeMap;

/// A segment that was not taken, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct RefusedLine {
    /// Its name here: how it begins is enough to ask for it.
    pub id: String,
    /// When, milliseconds since 1970.
    pub refused_ms: u64,
    /// Why.
    pub code: String,
    /// The laptop that brought it.
    pub sender: String,
    /// Its stream's name.
    pub stream: String,
    /// Its writer.
    pub writer: String,
    /// Where it begins.
    pub first: u64,
    /// Its size.
    pub bytes: u64,
}

/// One change in a segment that was not taken, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewLine {
    /// The segment.
    pub id: String,
    /// Its rank in its writer's log.
    pub n: u64,
    /// When it was written, by the writer's clock, milliseconds since 1970.
    pub at_ms: u64,
    /// Who wrote it: a name, or how their id begins.
    pub who: String,
    /// On which laptop: its name, or how its id begins.
    pub laptop: String,
    /// What kind of record, and which.
    pub what: String,
    /// What was written, register by register.
    pub values: BTreeMap<String, String>,
}

/// Segments that were not committed, the oldest first.
///
/// # Errors
/// The ledger's.
pub fn refused(hq: &Headquarters) -> Result<Vec<RefusedLine>, HqError> {
    Ok(hq.ledger().refused()?.iter().map(line).collect())
}

fn line(row: &RefusedRow) -> RefusedLine {
    RefusedLine {
        id: passerelle_sync::digest::hex(&row.hash),
        refused_ms: row.refused_ms,
        code: row.code.clone(),
        sender: row.sender.to_string(),
        stream: row.stream.to_string(),
        writer: row.writer.to_string(),
        first: row.first,
        bytes: row.bytes,
    }
}

/// What is written in the segments whose name begins like this; in all of them without one.
///
/// # Errors
/// `refused.unknown`, the ledger's or the store's.
pub fn review(
    hq: &Headquarters,
    id: Option<&str>,
    now_ms: u64,
) -> Result<Vec<ReviewLine>, HqError> {
    let mut rows = hq.ledger().refused()?;
    if let Some(id) = id.map(|id| id.trim().to_lowercase()) {
        rows.retain(|row| line(row).id.starts_with(&id));
        if rows.is_empty() {
            return Err(HqError::refused("refused.unknown"));
        }
    }
    // Of one writer in the order of its log: what is named later is born earlier.
    rows.sort_by_key(|row| (row.stream, row.writer, row.first));
    let (mut lines, mut born) = (Vec::new(), BTreeMap::new());
    for row in rows {
        let Some(segment) = hq.ledger().refused_segment(&row.hash)? else { continue };
        let mut tell = |view: &View<'_>| {
            lines.extend(told(view, &line(&row).id, &segment, &mut born)?);
            Ok(())
        };
        match row.stream {
            Stream::Network => hq.projections().look(hq.ledger(), None, now_ms, &mut tell)?,
            Stream::Site(site) | Stream::Private(site) | Stream::Audit(site) => {
                hq.projections().look(hq.ledger(), Some(site), now_ms, &mut tell)?;
            }
        }
    }
    Ok(lines)
}

/// The audit log of the centre with this name or id, or of all: the oldest first.
///
/// # Errors
/// `site.unknown`, the ledger's or the store's.
pub fn audit(
    hq: &Headquarters,
    site: Option<&str>,
    now_ms: u64,
) -> Result<Vec<ReviewLine>, HqError> {
    let sites = match site {
        Some(text) => vec![super::find(hq, text)?],
        None => hq.ledger().sites()?.into_iter().map(|row| row.site).collect(),
    };
    let mut lines = Vec::new();
    for site in sites {
        hq.projections().look(hq.ledger(), Some(site), now_ms, |view| {
            for HistoryOp { dot, op, .. } in view.audit()? {
                lines.push(ReviewLine {
                    id: op.record_id().to_string(),
                    n: dot.n,
                    at_ms: op.hlc.ms(),
                    who: name(view, op.actor)?,
                    laptop: laptop(view, dot.device)?,
                    what: site.to_string(),
                    values: values(view, &op)?,
                });
            }
            Ok(())
        })?;
    }
    lines.sort_by_key(|line| line.at_ms);
    Ok(lines)
}

/// The names that the projection knows, and those of records born in segments that were not taken;
/// what neither knows is named all the same, so that the rest can be read.
struct Known<'a> {
    names: Box<dyn Names + 'a>,
    born: &'a BTreeMap<(u8, Dot), RecordId>,
}

impl Names for Known<'_> {
    fn name_of(&self, record: RecordId) -> Option<Name> {
        self.names.name_of(record)
    }

    fn record_of(&self, name: Name) -> Option<RecordId> {
        let born = || self.born.get(&(name.class as u8, name.dot)).copied();
        self.names.record_of(name).or_else(born).or_else(|| AnyNames.record_of(name))
    }
}

fn told(
    view: &View<'_>,
    id: &str,
    segment: &Sealed,
    born: &mut BTreeMap<(u8, Dot), RecordId>,
) -> Result<Vec<ReviewLine>, HqError> {
    let known = Known { names: Box::new(view.names(segment.stream)), born };
    // One that cannot be read has nothing to tell; its line in the list stays.
    let Ok(decoded) = segment.decode(&known) else { return Ok(Vec::new()) };
    drop(known);
    for (n, record) in &decoded.births {
        let dot = Dot { device: segment.device, n: *n };
        born.insert((segment.stream.class() as u8, dot), *record);
    }
    let laptop = laptop(view, segment.device)?;
    let ops = (segment.first()..).zip(&decoded.ops);
    ops.map(|(n, op)| {
        Ok(ReviewLine {
            id: id.to_owned(),
            n,
            at_ms: op.hlc.ms(),
            who: name(view, op.actor)?,
            laptop: laptop.clone(),
            what: what(view, op)?,
            values: values(view, op)?,
        })
    })
    .collect()
}

fn laptop(view: &View<'_>, device: DeviceId) -> Result<String, HqError> {
    let name = view.device_name(device)?;
    Ok(name.unwrap_or_else(|| short(&device.to_string()).to_owned()))
}

/// A person's name, or how an id begins.
fn name(view: &View<'_>, id: RecordId) -> Result<String, HqError> {
    if let Some(found) = view.volunteer(id)? {
        return Ok(found.name());
    }
    let named = view.learner(id)?.map(|learner| learner.name()).filter(|name| !name.is_empty());
    Ok(named.unwrap_or_else(|| short(&id.to_string()).to_owned()))
}

fn what(view: &View<'_>, op: &Op) -> Result<String, HqError> {
    let kind = kinds::by_id(op.kind);
    let mut words =
        vec![kind.map_or_else(|| format!("kind {}", op.kind.0), |kind| kind.name.into())];
    match op.record.parents() {
        [] => words.push(name(view, op.record_id())?),
        parents => {
            for parent in parents {
                words.push(name(view, *parent)?);
            }
        }
    }
    Ok(words.join(" "))
}

fn values(view: &View<'_>, op: &Op) -> Result<BTreeMap<String, String>, HqError> {
    let kind: Option<&Kind> = kinds::by_id(op.kind);
    let mut values = BTreeMap::new();
    for write in &op.writes {
        let register = kind.and_then(|kind| kind.registers.iter().find(|r| r.id == write.register));
        let text = match (register, &write.value) {
            (Some(register), Value::Bytes(_)) if register.personal => "(sealed)".to_owned(),
            (Some(register), value) => compound(view, register, value)?,
            (None, value) => single(view, None, value)?,
        };
        let of = register.map_or_else(|| write.register.0.to_string(), |r| r.name.to_owned());
        values.insert(of, text);
    }
    Ok(values)
}

fn compound(view: &View<'_>, register: &Register, value: &Value) -> Result<String, HqError> {
    match (register.fields, value) {
        ([field], value) => single(view, Some(field), value),
        (fields, Value::List(parts)) => {
            let mut words = Vec::new();
            for (field, part) in fields.iter().zip(parts).filter(|(_, part)| **part != Value::Null)
            {
                words.push(format!("{} {}", field.column, single(view, Some(field), part)?));
            }
            Ok(words.join(", "))
        }
        (_, value) => single(view, None, value),
    }
}

fn single(view: &View<'_>, field: Option<&Field>, value: &Value) -> Result<String, HqError> {
    Ok(match (field.map(|field| field.ty), value) {
        (_, Value::Null) => "(cleared)".to_owned(),
        (Some(Type::Choice(names)), Value::Int(code)) => {
            let named = usize::try_from(*code).ok().and_then(|at| names.get(at));
            named.map_or_else(|| code.to_string(), |name| (*name).to_owned())
        }
        (Some(Type::Day), Value::Int(day)) => {
            i32::try_from(*day).map_or_else(|_| day.to_string(), format_day)
        }
        (_, Value::Bool(yes)) => yes.to_string(),
        (_, Value::Int(number)) => number.to_string(),
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Ref(id)) => name(view, RecordId(*id))?,
        (_, Value::Bytes(bytes)) => format!("({} bytes)", bytes.len()),
        (_, Value::List(parts)) => {
            let parts = parts.iter().map(|part| single(view, None, part));
            parts.collect::<Result<Vec<_>, _>>()?.join(", ")
        }
    })
}
