//! The commands as the page sees them: one list, from which the handler and the types of
//! `ui/src/api/bindings.ts` are made. The file is committed; a test fails when it differs.

use crate::{catalogue, commands, paper, partners, pipeline, planning, volunteers};
use tauri_specta::{Builder, collect_commands};

/// Every command of the window, for whoever makes something of the list.
macro_rules! with_commands {
    ($make:ident) => {
        $make![
            commands::home,
            commands::open_demo,
            commands::leave_demo,
            commands::create_centre,
            commands::join,
            commands::protect,
            commands::say_phrase,
            commands::unlock,
            commands::lock,
            commands::still_here,
            commands::people_by_code,
            commands::come_back,
            commands::team,
            commands::admit,
            commands::dismiss,
            commands::change_pin,
            commands::new_recovery,
            commands::today,
            commands::register,
            commands::close_register,
            commands::mark,
            commands::mark_rest_present,
            commands::closing,
            commands::close_session,
            commands::reopen_session,
            commands::pause_effect,
            commands::set_pause,
            commands::set_paper,
            commands::suggest,
            commands::walk_in,
            commands::wait_instead,
            commands::begin_signing,
            commands::signing,
            commands::sign,
            commands::choose_code,
            commands::leave_signing,
            commands::witness,
            commands::photos,
            commands::photo,
            commands::add_photo,
            commands::remove_photo,
            commands::set_photo_limit,
            commands::void_signature,
            commands::sheet_versions,
            commands::sign_choices,
            commands::set_sign_choices,
            commands::mark_volunteer,
            commands::note,
            commands::undo,
            commands::redo,
            commands::people,
            commands::add_person,
            commands::cohorts,
            commands::levels,
            commands::attendance_weeks,
            commands::add_cohort,
            planning::preview_cohort,
            planning::change_cohort,
            planning::venues,
            planning::save_venue,
            planning::calendar,
            planning::cohort_sessions,
            planning::preview_move,
            planning::move_session,
            planning::cancel_session,
            planning::planned_twice,
            planning::settle_moved,
            planning::days_off,
            planning::save_closure,
            planning::remove_closure,
            planning::set_territory,
            pipeline::pipeline,
            pipeline::referral,
            pipeline::save_referral,
            pipeline::move_referral,
            pipeline::position_referral,
            pipeline::enrol_referral,
            pipeline::feedback_text,
            pipeline::feedback_sent,
            pipeline::waiting,
            pipeline::enrol,
            pipeline::offer_seat,
            pipeline::answer_offer,
            pipeline::set_priority,
            pipeline::transfer,
            pipeline::cancel_enrolment,
            pipeline::set_offer_hours,
            pipeline::offer_text,
            partners::partners,
            partners::save_partner,
            partners::save_partner_contact,
            partners::erase_partner_contact,
            partners::fundings,
            partners::save_funding,
            partners::allocation,
            partners::save_allocation,
            catalogue::catalogue,
            catalogue::save_level,
            catalogue::save_programme,
            catalogue::preview_workshop,
            catalogue::add_workshop,
            planning::undo_plan,
            planning::redo_plan,
            volunteers::volunteers,
            volunteers::volunteer,
            volunteers::save_volunteer,
            volunteers::save_absence,
            volunteers::remove_absence,
            volunteers::rota,
            volunteers::assign,
            volunteers::find_volunteer,
            volunteers::volunteer_hours,
            volunteers::set_hour_value,
            volunteers::ask_text,
            commands::status,
            commands::exchange,
            commands::exchange_now,
            commands::exchange_stop,
            commands::history,
            commands::person,
            commands::person_history,
            commands::export_person,
            commands::complete_person,
            commands::export_sheet,
            commands::preview_sheet,
            commands::print_sheet,
            paper::find_people,
            paper::save_calendar,
            paper::export_pack,
            paper::preview_pack,
            paper::print_pack,
            commands::export_week,
            commands::export_attendance,
            commands::erasure,
            commands::erase,
            commands::backups,
            commands::back_up_now,
            commands::restore_newest,
            commands::looks,
            commands::settle_look,
        ]
    };
}

/// The commands of the window.
pub fn builder() -> Builder<tauri::Wry> {
    // What is sent and what is received have the same shape here.
    Builder::new().disable_serde_phases().commands(with_commands!(collect_commands))
}

#[cfg(test)]
mod tests {
    use super::builder;
    use specta_typescript::Typescript;
    use std::path::Path;

    /// Set to write the file instead of comparing it.
    const WRITE: &str = "PASSERELLE_WRITE_BINDINGS";

    #[test]
    fn the_page_has_the_types_of_the_commands() {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("bindings.ts");
        builder()
            .export(
                Typescript::default()
                    .header("// Generated from Rust: see src-tauri/src/bindings.rs."),
                &made,
            )
            .unwrap();
        let made = std::fs::read_to_string(made).unwrap();
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/api/bindings.ts");
        if std::env::var_os(WRITE).is_some() {
            std::fs::write(&kept, &made).unwrap();
        }
        let kept = std::fs::read_to_string(kept).unwrap();
        assert!(made == kept, "run this test with {WRITE}=1 and commit ui/src/api/bindings.ts");
    }

    /// A command is declared in the manifest, granted by name and handled, or it is none of these.
    #[test]
    fn declared_granted_and_handled_are_the_same() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read = |name: &str| std::fs::read_to_string(here.join(name)).unwrap();
        let quoted = |text: &str| -> Vec<String> {
            text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
        };
        let build = read("build.rs");
        let declared = quoted(build.split("= &[").nth(1).unwrap().split("];").next().unwrap());
        let capability = read("capabilities/window.json");
        let granted: Vec<String> = quoted(&capability)
            .into_iter()
            .filter_map(|word| Some(word.strip_prefix("allow-")?.replace('-', "_")))
            .collect();
        let handled: Vec<String> = read("src/bindings.rs")
            .split("$make![")
            .nth(1)
            .unwrap()
            .split(']')
            .next()
            .unwrap()
            .split(',')
            .filter_map(|line| Some(line.trim().split_once("::")?.1.to_owned()))
            .collect();
        assert_eq!(declared, granted);
        assert_eq!(declared, handled);
    }

    #[test]
    fn each_command_is_five_lines_or_fewer() {
        let source = [
            include_str!("catalogue.rs"),
            include_str!("commands.rs"),
            include_str!("paper.rs"),
            include_str!("partners.rs"),
            include_str!("pipeline.rs"),
            include_str!("planning.rs"),
            include_str!("volunteers.rs"),
        ];
        for body in source.iter().flat_map(|file| file.split("-> Answer<").skip(1)) {
            let body = body.split_once('{').unwrap().1.split("\n}").next().unwrap();
            assert!(body.lines().filter(|line| !line.trim().is_empty()).count() <= 5, "{body}");
        }
    }
}
