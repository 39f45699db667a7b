//! Whether a build would make again what is published already.
//!
//! Beside `site.toml`, in `.giar/`, stands of every output what the last build of it was made from — the stamps of
//! all files that it read — and what it had to say; and for all outputs what was found in each report. It is a cache:
//! whoever deletes it loses time and nothing else.

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

/// What is known of the last build of one output.
pub(crate) struct LastBuild {
    root: PathBuf,
    /// Of the files that were published.
    files: PathBuf,
    build: PathBuf,
    /// What the build was asked for, and by which giar.
    asked: String,
    /// Of the last build, if it was asked for the same.
    record: OnceLock<Option<Record>>,
}

/// What a build says besides the time that it took.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PrintedResult {
    /// On standard error.
    pub complaints: String,
    /// On standard output.
    pub results: String,
}

/// The files that a site is made from, as they are to be remembered.
pub(crate) struct Inputs(Vec<Entry>);

/// How they look, by their paths.
struct Stamps(BTreeMap<String, Stamp>);

#[derive(Serialize, Deserialize)]
struct Record {
    asked: String,
    /// Of the site that was published.
    id: String,
    keep: Vec<String>,
    said: PrintedResult,
    files: Vec<Entry>,
    /// The hashes of the texts that it was made from, by their paths.
    texts: HashMap<String, String>,
}

/// A file as it looked.
#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    stamp: String,
    /// Of what it holds, if the stamp is no proof yet.
    hash: Option<String>,
}

impl LastBuild {
    /// The last build of an output. `asked` stands for all that shapes what a build makes and says, the site's files aside.
    pub(crate) fn of(root: &Path, out: &Path, asked: &str) -> Self {
        let out = fs::canonicalize(out).or_else(|_| std::path::absolute(out)).unwrap_or_else(|_| out.to_owned());
        let name = &hash(out.to_string_lossy().as_bytes())[..16];
        let folder = OwnFolder::of(root);
        let folder = folder.path();
        let (files, build) = (folder.join(format!("{name}.files")), folder.join(format!("{name}.build")));
        Self { root: root.to_owned(), files, build, asked: format!("{asked} {}", program()), record: OnceLock::new() }
    }

    /// What stands for the settings of a build in the keys of its files.
    pub(crate) fn settings(sources: &Sources) -> Vec<u8> {
        format!("{}\n{}", program(), sources.config.text).into_bytes()
    }

    /// What is published and what its build said, if the same build would publish and say the same again.
    pub(crate) fn unchanged(&self, target: &Target<'_>) -> Option<(Published, PrintedResult)> {
        let record = self.record()?;
        let stamps = self.stamps()?;
        let known = record.files.par_iter();
        // The number too: a new file is in no record.
        if record.files.len() != stamps.0.len() || known.any(|entry| self.is_same(entry, &stamps) != Some(true)) {
            return None;
        }
        // The sources are half of it: somebody may have altered what is published.
        let published = publish::untouched(&Target { keep: &record.keep, ..*target }, &self.files)?;
        (published.id == record.id).then(|| (published, record.said.clone()))
    }

    /// Publishes a site. Files that the last build published and that would be the same again are not made once more;
    /// `settings` stand for all that shapes them besides the site.
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

    /// The site that stands at an output, with what has not changed since it was made.
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

    /// The files that a site is made from, to be looked at before any is read; none if one of them cannot be.
    pub(crate) fn inputs(&self) -> Option<Inputs> {
        let (at, stamps) = (SystemTime::now(), self.stamps()?);
        let entries = stamps.0.par_iter().map(|(path, stamp)| {
            // A file written as lately as this can change again without a new stamp; then only its content shows it.
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
            // What cannot be seen cannot be known to be the same.
            What::Fault(_) | What::Hidden(_) => None,
        });
        let mut stamps: BTreeMap<_, _> = stamps.collect::<Option<_>>()?;
        stamps.insert("site.toml".to_owned(), Stamp::of(&self.root.join("site.toml")).ok()?);
        Some(Stamps(stamps))
    }

    /// Remembers a build. `inputs` were looked at before it read anything.
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

    /// The next build makes everything.
    pub(crate) fn forget(&self) {
        let _ = fs::remove_file(&self.build);
    }
}

/// What earlier runs have found in the reports of a site.
pub(crate) fn known_findings(root: &Path) -> CheckCache {
    fs::read(reports_of(root)).map(|bytes| CheckCache::read(&bytes, &program())).unwrap_or_default()
}

/// Keeps what was found in the reports of a site, for the next run.
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

/// This giar, which another version may replace under the same name.
fn program() -> String {
    let stamp = env::current_exe().ok().and_then(|path| Stamp::of(&path).ok()).and_then(Stamp::to_text);
    format!("{} {}", env!("CARGO_PKG_VERSION"), stamp.unwrap_or_default())
}

/// By the paths of the sources.
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
