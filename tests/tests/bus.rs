//! What the system tells and keeps: a keyring like the one of a person's session, on a bus of the test's
//! own, emptied and gone; the signal before sleep, on another; and nobody at the keys for a while.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::fs;
use std::process::Command;

use passerelle_store::Files;
use passerelle_tests::centre::text;
use passerelle_tests::process::{Background, COMMAND_LIMIT, Ended, run};
use passerelle_tests::window::Options;
use passerelle_tests::{Laptop, PATIENCE, Window};

/// Opens the keyring of the session that `dbus-run-session` begins, then does what follows.
const UNLOCKED: &str =
    "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec \"$@\"";

/// A command of the program in a session with a keyring, which lies in the laptop's own folder.
fn with_keyring(laptop: &Laptop, args: &[&str], set: &[(&str, &str)]) -> Ended {
    let plain = laptop.command(args).unwrap();
    let mut command = Command::new("dbus-run-session");
    command.args(["--", "sh", "-c", UNLOCKED, "sh"]).arg(plain.get_program());
    command.args(plain.get_args());
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    // The words are nowhere: the keyring opens, or nothing does.
    command.env_remove("PASSERELLE_PHRASE").env_remove("DBUS_SESSION_BUS_ADDRESS");
    command.envs(set.iter().copied());
    run(command, COMMAND_LIMIT).unwrap()
}

fn refused(ended: &Ended, code: &str) {
    assert!(ended.code == Some(3) && ended.stderr.contains(code), "{code}: {ended:?}");
}

#[test]
fn a_keyring_that_is_absent_or_emptied_costs_a_code_and_no_change() {
    let laptop = Laptop::new().unwrap();
    let init = ["init", "--name", "Bègles", "--person", "Inès", "--json"];
    let home = with_keyring(&laptop, &init, &[]).success().unwrap();
    let home: serde_json::Value = serde_json::from_str(&home).unwrap();
    assert!(home["shown"]["phrase"].is_null(), "no words where there is a keyring: {home}");
    let recovery = text(&home["shown"]["recovery"]).unwrap();
    let book = fs::read_to_string(Files::at(laptop.data()).book()).unwrap();
    assert!(book.contains("\"source\": \"keyring\""), "{book}");
    let add = ["cohort", "add", "--level", "DIG-1", "--code", "A"];
    with_keyring(&laptop, &add, &[]).success().unwrap();
    let before = with_keyring(&laptop, &["digest"], &[]).success().unwrap();
    // Another person's session, or none: the PIN alone opens nothing.
    refused(&laptop.run(&["digest"]).unwrap(), "[keys.secret_missing]");
    // Emptied: another keyring stands in its place.
    let keyrings = laptop.folder().join("xdg/data/keyrings");
    assert!(fs::read_dir(&keyrings).unwrap().count() > 0, "it lies where the test thinks");
    fs::remove_dir_all(&keyrings).unwrap();
    refused(&with_keyring(&laptop, &["digest"], &[]), "[keys.secret_missing]");
    let code = [("PASSERELLE_CODE", recovery.as_str()), ("PASSERELLE_PIN", "530162")];
    with_keyring(&laptop, &["recover"], &code).success().unwrap();
    let after = with_keyring(&laptop, &["digest"], &code[1..]).success().unwrap();
    assert_eq!(after, before, "nothing is lost");
}

/// A bus of the test's own, ended with this value.
fn bus() -> (Background, String) {
    let mut command = Command::new("dbus-daemon");
    command.args(["--session", "--nofork", "--print-address"]);
    let mut daemon = Background::start(command).unwrap();
    let address = |line: &str| line.starts_with("unix:").then(|| line.trim().to_owned());
    let address = daemon.wait_line("the bus's address", PATIENCE, address).unwrap();
    (daemon, address)
}

fn options(env: &[(&str, &str)]) -> Options {
    let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Options { lang: "fr".into(), theme: "light".into(), env: env.collect(), ..Options::default() }
}

#[test]
fn the_centre_is_locked_before_the_computer_sleeps() {
    let laptop = Laptop::new().unwrap();
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"]).unwrap();
    let (_daemon, address) = bus();
    let window = Window::open(&laptop, &options(&[("DBUS_SYSTEM_BUS_ADDRESS", &address)])).unwrap();
    window.find("main.work").unwrap();
    let signal = |begins: &str| {
        let mut command = Command::new("dbus-send");
        command.arg(format!("--bus={address}")).args([
            "--type=signal",
            "/org/freedesktop/login1",
            "org.freedesktop.login1.Manager.PrepareForSleep",
            begins,
        ]);
        run(command, COMMAND_LIMIT).unwrap().success().unwrap();
    };
    // Again after it has woken: the signal is heard each time.
    for _ in 0..2 {
        signal("boolean:true");
        window.find("[data-testid=pin]").unwrap();
        assert!(window.find_now("main.work").unwrap().is_none());
        signal("boolean:false");
        window.unlock(&laptop).unwrap();
        window.find("main.work").unwrap();
    }
}

#[test]
fn the_centre_is_locked_when_nobody_is_at_the_keys() {
    let laptop = Laptop::new().unwrap();
    laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"]).unwrap();
    let window = Window::open(&laptop, &options(&[("PASSERELLE_TEST_IDLE_MS", "4000")])).unwrap();
    window.find("main.work").unwrap();
    window.find("[data-testid=pin]").unwrap();
    window.unlock(&laptop).unwrap();
    window.find("main.work").unwrap();
}
