//! The straight line from a site's files to its pages. Pure: what touches disk or clock is handed in.

use crate::{
    archive::{Archive, Input},
    check::{self, Context},
    config::{BaseUrl, Config},
    diag::{Finding, Level, Source},
    i18n::Lang,
    output::{Output, Page, ReadAttachment, RenderError, Theme},
    site::Site,
};
use std::sync::Arc;

/// A site that has been read and checked: its plan, and what was found.
pub struct Prepared {
    pub output: Output,
    pub pages: Vec<Page>,
    /// By file and place.
    pub findings: Vec<Finding>,
}

/// Why there is nothing to check.
#[derive(Debug)]
pub enum Stop {
    /// Faults of `site.toml`, and the language it asks for.
    Config(Lang, Vec<Finding>),
    Render(RenderError),
}

/// What the command line adds to `site.toml`.
#[derive(Debug, Default)]
pub struct Options {
    pub drafts: bool,
    pub no_search: bool,
    pub base_url: Option<BaseUrl>,
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

/// Binds, gathers, plans and checks.
pub fn prepare(
    config: Config,
    inputs: Vec<Input>,
    theme: Theme,
    attachment: ReadAttachment,
    options: &Options,
) -> Result<Prepared, Stop> {
    let (archive, found) = Archive::gather(&config, inputs, options.drafts);
    let site = Site::new(config, archive, options.drafts, !options.no_search);
    let mut output = Output::new(site, theme, attachment).map_err(Stop::Render)?;
    let pages = output.plan();
    let addresses: Vec<_> = pages.iter().map(|page| &page.address).collect();
    let theme_ids = output.theme.ids();
    let findings = check::run(&Context::new(&output.site, &addresses, &theme_ids), found);
    output.take_remarks(&findings);
    Ok(Prepared { output, pages, findings })
}

/// How many findings of a level stand, waived ones aside.
pub fn count(findings: &[Finding], level: Level) -> usize {
    findings.iter().filter(|finding| finding.level == level && finding.waived.is_none()).count()
}

/// Whether the findings stop publication.
pub fn is_refused(findings: &[Finding], strict: bool) -> bool {
    count(findings, Level::Error) > 0 || (strict && count(findings, Level::Warning) > 0)
}
