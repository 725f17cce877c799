//! Bad input and bad luck: each is told in a sentence of the reader's language, with a stable code
//! and exit code, and changes nothing. The sentences are compared with the files of texts, so that
//! the test asks that they be said whole, not how.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::thread;

use passerelle_domain::code::Code;
use passerelle_store::Files;
use passerelle_tests::laptop::isolate;
use passerelle_tests::process::{COMMAND_LIMIT, Ended, run};
use passerelle_tests::source::files_under;
use passerelle_tests::{Headquarters, Laptop, workspace};

const SITE: &str = "Centre";
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");
/// The small disk: a demo centre takes a fifth of it.
const DISK_BYTES: u64 = 1_500 * 1024;

/// What a person has on disk, and what the centre holds if it opens.
#[derive(Debug, PartialEq)]
struct Before {
    files: Vec<String>,
    digest: Option<BTreeMap<String, String>>,
}

impl Before {
    fn of(laptop: &Laptop) -> Before {
        let files = files_under(laptop.data(), &[]).unwrap();
        let name = |file: &Path| file.strip_prefix(laptop.data()).unwrap().display().to_string();
        let files = files.iter().map(|file| name(file)).collect();
        Before { files, digest: laptop.digest().ok() }
    }
}

/// A command that is refused with this code: in French, in English and in JSON, and without effect.
fn check(laptop: &Laptop, args: &[&str], code: &str, exit: i32) {
    let before = Before::of(laptop);
    let mut said = Vec::new();
    for language in ["fr", "en"] {
        let ended = laptop.refused(&[args, &["--lang", language]].concat()).unwrap();
        told(&ended, code, exit, language);
        said.push(ended.stderr);
    }
    assert_ne!(said[0], said[1], "the same in two languages");
    let ended = laptop.refused(&[args, &["--json"]].concat()).unwrap();
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(exit), ""), "{ended:?}");
    let json: serde_json::Value = serde_json::from_str(&ended.stderr).unwrap();
    assert_eq!(json["error"]["code"], code);
    assert_eq!(Before::of(laptop), before, "{args:?}");
}

/// What was printed is the sentence of the code, whole, then the code.
fn told(ended: &Ended, code: &str, exit: i32, language: &str) {
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(exit), ""), "{ended:?}");
    let (sentence, tail) = ended.stderr.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(tail, format!("[{code}]"), "{ended:?}");
    let pieces = pieces(code, language);
    let mut rest = sentence;
    for piece in &pieces {
        let at = rest.find(piece).unwrap_or_else(|| panic!("{piece:?} is not in {sentence:?}"));
        rest = &rest[at + piece.len()..];
    }
    assert!(sentence.starts_with(&pieces[0]) && rest.is_empty(), "{sentence:?}");
    assert!(!sentence.contains(['{', '$']), "a value is missing: {sentence:?}");
}

/// The sentence of a code without its variables.
fn pieces(code: &str, language: &str) -> Vec<String> {
    let file = workspace::root().join("locales").join(language).join("errors.ftl");
    let text = fs::read_to_string(file).unwrap();
    let key = format!("error-{} = ", code.replace('.', "-"));
    let sentence = text.lines().find_map(|line| line.strip_prefix(&key));
    let sentence = sentence.unwrap_or_else(|| panic!("{key} has no sentence in {language}"));
    let outside = |(at, part): (usize, &str)| match (at, part.split_once('}')) {
        (0, _) => part.to_owned(),
        (_, Some((_, text))) => text.to_owned(),
        (_, None) => panic!("{sentence}"),
    };
    sentence.split('{').enumerate().map(outside).collect()
}

fn centre() -> Laptop {
    let laptop = Laptop::new().unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    laptop
}

#[test]
fn codes_that_open_nothing() {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let fresh = Laptop::new().unwrap();
    let join = |code: &str| ["join", "--hq", hq.url(), "--code", code].map(str::to_owned);
    let check = |code: &str, refusal: &str| {
        let args = join(code);
        check(&fresh, &args.each_ref().map(String::as_str), refusal, 3);
    };
    let mut random = [7; 9];
    check(&Code::from_random(random).plain(), "join.unknown_code");
    let expired = ["code", "--site", SITE, "--grant", "coordinator", "--role", "coordinator"];
    let expired = hq.cmd(&[&expired[..], &["--minutes", "0"]].concat()).unwrap();
    check(expired.trim(), "join.expired_code");
    let good = hq.code(SITE, COORDINATOR.0, COORDINATOR.1).unwrap();
    check(&mistyped(&good), "code.mistyped");
    check("ABC", "code.length");
    check("ABCDE UUUUU", "code.character");
    let other = Laptop::new().unwrap();
    other.join(hq.url(), &good, "Aïcha").unwrap();
    check(&good, "join.used_code");
    random[0] = 8;
    check(&Code::from_random(random).plain(), "join.unknown_code");
    // And the laptop is none the worse for it.
    let another = hq.code(SITE, COORDINATOR.0, COORDINATOR.1).unwrap();
    fresh.join(hq.url(), &another, "Bertrand").unwrap();
    fresh.cmd(&["exchange"]).unwrap();
    assert_eq!(fresh.digest().unwrap().len(), 3);
}

