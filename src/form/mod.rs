//! The official forms as data, and the only home of their labels.
//!
//! A table consists of blocks, each with two trees, rows and columns; a [`Form`] is derived from them. To add an
//! edition, write its file next to `y2021.rs` and add one line to [`EDITIONS`].

pub(crate) mod axis;
mod cell;
mod fold;
mod layout;
mod per_edition;
mod shared;
mod slot;
mod y2019;
mod y2021;

use crate::i18n::Text;
pub use axis::{Label, Line, depth, labels};
pub use cell::{CellId, CellRange, CellSpec, Cells};
pub use fold::{fold, without_number};
pub use layout::{BlockForm, Equation, EquationKind, Form, StockForm, TableForm};
pub(crate) use per_edition::PerEdition;
pub use slot::Slot;

/// A form prescribed by the State Council's office, or the free form of earlier years.
#[derive(Debug)]
pub struct Edition {
    /// As authors write it: `2021`.
    pub id: &'static str,
    /// The notice that prescribes it, such as 国办公开办函〔2021〕30号.
    pub notice: Option<&'static str>,
    /// The part of the notice's title that no other has; reports may cite the notice by its title alone.
    pub notice_title: Option<&'static str>,
    /// The name of its form, if that alone identifies the edition.
    pub form_title: Option<&'static str>,
    /// The first report year that it applies to; it ends with the next edition's first year.
    pub since: u16,
    /// In their official order; empty in the free form.
    pub sections: &'static [Section],
    /// In the order of the sections; empty in the free form.
    pub tables: &'static [Table],
    /// The figures of a report in lists and on cards.
    pub headlines: &'static [Headline],
    /// The shares by which agencies are compared, the most informative first.
    pub shares: &'static [Share],
    /// The group of rows with the reasons for refusal, and the column to read; none in the free form.
    pub reasons: Option<(&'static str, &'static str)>,
    /// The charts of an agency's years, the most informative first.
    pub charts: &'static [Chart],
}

/// A key figure of a report: the sum of some cells.
#[derive(Debug)]
pub struct Headline {
    /// The same in every edition that has the figure.
    pub key: &'static str,
    /// Its name in lists and on cards.
    pub label: Text,
    /// The paths of the cells to be summed.
    pub cells: &'static [&'static str],
}

/// One figure as a part of another, such as disclosures among decisions. Each is the sum of cells, given by path or by
/// the path of a group of rows and a column (`applications.results.refused.total`).
#[derive(Debug)]
pub struct Share {
    /// The same in every edition that has it.
    pub key: &'static str,
    /// Its name in lists.
    pub label: Text,
    /// Its definition, for readers.
    pub meaning: Text,
    /// The numerator.
    pub part: &'static [&'static str],
    /// The denominator.
    pub whole: &'static [&'static str],
    /// Cells subtracted from the denominator.
    pub without: &'static [&'static str],
    /// Undecided cases, which belong to neither and are shown to readers.
    pub pending: &'static [&'static str],
    /// Whether readers look for the percentage first, or for the number.
    pub is_rate: bool,
}

/// A chart of the figures in an agency's reports, year by year.
#[derive(Debug)]
pub struct Chart {
    /// The same in every edition that has the chart; part of its id on pages.
    pub key: &'static str,
    /// The title.
    pub title: Text,
    /// The figures.
    pub data: ChartData,
}

/// The figures of a chart.
#[derive(Clone, Copy, Debug)]
pub enum ChartData {
    /// These headlines side by side.
    Headlines(&'static [&'static str]),
    /// The share of each part of a group of rows (`applications.results`) in their sum, in one column.
    Parts {
        /// The path of the group.
        group: &'static str,
        /// The key of the column to be summed.
        column: &'static str,
    },
}

/// One of the numbered sections of a report.
#[derive(Debug)]
pub struct Section {
    /// Its name in data and addresses: `overview`.
    pub key: &'static str,
    /// 一, 二, …
    pub number: &'static str,
    /// Without the number: 总体情况.
    pub title: &'static str,
    /// A heading belongs to this section if it contains all words of one of these lists.
    pub marks: &'static [&'static [&'static str]],
    /// The kind of content.
    pub content: Content,
}

/// The content of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text only.
    Prose,
    /// Prose that must name problems and improvements.
    Problems,
    /// A statistical table, possibly preceded by prose.
    Table,
}

