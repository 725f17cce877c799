//! What a learner is told before a course, in the languages in which somebody who speaks them has read it
//! over. Simple words (A2), one thing in a sentence. To add a language is to add its words to `ALL`:
//! nothing else knows how many there are. `{0}` and the like stand for what the caller knows.

use crate::error::DocumentError;
use crate::labels::{Language, months, weekdays};
use chrono::{Datelike, NaiveDate};
use passerelle_domain::calendar::{Day, date_of};

/// Every sentence of a convocation in one language.
#[derive(Debug)]
pub(crate) struct Words {
    /// BCP 47.
    pub code: &'static str,
    /// Whether it is written from right to left.
    pub is_rtl: bool,
    pub title: &'static str,
    pub seat: &'static str,
    pub first: &'static str,
    /// `{0}` the day, `{1}` and `{2}` the hours.
    pub first_day: &'static str,
    pub place: &'static str,
    pub way_in: &'static str,
    pub step_free: &'static str,
    pub steps: &'static str,
    pub bring: &'static str,
    pub to_bring: &'static [&'static str],
    pub call: &'static str,
    pub dates: &'static str,
    /// Why somebody should tell that they cannot come.
    pub absent: &'static str,
    pub disability: &'static str,
    /// The day in words, without its year.
    day: fn(NaiveDate) -> String,
}

const ALL: &[Words] = &[
    Words {
        code: "fr",
        is_rtl: false,
        title: "Convocation",
        seat: "Vous avez une place dans cette formation\u{202f}:",
        first: "Premier jour",
        first_day: "{0}, de {1} à {2}",
        place: "Lieu",
        way_in: "Pour entrer",
        step_free: "On entre sans monter de marche.",
        steps: "Il y a des marches à l’entrée.",
        bring: "À apporter",
        to_bring: &["Cette feuille", "Un cahier et un stylo", "Vos lunettes, si vous en portez"],
        call: "Qui appeler",
        dates: "Toutes les dates",
        absent: "Vous ne pouvez pas venir, ou vous serez en retard\u{202f}? Dites-le avant, s’il vous plaît.",
        disability: "Vous avez un handicap, ou besoin d’aide pour venir, voir, entendre ou lire\u{202f}? Dites-le-nous. Nous cherchons une solution avec vous.",
        day: french,
    },
    Words {
        code: "en",
        is_rtl: false,
        title: "Your course",
        seat: "You have a place on this course:",
        first: "First day",
        first_day: "{0}, from {1} to {2}",
        place: "Place",
        way_in: "How to get in",
        step_free: "You can get in without steps.",
        steps: "There are steps at the entrance.",
        bring: "What to bring",
        to_bring: &["This page", "A notebook and a pen", "Your glasses, if you wear them"],
        call: "Who to call",
        dates: "All the dates",
        absent: "You cannot come, or you will be late? Please tell us before.",
        disability: "Do you have a disability, or do you need help to come, see, hear or read? Tell us. We will look for a solution with you.",
        day: english,
    },
];

/// A language that a convocation can be given in.
#[derive(Clone, Copy, Debug)]
pub struct Tongue(&'static Words);

impl PartialEq for Tongue {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl Eq for Tongue {}

impl Tongue {
    /// All of them, French first.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().map(Self)
    }

    /// That of a tag: `fr`.
    pub fn of(code: &str) -> Option<Self> {
        Self::all().find(|tongue| tongue.code() == code)
    }

    /// Its tag.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    pub(crate) fn words(&self) -> &'static Words {
        self.0
    }
}

impl Words {
    /// A day with its weekday, and its year where there may be a doubt.
    ///
    /// # Errors
    /// [`DocumentError::Day`].
    pub(crate) fn day(&self, day: Day, with_year: bool) -> Result<String, DocumentError> {
        let date = date_of(day).ok_or(DocumentError::Day)?;
        let words = (self.day)(date);
        Ok(if with_year { format!("{words} {}", date.year()) } else { words })
    }
}

fn french(date: NaiveDate) -> String {
    let (weekday, month) = names(date, Language::French);
    let first = if date.day() == 1 { "er" } else { "" };
    format!("{weekday}\u{a0}{}{first}\u{a0}{month}", date.day())
}

fn english(date: NaiveDate) -> String {
    let (weekday, month) = names(date, Language::English);
    format!("{weekday}\u{a0}{}\u{a0}{month}", date.day())
}

fn names(date: NaiveDate, language: Language) -> (&'static str, &'static str) {
    let weekday = weekdays(language)[date.weekday().num_days_from_monday() as usize];
    (weekday, months(language)[date.month0() as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_everything_once() {
        let mut codes: Vec<_> = Tongue::all().map(|tongue| tongue.code()).collect();
        assert_eq!(codes[0], "fr");
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ALL.len());
        for words in ALL {
            let all = [
                words.title,
                words.seat,
                words.first,
                words.place,
                words.way_in,
                words.step_free,
                words.steps,
                words.bring,
                words.call,
                words.dates,
                words.absent,
                words.disability,
            ];
            assert!(
                all.iter().chain(words.to_bring).all(|text| !text.is_empty()),
                "{}",
                words.code
            );
            assert!(["{0}", "{1}", "{2}"].iter().all(|place| words.first_day.contains(place)));
        }
        assert!(Tongue::of("xx").is_none());
    }

    #[test]
    fn french_has_its_spaces_and_its_first_of_the_month() {
        let words = Tongue::of("fr").unwrap().words();
        for text in [words.seat, words.absent, words.disability] {
            let letters: Vec<char> = text.chars().collect();
            for pair in letters.windows(2).filter(|pair| [':', ';', '!', '?'].contains(&pair[1])) {
                assert_eq!(pair[0], '\u{202f}', "{text}");
            }
            assert!(!text.contains('\''));
        }
        let day = passerelle_domain::calendar::parse_day("2027-04-01").unwrap();
        assert_eq!(words.day(day, true).unwrap(), "jeudi\u{a0}1er\u{a0}avril 2027");
        assert_eq!(words.day(Day::MAX, false), Err(DocumentError::Day));
    }
}
