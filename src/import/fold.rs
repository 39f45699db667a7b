//! How labels of other people's documents are compared: whatever their width, script, numbering and punctuation.

use crate::form::{EDITIONS, Kind, without_number};
use std::{collections::HashSet, sync::LazyLock};
use unicode_normalization::UnicodeNormalization as _;

/// Signs for parts of characters that browsers and printers put in the place of characters, and that normalisation
/// leaves alone (U+2E80 to U+2EFF), each with the character that is meant.
const RADICALS: &str = "⺠民⻘青⻔门⻋车⻅见⻚页⻓长⻩黄⻬齐⻢马⻛风⻝食⻣骨⻥鱼⻦鸟⻧卤⻨麦⻮齿⻰龙⻳龟⻉贝⻆角⻄西⻁虎⺟母⺝月⺫目⺮竹⺷羊⺶羊⺸羊⻑長⻒長⻜飞⻤鬼⻙韦⺌小⺊卜⺁厂⺇几⺎兀⺒巳⺚无⺜日⺞歹⺧牛⺩王⺬示⺼肉⺽臼⻫齐⻭齿⻯龙⻲龟⻞食⻟食⺓幺⺛旡⺪疋⺻聿⺢水⺗心⺡水";

/// Traditional characters of the official labels, each with the simplified one.
const TRADITIONAL: &str = "佈布來来侷局係系傢家內内動动務务區区員员問问單单噹当國国埰采執执報报寀采審审對对屬属廢废廳厅強强後后復复捲卷採采據据數数於于時时會会査查條条業业構构機机權权決决沒没況况減减為为無无爲为獲获現现當当發发確确祕秘穩稳穫获範范糾纠納纳組组結结經经維维縣县總总織织繫系繳缴繼继續续罰罚與与舉举萬万處处號号補补製制複复規规計计訟讼訪访許许訴诉詢询試试認认請请議议護护費费購购踰逾轉转辦办這这進进過过鄉乡錶表鎭镇鎮镇開开間间閤合關关隻只項项題题額额類类體体髮发齣出";

fn replaced(table: &str, wanted: char) -> char {
    let mut signs = table.chars();
    while let (Some(from), Some(to)) = (signs.next(), signs.next()) {
        if from == wanted {
            return to;
        }
    }
    wanted
}

/// The character that is meant by a sign for a part of one.
pub(super) fn whole(sign: char) -> char {
    if ('\u{2e80}'..='\u{2eff}').contains(&sign) { replaced(RADICALS, sign) } else { sign }
}

/// Text with whole characters and without what cannot be seen; width, script and punctuation stay.
pub(super) fn cleaned(text: &str) -> String {
    let is_kangxi = |c: char| ('\u{2f00}'..='\u{2fdf}').contains(&c) || ('\u{f900}'..='\u{faff}').contains(&c);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Normalisation takes this one for the traditional character; browsers write it for the simplified one.
            '\u{2f3e}' => out.push('户'),
            c if is_kangxi(c) => out.extend(std::iter::once(c).nfkc()),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\0' => {}
            '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => out.push(' '),
            '\u{2011}' => out.push('-'),
            c => out.push(whole(c)),
        }
    }
    out
}

/// Text with simplified characters for the traditional ones of official words; as long as it was.
pub(super) fn simplified(text: &str) -> String {
    text.chars().map(|c| if c < '\u{4e00}' { c } else { replaced(TRADITIONAL, c) }).collect()
}

/// A label as it is compared.
pub(super) fn label(text: &str) -> String {
    let plain: String = text.nfkc().map(whole).collect();
    let plain: String = without_number(plain.trim()).chars().filter(|c| c.is_alphanumeric()).collect();
    simplified(&plain)
}

/// A label without what stands in brackets, as it is compared; the same as [`label`] if that leaves nothing.
pub(super) fn unbracketed(text: &str) -> String {
    let (mut depth, mut out) = (0_i32, String::new());
    let text = text.trim();
    for (at, c) in text.char_indices() {
        match c {
            // A number in brackets begins a label.
            '(' | '（' | '[' | '【' | '〔' if at > 0 => depth += 1,
            ')' | '）' | ']' | '】' | '〕' if depth > 0 => depth -= 1,
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    let folded = label(&out);
    if folded.is_empty() { label(text) } else { folded }
}

/// What documents call a sum besides its label.
pub(super) fn synonyms(kind: &Kind) -> impl Iterator<Item = &'static str> + use<> {
    let words: &[&str] = if matches!(kind, Kind::Total) { &["合计", "共计"] } else { &[] };
    words.iter().copied()
}

/// Whether a text is what a form calls one of its rows.
pub(super) fn is_row(text: &str) -> bool {
    static ROWS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let tables = EDITIONS.iter().flat_map(|edition| &edition.form().tables);
        let rows = tables.flat_map(|table| &table.blocks).flat_map(|block| &block.rows);
        let names = rows.flat_map(|row| std::iter::once(&row.node.label).chain(row.node.aliases));
        names.map(|name| label(name)).filter(|name| !name.is_empty()).collect()
    });
    ROWS.contains(&label(text))
}

/// The number that a label begins with, as one sign: 一、 and （一） are different levels.
pub(super) fn number(text: &str) -> Option<(char, usize)> {
    let plain: String = text.trim().nfkc().map(whole).collect();
    let rest = without_number(&plain);
    if rest.len() == plain.len() {
        return None;
    }
    let head = &plain[..plain.len() - rest.len()];
    let level = match head.chars().next()? {
        '(' => '(',
        c if c.is_ascii_digit() => '1',
        _ => '一',
    };
    let digits: String = head.chars().filter(|c| !"()、.,: ".contains(*c)).collect();
    let value = match digits.parse() {
        Ok(value) => value,
        Err(_) => "一二三四五六七八九十".chars().position(|c| digits.starts_with(c))? + 1,
    };
    Some((level, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_width_and_parts_of_characters_do_not_matter() {
        assert_eq!(label("⾏政許可"), "行政许可");
        assert_eq!(label("⼈⺠政府"), "人民政府");
        assert_eq!(label("商業企業"), "商业企业");
        assert_eq!(cleaned("门⼾网站"), "门户网站");
        assert_eq!(unbracketed("规章（县级无此项）"), "规章");
        assert_eq!(unbracketed("（一）予以公开"), "予以公开");
    }

    #[test]
    fn numbers_of_labels_have_a_level() {
        assert_eq!(number("（三）不予公开"), Some(('(', 3)));
        assert_eq!(number("三、本年度办理结果"), Some(('一', 3)));
        assert_eq!(number("8.属于行政查询事项"), Some(('1', 8)));
        assert_eq!(number("总计"), None);
    }
}
