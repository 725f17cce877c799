//! Which lines of money pay for a cohort, and how much of it: per cent, never more than all of it.

use crate::record::RecordId;
use crate::value::Value;
use std::collections::BTreeMap;

/// The whole of a cohort.
pub const WHOLE: u32 = 100;
/// Lines that may pay for one cohort.
pub const LINES_MAX: usize = 20;

/// How much of a cohort each line pays, in per cent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allocation(BTreeMap<RecordId, u32>);

/// Why it cannot be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The lines pay for more than the whole: by so much.
    Over(u32),
    /// A line pays nothing, or there are too many.
    Shape,
}

impl Allocation {
    /// What the lines pay; a line that stands twice pays both.
    pub fn of(lines: impl IntoIterator<Item = (RecordId, u32)>) -> Result<Self, Refused> {
        let mut all = BTreeMap::new();
        let mut sum = 0_u32;
        for (line, percent) in lines {
            if percent == 0 {
                return Err(Refused::Shape);
            }
            sum = sum.saturating_add(percent);
            let of_line = all.entry(line).or_insert(0_u32);
            *of_line = of_line.saturating_add(percent);
        }
        if sum > WHOLE {
            return Err(Refused::Over(sum - WHOLE));
        }
        if all.len() > LINES_MAX {
            return Err(Refused::Shape);
        }
        Ok(Self(all))
    }

    /// The lines and what they pay, by id.
    pub fn lines(&self) -> impl Iterator<Item = (RecordId, u32)> {
        self.0.iter().map(|(line, percent)| (*line, *percent))
    }

    /// What nobody pays yet, in per cent.
    pub fn left(&self) -> u32 {
        WHOLE - self.0.values().sum::<u32>()
    }

    /// As it is kept: each line's id, a space, its per cent.
    pub fn texts(&self) -> Vec<String> {
        self.lines().map(|(line, percent)| format!("{} {percent}", line.0)).collect()
    }

    /// From how it is kept; none if it is not that, or is more than the whole.
    pub fn read<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Self> {
        let mut lines = Vec::new();
        for text in texts {
            let (line, percent) = text.split_once(' ')?;
            lines.push((RecordId(line.parse().ok()?), percent.parse().ok()?));
        }
        let allocation = Self::of(lines.iter().copied()).ok()?;
        // A line stands once as it is kept: two laptops write the same text for the same thing.
        (allocation.0.len() == lines.len()).then_some(allocation)
    }
}

/// The rule of the register that keeps it: an op from anywhere that goes over is not valid.
pub(crate) fn is_within_the_whole(fields: &[Value]) -> bool {
    let [Value::List(items)] = fields else { return false };
    let texts: Option<Vec<&str>> = items
        .iter()
        .map(|item| match item {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    texts.is_some_and(|texts| Allocation::read(texts).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::COHORT;
    use crate::value::Fit;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn lines() -> impl Strategy<Value = Vec<(RecordId, u32)>> {
        let line = (1..8_u128, 0..130_u32).prop_map(|(id, p)| (RecordId(Uuid::from_u128(id)), p));
        prop::collection::vec(line, 0..12)
    }

    proptest! {
        #[test]
        fn no_allocation_is_ever_over_the_whole(lines in lines()) {
            let sum: u32 = lines.iter().map(|(_, percent)| percent).sum();
            match Allocation::of(lines.iter().copied()) {
                Ok(allocation) => {
                    prop_assert!(allocation.lines().map(|(_, p)| p).sum::<u32>() <= WHOLE);
                    prop_assert_eq!(allocation.left(), WHOLE - sum);
                    let texts = allocation.texts();
                    let again = Allocation::read(texts.iter().map(String::as_str));
                    prop_assert_eq!(again, Some(allocation));
                }
                Err(Refused::Over(by)) => prop_assert_eq!(by, sum - WHOLE),
                Err(Refused::Shape) => prop_assert!(lines.iter().any(|(_, percent)| *percent == 0)),
            }
        }

        /// Whatever another program wrote, the register takes nothing that goes over.
        #[test]
        fn the_register_takes_nothing_over_the_whole(lines in lines()) {
            let register = COHORT.named("funding").expect("a register of the cohort");
            let texts = lines.iter().map(|(id, percent)| Value::Text(format!("{} {percent}", id.0)));
            let fit = register.fit(&Value::List(texts.collect()));
            let sum: u32 = lines.iter().map(|(_, percent)| percent).sum();
            if sum > WHOLE {
                prop_assert_eq!(fit, Fit::Invalid);
            }
            if fit == Fit::Valid {
                prop_assert!(sum <= WHOLE);
            }
        }
    }

    #[test]
    fn sixty_and_forty_are_the_whole() {
        let line = |id| RecordId(Uuid::from_u128(id));
        let whole = Allocation::of([(line(1), 60), (line(2), 40)]).expect("the whole");
        assert_eq!(whole.left(), 0);
        assert_eq!(Allocation::of([(line(1), 60), (line(2), 41)]), Err(Refused::Over(1)));
        assert_eq!(Allocation::of([(line(1), 0)]), Err(Refused::Shape));
        assert_eq!(Allocation::read(["what"]), None);
    }
}
