//! The centre that is measured: 500 sessions, 400 learners, 8 trainers, marked class by class.

use anyhow::{Result, ensure};
use passerelle_app::dto::{MarkInput, NewCohort, NewPerson};
use passerelle_app::{App, JoinInput, Surroundings, System, join, record_id};
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::calendar::format_day;
use passerelle_domain::{RecordId, RecordRef, kinds};
use passerelle_store::{Act, Author, Draft, Gesture, StoreError};
use passerelle_tests::Headquarters;
use passerelle_tests::seed::Chance;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::runtime::Runtime;

const SESSIONS: usize = 500;
const LEARNERS: usize = 400;
const TRAINERS: usize = 8;
/// Learners of one class.
pub const CLASS: usize = 20;
/// Marks of all classes.
pub const MARKS: usize = SESSIONS * CLASS;

/// Its sessions and learners.
pub struct Centre {
    pub sessions: Vec<RecordId>,
    pub learners: Vec<RecordId>,
}

/// A laptop that has joined through this door.
pub fn joined(
    runtime: &Runtime,
    headquarters: &Headquarters,
    url: &str,
    folder: &Path,
) -> Result<App> {
    let code = headquarters.code("Mesures", "coordinator", "coordinator")?;
    let input =
        JoinInput { code, headquarters: Some(url.to_owned()), person: Some("Camille".into()) };
    Ok(runtime.block_on(join(folder, Arc::new(System), &input, &passerelle_tests::setup()?))?.0)
}

/// The clock of somebody at the keys: a second or three between one mark and the next. Everything
/// else is the computer's own.
pub struct Hand(AtomicU64);

impl Hand {
    /// A hand that begins now.
    pub fn new() -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(System.now_ms())))
    }
}

impl Surroundings for Hand {
    fn now_ms(&self) -> u64 {
        let last = self.0.load(Ordering::Relaxed);
        // Spread by the last step's own digits: nobody presses keys evenly.
        let step = 700 + last.wrapping_mul(0x9e37_79b9_7f4a_7c15) % 2_300;
        self.0.fetch_add(step, Ordering::Relaxed) + step
    }

    fn today(&self) -> (passerelle_domain::calendar::Day, u16) {
        System.today()
    }

    fn random(&self, bytes: &mut [u8]) -> Result<(), getrandom::Error> {
        System.random(bytes)
    }
}

/// Learners' marks at all sessions.
pub fn marks_of(app: &App) -> Result<usize> {
    let attended = app.view().attended()?;
    Ok(attended.iter().map(|(_, _, marked)| *marked as usize).sum())
}

impl Centre {
    /// Fills a centre through the app.
    pub fn fill(app: &mut App) -> Result<Self> {
        let today = System.today().0;
        for part in 0..SESSIONS / 250 {
            app.add_cohort(&NewCohort {
                level: "DIG-1".into(),
                code: format!("M{part}"),
                room: None,
                capacity: 400,
                first: format_day(today),
                weekdays: vec![1, 2, 3, 4, 5],
                start: 840,
                end: 960,
                sessions: Some(250),
                ..Default::default()
            })?;
        }
        for number in 0..LEARNERS + TRAINERS {
            app.add_person(&NewPerson {
                given: format!("Prénom{number}"),
                family: format!("Nom{number}"),
                own_name: None,
                language: None,
                cohort: None,
                volunteer: number >= LEARNERS,
            })?;
        }
        let sessions = app.sessions(today, today + 1000)?;
        let sessions: Vec<_> =
            sessions.iter().map(|s| record_id(&s.id)).collect::<Result<_, _>>()?;
        let people = app.people()?.into_iter().filter(|person| !person.is_volunteer);
        let learners: Vec<_> =
            people.map(|person| record_id(&person.id)).collect::<Result<_, _>>()?;
        ensure!(sessions.len() == SESSIONS && learners.len() == LEARNERS);
        Ok(Self { sessions, learners })
    }

    /// Marks a class, one key press after the other: twenty learners in the order in which they
    /// came, most of them present.
    pub fn mark_class(&self, app: &mut App, number: usize, chance: &mut Chance) -> Result<()> {
        let mut class: Vec<_> =
            (0..CLASS).map(|seat| self.learners[(number * CLASS + seat) % LEARNERS]).collect();
        while !class.is_empty() {
            let came = usize::try_from(chance.below(class.len() as u64))?;
            let learner = class.swap_remove(came);
            let input = match chance.below(10) {
                0 => MarkInput::Absent,
                1 => MarkInput::Late { minutes: u16::try_from(5 * (1 + chance.below(6)))? },
                _ => MarkInput::Present,
            };
            app.mark(self.sessions[number], learner, input)?;
        }
        Ok(())
    }

    /// Marks a class anew in one gesture, each learner late by another number of minutes.
    pub fn change_class(&self, app: &mut App, number: usize, round: u64) -> Result<()> {
        let late = Some(u16::try_from(1 + round)?);
        let mark = Mark { late, ..Mark::plain(Status::Present) };
        let drafts = (0..CLASS).map(|seat| {
            let learner = self.learners[(number * CLASS + seat) % LEARNERS];
            let record = RecordRef::Derived(vec![self.sessions[number], learner]);
            Draft::new(&kinds::ATTENDANCE, record, vec![("mark", mark.to_value())])
        });
        let gesture = Gesture { label: String::new(), act: Act::Do, drafts: drafts.collect() };
        let (actor, now_ms) = (app.view().actor()?, System.now_ms());
        let author = Author { actor, now_ms, chance: [0; 32] };
        app.store().write::<StoreError>(author, |_| Ok(gesture))?;
        Ok(())
    }

    /// Ten marks more, of learners of another class.
    pub fn mark_ten(&self, app: &mut App, round: usize) -> Result<()> {
        let session = self.sessions[round];
        for seat in 0..10 {
            let learner = self.learners[(round * CLASS + CLASS + seat) % LEARNERS];
            app.mark(session, learner, MarkInput::Present)?;
        }
        Ok(())
    }
}
