#![doc = include_str!("broken_link.md")]

use super::suggest::{Paths, is_page};
use crate::{
    archive::{Redirect, below_content},
    check::{
        Check, Group, Rule, SiteContext,
        linked::{Linked, noun},
    },
    config::NavEntry,
    diag::{Finding, Level, Place, RuleName},
    i18n::{Arg, Text, did_you_mean},
    markdown::{LinkKind, LinkRef, may_lead_to},
    site::{
        Destination, Site, Subject,
        anchor::{self, Anchors},
        fragment, nav_target, percent_decoded, url,
    },
    spanned::fields::nearest,
    text,
};
use rayon::prelude::*;
use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

const NAME: RuleName = RuleName("broken-link");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Site, Level::Error, include_str!("broken_link.md"))
    .summary(text!("链接、图片或附件指向不存在的东西", "A link, picture or attachment points to nothing"))
    .waivable()
    .check(Check::Site(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let texts: Vec<_> = Linked::all(whole).collect();
    let nav = &whole.site.config.nav;
    findings.extend(whole.site.archive.redirects().filter_map(fault_of_redirect));
    findings.extend(fault_of_logo(whole.site));
    if texts.is_empty() && nav.is_empty() {
        return;
    }
    let mut published = Published::new(whole);
    published.read_places(&texts);
    findings.par_extend(texts.par_iter().flat_map_iter(|text| {
        let published = &published;
        // A definition that several links refer to is wrong once.
        let mut seen = HashSet::new();
        let links = text.links.iter().filter(move |link| seen.insert(link.target_span));
        links.filter_map(move |link| published.fault(text, link))
    }));
    findings.extend(nav.iter().filter_map(|entry| published.fault_of_nav(entry)));
}

/// Formats of phones, scanners and office programs.
fn is_shown_by_few(target: &str) -> bool {
    let ending = target.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    matches!(ending.as_str(), "heic" | "heif" | "tif" | "tiff" | "wmf" | "emf" | "psd" | "pdf" | "docx" | "doc")
}

/// What links may lead to.
struct Published<'a> {
    whole: &'a SiteContext<'a>,
    left_out: HashSet<&'a str>,
    /// Of the pages that some link names a place of.
    anchors: HashMap<&'a str, Anchors>,
    /// What links may have meant, once one has missed.
    pages: OnceLock<Paths<'a>>,
    sources: OnceLock<Paths<'a>>,
    /// Of every page of the author's, with its file.
    headings: OnceLock<Vec<(&'a str, Anchors)>>,
}

impl<'a> Published<'a> {
    fn new(whole: &'a SiteContext<'a>) -> Self {
        Self {
            whole,
            left_out: whole.site.archive.left_out().iter().map(String::as_str).collect(),
            anchors: HashMap::new(),
            pages: OnceLock::new(),
            sources: OnceLock::new(),
            headings: OnceLock::new(),
        }
    }

    /// A page is read for its headings once, however many links name a place of it.
    fn read_places(&mut self, texts: &[Linked<'_>]) {
        let mut wanted = HashSet::new();
        for text in texts {
            for link in text.links.iter().filter(|link| link.target.contains('#')) {
                let page = match Destination::of(self.whole.site, text.from(), &link.target) {
                    Destination::Here { .. } => text.shown_in(self.whole.site),
                    Destination::File { path, .. } => path,
                    _ => continue,
                };
                wanted.extend(self.whole.addresses.at(&page).map(|address| (&*address.path, address.subject)));
            }
        }
        let site = self.whole.site;
        // A redirect or an attachment is not ours to look into.
        let pages = wanted.into_par_iter().filter(|(path, subject)| {
            path.ends_with(".html") && !matches!(subject, Subject::Item(_)) && *path != url::NOT_FOUND
        });
        self.anchors = pages.map(|(path, subject)| (path, Anchors::new(anchor::of(site, subject)))).collect();
    }

    fn fault(&self, text: &Linked<'_>, link: &LinkRef) -> Option<Finding> {
        if link.target.is_empty() {
            let message = text!("{what}没有写地址", "the {what} has no address").with("what", noun(link.kind));
            return Some(text.at_link(NAME, link, message));
        }
        match link.kind {
            LinkKind::Note => Some(undefined_note(text, link)),
            LinkKind::Embedded => Some(embedded(text, link)),
            // A fault of the address comes first: where it leads to then says nothing.
            _ => fault_of_address(text, link)
                .or_else(|| unpublishable(text, link))
                .or_else(|| picture_shown_by_few(text, link))
                .or_else(|| self.fault_of_destination(text, link)),
        }
    }

    fn fault_of_destination(&self, text: &Linked<'_>, link: &LinkRef) -> Option<Finding> {
        match Destination::of(self.whole.site, text.from(), &link.target) {
            Destination::Elsewhere if link.kind == LinkKind::Image => Some(
                finding(
                    text,
                    link,
                    text!(
                        "{what}“{target}”在别的网站上，网页不会显示它",
                        "the {what} {target} is on another site, and pages do not show it"
                    ),
                )
                .at_most(Level::Warning)
                .hint(text!("把图片存进 content/，再写它的路径", "put the picture into content/ and name it there")),
            ),
            Destination::Elsewhere => None,
            Destination::Here { fragment } => {
                self.fault_of_fragment(text, link, &text.shown_in(self.whole.site), fragment)
            }
            Destination::Outside => {
                let message = text!("“{target}”在 content 文件夹之外", "`{target}` is outside content/");
                Some(finding(text, link, message).hint(text!(
                    "路径从本文件所在的文件夹算起，最上一层是 content",
                    "paths are relative to this file's folder and cannot lead out of content/"
                )))
            }
            Destination::NoSource { source } if self.left_out.contains(source.as_str()) => {
                Some(finding(text, link, DRAFT).hint(publish_it()))
            }
            Destination::NoSource { source } if self.is_unread(&source) => None,
            Destination::NoSource { source } => Some(self.missing(text, link, &source, false)),
            Destination::File { path, source, rest, is_absolute } => {
                match self.whole.addresses.at(&path).map(|address| address.subject) {
                    None if self.is_unread(&source) => None,
                    None if self.left_out.contains(source.as_str()) => {
                        Some(finding(text, link, DRAFT).hint(publish_it()))
                    }
                    None => Some(self.missing(text, link, &source, is_absolute)),
                    // Drafts are shown for once, but a link to them will lead nowhere when the site is published.
                    Some(subject) if self.is_draft(subject, &source) && !text.is_draft() => {
                        Some(finding(text, link, DRAFT).hint(publish_it()).at_most(Level::Warning))
                    }
                    Some(_) => self.fault_of_fragment(text, link, &path, fragment(rest)),
                }
            }
        }
    }

    fn is_draft(&self, subject: Subject, source: &str) -> bool {
        self.whole.site.is_draft(subject) || self.whole.site.archive.goes_with_draft(source)
    }

    /// Whether nothing is there because a file cannot be read, which is reported of that file.
    fn is_unread(&self, source: &str) -> bool {
        let archive = &self.whole.site.archive;
        let page = source.trim_end_matches('/');
        let files = [page.to_owned(), format!("{page}.md"), format!("{page}/index.md")];
        let year = page.split('/').next().and_then(|year| year.parse().ok());
        files.iter().any(|path| archive.faults.contains_key(path))
            || archive.may_lack_report(source, &self.whole.site.config.agencies)
            || year.is_some_and(|year| archive.may_lack(year))
    }

    fn missing(&self, text: &Linked<'_>, link: &LinkRef, source: &str, is_absolute: bool) -> Finding {
        let message = text!("{what}指向的“{target}”不存在", "the {what} points to `{target}`, which does not exist")
            .with("what", noun(link.kind))
            .with("target", percent_decoded(&link.target));
        let finding = text.at_target(NAME, link, message);
        if is_host(&link.target) {
            let hint = text!(
                "别的网站的网址，前面加 https://（或 http://）：https://{target}",
                "an address on another site begins with https:// (or http://): https://{target}"
            );
            return finding.hint(hint.with("target", &link.target));
        }
        let slashed = link.target.replace('\\', "/");
        if slashed != link.target && self.leads_somewhere(text, &slashed) {
            let hint =
                text!("地址里用“/”，不用“\\”：{meant}", "write `/` instead of `\\`: {meant}").with("meant", &slashed);
            return fixed(text, link, finding.hint(hint), slashed);
        }
        let base = self.whole.site.config.base_url.as_str();
        let called = self.called(words(text, link)).filter(|file| is_page(source) && *file != text.from());
        if let Some(file) = called {
            let hint = text!(
                "“{title}”在 content/{file}：是不是“{near}”？",
                "“{title}” is in content/{file}; did you mean `{near}`?"
            );
            let near = url::relative(text.from(), file);
            return finding.hint(hint.with("title", words(text, link)).with("file", file).with("near", near));
        }
        match self.nearest(source, is_absolute) {
            Some(near) if is_absolute => finding.hint(did_you_mean(&format!("{base}{}", url::canonical(near)))),
            Some(near) => finding.hint(did_you_mean(&url::relative(text.from(), near))),
            None => finding.hint(text!(
                "路径从本文件所在的文件夹算起；附件放在文件夹里，再写它的名字",
                "paths are relative to this file's folder; put the attachment there and give its name"
            )),
        }
    }

    /// The author's page of a title: whoever renames its file leaves the links to it.
    fn called(&self, title: &str) -> Option<&'a str> {
        let pages = &self.whole.site.archive.pages;
        let mut called = pages.iter().filter(|page| !title.is_empty() && page.title == title);
        let (page, None) = (called.next()?, called.next()) else { return None };
        Some(below_content(&page.source))
    }

    fn leads_somewhere(&self, text: &Linked<'_>, target: &str) -> bool {
        match Destination::of(self.whole.site, text.from(), target) {
            Destination::File { path, .. } => self.whole.addresses.at(&path).is_some(),
            _ => false,
        }
    }

    /// What there is instead of `source`: an author thinks of files first, unless the link has no file name.
    fn nearest(&self, source: &str, is_absolute: bool) -> Option<&'a str> {
        let is_place = source.rsplit('/').next().is_some_and(|name| !name.contains('.'));
        if is_absolute || is_place {
            return self.nearest_page(source);
        }
        let sources = self.sources.get_or_init(|| Paths::new(self.whole.site.sources()));
        sources.suggest(source).or_else(|| self.nearest_page(source))
    }

    fn nearest_page(&self, source: &str) -> Option<&'a str> {
        let all = self.whole.addresses.iter().map(|address| url::canonical(&address.path));
        self.pages.get_or_init(|| Paths::new(all)).suggest(source)
    }

    fn fault_of_fragment(&self, text: &Linked<'_>, link: &LinkRef, page: &str, fragment: &str) -> Option<Finding> {
        let anchors = self.anchors.get(page)?;
        let wanted = percent_decoded(fragment);
        let is_there = matches!(wanted.as_str(), "" | "top")
            || anchors.find(&wanted).is_some()
            || self.whole.site.theme.ids().contains(&wanted);
        if is_there {
            return None;
        }
        let message = text!("那一页没有叫“#{place}”的位置", "that page has no anchor `#{place}`");
        let finding = text.at_target(NAME, link, message.with("place", &wanted));
        // An author knows the words of headings, and links may name them.
        let places: Vec<_> = anchors.list.iter().take(MOST_ANCHORS).map(|anchor| as_fragment(&anchor.text)).collect();
        let ids = anchors.list.iter().take(MOST_ANCHORS).map(|anchor| &*anchor.id);
        let names: Vec<_> = places.iter().map(String::as_str).chain(ids).filter(|name| !name.is_empty()).collect();
        Some(match (nearest(&wanted, &names), self.headed(&wanted)) {
            (Some(near), _) => finding.hint(did_you_mean(&format!("#{near}"))),
            (None, Some(file)) => {
                let hint = text!(
                    "“{words}”在 content/{file}：是不是“{near}”？",
                    "“{words}” is in content/{file}; did you mean `{near}`?"
                );
                let near = format!("{}#{wanted}", url::relative(text.from(), file));
                finding.hint(hint.with("words", &wanted).with("file", file).with("near", near))
            }
            (None, None) if places.is_empty() => finding,
            (None, None) => {
                let places = Arg::List(places.iter().map(|place| format!("#{place}")).collect());
                finding.hint(text!("那一页的位置有：{places}", "anchors on that page: {places}").with("places", places))
            }
        })
    }

    /// The only page of the author's with a heading of these words.
    fn headed(&self, words: &str) -> Option<&'a str> {
        let headings = self.headings.get_or_init(|| {
            let (site, archive) = (self.whole.site, &self.whole.site.archive);
            let pages = archive.page_ids().map(|id| {
                let anchors = Anchors::new(anchor::of(site, Subject::Page(id)));
                (below_content(&archive.page(id).source), anchors)
            });
            pages.collect()
        });
        let mut headed = headings.iter().filter(|(_, anchors)| anchors.is_headed(words));
        let ((file, _), None) = (headed.next()?, headed.next()) else { return None };
        Some(file)
    }

    fn fault_of_nav(&self, entry: &NavEntry) -> Option<Finding> {
        if let Some(finding) = fault_of_nav_address(self.whole.site, entry) {
            return Some(finding);
        }
        let (page, _) = nav_target(&entry.path)?;
        let page = percent_decoded(&page);
        if self.whole.addresses.at(&page).is_some() {
            return None;
        }
        let site = self.whole.site;
        let place = Place::new(&site.config.source, entry.path_span);
        let message = text!(
            "导航“{label}”指向的“{path}”不存在",
            "the navigation entry `{label}` points to `{path}`, which does not exist"
        );
        let finding = Finding::new(NAME, place, message.with("label", &entry.label).with("path", &entry.path));
        let source = format!("{}.md", entry.path.trim_end_matches(['/']).trim_end_matches(".md"));
        if self.is_unread(&entry.path) {
            return None;
        }
        if self.left_out.contains(source.as_str()) {
            return Some(finding.hint(publish_it()));
        }
        let near = site.published(&source).or_else(|| self.nearest(&entry.path, true)).map(url::canonical);
        let called = self.called(&entry.label).and_then(|file| Some((file, url::canonical(site.published(file)?))));
        if let Some((file, path)) = called.filter(|(_, path)| near != Some(path)) {
            let hint = text!(
                "“{label}”在 content/{file}：路径写 {path}，或把文件名改回来",
                "“{label}” is in content/{file}: write its path, {path}, or give the file its name back"
            );
            return Some(finding.hint(hint.with("label", &entry.label).with("file", file).with("path", path)));
        }
        Some(match near {
            Some(near) => finding.hint(did_you_mean(near)),
            None => finding
                .hint(text!("content/guide.md 的路径是 guide/", "for example, the path of content/guide.md is guide/")),
        })
    }
}

