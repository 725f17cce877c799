//! History: who changed what, when and on which computer, folded from the ops of a session.

use crate::centre::App;
use crate::dto::HistoryLine;
use crate::error::AppError;
use crate::undo::{device_name, person_name, record_name};
use passerelle_domain::attendance::{Mark, STATUSES};
use passerelle_domain::permission::Deed;
use passerelle_domain::signature::{Half, Way};
use passerelle_domain::{Kind, RecordId, StreamClass, Value, kinds};
use passerelle_store::View;
use passerelle_store::history::HistoryOp;

/// Changes shown when no session is named.
const RECENT_OPS: u32 = 200;

impl App {
    /// History of a session: its own record, marks and presences; without one, the last changes of
    /// this centre. Oldest first. Contacts and rights are told to coordinators only.
    ///
    /// # Errors
    /// `session.unknown`, or the store's.
    pub fn history(&mut self, session: Option<RecordId>) -> Result<Vec<HistoryLine>, AppError> {
        self.allow(Deed::ReadRoster)?;
        let private = self.allow(Deed::ReadContacts).is_ok();
        let mut lines = self.store.snapshot(|view| {
            let ops = match session {
                Some(session) => {
                    crate::attendance::known_session(view, session)?;
                    view.history_of_session(session)?
                }
                None => view.recent_history(RECENT_OPS)?,
            };
            let mut lines = Vec::new();
            for op in ops {
                let class = kinds::by_id(op.op.kind).map(|kind| kind.stream);
                // The audit log is for headquarters alone.
                if class.is_none_or(|class| class == StreamClass::Audit) {
                    continue;
                }
                if private || class != Some(StreamClass::Private) {
                    lines.extend(history_lines((view, view), &op)?);
                }
            }
            Ok::<_, AppError>(lines)
        })?;
        if let (Some(private), None) = (&self.private, session) {
            let (view, names) = (private.view(), self.store.view());
            for op in view.recent_history(RECENT_OPS)? {
                lines.extend(history_lines((&view, &names), &op)?);
            }
            lines.sort_by(|one, other| one.at.total_cmp(&other.at));
        }
        Ok(lines)
    }
}

/// An op in words; the second view knows people and computers.
pub(crate) fn history_lines(
    (view, names): (&View<'_>, &View<'_>),
    op: &HistoryOp,
) -> Result<Vec<HistoryLine>, AppError> {
    let Some(kind) = kinds::by_id(op.op.kind) else { return Ok(Vec::new()) };
    let mut lines = Vec::with_capacity(op.op.writes.len());
    for write in &op.op.writes {
        let heads = view.heads(kind, &op.op.record, write.register)?;
        let declared = kind.register(write.register);
        let value = match declared {
            Some(register) => {
                view.reveal(op.stream, kind, &op.op.record, register, &write.value)?
            }
            None => write.value.clone(),
        };
        lines.push(HistoryLine {
            at: op.op.hlc.ms() as f64,
            by: person_name(names, op.op.actor)?,
            device: device_name(names, op.dot.device)?,
            kind: kind.name.to_owned(),
            about: record_name(names, &op.op.record)?,
            register: declared.map_or("", |register| register.name).to_owned(),
            value: text_of(kind, declared.map_or("", |register| register.name), &value),
            stands: heads.shown().is_some_and(|head| head.dot == op.dot),
        });
    }
    Ok(lines)
}

/// A value in words; of a signature, how it was given, and never the hand or what only they know; of a
/// photograph nothing but why it was taken away.
fn text_of(kind: &Kind, register: &str, value: &Value) -> String {
    match (kind.name, register, value.items()) {
        (_, "ink" | "sign_code" | "content_key", _) => String::new(),
        ("seal", ..) | ("photo", "photo", _) => String::new(),
        ("signature", "signed", [Value::Int(half), Value::Int(way), ..]) => {
            let (half, way) = (Half::from_code(*half), Way::from_code(*way));
            let half = half.map_or("", Half::name);
            format!("{half} {}", way.map_or("", Way::name))
        }
        (_, "mark", _) => mark_text(value),
        _ => plain(value),
    }
}

/// A mark as commands write it, `present late:15`; any other value plainly.
fn mark_text(value: &Value) -> String {
    let Some(mark) = Mark::from_value(value) else { return plain(value) };
    let mut text = STATUSES[mark.status as usize].to_owned();
    if let Some(minutes) = mark.late {
        text.push_str(&format!(" late:{minutes}"));
    }
    if let Some(minutes) = mark.left {
        text.push_str(&format!(" left:{minutes}"));
    }
    text
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => yes.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Ref(id) => id.to_string(),
        // Whoever has the key has it decrypted already.
        Value::Bytes(_) => String::new(),
        Value::List(items) => items.iter().map(plain).collect::<Vec<_>>().join(" "),
    }
}
