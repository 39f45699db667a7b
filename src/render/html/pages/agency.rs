//! One agency: all its years.

use super::compare;
use crate::{
    config::AgencyId,
    i18n::words,
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::About,
            card::{card, href, link},
            changes, chart, digest,
            frame::{alternates, frame},
            view::{AgencyView, ChangeView, FormerNameView, Link},
        },
    },
    site::{Address, Site, lists::MOST, url},
    text,
};

pub(crate) static KIND: Kind<AgencyId> = Kind::new("agency", path, render).listed();

/// So many agencies are offered to compare one with.
const PARTNERS: usize = 3;

fn path(site: &Site, agency: AgencyId) -> String {
    url::index(&url::agency(&site.config.agencies[agency].id))
}

fn render(renderer: &Renderer<'_>, page: &Address, id: AgencyId) -> Result<Vec<u8>, RenderError> {
    let (site, config) = (renderer.site, &renderer.site.config);
    let agency = &config.agencies[id];
    let own: Vec<_> = site.archive.of_agency(id).map(|id| site.report(id)).collect();
    let reports: Vec<_> = site.archive.of_agency(id).rev().map(|id| card(renderer, page, id)).collect();
    let units = config.agencies.units_of(agency);
    let former = agency.names.iter().map(|former| FormerNameView { name: former.name.clone(), until: former.until });
    let view = AgencyView {
        id: agency.id.clone(),
        name: agency.name.clone(),
        former_names: former.collect(),
        parent: links(site, page, agency.parent.iter().filter_map(|id| config.agencies.index_of(id))).pop(),
        predecessors: links(site, page, agency.succeeds.iter().filter_map(|id| config.agencies.index_of(id))),
        successors: links(site, page, config.agencies.successors_of(agency).iter().copied()),
        units: links(site, page, units.iter().copied().filter(|_| units.len() <= MOST)),
        unit_count: units.len(),
        unit_list: digest::units(site, page, id),
        partners: partners(site, page, id),
        absences: digest::absences(site, id),
        lead: lead(site, id),
        history: digest::history(renderer, page, id),
        changes: changes(site, page, id),
        charts: chart::of_reports(&own, digest::last_year(site, id).unwrap_or_default(), config.language)
            .into_iter()
            .filter(|chart| chart.is_of_parts)
            .collect(),
        reports,
        downloads: alternates(renderer, page),
    };
    let about = About::of_site("agency", agency.name.as_str(), site);
    renderer.templates.render("agency.html", &frame(renderer, page, about), &view)
}

/// Agencies to compare it with: of the same kind and rank below the same superior and reporting on the same year, those
/// that follow it before others.
fn partners(site: &Site, page: &Address, id: AgencyId) -> Vec<Link> {
    let agencies = &site.config.agencies;
    let agency = &agencies[id];
    let Some(newest) = site.archive.years_of(id).last().filter(|_| compare::one(site) > 0) else {
        return Vec::new();
    };
    let superior = agency.parent.as_ref().and_then(|parent| agencies.index_of(parent));
    let siblings = superior.map_or(&[][..], |superior| agencies.units_of(&agencies[superior]));
    let at = siblings.iter().position(|other| *other == id).unwrap_or(siblings.len());
    let others = siblings.iter().skip(at + 1).chain(siblings[..at].iter().rev());
    let alike = others.filter(|other| (agencies[**other].kind, agencies[**other].rank) == (agency.kind, agency.rank));
    let reporting = alike.filter(|other| site.archive.id_of(**other, newest).is_some());
    let compare = url::relative(&page.path, url::COMPARE);
    let links = reporting.take(PARTNERS).map(|other| &agencies[*other]).map(|other| Link {
        label: other.name.clone(),
        href: format!("{compare}?agency={}&agency={}", agency.id, other.id),
    });
    links.collect()
}

/// The newest year first: if there is no report on it, that.
fn lead(site: &Site, id: AgencyId) -> String {
    let newest = site.archive.of_agency(id).next_back().map(|id| digest::lead(site, site.report(id)));
    let sentences = digest::newest(site, id).into_iter().chain(newest).filter(|sentence| !sentence.is_empty());
    sentences.collect::<Vec<_>>().join(text!("", " ").get(site.config.language))
}

/// Corrections and explanations, the newest report's first.
fn changes(site: &Site, page: &Address, id: AgencyId) -> Vec<ChangeView> {
    let mut changes = Vec::new();
    for report in site.archive.of_agency(id).rev().map(|id| site.report(id)) {
        let lang = site.config.language;
        let (year, href) = (words::year(report.year, lang), href(page, &url::report(site, report)));
        changes.extend(report.revisions.iter().map(|one| ChangeView {
            report: Link { label: year.clone(), href: href.clone() },
            kind: "correction",
            date: one.date.map(|date| date.to_string()).unwrap_or_default(),
            note: one.note.clone(),
            changes: changes::changes(&href, report, one, lang),
        }));
        changes.extend(report.waivers.iter().map(|one| ChangeView {
            report: Link { label: year.clone(), href: href.clone() },
            kind: "explanation",
            date: String::new(),
            note: one.reason.clone(),
            changes: Vec::new(),
        }));
    }
    changes
}

fn links(site: &Site, page: &Address, agencies: impl Iterator<Item = AgencyId>) -> Vec<Link> {
    let agencies = agencies.map(|id| &site.config.agencies[id]);
    agencies.map(|agency| link(page, &agency.name, &url::agency(&agency.id))).collect()
}
