//! Messages on wrong usage that replace clap's English ones.

use super::suggest;
use crate::{
    i18n::{Lang, Message, Text},
    text,
};
use clap::{
    Command,
    error::{ContextKind, ContextValue, Error, ErrorKind},
};
use std::ffi::OsString;
use unicode_normalization::UnicodeNormalization as _;

/// The fault in the arguments; none for kinds of error that giar's command line cannot cause.
pub(super) fn message(error: &Error, args: &[OsString], command: &Command) -> Option<Message> {
    let (arg, value) = (said(error, ContextKind::InvalidArg), said(error, ContextKind::InvalidValue));
    let others = [&arg, &value, &said(error, ContextKind::InvalidSubcommand)];
    if let Some(message) = others.into_iter().find_map(|word| suggest::document(word)) {
        return Some(message);
    }
    Some(match error.kind() {
        ErrorKind::UnknownArgument => unknown_argument(error, &arg, args, command),
        ErrorKind::InvalidSubcommand => unknown_command(error),
        ErrorKind::InvalidValue if value.is_empty() => {
            text!("“{arg}”少了一个值", "`{arg}` needs a value").with("arg", arg)
        }
        ErrorKind::ValueValidation if is_in_any_language(YEAR, |name| arg.contains(name)) => {
            let message = text!("“{value}”不是四位数的年份", "`{value}` is not a year of four digits");
            let year = likely_year(&value).map(|year| year.to_string());
            with_near(message.with("value", value), year.as_slice())
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let message = text!("“{value}”不能用于“{arg}”", "`{value}` is not valid for `{arg}`");
            let message = message.with("value", value).with("arg", arg);
            allowed(message, &texts(error, ContextKind::ValidValue))
        }
        ErrorKind::TooManyValues => text!("“{value}”是多余的", "unexpected argument `{value}`").with("value", value),
        ErrorKind::MissingRequiredArgument => text!("还要写上：{args}", "missing: {args}").with("args", arg),
        ErrorKind::MissingSubcommand => {
            let names = texts(error, ContextKind::ValidSubcommand).join(" | ");
            text!("还要写上命令：{names}", "missing command: {names}").with("names", names)
        }
        ErrorKind::ArgumentConflict => {
            let other = said(error, ContextKind::PriorArg);
            if other.is_empty() || other == arg {
                text!("“{arg}”只能写一次", "`{arg}` may be given only once").with("arg", arg)
            } else {
                let message = text!("“{arg}”不能与“{other}”同时用", "`{arg}` cannot be used with `{other}`");
                message.with("arg", arg).with("other", other)
            }
        }
        _ => return None,
    })
}

fn unknown_argument(error: &Error, arg: &str, args: &[OsString], command: &Command) -> Message {
    let args: Vec<_> = args.iter().skip(1).filter_map(|arg| arg.to_str()).collect();
    let verb = args.iter().find_map(|arg| command.find_subcommand(arg));
    if let (Some(year), Some(verb)) = (likely_year(arg), verb) {
        return year_of(year, verb);
    }
    let message = text!("没有“{arg}”这个参数", "unknown argument `{arg}`");
    if !arg.starts_with('-') && verb.is_some_and(|verb| verb.get_arguments().any(|own| own.get_id() == "agency")) {
        // `giar new 2024 education`
        return with_near(message.with("arg", arg), &[format!("--agency {arg}")]);
    }
    // For `-fix` clap reports only the first letter.
    let long = args.iter().find_map(|word| {
        let name = word.strip_prefix('-').filter(|name| word.starts_with(arg) && !name.starts_with('-'))?;
        verb?.get_arguments().filter_map(|own| own.get_long()).find(|long| *long == name)
    });
    match long {
        Some(long) => with_near(message.with("arg", format!("-{long}")), &[format!("--{long}")]),
        None => with_near(message.with("arg", arg), &texts(error, ContextKind::SuggestedArg)),
    }
}

