//! The window's commands about planning: one for each use-case, each a call of the desk.

use crate::commands::Answer;
use passerelle_app::dto::{
    CalendarView, ClosureInput, CohortChange, CohortChanged, DaysOff, MoveInput, MoveScope,
    NewCohort, PlanPreview, TwiceView, Undone, VenueInput, VenueRow,
};
use passerelle_app::{Desk, record_id};
use tauri::State;

/// What a cohort would be. Nothing is written.
#[tauri::command(async)]
#[specta::specta]
pub fn preview_cohort(desk: State<'_, Desk>, cohort: NewCohort) -> Answer<PlanPreview> {
    Ok(desk.with(|app| app.preview_cohort(&cohort))?)
}

/// Changes a group: what it is called, its seats, the volunteers it wants.
#[tauri::command(async)]
#[specta::specta]
pub fn change_cohort(
    desk: State<'_, Desk>,
    cohort: String,
    to: CohortChange,
) -> Answer<CohortChanged> {
    Ok(desk.with(|app| app.change_cohort(record_id(&cohort)?, &to))?)
}

/// Rooms.
#[tauri::command(async)]
#[specta::specta]
pub fn venues(desk: State<'_, Desk>) -> Answer<Vec<VenueRow>> {
    Ok(desk.with(|app| app.venues())?)
}

/// Writes a room.
#[tauri::command(async)]
#[specta::specta]
pub fn save_venue(desk: State<'_, Desk>, venue: VenueInput) -> Answer<Vec<VenueRow>> {
    Ok(desk.with(|app| app.save_venue(&venue))?)
}

/// Sessions between two days.
#[tauri::command(async)]
#[specta::specta]
pub fn calendar(desk: State<'_, Desk>, first: String, last: String) -> Answer<CalendarView> {
    Ok(desk.with(|app| app.calendar(&first, &last))?)
}

/// Every session of a cohort.
#[tauri::command(async)]
#[specta::specta]
pub fn cohort_sessions(desk: State<'_, Desk>, cohort: String) -> Answer<CalendarView> {
    Ok(desk.with(|app| app.cohort_sessions(record_id(&cohort)?))?)
}

/// What moving a session would do. Nothing is written.
#[tauri::command(async)]
#[specta::specta]
pub fn preview_move(desk: State<'_, Desk>, session: String, to: MoveInput) -> Answer<PlanPreview> {
    Ok(desk.with(|app| app.preview_move(record_id(&session)?, &to))?)
}

/// Moves sessions.
#[tauri::command(async)]
#[specta::specta]
pub fn move_session(desk: State<'_, Desk>, session: String, to: MoveInput) -> Answer<CalendarView> {
    Ok(desk.with(|app| app.move_session(record_id(&session)?, &to))?)
}

/// Says that a session does not take place, or those to come with it.
#[tauri::command(async)]
#[specta::specta]
pub fn cancel_session(
    desk: State<'_, Desk>,
    session: String,
    scope: MoveScope,
    reason: String,
) -> Answer<CalendarView> {
    Ok(desk.with(|app| app.cancel_session(record_id(&session)?, scope, &reason))?)
}

/// What was planned twice.
#[tauri::command(async)]
#[specta::specta]
pub fn planned_twice(desk: State<'_, Desk>) -> Answer<TwiceView> {
    Ok(desk.with(|app| app.planned_twice())?)
}

/// Says what became of a session that was moved and held all the same.
#[tauri::command(async)]
#[specta::specta]
pub fn settle_moved(desk: State<'_, Desk>, session: String, both: bool) -> Answer<TwiceView> {
    Ok(desk.with(|app| app.settle_moved(record_id(&session)?, both))?)
}

/// Closed days, and whose public holidays count.
#[tauri::command(async)]
#[specta::specta]
pub fn days_off(desk: State<'_, Desk>) -> Answer<DaysOff> {
    Ok(desk.with(|app| app.days_off())?)
}

/// Writes closed days.
#[tauri::command(async)]
#[specta::specta]
pub fn save_closure(desk: State<'_, Desk>, closure: ClosureInput) -> Answer<DaysOff> {
    Ok(desk.with(|app| app.save_closure(&closure))?)
}

/// Takes closed days away.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_closure(desk: State<'_, Desk>, id: String) -> Answer<DaysOff> {
    Ok(desk.with(|app| app.remove_closure(record_id(&id)?))?)
}

/// Says whose public holidays count.
#[tauri::command(async)]
#[specta::specta]
pub fn set_territory(desk: State<'_, Desk>, territory: String) -> Answer<DaysOff> {
    Ok(desk.with(|app| app.set_territory(&territory))?)
}

/// Takes back the last gesture of planning.
#[tauri::command(async)]
#[specta::specta]
pub fn undo_plan(desk: State<'_, Desk>) -> Answer<Undone> {
    Ok(desk.with(|app| app.undo_on_plan())?)
}

/// Brings it back.
#[tauri::command(async)]
#[specta::specta]
pub fn redo_plan(desk: State<'_, Desk>) -> Answer<Undone> {
    Ok(desk.with(|app| app.redo_on_plan())?)
}
