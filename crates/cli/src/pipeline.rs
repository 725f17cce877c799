//! Who is on the way into a cohort and who has a seat in one, from the command line: the words, one
//! call of the app for each, and what is printed of its answer.

use crate::print::{Printed, instant};
use clap::{Args, Subcommand};
use passerelle_app::dto::{
    EntryGap, Letter, PipelineView, PositioningInput, ReferralDetail, ReferralInput, ReferralRow,
    Seat, SeatRow, WaitingView,
};
use passerelle_app::{App, AppError, Surroundings, System};
use passerelle_domain::RecordId;
use passerelle_domain::calendar::format_day;
use std::fmt::Write;

/// People who were sent to the centre, or came by themselves.
#[derive(Debug, Subcommand)]
pub enum Referral {
    /// List them, the oldest first.
    List,
    /// Write that somebody was sent.
    Add(Box<NewReferral>),
    /// Show one: what they can do, who may be the same person, what they lack.
    Show {
        /// Their name or identifier.
        referral: String,
    },
    /// Move one to another state: contacted, interview, accepted, closed, no_answer,
    /// declined_by_person, not_eligible, redirected.
    Move {
        /// Their name or identifier.
        referral: String,
        /// The state.
        state: String,
    },
    /// Write what somebody can do already.
    Position {
        /// Their name or identifier.
        referral: String,
        /// Ten answers in a row, 0 to 3 each, `-` where there is none: `0123-12301`.
        #[arg(allow_hyphen_values = true)]
        answers: String,
        /// Spoken French: none, a1_1, a1, a2, b1, b2, c1, c2.
        #[arg(long)]
        french: Option<String>,
    },
    /// Make a learner of one, and give them a free seat or a place on the waiting list.
    Enrol {
        /// Their name or identifier.
        referral: String,
        /// The cohort: its code or identifier.
        cohort: String,
        /// The learner who they are already: name or identifier.
        #[arg(long)]
        learner: Option<String>,
    },
    /// The text that tells the partner how it ended.
    Feedback {
        /// Their name or identifier.
        referral: String,
        /// Note that the partner was told today.
        #[arg(long)]
        sent: bool,
    },
}

/// Somebody who was sent.
#[derive(Debug, Args)]
pub struct NewReferral {
    /// Given name, or the whole name.
    pub given: String,
    /// Family name.
    #[arg(default_value = "")]
    pub family: String,
    /// Telephone; may be given several times.
    #[arg(long)]
    pub phone: Vec<String>,
    /// E-mail address.
    #[arg(long, default_value = "")]
    pub email: String,
    /// Language, as a code.
    #[arg(long)]
    pub language: Option<String>,
    /// Who sent them; one that is not known yet is made.
    #[arg(long)]
    pub partner: Option<String>,
    /// The day they were sent, like 2027-04-20; today if none.
    #[arg(long)]
    pub received: Option<String>,
    /// Until when the partner is owed an answer.
    #[arg(long)]
    pub answer: Option<String>,
    /// The level that is wanted: DIG-1, DIG-2, ...
    #[arg(long)]
    pub level: Option<String>,
    /// The cohort that is wanted: its code or identifier.
    #[arg(long)]
    pub cohort: Option<String>,
    /// A note.
    #[arg(long, default_value = "")]
    pub note: String,
}

/// Who has a seat in a cohort, who is offered one, who waits.
#[derive(Debug, Subcommand)]
pub enum Waitlist {
    /// Show how a cohort stands now.
    Show {
        /// The cohort: its code or identifier.
        cohort: String,
    },
    /// Offer a free seat to somebody who waits.
    Offer(Someone),
    /// They take the seat that is held for them.
    Accept(Taking),
    /// They do not want a seat.
    Decline {
        #[command(flatten)]
        of: Someone,
        /// Why: hours, place, found_other, level, no_answer, moved_away, other.
        #[arg(long)]
        because: Option<String>,
    },
    /// Put somebody before the others who wait.
    First {
        #[command(flatten)]
        of: Someone,
        /// Back into their turn.
        #[arg(long)]
        not: bool,
    },
    /// Let somebody go to another cohort.
    Transfer {
        #[command(flatten)]
        of: Someone,
        /// The other cohort: its code or identifier.
        to: String,
        /// Also when they are expected in another group at the same time.
        #[arg(long)]
        anyway: bool,
    },
    /// Take somebody off who has not begun.
    Cancel(Someone),
    /// Say how many hours an offer holds.
    Hours {
        /// The cohort: its code or identifier.
        cohort: String,
        /// Hours.
        hours: u32,
    },
    /// The text that tells somebody of the seat that is held for them.
    Letter(Someone),
}

