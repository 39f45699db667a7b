//! The figures of real reports, typed as an author would type them, pass or fail as their arithmetic says.
//!
//! The fixtures hold figures alone. Where `GIAR_REPORTS` names the folder of the reports themselves, the figures are
//! compared with them too.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use crate::common::*;
use giar::check::{Group, RULES};
use giar::diag::{Level, Span};
use giar::form::{CellId, fold};
use giar::report::Report;

/// A real report: its figures, whose it is, and the file they were taken from.
struct Real {
    figures: &'static str,
    year: u16,
    /// `[[agency]]`, as far as rules ask for it.
    agency: &'static str,
    original: &'static str,
}

const TOWN_2023: Real = Real {
    figures: include_str!("../fixtures/real/001-chimei-town-2023.md"),
    year: 2023,
    agency: "name = \"内乡县赤眉镇人民政府\"\nkind = \"government\"\nrank = \"town\"",
    original: "001-chimei-town-2023.txt",
};

const OFFICE_2019: Real = Real {
    figures: include_str!("../fixtures/real/002-shanghai-general-office-2019.md"),
    year: 2019,
    agency: "name = \"上海市人民政府办公厅\"\nkind = \"department\"\nrank = \"province\"",
    original: "002-shanghai-general-office-2019.html",
};

const COUNTY_2025: Real = Real {
    figures: include_str!("../fixtures/real/003-shuyang-county-2025.md"),
    year: 2025,
    agency: "name = \"沭阳县人民政府\"\nkind = \"government\"\nrank = \"county\"",
    original: "003-shuyang-county-2025.md",
};

/// An excerpt: two rows of table two, one of table three, and table four.
const CITY_2025: Real = Real {
    figures: include_str!("../fixtures/real/068-suqian-city-2025.md"),
    year: 2025,
    agency: "name = \"宿迁市人民政府\"\nkind = \"government\"\nrank = \"city\"",
    original: "068-suqian-city-2025.md",
};

impl Real {
    fn site(&self, figures: &str) -> Site {
        let (head, _) = TOWN.split_once("[[agency]]").unwrap();
        let config = format!("{head}[[agency]]\nid = \"body\"\n{}\n", self.agency);
        Site { config, ..town() }.with(&format!("reports/{}.md", self.year), figures)
    }

    /// What is found, as rule and place in the form.
    fn found(&self, figures: &str) -> Vec<(&'static str, String)> {
        let found = self.site(figures).check();
        found.into_iter().map(|found| (found.rule, found.at.unwrap_or_default())).collect()
    }
}

fn reported(expected: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    expected.iter().map(|(rule, at)| (*rule, (*at).to_owned())).collect()
}

#[test]
fn a_town_s_report_full_of_zeros_is_right() {
    assert_eq!(TOWN_2023.found(TOWN_2023.figures), reported(&[("unknown-publication-date", "published")]));
}

#[test]
fn a_county_s_report_is_right() {
    assert_eq!(COUNTY_2025.found(COUNTY_2025.figures), reported(&[]));
}

#[test]
fn a_report_with_many_blanks_is_right_wherever_it_gives_a_sum() {
    let expected = [
        ("unknown-publication-date", "published"),
        // The office reports the 规章 of the government it works for.
        ("rules-without-authority", "proactive.regulations.made"),
        ("blank-cells", "applications"),
        ("blank-cells", "disputes"),
    ];
    assert_eq!(OFFICE_2019.found(OFFICE_2019.figures), reported(&expected));
    let blanks: Vec<_> = OFFICE_2019.site(OFFICE_2019.figures).check().into_iter().map(|found| found.message).collect();
    assert!(blanks.contains(&"表三有 126 格空着，不按 0 计".to_owned()), "{blanks:#?}");
    assert!(blanks.contains(&"表四有 9 格空着，不按 0 计".to_owned()), "{blanks:#?}");
}

