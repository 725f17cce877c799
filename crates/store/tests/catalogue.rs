//! The default catalogue grows from one version to the next: a computer of the version before holds what
//! it was given, works on, and comes to the same as everybody once it is updated.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{KEY, Laptop, carry, digests, laptop, mark, write};
use passerelle_domain::attendance::Status;
use passerelle_domain::catalogue::level_id;
use passerelle_domain::{RecordRef, Stream, Value, kinds};
use passerelle_store::{Draft, Files, Store};

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A level of the first edition and one that came later are edited: the first by a register that it
/// had, by one that was written later, the other by its title.
fn edit(laptop: &mut Laptop) {
    let level = |code: &str, register: &str, value: Value| {
        let record = RecordRef::Own(level_id(code));
        Draft::new(&kinds::LEVEL, record, vec![(register, value)])
    };
    let title = |code: &str| Value::List(vec![text(code), text("Autre titre")]);
    let drafts = vec![
        level("SOFT", "title", title("SOFT")),
        level("DIG-1", "title", title("DIG-1")),
        level("DIG-1", "objectives", text("Autre chose")),
    ];
    write(laptop, 1_000, drafts);
}

fn of_the_version_before(number: u128) -> Laptop {
    let mut old = laptop(number);
    old.store.take_later_catalogue_away_for_tests().unwrap();
    old
}

/// The same computer with this version of the program.
fn updated(old: Laptop) -> Laptop {
    let Laptop { folder, store, device } = old;
    drop(store);
    let store = Store::open(&Files::at(folder.path()), &KEY).unwrap();
    Laptop { folder, store, device }
}

fn titles(laptop: &Laptop) -> Vec<(String, String, String)> {
    let levels = laptop.store.view().levels().unwrap().into_iter();
    levels.map(|level| (level.code, level.title, level.objectives)).collect()
}

#[test]
fn computers_of_two_versions_agree_until_somebody_edits_what_came_later() {
    let (mut new, mut old) = (laptop(1), of_the_version_before(2));
    mark(&mut new, 1_000, 11, Status::Present);
    mark(&mut old, 2_000, 12, Status::Present);
    carry(&mut new, &mut old);
    carry(&mut old, &mut new);
    let network = |laptop: &Laptop| laptop.store.view().heads_kept(Stream::Network).unwrap();
    assert_eq!(network(&new), network(&old));
    assert_eq!(digests(&new), digests(&old));
}

#[test]
fn what_names_a_level_that_is_not_here_yet_waits_for_the_update() {
    let (mut new, mut old) = (laptop(1), of_the_version_before(2));
    edit(&mut new);
    let received = carry(&mut new, &mut old);
    assert!(received.deferred > 0, "{received:?}");
    assert_eq!(titles(&old).len(), 5);
    let mut old = updated(old);
    assert_eq!(titles(&old), titles(&new));
    let of = |code: &str| titles(&old).into_iter().find(|level| level.0 == code).unwrap();
    assert_eq!(of("SOFT").1, "Autre titre");
    assert_eq!((of("DIG-1").1, of("DIG-1").2), ("Autre titre".into(), "Autre chose".into()));
    mark(&mut old, 2_000, 12, Status::Present);
    carry(&mut old, &mut new);
    assert_eq!(digests(&old), digests(&new));
    old.store.rebuild(&[9; 32]).unwrap();
    assert_eq!(digests(&old), digests(&new), "folded again, it is the same");
}

#[test]
fn two_laptops_that_edit_one_level_apart_come_to_the_same_and_ask() {
    let (mut a, mut b) = (laptop(1), laptop(2));
    let edit = |laptop: &mut Laptop, now_ms, title: &str| {
        let record = RecordRef::Own(level_id("SOFT"));
        let title = Value::List(vec![text("SOFT"), text(title)]);
        let mut draft = Draft::new(&kinds::LEVEL, record, vec![("title", title)]);
        let days = Value::List(vec![Value::Int(2), Value::Int(20_000)]);
        draft.write("version", days);
        write(laptop, now_ms, vec![draft]);
    };
    edit(&mut a, 1_000, "De Bègles");
    edit(&mut b, 2_000, "De Pessac");
    carry(&mut a, &mut b);
    carry(&mut b, &mut a);
    assert_eq!(digests(&a), digests(&b));
    assert_eq!(titles(&a), titles(&b));
    let register = |name: &str| kinds::LEVEL.named(name).unwrap().id;
    let record = RecordRef::Own(level_id("SOFT"));
    for laptop in [&a, &b] {
        let view = laptop.store.view();
        let answers = |name: &str| view.heads(&kinds::LEVEL, &record, register(name)).unwrap();
        assert!(answers("title").disagrees(), "two titles are a question");
        assert!(!answers("version").disagrees(), "the same edition is none");
    }
}
