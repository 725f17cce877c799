//! `passerelle-hq`: serving, and what an operator does beside it. Every command works with the
//! server running or stopped. Exit codes: 0 done, 2 usage, 3 refused (the code and a sentence on
//! standard error), 4 trouble with the ledger, the key, the disk or the address.

mod arguments;
mod print;
mod serve;

use arguments::{Cli, CodeArgs, Command, EpochCommand, KeyCommand, PersonCommand, SiteCommand};
use clap::Parser;
use passerelle_hq::command::{self, Among, BackupLine, For};
use passerelle_hq::{Headquarters, HqError};
use print::{
    backup_line, device_line, person_line, photo_line, print, refused_line, review_line,
    sheet_line, tell, vault_line,
};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

const MINUTE_MS: u64 = 60_000;
const DAY_MS: u64 = 24 * 60 * MINUTE_MS;

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
    let key_file = cli.key_file.as_deref();
    // What must not open the ledger first.
    if let Command::Key(KeyCommand::Move { file }) = &cli.command {
        return Headquarters::move_key(&cli.data, key_file, file);
    }
    if let Command::Restore { folder } = &cli.command {
        let (copied, aside) = Headquarters::restore(&cli.data, key_file, folder, now)?;
        let line = BackupLine::of(copied, Some(&aside));
        print(cli.json, &line, || vec![backup_line(&line)]);
        return Ok(());
    }
    perform(cli, Headquarters::open_with(&cli.data, key_file, now)?, now)
}

/// What is asked of an open headquarters.
fn perform(cli: &Cli, hq: Headquarters, now: u64) -> Result<(), HqError> {
    match &cli.command {
        Command::Key(_) | Command::Restore { .. } => {}
        Command::Backup { folder } => {
            let line = command::backup(&hq, folder)?;
            print(cli.json, &line, || vec![backup_line(&line)]);
        }
        Command::Serve(args) => {
            let _serving = Headquarters::serving(&cli.data)?;
            serve::serve(hq, args, cli.json)?;
        }
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
            let devices = command::devices(&hq, now)?;
            print(cli.json, &devices, || devices.iter().map(device_line).collect());
        }
        Command::Revoke { device } => {
            let line = command::revoke(&hq, device, now)?;
            print(cli.json, &line, || vec![device_line(&line)]);
        }
        Command::Wipe { device } => {
            let line = command::wipe(&hq, device, now)?;
            print(cli.json, &line, || vec![device_line(&line)]);
        }
        Command::Unlock { device, role } => {
            let line = command::unlock(&hq, device, *role, now)?;
            print(cli.json, &line, || vec![line.code.clone(), format!("{} left", line.left)]);
        }
        Command::Refused { .. }
        | Command::Audit { .. }
        | Command::Vault { .. }
        | Command::Photos { .. }
        | Command::Photo { .. }
        | Command::Sheets { .. } => look(cli, &hq, now)?,
        Command::Person(person) => people(&hq, person, cli.json, now)?,
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

/// What is only looked at.
fn look(cli: &Cli, hq: &Headquarters, now: u64) -> Result<(), HqError> {
    match &cli.command {
        Command::Refused { show: None } => {
            let refused = command::refused(hq)?;
            print(cli.json, &refused, || refused.iter().map(refused_line).collect());
        }
        Command::Refused { show: Some(id) } => {
            let review = command::review(hq, Some(id), now)?;
            print(cli.json, &review, || review.iter().map(review_line).collect());
        }
        Command::Audit { site } => {
            let entries = command::audit(hq, site.as_deref(), now)?;
            print(cli.json, &entries, || entries.iter().map(review_line).collect());
        }
        Command::Vault { site } => {
            let lines = command::vault(hq, site.as_deref(), now)?;
            print(cli.json, &lines, || lines.iter().map(vault_line).collect());
        }
        Command::Sheets { site } => {
            let lines = command::sheets(hq, site.as_deref(), now)?;
            print(cli.json, &lines, || lines.iter().map(sheet_line).collect());
        }
        Command::Photos { site, missing } => {
            let lines = command::photos(hq, site.as_deref(), *missing, now)?;
            print(cli.json, &lines, || lines.iter().map(photo_line).collect());
        }
        Command::Photo { photo, to } => {
            let line = command::save_photo(hq, photo, to, now)?;
            print(cli.json, &line, || vec![photo_line(&line)]);
        }
        _ => {}
    }
    Ok(())
}

fn people(hq: &Headquarters, asked: &PersonCommand, json: bool, now: u64) -> Result<(), HqError> {
    let line = match asked {
        PersonCommand::List { device, site } => {
            let among = match (device, site) {
                (_, Some(site)) => Among::Site(site.clone()),
                (device, None) => Among::Device(device.clone().unwrap_or_default()),
            };
            let people = command::person_list(hq, &among, now)?;
            print(json, &people, || people.iter().map(person_line).collect());
            return Ok(());
        }
        PersonCommand::Disable(of) => command::person_role(hq, &of.device, &of.person, None, now)?,
        PersonCommand::Enable(of) => command::person_enable(hq, &of.device, &of.person, now)?,
        PersonCommand::Role { of, role } => {
            command::person_role(hq, &of.device, &of.person, Some(*role), now)?
        }
    };
    print(json, &line, || vec![person_line(&line)]);
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

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
