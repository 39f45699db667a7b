//! How often the rules on prose are right: sentences tagged by people who did not write the rules.
//!
//! `tests/prose/open` may be looked at while a rule is written: every sentence in it must be judged rightly.
//! `tests/prose/held` is kept back. `docs/prose.md` tells its figures; `GIAR_BLESS=1 cargo test --test prose` renews them.

mod common;

use common::*;
use std::{collections::BTreeMap, fs, path::Path};

/// Sentences of one rule.
struct Corpus {
    rule: String,
    cases: Vec<Case>,
}

struct Case {
    is_found: bool,
    text: String,
    report: String,
    last_year: Option<String>,
    year: u16,
}

/// How many sentences a rule judged how.
#[derive(Clone, Copy, Default)]
struct Score {
    right: usize,
    false_alarms: usize,
    missed: usize,
    silent: usize,
}

const SECTIONS: [(&str, &str, &str); 6] = [
    ("overview", "一、总体情况", "按照规定做好各项工作，栏目内容保持完整。"),
    ("proactive", "二、主动公开政府信息情况", ""),
    ("applications", "三、收到和处理政府信息公开申请情况", ""),
    ("disputes", "四、政府信息公开行政复议、行政诉讼情况", ""),
    ("problems", "五、存在的主要问题及改进情况", "存在的主要问题是栏目更新不够及时。改进措施是安排专人检查。"),
    ("other", "六、其他需要报告的事项", "没有其他需要说明的情况。"),
];

/// A report of zeros, but for these figures and this text.
fn report(year: u16, section: &str, text: &str, figures: &BTreeMap<String, i64>) -> String {
    let form = giar::edition::Edition::in_force(year).form();
    let figure = |path: &str| {
        let of = |column: &str| {
            let (row, _) = path.rsplit_once('.')?;
            figures.get(&format!("{row}.{column}")).copied()
        };
        // A total alone is that of people; what people leave of it is that of firms.
        let derived = match path.rsplit_once('.') {
            Some((_, "natural_person")) => of("total"),
            Some((_, "business")) => of("natural_person").and_then(|people| Some(of("total")? - people)),
            _ => None,
        };
        figures.get(path).copied().or(derived).unwrap_or(0)
    };
    let mut front = format!("---\nyear: {year}\npublished: {}-01-20\n", year + 1);
    for table in &form.tables {
        front.push_str(&format!("{}:\n", table.table.key));
        let mut open: Vec<&str> = Vec::new();
        for cell in &form.cells[table.cells.clone()] {
            let path: Vec<_> = cell.path.split('.').skip(1).collect();
            let (leaf, groups) = path.split_last().unwrap();
            let shared = open.iter().zip(groups).take_while(|(a, b)| a == b).count();
            open.truncate(shared);
            for group in &groups[shared..] {
                front.push_str(&format!("{}{group}:\n", "  ".repeat(open.len() + 1)));
                open.push(group);
            }
            front.push_str(&format!("{}{leaf}: {}\n", "  ".repeat(open.len() + 1), figure(&cell.path)));
        }
    }
    front.push_str("---\n");
    for (key, heading, usual) in SECTIONS {
        let text = if key == section { text } else { usual };
        if !text.is_empty() {
            front.push_str(&format!("\n## {heading}\n\n{text}\n"));
        }
    }
    front
}

fn corpora(set: &str) -> Vec<Corpus> {
    let folder = Path::new("tests/prose").join(set);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|path| corpus(&fs::read_to_string(path).unwrap())).collect()
}

fn corpus(text: &str) -> Corpus {
    let read: toml::Table = text.parse().unwrap();
    let cases = read["case"].as_array().unwrap().iter().map(|case| {
        let text = |key: &str| case.get(key).map(|value| value.as_str().unwrap().to_owned());
        let figures = case.get("figures").and_then(|figures| figures.as_table()).into_iter().flatten();
        let figures = figures.map(|(path, value)| (path.clone(), value.as_integer().unwrap())).collect();
        let year = case.get("year").map_or(2023, |year| u16::try_from(year.as_integer().unwrap()).unwrap());
        let section = text("section").unwrap_or_else(|| "overview".to_owned());
        let own = text("text").unwrap();
        Case {
            is_found: case["expect"].as_str().unwrap() == "found",
            report: report(year, &section, &own, &figures),
            last_year: text("last_year").map(|last| report(year - 1, &section, &last, &BTreeMap::new())),
            text: own,
            year,
        }
    });
    Corpus { rule: read["rule"].as_str().unwrap().to_owned(), cases: cases.collect() }
}

