//! The competences of DigComp, the European frame of digital competences: five areas, twenty-one
//! competences. Its editions 2.2 and 3.0 number them alike and name them otherwise, so the numbers
//! are the keys and the names are messages.

/// Every competence by its number, in order.
pub const COMPETENCES: &[&str] = &[
    "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "3.1", "3.2", "3.3", "3.4",
    "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "5.4",
];

/// Whether this is the number of a competence.
pub fn is_competence(code: &str) -> bool {
    COMPETENCES.contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_have_their_number_of_competences() {
        let of = |area: &str| COMPETENCES.iter().filter(|code| code.starts_with(area)).count();
        assert_eq!(["1.", "2.", "3.", "4.", "5."].map(of), [3, 6, 4, 4, 4]);
        assert!(is_competence("4.4") && !is_competence("4.5") && !is_competence("6.1"));
    }
}
