//! PDF: tables by the lines drawn around them, text put together again, and what cannot be read named.

use super::{
    assert_honest, assert_whole, imported,
    pour::{self, Pad},
    score, try_import,
};
use crate::common::*;
use giar::{i18n::Lang, import::Refusal, report::Report};
use std::fmt::Write as _;

/// The filled report of 2023 as a page, printed by an office program: its table of requests goes over two pages.
pub(super) const PRINTED: &[u8] = include_bytes!("../../fixtures/pdf/printed.pdf");
/// The same as a web page without lines around its cells, printed by an office program.
pub(super) const UNRULED: &[u8] = include_bytes!("../../fixtures/pdf/unruled.pdf");
/// A page that wants a password.
const ENCRYPTED: &[u8] = include_bytes!("../../fixtures/pdf/encrypted.pdf");

fn refusal(bytes: &[u8]) -> Refusal {
    try_import("报告.pdf", bytes).unwrap_err()
}

#[track_caller]
fn assert_refused(bytes: &[u8], why: &str, remedy: &str) {
    let refusal = refusal(bytes);
    let (found, way) = (refusal.why.get(Lang::Zh), refusal.remedy.get(Lang::Zh));
    assert!(found.contains(why), "{found}");
    assert!(way.contains(remedy), "{way}");
}

/// A PDF of these objects, the first of which is its catalogue.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(out, "{place:010} 00000 n ").unwrap();
    }
    write!(out, "trailer <</Size {} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    out.into_bytes()
}

fn stream(head: &str, content: &str) -> String {
    format!("<<{head} /Length {}>>\nstream\n{content}\nendstream", content.len())
}

const CATALOGUE: &str = "<</Type /Catalog /Pages 2 0 R>>";
const ONE_PAGE: &str = "<</Type /Pages /Kids [3 0 R] /Count 1>>";

/// The page of a report with a line around every cell, in a font that no file holds: each text stands in its box.
pub(super) fn drawn(report: &Report) -> Vec<u8> {
    of_pages(&pages(report))
}

/// What each of its pages shows.
fn pages(report: &Report) -> Vec<String> {
    let mut pages = vec![String::new()];
    let mut top = 40;
    for part in pour::page(report) {
        match part {
            pour::Part::Text(text) => {
                let page = pages.last_mut().unwrap();
                page.push_str(&shown(&text, 40, PAGE_HEIGHT - top));
                top += 2 * LINE;
            }
            pour::Part::Table(table) => {
                for row in 0..table.height() {
                    // Whoever prints a table begins a page where no cell goes on.
                    let goes_on = table.cells.iter().any(|cell| cell.row < row && cell.row + cell.rows > row);
                    if top > PAGE_HEIGHT - 80 && !goes_on || top > PAGE_HEIGHT - 2 * LINE {
                        pages.push(String::new());
                        top = 40;
                    }
                    let page = pages.last_mut().unwrap();
                    let width = (PAGE_WIDTH - 80) / table.width;
                    for cell in table.row(row) {
                        let (x, height) = (40 + cell.column * width, cell.rows * LINE);
                        let bottom = (PAGE_HEIGHT - top).saturating_sub(height);
                        writeln!(page, "{x} {bottom} {} {} re S", cell.columns * width, PAGE_HEIGHT - top - bottom)
                            .unwrap();
                        page.push_str(&shown(&cell.text, x + 2, PAGE_HEIGHT - top - LINE + 4));
                    }
                    top += LINE;
                }
                top += LINE;
            }
        }
    }
    pages
}

fn of_pages(pages: &[String]) -> Vec<u8> {
    of_width(pages, PAGE_WIDTH)
}

fn of_width(pages: &[String], width: impl std::fmt::Display) -> Vec<u8> {
    let pages: Vec<_> = pages.iter().map(|page| (page.clone(), String::new())).collect();
    of_size(&pages, &format!("{width} {PAGE_HEIGHT}"))
}