fn unknown_command(error: &Error) -> Message {
    let name = said(error, ContextKind::InvalidSubcommand);
    let called = CALLED.iter().find(|(called, _)| is_in_any_language(*called, |word| word == name));
    let near = match called {
        Some((_, verb)) => vec![(*verb).to_owned()],
        None => texts(error, ContextKind::SuggestedSubcommand),
    };
    with_near(text!("没有“{name}”这个命令", "unknown command `{name}`").with("name", name), &near)
}

/// Names under which users look for commands.
const CALLED: &[(Text, &str)] = &[
    (text!("发布", "publish"), "build"),
    (text!("生成", "generate"), "build"),
    (text!("检查", "validate"), "check"),
    (text!("预览", "preview"), "watch"),
    (text!("编辑", "form"), "edit"),
    (text!("导入", "read"), "import"),
    (text!("导出", "save"), "export"),
    (text!("初始化", "setup"), "init"),
    (text!("新建", "create"), "new"),
    (text!("状态", "state"), "status"),
    (text!("核对", "compare"), "verify"),
    (text!("恢复", "restore"), "rollback"),
    (text!("说明", "rules"), "explain"),
    (text!("帮助", "usage"), "help"),
];

/// The placeholder of arguments that are years.
const YEAR: Text = text!("年份", "YEAR");

fn is_in_any_language(text: Text, is: impl Fn(&str) -> bool) -> bool {
    [Lang::Zh, Lang::En].into_iter().any(|lang| is(text.get(lang)))
}

/// The year in `2024年`, `２０２４` or `24`.
pub(super) fn likely_year(text: &str) -> Option<u16> {
    let plain: String = text.nfkc().collect();
    let digits = plain.trim().trim_end_matches(['度', '年']);
    let year: u16 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

/// The correct usage for a year given as an argument of its own.
fn year_of(year: u16, verb: &Command) -> Message {
    let has_years = verb.get_arguments().any(|arg| arg.get_long() == Some("year"));
    let message = if has_years {
        text!("年份要这样写：giar {verb} --year {year}", "write the year as in: giar {verb} --year {year}")
    } else {
        text!("{verb} 不分年份，直接写 giar {verb}", "`{verb}` takes no year: write giar {verb}")
    };
    message.with("verb", verb.get_name()).with("year", year)
}

/// The fault of an argument whose dashes come from a word processor or a Chinese keyboard: `—fix`.
pub(super) fn wide_dash(args: &[OsString]) -> Option<Message> {
    args.iter().skip(1).filter_map(|arg| arg.to_str()).find_map(|arg| {
        let name = arg.trim_start_matches(['-', '‐', '‑', '‒', '–', '—', '―', '−', '－', 'ー', '─']);
        let lead = &arg[..arg.len() - name.len()];
        let is_option = !lead.is_ascii() && name.starts_with(|c: char| c.is_ascii_alphabetic());
        let hyphens = if name.chars().count() == 1 { "-" } else { "--" };
        is_option.then(|| {
            text!(
                "“{arg}”前面的横线不是半角减号。是不是“{meant}”？",
                "`{arg}` does not begin with hyphens; did you mean `{meant}`?"
            )
            .with("arg", arg)
            .with("meant", format!("{hyphens}{name}"))
        })
    })
}

/// The strings that clap attaches to an error.
fn texts(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

fn said(error: &Error, kind: ContextKind) -> String {
    texts(error, kind).join(" ")
}

fn with_near(message: Message, near: &[String]) -> Message {
    // The most similar one is last.
    suggest::suggested(message, near.last().cloned())
}

fn allowed(message: Message, values: &[String]) -> Message {
    if values.is_empty() {
        return message;
    }
    let values = values.join(" | ");
    text!("{message}；可以写：{values}", "{message}; possible values: {values}")
        .with("message", message)
        .with("values", values)
}
