//! Partners: the list, writing one, whom to call there. Who is called is a person: known to those who
//! may read contacts, and erased like anybody.

use crate::attendance::label;
use crate::audit::{Entry, Noted};
use crate::centre::{App, email_of, may_share, optional, required, text};
use crate::dto::{PartnerContact, PartnerContactInput, PartnerInput, PartnerRow, PartnersView};
use crate::erasure::erasure_draft;
use crate::error::AppError;
use crate::surroundings::new_id;
use crate::undo::label_text;
use passerelle_domain::permission::Deed;
use passerelle_domain::{Kind, RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::partner::{Contact, Partner};
use passerelle_store::{Act, Draft, Gesture, View};
use std::collections::BTreeMap;

/// Partners of one network.
const PARTNERS_MAX: usize = 2_000;
/// People to call at one partner.
const CONTACTS_MAX: usize = 50;
/// Telephones of one person.
const PHONES_MAX: usize = 5;
/// Longest telephone number, in bytes.
const PHONE_BYTES_MAX: usize = 60;
/// Longest number in the register of companies, in bytes.
const SIRET_BYTES_MAX: usize = 20;
/// Whose reading is noted when people at partners are listed: nobody's in particular.
const AT_PARTNERS: RecordId = RecordId(uuid::Uuid::max());

impl App {
    /// Every partner; whom to call there only for those who may read contacts. That people there were
    /// shown is noted, once for whoever is in.
    ///
    /// # Errors
    /// The store's.
    pub fn partners(&mut self) -> Result<PartnersView, AppError> {
        self.allow(Deed::ReadRoster)?;
        let contacts = self.contacts_here()?;
        self.note_contacts(contacts.as_deref().unwrap_or_default())?;
        let view = self.store.view();
        let sent: Option<BTreeMap<_, _>> = match self.readable()? {
            Some(private) => Some(private.referrals_by_partner()?.into_iter().collect()),
            None => None,
        };
        let venues = view.venues()?;
        let rows = view.partners()?.into_iter().map(|partner| {
            let of_it = |contact: &&Contact| contact.partner == Some(partner.id);
            let known = contacts.iter().flatten().filter(of_it).map(contact_row).collect();
            let lent = venues.iter().filter(|venue| venue.partner == Some(partner.id));
            PartnerRow {
                contacts: known,
                referrals: sent.as_ref().map(|sent| sent.get(&partner.id).copied().unwrap_or(0)),
                venues: lent.map(|venue| venue.name.clone()).collect(),
                id: partner.id.to_string(),
                name: partner.name,
                kind: partner.kind.and_then(|code| name_of(kinds::PARTNER_KINDS, code)),
                roles: partner.roles,
                siret: partner.siret,
                address: partner.address,
                is_archived: partner.is_archived,
            }
        });
        Ok(PartnersView { rows: rows.collect(), is_private_here: contacts.is_some() })
    }

    /// Notes that people at partners are about to be shown.
    fn note_contacts(&mut self, contacts: &[Contact]) -> Result<(), AppError> {
        let shown = contacts.iter().filter(|contact| contact.partner.is_some()).count();
        if shown > 0 && !self.read.contains(&AT_PARTNERS) {
            let amount = Some(shown as u64);
            self.note_deed(Noted::Read, &Entry { amount, ..Entry::default() })?;
            self.read.insert(AT_PARTNERS);
        }
        Ok(())
    }

    /// The private file, for those who may read contacts.
    fn readable(&self) -> Result<Option<View<'_>>, AppError> {
        match self.allow(Deed::ReadContacts) {
            Ok(()) => Ok(self.private_view()?),
            Err(_) => Ok(None),
        }
    }

    /// People at partners; none where contacts are not held, or not for whoever asks.
    pub(crate) fn contacts_here(&self) -> Result<Option<Vec<Contact>>, AppError> {
        let view = self.readable()?;
        Ok(view.map(|view| view.partner_contacts()).transpose()?)
    }

    /// The partner that people mean: its name, or its id.
    ///
    /// # Errors
    /// `permission.role_too_low`, `partner.unknown`, or the store's.
    pub fn find_partner(&self, text: &str) -> Result<String, AppError> {
        self.allow(Deed::Plan)?;
        let partners = self.store.view().partners()?;
        let name = text.trim().to_lowercase();
        let same = |one: &&Partner| one.id.to_string() == text || one.name.to_lowercase() == name;
        let found = partners.iter().find(same).map(|partner| partner.id.to_string());
        found.ok_or_else(|| AppError::refused("partner.unknown"))
    }

    /// Writes a partner: a new one, or what changed of one.
    ///
    /// # Errors
    /// `permission.role_too_low`, `permission.classroom`, `partner.unknown`, `partner.name`,
    /// `partner.taken` naming the one that has this name, `partner.kind`, `partner.too_many`,
    /// `text.*`, or the store's.
    pub fn save_partner(&mut self, input: &PartnerInput) -> Result<PartnersView, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::PARTNER])?;
        let known = input.id.as_deref().map(crate::record_id).transpose()?;
        let id = known.map_or_else(|| new_id(&*self.around), Ok)?;
        let after = partner_of_input(id, input)?;
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let partners = view.partners()?;
            let before = partners.iter().find(|partner| partner.id == id);
            if known.is_some() && before.is_none() {
                return Err(Refusal::new("partner.unknown").into());
            }
            if before.is_none() && partners.len() >= PARTNERS_MAX {
                return Err(Refusal::new("partner.too_many").with("max", PARTNERS_MAX).into());
            }
            let name = after.name.to_lowercase();
            let same = |one: &&Partner| one.id != id && one.name.to_lowercase() == name;
            if let Some(other) = partners.iter().find(same) {
                return Err(Refusal::new("partner.taken").with("name", &other.name).into());
            }
            let before = before.map(partner_values).unwrap_or_default();
            let draft = changed(&kinds::PARTNER, id, &before, partner_values(&after));
            let label = label_text(&label("partner-saved", &[("name", after.name.clone())]));
            Ok(Gesture { label, act: Act::Do, drafts: draft.into_iter().collect() })
        })?;
        self.partners()
    }

    /// Writes somebody at a partner: a new one, or what changed of one.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `partner.unknown`,
    /// `partner.contact_unknown`, `partner.contact_name`, `partner.contacts`, `partner.phones`,
    /// `volunteer.email`, `text.*`, or the store's.
    pub fn save_partner_contact(
        &mut self,
        input: &PartnerContactInput,
    ) -> Result<PartnersView, AppError> {
        self.allow(Deed::Plan)?;
        self.allow(Deed::ReadContacts)?;
        self.authorise(&[&kinds::PARTNER_CONTACT])?;
        let known = input.id.as_deref().map(crate::record_id).transpose()?;
        let id = known.map_or_else(|| new_id(&*self.around), Ok)?;
        let after = contact_of_input(id, input)?;
        self.write_both(|view, private| {
            let partners = view.partners()?;
            let partner = partners.iter().find(|one| Some(one.id) == after.partner);
            let partner = partner.ok_or(Refusal::new("partner.unknown"))?;
            let contacts = private.partner_contacts()?;
            let before = contacts.iter().find(|contact| contact.id == id);
            if known.is_some() && before.is_none() {
                return Err(Refusal::new("partner.contact_unknown").into());
            }
            let there = contacts.iter().filter(|one| one.partner == after.partner && one.id != id);
            if there.count() >= CONTACTS_MAX {
                return Err(Refusal::new("partner.contacts").with("max", CONTACTS_MAX).into());
            }
            let before = before.map(contact_values).unwrap_or_default();
            let draft = changed(&kinds::PARTNER_CONTACT, id, &before, contact_values(&after));
            // The name of the partner, never that of the person: a label outlives an erasure.
            let args = [("name", partner.name.clone())];
            let label = label_text(&label("partner-contact-saved", &args));
            Ok(Gesture { label, act: Act::Do, drafts: draft.into_iter().collect() })
        })?;
        self.partners()
    }

    /// Erases somebody at a partner, here at once and everywhere else at its next exchange. It cannot
    /// be undone.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `partner.contact_unknown`, or the store's.
    pub fn erase_partner_contact(&mut self, id: RecordId) -> Result<PartnersView, AppError> {
        self.allow(Deed::Erase)?;
        self.authorise(&[&kinds::ERASURE])?;
        let contacts = self.contacts_here()?;
        let contacts = contacts.ok_or_else(|| AppError::refused("keys.private_missing"))?;
        if !contacts.iter().any(|contact| contact.id == id) {
            return Err(AppError::refused("partner.contact_unknown"));
        }
        let (author, today) = (self.author()?, self.around.today().0);
        self.store.write::<AppError>(author, |_| {
            // Nothing to take back: its key is gone with it.
            let label = label_text(&label("person-erased", &[]));
            Ok(Gesture { label, act: Act::Settle, drafts: vec![erasure_draft(id, today)] })
        })?;
        self.confirm_erasures()?;
        self.partners()
    }
}

