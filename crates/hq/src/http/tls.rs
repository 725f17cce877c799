//! TLS before HTTP: a certificate and its key from two PEM files, read again when either changes, so
//! that one that was renewed is shown to the next laptop without a stop. What cannot be read then
//! leaves the one before in use.

use crate::error::HqError;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The certificate that is shown.
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    shown: Mutex<Shown>,
}

struct Shown {
    changed: Changed,
    acceptor: TlsAcceptor,
}

/// When the two files were last changed.
type Changed = [Option<SystemTime>; 2];

impl Tls {
    /// The certificate, with those that vouch for it, in one PEM file, and its private key in another.
    ///
    /// # Errors
    /// `headquarters.certificate_unreadable`, with `file`, when a file cannot be read, holds no such
    /// thing, or when the key is another certificate's.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, HqError> {
        let (certificate, key) = (certificate.to_owned(), key.to_owned());
        let changed = changed(&certificate, &key);
        let acceptor = acceptor(&certificate, &key)?;
        Ok(Self { certificate, key, shown: Mutex::new(Shown { changed, acceptor }) })
    }

    /// What takes the next connection.
    pub(super) fn acceptor(&self) -> TlsAcceptor {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let now = changed(&self.certificate, &self.key);
        if now != shown.changed {
            // Looked at once for each change: a half-written file is followed by another one.
            shown.changed = now;
            match acceptor(&self.certificate, &self.key) {
                Ok(acceptor) => {
                    tracing::info!("another certificate");
                    shown.acceptor = acceptor;
                }
                Err(error) => tracing::error!(code = error.code(), "the former one stays"),
            }
        }
        shown.acceptor.clone()
    }
}

fn changed(certificate: &Path, key: &Path) -> Changed {
    [certificate, key].map(|file| fs::metadata(file).and_then(|found| found.modified()).ok())
}

fn acceptor(certificate: &Path, key: &Path) -> Result<TlsAcceptor, HqError> {
    let chain = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect);
    let chain: Vec<CertificateDer<'static>> = chain.map_err(|_| unreadable(certificate))?;
    if chain.is_empty() {
        return Err(unreadable(certificate));
    }
    let private = PrivateKeyDer::from_pem_file(key).map_err(|_| unreadable(key))?;
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| HqError::Stopped)?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(|_| unreadable(key))?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn unreadable(file: &Path) -> HqError {
    let refusal = passerelle_domain::Refusal::new("headquarters.certificate_unreadable");
    HqError::Refused(refusal.with("file", file.display()))
}
