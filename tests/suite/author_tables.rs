//! Tables in a report's text: a number whose label plainly names a figure of the form is judged like a sentence.

use crate::common::*;

/// The report with a section three that holds this.
fn site(section: &str) -> Site {
    let section = format!("## 三、收到和处理政府信息公开申请情况\n\n{section}\n\n## 五、");
    town().with(REPORT, FILLED_2021.replacen("## 五、", &section, 1))
}

/// What is found in a table, in which `▸` stands before each number that is wrong: the numbers in their order.
#[track_caller]
fn assert_found(table: &str, rule: &str) {
    let found = site(&table.replace('▸', "")).check();
    let text = FILLED_2021.replacen("## 五、", &format!("## 三、收到和处理政府信息公开申请情况\n\n{table}"), 1);
    let lines = text.lines().enumerate().flat_map(|(at, line)| vec![at + 1; line.matches('▸').count()]);
    let wanted: Vec<_> = lines.map(|line| (rule.to_owned(), line)).collect();
    let found: Vec<_> = found.iter().map(|found| (found.rule.to_owned(), found.line)).collect();
    assert_eq!(found, wanted, "{table}");
}

#[test]
fn a_number_beside_or_below_its_label_is_compared_with_the_form() {
    for table in [
        "| 项目 | 数量（件） |\n|---|---|\n| 收到申请 | ▸12 |\n| 上年结转 | 22 |\n| 予以公开 | ▸37 |\n",
        "| 收到申请 | ▸12 |\n|---|---|\n| 上年结转 | ２２ |\n",
        "| 收到申请 | 予以公开 | 结转下年度 |\n|---|---|---|\n| 965 | ▸12件 | 22 |\n",
        "| 收到申请 | ▸12 | 予以公开 | 36 |\n|---|---|---|---|\n| 部分公开 | 46 | 结转下年度 | ▸23 |\n",
        "| 年度 | 收到申请 |\n|---|---|\n| 2022 | 12 |\n| 2023 | ▸13 |\n",
        "<table><tr><td rowspan=\"2\">项目</td><td colspan=\"2\">申请人情况</td></tr><tr><td>自然人</td><td>总计</td></tr>\n\
         <tr><td>一、本年新收政府信息公开申请数量</td><td>▸452</td><td>965</td></tr>\n\
         <tr><td>（一）予以公开</td><td>15</td><td>▸37</td></tr></table>\n",
        // A row of the form in a column of the form.
        "| 办理结果 | 自然人 | 法人或其他组织 | 合计 |\n|---|---|---|---|\n| 上年结转 | 7 | 15 | 22 |\n\
         | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | ▸30 | 17 | 46 |\n| 不予公开 | 174 | ▸196 | 369 |\n",
    ] {
        assert_found(table, "prose-number-mismatch");
    }
    assert_found("| 收到申请 | ▸0 |\n|---|---|\n| 予以公开 | ▸0 |\n", "prose-denial-mismatch");
}

#[test]
fn the_cell_that_a_table_contradicts_is_named() {
    let found = site("| 收到申请 | 12 |\n|---|---|\n| 予以公开 | 36 |\n").check();
    assert_eq!(rules(&found), ["prose-number-mismatch"]);
    assert!(found[0].message.contains("“12”"), "{found:#?}");
    assert_eq!(found[0].at.as_deref(), Some("applications.received.total"));
}

/// A table of a report as its page prints it, raw HTML in a text: the one with this label.
fn printed_table(label: &str) -> String {
    let page = town().with(REPORT, FILLED_2021).published("2023/qingshi/index.html");
    let mut tables = page.split("<table").skip(1).map(|rest| rest.split("</table>").next().unwrap());
    let table = tables.find(|table| table.contains(label)).unwrap_or_else(|| panic!("no table has {label}"));
    format!("<table{table}</table>\n").replace("\n\n", "\n")
}

/// What is found of a text's numbers; links of a printed table lead nowhere here.
fn on_numbers(section: &str) -> Vec<Found> {
    site(section).check().into_iter().filter(|found| found.rule != "broken-link").collect()
}

#[test]
fn a_table_of_the_form_that_stands_in_the_text_as_well_is_one_finding() {
    for (label, name, cells) in [("现行有效件数", "表二", 4), ("自然人", "表三", 9), ("结果维持", "表四", 5)]
    {
        let same = printed_table(label);
        assert_eq!(rules(&on_numbers(&same)), [""; 0], "{same}");
        let mut other = same.clone().into_bytes();
        let ends = same.match_indices('<').skip(1).map(|(at, _)| at - 1).filter(|at| other[*at].is_ascii_digit());
        for at in ends.take(cells).collect::<Vec<_>>() {
            other[at] = b'0' + (other[at] - b'0' + 1) % 10;
        }
        let other = String::from_utf8(other).unwrap();
        let found = on_numbers(&other);
        assert_eq!(rules(&found), ["prose-number-mismatch"], "{other}: {found:#?}");
        assert!(found[0].message.contains(&format!("正文里又有一张{name}，有 {cells} 格")), "{found:#?}");
        assert!(found[0].message.ends_with(&format!("，还有 {} 格", cells - 3)), "{found:#?}");
    }
}

#[test]
fn the_note_in_the_corner_of_table_three_is_the_forms() {
    let corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
    let table = format!("| {corner} | 申请人情况 |\n|---|---|\n| 其他 | 无 |\n");
    assert_eq!(rules(&site(&table).check()), [""; 0]);
    assert_eq!(rules(&site(&format!("{corner}\n")).check()), ["placeholder-text"]);
    assert_eq!(rules(&site(&table.replace("| 其他", "| 此处填写")).check()), ["placeholder-text"]);
}

