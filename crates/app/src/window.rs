//! What a window holds: perhaps an open centre, the driver that exchanges beside it, and a watch that
//! tells when anybody has written to the file. Commands of the window are one call here.

use crate::centre::App;
use crate::dto::{BackupView, DamageView, ExchangeView, Home, Link, Phase, Shown, StatusBar, Tile};
use crate::error::AppError;
use crate::exchange::{Driver, JoinInput, adopt, join};
use crate::gate::{Barrier, Gate, Opening, Prepared, Setup, Typed};
use crate::keeper::Keeper;
use crate::record_id;
use crate::rescue::{Rescue, is_damage};
use crate::surroundings::Around;
use passerelle_domain::pin::Pin;
use passerelle_store::Store;
use passerelle_store::keys::Phrase;
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often the file is looked at: another program's mark is on screen within a second.
const WATCH: Duration = Duration::from_millis(250);

/// What a window is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Records changed, by whomever.
    Records,
    /// An exchange began, went on or ended.
    Exchange,
    /// The computer locked itself.
    Locked,
    /// The files turned out to be damaged: the window asks for `home` again.
    Damage,
}

/// Damage that was met, and what opens the files all the same.
type Met = Arc<Mutex<Option<(Opening, DamageView)>>>;

type Notify = Arc<dyn Fn(Change) + Send + Sync>;

/// How long nobody may be at the keys before the computer locks itself, unless a test says less.
const IDLE_MAX: Duration = Duration::from_secs(5 * 60);

/// So many times as long while people sign: they pass the laptop round.
const SIGNING_IDLE_TIMES: u32 = 24;

/// A window's desk.
pub struct Desk {
    folder: PathBuf,
    around: Around,
    notify: Notify,
    looks: (Option<String>, Option<String>),
    /// The link of a printed sheet that the window was started with.
    link: Option<String>,
    open: Arc<Mutex<Option<Open>>>,
    /// The way in, once the start phrase was typed in this window.
    gate: Mutex<Option<Gate>>,
    damage: Met,
    /// When somebody was last at the keys.
    seen: Arc<Mutex<Instant>>,
    _guard: Guard,
}

