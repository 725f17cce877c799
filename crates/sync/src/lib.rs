//! The exchange without its wires: ops, the clock that orders their heads, vectors that say what is
//! held, registers that keep their heads, and the conversation with headquarters. Sans-IO: events
//! and the time come in as arguments, effects go out as values; nothing here reads a clock, a file
//! or a socket.

pub mod attachment;
pub mod authority;
pub mod clock;
pub mod conversation;
pub mod digest;
pub mod dot;
pub mod identity;
pub mod join;
pub mod op;
pub mod person;
pub mod planted;
pub mod register;
pub mod schedule;
pub mod sealed;
pub mod snapshot;
pub mod telephone;
pub mod wipe;
pub mod wire;

pub use clock::{Clock, Hlc};
pub use dot::{DeviceId, Dot, Vector};
pub use op::{Op, Write};
