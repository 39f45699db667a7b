//! What a preview serves: the files of the site as it is now, rendered on request, and what is wrong with them.
//!
//! Pure: a [`Preview`] is one state of a site and never changes; an edit makes the next one. Whatever is wrong, the
//! last good page stays readable below the report of what is wrong.

mod documents;
mod finding;
mod edit;
mod own_page;
mod page;
mod revised;
mod status;
mod welcome;

use crate::{
    i18n::Lang,
    pipeline::{Prepared, Stop},
    render::{Reader, RenderError},
    site::url,
};
pub(crate) use edit::{
    Beside, Change, Changed, Draft, EditPage, Listed, Pasted, Refused, address as edit_address, hash,
    list as form_list, list_address,
};
pub(crate) use page::Shown;
use revised::Revised;
pub(crate) use revised::Touched;
use std::{
    collections::{HashMap, HashSet},
    panic::{self, AssertUnwindSafe},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};
pub(crate) use welcome::{Portal, page as welcome};

/// The folder of the preview's own files, below the site's base path.
pub(crate) const FOLDER: &str = "__giar/";

/// Files that pages of a preview load in addition to their own.
static CLIENT: [(&str, &[u8]); 18] = [
    ("__giar/form.css", include_bytes!("client/form.css")),
    ("__giar/form.js", include_bytes!("client/form.js")),
    ("__giar/form-cells.js", include_bytes!("client/form-cells.js")),
    ("__giar/form-findings.js", include_bytes!("client/form-findings.js")),
    ("__giar/form-kept.js", include_bytes!("client/form-kept.js")),
    ("__giar/form-key.js", include_bytes!("client/form-key.js")),
    ("__giar/form-list.js", include_bytes!("client/form-list.js")),
    ("__giar/form-link.js", include_bytes!("client/form-link.js")),
    ("__giar/form-paste.js", include_bytes!("client/form-paste.js")),
    ("__giar/form-text.js", include_bytes!("client/form-text.js")),
    ("__giar/form-views.js", include_bytes!("client/form-views.js")),
    ("__giar/welcome.js", include_bytes!("client/welcome.js")),
    ("__giar/panel.css", include_bytes!("client/panel.css")),
    ("__giar/panel.js", include_bytes!("client/panel.js")),
    ("__giar/patch.js", include_bytes!("client/patch.js")),
    ("__giar/preview.css", include_bytes!("client/preview.css")),
    ("__giar/preview.js", include_bytes!("client/preview.js")),
    ("__giar/stream.js", include_bytes!("client/stream.js")),
];

/// One of the preview's own files.
pub(crate) fn client(path: &str) -> Option<&'static [u8]> {
    CLIENT.iter().find(|(own, _)| *own == path).map(|(_, bytes)| *bytes)
}

/// One state of a site.
pub(crate) struct Preview {
    /// The site as it was last readable.
    now: Arc<Prepared>,
    /// The site when every report was last readable.
    good: Arc<Prepared>,
    /// The site before its theme changed, while the present theme cannot render every page.
    last_good_theme: Arc<Prepared>,
    /// Why the files saved since cannot be shown at all.
    trouble: Option<Stop>,
    /// Copied files that have changed since the preview started, and how often.
    revised: Revised,
    /// Pages that may no longer be renderable, and the fault of the first that is not.
    suspects: Vec<String>,
    fault: OnceLock<Option<RenderError>>,
    lang: Lang,
    /// Rendered pages: open ones are requested repeatedly.
    made: Mutex<HashMap<String, Arc<Shown>>>,
}

/// More pages than people look at; a robot that crawls the site must not fill the memory.
const MAX_MADE: usize = 64;

impl Preview {
    pub(crate) fn new(now: Arc<Prepared>, lang: Lang) -> Self {
        let suspects = first_of_each_kind(&now);
        Self {
            good: Arc::clone(&now),
            last_good_theme: Arc::clone(&now),
            now,
            trouble: None,
            revised: Revised::default(),
            suspects,
            fault: OnceLock::new(),
            lang,
            made: Mutex::default(),
        }
    }

    /// The state after an edit that changed the copied files `touched`.
    #[must_use]
    pub(crate) fn next(&self, edited: Result<Arc<Prepared>, Stop>, touched: &Touched) -> Self {
        let (now, trouble) = match edited {
            Ok(now) => (now, None),
            Err(stop) => (Arc::clone(&self.now), Some(stop)),
        };
        let is_good = now.site.archive.faults.is_empty();
        let good = Arc::clone(if is_good { &now } else { &self.good });
        let revised = self.revised.with(touched, &now.site);
        let suspects = self.suspects(&now);
        let last_good_theme = Arc::clone(match self.fault() {
            Some(_) => &self.last_good_theme,
            None if suspects.is_empty() => &now,
            None => &self.now,
        });
        let (fault, lang, made) = (OnceLock::new(), self.lang, Mutex::default());
        Self { now, good, last_good_theme, trouble, revised, suspects, fault, lang, made }
    }