/// Pages of one size, each with what its dictionary says besides.
fn of_size(pages: &[(String, String)], size: &str) -> Vec<u8> {
    let count = pages.len();
    let kids: String = (0..count).map(|at| format!("{} 0 R ", 5 + 2 * at)).collect();
    let font =
        "<</Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R]>>";
    let own = "<</Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 2>>>>";
    let mut objects = vec![
        CATALOGUE.to_owned(),
        format!("<</Type /Pages /Kids [{kids}] /Count {count}>>"),
        font.to_owned(),
        own.to_owned(),
    ];
    for (at, (page, more)) in pages.iter().enumerate() {
        objects.push(format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents {} 0 R /Resources <</Font <</F 3 0 R>>>> {more}>>",
            6 + 2 * at
        ));
        objects.push(stream("", page));
    }
    pdf(&objects.iter().map(String::as_str).collect::<Vec<_>>())
}

const LINE: usize = 14;
/// Wide enough that no text leaves its cell.
const PAGE_WIDTH: usize = 4000;
const PAGE_HEIGHT: usize = 842;

/// A text at its place.
fn shown(text: &str, x: usize, y: usize) -> String {
    let codes: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
    format!("BT /F 8 Tf {x} {y} Td <{codes}> Tj ET\n")
}

#[test]
fn a_page_with_a_line_around_every_cell_is_read_whole() {
    for text in [FILLED_2021, FILLED_2019] {
        let report = bound(text);
        assert_whole(&imported("a.pdf", &drawn(&report)), &report);
    }
}

/// The pages of a report in which the one cell that holds 517 is drawn otherwise: by its place, what is drawn there, and what
/// the dictionary of its page says.
fn with_517(report: &Report, other: impl Fn(usize, usize) -> (String, String)) -> Vec<(String, String)> {
    let own = "<003500310037>";
    let pages = pages(report);
    assert_eq!(pages.concat().matches(own).count(), 1);
    let pages = pages.into_iter().map(|page| {
        let Some(line) = page.lines().find(|line| line.contains(own)) else { return (page, String::new()) };
        let numbers: Vec<usize> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
        let (drawn, more) = other(numbers[1], numbers[2]);
        (page.replace(&format!("{line}\n"), &drawn), more)
    });
    pages.collect()
}

fn remarks(found: &giar::import::Imported) -> String {
    found.remarks.iter().map(|remark| remark.get(Lang::Zh)).collect()
}

/// A figure that was painted over when another took its place, and a digit that only copies have.
#[test]
fn what_nobody_sees_on_a_page_is_not_read() {
    let report = bound(FILLED_2021);
    let size = format!("{PAGE_WIDTH} {PAGE_HEIGHT}");
    let white = |x, y| (format!("{}1 g\n{}0 g\n", shown("517", x, y), shown("9", x + 13, y)), String::new());
    let covered = |x, y| {
        (format!("{}1 g {x} {} 60 12 re f 0 g\n{}", shown("888", x, y), y - 3, shown("517", x, y)), String::new())
    };
    for pages in [with_517(&report, white), with_517(&report, covered)] {
        let found = imported("a.pdf", &of_size(&pages, &size));
        assert_whole(&found, &report);
        assert!(remarks(&found).contains("看不见的字"), "{}", remarks(&found));
    }
    // White on blue is seen by everybody.
    let on_blue = |x, y| (format!("0 0 1 rg {x} {} 60 12 re f 1 g\n{}0 g\n", y - 3, shown("517", x, y)), String::new());
    let found = imported("a.pdf", &of_size(&with_517(&report, on_blue), &size));
    assert_whole(&found, &report);
    assert!(!remarks(&found).contains("看不见的字"), "{}", remarks(&found));
}

