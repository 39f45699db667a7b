//! No page is heavier than an old phone can open, however many agencies a site has.

use crate::common::{FILLED_2021, REPORT, Site, ZEROS, in_year, large_site, town, with_cell};
use giar::pipeline::Prepared;
use std::{collections::BTreeMap, path::Path};

const MOST_BYTES: usize = 300_000;
const MOST_ELEMENTS: usize = 5_000;

/// The pages of a site, by their paths. Of the reports, one.
fn pages(site: &Prepared) -> BTreeMap<String, String> {
    let mut reports = 0;
    let pages = site.plan.iter().filter(|planned| planned.address.path.ends_with(".html"));
    let pages = pages.filter(|planned| {
        let is_report = planned.file.profile().name == "report";
        reports += usize::from(is_report);
        !is_report || reports == 1
    });
    pages.map(|page| (page.address.path.clone(), String::from_utf8(site.render(&page).unwrap()).unwrap())).collect()
}

fn elements(html: &str) -> usize {
    html.match_indices('<').filter(|(at, _)| html[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic())).count()
}

#[track_caller]
fn assert_light(pages: &BTreeMap<String, String>) {
    for (path, html) in pages {
        assert!(html.len() <= MOST_BYTES, "{path} has {} bytes", html.len());
        assert!(elements(html) <= MOST_ELEMENTS, "{path} has {} elements", elements(html));
    }
}

#[test]
fn pages_of_a_large_site_are_light() {
    let pages = pages(&large_site().prepare().unwrap());
    assert_light(&pages);
    for list in ["2023/list2.html", "2023/list3.qingshi.html", "agencies/list1.qingshi.html", "corrections/list2.html"]
    {
        assert!(pages.contains_key(list), "no {list}");
    }
}

/// The most agencies that stand on one page, each with figures that have everything said of them.
#[test]
fn pages_of_as_many_agencies_as_one_page_lists_are_light() {
    let reports = [2022, 2023].map(|year| (year, in_year(FILLED_2021, year)));
    let mut site = town();
    for at in 0..99 {
        site = site.configured(&format!("\n[[agency]]\nid = \"a{at}\"\nname = \"青石镇第{at}办公室\"\n"));
        for (year, report) in &reports {
            site = site.with(&format!("reports/a{at}/{year}.md"), report.as_str());
        }
    }
    let pages = pages(&site.prepare().unwrap());
    assert_light(&pages);
    assert!(!pages.contains_key("2023/list2.html"));
    assert_eq!(pages["2023/index.html"].matches("<tr data-kind=").count(), 99);
}

/// Whoever reads the year finds every agency once, and those below the town added up in one line.
#[test]
fn every_agency_stands_on_one_page_of_the_year() {
    let pages = pages(&large_site().prepare().unwrap());
    let of_year: String =
        pages.iter().filter(|(path, _)| path.starts_with("2023/")).map(|(_, html)| &html[..]).collect();
    for at in 0..300 {
        let name = format!("<th scope=\"row\"><a href=\"{}\">青石镇第{at}办公室</a>", href(at));
        assert_eq!(of_year.matches(&name).count(), 1, "{name}");
    }
    assert!(pages["agencies/qingshi/index.html"].contains("<a href=\"../list1.qingshi.html\">"));
    let sums = pages["2023/index.html"].split("id=\"below\"").nth(1).unwrap();
    assert!(sums.contains("<th scope=\"row\"><a href=\"list1.qingshi.html\">青石镇人民政府</a></th>"), "{sums}");
    assert!(sums.contains(">24/121</td>"), "{sums}");
}

/// Where a row leads: to the report, or to the agency that has none.
fn href(at: usize) -> String {
    if at.is_multiple_of(5) { format!("a{at}/index.html") } else { format!("../agencies/a{at}/index.html") }
}

/// A town of so many offices more, of which each has a line in `site.toml`. The first has a report.
fn town_of(offices: usize, parent: impl Fn(usize) -> &'static str) -> Site {
    let office =
        |at| format!("\n[[agency]]\nid = \"a{at}\"\nname = \"青石镇第{at}办公室\"\nparent = \"{}\"\n", parent(at));
    let offices: String = (0..offices).map(office).collect();
    town().configured(&offices).with("reports/a0/2023.md", in_year(FILLED_2021, 2023))
}

/// Where most agencies stand on pages of their own, nobody can choose among them on this one.
#[test]
fn agencies_of_many_pages_are_searched() {
    let site = town_of(120, |at| if at < 2 { "qingshi" } else { ["a0", "a1"][at % 2] });
    let year = site.published("2023/index.html");
    assert!(year.contains("<form class=\"ask\"") && !year.contains("data-filter"), "{year}");
}

