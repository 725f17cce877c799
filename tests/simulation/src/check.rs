//! What must be true: at every step, of what a laptop may call received; in the end, of everything.

use crate::oracle;
use crate::story::{Memory, Ops, Told, device};
use crate::world::{Laptop, World};
use anyhow::{Context, Result, bail, ensure};
use passerelle_domain::{RecordRef, Stream, kinds};
use passerelle_hq::Scope;
use passerelle_store::{Files, View};
use passerelle_sync::Dot;
use passerelle_sync::digest::Tips;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A laptop calls received only what the ledger holds: in every story in which headquarters did not go
/// back, at every step.
pub fn receipts(world: &World, memory: &Memory) -> Result<()> {
    if memory.lines.iter().any(|line| line == "headquarters goes back") {
        return Ok(());
    }
    let mut held = BTreeMap::new();
    for (number, laptop) in living(world) {
        let view = laptop.app.as_ref().context("closed")?.view();
        let me = device(laptop)?;
        for stream in view.streams()? {
            let tips = match held.entry(stream) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(ledger_tips(world, stream)?),
            };
            let held = tips.get(&me).map_or(0, |tip| tip.n);
            let believed = view.acknowledged(stream)?.held(me);
            ensure!(believed <= held, "laptop {number} believes {believed} of {stream}: {held}");
        }
    }
    Ok(())
}

fn ledger_tips(world: &World, stream: Stream) -> Result<Tips> {
    let standing = world.hq.ledger().standing(&Scope::for_simulation(), &[stream])?;
    Ok(standing.tips.into_iter().next().map(|(_, tips)| tips).unwrap_or_default())
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
    let ops = everything(&world.laptops[first].app.as_ref().context("closed")?.view())?;
    lost(&ops, memory)?;
    let mut told = Told { ops: ops.len(), concurrent: 0, rounds };
    let numbers: Vec<usize> = living(world).map(|(number, _)| number).collect();
    // History is told from the same ops as the heads: one that holds everything and one that does not.
    let mut told_history = BTreeSet::new();
    for number in &numbers {
        let laptop = &mut world.laptops[*number];
        let history = told_history.insert(laptop.grant.has_private());
        let store = laptop.app.as_mut().context("closed")?.store();
        told.concurrent = store.snapshot(|view| -> Result<usize> {
            let who = format!("laptop {number}");
            sums(view, &who)?;
            against_oracle(view, &who, history)
        })?;
        erased(&world.laptops[*number], *number, memory)?;
    }
    pictures(world, &numbers)?;
    looks(world, &numbers)?;
    names(world, &numbers, memory)?;
    Ok(told)
}

/// Every op that a laptop holds.
fn everything(view: &View<'_>) -> Result<Ops> {
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
fn sums(view: &View<'_>, who: &str) -> Result<()> {
    for stream in view.streams()? {
        let (kept, anew) = (view.heads_kept(stream)?, view.heads_anew(stream)?);
        ensure!(kept == anew, "{who}: the sum of {stream} is not that of its heads");
    }
    Ok(())
}

/// Heads, what is shown, what disagrees and what History tells: as the oracle says. Gives how many
/// registers have several heads.
fn against_oracle(view: &View<'_>, who: &str, history: bool) -> Result<usize> {
    let disagreeing: BTreeSet<_> = view
        .disagreements(10_000)?
        .into_iter()
        .map(|(kind, record, register)| (kind.id, record, register))
        .collect();
    let voids = view.voids(10_000)?;
    let quarantined = view.quarantined(10_000)?;
    let mut several = 0;
    let mut expected = BTreeSet::new();
    let held = everything(view)?;
    for stream in view.streams()? {
        let aside: BTreeSet<Dot> =
            quarantined.iter().filter(|(of, ..)| *of == stream).map(|(_, dot, _)| *dot).collect();
        let name = stream.to_string();
        let ops: BTreeMap<Dot, _> = held
            .iter()
            .filter(|((of, dot), _)| *of == name && !aside.contains(dot))
            .map(|((_, dot), op)| (*dot, op.clone()))
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
            let at = format!("{who}, {} {record:?}", kind.name);
            ensure!(heads == truth.heads, "{at}: {heads:?} and not {:?}", truth.heads);
            let shown = state.shown().map(|head| head.dot);
            ensure!(shown == truth.shown, "{at}: {shown:?} is shown, not {:?}", truth.shown);
            if truth.disagrees {
                expected.insert((kind.id, record.clone(), register));
            }
            if history {
                let told: Vec<_> = view.history_of(kind, &record)?;
                let dots: BTreeSet<Dot> = told.iter().map(|op| op.dot).collect();
                ensure!(dots.len() == told.len(), "{at}: History tells something twice");
                ensure!(truth.writes.is_subset(&dots), "{at}: History is silent on a write");
            }
        }
    }
    ensure!(expected == disagreeing, "{who} asks {disagreeing:?}, not {expected:?}");
    Ok(several)
}

/// One laptop, whatever the others know: what it folded is what the oracle says of what it holds.
pub fn alone(view: &View<'_>, who: &str) -> Result<()> {
    sums(view, who)?;
    against_oracle(view, who, true).map(drop)
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

/// A picture that anybody still has is everywhere; one that was erased is nowhere.
fn pictures(world: &World, numbers: &[usize]) -> Result<()> {
    for number in numbers {
        let laptop = &world.laptops[*number];
        let folder = Files::at(&laptop.folder).photos();
        for photo in laptop.app.as_ref().context("closed")?.view().all_photos()? {
            let (here, there) = (folder.has(&photo.hash), world.hq.pictures().has(&photo.hash));
            let id = photo.id;
            if photo.is_erased {
                ensure!(
                    !here && !there,
                    "photograph {id} was erased and is there: {here}, {there}"
                );
                continue;
            }
            // Both lost it, by going back, or only who is gone ever had it.
            ensure!(here == there, "laptop {number}, photograph {id}: here {here}, there {there}");
            if here {
                let key = photo.key.with_context(|| format!("photograph {id} has no key"))?;
                ensure!(key.open(&folder.read(&photo.hash)?).is_some(), "photograph {id}");
            }
        }
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
                let can = |laptop: &&Laptop| {
                    let view = laptop.app.as_ref().map(|app| app.view());
                    let keys = view.and_then(|view| view.all_keys().ok()).unwrap_or_default();
                    keys.iter().any(|key| key.person == id)
                };
                let keepers: Vec<_> =
                    world.laptops.iter().enumerate().filter(|(_, l)| can(l)).map(|l| l.0).collect();
                bail!("laptop {number} cannot read the name that {dot:?} wrote; {keepers:?} can");
            }
        }
    }
    Ok(())
}
