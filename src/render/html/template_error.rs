//! What is wrong with a template, in the reader's language, at its place in the file as it lies in the site.
//!
//! The library that renders templates explains itself in English, in lines of a known shape: what is wrong, an arrow to
//! where, the line itself, and notes on who includes it. The shape is kept, and every sentence has its translation here.

use crate::{
    i18n::{Arg, Lang, Message, Text},
    render::RenderError,
    text,
};
use std::collections::BTreeMap;

/// Where each template lies, by its name.
pub(super) struct TemplatePaths(pub(super) BTreeMap<String, String>);

impl TemplatePaths {
    pub(super) fn explained(&self, error: &tera::Error) -> RenderError {
        let mut text = error.to_string();
        let mut source = std::error::Error::source(error);
        while let Some(inner) = source {
            text.push('\n');
            text.push_str(&inner.to_string());
            source = inner.source();
        }
        RenderError::Template { page: None, detail: Message::lines(text.lines().map(|line| self.line(line))) }
    }

    fn line(&self, line: &str) -> Message {
        if let Some(fault) = line.strip_prefix("error: ") {
            return text!("错误：{fault}", "error: {fault}").with("fault", self.fault(fault));
        }
        if let Some((arrow, place)) = line.split_once("--> ") {
            return Message::verbatim(format!("{arrow}--> {}", self.located(place)));
        }
        if let Some((label, place)) = line.strip_prefix("note: ").and_then(|note| note.rsplit_once(' ')) {
            let note = text!("说明：{label} {place}", "note: {label} {place}");
            return note.with("label", translated(label, NOTES)).with("place", self.located(place));
        }
        let is_code = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start().starts_with('|');
        if line.is_empty() || is_code { Message::verbatim(line) } else { self.fault(line) }
    }

    /// `base.html:1:2` as the file lies in the site.
    fn located(&self, place: &str) -> String {
        let found =
            place.split_once(':').and_then(|(name, position)| Some(format!("{}:{position}", self.0.get(name)?)));
        found.unwrap_or_else(|| place.to_owned())
    }

    fn fault(&self, fault: &str) -> Message {
        let located = self.0.iter().fold(fault.to_owned(), |text, (name, place)| {
            text.replace(&format!("Template '{name}'"), &format!("Template '{place}'"))
        });
        translated(&located, FAULTS)
    }
}

/// The sentence in both languages, if it is one that `known` holds. Otherwise the library's own words have to do.
fn translated(sentence: &str, known: &[Text]) -> Message {
    let found = known.iter().find_map(|text| Some((text, captures(text.get(Lang::En), sentence)?)));
    let Some((text, captured)) = found else {
        return text!("模板引擎的原话是“{sentence}”", "{sentence}").with("sentence", sentence);
    };
    captured.into_iter().fold(Message::from(*text), |message, (name, value)| {
        let word = WORDS.iter().find(|word| word.get(Lang::En) == value);
        message.with(name, word.map_or_else(|| Arg::Verbatim(value.to_owned()), |word| Arg::from(*word)))
    })
}

/// What stands in a sentence at the placeholders of its pattern.
fn captures<'s>(pattern: &'static str, sentence: &'s str) -> Option<Vec<(&'static str, &'s str)>> {
    let mut captured = Vec::new();
    let mut parts = pattern.split('{');
    let mut rest = sentence.strip_prefix(parts.next()?)?;
    while let Some(part) = parts.next() {
        let (name, literal) = part.split_once('}')?;
        let is_last = parts.clone().next().is_none();
        // A token of a template may itself hold what follows it; the last placeholder reaches as far as it can.
        let end = if is_last { rest.strip_suffix(literal)?.len() } else { rest.find(literal)? };
        captured.push((name, &rest[..end]));
        rest = &rest[end + literal.len()..];
    }
    rest.is_empty().then_some(captured)
}

const NOTES: &[Text] = &[text!("引用它的是", "called from")];

/// What the library calls what stands, or should stand, somewhere.
const WORDS: &[Text] = &[text!("名字", "identifier"), text!("页面文字", "content")];

