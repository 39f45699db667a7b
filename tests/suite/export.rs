//! Documents: what was typed is found again at its place, by readers that share nothing with the writers.

use crate::common::{FILLED_2019, FILLED_2021, Site, ZEROS, run, town, with_cell};
use calamine::{Data, Reader as _, Xlsx};
use giar::{
    export::{Exporter, FORMATS, Format},
    pipeline::{Options, Prepared},
};
use roxmltree::{Document, Node};
use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read as _},
    process::Command,
};

const SPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn site(text: &str) -> Site {
    let year = text.lines().find_map(|line| line.strip_prefix("year: ")).unwrap();
    town().with(&format!("reports/{year}.md"), text)
}

fn prepared(site: &Site) -> Prepared {
    site.prepare_with(&Options { drafts: true, ..Options::default() }).unwrap_or_else(|stop| panic!("{stop}"))
}

/// The only report of a site, as a document.
fn written(site: &Site, format: &str, filing: bool) -> Vec<u8> {
    let Prepared { site, findings, .. } = &prepared(site);
    let id = site.archive.ids().next().unwrap();
    Exporter { site, findings, filing }.write(site.report(id), Format::find(format).unwrap())
}

pub(crate) fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.insert(file.name().unwrap().into_owned(), text);
    }
    parts
}

/// The text of a Word document.
fn docx(text: &str) -> String {
    parts(&written(&site(text), "docx", false)).remove("word/document.xml").unwrap()
}

fn named<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> impl Iterator<Item = Node<'a, 'input>> {
    node.descendants().filter(move |node| node.has_tag_name((SPACE, name)))
}

fn value<'a>(node: Node<'a, '_>, name: &'static str) -> Option<&'a str> {
    node.descendants().find(|node| node.has_tag_name((SPACE, name)))?.attribute((SPACE, "val"))
}

fn words(node: Node<'_, '_>) -> String {
    named(node, "t").filter_map(|text| text.text()).collect()
}

/// Every paragraph outside tables, with the name of its style.
pub(crate) fn paragraphs(xml: &str) -> Vec<(String, String)> {
    let document = Document::parse(xml).unwrap();
    let body = document.descendants().find(|node| node.has_tag_name((SPACE, "body"))).unwrap();
    let own = body.children().filter(|node| node.has_tag_name((SPACE, "p")));
    own.map(|paragraph| (value(paragraph, "pStyle").unwrap_or_default().to_owned(), words(paragraph))).collect()
}

/// A table with a text in every column of every row, merged cells repeated.
pub(crate) type Matrix = Vec<Vec<String>>;

pub(crate) fn docx_tables(xml: &str) -> Vec<Matrix> {
    let document = Document::parse(xml).unwrap();
    named(document.root(), "tbl").map(docx_table).collect()
}

fn docx_table(table: Node<'_, '_>) -> Matrix {
    let mut matrix = Matrix::new();
    for row in named(table, "tr") {
        let mut line = Vec::new();
        for cell in named(row, "tc") {
            let span = value(cell, "gridSpan").map_or(1, |span| span.parse().unwrap());
            let text = match value(cell, "vMerge") {
                Some("continue") => matrix.last().unwrap()[line.len()].clone(),
                _ => words(cell),
            };
            line.extend(std::iter::repeat_n(text, span));
        }
        matrix.push(line);
    }
    let columns = named(table, "gridCol").count();
    assert!(matrix.iter().all(|line| line.len() == columns), "the rows fill the table");
    matrix
}

fn html_tables(html: &str) -> Vec<Matrix> {
    let xml = html.trim_start_matches('\u{feff}').replace("<br>", "<br/>");
    let document = Document::parse(&xml).unwrap_or_else(|error| panic!("{error}\n{xml}"));
    document.descendants().filter(|node| node.has_tag_name("table")).map(html_table).collect()
}

