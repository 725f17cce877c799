//! The window's commands: one for each use-case, each a call of the desk. No rule, no SQL, no state
//! of its own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use passerelle_app::dto::{
    BackupView, Closing, CohortRow, Erasure, ExchangeView, Exported, Half, HistoryLine, Home,
    KeptWarning, LevelRow, Look, LookChoice, MarkInput, Marked, NewCohort, NewPerson, Newcomer,
    Pause, PauseEffect, PersonDetail, PersonRow, Photo, Problem, Register, Settled, SheetVersion,
    Shown, SignChoices, SignCode, SignInput, Signing, StatusBar, Suggestion, TableFormat, Tile,
    Today, Undone, WalkIn, Weeks,
};
use passerelle_app::{Desk, JoinInput, TableOf, record_id as id};
use passerelle_words::{Messages, write_document, write_person};
use std::path::PathBuf;
use tauri::{AppHandle, Manager, State};

pub type Answer<T> = Result<T, Problem>;

/// The folder of documents of whoever is at the keys.
pub fn documents(handle: &AppHandle) -> PathBuf {
    let path = handle.path();
    path.document_dir().or_else(|_| path.home_dir()).unwrap_or_default()
}

/// First run, or the open centre.
#[tauri::command(async)]
#[specta::specta]
pub fn home(desk: State<'_, Desk>) -> Answer<Home> {
    Ok(desk.home())
}

/// Opens the demo centre.
#[tauri::command(async)]
#[specta::specta]
pub fn open_demo(desk: State<'_, Desk>) -> Answer<Home> {
    Ok(desk.open_demo()?)
}

/// Leaves the demo centre and deletes it.
#[tauri::command(async)]
#[specta::specta]
pub fn leave_demo(desk: State<'_, Desk>) -> Answer<Home> {
    Ok(desk.leave_demo()?)
}

/// Founds a centre.
#[tauri::command(async)]
#[specta::specta]
pub fn create_centre(
    desk: State<'_, Desk>,
    centre: String,
    person: String,
    pin: String,
    language: String,
) -> Answer<Home> {
    Ok(desk.create_centre(&centre, &person, &pin, &language)?)
}

/// Joins a headquarters. The PIN is a new computer's; a centre that is open needs none.
#[tauri::command]
#[specta::specta]
pub async fn join(
    desk: State<'_, Desk>,
    code: String,
    headquarters: Option<String>,
    person: Option<String>,
    pin: String,
    language: String,
) -> Answer<Home> {
    Ok(desk.join(&JoinInput { code, headquarters, person }, &pin, &language).await?)
}

/// Protects a centre that an earlier version made.
#[tauri::command(async)]
#[specta::specta]
pub fn protect(desk: State<'_, Desk>, pin: String, language: String) -> Answer<Home> {
    Ok(desk.protect(&pin, &language)?)
}

/// Hears the start phrase.
#[tauri::command(async)]
#[specta::specta]
pub fn say_phrase(desk: State<'_, Desk>, words: String) -> Answer<Home> {
    Ok(desk.say_phrase(&words)?)
}

/// Opens with a PIN.
#[tauri::command(async)]
#[specta::specta]
pub fn unlock(desk: State<'_, Desk>, person: String, pin: String) -> Answer<Home> {
    Ok(desk.unlock(&person, &pin)?)
}

/// Locks.
#[tauri::command(async)]
#[specta::specta]
pub fn lock(desk: State<'_, Desk>) -> Answer<Home> {
    Ok(desk.lock())
}

/// Somebody is at the keys.
#[tauri::command(async)]
#[specta::specta]
pub fn still_here(desk: State<'_, Desk>) -> Answer<()> {
    desk.still_here();
    Ok(())
}

/// Who can come back in by a code.
#[tauri::command(async)]
#[specta::specta]
pub fn people_by_code(desk: State<'_, Desk>, code: String) -> Answer<Vec<Tile>> {
    Ok(desk.people_by_code(&code)?)
}

