//! How often the rules on prose are right: sentences tagged by people who did not write the rules.
//!
//! `tests/corpus/open` may be looked at while a rule is written: every sentence in it must be judged rightly.
//! `tests/corpus/held` is kept back. `docs/prose.md` lists its figures, those of towns and of other agencies apart; `UPDATE_EXPECT=1 cargo test --test suite corpus` renews them.

use crate::{common::*, kept::assert_part};
use std::{collections::BTreeMap, fs, path::Path};

/// Sentences of one rule.
struct Corpus {
    rule: String,
    cases: Vec<Case>,
}

struct Case {
    is_found: bool,
    author: &'static Author,
    text: String,
    report: String,
    last_year: Option<String>,
    year: u16,
}

/// A kind of agency in the reports of which sentences stand: its id on a site with many of them, and its place there.
struct Author {
    key: &'static str,
    /// Tables of `site.toml`, with the number of the case in place of `{n}`. The first is the agency itself.
    agencies: &'static str,
}

/// A town speaks of itself otherwise than those above it do, so sentences name it: `agency = "county"`.
static AUTHORS: [Author; 5] = [
    Author {
        key: "town",
        agencies: r#"
[[agency]]
id = "town-{n}"
name = "青石镇人民政府"
short_name = "青石镇"
kind = "government"
rank = "town"
parent = "county"
"#,
    },
    Author {
        key: "county",
        agencies: r#"
[[agency]]
id = "county-{n}"
name = "云山县人民政府"
short_name = "云山县"
kind = "government"
rank = "county"
parent = "city"
[[agency]]
id = "bureau-of-{n}"
name = "云山县财政局"
short_name = "县财政局"
rank = "county"
parent = "county-{n}"
[[agency]]
id = "town-of-{n}"
name = "白水镇人民政府"
short_name = "白水镇"
kind = "government"
rank = "town"
parent = "county-{n}"
"#,
    },
    Author {
        key: "city",
        agencies: r#"
[[agency]]
id = "city-{n}"
name = "临江市人民政府"
short_name = "临江市"
kind = "government"
rank = "city"
[[agency]]
id = "county-of-{n}"
name = "云山县人民政府"
short_name = "云山县"
kind = "government"
rank = "county"
parent = "city-{n}"
"#,
    },
    Author {
        key: "office",
        agencies: r#"
[[agency]]
id = "office-{n}"
name = "云山县人民政府办公室"
kind = "office"
rank = "county"
parent = "county"
"#,
    },
    Author {
        key: "bureau",
        agencies: r#"
[[agency]]
id = "bureau-{n}"
name = "云山县财政局"
short_name = "县财政局"
kind = "department"
rank = "county"
parent = "county"
"#,
    },
];

/// Authors sentences are judged together: the rules were first written for towns.
#[derive(Clone, Copy, Debug)]
enum Authors {
    Towns,
    Others,
}

impl Authors {
    fn holds(self, author: &Author) -> bool {
        matches!((self, author.key), (Self::Towns, "town")) || (matches!(self, Self::Others) && author.key != "town")
    }

    /// What encloses their table in the document.
    fn mark(self) -> &'static str {
        match self {
            Self::Towns => "held: towns",
            Self::Others => "held: others",
        }
    }
}