fn html_table(table: Node<'_, '_>) -> Matrix {
    let mut cells: BTreeMap<(usize, usize), String> = BTreeMap::new();
    let rows: Vec<_> = table.descendants().filter(|node| node.has_tag_name("tr")).collect();
    for (row, node) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in node.children().filter(Node::is_element) {
            while cells.contains_key(&(row, column)) {
                column += 1;
            }
            let span = |name| cell.attribute(name).map_or(1, |span| span.parse::<usize>().unwrap());
            let text: String = cell.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
            for down in 0..span("rowspan") {
                for across in 0..span("colspan") {
                    assert!(cells.insert((row + down, column + across), text.clone()).is_none());
                }
            }
        }
    }
    let columns = cells.keys().map(|(_, column)| column + 1).max().unwrap();
    (0..rows.len()).map(|row| (0..columns).map(|column| cells[&(row, column)].clone()).collect()).collect()
}

/// The rows of a table as its author typed them: label and figures.
fn typed(text: &str, table: &str) -> Vec<(String, Vec<String>)> {
    let mut lines = text.lines().skip_while(|line| !line.starts_with(&format!("{table}:")));
    lines.next();
    let own = lines.take_while(|line| line.starts_with(' '));
    own.filter_map(|line| {
        let (label, value) = line.trim().split_once(": ")?;
        let values = value.trim_matches(['[', ']']).split(", ").map(|cell| cell.trim_matches('\'').to_owned());
        Some((label.to_owned(), values.collect()))
    })
    .collect()
}

/// Compares the three tables of a document with what was typed.
#[track_caller]
fn assert_tables(tables: &[Matrix], text: &str) {
    let [two, three, four] = tables else { panic!("there are {} tables", tables.len()) };
    let data: Vec<_> = two.iter().filter(|line| line[0] != line[1] && line[0] != "信息内容").collect();
    let rows = typed(text, "主动公开");
    assert_eq!(data.len(), rows.len());
    for (line, (label, figures)) in data.iter().zip(&rows) {
        assert!(line[0].contains(label.as_str()), "{line:?} is the row of {label}");
        let mut cells = line[1..].to_vec();
        cells.dedup_by(|_, _| figures.len() == 1);
        let step = cells.len() / figures.len();
        let cells: Vec<_> = cells.into_iter().step_by(step).collect();
        assert_eq!(&cells, figures, "{label}");
    }
    let rows = typed(text, "申请");
    assert_eq!(three.len(), 3 + rows.len());
    for (line, (label, figures)) in three[3..].iter().zip(&rows) {
        assert!(line[2].contains(label.as_str()), "{line:?} is the row of {label}");
        assert_eq!(&line[3..], figures, "{label}");
    }
    let figures: Vec<_> = typed(text, "复议诉讼").into_iter().flat_map(|(_, figures)| figures).collect();
    assert_eq!(four[3], figures);
}

#[test]
fn every_figure_stands_at_its_place() {
    let large = with_cell(ZEROS, "proactive.normative_documents.in_force", "999999999999");
    let blank = with_cell(FILLED_2021, "proactive.penalties.decisions", "/");
    let noted = with_cell(FILLED_2021, "proactive.normative_documents.issued", "'6（其中修订2件）'");
    for text in [FILLED_2021, FILLED_2019, ZEROS, &large, &blank, &noted] {
        assert_tables(&docx_tables(&docx(text)), text);
        let html = String::from_utf8(written(&site(text), "html", false)).unwrap();
        assert_tables(&html_tables(&html), text);
    }
}

/// What a cell spans in columns and rows, by its words.
fn spans(table: &Matrix, words: &str) -> (usize, usize) {
    let columns = table.iter().map(|line| line.iter().filter(|cell| *cell == words).count()).max().unwrap();
    (columns, table.iter().filter(|line| line.iter().any(|cell| cell == words)).count())
}

