//! One story: what people do and what goes wrong, drawn from a seed; then calm; then what must be true.

use crate::chance::Chance;
use crate::newer::Newer;
use crate::world::{LAPTOPS, Laptop, Template, World, copy};
use crate::{check, newcomer};
use anyhow::{Context, Result, bail, ensure};
use passerelle_app::dto::{LookChoice, MarkInput, NewPerson};
use passerelle_app::{App, Ask, Talk};
use passerelle_domain::{RecordId, Stream, Value, kinds};
use passerelle_sync::{DeviceId, Dot, Op};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;

/// Rounds of calm within which everybody must agree.
const CALM_ROUNDS: usize = 20;

/// What a story came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told {
    /// Ops that everybody holds in the end.
    pub ops: usize,
    /// Registers that were written concurrently and not settled.
    pub concurrent: usize,
    /// Rounds of calm that it took.
    pub rounds: usize,
}

/// Ops by stream and dot.
pub type Ops = BTreeMap<(String, Dot), Op>;

/// What must not be forgotten while a story goes on.
#[derive(Default)]
pub struct Memory {
    /// Ops that laptops committed, which are not excused.
    pub written: Ops,
    /// People who were erased.
    pub erased: BTreeSet<RecordId>,
    /// What is still on its way.
    late: Vec<Late>,
    /// What happened, a line each.
    pub lines: Vec<String>,
}

/// Something that is still on its way, and the laptop that waits for the answer.
struct Late {
    laptop: usize,
    talk: Talk,
    bytes: Travelling,
}

enum Travelling {
    Request(Vec<u8>),
    Answer(Vec<u8>),
}

/// Tells the story of a seed.
///
/// # Errors
/// What was not as it must be.
pub fn tell(template: &Template, seed: u64) -> Result<Told> {
    let mut chance = Chance::new(seed);
    // Mostly few: what goes wrong between ten mostly goes wrong between three.
    let laptops = match chance.below(16) {
        0 => 2 + chance.below(LAPTOPS - 1),
        _ => 2 + chance.below(3),
    };
    let mut world = template.world(seed, laptops)?;
    let mut memory = Memory::default();
    let told = live(&mut world, &mut chance, &mut memory);
    told.with_context(|| format!("seed {seed}:\n  {}", memory.lines.join("\n  ")))
}

fn live(world: &mut World, chance: &mut Chance, memory: &mut Memory) -> Result<Told> {
    let (mut copies, mut hq_copy) = (BTreeMap::new(), None);
    // One of these a story: what one loses for good, the other must be able to give back.
    let setback = chance.below(5);
    // It has no store of its own from which it could offer a restored headquarters what that lost.
    let mixed = setback != 1 && world.laptops.len() > 2 && chance.once_in(4);
    let mut newer = if mixed { Some(Newer::of(world, 1)?) } else { None };
    let steps = 14 + chance.below(26);
    for step in 0..steps {
        world.pass(1_000 + chance.below(90_000) as u64);
        let number = chance.below(world.laptops.len());
        if world.laptops[number].gone {
            if let Some(newer) = newer.as_mut().filter(|_| number == 1) {
                newer.write(world, chance, memory)?;
            }
            continue;
        }
        match chance.below(20) {
            0..8 => act(world, number, chance, memory)?,
            8..10 => at_one_moment(world, number, chance, memory)?,
            10..15 => exchange(world, number, chance, memory)?,
            15 => world.fold()?,
            16 => trouble(world, number, chance, memory)?,
            17 => deliver_late(world, memory)?,
            _ => match setback {
                0 => laptop_goes_back(world, number, step, memory, &mut copies)?,
                1 => hq_goes_back(world, memory, &mut hq_copy)?,
                2 if world.laptops.len() < LAPTOPS + 3 => copied(world, number, memory)?,
                3 if world.laptops.len() > 2 => revoke(world, number, memory)?,
                4 => erased_on_the_way(world, number, memory)?,
                _ => {}
            },
        }
        check::receipts(world, memory)?;
    }
    deliver_late(world, memory)?;
    let rounds = calm(world, memory)?;
    let told = check::all(world, memory, rounds)?;
    // One that holds everything: what it holds is all there is.
    let whole = (0..world.laptops.len())
        .find(|number| !world.laptops[*number].gone && world.laptops[*number].grant.has_private());
    if let Some(number) = whole {
        newcomer::check(world, number, chance)?;
    }
    Ok(told)
}

