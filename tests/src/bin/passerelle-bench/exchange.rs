//! The exchange, measured as it is promised: 10,000 marks of 500 sessions of 20 learners out of 400,
//! written on one laptop through the app, pushed to a real headquarters, pulled by a fresh laptop; then
//! ten more; then nothing. Every byte, the envelope of HTTP included, is counted by a door between.

use crate::centre::{CLASS, Centre, Hand, MARKS, joined, marks_of};
use crate::figure::{Figures, percentile};
use anyhow::{Context, Result, ensure};
use passerelle_app::{App, ExchangeReport, Line, Live, run_exchange_on};
use passerelle_tests::Headquarters;
use passerelle_tests::processes;
use passerelle_tests::proxy::{Proxy, Way};
use passerelle_tests::seed::Chance;
use passerelle_tests::shaped::{Pace, Shaped};
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// Cuts of a push.
const CUTS: u64 = 24;
/// Rounds over the bad link.
const ROUNDS: usize = 5;
/// Requests of an exchange of a coordinator's laptop, when its private file has nothing to say.
pub const REQUESTS: u32 = 1;

/// Measures `exchange.*`, `hq.*`, `device.*` and `cut.*`.
pub fn measure(figures: &mut Figures) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    bulk(figures, &runtime)?;
    classes(figures, &runtime)?;
    cuts(figures, &runtime)
}

/// One exchange over a line of its own, and how long it took.
pub fn exchanged(
    runtime: &Runtime,
    line: &Line,
    folder: &Path,
) -> Result<(Duration, ExchangeReport)> {
    let live = Live::default();
    runtime.block_on(async {
        // The way in takes its time on purpose, and is a figure of its own.
        let mut app = passerelle_tests::open(folder)?;
        let begun = Instant::now();
        let report = run_exchange_on(line, &mut app, &live).await?;
        anyhow::Ok((begun.elapsed(), report))
    })
}

fn bulk(figures: &mut Figures, runtime: &Runtime) -> Result<()> {
    let mut headquarters = Headquarters::start(&["Mesures"])?;
    let proxy = Proxy::start(headquarters.url())?;
    let folder = tempfile::tempdir()?;
    let (a, b) = (folder.path().join("a"), folder.path().join("b"));
    let mut writer = joined(runtime, &headquarters, &proxy.url(), &a)?;
    let centre = Centre::fill(&mut writer)?;
    let line = Line::new()?;
    // What is measured is marks: the roster has gone before.
    exchanged(runtime, &line, &a)?;
    let known = folder.path().join("known");
    drop(joined(runtime, &headquarters, &proxy.url(), &known)?);
    exchanged(runtime, &Line::new()?, &known)?;
    // A server that ends moves its log into its file.
    headquarters.restart()?;
    let before = ledger_bytes(&headquarters)?;
    let mut chance = Chance::announced("classes");
    let mut writer = passerelle_tests::open_with(&a, Hand::new())?;
    for number in 0..centre.sessions.len() {
        centre.mark_class(&mut writer, number, &mut chance)?;
    }
    let sealed = Instant::now();
    writer.store().seal()?;
    eprintln!("sealed in {:.0} ms", sealed.elapsed().as_secs_f64() * 1000.0);
    let marks = MARKS as f64;
    proxy.pass();
    let line = Line::new()?;
    let (push, pushed) = exchanged(runtime, &line, &a)?;
    ensure!(pushed.sent as usize == MARKS, "{} marks sent", pushed.sent);
    figures.low("exchange.push.bytes_per_mark", total(&proxy) / marks, "B/mark", 12.0);
    figures.high("exchange.push.marks_per_s", marks / push.as_secs_f64(), "marks/s", 100_000.0);
    pull(figures, runtime, (&headquarters, &proxy), (&b, &known))?;
    ten(figures, runtime, &proxy, (&mut writer, &a), &centre)?;
    bad_link(figures, runtime, &headquarters, (&mut writer, &a), &centre)?;
    let peak = headquarters.id().context("the server runs")?;
    figures.low("hq.memory.mb", processes::peak_mib(peak)?, "MiB", 64.0);
    headquarters.stop()?;
    let ledger = ledger_bytes(&headquarters)?.saturating_sub(before);
    figures.low("hq.disk.bytes_per_mark", ledger as f64 / marks, "B/mark", 40.0);
    writer.store().sweep()?;
    let size = std::fs::metadata(a.join("passerelle.db"))?.len();
    figures.low("device.disk.bytes_per_mark", size as f64 / marks, "B/mark", 160.0);
    Ok(())
}