/// Gives a person another PIN by a code, and opens.
#[tauri::command(async)]
#[specta::specta]
pub fn come_back(
    desk: State<'_, Desk>,
    code: String,
    person: String,
    pin: String,
    language: String,
) -> Answer<Home> {
    Ok(desk.come_back(&code, &person, &pin, &language)?)
}

/// The people of this computer.
#[tauri::command(async)]
#[specta::specta]
pub fn team(desk: State<'_, Desk>) -> Answer<Vec<Tile>> {
    Ok(desk.with(|app| app.team())?)
}

/// Lets somebody in: a person of the centre, or one whose name is typed.
#[tauri::command(async)]
#[specta::specta]
pub fn admit(desk: State<'_, Desk>, newcomer: Newcomer) -> Answer<Vec<Tile>> {
    Ok(desk.with(|app| app.admit_newcomer(&newcomer))?)
}

/// Takes somebody's place away.
#[tauri::command(async)]
#[specta::specta]
pub fn dismiss(desk: State<'_, Desk>, person: String) -> Answer<Vec<Tile>> {
    Ok(desk.with(|app| app.dismiss(id(&person)?))?)
}

/// Changes one's own PIN.
#[tauri::command(async)]
#[specta::specta]
pub fn change_pin(desk: State<'_, Desk>, old: String, pin: String) -> Answer<()> {
    Ok(desk.with(|app| app.change_pin(&old, &pin))?)
}

/// Makes another recovery code.
#[tauri::command(async)]
#[specta::specta]
pub fn new_recovery(desk: State<'_, Desk>) -> Answer<Shown> {
    Ok(desk.with(|app| app.new_recovery())?)
}

/// The sessions of a day.
#[tauri::command(async)]
#[specta::specta]
pub fn today(desk: State<'_, Desk>, date: Option<String>) -> Answer<Today> {
    Ok(desk.with(|app| app.today(date.as_deref()))?)
}

/// A register, remembered as the open one.
#[tauri::command(async)]
#[specta::specta]
pub fn register(desk: State<'_, Desk>, session: String) -> Answer<Register> {
    Ok(desk.with(|app| app.open_register(id(&session)?))?)
}

/// Back from the register.
#[tauri::command(async)]
#[specta::specta]
pub fn close_register(desk: State<'_, Desk>) -> Answer<()> {
    Ok(desk.with(|app| app.remember_register(None))?)
}

/// Marks a learner.
#[tauri::command(async)]
#[specta::specta]
pub fn mark(
    desk: State<'_, Desk>,
    session: String,
    person: String,
    input: MarkInput,
) -> Answer<Marked> {
    Ok(desk.with(|app| app.mark(id(&session)?, id(&person)?, input))?)
}

/// Marks everybody not marked yet as present.
#[tauri::command(async)]
#[specta::specta]
pub fn mark_rest_present(desk: State<'_, Desk>, session: String) -> Answer<Marked> {
    Ok(desk.with(|app| app.mark_rest_present(id(&session)?))?)
}

/// What a register lacks before it is closed.
#[tauri::command(async)]
#[specta::specta]
pub fn closing(desk: State<'_, Desk>, session: String) -> Answer<Closing> {
    Ok(desk.with(|app| app.closing(id(&session)?))?)
}

/// Closes a register.
#[tauri::command(async)]
#[specta::specta]
pub fn close_session(
    desk: State<'_, Desk>,
    session: String,
    reason: Option<String>,
    kept: Vec<KeptWarning>,
) -> Answer<Marked> {
    Ok(desk.with(|app| app.close_session(id(&session)?, reason.as_deref(), &kept))?)
}

/// Opens a closed register again.
#[tauri::command(async)]
#[specta::specta]
pub fn reopen_session(desk: State<'_, Desk>, session: String, reason: String) -> Answer<Marked> {
    Ok(desk.with(|app| app.reopen_session(id(&session)?, &reason))?)
}

