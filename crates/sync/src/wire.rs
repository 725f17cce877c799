//! What crosses the wire in one exchange: frames of a length and a body, so that whatever arrived
//! before a cut is kept. The laptop sends `Hello`, segments, keys, codes, `End`; headquarters answers
//! `Welcome`, segments, keys, `Done`. Encoding only; who may send what, and when, is `conversation`'s.

use crate::attachment::AttachmentHash;
use crate::digest::Mark;
use crate::dot::{DeviceId, Vector};
use crate::identity::{Key, LogCertificate, PublicKey, Purpose};
use crate::person::KeyBox;
use crate::sealed::{SEGMENT_BYTES_MAX, Sealed, SegmentError};
use crate::snapshot::SignedManifest;
use passerelle_domain::{SiteId, Stream};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The protocol's version.
pub const PROTOCOL: u16 = 4;
/// Bytes of one frame: a full segment or a box of keys, and what stands around it.
pub const FRAME_BYTES_MAX: usize = 4 * SEGMENT_BYTES_MAX;
/// Bytes of segments in one direction of one request; the rest follows in the next.
pub const TRANSFER_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Kinds of frames, of this version and a few to come.
const KINDS_MAX: u8 = 16;
/// Writers that a vector may name.
pub const WRITERS_MAX: usize = 10_000;

/// A stream as it is told between a laptop and headquarters, who both know the laptop's centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Channel {
    /// `network`
    Network,
    /// `site/<id>`
    Site,
    /// `site/<id>/private`
    Private,
    /// `site/<id>/audit`
    Audit,
}

impl Channel {
    /// The channel of a stream.
    pub fn of(stream: Stream) -> Self {
        match stream {
            Stream::Network => Self::Network,
            Stream::Site(_) => Self::Site,
            Stream::Private(_) => Self::Private,
            Stream::Audit(_) => Self::Audit,
        }
    }

    /// The stream of this channel at a centre.
    pub fn at(self, site: SiteId) -> Stream {
        match self {
            Self::Network => Stream::Network,
            Self::Site => Stream::Site(site),
            Self::Private => Stream::Private(site),
            Self::Audit => Stream::Audit(site),
        }
    }
}

/// Which of a laptop's files a request is about: each exchanges for itself, since the one with
/// contacts and rights may be locked while the other is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// Every stream that it is granted, in one file.
    All,
    /// What runs a class.
    Class,
    /// Contacts and rights.
    Private,
}

impl About {
    /// Whether a stream lies in that file.
    pub fn holds(self, stream: Stream) -> bool {
        match self {
            Self::All => true,
            Self::Class => !matches!(stream, Stream::Private(_)),
            Self::Private => matches!(stream, Stream::Private(_)),
        }
    }
}

/// What a laptop holds of each stream it is granted, in segments.
pub type Holdings = Vec<(Channel, Vector)>;
/// What headquarters holds: how far of each writer, and the mark of the chain there.
pub type Committed = Vec<(Channel, BTreeMap<DeviceId, (u64, Mark)>)>;

/// From laptop to headquarters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Up {
    /// First: who asks, and what they hold.
    Hello(Hello),
    /// Ops that headquarters may lack.
    Segment(Carried),
    /// Keys of persons that headquarters may lack.
    Keys(KeyBox),
    /// Last: nothing was cut off.
    End,
    /// Instead of all that follows the hello: a first contact asks for a snapshot, from a piece on.
    First {
        /// The snapshot that was begun; none for whichever is newest.
        snapshot: Option<Uuid>,
        /// The first piece that is lacking.
        piece: u32,
    },
    /// What telephone codes grow from (`telephone::UnlockBatch`), locked for headquarters.
    Codes(Vec<u8>),
    /// Of attachments, which have requests of their own: how much does headquarters hold of this one?
    Ask(AttachmentHash),
    /// A piece of an attachment.
    Part(AttachmentPart),
    /// Asks for an attachment, from a piece on.
    Want {
        /// Its name.
        hash: AttachmentHash,
        /// The first piece that is lacking.
        piece: u32,
    },
}

