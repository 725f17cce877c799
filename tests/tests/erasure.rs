//! Somebody is erased, and then every laptop and headquarters are searched for what was known of them:
//! in every page of their files, free ones and logs and older copies too, decrypted as their keys
//! allow. Before, the same search finds it; with pages that are not overwritten it would find it still.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::path::Path;

use passerelle_app::App;
use passerelle_domain::RecordId;
use passerelle_store::Files;
use passerelle_sync::attachment::AttachmentKey;
use passerelle_sync::digest::hex;
use passerelle_tests::centre::{array, copy_of, joined, session_now, text};
use passerelle_tests::{Headquarters, Laptop, PATIENCE, pages, wait_for};

const SITE: &str = "Maison de quartier";
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");
/// What is searched for; nobody else of the demo centre is called so.
const CANARIES: [&str; 5] =
    ["Zqoxlu", "Vrathimbe", "06 98 13 57 42", "zqv@kanari.example", "Qwibzu"];

/// Two laptops and a headquarters that know the canary: a name, a number, an address, a note.
struct Centre {
    hq: Headquarters,
    a: Laptop,
    b: Laptop,
    person: RecordId,
}

fn centre() -> Centre {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let a = joined(&hq, hq.url(), SITE, COORDINATOR, "Aïcha").unwrap();
    a.cmd(&["demo", "--ordinary"]).unwrap();
    let [given, family, phone, email, note] = CANARIES;
    let file = a.folder().join("people.csv");
    let text = format!("Prénom;Nom;Téléphone;Courriel\n{given};{family};{phone};{email}\n");
    std::fs::write(&file, text).unwrap();
    a.cmd(&["import", "learners", file.to_str().unwrap()]).unwrap();
    std::fs::remove_file(&file).unwrap();
    let mut app = a.open().unwrap();
    let learners = app.view().learners().unwrap();
    let person = learners.iter().find(|one| one.name().contains(given)).unwrap().id;
    let session = app.view().sessions_between(0, i32::MAX).unwrap()[0].id;
    app.note(session, person, &format!("{note} {given}")).unwrap();
    // Of today: what is older is evidence, which headquarters alone keeps (hq/tests/photos.rs).
    let today = passerelle_app::record_id(&session_now(&a).unwrap()).unwrap();
    app.mark(today, person, passerelle_app::dto::MarkInput::Present).unwrap();
    app.keep_picture(today, format!("a sheet with {family} on it").as_bytes()).unwrap();
    drop(app);
    let b = joined(&hq, hq.url(), SITE, COORDINATOR, "Bertrand").unwrap();
    for laptop in [&a, &b, &a] {
        laptop.cmd(&["exchange"]).unwrap();
    }
    Centre { hq, a, b, person }
}

/// Every page of a laptop's files, decrypted.
fn everything(app: &App) -> Vec<u8> {
    let opening = app.opening();
    let keys = [opening.key_for_tests(), opening.private_key_for_tests().unwrap()];
    pages::of_folder(app.folder(), &keys).unwrap()
}

/// Which of the canaries can be found in a laptop's folder.
fn in_laptop(laptop: &Laptop) -> Vec<&'static str> {
    let mut app = laptop.open().unwrap();
    let found = everything(&app);
    let values = app.view().plain_values().unwrap();
    let private = app.private_for_tests().unwrap().view().plain_values().unwrap();
    found_in(&[&found, &values, &private])
}

/// Which of the canaries can be seen on a laptop's photographs, decrypted with every key that is there.
fn in_pictures(laptop: &Laptop) -> Vec<&'static str> {
    let keys = picture_keys(laptop);
    let folder = Files::at(laptop.data()).photos();
    let lying = folder.all().unwrap().into_iter();
    let sealed = lying.map(|lying| folder.read(&lying.hash).unwrap());
    let seen = sealed
        .flat_map(|sealed| keys.iter().filter_map(|key| key.open(&sealed)).collect::<Vec<_>>());
    found_in(&[&seen.collect::<Vec<_>>().concat()])
}

fn picture_keys(laptop: &Laptop) -> Vec<AttachmentKey> {
    let photos = laptop.store().unwrap().view().all_photos().unwrap();
    photos.into_iter().filter_map(|photo| photo.key).collect()
}

fn pictures_in(data: &Path) -> usize {
    Files::at(data).photos().all().unwrap().len()
}

/// What headquarters can know: its pages, and what its projection opens with the keys it has.
fn in_headquarters(hq: &Headquarters) -> Vec<&'static str> {
    // It folds after it has acknowledged: asked for its digest, it has folded.
    hq.digest().unwrap();
    found_in(&[&pages::of_folder(hq.data(), &[&ledger_key(hq)]).unwrap()])
}

fn ledger_key(hq: &Headquarters) -> passerelle_store::StoreKey {
    pages::key_in(&hq.data().join("ledger.key")).unwrap()
}

/// Headquarters folds and sweeps after it has acknowledged, and again when it was read meanwhile.
fn swept(hq: &Headquarters) {
    let clean = || Ok(in_headquarters(hq).is_empty().then_some(()));
    wait_for("headquarters to hold nothing of them", PATIENCE, clean).unwrap();
}

