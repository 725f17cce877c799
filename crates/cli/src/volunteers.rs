//! Volunteers from the command line: files, days away, the rota with its bars, hours.

use crate::commands::{day, minute};
use crate::print::Printed;
use clap::{Args, Subcommand};
use passerelle_app::dto::{
    AbsenceInput, AbsenceRow, AssignInput, FindQuery, Found, HoursView, Label, RotaCell,
    RotaHindered, RotaQuery, RotaSession, RotaState, RotaView, VolunteerDetail, VolunteerFileRow,
    VolunteerInput, VolunteersView, WeekTime,
};
use passerelle_app::{App, AppError, HOUR_EUROS_MAX, Surroundings, System, record_id};
use passerelle_domain::calendar::{Day, format_day, format_minute, parse_day, year_month_day};
use passerelle_domain::{RecordId, Refusal};

/// Days of a rota that says no last one.
const USUAL_DAYS: Day = 30;

/// Volunteers: their files, and when they are away.
#[derive(Debug, Subcommand)]
pub enum VolunteerCommand {
    /// List them, with the hours of twelve months.
    List,
    /// Show one. That their contacts are shown is noted.
    Show {
        /// Their name or identifier.
        who: String,
    },
    /// Write what is known of one: only what is given changes.
    File(Box<FileArguments>),
    /// Say that one is away.
    Away {
        /// Their name or identifier.
        who: String,
        /// The first day, like 2027-04-20.
        first: String,
        /// The last day; the first if none.
        #[arg(long)]
        last: Option<String>,
    },
    /// Say that one is there after all.
    Back {
        /// Their name or identifier.
        who: String,
        /// The absence: its first day, like 2027-04-20, or its identifier.
        absence: String,
    },
}

/// What is to be written of a volunteer. A list takes the place of the one before; an empty text
/// empties it.
#[derive(Debug, Args)]
pub struct FileArguments {
    /// Their name or identifier.
    who: String,
    /// How they stand.
    #[arg(long, value_parser = ["candidate", "active", "paused", "left"])]
    state: Option<String>,
    /// The company that lends them.
    #[arg(long)]
    company: Option<String>,
    /// What they can do; may be given several times.
    #[arg(long)]
    skill: Vec<String>,
    /// A language that they speak with learners, like ar; may be given several times.
    #[arg(long)]
    language: Vec<String>,
    /// A level that they can teach, like DIG-1; may be given several times.
    #[arg(long)]
    level: Vec<String>,
    /// A time at which they can come, Monday = 1: `2/13:00-18:00`; may be given several times.
    #[arg(long)]
    time: Vec<String>,
    /// A telephone; may be given several times.
    #[arg(long)]
    phone: Vec<String>,
    /// E-mail address.
    #[arg(long)]
    email: Option<String>,
    /// A note.
    #[arg(long)]
    note: Option<String>,
    /// When they signed the charter, like 2027-01-12.
    #[arg(long)]
    charter: Option<String>,
}

/// Who comes to which session.
#[derive(Debug, Subcommand)]
pub enum RotaCommand {
    /// Show sessions by people.
    List {
        /// First day, like 2027-04-20; today if none.
        #[arg(long)]
        from: Option<String>,
        /// Last day; a month after the first if none.
        #[arg(long)]
        to: Option<String>,
        /// Only this cohort: its code or identifier.
        #[arg(long)]
        cohort: Option<String>,
    },
    /// Put somebody on a session. Whoever led it before becomes an assistant.
    Assign {
        /// The session: `now`, or its identifier, or the end of it.
        session: String,
        /// Their name or identifier.
        who: String,
        /// Their part.
        #[arg(long, default_value = "assistant",
            value_parser = ["lead", "assistant", "interpreter", "observer"])]
        part: String,
        /// What they said.
        #[arg(long, default_value = "asked", value_parser = ["asked", "confirmed", "declined"])]
        answer: String,
    },
    /// Take somebody off a session.
    TakeOff {
        /// The session: `now`, or its identifier, or the end of it.
        session: String,
        /// Their name or identifier.
        who: String,
    },
    /// Find who could help at a session, whoever fits best first.
    Find {
        /// The session: `now`, or its identifier, or the end of it.
        session: String,
        /// A language, like ar.
        #[arg(long)]
        language: Option<String>,
        /// A level, like DIG-1; the group's own if none.
        #[arg(long)]
        level: Option<String>,
        /// Letters of a name, a company or a skill.
        #[arg(long, default_value = "")]
        text: String,
    },
}

