//! The window's armour: what it may ask and what it may load is declared here, and compared with what is
//! configured and granted; any difference fails. Then the real window is told to reach out, and a
//! listener beside it must hear nothing.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::time::Duration;

use passerelle_tests::source::files_under;
use passerelle_tests::window::Options;
use passerelle_tests::{Laptop, PATIENCE, Window, wait_for, workspace};
use serde_json::{Value, json};

/// What the page may load, and from where. `ipc:` is the bridge to the program.
const CSP: &[(&str, &str)] = &[
    ("default-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self' blob:"),
    ("connect-src", "ipc: http://ipc.localhost"),
    ("object-src", "'none'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    ("frame-ancestors", "'none'"),
];

fn read(name: &str) -> String {
    fs::read_to_string(workspace::root().join(name)).unwrap()
}

fn config() -> Value {
    serde_json::from_str(&read("src-tauri/tauri.conf.json")).unwrap()
}

#[test]
fn what_is_configured_is_what_is_declared() {
    let config = config();
    let security = &config["app"]["security"];
    let directives: BTreeMap<&str, &str> = security["csp"]
        .as_str()
        .unwrap()
        .split(';')
        .map(|line| line.trim().split_once(' ').unwrap())
        .collect();
    assert_eq!(directives, CSP.iter().copied().collect());
    let keys: Vec<&String> = security.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["capabilities", "csp", "freezePrototype"], "nothing else is opened");
    assert_eq!(security["capabilities"], json!(["window"]));
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(config["app"]["withGlobalTauri"], false);
    assert_eq!(config["app"]["windows"], json!([]), "the one window is made in code");
    assert!(config.get("plugins").is_none(), "no plugin");
    assert!(!read("src-tauri/tauri.conf.json").contains("dangerous"));
}

#[test]
fn what_is_granted_is_what_is_declared() {
    let folder = workspace::root().join("src-tauri/capabilities");
    let files: Vec<_> = fs::read_dir(folder).unwrap().flatten().collect();
    assert_eq!(files.len(), 1, "one capability");
    let capability: Value =
        serde_json::from_str(&read("src-tauri/capabilities/window.json")).unwrap();
    let keys: Vec<&String> = capability.as_object().unwrap().keys().collect();
    let expected = ["$schema", "description", "identifier", "permissions", "windows"];
    assert_eq!(keys, expected, "neither remote addresses nor other web views");
    assert_eq!(capability["windows"], json!(["main"]));
    let granted = capability["permissions"].as_array().unwrap().iter();
    let granted: Vec<&str> = granted.map(|one| one.as_str().unwrap()).collect();
    let core: Vec<&&str> = granted.iter().filter(|one| !one.starts_with("allow-")).collect();
    assert_eq!(core, [&"core:event:allow-listen", &"core:event:allow-unlisten"]);
    let declared = workspace::window_commands().unwrap().into_iter();
    let declared: Vec<String> =
        declared.map(|one| format!("allow-{}", one.replace('_', "-"))).collect();
    let own: Vec<&str> = granted.into_iter().filter(|one| one.starts_with("allow-")).collect();
    assert_eq!(own, declared, "each command, one by one");
}

/// A release has no inspector: nothing turns it on, and no plugin comes along.
#[test]
fn a_release_has_neither_inspector_nor_plugins() {
    let manifests = [read("Cargo.toml"), read("src-tauri/Cargo.toml")].concat();
    assert!(!manifests.contains("devtools") && !manifests.contains("tauri-plugin"), "{manifests}");
    for source in files_under(&workspace::root().join("src-tauri/src"), &["rs"]).unwrap() {
        let text = fs::read_to_string(&source).unwrap();
        for word in ["devtools", "initialization_script", "External(", ".plugin("] {
            assert!(!text.contains(word), "{}: {word}", source.display());
        }
    }
}

/// The pages name no address but those of notices and of XML's names.
#[test]
fn the_pages_name_no_address() {
    let dist = workspace::root().join("ui/dist");
    for file in files_under(&dist, &["js", "css", "html"]).unwrap() {
        let text = fs::read_to_string(&file).unwrap();
        let addresses =
            text.match_indices("http").map(|(at, _)| text.get(at..at + 40).unwrap_or(""));
        for address in
            addresses.filter(|one| one.starts_with("http://") || one.starts_with("https://"))
        {
            // Names of XML, of errors to look up, and an address that is nobody's, as an example.
            let known = ["http://www.w3.org/", "https://svelte.dev/"];
            let is_example = address.contains(".example.org");
            assert!(
                is_example || known.iter().any(|one| address.starts_with(one)),
                "{}: {address}",
                file.display()
            );
        }
    }
}

