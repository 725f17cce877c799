//! Erasing a person: one op that travels like any other; wherever it is folded, the person's keys are
//! destroyed. Here is the rest: who may ask, what is told before, what is swept after, and the list
//! beside the store that outlives an older backup.

use crate::attendance::label;
use crate::audit::{Entry, Noted};
use crate::backup::small;
use crate::centre::App;
use crate::dto::{Erasure, ErasureDone};
use crate::error::AppError;
use crate::undo::{device_name, label_text};
use crate::waiting::{leave_queues, queues_with};
use passerelle_domain::calendar::Day;
use passerelle_domain::evidence::last_sealed_day;
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::{Act, Draft, Gesture, Local, Set, Store, StoreError, View};
use passerelle_sync::wire::About;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The op that erases somebody, or a photograph.
pub(crate) fn erasure_draft(id: RecordId, today: Day) -> Draft {
    let day = Value::Int(i64::from(today));
    Draft::new(&kinds::ERASURE, RecordRef::Derived(vec![id]), vec![("erased", day)])
}

/// The name of somebody who can be erased: a learner, or somebody who was sent and became none.
///
/// # Errors
/// `referral.is_learner` when there is a learner to erase instead.
fn name_of(
    view: &View<'_>,
    private: Option<&View<'_>>,
    person: RecordId,
) -> Result<Option<String>, AppError> {
    if let Some(learner) = view.learner(person)? {
        return Ok(Some(learner.name()));
    }
    let Some(private) = private else { return Ok(None) };
    let Some(referral) = private.referral(person)? else { return Ok(None) };
    if let Some(learner) = referral.learner
        && view.learner(learner)?.is_some()
    {
        return Err(AppError::refused("referral.is_learner"));
    }
    Ok(Some(referral.name()).filter(|name| !name.is_empty()))
}

/// Referrals that go with a person: those by which a learner came, or the person's own.
fn referrals_of(
    view: &View<'_>,
    private: Option<&View<'_>>,
    person: RecordId,
) -> Result<BTreeSet<RecordId>, AppError> {
    let mut referrals: BTreeSet<_> = view.referrals_of(person)?.into_iter().collect();
    if let Some(private) = private {
        referrals.extend(private.referrals_of(person)?);
        referrals.extend(private.referral(person)?.map(|referral| referral.id));
    }
    Ok(referrals)
}

/// The list of erased ids, beside the store.
const LIST: &str = "erased.list";

impl App {
    /// What erasing a person would do, in numbers, and which devices have done it.
    ///
    /// # Errors
    /// `learner.unknown`, `referral.is_learner`, or the store's.
    pub fn erasure(&self, person: RecordId) -> Result<Erasure, AppError> {
        self.allow(Deed::Erase)?;
        let view = self.store.view();
        let private = self.private_view()?;
        let known = name_of(&view, private.as_ref(), person)?;
        let erased = view.is_erased(person)?;
        let referrals = referrals_of(&view, private.as_ref(), person)?;
        if known.is_none() && !erased {
            return Err(AppError::refused("learner.unknown"));
        }
        let attended = view.attended()?.into_iter().find(|(id, ..)| *id == person);
        let mut done = Vec::new();
        for (device, at_ms) in view.erased_by(person)? {
            done.push(ErasureDone { device: device_name(&view, device)?, at: at_ms as f64 });
        }
        let marks = attended.map_or(0, |(_, _, marked)| marked);
        let waiting = match erased {
            true => view.erasure_waits_for(person)?,
            false => Vec::new(),
        };
        let waiting = waiting.into_iter().map(|device| device_name(&view, device));
        let waiting = waiting.collect::<Result<_, _>>()?;
        let kept = match view.local(Local::Headquarters)? {
            Some(_) => view.sheet_lines(person, last_sealed_day(self.around.today().0))?,
            // A centre on its own has nobody to keep them.
            None => 0,
        };
        let photos = view.photos_with(person)?;
        let unsent = photos.iter().filter(|photo| !photo.is_received).count();
        Ok(Erasure {
            person: person.to_string(),
            name: known,
            erased,
            marks,
            done,
            kept,
            waiting,
            photos: small(photos.len() as u64),
            photos_unsent: small(unsent as u64),
            referrals: small(referrals.len() as u64),
        })
    }

