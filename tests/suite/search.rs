//! What the search finds: the pieces of its index as they are published. `tests/browser/search.mjs` types and looks.

use crate::common::*;
use serde_json::Value;

/// The data of a piece.
#[track_caller]
fn piece(folder: &Folder, name: &str) -> Value {
    let script = folder.read(&format!("public/search/{name}.js"));
    let data = script.strip_prefix(&format!("giarSearch(\"{name}\",")).and_then(|rest| rest.strip_suffix(");\n"));
    serde_json::from_str(data.unwrap_or_else(|| panic!("{script}"))).unwrap()
}

fn built(site: &Site) -> Folder {
    let folder = site.write();
    folder.giar(&["build", "-q"]).expect(0);
    folder
}

#[test]
fn a_figure_is_found_by_its_label_with_its_reports_and_its_amount() {
    let folder = built(&town().with(REPORT, FILLED_2021));
    let table = piece(&folder, "table");
    let labels: Vec<_> = table["figures"].as_array().unwrap().iter().map(|label| label.as_str().unwrap()).collect();
    let text = piece(&folder, "text-0");
    let tables = text[0]["tables"].as_array().unwrap().iter();
    let figures: Vec<_> = tables.flat_map(|table| table[2].as_array().unwrap()).collect();
    let mut found = 0;
    for (at, label) in labels.iter().enumerate() {
        let amounts = piece(&folder, &format!("figures-{at}"));
        let is_stated = figures.iter().any(|figure| figure[0] == at);
        assert_eq!(amounts.as_str().unwrap().is_empty(), !is_stated, "{label}: {amounts}");
        found += usize::from(is_stated);
    }
    assert!(found > 30, "only {found} of {labels:?}");
    let refused = labels.iter().position(|label| label.ends_with("不予公开 属于国家秘密")).unwrap();
    assert!(figures.contains(&&serde_json::json!([refused, "49"])));
    assert_eq!(table["reports"], serde_json::json!([[0, 2023]]));
    assert_eq!(table["variants"], false);
}

#[test]
fn traditional_characters_are_found_by_simplified_ones() {
    let text = format!("{FILLED_2021}\n另見國務院辦公廳通知。\n");
    let folder = built(&town().with(REPORT, text));
    assert_eq!(piece(&folder, "table")["variants"], true);
    let shards = piece(&folder, "table")["shards"].as_u64().unwrap();
    let grams: Vec<_> = (0..shards).map(|at| piece(&folder, &format!("grams-{at}")).to_string()).collect();
    assert!(grams.iter().any(|grams| grams.contains("\"办公\"")) && !grams.iter().any(|grams| grams.contains("辦")));
    assert!(piece(&folder, "variants").as_str().unwrap().contains("辦办"));
}

#[test]
fn beyond_two_hundred_reports_the_page_lists_the_ways_to_them() {
    let mut site = town();
    for at in 0..41 {
        site = site.configured(&format!(
            "[[agency]]\nid = \"a{at}\"\nname = \"甲{at}局\"\nkind = \"office\"\nrank = \"town\"\n"
        ));
        for year in 2021..2026 {
            site = site.with(&format!("reports/a{at}/{year}.md"), in_year(FILLED_2021, year));
        }
    }
    let prepared = site.prepare().unwrap();
    let page = prepared.plan.at("search/index.html").unwrap();
    let html = String::from_utf8(prepared.render(&page).unwrap()).unwrap();
    assert!(html.contains("<a href=\"../2025/index.html\">2025年</a>") && html.contains("../site-map/index.html"));
    assert!(!html.contains("a40") && html.len() < 20_000, "{} bytes", html.len());
}
