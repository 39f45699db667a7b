//! The folder that a site is published to, and the questions and notes about it.

use super::Terminal;
use crate::{
    config::Allowance,
    i18n::{self, Arg, Message},
    io::{
        self,
        publish::{OUTPUT, Removal},
    },
    pipeline::{self, Options},
    text,
};
use clap::ArgMatches;
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// The requested folder, or the site's default.
pub(super) fn folder(matches: &ArgMatches, root: &Path) -> PathBuf {
    matches.get_one::<PathBuf>("output").cloned().unwrap_or_else(|| root.join(OUTPUT))
}

/// The source folders, over which no site may be published.
pub(super) fn source_folders(root: &Path) -> [PathBuf; 2] {
    [root.join("content"), root.join("themes")]
}

/// The names to keep in the output; none if `site.toml` cannot be read.
pub(super) fn keep(root: &Path) -> Option<Vec<String>> {
    let config = io::load::config(root).ok()?;
    pipeline::configure(&config, &Options::default()).ok().map(|config| config.output.keep)
}

/// A path relative to the current folder, if that is shorter.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    i18n::shown(path.strip_prefix(&here).unwrap_or(path))
}

/// Prints notes without repetition.
pub(super) fn warn_once(notes: &[Message], terminal: &Terminal) {
    let mut shown = HashSet::new();
    for note in notes.iter().filter(|note| shown.insert(note.get(terminal.lang()))) {
        terminal.warn(note.clone());
    }
}

/// How many addresses are listed before the rest is counted.
const NAMED: usize = 20;

/// Lists the addresses that would vanish, and returns whether they may.
pub(super) fn may_remove(removal: &Removal, allowance: Allowance, is_allowed: bool, terminal: &Terminal) -> bool {
    note_search(removal, terminal);
    let gone: Vec<_> = removal.gone.iter().filter(|path| is_address(path)).collect();
    if gone.is_empty() {
        return true;
    }
    let published = removal.published.iter().filter(|path| is_address(path)).count();
    let addresses = addresses(removal);
    let message = text!(
        "{count} 个已发布的网址将要消失（共 {published} 个文件，其中 {gone} 个将被删去）：{names}",
        "{count} published {count:address|addresses} would disappear ({gone} of {published} files):{names}"
    );
    let mut names: String = addresses.iter().take(NAMED).map(|name| format!("\n  {name}")).collect();
    if addresses.len() > NAMED {
        names += "\n  …";
    }
    let message = message.with("count", addresses.len()).with("published", published).with("gone", gone.len());
    terminal.warn(message.with("names", Arg::Verbatim(names)));
    if is_allowed || allowance.covers(gone.len(), published) {
        return true;
    }
    terminal.notify(text!(
        "消失的网址超过了 site.toml 里 max_removals 允许的（默认 5%）。如果页面只是换了地方，请在新页面写 redirect_from；\
         如果 content/reports 或机关的 id 改了名，请改回来；确实要删，请加 --allow-removals",
        "this is more than max_removals in site.toml allows [default: 5%]. If pages have only moved, give the new ones \
         `redirect_from`; if content/reports or the id of an agency was renamed, rename it back; to remove them anyway, add --allow-removals"
    ));
    terminal.confirms(text!("仍要发布，让这些网址消失吗？", "Publish anyway and remove these addresses?"))
}

/// Names the page of the search if it vanishes. Nothing is lost by that, so it counts for no address.
fn note_search(removal: &Removal, terminal: &Terminal) {
    let pieces = removal.gone.iter().filter(|path| path.starts_with("search/")).count();
    if removal.gone.iter().any(|path| path == "search/index.html") {
        let message = text!(
            "检索页 /search/ 将要消失：这次没有生成检索页和检索数据（共 {n} 个文件）",
            "the search page /search/ would disappear: this build makes no search page and no index ({n} files)"
        );
        terminal.warn(message.with("n", pieces));
    }
}

/// The addresses that would vanish; a page also represents the data next to it.
fn addresses(removal: &Removal) -> Vec<String> {
    let pages: HashSet<_> = removal.gone.iter().filter_map(|path| path.strip_suffix("index.html")).collect();
    let gone = removal.gone.iter().filter(|path| is_address(path));
    gone.filter_map(|path| match path.strip_suffix("index.html") {
        Some(folder) => Some(format!("/{folder}")),
        // Represented by the page in its folder.
        None if path.rfind('/').is_some_and(|at| pages.contains(&path[..=at])) => None,
        None => Some(format!("/{path}")),
    })
    .collect()
}

/// Whether readers may have bookmarked a file's address. Styles and scripts are renamed with every change, the search
/// index is split as needed, and compressed copies are not requested by name.
fn is_address(path: &str) -> bool {
    let is_part = path.starts_with("assets/") || path.starts_with("search/");
    !is_part && !path.ends_with(".gz") && !path.ends_with(".br")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_stands_for_what_is_beside_it_and_parts_of_pages_are_no_addresses() {
        let gone = ["2023/a/index.html", "2023/a/report.json", "assets/style.1.css", "index.html.gz", "附件.pdf"];
        let removal = Removal { published: Vec::new(), gone: gone.map(String::from).to_vec() };
        assert_eq!(addresses(&removal), ["/2023/a/", "/附件.pdf"]);
    }
}
