//! A Markdown file with front matter: bytes to text, text to front matter and body.

mod address;
mod bare;
mod block;
mod blocks;
mod comments;
mod conflict;
mod excerpt;
mod front;
mod headings;
mod html;
mod links;
mod notes;
mod prepare;
mod raw;
mod reading;
mod sanitise;
mod story;
mod unprinted;

use crate::{
    diag::{Finding, Place, RuleName, Source, Span},
    i18n::Message,
    spanned::{self, Node, Problem, ProblemKind, garbled, is_damage, is_garbled_throughout},
    text,
};
pub(crate) use address::resolved;
pub use address::{may_lead_to, percent_decoded, scheme};
pub use block::{Block, Seat};
pub use blocks::{Piece, blocks};
pub use comments::without_comments;
pub use conflict::{MERGE_CONFLICT, conflict};
pub use excerpt::Excerpt;
pub(crate) use headings::untagged;
pub use headings::{Heading, below_title, headings, plain_text};
pub use html::{Html, render};
pub use links::{Anchor, AnchorRef, LinkKind, LinkRef, anchors, headings_and_links, links, links_in, raw_anchors};
use pulldown_cmark::Options;
pub(crate) use raw::{begins_foreign, foreign};
pub use sanitise::SOURCE;
use std::sync::Arc;
pub(crate) use story::{Item, Part, Role, Run, story};
pub(crate) use unprinted::{Unprinted, swallowed_from, unprinted};

pub(crate) const INVALID_FRONT_MATTER: RuleName = RuleName("invalid-front-matter");
pub(crate) const UNKNOWN_KEY: RuleName = RuleName("unknown-key");
pub(crate) const DUPLICATE_KEY: RuleName = RuleName("duplicate-key");

/// A larger text file is not a report. A year's report has a few dozen kilobytes.
pub const MAX_BYTES: u64 = 4 << 20;

/// Extensions of `CommonMark` that authors may use.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES
}

/// Whether a line starts or ends a code block.
fn is_code_fence(line: &str) -> bool {
    ["```", "~~~"].iter().any(|fence| line.trim_start().starts_with(fence))
}

/// The path of a Markdown file without its extension in any spelling; none for other files.
pub fn stem(path: &str) -> Option<&str> {
    let (stem, ending) = path.rsplit_once('.')?;
    ending.eq_ignore_ascii_case("md").then_some(stem)
}

/// Decodes the bytes of a file. A file that is not readable text gives one finding that describes it.
pub fn decode(path: &str, bytes: &[u8]) -> Result<Arc<Source>, Box<Finding>> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Box::new(too_large(path, bytes.len() as u64)));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(not_utf8(path, text!("文件的编码是 UTF-16", "the file is encoded in UTF-16")));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Arc::new(Source::new(path, text))),
        Err(_) if encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some() => {
            Err(not_utf8(path, text!("文件的编码是 GB18030（GBK）", "the file is encoded in GB18030 (GBK)")))
        }
        Err(error) => {
            let message =
                text!("文件不是文本：第 {at} 个字节不合 UTF-8", "the file is not text: byte {at} is not valid UTF-8");
            Err(not_utf8(path, message.with("at", error.valid_up_to() + 1)))
        }
    }
}

fn not_utf8(path: &str, message: impl Into<Message>) -> Box<Finding> {
    let hint = text!("用编辑器“另存为”，编码选 UTF-8", "use “Save as” in your editor and choose UTF-8 as the encoding");
    let place = Place::file(&Arc::new(Source::new(path, "")));
    Box::new(Finding::new(INVALID_FRONT_MATTER, place, message).hint(hint))
}

/// The finding for part of a file with damaged characters.
fn damaged(source: &Arc<Source>, part: Span) -> Option<Finding> {
    let text = source.slice(part);
    let Some((at, c)) = text.char_indices().find(|(_, c)| is_damage(*c)) else { return spelt_damage(source, part) };
    let (code, count) = (c as u32, text.matches(is_damage).count());
    let place = Place::new(source, Span::new(at, at + c.len_utf8()).shifted(part.start as usize));
    let message = if code == 0 {
        text!(
            "文件不是文本，或者已经损坏：这里有空字节（U+{code}），一共有 {n} 个不该有的字符",
            "the file is not text, or it is damaged: there is a NUL (U+{code}) here, and {n} such {n:character|characters} in all"
        )
    } else {
        text!(
            "这里有看不见的控制字符（U+{code}），一共有 {n} 个",
            "there is an invisible control character (U+{code}) here, {n} in all"
        )
    };
    let hint = if code == 0 {
        text!(
            "从备份或原稿重新取这个文件，用编辑器另存为 UTF-8 文本",
            "restore the file from a backup or the original, and save it as UTF-8 text"
        )
    } else {
        text!("多半是从别的软件粘贴来的：删去它", "probably pasted from another program: delete it")
    };
    let message = message.with("code", format!("{code:04X}")).with("n", count);
    Some(Finding::new(INVALID_FRONT_MATTER, place, message).hint(hint))
}

