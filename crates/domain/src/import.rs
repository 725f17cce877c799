//! What a table of people means: which column is what, how dates and telephone numbers are written,
//! what may not be kept. It sees cells and says what they are, or why not; reading the file and
//! writing records are elsewhere. Nothing is corrected in silence.

use crate::calendar::{Day, day_of};
use crate::kind::{Kind, Register};
use crate::kinds;
use crate::refusal::Refusal;
use crate::value::{Fit, Type, Value};
use chrono::NaiveDate;

/// Where a column goes: a field of a register of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The record's kind: learner, contact, civil or rights.
    pub kind: &'static Kind,
    /// The register.
    pub register: &'static Register,
    /// The field's position in the register.
    pub position: usize,
}

/// What is done with a column.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// Kept.
    Kept(Target),
    /// A social-security number: refused, never stored, whoever asks.
    Refused,
    /// Not something that is kept: listed, so that nobody believes it was.
    Unknown,
}

/// Headings as found in the wild, folded, and the field they fill.
const HEADINGS: &[(&[&str], &Kind, &str)] = &[
    (&["prenom", "prenoms", "first name", "given name"], &kinds::LEARNER, "given"),
    (&["nom", "nom de famille", "last name", "family name", "surname"], &kinds::LEARNER, "family"),
    (&["nom d'origine", "nom original", "own name"], &kinds::LEARNER, "own_name"),
    // "Nom d'usage" is a family name, and no field here keeps a second one.
    (&["prenom d'usage", "preferred name"], &kinds::LEARNER, "preferred_name"),
    (&["langue", "language"], &kinds::LEARNER, "language"),
    (&["telephone", "telephones", "tel", "portable", "phone"], &kinds::CONTACT, "phones"),
    (&["email", "e-mail", "mail", "courriel"], &kinds::CONTACT, "email"),
    (&["adresse", "address"], &kinds::CONTACT, "street"),
    (&["adresse (complement)", "complement d'adresse"], &kinds::CONTACT, "street_more"),
    (&["code postal", "cp", "postcode"], &kinds::CONTACT, "postcode"),
    (&["ville", "commune", "town", "city"], &kinds::CONTACT, "town"),
    (&["date de naissance", "ne le", "nee le", "birth date"], &kinds::CIVIL, "birth_day"),
    (&["lieu de naissance", "birth place"], &kinds::CIVIL, "birth_place"),
    (&["identifiant dans le si", "identifiant", "external id"], &kinds::CIVIL, "source_number"),
    (&["numero allocataire caf/msa", "numero caf", "caf"], &kinds::CIVIL, "caf_number"),
    (
        &["identifiant pole emploi", "identifiant france travail"],
        &kinds::CIVIL,
        "france_travail_number",
    ),
    (&["situation"], &kinds::RIGHTS, "situation"),
    (&["droits rsa", "rsa"], &kinds::RIGHTS, "rsa"),
    (&["droits are", "are"], &kinds::RIGHTS, "are"),
    (&["droits ass", "ass"], &kinds::RIGHTS, "ass"),
    (&["prime d'activite"], &kinds::RIGHTS, "activity_bonus"),
    (&["rqth"], &kinds::RIGHTS, "rqth"),
    (&["zone de mobilite"], &kinds::RIGHTS, "mobility"),
    (&["emploi recherche (code rome)", "emploi recherche"], &kinds::RIGHTS, "job_sought"),
    (&["niveau de formation"], &kinds::RIGHTS, "education"),
];

const REFUSED: &[&str] =
    &["nir", "numero de securite sociale", "securite sociale", "no securite sociale", "ssn"];

/// What a column with this heading is.
pub fn column(heading: &str) -> Column {
    let folded = fold(heading);
    if REFUSED.contains(&folded.as_str()) {
        return Column::Refused;
    }
    let found = HEADINGS.iter().find(|(names, _, _)| names.contains(&folded.as_str()));
    found.and_then(|(_, kind, field)| target(kind, field)).map_or(Column::Unknown, Column::Kept)
}