const OTHERS: &str = r#"
[[agency]]
id = "county"
name = "云山县人民政府"
short_name = "云山县"
kind = "government"
rank = "county"
[[agency]]
id = "finance"
name = "云山县财政局"
short_name = "县财政局"
rank = "county"
parent = "county"
[[agency]]
id = "baishui"
name = "白水镇人民政府"
short_name = "白水镇"
kind = "government"
rank = "town"
parent = "county"
"#;

/// What the rule finds in each sentence, and the score.
fn judge(corpus: &Corpus) -> (Score, Vec<String>) {
    let (head, _) = TOWN.split_once("[[agency]]").unwrap();
    let mut site = town();
    site.config = format!("{head}{OTHERS}");
    for (at, case) in corpus.cases.iter().enumerate() {
        site = site.configured(&format!(
            "[[agency]]\nid = \"town-{at}\"\nname = \"青石镇人民政府\"\nshort_name = \"青石镇\"\nkind = \"government\"\nrank = \"town\"\nparent = \"county\"\n"
        ));
        site = site.with(&format!("reports/town-{at}/{}.md", case.year), case.report.as_str());
        if let Some(last) = &case.last_year {
            site = site.with(&format!("reports/town-{at}/{}.md", case.year - 1), last.as_str());
        }
    }
    let found = site.check();
    let (mut score, mut wrong) = (Score::default(), Vec::new());
    for (at, case) in corpus.cases.iter().enumerate() {
        let file = format!("content/reports/town-{at}/{}.md", case.year);
        let alarm = found.iter().find(|found| found.rule == corpus.rule && found.file == file);
        match (case.is_found, alarm) {
            (true, Some(_)) => score.right += 1,
            (true, None) => {
                score.missed += 1;
                wrong.push(format!("{}: missed: {}", corpus.rule, case.text));
            }
            (false, Some(alarm)) => {
                score.false_alarms += 1;
                wrong.push(format!("{}: false alarm: {} — {alarm:?}", corpus.rule, case.text));
            }
            (false, None) => score.silent += 1,
        }
    }
    (score, wrong)
}

fn judge_all(set: &str) -> (BTreeMap<String, Score>, Vec<String>) {
    let (mut scores, mut wrong) = (BTreeMap::new(), Vec::new());
    for corpus in corpora(set) {
        let (score, faults) = judge(&corpus);
        let all = scores.entry(corpus.rule).or_insert_with(Score::default);
        *all = all.and(score);
        wrong.extend(faults);
    }
    (scores, wrong)
}

/// One line a rule, and all together.
fn table(scores: &BTreeMap<String, Score>) -> String {
    let mut table =
        "| rule | found | missed | silent | false alarms | precision |\n|---|---:|---:|---:|---:|---:|\n".to_owned();
    let all = scores.values().fold(Score::default(), |all, score| all.and(*score));
    for (rule, score) in scores.iter().map(|(rule, score)| (format!("`{rule}`"), *score)).chain([("all".into(), all)]) {
        let Score { right, false_alarms, missed, silent } = score;
        table.push_str(&format!(
            "| {rule} | {right} | {missed} | {silent} | {false_alarms} | {:.3} |\n",
            score.precision()
        ));
    }
    table
}

impl Score {
    fn and(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            false_alarms: self.false_alarms + other.false_alarms,
            missed: self.missed + other.missed,
            silent: self.silent + other.silent,
        }
    }

    fn precision(self) -> f64 {
        self.right as f64 / (self.right + self.false_alarms).max(1) as f64
    }
}

#[test]
fn every_open_sentence_is_judged_rightly() {
    let (scores, wrong) = judge_all("open");
    println!("{}", table(&scores));
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(scores.values().all(|score| score.right >= 30 && score.silent >= 30), "{}", table(&scores));
}

const DOCUMENT: &str = "docs/prose.md";

/// The sentences are not printed: who has read them can no longer be judged by them.
#[test]
fn of_the_sentences_held_back_few_are_judged_wrongly() {
    let (scores, _) = judge_all("held");
    let table = table(&scores);
    println!("{table}");
    let document = fs::read_to_string(DOCUMENT).unwrap();
    let (before, rest) = document.split_once("<!-- held -->\n").unwrap();
    let (told, after) = rest.split_once("<!-- /held -->").unwrap();
    if std::env::var_os("GIAR_BLESS").is_some() {
        fs::write(DOCUMENT, format!("{before}<!-- held -->\n{table}<!-- /held -->{after}")).unwrap();
    } else {
        assert_eq!(told, table, "{DOCUMENT} tells other figures");
    }
    let all = scores.values().fold(Score::default(), |all, score| all.and(*score));
    assert!(all.precision() >= 0.97, "{table}");
    assert!(scores.values().all(|score| score.false_alarms <= 1), "{table}");
    assert!(all.right + all.silent + all.missed + all.false_alarms >= 600);
}
