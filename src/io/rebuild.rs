//! Decides whether a build would only reproduce what is published already.
//!
//! For each output, `.giar/` next to `site.toml` records what its last build was made from — the stamps of all files
//! that it read — and what it printed; and, for all outputs together, the findings in each report. It is a cache:
//! deleting it only costs time.

use super::{
    file::Stamp,
    load::Sources,
    own_folder::OwnFolder,
    publish::{self, Content, Published, Remembering, Target, hex},
    save,
    tree::{Tree, What, slashed},
};
use crate::{
    archive::InputContent,
    check::CheckCache,
    diag::Source,
    pipeline::Prepared,
    render::RenderError,
    site::{PublishedSite, Site},
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashMap},
    env, fs,
    io::Read as _,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::SystemTime,
};

/// The record of the last build of one output.
pub(crate) struct LastBuild {
    root: PathBuf,
    /// The record of the published files.
    files: PathBuf,
    build: PathBuf,
    /// The options of the build, and the version of giar.
    asked: String,
    /// The record of the last build, if it had the same options.
    record: OnceLock<Option<Record>>,
}

/// What a build prints, apart from the time that it took.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PrintedResult {
    /// On standard error.
    pub complaints: String,
    /// On standard output.
    pub results: String,
}

/// The files that a site is made from, as they will be recorded.
pub(crate) struct Inputs(Vec<Entry>);

/// Stamps of files by path.
struct Stamps(BTreeMap<String, Stamp>);

#[derive(Serialize, Deserialize)]
struct Record {
    asked: String,
    /// The id of the published site.
    id: String,
    keep: Vec<String>,
    said: PrintedResult,
    files: Vec<Entry>,
    /// The hashes of the texts that it was made from, by path.
    texts: HashMap<String, String>,
}

/// A file when it was last looked at.
#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    stamp: String,
    /// The hash of its content, if the stamp is no proof yet.
    hash: Option<String>,
}

impl LastBuild {
    /// The last build of an output. `asked` identifies everything besides the site's files that affects what a build
    /// makes and prints.
    pub(crate) fn of(root: &Path, out: &Path, asked: &str) -> Self {
        let out = fs::canonicalize(out).or_else(|_| std::path::absolute(out)).unwrap_or_else(|_| out.to_owned());
        let name = &hash(out.to_string_lossy().as_bytes())[..16];
        let folder = OwnFolder::of(root);
        let folder = folder.path();
        let (files, build) = (folder.join(format!("{name}.files")), folder.join(format!("{name}.build")));
        Self { root: root.to_owned(), files, build, asked: format!("{asked} {}", program()), record: OnceLock::new() }
    }

    /// Identifies the settings of a build in the keys of its files.
    pub(crate) fn settings(sources: &Sources) -> Vec<u8> {
        format!("{}\n{}", program(), sources.config.text).into_bytes()
    }

    /// The published site and what its build printed, if the same build would produce the same again.
    pub(crate) fn unchanged(&self, target: &Target<'_>) -> Option<(Published, PrintedResult)> {
        let record = self.record()?;
        let stamps = self.stamps()?;
        let known = record.files.par_iter();
        // The number of files is compared, too: a new one has no entry.
        if record.files.len() != stamps.0.len() || known.any(|entry| self.is_same(entry, &stamps) != Some(true)) {
            return None;
        }
        // The sources are only half of it: somebody may have altered the published site.
        let published = publish::untouched(&Target { keep: &record.keep, ..*target }, &self.files)?;
        (published.id == record.id).then(|| (published, record.said.clone()))
    }

    /// Publishes a site. Files of the last build that would come out the same are reused; `settings` identify
    /// everything besides the site that affects them.
    pub(crate) fn publish(
        &self,
        prepared: &Prepared,
        target: &Target<'_>,
        settings: &[u8],
    ) -> Result<Published, publish::Failure<RenderError>> {
        let plan = &prepared.plan;
        let paths: Vec<_> = plan.iter().map(|planned| planned.address.path.as_str()).collect();
        let made_from = prepared.made_from(settings);
        let remembering = Remembering {
            file: &self.files,
            key: &|at, known| made_from.key(&plan.get(at), known),
            after: made_from.published(),
        };
        let target = Target { remembering: Some(remembering), ..*target };
        publish::publish(&target, &paths, |at| match prepared.stream(&plan.get(at)) {
            Some(stream) => stream.map(Content::Stream),
            None => prepared.render(&plan.get(at)).map(Content::Bytes),
        })
    }

    fn record(&self) -> Option<&Record> {
        let record = self.record.get_or_init(|| {
            let record: Record = serde_json::from_slice(&fs::read(&self.build).ok()?).ok()?;
            (record.asked == self.asked).then_some(record)
        });
        record.as_ref()
    }

