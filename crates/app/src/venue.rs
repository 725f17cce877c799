//! Rooms: the list, and writing one.

use crate::attendance::label;
use crate::centre::{App, optional, read_day, required, text};
use crate::dto::{Convention as ConventionDto, VenueInput, VenueRow, Wifi};
use crate::error::AppError;
use crate::partners::partner_named;
use crate::surroundings::new_id;
use crate::undo::label_text;
use passerelle_domain::calendar::format_day;
use passerelle_domain::permission::Deed;
use passerelle_domain::value::Fit;
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::partner::Contact;
use passerelle_store::venue::{Convention, Venue};
use passerelle_store::{Act, Draft, Gesture};

/// Rooms of one centre.
const VENUES_MAX: usize = 200;
/// Longest address, in bytes.
const ADDRESS_BYTES_MAX: usize = 300;

impl App {
    /// Every room, those that are not used any more last.
    ///
    /// # Errors
    /// The store's.
    pub fn venues(&self) -> Result<Vec<VenueRow>, AppError> {
        self.allow(Deed::ReadRoster)?;
        let contacts = self.contacts_here()?;
        let venues = self.store.view().venues()?.into_iter();
        Ok(venues.map(|venue| venue_row(venue, contacts.as_deref())).collect())
    }

    /// The id of the room that people mean: its name, or its id.
    ///
    /// # Errors
    /// `venue.unknown`, or the store's.
    pub fn find_venue(&self, text: &str) -> Result<String, AppError> {
        let venues = self.venues()?;
        let same = |venue: &&VenueRow| {
            venue.id == text || venue.name.to_lowercase() == text.trim().to_lowercase()
        };
        let found = venues.iter().find(same).map(|venue| venue.id.clone());
        found.ok_or_else(|| AppError::refused("venue.unknown"))
    }

    /// Writes a room: a new one, or what changed of one. Its partner is the one of that name, and is
    /// made when there is none.
    ///
    /// # Errors
    /// `permission.role_too_low`, `permission.classroom`, `venue.unknown`, `venue.name`,
    /// `venue.numbers`, `venue.too_many`, `venue.convention`, `partner.contact_unknown`,
    /// `calendar.day_unreadable`, `text.*`, or the store's.
    pub fn save_venue(&mut self, input: &VenueInput) -> Result<Vec<VenueRow>, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::VENUE])?;
        let known = input.id.as_deref().map(crate::record_id).transpose()?;
        let id = known.map_or_else(|| new_id(&*self.around), Ok)?;
        let partner = new_id(&*self.around)?;
        let contact = self.contact_of(input)?;
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let venues = view.venues()?;
            let before = venues.iter().find(|venue| venue.id == id);
            if known.is_some() && before.is_none() {
                return Err(Refusal::new("venue.unknown").into());
            }
            if before.is_none() && venues.len() >= VENUES_MAX {
                return Err(Refusal::new("venue.too_many").with("max", VENUES_MAX).into());
            }
            let mut drafts = Vec::new();
            let name = input.partner.as_deref().unwrap_or_default();
            let partner = partner_named(view, name, (partner, "host"), &mut drafts)?;
            let mut draft = venue_draft(id, input, before, partner)?;
            let old_contact = before.and_then(|venue| venue.contact);
            if old_contact != contact {
                draft.write("contact", contact.map_or(Value::Null, |id| Value::Ref(id.0)));
            }
            drafts.push(draft);
            drafts.retain(|draft| !draft.writes.is_empty());
            let label = label_text(&label("venue-saved", &[("name", input.name.trim().into())]));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.venues()
    }

    /// Whoever opens the door: somebody at a partner. Where contacts are not held nobody can be
    /// looked up, and whoever is named already stays.
    fn contact_of(&self, input: &VenueInput) -> Result<Option<RecordId>, AppError> {
        let contact = input.contact.as_deref().map(crate::record_id).transpose()?;
        let Some(contacts) = self.contacts_here()? else { return Ok(contact) };
        match contact {
            Some(id) if !contacts.iter().any(|one| one.id == id) => {
                Err(AppError::refused("partner.contact_unknown"))
            }
            contact => Ok(contact),
        }
    }
}

