//! The official tables as HTML, exactly as they are printed.
//!
//! All but the numbers is the same for every report of an edition and is written once; a report fills the gaps.

use crate::{
    diag::Span,
    form::{BlockForm, CellId, Edition, PerEdition, TableForm, axis},
    markdown::SOURCE,
    report::{Report, State},
};
use pulldown_cmark_escape::escape_html;
use std::{collections::HashSet, fmt::Write as _};

/// The tables of an edition, ready to be filled.
static SKELETONS: PerEdition<Vec<Skeleton>> = PerEdition::new(|edition| {
    let form = edition.form();
    let parts = edition.shares.iter().map(|share| share.part);
    let figures = edition.headlines.iter().map(|headline| headline.cells).chain(parts);
    let linked = figures.flat_map(|paths| form.cells_at(paths)).collect();
    let tables = form.tables.iter().enumerate();
    tables.map(|(at, table)| Builder::new(at, &linked).build(table)).collect()
});

struct Skeleton {
    pieces: Vec<Piece>,
    tail: String,
    /// About that of a filled table, in bytes.
    length: usize,
}

/// Fixed HTML and the cell that follows it.
struct Piece {
    /// Between its parts stands the caption.
    before: Vec<String>,
    cell: CellId,
    is_total: bool,
    /// The attributes that tie the cell to its headers.
    attributes: String,
    /// The id by which it is led to.
    anchor: String,
    /// Whether figures of every report lead to it.
    is_linked: bool,
}

impl Piece {
    /// The ids of its headers.
    fn headers(&self) -> Vec<&str> {
        self.attributes.split('"').nth(1).map_or_else(Vec::new, |ids| ids.split(' ').collect())
    }

    fn open(&self, out: &mut String, caption: &str) {
        for (n, fixed) in self.before.iter().enumerate() {
            if n > 0 {
                let _ = escape_html(&mut *out, caption);
            }
            out.push_str(fixed);
        }
    }
}

/// What a report adds to its table besides the numbers.
pub(super) struct Filling<'a> {
    pub caption: &'a str,
    /// The `lang` of the two below, where it is not the table's.
    pub mark_lang: &'static str,
    /// Said, not shown, where a cell is empty.
    pub not_filled: &'a str,
    /// Marks a total that the author left out.
    pub computed_mark: &'a str,
    /// Cells that a remark talks about.
    pub faults: &'a [CellId],
    /// Cells that were corrected after publication.
    pub corrected: &'a [CellId],
    /// Whether cells say where they stand in the report's file.
    pub sources: bool,
}

/// One table of a report.
pub(super) fn fill(report: &Report, table: &TableForm, filling: &Filling<'_>) -> String {
    let skeleton = skeleton(report, table);
    let mut out = String::with_capacity(skeleton.length);
    for piece in &skeleton.pieces {
        piece.open(&mut out, filling.caption);
        cell(&mut out, report, piece, filling);
    }
    out.push_str(&skeleton.tail);
    out
}

/// One table of a form to be filled in: each cell is what `field` writes, given the attribute that names its labels.
pub(crate) fn fields(
    edition: &'static Edition,
    table: usize,
    caption: &str,
    field: &mut dyn FnMut(&mut String, CellId, &str),
) -> String {
    let skeleton = &SKELETONS.of(edition)[table];
    let mut out = String::new();
    for piece in &skeleton.pieces {
        piece.open(&mut out, caption);
        let class = if piece.is_total { " class=\"total\"" } else { "" };
        let _ = write!(out, "<td{}{class}>", piece.attributes);
        field(&mut out, piece.cell, &piece.attributes.replacen("headers", "aria-labelledby", 1));
        out.push_str("</td>");
    }
    out.push_str(&skeleton.tail);
    out
}

fn skeleton(report: &Report, table: &TableForm) -> &'static Skeleton {
    &SKELETONS.of(report.edition)[report.form().index_of(table)]
}

/// Where on a report's page links to a figure may lead.
struct Goal {
    /// The cell itself.
    own: &'static str,
    /// Whether the cell has its id in every report.
    is_linked: bool,
    /// The ids of its headers, from the widest to the narrowest, those of columns first.
    headers: Vec<&'static str>,
}

/// Those of an edition's cells, in their order.
static GOALS: PerEdition<Vec<Goal>> = PerEdition::new(|edition| {
    let mut pieces: Vec<&'static Piece> = SKELETONS.of(edition).iter().flat_map(|table| &table.pieces).collect();
    pieces.sort_unstable_by_key(|piece| piece.cell);
    pieces
        .into_iter()
        .map(|piece| Goal { own: &piece.anchor, is_linked: piece.is_linked, headers: piece.headers() })
        .collect()
});