#[test]
fn what_the_form_has_no_place_for_is_not_to_go_with_a_table_that_it_has() {
    let printed = printed_table("结果维持");
    let differing = printed.replacen(">12<", ">13<", 1);
    assert_ne!(differing, printed);
    let found = on_numbers(&differing);
    assert!(found[0].hints[0].ends_with("删去正文里的这一张"), "{found:#?}");
    let more = differing.replacen("</table>", "<tr><th>其中调解</th><td>5</td></tr></table>", 1);
    let found = on_numbers(&more);
    assert_eq!(rules(&found), ["prose-number-mismatch"], "{more}: {found:#?}");
    assert!(found[0].hints[0].contains("另外 1 个格子格式里没有，留在正文里"), "{found:#?}");
}

/// A table of this page with a column more, whose cells in rows with a number say this.
fn with_column(table: &str, head: &str, cell: &str) -> String {
    let rows = table.split_inclusive("</tr>").map(|row| {
        let more = if row.contains("<td") { format!("<td>{cell}</td></tr>") } else { format!("<th>{head}</th></tr>") };
        row.replacen("</tr>", &more, 1)
    });
    rows.collect()
}

#[test]
fn shares_and_remarks_behind_the_numbers_stay_and_sums_do_not() {
    let printed = printed_table("现行有效件数");
    let differing = printed.replacen(">32<", ">33<", 1);
    assert_ne!(differing, printed);
    for (head, cell, is_kept) in [
        ("占比", "10%", true),
        ("备注", "其中联合发文2件", true),
        ("备注", "", false),
        ("备注", "无", false),
        ("合计", "44", false),
    ] {
        let table = with_column(&differing, head, cell);
        let found = on_numbers(&table);
        assert_eq!(rules(&found), ["prose-number-mismatch"], "{table}: {found:#?}");
        assert_eq!(found[0].hints[0].contains("2 个格子格式里没有，留在正文里"), is_kept, "{head} {cell}: {found:#?}");
    }
}

/// Decisions as table two has them, with other numbers, behind some text of section two.
fn decisions_after(text: &str) -> Vec<Found> {
    let table = "| 信息内容 | 本年处理决定数量 |\n|---|---|\n| 行政许可 | 200 |\n| 行政处罚 | 30 |\n| 行政强制 | 2 |\n";
    let section = format!("## 二、主动公开政府信息情况\n\n{text}\n\n{table}\n## 五、");
    town().with(REPORT, FILLED_2021.replacen("## 五、", &section, 1)).check()
}

#[test]
fn a_part_of_a_table_may_be_of_a_unit_and_is_not_to_be_deleted() {
    for text in [
        "其中，综合行政执法队办理情况如下：",
        "其中：",
        "综合行政执法队：",
        "### 综合行政执法队",
        "### （一）综合行政执法队\n\n办理情况如下：",
        "县公安局的情况：",
        "上年的情况：",
    ] {
        let found = decisions_after(text);
        assert_eq!(rules(&found), [""; 0], "{text}: {found:#?}");
    }
    for text in ["", "本年度办理情况如下：", "### 行政执法情况", "全镇公开信息90条，其中政策文件80条，办理情况如下："]
    {
        let found = decisions_after(text);
        assert_eq!(rules(&found), ["prose-number-mismatch"], "{text}: {found:#?}");
        assert!(found[0].message.contains("有 3 格和前面表二的数据不一样"), "{found:#?}");
        assert!(found[0].hints.iter().all(|hint| !hint.contains("删")), "{found:#?}");
    }
}

#[test]
fn what_a_label_does_not_plainly_name_is_left_alone() {
    for table in [
        // A way, a month, another year, another agency, a part.
        "| 网上收到申请 | 12 |\n|---|---|\n| 一季度收到申请 | 3 |\n| 2022年收到申请 | 4 |\n| 县住建局收到申请 | 5 |\n",
        "| 单位 | 收到申请 |\n|---|---|\n| 县住建局 | 5 |\n| 县教育局 | 6 |\n",
        "| 月份 | 收到申请 |\n|---|---|\n| 1月 | 5 |\n| 2月 | 6 |\n",
        // Each of two is a part.
        "| 收到申请 | 5 |\n|---|---|\n| 收到申请 | 6 |\n",
        // Shares, years and notes are no counts.
        "| 项目 | 占比 |\n|---|---|\n| 予以公开 | 50% |\n",
        // Kinds of what was published.
        "| 信息类别 | 数量 |\n|---|---|\n| 规范性文件 | 30 |\n| 行政许可 | 40 |\n",
        "县住建局收到的申请：\n\n| 收到申请 | 5 |\n|---|---|\n| 予以公开 | 5 |\n",
        "2022年的情况：\n\n| 收到申请 | 5 |\n|---|---|\n| 予以公开 | 5 |\n",
    ] {
        let found = site(table).check();
        let own: Vec<_> = found.iter().filter(|found| found.rule.starts_with("prose-")).collect();
        assert!(own.is_empty(), "{table}: {own:#?}");
    }
    // Outside of section three, 申请 may be of anything.
    let table = "| 收到申请 | 12 |\n|---|---|\n| 予以公开 | 3 |\n";
    let text = FILLED_2021.replacen("全镇按照", &format!("建房情况：\n\n{table}\n全镇按照"), 1);
    assert_eq!(rules(&town().with(REPORT, text).check()), [""; 0]);
    let text = FILLED_2021.replacen("全镇按照", &format!("政府信息公开申请情况：\n\n{table}\n全镇按照"), 1);
    assert_eq!(rules(&town().with(REPORT, text).check()), ["prose-number-mismatch"; 2]);
}
