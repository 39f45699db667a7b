//! Reading a mapping by key: who asks for a key thereby makes it known, and what nobody asked for is reported with
//! the nearest known name.

use super::{
    Entry, Node, Problem, ProblemKind, Value, find_invisible,
    flow::{flow, in_toml},
    keys, visible,
};
use crate::{
    diag::{Edit, Span},
    i18n::{Message, did_you_mean},
    text,
};
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization as _;

/// Sections of `site.toml` of which there may be several.
pub(super) const SECTIONS: [&str; 2] = ["agency", "nav"];

/// The language of a file whose keys are read: remedies are lines of it.
#[derive(Clone, Copy)]
enum Syntax {
    Yaml,
    Toml,
}

impl Syntax {
    fn item(self, key: &str, value: &str) -> String {
        match self {
            Self::Yaml => format!("{key}: {value}"),
            Self::Toml => format!("{key} = {value}"),
        }
    }

    fn text(self, text: &str) -> String {
        match self {
            Self::Yaml => flow(text),
            Self::Toml => in_toml(text),
        }
    }
}

pub struct Fields<'a> {
    syntax: Syntax,
    entries: &'a [Entry],
    taken: Vec<bool>,
    known: Vec<&'static str>,
    /// Those of the known keys that are sections.
    sections: Vec<&'static str>,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Fields<'a> {
    /// The mapping `node` of front matter, or no fields (and a problem) if it is something else. Nothing at all is an empty
    /// mapping.
    pub fn of_front_matter(node: &'a Node, problems: &'a mut Vec<Problem>) -> Self {
        Self::new(Syntax::Yaml, node, problems)
    }

    /// The fields of `site.toml`.
    pub fn of_settings(node: &'a Node, problems: &'a mut Vec<Problem>) -> Self {
        Self::new(Syntax::Toml, node, problems)
    }

    /// The fields of a mapping inside this one.
    pub fn inside<'n>(&'n mut self, node: &'n Node) -> Fields<'n> {
        Fields::new(self.syntax, node, self.problems)
    }

    fn new(syntax: Syntax, node: &'a Node, problems: &'a mut Vec<Problem>) -> Self {
        let entries: &[Entry] = match &node.value {
            Value::Map(entries) => entries,
            _ => {
                if !node.is_null() {
                    problems.push(wants_mapping(node.span));
                }
                &[]
            }
        };
        let taken = vec![false; entries.len()];
        Self { syntax, entries, taken, known: Vec::new(), sections: Vec::new(), problems }
    }

    /// The value of a key, if it is given and not null.
    pub fn get(&mut self, key: &'static str) -> Option<&'a Node> {
        self.entry(key).map(|entry| &entry.value).filter(|node| !node.is_null())
    }

    /// The entry of a key, null or not.
    pub fn entry(&mut self, key: &'static str) -> Option<&'a Entry> {
        self.known.push(key);
        let mut found = (0..self.entries.len()).filter(|at| keys::means(&self.entries[*at].key, key));
        let first = found.next()?;
        for again in found.filter(|at| self.entries[*at].key != self.entries[first].key) {
            if !std::mem::replace(&mut self.taken[again], true) {
                self.problems.push(twice(&self.entries[first], &self.entries[again]));
            }
        }
        self.taken[first] = true;
        Some(&self.entries[first])
    }

    /// A key as its author wrote it.
    pub fn written(&self, key: &str) -> String {
        self.entries.iter().find(|entry| keys::means(&entry.key, key)).map_or(key, |entry| &*entry.key).to_owned()
    }

    /// Every entry whose key `accepts`, which thereby becomes known.
    pub fn matching(&mut self, accepts: impl Fn(&str) -> bool) -> Vec<&'a Entry> {
        let mut found = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if !self.taken[at] && accepts(&entry.key) {
                self.taken[at] = true;
                found.push(entry);
            }
        }
        found
    }

    /// Makes names known without reading them, for the suggestions.
    pub fn also_known(&mut self, names: impl IntoIterator<Item = &'static str>) {
        self.known.extend(names);
    }

    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let node = self.get(key)?;
        let text = node.text().map(str::to_owned);
        if text.is_none() {
            self.invalid(node.span, key, text!("一段文字", "text"));
        }
        text
    }

    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.get(key)?;
        match node.text() {
            Some("true" | "是") => Some(true),
            Some("false" | "否") => Some(false),
            _ => {
                self.invalid(node.span, key, text!("“是”或“否”（true 或 false）", "true or false"));
                None
            }
        }
    }

    /// A year. One that is certain though it is not written in four plain digits is reported and taken.
    pub fn year(&mut self, key: &'static str) -> Option<u16> {
        let node = self.get(key)?;
        let typed = node.text().unwrap_or_default();
        if let Some(year) = read_year(typed) {
            return Some(year);
        }
        let plain: String = visible(typed).nfkc().collect();
        let year = read_year(plain.strip_suffix('年').unwrap_or(&plain).trim());
        self.invalid(node.span, key, text!("四位数的年份，如 2023", "a year of four digits, such as 2023"));
        self.certainly(node.span, typed, year.map(|year| year.to_string()));
        year
    }

    /// What the problem reported last is certain to mean, if it is: named in its remedy, and written by `check --fix`.
    pub fn certainly(&mut self, span: Span, typed: &str, meant: Option<String>) {
        let (Some(problem), Some(meant)) = (self.problems.last_mut(), meant) else { return };
        let hint = match find_invisible(typed) {
            Some((_, _, name)) => {
                text!("里面有{name}；写成 {meant}", "it holds {name}; write {meant}").with("name", name)
            }
            None => text!("写成 {meant}", "write {meant}").into(),
        };
        problem.hint = Some(hint.with("meant", &meant));
        problem.fix = Some(Edit { span, text: meant });
    }

    /// The items of a list. A single one that stands there without brackets is reported and taken.
    pub fn list(&mut self, key: &'static str) -> &'a [Node] {
        let Some(node) = self.get(key) else { return &[] };
        if let Value::List(items) = &node.value {
            let are_sections = items.iter().all(|item| matches!(item.value, Value::Map(_)));
            if !SECTIONS.contains(&key) || are_sections {
                return items;
            }
        }
        if SECTIONS.contains(&key) {
            self.problem(wants_sections(key, node.span));
            return &[];
        }
        let meant = format!("[{}]", self.items(node));
        let problem = self.wants_brackets(key, node.span, &meant);
        self.problem(Problem { fix: Some(Edit { span: node.span, text: meant }), ..problem });
        std::slice::from_ref(node)
    }

    /// The items of a list of mappings. `example` makes one of a text that stands there instead of any.
    pub fn records(&mut self, key: &'static str, example: impl Fn(&str) -> String) -> Vec<&'a Node> {
        let Some(node) = self.get(key) else { return Vec::new() };
        let items = match &node.value {
            Value::List(items) => items,
            Value::Map(_) => self.list(key),
            Value::Scalar(_) => std::slice::from_ref(node),
        };
        let (maps, texts): (Vec<_>, Vec<_>) = items.iter().partition(|item| matches!(item.value, Value::Map(_)));
        if let Some(first) = texts.first() {
            let written = first.text().map(visible).unwrap_or_default();
            let problem = self.wants_brackets(key, first.span, &format!("[{}]", example(&written)));
            self.problem(problem);
        }
        maps
    }

    fn wants_brackets(&self, key: &'static str, span: Span, meant: &str) -> Problem {
        let line = self.syntax.item(&self.written(key), meant);
        let hint = text!("写成 {line}", "write {line}").with("line", line);
        Problem::invalid(span, self.refusal(span, key)).hint(hint)
    }

    /// What stands at a key, as the items of a list.
    fn items(&self, node: &Node) -> String {
        let text = |node: &Node| self.syntax.text(node.text().unwrap_or_default());
        match &node.value {
            Value::Map(entries) => {
                let items = entries.iter().map(|entry| self.syntax.item(&entry.key, &text(&entry.value)));
                format!("{{{}}}", items.collect::<Vec<_>>().join(", "))
            }
            _ => {
                let texts = apart(node.text().unwrap_or_default());
                texts.map(|text| self.syntax.text(text)).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// A section of `site.toml`, of which there is one.
    pub fn section(&mut self, key: &'static str) -> Option<&'a Node> {
        self.sections.push(key);
        let node = self.get(key)?;
        if let Value::Map(_) = node.value {
            return Some(node);
        }
        let is_several =
            matches!(&node.value, Value::List(items) if items.iter().all(|item| matches!(item.value, Value::Map(_))));
        let message = if is_several {
            text!("[[{key}]] 要写成一层方括号：[{key}]", "[[{key}]] takes one pair of brackets: [{key}]")
        } else {
            text!("{key} 要写成一节：[{key}]", "`{key}` is a section: [{key}]")
        };
        let hint = text!("改成 [{key}]，下面每行写一项", "write [{key}], then one item per line");
        self.problem(Problem::invalid(node.span, message.with("key", key)).hint(hint.with("key", key)));
        None
    }

    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.spanned_texts(key).into_iter().map(|(text, _)| text).collect()
    }

    /// A list of texts, each with its place.
    pub fn spanned_texts(&mut self, key: &'static str) -> Vec<(String, Span)> {
        let mut texts = Vec::new();
        for item in self.list(key) {
            match item.text() {
                // 甲、乙 without brackets.
                Some(text) if self.get(key).is_some_and(|node| std::ptr::eq(node, item)) => {
                    texts.extend(apart(text).map(|text| (text.to_owned(), item.span)));
                }
                Some(text) => texts.push((text.to_owned(), item.span)),
                None => self.invalid(item.span, key, text!("一列文字：[甲, 乙]", "a list of texts: [a, b]")),
            }
        }
        texts
    }

    /// A list of names. Several that stand in one item, as a sentence lists them, are reported and taken apart.
    pub fn names(&mut self, key: &'static str) -> Vec<String> {
        let mut names = Vec::new();
        let is_in_brackets = self.get(key).is_some_and(begins_with_bracket);
        for (text, span) in self.spanned_texts(key) {
            let parts: Vec<_> = divided(&text, &['、']).collect();
            // One name stays as it was typed.
            if parts.len() < 2 {
                names.push(text);
                continue;
            }
            let meant = parts.iter().map(|part| self.syntax.text(part)).collect::<Vec<_>>().join(", ");
            let message = text!("“{text}”像是 {n} 个，中间却是顿号", "`{text}` seems to be {n} items, divided by 、");
            let hint = text!("分开写：[{meant}]", "write them as [{meant}]").with("meant", &meant);
            let problem = Problem::invalid(span, message.with("text", &text).with("n", parts.len())).hint(hint);
            self.problem(if is_in_brackets { problem.fix(span, meant) } else { problem });
            names.extend(parts.into_iter().map(str::to_owned));
        }
        names
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let node = self.get(key)?;
        let given = node.text().unwrap_or_default();
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == given) {
            return Some(*choice);
        }
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        let wanted = text!("其中之一：{names}", "one of {names}").with("names", &names);
        self.invalid(node.span, key, wanted);
        let near = keys::choice_of(given).filter(|meant| names.contains(meant)).or_else(|| nearest(given, &names));
        if let (Some(near), Some(problem)) = (near, self.problems.last_mut()) {
            problem.hint = Some(text!("写成 \"{near}\"", "write \"{near}\"").with("near", near));
            // Quotation marks of a Chinese keyboard are all that is wrong.
            if given.trim_matches(['“', '”', '‘', '’']) == near {
                problem.fix = Some(Edit { span: node.span, text: format!("\"{near}\"") });
            }
        }
        None
    }

    pub fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// For what is found out beside it.
    pub fn problems(&mut self) -> &mut Vec<Problem> {
        self.problems
    }

    pub fn invalid(&mut self, span: Span, key: &str, wanted: impl Into<crate::i18n::Arg>) {
        let message = self.refusal(span, key);
        let hint = match self.typed(span).and_then(find_invisible) {
            Some((_, _, name)) => text!("里面有{name}：删去它", "it holds {name}: delete it").with("name", name),
            None => text!("写{wanted}", "it should be {wanted}").with("wanted", wanted),
        };
        self.problems.push(Problem::invalid(span, message).hint(hint));
    }

    /// What stands there is not what the key takes.
    fn refusal(&self, span: Span, key: &str) -> Message {
        let shown = self.typed(span).map(visible).filter(|typed| (1..=LONGEST_SHOWN).contains(&typed.chars().count()));
        let message = match shown {
            Some(typed) => text!("“{key}”不能是“{typed}”", "`{key}` cannot be `{typed}`").with("typed", typed),
            None => text!("“{key}”的写法不对", "the value of `{key}` is invalid").into(),
        };
        message.with("key", self.written(key))
    }

    /// The text of a value.
    fn typed(&self, span: Span) -> Option<&'a str> {
        self.entries.iter().find(|entry| entry.value.span == span)?.value.text()
    }

    /// Reports keys that nobody asked for, at the top of a file with sections: what a section does not know, and the file
    /// does, stands too far down.
    pub fn done_above_sections(self) {
        let is_section = |key: &str| SECTIONS.contains(&key) || self.sections.contains(&key);
        let own: HashSet<_> = self.known.iter().copied().filter(|key| !is_section(key)).collect();
        let below = self.entries.iter().flat_map(|section| entries_below(&section.value));
        let misplaced: HashMap<_, _> =
            below.filter(|entry| own.contains(&*entry.key)).map(|entry| (entry.key_span, &*entry.key)).collect();
        let sections = self.entries.iter().filter(|entry| is_section(&entry.key));
        let first = sections.min_by_key(|entry| entry.key_span.start).map(header).unwrap_or_default();
        let unknown = self.problems.iter_mut().filter(|problem| problem.kind == ProblemKind::UnknownKey);
        for problem in unknown {
            let Some(key) = misplaced.get(&problem.span) else { continue };
            let hint = if self.entries.iter().any(|entry| &*entry.key == *key) {
                text!("上面已经有了：删去这一处", "it is given above: delete this one").into()
            } else {
                text!("移到 site.toml 里 {first} 之前", "move it above {first} in site.toml").with("first", &first)
            };
            problem.hint = Some(hint);
        }
        self.done();
    }

    /// Reports keys that nobody asked for.
    pub fn done(self) {
        let mut seen = HashSet::new();
        let known = Known::of(self.known);
        for (entry, taken) in self.entries.iter().zip(&self.taken) {
            // The same key again has been reported as such.
            if seen.insert(&entry.key) && !taken {
                self.problems.push(known.unknown(entry));
            }
        }
    }
}

/// The line that a section begins with.
fn header(section: &Entry) -> String {
    let key = &section.key;
    if matches!(section.value.value, Value::List(_)) { format!("[[{key}]]") } else { format!("[{key}]") }
}

/// The keys of a section, or of each of several.
fn entries_below(section: &Node) -> Vec<&Entry> {
    match &section.value {
        Value::Map(entries) => entries.iter().collect(),
        Value::List(sections) => sections.iter().flat_map(entries_below).collect(),
        Value::Scalar(_) => Vec::new(),
    }
}

/// The items of a list that was written as a sentence is.
fn apart(text: &str) -> impl Iterator<Item = &str> {
    divided(text, &['、', '，', '；'])
}

/// A text at signs outside of brackets: what stands within those belongs to one name.
fn divided<'t>(text: &'t str, signs: &'static [char]) -> impl Iterator<Item = &'t str> {
    let mut depth = 0_usize;
    let is_between = move |c: char| {
        match c {
            '（' | '(' | '《' | '“' | '「' => depth += 1,
            '）' | ')' | '》' | '”' | '」' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && signs.contains(&c)
    };
    text.split(is_between).map(str::trim).filter(|part| !part.is_empty())
}

/// Whether a list certainly stands in brackets: one comes right before its first item, and a dash has a blank behind it.
fn begins_with_bracket(list: &Node) -> bool {
    matches!(&list.value, Value::List(items) if items.first().is_some_and(|item| item.span.start == list.span.start + 1))
}

pub(crate) fn read_year(text: &str) -> Option<u16> {
    text.parse().ok().filter(|year| (1949..=2999).contains(year))
}

/// The problem of what there may be several of, in one pair of brackets.
pub(super) fn wants_sections(key: &str, span: Span) -> Problem {
    let message = text!("[{key}] 要写成两层方括号：[[{key}]]", "[{key}] takes two pairs of brackets: [[{key}]]");
    let hint = text!("改成 [[{key}]]，每个写一节", "write [[{key}]], one section for each");
    Problem::invalid(span, message.with("key", key)).hint(hint.with("key", key))
}

pub(crate) fn wants_mapping(span: Span) -> Problem {
    Problem::invalid(span, text!("这里应当是若干行“键: 值”", "this should be a series of `key: value` lines")).hint(
        text!(
            "每行写一项，冒号后空一格，例如“year: 2023”",
            "write one item per line, with a space after the colon: `year: 2023`"
        ),
    )
}

/// The problem of a key that is not known, with the nearest one that is.
pub(crate) fn unknown_key<'k>(entry: &Entry, known: impl IntoIterator<Item = &'k str>) -> Problem {
    Known::of(known).unknown(entry)
}

/// The problem of a key that names again what another has named.
pub(crate) fn twice(first: &Entry, again: &Entry) -> Problem {
    Problem {
        kind: ProblemKind::DuplicateKey,
        first: Some(first.key_span),
        ..Problem::invalid(
            again.key_span,
            text!("“{again}”就是上面的“{first}”，写了两次", "`{again}` is the same key as `{first}` above")
                .with("again", &*again.key)
                .with("first", &*first.key),
        )
        .hint(text!("留下对的一处，删去另一处", "keep the right one and delete the other"))
    }
}

/// Keys that may stand at a place.
struct Known<'k> {
    keys: Vec<&'k str>,
}

impl<'k> Known<'k> {
    fn of(keys: impl IntoIterator<Item = &'k str>) -> Self {
        let mut seen = HashSet::new();
        let keys: Vec<_> = keys.into_iter().filter(|key| seen.insert(*key)).collect();
        Self { keys }
    }

    fn unknown(&self, entry: &Entry) -> Problem {
        let hint = match self.nearest(&entry.key) {
            _ if let Some(hint) = self.state_of_draft(entry) => hint,
            _ if entry.key.starts_with("//") => text!("说明用“#”开头", "begin remarks with `#`").into(),
            Some(near) => did_you_mean(near),
            None => text!("这里可以用的键：{known}", "known keys here: {known}").with("known", &self.keys),
        };
        let problem = match find_invisible(&entry.key) {
            Some((_, _, name)) => {
                let message = text!("键“{key}”里有{name}", "the key `{key}` holds {name}");
                let message = message.with("key", visible(&entry.key)).with("name", name);
                let hint = text!("删去它，这个键才认得", "delete it so that the key is recognised");
                Problem::invalid(entry.key_span, message).hint(hint)
            }
            None => {
                let message = text!("没有叫“{key}”的键", "unknown key `{key}`").with("key", &*entry.key);
                Problem::invalid(entry.key_span, message).hint(hint)
            }
        };
        Problem { kind: ProblemKind::UnknownKey, ..problem }
    }

    /// What to write instead of a key with how far the report has come.
    fn state_of_draft(&self, entry: &Entry) -> Option<Message> {
        let is_unfinished = keys::is_unfinished(entry.value.text()?).filter(|_| self.keys.contains(&"draft"))?;
        let line = if entry.key.is_ascii() { "draft: true" } else { "草稿: 是" };
        Some(if is_unfinished {
            text!("草稿写成 {line}", "for a draft write {line}").with("line", line)
        } else {
            text!("写好的报告不用写这一行：删去它", "a finished report needs no such line: delete it").into()
        })
    }

    /// The known key most like this, in the language it is written in.
    fn nearest(&self, key: &str) -> Option<&'k str> {
        if key.len() > LONGEST_KEY {
            return None;
        }
        let labels = self.keys.iter().flat_map(|key| keys::labels(key)).copied();
        let names: Vec<&str> = self.keys.iter().copied().chain(labels.filter(|_| !key.is_ascii())).collect();
        nearest(key, &names)
    }
}

/// In characters. What is longer is not repeated in a message.
const LONGEST_SHOWN: usize = 40;

/// In bytes. What is longer is no slip of a key.
const LONGEST_KEY: usize = 120;

/// The name most like `word`, if one is like it at all.
pub(crate) fn nearest<'n>(word: &str, names: &[&'n str]) -> Option<&'n str> {
    let scored = names.iter().map(|&name| (name, strsim::normalized_damerau_levenshtein(word, name)));
    // Of two that are equally near the first, which is the better known.
    let (nearest, score) = scored.rev().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    (score >= 0.5).then_some(nearest)
}
