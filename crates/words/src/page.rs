//! What is known of a person, as two files for them: one for programs, one to be read. The page needs
//! nothing beside it: it opens in any browser, without a network, and prints on paper.

use crate::Messages;
use passerelle_app::dto::{Exported, HistoryLine, PersonFile};
use passerelle_app::{AppError, local_time};
use passerelle_domain::Refusal;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.3rem .6rem;\
border-bottom:1px solid #ccc;vertical-align:top}th{font-weight:600}h2{margin-top:2rem}";

/// Writes the file of a person below `folder`, in a folder of its own that only its owner reads. The
/// names of both say neither who nor what.
///
/// # Errors
/// `export.unwritable`; nothing is left behind then.
pub fn write_person(
    file: &PersonFile,
    folder: &Path,
    messages: &Messages,
) -> Result<Exported, AppError> {
    let end = file.person.id.rsplit('-').next().unwrap_or("person");
    let into = folder.join(format!("passerelle-{}-{end}", file.day));
    let unwritable =
        |_| AppError::from(Refusal::new("export.unwritable").with("path", into.display()));
    let fresh = !into.exists();
    let write = || -> std::io::Result<Vec<String>> {
        make(&into)?;
        let json = serde_json::to_vec_pretty(file)?;
        let page = page(file, messages);
        let files = [("donnees.json", json), ("page.html", page.into_bytes())];
        for (name, bytes) in &files {
            put(&into.join(name), bytes)?;
        }
        Ok(files.iter().map(|(name, _)| (*name).to_owned()).collect())
    };
    let written = write().map_err(|error| {
        if fresh {
            // What cannot be removed was not written either.
            let _ = fs::remove_dir_all(&into);
        }
        unwritable(error)
    })?;
    Ok(Exported { folder: into.display().to_string(), files: written })
}

/// Writes a document into a folder, for its owner only; one of the same name is replaced.
///
/// # Errors
/// `export.unwritable`; one that was there before stays as it was then.
pub fn write_document(name: &str, bytes: &[u8], folder: &Path) -> Result<Exported, AppError> {
    let (whole, draft) = (folder.join(name), folder.join(format!(".{name}.part")));
    let write = || -> std::io::Result<()> {
        if !folder.exists() {
            make(folder)?;
        }
        put(&draft, bytes)?;
        fs::rename(&draft, &whole)
    };
    write().map_err(|_| {
        // What cannot be removed was not written either.
        let _ = fs::remove_file(&draft);
        AppError::from(Refusal::new("export.unwritable").with("path", whole.display()))
    })?;
    Ok(Exported { folder: folder.display().to_string(), files: vec![name.to_owned()] })
}

fn make(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// The readable page.
fn page(file: &PersonFile, messages: &Messages) -> String {
    let text = |key: &str| escaped(&messages.plain(key));
    let mut page = String::new();
    let title = messages.plain("page-title");
    let language = messages.language();
    // A String takes whatever is written to it.
    let _ = write!(
        page,
        "<!doctype html><html lang=\"{language}\"><meta charset=\"utf-8\"><title>{}</title>\
         <style>{STYLE}</style><h1>{}</h1><p>{}</p><p>{}</p>",
        escaped(&title),
        escaped(&file.person.name),
        escaped(&messages.text("page-intro", &[("centre", file.centre.clone())])),
        escaped(&messages.text("page-made", &[("day", file.day.clone())])),
    );
    let _ = write!(page, "<h2>{}</h2><table>", text("page-fields"));
    for field in &file.fields {
        let key = format!("page-field-{}", field.name);
        let named = messages.plain(&key);
        let named = if named == key { field.name.clone() } else { named };
        let _ = write!(
            page,
            "<tr><th>{}<td><bdi dir=\"auto\">{}</bdi>",
            escaped(&named),
            escaped(&field.value)
        );
    }
    let _ = write!(page, "</table><h2>{}</h2><table>", text("page-attendance"));
    for line in &file.attendance {
        let _ = write!(
            page,
            "<tr><td>{}<td>{}<td>{}<td><bdi dir=\"auto\">{}</bdi>",
            escaped(&line.day),
            escaped(&line.group),
            escaped(&messages.plain(&format!("page-status-{}", line.status))),
            escaped(&line.note),
        );
    }
    let _ = write!(page, "</table><h2>{}</h2><table>", text("page-history"));
    for line in &file.history {
        page.push_str(&history_row(line));
    }
    let _ = write!(page, "</table><p>{}</p></html>", text("page-rights"));
    page
}

fn history_row(line: &HistoryLine) -> String {
    format!(
        "<tr><td>{}<td><bdi dir=\"auto\">{}</bdi><td>{}<td>{}<td><bdi dir=\"auto\">{}</bdi>",
        escaped(&local_time(line.at as i64)),
        escaped(&line.by),
        escaped(&line.device),
        escaped(&format!("{}.{}", line.kind, line.register)),
        escaped(&line.value),
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_app::dto::{PersonField, PersonRow};

    fn file(name: &str) -> PersonFile {
        PersonFile {
            day: "2027-04-20".into(),
            centre: "Maison".into(),
            person: PersonRow {
                id: "0-1".into(),
                is_volunteer: false,
                name: name.into(),
                own_name: None,
                language: None,
                cohorts: vec![],
                attended: None,
            },
            fields: vec![PersonField { name: "phones".into(), value: "06".into() }],
            attendance: vec![],
            history: vec![],
        }
    }

    #[test]
    fn both_files_are_there_and_a_name_is_no_markup() {
        let folder = tempfile::tempdir().unwrap();
        let messages = Messages::new(Some("fr"));
        let told = write_person(&file("<b>&Amina"), folder.path(), &messages).unwrap();
        assert_eq!(told.files, ["donnees.json", "page.html"]);
        let page = fs::read_to_string(Path::new(&told.folder).join("page.html")).unwrap();
        assert!(page.contains("&lt;b&gt;&amp;Amina") && !page.contains("<b>"));
        assert!(!page.contains("page-"), "every text is there");
        let json = fs::read(Path::new(&told.folder).join("donnees.json")).unwrap();
        let back: PersonFile = serde_json::from_slice(&json).unwrap();
        assert_eq!(back, file("<b>&Amina"));
    }

    #[test]
    fn where_nothing_can_be_written_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("file");
        fs::write(&taken, "x").unwrap();
        let error = write_person(&file("A"), &taken, &Messages::new(Some("en"))).unwrap_err();
        assert_eq!(error.code(), "export.unwritable");
    }
}
