//! Pictures of figures, and all that stands for them.

use serde::Serialize;

/// A chart, with everything needed to understand it without seeing it.
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
    /// What its fills mean; empty if there is only one.
    pub legend: Vec<LegendView>,
    /// The year of the legend's values, if they have any.
    pub legend_year: Option<u16>,
    /// The same figures as a table.
    pub table: ChartTable,
}

/// An entry of a chart's legend.
#[derive(Serialize, Clone)]
pub(crate) struct LegendView {
    /// The fill, as HTML.
    pub swatch: String,
    /// What the fill stands for.
    pub label: String,
    /// The figure and its share in the newest year, where the picture shows shares.
    pub value: String,
}

/// Years as rows.
#[derive(Serialize, Clone)]
pub(crate) struct ChartTable {
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// One row per year.
    pub rows: Vec<ChartTableRow>,
}

/// One year of a chart's data.
#[derive(Serialize, Clone)]
pub(crate) struct ChartTableRow {
    /// The year.
    pub year: u16,
    /// Figures, or words where there is none.
    pub cells: Vec<String>,
}
