//! Pictures of figures, and all that stands for them.

use serde::Serialize;

/// A picture of figures with all it takes to read it without seeing it.
#[derive(Serialize, Clone)]
pub(crate) struct ChartView {
    /// Unique on the page: `chart-requests`.
    pub id: String,
    /// Whether it shows the parts of a whole.
    pub is_of_parts: bool,
    /// What the picture shows.
    pub title: String,
    /// What the figures say, in words; all there is where there is nothing to draw.
    pub sentence: String,
    /// Years without these figures, in words; empty if there are none, or if a picture before this one says the same.
    pub gaps: String,
    /// The picture, as HTML; empty where there is nothing to draw.
    pub svg: String,
    /// What its fillings mean; empty if there is but one.
    pub legend: Vec<LegendView>,
    /// The year of the legend's values, if they have any.
    pub legend_year: Option<u16>,
    /// The same figures as a table.
    pub table: ChartTable,
}

/// An entry of a picture’s legend.
#[derive(Serialize, Clone)]
pub(crate) struct LegendView {
    /// The filling, as HTML.
    pub swatch: String,
    /// What the filling stands for.
    pub label: String,
    /// The figure and its share in the newest year, where the picture shows shares.
    pub value: String,
}

/// Years as rows.
#[derive(Serialize, Clone)]
pub(crate) struct ChartTable {
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// A row a year.
    pub rows: Vec<ChartTableRow>,
}

/// One year of a picture’s data.
#[derive(Serialize, Clone)]
pub(crate) struct ChartTableRow {
    /// The year.
    pub year: u16,
    /// Figures, or words where there is none.
    pub cells: Vec<String>,
}
