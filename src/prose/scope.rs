//! Whose doings a clause tells: the body's own, or those of another that it names.

use super::{Prose, Sentence, Slice, Token};

impl Prose<'_> {
    /// Whether the subject of the clause that `token` stands in is another body: 县财政局全年收到.
    pub fn is_about_another(&self, sentence: &Sentence<'_>, token: &Token) -> bool {
        let before = sentence.passage.text.slice(sentence.range.start..token.range.start);
        let subject = before.rsplit(['，', '；', '、', ',', ';']).next().unwrap_or(before);
        let own = [self.agency.name.as_str(), self.agency.short_name(), "我局", "本局", "我厅", "我委", "本机关"];
        let is_own = own.iter().any(|own| subject.contains(own));
        let above = ["县政府", "市政府", "区政府", "州政府", "省政府", "国务院", "县委", "市委", "省委"];
        if !self.governs() && above.iter().any(|name| subject.contains(name)) {
            return true;
        }
        let offices = ["局", "厅", "委员会", "法院", "公司", "村级", "村组"];
        let is_office = self.governs() && subject.contains("办公室");
        let names_place = names_town(subject) || names_county(subject, &self.agency.name);
        !is_own && (is_office || offices.iter().any(|name| subject.contains(name)) || names_place)
    }
}

/// 白水镇, but not 我镇 and 各乡镇.
fn names_town(subject: &str) -> bool {
    ["镇", "乡", "街道"].iter().any(|kind| {
        subject.match_indices(kind).any(|(at, _)| {
            let mut before = subject.slice(..at).chars().rev();
            let (last, first) = (before.next(), before.next());
            let is_name = |c: Option<char>| {
                c.is_some_and(|c| {
                    is_han(c) && !"我本全该各乡城村年，在由向是内外中下上度月日和与及为到对被经共镇县的".contains(c)
                })
            };
            is_name(last) && is_name(first)
        })
    })
}

/// 云山县, but not 全县, and not 云山县 of the bureau 云山县财政局.
fn names_county(subject: &str, own: &str) -> bool {
    ["县", "区", "市", "旗"].iter().any(|kind| {
        subject.match_indices(kind).any(|(at, kind)| {
            let name = subject.slice(..at + kind.len());
            let begin = name.char_indices().rev().nth(2).map(|(begin, _)| begin);
            let is_name = |c: char| {
                is_han(c) && !"我本全该各乡城村镇县市区专园社景辖地小校库，年在由向是及与和的直所".contains(c)
            };
            begin.is_some_and(|begin| {
                subject.slice(begin..at).chars().all(is_name) && !own.contains(name.slice(begin..))
            })
        })
    })
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}
