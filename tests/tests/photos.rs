//! Photographs of paper sheets between the real programs: they go up after every change, go on where a
//! line was cut, come down on other laptops, wait for a month's limit, survive the loss of a disk and of
//! headquarters' pictures, and cost nothing when there is nothing to move.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::fs;

use passerelle_app::record_id;
use passerelle_domain::RecordId;
use passerelle_store::Files;
use passerelle_tests::centre::{array, pending, session_now, text, two_laptops};
use passerelle_tests::place::PICTURE;
use passerelle_tests::proxy::{Proxy, Way};
use passerelle_tests::seed::Chance;
use passerelle_tests::{Headquarters, Laptop};

const SITE: &str = "Maison de quartier";
const PIECE: u64 = 256 * 1024;
/// What a request costs around its pieces.
const AROUND: u64 = 8 * 1024;

/// Two laptops of one centre; A exchanges through the proxy.
struct Two {
    hq: Headquarters,
    proxy: Proxy,
    a: Laptop,
    b: Laptop,
    session: RecordId,
}

fn two() -> Two {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let proxy = Proxy::start(hq.url()).unwrap();
    let [a, b] = two_laptops(&hq, &proxy.url(), SITE).unwrap();
    let session = record_id(&session_now(&a).unwrap()).unwrap();
    Two { hq, proxy, a, b, session }
}

/// A picture that does not compress, so that its bytes can be counted.
fn picture(chance: &mut Chance, bytes: usize) -> Vec<u8> {
    (0..bytes).map(|_| chance.below(256) as u8).collect()
}

fn add(laptop: &Laptop, session: RecordId, picture: &[u8]) -> RecordId {
    let mut app = laptop.open().unwrap();
    let photos = app.keep_picture(session, picture).unwrap();
    record_id(&photos.last().unwrap().id).unwrap()
}

fn states(laptop: &Laptop, session: RecordId) -> Vec<String> {
    let photos = laptop.json(&["photo", "list", &session.to_string()]).unwrap();
    array(&photos).unwrap().iter().map(|photo| text(&photo["state"]).unwrap()).collect()
}

fn shown(laptop: &Laptop, id: RecordId) -> Vec<u8> {
    let file = laptop.folder().join("shown.jpg");
    laptop.cmd(&["photo", "save", &id.to_string(), &file.display().to_string()]).unwrap();
    fs::read(file).unwrap()
}

fn at_headquarters(hq: &Headquarters) -> usize {
    Files::at(hq.data()).photos().all().unwrap().iter().filter(|lying| lying.is_whole).count()
}

#[test]
fn a_line_that_is_cut_costs_one_piece_and_the_other_laptop_sees_the_sheet() {
    let Two { hq, proxy, a, b, session } = two();
    let picture = picture(&mut Chance::of(7), 900_000);
    let id = add(&a, session, &picture);
    assert_eq!(states(&a, session), ["here"]);
    // Somewhere in the third piece: two are whole by then.
    proxy.cut_after(Way::Up, 2 * PIECE + 100_000);
    a.refused(&["exchange"]).unwrap();
    assert_eq!(pending(&a).unwrap(), 0, "every change had gone before");
    assert_eq!(states(&a, session), ["here"]);
    proxy.pass();
    a.cmd(&["exchange"]).unwrap();
    let (up, _) = proxy.carried();
    let left = 900_016 - 2 * PIECE;
    assert!((left..left + AROUND).contains(&up), "{up} bytes for {left}");
    assert_eq!(states(&a, session), ["received"]);
    assert_eq!(at_headquarters(&hq), 1);
    b.cmd(&["exchange"]).unwrap();
    assert_eq!(states(&b, session), ["received"]);
    assert_eq!(shown(&b, id), picture);
    // Nothing more is said about pictures once they are where they belong.
    proxy.pass();
    let asked = hq.log().matches("pictures").count();
    assert!(asked > 0);
    let report = a.json(&["exchange"]).unwrap();
    assert_eq!(hq.log().matches("pictures").count(), asked, "nobody asks about pictures");
    let (up, down) = proxy.carried();
    assert!(up + down < 2 * 1024, "{report} {up} {down}");
    let lines = hq.json(&["photos"]).unwrap();
    assert_eq!(text(&array(&lines).unwrap()[0]["state"]).unwrap(), "here");
    let out = b.folder().join("for-a-funder.jpg").display().to_string();
    hq.cmd(&["photo", &id.to_string(), "--to", &out]).unwrap();
    assert_eq!(fs::read(out).unwrap(), picture);
}

