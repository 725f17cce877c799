//! Headquarters' door as laptops meet it: TLS by the real program, with a certificate of an authority of
//! its own; what is not believed goes nowhere, and nothing is served in the clear by mistake.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::fs;
use std::io::Read;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use passerelle_tests::tls::certify;
use passerelle_tests::{Headquarters, Laptop};
use tempfile::TempDir;

const SITE: &str = "Maison de quartier";

/// A headquarters with TLS, and the certificate that it shows.
fn secure() -> (Headquarters, TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let certificate = certify(folder.path()).unwrap();
    let hq = Headquarters::start_secure(&[SITE], &certificate).unwrap();
    assert!(hq.url().starts_with("https://127.0.0.1:"), "{}", hq.url());
    (hq, folder, certificate)
}

fn check_refused(laptop: &Laptop, args: &[&str], code: &str) {
    let refused = laptop.refused(args).unwrap();
    assert!(refused.stderr.contains(code), "{refused:?}");
}

#[test]
fn a_laptop_exchanges_through_tls_with_whom_it_believes_and_nobody_else() {
    let (hq, folder, certificate) = secure();
    let code = hq.code(SITE, "coordinator", "coordinator").unwrap();
    let join = ["join", "--hq", hq.url(), "--code", &code, "--name", "Aïcha"];
    let stranger = Laptop::new().unwrap();
    check_refused(&stranger, &[&join[..], &["--json"]].concat(), "exchange.untrusted");
    let nothing = folder.path().join("nothing.pem");
    let misled = Laptop::new().unwrap().believing(&nothing);
    check_refused(&misled, &[&join[..], &["--json"]].concat(), "exchange.authority_unreadable");
    let laptop = Laptop::new().unwrap().believing(&certificate);
    laptop.cmd(&join).unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    let (here, there) = (laptop.digest().unwrap(), hq.digest().unwrap());
    assert!(here.iter().all(|(stream, hash)| there.get(stream) == Some(hash)));
}

#[test]
fn a_certificate_that_was_renewed_is_shown_without_a_stop() {
    let (hq, folder, certificate) = secure();
    let old = folder.path().join("old.pem");
    fs::copy(&certificate, &old).unwrap();
    let code = hq.code(SITE, "coordinator", "coordinator").unwrap();
    let laptop = Laptop::new().unwrap().believing(&old);
    laptop.join(hq.url(), &code, "Aïcha").unwrap();
    certify(folder.path()).unwrap();
    check_refused(&laptop, &["exchange", "--json"], "exchange.untrusted");
    laptop.believing(&certificate).cmd(&["exchange"]).unwrap();
    // What can no longer be read leaves the one before in use.
    fs::write(&certificate, "half of it").unwrap();
    let code = hq.code(SITE, "coordinator", "coordinator").unwrap();
    let other = Laptop::new().unwrap().believing(&old);
    check_refused(&other, &["join", "--hq", hq.url(), "--code", &code, "--json"], "untrusted");
    assert!(hq.log().contains("the former one stays"));
}

#[test]
fn somebody_who_says_nothing_is_left_after_a_while_and_is_in_nobody_s_way() {
    let (hq, _folder, certificate) = secure();
    let address = hq.url().strip_prefix("https://").unwrap();
    let mut silent = TcpStream::connect(address).unwrap();
    silent.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let laptop = Laptop::new().unwrap().believing(&certificate);
    laptop.join(hq.url(), &hq.code(SITE, "classroom", "volunteer").unwrap(), "Bintou").unwrap();
    assert_eq!(silent.read_to_end(&mut Vec::new()).unwrap(), 0, "closed within the limit");
    // In the clear on the same port: no answer that a laptop could take for headquarters'.
    let plain = format!("http://{address}");
    let code = hq.code(SITE, "classroom", "volunteer").unwrap();
    let join = ["join", "--hq", &plain, "--code", &code, "--json"];
    let misled = Laptop::new().unwrap();
    misled.cmd(&join).unwrap();
    check_refused(&misled, &["exchange", "--json"], "exchange.");
}

fn check_serve(more: &[&str], code: &str) {
    let mut hq = Headquarters::start(&[]).unwrap();
    let second = hq.refused(&["serve", "--listen", "127.0.0.1:0"]).unwrap();
    assert!(second.stderr.contains("headquarters.serving: "), "one server at a time: {second:?}");
    hq.stop().unwrap();
    let refused = hq.refused(&[&["serve"], more].concat()).unwrap();
    assert_eq!(refused.code, Some(3), "{refused:?}");
    assert!(refused.stderr.contains(code) && refused.stdout.is_empty(), "{refused:?}");
}

#[test]
fn nothing_is_served_in_the_clear_beyond_this_machine() {
    check_serve(&["--listen", "0.0.0.0:0"], "headquarters.needs_certificate: ");
    let folder = tempfile::tempdir().unwrap();
    let certificate = certify(folder.path()).unwrap();
    let text = |file: &Path| file.to_string_lossy().into_owned();
    let (certificate, key) = (text(&certificate), text(&folder.path().join("key.pem")));
    let unreadable = "headquarters.certificate_unreadable: ";
    check_serve(&["--certificate", &key, "--key", &key], unreadable);
    let other = tempfile::tempdir().unwrap();
    certify(other.path()).unwrap();
    let foreign = text(&other.path().join("key.pem"));
    check_serve(&["--certificate", &certificate, "--key", &foreign], unreadable);
    let hq = Headquarters::start(&[]).unwrap();
    let usage = hq.refused(&["serve", "--certificate", &certificate]).unwrap();
    assert_eq!(usage.code, Some(2), "a certificate without its key");
}