/// Somebody and a cohort.
#[derive(Debug, Args)]
pub struct Someone {
    /// The cohort: its code or identifier.
    pub cohort: String,
    /// Their name or identifier.
    pub person: String,
}

/// Somebody who is given a seat of a cohort.
#[derive(Debug, Args)]
pub struct Taking {
    #[command(flatten)]
    pub of: Someone,
    /// Also when they are expected in another group at the same time.
    #[arg(long)]
    pub anyway: bool,
}

impl Someone {
    fn find(&self, app: &App) -> Result<(RecordId, RecordId), AppError> {
        Ok((app.find_cohort(&self.cohort)?, app.find_known_learner(&self.person)?))
    }
}

pub fn referral(
    app: &mut App,
    command: &Referral,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    match command {
        Referral::List => Ok(print.pipeline(&app.pipeline()?)),
        Referral::Add(new) => {
            let input = input(app, new)?;
            Ok(print.referral(&app.save_referral(&input)?))
        }
        Referral::Show { referral } => {
            let id = app.find_referral(referral)?;
            Ok(print.referral(&app.referral(id)?))
        }
        Referral::Move { referral, state } => {
            let id = app.find_referral(referral)?;
            Ok(print.pipeline(&app.move_referral(id, state)?))
        }
        Referral::Position { referral, answers, french } => {
            let id = app.find_referral(referral)?;
            let input = PositioningInput { answers: answers.clone(), french: french.clone() };
            Ok(print.referral(&app.position(id, &input)?))
        }
        Referral::Enrol { referral, cohort, learner } => {
            let id = app.find_referral(referral)?;
            let cohort = app.find_cohort(cohort)?;
            let learner =
                learner.as_deref().map(|text| app.find_known_learner(text)).transpose()?;
            Ok(print.pipeline(&app.enrol_referral(id, cohort, learner)?))
        }
        Referral::Feedback { referral, sent } => {
            let id = app.find_referral(referral)?;
            if *sent {
                return Ok(print.pipeline(&app.feedback_sent(id)?));
            }
            Ok(print.letter(&print.messages.letter(&app.feedback_text(id)?)))
        }
    }
}

pub fn enrol(app: &mut App, taking: &Taking, print: &Printed<'_>) -> Result<Vec<u8>, AppError> {
    let (cohort, person) = taking.of.find(app)?;
    Ok(print.waiting(&app.enrol(cohort, person, taking.anyway)?))
}

pub fn waitlist(
    app: &mut App,
    command: &Waitlist,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    let view = match command {
        Waitlist::Show { cohort } => {
            let cohort = app.find_cohort(cohort)?;
            app.waiting(cohort)?
        }
        Waitlist::Hours { cohort, hours } => {
            let cohort = app.find_cohort(cohort)?;
            app.set_offer_hours(cohort, *hours)?
        }
        Waitlist::Offer(of) => {
            let (cohort, person) = of.find(app)?;
            app.offer_seat(cohort, person)?
        }
        Waitlist::Accept(taking) => {
            let (cohort, person) = taking.of.find(app)?;
            app.answer_offer(cohort, person, true, None, taking.anyway)?
        }
        Waitlist::Decline { of, because } => {
            let (cohort, person) = of.find(app)?;
            app.answer_offer(cohort, person, false, because.as_deref(), false)?
        }
        Waitlist::First { of, not } => {
            let (cohort, person) = of.find(app)?;
            app.set_priority(cohort, person, !not)?
        }
        Waitlist::Transfer { of, to, anyway } => {
            let ((cohort, person), to) = (of.find(app)?, app.find_cohort(to)?);
            app.transfer(cohort, person, to, *anyway)?
        }
        Waitlist::Cancel(of) => {
            let (cohort, person) = of.find(app)?;
            app.cancel_enrolment(cohort, person)?
        }
        Waitlist::Letter(of) => {
            let (cohort, person) = of.find(app)?;
            let letter = print.messages.letter(&app.offer_text(cohort, person)?);
            return Ok(print.letter(&letter));
        }
    };
    Ok(print.waiting(&view))
}

