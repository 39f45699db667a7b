//! Every agency: which of its reports are here, and what stands below it.

use super::site_map;
use crate::{
    i18n::words::word,
    render::{
        Kind, RenderError, Renderer,
        html::{about::About, digest, frame::frame, view::AgenciesView},
    },
    site::{Address, url},
};

pub(crate) static KIND: Kind<()> = Kind::new("agencies", |_, ()| url::AGENCIES.into(), render).listed();

fn render(renderer: &Renderer<'_>, page: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let view = AgenciesView {
        tiles: digest::tiles(site, page),
        agencies: site_map::tree_of_agencies(site, page),
        agency_count: site.config.agencies.len(),
    };
    let about = About::of_site("agencies", word("agencies", site.config.language), site);
    renderer.templates.render("agencies.html", &frame(renderer, page, about), &view)
}
