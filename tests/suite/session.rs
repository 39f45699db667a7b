//! A site that is kept while its files change is, after every change, what the same files make from scratch.

use crate::common::*;
use giar::{
    archive::Input,
    check::CheckCache,
    diag::text::TextRenderer,
    i18n::Lang,
    pipeline::{self, Change, Options, Prepared, Session, Stop},
    render::RenderError,
    site::PublishedSite,
};
use proptest::{prelude::*, test_runner::Config};
use std::{collections::BTreeMap, io, sync::Arc};

/// A site's files.
#[derive(Clone)]
struct World {
    site: Site,
    themes: BTreeMap<String, Vec<u8>>,
}

/// What can happen to a file. The numbers choose which file, and what is written.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Report(usize, InReport),
    Copy(usize, usize),
    Page(usize, u8),
    Attachment(u8),
    Config(u8),
    Theme(u8),
}

#[derive(Clone, Copy, Debug)]
enum InReport {
    Figure(u8),
    Sentence(u8),
    Waiver,
    Joint,
    Draft,
    Broken,
    Touched,
    Gone,
}

const OTHERS: &str = r#"
[[agency]]
id = "county"
name = "云山县人民政府"
kind = "government"
rank = "county"
rolls_up = ["qingshi", "baishui"]
[[agency]]
id = "baishui"
name = "白水镇人民政府"
kind = "government"
rank = "town"
parent = "county"
succeeds = ["qingshi"]
"#;

const TEXTS: [&str; 6] = [
    "2023年，我镇收到政府信息公开申请9件，均已办结。",
    "全年未收到政府信息公开申请。",
    "我局公开信息3条，其中网站1条、微信1条。",
    "见[附件](../附件.pdf)和[指南](../guide.md#overview-1)。",
    "联系人手机13800138000 。。",
    "# 标题\n\n**主动公开。**公开 12 条,其中 3 条。",
];

impl World {
    fn new() -> Self {
        let site = town().configured(OTHERS).with("guide.md", "# 指南\n\n## 怎样申请\n\n见[首页](index.md)。\n");
        let site = site.with("index.md", "欢迎。\n").with("附件.pdf", "%PDF");
        let mut world = Self { site, themes: BTreeMap::new() };
        for agency in ["qingshi", "baishui", "county"] {
            for year in [2022, 2023] {
                world.site = world.site.with(&format!("reports/{agency}/{year}.md"), in_year(FILLED_2021, year));
            }
        }
        world
    }

    /// Does it, and tells what changed.
    fn edit(&mut self, edit: Edit) -> Change {
        let mut change = Change::default();
        match edit {
            Edit::Config(what) => {
                self.site.config = config(&self.site.config, what);
                change.config = Some(Ok(Arc::new(giar::diag::Source::new("site.toml", self.site.config.as_str()))));
            }
            Edit::Theme(what) => {
                let (path, bytes) = self.edit_theme(what);
                change.themes.push((path, bytes.map(Ok)));
            }
            edit => change.content.extend(self.edit_content(edit)),
        }
        change
    }

    fn edit_theme(&mut self, what: u8) -> (String, Option<Vec<u8>>) {
        let (path, text) = match what % 5 {
            0 => ("plain/assets/style.css", format!("p{{margin:{what}px}}")),
            1 => ("plain/templates/404.html", format!("<!doctype html><title>{what}</title>")),
            2 => ("plain/templates/404.html", "{% if %}".to_owned()),
            3 => ("plain/assets/new.js", format!("// {what}")),
            _ => {
                let path = "plain/templates/404.html".to_owned();
                self.themes.remove(&path);
                return (path, None);
            }
        };
        self.themes.insert(path.to_owned(), text.clone().into());
        (path.to_owned(), Some(text.into()))
    }

