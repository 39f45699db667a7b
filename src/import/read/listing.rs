//! Tables written out as lists: `规章：制发：6；废止：1。`, a row's name and its values as items below it, or
//! a line for each value.

use crate::import::{
    doc::{Block, Cell, Grid, Origin, Para, Rules},
    fold,
    value::Value,
};

/// A row that is written out.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// What the row and the groups that it is in are called.
    pub labels: Vec<String>,
    /// What its columns are called, and their values.
    pub values: Vec<(String, String)>,
    /// Where it begins.
    pub origin: Origin,
}

/// Signs that divide a name from the group it is in.
const BETWEEN_NAMES: [char; 4] = ['-', '—', '>', '＞'];

impl Record {
    /// A text that holds the names of values behind that of their row; none if it holds anything else.
    fn read(para: &Para) -> Option<Self> {
        Self::listed(para).or_else(|| Self::sentence(para))
    }

    /// A row's values in a sentence: `（一）予以公开：自然人2件，商业企业3件。`
    fn sentence(para: &Para) -> Option<Self> {
        let (row, rest) = divided(item(&para.text))?;
        let labels = parts(row);
        let parts = rest.trim_end_matches('。').split(['，', ',', '、', '；', ';']).map(str::trim);
        let values: Option<Vec<_>> = parts.filter(|part| !part.is_empty()).map(glued).collect();
        let values = values.filter(|values| values.len() > 1)?;
        let is_row = labels.last().is_some_and(|label| fold::is_row(label));
        is_row.then(|| Self { labels, values, origin: para.origin.clone() })
    }

    fn listed(para: &Para) -> Option<Self> {
        let text = item(&para.text).trim_end_matches('。');
        let parts = text.split(['；', ';']).map(str::trim).filter(|part| !part.is_empty());
        let mut record = Self { origin: para.origin.clone(), ..Self::default() };
        for (at, part) in parts.enumerate() {
            let (name, value) = divided(part)?;
            let (labels, name) = if at == 0 { names(name) } else { (Vec::new(), name) };
            let is_value = Value::read(value).is_some() && fold::is_column(name);
            record.labels.extend(labels);
            record.values.push(is_value.then(|| (name.trim().to_owned(), value.trim().to_owned()))?);
        }
        (!record.values.is_empty()).then_some(record)
    }

    /// Whether both have values in the same columns.
    fn is_like(&self, other: &Self) -> bool {
        self.values.iter().map(|(name, _)| name).eq(other.values.iter().map(|(name, _)| name))
    }

    /// Whether its columns are those of the table whose only row has no name.
    fn is_of_outcomes(&self) -> bool {
        self.values.iter().all(|(name, _)| fold::is_outcome(name))
    }
}

/// What stands behind the sign of an item.
pub(super) fn item(text: &str) -> &str {
    text.trim().trim_start_matches(['-', '*', '•', '·', ' '])
}

/// A name and what stands behind its colon. Colons in brackets are part of the name.
pub(super) fn divided(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut found = None;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '：' | ':' if depth == 0 => found = Some((&text[..at], &text[at + c.len_utf8()..])),
            _ => {}
        }
    }
    found
}

/// The name of a column and the value that follows it at once: 自然人2件.
fn glued(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_at(text.find(char::is_numeric)?);
    let is_value = fold::is_column(name) && Value::clear(value).is_some();
    is_value.then(|| (name.trim().to_owned(), value.trim().to_owned()))
}

/// The names of a row and the groups it is in, and that of the column behind them.
fn names(text: &str) -> (Vec<String>, &str) {
    let (row, column) = match divided(text) {
        Some(both) => both,
        None => text.rsplit_once(BETWEEN_NAMES).unwrap_or(("", text)),
    };
    (parts(row), column)
}

