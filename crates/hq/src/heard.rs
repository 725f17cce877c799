//! What a laptop says in an exchange, whatever carried it: who it is, what its frames bring, and what
//! became of that. Nothing here knows of HTTP; committing is the caller's, who may group it.

use crate::chance::random;
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::ledger::{Delivery, Outcome, Said, hash};
use crate::scope::{Believed, authenticate};
use passerelle_domain::{Refusal, Stream};
use passerelle_sync::person::{KeyBox, KeyState, lock};
use passerelle_sync::sealed::Sealed;
use passerelle_sync::telephone::UnlockBatch;
use passerelle_sync::wire::{Channel, Have, Hello, Passing, Up, WRITERS_MAX};
use passerelle_sync::{DeviceId, wipe};

/// Streams that a hello may name; a device is granted three.
const STREAMS_MAX: usize = 16;
/// Refused segments that one answer tells.
const REFUSED_TOLD_MAX: usize = 100;

/// What was heard of a laptop.
pub(crate) struct Heard {
    /// Who it is.
    pub believed: Believed,
    /// What it asked.
    pub hello: Hello,
    /// A new token, encrypted for it; empty when it needs none.
    pub token: Vec<u8>,
    /// Segments that were not committed.
    pub refused: Vec<(Channel, DeviceId, u64, String)>,
    /// Segments heard so far.
    pub segments: u32,
    /// Whether any was of the audit log.
    pub brought_audit: bool,
    token_hash: Option<[u8; 32]>,
    passing: Passing,
    said: Said,
}

/// Frames, sorted.
#[derive(Default)]
pub(crate) struct Sorted {
    /// Segments.
    pub segments: Vec<Sealed>,
    /// Boxes of keys.
    pub boxes: Vec<KeyBox>,
    /// What telephone codes grow from, locked.
    pub codes: Option<Vec<u8>>,
    /// Whether the end was among them.
    pub is_last: bool,
    /// What is not understood, after the rest.
    pub error: Option<HqError>,
}

/// Where the segments of a delivery stand, to tell what became of each.
pub(crate) type Named = Vec<(Stream, DeviceId, u64)>;

impl Heard {
    /// Believes a hello, or does not; whoever proves who they are without a token gets another.
    ///
    /// # Errors
    /// `exchange.too_large`, those of `authenticate`, `Chance`.
    pub fn believe(hq: &Headquarters, hello: Hello, now_ms: u64) -> Result<Self, HqError> {
        if let Have::Vectors(holdings) = &hello.have {
            let writers: usize = holdings.iter().map(|(_, vector)| vector.0.len()).sum();
            if holdings.len() > STREAMS_MAX || writers > WRITERS_MAX {
                return Err(HqError::refused("exchange.too_large"));
            }
        }
        let believed = authenticate(hq.ledger(), &hello, now_ms)?;
        let (mut token, mut token_hash) = (Vec::new(), None);
        if believed.needs_token {
            let fresh: [u8; 32] = random()?;
            let encryption = believed.device.encryption.as_ref();
            // One that joined an earlier version has no key to encrypt for: it asks for its renewal.
            let encryption = encryption.ok_or_else(|| HqError::refused("exchange.bad_token"))?;
            token = lock(&fresh, encryption, random()?);
            token_hash = Some(hash(&fresh));
        }
        let passing = Passing::of(believed.device.device, believed.device.site);
        let (refused, said) = (Vec::new(), said(&hello, now_ms));
        Ok(Self {
            believed,
            hello,
            token,
            refused,
            segments: 0,
            brought_audit: false,
            token_hash,
            passing,
            said,
        })
    }

    /// What a laptop is told that was sent away, once it has been heard: that it was, or the order to
    /// erase itself, which is noted as given.
    ///
    /// # Errors
    /// `exchange.revoked`, `exchange.wipe` with `order`, or the ledger's.
    pub fn not_sent_away(&self, hq: &Headquarters, now_ms: u64) -> Result<(), HqError> {
        let device = &self.believed.device;
        if !self.believed.scope.is_sent_away() {
            return Ok(());
        }
        if device.contact.wipe_ordered_ms.is_none() {
            return Err(HqError::refused("exchange.revoked"));
        }
        let order = wipe::order(device.device, &hq.ledger().identity()?.network);
        hq.ledger().note_wiped(device.device, now_ms)?;
        Err(HqError::Refused(Refusal::new("exchange.wipe").with("order", order)))
    }

