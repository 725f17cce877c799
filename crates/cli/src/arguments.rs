//! The command line's words.

use crate::pipeline::{Referral, Taking, Waitlist};
use crate::volunteers::{HoursCommand, RotaCommand, VolunteerCommand};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Passerelle without a window: attendance that is kept here first.
#[derive(Debug, Parser)]
#[command(name = "passerelle", version)]
pub struct Arguments {
    /// Folder of the centre.
    #[arg(long, value_name = "DIR", env = "PASSERELLE_DATA", global = true, default_value = ".")]
    pub data: PathBuf,
    /// Answer in JSON.
    #[arg(long, global = true)]
    pub json: bool,
    /// Who asks: a person of this computer; the only one if none. The PIN is never an argument: it
    /// is taken from PASSERELLE_PIN, or asked for.
    #[arg(id = "asks", long = "as", value_name = "NAME", global = true)]
    pub person: Option<String>,
    /// Language of what is printed: fr or en.
    #[arg(long, global = true, value_parser = ["fr", "en"])]
    pub lang: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

/// What is asked.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Found a new centre.
    Init {
        /// Its name.
        #[arg(long)]
        name: String,
        /// Your name.
        #[arg(long, default_value = "Coordination")]
        person: String,
    },
    /// Protect a centre that an earlier version made: choose a PIN.
    Protect,
    /// The people of this computer.
    #[command(subcommand)]
    People(People),
    /// Choose another PIN: the new one is taken from PASSERELLE_NEW_PIN, or asked for.
    Pin,
    /// Come back in with the recovery code or one that headquarters reads out, taken from
    /// PASSERELLE_CODE or asked for; the PIN is a new one.
    Recover {
        /// The words of the start phrase are lost: others take their place.
        #[arg(long)]
        lost_phrase: bool,
    },
    /// Make another recovery code; the one before opens nothing any more.
    RecoveryCode,
    /// Print new words for a start phrase, for a computer whose system keeps no secrets.
    Phrase,
    /// Make the demo centre: nothing of it ever leaves this computer.
    Demo {
        /// Fill an ordinary centre with the demo's people instead, to try the exchange.
        #[arg(long)]
        ordinary: bool,
    },
    /// Join headquarters with a code.
    Join {
        /// Headquarters' address.
        #[arg(long, value_name = "URL")]
        hq: String,
        /// The code: ten characters, in one group or two.
        #[arg(long, num_args = 1..=2, required = true)]
        code: Vec<String>,
        /// Your name.
        #[arg(long)]
        name: Option<String>,
    },
    /// Import a file.
    #[command(subcommand)]
    Import(Import),
    /// Cohorts.
    #[command(subcommand)]
    Cohort(Cohort),
    /// Sessions.
    #[command(subcommand)]
    Session(SessionCommand),
    /// Mark a learner: present, late:15, left:30 (minutes before the planned end), absent, excused,
    /// remote, clear.
    Mark {
        /// A session's identifier (4 characters or more of it), or `now`.
        session: String,
        /// A name, an identifier, or `#3` for the third row.
        learner: String,
        /// The mark.
        mark: String,
    },
    /// Sign for somebody who is there and cannot: you have seen them.
    Witness {
        /// A session's identifier, or `now`.
        session: String,
        /// A name, an identifier, or `#3` for the third row.
        person: String,
        /// Why they cannot.
        #[arg(long)]
        because: String,
        /// Which half, where the session has two.
        #[arg(long, value_enum)]
        half: Option<HalfDay>,
    },
    /// Close a session's register, and sign it.
    Close {
        /// A session's identifier, or `now`.
        session: String,
        /// Why somebody is unmarked or has not signed, if so.
        #[arg(long)]
        because: Option<String>,
    },
    /// Open a closed register again.
    Reopen {
        /// A session's identifier, or `now`.
        session: String,
        /// Why.
        #[arg(long)]
        because: String,
    },
    /// The versions of a session's sheet, and who must sign again.
    Versions {
        /// A session's identifier, or `now`.
        session: String,
    },
    /// Rooms.
    #[command(subcommand)]
    Venue(Venue),
    /// Partners.
    #[command(subcommand)]
    Partner(crate::partners::Partner),
    /// Lines of money.
    #[command(subcommand)]
    Funding(crate::partners::Funding),
    /// The catalogue.
    #[command(subcommand)]
    Catalogue(crate::partners::Catalogue),
    /// Workshops without a group.
    #[command(subcommand)]
    Workshop(crate::partners::Workshop),
    /// Days on which the centre or a room is closed or keeps other hours.
    #[command(subcommand)]
    Closure(ClosureCommand),
    /// The calendar.
    #[command(subcommand)]
    Calendar(CalendarCommand),
    /// People who were sent to the centre, or came by themselves.
    #[command(subcommand)]
    Referral(Referral),
    /// Give a learner a free seat of a cohort, or a place on its waiting list.
    Enrol(Taking),
    /// Who has a seat in a cohort, who is offered one, who waits.
    #[command(subcommand)]
    Waitlist(Waitlist),
    /// Volunteers: their files, and when they are away.
    #[command(subcommand)]
    Volunteer(VolunteerCommand),
    /// Who comes to which session.
    #[command(subcommand)]
    Rota(RotaCommand),
    /// Hours that volunteers gave, and what they are worth.
    #[command(subcommand)]
    Hours(HoursCommand),
    /// Photographs of paper sheets.
    #[command(subcommand)]
    Photo(Photo),
    /// Show a session's register.
    Register {
        /// A session's identifier, or `now`.
        session: String,
    },
    /// Undo the last gesture of this computer.
    Undo,
    /// Redo what was undone.
    Redo,
    /// Exchange with headquarters.
    Exchange,
    /// What waits, and what headquarters has received.
    Status,
    /// Who changed what, when and on which computer.
    History {
        /// A session's identifier, or `now`; the last changes of the centre if none.
        session: Option<String>,
        /// A learner, in place of a session: their name or identifier.
        #[arg(long = "person", conflicts_with = "session", value_name = "LEARNER")]
        learner: Option<String>,
    },
    /// What needs a look: answers that differ, records that may be one, what headquarters decided.
    Conflicts,
    /// Settle one of them.
    Resolve {
        /// Its identifier, or the beginning of it, or `#1` for the first.
        conflict: String,
        /// `1`, `2`, ... for a side; `both` to keep all; `latest` for the latest, here and
        /// in every other question of the kind; `seen` for what is only told.
        choice: String,
    },
    /// Erase a person for ever, here and everywhere. Without --yes, only what it would do.
    Erase {
        /// The name or identifier of a learner, or of somebody who was sent.
        learner: String,
        /// Do it.
        #[arg(long)]
        yes: bool,
    },
    /// Export.
    #[command(subcommand)]
    Export(Export),
    /// The audit log: what was done with people's data.
    #[command(subcommand)]
    Audit(Audit),
    /// Make a backup now and read it back.
    Backup {
        /// Another folder, on a USB key for instance.
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
    /// List the backups of this computer.
    Backups,
    /// Read everything back: this computer's files, or a backup.
    Verify {
        /// A backup's folder or name, or `latest`.
        set: Option<String>,
    },
    /// Put a backup back. Without --yes, only what it would do.
    Restore {
        /// A backup's folder or name, or `latest`.
        #[arg(default_value = "latest")]
        set: String,
        /// Do it.
        #[arg(long)]
        yes: bool,
    },
    /// One line for each stream: equal on computers that hold the same.
    Digest,
}

/// Photographs of paper sheets.
#[derive(Debug, Subcommand)]
pub enum Photo {
    /// List a session's.
    List {
        /// A session's identifier, or `now`.
        session: String,
    },
    /// Keep one: a JPEG, PNG or WebP file.
    Add {
        /// A session's identifier, or `now`.
        session: String,
        /// The file, which stays as it is.
        file: PathBuf,
    },
    /// Write one into a file, as a JPEG; it is noted.
    Save {
        /// Its identifier, or the beginning of it.
        photo: String,
        /// The file.
        file: PathBuf,
    },
    /// Take one away, here and everywhere, for ever.
    Remove {
        /// Its identifier, or the beginning of it.
        photo: String,
        /// Why.
        #[arg(long)]
        because: String,
    },
    /// How many megabytes a month pictures may take on this computer's line.
    Limit {
        /// Megabytes; `none` for as many as there are, 0 for no picture at all.
        #[arg(value_parser = limit, value_name = "MB|none")]
        limit: Limit,
    },
}

/// A limit that was typed.
#[derive(Clone, Copy, Debug)]
pub struct Limit(pub Option<u32>);

fn limit(text: &str) -> Result<Limit, String> {
    match text {
        "none" => Ok(Limit(None)),
        text => text.parse().map(|limit| Limit(Some(limit))).map_err(|_| "a number or none".into()),
    }
}

/// The people of this computer.
#[derive(Debug, Subcommand)]
pub enum People {
    /// List them.
    List,
    /// Let somebody in, under a PIN that is taken from PASSERELLE_NEW_PIN or asked for.
    Add {
        /// Their name, or the name or identifier of a person of the centre.
        name: String,
        /// Their role; what headquarters says counts more.
        #[arg(long, default_value = "volunteer", value_parser = ["volunteer", "coordinator"])]
        role: String,
    },
    /// Take somebody's place away.
    Remove {
        /// Their name or identifier.
        name: String,
    },
}

/// Import.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Learners from a CSV file.
    Learners {
        /// The file.
        file: PathBuf,
        /// Cohort to enrol them in: its code or identifier.
        #[arg(long)]
        cohort: Option<String>,
    },
}