    fn edit_content(&mut self, edit: Edit) -> Option<(String, Option<Input>)> {
        let (path, text) = match edit {
            Edit::Report(at, what) => self.edit_report(at, what)?,
            Edit::Copy(at, to) => self.copy(at, to)?,
            Edit::Page(at, which) => page(at, which),
            Edit::Attachment(which) => ("附件.pdf".to_owned(), (!which.is_multiple_of(3)).then(|| which.to_string())),
            Edit::Config(_) | Edit::Theme(_) => return None,
        };
        match text {
            Some(text) => self.site.files.insert(path.clone(), text.into()),
            None => self.site.files.remove(&path),
        };
        let input = self.site.inputs().into_iter().find(|input| input.path == path);
        Some((path, input))
    }

    /// A report's path and text, if there is any report.
    fn report(&self, at: usize) -> Option<(String, String)> {
        let reports: Vec<_> =
            self.site.files.keys().filter(|path| path.starts_with("reports/") && path.ends_with(".md")).collect();
        let path = *reports.get(at % reports.len().max(1))?;
        Some((path.clone(), String::from_utf8(self.site.files[path].clone()).unwrap()))
    }

    fn edit_report(&self, at: usize, what: InReport) -> Option<(String, Option<String>)> {
        let (path, text) = self.report(at)?;
        let with_front = |line: &str| text.replacen("---\n", &format!("---\n{line}\n"), 1);
        let text = match what {
            InReport::Figure(value) => text.replacen('1', &value.to_string(), 1),
            InReport::Sentence(which) => format!("{text}\n{}\n", TEXTS[usize::from(which) % TEXTS.len()]),
            InReport::Waiver => {
                with_front("waivers: [{rule: carry-mismatch, reason: 台账如此}, {rule: broken-link, reason: 待传}]")
            }
            InReport::Joint => with_front("joint: [qingshi]"),
            InReport::Draft => with_front("draft: true"),
            InReport::Broken => text.replacen("year:", "year: [", 1),
            InReport::Touched => text,
            InReport::Gone => return Some((path, None)),
        };
        Some((path, Some(text)))
    }

    /// A report of another body and year with the same text.
    fn copy(&self, at: usize, to: usize) -> Option<(String, Option<String>)> {
        let (_, text) = self.report(at)?;
        let agency = ["qingshi", "baishui", "county", "nobody"][to % 4];
        let year = 2021 + to % 4;
        Some((format!("reports/{agency}/{year}.md"), Some(text.replace("2023", &year.to_string()))))
    }

    fn everything(&self) -> Change {
        Change {
            config: Some(Ok(Arc::new(giar::diag::Source::new("site.toml", self.site.config.as_str())))),
            content: self.site.inputs().into_iter().map(|input| (input.path.clone(), Some(input))).collect(),
            themes: self.themes.iter().map(|(path, bytes)| (path.clone(), Some(Ok(bytes.clone())))).collect(),
        }
    }

    /// The texts of `site.toml` and of everything below `content/`, by their paths.
    fn sources(&self) -> BTreeMap<String, Vec<u8>> {
        let content = self.site.files.iter().map(|(path, bytes)| (format!("content/{path}"), bytes.clone()));
        content.chain([("site.toml".to_owned(), self.site.config.clone().into_bytes())]).collect()
    }

    fn prepared_anew(&self, options: &Options) -> Result<Prepared, Stop> {
        self.prepared_with(options, &mut CheckCache::default())
    }

    fn prepared_with(&self, options: &Options, known: &mut CheckCache) -> Result<Prepared, Stop> {
        let source = Arc::new(giar::diag::Source::new("site.toml", self.site.config.as_str()));
        let config = pipeline::configure(&source, options)?;
        let own = self.themes.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("plain/")?, bytes)));
        let own = own.map(|(path, bytes)| (path.to_owned(), bytes.clone()));
        let theme = pipeline::theme(&config, if config.theme.is_some() { own.collect() } else { BTreeMap::new() })?;
        pipeline::prepare_with(config, self.site.inputs(), theme, attachments(), options, known)
    }
}

fn page(at: usize, which: u8) -> (String, Option<String>) {
    let path = ["guide.md", "index.md", "Guide.md", "rules/a.md"][at % 4].to_owned();
    let front =
        ["", "---\ntitle: 一\nnav: true\n---\n", "---\nredirect_from: [old/, guide/]\n---\n", "---\nx: 1\n---\n"];
    let text = format!("{}# 页\n\n## 节 {which}\n", front[usize::from(which) % 4]);
    (path, (!which.is_multiple_of(5)).then_some(text))
}

