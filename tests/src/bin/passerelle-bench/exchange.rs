//! 10,000 marks exchanged: 500 sessions of 20 learners out of 400, written on one laptop, pushed to a
//! real headquarters, pulled by a fresh laptop; then ten more; then nothing. Bytes are those of the
//! bodies, both ways, without the envelope of HTTP.

use crate::figure::Figures;
use anyhow::{Context, Result, ensure};
use passerelle_app::dto::{NewCohort, NewPerson};
use passerelle_app::{App, ExchangeReport, JoinInput, Live, Surroundings, System, join, record_id};
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::calendar::format_day;
use passerelle_domain::{RecordId, RecordRef, kinds};
use passerelle_store::{Act, Author, Draft, Gesture, StoreError};
use passerelle_tests::Headquarters;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

const SESSIONS: usize = 500;
const LEARNERS: usize = 400;
const CLASS: usize = 20;
const MARKS: usize = SESSIONS * CLASS;

/// Measures `exchange.*`.
pub fn measure(figures: &mut Figures) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let headquarters = Headquarters::start(&["Mesures"])?;
    let folder = tempfile::tempdir()?;
    let (a, b) = (folder.path().join("a"), folder.path().join("b"));
    let mut writer = joined(&runtime, &headquarters, &a)?;
    let (sessions, learners) = roster(&mut writer)?;
    // What is measured is marks: the roster has gone before.
    exchanged(&runtime, &a)?;
    for (number, session) in sessions.iter().enumerate() {
        let class = (0..CLASS).map(|seat| learners[(number * CLASS + seat) % LEARNERS]);
        write(&mut writer, *session, class.collect(), number)?;
    }
    let (push, pushed) = exchanged(&runtime, &a)?;
    ensure!(pushed.sent as usize == MARKS, "{} marks sent", pushed.sent);
    let marks = MARKS as f64;
    figures.high("exchange.push.rate", marks / push.as_secs_f64(), "marks/s", 100_000.0);
    figures.low("exchange.push.bytes", pushed.bytes as f64 / marks, "B/mark", 12.0);
    drop(joined(&runtime, &headquarters, &b)?);
    let (pull, pulled) = exchanged(&runtime, &b)?;
    ensure!(pulled.received as usize >= MARKS, "{} changes received", pulled.received);
    // The fresh laptop pulls the roster too: its rate and bytes are over everything it received.
    let all = f64::from(pulled.received);
    figures.high("exchange.pull.rate", all / pull.as_secs_f64(), "marks/s", 100_000.0);
    figures.low("exchange.pull.bytes", pulled.bytes as f64 / all, "B/mark", 12.0);
    write(&mut writer, sessions[0], learners[CLASS..CLASS + 10].to_vec(), 1)?;
    let (_, ten) = exchanged(&runtime, &a)?;
    figures.low("exchange.ten.bytes", ten.bytes as f64, "B", 900.0);
    let (_, nothing) = exchanged(&runtime, &a)?;
    figures.low("exchange.nothing.bytes", nothing.bytes as f64, "B", 400.0);
    let size = std::fs::metadata(a.join("passerelle.db"))?.len();
    figures.low("exchange.disk.laptop", size as f64 / marks, "B/mark", 160.0);
    Ok(())
}

fn joined(runtime: &Runtime, headquarters: &Headquarters, folder: &Path) -> Result<App> {
    let code = headquarters.code("Mesures", "coordinator", "coordinator")?;
    let input = JoinInput {
        code,
        headquarters: Some(headquarters.url().to_owned()),
        person: Some("Camille".into()),
    };
    Ok(runtime.block_on(join(folder, Arc::new(System), &input))?)
}

fn exchanged(runtime: &Runtime, folder: &Path) -> Result<(Duration, ExchangeReport)> {
    let begun = Instant::now();
    let live = Live::default();
    let report = runtime.block_on(passerelle_app::run_exchange(folder, Arc::new(System), &live))?;
    Ok((begun.elapsed(), report))
}

fn roster(app: &mut App) -> Result<(Vec<RecordId>, Vec<RecordId>)> {
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
            sessions: 250,
        })?;
    }
    for number in 0..LEARNERS {
        app.add_person(&NewPerson {
            given: format!("Prénom{number}"),
            family: format!("Nom{number}"),
            own_name: None,
            language: None,
            cohort: None,
            volunteer: false,
        })?;
    }
    let sessions = app.sessions(today, today + 1000)?;
    let sessions: Vec<_> = sessions.iter().map(|s| record_id(&s.id)).collect::<Result<_, _>>()?;
    let people = app.people()?.into_iter().filter(|person| !person.is_volunteer);
    let learners: Vec<_> = people.map(|person| record_id(&person.id)).collect::<Result<_, _>>()?;
    ensure!(sessions.len() == SESSIONS && learners.len() == LEARNERS);
    Ok((sessions, learners))
}

fn write(app: &mut App, session: RecordId, class: Vec<RecordId>, number: usize) -> Result<()> {
    let present = Mark::plain(Status::Present);
    let drafts = class.into_iter().enumerate().map(|(seat, learner)| {
        let mark = match (seat + number) % 10 {
            0 => Mark::plain(Status::Absent),
            1 => Mark { late: Some(15), ..present },
            _ => present,
        };
        let record = RecordRef::Derived(vec![session, learner]);
        Draft::new(&kinds::ATTENDANCE, record, vec![("mark", mark.to_value())])
    });
    let gesture = Gesture { label: String::new(), act: Act::Do, drafts: drafts.collect() };
    let author = Author { actor: app.view().actor()?, now_ms: System.now_ms() };
    let committed = app.store().write::<StoreError>(author, |_| Ok(gesture))?;
    committed.context("marks are written")?;
    Ok(())
}
