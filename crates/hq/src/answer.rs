//! The answer to an exchange: what headquarters has committed, then keys and segments that the laptop
//! lacks, read from the ledger a batch at a time, as fast as whoever carries them asks for the next.

use crate::chance::random;
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::heard::Heard;
use crate::ledger::{Part, Standing};
use crate::scope::Scope;
use passerelle_domain::Stream;
use passerelle_sync::digest::{Mark, Tips, held};
use passerelle_sync::person::{KEYS_MAX, KeyBox};
use passerelle_sync::wire::{
    Beside, Channel, Done, Down, Have, News, Passing, Same, TRANSFER_BYTES_MAX, Welcome, frame,
};

/// Bytes of segments read at a time; an answer that is no longer goes in one piece.
const BATCH_BYTES_MAX: usize = 256 * 1024;

/// What is still to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Welcome,
    Keys,
    Segments,
    Done { more: bool },
    Over,
}

/// An answer under way.
pub(crate) struct Answer {
    heard: Heard,
    standing: Standing,
    held: [u8; 16],
    news: Option<News>,
    codes: Option<[u8; 8]>,
    beside: Option<Same>,
    passing: Passing,
    stage: Stage,
    /// What follows the welcome.
    then: Stage,
    /// What is still to be read of the present stage.
    part: Part,
    /// Where segments begin.
    from: u64,
    sent_bytes: usize,
}

impl Answer {
    /// What there is to answer, as the ledger stands now.
    pub fn new(hq: &Headquarters, heard: Heard) -> Result<Self, HqError> {
        let scope = &heard.believed.scope;
        let standing = hq.ledger().standing(scope, &scope.streams())?;
        let held = held(standing.tips.iter().map(|(_, tips)| tips));
        let device = &heard.believed.device;
        let same_epoch = standing.epoch.as_bytes().starts_with(&heard.hello.epoch);
        let same = matches!(heard.hello.have, Have::Digest { digest, .. } if digest == held);
        // What it brought of its audit log is no part of what it told of itself.
        let nothing_new = same_epoch && same && !heard.brought_audit;
        let news = match nothing_new {
            true => None,
            false => Some(news(hq, &heard, &standing, same_epoch)?),
        };
        let beside = match heard.hello.beside {
            Some(told) if same_epoch => beside(hq, scope, told)?,
            _ => None,
        };
        let mut part = Part { after: 0, to: standing.position, lacking: None, except: None };
        let mut then = Stage::Keys;
        match &heard.hello.have {
            // Its cursor is another ledger's: it asks again, now that it knows the epoch.
            Have::Digest { .. } if !same_epoch => then = Stage::Done { more: true },
            Have::Digest { cursor, .. } => {
                (part.after, part.except) = (*cursor, Some(device.device));
            }
            Have::Vectors(holdings) => {
                let of = |channel: &Channel| channel.at(device.site);
                let have = holdings.iter().map(|(channel, have)| (of(channel), have.clone()));
                part.lacking = Some(have.collect());
            }
        }
        // Who holds the same lacks no segment, wherever the cursor is.
        let from = if news.is_none() { part.to } else { part.after };
        let passing = Passing::of(device.device, device.site);
        let codes = hq.ledger().codes_held(scope)?;
        let (stage, sent_bytes) = (Stage::Welcome, 0);
        Ok(Self {
            heard,
            standing,
            held,
            news,
            codes,
            beside,
            passing,
            stage,
            then,
            part,
            from,
            sent_bytes,
        })
    }

    /// The next frames, about `BATCH_BYTES_MAX` of them, or all that are left.
    pub fn next(&mut self, hq: &Headquarters, now_ms: u64) -> Result<Vec<u8>, HqError> {
        let mut out = Vec::new();
        while self.stage != Stage::Over && out.len() < BATCH_BYTES_MAX {
            match self.stage {
                Stage::Welcome => self.welcome(&mut out, now_ms)?,
                Stage::Keys => self.keys(hq, &mut out)?,
                Stage::Segments => self.segments(hq, &mut out)?,
                Stage::Done { more } => self.done(hq, &mut out, more)?,
                Stage::Over => {}
            }
        }
        Ok(out)
    }

    /// Whether everything has been said.
    pub fn is_over(&self) -> bool {
        self.stage == Stage::Over
    }

