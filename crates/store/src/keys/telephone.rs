//! Codes that headquarters reads out by telephone: each opens the files once. The computer keeps only
//! what they open; the codes themselves are headquarters'. Each place has two codes, so that the one
//! a volunteer is given does not open the private file.

use super::book::grow_code;
use super::wrap::{Chance, Cost, Keys, Wrapped};
use crate::error::StoreError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a code opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The file that runs a class.
    Class,
    /// The private file too.
    Private,
}

/// New codes, by place: the one for the class, and the one for the private file.
#[derive(Clone)]
pub struct Slots {
    /// Their common name.
    pub batch: [u8; 8],
    /// The values of their characters.
    pub codes: Vec<(Vec<u8>, Vec<u8>)>,
}

impl fmt::Debug for Slots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slots(…)")
    }
}

/// What codes open, as it lies on the disk. One salt serves them all: each is long enough to be
/// guessed alone, and the one that is typed is stretched once for all places.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Batch {
    #[serde(with = "super::hexed")]
    name: Vec<u8>,
    #[serde(with = "super::hexed")]
    salt: Vec<u8>,
    cost: Cost,
    places: Vec<Place>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Place {
    class: Wrapped,
    private: Option<Wrapped>,
}

impl Batch {
    pub(crate) fn new(
        slots: &Slots,
        keys: &Keys,
        place: &[u8],
        cost: Cost,
        chance: &mut Chance,
    ) -> Result<Self, StoreError> {
        let salt: [u8; 16] = chance.bytes();
        let mut places = Vec::new();
        for (class, private) in &slots.codes {
            let under = grow_code(class, &salt, cost)?;
            let class = Wrapped::keys(&keys.of_class(), &under, place, chance);
            let private = match &keys.private {
                Some(_) => {
                    Some(Wrapped::keys(keys, &grow_code(private, &salt, cost)?, place, chance))
                }
                None => None,
            };
            places.push(Place { class, private });
        }
        Ok(Self { name: slots.batch.to_vec(), salt: salt.to_vec(), cost, places })
    }

    pub(crate) fn left(&self) -> Option<([u8; 8], usize)> {
        Some((self.name.as_slice().try_into().ok()?, self.places.len()))
    }

    /// Opens and spends the place of a code: both of its codes are spent.
    pub(crate) fn spend(
        &mut self,
        code: &[u8],
        place: &[u8],
    ) -> Result<Option<(Level, Keys)>, StoreError> {
        let under = grow_code(code, &self.salt, self.cost)?;
        let found = self.places.iter().enumerate().find_map(|(at, one)| {
            let class = one.class.open_keys(&under, place).map(|keys| (Level::Class, keys));
            let private = || one.private.as_ref()?.open_keys(&under, place);
            let opened = class.or_else(|| private().map(|keys| (Level::Private, keys)))?;
            Some((at, opened))
        });
        Ok(found.map(|(at, opened)| {
            self.places.remove(at);
            opened
        }))
    }
}
