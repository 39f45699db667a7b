//! The summary of a year as a document.

use super::{Datum, List, Summary, caption, sums::Sums};
use crate::{
    export::{
        Exporter, LANG,
        document::{Block, Closing, Document, Look},
        grid::{self, Printed},
    },
    i18n::words,
    markdown::Run,
    report::Report,
};

/// The summary of a year for printing.
pub(crate) fn document(exporter: &Exporter<'_>, year: u16) -> Document {
    let summary = Summary::of(exporter, year);
    let config = &exporter.site.config;
    let author = config.identity.organiser.clone().unwrap_or_else(|| config.title.clone());
    let mut blocks = Vec::new();
    reporting(&mut blocks, exporter, &summary);
    figures(&mut blocks, exporter, &summary);
    findings(&mut blocks, exporter, &summary);
    blocks.push(Block::Closing(Closing { names: vec![author.clone()], date: None, is_signed: exporter.filing }));
    let subject = config.column.name.clone().unwrap_or_default();
    Document { title: summary.title, subject, author, blocks, ..Document::default() }
}

fn reporting(blocks: &mut Vec<Block>, exporter: &Exporter<'_>, summary: &Summary<'_>) {
    blocks.push(Block::heading(1, "一、报送情况"));
    let absent: Vec<_> = summary.missing.iter().filter(|(_, reason)| reason.is_none()).collect();
    let agencies = &exporter.site.config.agencies;
    let names: Vec<_> = absent.iter().map(|(id, _)| agencies[*id].name_in(summary.year)).collect();
    let reported = format!("{}年度共收到报告 {} 份。", summary.year, summary.reports.len());
    let late = match names.len() {
        0 => "应报送的机关都已报送。".to_owned(),
        n => format!("未报送的有 {n} 个：{}。", names.join("、")),
    };
    blocks.push(Block::paragraph(Look::Text, reported + &late));
    blocks.push(Block::Table(printed(&summary.reporting(exporter), summary.year, &[120, 640, 320, 240, 120, 120])));
}

fn figures(blocks: &mut Vec<Block>, exporter: &Exporter<'_>, summary: &Summary<'_>) {
    blocks.push(Block::heading(1, "二、数据合计"));
    let sums = Sums::of(summary);
    blocks.push(Block::paragraph(Look::Text, method(exporter, summary, &sums)));
    for table in &sums.form.tables {
        let caption = caption(table, summary.year);
        let printed = grid::official(table, caption.clone(), caption, &|cell| {
            sums.cells[cell.index()].map_or_else(String::new, |sum| sum.to_string())
        });
        blocks.push(Block::Table(printed));
    }
}

/// Explains what was added up, what was left out, and what is unknown.
fn method(exporter: &Exporter<'_>, summary: &Summary<'_>, sums: &Sums<'_>) -> String {
    let mut sentences = vec![format!("以下由 {} 份报告的数字逐格相加，不是机关填报的。", sums.reports.len())];
    if !summary.counted.inside.is_empty() {
        let inside = names(exporter, &summary.counted.inside);
        sentences.push(format!("{inside}的数字已计入其他机关的报告，不再相加。"));
    }
    let mut others = summary.counted.counted.clone();
    others.retain(|report| !sums.reports.iter().any(|own| std::ptr::eq(*own, *report)));
    if !others.is_empty() {
        sentences.push(format!("{}的报告格式不同，没有相加。", names(exporter, &others)));
    }
    if sums.unknown > 0 {
        sentences.push(format!("其中 {} 份有空着的格，按没有计算。", sums.unknown));
    }
    sentences.concat()
}

fn names(exporter: &Exporter<'_>, reports: &[&Report]) -> String {
    let names: Vec<_> = reports.iter().map(|report| exporter.site.name_of(report)).collect();
    names.join("、")
}

fn findings(blocks: &mut Vec<Block>, exporter: &Exporter<'_>, summary: &Summary<'_>) {
    blocks.push(Block::heading(1, "三、检查结果"));
    let list = summary.findings(exporter);
    if list.rows.is_empty() {
        blocks.push(Block::paragraph(Look::Text, "没有查出错误和警告。"));
        return;
    }
    blocks.push(Block::Table(printed(&list, summary.year, &[400, 700, 160, 150, 150])));
}

fn printed(list: &List, year: u16, widths: &[u32]) -> Printed {
    let heads = list.heads.iter().map(|head| vec![Run::plain(head.clone())]).collect();
    let rows = list.rows.iter().map(|row| row.iter().map(|cell| vec![Run::plain(Datum::text(cell))]).collect());
    let rows: Vec<_> = std::iter::once(heads).chain(rows).collect();
    let caption = format!("{}{}", words::year(year, LANG), list.name);
    Printed { widths: widths.to_vec(), ..grid::own(&rows, caption) }
}
