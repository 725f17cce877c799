//! Each command: one call of the app, and what is printed of its answer.

use crate::arguments::{
    Arguments, Audit, Command, Export, HalfDay, Import, People, Photo, TableKind,
};
use crate::asked::Asked;
use crate::backups;
use crate::print::Printed;
use crate::{paper, partners, pipeline, planning, volunteers};
use passerelle_app::dto::{Half, Look, LookChoice, MarkInput, TableFormat};
use passerelle_app::{
    App, AppError, Gate, JoinInput, Live, Person, System, TableOf, Typed, adopt, join, run_exchange,
};
use passerelle_domain::calendar::{Day, parse_day, parse_minute};
use passerelle_domain::{RecordId, Refusal};
use passerelle_words::{Messages, write_document, write_person};
use std::path::Path;
use std::sync::Arc;

/// Runs a command, and returns what to print.
///
/// # Errors
/// Those of the app.
pub fn run(arguments: &Arguments, messages: &Messages) -> Result<Vec<u8>, AppError> {
    let print = Printed { json: arguments.json, messages };
    let (folder, asked) =
        (&arguments.data, Asked { messages, person: arguments.person.as_deref() });
    match &arguments.command {
        Command::Init { name, person } => {
            let setup = asked.setup()?;
            let (app, prepared) = App::init(folder, Arc::new(System), name, person, &setup)?;
            Ok(print.prepared(&app.home()?, &prepared))
        }
        Command::Protect => {
            let setup = asked.setup()?;
            let (app, prepared) = App::protect(folder, Arc::new(System), &setup)?;
            Ok(print.prepared(&app.home()?, &prepared))
        }
        Command::Demo { ordinary } => demo(folder, *ordinary, &asked, &print),
        Command::Join { hq, code, name } => {
            let input = JoinInput {
                code: code.concat(),
                headquarters: Some(hq.clone()),
                person: name.clone(),
            };
            if App::exists(folder) {
                let mut app = asked.open(folder)?;
                wait(adopt(&mut app, &input))?;
                return Ok(print.home(&app.home()?));
            }
            let setup = asked.setup()?;
            let (app, prepared) = wait(join(folder, Arc::new(System), &input, &setup))?;
            Ok(print.prepared(&app.home()?, &prepared))
        }
        Command::Recover { lost_phrase } => {
            let mut gate = Gate::of(folder, Arc::new(System))?;
            let (code, setup) = (Typed::parse(&asked.code()?)?, asked.setup()?);
            if !lost_phrase {
                asked.say_phrase(&mut gate)?;
            }
            let (opening, phrase) = gate.come_back(&code, asked.person, &setup)?;
            let app = App::enter(opening, Arc::new(System))?;
            Ok(print.returned(&app.home()?, phrase.as_ref()))
        }
        Command::Backup { to } => backups::make(folder, to.as_deref(), &asked, &print),
        Command::Backups => Ok(backups::list(folder, &print)),
        Command::Verify { set } => backups::verify(folder, set.as_deref(), &asked, &print),
        Command::Restore { set, yes } => backups::restore(folder, (set, *yes), &asked, &print),
        Command::Phrase => Ok(print.phrase(&asked.new_phrase()?)),
        Command::Exchange => {
            let mut app = asked.open(folder)?;
            let report = wait(run_exchange(&mut app, &Live::default()))?;
            Ok(print.exchange(&report, &app.exchange_view(None)?))
        }
        other => in_centre(&mut asked.open(folder)?, other, &asked, &print),
    }
}

