//! Marks as read from the file: of a session, of a learner across sessions, of volunteers, and where
//! each one is: on this computer, or acknowledged by headquarters.

use crate::access::View;
use crate::error::StoreError;
use crate::heads::RecordHeads;
use crate::learner::ROSTER;
use crate::rows::{Writers, number_or_none, record};
use passerelle_domain::RecordId;
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::calendar::Day;
use passerelle_sync::Vector;
use passerelle_sync::register::Register;
use rusqlite::{Row, params};

/// Where a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Covered by headquarters' acknowledged numbers.
    Acknowledged,
    /// Only on this computer.
    Here,
    /// Its heads disagree.
    Disagreeing,
}

/// A person's mark at a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkRow {
    /// Learner or volunteer.
    pub person: RecordId,
    /// The mark; none when cleared or never set.
    pub mark: Option<Mark>,
    /// The note.
    pub note: Option<String>,
    /// The part a volunteer plays, as its code.
    pub part: Option<i64>,
    /// Where the record is.
    pub whereabouts: Whereabouts,
}

/// A learner's mark at one session of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastMark {
    /// The session.
    pub session: RecordId,
    /// The learner.
    pub learner: RecordId,
    /// The mark.
    pub mark: Mark,
}

/// A line of the attendance export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendanceLine {
    /// Days since 1970-01-01.
    pub day: Day,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// From when to when it was interrupted, in minutes after midnight.
    pub pause: Option<(u16, u16)>,
    /// Cohort code.
    pub code: String,
    /// Cohort title.
    pub title: String,
    /// Room.
    pub room: Option<String>,
    /// What is taught.
    pub module: Option<String>,
    /// The learner.
    pub learner: RecordId,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: Option<String>,
    /// Name in own script.
    pub own_name: Option<String>,
    /// The mark; none when unmarked.
    pub mark: Option<Mark>,
    /// The note.
    pub note: Option<String>,
}

impl View<'_> {
    /// Learners' marks and notes at a session.
    ///
    /// # Errors
    /// The store's.
    pub fn marks(&self, session: RecordId) -> Result<Vec<MarkRow>, StoreError> {
        self.mark_rows(include_str!("marks.sql"), session)
    }

    /// Volunteers' marks at a session.
    ///
    /// # Errors
    /// The store's.
    pub fn presences(&self, session: RecordId) -> Result<Vec<MarkRow>, StoreError> {
        self.mark_rows(include_str!("presences.sql"), session)
    }

    fn mark_rows(&self, sql: &str, session: RecordId) -> Result<Vec<MarkRow>, StoreError> {
        let mut select = self.conn.prepare_cached(sql)?;
        let mut rows = select.query([session.0.as_bytes()])?;
        let writers = Writers::default();
        let acknowledged = self.acknowledged_here()?;
        let mut marks = Vec::new();
        while let Some(row) = rows.next()? {
            let heads = row.get_ref(6)?.as_blob().map_err(rusqlite::Error::from)?;
            let heads = RecordHeads::read(self.conn, &writers, heads)?;
            marks.push(MarkRow {
                person: record(row, 0)?,
                mark: mark(row, 1)?,
                note: row.get(4)?,
                part: row.get(5)?,
                whereabouts: whereabouts(&heads, &acknowledged),
            });
        }
        Ok(marks)
    }

    /// What headquarters acknowledged of the stream that marks live in.
    fn acknowledged_here(&self) -> Result<Vector, StoreError> {
        match self.stream_of_kind(&passerelle_domain::kinds::ATTENDANCE)? {
            Some(stream) => self.acknowledged(stream),
            None => Ok(Vector::default()),
        }
    }

    /// Marks of every learner of a cohort at its sessions from a day on, before a moment.
    ///
    /// # Errors
    /// The store's.
    pub fn past_marks(
        &self,
        cohort: RecordId,
        from: Day,
        before: (Day, u16),
    ) -> Result<Vec<PastMark>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT a.session_id, a.learner_id, a.status, a.late_minutes, a.left_minutes
             FROM session s JOIN attendance a ON a.session_id = s.id
             WHERE s.cohort_id = ?1 AND s.day >= ?2 AND (s.day, s.start_minute) < (?3, ?4)
               AND a.status IS NOT NULL",
        )?;
        let key = params![cohort.0.as_bytes(), from, before.0, before.1];
        let rows =
            select.query_map(key, |row| Ok((record(row, 0)?, record(row, 1)?, mark(row, 2)?)))?;
        let mut marks = Vec::new();
        for row in rows {
            if let (session, learner, Some(mark)) = row? {
                marks.push(PastMark { session, learner, mark });
            }
        }
        Ok(marks)
    }

    /// Who came and who was marked, for every learner, over all sessions.
    ///
    /// # Errors
    /// The store's.
    pub fn attended(&self) -> Result<Vec<(RecordId, u32, u32)>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT learner_id, sum(status IN (0, 3)), count(*) FROM attendance
             WHERE status IS NOT NULL GROUP BY learner_id",
        )?;
        let rows = select.query_map([], |row| Ok((record(row, 0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every line of attendance between two days, unmarked learners too, in reading order.
    ///
    /// # Errors
    /// The store's.
    pub fn attendance_lines(
        &self,
        first: Day,
        last: Day,
    ) -> Result<Vec<AttendanceLine>, StoreError> {
        let sql = include_str!("lines.sql").replace("{roster}", &ROSTER);
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([first, last], line)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Where a record is: as far as headquarters said that it holds its heads.
fn whereabouts(heads: &RecordHeads, acknowledged: &Vector) -> Whereabouts {
    if heads.registers.values().any(Register::disagrees) {
        return Whereabouts::Disagreeing;
    }
    let mut all = heads.registers.values().flat_map(|register| &register.heads);
    match all.any(|head| head.dot.n > acknowledged.held(head.dot.device)) {
        true => Whereabouts::Here,
        false => Whereabouts::Acknowledged,
    }
}

fn line(row: &Row<'_>) -> rusqlite::Result<AttendanceLine> {
    Ok(AttendanceLine {
        day: row.get(0)?,
        start: row.get(1)?,
        end: row.get(2)?,
        pause: number_or_none(row, 14)?.zip(number_or_none(row, 15)?),
        code: row.get(3)?,
        title: row.get(4)?,
        room: row.get(5)?,
        module: row.get(16)?,
        learner: record(row, 6)?,
        given: row.get(7)?,
        family: row.get(8)?,
        own_name: row.get(9)?,
        mark: mark(row, 10)?,
        note: row.get(13)?,
    })
}

/// A mark in three neighbouring columns.
pub(crate) fn mark(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Mark>> {
    let status: Option<i64> = row.get(index)?;
    let (late, left) = (number_or_none(row, index + 1)?, number_or_none(row, index + 2)?);
    Ok(status.and_then(Status::from_code).map(|status| Mark { status, late, left }))
}
