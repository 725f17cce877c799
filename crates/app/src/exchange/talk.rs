//! One request and its answer, without the wire: what this computer asks, and what it does with what
//! comes back, frame by frame. Whatever carries it, HTTP or a test's own network, this is all that
//! either knows of the exchange.

use super::beside::{brings, folded_here, streams};
use super::log::Log;
use super::part::Part;
use crate::error::AppError;
use passerelle_domain::{SiteId, Stream};
use passerelle_store::{Local, Received, StoreError, View};
use passerelle_sync::conversation::{Conversation, ConversationError, Effect};
use passerelle_sync::digest::{hex, unhex};
use passerelle_sync::identity::{PublicEncryptionKey, PublicKey};
use passerelle_sync::person::{KEYS_MAX, KeyBox, KeyState, unlock};
use passerelle_sync::planted::{self, Bug};
use passerelle_sync::sealed::Sealed;
use passerelle_sync::wire::{
    Beside, Channel, Done, Down, Frames, Have, Hello, Holdings, News, PROTOCOL, Passing, Report,
    Same, TRANSFER_BYTES_MAX, Up, Welcome, frame,
};
use passerelle_sync::{DeviceId, Vector};
use std::collections::BTreeMap;

/// Bytes of segments gathered before they are folded in one go.
const GATHERED_BYTES_MAX: usize = 512 * 1024;

/// How to ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Send nothing yet: what headquarters holds is not known, as after a cut.
    pub only_ask: bool,
    /// Tell writer by writer what is held, since digests told that something is amiss.
    pub vectors: bool,
    /// Prove who asks by the key, since the token is no longer taken.
    pub prove: bool,
    /// What is held of the other file, if nothing is to be brought of it.
    pub beside: Option<Beside>,
    /// How this computer is.
    pub report: Report,
}

/// What an answer came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Ask again at once.
    pub more: bool,
    /// Ask again writer by writer.
    pub amiss: bool,
    /// Ops that are here now and were not before.
    pub received: u32,
    /// What was not taken, on either side.
    pub refused: Vec<String>,
    /// The telephone codes that headquarters holds.
    pub codes: Option<[u8; 8]>,
    /// That headquarters holds just what was told of the other file, and what was told.
    pub beside: Option<(Beside, Same)>,
}

/// One request under way.
pub struct Talk {
    device: DeviceId,
    site: SiteId,
    streams: Vec<Stream>,
    /// Those, and the audit log, which is sent and never read back.
    sends: Vec<Stream>,
    /// What was sealed when the question was asked.
    asked: Holdings,
    /// How far earlier answers had come by then: when it has changed, another exchange ended since,
    /// and this answer speaks of an earlier day.
    known: Known,
    conversation: Conversation,
    frames: Frames,
    keys: Vec<KeyState>,
    gathered: Vec<Sealed>,
    gathered_bytes: usize,
    outcome: Outcome,
    committed: Option<News>,
    /// What was told of the other file.
    beside: Option<Beside>,
    done: Option<Done>,
    sent: u32,
}

impl Talk {
    /// Seals what waits, and makes the frames of a request.
    ///
    /// # Errors
    /// The store's.
    pub fn begin(part: &mut Part<'_>, ask: Ask) -> Result<(Self, Vec<Vec<u8>>), AppError> {
        part.store.seal()?;
        let view = part.store.view();
        let device = view.device()?.ok_or(StoreError::Incomplete("device"))?;
        let site = view.site_id()?.ok_or(StoreError::Incomplete("site"))?;
        let (streams, sends) = streams(&view, site)?;
        let mut talk = Self {
            device,
            site,
            asked: view.holdings(&streams)?,
            known: Known::of(&view)?,
            conversation: Conversation::new(device, site, streams.clone()),
            streams,
            sends,
            frames: Frames::default(),
            keys: Vec::new(),
            gathered: Vec::new(),
            gathered_bytes: 0,
            outcome: Outcome::default(),
            committed: None,
            beside: ask.beside,
            done: None,
            sent: 0,
        };
        if planted::is(Bug::EarlyReceipt) {
            part.store.acknowledge_asked(&talk.asked, site)?;
        }
        let mut frames = vec![talk.hello(part, ask)?];
        if !ask.only_ask {
            frames.extend(talk.keys(part)?);
            let limit = TRANSFER_BYTES_MAX;
            let mut passing = Passing::of(device, site);
            for segment in part.store.view().segments_to_send(&talk.sends, limit)? {
                frames.push(encoded(&Up::Segment(passing.carry(segment)))?);
                talk.sent += 1;
            }
        }
        if let Some(codes) = part.codes.take() {
            frames.push(encoded(&Up::Codes(codes))?);
        }
        frames.push(encoded(&Up::End)?);
        Ok((talk, frames))
    }