fn in_centre(
    app: &mut App,
    command: &Command,
    asked: &Asked<'_>,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    match command {
        Command::People(command) => people(app, command, asked, print),
        Command::Pin => {
            app.change_pin(&asked.pin_text()?, &asked.new_pin()?)?;
            Ok(print.team(&app.team()?))
        }
        Command::RecoveryCode => Ok(print.shown(&app.new_recovery()?)),
        Command::Import(Import::Learners { file, cohort }) => {
            let bytes = std::fs::read(file)
                .map_err(|_| Refusal::new("import.file").with("path", file.display()))?;
            Ok(print.import(&app.import_learners(&bytes, cohort.as_deref())?))
        }
        Command::Cohort(command) => planning::cohort(app, command, print),
        Command::Session(command) => planning::session(app, command, print),
        Command::Venue(command) => planning::venue(app, command, print),
        Command::Partner(command) => partners::partner(app, command, print),
        Command::Funding(command) => partners::funding(app, command, print),
        Command::Catalogue(command) => partners::catalogue(app, command, print),
        Command::Workshop(command) => partners::workshop(app, command, print),
        Command::Closure(command) => planning::closure(app, command, print),
        Command::Calendar(command) => planning::calendar(app, command, print),
        Command::Referral(command) => pipeline::referral(app, command, print),
        Command::Enrol(of) => pipeline::enrol(app, of, print),
        Command::Waitlist(command) => pipeline::waitlist(app, command, print),
        Command::Volunteer(command) => volunteers::volunteer(app, command, print),
        Command::Rota(command) => volunteers::rota(app, command, print),
        Command::Hours(command) => volunteers::hours(app, command, print),
        command @ (Command::Mark { .. }
        | Command::Witness { .. }
        | Command::Close { .. }
        | Command::Reopen { .. }
        | Command::Versions { .. }
        | Command::Register { .. }) => register(app, command, print),
        Command::Undo => Ok(print.undone("undone", &app.undo()?)),
        Command::Redo => Ok(print.undone("redone", &app.redo()?)),
        Command::Status => Ok(print.status(&app.exchange_view(None)?)),
        Command::History { learner: Some(learner), .. } => {
            let learner = app.find_known_learner(learner)?;
            Ok(print.history(&app.person_history(learner)?))
        }
        Command::History { session, learner: None } => {
            let session = session.as_deref().map(|text| app.find_session(text)).transpose()?;
            Ok(print.history(&app.history(session)?))
        }
        Command::Conflicts => Ok(print.looks(&app.looks()?)),
        Command::Resolve { conflict, choice } => {
            let id = find_look(&app.looks()?, conflict)?;
            Ok(print.settled(&app.settle_look(&id, look_choice(choice)?)?))
        }
        Command::Erase { learner, yes } => {
            let person = app.find_erasable(learner)?;
            let erasure = if *yes { app.erase(person)? } else { app.erasure(person)? };
            Ok(print.erasure(&erasure))
        }
        Command::Export(command) => export(app, command, print),
        Command::Photo(command) => photo(app, command, print),
        Command::Audit(Audit::Verify) => {
            Ok(print.audited(&wait(app.verify_audit(&Live::default()))?))
        }
        Command::Digest => digest(app, print),
        // The others do not need an open centre and are answered before.
        _ => Ok(Vec::new()),
    }
}

fn digest(app: &App, print: &Printed<'_>) -> Result<Vec<u8>, AppError> {
    let view = app.view();
    let mut lines = Vec::new();
    for stream in view.streams()? {
        lines.push((stream.to_string(), view.digest(stream)?));
    }
    lines.extend(app.private_digests()?);
    Ok(print.digest(&lines))
}

fn photo(app: &mut App, command: &Photo, print: &Printed<'_>) -> Result<Vec<u8>, AppError> {
    match command {
        Photo::List { session } => {
            let session = app.find_session(session)?;
            Ok(print.photos(&app.photos(session)?))
        }
        Photo::Add { session, file } => {
            let session = app.find_session(session)?;
            let picture = std::fs::read(file)
                .map_err(|_| Refusal::new("photo.file").with("path", file.display()))?;
            Ok(print.photos(&app.add_photo(session, &picture)?))
        }
        Photo::Save { photo, file } => {
            let photo = app.find_photo(photo)?;
            let picture = app.export_photo(photo)?;
            std::fs::write(file, &picture)
                .map_err(|_| Refusal::new("photo.not_written").with("path", file.display()))?;
            Ok(print.saved(file))
        }
        Photo::Remove { photo, because } => {
            let photo = app.find_photo(photo)?;
            Ok(print.photos(&app.remove_photo(photo, because)?))
        }
        Photo::Limit { limit } => {
            app.set_photo_limit(limit.0)?;
            Ok(print.status(&app.exchange_view(None)?))
        }
    }
}