#[test]
fn a_file_from_a_telephone_becomes_a_jpeg_and_its_adding_is_history() {
    let Two { hq: _hq, proxy: _proxy, a, b, session } = two();
    let file = a.folder().join("sheet.png");
    fs::write(&file, PICTURE).unwrap();
    let id = session.to_string();
    a.cmd(&["photo", "add", &id, &file.display().to_string()]).unwrap();
    let twice = a.refused(&["photo", "add", &id, &file.display().to_string()]).unwrap();
    assert!(twice.stderr.contains("[photo.twice]"), "{}", twice.stderr);
    fs::write(&file, "%PDF-1.7").unwrap();
    let wrong = a.refused(&["photo", "add", &id, &file.display().to_string()]).unwrap();
    assert!(wrong.stderr.contains("[photo.not_a_picture]"), "{}", wrong.stderr);
    a.cmd(&["exchange"]).unwrap();
    b.cmd(&["exchange"]).unwrap();
    let photos = b.json(&["photo", "list", &id]).unwrap();
    let photo = record_id(&text(&photos[0]["id"]).unwrap()).unwrap();
    assert!(shown(&b, photo).starts_with(&[0xff, 0xd8, 0xff]));
    let history = b.json(&["history", &id]).unwrap();
    let lines = array(&history).unwrap().iter().filter(|line| line["kind"] == "photo");
    assert!(lines.clone().count() > 0);
    let key = b.store().unwrap().view().photo(photo).unwrap().unwrap().key.unwrap();
    let told = history.to_string();
    assert!(!told.contains(&passerelle_sync::digest::hex(&key.0)), "no key is ever told");
    // Taken away on one, it is gone on the other.
    a.cmd(&["photo", "remove", &photo.to_string(), "--because", "floue"]).unwrap();
    a.cmd(&["exchange"]).unwrap();
    b.cmd(&["exchange"]).unwrap();
    assert!(states(&b, session).is_empty());
    assert!(Files::at(b.data()).photos().all().unwrap().is_empty());
}

#[test]
fn a_months_limit_holds_pictures_and_nothing_else() {
    let Two { hq: _hq, proxy, a, b: _, session } = two();
    let picture = picture(&mut Chance::of(8), 300_000);
    add(&a, session, &picture);
    a.cmd(&["photo", "limit", "0"]).unwrap();
    a.cmd(&["mark", &session.to_string(), "#1", "present"]).unwrap();
    proxy.pass();
    a.cmd(&["exchange"]).unwrap();
    let (up, _) = proxy.carried();
    assert!(up < 8 * 1024, "{up}");
    assert_eq!(pending(&a).unwrap(), 0, "marks always leave");
    let photos = a.json(&["status"]).unwrap()["photos"].clone();
    assert_eq!(photos["waiting"], 1);
    assert_eq!((&photos["held"], &photos["limit_mb"]), (&true.into(), &0.into()));
    // A megabyte lets it go, and the next one waits until the month is over.
    a.cmd(&["photo", "limit", "1"]).unwrap();
    a.cmd(&["exchange"]).unwrap();
    assert_eq!(states(&a, session), ["received"]);
    add(&a, session, &self::picture(&mut Chance::of(9), 800_000));
    a.cmd(&["exchange"]).unwrap();
    assert_eq!(states(&a, session), ["received", "here"]);
    let photos = a.json(&["status"]).unwrap()["photos"].clone();
    assert!(photos["month_bytes"].as_f64().unwrap() > 300_000.0, "{photos}");
    a.cmd(&["photo", "limit", "none"]).unwrap();
    a.cmd(&["exchange"]).unwrap();
    assert_eq!(states(&a, session), ["received", "received"]);
}

#[test]
fn what_a_disk_or_headquarters_lost_comes_back_from_the_other() {
    let Two { mut hq, proxy: _proxy, a, b, session } = two();
    let (first, second) = (picture(&mut Chance::of(1), 300_000), b"only here".repeat(1000));
    let received = add(&a, session, &first);
    a.cmd(&["exchange"]).unwrap();
    let unsent = add(&a, session, &second);
    a.cmd(&["backup"]).unwrap();
    // The laptop's pictures are gone: one is at headquarters, the other in its backup alone.
    let folder = Files::at(a.data()).photos().folder().to_owned();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(shown(&a, unsent), second);
    let lost = a.refused(&["photo", "save", &received.to_string(), "x.jpg"]).unwrap();
    assert!(lost.stderr.contains("[photo.elsewhere]"), "{}", lost.stderr);
    a.cmd(&["exchange"]).unwrap();
    assert_eq!(shown(&a, received), first, "asked for, it came with the next exchange");
    assert_eq!(states(&a, session), ["received", "received"]);
    // What a copy of the headquarters does not have, laptops bring again in the new epoch.
    let copy = a.folder().join("copy").display().to_string();
    hq.cmd(&["backup", &copy]).unwrap();
    add(&a, session, b"after the copy");
    a.cmd(&["exchange"]).unwrap();
    assert_eq!(at_headquarters(&hq), 3);
    hq.stop().unwrap();
    fs::remove_dir_all(hq.data().join("photos")).unwrap();
    hq.cmd(&["restore", &copy]).unwrap();
    assert_eq!(at_headquarters(&hq), 2, "what the copy has");
    hq.restart().unwrap();
    for laptop in [&a, &b, &a] {
        laptop.cmd(&["exchange"]).unwrap();
    }
    assert_eq!(at_headquarters(&hq), 3);
    assert_eq!(states(&a, session), ["received", "received", "received"]);
}
