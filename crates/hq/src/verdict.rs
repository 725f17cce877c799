//! Verdicts: what depends on state and only one place can decide, looked at once for each op of a centre
//! that has reached the ledger, in the ledger's order. An op whose author is not enrolled on its laptop,
//! or whose role does not reach, is void, and so is one about a register that was sealed before it came;
//! somebody new whom a certified laptop knows is enrolled as a volunteer; of the last seat given twice
//! the first claim stands, and the other goes to the waiting list. What was decided is not decided again
//! when more is known. The network's stream is not looked at: there a laptop's grant alone decides
//! (`passerelle_sync::authority`).

use crate::error::HqError;
use crate::ledger::{Ledger, Part};
use crate::scope::Scope;
use passerelle_domain::permission::Role;
use passerelle_domain::{Kind, RecordId, RecordRef, RegisterId, SiteId, Stream, Value, kinds};
use passerelle_store::{Local, Store, View};
use passerelle_sync::dot::GENESIS;
use passerelle_sync::{DeviceId, Dot, Hlc, Op, Write};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Bytes of segments read at a time.
const BATCH_BYTES_MAX: usize = 1024 * 1024;
/// People enrolled on one laptop without an operator's word.
const PEOPLE_MAX: usize = 200;
/// Name space of the verdicts' ids: the same op is never voided twice.
const VERDICTS: Uuid = Uuid::from_u128(0x7061_7373_6572_656c_6c65_2076_6572_6469);

/// What is decided, stream by stream.
#[derive(Default)]
struct Decisions(BTreeMap<Stream, Vec<Op>>);

/// An op that reached the ledger since the last time.
struct New {
    stream: Stream,
    dot: Dot,
    op: Op,
}

/// Decides on what a centre's projection folded since the last time. Whether anything was written.
///
/// # Errors
/// The ledger's or the store's.
pub(crate) fn decide(
    ledger: &dyn Ledger,
    site: SiteId,
    store: &Store,
    now_ms: u64,
) -> Result<bool, HqError> {
    let view = store.view();
    let reached = view.local(Local::Cursor)?.and_then(|text| text.parse().ok()).unwrap_or(0);
    let judged = ledger.judged(site)?;
    if reached <= judged {
        return Ok(false);
    }
    let mut decisions = Decisions::default();
    let (mut void, mut about_seats) = (BTreeSet::new(), Vec::new());
    let since = Since { ledger, site, after: judged, to: reached, logs: logs(ledger)? };
    let mut people = Enrolled::before(&view, &since)?;
    let has_seals = view.has_seals()?;
    since.each(
        &view,
        |_| true,
        |one| {
            if since.logs.contains(&one.dot.device) {
                people.hear(&one.op);
                return Ok(());
            }
            let (mut reason, enrols) = people.judge(&view, &one)?;
            if reason.is_none() && has_seals && is_too_late(&view, &one)? {
                reason = Some(kinds::SEALED);
            }
            if enrols {
                decisions.enrol(site, one.dot.device, one.op.actor);
            }
            if let Some(reason) = reason {
                decisions.void(one.stream, one.dot, reason);
                void.insert(one.dot);
            }
            // Of a million marks that arrive at once, nothing is kept.
            if [kinds::SEAT.id, kinds::ENROLMENT.id].contains(&one.op.kind) {
                about_seats.push(one);
            }
            Ok(())
        },
    )?;
    seats(&view, site, &about_seats, &void, &mut decisions)?;
    let wrote = !decisions.0.is_empty();
    ledger.judge(site, reached, decisions.0.into_iter().collect(), now_ms)?;
    Ok(wrote)
}

/// Whether an op is about a register that was sealed without it. One that a restored headquarters is
/// offered again was there.
fn is_too_late(view: &View<'_>, one: &New) -> Result<bool, HqError> {
    let of_register =
        [kinds::ATTENDANCE.id, kinds::PRESENCE.id, kinds::SHEET.id, kinds::SIGNATURE.id];
    let op = &one.op;
    let session = match &op.record {
        RecordRef::Derived(parents) if of_register.contains(&op.kind) => parents.first(),
        RecordRef::Own(id) if op.kind == kinds::SESSION.id => Some(id),
        _ => None,
    };
    match session {
        Some(session) => Ok(view.seal(*session)?.is_some_and(|seal| !seal.is_over(one.dot))),
        None => Ok(false),
    }
}

