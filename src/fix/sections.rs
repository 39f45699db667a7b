//! Reads and changes the text of single sections in place. Unchanged lines are not rewritten, and a text cannot alter
//! the front matter.

use super::{Refusal, apply};
use crate::{
    diag::{Edit, Source, Span},
    form::Edition,
    markdown::Document,
    report::Body,
    text,
};
use std::sync::Arc;

/// The text of each section of a form as users edit it: lines end in `
/// `, without blank lines around it. In the free form, the whole text.
pub fn section_texts(source: &Arc<Source>, edition: &'static Edition) -> Vec<(&'static str, String)> {
    texts_in(&Document::read(source).0, edition)
}

pub(super) fn texts_in(document: &Document, edition: &'static Edition) -> Vec<(&'static str, String)> {
    let source = &document.source;
    if edition.sections.is_empty() {
        return vec![(WHOLE, shown(source, document.body))];
    }
    let body = Body::read(source, document.body, edition);
    let texts = edition.sections.iter().map(|section| {
        let own = body.section(section.key);
        (section.key, own.map(|own| shown(source, own.text)).unwrap_or_default())
    });
    texts.collect()
}

/// The key for the whole text of a report in the free form.
const WHOLE: &str = "text";

fn shown(source: &Source, span: Span) -> String {
    source.slice(span).trim().replace("\r\n", "\n")
}

/// The file with a new text in one section. A missing section is inserted with its heading, in the order of the form.
///
/// # Errors
/// If the file would not be read with this text, because one of its lines starts another section.
pub fn set_section(
    source: &Arc<Source>,
    edition: &'static Edition,
    key: &str,
    text: &str,
) -> Result<Arc<Source>, Refusal> {
    let before = section_texts(source, edition);
    let text = text.replace("\r\n", "\n").trim().to_owned();
    let Some((_, now)) = before.iter().find(|(own, _)| *own == key) else { return Err(unknown(key)) };
    if *now == text {
        return Ok(Arc::clone(source));
    }
    let edit = edit(source, edition, key, &text);
    let after = Arc::new(Source::new(source.path.as_str(), apply(&source.text, vec![edit]).0));
    let wanted = before.iter().map(|(own, now)| (*own, if *own == key { &text } else { now }));
    let is_right = section_texts(&after, edition).iter().map(|(own, now)| (*own, now)).eq(wanted);
    if is_right { Ok(after) } else { Err(divided()) }
}

fn unknown(key: &str) -> Refusal {
    Refusal(text!("这份报告没有叫 {key} 的部分", "this report has no section {key}").with("key", key))
}

fn divided() -> Refusal {
    Refusal(
        text!(
            "这段文字没有存：里面有一行会被当作另一部分的标题。小标题用“###”开头",
            "this text was not saved: a line of it would begin another section. Begin headings within it with `###`"
        )
        .into(),
    )
}

fn edit(source: &Source, edition: &'static Edition, key: &str, text: &str) -> Edit {
    let (document, _) = Document::read(&Arc::new(Source::new(source.path.as_str(), source.text.as_str())));
    let eol = line_end_of(source);
    let body = Body::read(source, document.body, edition);
    let span = if edition.sections.is_empty() { Some(document.body) } else { body.section(key).map(|own| own.text) };
    if let Some(span) = span {
        return within(source, span, text, eol);
    }
    let at = edition.sections.iter().position(|section| section.key == key).unwrap_or_default();
    let later = edition.sections[at + 1..].iter().find_map(|section| body.section(section.key));
    let section = &edition.sections[at];
    let heading = format!("## {}、{}", section.number, section.title);
    let new = format!("{heading}{eol}{eol}{}{eol}", text.replace('\n', eol));
    match later {
        Some(later) => {
            let start = later.heading_span.start as usize;
            Edit { span: Span::new(start, start), text: format!("{new}{eol}") }
        }
        None => {
            let end = source.text.len();
            let trimmed = source.text.trim_end().len().max(document.body.start as usize);
            Edit { span: Span::new(trimmed, end), text: format!("{eol}{}{new}", if trimmed < end { eol } else { "" }) }
        }
    }
}

/// Replaces a text from the first line that differs to the last.
fn within(source: &Source, span: Span, text: &str, eol: &str) -> Edit {
    let all = source.slice(span);
    let start = span.start as usize + all.len() - all.trim_start().len();
    let old = all.trim();
    if old.is_empty() {
        // After the heading, with a blank line on either side.
        let is_last = span.end as usize == source.text.len();
        let end = if is_last { eol.to_owned() } else { format!("{eol}{eol}") };
        let text = if text.is_empty() { String::new() } else { format!("{}{end}", text.replace('\n', eol)) };
        return Edit { span, text: format!("{eol}{eol}{text}") };
    }
    differing_lines(start, old, text, eol)
}

/// The whole text of a file as users edit it: lines end in `
/// `.
pub fn whole_text(source: &Source) -> String {
    source.text.replace("\r\n", "\n")
}

