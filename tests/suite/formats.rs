//! Findings for machines: each format as its readers expect it, and comparison with an earlier result.

use crate::common::*;
use expect_test::expect;
use giar::diag::{FORMATS, Finding, Place, RenderInput, RuleName, Source, Span};
use giar::text;
use serde_json::{Value, json};
use std::sync::Arc;

/// A report with an error, a warning that is waived, and advice.
const FAULTY: &[(&str, &str)] = &[
    ("published: 2024-01-20\n", "published: 2024-02-01\nwaivers: [{rule: published-late, reason: 县里统一延期}]\n"),
    ("行政事业性收费: 40.208", "行政事业性收费: /"),
    ("[6, 2, 3, 1, 12]", "[6, 2, 3, 1, 21]"),
];

fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(FILLED_2021.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "the report lacks {old}");
        text.replacen(old, new, 1)
    })
}

fn site(changes: &[(&str, &str)]) -> Folder {
    town().with(REPORT, changed(changes)).write()
}

#[track_caller]
fn json_of(folder: &Folder, args: &[&str], code: i32) -> Value {
    let run = folder.giar(&[&["check", "--format", "json"], args].concat()).expect(code);
    serde_json::from_str(&run.stdout).unwrap()
}

fn rules_of(result: &Value) -> Vec<&str> {
    result["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

#[track_caller]
fn assert_fits(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let faults: Vec<_> =
        validator.iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Every kind of finding that the real site of the tests can give, as reported in one format.
fn reported(format: &str) -> String {
    site(FAULTY).giar(&["check", "--format", format]).expect(1).stdout
}

mod json {
    use super::*;

    #[test]
    fn fits_its_schema_which_the_documentation_holds() {
        let schema = giar::diag::json::schema("schema/v1/findings.json");
        assert_fits(&schema, &json_of(&site(FAULTY), &[], 1));
        assert_fits(&schema, &json_of(&site(&[]), &[], 0));
        crate::kept::assert_file("docs/findings.schema.json", &format!("{schema:#}\n"));
    }

    #[test]
    fn refuses_what_lacks_a_field() {
        let mut result = json_of(&site(FAULTY), &[], 1);
        result["findings"][0].as_object_mut().unwrap().remove("fingerprint");
        let validator = jsonschema::validator_for(&giar::diag::json::schema("findings.json")).unwrap();
        assert!(!validator.is_valid(&result));
    }

    #[test]
    fn tells_everything_in_both_languages_whichever_is_asked_for() {
        let folder = site(FAULTY);
        let result = json_of(&folder, &[], 1);
        assert_eq!(result, json_of(&folder, &["--lang", "en"], 1));
        assert_eq!(result["counts"], json!({"error": 1, "warning": 0, "info": 1, "waived": 1}));
        assert_eq!(rules_of(&result), ["published-late", "blank-cells", "total-mismatch"]);
        let total = &result["findings"][2];
        assert_eq!(
            [&total["path"], &total["line"], &total["column"], &total["end_line"], &total["end_column"]],
            [&json!("content/reports/2023.md"), &json!(44), &json!(22), &json!(44), &json!(24)]
        );
        assert_eq!(total["at"], "disputes.review.total");
        assert_eq!(total["value"], "21");
        assert_eq!(total["level"], "error");
        assert_eq!(
            total["equations"],
            json!([{"zh": "6 + 2 + 3 + 1 ≠ 21，差 9", "en": "6 + 2 + 3 + 1 ≠ 21, off by 9"}])
        );
        assert_eq!(total["related"].as_array().unwrap().len(), 4);
        assert_eq!(total["related"][0]["message"]["zh"], "维持 6");
        assert_eq!(total["waived"], Value::Null);
        assert_eq!(result["findings"][0]["waived"], "县里统一延期");
    }

    #[test]
    fn is_alone_on_standard_output_and_the_summary_elsewhere() {
        let run = site(FAULTY).giar(&["check", "--format", "json"]).expect(1);
        assert!(run.stdout.starts_with('{') && run.stdout.ends_with("}\n"), "{}", run.stdout);
        assert_eq!(run.stderr, "1 个错误，0 个警告，1 条提示，1 处已说明理由\n");
    }
}

mod fingerprints {
    use super::*;

    fn of(folder: &Folder) -> Vec<String> {
        let result = json_of(folder, &[], 1);
        let each = result["findings"].as_array().unwrap().iter();
        each.map(|finding| finding["fingerprint"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn survive_lines_added_before_and_other_spacing() {
        let moved =
            [FAULTY, &[("year: 2023\n", "# 已核对\nyear: 2023\n"), ("[6, 2, 3, 1, 21]", "[6,2,3,1,  21]")]].concat();
        assert_eq!(of(&site(FAULTY)), of(&site(&moved)));
    }

    #[test]
    fn survive_another_level() {
        let folder = site(FAULTY);
        let before = of(&folder);
        folder.write("site.toml", format!("{TOWN}[rules]\nblank-cells = \"error\"\n"));
        assert_eq!(of(&folder), before);
    }

    #[test]
    fn are_different_for_different_findings() {
        let mut all = of(&site(FAULTY));
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
        let other = site(&[FAULTY, &[("[4, 1, 2, 3, 10]", "[4, 1, 2, 3, 21]")]].concat());
        assert_eq!(of(&other).len(), count + 1);
        assert!(all.iter().all(|one| of(&other).contains(one)), "the same number elsewhere changes nothing");
    }
}

mod sarif {
    use super::*;

    pub(super) fn standard() -> Value {
        // A bracket that closes nothing stands in the standard's own pattern of languages.
        let text = include_str!("../fixtures/sarif/sarif-schema-2.1.0.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
        serde_json::from_str(&text).unwrap()
    }

    fn log() -> Value {
        serde_json::from_str(&reported("sarif")).unwrap()
    }

    #[test]
    fn fits_the_schema_of_the_standard() {
        let schema = standard();
        assert_fits(&schema, &log());
        let mut broken = log();
        broken["runs"][0]["columnKind"] = "bytes".into();
        assert!(!jsonschema::validator_for(&schema).unwrap().is_valid(&broken), "the schema sees a fault");
    }

    #[test]
    fn explains_every_rule_and_points_at_it() {
        let log = log();
        let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), giar::check::RULES.len());
        for result in log["runs"][0]["results"].as_array().unwrap() {
            let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(rule["help"]["markdown"].as_str().unwrap().contains("## 怎么办"), "{rule:#}");
        }
    }

    #[test]
    fn gives_place_level_fingerprint_and_the_cells_that_take_part() {
        let (log, result) = (log(), json_of(&site(FAULTY), &[], 1));
        let results = &log["runs"][0]["results"];
        let total = &results[2];
        let location = &total["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "content/reports/2023.md");
        assert_eq!(location["region"], json!({"startLine": 44, "startColumn": 22, "endLine": 44, "endColumn": 24}));
        assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
        assert_eq!((&total["level"], &results[1]["level"]), (&json!("error"), &json!("note")));
        assert_eq!(total["relatedLocations"].as_array().unwrap().len(), 4);
        assert_eq!(total["partialFingerprints"]["giar/v1"], result["findings"][2]["fingerprint"]);
        assert!(total["message"]["text"].as_str().unwrap().contains("6 + 2 + 3 + 1 ≠ 21"), "{total:#}");
    }

    #[test]
    fn marks_what_is_waived_with_its_reason() {
        let log = log();
        let of = |at: usize| log["runs"][0]["results"][at]["suppressions"].clone();
        assert_eq!(of(0), json!([{"kind": "inSource", "justification": "县里统一延期"}]));
        assert_eq!(of(2), json!([]));
    }
}

#[test]
fn a_fix_is_reported_where_machines_can_apply_it() {
    fn reported(name: &str, findings: &[Finding]) -> Value {
        let format = FORMATS.iter().find(|format| format.name == name).unwrap();
        let input = RenderInput {
            findings,
            fingerprints: &giar::diag::fingerprints(findings),
            compared: None,
            manuals: &[],
            lang: giar::i18n::Lang::Zh,
            folds: false,
            colour: false,
            prefix: "",
        };
        serde_json::from_str(&(format.render)(&input)).unwrap()
    }

    let source = Arc::new(Source::new("content/reports/2023.md", "公开 信息"));
    let space = Span::new("公开".len(), "公开 ".len());
    let finding = Finding::new(RuleName("stray-space"), Place::new(&source, space), text!("多余的空格", "stray space"));
    let findings = [finding.fix(space, "")];
    let json = reported("json", &findings);
    assert_fits(&giar::diag::json::schema("findings.json"), &json);
    let path = "content/reports/2023.md";
    let fix = json!({"path": path, "line": 1, "column": 3, "end_line": 1, "end_column": 4, "text": ""});
    assert_eq!(json["findings"][0]["fix"], fix);
    let sarif = reported("sarif", &findings);
    assert_fits(&sarif::standard(), &sarif);
    let region = json!({"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 4});
    assert_eq!(
        sarif["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0],
        json!({
            "artifactLocation": {"uri": path},
            "replacements": [{"deletedRegion": region, "insertedContent": {"text": ""}}],
        })
    );
}

mod github {
    use super::*;

    #[test]
    fn is_one_command_a_finding_in_one_line() {
        // What is waived is left out.
        expect![[r#"
            ::notice file=content/reports/2023.md,line=11,endLine=11,col=12,endColumn=12,title=blank-cells::表二有 1 格空着，不按 0 计%0A没有发生就写 0
            ::error file=content/reports/2023.md,line=44,endLine=44,col=22,endColumn=23,title=total-mismatch::表四“行政复议 总计”不等于各项之和%0A6 + 2 + 3 + 1 ≠ 21，差 9%0A对照原始台账，改正写错的数；一个数改对，有关的等式都会成立
        "#]]
        .assert_eq(&reported("github"));
    }

    #[test]
    fn names_files_from_where_the_repository_was_checked_out() {
        let folder = Folder::new();
        let site = town().with(REPORT, changed(FAULTY));
        folder.write("portal/site.toml", &site.config);
        folder.write("portal/content/reports/2023.md", &site.files[REPORT]);
        let from_above = folder.giar(&["check", "-C", "portal", "--format", "github"]).expect(1);
        assert!(
            from_above.stdout.starts_with("::notice file=portal/content/reports/2023.md,"),
            "{}",
            from_above.stdout
        );
        let workspace = folder.path().to_str().unwrap();
        let from_within =
            run(&folder.join("portal/content"), &["check", "--format", "github"], &[("GITHUB_WORKSPACE", workspace)]);
        assert_eq!(from_within.expect(1).stdout, from_above.stdout);
    }
}

mod text {
    use super::*;

    #[test]
    fn groups_findings_by_file_and_ends_with_a_summary() {
        let next = in_year(FILLED_2021, 2024).replacen("517", "517件", 1);
        let run = town()
            .with(REPORT, changed(FAULTY))
            .with("reports/2024.md", next)
            .write()
            .giar(&["check", "--all"])
            .expect(1);
        let headings: Vec<_> = run.stdout.lines().filter(|line| line.starts_with("content/")).collect();
        assert_eq!(
            headings,
            [
                "content/reports/2023.md：1 个错误，0 个警告，1 条提示",
                "content/reports/2024.md：1 个错误，0 个警告，0 条提示"
            ]
        );
        assert!(run.stdout.ends_with("\n\n2 个错误，0 个警告，1 条提示，1 处已说明理由\n"), "{}", run.stdout);
        assert_eq!(run.stderr, "");
    }
}

#[test]
fn a_format_there_is_not_is_wrong_usage() {
    let run = site(&[]).giar(&["check", "--format", "xml"]).expect(2);
    assert!(run.stderr.contains("text") && run.stderr.contains("sarif"), "{}", run.stderr);
}

mod new_since {
    use super::*;

    const WRONG_TOTAL: (&str, &str) = ("[6, 2, 3, 1, 12]", "[6, 2, 3, 1, 21]");
    const LATE: (&str, &str) = ("2024-01-20", "2024-02-01");
    const BAD_CELL: (&str, &str) = ("行政许可: 517", "行政许可: 517件");

    /// A site with a stored result of how it was, and the report as it is now.
    fn after(before: &[(&str, &str)], now: &[(&str, &str)]) -> Folder {
        let folder = site(before);
        folder.write("last.json", folder.giar(&["check", "--format", "json"]).stdout);
        folder.write("content/reports/2023.md", changed(now));
        folder
    }

    const SINCE: &[&str] = &["check", "--new-since", "last.json"];

    #[test]
    fn tells_only_of_what_is_new_and_counts_the_rest() {
        let run = after(&[WRONG_TOTAL, LATE], &[WRONG_TOTAL, BAD_CELL]).giar(SINCE).expect(1);
        assert!(run.stdout.contains("错误[invalid-cell]") && !run.stdout.contains("total-mismatch"), "{}", run.stdout);
        let summary = "新发现：1 个错误，0 个警告，0 条提示；与上次相同、没有列出的 1 处，上次有、现在没有的 1 处\n";
        assert!(run.stdout.ends_with(summary), "{}", run.stdout);
    }

    #[test]
    fn decides_on_the_exit_code() {
        after(&[WRONG_TOTAL], &[WRONG_TOTAL]).giar(SINCE).expect(0);
        after(&[WRONG_TOTAL, LATE], &[WRONG_TOTAL, LATE]).giar(&[SINCE, &["--strict"]].concat()).expect(0);
        after(&[WRONG_TOTAL], &[WRONG_TOTAL, LATE]).giar(SINCE).expect(0);
        after(&[WRONG_TOTAL], &[WRONG_TOTAL, LATE]).giar(&[SINCE, &["--strict"]].concat()).expect(1);
        after(&[], &[WRONG_TOTAL]).giar(SINCE).expect(1);
    }

    #[test]
    fn goes_by_what_stood_not_by_what_was_waived() {
        let waived = ("year: 2023\n", "year: 2023\nwaivers: [{rule: total-mismatch, reason: 与台账一致}]\n");
        let run = after(&[WRONG_TOTAL, waived], &[WRONG_TOTAL]).giar(SINCE).expect(1);
        assert!(run.stdout.contains("total-mismatch"), "a waiver withdrawn is news: {}", run.stdout);
        let run = after(&[WRONG_TOTAL], &[WRONG_TOTAL, waived]).giar(SINCE).expect(0);
        assert!(run.stdout.ends_with("没有列出的 0 处，上次有、现在没有的 1 处\n"), "{}", run.stdout);
    }

    #[test]
    fn of_a_path_counts_as_resolved_only_what_lies_there() {
        let folder = after(&[WRONG_TOTAL], &[]);
        folder.write("content/guide.md", "# 指南\n");
        let run = folder.giar(&[SINCE, &["content/guide.md"]].concat()).expect(0);
        assert!(run.stdout.ends_with("现在没有的 0 处\n"), "{}", run.stdout);
    }

    #[test]
    fn is_said_in_json_and_sarif_too() {
        let folder = after(&[WRONG_TOTAL, LATE], &[WRONG_TOTAL, BAD_CELL]);
        let result = json_of(&folder, &SINCE[1..], 1);
        assert_eq!(rules_of(&result), ["invalid-cell"]);
        assert_eq!(result["compared"], json!({"known": 1, "resolved": 1}));
        assert_fits(&giar::diag::json::schema("findings.json"), &result);
        let run = folder.giar(&[SINCE, &["--format", "sarif"]].concat()).expect(1);
        let log: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(log["runs"][0]["results"][0]["baselineState"], "new");
        assert!(run.stderr.starts_with("新发现：1 个错误"), "{}", run.stderr);
    }

    #[test]
    fn reads_what_redirection_on_windows_makes() {
        let folder = after(&[WRONG_TOTAL], &[WRONG_TOTAL]);
        let text = folder.read("last.json");
        let utf_16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        folder.write("last.json", utf_16);
        folder.giar(SINCE).expect(0);
    }

    #[test]
    fn a_wrong_file_is_wrong_usage_with_a_remedy() {
        let folder = after(&[], &[WRONG_TOTAL]);
        let part = folder.giar(&["check", "--new-since", "last.json", "--format", "json"]).expect(1).stdout;
        for (content, fault) in [
            ("", "不是 giar check --format json 的结果"),
            ("[]", "不是 giar check --format json 的结果"),
            (&*reported("sarif"), "不是 giar check --format json 的结果"),
            (r#"{"schema_version": 2, "findings": []}"#, "是另一个版本的 giar 写的"),
            (&*part, "本身是用 --new-since 比较出来的"),
        ] {
            folder.write("wrong.json", content);
            let run = folder.giar(&["check", "--new-since", "wrong.json"]).expect(2);
            assert!(run.stdout.is_empty() && run.stderr.starts_with("错误：wrong.json "), "{run:#?}");
            assert!(run.stderr.contains(fault) && run.stderr.contains("先用 giar check --format json"), "{run:#?}");
        }
        let run = folder.giar(&["check", "--new-since", "none.json"]).expect(2);
        assert!(run.stderr.starts_with("错误：读不了 none.json"), "{}", run.stderr);
    }
}