    fn hello(&self, part: &Part<'_>, ask: Ask) -> Result<Vec<u8>, AppError> {
        let view = part.store.view();
        let cursor = view.local(Local::Cursor)?.and_then(|text| text.parse().ok());
        let have = match cursor {
            Some(cursor) if !ask.vectors => {
                Have::Digest { digest: view.held_digest(&self.streams)?, cursor }
            }
            _ => Have::Vectors(view.holdings(&self.streams)?),
        };
        let token = view.local(Local::Token)?.and_then(|text| unhex(&text)?.try_into().ok());
        let epoch = view.local(Local::Epoch)?.and_then(|text| uuid::Uuid::parse_str(&text).ok());
        let [a, b, c, d, ..] = epoch.unwrap_or_default().into_bytes();
        let hello = Hello {
            protocol: PROTOCOL,
            device: self.device,
            token: token.unwrap_or_default(),
            proof: Vec::new(),
            now_ms: part.around.now_ms(),
            epoch: [a, b, c, d],
            about: view.holds()?,
            have,
            beside: ask.beside,
            report: ask.report,
        };
        let prove = ask.prove || token.is_none();
        let hello = if prove { hello.proved(&view.signing_key()?) } else { hello };
        encoded(&Up::Hello(hello))
    }

    /// A box of the keys that headquarters may lack.
    fn keys(&mut self, part: &mut Part<'_>) -> Result<Option<Vec<u8>>, AppError> {
        let view = part.store.view();
        let limit = u32::try_from(KEYS_MAX).unwrap_or(u32::MAX);
        let mut keys = view.unsent_keys(limit)?;
        keys.retain(|key| self.streams.contains(&key.stream));
        let recipient = view.local(Local::Encryption)?.and_then(|text| unhex(&text));
        let Some(recipient) = recipient.and_then(|bytes| bytes.try_into().ok()) else {
            return Ok(None);
        };
        if keys.is_empty() {
            return Ok(None);
        }
        let mut chance = [0; 32];
        part.around.random(&mut chance)?;
        let locked = KeyBox::lock(&keys, &PublicEncryptionKey(recipient), chance);
        if planted::is(Bug::KeysSentEarly) {
            part.store.keys_sent(&keys)?;
        }
        self.keys = keys;
        Ok(Some(encoded(&Up::Keys(locked))?))
    }

    /// Takes what has arrived of the answer. True once the answer is whole.
    ///
    /// # Errors
    /// `exchange.not_understood`, `exchange.fork` when this computer goes by the name of another, or
    /// the store's. What was committed stays.
    pub fn take(
        &mut self,
        part: &mut Part<'_>,
        log: &mut Log,
        bytes: &[u8],
    ) -> Result<bool, AppError> {
        self.frames.push(bytes);
        while let Some(down) = self.frames.take::<Down>().map_err(|_| not_understood())? {
            match self.conversation.step(down) {
                Ok(Effect::Acknowledge(welcome)) => self.acknowledge(part, log, welcome)?,
                Ok(Effect::Keep(keys)) => {
                    // Keys come before what they open; what came before them is folded first.
                    self.fold(part)?;
                    if let Some(keys) = keys.open(&part.store.view().signing_key()?.encryption()) {
                        part.store.keep_keys(&keys)?;
                    }
                }
                Ok(Effect::Commit(segment)) => {
                    self.gathered_bytes += segment.bytes().len();
                    self.gathered.push(segment);
                    if self.gathered_bytes > GATHERED_BYTES_MAX {
                        self.fold(part)?;
                    }
                }
                Ok(Effect::Finish(done)) => {
                    self.fold(part)?;
                    self.finish(part, done)?;
                    return Ok(true);
                }
                // One segment that is none stops nobody else's.
                Err(ConversationError::Segment(error)) => {
                    tracing::warn!(code = error.code(), "segment not taken");
                    self.outcome.refused.push(error.code().to_owned());
                }
                Err(_) => return Err(not_understood()),
            }
        }
        if self.frames.waiting() == 0 {
            self.fold(part)?;
        }
        Ok(false)
    }

