//! The laptop's encrypted SQLite file: ops, what they fold into, and every question asked of it. All
//! device SQL is here. Every write passes through one door, `Store::write`, or arrives through
//! `Store::receive`; both commit an op, its projection, its history line and what waits to be sent
//! together or not at all, with `synchronous=FULL`. It reads no clock and draws no random number.

mod access;
mod attachments;
mod backup;
mod cipher;
mod control;
mod digest;
mod error;
mod evidence;
mod files;
mod fold;
mod gesture;
mod heads;
mod hidden;
mod holdings;
mod local;
mod migrate;
mod names;
mod open;
mod person;
mod project;
mod rebuild;
mod receive;
mod rows;
mod seal;
mod snapshot;
mod split;
mod suspect;
#[doc(hidden)]
pub mod tamper;
mod trial;
mod witness;
mod write;

pub mod attendance;
pub mod catalogue;
pub mod cohort;
pub mod history;
pub mod keys;
pub mod learner;
pub mod partner;
pub mod photo;
pub mod pipeline;
pub mod planning;
pub mod rota;
pub mod session;
pub mod sheet;
pub mod signature;
pub mod site;
pub mod twins;
pub mod venue;
pub mod volunteer;

pub use access::{Store, View};
pub use attachments::{Added, Attachments};
pub use backup::{
    Beyond, Chain, Finds, Manifest, RESTORED, Restoring, Salvaged, Set, Staging, Wreck, gone_beyond,
};
#[doc(hidden)]
pub use cipher::Rows as RowsForBench;
pub use control::VoidRow;
pub use error::StoreError;
pub use evidence::SheetLine;
pub use files::{Files, make_private_folder, write_whole};
pub use gesture::{GestureRow, Part};
pub use holdings::{Divergence, Pending, Strange, Waiting};
pub use keys::StoreKey;
pub use local::Local;
pub use migrate::climb;
pub use open::create as create_encrypted;
pub use receive::{Received, Refused};
pub use snapshot::Covered;
pub use write::{Act, Author, Committed, Draft, DraftWrite, Gesture};
