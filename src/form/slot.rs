//! The tree of keys that authors write: for each table, its keys with the cells below them.

use super::{Block, CellId, CellRange, Kind, Node, Table, fold};

/// A key that authors write, with everything below it. The cells of a slot are always consecutive.
#[derive(Debug)]
pub struct Slot {
    /// The last component of its path in data and front matter.
    pub key: &'static str,
    /// As printed in the notice.
    pub label: &'static str,
    /// The short label.
    pub short: &'static str,
    /// `applications.results.refused`
    pub path: String,
    /// Every cell at and below it.
    pub cells: CellRange,
    /// In the order of the form; empty for a cell.
    pub children: Vec<Slot>,
    /// Whether one list of numbers may fill it: a row, or a group of columns.
    pub takes_list: bool,
    /// Whether a mapping may omit it, so that it is computed.
    pub is_total: bool,
    /// Folded label and aliases.
    names: Vec<String>,
}

impl Slot {
    /// The slot of a whole table, whose cells start at `first`.
    pub(super) fn of_table(table: &'static Table, first: CellId) -> Self {
        let mut at = first;
        let children: Vec<_> =
            table.blocks.iter().flat_map(|block| rows(block.rows, block, table.key, &mut at)).collect();
        let names = [table.label, table.name].iter().chain(table.aliases).map(|name| fold(name)).collect();
        // A single row without a name is the same as its table.
        let takes_list = matches!(table.blocks, [block] if matches!(block.rows, [row] if row.key.is_empty()));
        Self {
            key: table.key,
            label: table.label,
            short: table.label,
            path: table.key.to_owned(),
            cells: CellRange::new(first, at),
            children,
            takes_list,
            is_total: false,
            names,
        }
    }

    /// Whether an author's key means this slot: its English key, or its label or an alias after folding.
    ///
    /// `folded` is `written` after folding; an English key needs none.
    pub fn answers_to(&self, written: &str, folded: Option<&str>) -> bool {
        written == self.key || folded.is_some_and(|folded| self.names.iter().any(|name| name == folded))
    }

    /// Whether an author's key means this slot, as written or folded.
    pub(super) fn is_called(&self, written: &str) -> bool {
        self.answers_to(written, Some(&fold(written)))
    }

    /// Its label and aliases, folded.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub(crate) fn is_cell(&self) -> bool {
        self.children.is_empty()
    }

    /// The slot at these components of a path, each an English key or a label: 本年新收, 总计. A label may itself contain the
    /// full stop that separates components: 1.属于国家秘密.
    pub(super) fn follow(&self, parts: &[&str]) -> Option<&Self> {
        (1..=parts.len()).find_map(|length| {
            let (own, rest) = parts.split_at(length);
            let own = own.join(".");
            let meant = self.answers_to(&own, Some(&fold(&own)));
            if meant { self.below(rest) } else { None }
        })
    }

    fn below(&self, parts: &[&str]) -> Option<&Self> {
        if parts.is_empty() { Some(self) } else { self.children.iter().find_map(|child| child.follow(parts)) }
    }

    /// This slot and all slots below it.
    pub(super) fn all(&self) -> Vec<&Self> {
        std::iter::once(self).chain(self.children.iter().flat_map(Self::all)).collect()
    }

    /// The slot at a path, among this one and those below it.
    pub fn find(&self, path: &str) -> Option<&Self> {
        if self.path == path {
            return Some(self);
        }
        let below = path.strip_prefix(self.path.as_str())?.starts_with('.');
        if below { self.children.iter().find_map(|child| child.find(path)) } else { None }
    }
}

fn rows(nodes: &'static [Node], block: &'static Block, path: &str, at: &mut CellId) -> Vec<Slot> {
    children(nodes, path, at, &mut |node, path, at| match node.kind {
        Kind::Group(below) => (rows(below, block, path, at), false),
        _ => (columns(block.columns, path, at), true),
    })
}

fn columns(nodes: &'static [Node], path: &str, at: &mut CellId) -> Vec<Slot> {
    children(nodes, path, at, &mut |node, path, at| match node.kind {
        Kind::Group(below) => (columns(below, path, at), true),
        _ => {
            *at = at.after(1);
            (Vec::new(), false)
        }
    })
}

