//! Partners, whom to call there, and lines of money, as read from the file.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::{lines, number_or_none, record};
use crate::venue::record_or_none;
use crate::volunteer::full_name;
use passerelle_domain::RecordId;
use passerelle_domain::allocation::Allocation;
use passerelle_domain::calendar::Day;
use rusqlite::{OptionalExtension, Row};

/// A partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Its id.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// The code of what it is (`kinds::PARTNER_KINDS`).
    pub kind: Option<i64>,
    /// What it does (`kinds::PARTNER_ROLES`).
    pub roles: Vec<String>,
    /// Its number in the register of companies.
    pub siret: String,
    /// Where it is.
    pub address: String,
    /// Whether it is not proposed any more.
    pub is_archived: bool,
}

/// Somebody at a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Their id.
    pub id: RecordId,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: Option<String>,
    /// The partner.
    pub partner: Option<RecordId>,
    /// What they do there.
    pub post: Option<String>,
    /// Telephones.
    pub phones: Vec<String>,
    /// E-mail address.
    pub email: Option<String>,
}

impl Contact {
    /// The name as given.
    pub fn name(&self) -> String {
        full_name(&self.given, self.family.as_deref())
    }
}

/// A line of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funding {
    /// Its id.
    pub id: RecordId,
    /// Its name.
    pub title: String,
    /// The funder's reference.
    pub reference: Option<String>,
    /// The code of what it comes by (`kinds::FUNDING_KINDS`).
    pub kind: i64,
    /// The code of what it may be spent on (`kinds::FUNDING_NATURES`).
    pub nature: i64,
    /// The funder.
    pub partner: Option<RecordId>,
    /// The funder's name.
    pub partner_name: Option<String>,
    /// In cents.
    pub amount_cents: Option<i64>,
    /// Its first day and its last.
    pub period: Option<(Day, Day)>,
    /// Whether it is not proposed any more.
    pub is_archived: bool,
}

/// Who pays for a cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funded {
    /// The cohort.
    pub cohort: RecordId,
    /// Its code.
    pub code: String,
    /// Which lines, and how much.
    pub lines: Allocation,
}

impl View<'_> {
    /// Every partner by name, those that are not used any more last.
    ///
    /// # Errors
    /// The store's.
    pub fn partners(&self) -> Result<Vec<Partner>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT id, name, partner_kind, coalesce(roles, ''), coalesce(siret, ''),
               coalesce(address, ''), coalesce(is_archived, 0)
             FROM partner WHERE name IS NOT NULL ORDER BY 7, name COLLATE NOCASE, id",
        )?;
        let rows = select.query_map([], |row| {
            Ok(Partner {
                id: record(row, 0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                roles: lines(row, 3)?,
                siret: row.get(4)?,
                address: row.get(5)?,
                is_archived: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The partner with this name, in capitals or not.
    ///
    /// # Errors
    /// The store's.
    pub fn partner_named(&self, name: &str) -> Result<Option<RecordId>, StoreError> {
        let name = name.to_lowercase();
        let same = |partner: &&Partner| partner.name.to_lowercase() == name;
        Ok(self.partners()?.iter().find(same).map(|partner| partner.id))
    }

    /// People at partners, by name; whoever was erased is not among them.
    ///
    /// # Errors
    /// The store's.
    pub fn partner_contacts(&self) -> Result<Vec<Contact>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT id, given, family, partner_id, post, coalesce(phones, ''), email
             FROM partner_contact
             WHERE typeof(given) = 'text' AND coalesce(is_archived, 0) = 0
             ORDER BY given, family, id",
        )?;
        let rows = select.query_map([], |row| {
            Ok(Contact {
                id: record(row, 0)?,
                given: row.get(1)?,
                family: row.get(2)?,
                partner: record_or_none(row, 3)?,
                post: row.get(4)?,
                phones: lines(row, 5)?,
                email: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many people each partner sent.
    ///
    /// # Errors
    /// The store's.
    pub fn referrals_by_partner(&self) -> Result<Vec<(RecordId, u32)>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT partner_id, count(*) FROM referral
             WHERE partner_id IS NOT NULL AND received_day IS NOT NULL GROUP BY partner_id",
        )?;
        let rows = select.query_map([], |row| Ok((record(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every line of money by name, those that are not used any more last.
    ///
    /// # Errors
    /// The store's.
    pub fn fundings(&self) -> Result<Vec<Funding>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT f.id, f.title, f.reference, coalesce(f.funding_kind, 0), coalesce(f.nature, 0),
               f.partner_id, p.name, f.amount_cents, f.first_day, f.last_day,
               coalesce(f.is_archived, 0)
             FROM funding f LEFT JOIN partner p ON p.id = f.partner_id
             WHERE f.title IS NOT NULL ORDER BY 11, f.title COLLATE NOCASE, f.id",
        )?;
        let rows = select.query_map([], funding)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The cohorts for which anybody pays, by code.
    ///
    /// # Errors
    /// The store's.
    pub fn funded(&self) -> Result<Vec<Funded>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT id, code, funding FROM cohort
             WHERE code IS NOT NULL AND funding IS NOT NULL ORDER BY code, id",
        )?;
        let rows = select.query_map([], |row| {
            Ok(Funded { cohort: record(row, 0)?, code: row.get(1)?, lines: allocation(row, 2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Who pays for a cohort; none when it is not known.
    ///
    /// # Errors
    /// The store's.
    pub fn allocation(&self, cohort: RecordId) -> Result<Option<Allocation>, StoreError> {
        let sql = "SELECT coalesce(funding, '') FROM cohort WHERE id = ?1 AND code IS NOT NULL";
        let mut select = self.conn.prepare_cached(sql)?;
        Ok(select.query_row([cohort.0.as_bytes()], |row| allocation(row, 0)).optional()?)
    }
}

fn funding(row: &Row<'_>) -> rusqlite::Result<Funding> {
    Ok(Funding {
        id: record(row, 0)?,
        title: row.get(1)?,
        reference: row.get(2)?,
        kind: row.get(3)?,
        nature: row.get(4)?,
        partner: record_or_none(row, 5)?,
        partner_name: row.get(6)?,
        amount_cents: row.get(7)?,
        period: number_or_none(row, 8)?.zip(number_or_none(row, 9)?),
        is_archived: row.get(10)?,
    })
}

/// Nothing that this version cannot read is kept in the column: its register's rule sees to that.
fn allocation(row: &Row<'_>, index: usize) -> rusqlite::Result<Allocation> {
    let text: String = row.get(index)?;
    Ok(Allocation::read(text.lines()).unwrap_or_default())
}
