//! What crosses to the partners' and the money's screens.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Every partner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PartnersView {
    /// By name, those that are not used any more last.
    pub rows: Vec<PartnerRow>,
    /// Whether this computer holds what is private and whoever asks may read it: without either nobody
    /// to call is shown.
    pub is_private_here: bool,
}

/// A partner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PartnerRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// A name of `kinds::PARTNER_KINDS`.
    pub kind: Option<String>,
    /// Names of `kinds::PARTNER_ROLES`.
    pub roles: Vec<String>,
    /// Its number in the register of companies; may be empty.
    pub siret: String,
    /// May be empty.
    pub address: String,
    /// Whether it is not proposed any more.
    pub is_archived: bool,
    /// Whom to call there.
    pub contacts: Vec<PartnerContact>,
    /// How many people it sent; none where that is not known here, or not for whoever asks.
    pub referrals: Option<u32>,
    /// Rooms it lends, by name.
    pub venues: Vec<String>,
}

/// Somebody at a partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PartnerContact {
    /// Their id.
    pub id: String,
    /// Given name.
    pub given: String,
    /// Family name; may be empty.
    pub family: String,
    /// What they do there; may be empty.
    pub post: String,
    /// Telephones.
    pub phones: Vec<String>,
    /// E-mail address; may be empty.
    pub email: String,
}

/// A partner to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PartnerInput {
    /// Its id; none for a new one.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// A name of `kinds::PARTNER_KINDS`.
    pub kind: Option<String>,
    /// Names of `kinds::PARTNER_ROLES`.
    pub roles: Vec<String>,
    /// May be empty.
    pub siret: String,
    /// May be empty.
    pub address: String,
    /// Whether it is not proposed any more.
    pub is_archived: bool,
}

/// Somebody at a partner, to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PartnerContactInput {
    /// Their id; none for somebody new.
    pub id: Option<String>,
    /// Partner id.
    pub partner: String,
    /// Given name.
    pub given: String,
    /// Family name; may be empty.
    pub family: String,
    /// What they do there; may be empty.
    pub post: String,
    /// Telephones.
    pub phones: Vec<String>,
    /// E-mail address; may be empty.
    pub email: String,
}

/// A line of money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct FundingRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The funder's reference; may be empty.
    pub reference: String,
    /// A name of `kinds::FUNDING_KINDS`.
    pub kind: String,
    /// A name of `kinds::FUNDING_NATURES`.
    pub nature: String,
    /// The funder's name; may be empty.
    pub partner: String,
    /// In cents.
    pub amount_cents: Option<f64>,
    /// ISO day.
    pub first: Option<String>,
    /// ISO day.
    pub last: Option<String>,
    /// Whether it is not proposed any more.
    pub is_archived: bool,
    /// The cohorts of this centre for which it pays.
    pub cohorts: Vec<FundedCohort>,
}

/// How much of a cohort a line pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FundedCohort {
    /// Cohort id.
    pub cohort: String,
    /// Its code.
    pub code: String,
    /// Per cent.
    pub percent: u32,
}

/// A line of money to be written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct FundingInput {
    /// Its id; none for a new one.
    pub id: Option<String>,
    /// Its name.
    pub title: String,
    /// May be empty.
    pub reference: String,
    /// A name of `kinds::FUNDING_KINDS`.
    pub kind: String,
    /// A name of `kinds::FUNDING_NATURES`.
    pub nature: String,
    /// The funder's name; one that is not known yet is made. May be empty.
    pub partner: String,
    /// In cents.
    pub amount_cents: Option<f64>,
    /// ISO day.
    pub first: Option<String>,
    /// ISO day.
    pub last: Option<String>,
    /// Whether it is not proposed any more.
    pub is_archived: bool,
}

/// Who pays for a cohort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AllocationView {
    /// Cohort id.
    pub cohort: String,
    /// Lines that pay, by their names.
    pub lines: Vec<AllocationLine>,
    /// What nobody pays yet, in per cent.
    pub left: u32,
}

/// A line that pays for a cohort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AllocationLine {
    /// The line's id.
    pub funding: String,
    /// Its name.
    pub title: String,
    /// Per cent, at least 1.
    pub percent: u32,
    /// Whether the cohort has sessions outside the line's dates.
    pub is_outside: bool,
}

/// A line that is to pay for a cohort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AllocationInput {
    /// The line's id.
    pub funding: String,
    /// Per cent, at least 1.
    pub percent: u32,
}