/// Everybody exchanges, nothing goes wrong, until all agree.
fn calm(world: &mut World, memory: &mut Memory) -> Result<usize> {
    for laptop in &world.laptops {
        laptop.around.offset_ms.store(0, Ordering::Relaxed);
    }
    for round in 1..=CALM_ROUNDS {
        for number in 0..world.laptops.len() {
            if !world.laptops[number].gone && !world.exchange(number)? {
                memory.lines.push(format!("laptop {number} is not heard any more"));
                world.laptops[number].gone = true;
            }
        }
        // Pictures go up, and then come down where they are lacking.
        for number in (0..world.laptops.len()).chain(0..world.laptops.len()) {
            if !world.laptops[number].gone {
                world.photos(number, None)?;
            }
        }
        world.pass(60_000);
        world.fold()?;
        if check::agree(world)? {
            return Ok(round);
        }
    }
    check::differences(world)?;
    bail!("no agreement within {CALM_ROUNDS} rounds")
}

/// Two laptops whose clocks agree write the same mark in the same millisecond.
fn at_one_moment(
    world: &mut World,
    number: usize,
    chance: &mut Chance,
    memory: &mut Memory,
) -> Result<()> {
    let other = (number + 1) % world.laptops.len();
    let session = *chance.one_of(&world.sessions);
    let known = world.laptops[number].app.as_ref().context("closed")?.view().learners()?;
    let Some(learner) = known.first().map(|learner| learner.id) else { return Ok(()) };
    for at in [number, other] {
        let laptop = &mut world.laptops[at];
        if laptop.gone {
            continue;
        }
        let before = vectors(laptop)?;
        let app = laptop.app.as_mut().context("closed")?;
        let done = marked(app, session, learner, chance)?;
        let told = done.map_or_else(|error| error.code().to_owned(), |()| "done".to_owned());
        memory.lines.push(format!("laptop {at} marks at that moment: {told}"));
        remember(&world.laptops[at], &before, memory)?;
    }
    Ok(())
}

/// A gesture of whoever is at the keys.
fn act(world: &mut World, number: usize, chance: &mut Chance, memory: &mut Memory) -> Result<()> {
    let session = *chance.one_of(&world.sessions);
    let laptop = &mut world.laptops[number];
    let before = vectors(laptop)?;
    let app = laptop.app.as_mut().context("closed")?;
    let learners = app.view().learners()?;
    if learners.is_empty() {
        return Ok(());
    }
    // The same few over and over: that is where answers meet.
    let learner = learners[chance.below(learners.len().min(3))].id;
    let what = chance.below(26);
    let done = match what {
        0..11 => marked(app, session, learner, chance)?,
        11..13 => app.note(session, learner, &format!("note {}", chance.below(9))).map(drop),
        13..15 => app.undo().map(drop),
        15 => app.redo().map(drop),
        16..18 => app.add_person(&newcomer(chance)).map(drop),
        18..22 => settle(app, chance)?,
        22 if chance.once_in(4) => {
            let erased = app.erase(learner).map(drop);
            if erased.is_ok() {
                memory.erased.insert(learner);
            }
            erased
        }
        24.. => {
            let picture: Vec<u8> = (0..40).map(|_| chance.below(256) as u8).collect();
            app.keep_picture(session, &picture).map(drop)
        }
        _ => app.mark_rest_present(session).map(drop),
    };
    let told = match &done {
        Ok(()) => "done".to_owned(),
        Err(error) => error.code().to_owned(),
    };
    memory.lines.push(format!("laptop {number} acts ({what}): {told}"));
    remember(&world.laptops[number], &before, memory)
}

