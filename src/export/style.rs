//! The look of documents: a single definition for everything printed.
//!
//! It follows GB/T 9704-2012, the standard for official documents: A4, a text width of 156 mm with 28 characters per
//! line and 22 lines per page, 小标宋 for the title, 黑体 and 楷体 for headings, 仿宋 for the text, page numbers between dashes
//! at the outer margin.

/// A page and its margins, in tenths of a millimetre.
pub(super) struct Page {
    pub width: u32,
    pub height: u32,
    pub top: u32,
    pub right: u32,
    pub bottom: u32,
    pub left: u32,
    /// From the lower edge of the paper to the page number.
    pub footer: u32,
}

pub(super) const PAGE: Page =
    Page { width: 2_100, height: 2_970, top: 370, right: 260, bottom: 350, left: 280, footer: 260 };

/// The width of the text.
pub(super) const TEXT_WIDTH: u32 = PAGE.width - PAGE.left - PAGE.right;

/// A typeface by the name that offices know, with its substitutes.
pub(super) struct Font {
    pub name: &'static str,
    pub instead: &'static [&'static str],
    /// Whether it has serifs, for programs that know none of the names.
    pub has_serifs: bool,
}

pub(super) static TITLE_FONT: Font = Font {
    name: "方正小标宋简体",
    instead: &["方正小标宋_GBK", "华文中宋", "宋体", "Noto Serif CJK SC"],
    has_serifs: true,
};
pub(super) static TEXT_FONT: Font =
    Font {
        name: "仿宋_GB2312", instead: &["仿宋", "方正仿宋_GBK", "华文仿宋", "Noto Serif CJK SC"], has_serifs: true
    };
pub(super) static HEADING_FONT: Font =
    Font { name: "黑体", instead: &["方正黑体_GBK", "微软雅黑", "Noto Sans CJK SC"], has_serifs: false };
pub(super) static SUBHEADING_FONT: Font =
    Font {
        name: "楷体_GB2312", instead: &["楷体", "方正楷体_GBK", "华文楷体", "Noto Serif CJK SC"], has_serifs: true
    };
pub(super) static FIGURE_FONT: Font =
    Font { name: "宋体", instead: &["华文宋体", "Noto Serif CJK SC"], has_serifs: true };

/// All typefaces.
pub(super) static FONTS: [&Font; 5] = [&TITLE_FONT, &TEXT_FONT, &HEADING_FONT, &SUBHEADING_FONT, &FIGURE_FONT];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
    /// Both edges.
    Justified,
}

/// The look of a kind of paragraph. Sizes are in half points, distances in twentieths of a point.
pub(super) struct TextStyle {
    /// Its id inside a document.
    pub id: &'static str,
    /// Its name in a program's list of styles, by which programs recognise standard styles.
    pub name: &'static str,
    pub font: &'static Font,
    pub size: u32,
    pub is_bold: bool,
    pub align: Align,
    /// The line spacing; 0 is the font's default.
    pub line: u32,
    pub before: u32,
    pub after: u32,
    /// The indentation of the first line, in characters.
    pub first_line: u32,
    /// Whether it is kept on one page with the next paragraph.
    pub keeps_next: bool,
    /// The outline level of a heading, from 0.
    pub outline: Option<u8>,
}

const fn style(id: &'static str, name: &'static str, font: &'static Font, size: u32, align: Align) -> TextStyle {
    TextStyle {
        id,
        name,
        font,
        size,
        is_bold: false,
        align,
        line: LINE,
        before: 0,
        after: 0,
        first_line: 0,
        keeps_next: false,
        outline: None,
    }
}

/// 28 points: 22 lines per page.
pub(super) const LINE: u32 = 560;
/// 三号, the size of the text.
pub(super) const TEXT_SIZE: u32 = 32;

const fn heading(id: &'static str, name: &'static str, font: &'static Font, level: u8) -> TextStyle {
    let plain = style(id, name, font, TEXT_SIZE, Align::Left);
    TextStyle { first_line: 2, keeps_next: true, outline: Some(level), is_bold: level > 1, ..plain }
}

pub(super) static NORMAL: TextStyle = style("Normal", "Normal", &TEXT_FONT, TEXT_SIZE, Align::Justified);
pub(super) static BODY: TextStyle =
    TextStyle { first_line: 2, ..style("BodyText", "Body Text", &TEXT_FONT, TEXT_SIZE, Align::Justified) };
