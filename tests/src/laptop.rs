//! A laptop: a folder of its own, and the `passerelle` program (or the window) on it. Nothing
//! outside the folder is read or written: the user's own settings never reach a test.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context, Result};
use passerelle_app::{App, Pass, Phrase, Pin, Setup, Surroundings, System};
use passerelle_domain::RecordId;
use passerelle_domain::permission::Role;
use passerelle_store::keys::{Chance, Cost, KeyBook, Keys, Source, Tile};
use passerelle_store::{Files, Store, StoreKey};
use serde_json::Value;
use tempfile::TempDir;

use crate::process::{COMMAND_LIMIT, Ended, run};
use crate::workspace::bin;

/// One laptop. Its folder goes with it.
#[derive(Debug)]
pub struct Laptop {
    folder: TempDir,
    data: PathBuf,
    authority: Option<PathBuf>,
    phrase: RefCell<String>,
}

impl Laptop {
    /// A laptop on which the program has never run.
    pub fn new() -> Result<Laptop> {
        let folder = tempfile::Builder::new().prefix("passerelle-laptop-").tempdir()?;
        let data = folder.path().join("data");
        let phrase = RefCell::new(PHRASE.to_owned());
        Ok(Laptop { folder, data, authority: None, phrase })
    }

    /// The same laptop, whose programs believe this certificate (PEM) beside the system's.
    #[must_use]
    pub fn believing(mut self, certificate: &Path) -> Laptop {
        self.authority = Some(certificate.to_owned());
        self
    }

    /// What is given as `--data`; absent until the program has made it.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// A folder for anything else a test needs to keep beside the data.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The program on this laptop's data, to be started as the test likes.
    pub fn command(&self, args: &[&str]) -> Result<Command> {
        let mut command = Command::new(bin("passerelle")?);
        command.arg("--data").arg(&self.data).args(args);
        isolate(&mut command, self.folder.path())?;
        if let Some(certificate) = &self.authority {
            command.env("PASSERELLE_CA", certificate);
        }
        command.env("PASSERELLE_PHRASE", self.phrase());
        Ok(command)
    }

    /// Its start phrase.
    pub fn phrase(&self) -> String {
        self.phrase.borrow().clone()
    }

    /// Notes the words that the program gave.
    pub fn write_phrase(&self, words: &str) {
        words.clone_into(&mut self.phrase.borrow_mut());
    }

    /// Runs a command to its end, whatever it is.
    pub fn run(&self, args: &[&str]) -> Result<Ended> {
        run(self.command(args)?, COMMAND_LIMIT)
    }

    /// Runs a command that must succeed; what it printed.
    pub fn cmd(&self, args: &[&str]) -> Result<String> {
        self.run(args)?.success()
    }

    /// Runs a command that must be refused, with an exit code other than 0.
    pub fn refused(&self, args: &[&str]) -> Result<Ended> {
        self.run(args)?.failure()
    }

    /// Runs a command that must succeed with `--json`; the value it printed.
    pub fn json(&self, args: &[&str]) -> Result<Value> {
        let printed = self.cmd(&[args, &["--json"]].concat())?;
        serde_json::from_str(&printed).with_context(|| format!("{args:?} printed {printed:?}"))
    }

    /// Joins a headquarters with a code that it gave.
    pub fn join(&self, url: &str, code: &str, name: &str) -> Result<String> {
        self.cmd(&["join", "--hq", url, "--code", code, "--name", name])
    }

    /// The centre, opened in this process as the program does.
    pub fn open(&self) -> Result<App> {
        open(&self.data)
    }

    /// Its file, with nothing around it.
    pub fn store(&self) -> Result<Store> {
        Ok(Store::open(&Files::at(&self.data), &self.key()?)?)
    }

    /// The key of its file.
    pub fn key(&self) -> Result<StoreKey> {
        Ok(self.open()?.opening().key_for_tests().clone())
    }

    /// A hash of each stream held here.
    pub fn digest(&self) -> Result<BTreeMap<String, String>> {
        crate::digests(&self.cmd(&["digest"])?)
    }
}

/// The PIN of everybody in these tests.
pub const PIN: &str = "274918";
/// The start phrase of every laptop: the tests know no keyring, and touch nobody's.
pub const PHRASE: &str = "abaisser abandon abdiquer abeille abolir aborder";

/// Opens the centre in a folder, in this process.
pub fn open(folder: &Path) -> Result<App> {
    open_with(folder, Arc::new(System))
}

/// The same for one of several people.
pub fn open_as(folder: &Path, person: &str) -> Result<App> {
    let (pin, phrase) = (Some(Pin::parse(PIN)?), Some(Phrase::parse(PHRASE)?));
    let pass = Pass { person: Some(person.to_owned()), pin, phrase };
    Ok(App::open(folder, Arc::new(System), &pass)?)
}

/// The same on another clock.
pub fn open_with(folder: &Path, around: Arc<dyn Surroundings>) -> Result<App> {
    let pass =
        Pass { person: None, pin: Some(Pin::parse(PIN)?), phrase: Some(Phrase::parse(PHRASE)?) };
    Ok(App::open(folder, around, &pass)?)
}

/// What the first person of a computer brings, in these tests.
pub fn setup() -> Result<Setup> {
    let (pin, phrase) = (Pin::choose(PIN)?, Some(Phrase::parse(PHRASE)?));
    Ok(Setup { pin, phrase, language: "fr".to_owned() })
}

/// Puts a book beside a file that has none: its one person opens it as everybody does in these tests.
pub fn put_book(files: &Files, key: &StoreKey, person: RecordId) -> Result<()> {
    let (id, mut chance) = ([1; 16], Chance::from_seed([2; 32]));
    let secret = Phrase::parse(PHRASE)?.secret(&id, Cost::FOR_TESTS)?;
    let mut book = KeyBook::new(id, Source::Phrase, &secret, Cost::FOR_TESTS);
    let tile = Tile { person, name: "Camille".to_owned(), role: Role::Coordinator };
    let keys = Keys { class: key.clone(), private: None };
    book.admit(&secret, tile, &Pin::parse(PIN)?, &keys, &mut chance)?;
    Ok(book.keep(files)?)
}

/// Gives a program folders of its own under `home`, French, and none of the caller's settings.
pub fn isolate(command: &mut Command, home: &Path) -> Result<()> {
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("PASSERELLE_") {
            command.env_remove(&name);
        }
    }
    // Guessing is made cheap, since a test opens a laptop a thousand times; programs that are shipped
    // cannot be told so.
    command.env("PASSERELLE_TEST_COST", "cheap");
    command.env("PASSERELLE_PIN", PIN).env("PASSERELLE_PHRASE", PHRASE);
    command.env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    command.env_remove("LC_ALL").env_remove("LANGUAGE").env("LANG", "fr_FR.UTF-8");
    command.env("HOME", home);
    for (name, folder) in [
        ("XDG_DATA_HOME", "xdg/data"),
        ("XDG_CONFIG_HOME", "xdg/config"),
        ("XDG_CACHE_HOME", "xdg/cache"),
        ("XDG_STATE_HOME", "xdg/state"),
    ] {
        let folder = home.join(folder);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        command.env(name, folder);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_gets_folders_of_its_own() -> Result<()> {
        let home = tempfile::tempdir()?;
        let mut command = Command::new("sh");
        command.args(["-c", "echo $XDG_DATA_HOME $LANG"]);
        isolate(&mut command, home.path())?;
        let expected = format!("{}/xdg/data fr_FR.UTF-8\n", home.path().display());
        assert_eq!(run(command, COMMAND_LIMIT)?.success()?, expected);
        Ok(())
    }
}
