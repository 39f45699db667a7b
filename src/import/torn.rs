//! Names of rows of which a part stands below their numbers: 一、本年新收政府 | 7 0 0 … | 信息公开申请数量.

use super::{
    fold,
    likeness::{Folded, distance},
    tokens::{Token, is_prose},
    value::Value,
};
use std::{collections::BTreeSet, ops::Range};

/// No name of a row has more parts above its numbers, or below them.
const MOST_PARTS: usize = 16;
/// More parts above its numbers are put together even without one below.
const MOST_ABOVE: usize = 4;
/// Parts are a name of the form's if they are no farther from it than this.
const NEAR: f32 = 0.13;
/// No name has more characters.
const LONGEST: usize = 60;

/// Puts each name together in the label beside its numbers; the labels of its other parts are empty then.
pub(super) fn mend(tokens: &mut [Token], names: &[Folded]) {
    let whole = names.iter().map(|name| &*name.text).collect();
    let mut at = 0;
    while let Some(values) = next_values(tokens, at) {
        at = values.end;
        let own = values.start - 1;
        let parts = Around { tokens, values, names, whole: &whole }.parts();
        if let Some(parts) = parts {
            let name = parts.iter().map(|part| std::mem::take(&mut tokens[*part].text)).collect();
            tokens[own].text = name;
        }
    }
}

/// The next values that follow a label.
fn next_values(tokens: &[Token], from: usize) -> Option<Range<usize>> {
    let start = (from.max(1)..tokens.len()).find(|at| !tokens[*at].is_label() && tokens[at - 1].is_label())?;
    let count = tokens[start..].iter().take_while(|token| !token.is_label()).count();
    Some(start..start + count)
}

/// Values and the labels around them.
struct Around<'a> {
    tokens: &'a [Token],
    values: Range<usize>,
    names: &'a [Folded],
    /// The same names as text.
    whole: &'a BTreeSet<&'a str>,
}

impl Around<'_> {
    /// The labels that together are the name of the row; none if the one beside the values is a name by itself.
    fn parts(&self) -> Option<Vec<usize>> {
        if self.is_whole(self.values.start - 1) || self.tokens[self.values.clone()].iter().all(is_blank) {
            return None;
        }
        let (above, below) = (self.above(), self.below());
        let mut best: Option<(f32, Vec<usize>)> = None;
        for first in 1..=above.len() {
            let mut parts: Vec<_> = above[..first].iter().rev().copied().collect();
            let without = self.far(&parts);
            if first > MOST_ABOVE && without <= NEAR && best.as_ref().is_none_or(|(least, _)| without < *least) {
                best = Some((without, parts.clone()));
            }
            for part in &below {
                parts.push(*part);
                let far = self.far(&parts);
                if far <= NEAR && far < without && best.as_ref().is_none_or(|(least, _)| far < *least) {
                    best = Some((far, parts.clone()));
                }
            }
        }
        best.map(|(_, parts)| parts)
    }

    /// The labels above the values, from the nearest to one that begins a name.
    fn above(&self) -> Vec<usize> {
        let near = (0..self.values.start).rev().take_while(|at| self.is_near(*at)).filter(|at| self.is_in_column(*at));
        let mut parts: Vec<_> = near.take_while(|at| !is_prose(&self.tokens[*at].text)).take(MOST_PARTS).collect();
        let begin = parts.iter().position(|at| self.is_numbered(*at));
        parts.truncate(begin.map_or(parts.len(), |at| at + 1));
        parts
    }

    /// The labels below the values that begin no name.
    fn below(&self) -> Vec<usize> {
        let near = (self.values.end..self.tokens.len()).take_while(|at| self.is_near(*at));
        let own = near.filter(|at| self.is_in_column(*at));
        own.take_while(|at| !self.is_new(*at)).take(MOST_PARTS).collect()
    }

    /// Whether no number stands between the values and a token.
    fn is_near(&self, at: usize) -> bool {
        self.tokens[at].is_label() || is_blank(&self.tokens[at])
    }

    /// Whether a token is a label in the column of the one beside the values, or stands outside their table.
    fn is_in_column(&self, at: usize) -> bool {
        let (own, other) = (&self.tokens[self.values.start - 1], &self.tokens[at]);
        other.is_label() && (other.block != own.block || other.column == own.column)
    }

    fn is_new(&self, at: usize) -> bool {
        self.is_numbered(at) || self.is_whole(at) || is_prose(&self.tokens[at].text)
    }

    fn is_numbered(&self, at: usize) -> bool {
        fold::number(&self.tokens[at].text).is_some()
    }

    fn is_whole(&self, at: usize) -> bool {
        self.whole.contains(&*fold::label(&self.tokens[at].text))
    }

    /// How far labels are, put together, from the nearest name.
    fn far(&self, parts: &[usize]) -> f32 {
        let mut label = Folded::default();
        for part in parts {
            label.append(&fold::label(&self.tokens[*part].text).into());
        }
        if label.len() > LONGEST {
            return 1.0;
        }
        self.names.iter().map(|name| distance(&label, name)).fold(1.0, f32::min)
    }
}

fn is_blank(token: &Token) -> bool {
    token.value.as_ref().is_some_and(Value::is_blank)
}
