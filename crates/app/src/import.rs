//! Importing learners from a spreadsheet file (CSV): reading it whatever wrote it, saying of every
//! column and every refused row what became of it, and writing the rest in one gesture. What a cell
//! means is the domain's affair. A file that cannot be read changes nothing.

use crate::centre::App;
use crate::dto::Problem;
use crate::error::AppError;
use crate::people::Seats;
use crate::surroundings::new_id;
use crate::undo::label_text;
use passerelle_domain::import::{Column, Target, cell, column};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, Refusal, StreamClass, Value, kinds};
use passerelle_store::{Act, Author, Draft, DraftWrite, Gesture, Store, View};
use passerelle_sync::Hlc;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Bytes of a file.
const FILE_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Rows of a file.
const ROWS_MAX: usize = 20_000;

/// What became of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnReport {
    /// Its heading, as written.
    pub heading: String,
    /// `kept`, `refused` (social-security numbers), `not_granted` (this computer may not hold it),
    /// `unknown` (nothing here keeps it).
    pub fate: &'static str,
}

/// Why a row was not imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowProblem {
    /// Line in the file, the heading being 1.
    pub row: usize,
    /// Heading of the cell.
    pub column: String,
    /// What is wrong.
    pub problem: Problem,
}

/// A person who was imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Line in the file.
    pub row: usize,
    /// Learner id.
    pub id: String,
    /// Name as written.
    pub name: String,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// People created.
    pub imported: Vec<Imported>,
    /// People who were here already: left as they are, enrolled if a cohort was named.
    pub already: Vec<Imported>,
    /// Rows left out, and why.
    pub problems: Vec<RowProblem>,
    /// Columns.
    pub columns: Vec<ColumnReport>,
    /// Cells whose outer spaces were left out: (row, heading).
    pub trimmed: Vec<(usize, String)>,
}

/// A row that can be imported.
struct Person {
    row: usize,
    writes: Vec<(Target, Value)>,
}

impl App {
    /// Imports learners from the bytes of a file, and enrols them in a cohort if one is named.
    ///
    /// # Errors
    /// `import.empty`, `import.binary`, `import.too_large`, `import.no_names`, `cohort.unknown`,
    /// `permission.role_too_low`, or the store's; nothing is written then.
    pub fn import_learners(
        &mut self,
        bytes: &[u8],
        cohort: Option<&str>,
    ) -> Result<ImportReport, AppError> {
        self.allow_writing(Deed::Import, &[&kinds::LEARNER, &kinds::ENROLMENT, &kinds::CONTACT])?;
        let cohort = cohort.map(|cohort| self.find_cohort(cohort)).transpose()?;
        let table = read_table(bytes)?;
        let private = self.private_view()?.is_some();
        let (author, moment) = (self.author()?, self.moment()?);
        let mut report = ImportReport::default();
        let columns = columns(&table.headings, private, &mut report);
        if !columns.iter().flatten().any(|target| target.register.name == "name") {
            return Err(AppError::refused("import.no_names"));
        }
        let people = self.read_people(&table, &columns, moment.today, &mut report)?;
        self.keep_offers(cohort)?;
        let mut beside = Vec::new();
        let mut label = String::new();
        let Self { store, private, .. } = self;
        let private_view = private.as_ref().map(Store::view);
        let committed = store.write::<AppError>(author, |view| {
            let mut drafts = Vec::new();
            let enrolled = match cohort {
                Some(cohort) => view.ever_enrolled(cohort)?,
                None => HashSet::new(),
            };
            let mut seen: HashMap<_, RecordId> = HashMap::new();
            let mut seats = cohort.map(|cohort| Seats::of(view, cohort, moment)).transpose()?;
            for (id, claim, person) in &people {
                let (given, family) = person.name();
                let name = format!("{given} {}", family.unwrap_or_default()).trim().to_owned();
                // The same person twice in one file is one person.
                let known = match seen.get(&person.identity()) {
                    Some(id) => Some(*id),
                    None => known(view, private_view.as_ref().unwrap_or(view), person)?,
                };
                seen.insert(person.identity(), known.unwrap_or(*id));
                let imported =
                    |id: RecordId| Imported { row: person.row, id: id.to_string(), name };
                let id = match known {
                    Some(known) => {
                        report.already.push(imported(known));
                        beside.push((known, person));
                        known
                    }
                    None => {
                        report.imported.push(imported(*id));
                        drafts.extend(person.drafts(*id).into_iter().filter(|draft| {
                            private_view.is_none() || draft.kind.stream != StreamClass::Private
                        }));
                        beside.push((*id, person));
                        *id
                    }
                };
                // Somebody who is enrolled already, or has left, stays as they are.
                if let Some(seats) = &mut seats
                    && (known.is_none() || !enrolled.contains(&id))
                {
                    drafts.extend(seats.enrol(id, *claim));
                }
            }
            let count = report.imported.len().to_string();
            label = label_text(&crate::attendance::label("import", &[("count", count)]));
            Ok(Gesture { label: label.clone(), act: Act::Do, drafts })
        })?;
        drop(private_view);
        self.import_private(author, committed.map(|committed| committed.hlc), label, &beside)?;
        Ok(report)
    }

