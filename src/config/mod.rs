//! `site.toml`: the portal's owner, its agencies, the levels of its rules.
//!
//! All faults of the file are found in one run. They are errors in the configuration, not findings about a report.

mod agencies;
mod agency;
mod agency_sections;
mod brand;
mod colour;
mod column;
mod downloads;
mod names;
mod output;
mod title_name;

use crate::{
    date::Date,
    diag::{Finding, Level, Place, RuleName, Source, Span},
    i18n::Lang,
    markdown,
    spanned::{self, Fields, Node, Problem, Value, invisible, visible},
    text,
};
pub use agencies::Agencies;
pub use agency::{Absence, Agency, AgencyId, AgencyKind, FormerName, MonthDay, Rank};
pub use brand::Brand;
pub use colour::Colour;
pub(crate) use colour::WHITE;
pub use column::Column;
pub use downloads::{DOCUMENTS, Downloads, WORD, WORKBOOK};
pub(crate) use names::names_of;
pub use output::{Allowance, OutputPolicy};
use std::{collections::BTreeMap, sync::Arc};

/// The rule name for faults in `site.toml`.
pub const INVALID_CONFIGURATION: RuleName = RuleName("invalid-configuration");

/// The contents of `site.toml`, with defaults for missing values.
#[derive(Debug, Default)]
pub struct Config {
    /// The file itself, for findings about it.
    pub source: Arc<Source>,
    /// The portal’s name.
    pub title: String,
    /// A sentence that describes the portal; may be empty.
    pub description: String,
    /// Where it will be published.
    pub base_url: BaseUrl,
    /// The language of the interface and, by default, of messages. Reports are always in Chinese.
    pub language: Lang,
    /// The folder below `themes/` that replaces files of the built-in theme.
    pub theme: Option<String>,
    /// Whether every page is marked 示例 and excluded from search engines.
    pub sample: bool,
    /// The licence of the data files, or its address.
    pub license: Option<String>,
    /// Who runs the portal.
    pub identity: Identity,
    /// How page metadata describes the portal.
    pub column: Column,
    /// Documents offered to readers besides data.
    pub downloads: Downloads,
    /// The portal’s logo and colour.
    pub brand: Brand,
    /// What publishing may change in the output folder.
    pub output: OutputPolicy,
    /// The day as of which reports are judged: one that was due by then and does not exist is missing. giar does not
    /// read the clock.
    pub as_of: Option<Date>,
    /// Attachments that are published although they may contain scripts: files and folders below `content/`.
    pub active_attachments: Vec<String>,
    /// Levels that override those of rules; `None` turns a rule off.
    pub rules: BTreeMap<String, (Option<Level>, Span)>,
    /// The main navigation, before the pages that ask to be included.
    pub nav: Vec<NavEntry>,
    /// The agencies that report here.
    pub agencies: Agencies,
}

/// Who runs the portal. Missing values are left out of pages and reported, never made up.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The name of the government's site that contains this portal; by default the portal's own title.
    pub site_name: Option<String>,
    /// 主办单位: who runs the site.
    pub organiser: Option<String>,
    /// The office to contact.
    pub contact: Option<String>,
    /// The address of that office.
    pub address: Option<String>,
    /// The postcode of that address.
    pub postcode: Option<String>,
    /// As given, in any format.
    pub phone: Option<String>,
    /// 网站标识码, ten digits.
    pub id_code: Option<String>,
    /// ICP备案号, as given.
    pub icp: Option<String>,
    /// 公安备案号, as given.
    pub police: Option<String>,
}

impl Identity {
    fn missing(&self) -> impl Iterator<Item = &'static str> {
        let wanted = [
            ("identity.organiser", &self.organiser),
            ("identity.contact", &self.contact),
            ("identity.id_code", &self.id_code),
            ("identity.icp", &self.icp),
            ("identity.police", &self.police),
        ];
        wanted.into_iter().filter(|(_, value)| value.is_none()).map(|(key, _)| key)
    }
}

/// An entry of the main navigation.
#[derive(Debug)]
pub struct NavEntry {
    /// The words of the link.
    pub label: String,
    /// A path of this site (`guide/`) or an address elsewhere.
    pub path: String,
    /// Where the path is written.
    pub path_span: Span,
}

/// The address of the published site: `https://www.example.gov.cn/xxgk/`. Always ends in `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl Default for BaseUrl {
    fn default() -> Self {
        Self("/".into())
    }
}

