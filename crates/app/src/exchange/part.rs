//! One of this computer's files, as an exchange sees it: each holds streams of its own, knows how far
//! its own exchanges have come, and talks to headquarters for itself.

use crate::centre::App;
use crate::surroundings::Around;
use passerelle_store::Store;
use passerelle_sync::wire::About;

/// A file, and the clock and chance around it.
pub struct Part<'a> {
    pub(crate) store: &'a mut Store,
    pub(crate) around: &'a Around,
    /// Telephone codes to hand over with the next request, locked.
    pub(crate) codes: Option<Vec<u8>>,
}

impl App {
    /// The file about this, if it is open.
    pub fn part(&mut self, about: About) -> Option<Part<'_>> {
        let store = match about {
            About::All | About::Class => &mut self.store,
            About::Private => self.private.as_mut()?,
        };
        Some(Part { store, around: &self.around, codes: None })
    }
}
