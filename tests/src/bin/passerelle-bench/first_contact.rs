//! A first contact with a centre of a million ops, ten years of classes, while a thousand laptops are
//! registered: how long until the register can be used, until everything is here, what it carries and
//! what it takes. The laptop is the real program, in a process of its own.

use crate::centre::joined;
use crate::exchange::exchanged;
use crate::figure::Figures;
use anyhow::{Context, Result, ensure};
use passerelle_app::{App, Line, Surroundings, System};
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::{RecordId, RecordRef, Value, kinds};
use passerelle_store::{Act, Author, Draft, Files, Gesture, Local, Store, StoreError};
use passerelle_sync::identity::Key;
use passerelle_tests::laptop::{PHRASE, PIN};
use passerelle_tests::proxy::Proxy;
use passerelle_tests::seed::Chance;
use passerelle_tests::workspace::bin;
use passerelle_tests::{Headquarters, PATIENCE, processes, wait_for};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use uuid::Uuid;

const SESSIONS: usize = 47_600;
const CLASS: usize = 20;
const LEARNERS: usize = 400;
const DEVICES: u32 = 1_000;
const DAYS: i64 = 3_650;

/// Measures `first_contact.*`.
pub fn measure(figures: &mut Figures) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let headquarters = Headquarters::start(&["Mesures"])?;
    let proxy = Proxy::start(headquarters.url())?;
    let folder = tempfile::tempdir()?;
    let (a, b) = (folder.path().join("a"), folder.path().join("b"));
    let mut writer = joined(&runtime, &headquarters, headquarters.url(), &a)?;
    exchanged(&runtime, &Line::new()?, &a)?;
    let marks = decade(&mut writer)?;
    let (took, report) = exchanged(&runtime, &Line::new()?, &a)?;
    eprintln!("{} ops pushed in {took:?}, {} bytes", report.sent, report.bytes);
    register(&runtime, &headquarters)?;
    folded(&runtime, &headquarters)?;
    drop(joined(&runtime, &headquarters, &proxy.url(), &b)?);
    proxy.pass();
    let begun = Instant::now();
    let mut laptop = Command::new(bin("passerelle")?)
        .arg("--data")
        .arg(&b)
        .arg("exchange")
        .env("PASSERELLE_PIN", PIN)
        .env("PASSERELLE_PHRASE", PHRASE)
        .stdout(Stdio::null())
        .spawn()?;
    let usable = usable(&b, begun)?;
    let peak = ended(&mut laptop)?;
    let whole = begun.elapsed();
    let app = passerelle_tests::open(&b)?;
    ensure!(
        crate::centre::marks_of(&app)? == marks,
        "{} of {marks}",
        crate::centre::marks_of(&app)?
    );
    let (up, down) = proxy.carried();
    figures.low("first_contact.s", whole.as_secs_f64(), "s", 10.0);
    figures.low("first_contact.usable_s", usable.as_secs_f64(), "s", 2.0);
    figures.low("first_contact.mb", (up + down) as f64 / 1e6, "MB", 7.0);
    figures.low("first_contact.memory.mb", peak, "MiB", 128.0);
    let server = headquarters.id().context("the server runs")?;
    figures.low("first_contact.hq.memory.mb", processes::peak_mib(server)?, "MiB", 64.0);
    Ok(())
}

