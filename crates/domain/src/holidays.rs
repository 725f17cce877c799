//! Public holidays of metropolitan France, by the law's own list (Code du travail, L3133-1): eight fixed
//! days, and three that follow Easter.

use crate::calendar::{Day, date_of, day_of};
use chrono::{Datelike, NaiveDate};

/// Fixed holidays: month, day, name.
const FIXED: &[(u32, u32, &str)] = &[
    (1, 1, "new_year"),
    (5, 1, "labour_day"),
    (5, 8, "victory_day"),
    (7, 14, "national_day"),
    (8, 15, "assumption"),
    (11, 1, "all_saints"),
    (11, 11, "armistice_day"),
    (12, 25, "christmas"),
];
/// Those that follow Easter: days after its Sunday, name.
const MOVING: &[(Day, &str)] = &[(1, "easter_monday"), (39, "ascension"), (50, "whit_monday")];

/// The name of the public holiday that a day is, if it is one.
pub fn holiday(day: Day) -> Option<&'static str> {
    let date = date_of(day)?;
    let fixed =
        FIXED.iter().find(|(month, of_month, _)| (*month, *of_month) == (date.month(), date.day()));
    if let Some((_, _, name)) = fixed {
        return Some(name);
    }
    let easter = easter(date.year())?;
    MOVING.iter().find(|(after, _)| easter + after == day).map(|(_, name)| *name)
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, in Meeus' form).
fn easter(year: i32) -> Option<Day> {
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let shift = (golden + 11 * epact + 22 * weekday) / 451;
    let march = epact + weekday - 7 * shift + 114;
    let (month, day) = (u32::try_from(march / 31).ok()?, u32::try_from(march % 31 + 1).ok()?);
    NaiveDate::from_ymd_opt(year, month, day).map(day_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{format_day, parse_day};

    fn check(day: &str, name: Option<&str>) {
        assert_eq!(holiday(parse_day(day).unwrap()), name, "{day}");
    }

    /// Easter Sundays as published by the observatories.
    #[test]
    fn easter_is_where_it_was_published() {
        for day in [
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2029-04-01",
            "2030-04-21",
            "2031-04-13",
            "2032-03-28",
            "2033-04-17",
            "2034-04-09",
            "2035-03-25",
            "2038-04-25",
        ] {
            let year = day[..4].parse().unwrap();
            assert_eq!(easter(year).map(format_day).as_deref(), Some(day));
        }
    }

    #[test]
    fn holidays_of_a_year() {
        check("2027-01-01", Some("new_year"));
        check("2027-03-29", Some("easter_monday"));
        check("2027-05-06", Some("ascension"));
        check("2027-05-17", Some("whit_monday"));
        check("2027-05-08", Some("victory_day"));
        check("2027-12-25", Some("christmas"));
        check("2027-03-28", None);
        check("2027-04-20", None);
        let first = parse_day("2027-01-01").unwrap();
        assert_eq!((first..first + 365).filter(|day| holiday(*day).is_some()).count(), 11);
    }
}
