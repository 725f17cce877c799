//! The world of one story: a headquarters and laptops, each with the real store in a folder of its own,
//! copied from a template, and clocks that somebody else sets. Requests are bytes in the hand of the
//! story, which may lose, cut, repeat or keep them.

use crate::chance::Chance;
use anyhow::{Context, Result};
use passerelle_app::dto::{NewCohort, NewPerson};
use passerelle_app::{
    App, AppError, Ask, Carry, JoinInput, Log, Opening, Outcome, PhotoTalk, Pin, Setup,
    Surroundings, Talk,
};
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, RecordId};
use passerelle_hq::command::{self, For};
use passerelle_hq::{Headquarters, HqError, door};
use passerelle_store::{Files, Store};
use passerelle_sync::wire::About;
use reqwest::Url;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// When every story begins, milliseconds since 1970.
pub const BEGIN_MS: u64 = 1_800_000_000_000;
const TODAY: Day = 20_833;
/// Laptops of the template; the last is granted the classroom only.
pub const LAPTOPS: usize = 12;
const SITE: &str = "Simulation";

/// A laptop's clock and chance.
pub struct Around {
    /// The world's own clock, milliseconds since 1970.
    pub world_ms: Arc<AtomicU64>,
    /// How far this one is off.
    pub offset_ms: AtomicI64,
    chance: Mutex<Chance>,
}

impl Around {
    /// A right clock, and chance from a seed.
    pub fn new(world_ms: &Arc<AtomicU64>, seed: u64) -> Arc<Self> {
        let (world_ms, offset_ms) = (Arc::clone(world_ms), AtomicI64::new(0));
        Arc::new(Self { world_ms, offset_ms, chance: Mutex::new(Chance::new(seed)) })
    }
}

impl Surroundings for Around {
    fn now_ms(&self) -> u64 {
        let world = self.world_ms.load(Ordering::Relaxed);
        world.saturating_add_signed(self.offset_ms.load(Ordering::Relaxed))
    }

    fn today(&self) -> (Day, u16) {
        (TODAY, 850)
    }

    fn random(&self, bytes: &mut [u8]) -> Result<(), getrandom::Error> {
        let mut chance = self.chance.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&chance.number().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// A laptop.
pub struct Laptop {
    /// The program, unless it is closed.
    pub app: Option<App>,
    /// What opens it.
    pub opening: Opening,
    /// Its clock and chance.
    pub around: Arc<Around>,
    /// Where its files are.
    pub folder: PathBuf,
    /// What it may hold.
    pub grant: Grant,
    /// Never heard again.
    pub gone: bool,
    /// What it remembers of its exchanges.
    pub log: Log,
}

/// Everything of one story.
pub struct World {
    /// Headquarters' own code, without its wire.
    pub hq: Headquarters,
    /// Where its files are.
    pub hq_folder: PathBuf,
    /// The laptops, those that are gone too.
    pub laptops: Vec<Laptop>,
    /// The clock.
    pub world_ms: Arc<AtomicU64>,
    /// The sessions in which marks are made.
    pub sessions: Vec<RecordId>,
    /// Up to which position headquarters has folded since it was opened.
    pub folded: u64,
    /// Everything of this story lies here.
    pub root: PathBuf,
}

/// What every story begins from.
pub struct Template {
    folder: tempfile::TempDir,
    sessions: Vec<RecordId>,
    openings: Vec<Opening>,
}

/// Hands a request to join to a headquarters in the same process.
pub struct Direct<'h> {
    hq: &'h Headquarters,
    now_ms: u64,
    url: Url,
}

impl<'h> Direct<'h> {
    /// # Errors
    /// None that happens.
    pub fn new(hq: &'h Headquarters, now_ms: u64) -> Result<Self> {
        Ok(Self { hq, now_ms, url: Url::parse("http://127.0.0.1:9/")? })
    }
}

impl Carry for Direct<'_> {
    fn url(&self) -> &Url {
        &self.url
    }

    async fn carry(&self, body: Vec<u8>) -> Result<Vec<u8>, AppError> {
        door::join(self.hq, &body, self.now_ms).map_err(answered)
    }
}

