//! Pictures at headquarters: taken in piece by piece from where they were cut, given to whoever is
//! granted their record, erased with a person, kept by the law, copied and put back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::clock::{DAY_MS, LEARNER, NOW_MS, Network, SESSION, network};
use common::{Hq, Laptop, id};
use passerelle_domain::attendance::Status;
use passerelle_domain::{RecordRef, Value, kinds};
use passerelle_hq::command::{self, PhotoLine};
use passerelle_sync::attachment::{self, AttachmentHash, AttachmentKey, PIECE_BYTES};
use passerelle_sync::digest::hex;
use passerelle_sync::wire::{AttachmentPart, Down, Frames, Held, Up, frame};

const KEY: [u8; 32] = [5; 32];

fn picture() -> Vec<u8> {
    AttachmentKey(KEY).seal(&(0..600_000).map(|at| (at % 251) as u8).collect::<Vec<_>>())
}

fn photo(laptop: &mut Laptop, number: u128, session: u128, picture: &[u8]) -> AttachmentHash {
    let hash = attachment::hash(picture);
    let bytes = Value::Int(picture.len() as i64);
    let added = Value::Int(NOW_MS.cast_signed());
    let value = vec![Value::Ref(id(session).0), Value::Bytes(hash.to_vec()), bytes, added];
    let writes = vec![("photo", Value::List(value)), ("content_key", Value::Text(hex(&KEY)))];
    laptop.write(&kinds::PHOTO, RecordRef::Own(id(number)), writes);
    hash
}

fn ask(hq: &Hq, laptop: &Laptop, ups: Vec<Up>) -> Vec<Down> {
    let all = std::iter::once(Up::Hello(laptop.hello())).chain(ups).chain([Up::End]);
    let reply = hq.post("/v1/photos", all.flat_map(|up| frame(&up).unwrap()).collect());
    assert_eq!(reply.outcome(), "200");
    let mut frames = Frames::default();
    frames.push(&reply.body);
    let downs: Vec<Down> = std::iter::from_fn(|| frames.take().unwrap()).collect();
    assert!(matches!(downs.last(), Some(Down::Done(_))));
    downs
}

fn part(picture: &[u8], piece: u32) -> Up {
    let from = piece as usize * PIECE_BYTES;
    let bytes = picture[from..picture.len().min(from + PIECE_BYTES)].to_vec();
    Up::Part(AttachmentPart { hash: attachment::hash(picture), piece, bytes })
}