fn marked(
    app: &mut App,
    session: RecordId,
    learner: RecordId,
    chance: &mut Chance,
) -> Result<Result<(), passerelle_app::AppError>> {
    let input = match chance.below(6) {
        0 => MarkInput::Absent,
        1 => MarkInput::Late { minutes: 1 + chance.below(50) as u16 },
        2 => MarkInput::Excused,
        3 => MarkInput::Clear,
        _ => MarkInput::Present,
    };
    let done = app.mark(session, learner, input).map(drop);
    if done.is_ok() {
        // Whoever has just written saw what stood: it does not stand beside it.
        let record = passerelle_domain::RecordRef::Derived(vec![session, learner]);
        let register = kinds::ATTENDANCE.registers[0].id;
        let heads = app.view().heads(&kinds::ATTENDANCE, &record, register)?.heads;
        ensure!(heads.len() <= 1, "a write leaves {} heads", heads.len());
    }
    Ok(done)
}

fn newcomer(chance: &mut Chance) -> NewPerson {
    NewPerson {
        given: format!("Nouveau{}", chance.below(3)),
        family: "Venu".into(),
        own_name: None,
        language: None,
        cohort: Some("SIM".into()),
        volunteer: false,
    }
}

fn settle(app: &mut App, chance: &mut Chance) -> Result<Result<(), passerelle_app::AppError>> {
    let looks = app.looks()?;
    if looks.is_empty() {
        return Ok(Ok(()));
    }
    let look = chance.one_of(&looks).clone();
    let choice = match (look.notice.is_some(), look.sides.len()) {
        (true, _) | (_, 0) => LookChoice::Seen,
        (_, sides) => LookChoice::Take(chance.below(sides) as u32),
    };
    Ok(app.settle_look(&look.id, choice).map(drop))
}

/// How far a laptop's own log goes, stream by stream.
fn vectors(laptop: &Laptop) -> Result<BTreeMap<Stream, u64>> {
    let view = laptop.app.as_ref().context("closed")?.view();
    let me = view.device()?.context("no device")?;
    let streams = view.streams()?;
    let held = streams.into_iter().map(|stream| Ok((stream, view.vector(stream)?.held(me))));
    held.collect()
}

/// What was committed since is not forgotten.
fn remember(laptop: &Laptop, before: &BTreeMap<Stream, u64>, memory: &mut Memory) -> Result<()> {
    let view = laptop.app.as_ref().context("closed")?.view();
    let device = view.device()?.context("no device")?;
    for (stream, last) in vectors(laptop)? {
        for n in before.get(&stream).copied().unwrap_or(0) + 1..=last {
            let dot = Dot { device, n };
            let op = view.op(stream, dot)?.with_context(|| format!("{dot:?} is not there"))?;
            memory.written.insert((stream.to_string(), dot), op);
        }
    }
    Ok(())
}

/// An exchange on a bad day.
fn exchange(
    world: &mut World,
    number: usize,
    chance: &mut Chance,
    memory: &mut Memory,
) -> Result<()> {
    let fault = chance.below(10);
    if fault >= 5 {
        let heard = world.exchange(number)?;
        memory.lines.push(format!("laptop {number} exchanges: {heard}"));
        world.laptops[number].gone |= !heard;
        if heard {
            let cut = chance.once_in(3).then(|| (chance.below(3), chance.below(1 << 20)));
            world.photos(number, cut)?;
        }
        return Ok(());
    }
    let only_ask = chance.once_in(4);
    let (talk, body) =
        world.ask(number, Ask { only_ask, vectors: only_ask, prove: false, ..Ask::default() })?;
    let line = match fault {
        0 => {
            let cut = chance.below(body.len());
            // What was whole before the cut is committed; nobody hears of it.
            let _ = world.answer(&body[..cut]);
            format!("laptop {number}'s request is cut after {cut} of {}", body.len())
        }
        1 => match world.answer(&body) {
            Ok(answer) => {
                let cut = chance.below(answer.len());
                let told =
                    format!("laptop {number}'s answer is cut after {cut} of {}", answer.len());
                match world.hear(number, talk, &answer[..cut]) {
                    Ok(_) => told,
                    Err(error) => format!("{told}: {}", error.code()),
                }
            }
            Err(error) => format!("laptop {number} is refused: {}", error.code()),
        },
        2 => {
            // Twice: the second answer is the one that arrives.
            let _ = world.answer(&body);
            let told = match world.answer(&body) {
                Ok(answer) => world.hear(number, talk, &answer).map(drop),
                Err(error) => Err(crate::world::answered(error)),
            };
            format!(
                "laptop {number}'s request arrives twice: {:?}",
                told.map_err(|e| e.code().to_owned())
            )
        }
        3 => match world.answer(&body) {
            Ok(answer) => {
                let bytes = Travelling::Answer(answer);
                memory.late.push(Late { laptop: number, talk, bytes });
                format!("laptop {number}'s answer is on its way")
            }
            Err(error) => format!("laptop {number} is refused: {}", error.code()),
        },
        _ => {
            memory.late.push(Late { laptop: number, talk, bytes: Travelling::Request(body) });
            format!("laptop {number}'s request is on its way")
        }
    };
    memory.lines.push(line);
    Ok(())
}

