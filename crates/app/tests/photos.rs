//! Photographs of paper sheets on one computer: taken in, listed, shown, taken away, gone with a person,
//! and found again in a backup.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::class::{Class, class, code};
use passerelle_app::dto::PhotoState;
use passerelle_app::record_id;
use passerelle_domain::RecordId;
use passerelle_domain::kinds::PHOTOS_MAX;
use passerelle_store::{Attachments, Files};
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

fn folder(class: &Class) -> Attachments {
    Files::at(class.app.folder()).photos()
}

fn add(class: &mut Class, picture: &[u8]) -> RecordId {
    let photos = class.app.keep_picture(class.session, picture).unwrap();
    record_id(&photos.last().unwrap().id).unwrap()
}

fn states(class: &Class) -> Vec<PhotoState> {
    class.app.photos(class.session).unwrap().into_iter().map(|photo| photo.state).collect()
}

fn file_of(class: &Class, id: RecordId) -> PathBuf {
    let hash = class.app.view().photo(id).unwrap().unwrap().hash;
    folder(class).folder().join(passerelle_sync::digest::hex(&hash))
}

#[test]
fn a_photograph_is_kept_encrypted_listed_and_shown() {
    let mut class = class();
    let picture = b"not a JPEG, and nobody asks here".repeat(1000);
    let id = add(&mut class, &picture);
    let listed = class.app.photos(class.session).unwrap();
    assert_eq!((listed.len(), listed[0].by.as_str(), listed[0].may_remove), (1, "Inès", true));
    assert_eq!(states(&class), [PhotoState::Here]);
    assert_eq!(class.register().sheet.photos, 1);
    assert_eq!(class.app.photo(id).unwrap(), picture);
    let lying = fs::read(file_of(&class, id)).unwrap();
    assert!(!lying.windows(9).any(|part| part == b"not a JPE"));
    // It says so in the history of its session, and no undo takes it back.
    let history = class.app.history(Some(class.session)).unwrap();
    let of_photo: Vec<_> = history.into_iter().filter(|line| line.kind == "photo").collect();
    let registers: Vec<_> = of_photo.iter().map(|line| line.register.as_str()).collect();
    assert_eq!(registers, ["photo", "content_key"]);
    assert!(of_photo.iter().all(|line| line.value.is_empty()), "no key is ever told");
    let _ = class.app.undo();
    assert_eq!(class.app.photos(class.session).unwrap().len(), 1);
}

#[test]
fn the_same_picture_twice_and_one_too_many_are_refused_and_leave_nothing() {
    let mut class = class();
    for at in 0..PHOTOS_MAX {
        add(&mut class, format!("page {at}").as_bytes());
    }
    let again = class.app.keep_picture(class.session, b"page 3");
    assert_eq!(code(again), "photo.twice");
    let more = class.app.keep_picture(class.session, b"another");
    assert_eq!(code(more), "photo.too_many");
    let large = vec![7; passerelle_domain::kinds::PHOTO_BYTES_MAX];
    assert_eq!(code(class.app.keep_picture(class.session, &large)), "photo.too_large");
    assert_eq!(code(class.app.add_photo(class.session, b"%PDF-1.7")), "photo.not_a_picture");
    let nowhere = RecordId(uuid::Uuid::from_u128(404));
    assert_eq!(code(class.app.keep_picture(nowhere, b"x")), "session.unknown");
    assert_eq!(folder(&class).all().unwrap().len(), PHOTOS_MAX);
}

#[test]
fn paper_comes_late_also_to_a_closed_register_and_then_to_a_coordinator() {
    let mut class = class();
    class.complete();
    class.all_sign();
    class.app.close_session(class.session, None, &[]).unwrap();
    add(&mut class, b"the evening after");
    class.clock.turn_to("2027-05-20", 600);
    add(&mut class, b"a month after");
    assert_eq!(states(&class).len(), 2);
}