fn held(downs: &[Down]) -> Held {
    match downs.first() {
        Some(Down::Held { held, .. }) => *held,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_picture_goes_on_where_it_was_cut_and_is_given_to_its_centre() {
    let hq = Hq::start();
    hq.site("Ici");
    let mut laptops = [Laptop::new(1), Laptop::new(2)];
    for laptop in &mut laptops {
        laptop.join(&hq, &hq.code(&["--site", "Ici"], "classroom"), None);
    }
    let [mut a, mut b] = laptops;
    let picture = picture();
    let hash = attachment::hash(&picture);
    assert_eq!(held(&ask(&hq, &a, vec![part(&picture, 0)])), Held::Unnamed, "no record names it");
    photo(&mut a, 7001, 1, &picture);
    a.exchange_all(&hq);
    assert_eq!(held(&ask(&hq, &a, vec![Up::Ask(hash)])), Held::Pieces(0));
    // Cut in the middle of the second piece: what was whole is kept.
    let ups = [Up::Hello(a.hello()), part(&picture, 0), part(&picture, 1)];
    let body: Vec<u8> = ups.iter().flat_map(|up| frame(up).unwrap()).collect();
    hq.post_cut("/v1/photos", &body, body.len() - PIECE_BYTES / 2);
    for _ in 0..100 {
        match held(&ask(&hq, &a, vec![Up::Ask(hash)])) {
            Held::Pieces(1) => break,
            _ => common::pause(20),
        }
    }
    assert_eq!(held(&ask(&hq, &a, vec![Up::Ask(hash)])), Held::Pieces(1));
    let downs = ask(&hq, &b, vec![Up::Want { hash, piece: 0 }]);
    assert_eq!(downs.len(), 1, "what is not whole is given to nobody");
    assert_eq!(held(&ask(&hq, &a, vec![part(&picture, 2)])), Held::Pieces(1), "not the next");
    let rest = vec![part(&picture, 1), part(&picture, 2)];
    assert_eq!(held(&ask(&hq, &a, rest)), Held::Whole);
    assert_eq!(held(&ask(&hq, &a, vec![part(&picture, 0)])), Held::Whole);
    // The other laptop gets it, from whichever piece it lacks.
    b.exchange_all(&hq);
    let pieces = |from| {
        let downs = ask(&hq, &b, vec![Up::Want { hash, piece: from }]).into_iter();
        let parts = downs.filter_map(|down| match down {
            Down::Part(part) => Some(part.bytes),
            _ => None,
        });
        parts.collect::<Vec<_>>()
    };
    assert_eq!(pieces(0).concat(), picture);
    assert_eq!(pieces(2).concat(), picture[2 * PIECE_BYTES..]);
    assert!(pieces(3).is_empty() && pieces(u32::MAX).is_empty());
    let listed = hq.ask(&["photos"]);
    assert!(listed.contains("\there"), "{listed}");
    // Damaged on its disk, it is given to nobody.
    let file = hq.folder.path().join("photos").join(hex(&hash));
    let mut damaged = std::fs::read(&file).unwrap();
    damaged[400_000] ^= 1;
    std::fs::write(&file, damaged).unwrap();
    assert!(pieces(0).is_empty());
}

#[test]
fn what_is_not_what_its_name_says_is_taken_from_nobody() {
    let hq = Hq::start();
    hq.site("Ici");
    let mut a = Laptop::new(1);
    a.join(&hq, &hq.code(&["--site", "Ici"], "classroom"), None);
    let picture = picture();
    let hash = photo(&mut a, 7001, 1, &picture);
    a.exchange_all(&hq);
    let mut wrong = picture.clone();
    wrong[10] ^= 1;
    let parts = (0..3).map(|piece| match part(&wrong, piece) {
        Up::Part(part) => Up::Part(AttachmentPart { hash, ..part }),
        other => other,
    });
    assert_eq!(held(&ask(&hq, &a, parts.collect())), Held::Pieces(0), "thrown away, to begin anew");
    let long = Up::Part(AttachmentPart { hash, piece: 0, bytes: vec![0; PIECE_BYTES + 1] });
    assert_eq!(held(&ask(&hq, &a, vec![long])), Held::Pieces(0));
    // More than a request may carry, and more than one may name.
    let nine = (0..9).map(|_| part(&picture, 0));
    let ups = std::iter::once(Up::Hello(a.hello())).chain(nine).chain([Up::End]);
    let body = ups.flat_map(|up| frame(&up).unwrap()).collect();
    assert_eq!(hq.post("/v1/photos", body).outcome(), "413 exchange.too_large");
    let names = (0..=200_u8).map(|n| Up::Ask([n; 32]));
    let ups = std::iter::once(Up::Hello(a.hello())).chain(names).chain([Up::End]);
    let body = ups.flat_map(|up| frame(&up).unwrap()).collect();
    assert_eq!(hq.post("/v1/photos", body).outcome(), "400 exchange.not_understood");
    let body = [Up::Hello(a.hello()), Up::Codes(vec![1])];
    let body = body.iter().flat_map(|up| frame(up).unwrap()).collect();
    assert_eq!(hq.post("/v1/photos", body).outcome(), "400 exchange.not_understood");
    assert_eq!(held(&ask(&hq, &a, (0..3).map(|n| part(&picture, n)).collect())), Held::Whole);
}

/// A class whose one learner was there, on a sheet of paper.
struct Paper {
    network: Network,
    laptop: Laptop,
}

impl Paper {
    fn new() -> Self {
        let (network, mut laptop) = network();
        laptop.mark(SESSION, LEARNER, Status::Present);
        let paper = vec![("paper", Value::Bool(true))];
        laptop.write(&kinds::SHEET, RecordRef::Derived(vec![id(SESSION)]), paper);
        let mut class = Self { network, laptop };
        class.exchange();
        class
    }

    fn exchange(&mut self) {
        self.network.exchange(&mut self.laptop);
        self.network.days_pass(0);
    }

    fn erase(&mut self, person: u128) {
        let record = RecordRef::Derived(vec![id(person)]);
        let day = Value::Int((self.network.now_ms / DAY_MS) as i64);
        self.laptop.write(&kinds::ERASURE, record, vec![("erased", day)]);
        self.exchange();
    }

    fn listed(&self, missing: bool) -> Vec<PhotoLine> {
        command::photos(&self.network.hq, Some("A"), missing, self.network.now_ms).unwrap()
    }

    fn states(&self) -> Vec<&'static str> {
        self.listed(false).into_iter().map(|line| line.state).collect()
    }

    /// What is written into a file for a funder.
    fn saved(&self) -> Result<Vec<u8>, String> {
        let Network { hq, folder, now_ms, .. } = &self.network;
        let file = folder.path().join("out.jpg");
        let saved = command::save_photo(hq, &id(7001).to_string(), &file, *now_ms);
        saved.map(|_| std::fs::read(file).unwrap()).map_err(|error| error.code().to_owned())
    }

    fn erased_here(&mut self) -> bool {
        self.exchange();
        self.laptop.store.view().is_erased(id(7001)).unwrap()
    }
}

#[test]
fn a_photograph_goes_with_a_person_and_the_law_keeps_that_of_a_sealed_sheet() {
    let mut class = Paper::new();
    let missing = class.listed(true);
    assert_eq!((missing.len(), missing[0].state), (1, "missing"));
    let picture = picture();
    let hash = photo(&mut class.laptop, 7001, SESSION, &picture);
    class.exchange();
    assert!(class.listed(true).is_empty());
    assert_eq!(class.states(), ["coming"]);
    assert_eq!(class.saved(), Err("photo.coming".into()));
    class.network.hq.pictures().keep(&picture).unwrap();
    assert_eq!(class.states(), ["here"]);
    let plain = AttachmentKey(KEY).open(&picture).unwrap();
    assert_eq!(class.saved(), Ok(plain.clone()));
    class.network.days_pass(20);
    class.erase(LEARNER);
    assert!(class.erased_here(), "its laptop hears that it goes");
    assert_eq!(class.states(), ["vault"]);
    assert!(class.network.hq.pictures().has(&hash));
    assert_eq!(class.saved(), Ok(plain), "the law keeps it, and it can be shown");
    // Thrown away and folded anew, nothing of it changes.
    command::rebuild(&class.network.hq, Some("A"), class.network.now_ms).unwrap();
    assert_eq!(class.states(), ["vault"]);
    // Ten years on nobody keeps it any more.
    class.network.days_pass(3_700);
    assert_eq!(class.saved(), Err("photo.unknown".into()));
    assert!(!class.network.hq.pictures().has(&hash));
}

#[test]
fn what_is_too_new_to_be_evidence_or_was_taken_away_is_kept_by_nobody() {
    for taken_away in [false, true] {
        let mut class = Paper::new();
        let picture = picture();
        let hash = photo(&mut class.laptop, 7001, SESSION, &picture);
        class.network.hq.pictures().keep(&picture).unwrap();
        class.exchange();
        if taken_away {
            class.network.days_pass(20);
            let why = vec![("removed", Value::Text("a passport".into()))];
            class.laptop.write(&kinds::PHOTO, RecordRef::Own(id(7001)), why);
            class.erase(7001);
        } else {
            class.network.days_pass(2);
            class.erase(LEARNER);
        }
        assert!(class.erased_here());
        assert_eq!(class.states(), [""; 0]);
        assert!(!class.network.hq.pictures().has(&hash));
    }
}

#[test]
fn a_picture_on_its_way_is_waited_for_and_then_erased_unseen() {
    let mut class = Paper::new();
    class.network.days_pass(20);
    class.erase(LEARNER);
    // Photographed offline, and told after the person was erased.
    let picture = picture();
    photo(&mut class.laptop, 7001, SESSION, &picture);
    class.exchange();
    assert!(!class.erased_here(), "its picture is still to come, and the law keeps it");
    class.network.days_pass(11);
    assert!(class.erased_here(), "nothing came");
    assert_eq!(class.states(), [""; 0]);
}

#[test]
fn copies_have_the_pictures_and_a_restore_brings_back_what_is_lost() {
    let mut class = Paper::new();
    let picture = picture();
    let hash = photo(&mut class.laptop, 7001, SESSION, &picture);
    class.exchange();
    class.network.hq.pictures().keep(&picture).unwrap();
    let to = tempfile::tempdir().unwrap();
    class.network.hq.backup(to.path()).unwrap();
    class.network.hq.pictures().remove(&hash).unwrap();
    assert_eq!(class.states(), ["coming"]);
    let Paper { network, laptop } = class;
    let class = Paper { network: network.restored(to.path()), laptop };
    assert_eq!(class.states(), ["here"]);
    assert_eq!(class.saved().unwrap().len(), 600_000);
}
