//! A centre on this computer: opening it, founding it, and what it is called. Joining a headquarters
//! is `exchange`'s; the demo's content is `demo`'s.

use crate::dto::{Home, Phase, Reopen, Role as RoleDto};
use crate::error::AppError;
use crate::gate::{Came, Gate, Opening, Pass, Prepared, Setup, prepared_book};
use crate::standing::role_of;
use crate::surroundings::{Around, chance, new_id};
use passerelle_domain::calendar::{Day, format_day, parse_day};
use passerelle_domain::permission::{Deed, Role};
use passerelle_domain::value::{Fit, Type};
use passerelle_domain::{Kind, RecordId, RecordRef, Refusal, SiteId, StreamClass, Value, kinds};
use passerelle_store::keys::{Keys, Tile};
use passerelle_store::{Act, Author, Draft, Files, Gesture, Local, Store, StoreError, View};
use passerelle_sync::DeviceId;
use passerelle_sync::digest::hex;
use passerelle_sync::identity::Key;
use passerelle_sync::wire::About;
use std::collections::BTreeSet;
use std::path::Path;

/// Folder of the demo centre within a computer's folder: leaving the demo deletes it.
pub(crate) const DEMO: &str = "demo";

/// An open centre, with the person at the keys.
pub struct App {
    pub(crate) store: Store,
    /// The file of contacts and rights, where the person at the keys may read it.
    pub(crate) private: Option<Store>,
    pub(crate) files: Files,
    pub(crate) around: Around,
    pub(crate) opening: Opening,
    pub(crate) person: RecordId,
    /// Whose contacts were shown, and noted, since somebody came in.
    pub(crate) read: BTreeSet<RecordId>,
    /// The laptop is in the learners' hands.
    pub(crate) signing: Option<crate::sign::SignMode>,
    /// What looked suspect in the register that was opened last.
    pub(crate) suspects: (Option<RecordId>, BTreeSet<RecordId>),
}

/// What a new centre needs to know.
pub(crate) struct Foundation<'a> {
    pub centre: &'a str,
    pub person: &'a str,
    /// When it was founded, milliseconds since 1970.
    pub founded_ms: u64,
}

impl App {
    /// Opens the centre in `folder` with what somebody brings; the demo centre, for which nobody
    /// needs anything, if there is no other.
    ///
    /// # Errors
    /// `store.missing` when there is neither, those of `Gate::pass`, and whatever the file says.
    pub fn open(folder: &Path, around: Around, pass: &Pass) -> Result<Self, AppError> {
        Gate::of(folder, around)?.pass(pass)
    }

    /// Opens the centre that somebody has unlocked.
    ///
    /// # Errors
    /// `person.disabled` when headquarters has taken their place back, and whatever the file says.
    pub fn enter(opening: Opening, around: Around) -> Result<Self, AppError> {
        let (files, keys) = (&opening.files, &opening.keys);
        if let (Some(private), false) = (&keys.private, files.private().exists()) {
            // A protection that was cut short is finished.
            let mut chance = [0; 32];
            around.random(&mut chance)?;
            Store::split(files, &keys.class, private, &chance)?;
        }
        let store = Store::open(files, &keys.class)?;
        Self::settled(store, opening, around)
    }

    /// Whether a centre, or the demo, is in `folder`.
    pub fn exists(folder: &Path) -> bool {
        place(folder).exist()
    }