/// The anchor on a report's page that leads to a figure: to its cell, or to the heading over all that it is the sum of.
pub(super) fn anchor(edition: &Edition, cells: impl IntoIterator<Item = CellId>) -> Option<&'static str> {
    let goals = GOALS.of(edition);
    let mut summed = cells.into_iter().map(|cell| &goals[cell.index()]);
    let first = summed.next()?;
    let others: Vec<_> = summed.collect();
    if others.is_empty() {
        return first.is_linked.then_some(first.own);
    }
    first.headers.iter().rfind(|id| others.iter().all(|other| other.headers.contains(id))).copied()
}

/// The anchor of a cell that was corrected.
pub(super) fn anchor_of_corrected(edition: &Edition, cell: CellId) -> &'static str {
    GOALS.of(edition)[cell.index()].own
}

/// Stands for the caption in a skeleton. A control character stands in no label.
const CAPTION: &str = "\u{1}";

fn cell(out: &mut String, report: &Report, piece: &Piece, filling: &Filling<'_>) {
    let state = report.grid[piece.cell].state;
    let typed = report.typed(piece.cell);
    // Nearly every cell is digits alone.
    let is_plain = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
    // Most cells are zeros or blanks: what is more is marked.
    let is_some = matches!(state, State::Given(n) | State::Computed(n) if !n.is_zero() || !is_plain && typed.contains(['（', '(']));
    let some = if piece.is_total { "total" } else { "some" };
    let is_fault = filling.faults.contains(&piece.cell);
    out.push_str("<td");
    if piece.is_linked || filling.corrected.contains(&piece.cell) {
        let _ = write!(out, " id={}", piece.anchor);
    }
    out.push_str(&piece.attributes);
    if filling.sources && report.grid[piece.cell].span != Span::default() {
        let at = report.cell_place(piece.cell).position();
        let _ = write!(out, " {SOURCE}=\"{}:{}\"", at.line, at.column);
    }
    let _ = match (is_some, is_fault) {
        (true, true) => write!(out, " class=\"{some} fault\""),
        (true, false) => write!(out, " class={some}"),
        (false, true) => write!(out, " class=fault"),
        (false, false) => Ok(()),
    };
    out.push('>');
    match state {
        State::Computed(number) => {
            let _ = write!(out, "{number}<small class=\"mark\"{}>{}</small>", filling.mark_lang, filling.computed_mark);
        }
        _ if is_plain => out.push_str(typed),
        _ if typed.is_empty() || typed == "~" || typed == "null" => {
            let _ = write!(out, "<span class=\"visually-hidden\"{}>{}</span>", filling.mark_lang, filling.not_filled);
        }
        _ => {
            let _ = escape_html(&mut *out, typed);
        }
    }
}

/// Writes a skeleton. A page has hundreds of cells: what HTML lets a page leave out, quotes and ends of cells, is left out.
struct Builder<'a> {
    /// The cells that figures elsewhere lead to.
    linked: &'a HashSet<CellId>,
    /// Tells the ids of one table from another's.
    letter: char,
    ids: usize,
    pieces: Vec<Piece>,
    html: String,
}

impl<'a> Builder<'a> {
    fn new(table: usize, linked: &'a HashSet<CellId>) -> Self {
        Self {
            linked,
            letter: char::from(b'a' + u8::try_from(table).unwrap_or(25)),
            ids: 0,
            pieces: Vec::new(),
            html: String::new(),
        }
    }

    fn build(mut self, table: &TableForm) -> Skeleton {
        let stub = table.blocks.iter().map(BlockForm::stub).max().unwrap_or(0);
        let _ = writeln!(self.html, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"{CAPTION}\">");
        // A page puts the sentence on a wide table under this id: see `SectionView::summary`.
        let key = table.table.key;
        let attributes = if table.is_wide() {
            format!("class=\"form form-{key} wide\" aria-describedby=\"{key}-summary\"")
        } else {
            format!("class=\"form form-{key}\"")
        };
        for block in &table.blocks {
            self.block(&attributes, block, stub);
        }
        self.html.push_str("</section>\n");
        let fixed = self.pieces.iter().flat_map(|piece| piece.before.iter().chain([&piece.attributes]));
        let length = fixed.map(String::len).sum::<usize>() + self.pieces.len() * "<td class=some>0000".len();
        Skeleton { length, pieces: self.pieces, tail: self.html }
    }

