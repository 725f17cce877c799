//! One file becomes two: what an earlier version kept together is divided into what runs a class and
//! what is private, each under its own key. The private file is whole before anything leaves the other,
//! so that a power cut in the middle begins again.

use crate::access::{Store, View};
use crate::error::StoreError;
use crate::files::Files;
use crate::keys::StoreKey;
use crate::local::Local;
use crate::open::create;
use crate::rebuild::rebuild;
use passerelle_domain::Stream;
use passerelle_sync::wire::About;
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::fs;
use std::time::Duration;

/// Pages copied at a time.
const PAGES: i32 = 1_000;
/// What says something of one stream.
const OF_STREAM: [&str; 10] = [
    "gesture_part",
    "unsealed",
    "segment",
    "aside",
    "birth",
    "void",
    "strange",
    "person_key",
    "covered",
    "vector",
];

impl Store {
    /// Divides the file of a centre that holds everything; nothing happens to one that is divided.
    /// Copies that were made of the undivided file go: they would open private facts with the key of
    /// the class.
    ///
    /// # Errors
    /// The store's; whatever was not finished begins again at the next call.
    pub fn split(
        files: &Files,
        class: &StoreKey,
        private: &StoreKey,
        chance: &[u8; 32],
    ) -> Result<(), StoreError> {
        let mut store = Self::open(files, class)?;
        if store.view().holds()? != About::All {
            return Ok(());
        }
        let unfinished = files.folder().join("private.db.new");
        for file in [&unfinished, &files.private()] {
            remove(file)?;
        }
        let mut conn = create(&unfinished, private)?;
        Backup::new(&store.conn, &mut conn)?.run_to_completion(PAGES, Duration::ZERO, None)?;
        let mut other = Self::of(conn);
        other.keep_only(About::Private, chance)?;
        other.close()?;
        fs::rename(&unfinished, files.private())?;
        fs::File::open(files.folder())?.sync_all()?;
        store.keep_only(About::Class, chance)?;
        store.sweep()?;
        match fs::remove_dir_all(files.backups()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn keep_only(&mut self, about: About, chance: &[u8; 32]) -> Result<(), StoreError> {
        self.change(|conn| {
            let view = View::of(conn);
            view.settle(
                Local::Holds,
                Some(if about == About::Class { "class" } else { "private" }),
            )?;
            drop_others(conn, about)?;
            rebuild(conn, chance)
        })
    }
}

/// Takes out what lies in streams that this file no longer holds.
fn drop_others(conn: &Connection, about: About) -> Result<(), StoreError> {
    let mut select = conn.prepare("SELECT id, name FROM stream")?;
    let rows = select.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
    for row in rows.collect::<Result<Vec<_>, _>>()? {
        let (id, name) = row;
        let stream: Stream = name.parse().map_err(|_| StoreError::Damaged)?;
        if about.holds(stream) {
            continue;
        }
        for table in OF_STREAM {
            conn.execute(&format!("DELETE FROM {table} WHERE stream = ?1"), [id])?;
        }
    }
    // A gesture that lies in the other file alone is undone there.
    conn.execute("DELETE FROM gesture WHERE hlc NOT IN (SELECT hlc FROM gesture_part)", [])?;
    Ok(())
}

fn remove(file: &std::path::Path) -> Result<(), StoreError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
