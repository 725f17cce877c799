//! Partners, lines of money, the catalogue and workshops from the command line: what is typed, what is
//! asked, what is printed.

use crate::commands::minute;
use crate::print::Printed;
use clap::Subcommand;
use passerelle_app::dto::{
    AllocationInput, AllocationView, CatalogueLevel, CatalogueView, FundingInput, FundingRow,
    NewWorkshop, PartnerContactInput, PartnerInput, PartnersView,
};
use passerelle_app::{App, AppError, Surroundings, System};
use passerelle_domain::calendar::format_day;
use passerelle_domain::{Refusal, kinds};
use std::fmt::Write;

/// Partners.
#[derive(Debug, Subcommand)]
pub enum Partner {
    /// List partners.
    List,
    /// Add a partner.
    Add {
        /// Its name.
        name: String,
        /// What it is: `mission_locale`, `ccas`, `company`, ...
        #[arg(long)]
        kind: Option<String>,
        /// What it does: `referrer`, `host`, `funder`, ...; may be given again.
        #[arg(long = "role")]
        roles: Vec<String>,
        /// Where it is.
        #[arg(long, default_value = "")]
        address: String,
    },
    /// Add somebody to call at a partner.
    Contact {
        /// The partner: its name or identifier.
        partner: String,
        /// Given name.
        given: String,
        /// Family name.
        #[arg(default_value = "")]
        family: String,
        /// What they do there.
        #[arg(long, default_value = "")]
        post: String,
        /// Telephone; may be given again.
        #[arg(long = "phone")]
        phones: Vec<String>,
        /// E-mail address.
        #[arg(long, default_value = "")]
        email: String,
    },
}

/// Lines of money.
#[derive(Debug, Subcommand)]
pub enum Funding {
    /// List lines of money.
    List,
    /// Add a line of money.
    Add {
        /// Its name.
        title: String,
        /// The funder, by name; one that is not known yet is made.
        #[arg(long, default_value = "")]
        partner: String,
        /// The funder's reference.
        #[arg(long, default_value = "")]
        reference: String,
        /// What it comes by: `grant`, `convention`, `call`, `other`.
        #[arg(long, default_value = "grant")]
        kind: String,
        /// What it may be spent on: `operating`, `investment`.
        #[arg(long, default_value = "operating")]
        nature: String,
        /// How much, in cents.
        #[arg(long)]
        cents: Option<u32>,
        /// First day.
        #[arg(long, requires = "last")]
        first: Option<String>,
        /// Last day.
        #[arg(long, requires = "first")]
        last: Option<String>,
    },
    /// Say which lines pay for a cohort, and how much of it; alone, show it.
    Allocate {
        /// The cohort: its code or identifier.
        cohort: String,
        /// A line, by its name, its reference or its identifier, then its per cent; and so on.
        #[arg(value_names = ["LINE", "PERCENT"], num_args = 2..)]
        lines: Vec<String>,
    },
}

/// The catalogue.
#[derive(Debug, Subcommand)]
pub enum Catalogue {
    /// List programmes and levels.
    List,
    /// Show a level with its modules.
    Show {
        /// Its code or identifier.
        level: String,
    },
    /// The whole catalogue, for scripts (JSON).
    Export,
}

/// Workshops without a group.
#[derive(Debug, Subcommand)]
pub enum Workshop {
    /// Add a workshop.
    Add {
        /// Its level: its code or identifier.
        #[arg(long, default_value = "PASS-A")]
        level: String,
        /// What it is called, when it is not the level's title.
        #[arg(long, default_value = "")]
        title: String,
        /// Its day; today if none.
        #[arg(long)]
        date: Option<String>,
        /// When it begins.
        #[arg(long, default_value = "14:00")]
        start: String,
        /// When it ends.
        #[arg(long, default_value = "16:00")]
        end: String,
        /// Its room, of those that are written down.
        #[arg(long)]
        venue: Option<String>,
        /// A place in words.
        #[arg(long)]
        room: Option<String>,
        /// Seats.
        #[arg(long, default_value_t = 10)]
        capacity: u16,
        /// Whom it is for: `learners`, `helpers`.
        #[arg(long, default_value = "")]
        audience: String,
    },
}

pub fn partner(app: &mut App, command: &Partner, print: &Printed<'_>) -> Result<Vec<u8>, AppError> {
    let view = match command {
        Partner::List => app.partners()?,
        Partner::Add { name, kind, roles, address } => app.save_partner(&PartnerInput {
            name: name.clone(),
            kind: kind.clone(),
            roles: roles.clone(),
            address: address.clone(),
            ..PartnerInput::default()
        })?,
        Partner::Contact { partner, given, family, post, phones, email } => {
            let partner = app.find_partner(partner)?;
            app.save_partner_contact(&PartnerContactInput {
                id: None,
                partner,
                given: given.clone(),
                family: family.clone(),
                post: post.clone(),
                phones: phones.clone(),
                email: email.clone(),
            })?
        }
    };
    Ok(print.partners(&view))
}

pub fn funding(app: &mut App, command: &Funding, print: &Printed<'_>) -> Result<Vec<u8>, AppError> {
    match command {
        Funding::List => Ok(print.fundings(&app.fundings()?)),
        Funding::Add { title, partner, reference, kind, nature, cents, first, last } => {
            let input = FundingInput {
                id: None,
                title: title.clone(),
                reference: reference.clone(),
                kind: kind.clone(),
                nature: nature.clone(),
                partner: partner.clone(),
                amount_cents: cents.map(f64::from),
                first: first.clone(),
                last: last.clone(),
                is_archived: false,
            };
            Ok(print.fundings(&app.save_funding(&input)?))
        }
        Funding::Allocate { cohort, lines } => {
            let cohort = app.find_cohort(cohort)?;
            if lines.is_empty() {
                return Ok(print.allocation(&app.allocation(cohort)?, &app.fundings()?));
            }
            let wanted = lines.chunks(2).map(|pair| line_of(app, pair));
            let wanted = wanted.collect::<Result<Vec<_>, _>>()?;
            Ok(print.allocation(&app.save_allocation(cohort, &wanted)?, &app.fundings()?))
        }
    }
}

