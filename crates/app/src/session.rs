//! Sessions: what is on today, what needs a person, finding one by what people type.

use crate::attendance::{label, marks_by_person, shape, tally};
use crate::centre::{App, optional, within_calendar};
use crate::cohort::NewSession;
use crate::dto::{Concern, Need, SessionCard, Shape, Today, WeekDay};
use crate::error::AppError;
use crate::plan::{how_many_twice, session_draft};
use crate::surroundings::new_id;
use crate::undo::label_text;
use crate::waiting::seat_needs;
use passerelle_domain::attendance::Status;
use passerelle_domain::calendar::{Day, format_day, monday_of, parse_day};
use passerelle_domain::permission::{Deed, Role};
use passerelle_domain::rota::trains;
use passerelle_domain::{RecordId, Refusal, Value, kinds};
use passerelle_store::session::Session;
use passerelle_store::{Act, Gesture, StoreError, View};
use std::collections::BTreeMap;

/// What the QR code of a printed sheet says before the session's id.
pub(crate) const SHEET_LINK: &str = "passerelle:session/";
/// Lines in "needs you".
const NEEDS_MAX: usize = 5;
/// How far back an incomplete register is still worth a line, in days.
const INCOMPLETE_DAYS: Day = 7;
/// How far back two absences are still worth a call, in days.
const ABSENCE_DAYS: Day = 21;
const WEEK_DAYS: Day = 7;

impl App {
    /// The sessions of a day (`2027-04-20`), today if none is given.
    ///
    /// # Errors
    /// `calendar.day_unreadable`, or the store's.
    pub fn today(&mut self, date: Option<&str>) -> Result<Today, AppError> {
        self.allow(Deed::ReadRoster)?;
        let (today, minute) = self.around.today();
        let day = match date {
            Some(text) => parse_day(text)
                .ok_or_else(|| Refusal::new("calendar.day_unreadable").with("value", text))?,
            None => today,
        };
        let (status, now_ms, role) = (self.status()?, self.around.now_ms(), self.role()?);
        self.store.snapshot(|view| {
            let sessions = view.sessions_between(day, day)?;
            let on = (day == today).then(|| current_session(&sessions, minute)).flatten();
            let mut needs = needs(view, (today, minute), now_ms)?;
            if role >= Role::Coordinator {
                // Before what can wait until tomorrow: these end by themselves.
                needs.splice(0..0, seat_needs(view, today, now_ms)?);
            }
            needs.extend(to_complete(view, role)?);
            if role >= Role::Coordinator {
                needs.extend(planned_twice_need(view, today)?);
            }
            if status.concern != Concern::Calm {
                let pending = view.pending()?;
                let since = status.received_at.map(|ms| ms as u64).or(pending.since_ms);
                let waited = since.map_or(0, |since| now_ms.saturating_sub(since));
                let args = [
                    ("count".to_owned(), pending.count.to_string()),
                    ("days".to_owned(), (waited / (24 * 3600 * 1000)).to_string()),
                ];
                // First: work that only one laptop holds is what a centre can lose.
                needs.insert(0, need("exchange_late", args.into(), None));
            }
            needs.truncate(NEEDS_MAX);
            let after = if day == today { minute } else { 0 };
            Ok(Today {
                date: format_day(day),
                is_today: day == today,
                centre: view.centre()?.unwrap_or_default(),
                current: on.map(|session| session.id.to_string()),
                sessions: cards(view, &sessions)?,
                week: week(view, day)?,
                needs,
                next: match view.session_after(day, after)? {
                    Some(next) => Some(session_card(view, &next)?),
                    None => None,
                },
                has_cohorts: view.has_cohorts()?,
            })
        })
    }

    /// Sessions between two days, both included.
    ///
    /// # Errors
    /// The store's.
    pub fn sessions(&mut self, first: Day, last: Day) -> Result<Vec<SessionCard>, AppError> {
        self.allow(Deed::ReadRoster)?;
        self.store.snapshot(|view| {
            let sessions = view.sessions_between(first, last)?;
            Ok(cards(view, &sessions)?)
        })
    }

