//! The versions of a sheet: what each said, what ended it, and who must sign again. They are folded from
//! the ops like history, and written nowhere.

use crate::attendance::{known_session, label};
use crate::centre::App;
use crate::dto::{Label, SheetVersion};
use crate::error::AppError;
use crate::undo::{person_name, record_name};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, kinds};
use passerelle_store::View;
use passerelle_store::history::HistoryOp;
use passerelle_store::signature::Version;
use passerelle_sync::digest::hex;

impl App {
    /// The versions of a session's sheet, oldest first.
    ///
    /// # Errors
    /// `session.unknown`, or the store's.
    pub fn sheet_versions(&mut self, session: RecordId) -> Result<Vec<SheetVersion>, AppError> {
        self.allow(Deed::ReadRoster)?;
        self.store.snapshot(|view| {
            let session = known_session(view, session)?;
            let versions = view.versions(&session)?;
            versions.iter().map(|version| told(view, version)).collect()
        })
    }
}

fn told(view: &View<'_>, version: &Version) -> Result<SheetVersion, AppError> {
    let ended = version.ended_by.as_ref();
    let mut again = Vec::with_capacity(version.again.len());
    for person in &version.again {
        again.push(match view.learner(*person)? {
            Some(learner) => learner.name(),
            None => person_name(view, *person)?,
        });
    }
    Ok(SheetVersion {
        version: version.number,
        hash: hex(&version.sheet.hash()),
        from_ms: version.from_ms as f64,
        until_ms: ended.map(|op| op.op.hlc.ms() as f64),
        change: ended.map(|op| change(view, op)).transpose()?,
        by: ended.map(|op| person_name(view, op.op.actor)).transpose()?,
        again,
    })
}

/// What an op changed on a sheet.
fn change(view: &View<'_>, op: &HistoryOp) -> Result<Label, AppError> {
    let kind = op.op.kind;
    if kind == kinds::ATTENDANCE.id || kind == kinds::PRESENCE.id {
        return Ok(label("mark-changed", &[("name", record_name(view, &op.op.record)?)]));
    }
    let key = if kind == kinds::SHEET.id { "pause-changed" } else { "session-changed" };
    Ok(label(key, &[]))
}
