//! What can be typed.
//!
//! By hand rather than by clap's derive: that takes its texts while the program is compiled, and help is in the
//! language that the arguments ask for. To change the texts afterwards, every argument would be looked up by its name.

use super::{completions, export::PDF, help::localised, import, manual, schema::SCHEMAS, watch};
use crate::{
    config::{AgencyKind, Rank},
    diag::FORMATS,
    export,
    i18n::{Lang, Text},
    status::STATUS_FORMATS,
    text,
};
use clap::{
    Arg, ArgAction, Command,
    builder::{PathBufValueParser, PossibleValue, PossibleValuesParser},
    value_parser,
};
use clap_complete::ArgValueCandidates;
use std::ffi::OsString;

/// The language asked for: `--lang`, else `GIAR_LANG`, else none here. A site's own comes after these, the locale last.
pub(super) fn language(args: &[OsString]) -> Option<Lang> {
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    let flag = args.find_map(|arg| arg.strip_prefix("--lang")).map(str::to_owned);
    let flag = flag.map(|rest| match rest.strip_prefix('=') {
        Some(value) => value.to_owned(),
        None => args.next().unwrap_or_default().to_owned(),
    });
    flag.or_else(|| std::env::var("GIAR_LANG").ok()).and_then(|tag| Lang::parse(&tag))
}

/// The language of the user's locale.
pub(super) fn locale() -> Option<Lang> {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    set.and_then(|locale| Lang::parse(&locale))
}

/// Where the options that all commands share stand in a list.
const SHARED: usize = 900;

pub(super) fn command(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    let command = Command::new("giar")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(text!(
            "检查并发布政府信息公开工作年度报告",
            "Checks and publishes annual government information-disclosure reports"
        )))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .display_order(SHARED)
                .value_name(text!("语言", "LANG").get(lang))
                .value_parser(["zh", "en"])
                .help(say(text!("信息所用的语言", "Language of messages"))),
        )
        .arg(root(lang))
        .subcommand(build(lang))
        .subcommand(check(lang))
        .subcommand(watch(lang))
        .subcommand(import::command(lang))
        .subcommand(export(lang))
        .subcommand(init(lang))
        .subcommand(new(lang))
        .subcommand(status(lang))
        .subcommand(verify(lang))
        .subcommand(rollback(lang))
        .subcommand(explain(lang))
        .subcommand(schema(lang))
        .subcommand(completions(lang))
        .subcommand(help(lang));
    localised(command, lang)
}

fn build(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    Command::new("build")
        .about(say(text!(
            "检查全部报告，然后发布整个网站；有错误就什么也不改",
            "Check all reports, then publish the whole site, or nothing if there are errors"
        )))
        .arg(output(lang))
        .arg(
            Arg::new("base-url")
                .long("base-url")
                .value_name(text!("网址", "URL").get(lang))
                .help(say(text!("代替 site.toml 里的 base_url", "Use instead of base_url in site.toml"))),
        )
        .arg(
            flag("drafts")
                .requires("output")
                .help(say(text!("连草稿一起发布，要用 -o 指明文件夹", "Publish drafts as well; requires -o"))),
        )
        .arg(strict(lang))
        .arg(new_since(lang))
        .arg(flag("no-search").help(say(text!("不生成检索页和检索数据", "Leave out the search page and its index"))))
        .arg(in_place(lang))
        .arg(flag("allow-removals").help(say(text!(
            "已发布的网址消失得再多也照样发布",
            "Publish even if many published addresses would disappear"
        ))))
        .arg(flag("precompress").help(say(text!(
            "在文字类文件旁边生成 .gz 和 .br，供网站服务器直接发送",
            "Write .gz and .br copies of text files for web servers to send"
        ))))
        .arg(flag("quiet").short('q').conflicts_with("verbose").help(say(text!("只报错误", "Report only errors"))))
        .arg(flag("verbose").short('v').help(say(text!("也列出提示和各步用时", "Also report advice and timings"))))
}

