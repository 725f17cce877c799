//! What somebody may touch in the ledger. A scope is made here only: by authenticating a device, or
//! for headquarters' own folding. Every query of the ledger made for a device asks for one, so a
//! route that forgot to authenticate does not compile.

use crate::error::HqError;
use crate::ledger::{DeviceRow, Ledger, hash};
use passerelle_domain::{Grant, SiteId, Stream};
use passerelle_sync::DeviceId;
use passerelle_sync::wire::{Hello, PROTOCOL, SignedHello};

/// What the holder may read and write.
#[derive(Clone, Debug)]
pub struct Scope(Holder);

#[derive(Clone, Debug)]
enum Holder {
    Device { device: DeviceId, site: SiteId, grant: Grant },
    Headquarters,
}

impl Scope {
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

    /// The streams of a device; none for headquarters, which asks the ledger for them.
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
}

/// Believes a hello, or does not: a known device that is not revoked, its token, its key's
/// signature, and only then the protocol.
///
/// # Errors
/// `exchange.not_understood`, `exchange.unknown_device`, `exchange.revoked`, `exchange.bad_token`,
/// `exchange.protocol`, or the ledger's.
pub fn authenticate(ledger: &dyn Ledger, signed: &SignedHello) -> Result<(Scope, Hello), HqError> {
    let Some(hello) = signed.claim() else {
        // A hello of another version may have another shape: only its first number is certain.
        let version = postcard::take_from_bytes::<u16>(&signed.bytes).map(|(version, _)| version);
        return Err(HqError::refused(match version {
            Ok(version) if version != PROTOCOL => "exchange.protocol",
            _ => "exchange.not_understood",
        }));
    };
    let known = ledger.device(hello.device)?;
    let known = known.ok_or_else(|| HqError::refused("exchange.unknown_device"))?;
    believe(&known, signed, &hello)?;
    let DeviceRow { device, site, grant, .. } = known;
    Ok((Scope(Holder::Device { device, site, grant }), hello))
}

fn believe(known: &DeviceRow, signed: &SignedHello, hello: &Hello) -> Result<(), HqError> {
    if known.revoked {
        return Err(HqError::refused("exchange.revoked"));
    }
    // One code for both: what to do about it, joining again, is the same.
    if !same(&hash(&hello.token), &known.token_hash) || !signed.is_signed_by(&known.key) {
        return Err(HqError::refused("exchange.bad_token"));
    }
    if hello.protocol != PROTOCOL {
        return Err(HqError::refused("exchange.protocol"));
    }
    Ok(())
}

/// Compares in a time that does not tell where the first difference is.
fn same(left: &[u8; 32], right: &[u8; 32]) -> bool {
    left.iter().zip(right).fold(0, |differences, (a, b)| differences | (a ^ b)) == 0
}