    /// Founds a centre and opens it for its first person, a coordinator. What is to be printed and
    /// written down is given back once.
    ///
    /// # Errors
    /// `centre.name_missing`, `centre.person_missing`, `store.exists`, and whatever the file says.
    pub fn init(
        folder: &Path,
        around: Around,
        centre: &str,
        person: &str,
        setup: &Setup,
    ) -> Result<(Self, Prepared), AppError> {
        let founded_ms = around.now_ms();
        let foundation = Foundation { centre, person, founded_ms };
        let files = Files::at(folder);
        if files.exist() || files.private().exists() {
            return Err(StoreError::Exists(folder.to_owned()).into());
        }
        let name = required(person, "centre.person_missing")?.to_owned();
        required(centre, "centre.name_missing")?;
        let (keys, person) = (Keys::made(&mut chance(&*around)?, true), new_id(&*around)?);
        let tile = Tile { person, name, role: Role::Coordinator };
        let (prepared, secret) = prepared_book(&files, &around, (tile, &keys), &keys, setup)?;
        let (person, secret) = (Some(person), Some(secret));
        let opening = Opening { files, keys, person, secret, came: Came::default() };
        Ok((Self::found(opening, around, &foundation)?, prepared))
    }

    /// The files of the demo centre in `folder`.
    pub(crate) fn demo_files(folder: &Path) -> Files {
        Files::at(folder.join(DEMO))
    }

    /// Founds what an opening will open; a centre without a person is a demo.
    pub(crate) fn found(
        opening: Opening,
        around: Around,
        foundation: &Foundation<'_>,
    ) -> Result<Self, AppError> {
        let centre = required(foundation.centre, "centre.name_missing")?;
        let person = required(foundation.person, "centre.person_missing")?;
        let identity = NewIdentity::make(&*around)?;
        let site = SiteId(new_id(&*around)?.0);
        let actor = match opening.person {
            Some(person) => person,
            None => new_id(&*around)?,
        };
        let author = author_of(&*around, actor, foundation.founded_ms)?;
        Store::found(&opening.files, &opening.keys.class, |store| {
            identity.settle(store, site, Role::Coordinator, "coordinator")?;
            store.settle(&[(Local::Actor, Some(&actor.to_string()))])?;
            if opening.keys.private.is_some() {
                store.settle(&[(Local::Holds, Some("class"))])?;
            }
            if opening.person.is_none() {
                store.settle(&[(Local::Demo, Some("yes"))])?;
            }
            let site = RecordRef::Own(site.into());
            let values = vec![("name", text(centre)), ("zone", text("Europe/Paris"))];
            let drafts = vec![
                Draft::new(&kinds::SITE, site, values),
                person_draft(actor, whole_name(person), Role::Coordinator),
            ];
            settle_drafts(store, author, drafts)
        })?;
        Self::enter(opening, around)
    }

    /// What opened this centre, to open it again beside.
    pub fn opening(&self) -> &Opening {
        &self.opening
    }

    /// The person at the keys.
    pub fn person(&self) -> RecordId {
        self.person
    }

    /// What the person at the keys may do, at this moment: headquarters may have spoken since.
    ///
    /// # Errors
    /// `person.disabled`, or the store's.
    pub fn role(&self) -> Result<Role, AppError> {
        let role = role_of(&self.store.view(), self.person)?;
        role.ok_or_else(|| AppError::refused("person.disabled"))
    }