/// Cohorts.
#[derive(Debug, Subcommand)]
pub enum Cohort {
    /// List cohorts.
    List,
    /// Make a cohort and its sessions.
    Add(Plan),
    /// Show what a cohort would be, day by day, with what stands in its way. Nothing is written.
    Plan(Plan),
    /// Change a cohort: its code, its title, its seats, the volunteers it wants. What is not given stays as
    /// it is; seats that are added are offered to those who wait.
    Change(Change),
    /// List sessions to come that cannot both be: one room, or the same people, at one time.
    Clashes,
    /// List the sessions of a cohort, moved and cancelled ones too.
    Sessions {
        /// Its code or identifier.
        cohort: String,
    },
}

/// What a new cohort is to be.
#[derive(Debug, Args)]
pub struct Plan {
    /// Level: DIG-1, DIG-2, DIG-3, COD-1, COD-2.
    #[arg(long)]
    pub level: String,
    /// Code; the level's if none.
    #[arg(long, default_value = "")]
    pub code: String,
    /// Room, by its name or identifier.
    #[arg(long, conflicts_with = "room")]
    pub venue: Option<String>,
    /// Room in words, when it is not among the rooms.
    #[arg(long)]
    pub room: Option<String>,
    /// Seats.
    #[arg(long, default_value_t = 10)]
    pub capacity: u16,
    /// First day, like 2027-04-20; today if none.
    #[arg(long)]
    pub first: Option<String>,
    /// Weekdays, Monday = 1: `2,4`; the first day's own if none.
    #[arg(long, value_delimiter = ',')]
    pub weekdays: Vec<u8>,
    /// Start, like 14:00.
    #[arg(long, default_value = "14:00")]
    pub start: String,
    /// End, like 16:00.
    #[arg(long, default_value = "16:00")]
    pub end: String,
    /// How many sessions; 10 if neither this nor a last day is given.
    #[arg(long, conflicts_with = "until")]
    pub sessions: Option<u16>,
    /// Last day, like 2027-06-30.
    #[arg(long)]
    pub until: Option<String>,
    /// Meet on public holidays too.
    #[arg(long)]
    pub holidays: bool,
    /// Leave a day out, like 2027-05-07; may be given several times.
    #[arg(long)]
    pub skip: Vec<String>,
}

