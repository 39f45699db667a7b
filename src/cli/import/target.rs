//! The path of an imported report.

use super::Done;
use crate::{
    archive::{Archive, Input, InputContent},
    config::{Agencies, Config},
    import::{Imported, doc::Picture},
    io::{gather, load::Sources, save},
    markdown::{self, MAX_BYTES},
    start,
};
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// The path of a report on disk and in the site.
pub(super) struct Target {
    pub path: PathBuf,
    /// Relative to `content`.
    pub name: String,
    /// As in findings.
    pub shown: String,
    /// The path of the same report as a file of its own if this one has a folder, or the other way round: if it exists,
    /// it has to be removed.
    pub other: Option<Other>,
}

/// The other path of the same report.
pub(super) struct Other {
    pub path: PathBuf,
    /// Relative to `content`.
    pub name: String,
}

impl Target {
    /// Its pictures as attachments of the site.
    pub(super) fn attachments(&self, pictures: &[Picture]) -> impl Iterator<Item = Input> {
        let folder = self.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let inputs = pictures.iter().map(move |picture| Input {
            path: format!("{folder}/{}", picture.name),
            content: InputContent::Attachment(picture.bytes.len() as u64),
        });
        inputs.collect::<Vec<_>>().into_iter()
    }

    /// The existing files that have to be replaced.
    pub(super) fn there(&self) -> Vec<PathBuf> {
        let paths = [Some(&self.path), self.other.as_ref().map(|other| &other.path)];
        let paths: Vec<_> = paths.into_iter().flatten().cloned().collect();
        save::existing(&paths).into_iter().map(Path::to_owned).collect()
    }
}

/// Whether a file on disk is a blank form of a report that nobody has filled in, such as `giar init` writes.
pub(super) fn is_untouched(path: &Path, report: &Imported, config: &Config) -> bool {
    let agency = report.agency().and_then(|id| config.agencies.index_of(id));
    let Some((agency, year)) = agency.zip(report.year) else { return false };
    let source =
        gather::bytes(path, MAX_BYTES).ok().and_then(|bytes| markdown::decode(&super::shown(path), &bytes).ok());
    source.is_some_and(|source| start::is_untouched(config, &Archive::default(), agency, year, &source.text))
}

/// Chooses the path of every report whose agency and year are known: `AGENCY/YEAR.md`, or `YEAR.md` in a site with one
/// agency. A second report on the same agency and year gets none.
pub(super) fn choose(done: &mut [Done], output: Option<&PathBuf>, sources: &Sources, agencies: &Agencies) {
    let folder = output.cloned().unwrap_or_else(|| sources.root.join("content").join("reports"));
    let mut taken = HashSet::new();
    for done in done {
        let Ok(imported) = &done.result else { continue };
        let (Some(agency), Some(year)) = (imported.agency(), imported.year) else { continue };
        let is_only = agencies.only().is_some_and(|only| agencies[only].id == agency);
        let by_agency = folder.join(agency);
        let stem = if is_only && !by_agency.is_dir() { year.to_string() } else { format!("{agency}/{year}") };
        let mut names = [format!("{stem}.md"), format!("{stem}/index.md")];
        if !imported.pictures.is_empty() || has_attachments(&native(&folder, &names[1])) {
            names.reverse();
        }
        let [name, other] = names;
        if taken.insert(stem) {
            let path = native(&folder, &name);
            let other = Other { path: native(&folder, &other), name: format!("reports/{other}") };
            let other = Some(other).filter(|other| other.path.exists());
            let shown = output.map_or_else(|| format!("content/reports/{name}"), |_| super::shown(&path));
            done.target = Some(Target { path, name: format!("reports/{name}"), shown, other });
        }
    }
}

/// Whether a report has its own folder with other files in it.
fn has_attachments(report: &Path) -> bool {
    let mut files = report.parent().and_then(|folder| folder.read_dir().ok()).into_iter().flatten().flatten();
    report.exists() && files.any(|file| Some(file.file_name().as_os_str()) != report.file_name())
}

fn native(folder: &Path, name: &str) -> PathBuf {
    name.split('/').fold(folder.to_owned(), |path, part| path.join(part))
}
