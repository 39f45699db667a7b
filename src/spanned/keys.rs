//! What the keys of front matter are called: in English, and as people say it in Chinese. Labels of the official tables
//! belong to the forms.

/// A key in English with its Chinese names, the usual one first.
pub(crate) type Names = (&'static str, &'static [&'static str]);

/// Every key that a report or page begins with.
const HEADER: &[Names] = &[
    ("title", &["标题", "题目"]),
    ("year", &["年度", "年份", "报告年度"]),
    ("agency", &["机关", "单位"]),
    ("edition", &["版式", "版本", "格式版本"]),
    ("published", &["发布日期", "公开日期", "发布时间", "公布日期"]),
    ("draft", &["草稿"]),
    ("as_published", &["原样发布", "按原样发布"]),
    ("joint", &["联合报告", "合并报告"]),
    ("revisions", &["更正", "修订", "更正记录", "更正说明", "更正情况", "勘误"]),
    ("waivers", &["豁免"]),
    ("review", &["待核对", "核对"]),
    ("indicators", &["指标"]),
    ("description", &["摘要", "简介", "描述"]),
    ("keywords", &["关键词", "关键字"]),
    ("nav", &["导航"]),
    ("redirect_from", &["旧网址", "原网址"]),
];

/// Keys within those.
const INNER: &[Names] = &[
    ("rule", &["规则"]),
    ("at", &["位置", "哪里"]),
    ("value", &["数值"]),
    ("reason", &["理由", "原因"]),
    ("date", &["日期"]),
    ("note", &["说明"]),
    ("candidates", &["候选", "可能的值"]),
    ("was", &["原数", "原来"]),
];

/// What words of `site.toml` are called in Chinese.
const CHOICES: &[Names] = &[
    ("national", &["国家", "国家级", "中央"]),
    ("province", &["省", "省级", "自治区", "直辖市"]),
    ("city", &["市", "市级", "地市", "地级市"]),
    ("county", &["县", "县级", "区", "区县", "县区"]),
    ("town", &["乡镇", "镇", "乡", "乡级", "镇级", "街道", "乡镇街道"]),
    ("government", &["政府", "人民政府"]),
    ("department", &["部门", "工作部门", "局"]),
    ("office", &["办事处", "派出机关", "派出机构", "办事机构", "派出或办事机构"]),
    ("error", &["错误", "停止"]),
    ("warn", &["warning", "警告", "提醒"]),
    ("info", &["提示", "建议"]),
    ("off", &["关闭", "关", "关掉", "不查", "不检查", "停用", "禁用", "无", "false", "否"]),
];

/// How far a report has come, as people say it: what is still a draft, and what is none any more.
const UNFINISHED: &[&str] = &["草稿", "初稿", "未发布", "待发布", "待审核", "未审核", "审核中", "draft", "unpublished"];
const FINISHED: &[&str] = &["已发布", "发布", "正式", "终稿", "定稿", "已审核", "final", "published"];

/// Whether a value says of a report that it is a draft, or that it is none; none if it says neither.
pub(crate) fn is_unfinished(written: &str) -> Option<bool> {
    if UNFINISHED.contains(&written) { Some(true) } else { FINISHED.contains(&written).then_some(false) }
}

/// The word of `site.toml` that is meant by a Chinese one.
pub(crate) fn choice_of(written: &str) -> Option<&'static str> {
    CHOICES.iter().find(|(_, names)| names.contains(&written)).map(|(word, _)| *word)
}

/// Whether a key as written means the key of this English name.
pub(crate) fn means(written: &str, key: &str) -> bool {
    written == key
        || (!written.is_ascii()
            && HEADER.iter().chain(INNER).any(|(own, names)| *own == key && names.contains(&written)))
}

/// The keys that a report or page may begin with, with their Chinese names.
pub(crate) fn header() -> impl Iterator<Item = Names> {
    HEADER.iter().copied()
}

/// The English name of a key that a report or page may begin with.
pub(crate) fn name_of(written: &str) -> Option<&'static str> {
    HEADER.iter().find(|(key, names)| *key == written || names.contains(&written)).map(|(key, _)| *key)
}

/// Whether a report or page may begin with this key.
pub(crate) fn is_header_key(written: &str) -> bool {
    name_of(written).is_some()
}

/// Whether any key of a report or page but those of its tables is written like this.
pub(crate) fn is_key(written: &str) -> bool {
    HEADER.iter().chain(INNER).any(|(key, names)| *key == written || names.contains(&written))
}

/// Whether what stands at a key may be any text, a colon included.
pub(crate) fn takes_text(written: &str) -> bool {
    TEXTS.iter().any(|key| means(written, key))
}

/// Keys of texts: at all others a colon is a slip.
const TEXTS: &[&str] = &["title", "agency", "description", "reason", "note"];

/// The Chinese names of a key.
pub(crate) fn labels(key: &str) -> &'static [&'static str] {
    HEADER.iter().chain(INNER).find(|(own, _)| *own == key).map_or(&[], |(_, names)| names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_name_means_two_keys() {
        let names: Vec<_> = HEADER.iter().chain(INNER).flat_map(|(_, names)| *names).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        assert!(means("标题", "title") && means("title", "title") && !means("标题", "year"));
    }
}
