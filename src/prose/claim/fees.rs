//! Fees: 收费12.35万元.

use super::State;
use crate::{
    prose::{Claim, Clause, Measure, Numeral, Prose, QuantityKind as Kind, Sense, Sentence, Slice, Subject},
    report::Number,
};

/// What may stand between the name of fees and their amount.
static BETWEEN: Sense = Sense::new("between-fees-and-amount");

impl State {
    /// The fees that a clause states, if it or the one before names them.
    pub(super) fn fees(&mut self, prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>) -> Option<Claim> {
        let before = self.fees.take();
        let text = &sentence.passage.text;
        let Some(name) = clause.tokens.iter().position(|token| prose.named_kind(token) == Some(Kind::Fees)) else {
            let (word, number) = (before?, clause.tokens.first()?);
            let said = text.slice(clause.range.start..number.range.start);
            let numeral = amount(text, number.number()?).filter(|_| BETWEEN.is(said))?;
            return claim(prose, word.start, numeral);
        };
        let word = &clause.tokens[name].range;
        let number = clause.tokens[name + 1..].first()?;
        let Some(numeral) = amount(text, number.number()?) else {
            self.fees = Some(word.clone()).filter(|_| !clause.ends_part());
            return None;
        };
        let between = text.slice(word.end..number.range.start);
        let is_income = between.is_empty() || BETWEEN.is(between);
        is_income.then(|| claim(prose, word.start, numeral)).flatten()
    }
}

fn claim(prose: &Prose<'_>, begin: usize, numeral: Numeral) -> Option<Claim> {
    let subject = Subject::new(prose.lexicon.quantity(Kind::Fees)?);
    Some(Claim { subject, range: begin..numeral.range.end, numeral })
}

/// A number of money, in 万元.
fn amount(text: &str, numeral: &Numeral) -> Option<Numeral> {
    match numeral.measure {
        Measure::Amount => Some(numeral.clone()),
        Measure::Other if text.slice(numeral.range.end..).starts_with('元') => in_myriads(numeral),
        _ => None,
    }
}

/// 123500元: 12.35.
fn in_myriads(numeral: &Numeral) -> Option<Numeral> {
    let whole = numeral.value.as_count()?;
    let value = Number::parse(&format!("{}.{:04}", whole / 10_000, whole % 10_000))?;
    Some(Numeral { value, measure: Measure::Amount, ..numeral.clone() })
}
