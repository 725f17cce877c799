//! Finding a person of this computer by what somebody types, in whatever script either of them writes.

use crate::centre::{App, optional};
use crate::dto::FoundPerson;
use crate::error::AppError;
use passerelle_domain::likeness::{Why, likeness};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, kinds};
use std::collections::HashMap;

/// People who are shown at once.
const FOUND_MAX: usize = 8;

impl App {
    /// People whose name begins so, is written so, or only sounds so, the likeliest first.
    ///
    /// # Errors
    /// `text.too_long`, or the store's.
    pub fn find_people(&mut self, typed: &str) -> Result<Vec<FoundPerson>, AppError> {
        self.allow(Deed::ReadRoster)?;
        let typed = &*optional(typed, kinds::NOTE_BYTES_MAX)?;
        let within = typed.to_lowercase();
        if within.is_empty() {
            return Ok(Vec::new());
        }
        self.store.snapshot(|view| {
            let mut found = Vec::new();
            for one in view.learners()? {
                let ways = [Some(one.name()), Some(one.whole_name()), one.own_name.clone()];
                if let Some(rank) = rank(typed, &within, &ways) {
                    let (name, id) = (one.name(), one.id);
                    found.push((rank, id, person(id, false, name, one.own_name, one.language)));
                }
            }
            for one in view.volunteers()? {
                let ways = [Some(one.name()), one.own_name.clone(), None];
                if let Some(rank) = rank(typed, &within, &ways) {
                    let (name, id) = (one.name(), one.id);
                    found.push((rank, id, person(id, true, name, one.own_name, one.language)));
                }
            }
            found.sort_by_cached_key(|(rank, id, one)| (*rank, one.name.to_lowercase(), *id));
            found.truncate(FOUND_MAX);
            let mut cohorts: HashMap<RecordId, Vec<String>> = HashMap::new();
            for (learner, code) in view.enrolments()? {
                cohorts.entry(learner).or_default().push(code);
            }
            let with_cohorts = |(_, id, one): (u8, RecordId, FoundPerson)| FoundPerson {
                cohorts: cohorts.remove(&id).unwrap_or_default(),
                ..one
            };
            Ok(found.into_iter().map(with_cohorts).collect())
        })
    }
}

fn person(
    id: RecordId,
    is_volunteer: bool,
    name: String,
    own_name: Option<String>,
    language: Option<String>,
) -> FoundPerson {
    let cohorts = Vec::new();
    FoundPerson { id: id.to_string(), is_volunteer, name, own_name, language, cohorts }
}

/// How well a name fits: what is written so before what is only heard so, and in between what has it
/// somewhere inside.
fn rank(typed: &str, within: &str, ways: &[Option<String>; 3]) -> Option<u8> {
    let ways = || ways.iter().flatten().map(String::as_str);
    let why = likeness(typed, ways());
    match why {
        Some(Why::SameName) => return Some(0),
        Some(Why::BeginsSo) => return Some(1),
        _ => {}
    }
    if ways().any(|name| name.to_lowercase().contains(within)) {
        return Some(2);
    }
    why.map(|why| if why == Why::OtherScript { 3 } else { 4 })
}
