//! Fees: 收费12.35万元.

use crate::{
    prose::{Claim, Clause, Measure, Numeral, Prose, QuantityKind as Kind, Sense, Sentence, Slice, Subject},
    report::Number,
};

/// What may stand between the name of fees and their amount.
static BETWEEN: Sense = Sense::new("between-fees-and-amount");

/// The fees that a clause states.
pub(super) fn fees(prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>) -> Option<Claim> {
    let name = clause.tokens.iter().position(|token| prose.named_kind(token) == Some(Kind::Fees))?;
    let (quantity, word) = clause.tokens[name].named()?;
    let number = clause.tokens[name + 1..].first()?;
    let numeral = number.number()?;
    let text = &sentence.passage.text;
    let between = text.slice(word.range.end..number.range.start);
    let numeral = match numeral.measure {
        Measure::Amount => numeral.clone(),
        Measure::Other if text.slice(numeral.range.end..).starts_with('元') => in_myriads(numeral)?,
        _ => return None,
    };
    let is_income = between.is_empty() || BETWEEN.is(between);
    is_income.then(|| Claim { subject: Subject::of(quantity), range: word.range.start..numeral.range.end, numeral })
}

/// 123500元: 12.35.
fn in_myriads(numeral: &Numeral) -> Option<Numeral> {
    let whole = numeral.value.as_count()?;
    let value = Number::parse(&format!("{}.{:04}", whole / 10_000, whole % 10_000))?;
    Some(Numeral { value, measure: Measure::Amount, ..numeral.clone() })
}
