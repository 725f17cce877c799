//! The sides of a disagreement, in plain words: whose value, when, on which computer.

use super::{Case, Matter, id_of, is_list, kind_of};
use crate::attendance::{label, mark_dto};
use crate::dto::{Label, Look, LookContext, Side, Status};
use crate::error::AppError;
use crate::undo::{device_name, person_name, record_name};
use passerelle_domain::attendance::Mark;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::value::Type;
use passerelle_domain::{Kind, RecordId, RecordRef, Register, Stream, Value, kinds};
use passerelle_store::View;
use passerelle_sync::planted::{self, Bug};
use passerelle_sync::register::Head;
use passerelle_sync::{Dot, Op};

/// The look that a disagreement asks for.
pub(super) fn case(
    (view, names): (&View<'_>, &View<'_>),
    kind: &'static Kind,
    record: RecordRef,
    register: &'static Register,
) -> Result<Option<Case>, AppError> {
    let Some(stream) = view.stream_of_kind(kind)? else { return Ok(None) };
    let mut heads = view.heads(kind, &record, register.id)?.heads;
    heads.sort_by_key(|head| (head.hlc, head.dot));
    let dots: Vec<Dot> = heads.iter().map(|head| head.dot).collect();
    let key: Vec<u8> = match &record {
        RecordRef::Own(id) => id.0.as_bytes().to_vec(),
        RecordRef::Derived(ids) => ids.iter().flat_map(|id| *id.0.as_bytes()).collect(),
    };
    let asker = match view.device()? {
        Some(device) if planted::is(Bug::LookByDevice) => device.0.as_bytes().to_vec(),
        _ => Vec::new(),
    };
    let id = id_of(&[kind.name.as_bytes(), register.name.as_bytes(), &key, &asker], &dots);
    // Whoever wrote the same value twice is one side: the first who did.
    let mut distinct: Vec<Head<Value>> = Vec::new();
    for head in heads {
        if distinct.iter().all(|other| other.value != head.value) {
            distinct.push(head);
        }
    }
    let mut sides = Vec::with_capacity(distinct.len());
    for head in &distinct {
        sides.push(side((view, names), (stream, kind, &record, register), head)?);
    }
    let look = Look {
        id,
        kind: kind_of(&sides),
        // Somebody who was sent is known to the file they are in.
        about: match about(names, kind, &record)? {
            none if none.is_empty() => record_name(view, &record)?,
            known => known,
        },
        what: format!("{}.{}", kind.name, register.name),
        context: context(names, kind, &record)?,
        both: is_list(register) && sides.iter().all(|side| side.text.is_some()),
        sides,
        notice: None,
    };
    Ok(Some(Case { look, matter: Matter::Heads { kind, register, record, sides: distinct } }))
}

/// Where a value stands.
type Place<'a> = (Stream, &'static Kind, &'a RecordRef, &'static Register);

fn side(
    (view, names): (&View<'_>, &View<'_>),
    place: Place<'_>,
    head: &Head<Value>,
) -> Result<Side, AppError> {
    let (stream, kind, record, register) = place;
    let (dot, op) = origin(view, place, head)?;
    let value = view.reveal(stream, kind, record, register, &head.value)?;
    let mark = (register.name == "mark").then(|| Mark::from_value(&value)).flatten();
    let text = match mark.is_none() && value != Value::Null {
        true => Some(words(names, register, &value)?),
        false => None,
    };
    Ok(Side {
        mark: mark.map(mark_dto),
        text,
        by: op.as_ref().map_or(Ok(String::new()), |op| person_name(names, op.actor))?,
        device: device_name(names, dot.device)?,
        here: view.device()? == Some(dot.device),
        at: op.map_or(head.hlc, |op| op.hlc).ms() as f64,
    })
}

/// Who first gave this answer: a settlement that was undone wrote each answer back, and they stay
/// their authors'.
fn origin(
    view: &View<'_>,
    (stream, _, _, register): Place<'_>,
    head: &Head<Value>,
) -> Result<(Dot, Option<Op>), AppError> {
    let op = view.op(stream, head.dot)?;
    let write = |op: &Op| op.writes.iter().find(|write| write.register == register.id).cloned();
    let replaced = op.as_ref().and_then(write).map(|write| write.replaces).unwrap_or_default();
    if let [settlement] = replaced[..]
        && let Some(settled) = view.op(stream, settlement)?.as_ref().and_then(write)
        && settled.replaces.len() > 1
    {
        for dot in settled.replaces {
            let former = view.op(stream, dot)?;
            if former.as_ref().and_then(write).is_some_and(|write| write.value == head.value) {
                return Ok((dot, former));
            }
        }
    }
    Ok((head.dot, op))
}