/// While the answer that brings somebody's key is on its way to one laptop, another erases them, and
/// both hear of it before that answer arrives.
fn erased_on_the_way(world: &mut World, number: usize, memory: &mut Memory) -> Result<()> {
    let other = (number + 1) % world.laptops.len();
    if world.laptops[other].gone || !world.laptops[number].grant.has_private() {
        return Ok(());
    }
    let before = vectors(&world.laptops[number])?;
    let app = world.laptops[number].app.as_mut().context("closed")?;
    let known: BTreeSet<RecordId> = app.view().learners()?.iter().map(|one| one.id).collect();
    let added = app.add_person(&newcomer(&mut Chance::new(1)));
    let app = world.laptops[number].app.as_mut().context("closed")?;
    let learners = app.view().learners()?;
    let Some(person) = learners.iter().map(|one| one.id).find(|id| !known.contains(id)) else {
        memory.lines.push(format!("laptop {number} adds nobody: {:?}", added.err()));
        return Ok(());
    };
    remember(&world.laptops[number], &before, memory)?;
    world.exchange(number)?;
    let (talk, body) = world.ask(other, Ask::default())?;
    let Ok(answer) = world.answer(&body) else { return Ok(()) };
    memory.late.push(Late { laptop: other, talk, bytes: Travelling::Answer(answer) });
    let before = vectors(&world.laptops[number])?;
    let app = world.laptops[number].app.as_mut().context("closed")?;
    app.erase(person)?;
    memory.erased.insert(person);
    remember(&world.laptops[number], &before, memory)?;
    world.exchange(number)?;
    world.exchange(other)?;
    memory.lines.push(format!("laptop {number} erases whom {other} is about to hear of"));
    Ok(())
}

/// What was on its way arrives, the last first.
fn deliver_late(world: &mut World, memory: &mut Memory) -> Result<()> {
    while let Some(Late { laptop: number, talk, bytes }) = memory.late.pop() {
        let (what, answer) = match bytes {
            Travelling::Request(body) => ("request", world.answer(&body)),
            Travelling::Answer(answer) => ("answer", Ok(answer)),
        };
        let told = match answer {
            Ok(answer) => world.hear(number, talk, &answer).map(drop),
            Err(error) => Err(crate::world::answered(error)),
        };
        let told = told.map_err(|error| error.code().to_owned());
        memory.lines.push(format!("laptop {number}'s {what} arrives late: {told:?}"));
    }
    Ok(())
}

/// A clock jumps, a program ends and begins again, or what was folded is folded anew.
fn trouble(
    world: &mut World,
    number: usize,
    chance: &mut Chance,
    memory: &mut Memory,
) -> Result<()> {
    if chance.once_in(2) {
        let hours = chance.below(20_000) as i64 - 10_000;
        world.laptops[number].around.offset_ms.store(hours * 3_600_000, Ordering::Relaxed);
        memory.lines.push(format!("laptop {number}'s clock is {hours} hours off"));
        return Ok(());
    }
    if chance.once_in(2) {
        memory.lines.push(format!("laptop {number} folds everything again"));
        let digests = |laptop: &Laptop| -> Result<Vec<String>> {
            let view = laptop.app.as_ref().context("closed")?.view();
            view.streams()?.into_iter().map(|stream| Ok(view.digest(stream)?)).collect()
        };
        let before = digests(&world.laptops[number])?;
        let app = world.laptops[number].app.as_mut().context("closed")?;
        app.store().rebuild(&[7; 32])?;
        check::alone(&app.view(), &format!("laptop {number}, folded again"))?;
        ensure!(before == digests(&world.laptops[number])?, "folding again gives something else");
        return Ok(());
    }
    memory.lines.push(format!("laptop {number} is closed and opened"));
    world.reopen(number)
}