/// The code with its first character changed.
fn mistyped(code: &str) -> String {
    let other = if code.starts_with('2') { "3" } else { "2" };
    format!("{other}{}", &code[1..])
}

#[test]
fn addresses_where_headquarters_is_not() {
    let code = Code::from_random([9; 9]).plain();
    let closed = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    let closed = format!("http://{closed}");
    let page = portal("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n");
    let moved = portal("HTTP/1.1 302 Found\r\nLocation: https://example.org/login\r\n");
    let json = portal("HTTP/1.1 500 Oops\r\nContent-Type: application/json\r\n");
    let liar = portal("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.passerelle.join\r\n");
    for laptop in [Laptop::new().unwrap(), centre()] {
        let join = |hq: &str, refusal: &str, exit| {
            check(&laptop, &["join", "--hq", hq, "--code", &code], refusal, exit);
        };
        // Nobody there at all: a new laptop keeps the code for a better moment.
        if laptop.data().exists() {
            join(&closed, "exchange.unreachable", 5);
        }
        for address in [&page, &moved, &json, &liar] {
            join(address, "exchange.not_headquarters", 5);
        }
        for wrong in ["not a url", "ftp://127.0.0.1", "http://"] {
            join(wrong, "join.bad_address", 3);
        }
        join("", "join.address_missing", 3);
    }
}

/// A web server that is not headquarters, at this address: it answers the same to everything.
fn portal(head: &'static str) -> String {
    portal_at("127.0.0.1:0", head)
}

fn portal_at(address: &str, head: &'static str) -> String {
    let listener = TcpListener::bind(address).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut asked = [0; 64 * 1024];
            // Whatever was asked.
            let _ = stream.read(&mut asked);
            let body = "<html><body>Bienvenue sur le réseau</body></html>";
            let length = body.len();
            let _ = write!(stream, "{head}Content-Length: {length}\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all(body.as_bytes());
        }
    });
    format!("http://{address}")
}

#[test]
fn exchanges_that_cannot_be() {
    let alone = centre();
    check(&alone, &["exchange"], "exchange.not_joined", 5);
    let demo = Laptop::new().unwrap();
    demo.cmd(&["demo"]).unwrap();
    check(&demo, &["exchange"], "exchange.demo", 5);
    let mut hq = Headquarters::start(&[SITE]).unwrap();
    let code = hq.code(SITE, COORDINATOR.0, COORDINATOR.1).unwrap();
    let laptop = Laptop::new().unwrap();
    laptop.join(hq.url(), &code, "Aïcha").unwrap();
    hq.stop().unwrap();
    check(&laptop, &["exchange"], "exchange.unreachable", 5);
    hq.restart().unwrap();
    laptop.cmd(&["exchange"]).unwrap();
}

#[test]
fn somebody_else_answers_where_headquarters_was() {
    let heads = [
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.passerelle.frames\r\n",
    ];
    for head in heads {
        let mut hq = Headquarters::start(&[SITE]).unwrap();
        let code = hq.code(SITE, COORDINATOR.0, COORDINATOR.1).unwrap();
        let laptop = Laptop::new().unwrap();
        laptop.join(hq.url(), &code, "Aïcha").unwrap();
        hq.stop().unwrap();
        portal_at(hq.url().strip_prefix("http://").unwrap(), head);
        check(&laptop, &["exchange"], "exchange.not_headquarters", 5);
    }
}