/// A fresh laptop receives it all: its join is not counted, everything after it is. How fast marks come is
/// measured on one that has exchanged before: the first exchange of a laptop also makes the codes by which
/// headquarters opens it over the telephone, which takes its time on purpose.
fn pull(
    figures: &mut Figures,
    runtime: &Runtime,
    (headquarters, proxy): (&Headquarters, &Proxy),
    (fresh, known): (&Path, &Path),
) -> Result<()> {
    let marks = MARKS as f64;
    let here = |folder: &Path| marks_of(&passerelle_tests::open(folder)?);
    let (took, _) = exchanged(runtime, &Line::new()?, known)?;
    ensure!(here(known)? == MARKS, "{} marks here", here(known)?);
    figures.high("exchange.pull.marks_per_s", marks / took.as_secs_f64(), "marks/s", 100_000.0);
    drop(joined(runtime, headquarters, &proxy.url(), fresh)?);
    proxy.pass();
    let line = Line::new()?;
    let (took, report) = exchanged(runtime, &line, fresh)?;
    ensure!(here(fresh)? == MARKS, "{} marks here", here(fresh)?);
    figures.low("exchange.pull.bytes_per_mark", total(proxy) / marks, "B/mark", 12.0);
    let (changes, requests, took) = (report.received, report.requests, took.as_secs_f64());
    eprintln!("pulled {changes} changes in {requests} requests, with the codes in {took:.2} s");
    // It has written its own person: headquarters and the writer hear of it before what follows.
    exchanged(runtime, &line, fresh)?;
    Ok(())
}

fn ten(
    figures: &mut Figures,
    runtime: &Runtime,
    proxy: &Proxy,
    (writer, folder): (&mut App, &Path),
    centre: &Centre,
) -> Result<()> {
    let line = Line::new()?;
    exchanged(runtime, &line, folder)?;
    centre.mark_ten(writer, 0)?;
    proxy.pass();
    let (_, report) = exchanged(runtime, &Line::new()?, folder)?;
    ensure!(report.sent == 10 && report.requests == REQUESTS, "{report:?}");
    figures.low("exchange.ten.bytes", total(proxy), "B", 900.0);
    proxy.pass();
    let (_, report) = exchanged(runtime, &Line::new()?, folder)?;
    ensure!(report.requests == REQUESTS, "{report:?}");
    figures.low("exchange.idle.bytes", total(proxy), "B", 400.0);
    Ok(())
}

/// Ten marks over 300 ms and 256 kbit/s, on a new connection and on one that is open.
fn bad_link(
    figures: &mut Figures,
    runtime: &Runtime,
    headquarters: &Headquarters,
    (writer, folder): (&mut App, &Path),
    centre: &Centre,
) -> Result<()> {
    let pace = Pace { delay: Duration::from_millis(150), bytes_per_s: 256_000.0 / 8.0 };
    let slow = Shaped::start(headquarters.url(), pace)?;
    let usual = writer.view().local(passerelle_store::Local::Headquarters)?;
    let url = format!("{}/", slow.url());
    writer.store().settle(&[(passerelle_store::Local::Headquarters, Some(&url))])?;
    let (mut new, mut open) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let line = Line::new()?;
        centre.mark_ten(writer, 1 + 2 * round)?;
        let (took, report) = exchanged(runtime, &line, folder)?;
        ensure!(report.sent == 10 && report.requests == REQUESTS, "{report:?}");
        new.push(took);
        let connections = slow.connections();
        centre.mark_ten(writer, 2 + 2 * round)?;
        let (took, _) = exchanged(runtime, &line, folder)?;
        ensure!(slow.connections() == connections, "the line was still open");
        open.push(took);
    }
    writer.store().settle(&[(passerelle_store::Local::Headquarters, usual.as_deref())])?;
    figures.low("exchange.badlink.s", percentile(&mut new, 0.5) / 1000.0, "s", 0.7);
    figures.low("exchange.badlink.open.s", percentile(&mut open, 0.5) / 1000.0, "s", 0.35);
    Ok(())
}