/// The words of a heading as a link may name them.
fn as_fragment(heading: &str) -> String {
    heading.chars().filter(|c| !c.is_whitespace() && !"()<>[]#%".contains(*c)).collect()
}

/// The words of a link.
fn words<'t>(text: &Linked<'t>, link: &LinkRef) -> &'t str {
    let written = text.source.slice(link.span);
    let words = written.strip_prefix('[').and_then(|rest| rest.split_once("]("));
    words.map_or("", |(words, _)| words.trim())
}

/// A message on a link and where it leads to.
fn finding(text: &Linked<'_>, link: &LinkRef, message: Text) -> Finding {
    text.at_target(NAME, link, message.with("what", noun(link.kind)).with("target", &*link.target))
}

fn undefined_note(text: &Linked<'_>, link: &LinkRef) -> Finding {
    let message = text!(
        "{what}“{target}”没有内容，会原样印出来",
        "the {what} {target} has no definition and would be printed literally"
    );
    let hint = text!(
        "在正文后面另起一行写“{target}: …”，不是脚注就删去“^”",
        "add a line `{target}: …` below the text; if it is not a footnote, delete `^`"
    );
    finding(text, link, message).at_most(Level::Warning).hint(hint.with("target", &*link.target))
}

fn embedded(text: &Linked<'_>, link: &LinkRef) -> Finding {
    let message = text!("{what}“{target}”不会出现在网页上", "the {what} {target} is left out of the page");
    let hint = text!("改成链接：[名称]({target})", "link to it instead: [name]({target})");
    finding(text, link, message).at_most(Level::Warning).hint(hint.with("target", &*link.target))
}

