//! Public holidays of France by territory, each by the list that its own law gives. It names days
//! and no more: whether one is worked or paid is a collective agreement's affair, and days kept by
//! custom alone (carnival, Mid-Lent, the Muslim feasts of Mayotte) are in none of those lists. The
//! law is kept as it stands since 2018; of what it said before, nothing is promised.

use crate::calendar::{Day, date_of, day_of};
use chrono::{Datelike, NaiveDate};
use std::ops::RangeInclusive;

/// A part of France with a list of public holidays of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Territory {
    /// Metropolitan France but for Alsace and Moselle.
    Metropole,
    /// Bas-Rhin, Haut-Rhin and Moselle: Good Friday and 26 December besides (Code du travail,
    /// L3134-13). By that article Good Friday is a holiday only in communes with a protestant
    /// church, or one that serves both faiths. It is given for all three departments: the communes
    /// are not kept here, and a warning too many costs less than a session that nobody comes to.
    AlsaceMoselle,
    /// Without Saint-Martin and Saint-Barthélemy.
    Guadeloupe,
    /// Martinique.
    Martinique,
    /// French Guiana.
    Guyane,
    /// La Réunion.
    Reunion,
    /// Mayotte.
    Mayotte,
    /// Saint-Pierre-et-Miquelon: the common list and nothing more.
    SaintPierreEtMiquelon,
    /// The French part of the island.
    SaintMartin,
    /// Saint-Barthélemy.
    SaintBarthelemy,
    /// Wallis-et-Futuna.
    WallisEtFutuna,
    /// French Polynesia.
    Polynesie,
    /// New Caledonia.
    NouvelleCaledonie,
}

impl Territory {
    /// All of them; the position is the code kept in records, so new ones come last.
    pub const ALL: &'static [Self] = &[
        Self::Metropole,
        Self::AlsaceMoselle,
        Self::Guadeloupe,
        Self::Martinique,
        Self::Guyane,
        Self::Reunion,
        Self::Mayotte,
        Self::SaintPierreEtMiquelon,
        Self::SaintMartin,
        Self::SaintBarthelemy,
        Self::WallisEtFutuna,
        Self::Polynesie,
        Self::NouvelleCaledonie,
    ];

    /// Their names in commands and messages, in the order of [`Territory::ALL`].
    pub const NAMES: &'static [&'static str] = &[
        "metropole",
        "alsace_moselle",
        "guadeloupe",
        "martinique",
        "guyane",
        "reunion",
        "mayotte",
        "saint_pierre_et_miquelon",
        "saint_martin",
        "saint_barthelemy",
        "wallis_et_futuna",
        "polynesie",
        "nouvelle_caledonie",
    ];

    /// Its name in commands and messages.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The territory of this name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|territory| territory.name() == name)
    }

    /// The code kept in records.
    pub fn code(self) -> i64 {
        self as i64
    }

    /// The territory kept under this code, if this version knows it.
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.get(usize::try_from(code).ok()?).copied()
    }
}

/// When a holiday falls.
enum When {
    /// Month and day of the month.
    On(u32, u32),
    /// Days after Easter Sunday.
    Easter(Day),
}

use Territory::{
    AlsaceMoselle, Guadeloupe, Guyane, Martinique, Mayotte, NouvelleCaledonie, Polynesie, Reunion,
    SaintBarthelemy, SaintMartin, WallisEtFutuna,
};
use When::{Easter, On};

/// What every territory keeps (Code du travail, L3133-1; the lists of the Pacific territories have
/// the same eleven). Fixed days stand first: where one meets a moving day, it is the one named.
const COMMON: &[(When, &str)] = &[
    (On(1, 1), "new_year"),
    (On(5, 1), "labour_day"),
    (On(5, 8), "victory_day"),
    (On(7, 14), "national_day"),
    (On(8, 15), "assumption"),
    (On(11, 1), "all_saints"),
    (On(11, 11), "armistice_day"),
    (On(12, 25), "christmas"),
    (Easter(1), "easter_monday"),
    (Easter(39), "ascension"),
    (Easter(50), "whit_monday"),
];

const ALWAYS: RangeInclusive<i32> = i32::MIN..=i32::MAX;

