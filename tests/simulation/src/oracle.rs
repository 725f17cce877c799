//! What should stand, told from nothing but the list of all ops and of those that are void: by looking,
//! for each write, whether any write that stands descends from it. It shares no code with the folding
//! that it judges.

use passerelle_domain::{KindId, RecordRef, RegisterId, Value, kinds};
use passerelle_sync::{Dot, Hlc, Op};
use std::collections::{BTreeMap, BTreeSet};

/// A register of a record.
pub type Place = (KindId, RecordRef, RegisterId);

/// What should stand in one register.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// The heads: their dots and values, in the order of the dots.
    pub heads: Vec<(Dot, Value)>,
    /// Which of them is shown.
    pub shown: Option<Dot>,
    /// Whether they disagree.
    pub disagrees: bool,
    /// Every write of it, whatever became of it.
    pub writes: BTreeSet<Dot>,
}

struct Written {
    hlc: Hlc,
    value: Value,
    replaces: Vec<Dot>,
}

/// The truth about every register that folds, and how many were written concurrently.
pub fn truth(ops: &BTreeMap<Dot, Op>, void: &BTreeSet<Dot>) -> (BTreeMap<Place, Truth>, usize) {
    let mut places: BTreeMap<Place, BTreeMap<Dot, Written>> = BTreeMap::new();
    for (dot, op) in ops {
        let Some(kind) = kinds::by_id(op.kind).filter(|kind| !kind.is_control()) else { continue };
        // What a later version wrote waits whole until this one knows it.
        if op.writes.iter().any(|write| kind.register(write.register).is_none()) {
            continue;
        }
        for write in &op.writes {
            let place = (op.kind, op.record.clone(), write.register);
            let written = Written {
                hlc: op.hlc,
                value: write.value.clone(),
                replaces: write.replaces.clone(),
            };
            places.entry(place).or_default().insert(*dot, written);
        }
    }
    let mut concurrent = 0;
    let mut truths = BTreeMap::new();
    for (place, writes) in places {
        let truth = judge(&writes, void);
        concurrent += usize::from(truth.heads.len() > 1);
        truths.insert(place, truth);
    }
    (truths, concurrent)
}

fn judge(writes: &BTreeMap<Dot, Written>, void: &BTreeSet<Dot>) -> Truth {
    let stands = |dot: &Dot| writes.contains_key(dot) && !void.contains(dot);
    let mut heads = Vec::new();
    for (dot, written) in writes.iter().filter(|(dot, _)| stands(dot)) {
        let built_on = writes.keys().any(|other| stands(other) && descends(writes, *other, *dot));
        if !built_on {
            heads.push((*dot, written.value.clone()));
        }
    }
    let shown = heads
        .iter()
        .max_by_key(|(dot, _)| (writes[dot].hlc, dot.device, dot.n))
        .map(|(dot, _)| *dot);
    let disagrees = heads.iter().any(|(_, value)| *value != heads[0].1);
    Truth { heads, shown, disagrees, writes: writes.keys().copied().collect() }
}

/// Whether `later` was written over `earlier`, by whatever way.
fn descends(writes: &BTreeMap<Dot, Written>, later: Dot, earlier: Dot) -> bool {
    let mut open = writes.get(&later).map(|w| w.replaces.clone()).unwrap_or_default();
    let mut seen = BTreeSet::new();
    while let Some(dot) = open.pop() {
        if dot == earlier {
            return true;
        }
        if seen.insert(dot) {
            open.extend(writes.get(&dot).into_iter().flat_map(|w| w.replaces.iter().copied()));
        }
    }
    false
}
