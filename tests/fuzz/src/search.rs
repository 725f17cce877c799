//! A search without end for inputs that fail, in a process of its own: whatever ends that process,
//! the input it was given last is in a file. An input after which something else happened than ever
//! before joins those that are changed next.

use crate::corpus;
use crate::mutate::mutated;
use crate::seed::Chance;
use crate::{Target, run};
use anyhow::{Context, Result, bail};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Seek, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How often the searching process tells how far it is.
const TOLD_EVERY: Duration = Duration::from_secs(1);
/// Silence after which it hangs.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// New inputs longer than this are tried and not kept for changing.
const KEPT_BYTES_MAX: usize = 4 * 1024;

/// What a search did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Inputs tried.
    pub tried: u64,
    /// Seconds it took.
    pub seconds: f64,
    /// Inputs after which something new happened.
    pub new: u64,
    /// The name of the input that failed, kept in the corpus.
    pub failed: Option<String>,
}

/// Searches for so long in another process of this program, which calls `search`.
///
/// # Errors
/// When that process cannot be started, or its input cannot be kept.
pub fn watched(target: &Target, seconds: u64, seed: u64) -> Result<Report> {
    let scratch = tempfile::tempdir()?;
    let current = scratch.path().join("current");
    let mut child = Command::new(std::env::current_exe()?)
        .args(["--search", target.name, &seconds.to_string(), &seed.to_string()])
        .arg(&current)
        // What the target makes goes where it is removed, whatever ends the process.
        .env("TMPDIR", scratch.path())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot search")?;
    let out = child.stdout.take().context("no output")?;
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if tell.send(line).is_err() {
                break;
            }
        }
    });
    let mut report = Report::default();
    let mut hangs = false;
    loop {
        match told.recv_timeout(SILENCE_MAX) {
            Ok(line) => note(&mut report, &line),
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                hangs = true;
                child.kill()?;
                break;
            }
        }
    }
    if !child.wait()?.success() {
        let beginning = if hangs { "hang" } else { "failed" };
        report.failed = Some(corpus::keep(target.name, beginning, &last_input(&current)?)?);
    }
    Ok(report)
}

fn note(report: &mut Report, line: &str) {
    let mut numbers = line.split(' ');
    let mut next = || numbers.next().and_then(|text| text.parse::<f64>().ok()).unwrap_or_default();
    (report.tried, report.new, report.seconds) = (next() as u64, next() as u64, next());
}

/// The input that was tried last: its length, then itself.
fn last_input(file: &Path) -> Result<Vec<u8>> {
    let bytes = fs::read(file)?;
    let (length, rest) = bytes.split_first_chunk::<8>().context("no input was tried")?;
    let length = usize::try_from(u64::from_le_bytes(*length))?;
    Ok(rest.get(..length).context("the input is cut")?.to_vec())
}

/// Tries changed inputs for so long; prints how far it is. `keep` also keeps short inputs that reached
/// something new in the corpus.
///
/// # Errors
/// When files cannot be read or written.
pub fn search(target: &Target, seconds: u64, seed: u64, file: &Path, keep: bool) -> Result<()> {
    let mut chance = Chance::of(seed);
    let mut file = File::create(file)?;
    let mut pool: Vec<Vec<u8>> =
        corpus::inputs(target.name)?.into_iter().map(|(_, bytes)| bytes).collect();
    if pool.is_empty() {
        bail!("no input to begin with");
    }
    let mut known = HashSet::new();
    for bytes in &pool {
        put(&mut file, bytes)?;
        known.insert(run(target, bytes));
    }
    let (began, mut told) = (Instant::now(), Instant::now());
    let (mut tried, mut new) = (0_u64, 0_u64);
    loop {
        if told.elapsed() >= TOLD_EVERY {
            told = Instant::now();
            println!("{tried} {new} {}", began.elapsed().as_secs_f64());
            if began.elapsed().as_secs() >= seconds {
                return Ok(());
            }
        }
        let one = pick(&mut chance, &pool);
        let other = pick(&mut chance, &pool);
        let bytes = mutated(&mut chance, one, other);
        put(&mut file, &bytes)?;
        tried += 1;
        if known.insert(run(target, &bytes)) {
            new += 1;
            if keep && bytes.len() <= KEPT_BYTES_MAX / 4 {
                corpus::keep(target.name, "new", &bytes)?;
            }
            if bytes.len() <= KEPT_BYTES_MAX {
                pool.push(bytes);
            }
        }
    }
}

/// One of the pool, the latest more often.
fn pick<'a>(chance: &mut Chance, pool: &'a [Vec<u8>]) -> &'a [u8] {
    let all = pool.len() as u64;
    let at =
        if chance.below(3) == 0 { all - 1 - chance.below(all.min(50)) } else { chance.below(all) };
    pool.get(at as usize).map_or(&[], Vec::as_slice)
}

fn put(file: &mut File, bytes: &[u8]) -> Result<()> {
    let whole = [&(bytes.len() as u64).to_le_bytes(), bytes].concat();
    file.rewind()?;
    Ok(file.write_all(&whole)?)
}
