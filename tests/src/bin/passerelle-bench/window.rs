//! The release window: from launch to its first painted register, memory at rest, key to paint.

use crate::figure::{Figures, percentile};
use anyhow::{Context, Result};
use passerelle_tests::processes;
use passerelle_tests::window::{Options, Window};
use passerelle_tests::{Laptop, PATIENCE, wait_for};
use std::time::Duration;

const STARTS: usize = 7;
const KEYS: usize = 60;

/// Measures `start.*`, `memory.*` and `paint.*`.
pub fn measure(figures: &mut Figures) -> Result<()> {
    let laptop = Laptop::new()?;
    laptop.cmd(&["demo"])?;
    laptop.cmd(&["mark", "now", "#1", "present"])?;
    // The first window only leaves its register open, to be returned to.
    let window = Window::open(&laptop, &options())?;
    window.click("[data-testid=open-register]")?;
    painted(&window)?;
    window.kill()?;
    let mut starts = Vec::new();
    let mut last = None;
    for _ in 0..STARTS {
        let cold = drop_caches();
        drop(last.take());
        let window = Window::open(&laptop, &options())?;
        painted(&window)?;
        starts.push(start_of(&window)?);
        if !cold {
            eprintln!("the system keeps its caches: these starts are warm");
        }
        last = Some(window);
    }
    figures.low("start.register.p50", percentile(&mut starts, 0.5), "ms", 1000.0);
    let window = last.context("a window")?;
    let app = own_pss_kib(window.pid()?)?;
    figures.low("memory.app", app / 1024.0, "MB", 90.0);
    figures.low("memory.all", window.pss_kib()? as f64 / 1024.0, "MB", 300.0);
    for round in 0..KEYS {
        window.keys(if round % 2 == 0 { "a" } else { "p" })?;
        // Five keys a second: faster than anybody looks up from one face to the next.
        window.run_async("setTimeout(arguments[arguments.length - 1], 200)", &[])?;
    }
    let kept = wait_for("every key painted", PATIENCE, || {
        let kept = window.run("return window.__keyToPaint || []", &[])?;
        let kept: Vec<f64> = serde_json::from_value(kept)?;
        Ok((kept.len() >= KEYS / 2).then_some(kept))
    })?;
    let mut paints: Vec<_> = kept.iter().map(|ms| Duration::from_secs_f64(ms / 1000.0)).collect();
    figures.low("paint.key.p50", percentile(&mut paints, 0.5), "ms", 50.0);
    figures.low("paint.key.p95", percentile(&mut paints, 0.95), "ms", 50.0);
    Ok(())
}

fn options() -> Options {
    Options { lang: "fr".into(), theme: "light".into(), ..Options::default() }
}

fn painted(window: &Window) -> Result<()> {
    wait_for("the register", PATIENCE, || {
        let shown = window.run("return document.documentElement.dataset.painted", &[])?;
        Ok((shown == "register").then_some(()))
    })
}

/// From the start of the process, by the system's account, to the frame that shows the register.
fn start_of(window: &Window) -> Result<Duration> {
    let script = "const mark = performance.getEntriesByName('register-painted')[0];
        return performance.timeOrigin + mark.startTime";
    let shown_ms = window.run(script, &[])?.as_f64().context("a time")?;
    let begun_ms = processes::started_ms(window.pid()?)?;
    Ok(Duration::from_secs_f64(((shown_ms - begun_ms) / 1000.0).max(0.0)))
}

/// The program's own share of memory, without the web engine's processes.
fn own_pss_kib(pid: u32) -> Result<f64> {
    let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let line = rollup.lines().find(|line| line.starts_with("Pss:")).context("a Pss line")?;
    let number = line.split_whitespace().nth(1).context("a number")?;
    Ok(number.parse()?)
}

/// Makes the next start a cold one, where the system allows it.
fn drop_caches() -> bool {
    std::fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}
