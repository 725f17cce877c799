//! What is told in words: an answer that headquarters did not let stand, a seat given twice, a copied
//! computer's new name.

use super::{Case, Matter, id_of, sides};
use crate::dto::{Look, LookKind, Notice, Side};
use crate::error::AppError;
use crate::undo::{device_name, person_name};
use passerelle_domain::{RecordRef, kinds};
use passerelle_store::{Local, View, VoidRow};
use passerelle_sync::Dot;
use std::collections::BTreeMap;

/// Verdicts looked at.
const VOIDS_MAX: u32 = 200;

pub(super) fn cases(view: &View<'_>) -> Result<Vec<Case>, AppError> {
    let mut cases = Vec::new();
    cases.extend(copied(view)?);
    let voids = view.untold_voids(VOIDS_MAX)?;
    let me = view.device()?;
    for void in &voids {
        let Some((kind, record)) = &void.record else { continue };
        let seat_taken = void.reason == kinds::SEAT_TAKEN;
        if seat_taken && *kind == kinds::ENROLMENT.id {
            // The claim beside it is told with it.
            let claims = voids.iter().filter(|other| {
                other.at_ms == void.at_ms
                    && other.record.as_ref().is_some_and(|(kind, _)| *kind == kinds::SEAT.id)
            });
            let dots = std::iter::once(void.dot).chain(claims.map(|claim| claim.dot)).collect();
            cases.push(case(view, void, record, seat_args(view, void, record)?, dots)?);
        } else if !seat_taken && me == Some(void.dot.device) {
            cases.push(case(view, void, record, BTreeMap::new(), vec![void.dot])?);
        }
    }
    Ok(cases)
}

fn case(
    view: &View<'_>,
    void: &VoidRow,
    record: &RecordRef,
    args: BTreeMap<String, String>,
    dots: Vec<Dot>,
) -> Result<Case, AppError> {
    let op = view.op(void.stream, void.dot)?;
    let kind = op.as_ref().and_then(|op| kinds::by_id(op.kind));
    let reason = usize::try_from(void.reason).ok();
    let key = reason.and_then(|reason| kinds::VERDICT_REASONS.get(reason)).unwrap_or(&"by_hand");
    let register = op.as_ref().and_then(|op| op.writes.first()).map(|write| write.register);
    let register = kind.zip(register).and_then(|(kind, id)| kind.register(id));
    let side = Side {
        mark: None,
        text: Some(String::new()),
        by: op.as_ref().map_or(Ok(String::new()), |op| person_name(view, op.actor))?,
        device: device_name(view, void.dot.device)?,
        here: view.device()? == Some(void.dot.device),
        at: op.as_ref().map_or(0.0, |op| op.hlc.ms() as f64),
    };
    let look = Look {
        id: id_of(&[b"void", void.stream.to_string().as_bytes()], &[void.dot]),
        kind: LookKind::Notice,
        about: match kind {
            Some(kind) => sides::about(view, kind, record)?,
            None => String::new(),
        },
        what: kind.zip(register).map_or_else(String::new, |(kind, register)| {
            format!("{}.{}", kind.name, register.name)
        }),
        context: None,
        sides: if args.is_empty() { vec![side] } else { Vec::new() },
        both: false,
        notice: Some(Notice { key: (*key).to_owned(), args }),
    };
    Ok(Case { look, matter: Matter::Void { stream: void.stream, dots } })
}

/// Who has the seat that somebody else was given too.
fn seat_args(
    view: &View<'_>,
    void: &VoidRow,
    record: &RecordRef,
) -> Result<BTreeMap<String, String>, AppError> {
    let Some(cohort) = record.parents().first() else { return Ok(BTreeMap::new()) };
    let code = view.cohort(*cohort, 0)?.map(|cohort| cohort.code).unwrap_or_default();
    let seats = view.seats(*cohort)?;
    let other = seats.iter().rev().find(|(_, dot, _)| dot.device != void.dot.device);
    let (learner, dot, hlc) = match other.or(seats.last()) {
        Some(seat) => *seat,
        None => return Ok([("code".to_owned(), code)].into()),
    };
    let name = view.learner(learner)?.map(|learner| learner.name()).unwrap_or_default();
    Ok([
        ("code".to_owned(), code),
        ("other".to_owned(), name),
        ("device".to_owned(), device_name(view, dot.device)?),
        ("at".to_owned(), hlc.ms().to_string()),
    ]
    .into())
}

/// This computer's data was copied or restored: it goes by a new name.
fn copied(view: &View<'_>) -> Result<Option<Case>, AppError> {
    if view.local(Local::Formerly)?.is_none() || view.local(Local::Told)?.is_some() {
        return Ok(None);
    }
    let name = view.local(Local::DeviceName)?.unwrap_or_default();
    let look = Look {
        id: id_of(&[b"copied", name.as_bytes()], &[]),
        kind: LookKind::Notice,
        about: name.clone(),
        what: String::new(),
        context: None,
        sides: Vec::new(),
        both: false,
        notice: Some(Notice { key: "copied".into(), args: [("device".to_owned(), name)].into() }),
    };
    Ok(Some(Case { look, matter: Matter::Copied }))
}