    /// Adds a one-off session to a cohort.
    ///
    /// # Errors
    /// `permission.role_too_low`, `cohort.unknown`, `session.times`, or the store's.
    pub fn add_session(&mut self, new: &NewSession) -> Result<SessionCard, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::SESSION])?;
        let id = new_id(&*self.around)?;
        let (author, today) = (self.author()?, self.around.today().0);
        self.store.write::<AppError>(author, |view| {
            let cohort = view.cohort(new.cohort, today)?.ok_or(Refusal::new("cohort.unknown"))?;
            let day = within_calendar(new.day)?;
            let mut draft = session_draft(id, new.cohort, day, (new.start, new.end))?;
            let room = optional(new.room.as_deref().unwrap_or_default(), kinds::NAME_BYTES_MAX)?;
            draft.write("room", Value::text_or_null(Some(&room)));
            let label = label_text(&label("session-added", &[("code", cohort.code)]));
            Ok(Gesture { label, act: Act::Do, drafts: vec![draft] })
        })?;
        self.store.snapshot(|view| {
            let session = view.session(id)?.ok_or(Refusal::new("session.unknown"))?;
            Ok(session_card(view, &session)?)
        })
    }

    /// The session that the QR code of a printed sheet names, if it is known here.
    pub fn session_of_link(&self, link: &str) -> Option<String> {
        let id = crate::record_id(link.strip_prefix(SHEET_LINK)?).ok()?;
        let known = self.store.view().session(id).ok().flatten();
        known.map(|session| session.id.to_string())
    }

    /// The session that people mean: `now`, a whole id, or its beginning or end (4 characters or
    /// more). `now` is the one that is on, else the nearest to come, else the last.
    ///
    /// # Errors
    /// `session.unknown`, `session.ambiguous`, or the store's.
    pub fn find_session(&self, text: &str) -> Result<RecordId, AppError> {
        let view = self.store.view();
        let all = view.sessions_between(Day::MIN, Day::MAX)?;
        let (today, minute) = self.around.today();
        if text == "now" {
            let on: Vec<_> = all.iter().filter(|s| s.day == today).cloned().collect();
            let found = current_session(&on, minute)
                .cloned()
                .or(view.session_after(today, minute)?)
                .or(all.last().cloned());
            return Ok(found.ok_or(Refusal::new("session.unknown").with("text", text))?.id);
        }
        let ids: Vec<_> = all.iter().map(|session| session.id).collect();
        Ok(find_id(&ids, text, "session.unknown", "session.ambiguous")?)
    }
}

/// An id by a part of it that people copy.
pub(crate) fn find_id(
    ids: &[RecordId],
    text: &str,
    unknown: &'static str,
    ambiguous: &'static str,
) -> Result<RecordId, Refusal> {
    let wanted = text.to_lowercase();
    let matches = |id: &&RecordId| {
        let id = id.to_string();
        wanted.len() >= 4 && (id.starts_with(&wanted) || id.ends_with(&wanted))
    };
    let mut found = ids.iter().filter(matches);
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(*id),
        (None, _) => Err(Refusal::new(unknown).with("text", text)),
        _ => Err(Refusal::new(ambiguous).with("text", text)),
    }
}

/// The session that is on, else the next of the day, else one that ended within the hour: people
/// come a little early and mark a little late.
fn current_session(sessions: &[Session], minute: u16) -> Option<&Session> {
    let on = sessions.iter().find(|s| s.start <= minute && minute < s.end);
    let next = sessions.iter().find(|s| s.start > minute);
    let just_over = sessions.iter().rfind(|s| s.end <= minute && minute < s.end + 60);
    on.or(next).or(just_over)
}

fn cards(view: &View<'_>, sessions: &[Session]) -> Result<Vec<SessionCard>, StoreError> {
    sessions.iter().map(|session| session_card(view, session)).collect()
}

/// A session as a card.
pub(crate) fn session_card(view: &View<'_>, session: &Session) -> Result<SessionCard, StoreError> {
    let strip = strip(view, session)?;
    let present = view.presences(session.id)?;
    let came = present.iter().filter(|row| row.mark.is_some_and(|m| m.status.took_part()));
    let train = came.filter(|row| trains(row.part));
    let last_time = match view.sessions_before(session, 1)?.first() {
        Some((before, _)) => match view.session(*before)? {
            Some(before) => {
                let tally = tally(&self::strip(view, &before)?);
                let marked = tally.present + tally.late + tally.absent + tally.excused;
                (marked > 0).then_some((tally.present + tally.late, marked + tally.unmarked))
            }
            None => None,
        },
        None => None,
    };
    Ok(SessionCard {
        id: session.id.to_string(),
        code: session.code.clone(),
        title: session.title.clone(),
        number: session.number,
        of: session.of,
        module: session.module.clone(),
        room: session.room.clone(),
        date: format_day(session.day),
        start: session.start,
        end: session.end,
        expected: u32::try_from(strip.len()).unwrap_or(u32::MAX),
        tally: tally(&strip),
        strip,
        volunteers: u32::try_from(train.count()).unwrap_or(u32::MAX),
        volunteers_target: session.volunteer_target,
        state: crate::sheet::state_of(session),
        last_time,
    })
}

