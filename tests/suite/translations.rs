//! Everything that giar says, it says in Chinese and in English.
//!
//! A `text!` takes both languages and does not compile without one of them, or if their placeholders differ. Here it is
//! kept from holding the same language twice, and words from being said without it.

use crate::common::*;
use giar::export::FORMATS;
use std::{collections::BTreeSet, fs};

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The code of a file without its tests and comments, and where it stands.
fn sources() -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new("src").sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"));
    let read = |entry: walkdir::DirEntry| {
        let text = fs::read_to_string(entry.path()).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        (entry.path().to_string_lossy().replace('\\', "/"), lines.map(|line| format!("{line}\n")).collect())
    };
    files.map(read).collect()
}

/// The string literals from the beginning of `code` to where its brackets close, and how long that is.
fn literals(code: &str, closes: bool) -> (Vec<String>, usize) {
    let (mut found, mut depth) = (Vec::new(), 0);
    let mut chars = code.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if closes && depth == 0 {
                    return (found, at + 1);
                }
            }
            // A quotation mark as a character.
            '\'' if code[at..].starts_with("'\"'") => {
                chars.nth(1);
            }
            '"' => {
                let mut text = String::new();
                while let Some((_, c)) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' => text.extend(chars.next().map(|(_, c)| c)),
                        c => text.push(c),
                    }
                }
                found.push(text);
            }
            _ => {}
        }
    }
    (found, code.len())
}

/// Every `text!` of some code, and the code without them.
fn texts(code: &str) -> (Vec<Vec<String>>, String) {
    let (mut found, mut rest, mut left) = (Vec::new(), code, String::new());
    while let Some(at) = rest.find("text!(") {
        let (text, length) = literals(&rest[at + 5..], true);
        found.push(text);
        left += &rest[..at];
        rest = &rest[at + 5 + length..];
    }
    (found, left + rest)
}

