//! The start phrase: six words that the program gives, for a computer whose system keeps no secrets.
//! They are typed once after each start and are on no disk. The words are those of two public lists
//! of 2,048, in which the first four letters tell each word: accents, case and endings do not matter.

use super::wrap::{Chance, Cost, DeviceSecret, grow};
use crate::error::StoreError;
use bip39::Language;
use passerelle_domain::Refusal;
use std::fmt;
use zeroize::Zeroizing;

/// Words in a phrase: eleven bits each.
const WORDS: usize = 6;
/// Letters that tell a word.
const LETTERS: usize = 4;

/// A start phrase.
#[derive(Clone, PartialEq, Eq)]
pub struct Phrase(Zeroizing<String>);

impl Phrase {
    /// A phrase of words of this language: `fr`, or English.
    pub fn made(language: &str, chance: &mut Chance) -> Self {
        let list = list(language == "fr");
        let words: Vec<&str> = (0..WORDS)
            .map(|_| list[usize::from(u16::from_be_bytes(chance.bytes()) % 2048)])
            .collect();
        Self(Zeroizing::new(words.join(" ")))
    }

    /// The phrase that somebody typed.
    ///
    /// # Errors
    /// `phrase.words` (with `count`) when there are not six, `phrase.unknown_word` (with `rank`).
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let typed: Vec<&str> = text.split_whitespace().collect();
        if typed.len() != WORDS {
            return Err(Refusal::new("phrase.words").with("count", WORDS));
        }
        let unknown = |at: usize| Refusal::new("phrase.unknown_word").with("rank", at + 1);
        // All of one list: a word of the other language would make another phrase.
        let whole = [true, false].map(|french| {
            let words =
                typed.iter().enumerate().map(|(at, word)| found(list(french), word).ok_or(at));
            words.collect::<Result<Vec<_>, usize>>()
        });
        match whole {
            [Ok(words), _] | [_, Ok(words)] => Ok(Self(Zeroizing::new(words.join(" ")))),
            [Err(french), Err(english)] => Err(unknown(french.max(english))),
        }
    }

    /// The computer's secret that grows from it.
    ///
    /// # Errors
    /// `Incomplete` when the cost is one that no program wrote.
    pub fn secret(&self, id: &[u8], cost: Cost) -> Result<DeviceSecret, StoreError> {
        let salt = super::book::salt_of(id)?;
        let plain: String = self.0.split(' ').map(letters).collect::<Vec<_>>().join(" ");
        let grown = grow(Zeroizing::new(plain).as_bytes(), None, &salt, cost)?;
        Ok(grown.into_secret())
    }

    /// As it is shown once, to be written down.
    pub fn words(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phrase(…)")
    }
}

fn list(french: bool) -> &'static [&'static str; 2048] {
    if french { Language::French.word_list() } else { Language::English.word_list() }
}

fn found(list: &'static [&'static str; 2048], typed: &str) -> Option<&'static str> {
    let wanted = letters(typed);
    list.iter().find(|word| letters(word) == wanted).copied()
}

/// The letters that tell a word: without accents, in lower case.
fn letters(word: &str) -> String {
    let lower = word.to_lowercase();
    let plain = lower.chars().map(|letter| match letter {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    });
    // The lists write an accent as a character of its own.
    plain.filter(|letter| letter.is_alphabetic()).take(LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn four_letters_tell_every_word() {
        for french in [true, false] {
            let told: BTreeSet<_> = list(french).iter().map(|word| letters(word)).collect();
            assert_eq!(told.len(), 2048);
        }
    }

    #[test]
    fn what_is_written_down_can_be_typed() {
        for (seed, language) in [(1, "fr"), (2, "en"), (3, "fr"), (4, "en")] {
            let phrase = Phrase::made(language, &mut Chance::from_seed([seed; 32]));
            assert_eq!(phrase.words().split(' ').count(), WORDS);
            let shouted = phrase.words().to_uppercase().replace(' ', "  ");
            assert_eq!(Phrase::parse(&shouted), Ok(phrase.clone()));
            let secret = phrase.secret(&[5; 16], Cost::FOR_TESTS).unwrap();
            let again = Phrase::parse(phrase.words()).unwrap();
            assert_eq!(again.secret(&[5; 16], Cost::FOR_TESTS).unwrap(), secret);
            assert_ne!(again.secret(&[6; 16], Cost::FOR_TESTS).unwrap(), secret);
        }
    }

    #[test]
    fn what_is_wrong_is_told_by_its_rank() {
        let phrase = Phrase::made("en", &mut Chance::from_seed([9; 32]));
        let mut words: Vec<&str> = phrase.words().split(' ').collect();
        assert_eq!(Phrase::parse("one two").map_err(|r| r.code()), Err("phrase.words"));
        words[3] = "zzzz";
        let refusal = Phrase::parse(&words.join(" ")).unwrap_err();
        assert_eq!((refusal.code(), refusal.args()["rank"].as_str()), ("phrase.unknown_word", "4"));
    }
}
