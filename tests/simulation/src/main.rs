//! `passerelle-simulation --from SEED --seeds N [--minutes M]` tells stories; `--planted all` plants each
//! bug in turn and says after how many stories it was caught.

use anyhow::{Context, Result, bail};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let (mut from, mut seeds, mut minutes, mut planted) = (1, 200, None, None);
    while let Some(word) = words.next() {
        let value = words.next().with_context(|| format!("{word} takes a value"))?;
        match word.as_str() {
            "--from" => from = value.parse()?,
            "--seeds" => seeds = value.parse()?,
            "--minutes" => minutes = Some(Duration::from_secs_f64(60.0 * value.parse::<f64>()?)),
            "--planted" => planted = Some(value),
            _ => bail!("--from SEED --seeds N [--minutes M] | --planted all|NAME"),
        }
    }
    match planted {
        Some(name) => plant(&name),
        None => tell(from, seeds, minutes),
    }
}

/// How often a long run says how far it is.
const PROGRESS: Duration = Duration::from_secs(15);

fn tell(from: u64, seeds: u64, minutes: Option<Duration>) -> Result<()> {
    let begun = Instant::now();
    let seeds = if minutes.is_some() { u64::MAX / 2 } else { seeds };
    let said = Mutex::new((0_u64, begun));
    let progress = || {
        let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
        said.0 += 1;
        if said.1.elapsed() >= PROGRESS {
            eprintln!("{} stories, {:.0} s", said.0, begun.elapsed().as_secs_f64());
            said.1 = Instant::now();
        }
    };
    let run = passerelle_simulation::run(from, seeds, minutes, &progress)?;
    let took = begun.elapsed().as_secs_f64();
    println!(
        "{} seeds from {from} in {took:.0} s ({:.0} a second): {} ops, {} stories ended with open \
         questions, at most {} rounds of calm",
        run.seeds,
        run.seeds as f64 / took,
        run.ops,
        run.concurrent,
        run.rounds
    );
    Ok(())
}

/// Stories within which a planted bug must be caught.
#[cfg(feature = "planted")]
const SEEDS_MAX: u64 = 20;

#[cfg(feature = "planted")]
fn plant(name: &str) -> Result<()> {
    use passerelle_simulation::{story, world::Template};
    use passerelle_sync::planted::{BUGS, plant};
    let template = Template::make()?;
    let mut missed = Vec::new();
    for (bug_name, bug) in BUGS.iter().filter(|(known, _)| name == "all" || *known == name) {
        let mut caught = None;
        for seed in 1..=SEEDS_MAX {
            plant(Some(*bug));
            let told = story::tell(&template, seed);
            plant(None);
            if let Err(error) = told {
                caught = Some((seed, format!("{:#}", error.root_cause())));
                break;
            }
        }
        match caught {
            Some((seed, why)) => println!("{bug_name:<18} caught at seed {seed:>2}: {why:.110}"),
            None => {
                println!("{bug_name:<18} NOT CAUGHT within {SEEDS_MAX} seeds");
                missed.push(*bug_name);
            }
        }
    }
    if missed.is_empty() { Ok(()) } else { bail!("not caught: {}", missed.join(", ")) }
}

#[cfg(not(feature = "planted"))]
fn plant(_: &str) -> Result<()> {
    bail!("built without the feature `planted`")
}