/// Without what stands in placeholders and in quotation as it is typed.
fn words(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[test]
fn the_chinese_of_every_text_is_chinese_and_the_english_is_not_the_same() {
    fn has_words(text: &str) -> bool {
        words(text).chars().any(char::is_alphabetic)
    }

    let mut looked_at = 0;
    for (path, code) in sources() {
        for text in texts(&code).0 {
            let [zh, en] = &text[..] else {
                assert!(text.is_empty(), "{path}: {text:?}");
                continue;
            };
            looked_at += 1;
            if has_words(en) && has_words(zh) {
                assert!(words(zh).chars().any(is_chinese), "{path}: “{zh}” is not Chinese");
                assert_ne!(zh, en, "{path}");
            }
        }
    }
    assert!(looked_at > 300, "the test no longer sees the texts: {looked_at}");
}

/// What is in Chinese whatever the language: official documents, drafts, the schema's descriptions, lines of a source.
const CHINESE_ALONE: &[&str] = &["src/export/", "src/report/draft/", "src/check/schema.rs"];

#[test]
fn lists_are_joined_as_their_language_does() {
    for (path, code) in sources() {
        let is_chinese = CHINESE_ALONE.iter().any(|part| path.starts_with(part));
        assert!(is_chinese || !code.contains("join(\"、\")"), "{path} joins a list by 、 in English, too");
    }
}

/// What people read comes from these modules alone; the words that rules look for are another matter.
#[test]
fn chinese_is_said_with_its_translation_or_not_at_all() {
    for (path, code) in sources() {
        let speaks = ["src/cli/", "src/diag/", "src/io/", "src/pipeline.rs"].iter().any(|part| path.starts_with(part));
        if speaks {
            for literal in literals(&texts(&code).1, false).0 {
                let is_punctuation = literal.chars().all(|c| !c.is_alphanumeric());
                assert!(is_punctuation || !literal.chars().any(is_chinese), "{path}: “{literal}” has no translation");
            }
        }
    }
}

const VERBS: &[&[&str]] = &[
    &[],
    &["build"],
    &["check"],
    &["watch"],
    &["edit"],
    &["welcome"],
    &["import"],
    &["export"],
    &["data"],
    &["init"],
    &["new"],
    &["status"],
    &["verify"],
    &["rollback"],
    &["explain"],
    &["schema"],
    &["completions"],
    &["help"],
];

/// Names that are the same in every language.
const NAMES: &[&str] = &[
    "giar",
    "site",
    "toml",
    "base_url",
    "public",
    "JSON",
    "PDF",
    "Schema",
    "zh",
    "en",
    "text",
    "json",
    "sarif",
    "github",
    "totals",
    "report",
    "index",
    "findings",
    "build",
    "check",
    "watch",
    "edit",
    "init",
    "new",
    "status",
    "csv",
    "as_of",
    "government",
    "department",
    "office",
    "national",
    "province",
    "city",
    "county",
    "town",
    "WSL",
    "verify",
    "rollback",
    "manifest",
    "sha256",
    "gz",
    "br",
    "export",
    "data",
    "dataset",
    "DuckDB",
    "Parquet",
    "Spark",
    "Trino",
    "explain",
    "schema",
    "completions",
    "welcome",
    "import",
    "Markdown",
    "content",
    "reports",
    "id",
    "help",
    "man",
    "front-matter",
    "fix",
    "bash",
    "elvish",
    "fish",
    "powershell",
    "zsh",
];

fn is_name(word: &str) -> bool {
    NAMES.contains(&word) || FORMATS.iter().any(|format| [format.name, format.title].contains(&word))
}

#[test]
fn help_is_in_one_language() {
    let folder = Folder::new();
    for verb in VERBS {
        let help = |lang| folder.giar(&[verb, &["--help", "--lang", lang][..]].concat()).expect(0).stdout;
        let chinese = help("zh");
        let foreign: BTreeSet<_> = chinese
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
            .filter(|word| word.len() > 1 && !word.starts_with('-') && word.parse::<u64>().is_err() && !is_name(word))
            .collect();
        assert!(
            foreign.is_empty(),
            "{verb:?} has {foreign:?} in Chinese: translate it, or add it to NAMES in tests/suite/translations.rs:\n{chinese}"
        );
        let english = help("en");
        assert!(!english.chars().any(is_chinese), "{english}");
        assert!(english.contains("Usage: giar"), "{english}");
    }
}

#[test]
fn every_verb_is_looked_at() {
    let help = Folder::new().giar(&["--help", "--lang", "zh"]).expect(0).stdout;
    let (_, list) = help.split_once("命令:\n").unwrap();
    let verbs: Vec<_> =
        list.lines().take_while(|line| !line.is_empty()).map(|line| line.split_whitespace().next().unwrap()).collect();
    assert_eq!(verbs, VERBS[1..].iter().map(|verb| verb[0]).collect::<Vec<_>>());
}

#[test]
fn wrong_usage_is_reported_in_the_language_asked_for() {
    let folder = Folder::new();
    for (args, zh, en) in [
        (&["chekc"][..], "没有“chekc”这个命令。是不是“check”？", "unknown command `chekc`; did you mean `check`?"),
        (
            &["check", "--formt"],
            "没有“--formt”这个参数。是不是“--format”？",
            "unknown argument `--formt`; did you mean `--format`?",
        ),
        (&["check", "--format"], "“--format <格式>”少了一个值", "`--format <FORMAT>` needs a value"),
        (
            &["check", "--format", "xml"],
            "“xml”不能用于“--format <格式>”；可以写：text | json | sarif | github",
            "`xml` is not valid for `--format <FORMAT>`; possible values: text | json | sarif | github",
        ),
        (&["build", "extra"], "没有“extra”这个参数", "unknown argument `extra`"),
        (&["build", "-q", "-v"], "“--quiet”不能与“--verbose”同时用", "`--quiet` cannot be used with `--verbose`"),
        (&["build", "-q", "-q"], "“--quiet”只能写一次", "`--quiet` may be given only once"),
        (&["build", "--drafts"], "还要写上：--output <文件夹>", "missing: --output <DIR>"),
    ] {
        for (lang, sign, said, end) in
            [("zh", "错误：", zh, "全部用法见 giar --help"), ("en", "error: ", en, "see `giar --help`")]
        {
            let run = folder.giar_with(args, &[("GIAR_LANG", lang)]).expect(2);
            assert_eq!((run.stdout.as_str(), run.stderr), ("", format!("{sign}{said}\n{end}\n")));
        }
    }
}

#[test]
fn a_missing_command_is_reported_with_what_there_is() {
    let folder = Folder::new();
    for (lang, said) in
        [("zh", "错误：还要写上命令：build | check | "), ("en", "error: missing command: build | check | ")]
    {
        let run = folder.giar(&["-C", ".", "--lang", lang]).expect(2);
        assert!(run.stdout.is_empty() && run.stderr.starts_with(said), "{}", run.stderr);
    }
}
