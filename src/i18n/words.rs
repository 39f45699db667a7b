//! The words of the published pages. Templates use them by key: `{{ words.home }}`.

use super::{Lang, Message, Text};
use crate::text;
use std::{collections::BTreeMap, sync::LazyLock};

/// All words in one language, by key.
pub fn all(lang: Lang) -> &'static BTreeMap<&'static str, &'static str> {
    static ALL: LazyLock<[BTreeMap<&str, &str>; 2]> = LazyLock::new(|| {
        [Lang::Zh, Lang::En].map(|lang| WORDS.iter().map(|(key, text)| (*key, text.get(lang))).collect())
    });
    match lang {
        Lang::Zh => &ALL[0],
        Lang::En => &ALL[1],
    }
}

/// A word by key.
///
/// # Panics
/// If there is no such key. A test of the page that uses it finds this.
pub fn word(key: &str, lang: Lang) -> &'static str {
    all(lang).get(key).unwrap_or_else(|| panic!("the interface has no word `{key}`"))
}

/// A year as in headings and links.
pub fn year(year: u16, lang: Lang) -> String {
    text!("{year}年", "{year}").with("year", year).get(lang)
}

/// A year, or the first and the last of several.
pub(crate) fn range(first: u16, last: u16) -> Message {
    if first == last {
        return Message::verbatim(first.to_string());
    }
    text!("{first}—{last}", "{first}–{last}").with("first", first).with("last", last)
}

/// Years, with consecutive ones as ranges: `2018年、2020—2022年`.
pub fn years(years: impl IntoIterator<Item = u16>, lang: Lang) -> String {
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for year in years {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => ranges.push((year, year)),
        }
    }
    let ranges =
        ranges.iter().map(|&(first, last)| text!("{range}年", "{range}").with("range", range(first, last)).get(lang));
    ranges.collect::<Vec<_>>().join(text!("、", ", ").get(lang))
}

