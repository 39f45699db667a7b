//! What every page has around its content.

use super::Alternate;
use serde::Serialize;
use tera::Value;

/// What every page has, as `page`, `site`, `nav` and `words`.
#[derive(Serialize)]
pub(crate) struct Frame<'a> {
    /// This page.
    pub page: PageView,
    /// The site, from `site.toml`.
    pub site: SiteView<'a>,
    /// The main navigation: the entries of `site.toml`, the pages that ask for it, then agencies, comparison and data.
    pub nav: Vec<NavItem>,
    /// The interface's words in the site's language, by key.
    pub words: &'a Value,
}

/// `page`: this page.
#[derive(Serialize)]
pub(crate) struct PageView {
    /// `home`, `year`, `report`, `agency`, `agencies`, `corrections`, `compare`, `data`, `page`, `sitemap`, `search` or
    /// `404`.
    pub kind: &'static str,
    /// For `<html lang>`: `zh-CN` or `en`.
    pub lang: &'static str,
    /// ` lang="zh-CN"` on pages in another language, for elements that hold Chinese; elsewhere empty.
    pub chinese: &'static str,
    /// The same for `<title>`, if its first words are Chinese.
    pub title_lang: &'static str,
    /// For `<title>`: the page's name and the site's.
    pub title: String,
    /// For the page's only `<h1>`.
    pub heading: String,
    /// For the meta tag; may be empty.
    pub description: String,
    /// Absolute, if the site has a base URL.
    pub canonical: Option<String>,
    /// The tags of government pages, and those of Open Graph, as `name` and `content`. None is empty.
    pub meta: Vec<Meta>,
    /// The tags that other sites read when somebody passes the page on.
    pub open_graph: Vec<Meta>,
    /// schema.org's description, safe inside a script element; may be empty.
    pub json_ld: String,
    /// Leads to the root of the site: `../../`, or empty.
    pub root: String,
    /// The home page.
    pub home: String,
    /// The page with every page.
    pub site_map: String,
    /// The page with every agency.
    pub agencies: String,
    /// The page with every correction.
    pub corrections: String,
    /// The page that compares agencies, if there are any to compare.
    pub compare: Option<String>,
    /// The page with all data.
    pub data: String,
    /// The search page, unless the site is built without.
    pub search: Option<String>,
    /// The stylesheets in the order to load them: `style.css`, then the theme's others by name.
    pub styles: Vec<String>,
    /// The theme's script that runs before the page is drawn, if it has one.
    pub early_script: Option<String>,
    /// The theme's script, if it has one.
    pub script: Option<String>,
    /// The theme's icon, if it has one.
    pub icon: Option<String>,
    /// The portal's logo, if `[brand]` names one.
    pub logo: Option<String>,
    /// Machine-readable forms of this page, and the feed.
    pub alternates: Vec<Alternate>,
    /// Whether search engines are asked not to index it.
    pub noindex: bool,
    /// Whether this page shows a draft.
    pub draft: bool,
}

/// A tag: the `name` of a `<meta>`, or the `property` of Open Graph, and its content.
#[derive(Serialize)]
pub(crate) struct Meta {
    /// `SiteName`, `og:title`.
    pub name: &'static str,
    /// Never empty.
    pub content: String,
}

/// `site`: whose portal it is. What `site.toml` does not give is empty.
#[derive(Serialize)]
pub(crate) struct SiteView<'a> {
    /// Its name.
    pub title: &'a str,
    /// What it is, in a sentence; may be empty.
    pub description: &'a str,
    /// Whether every page says 示例.
    pub sample: bool,
    /// 主办单位: who runs the site.
    pub organiser: Option<&'a str>,
    /// 联系部门: the office to ask.
    pub contact: Option<&'a str>,
    /// Of the office.
    pub address: Option<&'a str>,
    /// Of the address.
    pub postcode: Option<&'a str>,
    /// As given.
    pub phone: Option<&'a str>,
    /// 网站标识码, ten digits.
    pub id_code: Option<&'a str>,
    /// ICP备案号, as given.
    pub icp: Option<&'a str>,
    /// 公安备案号, as given.
    pub police: Option<&'a str>,
}

/// An entry of the navigation.
#[derive(Serialize)]
pub(crate) struct NavItem {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the page itself.
    pub current: bool,
}