fn target(kind: &'static Kind, column: &str) -> Option<Target> {
    kind.registers.iter().find_map(|register| {
        let position = register.fields.iter().position(|field| field.column == column)?;
        Some(Target { kind, register, position })
    })
}

/// Whether what somebody typed names somebody: each word of it begins a word of the name, case and
/// French accents aside.
pub fn names(typed: &str, name: &str) -> bool {
    let (typed, name) = (fold(typed), fold(name));
    let words: Vec<&str> = name.split([' ', '-']).collect();
    !typed.is_empty()
        && typed.split([' ', '-']).all(|part| words.iter().any(|word| word.starts_with(part)))
}

/// A heading without case, accents, stars and outer spaces, typographic apostrophes made plain.
fn fold(heading: &str) -> String {
    let plain = |c: char| match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'á' | 'ã' => 'a',
        'í' => 'i',
        'ñ' => 'n',
        'ó' | 'õ' => 'o',
        'ú' => 'u',
        '’' => '\'',
        '\u{a0}' => ' ',
        other => other,
    };
    let lower = heading.to_lowercase();
    let folded: String = lower.chars().filter(|c| *c != '*').map(plain).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of a cell that is not empty. `today` bounds birth dates.
///
/// # Errors
/// `import.looks_like_nir`, `import.date_unreadable`, `import.date_future`, `import.cell_too_long`,
/// `import.cell_unreadable`, each to be told with its row and column.
pub fn cell(target: Target, text: &str, today: Day) -> Result<Value, Refusal> {
    if looks_like_nir(text) {
        return Err(Refusal::new("import.looks_like_nir"));
    }
    let field = &target.register.fields[target.position];
    let value = match field.ty {
        Type::Day => Value::Int(i64::from(birth_day(text, today)?)),
        Type::Texts(..) => {
            Value::List(several(text).map(|one| Value::Text(one.to_owned())).collect())
        }
        _ => Value::Text(text.to_owned()),
    };
    match (field.ty.fit(&value), &value) {
        (Fit::Valid, _) => Ok(value),
        (_, Value::Text(text)) if text.chars().any(char::is_control) => {
            Err(Refusal::new("import.cell_unreadable"))
        }
        _ => Err(Refusal::new("import.cell_too_long")),
    }
}

/// Several telephone numbers in one cell, each exactly as written.
fn several(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '/', '\n']).map(str::trim).filter(|one| !one.is_empty())
}

/// A birth date as written in French files: year first, or day first. A two-digit year is refused
/// rather than guessed.
fn birth_day(text: &str, today: Day) -> Result<Day, Refusal> {
    let unreadable = || Refusal::new("import.date_unreadable").with("value", text);
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [a, b, c] = parts[..] else { return Err(unreadable()) };
    let number = |part: &str| {
        let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<i32>().ok()).flatten()
    };
    let (year, day) = match (a.len(), c.len()) {
        (4, 1..=2) => (a, c),
        (1..=2, 4) => (c, a),
        _ => return Err(unreadable()),
    };
    let date = number(year)
        .zip(number(b).and_then(|n| u32::try_from(n).ok()))
        .zip(number(day).and_then(|n| u32::try_from(n).ok()))
        .and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day))
        .filter(|_| b.len() <= 2)
        .ok_or_else(unreadable)?;
    let born = day_of(date);
    if born > today {
        return Err(Refusal::new("import.date_future").with("value", text));
    }
    if Type::Day.fit(&Value::Int(i64::from(born))) != Fit::Valid {
        return Err(unreadable());
    }
    Ok(born)
}

/// Whether a cell holds what looks like a French social-security number, whatever its column says
/// and whatever stands around it: thirteen or fifteen digits, alone or in neighbouring groups.
pub fn looks_like_nir(text: &str) -> bool {
    let groups: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|group| !group.is_empty())
        .collect();
    (0..groups.len()).any(|first| {
        let mut joined = String::new();
        groups[first..].iter().any(|group| {
            joined.push_str(group);
            joined.len() <= NIR_LENGTH_MAX && is_nir(joined.as_bytes())
        })
    })
}