    /// Whether what has arrived so far can be the beginning of an answer.
    pub fn is_plausible(&self) -> bool {
        self.frames.is_plausible()
    }

    /// Ops received so far.
    pub fn received(&self) -> u32 {
        self.outcome.received
    }

    /// How the request ended, once `take` said that the answer is whole.
    pub fn outcome(self) -> Outcome {
        self.outcome
    }

    fn fold(&mut self, part: &mut Part<'_>) -> Result<(), AppError> {
        if self.gathered.is_empty() {
            return Ok(());
        }
        let now_ms = part.around.now_ms();
        let received: Received = part.store.receive(&self.gathered, now_ms)?;
        self.gathered.clear();
        self.gathered_bytes = 0;
        self.outcome.received += received.new_ops();
        for refused in received.refused {
            tracing::warn!(code = refused.code, first = refused.first, "segment not taken");
            self.outcome.refused.push(refused.code.to_owned());
        }
        Ok(())
    }

    fn acknowledge(
        &mut self,
        part: &mut Part<'_>,
        log: &mut Log,
        welcome: Welcome,
    ) -> Result<(), AppError> {
        let ours = part.around.now_ms().cast_signed();
        log.clock_ms = ours - welcome.now_ms.cast_signed();
        self.outcome.codes = welcome.codes;
        if !welcome.token.is_empty() {
            let own = part.store.view().signing_key()?.encryption();
            if let Some(token) = unlock(&welcome.token, &own).filter(|token| token.len() == 32) {
                part.store.settle(&[(Local::Token, Some(&hex(&token)))])?;
            }
        }
        for (_, _, first, code) in &welcome.refused {
            tracing::warn!(code = %code, first, "headquarters did not take a segment");
            self.outcome.refused.push(code.clone());
        }
        match welcome.news {
            // What it confirms may be what a headquarters that was restored since has lost.
            None if self.known.epoch != part.store.view().local(Local::Epoch)? => return Ok(()),
            None => part.store.acknowledge_asked(&self.asked, self.site)?,
            Some(news) => self.hear(part, news)?,
        }
        part.store.keys_sent(&self.keys)?;
        // What headquarters holds by now is received, whatever happens next.
        log.succeeded_ms = Some(part.around.now_ms());
        Ok(())
    }

    /// Headquarters holds something else than this computer.
    fn hear(&mut self, part: &mut Part<'_>, mut news: News) -> Result<(), AppError> {
        self.keep_own_audit(part, &mut news)?;
        let network = part.store.view().local(Local::Network)?.and_then(|text| unhex(&text));
        let network = network.and_then(|bytes| bytes.try_into().ok()).map(PublicKey);
        let network = network.ok_or(StoreError::Incomplete("network"))?;
        let vouched = news.logs.iter().filter(|log| log.is_vouched_by(&network));
        let logs: Vec<_> = vouched.map(|log| (log.log, log.key)).collect();
        if !logs.is_empty() {
            part.store.trust_logs(&logs)?;
        }
        let before = part.store.view().local(Local::Epoch)?;
        if self.is_another(part, &news)? {
            return Err(AppError::refused("exchange.fork"));
        }
        for divergence in part.store.view().divergences(&news, self.site)? {
            tracing::warn!(device = %divergence.device, "two logs under one name");
            let mut chance = [0; 32];
            part.around.random(&mut chance)?;
            let now_ms = part.around.now_ms();
            part.store.set_aside_log(divergence, now_ms, &chance)?;
            self.outcome.refused.push("segment.fork".to_owned());
            self.outcome.amiss = true;
        }
        part.store.acknowledge(&news, self.site)?;
        if before.as_deref() != Some(news.epoch.to_string().as_str()) {
            self.outcome.amiss = true;
            self.known = Known::of(&part.store.view())?;
        }
        self.committed = Some(news);
        Ok(())
    }