fn check(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    Command::new("check")
        .about(say(text!("只检查，不发布", "Check without publishing")))
        .arg(
            Arg::new("paths")
                .value_name(text!("路径", "PATH").get(lang))
                .num_args(0..)
                .value_parser(PathBufValueParser::new())
                .help(say(text!("只报告这些文件或文件夹的问题", "Report only on these files or folders"))),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(text!("格式", "FORMAT").get(lang))
                .value_parser(PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))
                .help(say(text!("用什么格式报告（默认 text）", "Format of the findings [default: text]"))),
        )
        .arg(
            Arg::new("year")
                .long("year")
                .value_name(text!("年份", "YEAR").get(lang))
                .value_parser(value_parser!(u16).range(1990..=2100))
                .add(ArgValueCandidates::new(completions::years))
                .help(say(text!("只报告这一年的报告里的问题", "Report only findings in reports on this year"))),
        )
        .arg(
            Arg::new("rule")
                .long("rule")
                .value_name(text!("规则", "NAME").get(lang))
                .action(ArgAction::Append)
                .add(ArgValueCandidates::new(move || completions::rules(lang)))
                .help(say(text!("只报告这条规则的问题，可以写几次", "Report only findings of this rule; may be repeated"))),
        )
        .arg(flag("all").help(say(text!(
            "往年报告的警告和提示也逐条列出（平时每条规则只列一行）",
            "List warnings and advice on earlier years individually [default: one line per rule]"
        ))))
        .arg(new_since(lang))
        .arg(
            Arg::new("fix")
                .long("fix")
                .value_name(text!("范围", "SCOPE").get(lang))
                .value_parser(PossibleValuesParser::new([PossibleValue::new("certain").hide(true), "totals".into()]))
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("certain")
                .help(say(text!(
                    "改正确定无疑的（标点、空格）；--fix=totals 还补上没有写的总计",
                    "Correct what is certain (punctuation, spaces); --fix=totals also fills in omitted totals"
                ))),
        )
        .arg(
            flag("dry-run")
                .requires("fix")
                .help(say(text!(
                    "只显示会改什么，不写文件；与 --format json 等同用时不显示差异，改法在各条结果的 fix 里",
                    "Show what would change without writing; with --format json, sarif or github there is no diff: each finding has its `fix`"
                ))),
        )
        .arg(strict(lang))
}

fn watch(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    let default = |text: Text, value: String| text.get(lang).replace("{default}", &value);
    let port =
        text!("端口（默认 {default}，已被占用就用后面空着的）", "Port [default: {default}, or the next free one]");
    let host = text!(
        "在哪个地址上提供预览（默认 {default}，只有本机能看）",
        "Address to serve on [default: {default}, this machine only]"
    );
    Command::new("watch")
        .about(say(text!("预览：边改边看，页面和问题随时更新", "Preview the site while you edit it")))
        .arg(root(lang))
        .arg(
            Arg::new("port")
                .long("port")
                .value_name(text!("号码", "PORT").get(lang))
                .value_parser(value_parser!(u16).range(1..))
                .help(default(port, watch::PORT.to_string())),
        )
        .arg(
            Arg::new("host")
                .long("host")
                .value_name(text!("地址", "HOST").get(lang))
                .help(default(host, watch::HOST.to_owned())),
        )
        .arg(flag("open").help(say(text!("打开浏览器", "Open the preview in a browser"))))
        .arg(flag("drafts").help(say(text!("也显示草稿，并标明是草稿", "Include drafts, marked as such"))))
        .arg(
            Arg::new("poll")
                .long("poll")
                .value_name(text!("毫秒", "MS").get(lang))
                .value_parser(value_parser!(u64).range(10..=60_000))
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("500")
                .help(say(text!(
                    "隔一会儿查看一次文件，不靠系统通知（网络盘和 WSL 会自动这样做）",
                    "Poll the files instead of relying on system notifications [automatic on network and WSL mounts]"
                ))),
        )
}