fn logs(ledger: &dyn Ledger) -> Result<BTreeSet<DeviceId>, HqError> {
    Ok(ledger.logs()?.into_iter().map(|log| log.log).collect())
}

/// What reached the ledger of a centre's streams since the last time.
struct Since<'l> {
    ledger: &'l dyn Ledger,
    site: SiteId,
    after: u64,
    to: u64,
    logs: BTreeSet<DeviceId>,
}

impl Since<'_> {
    /// Shows each op of the writers that are wanted, in the ledger's order.
    fn each(
        &self,
        view: &View<'_>,
        wanted: impl Fn(DeviceId) -> bool,
        mut look: impl FnMut(New) -> Result<(), HqError>,
    ) -> Result<(), HqError> {
        let streams = [Stream::Site(self.site), Stream::Private(self.site)];
        let mut part = Part { after: self.after, to: self.to, lacking: None, except: None };
        let scope = Scope::headquarters();
        loop {
            let segments = self.ledger.segments(&scope, &streams, &part, BATCH_BYTES_MAX)?;
            let Some((last, _)) = segments.last() else { return Ok(()) };
            part.after = *last;
            for (_, segment) in &segments {
                if segment.device == GENESIS || !wanted(segment.device) {
                    continue;
                }
                for n in segment.first()..=segment.last() {
                    let dot = Dot { device: segment.device, n };
                    if let Some(op) = view.op(segment.stream, dot)? {
                        look(New { stream: segment.stream, dot, op })?;
                    }
                }
            }
        }
    }
}

/// Who is enrolled on each laptop, as far as the ledger has been read: a word of headquarters counts
/// for what arrives after it, and for nothing that came before.
#[derive(Default)]
struct Enrolled(BTreeMap<DeviceId, BTreeMap<RecordId, Option<Role>>>);

impl Enrolled {
    /// How it was before the first of these ops. Only laptops about which something is said among
    /// them; the others are looked up when they are met.
    fn before(view: &View<'_>, since: &Since<'_>) -> Result<Self, HqError> {
        let mut people = Self::default();
        let mut said = BTreeSet::new();
        let is_log = |device| since.logs.contains(&device);
        since.each(view, is_log, |one| {
            let Some((device, person, _)) = enrolment(&one.op) else { return Ok(()) };
            if !said.insert((device, person)) {
                return Ok(());
            }
            let mut was = None;
            for replaced in one.op.writes.iter().flat_map(|write| &write.replaces) {
                if let Some(op) = view.op(one.stream, *replaced)? {
                    was = enrolment(&op).map(|(_, _, role)| role).or(was);
                }
            }
            let on_it = people.on(view, device)?;
            match was {
                Some(role) => on_it.insert(person, role),
                None => on_it.remove(&person),
            };
            Ok(())
        })?;
        Ok(people)
    }

    fn on(
        &mut self,
        view: &View<'_>,
        device: DeviceId,
    ) -> Result<&mut BTreeMap<RecordId, Option<Role>>, HqError> {
        Ok(match self.0.entry(device) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let people = view.people_on(device)?.into_iter();
                unknown.insert(people.map(|(person, code)| (person, code.map(role_of))).collect())
            }
        })
    }

    /// What headquarters said of somebody.
    fn hear(&mut self, op: &Op) {
        if let Some((device, person, role)) = enrolment(op)
            && let Some(people) = self.0.get_mut(&device)
        {
            people.insert(person, role);
        }
    }

    /// Why an op's author could not write it, if so, and whether they are to be enrolled: a name that a
    /// certified laptop brought is a volunteer's until headquarters says otherwise. On a laptop that
    /// joined before people were enrolled nobody is looked at.
    fn judge(&mut self, view: &View<'_>, one: &New) -> Result<(Option<i64>, bool), HqError> {
        let Some(kind) = kinds::by_id(one.op.kind) else { return Ok((None, false)) };
        let people = self.on(view, one.dot.device)?;
        if people.is_empty() {
            return Ok((None, false));
        }
        let (role, enrols) = match people.get(&one.op.actor) {
            Some(role) => (*role, false),
            None if people.len() < PEOPLE_MAX && view.is_person(one.op.actor)? => {
                people.insert(one.op.actor, Some(Role::Volunteer));
                (Some(Role::Volunteer), true)
            }
            None => (None, false),
        };
        let reason = match role {
            None => Some(kinds::NOT_ENROLLED),
            Some(role) if role < kind.writer => Some(kinds::ROLE_TOO_LOW),
            Some(_) => None,
        };
        Ok((reason, enrols))
    }
}