/// What an interruption would make of everybody's minutes.
#[tauri::command(async)]
#[specta::specta]
pub fn pause_effect(
    desk: State<'_, Desk>,
    session: String,
    start: u16,
    end: u16,
) -> Answer<PauseEffect> {
    Ok(desk.with(|app| app.pause_effect(id(&session)?, start, end))?)
}

/// Keeps an interruption, or takes it away.
#[tauri::command(async)]
#[specta::specta]
pub fn set_pause(desk: State<'_, Desk>, session: String, pause: Option<Pause>) -> Answer<Marked> {
    Ok(desk.with(|app| app.set_pause(id(&session)?, pause.as_ref()))?)
}

/// Says whether a register is entered from paper.
#[tauri::command(async)]
#[specta::specta]
pub fn set_paper(desk: State<'_, Desk>, session: String, paper: bool) -> Answer<Marked> {
    Ok(desk.with(|app| app.set_paper(id(&session)?, paper))?)
}

/// Who may be meant by what is being typed.
#[tauri::command(async)]
#[specta::specta]
pub fn suggest(desk: State<'_, Desk>, session: String, text: String) -> Answer<Vec<Suggestion>> {
    Ok(desk.with(|app| app.suggest(id(&session)?, &text))?)
}

/// Lets somebody in who was not expected.
#[tauri::command(async)]
#[specta::specta]
pub fn walk_in(
    desk: State<'_, Desk>,
    session: String,
    who: WalkIn,
    anyway: bool,
) -> Answer<Marked> {
    Ok(desk.with(|app| app.walk_in(id(&session)?, &who, anyway))?)
}

/// Puts somebody on the waiting list instead.
#[tauri::command(async)]
#[specta::specta]
pub fn wait_instead(desk: State<'_, Desk>, session: String, who: WalkIn) -> Answer<Marked> {
    Ok(desk.with(|app| app.wait_instead(id(&session)?, &who))?)
}

/// Hands the laptop over to be signed on.
#[tauri::command(async)]
#[specta::specta]
pub fn begin_signing(desk: State<'_, Desk>, session: String) -> Answer<Signing> {
    Ok(desk.with(|app| app.begin_signing(id(&session)?))?)
}

/// What is on screen meanwhile.
#[tauri::command(async)]
#[specta::specta]
pub fn signing(desk: State<'_, Desk>) -> Answer<Signing> {
    Ok(desk.with(|app| app.signing())?)
}

/// Signs.
#[tauri::command(async)]
#[specta::specta]
pub fn sign(
    desk: State<'_, Desk>,
    person: String,
    half: Half,
    input: SignInput,
) -> Answer<Signing> {
    Ok(desk.with(|app| app.sign(id(&person)?, half, &input))?)
}

/// Chooses what somebody signs with.
#[tauri::command(async)]
#[specta::specta]
pub fn choose_code(
    desk: State<'_, Desk>,
    person: String,
    way: SignCode,
    code: String,
) -> Answer<Signing> {
    Ok(desk.with(|app| app.choose_code(id(&person)?, way, &code))?)
}

/// Takes the laptop back.
#[tauri::command(async)]
#[specta::specta]
pub fn leave_signing(desk: State<'_, Desk>, pin: String) -> Answer<()> {
    Ok(desk.with(|app| app.leave_signing(&pin))?)
}

/// Signs for somebody who cannot.
#[tauri::command(async)]
#[specta::specta]
pub fn witness(
    desk: State<'_, Desk>,
    session: String,
    person: String,
    half: Half,
    reason: String,
) -> Answer<Marked> {
    Ok(desk.with(|app| app.witness(id(&session)?, id(&person)?, half, &reason))?)
}

/// Makes a signature void.
#[tauri::command(async)]
#[specta::specta]
pub fn void_signature(
    desk: State<'_, Desk>,
    session: String,
    signature: String,
    reason: String,
) -> Answer<Marked> {
    Ok(desk.with(|app| app.void_signature(id(&session)?, id(&signature)?, &reason))?)
}

