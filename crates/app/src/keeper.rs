//! Beside the window: backups every half hour of work, and once a day every page of the files is read.
//! Neither holds up whoever is at the keys, and a lock does not wait for either.

use crate::centre::App;
use crate::error::AppError;
use crate::gate::Opening;
use crate::surroundings::Around;
use passerelle_store::{Local, Store};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// After the opening, which has other things to read first.
const FIRST: Duration = Duration::from_secs(20);
/// How often it is asked whether a backup is due.
const LOOK: Duration = Duration::from_secs(60);
/// How often the whole files are read, in milliseconds.
const CHECK_EVERY_MS: u64 = 24 * 3600 * 1000;

/// What is done beside an open centre. It ends by itself soon after it is dropped.
pub(crate) struct Keeper(Sender<()>);

impl Keeper {
    /// Starts keeping; `kept` is told when a backup was made, `damaged` when a page cannot be read.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        opening: Opening,
        around: Around,
        kept: impl Fn() + Send + 'static,
        damaged: impl Fn(&AppError) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (stop, stopped) = channel();
        std::thread::Builder::new()
            .name("keeper".to_owned())
            .spawn(move || keep(&opening, &around, &stopped, &kept, &damaged))?;
        Ok(Self(stop))
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

fn keep(
    opening: &Opening,
    around: &Around,
    stopped: &Receiver<()>,
    kept: &impl Fn(),
    damaged: &impl Fn(&AppError),
) {
    let mut wait = first();
    while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        wait = LOOK;
        let looked = App::enter(opening.clone(), around.clone()).and_then(|mut app| {
            app.check_if_due()?;
            Ok(app.back_up_if_due()?.is_some())
        });
        match looked {
            Ok(true) => kept(),
            Ok(false) => {}
            Err(error) if crate::rescue::is_damage(error.code()) => {
                tracing::error!(code = error.code(), "the files are damaged");
                damaged(&error);
                return;
            }
            Err(error) => tracing::warn!(code = error.code(), "no backup"),
        }
    }
}

/// Twenty seconds, or what a test of a build for tests says.
fn first() -> Duration {
    let told = std::env::var("PASSERELLE_TEST_KEEP_MS").ok().filter(|_| cfg!(debug_assertions));
    told.and_then(|ms| ms.parse().ok()).map_or(FIRST, Duration::from_millis)
}

impl App {
    /// Reads the whole files once a day.
    ///
    /// # Errors
    /// `store.damaged`, or the store's.
    fn check_if_due(&mut self) -> Result<(), AppError> {
        let now_ms = self.around.now_ms();
        let stores = [Some(&mut self.store), self.private.as_mut()];
        stores.into_iter().flatten().try_for_each(|store| check_if_due(store, now_ms))
    }
}

fn check_if_due(store: &mut Store, now_ms: u64) -> Result<(), AppError> {
    let last = store.view().local(Local::Checked)?.and_then(|text| text.parse::<u64>().ok());
    if last.is_some_and(|last| last <= now_ms && now_ms - last < CHECK_EVERY_MS) {
        return Ok(());
    }
    store.check()?;
    store.settle(&[(Local::Checked, Some(&now_ms.to_string()))])?;
    Ok(())
}
