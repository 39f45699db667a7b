//! How often the rules on prose are right on real reports, and how often they notice a figure changed under a sentence.
//!
//! `GIAR_REAL` names a site of real reports with verdicts in its `expected.tsv`; `tests/corpus/real.tsv` adds those on rules
//! that came later. `docs/prose.md` has the figures: `UPDATE_EXPECT=1 cargo test --test suite real_prose` renews them. No
//! sentence of these reports stands in this repository.

use crate::{common::*, kept::assert_part};
use giar::{
    check::{Group, RULES},
    report::{Number, Report},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

const DOCUMENT: &str = "docs/prose.md";
const LATER_VERDICTS: &str = "tests/corpus/real.tsv";

/// The folder of the real reports; says so if it is not known.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("GIAR_REAL").map(PathBuf::from);
    if folder.is_none() {
        // Past the test runner, which would swallow it.
        let line = "NOT RUN: GIAR_REAL is not set, so the rules on prose were not measured on real reports";
        let _ = writeln!(std::io::stderr(), "{line}");
    }
    folder
}

/// The site as it is.
fn site(folder: &Path) -> Site {
    let config = fs::read_to_string(folder.join("site.toml")).unwrap();
    let mut site = Site { config, ..town() };
    let reports = folder.join("content/reports");
    for agency in fs::read_dir(&reports).unwrap().map(|entry| entry.unwrap().path()) {
        for file in fs::read_dir(&agency).unwrap().map(|entry| entry.unwrap().path()) {
            let path = file.strip_prefix(folder.join("content")).unwrap().to_str().unwrap().to_owned();
            site = site.with(&path, fs::read(&file).unwrap());
        }
    }
    site
}

/// Whose report a file holds: its folder.
fn id_of(file: &str) -> &str {
    file.split('/').rev().nth(1).unwrap()
}

/// The rules that are judged here.
fn judged() -> BTreeSet<&'static str> {
    let groups = [Group::Prose, Group::Typography];
    RULES.iter().filter(|rule| groups.contains(&rule.group)).map(|rule| rule.name.0).collect()
}

/// What careful reading says of a rule and a report: a fault, none, or that people differ.
fn verdicts(folder: &Path) -> BTreeMap<(String, String), String> {
    let given = fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let later = fs::read_to_string(LATER_VERDICTS).unwrap();
    let mut verdicts = BTreeMap::new();
    for line in given.lines().chain(later.lines()).filter(|line| !line.starts_with('#')) {
        let cells: Vec<_> = line.split('\t').collect();
        let [report, rules, expected, ..] = cells[..] else { continue };
        let rule = rules.split('|').next().unwrap();
        let verdict = verdicts.entry((report.to_owned(), rule.to_owned())).or_insert_with(|| expected.to_owned());
        if expected == "yes" {
            expected.clone_into(verdict);
        }
    }
    verdicts
}

/// How a rule was judged, once a report.
#[derive(Clone, Copy, Default)]
struct Score {
    right: usize,
    debatable: usize,
    wrong: usize,
    missed: usize,
}

#[test]
fn false_alarms_on_real_reports_do_not_rise() {
    let Some(folder) = folder() else { return };
    let site = site(&folder);
    let verdicts = verdicts(&folder);
    let rules = judged();
    let reported: BTreeSet<(String, &str)> = site
        .check()
        .into_iter()
        .filter(|found| found.file.starts_with("content/reports/") && rules.contains(found.rule))
        .map(|found| (id_of(&found.file).to_owned(), found.rule))
        .collect();
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let mut with_false_alarm = BTreeSet::new();
    for (report, rule) in &reported {
        let score = scores.entry(rule).or_default();
        match verdicts.get(&(report.clone(), (*rule).to_owned())).map(String::as_str) {
            Some("yes") => score.right += 1,
            Some("either") => score.debatable += 1,
            _ => {
                println!("false alarm: {report} {rule}");
                score.wrong += 1;
                with_false_alarm.insert(report.as_str());
            }
        }
    }
    for ((report, rule), _) in verdicts.iter().filter(|(_, verdict)| *verdict == "yes") {
        let Some(rule) = rules.get(rule.as_str()) else { continue };
        if !reported.contains(&(report.clone(), *rule)) {
            println!("missed: {report} {rule}");
            scores.entry(rule).or_default().missed += 1;
        }
    }
    let reports = site.files.len();
    assert_part(DOCUMENT, "real: precision", &precision(&scores, reports, with_false_alarm.len()));
}