/// What of a room is to be written: only what is not so already.
fn venue_draft(
    id: RecordId,
    input: &VenueInput,
    before: Option<&Venue>,
    partner: Option<RecordId>,
) -> Result<Draft, Refusal> {
    let name = required(&input.name, "venue.name")?;
    let words = |given: &Option<String>, max| optional(given.as_deref().unwrap_or_default(), max);
    let address = words(&input.address, ADDRESS_BYTES_MAX)?;
    let access = words(&input.access, kinds::NOTE_BYTES_MAX)?;
    let int = |number: Option<u16>| Value::int_or_null(number.map(i64::from));
    let wifi = input.wifi.map(|wifi| wifi as i64);
    let comfort = (wifi, input.is_step_free);
    let room = (input.capacity, input.computers);
    let old = before.map(|venue| (venue.places, venue.computers));
    let old_comfort = before.map(|venue| (venue.wifi.map(i64::from), venue.is_step_free));
    let mut draft = Draft::new(&kinds::VENUE, RecordRef::Own(id), vec![]);
    let mut change = |is_other: bool, register: &str, value: Value| -> Result<(), Refusal> {
        if !is_other {
            return Ok(());
        }
        let fits = kinds::VENUE.named(register).map(|register| register.fit(&value));
        if fits != Some(Fit::Valid) {
            return Err(Refusal::new("venue.numbers"));
        }
        draft.write(register, value);
        Ok(())
    };
    let is_new = |old: Option<&String>, new: &str| old.map_or("", String::as_str) != new;
    change(before.is_none_or(|venue| venue.name != name), "name", text(name))?;
    let old_address = before.and_then(|venue| venue.address.as_ref());
    change(is_new(old_address, &address), "address", Value::text_or_null(Some(&address)))?;
    let numbers = Value::List(vec![int(room.0), int(room.1)]);
    change(old.unwrap_or_default() != room, "room", numbers)?;
    let yes = comfort.1.map_or(Value::Null, Value::Bool);
    let comforts = Value::List(vec![Value::int_or_null(comfort.0), yes]);
    change(old_comfort.unwrap_or_default() != comfort, "comfort", comforts)?;
    let old_partner = before.and_then(|venue| venue.partner);
    let link = partner.map_or(Value::Null, |id| Value::Ref(id.0));
    change(old_partner != partner, "partner", link)?;
    let cents = Value::int_or_null(input.value_cents.map(i64::from));
    change(before.and_then(|venue| venue.value_cents) != input.value_cents, "value", cents)?;
    let old_access = before.and_then(|venue| venue.access.as_ref());
    change(is_new(old_access, &access), "access", Value::text_or_null(Some(&access)))?;
    let convention = input.convention.as_ref().map(convention_of).transpose()?;
    let is_other = before.and_then(|venue| venue.convention.as_ref()) != convention.as_ref();
    change(is_other, "convention", convention.map_or(Value::Null, |one| convention_value(&one)))?;
    let was_archived = before.is_some_and(|venue| venue.is_archived);
    change(was_archived != input.is_archived, "archived", Value::Bool(input.is_archived))?;
    Ok(draft)
}

/// The agreement as it was typed.
fn convention_of(input: &ConventionDto) -> Result<Convention, Refusal> {
    let (first, last) = (read_day(&input.first)?, read_day(&input.last)?);
    if first > last {
        return Err(Refusal::new("venue.convention"));
    }
    let reference = optional(&input.reference, kinds::NAME_BYTES_MAX)?;
    Ok(Convention { first, last, reference: Some(reference).filter(|text| !text.is_empty()) })
}

fn convention_value(convention: &Convention) -> Value {
    let day = |day| Value::Int(i64::from(day));
    let reference = Value::text_or_null(convention.reference.as_deref());
    Value::List(vec![day(convention.first), day(convention.last), reference])
}

/// A room as it is shown; where contacts are held, whoever was erased is not named any more.
fn venue_row(venue: Venue, contacts: Option<&[Contact]>) -> VenueRow {
    let same = |contact: &&Contact| Some(contact.id) == venue.contact;
    let contact = contacts.unwrap_or_default().iter().find(same);
    let is_known = contacts.is_none() || contact.is_some();
    VenueRow {
        convention: venue.convention.map(|convention| ConventionDto {
            first: format_day(convention.first),
            last: format_day(convention.last),
            reference: convention.reference.unwrap_or_default(),
        }),
        contact: venue.contact.filter(|_| is_known).map(|id| id.to_string()),
        contact_name: contact.map(Contact::name),
        id: venue.id.to_string(),
        name: venue.name,
        address: venue.address,
        capacity: venue.places,
        computers: venue.computers,
        wifi: match venue.wifi {
            Some(0) => Some(Wifi::None),
            Some(1) => Some(Wifi::Poor),
            Some(2) => Some(Wifi::Ok),
            _ => None,
        },
        is_step_free: venue.is_step_free,
        partner: venue.partner_name,
        value_cents: venue.value_cents,
        access: venue.access,
        is_archived: venue.is_archived,
    }
}