fn unpublishable(text: &Linked<'_>, link: &LinkRef) -> Option<Finding> {
    let message =
        text!("{what}的地址“{target}”不能发布", "the {what} has an address that cannot be published: `{target}`");
    let hint = text!(
        "写本站的文件，或以 http、https、mailto、tel 开头的地址",
        "name a file of this site, or an address that begins with http, https, mailto or tel"
    );
    (!may_lead_to(&link.target)).then(|| finding(text, link, message).hint(hint))
}

fn picture_shown_by_few(text: &Linked<'_>, link: &LinkRef) -> Option<Finding> {
    let message = text!(
        "{what}“{target}”的格式，多数浏览器不能显示",
        "the {what} {target} is in a format that most browsers do not show"
    );
    let hint = text!("另存为 .jpg 或 .png，再写它的名字", "save it as .jpg or .png and name that file");
    (link.kind == LinkKind::Image && is_shown_by_few(&link.target))
        .then(|| finding(text, link, message).at_most(Level::Warning).hint(hint))
}

/// What is wrong with an address as it is written, wherever it leads.
fn fault_of_address(text: &Linked<'_>, link: &LinkRef) -> Option<Finding> {
    let target = link.target.as_str();
    if is_of_computer(target) {
        let message = text!(
            "{what}的地址是这台电脑上的位置“{target}”，别人打不开",
            "the {what} points to `{target}`, a place on this computer that nobody else can open"
        );
        let hint = text!(
            "把文件复制到报告旁边的文件夹 content/{folder}，这里写 {near}",
            "copy the file to the folder content/{folder} beside the text, and write {near} here"
        );
        let message = message.with("what", noun(link.kind)).with("target", target);
        let (folder, near) = beside(text.from(), target);
        return Some(text.at_target(NAME, link, message).hint(hint.with("folder", folder).with("near", near)));
    }
    if let Some(meant) = address_meant(target) {
        let message = text!("网址“{target}”的写法不对", "`{target}` is not a valid address");
        let message = message.with("target", target);
        let hint = text!("冒号和斜线用半角的：{meant}", "write it with a half-width `://`: {meant}");
        return Some(fixed(text, link, text.at_target(NAME, link, message).hint(hint.with("meant", &meant)), meant));
    }
    None
}

