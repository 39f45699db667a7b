//! One whole small site an edition, built in memory and compared with what is kept in `tests/golden/`.
//!
//! After a wanted change: `UPDATE_EXPECT=1 cargo test --test suite golden`, then read the difference.

use crate::{
    common::program,
    kept::{assert_file, is_updating},
};
use giar::{
    form::EDITIONS,
    io::load,
    pipeline::{self, Options},
    render::Planned,
    theme::Theme,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

type Site = BTreeMap<String, Vec<u8>>;

fn prepare(root: &Path) -> pipeline::Prepared {
    prepare_with(root, &Options::default())
}

fn prepare_with(root: &Path, options: &Options) -> pipeline::Prepared {
    let sources = load::load(root).unwrap();
    let config = pipeline::configure(&sources.config, options).unwrap_or_else(|stop| panic!("{stop:?}"));
    let folder = root.to_owned();
    let attachment = Arc::new(move |path: &str| load::attachment(&folder, path));
    pipeline::prepare(config, sources.inputs, Theme::built_in(), attachment, options)
        .unwrap_or_else(|stop| panic!("{stop:?}"))
}

fn build(root: &Path) -> Site {
    let prepared = prepare(root);
    assert!(!pipeline::is_refused(&prepared.findings, true), "{:#?}", prepared.findings);
    let render = |page: &Planned<'_>| {
        (page.address.path.clone(), prepared.render(page).unwrap_or_else(|error| panic!("{error:?}")))
    };
    prepared.plan.iter().map(|page| render(&page)).collect()
}

/// Of a page, its `<main>`: what surrounds it is the theme's business and has its own tests.
fn kept(path: &str, bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    match path {
        _ if path.starts_with("assets/") => None,
        // Of these `search.rs` looks at a few: there is one for every label of any form, and one is the same in all sites.
        _ if path.starts_with("search/figures-") || path == "search/variants.js" => None,
        _ if path.ends_with(".html") => {
            let main = text.split("<main").nth(1).and_then(|rest| rest.split("</main>").next());
            Some(main.map_or_else(|| text.clone(), |main| format!("<main{main}</main>\n")))
        }
        _ => Some(text),
    }
}

fn compare(name: &str) {
    let folder = PathBuf::from("tests/golden").join(name);
    let built: BTreeMap<_, _> =
        build(&folder).into_iter().filter_map(|(path, bytes)| Some((path.clone(), kept(&path, &bytes)?))).collect();
    let expected = folder.join("expected");
    if is_updating() {
        let _ = fs::remove_dir_all(&expected);
    }
    for (path, text) in &built {
        assert_file(expected.join(path), text);
    }
    let mut paths = Vec::new();
    list(&expected, &expected, &mut paths);
    assert_eq!(built.keys().cloned().collect::<Vec<_>>(), paths, "{name}: the files of the site");
}

fn list(root: &Path, folder: &Path, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(root, &path, paths);
        } else {
            paths.push(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
        }
    }
    paths.sort();
}

#[test]
fn every_edition_has_a_site() {
    for edition in EDITIONS {
        let call = format!("compare(\"{}\");", edition.id);
        assert!(
            include_str!("golden.rs").contains(&call),
            "no test compares a site of the edition {0}: make tests/golden/{0}/ and a test with {call}",
            edition.id
        );
    }
}

#[test]
fn a_site_of_the_edition_of_2021() {
    compare("2021");
}

#[test]
fn a_site_of_the_edition_of_2019() {
    compare("2019");
}

#[test]
fn a_site_in_the_free_form() {
    compare("free");
}

/// Every JSON file fits the schema it names, and the schemas are sound.
#[test]
fn every_json_file_fits_its_schema() {
    fn parse(bytes: &[u8]) -> serde_json::Value {
        serde_json::from_slice::<serde_json::Value>(bytes).unwrap()
    }

    let mut checked = 0;
    let golden = EDITIONS.iter().map(|edition| format!("tests/golden/{}", edition.id));
    for root in golden.chain(["tests/fixtures/county".to_owned(), ".".to_owned()]) {
        let prepared = prepare(Path::new(&root));
        let files: Site = prepared
            .plan
            .iter()
            .filter(|page| page.address.path.ends_with(".json"))
            .map(|page| (page.address.path.clone(), prepared.render(&page).unwrap()))
            .collect();
        for (path, bytes) in files.iter().filter(|(path, _)| !path.starts_with("schema/")) {
            let json = parse(bytes);
            let named = json["$schema"].as_str().unwrap();
            let Some(schema) = named.split("schema/v1/").nth(1) else {
                assert_eq!(path, "datapackage.json", "{path} names {named}");
                continue;
            };
            let schema = parse(&files[&format!("schema/v1/{schema}")]);
            let validator = jsonschema::draft202012::new(&schema).unwrap();
            let faults: Vec<_> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
            assert!(faults.is_empty(), "{root}/{path}: {faults:?}");
            checked += 1;
        }
    }
    assert!(checked >= 50, "only {checked} files");
}

#[test]
fn a_site_without_search_has_nothing_of_it() {
    let prepared = prepare_with(Path::new("tests/fixtures/county"), &Options { no_search: true, ..Options::default() });
    assert!(prepared.plan.iter().all(|page| !page.address.path.starts_with("search/")));
    let pages = prepared.plan.iter().filter(|page| page.address.path.ends_with(".html"));
    for page in pages {
        let html = String::from_utf8(prepared.render(&page).unwrap()).unwrap();
        assert!(!html.contains("search/"), "{}", page.address.path);
    }
}

/// The same input gives the same bytes, in another folder, with one thread, whatever the zone and locale.
#[test]
fn two_builds_are_identical() {
    let here = build(Path::new("tests/golden/2021"));
    let elsewhere = tempfile::tempdir().unwrap();
    copy(Path::new("tests/golden/2021"), elsewhere.path());
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(alone.install(|| build(elsewhere.path())), here);
}

#[test]
fn two_runs_of_the_program_are_identical() {
    let out = tempfile::tempdir().unwrap();
    let run = |name: &str, zone: &str, locale: &str, threads: &str| {
        let folder = out.path().join(name);
        let status = program()
            .args(["build", "-q", "-C", "tests/fixtures/county", "-o"])
            .arg(&folder)
            .env("TZ", zone)
            .env("LC_ALL", locale)
            .env("RAYON_NUM_THREADS", threads)
            .status()
            .unwrap();
        assert!(status.success());
        fs::read_to_string(folder.join("manifest.sha256")).unwrap()
    };
    assert_eq!(run("a", "Asia/Shanghai", "zh_CN.UTF-8", "1"), run("b/c", "America/New_York", "C", "2"));
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}
