//! Whether what somebody types may be the name of a person who is known already, across spellings and
//! scripts: Mohamed, Muhammad, محمد. It proposes and never decides: the person at the door does.

/// Why a name was proposed, the best reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The same letters, whatever their case and accents.
    SameName,
    /// It begins with what was typed.
    BeginsSo,
    /// The same consonants.
    SoundsAlike,
    /// The same, written in another script.
    OtherScript,
}

/// Names of fewer consonants are alike only when their vowels are too.
const CONSONANTS_MIN: usize = 2;

/// Why `typed` may stand for somebody of these names, if it may. Each of `names` is one way to write the
/// whole name.
pub fn likeness<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Option<Why> {
    let wanted = Written::of(typed);
    if wanted.folded.is_empty() {
        return None;
    }
    names.into_iter().filter_map(|name| wanted.why(&Written::of(name))).min()
}

/// A name in the forms that are compared.
struct Written {
    /// Latin letters in lower case, words apart.
    folded: String,
    /// Whether it was in Latin letters before.
    is_latin: bool,
    consonants: String,
}

impl Written {
    fn of(text: &str) -> Self {
        let latin = any_ascii::any_ascii(text).to_lowercase();
        // Apostrophes are letters of other scripts, or nothing: they part no words.
        let kept = latin.chars().filter(|c| !matches!(c, '\'' | '`' | '"'));
        let spaced: String =
            kept.map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let is_latin = text.chars().all(|c| !c.is_alphabetic() || c < '\u{370}');
        let spoken: String = words.iter().map(|word| spoken(word)).collect();
        let consonants = consonants(&spoken);
        Self { folded: words.join(" "), is_latin, consonants }
    }

    fn why(&self, name: &Self) -> Option<Why> {
        if self.is_latin == name.is_latin {
            if self.folded == name.folded {
                return Some(Why::SameName);
            }
            if name.has_beginning(&self.folded) {
                return Some(Why::BeginsSo);
            }
        } else if self.folded == name.folded || name.has_beginning(&self.folded) {
            return Some(Why::OtherScript);
        }
        if !self.is_heard_in(name) {
            return None;
        }
        Some(if self.is_latin == name.is_latin { Why::SoundsAlike } else { Why::OtherScript })
    }

    /// Whether the name, or any word of it on, begins like this.
    fn has_beginning(&self, folded: &str) -> bool {
        self.rests().any(|rest| rest.starts_with(folded))
    }

    /// Whether the name, from any of its words on, has all these consonants first.
    fn is_heard_in(&self, name: &Self) -> bool {
        let spoken: String = self.folded.split(' ').map(spoken).collect();
        name.rests().any(|rest| {
            // The beginning of a longer one is enough only where a word ends: Sara is not Sarwan.
            [rest.split(' ').take(1), rest.split(' ').take(usize::MAX)].into_iter().any(|words| {
                let heard: String = words.map(self::spoken).collect();
                match self.consonants.len() < CONSONANTS_MIN {
                    true => heard == spoken,
                    false => consonants(&heard) == self.consonants,
                }
            })
        })
    }

    /// The name from each of its words on.
    fn rests(&self) -> impl Iterator<Item = &str> {
        let starts = self.folded.match_indices(' ').map(|(at, _)| at + 1);
        std::iter::once(0).chain(starts).filter_map(|at| self.folded.get(at..))
    }
}

