//! What must be true: at every step, of what a laptop may call received; in the end, of everything.

use crate::oracle;
use crate::story::{Memory, Ops, Told, device};
use crate::world::{Laptop, World};
use anyhow::{Context, Result, bail, ensure};
use passerelle_domain::{RecordRef, Stream, kinds};
use passerelle_hq::Scope;
use passerelle_sync::Dot;
use std::collections::{BTreeMap, BTreeSet};

/// A laptop calls received only what the ledger holds: in every story in which headquarters did not go
/// back, at every step.
pub fn receipts(world: &World, memory: &Memory) -> Result<()> {
    if memory.lines.iter().any(|line| line == "headquarters goes back") {
        return Ok(());
    }
    for (number, laptop) in world.laptops.iter().enumerate().filter(|(_, one)| !one.gone) {
        let view = laptop.app.as_ref().context("closed")?.view();
        let me = device(laptop)?;
        for stream in view.streams()? {
            let believed = view.acknowledged(stream)?.held(me);
            let held = ledger_n(world, stream, me)?;
            ensure!(believed <= held, "laptop {number} believes {believed} of {stream}: {held}");
        }
    }
    Ok(())
}

fn ledger_n(world: &World, stream: Stream, device: passerelle_sync::DeviceId) -> Result<u64> {
    let standing = world.hq.ledger().standing(&Scope::for_simulation(), &[stream])?;
    let tips = standing.tips.first().map(|(_, tips)| tips);
    Ok(tips.and_then(|tips| tips.get(&device)).map_or(0, |tip| tip.n))
}

fn living(world: &World) -> impl Iterator<Item = (usize, &Laptop)> {
    world.laptops.iter().enumerate().filter(|(_, laptop)| !laptop.gone)
}

/// Whether all hold the same.
pub fn agree(world: &World) -> Result<bool> {
    Ok(differences(world).is_ok())
}

/// Where they do not.
pub fn differences(world: &World) -> Result<()> {
    let hq = passerelle_hq::command::digest(&world.hq, world.now_ms())?;
    for (number, laptop) in living(world) {
        let view = laptop.app.as_ref().context("closed")?.view();
        for stream in view.streams()? {
            let line = hq.iter().find(|line| line.stream == stream.to_string());
            let theirs = line.map(|line| line.hash.clone()).unwrap_or_default();
            let ours = view.digest(stream)?;
            ensure!(ours == theirs, "laptop {number} and headquarters differ in {stream}");
        }
        ensure!(view.pending()?.count == 0, "laptop {number} still has something to send");
        ensure!(view.unsent_keys(1)?.is_empty(), "laptop {number} still has keys to send");
        ensure!(view.unconfirmed_erasures()?.is_empty(), "laptop {number} has not erased");
    }
    Ok(())
}

/// Everything that must be true in the end.
pub fn all(world: &mut World, memory: &Memory, rounds: usize) -> Result<Told> {
    let Some((first, _)) = living(world).next() else { return Ok(Told::default()) };
    let ops = everything(&world.laptops[first])?;
    lost(&ops, memory)?;
    let mut told = Told { ops: ops.len(), concurrent: 0, rounds };
    let numbers: Vec<usize> = living(world).map(|(number, _)| number).collect();
    for number in &numbers {
        sums(&world.laptops[*number], *number)?;
        told.concurrent = against_oracle(&world.laptops[*number], *number)?;
        erased(&world.laptops[*number], *number, memory)?;
    }
    looks(world, &numbers)?;
    names(world, &numbers, memory)?;
    Ok(told)
}

/// Every op that a laptop holds.
fn everything(laptop: &Laptop) -> Result<Ops> {
    let view = laptop.app.as_ref().context("closed")?.view();
    let mut ops = Ops::new();
    for stream in view.streams()? {
        for (device, last) in view.vector(stream)?.0 {
            for n in 1..=last {
                let dot = Dot { device, n };
                if let Some(op) = view.op(stream, dot)? {
                    ops.insert((stream.to_string(), dot), op);
                }
            }
        }
    }
    Ok(ops)
}

/// Nothing that was committed is missing; what a copied computer had not sent is there under its new
/// name.
fn lost(ops: &Ops, memory: &Memory) -> Result<()> {
    for ((stream, dot), op) in &memory.written {
        match ops.get(&(stream.clone(), *dot)) {
            Some(held) => ensure!(held == op, "{dot:?} of {stream} is not what was written"),
            None if stream.ends_with("/private") && !knows_private(ops) => {}
            None => {
                let again = ops.values().any(|other| {
                    other.record == op.record
                        && other.kind == op.kind
                        && other
                            .writes
                            .iter()
                            .map(|w| (w.register, &w.value))
                            .eq(op.writes.iter().map(|w| (w.register, &w.value)))
                });
                ensure!(again, "{dot:?} of {stream} is lost: {op:?}");
            }
        }
    }
    Ok(())
}

fn knows_private(ops: &Ops) -> bool {
    ops.keys().any(|(stream, _)| stream.ends_with("/private"))
}

