//! The page that greets whoever has started giar by a double click.

use super::{
    FOLDER,
    own_page::{SILENT, escaped, head, script},
};
use crate::{
    i18n::{Lang, Text},
    text,
};
use std::fmt::Write as _;

/// A portal that was open before.
pub(crate) struct Portal {
    pub title: String,
    pub path: String,
}

/// The page. `home` is where a search for a folder begins.
pub(crate) fn page(portals: &[Portal], home: &str, lang: Lang) -> String {
    let say = |text: Text| text.get(lang);
    let title = say(text!("政府信息公开工作年度报告", "Annual information-disclosure reports"));
    let folder = format!("/{FOLDER}");
    let mut out = head(&folder, lang, &format!("giar · {title}"), "list welcome");
    let _ = writeln!(out, "<main class=\"list\"><h1>{title}</h1><p id=\"said\" role=\"status\"></p>");
    recent(portals, lang, &mut out);
    open(home, lang, &mut out);
    begin(home, lang, &mut out);
    let _ = write!(
        out,
        "<section class=\"card\"><h2>{}</h2><p>{}</p><button type=\"button\" data-act=\"sample\">{}</button></section>\n\
         <section class=\"card\"><h2>{}</h2><p>{}</p><button type=\"button\" data-act=\"close\">{}</button></section>\n\
         </main>\n{}</body>\n</html>\n",
        say(text!("先看看样本", "Look at a sample first")),
        say(text!(
            "赤眉镇的三份报告，可以随便改，改坏了也不要紧。",
            "Three reports of a made-up town. Change whatever you like."
        )),
        say(text!("打开样本", "Open the sample")),
        say(text!("关闭 giar", "Close giar")),
        say(text!(
            "填的内容已经存在文件里。关闭以后，开着的填报页面不能再保存。",
            "What was filled in is in the files. Open forms can save nothing more once giar is closed."
        )),
        say(text!("关闭", "Close")),
        script(&folder, "welcome.js", &WORDS.map(say)),
    );
    out
}

/// What the script says, in the order in which it takes it.
const WORDS: [Text; 4] = [
    text!("正在做，请稍等", "Working on it"),
    text!("giar 已经关闭，可以关掉这个窗口", "giar is closed; this window can be closed, too"),
    SILENT,
    text!("没有许可：请从 giar 自己打开的窗口里操作", "Not permitted: use the window that giar has opened"),
];

fn recent(portals: &[Portal], lang: Lang, out: &mut String) {
    if portals.is_empty() {
        return;
    }
    let say = |text: Text| text.get(lang);
    let _ = write!(
        out,
        "<section class=\"card\"><h2>{}</h2><ul class=\"portals\">",
        say(text!("最近的栏目", "Recent portals"))
    );
    let acts = [
        ("open", text!("填报", "Fill in reports")),
        ("publish", text!("发布", "Publish")),
        ("forget", text!("从这里去掉", "Take off this list")),
    ];
    for portal in portals {
        let (title, path) = (escaped(&portal.title), escaped(&portal.path));
        let _ = write!(out, "<li><p><b lang=\"zh-CN\">{title}</b> <code>{path}</code></p><p class=\"acts\">");
        for (act, word) in &acts {
            let word = word.get(lang);
            let _ = write!(
                out,
                "<button type=\"button\" data-act=\"{act}\" data-path=\"{path}\" aria-label=\"{word} {title}\">{word}</button>"
            );
        }
        out.push_str("</p></li>");
    }
    out.push_str("</ul><pre id=\"outcome\" tabindex=\"0\" hidden></pre></section>\n");
}

fn open(home: &str, lang: Lang, out: &mut String) {
    let say = |text: Text| text.get(lang);
    let _ = write!(
        out,
        "<section class=\"card\"><h2>{}</h2><form data-act=\"open\"><label>{}<input type=\"text\" name=\"path\" \
         value=\"{}\" required autocomplete=\"off\" spellcheck=\"false\"></label><p class=\"acts\">\
         <button type=\"submit\">{}</button><button type=\"button\" data-act=\"folders\">{}</button></p>\
         <ul id=\"folders\" class=\"folders\"></ul></form></section>",
        say(text!("打开一个栏目", "Open a portal")),
        say(text!("栏目的文件夹（里面有 site.toml）", "The portal's folder (which holds site.toml)")),
        escaped(home),
        say(text!("打开", "Open")),
        say(text!("从这里往下找", "Look below this")),
    );
}

fn begin(home: &str, lang: Lang, out: &mut String) {
    let say = |text: Text| text.get(lang);
    let _ = write!(
        out,
        "<section class=\"card\"><h2>{}</h2><form data-act=\"begin\">\
         <label>{}<input type=\"text\" name=\"name\" required autocomplete=\"organization\" lang=\"zh-CN\"></label>\
         <label>{}<input type=\"text\" name=\"id\" required pattern=\"[a-z0-9\\-]+\" autocomplete=\"off\" spellcheck=\"false\"></label>\
         <label>{}<input type=\"text\" name=\"path\" value=\"{}\" required autocomplete=\"off\" spellcheck=\"false\"></label>\
         <p class=\"acts\"><button type=\"submit\">{}</button></p></form></section>",
        say(text!("新建一个栏目", "Start a portal")),
        say(text!("机关全称", "Full name of the agency")),
        say(text!(
            "代码，用在网址里：小写字母、数字和短横线，如 qingshi",
            "Id for addresses: a–z, 0–9 and -, such as qingshi"
        )),
        say(text!("建在哪个新文件夹里", "The new folder to put it in")),
        escaped(&format!("{home}{}giar", std::path::MAIN_SEPARATOR)),
        say(text!("新建", "Start")),
    );
}