/// Hours that volunteers gave, and what they are worth.
#[derive(Debug, Subcommand)]
pub enum HoursCommand {
    /// List them by person and by company.
    List {
        /// First day, like 2027-01-01; the first of this year if none.
        #[arg(long)]
        from: Option<String>,
        /// Last day; the last of the first day's year if none.
        #[arg(long)]
        to: Option<String>,
        /// For a spreadsheet. It is noted.
        #[arg(long)]
        csv: bool,
    },
    /// Say what an hour is worth in the accounts.
    Value {
        /// Euros, like 11,88; `none` takes it back.
        euros: String,
    },
}

pub fn volunteer(
    app: &mut App,
    command: &VolunteerCommand,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    let detail = match command {
        VolunteerCommand::List => return Ok(print.volunteers(&app.volunteers()?)),
        VolunteerCommand::Show { who } => {
            let person = find(app, who)?;
            app.volunteer(person)?
        }
        VolunteerCommand::File(given) => {
            let person = find(app, &given.who)?;
            let before = app.volunteer(person)?;
            app.save_volunteer(&file(given, before)?)?
        }
        VolunteerCommand::Away { who, first, last } => {
            let volunteer = find(app, who)?.to_string();
            let (first, last) = (first.clone(), last.as_ref().unwrap_or(first).clone());
            app.save_absence(&AbsenceInput { id: None, volunteer, first, last })?
        }
        VolunteerCommand::Back { who, absence } => {
            let person = find(app, who)?;
            let absences = app.volunteer(person)?.absences;
            let asked = parse_day(absence);
            let is_it = |one: &&AbsenceRow| {
                one.id == *absence || (asked.is_some() && parse_day(&one.first) == asked)
            };
            let meant = absences.iter().find(is_it);
            let meant = meant.ok_or_else(|| AppError::refused("absence.unknown"))?;
            app.remove_absence(person, record_id(&meant.id)?)?
        }
    };
    Ok(print.volunteer(&detail))
}

fn find(app: &App, who: &str) -> Result<RecordId, AppError> {
    let found = app.find_volunteer(who)?;
    found.ok_or_else(|| AppError::refused("volunteer.unknown"))
}

/// The file as it is to be: what was given, and what was there where nothing was.
fn file(given: &FileArguments, before: VolunteerDetail) -> Result<VolunteerInput, AppError> {
    let or = |given: &Option<String>, before: String| given.clone().unwrap_or(before);
    let list = |given: &Vec<String>, before: Vec<String>| match given.is_empty() {
        true => before,
        false => given.clone(),
    };
    let availability = match given.time.is_empty() {
        true => before.availability,
        false => {
            let said = given.time.iter().filter(|text| !text.is_empty());
            said.map(|text| time(text)).collect::<Result<_, _>>()?
        }
    };
    Ok(VolunteerInput {
        id: before.row.id,
        state: or(&given.state, before.row.state),
        company: or(&given.company, before.row.company.unwrap_or_default()),
        skills: list(&given.skill, before.row.skills),
        languages: list(&given.language, before.row.languages),
        levels: list(&given.level, before.row.levels),
        availability,
        phones: list(&given.phone, before.phones),
        email: or(&given.email, before.email),
        note: or(&given.note, before.note),
        charter: match given.charter.as_deref().map(str::trim) {
            Some("") => None,
            Some(day) => Some(day.to_owned()),
            None => before.charter,
        },
    })
}

