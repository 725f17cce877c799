//! Who may open this computer's files, and with what: one small file beside them, in which the keys
//! of the files lie wrapped for each person, under the recovery code, and under the codes that
//! headquarters reads out by telephone. It holds no secret in clear and no name: what the tiles show
//! is sealed with the computer's own secret. It keeps no clock and draws no chance.

mod book;
mod phrase;
mod telephone;
mod wrap;

pub use book::{Admission, KeyBook, Source, Tile, Unlocked, WRONG_PINS_FREE};
pub use phrase::Phrase;
pub use telephone::{Level, Slots};
pub use wrap::{Chance, Cost, DeviceSecret, Keys, StoreKey};

/// Bytes as hexadecimal text, in a file that people may read.
mod hexed {
    use passerelle_sync::digest::{hex, unhex};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hex(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        unhex(&text).ok_or_else(|| D::Error::custom("not hexadecimal"))
    }
}
