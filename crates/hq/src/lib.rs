//! Headquarters: a peer that hears every centre and writes what only one place can decide. It keeps
//! a ledger of segments as they came, enrols laptops, answers exchanges, and folds the ledger with
//! the laptops' own store code into projections that can be thrown away. It shows no screen and
//! knows no rule of a class: those are the domain's.

pub mod command;
pub mod door;
pub mod error;
mod first;
pub mod fold;
pub mod headquarters;
pub mod http;
pub mod ledger;
pub mod scope;
mod seal;

mod answer;
mod chance;
mod enrol;
mod heard;
mod lock;
mod photos;
mod verdict;

#[cfg(feature = "simulation")]
pub use chance::seed_for_simulation;
pub use error::HqError;
pub use headquarters::Headquarters;
pub use ledger::Ledger;
pub use scope::Scope;