fn attachments() -> giar::render::ReadAttachment {
    Arc::new(|_: &str| Err(io::ErrorKind::NotFound.into()))
}

fn config(text: &str, what: u8) -> String {
    match what % 8 {
        0 => text.replacen("title = \"", &format!("# {what}\ntitle = \"新"), 1),
        1 => text.replacen("description = \"", "theme = \"plain\"\ndescription = \"", 1),
        2 => text.replacen("description = \"", "nonsense = 1\ndescription = \"", 1),
        3 => text.replace("nonsense = 1\n", "").replace("theme = \"plain\"\n", ""),
        4 => text.replacen("name = \"白水镇", "name = \"新白水镇", 1),
        5 => text.replacen("[identity]\n", "[rules]\nprose-number-mismatch = \"error\"\n[identity]\n", 1),
        6 => text.replacen("[identity]\n", "[identity]\nphone = \"13800138000\"\n", 1),
        _ => text.replacen("[[agency]]", "[[agency]]\nid = \"aaa\"\nname = \"首局\"\n[[agency]]", 1),
    }
}

/// Everything that can be seen of a site.
fn seen(prepared: &Result<Arc<Prepared>, Stop>) -> Vec<(String, String)> {
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(Stop::Config(_, faults)) => return reported(faults),
        Err(Stop::Render(RenderError::Read(message))) => return vec![(String::new(), message.get(Lang::Zh))],
        Err(Stop::Render(RenderError::Template { page, detail })) => {
            return vec![(page.clone().unwrap_or_default(), detail.to_string())];
        }
    };
    let bytes = |page: &giar::render::Planned<'_>| match prepared.render(page) {
        Ok(bytes) => String::from_utf8(bytes).unwrap_or_else(|error| format!("{:?}", error.as_bytes())),
        Err(error) => format!("{error:?}"),
    };
    let pages = prepared.plan.iter().map(|page| (page.address.path.clone(), bytes(&page)));
    pages.chain(reported(&prepared.findings)).collect()
}

fn reported<'f>(findings: impl IntoIterator<Item = &'f giar::diag::Finding>) -> Vec<(String, String)> {
    let renderer = TextRenderer::new(Lang::Zh, false);
    let reported = |finding| {
        (String::new(), format!("{:?} {}", giar::diag::Finding::clone(finding).waived, renderer.render(finding)))
    };
    findings.into_iter().map(reported).collect()
}

#[track_caller]
fn assert_same(world: &World, kept: &Result<Arc<Prepared>, Stop>, options: &Options, after: &dyn std::fmt::Debug) {
    let (kept, fresh) = (seen(kept), seen(&world.prepared_anew(options).map(Arc::new)));
    for (kept, fresh) in kept.iter().zip(&fresh) {
        assert!(kept == fresh, "after {after:?}\nkept:\n{}\n{}\nfresh:\n{}\n{}", kept.0, kept.1, fresh.0, fresh.1);
    }
    assert_eq!(kept.len(), fresh.len(), "after {after:?}");
}

fn edits() -> impl Strategy<Value = Edit> {
    let in_report = prop_oneof![
        4 => any::<u8>().prop_map(InReport::Figure),
        3 => any::<u8>().prop_map(InReport::Sentence),
        1 => Just(InReport::Waiver),
        1 => Just(InReport::Joint),
        1 => Just(InReport::Draft),
        1 => Just(InReport::Broken),
        1 => Just(InReport::Touched),
        1 => Just(InReport::Gone),
    ];
    prop_oneof![
        12 => (any::<usize>(), in_report).prop_map(|(at, what)| Edit::Report(at, what)),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(at, to)| Edit::Copy(at, to)),
        2 => (any::<usize>(), any::<u8>()).prop_map(|(at, which)| Edit::Page(at, which)),
        1 => any::<u8>().prop_map(Edit::Attachment),
        2 => any::<u8>().prop_map(Edit::Config),
        2 => any::<u8>().prop_map(Edit::Theme),
    ]
}

