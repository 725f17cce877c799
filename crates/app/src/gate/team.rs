//! The people of an open centre's computer: who has a place, giving one, taking it away, and PINs.
//! Whoever is in can let in what is theirs to give, and no more.

use super::prepare::{Prepared, Setup, new_recovery, prepared_book};
use super::return_way::for_role;
use super::{Came, Gate, Opening, pick};
use crate::attendance::label;
use crate::audit::{Entry, Noted};
use crate::centre::{App, person_draft, place, required, whole_name};
use crate::dto::{Newcomer, Role as RoleDto, Shown, Tile as TileDto};
use crate::error::AppError;
use crate::standing::role_of;
use crate::surroundings::{Around, chance, new_id};
use crate::undo::label_text;
use passerelle_domain::permission::{Deed, Role};
use passerelle_domain::pin::Pin;
use passerelle_domain::{RecordId, Refusal};
use passerelle_store::keys::{DeviceSecret, KeyBook, Keys, Tile};
use passerelle_store::{Act, Gesture, Store};
use std::path::Path;
use std::sync::Arc;

impl App {
    /// Opens the centre of somebody whose PIN is at hand. What their PIN opens is made to fit what
    /// they may do: headquarters may have changed that since they chose it.
    ///
    /// # Errors
    /// `person.disabled`, or the store's.
    pub fn enter_with(opening: Opening, pin: &Pin, around: Around) -> Result<Self, AppError> {
        let files = opening.files.clone();
        let entered = Self::enter(opening.clone(), around.clone());
        let (Some(person), Some(secret)) = (opening.person, opening.secret) else { return entered };
        let mut app = match entered {
            // Whose place was taken back opens nothing the next time.
            Err(error) if error.code() == "person.disabled" => {
                let mut chance = chance(&*around)?;
                KeyBook::change::<_, AppError>(&files, |book| {
                    Ok(book.dismiss(&secret, person, &mut chance)?)
                })?;
                return Err(error);
            }
            entered => entered?,
        };
        app.count_day_away()?;
        if app.store.view().hides_persons()? {
            // Their name is not known before the first exchange; the book still has it.
            return Ok(app);
        }
        let (role, name) = (app.role()?, app.name_of(person)?.unwrap_or_default());
        let keys = for_role(role, &app.opening.keys);
        let known = KeyBook::read(&files)?.map(|book| book.tiles(&secret)).transpose()?;
        let tile = Tile { person, name, role };
        if known.is_some_and(|tiles| tiles.contains(&tile)) && keys == app.opening.keys {
            return Ok(app);
        }
        let mut chance = chance(&*around)?;
        KeyBook::change::<_, AppError>(&files, |book| {
            Ok(book.admit(&secret, tile, pin, &keys, &mut chance)?)
        })?;
        Self::enter(Opening { keys, ..app.opening }, around)
    }

    /// Protects a centre whose key an earlier version left in clear: its person's PIN, and everything
    /// else that a new computer has. The clear key goes last.
    ///
    /// # Errors
    /// `store.*`.
    pub fn protect(
        folder: &Path,
        around: Around,
        setup: &Setup,
    ) -> Result<(Self, Prepared), AppError> {
        let files = place(folder);
        let class = files.read_key()?;
        let store = Store::open(&files, &class)?;
        let view = store.view();
        let (person, grant) = (view.actor()?, view.grant()?);
        let role = role_of(&view, person)?.unwrap_or(Role::Volunteer);
        let name = crate::undo::person_name(&view, person)?;
        drop(view);
        drop(store);
        let made = Keys::made(&mut chance(&*around)?, grant.has_private());
        let keys = for_role(role, &Keys { class, private: made.private.clone() });
        let tile = Tile { person, name, role };
        let all = Keys { class: keys.class.clone(), private: made.private };
        let (prepared, secret) = prepared_book(&files, &around, (tile, &keys), &all, setup)?;
        if let Some(private) = &all.private {
            // What a volunteer may not read leaves the file that they open.
            let mut chance = [0; 32];
            around.random(&mut chance)?;
            Store::split(&files, &keys.class, private, &chance)?;
        }
        files.forget_key()?;
        let came = Came::default();
        let opening = Opening { files, keys, person: Some(person), secret: Some(secret), came };
        Ok((Self::enter(opening, around)?, prepared))
    }

    /// The people who have a place on this computer.
    ///
    /// # Errors
    /// `keys.secret_missing`, or the store's.
    pub fn team(&self) -> Result<Vec<TileDto>, AppError> {
        self.allow(Deed::ReadRoster)?;
        let mut gate = Gate::at(self.files.clone(), Arc::clone(&self.around))?;
        gate.secret = self.opening.secret.clone();
        let (Some(book), Some(secret)) = (&gate.book, &gate.secret) else { return Ok(Vec::new()) };
        let tiles = book.tiles(secret)?;
        Ok(tiles.into_iter().map(|tile| gate.tile(tile, Some(self.person))).collect())
    }

    /// The person of this computer that people mean.
    ///
    /// # Errors
    /// `person.unknown`, `person.ambiguous`, or the store's.
    pub fn find_of_team(&self, text: &str) -> Result<RecordId, AppError> {
        let book = KeyBook::read(&self.files)?;
        let book = book.ok_or_else(|| AppError::refused("keys.none"))?;
        pick(&book.tiles(&self.own_secret()?)?, Some(text))
    }

    /// The same, as a window asks it.
    ///
    /// # Errors
    /// As `admit`.
    pub fn admit_newcomer(&mut self, newcomer: &Newcomer) -> Result<Vec<TileDto>, AppError> {
        let person = newcomer.person.as_deref().map(crate::record_id).transpose()?;
        let role = match newcomer.role {
            RoleDto::Volunteer => Role::Volunteer,
            RoleDto::Coordinator => Role::Coordinator,
            RoleDto::Headquarters => Role::Headquarters,
        };
        self.admit((person, &newcomer.name), role, &newcomer.pin)
    }