/// What is wrong with an address of the navigation, whatever it leads to: as with one of a text.
fn fault_of_nav_address(site: &Site, entry: &NavEntry) -> Option<Finding> {
    let meant = address_meant(&entry.path)?;
    let message = text!("网址“{target}”的写法不对", "`{target}` is not a valid address");
    let place = Place::new(&site.config.source, entry.path_span);
    let hint = text!("冒号和斜线用半角的：{meant}", "write it with a half-width `://`: {meant}");
    Some(Finding::new(NAME, place, message.with("target", &entry.path)).hint(hint.with("meant", meant)))
}

/// Whether an address names a file by its drive or share: `C:\a.png`, `file:///C:/a.png`, `\\server\a.png`.
fn is_of_computer(target: &str) -> bool {
    let drive = target.strip_prefix(|c: char| c.is_ascii_alphabetic()).and_then(|rest| rest.strip_prefix(':'));
    drive.is_some_and(|rest| rest.starts_with(['\\', '/']))
        || target.starts_with("\\\\")
        || target.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"))
}

/// The folder beside a text in which its files stand, and how the text names this one there.
fn beside(from: &str, target: &str) -> (String, String) {
    let name = percent_decoded(target.rsplit(['\\', '/']).next().unwrap_or_default());
    let stem = from.trim_end_matches(".md");
    match stem.strip_suffix("index").map(|folder| folder.trim_end_matches('/')) {
        Some(folder) => (folder.to_owned(), name),
        None => (stem.to_owned(), format!("{}/{name}", stem.rsplit('/').next().unwrap_or(stem))),
    }
}

