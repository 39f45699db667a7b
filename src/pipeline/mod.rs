//! The straight line from a site's files to its pages. Pure: what touches disk or clock is handed in.

use crate::{
    archive::{Archive, Input},
    check::{self, CheckCache},
    config::{BaseUrl, Config},
    diag::{Finding, Findings, Level, Source},
    i18n::Lang,
    render::{
        DATASET, KINDS, MadeFrom, Peers, Plan, Planned, ReadAttachment, Reader, RenderError, Renderer, SearchIndex,
        Templates,
    },
    site::{self, PublishedSite, Site, Visibility},
    text,
    theme::Theme,
};
pub use judged::Judged;
pub use session::{Change, Session};
use std::{collections::BTreeMap, error, fmt, sync::Arc};

mod judged;
mod session;

/// A site that has been read, planned and checked, with everything needed to render it.
pub struct Prepared {
    /// What was read.
    pub site: Site,
    /// Every file of the site.
    pub plan: Arc<Plan>,
    /// The findings of the checks, waived ones included.
    pub findings: Findings,
    templates: Arc<Templates>,
    attachment: ReadAttachment,
    search: SearchIndex,
    peers: Peers,
}

/// Why there is nothing to check.
#[derive(Clone, Debug)]
pub enum Stop {
    /// Faults in `site.toml`, and the language that it sets.
    Config(Lang, Vec<Finding>),
    /// A fault in the theme.
    Render(RenderError),
}

/// Options of the command line that add to `site.toml`.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--drafts`: drafts are shown, marked as such.
    pub drafts: bool,
    /// `--no-search`: no search page and no index.
    pub no_search: bool,
    /// Whether pages contain the file and line that each cell and paragraph comes from.
    pub sources: bool,
    /// `--base-url`: replaces the one in `site.toml`.
    pub base_url: Option<BaseUrl>,
    /// The published site that a build will replace, for comparison.
    pub published_site: PublishedSite,
}

impl Options {
    fn visibility(&self) -> Visibility {
        Visibility { drafts: self.drafts, search: !self.no_search, sources: self.sources }
    }
}

/// Reads `site.toml`.
pub fn configure(source: &Arc<Source>, options: &Options) -> Result<Config, Stop> {
    let (mut config, mut faults) = Config::read(source);
    check::name_rules(&mut faults);
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
        let message = text!(
            "没有主题“{name}”：themes/{name}/ 里没有文件",
            "there is no theme `{name}`: themes/{name}/ has no files"
        );
        return Err(Stop::Render(RenderError::Read(message.with("name", name))));
    }
    Ok(Theme::of_site(name, files))
}

/// Binds, gathers, plans and checks.
///
/// # Errors
/// If a template of the theme is wrong.
pub fn prepare(
    config: Config,
    inputs: Vec<Input>,
    theme: Theme,
    attachment: ReadAttachment,
    options: &Options,
) -> Result<Prepared, Stop> {
    prepare_with(config, inputs, theme, attachment, options, &mut CheckCache::default())
}

/// Likewise, using and extending a cache of findings.
///
/// # Errors
/// If a template of the theme is wrong.
pub fn prepare_with(
    config: Config,
    inputs: Vec<Input>,
    theme: Theme,
    attachment: ReadAttachment,
    options: &Options,
    cache: &mut CheckCache,
) -> Result<Prepared, Stop> {
    let theme = theme.branded(&config.brand);
    let templates = Templates::new(&theme, config.language).map_err(Stop::Render)?;
    let archive = Archive::gather(&config.agencies, inputs, options.drafts);
    let site = Site::new(Arc::new(config), archive, Arc::new(theme), options.visibility());
    let plan = site::plan(&site, KINDS);
    let findings = check::run(&site, plan.addresses(), &options.published_site, cache);
    let search = SearchIndex::after(options.published_site.clone());
    Ok(Prepared { search, ..Prepared::new(site, Arc::new(plan), findings, Arc::new(templates), attachment) })
}

impl Prepared {
    fn new(
        site: Site,
        plan: Arc<Plan>,
        findings: Findings,
        templates: Arc<Templates>,
        attachment: ReadAttachment,
    ) -> Self {
        Self { site, plan, findings, templates, attachment, search: SearchIndex::default(), peers: Peers::default() }
    }

    /// Likewise, but the planned files are the tables for query engines instead of a site.
    #[must_use]
    pub fn as_dataset(self) -> Self {
        Self { plan: Arc::new(site::plan(&self.site, DATASET)), ..self }
    }

    /// The bytes of a planned file.
    ///
    /// # Errors
    /// If a template is wrong, or an attachment cannot be read.
    pub fn render(&self, planned: &Planned<'_>) -> Result<Vec<u8>, RenderError> {
        self.renderer().render(planned)
    }

    /// The content of a planned file, if it is an attachment, which need not fit into memory.
    pub fn attachment(&self, planned: &Planned<'_>) -> Option<Result<Reader<'static>, RenderError>> {
        self.renderer().attachment(planned)
    }

    /// The content of a planned file, if it can be made piece by piece.
    pub fn stream(&self, planned: &Planned<'_>) -> Option<Result<Reader<'_>, RenderError>> {
        self.renderer().stream(planned)
    }

    /// What the files are made from. `settings` identify `site.toml`, the options and the program itself.
    pub fn made_from(&self, settings: &[u8]) -> MadeFrom<'_> {
        MadeFrom::of(&self.renderer(), settings)
    }

    fn renderer(&self) -> Renderer<'_> {
        let Self { site, plan, findings, templates, attachment, search, peers } = self;
        Renderer { site, plan, findings, templates, attachment, search, peers }
    }
}

/// The number of findings of a level, without waived ones.
pub fn count<'f>(findings: impl IntoIterator<Item = &'f Finding>, level: Level) -> usize {
    findings.into_iter().filter(|finding| finding.level == level && finding.waived.is_none()).count()
}

/// Whether the findings stop publication.
pub fn is_refused<'f>(findings: impl IntoIterator<Item = &'f Finding> + Copy, strict: bool) -> bool {
    count(findings, Level::Error) > 0 || (strict && count(findings, Level::Warning) > 0)
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(_, faults) => {
                f.write_str("site.toml is wrong")?;
                faults.iter().try_for_each(|fault| write!(f, "; {}", fault.message))
            }
            Self::Render(error) => error.fmt(f),
        }
    }
}

impl error::Error for Stop {}