/// All words, by the key that templates and pages use.
pub const WORDS: &[(&str, Text)] = &[
    ("home", text!("首页", "Home")),
    ("skip", text!("跳到正文", "Skip to content")),
    ("main_navigation", text!("栏目", "Sections of the site")),
    ("breadcrumb", text!("当前位置", "You are here")),
    ("sample", text!("示例", "Sample")),
    (
        "sample_notice",
        text!("这是用于演示的示例网站，不是政府网站。", "This is a demonstration site, not a government website."),
    ),
    ("draft", text!("草稿", "Draft")),
    ("draft_notice", text!("这是尚未发布的草稿。", "This is a draft that has not been published.")),
    ("contents", text!("目录", "Contents")),
    ("agency", text!("发布机关", "Agency")),
    ("agencies", text!("各机关", "Agencies")),
    ("year", text!("年度", "Year")),
    ("years", text!("历年报告", "Reports by year")),
    ("reports", text!("报告", "Reports")),
    ("newest", text!("最新报告", "Newest report")),
    ("figures", text!("数据一览", "Key figures")),
    ("published", text!("发布日期", "Published")),
    ("unknown", text!("未注明", "not stated")),
    ("not_filled", text!("未填", "not given")),
    ("period", text!("统计期限", "Period")),
    ("to", text!("至", "to")),
    ("form", text!("报告格式", "Form")),
    ("joint", text!("联合报告机关", "Joint with")),
    ("revisions", text!("更正记录", "Corrections")),
    ("as_published", text!("原文照录", "As published")),
    (
        "as_published_notice",
        text!(
            "本报告按发布时的原文收录，不作改动；其中的数据问题由本网站的发布工具标注在有关表格之下。",
            "This report is reproduced as published. Remarks by the tool that publishes this site, below the tables, point out faults in its figures."
        ),
    ),
    ("downloads", text!("下载数据", "Data files")),
    ("print", text!("打印本页", "Print this page")),
    ("earlier", text!("上一年", "Earlier")),
    ("later", text!("下一年", "Later")),
    ("earlier_later", text!("前后年度", "Other years")),
    ("notes", text!("说明", "Notes")),
    ("waiver", text!("情况说明", "Explanation")),
    ("remark", text!("发布工具标注", "Remark by the publishing tool")),
    ("computed_mark", text!("算", "sum")),
    ("wide_table", text!("表格较宽，可左右滑动查看", "This table is wide: scroll sideways")),
    ("slices", text!("逐类查看本表", "The same table, one kind at a time")),
    ("slices_hint", text!("数字相同，自上而下阅读，不用左右滑动", "the same figures, read from top to bottom")),
    ("whole_table", text!("看整张表格", "The whole table")),
    ("modes", text!("显示方式", "Display")),
    ("elder_mode", text!("长者模式", "Large type")),
    ("contrast_mode", text!("高对比", "High contrast")),
    ("read_aloud", text!("朗读", "Read aloud")),
    ("sort", text!("排序", "Sort by")),
    ("sorted_up", text!("已按{column}从小到大排列", "Sorted by {column}, ascending")),
    ("sorted_down", text!("已按{column}从大到小排列", "Sorted by {column}, descending")),
    ("absent_years", text!("这里没有的报告", "Missing reports")),
    ("former_names", text!("曾用名", "Former names")),
    ("until_year", text!("使用至", "until")),
    ("parent", text!("上级机关", "Superior agency")),
    ("predecessors", text!("前身", "Predecessors")),
    ("successors", text!("后继机关", "Succeeded by")),
    ("units", text!("下属机关", "Subordinate agencies")),
    ("indicators", text!("主要指标", "Indicators")),
    ("organiser", text!("主办单位", "Run by")),
    ("contact", text!("联系部门", "Contact")),
    ("address", text!("地址", "Address")),
    ("postcode", text!("邮政编码", "Postcode")),
    ("phone", text!("联系电话", "Telephone")),
    ("id_code", text!("网站标识码", "Site code")),
    ("no_reports", text!("还没有报告。", "There are no reports yet.")),
    ("not_found", text!("没有找到这个页面", "Page not found")),
    (
        "not_found_text",
        text!(
            "地址可能写错了，或者页面已经移走。可以从首页按年度查找。",
            "The address may be wrong, or the page may have moved. Start from the home page or choose a year."
        ),
    ),
    ("charts", text!("数据图示", "Charts")),
    (
        "charts_note",
        text!("由发布工具根据各年度报告的数字绘制。", "Drawn by the publishing tool from the figures in the reports."),
    ),
    (
        "chart_note",
        text!(
            "图由发布工具根据上表绘制，不是报告的内容。",
            "Drawn by the publishing tool from the table above; not part of the report."
        ),
    ),
    ("chart_table", text!("查看数据", "Show the figures")),
    (
        "comparison_note",
        text!(
            "单位：件。最近的一年在前，小图也是；小字是与上一年相比的增减。",
            "Numbers of cases, the newest year first, in the small charts as well. In small print: the change from the previous year."
        ),
    ),
    ("against_last_year", text!("比上年", "from the previous year")),
    ("figure", text!("项目", "Figure")),
    ("site_map", text!("站点地图", "Site map")),
    ("pages", text!("栏目和页面", "Pages")),
    ("search", text!("检索", "Search")),
    ("search_for", text!("检索词", "Search for")),
    ("search_year", text!("年度", "Year")),
    ("search_agency", text!("机关", "Agency")),
    ("search_any_year", text!("所有年度", "All years")),
    ("search_any_agency", text!("所有机关", "All agencies")),
    ("search_count", text!("{label}（{count}）", "{label} ({count})")),
    ("search_results", text!("检索结果", "Results")),
    ("search_found", text!("找到 {count} 条结果", "{count} found")),
    ("search_about", text!("找到约 {count} 条结果", "About {count} found")),
    (
        "search_none",
        text!(
            "没有找到。换一个较短的词，或者看看下面的常见问题。",
            "Nothing found. Try a shorter word, or see the common questions below."
        ),
    ),
    ("search_nothing", text!("没有找到。换一个较短的词试试。", "Nothing found. Try a shorter word.")),
    ("search_sorted", text!("，数字大的在前", ", the largest figures first")),
    ("search_questions", text!("常见问题", "Common questions")),
    ("search_unsure", text!("目前还没有找到，可以继续查找。", "Nothing found yet. You can continue searching.")),
    ("search_busy", text!("正在检索", "Searching")),
    (
        "search_failed",
        text!(
            "检索数据没有加载成功，可以在下面的目录里查找。",
            "The search index could not be loaded. Use the list below."
        ),
    ),
    ("search_more", text!("显示更多", "Show more")),
    ("everything", text!("全部报告和页面", "All reports and pages")),
    ("about", text!("关于本栏目", "About this site")),
    ("menu", text!("栏目", "Menu")),
    ("questions", text!("这一年，谁最突出", "Who stands out")),
    ("others", text!("其余 {n} 个", "{n} more")),
    ("by_agency", text!("各机关数据", "Agency by agency")),
    (
        "by_agency_note",
        text!(
            "单位：件。点数字，看它在报告里的那一格；带加减号的小字是与上一年相比的增减。",
            "Numbers of cases. Every figure leads to its cell in the report. In small print with a sign: the change from the previous year."
        ),
    ),
    (
        "without_figures",
        text!(
            "这一年的报告没有统一格式的表格，没有可以相加、比较的数字，请看各份报告。",
            "The reports on this year have no tables of a common form, and so no figures to add up or compare: see the reports themselves."
        ),
    ),
    ("compare", text!("机关比较", "Compare agencies")),
    ("download_all", text!("下载全部数据", "Download all data")),
    (
        "compare_note",
        text!(
            "自选机关、年度和项目，并排看；结果的网址可以转发，也可以打印。",
            "Choose agencies, years and figures to see them side by side. You can share the address of the result, or print it."
        ),
    ),
    (
        "compare_by_year",
        text!(
            "各年度的页面列有当年全部机关的主要数字。",
            "The pages of the years list the main figures of all agencies."
        ),
    ),
    ("compare_with", text!("与其他机关比较", "Compare with others")),
    ("compare_with_one", text!("与{name}比较", "Compare with {name}")),
    ("compare_add", text!("添加机关", "Add an agency")),
    ("compare_add_short", text!("添加", "Add")),
    ("compare_chosen", text!("已选机关", "Chosen agencies")),
    ("compare_suggested", text!("同级同类，可以添加", "Of the same kind and rank")),
    ("compare_remove", text!("去掉{name}", "Remove {name}")),
    (
        "compare_empty",
        text!(
            "还没有选机关：在上面输入名称中的几个字，点要比较的机关。",
            "No agency chosen yet: type part of a name above, then pick one."
        ),
    ),
    ("compare_unknown", text!("没有名称含“{name}”的机关。", "No agency’s name contains “{name}”.")),
    (
        "compare_shown",
        text!(
            "{agencies} 个机关，{years} 个年度，{figures} 个项目",
            "Agencies: {agencies}; years: {years}; figures: {figures}"
        ),
    ),
    (
        "compare_failed",
        text!(
            "数据没有加载成功，请稍后再试，或看各年度的页面。",
            "The figures could not be loaded. Try again later, or see the pages of the years."
        ),
    ),
    ("compare_csv", text!("下载本表（CSV）", "Download this table (CSV)")),
    ("compare_choices", text!("年度和项目", "Years and figures")),
    ("compare_figures", text!("项目", "Figures")),
    ("by_superior_sums", text!("连同下属机关合计", "With the agencies below them")),
    (
        "by_superior_note",
        text!(
            "单位：件。由发布工具合计，不重复相加；点名称，看下属各机关。",
            "Numbers of cases, added up by the publishing tool, nothing counted twice. Every name leads to the agencies below it."
        ),
    ),
    ("reports_of", text!("收录/应有", "Published/expected")),
    ("pages_of_list", text!("本表分页", "Pages of this list")),
    ("page_before", text!("上一页", "Previous page")),
    ("page_after", text!("下一页", "Next page")),
    ("page_number", text!("第 {number} 页", "Page {number}")),
    ("all_agencies", text!("全部机关", "All agencies")),
    ("total", text!("合计", "All combined")),
    ("corrected", text!("已更正", "corrected")),
    ("how_reckoned", text!("怎么算的", "How it is calculated")),
    (
        "how_words",
        text!(
            "“未填”是报告没有写这个数字，不当作 0；“不适用”是当年的格式没有这一项；不足 5 件的不算比率，只列件数；不足 20 件的比率用浅色，排序时列在其他之后。",
            "“Not given”: the report leaves the figure blank; that is not 0. “Not applicable”: the form of that year does not ask for it. No rate is given for fewer than 5 cases; those of fewer than 20 are pale, and sorted after all others."
        ),
    ),
    ("reasons", text!("不予公开的理由", "Reasons for refusing")),
    ("reason", text!("理由", "Reason")),
    ("cases", text!("件数", "Cases")),
    ("share_of_refusals", text!("占比", "Share")),
    ("most_by", text!("用得最多的机关", "Used most by")),
    ("filter", text!("筛选", "Filter")),
    ("filter_name", text!("机关名称，可以写几个", "Names, separated by spaces")),
    ("filter_kind", text!("类别", "Kind")),
    ("filter_parent", text!("上级机关", "Superior")),
    ("filter_all", text!("全部", "All")),
    ("filter_found", text!("显示 {count} 个机关，共 {all} 个", "{count} of {all} agencies shown")),
    ("trend", text!("历年变化", "Year by year")),
    ("coverage", text!("哪些报告在这里", "Reports published here")),
    ("search_examples", text!("例如", "For example")),
    ("search_label", text!("检索机关、年度、报告内容", "Search agencies, years and the text of reports")),
    ("subject", text!("政府信息公开工作年度报告", "Annual reports on information disclosure")),
    ("not_applicable", text!("不适用", "not applicable")),
    ("no_report", text!("本网站没有收录", "not in this portal")),
    ("changes", text!("更正和说明", "Corrections and explanations")),
    ("correction", text!("更正", "Correction")),
    (
        "median_note",
        text!(
            "同一级别、同一类别、仍在报告的其他机关当年数字居中的一个；没填的、汇总下属的不算，不足 5 个不算中位数。",
            "The middle figure of the newest year among other agencies of the same kind and rank; blanks and sums of others are left out, and none is given for fewer than 5."
        ),
    ),
    ("table", text!("表格：", "Table:")),
    ("all_corrections", text!("更正", "Corrections")),
    (
        "corrections_note",
        text!(
            "报告发布以后作过的更正，新的在前。",
            "Corrections made to reports after their publication, the newest first."
        ),
    ),
    ("no_corrections", text!("还没有更正过的报告。", "No report has been corrected yet.")),
    ("correction_date", text!("更正日期", "Date of correction")),
    ("corrections_feed", text!("订阅更正", "Subscribe to corrections")),
    ("all_data", text!("全部数据", "All data")),
    (
        "all_data_note",
        text!(
            "全部报告的数字，可以下载、再利用；CSV 用 WPS 或 Excel 打开。",
            "The figures of all reports, to download and reuse; CSV opens in any spreadsheet."
        ),
    ),
    ("data_by_year", text!("分年度", "Year by year")),
    ("by_superior", text!("隶属关系", "Hierarchy of agencies")),
    ("more_pages", text!("更多页面", "More pages")),
    ("not_found_years", text!("按年度查找", "Reports by year")),
    ("reasons_note", text!("全年各机关合计", "All agencies combined")),
    ("reasons_file", text!("下载各机关的理由", "Reasons by agency")),
    ("see_year", text!("查看{year}年各机关", "All agencies in {year}")),
    ("year_suffix", text!("年", "")),
];
