//! The rules of style that a machine can hold: sizes, opening comments, nothing skipped, SQL, the
//! clock and the window's bridge each in their place, migrations that never change. Each rule is
//! tried on a small bad input, so that a rule that cannot fail is seen.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use passerelle_tests::source::{Part, Source, files_under, only, sources};
use passerelle_tests::workspace;
use sha2::{Digest, Sha256};

const FILE_LINES_MAX: usize = 800;
const COMPONENT_LINES_MAX: usize = 200;
const FUNCTION_LINES_MAX: usize = 70;

/// Written by a program from the Rust types; nobody reads it as prose.
const GENERATED: [&str; 1] = ["ui/src/api/bindings.ts"];

/// Crates that take time, ids and chance as arguments (ARCHITECTURE.md, invariant 1).
const PURE: [&str; 4] =
    ["crates/documents/src/", "crates/domain/src/", "crates/sync/src/", "crates/store/src/"];

/// A rule reads one file and says what is wrong with it, a line each.
type Rule = fn(&Source) -> Vec<String>;

#[test]
fn files_are_short() -> Result<()> {
    hold(&["rs", "ts", "svelte", "css"], too_long)
}

#[test]
fn functions_fit_a_screen() -> Result<()> {
    hold(&["rs"], long_functions)
}

#[test]
fn no_test_is_skipped_and_nothing_is_left_to_do() -> Result<()> {
    hold(&["rs", "ts", "svelte"], skipped)
}

#[test]
fn sql_stays_in_the_store_and_the_ledger() -> Result<()> {
    hold(&["rs"], stray_sql)
}

#[test]
fn time_and_chance_are_arguments() -> Result<()> {
    hold(&["rs"], impure)
}

#[test]
fn only_the_api_folder_speaks_to_the_window() -> Result<()> {
    hold(&["ts", "js", "svelte"], stray_bridge)
}

#[test]
fn files_open_with_a_comment() -> Result<()> {
    hold(&["rs", "ts", "svelte"], unopened)
}

#[test]
fn migrations_never_change() -> Result<()> {
    let folder = workspace::root().join("crates/store/migrations");
    let Ok(sums) = fs::read_to_string(folder.join("SHA256SUMS")) else {
        return Ok(()); // Until the first release, there is nothing to keep.
    };
    let mut files = BTreeMap::new();
    for file in files_under(&folder, &["sql"])? {
        let name = file.file_name().context("no name")?.to_string_lossy().into_owned();
        files.insert(name, fs::read(&file)?);
    }
    report(&changed_migrations(&files, &sums));
    Ok(())
}

/// Fails with every line that a rule says of the product's files.
fn hold(extensions: &[&str], rule: Rule) -> Result<()> {
    let sources = sources(extensions)?;
    let read = sources.iter().filter(|source| !GENERATED.contains(&source.path.as_str()));
    report(&read.flat_map(rule).collect::<Vec<_>>());
    Ok(())
}

fn report(findings: &[String]) {
    assert!(findings.is_empty(), "{} to mend:\n{}\n", findings.len(), findings.join("\n"));
}

fn too_long(source: &Source) -> Vec<String> {
    let component = source.extension() == "svelte";
    let most = if component { COMPONENT_LINES_MAX } else { FILE_LINES_MAX };
    let lines = source.text.lines().count();
    let long = lines > most;
    long.then(|| format!("{}: {lines} lines, at most {most}", source.path)).into_iter().collect()
}

/// From the line of `fn` to that of its last brace; attributes and comments before it are free.
fn long_functions(source: &Source) -> Vec<String> {
    let code = only(Part::Code, &source.text);
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let rest = &code[at..];
        let Some(length) = body_end(rest).filter(|_| starts_word(&code, at)) else {
            continue;
        };
        let lines = rest[..length].lines().count();
        if lines > FUNCTION_LINES_MAX {
            let name = rest["fn ".len()..].split(['(', '<']).next().unwrap_or_default();
            let line = code[..at].lines().count().max(1);
            found.push(format!(
                "{}:{line}: `{name}` has {lines} lines, at most {FUNCTION_LINES_MAX}",
                source.path
            ));
        }
    }
    found
}

/// Where the function that starts here ends; nothing if it is declared without a body.
fn body_end(code: &str) -> Option<usize> {
    let (mut braces, mut brackets) = (0_usize, 0_usize);
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            ';' if braces == 0 && brackets == 0 => return None,
            '{' => braces += 1,
            '}' if braces <= 1 => return (braces == 1).then_some(at + 1),
            '}' => braces -= 1,
            _ => {}
        }
    }
    None
}

