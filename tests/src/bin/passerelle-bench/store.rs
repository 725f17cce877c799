//! A mark to its durable commit, and registers opened: through the app, on an encrypted store.

use crate::figure::{Figures, percentile};
use anyhow::{Context, Result, ensure};
use passerelle_app::dto::{MarkInput, NewCohort, NewPerson};
use passerelle_app::{App, Gate, Phrase, Pin, Surroundings, System, record_id};
use passerelle_domain::calendar::format_day;
use passerelle_domain::{RecordRef, attendance, kinds};
use passerelle_store::{Act, Author, Draft, Gesture, RowsForBench, StoreError, StoreKey};
use passerelle_tests::laptop::{PHRASE, PIN};
use std::sync::Arc;
use std::time::Instant;

const MARKS: usize = 400;
const OPENINGS: usize = 60;
const UNLOCKS: usize = 9;
const PAGES: u32 = 60;

/// Measures `mark.*` and `register.*`.
pub fn measure(figures: &mut Figures) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut app = App::demo(folder.path(), Arc::new(System))?;
    let session = app.find_session("now")?;
    let learners: Vec<_> = app.register(session)?.learners;
    let mut commits = Vec::new();
    for round in 0..MARKS {
        let learner = record_id(&learners[round % learners.len()].id)?;
        let minutes = u16::try_from(1 + round % 100)?;
        let gesture = mark_gesture(session, learner, minutes);
        let (actor, now_ms) = (app.view().actor()?, System.now_ms());
        let author = Author { actor, now_ms, chance: [0; 32] };
        let begun = Instant::now();
        app.store().write::<StoreError>(author, |_| Ok(gesture))?;
        commits.push(begun.elapsed());
    }
    figures.low("mark.commit.p50", percentile(&mut commits, 0.5), "ms", 15.0);
    figures.low("mark.commit.p95", percentile(&mut commits, 0.95), "ms", 25.0);
    let mut answers = Vec::new();
    for round in 0..MARKS {
        let learner = record_id(&learners[round % learners.len()].id)?;
        let input = MarkInput::Late { minutes: u16::try_from(1 + (round + 50) % 100)? };
        let begun = Instant::now();
        app.mark(session, learner, input)?;
        answers.push(begun.elapsed());
    }
    figures.low("mark.answer.p95", percentile(&mut answers, 0.95), "ms", 35.0);
    figures.low("register.open.10", opened(&mut app, session)?, "ms", 50.0);
    let (_folder, mut app) = centre_of(200)?;
    let session = app.find_session("now")?;
    figures.low("register.open.200", opened(&mut app, session)?, "ms", 50.0);
    Ok(())
}

/// Measures `unlock.s`, from the sixth digit to an open centre; `cipher.read.ratio`, of pages that an
/// open connection reads again, as a window does that goes back and forth; and
/// `cipher.read.first.ratio`, of pages that it has never read: the cipher's own price, which is
/// mostly that of proving each page (HMAC-SHA512) and is paid once while its 8 MB of pages last.
pub fn measure_trust(figures: &mut Figures) -> Result<()> {
    let (folder, app) = centre_of(10)?;
    drop(app);
    let pin = Pin::parse(PIN)?;
    let mut times = Vec::new();
    for _ in 0..UNLOCKS {
        let mut gate = Gate::of(folder.path(), Arc::new(System))?;
        gate.say(&Phrase::parse(PHRASE)?, false)?;
        let person = gate.find(None)?;
        let begun = Instant::now();
        let opening = gate.unlock(person, &pin)?;
        drop(App::enter_with(opening, &pin, Arc::new(System))?);
        times.push(begun.elapsed());
    }
    figures.low("unlock.s", percentile(&mut times, 0.5) / 1000.0, "s", 1.0);
    let files = tempfile::tempdir()?;
    let key = StoreKey([7; 32]);
    let places = [("kept.db", Some(&key)), ("plain.db", None)];
    // First and again, encrypted and not.
    let mut times = [[Vec::new(), Vec::new()], [Vec::new(), Vec::new()]];
    // They alternate, each page with a connection of its own: what else happens falls on both.
    for number in 0..PAGES {
        for (at, (name, key)) in places.iter().enumerate() {
            let rows = RowsForBench::open(&files.path().join(name), *key)?;
            for times in &mut times {
                let begun = Instant::now();
                ensure!(rows.page(number)? > 0, "an empty page");
                times[at].push(begun.elapsed());
            }
        }
    }
    let [first, again] =
        times.map(|[mut kept, mut plain]| percentile(&mut kept, 0.5) / percentile(&mut plain, 0.5));
    figures.low("cipher.read.ratio", again, "x", 1.2);
    figures.low("cipher.read.first.ratio", first, "x", 3.0);
    Ok(())
}

fn mark_gesture(
    session: passerelle_domain::RecordId,
    learner: passerelle_domain::RecordId,
    minutes: u16,
) -> Gesture {
    let present = attendance::Mark::plain(attendance::Status::Present);
    let mark = attendance::Mark { late: Some(minutes), ..present };
    let record = RecordRef::Derived(vec![session, learner]);
    let draft = Draft::new(&kinds::ATTENDANCE, record, vec![("mark", mark.to_value())]);
    Gesture { label: String::new(), act: Act::Do, drafts: vec![draft] }
}

/// The median opening, in milliseconds.
fn opened(app: &mut App, session: passerelle_domain::RecordId) -> Result<f64> {
    let mut times = Vec::new();
    for _ in 0..OPENINGS {
        let begun = Instant::now();
        app.register(session)?;
        times.push(begun.elapsed());
    }
    Ok(percentile(&mut times, 0.5))
}

/// A centre with one cohort of so many learners, six past sessions marked, one now.
pub fn centre_of(learners: u16) -> Result<(tempfile::TempDir, App)> {
    let folder = tempfile::tempdir()?;
    let mut app = App::init(
        folder.path(),
        Arc::new(System),
        "Mesures",
        "Camille",
        &passerelle_tests::setup()?,
    )?
    .0;
    let (today, minute) = System.today();
    let start = (minute / 15 * 15).min(1440 - 120);
    app.add_cohort(&NewCohort {
        level: "DIG-1".into(),
        code: "A".into(),
        room: None,
        capacity: learners,
        first: format_day(today - 42),
        weekdays: vec![],
        start,
        end: start + 120,
        sessions: Some(8),
        ..Default::default()
    })?;
    for number in 0..learners {
        app.add_person(&NewPerson {
            given: format!("Prénom{number}"),
            family: format!("Nom{number}"),
            own_name: None,
            language: None,
            cohort: Some("A".into()),
            volunteer: false,
        })?;
    }
    for week in 1..=6 {
        let day = app.sessions(today - 7 * week, today - 7 * week)?;
        let session = day.first().context("a past session")?;
        app.mark_rest_present(record_id(&session.id)?)?;
    }
    Ok((folder, app))
}
