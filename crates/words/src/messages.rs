//! Sentences of the command line, in the reader's language, from the same files as the window's.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use passerelle_app::dto::{Label, Problem};
use std::collections::BTreeMap;
use unic_langid::{LanguageIdentifier, langid};

const FRENCH: &[&str] = &[
    include_str!("../../../locales/fr/errors.ftl"),
    include_str!("../../../locales/fr/gestures.ftl"),
    include_str!("../../../locales/fr/letters.ftl"),
    include_str!("../../../locales/fr/terminal.ftl"),
];
const ENGLISH: &[&str] = &[
    include_str!("../../../locales/en/errors.ftl"),
    include_str!("../../../locales/en/gestures.ftl"),
    include_str!("../../../locales/en/letters.ftl"),
    include_str!("../../../locales/en/terminal.ftl"),
];

/// The sentences of one language.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
    language: &'static str,
}

impl Messages {
    /// Those of `language`, else of the terminal's, else French.
    pub fn new(language: Option<&str>) -> Self {
        let of_terminal = || {
            let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
            let set = names.iter().filter_map(|name| std::env::var(name).ok());
            set.into_iter().find(|value| !value.is_empty())
        };
        let asked = language.map(str::to_owned).or_else(of_terminal).unwrap_or_default();
        if asked.starts_with("en") {
            Self::of("en", langid!("en"), ENGLISH)
        } else {
            Self::of("fr", langid!("fr"), FRENCH)
        }
    }

    fn of(language: &'static str, id: LanguageIdentifier, sources: &[&str]) -> Self {
        let mut bundle = FluentBundle::new(vec![id]);
        // Isolation marks are for screens that mix directions; a terminal shows them as boxes.
        bundle.set_use_isolating(false);
        for source in sources {
            // A line that cannot be read is left out; a test reads them all.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { bundle, language }
    }

    /// `fr` or `en`.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// The sentence of a key that names nothing.
    pub fn plain(&self, key: &str) -> String {
        self.text(key, &[])
    }

    /// The sentence of a key; the key itself if there is none.
    pub fn text(&self, key: &str, args: &[(&str, String)]) -> String {
        let args: BTreeMap<String, String> =
            args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        self.find(key, &args).unwrap_or_else(|| key.to_owned())
    }

    /// The sentence of a problem.
    pub fn problem(&self, problem: &Problem) -> String {
        let key = format!("error-{}", problem.code.replace('.', "-"));
        self.find(&key, &problem.args)
            .unwrap_or_else(|| self.text("error-unknown", &[("code", problem.code.clone())]))
    }

    /// What a gesture did.
    pub fn label(&self, label: &Label) -> String {
        self.find(&format!("gesture-{}", label.key), &label.args)
            .unwrap_or_else(|| label.key.clone())
    }

    fn find(&self, key: &str, args: &BTreeMap<String, String>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            // Only what reads back the same is a number: a file number 007 is not 7.
            match value.parse::<i32>().ok().filter(|number| number.to_string() == *value) {
                Some(number) => fluent.set(name.clone(), number),
                None => fluent.set(name.clone(), value.clone()),
            }
        }
        Some(self.bundle.format_pattern(pattern, Some(&fluent), &mut Vec::new()).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_file_is_read() {
        for source in FRENCH.iter().chain(ENGLISH) {
            assert!(FluentResource::try_new((*source).to_owned()).is_ok());
        }
    }

    #[test]
    fn a_problem_is_a_sentence_in_both_languages() {
        let args = [("minutes".to_owned(), "130".to_owned()), ("session".to_owned(), "120".into())];
        let problem = Problem {
            code: "attendance.minutes_beyond_session".to_owned(),
            args: args.into_iter().collect(),
        };
        assert!(Messages::new(Some("fr")).problem(&problem).starts_with("130 minutes ne laissent"));
        assert!(Messages::new(Some("en")).problem(&problem).starts_with("130 minutes leave"));
        let other = Problem { code: "no.such".to_owned(), ..Problem::default() };
        assert!(Messages::new(Some("en")).problem(&other).contains("no.such"));
    }
}