    /// Sorts frames, up to the end or to what is not understood.
    pub fn sort(&mut self, frames: Vec<Up>) -> Sorted {
        let mut sorted = Sorted::default();
        for up in frames {
            match up {
                Up::Segment(carried) => match self.passing.unpack(carried) {
                    Ok(segment) => sorted.segments.push(segment),
                    Err(error) => {
                        tracing::warn!(code = error.code(), "not a segment");
                        sorted.error = Some(HqError::refused("exchange.not_understood"));
                        break;
                    }
                },
                Up::Keys(keys) => sorted.boxes.push(keys),
                Up::Codes(codes) => sorted.codes = Some(codes),
                Up::End => {
                    sorted.is_last = true;
                    break;
                }
                Up::Hello(_) | Up::First { .. } | Up::Ask(_) | Up::Part(_) | Up::Want { .. } => {
                    sorted.error = Some(HqError::refused("exchange.not_understood"));
                    break;
                }
            }
        }
        sorted
    }

    /// What is to be committed of sorted frames, once its boxes are open, and where its segments stand.
    pub fn delivery(
        &self,
        segments: Vec<Sealed>,
        opened: Opened,
        is_last: bool,
    ) -> (Delivery, Named) {
        let named = segments
            .iter()
            .map(|segment| (segment.stream, segment.device, segment.first()))
            .collect();
        let token = self.token_hash.filter(|_| is_last);
        let said = is_last.then(|| self.said.clone());
        let scope = self.believed.scope.clone();
        let Opened { keys, codes } = opened;
        (Delivery { scope, segments, keys, codes, token, said }, named)
    }

    /// Notes what became of a delivery's segments.
    pub fn note(&mut self, named: Named, outcomes: &[Outcome]) {
        for ((stream, device, first), outcome) in named.into_iter().zip(outcomes) {
            self.segments += 1;
            self.brought_audit |= Channel::of(stream) == Channel::Audit;
            if let Outcome::Refused(code) = outcome
                && self.refused.len() < REFUSED_TOLD_MAX
            {
                let told = (Channel::of(stream), device, first, (*code).to_owned());
                self.refused.push(told);
            }
        }
    }
}

/// What was locked for headquarters, open.
#[derive(Default)]
pub(crate) struct Opened {
    /// Keys of persons.
    pub keys: Vec<KeyState>,
    /// What telephone codes grow from.
    pub codes: Option<UnlockBatch>,
}

/// Opens what was locked for headquarters.
///
/// # Errors
/// `exchange.not_understood`: the laptop must not believe that what cannot be opened has been kept.
pub(crate) fn open_boxes(
    hq: &Headquarters,
    boxes: Vec<KeyBox>,
    codes: Option<Vec<u8>>,
) -> Result<Opened, HqError> {
    let mut opened = Opened::default();
    if boxes.is_empty() && codes.is_none() {
        return Ok(opened);
    }
    let not_understood = || HqError::refused("exchange.not_understood");
    let own = hq.ledger().identity()?.network.encryption();
    for one in boxes {
        opened.keys.extend(one.open(&own).ok_or_else(not_understood)?);
    }
    if let Some(codes) = codes {
        opened.codes = Some(UnlockBatch::unlock(&codes, &own).ok_or_else(not_understood)?);
    }
    Ok(opened)
}

/// How a laptop is, by its hello.
fn said(hello: &Hello, now_ms: u64) -> Said {
    let (major, minor, patch) = hello.report.version;
    let age_ms = |minutes: u32| u64::from(minutes) * 60_000;
    Said {
        version: format!("{major}.{minor}.{patch}"),
        pending: hello.report.pending,
        // A clock may be wrong by anything; the column holds 64 bits with their sign.
        clock_ms: (i128::from(hello.now_ms) - i128::from(now_ms))
            .clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64,
        backup_ms: hello.report.backup_min.map(|minutes| now_ms.saturating_sub(age_ms(minutes))),
    }
}
