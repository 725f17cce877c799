//! A register keeps its heads: the writes that nobody has replaced. The head with the highest
//! (hlc, device) is shown; several heads with different values are a conflict. Folding gives the
//! same state in any order and any number of times, because a replaced write is remembered until it
//! is seen. It knows nothing of records, kinds or storage.

use crate::clock::Hlc;
use crate::dot::{DeviceId, Dot};
use crate::planted::{self, Bug};
use std::collections::{BTreeMap, BTreeSet};

/// A write that nobody has replaced.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head<V> {
    /// Who wrote it, and their how-manieth op.
    pub dot: Dot,
    /// When, by the writer's clock.
    pub hlc: Hlc,
    /// The value.
    pub value: V,
}

/// A register's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register<V> {
    /// The heads, in no particular order.
    pub heads: Vec<Head<V>>,
    /// Writes known to be replaced that have not been seen yet.
    pub awaited: Vec<Dot>,
}

impl<V> Default for Register<V> {
    fn default() -> Self {
        Self { heads: Vec::new(), awaited: Vec::new() }
    }
}

impl<V: PartialEq> Register<V> {
    /// Folds a write. `seen` tells whether a dot has already been folded or set aside, on any
    /// register: the caller folds each op once, which makes folding idempotent.
    pub fn fold(&mut self, head: Head<V>, replaces: &[Dot], seen: impl Fn(Dot) -> bool) {
        self.heads.retain(|head| !replaces.contains(&head.dot));
        if planted::is(Bug::LastWriteWins) {
            self.heads.retain(|other| other.hlc >= head.hlc);
        }
        for dot in replaces {
            if !seen(*dot) && !self.awaited.contains(dot) {
                self.awaited.push(*dot);
            }
        }
        match self.awaited.iter().position(|dot| *dot == head.dot) {
            Some(position) => drop(self.awaited.swap_remove(position)),
            None => self.heads.push(head),
        }
    }

    /// The head that is shown.
    pub fn shown(&self) -> Option<&Head<V>> {
        self.heads.iter().max_by_key(|head| precedence(head.hlc, head.dot))
    }

    /// Whether the heads disagree: a conflict, listed only once every replaced write is held.
    pub fn disagrees(&self) -> bool {
        self.awaited.is_empty() && self.heads.windows(2).any(|two| two[0].value != two[1].value)
    }
}

/// The state of a register from every write of it that is held, void ones included: what folding
/// one by one cannot tell once a write is void. A void write is never a head; what it replaced
/// returns unless a write that stands descends from it, by whatever way.
pub fn standing<V: Clone>(
    writes: &[(Head<V>, Vec<Dot>)],
    is_void: impl Fn(Dot) -> bool,
    seen: impl Fn(Dot) -> bool,
) -> Register<V> {
    let by_dot: BTreeMap<Dot, &Vec<Dot>> =
        writes.iter().map(|(head, replaces)| (head.dot, replaces)).collect();
    let mut covered = BTreeSet::new();
    let standing = || writes.iter().filter(|(head, _)| !is_void(head.dot));
    let mut open: Vec<Dot> = standing().flat_map(|(_, replaces)| replaces.clone()).collect();
    while let Some(dot) = open.pop() {
        if covered.insert(dot) {
            open.extend(by_dot.get(&dot).into_iter().flat_map(|replaces| replaces.iter()));
        }
    }
    let heads = standing().filter(|(head, _)| !covered.contains(&head.dot));
    Register {
        heads: heads.map(|(head, _)| head.clone()).collect(),
        awaited: covered
            .iter()
            .filter(|dot| !by_dot.contains_key(dot) && !seen(**dot))
            .copied()
            .collect(),
    }
}

