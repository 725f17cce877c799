//! The demo centre: a session that is on now, ten learners whose names are written in five scripts,
//! four volunteers, six weeks of plausible past attendance. Made on the spot from fixed content and
//! today's date. A demo centre refuses every door: nothing of it ever leaves the computer. The same
//! content can fill an ordinary centre, for trying the exchange. Every name here is invented.

use crate::attendance::mark_draft;
use crate::centre::{App, Foundation, author_of, person_draft, settle_drafts, text};
use crate::error::AppError;
use crate::gate::{Came, Gate, Opening};
use crate::people::seat_drafts;
use crate::plan::session_draft;
use crate::surroundings::{Around, chance, new_id};
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::calendar::Day;
use passerelle_domain::permission::{Deed, Role};
use passerelle_domain::planning::taught;
use passerelle_domain::{RecordId, RecordRef, Value, catalogue, kinds};
use passerelle_store::keys::Keys;
use passerelle_store::{Draft, Files, StoreError};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Given name, family name, name in own script, language.
const LEARNERS: [(&str, &str, Option<&str>, &str); 10] = [
    ("Tesfay", "Gebremedhin", Some("ተስፋይ ገብረመድህን"), "ti"),
    ("Nour", "Al-Hassan", Some("نور الحسن"), "ar"),
    ("Oksana", "Kovalchuk", Some("Оксана Ковальчук"), "uk"),
    ("Giorgi", "Beridze", Some("გიორგი ბერიძე"), "ka"),
    ("Mariam", "Jalloh", None, "fr"),
    ("Reza", "Ahmadi", Some("رضا احمدی"), "prs"),
    ("Abdirahman", "Warsame", None, "so"),
    ("Hamid", "Stanekzai", Some("حمید ستانکزی"), "ps"),
    ("Fatoumata", "Diallo", None, "fr"),
    ("Selam", "Haile", Some("ሰላም ኃይለ"), "am"),
];

/// Given and family names; the first leads.
const VOLUNTEERS: [(&str, &str); 4] =
    [("Claire", "Fabre"), ("Youssef", "Benali"), ("Ana", "Pereira"), ("Marc", "Lefort")];

/// Six weeks of the first cohort, one letter a learner: P present, L late, A absent, E excused,
/// D left early, R remote.
const PAST: [&str; 6] =
    ["PPPPPPPPEP", "PPPLPPPPPP", "PPPPPAPPPL", "PLPLPPEPPP", "PPPPAAPPPP", "PPPLPAPEPP"];

/// The evening cohort's last weeks, for six of the learners; the last one was left incomplete.
const EVENING: [&str; 4] = ["PPLPPP", "PAPPPP", "PPPPRP", "PPDP.."];

const WEEK: Day = 7;
const SESSION_MINUTES: u16 = 120;
const DAY_MS: u64 = 24 * 3600 * 1000;
/// How long ago the demo centre was founded, in days.
const FOUNDED_DAYS: u64 = 9 * 7;
/// Where a demo centre is made before it takes its place.
const UNFINISHED: &str = "demo.new";
const CENTRE: &str = "Centre de démonstration";
const PERSON: &str = "Camille";

/// What was written on each day.
type Story = BTreeMap<Day, Vec<Draft>>;

/// A cohort of the demo.
struct Plan {
    level: &'static str,
    room: &'static str,
    title: &'static str,
    past: &'static [&'static str],
    future: usize,
    start: u16,
    learners: usize,
    /// The session of today, or none.
    today: bool,
}

impl App {
    /// Makes the demo centre in `folder`, or opens the one that is there.
    ///
    /// # Errors
    /// The store's.
    pub fn demo(folder: &Path, around: Around) -> Result<Self, AppError> {
        if Files::at(folder).exist() {
            return Err(StoreError::Exists(folder.to_owned()).into());
        }
        let files = Self::demo_files(folder);
        if files.exist() {
            return Self::open_demo(folder, around);
        }
        // Made under another name: one that is interrupted is made again, never shown half made.
        Self::delete_demo(folder)?;
        let unfinished = Files::at(folder.join(UNFINISHED));
        // Founded before its past: the clock of a store only moves on.
        let founded_ms = around.now_ms().saturating_sub(FOUNDED_DAYS * DAY_MS);
        let foundation = Foundation { centre: CENTRE, person: PERSON, founded_ms };
        let keys = Keys::made(&mut chance(&*around)?, false);
        unfinished.make_folder()?;
        // Nobody is in it: whoever finds the key finds invented names.
        unfinished.keep_key(&keys.class)?;
        let files_new = unfinished.clone();
        let opening =
            Opening { files: files_new, keys, person: None, secret: None, came: Came::default() };
        let mut app = Self::found(opening, around.clone(), &foundation)?;
        app.fill_with_demo()?;
        drop(app);
        std::fs::rename(unfinished.folder(), files.folder()).map_err(StoreError::from)?;
        Self::open_demo(folder, around)
    }