/// Frames, corners, slanted and thick lines, and pages full of areas: nobody knows what is seen there.
#[test]
fn a_figure_within_a_drawing_is_read() {
    let report = bound(FILLED_2021);
    let size = format!("{PAGE_WIDTH} {PAGE_HEIGHT}");
    let text = |x, y| shown("517", x, y);
    let within = |path: String, x: usize, y: usize| (format!("{path}\n{}0 g\n", text(x, y)), String::new());
    let frame = |x, y: usize| {
        let path = format!("{} {} 900 14 re {} {} 898 12 re f*", x - 1, y - 4, x, y - 3);
        within(path, x, y)
    };
    let corner = |x, y: usize| {
        let (low, high) = (y - 4, y + 10);
        let path = format!(
            "{x} {low} m {} {low} l {} {} l {} {} l {} {high} l {x} {high} l f",
            x + 60,
            x + 60,
            y,
            x + 4,
            y,
            x + 4
        );
        within(path, x, y)
    };
    let many = |x, y: usize| {
        let areas = "5 5 4 4 re f\n".repeat(2_100);
        within(format!("{areas}0 0 1 rg {x} {} 60 12 re f 1 g", y - 3), x, y)
    };
    let drawings: [&dyn Fn(usize, usize) -> (String, String); 3] = [&frame, &corner, &many];
    for (at, drawing) in drawings.iter().enumerate() {
        let found = imported("a.pdf", &of_size(&with_517(&report, drawing), &size));
        assert_whole(&found, &report);
        assert!(!remarks(&found).contains("看不见的字"), "{at}: {}", remarks(&found));
    }
}

#[test]
fn a_cell_of_which_nothing_is_seen_is_a_question() {
    let report = bound(FILLED_2021);
    let size = format!("{PAGE_WIDTH} {PAGE_HEIGHT}");
    let white = |x, y| (format!("1 g\n{}0 g\n", shown("517", x, y)), String::new());
    let covered = |x, y: usize| (format!("{}1 g {x} {} 60 12 re f 0 g\n", shown("517", x, y), y - 3), String::new());
    for pages in [with_517(&report, white), with_517(&report, covered)] {
        let found = imported("a.pdf", &of_size(&pages, &size));
        let score = score(&found, &report);
        assert_eq!((score.asked, score.wrong), (1, Vec::new()));
        assert!(!found.questions.is_empty());
    }
}

/// Some programs fill all lines of a page at once.
#[test]
fn a_table_between_lines_of_one_path_is_read_whole() {
    let report = bound(FILLED_2021);
    let pages = pages(&report).into_iter().map(|page| {
        let (boxes, texts): (Vec<_>, Vec<_>) = page.lines().partition(|line| line.ends_with(" re S"));
        let lines = boxes.iter().flat_map(|line| {
            let numbers: Vec<usize> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
            let [x, y, width, height] = numbers[..] else { panic!("{line}") };
            [
                format!("{x} {y} {width} 1 re"),
                format!("{x} {} {width} 1 re", y + height),
                format!("{x} {y} 1 {height} re"),
                format!("{} {y} 1 {height} re", x + width),
            ]
        });
        let lines: Vec<_> = lines.collect();
        // Longer paths are drawings.
        let paths: String = lines.chunks(500).map(|lines| format!("{} f\n", lines.join(" "))).collect();
        format!("{paths}{}\n", texts.join("\n"))
    });
    let found = imported("a.pdf", &of_pages(&pages.collect::<Vec<_>>()));
    assert_whole(&found, &report);
}

#[test]
fn a_long_text_in_a_field_is_read_to_its_end() {
    let report = bound(FILLED_2021);
    let text = format!("{}共7654321条。", "abcdefgh".repeat(80));
    let value: String = format!("\u{feff}{text}").encode_utf16().map(|unit| format!("{unit:04x}")).collect();
    let mut pages: Vec<_> = pages(&report).into_iter().map(|page| (page, String::new())).collect();
    let place = format!("[40 {} 540 {}]", 20, 60);
    pages.last_mut().unwrap().1 = format!("/Annots [<</Type /Annot /Subtype /Widget /Rect {place} /V <{value}>>>]");
    let found = imported("a.pdf", &of_size(&pages, &format!("{PAGE_WIDTH} {PAGE_HEIGHT}")));
    assert!(found.draft.body.contains("共7654321条。"), "{}", found.draft.body);
}

