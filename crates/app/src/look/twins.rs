//! Records that may be one: two groups of one code, two learners of one name. A group can give up its
//! code; that two people are two is written once and known everywhere.

use super::{Case, Matter, id_of};
use crate::attendance::label;
use crate::dto::{Label, Look, LookChoice, LookKind, Side};
use crate::error::AppError;
use crate::undo::{device_name, person_name};
use passerelle_domain::{Kind, RecordId, RecordRef, Value, kinds};
use passerelle_store::{Draft, View};
use std::collections::HashSet;

/// Pairs that nobody has told apart yet.
pub(super) fn cases(view: &View<'_>) -> Result<Vec<Case>, AppError> {
    let mut cases = Vec::new();
    for (first, second) in view.twin_cohorts()? {
        let code = view.cohort(first, 0)?.map(|cohort| cohort.code).unwrap_or_default();
        cases.push(case(view, &kinds::COHORT, [first, second], code.clone(), Some(code))?);
    }
    for (first, second) in view.twin_learners()? {
        let name = view.learner(first)?.map(|learner| learner.name()).unwrap_or_default();
        cases.push(case(view, &kinds::LEARNER, [first, second], name, None)?);
    }
    Ok(cases)
}

fn case(
    view: &View<'_>,
    kind: &'static Kind,
    pair: [RecordId; 2],
    about: String,
    code: Option<String>,
) -> Result<Case, AppError> {
    let keys = pair.map(|id| *id.0.as_bytes());
    let id = id_of(&[b"twins", kind.name.as_bytes(), &keys[0], &keys[1]], &[]);
    let sides = [side(view, kind, pair[0])?, side(view, kind, pair[1])?].to_vec();
    let what = if code.is_some() { "cohort.title" } else { "learner.name" };
    let look = Look {
        id,
        kind: LookKind::Twins,
        about,
        what: what.to_owned(),
        context: None,
        sides,
        both: true,
        notice: None,
    };
    Ok(Case { look, matter: Matter::Twins { kind, pair, code } })
}

fn side(view: &View<'_>, kind: &'static Kind, id: RecordId) -> Result<Side, AppError> {
    let history = view.history_of(kind, &RecordRef::Own(id))?;
    let first = history.first();
    let text = match view.cohort(id, 0)? {
        Some(cohort) => {
            let room = cohort.room.map(|room| format!(" · {room}")).unwrap_or_default();
            format!("{}{room}", cohort.title)
        }
        None => view.learner(id)?.map(|learner| learner.name()).unwrap_or_default(),
    };
    let device = first.map(|op| op.dot.device);
    Ok(Side {
        mark: None,
        text: Some(text),
        by: first.map_or(Ok(String::new()), |op| person_name(view, op.op.actor))?,
        device: device.map_or(Ok(String::new()), |device| device_name(view, device))?,
        here: view.device()? == device,
        at: first.map_or(0.0, |op| op.op.hlc.ms() as f64),
    })
}

/// What a choice writes.
pub(super) fn settlement(
    view: &View<'_>,
    kind: &'static Kind,
    pair: [RecordId; 2],
    code: Option<&str>,
    choice: LookChoice,
) -> Result<(Vec<Draft>, Label), AppError> {
    match (choice, code) {
        (LookChoice::Take(at @ (0 | 1)), Some(code)) => {
            let loser = pair[1 - at as usize];
            let cohort = view.cohort(loser, 0)?;
            let cohort = cohort.ok_or_else(|| AppError::refused("look.changed"))?;
            let free = free_code(view, code)?;
            let title = Value::List(vec![Value::Text(free), Value::Text(cohort.title)]);
            let draft = Draft::new(kind, RecordRef::Own(loser), vec![("title", title)]);
            Ok((vec![draft], label("look-code", &[("name", code.to_owned())])))
        }
        (LookChoice::Both, _) => {
            let record = RecordRef::Derived(pair.to_vec());
            let values = vec![("distinct", Value::Bool(true))];
            let draft = Draft::new(&kinds::DISTINCT, record, values);
            let name = match code {
                Some(code) => code.to_owned(),
                None => view.learner(pair[0])?.map(|one| one.name()).unwrap_or_default(),
            };
            Ok((vec![draft], label("look-different", &[("name", name)])))
        }
        _ => Err(AppError::refused("look.choice")),
    }
}

/// The next code of the kind `DIG-1-2` that no group bears.
fn free_code(view: &View<'_>, code: &str) -> Result<String, AppError> {
    let taken: HashSet<String> = view.cohorts(0)?.into_iter().map(|cohort| cohort.code).collect();
    let free = (2..).map(|n| format!("{code}-{n}")).find(|code| !taken.contains(code));
    Ok(free.unwrap_or_default())
}