fn skipped(source: &Source) -> Vec<String> {
    if source.extension() == "rs" {
        let code = only(Part::Code, &source.text);
        let mut found = lines_with(source, &code, &["#[ignore", "todo!", "unimplemented!"]);
        let conditional = |line: &&str| line.contains("cfg_attr") && line.contains("ignore");
        found.extend(code.lines().filter(conditional).map(|l| format!("{}: {l}", source.path)));
        return found;
    }
    let marks = [".skip(", ".skipIf(", ".only(", ".todo(", "xit(", "xtest(", "xdescribe("];
    lines_with(source, &source.text, &marks)
}

fn stray_sql(source: &Source) -> Vec<String> {
    if ["crates/store/", "crates/hq/"].iter().any(|home| source.path.starts_with(home)) {
        return Vec::new();
    }
    // In two pieces, or this very line would be found.
    let words = [
        concat!("SEL", "ECT "),
        concat!("INSERT ", "INTO "),
        concat!("DELETE ", "FROM "),
        concat!("CREATE ", "TABLE "),
        concat!("PRAG", "MA "),
    ];
    lines_with(source, &only(Part::Literal, &source.text), &words)
}

fn impure(source: &Source) -> Vec<String> {
    if !PURE.iter().any(|home| source.path.starts_with(home)) {
        return Vec::new();
    }
    let words = [
        "Utc::now",
        "Local::now",
        "SystemTime::now",
        "Instant::now",
        "getrandom",
        "OsRng",
        "now_v7",
        "new_v4",
    ];
    lines_with(source, &only(Part::Code, &source.text), &words)
}

fn stray_bridge(source: &Source) -> Vec<String> {
    let elsewhere = source.path.starts_with("ui/src/") && !source.path.starts_with("ui/src/api/");
    let names = ["'@tauri-apps", "\"@tauri-apps", "`@tauri-apps"];
    if elsewhere { lines_with(source, &source.text, &names) } else { Vec::new() }
}

fn unopened(source: &Source) -> Vec<String> {
    let text = source.text.trim_start();
    // A component may say it above its script or as the script's first words.
    let script = text.strip_prefix("<script").and_then(|rest| rest.split_once('>'));
    let script = script.map_or("", |(_, inside)| inside.trim_start());
    let opens = |text: &str| text.starts_with("//") || text.starts_with("/*");
    let opened = match source.extension() {
        "svelte" => text.starts_with("<!--") || opens(script),
        _ => opens(text),
    };
    let closed = (!opened).then(|| format!("{}: does not say what it is for", source.path));
    closed.into_iter().collect()
}

fn changed_migrations(files: &BTreeMap<String, Vec<u8>>, sums: &str) -> Vec<String> {
    let sums: BTreeMap<&str, &str> = sums
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(sum, name)| (name.trim_start_matches([' ', '*']), sum))
        .collect();
    let hex = |bytes: &[u8]| -> String {
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let mut found = Vec::new();
    for (name, bytes) in files {
        match sums.get(name.as_str()) {
            None => found.push(format!("{name}: not in SHA256SUMS")),
            Some(sum) if hex(bytes) != *sum => found.push(format!("{name}: has changed")),
            Some(_) => {}
        }
    }
    let gone = sums.keys().filter(|name| !files.contains_key(**name));
    found.extend(gone.map(|name| format!("{name}: is gone")));
    found
}

/// The lines of `text` (a view of the source) that hold one of these, at the start of a word.
fn lines_with(source: &Source, text: &str, wanted: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for wanted in wanted {
            if line.match_indices(wanted).any(|(column, _)| starts_word(line, column)) {
                found.push(format!("{}:{}: {}", source.path, at + 1, wanted.trim()));
            }
        }
    }
    found
}

/// False inside a word: `exit(` does not hold `xit(`. A sign starts anywhere.
fn starts_word(text: &str, at: usize) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    !text[at..].starts_with(word) || !text[..at].ends_with(word)
}

/// How many findings a rule has about a small input.
fn check(rule: Rule, path: &str, text: &str, expected: usize) {
    let found = rule(&Source { path: path.to_owned(), text: text.to_owned() });
    assert_eq!(found.len(), expected, "{path}: {text:?}: {found:?}");
}

