//! Planning: what a keystroke in the form of a new group costs when a year of fifty groups is there, and
//! what the calendar of a month of them takes.

use crate::centre::Hand;
use crate::figure::Figures;
use anyhow::{Result, ensure};
use passerelle_app::App;
use passerelle_app::dto::{NewCohort, VenueInput};
use passerelle_domain::calendar::format_day;
use passerelle_tests::laptop::setup;
use std::time::Instant;

/// Groups of a year.
const COHORTS: u16 = 50;
const SESSIONS: u16 = 24;
const ROOMS: u16 = 8;
/// Sessions of the group that is being thought out.
const WANTED: u16 = 200;
/// Previews of which the median is taken.
const TIMES: usize = 9;

/// Measures both.
///
/// # Errors
/// The app's.
pub fn measure(figures: &mut Figures) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut app = App::init(folder.path(), Hand::new(), "Mesures", "Camille", &setup()?)?.0;
    let today = passerelle_app::Surroundings::today(&passerelle_app::System).0;
    let mut rooms = Vec::new();
    for room in 0..ROOMS {
        let name = format!("Salle {room}");
        let input = VenueInput { name, capacity: Some(12), ..VenueInput::default() };
        rooms = app.save_venue(&input)?;
    }
    for number in 0..COHORTS {
        // Two groups of a day never meet in one room at one time.
        let hour = 480 + 120 * (number / ROOMS % 5);
        let first = today + i32::from(number / (5 * ROOMS)) * 180 + i32::from(number % 7);
        app.add_cohort(&NewCohort {
            level: "DIG-1".into(),
            code: format!("G{number}"),
            venue: Some(rooms[usize::from(number % ROOMS)].id.clone()),
            capacity: 10,
            first: format_day(first),
            weekdays: vec![1, 3],
            start: hour,
            end: hour + 110,
            sessions: Some(SESSIONS),
            holidays: true,
            ..NewCohort::default()
        })?;
    }
    let new = NewCohort {
        level: "COD-2".into(),
        venue: Some(rooms[0].id.clone()),
        capacity: 10,
        first: format_day(today),
        weekdays: vec![1, 2, 3, 4, 5],
        start: 540,
        end: 1020,
        sessions: Some(WANTED),
        holidays: true,
        ..NewCohort::default()
    };
    let mut spent = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let begun = Instant::now();
        let preview = app.preview_cohort(&new)?;
        spent.push(begun.elapsed().as_secs_f64() * 1_000.0);
        ensure!(preview.sessions == u32::from(WANTED) && !preview.clashes.is_empty());
    }
    spent.sort_by(f64::total_cmp);
    figures.low("planning.preview.ms", spent[TIMES / 2], "ms", 100.0);
    let begun = Instant::now();
    let month = app.calendar(&format_day(today), &format_day(today + 30))?;
    figures.low("planning.month.ms", begun.elapsed().as_secs_f64() * 1_000.0, "ms", 100.0);
    ensure!(!month.sessions.is_empty());
    let begun = Instant::now();
    app.planned_twice()?;
    figures.low("planning.twice.ms", begun.elapsed().as_secs_f64() * 1_000.0, "ms", 100.0);
    Ok(())
}
