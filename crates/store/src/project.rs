//! Projections: one table for each kind, made from its declaration. The value that is shown of each
//! register becomes the columns of its fields, beside the heads themselves; nothing here knows one
//! kind from another.

use crate::error::StoreError;
use passerelle_domain::value::Fit;
use passerelle_domain::{Identity, Kind, RecordId, RecordRef, Register, Value, kinds};
use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use std::fmt::Write;
use std::sync::LazyLock;

/// The statements of a kind's table.
struct Table {
    insert: String,
    replace: String,
    select: String,
    delete_all: String,
    scan: String,
}

/// By the number of the kind.
static TABLES: LazyLock<Vec<Option<Table>>> = LazyLock::new(|| {
    let last = kinds::ALL.iter().map(|kind| usize::from(kind.id.0)).max().unwrap_or(0);
    let mut tables: Vec<Option<Table>> = (0..=last).map(|_| None).collect();
    for kind in kinds::ALL.iter().filter(|kind| !kind.is_control()) {
        tables[usize::from(kind.id.0)] = Some(Table::of(kind));
    }
    tables
});

fn table(kind: &Kind) -> Result<&'static Table, StoreError> {
    let table = TABLES.get(usize::from(kind.id.0)).and_then(Option::as_ref);
    table.ok_or(StoreError::InvalidOp("kind"))
}

impl Table {
    fn of(kind: &Kind) -> Self {
        let (name, key) = (kind.name, key_columns(kind));
        let fields = kind.registers.iter().flat_map(|register| register.fields);
        let columns = key.iter().copied().chain(fields.map(|field| field.column));
        let columns: Vec<_> = columns.chain(["heads"]).map(|name| format!("\"{name}\"")).collect();
        let values: Vec<_> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
        let mut condition = String::new();
        for (at, column) in (1..).zip(key) {
            let and = if at > 1 { " AND " } else { "" };
            // Writing to a string cannot fail.
            let _ = write!(condition, "{and}\"{column}\" = ?{at}");
        }
        let (columns, values) = (columns.join(", "), values.join(", "));
        let key: Vec<_> = key.iter().map(|name| format!("\"{name}\"")).collect();
        Self {
            insert: format!("INSERT OR IGNORE INTO \"{name}\" ({columns}) VALUES ({values})"),
            replace: format!("INSERT OR REPLACE INTO \"{name}\" ({columns}) VALUES ({values})"),
            select: format!("SELECT heads FROM \"{name}\" WHERE {condition}"),
            delete_all: format!("DELETE FROM \"{name}\""),
            scan: format!("SELECT heads, {} FROM \"{name}\"", key.join(", ")),
        }
    }
}

/// The columns that name a record of this kind.
pub(crate) fn key_columns(kind: &Kind) -> &'static [&'static str] {
    match kind.identity {
        Identity::Own => &["id"],
        Identity::Derived(names) => names,
    }
}

/// A record's name within its kind: its id, or its parents' in a row.
pub(crate) fn key_of(record: &RecordRef) -> Vec<u8> {
    match record {
        RecordRef::Own(id) => id.0.as_bytes().to_vec(),
        RecordRef::Derived(parents) => {
            parents.iter().flat_map(|parent| *parent.0.as_bytes()).collect()
        }
    }
}

