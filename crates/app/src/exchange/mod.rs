//! The exchange, performed: joining a headquarters, one exchange over HTTP, and the driver that makes
//! them happen by themselves. The rules are `passerelle_sync`'s; here are the wire, the clock and
//! what is remembered of past tries.

mod beside;
mod door;
mod driver;
mod first;
mod join;
mod log;
mod part;
mod photos;
mod report;
mod run;
mod talk;
mod telephone;
mod wipe;

pub use door::Line;
pub use driver::Driver;
pub use first::FirstTalk;
pub(crate) use join::join;
pub use join::{Carry, JoinInput, adopt, adopt_by, join_by, redeem, renew};
pub use log::Live;
pub use log::Log;
pub use part::Part;
pub use photos::PhotoTalk;
pub(crate) use run::marks_at_headquarters;
pub use run::{ExchangeReport, run_exchange, run_exchange_on};
pub use talk::{Ask, Outcome, Talk};