/// From headquarters to laptop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Down {
    /// First: what headquarters holds after committing what it received.
    Welcome(Welcome),
    /// Ops that the laptop lacks.
    Segment(Carried),
    /// Keys of persons that the laptop may lack.
    Keys(KeyBox),
    /// Last: nothing was cut off.
    Done(Done),
    /// Of a first contact: what the pieces are that follow.
    Manifest(SignedManifest),
    /// A piece of a snapshot, after the one before.
    Piece(Vec<u8>),
    /// How much headquarters holds of an attachment that was asked about or brought.
    Held {
        /// Its name.
        hash: AttachmentHash,
        /// How much.
        held: Held,
    },
    /// A piece of an attachment that was asked for.
    Part(AttachmentPart),
}

/// A piece of an attachment on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentPart {
    /// The attachment's name.
    pub hash: AttachmentHash,
    /// Which piece, from 0.
    pub piece: u32,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// How much is held of an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Held {
    /// No op is known that names it and whose picture may be kept: none has arrived, or it was erased.
    Unnamed,
    /// So many pieces from the first on.
    Pieces(u32),
    /// All of it.
    Whole,
}

/// Whose segment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Author {
    /// The laptop's of this exchange.
    Laptop,
    /// Another writer's.
    Other(DeviceId),
    /// The same writer's, in the same stream, as the segment before.
    Same,
}

/// A segment on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Its stream.
    pub channel: Channel,
    /// Its writer.
    pub author: Author,
    /// Its bytes, as its writer sealed them.
    pub bytes: Vec<u8>,
}

/// Names the writers of the segments that pass, one after the other, at either end.
#[derive(Debug)]
pub struct Passing {
    laptop: DeviceId,
    site: SiteId,
    last: Option<(Channel, DeviceId)>,
}

impl Passing {
    /// Segments that pass between headquarters and `laptop` of `site`.
    pub fn of(laptop: DeviceId, site: SiteId) -> Self {
        Self { laptop, site, last: None }
    }

    /// A segment as it is sent.
    pub fn carry(&mut self, segment: Sealed) -> Carried {
        let named = (Channel::of(segment.stream), segment.device);
        let author = if self.last == Some(named) {
            Author::Same
        } else if segment.device == self.laptop {
            Author::Laptop
        } else {
            Author::Other(segment.device)
        };
        self.last = Some(named);
        Carried { channel: named.0, author, bytes: segment.into_bytes() }
    }

    /// A segment as it arrives.
    ///
    /// # Errors
    /// `NotUnderstood` when it is the same writer's as none before, or whatever its bytes say.
    pub fn unpack(&mut self, carried: Carried) -> Result<Sealed, SegmentError> {
        let device = match (carried.author, self.last) {
            (Author::Laptop, _) => self.laptop,
            (Author::Other(device), _) => device,
            (Author::Same, Some((channel, device))) if channel == carried.channel => device,
            (Author::Same, _) => return Err(SegmentError::NotUnderstood),
        };
        self.last = Some((carried.channel, device));
        Sealed::parse(carried.channel.at(self.site), device, carried.bytes)
    }
}

/// Who asks, and what they hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The protocol's version.
    pub protocol: u16,
    /// The laptop.
    pub device: DeviceId,
    /// Opens the exchange.
    pub token: [u8; 32],
    /// The device's signature over the rest, in place of a token that is no longer taken; empty
    /// otherwise.
    pub proof: Vec<u8>,
    /// The laptop's clock, milliseconds since 1970.
    pub now_ms: u64,
    /// The first bytes of the epoch that it knows.
    pub epoch: [u8; 4],
    /// Which of its files this is about.
    pub about: About,
    /// What it holds.
    pub have: Have,
    /// What it holds of its other file, if it has nothing to bring of it.
    pub beside: Option<Beside>,
    /// How it is.
    pub report: Report,
}

/// What a laptop holds of its other file while it has nothing to bring of it: told beside what a
/// request is about, so that the other file needs one of its own only when there is something to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// Over every stream of the other file.
    pub digest: [u8; 16],
    /// The place in headquarters' ledger up to which it was heard.
    pub cursor: u64,
}

/// That headquarters holds just what was told beside, and has nothing to say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Same {
    /// As `Done::folded`, of the other file.
    pub folded: Option<[u8; 8]>,
}

/// How a laptop is, for whoever looks after all of them at headquarters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its program's version, `0.1.0` as (0, 1, 0).
    pub version: (u16, u16, u16),
    /// Changes that headquarters has not acknowledged.
    pub pending: u32,
    /// Minutes since its newest backup was made, by its own clock; none when it has none.
    pub backup_min: Option<u32>,
}