/// What headquarters refused, as a laptop hears it.
pub fn answered(error: HqError) -> AppError {
    AppError::refused(error.code())
}

/// Runs what never waits for anything.
///
/// # Errors
/// When no runtime can be made.
pub fn run<T>(future: impl Future<Output = T>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    Ok(runtime.block_on(future))
}

impl Template {
    /// A centre of two sessions and four learners that every laptop knows.
    pub fn make() -> Result<Self> {
        passerelle_hq::seed_for_simulation(1);
        let shared = Path::new("/dev/shm");
        let folder = match shared.is_dir() {
            true => tempfile::tempdir_in(shared)?,
            false => tempfile::tempdir()?,
        };
        let world_ms = Arc::new(AtomicU64::new(BEGIN_MS));
        let hq_folder = folder.path().join("hq");
        let hq = Headquarters::open(&hq_folder, BEGIN_MS)?;
        command::site_add(&hq, SITE, BEGIN_MS)?;
        let mut laptops = Vec::new();
        for number in 0..LAPTOPS {
            let place = folder.path().join(format!("pc{number}"));
            laptops.push(joined(&hq, number, place, &world_ms)?);
        }
        let sessions = settled(laptops[0].app.as_mut().context("no laptop")?)?;
        let root = folder.path().join("unused");
        let mut world =
            World { hq, hq_folder, laptops, world_ms, sessions: sessions.clone(), folded: 0, root };
        for _ in 0..3 {
            for number in 0..LAPTOPS {
                world.exchange(number)?;
            }
            world.fold()?;
        }
        let openings = world.laptops.iter().map(|laptop| laptop.opening.clone()).collect();
        Ok(Self { folder, sessions, openings })
    }

    /// A world of so many laptops, from copies of the template's files.
    pub fn world(&self, seed: u64, laptops: usize) -> Result<World> {
        passerelle_hq::seed_for_simulation(seed);
        let root = self.folder.path().join(format!("seed-{seed}"));
        // What an interrupted run left.
        let _ = fs::remove_dir_all(&root);
        let hq_folder = root.join("hq");
        copy(&self.folder.path().join("hq"), &hq_folder)?;
        let world_ms = Arc::new(AtomicU64::new(BEGIN_MS + 3_600_000));
        let mut all = Vec::new();
        for number in
            (0..laptops).map(|number| if number + 1 == laptops { LAPTOPS - 1 } else { number })
        {
            let folder = root.join(format!("pc{number}"));
            copy(&self.folder.path().join(format!("pc{number}")), &folder)?;
            let around = Around::new(&world_ms, seed.wrapping_mul(31) + number as u64);
            let opening = self.openings[number].at_for_simulation(&folder);
            let store = Store::open(&Files::at(&folder), opening.key_for_tests())?;
            let app = App::at_home_for_simulation(store, opening.clone(), around.clone())?;
            all.push(Laptop {
                app: Some(app),
                opening,
                around,
                folder,
                grant: grant_of(number),
                gone: false,
                log: Log::default(),
            });
        }
        let hq = Headquarters::open(&hq_folder, BEGIN_MS)?;
        let sessions = self.sessions.clone();
        Ok(World { hq, hq_folder, laptops: all, world_ms, sessions, folded: 0, root })
    }
}

/// A laptop that joins headquarters.
fn joined(
    hq: &Headquarters,
    number: usize,
    folder: PathBuf,
    world_ms: &Arc<AtomicU64>,
) -> Result<Laptop> {
    let (grant, target) = (grant_of(number), For::Site(SITE.to_owned()));
    let code = command::code(hq, &target, (grant, Role::Coordinator), 1 << 40, BEGIN_MS)?;
    let around = Around::new(world_ms, 1_000 + number as u64);
    let person = Some(format!("P{number}"));
    let input = JoinInput { code: code.code, headquarters: None, person };
    let direct = Direct::new(hq, BEGIN_MS)?;
    let setup = Setup { pin: Pin::choose("274918")?, phrase: None, language: "fr".into() };
    let joined = passerelle_app::join_by(&folder, around.clone(), &input, &setup, &direct);
    let (app, _) = run(joined)??;
    let opening = app.opening().clone();
    Ok(Laptop { app: Some(app), opening, around, folder, grant, gone: false, log: Log::default() })
}

