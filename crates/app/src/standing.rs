//! What the person at the keys may be here: the lesser of what headquarters or the centre's founder
//! made of them. A typed name is a volunteer until headquarters says otherwise.

use crate::error::AppError;
use passerelle_domain::RecordId;
use passerelle_domain::permission::Role;
use passerelle_store::{Local, StoreError, View};

/// A person's role on this computer; none when headquarters has taken it back.
///
/// # Errors
/// The store's.
pub(crate) fn role_of(view: &View<'_>, person: RecordId) -> Result<Option<Role>, AppError> {
    let device = view.device()?.ok_or(StoreError::Incomplete("device"))?;
    // A copy that was put back goes by another name, until headquarters has enrolled people under it:
    // what it said of them under the one before holds, also that somebody's place was taken back.
    for device in std::iter::once(device).chain(view.former_names()?) {
        if let Some(certified) = view.enrolled_role(device, person)? {
            return Ok(certified);
        }
    }
    if view.actor()? == person {
        // Until headquarters' own word has come, what its code said when this computer joined.
        return Ok(Some(view.role()?));
    }
    if view.local(Local::Headquarters)?.is_some() {
        return Ok(Some(Role::Volunteer));
    }
    // A centre on its own: its coordinator's word counts.
    Ok(Some(view.role_written(person)?.unwrap_or(Role::Volunteer)))
}
