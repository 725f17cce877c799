//! The same exchanges through headquarters' own TLS, reported beside. Which certificates are believed
//! is told by the environment: the measurements run in a process of their own that believes this run's.

use crate::centre::{Centre, MARKS, joined};
use crate::exchange::{REQUESTS, exchanged};
use crate::figure::{Figures, percentile};
use anyhow::{Context, Result, ensure};
use passerelle_app::{App, Line};
use passerelle_tests::Headquarters;
use passerelle_tests::proxy::Proxy;
use passerelle_tests::seed::Chance;
use passerelle_tests::shaped::{Pace, Shaped};
use passerelle_tests::tls::certify;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Where the process of its own finds the certificate.
const FOLDER: &str = "PASSERELLE_BENCH_TLS";
/// Rounds over the bad link.
const ROUNDS: usize = 5;

/// Measures `exchange.tls.*`.
pub fn measure(figures: &mut Figures) -> Result<()> {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return through(figures, Path::new(&folder));
    }
    let folder = tempfile::tempdir()?;
    let certificate = certify(folder.path())?;
    let output = Command::new(std::env::current_exe()?)
        .args(["--only", "exchange.tls."])
        .env(FOLDER, folder.path())
        .env("PASSERELLE_CA", certificate)
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "the measurements through TLS failed");
    figures.adopt(&String::from_utf8_lossy(&output.stdout));
    Ok(())
}

fn through(figures: &mut Figures, made: &Path) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let headquarters = Headquarters::start_secure(&["Mesures"], &made.join("certificate.pem"))?;
    let proxy = Proxy::start(headquarters.url())?;
    let url = proxy.url();
    let folder = tempfile::tempdir()?;
    let a = folder.path().join("a");
    let mut writer = joined(&runtime, &headquarters, &url, &a)?;
    let centre = Centre::fill(&mut writer)?;
    exchanged(&runtime, &Line::new()?, &a)?;
    let mut chance = Chance::announced("classes");
    for number in 0..centre.sessions.len() {
        centre.mark_class(&mut writer, number, &mut chance)?;
    }
    let carried = || {
        let (up, down) = proxy.carried();
        (up + down) as f64
    };
    proxy.pass();
    let (_, pushed) = exchanged(&runtime, &Line::new()?, &a)?;
    ensure!(pushed.sent as usize == MARKS, "{} marks sent", pushed.sent);
    let marks = MARKS as f64;
    figures.low("exchange.tls.push.bytes_per_mark", carried() / marks, "B/mark", 12.0);
    let b = folder.path().join("b");
    drop(joined(&runtime, &headquarters, &url, &b)?);
    proxy.pass();
    exchanged(&runtime, &Line::new()?, &b)?;
    figures.low("exchange.tls.pull.bytes_per_mark", carried() / marks, "B/mark", 12.0);
    exchanged(&runtime, &Line::new()?, &a)?;
    // A new connection, then the same one again: a laptop keeps its line open while it works.
    centre.mark_ten(&mut writer, 0)?;
    proxy.pass();
    let line = Line::new()?;
    let (_, report) = exchanged(&runtime, &line, &a)?;
    ensure!(report.sent == 10 && report.requests == REQUESTS, "{report:?}");
    let fresh = carried();
    figures.low("exchange.tls.ten.fresh.bytes", fresh, "B", 5_000.0);
    centre.mark_ten(&mut writer, 1)?;
    exchanged(&runtime, &line, &a)?;
    figures.low("exchange.tls.ten.open.bytes", carried() - fresh, "B", 1_500.0);
    let again = carried();
    exchanged(&runtime, &line, &a)?;
    figures.low("exchange.tls.idle.open.bytes", carried() - again, "B", 1_500.0);
    bad_link(figures, &runtime, headquarters.url(), (&mut writer, &a), &centre)
}

/// Ten marks over 300 ms and 256 kbit/s on a new connection, its handshake included.
fn bad_link(
    figures: &mut Figures,
    runtime: &tokio::runtime::Runtime,
    headquarters: &str,
    (writer, folder): (&mut App, &Path),
    centre: &Centre,
) -> Result<()> {
    let pace = Pace { delay: Duration::from_millis(150), bytes_per_s: 256_000.0 / 8.0 };
    let slow = Shaped::start(headquarters, pace)?;
    let url = format!("{}/", slow.url());
    writer.store().settle(&[(passerelle_store::Local::Headquarters, Some(&url))])?;
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        centre.mark_ten(writer, 2 + round)?;
        let (took, report) = exchanged(runtime, &Line::new()?, folder)?;
        ensure!(report.sent == 10 && report.requests == REQUESTS, "{report:?}");
        times.push(took);
    }
    let time = percentile(&mut times, 0.5) / 1000.0;
    figures.low("exchange.tls.badlink.s", time, "s", 1.0);
    times.last().context("no round").map(drop)
}