/// Two sessions of a cohort of four learners, one seat of which is free.
fn settled(app: &mut App) -> Result<Vec<RecordId>> {
    app.add_cohort(&NewCohort {
        level: "DIG-1".into(),
        code: "SIM".into(),
        room: None,
        capacity: 5,
        first: format_day(TODAY),
        weekdays: vec![],
        start: 840,
        end: 960,
        sessions: Some(2),
        ..Default::default()
    })?;
    for number in 0..4 {
        app.add_person(&NewPerson {
            given: format!("Prénom{number}"),
            family: "Nom".into(),
            own_name: None,
            language: None,
            cohort: Some("SIM".into()),
            volunteer: false,
        })?;
    }
    let sessions = app.sessions(TODAY, TODAY + 60)?;
    let ids = sessions.iter().map(|session| passerelle_app::record_id(&session.id));
    Ok(ids.collect::<Result<_, _>>()?)
}

fn grant_of(number: usize) -> Grant {
    if number + 1 == LAPTOPS { Grant::Classroom } else { Grant::Coordinator }
}

impl Drop for World {
    fn drop(&mut self) {
        self.laptops.clear();
        let _ = fs::remove_dir_all(&self.root);
    }
}

impl World {
    /// What the world's clock shows.
    pub fn now_ms(&self) -> u64 {
        self.world_ms.load(Ordering::Relaxed)
    }

    /// Time goes on.
    pub fn pass(&self, ms: u64) {
        self.world_ms.fetch_add(ms, Ordering::Relaxed);
    }

    /// Headquarters folds what it holds since it last did, and gives its verdicts.
    pub fn fold(&mut self) -> Result<()> {
        self.folded = self.hq.projections().fold(self.hq.ledger(), self.folded, self.now_ms())?;
        Ok(())
    }

    /// The bytes of a request, and what is to hear its answer.
    pub fn ask(&mut self, laptop: usize, ask: Ask) -> Result<(Talk, Vec<u8>)> {
        let app = self.laptops[laptop].app.as_mut().context("closed")?;
        let mut part = app.part(About::Class).context("no file")?;
        let (talk, frames) = Talk::begin(&mut part, ask)?;
        Ok((talk, frames.concat()))
    }

    /// Headquarters' answer, or its refusal.
    pub fn answer(&self, body: &[u8]) -> Result<Vec<u8>, HqError> {
        door::exchange(&self.hq, body, self.now_ms())
    }

    /// Hears an answer; none when it was cut.
    pub fn hear(
        &mut self,
        laptop: usize,
        mut talk: Talk,
        bytes: &[u8],
    ) -> Result<Option<Outcome>, AppError> {
        let laptop = &mut self.laptops[laptop];
        let Some(app) = laptop.app.as_mut() else { return Ok(None) };
        let Some(mut part) = app.part(About::Class) else { return Ok(None) };
        let whole = talk.take(&mut part, &mut laptop.log, bytes)?;
        Ok(whole.then(|| talk.outcome()))
    }

    /// A whole exchange in which nothing goes wrong. False when headquarters will not hear it.
    pub fn exchange(&mut self, number: usize) -> Result<bool> {
        let mut ask = Ask { only_ask: false, vectors: false, prove: false, ..Ask::default() };
        for _ in 0..12 {
            let (talk, body) = self.ask(number, ask)?;
            let heard = match self.answer(&body) {
                Ok(answer) => self.hear(number, talk, &answer),
                Err(error) => Err(answered(error)),
            };
            match heard {
                Ok(Some(outcome)) if outcome.more => {
                    ask = Ask {
                        only_ask: false,
                        vectors: outcome.amiss,
                        prove: false,
                        ..Ask::default()
                    };
                }
                Ok(_) => {
                    let app = self.laptops[number].app.as_mut().context("closed")?;
                    app.confirm_erasures()?;
                    if app.view().pending()?.count == 0 {
                        return Ok(true);
                    }
                }
                Err(error) if !self.recover(number, error.code(), &mut ask)? => return Ok(false),
                Err(_) => {}
            }
        }
        Ok(true)
    }

