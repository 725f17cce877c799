//! The bytes of a file, in pages that copies share until one of them writes: a template of a
//! thousand pages is copied for the price of a thousand counters.

use std::sync::Arc;

/// What a drive writes at once, or tears.
pub(crate) const SECTOR: usize = 512;
const PAGE: usize = 4096;

/// Bytes and their count; what was never written reads as zeros.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pages: Vec<Arc<[u8; PAGE]>>,
    len: u64,
}

/// The parts of `from..from + count` that lie in one block of `size` bytes each: the block, where
/// the part begins in it, and its bytes counted from `from`.
pub(crate) fn parts(
    from: u64,
    count: usize,
    size: usize,
) -> impl Iterator<Item = (usize, usize, std::ops::Range<usize>)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let at = usize::try_from(from).unwrap_or(usize::MAX).saturating_add(done);
        let (block, start) = (at / size, at % size);
        let length = (size - start).min(count - done);
        done += length;
        (length > 0).then(|| (block, start, done - length..done))
    })
}

impl Content {
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Reads what there is and leaves the rest zero; says how many bytes there were.
    pub fn read(&self, from: u64, into: &mut [u8]) -> usize {
        into.fill(0);
        let there = usize::try_from(self.len.saturating_sub(from)).unwrap_or(usize::MAX);
        let count = into.len().min(there);
        for (page, start, part) in parts(from, count, PAGE) {
            if let Some(page) = self.pages.get(page) {
                let length = part.len();
                into[part].copy_from_slice(&page[start..start + length]);
            }
        }
        count
    }

    pub fn write(&mut self, from: u64, bytes: &[u8]) {
        self.grow(from + bytes.len() as u64);
        for (page, start, part) in parts(from, bytes.len(), PAGE) {
            if let Some(page) = self.pages.get_mut(page) {
                Arc::make_mut(page)[start..start + part.len()].copy_from_slice(&bytes[part]);
            }
        }
    }

    /// Makes it at least this long, with zeros.
    pub fn grow(&mut self, len: u64) {
        self.len = self.len.max(len);
        let pages = usize::try_from(self.len).unwrap_or(usize::MAX).div_ceil(PAGE);
        if pages > self.pages.len() {
            self.pages.resize_with(pages, || Arc::new([0; PAGE]));
        }
    }

    /// Makes it exactly this long.
    pub fn resize(&mut self, len: u64) {
        if len >= self.len {
            return self.grow(len);
        }
        self.len = len;
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        self.pages.truncate(len.div_ceil(PAGE));
        // Growing again later shows zeros, not what was cut off.
        if let Some(page) = self.pages.get_mut(len / PAGE) {
            Arc::make_mut(page)[len % PAGE..].fill(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(content: &Content) -> Vec<u8> {
        let mut bytes = vec![9; usize::try_from(content.len()).unwrap_or(0)];
        assert_eq!(content.read(0, &mut bytes), bytes.len());
        bytes
    }

    #[test]
    fn it_reads_as_one_run_of_bytes_would() {
        let mut content = Content::default();
        let mut plain = vec![0; 10_000];
        for (from, byte, count) in [(0, 1, 5_000), (4_000, 2, 6_000), (4_095, 3, 2), (9_990, 4, 10)]
        {
            content.write(from as u64, &vec![byte; count]);
            plain[from..from + count].fill(byte);
        }
        assert!(all(&content) == plain);
        content.resize(4_096 + 7);
        content.resize(9_000);
        plain[4_096 + 7..].fill(0);
        plain.truncate(9_000);
        assert!(all(&content) == plain);
        assert_eq!(content.read(8_999, &mut [7; 4]), 1);
        assert_eq!(content.read(9_999, &mut [7; 4]), 0);
    }

    #[test]
    fn a_copy_does_not_follow() {
        let mut content = Content::default();
        content.write(0, &[1; 5_000]);
        let copy = content.clone();
        content.write(4_500, &[2; 10]);
        assert!(all(&copy) == vec![1; 5_000]);
        assert!(Arc::ptr_eq(&copy.pages[0], &content.pages[0]), "an untouched page is shared");
    }
}