/// The role kept under a code; one that only a later version knows is at least the lowest.
fn role_of(code: i64) -> Role {
    Role::from_code(code).unwrap_or(Role::Volunteer)
}

/// The laptop, the person and their role there, when an op says so.
fn enrolment(op: &Op) -> Option<(DeviceId, RecordId, Option<Role>)> {
    let (RecordRef::Derived(parents), true) = (&op.record, op.kind == kinds::ENROLLED.id) else {
        return None;
    };
    let role = match op.writes.first()?.value {
        Value::Int(code) => Some(role_of(code)),
        _ => None,
    };
    Some((DeviceId(parents.first()?.0), *parents.get(1)?, role))
}

/// Gives the seats that are claimed to those whose claims arrived first.
fn seats(
    view: &View<'_>,
    site: SiteId,
    new: &[New],
    void: &BTreeSet<Dot>,
    decisions: &mut Decisions,
) -> Result<(), HqError> {
    let claims: Vec<_> = new
        .iter()
        .filter(|one| one.op.kind == kinds::SEAT.id && !void.contains(&one.dot))
        .filter_map(|one| Some((one, claim(&one.op)?)))
        .collect();
    let dots: BTreeSet<Dot> = claims.iter().map(|(one, _)| one.dot).collect();
    let mut taken: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
    for (one, (cohort, learner)) in claims {
        let Some(row) = view.cohort(cohort, 0)?.filter(|row| row.capacity > 0) else { continue };
        let capacity = usize::try_from(row.capacity).unwrap_or(usize::MAX);
        let held = match taken.entry(cohort) {
            Entry::Occupied(held) => held.into_mut(),
            Entry::Vacant(free) => free.insert(held_before(view, cohort, &dots)?),
        };
        if held.contains(&learner) || held.len() < capacity {
            held.insert(learner);
            continue;
        }
        let stream = Stream::Site(site);
        decisions.void(stream, one.dot, kinds::SEAT_TAKEN);
        let record = RecordRef::Derived(vec![cohort, learner]);
        let beside: Vec<_> = new.iter().filter(|other| beside(one, other, &record)).collect();
        for enrolment in &beside {
            decisions.void(stream, enrolment.dot, kinds::SEAT_TAKEN);
        }
        let voided: BTreeSet<Dot> = beside.iter().map(|enrolment| enrolment.dot).collect();
        decisions.waitlist(view, stream, record, (one.op.hlc, &voided))?;
    }
    Ok(())
}

/// Who holds a seat by a claim that was judged before, and is still in the cohort.
fn held_before(
    view: &View<'_>,
    cohort: RecordId,
    new: &BTreeSet<Dot>,
) -> Result<BTreeSet<RecordId>, HqError> {
    let enrolled = view.seated(cohort)?;
    let seats = view.seats(cohort)?.into_iter();
    let before = seats.filter(|(learner, dot, _)| !new.contains(dot) && enrolled.contains(learner));
    Ok(before.map(|(learner, ..)| learner).collect())
}

/// Whether an op is the enrolment that was written in the same gesture as a claim.
fn beside(claim: &New, other: &New, record: &RecordRef) -> bool {
    let same_gesture = other.dot.device == claim.dot.device && other.op.hlc == claim.op.hlc;
    same_gesture && other.op.kind == kinds::ENROLMENT.id && other.op.record == *record
}

/// The cohort and the learner of a claim.
fn claim(op: &Op) -> Option<(RecordId, RecordId)> {
    match op.writes.first()?.value.items() {
        [Value::Ref(cohort), Value::Ref(learner)] => Some((RecordId(*cohort), RecordId(*learner))),
        _ => None,
    }
}

