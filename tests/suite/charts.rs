//! What pages show of the numbers: pictures, years side by side, sums over agencies.

use crate::common::{FILLED_2019, FILLED_2021, Site, in_year, town, with_line};

const AGENCY: &str = "agencies/qingshi/index.html";

fn years(years: &[u16]) -> Site {
    years.iter().fold(town(), |site, &year| site.with(&format!("reports/{year}.md"), in_year(FILLED_2021, year)))
}

/// Three agencies; what `qingshi` has besides its name stands in `more`.
fn three_agencies(more: &str) -> Site {
    let other =
        |id: &str| format!("[[agency]]\nid = \"{id}\"\nname = \"{id}站\"\nkind = \"office\"\nrank = \"town\"\n");
    let site = town().configured(&format!("{more}\n{}{}", other("a"), other("b")));
    ["qingshi", "a", "b"].iter().fold(site, |site, id| site.with(&format!("reports/{id}/2023.md"), FILLED_2021))
}

/// The sums of a year's page, in the order of its columns.
fn figures(html: &str) -> Vec<&str> {
    let sums = html.split("<tfoot>").nth(1).expect("the page has sums");
    let sums = sums.split("</tfoot>").next().unwrap().split("<td class=\"number").skip(1);
    sums.map(|cell| cell.split('>').nth(1).unwrap().split('<').next().unwrap()).collect()
}

#[test]
fn an_agency_of_two_years_has_pictures_and_its_years_side_by_side() {
    let page = years(&[2022, 2023]).published(AGENCY);
    assert_eq!(page.matches("<figure class=\"chart\"").count(), 1, "how requests ended");
    let newest = page.find(">2023年</a></th>").unwrap();
    assert!(page[newest..].contains(">2022年</a></th>"), "the newest year stands first");
    assert!(page.contains("<svg class=\"spark\" viewBox=\"0 0 20 20\""));
    assert!(page.contains("规章：现行有效件数"), "the documents in force");
    assert!(page.contains("<span class=\"visually-hidden\">比上年 </span>持平</span>"));
    assert!(!page.contains(" style="), "the content security policy forbids it");
}

#[test]
fn ids_are_unique_on_every_page() {
    for page in [AGENCY, "index.html", "2023/index.html"] {
        let html = years(&[2022, 2023]).published(page);
        let mut ids: Vec<_> = html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{page}");
    }
}

#[test]
fn a_change_is_reported_only_against_the_year_before() {
    let more = with_line(&in_year(FILLED_2021, 2023), "本年新收: [451, 112, 100, 102, 98, 107, 970]");
    let more = more.replace("总计: [451, 112, 100, 102, 98, 102, 965]", "总计: [451, 112, 100, 102, 98, 107, 970]");
    let gap = years(&[2020, 2022]).level("total-mismatch", "off").with("reports/2023.md", more);
    let page = gap.published(AGENCY);
    assert!(page.contains("比上年 </span>+5</span>"));
    assert!(page.contains(">没有报告</text>"));
    let table = page.split("<table class=\"history\">").nth(1).unwrap().split("</table>").next().unwrap();
    let row = table.split("<th scope=\"row\">新收申请 ").nth(1).unwrap().split("</tr>").next().unwrap();
    assert_eq!(row.matches("比上年 ").count(), 1, "2022 has no year before it: {row}");
}

/// Where others report on a year and an agency does not, its page says so, and why where that is known.
#[test]
fn a_year_without_a_report_is_said_to_be_one() {
    let of = |more: &str, reports: &[(&str, u16)]| {
        let other = "[[agency]]\nid = \"a\"\nname = \"a站\"\nkind = \"office\"\nrank = \"town\"\n";
        reports.iter().fold(town().configured(&format!("{more}\n{other}")), |site, (id, year)| {
            site.with(&format!("reports/{id}/{year}.md"), in_year(FILLED_2021, *year))
        })
    };
    let page = of("", &[("a", 2020), ("a", 2022), ("qingshi", 2023)]).published("agencies/a/index.html");
    assert!(page.contains("<p class=\"lead\">2023年：本网站没有收录。2022年收到申请 965 件"), "{page}");
    assert!(page.contains("<dd>2021年、2023年 <span class=\"aside\">本网站没有收录</span></dd>"), "{page}");
    let table = page.split("<table class=\"history\">").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(table.matches(">本网站没有收录</td>").count(), 2, "{table}");
    assert!(page.contains(">2023</text>") && page.contains("没有2021年、2023年的报告。"), "{page}");
    let absent = "absent = [{ year = 2023, reason = \"当年撤并\" }]";
    let page = of(absent, &[("qingshi", 2022), ("a", 2023)]).published(AGENCY);
    assert!(page.contains("2023年：当年撤并。2022年收到申请"), "{page}");
    let whole = of("", &[("qingshi", 2022), ("a", 2023), ("qingshi", 2023)]).published(AGENCY);
    assert!(!whole.contains("没有收录") && whole.contains("<p class=\"lead\">2023年收到申请"), "{whole}");
}

