//! A laptop with a later version of the program: it writes kinds and registers that nobody else here
//! knows, which all must hold and hand on, and marks that all must show.

use crate::chance::Chance;
use crate::story::{Memory, device};
use crate::world::World;
use anyhow::{Context, Result, ensure};
use passerelle_app::Ask;
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::{KindId, RecordId, RecordRef, RegisterId, Stream, Value, kinds};
use passerelle_hq::Scope;
use passerelle_sync::identity::Key;
use passerelle_sync::sealed::{ChainHash, NoNames, seal};
use passerelle_sync::wire::{About, Passing, Up, frame};
use passerelle_sync::{DeviceId, Dot, Hlc, Op, Write};

/// A kind and a register that this version does not know.
const LATER_KIND: KindId = KindId(900);
const LATER_REGISTER: RegisterId = RegisterId(99);

/// Who it is and how far its log goes. Its own store is what this version made of it: it is put away.
pub struct Newer {
    number: usize,
    device: DeviceId,
    key: Key,
    stream: Stream,
    actor: RecordId,
    learner: RecordId,
    sealed: u64,
    tip: ChainHash,
}

impl Newer {
    /// Brings a laptop of the world up to a later version, before the story begins.
    pub fn of(world: &mut World, number: usize) -> Result<Self> {
        let laptop = &mut world.laptops[number];
        let view = laptop.app.as_ref().context("closed")?.view();
        let stream = Stream::Site(view.site_id()?.context("no site")?);
        let (device, key) = (device(laptop)?, view.signing_key()?);
        let tip = view.tips(stream)?.get(&device).map(|tip| (tip.n, tip.hash));
        let (sealed, tip) = tip.unwrap_or((0, ChainHash::START));
        let learner = view.learners()?.first().context("nobody")?.id;
        let newer =
            Self { number, device, key, stream, actor: view.actor()?, learner, sealed, tip };
        laptop.gone = true;
        Ok(newer)
    }

    /// Writes something and brings it to headquarters.
    pub fn write(
        &mut self,
        world: &mut World,
        chance: &mut Chance,
        memory: &mut Memory,
    ) -> Result<()> {
        let ask = Ask { only_ask: true, vectors: true, prove: true, ..Ask::default() };
        let app = world.laptops[self.number].app.as_mut().context("closed")?;
        let (_, frames) =
            passerelle_app::Talk::begin(&mut app.part(About::Class).context("no file")?, ask)?;
        let session = *chance.one_of(&world.sessions);
        let ops = [self.op(world, session, chance)];
        let first = self.sealed + 1;
        let segment = seal(self.stream, self.device, first, &ops, &self.tip, &self.key, &NoNames)?;
        let (sealed, tip) = (segment.last(), segment.chained(&self.tip));
        let Stream::Site(site) = self.stream else { anyhow::bail!("not a centre's stream") };
        let carried = Passing::of(self.device, site).carry(segment);
        let body = [frames[0].clone(), frame(&Up::Segment(carried))?, frame(&Up::End)?].concat();
        world.answer(&body).context("the newer laptop is refused")?;
        let standing = world.hq.ledger().standing(&Scope::for_simulation(), &[self.stream])?;
        let held = standing.tips.iter().find_map(|(_, tips)| tips.get(&self.device));
        ensure!(held.is_some_and(|held| held.n == sealed), "a later segment is not committed");
        memory.lines.push(format!("the newer laptop writes {:?}", ops[0].kind));
        (self.sealed, self.tip) = (sealed, tip);
        for (n, op) in (first..).zip(ops) {
            let dot = Dot { device: self.device, n };
            memory.written.insert((self.stream.to_string(), dot), op);
        }
        Ok(())
    }

    fn op(&self, world: &World, session: RecordId, chance: &mut Chance) -> Op {
        let write = |register, value| Write { register, value, replaces: Vec::new() };
        let mark = kinds::ATTENDANCE.registers[0].id;
        let late = Mark { late: Some(7), ..Mark::plain(Status::Present) }.to_value();
        let attendance = RecordRef::Derived(vec![session, self.learner]);
        let (kind, record, writes) = match chance.below(3) {
            0 => {
                let id = RecordId(uuid::Uuid::from_u128(u128::from(chance.number())));
                (LATER_KIND, RecordRef::Own(id), vec![write(RegisterId(1), Value::Int(1))])
            }
            1 => {
                let later = write(LATER_REGISTER, Value::Text("later".into()));
                (kinds::ATTENDANCE.id, attendance, vec![write(mark, late), later])
            }
            _ => (kinds::ATTENDANCE.id, attendance, vec![write(mark, late)]),
        };
        Op { hlc: Hlc::at(world.now_ms()), actor: self.actor, kind, record, writes }
    }
}