impl Decisions {
    fn void(&mut self, stream: Stream, dot: Dot, reason: i64) {
        let name = [dot.device.0.as_bytes(), &dot.n.to_be_bytes()[..]].concat();
        let record = RecordRef::Own(RecordId(Uuid::new_v5(&VERDICTS, &name)));
        let fields =
            vec![Value::Ref(dot.device.0), Value::Int(dot.n.cast_signed()), Value::Int(reason)];
        let op = own(&kinds::VERDICT, record, RegisterId(1), Value::List(fields), Vec::new());
        self.0.entry(stream).or_default().push(op);
    }

    /// Enrols somebody as a volunteer on a laptop.
    fn enrol(&mut self, site: SiteId, device: DeviceId, person: RecordId) {
        let record = RecordRef::Derived(vec![RecordId(device.0), person]);
        let role = Value::Int(Role::Volunteer as i64);
        let op = own(&kinds::ENROLLED, record, RegisterId(1), role, Vec::new());
        self.0.entry(Stream::Site(site)).or_default().push(op);
    }

    /// Puts a learner on the waiting list, over whatever stands. They have their rank from when they
    /// asked, or, when only what is void says so, from when the seat was claimed for them; what the void
    /// gesture cleared of an earlier time does not come back. The state is an op of its own: a laptop
    /// of an earlier version, which knows nothing of the rest, shows it all the same.
    fn waitlist(
        &mut self,
        view: &View<'_>,
        stream: Stream,
        record: RecordRef,
        (claimed, voided): (Hlc, &BTreeSet<Dot>),
    ) -> Result<(), HqError> {
        let states = kinds::ENROLMENT_STATES;
        let state = states.iter().position(|name| *name == "waitlisted").unwrap_or_default();
        let heads = view.heads(&kinds::ENROLMENT, &record, STATE)?.heads;
        let replaces = heads.into_iter().map(|head| head.dot).collect();
        let value = Value::Int(state as i64);
        let mut writes: Vec<Write> = wish(view, &record, claimed, voided)?.into_iter().collect();
        for register in OF_BEFORE {
            let heads = view.heads(&kinds::ENROLMENT, &record, register)?.heads;
            if heads.iter().any(|head| voided.contains(&head.dot)) {
                let replaces = heads.into_iter().map(|head| head.dot).collect();
                writes.push(Write { register, value: Value::Null, replaces });
            }
        }
        let ops = self.0.entry(stream).or_default();
        let state = own(&kinds::ENROLMENT, record, STATE, value, replaces);
        let beside = Op { writes, ..state.clone() };
        ops.push(state);
        ops.extend((!beside.writes.is_empty()).then_some(beside));
        Ok(())
    }
}

/// Registers of an enrolment: its state, and since when a seat is wished for.
const STATE: RegisterId = RegisterId(1);
const WISH: RegisterId = RegisterId(4);
/// What is told of an earlier time in the cohort: an exit, an offer, an answer, where they went.
const OF_BEFORE: [RegisterId; 4] = [RegisterId(3), RegisterId(5), RegisterId(6), RegisterId(8)];

/// What is to be written of a wish that would be gone with what is void; nothing when another stands.
fn wish(
    view: &View<'_>,
    record: &RecordRef,
    claimed: Hlc,
    voided: &BTreeSet<Dot>,
) -> Result<Option<Write>, HqError> {
    let register = view.heads(&kinds::ENROLMENT, record, WISH)?;
    let shown = register.shown().filter(|head| head.value != Value::Null);
    if shown.is_some_and(|head| !voided.contains(&head.dot)) {
        return Ok(None);
    }
    let asked = Value::List(vec![Value::Int(claimed.ms().cast_signed()), Value::Null]);
    let value = shown.map_or(asked, |head| head.value.clone());
    let replaces = register.heads.iter().map(|head| head.dot).collect();
    Ok(Some(Write { register: WISH, value, replaces }))
}

/// An op of headquarters; its stamp comes when it is written.
fn own(
    kind: &Kind,
    record: RecordRef,
    register: RegisterId,
    value: Value,
    replaces: Vec<Dot>,
) -> Op {
    let writes = vec![Write { register, value, replaces }];
    Op { hlc: Hlc::default(), actor: RecordId(Uuid::nil()), kind: kind.id, record, writes }
}
