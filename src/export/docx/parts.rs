//! The parts of a Word document besides its text: styles, lists, fonts, page numbers, properties.

use super::xml::Xml;
use crate::export::style::{self, Align, Font, PAGE, TextStyle, twips};

pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A part of the package: its path, type and relationship.
pub(super) struct PartName {
    pub path: &'static str,
    pub media: &'static str,
    pub relation: &'static str,
    /// The identifier by which the text refers to it, if it does.
    pub id: &'static str,
}

const fn part(path: &'static str, media: &'static str, relation: &'static str, id: &'static str) -> PartName {
    PartName { path, media, relation, id }
}

/// The parts that every document has besides its text.
pub(super) static PARTS: [PartName; 7] = [
    part("styles.xml", "wordprocessingml.styles", "styles", "rIdStyles"),
    part("numbering.xml", "wordprocessingml.numbering", "numbering", "rIdNumbering"),
    part("settings.xml", "wordprocessingml.settings", "settings", "rIdSettings"),
    part("fontTable.xml", "wordprocessingml.fontTable", "fontTable", "rIdFonts"),
    part("footer1.xml", "wordprocessingml.footer", "footer", "rIdFooterOdd"),
    part("footer2.xml", "wordprocessingml.footer", "footer", "rIdFooterEven"),
    part("header1.xml", "wordprocessingml.header", "header", "rIdHeader"),
];

pub(super) fn content_types() -> Vec<u8> {
    let mut xml = Xml::file();
    xml.open("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    let relations = "application/vnd.openxmlformats-package.relationships+xml";
    xml.leaf("Default", &[("Extension", "rels"), ("ContentType", relations)]);
    xml.leaf("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    let document = office("wordprocessingml.document.main");
    xml.leaf("Override", &[("PartName", "/word/document.xml"), ("ContentType", &document)]);
    for part in &PARTS {
        let path = format!("/word/{}", part.path);
        xml.leaf("Override", &[("PartName", &path), ("ContentType", &office(part.media))]);
    }
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    xml.leaf("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", core)]);
    xml.leaf("Override", &[("PartName", "/docProps/app.xml"), ("ContentType", &office("extended-properties"))]);
    xml.close("Types");
    xml.into_bytes()
}

fn office(media: &str) -> String {
    format!("application/vnd.openxmlformats-officedocument.{media}+xml")
}

/// Relationships: identifier, type, target, and whether that is external.
pub(super) fn relations<'a>(all: impl Iterator<Item = (&'a str, String, &'a str, bool)>) -> Vec<u8> {
    let mut xml = Xml::file();
    xml.open("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))]);
    for (id, kind, target, is_external) in all {
        let mut attributes = vec![("Id", id), ("Type", kind.as_str()), ("Target", target)];
        attributes.extend(is_external.then_some(("TargetMode", "External")));
        xml.leaf("Relationship", &attributes);
    }
    xml.close("Relationships");
    xml.into_bytes()
}

