//! What a window holds: perhaps an open centre, the driver that exchanges beside it, and a watch that
//! tells when anybody has written to the file. Commands of the window are one call here.

use crate::centre::App;
use crate::dto::{ExchangeView, Home, Link, Phase, StatusBar};
use crate::error::AppError;
use crate::exchange::{Driver, JoinInput, join};
use crate::surroundings::Around;
use passerelle_store::{Files, Store};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// How often the file is looked at: another program's mark is on screen within a second.
const WATCH: Duration = Duration::from_millis(250);

/// What a window is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Records changed, by whomever.
    Records,
    /// An exchange began, went on or ended.
    Exchange,
}

type Notify = Arc<dyn Fn(Change) + Send + Sync>;

/// A window's desk.
pub struct Desk {
    folder: PathBuf,
    around: Around,
    notify: Notify,
    looks: (Option<String>, Option<String>),
    open: Mutex<Option<Open>>,
}

/// An open centre with what runs beside it. Dropping it stops both threads.
struct Open {
    app: App,
    driver: Option<Arc<Driver>>,
    _watch: Watch,
}

impl Desk {
    /// A desk for the centre in `folder`, opened if there is one. `looks` are the language and theme
    /// asked for at start, if any.
    pub fn new(
        folder: PathBuf,
        around: Around,
        looks: (Option<String>, Option<String>),
        notify: impl Fn(Change) + Send + Sync + 'static,
    ) -> Self {
        let notify = Arc::new(notify);
        Self { folder, around, notify, looks, open: Mutex::new(None) }
    }

    /// First run, the open centre, or why it cannot be opened; always in the language and theme
    /// that were asked for.
    pub fn home(&self) -> Home {
        let mut home = match self.try_home() {
            Ok(home) => home,
            Err(error) => {
                Home { phase: Phase::Refused, problem: Some(error.problem()), ..nobody_yet() }
            }
        };
        (home.language, home.theme) = self.looks.clone();
        home
    }

    fn try_home(&self) -> Result<Home, AppError> {
        let mut open = self.lock();
        if open.is_none() && App::exists(&self.folder) {
            *open = Some(self.open(App::open(&self.folder, Arc::clone(&self.around))?)?);
        }
        match &*open {
            Some(open) => open.app.home(),
            None => Ok(nobody_yet()),
        }
    }

    /// Uses the open centre.
    ///
    /// # Errors
    /// `store.missing` on first run, or those of the use-case.
    pub fn with<T>(
        &self,
        use_case: impl FnOnce(&mut App) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let mut open = self.lock();
        match &mut *open {
            Some(open) => use_case(&mut open.app),
            None => Err(passerelle_store::StoreError::Missing(self.folder.clone()).into()),
        }
    }

    /// Opens the demo centre, made on the spot.
    ///
    /// # Errors
    /// The store's.
    pub fn open_demo(&self) -> Result<Home, AppError> {
        self.settle(App::demo(&self.folder, Arc::clone(&self.around))?)
    }

    /// Leaves the demo centre and deletes it.
    ///
    /// # Errors
    /// `demo.not_open`, or the store's.
    pub fn leave_demo(&self) -> Result<Home, AppError> {
        let mut open = self.lock();
        if !open.as_ref().is_some_and(|open| open.app.is_demo().unwrap_or(false)) {
            return Err(AppError::refused("demo.not_open"));
        }
        *open = None;
        App::delete_demo(&self.folder)?;
        drop(open);
        Ok(self.home())
    }

    /// Founds a centre.
    ///
    /// # Errors
    /// `centre.*`, or the store's.
    pub fn create_centre(&self, centre: &str, person: &str) -> Result<Home, AppError> {
        let app = App::init(&self.folder, Arc::clone(&self.around), centre, person)?;
        self.settle(app)
    }