#[test]
fn editions_meet_in_one_picture() {
    let site = years(&[2021]).with("reports/2020.md", in_year(FILLED_2019, 2020));
    let page = site.published(AGENCY);
    assert!(page.contains(">2020</text>") && page.contains(">2021</text>"));
}

#[test]
fn home_shows_a_picture_of_one_agency_with_two_years() {
    fn pictures(site: &Site) -> usize {
        site.published("index.html").matches("<figure").count()
    }

    assert_eq!(pictures(&years(&[2022, 2023])), 1);
    assert_eq!(pictures(&years(&[2023])), 0);
    assert_eq!(pictures(&three_agencies("").with("reports/a/2022.md", in_year(FILLED_2021, 2022))), 0);
}

#[test]
fn a_report_shows_the_shares_of_its_outcomes() {
    let page = years(&[2023]).published("2023/qingshi/index.html");
    assert_eq!(page.matches("<figure class=\"chart\"").count(), 1);
    assert!(page.contains("不是报告的内容"));
}

#[test]
fn a_year_adds_its_agencies_up_and_says_who_did() {
    let page = three_agencies("").published("2023/index.html");
    assert_eq!(figures(&page)[0], (965 * 3).to_string());
    assert!(page.contains("由发布工具合计，非机关填报：3 份报告"));
    let alone = years(&[2023]).published("2023/index.html");
    assert!(!alone.split("id=\"reasons\"").next().unwrap().contains("<tfoot>"), "one report is no sum");
}

#[test]
fn an_agency_that_another_report_includes_is_not_added_twice() {
    let page = three_agencies("rolls_up = [\"a\"]").published("2023/index.html");
    assert_eq!(figures(&page)[0], (965 * 2).to_string());
    let (open, _) = page.split_once("<details class=\"how\">").unwrap();
    assert!(open.contains("a站的数字已计入别的报告，没有重复相加。"), "{open}");
    let joint = three_agencies("")
        .with("reports/qingshi/2023.md", FILLED_2021.replacen("year: 2023\n", "year: 2023\njoint: [b]\n", 1));
    assert_eq!(figures(&joint.published("2023/index.html"))[0], (965 * 2).to_string());
}

#[test]
fn a_blank_is_reported_and_not_added_as_zero() {
    let blank = with_line(FILLED_2021, "本年新收: [\"/\", \"/\", \"/\", \"/\", \"/\", \"/\", \"/\"]");
    let page = three_agencies("").with("reports/b/2023.md", blank).published("2023/index.html");
    assert_eq!(figures(&page)[0], (965 * 2).to_string());
    assert!(page.contains("有 1 份报告没有填写新收申请。"));
}

/// The row of an agency in a year's table.
fn row(page: &str, agency: &str) -> String {
    let name = page.find(&format!(">{agency}</a>")).expect("the page has the agency");
    let table = page.find("<table class=\"ledger").unwrap();
    let at = page[table..].find(&format!(">{agency}</a>")).map_or(name, |at| table + at);
    page[at..].split("</tr>").next().unwrap().to_owned()
}

#[test]
fn a_rate_names_what_it_is_made_of_and_a_blank_is_no_zero() {
    let page = three_agencies("").published("2023/index.html");
    let whole = row(&page, "a站");
    assert!(whole.contains("/965</span>") && whole.contains("%</a>"), "{whole}");
    let blank =
        FILLED_2021.replacen("予以公开: [", "予以公开: [\"/\", \"/\", \"/\", \"/\", \"/\", \"/\", \"/\"] # [", 1);
    let site = three_agencies("").level("total-mismatch", "off").with("reports/b/2023.md", blank);
    let page = site.published("2023/index.html");
    let blank = row(&page, "b站");
    assert!(blank.contains("未填") && !blank.contains("%</a>"), "{blank}");
    assert!(page.contains("有 1 份报告没有填写公开率。"));
}

