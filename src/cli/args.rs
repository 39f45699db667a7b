//! Arguments that several commands share, and the language of their help.
//!
//! Arguments are described by hand rather than by clap's derive. That asks for its texts in functions without parameters,
//! so the language of help, which is one of the arguments, would have to be a global variable; and it takes as many lines.

use super::completions;
use crate::{date::LIKELY_YEARS, i18n::Lang, text};
use clap::{
    Arg, ArgAction,
    builder::{PathBufValueParser, RangedI64ValueParser},
    value_parser,
};
use clap_complete::ArgValueCandidates;
use std::ffi::OsString;

/// The language set by `--lang` or else `GIAR_LANG`. The language of the site, then the locale, are tried later.
pub(super) fn language(args: &[OsString]) -> Option<Lang> {
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    let flag = args.find_map(|arg| arg.strip_prefix("--lang")).map(str::to_owned);
    let flag = flag.map(|rest| match rest.strip_prefix('=') {
        Some(value) => value.to_owned(),
        None => args.next().unwrap_or_default().to_owned(),
    });
    flag.or_else(|| std::env::var("GIAR_LANG").ok()).and_then(|tag| Lang::parse(&tag))
}

/// Parses the year of a report.
pub(super) fn years() -> RangedI64ValueParser<u16> {
    let [first, last] = [LIKELY_YEARS.start(), LIKELY_YEARS.end()].map(|year| i64::from(*year));
    value_parser!(u16).range(first..=last)
}

/// The language of the user's locale.
pub(super) fn locale() -> Option<Lang> {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    set.and_then(|locale| Lang::parse(&locale))
}

/// The position in help of options that all commands share.
pub(super) const SHARED: usize = 900;

pub(super) fn report_year(lang: Lang) -> Arg {
    Arg::new("year")
        .value_name(text!("年份", "YEAR").get(lang))
        .value_parser(years())
        .add(ArgValueCandidates::new(completions::years))
}

pub(super) fn agency(lang: Lang) -> Arg {
    Arg::new("agency")
        .long("agency")
        .value_name(text!("代码", "ID").get(lang))
        .add(ArgValueCandidates::new(completions::agencies))
        .help(text!("哪个机关（只有一个机关时不用写）", "Which agency [default: the only one]").get(lang))
}

pub(super) fn output(lang: Lang) -> Arg {
    Arg::new("output")
        .short('o')
        .long("output")
        .value_name(text!("文件夹", "DIR").get(lang))
        .value_parser(PathBufValueParser::new())
        .help(text!("发布到哪个文件夹（默认 public）", "Folder to publish to [default: public]").get(lang))
}

pub(super) fn in_place(lang: Lang) -> Arg {
    let help = text!(
        "保留输出文件夹本身，逐个替换文件，供容器卷等使用（挂载点会自动这样做）",
        "Keep the folder and replace its files one by one, e.g. for a container volume [default for mount points]"
    );
    flag("in-place").help(help.get(lang))
}

pub(super) fn root(lang: Lang) -> Arg {
    Arg::new("root")
        .short('C')
        .long("root")
        .global(true)
        .display_order(SHARED)
        .value_name(text!("文件夹", "DIR").get(lang))
        .value_parser(PathBufValueParser::new())
        .help(
            text!(
                "网站所在的文件夹（默认从当前文件夹向上找 site.toml）",
                "The site's folder [default: the nearest one upwards with a site.toml]"
            )
            .get(lang),
        )
}

pub(super) fn new_since(lang: Lang) -> Arg {
    Arg::new("new-since")
        .long("new-since")
        .value_name(text!("文件", "FILE").get(lang))
        .value_parser(PathBufValueParser::new())
        .help(
            text!(
                "只报告这份 JSON 结果里没有的问题",
                "Report only findings that this earlier JSON result does not contain"
            )
            .get(lang),
        )
}

pub(super) fn strict(lang: Lang) -> Arg {
    flag("strict").help(text!("有警告也不通过", "Treat warnings as errors").get(lang))
}

pub(super) fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}
