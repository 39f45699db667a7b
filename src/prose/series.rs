//! Years with their numbers, said to rise or to fall: 2021年7件，2022年9件，逐年递增.

use super::{Measure, Numeral, Sentence, Slice, Token, vocabulary::Sense};
use std::ops::Range;

/// A list of years that does not go the way the sentence says.
#[derive(Clone, Debug)]
pub struct Series {
    /// The word that says which way: 逐年递增.
    pub word: &'static str,
    /// The number that goes the other way, and the one before it.
    pub against: (Numeral, Numeral),
    pub range: Range<usize>,
}

static RISING: Sense = Sense::new("rising");
static FALLING: Sense = Sense::new("falling");
static OVERALL: Sense = Sense::new("on-the-whole");

/// Fewer years show no direction.
const LEAST: usize = 3;

pub(super) fn read(sentence: &Sentence<'_>) -> Option<Series> {
    let text = sentence.text();
    if !sentence.says(&RISING) && !sentence.says(&FALLING) {
        return None;
    }
    let (word, rises) = match (said(&RISING, text), said(&FALLING, text)) {
        (Some(word), None) => (word.as_str(), true),
        (None, Some(word)) => (word.as_str(), false),
        _ => return None,
    };
    let pairs = pairs(&sentence.tokens);
    let is_ordered = pairs.windows(2).all(|pair| pair[0].0.value < pair[1].0.value);
    if pairs.len() < LEAST || !is_ordered {
        return None;
    }
    // 总体呈现逐年递增的趋势: of the last beside the first.
    let pairs =
        if OVERALL.is_in(text.slice(..text.find(word)?)) { [pairs[0], pairs[pairs.len() - 1]].to_vec() } else { pairs };
    let mut steps = pairs.windows(2).map(|pair| (pair[0].1, pair[1].1));
    let (before, after) =
        steps.find(|(before, after)| if rises { after.value < before.value } else { after.value > before.value })?;
    let range = pairs[0].0.range.start..after.range.end;
    Some(Series { word, against: (before.clone(), after.clone()), range })
}

/// The word of a sense that a text says.
fn said(sense: &'static Sense, text: &str) -> Option<&'static String> {
    sense.words().iter().find(|word| text.contains(word.as_str()))
}

/// Each year with the number that follows it, all of one measure.
fn pairs(tokens: &[Token]) -> Vec<(&Numeral, &Numeral)> {
    let mut pairs: Vec<(&Numeral, &Numeral)> = Vec::new();
    let mut year = None;
    for number in tokens.iter().filter_map(Token::number) {
        match number.measure {
            Measure::Year => year = Some(number),
            Measure::Things(_) | Measure::Heads(_) => {
                let Some(of_year) = year.take() else { continue };
                if pairs.first().is_none_or(|(_, first)| first.measure == number.measure) {
                    pairs.push((of_year, number));
                }
            }
            _ => {}
        }
    }
    pairs
}