/// What a territory keeps besides: when, its name, the years in which the law says so.
///
/// Good Friday is not here for Guadeloupe, Martinique and Guyane, nor 21 July (Victor Schoelcher)
/// for the Antilles: L3133-1 and L3422-2 name neither. The CESECEM of Martinique files Good Friday
/// under usages without legislation, and the agreements of Guyane call it a local day off.
const LOCAL: &[(Territory, When, &str, RangeInclusive<i32>)] = &[
    // L3134-13; see the territory's own comment.
    (AlsaceMoselle, Easter(-2), "good_friday", ALWAYS),
    (AlsaceMoselle, On(12, 26), "second_christmas", ALWAYS),
    // L3422-2: the abolition of slavery, where and when it was proclaimed.
    (Guadeloupe, On(5, 27), "abolition_day", ALWAYS),
    (Martinique, On(5, 22), "abolition_day", ALWAYS),
    (Guyane, On(6, 10), "abolition_day", ALWAYS),
    (Reunion, On(12, 20), "abolition_day", ALWAYS),
    (Mayotte, On(4, 27), "abolition_day", ALWAYS),
    (SaintBarthelemy, On(10, 9), "abolition_day", ALWAYS),
    // L3422-2 says 27 May for Saint-Martin too, which the State's circulars call a clerical error.
    // The territorial council asked for 28 May in 2015, the circulars allow it since 2018, and the
    // prefecture takes that day for the holiday of L3422-2.
    (SaintMartin, On(5, 27), "abolition_day", i32::MIN..=2017),
    (SaintMartin, On(5, 28), "abolition_day", 2018..=i32::MAX),
    // The administrator's yearly decree on public holidays, paid and not worked.
    (WallisEtFutuna, On(4, 28), "saint_pierre_chanel", ALWAYS),
    (WallisEtFutuna, On(6, 29), "saints_peter_and_paul", ALWAYS),
    (WallisEtFutuna, On(7, 29), "territory_day", ALWAYS),
    // Code du travail de la Polynésie française, Lp. 3223-1: here Good Friday is in the law. The
    // loi du pays 2025-12 of 20 June 2025 struck out 29 June and put in 20 November. Administration
    // and schools kept that day from the same year; a business whose agreement still names 29 June
    // follows when its agreement does.
    (Polynesie, On(3, 5), "gospel_day", ALWAYS),
    (Polynesie, Easter(-2), "good_friday", ALWAYS),
    (Polynesie, On(6, 29), "autonomy_day", i32::MIN..=2024),
    (Polynesie, On(11, 20), "matarii", 2025..=i32::MAX),
    // Accord interprofessionnel territorial, article 74.
    (NouvelleCaledonie, On(9, 24), "citizenship_day", ALWAYS),
];

/// The name of the public holiday that a day is in a territory, if it is one: a stable ascii code
/// (`labour_day`). Where two fall together one is named, the territory's own before the common.
pub fn holiday_in(territory: Territory, day: Day) -> Option<&'static str> {
    let date = date_of(day)?;
    let sunday = easter(date.year());
    let falls = |when: &When| match *when {
        On(month, of_month) => (month, of_month) == (date.month(), date.day()),
        Easter(after) => sunday.is_some_and(|sunday| sunday + after == day),
    };
    let own = LOCAL.iter().find(|(place, when, _, years)| {
        *place == territory && years.contains(&date.year()) && falls(when)
    });
    let common = || COMMON.iter().find(|(when, _)| falls(when)).map(|(_, name)| *name);
    own.map(|(_, _, name, _)| *name).or_else(common)
}

