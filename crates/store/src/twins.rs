//! Records that may be the same: two groups of one code, two learners of one name, made on computers
//! that did not know of each other. Nothing is decided here.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::record;
use passerelle_domain::RecordId;

impl View<'_> {
    /// Cohorts that bear one code: pairs, the smaller id first.
    ///
    /// # Errors
    /// The store's.
    pub fn twin_cohorts(&self) -> Result<Vec<(RecordId, RecordId)>, StoreError> {
        self.pairs(include_str!("twin_cohorts.sql"))
    }

    /// Learners of exactly one name who were written on two computers: pairs, the smaller id first.
    ///
    /// # Errors
    /// The store's.
    pub fn twin_learners(&self) -> Result<Vec<(RecordId, RecordId)>, StoreError> {
        self.pairs(include_str!("twin_learners.sql"))
    }

    fn pairs(&self, sql: &str) -> Result<Vec<(RecordId, RecordId)>, StoreError> {
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([], |row| Ok((record(row, 0)?, record(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// People who are or were enrolled on a device, with the codes of their roles; none for one who no
    /// longer is.
    ///
    /// # Errors
    /// The store's.
    pub fn people_on(
        &self,
        device: passerelle_sync::DeviceId,
    ) -> Result<Vec<(RecordId, Option<i64>)>, StoreError> {
        let mut select = self
            .conn
            .prepare_cached("SELECT person_id, role FROM enrolled WHERE device_id = ?1")?;
        let rows =
            select.query_map([device.0.as_bytes()], |row| Ok((record(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether somebody of this id signs at this centre.
    ///
    /// # Errors
    /// The store's.
    pub fn is_person(&self, id: RecordId) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM volunteer WHERE id = ?1)";
        Ok(self.conn.prepare_cached(sql)?.query_row([id.0.as_bytes()], |row| row.get(0))?)
    }

    /// Learners who are in a cohort, not on its waiting list and not gone.
    ///
    /// # Errors
    /// The store's.
    pub fn seated(
        &self,
        cohort: RecordId,
    ) -> Result<std::collections::BTreeSet<RecordId>, StoreError> {
        let sql = "SELECT learner_id FROM enrolment WHERE cohort_id = ?1 AND state IN (0, 1)";
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([cohort.0.as_bytes()], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The learners who hold a seat of a cohort, with the op that claims it.
    ///
    /// # Errors
    /// The store's.
    pub fn seats(
        &self,
        cohort: RecordId,
    ) -> Result<Vec<(RecordId, passerelle_sync::Dot, passerelle_sync::Hlc)>, StoreError> {
        let mut select =
            self.conn.prepare_cached("SELECT learner_id, heads FROM seat WHERE cohort_id = ?1")?;
        let writers = crate::rows::Writers::default();
        let mut rows = select.query([cohort.0.as_bytes()])?;
        let mut seats = Vec::new();
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            let heads = crate::heads::RecordHeads::read(self.conn, &writers, bytes)?;
            let register = heads.register(passerelle_domain::RegisterId(1));
            if let (Ok(learner), Some(head)) = (record(row, 0), register.shown()) {
                seats.push((learner, head.dot, head.hlc));
            }
        }
        seats.sort_by_key(|(_, dot, hlc)| (*hlc, *dot));
        Ok(seats)
    }
}
