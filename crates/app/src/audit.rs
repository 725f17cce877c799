//! The audit log: what people did with others' data, or with the way to it. Each entry is an op of its
//! own stream, written before what it tells of is shown; its chain is the segments'. Headquarters alone
//! reads it, and can tell an edited, missing or reordered entry by the marks that it keeps.

use crate::centre::App;
use crate::dto::AuditView;
use crate::error::AppError;
use crate::exchange::{Live, marks_at_headquarters};
use crate::gate::Came;
use crate::surroundings::new_id;
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, Value, kinds};
use passerelle_store::{Act, Draft, Gesture, StoreError};
use passerelle_sync::digest::Mark;

/// What is noted; the position in `kinds::NOTED` is the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noted {
    /// Contacts, birth or rights of a person were shown.
    Read,
    /// Lists or a person's file were written out.
    Export,
    /// Wrong PINs before a right one.
    FailedUnlocks,
    /// Somebody was given a place with this role.
    Role,
    /// Somebody's place was taken away.
    Dismissed,
    /// A backup was put back.
    Restore,
    /// A person was erased on this computer.
    Erased,
    /// Somebody came back in by a code.
    Code,
}

/// An entry under way.
#[derive(Default)]
pub(crate) struct Entry<'p> {
    pub about: Option<RecordId>,
    pub amount: Option<u64>,
    pub purpose: &'p str,
}

impl Entry<'_> {
    pub fn about(person: RecordId) -> Self {
        Self { about: Some(person), ..Self::default() }
    }
}

impl App {
    /// Notes what is about to be done. In the demo, which holds nobody, nothing is.
    ///
    /// # Errors
    /// The store's: what cannot be noted is not done.
    pub(crate) fn note_deed(&mut self, noted: Noted, entry: &Entry<'_>) -> Result<(), AppError> {
        if self.is_demo()? {
            return Ok(());
        }
        let author = self.author()?;
        let about = entry.about.map_or(Value::Null, |id| Value::Ref(id.0));
        let amount = entry.amount.map_or(Value::Null, |n| Value::Int(n.cast_signed()));
        let deed = Value::List(vec![Value::Int(noted as i64), about, amount]);
        let mut values = vec![("deed", deed)];
        if !entry.purpose.is_empty() {
            values.push(("purpose", Value::Text(entry.purpose.to_owned())));
        }
        let record = RecordRef::Own(new_id(&*self.around)?);
        let drafts = vec![Draft::new(&kinds::NOTE_OF_AUDIT, record, values)];
        self.store.write::<AppError>(author, |_| {
            Ok(Gesture { label: String::new(), act: Act::Settle, drafts })
        })?;
        Ok(())
    }

    /// Notes how somebody came in, and that a backup was put back. On a disk that is full it is noted at
    /// the next opening: somebody has to come in to make room.
    pub(crate) fn note_coming_in(&mut self, restored: bool) -> Result<(), AppError> {
        let came = self.opening.came;
        let me = self.person;
        let mut notes = Vec::new();
        if restored {
            notes.push((Noted::Restore, Entry::default()));
        }
        if came.by_code {
            notes.push((Noted::Code, Entry::about(me)));
        }
        if came.wrong > 0 {
            let amount = Some(u64::from(came.wrong));
            notes.push((Noted::FailedUnlocks, Entry { amount, ..Entry::about(me) }));
        }
        for (noted, entry) in notes {
            match self.note_deed(noted, &entry) {
                Err(AppError::Store(StoreError::DiskFull | StoreError::ReadOnly)) => return Ok(()),
                noted => noted?,
            }
        }
        if came.by_code {
            self.is_back()?;
        }
        self.opening.came = Came::default();
        Ok(())
    }

    /// Compares this computer's chains with headquarters' marks: every segment is hashed again, from
    /// the first, and the end of each chain must be what headquarters has.
    ///
    /// # Errors
    /// `permission.role_too_low`, `audit.broken`, those of an exchange, or the store's.
    pub async fn verify_audit(&mut self, live: &Live) -> Result<AuditView, AppError> {
        self.allow(Deed::VerifyAudit)?;
        let mut view =
            AuditView { entries: self.store.view().audit_entries()?, ..AuditView::default() };
        let broken = |chain: &str| {
            AppError::Refused(passerelle_domain::Refusal::new("audit.broken").with("chain", chain))
        };
        let mut chains = self.store.chains()?;
        if let Some(private) = &self.private {
            chains.extend(private.chains()?);
        }
        let own = self.store.view().device()?;
        let Some(mut marks) = marks_at_headquarters(self, live).await? else {
            // A centre on its own: its chains are whole, and nobody else has them.
            for chain in chains {
                chain.recomputed.ok_or_else(|| broken(&chain.stream.to_string()))?;
                view.chains += 1;
            }
            return Ok(view);
        };
        for chain in chains {
            let name = chain.stream.to_string();
            let at = chain.recomputed.ok_or_else(|| broken(&name))?;
            view.chains += 1;
            // What headquarters has not received yet stands on this computer's word alone.
            let Some((n, mark)) = marks.remove(&(chain.stream, chain.device)) else {
                view.waiting += u32::try_from(chain.last).unwrap_or(u32::MAX);
                continue;
            };
            if n > chain.last && Some(chain.device) != own {
                // Of others, and of who this computer was before a restore, some may not be here.
                continue;
            }
            let here = at.iter().find(|(last, _)| *last == n).map(|(_, hash)| Mark::of(hash));
            if here != Some(mark) {
                return Err(broken(&name));
            }
            view.waiting += u32::try_from(chain.last - n).unwrap_or(u32::MAX);
            view.compared += 1;
        }
        // What headquarters has of this very computer, and nothing of it is here.
        let gone = marks.iter().find(|((_, device), (n, _))| Some(*device) == own && *n > 0);
        match gone {
            Some(((stream, _), _)) => Err(broken(&stream.to_string())),
            None => Ok(view),
        }
    }
}
