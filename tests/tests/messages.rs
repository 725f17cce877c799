//! The texts of the product in both languages: the same keys, with the same variables, none empty,
//! none twice. It reads just enough of Fluent's syntax for that; whether a text is a good one, and
//! whether a screen uses it, is not looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Result, ensure};
use passerelle_tests::source::files_under;
use passerelle_tests::workspace;

const LANGUAGES: [&str; 2] = ["fr", "en"];

/// A text's variables, by its key (`key` or `key.attribute`).
type Messages = BTreeMap<String, BTreeSet<String>>;

#[test]
fn both_languages_say_the_same_things() -> Result<()> {
    let mut problems = Vec::new();
    let mut languages = Vec::new();
    for language in LANGUAGES {
        let mut reader = Reader::default();
        for file in files_under(&workspace::root().join("locales").join(language), &["ftl"])? {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            reader.read(&format!("{language}/{name}"), &fs::read_to_string(&file)?);
        }
        let messages = reader.finish(&mut problems);
        ensure!(!messages.is_empty(), "no text in {language}");
        languages.push(messages);
    }
    if let [first, second] = languages.as_slice() {
        problems.extend(differences(LANGUAGES[0], first, LANGUAGES[1], second));
    }
    assert!(problems.is_empty(), "{} to mend:\n{}\n", problems.len(), problems.join("\n"));
    Ok(())
}

/// Reads files one after the other; a key is known once over all of them.
#[derive(Default)]
struct Reader {
    messages: Messages,
    problems: Vec<String>,
    /// The text being read, and whether anything of it has been seen.
    current: Option<(String, bool)>,
    /// How many braces are open, and whether a quoted text is, in the text being read.
    depth: usize,
    quoted: bool,
}

impl Reader {
    fn read(&mut self, file: &str, text: &str) {
        for (at, line) in text.lines().enumerate() {
            if let Err(problem) = self.line(line) {
                self.problems.push(format!("{file}:{}: {problem}", at + 1));
            }
        }
        self.close();
    }

    fn finish(self, problems: &mut Vec<String>) -> Messages {
        problems.extend(self.problems);
        self.messages
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let inside = self.depth > 0 || line.starts_with([' ', '}']);
        if line.trim().is_empty() || (line.starts_with('#') && self.depth == 0) {
            return Ok(());
        }
        if !inside {
            let (key, text) = declaration(line).ok_or("is not `key = text`")?;
            self.close();
            return self.open(key, text);
        }
        let Some((current, _)) = &self.current else {
            return Err("continues nothing".to_owned());
        };
        let message = current.split('.').next().unwrap_or_default().to_owned();
        let attribute = line.trim_start().strip_prefix('.').and_then(declaration);
        if let (Some((name, text)), 0) = (attribute, self.depth) {
            // A message may be nothing but its attributes.
            self.current = None;
            return self.open(&format!("{message}.{name}"), text);
        }
        self.text(line);
        Ok(())
    }

    fn open(&mut self, key: &str, text: &str) -> Result<(), String> {
        self.current = Some((key.to_owned(), false));
        (self.depth, self.quoted) = (0, false);
        let known = self.messages.insert(key.to_owned(), BTreeSet::new()).is_some();
        self.text(text);
        if known { Err(format!("{key} is there twice")) } else { Ok(()) }
    }

    fn close(&mut self) {
        if let Some((key, false)) = self.current.take() {
            self.problems.push(format!("{key} is empty"));
        }
        if std::mem::take(&mut self.depth) > 0 {
            self.problems.push("a brace is not closed".to_owned());
        }
    }

    /// Notes the variables of a piece of text: `$name` between braces, outside quotes.
    fn text(&mut self, text: &str) {
        let Some((key, seen)) = &mut self.current else {
            return;
        };
        *seen |= !text.trim().is_empty();
        for (at, c) in text.char_indices() {
            match c {
                '"' if self.depth > 0 => self.quoted = !self.quoted,
                _ if self.quoted => {}
                '{' => self.depth += 1,
                '}' => self.depth = self.depth.saturating_sub(1),
                '$' if self.depth > 0 => {
                    let name = identifier(&text[at + 1..]).to_owned();
                    self.messages.entry(key.clone()).or_default().insert(name);
                }
                _ => {}
            }
        }
    }
}

/// `key = text`, or `-term = text`.
fn declaration(line: &str) -> Option<(&str, &str)> {
    let (key, text) = line.split_once('=')?;
    let key = key.trim_end();
    let name = key.strip_prefix('-').unwrap_or(key);
    (!name.is_empty() && identifier(name) == name).then_some((key, text))
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    &text[..end.unwrap_or(text.len())]
}

fn differences(one: &str, first: &Messages, other: &str, second: &Messages) -> Vec<String> {
    let missing = |from: &Messages, within: &Messages, language: &str| -> Vec<String> {
        let absent = from.keys().filter(|key| !within.contains_key(*key));
        absent.map(|key| format!("{key} is missing in {language}")).collect()
    };
    let mut found = missing(first, second, other);
    found.extend(missing(second, first, one));
    for (key, variables) in first {
        let others = second.get(key).unwrap_or(variables);
        if others != variables {
            found.push(format!("{key} has {variables:?} in {one} and {others:?} in {other}"));
        }
    }
    found
}

fn read(text: &str) -> (Messages, Vec<String>) {
    let mut reader = Reader::default();
    reader.read("a.ftl", text);
    let mut problems = Vec::new();
    let messages = reader.finish(&mut problems);
    (messages, problems)
}

fn check(fr: &str, en: &str, expected: &[&str]) {
    let ((fr, mut problems), (en, more)) = (read(fr), read(en));
    problems.extend(more);
    problems.extend(differences("fr", &fr, "en", &en));
    assert_eq!(problems, expected);
}

#[test]
fn equal_languages_pass() {
    check("# Un titre\na = Bonjour { $name }\n", "a = Hello {$name}", &[]);
    check("-app = Passerelle\na = { -app }", "a = { -app }\n-app = Passerelle", &[]);
    check("a =\n    Deux\n    lignes = ici", "a = One line", &[]);
    check("a = Prix $5 { \"$b\" }", "a = Price", &[]);
}

#[test]
fn a_plural_is_one_text() {
    let fr = "a = { $n ->\n    [one] { $n } jour\n   *[other] { $n } jours\n}\nb = Oui";
    check(fr, "a = { $n } d\nb = Yes", &[]);
    assert_eq!(read(fr).0.keys().collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn an_attribute_is_a_text() {
    check("a =\n    .label = Oui", "a =\n    .label = Yes", &[]);
    check("a = A\n    .label = Oui", "a = A", &["a.label is missing in en"]);
}

#[test]
fn a_missing_key_is_found_on_both_sides() {
    check("a = A\nb = B", "a = A", &["b is missing in en"]);
    check("a = A", "a = A\nb = B", &["b is missing in fr"]);
}

#[test]
fn other_variables_are_found() {
    check("a = { $n }", "a = { $m }", &["a has {\"n\"} in fr and {\"m\"} in en"]);
}

#[test]
fn what_fluent_would_refuse_is_found() {
    assert_eq!(read("a = A\na = B").1, ["a.ftl:2: a is there twice"]);
    assert_eq!(read("a =\nb = B").1, ["a is empty"]);
    assert_eq!(read("hello world").1, ["a.ftl:1: is not `key = text`"]);
    assert_eq!(read("  alone").1, ["a.ftl:1: continues nothing"]);
    assert_eq!(read("a = { $b").1, ["a brace is not closed"]);
}
