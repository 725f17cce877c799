//! New inputs out of old ones: bits and bytes changed, numbers that break things put in, parts cut,
//! repeated, moved, and taken from another input.

use crate::seed::Chance;

/// Bytes of an input at most.
pub const INPUT_BYTES_MAX: usize = 64 * 1024;
/// Changes made to one input at most.
const CHANGES_MAX: u64 = 6;
/// Varints and bytes at the edges of what numbers may be.
const EDGES: [u64; 18] = [
    0,
    1,
    2,
    0x7F,
    0x80,
    0xFF,
    0x100,
    0x3FFF,
    0x4000,
    0xFFFF,
    0x1_0000,
    0x7F_FFFF,
    0x8000_0000,
    0xFFFF_FFFF,
    0x1_0000_0000,
    i64::MAX as u64,
    i64::MIN as u64,
    u64::MAX,
];

/// `bytes` with a few changes; some may come from `other`.
pub fn mutated(chance: &mut Chance, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(CHANGES_MAX) {
        change(chance, &mut bytes, other);
    }
    bytes.truncate(INPUT_BYTES_MAX);
    bytes
}

fn change(chance: &mut Chance, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = place(chance, bytes);
    match chance.below(13) {
        0 => flip(chance, bytes, at),
        1 => put(bytes, at, &[chance.number() as u8]),
        2 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = byte.wrapping_add(chance.below(9) as u8).wrapping_sub(4);
            }
        }
        3 => put(bytes, at, &varint(edge(chance))),
        4 => drop(bytes.splice(at..at, varint(edge(chance)))),
        5 => {
            let width = 1 << chance.below(4);
            put(bytes, at, edge(chance).to_le_bytes().get(..width).unwrap_or_default());
        }
        6 => bytes.truncate(at),
        7 => drop(bytes.drain(part(chance, bytes.len(), at))),
        8 => {
            let part = bytes.get(part(chance, bytes.len(), at)).unwrap_or_default().to_vec();
            let times = if chance.below(8) == 0 { chance.below(200) } else { 1 };
            let more = part.repeat(usize::try_from(times).unwrap_or(1));
            bytes.splice(at..at, more.into_iter().take(INPUT_BYTES_MAX));
        }
        9 => {
            let part = bytes.get(part(chance, bytes.len(), at)).unwrap_or_default().to_vec();
            let to = place(chance, bytes);
            put(bytes, to, &part);
        }
        10 => {
            let from = place(chance, other);
            let part = other.get(part(chance, other.len(), from)).unwrap_or_default();
            bytes.splice(at..at, part.iter().copied());
        }
        11 => {
            let from = place(chance, other);
            put(bytes, at, other.get(part(chance, other.len(), from)).unwrap_or_default());
        }
        _ => {
            bytes.truncate(at);
            bytes.extend(other.get(place(chance, other)..).unwrap_or_default());
        }
    }
}

/// Anywhere, and half of the time near the beginning, where headers are.
fn place(chance: &mut Chance, bytes: &[u8]) -> usize {
    let near = if chance.below(2) == 0 { 24 } else { u64::MAX };
    usize::try_from(chance.below((bytes.len() as u64 + 1).min(near))).unwrap_or(0)
}

/// A part that begins at `at`, rarely a long one.
fn part(chance: &mut Chance, length: usize, at: usize) -> std::ops::Range<usize> {
    let most = if chance.below(4) == 0 { length as u64 } else { 32 };
    let end = at.saturating_add(usize::try_from(chance.below(most + 1)).unwrap_or(0));
    at.min(length)..end.min(length)
}

fn put(bytes: &mut [u8], at: usize, part: &[u8]) {
    bytes.iter_mut().skip(at).zip(part).for_each(|(byte, new)| *byte = *new);
}

fn flip(chance: &mut Chance, bytes: &mut [u8], at: usize) {
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << chance.below(8);
    }
}

fn edge(chance: &mut Chance) -> u64 {
    let edge = EDGES.get(chance.below(EDGES.len() as u64) as usize).copied().unwrap_or(0);
    edge.wrapping_add(chance.below(3)).wrapping_sub(1)
}

/// Seven bits to a byte, the lowest first: how segments, frames and ops write numbers.
pub fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push((value as u8) | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_can_be_changed_and_none_grows_without_end() {
        let mut chance = Chance::announced("mutations");
        let mut bytes = Vec::new();
        let mut different = 0;
        for _ in 0..5_000 {
            let next = mutated(&mut chance, &bytes, b"another input");
            different += u32::from(next != bytes);
            bytes = next;
            assert!(bytes.len() <= INPUT_BYTES_MAX);
        }
        assert!(different > 3_000, "{different}");
    }
}