/// An open centre with what runs beside it. Dropping it stops both threads.
struct Open {
    app: App,
    driver: Option<Arc<Driver>>,
    _watch: Watch,
    _keeper: Option<Keeper>,
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
        let notify: Notify = Arc::new(notify);
        let (open, gate) = (Arc::new(Mutex::new(None)), Mutex::new(None));
        let seen = Arc::new(Mutex::new(Instant::now()));
        let guard = Guard::start(Arc::clone(&open), Arc::clone(&seen), Arc::clone(&notify));
        let damage = Met::default();
        let link = None;
        Self { folder, around, notify, looks, link, open, gate, damage, seen, _guard: guard }
    }

    /// The same, started with the link of a printed sheet.
    #[must_use]
    pub fn opening_link(self, link: Option<String>) -> Self {
        Self { link, ..self }
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
        let mut open = self.held();
        // Headquarters may have had everything erased: nothing of it is shown from an open file.
        if open.as_ref().is_some_and(|open| !open.app.files.exist()) {
            *open = None;
            let problem = Some(AppError::refused("exchange.wiped").problem());
            return Ok(Home { problem, ..nobody_yet() });
        }
        if let Some((_, damage)) = &*met(&self.damage) {
            // Nobody works on what cannot be read.
            *open = None;
            let damage = Some(damage.clone());
            return Ok(Home { phase: Phase::Damaged, damage, ..nobody_yet() });
        }
        if let Some(open) = &*open {
            let mut home = open.app.home()?;
            home.link = self.link.as_deref().and_then(|link| open.app.session_of_link(link));
            return Ok(home);
        }
        if !App::exists(&self.folder) {
            return Ok(nobody_yet());
        }
        let gate = self.gate()?;
        let mut home = nobody_yet();
        home.phase = match gate.barrier()? {
            Barrier::None => {
                *open = Some(self.open(App::enter(gate.open_demo()?, Arc::clone(&self.around))?)?);
                return open.as_ref().map_or(Ok(home), |open| open.app.home());
            }
            Barrier::Unprotected => Phase::Unprotected,
            Barrier::Phrase => Phase::Phrase,
            Barrier::NoSecret => Phase::NoSecret,
            Barrier::People(_) => Phase::Locked,
        };
        home.tiles = gate.tiles()?;
        Ok(home)
    }

    /// Uses the open centre.
    ///
    /// # Errors
    /// `store.missing` on first run, `keys.locked`, or those of the use-case.
    pub fn with<T>(
        &self,
        use_case: impl FnOnce(&mut App) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let mut open = self.held();
        match &mut *open {
            Some(open) if open.app.files.exist() => use_case(&mut open.app),
            Some(_) => Err(AppError::refused("exchange.wiped")),
            None if App::exists(&self.folder) => Err(AppError::refused("keys.locked")),
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
        let mut open = self.held();
        if !open.as_ref().is_some_and(|open| open.app.is_demo().unwrap_or(false)) {
            return Err(AppError::refused("demo.not_open"));
        }
        *open = None;
        App::delete_demo(&self.folder)?;
        drop(open);
        Ok(self.home())
    }

    /// Founds a centre. What is to be printed and written down is in the answer, once.
    ///
    /// # Errors
    /// `centre.*`, `pin.*`, or the store's.
    pub fn create_centre(
        &self,
        centre: &str,
        person: &str,
        pin: &str,
        language: &str,
    ) -> Result<Home, AppError> {
        let setup = setup(pin, language)?;
        let around = Arc::clone(&self.around);
        let (app, prepared) = App::init(&self.folder, around, centre, person, &setup)?;
        self.show(app, &prepared)
    }

    /// Joins a headquarters: with a new computer, or with the centre that is open.
    ///
    /// # Errors
    /// `code.*`, `pin.*`, `join.*`, `exchange.*`, or the store's.
    pub async fn join(
        &self,
        input: &JoinInput,
        pin: &str,
        language: &str,
    ) -> Result<Home, AppError> {
        self.in_own_hands()?;
        let around = Arc::clone(&self.around);
        let open = self.held().as_ref().map(|open| open.app.opening().clone());
        if let Some(opening) = open {
            // Beside the one that is open: nobody waits for headquarters' answer.
            let mut app = App::enter(opening, around)?;
            adopt(&mut app, input).await?;
            return self.settle(app);
        }
        let setup = setup(pin, language)?;
        let (app, prepared) = join(&self.folder, around, input, &setup).await?;
        self.show(app, &prepared)
    }

    /// Protects a centre whose key an earlier version left in clear, and opens it.
    ///
    /// # Errors
    /// `pin.*`, or the store's.
    pub fn protect(&self, pin: &str, language: &str) -> Result<Home, AppError> {
        let setup = setup(pin, language)?;
        let (app, prepared) = App::protect(&self.folder, Arc::clone(&self.around), &setup)?;
        self.show(app, &prepared)
    }

    /// Hears the start phrase.
    ///
    /// # Errors
    /// `phrase.*`, or the store's.
    pub fn say_phrase(&self, words: &str) -> Result<Home, AppError> {
        let mut gate = self.gate()?;
        gate.say(&Phrase::parse(words)?, true)?;
        // Where the system cannot keep it, this window does.
        *self.gate.lock().unwrap_or_else(PoisonError::into_inner) = Some(gate);
        Ok(self.home())
    }

    /// Opens with a PIN.
    ///
    /// # Errors
    /// `pin.*`, `person.*`, or the store's.
    pub fn unlock(&self, person: &str, pin: &str) -> Result<Home, AppError> {
        let pin = Pin::parse(pin)?;
        let opening = self.gate()?.unlock(record_id(person)?, &pin)?;
        let entered = App::enter_with(opening.clone(), &pin, Arc::clone(&self.around));
        match entered {
            Err(error) if is_damage(error.code()) => {
                meet(&self.damage, opening, &self.around, &error);
                Ok(self.home())
            }
            entered => self.settle(entered?),
        }
    }

    /// Puts the newest good backup back, and opens the centre. What was damaged is kept.
    ///
    /// # Errors
    /// `backup.none`, `backup.not_needed`, `permission.role_too_low`, `store.busy`, or the disk's.
    pub fn restore_newest(&self) -> Result<Home, AppError> {
        *self.held() = None;
        let none = || AppError::refused("backup.not_needed");
        let opening = met(&self.damage).as_ref().map(|(opening, _)| opening.clone());
        let opening = opening.ok_or_else(none)?;
        let rescue = Rescue::of(&opening, Arc::clone(&self.around))?;
        rescue.restore(&rescue.find("latest")?)?;
        drop(rescue);
        *met(&self.damage) = None;
        self.settle(App::enter(opening, Arc::clone(&self.around))?)
    }

    /// Makes a backup now, beside whoever is at the keys: reading it back takes a while.
    ///
    /// # Errors
    /// `keys.locked`, `demo.no_backup`, `backup.disk_full`, or the store's.
    pub fn back_up_now(&self) -> Result<BackupView, AppError> {
        self.in_own_hands()?;
        let opening = self.with(|app| Ok(app.opening.clone()))?;
        let mut beside = App::enter(opening, Arc::clone(&self.around))?;
        beside.back_up(None)?;
        beside.backup_view()
    }

    /// Refuses while people sign: what opens the centre once more beside would know nothing of it.
    fn in_own_hands(&self) -> Result<(), AppError> {
        match self.held().as_ref().is_some_and(|open| open.app.is_signing()) {
            true => Err(AppError::refused("signing.leave_first")),
            false => Ok(()),
        }
    }

    /// Locks: everything that the person could read is closed and forgotten.
    pub fn lock(&self) -> Home {
        if !self.is_demo() {
            *self.held() = None;
            *met(&self.damage) = None;
        }
        self.home()
    }

    /// The people who can come back in by a code.
    ///
    /// # Errors
    /// `code.*`, `recovery.wrong`, or the store's.
    pub fn people_by_code(&self, code: &str) -> Result<Vec<Tile>, AppError> {
        let gate = self.gate()?;
        let people = gate.people_by(&Typed::parse(code)?)?;
        Ok(people.into_iter().map(|tile| gate.tile(tile, None)).collect())
    }

    /// Gives a person another PIN by a code, and opens.
    ///
    /// # Errors
    /// `code.*`, `pin.*`, `recovery.wrong`, `person.*`, or the store's.
    pub fn come_back(
        &self,
        code: &str,
        person: &str,
        pin: &str,
        language: &str,
    ) -> Result<Home, AppError> {
        let mut gate = self.gate()?;
        let (code, setup) = (Typed::parse(code)?, setup(pin, language)?);
        let (opening, phrase) = gate.come_back(&code, Some(person), &setup)?;
        *self.gate.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let mut home = self.settle(App::enter(opening, Arc::clone(&self.around))?)?;
        home.shown =
            phrase.map(|phrase| Shown { recovery: None, phrase: Some(phrase.words().to_owned()) });
        Ok(home)
    }

    /// Somebody is at the keys: the computer does not lock itself yet.
    pub fn still_here(&self) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn is_demo(&self) -> bool {
        self.held().as_ref().is_some_and(|open| open.app.is_demo().unwrap_or(false))
    }

    /// The way in, with the words that were typed in this window.
    fn gate(&self) -> Result<Gate, AppError> {
        let told = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
        let mut gate = Gate::of(&self.folder, Arc::clone(&self.around))?;
        if let Some(told) = &*told {
            gate.remember(told);
        }
        Ok(gate)
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
        self.held().as_ref().and_then(|open| open.driver.clone())
    }

    fn settle(&self, app: App) -> Result<Home, AppError> {
        let open = self.open(app)?;
        *self.held() = Some(open);
        self.still_here();
        Ok(self.home())
    }

    fn show(&self, app: App, prepared: &Prepared) -> Result<Home, AppError> {
        let mut home = self.settle(app)?;
        home.shown = Some(Shown {
            recovery: Some(prepared.recovery.to_string()),
            phrase: prepared.phrase.as_ref().map(|phrase| phrase.words().to_owned()),
        });
        Ok(home)
    }

    fn open(&self, app: App) -> Result<Open, AppError> {
        // Also for a centre on its own: the command line may join it while the window is open.
        let driver = match !app.is_demo()? {
            true => {
                let notify = Arc::clone(&self.notify);
                let around = Arc::clone(&self.around);
                let notify = move || notify(Change::Exchange);
                Some(Arc::new(Driver::start(app.opening.clone(), around, notify).map_err(system)?))
            }
            false => None,
        };
        let watch = Watch::start(&app.opening, Arc::clone(&self.notify), driver.clone())?;
        let keeper = if app.is_demo()? { None } else { Some(self.keeper(&app.opening)?) };
        Ok(Open { app, driver, _watch: watch, _keeper: keeper })
    }

    fn keeper(&self, opening: &Opening) -> Result<Keeper, AppError> {
        let (around, damage, held) =
            (Arc::clone(&self.around), Arc::clone(&self.damage), opening.clone());
        let (kept, notify) = (Arc::clone(&self.notify), Arc::clone(&self.notify));
        let damaged = move |error: &AppError| {
            meet(&damage, held.clone(), &around, error);
            notify(Change::Damage);
        };
        let around = Arc::clone(&self.around);
        let kept = move || kept(Change::Exchange);
        Keeper::start(opening.clone(), around, kept, damaged).map_err(system)
    }

    fn held(&self) -> MutexGuard<'_, Option<Open>> {
        // A panic in one use-case must not close the centre to the others: each leaves the file
        // whole, since only whole transactions commit.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn met(damage: &Met) -> MutexGuard<'_, Option<(Opening, DamageView)>> {
    damage.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks at what a backup would bring back; somebody who may not put one back is told of the damage.
fn meet(damage: &Met, opening: Opening, around: &Around, error: &AppError) {
    let looked = Rescue::of(&opening, Arc::clone(around));
    let looked = looked.and_then(|rescue| rescue.damage(error.code()));
    let view = looked.unwrap_or_else(|_| DamageView {
        code: error.code().to_owned(),
        newest_at: crate::backup::view_of(&opening.files).last_at,
        ..DamageView::default()
    });
    *met(damage) = Some((opening, view));
}

fn setup(pin: &str, language: &str) -> Result<Setup, AppError> {
    Ok(Setup { pin: Pin::choose(pin)?, phrase: None, language: language.to_owned() })
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
        tiles: Vec::new(),
        damage: None,
        shown: None,
        signing: None,
        link: None,
    }
}