#[test]
fn what_is_taken_away_is_gone_with_its_key_and_the_reason_stays() {
    let mut class = class();
    let (id, other) = (add(&mut class, b"a passport"), add(&mut class, b"a sheet"));
    let file = file_of(&class, id);
    assert_eq!(code(class.app.remove_photo(id, "  ")), "photo.reason_missing");
    let left = class.app.remove_photo(id, "pas la feuille").unwrap();
    assert_eq!(left.len(), 1);
    assert!(!file.exists());
    let photo = class.app.view().photo(id).unwrap().unwrap();
    assert!(photo.is_erased && photo.key.is_none());
    let keys = class.app.view().all_keys().unwrap();
    assert!(!keys.iter().any(|state| state.person == id));
    assert_eq!(code(class.app.photo(id)), "photo.unknown");
    assert_eq!(code(class.app.remove_photo(id, "encore")), "photo.unknown");
    assert_eq!(class.app.photo(other).unwrap(), b"a sheet");
    let history = class.app.history(Some(class.session)).unwrap();
    let why = history.iter().find(|line| line.register == "removed").unwrap();
    assert_eq!((why.kind.as_str(), why.value.as_str()), ("photo", "pas la feuille"));
}

#[test]
fn a_person_who_is_erased_takes_the_photographs_on_which_they_stand_along() {
    let mut class = class();
    let id = add(&mut class, b"a sheet with everybody's names");
    let elsewhere = common::class::session_of(&mut class.app, "B");
    let theirs = class.app.keep_picture(elsewhere, b"a sheet of others").unwrap();
    class.app.back_up(None).unwrap();
    let amina = class.id("Amina");
    let told = class.app.erasure(amina).unwrap();
    assert_eq!((told.photos, told.photos_unsent), (1, 1));
    let file = file_of(&class, id);
    let copies = Files::pictures_beside(&Files::at(class.app.folder()).backups());
    assert_eq!(copies.all().unwrap().len(), 2);
    class.app.erase(amina).unwrap();
    assert!(!file.exists());
    assert_eq!(copies.all().unwrap().len(), 1);
    assert_eq!(code(class.app.photo(id)), "photo.unknown");
    assert!(class.app.photos(class.session).unwrap().is_empty());
    let theirs = record_id(&theirs[0].id).unwrap();
    assert_eq!(class.app.photo(theirs).unwrap(), b"a sheet of others");
}

#[test]
fn a_damaged_or_lost_picture_comes_back_from_the_backup_beside() {
    let mut class = class();
    let id = add(&mut class, b"a sheet");
    let file = file_of(&class, id);
    fs::write(&file, b"noise").unwrap();
    assert_eq!(states(&class), [PhotoState::Damaged]);
    assert_eq!(code(class.app.photo(id)), "photo.damaged");
    fs::remove_file(&file).unwrap();
    assert_eq!(states(&class), [PhotoState::Elsewhere]);
    assert_eq!(code(class.app.photo(id)), "photo.elsewhere");
    // Written before the damage, the backup has it.
    let other = add(&mut class, b"another sheet");
    class.app.back_up(None).unwrap();
    fs::write(file_of(&class, other), b"noise").unwrap();
    assert_eq!(class.app.photo(other).unwrap(), b"another sheet");
    assert_eq!(states(&class), [PhotoState::Elsewhere, PhotoState::Here]);
}

#[test]
fn a_kill_between_the_picture_and_its_record_leaves_a_file_that_goes_after_a_month() {
    let mut class = class();
    let (kept, orphan) = (add(&mut class, b"a sheet"), b"noise that no record names".repeat(9));
    let hash = folder(&class).keep(&orphan).unwrap();
    let file = folder(&class).folder().join(passerelle_sync::digest::hex(&hash));
    let laid = |before_days: u64| {
        // By the clock of this test, which is not the file system's.
        let day = Duration::from_secs(24 * 3600);
        let now = UNIX_EPOCH + Duration::from_millis(1_808_222_320_000);
        let at = now - day * u32::try_from(before_days).unwrap();
        fs::File::options().write(true).open(&file).unwrap().set_modified(at).unwrap();
    };
    laid(29);
    let wrong = add(&mut class, b"not a sheet");
    class.app.remove_photo(wrong, "pas la feuille").unwrap();
    assert!(folder(&class).has(&hash), "its record may still come");
    laid(31);
    let wrong = add(&mut class, b"not a sheet either");
    class.app.remove_photo(wrong, "pas la feuille").unwrap();
    assert!(!folder(&class).has(&hash));
    assert_eq!(class.app.photo(kept).unwrap(), b"a sheet");
}
