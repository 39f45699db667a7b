//! A small site around a text.

use giar::archive::{Archive, Input, InputContent};
use giar::check::{self, CheckCache};
use giar::config::Config;
use giar::diag::Findings;
use giar::markdown;
use giar::pipeline::{self, Options};
use giar::site::{PublishedSite, Site, Visibility};
use giar::theme::Theme;
use std::sync::{Arc, LazyLock};

const SITE: &str = "title = \"青石镇政府信息公开\"\n\
    [[agency]]\nid = \"qingshi\"\nname = \"青石镇人民政府\"\nkind = \"government\"\nrank = \"town\"\nparent = \"county\"\n\
    [[agency]]\nid = \"county\"\nname = \"云山县人民政府\"\nkind = \"government\"\nrank = \"county\"\n\
    [[agency]]\nid = \"baishui\"\nname = \"白水镇人民政府\"\nkind = \"government\"\nrank = \"town\"\nparent = \"county\"\n";

/// Figures with some totals omitted.
const FIGURES: &str = "复议诉讼:\n  行政复议: {结果维持: 6, 结果纠正: 2, 其他结果: 3, 尚未审结: 1}\n  行政诉讼:\n    未经复议直接起诉:\n      结果维持: 4\n      结果纠正: 1\n      其他结果: 2\n      尚未审结: 3\n    复议后起诉: [5, 3, 1, 2, 11]\n";

static THEME: LazyLock<Arc<Theme>> = LazyLock::new(|| Theme::built_in().into());

/// A report with this text as its body.
#[allow(dead_code)] // each target uses its own part
pub fn report(year: u16, text: &str) -> String {
    format!(
        "---\nyear: {year}\n申请:\n  本年新收: [3, 0, 0, 0, 0, 1, 4]\n  结转下年度: [1, 0, 0, 0, 0, 0, 1]\n{FIGURES}---\n\n## 一、总体情况\n\n{text}\n"
    )
}

/// The site's home page, in addition to the town's report.
#[allow(dead_code)]
pub fn inputs() -> Vec<Input> {
    let report = report(2023, "全镇办理申请。");
    let files = [("guide.md", "# 指南\n\n写明怎样申请。\n"), ("reports/qingshi/2023.md", report.as_str())];
    let input = |(path, text): (&str, &str)| {
        let source = markdown::decode(&format!("content/{path}"), text.as_bytes()).expect("it is text");
        Input { path: path.to_owned(), content: InputContent::Markdown(source) }
    };
    files.map(input).into()
}

/// The text of `site.toml`.
#[allow(dead_code)]
pub fn config() -> Config {
    let source = markdown::decode("site.toml", SITE.as_bytes()).expect("it is text");
    pipeline::configure(&source, &Options::default()).unwrap_or_else(|_| panic!("it is right"))
}

/// Reads and checks the town's reports. No pages are planned, because that would take most of the time.
pub fn check(reports: &[(u16, String)]) -> (Site, Findings) {
    let config = config();
    let inputs = reports.iter().map(|(year, text)| {
        let path = format!("reports/qingshi/{year}.md");
        let content = match markdown::decode(&format!("content/{path}"), text.as_bytes()) {
            Ok(source) => InputContent::Markdown(source),
            Err(finding) => InputContent::Unreadable(finding),
        };
        Input { path, content }
    });
    let archive = Archive::gather(&config.agencies, inputs.collect(), true);
    let visibility = Visibility { drafts: true, ..Visibility::default() };
    let site = Site::new(config.into(), archive, Arc::clone(&THEME), visibility);
    let findings = check::run(&site, &Arc::default(), &PublishedSite::default(), &mut CheckCache::default());
    (site, findings)
}
