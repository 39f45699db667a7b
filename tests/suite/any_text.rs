//! Whatever stands in a report, every rule comes to an end, panics at nothing, and names places that there are. The
//! same with a fuzzer's inputs: `fuzz/fuzz_targets/prose.rs`.

use crate::common::*;
use proptest::prelude::*;

/// Words and marks of these texts.
const KNOWN: &[&str] = &[
    "2023年",
    "收到",
    "申请",
    "７",
    "三",
    "一百二十",
    "件",
    "，",
    "。",
    "其中",
    "自然人",
    "占",
    "50%",
    "５０．５％",
    "百分之",
    "%",
    "占比",
    "比例",
    "办结率",
    "100%",
    "共",
    "合计",
    "分别",
    "分别为",
    "两者",
    "其余",
    "等",
    "包括",
    "网站",
    "公众号",
    "均",
    "全部办结",
    "予以公开",
    "国家秘密",
    "无",
    "零",
    "为零",
    "0",
    "１",
    "1,024",
    "1.2万",
    "余",
    "近",
    "第",
    "申请中",
    "规范性文件",
    "制发",
    "废止",
    "除",
    "外",
    "较上年",
    "至",
    "—",
    "-",
    "月",
    "12月31日",
    "2022年",
    "2024年",
    "2019年第60号",
    "年2023",
    "二〇二二年",
    "20",
    "结转",
    "下年度",
    "我",
    "本",
    "县",
    "区",
    "《",
    "》",
    "：",
    "；",
    "、",
    ":",
    ";",
    "？",
    "！",
    "%占",
    "上年结转",
    "未发生",
    "行政复议",
    "行政诉讼",
    "国办公开办函〔2019〕60号",
    "根据",
    "我局",
    "白水镇",
    "由",
    "编制",
    "XX",
    "____",
    "20××年",
    "信 息",
    "。。",
    ",",
    "(",
    ")",
    "（",
    "）",
    "13800138000",
    "11010519491231002X",
    "6225880836742073",
    "电话",
    "|",
    "\n|-|-|\n",
    "\n\n## 五、存在的主要问题及改进情况\n",
    "- ",
    "`",
    "**",
    "<!--",
    "-->",
    "“",
    "”",
    "https://a.cn/",
    "&#44;",
    "\\",
    "\u{200b}",
    "　",
];

/// These in any order, and any other characters between them.
fn text() -> impl Strategy<Value = String> {
    let known = prop::sample::select(KNOWN).prop_map(str::to_owned);
    let pieces = prop_oneof![8 => known, 1 => any::<String>()];
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(runs(64))]

    #[test]
    fn is_read_to_its_end(now in text(), last in text()) {
        let report = |year, text: &str| in_year(FILLED_2021, year).replace("全镇按照", &format!("{text}全镇按照"));
        let agencies = "parent = \"county\"\n[[agency]]\nid = \"county\"\nname = \"云山县人民政府\"\n\
            [[agency]]\nid = \"baishui\"\nname = \"白水镇人民政府\"\nkind = \"government\"\nrank = \"town\"\n";
        let site = town().configured(agencies);
        let site = site.with("reports/qingshi/2022.md", report(2022, &last)).with("reports/qingshi/2023.md", report(2023, &now));
        let findings = site.prepare().unwrap().findings;
        printed(&findings);
        for finding in &findings {
            let edits = finding.fix.iter().map(|edit| edit.span);
            for span in [finding.place.span].into_iter().chain(edits) {
                prop_assert!(finding.place.source.text.get(span.range()).is_some(), "{:?}", finding);
            }
        }
    }
}
