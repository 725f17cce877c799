//! The window's commands about partners and money: one for each use-case, each a call of the desk.

use crate::commands::Answer;
use passerelle_app::dto::{
    AllocationInput, AllocationView, FundingInput, FundingRow, PartnerContactInput, PartnerInput,
    PartnersView,
};
use passerelle_app::{Desk, record_id};
use tauri::State;

/// Partners.
#[tauri::command(async)]
#[specta::specta]
pub fn partners(desk: State<'_, Desk>) -> Answer<PartnersView> {
    Ok(desk.with(|app| app.partners())?)
}

/// Writes a partner.
#[tauri::command(async)]
#[specta::specta]
pub fn save_partner(desk: State<'_, Desk>, partner: PartnerInput) -> Answer<PartnersView> {
    Ok(desk.with(|app| app.save_partner(&partner))?)
}

/// Writes somebody at a partner.
#[tauri::command(async)]
#[specta::specta]
pub fn save_partner_contact(
    desk: State<'_, Desk>,
    contact: PartnerContactInput,
) -> Answer<PartnersView> {
    Ok(desk.with(|app| app.save_partner_contact(&contact))?)
}

/// Erases somebody at a partner.
#[tauri::command(async)]
#[specta::specta]
pub fn erase_partner_contact(desk: State<'_, Desk>, id: String) -> Answer<PartnersView> {
    Ok(desk.with(|app| app.erase_partner_contact(record_id(&id)?))?)
}

/// Lines of money.
#[tauri::command(async)]
#[specta::specta]
pub fn fundings(desk: State<'_, Desk>) -> Answer<Vec<FundingRow>> {
    Ok(desk.with(|app| app.fundings())?)
}

/// Writes a line of money.
#[tauri::command(async)]
#[specta::specta]
pub fn save_funding(desk: State<'_, Desk>, funding: FundingInput) -> Answer<Vec<FundingRow>> {
    Ok(desk.with(|app| app.save_funding(&funding))?)
}

/// Who pays for a cohort.
#[tauri::command(async)]
#[specta::specta]
pub fn allocation(desk: State<'_, Desk>, cohort: String) -> Answer<AllocationView> {
    Ok(desk.with(|app| app.allocation(record_id(&cohort)?))?)
}

/// Says who pays for a cohort.
#[tauri::command(async)]
#[specta::specta]
pub fn save_allocation(
    desk: State<'_, Desk>,
    cohort: String,
    lines: Vec<AllocationInput>,
) -> Answer<AllocationView> {
    Ok(desk.with(|app| app.save_allocation(record_id(&cohort)?, &lines))?)
}
