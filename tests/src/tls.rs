//! A certificate made on the spot for this machine's own address, as an authority of one's own would
//! give headquarters. The product makes none.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
use openssl::x509::{X509, X509NameBuilder};

/// Makes `certificate.pem` and `key.pem` in a folder; gives where the first lies.
///
/// # Errors
/// The library's, the disk's.
pub fn certify(folder: &Path) -> Result<PathBuf> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
    let key = PKey::from_ec_key(EcKey::generate(&group)?)?;
    let mut name = X509NameBuilder::new()?;
    name.append_entry_by_text("CN", "headquarters")?;
    let name = name.build();
    let mut made = X509::builder()?;
    made.set_version(2)?;
    made.set_serial_number(&*BigNum::from_u32(1)?.to_asn1_integer()?)?;
    made.set_subject_name(&name)?;
    made.set_issuer_name(&name)?;
    made.set_pubkey(&key)?;
    made.set_not_before(&*Asn1Time::days_from_now(0)?)?;
    made.set_not_after(&*Asn1Time::days_from_now(2)?)?;
    made.append_extension(BasicConstraints::new().critical().ca().build()?)?;
    let here =
        SubjectAlternativeName::new().ip("127.0.0.1").build(&made.x509v3_context(None, None))?;
    made.append_extension(here)?;
    made.sign(&key, MessageDigest::sha256())?;
    let certificate = folder.join("certificate.pem");
    fs::write(&certificate, made.build().to_pem()?)?;
    fs::write(folder.join("key.pem"), key.private_key_to_pem_pkcs8()?)?;
    Ok(certificate)
}
