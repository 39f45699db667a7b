//! Formats, and what has gone wrong with them for others: Word's in particular.

use super::{REAL, assert_given, assert_whole, imported, pour, try_import};
use crate::common::*;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use giar::{i18n::Lang, import::Imported, report::Report};
use std::io::Write as _;

fn report() -> Report {
    bound(FILLED_2021)
}

/// A Word file with this body, and other parts.
pub(super) fn docx(body: &str, parts: &[(&str, &str, &[u8])]) -> Vec<u8> {
    docx_of([body], parts)
}

/// The same of a body in pieces, which all together nobody needs to hold.
pub(crate) fn docx_of<'a>(body: impl IntoIterator<Item = &'a str>, parts: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    };
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    add(
        "_rels/.rels",
        format!("<Relationships><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"word/document2.xml\"/></Relationships>").as_bytes(),
    );
    let relations = parts.iter().enumerate().map(|(at, (kind, name, _))| {
        format!("<Relationship Id=\"r{at}\" Type=\"{office}/{kind}\" Target=\"{name}\"/>")
    });
    add(
        "word/_rels/document2.xml.rels",
        format!("<Relationships>{}</Relationships>", relations.collect::<String>()).as_bytes(),
    );
    for (_, name, bytes) in parts {
        add(&format!("word/{name}"), bytes);
    }
    let head = "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:r=\"r\" xmlns:mc=\"mc\"><w:body>";
    add("word/document2.xml", head.as_bytes());
    body.into_iter().chain(["</w:body></w:document>"]).for_each(|piece| archive.write_all(piece.as_bytes()).unwrap());
    archive.finish().unwrap().into_inner()
}

pub(super) fn para(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// How cells that go on are marked.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Merges {
    /// `gridSpan`, and `vMerge` in a cell of every row.
    Spans,
    /// `hMerge`, as old programs write it, and no `tblGrid`.
    Horizontal,
    /// Cells that would go on from above are left out: `gridBefore` stands for them.
    Before,
}

pub(super) fn word(report: &Report, merges: Merges) -> String {
    pour::page(report)
        .iter()
        .map(|part| match part {
            pour::Part::Text(text) => para(text),
            pour::Part::Table(table) => word_table(table, merges),
        })
        .collect()
}

fn word_table(table: &pour::Table, merges: Merges) -> String {
    let rows = (0..table.height()).map(|row| {
        let covering = |column: usize| {
            table
                .cells
                .iter()
                .find(|c| (c.row..c.row + c.rows).contains(&row) && (c.column..c.column + c.columns).contains(&column))
        };
        let (mut out, mut column, mut before) = (String::new(), 0, 0);
        while column < table.width {
            let Some(cell) = covering(column) else {
                column += 1;
                continue;
            };
            let goes_on = cell.row < row;
            if merges == Merges::Before && goes_on && out.is_empty() {
                before += cell.columns;
            } else {
                out += &word_cell(cell, goes_on, merges);
            }
            column += cell.columns;
        }
        let properties =
            if before > 0 { format!("<w:trPr><w:gridBefore w:val=\"{before}\"/></w:trPr>") } else { String::new() };
        format!("<w:tr>{properties}{out}</w:tr>")
    });
    format!("<w:tbl>{}</w:tbl>", rows.collect::<String>())
}

fn word_cell(cell: &pour::Printed, goes_on: bool, merges: Merges) -> String {
    let down = match (cell.rows > 1, goes_on) {
        (true, false) => "<w:vMerge w:val=\"restart\"/>",
        (true, true) => "<w:vMerge/>",
        _ => "",
    };
    let text = if goes_on { "" } else { cell.text.as_str() };
    if merges == Merges::Horizontal && cell.columns > 1 {
        let first = format!("<w:tc><w:tcPr><w:hMerge w:val=\"restart\"/>{down}</w:tcPr>{}</w:tc>", para(text));
        let rest = format!("<w:tc><w:tcPr><w:hMerge/>{down}</w:tcPr>{}</w:tc>", para(""));
        return first + &rest.repeat(cell.columns - 1);
    }
    let span = format!("<w:gridSpan w:val=\"{}\"/>", cell.columns);
    format!("<w:tc><w:tcPr>{span}{down}</w:tcPr>{}</w:tc>", para(text))
}

