//! Reading the product's own sources, for the hygiene tests: the list of files, and Rust text split
//! into code, comments and literals. It is a reader of characters, not a parser: enough to not take
//! a word in a string for code, and no more.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Folders that hold what was built or downloaded.
const NOT_SOURCES: [&str; 6] =
    ["target", "node_modules", "dist", "build", "coverage", ".svelte-kit"];

/// A file of the workspace.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its path from the root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Source {
    /// The part of the name after the last dot.
    pub fn extension(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

/// Every file of the product's folders with one of these extensions, in the order of their names.
pub fn sources(extensions: &[&str]) -> Result<Vec<Source>> {
    let root = crate::workspace::root();
    let mut found = Vec::new();
    for folder in ["crates", "src-tauri", "ui", "tests", "xtask"] {
        for file in files_under(&root.join(folder), extensions)? {
            let path = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().into_owned();
            let text = fs::read_to_string(&file).with_context(|| format!("cannot read {path}"))?;
            found.push(Source { path: path.replace('\\', "/"), text });
        }
    }
    Ok(found)
}

/// The files under a folder with one of these extensions (any, for an empty list), without what was
/// built. A folder that is absent holds none.
pub fn files_under(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {folder:?}"))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                if !NOT_SOURCES.contains(&name.as_str()) && !path.is_symlink() {
                    folders.push(path);
                }
            } else if extensions.is_empty()
                || extensions.iter().any(|wanted| path.extension().is_some_and(|e| e == *wanted))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// What a character of Rust text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Code, and the quotes around literals.
    Code,
    /// A comment, with its marks.
    Comment,
    /// What is inside a string or a character.
    Literal,
}

/// Rust text in which only one part is left; the rest is spaces, and lines keep their numbers.
pub fn only(part: Part, text: &str) -> String {
    let kept = |(c, at): (char, Part)| if at == part || c == '\n' { c } else { ' ' };
    text.chars().zip(parts(text)).map(kept).collect()
}

/// The part of each character of Rust text.
pub fn parts(text: &str) -> Vec<Part> {
    let chars: Vec<char> = text.chars().collect();
    let mut parts = Vec::with_capacity(chars.len());
    while parts.len() < chars.len() {
        let at = parts.len();
        let previous = at.checked_sub(1).and_then(|before| chars.get(before)).copied();
        let (length, part) = token(&chars[at..], previous);
        // The two ends of a literal are its quotes; a comment has none.
        for step in 0..length {
            let quote = part == Part::Literal && (step == 0 || step + 1 == length);
            parts.push(if quote { Part::Code } else { part });
        }
    }
    parts
}

/// The length and the part of what starts here.
fn token(rest: &[char], previous: Option<char>) -> (usize, Part) {
    let starts = |mark: &str| mark.chars().eq(rest.iter().copied().take(mark.chars().count()));
    let in_word = previous.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if starts("//") {
        let end = rest.iter().position(|c| *c == '\n').unwrap_or(rest.len());
        return (end, Part::Comment);
    }
    if starts("/*") {
        return (block_comment(rest), Part::Comment);
    }
    if !in_word && let Some(length) = raw_string(rest) {
        return (length, Part::Literal);
    }
    if starts("\"") {
        return (quoted(rest, '"'), Part::Literal);
    }
    // A quote that opens a character closes after one (maybe escaped); else it names a lifetime.
    if starts("'") && (rest.get(1) == Some(&'\\') || rest.get(2) == Some(&'\'')) {
        return (quoted(rest, '\''), Part::Literal);
    }
    (1, Part::Code)
}

/// The length of a block comment; in Rust they nest.
fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match (rest[at], rest.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// The length of `r"..."`, `r#"..."#` and their `b` and `c` forms.
fn raw_string(rest: &[char]) -> Option<usize> {
    let prefix = usize::from(matches!(rest.first(), Some('b' | 'c')));
    if rest.get(prefix) != Some(&'r') {
        return None;
    }
    let hashes = rest[prefix + 1..].iter().take_while(|c| **c == '#').count();
    let open = prefix + 1 + hashes;
    if rest.get(open) != Some(&'"') {
        return None;
    }
    let closes = |at: usize| {
        rest[at] == '"' && rest[at + 1..].iter().take_while(|c| **c == '#').count() >= hashes
    };
    let end = (open + 1..rest.len()).find(|at| closes(*at));
    Some(end.map_or(rest.len(), |at| at + 1 + hashes))
}

/// The length of a literal up to its closing quote; a backslash hides the character after it.
fn quoted(rest: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            c if c == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        only(Part::Code, text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn literals(text: &str) -> String {
        only(Part::Literal, text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn strings_and_comments_are_not_code() {
        assert_eq!(code("a // b\nc /* d /* e */ f */ g"), "a c g");
        assert_eq!(code(r#"x("no \" no", y)"#), r#"x(" ", y)"#);
        assert_eq!(
            code("let c = '\\''; let d = '{'; 'a: loop"),
            "let c = ' '; let d = ' '; 'a: loop"
        );
        assert_eq!(code("fn f<'a>(x: &'a str) {}"), "fn f<'a>(x: &'a str) {}");
    }

    #[test]
    fn literals_are_found_in_all_their_forms() {
        assert_eq!(literals(r##"a("one", b"two", var"three")"##), "one two three");
        assert!(literals("r#\"four \" five\"# six").contains("four \" five"));
        assert!(!literals("r#\"four \" five\"# six").contains("six"));
        assert_eq!(literals("// \"none\""), "");
    }

    #[test]
    fn lines_keep_their_numbers() {
        let text = "a\n/* b\nc */ \"d\ne\"\nf";
        assert_eq!(only(Part::Code, text).lines().count(), text.lines().count());
        assert_eq!(parts(text).len(), text.chars().count());
    }

    #[test]
    fn this_file_is_among_the_sources() -> Result<()> {
        let found = sources(&["rs"])?;
        assert!(found.iter().any(|source| source.path == "tests/src/source.rs"));
        assert!(found.iter().all(|source| source.extension() == "rs"));
        Ok(())
    }
}
