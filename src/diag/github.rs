//! Findings as commands of GitHub Actions, which shows them beside the changed lines.

use super::{Finding, Format, Level, RenderInput};

pub(crate) const FORMAT: Format = Format { name: "github", is_for_people: false, render };

/// A waived finding needs no action, and so gets no annotation.
fn render(input: &RenderInput<'_>) -> String {
    let standing = input.findings.iter().filter(|finding| finding.waived.is_none());
    standing.map(|finding| annotation(finding, input)).collect()
}

fn annotation(finding: &Finding, input: &RenderInput<'_>) -> String {
    let command = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    };
    let place = &finding.place;
    let (start, end) = (place.position(), place.last());
    let file = property(&format!("{}{}", input.prefix, place.source.path));
    let mut properties = format!("file={file},line={},endLine={}", start.line, end.line);
    // GitHub rejects columns for ranges of several lines.
    if start.line == end.line {
        properties += &format!(",col={},endColumn={}", start.column, end.column);
    }
    let title = property(finding.rule.0);
    format!("::{command} {properties},title={title}::{}\n", data(&finding.in_full(input.lang)))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_command_or_a_property_is_escaped() {
        assert_eq!(data("占 5%，\r\na: b, c"), "占 5%25，%0D%0Aa: b, c");
        assert_eq!(property("C:/a,b%.md\n"), "C%3A/a%2Cb%25.md%0A");
    }
}