#[track_caller]
fn assert_read(body: &str) {
    assert_whole(&imported("a.docx", &docx(body, &[])), &report());
}

#[test]
fn merged_cells_of_word_however_they_are_marked() {
    for merges in [Merges::Spans, Merges::Horizontal, Merges::Before] {
        assert_read(&word(&report(), merges));
        for (name, figures) in REAL {
            println!("{name}");
            let report = bound(figures);
            assert_given(&imported("a.docx", &docx(&word(&report, merges), &[])), &report);
        }
    }
}

/// A page as the rows of one table, as wide as its texts.
fn in_one_table(report: &Report) -> pour::Table {
    const WIDTH: usize = 60;
    let (mut cells, mut top) = (Vec::new(), 0);
    for part in pour::page(report) {
        match part {
            pour::Part::Text(text) => {
                cells.push(pour::Printed { row: top, column: 0, rows: 1, columns: WIDTH, text });
                top += 1;
            }
            pour::Part::Table(table) => {
                let edge = |column: usize| column * WIDTH / table.width;
                cells.extend(table.cells.iter().map(|cell| pour::Printed {
                    row: top + cell.row,
                    column: edge(cell.column),
                    columns: edge(cell.column + cell.columns) - edge(cell.column),
                    ..cell.clone()
                }));
                top += table.height();
            }
        }
    }
    pour::Table { cells, width: WIDTH }
}

#[test]
fn a_report_that_is_one_table_has_its_title_and_its_sections() {
    let report = report();
    let table = in_one_table(&report);
    let page = format!("<html><body>{}</body></html>", pour::html_table(&table));
    for found in
        [imported("a.docx", &docx(&word_table(&table, Merges::Spans), &[])), imported("a.html", page.as_bytes())]
    {
        assert_whole(&found, &report);
        assert_eq!(found.agency_name.as_deref(), Some("青石镇人民政府"));
        for heading in ["## 一、总体情况\n\n全镇", "## 六、其他需要报告的事项\n\n全镇"] {
            assert!(found.draft.body.contains(heading), "{}", found.draft.body);
        }
    }
}

#[test]
fn tracked_changes_are_accepted() {
    let body = word(&report(), Merges::Spans);
    let old = para("517");
    assert_eq!(body.matches(&old).count(), 1);
    let new = "<w:p><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins><w:r><w:t>517</w:t></w:r></w:ins></w:p>";
    assert_read(&body.replace(&old, new));
    // A move counts once, where it went.
    let moved =
        "<w:p><w:moveFrom><w:r><w:t>517</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>517</w:t></w:r></w:moveTo></w:p>";
    assert_read(&body.replace(&old, moved));
    // A deleted row is gone.
    let row = format!(
        "<w:tr><w:trPr><w:del w:author=\"a\"/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>",
        para("行政许可"),
        para("999")
    );
    let at = body.find("<w:tr>").unwrap();
    assert_read(&format!("{}{row}{}", &body[..at], &body[at..]));
}

#[test]
fn controls_hidden_text_and_signs_are_looked_through() {
    let body = word(&report(), Merges::Spans);
    let cell = format!("<w:tc><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>{}</w:tc>", para("517"));
    assert!(body.contains(&cell));
    assert_read(&body.replace(
        &cell,
        &format!("<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{cell}</w:sdtContent></w:sdt>"),
    ));
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>517</w:t></w:r>";
    assert_read(&body.replace(&para("517"), &format!("<w:p>{hidden}</w:p>")));
    let field = "<w:r><w:instrText>=SUM(ABOVE) 88</w:instrText></w:r><w:smartTag><w:r><w:t>51</w:t></w:r></w:smartTag><w:r><w:sym w:char=\"F037\"/></w:r>";
    assert_read(&body.replace(&para("517"), &format!("<w:p>{field}</w:p>")));
}

#[test]
fn text_boxes_are_read_once_and_may_repeat() {
    let text = "<w:txbxContent><w:p><w:r><w:t>咨询电话见指南</w:t></w:r></w:p></w:txbxContent>";
    let both = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{text}</mc:Choice><mc:Fallback>{text}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    let one = format!("<w:p><w:r><mc:AlternateContent><mc:Choice>{text}</mc:Choice></mc:AlternateContent></w:r></w:p>");
    let body = word(&report(), Merges::Spans);
    let found = imported("a.docx", &docx(&format!("{body}{both}{one}"), &[]));
    assert_whole(&found, &report());
    assert_eq!(found.draft.body.matches("咨询电话见指南").count(), 2);
}

