//! Fees: 收费12.35万元.

use super::State;
use crate::{
    prose::{Claim, Clause, Measure, Numeral, Prose, QuantityKind as Kind, Sense, Sentence, Slice, Subject},
    report::Number,
};
use std::ops::Range;

/// What may stand between the name of fees and their amount.
static BETWEEN: Sense = Sense::new("between-fees-and-amount");
/// 减免: before fees that nobody charged.
static NOT_CHARGED: Sense = Sense::new("not-charged");
/// 财政收入: before fees of whomever it is.
static OF_THE_TREASURY: Sense = Sense::new("income-of-the-treasury");
/// 收入: after the name of fees, of the treasury's too.
static INCOME: Sense = Sense::new("income");
/// 以下: after an amount that is a limit.
static LIMITS: Sense = Sense::new("limits-of-amounts");

impl State {
    /// The fees that a clause states, if it or one before names them: 收费1项，金额12.35万元.
    pub(super) fn fees(&mut self, prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>) -> Option<Claim> {
        let before = self.fees.take();
        let text = &sentence.passage.text;
        let own = clause.tokens.iter().find(|token| prose.named_kind(token) == Some(Kind::Fees));
        let word = own.map(|own| own.range.clone()).or(before)?;
        let begin = own.map_or(clause.range.start, |own| own.range.end);
        let said = text.slice(clause.range.start..begin);
        let is_income = own.is_some() && INCOME.begins(text.slice(begin..));
        if is_income || NOT_CHARGED.is_in(said) || OF_THE_TREASURY.is_in(said) {
            return None;
        }
        let number = clause.tokens.iter().filter(|token| token.range.start >= begin).find_map(|token| token.number());
        let until = number.map_or(clause.range.end, |number| number.range.start);
        let leads_on = BETWEEN.trimmed(text.slice(begin..until)).is_empty();
        let amount = number.filter(|_| leads_on).and_then(|number| amount(text, number));
        // 公开收费，金额12万元以下的
        let amount = amount.filter(|amount| own.is_some() || !LIMITS.begins(text.slice(amount.range.end..)));
        // 收费（本年金额）12万元; but after 收费目录 an amount is of something else.
        let goes_on = amount.is_none() && !clause.ends_part() && leads_on && (own.is_some() || number.is_none());
        self.fees = Some(word.clone()).filter(|_| goes_on);
        claim(prose, &word, amount?)
    }
}

fn claim(prose: &Prose<'_>, word: &Range<usize>, numeral: Numeral) -> Option<Claim> {
    let subject = Subject::new(prose.lexicon.quantity(Kind::Fees)?);
    Some(Claim { subject, range: word.start..numeral.range.end, numeral })
}

/// A number of money, in 万元.
fn amount(text: &str, numeral: &Numeral) -> Option<Numeral> {
    match numeral.measure {
        Measure::Amount => Some(numeral.clone()),
        Measure::Other if text.slice(numeral.range.end..).starts_with('元') => in_myriads(numeral),
        // 收费为零; but of 收费0项 items are counted.
        Measure::Other | Measure::BARE_ZERO if numeral.value.is_zero() => {
            Some(Numeral { measure: Measure::Amount, ..numeral.clone() })
        }
        _ => None,
    }
}

/// 123500元: 12.35.
fn in_myriads(numeral: &Numeral) -> Option<Numeral> {
    let whole = numeral.value.as_count()?;
    let value = Number::parse(&format!("{}.{:04}", whole / 10_000, whole % 10_000))?;
    Some(Numeral { value, measure: Measure::Amount, ..numeral.clone() })
}
