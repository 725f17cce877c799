//! The rules of a training centre: what is recorded, who may write it, what is valid, what a mark
//! means in minutes. Pure: no IO, no clock, no randomness; whatever changes from one run to the
//! next is an argument.

pub mod allocation;
pub mod attendance;
pub mod calendar;
pub mod catalogue;
pub mod clash;
pub mod code;
pub mod digcomp;
pub mod evidence;
pub mod heard;
pub mod holidays;
pub mod import;
pub mod ink;
pub mod kind;
pub mod kinds;
pub mod likeness;
pub mod permission;
pub mod pin;
pub mod pipeline;
pub mod planning;
pub mod positioning;
pub mod record;
pub mod refusal;
pub mod rota;
pub mod signature;
pub mod stream;
pub mod value;
pub mod waiting;

pub use kind::{Identity, Kind, KindId, Register, RegisterId};
pub use record::{RecordId, RecordRef, SiteId};
pub use refusal::Refusal;
pub use stream::{Grant, Stream, StreamClass};
pub use value::{Type, Value};
