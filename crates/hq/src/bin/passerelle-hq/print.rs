//! What the commands print: lines for people, JSON for programs, and why not on standard error.

use chrono::DateTime;
use passerelle_hq::{HqError, command};
use serde::Serialize;
use std::io::Write;

/// First characters of an id, enough for people to tell laptops apart.
const SHORT_ID: usize = 8;

/// One line for a laptop, its columns separated by tabs.
pub(crate) fn device_line(line: &command::DeviceLine) -> String {
    let seen = line.last_exchange_ms.map_or("never".into(), moment);
    let id = short(&line.device);
    let revoked = if line.revoked { "\trevoked" } else { "" };
    let (grant, role) = (line.grant, line.role);
    format!("{id}\t{}\t{}\t{grant}\t{role}\t{seen}{revoked}", line.name, line.site)
}

/// One line for a segment that was not taken, its columns separated by tabs.
pub(crate) fn refused_line(line: &command::RefusedLine) -> String {
    let (at, sender, writer) = (moment(line.refused_ms), short(&line.sender), short(&line.writer));
    let (code, stream, first) = (&line.code, &line.stream, line.first);
    format!("{at}\t{code}\tfrom {sender}\tby {writer}\t{stream}\t{first}..\t{}", line.bytes)
}

pub(crate) fn moment(ms: u64) -> String {
    let at = DateTime::from_timestamp_millis(ms.cast_signed());
    at.map_or_else(|| ms.to_string(), |at| at.format("%Y-%m-%d %H:%M UTC").to_string())
}

pub(crate) fn short(id: &str) -> &str {
    id.get(..SHORT_ID).unwrap_or(id)
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
