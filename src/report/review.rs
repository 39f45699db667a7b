//! `review`: what a draft's maker was not certain of, for its author to look at.

use crate::{
    diag::Span,
    form::Edition,
    spanned::{Fields, Node, Problem, flow::flow},
    text,
};

/// One thing to look at before the report is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// In English, however its author wrote it.
    pub at: String,
    /// Why its maker was not certain.
    pub reason: String,
    /// What may be right instead of what stands there.
    pub candidates: Vec<String>,
    /// Where it stands in the front matter.
    pub span: Span,
}

/// Reads the key `review`.
pub(super) fn read(f: &mut Fields<'_>, edition: &'static Edition) -> Vec<Review> {
    let nodes = f.records("review", |reason| format!("{{at: 位置, reason: {}}}", flow(reason)));
    let read = |node: &&Node| {
        let mut f = f.inside(node);
        let (at, reason) = (f.text("at"), f.text("reason"));
        if at.is_none() || reason.is_none() {
            f.problem(incomplete(node.span));
        }
        let candidates = f.texts("candidates");
        f.done();
        let at = path_or_key(edition, at?);
        Some(Review { at, reason: reason?, candidates, span: node.span })
    };
    nodes.iter().filter_map(read).collect()
}

/// The path of a cell in English, however its author wrote it. What is no path may be a key of the front matter:
/// published.
pub(super) fn path_or_key(edition: &'static Edition, at: String) -> String {
    edition.form().path_of(&at).map_or(at, str::to_owned)
}

fn incomplete(span: Span) -> Problem {
    let message = text!("待核对的要写明 at 和 reason", "an entry of `review` needs `at` and `reason`");
    Problem::invalid(span, message).hint(text!(
        "在一对花括号里写 at: 位置, reason: 要核对什么；核对过的整条删去",
        "write at: PLACE, reason: TEXT in a pair of braces, and delete the entry once it has been reviewed"
    ))
}