/// Where they all stand on the page, they can be chosen from, in a large site, too.
#[test]
fn agencies_of_one_list_are_chosen_from() {
    let site = town_of(120, |at| if at < 3 { "qingshi" } else { ["a0", "a1", "a2"][at % 3] });
    let site = ["a3", "a6", "a9", "a12"]
        .iter()
        .fold(site, |site, id| site.with(&format!("reports/{id}/2023.md"), in_year(FILLED_2021, 2023)));
    let list = site.published("2023/list1.a0.html");
    assert!(list.contains("data-filter") && !list.contains("<form class=\"ask\""));
}

/// Fifty names are no way in: those above others are, or a few and the list.
#[test]
fn home_names_few_of_many_agencies() {
    let above = town_of(120, |at| if at < 2 { "qingshi" } else { ["a0", "a1"][at % 2] });
    assert_eq!(named_at_home(&above), 3);
    let others: String =
        (0..120).map(|at| format!("\n[[agency]]\nid = \"a{at}\"\nname = \"第{at}办公室\"\n")).collect();
    assert_eq!(named_at_home(&town().configured(&others)), 12);
}

fn named_at_home(site: &Site) -> usize {
    let home = site.published("index.html");
    let list = home.split("id=\"agencies\"").nth(1).unwrap().split("</section>").next().unwrap();
    list.matches("<li>").count()
}

/// The main navigation of a page.
fn menu(page: &str) -> String {
    page.split("<nav class=\"menu\"").nth(1).unwrap().split("</nav>").next().unwrap().to_owned()
}

/// Whoever shortens an address finds a page there, up to home.
#[test]
fn every_folder_with_a_page_has_one_itself() {
    for site in [town(), large_site()] {
        let site = site.prepare().unwrap();
        let paths: Vec<_> = site.plan.iter().map(|planned| planned.address.path.clone()).collect();
        let pages = paths.iter().filter(|path| path.ends_with(".html"));
        for folder in pages.flat_map(|path| Path::new(path).ancestors().skip(1)) {
            let own = folder.join("index.html");
            assert!(paths.iter().any(|path| Path::new(path) == own), "{} has no page", folder.display());
        }
    }
}

/// It is shown at any address, so that every way on starts at the host: the search, the years, home.
#[test]
fn an_address_that_leads_nowhere_leads_on() {
    let site = [2022, 2023]
        .iter()
        .fold(town(), |site, year| site.with(&format!("reports/{year}.md"), in_year(FILLED_2021, *year)));
    let page = site.published("404.html");
    let main = page.split("<main").nth(1).unwrap();
    assert!(main.contains("<form class=\"ask\" action=\"/xxgk/search/index.html\""), "{main}");
    let ways: Vec<_> = main.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).take(3).collect();
    assert_eq!(ways, ["/xxgk/2023/index.html", "/xxgk/2022/index.html", "/xxgk/index.html"]);
    assert!(page.contains("<meta name=\"Description\" content=\"没有找到这个页面 - "), "{page}");
}

/// The first stands in sight and leads to its place; the next unfold, up to twenty on the page of the year and three at home,
/// and a link leads to those left. Where few are left, they are named as well.
#[test]
fn answers_name_who_comes_first_and_unfold_to_the_others() {
    let site = town_of(120, |at| if at < 2 { "qingshi" } else { ["a0", "a1"][at % 2] });
    let answer =
        |page: &str| page.split("<li id=\"missing\">").nth(1).unwrap().split("</details>").next().unwrap().to_owned();
    for (path, named) in [("index.html", 3), ("2023/index.html", 20)] {
        let page = answer(&site.published(path));
        let (line, folded) = page.split_once("<details>").unwrap();
        assert!(line.contains("谁的报告不在这里") && line.matches("<a href=").count() == 1, "{line}");
        assert!(folded.contains("其余 119 个"), "{folded}");
        assert_eq!(folded.matches("<li>").count(), named - 1, "the first is not said again: {folded}");
        assert!(folded.contains(&format!("#agencies\">另有 {} 个机关</a>", 120 - named)), "{folded}");
    }
    let few = town_of(5, |_| "qingshi").with("reports/qingshi/2023.md", FILLED_2021);
    let few = answer(&few.published("index.html"));
    assert!(few.contains("其余 3 个") && few.matches("<li>").count() == 3 && !few.contains("另有"), "{few}");
    let one = answer(&town_of(2, |_| "qingshi").with("reports/qingshi/2023.md", FILLED_2021).published("index.html"));
    let one = one.split("</li>").next().unwrap();
    assert!(one.contains("<a href=") && !one.contains("<details>"), "nothing unfolds to nothing: {one}");
}

