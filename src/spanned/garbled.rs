//! Text that somebody's program read in the wrong encoding before it came here: it is UTF-8 again, but says nothing any
//! more.

use super::Problem;
use crate::{diag::Span, i18n::Message, text};
use std::{ops::Range, sync::LazyLock};

/// The problem of the first garbled words of a text that begins at `base` in its file.
pub(crate) fn garbled(text: &str, base: usize) -> Option<Problem> {
    let (range, message) = misread(text).next().map(Misread::message).or_else(|| lost(text))?;
    let hint = text!(
        "从原稿重新复制这段文字，用编辑器另存为 UTF-8",
        "copy the words again from the original, and save the file as UTF-8"
    );
    Some(Problem::invalid(Span::new(range.start, range.end).shifted(base), message).hint(hint))
}

/// Whether most of what is not ASCII in a text was read in the wrong encoding: the file, not a word of it.
pub(crate) fn is_garbled_throughout(text: &str) -> bool {
    let garbled: usize = misread(text).map(|misread| foreign_signs(&text[misread.range])).sum();
    garbled > 0 && garbled * 2 > foreign_signs(text)
}

fn foreign_signs(text: &str) -> usize {
    text.chars().filter(|c| !c.is_ascii()).count()
}

/// What stands for characters that are gone: U+FFFD, the same read as GBK, and memory that nobody had written to.
const LOST: [&str; 4] = ["\u{fffd}", "锟斤拷", "烫烫烫", "屯屯屯"];

fn lost(text: &str) -> Option<(Range<usize>, Message)> {
    let found = LOST.iter().filter_map(|sign| Some((find_unquoted(text, sign)?, *sign)));
    let (start, sign) = found.min()?;
    let rest = &text[start..];
    let run = rest.len() - LOST.iter().fold(rest, |rest, sign| rest.trim_start_matches(sign)).len();
    let n = LOST.iter().map(|sign| text.matches(sign).count()).sum::<usize>();
    let message = if sign == LOST[0] {
        text!(
            "这里的字在转换编码时丢了，只剩下乱码（U+FFFD，一共 {n} 处）",
            "characters were lost here when a program changed the encoding (U+FFFD, {n} in all)"
        )
    } else {
        text!(
            "“{sign}”是转换编码时丢了字留下的乱码（一共 {n} 处）",
            "“{sign}” is what is left of characters that were lost when a program changed the encoding ({n} in all)"
        )
    };
    Some((start..start + run, message.with("sign", sign).with("n", n)))
}

/// A text may speak of such signs: “锟斤拷”.
fn find_unquoted(text: &str, sign: &str) -> Option<usize> {
    let places = memchr::memmem::find_iter(text.as_bytes(), sign);
    let mut damaged = places.filter(|at| !(text[..*at].ends_with('“') && text[at + sign.len()..].starts_with('”')));
    damaged.next()
}

/// Words in an encoding that they are not in.
struct Misread {
    range: Range<usize>,
    meant: String,
}

impl Misread {
    fn message(self) -> (Range<usize>, Message) {
        let mut meant: String = self.meant.chars().take(LONGEST_SHOWN).collect();
        if meant.len() < self.meant.len() {
            meant.push('…');
        }
        let message = text!(
            "这里是乱码，原来的字是“{meant}”：文件被按错误的编码读过",
            "these words were read in the wrong encoding; they were “{meant}”"
        );
        (self.range, message.with("meant", meant))
    }
}

const LONGEST_SHOWN: usize = 20;

/// Every stretch of UTF-8 that was read as GBK (`鏀垮簻` for 政府) or as Windows-1252 (`Ã¤` for ä).
fn misread(text: &str) -> impl Iterator<Item = Misread> + '_ {
    let is_gbk = text.len() < SHORT
        || COMMON.iter().any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some());
    let is_western = memchr::memchr(WESTERN_LEAD, text.as_bytes()).is_some();
    let mut at = if is_gbk || is_western { 0 } else { text.len() };
    std::iter::from_fn(move || {
        while let Some((start, c)) = text[at..].char_indices().find(|(_, c)| !c.is_ascii()) {
            let start = at + start;
            let found = if is_western && matches!(c, '\u{c2}'..='\u{f4}') {
                western(text, start)
            } else if is_gbk && LEADS.contains(c) {
                gbk(text, start)
            } else {
                None
            };
            at = found.as_ref().map_or(start + c.len_utf8(), |found| found.range.end);
            if found.is_some() {
                return found;
            }
        }
        None
    })
}

/// A text of more bytes has a comma or a full stop, which GBK reads as one of these characters with another.
const SHORT: usize = 4096;
const COMMON: [&str; 2] = ["锛", "銆"];

/// The first byte of every letter with which a character of UTF-8 begins in Windows-1252.
const WESTERN_LEAD: u8 = 0xc3;

/// The characters of GBK with which a Chinese one of UTF-8 begins.
struct Leads(Vec<u64>);

static LEADS: LazyLock<Leads> = LazyLock::new(|| {
    let mut bits = vec![0; 0x1_0000 / 64];
    for (lead, trail) in (0xe3..=0xef).flat_map(|lead| (0x80..=0xbf).map(move |trail| (lead, trail))) {
        let bytes = [lead, trail];
        let (decoded, _) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
        for c in decoded.chars().filter(|c| *c != '\u{fffd}') {
            let code = c as usize;
            bits.get_mut(code / 64).into_iter().for_each(|word| *word |= 1 << (code % 64));
        }
    }
    Leads(bits)
});

