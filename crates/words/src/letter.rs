//! The words of a letter. It is shown, copied or printed: no network is needed to send it.

use crate::Messages;
use passerelle_app::LetterDraft;
use passerelle_app::dto::{Label, Letter};
use passerelle_domain::calendar::{parse_day, weekday_of, year_month_day};

impl Messages {
    /// A letter in the reader's language: a blank line between its paragraphs.
    pub fn letter(&self, draft: &LetterDraft) -> Letter {
        let paragraphs: Vec<_> =
            draft.paragraphs.iter().map(|label| self.sentence(label)).collect();
        Letter { subject: self.sentence(&draft.subject), text: paragraphs.join("\n\n") }
    }

    /// A sentence of a letter; days, moments and hours are spelled out.
    fn sentence(&self, label: &Label) -> String {
        let spelled = |(name, value): (&String, &String)| {
            let spelled = match name.as_str() {
                "day" | "received_day" => self.day(value),
                "until" => self.moment(value),
                "start" | "end" => self.hour(value),
                _ => None,
            };
            (name.clone(), spelled.unwrap_or_else(|| value.clone()))
        };
        let args: Vec<(String, String)> = label.args.iter().map(spelled).collect();
        let args: Vec<_> = args.iter().map(|(name, value)| (&**name, value.clone())).collect();
        self.text(&label.key, &args)
    }

    /// `2027-04-20` as people say it.
    pub(crate) fn day(&self, iso: &str) -> Option<String> {
        let day = parse_day(iso)?;
        let (year, month, date) = year_month_day(day)?;
        let args = [
            ("weekday", weekday_of(day)?.to_string()),
            ("day", date.to_string()),
            ("month", month.to_string()),
            ("year", year.to_string()),
        ];
        Some(self.text("letter-day", &args))
    }

    /// `2027-04-20 14:03` as people say it.
    fn moment(&self, text: &str) -> Option<String> {
        let (day, time) = text.split_once(' ')?;
        let args = [("day", self.day(day)?), ("time", self.hour(time)?)];
        Some(self.text("letter-moment", &args))
    }

    /// `14:03` as people write it.
    pub(crate) fn hour(&self, text: &str) -> Option<String> {
        let (hour, minute) = text.split_once(':')?;
        let hour = hour.trim_start_matches('0');
        let hour = if hour.is_empty() { "0" } else { hour };
        let whole = if minute == "00" { "yes" } else { "no" };
        let args =
            [("hour", hour.to_owned()), ("minute", minute.to_owned()), ("whole", whole.to_owned())];
        Some(self.text("letter-hour", &args))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(key: &str, args: &[(&str, &str)]) -> Label {
        let args = args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Label { key: key.to_owned(), args: args.collect() }
    }

    #[test]
    fn days_and_hours_are_written_as_people_write_them() {
        let (fr, en) = (Messages::new(Some("fr")), Messages::new(Some("en")));
        assert_eq!(fr.day("2027-04-01").as_deref(), Some("jeudi 1er avril 2027"));
        assert_eq!(en.day("2027-04-20").as_deref(), Some("Tuesday 20 April 2027"));
        assert_eq!(fr.hour("09:05").as_deref(), Some("9\u{a0}h\u{a0}05"));
        assert_eq!(fr.hour("14:00").as_deref(), Some("14\u{a0}h"));
        assert_eq!(en.hour("14:00").as_deref(), Some("14:00"));
        let until = fr.moment("2027-04-23 14:12");
        assert_eq!(until.as_deref(), Some("vendredi 23 avril 2027 à 14\u{a0}h\u{a0}12"));
    }

    #[test]
    fn every_sentence_of_a_letter_is_there_in_both_languages() {
        let named = [
            ("name", "Amina Diallo"),
            ("title", "Premiers pas"),
            ("centre", "Bègles"),
            ("partner", "Mission locale"),
            ("place", "Salle A"),
            ("day", "2027-04-22"),
            ("received_day", "2027-04-01"),
            ("until", "2027-04-23 14:12"),
            ("start", "09:30"),
            ("end", "11:30"),
        ];
        let keys = [
            "letter-hello",
            "letter-hello-partner",
            "letter-bye",
            "letter-offer-subject",
            "letter-offer-seat",
            "letter-offer-what",
            "letter-offer-when",
            "letter-offer-where",
            "letter-offer-until",
            "letter-offer-yes",
            "letter-offer-no",
            "letter-feedback-subject",
            "letter-feedback-sent",
            "letter-feedback-under-way",
            "letter-feedback-accepted",
            "letter-feedback-enrolled",
            "letter-feedback-waiting",
            "letter-feedback-closed",
            "letter-feedback-no-answer",
            "letter-feedback-declined",
            "letter-feedback-dropped",
            "letter-feedback-not-eligible",
            "letter-feedback-redirected",
            "letter-feedback-group",
            "letter-feedback-thanks",
        ];
        for language in ["fr", "en"] {
            let messages = Messages::new(Some(language));
            let draft = LetterDraft {
                subject: label("letter-offer-subject", &named),
                paragraphs: keys.iter().map(|key| label(key, &named)).collect(),
            };
            let letter = messages.letter(&draft);
            assert_eq!(letter.text.split("\n\n").count(), keys.len());
            assert!(!letter.text.contains("letter-") && !letter.text.contains("{$"), "{letter:?}");
            assert!(!letter.text.contains("2027-04"), "{letter:?}");
        }
    }
}
