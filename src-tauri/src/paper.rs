//! The window's commands about finding people, calendars and papers: one for each use-case, each a call of
//! the desk.

use crate::commands::{Answer, documents};
use passerelle_app::dto::{CalendarAsk, Exported, FoundPerson, PackAsk};
use passerelle_app::{CalendarOf, Desk};
use passerelle_words::write_document;
use tauri::{AppHandle, State};

/// Who may be meant by what is typed.
#[tauri::command(async)]
#[specta::specta]
pub fn find_people(desk: State<'_, Desk>, typed: String) -> Answer<Vec<FoundPerson>> {
    Ok(desk.with(|app| app.find_people(&typed))?)
}

/// Writes a calendar file.
#[tauri::command(async)]
#[specta::specta]
pub fn save_calendar(
    desk: State<'_, Desk>,
    handle: AppHandle,
    of: CalendarAsk,
) -> Answer<Exported> {
    let file = desk.with(|app| app.calendar_document(CalendarOf::try_from(&of)?))?;
    Ok(write_document(&file.name, &file.bytes, &documents(&handle))?)
}

/// Writes the printed pack of a cohort.
#[tauri::command(async)]
#[specta::specta]
pub fn export_pack(
    desk: State<'_, Desk>,
    handle: AppHandle,
    ask: PackAsk,
    language: String,
) -> Answer<Exported> {
    let pack = desk.with(|app| app.pack_document(&ask, &language))?;
    Ok(write_document(&pack.name, &pack.bytes, &documents(&handle))?)
}

/// The pages of the same, to be looked at: an SVG document each.
#[tauri::command(async)]
#[specta::specta]
pub fn preview_pack(desk: State<'_, Desk>, ask: PackAsk, language: String) -> Answer<Vec<String>> {
    Ok(desk.with(|app| app.pack_preview(&ask, &language))?)
}

/// Notes that the page is about to print the same.
#[tauri::command(async)]
#[specta::specta]
pub fn print_pack(desk: State<'_, Desk>, ask: PackAsk) -> Answer<()> {
    Ok(desk.with(|app| app.pack_printed(&ask))?)
}
