//! `passerelle-hq`: serving, and what an operator does beside it. Every command works with the
//! server running or stopped. Exit codes: 0 done, 2 usage, 3 refused (the code and a sentence on
//! standard error), 4 trouble with the ledger, the key, the disk or the address.

use chrono::DateTime;
use clap::{ArgGroup, Args, Parser, Subcommand};
use passerelle_domain::Grant;
use passerelle_domain::permission::Role;
use passerelle_hq::command::{self, For};
use passerelle_hq::{Headquarters, HqError, http};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;

const MINUTE_MS: u64 = 60_000;
const DAY_MS: u64 = 24 * 60 * MINUTE_MS;
/// First characters of an id, enough for people to tell laptops apart.
const SHORT_ID: usize = 8;

/// The headquarters of a network of training centres.
#[derive(Parser)]
#[command(version)]
struct Cli {
    /// The folder of the ledger, its key and the projections; made on first use.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve laptops until SIGTERM or SIGINT; logs go to standard error as JSON lines.
    Serve {
        /// Address and port; port 0 takes a free one, told on standard output.
        #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8737")]
        listen: String,
    },
    /// Centres.
    #[command(subcommand)]
    Site(SiteCommand),
    /// Make a one-time enrolment code.
    Code(CodeArgs),
    /// List laptops.
    Devices,
    /// End a laptop's exchanges; what it writes from now on counts nowhere.
    Revoke {
        /// Its id, or how it begins.
        device: String,
    },
    /// List segments that were not taken.
    Refused,
    /// Fold what is not folded yet, then print one line for each stream: STREAM HASH.
    Digest,
    /// Throw what was folded away and fold it anew.
    Rebuild {
        /// The centre's name or id; every one without it.
        #[arg(long, value_name = "NAME")]
        site: Option<String>,
    },
    /// The ledger's epoch.
    #[command(subcommand)]
    Epoch(EpochCommand),
}

#[derive(Subcommand)]
enum SiteCommand {
    /// Add a centre.
    Add {
        /// Its name.
        name: String,
    },
    /// List centres.
    List,
}

#[derive(Subcommand)]
enum EpochCommand {
    /// Begin one, after an older copy of the files was put back: laptops offer everything again.
    New,
}

#[derive(Args)]
#[command(group(ArgGroup::new("for").args(["site", "adopt"]).required(true).multiple(true)))]
struct CodeArgs {
    /// The centre's name or id.
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
    /// Take over the centre that the laptop was started with (`passerelle init`).
    #[arg(long)]
    adopt: bool,
    /// What the laptop will hold.
    #[arg(long, value_parser = grant, value_name = "classroom|coordinator")]
    grant: Grant,
    /// The role of the person it enrols.
    #[arg(long, value_parser = role, value_name = "volunteer|coordinator|headquarters")]
    role: Role,
    /// How many days the code is good for.
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u64).range(0..=366))]
    days: u64,
    /// How many minutes instead.
    #[arg(long, conflicts_with = "days")]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=527_040))]
    minutes: Option<u64>,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error, cli.json);
            ExitCode::from(if matches!(error, HqError::Refused(_)) { 3 } else { 4 })
        }
    }
}

fn run(cli: &Cli) -> Result<(), HqError> {
    let now = now_ms();
    let hq = Headquarters::open(&cli.data, now)?;
    match &cli.command {
        Command::Serve { listen } => serve(hq, listen, cli.json)?,
        Command::Site(SiteCommand::Add { name }) => {
            let site = command::site_add(&hq, name, now)?;
            print(cli.json, &site, || vec![format!("{} {}", site.site, site.name)]);
        }
        Command::Site(SiteCommand::List) => {
            let sites = command::site_list(&hq)?;
            let lines = || sites.iter().map(|line| format!("{} {}", line.site, line.name));
            print(cli.json, &sites, || lines().collect());
        }
        Command::Code(args) => {
            let code = code(&hq, args, now)?;
            print(cli.json, &code, || vec![code.groups.clone()]);
        }
        Command::Devices => {
            let devices = command::devices(&hq)?;
            print(cli.json, &devices, || devices.iter().map(device_line).collect());
        }
        Command::Revoke { device } => {
            let line = command::revoke(&hq, device, now)?;
            print(cli.json, &line, || vec![device_line(&line)]);
        }
        Command::Refused => {
            let refused = command::refused(&hq)?;
            print(cli.json, &refused, || refused.iter().map(refused_line).collect());
        }
        Command::Rebuild { site } => command::rebuild(&hq, site.as_deref(), now)?,
        Command::Epoch(EpochCommand::New) => {
            let epoch = command::epoch_new(&hq, now)?;
            print(cli.json, &epoch, || vec![epoch.epoch.clone()]);
        }
        Command::Digest => {
            let digests = command::digest(&hq, now)?;
            let lines = || digests.iter().map(|line| format!("{} {}", line.stream, line.hash));
            print(cli.json, &digests, || lines().collect());
        }
    }
    Ok(())
}

