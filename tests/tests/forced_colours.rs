//! The screens in forced colours, for those who see only with a palette of their own: WebKitGTK has none,
//! so they are shown by Chromium, over the in-memory centre that the page carries for browsers. axe-core
//! finds nothing wrong; what is told by a colour alone elsewhere is told by a line or a letter here; and
//! nothing that has the focus is without a sign of it.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::thread;

use anyhow::Result;
use passerelle_tests::webdriver::Session;
use passerelle_tests::{PATIENCE, axe, wait_for, workspace};
use serde_json::Value;

/// States: the invented centre's scenario, the address, what stands there once it is drawn.
const STATES: [(&str, &str, &str); 13] = [
    ("first-run", "#/today", "main"),
    ("locked", "#/today", "[data-testid=pin], [data-tile], main button"),
    ("empty", "#/today", "main"),
    ("error", "#/today", "main"),
    ("joined", "#/today", "[data-testid=open-register]"),
    ("joined", "#/register/session-1", "[data-testid=register-grid]"),
    ("joined", "#/people", "main table, main li"),
    ("joined", "#/exchange", "[data-testid=exchange-now]"),
    ("joined", "#/settings", "main"),
    ("looks", "#/exchange/look", "main"),
    ("closed", "#/register/session-1", "[data-testid=register-grid]"),
    ("photos", "#/register/session-1", "[data-testid=register-grid]"),
    ("signing", "#/register/session-1", "[data-tile]"),
];

/// Serves the built page on this machine, until the test ends.
fn serve() -> Result<u16> {
    let root = workspace::root().join("ui/dist");
    assert!(root.join("index.html").exists(), "the page is not built");
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let root = root.clone();
            thread::spawn(move || answer(&root, &stream));
        }
    });
    Ok(port)
}

fn answer(root: &Path, mut stream: &TcpStream) -> Result<()> {
    let mut line = String::new();
    let mut reader = BufReader::new(stream);
    reader.read_line(&mut line)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let path = line.split(' ').nth(1).unwrap_or("/");
    let path = path.split('?').next().unwrap_or("/").trim_start_matches('/');
    let path = if path.is_empty() || path.contains("..") { "index.html" } else { path };
    let kind = match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
    let (status, body) = match fs::read(root.join(path)) {
        Ok(body) => ("200 OK", body),
        Err(_) => ("404 Not Found", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)?;
    Ok(())
}

/// What axe finds, and what has the focus without a sign of it.
fn found(browser: &Session) -> Result<Vec<String>> {
    let mut found = axe::violations(browser)?;
    let script = "const bare = [];
        for (const one of [...document.querySelectorAll('button, a[href], input, select, textarea')]) {
            if (!one.checkVisibility() || one.disabled) continue;
            one.focus({ focusVisible: true });
            if (document.activeElement !== one) continue;
            const { outlineStyle, outlineWidth } = getComputedStyle(one);
            if (outlineStyle === 'none' || parseFloat(outlineWidth) < 1) bare.push(one.outerHTML.slice(0, 120));
        }
        return bare";
    let bare = browser.run(script, &[])?;
    let bare = bare.as_array().into_iter().flatten();
    found.extend(bare.map(|one| format!("no sign of the focus: {one}")));
    Ok(found)
}

#[test]
fn every_screen_can_be_read_in_forced_colours() -> Result<()> {
    let (port, home) = (serve()?, tempfile::tempdir()?);
    let browser = Session::chromium(home.path())?;
    let mut wrong = Vec::new();
    for palette in ["light", "dark"] {
        browser.emulate(&[("forced-colors", "active"), ("prefers-color-scheme", palette)])?;
        for (scenario, hash, mark) in STATES {
            browser.go("about:blank")?;
            browser.go(&format!("http://127.0.0.1:{port}/?fake={scenario}{hash}"))?;
            wait_for(&format!("{scenario} {hash}"), PATIENCE, || {
                let there = "return Boolean(document.querySelector(arguments[0]))
                    && Boolean(document.documentElement.dataset.painted)";
                Ok((browser.run(there, &[mark.into()])? == true).then_some(()))
            })?;
            let forced =
                browser.run("return matchMedia('(forced-colors: active)').matches", &[])?;
            assert_eq!(forced, Value::Bool(true), "the colours are not forced");
            if std::env::var_os("PASSERELLE_SHOTS").is_some() {
                let screen = hash.replace(['#', '/'], "-");
                let file = format!("shots/forced-{palette}-{scenario}{screen}.png");
                browser.save_picture(&workspace::root().join(file))?;
            }
            axe::install(&browser)?;
            let of_state = found(&browser)?.into_iter();
            wrong.extend(of_state.map(|one| format!("{palette} {scenario} {hash}: {one}")));
        }
    }
    assert!(wrong.is_empty(), "{} to mend:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}