#[test]
fn what_stands_in_the_fields_of_a_form_is_read() {
    let report = bound(FILLED_2021);
    let field = |x: usize, y: usize| {
        let place = format!("[{x} {} {} {}]", y - 3, x + 60, y + 9);
        (String::new(), format!("/Annots [<</Type /Annot /Subtype /Widget /Rect {place} /V (517)>>]"))
    };
    let pages = with_517(&report, field);
    assert_whole(&imported("a.pdf", &of_size(&pages, &format!("{PAGE_WIDTH} {PAGE_HEIGHT}"))), &report);
}

#[test]
fn a_watermark_is_no_text_of_its_page() {
    let report = bound(FILLED_2021);
    let mark = "0.8 g BT /F 30 Tf 0.7 0.7 -0.7 0.7 60 500 Tm <518590e88d446599> Tj ET 0 g\n".to_owned();
    let pages: Vec<_> = pages(&report).into_iter().map(|page| mark.clone() + &page).collect();
    let found = imported("a.pdf", &of_pages(&pages));
    assert_whole(&found, &report);
    assert_eq!(found.draft.body, imported("a.pdf", &drawn(&report)).draft.body);
    assert!(found.left_out.contains(&"内部资料".to_owned()), "{:?}", found.left_out);
}

#[test]
fn a_page_that_lies_on_its_side_or_its_head_is_turned() {
    let report = bound(FILLED_2021);
    let (width, height) = (PAGE_WIDTH, PAGE_HEIGHT);
    for (turn, size) in [
        (format!("0 1 -1 0 {height} 0 cm\n"), format!("{height} {width}")),
        (format!("0 -1 1 0 0 {width} cm\n"), format!("{height} {width}")),
        (format!("-1 0 0 -1 {width} {height} cm\n"), format!("{width} {height}")),
    ] {
        let pages: Vec<_> = pages(&report).into_iter().map(|page| (turn.clone() + &page, String::new())).collect();
        assert_whole(&imported("a.pdf", &of_size(&pages, &size)), &report);
    }
}

#[test]
fn a_table_that_is_wider_than_its_page_is_read_whole() {
    let report = bound(FILLED_2021);
    let found = imported("a.pdf", &of_width(&pages(&report), PAGE_WIDTH / 2));
    assert_whole(&found, &report);
}

#[test]
fn a_running_head_is_named_as_it_stands() {
    fn headed((at, page): (usize, &String)) -> String {
        format!("{page}{}", shown(&format!("青石镇年报 {}", at + 1), 40, PAGE_HEIGHT - 20))
    }

    let report = bound(FILLED_2021);
    let pages: Vec<_> = pages(&report).iter().enumerate().map(headed).collect();
    assert!(pages.len() > 1);
    let found = imported("a.pdf", &of_pages(&pages));
    assert_whole(&found, &report);
    let said: String = found.remarks.iter().map(|remark| remark.get(Lang::Zh)).collect();
    assert!(said.contains("“青石镇年报 1”"), "{said}");
}

#[test]
fn a_printed_report_is_read_whole() {
    let found = imported("2023.pdf", PRINTED);
    assert_whole(&found, &bound(FILLED_2021));
    assert!(found.unread.is_empty(), "{:?}", found.unread);
    assert_eq!(found.year, Some(2023));
    let remarks: Vec<_> = found.remarks.iter().map(|remark| remark.get(Lang::Zh)).collect();
    assert!(remarks.iter().any(|remark| remark.contains("页码")), "{remarks:?}");
}

#[test]
fn sentences_go_on_over_lines_and_pages() {
    let body = imported("2023.pdf", PRINTED).draft.body;
    let long: Vec<_> = body.lines().filter(|line| line.contains("公开指南")).collect();
    assert_eq!(long.len(), 1, "{body}");
    assert!(long[0].starts_with("全镇") && long[0].ends_with("改进。"), "{}", long[0]);
}

