//! What the law keeps of somebody who asks to be erased: the lines of sheets that are sealed, for as long
//! as a funder may ask for them, at headquarters alone. Everything else goes.

use crate::calendar::Day;

/// A sheet is sealed by itself so many days after its session.
pub const SEALED_AFTER_DAYS: Day = 7;
/// A sealed sheet is kept for ten years after its session.
const KEPT_DAYS: Day = 3_653;

/// The last day whose sheets are sealed, on this day.
pub fn last_sealed_day(today: Day) -> Day {
    today - SEALED_AFTER_DAYS
}

/// The last day on which the sheet of a session of this day is kept.
pub fn kept_until(day: Day) -> Day {
    day + KEPT_DAYS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{format_day, parse_day};

    #[test]
    fn a_sheet_is_sealed_after_a_week_and_kept_for_ten_years() {
        let day = |text| parse_day(text).unwrap();
        assert_eq!(last_sealed_day(day("2027-04-20")), day("2027-04-13"));
        assert_eq!(format_day(kept_until(day("2027-04-20"))), "2037-04-20");
        assert!(kept_until(day("2024-02-29")) >= day("2034-02-28"));
    }
}
