//! Undo and redo: what the last gesture wrote goes back to what stood before, register by register,
//! as new ops. A register that somebody has changed since is left alone, and they are named.

use crate::centre::App;
use crate::dto::{Blocked, Label, Undone};
use crate::error::AppError;
use crate::sheet::OldRegisters;
use passerelle_domain::permission::{Deed, Role};
use passerelle_domain::{KindId, RecordId, RecordRef, Refusal, Stream, Value, kinds};
use passerelle_store::{Act, Draft, DraftWrite, Gesture, GestureRow, Store, StoreError, View};
use passerelle_sync::register::Head;
use passerelle_sync::{DeviceId, Dot, Hlc, Op, Write};
use std::collections::{BTreeSet, HashMap};

/// How long after closing a register it is a slip that an undo takes back; afterwards it is opened again
/// by whoever may, with a reason.
const SLIP_MS: u64 = 10 * 60 * 1000;

/// What taking back a gesture would write, and what stands in the way.
#[derive(Default)]
struct Reversal {
    drafts: Vec<Draft>,
    /// Where the open draft of a record is: an import has thousands.
    open: HashMap<(KindId, RecordId), usize>,
    blocked: Vec<Blocked>,
    restored: u32,
    /// Others have written about a record that would go: nothing of the gesture may be taken back.
    whole: bool,
}

impl App {
    /// Takes back the last gesture of this computer.
    ///
    /// # Errors
    /// `undo.nothing`, `undo.closed` for a register that was closed a while ago or by somebody else, or
    /// the store's.
    pub fn undo(&mut self) -> Result<Undone, AppError> {
        self.allow(Deed::TakeAttendance)?;
        self.reverse("undo.nothing", |view| view.undoable(), Act::Undo)
    }

    /// Brings back the gesture that was taken back last.
    ///
    /// # Errors
    /// `redo.nothing`, or the store's.
    pub fn redo(&mut self) -> Result<Undone, AppError> {
        self.allow(Deed::TakeAttendance)?;
        self.reverse("redo.nothing", |view| view.redoable(), Act::Redo)
    }

    /// Takes back the last gesture, if it was made on a register, and on that of `session` if one is
    /// given: while a register is taken, Ctrl+Z must not reach through it to an import or a group, nor to
    /// the register of another class.
    ///
    /// # Errors
    /// As `undo`; `undo.nothing_here` with a session.
    pub fn undo_on_register(&mut self, session: Option<RecordId>) -> Result<Undone, AppError> {
        self.allow(Deed::TakeAttendance)?;
        let nothing = if session.is_some() { "undo.nothing_here" } else { "undo.nothing" };
        self.reverse(nothing, |view| on_register_of(view, view.undoable()?, session), Act::Undo)
    }

    /// Brings back the gesture that was taken back last, if it was made on a register, and on that of
    /// `session` if one is given.
    ///
    /// # Errors
    /// As `redo`; `redo.nothing_here` with a session.
    pub fn redo_on_register(&mut self, session: Option<RecordId>) -> Result<Undone, AppError> {
        self.allow(Deed::TakeAttendance)?;
        let nothing = if session.is_some() { "redo.nothing_here" } else { "redo.nothing" };
        self.reverse(nothing, |view| on_register_of(view, view.redoable()?, session), Act::Redo)
    }

    /// Takes back the last gesture, if it was one of planning: on the planner's screen Ctrl+Z must not
    /// reach through it to a mark.
    ///
    /// # Errors
    /// As `undo`.
    pub fn undo_on_plan(&mut self) -> Result<Undone, AppError> {
        self.allow(Deed::Plan)?;
        self.reverse("undo.nothing", |view| Ok(view.undoable()?.filter(on_plan)), Act::Undo)
    }

    /// Brings back the gesture that was taken back last, if it was one of planning.
    ///
    /// # Errors
    /// As `redo`.
    pub fn redo_on_plan(&mut self) -> Result<Undone, AppError> {
        self.allow(Deed::Plan)?;
        self.reverse("redo.nothing", |view| Ok(view.redoable()?.filter(on_plan)), Act::Redo)
    }