/// An older copy of a laptop's folder is put back.
fn laptop_goes_back(
    world: &mut World,
    number: usize,
    step: usize,
    memory: &mut Memory,
    copies: &mut BTreeMap<usize, (std::path::PathBuf, usize)>,
) -> Result<()> {
    let folder = world.laptops[number].folder.clone();
    match copies.remove(&number) {
        None => {
            let kept = world.root.join(format!("kept-{number}-{step}"));
            world.laptops[number].app = None;
            copy(&folder, &kept)?;
            world.reopen(number)?;
            memory.lines.push(format!("laptop {number} is backed up"));
            copies.insert(number, (kept, step));
        }
        Some((kept, from)) => {
            // Some of what it wrote since may be at headquarters, some nowhere any more.
            let device = device(&world.laptops[number])?;
            memory.written.retain(|(_, dot), _| dot.device != device);
            world.laptops[number].app = None;
            std::fs::remove_dir_all(&folder)?;
            copy(&kept, &folder)?;
            let before = BTreeMap::new();
            world.reopen(number)?;
            remember(&world.laptops[number], &before, memory)?;
            memory.late.retain(|late| late.laptop != number);
            memory.lines.push(format!("laptop {number} goes back to step {from}"));
        }
    }
    Ok(())
}

/// An older copy of headquarters' folder is put back.
fn hq_goes_back(
    world: &mut World,
    memory: &mut Memory,
    kept: &mut Option<std::path::PathBuf>,
) -> Result<()> {
    let place = world.root.join("hq-kept");
    match kept.take() {
        None => {
            // A copy of files that nobody writes at that moment.
            world.reopen_hq()?;
            let _ = std::fs::remove_dir_all(&place);
            copy(&world.hq_folder, &place)?;
            memory.lines.push("headquarters is backed up".into());
            *kept = Some(place);
        }
        Some(place) => {
            world.restore_hq(&place)?;
            memory.lines.push("headquarters goes back".into());
        }
    }
    Ok(())
}

/// A laptop's folder is copied, and both go on.
fn copied(world: &mut World, number: usize, memory: &mut Memory) -> Result<()> {
    let next = world.laptops.len();
    let folder = world.root.join(format!("twin{next}"));
    world.laptops[number].app = None;
    copy(&world.laptops[number].folder, &folder)?;
    world.reopen(number)?;
    let around = crate::world::Around::new(&world.world_ms, 77 + next as u64);
    let (grant, log) = (world.laptops[number].grant, world.laptops[number].log.clone());
    let opening = world.laptops[number].opening.at_for_simulation(&folder);
    let app = App::enter(opening.clone(), around.clone())?;
    let twin = Laptop { app: Some(app), opening, around, folder, grant, gone: false, log };
    remember(&twin, &BTreeMap::new(), memory)?;
    world.laptops.push(twin);
    memory.lines.push(format!("laptop {number} is copied as {next}"));
    Ok(())
}

/// Headquarters ends a laptop's exchanges: what it had not sent counts no more.
fn revoke(world: &mut World, number: usize, memory: &mut Memory) -> Result<()> {
    let device = device(&world.laptops[number])?;
    world.hq.ledger().revoke(device, world.now_ms())?;
    world.laptops[number].gone = true;
    memory.written.retain(|(_, dot), _| dot.device != device);
    memory.late.retain(|late| late.laptop != number);
    memory.lines.push(format!("laptop {number} is revoked"));
    Ok(())
}

/// Who a laptop is.
pub fn device(laptop: &Laptop) -> Result<DeviceId> {
    laptop.app.as_ref().context("closed")?.view().device()?.context("no device")
}

/// A value that says nothing any more.
pub fn is_cleared(value: &Value) -> bool {
    *value == Value::Null
}
