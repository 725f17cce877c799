//! People on laptops: who may write on each and as what. A new name that a certified laptop brings is
//! enrolled as a volunteer by itself; anything above, and an end to it, is an operator's word.

use super::{devices, find, short};
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::ledger::DeviceRow;
use passerelle_domain::permission::Role;
use passerelle_domain::{RecordId, RecordRef, RegisterId, Value, kinds};
use passerelle_store::View;
use passerelle_sync::{DeviceId, Dot};
use serde::Serialize;

/// Where a person's role on a laptop stands.
const ROLE: RegisterId = RegisterId(1);

/// Whose people.
#[derive(Clone, Debug)]
pub enum Among {
    /// Those of the laptop whose id begins like this.
    Device(String),
    /// Those of every laptop of the centre with this name or id.
    Site(String),
}

/// A person on a laptop, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct PersonLine {
    /// Their id.
    pub person: String,
    /// Their name, where it is known and not erased.
    pub name: Option<String>,
    /// The laptop's id.
    pub device: String,
    /// The laptop's name.
    pub device_name: String,
    /// Their role there; none for one who may no longer write.
    pub role: Option<&'static str>,
}

/// People who are or were enrolled, laptop by laptop.
///
/// # Errors
/// `device.unknown`, `device.ambiguous`, `site.unknown`, `site.ambiguous`, the ledger's or the store's.
pub fn person_list(
    hq: &Headquarters,
    among: &Among,
    now_ms: u64,
) -> Result<Vec<PersonLine>, HqError> {
    let rows = match among {
        Among::Device(id) => vec![row(hq, devices::find(hq, id)?)?],
        Among::Site(name) => {
            let site = find(hq, name)?;
            hq.ledger().devices()?.into_iter().filter(|row| row.site == site).collect()
        }
    };
    let mut lines = Vec::new();
    for row in rows {
        let people = hq.projections().look(hq.ledger(), Some(row.site), now_ms, |view| {
            let people = view.people_on(row.device)?.into_iter();
            people
                .map(|(person, code)| line(view, &row, person, role(code)))
                .collect::<Result<Vec<_>, _>>()
        })?;
        lines.extend(people);
    }
    lines.sort_by(|a, b| {
        (&a.device_name, &a.name, &a.person).cmp(&(&b.device_name, &b.name, &b.person))
    });
    Ok(lines)
}

/// Gives a person a role on a laptop, or none any more: what they write there from now on is void.
///
/// # Errors
/// `device.unknown`, `device.ambiguous`, `person.unknown`, `person.ambiguous`, the ledger's or the
/// store's.
pub fn person_role(
    hq: &Headquarters,
    device: &str,
    person: &str,
    role: Option<Role>,
    now_ms: u64,
) -> Result<PersonLine, HqError> {
    decide(hq, device, person, now_ms, |_, _| Ok(role))
}

/// Gives a person back the role that they last had on a laptop.
///
/// # Errors
/// As `person_role`; `person.never_enrolled`.
pub fn person_enable(
    hq: &Headquarters,
    device: &str,
    person: &str,
    now_ms: u64,
) -> Result<PersonLine, HqError> {
    decide(hq, device, person, now_ms, |view, record| {
        let history = view.history_of(&kinds::ENROLLED, record)?;
        let mut roles =
            history.iter().flat_map(|op| &op.op.writes).filter_map(|write| match write.value {
                Value::Int(code) => Role::from_code(code),
                _ => None,
            });
        roles.next_back().map(Some).ok_or_else(|| HqError::refused("person.never_enrolled"))
    })
}

fn decide(
    hq: &Headquarters,
    device: &str,
    person: &str,
    now_ms: u64,
    role: impl FnOnce(&View<'_>, &RecordRef) -> Result<Option<Role>, HqError>,
) -> Result<PersonLine, HqError> {
    let row = row(hq, devices::find(hq, device)?)?;
    let (site, id) = (row.site, row.device);
    let (person, role, replaces) =
        hq.projections().look(hq.ledger(), Some(site), now_ms, |view| {
            let person = named(view, id, person)?;
            let record = RecordRef::Derived(vec![RecordId(id.0), person]);
            let heads = view.heads(&kinds::ENROLLED, &record, ROLE)?.heads;
            let replaces: Vec<Dot> = heads.into_iter().map(|head| head.dot).collect();
            Ok((person, role(view, &record)?, replaces))
        })?;
    hq.ledger().enrol_person(id, person, role, &replaces, now_ms)?;
    hq.projections().look(hq.ledger(), Some(site), now_ms, |view| line(view, &row, person, role))
}

/// The person of this name, or whose id begins like this, among those of the laptop and its centre.
fn named(view: &View<'_>, device: DeviceId, text: &str) -> Result<RecordId, HqError> {
    let text = text.trim();
    let start = text.to_lowercase();
    let people = view.volunteers()?;
    let mut ids: Vec<RecordId> = people.iter().map(|person| person.id).collect();
    ids.extend(view.people_on(device)?.into_iter().map(|(person, _)| person));
    ids.sort();
    ids.dedup();
    let is_named = |id: &RecordId| people.iter().any(|one| one.id == *id && one.name() == text);
    ids.retain(|id| is_named(id) || (!start.is_empty() && id.to_string().starts_with(&start)));
    match ids[..] {
        [id] => Ok(id),
        [] => Err(HqError::refused("person.unknown")),
        _ => Err(HqError::refused("person.ambiguous")),
    }
}

fn line(
    view: &View<'_>,
    row: &DeviceRow,
    person: RecordId,
    role: Option<Role>,
) -> Result<PersonLine, HqError> {
    Ok(PersonLine {
        person: person.to_string(),
        name: view.volunteer(person)?.map(|found| found.name()),
        device: row.device.to_string(),
        device_name: row.name.clone(),
        role: role.map(Role::name),
    })
}

fn role(code: Option<i64>) -> Option<Role> {
    // One that only a later version knows is at least the lowest.
    code.map(|code| Role::from_code(code).unwrap_or(Role::Volunteer))
}

fn row(hq: &Headquarters, device: DeviceId) -> Result<DeviceRow, HqError> {
    hq.ledger().device(device)?.ok_or_else(|| HqError::refused("device.unknown"))
}

impl PersonLine {
    /// How they are told apart from others of the same name.
    pub fn short(&self) -> &str {
        short(&self.person)
    }
}
