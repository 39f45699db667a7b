//! Items of a list among keys, or keys among items.

use super::scan::{indent_of, is_item, is_row, line_start, without_comment};
use crate::{
    diag::{Edit, Span},
    spanned::Problem,
    text,
};

/// Says of the line at which the parser stumbled that it is an item (`- …`) among keys, or a key among items.
pub(in crate::spanned) fn mixed(front: &str, base: usize, noticed: usize) -> Option<Problem> {
    let start = line_start(front, noticed - base);
    let line = front[start..].split('\n').next()?;
    let indent = indent_of(line);
    let above = front[..start].lines().rev().filter(|line| !without_comment(line.trim_start()).is_empty());
    let neighbour = above.take_while(|line| indent_of(line) >= indent).find(|line| indent_of(line) == indent)?;
    let place = |line: &str| line.as_ptr() as usize - front.as_ptr() as usize + indent;
    match (is_item(neighbour), is_item(line)) {
        (false, true) => Some(stray_item(front, base, place(line))),
        (true, false) if is_row(neighbour) => Some(stray_item(front, base, place(neighbour))),
        (true, false) => {
            let message =
                text!("上面的行以“- ”开头，这一行没有", "the lines above begin with `- `, and this one does not");
            let hint = text!(
                "是上一项的内容，就多缩进 2 格；是新的一项，就在前面加“- ”",
                "indent it by 2 more if it belongs to the item above; begin it with `- ` if it is another one"
            );
            let at = base + place(line);
            Some(Problem::invalid(Span::new(at, at + line.trim().len()), message).hint(hint))
        }
        _ => None,
    }
}

/// The problem of a row that was made an item of a list, among rows that are none.
fn stray_item(front: &str, base: usize, at: usize) -> Problem {
    let item = front[at..].lines().next().unwrap_or_default().trim_end();
    let rest = item.trim_start_matches(['-', ' ']);
    let message = text!("这一行前面多了“- ”", "this line begins with a `- ` that does not belong there");
    let hint =
        text!("删去“- ”，和相邻的行对齐：{rest}", "delete the `- ` and align the line with its neighbours: {rest}");
    let at = base + at;
    Problem {
        fix: Some(Edit { span: Span::new(at, at + item.len() - rest.len()), text: String::new() }),
        ..Problem::invalid(Span::new(at, at + item.len()), message).hint(hint.with("rest", without_comment(rest)))
    }
}
