//! Writes what was typed into a form into the text of its file.

use super::EditPage;
use crate::{
    check::RULES,
    diag::{Source, Span},
    fix::{
        HeadList, Refusal, add_waiver, head_value, remove_review, set_cells, set_head_items, set_head_value,
        set_section, set_whole_text, whole_text,
    },
    form::{CellId, Edition, Form},
    i18n::Message,
    import::{Clip, as_written, paste},
    report::{Date, Published, Report, Waiver},
    text,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// A change, by names of fields: each value when the form was shown, and the new value.
#[derive(Debug, Deserialize)]
pub(crate) struct Change {
    pub file: String,
    /// Cells by path, texts of sections after `text:`, values of keys after `head:`; or the whole [`FILE`].
    pub cells: BTreeMap<String, [String; 2]>,
    #[serde(default)]
    pub waiver: Option<NewWaiver>,
    /// The entry of `review` that somebody has confirmed.
    #[serde(default)]
    pub reviewed: Option<String>,
}

/// Input that could not be saved.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Draft {
    /// The hash of the file for which it was typed.
    pub base: String,
    /// As in [`Change`].
    pub cells: BTreeMap<String, [String; 2]>,
}

/// A field whose value is different elsewhere: in a draft, or in an earlier version of the file.
#[derive(Debug, Serialize)]
pub(crate) struct Difference {
    name: String,
    now: String,
    other: String,
}

/// A reason to let a finding stand.
#[derive(Debug, Deserialize)]
pub(crate) struct NewWaiver {
    rule: String,
    at: Option<String>,
    value: Option<String>,
    reason: String,
}

/// The type of a key in the front matter.
#[derive(Clone, Copy)]
enum Head {
    Date,
    /// A missing flag is false.
    Flag(fn(&Report) -> bool),
    /// A list, and the separator of its items in a field.
    List(HeadList, &'static str),
}

/// The keys of the front matter that have fields in the form.
const HEAD: [(&str, Head); 5] = [
    ("published", Head::Date),
    ("draft", Head::Flag(|report| report.draft)),
    ("as_published", Head::Flag(|report| report.as_published)),
    ("joint", Head::List(HeadList::Joint, "、")),
    ("revisions", Head::List(HeadList::Revisions, "\n")),
];

fn head_of(name: &str) -> Option<(&'static str, Head)> {
    let key = name.strip_prefix(HEAD_OF)?;
    HEAD.iter().copied().find(|(own, _)| *own == key)
}

/// The name of a key's field, if it has one.
pub(super) fn head_field(key: &str) -> Option<String> {
    head_keys().any(|own| own == key).then(|| format!("{HEAD_OF}{key}"))
}

/// The keys that have fields.
pub(super) fn head_keys() -> impl Iterator<Item = &'static str> {
    HEAD.iter().map(|(key, _)| *key)
}

/// Text pasted into a cell.
#[derive(Debug, Deserialize)]
pub(crate) struct Pasted {
    pub file: String,
    pub at: String,
    pub html: String,
    pub text: String,
}

/// New values of cells, and of other fields by name.
#[derive(Default)]
struct Wanted<'c> {
    cells: BTreeMap<CellId, String>,
    others: Vec<(&'c str, String)>,
}

/// Why a change was not made.
pub(crate) enum Refused {
    /// A field has been changed elsewhere since the form was shown. Nothing is changed.
    Elsewhere,
    /// It cannot be made with certainty.
    Not(Message),
}

impl From<Refusal> for Refused {
    fn from(Refusal(message): Refusal) -> Self {
        Self::Not(message)
    }
}

/// A file after a change, and the parts of the change that could not be made.
pub(crate) struct Changed {
    pub source: Arc<Source>,
    /// The reasons, by names of fields.
    pub refused: BTreeMap<String, Message>,
}

impl From<Arc<Source>> for Changed {
    fn from(source: Arc<Source>) -> Self {
        Self { source, refused: BTreeMap::new() }
    }
}

impl Changed {
    /// Puts values into cells: all together, because a row that is written as null is replaced as a whole; if that
    /// fails, row by row, and then cell by cell.
    fn put(&mut self, form: &'static Form, cells: BTreeMap<CellId, String>) {
        let Err(Refusal(message)) = set_cells(&self.source, form, &cells).map(|source| self.source = source) else {
            return;
        };
        let mut rows: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for (cell, value) in &cells {
            rows.entry(&form.lines_of(*cell).0.path).or_default().insert(*cell, value.clone());
        }
        if rows.len() > 1 {
            return rows.into_values().for_each(|row| self.put(form, row));
        }
        if cells.len() > 1 {
            return cells.into_iter().for_each(|one| self.put(form, BTreeMap::from([one])));
        }
        self.refused.extend(cells.into_keys().map(|cell| (form.cells[cell].path.clone(), message.clone())));
    }
}