/// The records of a kind that have this id in one of these of its key columns.
pub(crate) fn records_with(
    conn: &Connection,
    kind: &Kind,
    columns: &[&str],
    id: RecordId,
) -> Result<Vec<RecordRef>, StoreError> {
    let named: Vec<String> = columns.iter().map(|column| format!("\"{column}\" = ?1")).collect();
    let (key, named) = (key_columns(kind).join("\" || \""), named.join(" OR "));
    let sql = format!("SELECT \"{key}\" FROM \"{}\" WHERE {named}", kind.name);
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([id.0.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let key = match row.get_ref(0)? {
            ValueRef::Blob(key) | ValueRef::Text(key) => key,
            _ => continue,
        };
        found.extend(record_of(kind, key));
    }
    Ok(found)
}

/// The record that has this name in a kind.
pub(crate) fn record_of(kind: &Kind, key: &[u8]) -> Option<RecordRef> {
    let ids = key.chunks(16).map(|id| uuid::Uuid::from_slice(id).map(passerelle_domain::RecordId));
    let ids: Vec<_> = ids.collect::<Result<_, _>>().ok()?;
    match (kind.identity, &ids[..]) {
        (Identity::Own, [id]) => Some(RecordRef::Own(*id)),
        (Identity::Derived(names), ids) if names.len() == ids.len() => {
            Some(RecordRef::Derived(ids.to_vec()))
        }
        _ => None,
    }
}

/// The row of a record: whoever fills it says what is shown of each register.
pub(crate) struct Row {
    values: Vec<Sql>,
}

impl Row {
    /// A row without its heads.
    pub fn of<'v>(
        kind: &Kind,
        record: &RecordRef,
        shown: impl Fn(&Register) -> std::borrow::Cow<'v, Value>,
    ) -> Self {
        let mut values = Vec::with_capacity(12);
        match record {
            RecordRef::Own(id) => values.push(Sql::Blob(id.0.as_bytes().to_vec())),
            RecordRef::Derived(parents) => {
                values.extend(parents.iter().map(|id| Sql::Blob(id.0.as_bytes().to_vec())));
            }
        }
        for register in kind.registers {
            let shown = shown(register);
            // Null, a personal value whose key is not here, or a value of a later version, which the
            // columns of this one cannot hold.
            let unreadable = is_sealed(register, &shown) || register.fit(&shown) != Fit::Valid;
            if *shown == Value::Null || unreadable {
                values.extend(register.fields.iter().map(|_| Sql::Null));
                continue;
            }
            let fields = register.values(&shown);
            let columns =
                (0..register.fields.len()).map(|at| fields.get(at).map_or(Sql::Null, column));
            values.extend(columns);
        }
        Self { values }
    }

    /// Adds it, unless a record of that name is there: whether it was added.
    pub fn insert(
        self,
        conn: &Connection,
        kind: &Kind,
        heads: Vec<u8>,
    ) -> Result<bool, StoreError> {
        let mut insert = conn.prepare_cached(&table(kind)?.insert)?;
        let values = self.values.into_iter().chain([Sql::Blob(heads)]);
        Ok(insert.execute(params_from_iter(values))? == 1)
    }

    /// Puts it in place of what was there.
    pub fn replace(self, conn: &Connection, kind: &Kind, heads: Vec<u8>) -> Result<(), StoreError> {
        let mut replace = conn.prepare_cached(&table(kind)?.replace)?;
        let values = self.values.into_iter().chain([Sql::Blob(heads)]);
        replace.execute(params_from_iter(values))?;
        Ok(())
    }
}

fn is_sealed(register: &Register, value: &Value) -> bool {
    register.personal && matches!(value, Value::Bytes(_))
}

/// The kept heads of a record.
pub(crate) fn kept(
    conn: &Connection,
    kind: &Kind,
    record: &RecordRef,
) -> Result<Option<Vec<u8>>, StoreError> {
    if kind.is_control() || !kind.accepts(record) {
        return Ok(None);
    }
    let mut select = conn.prepare_cached(&table(kind)?.select)?;
    let own = match record {
        RecordRef::Own(id) => std::slice::from_ref(id),
        RecordRef::Derived(parents) => parents,
    };
    let key = own.iter().map(|id| Sql::Blob(id.0.as_bytes().to_vec()));
    Ok(select.query_row(params_from_iter(key), |row| row.get(0)).optional()?)
}