fn export(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    let formats = export::FORMATS.iter().map(|format| PossibleValue::new(format.name));
    Command::new("export")
        .about(say(text!(
            "把报告写成 Word、Excel 文件或网页片段，供打印、报送、粘贴",
            "Write reports as Word or Excel files or HTML fragments"
        )))
        .arg(
            Arg::new("reports")
                .value_name(say(text!("机关/年份", "AGENCY/YEAR")))
                .add(ArgValueCandidates::new(completions::reports_by_agency))
                .num_args(1..)
                .required_unless_present("summary")
                .help(say(text!(
                    "哪些报告；只写年份就是这一年的全部报告",
                    "Reports to write; a year alone is every report on it"
                ))),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(say(text!("格式", "FORMAT")))
                .value_parser(PossibleValuesParser::new(formats.chain([PossibleValue::new(PDF).hide(true)])))
                .help(say(text!(
                    "写成哪种文件（默认按 -o 的后缀，否则 docx）",
                    "Kind of file [default: by the name after -o, else docx]"
                ))),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(say(text!("文件或文件夹", "FILE|DIR")))
                .value_parser(PathBufValueParser::new())
                .help(say(text!(
                    "写到哪里（默认当前文件夹，文件名用报告标题）",
                    "Where to write [default: the current folder, named by title]"
                ))),
        )
        .arg(
            Arg::new("summary")
                .long("summary")
                .value_name(say(text!("年份", "YEAR")))
                .value_parser(value_parser!(u16).range(1990..=2100))
                .conflicts_with("reports")
                .help(say(text!(
                    "写这一年全部报告的汇总：谁报了、合计数、检查结果",
                    "Write a summary of the year: who reported, sums, findings"
                ))),
        )
        .arg(
            flag("filing")
                .help(say(text!("报送稿：留出签字和盖章的地方", "Leave room for the signature and the seal"))),
        )
        .arg(flag("force").help(say(text!("已有同名文件就覆盖", "Replace files that exist"))))
}

fn init(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    Command::new("init")
        .about(say(text!("建一个新的栏目，连同第一份报告的空表", "Set up a new portal with a first report to fill in")))
        .arg(
            Arg::new("folder")
                .value_name(say(text!("文件夹", "DIR")))
                .required(true)
                .value_parser(PathBufValueParser::new())
                .help(say(text!("建在哪里，空的或者还没有的文件夹", "An empty or a new folder"))),
        )
        .arg(asked("name", text!("名称", "NAME"), text!("机关全称", "Full name of the agency"), lang))
        .arg(asked("id", text!("代码", "ID"), text!("机关代码，用在网址里", "Id of the agency, for addresses"), lang))
        .arg(asked("base-url", text!("网址", "URL"), text!("栏目上线后的完整网址", "Full URL of the portal"), lang))
        .arg(
            asked(
                "kind",
                text!("类别", "KIND"),
                text!("哪一类机关（默认看名称）", "Kind of agency [default: by its name]"),
                lang,
            )
            .value_parser(PossibleValuesParser::new(AgencyKind::keys())),
        )
        .arg(
            asked(
                "rank",
                text!("级别", "RANK"),
                text!("哪一级机关（默认看名称）", "Rank of the agency [default: by its name]"),
                lang,
            )
            .value_parser(PossibleValuesParser::new(Rank::keys())),
        )
        .arg(asked("year", text!("年份", "YEAR"), text!("第一份报告写哪一年", "Year of the first report"), lang))
}

/// What `init` asks a person for where no argument says it.
fn asked(name: &'static str, value: Text, help: Text, lang: Lang) -> Arg {
    Arg::new(name).long(name).value_name(value.get(lang)).help(help.get(lang))
}

fn new(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    Command::new("new")
        .about(say(text!(
            "写一份新年度报告的空表，带来上一年的结转和现行有效",
            "Write a blank report on a year, with what follows from last year’s"
        )))
        .arg(report_year(lang).required(true).help(say(text!("写哪一年的报告", "Year to report on"))))
        .arg(agency(lang))
}

fn status(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    Command::new("status")
        .about(say(text!(
            "各机关的报告到了哪一步，离期限还有几天",
            "Where each agency stands with its report, and its days left"
        )))
        .arg(
            report_year(lang)
                .help(say(text!("哪一年的报告（默认最近该交的一年）", "Year of the reports [default: that due last]"))),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(say(text!("格式", "FORMAT")))
                .value_parser(PossibleValuesParser::new(STATUS_FORMATS.iter().map(|format| format.name)))
                .help(say(text!("用什么格式列出（默认 text）", "Format of the table [default: text]"))),
        )
        .arg(Arg::new("today").long("today").value_name(say(text!("日期", "DATE"))).help(say(text!(
            "按哪一天算（默认 site.toml 里的 as_of）",
            "Day to judge by [default: as_of in site.toml]"
        ))))
        .arg(
            Arg::new("return")
                .long("return")
                .value_name(say(text!("机关/年份", "AGENCY/YEAR")))
                .conflicts_with_all(["year", "format"])
                .add(ArgValueCandidates::new(completions::reports_by_agency))
                .help(say(text!(
                    "把一份报告的问题写成退回意见，给不用本工具的单位看",
                    "Write the findings of a report as a letter (in Chinese) to an agency without this program"
                ))),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .requires("return")
                .value_name(say(text!("文件", "FILE")))
                .value_parser(PathBufValueParser::new())
                .help(say(text!(
                    "退回意见写到哪个文件，.docx 就写成 Word 文档（默认显示出来）",
                    "File for the letter, a Word document if it ends in .docx [default: standard output]"
                ))),
        )
}

