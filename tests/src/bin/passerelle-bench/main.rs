//! `passerelle-bench [--only PREFIX]`: measures what the product promises, on the release programs.
//! One JSON line for each figure as it is measured, then a table for people. Machines differ and are
//! shared: medians and ratios in one run mean more than one absolute time.

mod calendar;
mod centre;
mod documents;
mod exchange;
mod figure;
mod first_contact;
mod limits;
mod planning;
mod store;
mod tls;
mod window;

use anyhow::{Result, bail};
use figure::Figures;

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let mut only = String::new();
    while let Some(word) = words.next() {
        match (word.as_str(), words.next()) {
            ("--only", Some(prefix)) => only = prefix,
            _ => bail!("passerelle-bench [--only PREFIX]"),
        }
    }
    let mut figures = Figures::new(only);
    if figures.wants(&["mark.", "register."]) {
        store::measure(&mut figures)?;
    }
    if figures.wants(&["unlock.", "cipher."]) {
        store::measure_trust(&mut figures)?;
    }
    // Those through TLS have a process of their own, which measures nothing else.
    if figures.wants(&["exchange.", "hq.", "device.", "cut."])
        && !figures.is_only("exchange.tls.")
        && !figures.is_only("hq.limits.")
    {
        exchange::measure(&mut figures)?;
    }
    if figures.wants(&["exchange.tls."]) {
        tls::measure(&mut figures)?;
    }
    if figures.wants(&["hq.limits."]) {
        limits::measure(&mut figures)?;
    }
    if figures.wants(&["first_contact."]) {
        first_contact::measure(&mut figures)?;
    }
    if figures.wants(&["documents."]) {
        documents::measure(&mut figures)?;
    }
    if figures.wants(&["planning."]) {
        planning::measure(&mut figures)?;
    }
    if figures.wants(&["paint.calendar."]) {
        calendar::measure(&mut figures)?;
    }
    if figures.wants(&["start.", "memory.", "paint.key."]) {
        window::measure(&mut figures)?;
    }
    figures.table();
    Ok(())
}
