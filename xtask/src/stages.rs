//! Named stages and the time each took, printed as they end and as a table at the end, also when a
//! stage fails: that is when one wants to know where the minutes went. It runs nothing by itself.

use std::time::{Duration, Instant};

use anyhow::Result;

/// The stages that have run so far, in order.
#[derive(Default)]
pub struct Stages {
    done: Vec<(String, Duration, bool)>,
}

/// Runs a job made of stages, then prints its table whatever the outcome.
pub fn timed(job: impl FnOnce(&mut Stages) -> Result<()>) -> Result<()> {
    let mut stages = Stages::default();
    let outcome = job(&mut stages);
    if stages.done.len() > 1 {
        print!("\n{}", stages.table());
    }
    outcome
}

impl Stages {
    /// Runs one stage and notes its time.
    pub fn run<T>(&mut self, name: &str, stage: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = stage();
        let took = start.elapsed();
        let ended = if outcome.is_ok() { "done" } else { "FAILED" };
        println!("== {name}: {ended} in {}", minutes(took));
        self.done.push((name.to_owned(), took, outcome.is_ok()));
        outcome
    }

    fn table(&self) -> String {
        let width = self.done.iter().map(|(name, ..)| name.chars().count()).max().unwrap_or(0);
        let width = width.max("total".len());
        let mut table = format!("{:<width$}  minutes\n", "stage");
        let mut total = Duration::ZERO;
        for (name, took, passed) in &self.done {
            let mark = if *passed { "" } else { "  FAILED" };
            table.push_str(&format!("{name:<width$}  {:>7.2}{mark}\n", in_minutes(*took)));
            total += *took;
        }
        table.push_str(&format!("{:<width$}  {:>7.2}\n", "total", in_minutes(total)));
        table
    }
}

fn in_minutes(time: Duration) -> f64 {
    time.as_secs_f64() / 60.0
}

fn minutes(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        return format!("{:.1} s", time.as_secs_f64());
    }
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_lists_a_failed_stage_and_the_total() {
        let stages = Stages {
            done: vec![
                ("format".into(), Duration::from_secs(3), true),
                ("tests".into(), Duration::from_secs(87), false),
            ],
        };
        let expected = "stage   minutes\nformat     0.05\ntests      1.45  FAILED\n\
                        total      1.50\n";
        assert_eq!(stages.table(), expected);
    }

    #[test]
    fn a_failing_stage_passes_its_error_on_and_is_noted() {
        let mut stages = Stages::default();
        let outcome = stages.run("bad", || -> Result<()> { anyhow::bail!("no") });
        assert!(outcome.is_err());
        assert!(stages.done.first().is_some_and(|(_, _, passed)| !passed));
    }

    #[test]
    fn times_are_readable() {
        assert_eq!(minutes(Duration::from_millis(1_250)), "1.2 s");
        assert_eq!(minutes(Duration::from_secs(125)), "2 min 05 s");
    }
}
