//! Reads and changes single cells of a report in place. Only the value changes, and the spaces that align it with its
//! neighbours.

mod aligned;
mod encoded;
mod insert;
mod presence;

use crate::{
    diag::{Edit, Source, Span},
    form::{CellId, Form, Slot},
    i18n::Message,
    markdown::Document,
    report::{is_list, pasted},
    text,
};
use encoded::Quoting;
pub use presence::Presence;
use presence::{Stand, stands};
use std::{collections::BTreeMap, sync::Arc};

/// The contents of a cell, as the form of `giar edit` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The text as typed; empty if none.
    pub text: String,
    /// Distinguishes blank, null and absent.
    pub presence: Presence,
}

/// Every cell of a form as written in a file, in the order of the form; none if the front matter cannot be read.
pub fn fields(source: &Arc<Source>, form: &'static Form) -> Option<Vec<Field>> {
    fields_in(&Document::read(source).0, form)
}

pub(super) fn fields_in(document: &Document, form: &'static Form) -> Option<Vec<Field>> {
    let stands = stands(document, form)?.into_iter().zip(form.cells.iter());
    Some(stands.map(|(stand, (cell, _))| stand.field(cell, &document.source)).collect())
}

/// Why a cell was not changed.
#[derive(Debug)]
pub struct Refusal(pub Message);

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    fn unsure(form: &Form, cell: CellId) -> Self {
        let message = text!(
            "{cell}改不了：文件里这一处的写法，填报页面没有把握改对。请直接改文件",
            "{cell} was not changed: how the file is written there makes it uncertain. Edit the file itself"
        );
        Self(message.with("cell", form.name(cell)))
    }

    fn of_row(row: &Slot, written: &str) -> Self {
        let message = text!(
            "“{row}”现在写的是 {written}，不成一行数；这一行每一格都填上，才能替换它",
            "“{row}” is now written as {written}, which is not a row; it is replaced once all of its cells are filled in"
        );
        Self(message.with("row", row.short).with("written", written))
    }
}

/// The text of a file with new values in some cells. An empty value leaves a cell blank, written `~`; if nothing is
/// written there, it changes nothing.
///
/// # Errors
/// If the file would not be read with exactly these changes.
pub fn set_cells(
    source: &Arc<Source>,
    form: &'static Form,
    values: &BTreeMap<CellId, String>,
) -> Result<Arc<Source>, Refusal> {
    let mut now = Arc::clone(source);
    let first = values.keys().next().copied();
    let before = fields(&now, form);
    for (&cell, value) in values {
        now = set(&now, form, cell, value, values)?;
    }
    let (Some(before), Some(after)) = (before, fields(&now, form)) else {
        return match first {
            Some(cell) => Err(Refusal::unsure(form, cell)),
            None => Ok(now),
        };
    };
    for ((cell, _), (before, after)) in form.cells.iter().zip(before.iter().zip(&after)) {
        let wanted = values.get(&cell).unwrap_or(&before.text);
        // An absent cell may become null, because a row is written with all of its cells; both are empty.
        if after.text != *wanted {
            return Err(Refusal::unsure(form, cell));
        }
    }
    Ok(now)
}

fn set(
    source: &Arc<Source>,
    form: &'static Form,
    cell: CellId,
    value: &str,
    values: &BTreeMap<CellId, String>,
) -> Result<Arc<Source>, Refusal> {
    let (document, _) = Document::read(source);
    set_where_it_stands(source, &document, form, (cell, value), values)
        .unwrap_or_else(|| Err(Refusal::unsure(form, cell)))
}

/// None if the place of the value is uncertain.
fn set_where_it_stands(
    source: &Arc<Source>,
    document: &Document,
    form: &'static Form,
    (cell, value): (CellId, &str),
    values: &BTreeMap<CellId, String>,
) -> Option<Result<Arc<Source>, Refusal>> {
    let stands = stands(document, form)?;
    let stand = &stands[cell.index()];
    let field = stand.field(cell, source);
    if field.text == value && field.presence != Presence::Unreadable {
        return Some(Ok(Arc::clone(source)));
    }
    let edits = match *stand {
        Stand::Own { node, is_in_flow } => own(source, node.span, value, is_in_flow),
        Stand::Pasted { row, node } => {
            let written = source.slice(node.span);
            let parts = pasted(written, row.cells.len())?;
            let cells = row.cells.clone().zip(parts).map(|(at, part)| if at == cell { value } else { &written[part] });
            vec![Edit { span: node.span, text: encoded::list(cells) }]
        }
        Stand::Null { slot, entry, is_in_flow } => {
            insert::in_place_of_nothing(source, (slot, entry), is_in_flow, (cell, value))?
        }
        Stand::Absent { parent, mapping, slot } => insert::part(source, (parent, slot), mapping, (cell, value))?,
        Stand::Unreadable { slot, node } => {
            let cells = slot.cells.clone().map(|cell| values.get(&cell).cloned()).collect::<Option<Vec<_>>>();
            let Some(cells) = cells.filter(|_| is_list(slot)) else {
                return Some(Err(Refusal::of_row(slot, source.slice(node.span))));
            };
            let text = match cells.as_slice() {
                [only] => encoded::value(only, Quoting::None, true),
                _ => encoded::list(cells.iter().map(String::as_str)),
            };
            vec![Edit { span: node.span, text }]
        }
    };
    let (text, _) = super::apply(&source.text, edits);
    Some(Ok(Arc::new(Source::new(source.path.as_str(), text))))
}

