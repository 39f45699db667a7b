//! Counts the steps of reading, in tests: whoever sends a text must not decide how long it takes.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// One turn of a loop over a sentence.
#[inline]
pub(super) fn step() {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + 1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Config,
        diag::Source,
        markdown::Document,
        prose::{Prose, Reading},
        report::{self, ReportPath},
    };
    use std::sync::Arc;

    /// Steps that reading a report with this text takes.
    fn steps(text: &str) -> usize {
        let config = Source::new("site.toml", "title = \"甲\"\n[[agency]]\nid = \"a\"\nname = \"甲镇\"\n");
        let config = Config::read(&Arc::new(config)).0;
        let source = Arc::new(Source::new("a", format!("---\nyear: 2023\n---\n\n## 一、总体情况\n\n{text}\n")));
        let (document, findings) = Document::read(&source);
        let path = ReportPath::parse("reports/2023.md").unwrap();
        let report = report::bind(&document, findings, path, &config.agencies).unwrap();
        STEPS.with(|steps| steps.set(0));
        let prose = Prose::read(&report, &config.agencies[report.agency]);
        let _ = Reading::read(&prose);
        STEPS.with(std::cell::Cell::get)
    }

    #[test]
    fn steps_grow_with_the_length_of_the_text_and_no_faster() {
        for piece in [
            "其中1件，",
            "1条、",
            "无、",
            "未收到申请、",
            "合计1条，",
            "没有行政复议和",
            "（1件",
            "申请",
            "占5%",
            "自然人1件法人2件",
            "收到政府信息公开申请7件，",
            "均已办结",
            "2022年",
            "一",
            "1",
            "全年公开信息3条；",
            "零",
            "百分之",
        ] {
            for length in [1_000, 8_000] {
                let text = piece.repeat(length / piece.chars().count());
                let taken = steps(&text);
                assert!(taken <= 100 * length, "{taken} steps for {length} characters of {piece}");
            }
        }
    }
}
