//! What a laptop says in an exchange, whatever carried it: who it is, what its frames bring, and what
//! became of that. Nothing here knows of HTTP; committing is the caller's, who may group it.

use crate::chance::random;
use crate::error::HqError;
use crate::headquarters::Headquarters;
use crate::ledger::{Delivery, Outcome, hash};
use crate::scope::{Believed, authenticate};
use passerelle_domain::Stream;
use passerelle_sync::DeviceId;
use passerelle_sync::person::{KeyBox, KeyState, lock};
use passerelle_sync::sealed::Sealed;
use passerelle_sync::wire::{Channel, Have, Hello, Passing, Up, WRITERS_MAX};

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
    token_hash: Option<[u8; 32]>,
    passing: Passing,
}

/// Frames, sorted.
#[derive(Default)]
pub(crate) struct Sorted {
    /// Segments.
    pub segments: Vec<Sealed>,
    /// Boxes of keys.
    pub boxes: Vec<KeyBox>,
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
    pub fn believe(hq: &Headquarters, hello: Hello) -> Result<Self, HqError> {
        if let Have::Vectors(holdings) = &hello.have {
            let writers: usize = holdings.iter().map(|(_, vector)| vector.0.len()).sum();
            if holdings.len() > STREAMS_MAX || writers > WRITERS_MAX {
                return Err(HqError::refused("exchange.too_large"));
            }
        }
        let believed = authenticate(hq.ledger(), &hello)?;
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
        let refused = Vec::new();
        Ok(Self { believed, hello, token, refused, segments: 0, token_hash, passing })
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
                Up::End => {
                    sorted.is_last = true;
                    break;
                }
                Up::Hello(_) | Up::First { .. } => {
                    sorted.error = Some(HqError::refused("exchange.not_understood"));
                    break;
                }
            }
        }
        sorted
    }

    /// What is to be committed of sorted frames, and where its segments stand.
    pub fn delivery(
        &self,
        segments: Vec<Sealed>,
        keys: Vec<KeyState>,
        is_last: bool,
    ) -> (Delivery, Named) {
        let named = segments
            .iter()
            .map(|segment| (segment.stream, segment.device, segment.first()))
            .collect();
        let token = self.token_hash.filter(|_| is_last);
        let scope = self.believed.scope.clone();
        (Delivery { scope, segments, keys, token, is_last }, named)
    }

    /// Notes what became of a delivery's segments.
    pub fn note(&mut self, named: Named, outcomes: &[Outcome]) {
        for ((stream, device, first), outcome) in named.into_iter().zip(outcomes) {
            self.segments += 1;
            if let Outcome::Refused(code) = outcome
                && self.refused.len() < REFUSED_TOLD_MAX
            {
                let told = (Channel::of(stream), device, first, (*code).to_owned());
                self.refused.push(told);
            }
        }
    }
}

/// Opens boxes of keys that were locked for headquarters.
///
/// # Errors
/// `exchange.not_understood`: the laptop must not believe that what cannot be opened has been kept.
pub(crate) fn open_boxes(hq: &Headquarters, boxes: Vec<KeyBox>) -> Result<Vec<KeyState>, HqError> {
    if boxes.is_empty() {
        return Ok(Vec::new());
    }
    let own = hq.ledger().identity()?.network.encryption();
    let mut keys = Vec::new();
    for one in boxes {
        let opened = one.open(&own);
        keys.extend(opened.ok_or_else(|| HqError::refused("exchange.not_understood"))?);
    }
    Ok(keys)
}
