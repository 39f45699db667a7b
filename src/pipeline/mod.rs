//! The straight line from a site's files to its pages. Pure: what touches disk or clock is handed in.

use crate::{
    archive::{Archive, Input},
    check::{self, CheckCache, SiteContext},
    config::{BaseUrl, Config},
    diag::{Finding, Findings, Level, Source},
    i18n::Lang,
    render::{Output, Pages, ReadAttachment, RenderError, Theme},
    site::{Site, Visibility},
    text,
};
pub use session::{Change, Session};
use std::{collections::BTreeMap, sync::Arc};

mod session;

/// A site that has been read and checked: its plan, and what was found.
pub struct Prepared {
    pub output: Output,
    pub pages: Arc<Pages>,
    pub findings: Findings,
}

/// Why there is nothing to check.
#[derive(Clone, Debug)]
pub enum Stop {
    /// Faults of `site.toml`, and the language it asks for.
    Config(Lang, Vec<Finding>),
    Render(RenderError),
}

/// What the command line adds to `site.toml`.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub drafts: bool,
    pub no_search: bool,
    /// Whether pages say which line of which file their cells and paragraphs come from.
    pub sources: bool,
    pub base_url: Option<BaseUrl>,
}

impl Options {
    fn visibility(&self) -> Visibility {
        Visibility { drafts: self.drafts, search: !self.no_search, sources: self.sources }
    }
}

/// Reads `site.toml`.
pub fn configure(source: &Arc<Source>, options: &Options) -> Result<Config, Stop> {
    let (mut config, mut faults) = Config::read(source);
    faults.extend(check::wrong_levels(&config));
    if !faults.is_empty() {
        faults.sort_by_key(|fault| fault.place.span);
        return Err(Stop::Config(config.language, faults));
    }
    if let Some(base_url) = &options.base_url {
        config.base_url = base_url.clone();
    }
    Ok(config)
}

/// The theme that `site.toml` names. `files` are those of its folder.
pub fn theme(config: &Config, files: BTreeMap<String, Vec<u8>>) -> Result<Theme, Stop> {
    let Some(name) = &config.theme else { return Ok(Theme::built_in()) };
    if files.is_empty() && name != "default" {
        let message =
            text!("没有主题“{name}”：themes/{name}/ 里没有文件", "there is no theme `{name}`: themes/{name}/ is empty");
        return Err(Stop::Render(RenderError::Read(message.with("name", name))));
    }
    Ok(Theme::of_site(name, files))
}

/// Binds, gathers, plans and checks.
pub fn prepare(
    config: Config,
    inputs: Vec<Input>,
    theme: Theme,
    attachment: ReadAttachment,
    options: &Options,
) -> Result<Prepared, Stop> {
    let archive = Archive::gather(&config.agencies, inputs, options.drafts);
    let site = Site::new(Arc::new(config), archive, options.visibility());
    let output = Output::new(site, theme, attachment).map_err(Stop::Render)?;
    let pages = Arc::new(output.plan());
    Ok(checked(output, pages, &mut CheckCache::default()))
}

/// Checks what has been planned.
fn checked(mut output: Output, pages: Arc<Pages>, cache: &mut CheckCache) -> Prepared {
    let whole = SiteContext { site: &output.site, addresses: pages.addresses(), theme_ids: output.theme.ids() };
    let findings = check::run(&whole, cache);
    output.take_remarks(&findings);
    Prepared { output, pages, findings }
}

/// How many findings of a level stand, waived ones aside.
pub fn count<'f>(findings: impl IntoIterator<Item = &'f Finding>, level: Level) -> usize {
    findings.into_iter().filter(|finding| finding.level == level && finding.waived.is_none()).count()
}

/// Whether the findings stop publication.
pub fn is_refused<'f>(findings: impl IntoIterator<Item = &'f Finding> + Copy, strict: bool) -> bool {
    count(findings, Level::Error) > 0 || (strict && count(findings, Level::Warning) > 0)
}
