//! One body: all its years.

use super::year::columns;
use crate::{
    render::{
        Kind, Output, Page, RenderError, Scope,
        html::{
            About, alternates, card, chart, compare, frame, link,
            view::{AgencyView, FormerNameView, Link},
        },
    },
    site::{Subject, url},
};

pub const KIND: Kind = Kind {
    name: "agency",
    scope: Scope::Agency,
    path: |output, subject| url::index(&url::agency(&output.site.config.agencies[agency_of(subject)].id)),
    render,
    format: None,
    listed: true,
};

pub fn agency_of(subject: Subject) -> usize {
    match subject {
        Subject::Agency(agency) => agency,
        subject => unreachable!("a page on a body is about {subject:?}"),
    }
}

fn render(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let (site, config) = (&output.site, &output.site.config);
    let place = agency_of(page.address.subject);
    let agency = &config.agencies[place];
    let own: Vec<_> = site.archive.of_agency(place).map(|id| site.report(id)).collect();
    let reports: Vec<_> = site.archive.of_agency(place).rev().map(|id| card(output, page, id)).collect();
    let to = |id: &String| -> Option<Link> { config.agency(id).map(|a| link(page, &a.name, &url::agency(&a.id))) };
    let at = |&place: &usize| link(page, &config.agencies[place].name, &url::agency(&config.agencies[place].id));
    let former = agency.names.iter().map(|former| FormerNameView { name: former.name.clone(), until: former.until });
    let view = AgencyView {
        name: agency.name.clone(),
        former_names: former.collect(),
        parent: agency.parent.as_ref().and_then(to),
        predecessors: agency.succeeds.iter().filter_map(to).collect(),
        successors: config.agencies.successors_of(agency).iter().map(at).collect(),
        units: config.agencies.units_of(agency).iter().map(at).collect(),
        columns: columns(&reports),
        comparison: compare::years(output, page, &own),
        charts: chart::of_reports(&own, config.language),
        reports,
        downloads: alternates(output, page, page.address.subject),
    };
    let about = About {
        kind: "agency",
        heading: agency.name.clone(),
        description: format!("{} - {}", agency.name, config.title),
        draft: false,
    };
    output.engine.render("agency.html", &frame(output, page, about), &view)
}