fn system(error: std::io::Error) -> AppError {
    passerelle_store::StoreError::from(error).into()
}

/// Locks when nobody has been at the keys for long, and before the computer sleeps.
struct Guard {
    stop: Sender<()>,
    thread: Option<JoinHandle<()>>,
}

impl Guard {
    /// A computer that gives no thread locks itself not at all, and says so in its log.
    fn start(open: Arc<Mutex<Option<Open>>>, seen: Arc<Mutex<Instant>>, notify: Notify) -> Self {
        let (stop, stopped) = channel();
        let idle_max = idle_max();
        let every = (idle_max / 20).min(Duration::from_secs(1));
        let guard = move || {
            let mut sleep = crate::sleep::Watch::start();
            while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                let idle = seen.lock().unwrap_or_else(PoisonError::into_inner).elapsed();
                if idle >= idle_max || sleep.is_near() {
                    let mut held = open.lock().unwrap_or_else(PoisonError::into_inner);
                    // A class signs in its own time; for the length of one, and no longer.
                    let signs = held.as_ref().is_some_and(|open| open.app.is_signing());
                    if signs && !sleep.is_near() && idle < idle_max * SIGNING_IDLE_TIMES {
                        continue;
                    }
                    if held.as_ref().is_some_and(|open| !open.app.is_demo().unwrap_or(false)) {
                        *held = None;
                        drop(held);
                        notify(Change::Locked);
                    }
                    sleep.may_go_on();
                }
            }
        };
        let thread = std::thread::Builder::new().name("guard".to_owned()).spawn(guard);
        if thread.is_err() {
            tracing::error!("this computer will not lock by itself");
        }
        Self { stop, thread: thread.ok() }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.stop.send(());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Five minutes, or what a test of a build for tests says.
fn idle_max() -> Duration {
    let told = std::env::var("PASSERELLE_TEST_IDLE_MS").ok().filter(|_| cfg!(debug_assertions));
    told.and_then(|ms| ms.parse().ok()).map_or(IDLE_MAX, Duration::from_millis)
}

/// Tells when any connection has committed, this process's or another's.
struct Watch {
    stop: Sender<()>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    fn start(
        opening: &Opening,
        notify: Notify,
        driver: Option<Arc<Driver>>,
    ) -> Result<Self, AppError> {
        let store = Store::open(&opening.files, &opening.keys.class)?;
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