proptest! {
    #![proptest_config(Config { max_shrink_iters: 64, ..runs(5) })]

    #[test]
    fn any_row_of_edits_gives_the_bytes_of_a_site_from_scratch(
        edits in prop::collection::vec(edits(), 1..14),
        drafts in any::<bool>(),
    ) {
        let options = Options { drafts, ..Options::default() };
        let mut world = World::new();
        let mut session = Session::new(options.clone(), attachments());
        let first = session.update(world.everything());
        assert_same(&world, &first, &options, &"nothing");
        for (at, edit) in edits.iter().enumerate() {
            let change = world.edit(*edit);
            let kept = session.update(change);
            assert_same(&world, &kept, &options, &&edits[..=at]);
        }
    }
}

/// The bytes of a file by what a build says that it is made from.
type Made = BTreeMap<(String, giar::render::Key), Vec<u8>>;

/// What a build would keep is what it would make.
fn assert_kept_rightly(made: &mut Made, prepared: &Prepared, settings: &str, after: &dyn std::fmt::Debug) {
    let made_from = prepared.made_from(settings.as_bytes());
    for file in prepared.plan.iter() {
        let (Some(key), Ok(bytes)) = (made_from.key(&file, None), prepared.render(&file)) else { continue };
        let path = file.address.path.clone();
        let before = made.entry((path.clone(), key)).or_insert_with(|| bytes.clone());
        assert!(*before == bytes, "{path} would be kept after {after:?}");
    }
}

proptest! {
    #![proptest_config(Config { max_shrink_iters: 64, ..runs(5) })]

    #[test]
    fn a_file_made_from_the_same_has_the_same_bytes(edits in prop::collection::vec(edits(), 1..14)) {
        fn collides(site: &Prepared) -> bool { site.findings.iter().any(|found| found.rule.0 == "path-collision") }

        let options = Options::default();
        let (mut world, mut made) = (World::new(), Made::new());
        for at in 0..=edits.len() {
            let prepared = world.prepared_anew(&options).ok();
            // Where two files want one place nothing is published.
            if let Some(prepared) = prepared.filter(|site| !collides(site)) {
                assert_kept_rightly(&mut made, &prepared, &world.site.config, &&edits[..at]);
            }
            edits.get(at).map(|edit| world.edit(*edit));
        }
    }
}

/// A site as it was published, and all that a build has left for the next.
#[derive(Clone, Default)]
struct Left {
    files: Arc<BTreeMap<String, Vec<u8>>>,
    sources: BTreeMap<String, Vec<u8>>,
    known: Vec<u8>,
}

impl Left {
    fn by(world: &World, prepared: &Prepared, known: &CheckCache) -> Option<Self> {
        let files = prepared.plan.iter().filter(|file| prepared.attachment(file).is_none());
        let files = files.map(|file| Some((file.address.path.clone(), prepared.render(&file).ok()?)));
        let files = Arc::new(files.collect::<Option<_>>()?);
        Some(Self { files, sources: world.sources(), known: known.written("giar") })
    }

    fn standing(&self) -> PublishedSite {
        let files = Arc::clone(&self.files);
        PublishedSite::new(move |path| files.get(path).cloned())
    }

    fn kept(&self, now: &World) -> PublishedSite {
        let (files, now) = (Arc::clone(&self.files), now.sources());
        let same = self.sources.iter().filter(|(path, text)| now.get(*path) == Some(text));
        let same = same.map(|(path, _)| path.clone()).collect();
        self.standing().keeping("last", same, move |path| files.get(path).cloned())
    }
}

proptest! {
    #![proptest_config(Config { max_shrink_iters: 64, ..runs(5) })]

    #[test]
    fn what_a_build_left_for_the_next_changes_nothing_but_the_time(edits in prop::collection::vec(edits(), 1..14)) {
        let (mut world, mut left) = (World::new(), Left::default());
        for at in 0..=edits.len() {
            let (kept, fresh) = (left.kept(&world), left.standing());
            let mut known = CheckCache::read(&left.known, "giar");
            let prepared = world.prepared_with(&Options { published_site: kept, ..Options::default() }, &mut known).map(Arc::new);
            assert_same(&world, &prepared, &Options { published_site: fresh, ..Options::default() }, &&edits[..at]);
            if let Some(made) = prepared.ok().and_then(|prepared| Left::by(&world, &prepared, &known)) {
                left = made;
            }
            edits.get(at).map(|edit| world.edit(*edit));
        }
    }
}