/// The partner of a name that was typed; one that is not known yet is made, with what it does.
pub(crate) fn partner_named(
    view: &View<'_>,
    name: &str,
    (new, role): (RecordId, &str),
    drafts: &mut Vec<Draft>,
) -> Result<Option<RecordId>, AppError> {
    let name = optional(name, kinds::NAME_BYTES_MAX)?;
    if name.is_empty() {
        return Ok(None);
    }
    if let Some(known) = view.partner_named(&name)? {
        return Ok(Some(known));
    }
    may_share(view)?;
    let values = vec![("name", text(&name)), ("roles", Value::List(vec![text(role)]))];
    drafts.push(Draft::new(&kinds::PARTNER, RecordRef::Own(new), values));
    Ok(Some(new))
}

/// Registers of a record with their values, by name.
pub(crate) type Values = Vec<(&'static str, Value)>;

/// What of a record is to be written: what is not so already. What was never written reads as empty.
pub(crate) fn changed(
    kind: &'static Kind,
    id: RecordId,
    before: &Values,
    after: Values,
) -> Option<Draft> {
    let is_so = |(name, value): &(&str, Value)| match before.iter().find(|(of, _)| of == name) {
        Some((_, before)) => before == value,
        None => is_empty(value),
    };
    let writes: Vec<_> = after.into_iter().filter(|write| !is_so(write)).collect();
    (!writes.is_empty()).then(|| Draft::new(kind, RecordRef::Own(id), writes))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::List(items) => items.iter().all(is_empty),
        _ => false,
    }
}