/// One statistical table.
#[derive(Debug)]
pub struct Table {
    /// Also the key of the section that contains it.
    pub key: &'static str,
    /// Its name in messages and front matter: 申请. The section’s title, as printed in the notice, is an alias.
    pub label: &'static str,
    /// Its name for readers: 表三.
    pub name: &'static str,
    /// Other names that authors use.
    pub aliases: &'static [&'static str],
    /// The blocks, each with its own header.
    pub blocks: &'static [Block],
    /// Sums of rows that must be equal, in every column.
    pub identities: &'static [Identity],
    /// Rows that repeat a row of last year's report.
    pub carries: &'static [Carry],
    /// Columns that follow from last year's.
    pub stocks: &'static [Stock],
    /// Rows (paths below the table) that only agencies with the power to make 规章 can fill.
    pub rulemaking: &'static [&'static str],
}

/// A part of a table with its own header.
#[derive(Debug)]
pub struct Block {
    /// The line above it; none if it is the table's only block.
    pub caption: Option<&'static str>,
    /// The header above the row labels; in table three the note on its identity.
    pub corner: &'static str,
    /// The header.
    pub columns: &'static [Node],
    /// The row labels.
    pub rows: &'static [Node],
}

/// A row, a column, or a group of them. A node without a key does not appear in paths.
#[derive(Debug)]
pub struct Node {
    /// Its component of the path in data and front matter; empty if it has none.
    pub key: &'static str,
    /// As printed in the notice, number and explanations included.
    pub label: &'static str,
    /// Other names seen in reports, and short names for authors.
    pub aliases: &'static [&'static str],
    /// Its kind, with its children.
    pub kind: Kind,
}

/// The kind of a node.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A row to fill.
    Row,
    /// A column to fill.
    Column(Measure),
    /// A label over other rows or columns.
    Group(&'static [Node]),
    /// The sum of all leaves next to it and below its siblings.
    Total,
}

/// The values in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A whole number, not negative.
    Count,
    /// A whole number with a sign: a change against last year.
    Change,
    /// A decimal, not negative, in this unit.
    Amount(&'static str),
    /// A decimal, not negative, that may carry its own unit.
    Money,
}

/// The sum of the rows `left` equals the sum of the rows `right`. The first of `right` is the total of the outcomes; if
/// it is blank, the identity cannot be checked.
#[derive(Debug)]
pub struct Identity {
    /// Paths of rows relative to the table.
    pub left: &'static [&'static str],
    /// Paths of rows relative to the table.
    pub right: &'static [&'static str],
}

/// This year's row `now` repeats last year's row `last`.
#[derive(Debug)]
pub struct Carry {
    /// A path relative to the table.
    pub now: &'static str,
    /// A path relative to last year’s table.
    pub last: &'static str,
}

/// Column `stock` = last year's `stock` + `added` − `removed`, in every row that has the three.
#[derive(Debug)]
pub struct Stock {
    /// The key of the column for documents in force.
    pub stock: &'static str,
    /// The key of the column for documents issued during the year.
    pub added: &'static str,
    /// The key of the column for documents repealed during the year.
    pub removed: &'static str,
}

const fn node(key: &'static str, label: &'static str, kind: Kind) -> Node {
    Node { key, label, aliases: &[], kind }
}

const fn row(key: &'static str, label: &'static str) -> Node {
    node(key, label, Kind::Row)
}

const fn count(key: &'static str, label: &'static str) -> Node {
    node(key, label, Kind::Column(Measure::Count))
}

const fn column(key: &'static str, label: &'static str, measure: Measure) -> Node {
    node(key, label, Kind::Column(measure))
}

const fn group(key: &'static str, label: &'static str, children: &'static [Node]) -> Node {
    node(key, label, Kind::Group(children))
}

const fn total(label: &'static str) -> Node {
    node("total", label, Kind::Total)
}

impl Node {
    const fn also(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// The short label: without number and explanations.
    pub fn short(&self) -> &'static str {
        self.aliases.first().copied().unwrap_or_else(|| without_number(self.label))
    }
}

impl ChartData {
    /// The table that a chart is drawn from, if there is only one.
    pub fn table(self) -> Option<&'static str> {
        match self {
            Self::Headlines(_) => None,
            Self::Parts { group, .. } => group.split('.').next(),
        }
    }
}