    /// Pictures both ways, until there is nothing more to move; cut in the middle of the request that
    /// `cut` counts down to, if any.
    pub fn photos(&mut self, number: usize, mut cut: Option<(usize, usize)>) -> Result<()> {
        let app = self.laptops[number].app.as_ref().context("closed")?;
        let Some(mut talk) = PhotoTalk::begin(app, None, true)? else { return Ok(()) };
        loop {
            let app = self.laptops[number].app.as_mut().context("closed")?;
            let Some(body) = talk.request(app)? else { return Ok(()) };
            match &mut cut {
                Some((0, at)) => {
                    // Pieces that were whole are kept; nobody hears of it.
                    let _ = door::photos(&self.hq, &body[..*at % body.len()], self.now_ms());
                    return Ok(());
                }
                Some((left, _)) => *left -= 1,
                None => {}
            }
            let answer = match door::photos(&self.hq, &body, self.now_ms()) {
                Ok(answer) => answer,
                // The next exchange brings another token, or says that nobody hears it any more.
                Err(error)
                    if ["exchange.bad_token", "exchange.revoked"].contains(&error.code()) =>
                {
                    return Ok(());
                }
                Err(error) => return Err(error.into()),
            };
            let app = self.laptops[number].app.as_mut().context("closed")?;
            anyhow::ensure!(talk.take(app, &answer)?, "an answer without an end");
        }
    }

    /// What a laptop does about a refusal; false when nothing helps.
    fn recover(&mut self, number: usize, code: &str, ask: &mut Ask) -> Result<bool> {
        let (hq, now_ms) = (self.hq.clone(), self.now_ms());
        let direct = Direct::new(&hq, now_ms)?;
        let app = self.laptops[number].app.as_mut().context("closed")?;
        match code {
            "exchange.bad_token" => ask.prove = true,
            "exchange.fork" => {
                app.take_another_name()?;
                if run(passerelle_app::renew(app, &direct))?.is_err() {
                    return Ok(false);
                }
                *ask = Ask { only_ask: false, vectors: true, prove: false, ..Ask::default() };
            }
            "exchange.unknown_device" if app.was_renamed()? => {
                if run(passerelle_app::renew(app, &direct))?.is_err() {
                    return Ok(false);
                }
                *ask = Ask { only_ask: false, vectors: true, prove: false, ..Ask::default() };
            }
            "exchange.revoked" | "join.revoked" => return Ok(false),
            other => anyhow::bail!("laptop {number} was refused: {other}"),
        }
        Ok(true)
    }

    /// Closes a laptop and opens it again.
    pub fn reopen(&mut self, number: usize) -> Result<()> {
        let laptop = &mut self.laptops[number];
        laptop.app = None;
        laptop.app = Some(App::enter(laptop.opening.clone(), laptop.around.clone())?);
        Ok(())
    }
}

/// Copies a folder's files, not their logs: whoever copies has closed them or they are emptied.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target)?,
            false => drop(fs::copy(entry.path(), target)?),
        }
    }
    Ok(())
}

impl World {
    /// Closes headquarters and opens it again.
    pub fn reopen_hq(&mut self) -> Result<()> {
        // Whoever holds another is gone by the time this returns.
        let none = self.root.join("hq-none");
        self.hq = Headquarters::open(&none, self.now_ms())?;
        self.hq = Headquarters::open(&self.hq_folder, self.now_ms())?;
        self.folded = 0;
        Ok(())
    }

    /// Puts a copy of headquarters' folder back; its operator begins a new epoch.
    pub fn restore_hq(&mut self, kept: &Path) -> Result<()> {
        let none = self.root.join("hq-none");
        self.hq = Headquarters::open(&none, self.now_ms())?;
        fs::remove_dir_all(&self.hq_folder)?;
        copy(kept, &self.hq_folder)?;
        self.hq = Headquarters::open(&self.hq_folder, self.now_ms())?;
        self.folded = 0;
        command::epoch_new(&self.hq, self.now_ms())?;
        Ok(())
    }
}