/// The finding for part of a file that contains such a character as an HTML entity: `&#1;`, `&#xFFFE;`.
fn spelt_damage(source: &Arc<Source>, part: Span) -> Option<Finding> {
    let text = source.slice(part);
    memchr::memchr(b'&', text.as_bytes())?;
    let (at, written, code) = text.match_indices("&#").find_map(|(at, _)| {
        let number = text[at + 2..].split(';').next().filter(|number| number.len() <= 8)?;
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        let code = code.ok().filter(|code| char::from_u32(*code).is_none_or(is_damage))?;
        Some((at, &text[at..at + 2 + number.len()], code))
    })?;
    let place = Place::new(source, Span::new(at, at + written.len()).shifted(part.start as usize));
    let message = text!(
        "“{written};”是不能发布的字符（U+{code}）",
        "`{written};` spells a character that cannot be published (U+{code})"
    );
    let message = message.with("written", written).with("code", format!("{code:04X}"));
    let hint = text!("删去它，或换成看得见的字", "delete it, or write one that shows");
    Some(Finding::new(INVALID_FRONT_MATTER, place, message).hint(hint))
}

/// The finding for a file that is too large to be read.
pub fn too_large(path: &str, bytes: u64) -> Finding {
    let source = Arc::new(Source::new(path, ""));
    let message = text!("文件太大：{mb} MB，上限是 {max} MB", "the file is too large: {mb} MB; the limit is {max} MB");
    let message = message.with("mb", bytes >> 20).with("max", MAX_BYTES >> 20);
    Finding::new(INVALID_FRONT_MATTER, Place::file(&source), message).hint(text!(
        "图片和附件放在旁边的文件里，用链接引用",
        "put pictures and attachments in separate files and link to them"
    ))
}

/// A file split at its front matter.
#[derive(Debug)]
pub struct Document {
    /// The file.
    pub source: Arc<Source>,
    /// The front matter as a tree; none if there is none or it is unreadable.
    pub front: Option<Node>,
    /// The span between the two lines of `---`.
    pub front_span: Option<Span>,
    /// Everything below the front matter.
    pub body: Span,
}

impl Document {
    /// Splits a file and parses its front matter. Returns the readable parts and all findings.
    pub fn read(source: &Arc<Source>) -> (Self, Vec<Finding>) {
        if let Some(finding) = conflict(source) {
            return (Self::unread(source), vec![finding]);
        }
        let (front_span, body) = match front::split(source) {
            Ok(spans) => spans,
            Err(finding) => return (Self::unread(source), vec![*finding]),
        };
        let parts = [front_span.unwrap_or_default(), body];
        let garbled = parts.into_iter().find_map(|part| garbled(source.slice(part), part.start as usize));
        let garbled = garbled.map(|problem| to_finding(source, problem));
        if let Some(finding) = garbled.as_ref().filter(|_| is_garbled_throughout(&source.text)) {
            return (Self::unread(source), vec![finding.clone()]);
        }
        let mut problems = Vec::new();
        let front = front_span.and_then(|span| spanned::yaml::parse(source, span, &mut problems));
        if let Some(finding) = front_span.filter(|_| front.is_none()).and_then(|span| front::swallowed(source, span)) {
            return (Self::unread(source), vec![finding]);
        }
        let mut findings = Vec::new();
        // The parser of the front matter has reported what it could not read.
        let unread = if problems.is_empty() { Span::new(0, body.end as usize) } else { body };
        findings.extend(garbled.or_else(|| damaged(source, unread)));
        findings.extend(problems.into_iter().map(|problem| to_finding(source, problem)));
        (Self { source: Arc::clone(source), front, front_span, body }, findings)
    }

    /// A file whose front matter has no clear end, so that nothing in it is known.
    fn unread(source: &Arc<Source>) -> Self {
        let end = source.text.len();
        Self { source: Arc::clone(source), front: None, front_span: None, body: Span::new(end, end) }
    }
}

/// A problem in the front matter as a finding in its file.
pub fn to_finding(source: &Arc<Source>, problem: Problem) -> Finding {
    let rule = match problem.kind {
        ProblemKind::Invalid => INVALID_FRONT_MATTER,
        ProblemKind::UnknownKey => UNKNOWN_KEY,
        ProblemKind::DuplicateKey => DUPLICATE_KEY,
    };
    let mut finding = Finding::new(rule, Place::new(source, problem.span), problem.message);
    if let Some(first) = problem.first {
        finding = finding.related(Place::new(source, first), text!("第一次写在这里", "first given here"));
    }
    finding.hints.extend(problem.hint);
    finding.fix = problem.fix;
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn read(text: &str) -> (Document, Vec<Finding>) {
        Document::read(&Arc::new(Source::new("a.md", text)))
    }

    #[test]
    fn front_matter_ends_at_its_fence_whatever_the_line_ends() {
        for text in ["---\ntitle: 甲\n---\n正文\n", "---\r\ntitle: 甲\r\n---\r\n正文\r\n"] {
            let (document, findings) = read(text);
            assert!(findings.is_empty(), "{findings:?}");
            assert_eq!(document.source.slice(document.body).trim_end(), "正文");
        }
    }

    #[test]
    fn a_missing_end_is_reported_with_its_line() {
        let (_, findings) = read("---\ntitle: 甲\n## 一、总体情况\n");
        assert_eq!(findings.len(), 1);
        assert!(findings[0].hints[0].get(Lang::Zh).contains("第 3 行"));
    }

    #[test]
    fn other_encodings_are_named() {
        let gbk = encoding_rs::GB18030.encode("---\n标题\n").0;
        for (bytes, encoding) in [(&gbk[..], "GB18030"), (b"\xff\xfea\0", "UTF-16"), (b"\xff\xff\xff\x81", "not text")]
        {
            assert!(decode("a.md", bytes).unwrap_err().message.get(Lang::En).contains(encoding), "{encoding}");
        }
        assert!(decode("a.md", b"\xef\xbb\xbfx").unwrap().text == "x");
    }
}
