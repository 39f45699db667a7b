//! The welcome page for users who started giar by a double click.

use super::{
    FOLDER,
    own_page::{SILENT, escaped, head, script},
};
use crate::{
    i18n::{Lang, Text},
    text,
};
use std::fmt::Write as _;

/// A recently opened portal.
pub(crate) struct Portal {
    pub title: String,
    pub path: String,
}

/// The page. `home` is the folder in which the search for a portal begins.
pub(crate) fn page(portals: &[Portal], home: &str, lang: Lang) -> String {
    let title = text!("政府信息公开工作年度报告", "Annual information-disclosure reports").get(lang);
    let folder = format!("/{FOLDER}");
    let mut out = head(&folder, lang, &format!("giar · {title}"), "welcome");
    let _ = write!(
        out,
        "<header class=\"bar\"><h1>{title}</h1></header>\n<main>\n<p id=\"said\" role=\"status\"></p>\n<div>"
    );
    recent(portals, lang, &mut out);
    open(home, lang, &mut out);
    out.push_str("</div>\n<div>");
    if portals.is_empty() {
        sample(lang, &mut out);
    }
    begin(home, lang, &mut out);
    if !portals.is_empty() {
        sample(lang, &mut out);
    }
    let _ = write!(
        out,
        "<section class=\"card\"><h2>{}</h2><p>{}</p><p class=\"acts\"><button type=\"button\" data-act=\"close\">{}</button></p>\
         </section></div>\n</main>\n{}</body>\n</html>\n",
        text!("用完了", "Done?").get(lang),
        text!(
            "填的内容都已经存在文件里，可以放心关闭。关闭以后，还开着的填报页面不能再保存。",
            "Everything you filled in is saved. Once giar is closed, forms that are still open can no longer save."
        )
        .get(lang),
        text!("关闭 giar", "Close giar").get(lang),
        script(&folder, "welcome.js", &WORDS.map(|word| word.get(lang))),
    );
    out
}

/// The words of the script, in the order that it expects.
const WORDS: [Text; 7] = [
    text!("正在处理，请稍候……", "Working on it …"),
    text!("giar 已经关闭，这个网页可以关掉了", "giar is closed; this page can be closed, too"),
    SILENT,
    text!("不能操作：请使用 giar 自己打开的网页", "Not permitted: use the page that giar has opened"),
    text!("上一级文件夹", "Folder above"),
    text!("{name}（栏目）", "{name} (portal)"),
    text!("还有 {count} 条，见下面的全部输出", "{count} more: see all that giar has printed, below"),
];

/// The actions on a portal, the most frequent first.
const ACTS: [(&str, Text); 4] = [
    ("open", text!("填报", "Fill in reports")),
    ("publish", text!("发布", "Publish")),
    ("reveal", text!("打开文件夹", "Show the folder")),
    ("forget", text!("从列表中移除", "Remove from this list")),
];

fn recent(portals: &[Portal], lang: Lang, out: &mut String) {
    if portals.is_empty() {
        return;
    }
    let title = text!("最近打开的栏目", "Recent portals").get(lang);
    let _ = write!(out, "<section class=\"card\"><h2>{title}</h2><ul class=\"portals\">");
    for portal in portals {
        let (title, path) = (escaped(&portal.title), escaped(&portal.path));
        let _ = write!(out, "<li><h3 lang=\"zh-CN\">{title}</h3><p><code>{path}</code></p><p class=\"acts\">");
        for (act, word) in &ACTS {
            let word = word.get(lang);
            let _ = write!(
                out,
                "<button type=\"button\" data-act=\"{act}\" data-path=\"{path}\" aria-label=\"{word} {title}\">{word}</button>"
            );
        }
        out.push_str("</p></li>");
    }
    let all = text!("giar 的全部输出", "Output of giar").get(lang);
    let _ = writeln!(
        out,
        "</ul><div id=\"outcome\" tabindex=\"-1\" hidden><ol id=\"found\"></ol><p></p><details><summary>{all}</summary>\
         <pre tabindex=\"0\"></pre></details></div></section>"
    );
}

fn open(home: &str, lang: Lang, out: &mut String) {
    let _ = write!(
        out,
        "<section class=\"card\"><h2>{}</h2><form data-act=\"open\"><label>{}<input type=\"text\" name=\"path\" \
         value=\"{}\" required autocomplete=\"off\" spellcheck=\"false\"></label><p class=\"acts\">\
         <button type=\"submit\">{}</button><button type=\"button\" data-act=\"folders\">{}</button></p>\
         <ul id=\"folders\" class=\"folders\"></ul></form></section>",
        text!("打开已有的栏目", "Open a portal").get(lang),
        text!("栏目的文件夹，里面有 site.toml", "The portal's folder, which holds site.toml").get(lang),
        escaped(home),
        text!("打开", "Open").get(lang),
        text!("浏览文件夹", "Browse folders").get(lang),
    );
}

fn begin(home: &str, lang: Lang, out: &mut String) {
    let _ = write!(
        out,
        "<section class=\"card\"><h2>{}</h2><form data-act=\"begin\">\
         <label>{}<input type=\"text\" name=\"name\" required autocomplete=\"organization\" lang=\"zh-CN\"></label>\
         <label>{}<input type=\"text\" name=\"id\" required pattern=\"[a-z0-9\\-]+\" autocomplete=\"off\" spellcheck=\"false\"></label>\
         <label>{}<input type=\"text\" name=\"path\" value=\"{}\" required autocomplete=\"off\" spellcheck=\"false\"></label>\
         <p class=\"acts\"><button type=\"submit\">{}</button></p></form></section>",
        text!("新建一个栏目", "Start a portal").get(lang),
        text!("机关全称，如：青石县人民政府", "Full name of the agency, such as 青石县人民政府").get(lang),
        text!(
            "机关代码，用在网址里，如：qingshi（小写字母、数字、短横线）",
            "Id for addresses, such as qingshi (a–z, 0–9 and -)"
        )
        .get(lang),
        text!("放在哪里（会新建这个文件夹）", "Folder to create for it").get(lang),
        escaped(&format!("{home}{}giar", std::path::MAIN_SEPARATOR)),
        text!("新建", "Start").get(lang),
    );
}

fn sample(lang: Lang, out: &mut String) {
    let _ = write!(
        out,
        "<section class=\"card\"><h2>{}</h2><p>{}</p><p class=\"acts\"><button type=\"button\" data-act=\"sample\">{}</button></p></section>",
        text!("先看看样本", "Look at a sample first").get(lang),
        text!(
            "赤眉镇的一份报告，可以随便改，改坏了也不要紧。",
            "The report of a made-up town. Change whatever you like."
        )
        .get(lang),
        text!("打开样本", "Open the sample").get(lang),
    );
}
