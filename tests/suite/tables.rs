//! Wide tables for everyone: the sentence that sums one up, and the same figures one column at a time.

use crate::common::{FILLED_2019, FILLED_2021, REPORT, town, with_cell};

fn page(report: &str) -> String {
    town().with(REPORT, report).published("2023/qingshi/index.html")
}

/// What stands between two marks, the first time they do.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start}"));
    rest.split_once(end).unwrap().0
}

fn summary(page: &str, table: &str) -> String {
    between(page, &format!("id=\"{table}-summary\">"), "</p>").to_owned()
}

/// The linear view of a table: its headings, and each row as `label value`.
fn slices(page: &str, table: &str) -> Vec<(String, Vec<String>)> {
    let section = between(page, &format!("<h2 id=\"{table}\">"), "<p class=\"hint\">");
    section.split("<h3>").skip(1).map(|slice| (slice.split("</h3>").next().unwrap().to_owned(), rows(slice))).collect()
}

fn plain(html: &str) -> String {
    html.split('<').map(|part| part.rsplit('>').next().unwrap()).collect::<String>()
}

fn rows(slice: &str) -> Vec<String> {
    let rows = slice.split("<dt").skip(1).map(|row| row.split("</dl>").next().unwrap());
    rows.map(|row| plain(&row.split_once('>').unwrap().1.replace("<dd>", " "))).collect()
}

const APPLICATIONS: std::ops::Range<&str> = "申请:".."复议诉讼:";

/// The report with the same number in every cell of a table.
fn filled_with(table: std::ops::Range<&str>, number: &str) -> String {
    let (before, rest) = FILLED_2021.split_once(&format!("\n{}", table.start)).unwrap();
    let (inside, after) = rest.split_once(&format!("\n{}", table.end)).unwrap();
    let mut digits = false;
    let each = inside.chars().filter_map(|c| {
        let again = std::mem::replace(&mut digits, c.is_ascii_digit());
        match c {
            _ if !c.is_ascii_digit() => Some(c.to_string()),
            _ if again => None,
            _ => Some(number.to_owned()),
        }
    });
    format!("{before}\n{}{}\n{}{after}", table.start, each.collect::<String>(), table.end)
}

#[test]
fn a_sentence_says_what_a_table_says() {
    let page = page(FILLED_2021);
    assert_eq!(
        plain(&summary(&page, "applications")),
        "新收申请965件（自然人451件、法人或其他组织514件）；上年结转22件；办结申请965件（予以公开36件、部分公开46件、\
         不予公开369件、无法提供141件、不予处理243件、其他处理130件）；结转下年22件。"
    );
    assert_eq!(
        plain(&summary(&page, "disputes")),
        "行政复议12件（维持6件、纠正2件、其他3件、尚未审结1件）；行政诉讼21件（未经复议直接起诉10件、复议后起诉11件）。"
    );
}

/// The town's site in English.
fn in_english() -> crate::common::Site {
    let mut site = town();
    site.config.insert_str(0, "language = \"en\"\n");
    site
}

#[test]
fn the_sentence_follows_the_language_and_the_edition() {
    let english = in_english().with(REPORT, FILLED_2021).published("2023/qingshi/index.html");
    assert!(
        summary(&english, "disputes").starts_with("Reviews: 12 (<span lang=\"zh-CN\">维持 6, "),
        "{}",
        summary(&english, "disputes")
    );
    let older =
        town().with("reports/2020.md", crate::common::in_year(FILLED_2019, 2020)).published("2020/qingshi/index.html");
    assert!(summary(&older, "applications").contains("其他处理"));
}

#[test]
fn zeros_and_blanks_are_not_the_same_sentence() {
    assert_eq!(summary(&page(&filled_with(APPLICATIONS, "0")), "applications"), "本表各项均为0。");
    let blank = town().level("blank-table", "off").with(REPORT, filled_with(APPLICATIONS, "/"));
    assert_eq!(summary(&blank.published("2023/qingshi/index.html"), "applications"), "本表没有填写。");
    let unknown = page(&with_cell(FILLED_2021, "disputes.review.total", "/"));
    assert!(summary(&unknown, "disputes").starts_with("行政复议未填写；"), "{}", summary(&unknown, "disputes"));
}

/// Otherwise its sentence would have nothing to say.
#[test]
fn every_wide_table_has_a_headline() {
    for edition in giar::form::EDITIONS {
        for table in edition.form().tables.iter().filter(|table| table.is_wide()) {
            let prefix = format!("{}.", table.table.key);
            let mut reported = edition.headlines.iter().flat_map(|headline| headline.cells);
            assert!(reported.any(|cell| cell.starts_with(&prefix)), "{} {prefix}", edition.id);
        }
    }
}

#[test]
fn a_wide_table_is_described_by_its_sentence_and_a_narrow_one_by_itself() {
    let page = page(FILLED_2021);
    for table in ["applications", "disputes"] {
        assert!(page.contains(&format!("form-{table} wide\" aria-describedby=\"{table}-summary\"")));
    }
    assert!(!page.contains("proactive-summary") && !page.contains("form-proactive wide"));
    assert_eq!(page.matches("class=\"hint\"").count(), 2);
}

#[test]
fn table_three_reads_one_kind_of_applicant_at_a_time() {
    let slices = slices(&page(FILLED_2021), "applications");
    let titles: Vec<_> = slices.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles[0..3], ["总计", "自然人", "法人或其他组织：商业企业"]);
    assert_eq!((titles.len(), titles[6]), (7, "法人或其他组织：其他"));
    let total = &slices[0].1;
    assert_eq!(total.len(), 25);
    assert_eq!(total[0], "本年新收 965");
    assert_eq!(total[4], "不予公开 国家秘密 49");
    assert_eq!(total[23], "本年度办理结果 总计 965");
}

#[test]
fn table_four_reads_one_kind_of_dispute_at_a_time() {
    let slices = slices(&page(FILLED_2021), "disputes");
    let titles: Vec<_> = slices.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["行政复议", "行政诉讼：未经复议直接起诉", "行政诉讼：复议后起诉"]);
    assert_eq!(slices[0].1, ["维持 6", "纠正 2", "其他 3", "尚未审结 1", "总计 12"]);
}

#[test]
fn the_linear_view_counts_zeros_names_blanks_and_keeps_remarks() {
    let zero = with_cell(FILLED_2021, "disputes.review.pending", "0");
    assert!(page(&zero).contains("另有1项为0。"));
    let zeros = page(&filled_with(APPLICATIONS, "0"));
    assert_eq!(zeros.matches("各项均为0。").count(), 1 + 7);
    let blank = with_cell(FILLED_2021, "disputes.review.pending", "/");
    assert!(page(&blank).contains("没有填写：尚未审结。"));
    let remark = with_cell(FILLED_2021, "disputes.review.pending", "\"0（已撤回1件）\"");
    assert!(slices(&page(&remark), "disputes")[0].1.contains(&"尚未审结 0（已撤回1件）".to_owned()));
}