impl Author {
    /// The id of the author that the nth case is about.
    fn id(&self, n: usize) -> String {
        format!("{}-{n}", self.key)
    }
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
fn report(year: u16, section: &str, text: &str, figures: &BTreeMap<String, f64>) -> String {
    let form = giar::form::Edition::in_force(year).form();
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
        figures.get(path).copied().or(derived).unwrap_or(0.0)
    };
    let mut front = format!("---\nyear: {year}\npublished: {}-01-20\n", year + 1);
    for table in &form.tables {
        front.push_str(&format!("{}:\n", table.table.key));
        let mut open: Vec<&str> = Vec::new();
        for cell in table.cells.clone().map(|cell| &form.cells[cell]) {
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
    let folder = Path::new("tests/corpus").join(set);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|path| corpus(&fs::read_to_string(path).unwrap())).collect()
}

/// What a case may say of its sentence.
const KEYS: [&str; 8] = ["text", "expect", "note", "agency", "year", "section", "figures", "last_year"];

fn corpus(text: &str) -> Corpus {
    fn number(value: &toml::Value) -> f64 {
        value.as_float().or(value.as_integer().map(|whole| whole as f64)).unwrap()
    }

    let read: toml::Table = text.parse().unwrap();
    let cases = read["case"].as_array().unwrap().iter().map(|case| {
        let mut keys = case.as_table().unwrap().keys().map(String::as_str);
        assert_eq!(keys.find(|key| !KEYS.contains(key)), None, "a case has a key that nothing reads");
        let text = |key: &str| case.get(key).map(|value| value.as_str().unwrap().to_owned());
        let figures = case.get("figures").and_then(|figures| figures.as_table()).into_iter().flatten();
        // Amounts are decimals.
        let figures = figures.map(|(path, value)| (path.clone(), number(value))).collect();
        let year = case.get("year").map_or(2023, |year| u16::try_from(year.as_integer().unwrap()).unwrap());
        let section = text("section").unwrap_or_else(|| "overview".to_owned());
        let own = text("text").unwrap();
        let key = text("agency").unwrap_or_else(|| "town".to_owned());
        let author = AUTHORS.iter().find(|author| author.key == key).unwrap_or_else(|| panic!("no agency {key}"));
        Case {
            author,
            is_found: case["expect"].as_str().unwrap() == "found",
            report: report(year, &section, &own, &figures),
            last_year: text("last_year").map(|last| report(year - 1, &section, &last, &BTreeMap::new())),
            text: own,
            year,
        }
    });
    Corpus { rule: read["rule"].as_str().unwrap().to_owned(), cases: cases.collect() }
}

/// Agencies that the site has besides, of which none reports.
const OTHERS: &str = r#"
[[agency]]
id = "city"
name = "临江市人民政府"
short_name = "临江市"
kind = "government"
rank = "city"
[[agency]]
id = "county"
name = "云山县人民政府"
short_name = "云山县"
kind = "government"
rank = "county"
parent = "city"
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
        let folder = format!("reports/{}", case.author.id(at));
        site = site.configured(&case.author.agencies.replace("{n}", &at.to_string()));
        site = site.with(&format!("{folder}/{}.md", case.year), case.report.as_str());
        if let Some(last) = &case.last_year {
            site = site.with(&format!("{folder}/{}.md", case.year - 1), last.as_str());
        }
    }
    let found = site.check();
    let (mut score, mut wrong) = (Score::default(), Vec::new());
    for (at, case) in corpus.cases.iter().enumerate() {
        let file = format!("content/reports/{}/{}.md", case.author.id(at), case.year);
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

/// The scores of the sentences of some authors, and what was judged wrongly.
fn judge_all(set: &str, authors: Authors) -> (BTreeMap<String, Score>, Vec<String>) {
    let (mut scores, mut wrong) = (BTreeMap::new(), Vec::new());
    for mut corpus in corpora(set) {
        corpus.cases.retain(|case| authors.holds(case.author));
        if corpus.cases.is_empty() {
            continue;
        }
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

    /// Who reported nothing reported nothing wrong.
    fn precision(self) -> f64 {
        let reported = self.right + self.false_alarms;
        if reported == 0 { 1.0 } else { self.right as f64 / reported as f64 }
    }
}

#[test]
fn every_open_sentence_is_judged_rightly() {
    let mut all_wrong = Vec::new();
    for authors in [Authors::Towns, Authors::Others] {
        let (scores, wrong) = judge_all("open", authors);
        println!("{authors:?}\n{}", table(&scores));
        all_wrong.extend(wrong);
        assert!(
            matches!(authors, Authors::Others) || scores.values().all(|score| score.right >= 30 && score.silent >= 30),
            "{}",
            table(&scores)
        );
    }
    assert!(all_wrong.is_empty(), "{} wrong:\n{}", all_wrong.len(), all_wrong.join("\n"));
}

const DOCUMENT: &str = "docs/prose.md";

/// The sentences are not printed: who has read them can no longer be judged by them.
#[test]
fn of_the_sentences_held_back_few_are_judged_wrongly() {
    let mut everything = Score::default();
    for (authors, least) in [(Authors::Towns, 600), (Authors::Others, 360)] {
        let (scores, _) = judge_all("held", authors);
        let table = table(&scores);
        println!("{authors:?}\n{table}");
        assert_part(DOCUMENT, authors.mark(), &table);
        for (rule, score) in &scores {
            assert!(score.false_alarms <= 1, "{rule}: {table}");
        }
        let all = scores.values().fold(Score::default(), |all, score| all.and(*score));
        assert!(all.right + all.silent + all.missed + all.false_alarms >= least);
        everything = everything.and(all);
    }
    println!("together {:.3}", everything.precision());
    assert!(everything.precision() >= 0.97);
}

/// A county, a city and a bureau of finance as they really write, with figures that agree.
const ABOVE: [(&str, &str); 3] = [
    ("county", include_str!("../fixtures/above/county.md")),
    ("city", include_str!("../fixtures/above/city.md")),
    ("bureau", include_str!("../fixtures/above/bureau.md")),
];

/// Right sentences of such agencies, with the figures of these reports.
const SENTENCES: &str = include_str!("../fixtures/above/sentences.txt");

#[test]
fn nothing_is_said_of_right_reports_of_agencies_above_the_town() {
    let mut texts: Vec<(&str, String)> = ABOVE.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
    for line in SENTENCES.lines() {
        let (key, sentence) = line.split_once(' ').unwrap();
        let (_, whole) = ABOVE.iter().find(|(own, _)| *own == key).unwrap();
        let (front, body) = whole.split_once("\n## ").unwrap();
        let (_, rest) = body.split_once("\n## 四").unwrap();
        texts.push((key, format!("{front}\n## 一、总体情况\n\n{sentence}\n\n## 四{rest}")));
    }
    let (head, _) = TOWN.split_once("[[agency]]").unwrap();
    let mut site = town();
    site.config = format!("{head}{OTHERS}");
    for (at, (key, text)) in texts.iter().enumerate() {
        let author = AUTHORS.iter().find(|author| author.key == *key).unwrap();
        site = site.configured(&author.agencies.replace("{n}", &at.to_string()));
        site = site.with(&format!("reports/{}/2023.md", author.id(at)), text.as_str());
    }
    let mut found = site.check();
    // Of some, a sentence on how the report was made is all there is here.
    found.retain(|found| found.rule != "empty-section");
    assert!(found.is_empty(), "{found:#?}");
}