/// What a cohort is to be from now on.
#[derive(Debug, Args)]
pub struct Change {
    /// Its code or identifier.
    pub cohort: String,
    /// Another code.
    #[arg(long)]
    pub code: Option<String>,
    /// Another title.
    #[arg(long)]
    pub title: Option<String>,
    /// Seats: never fewer than are taken or offered.
    #[arg(long)]
    pub capacity: Option<u16>,
    /// Volunteers wanted at each session.
    #[arg(long)]
    pub volunteers: Option<u32>,
}

/// Sessions.
#[derive(Debug, Subcommand)]
pub enum SessionCommand {
    /// List sessions.
    List {
        /// Only this day, like 2027-04-20.
        #[arg(long)]
        date: Option<String>,
    },
    /// Add a one-off session.
    Add {
        /// Its cohort: code or identifier.
        #[arg(long)]
        cohort: String,
        /// Its day, like 2027-04-20; today if none.
        #[arg(long)]
        date: Option<String>,
        /// Start, like 14:00.
        #[arg(long)]
        start: String,
        /// End, like 16:00.
        #[arg(long)]
        end: String,
        /// Room, when it is not the cohort's.
        #[arg(long)]
        room: Option<String>,
    },
    /// Move a session; what was written of its old date stays with that.
    Move {
        /// The session: `now`, or its identifier, or the end of it.
        session: String,
        /// The day to which it goes, like 2027-05-11; its own if none.
        #[arg(long)]
        date: Option<String>,
        /// Start, like 9:30; its own if none.
        #[arg(long)]
        start: Option<String>,
        /// End, like 11:30; its own if none.
        #[arg(long)]
        end: Option<String>,
        /// Another room, by its name or identifier.
        #[arg(long)]
        venue: Option<String>,
        /// Which sessions go.
        #[arg(long, value_enum, default_value_t = Scope::One)]
        scope: Scope,
        /// Why.
        #[arg(long)]
        because: String,
    },
    /// Say that a session which was moved was held all the same: the one that was to take its place does
    /// not, or does both.
    Held {
        /// The session that was held: its identifier, or the end of it.
        session: String,
        /// Whether the other takes place too.
        #[arg(long)]
        both: bool,
    },
    /// Say that a session does not take place, or those to come with it.
    Cancel {
        /// The session: `now`, or its identifier, or the end of it.
        session: String,
        /// Which sessions are cancelled; never one that has begun.
        #[arg(long, value_enum, default_value_t = Scope::One)]
        scope: Scope,
        /// Why.
        #[arg(long)]
        because: String,
    },
}

