//! A door with TLS before headquarters, as an operator's own would stand there, with a certificate
//! made on the spot for this machine's own address.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, Result};
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::ssl::{Ssl, SslAcceptor, SslFiletype, SslMethod};
use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
use openssl::x509::{X509, X509NameBuilder};
use tokio::net::{TcpListener, TcpStream};
use tokio_openssl::SslStream;

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

/// Starts a door to `target`, an address like `http://127.0.0.1:8737`, with what `certify` made. It
/// stays until the program ends. Gives its address, without a scheme.
///
/// # Errors
/// The library's, the network's.
pub fn door(target: &str, folder: &Path) -> Result<SocketAddr> {
    let target = target.trim_start_matches("http://").trim_end_matches('/');
    let target: SocketAddr = target.parse().context("not here")?;
    let mut acceptor = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls())?;
    acceptor.set_certificate_file(folder.join("certificate.pem"), SslFiletype::PEM)?;
    acceptor.set_private_key_file(folder.join("key.pem"), SslFiletype::PEM)?;
    let acceptor = acceptor.build();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        runtime.block_on(async move {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
            // Nobody waits for it any more: then nobody needs it either.
            let _ = tell.send(listener.local_addr()?);
            loop {
                let (client, _) = listener.accept().await?;
                client.set_nodelay(true)?;
                tokio::spawn(pass(client, target, acceptor.clone()));
            }
            #[allow(unreachable_code, reason = "says what the block may fail with")]
            anyhow::Ok(())
        })
    });
    told.recv().context("the door did not open")
}

async fn pass(client: TcpStream, target: SocketAddr, acceptor: SslAcceptor) -> Result<()> {
    let mut client = SslStream::new(Ssl::new(acceptor.context())?, client)?;
    Pin::new(&mut client).accept().await?;
    let mut server = TcpStream::connect(target).await?;
    server.set_nodelay(true)?;
    tokio::io::copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}