    /// A redo is the reversal of the undo: both restore what the latest expression of the gesture
    /// replaced.
    fn reverse(
        &mut self,
        nothing: &'static str,
        find: impl Fn(&View<'_>) -> Result<Option<GestureRow>, StoreError>,
        act: fn(Hlc) -> Act,
    ) -> Result<Undone, AppError> {
        let (author, role, old) = (self.author()?, self.role()?, self.old_registers()?);
        let back = matches!(act(Hlc(0)), Act::Undo(_));
        let gesture = self.next_of_both(find, back)?.ok_or(Refusal::new(nothing))?;
        let of = gesture.hlc;
        if back {
            self.no_reopening(&gesture, author.actor)?;
        }
        let queues = queues_of(&self.store.view(), of)?;
        if !queues.is_empty() {
            self.keep_offers(queues)?;
        }
        let mut undone = Undone {
            label: label_of(Some(gesture)).unwrap_or_default(),
            restored: 0,
            blocked: Vec::new(),
        };
        let mut stamp = None;
        if self.store.view().gesture_at(of)?.is_some() {
            let committed = self.store.write::<AppError>(author, |view| {
                reverse_in(view, view, (of, act), (role, old), &mut undone)
            })?;
            stamp = committed.map(|committed| committed.hlc);
        }
        let Self { store, private, .. } = self;
        if let Some(private) = private.as_mut()
            && private.view().gesture_at(of)?.is_some()
        {
            let stamp = match stamp {
                Some(stamp) => stamp,
                None => store.stamp(author.now_ms)?,
            };
            let names = store.view();
            private.write_beside::<AppError>(author, stamp, |view| {
                reverse_in(view, &names, (of, act), (role, old), &mut undone)
            })?;
        }
        self.note_pending()?;
        Ok(undone)
    }

    /// A register that is closed is opened again with a reason. Taking the closing back at once, by whoever
    /// closed it, is a slip that is mended.
    fn no_reopening(&self, gesture: &GestureRow, actor: RecordId) -> Result<(), AppError> {
        if label_of(Some(gesture.clone())).is_none_or(|label| label.key != "session-closed") {
            return Ok(());
        }
        let view = self.store.view();
        let late = self.around.now_ms().saturating_sub(gesture.hlc.ms()) > SLIP_MS;
        let ops = ops_of(&view, gesture.latest)?;
        if late || ops.iter().any(|op| op.actor != actor) {
            return Err(Refusal::new("undo.closed").into());
        }
        Ok(())
    }

    /// The gesture that is next: of two that stand the last is taken back first, of two that were
    /// taken back the first is brought back first, and none that is older than one that stands.
    fn next_of_both(
        &self,
        find: impl Fn(&View<'_>) -> Result<Option<GestureRow>, StoreError>,
        back: bool,
    ) -> Result<Option<GestureRow>, AppError> {
        let views: Vec<View<'_>> =
            std::iter::once(&self.store).chain(&self.private).map(Store::view).collect();
        let mut stands = None;
        for view in &views {
            stands = stands.max(view.undoable()?.map(|row| row.hlc));
        }
        let mut next: Option<GestureRow> = None;
        for row in views.iter().map(find).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            let fits = back || Some(row.hlc) > stands;
            let sooner = next.as_ref().is_none_or(|next| (row.hlc > next.hlc) == back);
            if fits && sooner {
                next = Some(row);
            }
        }
        Ok(next)
    }
}

/// Takes back, or brings back, what a gesture wrote in one file; `names` knows the people.
fn reverse_in(
    view: &View<'_>,
    names: &View<'_>,
    (of, act): (Hlc, fn(Hlc) -> Act),
    (role, old): (Role, OldRegisters),
    undone: &mut Undone,
) -> Result<Gesture, AppError> {
    let gesture = view.gesture_at(of)?.ok_or(Refusal::new("undo.nothing"))?;
    let mut reversal = reversal(view, names, gesture.latest)?;
    if reversal.whole {
        reversal.drafts.clear();
        reversal.restored = 0;
    }
    reversal.drafts.iter().try_for_each(|draft| role.may_write(draft.kind))?;
    reversal.drafts.iter().try_for_each(|draft| may_be_written(view, draft, old))?;
    undone.restored += reversal.restored;
    undone.blocked.extend(reversal.blocked);
    Ok(Gesture { label: String::new(), act: act(gesture.hlc), drafts: reversal.drafts })
}

/// Refuses to write on a register that has been closed since, by whomever.
fn may_be_written(view: &View<'_>, draft: &Draft, old: OldRegisters) -> Result<(), AppError> {
    let by_session = [&kinds::ATTENDANCE, &kinds::PRESENCE, &kinds::SHEET];
    let session = draft.record.parents().first().filter(|_| by_session.contains(&draft.kind));
    let Some(session) = session.map(|id| view.session(*id)).transpose()?.flatten() else {
        return Ok(());
    };
    old.allow(&session)?;
    let opens = draft.kind == &kinds::SHEET;
    if opens { Ok(()) } else { crate::sign::writable(&session) }
}

/// Whether a gesture is a mark, a note, or the settling of a question about one.
fn on_register(gesture: &GestureRow) -> bool {
    let label = label_of(Some(gesture.clone())).unwrap_or_default();
    let about = |start: &str| label.key.starts_with(start);
    let alone = ["note", "walk-in", "wait-listed", "session-closed", "session-reopened"];
    about("mark-")
        || about("look-")
        || about("pause-")
        || about("paper-")
        || alone.contains(&&*label.key)
}

/// The gesture if it was made on a register; on that of a session, if one is given.
pub(crate) fn on_register_of(
    view: &View<'_>,
    gesture: Option<GestureRow>,
    session: Option<RecordId>,
) -> Result<Option<GestureRow>, StoreError> {
    let Some(gesture) = gesture.filter(on_register) else { return Ok(None) };
    let Some(session) = session else { return Ok(Some(gesture)) };
    let by_session = [kinds::ATTENDANCE.id, kinds::PRESENCE.id, kinds::SHEET.id];
    let ops = ops_of(view, gesture.latest)?;
    let mut sessions = ops.iter().filter_map(|op| match op.kind {
        kind if kind == kinds::SESSION.id => Some(op.record_id()),
        kind if by_session.contains(&kind) => op.record.parents().first().copied(),
        _ => None,
    });
    Ok(sessions.all(|one| one == session).then_some(gesture))
}

/// What a gesture wrote in one file.
fn ops_of(view: &View<'_>, gesture: Hlc) -> Result<Vec<Op>, StoreError> {
    let me = view.device()?.ok_or(StoreError::Incomplete("device"))?;
    let mut ops = Vec::new();
    for part in view.parts(gesture)? {
        for n in part.first..=part.last {
            ops.extend(view.op(part.stream, Dot { device: me, n })?);
        }
    }
    Ok(ops)
}

/// Whether a gesture is one of planning.
fn on_plan(gesture: &GestureRow) -> bool {
    let label = label_of(Some(gesture.clone())).unwrap_or_default();
    let alone = [
        "cohort-added",
        "cohort-changed",
        "session-added",
        "sessions-moved",
        "session-cancelled",
        "sessions-cancelled",
        "session-held",
        "venue-saved",
        "territory-set",
        "hour-value-set",
        "partner-saved",
        "partner-contact-saved",
        "funding-saved",
        "allocation-saved",
        "level-saved",
        "programme-saved",
        "workshop-added",
    ];
    let of_part = ["closure-", "referral-", "seat-", "rota-", "volunteer-", "absence-"];
    of_part.iter().any(|start| label.key.starts_with(start)) || alone.contains(&&*label.key)
}

/// Cohorts of whose queue a gesture wrote something.
fn queues_of(view: &View<'_>, of: Hlc) -> Result<BTreeSet<RecordId>, AppError> {
    let mut cohorts = BTreeSet::new();
    let Some(gesture) = view.gesture_at(of)? else { return Ok(cohorts) };
    for op in ops_of(view, gesture.latest)? {
        if op.kind == kinds::ENROLMENT.id {
            cohorts.extend(op.record.parents().first());
        } else if op.kind == kinds::COHORT.id {
            cohorts.insert(op.record_id());
        }
    }
    Ok(cohorts)
}

fn reversal(view: &View<'_>, names: &View<'_>, gesture: Hlc) -> Result<Reversal, AppError> {
    let me = view.device()?.ok_or(StoreError::Incomplete("device"))?;
    let mut reversal = Reversal::default();
    for part in view.parts(gesture)? {
        for n in part.first..=part.last {
            let dot = Dot { device: me, n };
            let Some(op) = view.op(part.stream, dot)? else { continue };
            for write in &op.writes {
                reverse_write((view, names), part.stream, dot, &op, write, &mut reversal)?;
            }
        }
    }
    Ok(reversal)
}

fn reverse_write(
    (view, names): (&View<'_>, &View<'_>),
    stream: Stream,
    dot: Dot,
    op: &Op,
    write: &Write,
    reversal: &mut Reversal,
) -> Result<(), AppError> {
    let Some(kind) = kinds::by_id(op.kind) else { return Ok(()) };
    let Some(register) = kind.register(write.register) else { return Ok(()) };
    if register.once {
        // Whoever signed has signed.
        return Ok(());
    }
    let heads = view.heads(kind, &op.record, write.register)?.heads;
    // Answers that an undo brought back side by side are one gesture: its redo settles them again.
    let own = heads.iter().all(|head| head.dot.device == dot.device && head.hlc == op.hlc);
    let side_by_side = heads.len() > 1 && own;
    if side_by_side && heads.iter().any(|head| head.dot < dot) {
        return Ok(());
    }
    let head = match &heads[..] {
        [head] => head,
        [head, ..] if side_by_side => head,
        _ => {
            if let Some(other) = heads.iter().find(|head| head.dot != dot) {
                reversal.blocked.push(blocked((view, names), stream, op, other.dot)?);
            }
            return Ok(());
        }
    };
    let changed = if side_by_side { None } else { changed_by(view, stream, dot, write, head)? };
    if let Some(other) = changed {
        reversal.blocked.push(blocked((view, names), stream, op, other)?);
        return Ok(());
    }
    let former = former_values(view, stream, write)?;
    let goes = kind.registers.first() == Some(register) && former == [Value::Null];
    if goes && let Some(other) = view.named_elsewhere(op.record_id())? {
        reversal.blocked.push(blocked((view, names), stream, op, other)?);
        reversal.whole = true;
        return Ok(());
    }
    let standing: Vec<Dot> = heads.iter().map(|head| head.dot).collect();
    for value in former {
        let write = DraftWrite { register, value, replaces: Some(standing.clone()) };
        let key = (op.kind, op.record_id());
        let open = reversal.open.get(&key).copied().filter(|at| {
            // Values that stood side by side come back side by side, each as its own op.
            reversal.drafts[*at].writes.iter().all(|other| other.register.id != register.id)
        });
        match open {
            Some(at) => reversal.drafts[at].writes.push(write),
            None => {
                reversal.open.insert(key, reversal.drafts.len());
                let record = op.record.clone();
                reversal.drafts.push(Draft { kind, record, writes: vec![write] });
            }
        }
    }
    reversal.restored += 1;
    Ok(())
}

/// Who has written over `dot` since, if anybody has. An undo or a redo on this computer that brought
/// the same value back is nobody; what another computer wrote on the way there is somebody.
fn changed_by(
    view: &View<'_>,
    stream: Stream,
    dot: Dot,
    write: &Write,
    head: &Head<Value>,
) -> Result<Option<Dot>, StoreError> {
    let mut at = head.dot;
    if at == dot {
        return Ok(None);
    }
    let brought_back = match view.op(stream, at)? {
        Some(op) => head.value == write.value && view.is_reversal(op.hlc)?,
        None => false,
    };
    while at != dot {
        if at.device != dot.device {
            return Ok(Some(at));
        }
        let Some(op) = view.op(stream, at)? else { return Ok(Some(head.dot)) };
        let replaced = op.writes.iter().find(|other| other.register == write.register);
        match replaced.map(|write| &write.replaces[..]) {
            Some([before]) if *before != at => at = *before,
            _ => return Ok(Some(head.dot)),
        }
    }
    Ok(if brought_back { None } else { Some(head.dot) })
}

/// What a write replaced: null when it was the first.
fn former_values(view: &View<'_>, stream: Stream, write: &Write) -> Result<Vec<Value>, StoreError> {
    let mut values = Vec::new();
    for dot in &write.replaces {
        let op = view.op(stream, *dot)?;
        let former = op
            .and_then(|op| op.writes.into_iter().find(|former| former.register == write.register));
        values.extend(former.map(|former| former.value));
    }
    if values.is_empty() {
        values.push(Value::Null);
    }
    Ok(values)
}

fn blocked(
    (view, names): (&View<'_>, &View<'_>),
    stream: Stream,
    op: &Op,
    dot: Dot,
) -> Result<Blocked, StoreError> {
    let other = view.op(stream, dot)?;
    let at = other.as_ref().map_or(0, |other| other.hlc.ms());
    let by = match other {
        Some(other) => person_name(names, other.actor)?,
        None => String::new(),
    };
    let mut what = record_name(names, &op.record)?;
    if what.is_empty() {
        // Somebody who was sent is known to the file they are in.
        what = record_name(view, &op.record)?;
    }
    Ok(Blocked { what, by, device: device_name(names, dot.device)?, at: at as f64 })
}

/// The name of who wrote, or nothing when the record is not here.
pub(crate) fn person_name(view: &View<'_>, actor: RecordId) -> Result<String, StoreError> {
    Ok(view.volunteer(actor)?.map(|volunteer| volunteer.name()).unwrap_or_default())
}

/// The name of a computer; the end of its id when nobody has named it here.
pub(crate) fn device_name(view: &View<'_>, device: DeviceId) -> Result<String, StoreError> {
    let fallback = || {
        let text = device.to_string();
        format!("PC-{}", text[text.len() - 4..].to_uppercase())
    };
    Ok(view.device_name(device)?.unwrap_or_else(fallback))
}

/// Whose record it is: the person a derived record is about, or the record's own person.
pub(crate) fn record_name(view: &View<'_>, record: &RecordRef) -> Result<String, StoreError> {
    let persons = match record {
        RecordRef::Own(id) => vec![*id],
        // What comes after the person tells several of one kind apart.
        RecordRef::Derived(parents) => parents.get(1).into_iter().chain(parents).copied().collect(),
    };
    for person in persons {
        if let Some(learner) = view.learner(person)? {
            return Ok(learner.name());
        }
        if let Some(volunteer) = view.volunteer(person)? {
            return Ok(volunteer.name());
        }
    }
    if let RecordRef::Own(id) = record
        && let Some(referral) = view.referral(*id)?
    {
        return Ok(referral.name());
    }
    Ok(String::new())
}

/// A label as the store keeps it.
pub(crate) fn label_text(label: &Label) -> String {
    serde_json::to_string(label).unwrap_or_default()
}

/// The label of a gesture.
pub(crate) fn label_of(gesture: Option<GestureRow>) -> Option<Label> {
    gesture.and_then(|gesture| serde_json::from_str(&gesture.label).ok())
}
