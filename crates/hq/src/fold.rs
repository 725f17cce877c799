//! Projections: the ledger folded by the laptops' own store, one small encrypted file per centre
//! and one for the network. They hold nothing that the ledger does not, so a file that is damaged, of
//! another epoch, or ahead of the ledger is thrown away and made again. Several processes may fold
//! at once; each file has a lock.

use crate::error::HqError;
use crate::ledger::{Ledger, Part, Standing};
use crate::lock::Lock;
use crate::scope::Scope;
use passerelle_domain::calendar::Day;
use passerelle_domain::evidence::last_sealed_day;
use passerelle_domain::{Grant, RecordId, SiteId, Stream};
use passerelle_store::{
    Attachments, Covered, Local, Store, StoreError, StoreKey, View, make_private_folder,
};
use passerelle_sync::digest::{Tips, folded};
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Bytes of segments read from the ledger at a time.
const BATCH_BYTES_MAX: usize = 1024 * 1024;
/// Keys of persons read from the ledger at a time.
const BATCH_KEYS_MAX: usize = 10_000;

/// Projections that stay open. Each may keep some megabytes of pages in memory.
const KEPT_OPEN: usize = 4;

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

/// What some streams of a centre's projection came to when it was last folded.
#[derive(Clone, Copy)]
struct Reached {
    held: [u8; 16],
    folded: [u8; 8],
}

/// The projections' folder.
pub struct Projections {
    folder: PathBuf,
    key: StoreKey,
    pictures: Attachments,
    reached: Mutex<HashMap<Vec<Stream>, Reached>>,
    /// The last few that were folded, the latest last: what is folded again and again stays open.
    open: Mutex<Vec<Kept>>,
    /// How many erased people each centre had when nothing of them was left in logs and copies.
    swept: Mutex<HashMap<SiteId, usize>>,
}

/// A projection that stays open, and which file it was.
struct Kept {
    of: Of,
    file: FileIdentity,
    store: Store,
}

