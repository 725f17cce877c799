//! Headquarters' order to erase everything here. It is obeyed only when the network's key, pinned when
//! this computer joined, signed it for this computer: whoever stands on the way can refuse an answer
//! and cannot erase a centre.

use crate::centre::App;
use crate::error::AppError;
use passerelle_store::Local;
use passerelle_sync::digest::unhex;
use passerelle_sync::identity::PublicKey;
use passerelle_sync::wipe::is_ordered;

/// Whether headquarters' answer is the order to erase everything here, and its own.
///
/// # Errors
/// The store's.
pub(crate) fn is_wipe(app: &App, error: &AppError) -> Result<bool, AppError> {
    let AppError::Answered(problem) = error else { return Ok(false) };
    if problem.code != "exchange.wipe" {
        return Ok(false);
    }
    let view = app.store.view();
    let network = view.local(Local::Network)?.and_then(|text| unhex(&text)?.try_into().ok());
    let order = problem.args.get("order").map_or("", String::as_str);
    Ok(match (network.map(PublicKey), view.device()?) {
        (Some(network), Some(device)) => is_ordered(order, device, &network),
        _ => false,
    })
}

/// Erases everything that is kept here of the centre. Nothing may be asked of the store afterwards;
/// done again after it was interrupted, it ends the same.
///
/// # Errors
/// The disk's; what could not be removed is tried again at the next order.
pub(crate) fn wiped(app: &mut App) -> Result<(), AppError> {
    tracing::warn!("erased by order of headquarters");
    if let Ok(id) = app.opening.book_id() {
        app.around.keyring().forget(&id);
    }
    app.private = None;
    Ok(app.files.wipe()?)
}
