//! A computer that stays away from headquarters locks itself: nobody there can send it away any more.
//! What counts is distinct days of use, which no clock that is put back can take back; it never erases
//! anything, and a code by telephone opens it.

use crate::centre::App;
use crate::error::AppError;
use passerelle_store::keys::KeyBook;
use passerelle_store::{Local, StoreError};

/// Days of use without contact: eight weeks of a centre that opens every working day.
pub(crate) const DAYS_AWAY_MAX: u32 = 40;

impl App {
    /// Counts today among the days without headquarters, and locks the computer when they are too many.
    ///
    /// # Errors
    /// `keys.away` when it locked itself, or the store's.
    pub(crate) fn count_day_away(&mut self) -> Result<(), AppError> {
        if self.store.view().local(Local::Headquarters)?.is_none() {
            return Ok(());
        }
        let today = self.around.today().0;
        let (days, last) = self.days_away()?;
        if last == Some(today) {
            return Ok(());
        }
        if days < DAYS_AWAY_MAX {
            let text = format!("{} {today}", days + 1);
            return match self.store.settle(&[(Local::Away, Some(&text))]) {
                // Somebody has to come in to make room.
                Err(StoreError::DiskFull | StoreError::ReadOnly) => Ok(()),
                settled => Ok(settled?),
            };
        }
        KeyBook::change::<_, StoreError>(&self.files, |book| {
            book.lock_out_away();
            Ok(())
        })?;
        tracing::warn!(days, "away for too long: a code opens this computer");
        Err(AppError::refused("keys.away"))
    }

    /// Headquarters was heard, or somebody came in by its code.
    pub(crate) fn is_back(&mut self) -> Result<(), StoreError> {
        if self.store.view().local(Local::Away)?.is_some() {
            self.store.settle(&[(Local::Away, None)])?;
        }
        Ok(())
    }

    fn days_away(&self) -> Result<(u32, Option<i32>), StoreError> {
        let text = self.store.view().local(Local::Away)?.unwrap_or_default();
        let mut parts = text.split(' ');
        let days = parts.next().and_then(|days| days.parse().ok()).unwrap_or(0);
        Ok((days, parts.next().and_then(|day| day.parse().ok())))
    }
}