fn strip(view: &View<'_>, session: &Session) -> Result<Vec<Shape>, StoreError> {
    let marks = marks_by_person(view.marks(session.id)?);
    let roster = view.roster(session)?;
    let shapes = roster.iter().map(|l| shape(marks.get(&l.id).and_then(|row| row.mark)));
    Ok(shapes.collect())
}

fn week(view: &View<'_>, day: Day) -> Result<Vec<WeekDay>, StoreError> {
    let monday = monday_of(day);
    let sessions = view.sessions_between(monday, monday + WEEK_DAYS - 1)?;
    let mut days = Vec::new();
    for day in monday..monday + WEEK_DAYS {
        let of_day: Vec<_> = sessions.iter().filter(|session| session.day == day).collect();
        if day == monday + WEEK_DAYS - 1 && of_day.is_empty() {
            continue;
        }
        let mut complete = 0;
        for session in &of_day {
            let strip = strip(view, session)?;
            complete += u32::from(!strip.is_empty() && !strip.contains(&Shape::Unmarked));
        }
        let sessions = u32::try_from(of_day.len()).unwrap_or(u32::MAX);
        days.push(WeekDay { date: format_day(day), sessions, complete });
    }
    Ok(days)
}

fn need(key: &str, args: BTreeMap<String, String>, session: Option<&Session>) -> Need {
    let session = session.map(|session| session.id.to_string());
    Need { key: key.to_owned(), args, session, person: None, cohort: None }
}

/// People of whom only a name was asked at the door, for whoever completes them.
fn to_complete(view: &View<'_>, role: Role) -> Result<Vec<Need>, AppError> {
    if role.may(Deed::Plan).is_err() {
        return Ok(Vec::new());
    }
    let provisional = view.learners()?.into_iter().filter(|learner| learner.is_provisional);
    let need = |learner: passerelle_store::learner::Learner| Need {
        person: Some(learner.id.to_string()),
        ..need("to_complete", [("name".to_owned(), learner.name())].into(), None)
    };
    Ok(provisional.map(need).collect())
}

/// What needs a person: two answers for one record, registers left incomplete, people absent at
/// both of their cohort's last two sessions.
/// Rooms or people that were promised twice: whoever plans has to choose.
fn planned_twice_need(view: &View<'_>, today: Day) -> Result<Option<Need>, AppError> {
    let count = how_many_twice(view, today)?;
    let args = [("count".to_owned(), count.to_string())];
    Ok((count > 0).then(|| need("planned_twice", args.into(), None)))
}

fn needs(view: &View<'_>, (today, minute): (Day, u16), now_ms: u64) -> Result<Vec<Need>, AppError> {
    let mut needs = Vec::new();
    let looks = crate::look::count(view, (today, now_ms))?;
    if looks > 0 {
        let args = [("count".to_owned(), looks.to_string())].into();
        needs.push(need("two_answers", args, None));
    }
    let past: Vec<_> = view
        .sessions_between(today - INCOMPLETE_DAYS, today)?
        .into_iter()
        .filter(|session| (session.day, session.end) < (today, minute))
        .collect();
    for session in past.iter().rev() {
        let unmarked = tally(&strip(view, session)?).unmarked;
        if unmarked > 0 {
            let args = [
                ("code".to_owned(), session.code.clone()),
                ("date".to_owned(), format_day(session.day)),
                ("count".to_owned(), unmarked.to_string()),
            ];
            needs.push(need("register_incomplete", args.into(), Some(session)));
        }
    }
    for cohort in view.cohorts(today)? {
        let sessions = view.sessions_of(cohort.id)?;
        let mut over = sessions.iter().rev().filter(|s| (s.day, s.end) <= (today, minute)).take(2);
        let (Some(last), Some(before)) = (over.next(), over.next()) else { continue };
        if last.day < today - ABSENCE_DAYS {
            continue;
        }
        let last_marks = marks_by_person(view.marks(last.id)?);
        let before_marks = marks_by_person(view.marks(before.id)?);
        for learner in view.members(cohort.id)? {
            let absent =
                |marks: &std::collections::HashMap<_, passerelle_store::attendance::MarkRow>| {
                    let mark = marks.get(&learner.id).and_then(|row| row.mark);
                    mark.is_some_and(|mark| mark.status == Status::Absent)
                };
            if absent(&last_marks) && absent(&before_marks) {
                let args =
                    [("name".to_owned(), learner.name()), ("code".to_owned(), cohort.code.clone())];
                needs.push(need("absent_twice", args.into(), Some(last)));
            }
        }
    }
    Ok(needs)
}
