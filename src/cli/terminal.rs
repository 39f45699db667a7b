//! Output to people: findings, summaries, failures.

use super::Failure;
use crate::{
    check::masked,
    diag::{
        ClosedYears, Finding, Listed, listed,
        text::{MAX_LISTED, TextRenderer, not_listed},
    },
    i18n::{Lang, Message, Text, reason},
    pipeline::Stop,
    render::RenderError,
    text,
};
use anstream::AutoStream;
use std::{
    cell::OnceCell,
    io::{self, ErrorKind, IsTerminal, Write},
};

pub(super) struct Terminal {
    /// The language of messages, set before a command starts.
    lang: Lang,
    /// The error that prevented results from being written, such as a full disk. A closed pipe (`| head`) is no error.
    lost: OnceCell<io::Error>,
}

impl Terminal {
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, lost: OnceCell::new() }
    }

    /// Prints a result on standard output.
    pub(super) fn print(&self, message: impl Into<Message>) {
        self.result(&format!("{}\n", message.into().get(self.lang)));
    }

    /// Prints anything else on standard error.
    pub(super) fn notify(&self, message: impl Into<Message>) {
        // If standard error is closed, nobody can be notified.
        let _ = writeln!(anstream::stderr(), "{}", message.into().get(self.lang));
    }

    /// Prints the findings that a command was run for, as results.
    pub(super) fn result(&self, text: &str) {
        let mut out = anstream::stdout().lock();
        // Buffered output would be lost silently at exit.
        self.note(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
    }

    /// Records a failure to write a result.
    pub(super) fn note(&self, written: io::Result<()>) {
        if let Err(error) = written
            && error.kind() != ErrorKind::BrokenPipe
        {
            let _ = self.lost.set(error);
        }
    }

    /// Reports failures to write results, and returns whether there were any.
    pub(super) fn has_lost(&self) -> bool {
        let Some(error) = self.lost.get() else { return false };
        let message = text!("结果没有写出来：{error}", "the results could not be written: {error}");
        self.error(&message.with("error", reason(error)));
        true
    }

    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether standard output may have colours.
    pub(super) fn is_coloured() -> bool {
        AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
    }

    /// Prints the findings that stop a command.
    pub(super) fn complaints<'f>(&self, findings: impl Iterator<Item = &'f Finding>) {
        let findings: Vec<_> = findings.collect();
        self.render(&findings, true, Self::complains_in_colour(), &mut anstream::stderr().lock());
    }

    /// Likewise as text, with findings in earlier years summarised; all are listed if `closed` is none.
    pub(super) fn complaints_text(&self, listed: &[Finding], closed: Option<&ClosedYears>) -> String {
        let findings: Vec<_> = listed.iter().collect();
        let mut text = Vec::new();
        self.render(&findings, closed.is_some(), Self::complains_in_colour(), &mut text);
        let closed = closed.map(|closed| closed.render(self.lang)).unwrap_or_default();
        String::from_utf8_lossy(&text).into_owned() + &closed
    }

    /// Whether standard error may have colours.
    pub(super) fn complains_in_colour() -> bool {
        AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
    }

    /// Prints findings on standard error.
    pub(super) fn complain(text: &str) {
        let _ = write!(anstream::stderr(), "{text}");
    }

    fn render(&self, findings: &[&Finding], folds: bool, colour: bool, out: &mut impl Write) {
        let renderer = TextRenderer::new(self.lang, colour);
        let mut room = MAX_LISTED;
        let (items, more) = listed(findings, folds, &mut room);
        for item in &items {
            let text = match item {
                Listed::Finding(finding) => masked(&renderer.render(finding)).into_owned(),
                Listed::More(_, message) => message.get(self.lang),
            };
            // A closed pipe (`| head`) is no error.
            if writeln!(out, "{text}\n").is_err() {
                return;
            }
        }
        if more > 0 {
            let _ = writeln!(out, "{}\n", not_listed(more).get(self.lang));
        }
    }

    pub(super) fn failure(&self, failure: &Failure) {
        match failure {
            Failure::Stop(Stop::Config(_, findings)) => {
                self.complaints(findings.iter());
                self.error(&text!("site.toml 有错，什么也没有做", "site.toml has errors; nothing was done").into());
            }
            Failure::Message(message) => self.error(message),
            Failure::Stop(Stop::Render(error)) => self.error(&failure_text(error)),
        }
    }

    /// The height of the terminal in lines, if there is one.
    pub(super) fn height() -> Option<usize> {
        terminal_size::terminal_size_of(io::stdout()).map(|(_, height)| usize::from(height.0))
    }

    /// Clears the terminal and prints lines, or appends them if it cannot be cleared.
    pub(super) fn show_screen(&self, lines: &[String]) {
        let clear = if Self::height().is_some() { "\u{1b}[2J\u{1b}[3J\u{1b}[H" } else { "" };
        self.result(&format!("{clear}{}\n", lines.join("\n")));
    }

    /// Asks a yes-or-no question; without a person to ask, the answer is no.
    pub(super) fn confirms(&self, question: Text) -> bool {
        if !Self::is_interactive() {
            return false;
        }
        let _ = write!(anstream::stderr(), "{} [y/N] ", question.get(self.lang));
        let mut answer = String::new();
        let is_read = io::stdin().read_line(&mut answer).is_ok();
        let answer = answer.trim().to_lowercase();
        is_read && (answer == "y" || [Lang::Zh, Lang::En].map(|lang| YES.get(lang)).contains(&answer.as_str()))
    }

    /// Whether there is a person to ask.
    pub(super) fn is_interactive() -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Asks for a line. An empty one accepts the default; the end of input gives none.
    pub(super) fn ask(&self, question: &Message, proposal: &str) -> Option<String> {
        let proposed = if proposal.is_empty() { String::new() } else { format!("[{proposal}] ") };
        let _ = write!(anstream::stderr(), "{} {proposed}", question.get(self.lang));
        let mut answer = String::new();
        let length = io::stdin().read_line(&mut answer).ok()?;
        let answer = answer.trim();
        (length > 0).then(|| if answer.is_empty() { proposal.to_owned() } else { answer.to_owned() })
    }

    /// Warns of something that does not stop a command but differs from what its user expects.
    pub(super) fn warn(&self, message: Message) {
        self.notify(text!("警告：{message}", "warning: {message}").with("message", message));
    }

    fn error(&self, message: &Message) {
        self.notify(text!("错误：{message}", "error: {message}").with("message", message.clone()));
    }
}

/// The affirmative answer; `y` is accepted as well.
const YES: Text = text!("是", "yes");

/// A fault of the theme or of a page, with the remedy.
pub(super) fn failure_text(error: &RenderError) -> Message {
    match error {
        RenderError::Read(message) => message.clone(),
        RenderError::Template { page, detail } => broken_template(page.as_deref()).with("detail", detail.clone()),
    }
}

/// An introduction to a fault in a template.
fn broken_template(page: Option<&str>) -> Message {
    match page {
        Some(page) => text!(
            "模板有错，做不出 {page}。箭头所指是出错的文件、行和列，“说明”一行是引用它的模板；能用的变量见 docs/themes.md\n\n{detail}",
            "{page} could not be rendered because of an error in a template. The arrow shows its file, line and column, a note the template that includes it; docs/themes.md lists the variables\n\n{detail}"
        )
        .with("page", page),
        None => text!(
            "模板读不懂，什么也没有做。箭头所指是出错的文件、行和列；写法见 docs/themes.md\n\n{detail}",
            "a template cannot be parsed; nothing was done. The arrow shows the file, line and column; docs/themes.md explains how to write templates\n\n{detail}"
        )
        .into(),
    }
}
