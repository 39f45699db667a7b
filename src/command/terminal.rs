//! What people see: findings, summaries, failures.

use super::Failure;
use crate::{
    diag::{Finding, text::TextRenderer},
    i18n::{Lang, Message},
    output::RenderError,
    pipeline::Stop,
    text,
};
use anstream::AutoStream;
use std::io::{self, Write};

pub struct Terminal {
    lang: Lang,
}

impl Terminal {
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// Goes over to the site's language, if nobody asked for another.
    pub fn speak(&mut self, lang: Lang) {
        self.lang = lang;
    }

    /// Results: on standard output.
    pub fn say(&self, message: impl Into<Message>) {
        print(&mut anstream::stdout(), &message.into().get(self.lang));
    }

    /// Everything else: on standard error.
    pub fn tell(&self, message: impl Into<Message>) {
        print(&mut anstream::stderr(), &message.into().get(self.lang));
    }

    /// The findings a command is asked for, as results.
    pub fn result(text: &str) {
        // A closed pipe (`| head`) is no fault of ours.
        let _ = write!(anstream::stdout().lock(), "{text}");
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether results may have colours.
    pub fn is_coloured() -> bool {
        AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
    }

    /// The findings that stand in a command's way.
    pub fn complaints<'f>(&self, findings: impl Iterator<Item = &'f Finding>) {
        let colour = AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
        self.render(findings, colour, &mut anstream::stderr().lock());
    }

    fn render<'f>(&self, findings: impl Iterator<Item = &'f Finding>, colour: bool, out: &mut impl Write) {
        let renderer = TextRenderer::new(self.lang, colour);
        for finding in findings {
            // A closed pipe (`| head`) is no fault of ours.
            if writeln!(out, "{}\n", renderer.render(finding)).is_err() {
                return;
            }
        }
    }

    pub fn failure(&self, failure: &Failure) {
        match failure {
            Failure::Stop(Stop::Config(_, findings)) => {
                self.complaints(findings.iter());
                self.error(&text!("site.toml 有错，什么也没有做", "site.toml is wrong; nothing was done").into());
            }
            Failure::Message(message) => self.error(message),
            Failure::Stop(Stop::Render(error)) => self.error(&failure_text(error)),
        }
    }

    /// How many lines the terminal shows at once, if it is one.
    pub fn height() -> Option<usize> {
        terminal_size::terminal_size_of(io::stdout()).map(|(_, height)| usize::from(height.0))
    }

    /// Lines in place of all that the terminal shows; below it, where that cannot be.
    pub fn show_screen(lines: &[String]) {
        let clear = if Self::height().is_some() { "\u{1b}[2J\u{1b}[3J\u{1b}[H" } else { "" };
        Self::result(&format!("{clear}{}\n", lines.join("\n")));
        let _ = io::stdout().flush();
    }

    /// What does not stop a command, but is not as its user thinks.
    pub fn warn(&self, message: Message) {
        self.tell(text!("警告：{message}", "warning: {message}").with("message", message));
    }

    fn error(&self, message: &Message) {
        self.tell(text!("错误：{message}", "error: {message}").with("message", message.clone()));
    }
}

/// A fault of the theme or of a page, with what to do about it.
pub fn failure_text(error: &RenderError) -> Message {
    match error {
        RenderError::Read(message) => message.clone(),
        RenderError::Template { page, detail } => broken_template(page.as_deref()).with("detail", detail),
    }
}

/// What a fault of a template means, in a line, before the fault itself.
fn broken_template(page: Option<&str>) -> Message {
    match page {
        Some(page) => text!(
            "模板有错，做不出 {page}。箭头所指是出错的文件、行和列，note 是引用它的模板；能用的变量见 docs/themes.md\n\n{detail}",
            "a template is wrong, so {page} cannot be made. The arrow points at file, line and column, a note at the template that includes it; docs/themes.md lists the variables\n\n{detail}"
        )
        .with("page", page),
        None => text!(
            "模板读不懂，什么也没有做。箭头所指是出错的文件、行和列；写法见 docs/themes.md\n\n{detail}",
            "a template cannot be read; nothing was done. The arrow points at file, line and column; docs/themes.md tells how to write one\n\n{detail}"
        )
        .into(),
    }
}

fn print(out: &mut impl Write, line: &str) {
    // A closed pipe is no fault of ours.
    let _ = writeln!(out, "{line}");
}
