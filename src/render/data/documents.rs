//! Reports as documents to take away, if `site.toml` asks for them.

use crate::{
    archive::ReportId,
    export::{self, Exporter},
    render::{Format, Kind, RenderError, Renderer},
    site::{Address, Site, url},
};

const WORD: &export::Format = &export::WORD;
const EXCEL: &export::Format = &export::EXCEL;

pub(in crate::render) static DOCX: Kind<ReportId> = Kind::new("report.docx", |site, id| path(site, id, WORD), docx)
    .format(offered(WORD))
    .measured()
    .only_if(|site| is_wanted(site, WORD));

pub(in crate::render) static XLSX: Kind<ReportId> = Kind::new("report.xlsx", |site, id| path(site, id, EXCEL), xlsx)
    .format(offered(EXCEL))
    .measured()
    .only_if(|site| is_wanted(site, EXCEL));

const fn offered(format: &export::Format) -> Format {
    Format { name: format.title, media_type: format.media_type, label: format.label }
}

fn is_wanted(site: &Site, format: &export::Format) -> bool {
    site.config.downloads.formats.contains(&format.name)
}

fn path(site: &Site, id: ReportId, format: &export::Format) -> String {
    format!("{}report.{}", url::report(site, site.report(id)), format.name)
}

fn docx(renderer: &Renderer<'_>, _: &Address, id: ReportId) -> Result<Vec<u8>, RenderError> {
    Ok(write(renderer, id, WORD))
}

fn xlsx(renderer: &Renderer<'_>, _: &Address, id: ReportId) -> Result<Vec<u8>, RenderError> {
    Ok(write(renderer, id, EXCEL))
}

fn write(renderer: &Renderer<'_>, id: ReportId, format: &export::Format) -> Vec<u8> {
    let exporter = Exporter { site: renderer.site, findings: renderer.findings, filing: false };
    exporter.write(renderer.site.report(id), format)
}