/// Which sessions of a cohort go.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Scope {
    /// This one.
    One,
    /// This one and those after it.
    Following,
    /// This one and all to come.
    All,
}

/// The calendar.
#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    /// List sessions between two days, moved and cancelled ones too.
    List {
        /// First day, like 2027-04-20; today if none.
        #[arg(long)]
        from: Option<String>,
        /// Last day; a month after the first if none.
        #[arg(long)]
        to: Option<String>,
    },
    /// Write sessions to a calendar file (.ics) for a telephone.
    Export {
        #[command(flatten)]
        of: CalendarOf,
        /// Folder to write to.
        #[arg(long, value_name = "DIR", default_value = ".")]
        to: PathBuf,
    },
}

/// Whose calendar: one of these.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct CalendarOf {
    /// A cohort's: its code or identifier.
    #[arg(long)]
    pub cohort: Option<String>,
    /// A room's: its name or identifier.
    #[arg(long)]
    pub venue: Option<String>,
    /// A volunteer's: their name or identifier.
    #[arg(long)]
    pub volunteer: Option<String>,
}

/// Days on which the centre or a room is closed or keeps other hours.
#[derive(Debug, Subcommand)]
pub enum ClosureCommand {
    /// List them, and whose public holidays are kept.
    List,
    /// Close some days.
    Add {
        /// First day, like 2027-08-01.
        first: String,
        /// Last day; the first if none.
        #[arg(long)]
        last: Option<String>,
        /// What it is.
        #[arg(long, default_value = "")]
        title: String,
        /// Only this room, by its name or identifier.
        #[arg(long)]
        venue: Option<String>,
        /// Not closed, but open from this hour, like 9:30.
        #[arg(long, requires = "end")]
        start: Option<String>,
        /// Until this one.
        #[arg(long, requires = "start")]
        end: Option<String>,
    },
    /// Open them again.
    Remove {
        /// Their identifier.
        id: String,
    },
    /// Say whose public holidays are kept: metropole, alsace_moselle, reunion and others.
    Territory {
        /// Its name.
        name: String,
    },
}

