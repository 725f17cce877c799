//! Where a computer's secret lies when its disk does not: the system's keyring, which opens with the
//! person's session, and, for words that were typed, the kernel's memory until it is switched off. It
//! writes no file, ever. Whoever has neither types the words each time.

use passerelle_store::keys::DeviceSecret;

/// The system's keyring cannot be used here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoKeyring;

/// The places beside the disk.
pub trait Keyring: Send + Sync {
    /// The secret of the computer whose book has this id; none when the keyring was emptied.
    ///
    /// # Errors
    /// `NoKeyring` when there is none, or it stays locked.
    fn read(&self, id: &str) -> Result<Option<DeviceSecret>, NoKeyring>;

    /// Keeps a secret.
    ///
    /// # Errors
    /// As `read`.
    fn keep(&self, id: &str, secret: &DeviceSecret) -> Result<(), NoKeyring>;

    /// Forgets it, wherever it lies.
    fn forget(&self, id: &str);

    /// What words that were typed since the computer was switched on grew into.
    fn until_off(&self, id: &str) -> Option<DeviceSecret>;

    /// Keeps that until the computer is switched off, where the system can.
    fn keep_until_off(&self, id: &str, secret: &DeviceSecret);
}

/// A computer whose system keeps no secrets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bare;

impl Keyring for Bare {
    fn read(&self, _: &str) -> Result<Option<DeviceSecret>, NoKeyring> {
        Err(NoKeyring)
    }

    fn keep(&self, _: &str, _: &DeviceSecret) -> Result<(), NoKeyring> {
        Err(NoKeyring)
    }

    fn forget(&self, _: &str) {}

    fn until_off(&self, _: &str) -> Option<DeviceSecret> {
        None
    }

    fn keep_until_off(&self, _: &str, _: &DeviceSecret) {}
}

/// The system's own.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemKeyring;

/// What secrets of this program are kept under.
const SERVICE: &str = "org.passerelle.desktop";

impl Keyring for SystemKeyring {
    fn read(&self, id: &str) -> Result<Option<DeviceSecret>, NoKeyring> {
        match entry(id)?.get_secret() {
            Ok(bytes) => Ok(secret(bytes)),
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(unusable(&error)),
        }
    }

    fn keep(&self, id: &str, secret: &DeviceSecret) -> Result<(), NoKeyring> {
        entry(id)?.set_secret(&secret.0).map_err(|error| unusable(&error))
    }

    fn forget(&self, id: &str) {
        if let Ok(entry) = entry(id) {
            // Nothing to forget is the usual case.
            let _ = entry.delete_credential();
        }
        kernel::forget(&named(id));
    }

    fn until_off(&self, id: &str) -> Option<DeviceSecret> {
        kernel::read(&named(id)).and_then(secret)
    }

    fn keep_until_off(&self, id: &str, secret: &DeviceSecret) {
        kernel::keep(&named(id), &secret.0);
    }
}

fn named(id: &str) -> String {
    format!("{SERVICE} {id}")
}

fn secret(bytes: Vec<u8>) -> Option<DeviceSecret> {
    let bytes = zeroize::Zeroizing::new(bytes);
    bytes.as_slice().try_into().ok().map(DeviceSecret)
}

fn unusable(error: &keyring_core::Error) -> NoKeyring {
    // The kind alone: a keyring's message may name what it holds.
    let kind = match error {
        keyring_core::Error::NoStorageAccess(_) => "no access",
        keyring_core::Error::PlatformFailure(_) => "failure",
        _ => "other",
    };
    tracing::info!(kind, "the system's keyring cannot be used");
    NoKeyring
}

fn entry(id: &str) -> Result<keyring_core::Entry, NoKeyring> {
    let store = store()?;
    store.build(SERVICE, id, None).map_err(|error| unusable(&error))
}

#[cfg(target_os = "linux")]
fn store() -> Result<std::sync::Arc<keyring_core::CredentialStore>, NoKeyring> {
    // Without a session there is no keyring: asking all the same would start a bus of its own.
    let told = std::env::var_os("DBUS_SESSION_BUS_ADDRESS");
    let told = told.is_some_and(|address| !address.is_empty() && address != "disabled:");
    let usual = std::env::var_os("XDG_RUNTIME_DIR")
        .is_some_and(|folder| std::path::Path::new(&folder).join("bus").exists());
    if !told && !usual {
        return Err(NoKeyring);
    }
    let store = dbus_secret_service_keyring_store::Store::new();
    Ok(store.map_err(|error| unusable(&error))?)
}

#[cfg(windows)]
fn store() -> Result<std::sync::Arc<keyring_core::CredentialStore>, NoKeyring> {
    let store = windows_native_keyring_store::Store::new();
    Ok(store.map_err(|error| unusable(&error))?)
}

#[cfg(not(any(target_os = "linux", windows)))]
fn store() -> Result<std::sync::Arc<keyring_core::CredentialStore>, NoKeyring> {
    Err(NoKeyring)
}

/// The kernel's keys of this user: in memory, on no disk, gone when the computer is switched off.
#[cfg(target_os = "linux")]
mod kernel {
    use linux_keyutils::{Key, KeyError, KeyRing, KeyRingIdentifier};

    fn find(name: &str) -> Result<Key, KeyError> {
        KeyRing::from_special_id(KeyRingIdentifier::User, false)?.search(name)
    }

    pub fn read(name: &str) -> Option<Vec<u8>> {
        find(name).ok()?.read_to_vec().ok()
    }

    pub fn keep(name: &str, bytes: &[u8]) {
        let ring = KeyRing::from_special_id(KeyRingIdentifier::User, true);
        // Where the kernel refuses, the words are asked for again next time.
        if let Err(error) = ring.and_then(|ring| ring.add_key(name, bytes)) {
            tracing::info!(?error, "the kernel keeps no key");
        }
    }

    pub fn forget(name: &str) {
        if let Ok(key) = find(name) {
            let _ = key.invalidate();
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod kernel {
    pub fn read(_: &str) -> Option<Vec<u8>> {
        None
    }

    pub fn keep(_: &str, _: &[u8]) {}

    pub fn forget(_: &str) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the kernel gives no keys to this process, the words are asked for: nothing is kept.
    #[test]
    #[cfg(target_os = "linux")]
    fn what_was_typed_stays_until_the_computer_is_switched_off() {
        let mut id = [0; 8];
        getrandom::fill(&mut id).unwrap();
        let id = format!("test {}", passerelle_sync::digest::hex(&id));
        let ring = SystemKeyring;
        assert_eq!(ring.until_off(&id), None);
        ring.keep_until_off(&id, &DeviceSecret([5; 32]));
        let kept = ring.until_off(&id);
        kernel::forget(&named(&id));
        assert!(kept.is_none() || kept == Some(DeviceSecret([5; 32])));
        assert_eq!(ring.until_off(&id), None);
        println!("the kernel keeps keys here: {}", kept.is_some());
    }
}
