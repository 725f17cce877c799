//! A calendar file (iCalendar, RFC 5545) of sessions: what a telephone or another calendar takes in. Times
//! are those of the place, with its zone written out, so that no change of the clocks moves a session
//! and nobody has to know the zone by name. It names places and groups, and no learner.

use crate::error::DocumentError;
use passerelle_domain::calendar::{Day, date_of};
use passerelle_domain::holidays::Territory;

/// Events in one file.
pub const EVENTS_MAX: usize = 5_000;
/// Octets of a line before it is folded, without its end.
const LINE_OCTETS: usize = 75;

/// A calendar of sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// Whose clock the hours are of.
    pub territory: Territory,
    /// Its sessions.
    pub events: Vec<Event>,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What names it for ever: the same session is the same event, wherever it was exported.
    pub uid: String,
    /// Its day.
    pub day: Day,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// What it is.
    pub title: String,
    /// Where it is.
    pub place: Option<String>,
    /// What is taught, and what else is worth knowing.
    pub about: Option<String>,
    /// Whether it takes place.
    pub standing: Standing,
    /// When it was last written, milliseconds since 1970: the same data give the same bytes.
    pub written_ms: u64,
}

/// Whether a session takes place, for whose calendar it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Confirmed,
    /// It does; whether they come, they have not said.
    Tentative,
    /// It does not.
    Cancelled,
}

impl Standing {
    /// As the format names it.
    fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "CONFIRMED",
            Self::Tentative => "TENTATIVE",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// A zone: its name, hours and minutes from UTC in winter, and whether it keeps Europe's or America's
/// summer.
struct Zone {
    name: &'static str,
    winter: i32,
    summer: Summer,
}

enum Summer {
    None,
    /// From the last Sunday of March to the last of October, at 1:00 UTC.
    Europe,
    /// From the second Sunday of March to the first of November, at 2:00.
    America,
}

fn zone(territory: Territory) -> Zone {
    let none = |name, winter| Zone { name, winter, summer: Summer::None };
    match territory {
        Territory::Metropole | Territory::AlsaceMoselle => {
            Zone { name: "Europe/Paris", winter: 60, summer: Summer::Europe }
        }
        Territory::SaintPierreEtMiquelon => {
            Zone { name: "America/Miquelon", winter: -180, summer: Summer::America }
        }
        Territory::Guadeloupe => none("America/Guadeloupe", -240),
        Territory::Martinique => none("America/Martinique", -240),
        Territory::SaintMartin => none("America/Marigot", -240),
        Territory::SaintBarthelemy => none("America/St_Barthelemy", -240),
        Territory::Guyane => none("America/Cayenne", -180),
        Territory::Reunion => none("Indian/Reunion", 240),
        Territory::Mayotte => none("Indian/Mayotte", 180),
        Territory::WallisEtFutuna => none("Pacific/Wallis", 720),
        Territory::Polynesie => none("Pacific/Tahiti", -600),
        Territory::NouvelleCaledonie => none("Pacific/Noumea", 660),
    }
}

/// The file's text.
///
/// # Errors
/// `Nothing` without an event, `TooMuch`, `Day` for a day that no calendar has.
pub(crate) fn ics(calendar: &Calendar) -> Result<String, DocumentError> {
    if calendar.events.is_empty() {
        return Err(DocumentError::Nothing);
    }
    if calendar.events.len() > EVENTS_MAX {
        return Err(DocumentError::TooMuch);
    }
    let zone = zone(calendar.territory);
    let mut file = File(String::new());
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//Passerelle//FR");
    file.line("METHOD:PUBLISH");
    file.text("X-WR-CALNAME", &calendar.name);
    file.zone(&zone);
    for event in &calendar.events {
        file.event(event, zone.name)?;
    }
    file.line("END:VCALENDAR");
    Ok(file.0)
}

/// A file under way: lines of at most 75 octets, each ended as the format asks.
struct File(String);

impl File {
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for letter in line.chars() {
            if octets + letter.len_utf8() > LINE_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(letter);
            octets += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for letter in value.chars() {
            match letter {
                '\\' | ';' | ',' => line.extend(['\\', letter]),
                '\n' => line.push_str("\\n"),
                letter if letter.is_control() => {}
                letter => line.push(letter),
            }
        }
        self.line(&line);
    }

    fn zone(&mut self, zone: &Zone) {
        self.line("BEGIN:VTIMEZONE");
        self.line(&format!("TZID:{}", zone.name));
        let (winter, summer) = (offset(zone.winter), offset(zone.winter + 60));
        let (to_summer, to_winter) = match zone.summer {
            Summer::None => (None, ("19700101T000000", None)),
            Summer::Europe => (
                Some(("19700329T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")),
                ("19701025T030000", Some("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")),
            ),
            Summer::America => (
                Some(("20070311T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU")),
                ("20071104T020000", Some("FREQ=YEARLY;BYMONTH=11;BYDAY=1SU")),
            ),
        };
        if let Some((from, rule)) = to_summer {
            self.season("DAYLIGHT", (from, Some(rule)), (&winter, &summer));
        }
        let before = if to_summer.is_some() { &summer } else { &winter };
        self.season("STANDARD", to_winter, (before, &winter));
        self.line("END:VTIMEZONE");
    }

    fn season(&mut self, name: &str, (from, rule): (&str, Option<&str>), (old, new): (&str, &str)) {
        self.line(&format!("BEGIN:{name}"));
        self.line(&format!("DTSTART:{from}"));
        if let Some(rule) = rule {
            self.line(&format!("RRULE:{rule}"));
        }
        self.line(&format!("TZOFFSETFROM:{old}"));
        self.line(&format!("TZOFFSETTO:{new}"));
        self.line(&format!("END:{name}"));
    }