impl Leads {
    fn contains(&self, c: char) -> bool {
        let code = c as usize;
        self.0.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }
}

/// So many characters of UTF-8 do not come about by chance.
const SURELY: usize = 4;

fn gbk(text: &str, start: usize) -> Option<Misread> {
    let run: String = text[start..].chars().take_while(|c| !c.is_ascii()).collect();
    // Most that begin like this do not go on.
    let head: String = run.chars().take(SURELY * 3 / 2).collect();
    decoded(&encoded(&head)?).filter(|(meant, _)| meant.chars().count() >= SURELY)?;
    let bytes = encoded(&run)?;
    let (meant, length) = decoded(&bytes)?;
    // A character that is half of the next one of UTF-8 is garbled, too.
    let mut end = start;
    let mut taken = 0;
    for c in run.chars() {
        if taken >= length {
            break;
        }
        taken += if c.is_ascii() { 1 } else { 2 };
        end += c.len_utf8();
    }
    Some(Misread { range: start..end, meant })
}

/// The beginning of a text in GBK, as far as it has one.
fn encoded(text: &str) -> Option<Vec<u8>> {
    let end = text.char_indices().find(|(at, c)| encoding_rs::GBK.encode(&text[*at..at + c.len_utf8()]).2);
    let text = &text[..end.map_or(text.len(), |(at, _)| at)];
    (!text.is_empty()).then(|| encoding_rs::GBK.encode(text).0.into_owned())
}

fn western(text: &str, start: usize) -> Option<Misread> {
    let mut bytes = Vec::new();
    let mut ends = Vec::new();
    for (at, c) in text[start..].char_indices() {
        let Some(byte) = western_byte(c) else { break };
        bytes.push(byte);
        ends.push(start + at + c.len_utf8());
    }
    let (meant, length) = decoded(&bytes)?;
    // é”…: a letter before Chinese quotation marks and dashes is no such character.
    let is_mark = text[start..].chars().nth(1).is_some_and(|c| "“”‘’—…·".contains(c));
    let is_sure = meant.chars().count() > 1 || !is_mark && length == bytes.len();
    is_sure.then(|| Misread { range: start..ends[length - 1], meant })
}

/// The byte of a character that is not ASCII.
fn western_byte(c: char) -> Option<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, is_foreign) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    bytes.first().copied().filter(|_| !is_foreign && !c.is_ascii())
}

/// What bytes begin with as UTF-8, in characters of a Chinese text, and how many bytes that is.
fn decoded(bytes: &[u8]) -> Option<(String, usize)> {
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    };
    let meant: String = valid.chars().take_while(|c| is_usual(*c)).collect();
    let length = meant.len();
    (length > 0).then_some((meant, length))
}

fn is_usual(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn first(text: &str) -> Option<(String, String)> {
        let problem = garbled(text, 0)?;
        Some((text[problem.span.range()].to_owned(), problem.message.get(Lang::Zh)))
    }

    fn as_gbk(text: &str) -> String {
        encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    fn as_western(text: &str) -> String {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn words_in_the_wrong_encoding_are_read_as_they_were() {
        for words in ["政府信息公开年度报告", "全年主动公开，办结申请", "数据统计期限自一月一日起"]
        {
            for garbled in [as_gbk(words), as_western(words)] {
                let text = format!("甲、{garbled} 2025");
                let (at, message) = first(&text).unwrap_or_else(|| panic!("{garbled}"));
                assert!(garbled.starts_with(&at) && message.contains(&words[..12]), "{garbled}: {at} {message}");
                assert!(
                    is_garbled_throughout(&garbled.repeat(3))
                        && !is_garbled_throughout(&format!("{garbled}{}", words.repeat(9)))
                );
            }
        }
        for (garbled, meant) in [("MÃ¼ller", "ü"), ("20Â°", "°"), ("甲ï¼Œ乙", "，"), ("â€œ甲", "“")]
        {
            assert!(first(garbled).is_some_and(|(_, message)| message.contains(meant)), "{garbled}");
        }
    }

    #[test]
    fn what_is_lost_is_said() {
        for text in ["全县\u{fffd}\u{fffd}开展", "锟斤拷锟斤拷开展", "烫烫烫烫烫", "屯屯屯屯"] {
            assert!(first(text).is_some(), "{text}");
        }
        assert_eq!(first("甲\u{fffd}\u{fffd}锟斤拷乙").unwrap().0, "\u{fffd}\u{fffd}锟斤拷");
    }

    #[test]
    fn whatever_can_be_meant_is_left_alone() {
        for text in [
            "避免“锟斤拷”一类的乱码",
            "饭菜烫烫的，屯田屯粮",
            "“café”……据说“é”——不用",
            "长×宽，3×”，20°，½，José、Müller",
            "浏览涞水鋆鑫閆家銓行的政务公开栏，鍾、鐘、鏡、録",
            "繁體：發佈資訊公開報告，請於網站查閱，並按時更新。",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