    /// A block is a table of its own: a row with one cell across all columns would be a caption in disguise.
    fn block(&mut self, attributes: &str, block: &BlockForm, stub: usize) {
        let _ =
            writeln!(self.html, "<table {attributes}>\n<caption>{}</caption>", block.block.caption.unwrap_or(CAPTION));
        if stub > 0 {
            let _ = write!(self.html, "<colgroup class=stub{}>", span("span", stub));
        }
        let _ = writeln!(self.html, "<colgroup{}><thead>", span("span", block.columns.len()));
        let depth = axis::depth(block.block.columns);
        let mut corner = Vec::new();
        let mut columns = vec![Vec::new(); block.columns.len()];
        let labels = axis::labels(block.block.columns);
        for level in 0..depth {
            self.html.push_str("<tr>");
            if level == 0 && stub > 0 {
                corner.push(self.corner(block, stub, depth));
            }
            for label in labels.iter().filter(|label| label.level == level) {
                let id = self.id();
                let (class, scope) = if label.is_group { (" class=group", "colgroup") } else { ("", "col") };
                let _ = write!(
                    self.html,
                    "<th{class} id={id}{} scope={scope}{}{}>{}",
                    headers(&columns[label.first]),
                    span("colspan", label.width),
                    span("rowspan", label.levels),
                    label.text
                );
                columns[label.first..label.first + label.width].iter_mut().for_each(|ids| ids.push(id.clone()));
            }
            self.html.push_str("</tr>\n");
        }
        self.html.push_str("<tbody>\n");
        self.rows(block, &corner, &columns);
        self.html.push_str("</table>\n");
    }

    fn corner(&mut self, block: &BlockForm, stub: usize, depth: usize) -> String {
        let id = self.id();
        let scope = if stub > 1 { "colgroup" } else { "col" };
        let _ = write!(
            self.html,
            "<th class=corner id={id} scope={scope}{}{}>{}",
            span("colspan", stub),
            span("rowspan", depth),
            block.block.corner
        );
        id
    }

    fn rows(&mut self, block: &BlockForm, corner: &[String], columns: &[Vec<String>]) {
        let labels = axis::labels(block.block.rows);
        let mut above: Vec<Vec<String>> = vec![Vec::new(); block.rows.len()];
        for (row, line) in block.rows.iter().enumerate() {
            self.html.push_str(if line.is_total() { "<tr class=total>" } else { "<tr>" });
            for label in labels.iter().filter(|label| label.first == row && !label.text.is_empty()) {
                let id = self.id();
                let (class, scope) = if label.is_group { (" class=group", "rowgroup") } else { ("", "row") };
                let ids: Vec<_> = corner.iter().chain(&above[row]).cloned().collect();
                let _ = write!(
                    self.html,
                    "<th{class} id={id}{} scope={scope}{}{}>{}",
                    headers(&ids),
                    span("colspan", label.levels),
                    span("rowspan", label.width),
                    label.text
                );
                above[row..row + label.width].iter_mut().for_each(|ids| ids.push(id.clone()));
            }
            for (column, column_line) in block.columns.iter().enumerate() {
                let ids: Vec<_> = columns[column].iter().chain(&above[row]).cloned().collect();
                let cell = block.cell(row, column);
                self.pieces.push(Piece {
                    before: std::mem::take(&mut self.html).split(CAPTION).map(str::to_owned).collect(),
                    cell,
                    is_total: column_line.is_total(),
                    attributes: headers(&ids),
                    anchor: format!("{}c{}", self.letter, self.pieces.len() + 1),
                    is_linked: self.linked.contains(&cell),
                });
            }
            self.html.push_str("</tr>\n");
        }
    }

    fn id(&mut self) -> String {
        self.ids += 1;
        format!("{}{}", self.letter, self.ids)
    }
}

fn headers(ids: &[String]) -> String {
    if ids.is_empty() { String::new() } else { format!(" headers=\"{}\"", ids.join(" ")) }
}

fn span(name: &str, n: usize) -> String {
    if n > 1 { format!(" {name}={n}") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::EDITIONS;

    #[test]
    fn anchors_of_figures_stay() {
        let edition = Edition::find("2021").unwrap();
        let litigation = ["disputes.litigation.direct.total", "disputes.litigation.after_review.total"];
        for (paths, wanted) in [
            (&["applications.received.total"][..], "bc7"),
            (&["applications.results.refused.total"], "b16"),
            (&["applications.results.unavailable.total"], "b25"),
            (&litigation, "c2"),
        ] {
            assert_eq!(anchor(edition, edition.form().cells_at(paths)), Some(wanted), "{paths:?}");
        }
    }

    #[test]
    fn no_two_headers_of_a_page_have_one_id() {
        for edition in EDITIONS {
            let html: String =
                (0..edition.form().tables.len()).map(|table| fields(edition, table, "", &mut |_, _, _| {})).collect();
            let mut ids: Vec<_> =
                html.split(" id=").skip(1).map(|rest| rest.split([' ', '>']).next().unwrap()).collect();
            ids.sort_unstable();
            assert!(ids.windows(2).all(|two| two[0] != two[1]), "{ids:?}");
        }
    }
}