#[test]
fn a_document_within_a_document_is_read() {
    fn encoded(byte: u8) -> String {
        match byte {
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("={byte:02X}"),
        }
    }

    let page = pour::html(&report());
    // A line may end anywhere but within a sign.
    let lines = page.as_bytes().chunks(23).map(|bytes| bytes.iter().copied().map(encoded).collect::<String>());
    let wrapped = lines.collect::<Vec<_>>().join("=\r\n");
    let mht = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{wrapped}\r\n--x--\r\n"
    );
    let file = docx("<w:altChunk r:id=\"r0\"/>", &[("aFChunk", "a.mht", mht.as_bytes())]);
    assert_whole(&imported("a.docx", &file), &report());
    assert_whole(&imported("a.mht", mht.as_bytes()), &report());
}

/// A page and its pictures as one file; each picture with the head of its part.
fn mht(page: &str, pictures: &[(&str, &[u8])]) -> String {
    let parts = pictures.iter().map(|(head, bytes)| {
        format!("--x\r\n{head}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n", STANDARD.encode(bytes))
    });
    format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Location: file:///C:/a/page.htm\r\n\r\n{page}\r\n{}--x--\r\n",
        parts.collect::<String>()
    )
}

/// A page with the title of a report, its first section, and these pictures in it.
fn page_with_pictures(addresses: &[&str]) -> String {
    let pictures: String =
        addresses.iter().map(|address| format!("<p><img src=\"{address}\"></p><p>上图是各渠道的条数。</p>")).collect();
    format!(
        "<html><body><p>青石镇人民政府2023年政府信息公开工作年度报告</p><p>一、总体情况</p>{pictures}</body></html>"
    )
}

fn names_of(found: &Imported) -> Vec<&str> {
    found.pictures.iter().map(|picture| picture.name.as_str()).collect()
}

/// Pictures of the report, and of what is embedded in it, each under a name of its own.
#[test]
fn pictures_of_a_document_within_a_document_come_along() {
    let other = format!("\x7fGIF{}", "1".repeat(600));
    let page = page_with_pictures(&[&format!("data:image/png;base64,{}", STANDARD.encode(&other))]);
    let own = "<w:p><w:r><w:drawing><a:blip r:embed=\"r0\"/></w:drawing></w:r></w:p>";
    let parts = [("image", "media/image1.png", &b"\x89PNG"[..]), ("aFChunk", "a.html", page.as_bytes())];
    for (body, own_name, other_name) in [
        (format!("{own}<w:altChunk r:id=\"r1\"/>"), "image1.png", "image1-2.png"),
        (format!("<w:altChunk r:id=\"r1\"/>{own}"), "image1-2.png", "image1.png"),
    ] {
        let found = imported("a.docx", &docx(&body, &parts));
        let bytes = |name: &str| found.pictures.iter().find(|picture| picture.name == name).map(|own| &*own.bytes);
        assert_eq!(bytes(own_name), Some(&b"\x89PNG"[..]));
        assert_eq!(bytes(other_name), Some(other.as_bytes()));
        assert!(found.draft.body.contains(&format!("![]({other_name})\n\n上图")), "{}", found.draft.body);
        assert_eq!(found.absent_pictures, Vec::<String>::new());
    }
}

#[test]
fn pictures_in_one_file_with_their_page_come_along() {
    let parts: [(&str, &[u8]); 3] = [
        ("Content-Type: image/png\r\nContent-Location: file:///C:/a/page.files/image001.png", b"one"),
        ("Content-Type: image/jpeg\r\nContent-ID: <two@a>", b"two"),
        ("Content-Type: image/gif\r\nContent-Location: https://www.example.gov.cn/images/3.gif?v=1", b"three"),
    ];
    let addresses = ["page.files/image001.png", "cid:two@a", "https://www.example.gov.cn/images/3.gif?v=1"];
    let mht = mht(&page_with_pictures(&addresses), &parts);
    let within = docx("<w:altChunk r:id=\"r0\"/>", &[("aFChunk", "a.mht", mht.as_bytes())]);
    for found in [imported("a.mht", mht.as_bytes()), imported("a.docx", &within)] {
        assert_eq!(names_of(&found), ["image001.png", "image2.jpg", "3.gif"]);
        assert_eq!(found.pictures.iter().map(|own| &*own.bytes).collect::<Vec<_>>(), parts.map(|(_, bytes)| bytes));
        for name in names_of(&found) {
            assert!(found.draft.body.contains(&format!("![]({name})\n\n上图")), "{name}\n{}", found.draft.body);
        }
        assert_eq!(found.absent_pictures, Vec::<String>::new());
    }
}