/// One line a rule that reported or missed anything, and all together.
fn precision(scores: &BTreeMap<&str, Score>, reports: usize, with_false_alarm: usize) -> String {
    fn share(part: usize, whole: usize) -> f64 {
        if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
    }

    let mut table = "| rule | right | debatable | false alarms | missed |\n|---|---:|---:|---:|---:|\n".to_owned();
    let mut all = Score::default();
    for (rule, Score { right, debatable, wrong, missed }) in scores {
        writeln!(table, "| `{rule}` | {right} | {debatable} | {wrong} | {missed} |").unwrap();
        all.right += right;
        all.debatable += debatable;
        all.wrong += wrong;
        all.missed += missed;
    }
    let Score { right, debatable, wrong, missed } = all;
    writeln!(table, "| all | {right} | {debatable} | {wrong} | {missed} |").unwrap();
    writeln!(
        table,
        "\n{reports} reports, {with_false_alarm} of them with a false alarm: {:.1} in 100. Precision {:.2}.",
        100.0 * share(with_false_alarm, reports),
        share(right, right + wrong)
    )
    .unwrap();
    table
}

/// A kind of figure: the cells, and the words by which a sentence speaks of them. This knows nothing of giar's grammar.
struct Kind {
    name: &'static str,
    cells: &'static [(&'static str, &'static [&'static str])],
    /// What the sentence speaks of besides.
    about: &'static [&'static str],
}

const KINDS: &[Kind] = &[
    Kind {
        name: "received",
        cells: &[("applications.received.total", &["收到", "受理", "新收", "接到", "接收", "收政府"])],
        about: &["申请", "依申请公开"],
    },
    Kind {
        name: "outcomes",
        cells: &[
            ("applications.results.granted.total", &["予以公开", "准予公开", "同意公开", "其中公开"]),
            ("applications.results.partly_granted.total", &["部分公开"]),
            ("applications.results.refused.*.total", &["不予公开"]),
            ("applications.results.unavailable.*.total", &["无法提供", "不掌握", "不存在"]),
            ("applications.results.not_processed.*.total", &["不予处理"]),
            ("applications.results.other.*.total", &["其他处理", "不再处理"]),
        ],
        about: &[""],
    },
    Kind {
        name: "carried in and out",
        cells: &[
            ("applications.carried_in.total", &["上年结转", "上年度结转", "上一年度结转", "结转上年", "年结转"]),
            ("applications.carried_out.total", &["结转下", "结转至", "下年度继续", "转下年", "结转20", "转至下"]),
        ],
        about: &[""],
    },
    Kind {
        name: "finished",
        cells: &[("applications.results.total.total", &["办结", "答复", "办理完", "处理完"])],
        about: &["申请", "依申请公开"],
    },
    Kind { name: "reviews", cells: &[("disputes.review.total", &["复议"])], about: &[""] },
    Kind {
        name: "litigation",
        cells: &[
            ("disputes.litigation.direct.total", &["诉讼", "起诉"]),
            ("disputes.litigation.after_review.total", &["诉讼", "起诉"]),
        ],
        about: &[""],
    },
    Kind {
        name: "documents",
        cells: &[
            ("proactive.normative_documents.issued", &["制发", "制定", "印发", "出台"]),
            ("proactive.normative_documents.repealed", &["废止"]),
            ("proactive.normative_documents.in_force", &["有效"]),
        ],
        about: &["规范性文件"],
    },
    Kind {
        name: "decisions and fees",
        cells: &[
            ("proactive.licensing.decisions", &["行政许可"]),
            ("proactive.penalties.decisions", &["行政处罚"]),
            ("proactive.coercion.decisions", &["行政强制"]),
            ("proactive.fees.amount", &["行政事业性收费"]),
        ],
        about: &[""],
    },
    Kind {
        name: "applicants",
        cells: &[
            ("applications.received.natural_person", &["自然人", "公民", "个人"]),
            ("applications.received.business", &["商业企业", "企业", "法人"]),
            ("applications.received.research", &["科研"]),
            ("applications.received.social", &["公益"]),
            ("applications.received.legal_service", &["法律服务"]),
        ],
        about: &["申请", "依申请公开"],
    },
];

