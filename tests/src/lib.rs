//! The harness that the product's tests share: the real programs on temporary folders, the real
//! window driven through WebDriver in a display of its own, and the reading of the sources for the
//! hygiene tests. It knows command lines, not rules: what a test expects is said in the test.

pub mod axe;
pub mod centre;
pub mod class;
pub mod coordination;
pub mod desk;
pub mod display;
pub mod headquarters;
mod http;
pub mod interrupt;
pub mod keyboard;
pub mod laptop;
pub mod pages;
pub mod place;
pub mod process;
pub mod processes;
pub mod proxy;
pub mod schema_1;
pub mod seed;
pub mod shaped;
pub mod source;
pub mod tls;
pub mod wait;
pub mod webdriver;
pub mod window;
pub mod workspace;

pub use headquarters::Headquarters;
pub use laptop::{Laptop, open, open_with, setup};
pub use wait::{PATIENCE, wait_for};
pub use window::Window;

use std::collections::BTreeMap;

use anyhow::{Context, Result};

/// What `digest` prints, one line `STREAM HASH` per stream, by stream.
pub fn digests(text: &str) -> Result<BTreeMap<String, String>> {
    let pair = |line: &str| {
        let (stream, hash) = line
            .trim_end()
            .rsplit_once(' ')
            .with_context(|| format!("not a stream and its hash: {line:?}"))?;
        Ok((stream.trim_end().to_owned(), hash.to_owned()))
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(pair).collect()
}
