//! The laptop's side of one exchange, as a state machine: frames from headquarters go in, what to
//! commit comes out. It refuses an answer that is out of order, of a stream that was not granted, or
//! past the limits; it performs nothing.

use crate::segment::Segment;
use crate::wire::{Down, TRANSFER_BYTES_MAX, Welcome, WireError};
use passerelle_domain::Stream;

/// What the driver has to do with a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Record what headquarters holds, in a transaction.
    Acknowledge(Welcome),
    /// Fold and commit, in a transaction.
    Commit(Segment),
    /// The exchange is over; `more` means ask again at once.
    Finish {
        /// Headquarters has more to send.
        more: bool,
    },
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
    received_bytes: usize,
}

impl Conversation {
    /// A conversation for a laptop that holds `granted`.
    pub fn new(granted: Vec<Stream>) -> Self {
        Self { state: State::Asked, granted, received_bytes: 0 }
    }

    /// What to do with the next frame.
    ///
    /// # Errors
    /// Any `ConversationError`; the conversation is over then.
    pub fn step(&mut self, frame: Down) -> Result<Effect, ConversationError> {
        match (self.state, frame) {
            (State::Asked, Down::Welcome(mut welcome)) => {
                self.state = State::Receiving;
                welcome.acknowledged.retain(|(stream, _)| self.granted.contains(stream));
                Ok(Effect::Acknowledge(welcome))
            }
            (State::Receiving, Down::Segment(segment)) => {
                if !self.granted.contains(&segment.stream) {
                    return Err(ConversationError::StreamNotGranted);
                }
                self.received_bytes += segment.bytes();
                let limit = 2 * TRANSFER_BYTES_MAX;
                if !segment.is_within_limits() || self.received_bytes > limit {
                    return Err(ConversationError::OverLimit);
                }
                Ok(Effect::Commit(segment))
            }
            (State::Receiving, Down::Done { more }) => {
                self.state = State::Finished;
                Ok(Effect::Finish { more })
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
    use crate::dot::DeviceId;
    use passerelle_domain::SiteId;
    use uuid::Uuid;

    fn conversation() -> Conversation {
        Conversation::new(vec![Stream::Network])
    }

    fn welcome() -> Down {
        Down::Welcome(Welcome {
            epoch: Uuid::nil(),
            log: DeviceId(Uuid::nil()),
            now_ms: 0,
            acknowledged: vec![],
            marks: vec![],
        })
    }

    fn segment(stream: Stream) -> Down {
        let device = DeviceId(Uuid::from_u128(2));
        Down::Segment(Segment { stream, device, first: 1, ops: vec![vec![0]] })
    }

    #[test]
    fn an_exchange_in_order() {
        let mut talk = conversation();
        assert!(matches!(talk.step(welcome()), Ok(Effect::Acknowledge(_))));
        assert!(matches!(talk.step(segment(Stream::Network)), Ok(Effect::Commit(_))));
        assert!(!talk.is_finished());
        assert_eq!(talk.step(Down::Done { more: true }), Ok(Effect::Finish { more: true }));
        assert!(talk.is_finished());
        assert_eq!(talk.step(welcome()), Err(ConversationError::OutOfOrder));
    }

    #[test]
    fn a_stream_that_was_not_granted_is_refused() {
        let mut talk = conversation();
        assert!(talk.step(welcome()).is_ok());
        let foreign = segment(Stream::Private(SiteId(Uuid::from_u128(3))));
        assert_eq!(talk.step(foreign), Err(ConversationError::StreamNotGranted));
    }

    #[test]
    fn nothing_comes_before_the_welcome() {
        let early = conversation().step(segment(Stream::Network));
        assert_eq!(early, Err(ConversationError::OutOfOrder));
    }
}