/// Whatever ends in .md below the reports is a report.
#[test]
fn a_picture_is_called_as_pictures_are() {
    let parts: [(&str, &[u8]); 3] = [
        ("Content-Type: image/png\r\nContent-Location: https://www.example.gov.cn/2022.md", b"one"),
        ("Content-Type: image/svg+xml\r\nContent-ID: <two@a>", b"<svg/>"),
        ("Content-Type: image/jpeg\r\nContent-Location: https://www.example.gov.cn/show.php?id=3", b"three"),
    ];
    let addresses = ["https://www.example.gov.cn/2022.md", "cid:two@a", "https://www.example.gov.cn/show.php?id=3"];
    let page = mht(&page_with_pictures(&addresses), &parts);
    assert_eq!(names_of(&imported("a.mht", page.as_bytes())), ["image1.png", "image2.svg", "image3.jpg"]);
    let title = para("青石镇人民政府2023年政府信息公开工作年度报告") + &para("一、总体情况");
    let shown: String = (0..3).map(|at| format!("<w:p><w:r><a:blip r:embed=\"r{at}\"/></w:r></w:p>")).collect();
    let media: [(&str, &str, &[u8]); 3] =
        [("image", "media/index.md", b"one"), ("image", "media/.png", b"two"), ("image", "media/图.emf", b"three")];
    let found = imported("a.docx", &docx(&(title + &shown), &media));
    assert_eq!(names_of(&found), ["image1.png", "image2.png", "图.emf"]);
    assert!(found.draft.body.contains("![](image1.png)\n\n![](image2.png)"), "{}", found.draft.body);
}

#[test]
fn a_word_file_within_a_word_file_is_read_and_what_is_not_is_said() {
    let inner = docx(&word(&report(), Merges::Spans), &[]);
    let body = "<w:altChunk r:id=\"r0\"/><w:altChunk r:id=\"r1\"/>";
    let found = imported("a.docx", &docx(body, &[("aFChunk", "a.docx", &inner), ("aFChunk", "b.rtf", b"{\\rtf1 x}")]));
    assert_whole(&found, &report());
    let said: String = found.remarks.iter().map(|remark| remark.get(Lang::Zh)).collect();
    assert!(said.contains("b.rtf 没有读"), "{said}");
    // A file that holds itself would never end.
    let deep = (0..9).fold(inner, |inner, _| docx("<w:altChunk r:id=\"r0\"/>", &[("aFChunk", "a.docx", &inner)]));
    assert!(try_import("a.docx", &deep).is_err());
}

/// Files may have one name in two folders, and programs before 2007 show pictures by another element.
#[test]
fn every_picture_of_a_word_file_comes_along_under_a_name_of_its_own() {
    let title = para("青石镇人民政府2023年政府信息公开工作年度报告") + &para("一、总体情况");
    let pictures = "<w:p><w:r><a:blip r:embed=\"r0\"/></w:r></w:p><w:p><w:r><w:pict><v:shape><v:imagedata r:id=\"r1\"/></v:shape></w:pict></w:r></w:p><w:p><w:r><a:blip r:embed=\"r2\"/></w:r></w:p><w:p><w:r><a:blip r:embed=\"r0\"/></w:r></w:p>";
    let parts: [(&str, &str, &[u8]); 3] =
        [("image", "media/图 1.png", b"one"), ("image", "old/图 1.png", b"two"), ("image", "media/图 1.PNG", b"three")];
    let found = imported("a.docx", &docx(&(title + pictures), &parts));
    assert_eq!(names_of(&found), ["图 1.png", "图 1-2.png", "图 1-3.PNG"]);
    assert!(found.draft.body.contains("![](图%201.png)\n\n![](图%201-2.png)"), "{}", found.draft.body);
    assert_eq!(giar::markdown::links(&found.draft.body).len(), 4);
    assert_eq!(found.absent_pictures, Vec::<String>::new());
}

