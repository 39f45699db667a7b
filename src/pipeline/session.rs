//! A site kept in memory, so that the cost of a change depends on what it affects.
//!
//! Only changed files are read again, only reports that a change can affect are checked again, and the plan is kept as
//! long as no file is added, removed or moved. The result equals that of [`super::prepare`] for the same files.

use super::{Options, Prepared, Stop, configure, theme};
use crate::{
    archive::{Archive, Entries, Entry, Input, read_all},
    check::{self, CheckCache},
    config::{Colour, Config},
    diag::Source,
    i18n::{Lang, Message},
    render::{KINDS, Plan, ReadAttachment, RenderError, Templates},
    site::{self, Site},
    theme::Theme,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The bytes of a theme's file, or why they cannot be read.
pub(super) type ThemeFile = Result<Vec<u8>, Message>;

/// Files that are new, changed or deleted (`None`).
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// `site.toml`, or why it cannot be read.
    pub config: Option<Result<Arc<Source>, Message>>,
    /// By path relative to `content/`.
    pub content: Vec<(String, Option<Input>)>,
    /// By path relative to `themes/`.
    pub themes: Vec<(String, Option<ThemeFile>)>,
}

impl Change {
    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.config.is_none() && self.content.is_empty() && self.themes.is_empty()
    }

    /// The changed files, by path relative to the site.
    pub fn files(&self) -> Vec<String> {
        let config = self.config.iter().map(|_| "site.toml".to_owned());
        let content = self.content.iter().map(|(path, _)| format!("content/{path}"));
        config.chain(content).chain(self.themes.iter().map(|(path, _)| format!("themes/{path}"))).collect()
    }
}

/// A site's files, and everything derived from them.
pub struct Session {
    options: Options,
    attachment: ReadAttachment,
    config: Result<Arc<Source>, Message>,
    content: BTreeMap<String, Input>,
    themes: BTreeMap<String, ThemeFile>,
    entries: Entries,
    cache: CheckCache,
    latest: Option<Arc<Prepared>>,
    /// Changes since `latest`.
    pending: Pending,
}

#[derive(Default)]
struct Pending {
    config: bool,
    themes: bool,
    unread: BTreeSet<String>,
    /// The entries in `latest` at paths that have been read again since.
    replaced: BTreeMap<String, Option<Entry>>,
}

impl Session {
    /// A session without any files: the first change contains them all.
    pub fn new(options: Options, attachment: ReadAttachment) -> Self {
        Self {
            options,
            attachment,
            config: Ok(Arc::default()),
            content: BTreeMap::new(),
            themes: BTreeMap::new(),
            entries: Entries::default(),
            cache: CheckCache::default(),
            latest: None,
            pending: Pending { config: true, themes: true, ..Pending::default() },
        }
    }

    /// Likewise, with the findings of an earlier run.
    #[must_use]
    pub(crate) fn knowing(self, cache: CheckCache) -> Self {
        Self { cache, ..self }
    }

    /// Returns the site after a change.
    ///
    /// # Errors
    /// If `site.toml` or the theme is wrong. The change is kept, and takes effect once they are corrected.
    pub fn update(&mut self, change: Change) -> Result<Arc<Prepared>, Stop> {
        self.take(change);
        let config = self.config()?;
        let (theme, templates) = self.theme(&config)?;
        let site = self.site(config, theme);
        let plan = self.plan(&site);
        let findings = check::run(&site, plan.addresses(), &self.options.published_site, &mut self.cache);
        let prepared = Arc::new(Prepared::new(site, plan, findings, templates, Arc::clone(&self.attachment)));
        // Only on success: after a fault above, the next update includes this change.
        self.latest = Some(Arc::clone(&prepared));
        self.pending = Pending::default();
        Ok(prepared)
    }

