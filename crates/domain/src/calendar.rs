//! Days and times of day as records keep them: days since 1970-01-01 and minutes after midnight,
//! both on the centre's own clock. Written forms for commands and forms; no time zone, no "now".

use chrono::{Datelike, NaiveDate};

/// A day, as days since 1970-01-01.
pub type Day = i32;

/// The day of a calendar date.
pub fn day_of(date: NaiveDate) -> Day {
    date.num_days_from_ce() - EPOCH_FROM_CE
}

/// The calendar date of a day; none beyond the calendar.
pub fn date_of(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(day.checked_add(EPOCH_FROM_CE)?)
}

/// Days from the start of the common era to 1970-01-01.
const EPOCH_FROM_CE: i32 = 719_163;

/// A day written `2027-04-20`.
pub fn parse_day(text: &str) -> Option<Day> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(day_of)
}

/// `2027-04-20`.
pub fn format_day(day: Day) -> String {
    date_of(day).map_or_else(String::new, |date| date.format("%Y-%m-%d").to_string())
}

/// Year, month from 1 and day of the month of a day.
pub fn year_month_day(day: Day) -> Option<(i32, u32, u32)> {
    date_of(day).map(|date| (date.year(), date.month(), date.day()))
}

/// The weekday of a day, Monday = 1.
pub fn weekday_of(day: Day) -> Option<u8> {
    date_of(day).and_then(|date| u8::try_from(date.weekday().number_from_monday()).ok())
}

/// A time written `14:00`, `9:30`, `14h`, `9h30`: minutes after midnight.
pub fn parse_minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once([':', 'h'])?;
    let hours: u16 = hours.parse().ok()?;
    let minutes: u16 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// `14:00`.
pub fn format_minute(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// Monday of the week of `day`.
pub fn monday_of(day: Day) -> Day {
    day - weekday_of(day).map_or(0, |weekday| Day::from(weekday) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_round_trip() {
        for text in ["1970-01-01", "1969-12-31", "2027-04-20", "2000-02-29"] {
            assert_eq!(parse_day(text).map(format_day).as_deref(), Some(text));
        }
        assert_eq!(parse_day("1970-01-02"), Some(1));
        assert_eq!(parse_day("2027-02-30"), None);
    }

    #[test]
    fn times_as_people_write_them() {
        assert_eq!(parse_minute("14:00"), Some(840));
        assert_eq!(parse_minute("9h30"), Some(570));
        assert_eq!(parse_minute("9h"), Some(540));
        assert_eq!(parse_minute("24:00"), None);
        assert_eq!(parse_minute("9"), None);
    }

    #[test]
    fn weeks_begin_on_monday() {
        for day in ["2027-04-19", "2027-04-20", "2027-04-25"] {
            let day = parse_day(day).unwrap_or(0);
            assert_eq!(format_day(monday_of(day)), "2027-04-19");
        }
        let tuesday = parse_day("2027-04-20").unwrap_or(0);
        assert_eq!((weekday_of(tuesday), year_month_day(tuesday)), (Some(2), Some((2027, 4, 20))));
    }
}
