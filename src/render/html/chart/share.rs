//! Shares and how numbers are printed.

use crate::{i18n::Lang, report::Number, text};

/// Shares of the sum in tenths of a percent, each rounded by itself: what a reader works out, and what tables say.
pub(super) fn shares(values: &[Option<Number>]) -> Vec<u64> {
    let sum: Number = values.iter().flatten().copied().sum();
    values.iter().map(|value| value.unwrap_or_default().share_of(sum)).collect()
}

/// `393` → `39.3%`
pub(crate) fn percent(tenths: u64) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Each value with its share; without shares where the sum is 0.
pub(super) fn cells(values: &[Option<Number>], lang: Lang) -> Vec<String> {
    let is_zero = values.iter().flatten().all(|value| value.is_zero());
    let cells = values.iter().zip(shares(values)).map(|(value, share)| match value {
        Some(value) if !is_zero => {
            let both = text!("{value}（{share}）", "{value} ({share})");
            both.with("value", value.grouped()).with("share", percent(share)).get(lang)
        }
        _ => cell(*value, lang),
    });
    cells.collect()
}

pub(super) fn cell(value: Option<Number>, lang: Lang) -> String {
    value.map_or_else(|| text!("未填", "not given").get(lang).to_owned(), Number::grouped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[i64]) -> Vec<u64> {
        shares(&values.iter().map(|value| Some(Number::whole(*value))).collect::<Vec<_>>())
    }

    #[test]
    fn shares_are_rounded_each_by_itself() {
        assert_eq!(of(&[3, 3, 11]), [176, 176, 647]);
        assert_eq!(of(&[1, 1, 1]), [333, 333, 333]);
        assert_eq!(of(&[2, 1]), [667, 333]);
        assert_eq!(of(&[46, 15, 14, 25, 12, 5]), [393, 128, 120, 214, 103, 43]);
        assert_eq!(of(&[0, 7, 0]), [0, 1000, 0]);
        assert_eq!(of(&[1, 100_000]), [0, 1000]);
    }

    #[test]
    fn nothing_has_no_shares() {
        assert_eq!(of(&[0, 0]), [0, 0]);
        assert!(of(&[]).is_empty());
        assert_eq!(shares(&[None, Some(Number::whole(3))]), [0, 1000]);
        assert_eq!(cells(&[None, Some(Number::whole(0))], Lang::Zh), ["未填", "0"]);
    }
}
