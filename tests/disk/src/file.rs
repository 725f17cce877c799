//! One file: what programs see of it, what a power cut cannot take, and the changes in between. A
//! change that was not synced is kept, lost or torn, each on its own: a drive writes in its own
//! order.

use crate::content::{Content, SECTOR, parts};
use crate::locks::Locks;
use crate::shared::Shared;
use std::sync::{Arc, Weak};

/// A change that has not been synced.
#[derive(Clone, Debug)]
enum Change {
    Write(u64, Arc<[u8]>),
    Resize(u64),
}

/// A file, under whatever name.
#[derive(Debug, Default)]
pub(crate) struct File {
    now: Content,
    durable: Content,
    unsynced: Vec<Change>,
    pub locks: Locks,
    index: Weak<Shared>,
    /// Open handles.
    pub open: u32,
}

/// What a power cut does to what was not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// All of it is lost.
    Lose,
    /// All of it is kept.
    Keep,
    /// Each change has its own fate.
    Each,
}

/// What a power cut does to one change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Lost,
    Kept,
    Torn,
}

impl Mood {
    pub fn drawn(chance: &mut dyn FnMut(u64) -> u64) -> Self {
        match chance(6) {
            0 => Self::Lose,
            1 => Self::Keep,
            _ => Self::Each,
        }
    }

    pub fn fate(self, chance: &mut dyn FnMut(u64) -> u64) -> Fate {
        match self {
            Self::Lose => Fate::Lost,
            Self::Keep => Fate::Kept,
            Self::Each => match chance(3) {
                0 => Fate::Lost,
                1 => Fate::Kept,
                _ => Fate::Torn,
            },
        }
    }
}

impl File {
    /// What is on the drive, with nothing waiting.
    pub fn of(content: Content) -> Self {
        Self { now: content.clone(), durable: content, ..Self::default() }
    }

    /// The same content and the same changes waiting, opened by nobody.
    pub fn copy(&self) -> Self {
        let Self { now, durable, unsynced, .. } = self;
        let (now, durable, unsynced) = (now.clone(), durable.clone(), unsynced.clone());
        Self { now, durable, unsynced, ..Self::default() }
    }

    pub fn len(&self) -> u64 {
        self.now.len()
    }

    pub fn read(&self, from: u64, into: &mut [u8]) -> usize {
        self.now.read(from, into)
    }

    pub fn write(&mut self, from: u64, bytes: &[u8]) {
        self.now.write(from, bytes);
        self.unsynced.push(Change::Write(from, bytes.into()));
    }

    pub fn resize(&mut self, len: u64) {
        self.now.resize(len);
        self.unsynced.push(Change::Resize(len));
    }

    pub fn sync(&mut self) {
        self.durable = self.now.clone();
        self.unsynced.clear();
    }

    /// The index of its log, made for the first that asks.
    pub fn index(&mut self) -> Arc<Shared> {
        self.index.upgrade().unwrap_or_else(|| {
            let index = Arc::new(Shared::default());
            self.index = Arc::downgrade(&index);
            index
        })
    }

    /// Bytes it takes, the index of its log with it.
    pub fn room(&self) -> u64 {
        self.len() + self.index.upgrade().map_or(0, |index| index.bytes())
    }

    /// What the drive holds after a power cut.
    pub fn survivor(&self, mood: Mood, chance: &mut dyn FnMut(u64) -> u64) -> Content {
        let mut content = self.durable.clone();
        for change in &self.unsynced {
            match (change, mood.fate(chance)) {
                (_, Fate::Lost) => {}
                (Change::Write(from, bytes), Fate::Kept) => content.write(*from, bytes),
                (Change::Write(from, bytes), Fate::Torn) => {
                    tear(&mut content, *from, bytes, chance)
                }
                (Change::Resize(len), _) => content.resize(*len),
            }
        }
        content
    }
}

/// Writes some sectors whole, some up to a byte, and some not at all.
fn tear(content: &mut Content, from: u64, bytes: &[u8], chance: &mut dyn FnMut(u64) -> u64) {
    let mut at = from;
    for (_, _, part) in parts(from, bytes.len(), SECTOR) {
        let sector = &bytes[part];
        let length = match chance(8) {
            0..=3 => 0,
            4..=6 => sector.len(),
            _ => usize::try_from(chance(sector.len() as u64)).unwrap_or(0),
        };
        if length > 0 {
            content.write(at, &sector[..length]);
        }
        at += sector.len() as u64;
    }
    // The length reaches the drive on its own, before what lies under it.
    if chance(2) == 0 {
        content.grow(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_takes_only_what_was_not_synced() {
        let mut file = File::default();
        file.write(0, &[1; 2_000]);
        file.sync();
        file.write(1_000, &[2; 2_000]);
        let bytes = |content: Content| {
            let mut bytes = vec![0; usize::try_from(content.len()).unwrap_or(0)];
            content.read(0, &mut bytes);
            bytes
        };
        let lost = bytes(file.survivor(Mood::Lose, &mut |_| 0));
        assert!(lost == vec![1; 2_000]);
        let kept = bytes(file.survivor(Mood::Keep, &mut |_| 0));
        assert!(kept == [vec![1; 1_000], vec![2; 2_000]].concat());
        // Torn, by sectors of the drive: the first kept, the second up to 3 bytes, others lost.
        let mut answers = [2, 4, 7, 3, 0, 0, 0, 1].into_iter();
        let torn = bytes(file.survivor(Mood::Each, &mut |_| answers.next().unwrap_or(0)));
        let expected = [vec![1; 1_000], vec![2; 24 + 3], vec![1; 2_000 - 1_027]].concat();
        assert!(torn == expected);
    }

    #[test]
    fn a_lost_truncation_shows_what_it_cut_off() {
        let mut file = File::default();
        file.write(0, &[1; 100]);
        file.sync();
        file.resize(0);
        file.write(0, &[2; 10]);
        assert_eq!(file.survivor(Mood::Lose, &mut |_| 0).len(), 100);
        let mut answers = [0, 1].into_iter();
        let written = file.survivor(Mood::Each, &mut |_| answers.next().unwrap_or(0));
        assert_eq!(written.len(), 100, "the write outlived the truncation before it");
    }
}
