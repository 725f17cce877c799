//! Codes that headquarters reads out by telephone to somebody who forgot their PIN. The laptop makes a
//! batch of slots, each a secret, and sends it locked for headquarters; from each slot grow two codes,
//! of which one opens only what a class needs. Either side computes them alike. Making secrets,
//! keeping them and what a code unwraps is the caller's.

use crate::identity::{EncryptionKey, PublicEncryptionKey};
use crate::person::{lock, unlock};
use passerelle_domain::permission::Role;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Slots of a batch.
pub const SLOTS_MAX: usize = 8;
/// Characters of a code, of five bits each.
pub const LENGTH: usize = 12;
/// Characters read out at a time.
const GROUP: usize = 4;
/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What a code opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// What a class needs.
    Class,
    /// What is private too.
    Private,
}

impl Level {
    /// What somebody of this role opens.
    pub fn of(role: Role) -> Self {
        if role == Role::Volunteer { Self::Class } else { Self::Private }
    }

    fn context(self) -> &'static [u8] {
        match self {
            Self::Class => b"passerelle telephone code class 1\0",
            Self::Private => b"passerelle telephone code private 1\0",
        }
    }
}

/// What a batch of codes grows from.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct UnlockBatch {
    /// Its name, drawn by the laptop.
    pub batch: [u8; 8],
    /// A secret for each slot, at most `SLOTS_MAX`.
    pub slots: Vec<[u8; 32]>,
}

impl fmt::Debug for UnlockBatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnlockBatch({} slots)", self.slots.len())
    }
}

impl UnlockBatch {
    /// Locks it for headquarters; `chance` is 32 random bytes, used once.
    pub fn lock(&self, recipient: &PublicEncryptionKey, chance: [u8; 32]) -> Vec<u8> {
        // A batch always encodes; an empty one would open nowhere.
        let plain = Zeroizing::new(postcard::to_stdvec(self).unwrap_or_default());
        lock(&plain, recipient, chance)
    }

    /// The batch inside, if it is for this machine, whole, and no larger than any honest one.
    pub fn unlock(bytes: &[u8], own: &EncryptionKey) -> Option<Self> {
        let plain = Zeroizing::new(unlock(bytes, own)?);
        let (batch, rest) = postcard::take_from_bytes::<Self>(&plain).ok()?;
        let honest = (1..=SLOTS_MAX).contains(&batch.slots.len());
        (rest.is_empty() && honest).then_some(batch)
    }
}

/// A code as it is unwrapped with: twelve characters, no space.
pub fn code(slot: &[u8; 32], level: Level) -> Zeroizing<String> {
    let mut hash = Sha256::new();
    hash.update(level.context());
    hash.update(slot);
    let digest = Zeroizing::new(<[u8; 32]>::from(hash.finalize()));
    let digits = digest.iter().take(LENGTH).map(|byte| ALPHABET[usize::from(byte % 32)]);
    Zeroizing::new(digits.map(char::from).collect())
}

/// A code as it is read out: three groups of four.
pub fn groups(code: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(LENGTH + LENGTH / GROUP));
    for (at, character) in code.chars().enumerate() {
        if at > 0 && at % GROUP == 0 {
            text.push(' ');
        }
        text.push(character);
    }
    text
}

/// A code as people type it: lower case, spaces and hyphens, O for 0, I or L for 1. None when it is no
/// code at all.
pub fn typed(text: &str) -> Option<Zeroizing<String>> {
    let mut code = Zeroizing::new(String::with_capacity(LENGTH));
    for character in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let character = match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let known = u8::try_from(character).is_ok_and(|byte| ALPHABET.contains(&byte));
        if !known || code.len() == LENGTH {
            return None;
        }
        code.push(character);
    }
    (code.len() == LENGTH).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Key;

    fn batch(slots: usize) -> UnlockBatch {
        UnlockBatch { batch: [1; 8], slots: vec![[7; 32]; slots] }
    }

    #[test]
    fn each_slot_and_each_level_has_its_own_code_the_same_everywhere() {
        let [a, b] = [[7; 32], [8; 32]];
        let codes = [
            code(&a, Level::Class),
            code(&a, Level::Private),
            code(&b, Level::Class),
            code(&b, Level::Private),
        ];
        for (at, one) in codes.iter().enumerate() {
            assert!(one.len() == LENGTH && !codes[..at].contains(one));
        }
        assert_eq!(code(&a, Level::Class), codes[0]);
        // Laptops keep what they wrapped under it: another derivation would open none of it.
        assert_eq!(codes[0].as_str(), "5JZ74D2RY4HY");
    }

    #[test]
    fn a_code_is_typed_as_it_is_heard() {
        let code = code(&[7; 32], Level::Class);
        let heard = groups(&code);
        assert_eq!(heard.split(' ').map(str::len).collect::<Vec<_>>(), [4, 4, 4]);
        for said in [heard.to_lowercase(), heard.replace(' ', "-"), format!(" {} ", *code)] {
            assert_eq!(typed(&said).as_ref(), Some(&code), "{said}");
        }
        assert_eq!(typed("oil0 oil0 oil0").as_deref().map(String::as_str), Some("011001100110"));
        for wrong in ["", "0123 4567 89A", "0123 4567 89AB C", "0123 4567 89AU", "0123 4567 89Aé"]
        {
            assert_eq!(typed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_batch_opens_at_headquarters_only_and_has_a_limit() {
        let (own, other) = (Key::from_seed([1; 32]), Key::from_seed([2; 32]));
        let locked = |slots| batch(slots).lock(&own.encryption().public(), [3; 32]);
        assert_eq!(UnlockBatch::unlock(&locked(8), &own.encryption()), Some(batch(8)));
        assert_eq!(UnlockBatch::unlock(&locked(8), &other.encryption()), None);
        for slots in [0, 9] {
            assert_eq!(UnlockBatch::unlock(&locked(slots), &own.encryption()), None, "{slots}");
        }
        assert_eq!(format!("{:?}", batch(8)), "UnlockBatch(8 slots)");
    }

    #[test]
    fn a_volunteer_opens_what_a_class_needs() {
        assert_eq!(Level::of(Role::Volunteer), Level::Class);
        assert_eq!(Level::of(Role::Coordinator), Level::Private);
        assert_eq!(Level::of(Role::Headquarters), Level::Private);
    }
}
