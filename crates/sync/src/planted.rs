//! Bugs that are planted on purpose, to see that the simulation catches them. Without the feature
//! `planted`, which nothing but the simulation's own build turns on, every question here is answered
//! "no" at compile time and nothing of it is left in the program.

/// A planted bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Bug {
    /// The device does not break ties: which head is shown depends on the order of arrival.
    NoTieBreak = 1,
    /// A later clock wins: heads that nobody named are dropped.
    LastWriteWins,
    /// Headquarters' receipt is believed before headquarters has answered.
    EarlyReceipt,
    /// A restored headquarters is not offered again what it lost.
    NoEpoch,
    /// A write replaces only what an earlier clock wrote.
    WallClock,
    /// A verdict is kept and not done.
    VoidIgnored,
    /// The key of an erased person is taken again when somebody brings it.
    ErasedKeyBack,
    /// A copied computer keeps its name.
    OldNameKept,
    /// Sealing loses the last op of a run.
    SealDrops,
    /// Keys count as sent before anybody has them.
    KeysSentEarly,
    /// Folding again forgets what no segment holds yet.
    RebuildForgets,
    /// The chain begins anew with every segment.
    TipForgotten,
    /// A question is named by whoever asks.
    LookByDevice,
    /// The next page begins after what was not sent yet, and nobody compares.
    PageCursor,
}

/// Every planted bug, with its name.
pub const BUGS: &[(&str, Bug)] = &[
    ("no_tie_break", Bug::NoTieBreak),
    ("last_write_wins", Bug::LastWriteWins),
    ("early_receipt", Bug::EarlyReceipt),
    ("no_epoch", Bug::NoEpoch),
    ("wall_clock", Bug::WallClock),
    ("void_ignored", Bug::VoidIgnored),
    ("erased_key_back", Bug::ErasedKeyBack),
    ("old_name_kept", Bug::OldNameKept),
    ("seal_drops", Bug::SealDrops),
    ("keys_sent_early", Bug::KeysSentEarly),
    ("rebuild_forgets", Bug::RebuildForgets),
    ("tip_forgotten", Bug::TipForgotten),
    ("look_by_device", Bug::LookByDevice),
    ("page_cursor", Bug::PageCursor),
];

#[cfg(feature = "planted")]
static ACTIVE: std::sync::atomic::AtomicU8 = std::sync::atomic::AtomicU8::new(0);

/// Plants a bug, or takes it out.
#[cfg(feature = "planted")]
pub fn plant(bug: Option<Bug>) {
    ACTIVE.store(bug.map_or(0, |bug| bug as u8), std::sync::atomic::Ordering::Relaxed);
}

/// Whether this bug is planted.
#[cfg(feature = "planted")]
pub fn is(bug: Bug) -> bool {
    ACTIVE.load(std::sync::atomic::Ordering::Relaxed) == bug as u8
}

/// Whether this bug is planted: never.
#[cfg(not(feature = "planted"))]
pub const fn is(_: Bug) -> bool {
    false
}
