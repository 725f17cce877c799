//! Answers on the terminal: short lines for people, JSON for scripts.

use passerelle_app::dto::{
    AuditView, BackupRow, BackupView, CalendarView, CohortRow, DaysOff, Erasure, ExchangeView,
    Exported, HistoryLine, Home, Look, Mark, Marked, Photo, PhotoState, Place, PlanPreview,
    PlanReason, Register, RestoreView, Role, SessionCard, SessionState, Settled, SheetVersion,
    Shown, Status, Tile, TwiceView, TwiceWhat, Undone, VenueRow, Verified,
};
use passerelle_app::{ExchangeReport, ImportReport, Phrase, Prepared, local_time};
use passerelle_domain::calendar::format_minute;
use passerelle_words::Messages;
use serde::Serialize;
use std::fmt::Write;
use std::path::Path;

/// How answers are printed.
pub struct Printed<'m> {
    /// For scripts.
    pub json: bool,
    /// The reader's sentences.
    pub messages: &'m Messages,
}

fn shown_of(recovery: Option<String>, phrase: Option<&Phrase>) -> Shown {
    Shown { recovery, phrase: phrase.map(|phrase| phrase.words().to_owned()) }
}

/// Lines under way. Writing to a string cannot fail.
macro_rules! line {
    ($text:ident, $($arg:tt)*) => { let _ = writeln!($text, $($arg)*); };
}

