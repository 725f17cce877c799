//! What the commands print: lines for people, JSON for programs, and why not on standard error.

use chrono::DateTime;
use passerelle_hq::HqError;
use passerelle_hq::command::{self, BackupLine, short};
use serde::Serialize;
use std::io::Write;

/// One line for a laptop, its columns separated by tabs.
pub(crate) fn device_line(line: &command::DeviceLine) -> String {
    let seen = line.last_exchange_ms.map_or("never".into(), moment);
    let version = line.version.as_deref().unwrap_or("-");
    let pending = line.pending.map_or("-".into(), |count| format!("{count} pending"));
    let clock = line.clock_ms.map_or("-".into(), |ms| format!("clock {}", drift(ms)));
    let backup = line.backup_age_ms.map_or("no backup".into(), |ms| format!("backup {}", age(ms)));
    let (id, state) = (short(&line.device), line.state);
    let (name, site, grant, role) = (&line.name, &line.site, line.grant, line.role);
    format!(
        "{id}\t{name}\t{site}\t{grant}\t{role}\t{seen}\t{version}\t{pending}\t{clock}\t{backup}\t{state}"
    )
}

/// How far a clock is ahead or behind: `+2 min`.
fn drift(ms: i64) -> String {
    let sign = if ms < 0 { '-' } else { '+' };
    format!("{sign}{}", age(ms.unsigned_abs()))
}

/// A span in its largest unit.
fn age(ms: u64) -> String {
    match ms / 1000 {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds @ 60..7_200 => format!("{} min", seconds / 60),
        seconds @ 7_200..172_800 => format!("{} h", seconds / 3_600),
        seconds => format!("{} d", seconds / 86_400),
    }
}

/// One line for a segment that was not taken, its columns separated by tabs.
pub(crate) fn refused_line(line: &command::RefusedLine) -> String {
    let (at, sender, writer) = (moment(line.refused_ms), short(&line.sender), short(&line.writer));
    let (code, stream, first) = (&line.code, &line.stream, line.first);
    let (id, bytes) = (short(&line.id), line.bytes);
    format!("{at}\t{code}\tfrom {sender}\tby {writer}\t{stream}\t{first}..\t{bytes}\t{id}")
}

/// One line for a change in a segment that was not taken, its columns separated by tabs.
pub(crate) fn review_line(line: &command::ReviewLine) -> String {
    let (id, at, what) = (short(&line.id), moment(line.at_ms), &line.what);
    let values: Vec<_> = line.values.iter().map(|(name, text)| format!("{name}: {text}")).collect();
    format!("{id}\t{at}\t{}\ton {}\t{what}\t{}", line.who, line.laptop, values.join("; "))
}

/// One line for a photograph or for a paper sheet without one, its columns separated by tabs.
pub(crate) fn photo_line(line: &command::PhotoLine) -> String {
    let photo = line.photo.as_deref().map_or("-", short);
    let (session, group) = (short(&line.session), line.group.as_deref().unwrap_or("-"));
    let until = line.until.as_ref().map(|day| format!(" until {day}")).unwrap_or_default();
    let (site, day, bytes, state) = (&line.site, &line.day, line.bytes, line.state);
    format!("{site}\t{photo}\t{session}\t{day}\t{group}\t{bytes}\t{state}{until}")
}

/// One line for a line of a sheet in the vault, its columns separated by tabs.
pub(crate) fn vault_line(line: &command::VaultLine) -> String {
    let (start, end) = (&line.start, &line.end);
    let mut mark = line.status.clone();
    for (name, minutes) in [("late", line.late), ("left", line.left)] {
        mark.extend(minutes.map(|minutes| format!(" {name}:{minutes}")));
    }
    let (day, until, group) = (&line.day, &line.until, &line.group);
    format!("{day}\t{start}-{end}\t{group}\t{}\t{mark}\tuntil {until}", line.name)
}

/// One line for a register that waits, its columns separated by tabs.
pub(crate) fn sheet_line(line: &command::SheetLine) -> String {
    let lacks = match (line.unmarked, line.unsigned, line.closed) {
        (_, _, false) => "not closed".to_owned(),
        (0, 0, true) => "not signed by a trainer".to_owned(),
        (unmarked, unsigned, true) => format!("{unmarked} not marked, {unsigned} not signed"),
    };
    format!("{}\t{}\t{}\t{}\t{lacks}", line.site, line.day, line.group, line.session)
}

/// One line for a copy.
pub(crate) fn backup_line(line: &command::BackupLine) -> String {
    let BackupLine { position, segments, bytes, replaced } = line;
    let read = format!("{segments} segments read, up to position {position}, {bytes} bytes");
    match replaced {
        None => format!("{read}; the key is not in it"),
        Some(folder) => format!("{read}; what it replaced is in {folder}"),
    }
}

/// One line for a person on a laptop, its columns separated by tabs.
pub(crate) fn person_line(line: &command::PersonLine) -> String {
    let (name, role) = (line.name.as_deref().unwrap_or("-"), line.role.unwrap_or("disabled"));
    format!("{}\t{name}\t{}\t{}\t{role}", line.short(), short(&line.device), line.device_name)
}

pub(crate) fn moment(ms: u64) -> String {
    let at = DateTime::from_timestamp_millis(ms.cast_signed());
    at.map_or_else(|| ms.to_string(), |at| at.format("%Y-%m-%d %H:%M UTC").to_string())
}

/// Prints an answer. Whoever closed the pipe has seen enough.
pub(crate) fn print(json: bool, value: &impl Serialize, lines: impl FnOnce() -> Vec<String>) {
    let lines = match serde_json::to_string(value) {
        Ok(text) if json => vec![text],
        _ => lines(),
    };
    let mut out = std::io::stdout().lock();
    let written = lines.iter().try_for_each(|line| writeln!(out, "{line}"));
    let _ = written.and_then(|()| out.flush());
}

/// Tells why, on standard error.
pub(crate) fn tell(error: &HqError, json: bool) {
    let refusal = error.refusal();
    let line = match json {
        true => serde_json::json!({ "code": refusal.code(), "args": refusal.args() }).to_string(),
        false => format!("{}: {}", refusal.code(), error.sentence()),
    };
    let _ = writeln!(std::io::stderr(), "{line}");
}
