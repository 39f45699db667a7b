//! Reports as documents: what an office prints, signs, files and sends on.
//!
//! A report becomes a document of headings, paragraphs and tables, which a format then writes. The look of documents is
//! defined once, in `style`.

mod document;
mod docx;
mod grid;
mod html;
mod letter;
mod packed;
mod report;
mod style;
mod summary;
mod xlsx;

pub(crate) use summary::title as summary_title;

use crate::{
    config,
    diag::Findings,
    i18n::{Lang, Text},
    report::Report,
    site::{Site, path},
    text,
};

/// A document format.
pub struct Format {
    /// Its name, which is also the file extension.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// For servers and browsers.
    pub media_type: &'static str,
    /// A description.
    pub label: Text,
    write: fn(&Exporter<'_>, &Report) -> Vec<u8>,
    write_year: fn(&Exporter<'_>, u16) -> Vec<u8>,
}

/// All document formats.
pub static FORMATS: &[Format] = &[WORD, EXCEL, FRAGMENT];

/// Also offered for download: `render` has a file for it.
pub const WORD: Format = Format {
    name: config::WORD,
    title: "Word",
    media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    label: text!("Word 文档", "Word document"),
    write: |exporter, report| docx::write(&report::document(exporter, report)),
    write_year: |exporter, year| docx::write(&summary::document::document(exporter, year)),
};

/// Likewise.
pub const EXCEL: Format = Format {
    name: config::WORKBOOK,
    title: "Excel",
    media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    label: text!("Excel 工作簿", "Excel workbook"),
    write: |exporter, report| xlsx::write(exporter, report).expect(FITS),
    write_year: |exporter, year| summary::xlsx::write(exporter, year).expect(FITS),
};

const FRAGMENT: Format = Format {
    name: "html",
    title: "HTML",
    media_type: "text/html",
    label: text!("网页片段", "HTML fragment"),
    write: |exporter, report| html::write(&report::document(exporter, report)),
    write_year: |exporter, year| html::write(&summary::document::document(exporter, year)),
};

/// The bytes of a Markdown letter as a Word document.
pub fn letter(text: &str, author: &str) -> Vec<u8> {
    docx::write(&letter::document(text, author))
}

/// Reports are in Chinese, whatever the language of the site.
const LANG: Lang = Lang::Zh;

const FITS: &str = "every name and number fits a workbook";

/// Everything that documents are made from.
#[derive(Clone, Copy)]
pub struct Exporter<'a> {
    /// The site that the reports are on.
    pub site: &'a Site,
    /// Used for the notes below tables.
    pub findings: &'a Findings,
    /// Whether the document is signed and sealed.
    pub filing: bool,
}

impl Format {
    /// The format with a name, in upper or lower case.
    pub fn find(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name.eq_ignore_ascii_case(name))
    }
}

impl Exporter<'_> {
    /// The bytes of a document, which are the same for the same report.
    pub fn write(&self, report: &Report, format: &Format) -> Vec<u8> {
        (format.write)(self, report)
    }

    /// The bytes of a document on all reports on a year.
    pub fn write_year(&self, year: u16, format: &Format) -> Vec<u8> {
        (format.write_year)(self, year)
    }

    /// The file name of a report's document: its title, or its agency and year if the title is no valid file name.
    pub fn file_name(&self, report: &Report, format: &Format) -> String {
        let title: String = self.site.title_of(report).chars().take(LONGEST).collect();
        let name = format!("{}.{}", title.trim(), format.name);
        match path::fault(&name) {
            None if !name.contains('/') => name,
            _ => format!("{}.{}", self.site.id_of(report), format.name),
        }
    }
}

/// The most characters in a name. File systems allow 255 bytes.
const LONGEST: usize = 60;
