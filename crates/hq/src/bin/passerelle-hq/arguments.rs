//! The words of the command line: what may be asked and how. It does nothing.

use clap::{ArgGroup, Args, Parser, Subcommand};
use passerelle_domain::Grant;
use passerelle_domain::permission::Role;
use std::path::PathBuf;

/// The headquarters of a network of training centres.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Cli {
    /// The folder of the ledger, its key and the projections; made on first use.
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// The ledger's key, in a file of its own that only its owner reads; made on first use. Beside the
    /// ledger without it.
    #[arg(long, global = true, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Print JSON.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Serve laptops until SIGTERM or SIGINT; logs go to standard error as JSON lines.
    Serve(ServeArgs),
    /// Centres.
    #[command(subcommand)]
    Site(SiteCommand),
    /// Make a one-time enrolment code.
    Code(CodeArgs),
    /// List laptops.
    Devices,
    /// End a laptop's exchanges; what it writes from now on counts nowhere, and is kept for review.
    Revoke {
        /// Its id, or how it begins.
        device: String,
    },
    /// End a laptop's exchanges and have it erase itself when it next asks.
    Wipe {
        /// Its id, or how it begins.
        device: String,
    },
    /// Read out a laptop's next telephone code, for somebody who forgot their PIN: once.
    Unlock {
        /// Its id, or how it begins.
        device: String,
        /// The role of whoever asks: a volunteer's code opens nothing private.
        #[arg(long, value_parser = role, value_name = "volunteer|coordinator")]
        role: Role,
    },
    /// List segments that were not taken.
    Refused {
        /// What is written in them: who, when, what; in those whose id begins like this, or in all.
        #[arg(long, value_name = "ID", num_args = 0..=1, default_missing_value = "")]
        show: Option<String>,
    },
    /// List the audit logs of laptops: who read, exported, erased or restored what.
    Audit {
        /// One centre's: its name or id.
        #[arg(long)]
        site: Option<String>,
    },
    /// List what the law keeps of people who were erased: lines of sealed sheets, until a day.
    Vault {
        /// One centre's: its name or id.
        #[arg(long)]
        site: Option<String>,
    },
    /// List registers of more than a week ago that cannot be sealed: what each lacks.
    Sheets {
        /// One centre's: its name or id.
        #[arg(long)]
        site: Option<String>,
    },
    /// List photographs of paper sheets.
    Photos {
        /// One centre's: its name or id.
        #[arg(long)]
        site: Option<String>,
        /// Registers entered from paper that have no photograph, instead.
        #[arg(long)]
        missing: bool,
    },
    /// Write a photograph of a paper sheet into a file, as a JPEG.
    Photo {
        /// Its id, or how it begins.
        photo: String,
        /// The file.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// People on laptops.
    #[command(subcommand)]
    Person(PersonCommand),
    /// Copy the ledger into a folder, also while serving; encrypted, and read back whole. Its key is not
    /// in it: keep that elsewhere.
    Backup {
        /// The folder.
        folder: PathBuf,
    },
    /// Put a copy back, with the server stopped: laptops offer again what was acknowledged since.
    Restore {
        /// The folder of the copy.
        folder: PathBuf,
    },
    /// Fold what is not folded yet, then print one line for each stream: STREAM HASH.
    Digest,
    /// Throw what was folded away and fold it anew.
    Rebuild {
        /// The centre's name or id; every one without it.
        #[arg(long, value_name = "NAME")]
        site: Option<String>,
    },
    /// The ledger's key.
    #[command(subcommand)]
    Key(KeyCommand),
    /// The ledger's epoch.
    #[command(subcommand)]
    Epoch(EpochCommand),
}

#[derive(Args)]
pub(crate) struct ServeArgs {
    /// Address and port; port 0 takes a free one, told on standard output.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8737")]
    pub listen: String,
    /// The certificate to show, with those that vouch for it (PEM); read again when it changes.
    #[arg(long, value_name = "FILE", requires = "key")]
    pub certificate: Option<PathBuf>,
    /// The certificate's private key (PEM).
    #[arg(long, value_name = "FILE", requires = "certificate")]
    pub key: Option<PathBuf>,
    /// Plain HTTP on any address: a proxy before it has the certificate, and says in
    /// `X-Forwarded-For` who asks. Without it, plain HTTP is for this machine alone.
    #[arg(long, conflicts_with = "certificate")]
    pub behind_proxy: bool,
}

#[derive(Subcommand)]
pub(crate) enum SiteCommand {
    /// Add a centre.
    Add {
        /// Its name.
        name: String,
    },
    /// List centres.
    List,
}

#[derive(Subcommand)]
pub(crate) enum PersonCommand {
    /// List who is or was enrolled.
    #[command(group(ArgGroup::new("among").args(["device", "site"]).required(true)))]
    List {
        /// On this laptop: its id, or how it begins.
        device: Option<String>,
        /// On every laptop of this centre: its name or id.
        #[arg(long, value_name = "NAME")]
        site: Option<String>,
    },
    /// Void whatever a person writes on a laptop from now on.
    Disable(PersonArgs),
    /// Give a person back the role that they last had on a laptop.
    Enable(PersonArgs),
    /// Give a person a role on a laptop.
    Role {
        #[command(flatten)]
        of: PersonArgs,
        /// The role.
        #[arg(value_parser = role, value_name = "volunteer|coordinator|headquarters")]
        role: Role,
    },
}

#[derive(Args)]
pub(crate) struct PersonArgs {
    /// The laptop's id, or how it begins.
    pub device: String,
    /// The person's name or id, or how the latter begins.
    pub person: String,
}

#[derive(Subcommand)]
pub(crate) enum KeyCommand {
    /// Move it to a file of its own, to be named by `--key-file` from now on.
    Move {
        /// The file, which must not exist.
        file: PathBuf,
    },
}

#[derive(Subcommand)]
pub(crate) enum EpochCommand {
    /// Begin one, after an older copy of the files was put back: laptops offer everything again.
    New,
}

#[derive(Args)]
#[command(group(ArgGroup::new("for").args(["site", "adopt"]).required(true).multiple(true)))]
pub(crate) struct CodeArgs {
    /// The centre's name or id.
    #[arg(long, value_name = "NAME")]
    pub site: Option<String>,
    /// Take over the centre that the laptop was started with (`passerelle init`).
    #[arg(long)]
    pub adopt: bool,
    /// What the laptop will hold.
    #[arg(long, value_parser = grant, value_name = "classroom|coordinator")]
    pub grant: Grant,
    /// The role of the person it enrols.
    #[arg(long, value_parser = role, value_name = "volunteer|coordinator|headquarters")]
    pub role: Role,
    /// How many days the code is good for.
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u64).range(0..=366))]
    pub days: u64,
    /// How many minutes instead.
    #[arg(long, conflicts_with = "days")]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=527_040))]
    pub minutes: Option<u64>,
}

fn grant(text: &str) -> Result<Grant, String> {
    text.parse().map_err(|()| "classroom or coordinator".into())
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|()| Role::NAMES.join(", "))
}