fn export(app: &mut App, command: &Export, print: &Printed<'_>) -> Result<Vec<u8>, AppError> {
    match command {
        Export::Attendance { format: _, from, to, purpose } => {
            let first = from.as_deref().map_or(Ok(Day::MIN), day)?;
            let last = to.as_deref().map_or(Ok(Day::MAX), day)?;
            let purpose = purpose.as_deref().unwrap_or_default();
            Ok(print.table(app.export_attendance_csv((first, last), purpose)?))
        }
        Export::Sheet { session, blank, version, to } => {
            let session = app.find_session(session)?;
            let language = print.messages.language();
            let sheet = app.sheet_document(session, (*blank, *version), language)?;
            let written = write_document(&sheet.name, &sheet.bytes, to)?;
            Ok(print.exported("terminal-sheet", &written))
        }
        Export::Week { cohort, day, to } => {
            let cohort = app.find_cohort(cohort)?;
            let week = app.week_document(cohort, day, print.messages.language())?;
            let written = write_document(&week.name, &week.bytes, to)?;
            Ok(print.exported("terminal-sheet", &written))
        }
        Export::Pack(asked) => paper::pack(app, asked, print),
        Export::Convocations(asked) => paper::convocations(app, asked, print),
        Export::Table { cohort, format, purpose, to } => {
            let format = match format {
                TableKind::Xlsx => TableFormat::Xlsx,
                TableKind::Csv => TableFormat::Csv,
            };
            let of = TableOf::cohort(app.find_cohort(cohort)?, format);
            let table = app.table_document(&of, purpose, print.messages.language())?;
            let written = write_document(&table.name, &table.bytes, to)?;
            Ok(print.exported("terminal-table", &written))
        }
        Export::Person { learner, purpose, to } => {
            let person = app.find_known_learner(learner)?;
            let file = app.export_person(person, purpose)?;
            Ok(print.exported("terminal-exported", &write_person(&file, to, print.messages)?))
        }
    }
}

/// What is done on a session's register.
fn register(app: &mut App, command: &Command, print: &Printed<'_>) -> Result<Vec<u8>, AppError> {
    match command {
        Command::Mark { session, learner, mark } => {
            let input = mark_input(mark)?;
            let session = app.find_session(session)?;
            match app.find_person(session, learner)? {
                Person::Learner(id) => Ok(print.marked(&app.mark(session, id, input)?)),
                Person::Volunteer(id) => Ok(print.marked(&app.mark_volunteer(session, id, input)?)),
            }
        }
        Command::Witness { session, person, because, half } => {
            let session = app.find_session(session)?;
            let (Person::Learner(id) | Person::Volunteer(id)) = app.find_person(session, person)?;
            let half = half_of(app, session, *half)?;
            Ok(print.marked(&app.witness(session, id, half, because)?))
        }
        Command::Close { session, because } => {
            let session = app.find_session(session)?;
            Ok(print.marked(&app.close_session(session, because.as_deref(), &[])?))
        }
        Command::Reopen { session, because } => {
            let session = app.find_session(session)?;
            Ok(print.marked(&app.reopen_session(session, because)?))
        }
        Command::Versions { session } => {
            let session = app.find_session(session)?;
            Ok(print.versions(&app.sheet_versions(session)?))
        }
        Command::Register { session } => {
            let session = app.find_session(session)?;
            Ok(print.register(&app.register(session)?))
        }
        // The others are answered elsewhere.
        _ => Ok(Vec::new()),
    }
}

/// The half that is meant: the first, where nobody says.
fn half_of(app: &mut App, session: RecordId, said: Option<HalfDay>) -> Result<Half, AppError> {
    Ok(match said {
        Some(HalfDay::Morning) => Half::Morning,
        Some(HalfDay::Afternoon) => Half::Afternoon,
        Some(HalfDay::Evening) => Half::Evening,
        None => {
            let halves = app.register(session)?.sheet.halves;
            halves.first().copied().unwrap_or(Half::Morning)
        }
    })
}

