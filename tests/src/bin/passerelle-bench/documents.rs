//! Documents: one sheet, and the grids of a week of twelve groups, from the file to the bytes, with every
//! signature drawn.

use crate::centre::Hand;
use crate::figure::Figures;
use anyhow::{Context, Result};
use passerelle_app::dto::{Half, MarkInput, NewCohort, NewPerson, SignInput};
use passerelle_app::{App, Surroundings, System, record_id};
use passerelle_domain::calendar::{format_day, monday_of};
use passerelle_tests::laptop::{PIN, setup};
use std::time::Instant;

const COHORTS: u32 = 12;
const LEARNERS: u16 = 10;
const SESSIONS: u16 = 5;
/// Sheets of which the median is taken.
const TIMES: usize = 9;

/// Measures both.
///
/// # Errors
/// The app's.
pub fn measure(figures: &mut Figures) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut app = App::init(folder.path(), Hand::new(), "Mesures", "Camille", &setup()?)?.0;
    for number in 0..COHORTS {
        group(&mut app, number)?;
    }
    let day = monday_of(System.today().0);
    let cards = app.sessions(day, day + 6)?;
    for (rank, card) in (0_u32..).zip(&cards) {
        fill(&mut app, &card.id, rank)?;
    }
    let session = record_id(&cards.first().context("no session")?.id)?;
    let mut spent = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let begun = Instant::now();
        app.sheet_document(session, (false, None), "fr")?;
        spent.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    spent.sort_by(f64::total_cmp);
    figures.low("documents.page.ms", spent[TIMES / 2], "ms", 300.0);
    let cohorts = app.cohorts()?;
    let begun = Instant::now();
    for cohort in cohorts.iter().filter(|row| row.code.starts_with("GROUPE")) {
        app.week_document(record_id(&cohort.id)?, &format_day(day), "fr")?;
    }
    figures.low("documents.week.s", begun.elapsed().as_secs_f64(), "s", 3.0);
    Ok(())
}

fn group(app: &mut App, number: u32) -> Result<()> {
    let code = format!("GROUPE{number}");
    let cohort = NewCohort {
        level: "DIG-1".into(),
        code: code.clone(),
        room: None,
        capacity: LEARNERS,
        first: format_day(monday_of(System.today().0)),
        weekdays: vec![1, 2, 3, 4, 5],
        start: 570,
        end: 1_020,
        sessions: Some(SESSIONS),
        ..Default::default()
    };
    app.add_cohort(&cohort)?;
    for learner in 0..LEARNERS {
        app.add_person(&NewPerson {
            given: format!("Prénom{learner}"),
            family: format!("Nom{number}"),
            own_name: Some("محمد کریمی".into()),
            language: None,
            cohort: Some(code.clone()),
            volunteer: false,
        })?;
    }
    Ok(())
}

/// Marks and signs a whole register.
fn fill(app: &mut App, session: &str, rank: u32) -> Result<()> {
    let session = record_id(session)?;
    let helper = app.mark_rest_present(session)?.register.volunteers;
    let helper = record_id(&helper.first().context("no volunteer")?.id)?;
    app.mark_volunteer(session, helper, MarkInput::Present)?;
    app.begin_signing(session)?;
    for (number, tile) in (0_u32..).zip(app.signing()?.people) {
        for half in [Half::Morning, Half::Afternoon] {
            app.sign(record_id(&tile.id)?, half, &hand(rank * 97 + number))?;
        }
    }
    app.leave_signing(PIN)?;
    Ok(())
}

/// A hand that is never twice the same.
fn hand(seed: u32) -> SignInput {
    let at = |i: u32| {
        let t = f64::from(i) / 11.0 + f64::from(seed) * 0.7;
        let x = 120.0 + f64::from(i) * (2.0 + f64::from(seed % 5) / 4.0) + 30.0 * t.cos();
        let y = 250.0 + 90.0 * t.sin() * (t / (3.0 + f64::from(seed % 7))).cos();
        [x as u16, y as u16]
    };
    let strokes = vec![(0..260).flat_map(at).collect(), (30..70).flat_map(at).collect()];
    SignInput::Drawn { strokes }
}
