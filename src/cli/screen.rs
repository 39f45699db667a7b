//! The screen of a preview in the terminal: the state of the site.

use super::{Terminal, edit_address::EditAddress, nothing::no_reports, terminal::failure_text};
use crate::{
    diag::{Counts, text::TextRenderer},
    i18n::{Lang, Message},
    pipeline::Stop,
    preview::Preview,
    render::RenderError,
    text,
};

/// The number of lines if the height is unknown.
const HEIGHT: usize = 40;
/// How many file names fit into a line.
const FILES: usize = 3;

pub(super) struct Screen<'t> {
    /// Of the preview.
    pub address: String,
    pub form: EditAddress,
    pub notes: Vec<Message>,
    pub terminal: &'t Terminal,
}

impl Screen<'_> {
    /// Shows a state of the site, clearing the previous one if the terminal supports that.
    pub(super) fn show(&self, preview: &Preview, changed: Option<&[String]>, seconds: f64) {
        let lang = self.terminal.lang();
        let site = &preview.now().site;
        let mut lines = vec![
            text!(
                "{title} 的预览：{address}（按 Ctrl-C 结束）",
                "Preview of {title}: {address} (press Ctrl-C to stop)"
            )
            .with("title", &site.config.title)
            .with("address", &self.address)
            .get(lang),
        ];
        if let Some(form) = self.form.with_ticket() {
            lines.push(text!("填报：{form}", "Fill in reports: {form}").with("form", form).get(lang));
        }
        lines.extend(self.notes.iter().map(|note| note.get(lang)));
        if site.archive.reports.is_empty() {
            lines.push(no_reports(&site.config.agencies).get(lang));
        }
        let outcome = match preview.trouble() {
            Some(_) => text!("不能用，页面还是原来的样子", "cannot be used; the pages have not changed").into(),
            None => Counts::of(&preview.now().findings).tally(),
        };
        lines.push(done(changed, seconds).with("tally", outcome).get(lang));
        let room = Terminal::height().unwrap_or(HEIGHT).saturating_sub(lines.len() + 2);
        lines.extend(self.faults(preview, room));
        self.terminal.show_screen(&lines);
    }

    /// The faults, as many as fit, but at least the first.
    fn faults(&self, preview: &Preview, room: usize) -> Vec<String> {
        let lang = self.terminal.lang();
        let renderer = TextRenderer::new(lang, Terminal::is_coloured());
        let mut findings: Vec<_> = match preview.trouble() {
            Some(Stop::Config(_, faults)) => faults.iter().collect(),
            Some(Stop::Render(error)) => return failure(error, lang),
            None if let Some(error) = preview.fault() => return failure(error, lang),
            None => preview.now().findings.iter().filter(|finding| finding.waived.is_none()).collect(),
        };
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        let mut lines: Vec<String> = Vec::new();
        for (at, finding) in findings.iter().enumerate() {
            let block = renderer.render(finding);
            if at > 0 && lines.len() + block.lines().count() + 1 > room {
                let rest = text!("……另有 {n} 处，见 giar check", "… and {n} more: run giar check");
                lines.push(rest.with("n", findings.len() - at).get(lang));
                break;
            }
            lines.push(String::new());
            lines.extend(block.lines().map(str::to_owned));
        }
        lines
    }
}

fn failure(error: &RenderError, lang: Lang) -> Vec<String> {
    let text = failure_text(error).get(lang);
    std::iter::once("").chain(text.lines()).map(str::to_owned).collect()
}

fn done(changed: Option<&[String]>, seconds: f64) -> Message {
    let ms = format!("{:.0}", seconds * 1e3);
    let message = match changed {
        None => text!("已检查全部文件，用时 {ms} 毫秒：{tally}", "checked all files in {ms} ms: {tally}").into(),
        Some(files) if files.len() <= FILES => {
            text!("{files} 有改动，用时 {ms} 毫秒：{tally}", "{files} changed, checked in {ms} ms: {tally}")
                .with("files", files)
        }
        Some(files) => text!(
            "{n} 个文件有改动，用时 {ms} 毫秒：{tally}",
            "{n} {n:file|files} changed, checked in {ms} ms: {tally}"
        )
        .with("n", files.len()),
    };
    message.with("ms", ms)
}
