use super::*;
use crate::form::Edition;

fn form() -> &'static Form {
    Edition::find("2021").unwrap().form()
}

#[track_caller]
fn set(text: &str, path: &str, value: &str) -> String {
    let source = Arc::new(Source::new("content/reports/2023.md", text));
    let cell = form().cell(path).unwrap_or_else(|| panic!("the form has no {path}"));
    let set = set_cells(&source, form(), &BTreeMap::from([(cell, value.to_owned())]));
    set.unwrap_or_else(|refusal| panic!("{refusal:?}")).text.clone()
}

#[track_caller]
fn field(text: &str, path: &str) -> Field {
    let fields = fields(&Arc::new(Source::new("a.md", text)), form()).unwrap();
    fields[form().cell(path).unwrap().index()].clone()
}

const HEAD: &str = "---\nyear: 2023 # 年度\n";
const GRANTED: &str = "applications.results.granted.natural_person";

/// The lines below the head as they are after the change.
#[track_caller]
fn lines(written: &str, path: &str, value: &str) -> String {
    let text = set(&format!("{HEAD}{written}---\n\n正文\n"), path, value);
    assert_eq!(field(&text, path).text, value);
    text.strip_prefix(HEAD).unwrap().strip_suffix("---\n\n正文\n").unwrap().to_owned()
}

#[test]
fn a_value_changes_and_blanks_before_it_and_before_its_comment() {
    let aligned = "申请:\n  本年新收: [  0,  3, 0, 0, 0, 0, 0]   # 甲\n  上年结转: [100, 12, 0, 0, 0, 0, 0]   # 乙\n";
    assert_eq!(lines(aligned, "applications.received.natural_person", "12"), aligned.replace("[  0,  3", "[ 12,  3"));
    assert_eq!(lines(aligned, "applications.carried_in.business", "4"), aligned.replace("100, 12", "100,  4"));
    // Where there is no room, the comment takes the rest.
    assert_eq!(
        lines(aligned, "applications.received.business", "1234"),
        aligned.replace("  3, 0, 0, 0, 0, 0]   # 甲", " 1234, 0, 0, 0, 0, 0]  # 甲").replace(",  1234", ", 1234")
    );
    let loose = "申请:\n  本年新收: [0,3, 0, 0, 0, 0, 0] # 甲\n";
    assert_eq!(lines(loose, "applications.received.business", "15"), loose.replace("0,3", "0,15"));
    assert_eq!(
        lines("主动公开:\n  行政许可: 0     # 丙\n", "proactive.licensing.decisions", "12"),
        "主动公开:\n  行政许可: 12    # 丙\n"
    );
}

#[test]
fn quotes_stay_and_what_needs_them_gets_them() {
    let quoted = "申请:\n  本年新收: [\"6（修订2件,新增4件）\", '3', 0, 0, 0, 0, 0]\n";
    assert_eq!(lines(quoted, "applications.received.natural_person", "7"), quoted.replace("6（修订2件,新增4件）", "7"));
    assert_eq!(lines(quoted, "applications.received.business", "4"), quoted.replace("'3'", "'4'"));
    assert_eq!(
        lines(quoted, "applications.received.research", "5（其中,重复1件）"),
        quoted.replacen(" 0,", " \"5（其中,重复1件）\",", 1)
    );
    assert_eq!(lines(quoted, "applications.received.research", "-"), quoted.replacen(" 0,", " -,", 1));
    assert_eq!(lines(quoted, "applications.received.research", ""), quoted.replacen(" 0,", " ~,", 1));
}

#[test]
fn a_row_given_as_a_mapping_stays_one() {
    let mapping = "申请:\n  本年新收: {自然人: 1, 商业企业: 2}\n  上年结转:\n    自然人: 0\n    总计: 0\n";
    assert_eq!(lines(mapping, "applications.received.business", "22"), mapping.replace("企业: 2", "企业: 22"));
    assert_eq!(lines(mapping, "applications.received.total", "3"), mapping.replace("企业: 2}", "企业: 2, 总计: 3}"));
    assert_eq!(
        lines(mapping, "applications.carried_in.business", "0"),
        mapping.replace("自然人: 0\n", "自然人: 0\n    商业企业: 0\n")
    );
}

