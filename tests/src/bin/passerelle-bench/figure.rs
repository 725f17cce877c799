//! A figure, beside what it should be: printed as JSON when measured, in a table at the end.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// One measured figure.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Figure {
    figure: String,
    value: f64,
    unit: String,
    target: f64,
    better: String,
}

/// Everything measured in one run.
pub struct Figures {
    only: String,
    measured: Vec<Figure>,
}

impl Figures {
    /// Figures whose name starts with `only`.
    pub fn new(only: String) -> Self {
        Self { only, measured: Vec::new() }
    }

    /// Whether any figure under these prefixes is wanted.
    pub fn wants(&self, prefixes: &[&str]) -> bool {
        let overlaps =
            |prefix: &&str| prefix.starts_with(&self.only) || self.only.starts_with(*prefix);
        prefixes.iter().any(overlaps)
    }

    /// Whether nothing but figures under this prefix is wanted.
    pub fn is_only(&self, prefix: &str) -> bool {
        self.only.starts_with(prefix)
    }

    /// A figure that should be low.
    pub fn low(&mut self, figure: &str, value: f64, unit: &'static str, target: f64) {
        self.add(figure, value, unit, target, "lower");
    }

    /// A figure that should be high.
    pub fn high(&mut self, figure: &str, value: f64, unit: &'static str, target: f64) {
        self.add(figure, value, unit, target, "higher");
    }

    fn add(
        &mut self,
        figure: &str,
        value: f64,
        unit: &'static str,
        target: f64,
        better: &'static str,
    ) {
        if !figure.starts_with(&self.only) {
            return;
        }
        let value = (value * 100.0).round() / 100.0;
        let (unit, better) = (unit.to_owned(), better.to_owned());
        let figure = Figure { figure: figure.to_owned(), value, unit, target, better };
        println!("{}", serde_json::to_string(&figure).unwrap_or_default());
        self.measured.push(figure);
    }

    /// Figures that another process measured and printed.
    pub fn adopt(&mut self, printed: &str) {
        for line in printed.lines() {
            if let Ok(figure) = serde_json::from_str(line) {
                println!("{line}");
                self.measured.push(figure);
            }
        }
    }

    /// The table for people.
    pub fn table(&self) {
        println!("\n{:<34} {:>12} {:>12}  {:<10}", "figure", "value", "target", "unit");
        for figure in &self.measured {
            let met = match figure.better.as_str() {
                "lower" => figure.value <= figure.target,
                _ => figure.value >= figure.target,
            };
            let mark = if met { "" } else { "  short of the target" };
            println!(
                "{:<34} {:>12.2} {:>12.2}  {:<10}{mark}",
                figure.figure, figure.value, figure.target, figure.unit
            );
        }
    }
}

/// The value below which `share` of the times lie, in milliseconds.
pub fn percentile(times: &mut [Duration], share: f64) -> f64 {
    times.sort();
    let last = times.len().saturating_sub(1);
    let index = ((times.len() as f64 * share).ceil() as usize).saturating_sub(1).min(last);
    times.get(index).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}
