//! Projections: the ledger folded by the laptops' own store, one small encrypted file per centre
//! and one for the network. They hold nothing that the ledger does not, so a file that is damaged, of
//! another epoch, or ahead of the ledger is thrown away and made again. Several processes may fold
//! at once; each file has a lock.

use crate::error::HqError;
use crate::ledger::Ledger;
use crate::lock::Lock;
use crate::scope::Scope;
use passerelle_domain::{Grant, SiteId, Stream};
use passerelle_store::{Local, Store, StoreError, StoreKey, make_private_folder};
use passerelle_sync::Vector;
use passerelle_sync::dot::GENESIS;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use uuid::Uuid;

/// Bytes of segments read from the ledger at a time.
const BATCH_BYTES_MAX: usize = 1024 * 1024;

/// The digest of one stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamDigest {
    /// The stream.
    pub stream: Stream,
    /// The hash, in hexadecimal.
    pub hash: String,
}

/// What a projection is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Network,
    Site(SiteId),
}

/// The projections' folder.
pub struct Projections {
    folder: PathBuf,
    key: StoreKey,
}

impl Projections {
    /// The projections in `folder`, opened with the ledger's key.
    pub(crate) fn at(folder: PathBuf, key: StoreKey) -> Self {
        Self { folder, key }
    }

    /// Folds what the ledger committed after `position` and gives the position that is folded now.
    ///
    /// # Errors
    /// The ledger's or the store's; what was folded stays.
    pub fn fold(&self, ledger: &dyn Ledger, position: u64, now_ms: u64) -> Result<u64, HqError> {
        // Read first: what is committed meanwhile is folded now or next time.
        let reached = ledger.position()?;
        let mut stale = BTreeSet::new();
        for stream in ledger.streams_after(&Scope::headquarters(), position)? {
            match stream {
                Stream::Network => {
                    stale.insert(Of::Network);
                    stale.extend(ledger.sites()?.into_iter().map(|row| Of::Site(row.site)));
                }
                Stream::Site(site) | Stream::Private(site) | Stream::Audit(site) => {
                    stale.insert(Of::Site(site));
                }
            }
        }
        for of in stale {
            self.folded(ledger, of, now_ms, |_| Ok(()))?;
        }
        Ok(reached)
    }

    /// Folds everything, then gives the digest of the network and of each centre's streams.
    ///
    /// # Errors
    /// The ledger's or the store's.
    pub fn digest(&self, ledger: &dyn Ledger, now_ms: u64) -> Result<Vec<StreamDigest>, HqError> {
        let mut digests = Vec::new();
        let mut sites: Vec<SiteId> = ledger.sites()?.into_iter().map(|row| row.site).collect();
        sites.sort();
        for of in std::iter::once(Of::Network).chain(sites.into_iter().map(Of::Site)) {
            let own = of.streams().into_iter();
            let own = own.filter(|stream| of == Of::Network || *stream != Stream::Network);
            digests.extend(self.folded(ledger, of, now_ms, |store| {
                own.map(|stream| Ok(StreamDigest { stream, hash: store.view().digest(stream)? }))
                    .collect::<Result<Vec<_>, HqError>>()
            })?);
        }
        Ok(digests)
    }

    /// Brings one projection up to the ledger and asks it something, alone with it.
    fn folded<T>(
        &self,
        ledger: &dyn Ledger,
        of: Of,
        now_ms: u64,
        ask: impl FnOnce(&Store) -> Result<T, HqError>,
    ) -> Result<T, HqError> {
        make_private_folder(&self.folder)?;
        let _lock = Lock::take(&self.folder.join(format!("{}.lock", of.name())))?;
        let store = match self.bring_up(ledger, of, now_ms) {
            Err(Stale::Disposable(reason)) => {
                tracing::warn!(projection = %of.name(), reason, "projection made again");
                self.dispose(of)?;
                self.bring_up(ledger, of, now_ms)
            }
            other => other,
        };
        match store {
            Ok(store) => ask(&store),
            Err(Stale::Error(error)) => Err(error),
            Err(Stale::Disposable(_)) => Err(StoreError::Damaged.into()),
        }
    }

    fn bring_up(&self, ledger: &dyn Ledger, of: Of, now_ms: u64) -> Result<Store, Stale> {
        let file = self.folder.join(format!("{}.db", of.name()));
        let backups = self.folder.join("backups");
        let mut store = Store::create_at(&file, &self.key, &backups)?;
        let epoch = ledger.identity()?.epoch;
        let folded = store.view().local(Local::Epoch)?;
        match folded.and_then(|text| Uuid::parse_str(&text).ok()) {
            Some(other) if other != epoch => return Err(Stale::Disposable("epoch")),
            Some(_) => {}
            None => store.settle(&[(Local::Epoch, Some(&epoch.to_string()))])?,
        }
        for stream in of.streams() {
            bring_up_stream(ledger, &mut store, stream, now_ms)?;
        }
        Ok(store)
    }

    fn dispose(&self, of: Of) -> Result<(), StoreError> {
        for suffix in ["db", "db-wal", "db-shm"] {
            match fs::remove_file(self.folder.join(format!("{}.{suffix}", of.name()))) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error.into());
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn bring_up_stream(
    ledger: &dyn Ledger,
    store: &mut Store,
    stream: Stream,
    now_ms: u64,
) -> Result<(), Stale> {
    let scope = Scope::headquarters();
    // The projection first: the ledger, read later, can only hold more.
    let mut have = held(store, stream)?;
    if !ledger.vector(&scope, stream)?.includes(&have) {
        return Err(Stale::Disposable("ahead"));
    }
    loop {
        let segments = ledger.segments_after(&scope, stream, &have, BATCH_BYTES_MAX)?;
        if segments.is_empty() {
            return Ok(());
        }
        for segment in segments {
            store.receive(&segment, now_ms)?;
            have.advance(segment.device, segment.last());
        }
    }
}

/// What a projection holds, without the default catalogue, which the ledger never has.
fn held(store: &Store, stream: Stream) -> Result<Vector, StoreError> {
    let mut holdings = store.view().holdings(&[stream])?;
    let mut vector = holdings.pop().map(|(_, vector)| vector).unwrap_or_default();
    vector.0.remove(&GENESIS);
    Ok(vector)
}

/// Why a projection could not be brought up.
enum Stale {
    /// Throwing it away helps.
    Disposable(&'static str),
    /// Nothing helps.
    Error(HqError),
}

impl From<StoreError> for Stale {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Damaged | StoreError::WrongKey | StoreError::Gap { .. } => {
                Self::Disposable(error.code())
            }
            other => Self::Error(other.into()),
        }
    }
}

impl From<HqError> for Stale {
    fn from(error: HqError) -> Self {
        Self::Error(error)
    }
}

impl Of {
    fn name(self) -> String {
        match self {
            Self::Network => "network".into(),
            Self::Site(site) => site.to_string(),
        }
    }

    /// What is folded into it. The audit streams join when something reads them.
    fn streams(self) -> Vec<Stream> {
        match self {
            Self::Network => vec![Stream::Network],
            Self::Site(site) => Grant::Coordinator.streams(site),
        }
    }
}