    pub(crate) fn now(&self) -> &Prepared {
        &self.now
    }

    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    pub(crate) fn trouble(&self) -> Option<&Stop> {
        self.trouble.as_ref()
    }

    /// The base path of the site on its host, with slashes at both ends.
    pub(crate) fn base(&self) -> &str {
        self.now.site.config.base_url.path()
    }

    /// The address of one of the preview's own files.
    pub(crate) fn own(&self, name: &str) -> String {
        format!("{}{FOLDER}{name}", self.base())
    }

    /// The file for an address below the base, if it exists: `2023/` is `2023/index.html`.
    pub(crate) fn find(&self, path: &str) -> Option<String> {
        let path = if path.is_empty() || path.ends_with('/') { url::index(path) } else { path.to_owned() };
        let mut sites = vec![&self.now, &self.good];
        // Pages come only from the current sites; their assets may also come from the last working theme.
        sites.extend((!path.ends_with(".html")).then_some(&self.last_good_theme));
        let is_there = sites.iter().any(|site| site.plan.at(&path).is_some());
        let is_own = client(&path).is_some() || documents::find(self, &path).is_some();
        (is_there || is_own).then_some(path)
    }

    /// The content of a file, if it is a readable attachment, which need not fit into memory.
    pub(crate) fn attachment(&self, path: &str) -> Option<Reader<'static>> {
        self.now.attachment(&self.now.plan.at(path)?)?.ok()
    }

    /// A file, or the page for unknown addresses.
    pub(crate) fn show(&self, path: &str) -> Arc<Shown> {
        if let Some(shown) = self.made().get(path) {
            return Arc::clone(shown);
        }
        let shown = Arc::new(self.make(path));
        let mut made = self.made();
        if made.len() >= MAX_MADE {
            made.clear();
        }
        made.insert(path.to_owned(), Arc::clone(&shown));
        shown
    }

    fn made(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Shown>>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn make(&self, path: &str) -> Shown {
        if let Some(bytes) = client(path) {
            return Shown::plain(bytes.to_vec());
        }
        if let Some(document) = documents::find(self, path) {
            return Shown::plain(documents::write(self, document));
        }
        let (bytes, fault) = match render(&self.now, path) {
            Some(Ok(bytes)) => (Some(bytes), None),
            Some(Err(fault)) => (None, Some(fault)),
            None => (None, None),
        };
        let before = [&self.good, &self.last_good_theme];
        let mut others = before.into_iter().filter(|site| !Arc::ptr_eq(site, &self.now));
        let bytes = bytes.or_else(|| others.find_map(|site| render(site, path)?.ok()));
        match bytes {
            Some(bytes) => Shown::found(self, path, bytes, fault),
            None => Shown::missing(self, path, render(&self.now, url::NOT_FOUND).and_then(Result::ok), fault),
        }
    }

    /// The findings for a file and the site, as JSON for the page that shows them.
    pub(crate) fn status(&self, path: &str) -> String {
        // A page that did not exist when it was opened may exist now, under either spelling of its address.
        let now = self.find(path).or_else(|| self.find(&format!("{path}/")));
        let path = now.as_deref().unwrap_or(path);
        status::json(self, path, &self.show(path))
    }

    /// Why a page cannot be rendered, if a change of the theme may be the cause.
    pub(crate) fn fault(&self) -> Option<&RenderError> {
        self.fault.get_or_init(|| self.suspects.iter().find_map(|path| self.show(path).fault.clone())).as_ref()
    }

    /// Pages to render after a change of the theme: one of each kind, and the open ones.
    fn suspects(&self, now: &Prepared) -> Vec<String> {
        let is_faulty = self.fault.get().is_some_and(Option::is_some);
        if Arc::ptr_eq(&now.site.theme, &self.now.site.theme) && !is_faulty {
            return Vec::new();
        }
        let mut paths = first_of_each_kind(now);
        paths.extend(self.made().keys().filter(|path| path.ends_with(".html")).cloned());
        paths
    }
}

fn first_of_each_kind(site: &Prepared) -> Vec<String> {
    let mut kinds = HashSet::new();
    let pages = site.plan.iter().filter(|planned| planned.address.path.ends_with(".html"));
    let first = pages.filter(|planned| kinds.insert(planned.file.profile().name));
    first.map(|planned| planned.address.path.clone()).collect()
}

/// The bytes of a file, if the site has it. A panic while rendering is reported as a fault of that page.
fn render(site: &Prepared, path: &str) -> Option<Result<Vec<u8>, RenderError>> {
    let planned = site.plan.at(path)?;
    let rendered = panic::catch_unwind(AssertUnwindSafe(|| site.render(&planned)));
    Some(rendered.unwrap_or_else(|_| Err(RenderError::Read(page::broken(path)))))
}