#[test]
fn tables_without_lines_are_read_by_what_stands_below_each_other() {
    assert_honest(&imported("2023.pdf", UNRULED), &bound(FILLED_2021), 180);
}

/// Lines of so many signs.
fn broken(text: &str, signs: usize) -> Vec<String> {
    text.chars().collect::<Vec<_>>().chunks(signs).map(|line| line.iter().collect()).collect()
}

#[test]
fn columns_of_text_are_read_one_after_the_other() {
    let sentence = |topic: &str| {
        (1..=24).map(|at| format!("{topic}工作第{at}项已经按照规定办理完毕并向社会公布，")).collect::<String>()
            + "没有遗留。"
    };
    let (left, right) = (sentence("主动公开"), sentence("依申请公开"));
    let mut page = shown("青石镇人民政府2023年政府信息公开工作年度报告", 160, PAGE_HEIGHT - 40);
    let columns = [(46, 70, "一、总体情况", &left), (311, 75, "五、存在的主要问题及改进情况", &right)];
    for (x, top, title, text) in columns {
        let lines = std::iter::once(title.to_owned()).chain(broken(text, 28));
        page.extend(lines.enumerate().map(|(at, line)| shown(&line, x, PAGE_HEIGHT - top - at * LINE)));
    }
    page += &shown("— 1 —", 280, 30);
    let body = imported("a.pdf", &of_width(&[page], 595)).draft.body;
    assert_eq!(body, format!("## 一、总体情况\n\n{left}\n\n## 五、存在的主要问题及改进情况\n\n{right}"));
}

#[test]
fn texts_beside_each_other_whose_order_is_not_certain_are_reported() {
    let mut page = shown("青石镇人民政府2023年政府信息公开工作年度报告", 160, PAGE_HEIGHT - 40);
    page += &shown("一、总体情况", 46, PAGE_HEIGHT - 60);
    for at in 0..4 {
        for x in [46, 311] {
            page += &shown("已经按照规定办理完毕并向社会公布", x, PAGE_HEIGHT - 80 - at * LINE);
        }
    }
    let found = imported("a.pdf", &of_width(&[page], 595));
    let said: String = found.remarks.iter().map(|remark| remark.get(Lang::Zh)).collect();
    assert!(said.contains("第 1 页有几栏文字并排"), "{said}");
}

/// Who issued a report, and when, stand beside each other.
#[test]
fn a_line_or_two_that_a_gap_divides_are_no_texts_beside_each_other() {
    let mut page = shown("青石镇人民政府2023年政府信息公开工作年度报告", 160, PAGE_HEIGHT - 40);
    page += &shown("一、总体情况", 46, PAGE_HEIGHT - 60);
    for at in 0..2 {
        for x in [46, 311] {
            page += &shown("青石镇人民政府办公室印发", x, PAGE_HEIGHT - 80 - at * LINE);
        }
    }
    let found = imported("a.pdf", &of_width(&[page], 595));
    let said: String = found.remarks.iter().map(|remark| remark.get(Lang::Zh)).collect();
    assert!(!said.contains("并排"), "{said}");
}

/// A damaged file may have any number in the place of its page's width.
#[test]
fn a_page_as_wide_as_it_likes_is_read_in_time() {
    let mut page = shown("青石镇人民政府2023年政府信息公开工作年度报告", 160, PAGE_HEIGHT - 40);
    page += &shown("一、总体情况", 46, PAGE_HEIGHT - 60);
    page += &shown("全镇公开信息。", 46, PAGE_HEIGHT - 80);
    for zeros in [0, 8, 20, 40] {
        let found = imported("a.pdf", &of_width(&[page.clone()], format!("595{}", "0".repeat(zeros))));
        assert_eq!(found.draft.body, "## 一、总体情况\n\n全镇公开信息。", "{zeros}");
    }
}

#[test]
fn a_scan_has_no_text() {
    let image =
        stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x");
    let content = stream("", "500 0 0 700 20 20 cm /I Do");
    let page =
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</XObject <</I 5 0 R>>>>>>";
    assert_refused(&pdf(&[CATALOGUE, ONE_PAGE, page, &content, &image]), "扫描", "Word");
}