impl Report {
    /// A version as programs print it; what it does not say is 0.
    pub fn version_of(text: &str) -> (u16, u16, u16) {
        let core = text.split(['-', '+']).next().unwrap_or_default();
        let mut numbers = core.split('.').map(|part| part.parse().unwrap_or_default());
        let mut next = || numbers.next().unwrap_or_default();
        (next(), next(), next())
    }
}

/// What a laptop holds, told as shortly as it may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Have {
    /// Everything up to a place in headquarters' ledger, and a digest of it all, with what this
    /// request brings.
    Digest {
        /// Over every stream granted.
        digest: [u8; 16],
        /// The place.
        cursor: u64,
    },
    /// Writer by writer: at first, and whenever digests told that something is amiss.
    Vectors(Holdings),
}

impl Hello {
    /// The same, proved by the device's key instead of its token.
    #[must_use]
    pub fn proved(mut self, key: &Key) -> Self {
        self.token = [0; 32];
        self.proof = Vec::new();
        self.proof = key.sign(Purpose::Hello, &self.unproved());
        self
    }

    /// Whether the key signed exactly this.
    pub fn is_proved_by(&self, key: &PublicKey) -> bool {
        let unproved = Self { proof: Vec::new(), ..self.clone() };
        key.verifies(Purpose::Hello, &unproved.unproved(), &self.proof)
    }

    fn unproved(&self) -> Vec<u8> {
        // A hello always encodes; an empty message would verify nowhere.
        postcard::to_stdvec(self).unwrap_or_default()
    }
}

/// What headquarters holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// Headquarters' clock, milliseconds since 1970.
    pub now_ms: u64,
    /// What it holds, unless both hold the same.
    pub news: Option<News>,
    /// A new token, encrypted for the laptop, when the old one is no longer taken.
    pub token: Vec<u8>,
    /// Segments that headquarters did not commit: their stream, their writer, where they begin, why.
    pub refused: Vec<(Channel, DeviceId, u64, String)>,
    /// The newest batch of telephone codes that headquarters holds and has not read out whole; none
    /// asks for another.
    pub codes: Option<[u8; 8]>,
}

/// What headquarters holds, when that is not what the laptop holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// The ledger's epoch: a new one means headquarters was restored, and is offered everything.
    pub epoch: Uuid,
    /// Headquarters' log in this epoch.
    pub log: DeviceId,
    /// Its logs of every epoch, when the laptop may not know them all.
    pub logs: Vec<LogCertificate>,
    /// What its ledger has committed, of the streams granted to this laptop.
    pub committed: Committed,
}

/// The end of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Whether headquarters has more to send.
    pub more: bool,
    /// Everything up to here has been sent.
    pub cursor: u64,
    /// The first bytes of the digest over the heads that headquarters folded from exactly what both
    /// hold; none while it has not folded that far.
    pub folded: Option<[u8; 8]>,
    /// Of the other file; none asks for a request about it, if there is one.
    pub beside: Option<Same>,
}

/// Why bytes are not frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// A frame longer than any honest one.
    #[error("frame over the limit")]
    TooLong,
    /// A body that is not what it should be.
    #[error("frame not understood")]
    NotUnderstood,
}