/// A figure that a sentence states rightly.
struct Statement {
    kind: &'static str,
    report: String,
    file: String,
    line: usize,
    sentence: String,
    /// The report with another figure in the table.
    changed: String,
}

#[test]
fn figures_changed_under_real_sentences_are_noticed() {
    let Some(folder) = folder() else { return };
    let site = site(&folder);
    let prepared = site.prepare().unwrap_or_else(|stop| panic!("{stop:?}"));
    let reports = prepared.site.archive.reports.iter();
    let statements: Vec<_> = reports.flat_map(statements).collect();
    let mut before: BTreeMap<(String, &str, usize), usize> = BTreeMap::new();
    for found in site.check() {
        *before.entry((found.file, found.rule, found.line)).or_default() += 1;
    }
    let after = found_in(&site, &statements);
    let mut by_kind: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (statement, found) in statements.iter().zip(&after) {
        let was = |rule: &'static str| before.get(&(statement.file.clone(), rule, statement.line)).copied();
        let now = |rule: &'static str| found.iter().filter(|found| **found == (rule, statement.line)).count();
        let is_noticed = found.iter().any(|(rule, _)| now(rule) > was(rule).unwrap_or_default());
        let (noticed, all) = by_kind.entry(statement.kind).or_default();
        *noticed += usize::from(is_noticed);
        *all += 1;
        if !is_noticed {
            println!("not noticed: {} {}: {}", statement.report, statement.kind, statement.sentence);
        }
    }
    let mut table = "| figure | changed | noticed | recall |\n|---|---:|---:|---:|\n".to_owned();
    let whole = by_kind.values().fold((0, 0), |sum, (noticed, all)| (sum.0 + noticed, sum.1 + all));
    for (kind, (noticed, all)) in by_kind.iter().chain([(&"all", &whole)]) {
        writeln!(table, "| {kind} | {all} | {noticed} | {:.2} |", *noticed as f64 / *all as f64).unwrap();
    }
    println!("{table}");
    assert_part(DOCUMENT, "real: recall", &table);
}

/// What the rules on prose find in each changed report, each an agency's of its own.
fn found_in(site: &Site, statements: &[Statement]) -> Vec<Vec<(&'static str, usize)>> {
    let (head, agencies) = site.config.split_once("[[agency]]").unwrap();
    let agencies: BTreeMap<&str, &str> =
        agencies.split("[[agency]]").map(|lines| (lines.split('"').nth(1).unwrap(), lines)).collect();
    let mut seeded = Site { config: head.to_owned(), ..town() };
    for (at, statement) in statements.iter().enumerate() {
        let lines = agencies[statement.report.as_str()].replacen(&statement.report, &format!("seed-{at}"), 1);
        let year = statement.file.rsplit('/').next().unwrap();
        seeded = seeded.configured(&format!("\n[[agency]]{lines}"));
        seeded = seeded.with(&format!("reports/seed-{at}/{year}"), statement.changed.as_str());
    }
    // What follows from a sum that is wrong is not reported beside it.
    let seeded = seeded.configured("\n[rules]\ntotal-mismatch = \"off\"\nidentity-mismatch = \"off\"\n");
    let rules = judged();
    let mut found = vec![Vec::new(); statements.len()];
    for finding in seeded.check().into_iter().filter(|found| rules.contains(found.rule)) {
        if let Some(at) = id_of(&finding.file).strip_prefix("seed-") {
            found[at.parse::<usize>().unwrap()].push((finding.rule, finding.line));
        }
    }
    found
}

/// Every figure that a report's sentences state rightly, and every denial, each with another figure in its place.
fn statements(report: &Arc<Report>) -> Vec<Statement> {
    let text = report.source.text.as_str();
    let body = usize::try_from(report.body.preamble.start).unwrap();
    let mut found = Vec::new();
    let mut at = 0;
    for (line, written) in text.split_inclusive('\n').enumerate() {
        at += written.len();
        if at <= body || written.starts_with('#') {
            continue;
        }
        for sentence in written.split_inclusive(['。', '；', '！']) {
            let sentence: String = sentence.chars().filter(|c| !c.is_whitespace()).collect();
            for kind in KINDS {
                for (path, words) in kind.cells {
                    let is_about = kind.about.iter().any(|word| sentence.contains(word));
                    let stated = is_about.then(|| stated(report, path, words, &sentence)).flatten();
                    let Some((cell, value)) = stated else { continue };
                    found.push(statement(report, kind.name, line + 1, &sentence, &cell, value));
                }
            }
            for (cell, words) in DENIED {
                if denies(&sentence, words) && report.number(cell) == Some(number(0)) {
                    found.push(statement(report, "denied", line + 1, &sentence, cell, number(0)));
                }
            }
        }
    }
    found
}

