//! Projections: one table for each kind, written from its declaration. The value that is shown of a
//! register becomes the columns of its fields; nothing here knows one kind from another.

use crate::error::StoreError;
use passerelle_domain::{Identity, Kind, RecordId, RecordRef, Register, Value};
use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use std::fmt::Write;

/// Writes the shown value of a register into its kind's table.
pub(crate) fn project(
    conn: &Connection,
    kind: &Kind,
    record: &RecordRef,
    id: RecordId,
    register: &Register,
    shown: &Value,
) -> Result<(), StoreError> {
    let mut upsert = conn.prepare_cached(&upsert_sql(kind, register))?;
    let parents = record.parents().iter().map(|parent| blob(*parent));
    let fields = (0..register.fields.len()).map(|position| match shown {
        Value::Null => Sql::Null,
        shown => register.values(shown).get(position).map_or(Sql::Null, column),
    });
    let values = std::iter::once(blob(id)).chain(parents).chain(fields);
    upsert.execute(rusqlite::params_from_iter(values))?;
    Ok(())
}

fn blob(id: RecordId) -> Sql {
    Sql::Blob(id.0.as_bytes().to_vec())
}

/// How a field is kept in its column; a list of texts is kept one to a line.
fn column(value: &Value) -> Sql {
    match value {
        Value::Null => Sql::Null,
        Value::Bool(yes) => Sql::Integer(i64::from(*yes)),
        Value::Int(number) => Sql::Integer(*number),
        Value::Text(text) => Sql::Text(text.clone()),
        Value::Ref(id) => Sql::Blob(id.as_bytes().to_vec()),
        Value::List(items) => {
            let lines: Vec<&str> = items.iter().filter_map(Value::as_text).collect();
            Sql::Text(lines.join("\n"))
        }
    }
}

fn upsert_sql(kind: &Kind, register: &Register) -> String {
    let parents = match kind.identity {
        Identity::Own => &[][..],
        Identity::Derived(names) => names,
    };
    let mut columns = String::from("id");
    let mut values = String::from("?1");
    let mut updates = String::new();
    let fields = register.fields.iter().map(|field| (field.column, true));
    let all = parents.iter().map(|name| (*name, false)).chain(fields);
    for (number, (name, updated)) in (2..).zip(all) {
        // Writing to a string cannot fail.
        let _ = write!(columns, ", \"{name}\"");
        let _ = write!(values, ", ?{number}");
        if updated {
            let comma = if updates.is_empty() { "" } else { ", " };
            let _ = write!(updates, "{comma}\"{name}\" = excluded.\"{name}\"");
        }
    }
    let table = kind.name;
    format!(
        "INSERT INTO \"{table}\" ({columns}) VALUES ({values})
         ON CONFLICT (id) DO UPDATE SET {updates}"
    )
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
        for kind in kinds::ALL {
            let sql = format!("SELECT name FROM pragma_table_info('{}')", kind.name);
            let mut found: Vec<String> = conn
                .prepare(&sql)
                .unwrap()
                .query_map([], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let mut declared: Vec<String> =
                std::iter::once("id").chain(kind.columns()).map(str::to_owned).collect();
            found.sort();
            declared.sort();
            assert_eq!(found, declared, "{}", kind.name);
            if let Identity::Derived(parents) = kind.identity {
                assert!(parents.iter().all(|name| name.ends_with("_id")));
            }
        }
    }
}