/// The look that people mean: `#1`, or the beginning of its identifier.
fn find_look(looks: &[Look], text: &str) -> Result<String, AppError> {
    let unknown = || Refusal::new("look.unknown").with("text", text);
    if let Some(rank) = text.strip_prefix('#') {
        let rank = rank.parse::<usize>().ok().and_then(|rank| rank.checked_sub(1));
        let look = rank.and_then(|rank| looks.get(rank)).ok_or_else(unknown)?;
        return Ok(look.id.clone());
    }
    let mut found = looks.iter().filter(|look| !text.is_empty() && look.id.starts_with(text));
    match (found.next(), found.next()) {
        (Some(look), None) => Ok(look.id.clone()),
        _ => Err(unknown().into()),
    }
}

fn look_choice(text: &str) -> Result<LookChoice, AppError> {
    match text {
        "both" => Ok(LookChoice::Both),
        "seen" => Ok(LookChoice::Seen),
        "latest" => Ok(LookChoice::Latest),
        digit => {
            let side = digit.parse::<u32>().ok().and_then(|side| side.checked_sub(1));
            Ok(LookChoice::Take(side.ok_or_else(|| AppError::refused("look.choice"))?))
        }
    }
}

fn people(
    app: &mut App,
    command: &People,
    asked: &Asked<'_>,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    match command {
        People::List => Ok(print.team(&app.team()?)),
        People::Add { name, role } => {
            let role = role.parse().map_err(|()| AppError::refused("person.role"))?;
            let known = app.find_volunteer(name)?;
            Ok(print.team(&app.admit((known, name), role, &asked.new_pin()?)?))
        }
        People::Remove { name } => {
            let person = app.find_of_team(name)?;
            Ok(print.team(&app.dismiss(person)?))
        }
    }
}

fn demo(
    folder: &Path,
    ordinary: bool,
    asked: &Asked<'_>,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    if !ordinary {
        return Ok(print.home(&App::demo(folder, Arc::new(System))?.home()?));
    }
    let mut app = match App::exists(folder) {
        true => asked.open(folder)?,
        false => {
            let setup = asked.setup()?;
            let (mut app, prepared) =
                App::init(folder, Arc::new(System), "Passerelle", "Camille", &setup)?;
            app.fill_with_demo()?;
            return Ok(print.prepared(&app.home()?, &prepared));
        }
    };
    app.fill_with_demo()?;
    Ok(print.home(&app.home()?))
}

pub fn day(text: &str) -> Result<Day, Refusal> {
    parse_day(text).ok_or_else(|| Refusal::new("calendar.day_unreadable").with("value", text))
}

pub fn minute(text: &str) -> Result<u16, Refusal> {
    parse_minute(text).ok_or_else(|| Refusal::new("calendar.time_unreadable").with("value", text))
}

fn mark_input(text: &str) -> Result<MarkInput, Refusal> {
    let unreadable = || Refusal::new("mark.unreadable").with("value", text);
    let minutes = |text: &str| text.parse::<u16>().map_err(|_| unreadable());
    Ok(match text.split_once(':') {
        None => match text {
            "present" | "présent" | "présente" => MarkInput::Present,
            "absent" | "absente" => MarkInput::Absent,
            "excused" | "excusé" | "excusée" => MarkInput::Excused,
            "remote" | "distance" => MarkInput::Remote,
            "clear" | "effacer" => MarkInput::Clear,
            _ => return Err(unreadable()),
        },
        Some(("late" | "retard", text)) => MarkInput::Late { minutes: minutes(text)? },
        Some(("left" | "parti" | "partie", text)) => MarkInput::Left { minutes: minutes(text)? },
        Some(_) => return Err(unreadable()),
    })
}

fn wait<T>(work: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|_| AppError::refused("system.no_runtime"))?;
    runtime.block_on(work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_as_people_type_them() {
        assert_eq!(mark_input("late:15"), Ok(MarkInput::Late { minutes: 15 }));
        assert_eq!(mark_input("left:30"), Ok(MarkInput::Left { minutes: 30 }));
        assert_eq!(mark_input("retard:15"), Ok(MarkInput::Late { minutes: 15 }));
        assert_eq!(mark_input("excusée"), Ok(MarkInput::Excused));
        assert_eq!(mark_input("clear"), Ok(MarkInput::Clear));
        for wrong in ["late", "late:", "late:x", "here", "late:-5", "late:99999999"] {
            assert_eq!(mark_input(wrong).map_err(|r| r.code()), Err("mark.unreadable"), "{wrong}");
        }
    }
}
