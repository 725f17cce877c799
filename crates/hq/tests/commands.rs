//! The commands, with the server running and stopped, and the server as a process: what it prints,
//! how it ends, what it logs.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{BINARY, Hq, Laptop, pause, run};
use passerelle_domain::attendance::Status;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

fn check(folder: &Path, args: &[&str], exit: i32, told: &str) {
    let output = run(folder, args);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(exit), "{args:?}: {stderr}");
    assert!(stderr.contains(told), "{args:?}: {stderr}");
    assert!(exit == 0 || output.stdout.is_empty());
}

const WITH: [&str; 4] = ["--grant", "classroom", "--role", "volunteer"];

#[test]
fn exit_codes_tell_usage_refusal_and_trouble_apart() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    check(folder, &["site", "add", "Été"], 0, "");
    check(folder, &["site", "add", "Été"], 3, "site.name_taken: ");
    check(folder, &["site", "add", " "], 3, "site.name_invalid: ");
    check(folder, &[&["code", "--site", "Hiver"], &WITH[..]].concat(), 3, "site.unknown: ");
    let adopt = [&["code", "--adopt"], &WITH[..]].concat();
    check(folder, &adopt, 3, "code.adopt_needs_coordinator: ");
    check(folder, &[&["code"], &WITH[..]].concat(), 2, "--site");
    check(folder, &["code", "--site", "Été", "--grant", "all", "--role", "volunteer"], 2, "");
    check(folder, &["nothing"], 2, "");
    std::fs::write(folder.join("ledger.key"), "00".repeat(32)).unwrap();
    check(folder, &["site", "list"], 4, "store.wrong_key: ");
    check(folder, &["--json", "site", "list"], 4, "{\"args\":{},\"code\":\"store.wrong_key\"}");
}

#[test]
fn answers_are_for_people_or_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let ask = |args: &[&str]| {
        String::from_utf8(run(folder.path(), args).stdout).unwrap().trim_end().to_owned()
    };
    let json = |args: &[&str]| -> serde_json::Value { serde_json::from_str(&ask(args)).unwrap() };
    let site = json(&["site", "add", "A", "--json"]);
    assert_eq!(site["name"], "A");
    assert_eq!(ask(&["site", "list"]), format!("{} A", site["site"].as_str().unwrap()));
    let code = ask(&[&["code", "--site", "A"], &WITH[..]].concat());
    assert_eq!(code.split(' ').map(str::len).collect::<Vec<_>>(), [5, 5]);
    assert!(passerelle_domain::code::Code::parse(&code).is_ok());
    let id = site["site"].as_str().unwrap();
    let code = json(&[&["code", "--json", "--site", id], &WITH[..]].concat());
    assert_eq!(
        (code["grant"].as_str(), code["role"].as_str()),
        (Some("classroom"), Some("volunteer"))
    );
    assert_eq!(code["site"], site["site"]);
    assert_eq!(json(&["devices", "--json"]), serde_json::json!([]));
    let digest = ask(&["digest"]);
    let streams: Vec<_> = digest.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(streams, ["network", &format!("site/{id}"), &format!("site/{id}/private")]);
    assert_eq!(json(&["digest", "--json"])[0]["stream"], "network");
}

#[test]
fn several_first_commands_at_once_make_one_headquarters() {
    let folder = tempfile::tempdir().unwrap();
    let start = |name: &String| {
        let mut command = Command::new(BINARY);
        command.arg("--data").arg(folder.path()).args(["site", "add", name]);
        command.stdout(Stdio::null()).spawn().unwrap()
    };
    let names: Vec<String> = (0..8).map(|number| format!("A{number}")).collect();
    let started: Vec<_> = names.iter().map(start).collect();
    for mut child in started {
        assert!(child.wait().unwrap().success());
    }
    let digest = || {
        let mut command = Command::new(BINARY);
        command.arg("--data").arg(folder.path()).arg("digest").stdout(Stdio::piped());
        command.spawn().unwrap()
    };
    let started: Vec<_> = (0..4).map(|_| digest()).collect();
    let printed: Vec<_> =
        started.into_iter().map(|child| child.wait_with_output().unwrap().stdout).collect();
    assert_eq!(printed[0].iter().filter(|byte| **byte == b'\n').count(), 1 + 2 * 8);
    assert!(printed.iter().all(|text| *text == printed[0]));
}

#[test]
fn the_server_folds_behind_the_exchanges_and_says_how_far() {
    let hq = Hq::start();
    hq.site("A");
    let mut laptop = Laptop::new(1);
    laptop.join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
    laptop.mark(1, 5, Status::Present);
    laptop.exchange(&hq);
    let health = || hq.request(reqwest::Method::GET, "/health", vec![]).json();
    let first = health();
    assert_eq!((first["status"].as_str(), first["version"].as_str()), (Some("ok"), Some("0.1.0")));
    assert_eq!(first["epoch"].as_str().unwrap().len(), 36);
    let mut looks = 0;
    while health()["fold_lag_ms"] != 0 {
        looks += 1;
        assert!(looks < 100, "not folded after 10 s");
        pause(100);
    }
    assert!(hq.folder.path().join(format!("projections/{}.db", laptop.site.unwrap())).exists());
}