    /// The people of a table's rows, each with ids at hand for them and for a seat.
    fn read_people(
        &self,
        table: &Table,
        columns: &[Option<Target>],
        today: passerelle_domain::calendar::Day,
        report: &mut ImportReport,
    ) -> Result<Vec<(RecordId, RecordId, Person)>, AppError> {
        let mut people = Vec::new();
        let heading = (&table.headings[..], table.delimiter);
        for (row, cells) in &table.rows {
            match person((*row, cells), heading, columns, today, report) {
                Ok(person) => {
                    people.push((new_id(&*self.around)?, new_id(&*self.around)?, person));
                }
                Err(problem) => report.problems.push(problem),
            }
        }
        Ok(people)
    }

    /// What is private of the people imported, in its own file and under the stamp of the rest. Of
    /// somebody who was here, what their file lacks: an import that was cut short between the two is
    /// made whole by the same import.
    fn import_private(
        &mut self,
        author: Author,
        stamp: Option<Hlc>,
        label: String,
        people: &[(RecordId, &Person)],
    ) -> Result<(), AppError> {
        let stamp = match stamp {
            Some(stamp) => stamp,
            None if self.private.is_some() => self.store.stamp(author.now_ms)?,
            None => return Ok(()),
        };
        let Some(private) = &mut self.private else { return Ok(()) };
        private.write_beside::<AppError>(author, stamp, |view| {
            let mut drafts = Vec::new();
            for (id, person) in people {
                for draft in person.drafts(*id) {
                    if draft.kind.stream == StreamClass::Private && !view.has(&draft)? {
                        drafts.push(draft);
                    }
                }
            }
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.note_pending()?;
        Ok(())
    }
}

impl Person {
    fn value(&self, column: &str) -> Option<&Value> {
        let found = self
            .writes
            .iter()
            .find(|(target, _)| target.register.fields[target.position].column == column);
        found.map(|(_, value)| value)
    }

    fn name(&self) -> (&str, Option<&str>) {
        let part = |column| self.value(column).and_then(Value::as_text);
        (part("given").unwrap_or_default(), part("family"))
    }

    /// What tells somebody apart: names, birth day, number in the system they came from.
    fn identity(&self) -> (String, Option<String>, Option<i64>, Option<String>) {
        let (given, family) = self.name();
        let birth = self.value("birth_day").and_then(Value::as_int);
        let source = self.value("source_number").and_then(Value::as_text);
        (given.to_owned(), family.map(str::to_owned), birth, source.map(str::to_owned))
    }

    /// One draft for each kind; compound registers are put together from their cells.
    fn drafts(&self, id: RecordId) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        for (target, value) in &self.writes {
            let record = match target.kind.stream {
                StreamClass::Private => RecordRef::Derived(vec![id]),
                _ => RecordRef::Own(id),
            };
            let at = drafts.iter().position(|draft| draft.kind == target.kind);
            let at = at.unwrap_or_else(|| {
                drafts.push(Draft { kind: target.kind, record, writes: Vec::new() });
                drafts.len() - 1
            });
            put(&mut drafts[at], target, value.clone());
        }
        // Somebody known by a family name alone has an empty given name, not a missing one.
        for draft in drafts.iter_mut().filter(|draft| draft.kind == &kinds::LEARNER) {
            let names = draft.writes.iter_mut().filter(|write| write.register.name == "name");
            for write in names {
                if let Value::List(fields) = &mut write.value {
                    fields
                        .iter_mut()
                        .take(1)
                        .filter(|given| **given == Value::Null)
                        .for_each(|given| *given = Value::Text(String::new()));
                }
            }
        }
        drafts
    }
}

fn put(draft: &mut Draft, target: &Target, value: Value) {
    let count = target.register.fields.len();
    if count == 1 {
        let register = target.register;
        draft.writes.push(DraftWrite { register, value, replaces: None });
        return;
    }
    let open = draft.writes.iter().position(|write| write.register.id == target.register.id);
    let open = open.unwrap_or_else(|| {
        let value = Value::List(vec![Value::Null; count]);
        draft.writes.push(DraftWrite { register: target.register, value, replaces: None });
        draft.writes.len() - 1
    });
    if let Value::List(fields) = &mut draft.writes[open].value {
        fields[target.position] = value;
    }
}

/// Somebody with exactly this name, and no other birth day or number where both are known.
fn known(
    view: &View<'_>,
    private: &View<'_>,
    person: &Person,
) -> Result<Option<RecordId>, AppError> {
    let (given, family) = person.name();
    let birth = person.value("birth_day").and_then(Value::as_int);
    let source = person.value("source_number").and_then(Value::as_text);
    for id in view.learners_named(given, family)? {
        let (born, number) = private.civil_of(id)?;
        let same_birth = birth.is_none() || born.is_none() || birth == born;
        if same_birth && (source.is_none() || number.is_none() || source == number.as_deref()) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn columns(headings: &[String], private: bool, report: &mut ImportReport) -> Vec<Option<Target>> {
    let mut targets: Vec<Option<Target>> = Vec::with_capacity(headings.len());
    for heading in headings {
        let same = |other: &Target, target: &Target| {
            other.register == target.register
                && other.position == target.position
                && other.kind == target.kind
        };
        let (fate, target) = match column(heading) {
            Column::Refused => ("refused", None),
            Column::Unknown => ("unknown", None),
            Column::Kept(target) if target.kind.stream == StreamClass::Private && !private => {
                ("not_granted", None)
            }
            // A second column of the same meaning would overwrite the first.
            Column::Kept(target) if targets.iter().flatten().any(|t| same(t, &target)) => {
                ("unknown", None)
            }
            Column::Kept(target) => ("kept", Some(target)),
        };
        if !heading.trim().is_empty() {
            report.columns.push(ColumnReport { heading: heading.trim().to_owned(), fate });
        }
        targets.push(target);
    }
    targets
}

fn person(
    (row, cells): (usize, &[String]),
    (headings, delimiter): (&[String], char),
    columns: &[Option<Target>],
    today: passerelle_domain::calendar::Day,
    report: &mut ImportReport,
) -> Result<Person, RowProblem> {
    let problem = |column: &str, refusal: Refusal| RowProblem {
        row,
        column: column.trim().to_owned(),
        problem: AppError::from(refusal).problem(),
    };
    if cells.iter().skip(headings.len()).any(|cell| !cell.trim().is_empty()) {
        return Err(problem("", Refusal::new("import.too_many_cells")));
    }
    if let Some(at) = cells.iter().position(|cell| swallows_rows(cell, delimiter, headings.len())) {
        let heading = headings.get(at).map_or("", String::as_str);
        return Err(problem(heading, Refusal::new("import.line_break")));
    }
    let mut writes = Vec::new();
    for ((text, heading), target) in cells.iter().zip(headings).zip(columns) {
        let Some(target) = target else { continue };
        let trimmed = text.trim();
        if trimmed.is_empty() {
            continue;
        }
        let value = cell(*target, trimmed, today).map_err(|refusal| problem(heading, refusal))?;
        if trimmed.len() != text.len() {
            report.trimmed.push((row, heading.trim().to_owned()));
        }
        writes.push((*target, value));
    }
    let person = Person { row, writes };
    if person.name() == ("", None) {
        let heading = headings.iter().zip(columns).find_map(|(heading, target)| {
            target.filter(|target| target.register.name == "name").map(|_| heading.clone())
        });
        return Err(problem(&heading.unwrap_or_default(), Refusal::new("import.name_missing")));
    }
    Ok(person)
}

/// Whether a cell looks as if a quotation mark too many had swallowed the rows that follow: a line
/// within it has the delimiters of a row. An address on two lines has not.
fn swallows_rows(cell: &str, delimiter: char, columns: usize) -> bool {
    let of_a_row = (columns.saturating_sub(1) / 2).max(1);
    cell.lines().skip(1).any(|line| line.matches(delimiter).count() >= of_a_row)
}

struct Table {
    delimiter: char,
    headings: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

fn read_table(bytes: &[u8]) -> Result<Table, Refusal> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Refusal::new("import.too_large").with("max", FILE_BYTES_MAX / 1024 / 1024));
    }
    // Line numbers are counted by line feeds alone.
    let text = decode(bytes)?.replace("\r\n", "\n");
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 != 0 {
        return Err(Refusal::new("import.quotes"));
    }
    let first = text.lines().find(|line| !line.trim().is_empty());
    let Some(first) = first else { return Err(Refusal::new("import.empty")) };
    let delimiter = [b';', b',', b'\t']
        .into_iter()
        .max_by_key(|delimiter| first.bytes().filter(|byte| byte == delimiter).count())
        .unwrap_or(b';');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| Refusal::new("import.unreadable"))?;
        let line = record.position().map_or(0, |position| position.line() as usize);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        rows.push((line, record.iter().map(str::to_owned).collect::<Vec<_>>()));
        if rows.len() > ROWS_MAX {
            return Err(Refusal::new("import.too_many_rows").with("max", ROWS_MAX));
        }
    }
    let headings = if rows.is_empty() { Vec::new() } else { rows.remove(0).1 };
    if rows.is_empty() {
        return Err(Refusal::new("import.empty"));
    }
    Ok(Table { delimiter: char::from(delimiter), headings, rows })
}

/// The text of a file: UTF-8 or UTF-16 by its mark, UTF-8 if it is that, else the encoding of older
/// French spreadsheets. A file with zero bytes and no mark is not text.
fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::new("import.empty"));
    }
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, wrong) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if wrong { Err(Refusal::new("import.binary")) } else { Ok(text.into_owned()) };
    }
    let control = |byte: &u8| *byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r');
    if bytes.iter().any(control) {
        return Err(Refusal::new("import.binary"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Ok(encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()),
    }
}