/// `2/13:00-18:00`.
fn time(text: &str) -> Result<WeekTime, AppError> {
    let unreadable = || Refusal::new("volunteer.times");
    let (weekday, hours) = text.split_once('/').ok_or_else(unreadable)?;
    let (start, end) = hours.split_once('-').ok_or_else(unreadable)?;
    let weekday = weekday.parse().map_err(|_| unreadable())?;
    Ok(WeekTime { weekday, start: minute(start)?, end: minute(end)? })
}

pub fn rota(
    app: &mut App,
    command: &RotaCommand,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    match command {
        RotaCommand::List { from, to, cohort } => {
            let from = from.as_deref().map_or(Ok(System.today().0), day)?;
            let to = to.as_deref().map_or(Ok(from + USUAL_DAYS), day)?;
            let cohort = cohort.as_deref().map(|text| app.find_cohort(text)).transpose()?;
            let cohort = cohort.map(|id| id.to_string());
            let query = RotaQuery { first: format_day(from), last: format_day(to), cohort };
            Ok(print.rota(&app.rota(&query)?))
        }
        RotaCommand::Assign { session, who, part, answer } => {
            let put = (Some(part.clone()), Some(answer.clone()));
            assign(app, (session, who), put, print)
        }
        RotaCommand::TakeOff { session, who } => assign(app, (session, who), (None, None), print),
        RotaCommand::Find { session, language, level, text } => {
            let session = app.find_session(session)?;
            let (language, level) = (language.clone(), level.clone());
            let query = FindQuery { text: text.clone(), language, level };
            Ok(print.found(&app.helpers_for(session, &query)?))
        }
    }
}

/// Puts somebody on a session or takes them off, and shows the rota of its day.
fn assign(
    app: &mut App,
    (session, who): (&str, &str),
    (part, answer): (Option<String>, Option<String>),
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    let (session, who) = (app.find_session(session)?, find(app, who)?);
    let known = app.view().session(session)?;
    let known = known.ok_or_else(|| AppError::refused("session.unknown"))?;
    let (first, cohort) = (format_day(known.day), Some(known.cohort.to_string()));
    let query = RotaQuery { last: first.clone(), first, cohort };
    let (session, volunteer) = (session.to_string(), who.to_string());
    let input = AssignInput { session, volunteer, part, answer };
    Ok(print.rota(&app.assign(&input, &query)?))
}

pub fn hours(
    app: &mut App,
    command: &HoursCommand,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    match command {
        HoursCommand::List { from, to, csv } => {
            let from = from.as_deref().map(day).transpose()?.map(format_day);
            let first = from.unwrap_or_else(|| format!("{}-01-01", year(System.today().0)));
            let to = to.as_deref().map(day).transpose()?.map(format_day);
            let last = to.map_or_else(|| Ok(format!("{}-12-31", year(day(&first)?))), Ok);
            let last = last.map_err(|refusal: Refusal| AppError::from(refusal))?;
            if *csv {
                return Ok(print.table(app.export_hours_csv(&first, &last)?));
            }
            Ok(print.hours(&app.volunteer_hours(&first, &last)?))
        }
        HoursCommand::Value { euros } => {
            app.set_hour_value(cents(euros)?)?;
            Ok(print.hour_value())
        }
    }
}

/// The year as days are written with it.
fn year(day: Day) -> String {
    year_month_day(day).map_or_else(String::new, |(year, _, _)| format!("{year:04}"))
}

/// `11,88`, `11.88` or `none`.
fn cents(text: &str) -> Result<Option<u32>, Refusal> {
    let unreadable = || Refusal::new("hours.value").with("max", HOUR_EUROS_MAX);
    if text == "none" {
        return Ok(None);
    }
    let (euros, cents) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit()) && !text.is_empty();
    if !digits(euros) || !digits(cents) || cents.len() > 2 {
        return Err(unreadable());
    }
    let part: u32 = format!("{cents:0<2}").parse().map_err(|_| unreadable())?;
    let whole: u32 = euros.parse().map_err(|_| unreadable())?;
    let all = whole.checked_mul(100).and_then(|whole| whole.checked_add(part));
    all.map(Some).ok_or_else(unreadable)
}

