//! The laptop's side of one exchange, as a state machine: frames from headquarters go in, what to
//! commit comes out. It refuses an answer that is out of order, of a stream that was not granted, or
//! past the limits; it performs nothing.

use crate::dot::DeviceId;
use crate::person::KeyBox;
use crate::sealed::{Sealed, SegmentError};
use crate::wire::{Done, Down, Passing, TRANSFER_BYTES_MAX, WRITERS_MAX, Welcome, WireError};
use passerelle_domain::{SiteId, Stream};

/// What the driver has to do with a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Record what headquarters holds, in a transaction.
    Acknowledge(Welcome),
    /// Verify, fold and commit, in a transaction.
    Commit(Sealed),
    /// Keep the keys inside.
    Keep(KeyBox),
    /// The exchange is over.
    Finish(Done),
}

/// Why an answer is not believed. What was committed before stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConversationError {
    /// A frame where the protocol has none.
    #[error("frame out of order")]
    OutOfOrder,
    /// Ops of a stream that this laptop is not granted.
    #[error("stream not granted")]
    StreamNotGranted,
    /// More than was asked for.
    #[error("over the limit")]
    OverLimit,
    /// Bytes that are not a segment.
    #[error(transparent)]
    Segment(#[from] SegmentError),
    /// Bytes that are not frames.
    #[error(transparent)]
    Wire(#[from] WireError),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Asked,
    Receiving,
    Finished,
}

/// One exchange, seen from the laptop.
#[derive(Debug)]
pub struct Conversation {
    state: State,
    granted: Vec<Stream>,
    passing: Passing,
    received_bytes: usize,
}

impl Conversation {
    /// A conversation for the laptop `own` of `site` that holds `granted`.
    pub fn new(own: DeviceId, site: SiteId, granted: Vec<Stream>) -> Self {
        let passing = Passing::of(own, site);
        Self { state: State::Asked, granted, passing, received_bytes: 0 }
    }

    /// What to do with the next frame.
    ///
    /// # Errors
    /// Any `ConversationError`; the conversation is over then.
    pub fn step(&mut self, frame: Down) -> Result<Effect, ConversationError> {
        match (self.state, frame) {
            (State::Asked, Down::Welcome(welcome)) => {
                let writers = welcome.news.iter().flat_map(|news| &news.committed);
                if writers.map(|(_, tips)| tips.len()).sum::<usize>() > WRITERS_MAX {
                    return Err(ConversationError::OverLimit);
                }
                self.state = State::Receiving;
                Ok(Effect::Acknowledge(welcome))
            }
            (State::Receiving, Down::Segment(carried)) => {
                self.received_bytes += carried.bytes.len();
                if self.received_bytes > 2 * TRANSFER_BYTES_MAX {
                    return Err(ConversationError::OverLimit);
                }
                let segment = self.passing.unpack(carried)?;
                if !self.granted.contains(&segment.stream) {
                    return Err(ConversationError::StreamNotGranted);
                }
                Ok(Effect::Commit(segment))
            }
            (State::Receiving, Down::Keys(keys)) => Ok(Effect::Keep(keys)),
            (State::Receiving, Down::Done(done)) => {
                self.state = State::Finished;
                Ok(Effect::Finish(done))
            }
            _ => Err(ConversationError::OutOfOrder),
        }
    }

    /// Whether `Done` has come: without it the answer was cut.
    pub fn is_finished(&self) -> bool {
        self.state == State::Finished
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Key;
    use crate::sealed::{ChainHash, NoNames, seal};
    use crate::wire::{Author, Carried, Channel};
    use crate::{Hlc, Op, Write};
    use passerelle_domain::{RecordId, RecordRef, RegisterId, Value, kinds};
    use uuid::Uuid;

    const SITE: SiteId = SiteId(Uuid::from_u128(3));
    const OWN: DeviceId = DeviceId(Uuid::from_u128(1));

    fn conversation() -> Conversation {
        Conversation::new(OWN, SITE, vec![Stream::Network])
    }

    fn welcome() -> Down {
        Down::Welcome(Welcome {
            now_ms: 0,
            news: None,
            token: vec![],
            refused: vec![],
            codes: None,
        })
    }

    fn segment(channel: Channel, author: Author) -> Down {
        let write = Write { register: RegisterId(1), value: Value::Null, replaces: vec![] };
        let op = Op {
            hlc: Hlc::at(1),
            actor: RecordId(Uuid::nil()),
            kind: kinds::SITE.id,
            record: RecordRef::Own(RecordId(SITE.0)),
            writes: vec![write],
        };
        let device = DeviceId(Uuid::from_u128(2));
        let key = Key::from_seed([1; 32]);
        let stream = channel.at(SITE);
        let sealed = seal(stream, device, 1, &[op], &ChainHash::START, &key, &NoNames).unwrap();
        Down::Segment(Carried { channel, author, bytes: sealed.into_bytes() })
    }

    fn done() -> Done {
        Done { more: true, cursor: 4, folded: None, beside: None }
    }

    #[test]
    fn an_exchange_in_order() {
        let mut talk = conversation();
        let other = Author::Other(DeviceId(Uuid::from_u128(2)));
        assert!(matches!(talk.step(welcome()), Ok(Effect::Acknowledge(_))));
        assert!(matches!(talk.step(segment(Channel::Network, other)), Ok(Effect::Commit(_))));
        assert!(matches!(
            talk.step(segment(Channel::Network, Author::Same)),
            Ok(Effect::Commit(_))
        ));
        assert!(!talk.is_finished());
        assert_eq!(talk.step(Down::Done(done())), Ok(Effect::Finish(done())));
        assert!(talk.is_finished());
        assert_eq!(talk.step(welcome()), Err(ConversationError::OutOfOrder));
    }

    #[test]
    fn a_stream_that_was_not_granted_is_refused() {
        let mut talk = conversation();
        assert!(talk.step(welcome()).is_ok());
        let foreign = segment(Channel::Private, Author::Other(OWN));
        assert_eq!(talk.step(foreign), Err(ConversationError::StreamNotGranted));
    }

    #[test]
    fn nothing_comes_before_the_welcome() {
        let early = conversation().step(segment(Channel::Network, Author::Laptop));
        assert_eq!(early, Err(ConversationError::OutOfOrder));
        let mut talk = conversation();
        assert!(talk.step(welcome()).is_ok());
        let nobody = segment(Channel::Network, Author::Same);
        let error = ConversationError::Segment(SegmentError::NotUnderstood);
        assert_eq!(talk.step(nobody), Err(error), "the same as nobody's");
    }
}
