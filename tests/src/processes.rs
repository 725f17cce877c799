//! Reading other processes from `/proc`: who is whose child, and the memory that a tree of processes
//! really uses. Linux only, as the window tests are.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

/// The ids of the direct children of a process, in no order.
pub fn children(pid: u32) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").context("cannot read /proc")? {
        let name = entry?.file_name();
        let Some(id) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        // It may have ended since it was listed.
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        if parent_in(&stat) == Some(pid) {
            found.push(id);
        }
    }
    Ok(found)
}

/// A process and all that descend from it.
pub fn tree(pid: u32) -> Result<Vec<u32>> {
    let mut tree = vec![pid];
    let mut at = 0;
    while let Some(&parent) = tree.get(at) {
        tree.extend(children(parent)?);
        at += 1;
    }
    Ok(tree)
}

/// The program that a process runs.
pub fn program(pid: u32) -> Result<PathBuf> {
    let link = format!("/proc/{pid}/exe");
    fs::read_link(&link).with_context(|| format!("cannot read {link}"))
}

/// When a process started, in milliseconds since 1970, to the system's hundredth of a second.
pub fn started_ms(pid: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name may hold spaces and parentheses; what follows its last one does not.
    let (_, fields) = stat.rsplit_once(')').context("no name in stat")?;
    let ticks: f64 = fields.split_whitespace().nth(19).context("no start in stat")?.parse()?;
    let system = fs::read_to_string("/proc/stat")?;
    let booted = system.lines().find_map(|line| line.strip_prefix("btime "));
    let booted: f64 = booted.context("no btime in stat")?.trim().parse()?;
    let uptime = fs::read_to_string("/proc/uptime")?;
    let uptime: f64 = uptime.split_whitespace().next().context("no uptime")?.parse()?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs_f64();
    // `btime` is whole seconds: the uptime gives the fraction.
    let precise = now - uptime;
    let booted = if (precise - booted).abs() < 2.0 { precise } else { booted };
    Ok((booted + ticks / 100.0) * 1000.0)
}

/// The proportional memory (PSS) of a process and its descendants, in KiB: a page shared by three
/// processes counts for a third in each, so that the sum is what the machine really gives.
pub fn pss_kib(pid: u32) -> Result<u64> {
    let mut total = 0;
    for id in tree(pid)? {
        let path = format!("/proc/{id}/smaps_rollup");
        match fs::read_to_string(&path) {
            Ok(rollup) => total += pss_in(&rollup).unwrap_or(0),
            Err(error) if id == pid => return Err(error).context(path),
            Err(_) => {} // A child that has just ended uses nothing.
        }
    }
    Ok(total)
}

/// The parent's id in `/proc/ID/stat`; the name before it is in parentheses and may hold any. A
/// process that has ended, and waits for its parent to notice, has none.
fn parent_in(stat: &str) -> Option<u32> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    let state = fields.next()?;
    fields.next().filter(|_| state != "Z")?.parse().ok()
}

fn pss_in(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The most memory that a process has had in use so far, in MiB.
///
/// # Errors
/// When the process is gone.
pub fn peak_mib(pid: u32) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|text| text.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
    Ok(kib.context("no VmHWM")? / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Background;
    use std::process::Command;

    #[test]
    fn lines_of_proc_are_read() {
        assert_eq!(parent_in("12 (a) b) c) S 7 12 12"), Some(7));
        assert_eq!(parent_in("12 (ended) Z 7 12 12"), None);
        assert_eq!(parent_in(""), None);
        assert_eq!(
            pss_in("00-ff ---p [rollup]\nRss: 9 kB\nPss:   123 kB\nPss_Anon: 5 kB"),
            Some(123)
        );
    }

    #[test]
    fn a_child_is_found_and_counted() -> Result<()> {
        let mut sleep = Command::new("sleep");
        sleep.arg("60");
        let child = Background::start(sleep)?;
        let me = std::process::id();
        assert!(children(me)?.contains(&child.id()) && tree(me)?.contains(&child.id()));
        assert!(pss_kib(me)? > 0);
        Ok(())
    }
}
