//! 国办公开办涵 for 国办公开办函, 国务院令第771号 for 第711号: what only a slip writes so.

use super::{ISSUED, OPENING};
use crate::{
    prose::{Sense, Slice},
    report::is_han,
};
use std::ops::Range;

/// The law that every report cites.
static REGULATION: Sense = Sense::new("regulation");
/// 国务院令第, 国务院第: before the number of an order.
static ORDERS: Sense = Sense::new("orders");
/// 中华人民共和国.
static STATE: Sense = Sense::new("state");
/// 号, 号令, and 条 by a slip: after the number.
static ENDS: Sense = Sense::new("ends-of-orders");
/// The number of the order with which the Regulation was laid down anew in 2019, and how it is written.
const NUMBER: &str = "711";
static RIGHT: Sense = Sense::new("order-of-the-regulation");

/// The first slip of a text, with what is right.
pub(super) fn first(series: &'static str, text: &str) -> Option<(Range<usize>, String)> {
    misspelt(series, text).map(|range| (range, series.to_owned())).or_else(|| {
        let right = RIGHT.words().first()?;
        Some((misnumbered(text)?, right.clone()))
    })
}

/// 国办公办函〔2021〕30号, 国办公开办涵: where the series of notices stands with a character too few, too many or wrong.
fn misspelt(series: &str, text: &str) -> Option<Range<usize>> {
    text.match_indices(OPENING).find_map(|(at, opening)| {
        let year = text.slice(at + opening.len()..);
        let is_number = year.chars().take_while(char::is_ascii_digit).count() == YEAR;
        let before = text.slice(..at);
        if !is_number || before.ends_with(series) {
            return None;
        }
        // 按照国办公开办涵: what stands before it may run into it.
        let run = before.rsplit(|c| !is_han(c)).next().unwrap_or(before);
        let longest = series.chars().count() + SLIPS;
        let begins = run.char_indices().rev().take(longest).map(|(nth, _)| at - run.len() + nth);
        let begin = begins.min_by_key(|&begin| (distance(series, text.slice(begin..at)), begin))?;
        let written = text.slice(begin..at);
        // 川办公开办函: a series of its own.
        let is_of_state = written.chars().next() == series.chars().next()
            || before.slice(..begin).rsplit('《').next().is_some_and(|title| ISSUED.is_in(title));
        (is_of_state && distance(series, written) <= SLIPS).then_some(begin..at)
    })
}

/// Digits of a year.
const YEAR: usize = 4;
/// More characters are no slip, but another series: 国办发, 国办函.
const SLIPS: usize = 2;

/// How many characters must be put in, left out or changed to make one of the other.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (at, c) in one.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], at + 1);
        for (nth, d) in other.chars().enumerate() {
            let changed = before + usize::from(c != d);
            before = row[nth + 1];
            row[nth + 1] = changed.min(before + 1).min(row[nth] + 1);
        }
    }
    row[other.chars().count()]
}

/// 《政府信息公开条例》（国务院第771号令）: where the order that laid down the Regulation has another number.
fn misnumbered(text: &str) -> Option<Range<usize>> {
    REGULATION.matches(text).find_map(|law| {
        let rest = text.slice(law.end..).trim_start_matches(['》', '〉', '（', '(', '）', ')']);
        let rest = STATE.after(rest).unwrap_or(rest);
        let number = ORDERS.after(rest)?;
        let after = number.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = number.slice(..number.len() - after.len());
        let (ends, end) = (ENDS.after(after)?, text.len());
        let is_number = digits.len() == NUMBER.len() && (digits != NUMBER || !RIGHT_ENDS.begins(after));
        is_number.then(|| end - rest.len()..end - ends.len())
    })
}

/// 号: after the number as it is written.
static RIGHT_ENDS: Sense = Sense::new("right-ends-of-orders");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_a_character_or_two() {
        let of = |series: &str| misspelt("国办公开办函", &format!("按照{series}〔2021〕30号编制")).is_some();
        for slip in ["国办公开办涵", "国办公办函", "国办公开函", "国办公开办"] {
            assert!(of(slip), "{slip}");
        }
        for other in
            ["国办公开办函", "国办函", "国办发", "国发", "赣府公开办字", "川办公开办函", "国务院办公厅国办公开办函"]
        {
            assert!(!of(other), "{other}");
        }
        let garbled = "《国务院办公厅关于印发格式的通知》（过半公开办函〔2021〕30号）";
        assert_eq!(misspelt("国办公开办函", garbled).and_then(|range| garbled.get(range)), Some("过半公开办函"));
    }

    #[test]
    fn the_order_of_the_regulation_has_one_number() {
        let of = |text: &str| misnumbered(text).and_then(|range| text.get(range).map(str::to_owned));
        assert_eq!(of("《中华人民共和国政府信息公开条例》（国务院令第771号）").as_deref(), Some("国务院令第771号"));
        assert_eq!(of("《条例》和《政府信息公开条例》（国务院第771号令）规定").as_deref(), Some("国务院第771号令"));
        assert_eq!(of("《政府信息公开条例》（国务院令第711条）").as_deref(), Some("国务院令第711条"));
        for right in ["国务院令第711号", "国务院第711号令", "中华人民共和国国务院令第711号", "国务院令711号"]
        {
            assert_eq!(of(&format!("《政府信息公开条例》（{right}）")), None, "{right}");
        }
    }
}