#[test]
fn pages_of_any_kind() {
    let page = pour::html(&report());
    assert_whole(&imported("a.html", &encoding_rs::GB18030.encode(&page).0), &report());
    let layout = page.replace("<body>", "<body><table><tr><td>").replace("</body>", "</td></tr></table></body>");
    assert_whole(&imported("a.html", layout.as_bytes()), &report());
    let soup = page.replace("<p>", "<p><font size=3><span lang=EN-US>").replace("</p>", "</span></font></p>");
    assert_whole(&imported("a.doc", soup.as_bytes()), &report());
    let nested = layout.replace("</tr>\n<tr>", "\n<tr>").replace("colspan=\"1\"", "colspan=\"0\"");
    assert_whole(&imported("a.html", nested.as_bytes()), &report());
    let endless = nested.replace("rowspan=\"1\" colspan=\"3\"><p>四、", "rowspan=99999 colspan=\"3\"><p>四、");
    assert_ne!(endless, nested);
    assert_whole(&imported("a.html", endless.as_bytes()), &report());
    let hidden =
        page.replace("<body>", &format!("<body><div style=\"display: none\">{}</div>", page.replace("517", "9")));
    assert_whole(&imported("a.html", hidden.as_bytes()), &report());
}

/// An archive that holds a file of this name.
fn zipped(name: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    archive.finish().unwrap().into_inner()
}

/// Text without the tables is read, and it is said that they are missing.
#[test]
fn tables_that_are_pictures_are_reported() {
    let text = "青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n全镇按照规定公开政府信息。\n";
    let said = |found: &Imported| found.remarks.iter().map(|remark| remark.get(Lang::Zh)).collect::<String>();
    let found = imported("a.txt", text.as_bytes());
    assert!(said(&found).contains("没有找到") && found.draft.body.contains("按照规定"), "{}", said(&found));
    let paras: String = text.lines().map(|line| format!("<p>{line}</p>")).collect();
    let found = imported(
        "a.html",
        format!("<html><body>{paras}<img src=\"data:image/png;base64,AA\"></body></html>").as_bytes(),
    );
    assert!(said(&found).contains("图片"), "{}", said(&found));
    assert_eq!(found.read(), 0);
}

#[test]
fn what_cannot_be_read_is_named_with_a_remedy() {
    let picture = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    for (bytes, why) in [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "旧式的 Word"),
        (encrypted, "密码"),
        (picture, "图片"),
        (b"{\\rtf1 }".to_vec(), "RTF"),
        (
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument \
              xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"></w:wordDocument>"
                .to_vec(),
            "Word 的 XML",
        ),
        (Vec::new(), "空的"),
        (b"\x00\x01\x02\xff\xfe\xfd".repeat(50), "什么文件"),
        (b"PK\x03\x04broken".to_vec(), "损坏"),
        (b"Rar!\x1a\x07\x01\x00".to_vec(), "压缩包"),
        (zipped("年报.docx"), "压缩包"),
        (b" \n\n".to_vec(), "没有文字"),
        (b"<!DOCTYPE html><html><head><script>show()</script></head><body></body></html>".to_vec(), "没有文字"),
        ("<html><head></head><body><p>页面不存在</p><p>404</p></body></html>".into(), "没有年度报告"),
        ("品名,单价,数量\n纸,20,3\n笔,5,8\n墨,9,1\n本,4,7\n".into(), "没有年度报告"),
        // A budget has 行政许可 and 总计, too.
        (
            "<html><body><h1>2023年部门预算</h1><table><tr><td>项目</td><td>金额（万元）</td></tr><tr><td>行政事业性收费</td><td>512.33</td></tr><tr><td>行政许可</td><td>41</td></tr><tr><td>其他</td><td>77</td></tr><tr><td>总计</td><td>630</td></tr></table></body></html>".into(),
            "没有年度报告",
        ),
    ] {
        let refusal = try_import("报告.docx", &bytes).unwrap_err();
        assert!(refusal.why.get(Lang::Zh).contains(why), "{}", refusal.why.get(Lang::Zh));
        assert!(refusal.remedy.get(Lang::Zh).chars().count() > 5);
    }
    let mut sheet = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "")] {
        sheet.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut sheet, bytes.as_bytes()).unwrap();
    }
    for (bytes, wanted) in [(zipped("OFD.xml"), "PDF"), (sheet.finish().unwrap().into_inner(), ".xlsx")] {
        let remedy = try_import("报告.docx", &bytes).unwrap_err().remedy.get(Lang::Zh);
        assert!(remedy.contains(wanted), "{remedy}");
    }
}