fn report_year(lang: Lang) -> Arg {
    Arg::new("year")
        .value_name(text!("年份", "YEAR").get(lang))
        .value_parser(value_parser!(u16).range(1990..=2100))
        .add(ArgValueCandidates::new(completions::years))
}

fn agency(lang: Lang) -> Arg {
    Arg::new("agency")
        .long("agency")
        .value_name(text!("代码", "ID").get(lang))
        .add(ArgValueCandidates::new(completions::agencies))
        .help(text!("哪个机关（只有一个机关时不用写）", "Which agency [default: the only one]").get(lang))
}

fn verify(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    Command::new("verify")
        .about(say(text!(
            "核对发布出去的文件和 manifest.sha256 是否一致",
            "Compare a published copy with its manifest.sha256"
        )))
        .arg(Arg::new("folder").value_name(say(text!("文件夹", "DIR"))).value_parser(PathBufValueParser::new()).help(
            say(text!(
                "网站文件所在的文件夹（默认本网站的 public）",
                "Folder that holds the published files [default: the site's public]"
            )),
        ))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(say(text!("格式", "FORMAT")))
                .value_parser(["text", "json"])
                .help(say(text!("用什么格式报告（默认 text）", "Format of the result [default: text]"))),
        )
}

fn rollback(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    Command::new("rollback")
        .about(say(text!("恢复上一版网站；再运行一次就换回来", "Restore the previous site; run again to undo")))
        .arg(output(lang))
        .arg(in_place(lang))
}

fn output(lang: Lang) -> Arg {
    Arg::new("output")
        .short('o')
        .long("output")
        .value_name(text!("文件夹", "DIR").get(lang))
        .value_parser(PathBufValueParser::new())
        .help(text!("发布到哪个文件夹（默认 public）", "Folder to publish to [default: public]").get(lang))
}

fn in_place(lang: Lang) -> Arg {
    let help = text!(
        "保留输出文件夹本身，逐个替换文件，供容器卷等使用（挂载点会自动这样做）",
        "Keep the folder and replace its files one by one, e.g. for a container volume [default for mount points]"
    );
    flag("in-place").help(help.get(lang))
}

fn explain(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    Command::new("explain").about(say(text!("说明一条规则，或列出全部规则", "Explain a rule, or list all rules"))).arg(
        Arg::new("rule")
            .value_name(text!("规则", "RULE").get(lang))
            .add(ArgValueCandidates::new(move || completions::rules(lang)))
            .help(say(text!("规则的名称", "Name of the rule"))),
    )
}

fn schema(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    Command::new("schema")
        .about(say(text!("输出 JSON 文件的 JSON Schema", "Print the JSON Schema of a kind of file")))
        .arg(
            Arg::new("name")
                .value_name(text!("名称", "NAME").get(lang))
                .required(true)
                .value_parser(PossibleValuesParser::new(SCHEMAS.iter().map(|schema| schema.name)))
                .help(say(text!("哪一种文件", "Kind of file"))),
        )
}

fn help(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    Command::new("help")
        .about(say(text!("说明一个命令或专题，或列出全部", "Help on a command or topic, or a list of them")))
        .arg(
            Arg::new("topic")
                .value_name(say(text!("名称", "NAME")))
                .add(ArgValueCandidates::new(move || completions::help(&command(lang), manual::topics())))
                .help(say(text!("命令或专题的名称", "Name of the command or topic"))),
        )
        .arg(flag("man").conflicts_with("topic").help(say(text!("输出 man 手册页", "Print a manual page for `man`"))))
}

fn completions(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    Command::new("completions").about(say(text!("输出命令行补全脚本", "Print a shell completion script"))).arg(
        Arg::new("shell")
            .value_name(say(text!("命令行", "SHELL")))
            .required(true)
            .value_parser(PossibleValuesParser::new(completions::shells()))
            .help(say(text!("哪一种命令行", "Kind of shell"))),
    )
}

fn root(lang: Lang) -> Arg {
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

fn new_since(lang: Lang) -> Arg {
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

fn strict(lang: Lang) -> Arg {
    flag("strict").help(text!("有警告也不通过", "Treat warnings as errors").get(lang))
}

fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}
