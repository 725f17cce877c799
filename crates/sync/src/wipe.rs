//! The order to erase everything on one laptop: the network key's word for that laptop's id alone, so
//! that nobody on the way can give it, and none given to one laptop serves another. Erasing is the
//! laptop's affair.

use crate::digest::{hex, unhex};
use crate::dot::DeviceId;
use crate::identity::{Key, PublicKey, Purpose};

/// The order for one laptop, in hexadecimal.
pub fn order(device: DeviceId, network: &Key) -> String {
    hex(&network.sign(Purpose::Wipe, device.0.as_bytes()))
}

/// Whether this is the network's order for this laptop.
pub fn is_ordered(order: &str, device: DeviceId, network: &PublicKey) -> bool {
    let signature = unhex(order);
    signature.is_some_and(|bytes| network.verifies(Purpose::Wipe, device.0.as_bytes(), &bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn an_order_is_the_networks_for_one_laptop() {
        let (network, other) = (Key::from_seed([1; 32]), Key::from_seed([2; 32]));
        let [mine, theirs] = [1, 2].map(|id| DeviceId(Uuid::from_u128(id)));
        let given = order(mine, &network);
        assert!(is_ordered(&given, mine, &network.public()));
        assert!(!is_ordered(&given, theirs, &network.public()));
        assert!(!is_ordered(&given, mine, &other.public()));
        let for_another_purpose = hex(&network.sign(Purpose::Hello, mine.0.as_bytes()));
        for forged in ["", "00", "not hex", for_another_purpose.as_str()] {
            assert!(!is_ordered(forged, mine, &network.public()), "{forged}");
        }
    }
}