impl Printed<'_> {
    fn volunteers(&self, view: &VolunteersView) -> Vec<u8> {
        self.answer(view, || {
            let mut lines: Vec<_> = view.rows.iter().map(|row| self.volunteer_line(row)).collect();
            if !view.is_private_here {
                lines.push(self.text("terminal-private-not-here", &[]));
            }
            ended(lines)
        })
    }

    /// A volunteer in one line: who, from where, how much.
    fn volunteer_line(&self, row: &VolunteerFileRow) -> String {
        let year = [
            ("hours", self.hours_text(row.minutes)),
            ("sessions", row.sessions.to_string()),
            ("coming", row.coming.to_string()),
            ("missed", row.no_shows.to_string()),
        ];
        let state = [("state", row.state.clone())];
        let company = row.company.as_deref().unwrap_or("–");
        let mut line = format!("{}  {:<24} {company:<14} ", row.id, row.name);
        line.push_str(&self.text("terminal-volunteer-state", &state));
        line.push_str(", ");
        line.push_str(&self.text("terminal-volunteer-year", &year));
        if let Some(last) = &row.away_until {
            line.push_str(", ");
            line.push_str(&self.text("terminal-volunteer-away", &[("last", last.clone())]));
        }
        line
    }

    fn volunteer(&self, detail: &VolunteerDetail) -> Vec<u8> {
        self.answer(detail, || {
            let row = &detail.row;
            let mut lines = vec![self.volunteer_line(row)];
            let told = [row.skills.join(", "), row.languages.join(", "), detail.phones.join(", ")];
            lines.extend(told.into_iter().chain([detail.email.clone(), detail.note.clone()]));
            for time in &detail.availability {
                let day = self.text("terminal-weekday", &[("weekday", time.weekday.to_string())]);
                let (start, end) = (format_minute(time.start), format_minute(time.end));
                lines.push(format!("{day} {start}–{end}"));
            }
            if let Some(day) = &detail.charter {
                lines.push(self.text("terminal-volunteer-charter", &[("day", day.clone())]));
            }
            for one in &detail.absences {
                let args = [
                    ("first", one.first.clone()),
                    ("last", one.last.clone()),
                    ("sessions", one.sessions.to_string()),
                ];
                let told = self.text("terminal-volunteer-absence", &args);
                lines.push(format!("{}  {told}", one.id));
            }
            lines.retain(|line| !line.is_empty());
            ended(lines)
        })
    }

    /// Sessions with their bars, each under a number, then people with what they said to each.
    fn rota(&self, view: &RotaView) -> Vec<u8> {
        self.answer(view, || {
            if view.sessions.is_empty() {
                return ended(vec![self.text("terminal-rota-none", &[])]);
            }
            let sessions = (1..).zip(&view.sessions);
            let mut lines: Vec<_> =
                sessions.map(|(rank, one)| self.rota_session(rank, one)).collect();
            let ranks: String =
                (1..=view.sessions.len()).map(|rank| format!(" {rank:<5}")).collect();
            lines.push(format!("{:<24}{ranks}", ""));
            for person in &view.people {
                let cells: String = person.cells.iter().map(|cell| self.rota_cell(cell)).collect();
                lines.push(format!("{:<24}{cells}", person.name));
            }
            lines.extend(self.rota_hindered(view));
            ended(lines)
        })
    }

    /// What the sign of a cell means: who is on a session and cannot come after all, and why.
    fn rota_hindered(&self, view: &RotaView) -> Vec<String> {
        let mut lines = Vec::new();
        for person in &view.people {
            for (cell, session) in person.cells.iter().zip(&view.sessions) {
                let Some(why) = cell.hindered else { continue };
                let args = [
                    ("name", person.name.clone()),
                    ("date", session.date.clone()),
                    ("code", session.code.clone()),
                    ("said", self.text("terminal-rota-state", &[("state", state(cell.state))])),
                    ("why", self.text("terminal-rota-state", &[("state", state(hinders(why)))])),
                ];
                lines.push(self.text("terminal-rota-hindered", &args));
            }
        }
        lines
    }

    fn rota_session(&self, rank: usize, one: &RotaSession) -> String {
        let (start, end) = (format_minute(one.start), format_minute(one.end));
        let bar = bar(one.confirmed, one.target);
        let asked = if one.asked > 0 { format!(" ?{}", one.asked) } else { String::new() };
        let lead = match one.has_lead {
            true => String::new(),
            false => format!("  {}", self.text("terminal-rota-no-lead", &[])),
        };
        let beside = [("count", one.beside.to_string())];
        let beside = match one.beside {
            0 => String::new(),
            _ => format!("  {}", self.text("terminal-rota-beside", &beside)),
        };
        let (code, confirmed, target) = (&one.code, one.confirmed, one.target);
        let place = one.place.as_deref().unwrap_or("");
        let when = format!("{} {start:>5}–{end:<5}", one.date);
        format!(
            "{rank:>3}  {when}  {code:<10} {bar} {confirmed}/{target}{asked}{lead}{beside}  {place}  {}",
            one.id
        )
    }

    /// One person at one session; whoever leads has a star, and who cannot come after all a sign.
    fn rota_cell(&self, cell: &RotaCell) -> String {
        let state = self.text("terminal-rota-cell", &[("state", state(cell.state))]);
        let star = if cell.part.as_deref() == Some("lead") { "*" } else { "" };
        let sign = if cell.hindered.is_some() { "!" } else { "" };
        format!(" {:<5}", format!("{state}{star}{sign}"))
    }

    fn found(&self, found: &[Found]) -> Vec<u8> {
        self.answer(&found, || {
            let mut lines = Vec::new();
            let (fitting, lacking): (Vec<_>, Vec<_>) =
                found.iter().partition(|one| one.lacks.is_empty());
            lines.extend(fitting.into_iter().map(|one| self.found_line(one)));
            if !lacking.is_empty() {
                lines.push(self.text("terminal-found-lacking", &[]));
                lines.extend(lacking.into_iter().map(|one| self.found_line(one)));
            }
            if lines.is_empty() {
                lines.push(self.text("terminal-found-none", &[]));
            }
            ended(lines)
        })
    }

    /// Somebody in one line: how they stand, what they gave, what they lack, what speaks for them.
    fn found_line(&self, one: &Found) -> String {
        let told = [Some(one.state), one.hindered.map(hinders)].into_iter().flatten();
        let told = told.map(|is| self.text("terminal-rota-state", &[("state", state(is))]));
        let stands = told.collect::<Vec<_>>().join(", ");
        let fits: Vec<_> = one.lacks.iter().chain(&one.fits).map(|told| self.fit(told)).collect();
        let (row, hours) = (&one.volunteer, self.hours_text(one.volunteer.minutes));
        let fits = fits.join(", ");
        format!("{}  {:<24} {stands:<14} {hours:>6} h  {fits}", row.id, row.name)
    }

    fn fit(&self, fit: &Label) -> String {
        let given = |name: &str| fit.args.get(name).cloned().unwrap_or_default();
        let named = ["level", "language", "skill", "code"].map(|name| (name, given(name)));
        let args: Vec<_> = named.into_iter().chain([("what", fit.key.clone())]).collect();
        self.text("terminal-fit", &args)
    }

    fn hours(&self, view: &HoursView) -> Vec<u8> {
        self.answer(view, || {
            let mut lines = Vec::new();
            for one in &view.people {
                let company = one.company.as_deref().unwrap_or("–");
                let (signed, unsigned) = (one.signed_minutes, one.unsigned_minutes);
                lines.push(self.hours_line(&one.name, company, (signed, unsigned)));
            }
            lines.push(String::new());
            for one in &view.companies {
                let nobody = || self.text("terminal-hours-nobody", &[]);
                let name = if one.name.is_empty() { nobody() } else { one.name.clone() };
                let value = one.value_cents.map(euros).unwrap_or_default();
                let minutes = (one.signed_minutes, one.unsigned_minutes);
                lines.push(self.hours_line(&name, &one.people.to_string(), minutes) + &value);
            }
            let args = [
                ("first", view.first.clone()),
                ("last", view.last.clone()),
                ("signed", self.hours_text(view.signed_minutes)),
                ("unsigned", self.hours_text(view.unsigned_minutes)),
            ];
            lines.push(self.text("terminal-hours-all", &args));
            lines.push(match view.hour_value_cents.zip(view.value_cents) {
                Some((rate, value)) => {
                    let rate = euros(f64::from(rate));
                    let args = [("value", euros(value)), ("rate", rate)];
                    self.text("terminal-hours-value", &args)
                }
                None => self.text("terminal-hours-no-value", &[]),
            });
            ended(lines)
        })
    }

    fn hours_line(&self, name: &str, beside: &str, (signed, unsigned): (u32, u32)) -> String {
        let (signed, unsigned) = (self.hours_text(signed), self.hours_text(unsigned));
        format!("{name:<28} {beside:<14} {signed:>8} h  {unsigned:>8} h  ")
    }

    fn hour_value(&self) -> Vec<u8> {
        self.answer(&(), || ended(vec![self.text("terminal-hours-set", &[])]))
    }
}

