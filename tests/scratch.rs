mod common;
use common::*;
fn ck(text: impl Into<Vec<u8>>) -> Vec<Found> {
    town().with(REPORT, text).check()
}
fn show(n: &str, f: Vec<Found>) {
    println!("---- {n}  ({})", f.len());
    for f in f.iter().take(4) {
        println!("   {:.600}", format!("{f:?}"));
    }
}
#[test]
fn a_long() {
    for n in [2000usize, 4000, 8000] {
        let t = std::time::Instant::now();
        let f = ck(with_line(FILLED_2021, &format!("规章: [{}0]", "0,".repeat(n))));
        println!("long flow line {n} items {:?} {}", t.elapsed(), f.len());
        let t = std::time::Instant::now();
        let f = ck(FILLED_2021.replace(
            "year: 2023\n",
            &format!("year: 2023\n{}", (0..n).map(|i| format!("k{i}: 1\n")).collect::<String>()),
        ));
        println!("many keys {n} {:?} {}", t.elapsed(), f.len());
        let t = std::time::Instant::now();
        let f = ck(FILLED_2021.replace(
            "主动公开:\n",
            &format!("主动公开:\n{}", (0..n).map(|i| format!("  k{i}: 1\n")).collect::<String>()),
        ));
        println!("many keys in table {n} {:?} {}", t.elapsed(), f.len());
        let t = std::time::Instant::now();
        let f = ck(FILLED_2021.replace(
            "year: 2023\n",
            &format!("year: 2023\n{}", (0..n).map(|_| "k: 1\n".to_string()).collect::<String>()),
        ));
        println!("same key {n} {:?} {}", t.elapsed(), f.len());
        let t = std::time::Instant::now();
        let f = ck(FILLED_2021.replace("全镇按照", &"*".repeat(n * 100)));
        println!("stars body {n} {:?} {}", t.elapsed(), f.len());
        let t = std::time::Instant::now();
        let f = ck(FILLED_2021.replace("全镇按照", &"月".repeat(n * 100)));
        println!("月 body {n} {:?} {}", t.elapsed(), f.len());
        let t = std::time::Instant::now();
        let f = ck(FILLED_2021.replace("全镇按照", &format!("统计期限{}", "1月".repeat(n * 100))));
        println!("1月 body {n} {:?} {}", t.elapsed(), f.len());
        let t = std::time::Instant::now();
        let f = ck(FILLED_2021.replace("## 一、总体情况", &"## 一、总体情况\n\n".repeat(n)));
        println!("headings {n} {:?} {}", t.elapsed(), f.len());
        let t = std::time::Instant::now();
        let f = ck(with_line(FILLED_2021, &format!("行政许可: {}", "5".repeat(n * 100))));
        println!("digits {n} {:?} {}", t.elapsed(), f.len());
        let t = std::time::Instant::now();
        let f = ck(FILLED_2021.replace(
            "year: 2023\n",
            &format!("year: 2023\nwaivers: [{}]\n", vec!["{rule: total-mismatch, reason: x}"; n].join(", ")),
        ));
        println!("waivers {n} {:?} {}", t.elapsed(), f.len());
    }
}
#[test]
fn b_more() {
    let t = FILLED_2021;
    let p = t.find("  规章").unwrap();
    let q = t.find("申请:\n").unwrap();
    let mut s = t.to_string();
    s.replace_range(p - "主动公开:\n".len()..q, "主动公开: [0, 0, 0, 6, 6, 32, 517, 84, 9, 40.208]\n");
    show("T2 list", ck(s.clone()));
    let mut s = t.to_string();
    s.replace_range(p - "主动公开:\n".len()..q, "主动公开: 0\n");
    show("T2 scalar", ck(s.clone()));
    let mut s = t.to_string();
    s.replace_range(p - "主动公开:\n".len()..q, "主动公开:\n");
    show("T2 null", ck(s.clone()));
    let mut s = t.to_string();
    s.replace_range(p - "主动公开:\n".len()..q, "主动公开:\n  - [0,0,0]\n  - [0,0,0]\n");
    show("T2 blocklist", ck(s.clone()));
    let p = t.find("申请:\n").unwrap();
    let q = t.find("复议诉讼:").unwrap();
    let mut s = t.to_string();
    s.replace_range(p..q, "申请: [0, 0]\n");
    show("T3 list", ck(s.clone()));
    let mut s = t.to_string();
    s.replace_range(p..q, "申请:\n");
    show("T3 null", ck(s.clone()));
    let mut s = t.to_string();
    s.replace_range(p..q, "申请: 无\n");
    show("T3 scalar", ck(s.clone()));
    let mut s = t.to_string();
    s.replace_range(p..q, "");
    show("T3 absent", ck(s.clone()));
    let p = t.find("    其他处理:").unwrap();
    let q = t.find("    总计:").unwrap();
    let mut s = t.to_string();
    s.replace_range(p..q, "");
    show("其他处理 absent", ck(s.clone()));
    let p = t.find("    不予处理:").unwrap();
    let q = t.find("    其他处理:").unwrap();
    let mut s = t.to_string();
    s.replace_range(p..q, "");
    show("不予处理 absent", ck(s.clone()));
    show(
        "mapping row no total",
        ck(with_line(t, "上年结转: {自然人: 7, 商业企业: 3, 科研机构: 2, 社会公益组织: 1, 法律服务机构: 4, 其他: 5}")),
    );
    show(
        "mapping row one missing",
        ck(with_line(t, "上年结转: {自然人: 7, 商业企业: 3, 科研机构: 2, 社会公益组织: 1, 其他: 5, 总计: 22}")),
    );
    show(
        "mapping row no total wrong",
        ck(with_line(t, "上年结转: {自然人: 8, 商业企业: 3, 科研机构: 2, 社会公益组织: 1, 法律服务机构: 4, 其他: 5}")),
    );
    let z = t.replace("    总计: [451, 112, 100, 102, 98, 102, 965]\n", "");
    show("no total row", ck(z.clone()));
    show("no total row, wrong", ck(with_line(&z, "重复申请: [25, 3, 2, 8, 1, 4, 43]")));
    show("waiver no reason", ck(t.replace("year: 2023\n", "year: 2023\nwaivers: [{rule: total-mismatch}]\n")));
    show(
        "waiver unknown key",
        ck(t.replace("year: 2023\n", "year: 2023\nwaivers: [{rule: total-mismatch, reason: x, wo: y}]\n")),
    );
    show("waivers not list", ck(t.replace("year: 2023\n", "year: 2023\nwaivers: total-mismatch\n")));
    show("waivers list of str", ck(t.replace("year: 2023\n", "year: 2023\nwaivers: [total-mismatch]\n")));
    show("joint map", ck(t.replace("year: 2023\n", "year: 2023\njoint: [{a: b}]\n")));
    show(
        "revisions",
        ck(t.replace(
            "year: 2023\n",
            "year: 2023\nrevisions: [{date: 2024-13-01, note: x}, {note: y}, {date: 2024-03-02}]\n",
        )),
    );
    show("draft maybe", ck(t.replace("year: 2023\n", "year: 2023\ndraft: yes\n")));
    show("edition 2020", ck(t.replace("year: 2023\n", "year: 2023\nedition: '2020'\n")));
    show("edition 2019", ck(t.replace("year: 2023\n", "year: 2023\nedition: 2019\n")));
    show("edition free", ck(t.replace("year: 2023\n", "year: 2023\nedition: free\n")));
    show("agency unknown", ck(t.replace("year: 2023\n", "year: 2023\nagency: qinshi\n")));
    show("agency empty", ck(t.replace("year: 2023\n", "year: 2023\nagency:\n")));
    show("agency folder", town().with("reports/qinshi/2023.md", t).check());
    show("agency folder far", town().with("reports/xyz/2023.md", t).check());
    show(
        "agency disagree",
        town().with("reports/qingshi/2023.md", t.replace("year: 2023\n", "year: 2023\nagency: other\n")).check(),
    );
    show("file name", town().with("reports/report.md", t.replace("year: 2023\n", "")).check());
    show("file name, year given", town().with("reports/report.md", t).check());
    show("file name 二三", town().with("reports/二〇二三.md", t.replace("year: 2023\n", "")).check());
    show("file upper", town().with("reports/2023.MD", t).check());
    show("deeper", town().with("reports/a/b/2023.md", t).check());
    show("dup", town().with("reports/2023.md", t).with("reports/2023/index.md", t).check());
    show("page collision", town().with("guide.md", "# 指南\n").with("Guide.md", "# 指南\n").check());
    show("page on year", town().with(REPORT, t).with("2023.md", "# x\n").check());
    show("index collision", town().with("guide.md", "# 指南\n").with("guide/index.md", "# 指南\n").check());
    show("attachment on generated", town().with(REPORT, t).with("sitemap.xml", "x").check());
    show("page unknown key", town().with("guide.md", "---\ntitel: x\n---\n# 指南\n").check());
    show("page unknown key2", town().with("guide.md", "---\ntitle: x\nfoo: x\nbar: y\n---\n# 指南\n").check());
    show("page bad yaml", town().with("guide.md", "---\ntitle: [x\n---\n# 指南\n").check());
    show("page type", town().with("guide.md", "---\ntitle: x\ndraft: 5\n---\n# 指南\n").check());
    show("page dup", town().with("guide.md", "---\ntitle: x\ntitle: y\n---\n# 指南\n").check());
    show("page list", town().with("guide.md", "---\n- x\n---\n# 指南\n").check());
    show(
        "page redirect out",
        town().with("guide.md", "---\nredirect_from: [../../etc/passwd, /abs, 'con', 'a:b']\n---\n# 指南\n").check(),
    );
    show("page deep", town().with("guide.md", format!("---\ntitle: {}\n---\n# 指南\n", "[".repeat(10000))).check());
    show("page bomb", town().with("guide.md", "---\ntitle: &a x\ndescription: *a\n---\n# 指南\n").check());
    show(
        "free 2018",
        town()
            .with(
                "reports/2018.md",
                "---\npublished: 2019-03-01\nindicators: {主动公开信息数: 120, x: [1]}\n---\n## 概述\n\n文字\n",
            )
            .check(),
    );
    show("block scalar typed", ck(with_line(t, "行政许可: |\n    5")));
    println!(
        "{:?} {:?}",
        typed(&with_line(t, "行政许可: |\n    5"), "proactive.licensing.decisions"),
        typed(&with_line(t, "行政许可: '5'"), "proactive.licensing.decisions")
    );
}