    /// Gives somebody a place here under a PIN that they choose: a person of the centre, or somebody
    /// whose name is typed. A volunteer may let in volunteers; what somebody may do is theirs by
    /// headquarters' word, or, in a centre on its own, by its coordinator's.
    ///
    /// # Errors
    /// `person.*`, `pin.*`, `permission.role_too_low`, `keys.*`, or the store's.
    pub fn admit(
        &mut self,
        (person, name): (Option<RecordId>, &str),
        role: Role,
        pin: &str,
    ) -> Result<Vec<TileDto>, AppError> {
        self.allow(Deed::LetIn)?;
        let pin = Pin::choose(pin)?;
        let secret = self.own_secret()?;
        self.may_give(role)?;
        let (person, name) = match person {
            Some(person) => {
                let known = self.name_of(person)?;
                (person, known.ok_or_else(|| AppError::refused("person.unknown"))?)
            }
            None => {
                let name = required(name, "centre.person_missing")?.to_owned();
                let person = new_id(&*self.around)?;
                self.write_person(person, &name, role)?;
                (person, name)
            }
        };
        let role = role_of(&self.store.view(), person)?;
        let role = role.ok_or_else(|| AppError::refused("person.disabled"))?;
        self.may_give(role)?;
        self.note_deed(Noted::Role, &Entry { amount: Some(role as u64), ..Entry::about(person) })?;
        self.wrap(&secret, Tile { person, name, role }, &pin)?;
        self.team()
    }

    /// Gives the person at the keys another PIN.
    ///
    /// # Errors
    /// `pin.*`, `keys.*`, or the store's.
    pub fn change_pin(&mut self, old: &str, new: &str) -> Result<(), AppError> {
        self.allow(Deed::ChangeOwnPin)?;
        let (old, new) = (Pin::parse(old)?, Pin::choose(new)?);
        let secret = self.own_secret()?;
        let mut gate = Gate::at(self.files.clone(), Arc::clone(&self.around))?;
        gate.secret = Some(secret.clone());
        gate.unlock(self.person, &old)?;
        let name = self.name_of(self.person)?.unwrap_or_default();
        self.wrap(&secret, Tile { person: self.person, name, role: self.role()? }, &new)
    }

    /// Takes somebody's place away: their PIN opens nothing any more. What they wrote stays theirs.
    ///
    /// # Errors
    /// `person.is_me`, `person.unknown`, `permission.role_too_low`, or the store's.
    pub fn dismiss(&mut self, person: RecordId) -> Result<Vec<TileDto>, AppError> {
        self.allow(Deed::Dismiss)?;
        if person == self.person {
            return Err(AppError::refused("person.is_me"));
        }
        let book = KeyBook::read(&self.files)?;
        if !book.is_some_and(|book| book.people().contains(&person)) {
            return Err(AppError::refused("person.unknown"));
        }
        let (secret, mut chance) = (self.own_secret()?, chance(&*self.around)?);
        self.note_deed(Noted::Dismissed, &Entry::about(person))?;
        KeyBook::change::<_, AppError>(&self.files, |book| {
            Ok(book.dismiss(&secret, person, &mut chance)?)
        })?;
        self.team()
    }

    /// Makes another recovery code, shown once; the sheet that was printed before opens nothing more.
    ///
    /// # Errors
    /// `permission.role_too_low`, or the store's.
    pub fn new_recovery(&mut self) -> Result<Shown, AppError> {
        self.allow(Deed::PrintSheet)?;
        if self.opening.keys.private.is_none() && self.files.private().exists() {
            // Whoever came back by a code for the class alone would lock the private file for ever.
            return Err(AppError::refused("keys.private_missing"));
        }
        let mut chance = chance(&*self.around)?;
        let recovery = new_recovery(&mut chance);
        KeyBook::change::<_, AppError>(&self.files, |book| {
            Ok(book.set_recovery(&recovery, &self.opening.keys, &mut chance)?)
        })?;
        Ok(Shown { recovery: Some(recovery.to_string()), phrase: None })
    }

    fn wrap(&self, secret: &DeviceSecret, tile: Tile, pin: &Pin) -> Result<(), AppError> {
        let keys = for_role(tile.role, &self.opening.keys);
        let mut chance = chance(&*self.around)?;
        KeyBook::change::<_, AppError>(&self.files, |book| {
            Ok(book.admit(secret, tile, pin, &keys, &mut chance)?)
        })
    }

    fn write_person(&mut self, id: RecordId, name: &str, role: Role) -> Result<(), AppError> {
        let author = self.author()?;
        let label = label_text(&label("person-added", &[("name", name.to_owned())]));
        let drafts = vec![person_draft(id, whole_name(name), role)];
        self.store
            .write::<AppError>(author, |_| Ok(Gesture { label, act: Act::Settle, drafts }))?;
        Ok(())
    }

    fn may_give(&self, role: Role) -> Result<(), AppError> {
        if role == Role::Volunteer { Ok(()) } else { self.needs(role) }
    }

    fn needs(&self, role: Role) -> Result<(), AppError> {
        if self.role()? >= role {
            return Ok(());
        }
        Err(Refusal::new("permission.role_too_low").with("needs", role.name()).into())
    }

    fn own_secret(&self) -> Result<DeviceSecret, AppError> {
        let secret = self.opening.secret.clone();
        secret.ok_or_else(|| AppError::refused("keys.none"))
    }
}