#[test]
fn the_real_window_reaches_nobody() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let laptop = Laptop::new().unwrap();
    let window = Window::open(&laptop, &Options { unlock: false, ..Options::default() }).unwrap();
    window.find("main").unwrap();
    let home = window.url().unwrap();
    let ask = |script: &str| {
        let whole = format!(
            "const [address, done] = arguments;
             (async () => {{ {script} }})().then((v) => done(String(v)), (e) => done('refused: ' + e));"
        );
        let told = window.run_async(&whole, &[address.clone().into()]).unwrap();
        told.as_str().unwrap_or_default().to_owned()
    };
    let refused = |script: &str| {
        let told = ask(script);
        assert!(told.starts_with("refused"), "{script}: {told}");
    };
    // It may ask the program what is granted, and nothing else.
    assert_eq!(ask("return (await window.__TAURI_INTERNALS__.invoke('home')).phase"), "first_run");
    for command in
        ["no_such", "plugin:fs|read_text_file", "plugin:shell|open", "plugin:window|create"]
    {
        refused(&format!("return await window.__TAURI_INTERNALS__.invoke('{command}', {{}})"));
    }
    assert_eq!(ask("return typeof window.__TAURI__"), "undefined", "no bridge for whoever asks");
    refused("return eval('1 + 1')");
    refused("return new Function('return 1')()");
    refused("return await fetch(address)");
    refused(
        "return await new Promise((yes, no) => { const s = new WebSocket(address.replace('http', 'ws'));
         s.onopen = yes; s.onerror = no; })",
    );
    for (tag, name) in [("img", "src"), ("script", "src"), ("iframe", "src"), ("object", "data")] {
        ask(&format!(
            "const e = document.createElement('{tag}'); e['{name}'] = address + '/x';
             document.body.append(e); await new Promise((r) => setTimeout(r, 150)); e.remove(); return 1"
        ));
    }
    ask("const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = address + '/x.css';
         document.head.append(l); await new Promise((r) => setTimeout(r, 150)); l.remove(); return 1");
    ask("const f = document.createElement('form'); f.action = address; f.method = 'post';
         document.body.append(f); f.submit(); await new Promise((r) => setTimeout(r, 150)); return 1");
    ask("window.open(address); await new Promise((r) => setTimeout(r, 150)); return 1");
    // A frame that the page makes has no bridge of its own, and loads nothing.
    ask("const f = document.createElement('iframe'); f.srcdoc = '<img src=\"' + address + '/y\">';
         document.body.append(f); await new Promise((r) => setTimeout(r, 150)); f.remove(); return 1");
    // Last: the window is told to go away, by itself.
    window
        .run("setTimeout(() => { location.href = arguments[0] }, 0)", &[address.clone().into()])
        .unwrap();
    wait_for("the window to stay", PATIENCE, || {
        let url = window.url()?;
        Ok((url == home).then_some(()))
    })
    .unwrap();
    std::thread::park_timeout(Duration::from_millis(400));
    assert_eq!(window.url().unwrap(), home, "it went away");
    window.find("main").unwrap();
    assert!(listener.accept().is_err(), "somebody was reached");
    // And the listener hears who does reach it.
    std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    wait_for("a caller", PATIENCE, || Ok(listener.accept().ok().map(|_| ()))).unwrap();
}

/// Every screen is painted under the policy, without anything refused.
#[test]
fn no_screen_needs_what_the_policy_refuses() {
    let laptop = Laptop::new().unwrap();
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"]).unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    let session = passerelle_tests::centre::session_now(&laptop).unwrap();
    let window = Window::open(&laptop, &Options { unlock: false, ..Options::default() }).unwrap();
    window.find("main").unwrap();
    let watch = "window.__refused = []; document.addEventListener('securitypolicyviolation', (e) =>
                 window.__refused.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`))";
    window.run(watch, &[]).unwrap();
    window.unlock(&laptop).unwrap();
    let register = format!("register/{session}");
    for screen in ["today", &register, "people", "cohorts", "exchange", "settings"] {
        window.run("location.hash = arguments[0]", &[format!("#/{screen}").into()]).unwrap();
        let name = screen.split('/').next().unwrap();
        wait_for(screen, PATIENCE, || {
            let painted = window.run("return document.documentElement.dataset.painted", &[])?;
            Ok((painted == name).then_some(()))
        })
        .unwrap();
    }
    let refused = window.run("return window.__refused", &[]).unwrap();
    assert_eq!(refused, json!([]), "a screen wants something that is not granted");
}