fn code(hq: &Headquarters, args: &CodeArgs, now: u64) -> Result<command::CodeLine, HqError> {
    let target = match &args.site {
        Some(name) if !args.adopt => For::Site(name.clone()),
        _ => For::Adopt,
    };
    let valid_ms = args.minutes.map_or(args.days * DAY_MS, |minutes| minutes * MINUTE_MS);
    command::code(hq, &target, (args.grant, args.role), valid_ms, now)
}

fn serve(hq: Headquarters, listen: &str, json: bool) -> Result<(), HqError> {
    tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::INFO)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(HqError::Listen)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(listen).await.map_err(HqError::Listen)?;
        let address = listener.local_addr().map_err(HqError::Listen)?;
        let stop = stop_signal()?;
        let line = serde_json::json!({ "listening": format!("http://{address}") });
        print(json, &line, || vec![format!("listening on http://{address}")]);
        tracing::info!(port = address.port(), "listening");
        http::serve(hq, listener, now_ms, stop).await
    })
}

/// Ends at the first SIGTERM or SIGINT. They are caught from the call on, not from the first wait.
#[cfg(unix)]
fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static, HqError> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(HqError::Listen)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(HqError::Listen)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ends at Ctrl+C.
#[cfg(not(unix))]
fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static, HqError> {
    Ok(async {
        // Without the signal there is nothing to wait for, and the server would never end.
        let _ = tokio::signal::ctrl_c().await;
    })
}

/// One line for a laptop, its columns separated by tabs.
fn device_line(line: &command::DeviceLine) -> String {
    let seen = line.last_exchange_ms.map_or("never".into(), moment);
    let id = short(&line.device);
    let revoked = if line.revoked { "\trevoked" } else { "" };
    let (grant, role) = (line.grant, line.role);
    format!("{id}\t{}\t{}\t{grant}\t{role}\t{seen}{revoked}", line.name, line.site)
}

/// One line for a segment that was not taken, its columns separated by tabs.
fn refused_line(line: &command::RefusedLine) -> String {
    let (at, sender, writer) = (moment(line.refused_ms), short(&line.sender), short(&line.writer));
    let (code, stream, first) = (&line.code, &line.stream, line.first);
    format!("{at}\t{code}\tfrom {sender}\tby {writer}\t{stream}\t{first}..\t{}", line.bytes)
}

fn moment(ms: u64) -> String {
    let at = DateTime::from_timestamp_millis(ms.cast_signed());
    at.map_or_else(|| ms.to_string(), |at| at.format("%Y-%m-%d %H:%M UTC").to_string())
}

fn short(id: &str) -> &str {
    id.get(..SHORT_ID).unwrap_or(id)
}

/// Prints an answer. Whoever closed the pipe has seen enough.
fn print(json: bool, value: &impl Serialize, lines: impl FnOnce() -> Vec<String>) {
    let lines = match serde_json::to_string(value) {
        Ok(text) if json => vec![text],
        _ => lines(),
    };
    let mut out = std::io::stdout().lock();
    let written = lines.iter().try_for_each(|line| writeln!(out, "{line}"));
    let _ = written.and_then(|()| out.flush());
}

/// Tells why, on standard error.
fn tell(error: &HqError, json: bool) {
    let refusal = error.refusal();
    let line = match json {
        true => serde_json::json!({ "code": refusal.code(), "args": refusal.args() }).to_string(),
        false => format!("{}: {}", refusal.code(), error.sentence()),
    };
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn grant(text: &str) -> Result<Grant, String> {
    text.parse().map_err(|()| "classroom or coordinator".into())
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|()| Role::NAMES.join(", "))
}