impl Projections {
    /// The projections in `folder`, opened with the ledger's key.
    pub(crate) fn at(folder: PathBuf, key: StoreKey, pictures: Attachments) -> Self {
        Self {
            folder,
            key,
            pictures,
            reached: Mutex::default(),
            open: Mutex::default(),
            swept: Mutex::default(),
        }
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

    /// Brings every centre's projection up to the ledger, also those of which nothing was heard: what
    /// the calendar alone decides is decided then.
    ///
    /// # Errors
    /// The ledger's or the store's.
    pub fn fold_all(&self, ledger: &dyn Ledger, now_ms: u64) -> Result<(), HqError> {
        all(ledger)?.into_iter().try_for_each(|of| self.folded(ledger, of, now_ms, |_| Ok(())))
    }

    /// Folds everything, then gives the digest of the network and of each centre's streams. A
    /// projection whose records are not what was folded is made again first.
    ///
    /// # Errors
    /// The ledger's or the store's.
    pub fn digest(&self, ledger: &dyn Ledger, now_ms: u64) -> Result<Vec<StreamDigest>, HqError> {
        let mut digests = Vec::new();
        for of in all(ledger)? {
            let whole = |store: &Store| -> Result<bool, HqError> {
                let view = store.view();
                for stream in of.streams() {
                    if view.heads_kept(stream)? != view.heads_anew(stream)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            };
            if !self.folded(ledger, of, now_ms, whole)? {
                self.dispose_locked(of, "sums")?;
            }
            let own = of.streams().into_iter();
            // A laptop holds of the audit log what it wrote itself: nobody else has the same.
            let own = own.filter(|stream| match stream {
                Stream::Network => of == Of::Network,
                Stream::Audit(_) => false,
                _ => true,
            });
            digests.extend(self.folded(ledger, of, now_ms, |store| {
                own.map(|stream| Ok(StreamDigest { stream, hash: store.view().digest(stream)? }))
                    .collect::<Result<Vec<_>, HqError>>()
            })?);
        }
        Ok(digests)
    }

    /// Throws projections away and folds them anew: a centre's, or every one.
    ///
    /// # Errors
    /// The ledger's or the store's.
    pub fn rebuild(
        &self,
        ledger: &dyn Ledger,
        site: Option<SiteId>,
        now_ms: u64,
    ) -> Result<(), HqError> {
        let wanted = |of: &Of| site.is_none_or(|site| *of == Of::Site(site));
        for of in all(ledger)?.into_iter().filter(wanted) {
            self.dispose_locked(of, "asked")?;
            self.folded(ledger, of, now_ms, |_| Ok(()))?;
        }
        Ok(())
    }

    /// A snapshot of a centre from a day on, and what it covers of its stream.
    ///
    /// # Errors
    /// The ledger's or the store's.
    pub(crate) fn snapshot(
        &self,
        ledger: &dyn Ledger,
        site: SiteId,
        from: Day,
        now_ms: u64,
    ) -> Result<(Vec<Vec<u8>>, Covered), HqError> {
        self.folded(ledger, Of::Site(site), now_ms, |store| {
            let view = store.view();
            let tips = view.tips(Stream::Site(site))?;
            let covered = tips.into_iter().map(|(device, tip)| (device, tip.n)).collect();
            Ok((view.snapshot_pieces(from)?, covered))
        })
    }

    /// Brings the network's projection, or a centre's, up to the ledger and looks at it.
    ///
    /// # Errors
    /// The ledger's, the store's, or the look's own.
    pub(crate) fn look<T>(
        &self,
        ledger: &dyn Ledger,
        site: Option<SiteId>,
        now_ms: u64,
        look: impl FnOnce(&View<'_>) -> Result<T, HqError>,
    ) -> Result<T, HqError> {
        let of = site.map_or(Of::Network, Of::Site);
        self.folded(ledger, of, now_ms, |store| look(&store.view()))
    }

    /// The first bytes of the digest over the folded heads of these streams, if exactly what has the
    /// digest `held` was folded. It opens no file.
    pub fn folded_at(&self, streams: &[Stream], held: &[u8; 16]) -> Option<[u8; 8]> {
        let reached = self.reached.lock().unwrap_or_else(PoisonError::into_inner);
        let found = reached.get(streams);
        found.filter(|reached| reached.held == *held).map(|reached| reached.folded)
    }

    /// Brings one projection up to the ledger and asks it something, alone with it.
    fn folded<T>(
        &self,
        ledger: &dyn Ledger,
        of: Of,
        now_ms: u64,
        ask: impl FnOnce(&Store) -> Result<T, HqError>,
    ) -> Result<T, HqError> {
        let _lock = self.lock(of)?;
        let store = match self.bring_up(ledger, of, now_ms) {
            Err(Stale::Disposable(reason)) => {
                tracing::warn!(projection = %of.name(), reason, "projection made again");
                self.dispose(of)?;
                self.bring_up(ledger, of, now_ms)
            }
            other => other,
        };
        match store {
            Ok(mut store) => {
                if let Of::Site(site) = of {
                    move_to_vault(ledger, &self.pictures, site, &mut store, now_ms)?;
                    self.publish(site, &store)?;
                    if after_site(ledger, &self.pictures, site, &store, now_ms)? {
                        self.keep(of, store);
                        store = self.bring_up(ledger, of, now_ms).map_err(Stale::error)?;
                        move_to_vault(ledger, &self.pictures, site, &mut store, now_ms)?;
                        self.publish(site, &store)?;
                    }
                    crate::photos::tidy(ledger, &self.pictures, site, &store, now_ms)?;
                    self.sweep(ledger, site, &store)?;
                }
                let answer = ask(&store)?;
                self.keep(of, store);
                Ok(answer)
            }
            Err(Stale::Error(error)) => Err(error),
            Err(Stale::Disposable(_)) => Err(StoreError::Damaged.into()),
        }
    }

    fn lock(&self, of: Of) -> Result<Lock, StoreError> {
        make_private_folder(&self.folder)?;
        Lock::take(&self.folder.join(format!("{}.lock", of.name())))
    }

    fn file(&self, of: Of) -> PathBuf {
        self.folder.join(format!("{}.db", of.name()))
    }

    /// The projection that was left open, unless another process has made it again since.
    fn kept(&self, of: Of) -> Option<Store> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let at = open.iter().position(|kept| kept.of == of)?;
        let kept = open.remove(at);
        (file_identity(&self.file(of)).as_ref() == Some(&kept.file)).then_some(kept.store)
    }

    fn keep(&self, of: Of, store: Store) {
        let Some(file) = file_identity(&self.file(of)) else { return };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= KEPT_OPEN {
            open.remove(0);
        }
        open.push(Kept { of, file, store });
    }

    fn bring_up(&self, ledger: &dyn Ledger, of: Of, now_ms: u64) -> Result<Store, Stale> {
        let mut store = match self.kept(of) {
            Some(store) => store,
            None => Store::create_at(&self.file(of), &self.key, &self.folder.join("backups"))?,
        };
        let standing = ledger.standing(&Scope::headquarters(), &of.streams())?;
        let epoch = standing.epoch.to_string();
        match store.view().local(Local::Epoch)? {
            Some(other) if other != epoch => return Err(Stale::Disposable("epoch")),
            Some(_) => {}
            None => {
                let logs = ledger.logs()?;
                let logs: Vec<_> = logs.into_iter().map(|log| (log.log, log.key)).collect();
                store.trust_logs(&logs)?;
                store.settle(&[(Local::Epoch, Some(&epoch)), (Local::Evidence, Some("yes"))])?;
            }
        }
        for (stream, tips) in &standing.tips {
            if is_ahead(&store.view().tips(*stream)?, tips) {
                return Err(Stale::Disposable("ahead"));
            }
        }
        catch_up(ledger, &mut store, of, &standing, now_ms)?;
        Ok(store)
    }

    /// Remembers what a centre's projection came to, so that an exchange need not open it.
    fn publish(&self, site: SiteId, store: &Store) -> Result<(), StoreError> {
        let view = store.view();
        // What one file of a laptop holds, or all of them.
        let whole = [Grant::Classroom.streams(site), Grant::Coordinator.streams(site)];
        for streams in whole.into_iter().chain([vec![Stream::Private(site)]]) {
            let sums = streams.iter().map(|stream| view.heads_kept(*stream));
            let sums = sums.collect::<Result<Vec<_>, _>>()?;
            let reached = Reached { held: view.held_digest(&streams)?, folded: folded(sums) };
            let mut all = self.reached.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(streams, reached);
        }
        Ok(())
    }

    /// Once somebody more is erased, what they left outside live pages goes too; while another reads,
    /// after the next folding.
    fn sweep(&self, ledger: &dyn Ledger, site: SiteId, store: &Store) -> Result<(), HqError> {
        let erased = store.view().erased_persons()?.len();
        let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
        let before = swept.entry(site).or_default();
        if erased > *before {
            match store.sweep().map_err(HqError::from).and_then(|()| ledger.sweep()) {
                Ok(()) => *before = erased,
                Err(error) => tracing::warn!(code = error.code(), "not swept yet"),
            }
        }
        Ok(())
    }

    fn dispose_locked(&self, of: Of, reason: &str) -> Result<(), StoreError> {
        let _lock = self.lock(of)?;
        tracing::warn!(projection = %of.name(), reason, "projection thrown away");
        self.dispose(of)
    }

    fn dispose(&self, of: Of) -> Result<(), StoreError> {
        drop(self.kept(of));
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

/// Which file lies there; nobody's is equal to that of one made again under the same name.
#[cfg(unix)]
type FileIdentity = (u64, u64);
#[cfg(not(unix))]
type FileIdentity = std::time::SystemTime;

#[cfg(unix)]
fn file_identity(file: &Path) -> Option<FileIdentity> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(file).ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn file_identity(file: &Path) -> Option<FileIdentity> {
    fs::metadata(file).and_then(|found| found.created()).ok()
}

/// What happens once a centre has been folded: what headquarters decides from what it sees there.
/// Whether anything was written, which is then to be folded in its turn.
fn after_site(
    ledger: &dyn Ledger,
    pictures: &Attachments,
    site: SiteId,
    store: &Store,
    now_ms: u64,
) -> Result<bool, HqError> {
    let erased: Vec<RecordId> = store.view().erased_persons()?;
    ledger.erase(site, &erased, now_ms)?;
    let decided = crate::verdict::decide(ledger, site, store, now_ms)?;
    let with_people = crate::photos::erase_with_people(ledger, pictures, site, store, now_ms)?;
    Ok(crate::seal::seal(ledger, site, store, now_ms)? || with_people || decided)
}

/// Of whoever was erased, the lines of sheets that the law keeps go to the vault, and the rest goes.
fn move_to_vault(
    ledger: &dyn Ledger,
    pictures: &Attachments,
    site: SiteId,
    store: &mut Store,
    now_ms: u64,
) -> Result<(), HqError> {
    let today = crate::seal::day_of(now_ms);
    let mut photos = store.view().kept_photos()?;
    if !photos.is_empty() {
        photos.retain(|photo| photo.day <= last_sealed_day(today) && pictures.has(&photo.hash));
        ledger.keep_photos(site, &photos, now_ms)?;
        store.forget_kept_photos()?;
    }
    let mut lines = store.view().kept_aside()?;
    if lines.is_empty() {
        return Ok(());
    }
    lines.retain(|line| line.day <= last_sealed_day(today));
    ledger.keep_evidence(site, &lines, now_ms)?;
    Ok(store.forget_kept_aside()?)
}

/// Takes from the ledger what a projection lacks: keys first, so that names show at once.
fn catch_up(
    ledger: &dyn Ledger,
    store: &mut Store,
    of: Of,
    standing: &Standing,
    now_ms: u64,
) -> Result<(), Stale> {
    let (scope, streams) = (Scope::headquarters(), of.streams());
    let from = store.view().local(Local::Cursor)?.and_then(|text| text.parse().ok()).unwrap_or(0);
    if from > standing.position {
        return Err(Stale::Disposable("ahead"));
    }
    let mut part = Part { after: from, to: standing.position, lacking: None, except: None };
    loop {
        let keys = ledger.keys(&scope, &streams, &part, BATCH_KEYS_MAX)?;
        let Some((last, _)) = keys.last() else { break };
        part.after = *last;
        let keys: Vec<_> = keys.into_iter().map(|(_, key)| key).collect();
        store.keep_keys(&keys)?;
    }
    part.after = from;
    loop {
        let segments = ledger.segments(&scope, &streams, &part, BATCH_BYTES_MAX)?;
        let Some((last, _)) = segments.last() else { break };
        part.after = *last;
        let segments: Vec<_> = segments.into_iter().map(|(_, segment)| segment).collect();
        let received = store.receive(&segments, now_ms)?;
        for refused in received.refused {
            tracing::warn!(code = refused.code, first = refused.first, "segment not folded");
        }
    }
    if from != standing.position {
        store.settle(&[(Local::Cursor, Some(&standing.position.to_string()))])?;
    }
    Ok(())
}

/// Whether what was folded is not, or no longer, what the ledger holds.
fn is_ahead(folded: &Tips, ledger: &Tips) -> bool {
    folded.iter().any(|(device, tip)| match ledger.get(device) {
        Some(held) => held.n < tip.n || (held.n == tip.n && held.hash != tip.hash),
        None => true,
    })
}

/// Every projection there is to make.
fn all(ledger: &dyn Ledger) -> Result<Vec<Of>, HqError> {
    let mut sites: Vec<SiteId> = ledger.sites()?.into_iter().map(|row| row.site).collect();
    sites.sort();
    Ok(std::iter::once(Of::Network).chain(sites.into_iter().map(Of::Site)).collect())
}

/// Why a projection could not be brought up.
enum Stale {
    /// Throwing it away helps.
    Disposable(&'static str),
    /// Nothing helps.
    Error(HqError),
}

impl Stale {
    fn error(self) -> HqError {
        match self {
            Self::Error(error) => error,
            Self::Disposable(_) => StoreError::Damaged.into(),
        }
    }
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

    /// What is folded into it.
    fn streams(self) -> Vec<Stream> {
        match self {
            Self::Network => vec![Stream::Network],
            Self::Site(site) => {
                let mut streams = Grant::Coordinator.streams(site);
                streams.push(Stream::Audit(site));
                streams
            }
        }
    }
}