    /// The published site, with the sources that have not changed since it was made.
    pub(crate) fn published_site(&self, out: &Path, sources: &Sources) -> PublishedSite {
        let Some(published_site) = publish::standing(out).map(PublishedSite::new) else {
            return PublishedSite::default();
        };
        let Some(record) = self.record() else { return published_site };
        let Some(read) = publish::intact(out, &record.id) else { return published_site };
        let inputs = sources.inputs.iter().filter_map(|input| match &input.content {
            InputContent::Markdown(source) => Some(source),
            _ => None,
        });
        let mut same = hashes(inputs.chain([&sources.config]));
        same.retain(|path, hash| record.texts.get(path) == Some(hash));
        published_site.keeping(&record.id, same.into_keys().collect(), read)
    }

    fn is_same(&self, entry: &Entry, stamps: &Stamps) -> Option<bool> {
        if stamps.0.get(&entry.path) != Some(&Stamp::of_text(&entry.stamp)?) {
            return Some(false);
        }
        Some(entry.hash.is_none() || hash_of(&self.root.join(&entry.path)) == entry.hash)
    }

    /// The files that a site is made from, looked at before any is read; none if one of them is inaccessible.
    pub(crate) fn inputs(&self) -> Option<Inputs> {
        let (at, stamps) = (SystemTime::now(), self.stamps()?);
        let entries = stamps.0.par_iter().map(|(path, stamp)| {
            // A file written this recently can change again without a new stamp, so its content is recorded as well.
            let hash = if stamp.is_settled(at) { None } else { Some(hash_of(&self.root.join(path))?) };
            Some(Entry { path: path.clone(), stamp: stamp.to_text()?, hash })
        });
        entries.collect::<Option<_>>().map(Inputs)
    }

    fn stamps(&self) -> Option<Stamps> {
        let tree = Tree::of(&self.root).ok()?;
        let mut found = tree.walk(Path::new("content")).found;
        found.extend(tree.walk(Path::new("themes")).found);
        let stamps = found.par_iter().map(|found| match &found.what {
            What::File(real) => Some((slashed(Path::new(found.path.to_str()?)), Stamp::of(real).ok()?)),
            // An inaccessible file cannot be known to be unchanged.
            What::Fault(_) | What::Hidden(_) => None,
        });
        let mut stamps: BTreeMap<_, _> = stamps.collect::<Option<_>>()?;
        stamps.insert("site.toml".to_owned(), Stamp::of(&self.root.join("site.toml")).ok()?);
        Some(Stamps(stamps))
    }

    /// Records a build. `inputs` were looked at before it read anything.
    pub(crate) fn remember(&self, inputs: Option<Inputs>, site: &Site, published: &Published, said: PrintedResult) {
        let (asked, id, keep) = (self.asked.clone(), published.id.clone(), site.config.output.keep.clone());
        let reports = site.archive.reports.iter().map(|report| &report.source);
        let pages = site.archive.pages.iter().map(|page| &page.source);
        let texts = hashes(reports.chain(pages).chain([&site.config.source]));
        let record = inputs.map(|Inputs(files)| Record { asked, id, keep, said, files, texts });
        let bytes = record.and_then(|record| serde_json::to_vec(&record).ok());
        let is_made = OwnFolder::of(&self.root).make().is_ok();
        if !is_made || bytes.is_none_or(|bytes| save::save(&self.build, &bytes).is_err()) {
            self.forget();
        }
    }

    /// Makes the next build start from scratch.
    pub(crate) fn forget(&self) {
        let _ = fs::remove_file(&self.build);
    }
}

/// The findings of earlier runs in the reports of a site.
pub(crate) fn known_findings(root: &Path) -> CheckCache {
    fs::read(reports_of(root)).map(|bytes| CheckCache::read(&bytes, &program())).unwrap_or_default()
}

/// Keeps the findings in the reports of a site for the next run.
pub(crate) fn keep_findings(root: &Path, found: &CheckCache) {
    let path = reports_of(root);
    let is_made = OwnFolder::of(root).make().is_ok();
    if !is_made || save::save(&path, &found.written(&program())).is_err() {
        let _ = fs::remove_file(path);
    }
}

fn reports_of(root: &Path) -> PathBuf {
    OwnFolder::of(root).path().join("reports")
}

/// Identifies this version of giar; another one may have the same file name.
fn program() -> String {
    let stamp = env::current_exe().ok().and_then(|path| Stamp::of(&path).ok()).and_then(Stamp::to_text);
    format!("{} {}", env!("CARGO_PKG_VERSION"), stamp.unwrap_or_default())
}

/// Hashes of sources by path.
fn hashes<'s>(sources: impl Iterator<Item = &'s Arc<Source>>) -> HashMap<String, String> {
    let all: Vec<_> = sources.collect();
    all.into_par_iter().map(|source| (source.path.clone(), hex(source.hash()))).collect()
}

fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes).into())
}

fn hash_of(path: &Path) -> Option<String> {
    let (mut file, mut digest, mut buffer) = (fs::File::open(path).ok()?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer).ok()? {
            0 => return Some(hex(&digest.finalize().into())),
            length => digest.update(&buffer[..length]),
        }
    }
}
