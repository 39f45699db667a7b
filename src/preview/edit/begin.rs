//! Controls on the list of reports that start something new: a year, a report from a document, an agency.

use super::listed::{Listed, list_address};
use crate::{
    config::{AgencyKind, Rank},
    preview::{Preview, own_page::escaped},
    text,
};
use std::fmt::Write as _;

/// Asks for a year that is not in the list: reports may be started for any.
pub(super) fn year(preview: &Preview, listed: Listed<'_>, out: &mut String) {
    let lang = preview.lang;
    let list = list_address(preview);
    let label = text!("别的年度", "Another year").get(lang);
    let show = text!("列出这一年", "List that year").get(lang);
    let _ = write!(
        out,
        "<form class=\"year\" action=\"{list}\"><label>{label} <input type=\"text\" name=\"year\" inputmode=\"numeric\" \
         pattern=\"[0-9]{{4}}\" maxlength=\"4\" size=\"6\" required autocomplete=\"off\"></label>\
         <button type=\"submit\">{show}</button>"
    );
    if listed.year.is_some() {
        let all = text!("全部年度", "All years").get(lang);
        let _ = write!(out, " <a href=\"{list}\">{all}</a>");
    }
    out.push_str("</form>");
}

/// Uploads a report that was written elsewhere.
pub(super) fn document(preview: &Preview, out: &mut String) {
    let lang = preview.lang;
    let title = text!("把写好的报告变成草稿", "Make a draft of a written report").get(lang);
    let what = text!(
        "选一个文件，或者拖到这里：Word（.docx）、网页、PDF、表格都可以。表里的数放进对应的格，读不准的会请你核对。",
        "Choose a file or drop it here: a Word document (.docx), a web page, a PDF, a spreadsheet. Figures go into their cells; what is uncertain is left to you to review."
    )
    .get(lang);
    let file = text!("文件", "File").get(lang);
    let agency = text!("机关", "Agency").get(lang);
    let year = text!("年度", "Year").get(lang);
    let found = text!("从文件里认", "as the file says").get(lang);
    let make = text!("变成草稿", "Make a draft").get(lang);
    let _ = write!(
        out,
        "<form id=\"document\" class=\"card\"><h2>{title}</h2><p>{what}</p>\
         <label>{file}<input type=\"file\" required accept=\".docx,.html,.htm,.mht,.pdf,.xlsx,.txt,.md,.csv,.json\"></label>\
         <label>{agency}<select name=\"agency\"><option value=\"\">{found}</option>{}</select></label>\
         <label>{year}<input type=\"text\" name=\"year\" inputmode=\"numeric\" size=\"6\" maxlength=\"4\" \
         placeholder=\"{found}\"></label><button type=\"submit\">{make}</button></form>",
        agencies(preview)
    );
}

/// Adds an agency to the site. Its kind follows from its name unless chosen.
pub(super) fn agency(preview: &Preview, out: &mut String) {
    let by_name = text!("看名称认", "as its name says").get(preview.lang);
    let kinds: String = AgencyKind::all().map(|kind| option(kind.key(), kind.word().get(preview.lang))).collect();
    let ranks: String = Rank::all().map(|rank| option(rank.key(), rank.word().get(preview.lang))).collect();
    let _ = write!(
        out,
        "<form id=\"agency\" class=\"card\"><h2>{}</h2><p>{}</p>\
         <label>{}<input type=\"text\" name=\"name\" required autocomplete=\"organization\" lang=\"zh-CN\"></label>\
         <label>{}<input type=\"text\" name=\"id\" required pattern=\"[a-z0-9\\-]+\" autocomplete=\"off\" spellcheck=\"false\"></label>\
         <label>{}<select name=\"kind\"><option value=\"\">{by_name}</option>{kinds}</select></label>\
         <label>{}<select name=\"rank\"><option value=\"\">{by_name}</option>{ranks}</select></label>\
         <label>{}<select name=\"parent\"><option value=\"\">{}</option>{}</select></label>\
         <button type=\"submit\">{}</button></form>",
        text!("加一个机关", "Add an agency").get(preview.lang),
        text!(
            "网站里还没有的机关，加上以后就在表里，可以新建报告。写进 site.toml，别的都不动。",
            "An agency that the site does not have yet: once added it is in the list, and its reports can begin. It is written into site.toml; nothing else there changes."
        ).get(preview.lang),
        text!("机关全称", "Full name of the agency").get(preview.lang),
        text!(
            "代码，用在网址里，定了就不要改：小写字母、数字和短横线，如 qingshi",
            "Id for addresses, not to be changed later: a–z, 0–9 and -, such as qingshi"
        ).get(preview.lang),
        text!("类别", "Kind").get(preview.lang),
        text!("级别", "Rank").get(preview.lang),
        text!("上级机关", "Agency above it").get(preview.lang),
        text!("不写", "none").get(preview.lang),
        agencies(preview),
        text!("加上", "Add it").get(preview.lang),
    );
}

fn agencies(preview: &Preview) -> String {
    let agencies = preview.now.site.config.agencies.iter();
    let options = agencies.map(|agency| {
        format!("<option value=\"{}\" lang=\"zh-CN\">{}</option>", escaped(&agency.id), escaped(&agency.name))
    });
    options.collect()
}

fn option(value: &str, label: &str) -> String {
    format!("<option value=\"{value}\">{label}</option>")
}