/// 二号 小标宋, centred.
pub(super) static TITLE: TextStyle = TextStyle {
    line: 700,
    before: 240,
    after: 480,
    keeps_next: true,
    ..style("Title", "Title", &TITLE_FONT, 44, Align::Centre)
};
pub(super) static SUBTITLE: TextStyle =
    TextStyle { after: 280, ..style("Subtitle", "Subtitle", &SUBHEADING_FONT, TEXT_SIZE, Align::Centre) };
pub(super) static HEADINGS: [TextStyle; 5] = [
    heading("Heading1", "heading 1", &HEADING_FONT, 0),
    heading("Heading2", "heading 2", &SUBHEADING_FONT, 1),
    heading("Heading3", "heading 3", &TEXT_FONT, 2),
    heading("Heading4", "heading 4", &TEXT_FONT, 3),
    heading("Heading5", "heading 5", &TEXT_FONT, 4),
];
pub(super) static ITEM: TextStyle = style("ListParagraph", "List Paragraph", &TEXT_FONT, TEXT_SIZE, Align::Justified);
pub(super) static QUOTE: TextStyle =
    TextStyle { first_line: 2, ..style("Quote", "Quote", &SUBHEADING_FONT, TEXT_SIZE, Align::Justified) };
pub(super) static CODE: TextStyle =
    TextStyle { line: 0, before: 120, after: 120, ..style("Code", "Code", &FIGURE_FONT, 24, Align::Left) };
/// The line above a table.
pub(super) static CAPTION: TextStyle = TextStyle {
    line: 0,
    before: 200,
    after: 100,
    keeps_next: true,
    ..style("Caption", "caption", &HEADING_FONT, 24, Align::Centre)
};
/// 五号, in tables.
pub(super) static CELL: TextStyle =
    TextStyle { line: 0, ..style("TableText", "Table Text", &FIGURE_FONT, 21, Align::Centre) };
pub(super) static LABEL: TextStyle =
    TextStyle { line: 0, ..style("TableLabel", "Table Label", &FIGURE_FONT, 21, Align::Left) };
pub(super) static HEAD: TextStyle =
    TextStyle { line: 0, is_bold: true, ..style("TableHead", "Table Head", &FIGURE_FONT, 21, Align::Centre) };
/// 小五, for tables with more columns than fit otherwise.
pub(super) static NARROW: TextStyle =
    TextStyle { line: 0, ..style("TableNarrow", "Table Narrow", &FIGURE_FONT, 18, Align::Centre) };
pub(super) static NARROW_HEAD: TextStyle = TextStyle {
    line: 0,
    is_bold: true,
    ..style("TableNarrowHead", "Table Narrow Head", &FIGURE_FONT, 18, Align::Centre)
};
/// Below a table.
pub(super) static NOTE: TextStyle =
    TextStyle { line: 0, before: 80, after: 80, ..style("TableNote", "Table Note", &TEXT_FONT, 24, Align::Justified) };
/// 落款.
pub(super) static CLOSING: TextStyle =
    TextStyle { keeps_next: true, ..style("Signature", "Signature", &TEXT_FONT, TEXT_SIZE, Align::Right) };
/// A line to fill in.
pub(super) static BLANK: TextStyle = TextStyle {
    before: 280,
    first_line: 2,
    keeps_next: true,
    ..style("FillIn", "Fill In", &TEXT_FONT, TEXT_SIZE, Align::Left)
};
pub(super) static HEADER: TextStyle =
    TextStyle { line: 0, ..style("Header", "header", &HEADING_FONT, 28, Align::Right) };
/// 四号, the page number.
pub(super) static FOOTER: TextStyle = TextStyle { line: 0, ..style("Footer", "footer", &FIGURE_FONT, 28, Align::Left) };

/// All kinds of paragraphs except headings.
pub(super) static STYLES: [&TextStyle; 17] = [
    &NORMAL,
    &BODY,
    &TITLE,
    &SUBTITLE,
    &ITEM,
    &QUOTE,
    &CODE,
    &CAPTION,
    &CELL,
    &LABEL,
    &HEAD,
    &NARROW,
    &NARROW_HEAD,
    &NOTE,
    &CLOSING,
    &BLANK,
    &HEADER,
];

/// Tables with more columns are set in [`NARROW`].
pub(super) const WIDE: usize = 12;

/// The style of a heading by level, from 1.
pub(super) fn heading_style(level: u8) -> &'static TextStyle {
    &HEADINGS[usize::from(level).clamp(1, HEADINGS.len()) - 1]
}

/// Converts tenths of a millimetre to twentieths of a point.
pub(super) const fn twips(tenths: u32) -> u32 {
    (tenths * 1_440 + 127) / 254
}
