//! The calendar of fifty groups in the release window: from a click to the frame that shows the next
//! month, or the next week, with the call of the core between them.

use crate::figure::{Figures, percentile};
use anyhow::Result;
use passerelle_app::{Surroundings, System};
use passerelle_domain::calendar::format_day;
use passerelle_tests::Laptop;
use passerelle_tests::window::{Options, Window};
use std::time::Duration;

const COHORTS: i32 = 50;
const ROOMS: i32 = 10;
const SESSIONS: &str = "24";
/// Turns of a page of which the median is taken.
const TURNS: usize = 11;

/// Measures `paint.calendar.*`.
///
/// # Errors
/// The programs'.
pub fn measure(figures: &mut Figures) -> Result<()> {
    let laptop = Laptop::new()?;
    laptop.cmd(&["init", "--name", "Mesures", "--person", "Camille"])?;
    for room in 0..ROOMS {
        laptop.cmd(&["venue", "add", &format!("Salle {room}"), "--places", "12"])?;
    }
    for number in 0..COHORTS {
        group(&laptop, number)?;
    }
    let lang = "fr".into();
    let window = Window::open(&laptop, &Options { lang, ..Options::default() })?;
    window.run("location.hash = '#/cohorts'", &[])?;
    window.click("[data-group]")?;
    window.click("[data-testid=part-weeks]")?;
    for (place, look) in [(2, "month"), (1, "week")] {
        window.click(&format!(".calendar .look button:nth-of-type({place})"))?;
        window.find(&format!("[data-shown={look}]"))?;
        let mut spent = Vec::new();
        for turn in 0..TURNS {
            // There and back, between two pages: each turn reads the days it shows and draws them anew.
            let way = if turn % 2 == 0 { "after" } else { "before" };
            let ms = window.run_async(&turn_script(way), &[])?.as_f64().unwrap_or(f64::INFINITY);
            spent.push(Duration::from_secs_f64(ms / 1000.0));
        }
        let p50 = percentile(&mut spent, 0.5);
        figures.low(&format!("paint.calendar.{look}.p50"), p50, "ms", 100.0);
    }
    Ok(())
}

/// Two sessions a week of one group, in a room and at hours where it meets no other.
fn group(laptop: &Laptop, number: i32) -> Result<()> {
    let slot = number / ROOMS;
    let first = System.today().0 + number % 7;
    let (start, end) = (format!("{}:00", 8 + 2 * slot), format!("{}:50", 9 + 2 * slot));
    let (code, room) = (format!("G{number}"), format!("Salle {}", number % ROOMS));
    let day = format_day(first);
    let who = ["cohort", "add", "--level", "DIG-1", "--code", &code, "--venue", &room];
    let when = ["--first", &day, "--weekdays", "1,3", "--start", &start, "--end", &end];
    let more = ["--sessions", SESSIONS, "--holidays", "--capacity", "10"];
    laptop.cmd(&[&who[..], &when[..], &more[..]].concat())?;
    Ok(())
}

/// Clicks and answers how many milliseconds passed until the frame after the new page stood there.
fn turn_script(way: &str) -> String {
    format!(
        "const done = arguments[arguments.length - 1];
        const title = () => document.querySelector('.calendar h2').textContent;
        const before = title(), since = performance.now();
        document.querySelector('[data-turn={way}]').click();
        const settled = () => title() !== before && !document.querySelector('.calendar [aria-busy=true]')
            && document.querySelector('.calendar [role=grid] [data-item]');
        const look = () => settled()
            ? requestAnimationFrame(() => done(performance.now() - since))
            : requestAnimationFrame(look);
        requestAnimationFrame(look);"
    )
}
