//! Agencies, figures and years of the reader's choice, side by side, and what this page loads when it is asked for:
//! `compare/agencies.js`, and the figures of some agencies in `compare/figures-0.js` …
//!
//! These are scripts that hand over their data by `giarCompare(name, data)`: a page opened from a folder may load
//! scripts, but not fetch data. `assets/compare.js` is the other half. Without script, the page leads to the years.

use crate::{
    archive::ReportId,
    config::AgencyId,
    i18n::words::word,
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::About,
            card::href,
            digest::Compared,
            frame::frame,
            view::{CompareView, YearLink},
        },
    },
    site::{Address, Site, url},
    text,
};
use serde::Serialize;

/// How many agencies' figures a file holds: some 20 kB, of which a phone can afford a few.
const AGENCIES_A_FILE: usize = 20;

/// So few agencies are offered at once before any is chosen; `assets/compare.js` offers no more either.
const OFFERED: usize = 12;

pub(crate) static KIND: Kind<usize> = Kind::new("compare", |_, _| url::COMPARE.into(), render).listed();

pub(crate) static AGENCIES: Kind<usize> = Kind::new("compare agencies", |_, _| "compare/agencies.js".into(), agencies);

pub(crate) static FIGURES: Kind<usize> =
    Kind::new("compare figures", |_, item| format!("compare/figures-{item}.js"), figures);

/// 1 if there is anything to compare, else 0.
pub(crate) fn one(site: &Site) -> usize {
    usize::from(!site.is_single() && Compared::of(site).is_some())
}

/// How many files of figures.
pub(crate) fn files(site: &Site) -> usize {
    one(site) * site.config.agencies.len().div_ceil(AGENCIES_A_FILE)
}

/// The agencies whose figures a file holds.
pub(crate) fn agencies_of(site: &Site, item: usize) -> impl Iterator<Item = AgencyId> {
    site.config.agencies.ids().skip(item * AGENCIES_A_FILE).take(AGENCIES_A_FILE)
}

fn render(renderer: &Renderer<'_>, page: &Address, _: usize) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let lang = site.config.language;
    let years = site.archive.years().into_keys().rev();
    let names = site.config.agencies.iter().map(|agency| agency.name.clone());
    let view = CompareView {
        script: site.theme.published("assets/compare.js").map(|asset| url::relative(&page.path, asset)),
        figures: Compared::of(site).map_or_else(Vec::new, |compared| compared.figures(lang)),
        years: years.map(|year| YearLink { year, href: href(page, &url::year(year)) }).collect(),
        offered: names.filter(|_| site.config.agencies.len() <= OFFERED).collect(),
    };
    let about = About::of_site("compare", word("compare", lang), site);
    renderer.templates.render("compare.html", &frame(renderer, page, about), &view)
}

/// Who there is to choose from.
#[derive(Serialize)]
struct Choice<'a> {
    agencies_a_file: usize,
    agencies: Vec<One<'a>>,
}

/// An agency: its id, its name, its superior's id, its kind and its rank, and the last year it reported on.
#[derive(Serialize)]
struct One<'a>(&'a str, &'a str, &'a str, &'static str, &'static str, u16);

impl<'a> One<'a> {
    fn of(site: &'a Site, id: AgencyId) -> Self {
        let agency = &site.config.agencies[id];
        let parent = agency.parent.as_deref().unwrap_or_default();
        let newest = site.archive.years_of(id).last().unwrap_or_default();
        Self(&agency.id, &agency.name, parent, agency.kind.key(), agency.rank.key(), newest)
    }
}

fn agencies(renderer: &Renderer<'_>, _: &Address, _: usize) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let agencies = site.config.agencies.ids().map(|id| One::of(site, id)).collect();
    Ok(script("agencies", &Choice { agencies_a_file: AGENCIES_A_FILE, agencies }))
}

/// An agency's id, and its reports.
#[derive(Serialize)]
struct Stated<'a>(&'a str, Vec<OfYear>);

/// A report: its year, its page, its figures, and whose else these are, in words.
#[derive(Serialize)]
struct OfYear(u16, String, Vec<Shown>, String);

/// A figure as it is shown, what it is made of, and the cell that states it.
#[derive(Serialize)]
struct Shown(String, String, String);

fn figures(renderer: &Renderer<'_>, page: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let Some(compared) = Compared::of(site) else { return Ok(Vec::new()) };
    let stated: Vec<_> = agencies_of(site, item).map(|id| stated(site, page, &compared, id)).collect();
    Ok(script(&format!("figures-{item}"), &stated))
}

fn stated<'a>(site: &'a Site, page: &Address, compared: &Compared, id: AgencyId) -> Stated<'a> {
    let reports = site.archive.of_agency(id).map(|id| of_year(site, page, compared, id));
    Stated(&site.config.agencies[id].id, reports.collect())
}

fn of_year(site: &Site, page: &Address, compared: &Compared, id: ReportId) -> OfYear {
    let report = site.report(id);
    let href = url::relative(&page.path, &url::index(&url::report(site, report)));
    let cells = compared.cells(report, &href, site.config.language).into_iter();
    let cells = cells.map(|cell| {
        let anchor = cell.href.strip_prefix(&href).unwrap_or_default().to_owned();
        Shown(cell.value, cell.detail, anchor)
    });
    let joint = site.joint_names(report);
    let with = text!("含{names}", "with {names}").with("names", &joint).get(site.config.language);
    OfYear(report.year, href.clone(), cells.collect(), if joint.is_empty() { String::new() } else { with })
}

/// A classic script that hands its data over.
fn script(name: &str, data: &impl Serialize) -> Vec<u8> {
    let mut bytes = format!("giarCompare(\"{name}\",").into_bytes();
    serde_json::to_writer(&mut bytes, data).expect("figures serialise");
    bytes.extend_from_slice(b");\n");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_and_script_offer_as_many() {
        let script = include_str!("../../../../themes/default/assets/compare.js");
        assert!(script.contains(&format!("const OFFERED = {OFFERED};")));
    }
}