#[test]
fn cells_are_merged_as_the_notice_prints_them() {
    let [two, three, four] = &docx_tables(&docx(FILLED_2021))[..] else { panic!() };
    assert_eq!((two.len(), two[0].len()), (14, 4));
    assert_eq!(spans(two, "第二十条第（五）项"), (4, 1));
    assert_eq!(spans(two, "本年收费金额（单位：万元）"), (3, 1));
    assert_eq!((three.len(), three[0].len()), (28, 10));
    for (words, span) in [
        ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", (3, 3)),
        ("申请人情况", (7, 1)),
        ("自然人", (1, 2)),
        ("法人或其他组织", (5, 1)),
        ("一、本年新收政府信息公开申请数量", (3, 1)),
        ("三、本年度办理结果", (1, 22)),
        ("（一）予以公开", (2, 1)),
        ("（三）不予公开", (1, 8)),
        ("（六）其他处理", (1, 3)),
        ("（七）总计", (2, 1)),
    ] {
        assert_eq!(spans(three, words), span, "{words}");
    }
    assert_eq!((four.len(), four[0].len()), (4, 15));
    assert_eq!(spans(four, "行政诉讼"), (10, 1));
    assert_eq!(spans(four, "复议后起诉"), (5, 1));
    let [two, three, _] = &docx_tables(&docx(FILLED_2019))[..] else { panic!() };
    // Three columns of figures stand over two.
    assert_eq!((spans(two, "本年新制作数量"), spans(two, "采购总金额")), ((2, 1), (3, 1)));
    assert_eq!((three.len(), spans(three, "三、本年度办理结果")), (26, (1, 20)));
    assert_eq!(spans(three, "（六）其他处理"), (2, 1));
}

const TEXT: &str = "前言[一](https://a.cn/x?a=1&b=中)。

## 一、总体情况

### （一）主动公开情况

**主动公开方面。**全年公开*信息*，见[指南](../guide.md)和[坏](javascript:alert(1))。<!-- 不公开 -->

1. 甲
2. 乙
   - 丙

   续

3. 丁

5. 另起

| 渠道 | 条数 |
|---|---|
| 网站 | 1<2 |

![照片](a.png)

## 五、存在的主要问题及改进情况

问题是甲，下一步改进。
";

fn with_text(text: &str, body: &str) -> String {
    let front = text.match_indices("---\n").nth(1).unwrap().0;
    format!("{}---\n\n{body}", &text[..front])
}