/// Digits with the key.
const NIR_LENGTH_MAX: usize = 15;

/// Sex, year, month, department (2A and 2B in Corsica), commune, order, and perhaps the key.
fn is_nir(plain: &[u8]) -> bool {
    if !matches!(plain.len(), 13 | NIR_LENGTH_MAX) {
        return false;
    }
    let corsican = plain[5] == b'2' && matches!(plain[6].to_ascii_uppercase(), b'A' | b'B');
    let digits = plain.iter().enumerate().all(|(i, b)| b.is_ascii_digit() || (i == 6 && corsican));
    if !digits {
        return false;
    }
    let month = (plain[3] - b'0') * 10 + (plain[4] - b'0');
    matches!(plain[0], b'1'..=b'8') && matches!(month, 1..=12 | 20..=42 | 50..=99)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_day;

    fn kept(heading: &str) -> Option<&'static str> {
        match column(heading) {
            Column::Kept(target) => Some(target.register.fields[target.position].column),
            _ => None,
        }
    }

    #[test]
    fn headings_as_people_write_them() {
        assert_eq!(kept("Prénom*"), Some("given"));
        assert_eq!(kept(" NOM "), Some("family"));
        assert_eq!(kept("Téléphone"), Some("phones"));
        assert_eq!(kept("Adresse (complément)"), Some("street_more"));
        assert_eq!(kept("Prime d’activité"), Some("activity_bonus"));
        assert!(matches!(column("NIR"), Column::Refused));
        assert!(matches!(column("Numéro de sécurité sociale"), Column::Refused));
        assert!(matches!(column("Accompagnateurs"), Column::Unknown));
    }

    #[test]
    fn people_are_named_as_they_are_called() {
        for typed in ["Amina", "amina diallo", "diallo", "Jose Nunez", "رضا"] {
            let name = if typed.starts_with('J') { "José Nuñez" } else { "Amina Diallo رضا" };
            assert!(names(typed, name), "{typed}");
        }
        for typed in ["", "Aminata", "mina"] {
            assert!(!names(typed, "Amina Diallo"), "{typed}");
        }
    }

    #[test]
    fn every_heading_has_its_field() {
        for (names, kind, field) in HEADINGS {
            assert!(target(kind, field).is_some(), "{names:?}");
            for name in *names {
                assert_eq!(kept(name), Some(*field), "{name}");
            }
        }
    }

    fn check_date(text: &str, expected: Result<&str, &str>) {
        let today = parse_day("2026-11-23").unwrap_or(0);
        let day = birth_day(text, today).map_err(|refusal| refusal.code());
        assert_eq!(day, expected.map(|text| parse_day(text).unwrap_or(0)), "{text}");
    }

    #[test]
    fn dates_as_people_write_them() {
        for text in ["1998-05-25", "25/05/1998", "25-05-1998", "25.05.1998", "25/5/1998"] {
            check_date(text, Ok("1998-05-25"));
        }
        for text in ["19970-04-22", "25/05/98", "31/02/1998", "mai 1998", "", "1/2", "+1/02/1998"] {
            check_date(text, Err("import.date_unreadable"));
        }
        check_date("2030-01-01", Err("import.date_future"));
        check_date("1800-01-01", Err("import.date_unreadable"));
    }

    #[test]
    fn several_numbers_in_one_cell_stay_as_written() {
        let numbers: Vec<_> = several("0601234567, 071234567").collect();
        assert_eq!(numbers, ["0601234567", "071234567"]);
    }

    #[test]
    fn social_security_numbers_are_seen_in_any_column() {
        for text in ["185077505612324", "1 85 07 75 056 123 24", "1850775056123", "285072A05612324"]
        {
            assert!(looks_like_nir(text), "{text}");
        }
        for text in [
            "0601234567",
            "+33 6 01 23 45 67",
            "06 01 23 45 67 / 07 11 22 33 44",
            "2055990",
            "12345",
            "Charlotte Fond",
        ] {
            assert!(!looks_like_nir(text), "{text}");
        }
    }
}
