//! A site that is kept, so that a change costs what depends on it.
//!
//! Only changed files are read again; only reports that something has changed about are judged again; and for as long
//! as no file comes, goes or moves, everything stands where it stood. What comes out is what [`super::prepare`] makes
//! of the same files.

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

/// Files that are new, other than they were, or gone (`None`).
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// `site.toml`, or why it cannot be read.
    pub config: Option<Result<Arc<Source>, Message>>,
    /// By their paths below `content/`.
    pub content: Vec<(String, Option<Input>)>,
    /// By their paths below `themes/`.
    pub themes: Vec<(String, Option<ThemeFile>)>,
}

impl Change {
    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.config.is_none() && self.content.is_empty() && self.themes.is_empty()
    }

    /// The changed files by their paths in the site.
    pub fn files(&self) -> Vec<String> {
        let config = self.config.iter().map(|_| "site.toml".to_owned());
        let content = self.content.iter().map(|(path, _)| format!("content/{path}"));
        config.chain(content).chain(self.themes.iter().map(|(path, _)| format!("themes/{path}"))).collect()
    }
}

/// A site's files, what was read from them, and what that came to.
pub struct Session {
    options: Options,
    attachment: ReadAttachment,
    config: Result<Arc<Source>, Message>,
    content: BTreeMap<String, Input>,
    themes: BTreeMap<String, ThemeFile>,
    entries: Entries,
    cache: CheckCache,
    latest: Option<Arc<Prepared>>,
    /// What has changed since the latest.
    pending: Pending,
}

#[derive(Default)]
struct Pending {
    config: bool,
    themes: bool,
    unread: BTreeSet<String>,
    /// What stood in the latest at paths that have been read again since.
    replaced: BTreeMap<String, Option<Entry>>,
}

impl Session {
    /// A session that has seen no file yet: the first change brings them all.
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

    /// The same with what an earlier run has found in the reports.
    #[must_use]
    pub(crate) fn knowing(self, cache: CheckCache) -> Self {
        Self { cache, ..self }
    }

    /// The site with these files changed.
    ///
    /// # Errors
    /// If `site.toml` or the theme is wrong. The change is kept, and comes into effect as soon as they are mended.
    pub fn update(&mut self, change: Change) -> Result<Arc<Prepared>, Stop> {
        self.take(change);
        let config = self.config()?;
        let (theme, templates) = self.theme(&config)?;
        let site = self.site(config, theme);
        let plan = self.plan(&site);
        let findings = check::run(&site, plan.addresses(), &self.options.published_site, &mut self.cache);
        let prepared = Arc::new(Prepared::new(site, plan, findings, templates, Arc::clone(&self.attachment)));
        // Only now: after a fault above, the next change brings what this one would have brought as well.
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
        // Templates include each other: whichever file it is, all of them are read again.
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
            // Which agency a file reports for depends on `site.toml`: every file is read anew.
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

    /// Reads what has not been read as it is now.
    fn read(&mut self, config: &Config) {
        let unread = std::mem::take(&mut self.pending.unread);
        let inputs = unread.iter().filter_map(|path| self.content.get(path).cloned()).collect();
        let mut read: BTreeMap<_, _> = read_all(&config.agencies, inputs).into_iter().collect();
        for path in unread {
            let before = match read.remove(&path) {
                Some(entry) => self.entries.insert(path.clone(), entry),
                None => self.entries.remove(&path),
            };
            // Of several changes since the latest site, the first one knows what stood in it.
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

/// What of `site.toml` the theme and its templates follow from.
fn theme_of(config: &Config) -> (&Option<String>, Lang, Option<Colour>) {
    (&config.theme, config.language, config.brand.colour)
}

fn unreadable(message: &Message) -> Stop {
    Stop::Render(RenderError::Read(message.clone()))
}

fn has_same_agencies(a: &Arc<Config>, b: &Arc<Config>) -> bool {
    Arc::ptr_eq(a, b) || a.agencies == b.agencies
}