/// Ten years of classes, in the order of their days; how many marks.
fn decade(app: &mut App) -> Result<usize> {
    let mut chance = Chance::announced("a decade");
    let actor = app.view().actor()?;
    let today = i64::from(System.today().0);
    let id = |at: u64, n: usize| {
        let random = (n as u128).to_be_bytes();
        let mut ten = [0; 10];
        ten.copy_from_slice(&random[6..]);
        RecordId(uuid::Builder::from_unix_timestamp_millis(at, &ten).into_uuid())
    };
    let start = System.now_ms();
    let cohort = id(start, 1);
    let title = Value::List(vec![Value::Text("A".into()), Value::Text("DIGITAL".into())]);
    let mut drafts =
        vec![Draft::new(&kinds::COHORT, RecordRef::Own(cohort), vec![("title", title)])];
    let learners: Vec<_> = (0..LEARNERS).map(|n| id(start, 1_000 + n)).collect();
    for (n, learner) in learners.iter().enumerate() {
        let name = vec![Value::Text(format!("Prénom{n}")), Value::Text(format!("Nom{n}"))];
        let values = vec![("name", Value::List(name))];
        drafts.push(Draft::new(&kinds::LEARNER, RecordRef::Own(*learner), values));
    }
    write(app, actor, start, drafts)?;
    for number in 0..SESSIONS {
        let at = start + number as u64 * 60_000;
        let session = id(at, 100_000 + number);
        let day = today - DAYS + DAYS * number as i64 / SESSIONS as i64;
        let slot = Value::List(vec![Value::Int(day), Value::Int(840), Value::Int(960)]);
        let values = vec![("slot", slot), ("cohort", Value::Ref(cohort.0))];
        let mut drafts = vec![Draft::new(&kinds::SESSION, RecordRef::Own(session), values)];
        let first = usize::try_from(chance.below(LEARNERS as u64))?;
        for seat in 0..CLASS {
            let learner = learners[(first + seat) % LEARNERS];
            let mark = match chance.below(10) {
                0 => Mark::plain(Status::Absent),
                1 => Mark { late: Some(15), ..Mark::plain(Status::Present) },
                _ => Mark::plain(Status::Present),
            };
            let record = RecordRef::Derived(vec![session, learner]);
            drafts.push(Draft::new(&kinds::ATTENDANCE, record, vec![("mark", mark.to_value())]));
        }
        write(app, actor, at, drafts)?;
        if number % 150 == 149 {
            app.store().seal()?;
        }
    }
    Ok(SESSIONS * CLASS)
}

fn write(app: &mut App, actor: RecordId, now_ms: u64, drafts: Vec<Draft>) -> Result<()> {
    let gesture = Gesture { label: String::new(), act: Act::Settle, drafts };
    let author = Author { actor, now_ms, chance: [5; 32] };
    app.store().write::<StoreError>(author, |_| Ok(gesture))?;
    Ok(())
}

/// Registers laptops that never come.
fn register(runtime: &Runtime, headquarters: &Headquarters) -> Result<()> {
    let begun = Instant::now();
    let client = reqwest::Client::new();
    let url = format!("{}/v1/join", headquarters.url());
    for number in 0..DEVICES {
        let code = headquarters.code("Mesures", "classroom", "volunteer")?;
        let mut seed = [7; 32];
        seed[..4].copy_from_slice(&number.to_be_bytes());
        let device = passerelle_sync::DeviceId(Uuid::from_u128(u128::from(number) + (1 << 100)));
        let person = RecordId(Uuid::from_u128(u128::from(number) + (2 << 100)));
        let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        let key = Key::from_seed(seed);
        let name = format!("PC-{number}");
        let asked =
            passerelle_sync::join::JoinRequest::new(plain, device, name, person, &key, None, None);
        let body = postcard::to_stdvec(&asked)?;
        let sent = runtime.block_on(client.post(&url).body(body).send())?;
        ensure!(sent.status().is_success(), "{}", sent.status());
    }
    eprintln!("{DEVICES} laptops registered in {:?}", begun.elapsed());
    Ok(())
}

/// Waits until headquarters has folded everything.
fn folded(runtime: &Runtime, headquarters: &Headquarters) -> Result<()> {
    let begun = Instant::now();
    let url = format!("{}/health", headquarters.url());
    wait_for("the folding", PATIENCE * 20, || {
        let text = runtime.block_on(async { reqwest::get(&url).await?.text().await })?;
        let health: serde_json::Value = serde_json::from_str(&text)?;
        Ok((health["fold_lag_ms"] == 0).then_some(()))
    })?;
    eprintln!("folded after {:?} more", begun.elapsed());
    Ok(())
}

/// When the newest sessions are here and can be marked.
fn usable(folder: &Path, begun: Instant) -> Result<Duration> {
    let store =
        Store::open(&Files::at(folder), passerelle_tests::open(folder)?.opening().key_for_tests())?;
    wait_for("the newest sessions", PATIENCE * 4, || {
        let first = store.view().local(Local::First)?.unwrap_or_default();
        Ok(first.contains("\"whole\":true").then_some(()))
    })?;
    let today = System.today().0;
    let sessions = store.view().sessions_between(today - 30, today)?.len();
    ensure!(sessions > 0, "{sessions} sessions here: {:?}", store.view().local(Local::First)?);
    Ok(begun.elapsed())
}

/// Waits for a process; the most memory that it had, in MiB.
fn ended(child: &mut Child) -> Result<f64> {
    let mut peak = 0.0_f64;
    wait_for("the end of the first contact", PATIENCE * 20, || {
        peak = peak.max(processes::peak_mib(child.id()).unwrap_or_default());
        Ok(child.try_wait()?)
    })?;
    Ok(peak)
}
