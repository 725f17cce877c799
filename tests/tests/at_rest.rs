//! What a thief gets from the disk alone: nothing. Fifty made-up words go in as names, numbers,
//! addresses and notes; then every byte of every file that the programs left is searched for them, and
//! for what opens those files, in clear and in the usual disguises; and so is what they printed. The
//! same search over decrypted pages finds them: it can fail.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use passerelle_app::App;
use passerelle_store::{Files, Set, StoreKey, create_encrypted};
use passerelle_sync::digest::hex;
use passerelle_tests::centre::{joined, session_now, text};
use passerelle_tests::laptop::{PHRASE, PIN};
use passerelle_tests::seed::Chance;
use passerelle_tests::{Headquarters, Laptop, pages};

const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");
/// People in the file, each with four words; notes beside; and who sits at the keys.
const PEOPLE: usize = 10;
const NOTES: usize = 9;

/// Words that stand nowhere else.
struct Canaries {
    site: String,
    person: String,
    people: Vec<[String; 4]>,
    notes: Vec<String>,
}

impl Canaries {
    fn new(chance: &mut Chance) -> Self {
        let mut word = |start: &str| {
            const PARTS: [&str; 8] = ["qox", "vra", "thim", "zub", "kwi", "plof", "dzo", "ghy"];
            let parts = (0..4).map(|_| PARTS[usize::try_from(chance.below(8)).unwrap()]);
            format!("{start}{}", parts.collect::<String>())
        };
        let (site, person) = (word("Sx"), word("Px"));
        let words = (0..PEOPLE).map(|_| [word("Gx"), word("Fx"), word(""), word("mx")]);
        let words: Vec<[String; 4]> = words.collect();
        let notes = (0..NOTES).map(|_| word("Nx")).collect();
        let people = words.into_iter().map(|[given, family, _, mail]| {
            let digits: String = (0..8).map(|_| chance.below(10).to_string()).collect();
            [given, family, format!("06{digits}"), format!("{mail}@{mail}.example")]
        });
        Self { site, person, people: people.collect(), notes }
    }

    fn all(&self) -> Vec<&str> {
        let people = self.people.iter().flatten().map(String::as_str);
        let notes = self.notes.iter().map(String::as_str);
        people.chain(notes).chain([self.site.as_str(), &self.person]).collect()
    }
}

/// Headquarters and two laptops on which all of it was done.
struct Centre {
    canaries: Canaries,
    hq: Headquarters,
    laptops: [Laptop; 2],
    secrets: Vec<String>,
    printed: String,
    usb: PathBuf,
}

fn centre() -> Centre {
    let canaries = Canaries::new(&mut Chance::announced("at rest"));
    let hq = Headquarters::start(&[&canaries.site]).unwrap();
    let a = joined(&hq, hq.url(), &canaries.site, COORDINATOR, &canaries.person).unwrap();
    let mut printed = String::new();
    let mut quiet = |laptop: &Laptop, args: &[&str]| {
        let ended = laptop.run(args).unwrap();
        assert_eq!(ended.code, Some(0), "{ended:?}");
        printed.push_str(&ended.stderr);
    };
    quiet(&a, &["demo", "--ordinary"]);
    let csv = a.folder().join("people.csv");
    let lines: String = canaries.people.iter().map(|one| one.join(";") + "\n").collect();
    fs::write(&csv, format!("Prénom;Nom;Téléphone;Courriel\n{lines}")).unwrap();
    quiet(&a, &["import", "learners", csv.to_str().unwrap()]);
    fs::remove_file(&csv).unwrap();
    let session = session_now(&a).unwrap();
    let mut app = a.open().unwrap();
    let session_id = passerelle_app::record_id(&session).unwrap();
    for (at, note) in canaries.notes.iter().enumerate() {
        let learner = app.find_learner(session_id, &format!("#{}", at + 1)).unwrap();
        app.note(session_id, learner, note).unwrap();
    }
    app.keep_picture(session_id, canaries.all().join(" ").as_bytes()).unwrap();
    drop(app);
    quiet(&a, &["exchange"]);
    let sheet = text(&a.json(&["recovery-code"]).unwrap()["recovery"]).unwrap();
    quiet(&a, &["backup"]);
    let usb = a.folder().join("usb");
    quiet(&a, &["backup", "--to", usb.to_str().unwrap()]);
    quiet(&a, &["mark", &session, "#1", "late:7"]);
    quiet(&a, &["undo"]);
    quiet(&a, &["restore", "--yes"]);
    quiet(&a, &["exchange"]);
    let b = joined(&hq, hq.url(), &canaries.site, COORDINATOR, "Bx").unwrap();
    quiet(&b, &["exchange"]);
    let devices = hq.json(&["devices"]).unwrap();
    let device = text(&devices[0]["device"]).unwrap();
    let unlock = hq.json(&["unlock", &device, "--role", "coordinator"]).unwrap();
    let copy = hq.data().parent().unwrap().join("copy");
    hq.cmd(&["backup", copy.to_str().unwrap()]).unwrap();
    printed.push_str(&hq.log());
    let telephone = text(&unlock["code"]).unwrap();
    let mut secrets: Vec<String> = [&sheet, &telephone]
        .iter()
        .flat_map(|code| [(*code).clone(), code.replace(' ', "")])
        .collect();
    secrets.push(PHRASE.to_owned());
    // Six digits alone may stand anywhere by chance.
    secrets.extend(["\"", " ", "=", ":"].map(|before| format!("{before}{PIN}")));
    Centre { canaries, hq, laptops: [a, b], secrets, printed, usb }
}

