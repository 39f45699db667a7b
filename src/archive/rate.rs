//! One figure as a part of another, in one report or in several together.

use crate::{
    form::{CellId, Share},
    report::{Number, Report},
};
use std::cmp::Ordering;

/// With fewer cases no percentage is shown: one case more or less would change it by at least 20 points.
const FEWEST: i64 = 5;

/// The figures of a [`Share`] in one report or several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rate {
    pub part: Number,
    pub whole: Number,
    /// Undecided cases, which belong to neither.
    pub pending: Number,
}

impl Rate {
    /// With fewer cases a percentage is not used for ranking: one case more or less changes it by at least five points.
    pub(crate) const FEW: i64 = 20;

    /// The figures in a report. A blank is not zero: it makes the rate unknown.
    pub(crate) fn of(report: &Report, share: &Share) -> Option<Self> {
        let whole = sum(report, share.whole)? - sum(report, share.without)?;
        Some(Self { part: sum(report, share.part)?, whole, pending: sum(report, share.pending)? })
    }

    /// In tenths of a percent, rounded half up. None if there are fewer than five cases, or if the figures contradict
    /// each other.
    pub(crate) fn tenths(self) -> Option<u64> {
        if self.whole < Number::whole(FEWEST) || self.part > self.whole || self.part.is_negative() {
            return None;
        }
        Some(self.part.share_of(self.whole))
    }

    /// Whether it is larger or smaller than another, exactly: nothing is rounded. None where there is no case, or the figures
    /// contradict each other.
    pub(crate) fn cmp_share(self, other: Self) -> Option<Ordering> {
        let products = [(self, other), (other, self)].map(|(own, other)| {
            let is_share = own.whole > Number::ZERO && own.part <= own.whole && !own.part.is_negative();
            is_share.then(|| i128::from(own.part.ten_thousandths()) * i128::from(other.whole.ten_thousandths()))
        });
        Some(products[0]?.cmp(&products[1]?))
    }

    /// Whether there are too few cases for ranking.
    pub(crate) fn is_of_few(self) -> bool {
        self.whole < Number::whole(Self::FEW)
    }
}

fn sum(report: &Report, paths: &[&str]) -> Option<Number> {
    stated(report, report.form().cells_at(paths))
}

impl std::iter::Sum for Rate {
    fn sum<I: Iterator<Item = Self>>(rates: I) -> Self {
        rates.fold(Self::default(), |a, b| Self {
            part: a.part + b.part,
            whole: a.whole + b.whole,
            pending: a.pending + b.pending,
        })
    }
}

/// The sum of cells, if all are filled.
pub(crate) fn stated(report: &Report, cells: impl IntoIterator<Item = CellId>) -> Option<Number> {
    cells.into_iter().map(|cell| report.grid[cell].number()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, words::word};

    fn rate(part: i64, whole: i64) -> Rate {
        Rate { part: Number::whole(part), whole: Number::whole(whole), pending: Number::ZERO }
    }

    #[test]
    fn percentages_are_rounded_and_none_is_made_of_fewer_than_five() {
        let tenths = [(42, 98), (1, 3), (4, 4), (5, 5), (0, 7), (2, 3000), (1, 2001)].map(|(a, b)| rate(a, b).tenths());
        assert_eq!(tenths, [Some(429), None, None, Some(1000), Some(0), Some(1), Some(0)]);
        assert_eq!(rate(9, 8).tenths(), None, "more than the whole");
    }

    #[test]
    fn readers_learn_both_limits() {
        for (lang, before) in [(Lang::Zh, "不足 "), (Lang::En, "fewer than ")] {
            let words = word("how_words", lang);
            assert!([FEWEST, Rate::FEW].iter().all(|n| words.contains(&format!("{before}{n}"))), "{words}");
        }
    }

    #[test]
    fn twenty_cases_are_enough_to_rank_by() {
        assert!(rate(3, 19).is_of_few() && !rate(3, 20).is_of_few());
    }

    #[test]
    fn shares_are_compared_without_rounding() {
        for (a, b, order) in [
            ((1, 2000), (1, 2001), Some(Ordering::Greater)),
            ((1, 4), (2, 8), Some(Ordering::Equal)),
            ((0, 3), (1, 4), Some(Ordering::Less)),
            ((0, 0), (1, 4), None),
            ((1, 4), (9, 8), None),
        ] {
            assert_eq!(rate(a.0, a.1).cmp_share(rate(b.0, b.1)), order, "{a:?} {b:?}");
        }
    }

    #[test]
    fn rates_add_up_by_their_cases() {
        let sum: Rate = [rate(1, 2), rate(3, 8)].into_iter().sum();
        assert_eq!((sum, sum.tenths()), (rate(4, 10), Some(400)));
    }
}