    /// Of the centre's audit log this computer holds what it wrote itself, under any of its names.
    fn keep_own_audit(&self, part: &Part<'_>, news: &mut News) -> Result<(), StoreError> {
        let own = part.store.view().holdings(&[Stream::Audit(self.site)])?;
        let is_own = |device: &DeviceId| {
            *device == self.device || own.iter().any(|(_, held)| held.0.contains_key(device))
        };
        for (channel, tips) in &mut news.committed {
            if *channel == Channel::Audit {
                tips.retain(|device, _| is_own(device));
            }
        }
        Ok(())
    }

    /// Whether headquarters holds ops of this computer that it does not, or others under the same
    /// numbers: its data was copied or restored, and another goes by its name.
    fn is_another(&self, part: &Part<'_>, news: &News) -> Result<bool, AppError> {
        let view = part.store.view();
        let diverges = view.divergences(news, self.site)?;
        let holdings: BTreeMap<_, Vector> = view.holdings(&self.sends)?.into_iter().collect();
        let ahead = news.committed.iter().any(|(channel, tips)| {
            let held = holdings.get(channel).map_or(0, |vector| vector.held(self.device));
            tips.get(&self.device).is_some_and(|(n, _)| *n > held)
        });
        Ok(ahead || diverges.iter().any(|divergence| divergence.device == self.device))
    }

    fn finish(&mut self, part: &mut Part<'_>, done: Done) -> Result<(), AppError> {
        let skipped = if planted::is(Bug::PageCursor) { 5 } else { 0 };
        let cursor = (done.cursor + skipped).to_string();
        let late = self.known != Known::of(&part.store.view())?;
        if !self.outcome.amiss && !late {
            part.store.settle(&[(Local::Cursor, Some(&cursor))])?;
        }
        let view = part.store.view();
        let brings = brings(&view, &self.streams, &self.sends)?;
        let behind = !done.more && !planted::is(Bug::PageCursor) && self.is_behind(part)?;
        self.outcome.amiss |= behind;
        self.outcome.more = done.more || brings || self.outcome.amiss;
        self.outcome.beside = self.beside.zip(done.beside);
        // What was written here meanwhile is folded here and not there.
        let same = !self.outcome.more && !late && view.pending()?.count == 0;
        if let Some(theirs) = done.folded.filter(|_| same) {
            let ours = folded_here(&view, &self.streams)?;
            drop(view);
            if ours != theirs {
                self.mend(part)?;
            }
        }
        self.done = Some(done);
        Ok(())
    }

    /// Whether headquarters said that it holds something that is still not here.
    fn is_behind(&self, part: &Part<'_>) -> Result<bool, AppError> {
        let Some(news) = &self.committed else { return Ok(false) };
        let holdings = part.store.view().holdings(&self.streams)?;
        // Of the audit log nothing comes back, also to who lost some of it.
        let read = news.committed.iter().filter(|(channel, _)| *channel != Channel::Audit);
        Ok(read.into_iter().any(|(channel, tips)| {
            let held = holdings.iter().find(|(of, _)| of == channel).map(|(_, held)| held);
            tips.iter().any(|(device, (n, _))| held.is_none_or(|held| held.held(*device) < *n))
        }))
    }

    /// What is folded here is not what headquarters folded from the same ops: fold again.
    fn mend(&mut self, part: &mut Part<'_>) -> Result<(), AppError> {
        tracing::warn!("what was folded differs from headquarters': folding again");
        let mut chance = [0; 32];
        part.around.random(&mut chance)?;
        part.store.rebuild(&chance)?;
        self.outcome.refused.push("exchange.rebuilt".to_owned());
        Ok(())
    }
}

/// How far answers have come.
#[derive(PartialEq, Eq)]
struct Known {
    epoch: Option<String>,
    cursor: Option<String>,
}

impl Known {
    fn of(view: &View<'_>) -> Result<Self, StoreError> {
        Ok(Self { epoch: view.local(Local::Epoch)?, cursor: view.local(Local::Cursor)? })
    }
}

fn not_understood() -> AppError {
    AppError::refused("exchange.not_understood")
}

fn encoded(up: &Up) -> Result<Vec<u8>, AppError> {
    frame(up).map_err(|_| StoreError::InvalidOp("frame").into())
}
