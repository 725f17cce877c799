//! What somebody may touch in the ledger. A scope is made here only: by authenticating a device, or
//! for headquarters' own folding. Every query of the ledger made for a device asks for one, so a
//! route that forgot to authenticate does not compile.

use crate::error::HqError;
use crate::ledger::{DeviceRow, Ledger, hash};
use passerelle_domain::{Grant, Refusal, SiteId, Stream};
use passerelle_sync::DeviceId;
use passerelle_sync::wire::{About, Hello, PROTOCOL};

/// What a refused token is told to have been, when it was good until it became too old.
pub(crate) const EXPIRED: &str = "expired";

/// What the holder may read and write.
#[derive(Clone, Debug)]
pub struct Scope(Holder);

#[derive(Clone, Debug)]
enum Holder {
    Device {
        device: DeviceId,
        site: SiteId,
        grant: Grant,
        about: About,
    },
    /// A laptop that was sent away: it reads nothing, and what it brings is only looked at.
    SentAway {
        device: DeviceId,
        site: SiteId,
        grant: Grant,
    },
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
            Holder::Device { device, .. } | Holder::SentAway { device, .. } => Some(device),
            Holder::Headquarters => None,
        }
    }

    /// The device's site; none for headquarters.
    pub fn site(&self) -> Option<SiteId> {
        match self.0 {
            Holder::Device { site, .. } | Holder::SentAway { site, .. } => Some(site),
            Holder::Headquarters => None,
        }
    }

    /// Whether the holder is a laptop that was sent away: it reads nothing, and nothing that it brings
    /// is committed.
    pub fn is_sent_away(&self) -> bool {
        matches!(self.0, Holder::SentAway { .. })
    }

    /// Whether a laptop wrote in this stream by its own right, which it may have lost since.
    pub(crate) fn wrote_in(&self, stream: Stream) -> bool {
        match self.0 {
            Holder::Device { site, grant, .. } | Holder::SentAway { site, grant, .. } => {
                stream == Stream::Audit(site) || grant.streams(site).contains(&stream)
            }
            Holder::Headquarters => false,
        }
    }

    /// The streams of a device; none for headquarters, which names those it wants.
    pub fn streams(&self) -> Vec<Stream> {
        match self.0 {
            Holder::Device { site, grant, about, .. } => {
                grant.streams(site).into_iter().filter(|stream| about.holds(*stream)).collect()
            }
            Holder::SentAway { .. } | Holder::Headquarters => Vec::new(),
        }
    }

    /// What a laptop may touch of its other file; none where it has no other, or is not granted it.
    pub fn beside(&self) -> Option<Self> {
        let Holder::Device { device, site, grant, about: About::Class } = self.0 else {
            return None;
        };
        let other = Self(Holder::Device { device, site, grant, about: About::Private });
        (!other.streams().is_empty()).then_some(other)
    }

    /// Refuses a stream outside this scope.
    ///
    /// # Errors
    /// `exchange.not_granted`.
    pub fn require(&self, stream: Stream) -> Result<(), HqError> {
        let covered = match self.0 {
            Holder::Device { .. } | Holder::SentAway { .. } => self.streams().contains(&stream),
            Holder::Headquarters => true,
        };
        if covered { Ok(()) } else { Err(HqError::refused("exchange.not_granted")) }
    }

    /// Whether it is the audit log of the holder's centre, from the file that it lies in.
    pub fn may_audit(&self, stream: Stream) -> bool {
        match self.0 {
            Holder::Device { site, about, .. } => {
                stream == Stream::Audit(site) && about.holds(stream)
            }
            Holder::SentAway { .. } | Holder::Headquarters => false,
        }
    }

    /// Whether the holder may bring segments of a stream: those it is granted, and its centre's
    /// audit log, which it writes and never reads.
    pub fn may_bring(&self, stream: Stream) -> bool {
        if self.is_sent_away() {
            return false;
        }
        self.may_audit(stream) || self.require(stream).is_ok()
    }
}

/// Believes a hello, or does not: a known device, the protocol, and its token or its key's signature
/// over this very hello. The signature's age does not count: clocks are wrong, and whoever hears one
/// again could only ask for what is encrypted for the device. One that was sent away is believed to be
/// who it is, so that what it wrote can be heard; its scope gives it nothing. A device that nobody
/// knows and one that is somebody else's are told alike.
///
/// # Errors
/// `exchange.protocol`; `exchange.bad_token` without a proof (with `expired` for one that was good),
/// `exchange.unknown_device` with one; or the ledger's.
pub fn authenticate(ledger: &dyn Ledger, hello: &Hello, now_ms: u64) -> Result<Believed, HqError> {
    if hello.protocol != PROTOCOL {
        return Err(HqError::refused("exchange.protocol"));
    }
    let refused = match hello.proof.is_empty() {
        true => Refusal::new("exchange.bad_token"),
        false => Refusal::new("exchange.unknown_device"),
    };
    let Some(device) = ledger.device(hello.device)? else {
        return Err(HqError::Refused(refused));
    };
    let matches = same(&hash(&hello.token), &device.token_hash);
    let taken = matches && now_ms < device.token_expires_ms;
    let proved = !taken && !hello.proof.is_empty() && hello.is_proved_by(&device.key);
    if !taken && !proved {
        return Err(HqError::Refused(if matches { refused.with(EXPIRED, true) } else { refused }));
    }
    let (id, site, grant, about) = (device.device, device.site, device.grant, hello.about);
    let (holder, needs_token) = match device.revoked {
        true => (Holder::SentAway { device: id, site, grant }, false),
        false => (Holder::Device { device: id, site, grant, about }, proved),
    };
    Ok(Believed { scope: Scope(holder), device, needs_token })
}

/// Compares in a time that does not tell where the first difference is.
fn same(left: &[u8; 32], right: &[u8; 32]) -> bool {
    left.iter().zip(right).fold(0, |differences, (a, b)| differences | (a ^ b)) == 0
}