    fn event(&mut self, event: &Event, zone: &str) -> Result<(), DocumentError> {
        self.line("BEGIN:VEVENT");
        self.text("UID", &event.uid);
        self.line(&format!("DTSTAMP:{}", stamp(event.written_ms)?));
        self.line(&format!("DTSTART;TZID={zone}:{}", local(event.day, event.start)?));
        self.line(&format!("DTEND;TZID={zone}:{}", local(event.day, event.end)?));
        self.text("SUMMARY", &event.title);
        if let Some(place) = &event.place {
            self.text("LOCATION", place);
        }
        if let Some(about) = &event.about {
            self.text("DESCRIPTION", about);
        }
        self.line(&format!("STATUS:{}", event.standing.name()));
        // Later versions of an event replace earlier ones where it was taken in before.
        self.line(&format!("SEQUENCE:{}", event.written_ms / 1_000 % i32::MAX as u64));
        self.line("END:VEVENT");
        Ok(())
    }
}

/// `+0100`.
fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// `20270420T140000`; midnight at the end of a day is that of the next.
fn local(day: Day, minute: u16) -> Result<String, DocumentError> {
    let (later, minute) = (Day::from(minute / 1440), minute % 1440);
    let date = date_of(day.saturating_add(later)).ok_or(DocumentError::Day)?;
    Ok(format!("{}T{:02}{:02}00", date.format("%Y%m%d"), minute / 60, minute % 60))
}

/// `20270420T120000Z`.
fn stamp(ms: u64) -> Result<String, DocumentError> {
    let seconds = ms / 1_000;
    let day = Day::try_from(seconds / 86_400).map_err(|_| DocumentError::Day)?;
    let of_day = seconds % 86_400;
    let date = date_of(day).ok_or(DocumentError::Day)?;
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    Ok(format!("{}T{hour:02}{minute:02}{second:02}Z", date.format("%Y%m%d")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_domain::calendar::parse_day;

    fn event(day: &str, title: &str) -> Event {
        Event {
            uid: "0192@passerelle".into(),
            day: parse_day(day).unwrap(),
            start: 840,
            end: 960,
            title: title.into(),
            place: Some("Salle B, 1 rue X".into()),
            about: None,
            standing: Standing::Confirmed,
            written_ms: 1_800_000_000_000,
        }
    }

    fn file(events: Vec<Event>, territory: Territory) -> String {
        ics(&Calendar { name: "DIG-1".into(), territory, events }).unwrap()
    }

    fn check(text: &str, line: &str) {
        assert!(text.lines().any(|one| one == line), "{line} is not in\n{text}");
    }

    /// The clocks go forward on 28 March 2027: 14:00 is 14:00 before and after.
    #[test]
    fn hours_are_the_walls_whatever_the_clocks_do() {
        let days = ["2027-03-25", "2027-03-30"].map(|day| event(day, "A"));
        let text = file(days.to_vec(), Territory::Metropole);
        check(&text, "DTSTART;TZID=Europe/Paris:20270325T140000");
        check(&text, "DTSTART;TZID=Europe/Paris:20270330T140000");
        check(&text, "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU");
        check(&text, "TZOFFSETTO:+0200");
        check(&text, "DTSTAMP:20270115T080000Z");
    }

    #[test]
    fn every_territory_has_its_clock() {
        for territory in Territory::ALL {
            let text = file(vec![event("2027-03-25", "A")], *territory);
            assert!(text.contains("BEGIN:STANDARD"), "{}", territory.name());
        }
        let text = file(vec![event("2027-03-25", "A")], Territory::Reunion);
        check(&text, "TZOFFSETFROM:+0400");
        assert!(!text.contains("DAYLIGHT"));
        let text = file(vec![event("2027-03-25", "A")], Territory::SaintPierreEtMiquelon);
        check(&text, "TZOFFSETTO:-0200");
    }

    #[test]
    fn lines_are_short_and_escaped_and_whole() {
        let long = "Ordinateur; souris, clavier \\ ".to_owned() + &"été ".repeat(60) + "\nfin";
        let text = file(vec![event("2027-03-25", &long)], Territory::Metropole);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= LINE_OCTETS));
        assert!(!text.replace("\r\n", "").contains(['\n', '\r']));
        let unfolded = text.replace("\r\n ", "");
        let summary = unfolded.lines().find(|line| line.starts_with("SUMMARY:")).unwrap();
        assert!(summary.starts_with("SUMMARY:Ordinateur\\; souris\\, clavier \\\\ été"));
        assert!(summary.ends_with("\\nfin"));
        check(&text, "LOCATION:Salle B\\, 1 rue X");
    }

    #[test]
    fn what_does_not_take_place_says_so_and_midnight_is_the_next_day() {
        let off = Standing::Cancelled;
        let late = Event { end: 1440, standing: off, ..event("2027-12-31", "A") };
        let text = file(vec![late], Territory::Metropole);
        check(&text, "STATUS:CANCELLED");
        check(&text, "DTEND;TZID=Europe/Paris:20280101T000000");
        let asked = Event { standing: Standing::Tentative, ..event("2027-12-31", "A") };
        check(&file(vec![asked], Territory::Metropole), "STATUS:TENTATIVE");
        let none = Calendar { name: "A".into(), territory: Territory::Metropole, events: vec![] };
        assert!(matches!(ics(&none), Err(DocumentError::Nothing)));
    }
}