#[test]
fn an_excerpt_lacks_rows_and_is_right_in_what_it_gives() {
    let expected = [
        ("unknown-publication-date", "published"),
        ("missing-row", "proactive.coercion"),
        ("missing-row", "proactive.fees"),
        ("missing-row", "proactive.licensing"),
        ("missing-row", "proactive.penalties"),
        ("missing-row", "applications.carried_in"),
        ("missing-row", "applications.carried_out"),
        ("missing-row", "applications.results"),
    ];
    let mut found = CITY_2025.found(CITY_2025.figures);
    let mut expected = reported(&expected);
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_slip_in_a_real_report_is_found_and_named() {
    let slip = with_cell(COUNTY_2025.figures, "applications.received.total", "731");
    let found = COUNTY_2025.site(&slip).check();
    assert_eq!(rules(&found), ["total-mismatch"]);
    assert_eq!(
        found[0].equations,
        ["本年新收：705 + 3 + 0 + 0 + 5 + 0 ≠ 731，差 18", "总计：731 + 36 ≠ 718 + 31，差 18"]
    );
    assert!(found[0].hints[0].ends_with("“总计” → 713"), "{found:#?}");
}

#[test]
fn a_slip_in_a_column_full_of_blanks_is_found() {
    let slip = with_cell(OFFICE_2019.figures, "applications.carried_out.natural_person", "27");
    let found = OFFICE_2019.found(&slip);
    assert!(found.contains(&("total-mismatch", "applications.carried_out.natural_person".to_owned())), "{found:#?}");
}

#[test]
fn the_city_s_single_rows_are_checked_though_the_rest_is_missing() {
    for (path, wrong) in [("applications.received.business", "36"), ("disputes.litigation.after_review.total", "83")] {
        let found = CITY_2025.found(&with_cell(CITY_2025.figures, path, wrong));
        assert_eq!(found.iter().filter(|(rule, _)| *rule == "total-mismatch").count(), 1, "{path}: {found:#?}");
    }
}

mod the_original {
    use super::*;

    /// The folder of the real reports; says so if it is not known.
    fn folder() -> Option<PathBuf> {
        let folder = std::env::var_os("GIAR_REPORTS").map(PathBuf::from);
        if folder.is_none() {
            // Past the test runner, which would swallow it.
            let line =
                "NOT RUN: GIAR_REPORTS is not set, so the figures of the real reports were not compared with them";
            let _ = writeln!(std::io::stderr(), "{line}");
        }
        folder
    }

    /// Every row of every table in a file, as the text of its cells.
    fn rows(name: &str, text: &str) -> Vec<Vec<String>> {
        let trimmed = |cells: &mut dyn Iterator<Item = &str>| cells.map(|cell| cell.trim().to_owned()).collect();
        match name.rsplit('.').next().unwrap() {
            "html" => text.split("<tr").skip(1).map(|row| html_cells(row.split("</tr>").next().unwrap())).collect(),
            "md" => {
                let lines = text.lines().filter_map(|line| line.trim().strip_prefix('|')?.strip_suffix('|'));
                lines.map(|line| trimmed(&mut line.split('|'))).collect()
            }
            _ => text.lines().map(|line| trimmed(&mut line.split('\t'))).collect(),
        }
    }

    fn html_cells(row: &str) -> Vec<String> {
        let cells = row.replace("<th", "<td");
        cells.split("<td").skip(1).map(|cell| words(&format!("<td{}", cell.split("</t").next().unwrap()))).collect()
    }

    /// A piece of HTML without its tags and blanks.
    fn words(html: &str) -> String {
        let mut inside = false;
        let text: String = html
            .chars()
            .filter(|c| {
                let shown = !inside && *c != '<';
                inside = (inside || *c == '<') && *c != '>';
                shown
            })
            .collect();
        text.replace("&nbsp;", "").chars().filter(|c| !c.is_whitespace()).collect()
    }

    fn is_number(cell: &str) -> bool {
        cell.starts_with(|c: char| c.is_ascii_digit()) && !cell.contains(['.', '、']) || cell.parse::<f64>().is_ok()
    }

    /// The figures of a row: its numbers, or its last cells if some are blank.
    fn figures(row: &[String], wanted: usize) -> Option<Vec<String>> {
        let numbers: Vec<_> = row.iter().filter(|cell| is_number(cell)).cloned().collect();
        if numbers.len() == wanted {
            return Some(numbers);
        }
        let last = &row[row.len().checked_sub(wanted)?..];
        last.iter().all(|cell| cell.is_empty() || is_number(cell)).then(|| last.to_vec())
    }

    /// What an author typed into a cell, as the original has it.
    fn as_printed(report: &Report, cell: CellId) -> String {
        report.typed(cell).replace('/', "")
    }

    /// Compares every row that the fixture gives with the row of that label in the original. Table four has no labels.
    fn compare(real: &Real) -> Option<usize> {
        let folder = folder()?;
        let text = fs::read_to_string(folder.join(real.original)).unwrap_or_else(|e| panic!("{}: {e}", real.original));
        let rows = rows(real.original, &text);
        let report = bound(real.figures);
        let form = report.form();
        let mut compared = 0;
        for block in form.tables[..2].iter().flat_map(|table| &table.blocks) {
            for (at, line) in block.rows.iter().enumerate() {
                let cells: Vec<_> = (0..block.columns.len()).map(|column| block.cell(at, column)).collect();
                if cells.iter().all(|&cell| report.grid[cell].span == Span::default()) {
                    continue; // the excerpt does not give it
                }
                let label = fold(line.labels.last().unwrap());
                let mut of_label = rows.iter().filter(|row| row.iter().any(|cell| fold(cell) == label));
                let original = of_label.find_map(|row| figures(row, cells.len()));
                let original = original.unwrap_or_else(|| panic!("{} has no row {label}", real.original));
                let typed: Vec<_> = cells.iter().map(|&cell| as_printed(&report, cell)).collect();
                assert_eq!(typed, original, "{label}");
                compared += cells.len();
            }
        }
        let unlabelled = rows.iter().filter(|row| row.iter().all(|cell| cell.is_empty() || is_number(cell)));
        let disputes: Vec<_> = unlabelled.filter(|row| row.iter().any(|c| !c.is_empty())).flatten().cloned().collect();
        let typed: Vec<_> = form.tables[2].cells.clone().map(|cell| as_printed(&report, cell)).collect();
        assert_eq!(typed, disputes);
        Some(compared + typed.len())
    }

    #[test]
    fn of_the_town_has_the_same_figures() {
        assert!(matches!(compare(&TOWN_2023), None | Some(200)));
    }

    #[test]
    fn of_the_office_has_the_same_figures() {
        assert!(matches!(compare(&OFFICE_2019), None | Some(198)));
    }

    #[test]
    fn of_the_county_has_the_same_figures() {
        assert!(matches!(compare(&COUNTY_2025), None | Some(200)));
    }

    #[test]
    fn of_the_city_has_the_same_figures_in_the_rows_it_gives() {
        assert!(matches!(compare(&CITY_2025), None | Some(28)));
    }
}

/// The sentences of an original, a paragraph a line, under the form's headings.
fn sentences(original: &str) -> String {
    let mut body = String::new();
    for line in without_tags(original).lines().map(str::trim) {
        let is_heading = line.chars().nth(1) == Some('、') && line.chars().count() < 30 && !line.contains('。');
        if is_heading && "一二三四五六".contains(&line[..3]) {
            body.push_str(&format!("\n## {line}\n"));
        } else if line.contains('。') && !line.contains(['|', '\t']) {
            body.push_str(&format!("\n{line}\n"));
        }
    }
    body
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for (at, part) in html.split('<').enumerate() {
        let rest = if at == 0 { part } else { part.split_once('>').map_or("", |(_, rest)| rest) };
        if at > 0 && (part.starts_with("/p") || part.starts_with("br") || part.starts_with("/tr")) {
            text.push('\n');
        }
        text.push_str(rest);
    }
    text.replace("&nbsp;", " ").replace("&ldquo;", "“").replace("&rdquo;", "”")
}

/// What the rules on the text find in an original, as rule and words.
fn found_in_text(original: &str, year: u16, agency: &str, figures: &str) -> Vec<(&'static str, String)> {
    let folder = std::env::var_os("GIAR_REPORTS").map(PathBuf::from).unwrap();
    let text = fs::read_to_string(folder.join(original)).unwrap();
    let (front, _) = figures.split_once("\n---\n").unwrap_or((figures, ""));
    let report = format!("{front}\n---\n{}", sentences(&text));
    let (head, _) = TOWN.split_once("[[agency]]").unwrap();
    let config = format!("{head}[[agency]]\nid = \"body\"\n{agency}\n");
    let site = Site { config, ..town() }.with(&format!("reports/{year}.md"), report.as_str());
    let about_text = [Group::Prose, Group::Typography, Group::Privacy];
    let findings = site.prepare().unwrap().findings;
    let found = findings.iter().filter(|finding| {
        let rule = RULES.iter().find(|rule| rule.name == finding.rule);
        rule.is_some_and(|rule| about_text.contains(&rule.group) && rule.level > Level::Info)
            || finding.rule.0 == "overlapping-channels"
    });
    found.map(|finding| (finding.rule.0, finding.place.source.slice(finding.place.span).to_owned())).collect()
}

#[test]
fn the_text_of_real_reports_has_the_known_faults_and_no_others() {
    fn year(year: u16) -> String {
        format!("---\nyear: {year}")
    }

    if std::env::var_os("GIAR_REPORTS").is_none() {
        eprintln!("skipped: GIAR_REPORTS does not name the folder of the real reports");
        return;
    }
    let town = "name = \"太平镇人民政府\"\nkind = \"government\"\nrank = \"town\"";
    let office = "name = \"统计局\"\nkind = \"department\"\nrank = \"county\"";
    let received = |n: u32| {
        format!(
            "---\nyear: 2023\napplications:\n  received: [{n}, 0, 0, 0, 0, 0, {n}]\n  carried_in: [0, 0, 0, 0, 0, 0, 0]"
        )
    };
    let veterans = "name = \"退役军人事务局\"\nkind = \"department\"\nrank = \"city\"";
    let street = "name = \"桂花坪街道办事处\"\nkind = \"government\"\nrank = \"town\"";
    let known = [
        (&TOWN_2023, vec!["overlapping-channels 463"]),
        (
            &OFFICE_2019,
            vec![
                "prose-number-mismatch 予以公开及部分公开258件",
                "prose-share-mismatch 予以公开及部分公开258件，占33.9%",
                "prose-number-mismatch 无法提供265件",
            ],
        ),
        // One character of its name is another.
        (&COUNTY_2025, vec!["foreign-body 沐阳县人民政府"]),
        (&CITY_2025, vec![]),
    ];
    for (real, faults) in known {
        assert_faults(real.original, real.year, real.agency, real.figures, &faults);
    }
    // Of these the tables are no more than excerpts.
    for (original, agency, figures, faults) in [
        ("010-yanliang-statistics-2023.txt", office, received(0), vec![]),
        (
            "012-changchun-veterans-2023.txt",
            veterans,
            received(3),
            vec!["prose-number-mismatch 受理政府信息公开申请2件"],
        ),
        ("016-changan-statistics-2023.txt", office, received(0), vec![]),
        ("018-taiping-town-2022.txt", town, year(2022), vec!["cited-edition-mismatch 国办公开办函〔2019〕60号"]),
        ("025-guihuaping-subdistrict-2020.txt", street, year(2020), vec![]),
        ("033-shangwan-township-2019.txt", town, year(2019), vec![]),
    ] {
        let year = figures.split("year: ").nth(1).unwrap()[..4].parse().unwrap();
        assert_faults(original, year, agency, &figures, &faults);
    }
}

/// Each fault as its rule and how the words it marks begin.
fn assert_faults(original: &str, year: u16, agency: &str, figures: &str, faults: &[&str]) {
    let found = found_in_text(original, year, agency, figures);
    let reported: Vec<_> = found.iter().map(|(rule, words)| format!("{rule} {}", words.replace(' ', ""))).collect();
    assert_eq!(reported.len(), faults.len(), "{original}: {reported:#?}");
    for (reported, fault) in reported.iter().zip(faults) {
        let (rule, words) = fault.split_once(' ').unwrap();
        assert!(reported.starts_with(rule) && reported.contains(words), "{original}: {reported} is not {fault}");
    }
}
