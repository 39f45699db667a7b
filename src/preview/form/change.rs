//! What was typed into a form, put into the text of its file.

use super::Form;
use crate::{
    check::RULES,
    diag::{Source, Span},
    fix::{Refusal, add_waiver, fields, head_value, section_texts, set_cells, set_head_value, set_section},
    form::Edition,
    i18n::Message,
    import::{Clip, as_written, paste},
    report::Waiver,
    text,
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};

/// What was typed into a form, by the names of its fields: what stood there when the form was shown, and what is to stand
/// there.
#[derive(Debug, Deserialize)]
pub(crate) struct Change {
    pub file: String,
    /// Cells by their paths, texts of sections behind `text:`, values of keys behind `head:`.
    pub cells: BTreeMap<String, [String; 2]>,
    #[serde(default)]
    pub waiver: Option<NewWaiver>,
}

/// A reason to let a finding stand.
#[derive(Debug, Deserialize)]
pub(crate) struct NewWaiver {
    rule: String,
    at: Option<String>,
    value: Option<String>,
    reason: String,
}

/// The keys of the front matter that a form has fields for.
pub(super) const HEAD: [&str; 2] = ["published", "draft"];

/// What was pasted into a cell.
#[derive(Debug, Deserialize)]
pub(crate) struct Pasted {
    pub file: String,
    pub at: String,
    pub html: String,
    pub text: String,
}

/// Why a change was not made.
pub(crate) enum Refused {
    /// Cells that hold something else by now than when the form was shown. Nothing is changed.
    Elsewhere,
    /// It cannot be made for certain.
    Not(Message),
}

impl Form<'_> {
    /// What each cell is to hold after something was pasted, by their paths. Nothing is changed yet.
    pub(crate) fn paste(&self, pasted: &Pasted) -> Result<BTreeMap<&str, String>, Message> {
        let nowhere = || Message::from(text!("这里没有可以粘贴的格子", "there is no cell to paste into here"));
        let edition = self.edition().ok_or_else(nowhere)?;
        let form = edition.form();
        let at = form.cell(&pasted.at).ok_or_else(nowhere)?;
        let cells = paste(Clip { html: &pasted.html, text: &pasted.text }, edition, at)?;
        Ok(cells.into_iter().map(|(cell, text)| (form.cells[cell].path.as_str(), text)).collect())
    }

    /// The file with a change. What was changed elsewhere in other cells stays.
    pub(crate) fn change(&self, change: &Change) -> Result<Arc<Source>, Refused> {
        let unreadable = || {
            Refused::Not(
                text!(
                    "文件的数据部分现在读不出来，没有改它",
                    "the front matter cannot be read now; nothing was changed"
                )
                .into(),
            )
        };
        let edition = self.edition().ok_or_else(unreadable)?;
        let now = self.fields().ok_or_else(unreadable)?;
        let (mut cells, mut others) = (BTreeMap::new(), Vec::new());
        for (name, [from, to]) in &change.cells {
            let Some(there) = now.get(name.as_str()) else {
                let message = text!("这份报告里没有 {name} 这一项", "this report has no field {name}");
                return Err(Refused::Not(message.with("name", name)));
            };
            let cell = edition.form().cell(name);
            let to = match cell {
                Some(cell) => as_written(to, edition.form().cells[cell].measure),
                None => to.replace("\r\n", "\n").trim().to_owned(),
            };
            if *there != to && there != from {
                return Err(Refused::Elsewhere);
            }
            match cell {
                Some(cell) => _ = cells.insert(cell, to),
                None => others.push((name, to)),
            }
        }
        let refuse = |Refusal(message)| Refused::Not(message);
        let mut source = set_cells(&self.source, edition.form(), &cells).map_err(refuse)?;
        for (name, to) in others {
            source = set(&source, edition, name, &to).map_err(refuse)?;
        }
        match &change.waiver {
            Some(waiver) => add_waiver(&source, edition, &waiver.written()?).map_err(refuse),
            None => Ok(source),
        }
    }

    /// What every field of the form shows, by its name; none if the front matter cannot be read.
    pub(super) fn fields(&self) -> Option<BTreeMap<String, String>> {
        let edition = self.edition()?;
        let form = edition.form();
        let cells = form.cells.iter().zip(fields(&self.source, form)?);
        let cells = cells.map(|((_, spec), field)| (spec.path.clone(), field.text));
        let texts = section_texts(&self.source, edition).into_iter();
        let texts = texts.map(|(key, text)| (format!("{TEXT}{key}"), text));
        let head = HEAD.iter().map(|key| (format!("{HEAD_OF}{key}"), self.head_value(key)));
        Some(cells.chain(texts).chain(head).collect())
    }

    fn head_value(&self, key: &str) -> String {
        match (key, &self.judged.report) {
            // What is not said is not so.
            ("draft", Some(report)) => report.draft.to_string(),
            _ => head_value(&self.source, key),
        }
    }
}

/// How names of fields begin that are no cells.
pub(super) const TEXT: &str = "text:";
const HEAD_OF: &str = "head:";

fn set(source: &Arc<Source>, edition: &'static Edition, name: &str, to: &str) -> Result<Arc<Source>, Refusal> {
    match name.split_once(':') {
        Some(("text", key)) => set_section(source, edition, key, to),
        // Where nothing is said, nothing need be.
        Some(("head", "draft")) if to == "false" && head_value(source, "draft").is_empty() => Ok(Arc::clone(source)),
        Some((_, key)) => set_head_value(source, key, to),
        None => Ok(Arc::clone(source)),
    }
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