/// Makes the slots below a node at a path, and decides whether one list may fill them.
type Below<'a> = dyn FnMut(&'static Node, &str, &mut CellId) -> (Vec<Slot>, bool) + 'a;

/// One slot per node; a node without a key is replaced by its children.
fn children(nodes: &'static [Node], path: &str, at: &mut CellId, below: &mut Below<'_>) -> Vec<Slot> {
    let mut slots = Vec::new();
    for node in nodes {
        if node.key.is_empty() {
            slots.extend(below(node, path, at).0);
            continue;
        }
        let path = format!("{path}.{}", node.key);
        let first = *at;
        let (children, takes_list) = below(node, &path, at);
        slots.push(Slot {
            key: node.key,
            label: node.label,
            short: node.short(),
            path,
            cells: CellRange::new(first, *at),
            children,
            takes_list,
            is_total: matches!(node.kind, Kind::Total),
            names: std::iter::once(&node.label).chain(node.aliases).map(|name| fold(name)).collect(),
        });
    }
    slots
}

#[cfg(test)]
mod tests {
    use crate::form::{CellId, Edition, fold};

    #[test]
    fn slots_cover_the_cells_in_the_form_s_order() {
        for id in ["2019", "2021"] {
            let form = Edition::find(id).unwrap().form();
            let mut at = CellId::new(0);
            for table in &form.tables {
                check(&table.slot, &mut at, form);
                assert_eq!(table.slot.cells, table.cells);
            }
        }
    }

    fn check(slot: &super::Slot, at: &mut CellId, form: &crate::form::Form) {
        assert_eq!(slot.cells.first(), *at, "{}", slot.path);
        if slot.is_cell() {
            assert_eq!(form.cells[*at].path, slot.path);
            *at = at.after(1);
        }
        slot.children.iter().for_each(|child| check(child, at, form));
        assert_eq!(slot.cells.first().after(slot.cells.len()), *at, "{}", slot.path);
    }

    #[test]
    fn keys_are_known_by_label_alias_and_width() {
        let form = Edition::find("2021").unwrap().form();
        let received = form.tables[1].slot.find("applications.received").unwrap();
        for key in ["received", "本年新收", "一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"]
        {
            assert!(received.answers_to(key, Some(&fold(key))), "{key}");
        }
        assert!(!received.answers_to("上年结转", Some(&fold("上年结转"))));
    }

    #[test]
    fn paths_are_known_by_keys_and_labels_alike() {
        let form = Edition::find("2021").unwrap().form();
        let refused = "applications.results.refused.state_secret.total";
        for (written, path) in [
            ("申请.本年新收.总计", "applications.received.total"),
            ("申请.一、本年新收政府信息公开申请数量.自然人", "applications.received.natural_person"),
            ("申请．received．总计", "applications.received.total"),
            ("申请.本年度办理结果.不予公开.1.属于国家秘密.总计", refused),
            ("三、收到和处理政府信息公开申请情况", "applications"),
            ("表三.本年度办理结果.(三)不予公开.属于国家秘密.total", refused),
            ("复议诉讼.行政诉讼.未经复议直接起诉", "disputes.litigation.direct"),
            ("主动公开.行政许可", "proactive.licensing"),
            ("主动公开", "proactive"),
            ("一、总体情况", "overview"),
            (refused, refused),
        ] {
            assert_eq!(form.path_of(written), Some(path), "{written}");
        }
        for written in ["申请.本年新受.总计", "published", "", "."] {
            assert_eq!(form.path_of(written), None, "{written}");
        }
        assert_eq!(form.nearest_path("申请.本年新受.总计"), Some("申请.本年新收.总计".to_owned()));
        assert_eq!(form.nearest_path("applications.recieved.total"), Some("applications.received.total".to_owned()));
        assert_eq!(form.nearest_path("某某"), None);
    }

    #[test]
    fn rows_and_groups_of_columns_take_lists() {
        let form = Edition::find("2021").unwrap().form();
        for path in ["applications.received", "disputes.litigation.direct", "disputes"] {
            assert!(form.slot(path).unwrap().takes_list, "{path}");
        }
        for path in ["applications.results", "applications"] {
            assert!(!form.slot(path).unwrap().takes_list, "{path}");
        }
    }
}