const DENIED: &[(&str, &[&str])] = &[
    ("applications.received.total", &["申请", "依申请公开"]),
    ("disputes.review.total", &["复议"]),
    ("disputes.litigation.direct.total", &["诉讼", "起诉"]),
];

/// 未收到…申请, 没有…行政复议, 0件.
fn denies(sentence: &str, words: &[&str]) -> bool {
    let denial = [
        "未收到",
        "未接收到",
        "没有收到",
        "未发生",
        "没有发生",
        "没有因",
        "未产生",
        "无因",
        "未出现",
        "无涉及",
        "未接到",
    ];
    let other = ["上年", "要求提供", "补正", "超期", "投诉处理", "不合格"];
    denial.iter().any(|word| {
        let Some((_, after)) = sentence.split_once(word) else { return false };
        let object = after.split(['，', '。', '；']).next().unwrap();
        words.iter().any(|word| object.contains(word)) && !other.iter().any(|word| object.contains(word))
    }) && !(words.contains(&"申请") && ["复议", "诉讼", "起诉"].iter().any(|word| sentence.contains(word)))
}

/// The cell of a path that a clause states, if one of its words stands in the clause with the cell's number.
fn stated(report: &Report, path: &str, words: &[&str], sentence: &str) -> Option<(String, Number)> {
    let form = report.form();
    let cells: Vec<&str> = match path.split_once('*') {
        None => vec![path],
        Some((group, column)) => form
            .cells
            .iter()
            .map(|(_, cell)| cell.path.as_str())
            .filter(|path| path.starts_with(group) && path.ends_with(column))
            .collect(),
    };
    let value: Number = cells.iter().filter_map(|path| report.number(path)).sum();
    let other = ["同比", "较上年", "相比", "增长", "下降", "平均", "公示", "事项", "信息", "网站", "转办", "%", "以上"];
    let clauses = sentence.split(['，', '、', '；', '：', '（', '）', '。']);
    let states = clauses.filter(|clause| !other.iter().any(|word| clause.contains(word))).any(|clause| {
        let counted = number_in(clause).is_some_and(|number| number == value.to_string());
        counted && words.iter().any(|word| clause.contains(word))
    });
    let filled = cells.into_iter().find(|path| report.number(path).is_some_and(|filled| filled != number(0)))?;
    (states && value != number(0)).then(|| (filled.to_owned(), report.number(filled).unwrap()))
}

fn number(count: u32) -> Number {
    Number::parse(&count.to_string()).unwrap()
}

/// The only number of a clause, years aside, if something is counted in it.
fn number_in(clause: &str) -> Option<String> {
    fn is_digit(c: char) -> bool {
        c.is_ascii_digit() || c == '.'
    }

    let mut rest = clause;
    let mut found = Vec::new();
    while let Some(at) = rest.find(is_digit) {
        let number: String = rest[at..].chars().take_while(|c| is_digit(*c)).collect();
        rest = &rest[at + number.len()..];
        let is_date = (number.len() == 4 && rest.starts_with('年')) || rest.starts_with(['月', '日', '号']);
        if !is_date {
            found.push((number, rest.starts_with(['件', '条', '项', '宗', '起', '份', '次', '个', '例', '部', '万'])));
        }
    }
    match &found[..] {
        [(number, true)] => Some(number.clone()),
        _ => None,
    }
}

fn statement(report: &Report, kind: &'static str, line: usize, sentence: &str, path: &str, value: Number) -> Statement {
    let cell = report.form().cell(path).unwrap();
    let other = value + number(3);
    let mut changed = report.source.text.clone();
    changed.replace_range(report.grid[cell].span.range(), &other.to_string());
    let file = report.source.path.clone();
    let report = id_of(&file).to_owned();
    Statement { kind, report, file, line, sentence: sentence.to_owned(), changed }
}