/// A word as it is, and as programs like to write bytes.
fn disguises(word: &str) -> Vec<Vec<u8>> {
    let bytes = word.as_bytes();
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hexed = hex(bytes);
    let mut all = vec![bytes.to_vec(), wide, hexed.to_uppercase().into_bytes(), hexed.into_bytes()];
    for before in 0..3 {
        let padded = [vec![b' '; before], bytes.to_vec()].concat();
        let text = base64::engine::general_purpose::STANDARD_NO_PAD.encode(padded);
        // What its neighbours have a part in is left out.
        let end = text.len() - 2;
        all.push(text.as_bytes()[[0, 2, 3][before]..end].to_vec());
    }
    all
}

/// Looks for many words in bytes, by their first four.
struct Search {
    words: Vec<(String, Vec<Vec<u8>>)>,
}

impl Search {
    fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self { words: words.into_iter().map(|word| (word.to_owned(), disguises(word))).collect() }
    }

    fn found(&self, bytes: &[u8]) -> Vec<&str> {
        let mut starts = vec![Vec::new(); 1 << 16];
        for (word, disguises) in &self.words {
            for disguise in disguises.iter().filter(|disguise| disguise.len() > 3) {
                let start = usize::from(disguise[0]) << 8 | usize::from(disguise[1]);
                starts[start].push((word, disguise));
            }
        }
        let mut found = Vec::new();
        for at in 0..bytes.len().saturating_sub(1) {
            let start = usize::from(bytes[at]) << 8 | usize::from(bytes[at + 1]);
            for (word, disguise) in &starts[start] {
                if bytes[at..].starts_with(disguise) && !found.contains(&word.as_str()) {
                    found.push(word.as_str());
                }
            }
        }
        found
    }
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, files);
        } else {
            files.push(path);
        }
    }
}

#[test]
fn nothing_that_was_kept_or_printed_can_be_read_without_a_key() {
    let centre = centre();
    let words = centre.canaries.all();
    assert!(words.len() >= 50, "{} words", words.len());
    let mut searched = words.clone();
    searched.extend(centre.secrets.iter().map(String::as_str));
    let search = Search::of(searched);
    let mut files = Vec::new();
    for folder in
        [centre.laptops[0].folder(), centre.laptops[1].folder(), centre.hq.data().parent().unwrap()]
    {
        below(folder, &mut files);
    }
    let has = |end: &str| files.iter().any(|file| file.to_string_lossy().contains(end));
    for kind in [
        "passerelle.db",
        "private.db",
        "backups/2",
        "damaged/",
        "usb/",
        "people.keys",
        "ledger.db",
        "projections/",
        "copy/",
    ] {
        assert!(has(kind), "{kind} is looked at: {files:?}");
    }
    for file in &files {
        let found = search.found(&fs::read(file).unwrap());
        assert!(found.is_empty(), "{}: {found:?}", file.display());
    }
    assert!(search.found(centre.printed.as_bytes()).is_empty(), "{}", centre.printed);
    // The search finds each disguise where there is one.
    for (word, disguises) in &search.words {
        for disguise in disguises.iter().filter(|disguise| disguise.len() > 3) {
            let hidden = [b"..", disguise.as_slice(), b".."].concat();
            assert!(search.found(&hidden).contains(&word.as_str()), "{word}");
        }
    }
    another_key_opens_none(&files);
    decrypted_they_are_found(&centre, &words);
}

fn another_key_opens_none(files: &[PathBuf]) {
    let aside = tempfile::tempdir().unwrap();
    let databases = files.iter().filter(|file| file.extension().is_some_and(|end| end == "db"));
    let mut tried = 0;
    for file in databases {
        let copy = aside.path().join("copy.db");
        fs::copy(file, &copy).unwrap();
        assert!(create_encrypted(&copy, &StoreKey([9; 32])).is_err(), "{}", file.display());
        tried += 1;
    }
    assert!(tried >= 8, "{tried} databases");
}

/// With their keys, each kind of file shows them.
fn decrypted_they_are_found(centre: &Centre, words: &[&str]) {
    let search = Search::of(words.iter().copied());
    let app: App = centre.laptops[0].open().unwrap();
    let class = app.opening().key_for_tests().clone();
    let private = app.opening().private_key_for_tests().unwrap().clone();
    drop(app);
    let files = Files::at(centre.laptops[0].data());
    let set = Set::all(&files.backups()).swap_remove(0).files();
    let usb = Set::all(&centre.usb).swap_remove(0).files();
    let ledger = pages::key_in(&centre.hq.data().join("ledger.key")).unwrap();
    let mut projections = Vec::new();
    below(&centre.hq.data().join("projections"), &mut projections);
    projections.retain(|file| {
        file.extension().is_some_and(|end| end == "db") && !file.ends_with("network.db")
    });
    let [given, _, phone, _] = &centre.canaries.people[0];
    for (file, key, word) in [
        (files.store(), &class, given),
        (set.store(), &class, given),
        (usb.store(), &class, given),
        (files.private(), &private, phone),
        (set.private(), &private, phone),
        (projections[0].clone(), &ledger, given),
        (centre.hq.data().join("ledger.db"), &ledger, &centre.canaries.site),
    ] {
        let found = pages::of_file(&file, key).unwrap();
        let found = search.found(&found);
        assert!(found.contains(&word.as_str()), "{}: {found:?}", file.display());
    }
}

/// What holds a secret says nothing of it when it is printed.
#[test]
fn secrets_are_not_printed() {
    let pin = passerelle_app::Pin::parse(PIN).unwrap();
    let phrase = passerelle_app::Phrase::parse(PHRASE).unwrap();
    let key = StoreKey([7; 32]);
    let code = passerelle_domain::code::RecoveryCode::from_random([9; 24]);
    let printed = format!("{pin:?} {phrase:?} {key:?} {code:?}");
    for secret in [PIN, "abaisser", "7, 7", "0707", &code.to_string()] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
