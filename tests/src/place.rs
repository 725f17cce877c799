//! A laptop of a coordinator and a volunteer, the objects of its centre that a matrix of commands names,
//! and what stands in it: so that each row tells what changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use passerelle_domain::Stream;
use passerelle_store::{Files, Store, StoreKey};
use passerelle_sync::digest::hex;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::centre::{array, joined, text};
use crate::laptop::open_as;
use crate::process::{COMMAND_LIMIT, run};
use crate::{Headquarters, Laptop};

/// The PIN of the volunteer, Bakary; the coordinator is Aïcha, with everybody's.
pub const VOLUNTEER_PIN: &str = "385712";
/// A picture of one pixel.
pub const PICTURE: &[u8] = include_bytes!("pixel.png");
/// A sheet as somebody has photographed it.
pub const SHEET: &[u8] = include_bytes!("sheet.jpg");
/// Another, of another shade.
pub const ANOTHER: &[u8] = include_bytes!("another.png");
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");

/// The laptop.
pub struct Place {
    /// The laptop itself.
    pub laptop: Laptop,
    /// Its book of keys as it was at first.
    pub book: Vec<u8>,
    /// Ids by what they are of: session, learner, erased, cohort, volunteer,
    /// coordinator, and a volunteer of the session; and the session's day, its half of the day,
    /// when it begins, and a quarter of an hour later.
    pub names: BTreeMap<&'static str, String>,
    keys: [StoreKey; 2],
}

/// What stands: each stream, who opens it, what lies beside.
pub type Standing = BTreeMap<&'static str, String>;

impl Place {
    /// A laptop that has joined, with ten learners, a volunteer who may open it, and a backup.
    pub fn new(hq: &Headquarters, site: &str) -> Result<Place> {
        let laptop = joined(hq, hq.url(), site, COORDINATOR, "Aïcha")?;
        laptop.cmd(&["demo", "--ordinary"])?;
        laptop.cmd(&["exchange"])?;
        let mut admit = laptop.command(&["people", "add", "Bakary"])?;
        admit.env("PASSERELLE_NEW_PIN", VOLUNTEER_PIN);
        run(admit, COMMAND_LIMIT)?.success()?;
        let asked = |args: &[&str]| laptop.json(&[args, &["--as", "Aïcha"]].concat());
        asked(&["backup"])?;
        let register = asked(&["register", "now"])?;
        let session = text(&register["session"]["id"])?;
        let file = laptop.folder().join("sheet.png");
        fs::write(&file, PICTURE)?;
        let photos = asked(&["photo", "add", "now", &file.display().to_string()])?;
        let learners = array(&register["learners"])?;
        let id = |value: Option<&Value>| text(&value.context("no object")?["id"]);
        let (cohorts, team) = (asked(&["cohort", "list"])?, asked(&["people", "list"])?);
        let volunteer = array(&team)?.iter().find(|tile| tile["name"] == "Bakary");
        let start = register["session"]["start"].as_u64().context("no start")?;
        let code = &register["session"]["code"];
        let names = BTreeMap::from([
            ("begun", start.to_string()),
            ("paused", (start + 15).to_string()),
            ("session", session),
            ("photo", text(&array(&photos)?.first().context("no photograph")?["id"])?),
            ("half", text(&register["sheet"]["halves"][0])?),
            ("date", text(&register["session"]["date"])?),
            ("learner", id(learners.first())?),
            ("erased", id(learners.last())?),
            ("cohort", id(array(&cohorts)?.iter().find(|row| row["code"] == *code))?),
            ("volunteer", id(volunteer)?),
            ("coordinator", id(array(&team)?.iter().find(|tile| tile["name"] == "Aïcha"))?),
            ("taught", id(array(&register["volunteers"])?.first())?),
        ]);
        let app = open_as(laptop.data(), "Aïcha")?;
        let private = app.opening().private_key_for_tests().context("no private key")?;
        let keys = [app.opening().key_for_tests().clone(), private.clone()];
        drop(app);
        fs::write(laptop.folder().join("another.png"), ANOTHER)?;
        let csv = laptop.folder().join("people.csv");
        fs::write(&csv, "Prénom;Nom;Téléphone\nNour;Haddad;06 98 13 57 42\n")?;
        let book = fs::read(Files::at(laptop.data()).book())?;
        Ok(Place { laptop, book, names, keys })
    }

    /// What stands in this centre now.
    pub fn standing(&self) -> Result<Standing> {
        let files = Files::at(self.laptop.data());
        let mut standing = Standing::new();
        for (file, key) in [files.store(), files.private()].into_iter().zip(&self.keys) {
            let store = Store::open_at(&file, key, self.laptop.folder())?;
            let view = store.view();
            for stream in view.kept_streams()? {
                let class = match stream {
                    Stream::Network => continue,
                    Stream::Site(_) => "records",
                    Stream::Private(_) => "private",
                    Stream::Audit(_) => "audit",
                };
                if (class == "private") == file.ends_with("private.db") {
                    // Sealing, which happens by itself, changes no number.
                    let held: u64 = view.vector(stream)?.0.values().sum();
                    standing.insert(class, held.to_string());
                }
            }
        }
        let count =
            |folder: &Path| fs::read_dir(folder).map_or(0, |entries| entries.count()).to_string();
        standing.insert("book", book(&files)?);
        standing.insert("backups", count(&files.backups()));
        standing.insert("originals", count(&files.damaged()));
        standing.insert("pictures", files.photos().all()?.len().to_string());
        standing.insert("files", count(&self.laptop.folder().join("out")));
        Ok(standing)
    }

    /// What changed since, in words, each after a space.
    pub fn changed_since(&self, before: &Standing) -> Result<String> {
        let after = self.standing()?;
        let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        let changed = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
        Ok(changed.map(|name| format!(" {name}")).collect())
    }
}

/// Who opens the centre and how, without what each try counts.
fn book(files: &Files) -> Result<String> {
    let text = fs::read_to_string(files.book())?;
    let text = text.split("\nsha256 ").next().unwrap_or_default();
    let mut book: Value = serde_json::from_str(text)?;
    for row in book["people"].as_array_mut().into_iter().flatten() {
        for counted in ["wrong", "failed", "tried_ms"] {
            row[counted].take();
        }
    }
    Ok(hex(&Sha256::digest(book.to_string())))
}
