//! The whole portal as tables for query engines: Parquet files, partitioned by year as Hive does it.
//!
//! `giar data` writes them into a folder of their own; a build puts them below `data/parquet/` if `site.toml` asks.
//! A table is its file, which names its columns once, and a line in [`TABLES`].

mod agencies;
mod cells;
mod column;
mod findings;
mod reports;
mod rows;
mod sections;

use super::json;
use crate::{
    i18n::{Lang, Text},
    render::{AnyKind, Format, Kind, RenderError, Renderer},
    site::Site,
    text,
};
use column::Column;
use rows::Rows;
use serde_json::{Value, json};

/// One table of the dataset.
struct Table {
    /// Also its folder.
    name: &'static str,
    /// What a row is.
    meaning: Text,
    columns: &'static [Column],
    rows: Source,
    /// Whether readers of the site may have it.
    is_public: bool,
}

/// Where the rows of a table come from.
enum Source {
    /// One file.
    Whole(fn(&Renderer<'_>, &mut Rows)),
    /// A file a year, named `year=2023/…`; the year is a column by that name.
    ByYear(fn(&Renderer<'_>, u16, &mut Rows)),
}

static TABLES: [&Table; 5] = [&agencies::TABLE, &reports::TABLE, &cells::TABLE, &sections::TABLE, &findings::TABLE];

/// The dataset in a folder of its own.
pub static KINDS: &[AnyKind] = &[
    AnyKind::Site(&Kind::new(
        "dataset.json",
        |_, ()| DESCRIPTION.into(),
        |renderer, _, ()| describe(renderer, |_| true),
    )),
    AnyKind::Items(
        &Kind::new(
            "dataset",
            |site, item| files(site, |_| true).swap_remove(item).path(),
            |renderer, _, item| files(renderer.site, |_| true)[item].render(renderer),
        ),
        |site| files(site, |_| true).len(),
    ),
];

/// The file that describes the others.
pub const DESCRIPTION: &str = "dataset.json";

/// Where it stands within a site.
const FOLDER: &str = "data/parquet/";

pub(in crate::render) static OF_SITE: Kind<()> = Kind::new(
    "site dataset.json",
    |_, ()| format!("{FOLDER}{DESCRIPTION}"),
    |renderer, _, ()| describe(renderer, is_public),
)
.format(Format {
    name: "Parquet",
    media_type: "application/json",
    label: text!(
        "全部数据的 Parquet 文件目录，供查询引擎使用",
        "All data as Parquet for query engines, and where to find it"
    ),
})
.only_if(is_wanted);

pub(in crate::render) static FILES_OF_SITE: Kind<usize> = Kind::new(
    "site dataset",
    |site, item| format!("{FOLDER}{}", files(site, is_public).swap_remove(item).path()),
    |renderer, _, item| files(renderer.site, is_public)[item].render(renderer),
)
.only_if(is_wanted);

pub(in crate::render) fn count_of_site(site: &Site) -> usize {
    files(site, is_public).len()
}

fn is_wanted(site: &Site) -> bool {
    site.config.downloads.dataset
}

fn is_public(table: &Table) -> bool {
    table.is_public
}

/// One file of the dataset.
struct File {
    table: &'static Table,
    part: Part,
}

/// What of its table a file holds.
enum Part {
    Whole(fn(&Renderer<'_>, &mut Rows)),
    Year(u16, fn(&Renderer<'_>, u16, &mut Rows)),
}

fn files(site: &Site, is_wanted: fn(&Table) -> bool) -> Vec<File> {
    let years: Vec<_> = site.archive.years().into_keys().collect();
    let tables = TABLES.into_iter().filter(|table| is_wanted(table));
    let parts = tables.flat_map(|table| match table.rows {
        Source::Whole(rows) => vec![File { table, part: Part::Whole(rows) }],
        Source::ByYear(rows) => years.iter().map(|year| File { table, part: Part::Year(*year, rows) }).collect(),
    });
    parts.collect()
}

impl File {
    fn path(&self) -> String {
        let name = self.table.name;
        match self.part {
            Part::Whole(_) => format!("{name}/{name}.parquet"),
            Part::Year(year, _) => format!("{name}/year={year}/{name}.parquet"),
        }
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, RenderError> {
        let mut rows = Rows::new(self.table.columns);
        match self.part {
            Part::Whole(fill) => fill(renderer, &mut rows),
            Part::Year(year, fill) => fill(renderer, year, &mut rows),
        }
        Ok(rows.finish())
    }
}

/// `dataset.json`: the tables, their columns and their files.
fn describe(renderer: &Renderer<'_>, is_wanted: fn(&Table) -> bool) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let files = files(site, is_wanted);
    let tables = TABLES.into_iter().filter(|table| is_wanted(table)).map(|table| describe_table(table, &files));
    json(&json!({
        "title": site.config.title,
        "base_url": site.config.base_url.as_str(),
        "license": site.config.license,
        "tables": tables.collect::<Vec<_>>(),
    }))
}

fn describe_table(table: &'static Table, files: &[File]) -> Value {
    let own = files.iter().filter(|file| std::ptr::eq(file.table, table));
    let partitions = match table.rows {
        Source::Whole(_) => json!([]),
        Source::ByYear(_) => json!([{ "name": "year", "type": "integer" }]),
    };
    json!({
        "name": table.name,
        "meaning": both(table.meaning),
        "partitions": partitions,
        "columns": table.columns.iter().map(Column::described).collect::<Vec<_>>(),
        "files": own.map(File::path).collect::<Vec<_>>(),
    })
}

fn both(text: Text) -> Value {
    json!({ "zh": text.get(Lang::Zh), "en": text.get(Lang::En) })
}
