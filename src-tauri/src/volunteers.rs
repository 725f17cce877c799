//! The window's commands about volunteers: one for each use-case, each a call of the desk.

use crate::commands::Answer;
use passerelle_app::dto::{
    AbsenceInput, AssignInput, FindQuery, Found, HoursView, Letter, RotaQuery, RotaView,
    VolunteerDetail, VolunteerInput, VolunteersView,
};
use passerelle_app::{Desk, record_id};
use passerelle_words::{Messages, ask_letter};
use tauri::State;

/// Everybody who teaches here.
#[tauri::command(async)]
#[specta::specta]
pub fn volunteers(desk: State<'_, Desk>) -> Answer<VolunteersView> {
    Ok(desk.with(|app| app.volunteers())?)
}

/// One volunteer, whole.
#[tauri::command(async)]
#[specta::specta]
pub fn volunteer(desk: State<'_, Desk>, id: String) -> Answer<VolunteerDetail> {
    Ok(desk.with(|app| app.volunteer(record_id(&id)?))?)
}

/// Writes a volunteer's file.
#[tauri::command(async)]
#[specta::specta]
pub fn save_volunteer(desk: State<'_, Desk>, input: VolunteerInput) -> Answer<VolunteerDetail> {
    Ok(desk.with(|app| app.save_volunteer(&input))?)
}

/// Writes days on which a volunteer is away.
#[tauri::command(async)]
#[specta::specta]
pub fn save_absence(desk: State<'_, Desk>, input: AbsenceInput) -> Answer<VolunteerDetail> {
    Ok(desk.with(|app| app.save_absence(&input))?)
}

/// Takes days away back.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_absence(
    desk: State<'_, Desk>,
    volunteer: String,
    id: String,
) -> Answer<VolunteerDetail> {
    Ok(desk.with(|app| app.remove_absence(record_id(&volunteer)?, record_id(&id)?))?)
}

/// Sessions by people.
#[tauri::command(async)]
#[specta::specta]
pub fn rota(desk: State<'_, Desk>, query: RotaQuery) -> Answer<RotaView> {
    Ok(desk.with(|app| app.rota(&query))?)
}

/// Puts somebody on a session, or takes them off.
#[tauri::command(async)]
#[specta::specta]
pub fn assign(desk: State<'_, Desk>, input: AssignInput, query: RotaQuery) -> Answer<RotaView> {
    Ok(desk.with(|app| app.assign(&input, &query))?)
}

/// Who could help at a session.
#[tauri::command(async)]
#[specta::specta]
pub fn find_volunteer(
    desk: State<'_, Desk>,
    session: String,
    query: FindQuery,
) -> Answer<Vec<Found>> {
    Ok(desk.with(|app| app.helpers_for(record_id(&session)?, &query))?)
}

/// What volunteers gave between two days.
#[tauri::command(async)]
#[specta::specta]
pub fn volunteer_hours(desk: State<'_, Desk>, first: String, last: String) -> Answer<HoursView> {
    Ok(desk.with(|app| app.volunteer_hours(&first, &last))?)
}

/// Says what an hour of voluntary work is worth.
#[tauri::command(async)]
#[specta::specta]
pub fn set_hour_value(desk: State<'_, Desk>, cents: Option<u32>) -> Answer<()> {
    Ok(desk.with(|app| app.set_hour_value(cents))?)
}

/// A message that asks a volunteer to come to a session.
#[tauri::command(async)]
#[specta::specta]
pub fn ask_text(
    desk: State<'_, Desk>,
    session: String,
    volunteer: String,
    language: String,
) -> Answer<Letter> {
    let (session, volunteer) = (record_id(&session)?, record_id(&volunteer)?);
    let asking = desk.with(|app| app.asking(session, volunteer))?;
    Ok(ask_letter(&asking, &Messages::new(Some(&language))))
}