#[test]
fn a_text_is_headings_lists_and_links() {
    let site = town()
        .with("reports/2023.md", with_text(FILLED_2021, TEXT))
        .with("guide.md", "---\ntitle: 指南\n---\n甲\n")
        .with("reports/a.png", [0]);
    let parts = parts(&written(&site, "docx", false));
    let xml = &parts["word/document.xml"];
    let paragraphs = paragraphs(xml);
    let found = |style: &str| {
        paragraphs.iter().filter(|(own, _)| own == style).map(|(_, text)| text.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(found("Title"), ["青石镇人民政府2023年政府信息公开工作年度报告"]);
    let sections = ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"];
    assert_eq!(found("Heading1")[..3], sections);
    assert_eq!(found("Heading1")[3..], ["四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况"]);
    assert_eq!(found("Heading2"), ["（一）主动公开情况"]);
    assert_eq!(found("ListParagraph"), ["甲", "乙", "丙", "续", "丁", "另起"]);
    assert_eq!(found("BodyText")[..3], ["前言一。", "主动公开方面。全年公开信息，见指南和坏。", "［图：照片］"]);
    assert_eq!(docx_tables(xml)[0], [["渠道", "条数"], ["网站", "1<2"]]);
    let document = Document::parse(xml).unwrap();
    let bold: Vec<_> = named(document.root(), "r").filter(|run| named(*run, "b").next().is_some()).map(words).collect();
    assert_eq!(bold, ["主动公开方面。"]);
    let numbers: Vec<_> = named(document.root(), "numPr").map(|list| value(list, "numId").unwrap()).collect();
    assert_eq!(numbers, ["3", "3", "1", "3", "3"]);
    let relations = &parts["word/_rels/document.xml.rels"];
    assert!(relations.contains("https://a.cn/x?a=1&amp;b=%E4%B8%AD"), "{relations}");
    assert!(relations.contains("https://www.example.gov.cn/xxgk/guide/"), "{relations}");
    assert!(!relations.contains("javascript") && !xml.contains("不公开<"));
    let html = String::from_utf8(written(&site, "html", false)).unwrap();
    for piece in [
        "<strong>主动公开方面。</strong>",
        "<ol>\n<li>甲</li>\n<li>乙<ul>\n<li>丙</li>\n</ul>\n<p>续</p>\n</li>\n<li>丁</li>",
        "<a href=\"https://www.example.gov.cn/xxgk/guide/\">指南</a>和坏",
        "alt=\"照片\"",
        "1&lt;2",
    ] {
        assert!(html.contains(piece), "{piece} is not in {html}");
    }
    for absent in ["class=", " id=", "<script", "javascript"] {
        assert!(!html.contains(absent), "{absent}");
    }
}

#[test]
fn the_author_s_own_tables_are_counted_and_no_others() {
    let table = "| 方式 | 件数 |\n|---|---|\n| 当面 | 1 |\n";
    let text = format!(
        "---\nyear: 2015\nedition: free\npublished: 2016-03-01\nindicators: {{收到申请: 3}}\n---\n\n\
         ## 一、申请\n\n{table}\n## 二、其他\n\n{table}"
    );
    let found = paragraphs(&docx(&text));
    let captions: Vec<_> =
        found.iter().filter(|(style, _)| style == "Caption").map(|(_, text)| text.as_str()).collect();
    assert_eq!(captions, ["主要指标", "附表1", "附表2"]);
}

#[test]
fn a_document_can_be_read_aloud() {
    let parts = parts(&written(&site(FILLED_2021), "docx", false));
    let document = Document::parse(&parts["word/document.xml"]).unwrap();
    let heads: Vec<_> = named(document.root(), "tbl").map(|table| named(table, "tblHeader").count()).collect();
    // The blocks of table two have heads of their own, and it is kept on one page.
    assert_eq!(heads, [0, 3, 3]);
    let two = named(document.root(), "tbl").next().unwrap();
    assert_eq!(named(two, "tr").filter(|row| named(*row, "keepNext").next().is_some()).count(), 13);
    let captions: Vec<_> =
        named(document.root(), "tblCaption").filter_map(|node| node.attribute((SPACE, "val"))).collect();
    assert_eq!(captions[1], "表三　2023年收到和处理政府信息公开申请情况");
    assert!(named(document.root(), "tblDescription").all(|node| node.attribute((SPACE, "val")) != Some("")));
    assert!(parts["word/styles.xml"].contains("<w:lang w:val=\"zh-CN\" w:eastAsia=\"zh-CN\""));
    assert!(parts["docProps/core.xml"].contains("<dc:title>青石镇人民政府2023年政府信息公开工作年度报告</dc:title>"));
    for font in ["方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"] {
        assert!(parts["word/styles.xml"].contains(font) && parts["word/fontTable.xml"].contains(font));
    }
}

#[test]
fn what_stands_below_tables_on_the_page_stands_there_on_paper() {
    let lines = "published: 2024-01-20\nrevisions: [{date: 2024-03-02, note: 更正表三两处}]\njoint: [农业服务中心]\n\
                 waivers: [{rule: blank-cells, at: proactive, reason: 当年没有统计}]";
    let text = with_cell(FILLED_2021, "proactive.penalties.decisions", "/").replace("published: 2024-01-20", lines);
    let found = paragraphs(&docx(&text));
    let notes: Vec<_> = found.iter().filter(|(style, _)| style == "TableNote").map(|(_, text)| text.as_str()).collect();
    assert_eq!(notes, ["注：空着或画线的格表示没有填写，不等于 0。", "情况说明：当年没有统计"]);
    let has = |style: &str, text: &str| found.iter().any(|found| *found == (style.to_owned(), text.to_owned()));
    assert!(has("Subtitle", "联合报告机关：农业服务中心"));
    assert!(has("BodyText", "2024年3月2日：更正表三两处"));
    for line in ["青石镇人民政府", "农业服务中心", "2024年1月20日"] {
        assert!(has("Signature", line), "{line}");
    }
}

#[test]
fn a_copy_to_file_has_room_for_signature_and_seal() {
    let lines = |text: &str, filing| {
        let parts = parts(&written(&site(text), "docx", filing));
        let found = paragraphs(&parts["word/document.xml"]).into_iter();
        found.filter(|(style, _)| style == "Signature" || style == "FillIn").map(|(_, text)| text).collect::<Vec<_>>()
    };
    let unknown = FILLED_2021.replace("published: 2024-01-20", "published: unknown");
    assert_eq!(lines(FILLED_2021, false), ["", "青石镇人民政府", "2024年1月20日"]);
    assert_eq!(lines(&unknown, false), ["", "青石镇人民政府"]);
    let signed = ["主要负责人（签字）：", "", "", "", "青石镇人民政府（盖章）"];
    assert_eq!(lines(FILLED_2021, true)[..5], signed);
    assert_eq!(lines(&unknown, true)[5], "　　　　年　　月　　日");
}

#[test]
fn the_documentation_names_every_kind_of_document() {
    let text = fs::read_to_string("docs/export.md").unwrap();
    let (chinese, english) = text.split_once("\n## English\n").unwrap();
    let synopsis = format!("--format {}", FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join("|"));
    assert!(english.contains(&synopsis), "the English half of docs/export.md lacks `{synopsis}`");
    // The first is written unless another is asked for.
    for format in &FORMATS[1..] {
        let option = format!("--format {} ", format.name);
        assert!(chinese.contains(&option), "the Chinese half of docs/export.md has no example of `{option}`");
    }
}

#[test]
fn the_same_report_is_the_same_file() {
    let site = town().with("reports/2023.md", with_text(FILLED_2021, TEXT));
    for format in FORMATS.iter().map(|format| format.name) {
        assert!(written(&site, format, false) == written(&site, format, false), "{format}");
    }
    let bytes = written(&site, "docx", false);
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for at in 0..zip.len() {
        assert_eq!(zip.by_index(at).unwrap().last_modified().unwrap().year(), 1980);
    }
    // The clock has moved on, and a workbook notes when it was made.
    let first = written(&site, "xlsx", false);
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert!(first == written(&site, "xlsx", false));
}

#[test]
fn signs_that_xml_cannot_hold_are_left_out() {
    let text = FILLED_2021.replace("published:", "draft: true\npublished:").replace("全镇", "全\u{b}镇\u{1}<&>");
    let found = paragraphs(&docx(&text));
    assert!(found.iter().any(|(_, text)| text.starts_with("全镇<&>按照")), "{found:?}");
    let parts = parts(&written(&site(&text), "docx", false));
    assert!(parts["word/header1.xml"].contains("草稿"));
}

#[test]
fn a_text_of_sixty_pages_is_written_whole() {
    let body: String = (0..250)
        .map(|n| format!("第{n}段：{}\n\n", "全年按照规定公开政府信息，办理申请，接受监督。".repeat(12)))
        .collect();
    let text = with_text(FILLED_2021, &format!("## 一、总体情况\n\n{body}"));
    let found = paragraphs(&docx(&text));
    let numbered = found.iter().filter(|(style, text)| style == "BodyText" && text.starts_with('第')).count();
    assert_eq!(numbered, 250);
    assert_tables(&docx_tables(&docx(&text)), FILLED_2021);
}

fn workbook(text: &str) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(written(&site(text), "xlsx", false))).unwrap()
}