    fn open_demo(folder: &Path, around: Around) -> Result<Self, AppError> {
        let opening = Gate::of(folder, Arc::clone(&around))?.open_demo()?;
        Self::enter(opening, around)
    }

    /// Deletes the demo centre of `folder`.
    ///
    /// # Errors
    /// `store.read_only` and the like.
    pub fn delete_demo(folder: &Path) -> Result<(), AppError> {
        for demo in [Self::demo_files(folder), Files::at(folder.join(UNFINISHED))] {
            match std::fs::remove_dir_all(demo.folder()) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::from(error).into());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Fills this centre, which must be empty, with the demo's people, cohorts and past.
    ///
    /// # Errors
    /// `permission.role_too_low`, `demo.centre_in_use`, or the store's.
    pub fn fill_with_demo(&mut self) -> Result<(), AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::COHORT, &kinds::SESSION, &kinds::LEARNER])?;
        let view = self.store.view();
        if view.has_cohorts()? || !view.learners()?.is_empty() {
            return Err(AppError::refused("demo.centre_in_use"));
        }
        let (today, minute) = self.around.today();
        let start = start_of_now(minute);
        let mut story = Story::new();
        let learners = self.demo_people(today, &mut story)?;
        let volunteers = self.demo_volunteers(today, &mut story)?;
        let day = Plan {
            level: "DIG-1",
            room: "Salle B",
            title: "DIGITAL Initiation",
            past: &PAST,
            future: 3,
            start,
            learners: LEARNERS.len(),
            today: true,
        };
        self.demo_cohort(&day, &learners, &volunteers, &mut story)?;
        let evening = Plan {
            level: "COD-1",
            room: "Salle A",
            title: "CODE niveau 1",
            past: &EVENING,
            future: 6,
            start: 18 * 60,
            learners: 6,
            today: start + SESSION_MINUTES <= 18 * 60,
        };
        self.demo_cohort(&evening, &learners, &volunteers, &mut story)?;
        // Oldest first, each as if on its day: the clock only moves on.
        story.into_iter().try_for_each(|(day, drafts)| self.demo_write(day, drafts))
    }

    fn demo_people(&self, today: Day, story: &mut Story) -> Result<Vec<RecordId>, AppError> {
        let mut ids = Vec::new();
        let mut drafts = Vec::new();
        for (given, family, own_name, language) in LEARNERS {
            let id = new_id(&*self.around)?;
            drafts.push(Draft::new(
                &kinds::LEARNER,
                RecordRef::Own(id),
                vec![
                    ("name", Value::List(vec![text(given), text(family)])),
                    ("own_name", Value::text_or_null(own_name)),
                    ("language", text(language)),
                ],
            ));
            ids.push(id);
        }
        story.entry(today - 7 * WEEK).or_default().extend(drafts);
        Ok(ids)
    }

    fn demo_volunteers(&self, today: Day, story: &mut Story) -> Result<Vec<RecordId>, AppError> {
        let mut ids = Vec::new();
        let mut drafts = Vec::new();
        for (given, family) in VOLUNTEERS {
            let id = new_id(&*self.around)?;
            let name = Value::List(vec![text(given), text(family)]);
            drafts.push(person_draft(id, name, Role::Volunteer));
            ids.push(id);
        }
        story.entry(today - 7 * WEEK).or_default().extend(drafts);
        Ok(ids)
    }

    fn demo_cohort(
        &self,
        plan: &Plan,
        learners: &[RecordId],
        volunteers: &[RecordId],
        story: &mut Story,
    ) -> Result<(), AppError> {
        let today = self.around.today().0;
        let (cohort, level) = (new_id(&*self.around)?, catalogue::level_id(plan.level));
        let past = Day::try_from(plan.past.len()).unwrap_or(0);
        // The evening cohort meets the day after; the other on today's weekday.
        let anchor = if plan.today { today } else { today - 1 };
        let first = anchor - past * WEEK;
        let enrolled = &learners[..plan.learners];
        let mut drafts = vec![Draft::new(
            &kinds::COHORT,
            RecordRef::Own(cohort),
            vec![
                ("title", Value::List(vec![text(plan.level), text(plan.title)])),
                ("level", Value::Ref(level.0)),
                ("room", text(plan.room)),
                ("capacity", Value::Int(12)),
                ("volunteer_target", Value::Int(4)),
            ],
        )];
        for learner in enrolled {
            let claim = new_id(&*self.around)?;
            drafts.extend(seat_drafts(cohort, *learner, claim, first));
        }
        let modules = self.store.view().modules(level)?.into_iter();
        let modules: Vec<_> = modules.map(|module| (module.minutes, module.title)).collect();
        let titles = taught(&modules, &vec![SESSION_MINUTES; plan.past.len() + plan.future + 1]);
        let mut sessions = Vec::new();
        for week in 0..=plan.past.len() + plan.future {
            if week == plan.past.len() && !plan.today {
                continue;
            }
            let id = new_id(&*self.around)?;
            let day = first + Day::try_from(week).unwrap_or(0) * WEEK;
            let slot = (plan.start, plan.start + SESSION_MINUTES);
            let mut draft = session_draft(id, cohort, day, slot)?;
            if let Some(Some(title)) = titles.get(sessions.len()) {
                draft.write("module", text(title));
            }
            drafts.push(draft);
            drafts.extend(staff(id, volunteers, week, plan.past.len()));
            sessions.push((id, day));
        }
        story.entry(first - WEEK).or_default().extend(drafts);
        for ((session, day), letters) in sessions.iter().zip(plan.past) {
            let marks = enrolled.iter().zip(letters.chars());
            let marks = marks.filter_map(|(learner, letter)| {
                Some(mark_draft(*session, *learner, Some(past_mark(letter)?)))
            });
            story.entry(*day).or_default().extend(marks);
        }
        Ok(())
    }

    /// Writes as if on a day of the past, as far as the store's clock has not passed it.
    fn demo_write(&mut self, day: Day, drafts: Vec<Draft>) -> Result<(), AppError> {
        let actor = self.person;
        let days = u64::try_from(self.around.today().0 - day).unwrap_or(0);
        let now_ms = self.around.now_ms().saturating_sub(days * DAY_MS);
        let author = author_of(&*self.around, actor, now_ms)?;
        settle_drafts(&mut self.store, author, drafts)
    }
}

