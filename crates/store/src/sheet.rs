//! What became of a session's register, as read from the file: open or closed, by whom, interrupted,
//! entered from paper; and what makes a closing worth a second look.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::{number_or_none, record};
use crate::session::Session;
use passerelle_domain::kinds::{SHEET, SHEET_CLOSED};
use passerelle_domain::{RecordId, RecordRef, RegisterId, Value};
use rusqlite::{OptionalExtension, params};

/// The register that says whether it is open.
const STATE: RegisterId = RegisterId(1);
/// The register of what was kept when it was closed.
const KEPT: RegisterId = RegisterId(4);

/// What became of a session's register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Whether it is closed.
    pub is_closed: bool,
    /// Why it was closed with blanks, or opened again.
    pub reason: Option<String>,
    /// From when to when the session was interrupted, in minutes after midnight.
    pub pause: Option<(u16, u16)>,
    /// Why.
    pub pause_reason: Option<String>,
    /// Whether it was entered from paper.
    pub is_paper: bool,
    /// Who closed it, or opened it again.
    pub by: Option<RecordId>,
    /// What was worth a second look when it was closed: each is the warning's code, a colon, and why it
    /// was right all the same. Of one that was opened again, nothing.
    pub kept: Vec<String>,
}

impl View<'_> {
    /// What became of a session's register; as new when nothing was written of it.
    ///
    /// # Errors
    /// The store's.
    pub fn sheet(&self, session: RecordId) -> Result<Sheet, StoreError> {
        let sql = "SELECT state, state_reason, pause_start, pause_end, pause_reason, is_paper
                   FROM sheet WHERE session_id = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let found = select.query_row([session.0.as_bytes()], |row| {
            Ok(Sheet {
                is_closed: row.get::<_, Option<i64>>(0)? == Some(SHEET_CLOSED),
                reason: row.get(1)?,
                pause: number_or_none(row, 2)?.zip(number_or_none(row, 3)?),
                pause_reason: row.get(4)?,
                is_paper: row.get::<_, Option<bool>>(5)? == Some(true),
                by: None,
                kept: Vec::new(),
            })
        });
        let Some(mut sheet) = found.optional()? else { return Ok(Sheet::default()) };
        let record = RecordRef::Derived(vec![session]);
        let heads = self.heads(&SHEET, &record, STATE)?;
        if let (Some(head), Some(stream)) = (heads.shown(), self.stream_of_kind(&SHEET)?)
            && head.value != Value::Null
        {
            sheet.by = self.op(stream, head.dot)?.map(|op| op.actor);
        }
        if sheet.is_closed {
            let heads = self.heads(&SHEET, &record, KEPT)?;
            let items = heads.shown().map(|head| head.value.items()).unwrap_or_default();
            sheet.kept =
                items.iter().filter_map(|item| item.as_text().map(str::to_owned)).collect();
        }
        Ok(sheet)
    }

    /// Volunteers who are marked there at this session and at another one of the same hours, with the
    /// code of its cohort.
    ///
    /// # Errors
    /// The store's.
    pub fn in_two_places(&self, session: &Session) -> Result<Vec<(RecordId, String)>, StoreError> {
        let mut select = self.conn.prepare_cached(include_str!("in_two_places.sql"))?;
        let key = params![session.id.0.as_bytes(), session.day, session.start, session.end];
        let rows = select.query_map(key, |row| Ok((record(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The title of the level that a cohort follows, as the catalogue has it.
    ///
    /// # Errors
    /// The store's.
    pub fn catalogue_title(&self, cohort: RecordId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT l.title FROM cohort c JOIN level l ON l.id = c.level_id WHERE c.id = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        Ok(select.query_row([cohort.0.as_bytes()], |row| row.get(0)).optional()?.flatten())
    }
}
