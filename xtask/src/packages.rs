//! The system's packages: which are needed for what, which are missing, and their installation on
//! Debian and its relatives. Elsewhere it says what is needed and lets the build speak. It never
//! removes or upgrades anything, and installs without asking only when it may (root or sudo).

use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell::{capture, run, succeeds};

/// What one is about to do, from the least to the most demanding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Purpose {
    /// The command line and headquarters.
    Terminal,
    /// The window as well.
    Window,
    /// Every test, in a virtual display.
    Test,
}

/// A Debian package, the first purpose that needs it, and why.
struct Package {
    name: &'static str,
    from: Purpose,
    why: &'static str,
}

const fn package(name: &'static str, from: Purpose, why: &'static str) -> Package {
    Package { name, from, why }
}

const PACKAGES: [Package; 20] = [
    package("build-essential", Purpose::Terminal, "the C compiler that builds SQLCipher"),
    package("pkg-config", Purpose::Terminal, "finds the libraries below"),
    package("libssl-dev", Purpose::Terminal, "the cipher of the store, and HTTPS"),
    package("libdbus-1-dev", Purpose::Terminal, "the system's keyring, and its word before sleep"),
    package("libwebkit2gtk-4.1-dev", Purpose::Window, "the web view that shows the window"),
    package("librsvg2-dev", Purpose::Window, "the window's icons"),
    package("libayatana-appindicator3-dev", Purpose::Window, "linked by the window's toolkit"),
    package("libxdo-dev", Purpose::Window, "linked by the window's toolkit"),
    package("file", Purpose::Window, "used when the application is bundled"),
    package("xvfb", Purpose::Test, "a display without a screen"),
    package("xdotool", Purpose::Test, "keys as a keyboard sends them"),
    package("x11-xkb-utils", Purpose::Test, "keyboards of other languages"),
    package("xauth", Purpose::Test, "access to that display"),
    package("webkit2gtk-driver", Purpose::Test, "drives the real window in tests"),
    package("chromium", Purpose::Test, "shows the screens in forced colours"),
    package("chromium-driver", Purpose::Test, "drives it"),
    package("dbus", Purpose::Test, "the web view looks for it, and buses of the tests' own"),
    package("gnome-keyring", Purpose::Test, "a keyring like the one of a person's session"),
    package("fonts-dejavu-core", Purpose::Test, "letters in the pictures"),
    package("fonts-noto-core", Purpose::Test, "Arabic and other scripts in the pictures"),
];

/// Installs what is missing for `purpose`, or fails saying exactly what to install and why.
pub fn ensure(purpose: Purpose) -> Result<()> {
    let needed: Vec<&Package> = PACKAGES.iter().filter(|p| p.from <= purpose).collect();
    if !is_debian(&fs::read_to_string("/etc/os-release").unwrap_or_default()) {
        if cfg!(target_os = "linux") {
            println!("Not a Debian: not checked. Under Debian's names, this is needed:");
            needed.iter().for_each(|p| println!("{}", line(p)));
        }
        return Ok(());
    }
    let missing = missing(&needed);
    if missing.is_empty() {
        println!("Nothing to install: {} packages are present.", needed.len());
        return Ok(());
    }
    println!("Missing:");
    missing.iter().for_each(|p| println!("{}", line(p)));
    install(&missing)
}

fn line(package: &Package) -> String {
    format!("  {:<30} {}", package.name, package.why)
}

fn missing<'a>(needed: &[&'a Package]) -> Vec<&'a Package> {
    // One question per package: asked for several at once, dpkg-query fails as soon as one is
    // unknown. A removed package keeps a line with another status: only `installed` counts.
    let installed = |package: &Package| {
        let mut query = Command::new("dpkg-query");
        query.args(["-W", "-f=${db:Status-Status}\n", package.name]);
        capture(&mut query).is_ok_and(|said| said.lines().any(|line| line == "installed"))
    };
    needed.iter().copied().filter(|package| !installed(package)).collect()
}

fn install(missing: &[&Package]) -> Result<()> {
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let is_root = capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let prefix: &[&str] = if is_root {
        &[]
    } else if succeeds("sudo", &["-n", "true"]) {
        &["sudo", "-n"]
    } else {
        bail!(
            "these packages are missing and only the system's administrator may install them:\n\n\
             sudo apt-get update && sudo apt-get install -y --no-install-recommends {}\n",
            names.join(" ")
        );
    };
    run(&mut apt_get(prefix, &["update"]))?;
    let mut install = apt_get(prefix, &["install", "-y", "--no-install-recommends"]);
    run(install.args(names))
}

/// `apt-get` that never asks a question; `env` carries that wish through sudo, which drops it.
fn apt_get(prefix: &[&str], args: &[&str]) -> Command {
    let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], args].concat();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command
}

/// Debian itself or a system that says it is like it, by the text of `/etc/os-release`.
fn is_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .filter_map(|line| line.split_once('='))
        .filter(|(key, _)| matches!(*key, "ID" | "ID_LIKE"))
        .any(|(_, value)| value.trim_matches('"').split(' ').any(|name| name == "debian"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::typed;

    #[test]
    fn debian_and_its_relatives_are_recognised() {
        assert!(is_debian("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n"));
        assert!(is_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian("ID=fedora\nHOME_URL=\"debian\"\n"));
        assert!(!is_debian(""));
    }

    #[test]
    fn apt_never_asks() {
        let shown = typed(&apt_get(&["sudo", "-n"], &["update"]));
        assert_eq!(shown, "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get update");
    }

    #[test]
    fn the_terminal_needs_no_window_and_tests_need_everything() {
        let count = |purpose| PACKAGES.iter().filter(|p| p.from <= purpose).count();
        assert_eq!((count(Purpose::Terminal), count(Purpose::Test)), (4, PACKAGES.len()));
    }

    #[test]
    fn an_absent_package_is_reported_missing() {
        if !succeeds("dpkg-query", &["--version"]) {
            return;
        }
        let absent = package("no-such-package-at-all", Purpose::Test, "");
        assert_eq!(missing(&[&absent]).len(), 1);
    }
}
