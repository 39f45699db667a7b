//! Messages on wrong usage, in place of clap's English.

use crate::{i18n::Message, text};
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// What is wrong with the arguments; nothing for kinds that the command line of giar does not have.
pub(super) fn message(error: &Error) -> Option<Message> {
    let (arg, value) = (said(error, ContextKind::InvalidArg), said(error, ContextKind::InvalidValue));
    Some(match error.kind() {
        ErrorKind::UnknownArgument => {
            let message = text!("没有“{arg}”这个参数", "unknown argument `{arg}`").with("arg", arg);
            meant(message, &texts(error, ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => {
            let name = said(error, ContextKind::InvalidSubcommand);
            let message = text!("没有“{name}”这个命令", "unknown command `{name}`").with("name", name);
            meant(message, &texts(error, ContextKind::SuggestedSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            text!("“{arg}”少了一个值", "`{arg}` needs a value").with("arg", arg)
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

/// What clap knows of one kind about an error.
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

fn meant(message: Message, near: &[String]) -> Message {
    // The likeliest comes last.
    let Some(near) = near.last() else { return message };
    text!("{message}。是不是“{near}”？", "{message}; did you mean `{near}`?")
        .with("message", message)
        .with("near", near)
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
