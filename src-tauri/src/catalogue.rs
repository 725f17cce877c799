//! The window's commands about the catalogue, and workshops: one for each use-case, each a call of the
//! desk.

use crate::commands::Answer;
use passerelle_app::Desk;
use passerelle_app::dto::{
    CatalogueView, CohortRow, LevelInput, NewWorkshop, PlanPreview, ProgrammeInput,
};
use tauri::State;

/// Programmes, levels and modules.
#[tauri::command(async)]
#[specta::specta]
pub fn catalogue(desk: State<'_, Desk>) -> Answer<CatalogueView> {
    Ok(desk.with(|app| app.catalogue())?)
}

/// Writes a level with its modules.
#[tauri::command(async)]
#[specta::specta]
pub fn save_level(desk: State<'_, Desk>, level: LevelInput) -> Answer<CatalogueView> {
    Ok(desk.with(|app| app.save_level(&level))?)
}

/// Writes a programme.
#[tauri::command(async)]
#[specta::specta]
pub fn save_programme(desk: State<'_, Desk>, programme: ProgrammeInput) -> Answer<CatalogueView> {
    Ok(desk.with(|app| app.save_programme(&programme))?)
}

/// What stands in the way of a workshop. Nothing is written.
#[tauri::command(async)]
#[specta::specta]
pub fn preview_workshop(desk: State<'_, Desk>, workshop: NewWorkshop) -> Answer<PlanPreview> {
    Ok(desk.with(|app| app.preview_workshop(&workshop))?)
}

/// Makes a workshop without a group.
#[tauri::command(async)]
#[specta::specta]
pub fn add_workshop(desk: State<'_, Desk>, workshop: NewWorkshop) -> Answer<CohortRow> {
    Ok(desk.with(|app| app.add_workshop(&workshop))?)
}