/// Rooms.
#[derive(Debug, Subcommand)]
pub enum Venue {
    /// List rooms.
    List,
    /// Add a room.
    Add {
        /// Its name.
        name: String,
        /// Where it is.
        #[arg(long)]
        address: Option<String>,
        /// People that it holds.
        #[arg(long)]
        places: Option<u16>,
        /// Computers in it.
        #[arg(long)]
        computers: Option<u16>,
        /// Who lends it.
        #[arg(long)]
        partner: Option<String>,
        /// The first and the last day of the agreement under which it is lent.
        #[arg(long, num_args = 2, value_names = ["FIRST", "LAST"])]
        convention: Vec<String>,
        /// What that agreement is called.
        #[arg(long, requires = "convention", default_value = "")]
        reference: String,
    },
}

/// Export.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// Attendance, one line for each learner and session.
    Attendance {
        /// Format.
        #[arg(long, value_enum, default_value_t = Format::Csv)]
        format: Format,
        /// First day.
        #[arg(long)]
        from: Option<String>,
        /// Last day.
        #[arg(long)]
        to: Option<String>,
        /// What it is for; it is noted.
        #[arg(long)]
        purpose: Option<String>,
    },
    /// The attendance sheet of a session (PDF). It is noted.
    Sheet {
        /// The session: `now`, or its identifier.
        #[arg(default_value = "now")]
        session: String,
        /// To be filled by hand: without marks, with room to sign.
        #[arg(long)]
        blank: bool,
        /// An earlier version of it.
        #[arg(long, value_name = "N", conflicts_with = "blank")]
        version: Option<u32>,
        /// The folder to write into.
        #[arg(long, value_name = "DIR", default_value = ".")]
        to: PathBuf,
    },
    /// The grid of a group's week (PDF). It is noted.
    Week {
        /// The group's code, or its identifier.
        cohort: String,
        /// A day of the week, like 2027-04-20.
        day: String,
        /// The folder to write into.
        #[arg(long, value_name = "DIR", default_value = ".")]
        to: PathBuf,
    },
    /// The papers of a group (PDF): its list, blank sheets, a page for each learner. It is noted.
    Pack(crate::paper::Pack),
    /// A page for each learner of a group: when and where to come (PDF). It is noted.
    Convocations(crate::paper::Convocations),
    /// A group's attendance for a spreadsheet. It is noted.
    Table {
        /// The group's code, or its identifier.
        cohort: String,
        /// Format.
        #[arg(long, value_enum, default_value_t = TableKind::Xlsx)]
        format: TableKind,
        /// What it is for.
        #[arg(long)]
        purpose: String,
        /// The folder to write into.
        #[arg(long, value_name = "DIR", default_value = ".")]
        to: PathBuf,
    },
    /// Everything that is known of a learner, for them: data and a page to read. It is noted.
    Person {
        /// The learner's name or identifier.
        learner: String,
        /// What it is for; name nobody in it.
        #[arg(long)]
        purpose: String,
        /// The folder to write into.
        #[arg(long, value_name = "DIR", default_value = ".")]
        to: PathBuf,
    },
}

/// The audit log.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Hash every chain again, and compare it with what headquarters holds.
    Verify,
}

/// Parts of a day that are signed for on their own.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum HalfDay {
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
    /// After work.
    Evening,
}

/// Formats of a table.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum TableKind {
    /// A spreadsheet.
    Xlsx,
    /// Text for one.
    Csv,
}

/// Formats of an export.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// Semicolons, UTF-8 with its mark.
    Csv,
}