#[test]
fn files_that_hold_no_learners() {
    let laptop = centre();
    let write = |name: &str, bytes: &[u8]| {
        let file = laptop.folder().join(name);
        fs::write(&file, bytes).unwrap();
        file.display().to_string()
    };
    let check = |file: &str, code: &str| check(&laptop, &["import", "learners", file], code, 3);
    check(&write("empty.csv", b""), "import.empty");
    check(&write("mark.csv", b"\xEF\xBB\xBF"), "import.empty");
    check(&write("headings.csv", "Prénom;Nom\r\n".as_bytes()), "import.empty");
    check(&write("image.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "import.binary");
    let program = workspace::bin("passerelle").unwrap();
    check(&write("program.csv", &fs::read(program).unwrap()[..4096]), "import.binary");
    check(&write("numbers.csv", b"a;b\n1;2\n"), "import.no_names");
    check(&write("large.csv", &vec![b'a'; 21 << 20]), "import.too_large");
    check(&laptop.folder().join("absent.csv").display().to_string(), "import.file");
    check(&laptop.folder().display().to_string(), "import.file");
}

#[test]
fn marks_that_mean_nothing() {
    let laptop = centre();
    let check = |args: [&str; 3], code: &str| {
        check(&laptop, &["mark", args[0], args[1], args[2]], code, 3);
    };
    check(["now", "#1", "late:120"], "attendance.minutes_beyond_session");
    check(["now", "#1", "left:121"], "attendance.minutes_beyond_session");
    check(["now", "#1", "late:0"], "attendance.minutes_zero");
    check(["now", "#1", "here"], "mark.unreadable");
    check(["now", "#11", "present"], "learner.unknown");
    check(["now", "#0", "present"], "learner.unknown");
    check(["now", "Personne Inconnue", "present"], "learner.unknown");
    check(["ffffffff", "#1", "present"], "session.unknown");
    laptop.cmd(&["mark", "now", "#1", "late:80"]).unwrap();
    check(["now", "#1", "left:40"], "attendance.minutes_beyond_session");
    let empty = Laptop::new().unwrap();
    empty.cmd(&["init", "--name", "Centre", "--person", "Aïcha"]).unwrap();
    self::check(&empty, &["register", "now"], "session.unknown", 3);
    self::check(&empty, &["undo"], "undo.nothing", 3);
    self::check(&empty, &["init", "--name", "B", "--person", "C"], "store.exists", 4);
}

#[test]
fn a_folder_without_a_centre_stays_empty() {
    let laptop = Laptop::new().unwrap();
    for args in [&["status"][..], &["register", "now"], &["exchange"], &["undo"]] {
        check(&laptop, args, "store.missing", 4);
    }
    check(&laptop, &["init", "--name", " ", "--person", "Aïcha"], "centre.name_missing", 3);
    assert!(!laptop.data().exists());
}

#[test]
fn a_newer_version_wrote_the_file() {
    let laptop = centre();
    let store = laptop.store().unwrap();
    store.set_schema_version_for_tests(99).unwrap();
    drop(store);
    let bytes = || fs::read(Files::at(laptop.data()).store()).unwrap();
    let kept = bytes();
    for args in [&["status"][..], &["mark", "now", "#1", "present"], &["exchange"]] {
        check(&laptop, args, "store.newer_schema", 4);
    }
    let ended = laptop.refused(&["status"]).unwrap();
    assert!(ended.stderr.contains("99"), "{ended:?}");
    assert!(bytes() == kept, "the file was written to");
}

#[test]
fn a_key_that_does_not_open_the_file() {
    let laptop = centre();
    let files = Files::at(laptop.data());
    let before = laptop.digest().unwrap();
    let book = fs::read_to_string(files.book()).unwrap();
    let other = fs::read_to_string(Files::at(self::centre().data()).book()).unwrap();
    let bytes = fs::read(files.store()).unwrap();
    let check = |key: Option<&str>, code: &str| {
        match key {
            Some(book) => fs::write(files.book(), book).unwrap(),
            None => fs::remove_file(files.book()).unwrap(),
        }
        for args in [&["status"][..], &["mark", "now", "#1", "present"], &["exchange"]] {
            check(&laptop, args, code, 4);
        }
    };
    check(Some(&other), "store.wrong_key");
    check(Some("not a book"), "store.key_unreadable");
    check(Some(""), "store.key_unreadable");
    check(None, "store.key_unreadable");
    assert!(fs::read(files.store()).unwrap() == bytes, "the file was written to");
    fs::write(files.book(), book).unwrap();
    assert_eq!(laptop.digest().unwrap(), before);
}

/// Runs a script on a small disk of its own, mounted where the laptop's data are copied, if this
/// machine lets a test mount one; what each `step NAME COMMAND...` printed lies in files.
fn on_small_disk(laptop: &Laptop, script: &str) -> Option<Steps> {
    let folder = laptop.folder().join("small");
    let out = laptop.folder().join("out");
    fs::create_dir_all(&folder).unwrap();
    fs::create_dir_all(&out).unwrap();
    let preamble = r#"
        set -u
        mount -t tmpfs -o size="$BYTES" tmpfs "$DISK" || exit 99
        cp -a "$DATA" "$DISK/data" || exit 98
        step() {
            name=$1; shift
            "$PROGRAM" --data "$DISK/data" "$@" >"$OUT/$name.out" 2>"$OUT/$name.err"
            echo $? >"$OUT/$name.code"
        }
    "#;
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", &format!("{preamble}\n{script}")]);
    command.env("BYTES", DISK_BYTES.to_string()).env("DISK", &folder).env("OUT", &out);
    command.env("DATA", laptop.data()).env("PROGRAM", workspace::bin("passerelle").unwrap());
    isolate(&mut command, laptop.folder()).unwrap();
    let ended = run(command, COMMAND_LIMIT);
    match ended {
        Ok(ended) if ended.code == Some(0) => Some(Steps(out)),
        Ok(ended) if ended.code == Some(99) || ended.stderr.contains("unshare") => {
            eprintln!("NOT CHECKED: this machine mounts no disk for a test: {}", ended.stderr);
            eprintln!("The store's own tests fill a file instead (crates/store/tests/store.rs).");
            None
        }
        Err(error) if error.to_string().contains("cannot start") => {
            eprintln!("NOT CHECKED: there is no `unshare` here: {error:#}");
            None
        }
        other => panic!("the script failed: {other:?}"),
    }
}

/// What the steps of a script printed.
struct Steps(std::path::PathBuf);

impl Steps {
    fn read(&self, name: &str) -> Ended {
        let read = |kind: &str| fs::read_to_string(self.0.join(format!("{name}.{kind}"))).unwrap();
        let code = read("code").trim().parse().ok();
        Ended { line: name.to_owned(), code, stdout: read("out"), stderr: read("err") }
    }

    fn success(&self, name: &str) -> String {
        self.read(name).success().unwrap()
    }
}

#[test]
fn a_full_disk_keeps_what_was_saved() {
    let laptop = centre();
    let out = laptop.folder().join("out");
    fs::create_dir_all(&out).unwrap();
    let rows = (0..2_000).map(|row| format!("Prénom{row};Nom{row}\n"));
    fs::write(out.join("people.csv"), "Prénom;Nom\n".to_owned() + &rows.collect::<String>())
        .unwrap();
    let Some(steps) = on_small_disk(
        &laptop,
        r#"
        step before digest
        fill() { head -c "$BYTES" /dev/zero >>"$DISK/filler" 2>/dev/null || true; }
        fill
        step full mark now '#1' late:7
        step full_en mark now '#1' late:7 --lang en
        # Room to open the file and to begin.
        truncate -s -150000 "$DISK/filler"
        step half import learners "$OUT/people.csv"
        rm "$DISK/filler"
        step after digest
        step again mark now '#1' late:8
        step register register now --json
        "#,
    ) else {
        return;
    };
    let before = steps.success("before");
    told(&steps.read("full"), "store.disk_full", 4, "fr");
    told(&steps.read("full_en"), "store.disk_full", 4, "en");
    told(&steps.read("half"), "store.disk_full", 4, "fr");
    assert_eq!(steps.success("after"), before);
    steps.success("again");
    assert!(steps.success("register").contains(r#""late":8"#));
}

#[test]
fn a_folder_that_cannot_be_written_keeps_what_it_holds() {
    let laptop = centre();
    let Some(steps) = on_small_disk(
        &laptop,
        r#"
        step before digest
        mount -o remount,ro "$DISK" || exit 99
        step mark mark now '#1' late:7
        step mark_en mark now '#1' late:7 --lang en
        step status status
        "$PROGRAM" --data "$DISK/other" init --name A --person B >"$OUT/init.out" 2>"$OUT/init.err"
        echo $? >"$OUT/init.code"
        mount -o remount,rw "$DISK" || exit 99
        step after digest
        step again mark now '#1' late:8
        "#,
    ) else {
        return;
    };
    told(&steps.read("mark"), "store.read_only", 4, "fr");
    told(&steps.read("mark_en"), "store.read_only", 4, "en");
    told(&steps.read("status"), "store.read_only", 4, "fr");
    told(&steps.read("init"), "store.read_only", 4, "fr");
    assert_eq!(steps.success("after"), steps.success("before"));
    steps.success("again");
}
