//! Which backups are kept: the recent ones of the latest day, then one a day, a week and a month, going
//! back as many days, weeks and months as there was work, not as the calendar has. Pure: it looks at
//! times only, and removes nothing.

use passerelle_domain::calendar::{Day, format_day, monday_of};
use std::collections::BTreeSet;

/// Backups kept of the latest day on which any was made.
pub const ROLLING_MAX: usize = 8;
/// Days of which the last backup is kept.
pub const DAILY_MAX: usize = 7;
/// Weeks, from Monday, of which the last backup is kept.
pub const WEEKLY_MAX: usize = 4;
/// Months of which the last backup is kept.
pub const MONTHLY_MAX: usize = 6;

const DAY_MS: u64 = 24 * 3600 * 1000;

/// When a backup was made, milliseconds since 1970, and whether it was read back and found whole.
pub type Made = (u64, bool);

/// The places in `sets`, in any order, of those that need not be kept. The last one that was verified
/// never is among them.
pub fn superfluous(sets: &[Made]) -> Vec<usize> {
    let mut latest_first: Vec<usize> = (0..sets.len()).collect();
    latest_first.sort_by_key(|at| std::cmp::Reverse((sets[*at].0, *at)));
    // Of a day, week or month the last verified one stands; an unverified one only where there is no
    // other.
    let (verified, others): (Vec<usize>, Vec<usize>) =
        latest_first.iter().partition(|at| sets[**at].1);
    let by_trust: Vec<usize> = verified.iter().chain(&others).copied().collect();
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    kept.extend(verified.first());
    let today = latest_first.first().map(|at| day(sets[*at].0));
    let of_today = latest_first.iter().filter(|at| Some(day(sets[**at].0)) == today);
    kept.extend(of_today.take(ROLLING_MAX));
    for (bucket, limit) in
        [(day as fn(u64) -> i32, DAILY_MAX), (week, WEEKLY_MAX), (month, MONTHLY_MAX)]
    {
        let buckets: BTreeSet<i32> = sets.iter().map(|(ms, _)| bucket(*ms)).collect();
        for wanted in buckets.into_iter().rev().take(limit) {
            kept.extend(by_trust.iter().find(|at| bucket(sets[**at].0) == wanted));
        }
    }
    (0..sets.len()).filter(|at| !kept.contains(at)).collect()
}

fn day(ms: u64) -> Day {
    Day::try_from(ms / DAY_MS).unwrap_or(Day::MAX)
}

fn week(ms: u64) -> Day {
    monday_of(day(ms))
}

/// Months since year 0.
fn month(ms: u64) -> i32 {
    let text = format_day(day(ms));
    let mut numbers = text.split('-').map(|part| part.parse::<i32>().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    next() * 12 + next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HALF_HOUR: u64 = 30 * 60 * 1000;
    /// 2027-04-20 12:00 UTC, a Tuesday.
    const NOON: u64 = 1_808_222_400_000;

    fn kept(sets: &[Made]) -> Vec<Made> {
        let removed = superfluous(sets);
        let stays = (0..sets.len()).filter(|at| !removed.contains(at));
        stays.map(|at| sets[at]).collect()
    }

    #[test]
    fn a_year_of_work_leaves_few() {
        let turn = |at: u64| (NOON + at / 6 * DAY_MS + at % 6 * HALF_HOUR, true);
        let kept = kept(&(0..365 * 6).map(turn).collect::<Vec<_>>());
        let days: BTreeSet<_> = kept.iter().map(|(ms, _)| day(*ms)).collect();
        // Today's six, six days before, and what of the weeks and months lies further back.
        assert_eq!(kept.len(), 6 + days.len() - 1);
        assert!((12..=16).contains(&days.len()), "{} days", days.len());
    }

    #[test]
    fn one_at_a_time_keeps_what_all_at_once_does() {
        let all: Vec<Made> =
            (0..400 * 4).map(|at| (NOON + at / 4 * DAY_MS + at % 4 * HALF_HOUR, true)).collect();
        let mut rolling = Vec::new();
        for set in &all {
            rolling.push(*set);
            rolling = kept(&rolling);
        }
        let (mut days, mut months) = (BTreeSet::new(), BTreeSet::new());
        rolling.iter().for_each(|(ms, _)| {
            days.insert(day(*ms));
            months.insert(month(*ms));
        });
        assert!(days.len() >= DAILY_MAX && months.len() >= MONTHLY_MAX, "{rolling:?}");
    }

    #[test]
    fn a_damaged_last_one_never_pushes_out_the_last_that_was_verified() {
        let mut sets = vec![(NOON, true)];
        sets.extend((1..=40).map(|at| (NOON + at * HALF_HOUR, false)));
        assert!(kept(&sets).contains(&(NOON, true)));
        sets.extend((1..=40).map(|at| (NOON + at * DAY_MS * 31, false)));
        assert!(kept(&sets).contains(&(NOON, true)));
    }

    fn sets() -> impl Strategy<Value = Vec<Made>> {
        let made = (0_u64..800, 0_u64..48, any::<bool>());
        let made = made.prop_map(|(day, turn, verified)| {
            (NOON - NOON % DAY_MS + day * DAY_MS + turn * HALF_HOUR, verified)
        });
        proptest::collection::vec(made, 0..120)
    }

    proptest! {
        #[test]
        fn what_is_kept_is_bounded_and_enough(sets in sets()) {
            let kept = kept(&sets);
            let limit = ROLLING_MAX + DAILY_MAX + WEEKLY_MAX + MONTHLY_MAX + 1;
            prop_assert!(kept.len() <= limit);
            // The last verified one, the last of all, and nothing made up.
            let last = sets.iter().filter(|set| set.1).max();
            prop_assert!(last.is_none_or(|last| kept.contains(last)));
            let last = sets.iter().map(|set| set.0).max();
            prop_assert!(last.is_none_or(|last| kept.iter().any(|set| set.0 == last)));
            // Each of the last days, weeks and months still has one, a verified one if it had any.
            type Bucket = fn(u64) -> i32;
            let buckets: [(Bucket, usize); 3] =
                [(day, DAILY_MAX), (week, WEEKLY_MAX), (month, MONTHLY_MAX)];
            for (bucket, limit) in buckets {
                let all: BTreeSet<i32> = sets.iter().map(|set| bucket(set.0)).collect();
                for wanted in all.into_iter().rev().take(limit) {
                    let of = |sets: &[Made]| -> Option<bool> {
                        sets.iter().filter(|set| bucket(set.0) == wanted).map(|set| set.1).max()
                    };
                    prop_assert_eq!(of(&kept), of(&sets));
                }
            }
            // Looking again removes nothing more.
            prop_assert!(superfluous(&kept).is_empty());
        }
    }
}
