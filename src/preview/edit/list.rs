//! The list of reports to fill in: a row per agency, a column per year, each with its state, and ways to start new
//! ones.

use super::{
    begin,
    listed::{Listed, address},
    words::Words,
};
use crate::{
    config::AgencyId,
    i18n::words,
    preview::{
        Preview,
        own_page::{SILENT, escaped, head, script},
    },
    status::{self, Row, State},
    text,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// The page.
pub(crate) fn page(preview: &Preview, listed: Listed<'_>) -> String {
    let lang = preview.lang;
    let title = text!("填报", "Fill in reports").get(lang);
    let folder = preview.own("");
    let mut out = head(&folder, lang, title, "list");
    let _ = write!(out, "<main class=\"list\"><h1>{title}</h1>");
    if let Some(back) = listed.back {
        let welcome = text!("欢迎页：发布，换一个栏目", "Welcome page: publish, or open another portal").get(lang);
        let _ = write!(out, "<p class=\"back\"><a href=\"{}\">{welcome}</a></p>", escaped(back));
    }
    out.push_str("<p id=\"said\" role=\"status\"></p>");
    out.push_str("<div id=\"reports\">");
    if preview.now.site.config.agencies.is_empty() {
        let none = text!("还没有机关，先在下面加一个", "There are no agencies yet: add one below");
        let _ = write!(out, "<p>{}</p>", none.get(lang));
    } else {
        table(preview, listed, &mut out);
        begin::year(preview, listed, &mut out);
    }
    out.push_str(&unreadable(preview));
    out.push_str("</div>");
    if listed.may_edit {
        begin::document(preview, &mut out);
        begin::agency(preview, &mut out);
        out.push_str(&script(&folder, "form-list.js", &[Words::of(lang).locked, SILENT.get(lang)]));
    }
    out.push_str("</main></body></html>");
    out
}

fn table(preview: &Preview, listed: Listed<'_>, out: &mut String) {
    let (lang, site) = (preview.lang, &preview.now.site);
    let years = years(preview, listed);
    let by_year: Vec<_> = years.iter().rev().map(|year| (*year, by_agency(preview, *year))).collect();
    let caption = text!("各机关各年度的报告", "Reports by agency and year").get(lang);
    let agency = text!("机关", "Agency").get(lang);
    let _ = write!(
        out,
        "<section class=\"scroll\" tabindex=\"0\" aria-label=\"{caption}\"><table class=\"reports\"><caption>{caption}</caption>\
         <thead><tr><th scope=\"col\">{agency}</th>"
    );
    for (year, _) in &by_year {
        let _ = write!(out, "<th scope=\"col\">{}</th>", words::year(*year, lang));
    }
    out.push_str("</tr></thead><tbody>");
    for id in site.config.agencies.ids() {
        let name = escaped(&site.config.agencies[id].name);
        let _ = write!(out, "<tr><th scope=\"row\" lang=\"zh-CN\">{name}</th>");
        for (year, rows) in &by_year {
            let named = format!("{name} {}", words::year(*year, lang));
            let cell = rows.get(&id).map(|row| cell(preview, row, *year, &named, listed.may_edit)).unwrap_or_default();
            let _ = write!(out, "<td>{cell}</td>");
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></section>");
}

/// From the first year with a report to the one that is due now, including years between without a report.
fn years(preview: &Preview, listed: Listed<'_>) -> BTreeSet<u16> {
    if let Some(asked) = listed.year {
        return BTreeSet::from([asked]);
    }
    let site = &preview.now.site;
    let known: BTreeSet<_> = site.archive.years().into_keys().chain(status::usual_year(site, listed.today)).collect();
    known.first().zip(known.last()).map(|(first, last)| (*first..=*last).collect()).unwrap_or_default()
}

fn by_agency(preview: &Preview, year: u16) -> BTreeMap<AgencyId, Row> {
    let site = &preview.now.site;
    let rows = status::status(site, &preview.now.findings, year, None).rows.into_iter();
    rows.filter_map(|row| Some((site.config.agencies.index_of(&row.id)?, row))).collect()
}

/// A report with its state, or a way to start it.
fn cell(preview: &Preview, row: &Row, year: u16, named: &str, may_edit: bool) -> String {
    let lang = preview.lang;
    let word = row.state.word().get(lang);
    let state = match row.state {
        State::Errors => text!("{n} 个错误", "{n} {n:error|errors}").with("n", row.errors).get(lang),
        State::Warnings => text!("{n} 个警告", "{n} {n:warning|warnings}").with("n", row.warnings).get(lang),
        State::Review => format!("{word} {}", row.reviews),
        State::Missing if row.file.is_some() => text!("还没有填", "not begun").get(lang).to_owned(),
        _ => word.to_owned(),
    };
    let key = row.state.key();
    match &row.file {
        Some(file) => {
            format!("<a class=\"{key}\" href=\"{}\" aria-label=\"{named} {state}\">{state}</a>", address(preview, file))
        }
        None if row.state == State::Missing && may_edit => {
            let begin = text!("新建", "Begin").get(lang);
            format!(
                "<button type=\"button\" data-agency=\"{}\" data-year=\"{year}\" aria-label=\"{begin} {named}\">{begin}</button>",
                escaped(&row.id)
            )
        }
        None => format!("<span class=\"{key}\">{state}</span>"),
    }
}

/// Reports whose year and agency cannot be read.
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