#[test]
fn a_figure_leads_to_its_cell_in_the_report() {
    let site = three_agencies("");
    let row = row(&site.published("2023/index.html"), "a站");
    let anchor = row.split("a/index.html#").nth(1).unwrap().split('"').next().unwrap();
    let report = site.published("2023/a/index.html");
    let cell = report.split(&format!("<td id={anchor} ")).nth(1).unwrap_or_else(|| panic!("no {anchor}"));
    assert!(cell.split_once('>').unwrap().1.starts_with("965</tr>"), "{anchor}: the total of its row");
}

#[test]
fn who_is_missing_is_judged_by_the_day_the_site_names() {
    let more = "[[agency]]\nid = \"c\"\nname = \"丙站\"\nkind = \"office\"\nrank = \"town\"\n";
    let site = || three_agencies("").configured(more);
    let open = row(&site().published("2023/index.html"), "丙站");
    assert!(open.contains("本网站没有收录") && !open.contains("逾期"), "{open}");
    let mut judged = site();
    judged.config = format!("as_of = 2024-02-10\n{}", judged.config);
    let page = judged.published("2023/index.html");
    assert!(row(&page, "丙站").contains("逾期 10 天"), "{page}");
    assert!(judged.published("index.html").contains("class=\"tile overdue\""));
}

/// The first sentence of a page's digest, without its markup.
fn headline(html: &str) -> String {
    let sentence = html.split("<p class=\"headline\">").nth(1).expect("the page has a headline");
    let sentence = sentence.split("</p>").next().unwrap();
    sentence
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect::<String>()
        .trim()
        .to_owned()
}

#[test]
fn a_year_opens_with_one_sentence() {
    let site = three_agencies("").with("reports/a/2022.md", in_year(FILLED_2021, 2022));
    let year = site.published("2023/index.html");
    assert!(headline(&year).starts_with("应有 3 份报告，已收录 3 份，新收申请 2895 件，公开率 "), "{year}");
    let (open, _) = year.split_once("<details class=\"how\">").unwrap();
    assert!(open.contains("两年可比的 1 个机关，2022 → 2023 年：新收申请 965 → 965"), "{open}");
    let home = site.published("index.html");
    assert_eq!(headline(&home), headline(&year));
    let alone = years(&[2023]).published("index.html");
    assert!(headline(&alone).starts_with("新收申请 965 件，公开率 "), "{alone}");
}

#[test]
fn a_report_that_covers_other_agencies_than_the_year_before_is_not_compared_with_it() {
    let alone = three_agencies("").with("reports/a/2022.md", in_year(FILLED_2021, 2022));
    let page = alone.published("2023/index.html");
    assert!(row(&page, "a站").contains("持平") && !row(&page, "b站").contains("已含在"), "{page}");
    let joint = alone.with("reports/a/2023.md", with_line(FILLED_2021, "year: 2023\njoint: [b]"));
    let page = joint.published("2023/index.html");
    assert!(!row(&page, "a站").contains("持平") && !headline(&page).contains("上年"), "{page}");
    assert!(row(&page, "b站").contains("已含在a站的报告里，不再计入合计"), "{page}");
}

#[test]
fn every_year_is_one_step_from_home_and_from_every_other() {
    let site = years(&[2021, 2022, 2023]);
    for (page, to) in [("index.html", ""), ("2022/index.html", "../")] {
        let html = site.published(page);
        let nav = html.split("<nav class=\"years\"").nth(1).unwrap().split("</nav>").next().unwrap();
        for year in [2021, 2022, 2023] {
            assert!(nav.contains(&format!("{year}年</a>")), "{page}: {nav}");
        }
        assert!(nav.contains(&format!("href=\"{to}2021/index.html\"")), "{page}: {nav}");
        assert_eq!(nav.matches("aria-current").count(), 1, "{page}: {nav}");
    }
    assert!(!years(&[2023]).published("index.html").contains("class=\"years\""));
}

#[test]
fn sums_of_the_same_agencies_are_compared_without_reserve() {
    let unlike = "各年报告的机关不尽相同";
    assert!(!years(&[2022, 2023]).published("index.html").contains(unlike));
    let site = three_agencies("").with("reports/a/2022.md", in_year(FILLED_2021, 2022));
    assert!(site.published("index.html").contains(unlike));
}
