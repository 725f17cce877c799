//! The private file, told of beside a request about the other: most of the time neither side has
//! anything to say about it, and then it needs no request of its own.

use super::part::Part;
use crate::centre::App;
use crate::error::AppError;
use passerelle_domain::{SiteId, Stream};
use passerelle_store::{Local, StoreError, View};
use passerelle_sync::digest::folded;
use passerelle_sync::wire::{About, Beside, Same};

impl App {
    /// What is told of the private file beside a request about this one. None asks headquarters nothing:
    /// the private file is locked, or has a request of its own to make.
    ///
    /// # Errors
    /// The store's.
    pub fn beside(&mut self, about: About) -> Result<Option<Beside>, AppError> {
        let epoch = self.store.view().local(Local::Epoch)?;
        let Some(mut part) = self.part(About::Private).filter(|_| about == About::Class) else {
            return Ok(None);
        };
        // Of a headquarters that was restored since, each file must hear for itself.
        if part.store.view().local(Local::Epoch)? != epoch {
            return Ok(None);
        }
        part.beside()
    }

    /// Whether headquarters holds, and folded, just what the private file does, so that a request about it
    /// would carry nothing.
    ///
    /// # Errors
    /// The store's.
    pub fn is_same(&mut self, said: Option<(Beside, Same)>) -> Result<bool, AppError> {
        let Some((told, same)) = said else { return Ok(false) };
        // Something may have been written here meanwhile, also by what the other file has heard.
        if self.beside(About::Class)? != Some(told) {
            return Ok(false);
        }
        let Some(part) = self.part(About::Private) else { return Ok(false) };
        let view = part.store.view();
        let ours = folded_here(&view, &view.streams()?)?;
        Ok(same.folded.is_none_or(|theirs| theirs == ours))
    }
}

impl Part<'_> {
    /// What this file holds; none while it has something to bring, or must be heard about whatever comes.
    fn beside(&mut self) -> Result<Option<Beside>, AppError> {
        self.store.seal()?;
        let view = self.store.view();
        let Some(site) = view.site_id()? else { return Ok(None) };
        let (streams, sends) = streams(&view, site)?;
        if brings(&view, &streams, &sends)? || view.hides_persons()? {
            return Ok(None);
        }
        let cursor = view.local(Local::Cursor)?.and_then(|text| text.parse().ok());
        let Some(cursor) = cursor else { return Ok(None) };
        Ok(Some(Beside { digest: view.held_digest(&streams)?, cursor }))
    }
}

/// The streams of a file, and those that it brings: the audit log, too, which is never read back.
pub(super) fn streams(
    view: &View<'_>,
    site: SiteId,
) -> Result<(Vec<Stream>, Vec<Stream>), StoreError> {
    let streams = view.streams()?;
    let mut sends = streams.clone();
    sends.extend(Some(Stream::Audit(site)).filter(|_| view.keeps_audit()));
    Ok((streams, sends))
}

/// Whether there are sealed segments or keys that headquarters may lack.
pub(super) fn brings(
    view: &View<'_>,
    streams: &[Stream],
    sends: &[Stream],
) -> Result<bool, StoreError> {
    let keys = view.unsent_keys(1)?.iter().any(|key| streams.contains(&key.stream));
    Ok(keys || !view.segments_to_send(sends, 1)?.is_empty())
}

/// The digest over what is folded here.
pub(super) fn folded_here(view: &View<'_>, streams: &[Stream]) -> Result<[u8; 8], StoreError> {
    let sums: Vec<_> =
        streams.iter().map(|stream| view.heads_kept(*stream)).collect::<Result<_, _>>()?;
    Ok(folded(sums))
}