pub(crate) fn shown(cell: Option<&Data>) -> String {
    cell.map(ToString::to_string).unwrap_or_default()
}

#[test]
fn a_workbook_has_every_figure_at_its_place() {
    for (text, stub) in [(FILLED_2021, 3), (FILLED_2019, 3), (ZEROS, 3)] {
        let mut workbook = workbook(text);
        assert_eq!(workbook.sheet_names(), ["表二", "表三", "表四", "全部单元格", "说明"]);
        let three = workbook.worksheet_range("表三").unwrap();
        // The caption and three rows of heads.
        for (row, (label, figures)) in typed(text, "申请").into_iter().enumerate() {
            let line: Vec<_> = (0..10).map(|column| shown(three.get_value((row as u32 + 4, column)))).collect();
            assert!(line[..3].iter().any(|cell| cell.contains(&label)), "{line:?} is the row of {label}");
            assert_eq!(line[stub..], figures, "{label}");
        }
        let four = workbook.worksheet_range("表四").unwrap();
        let figures: Vec<_> = typed(text, "复议诉讼").into_iter().flat_map(|(_, figures)| figures).collect();
        assert_eq!((0..15).map(|column| shown(four.get_value((4, column)))).collect::<Vec<_>>(), figures);
        let all = workbook.worksheet_range("全部单元格").unwrap();
        for line in all.rows().skip(1) {
            let (key, value) = (line[0].to_string(), line[2].to_string());
            assert_eq!(value, crate::common::typed(text, &key).replace(['+', '元'], ""), "{key}");
        }
    }
}

