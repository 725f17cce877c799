//! The message that asks a volunteer to come to a session: short, and answered by yes or no.

use crate::Messages;
use passerelle_app::Asking;
use passerelle_app::dto::Letter;
use passerelle_domain::calendar::{format_day, format_minute};

/// The message that asks somebody to come, in the messages' language.
pub fn ask_letter(asking: &Asking, messages: &Messages) -> Letter {
    let hour = |minute| messages.hour(&format_minute(minute)).unwrap_or_default();
    let args = [
        ("name", asking.name.clone()),
        ("from", asking.from.clone()),
        ("centre", asking.centre.clone()),
        ("date", messages.day(&format_day(asking.day)).unwrap_or_default()),
        ("start", hour(asking.start)),
        ("end", hour(asking.end)),
        ("code", asking.code.clone()),
        ("title", asking.title.clone()),
        ("part", asking.part.clone()),
        ("place", asking.place.clone().unwrap_or_default()),
        ("module", asking.module.clone().unwrap_or_default()),
    ];
    let say = |key: &str| messages.text(key, &args);
    let mut parts = vec![say("letter-hello"), say("letter-ask-body")];
    if asking.place.is_some() {
        parts.push(say("letter-ask-place"));
    }
    if asking.module.is_some() {
        parts.push(say("letter-ask-module"));
    }
    parts.extend(["letter-ask-answer", "letter-ask-signed"].map(say));
    Letter { subject: say("letter-ask-subject"), text: parts.join("\n\n") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_domain::calendar::parse_day;

    fn asking() -> Asking {
        Asking {
            name: "Claire".into(),
            from: "Inès".into(),
            centre: "Bègles".into(),
            day: parse_day("2027-05-01").unwrap(),
            start: 840,
            end: 960,
            code: "MAI".into(),
            title: "DIGITAL Initiation".into(),
            module: Some("Souris et clavier".into()),
            place: Some("Salle B, 3 rue Basse".into()),
            part: "lead".into(),
        }
    }

    #[test]
    fn a_letter_says_who_what_when_and_where() {
        let told = ask_letter(&asking(), &Messages::new(Some("fr")));
        assert_eq!(told.subject, "Bénévolat\u{202f}: MAI, samedi 1er mai 2027");
        let paragraphs: Vec<_> = told.text.split("\n\n").collect();
        assert_eq!(paragraphs[0], "Bonjour Claire,");
        assert!(paragraphs[1].starts_with("Pourriez-vous animer la séance"), "{}", told.text);
        assert!(
            paragraphs[1].ends_with("le samedi 1er mai 2027, de 14\u{a0}h à 16\u{a0}h\u{202f}?")
        );
        assert_eq!(paragraphs[2], "Lieu\u{202f}: Salle B, 3 rue Basse");
        assert_eq!(paragraphs.last(), Some(&"Inès, Bègles"));
        let told = ask_letter(&asking(), &Messages::new(Some("en")));
        assert!(told.text.contains("Could you lead") && told.text.contains("Saturday 1 May 2027"));
    }

    #[test]
    fn what_nobody_knows_is_left_out() {
        let bare = Asking { place: None, module: None, part: "assistant".into(), ..asking() };
        let told = ask_letter(&bare, &Messages::new(Some("fr")));
        assert_eq!(told.text.split("\n\n").count(), 4);
        assert!(told.text.contains("Pourriez-vous aider"));
    }
}
