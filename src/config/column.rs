//! `[column]`: how page metadata describes this portal as a column of the government's site.

use crate::spanned::Fields;

/// The official name and type of the column, unless `site.toml` gives others.
const NAME: &str = "政府信息公开年报";
const TYPE: &str = "信息公开年报";
const KEYWORDS: [&str; 3] = ["政府信息公开", "工作年度报告", "年报"];

/// An empty value was set by the author: it is left out of pages and reported.
#[derive(Debug)]
pub struct Column {
    /// `ColumnName`: 政府信息公开年报.
    pub name: Option<String>,
    /// The description of the site, unless given.
    pub description: Option<String>,
    /// `ColumnKeywords`, and the first of every page’s `Keywords`.
    pub keywords: Vec<String>,
    /// `type` in `site.toml`.
    pub kind: Option<String>,
}

impl Default for Column {
    fn default() -> Self {
        Self {
            name: Some(NAME.into()),
            description: None,
            keywords: KEYWORDS.map(String::from).to_vec(),
            kind: Some(TYPE.into()),
        }
    }
}

impl Column {
    /// The keys of empty values.
    pub(super) fn missing(&self) -> impl Iterator<Item = &'static str> {
        let keys = [
            (self.name.is_none(), "column.name"),
            (self.keywords.is_empty(), "column.keywords"),
            (self.kind.is_none(), "column.type"),
        ];
        keys.into_iter().filter(|(missing, _)| *missing).map(|(_, key)| key)
    }
}

pub(super) fn read(f: &mut Fields<'_>) -> Column {
    let Some(node) = f.section("column") else { return Column::default() };
    let mut f = f.inside(node);
    let standard = Column::default();
    let column = Column {
        name: given(&mut f, "name", standard.name),
        description: given(&mut f, "description", standard.description),
        keywords: keywords(&mut f, standard.keywords),
        kind: given(&mut f, "type", standard.kind),
    };
    f.done();
    column
}

fn given(f: &mut Fields<'_>, key: &'static str, standard: Option<String>) -> Option<String> {
    f.text(key).map_or(standard, super::known)
}

fn keywords(f: &mut Fields<'_>, standard: Vec<String>) -> Vec<String> {
    if f.get("keywords").is_none() {
        return standard;
    }
    f.texts("keywords").into_iter().filter_map(super::known).collect()
}