#[test]
fn an_encrypted_file_is_named_so() {
    assert_refused(ENCRYPTED, "密码", "Word");
}

#[test]
fn fonts_that_do_not_say_what_their_signs_mean_are_not_guessed_at() {
    let font = "<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R]>>";
    let own = "<</Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>";
    let content = stream("", &format!("BT /F 12 Tf 50 700 Td <{}> Tj ET", "0101".repeat(60)));
    let page =
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>";
    assert_refused(&pdf(&[CATALOGUE, ONE_PAGE, page, &content, font, own]), "字体", "docx");
}

#[test]
fn drawings_that_draw_themselves_end() {
    let page = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R>>";
    let content = stream("", "/A Do");
    let resources = "<</XObject <</A 5 0 R>>>>";
    let form = stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 6 0 R", "/A Do /A Do");
    assert!(try_import("a.pdf", &pdf(&[CATALOGUE, ONE_PAGE, page, &content, &form, resources])).is_err());
    // Each of forty drawings draws the next one twice.
    let mut objects: Vec<String> = [CATALOGUE, ONE_PAGE, page, &content].map(str::to_owned).into();
    let steps = (0..36).map(|at| {
        let head =
            format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</A {} 0 R>>>>", at + 8);
        stream(&head, "/A Do /A Do")
    });
    objects.push(stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</A 7 0 R>>>>", "/A Do"));
    objects.push(resources.to_owned());
    objects.extend(steps);
    let objects: Vec<_> = objects.iter().map(String::as_str).collect();
    assert!(try_import("a.pdf", &pdf(&objects)).is_err());
}

#[test]
fn pages_without_end_and_parts_of_files_are_refused() {
    let pages = format!("<</Type /Pages /Kids [{}] /Count 5000>>", "<</Type /Page>> ".repeat(5000));
    assert!(try_import("a.pdf", &pdf(&[CATALOGUE, &pages])).is_err());
    let own = "<</Type /Pages /Kids [2 0 R 2 0 R] /Count 2>>";
    assert!(try_import("a.pdf", &pdf(&[CATALOGUE, own])).is_err());
    for part in 1..20 {
        let cut = &PRINTED[..PRINTED.len() * part / 20];
        if let Ok(found) = try_import("2023.pdf", cut) {
            assert_honest(&found, &bound(FILLED_2021), 0);
        }
    }
}

#[test]
fn what_is_packed_too_tightly_is_not_unpacked() {
    fn packed(size: usize) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut packer, &vec![b' '; size]).unwrap();
        packer.finish().unwrap()
    }

    let page = "<</Type /Page /Parent 2 0 R /Contents 4 0 R>>";
    let hex: String = packed(200 << 20).iter().map(|byte| format!("{byte:02x}")).collect();
    let content = stream("/Filter [/ASCIIHexDecode /FlateDecode]", &format!("{hex}>"));
    let file = pdf(&[CATALOGUE, ONE_PAGE, page, &content]);
    assert!(file.len() < 1 << 20, "it is small: {}", file.len());
    assert_refused(&file, "太大", "");
}

/// How a font that no file brings along numbers its signs.
#[derive(Clone, Copy, PartialEq)]
enum Codes {
    /// As Chinese editors of the nineties do.
    Gbk,
    Utf16,
    /// As it likes, with a map to what they mean, as browsers write it.
    Mapped,
}

impl Codes {
    fn hex(self, text: &str) -> String {
        if self == Self::Gbk {
            return encoding_rs::GBK.encode(text).0.iter().map(|byte| format!("{byte:02X}")).collect();
        }
        text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
    }