/// Volunteers of a session: three or four of them, present in the past.
fn staff(session: RecordId, volunteers: &[RecordId], week: usize, past: usize) -> Vec<Draft> {
    let planned = volunteers.iter().enumerate();
    planned
        .map(|(rank, volunteer)| {
            let record = RecordRef::Derived(vec![session, *volunteer]);
            let mut values = vec![("part", Value::Int(i64::from(rank != 0)))];
            let came = week < past && (rank + week) % 5 != 3;
            if came {
                values.push(("mark", Mark::plain(Status::Present).to_value()));
            }
            Draft::new(&kinds::PRESENCE, record, values)
        })
        .collect()
}

fn past_mark(letter: char) -> Option<Mark> {
    let present = Mark::plain(Status::Present);
    Some(match letter {
        'P' => present,
        'L' => Mark { late: Some(15), ..present },
        'D' => Mark { left: Some(30), ..present },
        'A' => Mark::plain(Status::Absent),
        'E' => Mark::plain(Status::Excused),
        'R' => Mark::plain(Status::Remote),
        _ => return None,
    })
}

/// When the session that is on now began: the quarter of an hour before, within the day.
fn start_of_now(minute: u16) -> u16 {
    (minute / 15 * 15).min(24 * 60 - SESSION_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_on_at_any_minute_of_the_day() {
        for minute in 0..24 * 60 {
            let start = start_of_now(minute);
            assert!(start <= minute && minute < start + SESSION_MINUTES, "{minute}");
        }
    }

    #[test]
    fn the_past_covers_everybody() {
        assert!(PAST.iter().all(|week| week.len() == LEARNERS.len()));
        assert!(EVENING.iter().all(|week| week.len() == 6));
    }
}