/// As many squares as are wanted, those of whoever comes filled.
fn bar(confirmed: u32, target: u32) -> String {
    let squares = (0..target.max(confirmed)).map(|at| if at < confirmed { '■' } else { '□' });
    squares.collect()
}

fn euros(cents: f64) -> String {
    format!("{:.2}", cents / 100.0)
}

fn state(state: RotaState) -> String {
    let name = match state {
        RotaState::Free => "free",
        RotaState::Away => "away",
        RotaState::Elsewhere => "elsewhere",
        RotaState::Unavailable => "unavailable",
        RotaState::Asked => "asked",
        RotaState::Confirmed => "confirmed",
        RotaState::Declined => "declined",
        RotaState::Present => "present",
        RotaState::NoShow => "no_show",
    };
    name.to_owned()
}

/// The state of whoever is not on a session for the same reason.
fn hinders(why: RotaHindered) -> RotaState {
    match why {
        RotaHindered::Away => RotaState::Away,
        RotaHindered::Elsewhere => RotaState::Elsewhere,
    }
}

fn ended(lines: Vec<String>) -> String {
    lines.into_iter().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_words::Messages;

    #[test]
    fn amounts_as_people_type_them() {
        assert_eq!(cents("11,88"), Ok(Some(1188)));
        assert_eq!(cents("11.8"), Ok(Some(1180)));
        assert_eq!(cents("12"), Ok(Some(1200)));
        assert_eq!(cents("none"), Ok(None));
        for wrong in ["", "-1", "11,888", "11,", ",5", "1e3", "99999999999"] {
            assert_eq!(cents(wrong).map_err(|r| r.code()), Err("hours.value"), "{wrong}");
        }
    }

    #[test]
    fn whoever_cannot_come_after_all_has_a_sign_and_words() {
        let print = Printed { json: false, messages: &Messages::new(Some("en")) };
        let cell = |hindered| RotaCell {
            state: RotaState::Confirmed,
            part: Some("lead".into()),
            hindered,
        };
        assert_eq!(print.rota_cell(&cell(None)).trim(), "yes*");
        assert_eq!(print.rota_cell(&cell(Some(RotaHindered::Away))).trim(), "yes*!");
    }

    #[test]
    fn times_and_bars() {
        let read = WeekTime { weekday: 2, start: 780, end: 1080 };
        assert_eq!(time("2/13:00-18:00").unwrap(), read);
        assert!(time("mardi").is_err());
        assert_eq!((bar(3, 4), bar(2, 1)), ("■■■□".to_owned(), "■■".to_owned()));
        for (language, written) in [("fr", "1,50"), ("en", "1.50")] {
            let print = Printed { json: false, messages: &Messages::new(Some(language)) };
            assert_eq!(
                (print.hours_text(120).as_str(), print.hours_text(90).as_str()),
                ("2", written)
            );
        }
    }
}