/// One frame: its length, seven bits to a byte, the lowest first; then the body.
///
/// # Errors
/// Only if the body cannot be encoded.
pub fn frame<T: Serialize>(body: &T) -> Result<Vec<u8>, postcard::Error> {
    let body = postcard::to_stdvec(body)?;
    let mut bytes = Vec::with_capacity(body.len() + 4);
    let mut length = body.len();
    while length >= 0x80 {
        bytes.push(0x80 | (length & 0x7f) as u8);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend_from_slice(&body);
    Ok(bytes)
}

/// Collects bytes as they arrive and gives back whole frames.
#[derive(Default)]
pub struct Frames {
    buffer: Vec<u8>,
    start: usize,
}

impl Frames {
    /// Takes what has arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// Bytes that wait for the rest of their frame.
    pub fn waiting(&self) -> usize {
        self.buffer.len() - self.start
    }

    /// Whether what waits begins like a frame at all: whoever sends something else, and then nothing
    /// more, was never going to.
    pub fn is_plausible(&self) -> bool {
        let waiting = &self.buffer[self.start..];
        let kind = length(waiting).ok().flatten().and_then(|(_, prefix)| waiting.get(prefix));
        waiting.is_empty() || kind.is_some_and(|kind| *kind < KINDS_MAX)
    }

    /// The next whole frame, if there is one.
    ///
    /// # Errors
    /// `TooLong`, `NotUnderstood`: nothing after that can be trusted.
    pub fn take<T: DeserializeOwned>(&mut self) -> Result<Option<T>, WireError> {
        let waiting = &self.buffer[self.start..];
        let Some((length, prefix)) = length(waiting)? else { return Ok(None) };
        let Some(body) = waiting.get(prefix..prefix + length) else { return Ok(None) };
        let (value, left) =
            postcard::take_from_bytes(body).map_err(|_| WireError::NotUnderstood)?;
        if !left.is_empty() {
            return Err(WireError::NotUnderstood);
        }
        self.start += prefix + length;
        Ok(Some(value))
    }
}

/// The length that begins here, and how many bytes tell it.
fn length(waiting: &[u8]) -> Result<Option<(usize, usize)>, WireError> {
    let mut length = 0;
    for (at, byte) in waiting.iter().enumerate() {
        length |= usize::from(byte & 0x7f) << (7 * at);
        if length > FRAME_BYTES_MAX || at > 3 {
            return Err(WireError::TooLong);
        }
        if byte & 0x80 == 0 {
            return Ok(Some((length, at + 1)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn frames() -> Vec<Up> {
        let segment =
            Carried { channel: Channel::Network, author: Author::Laptop, bytes: vec![7; 300] };
        vec![Up::Segment(segment), Up::Keys(KeyBox(vec![1, 2])), Up::End]
    }

    fn hello() -> Hello {
        Hello {
            protocol: PROTOCOL,
            device: DeviceId(Uuid::from_u128(1)),
            token: [2; 32],
            proof: Vec::new(),
            now_ms: 3,
            epoch: [4; 4],
            about: About::All,
            have: Have::Digest { digest: [5; 16], cursor: 6 },
            beside: None,
            report: Report::default(),
        }
    }

    proptest! {
        #[test]
        fn frames_survive_any_cutting(sizes in prop::collection::vec(1usize..7, 1..40)) {
            let sent = frames();
            let bytes: Vec<u8> = sent.iter().flat_map(|up| frame(up).unwrap()).collect();
            let mut received = Vec::new();
            let mut collector = Frames::default();
            let mut rest = &bytes[..];
            for size in sizes.iter().cycle() {
                if rest.is_empty() { break; }
                let (now, later) = rest.split_at((*size).min(rest.len()));
                collector.push(now);
                rest = later;
                while let Some(up) = collector.take::<Up>().unwrap() { received.push(up); }
            }
            prop_assert_eq!(received, sent);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut collector = Frames::default();
            collector.push(&bytes);
            while let Ok(Some(_)) = collector.take::<Down>() {}
        }
    }

    #[test]
    fn a_frame_longer_than_any_honest_one_is_refused_before_it_is_held() {
        let mut collector = Frames::default();
        collector.push(&[0xff; 4]);
        assert_eq!(collector.take::<Up>(), Err(WireError::TooLong));
    }

    #[test]
    fn asking_costs_little() {
        assert!(frame(&Up::Hello(hello())).unwrap().len() <= 90);
        let (version, backup_min) = (Report::version_of("12.345.6-rc.1"), Some(60));
        assert_eq!(version, (12, 345, 6));
        let report = Report { version, pending: 10_000, backup_min };
        let full = Hello { report, now_ms: 1_800_000_000_000, ..hello() };
        assert!(frame(&Up::Hello(full.clone())).unwrap().len() <= 100);
        let beside = Some(Beside { digest: [7; 16], cursor: 1_000_000 });
        assert!(frame(&Up::Hello(Hello { beside, ..full })).unwrap().len() <= 120);
    }

    #[test]
    fn a_proof_is_one_keys_over_one_hello() {
        let (key, other) = (Key::from_seed([1; 32]), Key::from_seed([2; 32]));
        let proved = hello().proved(&key);
        assert!(proved.is_proved_by(&key.public()));
        assert!(!proved.is_proved_by(&other.public()));
        assert!(!Hello { now_ms: 4, ..proved.clone() }.is_proved_by(&key.public()));
        assert_eq!(proved.token, [0; 32], "a token that is refused need not travel again");
    }
}
