//! Parts, then their total: 网站40条，公众号60条，共计100条.

use super::{
    Listing, REST, Unit, are_times, parts,
    whole::{WHOLE, are_halves, listing},
};
use crate::prose::{About, Clause, Prose, QuantityKind, Sentence, Slice, Term, complexity::step, vocabulary::Sense};

/// What says that a number is the sum of those before it.
static SUMS: Sense = Sense::new("sums");

/// Parts, then their total.
pub(super) fn summed(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>], at: usize) -> Option<Listing> {
    let closing = &clauses[at];
    let total = closing.counts().next_back()?;
    let text = sentence.passage.text.slice(closing.range.clone());
    let sums =
        SUMS.is_in(text) || (closing.has_any(&[Term::Total, Term::ThisYear]) && tells_halves(sentence, clauses, at));
    // 政策文件40条，人事信息12条，其他类共计95条: one more of them.
    let is_rest = REST.begins(text);
    let is_alone = closing.counts().filter(|number| number.measure == total.measure).count() == 1;
    if !sums || is_rest || !is_alone || closing.scope.is(About::Compared) {
        return None;
    }
    let before = clauses[..at]
        .iter()
        .rev()
        .inspect(|_| step())
        .filter(|clause| clause.depth == closing.depth && !clause.range.is_empty());
    let unit = Unit { prose, measure: total.measure, of_requests: false, in_times: are_times(sentence, total) };
    let before = before.map(|clause| (clause, parts(sentence, clause, unit)));
    let mut was_carried = false;
    let mut found: Vec<_> = before
        .take_while(|(clause, numbers)| {
            // 共收到网上申请105件，快递17件，合计122件; 共收到申请132件，上年结转2件，共计134件
            let came_besides = was_carried && clause.has_any(&[Term::Receive, Term::ReceiveNew]);
            was_carried = prose.names_kind(clause.tokens, |kind| kind == QuantityKind::CarriedIn);
            let is_total = clause.has(Term::Total) && !clause.has(Term::Channel) && !came_besides;
            !numbers.is_empty() && !matches!(clause.end, Some('；' | ';')) && !is_total
        })
        .collect();
    found.reverse();
    let mut listing = listing(prose, sentence, total, &found, closing, WHOLE.first())?;
    listing.range = found[0].0.range.start..closing.range.end;
    Some(listing)
}

/// 上半年3件，下半年4件: both halves of the year stand right before.
fn tells_halves(sentence: &Sentence<'_>, clauses: &[Clause<'_>], at: usize) -> bool {
    let Some([first, second]) = at.checked_sub(2).map(|begin| &clauses[begin..at]) else { return false };
    are_halves(sentence.text_of(first), sentence.text_of(second))
}