    fn take(&mut self, change: Change) {
        if let Some(config) = change.config {
            self.config = config;
            self.pending.config = true;
        }
        for (path, input) in change.content {
            match input {
                Some(input) => _ = self.content.insert(path.clone(), input),
                None => _ = self.content.remove(&path),
            }
            self.pending.unread.insert(path);
        }
        // Templates include each other, so a change of one reads them all again.
        self.pending.themes |= !change.themes.is_empty();
        for (path, bytes) in change.themes {
            match bytes {
                Some(bytes) => _ = self.themes.insert(path, bytes),
                None => _ = self.themes.remove(&path),
            }
        }
    }

    fn config(&self) -> Result<Arc<Config>, Stop> {
        match &self.latest {
            Some(latest) if !self.pending.config => Ok(Arc::clone(&latest.site.config)),
            _ => configure(self.config.as_ref().map_err(unreadable)?, &self.options).map(Arc::new),
        }
    }

    fn theme(&self, config: &Config) -> Result<(Arc<Theme>, Arc<Templates>), Stop> {
        if let Some(latest) = self.latest.as_ref().filter(|_| !self.pending.themes)
            && theme_of(&latest.site.config) == theme_of(config)
        {
            return Ok((Arc::clone(&latest.site.theme), Arc::clone(&latest.templates)));
        }
        let folder = config.theme.as_ref().map(|name| format!("{name}/")).unwrap_or_default();
        let files = self.themes.iter().filter_map(|(path, bytes)| {
            let path = path.strip_prefix(&folder).filter(|_| !folder.is_empty())?;
            Some(bytes.clone().map(|bytes| (path.to_owned(), bytes)))
        });
        let files: Result<_, _> = files.collect();
        let theme = theme(config, files.map_err(|message| unreadable(&message))?)?.branded(&config.brand);
        let templates = Templates::new(&theme, config.language).map_err(Stop::Render)?;
        Ok((Arc::new(theme), Arc::new(templates)))
    }

    fn site(&mut self, config: Arc<Config>, theme: Arc<Theme>) -> Site {
        let latest = self.latest.clone().filter(|latest| has_same_agencies(&latest.site.config, &config));
        if latest.is_none() {
            // `site.toml` determines which agency a file reports for, so every file is read again.
            self.pending.unread.extend(self.content.keys().cloned());
        }
        self.read(&config);
        let replaced = self.pending.replaced.iter();
        let replaced = replaced.map(|(path, before)| (path.as_str(), before.as_ref(), self.entries.get(path)));
        let kept = latest.and_then(|latest| Some((latest.site.archive.with(replaced)?, latest)));
        match kept {
            Some((archive, latest)) => latest.site.with(config, archive, theme),
            None => {
                let archive = Archive::of(&config.agencies, &self.entries, self.options.drafts);
                Site::new(config, archive, theme, self.options.visibility())
            }
        }
    }

    /// Reads the files that have changed since they were read.
    fn read(&mut self, config: &Config) {
        let unread = std::mem::take(&mut self.pending.unread);
        let inputs = unread.iter().filter_map(|path| self.content.get(path).cloned()).collect();
        let mut read: BTreeMap<_, _> = read_all(&config.agencies, inputs).into_iter().collect();
        for path in unread {
            let before = match read.remove(&path) {
                Some(entry) => self.entries.insert(path.clone(), entry),
                None => self.entries.remove(&path),
            };
            // After several changes since the latest site, the first one has the entry that was in it.
            self.pending.replaced.entry(path).or_insert(before);
        }
    }

    fn plan(&self, site: &Site) -> Arc<Plan> {
        match &self.latest {
            Some(latest) if latest.plan.still_holds(&latest.site, site, KINDS) => Arc::clone(&latest.plan),
            _ => Arc::new(site::plan(site, KINDS)),
        }
    }
}

/// The parts of `site.toml` that the theme and its templates depend on.
fn theme_of(config: &Config) -> (&Option<String>, Lang, Option<Colour>) {
    (&config.theme, config.language, config.brand.colour)
}

fn unreadable(message: &Message) -> Stop {
    Stop::Render(RenderError::Read(message.clone()))
}

fn has_same_agencies(a: &Arc<Config>, b: &Arc<Config>) -> bool {
    Arc::ptr_eq(a, b) || a.agencies == b.agencies
}