/// The public holidays of a territory from `first` to `last`, both included: day and name, in order
/// of days, one for a day.
pub fn holidays_between(territory: Territory, first: Day, last: Day) -> Vec<(Day, &'static str)> {
    (first..=last).filter_map(|day| Some((day, holiday_in(territory, day)?))).collect()
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
    use std::collections::BTreeMap;

    /// Good Friday, Easter Monday, Ascension and Whit Monday as published: the State's data set of
    /// public holidays on data.gouv.fr (Etalab's `jours-feries-france` 0.7, and the older file for
    /// Alsace-Moselle that runs to 2050). The python package `holidays` 0.109 has the same dates.
    const MOVING_DAYS: &[(i32, [&str; 4])] = &[
        (2024, ["03-29", "04-01", "05-09", "05-20"]),
        (2025, ["04-18", "04-21", "05-29", "06-09"]),
        (2026, ["04-03", "04-06", "05-14", "05-25"]),
        (2027, ["03-26", "03-29", "05-06", "05-17"]),
        (2028, ["04-14", "04-17", "05-25", "06-05"]),
        (2029, ["03-30", "04-02", "05-10", "05-21"]),
        (2030, ["04-19", "04-22", "05-30", "06-10"]),
        (2031, ["04-11", "04-14", "05-22", "06-02"]),
        (2032, ["03-26", "03-29", "05-06", "05-17"]),
        (2033, ["04-15", "04-18", "05-26", "06-06"]),
        (2034, ["04-07", "04-10", "05-18", "05-29"]),
        (2035, ["03-23", "03-26", "05-03", "05-14"]),
    ];
    /// Fixed days of all territories, from the same two.
    const FIXED_DAYS: &[(&str, &str)] = &[
        ("01-01", "new_year"),
        ("05-01", "labour_day"),
        ("05-08", "victory_day"),
        ("07-14", "national_day"),
        ("08-15", "assumption"),
        ("11-01", "all_saints"),
        ("11-11", "armistice_day"),
        ("12-25", "christmas"),
    ];
    /// Fixed days of one territory, with the first and the last year of 2024 to 2035. The two
    /// sources agree on Alsace-Moselle and on every abolition day. Where they do not:
    /// - Guadeloupe, Martinique and Saint-Martin: `holidays` adds 21 July, and for Guadeloupe Good
    ///   Friday and Mid-Lent. Etalab is followed: they are customs.
    /// - The Pacific: Etalab gives the common list alone. `holidays` is followed, which has the
    ///   local laws. On Polynesia two more (date-holidays 3.37, jollyday) keep 29 June to 2025 and
    ///   20 November from 2026; Tahiti Infos of 23 October and 19 November 2025 bears out
    ///   `holidays` on November. 29 June 2025 was a Sunday, nine days after the law was made.
    const LOCAL_DAYS: &[(Territory, &str, &str, i32, i32)] = &[
        (AlsaceMoselle, "12-26", "second_christmas", 2024, 2035),
        (Guadeloupe, "05-27", "abolition_day", 2024, 2035),
        (Martinique, "05-22", "abolition_day", 2024, 2035),
        (Guyane, "06-10", "abolition_day", 2024, 2035),
        (Reunion, "12-20", "abolition_day", 2024, 2035),
        (Mayotte, "04-27", "abolition_day", 2024, 2035),
        (SaintMartin, "05-28", "abolition_day", 2024, 2035),
        (SaintBarthelemy, "10-09", "abolition_day", 2024, 2035),
        (WallisEtFutuna, "04-28", "saint_pierre_chanel", 2024, 2035),
        (WallisEtFutuna, "06-29", "saints_peter_and_paul", 2024, 2035),
        (WallisEtFutuna, "07-29", "territory_day", 2024, 2035),
        (Polynesie, "03-05", "gospel_day", 2024, 2035),
        (Polynesie, "06-29", "autonomy_day", 2024, 2024),
        (Polynesie, "11-20", "matarii", 2025, 2035),
        (NouvelleCaledonie, "09-24", "citizenship_day", 2024, 2035),
    ];
    /// Where Good Friday is a holiday by law.
    const GOOD_FRIDAY: &[Territory] = &[AlsaceMoselle, Polynesie];

    fn check(day: &str, name: Option<&str>) {
        assert_eq!(holiday_in(Territory::Metropole, parse_day(day).unwrap()), name, "{day}");
        check_in(Territory::Metropole, day, name);
    }

    fn check_in(territory: Territory, day: &str, name: Option<&str>) {
        assert_eq!(holiday_in(territory, parse_day(day).unwrap()), name, "{territory:?} {day}");
    }

    fn between(territory: Territory, first: &str, last: &str) -> Vec<(String, &'static str)> {
        let days = holidays_between(territory, parse_day(first).unwrap(), parse_day(last).unwrap());
        days.into_iter().map(|(day, name)| (format_day(day), name)).collect()
    }

    /// What the tables above say of a year; later entries win where two fall on one day.
    fn published(
        territory: Territory,
        year: i32,
        moving: &[&'static str; 4],
    ) -> Vec<(String, &'static str)> {
        let [good_friday, easter_monday, ascension, whit_monday] = *moving;
        let mut days = BTreeMap::from([
            (easter_monday, "easter_monday"),
            (ascension, "ascension"),
            (whit_monday, "whit_monday"),
        ]);
        if GOOD_FRIDAY.contains(&territory) {
            days.insert(good_friday, "good_friday");
        }
        days.extend(FIXED_DAYS.iter().copied());
        for (place, day, name, first, last) in LOCAL_DAYS {
            if *place == territory && (*first..=*last).contains(&year) {
                days.insert(*day, *name);
            }
        }
        days.into_iter().map(|(day, name)| (format!("{year}-{day}"), name)).collect()
    }

    #[test]
    fn every_holiday_of_every_territory_is_as_published() {
        for territory in Territory::ALL.iter().copied() {
            for (year, moving) in MOVING_DAYS {
                let found = between(territory, &format!("{year}-01-01"), &format!("{year}-12-31"));
                assert_eq!(found, published(territory, *year, moving), "{territory:?} {year}");
            }
        }
    }

    #[test]
    fn what_the_law_changed_holds_from_its_year() {
        check_in(Polynesie, "2024-06-29", Some("autonomy_day"));
        check_in(Polynesie, "2024-11-20", None);
        check_in(Polynesie, "2025-06-29", None);
        check_in(Polynesie, "2025-11-20", Some("matarii"));
        check_in(SaintMartin, "2017-05-27", Some("abolition_day"));
        check_in(SaintMartin, "2017-05-28", None);
        check_in(SaintMartin, "2018-05-27", None);
        check_in(SaintMartin, "2018-05-28", Some("abolition_day"));
    }

    #[test]
    fn customs_are_no_public_holidays() {
        check_in(Guadeloupe, "2027-03-26", None);
        check_in(Guadeloupe, "2027-03-04", None);
        check_in(Guadeloupe, "2027-07-21", None);
        check_in(Martinique, "2027-03-26", None);
        check_in(Martinique, "2027-07-21", None);
        check_in(SaintMartin, "2027-07-21", None);
        check_in(Guyane, "2027-03-26", None);
        check_in(NouvelleCaledonie, "2027-03-26", None);
        check_in(WallisEtFutuna, "2027-03-26", None);
    }

    #[test]
    fn a_neighbours_holiday_is_none_here() {
        check("2027-03-26", None);
        check("2027-12-26", None);
        check("2027-05-27", None);
        check_in(Guadeloupe, "2027-05-28", None);
        check_in(Territory::SaintPierreEtMiquelon, "2027-06-29", None);
        check_in(Polynesie, "2027-04-28", None);
    }

    #[test]
    fn of_two_holidays_on_one_day_the_territorys_own_is_named() {
        check_in(Martinique, "2031-05-22", Some("abolition_day"));
        check_in(Guadeloupe, "2031-05-22", Some("ascension"));
        check_in(Guyane, "2030-06-10", Some("abolition_day"));
        check_in(Reunion, "2030-06-10", Some("whit_monday"));
        // Ascension was on 1 May.
        check("2008-05-01", Some("labour_day"));
    }

    #[test]
    fn both_ends_count() {
        let christmas = vec![
            ("2027-12-25".to_owned(), "christmas"),
            ("2027-12-26".to_owned(), "second_christmas"),
            ("2028-01-01".to_owned(), "new_year"),
        ];
        assert_eq!(between(AlsaceMoselle, "2027-12-25", "2028-01-01"), christmas);
        assert_eq!(between(AlsaceMoselle, "2027-12-26", "2027-12-31"), christmas[1..2]);
        assert_eq!(between(AlsaceMoselle, "2028-01-01", "2027-12-25"), []);
    }

    #[test]
    fn names_and_codes_lead_back() {
        assert_eq!(Territory::ALL.len(), Territory::NAMES.len());
        for (place, territory) in Territory::ALL.iter().copied().enumerate() {
            assert_eq!(territory.name(), Territory::NAMES[place]);
            assert_eq!(Territory::from_name(territory.name()), Some(territory));
            assert_eq!(Territory::from_code(place as i64), Some(territory));
            assert_eq!(territory.code(), place as i64);
        }
        for code in [-1, Territory::ALL.len() as i64, i64::MIN, i64::MAX] {
            assert_eq!(Territory::from_code(code), None);
        }
        assert_eq!(Territory::from_name("Metropole"), None);
    }

    /// Records keep these: they never move.
    #[test]
    fn codes_stay() {
        let kept = [("metropole", 0), ("reunion", 5), ("saint_martin", 8), ("polynesie", 11)];
        for (name, code) in kept {
            assert_eq!(Territory::from_name(name).map(Territory::code), Some(code));
        }
        assert_eq!(Territory::from_name("nouvelle_caledonie").map(Territory::code), Some(12));
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
        assert_eq!(
            (first..first + 365)
                .filter(|day| holiday_in(Territory::Metropole, *day).is_some())
                .count(),
            11
        );
    }
}
