//! Verdicts: what depends on state and only one place can decide, looked at once for each op that has
//! reached the ledger, in the ledger's order. An op whose author is not enrolled on its laptop, or
//! whose role does not reach, is void; of the last seat given twice the first claim stands, and the
//! other goes to the waiting list. What was decided is not decided again when more is known.

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
    let mut people = Enrolled::default();
    each_new(ledger, site, &view, (judged, reached), |one| {
        if let Some(reason) = people.wrong_author(&view, &one)? {
            decisions.void(one.stream, one.dot, reason);
            void.insert(one.dot);
        }
        // Of a million marks that arrive at once, nothing is kept.
        if [kinds::SEAT.id, kinds::ENROLMENT.id].contains(&one.op.kind) {
            about_seats.push(one);
        }
        Ok(())
    })?;
    seats(&view, site, &about_seats, &void, &mut decisions)?;
    let wrote = !decisions.0.is_empty();
    ledger.judge(site, reached, decisions.0.into_iter().collect(), now_ms)?;
    Ok(wrote)
}

/// Shows each op of laptops in a centre's streams, in the ledger's order.
fn each_new(
    ledger: &dyn Ledger,
    site: SiteId,
    view: &View<'_>,
    (after, to): (u64, u64),
    mut look: impl FnMut(New) -> Result<(), HqError>,
) -> Result<(), HqError> {
    let logs: BTreeSet<DeviceId> = ledger.logs()?.into_iter().map(|log| log.log).collect();
    let streams = [Stream::Site(site), Stream::Private(site)];
    let mut part = Part { after, to, lacking: None, except: None };
    loop {
        let segments = ledger.segments(&Scope::headquarters(), &streams, &part, BATCH_BYTES_MAX)?;
        let Some((last, _)) = segments.last() else { return Ok(()) };
        part.after = *last;
        for (_, segment) in &segments {
            if logs.contains(&segment.device) || segment.device == GENESIS {
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

/// Who is enrolled on each laptop, looked up once.
#[derive(Default)]
struct Enrolled(BTreeMap<DeviceId, BTreeMap<RecordId, Role>>);

impl Enrolled {
    /// Why an op's author could not write it, if so. On a laptop that joined before people were
    /// enrolled nobody is looked at.
    fn wrong_author(&mut self, view: &View<'_>, one: &New) -> Result<Option<i64>, HqError> {
        let Some(kind) = kinds::by_id(one.op.kind) else { return Ok(None) };
        let people = match self.0.entry(one.dot.device) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let people = view.enrolled_on(one.dot.device)?.into_iter();
                let role = |code| Role::from_code(code).unwrap_or(Role::Volunteer);
                unknown.insert(people.map(|(person, code)| (person, role(code))).collect())
            }
        };
        if people.is_empty() {
            return Ok(None);
        }
        Ok(match people.get(&one.op.actor) {
            None => Some(kinds::NOT_ENROLLED),
            Some(role) if *role < kind.writer => Some(kinds::ROLE_TOO_LOW),
            Some(_) => None,
        })
    }
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
        for enrolment in new.iter().filter(|other| beside(one, other, &record)) {
            decisions.void(stream, enrolment.dot, kinds::SEAT_TAKEN);
        }
        decisions.waitlist(view, stream, record)?;
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

    /// Puts a learner on the waiting list, over whatever stands.
    fn waitlist(
        &mut self,
        view: &View<'_>,
        stream: Stream,
        record: RecordRef,
    ) -> Result<(), HqError> {
        let states = kinds::ENROLMENT_STATES;
        let state = states.iter().position(|name| *name == "waitlisted").unwrap_or_default();
        let register = RegisterId(1);
        let heads = view.heads(&kinds::ENROLMENT, &record, register)?.heads;
        let replaces = heads.into_iter().map(|head| head.dot).collect();
        let value = Value::Int(state as i64);
        let op = own(&kinds::ENROLMENT, record, register, value, replaces);
        self.0.entry(stream).or_default().push(op);
        Ok(())
    }
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