fn input(app: &App, new: &NewReferral) -> Result<ReferralInput, AppError> {
    let level = new.level.as_deref().map(|text| app.find_level(text)).transpose()?;
    let cohort = new.cohort.as_deref().map(|text| app.find_cohort(text)).transpose()?;
    Ok(ReferralInput {
        id: None,
        given: new.given.clone(),
        family: new.family.clone(),
        phones: new.phone.clone(),
        email: new.email.clone(),
        language: new.language.clone(),
        partner: new.partner.clone(),
        advisor: None,
        received: new.received.clone().unwrap_or_else(|| format_day(System.today().0)),
        answer_day: new.answer.clone(),
        level: level.map(|id| id.to_string()),
        cohort: cohort.map(|id| id.to_string()),
        note: new.note.clone(),
    })
}

/// Lines under way. Writing to a string cannot fail.
macro_rules! line {
    ($text:ident, $($arg:tt)*) => { let _ = writeln!($text, $($arg)*); };
}

impl Printed<'_> {
    fn pipeline(&self, view: &PipelineView) -> Vec<u8> {
        self.answer(view, || {
            let mut text = String::new();
            if !view.is_private_here {
                line!(text, "{}", self.text("terminal-referrals-away", &[]));
            }
            for row in &view.rows {
                text.push_str(&self.referral_line(row));
            }
            text
        })
    }

    fn referral_line(&self, row: &ReferralRow) -> String {
        let state = self.text("terminal-referral-state", &[("state", row.state.clone())]);
        let late = row.is_late.then(|| self.text("terminal-referral-late", &[]));
        let name = match &*row.name {
            "" => self.text("terminal-referral-erased", &[]),
            name => name.to_owned(),
        };
        format!(
            "{}  {}  {}  {}  {}  {} {}\n",
            row.id,
            row.received,
            name,
            row.partner.as_deref().unwrap_or("–"),
            row.level_code.as_deref().unwrap_or("–"),
            state,
            late.unwrap_or_default()
        )
    }

    fn referral(&self, detail: &ReferralDetail) -> Vec<u8> {
        self.answer(detail, || {
            let mut text = self.referral_line(&detail.row);
            for word in detail.row.phones.iter().chain([&detail.email, &detail.note]) {
                if !word.is_empty() {
                    line!(text, "  {word}");
                }
            }
            if let Some(points) = detail.row.points {
                let args = [("points", points.to_string()), ("answers", detail.answers.clone())];
                line!(text, "  {}", self.text("terminal-referral-points", &args));
            }
            for one in &detail.alike {
                line!(
                    text,
                    "  {}",
                    self.text("terminal-referral-alike", &[("name", one.name.clone())])
                );
            }
            text.push_str(&self.gaps(&detail.gaps));
            text
        })
    }

    fn gaps(&self, gaps: &[EntryGap]) -> String {
        let mut text = String::new();
        for gap in gaps {
            let args = [
                ("code", gap.code.clone()),
                ("wanted", gap.wanted.replace('_', ".").to_uppercase()),
                ("has", gap.has.clone().unwrap_or_default().replace('_', ".").to_uppercase()),
            ];
            line!(text, "    {}", self.text("terminal-entry-gap", &args));
        }
        text
    }

    fn waiting(&self, view: &WaitingView) -> Vec<u8> {
        self.answer(view, || {
            let args = [
                ("code", view.code.clone()),
                ("capacity", view.capacity.to_string()),
                ("free", view.free.to_string()),
                ("hours", view.offer_hours.to_string()),
            ];
            let mut text = format!("{}\n", self.text("terminal-seats", &args));
            for row in &view.people {
                line!(text, "{}  {}  {}", row.learner, row.name, self.seat(row));
                text.push_str(&self.gaps(&row.gaps));
            }
            text
        })
    }

    fn seat(&self, row: &SeatRow) -> String {
        let until = row.until_ms.map(instant).unwrap_or_default();
        match row.seat {
            Seat::Seated => self.text("terminal-seat-seated", &[]),
            Seat::Offered => self.text("terminal-seat-offered", &[("until", until)]),
            Seat::Lapsed => self.text("terminal-seat-lapsed", &[("until", until)]),
            Seat::Waiting => {
                let rank = row.rank.map(|rank| rank.to_string()).unwrap_or_default();
                let first = if row.is_first { "yes" } else { "no" };
                let args = [("rank", rank), ("first", first.to_owned())];
                self.text("terminal-seat-waiting", &args)
            }
            Seat::Gone => {
                let args = [
                    ("state", row.state.clone()),
                    ("went", row.went_to.clone().unwrap_or_default()),
                    ("why", row.refusal.clone().unwrap_or_else(|| "none".to_owned())),
                ];
                self.text("terminal-seat-gone", &args)
            }
        }
    }

    fn letter(&self, letter: &Letter) -> Vec<u8> {
        self.answer(letter, || format!("{}\n\n{}\n", letter.subject, letter.text))
    }
}
