//! How much a number may be that is not exact, and a sum of such numbers.

use super::{Approximation, Numeral};
use crate::report::Number;

/// What a sum may be, given numbers that are not exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub least: Number,
    pub most: Number,
}

/// 约100 may be 90 or 110: by one part in so many.
const ROUGHLY: i64 = 10;

impl Bounds {
    pub fn around(numeral: &Numeral) -> Self {
        let value = numeral.value;
        let exact = Self { least: value, most: value };
        let Some(count) = value.as_count() else { return exact };
        // 400余 is less than 450, 463余 less than 473.
        let mut unit = 10;
        while count > 0 && count % (unit * 10) == 0 {
            unit *= 10;
        }
        let whole = Number::whole;
        let slack = if unit == 10 { unit - 1 } else { unit / 2 - 1 };
        match numeral.approximation {
            Approximation::Exact | Approximation::AtLeast => exact,
            Approximation::More => Self { least: value, most: value + whole(slack) },
            Approximation::Less => Self { least: whole((count - slack.max(count / ROUGHLY)).max(0)), most: value },
            Approximation::About => {
                Self { least: whole(count - count / ROUGHLY), most: whole(count + count / ROUGHLY) }
            }
            Approximation::To(unit) => Self { least: whole((count - unit + 1).max(0)), most: whole(count + unit - 1) },
        }
    }

    pub(super) fn sum(numerals: &[Numeral]) -> Self {
        let all: Vec<_> = numerals.iter().map(Self::around).collect();
        Self { least: all.iter().map(|b| b.least).sum(), most: all.iter().map(|b| b.most).sum() }
    }

    pub fn meets(self, other: Self) -> bool {
        self.least <= other.most && other.least <= self.most
    }
}
