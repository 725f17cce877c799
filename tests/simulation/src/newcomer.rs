//! Somebody who comes when all is over: the same segments in another order, behind a snapshot or
//! without one, must come to the same.

use crate::chance::Chance;
use crate::world::{Laptop, World};
use anyhow::{Context, Result, ensure};
use passerelle_domain::Stream;
use passerelle_store::{Local, Store, StoreKey};
use passerelle_sync::sealed::Sealed;
use passerelle_sync::snapshot::{Piece, hash_of};
use passerelle_sync::wire::Channel;
use passerelle_sync::{DeviceId, digest::Tips};
use std::collections::{BTreeMap, VecDeque};

/// From this day on a snapshot tells; the sessions of every story are later.
const SNAPSHOT_FROM: i32 = 20_000;

/// Gives a new store everything that a laptop holds, each writer's log in its order and the writers
/// in any, and holds it to what the laptop came to.
pub fn check(world: &World, number: usize, chance: &mut Chance) -> Result<()> {
    let laptop = &world.laptops[number];
    let from = laptop.app.as_ref().context("closed")?.view();
    let streams = from.streams()?;
    let file = world.root.join("newcomer.db");
    let mut store = Store::create_at(&file, &StoreKey([9; 32]), &world.root.join("none"))?;
    settle(world, laptop, &mut store)?;
    store.keep_keys(&from.all_keys()?)?;
    let by_snapshot = chance.once_in(2);
    if by_snapshot {
        snapshot(laptop, &mut store)?;
    }
    let mut logs: BTreeMap<(Stream, DeviceId), VecDeque<Sealed>> = BTreeMap::new();
    for segment in from.all_segments(&streams)? {
        logs.entry((segment.stream, segment.device)).or_default().push_back(segment);
    }
    deliver(&mut store, logs, chance)?;
    if by_snapshot {
        store.filled(&[3; 32])?;
    }
    let how = format!("a newcomer (snapshot: {by_snapshot})");
    crate::check::alone(&store.view(), &how)?;
    for stream in streams {
        let (told, anew) = (from.digest(stream)?, store.view().digest(stream)?);
        ensure!(told == anew, "{how} folds {stream} otherwise");
        let (kept, anew) = (store.view().heads_kept(stream)?, store.view().heads_anew(stream)?);
        ensure!(kept == anew, "a newcomer's sum of {stream} is not that of its heads");
    }
    let (theirs, ours) = (from.disagreements(10_000)?, store.view().disagreements(10_000)?);
    ensure!(theirs.len() == ours.len(), "a newcomer asks {} questions", ours.len());
    Ok(())
}

fn settle(world: &World, laptop: &Laptop, store: &mut Store) -> Result<()> {
    let logs = world.hq.ledger().logs()?;
    store.trust_logs(&logs.into_iter().map(|log| (log.log, log.key)).collect::<Vec<_>>())?;
    let site = laptop.app.as_ref().context("closed")?.view().site_id()?.context("no site")?;
    let facts = [
        (Local::Site, Some(site.to_string())),
        (Local::Grant, Some(laptop.grant.name().to_owned())),
    ];
    let facts: Vec<_> = facts.iter().map(|(fact, text)| (*fact, text.as_deref())).collect();
    Ok(store.settle(&facts)?)
}

fn snapshot(laptop: &Laptop, store: &mut Store) -> Result<()> {
    let from = laptop.app.as_ref().context("closed")?.view();
    let site = from.site_id()?.context("no site")?;
    let tips: Tips = from.tips(Stream::Site(site))?;
    let covered =
        vec![(Channel::Site, tips.into_iter().map(|(device, tip)| (device, tip.n)).collect())];
    for piece in from.snapshot_pieces(SNAPSHOT_FROM)? {
        let piece = Piece::unpack(&piece, &hash_of(&piece)).context("no piece")?;
        store.apply_piece(&piece, site, &covered)?;
    }
    Ok(())
}

/// Whoever has something to say says the next of it; what comes before its writer is certified is
/// refused, and said again later.
fn deliver(
    store: &mut Store,
    mut logs: BTreeMap<(Stream, DeviceId), VecDeque<Sealed>>,
    chance: &mut Chance,
) -> Result<()> {
    let mut refused = 0;
    while !logs.is_empty() {
        let at = chance.below(logs.len());
        let (key, log) = logs.iter_mut().nth(at).map(|(key, log)| (*key, log)).context("none")?;
        let next = log.front().context("an empty log")?;
        let received = store.receive(std::slice::from_ref(next), 0)?;
        match received.refused.first() {
            None => {
                log.pop_front();
                if log.is_empty() {
                    logs.remove(&key);
                }
                refused = 0;
            }
            Some(why) => {
                refused += 1;
                ensure!(refused < 1_000, "{} of {key:?} is never taken", why.code);
            }
        }
    }
    Ok(())
}
