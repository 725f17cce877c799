//! A headquarters: a folder and the real `passerelle-hq` serving it on this machine. It can be
//! stopped, killed and started again on the same port, as a server in real life.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::laptop::isolate;
use crate::process::{Background, COMMAND_LIMIT, Ended, run};
use crate::wait::PATIENCE;
use crate::workspace::bin;

/// What the server prints once it can be talked to, before its address.
const READY: &str = "listening on ";

/// How long a server may take to end when asked.
const STOP_LIMIT: Duration = Duration::from_secs(5);

/// One headquarters, ended with this value, its folder too.
#[derive(Debug)]
pub struct Headquarters {
    server: Option<Background>,
    folder: TempDir,
    data: PathBuf,
    url: String,
    /// More of what `serve` is given.
    more: Vec<String>,
}

impl Headquarters {
    /// A new headquarters, with these sites, serving.
    pub fn start(sites: &[&str]) -> Result<Headquarters> {
        Headquarters::start_with(sites, &[])
    }

    /// The same with TLS; laptops believe `certificate`, and `key.pem` lies beside it.
    pub fn start_secure(sites: &[&str], certificate: &Path) -> Result<Headquarters> {
        let key = certificate.with_file_name("key.pem");
        let [certificate, key] =
            [certificate, &key].map(|file| file.to_string_lossy().into_owned());
        Headquarters::start_with(sites, &["--certificate", &certificate, "--key", &key])
    }

    fn start_with(sites: &[&str], more: &[&str]) -> Result<Headquarters> {
        let folder = tempfile::Builder::new().prefix("passerelle-hq-").tempdir()?;
        let data = folder.path().join("hq");
        let more = more.iter().map(|word| (*word).to_owned()).collect();
        let mut new = Headquarters { server: None, folder, data, url: String::new(), more };
        for site in sites {
            new.cmd(&["site", "add", site])?;
        }
        new.serve("127.0.0.1:0")?;
        Ok(new)
    }

    /// `http://127.0.0.1:PORT`, or `https`, the same for the whole life of this value.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What is given as `--data`.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The server's process id, while it runs.
    pub fn id(&self) -> Option<u32> {
        self.server.as_ref().map(Background::id)
    }

    /// What the server has printed since it was last started.
    pub fn log(&self) -> String {
        self.server.as_ref().map(Background::log).unwrap_or_default()
    }

    /// Asks the server to end, and waits until it has.
    pub fn stop(&mut self) -> Result<()> {
        self.server.take().map_or(Ok(()), |mut server| server.stop(STOP_LIMIT))
    }

    /// Ends the server as a power cut would.
    pub fn kill(&mut self) -> Result<()> {
        self.server.take().map_or(Ok(()), |mut server| server.kill())
    }

    /// Starts the server again, where the laptops know it.
    pub fn restart(&mut self) -> Result<()> {
        self.stop()?;
        let address = self.url.split_once("://").context("it was never started")?.1.to_owned();
        self.serve(&address)
    }

    /// The program on this headquarters' data, to be started as the test likes.
    pub fn command(&self, args: &[&str]) -> Result<Command> {
        let mut command = Command::new(bin("passerelle-hq")?);
        command.arg("--data").arg(&self.data).args(args);
        isolate(&mut command, self.folder.path())?;
        Ok(command)
    }

    /// Runs a command that must succeed; what it printed.
    pub fn cmd(&self, args: &[&str]) -> Result<String> {
        run(self.command(args)?, COMMAND_LIMIT)?.success()
    }

    /// Runs a command that must be refused, with an exit code other than 0.
    pub fn refused(&self, args: &[&str]) -> Result<Ended> {
        run(self.command(args)?, COMMAND_LIMIT)?.failure()
    }

    /// Runs a command that must succeed with `--json`; the value it printed.
    pub fn json(&self, args: &[&str]) -> Result<Value> {
        let printed = self.cmd(&[args, &["--json"]].concat())?;
        serde_json::from_str(&printed).with_context(|| format!("{args:?} printed {printed:?}"))
    }

    /// A code with which a laptop can join.
    pub fn code(&self, site: &str, grant: &str, role: &str) -> Result<String> {
        let printed = self.cmd(&["code", "--site", site, "--grant", grant, "--role", role])?;
        let code = printed.trim().to_owned();
        ensure!(!code.is_empty() && !code.contains('\n'), "not a code alone: {printed:?}");
        Ok(code)
    }

    /// A hash of each stream held here.
    pub fn digest(&self) -> Result<BTreeMap<String, String>> {
        crate::digests(&self.cmd(&["digest"])?)
    }

    fn serve(&mut self, address: &str) -> Result<()> {
        let mut command = self.command(&["serve", "--listen", address])?;
        command.args(&self.more);
        let mut server = Background::start(command)?;
        let url = server.wait_line("the server's address", PATIENCE, |line| {
            line.strip_prefix(READY).map(|url| url.trim().to_owned())
        })?;
        self.url = url;
        self.server = Some(server);
        Ok(())
    }
}
