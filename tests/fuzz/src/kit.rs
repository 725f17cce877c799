//! What the targets share: one centre with its devices and keys, names of records that everybody
//! knows, and small stores, each a copy of one that was made once.

use anyhow::{Context, Result};
use passerelle_domain::{
    RecordId, RecordRef, RegisterId, SiteId, Stream, StreamClass, Value, kinds,
};
use passerelle_store::{Local, Store, StoreKey};
use passerelle_sync::digest::hex;
use passerelle_sync::identity::Key;
use passerelle_sync::sealed::{ChainHash, Name, Names, NoNames, Sealed, seal};
use passerelle_sync::{DeviceId, Dot, Hlc, Op, Write};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;
use tempfile::TempDir;
use uuid::Uuid;

/// The centre.
pub const SITE: SiteId = SiteId(Uuid::from_u128(1));
/// Headquarters' log.
pub const LOG: DeviceId = DeviceId(Uuid::from_u128(50));
/// The store's own laptop, two others that are certified, one that is not.
pub const LAPTOPS: [DeviceId; 4] = [
    DeviceId(Uuid::from_u128(101)),
    DeviceId(Uuid::from_u128(102)),
    DeviceId(Uuid::from_u128(103)),
    DeviceId(Uuid::from_u128(104)),
];
/// How many of them are certified.
const CERTIFIED: usize = 3;

/// A hash of whatever tells one outcome from another, to notice what is new.
pub fn seen(outcome: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    outcome.hash(&mut hasher);
    hasher.finish()
}

/// How many bits a number has: sizes that differ much differ in this.
pub fn size(number: usize) -> u32 {
    usize::BITS - number.leading_zeros()
}

/// A writer, by number: the laptops, then headquarters' log.
pub fn device(number: u8) -> DeviceId {
    *LAPTOPS.get(usize::from(number % 5)).unwrap_or(&LOG)
}

/// A device's key.
pub fn key_of(device: DeviceId) -> Key {
    let network = Key::from_seed([77; 32]);
    if device == LOG { network.log(LOG) } else { Key::from_seed([device.0.as_u128() as u8; 32]) }
}

/// A stream of the centre, by number.
pub fn stream(number: u8) -> Stream {
    match number % 4 {
        0 => Stream::Network,
        1 => Stream::Site(SITE),
        2 => Stream::Private(SITE),
        _ => Stream::Audit(SITE),
    }
}

/// Every stream of the centre.
pub fn streams() -> [Stream; 4] {
    [0, 1, 2, 3].map(stream)
}

/// A record, by number: 1 to 40 have names in `Known`.
pub fn id(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 | n))
}

/// Records that are known by the op that created them: the n-th op of a laptop in the centre's
/// stream.
pub struct Known {
    names: HashMap<RecordId, Name>,
    records: HashMap<Name, RecordId>,
}

impl Known {
    /// The names that every target knows.
    pub fn of_the_centre() -> &'static Self {
        static KNOWN: OnceLock<Known> = OnceLock::new();
        KNOWN.get_or_init(|| {
            let named = (1..=40_u64).map(|n| {
                let device = LAPTOPS[n as usize % CERTIFIED];
                let dot = Dot { device, n };
                (id(n.into()), Name { class: StreamClass::Site, dot })
            });
            let names: HashMap<_, _> = named.collect();
            let records = names.iter().map(|(id, name)| (*name, *id)).collect();
            Self { names, records }
        })
    }
}

impl Names for Known {
    fn name_of(&self, record: RecordId) -> Option<Name> {
        self.names.get(&record).copied()
    }

    fn record_of(&self, name: Name) -> Option<RecordId> {
        self.records.get(&name).copied()
    }
}

/// A small store, and the folder that it lies in.
pub struct Small {
    /// The store.
    pub store: Store,
    _folder: TempDir,
}

impl Small {
    /// A store of the first laptop, which knows headquarters' log and the certificates.
    ///
    /// # Errors
    /// The store's, and those of files.
    pub fn new() -> Result<Self> {
        static TEMPLATE: OnceLock<Result<Vec<u8>, String>> = OnceLock::new();
        let template = TEMPLATE.get_or_init(|| template().map_err(|error| format!("{error:#}")));
        let template = template.as_ref().map_err(|error| anyhow::anyhow!("{error}"))?;
        let folder = tempfile::tempdir()?;
        let own = folder.path().join("small.db");
        std::fs::write(&own, template)?;
        let store = Store::open_at(&own, &KEY, folder.path())?;
        Ok(Self { store, _folder: folder })
    }
}

const KEY: StoreKey = StoreKey([7; 32]);

/// The file of the store that the others are copies of.
fn template() -> Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("template.db");
    let mut store = Store::create_at(&file, &KEY, folder.path())?;
    let own = LAPTOPS[0];
    store.settle(&[
        (Local::Device, Some(&own.to_string())),
        (Local::Seed, Some(&hex(&key_of(own).seed()))),
        (Local::Site, Some(&SITE.to_string())),
        (Local::Grant, Some("coordinator")),
    ])?;
    store.trust_logs(&[(LOG, key_of(LOG).public())])?;
    let certificates = streams().map(certificates).into_iter().collect::<Result<Vec<_>>>()?;
    let received = store.receive(&certificates, 0)?;
    anyhow::ensure!(received.refused.is_empty(), "{received:?}");
    drop(store);
    Ok(std::fs::read(&file)?)
}

/// The first segment of headquarters' log in a stream: who is certified.
///
/// # Errors
/// None that these ops can cause.
pub fn certificates(stream: Stream) -> Result<Sealed> {
    let ops: Vec<Op> = LAPTOPS
        .iter()
        .take(CERTIFIED)
        .map(|device| {
            let key = key_of(*device);
            let keys = [key.public().0, key.encryption().public().0];
            let keys = keys.map(|key| Value::Bytes(key.to_vec())).to_vec();
            let grant = vec![Value::Ref(SITE.0), Value::Int(1), Value::Int(1)];
            let writes = [(1, keys), (2, grant)].map(|(register, fields)| Write {
                register: RegisterId(register),
                value: Value::List(fields),
                replaces: Vec::new(),
            });
            let (kind, record) = (kinds::CERTIFICATE.id, RecordRef::Own(RecordId(device.0)));
            Op { hlc: Hlc::at(1), actor: id(0), kind, record, writes: writes.to_vec() }
        })
        .collect();
    seal(stream, LOG, 1, &ops, &ChainHash::START, &key_of(LOG), &NoNames).context("certificates")
}