fn found_in(places: &[&[u8]]) -> Vec<&'static str> {
    let holds = |canary: &str| {
        places.iter().any(|bytes| bytes.windows(canary.len()).any(|part| part == canary.as_bytes()))
    };
    CANARIES.into_iter().filter(|canary| holds(canary)).collect()
}

/// The keys of a person, wherever they are written.
fn keys(laptop: &Laptop, person: RecordId) -> Vec<Vec<u8>> {
    let store = laptop.store().unwrap();
    let all = store.view().all_keys().unwrap().into_iter();
    let own = all.filter(|state| state.person == person);
    own.filter_map(|state| state.key.map(|key| key.0.to_vec())).collect()
}

fn holds_key(bytes: &[u8], keys: &[Vec<u8>]) -> bool {
    keys.iter().any(|key| bytes.windows(key.len()).any(|part| part == key))
}

/// Puts a copy where an older version left one before it changed the schema.
fn backup(laptop: &Laptop) {
    let files = Files::at(laptop.data());
    laptop.store().unwrap().checkpoint_for_tests().unwrap();
    std::fs::create_dir_all(files.backups()).unwrap();
    std::fs::copy(files.store(), files.backups().join("before-schema-2.db")).unwrap();
}

fn exchanged(laptops: &[&Laptop]) {
    for laptop in laptops {
        laptop.cmd(&["exchange"]).unwrap();
    }
}

#[test]
fn nothing_of_an_erased_person_is_left_anywhere() {
    let centre = centre();
    let (a, b, person) = (&centre.a, &centre.b, centre.person);
    backup(a);
    let (restored, returning) = (copy_of(a).unwrap(), copy_of(b).unwrap());
    let keys = keys(a, person);
    assert!(!keys.is_empty());
    for laptop in [a, b] {
        assert_eq!(in_laptop(laptop), CANARIES, "the search finds what is there");
        assert_eq!(in_pictures(laptop), CANARIES[1..2], "and what was photographed");
    }
    let of_picture: Vec<_> = picture_keys(a).into_iter().map(|key| hex(&key.0)).collect();
    let shows = |bytes: &[u8]| {
        of_picture.iter().any(|key| bytes.windows(key.len()).any(|part| part == key.as_bytes()))
    };
    assert!(!of_picture.is_empty() && shows(&everything(&a.open().unwrap())));
    assert_eq!(pictures_in(centre.hq.data()), 1);
    assert_eq!(in_headquarters(&centre.hq), CANARIES, "and at headquarters");
    let counts = a.json(&["erase", &person.to_string()]).unwrap()["marks"].clone();
    let marks = attended(a);

    a.cmd(&["erase", &person.to_string(), "--yes"]).unwrap();
    exchanged(&[a, b, b, a]);

    let none: [&str; 0] = [];
    for laptop in [a, b] {
        assert_eq!(in_laptop(laptop), none);
        let all = everything(&laptop.open().unwrap());
        assert!(!holds_key(&all, &keys), "the key is gone too");
        assert!(!shows(&all), "and that of the photograph");
        assert_eq!(pictures_in(laptop.data()), 0);
    }
    let gone = || Ok((pictures_in(centre.hq.data()) == 0).then_some(()));
    wait_for("headquarters to lose the photograph", PATIENCE, gone).unwrap();
    swept(&centre.hq);
    let hq = pages::of_folder(centre.hq.data(), &[&ledger_key(&centre.hq)]).unwrap();
    assert!(!holds_key(&hq, &keys));
    assert_eq!(attended(a), marks, "what is counted stays");
    let after = a.json(&["erase", &person.to_string()]).unwrap();
    assert_eq!(after["marks"], counts);
    assert_eq!(array(&after["done"]).unwrap().len(), 2, "both laptops said so: {after}");

    // A backup that is put back, a laptop that was away, one that comes new.
    exchanged(&[&returning, &restored, &returning]);
    let late = joined(&centre.hq, centre.hq.url(), SITE, COORDINATOR, "Chloé").unwrap();
    exchanged(&[&late, a, b]);
    for laptop in [a, b, &returning, &restored, &late] {
        assert_eq!(in_laptop(laptop), none);
        assert_eq!(in_pictures(laptop), none);
        let mut store = laptop.store().unwrap();
        store.rebuild(&[1; 32]).unwrap();
        drop(store);
        assert_eq!(in_laptop(laptop), none, "folding again brings nothing back");
    }
    centre.hq.cmd(&["rebuild"]).unwrap();
    swept(&centre.hq);
}

/// Sessions attended, as anonymous counts.
fn attended(laptop: &Laptop) -> u64 {
    let store = laptop.store().unwrap();
    let all = store.view().attended().unwrap();
    all.iter().map(|(_, _, marked)| u64::from(*marked)).sum()
}

#[test]
fn with_pages_that_are_not_overwritten_the_search_finds_it_again() {
    let centre = centre();
    let mut store = centre.a.store().unwrap();
    store.leave_free_pages_for_tests().unwrap();
    store.erase_listed(&[centre.person]).unwrap();
    store.sweep().unwrap();
    drop(store);
    assert!(!in_laptop(&centre.a).is_empty(), "a search that cannot fail searches nothing");
    let shown = centre.a.json(&["erase", &centre.person.to_string()]).unwrap();
    assert!(text(&shown["name"]).is_err(), "though no screen shows it");
}
