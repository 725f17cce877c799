//! Declares the window's commands, so that each must be granted by name in `capabilities/`.

/// Every command of the window. A test compares it with what is granted and what is handled.
const COMMANDS: &[&str] = &[
    "home",
    "open_demo",
    "leave_demo",
    "create_centre",
    "join",
    "protect",
    "say_phrase",
    "unlock",
    "lock",
    "still_here",
    "people_by_code",
    "come_back",
    "team",
    "admit",
    "dismiss",
    "change_pin",
    "new_recovery",
    "today",
    "register",
    "close_register",
    "mark",
    "mark_rest_present",
    "mark_volunteer",
    "note",
    "undo",
    "redo",
    "people",
    "add_person",
    "cohorts",
    "levels",
    "add_cohort",
    "status",
    "exchange",
    "exchange_now",
    "exchange_stop",
    "history",
    "person",
    "person_history",
    "export_person",
    "erasure",
    "erase",
    "backups",
    "back_up_now",
    "restore_newest",
    "looks",
    "settle_look",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
