//! Somebody is erased of whom the law keeps something: the lines of sealed sheets go to headquarters'
//! vault with their name, until a day; before, the laptop says how many; and nobody else has any.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::collections::BTreeSet;

use passerelle_tests::centre::{array, joined, names, session_now, text};
use passerelle_tests::{Headquarters, Laptop, PATIENCE, pages, wait_for};
use serde_json::Value;

const SITE: &str = "Maison de quartier";
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");

fn vault(hq: &Headquarters) -> Vec<Value> {
    hq.digest().unwrap();
    array(&hq.json(&["vault"]).unwrap()).unwrap().clone()
}

/// Whether a given name can be read in what headquarters folded of a centre.
fn is_in_projections(hq: &Headquarters, name: &str) -> bool {
    hq.digest().unwrap();
    let name = name.split(' ').next().unwrap();
    let key = pages::key_in(&hq.data().join("ledger.key")).unwrap();
    let pages = pages::of_folder(&hq.data().join("projections"), &[&key]).unwrap();
    pages.windows(name.len()).any(|part| part == name.as_bytes())
}

fn erased(laptop: &Laptop, name: &str, yes: bool) -> Value {
    let args: &[&str] = if yes { &["--yes"] } else { &[] };
    laptop.json(&[&["erase", name], args].concat()).unwrap()
}

#[test]
fn what_the_law_keeps_goes_to_headquarters_vault_and_nowhere_else() {
    let mut hq = Headquarters::start(&[SITE, "Ailleurs"]).unwrap();
    let laptop = joined(&hq, hq.url(), SITE, COORDINATOR, "Aïcha").unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    let session = session_now(&laptop).unwrap();
    // Marked today too: that sheet is not sealed yet.
    laptop.cmd(&["mark", &session, "#1", "late:7"]).unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    let other = joined(&hq, hq.url(), SITE, COORDINATOR, "Bertrand").unwrap();
    other.cmd(&["exchange"]).unwrap();
    laptop.cmd(&["exchange"]).unwrap();
    let name = names(&laptop, &session).unwrap().swap_remove(0);
    assert!(is_in_projections(&hq, &name), "the search finds a name where there is one");
    assert!(vault(&hq).is_empty(), "nobody was erased");

    let before = erased(&laptop, &name, false);
    let (marks, kept) = (before["marks"].as_u64().unwrap(), before["kept"].as_u64().unwrap());
    assert!(kept > 0 && kept < marks, "{before}");
    let after = erased(&laptop, &name, true);
    assert_eq!((after["marks"].as_u64(), after["kept"].as_u64()), (Some(marks), Some(kept)));
    let waiting = array(&after["waiting"]).unwrap();
    assert_eq!(waiting.len(), 1, "the other laptop has not done it: {after}");
    laptop.cmd(&["exchange"]).unwrap();

    let lines = vault(&hq);
    assert_eq!(lines.len() as u64, kept, "{lines:?}");
    for line in &lines {
        assert_eq!(text(&line["name"]).unwrap(), name);
        let (day, until) = (text(&line["day"]).unwrap(), text(&line["until"]).unwrap());
        let years = |text: &str| text[..4].parse::<i32>().unwrap();
        assert_eq!(years(&until) - years(&day), 10, "{line}");
        assert!(line["group"].as_str().unwrap().len() > 3 && line["status"] != "");
    }
    let days: BTreeSet<String> = lines.iter().map(|line| text(&line["day"]).unwrap()).collect();
    assert_eq!(days.len(), lines.len(), "each sheet once");
    assert_eq!(hq.json(&["vault", "--site", "Ailleurs"]).unwrap(), Value::Array(vec![]));
    assert!(hq.cmd(&["vault", "--site", SITE]).unwrap().contains(&name));

    // What was folded has it no more, nor has any laptop; folded anew, the vault stays what it is.
    wait_for("headquarters to have swept", PATIENCE, || {
        Ok((!is_in_projections(&hq, &name)).then_some(()))
    })
    .unwrap();
    other.cmd(&["exchange"]).unwrap();
    for one in [&laptop, &other] {
        assert!(!one.cmd(&["register", &session]).unwrap().contains(&name));
        assert!(!one.cmd(&["export", "attendance"]).unwrap().contains(&name));
    }
    hq.cmd(&["rebuild"]).unwrap();
    hq.restart().unwrap();
    assert_eq!(vault(&hq), lines);
    laptop.cmd(&["exchange"]).unwrap();
    let done = erased(&laptop, after["person"].as_str().unwrap(), false);
    assert_eq!(array(&done["waiting"]).unwrap().len(), 0, "{done}");
    assert_eq!(array(&done["done"]).unwrap().len(), 2, "{done}");
}

/// A centre on its own has nobody who keeps anything.
#[test]
fn a_centre_on_its_own_keeps_nothing() {
    let laptop = Laptop::new().unwrap();
    laptop.cmd(&["demo", "--ordinary"]).unwrap();
    let session = session_now(&laptop).unwrap();
    let name = names(&laptop, &session).unwrap().swap_remove(0);
    let told = erased(&laptop, &name, true);
    assert!(told["kept"] == 0 && told["marks"].as_u64().unwrap() > 0, "{told}");
}