/// The relationships of the package itself.
pub(super) fn package_relations() -> Vec<u8> {
    let all = [
        ("rId1", format!("{RELATIONS}/officeDocument"), "word/document.xml", false),
        ("rId2", format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml", false),
        ("rId3", format!("{RELATIONS}/extended-properties"), "docProps/app.xml", false),
    ];
    relations(all.into_iter())
}

/// Title and language. There are no dates, so that the same report gives the same file.
pub(super) fn core(title: &str, subject: &str, author: &str) -> Vec<u8> {
    let mut xml = Xml::file();
    let names = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.open("cp:coreProperties", &names);
    let properties = [("dc:title", title), ("dc:subject", subject), ("dc:creator", author), ("dc:language", "zh-CN")];
    for (name, value) in properties {
        xml.text(name, &[], value);
    }
    xml.close("cp:coreProperties");
    xml.into_bytes()
}

pub(super) fn app(company: &str) -> Vec<u8> {
    let mut xml = Xml::file();
    let name = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.open("Properties", &[("xmlns", name)]);
    xml.text("Application", &[], "giar");
    xml.text("Company", &[], company);
    xml.close("Properties");
    xml.into_bytes()
}

pub(super) fn settings() -> Vec<u8> {
    let mut xml = Xml::file();
    xml.open("w:settings", &[("xmlns:w", MAIN)]);
    xml.leaf("w:evenAndOddHeaders", &[]);
    xml.leaf("w:characterSpacingControl", &[("w:val", "compressPunctuation")]);
    xml.open("w:compat", &[]);
    let compat =
        [("w:name", "compatibilityMode"), ("w:uri", "http://schemas.microsoft.com/office/word"), ("w:val", "15")];
    xml.leaf("w:compatSetting", &compat);
    xml.close("w:compat");
    xml.leaf("w:themeFontLang", &[("w:val", "zh-CN"), ("w:eastAsia", "zh-CN")]);
    xml.close("w:settings");
    xml.into_bytes()
}

pub(super) fn fonts() -> Vec<u8> {
    let mut xml = Xml::file();
    xml.open("w:fonts", &[("xmlns:w", MAIN)]);
    for font in style::FONTS {
        xml.open("w:font", &[("w:name", font.name)]);
        xml.leaf("w:altName", &[("w:val", &font.instead.join(","))]);
        xml.leaf("w:charset", &[("w:val", "86")]);
        xml.leaf("w:family", &[("w:val", if font.has_serifs { "roman" } else { "swiss" })]);
        xml.close("w:font");
    }
    xml.close("w:fonts");
    xml.into_bytes()
}

pub(super) fn styles() -> Vec<u8> {
    let mut xml = Xml::file();
    xml.open("w:styles", &[("xmlns:w", MAIN)]);
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    fonts_of(&mut xml, &style::TEXT_FONT);
    xml.leaf("w:kern", &[("w:val", "2")]);
    sizes(&mut xml, style::TEXT_SIZE);
    xml.leaf("w:lang", &[("w:val", "zh-CN"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
    xml.close("w:rPr");
    xml.close("w:rPrDefault");
    xml.open("w:pPrDefault", &[]);
    xml.close("w:pPrDefault");
    xml.close("w:docDefaults");
    for text in style::STYLES.into_iter().chain(style::HEADINGS.iter()).chain([&style::FOOTER]) {
        paragraph_style(&mut xml, text);
    }
    xml.open("w:style", &[("w:type", "character"), ("w:styleId", "Hyperlink")]);
    xml.leaf("w:name", &[("w:val", "Hyperlink")]);
    xml.open("w:rPr", &[]);
    xml.leaf("w:color", &[("w:val", "0563C1")]);
    xml.leaf("w:u", &[("w:val", "single")]);
    xml.close("w:rPr");
    xml.close("w:style");
    table_style(&mut xml);
    xml.close("w:styles");
    xml.into_bytes()
}

fn paragraph_style(xml: &mut Xml, text: &TextStyle) {
    let is_normal = text.id == style::NORMAL.id;
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", text.id)];
    attributes.extend(is_normal.then_some(("w:default", "1")));
    xml.open("w:style", &attributes);
    xml.leaf("w:name", &[("w:val", text.name)]);
    if !is_normal {
        xml.leaf("w:basedOn", &[("w:val", style::NORMAL.id)]);
    }
    if text.outline.is_some() || text.id == style::TITLE.id {
        xml.leaf("w:next", &[("w:val", style::BODY.id)]);
    }
    xml.leaf("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    if text.keeps_next {
        xml.leaf("w:keepNext", &[]);
    }
    let (before, after) = (text.before.to_string(), text.after.to_string());
    let line = if text.line == 0 { 240 } else { text.line }.to_string();
    let rule = if text.line == 0 { "auto" } else { "exact" };
    let spacing = [("w:before", &*before), ("w:after", &*after), ("w:line", &*line), ("w:lineRule", rule)];
    xml.leaf("w:spacing", &spacing);
    if text.first_line > 0 {
        // In characters for programs that support this; in twentieths of a point for others.
        let chars = (text.first_line * 100).to_string();
        let twentieths = (text.first_line * text.size * 10).to_string();
        xml.leaf("w:ind", &[("w:firstLineChars", &*chars), ("w:firstLine", &*twentieths)]);
    }
    xml.leaf("w:jc", &[("w:val", alignment(text.align))]);
    if let Some(level) = text.outline {
        xml.leaf("w:outlineLvl", &[("w:val", &level.to_string())]);
    }
    xml.close("w:pPr");
    xml.open("w:rPr", &[]);
    fonts_of(xml, text.font);
    if text.is_bold {
        xml.leaf("w:b", &[]);
    }
    sizes(xml, text.size);
    xml.close("w:rPr");
    xml.close("w:style");
}

fn alignment(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Justified => "both",
    }
}

fn fonts_of(xml: &mut Xml, font: &Font) {
    // Figures and quotation marks use the same typeface as the surrounding text; Word would otherwise treat quotation
    // marks as Western.
    let (hint, name) = (("w:hint", "eastAsia"), font.name);
    xml.leaf("w:rFonts", &[hint, ("w:ascii", name), ("w:hAnsi", name), ("w:eastAsia", name), ("w:cs", name)]);
}

fn sizes(xml: &mut Xml, size: u32) {
    let size = size.to_string();
    xml.leaf("w:sz", &[("w:val", &size)]);
    xml.leaf("w:szCs", &[("w:val", &size)]);
}

/// The name of the table style.
pub(super) const TABLE: &str = "OfficialTable";

fn table_style(xml: &mut Xml) {
    xml.open("w:style", &[("w:type", "table"), ("w:styleId", TABLE)]);
    xml.leaf("w:name", &[("w:val", "Official Table")]);
    xml.open("w:tblPr", &[]);
    xml.open("w:tblBorders", &[]);
    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
        xml.leaf(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")]);
    }
    xml.close("w:tblBorders");
    xml.close("w:tblPr");
    xml.close("w:style");
}

/// The kinds of lists: bulleted and numbered.
pub(super) const DOTS: &str = "1";
const NUMBERS: &str = "2";

/// The id by which items refer to the nth numbered list.
pub(super) fn list_id(at: usize) -> String {
    (at + 3).to_string()
}

/// Every numbered list is numbered separately, from its own start.
pub(super) fn numbering(lists: &[(usize, u64)]) -> Vec<u8> {
    let mut xml = Xml::file();
    xml.open("w:numbering", &[("xmlns:w", MAIN)]);
    for (id, format, text) in [(DOTS, "bullet", "•"), (NUMBERS, "decimal", "%")] {
        xml.open("w:abstractNum", &[("w:abstractNumId", id)]);
        xml.leaf("w:multiLevelType", &[("w:val", "hybridMultilevel")]);
        for level in 0..9 {
            list_level(&mut xml, level, format, text);
        }
        xml.close("w:abstractNum");
    }
    xml.open("w:num", &[("w:numId", DOTS)]);
    xml.leaf("w:abstractNumId", &[("w:val", DOTS)]);
    xml.close("w:num");
    for (at, (_, start)) in lists.iter().enumerate() {
        xml.open("w:num", &[("w:numId", &list_id(at))]);
        xml.leaf("w:abstractNumId", &[("w:val", NUMBERS)]);
        for level in 0..9_u8 {
            xml.open("w:lvlOverride", &[("w:ilvl", &level.to_string())]);
            xml.leaf("w:startOverride", &[("w:val", &start.to_string())]);
            xml.close("w:lvlOverride");
        }
        xml.close("w:num");
    }
    xml.close("w:numbering");
    xml.into_bytes()
}

fn list_level(xml: &mut Xml, level: u32, format: &str, text: &str) {
    xml.open("w:lvl", &[("w:ilvl", &level.to_string())]);
    xml.leaf("w:start", &[("w:val", "1")]);
    xml.leaf("w:numFmt", &[("w:val", format)]);
    let text = if format == "decimal" { format!("{text}{}.", level + 1) } else { text.to_owned() };
    xml.leaf("w:lvlText", &[("w:val", &text)]);
    xml.leaf("w:lvlJc", &[("w:val", "left")]);
    xml.open("w:pPr", &[]);
    let left = (INDENT * (level + 2)).to_string();
    xml.leaf("w:ind", &[("w:left", &left), ("w:hanging", &INDENT.to_string())]);
    xml.close("w:pPr");
    xml.close("w:lvl");
}

/// The indentation of lists: a character and a half.
pub(super) const INDENT: u32 = 480;

/// The page number at the outer margin: `— 1 —`.
pub(super) fn footer(is_even: bool) -> Vec<u8> {
    let mut xml = Xml::file();
    xml.open("w:ftr", &[("xmlns:w", MAIN)]);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.leaf("w:pStyle", &[("w:val", style::FOOTER.id)]);
    // One character from the margin.
    let (side, align) = if is_even { ("w:left", "left") } else { ("w:right", "right") };
    xml.leaf("w:ind", &[(side, "280")]);
    xml.leaf("w:jc", &[("w:val", align)]);
    xml.close("w:pPr");
    run(&mut xml, "— ");
    xml.open("w:fldSimple", &[("w:instr", " PAGE ")]);
    run(&mut xml, "1");
    xml.close("w:fldSimple");
    run(&mut xml, " —");
    xml.close("w:p");
    xml.close("w:ftr");
    xml.into_bytes()
}

pub(super) fn header(banner: &str) -> Vec<u8> {
    let mut xml = Xml::file();
    xml.open("w:hdr", &[("xmlns:w", MAIN)]);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.leaf("w:pStyle", &[("w:val", style::HEADER.id)]);
    xml.close("w:pPr");
    if !banner.is_empty() {
        run(&mut xml, banner);
    }
    xml.close("w:p");
    xml.close("w:hdr");
    xml.into_bytes()
}

fn run(xml: &mut Xml, text: &str) {
    xml.open("w:r", &[]);
    xml.text("w:t", &[("xml:space", "preserve")], text);
    xml.close("w:r");
}

/// Paper, margins, headers and footers, which end the text.
pub(super) fn section(xml: &mut Xml) {
    xml.open("w:sectPr", &[]);
    for (kind, id) in [("default", "rIdHeader"), ("even", "rIdHeader")] {
        xml.leaf("w:headerReference", &[("w:type", kind), ("r:id", id)]);
    }
    for (kind, id) in [("default", "rIdFooterOdd"), ("even", "rIdFooterEven")] {
        xml.leaf("w:footerReference", &[("w:type", kind), ("r:id", id)]);
    }
    let size = [PAGE.width, PAGE.height].map(|length| twips(length).to_string());
    xml.leaf("w:pgSz", &[("w:w", &size[0]), ("w:h", &size[1])]);
    let margins = [
        ("w:top", PAGE.top),
        ("w:right", PAGE.right),
        ("w:bottom", PAGE.bottom),
        ("w:left", PAGE.left),
        ("w:header", PAGE.top / 2),
        ("w:footer", PAGE.footer),
        ("w:gutter", 0),
    ];
    let margins = margins.map(|(name, length)| (name, twips(length).to_string()));
    xml.leaf("w:pgMar", &margins.each_ref().map(|(name, length)| (*name, length.as_str())));
    xml.close("w:sectPr");
}