impl EditPage<'_> {
    /// The new value of each cell after a paste, by path. Nothing is changed yet.
    pub(crate) fn paste(&self, pasted: &Pasted) -> Result<BTreeMap<&str, String>, Message> {
        let edition = self.report().ok_or_else(no_cell)?.edition;
        let form = edition.form();
        let at = form.cell(&pasted.at).ok_or_else(no_cell)?;
        let cells = paste(Clip { html: &pasted.html, text: &pasted.text }, edition, at)?;
        Ok(cells.into_iter().map(|(cell, text)| (form.cells[cell].path.as_str(), text)).collect())
    }

    /// The file after a change. Other cells may have been changed elsewhere, and values that cannot be written do not
    /// hold back the rest.
    pub(crate) fn change(&self, change: &Change) -> Result<Changed, Refused> {
        if let Some([from, to]) = change.cells.get(FILE) {
            let now = whole_text(&self.source);
            // The same request was sent twice.
            let is_same = now == *from || now == *to;
            return if is_same { Ok(set_whole_text(&self.source, to).into()) } else { Err(Refused::Elsewhere) };
        }
        // A file without readable tables is edited only as text, by the field above.
        let edition = self.tables().ok_or_else(unreadable)?.0.edition;
        let mut changed = Changed::from(self.without_review(change.reviewed.as_deref())?);
        let Wanted { cells, others } = self.wanted(edition, change, &mut changed)?;
        changed.put(edition.form(), cells);
        for (name, to) in others {
            match set(&changed.source, edition, name, &to) {
                Ok(source) => changed.source = source,
                Err(Refusal(message)) => _ = changed.refused.insert(name.to_owned(), message),
            }
        }
        if let Some(waiver) = &change.waiver {
            changed.source = add_waiver(&changed.source, edition, &waiver.written()?)?;
        }
        Ok(changed)
    }

    /// The new value of each field in a change, provided that each still has the value that it had when the form was
    /// shown.
    fn wanted<'c>(
        &self,
        edition: &'static Edition,
        change: &'c Change,
        changed: &mut Changed,
    ) -> Result<Wanted<'c>, Refused> {
        let now = self.fields();
        let mut wanted = Wanted::default();
        for (name, [from, to]) in &change.cells {
            let Some(there) = now.get(name.as_str()) else {
                let message = text!("这份报告里没有 {name} 这一项", "this report has no field {name}");
                changed.refused.insert(name.clone(), message.with("name", name));
                continue;
            };
            let cell = edition.form().cell(name);
            let to = match cell {
                Some(cell) => as_written(to, edition.form().cells[cell].measure),
                None => as_held(name, to),
            };
            // It has been changed elsewhere since this form was shown.
            if *there != to && there != from {
                return Err(Refused::Elsewhere);
            }
            match cell {
                Some(cell) => _ = wanted.cells.insert(cell, to),
                None => wanted.others.push((name.as_str(), to)),
            }
        }
        Ok(wanted)
    }

    fn without_review(&self, reviewed: Option<&str>) -> Result<Arc<Source>, Refusal> {
        let reviews = self.report().map(|report| &report.reviews);
        let review = reviews.into_iter().flatten().find(|review| Some(review.at.as_str()) == reviewed);
        review.map_or_else(|| Ok(Arc::clone(&self.source)), |review| remove_review(&self.source, review))
    }

    /// The value of every field, by name; for a file whose front matter cannot be read, its text.
    pub(super) fn fields(&self) -> BTreeMap<String, String> {
        let Some((report, cells)) = self.tables() else {
            return [(FILE.to_owned(), whole_text(&self.source))].into();
        };
        let cells = report.form().cells.iter().zip(cells);
        let cells = cells.map(|((_, spec), field)| (spec.path.clone(), field.text.clone()));
        let texts = self.reader.sections(report.edition).into_iter();
        let texts = texts.map(|(key, text)| (format!("{TEXT}{key}"), text));
        let head = HEAD.iter().map(|(key, head)| (format!("{HEAD_OF}{key}"), self.head_value(key, *head)));
        cells.chain(texts).chain(head).collect()
    }

    /// The fields of this form that have another value in another version of the same report.
    pub(crate) fn differences(&self, other: &EditPage<'_>) -> Vec<Difference> {
        self.differing(&other.fields())
    }

    /// The fields of a draft that differ from the file.
    pub(super) fn missing(&self, draft: &Draft) -> Vec<Difference> {
        let typed = draft.cells.iter().map(|(name, [_, typed])| (name.clone(), typed.clone()));
        self.differing(&typed.collect())
    }

    fn differing(&self, others: &BTreeMap<String, String>) -> Vec<Difference> {
        let fields = self.fields().into_iter();
        let differing = fields.filter_map(|(name, now)| {
            let other = others.get(&name).filter(|other| **other != now)?.clone();
            Some(Difference { name, now, other })
        });
        differing.collect()
    }

    fn head_value(&self, key: &str, head: Head) -> String {
        match head {
            Head::Date => self.reader.value(key),
            Head::Flag(is) => self.report().is_some_and(is).to_string(),
            Head::List(list, between) => self.reader.items(list).join(between),
        }
    }
}