/// The versions of a sheet.
#[tauri::command(async)]
#[specta::specta]
pub fn sheet_versions(desk: State<'_, Desk>, session: String) -> Answer<Vec<SheetVersion>> {
    Ok(desk.with(|app| app.sheet_versions(id(&session)?))?)
}

/// How the centre's people sign.
#[tauri::command(async)]
#[specta::specta]
pub fn sign_choices(desk: State<'_, Desk>) -> Answer<SignChoices> {
    Ok(desk.with(|app| app.sign_choices())?)
}

/// Chooses how they sign.
#[tauri::command(async)]
#[specta::specta]
pub fn set_sign_choices(desk: State<'_, Desk>, choices: SignChoices) -> Answer<SignChoices> {
    Ok(desk.with(|app| app.set_sign_choices(&choices))?)
}

/// Marks a volunteer.
#[tauri::command(async)]
#[specta::specta]
pub fn mark_volunteer(
    desk: State<'_, Desk>,
    session: String,
    person: String,
    input: MarkInput,
) -> Answer<Marked> {
    Ok(desk.with(|app| app.mark_volunteer(id(&session)?, id(&person)?, input))?)
}

/// Writes a note.
#[tauri::command(async)]
#[specta::specta]
pub fn note(
    desk: State<'_, Desk>,
    session: String,
    person: String,
    text: String,
) -> Answer<Marked> {
    Ok(desk.with(|app| app.note(id(&session)?, id(&person)?, &text))?)
}

/// Takes back the last gesture on a register, on that of a session if one is given.
#[tauri::command(async)]
#[specta::specta]
pub fn undo(desk: State<'_, Desk>, session: Option<String>) -> Answer<Undone> {
    let session = session.as_deref().map(id).transpose()?;
    Ok(desk.with(|app| app.undo_on_register(session))?)
}

/// Brings it back.
#[tauri::command(async)]
#[specta::specta]
pub fn redo(desk: State<'_, Desk>, session: Option<String>) -> Answer<Undone> {
    let session = session.as_deref().map(id).transpose()?;
    Ok(desk.with(|app| app.redo_on_register(session))?)
}

/// People of this computer.
#[tauri::command(async)]
#[specta::specta]
pub fn people(desk: State<'_, Desk>) -> Answer<Vec<PersonRow>> {
    Ok(desk.with(|app| app.people())?)
}

/// Adds a person.
#[tauri::command(async)]
#[specta::specta]
pub fn add_person(desk: State<'_, Desk>, person: NewPerson) -> Answer<PersonRow> {
    Ok(desk.with(|app| app.add_person(&person))?)
}

/// Completes somebody of whom only a name was asked.
#[tauri::command(async)]
#[specta::specta]
pub fn complete_person(
    desk: State<'_, Desk>,
    person: String,
    input: NewPerson,
) -> Answer<PersonDetail> {
    Ok(desk.with(|app| app.complete_person(id(&person)?, &input))?)
}

/// Cohorts.
#[tauri::command(async)]
#[specta::specta]
pub fn cohorts(desk: State<'_, Desk>) -> Answer<Vec<CohortRow>> {
    Ok(desk.with(|app| app.cohorts())?)
}

/// Levels of the catalogue.
#[tauri::command(async)]
#[specta::specta]
pub fn levels(desk: State<'_, Desk>) -> Answer<Vec<LevelRow>> {
    Ok(desk.with(|app| app.levels())?)
}

/// A cohort's attendance.
#[tauri::command(async)]
#[specta::specta]
pub fn attendance_weeks(desk: State<'_, Desk>, cohort: String) -> Answer<Weeks> {
    Ok(desk.with(|app| app.attendance_weeks(id(&cohort)?))?)
}

