//! A laptop as the first version of the program left it, for whoever must bring it up to date.

use std::path::Path;

use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::{RecordId, RecordRef, kinds};
use passerelle_store::{Store, StoreError, climb, create_encrypted};
use passerelle_sync::{Hlc, Op, Write};
use uuid::Uuid;

use crate::desk::{KEY, SESSION};

/// Marks that it left.
pub const MARKS: u64 = 12;

/// Makes its file, at a path or at an address of a simulated disk.
///
/// # Errors
/// The store's.
pub fn make(file: &Path) -> Result<(), StoreError> {
    let mut conn = create_encrypted(file, &KEY)?;
    let nowhere = Path::new("");
    climb(&mut conn, &Store::ladder_for_tests()[..1], nowhere, |_| Err(StoreError::Busy))?;
    conn.execute_batch(include_str!("schema_1/laptop.sql"))?;
    for n in 1..=MARKS {
        let register = kinds::ATTENDANCE.named("mark").ok_or(StoreError::InvalidOp("mark"))?.id;
        let op = Op {
            hlc: Hlc::at(1_000 + n),
            actor: RecordId(Uuid::from_u128(9)),
            kind: kinds::ATTENDANCE.id,
            record: RecordRef::Derived(vec![SESSION, learner(n)]),
            writes: vec![Write { register, value: late(n).to_value(), replaces: Vec::new() }],
        };
        let bytes = op.encode().map_err(|_| StoreError::InvalidOp("encoding"))?;
        conn.execute(include_str!("schema_1/op.sql"), (n.cast_signed(), bytes))?;
    }
    Ok(())
}

/// Whom the n-th mark is of.
pub fn learner(n: u64) -> RecordId {
    RecordId(Uuid::from_u128(1_000 + u128::from(n)))
}

/// What it says.
pub fn late(n: u64) -> Mark {
    Mark { late: u16::try_from(n).ok(), ..Mark::plain(Status::Present) }
}