impl Printed<'_> {
    /// What is printed of an answer: JSON for scripts, or lines for people.
    pub fn answer(&self, value: &impl Serialize, people: impl FnOnce() -> String) -> Vec<u8> {
        if self.json {
            let mut text = serde_json::to_string(value).unwrap_or_default();
            text.push('\n');
            return text.into_bytes();
        }
        people().into_bytes()
    }

    /// A sentence.
    pub fn text(&self, key: &str, args: &[(&str, String)]) -> String {
        self.messages.text(key, args)
    }

    /// Hours, and their hundredths where there are any, as the language writes them.
    pub fn hours_text(&self, minutes: u32) -> String {
        if minutes.is_multiple_of(60) {
            return (minutes / 60).to_string();
        }
        let hours = format!("{:.2}", f64::from(minutes) / 60.0);
        if self.messages.language() == "fr" { hours.replace('.', ",") } else { hours }
    }

    pub fn home(&self, home: &Home) -> Vec<u8> {
        self.answer(home, || {
            let centre = home.centre.clone().unwrap_or_default();
            let person = home.person.clone().unwrap_or_default();
            let key = if home.demo { "terminal-home-demo" } else { "terminal-home" };
            format!("{}\n", self.text(key, &[("centre", centre), ("person", person)]))
        })
    }

    /// A computer that is ready, with what is to be printed and written down: shown here and never
    /// again.
    pub fn prepared(&self, home: &Home, prepared: &Prepared) -> Vec<u8> {
        let mut home = home.clone();
        home.shown = Some(shown_of(Some(prepared.recovery.to_string()), prepared.phrase.as_ref()));
        self.answer(&home, || {
            let opened = String::from_utf8_lossy(&self.home(&home)).into_owned();
            format!("{opened}{}", self.told(home.shown.as_ref()))
        })
    }

    /// Somebody who came back in.
    pub fn returned(&self, home: &Home, phrase: Option<&Phrase>) -> Vec<u8> {
        let mut home = home.clone();
        home.shown = phrase.map(|phrase| shown_of(None, Some(phrase)));
        self.answer(&home, || {
            let opened = String::from_utf8_lossy(&self.home(&home)).into_owned();
            format!("{opened}{}", self.told(home.shown.as_ref()))
        })
    }

    /// What is shown once.
    pub fn shown(&self, shown: &Shown) -> Vec<u8> {
        self.answer(shown, || self.told(Some(shown)))
    }

    /// New words.
    pub fn phrase(&self, phrase: &Phrase) -> Vec<u8> {
        self.answer(&phrase.words(), || format!("{}\n", phrase.words()))
    }

    fn told(&self, shown: Option<&Shown>) -> String {
        let mut text = String::new();
        let Some(shown) = shown else { return text };
        if let Some(code) = &shown.recovery {
            line!(text, "{}", self.text("terminal-recovery", &[("code", code.clone())]));
        }
        if let Some(words) = &shown.phrase {
            line!(text, "{}", self.text("terminal-phrase", &[("words", words.clone())]));
        }
        text
    }

    /// The people of this computer.
    pub fn team(&self, team: &[Tile]) -> Vec<u8> {
        self.answer(&team, || {
            let mut text = String::new();
            for tile in team {
                let key = match tile.role {
                    Role::Volunteer => "terminal-role-volunteer",
                    Role::Coordinator => "terminal-role-coordinator",
                    Role::Headquarters => "terminal-role-headquarters",
                };
                let (me, role) = (if tile.is_me { "*" } else { " " }, self.messages.plain(key));
                let pin = if tile.has_pin { "" } else { "!" };
                line!(text, "{me} {}  {}  {role} {pin}", tile.id, tile.name);
            }
            text
        })
    }

    pub fn sessions(&self, sessions: &[SessionCard]) -> Vec<u8> {
        self.answer(&sessions, || {
            let mut text = String::new();
            for session in sessions {
                let done = session.expected - session.tally.unmarked;
                line!(
                    text,
                    "{}  {} {:>5}–{:<5}  {:<8} {}/{}  {}/{}  {}",
                    &session.id,
                    session.date,
                    format_minute(session.start),
                    format_minute(session.end),
                    session.code,
                    session.number,
                    session.of,
                    done,
                    session.expected,
                    session.room.as_deref().unwrap_or("")
                );
            }
            text
        })
    }

    pub fn cohorts(&self, cohorts: &[CohortRow]) -> Vec<u8> {
        self.answer(&cohorts, || {
            let mut text = String::new();
            for cohort in cohorts {
                line!(
                    text,
                    "{}  {:<10} {}  {} → {}  {}/{}  {}/{}",
                    cohort.id,
                    cohort.code,
                    cohort.title,
                    cohort.first.as_deref().unwrap_or("–"),
                    cohort.last.as_deref().unwrap_or("–"),
                    cohort.held,
                    cohort.sessions,
                    cohort.learners,
                    cohort.capacity
                );
            }
            text
        })
    }

    /// What a cohort would be, a line a day, then what stands in its way.
    pub fn plan(&self, plan: &PlanPreview) -> Vec<u8> {
        self.answer(plan, || {
            let mut text = String::new();
            for day in &plan.days {
                let number = day.number.map_or("–".to_owned(), |number| number.to_string());
                let why = day.reason.as_ref().map(|reason| self.why(reason)).unwrap_or_default();
                let from = if day.from == day.date { "" } else { day.from.as_str() };
                line!(
                    text,
                    "{number:>3}  {} {:>5}–{:<5}  {} {from} {why}",
                    day.date,
                    format_minute(day.start),
                    format_minute(day.end),
                    day.module.as_deref().unwrap_or(""),
                );
            }
            let hours = (f64::from(plan.minutes) / 60.0).to_string();
            let args = [("count", plan.sessions.to_string()), ("hours", hours)];
            line!(text, "{}", self.text("terminal-plan", &args));
            for clash in &plan.clashes {
                let sentence = self.messages.problem(&clash.problem);
                line!(text, "! {} {sentence}", clash.date);
            }
            text
        })
    }

    fn why(&self, reason: &PlanReason) -> String {
        let name = reason.name.clone().unwrap_or_default();
        self.text("terminal-plan-why", &[("code", reason.code.clone()), ("name", name)])
    }

    /// Sessions with what became of them.
    pub fn calendar(&self, view: &CalendarView) -> Vec<u8> {
        self.answer(view, || {
            let mut text = String::new();
            for one in &view.sessions {
                let state = match one.state {
                    SessionState::Cancelled => "cancelled",
                    SessionState::Moved => "moved",
                    SessionState::Open => "open",
                    SessionState::Closed => "closed",
                    SessionState::Sealed => "sealed",
                    SessionState::Planned => "planned",
                };
                let state = self.text("terminal-session-state", &[("state", state.to_owned())]);
                line!(
                    text,
                    "{}  {} {:>5}–{:<5}  {:<8} {}/{}  {}  {state} {} {}",
                    one.id,
                    one.date,
                    format_minute(one.start),
                    format_minute(one.end),
                    one.code,
                    one.volunteers,
                    one.target,
                    one.room.as_deref().unwrap_or(""),
                    one.moved_to.as_deref().unwrap_or(""),
                    one.reason.as_deref().unwrap_or(""),
                );
            }
            text
        })
    }

    /// Closed days, and whose public holidays are kept.
    pub fn days_off(&self, days: &DaysOff) -> Vec<u8> {
        self.answer(days, || {
            let mut text = String::new();
            line!(text, "{}", self.text("terminal-territory", &[("name", days.territory.clone())]));
            for one in &days.closures {
                let hours = one.start.zip(one.end).map_or_else(String::new, |(from, to)| {
                    format!("{}–{}", format_minute(from), format_minute(to))
                });
                line!(text, "{}  {} → {}  {}  {hours}", one.id, one.first, one.last, one.title);
            }
            text
        })
    }

    /// What was planned twice.
    pub fn twice(&self, view: &TwiceView) -> Vec<u8> {
        self.answer(view, || {
            let mut text = String::new();
            for one in &view.twice {
                let what = match one.what {
                    TwiceWhat::Room => "room",
                    TwiceWhat::Cohort => "cohort",
                    TwiceWhat::Learner => "learner",
                    TwiceWhat::Volunteer => "volunteer",
                    TwiceWhat::Moved => "moved",
                    TwiceWhat::Away => "away",
                };
                let args = [("what", what.to_owned()), ("name", one.name.clone())];
                line!(text, "{}  {}", one.date, self.text("terminal-twice", &args));
                for side in &one.sides {
                    line!(
                        text,
                        "  {}  {} {}–{}  {}  {} · {}",
                        side.session,
                        side.date,
                        format_minute(side.start),
                        format_minute(side.end),
                        side.code,
                        side.by.as_deref().unwrap_or("–"),
                        side.device
                    );
                }
            }
            text
        })
    }

    /// Rooms.
    pub fn venues(&self, venues: &[VenueRow]) -> Vec<u8> {
        self.answer(&venues, || {
            let number = |number: Option<u16>| number.map_or("–".into(), |n| n.to_string());
            let mut text = String::new();
            for venue in venues {
                line!(
                    text,
                    "{}  {}  {}  {}  {}",
                    venue.id,
                    venue.name,
                    number(venue.capacity),
                    number(venue.computers),
                    venue.address.as_deref().unwrap_or("")
                );
            }
            text
        })
    }

    pub fn register(&self, register: &Register) -> Vec<u8> {
        self.answer(register, || self.register_text(register))
    }

    fn register_text(&self, register: &Register) -> String {
        let session = &register.session;
        let mut text = String::new();
        line!(
            text,
            "{} {} · {} {}–{} · {}/{}",
            session.code,
            session.title,
            session.date,
            format_minute(session.start),
            format_minute(session.end),
            session.number,
            session.of
        );
        for (rank, row) in (1..).zip(&register.learners) {
            let mark = self.mark(row.mark);
            let own = row.own_name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
            line!(text, "{rank:>3} {} {mark:<24} {}{own}", dot(row.place), row.name);
        }
        for row in &register.volunteers {
            line!(text, "  + {} {:<24} {}", dot(row.place), self.mark(row.mark), row.name);
        }
        let tally = session.tally;
        let count = |number: u32| number.to_string();
        let args = [
            ("present", count(tally.present)),
            ("late", count(tally.late)),
            ("absent", count(tally.absent)),
            ("excused", count(tally.excused)),
            ("unmarked", count(tally.unmarked)),
        ];
        line!(text, "{}", self.text("terminal-tally", &args));
        text
    }

    fn mark(&self, mark: Option<Mark>) -> String {
        let Some(mark) = mark else { return self.text("terminal-unmarked", &[]) };
        let key = match mark.status {
            Status::Present => "terminal-present",
            Status::Absent => "terminal-absent",
            Status::Excused => "terminal-excused",
            Status::Remote => "terminal-remote",
        };
        let minutes = |key: &str, minutes: Option<u16>| {
            minutes.map(|n| format!(", {}", self.text(key, &[("minutes", n.to_string())])))
        };
        let late = minutes("terminal-late", mark.late).unwrap_or_default();
        let left = minutes("terminal-left", mark.left).unwrap_or_default();
        format!("{}{late}{left}", self.text(key, &[]))
    }

    pub fn marked(&self, marked: &Marked) -> Vec<u8> {
        self.answer(marked, || {
            let session = &marked.register.session;
            let (label, start) = (self.messages.label(&marked.label), format_minute(session.start));
            format!("{label} · {} · {} {start}\n", session.code, session.date)
        })
    }

    pub fn versions(&self, versions: &[SheetVersion]) -> Vec<u8> {
        self.answer(&versions, || {
            let mut text = String::new();
            for one in versions {
                let from = local_time(one.from_ms as i64);
                line!(text, "{} · {from} · {}", one.version, one.hash);
                if !one.again.is_empty() {
                    let names = [("names", one.again.join(", "))];
                    line!(text, "    {}", self.text("terminal-again", &names));
                }
            }
            text
        })
    }

    pub fn photos(&self, photos: &[Photo]) -> Vec<u8> {
        self.answer(&photos, || {
            let mut text = String::new();
            for one in photos {
                let (id, added) = (&one.id, local_time(one.added_at as i64));
                let state = match one.state {
                    PhotoState::Here => "terminal-photo-here",
                    PhotoState::Received => "terminal-photo-received",
                    PhotoState::Elsewhere => "terminal-photo-elsewhere",
                    PhotoState::Damaged => "terminal-photo-damaged",
                };
                let (by, bytes, state) = (&one.by, one.bytes, self.text(state, &[]));
                line!(text, "{id} · {added} · {by} · {bytes} · {state}");
            }
            text
        })
    }

    pub fn saved(&self, file: &Path) -> Vec<u8> {
        let file = file.display().to_string();
        self.answer(&file, || format!("{file}\n"))
    }

    pub fn undone(&self, what: &str, undone: &Undone) -> Vec<u8> {
        self.answer(undone, || {
            let mut text = String::new();
            let gesture = self.messages.label(&undone.label);
            let key = if undone.restored > 0 || undone.blocked.is_empty() {
                format!("terminal-{what}")
            } else {
                "terminal-not-undone".to_owned()
            };
            line!(text, "{}", self.text(&key, &[("gesture", gesture)]));
            for blocked in &undone.blocked {
                let args = [
                    ("what", blocked.what.clone()),
                    ("by", blocked.by.clone()),
                    ("device", blocked.device.clone()),
                ];
                line!(text, "{}", self.text("terminal-blocked", &args));
            }
            text
        })
    }

    pub fn exchange(&self, report: &ExchangeReport, view: &ExchangeView) -> Vec<u8> {
        self.answer(report, || {
            let args = [
                ("sent", report.sent.to_string()),
                ("received", report.received.to_string()),
                ("bytes", report.bytes.to_string()),
            ];
            let mut text = format!("{}\n", self.text("terminal-exchanged", &args));
            if let Some(minutes) = view.clock_minutes {
                line!(text, "{}", self.text("terminal-clock", &[("minutes", minutes.to_string())]));
            }
            text
        })
    }

    pub fn status(&self, view: &ExchangeView) -> Vec<u8> {
        self.answer(view, || {
            let status = &view.status;
            let mut text = String::new();
            let args = [
                ("count", status.pending.to_string()),
                ("bytes", status.pending_bytes.to_string()),
            ];
            let key = if status.demo {
                "terminal-pending-demo"
            } else if status.pending > 0 {
                "terminal-pending"
            } else if status.joined {
                "terminal-pending-none"
            } else {
                "terminal-pending-alone"
            };
            line!(text, "{}", self.text(key, &args));
            match status.received_at {
                Some(at) => {
                    line!(text, "{}", self.text("terminal-received", &[("at", instant(at))]));
                }
                None if status.joined => {
                    line!(text, "{}", self.text("terminal-received-never", &[]));
                }
                None => {}
            }
            if let Some(failure) = &view.failure {
                line!(text, "{}", self.messages.problem(failure));
            }
            let aside = [
                ("terminal-look", status.look),
                ("terminal-deferred", view.deferred),
                ("terminal-quarantined", view.quarantined),
            ];
            for (key, count) in aside.into_iter().filter(|(_, count)| *count > 0) {
                line!(text, "{}", self.text(key, &[("count", count.to_string())]));
            }
            for one in &view.apart {
                let args = [("device", one.device.clone()), ("first", one.first.to_string())];
                line!(text, "  {} [{}]", self.text(&format!("apart-{}", one.why), &args), one.code);
            }
            text
        })
    }

    pub fn history(&self, lines: &[HistoryLine]) -> Vec<u8> {
        self.answer(&lines, || {
            let mut text = String::new();
            for entry in lines {
                let mark = if entry.stands { '●' } else { '○' };
                let (at, by, device) = (instant(entry.at), &entry.by, &entry.device);
                let (about, register, value) = (&entry.about, &entry.register, &entry.value);
                line!(text, "{mark} {at}  {by} · {device}  {about}: {register} = {value}");
            }
            text
        })
    }

    pub fn looks(&self, looks: &[Look]) -> Vec<u8> {
        self.answer(&looks, || {
            let mut text = String::new();
            if looks.is_empty() {
                line!(text, "{}", self.text("terminal-no-looks", &[]));
            }
            for (rank, look) in (1..).zip(looks) {
                let id = look.id.get(..8).unwrap_or(&look.id);
                let about = self.look_about(look);
                line!(text, "#{rank} {id}  {about}");
                for (digit, side) in (1..).zip(&look.sides) {
                    let value = match (&side.mark, &side.text) {
                        (Some(mark), _) => self.mark(Some(*mark)),
                        (None, Some(value)) => value.clone(),
                        (None, None) => self.text("terminal-removed", &[]),
                    };
                    let (at, by, device) = (instant(side.at), &side.by, &side.device);
                    line!(text, "   {digit}. {value}  {by} · {device} · {at}");
                }
                if look.both {
                    line!(text, "   {}", self.text("terminal-both", &[]));
                }
            }
            text
        })
    }

    fn look_about(&self, look: &Look) -> String {
        let context = look.context.as_ref();
        let context = context.map_or_else(String::new, |at| format!(" · {} {}", at.code, at.day));
        match &look.notice {
            Some(notice) => {
                let mut args: Vec<_> = notice
                    .args
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.clone()))
                    .collect();
                args.push(("name", look.about.clone()));
                self.text(&format!("terminal-notice-{}", notice.key.replace('_', "-")), &args)
            }
            None => format!("{}{context} · {}", look.about, look.what),
        }
    }

    pub fn settled(&self, settled: &Settled) -> Vec<u8> {
        self.answer(settled, || {
            let args = [
                ("gesture", self.messages.label(&settled.label)),
                ("left", settled.left.to_string()),
            ];
            let mut text = String::new();
            line!(text, "{}", self.text("terminal-settled", &args));
            text
        })
    }

    pub fn erasure(&self, erasure: &Erasure) -> Vec<u8> {
        self.answer(erasure, || {
            let mut text = String::new();
            let args = [
                ("name", erasure.name.clone().unwrap_or_default()),
                ("marks", erasure.marks.to_string()),
            ];
            let key = if erasure.erased { "terminal-erased" } else { "terminal-erase-would" };
            line!(text, "{}", self.text(key, &args));
            if erasure.kept > 0 {
                let kept = [("count", erasure.kept.to_string())];
                line!(text, "{}", self.text("terminal-erase-kept", &kept));
            }
            if erasure.referrals > 0 {
                let count = [("count", erasure.referrals.to_string())];
                line!(text, "{}", self.text("terminal-erase-referrals", &count));
            }
            for device in &erasure.waiting {
                line!(text, "{}", self.text("terminal-erase-waits", &[("device", device.clone())]));
            }
            for done in &erasure.done {
                line!(text, "  {} {}", done.device, instant(done.at));
            }
            text
        })
    }

    pub fn import(&self, report: &ImportReport) -> Vec<u8> {
        self.answer(report, || {
            let mut text = String::new();
            let args = [
                ("imported", report.imported.len().to_string()),
                ("already", report.already.len().to_string()),
                ("problems", report.problems.len().to_string()),
            ];
            line!(text, "{}", self.text("terminal-imported", &args));
            for row in &report.problems {
                let place = [("row", row.row.to_string()), ("column", row.column.clone())];
                let why = self.messages.problem(&row.problem);
                line!(text, "{} {why}", self.text("terminal-cell", &place));
            }
            for fate in ["refused", "not_granted", "unknown"] {
                let headings: Vec<_> = report
                    .columns
                    .iter()
                    .filter(|column| column.fate == fate)
                    .map(|column| column.heading.as_str())
                    .collect();
                if !headings.is_empty() {
                    let key = format!("terminal-columns-{}", fate.replace('_', "-"));
                    line!(text, "{}", self.text(&key, &[("columns", headings.join(", "))]));
                }
            }
            if !report.trimmed.is_empty() {
                let count = report.trimmed.len().to_string();
                line!(text, "{}", self.text("terminal-trimmed", &[("count", count)]));
            }
            text
        })
    }

    pub fn backed_up(&self, row: &BackupRow) -> Vec<u8> {
        self.answer(row, || {
            let args = [("folder", row.folder.clone()), ("changes", row.changes.to_string())];
            format!("{}\n", self.text("terminal-backed-up", &args))
        })
    }

    pub fn backups(&self, view: &BackupView, rows: &[BackupRow]) -> Vec<u8> {
        self.answer(&serde_json::json!({ "view": view, "backups": rows }), || {
            let mut text = String::new();
            if rows.is_empty() {
                line!(text, "{}", self.text("terminal-no-backups", &[]));
            }
            for row in rows {
                let seen = if row.verified { '●' } else { '○' };
                let (name, at, changes) = (&row.name, instant(row.made_at), row.changes);
                line!(text, "{seen} {name}  {at}  {changes}  {}", size(row.bytes));
            }
            text
        })
    }

    pub fn verified(&self, verified: &Verified) -> Vec<u8> {
        self.answer(verified, || {
            let mut text = String::new();
            let key = match verified.set {
                Some(_) => "terminal-verified-backup",
                None => "terminal-verified",
            };
            let args = [
                ("changes", verified.changes.to_string()),
                ("backups", verified.backups.to_string()),
            ];
            line!(text, "{}", self.text(key, &args));
            if !verified.private {
                line!(text, "{}", self.text("terminal-verified-not-private", &[]));
            }
            text
        })
    }

    pub fn restored(&self, restored: &RestoreView) -> Vec<u8> {
        self.answer(restored, || {
            let mut text = String::new();
            let key = if restored.done { "terminal-restored" } else { "terminal-restore-would" };
            let args = [
                ("at", instant(restored.set.made_at)),
                ("changes", restored.set.changes.to_string()),
            ];
            line!(text, "{}", self.text(key, &args));
            for missing in &restored.missing {
                let count = [("count", missing.count.to_string())];
                line!(text, "  {}", self.text(&format!("terminal-since-{}", missing.kind), &count));
            }
            let salvaged = [("count", restored.salvageable.to_string())];
            line!(text, "{}", self.text("terminal-salvaged", &salvaged));
            if restored.unread > 0 {
                let unread = [("count", restored.unread.to_string())];
                line!(text, "{}", self.text("terminal-unread", &unread));
            }
            if let Some(folder) = &restored.kept {
                line!(text, "{}", self.text("terminal-kept", &[("folder", folder.clone())]));
            }
            if restored.hidden {
                line!(text, "{}", self.text("terminal-hidden", &[]));
            }
            if !restored.done {
                line!(text, "{}", self.text("terminal-add-yes", &[]));
            }
            text
        })
    }

    /// What was written, and what is to be known of it: the key of a sentence.
    pub fn exported(&self, key: &str, exported: &Exported) -> Vec<u8> {
        self.answer(exported, || {
            let mut text = String::new();
            line!(text, "{}", self.text(key, &[("folder", exported.folder.clone())]));
            for file in &exported.files {
                line!(text, "  {file}");
            }
            text
        })
    }

    pub fn audited(&self, audit: &AuditView) -> Vec<u8> {
        self.answer(audit, || {
            let mut text = String::new();
            let args = [
                ("chains", audit.chains.to_string()),
                ("compared", audit.compared.to_string()),
                ("entries", audit.entries.to_string()),
            ];
            line!(text, "{}", self.text("terminal-audited", &args));
            if audit.waiting > 0 {
                let waiting = [("count", audit.waiting.to_string())];
                line!(text, "{}", self.text("terminal-audit-waiting", &waiting));
            }
            text
        })
    }

    /// A table for spreadsheets; in JSON, its text.
    pub fn table(&self, table: Vec<u8>) -> Vec<u8> {
        if !self.json {
            return table;
        }
        let text = String::from_utf8_lossy(&table).into_owned();
        self.answer(&serde_json::json!({ "format": "csv", "table": text }), String::new)
    }

    pub fn digest(&self, lines: &[(String, String)]) -> Vec<u8> {
        let map: std::collections::BTreeMap<_, _> = lines.iter().cloned().collect();
        self.answer(&map, || {
            let mut text = String::new();
            for (stream, hash) in lines {
                line!(text, "{stream} {hash}");
            }
            text
        })
    }
}

fn dot(place: Place) -> char {
    match place {
        Place::Nowhere => ' ',
        Place::Here => '○',
        Place::Received => '●',
        Place::Look => '!',
    }
}

/// A size, in mebibytes.
fn size(bytes: f64) -> String {
    format!("{:.1} MiB", bytes / 1_048_576.0)
}

/// Day and time on this computer's clock.
pub(crate) fn instant(ms: f64) -> String {
    passerelle_app::local_time(ms as i64)
}