/// Makes a cohort and its sessions.
#[tauri::command(async)]
#[specta::specta]
pub fn add_cohort(desk: State<'_, Desk>, cohort: NewCohort) -> Answer<CohortRow> {
    Ok(desk.with(|app| app.add_cohort(&cohort))?)
}

/// The status bar.
#[tauri::command(async)]
#[specta::specta]
pub fn status(desk: State<'_, Desk>) -> Answer<StatusBar> {
    Ok(desk.status()?)
}

/// The exchange screen.
#[tauri::command(async)]
#[specta::specta]
pub fn exchange(desk: State<'_, Desk>) -> Answer<ExchangeView> {
    Ok(desk.exchange_view()?)
}

/// Exchanges now.
#[tauri::command(async)]
#[specta::specta]
pub fn exchange_now(desk: State<'_, Desk>) -> Answer<()> {
    Ok(desk.exchange_now()?)
}

/// Stops the exchange under way.
#[tauri::command(async)]
#[specta::specta]
pub fn exchange_stop(desk: State<'_, Desk>) -> Answer<()> {
    desk.exchange_stop();
    Ok(())
}

/// History of a session.
#[tauri::command(async)]
#[specta::specta]
pub fn history(desk: State<'_, Desk>, session: String) -> Answer<Vec<HistoryLine>> {
    Ok(desk.with(|app| app.history(Some(id(&session)?)))?)
}

/// What is known of a person.
#[tauri::command(async)]
#[specta::specta]
pub fn person(desk: State<'_, Desk>, person: String) -> Answer<PersonDetail> {
    Ok(desk.with(|app| app.person_detail(id(&person)?))?)
}

/// Who wrote what about a person.
#[tauri::command(async)]
#[specta::specta]
pub fn person_history(desk: State<'_, Desk>, person: String) -> Answer<Vec<HistoryLine>> {
    Ok(desk.with(|app| app.person_history(id(&person)?))?)
}

/// The photographs of a session's paper sheet.
#[tauri::command(async)]
#[specta::specta]
pub fn photos(desk: State<'_, Desk>, session: String) -> Answer<Vec<Photo>> {
    Ok(desk.with(|app| app.photos(id(&session)?))?)
}

/// A photograph: a JPEG, in base 64.
#[tauri::command(async)]
#[specta::specta]
pub fn photo(desk: State<'_, Desk>, photo: String) -> Answer<String> {
    Ok(BASE64.encode(desk.with(|app| app.photo(id(&photo)?))?))
}

/// Keeps a photograph of a session's sheet: the file as it was chosen, in base 64.
#[tauri::command(async)]
#[specta::specta]
pub fn add_photo(desk: State<'_, Desk>, session: String, picture: String) -> Answer<Vec<Photo>> {
    let file = BASE64.decode(picture).unwrap_or_default();
    Ok(desk.with(|app| app.add_photo(id(&session)?, &file))?)
}

/// Takes a photograph away, everywhere.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_photo(desk: State<'_, Desk>, photo: String, reason: String) -> Answer<Vec<Photo>> {
    Ok(desk.with(|app| app.remove_photo(id(&photo)?, &reason))?)
}

/// Chooses how many megabytes a month pictures may take.
#[tauri::command(async)]
#[specta::specta]
pub fn set_photo_limit(desk: State<'_, Desk>, limit_mb: Option<u32>) -> Answer<ExchangeView> {
    desk.with(|app| app.set_photo_limit(limit_mb))?;
    Ok(desk.exchange_view()?)
}

/// Writes the sheet of a session among the documents of whoever is at the keys.
#[tauri::command(async)]
#[specta::specta]
pub fn export_sheet(
    desk: State<'_, Desk>,
    handle: AppHandle,
    session: String,
    blank: bool,
    version: Option<u32>,
    language: String,
) -> Answer<Exported> {
    let sheet = desk.with(|app| app.sheet_document(id(&session)?, (blank, version), &language))?;
    Ok(write_document(&sheet.name, &sheet.bytes, &documents(&handle))?)
}