/// Nobody is late without saying until when there was time.
#[test]
fn the_deadline_stands_beside_who_was_late() {
    let page = town_of(2, |_| "qingshi").with("reports/qingshi/2023.md", FILLED_2021).published("index.html");
    let late = page.split("<li id=\"late\">").nth(1).unwrap().split("</li>").next().unwrap();
    assert!(late.contains("期限 2024-01-31"), "{late}");
}

/// The most frequent reason comes first, as in the answer.
#[test]
fn reasons_stand_by_how_often_they_were_used() {
    let page = town().with(REPORT, FILLED_2021).published("2023/index.html");
    let table = page.split("id=\"reasons\"").nth(1).unwrap().split("<tbody").nth(1).unwrap();
    let rows = table.split("</tbody>").next().unwrap().split(" class=\"number\">").skip(1).step_by(2);
    let counts: Vec<u32> = rows.map(|row| row.split('<').next().unwrap().parse().unwrap()).collect();
    assert!(counts.len() > 4 && counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
}

/// Those who come first together are all of them first.
#[test]
fn a_first_place_that_is_shared_says_so() {
    let other = "\n[[agency]]\nid = \"other\"\nname = \"某局\"\n";
    let site = ["qingshi", "other"]
        .iter()
        .fold(town().configured(other), |site, id| site.with(&format!("reports/{id}/2023.md"), FILLED_2021));
    let page = site.published("2023/index.html");
    let of = |id: &str| {
        let rest = page.split(&format!("<li id=\"{id}\">")).nth(1);
        rest.unwrap_or_else(|| panic!("no {id}")).split("</summary>").next().unwrap().to_owned()
    };
    assert!(of("most-refused").contains("2 个机关并列"), "{}", of("most-refused"));
    assert!(!of("why").contains("并列"), "{}", of("why"));
}

/// A report that refused so many of all it decided.
fn refused(refused: &str, all: &str) -> String {
    let text = with_cell(ZEROS, "applications.results.refused.state_secret.total", refused);
    with_cell(&text, "applications.results.total.total", all)
}

/// The reports of 2023 of two agencies, whatever their sums.
fn town_and_other(own: &str, other: &str) -> Site {
    let site = town().configured("\n[[agency]]\nid = \"other\"\nname = \"某局\"\n");
    let site = site.level("total-mismatch", "off").level("identity-mismatch", "off");
    site.with("reports/qingshi/2023.md", own).with("reports/other/2023.md", other)
}

/// What a page says below a question.
fn answer_to(page: &str, id: &str) -> String {
    let list = page.split("<ul class=\"answers\">").nth(1).unwrap();
    let answer = list.split(&format!("<li id=\"{id}\">")).nth(1).unwrap_or_else(|| panic!("no {id}: {list}"));
    answer.split("<li id=").next().unwrap().to_owned()
}

/// One of four refused is a share as well, and of two that are rounded alike one is the larger.
#[test]
fn shares_are_ranked_by_what_they_are_of() {
    let answer = |own: [&str; 2], other: [&str; 2]| {
        let site = town_and_other(&refused(own[0], own[1]), &refused(other[0], other[1]));
        answer_to(&site.published("2023/index.html"), "largest-share")
    };
    let few = answer(["1", "4"], ["0", "3"]);
    assert!(few.contains(">1/4<") && few.contains("青石镇") && !few.contains("没有。"), "{few}");
    let little = answer(["1", "2001"], ["1", "2000"]);
    let (first, next) = little.split_once("<details>").unwrap();
    assert!(first.contains("某局") && next.contains("青石镇") && !first.contains("并列"), "{little}");
    assert!(answer(["1", "4"], ["2", "8"]).contains("并列"));
    assert!(answer(["0", "4"], ["0", "3"]).contains(">没有。<"));
}

/// Of whom nothing is known it is not known that they refused nothing.
#[test]
fn nobody_is_said_of_those_who_are_known() {
    let blank = with_cell(ZEROS, "applications.results.refused.state_secret.total", "~");
    for id in ["most-refused", "largest-share"] {
        let answer = |own: &str, other: &str| answer_to(&town_and_other(own, other).published("2023/index.html"), id);
        let some = answer(&blank, ZEROS);
        assert!(
            some.contains("没有。") && some.contains("按有可用数字的 1 个机关；青石镇人民政府没有可用的数字。"),
            "{some}"
        );
        let none = answer(&blank, &blank);
        assert!(none.contains("没有可用的数字。") && !none.contains("没有。<"), "{none}");
        let one = answer(&blank, FILLED_2021);
        assert!(one.contains("某局") && one.contains("；青石镇人民政府没有可用的数字。"), "{one}");
        assert!(answer(ZEROS, ZEROS).contains(">没有。<"));
    }
    let why = answer_to(&town_and_other(&blank, ZEROS).published("2023/index.html"), "why");
    assert!(why.contains("没有。有 1 份报告没有填全理由。"), "{why}");
    let joint = FILLED_2021.replacen("year: 2023\n", "year: 2023\njoint: [某局]\n", 1);
    let site = ["qingshi", "other"].iter().fold(town_and_other(&joint, ZEROS), |site, id| {
        site.with(&format!("reports/{id}/2022.md"), in_year(ZEROS, 2022))
    });
    let grown = answer_to(&site.published("2023/index.html"), "grown");
    assert!(grown.contains("没有。按两年可比的 1 个机关；青石镇人民政府不能比。"), "{grown}");
}

/// Who adds up a file reads beside it what stands there twice.
#[test]
fn the_page_of_data_says_which_figures_are_part_of_others() {
    let joint = FILLED_2021.replacen("year: 2023\n", "year: 2023\njoint: [某局]\n", 1);
    let page = |own: &str| town_and_other(own, ZEROS).published("data/index.html");
    assert!(page(&joint).contains("2023年：某局的数字已含在别的报告里，不要重复相加。"), "{}", page(&joint));
    assert!(!page(FILLED_2021).contains("已含在"));
}

/// A change is that of the figure beside it, or says whose it is and between which figures.
#[test]
fn a_change_is_that_of_its_figure() {
    let before = |site: Site, id: &str, text: &str| site.with(&format!("reports/{id}/2022.md"), in_year(text, 2022));
    let both = before(before(town_and_other(FILLED_2021, ZEROS), "qingshi", ZEROS), "other", ZEROS);
    let page = both.published("2023/index.html");
    assert!(page.contains("（比上年 +965）") && !page.contains("两年可比的"), "{page}");
    // 965 would be the sum of two, and no change of one is a change of it.
    let one = before(town_and_other(FILLED_2021, ZEROS), "other", FILLED_2021).published("2023/index.html");
    let digest = one.split("<p class=\"headline\">").nth(1).unwrap().split("class=\"answers\"").next().unwrap();
    assert!(!digest.contains("比上年"), "{digest}");
    assert!(digest.contains("两年可比的 1 个机关，2022 → 2023 年：新收申请 965 → 0"), "{digest}");
    // The same agencies, of which one leaves a blank.
    let blank = with_cell(FILLED_2021, "applications.carried_out.total", "~");
    let blank = before(before(town_and_other(&blank, FILLED_2021), "qingshi", FILLED_2021), "other", ZEROS);
    let page = blank.published("2023/index.html");
    assert!(page.contains("（比上年 +965）") && page.contains("（1 个机关）"), "{page}");
}

/// A report of two agencies is no measure of the next year's of one: its agency's page, the year's and the comparison say so,
/// and the files name whose figures stand in whose.
#[test]
fn a_joint_report_says_why_it_is_not_compared() {
    let joint = FILLED_2021.replacen("year: 2023\n", "year: 2023\njoint: [某局]\n", 1);
    let site = |own: &str| {
        let site = town_and_other(own, ZEROS).with("reports/qingshi/2022.md", in_year(ZEROS, 2022));
        site.with("reports/qingshi/2024.md", in_year(ZEROS, 2024))
    };
    let note = "2023年与某局联合报告，数字不与上年相比。";
    let agency = site(&joint).published("agencies/qingshi/index.html");
    assert!(agency.contains(note), "{agency}");
    assert!(agency.contains("2024年的报告不再包含某局，数字不与上年相比。"), "{agency}");
    assert!(site(&joint).published("2023/index.html").contains(note));
    assert!(site(&joint).published("2023/qingshi/index.html").contains(" 件，含某局，不与上年比。"));
    assert!(site(&joint).published("2024/qingshi/index.html").contains("，不再含某局，不与上年比。"));
    assert!(site(&joint).published("compare/figures-0.js").contains("\"含某局\""));
    let apart = site(FILLED_2021);
    assert!(!apart.published("agencies/qingshi/index.html").contains("不与上年相比"));
    let file = site(&joint).published("2023/reports.utf8.csv");
    let ends: Vec<_> = file.lines().map(|line| line.rsplitn(3, ',').take(2).collect::<Vec<_>>()).collect();
    assert_eq!(ends, [vec!["included_in", "joint"], vec!["", "某局"], vec!["qingshi-2023", ""]], "{file}");
}

/// Where both years' reports are joint ones, only whom one of them leaves out is the reason.
#[test]
fn of_two_joint_reports_the_difference_is_named() {
    let joint = |year: u16, names: &str| {
        in_year(&FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\njoint: [{names}]\n"), 1), year)
    };
    let pages = |before: &str, now: &str| {
        let site = town().configured("\n[[agency]]\nid = \"other\"\nname = \"某局\"\n");
        let site = site.with("reports/qingshi/2022.md", joint(2022, before));
        let site = site.with("reports/qingshi/2023.md", joint(2023, now));
        [site.published("agencies/qingshi/index.html"), site.published("2023/qingshi/index.html")]
    };
    for (before, now, sentence, clause) in [
        ("某局, 甲局", "某局", "2023年的报告不再包含甲局，", " 件，不再含甲局，不与上年比。"),
        ("某局", "某局, 甲局", "2023年的报告新增甲局，", " 件，新增甲局的数字，不与上年比。"),
        (
            "某局, 甲局",
            "某局, 乙局",
            "2023年的报告新增乙局、不再包含甲局，",
            "，新增乙局的数字，不再含甲局，不与上年比。",
        ),
    ] {
        let [agency, report] = pages(before, now);
        assert!(agency.contains(&format!("{sentence}数字不与上年相比。")), "{agency}");
        assert!(report.contains(clause), "{report}");
    }
}

/// Lines that are part of no other add up to what the year's page does.
#[test]
fn the_file_names_the_sum_that_a_report_is_part_of() {
    let county = "\n[[agency]]\nid = \"county\"\nname = \"某县\"\nrolls_up = [\"unit\"]\n\n[[agency]]\nid = \"unit\"\nname = \"某处\"\nrolls_up = [\"other\"]\n";
    let site = town_and_other(FILLED_2021, ZEROS).configured(county).with("reports/county/2023.md", FILLED_2021);
    let included_in = |site: &Site| {
        let file = site.published("data/reports.utf8.csv");
        let lines = file
            .lines()
            .skip(1)
            .map(|line| (line.split('-').next().unwrap().to_owned(), line.rsplit(',').next().unwrap().to_owned()));
        lines.filter(|(_, host)| !host.is_empty()).collect::<Vec<_>>()
    };
    let pair = |id: &str, host: &str| (id.to_owned(), host.to_owned());
    assert_eq!(included_in(&site), [pair("other", "county-2023")]);
    let with_unit = site.with("reports/unit/2023.md", ZEROS);
    assert_eq!(included_in(&with_unit), [pair("other", "unit-2023"), pair("unit", "county-2023")]);
}

/// A row of an agency in another's report does not say that there is no report.
#[test]
fn who_reports_in_anothers_report_is_not_called_missing() {
    let joint = FILLED_2021.replacen("year: 2023\n", "year: 2023\njoint: [某局]\n", 1);
    let row = |own: &str| {
        let site = town().configured("\n[[agency]]\nid = \"other\"\nname = \"某局\"\n");
        let page = site.with("reports/qingshi/2023.md", own).published("2023/index.html");
        page.split("<tr class=\"absence").nth(1).unwrap().split("</tr>").next().unwrap().to_owned()
    };
    assert!(row(&joint).contains("并入青石镇人民政府的报告") && !row(&joint).contains("没有收录"), "{}", row(&joint));
    assert!(row(FILLED_2021).contains("visually-hidden\">本网站没有收录"), "{}", row(FILLED_2021));
}

/// The number that an answer gives stands where its link leads, also if no cell holds it.
#[test]
fn links_to_sums_lead_to_their_numbers() {
    let site = town_and_other(&refused("3", "9"), FILLED_2021);
    let page = site.published("2023/index.html");
    let answer = answer_to(&page, "most-refused");
    for (agency, of) in [("青石镇", "qingshi"), ("某局", "other")] {
        let line = answer.split("<a href=\"").find(|line| line.contains(agency)).unwrap();
        let (path, id) = line.split('"').next().unwrap().split_once('#').unwrap();
        let number = line.split("<span class=\"figure\">").nth(1).unwrap().split(' ').next().unwrap();
        assert_eq!(path, format!("{of}/index.html"), "{line}");
        let report = site.published(&format!("2023/{path}"));
        let goal = report.split(&format!("<span id=\"{id}\">")).nth(1).unwrap_or_else(|| panic!("no {id}: {report}"));
        assert!(goal.starts_with(&format!("不予公开{number}件</span>")), "{number}: {goal}");
    }
    // Of nothing the sentence is silent.
    let none = town_and_other(ZEROS, FILLED_2021).published("2023/index.html");
    let row = none.split("<tr data-kind").skip(1).find(|row| row.contains("青石镇")).unwrap();
    assert!(row.contains("qingshi/index.html#b16\">0</a>"), "{row}");
}

/// Where nothing is found, and without script, the search leads to what is asked most.
#[test]
fn the_search_page_leads_to_common_questions() {
    let page = town_and_other(FILLED_2021, ZEROS).published("search/index.html");
    let links = page.split("<h3>常见问题</h3>").nth(1).unwrap().split("</ul>").next().unwrap();
    for wanted in [
        "../2023/index.html#most-refused\">谁不予公开最多",
        "../2023/index.html#corrected\">法院纠正了谁的决定",
        "../2023/index.html#missing\">谁的报告不在这里",
        "../compare/index.html\">机关比较",
        "../data/index.html\">下载全部数据",
    ] {
        assert!(links.contains(wanted), "{wanted}: {links}");
    }
    assert!(!links.contains("#grown"), "no question without an answer: {links}");
    assert!(page.contains("data-none=\"没有找到。换一个较短的词，或者看看下面的常见问题。\""));
    // One agency stands out among none.
    let alone = town().with("reports/qingshi/2023.md", FILLED_2021).published("search/index.html");
    assert!(!alone.contains("常见问题") && alone.contains("下载全部数据"), "{alone}");
    assert!(alone.contains("data-none=\"没有找到。换一个较短的词试试。\""), "{alone}");
}

/// A percentage of few cases stands below one of many, however high it is, and the answer says so.
#[test]
fn a_percentage_of_few_cases_comes_after_those_of_many() {
    fn answer(page: &str) -> (&str, &str) {
        let answer = page.split("<li id=\"largest-share\">").nth(1).unwrap().split("</details>").next().unwrap();
        answer.split_once("<details>").unwrap()
    }

    let page = |many: &str| town_and_other(many, &refused("4", "5")).published("2023/index.html");
    let (level, page) = (page(&refused("80", "100")), page(FILLED_2021));
    assert!(!answer(&level).0.contains("并列"), "who is put last is level with nobody: {level}");
    let (first, next) = answer(&page);
    assert!(first.contains("青石镇") && next.contains("80.0%"), "{first}{next}");
    assert!(first.contains("办结不足 20 件的列在最后"), "{first}");
    assert_eq!(page.matches(" data-few>").count(), 2, "both rates of the other agency");
}

/// Before the forms there is nothing to add up, and no file of it.
#[test]
fn a_year_before_the_forms_offers_only_what_there_is() {
    let site = || town().with("reports/2018.md", "---\npublished: 2019-03-01\n---\n## 概述\n\n公开信息。\n");
    let page = site().with(REPORT, FILLED_2021).published("2018/index.html");
    assert!(page.contains("没有统一格式的表格") && !page.contains("怎么算的"), "{page}");
    assert!(!page.contains("refusals.csv") && !page.contains("点数字"), "{page}");
    let page = site().with(REPORT, FILLED_2021).published("2023/index.html");
    assert!(page.contains("refusals.csv") && page.contains("点数字"), "{page}");
}

/// Whose requests became more is asked of those with reports on both years.
#[test]
fn requests_are_compared_with_the_year_before() {
    let other = "\n[[agency]]\nid = \"other\"\nname = \"某局\"\n";
    let of = |reports: &[(u16, &str)]| {
        let site = reports.iter().fold(town().configured(other), |site, (year, text)| {
            site.with(&format!("reports/qingshi/{year}.md"), in_year(text, *year))
        });
        let page = site.published("2023/index.html");
        page.split("<li id=\"grown\">").nth(1).map(|rest| rest.split("</li>").next().unwrap().to_owned())
    };
    let more = of(&[(2022, ZEROS), (2023, FILLED_2021)]).unwrap();
    assert!(more.contains("+965") && more.contains("965 件，上年 0 件"), "{more}");
    let fewer = of(&[(2022, FILLED_2021), (2023, ZEROS)]).unwrap();
    assert!(fewer.contains("没有。"), "{fewer}");
    assert_eq!(of(&[(2023, FILLED_2021)]), None, "there is no year before");
}

/// In a large portal nobody finds one among agencies by eye, nor needs those of another kind.
#[test]
fn a_large_portal_is_searched_by_kind() {
    fn choices(site: &Site) -> usize {
        site.published("search/index.html").matches("<option value=\"department\">").count()
    }

    let of_one_kind = town_of(120, |at| if at < 2 { "qingshi" } else { ["a0", "a1"][at % 2] });
    let others = "\n[[agency]]\nid = \"b\"\nname = \"青石镇派出所\"\nkind = \"office\"\nparent = \"qingshi\"\n";
    assert_eq!(choices(&of_one_kind.configured(others)), 1);
    assert_eq!(choices(&town().configured(others)), 0, "a few agencies are chosen by name");
}

/// Who looks at an agency is one press from seeing it beside another that is like it and reports as it does.
#[test]
fn an_agency_is_offered_those_like_it() {
    let site = ["a1", "a3"].iter().fold(town_of(5, |_| "qingshi"), |site, id| {
        site.with(&format!("reports/{id}/2023.md"), in_year(FILLED_2021, 2023))
    });
    let page = site.published("agencies/a1/index.html");
    let pairs: Vec<_> =
        page.split("?agency=a1&amp;agency=").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(pairs, ["a3", "a0"], "first those that follow; a2 and a4 have no report");
    assert!(page.contains("与青石镇第3办公室比较"), "{page}");
    let alone = town().with(REPORT, FILLED_2021).published("agencies/qingshi/index.html");
    assert!(!alone.contains("机关比较") && !alone.contains("class=\"facts\""), "{alone}");
}

/// What every portal has is in its navigation, once.
#[test]
fn agencies_comparison_and_data_are_in_the_navigation() {
    let several = menu(&town_of(2, |_| "qingshi").published("2023/index.html"));
    for place in ["../agencies/index.html", "../compare/index.html", "../data/index.html"] {
        assert_eq!(several.matches(&format!("href=\"{place}\"")).count(), 1, "{several}");
    }
    let named = town_of(2, |_| "qingshi").configured("[[nav]]\nlabel = \"名录\"\npath = \"agencies/\"\n");
    let named = menu(&named.published("agencies/index.html"));
    assert!(named.contains(">名录</a>") && !named.contains(">各机关</a>"), "{named}");
    assert_eq!(named.matches("aria-current").count(), 1, "{named}");
    let alone = menu(&town().with(REPORT, FILLED_2021).published("index.html"));
    assert!(alone.contains("data/index.html") && !alone.contains("agencies/index.html"), "{alone}");
}

#[test]
fn the_page_of_the_only_superior_leads_to_its_many_units() {
    let page = town_of(120, |_| "qingshi").published("agencies/qingshi/index.html");
    let units = page.split("id=\"units\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(units.contains("<li><a href=\"../index.html\">"), "{units}");
    assert!(!page.contains("subOrganization"), "{page}");
}

#[test]
fn pages_of_corrections_are_told_apart() {
    let site = large_site();
    assert!(site.published("corrections/index.html").contains("<title>更正 - "));
    assert!(site.published("corrections/list2.html").contains("<title>更正，第 2 页 - "));
}

/// An agency that had no case has no share, and that is said in words.
#[test]
fn a_share_of_nothing_is_words() {
    let zeros = ZEROS;
    let other = "\n[[agency]]\nid = \"other\"\nname = \"某局\"\n";
    let site = town().configured(other).with("reports/qingshi/2023.md", zeros).with("reports/other/2023.md", zeros);
    let year = site.published("2023/index.html");
    for words in ["没有办结的申请", "没有实际处理的申请"] {
        assert!(year.contains(words) && !year.contains("0/0"), "{year}");
    }
    assert!(!town().with(REPORT, zeros).published("index.html").contains("0/0"));
}

/// Whoever pays for every megabyte wants to know before what a link brings.
#[test]
fn links_to_attachments_say_their_type_and_size() {
    let text = "---\ntitle: 指南\n---\n见[申请表](申请表.docx)、[统计](/xxgk/stats.PDF)、[首页](index.md)和[别处](https://example.com/a.pdf)。\n";
    let site = town().with("guide.md", text).with("申请表.docx", vec![0; 1500]).with("stats.PDF", vec![0; 3 << 20]);
    let page = site.published("guide/index.html");
    assert!(page.contains("申请表</a><small>（DOCX，2 KB）</small>、"), "{page}");
    assert!(page.contains("统计</a><small>（PDF，3.0 MB）</small>、"), "{page}");
    assert_eq!(page.matches("<small>").count(), 2, "{page}");
}

/// Who cited a figure finds what it was, what it became, and where it stands.
#[test]
fn corrections_show_the_figures_before_and_after() {
    let twice = "{date: 2024-03-02, note: 更正行政许可, was: {主动公开.行政许可: 515}}, {date: 2024-04-01, note: 再更正, was: {proactive.licensing: 516}}";
    let text = FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\nrevisions: [{twice}]\n"), 1);
    let site = town().with(REPORT, text);
    let list = site.published("corrections/index.html");
    let shown = site.published("2023/qingshi/index.html");
    for (page, report) in [
        ("corrections/index.html", "../2023/qingshi/index.html"),
        ("agencies/qingshi/index.html", "../../2023/qingshi/index.html"),
        ("2023/qingshi/index.html", ""),
    ] {
        let html = site.published(page);
        for words in ["由 516 改为 517", "由 515 改为 516"] {
            let link =
                html.split("<li>").find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {html}"));
            let anchor = link.split_once(&format!("<a href=\"{report}#")).and_then(|(_, rest)| rest.split('"').next());
            let cell = format!("<td id={} ", anchor.unwrap_or_else(|| panic!("{page}: {link}")));
            let cell = shown.split(&cell).nth(1).unwrap_or_else(|| panic!("no {cell}: {shown}"));
            assert!(cell.split("<td").next().unwrap().contains(">517"), "{cell}");
        }
    }
    assert!(list.contains("<a href=\"../agencies/qingshi/index.html\">青石镇人民政府</a>"), "{list}");
    assert!(site.published("2023/qingshi/report.json").contains("\"515\""));
}

/// A town that nobody asked says so once.
#[test]
fn a_home_page_without_requests_is_no_row_of_zeros() {
    let page = town().with(REPORT, ZEROS).published("index.html");
    assert!(page.contains("<strong>没有收到申请</strong>"), "{page}");
    assert!(!page.contains("key-figures") && !page.contains("没有办结的申请"), "{page}");
    let page = town().with(REPORT, FILLED_2021).published("index.html");
    assert!(page.contains("<strong>965</strong>") && page.contains("key-figures"), "{page}");
    assert_eq!(page.matches(">965<").count(), 1, "said once: {page}");
}

/// Nobody asked, but something was undecided, or was decided the year before, or is not stated.
#[test]
fn zeros_stand_beside_what_is_none() {
    let shown = |report: &str, before: &str| {
        let site = town().with("reports/2022.md", before).with(REPORT, report);
        site.published("2023/index.html").contains("key-figures")
    };
    let (none, filled) = (in_year(ZEROS, 2022), in_year(FILLED_2021, 2022));
    assert!(!shown(ZEROS, &none));
    assert!(shown(ZEROS, &filled));
    let pending = ["pending", "total"].map(|column| format!("disputes.litigation.direct.{column}"));
    assert!(shown(&pending.iter().fold(ZEROS.to_owned(), |text, cell| with_cell(&text, cell, "1")), &none));
    for (cell, typed) in [("disputes.litigation.direct.corrected", "~"), ("applications.carried_out.total", "1")] {
        assert!(shown(&with_cell(ZEROS, cell, typed), &none), "{cell}: {typed}");
    }
}

/// One is no plural.
#[test]
fn english_counts_one_report_as_one() {
    let site = town().with(REPORT, FILLED_2021).in_english();
    for page in ["agencies/qingshi/index.html", "2023/index.html", "search/index.html"] {
        let html = site.published(page);
        assert!(html.contains(">1 report<") && !html.contains("1 reports"), "{page}: {html}");
    }
}

/// Corrections of one day follow each other as those of other days do in their list; if there are none, or one has no
/// day, nobody knows which came first.
#[test]
fn corrections_claim_no_order_that_nobody_knows() {
    let [first, second] = [("甲", 515), ("乙", 516)]
        .map(|(note, was)| format!("{{date: 2024-03-02, note: {note}, was: {{主动公开.行政许可: {was}}}}}"));
    let other = "{date: 2024-04-02, note: 表三}";
    let undated = first.replacen("date: 2024-03-02, ", "", 1);
    let (known, unknown) = (["由 515 改为 516", "由 516 改为 517"], ["原为 515", "原为 516"]);
    for (list, sentences) in [
        (format!("{first}, {second}, {other}"), known),
        (format!("{other}, {second}, {first}"), known),
        (format!("{first}, {second}"), unknown),
        (format!("{undated}, {second}, {other}"), unknown),
    ] {
        let text = FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\nrevisions: [{list}]\n"), 1);
        let page = town().with(REPORT, text).published("corrections/index.html");
        assert!(sentences.iter().all(|words| page.contains(words)), "{sentences:?}: {page}");
        assert_eq!(page.contains("改为"), sentences == known, "{page}");
    }
}

/// English pages say what is counted, and write dates as English does.
#[test]
fn english_pages_name_their_unit_and_write_dates_in_words() {
    let other = "\n[[agency]]\nid = \"other\"\nname = \"某局\"\n";
    let site = town().configured(other).with("reports/qingshi/2023.md", FILLED_2021);
    let site = site.in_english();
    for page in ["2023/index.html", "agencies/qingshi/index.html"] {
        assert!(site.published(page).contains("Numbers of cases"), "{page}");
    }
    let year = site.published("2023/index.html");
    assert!(year.contains("Deadline: 31 January 2024"));
    // The reasons are the form's, in Chinese, and whoever does not read it is told which.
    assert!(year.contains("国家秘密 <span class=\"detail\" lang=\"en\">state secret</span>"), "{year}");
    let why = answer_to(&year, "why");
    let label = why.split("#reasons\">").nth(1).unwrap().split('<').next().unwrap();
    assert!(label.len() > 5 && label.is_ascii(), "{why}");
}