fn no_cell() -> Message {
    text!("这里没有可以粘贴的格子", "there is no cell to paste into here").into()
}

fn unreadable() -> Refused {
    let message =
        text!("文件的数据部分现在读不出来，没有改它", "the front matter cannot be read now; nothing was changed");
    Refused::Not(message.into())
}

/// The name of the field for the whole file.
pub(super) const FILE: &str = "file";
/// The prefix of the names of text fields.
pub(super) const TEXT: &str = "text:";
/// The rest of that name in the free form, which has no sections.
pub(super) const WHOLE: &str = "text";
const HEAD_OF: &str = "head:";

fn set(source: &Arc<Source>, edition: &'static Edition, name: &str, to: &str) -> Result<Arc<Source>, Refusal> {
    if let Some(key) = name.strip_prefix(TEXT) {
        return set_section(source, edition, key, to);
    }
    match head_of(name) {
        // A missing flag is false already.
        Some((key, Head::Flag(_))) if to == "false" && head_value(source, key).is_empty() => Ok(Arc::clone(source)),
        Some((_, Head::List(list, between))) => set_head_items(source, list, &items(to, between)),
        Some((key, _)) => set_head_value(source, key, to),
        None => Ok(Arc::clone(source)),
    }
}

/// The value of a text field or key as it will be shown once it is in the file.
fn as_held(name: &str, typed: &str) -> String {
    let typed = typed.replace("\r\n", "\n").trim().to_owned();
    match head_of(name) {
        Some((_, Head::Date)) => as_date(&typed),
        Some((_, Head::List(HeadList::Revisions, between))) => {
            items(&typed, between).iter().map(|item| as_dated(item)).collect::<Vec<_>>().join(between)
        }
        Some((_, Head::List(_, between))) => items(&typed, between).join(between),
        _ => typed,
    }
}

/// `2025.1.20` is accepted, and shown in the form in which it is written.
fn as_date(typed: &str) -> String {
    let meant = Date::understood(typed).filter(|_| Published::parse(typed).is_none());
    meant.map_or_else(|| typed.to_owned(), |date| date.to_string())
}

fn as_dated(item: &str) -> String {
    let (first, rest) = item.split_at(item.find(char::is_whitespace).unwrap_or(item.len()));
    match Date::understood(first).filter(|_| !rest.is_empty()) {
        Some(date) => format!("{date} {}", rest.trim()),
        None => item.to_owned(),
    }
}

/// The items of a list, with either kind of comma.
fn items(typed: &str, between: &str) -> Vec<String> {
    let items = typed
        .split(|c: char| c == '\n' || between.contains(c) || (between == "、" && matches!(c, ',' | '，' | ';' | '；')));
    items.map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

impl NewWaiver {
    fn written(&self) -> Result<Waiver, Refused> {
        let reason = self.reason.trim();
        let Some(rule) = RULES.iter().find(|rule| rule.name.0 == self.rule && rule.waivable) else {
            let message = text!("“{rule}”不能豁免", "`{rule}` cannot be waived");
            return Err(Refused::Not(message.with("rule", &self.rule)));
        };
        if reason.is_empty() {
            let message = text!("写上理由：它会印在表格下面", "give a reason: it is printed under the table");
            return Err(Refused::Not(message.into()));
        }
        Ok(Waiver {
            rule: rule.name.0.to_owned(),
            at: self.at.clone(),
            value: self.value.clone(),
            reason: reason.split_whitespace().collect::<Vec<_>>().join(" "),
            span: Span::default(),
        })
    }
}
