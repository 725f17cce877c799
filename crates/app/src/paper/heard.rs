//! The laptops of which a sheet says that nothing of them has come since its session.

use super::at;
use crate::error::AppError;
use crate::undo::device_name;
use passerelle_domain::heard::Laptop;
use passerelle_domain::{RecordId, RecordRef, kinds};
use passerelle_store::View;
use passerelle_store::session::Session;
use passerelle_sync::{DeviceId, Dot};

/// The names of the other laptops of the centre that may hold something of a session which has not come
/// here. Nothing counts any more that comes to a sheet which headquarters has sealed.
pub(super) fn unheard(view: &View<'_>, session: &Session) -> Result<Vec<String>, AppError> {
    let mut unheard = Vec::new();
    if session.is_sealed() {
        return Ok(unheard);
    }
    let (me, end) = (view.device()?, (session.day, session.end));
    for device in view.devices()?.into_iter().filter(|device| Some(*device) != me) {
        if laptop(view, device)?.may_hold_more(end) {
            unheard.push(device_name(view, device)?);
        }
    }
    Ok(unheard)
}

fn laptop(view: &View<'_>, device: DeviceId) -> Result<Laptop, AppError> {
    let record = RecordRef::Own(RecordId(device.0));
    let since = view.history_of(&kinds::DEVICE, &record)?.first().map(|op| op.op.hlc.ms());
    let mut newest = None;
    // An exchange brings all of them: whatever it wrote last, in whichever, tells that it was heard.
    for stream in view.kept_streams()? {
        let Some(tip) = view.tips(stream)?.get(&device).copied() else { continue };
        let op = view.op(stream, Dot { device, n: tip.n })?;
        newest = newest.max(op.map(|op| op.hlc.ms()));
    }
    Ok(Laptop {
        since: since.and_then(|ms| at(ms.cast_signed())),
        newest: newest.and_then(|ms| at(ms.cast_signed())),
        is_revoked: view.is_revoked(device)?,
    })
}