/// A line and how much it pays, as typed.
fn line_of(app: &App, pair: &[String]) -> Result<AllocationInput, AppError> {
    let unreadable = || AppError::refused("funding.unreadable");
    let [line, percent] = pair else { return Err(unreadable()) };
    let percent = percent.trim_end_matches('%').trim_end().parse().map_err(|_| unreadable())?;
    Ok(AllocationInput { funding: app.find_funding(line)?, percent })
}

pub fn catalogue(app: &App, command: &Catalogue, print: &Printed<'_>) -> Result<Vec<u8>, AppError> {
    let catalogue = app.catalogue()?;
    match command {
        Catalogue::List => Ok(print.catalogue(&catalogue)),
        Catalogue::Export => Ok(Printed { json: true, ..*print }.catalogue(&catalogue)),
        Catalogue::Show { level } => {
            let levels = catalogue.programmes.iter().flat_map(|programme| &programme.levels);
            let id = app.find_level(level)?.to_string();
            let found = levels.into_iter().find(|one| one.id == id);
            let unknown = || Refusal::new("level.unknown").with("text", level);
            Ok(print.level(found.ok_or_else(unknown)?))
        }
    }
}

pub fn workshop(
    app: &mut App,
    command: &Workshop,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    let Workshop::Add { level, title, date, start, end, venue, room, capacity, audience } = command;
    let new = NewWorkshop {
        level: level.clone(),
        title: title.clone(),
        date: date.clone().unwrap_or_else(|| format_day(System.today().0)),
        start: minute(start)?,
        end: minute(end)?,
        venue: venue.as_deref().map(|text| app.find_venue(text)).transpose()?,
        room: room.clone(),
        capacity: *capacity,
        audience: audience.clone(),
    };
    Ok(print.cohorts(&[app.add_workshop(&new)?]))
}

/// Lines under way. Writing to a string cannot fail.
macro_rules! line {
    ($text:ident, $($arg:tt)*) => { let _ = writeln!($text, $($arg)*); };
}

impl Printed<'_> {
    fn partners(&self, view: &PartnersView) -> Vec<u8> {
        self.answer(view, || {
            let mut text = String::new();
            for one in &view.rows {
                let mark = if one.is_archived { "-" } else { " " };
                line!(text, "{mark} {}  {}  {}", one.id, one.name, one.roles.join(", "));
                for contact in &one.contacts {
                    let name = format!("{} {}", contact.given, contact.family);
                    let reach = contact.phones.iter().chain([&contact.email]);
                    let reach: Vec<_> = reach.filter(|text| !text.is_empty()).cloned().collect();
                    line!(text, "    {}  {}", name.trim(), reach.join("  "));
                }
            }
            if !view.is_private_here {
                line!(text, "{}", self.text("terminal-contacts-elsewhere", &[]));
            }
            text
        })
    }

    fn fundings(&self, rows: &[FundingRow]) -> Vec<u8> {
        self.answer(&rows, || {
            let mut text = String::new();
            for one in rows {
                let mark = if one.is_archived { "-" } else { " " };
                line!(text, "{mark} {}  {}  {}  {}", one.id, one.title, one.reference, one.partner);
                for cohort in &one.cohorts {
                    line!(text, "    {}  {} %", cohort.code, cohort.percent);
                }
            }
            text
        })
    }

    fn allocation(&self, view: &AllocationView, known: &[FundingRow]) -> Vec<u8> {
        self.answer(view, || {
            let mut text = String::new();
            for one in &view.lines {
                let outside = if one.is_outside { "!" } else { " " };
                let line = known.iter().find(|line| line.id == one.funding);
                let reference = line.map_or("", |line| line.reference.as_str());
                let gap = if reference.is_empty() { "" } else { "  " };
                line!(text, "{outside} {}{gap}{reference}  {} %", one.title, one.percent);
            }
            let left = [("percent", view.left.to_string())];
            line!(text, "{}", self.text("terminal-funding-left", &left));
            text
        })
    }

    fn catalogue(&self, view: &CatalogueView) -> Vec<u8> {
        self.answer(view, || {
            let mut text = String::new();
            for programme in &view.programmes {
                line!(text, "{}  {}", programme.code, programme.title);
                for level in &programme.levels {
                    text.push_str(&self.level_line(level));
                }
            }
            text
        })
    }

    fn level(&self, level: &CatalogueLevel) -> Vec<u8> {
        self.answer(level, || {
            let mut text = self.level_line(level);
            if !level.objectives.is_empty() {
                line!(text, "  {}", level.objectives);
            }
            for module in &level.modules {
                let what = match module.discipline == kinds::DISCIPLINES[0] {
                    true => module.competences.join(" "),
                    false => format!("{} ({})", module.competences.join(" "), module.discipline),
                };
                line!(text, "  {:>6}  {}  {what}", module.minutes, module.title);
            }
            text
        })
    }

    fn level_line(&self, level: &CatalogueLevel) -> String {
        let mark = if level.is_archived { "-" } else { " " };
        let args = [
            ("hours", self.hours_text(level.minutes)),
            ("sessions", level.sessions.to_string()),
            ("version", level.version.to_string()),
        ];
        let facts = self.text("terminal-level", &args);
        format!("{mark} {}  {}  {facts}\n", level.code, level.title)
    }
}