/// The address of another site that is certainly meant by one with a full-width colon, or with other slashes.
fn address_meant(target: &str) -> Option<String> {
    let plain = target.replace('：', ":").replace('／', "/");
    let (scheme, rest) = plain.split_once(':')?;
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    let host = rest.trim_start_matches(['/', '\\']);
    let meant = format!("{scheme}://{host}");
    (is_web && !host.is_empty() && meant != target).then_some(meant)
}

/// Whether an address begins with the name of a host.
fn is_host(target: &str) -> bool {
    let host = target.split('/').next().unwrap_or_default();
    host.starts_with("www.") || host.ends_with(".gov.cn")
}

/// A finding with what is to be written in the place of an address that stands as it means.
fn fixed(text: &Linked<'_>, link: &LinkRef, finding: Finding, meant: String) -> Finding {
    let is_plain = text.source.slice(link.target_span) == link.target;
    if is_plain { finding.fix(link.target_span, meant) } else { finding }
}

/// Anchors of a page among which one that a link misses is looked for.
const MOST_ANCHORS: usize = 50;

/// The logo of `site.toml` is an attachment of this site.
fn fault_of_logo(site: &Site) -> Option<Finding> {
    let brand = &site.config.brand;
    let logo = brand.logo.as_deref().filter(|logo| !site.archive.has_attachment(logo))?;
    let message = text!("没有徽标文件 content/{path}", "there is no logo content/{path}").with("path", logo);
    let finding = Finding::new(NAME, Place::new(&site.config.source, brand.logo_span), message);
    let known: Vec<_> = site.archive.attachments().iter().map(String::as_str).collect();
    Some(match nearest(logo, &known) {
        Some(near) => finding.hint(did_you_mean(near)),
        None => finding.hint(text!(
            "把图片放进 content 文件夹，logo 写它在里面的位置",
            "put the picture into content/ and give its path below that"
        )),
    })
}

const DRAFT: Text =
    text!("{what}指向草稿“{target}”，草稿不发布", "the {what} points to `{target}`, a draft that is not published");

fn publish_it() -> Text {
    text!(
        "写好以后删去那份文件里的 draft: true，在此之前先去掉这里的链接",
        "remove `draft: true` from that file once it is finished; leave the link out until then"
    )
}

/// An old address is a file or folder of this site.
fn fault_of_redirect(redirect: Redirect<'_>) -> Option<Finding> {
    if is_site_path(redirect.from.trim_matches('/')) {
        return None;
    }
    let message = text!("旧网址“{path}”不是本站的路径", "the old address `{path}` is not a path of this site");
    Some(Finding::new(NAME, redirect.place(), message.with("path", redirect.from)).hint(text!(
        "从网站根目录写起，不带网址和“?”，如 old/guide.html 或 old/guide/",
        "give the path from the root of the site, without host or `?`, such as old/guide.html or old/guide/"
    )))
}

/// Whether a path leads to a place of this site and nowhere else.
pub(super) fn is_site_path(path: &str) -> bool {
    !path.contains([':', '?', '#', '\\']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
