//! Bytes to text, in the encoding that they were most likely written in.

use super::Refusal;
use crate::{form, i18n::Message, import::fold, text};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A text with more bytes than this that are no UTF-8 is in another encoding.
const MOST_BAD: usize = 8;

/// The text, and what its reader should know of its encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Option<Message>), Refusal> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned();
        return Ok((text, (encoding != UTF_8).then(|| named(encoding.name()))));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    if let Some(encoding) = wide(bytes)
        && let (text, _, false) = encoding.decode(bytes)
        && is_text(&text)
        && text.chars().any(|c| c.is_ascii_alphanumeric() || c == '\n')
    {
        return Ok((encoding.decode_without_bom_handling(bytes).0.into_owned(), Some(named(encoding.name()))));
    }
    let lossy = UTF_8.decode_without_bom_handling(bytes).0;
    let bad = lossy.matches('\u{fffd}').count();
    if bad <= MOST_BAD && lossy.chars().filter(|c| !c.is_ascii()).count() > bad * 20 {
        let remark = text!(
            "编码是 UTF-8，有 {count} 处坏字，读作 �",
            "the encoding is UTF-8 with {count} damaged {count:character|characters}, read as �"
        );
        return Ok((lossy.into_owned(), Some(remark.with("count", bad))));
    }
    // Big5 can be read as GB18030 without a fault: what is a report's text decides.
    let read = [BIG5, GB18030].map(|encoding| {
        let (text, _, has_faults) = encoding.decode(bytes);
        (hits(&text), !has_faults, text.into_owned(), encoding.name())
    });
    let best = read.into_iter().max_by_key(|(hits, is_sound, ..)| (*hits, *is_sound));
    match best {
        Some((hits, is_sound, text, name)) if hits > 0 || (is_sound && name == GB18030.name() && is_text(&text)) => {
            Ok((text, Some(named(name))))
        }
        _ => Err(Refusal::new(
            text!("看不出这是什么文件", "it is not clear what kind of file this is"),
            text!(
                "能导入的有 .docx、PDF、网页、文本、Markdown、.xlsx、.csv 和 giar 的 report.json",
                "files that can be imported are .docx, PDF, web pages, text, Markdown, .xlsx, .csv and giar's report.json"
            ),
        )),
    }
}

fn is_text(text: &str) -> bool {
    let strange = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    strange * 100 < text.chars().count()
}

/// UTF-16 without a mark: every other byte of ASCII is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096) & !1];
    let many = start.len() / 40;
    let [high, low] = [0, 1].map(|first| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count());
    match (high, low) {
        (0, low) if low > many => Some(UTF_16LE),
        (high, 0) if high > many => Some(UTF_16BE),
        _ => None,
    }
}

fn named(name: &str) -> Message {
    text!("编码是 {name}", "the encoding is {name}").with("name", name)
}

/// How many of the form's words a text holds, in whichever script.
fn hits(text: &str) -> usize {
    let edition = form::Edition::in_force(9999);
    let titles = edition.sections.iter().map(|section| section.title);
    let labels = edition.form().tables.iter().flat_map(|table| &table.blocks).flat_map(|block| &block.rows);
    let words: Vec<String> = titles.chain(labels.map(|line| line.node.label)).map(fold::label).collect();
    let folded = fold::label(text);
    words.iter().filter(|word| !word.is_empty() && folded.contains(word.as_str())).count()
}