/// The file with a new text. Unchanged lines are not rewritten.
pub fn set_whole_text(source: &Source, text: &str) -> Arc<Source> {
    let edit = differing_lines(0, &source.text, &text.replace("\r\n", "\n"), line_end_of(source));
    Arc::new(Source::new(source.path.as_str(), apply(&source.text, vec![edit]).0))
}

fn line_end_of(source: &Source) -> &'static str {
    if source.text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Replaces a text that starts at `start`, from the first line that differs to the last.
fn differing_lines(start: usize, old: &str, text: &str, eol: &str) -> Edit {
    let (before, after): (Vec<_>, Vec<_>) = (old.split_inclusive('\n').collect(), text.split_inclusive('\n').collect());
    let most = before.len().min(after.len()).saturating_sub(1);
    let head = before.iter().zip(&after).take(most).take_while(|(old, new)| reads_as(old, new)).count();
    let rest = most - head;
    let ends = before.iter().rev().zip(after.iter().rev());
    let tail = ends.take(rest).take_while(|(old, new)| reads_as(old, new)).count();
    let from = start + length(&before[..head]);
    let to = start + old.len() - length(&before[before.len() - tail..]);
    let new: String = after[head..after.len() - tail].concat().replace('\n', eol);
    // The last line of the old text may have no line end.
    Edit { span: Span::new(from, to), text: new }
}

/// Whether two lines agree apart from their line ends.
fn reads_as(written: &str, line: &str) -> bool {
    written.replace("\r\n", "\n") == line
}

fn length(lines: &[&str]) -> usize {
    lines.iter().map(|line| line.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "---\nyear: 2023\n---\n";

    #[track_caller]
    fn set(body: &str, key: &str, text: &str) -> String {
        let source = Arc::new(Source::new("content/reports/2023.md", format!("{HEAD}{body}")));
        let after = set_section(&source, Edition::in_force(2023), key, text).unwrap_or_else(|e| panic!("{e:?}"));
        after.text.strip_prefix(HEAD).unwrap().to_owned()
    }

    const BODY: &str = "\n前言\n\n## 一、总体情况\n\n甲。  \n\n乙。\n\n## 五、存在问题及改进情况\n\n丙。\n";

    #[test]
    fn only_lines_that_differ_are_written() {
        assert_eq!(set(BODY, "overview", "甲。  \n\n丁。"), BODY.replace('乙', "丁"));
        assert_eq!(set(BODY, "overview", "新。\n\n甲。  \n\n乙。"), BODY.replace("甲", "新。\n\n甲"));
        assert_eq!(
            set(BODY, "problems", "丙。\n\n---\n\nyear: 2024"),
            BODY.replace("丙。", "丙。\n\n---\n\nyear: 2024")
        );
        let windows = BODY.replace('\n', "\r\n");
        assert_eq!(set(&windows, "overview", "甲。  \n\n乙。\n丁。"), windows.replace("乙。", "乙。\r\n丁。"));
    }

    #[test]
    fn a_section_that_is_not_there_gets_its_heading_in_its_place() {
        let text = set(BODY, "applications", "申请的情况。");
        assert!(text.contains("乙。\n\n## 三、") && text.contains("\n\n申请的情况。\n\n## 五、"), "{text}");
        let text = set(BODY, "other", "无。");
        assert!(text.contains("丙。\n\n## 六、") && text.ends_with("\n\n无。\n"), "{text}");
        assert!(set("", "overview", "甲。").ends_with("\n\n甲。\n"));
        assert_eq!(set(BODY, "other", ""), BODY);
        assert_eq!(set(BODY, "problems", ""), BODY.replace("丙。", ""));
    }

    #[test]
    fn of_a_whole_text_too_only_lines_that_differ_are_written() {
        fn set(text: &str, wanted: &str) -> String {
            set_whole_text(&Source::new("a.md", text), wanted).text.clone()
        }
        let broken = "---\r\nyear: [2023\r\n---\r\n\r\n甲\n乙";
        let wanted = whole_text(&Source::new("a.md", broken)).replace("[2023", "2023");
        assert_eq!(set(broken, &wanted), broken.replace("[2023", "2023"));
        for (text, wanted) in [
            ("", "甲\n"),
            ("甲\n", ""),
            ("甲\n", "甲\n乙\n"),
            ("甲", "甲\n"),
            ("甲\n乙", "丙\n乙\n"),
            ("甲\n甲\n", "甲\n"),
        ] {
            assert_eq!(set(text, wanted), wanted);
        }
    }

    #[test]
    fn a_text_that_would_begin_another_section_is_refused() {
        let source = Arc::new(Source::new("a.md", format!("{HEAD}{BODY}")));
        assert!(
            set_section(&source, Edition::in_force(2023), "overview", "甲\n\n## 六、其他需要报告的事项\n").is_err()
        );
    }
}
