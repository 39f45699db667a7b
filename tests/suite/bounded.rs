//! Time that does not grow with the square of what is written: inputs on which it would take minutes take seconds.

use crate::common::*;
use giar::{
    config::Agencies,
    import::{self, File, Given},
};
use std::time::{Duration, Instant};

/// Much more than any of these takes even on a busy machine, and much less than the square of it.
const ENOUGH: Duration = Duration::from_secs(40);

fn page(text: &str) -> String {
    format!("---\ntitle: 甲\n---\n{text}\n")
}

fn each(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).map(line).collect()
}

#[track_caller]
fn is_quick<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = work();
    assert!(begun.elapsed() < ENOUGH, "{what}: {:?}", begun.elapsed());
    done
}

#[test]
fn texts_of_any_shape_are_rendered_in_time() {
    for (what, text) in [
        ("nested elements", "<div>".repeat(40_000)),
        ("elements without end", "<b>甲<p>".repeat(20_000)),
        ("quotations", format!("<i>a</i>\n\n{}甲", ">".repeat(20_000))),
        ("emphasis", format!("<i>a</i>\n\n{}", "*a **a ".repeat(10_000))),
        ("lists", format!("{}    甲", "- ".repeat(10_000))),
        ("a tag without end", format!("<div>\n{}x=\">", "<a ".repeat(40_000))),
        ("brackets", format!("http://a.cn/{}", ")".repeat(40_000))),
        ("lines of tags", "<b>\n".repeat(20_000)),
        ("comments without end", "<div>\n<!-- ".repeat(20_000)),
        ("comments within one", format!("甲\n\n{}-->\n\n乙", "<!-- 丙\n".repeat(40_000))),
        ("notes", each(4_000, |n| format!("甲[^a{n}]\n\n[^a{n}]: 乙\n\n"))),
        ("indented lines", each(8_000, |n| format!("- 甲\n\n\t\t乙{n}\n\n"))),
    ] {
        let html = is_quick(what, || town().with("t.md", page(&text)).published("t/index.html"));
        assert!(html.contains("</html>"), "{what}");
    }
}

#[test]
fn words_too_deep_lose_their_marks_and_stay() {
    let html = town().with("t.md", page(&format!("{}最里面", "<div>".repeat(5_000)))).published("t/index.html");
    assert!(html.contains("最里面") && html.matches("<div>").count() < 200, "{}", html.len());
    let html = town().with("t.md", page(&format!("{}最里面", ">".repeat(5_000)))).published("t/index.html");
    assert!(html.contains("最里面") && html.matches("<blockquote>").count() <= 100, "{}", html.len());
}

#[test]
fn any_number_of_slips_is_found_in_time() {
    let redirects = format!("---\ntitle: 甲\nredirect_from: [{}]\n---\n", each(8_000, |n| format!("r{n},")));
    let cells = ["行政许可", "行政处罚", "行政强制"].map(|row| format!("主动公开.{row}: 5")).join(", ");
    let revisions = each(3_000, |n| format!("{{date: 2024-03-02, note: 更正{n}, was: {{{cells}}}}},"));
    let waivers = each(3_000, |n| format!("{{rule: total-mismatch, at: applications.received.x{n}, reason: 甲}},"));
    for (what, site, least) in [
        ("redirects", town().with("t.md", redirects), 0),
        ("links", town().with("t.md", page(&each(8_000, |n| format!("[a](x{n}.md)\n")))), 8_000),
        ("places", town().with("t.md", page(&each(4_000, |n| format!("## 甲{n}\n\n[a](#x{n})\n\n")))), 4_000),
        ("revisions", town().with(REPORT, ZEROS.replacen("---\n", &format!("---\nrevisions: [{revisions}]\n"), 1)), 0),
        ("waivers", town().with(REPORT, ZEROS.replacen("---\n", &format!("---\nwaivers: [{waivers}]\n"), 1)), 3_000),
        (
            "keys",
            town().with("t.md", format!("---\ntitle: 甲\n{}---\n", each(8_000, |n| format!("key{n}: 1\n")))),
            8_000,
        ),
        (
            "navigation",
            town().configured(&each(8_000, |n| format!("[[nav]]\nlabel = \"甲\"\npath = \"p{n}/\"\n"))),
            8_000,
        ),
        (
            "pages",
            (0..1_500).fold(town(), |site, n| site.with(&format!("p{n}.md"), page(&format!("[a](x{n}.md)")))),
            1_500,
        ),
    ] {
        let found = is_quick(what, || site.check());
        assert!(found.len() >= least, "{what}: {}", found.len());
    }
    let keys = Site { config: format!("{}{TOWN}", each(14_000, |n| format!("key{n} = 1\n"))), ..town() };
    assert_eq!(is_quick("keys of site.toml", || keys.configuration_faults()).len(), 14_000);
}

#[test]
fn any_number_of_reports_in_one_file_is_divided_in_time() {
    let text = format!("青石镇人民政府2023年政府信息公开工作年度报告\n\n{}", "一、总体情况\n\n".repeat(12_000));
    let file = File { name: "a.txt", bytes: text.as_bytes() };
    let _ = is_quick("first sections", || import::import(file, &Given::default(), &Agencies::default()));
}
