//! Where lines begin: which of them stands out of line, and by how much.

use super::{
    CLOSING, Closing, Last, Reader,
    scan::{colon, indent_of, line_start, without_comment},
};
use crate::{
    form::are_siblings,
    spanned::{keys, shortened},
    text,
};
use std::ops::Range;

impl Closing {
    /// Whether it may have been meant to stand in this column.
    fn may_be(&self, column: usize) -> bool {
        self.closed.contains(&column) || (self.follows_key && self.closed.last().is_none_or(|last| *last < column))
    }
}

impl Reader<'_> {
    /// Whether a line may begin in this column.
    pub(super) fn fits(&mut self, column: usize, line: Range<usize>, is_item: bool) -> bool {
        let top = self.columns.last().copied();
        let above = self.opened.take();
        let goes_on = self.last == Last::Text && colon(&self.text[line.clone()]).is_none() && !is_item;
        match top {
            None => self.columns.push(column),
            Some(top) if column > top && self.last == Last::OpenKey => {
                self.columns.push(column);
                self.opened = Some(line);
            }
            Some(top) if column > top && goes_on => {}
            // What was reported of the numbers makes what they stand above as doubtful.
            Some(top) if column > top && self.last == Last::Numbers => return false,
            Some(top) if column > top => {
                // People indent by two.
                let is_first_out = !top.is_multiple_of(2) && column.is_multiple_of(2);
                let short = self.closings.iter().rposition(|closing| closing.column == top && closing.may_be(column));
                if let Some(value) = self.value_of_heading(top == 0 && short.is_none(), line.clone()) {
                    self.heading_with_value(value);
                } else if let Some(short) = short {
                    self.indented_less(short, column);
                } else if let Some(first) = above.filter(|_| is_first_out) {
                    self.closings.push(Closing { line: first, column: top, closed: Vec::new(), follows_key: true });
                    self.indented_less(self.closings.len() - 1, column);
                } else {
                    self.indented_more(line, column - top, top);
                }
                return false;
            }
            Some(top) => {
                self.close(column, line.clone());
                if self.columns.last() != Some(&column) {
                    // The first row is out of line, if this one and the next agree.
                    if let Some(first) = above.filter(|_| self.indent_below(line.end) == Some(column)) {
                        self.indented_more(first, top - column, column);
                    } else if let Some(short) = self
                        .closings
                        .iter()
                        .rposition(|closing| closing.column < column && closing.closed.contains(&column))
                    {
                        self.indented_less(short, column);
                    } else {
                        self.fits_none(line, column);
                    }
                    return false;
                }
            }
        }
        true
    }

    /// The value of the line above, if that is as likely too many as this line is indented too far: 申请: 15].
    fn value_of_heading(&mut self, is_of_table: bool, line: Range<usize>) -> Option<Range<usize>> {
        let value = self.valued.take()?;
        let row = &self.text[line];
        let colon = colon(row)?;
        let (key, below) = (row[..colon].trim_end(), without_comment(row[colon + 1..].trim_start()));
        // Rows of single numbers follow each other; below one of them stands no list and no group of rows. Moved out to it, a
        // row that is none of its neighbours would be lost.
        let written = &self.text[value.clone()];
        let is_plain = !written.starts_with(['[', '{', '"', '\'']);
        let is_above_rows = below.is_empty() || below.starts_with('[') || written.ends_with(CLOSING);
        let is_neighbour = || are_siblings(self.key_name(), key);
        (!keys::is_key(key) && (is_of_table || is_plain && is_above_rows || !is_neighbour())).then_some(value)
    }

    /// Which of the two is wrong nobody can know, so that nothing is corrected.
    fn heading_with_value(&mut self, value: Range<usize>) {
        let written = &self.text[value.clone()];
        let is_open = written.starts_with(['[', '{']) && !written.ends_with(CLOSING);
        let shown = shortened(written, 20) + if is_open { "…" } else { "" };
        let message = text!(
            "这里写了“{value}”，下面又有缩进的行，不知道哪个是它的内容",
            "“{value}” stands here, and indented lines follow: which of the two belongs to the key is not clear"
        );
        let hint = text!(
            "下面的行属于它，就删去“{value}”；不属于它，就和它对齐",
            "delete “{value}” if the lines below belong to the key; align them with it if they do not"
        );
        self.fault(value, message.with("value", &shown), hint.with("value", &shown));
    }

    /// Closes the columns behind this one, in which a line begins.
    fn close(&mut self, column: usize, line: Range<usize>) {
        let kept = self.columns.iter().filter(|open| **open <= column).count();
        let closed = self.columns.split_off(kept);
        let follows_key = self.last == Last::OpenKey;
        let key = self.text[line.clone()].split(':').next().unwrap_or_default();
        if keys::is_header_key(key.trim_end()) {
            self.closings.retain(|closing| closing.column < column);
        } else if !closed.is_empty() || follows_key {
            self.closings.retain(|closing| closing.column < column);
            self.closings.push(Closing { line, column, closed, follows_key });
        }
    }

    fn fits_none(&mut self, line: Range<usize>, column: usize) {
        let message = text!(
            "这一行的缩进（{n} 格）和上面哪一行都对不齐",
            "this line is indented by {n} {n:space|spaces}, which matches no line above"
        );
        let closed = self.closings.last().and_then(|closing| closing.closed.first());
        let around = [self.columns.last(), closed].into_iter().flatten();
        let columns: Vec<_> = around.map(usize::to_string).collect();
        let hint = text!(
            "和同一张表的其他行对齐，前面空 {columns} 格",
            "align it with the other rows of its table, at {columns}"
        );
        self.fault(line, message.with("n", column), hint.with("columns", columns.join(" / ")));
    }

    /// A line that begins before the column of its neighbours, and those like it that follow.
    fn indented_less(&mut self, at: usize, column: usize) {
        let closing = self.closings.swap_remove(at);
        let missing = column - closing.column;
        let message = text!("这一行前面少了 {n} 个空格", "this line lacks {n} {n:space|spaces} at its beginning");
        let hint = text!("前面空 {column} 格，和相邻的行对齐", "indent it by {column}, like its neighbours");
        let start = closing.line.start - closing.column;
        self.fault(closing.line, message.with("n", missing), hint.with("column", column));
        let (mut end, mut meant) = (start, String::new());
        for line in self.text[start..].split_inclusive('\n') {
            let indent = indent_of(line);
            let is_empty = line.trim().is_empty();
            if !is_empty && (indent < closing.column || indent == column) {
                break;
            }
            end += line.len();
            if !is_empty && indent == closing.column {
                meant.extend(std::iter::repeat_n(' ', missing));
            }
            meant += line;
        }
        self.fix(start..end, meant);
    }

    /// A line that begins so many columns behind its neighbours.
    fn indented_more(&mut self, line: Range<usize>, extra: usize, column: usize) {
        let message = text!(
            "这一行比相邻的行多缩进了 {n} 格",
            "this line is indented by {n} more {n:space|spaces} than its neighbours"
        );
        let hint = match column {
            0 => text!("从最左边写起，前面不留空格", "begin it at the left margin"),
            _ => text!("前面空 {column} 格，和相邻的行对齐", "indent it by {column}, like its neighbours"),
        };
        let start = line_start(self.text, line.start);
        self.fault(line, message.with("n", extra), hint.with("column", column));
        // What follows in the same column, or further in, was pasted with it.
        let (mut end, mut meant) = (start, String::new());
        for line in self.text[start..].split_inclusive('\n') {
            if indent_of(line) < column + extra {
                break;
            }
            end += line.len();
            meant += &line[extra..];
        }
        self.fix(start..end, meant);
    }

    /// The indentation of the next line that is neither empty nor a comment.
    pub(super) fn indent_below(&self, line_end: usize) -> Option<usize> {
        let mut lines = self.text.get(line_end..)?.lines().skip(1).map(|line| (line, line.trim_start_matches(' ')));
        let (line, rest) = lines.find(|(_, rest)| !rest.is_empty() && !rest.starts_with('#'))?;
        Some(line.len() - rest.len())
    }

    /// The column that is meant by tabs at the beginning of a line: one for each level.
    pub(super) fn column_of_tabs(&self, lead: &str) -> Option<usize> {
        let levels = lead.len();
        let is_deeper = self.last == Last::OpenKey && levels == self.columns.len();
        let column = if is_deeper { self.columns.last().map(|top| top + 2) } else { self.columns.get(levels).copied() };
        column.filter(|_| lead.bytes().all(|byte| byte == b'\t'))
    }
}
