//! A document beside the report that was read from it, as one page: every cell leads to its place and back.
//!
//! Without a script: places are fragments, and the one that was come to is marked.

mod form;
mod source;

use super::{Imported, sheet::Sheet};
use crate::{
    i18n::{Lang, Message},
    text,
    theme::Theme,
};
use pulldown_cmark_escape::escape_html;

/// What the page needs besides the styles of giar's other pages.
const STYLE: &str = include_str!("compare.css");

/// The page, if the document was kept; a report of giar's own has nothing to be compared with.
pub fn page(imported: &Imported, file: &str, lang: Lang) -> Option<String> {
    let sheet = imported.sheet.as_ref()?;
    let theme = Theme::built_in();
    let style = String::from_utf8_lossy(theme.file("assets/style.css").unwrap_or_default());
    let title = said(text!("对照：{file}", "Comparison: {file}").with("file", file), lang);
    let title = escaped(&title);
    let tag = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let skip = said(text!("跳到正文", "Skip to content"), lang);
    let head = format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"robots\" content=\"noindex, nofollow\">\n<link rel=\"icon\" href=\"data:,\">\n<style>\n{style}\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">{skip}</a>\n"
    );
    let masthead = format!(
        "<header class=\"masthead\"><div class=\"wrap\"><div class=\"brand\"><p class=\"name\">{}</p></div></div></header>\n",
        said(text!("导入对照", "Import, compared"), lang)
    );
    let panes = [
        (text!("原文（读到的样子）", "Source, as read"), "source", source::html(sheet, lang)),
        (text!("读成的报告", "The report read from it"), "report", form::html(imported, sheet, lang)),
    ];
    let panes = panes.map(|(name, id, html)| {
        let name = name.get(lang);
        let html = format!(
            "<section class=\"pane\" id=\"{id}\" tabindex=\"0\" aria-labelledby=\"{id}-name\">\n\
             <h2 id=\"{id}-name\">{name}</h2>\n{html}</section>\n"
        );
        (html, id, name)
    });
    let open = open(imported, sheet, lang);
    let ways = panes.iter().map(|(_, id, name)| format!("<a class=\"button\" href=\"#{id}\">{name}</a>\n"));
    let ways = format!(
        "<nav class=\"ways\" aria-label=\"{}\">\n{}</nav>\n",
        said(text!("两栏", "The two panes"), lang),
        ways.collect::<String>()
    );
    Some(format!(
        "{head}{masthead}<main class=\"wrap\" id=\"main\">\n<div class=\"page-head\"><h1>{title}</h1>\n{}{open}{ways}</div>\n\
         <div class=\"panes\">\n{}</div>\n</main>\n</body>\n</html>\n",
        facts(imported, lang),
        panes.map(|(html, ..)| html).concat(),
    ))
}

/// What the document says of itself, and how much of it was read.
fn facts(imported: &Imported, lang: Lang) -> String {
    let unknown = said(text!("看不出", "not clear"), lang);
    let draft = &imported.draft;
    let cells = text!("{read}，共 {expected}", "{read} of {expected}");
    let cells = cells.with("read", imported.read()).with("expected", imported.expected);
    let mut rows = vec![
        (text!("机关", "Agency"), imported.agency_name.clone().unwrap_or_else(|| unknown.clone())),
        (text!("年度", "Year"), imported.year.map_or_else(|| unknown.clone(), |year| year.to_string())),
        (text!("格式", "Form"), draft.edition.id.to_owned()),
        (text!("读出的格", "Cells read"), said(cells, lang)),
        (text!("发布日期", "Published"), draft.published.clone().unwrap_or(unknown)),
    ];
    rows.extend(imported.index_number.clone().map(|number| (text!("索引号", "Index number"), number)));
    rows.extend(imported.source.clone().map(|address| (text!("原来的网址", "Source address"), address)));
    let rows =
        rows.iter().map(|(name, value)| format!("<div><dt>{}</dt><dd>{}</dd></div>\n", name.get(lang), escaped(value)));
    format!("<dl class=\"facts\">\n{}</dl>\n", rows.collect::<String>())
}

/// What a person has to look at, each with its place.
fn open(imported: &Imported, sheet: &Sheet, lang: Lang) -> String {
    let mut items = Vec::new();
    for (at, question) in imported.questions.iter().enumerate() {
        let message = text!("{cell}：{reason}", "{cell}: {reason}");
        let message = message.with("cell", imported.name(&question.cells)).with("reason", question.doubt.reason());
        let cell = question.cells.first().index();
        let places = sheet.asked(at).map(|part| link(&part.id, &part.text)).collect::<Vec<_>>();
        let places = places.join(text!("、", ", ").get(lang));
        items.push(format!("<li><a href=\"#c{cell}\">{}</a>　{places}</li>\n", escaped(&said(message, lang))));
    }
    for row in imported.missing() {
        let message = text!("原文里没有找到：{row}", "not found in the source: {row}").with("row", row);
        items.push(format!("<li>{}</li>\n", escaped(&said(message, lang))));
    }
    for part in sheet.unread() {
        let message = said(text!("没有读进来的数：", "number that was not read: "), lang);
        items.push(format!("<li>{message}{}</li>\n", link(&part.id, &part.text)));
    }
    if items.is_empty() {
        let message = text!("每一格都读出来了，没有拿不准的。", "Every cell was read, and nothing is in doubt.");
        return format!("<p class=\"count\">{}</p>\n", message.get(lang));
    }
    let title = text!("要看一看的（{n}）", "To review ({n})").with("n", items.len());
    format!(
        "<section class=\"callout open\" aria-labelledby=\"open\"><h2 id=\"open\">{}</h2><ul>\n{}</ul></section>\n",
        said(title, lang),
        items.concat()
    )
}

fn link(id: &str, words: &str) -> String {
    format!("<a href=\"#{id}\">{}</a>", escaped(words))
}

fn said(message: impl Into<Message>, lang: Lang) -> String {
    message.into().get(lang)
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = escape_html(&mut out, text);
    out
}