/// The pages of the same, to be looked at: an SVG document each.
#[tauri::command(async)]
#[specta::specta]
pub fn preview_sheet(
    desk: State<'_, Desk>,
    session: String,
    blank: bool,
    version: Option<u32>,
    language: String,
) -> Answer<Vec<String>> {
    Ok(desk.with(|app| app.sheet_preview(id(&session)?, (blank, version), &language))?)
}

/// Notes that the page is about to print the same.
#[tauri::command(async)]
#[specta::specta]
pub fn print_sheet(
    desk: State<'_, Desk>,
    session: String,
    blank: bool,
    version: Option<u32>,
) -> Answer<()> {
    Ok(desk.with(|app| app.sheet_printed(id(&session)?, (blank, version)))?)
}

/// Writes the grid of a week.
#[tauri::command(async)]
#[specta::specta]
pub fn export_week(
    desk: State<'_, Desk>,
    handle: AppHandle,
    cohort: String,
    date: String,
    language: String,
) -> Answer<Exported> {
    let week = desk.with(|app| app.week_document(id(&cohort)?, &date, &language))?;
    Ok(write_document(&week.name, &week.bytes, &documents(&handle))?)
}

/// Writes a cohort's attendance as a table.
#[tauri::command(async)]
#[specta::specta]
pub fn export_attendance(
    desk: State<'_, Desk>,
    handle: AppHandle,
    cohort: String,
    format: TableFormat,
    purpose: String,
    language: String,
) -> Answer<Exported> {
    let of = TableOf::cohort(id(&cohort)?, format);
    let table = desk.with(|app| app.table_document(&of, &purpose, &language))?;
    Ok(write_document(&table.name, &table.bytes, &documents(&handle))?)
}

/// Writes what is known of a person among the documents of whoever is at the keys.
#[tauri::command(async)]
#[specta::specta]
pub fn export_person(
    desk: State<'_, Desk>,
    handle: AppHandle,
    person: String,
    purpose: String,
    language: String,
) -> Answer<Exported> {
    let file = desk.with(|app| app.export_person(id(&person)?, &purpose))?;
    Ok(write_person(&file, &documents(&handle), &Messages::new(Some(&language)))?)
}

/// What erasing a person would do, or did.
#[tauri::command(async)]
#[specta::specta]
pub fn erasure(desk: State<'_, Desk>, person: String) -> Answer<Erasure> {
    Ok(desk.with(|app| app.erasure(id(&person)?))?)
}

/// Erases a person.
#[tauri::command(async)]
#[specta::specta]
pub fn erase(desk: State<'_, Desk>, person: String) -> Answer<Erasure> {
    Ok(desk.with(|app| app.erase(id(&person)?))?)
}

/// Backups of this computer.
#[tauri::command(async)]
#[specta::specta]
pub fn backups(desk: State<'_, Desk>) -> Answer<BackupView> {
    Ok(desk.with(|app| app.backup_view())?)
}

/// Makes a backup now.
#[tauri::command(async)]
#[specta::specta]
pub fn back_up_now(desk: State<'_, Desk>) -> Answer<BackupView> {
    Ok(desk.back_up_now()?)
}

/// Puts the newest good backup back.
#[tauri::command(async)]
#[specta::specta]
pub fn restore_newest(desk: State<'_, Desk>) -> Answer<Home> {
    Ok(desk.restore_newest()?)
}

/// What needs a look.
#[tauri::command(async)]
#[specta::specta]
pub fn looks(desk: State<'_, Desk>) -> Answer<Vec<Look>> {
    Ok(desk.with(|app| app.looks())?)
}

/// Settles one.
#[tauri::command(async)]
#[specta::specta]
pub fn settle_look(desk: State<'_, Desk>, id: String, choice: LookChoice) -> Answer<Settled> {
    Ok(desk.with(|app| app.settle_look(&id, choice))?)
}