/// Whom or what a record is about.
pub(super) fn about(view: &View<'_>, kind: &Kind, record: &RecordRef) -> Result<String, AppError> {
    let name = record_name(view, record)?;
    if !name.is_empty() {
        return Ok(name);
    }
    let id = match record {
        RecordRef::Own(id) => Some(*id),
        RecordRef::Derived(ids) => ids.first().copied(),
    };
    let Some(id) = id else { return Ok(name) };
    if *kind == kinds::SESSION {
        return Ok(view.session(id)?.map(|session| session.code).unwrap_or_default());
    }
    Ok(view.thing_named(id)?.unwrap_or_default())
}

/// The session of a mark or of the session itself.
fn context(
    view: &View<'_>,
    kind: &Kind,
    record: &RecordRef,
) -> Result<Option<LookContext>, AppError> {
    let id = match record {
        RecordRef::Own(id) if *kind == kinds::SESSION => *id,
        RecordRef::Derived(ids) if [&kinds::ATTENDANCE, &kinds::PRESENCE].contains(&kind) => {
            match ids.first() {
                Some(id) => *id,
                None => return Ok(None),
            }
        }
        _ => return Ok(None),
    };
    let session = view.session(id)?;
    Ok(session.map(|session| LookContext { day: format_day(session.day), code: session.code }))
}

/// A value in words that need no translation: names, numbers, days as `2027-04-20`, times as `14:00`.
fn words(view: &View<'_>, register: &Register, value: &Value) -> Result<String, AppError> {
    let values = register.values(value);
    let mut parts = Vec::with_capacity(register.fields.len());
    for (field, value) in register.fields.iter().zip(values) {
        parts.extend(match (field.ty, value) {
            (_, Value::Null | Value::Bytes(_)) => None,
            (Type::Day, Value::Int(day)) => {
                Some(Day::try_from(*day).map_or_else(|_| day.to_string(), format_day))
            }
            (Type::Minute, Value::Int(at)) => Some(format!("{:02}:{:02}", at / 60, at % 60)),
            (Type::Choice(names), Value::Int(code)) => {
                let name = usize::try_from(*code).ok().and_then(|code| names.get(code));
                Some(name.map_or_else(|| code.to_string(), |name| (*name).to_owned()))
            }
            (_, Value::Text(text)) => Some(text.clone()),
            (_, Value::Int(number)) => Some(number.to_string()),
            (_, Value::Bool(yes)) => Some(yes.to_string()),
            (_, Value::List(items)) => {
                let texts: Vec<_> = items.iter().filter_map(Value::as_text).collect();
                Some(texts.join(", "))
            }
            (_, Value::Ref(id)) => thing(view, RecordId(*id))?,
        });
    }
    Ok(parts.join(" "))
}

/// What a value names: a room by its name, a session by its day.
fn thing(view: &View<'_>, id: RecordId) -> Result<Option<String>, AppError> {
    match view.session(id)? {
        Some(session) => Ok(Some(format_day(session.day))),
        None => Ok(view.thing_named(id)?),
    }
}

/// All that the sides list, in the order of the sides, each once.
pub(super) fn union(
    view: &View<'_>,
    kind: &'static Kind,
    record: &RecordRef,
    register: &'static Register,
    sides: &[Head<Value>],
) -> Result<Value, AppError> {
    let Some(stream) = view.stream_of_kind(kind)? else { return Ok(Value::Null) };
    let mut all: Vec<Value> = Vec::new();
    for head in sides {
        let value = view.reveal(stream, kind, record, register, &head.value)?;
        for item in value.items() {
            if !all.contains(item) {
                all.push(item.clone());
            }
        }
    }
    if let [field] = register.fields
        && let Type::Texts(count, _) = field.ty
    {
        all.truncate(count);
    }
    Ok(Value::List(all))
}

/// What taking a side is called.
pub(super) fn label_of_taken(name: &str, side: &Side) -> Label {
    let name = ("name", name.to_owned());
    match (&side.mark, &side.text) {
        (Some(mark), _) => {
            let minutes = mark.late.or(mark.left).unwrap_or_default().to_string();
            let key = match (mark.status, mark.late, mark.left) {
                (Status::Absent, ..) => "mark-absent",
                (Status::Excused, ..) => "mark-excused",
                (Status::Remote, ..) => "mark-remote",
                (_, Some(_), _) => "mark-late",
                (_, _, Some(_)) => "mark-left",
                _ => "mark-present",
            };
            label(key, &[name, ("minutes", minutes)])
        }
        (None, Some(text)) => label("look-taken", &[name, ("value", text.clone())]),
        (None, None) => label("look-removed", &[name]),
    }
}
