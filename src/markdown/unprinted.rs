//! Finds text that no page would show as intended, because Markdown or HTML give it another meaning.

use super::{
    prepare::Prepared,
    raw,
    reading::{Item, items},
};
use pulldown_cmark::{CodeBlockKind, Event, Tag};
use std::{collections::BTreeSet, ops::Range};

/// The meaning of a range of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unprinted {
    /// A comment without an end, which includes everything after it.
    Comment,
    /// The start of a code block without an end, which includes everything after it.
    Code,
    /// The definition of a link that does not exist: `[批注1]: 请核对`.
    Definition,
    /// A cell in a row that has more cells than the header of its table.
    Cell,
    /// A tag with an unknown name: 登录<gov>平台.
    Tag,
}

/// All such ranges of a text, in order.
pub(crate) fn unprinted(text: &str) -> Vec<(Unprinted, Range<usize>)> {
    // Nearly all texts contain none of these signs.
    if !SIGNS.iter().any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some()) {
        return Vec::new();
    }
    let prepared = Prepared::new(text);
    let items = items(&prepared);
    let mut found = definitions(text, &items);
    let mut columns = 0;
    for item in &items {
        let own = &text[item.range.clone()];
        let from = item.range.start;
        match &item.event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_)))
                if !is_closed(own) && text[item.range.end..].trim().is_empty() =>
            {
                found.push((Unprinted::Code, from..from + own.lines().next().unwrap_or_default().len()));
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                let comment = open_comment(own).map(|at| at..line_end(own, at));
                let shown = comment.as_ref().map_or(own, |comment| &own[..comment.start]);
                found.extend(unknown_tags(shown).map(|tag| (Unprinted::Tag, from + tag.start..from + tag.end)));
                found.extend(comment.map(|comment| (Unprinted::Comment, from + comment.start..from + comment.end)));
            }
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) => {
                found
                    .extend(surplus(own, columns).map(|cells| (Unprinted::Cell, from + cells.start..from + cells.end)));
            }
            _ => {}
        }
    }
    found.sort_by_key(|(_, range)| range.start);
    found
}

const SIGNS: [&str; 5] = ["<", "```", "~~~", "]:", "|"];

/// The start of the text that is swallowed by an unclosed comment or code block.
pub(crate) fn swallowed_from(text: &str) -> Option<usize> {
    let mut found = unprinted(text).into_iter();
    found.find_map(|(kind, range)| matches!(kind, Unprinted::Comment | Unprinted::Code).then_some(range.start))
}

/// Whether a code block has a closing fence.
fn is_closed(block: &str) -> bool {
    let fence = block.trim_start();
    let sign = fence.chars().next().unwrap_or_default();
    let length = fence.len() - fence.trim_start_matches(sign).len();
    let last = block.lines().skip(1).last().unwrap_or_default().trim_matches([' ', '\t', '>']);
    last.len() >= length && last.chars().all(|c| c == sign)
}

/// The start of a comment that has no end, or whose end belongs to another comment after it.
fn open_comment(html: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = html[from..].find("<!--").map(|at| from + at) {
        let rest = &html[at + "<!--".len()..];
        // `<!-->` is a complete comment.
        let end = if rest.starts_with('>') { Some(0) } else { rest.find("-->") };
        let Some(end) = end.filter(|end| rest[..*end].rfind("<!--").is_none_or(|next| !is_parted(&rest[..next])))
        else {
            return Some(at);
        };
        // Another `<!--` within this comment ends with it.
        from = at + "<!--".len() + end;
    }
    None
}

/// Whether a text contains a blank line or a heading.
fn is_parted(text: &str) -> bool {
    let mut lines = text.split_inclusive('\n').skip(1);
    lines.any(|line| line.starts_with('#') || (line.trim().is_empty() && line.ends_with('\n')))
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |end| from + end)
}

fn unknown_tags(html: &str) -> impl Iterator<Item = Range<usize>> {
    let tags = raw::tags(html).into_iter().filter(|tag| !ELEMENTS.contains(&&*tag.name));
    tags.map(|tag| tag.range).filter(|range| !raw::is_foreign(&html[range.clone()]))
}

