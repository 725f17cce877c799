//! The audit log: what people do with others' data is noted, reaches headquarters and is read there
//! alone; and whoever edits, removes or reorders what a laptop keeps, were it with every hash made
//! anew, is found by comparing with what headquarters has.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use passerelle_store::{Files, StoreKey, create_encrypted};
use passerelle_sync::DeviceId;
use passerelle_sync::sealed::{ChainHash, Sealed};
use passerelle_tests::centre::{joined, names, pending, session_now, text};
use passerelle_tests::laptop::PIN;
use passerelle_tests::process::{COMMAND_LIMIT, run};
use passerelle_tests::{Headquarters, Laptop};
use serde_json::Value;
use std::fs;

const SITE: &str = "Maison de quartier";
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");

/// A laptop that has done what is noted, and exchanged.
fn centre() -> (Headquarters, Laptop) {
    let hq = Headquarters::start(&[SITE]).unwrap();
    let laptop = joined(&hq, hq.url(), SITE, COORDINATOR, "Aïcha").unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    (hq, laptop)
}

fn deeds(hq: &Headquarters) -> Vec<String> {
    hq.digest().unwrap();
    let entries = hq.json(&["audit"]).unwrap();
    let deed = |entry: &Value| entry["values"]["deed"].as_str().unwrap().to_owned();
    entries.as_array().unwrap().iter().map(deed).collect()
}

fn two_learners(laptop: &Laptop) -> (String, String) {
    let names = names(laptop, &session_now(laptop).unwrap()).unwrap();
    (names[0].clone(), names[1].clone())
}

#[test]
fn what_is_done_with_peoples_data_is_noted_and_reaches_headquarters_alone() {
    let (hq, laptop) = centre();
    let session = session_now(&laptop).unwrap();
    let (amina, reza) = two_learners(&laptop);
    let out = laptop.folder().join("out");
    let to = out.to_str().unwrap().to_owned();
    // A wrong PIN, then the right one.
    let mut wrong = laptop.command(&["status"]).unwrap();
    wrong.env("PASSERELLE_PIN", "918273");
    run(wrong, COMMAND_LIMIT).unwrap().failure().unwrap();
    laptop.cmd(&["status"]).unwrap();
    let before = deeds(&hq).len();
    laptop.cmd(&["export", "attendance"]).unwrap();
    laptop.cmd(&["history", "--person", &amina]).unwrap();
    let purpose = "Demande de la personne";
    let args = ["export", "person", &amina, "--purpose", purpose, "--to", &to];
    let exported = laptop.json(&args).unwrap();
    let folder = text(&exported["folder"]).unwrap();
    let page = fs::read_to_string(format!("{folder}/page.html")).unwrap();
    let data: Value =
        serde_json::from_slice(&fs::read(format!("{folder}/donnees.json")).unwrap()).unwrap();
    assert!(page.contains(&amina) && data["person"]["name"].as_str().unwrap().contains(&amina));
    assert!(!data["attendance"].as_array().unwrap().is_empty());
    let mut admit = laptop.command(&["people", "add", "Bakary"]).unwrap();
    admit.env("PASSERELLE_NEW_PIN", "385712");
    run(admit, COMMAND_LIMIT).unwrap().success().unwrap();
    laptop.cmd(&["people", "remove", "Bakary", "--as", "Aïcha"]).unwrap();
    laptop.cmd(&["backup"]).unwrap();
    laptop.cmd(&["restore", "--yes"]).unwrap();
    laptop.cmd(&["erase", &reza, "--yes"]).unwrap();
    assert!(pending(&laptop).unwrap() > 0);
    laptop.cmd(&["exchange"]).unwrap();
    assert_eq!(pending(&laptop).unwrap(), 0, "the log is received like anything else");
    let noted = deeds(&hq)[before..].to_vec();
    let has = |what: &str| noted.iter().any(|deed| deed.starts_with(&format!("deed {what}")));
    for what in ["failed_unlocks", "export", "read", "role", "dismissed", "restore", "erased"] {
        assert!(has(what), "{what}: {noted:?}");
    }
    let told = hq.cmd(&["audit"]).unwrap();
    assert!(told.contains(purpose) && told.contains("Aïcha") && !told.contains(PIN), "{told}");
    // Another laptop of the centre gets none of it, nor does history tell it.
    let other = joined(&hq, hq.url(), SITE, COORDINATOR, "Bertrand").unwrap();
    other.cmd(&["exchange"]).unwrap();
    assert_eq!(other.json(&["audit", "verify"]).unwrap()["entries"], 0);
    for one in [&laptop, &other] {
        let history = one.json(&["history"]).unwrap();
        assert!(history.as_array().unwrap().iter().all(|line| line["kind"] != "audit"));
    }
    assert!(laptop.cmd(&["register", &session]).is_ok());
}

#[test]
fn an_export_without_its_purpose_is_refused_and_leaves_nothing() {
    let (_hq, laptop) = centre();
    let (amina, _) = two_learners(&laptop);
    let out = laptop.folder().join("out");
    let args = ["export", "person", &amina, "--purpose", "  ", "--to", out.to_str().unwrap()];
    let refused = laptop.refused(&args).unwrap();
    assert!(refused.stderr.contains("[export.purpose_needed]"), "{refused:?}");
    assert!(!out.exists() && pending(&laptop).unwrap() == 0);
}

