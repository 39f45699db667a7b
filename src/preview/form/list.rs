//! The list of reports to be filled in: agencies down, years across, each with what is found in it.

use super::page::{escaped, head};
use crate::{
    diag::Counts,
    i18n::words,
    preview::{FOLDER, Preview},
    site::url,
    text,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// Where a report is filled in.
pub(crate) fn address(preview: &Preview, file: &str) -> String {
    format!("{}{FOLDER}edit?file={}", preview.base(), url::encoded(file))
}

/// The page: every report, or those of one year.
pub(crate) fn page(preview: &Preview, year: Option<u16>) -> String {
    let (lang, site) = (preview.lang, &preview.now.site);
    let agencies = &site.config.agencies;
    let mut years = BTreeSet::new();
    let mut by_agency: BTreeMap<_, BTreeMap<u16, Vec<(String, String)>>> = BTreeMap::new();
    for report in site.archive.reports.iter().filter(|report| year.is_none_or(|year| report.year == year)) {
        years.insert(report.year);
        let cell = (report.source.path.clone(), state(preview, &report.source.path, report.draft));
        by_agency.entry(report.agency).or_default().entry(report.year).or_default().push(cell);
    }
    let title = text!("填报", "Fill in reports").get(lang);
    let mut out = head(preview, title, "list");
    let _ = write!(out, "<main class=\"list\"><h1>{title}</h1>");
    if by_agency.is_empty() {
        let none = text!(
            "还没有报告。先运行 giar new 年份，写一份空表",
            "there are no reports yet: `giar new YEAR` writes a blank one"
        );
        let _ = write!(out, "<p>{}</p>", none.get(lang));
    } else {
        let caption = text!("各机关各年度的报告", "Reports by agency and year").get(lang);
        let agency = text!("机关", "Agency").get(lang);
        let _ = write!(
            out,
            "<section class=\"scroll\" tabindex=\"0\" aria-label=\"{caption}\"><table class=\"reports\"><caption>{caption}</caption>\
             <thead><tr><th scope=\"col\">{agency}</th>"
        );
        for year in years.iter().rev() {
            let _ = write!(out, "<th scope=\"col\">{}</th>", words::year(*year, lang));
        }
        out.push_str("</tr></thead><tbody>");
        for (id, of_years) in &by_agency {
            let name = escaped(&agencies[*id].name);
            let _ = write!(out, "<tr><th scope=\"row\" lang=\"zh-CN\">{name}</th>");
            for year in years.iter().rev() {
                out.push_str("<td>");
                for (file, state) in of_years.get(year).into_iter().flatten() {
                    let (href, year) = (address(preview, file), words::year(*year, lang));
                    let _ = write!(out, "<a href=\"{href}\" aria-label=\"{name} {year} {state}\">{state}</a>");
                }
                out.push_str("</td>");
            }
            out.push_str("</tr>");
        }
        out.push_str("</tbody></table></section>");
    }
    out.push_str(&unreadable(preview));
    out.push_str("</main></body></html>");
    out
}

fn state(preview: &Preview, file: &str, is_draft: bool) -> String {
    let lang = preview.lang;
    let found = preview.now.findings.in_file(file).iter().filter(|finding| finding.waived.is_none());
    let counts = Counts::of(found);
    let state = match (counts.error, counts.warning) {
        (0, 0) => text!("没有问题", "no problems").get(lang).to_owned(),
        (0, n) => text!("{n} 个警告", "{n} {n:warning|warnings}").with("n", n).get(lang),
        (n, _) => text!("{n} 个错误", "{n} {n:error|errors}").with("n", n).get(lang),
    };
    if is_draft { format!("{}{state}", text!("草稿，", "draft, ").get(lang)) } else { state }
}

/// Reports of which not even year and agency can be read.
fn unreadable(preview: &Preview) -> String {
    let faults = preview.now.site.archive.faults.keys().filter(|path| path.starts_with("reports/"));
    let links = faults.map(|path| {
        let file = format!("content/{path}");
        format!("<li><a href=\"{}\">{}</a></li>", address(preview, &file), escaped(&file))
    });
    let links: String = links.collect();
    if links.is_empty() {
        return links;
    }
    let title = text!("读不出来的报告", "Reports that cannot be read").get(preview.lang);
    format!("<h2>{title}</h2><ul>{links}</ul>")
}