/// 500 classes, each sealed when it ends, in one request.
fn classes(figures: &mut Figures, runtime: &Runtime) -> Result<()> {
    let headquarters = Headquarters::start(&["Mesures"])?;
    let proxy = Proxy::start(headquarters.url())?;
    let folder = tempfile::tempdir()?;
    let mut writer = joined(runtime, &headquarters, &proxy.url(), folder.path())?;
    let centre = Centre::fill(&mut writer)?;
    let line = Line::new()?;
    exchanged(runtime, &line, folder.path())?;
    let mut chance = Chance::announced("classes");
    let mut writer = passerelle_tests::open_with(folder.path(), Hand::new())?;
    for number in 0..centre.sessions.len() {
        centre.mark_class(&mut writer, number, &mut chance)?;
        writer.store().seal()?;
    }
    proxy.pass();
    let line = Line::new()?;
    let (took, report) = exchanged(runtime, &line, folder.path())?;
    ensure!(report.sent as usize == MARKS, "{report:?}");
    let marks = MARKS as f64;
    figures.low("exchange.push.class_bytes_per_mark", total(&proxy) / marks, "B/mark", 20.0);
    eprintln!("500 class segments of {CLASS}: {:.0} marks/s", marks / took.as_secs_f64());
    Ok(())
}

/// A push cut at any byte: what travels again.
fn cuts(figures: &mut Figures, runtime: &Runtime) -> Result<()> {
    let headquarters = Headquarters::start(&["Mesures"])?;
    let proxy = Proxy::start(headquarters.url())?;
    let folder = tempfile::tempdir()?;
    let mut writer = joined(runtime, &headquarters, &proxy.url(), folder.path())?;
    let centre = Centre::fill(&mut writer)?;
    let line = Line::new()?;
    exchanged(runtime, &line, folder.path())?;
    let mut chance = Chance::announced("cut pushes");
    let mut most = 0.0_f64;
    for cut in 0..CUTS {
        for number in 0..centre.sessions.len() {
            centre.change_class(&mut writer, number, cut)?;
        }
        writer.store().seal()?;
        let pending = writer.view().pending()?;
        let length = u64::from(pending.bytes);
        let at = chance.below(length + 400);
        proxy.cut_after(Way::Up, at);
        let first = exchanged(runtime, &Line::new()?, folder.path());
        let (before, _) = proxy.carried();
        proxy.pass();
        exchanged(runtime, &Line::new()?, folder.path())?;
        let (after, _) = proxy.carried();
        ensure!(writer.view().pending()?.count == 0, "nothing is lost");
        if first.is_err() {
            // Once whole would have cost about the segments and one envelope.
            let again = (before + after) as f64 - length as f64;
            most = most.max(again);
        }
    }
    figures.low("cut.resent.kib", most / 1024.0, "KiB", 256.0);
    Ok(())
}

fn total(proxy: &Proxy) -> f64 {
    let (up, down) = proxy.carried();
    (up + down) as f64
}

/// Bytes of the ledger and its log on disk.
fn ledger_bytes(headquarters: &Headquarters) -> Result<u64> {
    let mut bytes = 0;
    for name in ["ledger.db", "ledger.db-wal"] {
        bytes += std::fs::metadata(headquarters.data().join(name)).map_or(0, |file| file.len());
    }
    Ok(bytes)
}
