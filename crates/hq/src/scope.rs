//! What somebody may touch in the ledger. A scope is made here only: by authenticating a device, or
//! for headquarters' own folding. Every query of the ledger made for a device asks for one, so a
//! route that forgot to authenticate does not compile.

use crate::error::HqError;
use crate::ledger::{DeviceRow, Ledger, hash};
use passerelle_domain::{Grant, SiteId, Stream};
use passerelle_sync::DeviceId;
use passerelle_sync::wire::{Hello, PROTOCOL};

/// What a refused token is told to have been, when it was good until it became too old.
pub(crate) const EXPIRED: &str = "expired";

/// What the holder may read and write.
#[derive(Clone, Debug)]
pub struct Scope(Holder);

#[derive(Clone, Debug)]
enum Holder {
    Device { device: DeviceId, site: SiteId, grant: Grant },
    Headquarters,
}

/// A laptop that is believed.
#[derive(Clone, Debug)]
pub struct Believed {
    /// What it may touch.
    pub scope: Scope,
    /// The laptop.
    pub device: DeviceRow,
    /// Whether its key spoke for it, because its token is no longer taken: it needs another.
    pub needs_token: bool,
}

impl Scope {
    /// Everything, for a simulation that compares it with what laptops believe.
    #[cfg(feature = "simulation")]
    pub fn for_simulation() -> Self {
        Self(Holder::Headquarters)
    }

    /// Headquarters itself, which holds the ledger's key: everything, to fold it.
    pub(crate) fn headquarters() -> Self {
        Self(Holder::Headquarters)
    }

    /// The device; none for headquarters.
    pub fn device(&self) -> Option<DeviceId> {
        match self.0 {
            Holder::Device { device, .. } => Some(device),
            Holder::Headquarters => None,
        }
    }

    /// The device's site; none for headquarters.
    pub fn site(&self) -> Option<SiteId> {
        match self.0 {
            Holder::Device { site, .. } => Some(site),
            Holder::Headquarters => None,
        }
    }

    /// The streams of a device; none for headquarters, which names those it wants.
    pub fn streams(&self) -> Vec<Stream> {
        match self.0 {
            Holder::Device { site, grant, .. } => grant.streams(site),
            Holder::Headquarters => Vec::new(),
        }
    }

    /// Refuses a stream outside this scope.
    ///
    /// # Errors
    /// `exchange.not_granted`.
    pub fn require(&self, stream: Stream) -> Result<(), HqError> {
        let covered = match self.0 {
            Holder::Device { .. } => self.streams().contains(&stream),
            Holder::Headquarters => true,
        };
        if covered { Ok(()) } else { Err(HqError::refused("exchange.not_granted")) }
    }

    /// Whether the holder may bring segments of a stream: those it is granted, and its centre's
    /// audit log, which it writes and never reads.
    pub fn may_bring(&self, stream: Stream) -> bool {
        let audit = self.site().is_some_and(|site| stream == Stream::Audit(site));
        audit || self.require(stream).is_ok()
    }
}

/// Believes a hello, or does not: a known device that is not revoked, the protocol, and its token
/// or its key's signature over this very hello. The signature's age does not count: clocks are
/// wrong, and whoever hears one again could only ask for what is encrypted for the device.
///
/// # Errors
/// `exchange.protocol`, `exchange.unknown_device`, `exchange.revoked`, `exchange.bad_token`, or the
/// ledger's.
pub fn authenticate(ledger: &dyn Ledger, hello: &Hello) -> Result<Believed, HqError> {
    if hello.protocol != PROTOCOL {
        return Err(HqError::refused("exchange.protocol"));
    }
    let known = ledger.device(hello.device)?;
    let device = known.ok_or_else(|| HqError::refused("exchange.unknown_device"))?;
    if device.revoked {
        return Err(HqError::refused("exchange.revoked"));
    }
    let taken = same(&hash(&hello.token), &device.token_hash);
    let proved = !taken && !hello.proof.is_empty() && hello.is_proved_by(&device.key);
    if !taken && !proved {
        return Err(HqError::refused("exchange.bad_token"));
    }
    let scope = Holder::Device { device: device.device, site: device.site, grant: device.grant };
    Ok(Believed { scope: Scope(scope), device, needs_token: proved })
}

/// Compares in a time that does not tell where the first difference is.
fn same(left: &[u8; 32], right: &[u8; 32]) -> bool {
    left.iter().zip(right).fold(0, |differences, (a, b)| differences | (a ^ b)) == 0
}