    /// Reads; for tests and measurements.
    pub fn view(&self) -> View<'_> {
        self.store.view()
    }

    /// The open store; for tests and measurements.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// The centre's folder.
    pub fn folder(&self) -> &Path {
        self.files.folder()
    }

    /// What a window or a script asks first.
    ///
    /// # Errors
    /// The store's.
    pub fn home(&self) -> Result<Home, AppError> {
        let view = self.store.view();
        let reopen = match view.local(Local::OpenRegister)? {
            Some(session) => view
                .last_gesture_ms()?
                .map(|kept_until| Reopen { session, kept_until: kept_until as f64 }),
            None => None,
        };
        Ok(Home {
            phase: Phase::Ready,
            problem: None,
            demo: self.is_demo()?,
            centre: view.centre()?,
            person: self.name_of(self.person)?,
            role: Some(role_dto(self.role()?)),
            device: view.local(Local::DeviceName)?,
            language: None,
            theme: None,
            reopen,
            tiles: Vec::new(),
            damage: None,
            shown: None,
            signing: self.signing.as_ref().map(|mode| mode.session.to_string()),
            link: None,
        })
    }

    /// Whether this is the demo centre, which refuses every door.
    pub(crate) fn is_demo(&self) -> Result<bool, StoreError> {
        Ok(self.store.view().local(Local::Demo)?.is_some())
    }

    /// The person at the keys, at this moment.
    pub(crate) fn author(&self) -> Result<Author, AppError> {
        author_of(&*self.around, self.person, self.around.now_ms())
    }

    /// Refuses unless the person at the keys may do this: the first line of every use-case.
    pub(crate) fn allow(&self, deed: Deed) -> Result<(), AppError> {
        if self.signing.is_some() && deed != Deed::Sign {
            // Whoever holds the laptop now is not the person who unlocked it.
            return Err(AppError::refused("signing.leave_first"));
        }
        Ok(self.role()?.may(deed)?)
    }

    /// Refuses unless they may do this, and write records of every kind given.
    pub(crate) fn allow_writing(&self, deed: Deed, kinds: &[&Kind]) -> Result<(), AppError> {
        self.allow(deed)?;
        self.authorise(kinds)
    }

    /// Refuses unless the person at the keys may write records of every kind given.
    pub(crate) fn authorise(&self, kinds: &[&Kind]) -> Result<(), AppError> {
        let role = self.role()?;
        kinds.iter().try_for_each(|kind| role.may_write(kind))?;
        let is_shared = |kind: &&Kind| kind.stream == StreamClass::Network && **kind != kinds::SITE;
        if kinds.iter().any(is_shared) {
            may_share(&self.store.view())?;
        }
        Ok(())
    }

    /// The name of a person who writes.
    pub(crate) fn name_of(&self, person: RecordId) -> Result<Option<String>, StoreError> {
        Ok(self.store.view().volunteer(person)?.map(|volunteer| volunteer.name()))
    }
}

/// Refuses on a laptop of a classroom: what every centre reads is written on coordinators' laptops, and
/// no other laptop would take it from this one (`Authority::permits`).
///
/// # Errors
/// `permission.classroom`, or the store's.
pub(crate) fn may_share(view: &View<'_>) -> Result<(), AppError> {
    if view.holds()? == About::All || view.grant()?.has_private() {
        return Ok(());
    }
    Err(AppError::refused("permission.classroom"))
}

/// Who a new computer is: its id and its signing key, from chance.
pub(crate) struct NewIdentity {
    pub device: DeviceId,
    pub key: Key,
    device_text: String,
    seed_text: String,
    name: String,
}

impl NewIdentity {
    pub(crate) fn make(around: &dyn crate::Surroundings) -> Result<Self, AppError> {
        let mut seed = [0; 32];
        around.random(&mut seed)?;
        let device = DeviceId(new_id(around)?.0);
        Ok(Self::of(device, seed))
    }