    /// The font, its outlines and its map.
    fn objects(self) -> [String; 3] {
        let (encoding, ordering) = match self {
            Self::Gbk => ("GBK-EUC-H", "GB1"),
            Self::Utf16 => ("UniGB-UTF16-H", "GB1"),
            Self::Mapped => ("Identity-H", "Identity"),
        };
        let map = if self == Self::Mapped { " /ToUnicode 5 0 R" } else { "" };
        let font = format!(
            "<</Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} /DescendantFonts [4 0 R]{map}>>"
        );
        let own = format!(
            "<</Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo <</Registry (Adobe) /Ordering ({ordering}) /Supplement 4>>>>"
        );
        let rows: Vec<_> = (0..=0xFF).map(|row| format!("<{row:02X}00> <{row:02X}FF> <{row:02X}00>\n")).collect();
        let ranges = rows.chunks(64).map(|rows| format!("64 beginbfrange\n{}endbfrange\n", rows.concat()));
        let map = format!(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n{}endcmap end end",
            ranges.collect::<String>()
        );
        [font, own, stream("", &map)]
    }
}

/// Lines of text on pages of forty, each with its bare number at its foot.
fn printed(text: &str, codes: Codes) -> Vec<u8> {
    let lines: Vec<_> = text.lines().collect();
    let pages: Vec<_> = lines.chunks(40).collect();
    let mut objects = vec![CATALOGUE.to_owned()];
    let kids = (0..pages.len()).map(|at| format!("{} 0 R ", 6 + 2 * at)).collect::<String>();
    objects.push(format!("<</Type /Pages /Kids [{kids}] /Count {}>>", pages.len()));
    objects.extend(codes.objects());
    for (at, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources <</Font <</F 3 0 R>>>>>>",
            7 + 2 * at
        ));
        let mut content = String::from("BT /F 10 Tf 60 790 Td 18 TL\n");
        for line in *page {
            writeln!(content, "<{}> Tj T*", codes.hex(line)).unwrap();
        }
        write!(content, "ET BT /F 10 Tf 290 30 Td <{}> Tj ET", codes.hex(&(at + 1).to_string())).unwrap();
        objects.push(stream("", &content));
    }
    let objects: Vec<_> = objects.iter().map(String::as_str).collect();
    pdf(&objects)
}

/// A cell a line, each with a bar behind it.
fn barred(report: &Report) -> String {
    fn line(texts: &[String]) -> String {
        texts.iter().map(|text| if text.is_empty() { "|\n".into() } else { format!("{text} |\n") }).collect()
    }

    pour::lines(report, Pad::Behind, line).replace("\n\n", "\n")
}

#[test]
fn cells_divided_by_bars_are_read_as_in_a_text() {
    let report = bound(FILLED_2021);
    assert_whole(&imported("a.pdf", &printed(&barred(&report), Codes::Utf16)), &report);
}

#[test]
fn numbers_divided_by_one_blank_are_never_joined_whatever_the_font() {
    let report = bound(FILLED_2021);
    let text = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join(" ")));
    for codes in [Codes::Gbk, Codes::Utf16, Codes::Mapped] {
        assert_whole(&imported("a.pdf", &printed(&barred(&report), codes)), &report);
        // Those of the last table are in a line of their own.
        assert_honest(&imported("a.pdf", &printed(&text.replace("\n\n", "\n"), codes)), &report, 15);
    }
}

/// Browsers print some characters as the radicals that look alike.
#[test]
fn radicals_that_stand_for_characters_are_read_as_these() {
    let report = bound(FILLED_2021);
    let mut text = barred(&report);
    for (character, radical) in [("民", "⺠"), ("青", "⻘"), ("门", "⻔"), ("见", "⻅"), ("示", "⽰"), ("人", "⼈")]
    {
        text = text.replace(character, radical);
    }
    assert!(text.contains("⻘石镇⼈⺠政府"));
    let found = imported("a.pdf", &printed(&text, Codes::Mapped));
    assert_whole(&found, &report);
    assert_eq!(found.agency.as_deref(), Some("qingshi"));
    assert!(found.unread.is_empty() && !found.draft.to_markdown().contains(['⺠', '⻘', '⼈']), "{:?}", found.unread);
}