/// The name of a code, if this version knows it.
pub(crate) fn name_of(names: &[&str], code: i64) -> Option<String> {
    let at = usize::try_from(code).ok()?;
    names.get(at).map(|name| (*name).to_owned())
}

/// The code of a name among the choices.
pub(crate) fn code_of(names: &[&str], name: &str) -> Option<i64> {
    let at = names.iter().position(|one| *one == name)?;
    i64::try_from(at).ok()
}

fn partner_of_input(id: RecordId, input: &PartnerInput) -> Result<Partner, Refusal> {
    let kind = input.kind.as_deref().map(|name| {
        code_of(kinds::PARTNER_KINDS, name).ok_or(Refusal::new("partner.kind").with("name", name))
    });
    let unknown = input.roles.iter().find(|role| !kinds::PARTNER_ROLES.contains(&role.as_str()));
    if let Some(role) = unknown {
        return Err(Refusal::new("partner.kind").with("name", role));
    }
    // Always in one order: two laptops write the same list for the same thing.
    let roles = kinds::PARTNER_ROLES.iter().map(|role| (*role).to_owned());
    Ok(Partner {
        id,
        name: required(&input.name, "partner.name")?.to_owned(),
        kind: kind.transpose()?,
        roles: roles.filter(|role| input.roles.contains(role)).collect(),
        siret: optional(&input.siret, SIRET_BYTES_MAX)?,
        address: optional(&input.address, kinds::NAME_BYTES_MAX)?,
        is_archived: input.is_archived,
    })
}

fn partner_values(partner: &Partner) -> Values {
    vec![
        ("name", text(&partner.name)),
        ("kind", Value::int_or_null(partner.kind)),
        ("roles", texts(&partner.roles)),
        ("siret", Value::text_or_null(Some(&partner.siret))),
        ("address", Value::text_or_null(Some(&partner.address))),
        ("archived", Value::Bool(partner.is_archived)),
    ]
}

fn contact_of_input(id: RecordId, input: &PartnerContactInput) -> Result<Contact, AppError> {
    let words = |text: &str| optional(text, kinds::NAME_BYTES_MAX);
    let or_none = |text: String| Some(text).filter(|text| !text.is_empty());
    let mut phones = Vec::new();
    for phone in &input.phones {
        phones.extend(or_none(optional(phone, PHONE_BYTES_MAX)?));
    }
    if phones.len() > PHONES_MAX {
        return Err(Refusal::new("partner.phones").with("max", PHONES_MAX).into());
    }
    let (given, family) = (words(&input.given)?, words(&input.family)?);
    if given.is_empty() && family.is_empty() {
        return Err(Refusal::new("partner.contact_name").into());
    }
    Ok(Contact {
        id,
        given,
        family: or_none(family),
        partner: Some(crate::record_id(&input.partner)?),
        post: or_none(words(&input.post)?),
        phones,
        email: email_of(&input.email)?,
    })
}

fn contact_values(contact: &Contact) -> Values {
    let or_null = |text: &Option<String>| Value::text_or_null(text.as_deref());
    let reach = match (contact.phones.is_empty(), &contact.email) {
        (true, None) => Value::Null,
        _ => Value::List(vec![texts(&contact.phones), or_null(&contact.email)]),
    };
    vec![
        ("name", Value::List(vec![text(&contact.given), or_null(&contact.family)])),
        ("partner", contact.partner.map_or(Value::Null, |id| Value::Ref(id.0))),
        ("post", or_null(&contact.post)),
        ("reach", reach),
    ]
}

/// A list of texts as a register holds it.
pub(crate) fn texts(all: &[String]) -> Value {
    Value::List(all.iter().map(|one| text(one)).collect())
}

fn contact_row(contact: &Contact) -> PartnerContact {
    PartnerContact {
        id: contact.id.to_string(),
        given: contact.given.clone(),
        family: contact.family.clone().unwrap_or_default(),
        post: contact.post.clone().unwrap_or_default(),
        phones: contact.phones.clone(),
        email: contact.email.clone().unwrap_or_default(),
    }
}