/// Groups of letters that people write for one sound, and the sign that stands for it; the longer first.
/// Vowels, and what some spellings have for a vowel, stand for one of three.
const SOUNDS: &[(&str, &str)] = &[
    ("tch", "s"),
    ("sch", "s"),
    ("ch", "s"),
    ("sh", "s"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("dj", "j"),
    ("dz", "z"),
    ("zh", "j"),
    ("ce", "s"),
    ("ci", "s"),
    ("cy", "s"),
    ("qu", "k"),
    ("ks", "k"),
    ("ck", "k"),
    ("c", "k"),
    ("q", "k"),
    ("x", "k"),
    ("z", "s"),
    ("ou", "u"),
    ("e", "i"),
    ("y", "i"),
    ("o", "u"),
    ("w", "u"),
    ("v", "u"),
];

/// A word as it is spoken, each sound once.
fn spoken(word: &str) -> String {
    // A last h is written or not: Fatimah, Fatima.
    let mut rest = word.strip_suffix('h').unwrap_or(word);
    let mut heard = String::with_capacity(word.len());
    if rest.starts_with(['v', 'w']) {
        // At the beginning it is nobody's vowel.
        heard.push('w');
        rest = &rest[1..];
    }
    while let Some(first) = rest.chars().next() {
        let sound = SOUNDS.iter().find(|(letters, _)| rest.starts_with(letters));
        let (length, sign) = match sound {
            Some((letters, sign)) => (letters.len(), *sign),
            None => (first.len_utf8(), &rest[..first.len_utf8()]),
        };
        if !heard.ends_with(sign) {
            heard.push_str(sign);
        }
        rest = &rest[length..];
    }
    heard
}

/// What is left without the vowels, each sound once: what all spellings have.
fn consonants(spoken: &str) -> String {
    let mut kept = String::with_capacity(spoken.len());
    for sound in spoken.chars().filter(|sound| !matches!(sound, 'a' | 'i' | 'u')) {
        if !kept.ends_with(sound) {
            kept.push(sound);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, name: &str, why: Option<Why>) {
        assert_eq!(likeness(typed, [name]), why, "{typed} for {name}");
    }

    #[test]
    fn letters_are_letters_whatever_their_case_and_accents() {
        check("SÉLAMAWIT tesfaye", "Selamawit Tesfaye", Some(Why::SameName));
        check("tesf", "Selamawit Tesfaye", Some(Why::BeginsSo));
        check("Selamawit T", "Sélamawit Tesfaye", Some(Why::BeginsSo));
        check("n'diaye", "Awa Ndiaye", Some(Why::BeginsSo));
        check("", "Awa", None);
        check("...", "Awa", None);
    }

    #[test]
    fn one_name_is_spelt_in_many_ways() {
        for (typed, name) in [
            ("Mohamed", "Muhammad"),
            ("Mouhamed", "Mohammad Karimi"),
            ("Abdel Rahman", "Abdulrahman"),
            ("Youssef", "Yusuf"),
            ("Oussama", "Osama"),
            ("Chirine", "Shirin"),
            ("Fatimah", "Fatema"),
            ("Kaouthar", "Kawthar"),
            ("Navid", "Nawid"),
            ("Djamila", "Jamila"),
            ("Nour", "Noor"),
            ("Zeinab", "Zaynab"),
            ("Aicha", "Aïsha"),
            ("Tigist", "Tegest"),
            ("Oleksander", "Oleksandr"),
        ] {
            check(typed, name, Some(Why::SoundsAlike));
        }
    }

    #[test]
    fn scripts_are_crossed_both_ways() {
        for (typed, name) in [
            ("Mohamed", "محمد"),
            ("محمد", "Mohammed"),
            ("Salma", "سلمى"),
            ("Nour", "Нур"),
            ("Oleksandr", "Олександр"),
            ("Nino", "ნინო"),
            ("Tigist", "ትግስት"),
            ("رحمن", "Rahman"),
        ] {
            check(typed, name, Some(Why::OtherScript));
        }
        check("محمد", "محمد رضا", Some(Why::BeginsSo));
    }

    #[test]
    fn others_are_left_in_peace() {
        for (typed, name) in [
            ("Sara", "Sarwan"),
            ("Ali", "Laila"),
            ("Marie", "Mariam"),
            ("Amina", "Yasmine"),
            ("سارة", "Samuel"),
        ] {
            check(typed, name, None);
        }
        // Their vowels tell these two apart, and vowels are not compared: somebody looks.
        check("Omar", "Amir Khan", Some(Why::SoundsAlike));
    }

    #[test]
    fn of_several_names_the_best_reason_is_given() {
        let names = ["Nour Haddad", "نور حداد"];
        assert_eq!(likeness("nour", names), Some(Why::BeginsSo));
        assert_eq!(likeness("نور", names), Some(Why::BeginsSo));
    }
}