#[test]
fn what_is_not_there_comes_to_stand_where_the_form_has_it() {
    let some = "申请:\n  # 先收\n  本年新收: [0, 0, 0, 0, 0, 0, 0]\n  结转下年度: [0, 0, 0, 0, 0, 0, 0]\n";
    let carried_in = crate::report::key(form().slot("applications.carried_in").unwrap());
    assert_eq!(
        lines(some, "applications.carried_in.total", "5"),
        some.replace("  结转下", &format!("  {carried_in}: [~, ~, ~, ~, ~, ~, 5]\n  结转下"))
    );
    let text = lines(some, GRANTED, "5");
    assert!(text.contains("本年度办理结果:\n    予以公开: [5, ~, ~, ~, ~, ~, ~]\n  结转"), "{text}");
    let text = lines("applications:\n  received: [0, 0, 0, 0, 0, 0, 0]\n", "disputes.review.upheld", "5");
    assert!(text.ends_with("disputes:\n  review: [5, ~, ~, ~, ~]\n"), "{text}");
    let text = lines("申请:   # 表三\n主动公开: ~\n", GRANTED, "5");
    assert!(text.starts_with("申请:   # 表三\n  本年度办理结果:\n    予以公开: [5, ~"), "{text}");
    let text = lines("申请: {本年度办理结果: ~}\n", GRANTED, "5");
    assert_eq!(text, "申请: {本年度办理结果: {予以公开: [5, ~, ~, ~, ~, ~, ~]}}\n");
    let flow = "申请: {上年结转: [0, 0, 0, 0, 0, 0, 0]}\n";
    assert_eq!(lines(flow, "applications.received.total", ""), flow);
}

#[test]
fn blank_null_and_absent_are_three_states() {
    let text = format!("{HEAD}申请:\n  本年新收: [/, ~, 0, 0, 0, 0, 0]\n  上年结转:\n---\n");
    let standing = |path: &str| (field(&text, path).text, field(&text, path).standing);
    assert_eq!(standing("applications.received.natural_person"), ("/".to_owned(), Standing::Given));
    assert_eq!(standing("applications.received.business"), (String::new(), Standing::Null));
    assert_eq!(standing("applications.carried_in.total"), (String::new(), Standing::Null));
    assert_eq!(standing("applications.carried_out.total"), (String::new(), Standing::Absent));
    for path in ["applications.received.business", "applications.carried_in.total", "applications.carried_out.total"] {
        assert_eq!(set(&text, path, ""), text);
    }
}

#[test]
fn a_row_of_the_wrong_shape_is_replaced_when_all_of_it_is_given() {
    let text = format!("{HEAD}申请:\n  本年新收: [1, 2]\n  上年结转: 1 2 3 4 5 6 7\n---\n");
    let source = Arc::new(Source::new("a.md", text.as_str()));
    assert_eq!(field(&text, "applications.received.total").standing, Standing::Unreadable);
    let row = form().slot("applications.received").unwrap();
    let some = BTreeMap::from([(row.cells.first(), "1".to_owned())]);
    assert!(set_cells(&source, form(), &some).is_err());
    let all = row.cells.clone().map(|cell| (cell, "1".to_owned())).collect();
    let set_all = set_cells(&source, form(), &all).unwrap();
    assert!(set_all.text.contains("本年新收: [1, 1, 1, 1, 1, 1, 1]\n"), "{}", set_all.text);
    let text = set(&text, "applications.carried_in.total", "28");
    assert!(text.contains("上年结转: [1, 2, 3, 4, 5, 6, 28]\n"), "{text}");
}

#[test]
fn line_ends_stay() {
    let text = format!("{HEAD}申请:\n  本年新收: [1, 2, 3, 4, 5, 6, 7]\n---\n").replace('\n', "\r\n");
    assert_eq!(set(&text, "applications.received.total", "21"), text.replace("6, 7]", "6, 21]"));
    let more = set(&text, "applications.carried_out.total", "21");
    assert_eq!(more.matches('\n').count(), more.matches("\r\n").count());
}