    pub(crate) fn of(device: DeviceId, seed: [u8; 32]) -> Self {
        let text = device.to_string();
        // People tell laptops apart by a short name; the tail of the id is the part that differs.
        let name = format!("PC-{}", text[text.len() - 4..].to_uppercase());
        Self { device, key: Key::from_seed(seed), device_text: text, seed_text: hex(&seed), name }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Local facts of a computer of this identity at a site.
    pub(crate) fn settle(
        &self,
        store: &mut Store,
        site: SiteId,
        role: Role,
        grant: &str,
    ) -> Result<(), StoreError> {
        store.settle(&[
            (Local::Device, Some(&self.device_text)),
            (Local::DeviceName, Some(&self.name)),
            (Local::Seed, Some(&self.seed_text)),
            (Local::Site, Some(&site.to_string())),
            (Local::Grant, Some(grant)),
            (Local::Role, Some(role.name())),
        ])
    }
}

/// Who writes, and when, with chance for whatever must be made up.
pub(crate) fn author_of(
    around: &dyn crate::Surroundings,
    actor: RecordId,
    now_ms: u64,
) -> Result<Author, AppError> {
    let mut chance = [0; 32];
    around.random(&mut chance)?;
    Ok(Author { actor, now_ms, chance })
}

/// Commits drafts that are not offered for undo.
pub(crate) fn settle_drafts(
    store: &mut Store,
    author: Author,
    drafts: Vec<Draft>,
) -> Result<(), AppError> {
    let gesture = Gesture { label: String::new(), act: Act::Settle, drafts };
    store.write::<AppError>(author, |_| Ok(gesture))?;
    Ok(())
}

/// The record of a person who writes, or of any volunteer.
pub(crate) fn person_draft(id: RecordId, name: Value, role: Role) -> Draft {
    let role = Value::Int(role as i64);
    Draft::new(&kinds::VOLUNTEER, RecordRef::Own(id), vec![("name", name), ("role", role)])
}

/// A name typed in one field, kept as it was typed.
pub(crate) fn whole_name(name: &str) -> Value {
    Value::List(vec![text(name), Value::Null])
}

/// Text that may not be empty, without outer spaces.
pub(crate) fn required<'t>(text: &'t str, code: &'static str) -> Result<&'t str, Refusal> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Refusal::new(code));
    }
    if trimmed.len() > kinds::NAME_BYTES_MAX {
        return Err(Refusal::new("text.too_long").with("max", kinds::NAME_BYTES_MAX));
    }
    if trimmed.chars().any(char::is_control) {
        return Err(Refusal::new("text.unreadable"));
    }
    Ok(trimmed)
}

/// Text that may be empty, without outer spaces and within a field's limit. Line ends pasted from
/// another system are made plain.
pub(crate) fn optional(text: &str, bytes_max: usize) -> Result<String, Refusal> {
    let plain = text.trim().replace("\r\n", "\n").replace('\r', "\n");
    if plain.len() > bytes_max {
        return Err(Refusal::new("text.too_long").with("max", bytes_max));
    }
    if plain.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Refusal::new("text.unreadable"));
    }
    Ok(plain)
}

/// An e-mail address, as far as it has the form of one: it may be empty.
pub(crate) fn email_of(text: &str) -> Result<Option<String>, Refusal> {
    let email = optional(text, kinds::NAME_BYTES_MAX)?;
    if email.is_empty() {
        return Ok(None);
    }
    let parts = email.split_once('@');
    let is_one = parts.is_some_and(|(who, place)| !who.is_empty() && !place.is_empty());
    match is_one && !email.contains(char::is_whitespace) {
        true => Ok(Some(email)),
        false => Err(Refusal::new("volunteer.email")),
    }
}

/// A day that records can hold.
pub(crate) fn within_calendar(day: Day) -> Result<Day, Refusal> {
    match Type::Day.fit(&Value::Int(i64::from(day))) {
        Fit::Valid => Ok(day),
        _ => Err(Refusal::new("calendar.day_unreadable").with("value", format_day(day))),
    }
}

/// A day as a screen or a script writes it, `2027-04-20`.
pub(crate) fn read_day(text: &str) -> Result<Day, Refusal> {
    let unreadable = || Refusal::new("calendar.day_unreadable").with("value", text);
    within_calendar(parse_day(text).ok_or_else(unreadable)?)
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(crate) fn role_dto(role: Role) -> RoleDto {
    match role {
        Role::Volunteer => RoleDto::Volunteer,
        Role::Coordinator => RoleDto::Coordinator,
        Role::Headquarters => RoleDto::Headquarters,
    }
}

/// Where the centre of a folder is: in it, or in its demo.
pub(crate) fn place(folder: &Path) -> Files {
    let own = Files::at(folder);
    let demo = App::demo_files(folder);
    if !own.exist() && demo.exist() { demo } else { own }
}
