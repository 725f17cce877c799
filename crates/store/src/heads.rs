//! The heads of a record's registers, as they are kept beside its columns: small numbers stand for
//! writers, and a register that nobody disagrees about costs some twenty bytes. It reads and writes
//! bytes; what folding does with them is `fold`'s.

use crate::error::StoreError;
use crate::rows::Writers;
use passerelle_domain::{RegisterId, Value};
use passerelle_sync::register::{Head, Register};
use passerelle_sync::{Dot, Hlc};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A record's registers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RecordHeads {
    pub registers: BTreeMap<RegisterId, Register<Value>>,
    /// It came with a snapshot: ops that the snapshot covers are in it already.
    pub covered: bool,
}

#[derive(Serialize, Deserialize)]
struct Kept<'v> {
    covered: bool,
    #[serde(borrow)]
    registers: Vec<KeptRegister<'v>>,
}

#[derive(Serialize, Deserialize)]
struct KeptRegister<'v> {
    register: u16,
    #[serde(borrow)]
    heads: Vec<KeptHead<'v>>,
    awaited: Vec<(u32, u64)>,
}

#[derive(Serialize, Deserialize)]
struct KeptHead<'v> {
    writer: u32,
    n: u64,
    ms: u64,
    count: u16,
    value: &'v [u8],
}

/// One head, about to be kept: its value as bytes.
pub(crate) struct FreshHead<'v> {
    pub register: RegisterId,
    pub value: &'v [u8],
}

/// The bytes of a record that one op has just created: one head for each register it writes.
pub(crate) fn fresh(writer: i64, n: u64, hlc: Hlc, heads: &[FreshHead<'_>]) -> Vec<u8> {
    let registers = heads
        .iter()
        .map(|head| KeptRegister {
            register: head.register.0,
            heads: vec![kept(writer, n, hlc, head.value)],
            awaited: Vec::new(),
        })
        .collect();
    encode(&Kept { covered: false, registers })
}

fn kept(writer: i64, n: u64, hlc: Hlc, value: &[u8]) -> KeptHead<'_> {
    let writer = u32::try_from(writer).unwrap_or(u32::MAX);
    KeptHead { writer, n, ms: hlc.ms(), count: (hlc.0 & 0xffff) as u16, value }
}

fn encode(kept: &Kept<'_>) -> Vec<u8> {
    // Numbers and bytes always encode.
    postcard::to_stdvec(kept).unwrap_or_default()
}

/// A value as it is kept and hashed.
pub(crate) fn value_bytes(value: &Value) -> Vec<u8> {
    postcard::to_stdvec(value).unwrap_or_default()
}

impl RecordHeads {
    /// Reads what is kept.
    pub fn read(conn: &Connection, writers: &Writers, bytes: &[u8]) -> Result<Self, StoreError> {
        let kept: Kept<'_> = postcard::from_bytes(bytes).map_err(|_| StoreError::Damaged)?;
        let mut registers = BTreeMap::new();
        for register in kept.registers {
            let mut state = Register::default();
            for head in register.heads {
                state.heads.push(Head {
                    dot: Dot { device: writers.device(conn, i64::from(head.writer))?, n: head.n },
                    hlc: Hlc(Hlc::at(head.ms).0 | u64::from(head.count)),
                    value: postcard::from_bytes(head.value).map_err(|_| StoreError::Damaged)?,
                });
            }
            for (writer, n) in register.awaited {
                state.awaited.push(Dot { device: writers.device(conn, i64::from(writer))?, n });
            }
            registers.insert(RegisterId(register.register), state);
        }
        Ok(Self { registers, covered: kept.covered })
    }

    /// The bytes to keep.
    pub fn write(&self, conn: &Connection, writers: &Writers) -> Result<Vec<u8>, StoreError> {
        let mut values = Vec::new();
        for head in self.registers.values().flat_map(|register| &register.heads) {
            values.push((writers.row(conn, head.dot.device)?, value_bytes(&head.value)));
        }
        let mut values = values.iter();
        let mut registers = Vec::with_capacity(self.registers.len());
        for (id, register) in &self.registers {
            let mut awaited = Vec::with_capacity(register.awaited.len());
            for dot in &register.awaited {
                let writer = writers.row(conn, dot.device)?;
                awaited.push((u32::try_from(writer).unwrap_or(u32::MAX), dot.n));
            }
            let heads = register.heads.iter().zip(values.by_ref());
            let heads = heads
                .map(|(head, (writer, value))| kept(*writer, head.dot.n, head.hlc, value))
                .collect();
            registers.push(KeptRegister { register: id.0, heads, awaited });
        }
        Ok(encode(&Kept { covered: self.covered, registers }))
    }

    /// A register; empty when nobody has written it.
    pub fn register(&self, id: RegisterId) -> Register<Value> {
        self.registers.get(&id).cloned().unwrap_or_default()
    }

    /// The value that is shown of a register.
    pub fn shown(&self, id: RegisterId) -> &Value {
        let shown = self.registers.get(&id).and_then(Register::shown);
        shown.map_or(&Value::Null, |head| &head.value)
    }
}