/// Replaces a value that is written as such.
pub(super) fn own(source: &Source, span: Span, value: &str, is_in_flow: bool) -> Vec<Edit> {
    let written = source.slice(span);
    let span = Span::new(span.start as usize, span.start as usize + written.trim_end().len());
    let written = written.trim_end();
    let text = encoded::value(value, Quoting::of(written), is_in_flow);
    if written.is_empty() {
        return vec![Edit { span, text: format!(" {text}") }];
    }
    aligned::replacement(source, span, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Edition;

    fn form() -> &'static Form {
        Edition::find("2021").unwrap().form()
    }

    #[track_caller]
    fn set(text: &str, path: &str, value: &str) -> String {
        let source = Arc::new(Source::new("content/reports/2023.md", text));
        let cell = form().cell(path).unwrap_or_else(|| panic!("the form has no {path}"));
        let set = set_cells(&source, form(), &BTreeMap::from([(cell, value.to_owned())]));
        set.unwrap_or_else(|refusal| panic!("{refusal:?}")).text.clone()
    }

    #[track_caller]
    fn field(text: &str, path: &str) -> Field {
        let fields = fields(&Arc::new(Source::new("a.md", text)), form()).unwrap();
        fields[form().cell(path).unwrap().index()].clone()
    }

    const HEAD: &str = "---\nyear: 2023 # 年度\n";
    const GRANTED: &str = "applications.results.granted.natural_person";

    /// The lines after [`HEAD`], after the change.
    #[track_caller]
    fn lines(written: &str, path: &str, value: &str) -> String {
        let text = set(&format!("{HEAD}{written}---\n\n正文\n"), path, value);
        assert_eq!(field(&text, path).text, value);
        text.strip_prefix(HEAD).unwrap().strip_suffix("---\n\n正文\n").unwrap().to_owned()
    }

    #[test]
    fn a_value_changes_and_blanks_before_it_and_before_its_comment() {
        let aligned =
            "申请:\n  本年新收: [  0,  3, 0, 0, 0, 0, 0]   # 甲\n  上年结转: [100, 12, 0, 0, 0, 0, 0]   # 乙\n";
        assert_eq!(
            lines(aligned, "applications.received.natural_person", "12"),
            aligned.replace("[  0,  3", "[ 12,  3")
        );
        assert_eq!(lines(aligned, "applications.carried_in.business", "4"), aligned.replace("100, 12", "100,  4"));
        // If there is no room, the comment moves.
        assert_eq!(
            lines(aligned, "applications.received.business", "1234"),
            aligned.replace("  3, 0, 0, 0, 0, 0]   # 甲", " 1234, 0, 0, 0, 0, 0]  # 甲").replace(",  1234", ", 1234")
        );
        let loose = "申请:\n  本年新收: [0,3, 0, 0, 0, 0, 0] # 甲\n";
        assert_eq!(lines(loose, "applications.received.business", "15"), loose.replace("0,3", "0,15"));
        assert_eq!(
            lines("主动公开:\n  行政许可: 0     # 丙\n", "proactive.licensing.decisions", "12"),
            "主动公开:\n  行政许可: 12    # 丙\n"
        );
    }

    #[test]
    fn quotes_stay_and_what_needs_them_gets_them() {
        let quoted = "申请:\n  本年新收: [\"6（修订2件,新增4件）\", '3', 0, 0, 0, 0, 0]\n";
        assert_eq!(
            lines(quoted, "applications.received.natural_person", "7"),
            quoted.replace("6（修订2件,新增4件）", "7")
        );
        assert_eq!(lines(quoted, "applications.received.business", "4"), quoted.replace("'3'", "'4'"));
        assert_eq!(
            lines(quoted, "applications.received.research", "5（其中,重复1件）"),
            quoted.replacen(" 0,", " \"5（其中,重复1件）\",", 1)
        );
        assert_eq!(lines(quoted, "applications.received.research", "-"), quoted.replacen(" 0,", " -,", 1));
        assert_eq!(lines(quoted, "applications.received.research", ""), quoted.replacen(" 0,", " ~,", 1));
    }

    #[test]
    fn a_row_given_as_a_mapping_stays_one() {
        let mapping = "申请:\n  本年新收: {自然人: 1, 商业企业: 2}\n  上年结转:\n    自然人: 0\n    总计: 0\n";
        assert_eq!(lines(mapping, "applications.received.business", "22"), mapping.replace("企业: 2", "企业: 22"));
        assert_eq!(
            lines(mapping, "applications.received.total", "3"),
            mapping.replace("企业: 2}", "企业: 2, 总计: 3}")
        );
        assert_eq!(
            lines(mapping, "applications.carried_in.business", "0"),
            mapping.replace("自然人: 0\n", "自然人: 0\n    商业企业: 0\n")
        );
    }

    #[test]
    fn what_is_not_there_comes_to_stand_where_the_form_has_it() {
        let some = "申请:\n  # 先收\n  本年新收: [0, 0, 0, 0, 0, 0, 0]\n  结转下年度: [0, 0, 0, 0, 0, 0, 0]\n";
        let carried_in = crate::report::key(form().slot("applications.carried_in").unwrap());
        assert_eq!(
            lines(some, "applications.carried_in.total", "5"),
            some.replace("  结转下", &format!("  {carried_in}: [~, ~, ~, ~, ~, ~, 5]\n  结转下"))
        );
        let text = lines(some, GRANTED, "5");
        assert!(text.contains("本年度办理结果:\n    予以公开: [5, ~, ~, ~, ~, ~, ~]\n  结转"), "{text}");
        let text = lines("applications:\n  received: [0, 0, 0, 0, 0, 0, 0]\n", "disputes.review.upheld", "5");
        assert!(text.ends_with("disputes:\n  review: [5, ~, ~, ~, ~]\n"), "{text}");
        let text = lines("申请:   # 表三\n主动公开: ~\n", GRANTED, "5");
        assert!(text.starts_with("申请:   # 表三\n  本年度办理结果:\n    予以公开: [5, ~"), "{text}");
        let text = lines("申请: {本年度办理结果: ~}\n", GRANTED, "5");
        assert_eq!(text, "申请: {本年度办理结果: {予以公开: [5, ~, ~, ~, ~, ~, ~]}}\n");
        let flow = "申请: {上年结转: [0, 0, 0, 0, 0, 0, 0]}\n";
        assert_eq!(lines(flow, "applications.received.total", ""), flow);
    }

    #[test]
    fn blank_null_and_absent_are_three_states() {
        let text = format!("{HEAD}申请:\n  本年新收: [/, ~, 0, 0, 0, 0, 0]\n  上年结转:\n---\n");
        for (path, shown, wanted) in [
            ("applications.received.natural_person", "/", Presence::Given),
            ("applications.received.business", "", Presence::Null),
            ("applications.carried_in.total", "", Presence::Null),
            ("applications.carried_out.total", "", Presence::Absent),
        ] {
            let field = field(&text, path);
            assert_eq!((field.text.as_str(), field.presence), (shown, wanted), "{path}");
        }
        for path in
            ["applications.received.business", "applications.carried_in.total", "applications.carried_out.total"]
        {
            assert_eq!(set(&text, path, ""), text);
        }
    }

    #[test]
    fn a_row_of_the_wrong_shape_is_replaced_when_all_of_it_is_given() {
        let text = format!("{HEAD}申请:\n  本年新收: [1, 2]\n  上年结转: 1 2 3 4 5 6 7\n---\n");
        let source = Arc::new(Source::new("a.md", text.as_str()));
        assert_eq!(field(&text, "applications.received.total").presence, Presence::Unreadable);
        let row = form().slot("applications.received").unwrap();
        let some = BTreeMap::from([(row.cells.first(), "1".to_owned())]);
        assert!(set_cells(&source, form(), &some).is_err());
        let all = row.cells.clone().map(|cell| (cell, "1".to_owned())).collect();
        let set_all = set_cells(&source, form(), &all).unwrap();
        assert!(set_all.text.contains("本年新收: [1, 1, 1, 1, 1, 1, 1]\n"), "{}", set_all.text);
        let text = set(&text, "applications.carried_in.total", "28");
        assert!(text.contains("上年结转: [1, 2, 3, 4, 5, 6, 28]\n"), "{text}");
    }

    #[test]
    fn line_ends_stay() {
        let text = format!("{HEAD}申请:\n  本年新收: [1, 2, 3, 4, 5, 6, 7]\n---\n").replace('\n', "\r\n");
        assert_eq!(set(&text, "applications.received.total", "21"), text.replace("6, 7]", "6, 21]"));
        let more = set(&text, "applications.carried_out.total", "21");
        assert_eq!(more.matches('\n').count(), more.matches("\r\n").count());
    }
}