/// The order that decides which head is shown: the clock first, the device to break ties.
pub fn precedence(hlc: Hlc, dot: Dot) -> (Hlc, DeviceId, u64) {
    if planted::is(Bug::NoTieBreak) {
        return (hlc, DeviceId(uuid::Uuid::nil()), 0);
    }
    (hlc, dot.device, dot.n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    type Written = (Head<u8>, Vec<Dot>);

    fn dot(device: u8, n: u64) -> Dot {
        Dot { device: DeviceId(Uuid::from_u128(u128::from(device) + 1)), n }
    }

    /// Folds in the given order, each write once, as a store does.
    fn folded(writes: &[Written]) -> Register<u8> {
        let mut register = Register::default();
        let mut seen = BTreeSet::new();
        for (head, replaces) in writes {
            if seen.insert(head.dot) {
                register.fold(head.clone(), replaces, |dot| seen.contains(&dot));
            }
        }
        register.heads.sort();
        register.awaited.sort();
        register
    }

    /// A history in which each of three devices writes over any earlier writes of anybody.
    fn history() -> impl Strategy<Value = Vec<Written>> {
        prop::collection::vec((0u8..3, any::<u8>(), 0u64..9, any::<u16>()), 0..12).prop_map(
            |steps| {
                let mut counts = [0u64; 3];
                let mut writes: Vec<Written> = Vec::new();
                for (device, value, ms, mask) in steps {
                    counts[usize::from(device)] += 1;
                    let replaces = writes
                        .iter()
                        .enumerate()
                        .filter(|(index, _)| mask & (1 << index) != 0)
                        .map(|(_, (head, _))| head.dot)
                        .collect();
                    let dot = dot(device, counts[usize::from(device)]);
                    writes.push((Head { dot, hlc: Hlc::at(ms), value }, replaces));
                }
                writes
            },
        )
    }

    proptest! {
        #[test]
        fn folding_is_commutative(writes in history(), seed in any::<u64>()) {
            let mut shuffled = writes.clone();
            let mut state = seed | 1;
            for i in (1..shuffled.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                shuffled.swap(i, (state >> 33) as usize % (i + 1));
            }
            prop_assert_eq!(folded(&shuffled), folded(&writes));
        }

        #[test]
        fn folding_is_associative(writes in history(), at in any::<prop::sample::Index>()) {
            let middle = at.index(writes.len() + 1);
            let (first, second) = writes.split_at(middle);
            let regrouped: Vec<_> = second.iter().chain(first).cloned().collect();
            prop_assert_eq!(folded(&regrouped), folded(&writes));
        }

        #[test]
        fn folding_is_idempotent(writes in history()) {
            let twice: Vec<_> = writes.iter().chain(&writes).cloned().collect();
            prop_assert_eq!(folded(&twice), folded(&writes));
        }

        #[test]
        fn a_replaced_write_is_never_shown(writes in history()) {
            let replaced: BTreeSet<_> = writes.iter().flat_map(|(_, dots)| dots.clone()).collect();
            let register = folded(&writes);
            prop_assert!(register.heads.iter().all(|head| !replaced.contains(&head.dot)));
            prop_assert_eq!(register.heads.is_empty(), writes.is_empty());
        }
    }

    proptest! {
        #[test]
        fn without_voids_both_ways_of_folding_agree(writes in history()) {
            let all: BTreeSet<_> = writes.iter().map(|(head, _)| head.dot).collect();
            let mut whole = standing(&writes, |_| false, |dot| all.contains(&dot));
            whole.heads.sort();
            prop_assert_eq!(whole, folded(&writes));
        }

        #[test]
        fn a_void_write_leaves_what_would_stand_without_it(writes in history(), at in any::<prop::sample::Index>()) {
            if !writes.is_empty() {
                let void = writes[at.index(writes.len())].0.dot;
                let all: BTreeSet<_> = writes.iter().map(|(head, _)| head.dot).collect();
                let state = standing(&writes, |dot| dot == void, |dot| all.contains(&dot));
                prop_assert!(state.heads.iter().all(|head| head.dot != void));
                // Whoever was a head and is not void still is one.
                let before = folded(&writes);
                for head in before.heads.iter().filter(|head| head.dot != void) {
                    prop_assert!(state.heads.contains(head));
                }
                prop_assert_eq!(state.heads.is_empty(), writes.len() == 1);
            }
        }
    }

    #[test]
    fn what_a_void_write_replaced_returns_unless_somebody_built_on_it() {
        let write = |device, n, value, replaces: &[Dot]| {
            (Head { dot: dot(device, n), hlc: Hlc::at(1), value }, replaces.to_vec())
        };
        let first = write(0, 1, 1, &[]);
        let second = write(1, 1, 2, &[dot(0, 1)]);
        let third = write(0, 2, 3, &[dot(1, 1)]);
        let shown = |writes: &[Written], void: &[Dot]| {
            let state = standing(writes, |dot| void.contains(&dot), |_| true);
            state.heads.iter().map(|head| head.value).collect::<Vec<_>>()
        };
        let two = [first.clone(), second.clone()];
        assert_eq!(shown(&two, &[dot(1, 1)]), [1]);
        let three = [first, second, third];
        assert_eq!(shown(&three, &[dot(1, 1)]), [3], "built upon: it does not return");
        assert_eq!(shown(&three, &[dot(1, 1), dot(0, 2)]), [1]);
    }

    #[test]
    fn two_values_disagree_until_somebody_settles() {
        let write = |device, n, value, replaces: &[Dot]| {
            (Head { dot: dot(device, n), hlc: Hlc::at(1), value }, replaces.to_vec())
        };
        let both = [write(0, 1, 1, &[]), write(1, 1, 2, &[])];
        assert!(folded(&both).disagrees());
        assert_eq!(
            folded(&both).shown().map(|head| head.dot),
            Some(dot(1, 1)),
            "device breaks ties"
        );
        let settled = [both[0].clone(), both[1].clone(), write(0, 2, 1, &[dot(0, 1), dot(1, 1)])];
        assert!(!folded(&settled).disagrees());
        let same = [write(0, 1, 1, &[]), write(1, 1, 1, &[])];
        assert!(!folded(&same).disagrees(), "the same value twice is agreement");
    }

    #[test]
    fn a_wrong_clock_does_not_bring_a_replaced_value_back() {
        let future = Head { dot: dot(0, 1), hlc: Hlc::at(1 << 40), value: 1 };
        let present = Head { dot: dot(1, 1), hlc: Hlc::at(5), value: 2 };
        let register = folded(&[(future.clone(), vec![]), (present.clone(), vec![future.dot])]);
        assert_eq!(register.shown(), Some(&present));
    }
}