/// Whether the row of a record has these values; its heads are not looked at.
pub(crate) fn shows(
    conn: &Connection,
    kind: &Kind,
    record: &RecordRef,
    row: &Row,
) -> Result<bool, StoreError> {
    let columns: Vec<_> = kind.columns().into_iter().map(|name| format!("\"{name}\"")).collect();
    let key: Vec<_> = key_columns(kind).iter().map(|name| format!("\"{name}\" = ?")).collect();
    let own = if key_columns(kind) == ["id"] { "\"id\", " } else { "" };
    let (columns, key) = (columns.join(", "), key.join(" AND "));
    let sql = format!("SELECT {own}{columns} FROM \"{}\" WHERE {key}", kind.name);
    let mut select = conn.prepare_cached(&sql)?;
    let ids = match record {
        RecordRef::Own(id) => std::slice::from_ref(id),
        RecordRef::Derived(parents) => parents,
    };
    let ids = ids.iter().map(|id| Sql::Blob(id.0.as_bytes().to_vec()));
    let found = select.query_row(params_from_iter(ids), |found| {
        (0..row.values.len()).map(|at| found.get::<_, Sql>(at)).collect::<Result<Vec<_>, _>>()
    });
    Ok(found.optional()?.is_none_or(|found| found == row.values))
}

/// Every record of a kind: its name and its kept heads.
pub(crate) fn scan(
    conn: &Connection,
    kind: &Kind,
    mut each: impl FnMut(&[u8], &[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut select = conn.prepare(&table(kind)?.scan)?;
    let width = key_columns(kind).len();
    let mut rows = select.query([])?;
    let mut key = Vec::new();
    while let Some(row) = rows.next()? {
        key.clear();
        for at in 1..=width {
            key.extend_from_slice(row.get_ref(at)?.as_blob().map_err(rusqlite::Error::from)?);
        }
        each(&key, row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
    }
    Ok(())
}

/// Empties the table of a kind, before it is folded again.
pub(crate) fn clear(conn: &Connection, kind: &Kind) -> Result<(), StoreError> {
    conn.execute(&table(kind)?.delete_all, [])?;
    Ok(())
}

/// How a field is kept in its column; a list of texts is kept one to a line.
fn column(value: &Value) -> Sql {
    match value {
        Value::Null => Sql::Null,
        Value::Bool(yes) => Sql::Integer(i64::from(*yes)),
        Value::Int(number) => Sql::Integer(*number),
        Value::Text(text) => Sql::Text(text.clone()),
        Value::Ref(id) => Sql::Blob(id.as_bytes().to_vec()),
        Value::Bytes(bytes) => Sql::Blob(bytes.clone()),
        Value::List(items) => {
            let lines: Vec<&str> = items.iter().filter_map(Value::as_text).collect();
            Sql::Text(lines.join("\n"))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::migrate::LADDER;
    use passerelle_domain::{Identity, kinds};
    use rusqlite::Connection;

    /// A declaration without its table, or a table without its declaration, is caught here.
    #[test]
    fn every_kind_has_the_table_it_declares() {
        let conn = Connection::open_in_memory().unwrap();
        LADDER.iter().for_each(|step| conn.execute_batch(step).unwrap());
        for kind in kinds::ALL.iter().filter(|kind| !kind.is_control()) {
            let sql = format!("SELECT name FROM pragma_table_info('{}')", kind.name);
            let mut found: Vec<String> = conn
                .prepare(&sql)
                .unwrap()
                .query_map([], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let own = match kind.identity {
                Identity::Own => vec!["id"],
                Identity::Derived(_) => vec![],
            };
            let mut declared: Vec<String> =
                own.into_iter().chain(kind.columns()).chain(["heads"]).map(str::to_owned).collect();
            found.sort();
            declared.sort();
            assert_eq!(found, declared, "{}", kind.name);
            if let Identity::Derived(parents) = kind.identity {
                assert!(parents.iter().all(|name| name.ends_with("_id")));
            }
        }
    }
}