#[test]
fn rows_of_a_workbook_have_room_for_their_labels() {
    fn height(parts: &BTreeMap<String, String>, row: usize) -> f64 {
        let xml = parts["xl/worksheets/sheet2.xml"].split(&format!("<row r=\"{row}\"")).nth(1).unwrap();
        xml.split("ht=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    }

    let parts = parts(&written(&site(FILLED_2021), "xlsx", false));
    // The first row of figures, and one with a label that is longer than its column.
    let [short, long] = [5, 25].map(|row| height(&parts, row));
    assert!(long > 2.0 * short, "{long} {short}");
}

/// Adds up `SUM(D4:F4,H4)`.
pub(crate) fn evaluated(formula: &str, cell: &dyn Fn(u32, u32) -> f64) -> f64 {
    fn place(name: &str) -> (u32, u32) {
        let column = name.bytes().take_while(u8::is_ascii_alphabetic).fold(0, |n, b| n * 26 + u32::from(b - b'A') + 1);
        let row: u32 = name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap();
        (row - 1, column - 1)
    }

    let ranges = formula.strip_prefix("SUM(").unwrap().strip_suffix(')').unwrap().split(',');
    let sum = |range: &str| {
        let (start, end) = range.split_once(':').unwrap_or((range, range));
        let ((top, left), (bottom, right)) = (place(start), place(end));
        (top..=bottom)
            .flat_map(|row| (left..=right).map(move |column| (row, column)))
            .map(|(r, c)| cell(r, c))
            .sum::<f64>()
    };
    ranges.map(sum).sum()
}

#[test]
fn totals_are_formulas_that_come_to_what_was_typed() {
    for (text, expected) in [(FILLED_2021, 25 + 6), (FILLED_2019, 23 + 6)] {
        let mut workbook = workbook(text);
        let (range, formulas) =
            (workbook.worksheet_range("表三").unwrap(), workbook.worksheet_formula("表三").unwrap());
        let (top, left) = formulas.start().unwrap();
        let cell =
            |row, column| range.get_value((row, column)).and_then(calamine::DataType::as_f64).unwrap_or_default();
        let mut count = 0;
        for (row, column, formula) in formulas.used_cells() {
            let (row, column) = (row as u32 + top, column as u32 + left);
            assert!((evaluated(formula, &cell) - cell(row, column)).abs() < 1e-9, "{formula}");
            count += 1;
        }
        // A row has one, and so has each column of the outcomes but the last, which has it already.
        assert_eq!(count, expected);
    }
    // A total that is wrong, and stands as published, stays as it is.
    let wrong = with_cell(FILLED_2021, "applications.received.total", "966")
        .replace("year: 2023", "year: 2023\nas_published: true");
    let mut workbook = workbook(&wrong);
    let formulas = workbook.worksheet_formula("表三").unwrap();
    assert!(formulas.get_value((4, 9)).is_none_or(String::is_empty));
    assert_eq!(shown(workbook.worksheet_range("表三").unwrap().get_value((4, 9))), "966");
}

/// Python's readers of office files, where they are installed.
#[test]
fn other_programs_read_every_cell() {
    let has_readers = Command::new("python3").args(["-c", "import docx, openpyxl"]).output();
    if !has_readers.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with python-docx and openpyxl is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (text, name) in [(FILLED_2021, "2021"), (FILLED_2019, "2019"), (ZEROS, "zeros")] {
        for format in ["docx", "xlsx"] {
            fs::write(folder.path().join(format!("{name}.{format}")), written(&site(text), format, false)).unwrap();
        }
        for (table, file) in [("申请", "applications"), ("复议诉讼", "disputes")] {
            let rows: Vec<_> = typed(text, table).into_iter().map(|(_, figures)| figures.join("\t")).collect();
            fs::write(folder.path().join(format!("{name}.{file}")), rows.join("\n")).unwrap();
        }
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/office/read.py");
    let output = Command::new("python3").arg(script).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 6);
}

#[test]
fn the_command_writes_where_it_is_asked_to_and_replaces_nothing_unasked() {
    let folder = town().with("reports/2023.md", FILLED_2021).write();
    let name = "青石镇人民政府2023年政府信息公开工作年度报告.docx";
    let first = folder.giar(&["export", "2023"]).expect(0);
    assert!(first.stdout.starts_with(&format!("已写出：{name}（")), "{}", first.stdout);
    let bytes = fs::read(folder.join(name)).unwrap();
    fs::write(folder.join(name), "mine").unwrap();
    let again = folder.giar(&["export", "qingshi/2023"]).expect(1);
    assert!(again.stderr.contains(&format!("已经有同名文件：\n  {name}")), "{}", again.stderr);
    assert_eq!(folder.read(name), "mine");
    folder.giar(&["export", "2023", "--force"]).expect(0);
    assert_eq!(fs::read(folder.join(name)).unwrap(), bytes);
    folder.giar(&["export", "2023", "-o", "给/报告.xlsx"]).expect(0);
    assert!(fs::read(folder.join("给/报告.xlsx")).unwrap().starts_with(b"PK"));
    folder.giar(&["export", "2023", "--format", "html", "-o", "给"]).expect(0);
    assert!(folder.read("给/青石镇人民政府2023年政府信息公开工作年度报告.html").contains("<table"));
    assert!(folder.files(".").keys().all(|name| !name.contains("giar-tmp")));
}

#[test]
fn several_reports_go_into_a_folder() {
    let mut site = town();
    for id in ["a", "b"] {
        site = site.configured(&format!("[[agency]]\nid = \"{id}\"\nname = \"青石镇人民政府\"\n"));
        site = site.with(&format!("reports/{id}/2023.md"), FILLED_2021);
    }
    let folder =
        site.with("reports/qingshi/2023.md", FILLED_2021.replace("year: 2023", "year: 2023\ndraft: true")).write();
    folder.giar(&["export", "2023", "-o", "out"]).expect(0);
    // The names of two would be the same, and a draft is handed in only if it is named.
    assert_eq!(folder.files("out").into_keys().collect::<Vec<_>>(), ["a-2023.docx", "b-2023.docx"]);
    folder.giar(&["export", "qingshi/2023", "b/2023", "b/2023", "-o", "two"]).expect(0);
    assert_eq!(folder.files("two").len(), 2);
}

#[test]
fn what_cannot_be_exported_is_named_in_both_languages() {
    let wrong = with_cell(FILLED_2021, "applications.received.total", "1");
    let folder = town()
        .with("reports/2022.md", crate::common::in_year(FILLED_2021, 2022))
        .with("reports/2023.md", wrong)
        .write();
    for (args, code, zh, en) in [
        (&["2023"][..], 1, "没有写出：报告有", "nothing was written:"),
        (
            &["2021"],
            2,
            "网站里没有 2021 年的报告；有 2022、2023 年的，如 giar export 2022",
            "the site has no report on 2021; it has those on 2022, 2023: giar export 2022",
        ),
        (
            &["qingsih/2022"],
            2,
            "site.toml 里没有机关“qingsih”。是不是“qingshi”？",
            "site.toml lists no agency `qingsih`; did you mean `qingshi`?",
        ),
        (
            &["qingshi"],
            2,
            "“qingshi”要写成“机关/年份”，如 qingshi/2023",
            "not of the form AGENCY/YEAR, such as qingshi/2023",
        ),
        (&["2022", "--format", "pdf"], 2, "giar 不直接写 PDF", "giar does not write PDF"),
        (&["2022", "-o", "a.pdf"], 2, "giar 不直接写 PDF", "giar does not write PDF"),
        (&["2022", "-o", "content/reports/2022.md/x"], 2, "写不了", "cannot write"),
    ] {
        for (lang, words) in [("zh", zh), ("en", en)] {
            let args = [&["export"], args, &["--lang", lang]].concat();
            let run = run(folder.path(), &args, &[]).expect(code);
            assert!(run.stderr.contains(words), "{args:?}: {}", run.stderr);
        }
    }
    assert_eq!(folder.files(".").len(), 3, "nothing was written");
}

#[test]
fn a_site_offers_documents_if_it_is_asked_to() {
    let site = site(FILLED_2021);
    let page = "2023/qingshi/index.html";
    assert!(!site.published(page).contains("report.docx"));
    let site = site.configured("[downloads]\nformats = [\"xlsx\", \"docx\"]\n");
    let html = site.published(page);
    let prepared = site.prepare().unwrap();
    for (format, title) in [("docx", "Word"), ("xlsx", "Excel")] {
        let planned = prepared.plan.at(&format!("2023/qingshi/report.{format}")).unwrap();
        let bytes = prepared.render(&planned).unwrap();
        assert!(bytes == written(&site, format, false), "{format}");
        let kilobytes = format!("（{} KB）", bytes.len().div_ceil(1024));
        let link = html.lines().find(|line| line.contains(&format!("<a href=\"report.{format}\""))).unwrap();
        assert!(link.contains(title) && link.contains(&kilobytes), "{link}");
    }
    let wrong = town().configured("[downloads]\nformats = [\"pdf\"]\n").configuration_faults();
    assert_eq!(wrong[0].message, "“pdf”不能作为下载格式");
    assert_eq!(wrong[0].hints, ["可以写：docx, xlsx"]);
}

/// Every kind of document that a site can offer is one that there is.
#[test]
fn documents_to_offer_are_documents_to_export() {
    for name in giar::config::DOCUMENTS {
        assert!(Format::find(name).is_some(), "{name}");
    }
}

#[test]
fn a_letter_on_a_report_is_a_document_too() {
    let wrong = with_cell(FILLED_2021, "applications.received.total", "1");
    let folder = town().with("reports/2023.md", wrong).write();
    folder.giar(&["status", "--return", "qingshi/2023", "-o", "a.docx"]).expect(0);
    let parts = parts(&fs::read(folder.join("a.docx")).unwrap());
    let found = paragraphs(&parts["word/document.xml"]);
    let has = |style: &str, text: &str| found.iter().any(|(own, words)| own == style && words.starts_with(text));
    assert!(has("Title", "关于《青石镇人民政府2023年政府信息公开工作年度报告》的退回意见"), "{found:?}");
    assert!(has("Heading1", "第三部分 收到和处理政府信息公开申请情况（表三）"), "{found:?}");
    assert!(has("ListParagraph", "现在写的：1"), "{found:?}");
    assert!(has("Signature", "青石镇人民政府"), "{found:?}");
}
