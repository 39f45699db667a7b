//! `giar help`: commands, topics, and the complete manual page.

use super::{Failure, Terminal};
use crate::{
    diag::plain::{self, padded},
    i18n::{Lang, Text},
    spanned::fields::nearest,
    text,
};
use clap::{ArgMatches, Command};
use clap_mangen::Man;

/// A topic of help that is not a command.
struct Topic {
    name: &'static str,
    about: Text,
    /// Markdown: Chinese, then English below its heading.
    page: &'static str,
}

const TOPICS: &[Topic] = &[
    Topic {
        name: "report",
        about: text!("报告怎么写：表格、数字、正文", "how to write a report: tables, figures, text"),
        page: include_str!("topics/report.md"),
    },
    Topic {
        name: "site",
        about: text!(
            "site.toml 怎么写：机关、网址、规则的级别",
            "what site.toml holds: agencies, addresses, levels of rules"
        ),
        page: include_str!("../../docs/site.md"),
    },
    Topic {
        name: "form",
        about: text!("在浏览器里填表：按键、保存、许可", "filling in reports in a browser: keys, saving, permission"),
        page: include_str!("../../docs/edit.md"),
    },
    Topic {
        name: "exit-codes",
        about: text!("退出码的意思", "what exit codes mean"),
        page: include_str!("topics/exit-codes.md"),
    },
    Topic {
        name: "environment",
        about: text!("环境变量：语言、颜色", "environment variables: language, colours"),
        page: include_str!("topics/environment.md"),
    },
];

/// Makes the command line in a language. It is a parameter because the command line itself offers the topics of help.
type Make = fn(Lang) -> Command;

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal, make: Make) -> Result<u8, Failure> {
    let lang = terminal.lang();
    if matches.get_flag("man") {
        terminal.result(&page(&make(lang), lang));
        return Ok(0);
    }
    let text = match matches.get_one::<String>("topic") {
        None => overview(make(lang), lang),
        Some(name) => about(name, make(lang), lang).ok_or_else(|| Failure::Message(unknown(name, &make(lang))))?,
    };
    terminal.result(&text);
    Ok(0)
}

/// Topics of help for shell completion.
pub(super) fn topics() -> impl Iterator<Item = &'static str> {
    TOPICS.iter().map(|topic| topic.name)
}

fn names(command: &Command) -> Vec<&str> {
    let topics = TOPICS.iter().map(|topic| topic.name);
    command.get_subcommands().map(Command::get_name).chain(topics).collect()
}

fn overview(mut command: Command, lang: Lang) -> String {
    let width = names(&command).iter().map(|name| name.len()).max().unwrap_or_default();
    let mut out = command.render_help().to_string();
    out += text!("\n专题（giar help 名称）:\n", "\nTopics (giar help NAME):\n").get(lang);
    out.extend(TOPICS.iter().map(|topic| format!("  {}  {}\n", padded(topic.name, width), topic.about.get(lang))));
    out
}

fn about(name: &str, mut command: Command, lang: Lang) -> Option<String> {
    if let Some(topic) = TOPICS.iter().find(|topic| topic.name == name) {
        return Some(plain::render(half(topic.page, lang)));
    }
    // Shared options are added to subcommands by `build`.
    command.build();
    let command = command.find_subcommand_mut(name)?;
    Some(command.render_help().to_string())
}

/// The part of a page in one language.
fn half(page: &'static str, lang: Lang) -> &'static str {
    let (chinese, english) = page.split_once("\n## English\n").unwrap_or((page, page));
    match lang {
        Lang::Zh => chinese,
        Lang::En => english.trim_start(),
    }
}

fn unknown(name: &str, command: &Command) -> crate::i18n::Message {
    let names = names(command);
    let message = match nearest(name, &names) {
        Some(near) => {
            text!("没有关于“{name}”的说明。是不是“{near}”？", "there is no help on `{name}`; did you mean `{near}`?")
                .with("near", near)
        }
        None => text!(
            "没有关于“{name}”的说明。giar help 列出全部",
            "there is no help on `{name}`; `giar help` lists what there is"
        )
        .into(),
    };
    message.with("name", name)
}

/// Headings that the generator produces only in English.
const HEADINGS: &[(&str, Text)] = &[
    (".SH NAME", text!(".SH 名称", ".SH NAME")),
    (".SH SYNOPSIS", text!(".SH 用法", ".SH SYNOPSIS")),
    (".SH DESCRIPTION", text!(".SH 说明", ".SH DESCRIPTION")),
];

/// The manual page in the format of `man`.
fn page(command: &Command, lang: Lang) -> String {
    let mut bytes = Vec::new();
    let man = Man::new(command.clone());
    // Writing to memory cannot fail.
    let _ = man.render_title(&mut bytes);
    let _ = man.render_name_section(&mut bytes);
    let _ = man.render_synopsis_section(&mut bytes);
    let mut out = String::from_utf8_lossy(&bytes).into_owned();
    for verb in command.get_subcommands() {
        out += &verb_section(verb);
    }
    for topic in TOPICS.iter().filter(|topic| topic.name != "site") {
        out += &topic_section(half(topic.page, lang));
    }
    HEADINGS.iter().fold(out, |out, (heading, text)| out.replace(heading, text.get(lang)))
}

/// The section of one command: description, usage, options.
fn verb_section(verb: &Command) -> String {
    let mut out = format!(".SH giar {}\n", verb.get_name());
    out += &line(&verb.get_about().map(ToString::to_string).unwrap_or_default());
    let usage = verb.clone().render_usage().to_string();
    out += &format!(".PP\n\\fB{}\\fR\n", escaped(usage.trim().trim_start_matches("Usage: ")));
    for arg in verb.get_arguments().filter(|arg| !arg.is_hide_set() && arg.get_id() != "help") {
        let values: Vec<_> = arg.get_value_names().into_iter().flatten().map(ToString::to_string).collect();
        let value = values.join(" ");
        let short = arg.get_short().map(|short| format!("\\fB\\-{short}\\fR, ")).unwrap_or_default();
        let name = match arg.get_long() {
            Some(long) => format!("{short}\\fB\\-\\-{}\\fR {}", escaped(long), escaped(&value)),
            None => escaped(&value),
        };
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        out += &format!(".TP\n{}\n{}", name.trim_end(), line(&help));
    }
    out
}

fn line(text: &str) -> String {
    format!("{}\n", escaped(text))
}

/// A topic as a section: its title as heading, each list and paragraph as a paragraph.
fn topic_section(page: &str) -> String {
    let mut out = String::new();
    for line in page.lines().filter(|line| !line.is_empty()) {
        out += &match (line.strip_prefix("# "), line.strip_prefix("- ")) {
            (Some(title), _) => format!(".SH {title}\n"),
            (_, Some(item)) => format!(".IP \\(bu 2\n{}\n", escaped(item)),
            _ => format!(".PP\n{}\n", escaped(line)),
        };
    }
    out
}

/// Escapes characters that `man` would interpret as requests or typeset otherwise.
fn escaped(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-").replace('`', "");
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
}