#[test]
fn the_server_ends_when_told_and_its_log_names_nobody() {
    let mut hq = Hq::start();
    hq.site("Centre Canari");
    let code = hq.code(&["--site", "Centre Canari"], "classroom");
    let mut laptop = Laptop::new(1);
    laptop.join(&hq, &code, None);
    laptop.mark(1, 5, Status::Present);
    laptop.exchange(&hq);
    assert_eq!(laptop.try_join(&hq, "K7M2QK7M2Q", None).status, 404);
    let (exit, out, log) = hq.stop();
    assert_eq!((exit, out.as_str()), (Some(0), ""), "one line on standard output, and no more");
    assert!(log.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    assert!(log.contains("exchange"));
    for name in ["Canari", "Portable", "K7M2Q", &code, &code.replace(' ', "")] {
        assert!(!log.contains(name), "{name} in the log");
    }
    let before = laptop.digest();
    assert_eq!(hq.digest()[..2], before, "commands work without the server");
    hq.serve();
    laptop.exchange(&hq);
    assert_eq!(laptop.digest(), before);
}

#[test]
fn what_has_begun_is_finished_before_the_server_ends() {
    let mut hq = Hq::start();
    hq.site("A");
    let mut laptop = Laptop::new(1);
    laptop.join(&hq, &hq.code(&["--site", "A"], "classroom"), None);
    laptop.mark(1, 5, Status::Present);
    let body = laptop.upload();
    let mut socket = hq.begin("/v1/exchange", &body, body.len() / 2);
    // Long enough for the server to have taken the request up.
    pause(300);
    hq.terminate();
    pause(300);
    socket.write_all(&body[body.len() / 2..]).unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"));
    assert_eq!(hq.ended().0, Some(0));
    assert_eq!(hq.digest()[..2], laptop_after(&mut hq, &mut laptop));
}

fn laptop_after(hq: &mut Hq, laptop: &mut Laptop) -> Vec<String> {
    hq.serve();
    laptop.exchange(hq);
    laptop.digest()
}

#[test]
fn nothing_at_rest_can_be_read_without_the_key() {
    let hq = Hq::start();
    hq.site("Centre Canari");
    let mut laptop = Laptop::new(1);
    laptop.join(&hq, &hq.code(&["--site", "Centre Canari"], "coordinator"), None);
    hq.digest();
    let mut folders = vec![hq.folder.path().to_owned()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let bytes = std::fs::read(&path).unwrap();
            let found = [&b"Canari"[..], b"Portable", b"SQLite"]
                .iter()
                .any(|name| bytes.windows(name.len()).any(|part| part == *name));
            assert!(!found, "{}", path.display());
        }
    }
    assert!(files >= 4);
    use std::os::unix::fs::PermissionsExt;
    let mode = |name| std::fs::metadata(hq.folder.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("ledger.key") & 0o777, 0o600);
}

#[test]
fn a_projection_is_made_again_whatever_happened_to_it() {
    let mut hq = Hq::start();
    let site = hq.site("A");
    let mut laptop = Laptop::new(1);
    laptop.join(&hq, &hq.code(&["--site", "A"], "coordinator"), None);
    laptop.mark(1, 5, Status::Present);
    laptop.exchange(&hq);
    hq.stop();
    let expected = hq.digest();
    assert_eq!(expected, laptop.digest());
    let file = hq.folder.path().join(format!("projections/{site}.db"));
    std::fs::write(&file, vec![7; 9_000]).unwrap();
    assert_eq!(hq.digest(), expected, "a damaged one");
    std::fs::remove_dir_all(hq.folder.path().join("projections")).unwrap();
    assert_eq!(hq.digest(), expected, "a missing one");
    // A ledger restored from before: the projection knows more than it may.
    let backup = tempfile::tempdir().unwrap();
    for name in ["ledger.db", "ledger.key"] {
        std::fs::copy(hq.folder.path().join(name), backup.path().join(name)).unwrap();
    }
    hq.serve();
    laptop.mark(1, 6, Status::Present);
    laptop.exchange(&hq);
    hq.stop();
    assert_eq!(hq.digest(), laptop.digest());
    for name in ["ledger.db-wal", "ledger.db-shm"] {
        let _ = std::fs::remove_file(hq.folder.path().join(name));
    }
    for name in ["ledger.db", "ledger.key"] {
        std::fs::copy(backup.path().join(name), hq.folder.path().join(name)).unwrap();
    }
    assert_eq!(hq.digest(), expected, "one that is ahead of the ledger");
}
