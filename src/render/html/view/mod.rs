//! What templates see. Every field is documented where it stands; `docs/themes.md` lists them.
//!
//! Addresses are ready to use from the page they stand on.

mod agencies;
mod agency;
mod chart;
mod compare;
mod content;
mod corrections;
mod data;
mod digest;
mod frame;
mod home;
mod not_found;
mod parts;
mod report;
mod search;
mod site_map;
mod year;

pub(super) use agencies::AgenciesView;
pub(super) use agency::{
    AbsentYears, AgencyView, ChangeView, FormerNameView, HistoryCell, HistoryRow, HistoryView, HistoryYear,
};
pub(super) use chart::{ChartTable, ChartTableRow, ChartView, LegendView};
pub(super) use compare::{CompareView, ComparedFigure};
pub(super) use content::ContentView;
pub(super) use corrections::{CorrectionView, CorrectionsView};
pub(super) use data::{DataView, YearFiles};
pub(super) use digest::{
    AgencyRow, AnswerEntry, AnswerView, ClauseView, DigestView, FigureCell, FigureColumn, KeyFigure, ReasonRow,
    ReasonsView, SumRow, Tile, TileGroup, TileRow, TilesView,
};
pub(super) use frame::{Frame, Meta, NavItem, PageView, SiteView};
pub(super) use home::{HomeView, TrendView, TrendYearView};
pub(super) use not_found::NotFoundView;
pub(super) use parts::{Alternate, Figure, Link, ListView, PageLink, PagesView, ReportCard, YearLink};
pub(super) use report::{NoteView, ReportView, RevisionView, SectionView, SummaryPart};
pub(super) use search::{SearchAgencyView, SearchView};
pub(super) use site_map::{MapEntry, SiteMapView};
pub(super) use year::{Choice, YearView};
