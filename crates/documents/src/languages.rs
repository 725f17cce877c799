//! What languages are called: those that learners speak, in the languages of the documents.

use crate::labels::Language;

/// Tag, French, English.
const NAMES: &[(&str, &str, &str)] = &[
    ("am", "amharique", "Amharic"),
    ("ar", "arabe", "Arabic"),
    ("bn", "bengali", "Bengali"),
    ("ckb", "kurde sorani", "Sorani Kurdish"),
    ("de", "allemand", "German"),
    ("en", "anglais", "English"),
    ("es", "espagnol", "Spanish"),
    ("fa", "persan", "Persian"),
    ("ff", "peul", "Fulah"),
    ("fr", "français", "French"),
    ("hy", "arménien", "Armenian"),
    ("it", "italien", "Italian"),
    ("ka", "géorgien", "Georgian"),
    ("kmr", "kurde kurmandji", "Kurmanji Kurdish"),
    ("ku", "kurde", "Kurdish"),
    ("ln", "lingala", "Lingala"),
    ("om", "oromo", "Oromo"),
    ("prs", "dari", "Dari"),
    ("ps", "pachto", "Pashto"),
    ("pt", "portugais", "Portuguese"),
    ("ro", "roumain", "Romanian"),
    ("ru", "russe", "Russian"),
    ("so", "somali", "Somali"),
    ("sq", "albanais", "Albanian"),
    ("sw", "swahili", "Swahili"),
    ("ta", "tamoul", "Tamil"),
    ("ti", "tigrinya", "Tigrinya"),
    ("tr", "turc", "Turkish"),
    ("uk", "ukrainien", "Ukrainian"),
    ("ur", "ourdou", "Urdu"),
    ("vi", "vietnamien", "Vietnamese"),
    ("wo", "wolof", "Wolof"),
    ("zh", "chinois", "Chinese"),
];

/// The name of a language by its tag; the tag itself when it has no name here.
pub(crate) fn name_of(tag: &str, language: Language) -> &str {
    let known = |of: &str| NAMES.iter().find(|(known, ..)| *known == of);
    let base = tag.split('-').next().unwrap_or(tag);
    match (known(tag).or_else(|| known(base)), language) {
        (Some((_, french, _)), Language::French) => french,
        (Some((_, _, english)), Language::English) => english,
        (None, _) => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_name_or_keeps_its_tag() {
        assert_eq!(name_of("ti", Language::French), "tigrinya");
        assert_eq!(name_of("pt-BR", Language::English), "Portuguese");
        assert_eq!(name_of("tlh", Language::French), "tlh");
        assert!(NAMES.is_sorted_by_key(|name| name.0));
    }
}