    fn welcome(&mut self, out: &mut Vec<u8>, now_ms: u64) -> Result<(), HqError> {
        let token = std::mem::take(&mut self.heard.token);
        let refused = std::mem::take(&mut self.heard.refused);
        let news = self.news.take();
        let codes = self.codes;
        push(out, &Down::Welcome(Welcome { now_ms, news, token, refused, codes }))?;
        self.stage = self.then;
        Ok(())
    }

    fn keys(&mut self, hq: &Headquarters, out: &mut Vec<u8>) -> Result<(), HqError> {
        let scope = &self.heard.believed.scope;
        let encryption = self.heard.believed.device.encryption;
        let found = match encryption {
            Some(_) => hq.ledger().keys(scope, &scope.streams(), &self.part, KEYS_MAX)?,
            None => Vec::new(),
        };
        if let (Some((last, _)), Some(encryption)) = (found.last(), encryption) {
            self.part.after = *last;
            let keys: Vec<_> = found.into_iter().map(|(_, key)| key).collect();
            return push(out, &Down::Keys(KeyBox::lock(&keys, &encryption, random()?)));
        }
        self.part.after = self.from;
        self.stage = Stage::Segments;
        Ok(())
    }

    fn segments(&mut self, hq: &Headquarters, out: &mut Vec<u8>) -> Result<(), HqError> {
        let scope = &self.heard.believed.scope;
        let streams = scope.streams();
        let found = hq.ledger().segments(scope, &streams, &self.part, BATCH_BYTES_MAX)?;
        self.stage = match found.last() {
            None => Stage::Done { more: false },
            Some(_) if self.sent_bytes >= TRANSFER_BYTES_MAX => Stage::Done { more: true },
            Some((last, _)) => {
                self.part.after = *last;
                for (_, segment) in found {
                    self.sent_bytes += segment.bytes().len();
                    push(out, &Down::Segment(self.passing.carry(segment)))?;
                }
                Stage::Segments
            }
        };
        Ok(())
    }

    fn done(&mut self, hq: &Headquarters, out: &mut Vec<u8>, more: bool) -> Result<(), HqError> {
        let cursor = if more { self.part.after } else { self.standing.position };
        let folded = match more {
            true => None,
            false => hq.projections().folded_at(&self.heard.believed.scope.streams(), &self.held),
        };
        let beside = self.beside.filter(|_| !more);
        push(out, &Down::Done(Done { more, cursor, folded, beside }))?;
        self.stage = Stage::Over;
        Ok(())
    }
}

/// Whether there is nothing to say about the laptop's other file either: no segment that only one side
/// holds, no key that came since.
fn beside(hq: &Headquarters, scope: &Scope, told: Beside) -> Result<Option<Same>, HqError> {
    let Some(scope) = scope.beside() else { return Ok(None) };
    let streams = scope.streams();
    let standing = hq.ledger().standing(&scope, &streams)?;
    let held = held(standing.tips.iter().map(|(_, tips)| tips));
    let (after, to) = (told.cursor, standing.position);
    let part = Part { after, to, lacking: None, except: scope.device() };
    if held != told.digest || !hq.ledger().keys(&scope, &streams, &part, 1)?.is_empty() {
        return Ok(None);
    }
    Ok(Some(Same { folded: hq.projections().folded_at(&streams, &held) }))
}

/// What headquarters holds of everything that the laptop may bring.
fn news(
    hq: &Headquarters,
    heard: &Heard,
    standing: &Standing,
    same_epoch: bool,
) -> Result<News, HqError> {
    let marks = |tips: &Tips| {
        tips.iter().map(|(device, tip)| (*device, (tip.n, Mark::of(&tip.hash)))).collect()
    };
    let of = |(stream, tips): &(Stream, Tips)| (Channel::of(*stream), marks(tips));
    let mut committed: Vec<_> = standing.tips.iter().map(of).collect();
    let audit = Stream::Audit(heard.believed.device.site);
    let scope = &heard.believed.scope;
    if scope.may_audit(audit) {
        committed.push((Channel::Audit, marks(&hq.ledger().brought(scope, audit)?)));
    }
    let may_not_know_logs = !same_epoch || matches!(heard.hello.have, Have::Vectors(_));
    let logs = if may_not_know_logs { hq.ledger().logs()? } else { Vec::new() };
    Ok(News { epoch: standing.epoch, log: standing.log, logs, committed })
}

fn push(out: &mut Vec<u8>, down: &Down) -> Result<(), HqError> {
    out.extend(frame(down).map_err(|_| HqError::Stopped)?);
    Ok(())
}