impl Section {
    /// Whether a heading, including its number, belongs to this section.
    pub fn matches(&self, heading: &str) -> bool {
        self.is_headed(heading, &fold(heading))
    }

    /// Likewise, given the folded heading.
    pub(crate) fn is_headed(&self, heading: &str, folded: &str) -> bool {
        !is_part(heading) && self.matches_folded(folded)
    }

    fn matches_folded(&self, heading: &str) -> bool {
        self.marks.iter().any(|words| words.iter().all(|word| heading.contains(word)))
    }
}

/// Whether a heading's number places it within a section: （一）.
fn is_part(heading: &str) -> bool {
    heading.trim_start().starts_with(['（', '('])
}

/// Whether a table, row or column of any edition has this name.
pub(crate) fn is_of_form(name: &str) -> bool {
    slots().any(|slot| slot.is_called(name))
}

/// Whether rows or columns with these names may be siblings in any edition.
pub(crate) fn are_siblings(one: &str, other: &str) -> bool {
    slots().any(|slot| [one, other].iter().all(|name| slot.children.iter().any(|child| child.is_called(name))))
}

fn slots() -> impl Iterator<Item = &'static Slot> {
    EDITIONS.iter().flat_map(|edition| &edition.form().tables).flat_map(|table| table.slot.all())
}

impl Edition {
    /// The edition with this `edition` in front matter.
    pub fn find(id: &str) -> Option<&'static Self> {
        EDITIONS.iter().copied().find(|edition| edition.id == id)
    }

    /// The edition for reports on `year`.
    pub fn in_force(year: u16) -> &'static Self {
        EDITIONS.iter().copied().filter(|edition| edition.since <= year).max_by_key(|e| e.since).unwrap_or(&FREE)
    }

    pub(crate) fn headline(&self, key: &str) -> Option<&'static Headline> {
        self.headlines.iter().find(|headline| headline.key == key)
    }

    pub(crate) fn share(&self, key: &str) -> Option<&'static Share> {
        self.shares.iter().find(|share| share.key == key)
    }

    pub(crate) fn section(&self, key: &str) -> Option<&'static Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// The section of the form to which a heading belongs.
    pub fn section_of(&self, heading: &str) -> Option<&'static Section> {
        if is_part(heading) {
            return None;
        }
        let heading = fold(heading);
        self.sections.iter().find(|section| section.matches_folded(&heading))
    }

    /// The layout derived from its trees, computed once.
    pub fn form(&'static self) -> &'static Form {
        layout::of(self)
    }
}

/// Before the first national form: prose, ordinary Markdown tables, and indicators chosen by the agency.
static FREE: Edition = Edition {
    id: "free",
    notice: None,
    notice_title: None,
    form_title: None,
    since: 0,
    sections: &[],
    tables: &[],
    headlines: &[],
    shares: &[],
    reasons: None,
    charts: &[],
};

/// All editions, the newest last.
pub static EDITIONS: &[&Edition] = &[&FREE, &y2019::EDITION, &y2021::EDITION];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_year_has_its_edition() {
        let ids: Vec<_> = [2008, 2018, 2019, 2020, 2021].map(|year| Edition::in_force(year).id).into();
        assert_eq!(ids, ["free", "free", "2019", "2019", "2021"]);
        assert_eq!(Edition::in_force(2999).id, EDITIONS[EDITIONS.len() - 1].id);
    }

    #[test]
    fn headings_find_their_section_however_they_are_worded() {
        for edition in EDITIONS.iter().filter(|edition| !edition.tables.is_empty()) {
            for (heading, key) in [
                ("一、总体情况", "overview"),
                ("一、2019年政府信息公开工作的总体情况", "overview"),
                ("二、主动公开政府信息情况", "proactive"),
                ("三、 收到和处理政府信息公开申请情况", "applications"),
                ("四、因政府信息公开工作被申请行政复议和提起行政诉讼情况", "disputes"),
                ("四、政府信息公开行政复议及行政诉讼情况", "disputes"),
                ("五、存在问题及改进情况", "problems"),
                ("五、政府信息公开工作存在的主要问题及改进措施", "problems"),
                ("六、其他需要报告的事项", "other"),
            ] {
                assert_eq!(
                    edition.section_of(heading).map(|section| section.key),
                    Some(key),
                    "{heading} in {}",
                    edition.id
                );
            }
            assert!(edition.section_of("（一）主动公开信息情况").is_none());
        }
    }
}
