//! All data in one place: the files of the site, and those of every year.

use crate::{
    archive::Counted,
    i18n::words::{self, word},
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::About,
            frame::{alternates, alternates_of, frame},
            view::{DataView, YearFiles},
        },
    },
    report::Number,
    site::{Address, Site, Subject, url},
    text,
};

/// More names than these are only counted.
const NAMED: usize = 3;

pub(crate) static KIND: Kind<()> = Kind::new("data", |_, ()| url::DATA.into(), render).listed();

fn render(renderer: &Renderer<'_>, page: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let lang = renderer.site.config.language;
    let years = renderer.site.archive.years().into_keys().rev();
    let view = DataView {
        downloads: alternates(renderer, page),
        years: years
            .map(|year| YearFiles {
                label: words::year(year, lang),
                href: url::relative(&page.path, &url::index(&url::year(year))),
                files: alternates_of(renderer, page, Subject::Year(year)),
                inside: inside(renderer.site, year),
            })
            .collect(),
    };
    let about = About::of_site("data", word("all_data", lang), renderer.site);
    renderer.templates.render("data.html", &frame(renderer, page, about), &view)
}

/// Names where there are few.
fn inside(site: &Site, year: u16) -> String {
    let reports = site.archive.of_year(year).into_iter().map(|id| site.report(id));
    let inside = Counted::of(&site.config.agencies, reports).inside;
    let names: Vec<_> = inside.iter().map(|report| site.name_of(report)).collect();
    let sentence = match names.len() {
        0 => return String::new(),
        1..=NAMED => text!(
            "{year}年：{names}的数字已含在别的报告里，不要重复相加。",
            "{year}: the figures of {names} are part of another report; do not add them up again."
        )
        .with("names", &names),
        n => text!(
            "{year}年：有 {n} 份报告的数字已含在别的报告里，不要重复相加。",
            "{year}: the figures of {n} reports are part of other reports; do not add them up again."
        )
        .with("n", Number::count(n).grouped()),
    };
    sentence.with("year", year).get(site.config.language)
}