/// A report that is not even looked at again is the very same in memory.
#[test]
fn only_what_changed_is_read_and_judged_again() {
    let mut world = World::new();
    let mut session = Session::new(Options::default(), attachments());
    let before = session.update(world.everything()).unwrap();
    let after = session.update(world.edit(Edit::Report(0, InReport::Sentence(0)))).unwrap();
    let (old, new) = (&before.site.archive.reports, &after.site.archive.reports);
    assert_eq!(old.iter().zip(new).filter(|(old, new)| !Arc::ptr_eq(old, new)).count(), 1);
    assert!(Arc::ptr_eq(&before.plan, &after.plan));
}

/// What the reports hold is known from the last look at them, and of one that changes it is put in and taken out again.
#[test]
fn a_report_that_becomes_a_copy_of_another_is_found_and_let_go_again() {
    const OWN: &str = "镇里把公开嵌入公文办理，拟稿时即定公开属性，签发后及时上网。目录按月调整，新增事项随时补充，取消事项及时下架。\
        各村信息员按季到镇里培训，公开栏由驻村干部拍照核对，结果在全镇通报。";
    const COPY: &str = "reports/baishui/2023.md";
    let alone = in_year(FILLED_2021, 2023);
    let alike = alone.replacen("全镇按照", &format!("{OWN}全镇按照"), 1);
    let mut world = World::new();
    world.site = world.site.with("reports/qingshi/2023.md", alike.clone());
    let mut session = Session::new(Options::default(), attachments());
    let mut copies = |change: Change| {
        let site = session.update(change).unwrap();
        site.findings.iter().filter(|finding| finding.rule.0 == "copied-from-body").count()
    };
    assert_eq!(copies(world.everything()), 0);
    for (text, wanted) in [(&alike, 2), (&alone, 0), (&alike, 2)] {
        world.site = world.site.clone().with(COPY, text.clone());
        let changed = world.site.inputs().into_iter().find(|input| input.path == COPY);
        let change = Change { content: [(COPY.to_owned(), changed)].into(), ..Change::default() };
        assert_eq!(copies(change), wanted);
    }
}

/// What is found in a file may depend on others that cannot be read either.
#[test]
fn a_folder_of_a_former_id_is_known_as_soon_as_its_report_can_be_read() {
    const OLD: &str = "reports/shuibai/2023.md";
    let mut world = World::new();
    for path in ["reports/baishui/2022.md", "reports/baishui/2023.md", "reports/baishui/2024.md"] {
        world.site.files.remove(path);
    }
    let mut session = Session::new(Options::default(), attachments());
    for text in ["---\nyear: [\n---\n", "---\nyear: 2023\n---\n", "---\nyear: [\n---\n"] {
        world.site = world.site.clone().with(OLD, text);
        let kept = session.update(world.everything());
        assert_same(&world, &kept, &Options::default(), &text);
        let changed = world.site.inputs().into_iter().find(|input| input.path == OLD);
        let change = Change { content: [(OLD.to_owned(), changed)].into(), ..Change::default() };
        assert_same(&world, &session.update(change), &Options::default(), &text);
    }
}

/// `site.toml` and the theme may be wrong for a while; what was saved meanwhile is not lost.
#[test]
fn a_change_made_while_the_configuration_is_wrong_shows_when_it_is_mended() {
    let mut world = World::new();
    let mut session = Session::new(Options::default(), attachments());
    session.update(world.everything()).unwrap();
    assert!(session.update(world.edit(Edit::Config(2))).is_err());
    assert!(session.update(world.edit(Edit::Report(0, InReport::Sentence(2)))).is_err());
    let mended = session.update(world.edit(Edit::Config(3)));
    assert!(mended.is_ok());
    assert_same(&world, &mended, &Options::default(), &"mending");
}