/// The English sentences are the library's own, by which they are known; where a sentence may go on, the longer is first.
const FAULTS: &[Text] = &[
    // What templates ask for and is not there.
    text!(
        "没有变量 `{name}`。这里能用的变量：{names}",
        "Variable `{name}` is not defined. Available variables: {names}"
    ),
    text!("没有变量 `{name}`", "Variable `{name}` is not defined."),
    text!("变量 `{name}` 没有值", "Variable `{name}` exists but its value is undefined"),
    text!("没有 `{name}` 这一项。有的是：{names}", "Field `{name}` is not defined. Available fields: {names}"),
    text!("没有 `{name}` 这一项", "Field `{name}` is not defined."),
    text!("没有 `{name}` 这一项", "Field `{name}` is not defined"),
    text!("没有过滤器 `{name}`", "Unknown filter `{name}`"),
    text!("没有判断 `{name}`", "Unknown test `{name}`"),
    text!("没有函数 `{name}`", "Unknown function `{name}`"),
    text!("没有组件 `{name}`", "Unknown component `{name}`"),
    text!("没有模板 `{name}`", "Unknown template `{name}`"),
    text!("没有模板“{name}”", "Template '{name}' not found"),
    text!("没有组件“{name}”", "Component '{name}' not found"),
    text!(
        "模板“{name}”要扩展的“{parent}”不存在",
        "Template '{name}' is inheriting from '{parent}', which doesn't exist or isn't loaded."
    ),
    text!(
        "模板“{name}”的扩展绕回了它自己：{chain}",
        "Circular extend detected for template '{name}'. Inheritance chain: `{chain}`"
    ),
    text!(
        "模板“{name}”的引用绕回了它自己：{chain}",
        "Circular include detected for template '{name}'. Include chain: `{chain}`"
    ),
    text!("主题里没有文件 `{name}`。有的是：{names}", "The theme has no asset `{name}`. Available assets: {names}"),
    text!("区块 `{name}` 在被扩展的模板里没有", "Block `{name}` is not defined in any parent template"),
    text!("缺少参数 `{name}`", "Missing keyword argument `{name}`"),
    text!("要输出的变量没有值", "Tried to render a variable that is undefined"),
    text!("不能在没有值的变量里取一项", "Cannot index into an undefined value"),
    text!("方括号里的变量没有值", "Index expression is undefined"),
    text!("不能截取没有值的变量", "Cannot slice an undefined value"),
    // How templates are written.
    text!("模板没有写完就结束了", "Unexpected end of input"),
    text!(
        "这里不认得 {found}；能写的是数、引号里的文字、变量名和 {signs}",
        "Found {found} but expected one of: integer, float, string, bool, ident, {signs}"
    ),
    text!("这里应当是 {wanted}，写的是 {found}", "Found {found} but expected {wanted}."),
    text!("这里应当是 {wanted}，写的是 {found}", "Found {found} but was expecting {wanted}."),
    text!("这里应当是 {wanted}，写的是 {found}", "Found {found} but expected {wanted}"),
    text!("没有这个标签", "Unknown tag"),
    text!("这里不能用这个字符", "Unexpected character"),
    text!("用 {quote} 开头的文字没有结尾", "String opened with {quote} is missing its closing {quote}"),
    text!("注释没有结尾：缺 `{end}`", "Closing comment tag `{end}` not found"),
    text!("引号没有结尾", "unexpected end of string"),
    text!("raw 没有结尾", "unexpected end of raw block"),
    text!("数写错了", "Invalid float"),
    text!("数写错了", "Invalid Integer"),
    text!("参数 `{name}` 写了两次", "Keyword argument `{name}` is defined more than once"),
    text!("区块 `{name}` 写了两次", "Template already contains a block named `{name}`"),
    text!("组件 `{name}` 写了两次", "Template already contains a component named `{name}`"),
    text!("组件 `{name}` 没有结尾", "Unclosed component '{name}'"),
    text!("结尾 `{end}` 对不上开头 `{name}`", "Closing tag '{end}' doesn't match opening tag '{name}'"),
    text!("已经扩展了 `{name}`，只能扩展一个", "Template is already extending `{name}`"),
    text!("`extends` 必须是模板里的第一个标签", "`extends` needs to be the first tag of the template"),
    text!("`extends` 不能写在别的标签里", "`extends` cannot be nested in other tags."),
    text!("区块不能写在 {name} 里", "Blocks cannot be written inside a {name}."),
    text!("`{keyword}` 不能用在 {name} 里", "`{keyword}` cannot be used inside a {name}"),
    text!("表达式太复杂", "The expression is too complex"),
    text!("标签套得太深", "The template nesting is too deep"),
    text!("组件套得太深", "Maximum render recursion depth for components exceeded."),
    text!(
        "这里的内容不会显示：扩展别人的模板，最外层只能有 extends、block 和 component",
        "This content would be ignored: only `extends`, `block` and `component` are allowed at the top level of a child \
         template."
    ),
    // What does not go together.
    text!("`{left}` 和 `{right}` 不能比较", "Cannot compare `{left}` with `{right}`"),
    text!("只有数才能计算，这里是 `{found}`", "Math operations can only be done on numbers, found `{found}`"),
    text!(
        "`+` 两边都要是数，这里是 `{left}` 和 `{right}`",
        "`+` requires both operands to be numbers, found `{left}` and `{right}`"
    ),
    text!("`{found}` 不能逐个列出", "Iteration not possible on type `{found}`"),
    text!(
        "`{found}` 没有键和值，不能这样逐个列出",
        "Key/value iteration is not possible on type `{found}`, only on maps."
    ),
    text!(
        "值的类型应当是 `{wanted}`，这里是 `{found}`",
        "Invalid type for the value, expected `{wanted}` but got `{found}`"
    ),
    text!("数 `{found}` 超出 `{wanted}` 的范围", "Value `{found}` is out of range for `{wanted}`"),
    text!("不能除以 0", "Cannot divide by 0"),
    text!(
        "`in` 不能用在 `{found}` 上",
        "`in` cannot be used on a container of type `{found}`. It can only be used on arrays, strings and map/structs"
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_known_by_its_pattern() {
        for (sentence, wanted) in [
            ("Found `%}` but expected an expression.", Some(vec![("found", "`%}`"), ("wanted", "an expression")])),
            ("Found `%}` but expected an expression", None),
            ("Lost `%}` but expected a.", None),
        ] {
            assert_eq!(captures("Found {found} but expected {wanted}.", sentence), wanted);
        }
    }

    #[test]
    fn what_nobody_has_translated_is_quoted() {
        let message = translated("Something new happened", FAULTS);
        assert_eq!(message.get(Lang::Zh), "模板引擎的原话是“Something new happened”");
        assert_eq!(message.get(Lang::En), "Something new happened");
    }
}