#[test]
fn a_picture_stays_where_it_stands_in_the_text() {
    let picture = "<w:p><w:r><w:drawing><a:blip r:embed=\"r0\"/></w:drawing></w:r></w:p>";
    let [title, head, before, after] =
        ["青石镇人民政府2023年政府信息公开工作年度报告", "一、总体情况", "全镇公开信息。", "全镇办理申请。"].map(para);
    let body = format!("{title}{head}{before}{picture}{after}");
    let found = imported("a.docx", &docx(&body, &[("image", "media/a.png", b"\x89PNG")]));
    let text = &found.draft.body;
    assert!(text.contains("全镇公开信息。\n\n![](a.png)\n\n全镇办理申请。"), "{text}");
}

/// Windows divides folders and drives by more signs than one.
#[test]
fn names_within_a_file_lead_out_of_no_folder() {
    let title = para("青石镇人民政府2023年政府信息公开工作年度报告");
    let body = &format!("{title}<w:p><w:r><w:drawing><a:blip r:embed=\"r0\"/></w:drawing></w:r></w:p>");
    for name in ["media/..\\..\\a.png", "media/C:a.png"] {
        let found = imported("a.docx", &docx(body, &[("image", name, b"\x89PNG")]));
        assert_eq!(found.pictures.iter().map(|picture| picture.name.as_str()).collect::<Vec<_>>(), ["a.png"]);
    }
    let data = town().with(REPORT, FILLED_2021).published("2023/qingshi/report.json");
    assert_eq!(imported("a.json", data.as_bytes()).agency.as_deref(), Some("qingshi"));
    assert_eq!(imported("a.json", data.replace("qingshi", "../../x").as_bytes()).agency, None);
    let figures = "agency,year,edition,table,row,column,value\n../../x,2023,2021,disputes,review,total,1\n";
    assert_ne!(imported("a.csv", figures.as_bytes()).agency.as_deref(), Some("../../x"));
}

#[test]
fn a_text_within_a_document_has_the_bound_of_one_alone() {
    let text = format!("青石镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n{}", "\n".repeat(500_000));
    assert!(try_import("a.txt", text.as_bytes()).is_err());
    let file = docx("<w:altChunk r:id=\"r0\"/>", &[("aFChunk", "a.txt", text.as_bytes())]);
    assert!(try_import("a.docx", &file).is_err());
}

#[test]
fn hostile_files_are_refused_at_once() {
    fn cell(merge: &str) -> String {
        format!("<w:tc><w:tcPr>{merge}</w:tcPr>{}</w:tc>", para("1"))
    }

    let deep = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(3000), "</w:tc></w:tr></w:tbl>".repeat(3000));
    assert!(try_import("a.docx", &docx(&deep, &[])).is_err());
    let (first, rest) = (cell("<w:vMerge w:val=\"restart\"/>"), cell("<w:vMerge/>"));
    let dropped = format!("<w:tr><w:trPr><w:del/></w:trPr>{rest}{}", "</w:tr>".repeat(3));
    assert!(try_import("a.docx", &docx(&format!("<w:tbl><w:tr>{first}</w:tr>{dropped}"), &[])).is_err());
    let bomb = docx(&" ".repeat(60 << 20), &[]);
    assert!(bomb.len() < 200_000, "it is small: {}", bomb.len());
    assert!(try_import("a.docx", &bomb).is_err());
    let entity = format!("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>{}", para("&e;"));
    let found = try_import("a.docx", &docx(&entity, &[]));
    assert!(found.is_err() || !found.unwrap().draft.body.contains("root:"));
    let rows = "<tr><td>规章</td><td>0</td></tr>".repeat(100_000);
    assert!(try_import("a.html", format!("<table>{rows}</table>").as_bytes()).is_err());
}
