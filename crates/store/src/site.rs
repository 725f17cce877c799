//! The centre and this computer, as read from the file.

use crate::access::View;
use crate::error::StoreError;
use crate::local::Local;
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, RecordId, SiteId, Stream};
use passerelle_sync::DeviceId;
use passerelle_sync::wire::About;
use rusqlite::OptionalExtension;
use uuid::Uuid;

impl View<'_> {
    /// This device; none in headquarters' projections.
    ///
    /// # Errors
    /// The store's.
    pub fn device(&self) -> Result<Option<DeviceId>, StoreError> {
        Ok(self.local_uuid(Local::Device)?.map(DeviceId))
    }

    /// The site.
    ///
    /// # Errors
    /// The store's.
    pub fn site_id(&self) -> Result<Option<SiteId>, StoreError> {
        Ok(self.local_uuid(Local::Site)?.map(SiteId))
    }

    /// The person at the keys.
    ///
    /// # Errors
    /// `Incomplete` when nobody is, or the store's.
    pub fn actor(&self) -> Result<RecordId, StoreError> {
        let actor = self.local_uuid(Local::Actor)?;
        actor.map(RecordId).ok_or(StoreError::Incomplete("actor"))
    }

    /// Their role.
    ///
    /// # Errors
    /// The store's.
    pub fn role(&self) -> Result<Role, StoreError> {
        let role = self.local(Local::Role)?.and_then(|name| name.parse().ok());
        Ok(role.unwrap_or(Role::Volunteer))
    }

    /// What this computer is granted.
    ///
    /// # Errors
    /// The store's.
    pub fn grant(&self) -> Result<Grant, StoreError> {
        let grant = self.local(Local::Grant)?.and_then(|name| name.parse().ok());
        Ok(grant.unwrap_or(Grant::Classroom))
    }

    /// The streams that this file holds of those that the computer is granted.
    ///
    /// # Errors
    /// The store's.
    pub fn streams(&self) -> Result<Vec<Stream>, StoreError> {
        let site = self.site_id()?.ok_or(StoreError::Incomplete("site"))?;
        let holds = self.holds()?;
        let granted = self.grant()?.streams(site).into_iter();
        Ok(granted.filter(|stream| holds.holds(*stream)).collect())
    }

    /// The names that this computer went by before, the latest first.
    ///
    /// # Errors
    /// The store's.
    pub fn former_names(&self) -> Result<Vec<DeviceId>, StoreError> {
        let text = self.local(Local::Formerly)?.unwrap_or_default();
        let ids = text.lines().rev().filter_map(|line| line.split(' ').next());
        Ok(ids.filter_map(|id| Uuid::parse_str(id).ok()).map(DeviceId).collect())
    }

    /// Whether this file is where the audit log is written.
    pub fn keeps_audit(&self) -> bool {
        self.holds().is_ok_and(|about| about != About::Private)
    }

    /// Every stream of which anything is in this file.
    ///
    /// # Errors
    /// The store's.
    pub fn kept_streams(&self) -> Result<Vec<Stream>, StoreError> {
        let mut select = self.conn.prepare_cached("SELECT name FROM stream ORDER BY name")?;
        let names = select.query_map([], |row| row.get::<_, String>(0))?;
        let names = names.collect::<Result<Vec<_>, _>>()?;
        names.iter().map(|name| name.parse().map_err(|_| StoreError::Damaged)).collect()
    }

    /// Which of the computer's files this is.
    ///
    /// # Errors
    /// The store's.
    pub fn holds(&self) -> Result<About, StoreError> {
        Ok(match self.local(Local::Holds)?.as_deref() {
            Some("class") => About::Class,
            Some("private") => About::Private,
            _ => About::All,
        })
    }

    /// The centre's name.
    ///
    /// # Errors
    /// The store's.
    pub fn centre(&self) -> Result<Option<String>, StoreError> {
        let Some(site) = self.site_id()? else { return Ok(None) };
        let mut select = self.conn.prepare_cached("SELECT name FROM site WHERE id = ?1")?;
        let name: Option<Option<String>> =
            select.query_row([site.0.as_bytes()], |row| row.get(0)).optional()?;
        match name.flatten() {
            Some(name) => Ok(Some(name)),
            None => self.local(Local::Centre),
        }
    }

    /// The site's computers that headquarters has enrolled.
    ///
    /// # Errors
    /// The store's.
    pub fn devices(&self) -> Result<Vec<DeviceId>, StoreError> {
        let mut select = self.conn.prepare_cached("SELECT id FROM device ORDER BY name, id")?;
        let rows = select.query_map([], |row| crate::rows::device(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether headquarters takes nothing from a computer any more.
    ///
    /// # Errors
    /// The store's.
    pub fn is_revoked(&self, device: DeviceId) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM vector v JOIN writer w ON w.id = v.writer
                   WHERE w.device = ?1 AND v.last IS NOT NULL)";
        let mut select = self.conn.prepare_cached(sql)?;
        Ok(select.query_row([device.0.as_bytes()], |row| row.get(0))?)
    }

    /// Names of the site's computers that headquarters has enrolled.
    ///
    /// # Errors
    /// The store's.
    pub fn device_name(&self, device: DeviceId) -> Result<Option<String>, StoreError> {
        if self.device()? == Some(device) {
            return self.local(Local::DeviceName);
        }
        let mut select = self.conn.prepare_cached("SELECT name FROM device WHERE id = ?1")?;
        let name: Option<Option<String>> =
            select.query_row([device.0.as_bytes()], |row| row.get(0)).optional()?;
        Ok(name.flatten())
    }

    fn local_uuid(&self, local: Local) -> Result<Option<Uuid>, StoreError> {
        Ok(self.local(local)?.and_then(|text| Uuid::parse_str(&text).ok()))
    }
}