impl BaseUrl {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let host = rest.split('/').next()?;
        // The part before an `@` may be a password, which would be published.
        let is_sound = !host.is_empty() && !host.contains('@') && !text.contains(is_foreign_to_addresses);
        is_sound.then(|| Self(format!("{}/", text.trim_end_matches('/'))))
    }

    /// The absolute address of a path of the site.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The path within the site of an absolute address, with either scheme.
    pub fn relative<'a>(&self, address: &'a str) -> Option<&'a str> {
        let (_, own) = self.0.split_once("://")?;
        let (_, rest) = address.split_once("://")?;
        let path = rest.strip_prefix(own)?;
        (!path.is_empty() && !path.contains(['?', '#'])).then_some(path)
    }

    /// The host; none if the site has no address yet.
    pub fn host(&self) -> Option<&str> {
        self.0.split_once("://")?.1.split('/').next()
    }

    /// The path of the site on its host, with slashes at both ends.
    pub fn path(&self) -> &str {
        let rest = self.0.split_once("://").map_or(&*self.0, |(_, rest)| rest);
        rest.find('/').map_or("/", |at| &rest[at..])
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a base address may not contain a character: the address is inserted into HTML, and paths are appended to it.
fn is_foreign_to_addresses(c: char) -> bool {
    c.is_whitespace() || invisible(c).is_some() || matches!(c, '?' | '#' | '"' | '<' | '>' | '\\')
}

impl Config {
    /// Reads `site.toml`; returns the values that could be read, and all faults.
    pub fn read(source: &Arc<Source>) -> (Self, Vec<Finding>) {
        if let Some(conflict) = markdown::conflict(source) {
            return (Self::unread(source), vec![conflict]);
        }
        let mut problems = Vec::new();
        let config = match spanned::toml::parse(source, &mut problems) {
            Some(root) => Self::from_node(source, &root, &mut problems),
            None => Self::unread(source),
        };
        (config, problems.into_iter().map(|problem| finding(source, problem)).collect())
    }

    /// A configuration that could not be read, except for the language in which to report that.
    fn unread(source: &Source) -> Self {
        Self { language: Self::language_of(source), ..Self::default() }
    }

    /// The language set in a `site.toml`, even if it is otherwise faulty.
    pub fn language_of(source: &Source) -> Lang {
        spanned::toml::text_of(source, "language").and_then(|tag| Lang::parse(&tag)).unwrap_or_default()
    }

    fn from_node(source: &Arc<Source>, root: &Node, problems: &mut Vec<Problem>) -> Self {
        let mut f = Fields::of_settings(root, problems);
        let title = f.text("title");
        if title.is_none() {
            f.problem(Problem::invalid(
                Span::default(),
                text!("没有写网站名称：title = \"…\"", "the site has no title: add title = \"…\""),
            ));
        }
        let config = Self {
            agencies: agency_sections::read_all(&mut f),
            source: Arc::clone(source),
            title: title.unwrap_or_default(),
            description: f.text("description").and_then(known).unwrap_or_default(),
            base_url: base_url(&mut f),
            language: language(&mut f),
            theme: f.text("theme"),
            sample: f.flag("sample").unwrap_or(false),
            license: f.text("license"),
            identity: identity(&mut f),
            column: column::read(&mut f),
            downloads: downloads::read(&mut f),
            brand: brand::read(&mut f),
            output: output::read(&mut f),
            as_of: as_of(&mut f),
            active_attachments: f.texts("active_attachments"),
            rules: rules(&mut f),
            nav: nav(&mut f),
        };
        f.done_above_sections();
        config
    }

    pub(crate) fn agency(&self, id: &str) -> Option<&Agency> {
        self.agencies.index_of(id).map(|at| &self.agencies[at])
    }

    /// The keys that are missing but required on government pages.
    pub fn missing(&self) -> Vec<&'static str> {
        let base_url = (self.base_url == BaseUrl::default()).then_some("base_url");
        let description = self.description.is_empty().then_some("description");
        base_url.into_iter().chain(description).chain(self.identity.missing()).chain(self.column.missing()).collect()
    }
}

/// The text unless it is empty or "null", which would be a defect on a page.
fn known(text: String) -> Option<String> {
    (!matches!(text.trim(), "" | "null")).then_some(text)
}