/// The range after the last cell that a row may have, if it is not empty.
fn surplus(row: &str, columns: usize) -> Option<Range<usize>> {
    let row = row.trim_end();
    // The bar that may start a row; another one after it ends a blank cell.
    let head = row.trim_start();
    let begins = row.len() - head.strip_prefix('|').unwrap_or(head).len();
    let mut bars = row.match_indices('|').map(|(at, _)| at).filter(|at| *at >= begins && !row[..*at].ends_with('\\'));
    let start = bars.nth(columns.checked_sub(1)?)? + 1;
    let rest = row[start..].trim_end_matches('|');
    let cells = rest.trim_matches([' ', '\t', '|']);
    let at = start + rest.find(cells).unwrap_or_default();
    (!cells.is_empty()).then_some(at..at + cells.len())
}

/// Definitions of links that no link refers to.
fn definitions(text: &str, items: &[Item<'_>]) -> Vec<(Unprinted, Range<usize>)> {
    let used: BTreeSet<_> = items.iter().filter_map(|item| item.definition.as_ref()).map(|own| own.start).collect();
    let texts = items.iter().filter(|item| !matches!(item.event, Event::Start(_) | Event::End(_)));
    let texts: Vec<_> = texts.map(|item| item.range.clone()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let own = line.trim();
        let is_definition = own.starts_with('[') && !own.starts_with("[^") && own.contains("]:");
        if !is_definition || used.contains(&start) {
            continue;
        }
        let end = start + own.len();
        let next = texts.partition_point(|text| text.end <= start);
        if texts.get(next).is_none_or(|text| text.start >= end) {
            found.push((Unprinted::Definition, start..end));
        }
    }
    found
}

/// All elements of HTML, including obsolete ones.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "path",
    "picture",
    "plaintext",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xml",
    "xmp",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_found(text: &str, wanted: &[(Unprinted, &str)]) {
        let found = unprinted(text);
        let found: Vec<_> = found.iter().map(|(kind, range)| (*kind, &text[range.clone()])).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn what_takes_in_all_that_follows_is_found_where_it_begins() {
        use Unprinted::{Code, Comment};
        assert_found("甲\n\n<!-- 待定\n\n## 五\n\n乙\n", &[(Comment, "<!-- 待定")]);
        assert_found("甲\n\n<!-- 待核 —>\n\n乙 <!-- 丙 -->\n", &[(Comment, "<!-- 待核 —>")]);
        assert_found("甲\n\n```\n\n## 五\n", &[(Code, "```")]);
        assert_found("甲\n\n~~~ text\n```\n\n乙\n", &[(Code, "~~~ text")]);
        for text in [
            "<!-- 甲 -->\n\n乙\n",
            "甲<!-- 乙 -->丙\n",
            "<!-->甲\n",
            "```\n甲\n```\n",
            "~~~\n甲\n~~~~\n",
            "写作 `<!--`\n",
            "<!-- 待核：<!-- 数字 -->\n\n乙\n",
            "<!-- 待核：\n  <!-- 数字 -->\n\n乙\n",
            "- 甲\n  ```\n  乙\n\n丙\n",
            "> ```\n> 甲\n\n乙\n",
        ] {
            assert_found(text, &[]);
            assert_eq!(swallowed_from(text), None, "{text}");
        }
    }

    #[test]
    fn definitions_surplus_cells_and_unknown_tags_are_found() {
        use Unprinted::{Cell, Definition, Tag};
        assert_found("甲\n\n[批注1]: 请核对此数\n", &[(Definition, "[批注1]: 请核对此数")]);
        assert_found("[甲]\n\n[甲]: a.md\n[乙]: b.md\n", &[(Definition, "[乙]: b.md")]);
        assert_found("| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 丙 |\n| 1 | 2 |\n| 1 | 2 | |\n", &[(Cell, "丙")]);
        for head in ["| --- | --- |", "|:-:|:-:|", "--- | ---"] {
            assert_found(&format!("| 甲 | 乙 |\n{head}\n| 1 | 2 | 丙 |\n"), &[(Cell, "丙")]);
        }
        assert_found("甲 | 乙\n---|---\n1 | 2\\|3\n", &[]);
        assert_found("| 甲 | 乙 |\n|---|---|\n|| 2 | 丙 |\n|| 2 |\n", &[(Cell, "丙")]);
        assert_found("登录<gov>平台，<b>重要</b><br>\n", &[(Tag, "<gov>")]);
        assert_found("甲<o:p></o:p>，<青河县办法>，<No.3>，<https://example.gov.cn>\n", &[]);
        assert_found("甲：[乙]: 丙\n", &[]);
        assert_found("```\n[甲]: 乙\n<gov>\n```\n", &[]);
    }
}
