//! The second file: contacts, rights, whatever a class does not need. It is open only while somebody
//! who may read it is at the keys; the other file tells it who this computer is and whom to forget.
//! No action spans the two: a gesture that touches both is two actions under one stamp.

use crate::centre::App;
use crate::error::AppError;
use passerelle_domain::StreamClass;
use passerelle_domain::permission::Role;
use passerelle_store::{Act, Draft, Gesture, Local, Pending, Store, StoreError, View};
use passerelle_sync::wire::About;

/// What the private file takes over from the other.
const FOLLOWED: [Local; 13] = [
    Local::Device,
    Local::DeviceName,
    Local::Seed,
    Local::Site,
    Local::Centre,
    Local::Grant,
    Local::Role,
    Local::Actor,
    Local::Headquarters,
    Local::Network,
    Local::Encryption,
    Local::Certificate,
    Local::Token,
];

impl App {
    /// Opens the private file, and makes it when it is not there yet, if the person at the keys may
    /// read it and this computer is granted it.
    pub(crate) fn open_private(&mut self) -> Result<(), AppError> {
        let view = self.store.view();
        let split = view.holds()? == About::Class && view.grant()?.has_private();
        drop(view);
        let may_read = self.role()? >= Role::Coordinator;
        let key = self.opening.keys.private.clone().filter(|_| split && may_read);
        let Some(key) = key else { return Ok(()) };
        let file = self.files.private();
        let backups = self.files.private_backups();
        if self.files.private_is_gone() {
            return Err(StoreError::Missing(file).into());
        }
        if !file.exists() {
            Store::create_at(&file, &key, &backups)?;
        }
        self.private = Some(Store::open_noted(&file, &key, &backups)?);
        self.follow()
    }

    /// Makes the private file follow the other, if it is open.
    pub(crate) fn follow(&mut self) -> Result<(), AppError> {
        let Some(private) = &mut self.private else { return Ok(()) };
        let view = self.store.view();
        let mut facts = vec![(Local::Holds, Some("private".to_owned()))];
        for local in FOLLOWED {
            facts.push((local, view.local(local)?));
        }
        let mut chance = [0; 32];
        self.around.random(&mut chance)?;
        let erased = view.erased_persons()?;
        private.follow(&facts, self.around.now_ms(), &chance)?;
        private.erase_listed(&erased)?;
        Ok(())
    }

    /// An exchange about the private file may have been given another token.
    pub(crate) fn take_back_token(&mut self) -> Result<(), AppError> {
        let Some(private) = &self.private else { return Ok(()) };
        let token = private.view().local(Local::Token)?;
        if token.is_some() && token != self.store.view().local(Local::Token)? {
            self.store.settle(&[(Local::Token, token.as_deref())])?;
        }
        Ok(())
    }

    /// Reads contacts and rights: from their own file, from the one file of a demo, or from nothing
    /// while they are locked.
    pub(crate) fn private_view(&self) -> Result<Option<View<'_>>, StoreError> {
        match &self.private {
            Some(private) => Ok(Some(private.view())),
            None if self.store.view().holds()? == About::All => Ok(Some(self.store.view())),
            None => Ok(None),
        }
    }

    /// Writes, as one gesture, what is private alone and what a class knows too: each into its own
    /// file under one stamp, or all into the one file of a demo. `decide` sees the class's file, then
    /// the private one.
    pub(crate) fn write_both(
        &mut self,
        decide: impl FnOnce(&View<'_>, &View<'_>) -> Result<Gesture, AppError>,
    ) -> Result<(), AppError> {
        let author = self.author()?;
        let Self { store, private, .. } = self;
        let (mut beside, mut label) = (Vec::new(), String::new());
        let private_view = private.as_ref().map(Store::view);
        let committed = store.write::<AppError>(author, |view| {
            if private_view.is_none() && view.holds()? != About::All {
                return Err(AppError::refused("keys.private_missing"));
            }
            let mut gesture = decide(view, private_view.as_ref().unwrap_or(view))?;
            if private_view.is_some() {
                let is_private = |draft: &Draft| draft.kind.stream == StreamClass::Private;
                (beside, gesture.drafts) = gesture.drafts.into_iter().partition(is_private);
            }
            label.clone_from(&gesture.label);
            Ok(gesture)
        })?;
        drop(private_view);
        let Some(private) = private.as_mut().filter(|_| !beside.is_empty()) else { return Ok(()) };
        let stamp = match committed {
            Some(committed) => committed.hlc,
            None => store.stamp(author.now_ms)?,
        };
        let gesture = Gesture { label, act: Act::Do, drafts: beside };
        private.write_beside::<AppError>(author, stamp, |_| Ok(gesture))?;
        Ok(self.note_pending()?)
    }

    /// The digest of each stream in the private file, if it is open.
    ///
    /// # Errors
    /// The store's.
    pub fn private_digests(&self) -> Result<Vec<(String, String)>, AppError> {
        let Some(private) = &self.private else { return Ok(Vec::new()) };
        let view = private.view();
        let digests = view
            .streams()?
            .into_iter()
            .map(|stream| Ok((stream.to_string(), view.digest(stream)?)));
        digests.collect()
    }

    /// Reads the private file, if it is open; for tests.
    #[doc(hidden)]
    pub fn private_for_tests(&mut self) -> Option<&mut Store> {
        self.private.as_mut()
    }

    /// What waits to be sent, of both files. Of one that is locked, what waited when it was last
    /// open: nobody writes to it meanwhile.
    ///
    /// # Errors
    /// The store's.
    pub fn pending(&self) -> Result<Pending, StoreError> {
        let class = self.store.view().pending()?;
        let private = match &self.private {
            Some(private) => private.view().pending()?,
            None => self.noted_pending()?,
        };
        Ok(Pending {
            count: class.count.saturating_add(private.count),
            bytes: class.bytes.saturating_add(private.bytes),
            since_ms: class.since_ms.into_iter().chain(private.since_ms).min(),
        })
    }

    /// Whether anything of one file waits.
    pub(crate) fn waits(&self, about: About) -> Result<bool, StoreError> {
        let store = match (about, &self.private) {
            (About::Private, Some(private)) => private,
            (About::Private, None) => return Ok(false),
            _ => &self.store,
        };
        Ok(store.view().pending()?.count > 0)
    }

    /// Notes what waits in the private file, for whoever cannot open it.
    pub(crate) fn note_pending(&mut self) -> Result<(), StoreError> {
        let Some(private) = &self.private else { return Ok(()) };
        let pending = private.view().pending()?;
        if pending == self.noted_pending()? {
            return Ok(());
        }
        let (count, bytes) = (pending.count, pending.bytes);
        let text = format!("{count} {bytes} {}", pending.since_ms.unwrap_or_default());
        let text = (count > 0).then_some(text);
        self.store.settle(&[(Local::PrivatePending, text.as_deref())])
    }

    fn noted_pending(&self) -> Result<Pending, StoreError> {
        let text = self.store.view().local(Local::PrivatePending)?.unwrap_or_default();
        let mut numbers = text.split(' ').map(str::parse::<u64>);
        let mut next = || numbers.next().and_then(Result::ok).unwrap_or(0);
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let (count, bytes, since) = (small(next()), small(next()), next());
        Ok(Pending { count, bytes, since_ms: (since > 0).then_some(since) })
    }
}
