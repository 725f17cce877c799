//! The window's commands about who is on the way into a cohort, and who has a seat in one: one for each
//! use-case, each a call of the desk.

use crate::commands::Answer;
use passerelle_app::dto::{
    Letter, PipelineView, PositioningInput, ReferralDetail, ReferralInput, WaitingView,
};
use passerelle_app::{Desk, record_id};
use passerelle_words::Messages;
use tauri::State;

/// Everybody on the way into a cohort.
#[tauri::command(async)]
#[specta::specta]
pub fn pipeline(desk: State<'_, Desk>) -> Answer<PipelineView> {
    Ok(desk.with(|app| app.pipeline())?)
}

/// One referral, whole.
#[tauri::command(async)]
#[specta::specta]
pub fn referral(desk: State<'_, Desk>, id: String) -> Answer<ReferralDetail> {
    Ok(desk.with(|app| app.referral(record_id(&id)?))?)
}

/// Writes a referral.
#[tauri::command(async)]
#[specta::specta]
pub fn save_referral(desk: State<'_, Desk>, input: ReferralInput) -> Answer<ReferralDetail> {
    Ok(desk.with(|app| app.save_referral(&input))?)
}

/// Moves a referral to another state.
#[tauri::command(async)]
#[specta::specta]
pub fn move_referral(desk: State<'_, Desk>, id: String, state: String) -> Answer<PipelineView> {
    Ok(desk.with(|app| app.move_referral(record_id(&id)?, &state))?)
}

/// Writes what somebody can do already.
#[tauri::command(async)]
#[specta::specta]
pub fn position_referral(
    desk: State<'_, Desk>,
    id: String,
    input: PositioningInput,
) -> Answer<ReferralDetail> {
    Ok(desk.with(|app| app.position(record_id(&id)?, &input))?)
}

/// Makes a learner of whoever was sent, or takes one that is known, and enrols them.
#[tauri::command(async)]
#[specta::specta]
pub fn enrol_referral(
    desk: State<'_, Desk>,
    id: String,
    cohort: String,
    learner: Option<String>,
) -> Answer<PipelineView> {
    Ok(desk.with(|app| {
        let learner = learner.as_deref().map(record_id).transpose()?;
        app.enrol_referral(record_id(&id)?, record_id(&cohort)?, learner)
    })?)
}

/// What tells the partner how it ended.
#[tauri::command(async)]
#[specta::specta]
pub fn feedback_text(desk: State<'_, Desk>, id: String, language: String) -> Answer<Letter> {
    let draft = desk.with(|app| app.feedback_text(record_id(&id)?))?;
    Ok(Messages::new(Some(&language)).letter(&draft))
}

/// Notes that the partner was told today.
#[tauri::command(async)]
#[specta::specta]
pub fn feedback_sent(desk: State<'_, Desk>, id: String) -> Answer<PipelineView> {
    Ok(desk.with(|app| app.feedback_sent(record_id(&id)?))?)
}

/// Who has a seat in a cohort, who is offered one, who waits.
#[tauri::command(async)]
#[specta::specta]
pub fn waiting(desk: State<'_, Desk>, cohort: String) -> Answer<WaitingView> {
    Ok(desk.with(|app| app.waiting(record_id(&cohort)?))?)
}

/// Gives a learner a free seat, or a place on the waiting list.
#[tauri::command(async)]
#[specta::specta]
pub fn enrol(
    desk: State<'_, Desk>,
    cohort: String,
    learner: String,
    anyway: bool,
) -> Answer<WaitingView> {
    Ok(desk.with(|app| app.enrol(record_id(&cohort)?, record_id(&learner)?, anyway))?)
}

/// Offers a seat to somebody who waits.
#[tauri::command(async)]
#[specta::specta]
pub fn offer_seat(desk: State<'_, Desk>, cohort: String, learner: String) -> Answer<WaitingView> {
    Ok(desk.with(|app| app.offer_seat(record_id(&cohort)?, record_id(&learner)?))?)
}

/// Writes what somebody said of a seat.
#[tauri::command(async)]
#[specta::specta]
pub fn answer_offer(
    desk: State<'_, Desk>,
    cohort: String,
    learner: String,
    takes: bool,
    refusal: Option<String>,
    anyway: bool,
) -> Answer<WaitingView> {
    Ok(desk.with(|app| {
        let (cohort, learner) = (record_id(&cohort)?, record_id(&learner)?);
        app.answer_offer(cohort, learner, takes, refusal.as_deref(), anyway)
    })?)
}

/// Puts somebody before the others who wait, or back into their turn.
#[tauri::command(async)]
#[specta::specta]
pub fn set_priority(
    desk: State<'_, Desk>,
    cohort: String,
    learner: String,
    is_first: bool,
) -> Answer<WaitingView> {
    Ok(desk.with(|app| app.set_priority(record_id(&cohort)?, record_id(&learner)?, is_first))?)
}

/// Lets somebody go to another cohort.
#[tauri::command(async)]
#[specta::specta]
pub fn transfer(
    desk: State<'_, Desk>,
    cohort: String,
    learner: String,
    to: String,
    anyway: bool,
) -> Answer<WaitingView> {
    Ok(desk.with(|app| {
        let (cohort, learner) = (record_id(&cohort)?, record_id(&learner)?);
        app.transfer(cohort, learner, record_id(&to)?, anyway)
    })?)
}

/// Takes somebody off a cohort that they have not begun.
#[tauri::command(async)]
#[specta::specta]
pub fn cancel_enrolment(
    desk: State<'_, Desk>,
    cohort: String,
    learner: String,
) -> Answer<WaitingView> {
    Ok(desk.with(|app| app.cancel_enrolment(record_id(&cohort)?, record_id(&learner)?))?)
}

/// Says how many hours an offer of a cohort holds.
#[tauri::command(async)]
#[specta::specta]
pub fn set_offer_hours(desk: State<'_, Desk>, cohort: String, hours: u32) -> Answer<WaitingView> {
    Ok(desk.with(|app| app.set_offer_hours(record_id(&cohort)?, hours))?)
}

/// What tells somebody of the seat that is held for them.
#[tauri::command(async)]
#[specta::specta]
pub fn offer_text(
    desk: State<'_, Desk>,
    cohort: String,
    learner: String,
    language: String,
) -> Answer<Letter> {
    let draft = desk.with(|app| app.offer_text(record_id(&cohort)?, record_id(&learner)?))?;
    Ok(Messages::new(Some(&language)).letter(&draft))
}