fn finding(source: &Arc<Source>, problem: Problem) -> Finding {
    let mut finding = Finding::new(INVALID_CONFIGURATION, Place::new(source, problem.span), problem.message);
    if let Some(first) = problem.first {
        finding = finding.related(Place::new(source, first), text!("第一次写在这里", "first given here"));
    }
    match problem.hint {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}

fn base_url(f: &mut Fields<'_>) -> BaseUrl {
    let Some(node) = f.get("base_url") else { return BaseUrl::default() };
    match node.text().and_then(BaseUrl::parse) {
        Some(url) => url,
        None => {
            let wanted = text!(
                "完整的网址，如 \"https://www.example.gov.cn/xxgk/\"",
                "a full URL such as \"https://www.example.gov.cn/xxgk/\""
            );
            f.invalid(node.span, "base_url", wanted);
            BaseUrl::default()
        }
    }
}

fn as_of(f: &mut Fields<'_>) -> Option<Date> {
    let node = f.get("as_of")?;
    let date = node.text().and_then(Date::parse);
    if date.is_none() {
        f.invalid(node.span, "as_of", text!("日期，如 2026-02-01", "a date such as 2026-02-01"));
    }
    date
}

fn language(f: &mut Fields<'_>) -> Lang {
    let Some(node) = f.get("language") else { return Lang::default() };
    match node.text().and_then(Lang::parse) {
        Some(lang) => lang,
        None => {
            f.invalid(node.span, "language", text!("\"zh-CN\" 或 \"en\"", "\"zh-CN\" or \"en\""));
            Lang::default()
        }
    }
}

fn known_text(f: &mut Fields<'_>, key: &'static str) -> Option<String> {
    f.text(key).and_then(known)
}

fn identity(f: &mut Fields<'_>) -> Identity {
    let Some(node) = f.section("identity") else { return Identity::default() };
    let mut f = f.inside(node);
    let id_code = known_text(&mut f, "id_code");
    if id_code.as_ref().is_some_and(|code| code.len() != 10 || !code.bytes().all(|b| b.is_ascii_digit())) {
        let span = f.get("id_code").map_or(node.span, |node| node.span);
        f.invalid(span, "id_code", text!("十位数字的网站标识码", "the ten-digit code of the website"));
    }
    let identity = Identity {
        site_name: known_text(&mut f, "site_name"),
        organiser: known_text(&mut f, "organiser"),
        contact: known_text(&mut f, "contact"),
        address: known_text(&mut f, "address"),
        postcode: known_text(&mut f, "postcode"),
        phone: known_text(&mut f, "phone"),
        id_code,
        icp: known_text(&mut f, "icp"),
        police: known_text(&mut f, "police"),
    };
    f.done();
    identity
}

/// The values of levels in `site.toml`.
const LEVELS: [(&str, Option<Level>); 4] =
    [("error", Some(Level::Error)), ("warn", Some(Level::Warning)), ("info", Some(Level::Info)), ("off", None)];

fn rules(f: &mut Fields<'_>) -> BTreeMap<String, (Option<Level>, Span)> {
    let mut levels = BTreeMap::new();
    let Some(Value::Map(entries)) = f.section("rules").map(|node| &node.value) else { return levels };
    for entry in entries {
        let written = entry.value.text().unwrap_or_default();
        if let Some((_, level)) = LEVELS.iter().find(|(word, _)| *word == written) {
            levels.insert(entry.key.to_string(), (*level, entry.key_span));
            continue;
        }
        let message = text!("“{rule}”不能是“{level}”", "`{rule}` cannot be `{level}`");
        let problem =
            Problem::invalid(entry.value.span, message.with("rule", &*entry.key).with("level", visible(written)));
        let meant = spanned::keys::choice_of(&written.to_lowercase());
        f.problem(match meant.filter(|meant| LEVELS.iter().any(|(word, _)| word == meant)) {
            Some(meant) => problem.hint(text!("写成 \"{meant}\"", "write \"{meant}\"").with("meant", meant)),
            None => problem.hint(text!("写其中之一：error、warn、info、off", "it should be error, warn, info or off")),
        });
    }
    levels
}

fn nav(f: &mut Fields<'_>) -> Vec<NavEntry> {
    let mut entries = Vec::new();
    for node in f.list("nav") {
        let mut f = f.inside(node);
        let path_span = f.get("path").map_or(node.span, |path| path.span);
        match (f.text("label"), f.text("path")) {
            (Some(_), Some(path)) if !markdown::may_lead_to(&path) => {
                let message = text!("导航的“{path}”不能发布", "the address `{path}` cannot be published");
                f.problem(Problem::invalid(path_span, message.with("path", path)).hint(text!(
                    "写本站的路径，如 guide/，或以 http、https、mailto、tel 开头的地址",
                    "give a path of this site such as guide/, or an address that begins with http, https, mailto or tel"
                )));
            }
            (Some(label), Some(path)) => entries.push(NavEntry { label, path, path_span }),
            _ => f.problem(Problem::invalid(
                node.span,
                text!("[[nav]] 要写 label 和 path", "[[nav]] needs a label and a path"),
            )),
        }
        f.done();
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, Vec<Finding>> {
        let (config, faults) = Config::read(&Arc::new(Source::new("site.toml", text)));
        if faults.is_empty() { Ok(config) } else { Err(faults) }
    }

    fn messages(text: &str) -> Vec<String> {
        read(text)
            .unwrap_err()
            .iter()
            .map(|f| format!("{} {:?}", f.message.get(Lang::En), f.place.position()))
            .collect()
    }

    #[test]
    fn every_fault_is_found_in_one_run() {
        let found =
            messages("titel = 'x'\nbase_url = 'example'\n[[agency]]\nid = 'A B'\nname = 'x'\n[rules]\nx = 'no'\n");
        assert_eq!(found.len(), 5, "{found:#?}");
        assert!(found.iter().any(|m| m.contains("unknown key `titel`")));
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let findings = read("title = 'x'\nbase_ulr = 'y'\n").unwrap_err();
        assert_eq!(findings[0].hints[0].get(Lang::En), "did you mean `base_url`?");
    }

    #[test]
    fn the_base_url_knows_its_path() {
        assert_eq!(BaseUrl::parse("https://a.cn/x/y").unwrap().path(), "/x/y/");
        assert_eq!(BaseUrl::parse("https://a.cn").unwrap().path(), "/");
        assert!(BaseUrl::parse("a.cn/x").is_none());
        assert!(BaseUrl::parse("https://a.cn/x?y").is_none());
    }
}