    /// Erases a person, here at once and everywhere else at its next exchange, with the referrals by
    /// which they came: a learner, or somebody who was sent and never became one. It cannot be undone.
    ///
    /// # Errors
    /// `permission.role_too_low`, `learner.unknown`, `referral.is_learner`, `person.erased`, or the
    /// store's.
    pub fn erase(&mut self, person: RecordId) -> Result<Erasure, AppError> {
        self.allow(Deed::Erase)?;
        self.authorise(&[&kinds::ERASURE, &kinds::ENROLMENT])?;
        let (author, moment) = (self.author()?, self.moment()?);
        let today = moment.today;
        // Those that passed on until now stay, whoever is forgotten.
        let queues = queues_with(&self.store.view(), person, today)?;
        self.keep_offers(queues.iter().copied())?;
        let Self { store, private, .. } = self;
        let private = private.as_ref().map(Store::view);
        store.write::<AppError>(author, |view| {
            if view.is_erased(person)? {
                return Err(AppError::refused("person.erased"));
            }
            let private = match &private {
                None if view.holds()? == About::All => Some(view),
                private => private.as_ref(),
            };
            if name_of(view, private, person)?.is_none() {
                return Err(Refusal::new("learner.unknown").into());
            }
            // The photographs on which they stand go with them, here at once, and so does what they
            // were before they were a learner.
            let mut erased = vec![person];
            erased.extend(view.photos_with(person)?.into_iter().map(|photo| photo.id));
            for referral in referrals_of(view, private, person)? {
                if referral != person && !view.is_erased(referral)? {
                    erased.push(referral);
                }
            }
            let erased = erased.into_iter().map(|id| erasure_draft(id, today));
            let mut drafts: Vec<_> = erased.collect();
            drafts.extend(leave_queues(view, &queues, person, moment)?);
            // Nothing to take back: its key is gone with it.
            let label = label_text(&label("person-erased", &[]));
            Ok(Gesture { label, act: Act::Settle, drafts })
        })?;
        self.confirm_erasures()?;
        self.erasure(person)
    }

    /// Sweeps what erased persons left in this computer's files, and says so in an op of its own.
    /// While the private file is locked it is not said yet: whoever opens it next erases there too.
    /// True when something was said.
    ///
    /// # Errors
    /// The store's.
    pub fn confirm_erasures(&mut self) -> Result<bool, AppError> {
        self.erase_left_behind()?;
        let waiting = self.store.view().unconfirmed_erasures()?;
        if waiting.is_empty() {
            return Ok(false);
        }
        self.keep_erased_list()?;
        self.store.sweep()?;
        self.tidy_pictures()?;
        if let Some(private) = &mut self.private {
            private.erase_listed(&waiting)?;
            private.sweep()?;
        } else if self.files.private().exists() {
            return Ok(false);
        }
        self.sweep_backups()?;
        for person in &waiting {
            self.note_deed(Noted::Erased, &Entry::about(*person))?;
        }
        let author = self.author()?;
        let device = self.store.view().device()?.ok_or(StoreError::Incomplete("device"))?;
        let drafts = waiting.into_iter().map(|person| {
            let record = RecordRef::Derived(vec![person, RecordId(device.0)]);
            let at = Value::Int(author.now_ms.cast_signed());
            Draft::new(&kinds::ERASED, record, vec![("done", at)])
        });
        let drafts = drafts.collect();
        let gesture = Gesture { label: String::new(), act: Act::Settle, drafts };
        self.store.write::<AppError>(author, |_| Ok(gesture))?;
        Ok(true)
    }

    /// Whoever was erased on a computer that knows of no referrals is erased as a referral too, by the
    /// first that does.
    fn erase_left_behind(&mut self) -> Result<(), AppError> {
        let left = match &self.private {
            Some(private) => private.view().referrals_left_behind()?,
            None => return Ok(()),
        };
        if left.is_empty() || self.role()?.may(Deed::Erase).is_err() {
            return Ok(());
        }
        let (author, today) = (self.author()?, self.around.today().0);
        self.store.write::<AppError>(author, |_| {
            let drafts = left.into_iter().map(|id| erasure_draft(id, today)).collect();
            Ok(Gesture { label: String::new(), act: Act::Settle, drafts })
        })?;
        Ok(())
    }

    /// Whom people mean to erase: a learner, or somebody who was sent, by name or by a part of the id.
    ///
    /// # Errors
    /// As `find_known_learner`.
    pub fn find_erasable(&self, text: &str) -> Result<RecordId, AppError> {
        match self.find_known_learner(text) {
            Err(error) if error.code() == "learner.unknown" => {
                self.find_referral(text).map_err(|_| error)
            }
            found => found,
        }
    }

    /// Copies that were made before still hold the keys: they are made again from what is left.
    fn sweep_backups(&self) -> Result<(), AppError> {
        let erased = self.store.view().erased_persons()?;
        Set::erase_in_all(&self.files, &erased, &self.opening.keys)?;
        Ok(())
    }

    fn list(&self) -> PathBuf {
        self.files.folder().join(LIST)
    }

    fn keep_erased_list(&self) -> Result<(), AppError> {
        let erased = self.store.view().erased_persons()?;
        let text: String = erased.iter().map(|person| format!("{person}\n")).collect();
        let unfinished = self.files.folder().join("erased.list.new");
        let write = || {
            std::fs::write(&unfinished, text.as_bytes())?;
            std::fs::File::open(&unfinished)?.sync_all()?;
            std::fs::rename(&unfinished, self.list())
        };
        write().map_err(StoreError::from)?;
        Ok(())
    }

    /// A store that is older than the list beside it erases again whom the list names.
    pub(crate) fn apply_erased_list(&mut self) -> Result<(), AppError> {
        let view = self.store.view();
        let mut missing = Vec::new();
        for person in crate::rescue::listed(&self.files) {
            if !view.is_erased(person)? {
                missing.push(person);
            }
        }
        drop(view);
        if !missing.is_empty() {
            self.store.erase_listed(&missing)?;
            self.store.sweep()?;
        }
        Ok(())
    }
}
