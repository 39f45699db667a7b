//! Common parts of the preview's own pages: the form, the list of reports, the welcome page.

use crate::{
    i18n::{Lang, Text},
    text,
};
use pulldown_cmark_escape::escape_html;

/// The message of a script that gets no answer.
pub(super) const SILENT: Text = text!(
    "giar 没有回答：可能已经关闭。重新打开它再试",
    "giar is not responding; it may have been closed. Start it again"
);

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    let _ = escape_html(&mut out, text);
    out
}

/// The minimum browsers: the scripts use only features of Chromium 86 and Firefox 78.
const TOO_OLD: Text = text!(
    "这个浏览器太旧，不能填报。请换 Chrome、Edge 87 以上，或者火狐 80 以上；360、QQ 等双核浏览器请切换到极速模式。",
    "This browser is too old to fill in reports. Use Chrome or Edge 87, Firefox 80 or later; in a browser with two engines, its fast mode."
);
/// Must itself run in older browsers, for which this is the only text shown.
const IS_TOO_OLD: &str = "if (!window.Element || !Element.prototype.replaceChildren) {\
    document.getElementById(\"old\").removeAttribute(\"hidden\");\
    document.body.className = \"old\"; }";

/// A page up to its body. `folder` is the address of the preview's own files.
pub(super) fn head(folder: &str, lang: Lang, title: &str, class: &str) -> String {
    let (tag, title, too_old) = (lang.tag(), escaped(title), TOO_OLD.get(lang));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{folder}form.css\">\n\
         <script src=\"{folder}form-key.js\" data-folder=\"{folder}\"></script>\n</head>\n<body class=\"{class}\">\n\
         <p class=\"notice\" id=\"old\" hidden>{too_old}</p>\n<script>{IS_TOO_OLD}</script>\n"
    )
}

/// A script that sends requests to giar; it is given the addresses and the words for the results.
pub(super) fn script(folder: &str, name: &str, words: &[&str]) -> String {
    let words = escaped(&words.join("|"));
    format!("<script src=\"{folder}{name}\" data-folder=\"{folder}\" data-words=\"{words}\"></script>\n")
}