/// The sums that were kept are those of what is there.
fn sums(laptop: &Laptop, number: usize) -> Result<()> {
    let view = laptop.app.as_ref().context("closed")?.view();
    for stream in view.streams()? {
        let (kept, anew) = (view.heads_kept(stream)?, view.heads_anew(stream)?);
        ensure!(kept == anew, "laptop {number}: the sum of {stream} is not that of its heads");
    }
    Ok(())
}

/// Heads, what is shown, what disagrees and what History tells: as the oracle says. Gives how many
/// registers have several heads.
fn against_oracle(laptop: &Laptop, number: usize) -> Result<usize> {
    let view = laptop.app.as_ref().context("closed")?.view();
    let disagreeing: BTreeSet<_> = view
        .disagreements(10_000)?
        .into_iter()
        .map(|(kind, record, register)| (kind.id, record, register))
        .collect();
    let voids = view.voids(10_000)?;
    let quarantined = view.quarantined(10_000)?;
    let mut several = 0;
    let mut expected = BTreeSet::new();
    for stream in view.streams()? {
        let aside: BTreeSet<Dot> =
            quarantined.iter().filter(|(of, ..)| *of == stream).map(|(_, dot, _)| *dot).collect();
        let name = stream.to_string();
        let ops: BTreeMap<Dot, _> = everything(laptop)?
            .into_iter()
            .filter(|((of, dot), _)| *of == name && !aside.contains(dot))
            .map(|((_, dot), op)| (dot, op))
            .collect();
        let void: BTreeSet<Dot> =
            voids.iter().filter(|void| void.stream == stream).map(|void| void.dot).collect();
        let (truths, concurrent) = oracle::truth(&ops, &void);
        several += concurrent;
        for ((kind, record, register), truth) in truths {
            let kind = kinds::by_id(kind).context("no kind")?;
            let state = view.heads(kind, &record, register)?;
            let mut heads: Vec<_> =
                state.heads.iter().map(|head| (head.dot, head.value.clone())).collect();
            heads.sort_by_key(|(dot, _)| *dot);
            let at = format!("laptop {number}, {} {record:?}", kind.name);
            ensure!(heads == truth.heads, "{at}: {heads:?} and not {:?}", truth.heads);
            let shown = state.shown().map(|head| head.dot);
            ensure!(shown == truth.shown, "{at}: {shown:?} is shown, not {:?}", truth.shown);
            if truth.disagrees {
                expected.insert((kind.id, record.clone(), register));
            }
            let told: Vec<_> = view.history_of(kind, &record)?;
            let dots: BTreeSet<Dot> = told.iter().map(|op| op.dot).collect();
            ensure!(dots.len() == told.len(), "{at}: History tells something twice");
            ensure!(truth.writes.is_subset(&dots), "{at}: History is silent on a write");
        }
    }
    ensure!(expected == disagreeing, "laptop {number} asks {disagreeing:?}, not {expected:?}");
    Ok(several)
}

/// Nobody who was erased has a name or a key anywhere.
fn erased(laptop: &Laptop, number: usize, memory: &Memory) -> Result<()> {
    let view = laptop.app.as_ref().context("closed")?.view();
    for person in &memory.erased {
        // An erasure that a laptop lost when it went back was never made.
        if !view.is_erased(*person)? {
            continue;
        }
        ensure!(view.learner(*person)?.is_none(), "laptop {number} knows an erased person");
        let keys = view.all_keys()?;
        ensure!(
            keys.iter().all(|key| key.person != *person),
            "laptop {number} has the key of an erased person"
        );
    }
    Ok(())
}

/// The same questions everywhere that holds the same streams.
fn looks(world: &mut World, numbers: &[usize]) -> Result<()> {
    let mut by_grant: BTreeMap<bool, (usize, BTreeSet<String>)> = BTreeMap::new();
    for number in numbers {
        let laptop = &mut world.laptops[*number];
        let private = laptop.grant.has_private();
        let app = laptop.app.as_mut().context("closed")?;
        let looks = app.looks()?.into_iter();
        // What is told may have been read here and not there.
        let ids: BTreeSet<String> =
            looks.filter(|look| look.notice.is_none()).map(|look| look.id).collect();
        match by_grant.get(&private) {
            Some((other, same)) => {
                ensure!(ids == *same, "laptops {other} and {number} ask different questions");
            }
            None => drop(by_grant.insert(private, (*number, ids))),
        }
    }
    Ok(())
}

/// Whoever is not erased has a name on every laptop.
fn names(world: &World, numbers: &[usize], memory: &Memory) -> Result<()> {
    for number in numbers {
        let laptop = &world.laptops[*number];
        let view = laptop.app.as_ref().context("closed")?.view();
        let known: BTreeSet<_> = view.learners()?.into_iter().map(|one| one.id).collect();
        for ((_, dot), op) in &memory.written {
            let RecordRef::Own(id) = op.record else { continue };
            if op.kind != kinds::LEARNER.id || view.is_erased(id)? {
                continue;
            }
            let heads = view.heads(&kinds::LEARNER, &op.record, kinds::LEARNER.registers[0].id)?;
            let named = heads.shown().is_some_and(|head| !crate::story::is_cleared(&head.value));
            if named && !known.contains(&id) {
                bail!("laptop {number} cannot read the name that {dot:?} wrote");
            }
        }
    }
    Ok(())
}