/// What is done to the kept segments of the audit log.
#[derive(Clone, Copy, Debug)]
enum Tampering {
    /// An entry is changed where it lies.
    Edited,
    /// The last is taken away, with everything that tells of it.
    Deleted,
    /// Two trade places.
    Reordered,
    /// An entry is changed, and every hash after it is made anew.
    Recomputed,
}

#[test]
fn whatever_was_done_to_the_log_is_found() {
    use Tampering::{Deleted, Edited, Recomputed, Reordered};
    for tampering in [Edited, Deleted, Reordered, Recomputed] {
        let (_hq, laptop) = centre();
        for _ in 0..3 {
            laptop.cmd(&["export", "attendance"]).unwrap();
            laptop.cmd(&["exchange"]).unwrap();
        }
        let verified = laptop.json(&["audit", "verify"]).unwrap();
        assert!(verified["compared"].as_u64().unwrap() >= 3 && verified["waiting"] == 0);
        assert_eq!(verified["entries"], 3);
        tamper(&laptop, tampering);
        let refused = laptop.refused(&["audit", "verify"]).unwrap();
        assert!(refused.stderr.contains("[audit.broken]"), "{tampering:?}: {refused:?}");
        assert!(refused.stderr.contains("audit"), "it says which: {refused:?}");
    }
}

struct Row {
    position: i64,
    bytes: Vec<u8>,
}

/// As somebody with the key and the file could.
fn tamper(laptop: &Laptop, tampering: Tampering) {
    let key: StoreKey = laptop.key().unwrap();
    // What tells at the opening that something is gone goes too.
    fs::remove_file(laptop.data().join("passerelle.db-held")).unwrap();
    let conn = create_encrypted(&Files::at(laptop.data()).store(), &key).unwrap();
    let one = |sql: &str| -> (i64, i64) {
        conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    };
    let (stream, writer) =
        one("SELECT v.stream, v.writer FROM vector v JOIN stream s ON s.id = v.stream
         WHERE s.name LIKE '%/audit' AND v.sealed > 0");
    let sql = "SELECT position, bytes FROM segment WHERE stream = ?1 AND writer = ?2 ORDER BY last";
    let mut select = conn.prepare(sql).unwrap();
    let rows = select
        .query_map([stream, writer], |row| Ok(Row { position: row.get(0)?, bytes: row.get(1)? }));
    let mut rows: Vec<Row> = rows.unwrap().map(Result::unwrap).collect();
    assert!(rows.len() >= 3);
    let keep = |row: &Row| {
        let sql = "UPDATE segment SET bytes = ?2 WHERE position = ?1";
        conn.execute(sql, (row.position, &row.bytes)).unwrap();
    };
    match tampering {
        Tampering::Edited => {
            flip(&mut rows[1].bytes);
            keep(&rows[1]);
        }
        Tampering::Deleted => {
            let last = rows.pop().unwrap();
            conn.execute("DELETE FROM segment WHERE position = ?1", [last.position]).unwrap();
            chain_anew(&conn, (stream, writer), &rows);
        }
        Tampering::Reordered => {
            let (first, second) = (rows[0].bytes.clone(), rows[1].bytes.clone());
            (rows[0].bytes, rows[1].bytes) = (second, first);
            keep(&rows[0]);
            keep(&rows[1]);
        }
        Tampering::Recomputed => {
            flip(&mut rows[1].bytes);
            keep(&rows[1]);
            chain_anew(&conn, (stream, writer), &rows);
        }
    }
}

/// One bit of the content; the heading stays.
fn flip(bytes: &mut [u8]) {
    let at = bytes.len() - 70;
    bytes[at] ^= 1;
}

/// Hashes of the chain, and what tells how far it goes, as the program would have written them.
fn chain_anew(conn: &rusqlite::Connection, (stream, writer): (i64, i64), rows: &[Row]) {
    let sql = "SELECT s.name, w.device FROM stream s, writer w WHERE s.id = ?1 AND w.id = ?2";
    let (name, device): (String, [u8; 16]) =
        conn.query_row(sql, [stream, writer], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let device = DeviceId(uuid::Uuid::from_bytes(device));
    let (mut tip, mut last) = (ChainHash::START, 0);
    for row in rows {
        let segment = Sealed::parse(name.parse().unwrap(), device, row.bytes.clone()).unwrap();
        tip = segment.chained(&tip);
        last = segment.last();
        let sql = "UPDATE segment SET hash = ?2 WHERE position = ?1";
        conn.execute(sql, (row.position, tip.0)).unwrap();
    }
    let sql = "UPDATE vector SET sealed = ?3, held = ?3, acknowledged = min(acknowledged, ?3),
               tip = ?4 WHERE stream = ?1 AND writer = ?2";
    conn.execute(sql, (stream, writer, last.cast_signed(), tip.0)).unwrap();
}