    /// Joins a headquarters.
    ///
    /// # Errors
    /// `code.*`, `join.*`, `exchange.*`, or the store's.
    pub async fn join(&self, input: &JoinInput) -> Result<Home, AppError> {
        let app = join(&self.folder, Arc::clone(&self.around), input).await?;
        self.settle(app)
    }

    /// The exchange screen, with what is under way.
    ///
    /// # Errors
    /// The store's.
    pub fn exchange_view(&self) -> Result<ExchangeView, AppError> {
        let driver = self.driver();
        self.with(|app| app.exchange_view(driver.as_ref().map(|driver| driver.live())))
    }

    /// The status bar, with what is under way.
    ///
    /// # Errors
    /// The store's.
    pub fn status(&self) -> Result<StatusBar, AppError> {
        let driver = self.driver();
        let mut status = self.with(|app| app.status())?;
        if driver.is_some_and(|driver| driver.live().progress().is_some()) {
            status.link = Link::Exchanging;
        }
        Ok(status)
    }

    /// Exchanges now.
    ///
    /// # Errors
    /// `exchange.demo`, `exchange.not_joined`.
    pub fn exchange_now(&self) -> Result<(), AppError> {
        let joined = self.with(|app| Ok(app.status()?.joined))?;
        let driver = self.driver().ok_or_else(|| AppError::refused("exchange.demo"))?;
        if !joined {
            return Err(AppError::refused("exchange.not_joined"));
        }
        driver.asked();
        Ok(())
    }

    /// Stops the exchange under way; what was committed stays.
    pub fn exchange_stop(&self) {
        if let Some(driver) = self.driver() {
            driver.live().stop();
        }
    }

    fn driver(&self) -> Option<Arc<Driver>> {
        self.lock().as_ref().and_then(|open| open.driver.clone())
    }

    fn settle(&self, app: App) -> Result<Home, AppError> {
        let open = self.open(app)?;
        *self.lock() = Some(open);
        Ok(self.home())
    }

    fn open(&self, app: App) -> Result<Open, AppError> {
        let folder = app.folder().to_owned();
        // Also for a centre on its own: the command line may join it while the window is open.
        let driver = match !app.is_demo()? {
            true => {
                let notify = Arc::clone(&self.notify);
                let around = Arc::clone(&self.around);
                let notify = move || notify(Change::Exchange);
                Some(Arc::new(Driver::start(folder.clone(), around, notify).map_err(system)?))
            }
            false => None,
        };
        let watch = Watch::start(&folder, Arc::clone(&self.notify), driver.clone())?;
        Ok(Open { app, driver, _watch: watch })
    }

    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        // A panic in one use-case must not close the centre to the others: each leaves the file
        // whole, since only whole transactions commit.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn nobody_yet() -> Home {
    Home {
        phase: Phase::FirstRun,
        problem: None,
        demo: false,
        centre: None,
        person: None,
        role: None,
        device: None,
        language: None,
        theme: None,
        reopen: None,
    }
}

fn system(error: std::io::Error) -> AppError {
    passerelle_store::StoreError::from(error).into()
}

/// Tells when any connection has committed, this process's or another's.
struct Watch {
    stop: Sender<()>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    fn start(folder: &Path, notify: Notify, driver: Option<Arc<Driver>>) -> Result<Self, AppError> {
        let store = Store::open(&Files::at(folder))?;
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new().name("watch".to_owned()).spawn(move || {
            let mut seen = store.data_version().ok();
            while stopped.recv_timeout(WATCH) == Err(RecvTimeoutError::Timeout) {
                let version = store.data_version().ok();
                if version == seen {
                    continue;
                }
                seen = version;
                notify(Change::Records);
                // What arrived from headquarters is no reason to call it again.
                let waits = store.view().pending().is_ok_and(|pending| pending.count > 0);
                if let Some(driver) = driver.as_ref().filter(|_| waits) {
                    driver.changed();
                }
            }
        });
        Ok(Self { stop, thread: Some(thread.map_err(system)?) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.stop.send(());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