#[test]
fn a_long_file_or_component_is_found() {
    check(too_long, "a.rs", &"x\n".repeat(FILE_LINES_MAX), 0);
    check(too_long, "a.rs", &"x\n".repeat(FILE_LINES_MAX + 1), 1);
    check(too_long, "a.svelte", &"x\n".repeat(COMPONENT_LINES_MAX), 0);
    check(too_long, "a.svelte", &"x\n".repeat(COMPONENT_LINES_MAX + 1), 1);
}

#[test]
fn a_long_function_is_found() {
    let function = |lines: usize| format!("fn f() {{\n{}}}\n", "x();\n".repeat(lines - 2));
    check(long_functions, "a.rs", &function(FUNCTION_LINES_MAX), 0);
    check(long_functions, "a.rs", &function(FUNCTION_LINES_MAX + 1), 1);
    check(long_functions, "a.rs", &function(40).repeat(3), 0);
    let braces = function(FUNCTION_LINES_MAX + 1).replacen("x()", "y(\"}\")", 1);
    check(long_functions, "a.rs", &braces, 1);
    let declared = format!("fn f(a: [u8; 2]);\nstruct S {{\n{}}}", "a: fn (u8),\n".repeat(99));
    check(long_functions, "a.rs", &declared, 0);
    let nested = format!("impl A {{\n fn g() -> [u8; 2] {{\n{}}}\n}}", "x();\n".repeat(70));
    check(long_functions, "a.rs", &nested, 1);
}

#[test]
fn a_skipped_test_is_found() {
    check(skipped, "a.rs", "#[test]\n#[ignore = \"slow\"]\nfn f() { todo!() }", 2);
    check(skipped, "a.rs", "#[cfg_attr(windows, ignore)]", 1);
    check(skipped, "a.rs", "// #[ignore]\nlet a = b.iter().skip(1); // todo!", 0);
    check(skipped, "a.test.ts", "it.skip('x'); xit('y'); describe.only('z')", 3);
    check(skipped, "a.test.ts", "process.exit(1); skip()", 0);
}

#[test]
fn stray_sql_is_found() {
    let query = concat!("let a = \"SEL", "ECT a FROM b\";");
    check(stray_sql, "crates/app/src/a.rs", query, 1);
    check(stray_sql, "crates/store/src/a.rs", query, 0);
    check(stray_sql, "crates/app/src/a.rs", concat!("// SEL", "ECT a"), 0);
}

#[test]
fn a_clock_below_the_app_is_found() {
    check(impure, "crates/sync/src/a.rs", "let a = std::time::Instant::now();", 1);
    check(impure, "crates/domain/src/a.rs", "let a = uuid::Uuid::now_v7();", 1);
    check(impure, "crates/store/src/a.rs", "// Instant::now is elsewhere", 0);
    check(impure, "crates/app/src/a.rs", "let a = Instant::now();", 0);
}

#[test]
fn a_stray_bridge_is_found() {
    let import = "import { invoke } from '@tauri-apps/api/core'";
    check(stray_bridge, "ui/src/features/a/b.ts", import, 1);
    check(stray_bridge, "ui/src/api/window.ts", import, 0);
    check(stray_bridge, "ui/src/features/a/b.ts", "// not @tauri-apps", 0);
}

#[test]
fn a_file_without_an_opening_is_found() {
    check(unopened, "a.rs", "//! For this.\nuse b;", 0);
    check(unopened, "a.rs", "use b;\n//! For this.", 1);
    check(unopened, "a.ts", "/** For this. */", 0);
    check(unopened, "a.ts", "import a from 'b'", 1);
    check(unopened, "a.svelte", "<!-- For this. -->\n<script>", 0);
    check(unopened, "a.svelte", "<script lang=\"ts\">\n  // For this.\n", 0);
    check(unopened, "a.svelte", "<script lang=\"ts\">\n  let a = 1\n", 1);
}

#[test]
fn a_changed_migration_is_found() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  0001.sql\n";
    let files = |bytes: &str| BTreeMap::from([("0001.sql".to_owned(), bytes.into())]);
    assert!(changed_migrations(&files(""), empty).is_empty());
    assert_eq!(changed_migrations(&files("x"), empty), ["0001.sql: has changed"]);
    assert_eq!(changed_migrations(&files("x"), ""), ["0001.sql: not in SHA256SUMS"]);
    assert_eq!(changed_migrations(&BTreeMap::new(), empty), ["0001.sql: is gone"]);
}