/// The names of a group, of one in it, and so on.
pub(super) fn parts(name: &str) -> Vec<String> {
    name.split(BETWEEN_NAMES).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Whether a paragraph is a row that is written out.
pub(super) fn is_record(para: &Para) -> bool {
    Record::read(para).is_some()
}

/// Puts rows that are written out below each other into tables.
pub(super) fn tables(blocks: Vec<Block>) -> Vec<Block> {
    let (mut out, mut records) = (Vec::new(), Vec::new());
    for block in blocks {
        let record = match &block {
            Block::Para(para) => Record::read(para),
            Block::Grid(_) => None,
        };
        match record {
            Some(record) => add(record, &mut records, &mut out),
            None => {
                out.extend(grids(std::mem::take(&mut records)));
                out.push(block);
            }
        }
    }
    out.extend(grids(records));
    out
}

fn add(mut record: Record, records: &mut Vec<Record>, out: &mut Vec<Block>) {
    match records.last_mut() {
        // Items of one row.
        Some(last) if record.labels.is_empty() || record.labels == last.labels => {
            last.values.append(&mut record.values);
        }
        // The first item below the name of its row.
        None if record.labels.is_empty() => {
            let named = out.pop_if(|block| matches!(block, Block::Para(para) if fold::is_row(item(&para.text))));
            if let Some(Block::Para(para)) = named {
                record.labels.push(item(&para.text).to_owned());
            }
            records.push(record);
        }
        _ => records.push(record),
    }
}

/// The tables that rows make up which follow each other.
pub(super) fn grids(records: Vec<Record>) -> Vec<Block> {
    let mut out = Vec::new();
    let mut records = records.into_iter().peekable();
    while let Some(first) = records.next() {
        let mut rows = vec![first];
        if rows[0].is_of_outcomes() {
            // What its groups are called stands above the table.
            let name = std::mem::take(&mut rows[0].labels).concat();
            out.extend((!name.is_empty()).then(|| Block::Para(Para::plain(name, rows[0].origin.clone()))));
        } else {
            while let Some(next) = records.next_if(|next| next.is_like(&rows[0])) {
                rows.push(next);
            }
        }
        out.push(grid(&rows));
    }
    out
}

fn grid(records: &[Record]) -> Block {
    let stubs = records.iter().map(|record| record.labels.len()).max().unwrap_or_default();
    let heads = Record {
        values: records[0].values.iter().map(|(name, _)| (String::new(), name.clone())).collect(),
        origin: records[0].origin.clone(),
        ..Record::default()
    };
    let mut cells = Vec::new();
    for (row, record) in std::iter::once(&heads).chain(records).enumerate() {
        let gap = stubs - record.labels.len();
        let blanks = std::iter::repeat_n("", gap);
        let texts = blanks.chain(record.labels.iter().map(String::as_str));
        let texts = texts.chain(record.values.iter().map(|(_, value)| value.as_str()));
        cells.extend(texts.enumerate().map(|(column, text)| Cell::at(row, column, text, record.origin.clone())));
    }
    Block::Grid(Grid { cells, rules: Rules::Guessed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(text: &str) -> Option<Record> {
        Record::read(&Para::plain(text, Origin::Unknown))
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_row_with_the_names_of_its_values_is_divided() {
        let Record { labels, values, .. } =
            record("规章：本年制发件数：6；本年废止件数：；现行有效件数：32。").unwrap();
        assert_eq!(labels, ["规章"]);
        assert_eq!(values, owned(&[("本年制发件数", "6"), ("本年废止件数", ""), ("现行有效件数", "32")]));
        let Record { labels, values, .. } =
            record("三、本年度办理结果-（一）予以公开：自然人：290；总计：294。").unwrap();
        assert_eq!(labels, ["三、本年度办理结果", "（一）予以公开"]);
        assert_eq!(values, owned(&[("自然人", "290"), ("总计", "294")]));
        let Record { labels, values, .. } = record("行政诉讼-复议后起诉-结果维持：8").unwrap();
        assert_eq!((labels.len(), values), (2, owned(&[("结果维持", "8")])));
        let Record { values, .. } = record("行政事业性收费：本年收费金额（单位：万元）：4068.208。").unwrap();
        assert_eq!(values, owned(&[("本年收费金额（单位：万元）", "4068.208")]));
    }

    #[test]
    fn a_row_in_a_sentence_is_divided() {
        let Record { labels, values, .. } =
            record("（二）部分公开（区分处理的，只计这一情形，不计其他情形）：自然人9件，总计10件。").unwrap();
        assert_eq!(labels, ["（二）部分公开（区分处理的，只计这一情形，不计其他情形）"]);
        assert_eq!(values, owned(&[("自然人", "9件"), ("总计", "10件")]));
        for text in ["申请人：自然人9件，总计10件。", "（一）予以公开：自然人9件，法人较多。", "予以公开：其他9件"]
        {
            assert!(record(text).is_none(), "{text}");
        }
    }

    #[test]
    fn sentences_and_other_names_are_no_rows() {
        for text in ["其中：网站发布752条；微信534条。", "联系电话：0513-1234", "自然人：较多", "一、总体情况", ""]
        {
            assert!(record(text).is_none(), "{text}");
        }
    }
}
