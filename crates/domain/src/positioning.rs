//! What somebody can do already: ten questions on a scale of four, and spoken French. It proposes a
//! level and never decides: whoever talks with the person does.

/// Spoken French by the European frame, from none at all; the position is the code.
pub const FRENCH: &[&str] = &["none", "a1_1", "a1", "a2", "b1", "b2", "c1", "c2"];
/// Questions of the scale.
pub const QUESTIONS: usize = 10;
/// The best answer to a question: alone, and able to show somebody else.
pub const BEST: u8 = 3;

/// Answers to the questions in their order, from 0 to [`BEST`]; one that was not answered is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers(pub [Option<u8>; QUESTIONS]);

/// What the answers suggest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// From the beginning.
    First,
    /// The second level.
    Second,
    /// The third level.
    Third,
    /// Beyond the levels of daily use: writing programs may be for them.
    Beyond,
}

impl Answers {
    /// As it is kept: a digit each, a hyphen where there is none.
    pub fn text(self) -> String {
        let digit = |answer: Option<u8>| answer.map_or('-', |value| char::from(b'0' + value));
        self.0.map(digit).iter().collect()
    }

    /// From how it is kept; none if it is not that.
    pub fn read(text: &str) -> Option<Self> {
        let mut answers = [None; QUESTIONS];
        let bytes = text.as_bytes();
        if bytes.len() != QUESTIONS {
            return None;
        }
        for (answer, byte) in answers.iter_mut().zip(bytes) {
            *answer = match byte {
                b'-' => None,
                b'0'..=b'3' => Some(byte - b'0'),
                _ => return None,
            };
        }
        Some(Self(answers))
    }

    /// How many were answered.
    pub fn answered(self) -> usize {
        self.0.iter().flatten().count()
    }

    /// Points, at most thirty.
    pub fn points(self) -> u32 {
        self.0.iter().flatten().map(|value| u32::from(*value)).sum()
    }

    /// What they suggest, once every question is answered.
    pub fn advice(self) -> Option<Advice> {
        let advice = match self.points() {
            0..=10 => Advice::First,
            11..=19 => Advice::Second,
            20..=26 => Advice::Third,
            _ => Advice::Beyond,
        };
        (self.answered() == QUESTIONS).then_some(advice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_kept_is_read_again(answers in prop::array::uniform10(prop::option::of(0..=BEST))) {
            let answers = Answers(answers);
            prop_assert_eq!(Answers::read(&answers.text()), Some(answers));
        }

        #[test]
        fn whoever_can_do_more_is_never_advised_a_lower_level(
            answers in prop::array::uniform10(0..BEST), at in 0..QUESTIONS,
        ) {
            let advised = |answers: [u8; QUESTIONS]| Answers(answers.map(Some)).advice().map(|a| a as u8);
            let mut better = answers;
            better[at] += 1;
            prop_assert!(advised(answers) <= advised(better));
        }
    }

    #[test]
    fn what_is_not_whole_advises_nothing() {
        assert_eq!(Answers::default().advice(), None);
        assert_eq!(Answers::read("333333333-").and_then(Answers::advice), None);
        assert_eq!(Answers::read("3333333333").and_then(Answers::advice), Some(Advice::Beyond));
        assert_eq!(Answers::read("4333333333"), None);
        assert_eq!(Answers::read("33"), None);
    }
}
